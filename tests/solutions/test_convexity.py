"""The model answers of unit 06 against SciPy's solvers, scikit-learn, brute force, and their theorems."""

from itertools import combinations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import linprog, minimize
from scipy.spatial.distance import pdist
from sklearn.svm import SVC

from solutions.convexity import (
    catch_separate,
    hard_margin,
    kkt_residual,
    nearest_difference,
    nearest_hull_point,
    perceptron,
    project_simplex,
    separate,
)
from tests.solutions.calls import refusal as message

# Quarters up to 4: duplicates, collinear points and ties come up all the time.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
whole = st.integers(-3, 3).map(float)


@st.composite
def clouds(draw, elements=whole, d=None, most=8):
    """Points P (N, d)."""
    return draw(hnp.arrays(np.float64, (draw(st.integers(1, most)), d or draw(st.integers(1, 3))), elements=elements))


@st.composite
def separable(draw):
    """Samples and labels with a margin: (X, y), both classes present, cut by a hyperplane that misses the origin."""
    d = draw(st.integers(1, 3))
    A, B = draw(clouds(d=d)), draw(clouds(d=d))
    direction = draw(hnp.arrays(np.float64, d, elements=whole).filter(np.any))
    gap = (B @ direction).max() - (A @ direction).min() + draw(st.integers(1, 8))
    X = np.vstack([A + gap / (direction @ direction) * direction, B])
    return X, np.repeat([1, -1], [len(A), len(B)])


# --- project_simplex


def simplex_by_brute_force(v):
    """The nearest of the feasible points that some set of positive entries allows."""
    candidates = []
    for size in range(1, len(v) + 1):
        for S in map(list, combinations(range(len(v)), size)):
            p = np.zeros(len(v))
            p[S] = v[S] - (v[S].sum() - 1) / size
            candidates.append(p)
    return min((p for p in candidates if (p >= 0).all()), key=lambda p: ((p - v) ** 2).sum())


@given(hnp.arrays(np.float64, st.integers(1, 6), elements=dyadic))
def test_project_simplex_is_the_nearest_point_of_all_faces(v):
    np.testing.assert_allclose(project_simplex(v), simplex_by_brute_force(v), atol=1e-14)


@given(hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(-1e4, 1e4)))
def test_project_simplex_satisfies_the_variational_inequality(v):
    p = project_simplex(v)
    assert (p >= 0).all()
    assert p.sum() == pytest.approx(1, abs=1e-14 * len(v))
    assert ((v - p) - (v - p) @ p).max() <= 1e-10  # at the corners, hence everywhere


@given(hnp.arrays(np.float64, st.integers(1, 9), elements=st.integers(0, 9).map(float)).filter(np.any))
def test_project_simplex_keeps_its_points(a):
    p = a / a.sum()
    np.testing.assert_allclose(project_simplex(p), p, atol=1e-15)


def test_project_simplex_of_a_vector_by_hand():
    assert project_simplex([1.0, 0.5, -2.0]).tolist() == [0.75, 0.25, 0]


def test_project_simplex_loses_no_digits_far_from_the_simplex():
    v = np.array([0.0, 0.25, -0.5, 0.125])
    np.testing.assert_allclose(project_simplex(v + 2.0**30), project_simplex(v), atol=1e-16)


# --- nearest_hull_point


def gain(P, x, z):
    return ((P - z) @ (x - z)).max()


def diameter2(P):
    return pdist(P, "sqeuclidean").max(initial=0)


@settings(max_examples=60)
@given(clouds(), st.data())
def test_nearest_hull_point_is_a_convex_combination_with_a_certificate(P, data):
    x = data.draw(hnp.arrays(np.float64, P.shape[1], elements=dyadic))
    tol = 10.0 ** -data.draw(st.integers(2, 12))
    z, a = nearest_hull_point(P, x, tol)
    assert (a >= 0).all()
    assert a.sum() == pytest.approx(1, abs=1e-12)
    np.testing.assert_allclose(z, a @ P, atol=1e-12)
    assert gain(P, x, z) <= tol * diameter2(P) + 1e-12


