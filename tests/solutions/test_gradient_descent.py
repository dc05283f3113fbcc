"""The model answers of unit 10: descent lemma, exact rates, enumeration of all batches, and PyTorch's trajectories."""

from copy import deepcopy
from fractions import Fraction
from itertools import combinations, pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from solutions.gradient_descent import (
    adam_step,
    batch_gradient,
    best_batch,
    catch_optimiser,
    epoch_batches,
    gradient_descent,
    momentum_step,
    rates,
)
from solutions.optimisers import nesterov_step
from tests.solutions.calls import arrays_in, mapped, message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def torch():
    with np.load(TORCH) as answers:
        return dict(answers)


def quadratic(eigenvalues, rng):
    """A symmetric matrix with these eigenvalues, in a random basis."""
    Q, _ = np.linalg.qr(rng.normal(size=(len(eigenvalues), len(eigenvalues))))
    return Q @ np.diag(eigenvalues) @ Q.T


# --- gradient_descent


def test_gradient_descent_by_hand():
    assert gradient_descent(lambda x: 2 * x, [4.0, -8.0], 0.25, 2).tolist() == [[4, -8], [2, -4], [1, -2]]


def test_gradient_descent_of_no_step_is_the_start():
    assert gradient_descent(lambda x: x, [1, 2], 0.5, 0).tolist() == [[1, 2]]


@given(seeds, st.floats(0.05, 1))
def test_each_step_falls_by_what_the_descent_lemma_says(seed, fraction):
    # f(x) = log sum exp(A x), which is L-smooth with L = ||A||^2 and no quadratic.
    rng = np.random.default_rng(seed)
    A = rng.normal(size=(4, 3))
    L = np.linalg.norm(A, 2) ** 2

    def f(x):
        return np.log(np.exp(A @ x).sum())

    def grad(x):
        return A.T @ (np.exp(A @ x) / np.exp(A @ x).sum())

    lr = fraction / L
    X = gradient_descent(grad, rng.normal(size=3), lr, 10)
    for x, after in pairwise(X):
        assert f(after) <= f(x) - lr / 2 * grad(x) @ grad(x) + 1e-12


@given(seeds)
def test_gradient_descent_converges_up_to_two_over_l_and_not_beyond(seed):
    rng = np.random.default_rng(seed)
    A = quadratic([0.5, 1, 4], rng)
    x0 = A.sum(axis=0) + np.linalg.eigh(A)[1].sum(axis=1)  # has a part in every eigendirection
    inside, outside = (gradient_descent(lambda x: A @ x, x0, lr, 400) for lr in (0.49, 0.51))
    assert np.linalg.norm(inside[-1]) < 1e-3 * np.linalg.norm(x0)
    assert np.linalg.norm(outside[-1]) > 1e3 * np.linalg.norm(x0)


def test_a_component_without_curvature_stays():
    X = gradient_descent(lambda x: np.array([1.0, 0.0]) * x, np.array([3.0, 5.0]), 0.5, 50)
    assert X[-1].tolist() == [3 * 0.5**50, 5]


@given(seeds)
def test_gradient_descent_on_a_quadratic_is_the_power_of_a_matrix(seed):
    rng = np.random.default_rng(seed)
    A, x0 = quadratic([1, 2, 5], rng), rng.normal(size=3)
    X = gradient_descent(lambda x: A @ x, x0, 0.3, 7)
    wanted = [np.linalg.matrix_power(np.eye(3) - 0.3 * A, t) @ x0 for t in range(8)]
    np.testing.assert_allclose(X, wanted, rtol=1e-9, atol=1e-10)


def test_gradient_descent_agrees_with_pytorch(torch):
    A, b = torch["path_A"], torch["path_b"]
    X = gradient_descent(lambda x: A @ x - b - np.sin(x), torch["path_x0"], 0.1, 12)
    np.testing.assert_allclose(X, torch["path_plain"], rtol=1e-12)


# --- rates


@given(st.floats(0.01, 100), st.floats(1, 100))
def test_the_best_step_size_contracts_both_ends_of_the_spectrum_alike(mu, kappa):
    lr, rho = rates(mu, mu * kappa)
    assert 1 - lr * mu == pytest.approx(rho, abs=1e-12)
    assert lr * mu * kappa - 1 == pytest.approx(rho, abs=1e-12)


@given(seeds)
def test_the_error_contracts_by_the_rate_and_by_no_less(seed):
    rng = np.random.default_rng(seed)
    A = quadratic([1, 2, 3, 9], rng)
    lr, rho = rates(1, 9)
    errors = np.linalg.norm(gradient_descent(lambda x: A @ x, rng.normal(size=4), lr, 60), axis=1)
    ratios = errors[1:] / errors[:-1]
    assert (ratios <= rho * (1 + 1e-9)).all()
    assert ratios[-1] == pytest.approx(rho, rel=1e-6)


