"""The solvers of support vector machines against scikit-learn, SciPy, each other, and their certificates."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy.optimize import minimize
from sklearn.svm import SVC, LinearSVC

from solutions import svm
from solutions.convexity import hard_margin
from solutions.kernels import rbf
from solutions.soft_margin import bias_from_support, dual_objective, hinge_objective, smo_pair
from solutions.svm import duality_gap, linear_svm, one_vs_rest, pegasos_epochs, smo, squared_hinge_svm
from tests.solutions.calls import refusal as message

whole = st.integers(-2, 2).map(float)
weights = st.sampled_from([0.1, 1.0, 10.0])


@st.composite
def problems(draw):
    """Samples X (N, d) with duplicates, on both sides too, labels y (N,), both, and a weight C."""
    X = draw(hnp.arrays(np.float64, (draw(st.integers(2, 8)), draw(st.integers(1, 3))), elements=whole))
    y = draw(hnp.arrays(np.int64, len(X), elements=st.sampled_from([-1, 1])).filter(lambda y: abs(y.sum()) < len(y)))
    return X, y, draw(weights)


def noisy(N, d, seed, noise=0.5):
    """Samples X (N, d) of two classes that overlap."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((N, d))
    return X, np.where(X[:, 0] - X[:, -1] + noise * rng.standard_normal(N) > 0, 1, -1)


# --- duality_gap


@given(problems(), st.data())
def test_duality_gap_is_primal_minus_dual(problem, data):
    X, y, C = problem
    alpha, b = np.zeros(len(y)), data.draw(whole)
    alpha[[np.argmax(y), np.argmin(y)]] = C / 2
    primal = hinge_objective((alpha * y) @ X, b, X, y, C)
    gap = duality_gap(alpha, b, X @ X.T, y, C)
    assert gap == pytest.approx(primal - dual_objective(alpha, X @ X.T, y), abs=1e-9)
    assert gap >= -1e-12


# --- smo


@given(problems(), st.sampled_from([1e-1, 1e-3, 1e-6]))
def test_smo_ends_feasible_with_a_certificate(problem, tol):
    X, y, C = problem
    K = X @ X.T
    alpha, b = smo(K, y, C, tol)
    assert ((alpha >= 0) & (alpha <= C)).all()
    assert alpha @ y == pytest.approx(0, abs=1e-12 * C)
    assert duality_gap(alpha, b, K, y, C) <= tol * dual_objective(alpha, K, y) + 1e-10 * C


@pytest.mark.parametrize(("C", "gamma"), [(0.1, 1), (1, 0.1), (10, 1), (100, 1)])
def test_smo_agrees_with_scikit_learn(C, gamma):
    X, y = noisy(80, 3, seed=int(C))
    K = rbf(X, X, gamma)
    oracle = SVC(C=C, kernel="precomputed", tol=1e-9).fit(K, y)
    beta = np.zeros(80)
    beta[oracle.support_] = oracle.dual_coef_[0]
    alpha, b = smo(K, y, C, 1e-9)
    assert dual_objective(alpha, K, y) == pytest.approx(dual_objective(abs(beta), K, y), rel=1e-8)
    np.testing.assert_allclose(K @ (alpha * y) + b, oracle.decision_function(K), atol=1e-3)
    assert b == pytest.approx(bias_from_support(alpha, K, y, C), abs=1e-3)


def test_smo_agrees_with_quadratic_programming():
    X, y = noisy(14, 2, seed=4)
    K, C = rbf(X, X, 0.5), 2
    Q = K * y * y[:, None]
    oracle = minimize(
        lambda a: a @ Q @ a / 2 - a.sum(),
        np.zeros(14),
        jac=lambda a: Q @ a - 1,
        bounds=[(0, C)] * 14,
        constraints={"type": "eq", "fun": lambda a: a @ y, "jac": lambda a: y},
        method="SLSQP",
        options={"ftol": 1e-14},
    )
    np.testing.assert_allclose(smo(K, y, C, 1e-10)[0], oracle.x, atol=1e-4)


def test_smo_of_one_violating_pair_is_the_step_of_smo_pair():
    # Three points on a line: the two that face each other hold the margin.
    X, y = np.array([[0.0], [1], [3]]), np.array([-1, -1, 1])
    K = X @ X.T
    alpha, b = smo(K, y, 5, 1e-12)
    np.testing.assert_allclose(alpha, smo_pair(np.zeros(3), 1, 2, K, y, 5), atol=1e-12)
    assert b == pytest.approx(-2)


