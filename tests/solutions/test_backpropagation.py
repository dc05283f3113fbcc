"""The model answers of unit 11 against independent oracles: differences, mpmath, loops, sums over paths.

What the lesson says with numbers, and above all what it warns of, is at the end of each section.
"""

import math
import sys
from copy import deepcopy
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from solutions.backpropagation import (
    affine_vjp,
    catch_backward,
    chain_scalar,
    flop_ratio,
    gradcheck,
    graph_gradients,
    mlp_backward,
    mlp_jvp,
)
from solutions.tangent_kernel import mlp_vjp
from tests.solutions.calls import arrays_in, mapped, message, same
from tests.solutions.oracles.differences import differences

ROUND_OFF = 1e-12

# Multiples of 1/4 up to 4: sums of products of a few of them are exact in whatever order.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
sizes = st.integers(1, 4)
kinds = pytest.mark.parametrize("kind", ["relu", "tanh", "sigmoid", "identity"])
ACT = {"relu": lambda z: np.maximum(z, 0), "tanh": np.tanh, "sigmoid": special.expit, "identity": lambda z: z}


@st.composite
def arrays(draw, *shape, elements=dyadic):
    return draw(hnp.arrays(np.float64, shape, elements=elements))


# --- chain_scalar


def exact_chain(ws, x):
    a = mpmath.mpf(x)
    for w in ws:
        a = 1 / (1 + mpmath.exp(-w * a))
    return a


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=5), st.floats(-4, 4))
def test_chain_scalar_agrees_with_differences_of_fifty_digits(ws, x):
    out, dws = chain_scalar(ws, x)
    with mpmath.workdps(50):
        exact = [mpmath.mpf(w) for w in ws]
        partials = [
            mpmath.diff(lambda w, i=i: exact_chain([*exact[:i], w, *exact[i + 1 :]], x), exact[i])
            for i in range(len(ws))
        ]
        assert out == pytest.approx(float(exact_chain(exact, x)), rel=1e-14)
        np.testing.assert_allclose(dws, [float(partial) for partial in partials], rtol=1e-10, atol=1e-14)


@given(st.lists(st.floats(-100, 100), min_size=1, max_size=12), st.floats(-10, 10))
def test_chain_scalar_decays_by_a_quarter_a_layer(ws, x):
    _, dws = chain_scalar(ws, x)
    # w_1 dout/dw_1 = x dout/dx; below the smallest normal number, round-off is not relative
    assert abs(ws[0] * dws[0]) <= abs(x) * math.prod(abs(w) / 4 for w in ws) * (1 + ROUND_OFF) + sys.float_info.min


def test_chain_scalar_reaches_the_bound_at_zero():
    assert chain_scalar([0.0], 8.0)[1].tolist() == [2.0]


def test_chain_scalar_of_saturated_neurons_has_no_gradient():
    out, dws = chain_scalar([1e4, -1e4, 1e4], 1.0)
    assert out == 0.5
    assert dws.tolist() == [0, 0, 0]


def repelling(c, depth):
    """The chain whose pre-activations are all c, as exactly as the decimals at hand allow."""
    with mpmath.workdps(60):
        fixed = 1 / (1 + mpmath.exp(-mpmath.mpf(c)))
        return [c / fixed] * depth, fixed


@pytest.mark.parametrize(("depth", "wanted"), [(5, 0.143), (10, -27.2), (15, 5190)])
def test_signs_alone_make_the_gradient_of_a_chain_explode(depth, wanted):
    ws, x = repelling(-3, depth)
    got = chain_scalar([float(w) for w in ws], float(x))[1][0]
    assert got == pytest.approx(wanted, rel=2e-3)
    with mpmath.workdps(60):
        slope = x * (1 - x)
        assert got == pytest.approx(float(x * slope * (ws[0] * slope) ** (depth - 1)), rel=1e-6)
        exact = mpmath.diff(lambda w: exact_chain([w, *ws[1:]], x), ws[0])
    assert got == pytest.approx(float(exact), rel=1e-6)


def test_a_weight_rounded_to_two_places_leaves_the_fixed_point():
    x = float(repelling(-3, 1)[1])
    got = [abs(chain_scalar([-63.26] * depth, x)[1][0]) for depth in (5, 10, 15)]
    np.testing.assert_allclose(got[:2], [0.142, 51.0], rtol=1e-3)
    assert got[2] < 1e-21