def test_rates_are_floats_and_one_step_is_enough_for_a_sphere():
    assert rates(2, 2) == (0.5, 0.0)
    assert [type(value) for value in rates(1, np.float32(3))] == [float, float]


# --- epoch_batches


@given(st.integers(1, 40), st.integers(1, 45), seeds)
def test_the_batches_are_a_partition_with_all_but_the_last_full(N, B, seed):
    batches = epoch_batches(N, B, np.random.default_rng(seed))
    assert sorted(np.concatenate(batches).tolist()) == list(range(N))
    assert len(batches) == -(-N // B)
    assert all(len(idx) == B for idx in batches[:-1])
    assert len(batches[-1]) == N - B * (len(batches) - 1)


def test_every_epoch_has_an_order_of_its_own():
    rng = np.random.default_rng(0)
    assert len({tuple(np.concatenate(epoch_batches(30, 7, rng))) for _ in range(5)}) == 5


def test_each_sample_is_in_the_first_batch_as_often_as_any_other():
    rng = np.random.default_rng(1)
    counts = np.bincount([epoch_batches(5, 1, rng)[0][0] for _ in range(2000)], minlength=5)
    # Hoeffding: a deviation of 150 from 400 in 2000 draws has the probability 2 exp(-2 150^2/2000) < 1e-9.
    assert (abs(counts - 400) < 150).all()


# --- batch_gradient


def least_squares(w, X, y):
    return X.T @ (X @ w - y) / len(X)


def samples(seed, N=6):
    rng = np.random.default_rng(seed)
    return rng.normal(size=2), rng.normal(size=(N, 2)), rng.normal(size=N)


@given(seeds, st.integers(1, 6))
def test_over_all_batches_the_gradient_is_unbiased_with_the_variance_of_sampling_without_replacement(seed, B):
    w, X, y = samples(seed)
    each = np.array([least_squares(w, X[n : n + 1], y[n : n + 1]) for n in range(6)])
    g = np.array([batch_gradient(least_squares, w, X, y, idx) for idx in combinations(range(6), B)])
    np.testing.assert_allclose(g.mean(axis=0), each.mean(axis=0), atol=1e-12)
    sigma2, variance = each.var(axis=0).sum(), g.var(axis=0).sum()
    assert variance == pytest.approx(sigma2 / B * (6 - B) / 5, abs=1e-10 * (1 + sigma2))


@given(seeds, st.lists(st.integers(0, 5), min_size=1, max_size=8))
def test_the_batch_gradient_is_the_mean_of_the_samples_gradients(seed, idx):
    w, X, y = samples(seed)
    wanted = np.mean([least_squares(w, X[n : n + 1], y[n : n + 1]) for n in idx], axis=0)
    np.testing.assert_allclose(batch_gradient(least_squares, w, X, y, idx), wanted, atol=1e-12)


# --- best_batch


def price(B, c0, c1, noise):
    """Exact, for whole numbers."""
    return (c0 + c1 * B) * (1 + Fraction(noise, B))


def test_best_batch_by_hand():
    assert best_batch(100, 1, 16, 1000) == 40
    assert best_batch(2.1, 1, 1, 10) == 2  # the root of 2.1 is 1.449
    assert best_batch(3, 1, 2, 10) in (2, 3)  # 12, 10, 10


@given(st.integers(0, 300), st.integers(1, 9), st.integers(0, 300), st.integers(1, 40))
def test_no_batch_is_better_than_the_best(c0, c1, noise, N):
    B = best_batch(c0, c1, noise, N)
    assert type(B) is int
    assert price(B, c0, c1, noise) == min(price(each, c0, c1, noise) for each in range(1, N + 1))


@given(st.integers(0, 10**6), st.integers(1, 1000), st.integers(0, 10**6))
def test_no_neighbour_of_the_best_batch_is_better(c0, c1, noise):
    B = best_batch(c0, c1, noise, 10**12)
    assert all(price(B, c0, c1, noise) <= price(each, c0, c1, noise) for each in (max(1, B - 1), B + 1))


def test_the_best_batch_is_all_samples_or_one_at_the_extremes():
    assert best_batch(1e200, 1e-200, 1e200, 10**12) == 10**12
    assert [best_batch(*prices, 9) for prices in ((0, 1, 5), (5, 1, 0), (0, 1, 0), (1e-200, 1, 1e-200))] == [1] * 4


# --- momentum_step and nesterov_step


def test_momentum_by_hand():
    x, v = momentum_step([1.0, 2.0], [10.0, 0.0], [2.0, 4.0], 0.5, 0.25)
    assert v.tolist() == [4.5, 4]
    assert x.tolist() == [-1.25, 0]


def path(step, x, T):
    xs, v = [x], np.zeros_like(x)
    for _ in range(T):
        x, v = step(x, v)
        xs.append(x)
    return np.array(xs)


@given(st.floats(0.1, 5), st.floats(0.01, 0.5), st.floats(0, 0.95), st.floats(-3, 3))
def test_momentum_on_a_parabola_is_the_power_of_its_companion_matrix(a, lr, beta, x0):
    companion = np.array([[1 + beta - lr * a, -beta], [1, 0]])
    xs = path(lambda x, v: momentum_step(x, v, a * x, lr, beta), np.array([x0]), 8)
    wanted = [(np.linalg.matrix_power(companion, t) @ [x0, x0])[0] for t in range(9)]
    np.testing.assert_allclose(xs[:, 0], wanted, rtol=1e-9, atol=1e-9 * np.abs(wanted).max() + 1e-12)


@given(st.floats(0.1, 5), st.floats(0.01, 0.5), st.floats(0, 0.95), st.floats(-3, 3))
def test_nesterov_descends_from_the_extrapolated_point(a, lr, beta, x0):
    xs = path(lambda x, v: nesterov_step(x, v, lambda u: a * u, lr, beta), np.array([x0]), 8)[:, 0]
    before = np.concatenate([xs[:1], xs[:-2]])
    u = xs[:-1] + beta * (xs[:-1] - before)
    np.testing.assert_allclose(xs[1:], u - lr * a * u, rtol=1e-9, atol=1e-9 * np.abs(xs).max() + 1e-12)


def test_momentum_with_the_best_parameters_beats_the_best_gradient_descent():
    eigenvalues, kappa = np.array([1.0, 100.0]), 100.0
    lr, beta = 4 / (1 + 10) ** 2, (9 / 11) ** 2
    xs = path(lambda x, v: momentum_step(x, v, eigenvalues * x, lr, beta), np.ones(2), 400)
    rate = (np.linalg.norm(xs[400]) / np.linalg.norm(xs[200])) ** (1 / 200)
    assert rate == pytest.approx((np.sqrt(kappa) - 1) / (np.sqrt(kappa) + 1), abs=0.01)
    assert rate < rates(1, kappa)[1] - 0.1


def torch_gradient(torch):
    return lambda x: torch["path_A"] @ x - torch["path_b"] - np.sin(x)


def test_momentum_agrees_with_pytorch(torch):
    grad = torch_gradient(torch)
    xs = path(lambda x, v: momentum_step(x, v, grad(x), 0.1, 0.9), torch["path_x0"], 12)
    np.testing.assert_allclose(xs, torch["path_momentum"], rtol=1e-11)


def test_nesterov_agrees_with_pytorch_which_keeps_the_extrapolated_point(torch):
    grad, x, v = torch_gradient(torch), torch["path_x0"], np.zeros(3)
    for wanted in torch["path_nesterov"]:
        np.testing.assert_allclose(x - 0.1 * 0.9 * v, wanted, rtol=1e-11)
        x, v = nesterov_step(x, v, grad, 0.1, 0.9)


def test_without_momentum_all_steps_are_those_of_gradient_descent():
    x = np.array([[1.0, -2.0]])
    for after, v in (
        momentum_step(x, 0 * x, 2 * x, 0.25, 0),
        nesterov_step(x, 0 * x, lambda u: 2 * u, 0.25, 0),
    ):
        assert after.tolist() == [[0.5, -1]]
        assert v.tolist() == [[2, -4]]


# --- catch_optimiser


def last_point(a, x0, lr, beta, T):
    """Of momentum, from the power of its companion matrix, for each coordinate."""
    steps = [np.linalg.matrix_power([[1 + beta - lr * k, -beta], [1, 0]], T) for k in a]
    return np.array([power[0].sum() * start for power, start in zip(steps, x0, strict=True)])


def test_the_run_that_catches_wrong_optimisers_takes_three_steps_in_two_directions():
    ((a, x0, lr, beta, T),) = catch_optimiser()
    xs = path(lambda x, v: momentum_step(x, v, a * x, lr, beta), x0, T)
    np.testing.assert_allclose(xs[-1], last_point(a, x0, lr, beta, T), atol=1e-12)
    assert (len(set(a)), T) == (2, 3)
    x, old = x0, 0 * x0
    for _ in range(T):  # old gradients all have the weight beta: the same for two steps
        x, old = x - lr * (a * x + beta * old), old + a * x
    assert abs(x - xs[-1]).max() > 0.05


# --- adam_step


def test_adam_agrees_with_pytorch(torch):
    grad, x, state = torch_gradient(torch), torch["path_x0"], None
    for wanted in torch["path_adam"]:
        np.testing.assert_allclose(x, wanted, rtol=1e-11)
        x, state = adam_step(x, state, grad(x), 0.1)


@given(hnp.arrays(np.float64, 3, elements=st.floats(0.01, 1e6)), st.sampled_from([1, -1]))
def test_the_first_step_of_adam_is_the_step_size_whatever_the_scale(size, sign):
    x, _ = adam_step(np.zeros(3), None, sign * size, 0.5)
    np.testing.assert_allclose(x, -sign * 0.5 * np.ones(3), rtol=1e-5)


def test_a_tiny_gradient_still_makes_a_full_first_step():
    # With eps inside the root, or in the uncorrected mean, this would be 0.7071 or less.
    assert adam_step([0.0], None, [1e-4], 1.0)[0].item() == pytest.approx(-1, abs=2e-4)


def test_adam_remembers_a_gradient_that_is_gone():
    x, state = adam_step([0.0], None, [1.0], 0.1)
    after, _ = adam_step(x, state, [0.0], 0.1)
    assert (after - x).item() == pytest.approx(-0.067006, abs=1e-6)


def test_a_constant_gradient_moves_adam_by_the_step_size_every_time():
    x, state = np.zeros(2), None
    for step in range(1, 200):
        x, state = adam_step(x, state, [3.0, -7.0], 0.1)
        np.testing.assert_allclose(x, [-0.1 * step, 0.1 * step], rtol=1e-7)


# --- what goes in and what comes out

X = np.array([[1.0, 2.0], [3.0, -4.0], [0.0, 1.0]])
Y = np.array([1.0, 0.0, -2.0])
V = np.array([4.0, -8.0])


def twice(x):
    return [2 * entry for entry in x]


CALLS = [
    (gradient_descent, V, 0.25, 3),
    (batch_gradient, V, X, Y, np.array([2, 0])),
    (momentum_step, V, V, V, 0.5, 0.5),
    (nesterov_step, V, V, 0.5, 0.5),
    (adam_step, V, (2, V, V**2), V, 0.5),
]
PLACE = {gradient_descent: (0, twice), nesterov_step: (2, twice), batch_gradient: (0, least_squares)}
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


def run(call):
    """All arrays that the call returns, after its function argument is put in its place."""
    function, *args = call
    if function in PLACE:
        place, grad = PLACE[function]
        args.insert(place, grad)
    return arrays_in(function(*args))


def same(got, wanted):
    return all(np.array_equal(one, other) for one, other in zip(got, wanted, strict=True))


@every_call
def test_lists_and_integers_give_the_same_result_as_arrays(call):
    wanted = run(call)
    assert same(run(tuple(mapped(np.ndarray.tolist, part) for part in call)), wanted)
    assert same(run(tuple(mapped(lambda A: A.astype(np.int64), part) for part in call)), wanted)


@every_call
def test_inputs_are_left_as_they_were(call):
    before = deepcopy(call)
    run(call)
    assert all(same([one], [other]) for one, other in zip(arrays_in(call), arrays_in(before), strict=True))


def test_steps_take_x_of_any_shape():
    for x in (np.ones(()), np.ones((2, 3, 1))):
        assert momentum_step(x, 0 * x, x, 0.5, 0)[0].shape == x.shape
        assert nesterov_step(x, 0 * x, lambda u: u, 0.5, 0)[0].shape == x.shape
        assert adam_step(x, None, x, 0.5)[0].shape == x.shape


# --- errors


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((twice, [[1.0]], 0.1, 1), "x0 must be (d,), got shape (1, 1); one point"),
        ((3, [1.0], 0.1, 1), "grad must be a function, got int; give its name without brackets"),
        ((twice, [1.0], 0, 1), "lr must be > 0, got 0; minus the gradient is the direction of descent"),
        ((twice, [1.0], 0.1, -1), "T must be an integer >= 0, got -1; it is the number of steps"),
        ((sum, [1.0, 2.0], 0.1, 1), "grad(x0) must be (2,), got shape (); the gradient has the shape of the point"),
    ],
)
def test_gradient_descent_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(gradient_descent, *args) == wanted


