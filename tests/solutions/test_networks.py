"""The model answers of unit 02 against independent oracles: loops, mpmath, SciPy, and their theorems."""

import math
from copy import deepcopy
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from solutions.activations import act_vjp, activate
from solutions.networks import (
    affine,
    catch_forward,
    collapse_linear,
    init,
    mlp_forward,
    n_params,
    softmax_vjp,
    xor_network,
)
from tests.solutions.calls import arrays_in, mapped, message, same
from tests.solutions.oracles.differences import differences

ROUND_OFF = 1e-12

# Multiples of 1/4 up to 4: sums of products of a few of them are exact in whatever order.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
sizes = st.integers(1, 4)
kinds = pytest.mark.parametrize("kind", ["relu", "tanh", "sigmoid", "identity"])


@st.composite
def arrays(draw, *shape):
    return draw(hnp.arrays(np.float64, shape, elements=dyadic))


@st.composite
def layers(draw):
    """Samples X (N, d_in), weights W (d_in, d_out), biases b (d_out,)."""
    N, d_in, d_out = draw(sizes), draw(sizes), draw(sizes)
    return draw(arrays(N, d_in)), draw(arrays(d_in, d_out)), draw(arrays(d_out))


@st.composite
def networks(draw, d_in=None):
    """Samples X (N, d_0) and parameters of one to four layers."""
    widths = [d_in or draw(sizes), *draw(st.lists(sizes, min_size=1, max_size=4))]
    params = [(draw(arrays(m, n)), draw(arrays(n))) for m, n in pairwise(widths)]
    return draw(arrays(draw(sizes), widths[0])), params


# --- affine


def affine_by_loops(X, W, b):
    columns = range(len(b))
    return [[sum(x * w for x, w in zip(row, W[:, j], strict=True)) + b[j] for j in columns] for row in X]


@given(layers())
def test_affine_agrees_with_loops(layer):
    assert affine(*layer).tolist() == affine_by_loops(*layer)


@given(layers(), st.data())
def test_affine_preserves_affine_combinations_of_samples(layer, data):
    X, W, b = layer
    T = data.draw(arrays(3, len(X)))
    T[:, 0] += 1 - T.sum(axis=1)
    assert np.array_equal(affine(T @ X, W, b), T @ affine(X, W, b))


# --- activate

NUMBERS = {
    "relu": lambda z: max(z, 0.0),
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "identity": lambda z: z,
}
SIGMA = {
    "relu": lambda z: max(z, mpmath.mpf(0)),
    "tanh": mpmath.tanh,
    "sigmoid": lambda z: 1 / (1 + mpmath.exp(-z)),
    "identity": lambda z: z,
}


@kinds
@given(st.floats(-1e4, 1e4))
def test_activate_agrees_with_fifty_digits(kind, z):
    with mpmath.workdps(50):
        wanted = float(SIGMA[kind](mpmath.mpf(z)))
    assert float(activate(z, kind)) == pytest.approx(wanted, rel=1e-15, abs=5e-16)


@kinds
@given(hnp.arrays(np.float64, hnp.array_shapes(max_dims=3, max_side=3), elements=dyadic))
def test_activate_acts_on_every_entry_by_itself(kind, Z):
    assert activate(Z, kind).shape == Z.shape
    assert activate(Z, kind).ravel().tolist() == [float(activate(z, kind)) for z in Z.ravel()]


@given(st.floats(-1e4, 1e4))
def test_sigmoid_of_minus_z_is_one_minus_sigmoid_of_z(z):
    assert activate(-z, "sigmoid") == pytest.approx(1 - activate(z, "sigmoid"), abs=3e-16)


@kinds
def test_activate_never_falls(kind):
    assert (np.diff(activate(np.linspace(-50, 50, 1001), kind)) >= 0).all()


# --- act_vjp

@kinds
@given(arrays(2, 3), arrays(2, 3))
def test_act_vjp_agrees_with_differences_on_every_entry(kind, U, Z):
    Z[Z == 0] = 1  # the kink
    wanted = differences(lambda Z: (U * np.vectorize(NUMBERS[kind])(Z)).sum(), Z)
    np.testing.assert_allclose(act_vjp(U, Z, kind), wanted, rtol=1e-6, atol=1e-8)