def test_the_same_slopes_with_positive_weights_fade():
    # 3 s'(3) / s(3) = 3 s(-3) = 0.142 where -3 s'(-3) / s(-3) = -3 s(3) = -2.858
    for sign, factor in ((1, 3 * special.expit(-3)), (-1, -3 * special.expit(3))):
        ws, x = repelling(3 * sign, 2)
        first, second = chain_scalar([float(w) for w in ws], float(x))[1]
        assert first / second == pytest.approx(factor, rel=1e-9)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=12), st.floats(0, 10))
def test_positive_weights_fade_however_large_they_are(ws, x):
    _, dws = chain_scalar(ws, x)
    # 2 u s'(u) <= 0.4478 for u >= 0; the least u is w_l / 2, since each a_l is 1/2 or more
    assert 0 <= dws[0] <= x / 4 * 0.4478 ** (len(ws) - 1) * (1 + ROUND_OFF) + sys.float_info.min


def test_chain_scalar_is_a_python_float_and_an_array_of_the_weights_shape():
    out, dws = chain_scalar(np.float32([1, 2]), np.float32(3))
    assert type(out) is float
    assert dws.shape == (2,) and dws.dtype == np.float64


# --- affine_vjp


@st.composite
def layers(draw):
    """U (N, d_out), X (N, d_in), W (d_in, d_out)."""
    N, d_in, d_out = draw(sizes), draw(sizes), draw(sizes)
    return draw(arrays(N, d_out)), draw(arrays(N, d_in)), draw(arrays(d_in, d_out))


@given(layers(), st.data())
def test_affine_vjp_is_the_adjoint_of_the_derivative(layer, data):
    U, X, W = layer
    vX, vW, vb = (data.draw(arrays(*shape)) for shape in (X.shape, W.shape, W.shape[1:]))
    dX, dW, db = affine_vjp(U, X, W)
    forward = vX @ W + X @ vW + vb
    assert (U * forward).sum() == (dX * vX).sum() + (dW * vW).sum() + (db * vb).sum()


@given(layers())
def test_affine_vjp_agrees_with_differences_on_every_entry(layer):
    U, X, W = layer
    b = np.zeros(W.shape[1])
    # The layer is affine in each argument: its differences are exact for any step.
    wanted = (
        differences(lambda X: (U * (X @ W + b)).sum(), X, h=1),
        differences(lambda W: (U * (X @ W + b)).sum(), W, h=1),
        differences(lambda b: (U * (X @ W + b)).sum(), b, h=1),
    )
    for got, want in zip(affine_vjp(U, X, W), wanted, strict=True):
        assert got.shape == want.shape
        assert (got == want).all()


# --- mlp_backward


def forward(params, X, act):
    """Logits, and the pre-activations of the hidden layers."""
    hidden = []
    for W, b in params[:-1]:
        hidden.append(X @ W + b)
        X = ACT[act](hidden[-1])
    return X @ params[-1][0] + params[-1][1], hidden


def loss_of(params, X, y, act):
    logits, _ = forward(params, X, act)
    return -special.log_softmax(logits, axis=1)[np.arange(len(y)), y].mean()


def problem(widths, N, seed):
    """Parameters, samples and labels."""
    rng = np.random.default_rng(seed)
    params = [
        (rng.normal(size=(m, n)), rng.normal(size=n))
        for m, n in pairwise(widths)
    ]
    return params, rng.normal(size=(N, widths[0])), rng.integers(widths[-1], size=N)


hidden_widths = st.lists(sizes, max_size=3)
problems = st.builds(
    lambda d, hidden, K, N, seed: problem([d, *hidden, K], N, seed),
    sizes, hidden_widths, st.integers(2, 4), sizes, st.integers(0, 2**32),
)  # fmt: skip


def replaced(params, layer, part, value):
    changed = [list(pair) for pair in params]
    changed[layer][part] = value
    return changed


@kinds
@given(problems)
def test_mlp_backward_agrees_with_differences_on_every_entry(kind, problem):
    params, X, y = problem
    _, hidden = forward(params, X, kind)
    assume(kind != "relu" or all(abs(Z).min() > 1e-3 for Z in hidden))
    loss, grads = mlp_backward(params, X, y, kind)
    assert loss == pytest.approx(loss_of(params, X, y, kind), rel=ROUND_OFF)
    for layer, part in np.ndindex(len(params), 2):
        wanted = differences(
            lambda A, at=(layer, part): loss_of(replaced(params, *at, A), X, y, kind), params[layer][part]
        )
        assert grads[layer][part].shape == wanted.shape
        np.testing.assert_allclose(grads[layer][part], wanted, rtol=1e-6, atol=1e-8)