@pytest.mark.parametrize("seed", range(5))
def test_nearest_hull_point_agrees_with_slsqp(seed):
    rng = np.random.default_rng(seed)
    P, x = rng.standard_normal((12, 4)), 1.5 * rng.standard_normal(4)
    oracle = minimize(
        lambda a: ((a @ P - x) ** 2).sum(),
        np.full(12, 1 / 12),
        jac=lambda a: 2 * P @ (a @ P - x),
        bounds=[(0, 1)] * 12,
        constraints={"type": "eq", "fun": lambda a: a.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    np.testing.assert_allclose(nearest_hull_point(P, x, 1e-12)[0], oracle.x @ P, atol=1e-5)


@given(clouds(), st.data())
def test_nearest_hull_point_of_a_point_of_the_hull_is_that_point(P, data):
    a = data.draw(hnp.arrays(np.float64, len(P), elements=st.integers(0, 5).map(float)).filter(np.any))
    x = a @ P / a.sum()
    np.testing.assert_allclose(nearest_hull_point(P, x, 1e-12)[0], x, atol=1e-5)


def test_nearest_hull_point_of_one_point_and_of_copies_is_that_point():
    z, a = nearest_hull_point([[1.0, 2.0]], [5, 5])
    assert (z.tolist(), a.tolist()) == ([1, 2], [1])
    z, a = nearest_hull_point([[1.0, 2.0]] * 3, [5, 5])
    assert (z.tolist(), a.sum()) == ([1, 2], 1)


def test_nearest_hull_point_seen_from_afar_keeps_its_digits():
    P = np.array([[0.0, 0.0], [1.0, 0.0], [0.25, 1e-3]])
    z, _ = nearest_hull_point(P, [0.25, -1e6], 1e-6)
    np.testing.assert_allclose(z, [0.25, 0], atol=1e-9)
    z, _ = nearest_hull_point(P + 1e6, [1e6 + 0.25, 1e6 + 7], 1e-6)
    np.testing.assert_allclose(z - 1e6, [0.25, 1e-3], atol=1e-9)


# --- separate


@given(separable())
def test_separate_is_midway_between_hulls_at_their_distance(data):
    X, y = data
    A, B = X[y == 1], X[y == -1]
    w, b = separate(A, B)
    assert np.linalg.norm(w) == pytest.approx(1)
    differences = (A[:, None] - B).reshape(-1, A.shape[1])
    z, _ = nearest_hull_point(differences, np.zeros(A.shape[1]), 1e-9)
    half = np.linalg.norm(z) / 2
    assert (A @ w + b).min() == pytest.approx(half, rel=1e-3)
    assert (B @ w + b).max() == pytest.approx(-half, rel=1e-3)


@given(clouds(d=2), clouds(d=2))
def test_separate_finds_a_hyperplane_where_linear_programming_does(A, B):
    # max t subject to w.a + b >= t on A, w.x + b <= -t on B, and entries of w in [-1, 1]
    rows = np.vstack([np.column_stack([-A, -np.ones(len(A))]), np.column_stack([B, np.ones(len(B))])])
    rows = np.column_stack([rows, np.ones(len(rows))])
    bounds = [(-1, 1), (-1, 1), (None, None), (0, None)]
    margin = -linprog([0, 0, 0, -1], rows, np.zeros(len(rows)), bounds=bounds).fun
    if margin > 1e-6:
        w, b = separate(A, B)
        assert (A @ w + b).min() > 0 > (B @ w + b).max()
    else:
        with pytest.raises(ValueError, match="hulls that do not meet"):
            separate(A, B)


def test_separate_does_not_bisect_the_centroids():
    w, b = separate([[1.0, 0], [9, 0]], [[-1.0, 0]])
    assert (w.tolist(), b) == ([1, 0], 0)


def test_separate_and_nearest_points_of_parallel_faces_are_unique_in_the_difference_only():
    A, B = np.array([[0.0, 1], [10, 1], [4, 7]]), np.array([[5.0, -1], [-10, -1], [-10, -1]])
    for one, other in ((A, B), (A[::-1], B), (A, B[::-1])):
        np.testing.assert_allclose(nearest_difference(one, other), [0, 2], atol=1e-12)
        w, b = separate(one, other)
        np.testing.assert_allclose([*w, b], [0, 1, 0], atol=1e-12)


def test_separate_with_more_dimensions_than_points():
    a, b = np.array([[1.0, 2, 3, 4, 5]]), np.array([[1.0, 2, 3, 4, 3]])
    w, offset = separate(a, b)
    assert (w.tolist(), offset) == ([0, 0, 0, 0, 1], -4)


# --- catch_separate


def test_catch_separate_needs_one_input():
    ((A, B),) = catch_separate()
    w, b = separate(A, B)
    np.testing.assert_allclose([*w, b], [0, 1, -10], atol=1e-14)


def test_catch_separate_hides_the_nearest_points_from_centroids_pairs_and_labels():
    ((A, B),) = catch_separate()
    for w, b in (centroids(A, B), nearest_pair(A, B), least_squares(A, B)):
        assert min((A @ w + b).min(), -(B @ w + b).max()) < 0.5


def centroids(A, B):
    w = A.mean(axis=0) - B.mean(axis=0)
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def nearest_pair(A, B):
    p, q = min(((p, q) for p in A for q in B), key=lambda pair: np.linalg.norm(pair[0] - pair[1]))
    w = (p - q) / np.linalg.norm(p - q)
    return w, -w @ (p + q) / 2


def least_squares(A, B):
    X = np.column_stack([np.vstack([A, B]), np.ones(len(A) + len(B))])
    v = np.linalg.lstsq(X, np.repeat([1.0, -1], [len(A), len(B)]))[0]
    return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])