def test_rates_say_what_is_wrong_with_the_curvatures():
    assert message(rates, 0, 1) == "mu must be > 0, got 0; without strong convexity there is no linear rate"
    wanted = "L must be >= 2, got 1; no eigenvalue of the Hessian is less than mu or more than L"
    assert message(rates, 2, 1) == wanted


@pytest.mark.parametrize(
    ("args", "wanted"),
    [
        ((-1, 1, 1, 5), "c0 must be >= 0, got -1; what a step costs at all"),
        ((1, 0, 1, 5), "c1 must be > 0, got 0; what each sample of a step costs"),
        ((1, 1, -1, 5), "noise must be >= 0, got -1; the variance of a sample's gradient over its squared mean"),
        ((1, 1, 1, 0), "N must be an integer >= 1, got 0; it is the number of samples"),
    ],
)
def test_best_batch_says_what_is_wrong_with_its_arguments(args, wanted):
    assert message(best_batch, *args) == wanted


def test_epoch_batches_say_what_is_wrong_with_their_arguments():
    rng = np.random.default_rng(0)
    assert message(epoch_batches, 0, 1, rng) == "N must be an integer >= 1, got 0; it is the number of samples"
    assert message(epoch_batches, 3, 0.5, rng) == "B must be an integer >= 1, got 0.5; it is the batch size"
    wanted = "rng must be a Generator, got int; np.random.default_rng(0) makes one"
    assert message(epoch_batches, 3, 2, 0) == wanted