@kinds
@given(problems)
def test_gradient_of_a_batch_is_the_mean_over_its_samples(kind, problem):
    params, X, y = problem
    loss, grads = mlp_backward(params, X, y, kind)
    alone = [mlp_backward(params, X[n : n + 1], y[n : n + 1], kind) for n in range(len(y))]
    assert loss == pytest.approx(np.mean([one for one, _ in alone]), rel=ROUND_OFF)
    for layer, part in np.ndindex(len(params), 2):
        wanted = np.mean([each[layer][part] for _, each in alone], axis=0)
        np.testing.assert_allclose(grads[layer][part], wanted, rtol=1e-10, atol=ROUND_OFF)


@kinds
@given(problems)
def test_gradient_of_the_last_layer_sums_to_zero_over_the_classes(kind, problem):
    dW, db = mlp_backward(*problem, kind)[1][-1]
    np.testing.assert_allclose(dW.sum(axis=1), 0, atol=ROUND_OFF)
    np.testing.assert_allclose(db.sum(), 0, atol=ROUND_OFF)


def test_dead_relus_pass_nothing_back():
    (_, alive, last), X, y = problem([2, 3, 3, 4], 5, seed=0)
    dead = np.zeros((2, 3)), -np.ones(3)
    alive = abs(alive[0]), np.ones(3)
    (dW1, db1), (dW2, db2), (dW3, db3) = mlp_backward([dead, alive, last], X, y, "relu")[1]
    assert not dW1.any() and not db1.any() and not dW2.any()
    assert db2.all() and dW3.all() and db3.all()


def test_mlp_backward_is_right_for_logits_of_1e4():
    params = [(np.array([[1e4, -1e4]]), np.zeros(2))]
    loss, [(dW, db)] = mlp_backward(params, [[1.0], [1.0]], [0, 1], "relu")
    assert loss == 1e4  # the mean of 0 and 2e4
    assert dW.tolist() == [[0.5, -0.5]]
    assert db.tolist() == [0.5, -0.5]


def test_the_course_network_has_the_numbers_of_its_picture():
    params = [([[1, 1], [1, -1]], [-1, 0]), ([[1, -1], [3, 2]], [-1, 3])]
    assert forward(mapped_params(params), np.array([[1.0, 2.0]]), "relu")[0].tolist() == [[1, 1]]
    loss, [(dW1, db1), (dW2, db2)] = mlp_backward(params, [[1, 2]], [0], "relu")
    assert loss == pytest.approx(math.log(2))
    assert dW1.tolist() == [[-1, 0], [-2, 0]] and db1.tolist() == [-1, 0]
    assert dW2.tolist() == [[-1, 1], [0, 0]] and db2.tolist() == [-0.5, 0.5]
    stepped = moved(mapped_params(params), [(dW1, db1), (dW2, db2)], -0.1)
    np.testing.assert_allclose(forward(stepped, np.array([[1.0, 2.0]]), "relu")[0], [[1.91, 0.09]])


def mapped_params(params):
    return [(np.array(W, float), np.array(b, float)) for W, b in params]


def kinked(doubled):
    """A relu network with the logits (b_1 - 1, 0) for b_1 >= 0, with kinks at b_1 = 1: relu(t) - relu(-t) = t."""
    identity = [(np.eye(2), np.zeros(2))] * doubled
    first, fork = (np.zeros((1, 1)), np.ones(1)), (np.array([[1.0, -1.0]]), np.array([-1.0, 1.0]))
    return [first, fork, *identity, (np.array([[1.0, 0.0], [-1.0, 0.0]]), np.zeros(2))]


def backward_with_slope(params, X, slope):
    """dJ/db_1 by the delta recursion for the class 0, with this slope of the relu at 0."""
    logits, hidden = forward(params, X, "relu")
    delta = special.softmax(logits, axis=1) - np.eye(logits.shape[1])[[0]]
    for (W, _), Z in zip(params[:0:-1], hidden[::-1], strict=True):
        delta = delta @ W.T * np.where(Z == 0, slope, Z > 0)
    return delta.item()