# --- perceptron


def perceptron_by_lists(X, y, max_epochs):
    v, counts = [0.0] * (X.shape[1] + 1), []
    while len(counts) < max_epochs and 0 not in counts:
        counts.append(0)
        for x, label in zip(X.tolist(), y.tolist(), strict=True):
            u = [label * t for t in [*x, 1.0]]
            if sum(s * t for s, t in zip(u, v, strict=True)) <= 0:
                v = [s + t for s, t in zip(u, v, strict=True)]
                counts[-1] += 1
    return v[:-1], v[-1], sum(counts)


@given(clouds(most=5), st.integers(1, 4), st.data())
def test_perceptron_agrees_with_lists_also_where_nothing_separates(X, max_epochs, data):
    y = data.draw(hnp.arrays(np.int64, len(X), elements=st.sampled_from([-1, 1])))
    w, b, mistakes = perceptron(X, y, max_epochs)
    assert (w.tolist(), b, mistakes) == perceptron_by_lists(X, y, max_epochs)


@given(separable())
def test_perceptron_separates_within_the_bound_of_novikoff(data):
    X, y = data
    w, b = hard_margin(X, y)
    gamma = 1 / np.sqrt(w @ w + b**2)  # the margin of this separator among the augmented points
    R2 = (X**2).sum(axis=1).max() + 1
    bound = R2 / gamma**2
    assume(bound < 5000)
    w, b, mistakes = perceptron(X, y, int(bound) + 1)
    assert (y * (X @ w + b) > 0).all()
    assert mistakes <= bound * (1 + 1e-9)
    assert w @ w + b**2 <= R2 * mistakes * (1 + 1e-9)


def test_perceptron_counts_mistakes_of_all_epochs():
    assert perceptron([[1.0], [2.0]], [-1, 1], 50) == ([2.0], -3.0, 13)


def test_perceptron_of_the_lesson_makes_ten_mistakes_near_0_and_202_far_from_it():
    assert perceptron([[1.0], [3.0]], [1, -1], 7) == ([-2.0], 4.0, 10)
    assert perceptron([[1.0], [3.0]], [1, -1], 6)[2] == 9
    assert perceptron([[11.0], [9.0]], [1, -1], 1000)[2] == 202
    assert perceptron([[1.0], [-1.0]], [1, -1], 1000)[2] == 2