@kinds
@given(st.floats(-40, 40).filter(lambda z: abs(z) > 1e-6))
def test_act_vjp_agrees_with_the_derivative_of_fifty_digits(kind, z):
    with mpmath.workdps(50):
        wanted = float(mpmath.diff(SIGMA[kind], mpmath.mpf(z)))
    assert act_vjp([3.0], [z], kind)[0] == pytest.approx(3 * wanted, rel=1e-14, abs=2e-15)


@kinds
@given(arrays(2, 3), arrays(2, 3), arrays(2, 3), st.integers(-8, 8))
def test_act_vjp_is_linear_and_its_own_adjoint(kind, U, V, Z, t):
    JU, JV = act_vjp(U, Z, kind), act_vjp(V, Z, kind)
    np.testing.assert_allclose((JU * V).sum(), (U * JV).sum(), rtol=ROUND_OFF, atol=ROUND_OFF)
    np.testing.assert_allclose(act_vjp(U + t * V, Z, kind), JU + t * JV, rtol=ROUND_OFF, atol=ROUND_OFF)


def test_the_derivative_of_the_relu_at_zero_is_zero():
    assert act_vjp([5.0, 5.0, -5.0, -5.0], [0.0, -0.0, 1.0, -1.0], "relu").tolist() == [0, 0, -5, 0]


@pytest.mark.parametrize(
    ("kind", "wanted"), [("relu", [0, 2]), ("tanh", [0, 0]), ("sigmoid", [0, 0]), ("identity", [2, 2])]
)
def test_act_vjp_at_the_ends(kind, wanted):
    assert act_vjp([2.0, 2.0], [-1e4, 1e4], kind).tolist() == wanted


# --- mlp_forward


@kinds
@given(networks())
def test_mlp_forward_agrees_with_loops(kind, network):
    X, params = network
    Z = X
    for i, (W, b) in enumerate(params):
        Z = np.array(affine_by_loops(Z, W, b))
        if i + 1 < len(params):
            Z = np.vectorize(NUMBERS[kind])(Z)
    np.testing.assert_allclose(mlp_forward(params, X, kind), Z, rtol=ROUND_OFF, atol=ROUND_OFF)


@kinds
@given(networks())
def test_mlp_forward_of_one_layer_has_no_activation(kind, network):
    X, params = network
    assert np.array_equal(mlp_forward(params[:1], X, kind), affine(X, *params[0]))


@given(networks(), st.integers(0, 32).map(lambda m: m / 4))
def test_relu_network_without_biases_is_positively_homogeneous(network, t):
    X, params = network
    params = [(W, 0 * b) for W, b in params]
    assert np.array_equal(mlp_forward(params, t * X, "relu"), t * mlp_forward(params, X, "relu"))


@kinds
@given(networks())
def test_samples_do_not_see_one_another(kind, network):
    X, params = network
    alone = np.concatenate([mlp_forward(params, X[n : n + 1], kind) for n in range(len(X))])
    np.testing.assert_allclose(mlp_forward(params, X, kind), alone, rtol=ROUND_OFF, atol=ROUND_OFF)


# --- n_params


@given(st.lists(st.integers(1, 20), min_size=2, max_size=6))
def test_n_params_counts_the_entries_of_the_arrays(widths):
    params = init(widths, "he", np.random.default_rng(0))
    assert n_params(widths) == sum(W.size + b.size for W, b in params)


@pytest.mark.parametrize("dtype", [np.int8, np.uint8, np.int32])
def test_n_params_does_not_overflow_small_integers(dtype):
    assert n_params(np.array([100, 100, 1], dtype)) == 100 * 100 + 100 + 101


def test_n_params_is_a_python_int_beyond_32_bits():
    count = n_params([100_000, 100_000])
    assert (type(count), count) == (int, 10_000_100_000)