@pytest.mark.parametrize(("doubled", "right"), [(0, 1 / 2), (1, math.sqrt(1 / 2))])
def test_at_a_kink_the_loss_may_be_smooth_and_no_one_slope_of_relu_right(doubled, right):
    params, X, y = kinked(doubled), np.ones((1, 1)), [0]
    slope = differences(lambda b: loss_of(replaced(params, 0, 1, b), X, y, "relu"), params[0][1])
    assert slope.item() == pytest.approx(-0.5, abs=1e-9)
    assert mlp_backward(params, X, y, "relu")[1][0][1].tolist() == [0]
    assert backward_with_slope(params, X, right) == pytest.approx(-0.5)
    for other in (0, 0.25, 1, math.sqrt(1 / 2) if right == 1 / 2 else 1 / 2):
        assert abs(backward_with_slope(params, X, other) + 0.5) > 0.1


# --- mlp_jvp


def directions(params, rng):
    """A direction in all arrays."""
    return [(rng.normal(size=W.shape), rng.normal(size=b.shape)) for W, b in params]


def moved(params, dparams, t):
    return [(W + t * dW, b + t * db) for (W, b), (dW, db) in zip(params, dparams, strict=True)]


@kinds
@given(problems, st.integers(0, 2**32))
def test_mlp_jvp_agrees_with_differences_of_the_logits(kind, problem, seed):
    params, X, _ = problem
    _, hidden = forward(params, X, kind)
    assume(kind != "relu" or all(abs(Z).min() > 1e-2 for Z in hidden))
    V, h = directions(params, np.random.default_rng(seed)), 1e-6
    up, down = (forward(moved(params, V, t), X, kind)[0] for t in (h, -h))
    got = mlp_jvp(params, X, kind, V)
    assert got.shape == up.shape
    np.testing.assert_allclose(got, (up - down) / (2 * h), rtol=1e-6, atol=1e-6)


@pytest.mark.parametrize("kind", ["tanh", "identity"])
@given(problems, st.integers(0, 2**32))
def test_mlp_jvp_agrees_with_the_complex_step(kind, problem, seed):
    params, X, _ = problem
    V = directions(params, np.random.default_rng(seed))
    wanted = forward(moved(params, V, 1e-100j), X, kind)[0].imag / 1e-100
    np.testing.assert_allclose(mlp_jvp(params, X, kind, V), wanted, rtol=1e-9, atol=1e-9)


@kinds
@given(problems, st.integers(0, 2**32))
def test_forward_mode_is_the_adjoint_of_the_backward_pass(kind, problem, seed):
    params, X, y = problem
    rng = np.random.default_rng(seed)
    V = directions(params, rng)
    dZ = mlp_jvp(params, X, kind, V)
    U = rng.normal(size=dZ.shape)
    for upstream, grads in (
        (U, mlp_vjp(params, X, U, kind)),
        (loss_slope(params, X, y, kind), mlp_backward(params, X, y, kind)[1]),
    ):
        pairs = zip(arrays_in(grads), arrays_in(V), strict=True)
        backward = sum((gradient * direction).sum() for gradient, direction in pairs)
        assert (upstream * dZ).sum() == pytest.approx(backward, rel=1e-9, abs=1e-9)


def loss_slope(params, X, y, act):
    """dJ/dZ, the gradient of the mean cross-entropy by the logits."""
    logits, _ = forward(params, X, act)
    return (special.softmax(logits, axis=1) - np.eye(logits.shape[1])[y]) / len(y)


@kinds
@given(problems, st.integers(0, 2**32), st.integers(-4, 4))
def test_mlp_jvp_is_linear_in_the_direction(kind, problem, seed, t):
    params, X, _ = problem
    rng = np.random.default_rng(seed)
    V, M = directions(params, rng), directions(params, rng)
    wanted = mlp_jvp(params, X, kind, V) + t * mlp_jvp(params, X, kind, M)
    np.testing.assert_allclose(mlp_jvp(params, X, kind, moved(V, M, t)), wanted, rtol=1e-9, atol=1e-9)


def test_mlp_jvp_has_the_numbers_of_the_lesson():
    params = [([[math.log(2)]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])]
    still = [([[0.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])]
    for W1, W2, b2, wanted in (
        (1.0, [0.0, 0.0], [0.0, 0.0], [0.64, -0.64]),
        (1.0, [1.0, 0.0], [0.0, 0.0], [1.24, -0.64]),
        (1.0, [1.0, 0.0], [0.0, 5.0], [1.24, 4.36]),
    ):
        direction = [([[W1]], still[0][1]), ([W2], b2)]
        np.testing.assert_allclose(mlp_jvp(params, [[1.0]], "tanh", direction), [wanted])
    assert mlp_jvp(params, [[1.0]], "tanh", still).tolist() == [[0, 0]]


def test_a_dead_relu_passes_no_direction_on():
    params = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.eye(2), np.zeros(2))]
    V = [(np.array([[5.0, 7.0]]), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2))]
    assert mlp_jvp(params, [[2.0]], "relu", V).tolist() == [[10, 0]]
    assert mlp_jvp(params, [[0.0]], "relu", V).tolist() == [[0, 0]]  # at the kink