def test_smo_of_equal_samples_of_both_classes_is_at_the_bound():
    alpha, b = smo(np.ones((4, 4)), [1, -1, 1, -1], 3)
    assert (alpha.tolist(), b) == ([3, 3, 3, 3], 0)
    alpha, _ = smo(np.zeros((3, 3)), [1, -1, 1], 3)
    assert (alpha[0] + alpha[2], alpha[1]) == (3, 3)


def test_smo_of_a_tiny_kernel_is_that_of_a_large_weight():
    X, y = noisy(20, 2, seed=1)
    alpha, _ = smo(X @ X.T, y, 1.0, 1e-8)
    tiny, _ = smo(1e-20 * (X @ X.T), y, 1e20, 1e-8)
    w = (alpha * y) @ X
    np.testing.assert_allclose(1e-20 * (tiny * y) @ X, w, atol=1e-5)


def test_smo_stops_where_round_off_leaves_no_step():
    X, y = np.array([[0.1], [0.3], [0.7]]), np.array([-1, 1, 1])
    alpha, b = smo(X @ X.T, y, 1000, 1e-300)
    assert ((alpha * y) @ X, b) == (pytest.approx(10), pytest.approx(-2))


# --- linear_svm


@pytest.mark.parametrize("C", [0.1, 1, 10])
def test_linear_svm_agrees_with_scikit_learn(C):
    X, y = noisy(60, 3, seed=2)
    oracle = SVC(C=C, kernel="linear", tol=1e-9).fit(X, y)
    w, b = linear_svm(X, y, C, 1e-9)
    np.testing.assert_allclose([*w, b], [*oracle.coef_[0], *oracle.intercept_], atol=1e-3)
    assert hinge_objective(w, b, X, y, C) <= (1 + 1e-8) * hinge_objective(
        oracle.coef_[0], oracle.intercept_[0], X, y, C
    )


def test_linear_svm_tends_to_the_hard_margin():
    X, y = noisy(30, 2, seed=3, noise=0)
    X += 0.3 * np.outer(y, [1, -1])
    w, b = hard_margin(X, y)
    soft_w, soft_b = linear_svm(X, y, 1e4, 1e-9)
    np.testing.assert_allclose([*soft_w, soft_b], [*w, b], rtol=1e-3)


# --- squared_hinge_svm


@pytest.mark.parametrize("C", [0.01, 1, 100])
def test_squared_hinge_svm_agrees_with_scikit_learn(C):
    X, y = noisy(40, 3, seed=5)
    X, y = np.vstack([X, -X]), np.concatenate([y, -y])  # by symmetry the best bias is 0, which LinearSVC penalises
    oracle = LinearSVC(C=C, loss="squared_hinge", dual=False, fit_intercept=False, tol=1e-10).fit(X, y)
    w, b = squared_hinge_svm(X, y, C)
    np.testing.assert_allclose(w, oracle.coef_[0], atol=1e-6)
    assert b == pytest.approx(0, abs=1e-7)


@given(problems())
def test_squared_hinge_svm_has_a_vanishing_gradient(problem):
    X, y, C = problem
    w, b = squared_hinge_svm(X, y, C, 1e-10)

    def objective(u):
        return u[:-1] @ u[:-1] / 2 + C * (np.maximum(0, 1 - y * (X @ u[:-1] + u[-1])) ** 2).sum()

    u, h = np.append(w, b), 1e-5
    slopes = [(objective(u + h * e) - objective(u - h * e)) / (2 * h) for e in np.eye(len(u))]
    # Where a margin is 1 exactly, the second derivative jumps by up to 2 C (1 + |x|^2): half of that times h is seen.
    np.testing.assert_allclose(slopes, 0, atol=h * C * (1 + (X**2).sum(axis=1)).sum() + 1e-8 * C)


def test_squared_hinge_svm_damps_newton_steps_that_lead_too_far():
    # Full Newton steps cycle or overshoot on some of these; a separable problem with a large weight is the hardest.
    for seed in (176, 338, 394):
        rng = np.random.default_rng(seed)
        N, d = rng.integers(2, 40), rng.integers(1, 6)
        X = rng.standard_normal((N, d)) * 10.0 ** rng.integers(-2, 3) + rng.integers(-3, 3)
        y = np.where(rng.random(N) > 0.3, 1, -1)
        y[:2] = 1, -1
        X[:, -1] = X[:, 0]  # and a singular one
        w, b = squared_hinge_svm(X, y, 100, 1e-9)
        slack = np.maximum(0, 1 - y * (X @ w + b))
        np.testing.assert_allclose(w, 200 * (y * slack) @ X, atol=1e-6 * abs(X).sum())
        assert (y * slack).sum() == pytest.approx(0, abs=1e-7)


