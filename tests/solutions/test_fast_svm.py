"""The fast support vector machines against scikit-learn, and against the conditions that they must meet."""

import itertools
import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import minimize
from sklearn.svm import SVC, LinearSVC

from solutions.fast import row_store
from solutions.fast import smo as module
from solutions.fast.gram import GramRows, RbfRows, rbf
from solutions.fast.row_store import RowStore
from solutions.fast.smo import smo, smo_rbf
from solutions.fast.squared_hinge import squared_hinge_svm
from solutions.svm import smo as clear_smo
from tests.solutions.calls import message


def noisy(N, d=3, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, d))
    return X, np.where(np.sin(2 * X[:, 0]) + X[:, 1] + 0.4 * rng.normal(size=N) > 0, 1, -1)


@st.composite
def problems(draw):
    """Samples, some of them twice, labels and C."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    X = rng.integers(-3, 4, (draw(st.integers(1, 30)), 2)) / 2
    return X, rng.choice([-1, 1], len(X)), draw(st.sampled_from([0.1, 1.0, 30.0, 1e4]))


def dual(alpha, K, y):
    return alpha.sum() - (alpha * y) @ K @ (alpha * y) / 2


def gap(alpha, K, y, C):
    """The gap of the optimality conditions, by their definition."""
    v = y - K @ (alpha * y)
    up = np.where(y > 0, alpha < C, alpha > 0)
    low = np.where(y > 0, alpha > 0, alpha < C)
    return v[up].max(initial=-np.inf) - v[low].min(initial=np.inf)


@given(problems(), st.sampled_from([1e-3, 1e-7]))
def test_the_conditions_of_optimality_hold(problem, tol):
    X, y, C = problem
    K = rbf(X, X, 0.7)
    alpha, b = smo(K, y, C, tol)
    assert (alpha >= 0).all() and (alpha <= C).all()
    assert abs(alpha @ y) <= 1e-12 * C * len(y)
    assert gap(alpha, K, y, C) < 1.5 * tol + 1e-6 * alpha.sum() * (tol > 1e-5)
    assert np.isfinite(b)


@pytest.mark.parametrize("C", [0.5, 20.0, 1e3])
@pytest.mark.parametrize("N", [60, 300])
def test_the_dual_is_at_least_as_large_as_that_of_scikit_learn(N, C):
    X, y = noisy(N)
    K = rbf(X, X, 0.3)
    alpha, b = smo_rbf(X, y, C, 0.3, 1e-6)
    theirs = SVC(C=C, gamma=0.3, tol=1e-6).fit(X, y)
    alpha_theirs = np.zeros(N)
    alpha_theirs[theirs.support_] = abs(theirs.dual_coef_[0])
    assert dual(alpha, K, y) >= dual(alpha_theirs, K, y) * (1 - 1e-8)
    f = theirs.decision_function(X)  # from rows in float32
    np.testing.assert_allclose(K @ (alpha * y) + b, f, atol=3e-4 * abs(f).max())


def test_float32_reaches_the_same_optimum():
    X, y = noisy(500)
    K = rbf(X, X, 0.3)
    coarse, fine = smo_rbf(X, y, 10.0, 0.3, 1e-3)[0], smo_rbf(X, y, 10.0, 0.3, 1e-8)[0]
    assert dual(coarse, K, y) == pytest.approx(dual(fine, K, y), rel=1e-6)


def test_what_float32_cannot_reach_is_left_to_float64(monkeypatch):
    X, y = noisy(80)
    descents = []

    class Recorded(module.Descent):
        def __init__(self, *args):
            super().__init__(*args)
            descents.append(self.store.dtype)

        def run(self, tol, max_steps):
            return super().run(tol, max_steps) and self.store.dtype == np.float64

    monkeypatch.setattr(module, "Descent", Recorded)
    smo_rbf(X, y, 1.0, 0.3)
    assert descents == [np.float32, np.float64]


@given(st.integers(0, 2**32))
def test_any_gram_matrix_will_do(seed):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(25, 3)) * 30
    y = rng.choice([-1, 1], 25)
    K = X @ X.T
    alpha, _ = smo(K, y, 0.01, 1e-6)
    assert gap(alpha, K, y, 0.01) < 2e-6


def test_one_class_alone_has_no_support_vectors():
    X, _ = noisy(10)
    for label in (-1, 1):
        alpha, b = smo_rbf(X, np.full(10, label), 1.0, 1.0)
        assert (alpha == 0).all() and b == label


def test_two_samples_are_solved_in_closed_form():
    K = np.array([[1.0, 0.5], [0.5, 1.0]])
    alpha, b = smo(K, [1, -1], 10.0, 1e-9)
    np.testing.assert_allclose(alpha, [2, 2])  # maximises 2 a - a^2 (1 - 1/2)
    assert b == pytest.approx(0)


def test_the_same_comes_out_whatever_memory_there_is():
    X, y = noisy(200)
    K = rbf(X, X, 0.3)
    values = [dual(smo_rbf(X, y, 5.0, 0.3, memory=memory)[0], K, y) for memory in (0, 40_000, 10**6)]
    np.testing.assert_allclose(values, values[0], rtol=1e-5)


def test_memory_for_rows_is_bounded(monkeypatch):
    monkeypatch.setattr(row_store, "WHOLE", 0)
    X, y = noisy(1200)
    smo_rbf(X[:50], y[:50], 1.0, 0.3)
    tracemalloc.start()
    smo_rbf(X, y, 1.0, 0.3, memory=10**6)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 10**6 + 4 * X.nbytes + 1200 * (module.CHECKED * 12 + 1000)  # rows, samples, the last check, lists


def test_more_steps_than_allowed_are_an_error_that_says_how_far_it_came():
    X, y = noisy(50)
    with pytest.raises(RuntimeError, match=r"the violation must fall to tol = 0.001, got .* steps; standardise"):
        smo(rbf(X, X, 1.0), y, 1e3, max_steps=3)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"y": [0, 1]}, "y must hold labels -1 and 1"),
        ({"C": 0}, "C must be > 0, got 0; the larger, the harder the margin"),
        ({"tol": 0}, "tol must be > 0, got 0; 0.001 is usual"),
        ({"gamma": 0}, "gamma must be > 0, got 0; the kernel falls with the distance"),
    ],
)
def test_arguments_of_smo_rbf_are_checked(change, message):
    with pytest.raises(ValueError, match=message):
        smo_rbf(**{"X": [[0.0], [1.0]], "y": [-1, 1], "C": 1.0, "gamma": 1.0} | change)


def test_smo_wants_a_gram_matrix():
    with pytest.raises(ValueError, match="K must be symmetric"):
        smo([[1.0, 2.0], [0.0, 1.0]], [-1, 1], 1.0)


# --- RowStore


def store(N, capacity, whole=0):
    X = np.random.default_rng(0).normal(size=(N, 2))
    K = rbf(X, X, 0.5)
    return K, RowStore(GramRows(K, np.float64), capacity * 2 * N * 8)


def test_a_fetched_row_is_right_and_others_come_with_it(monkeypatch):
    monkeypatch.setattr(row_store, "WHOLE", 0)
    K, kept = store(30, 20)
    row = kept.fetch(7, np.arange(30.0), 7)
    assert (row == K[7]).all()
    there = [n for n, each in enumerate(kept.row) if each is not None]
    assert there == [7, *range(21, 30)]  # ten rows: half of the room, the most urgent first
    assert all((kept.row[n] == K[n]).all() for n in there)


@given(st.lists(st.integers(0, 9), min_size=2, max_size=40), st.integers(2, 10))
def test_rows_in_use_stay_and_rows_that_are_there_are_right(order, capacity):
    K, kept = store(10, capacity)
    if kept.row[0] is not None:
        return
    urgency = np.random.default_rng(0).normal(size=10)
    for i, j in itertools.pairwise(order):
        for n, keep in ((i, i), (j, i)):
            if kept.row[n] is None:
                kept.fetch(n, urgency, keep)
        assert kept.row[i] is not None and kept.row[j] is not None
        for n, row in enumerate(kept.row):
            assert row is None or (row == K[n]).all()


def test_gathered_rows_are_copies_whether_they_were_there_or_not(monkeypatch):
    monkeypatch.setattr(row_store, "WHOLE", 0)
    K, kept = store(10, 4)
    kept.fetch(3, np.zeros(10), 3)
    rows = kept.load_results(np.array([5, 3, 0]))
    assert (rows == K[[5, 3, 0]]).all() and kept.row[5] is None


def test_reciprocals_are_those_of_the_distances_in_feature_space():
    K, kept = store(6, 6)
    found = kept.reciprocals(2)
    distance = np.sqrt(K[2, 2] + K.diagonal() - 2 * K[2])
    np.testing.assert_allclose(np.delete(found * distance, 2), 1, rtol=1e-9)
    assert np.isfinite(found[2])


def test_a_small_matrix_is_there_from_the_beginning():
    X = np.random.default_rng(0).normal(size=(5, 2))
    assert all(row is not None for row in RowStore(RbfRows(X, 1.0, np.float32), 10**6).row)


# --- squared_hinge_svm


def objective(w, b, X, y, C):
    return w @ w / 2 + C * (np.maximum(0, 1 - y * (X @ w + b)) ** 2).sum()


@pytest.mark.parametrize("C", [1e-3, 1.0, 1e3])
@pytest.mark.parametrize(("N", "d"), [(300, 4), (20, 60)])
def test_without_bias_the_objective_is_that_of_scikit_learn(N, d, C):
    X, y = noisy(N, d)
    w, b = squared_hinge_svm(X, y, C, bias=False)
    theirs = LinearSVC(C=C, dual=False, fit_intercept=False, tol=1e-10, max_iter=10**5).fit(X, y).coef_[0]
    assert b == 0
    assert objective(w, 0, X, y, C) == pytest.approx(objective(theirs, 0, X, y, C), rel=1e-8)


@given(problems())
def test_the_gradient_vanishes_in_weights_and_bias(problem):
    X, y, C = problem
    w, b = squared_hinge_svm(X, y, C)
    lack = np.maximum(0, 1 - y * (X @ w + b))
    scale = 1 + 2 * C * (1 + abs(X)).sum()
    np.testing.assert_allclose(w - 2 * C * (y * lack) @ X, 0, atol=1e-7 * scale)
    assert 2 * C * (y * lack).sum() == pytest.approx(0, abs=1e-7 * scale)


def test_no_other_method_gets_lower():
    X, y = noisy(100, 5)
    w, b = squared_hinge_svm(X, y, 2.0)
    best = minimize(lambda p: objective(p[:5], p[5], X, y, 2.0), np.zeros(6), tol=1e-12)
    assert objective(w, b, X, y, 2.0) <= best.fun * (1 + 1e-10)


def test_the_bias_is_not_regularised():
    X, y = noisy(100)
    w, b = squared_hinge_svm(X, y, 1.0)
    moved, b_moved = squared_hinge_svm(X + 5, y, 1.0)
    np.testing.assert_allclose(moved, w, atol=1e-6)
    assert b_moved == pytest.approx(b - 5 * w.sum(), abs=1e-5)


def test_one_class_alone_needs_a_bias_only():
    w, b = squared_hinge_svm([[1.0, 2.0], [3.0, 4.0]], [1, 1], 1.0)
    np.testing.assert_allclose([*w, b], [0, 0, 1], atol=1e-7)


def test_a_gradient_smaller_than_round_off_cannot_be_asked_for():
    X, y = noisy(50)
    with pytest.raises(RuntimeError, match="the gradient must fall to tol = 1e-30 of its first norm, got"):
        squared_hinge_svm(X, y, 1.0, 1e-30)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"y": [0, 1]}, "y must hold labels -1 and 1"),
        ({"C": 0}, "C must be > 0, got 0; the larger, the more a violation costs"),
        ({"tol": 0}, "tol must be > 0, got 0; 0.001 is rough, 1e-8 is fine"),
    ],
)
def test_arguments_of_squared_hinge_svm_are_checked(change, message):
    with pytest.raises(ValueError, match=message):
        squared_hinge_svm(**{"X": [[0.0], [1.0]], "y": [-1, 1], "C": 1.0} | change)


# --- numbers that float32 cannot hold


def violation(alpha, K, y, C):
    """Of the optimality conditions, in float64."""
    v = y - K @ (alpha * y)
    rises, falls = (y > 0) == (alpha < C / 2), (y > 0) == (alpha > C / 2)
    free = (alpha > 0) & (alpha < C)
    return v[rises | free].max() - v[falls | free].min()


@pytest.mark.parametrize("offset", [0, 1e4, 1e6])
def test_two_samples_far_from_the_origin(offset):
    X, y = np.array([[offset], [offset + 1]]), np.array([-1.0, 1.0])
    np.testing.assert_allclose(smo(X @ X.T, y, 10)[0], [2, 2], rtol=1e-3)


@pytest.mark.parametrize("offset", [1e4, 1e6])
def test_signs_of_samples_far_from_the_origin(offset):
    X, y = noisy(60)
    X = X + offset
    alpha, b = smo_rbf(X, y, 1.0, 0.5)
    clear, clear_b = smo(rbf(X - offset, X - offset, 0.5), y, 1.0, 1e-8)
    K = rbf(X - X.mean(axis=0), X - X.mean(axis=0), 0.5)
    np.testing.assert_allclose(K @ (alpha * y) + b, K @ (clear * y) + clear_b, atol=2e-3 + offset * 1e-9)
    assert violation(alpha, K, y, 1.0) <= 1e-3


@pytest.mark.parametrize("C", [1e2, 1e4, 1e6])
@pytest.mark.parametrize("solve", [smo, smo_rbf])
def test_the_violation_is_that_of_float64(C, solve):
    X, y = noisy(60)
    K = rbf(X, X, 0.5)
    alpha, _ = smo(K, y, C) if solve is smo else smo_rbf(X, y, C, 0.5)
    assert violation(alpha, K, y, C) <= 1e-3 * (1 + 1e-6) and abs(alpha @ y) <= 1e-9 * alpha.sum()


@pytest.mark.parametrize("tol", [1e-10, 1e-14, 1e-300])
def test_a_tolerance_below_round_off_ends(tol):
    X, y = noisy(30)
    K = rbf(X, X, 0.5)
    for alpha, _ in [smo(K, y, 10.0, tol), smo_rbf(X, y, 10.0, 0.5, tol), clear_smo(K, y, 10.0, tol)]:
        assert violation(alpha, K, y, 10.0) <= max(tol, 1e-12)


def test_both_solvers_mean_the_same_by_tol():
    X, y = noisy(60)
    K = rbf(X, X, 0.5)
    for solve in (smo, clear_smo):
        for tol in (1e-1, 1e-4):
            assert violation(solve(K, y, 10.0, tol)[0], K, y, 10.0) <= tol


def test_no_steps_at_all_are_refused():
    assert message(smo, np.eye(2), [-1, 1], 1.0, 1e-3, 0).startswith("max_steps must be an integer >= 1")