# --- graph_gradients


@st.composite
def graphs(draw):
    """Edges of a graph without cycles in any order, parallel ones too, and one of its nodes."""
    names = draw(st.permutations("abcdef"))
    pairs = st.tuples(st.integers(0, 5), st.integers(0, 5)).filter(lambda pair: pair[0] < pair[1])
    slopes = st.integers(-3, 3)
    edges = [(names[i], names[j], draw(slopes)) for i, j in draw(st.lists(pairs, max_size=14))]
    return edges, draw(st.sampled_from(names))


def sum_over_paths(edges, node, output):
    later = sum(d * sum_over_paths(edges, v, output) for u, v, d in edges if u == node)
    return later + (node == output)


@given(graphs())
def test_graph_gradients_agrees_with_the_sum_over_all_paths(graph):
    edges, output = graph
    nodes = {node for u, v, _ in edges for node in (u, v)} | {output}
    assert graph_gradients(edges, output) == {node: sum_over_paths(edges, node, output) for node in nodes}


@given(graphs())
def test_graph_gradients_solves_the_linear_system_of_the_chain_rule(graph):
    edges, output = graph
    grads = graph_gradients(edges, output)
    nodes = list(grads)
    A = np.zeros((len(nodes), len(nodes)))
    for u, v, d in edges:
        A[nodes.index(u), nodes.index(v)] += d
    one = [float(node == output) for node in nodes]
    np.testing.assert_allclose(np.linalg.solve(np.eye(len(nodes)) - A, one), list(grads.values()), atol=1e-9)


def test_a_diamond_with_a_tail():
    edges = [("b", "d", 5.0), ("x", "a", 2.0), ("a", "c", 4.0), ("c", "d", 7.0), ("a", "b", 3.0)]
    a = 3 * 5 + 4 * 7
    assert graph_gradients(edges, "d") == {"d": 1, "b": 5, "c": 7, "a": a, "x": 2 * a}


def test_parallel_edges_add():
    assert graph_gradients([("x", "y", 3.0), ("x", "y", 4.0)], "y") == {"x": 7, "y": 1}


def test_nodes_after_the_output_have_gradient_zero():
    assert graph_gradients([("x", "y", 3.0), ("y", "z", 4.0)], "y") == {"x": 3, "y": 1, "z": 0}


@pytest.mark.parametrize(("edges", "wanted"), [([], {"y": 1}), ([("a", "b", 2.0)], {"a": 0, "b": 0, "y": 1})])
def test_an_output_without_edges_depends_on_itself_alone(edges, wanted):
    assert graph_gradients(edges, "y") == wanted


def test_each_edge_is_used_once_however_many_paths_there_are():
    edges = [(f"x{i}", f"x{i + 1}", 1.0) for i in range(2000) for _ in range(2 if i < 1000 else 1)]
    assert graph_gradients(edges[::-1], "x2000")["x0"] == 2.0**1000


@given(st.lists(st.floats(-4, 4), min_size=1, max_size=5), st.floats(-4, 4))
def test_the_graph_of_a_chain_of_neurons_has_the_gradient_of_the_chain(ws, x):
    edges, a = [], x
    for i, w in enumerate(ws):
        s = special.expit(w * a)
        edges += [(f"z{i}", f"a{i + 1}", s * (1 - s)), (f"a{i}", f"z{i}", w), (f"w{i}", f"z{i}", a)]
        a = s
    grads = graph_gradients(edges, f"a{len(ws)}")
    wanted = [grads[f"w{i}"] for i in range(len(ws))]
    np.testing.assert_allclose(chain_scalar(ws, x)[1], wanted, rtol=1e-10, atol=1e-14)


def test_graph_gradients_are_python_floats():
    grads = graph_gradients([("x", "y", np.float16(0.1)), ("x", "y", 3)], "y")
    assert {type(value) for value in grads.values()} == {float}
    assert grads["x"] == float(np.float16(0.1)) + 3


# --- gradcheck


def cubes(x):
    return float((x**3).sum())


def cubes_gradient(x):
    return 3 * x**2


