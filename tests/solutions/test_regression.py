"""The model answers of unit 05 against SciPy, scikit-learn, fifty digits, differences and their theorems."""

import math
from copy import deepcopy
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import linalg, optimize, stats
from sklearn.linear_model import LogisticRegression

from solutions.regression import (
    boundary,
    catch_logistic,
    line_fit,
    logistic_nll_grad,
    lstsq,
    newton_logistic,
    ridge,
    sigmoid,
)
from tests.solutions.calls import mapped, message

sizes = st.integers(1, 5)
seeds = st.integers(0, 2**32)
# Repeated and dependent rows and columns are frequent, and no singular value but 0 is below 1/40: a product of
# the nonzero ones is the root of an integer >= 1, and that of the others is below 40.
signs = st.sampled_from([-1.0, 0.0, 1.0])


@st.composite
def arrays(draw, *shape, elements=signs):
    return draw(hnp.arrays(float, shape, elements=elements))


@st.composite
def problems(draw):
    """Samples (N, d) of any rank, and targets (N,)."""
    N, d = draw(sizes), draw(sizes)
    return draw(arrays(N, d)), draw(arrays(N, elements=st.integers(-3, 3).map(float)))


# --- line_fit


@st.composite
def points(draw):
    """Two points or more with different x, and y (N,)."""
    x = draw(st.lists(st.integers(-8, 8), min_size=2, max_size=6).filter(lambda x: min(x) < max(x)))
    return np.array(x) / 2, draw(arrays(len(x), elements=st.integers(-3, 3).map(float)))


@given(points())
def test_line_fit_agrees_with_scipy(problem):
    np.testing.assert_allclose(line_fit(*problem), stats.linregress(*problem)[:2], atol=1e-12)


@given(points())
def test_residuals_of_the_line_are_orthogonal_to_1_and_x(problem):
    x, y = problem
    slope, intercept = line_fit(x, y)
    residuals = y - slope * x - intercept
    np.testing.assert_allclose([residuals.sum(), residuals @ x], 0, atol=1e-11)


@given(points(), st.sampled_from([-2.0, 0.25, 1e6]), st.sampled_from([-1e6, 0.0, 3.0]))
def test_line_does_not_see_where_x_begins_or_its_unit(problem, s, c):
    x, y = problem
    slope, intercept = line_fit(x, y)
    moved, at_zero = line_fit(s * x + c, y)
    assert moved * s == pytest.approx(slope, abs=1e-6)
    assert moved * c + at_zero == pytest.approx(intercept, abs=1e-6)


def test_line_by_hand():
    assert line_fit([0, 1, 2, 5], [3, 1, 5, 7]) == (1, 2)
    assert [type(part) for part in line_fit([0, 1], [0, 1])] == [float, float]


@pytest.mark.parametrize("scale", [1e-140, 1e140])
def test_line_of_huge_and_tiny_numbers(scale):
    slope, intercept = line_fit([0, scale, 2 * scale], [scale, 3 * scale, 5 * scale])
    assert (slope, intercept / scale) == pytest.approx((2, 1))


# --- lstsq


@given(problems())
def test_residual_of_lstsq_is_orthogonal_to_the_columns(problem):
    X, y = problem
    np.testing.assert_allclose(X.T @ (X @ lstsq(X, y) - y), 0, atol=1e-10)


@given(problems())
def test_lstsq_has_the_least_norm_of_all_solutions(problem):
    # The least one is a combination of the rows: it has no part in the null space.
    X, y = problem
    np.testing.assert_allclose(linalg.null_space(X).T @ lstsq(X, y), 0, atol=1e-10)


@given(problems())
def test_lstsq_agrees_with_scipy(problem):
    X, y = problem
    wanted = linalg.lstsq(X, y, cond=1e-12, lapack_driver="gelsy")[0]  # by itself gelsy takes round-off for rank
    np.testing.assert_allclose(lstsq(X, y), wanted, atol=1e-9)


@given(problems(), st.integers(-60, 60))
def test_lstsq_does_not_see_the_unit_of_the_features(problem, power):
    X, y = problem
    np.testing.assert_allclose(lstsq(2.0**power * X, y) * 2.0**power, lstsq(X, y), rtol=1e-9, atol=1e-9)


def test_lstsq_keeps_digits_that_the_normal_equations_lose():
    # Lauchli: X^T X rounds to a singular matrix.
    X = np.array([[1, 1], [1e-9, 0], [0, 1e-9]])
    np.testing.assert_allclose(lstsq(X, X @ [1, 3]), [1, 3], rtol=1e-6)