@given(problems())
def test_squared_hinge_svm_ends_with_full_newton_steps_at_the_minimum(problem):
    X, y, C = problem
    armijo, steps = svm._armijo, []

    def halved(*arguments):
        steps.append(armijo(*arguments))
        return steps[-1]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(svm, "_armijo", halved)
        squared_hinge_svm(X, y, C, 1e-10)
    assert steps[-1:] in ([], [1])  # none where the start is the minimum


# --- pegasos_epochs


@pytest.mark.parametrize(("lam", "batch"), [(0.05, 1), (0.5, 7), (0.05, 60)])
def test_pegasos_epochs_comes_near_the_optimum(lam, batch):
    X, y = noisy(60, 3, seed=6)
    options = {"loss": "hinge", "fit_intercept": False, "tol": 1e-6, "max_iter": 100_000, "random_state": 0}
    oracle = LinearSVC(C=1 / (60 * lam), **options).fit(X, y)
    least = lam * hinge_objective(oracle.coef_[0], 0, X, y, 1 / (60 * lam))
    w, history = pegasos_epochs(X, y, lam, 60, batch, np.random.default_rng(0))
    assert history[-1] == lam * hinge_objective(w, 0, X, y, 1 / (60 * lam))
    assert least - 1e-9 <= history[-1] <= 1.02 * least
    assert history[-1] < history[0]


def test_pegasos_epochs_visits_each_sample_once_and_stays_in_its_ball():
    # Orthogonal samples with lam > 1: all are active in the first epoch, and w = sum y_n x_n / (lam N) after it.
    w, _ = pegasos_epochs(np.eye(5), [1, -1, 1, 1, -1], 2, 1, 5, np.random.default_rng(0))
    np.testing.assert_allclose(w, np.array([1, -1, 1, 1, -1]) / 10)
    w, _ = pegasos_epochs([[100.0]], [1], 0.25, 1, 1, np.random.default_rng(0))
    np.testing.assert_allclose(w, [2])  # 400 projected to 1 / sqrt(0.25)


def test_pegasos_epochs_averages_a_short_last_batch_too():
    # Each sample alone is active at first: w_1 = x_a / lam, w_2 = w_1 / 2 + x_b / (2 lam), orthogonal and lam large.
    w, _ = pegasos_epochs(np.eye(3), [1, 1, 1], 8, 1, 2, np.random.default_rng(1))
    # w_1 has 1/16 at two samples, w_2 1/32 at these and 1/16 at the third; the mean of both:
    assert sorted(w) == pytest.approx([1 / 32, 3 / 64, 3 / 64])


# --- one_vs_rest


def test_one_vs_rest_fits_each_class_against_all_others():
    seen = []

    def fit(signs):
        seen.append(signs.tolist())
        return np.full(2, len(seen)), -len(seen)

    A, b = one_vs_rest(fit, [2, 0, 1, 2])
    assert seen == [[-1, 1, -1, -1], [-1, -1, 1, -1], [1, -1, -1, 1]]
    assert (A.tolist(), b.tolist()) == ([[1, 2, 3], [1, 2, 3]], [-1, -2, -3])


def test_one_vs_rest_with_linear_machines_separates_three_blobs():
    rng = np.random.default_rng(0)
    y = np.repeat([0, 1, 2], 30)
    X = np.array([[0.0, 3], [3, -2], [-3, -2]])[y] + 0.5 * rng.standard_normal((90, 2))
    for fit in (lambda s: linear_svm(X, s, 1), lambda s: squared_hinge_svm(X, s, 1)):
        W, b = one_vs_rest(fit, y)
        assert ((X @ W + b).argmax(axis=1) == y).all()


# --- errors


SAMPLES, LABELS = [[1.0, 2.0], [3.0, 4.0]], [1, -1]