@pytest.mark.parametrize("h", [2.0**-3, 2.0**-6, 2.0**-9])
@given(hnp.arrays(np.float64, hnp.array_shapes(min_dims=0, max_dims=3, max_side=3), elements=dyadic))
def test_gradcheck_of_cubes_is_the_square_of_the_step(h, x):
    # ((x + h)^3 - (x - h)^3) / 2h = 3 x^2 + h^2
    wanted = (h**2 / np.maximum(1, 3 * x**2 + h**2)).max()
    assert gradcheck(cubes, cubes_gradient, x, h) == pytest.approx(wanted, rel=1e-6)


def test_gradcheck_errs_by_a_quarter_for_half_the_step():
    x = np.linspace(-1, 1, 7)
    coarse, fine = (gradcheck(lambda x: np.exp(x).sum(), np.exp, x, h) for h in (0.02, 0.01))
    assert coarse / fine == pytest.approx(4, rel=1e-3)


@pytest.mark.parametrize("entry", [0, 23, 49])
@pytest.mark.parametrize("sign", [1, -1])
def test_gradcheck_sees_one_doubled_entry_of_fifty(entry, sign):
    x = sign * np.linspace(1, 3, 50)

    def doubled(x):
        return x * np.where(np.arange(50) == entry, 2, 1)

    assert gradcheck(lambda x: x @ x / 2, doubled, x, 1e-5) == pytest.approx(0.5, abs=1e-8)


def test_gradcheck_measures_small_entries_absolutely():
    assert gradcheck(lambda _: 0.0, lambda x: np.full_like(x, 0.25), np.zeros(3), 1e-5) == 0.25


def test_gradcheck_measures_by_the_larger_side():
    assert gradcheck(lambda x: 4 * x.sum(), lambda x: 0 * x, np.zeros(3), 0.5) == 1
    assert gradcheck(lambda x: 4 * x.sum(), lambda x: 5 + 0 * x, np.zeros(3), 0.5) == pytest.approx(0.2)


def test_gradcheck_is_not_a_number_where_the_gradient_is_none():
    assert math.isnan(gradcheck(lambda x: x.sum(), lambda x: [1.0, math.nan, 1.0], np.zeros(3), 1e-5))


def test_gradcheck_leaves_x_alone_even_if_the_functions_do_not():
    def spoil(x):
        x *= 2
        return x

    x = np.arange(3.0)
    error = gradcheck(lambda x: spoil(x).sum(), lambda x: 0 * spoil(x) + 2, x, 0.5)
    assert error == 0
    assert x.tolist() == [0, 1, 2]


def test_gradcheck_takes_lists_and_is_a_python_float():
    error = gradcheck(lambda x: (x**2).sum(), lambda x: (2 * x).tolist(), [[1, 2], [3, 4]], 0.5)
    assert (type(error), error) == (float, 0)


# --- flop_ratio


def product(A, B):
    """A B by loops, and the number of multiply-adds."""
    C, count = np.zeros((len(A), B.shape[1])), 0
    for i, j, k in np.ndindex(len(A), *B.shape[::-1]):
        C[i, j] += A[i, k] * B[k, j]
        count += 1
    return C, count


def counted_passes(params, X, y):
    """Gradients by W of a tanh network, and the multiply-adds of its forward and of its backward pass."""
    A, forward, backward, dWs = [X], 0, 0, []
    for W, b in params:
        Z, count = product(A[-1], W)
        A.append(np.tanh(Z + b))
        forward += count
    delta = (special.softmax(Z + b, axis=1) - np.eye(Z.shape[1])[y]) / len(y)
    for i in reversed(range(len(params))):
        dW, count = product(A[i].T, delta)
        dWs.insert(0, dW)
        backward += count
        if i > 0:
            dA, count = product(delta, params[i][0].T)
            delta = dA * (1 - A[i] ** 2)
            backward += count
    return dWs, forward, backward


@given(sizes, hidden_widths, st.integers(2, 4), sizes, st.integers(0, 2**32))
def test_flop_ratio_agrees_with_counting_in_loops_that_find_the_gradient(d, hidden, K, N, seed):
    params, X, y = problem([d, *hidden, K], N, seed)
    dWs, forward, backward = counted_passes(params, X, y)
    assert flop_ratio([d, *hidden, K]) == pytest.approx(backward / forward, rel=1e-15)
    for (dW, _), wanted in zip(mlp_backward(params, X, y, "tanh")[1], dWs, strict=True):
        np.testing.assert_allclose(dW, wanted, rtol=1e-9, atol=ROUND_OFF)