@pytest.mark.parametrize(
    ("X", "y", "wanted"),
    [
        ([[0, 0], [0, 0]], [1, 2], [0, 0]),
        ([[1, 1]], [4], [2, 2]),
        ([[1, 0], [1, 1], [1, 2]], [1, 3, 5], [1, 2]),
        ([[2], [2]], [2, 6], [2]),
    ],
    ids=["zero", "one sample", "a line", "duplicates"],
)
def test_lstsq_by_hand(X, y, wanted):
    np.testing.assert_allclose(lstsq(X, y), wanted, atol=1e-14)


# --- ridge

lams = st.sampled_from([2.0**-10, 0.25, 1.0, 3.0, 1e6])


@given(problems(), lams)
def test_ridge_is_stationary_in_the_sum_and_equals_the_dual(problem, lam):
    X, y = problem
    w = ridge(X, y, lam)
    np.testing.assert_allclose(X.T @ (X @ w - y) + lam * w, 0, atol=1e-9)
    alpha = np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y)
    np.testing.assert_allclose(w, X.T @ alpha, atol=1e-9)


@given(problems(), lams)
def test_norm_of_ridge_falls_in_lam(problem, lam):
    X, y = problem
    small, large = (np.linalg.norm(ridge(X, y, t)) for t in (lam, 2 * lam))
    assert large <= small + 1e-12
    assert small <= np.linalg.norm(lstsq(X, y)) + 1e-9


@given(problems())
def test_ridge_tends_to_least_squares_of_least_norm(problem):
    X, y = problem
    w = lstsq(X, y)
    np.testing.assert_allclose(ridge(X, y, 1e-9), w, atol=1e-3 * max(1, np.linalg.norm(w)))


def test_ridge_by_hand():
    assert ridge([[1.0], [1.0]], [2.0, 4.0], 4.0) == pytest.approx([1.0])


# --- sigmoid


@settings(max_examples=100)
@given(st.floats(-700, 700))
def test_sigmoid_has_twelve_digits_everywhere(z):
    with mpmath.workdps(50):
        wanted = float(1 / (1 + mpmath.exp(-mpmath.mpf(z))))
    assert float(sigmoid(z)) == pytest.approx(wanted, rel=1e-12, abs=0)


@given(st.floats(-1e4, 1e4))
def test_sigmoid_of_minus_z_is_one_minus_sigmoid_of_z(z):
    assert sigmoid(-z) == pytest.approx(1 - sigmoid(z), abs=2e-16)


def test_sigmoid_at_the_ends_and_in_the_middle():
    assert sigmoid([[-1e4, 1e4], [0, -0.0]]).tolist() == [[0, 1], [0.5, 0.5]]


# --- logistic_nll_grad


@st.composite
def classified(draw, scale=1.0):
    """Weights (d,), samples (N, d) and labels (N,)."""
    N, d = draw(sizes), draw(sizes)
    rng = np.random.default_rng(draw(seeds))
    return rng.normal(size=d) * scale, rng.normal(size=(N, d)), rng.integers(2, size=N)


def exact_nll(w, X, y):
    """The mean negative log-likelihood in fifty digits."""
    with mpmath.workdps(50):
        z = [sum(mpmath.mpf(a) * mpmath.mpf(b) for a, b in zip(w, x, strict=True)) for x in X]
        losses = [mpmath.log1p(mpmath.exp(-t if label else t)) for t, label in zip(z, y, strict=True)]
        return float(sum(losses) / len(losses))


@given(classified())
def test_nll_agrees_with_fifty_digits(problem):
    assert logistic_nll_grad(*problem)[0] == pytest.approx(exact_nll(*problem), rel=1e-12)


@given(classified(scale=3))
def test_gradient_of_the_nll_agrees_with_differences_on_every_entry(problem):
    w, X, y = problem
    h = 1e-5
    wanted = [
        (logistic_nll_grad(w + h * e, X, y)[0] - logistic_nll_grad(w - h * e, X, y)[0]) / (2 * h)
        for e in np.eye(len(w))
    ]
    np.testing.assert_allclose(logistic_nll_grad(w, X, y)[1], wanted, rtol=1e-6, atol=1e-9)