@pytest.mark.parametrize(
    ("grad", "X", "y", "idx", "wanted"),
    [
        (None, X, Y, [0], "grad must be a function, got NoneType; give its name without brackets"),
        (sum, Y, Y, [0], "X must be (N, d), got shape (3,); give each sample a row"),
        (sum, X, Y[:2], [0], "y must be (3,), got shape (2,); one entry for each of the 3 rows of X"),
        (sum, X, Y, [1, 3], "idx must be one or more integers in 0..N-1 = 0..2, got [1, 3]; they name samples"),
    ],
)
def test_batch_gradient_says_what_is_wrong_with_its_arguments(grad, X, y, idx, wanted):
    assert message(batch_gradient, grad, V, X, y, idx) == wanted


def test_the_steps_say_what_is_wrong_with_their_arguments():
    wanted = "v must be (2,), got shape (1,); the velocity has the shape of x; start with np.zeros_like(x)"
    assert message(momentum_step, V, [0.0], V, 0.1, 0.5) == wanted
    assert message(nesterov_step, V, [0.0], twice, 0.1, 0.5) == wanted
    wanted = "g must be (2,), got shape (); the gradient has the shape of x"
    assert message(momentum_step, V, V, 1.0, 0.1, 0.5) == wanted
    wanted = "beta must be < 1, got 1; the past would never be forgotten"
    assert message(momentum_step, V, V, V, 0.1, 1.0) == wanted
    wanted = "beta must be >= 0, got -0.5; it is the weight of the past"
    assert message(nesterov_step, V, V, twice, 0.1, -0.5) == wanted
    wanted = "lr must be >= 0, got -1; minus the gradient is the direction of descent"
    assert message(momentum_step, V, V, V, -1, 0.5) == wanted
    assert message(nesterov_step, V, V, 1, 0, 0) == "grad must be a function, got int; give its name without brackets"