@given(st.lists(st.integers(1, 10**6), min_size=2, max_size=6))
def test_a_backward_pass_costs_one_to_two_forward_passes(widths):
    ratio = flop_ratio(widths)
    assert type(ratio) is float
    assert 1 <= ratio < 2


def test_flop_ratio_of_one_layer_is_one():
    assert flop_ratio(np.array([100, 100], np.int8)) == 1


# --- catch_backward


def test_catch_backward_is_new_on_each_call_and_right_for_mlp_backward():
    inputs, again = catch_backward(), catch_backward()
    assert 1 <= len(inputs) <= 3
    for one, other in zip(inputs, again, strict=True):
        assert not any(np.shares_memory(a, b) for a in arrays_in(one) for b in arrays_in(other))
        mlp_backward(*one)


@pytest.mark.parametrize("act", ["tanh", "relu"])
def test_catch_backward_stays_away_from_kinks(act):
    for params, X, _, _ in catch_backward():
        assert all(abs(Z).min() >= 0.5 for Z in forward(params, X, act)[1])


# --- what goes in and what comes out

X = np.array([[3.0, 1.0], [0.0, -5.0], [2.0, 2.0]])
W, b = np.array([[1.0, 2.0, 0.0], [3.0, -1.0, 1.0]]), np.array([1.0, 0.0, -2.0])
PARAMS = [(W, b), (np.array([[1.0, 0.0], [2.0, -1.0], [0.0, 4.0]]), np.array([0.0, 3.0]))]
LABELS = [0, 1, 1]
CALLS = [
    (chain_scalar, b, 2.0),
    (affine_vjp, X @ W, X, W),
    (mlp_backward, PARAMS, X, LABELS, "tanh"),
    (mlp_backward, PARAMS[1:], X @ W, LABELS, "relu"),
    (mlp_jvp, PARAMS, X, "tanh", PARAMS),
    (mlp_jvp, PARAMS[1:], X @ W, "relu", PARAMS[1:]),
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


NARROW = [([[1.0], [2.0]], [0.0]), ([[3.0, 1.0]], [0.0, 1.0])]


@pytest.mark.parametrize("params", [PARAMS, PARAMS[:1], NARROW])
def test_gradients_have_the_structure_of_the_parameters(params):
    loss, grads = mlp_backward(params, X[:1], [1], "sigmoid")
    assert type(loss) is float
    assert type(grads) is list and {type(pair) for pair in grads} == {tuple}
    assert [(dW.shape, db.shape) for dW, db in grads] == [(np.shape(W), np.shape(b)) for W, b in params]


# --- errors


@pytest.mark.parametrize(
    ("ws", "x", "wanted"),
    [
        ([], 1.0, "ws must be (depth,), got shape (0,); one weight for each layer"),
        (2.0, 1.0, "ws must be (depth,), got shape (); one weight for each layer"),
        ([1.0], [1.0], "x must be a number, got shape (1,); the network has one input"),
        ([1.0], math.nan, "x must be finite, got nan; find out where it came from"),
    ],
)
def test_chain_scalar_says_what_is_wrong_with_its_arguments(ws, x, wanted):
    assert message(chain_scalar, ws, x) == wanted


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((X, [1.0], W), "X must be (N, d_in), got shape (1,); give each sample a row"),
        (
            (X, X, W.T),
            "W must be (2, d_out), got shape (3, 2); W has a row for each input of its layer; transpose it?",
        ),
        (
            (X, X, W),
            "U must be (3, 3), got shape (3, 2); U is the gradient with respect to X W + b, of its shape",
        ),
    ],
)
def test_affine_vjp_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(affine_vjp, *args) == wanted


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((PARAMS, X[0], [0], "relu"), "X must be (N, d_in), got shape (2,); give each sample a row"),
        (
            ([], X, LABELS, "relu"),
            "params must be a list of (W, b), got no layer; one layer is the list [(W, b)]",
        ),
        (
            ([(W[:, :1], b[:1])], X, LABELS, "relu"),
            "the last layer must have K >= 2 outputs, got 1; each class has one",
        ),
        ((PARAMS, X, [0], "relu"), "y must be (3,) to match X (3, 2), got shape (1,); one label a sample"),
        (
            (PARAMS, X, [0, 1, 2], "relu"),
            "y must be integers in 0..K-1 = 0..1, got 2 at index 2; labels start at 0",
        ),
        (
            (PARAMS, X, LABELS, "Relu"),
            "act must be one of relu, tanh, sigmoid, identity, got 'Relu'; spell it as here",
        ),
    ],
)
def test_mlp_backward_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(mlp_backward, *args) == wanted


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((PARAMS, X[0], "relu", PARAMS), "X must be (N, d_in), got shape (2,); give each sample a row"),
        ((PARAMS, X, "relu", []), "dparams must be a list of (W, b), got no layer; one layer is the list [(W, b)]"),
        (
            (PARAMS, X, "relu", [(W, b), (W, b)]),
            "W of dparams[1] must be (3, d_out), got shape (2, 3); "
            "W has a row for each input of its layer; transpose it?",
        ),
        (
            (PARAMS, X, "relu", PARAMS[:1]),
            "dparams must have biases of the shapes [(3,), (2,)], got [(3,)]; it is shaped like params",
        ),
        (
            (PARAMS, X, "Relu", PARAMS),
            "act must be one of relu, tanh, sigmoid, identity, got 'Relu'; spell it as here",
        ),
    ],
)
def test_mlp_jvp_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(mlp_jvp, *args) == wanted