# --- collapse_linear


@given(networks())
def test_collapsed_layer_has_the_outputs_of_the_deep_linear_network(network):
    X, params = network
    assert np.array_equal(affine(X, *collapse_linear(params)), mlp_forward(params, X, "identity"))


@given(networks())
def test_collapsed_layer_is_the_images_of_the_origin_and_of_the_unit_vectors(network):
    W, b = collapse_linear(network[1])
    origin = mlp_forward(network[1], np.zeros((1, len(W))), "identity")
    assert np.array_equal(b, origin[0])
    assert np.array_equal(W, mlp_forward(network[1], np.eye(len(W)), "identity") - origin)


@given(networks(d_in=2))
def test_no_linear_network_tells_the_diagonals_of_the_square_apart(network):
    z = affine([[0, 0], [1, 1], [0, 1], [1, 0]], *collapse_linear(network[1]))
    assert np.array_equal(z[0] + z[1], z[2] + z[3])


# --- softmax_vjp


@st.composite
def logits(draw, size=8):
    shape = draw(sizes), draw(st.integers(2, 5))
    return draw(hnp.arrays(np.float64, shape, elements=st.floats(-size, size)))


def jacobian(p):
    """The softmax's Jacobian at one row p, column j being the product with the unit vector e_j."""
    return softmax_vjp(np.eye(len(p)), np.tile(p, (len(p), 1))).T


@given(logits(), st.data())
def test_softmax_vjp_agrees_with_finite_differences_on_every_entry(Z, data):
    U = data.draw(arrays(*Z.shape))
    wanted = np.zeros_like(Z)
    for place in np.ndindex(Z.shape):
        step = np.zeros_like(Z)
        step[place] = 1e-5
        rise = special.softmax(Z + step, axis=1) - special.softmax(Z - step, axis=1)
        wanted[place] = (U * rise).sum() / 2e-5
    np.testing.assert_allclose(softmax_vjp(U, special.softmax(Z, axis=1)), wanted, atol=1e-8)


@given(logits(size=700))
def test_softmax_jacobian_is_symmetric_positive_semidefinite_and_at_most_a_half(Z):
    for p in special.softmax(Z, axis=1):
        J = jacobian(p)
        np.testing.assert_allclose(J, J.T, rtol=0, atol=1e-15)
        eigenvalues = np.linalg.eigvalsh((J + J.T) / 2)
        assert eigenvalues.min() >= -ROUND_OFF
        assert eigenvalues.max() <= 0.5 + ROUND_OFF


@given(logits(size=1e4), st.floats(-100, 100))
def test_softmax_jacobian_takes_constants_to_zero(Z, c):
    P = special.softmax(Z, axis=1)
    np.testing.assert_allclose(softmax_vjp(np.full_like(P, c), P), 0, atol=1e-13)


@given(logits(), st.data())
def test_softmax_vjp_has_rows_of_sum_zero(Z, data):
    dZ = softmax_vjp(data.draw(arrays(*Z.shape)), special.softmax(Z, axis=1))
    np.testing.assert_allclose(dZ.sum(axis=1), 0, atol=1e-14)


def test_softmax_jacobian_of_two_equal_classes_reaches_a_half():
    assert jacobian(np.array([0.5, 0.5])).tolist() == [[0.25, -0.25], [-0.25, 0.25]]
    assert np.linalg.norm(jacobian(np.array([0.5, 0.5])), 2) == pytest.approx(0.5)


def test_softmax_vjp_of_certainty_is_zero():
    P = special.softmax([[1e4, -1e4, 0.0], [-1e4, 1e4, 1.0]], axis=1)
    assert (softmax_vjp([[1.0, 2.0, 3.0], [-1.0, 5.0, 0.0]], P) == 0).all()


# --- init

# Hoeffding: the mean of n independent values in an interval of length r is farther than
# r sqrt(log(2/q) / (2n)) from its expectation with probability q at most. All the statements below that use
# it number 42; so for seeds drawn at random, correct code would fail with probability 42 q < 1e-9.
Q = 2e-11