def test_solvers_that_are_given_too_few_steps_say_so():
    K = np.diag([1.0, 2, 3, 4])
    wanted = (
        "the duality gap must fall to 1e-09 of the dual objective 0, got 40 in 1 steps; "
        "scale the features, or take a larger tol or a smaller C"
    )
    assert message(smo, K, [1, -1, 1, -1], 10, 1e-9, 1, kind=RuntimeError) == wanted
    wanted = "the gradient must fall to 2e-08, got 2 in 1 steps; scale the features, or take a larger tol"
    assert message(squared_hinge_svm, [[1.0], [0]], [1, -1], 1, 1e-8, 1, kind=RuntimeError) == wanted


@pytest.mark.parametrize("solver", [linear_svm, squared_hinge_svm])
def test_solvers_say_what_does_not_fit(solver):
    assert message(solver, [1.0], LABELS, 1) == "X must be (N, d), got shape (1,); give each sample a row"
    assert message(solver, SAMPLES, [1, 0], 1) == "y must hold labels -1 and 1, got 0 at index 1; recode the classes"
    wanted = "y must hold both -1 and +1, got 1 only; one class alone has no boundary"
    assert message(solver, SAMPLES, [1, 1], 1) == wanted
    assert message(solver, SAMPLES, LABELS, 0) == "C must be > 0, got 0; the weight of the losses"
    assert message(solver, SAMPLES, LABELS, 1, 0) == "tol must be > 0, got 0; a fraction, 1e-3 say"


def test_numbers_of_steps_that_are_none_are_named():
    wanted = "max_steps must be an integer >= 1, got 0; it is the number of steps after which to give up"
    assert message(smo, np.eye(2), LABELS, 1, 1, 0) == wanted
    assert message(squared_hinge_svm, SAMPLES, LABELS, 1, 1, 0) == wanted


def test_gram_matrices_and_dual_variables_that_do_not_fit_are_named():
    wanted = "K must be symmetric, got a difference of 1; k(x, z) = k(z, x)"
    assert message(smo, [[1, 1], [0, 1]], LABELS, 1) == wanted
    assert message(duality_gap, [0, 0], 0, [[1, 1], [0, 1]], LABELS, 1) == wanted
    wanted = "alpha must be (2,), got shape (1,); one entry for each row of K"
    assert message(duality_gap, [0], 0, np.eye(2), LABELS, 1) == wanted
    wanted = "b must be a number, got shape (1,); one bias for all samples"
    assert message(duality_gap, [0, 0], [0], np.eye(2), LABELS, 1) == wanted
    wanted = "C must be > 0, got 0; the weight of the losses"
    assert message(duality_gap, [0, 0], 0, np.eye(2), LABELS, 0) == wanted


def test_pegasos_epochs_says_what_is_wrong_with_its_numbers():
    rng = np.random.default_rng(0)
    wanted = "lam must be > 0, got 0; the weight of the regulariser"
    assert message(pegasos_epochs, SAMPLES, LABELS, 0, 1, 1, rng) == wanted
    wanted = "epochs must be an integer >= 1, got 0; it is the number of passes through the samples"
    assert message(pegasos_epochs, SAMPLES, LABELS, 1, 0, 1, rng) == wanted
    wanted = "batch must be an integer >= 1, got 0; it is the number of samples in a step"
    assert message(pegasos_epochs, SAMPLES, LABELS, 1, 1, 0, rng) == wanted
    assert message(pegasos_epochs, SAMPLES, LABELS, 1, 1, 1, 0).startswith("rng must be a Generator, got int")
    assert message(pegasos_epochs, SAMPLES, [1], 1, 1, 1, rng).startswith("y must be (2,), got shape (1,)")


@pytest.mark.parametrize(
    ("y", "wanted"),
    [
        ([0, 2], "y must hold each class 0..K-1, K >= 2, got none of class 1; renumber the classes"),
        ([0, 0], "y must hold each class 0..K-1, K >= 2, got none of class 1; renumber the classes"),
        ([0, -1], "y must be integers in 0..K-1 = 0..0, got -1 at index 1; labels start at 0"),
        ([0.0, 1.0], "y must be integers in 0..K-1 = 0..1, got dtype float64; convert with y.astype(int)"),
        ([], "y must be (N,), got shape (0,); one label for each sample"),
    ],
)
def test_classes_that_are_none_are_named(y, wanted):
    assert message(one_vs_rest, smo, y) == wanted


def test_one_vs_rest_needs_a_function():
    wanted = "fit must be a function, got int; give its name without brackets"
    assert message(one_vs_rest, 3, [0, 1]) == wanted