# --- hard_margin


@given(separable())
def test_hard_margin_is_canonical_and_as_wide_as_the_hulls_are_apart(data):
    X, y = data
    w, b = hard_margin(X, y)
    assert (y * (X @ w + b)).min() == pytest.approx(1, rel=1e-6)
    differences = (X[y == 1][:, None] - X[y == -1]).reshape(-1, X.shape[1])
    z, _ = nearest_hull_point(differences, np.zeros(X.shape[1]), 1e-9)
    assert 2 / np.linalg.norm(w) == pytest.approx(np.linalg.norm(z), rel=1e-3)


@pytest.mark.parametrize("seed", range(4))
def test_hard_margin_agrees_with_scikit_learn(seed):
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((40, 3)) + 1
    y = np.where(X @ [1, 2, -1] > 2, 1, -1)
    X += 0.5 * y[:, None] * np.array([1, 2, -1])
    oracle = SVC(C=1e6, kernel="linear", tol=1e-9).fit(X, y)
    w, b = hard_margin(X, y)
    np.testing.assert_allclose(w, oracle.coef_[0], rtol=1e-4)
    assert b == pytest.approx(oracle.intercept_[0], rel=1e-4)


def test_hard_margin_leaves_the_bias_free_far_from_the_origin():
    w, b = hard_margin([[10.0, 11], [10, 9]], [1, -1])
    np.testing.assert_allclose([*w, b], [0, 1, -10], atol=1e-9)


def test_hard_margin_solves_the_primal_for_classes_close_to_each_other():
    w, b = hard_margin([[0.0, 1e-3], [100, 1e-3], [-100, 0], [50, 0]], [1, 1, -1, -1])
    np.testing.assert_allclose([*w, b], [0, 2000, -1], atol=1e-6)


# --- kkt_residual

# Two support vectors and a sample beyond the margin.
X = np.array([[1.0, 0.0], [-1.0, 0.0], [3.0, 1.0]])
Y = np.array([1, -1, 1])
OPTIMUM = np.array([0.5, 0.5, 0.0]), np.array([1.0, 0.0]), 0.0


def test_kkt_residual_is_zero_at_the_optimum_only():
    alpha, w, b = OPTIMUM
    assert kkt_residual(alpha, w, b, X, Y) == 0
    assert kkt_residual(alpha, np.add(w, [0.5, 0]), b, X, Y) == pytest.approx(0.5)
    assert kkt_residual(alpha, w, 0.25, X, Y) == 0.25
    assert kkt_residual(-alpha, w, b, X, Y) == 2
    assert kkt_residual([0.5, 0.5, 0.25], w, b, X, Y) > 0


def test_kkt_residual_counts_the_sum_of_alpha_y():
    # Samples at the origin: the stationarity in w says nothing of their multipliers.
    assert kkt_residual([0.0, 0.75], [0.0], 1.0, [[0.0], [0.0]], [1, 1]) == 0.75


def test_kkt_residual_counts_primal_feasibility():
    assert kkt_residual(np.zeros(3), np.zeros(2), 0, X, Y) == 1


def test_kkt_residual_counts_complementarity():
    alpha, w, b = OPTIMUM
    assert kkt_residual(2 * alpha, 2 * w, 2 * b, X, Y) == 1


def test_kkt_residual_counts_negative_multipliers():
    # On the margin line x = 1 multipliers may be moved without any other condition noticing.
    samples, y = np.array([[1.0, -1], [1, 0], [1, 1], [-1, 0]]), np.array([1, 1, 1, -1])
    assert kkt_residual([0.25, 0, 0.25, 0.5], [1, 0], 0, samples, y) == 0
    assert kkt_residual([0.5, -0.5, 0.5, 0.5], [1, 0], 0, samples, y) == 0.5