def deviation(length, n):
    return length * math.sqrt(math.log(2 / Q) / (2 * n))


def variance(kind, W):
    d_in, d_out = W.shape
    return {"glorot": 2 / (d_in + d_out), "he": 2 / d_in}[kind]


both = pytest.mark.parametrize("kind", ["glorot", "he"])
three_seeds = pytest.mark.parametrize("seed", [0, 1, 2])


@both
@three_seeds
def test_init_has_mean_zero_and_the_announced_variance(kind, seed):
    for W, _ in init([300, 100, 200], kind, np.random.default_rng(seed)):
        var = variance(kind, W)
        bound = math.sqrt(3 * var)  # that of the uniform law; squares are in [0, 3 var]
        assert abs(W).max() <= bound
        assert abs(W.mean()) <= deviation(2 * bound, W.size)
        assert abs((W**2).mean() - var) <= deviation(3 * var, W.size) < 0.1 * var


@both
@three_seeds
def test_init_draws_layers_rows_and_columns_independently(kind, seed):
    (V, _), (W, _) = init([100, 100, 100], kind, np.random.default_rng(seed))
    var = variance(kind, V)
    for left, right in [(V, W), (V[::2], V[1::2]), (V[:, ::2], V[:, 1::2])]:
        assert abs((left * right).mean()) <= deviation(6 * var, left.size) < 0.35 * var


@both
@pytest.mark.parametrize("widths", [[1, 1], [3, 2], [2, 5, 1, 4], np.array([100, 100], np.int8)])
def test_init_has_the_shapes_of_the_widths_and_no_bias(kind, widths):
    params = init(widths, kind, np.random.default_rng(0))
    assert [W.shape for W, _ in params] == list(pairwise(widths))
    assert [b.tolist() for _, b in params] == [[0] * d for d in widths[1:]]
    assert all(abs(W).max() <= math.sqrt(3 * variance(kind, W)) for W, _ in params)


@both
def test_init_is_decided_by_the_generator_alone(kind):
    rng = np.random.default_rng(7)
    before = np.random.get_state()[1].copy()  # noqa: NPY002 - it must be left alone
    first, second = init([3, 2], kind, rng), init([3, 2], kind, rng)
    again = init([3, 2], kind, np.random.default_rng(7))
    assert (first[0][0] != second[0][0]).all()
    assert (first[0][0] == again[0][0]).all()
    assert (np.random.get_state()[1] == before).all()  # noqa: NPY002 - the same


# --- xor_network

CORNERS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])


def test_xor_network_has_the_sign_of_the_exclusive_or():
    z = mlp_forward(xor_network(), CORNERS, "relu")
    assert np.sign(z).tolist() == [[-1], [1], [1], [-1]]


def test_xor_network_has_one_hidden_layer_and_nine_parameters():
    (W1, b1), (W2, b2) = xor_network()
    assert W1.shape[0] == 2 and W2.shape[1] == 1
    assert W1.size + b1.size + W2.size + b2.size <= 9


def test_xor_network_is_lost_without_the_activation():
    z = affine(CORNERS, *collapse_linear(xor_network()))
    assert not np.array_equal(np.sign(z), [[-1], [1], [1], [-1]])


def test_xor_network_is_new_on_each_call():
    xor_network()[0][0][:] = 0
    assert (xor_network()[0][0] != 0).any()


# --- catch_forward


def test_catch_forward_shows_each_wrong_network_and_has_the_outputs_worked_out_by_hand():
    ((params, X),) = catch_forward()
    assert mlp_forward(params, X, "relu").tolist() == [[-20, 15], [-10, 4]]
    assert all(len(W) == W.shape[1] == len(b) == len(X) for W, b in params)
    assert all((W != W.T).any() and b[0] != b[1] for W, b in params)


# --- what goes in and what comes out