@given(classified(scale=5), seeds)
def test_nll_is_convex_and_above_its_tangents(problem, seed):
    w, X, y = problem
    v = np.random.default_rng(seed).normal(size=len(w))
    f, g = logistic_nll_grad(w, X, y)
    above, below, ahead = (logistic_nll_grad(w + t * v, X, y)[0] for t in (1, -1, 3))
    assert above + below >= 2 * f - 1e-12
    assert ahead >= f + 3 * g @ v - 1e-12


@given(classified())
def test_nll_of_swapped_labels_is_that_of_opposite_weights(problem):
    w, X, y = problem
    (f, g), (swapped, h) = logistic_nll_grad(w, X, y), logistic_nll_grad(-w, X, 1 - y)
    assert swapped == f
    assert np.array_equal(h, -g)


def test_nll_of_large_margins_is_finite_and_keeps_its_digits():
    f, g = logistic_nll_grad([1.0], [[1e4], [-1e4]], [0, 0])
    assert (f, g.tolist()) == (5000, [5000])
    f, g = logistic_nll_grad([1.0], [[50.0]], [1])
    assert f == pytest.approx(math.exp(-50), rel=1e-12)
    assert g == pytest.approx([-50 * math.exp(-50)], rel=1e-12)


def test_nll_of_zero_weights_is_log_2():
    assert logistic_nll_grad([0.0], [[3.0]], [1]) == (pytest.approx(math.log(2), rel=1e-15), [-1.5])


@given(classified(), st.data())
def test_a_weight_of_k_is_the_sample_k_times_whatever_the_unit(problem, data):
    w, X, y = problem
    times = data.draw(hnp.arrays(int, len(y), elements=st.integers(0, 3)).filter(np.any))
    f, g = logistic_nll_grad(w, X, y, times / 8)
    wanted = logistic_nll_grad(w, np.repeat(X, times, axis=0), np.repeat(y, times))
    assert f == pytest.approx(wanted[0], rel=1e-12)
    np.testing.assert_allclose(g, wanted[1], rtol=1e-12, atol=1e-14)


def test_no_weights_are_equal_weights():
    f, g = logistic_nll_grad([0.5], [[1.0], [2.0]], [0, 1], [3, 3])
    assert (f, g.tolist()) == (logistic_nll_grad([0.5], [[1.0], [2.0]], [0, 1])[0], [pytest.approx(g[0])])


def test_weights_move_the_intercept_by_hand():
    # The gradient of an intercept alone is sigma(w) minus the weighted fraction of ones.
    ones, labels = np.ones((4, 1)), [1, 0, 0, 0]
    assert logistic_nll_grad([-math.log(3)], ones, labels)[1] == pytest.approx(0, abs=1e-15)
    assert logistic_nll_grad([0.0], ones, labels, [3, 1, 1, 1])[1] == pytest.approx(0, abs=1e-15)


# --- catch_logistic


def test_catch_logistic_needs_one_input():
    (given_input,) = catch_logistic()
    nll, grad = logistic_nll_grad(*given_input)
    assert nll == pytest.approx((100 + 2 * math.log1p(math.exp(-1))) / 3, rel=1e-12)
    assert grad == pytest.approx([33.15403905], rel=1e-8)


# --- newton_logistic


def regularised(w, X, y, lam):
    f, g = logistic_nll_grad(w, X, y)
    return f + lam / 2 * w @ w, g + lam * w


@given(classified(), st.sampled_from([0.1, 1.0, 10.0]))
def test_newton_ends_at_the_minimum_that_scipy_finds(problem, lam):
    _, X, y = problem
    W = newton_logistic(X, y, lam, 30)
    oracle = optimize.minimize(regularised, 0 * W[0], args=(X, y, lam), jac=True, method="BFGS", options={"gtol": 1e-9})
    np.testing.assert_allclose(W[-1], oracle.x, atol=1e-6)
    np.testing.assert_allclose(regularised(W[-1], X, y, lam)[1], 0, atol=1e-12)


def test_newton_agrees_with_scikit_learn():
    rng = np.random.default_rng(0)
    X, y = rng.normal([1, 0, 0], 1, (60, 3)), rng.integers(2, size=60)
    oracle = LogisticRegression(C=1 / (60 * 0.05), fit_intercept=False, tol=1e-10, max_iter=1000).fit(X, y)
    np.testing.assert_allclose(newton_logistic(X, y, 0.05, 12)[-1], oracle.coef_[0], atol=1e-6)