@given(separable())
def test_kkt_residual_vanishes_at_the_hard_margin_with_the_weights_of_the_hulls(data):
    X, y = data
    A, B = X[y == 1], X[y == -1]
    z, a = nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-12)
    a = a.reshape(len(A), len(B)) * 2 / (z @ z)
    w, b = hard_margin(X, y)
    assert kkt_residual([*a.sum(axis=1), *a.sum(axis=0)], w, b, X, y) < 1e-5 * max(1, np.linalg.norm(w))


# --- errors


def test_points_of_the_wrong_shape_are_named():
    assert message(project_simplex, [[1.0]]) == "v must be (d,), got shape (1, 1); one point, not a batch"
    wanted = "x must be (2,), got shape (3,); x is one point, with an entry for each column of P"
    assert message(nearest_hull_point, [[1.0, 2.0]], [1, 2, 3]) == wanted
    wanted = "tol must be > 0, got 0; a fraction of the squared diameter"
    assert message(nearest_hull_point, [[1.0, 2.0]], [1, 2], 0) == wanted
    assert message(separate, [[1.0]], [[1.0, 2.0]]) == "B must be (N, 1), got shape (1, 2); give each sample a row"
    assert message(separate, [1.0], [[1.0]]) == "A must be (N, d), got shape (1,); give each sample a row"


def test_hulls_that_meet_are_named():
    wanted = "A and B must have hulls that do not meet, got a common point up to 0.0e+00; a soft margin can do without"
    assert message(separate, [[0.0], [2.0]], [[1.0]]) == wanted
    assert message(hard_margin, [[0.0], [2.0], [1.0]], [1, 1, -1]) == wanted


def test_labels_and_epochs_that_are_none_are_named():
    wanted = "y must hold labels -1 and 1, got 0 at index 1; recode the classes"
    assert message(perceptron, [[1.0], [2.0]], [1, 0], 1) == wanted
    assert message(hard_margin, [[1.0], [2.0]], [1, 0]) == wanted
    wanted = "max_epochs must be an integer >= 1, got 0; it is the number of passes through the samples"
    assert message(perceptron, [[1.0], [2.0]], [1, -1], 0) == wanted
    wanted = "y must hold both -1 and +1, got 1 only; one class alone has no boundary"
    assert message(hard_margin, [[1.0], [2.0]], [1, 1]) == wanted


@pytest.mark.parametrize(
    ("arguments", "wanted"),
    [
        (([0.5], [1.0, 0.0], 0), "alpha must be (3,), got shape (1,); one multiplier for each sample"),
        ((np.zeros(3), [1.0], 0), "w must be (2,), got shape (1,); one entry for each column of X"),
        ((np.zeros(3), [1.0, 0.0], [0]), "b must be a number, got shape (1,); one bias for all samples"),
    ],
)
def test_kkt_residual_says_what_does_not_fit(arguments, wanted):
    assert message(kkt_residual, *arguments, X, Y) == wanted


@pytest.mark.parametrize("exponent", [-1000, -600, -300, 300, 600, 1000])
def test_hulls_and_margins_are_found_in_any_unit(exponent):
    unit, rng = 2.0**exponent, np.random.default_rng(0)
    A, B, x = rng.normal(size=(5, 2)) + 5, rng.normal(size=(6, 2)), np.array([1.0, -3.0])
    X, y = np.vstack([A, B]), np.repeat([1, -1], [5, 6])
    for found, wanted, degrees in (
        (nearest_hull_point(A * unit, x * unit), nearest_hull_point(A, x), (unit, 1)),
        (separate(A * unit, B * unit), separate(A, B), (1, unit)),
        (hard_margin(X * unit, y), hard_margin(X, y), (1 / unit, 1)),
    ):
        for part, other, degree in zip(found, wanted, degrees, strict=True):
            np.testing.assert_allclose(part, other * degree, rtol=1e-12)


def test_the_farthest_points_that_there_are_have_a_nearest_one():
    z, a = nearest_hull_point([[1.7e308, 0.0], [-1.7e308, 0.0]], [0.0, 1e308])
    np.testing.assert_array_equal([z, a], [[0, 0], [0.5, 0.5]])