X = np.array([[3.0, 1.0], [0.0, -5.0], [2.0, 2.0]])
W, b = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 1.0]]), np.array([1.0, 0.0, -2.0])
PARAMS = [(W, b), (np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 4.0]]), np.array([0.0, 3.0]))]
CALLS = [
    (affine, X, W, b),
    (activate, X, "identity"),
    (activate, X, "sigmoid"),
    (act_vjp, X + 1, X, "identity"),
    (act_vjp, X + 1, X, "sigmoid"),
    (mlp_forward, PARAMS, X, "tanh"),
    (mlp_forward, PARAMS[:1], X, "relu"),
    (collapse_linear, PARAMS),
    (collapse_linear, PARAMS[:1]),
    (softmax_vjp, X, np.array([[1.0, 0.0], [0.0, 1.0], [1.0, 0.0]])),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


@every_call
@pytest.mark.parametrize("dtype", [np.int8, np.int64, np.float16, np.float32])
def test_any_real_dtype_gives_the_float64_result(call, dtype):
    function, *args = call
    assert same(function(*mapped(lambda A: A.astype(dtype), args)), function(*args))


@every_call
def test_lists_give_the_same_result_as_arrays(call):
    function, *args = call
    assert same(function(*mapped(np.ndarray.tolist, args)), function(*args))


@every_call
def test_inputs_are_left_as_they_were_and_not_handed_out(call):
    function, *args = deepcopy(call)
    result = function(*args)
    assert same(args, list(call[1:]))
    assert not any(np.shares_memory(out, arg) for out in arrays_in(result) for arg in arrays_in(args))


@kinds
def test_a_network_of_widths_one_takes_one_sample(kind):
    params = [([[2.0]], [1.0]), ([[-1.0]], [0.5])]
    assert mlp_forward(params, [[3.0]], kind).item() == pytest.approx(0.5 - NUMBERS[kind](7.0))


def test_a_layer_of_dead_relus_leaves_the_bias_of_the_next():
    params = [(-np.ones((2, 3)), np.zeros(3)), (np.ones((3, 2)), np.array([4.0, -5.0]))]
    assert mlp_forward(params, [[1.0, 2.0], [0.0, 7.0]], "relu").tolist() == [[4, -5], [4, -5]]


# --- errors


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        (([1.0, 2.0], W, b), "X must be (N, d_in), got shape (2,); give each sample a row"),
        ((np.ones((0, 2)), W, b), "X must be (N, d_in), got shape (0, 2); give each sample a row"),
        (
            (X, W.T, b),
            "W must be (2, d_out), got shape (3, 2); W has a row for each input of its layer; transpose it?",
        ),
        ((X, W, b[:2]), "b must be (3,), got shape (2,); b has an entry for each column of W"),
        ((X, W, b[None]), "b must be (3,), got shape (1, 3); b has an entry for each column of W"),
        ((X * 1j, W, b), "X must hold real numbers, got dtype complex128; convert with X.astype(float)"),
        ((X, W, [0, np.nan, 0]), "b must be finite, got nan at [1]; find out where it came from"),
        ((X, [[1], [-np.inf]], [0]), "W must be finite, got -inf at [1, 0]; find out where it came from"),
    ],
)
def test_affine_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(affine, *args) == wanted


@pytest.mark.parametrize(
    ("Z", "kind", "wanted"),
    [
        (X, "ReLU", "act must be one of relu, tanh, sigmoid, identity, got 'ReLU'; spell it as here"),
        (math.inf, "relu", "Z must be finite, got inf; find out where it came from"),
        ([True], "relu", "Z must hold real numbers, got dtype bool; convert with Z.astype(float)"),
        ([], "relu", "Z must hold a number or more, got shape (0,); fill it first"),
    ],
)
def test_activate_says_what_is_wrong_with_its_arguments(Z, kind, wanted):
    assert message(activate, Z, kind) == wanted


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((X, X, "gelu"), "act must be one of relu, tanh, sigmoid, identity, got 'gelu'; spell it as here"),
        (
            (X[0], X, "relu"),
            "U must be (3, 2), got shape (2,); U is the gradient with respect to act(Z), of the shape of Z",
        ),
        ((X, X + 1j, "relu"), "Z must hold real numbers, got dtype complex128; convert with Z.astype(float)"),
    ],
)
def test_act_vjp_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(act_vjp, *args) == wanted