@given(classified(), st.sampled_from([0.1, 1.0]))
def test_every_newton_step_solves_the_linear_system_of_the_differences(problem, lam):
    _, X, y = problem
    W = newton_logistic(X, y, lam, 2)
    assert W.shape == (3, X.shape[1]) and not W[0].any()
    for before, after in pairwise(W):

        def gradient(h, at=before):
            return regularised(at + h, X, y, lam)[1]

        H = [(gradient(h) - gradient(-h)) / 2e-5 for h in 1e-5 * np.eye(len(before))]
        step = np.linalg.solve(np.array(H), gradient(0))
        np.testing.assert_allclose(before - after, step, rtol=1e-5, atol=1e-8)


def test_newton_squares_the_error():
    rng = np.random.default_rng(1)
    X = rng.normal(size=(40, 2)) + 1
    W = newton_logistic(X, rng.integers(2, size=40), 0.01, 12)
    errors = np.linalg.norm(W - W[-1], axis=1)
    near = errors[(errors < 0.3) & (errors > 1e-7)]
    assert len(near) >= 2
    assert (near[1:] <= near[:-1] ** 2).all()


def test_no_newton_step_leaves_the_origin():
    assert newton_logistic([[1.0, 2.0]], [1], 1.0, 0).tolist() == [[0, 0]]


def test_newton_with_dependent_columns_and_one_class():
    w = newton_logistic([[1.0, 1.0], [2.0, 2.0]], [1, 1], 0.5, 20)[-1]
    assert w[0] == w[1] > 0
    np.testing.assert_allclose(regularised(w, np.array([[1, 1], [2, 2]]), [1, 1], 0.5)[1], 0, atol=1e-14)


# --- boundary


@given(arrays(2, elements=st.floats(-10, 10)).filter(lambda w: abs(w).max() > 1e-300), st.floats(-10, 10))
def test_boundary_is_the_nearest_point_and_a_unit_direction(w, b):
    x0, u = boundary(w, b)
    scale = np.hypot(*w)
    w, b = w / scale, b / scale
    assert w @ x0 + b == pytest.approx(0, abs=1e-12 * max(1, abs(b)))
    assert w @ u == pytest.approx(0, abs=1e-15) and np.hypot(*u) == pytest.approx(1, rel=1e-15)
    assert x0 @ u == pytest.approx(0, abs=1e-12 * max(1, abs(b)))


@pytest.mark.parametrize("scale", [5e-324, 1e-308, 1e-200, 1e200, 1e308])
def test_boundary_of_huge_and_tiny_weights(scale):
    x0, u = boundary([scale, -scale], scale)
    np.testing.assert_allclose(x0, [-0.5, 0.5], rtol=1e-15)
    np.testing.assert_allclose(u, np.sqrt([0.5, 0.5]), rtol=1e-15)


def test_a_boundary_beyond_all_numbers_is_refused():
    assert message(boundary, [0, 1e-308], 10.0) == (
        "w must not be so small beside b = 10, got [0, 1e-308]; the line is beyond all numbers"
    )


def test_probability_is_one_half_along_the_boundary():
    w, b = np.array([3.0, -4.0]), 10.0
    x0, u = boundary(w, b)
    points = x0 + np.linspace(-5, 5, 11)[:, None] * u
    np.testing.assert_allclose(sigmoid(points @ w + b), 0.5, atol=1e-14)


@pytest.mark.parametrize(
    ("w", "b", "x0", "u"),
    [([2, 0], -6, [3, 0], [0, 1]), ([0, -2], 6, [0, 3], [1, 0]), ([3, 4], 25, [-3, -4], [0.8, -0.6])],
)
def test_boundaries_by_hand(w, b, x0, u):
    got_x0, got_u = boundary(w, b)
    np.testing.assert_allclose(got_x0, x0, atol=1e-14)
    assert abs(got_u @ u) == pytest.approx(1)


@pytest.mark.parametrize("scale", [1e-200, 1e200])
def test_boundary_does_not_see_the_scale_of_the_logit(scale):
    x0, _ = boundary([3 * scale, 4 * scale], -25 * scale)
    np.testing.assert_allclose(x0, [3, 4], rtol=1e-12)


# --- what goes in and what comes out