@pytest.mark.parametrize(
    ("edges", "wanted"),
    [
        ([("x", "y")], "edges[0] must be (u, v, dv/du), got ('x', 'y'); name both its nodes"),
        (["xy1"], "edges[0] must be (u, v, dv/du), got 'xy1'; name both its nodes"),
        (
            [("x", "y", 1), ("x", "y", [2])],
            "dv/du of edges[1] must be a number, got shape (1,); one number for each edge",
        ),
        ([("x", "y", math.nan)], "dv/du of edges[0] must be finite, got nan; find out where it came from"),
        ([("x", "x", 1)], "edges must have no cycle, got x -> x; which edge is backwards?"),
    ],
)
def test_graph_gradients_says_what_is_wrong_with_the_edges(edges, wanted):
    assert message(graph_gradients, edges, "y") == wanted


def test_graph_gradients_shows_a_cycle_along_its_edges():
    edges = [("a", "b", 1.0), ("b", "c", 1.0), ("c", "a", 1.0), ("x", "a", 1.0)]
    start = "edges must have no cycle, got "
    shown = message(graph_gradients, edges, "x").removeprefix(start).split(";")[0].split(" -> ")
    assert len(shown) == 4
    assert set(pairwise(shown)) == {("a", "b"), ("b", "c"), ("c", "a")}


@pytest.mark.parametrize(
    ("x", "h", "wanted"),
    [
        ([1.0], 0.0, "h must be > 0, got 0.0; 1e-5 suits values of order 1"),
        ([1.0], math.nan, "h must be finite, got nan; find out where it came from"),
        ([1.0], [1e-5], "h must be a number, got shape (1,); one step serves all entries"),
        (["1"], 1e-5, "x must hold real numbers, got dtype <U1; convert with x.astype(float)"),
        ([], 1e-5, "x must hold a number or more, got shape (0,); fill it first"),
    ],
)
def test_gradcheck_says_what_is_wrong_with_point_and_step(x, h, wanted):
    assert message(gradcheck, cubes, cubes_gradient, x, h) == wanted


def test_gradcheck_says_what_is_wrong_with_the_functions():
    wanted = "f(x) must be a number, got shape (2,); take the mean or a sum"
    assert message(gradcheck, cubes_gradient, cubes_gradient, [1.0, 2.0], 1e-5) == wanted
    wanted = "g(x) must have the shape (2,) of x, got (); one entry for each of x"
    assert message(gradcheck, cubes, cubes, [1.0, 2.0], 1e-5) == wanted


def test_edges_that_can_be_read_only_once_are_refused():
    edges = iter([("a", "b", 2.0)])
    assert message(graph_gradients, edges, "b") == "edges must be a list, got list_iterator; list(edges) makes one"
    assert graph_gradients((("a", "b", 2.0),), "b") == {"a": 2, "b": 1}


def test_a_chain_through_a_value_that_is_tiny():
    out, dws = chain_scalar([-40, 1e18], 1)
    a = 1 / (1 + mpmath.exp(40))
    z = mpmath.mpf(1e18) * a
    slope = mpmath.exp(-z) / (1 + mpmath.exp(-z)) ** 2
    wanted = [slope * mpmath.mpf(1e18) * a * (1 - a), slope * a]
    assert out == pytest.approx(float(1 / (1 + mpmath.exp(-z))), rel=1e-13)
    np.testing.assert_allclose(dws, [float(each) for each in wanted], rtol=1e-13)