BROKEN = [
    (np.ones(3), "params must be a list of (W, b), got ndarray; one layer is the list [(W, b)]"),
    ([], "params must be a list of (W, b), got no layer; one layer is the list [(W, b)]"),
    ((W, b), "params[0] must be a pair (W, b), got ndarray; is params a list of pairs?"),
    ([(W, b, b)], "params[0] must be a pair (W, b), got tuple; is params a list of pairs?"),
    (
        [(W, b), (W, b)],
        "W of params[1] must be (3, d_out), got shape (2, 3); "
        "W has a row for each input of its layer; transpose it?",
    ),
    ([(W, [0])], "b of params[0] must be (3,), got shape (1,); b has an entry for each column of W"),
]


@pytest.mark.parametrize(("params", "wanted"), BROKEN)
def test_parameters_that_are_none_are_named(params, wanted):
    assert message(collapse_linear, params) == wanted
    assert message(mlp_forward, params, X, "relu") == wanted


def test_mlp_forward_says_what_is_wrong_with_samples_and_activation():
    wanted = "X must be (N, d_in), got shape (1,); give each sample a row"
    assert message(mlp_forward, PARAMS, [1.0], "relu") == wanted
    wanted = "act must be one of relu, tanh, sigmoid, identity, got None; spell it as here"
    assert message(mlp_forward, PARAMS, X, None) == wanted
    wanted = "W of params[0] must be (3, d_out), got shape (2, 3)"
    assert message(mlp_forward, PARAMS, X.T, "relu").startswith(wanted)


@pytest.mark.parametrize("widths", [[3], [], 3, [[2, 3]], [2, 0, 1], [2.0, 3.0], ["2", "3"]])
def test_widths_that_are_none_are_named(widths):
    wanted = f"widths must be two integers >= 1 or more, got {widths!r}; give [d_0, ..., d_L]"
    assert message(n_params, widths) == wanted
    assert message(init, widths, "he", np.random.default_rng(0)) == wanted


def test_init_says_what_is_wrong_with_generator_and_kind():
    wanted = "rng must be a Generator, got int; np.random.default_rng(0) makes one"
    assert message(init, [2, 3], "he", 0) == wanted
    wanted = "kind must be one of glorot, he, got 'xavier'; spell it as here"
    assert message(init, [2, 3], "xavier", np.random.default_rng(0)) == wanted


HALVES = np.full((2, 2), 0.5)


@pytest.mark.parametrize(
    ("P", "U", "wanted"),
    [
        ([0.5, 0.5], [1, 2], "P must be (N, K), got shape (2,); give each sample a row"),
        ([[1.0]], [[1.0]], "P must be (N, K) with K >= 2, got shape (1, 1); is a sample a row?"),
        (
            [[0.5, 0.5], [3.0, 1.0]],
            HALVES,
            "P must have rows >= 0 of sum 1, got [3. 1.] as row 1; softmax(Z) makes them of logits",
        ),
        (
            [[1.5, -0.5]],
            [[0, 0]],
            "P must have rows >= 0 of sum 1, got [ 1.5 -0.5] as row 0; softmax(Z) makes them of logits",
        ),
        (
            HALVES,
            [1, 2],
            "U must be (2, 2), got shape (2,); U is the gradient with respect to P, of its shape",
        ),
    ],
)
def test_softmax_vjp_says_what_is_wrong_with_its_arguments(P, U, wanted):
    assert message(softmax_vjp, U, P) == wanted


@pytest.mark.parametrize("z", [-745, -700, -40, -1, -1e-300, 0, 1, 40, 1e4])
def test_the_sigmoid_is_right_to_round_off_where_it_is_tiny_too(z):
    exact = float(1 / (1 + mpmath.exp(-mpmath.mpf(z))))
    np.testing.assert_allclose(activate(np.array([z], float), "sigmoid"), exact, rtol=1e-15 if exact > 1e-307 else 1)