X, Y = np.array([[3.0, 1.0], [0.0, -5.0], [2.0, 2.0]]), np.array([1.0, 0.0, 1.0])
CALLS = [
    (lstsq, X, Y),
    (ridge, X, Y, 2.0),
    (sigmoid, X),
    (line_fit, X[:, 0], Y),
    (logistic_nll_grad, np.array([1.0, 2.0]), X, Y),
    (logistic_nll_grad, np.array([1.0, 2.0]), X, Y, np.array([1.0, 0.0, 3.0])),
    (newton_logistic, X, Y, 1.0, 3),
    (boundary, np.array([3.0, -4.0]), 5.0),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


def parts(value):
    return list(value) if isinstance(value, tuple | list) else [value]


def same(got, wanted):
    return all(np.array_equal(one, other) for one, other in zip(parts(got), parts(wanted), strict=True))


@every_call
@pytest.mark.parametrize("change", [np.ndarray.tolist, np.int8, np.float32], ids=["lists", "int8", "float32"])
def test_lists_and_other_real_dtypes_give_the_float64_result(call, change):
    function, *args = call
    result = function(*mapped(change, args))
    assert same(result, function(*args))
    assert {np.asarray(part).dtype for part in parts(result)} == {np.dtype(float)}


@every_call
def test_inputs_are_left_as_they_were_and_not_handed_out(call):
    function, *args = deepcopy(call)
    result = function(*args)
    assert same(args, call[1:])
    inputs = [arg for arg in args if isinstance(arg, np.ndarray)]
    assert not any(np.shares_memory(out, arg) for out in parts(result) for arg in inputs)


def test_nll_is_a_python_float():
    assert type(logistic_nll_grad([0.0], [[1.0]], [0])[0]) is float


# --- errors


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ((lstsq, [1.0], [1.0]), "X must be (N, d), got shape (1,); give each sample a row"),
        ((lstsq, X, [1.0]), "y must be (3,), got shape (1,); one entry for each of the 3 rows of X"),
        ((ridge, X, [1.0], 1), "y must be (3,), got shape (1,); one entry for each of the 3 rows of X"),
        ((ridge, X, Y, 0), "lam must be > 0, got 0; lstsq(X, y) is the limit at 0"),
        ((sigmoid, [math.inf]), "z must be finite, got inf at [0]; find out where it came from"),
        ((logistic_nll_grad, [1.0], X, Y), "w must be (2,), got shape (1,); one weight for each feature"),
        (
            (logistic_nll_grad, [1.0, 1.0], X, [1, -1, 1]),
            "y must hold labels 0 and 1, got -1 at index 1; recode the classes",
        ),
        ((line_fit, [[1.0]], [1.0]), "x must be (N,), got shape (1, 1); one entry for each point"),
        ((line_fit, [1.0, 2.0], [1.0]), "y must be (2,), got shape (1,); one entry for each point"),
        (
            (line_fit, [1.0, 1.0], [1.0, 2.0]),
            "x must have two different entries, got 1 only; only an upright line fits",
        ),
        ((line_fit, [1.0, 2.0], [1e200, 0.0]), "y must be 1e+150 at most in size, got 1e+200; choose a larger unit"),
        (
            (logistic_nll_grad, [1.0, 1.0], X, [1, 0, 1], [1.0]),
            "weights must be (3,), got shape (1,); one weight for each sample",
        ),
        (
            (logistic_nll_grad, [1.0, 1.0], X, [1, 0, 1], [1.0, -2.0, 3.0]),
            "weights must be >= 0, got -2; 0 leaves a sample out",
        ),
        (
            (logistic_nll_grad, [1.0, 1.0], X, [1, 0, 1], [0.0, 0.0, 0.0]),
            "weights must have a sum from 1e-150 to 1e+150, got 0; some sample must count",
        ),
        (
            (logistic_nll_grad, [1.0, 1.0], X, [1, 0, 1], [1e308, 1e308, 0.0]),
            "weights must have a sum from 1e-150 to 1e+150, got inf; some sample must count",
        ),
        ((newton_logistic, X, Y, 0, 1), "lam must be > 0, got 0; it keeps the Hessian invertible"),
        ((newton_logistic, X, Y, 1, -1), "steps must be an integer >= 0, got -1; it is the number of Newton steps"),
        ((newton_logistic, X, [1, 1], 1, 1), "y must be (3,), got shape (2,); one label for each sample"),
        ((boundary, [1.0], 0), "w must be (2,), got shape (1,); one weight for each coordinate of the plane"),
        ((boundary, [0.0, 0.0], 0), "w must not be 0, got [0, 0]; no line has the normal 0"),
        ((boundary, [0.0, 1.0], [1.0]), "b must be a number, got shape (1,); one intercept"),
    ],
    ids=lambda case: case[0].__name__ if isinstance(case, tuple) else "",
)
def test_errors_say_what_was_wanted_what_came_and_what_to_do(call, wanted):
    assert message(*call) == wanted