@pytest.mark.parametrize("state", [0, (), (1, V), (1, V, V[:1]), (V, V, V)])
def test_adam_says_what_is_wrong_with_its_state(state):
    wanted = "state must be None or of an x of shape (2,), got another; start anew with None"
    assert message(adam_step, V, state, V, 0.1) == wanted


def test_adam_says_what_is_wrong_with_its_parameters():
    assert message(adam_step, V, None, 1.0, 0.1) == "g must be (2,), got shape (); the gradient has the shape of x"
    wanted = "beta2 must be < 1, got 1; the past would never be forgotten"
    assert message(adam_step, V, None, V, 0.1, 0.9, 1.0) == wanted
    wanted = "beta1 must be >= 0, got -1; it is the weight of the past"
    assert message(adam_step, V, None, V, 0.1, -1, 0.5) == wanted
    assert message(adam_step, V, None, V, 0.1, 0.9, 0.9, -1) == "eps must be >= 0, got -1; it keeps the division finite"
    wanted = "lr must be >= 0, got -1; minus the gradient is the direction of descent"
    assert message(adam_step, V, None, V, -1) == wanted


def test_a_gradient_that_changes_its_point_does_not_change_the_callers():
    def spoils(w, X, y):
        w[:] = 9
        return w

    w = np.zeros(2)
    batch_gradient(spoils, w, np.eye(2), [0, 1], [0])
    assert w.tolist() == [0, 0]
