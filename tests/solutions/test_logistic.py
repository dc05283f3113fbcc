"""Full fits of logistic regression against scikit-learn and SciPy, and on admissions whose law is known."""

import numpy as np
import pytest
from scipy import optimize
from sklearn.linear_model import LogisticRegression

from solutions import data
from solutions.logistic import fit_gradient, fit_newton, objective
from solutions.regression import newton_logistic
from tests.solutions.calls import message

both = pytest.mark.parametrize("fit", [fit_gradient, fit_newton])


def problem(N, d, seed):
    rng = np.random.default_rng(seed)
    X = rng.normal([0.5, 0, -0.5][:d], 1, (N, d))
    return X, (rng.random(N) < 1 / (1 + np.exp(-X[:, 0]))).astype(int)


def standardised(X):
    return (X - data.ADMISSION_CENTRE) / data.ADMISSION_SCALE


# --- objective


@pytest.mark.parametrize("lam", [0, 0.7])
def test_gradient_of_the_objective_agrees_with_differences_on_every_entry(lam):
    X, y = problem(6, 3, 0)
    v, h = np.array([0.5, -1.0, 2.0, 0.3]), 1e-5
    wanted = [(objective(v + h * e, X, y, lam)[0] - objective(v - h * e, X, y, lam)[0]) / (2 * h) for e in np.eye(4)]
    np.testing.assert_allclose(objective(v, X, y, lam)[1], wanted, rtol=1e-7, atol=1e-9)


def test_the_intercept_is_not_regularised():
    X, y = problem(6, 2, 0)
    for v, norm2 in (([0, 0, 5.0], 0), ([3.0, -1.0, 5.0], 10)):
        assert objective(v, X, y, 2.0)[0] - objective(v, X, y, 0)[0] == pytest.approx(norm2, abs=1e-12)


# --- fits


@both
@pytest.mark.parametrize(("lam", "C"), [(0.1, 1 / (0.1 * 80)), (0, np.inf)])
def test_fits_agree_with_scikit_learn(fit, lam, C):
    X, y = problem(80, 3, 1)
    w, b, norms = fit(X, y, lam, tol=1e-8)
    oracle = LogisticRegression(C=C, tol=1e-10, max_iter=10_000).fit(X, y)
    assert norms[-1] <= 1e-8
    np.testing.assert_allclose(w, oracle.coef_[0], atol=1e-5)
    assert b == pytest.approx(oracle.intercept_[0], abs=1e-5)


@pytest.mark.parametrize("lam", [0.0, 0.5])
def test_fits_agree_with_one_another_and_with_scipy(lam):
    X, y = problem(40, 2, 2)
    limit = {"gtol": 1e-9}
    oracle = optimize.minimize(objective, np.zeros(3), args=(X, y, lam), jac=True, method="BFGS", options=limit)
    for fit in (fit_gradient, fit_newton):
        w, b, _ = fit(X, y, lam, tol=1e-9)
        np.testing.assert_allclose([*w, b], oracle.x, atol=1e-6)


def test_gradient_descent_never_raises_the_gradient_and_newton_needs_few_steps():
    X, y = problem(80, 3, 1)
    slow, fast = fit_gradient(X, y, 0.01)[2], fit_newton(X, y, 0.01)[2]
    assert (np.diff(slow) <= 0).all()
    assert len(fast) <= 8 < 10 * len(fast) < len(slow)
    assert (fast[-2:] <= 10 * fast[-3:-1] ** 2).all()


@both
def test_fits_stop_when_the_steps_are_used_up(fit):
    X, y = problem(40, 2, 2)
    w, b, norms = fit(X, y, 0, tol=1e-12, max_steps=2)
    assert len(norms) == 3 and norms[-1] > 1e-12
    assert norms[-1] == pytest.approx(np.linalg.norm(objective([*w, b], X, y, 0)[1]), rel=1e-12)
    w, b, norms = fit(X, y, 0, max_steps=0)
    assert not w.any() and b == 0 and len(norms) == 1


@both
def test_fits_of_one_class_say_so_by_the_intercept(fit):
    w, b, norms = fit([[1.0], [-1.0]], [1, 1], 1.0, tol=1e-2)
    assert norms[-1] <= 1e-2 and b > 4
    np.testing.assert_allclose(w, 0, atol=1e-2)


def test_newton_with_dependent_columns_takes_the_shortest_weights():
    X, y = problem(40, 1, 3)
    one, b, _ = fit_newton(X, y, 0)
    w, c, norms = fit_newton(np.hstack([X, X]), y, 0)
    assert norms[-1] <= 1e-10 and c == pytest.approx(b, rel=1e-6)
    np.testing.assert_allclose(w, [one[0] / 2, one[0] / 2], rtol=1e-6)


def test_newton_of_separable_data_grows_until_the_gradient_is_small():
    w, _, norms = fit_newton([[-1.0], [1.0]], [0, 1], 0)
    assert norms[-1] <= 1e-10 and w[0] > 20


def test_shortened_steps_descend_where_full_ones_overshoot():
    X = np.array([[137, 145], [10, -4], [0, 0], [225, 64], [-1, 0], [0, 0], [-7, 2]])
    y, lam = np.array([1, 0, 0, 0, 0, 1, 1]), 1e-6
    full = [objective(v, X, y, lam)[0] for v in newton_logistic(np.column_stack([X, np.ones(7)]), y, lam, 8)]
    assert max(np.diff(full)) > 1
    w, b, norms = fit_newton(X, y, lam)
    assert norms[-1] <= 1e-10
    assert objective([*w, b], X, y, lam)[0] < min(full)


@both
def test_admissions_are_told_as_well_as_can_be(fit):
    rng = np.random.default_rng(5)
    (X, y), (X_test, y_test) = data.admission(1000, rng), data.admission(20_000, rng)
    w, b, _ = fit(standardised(X), y, 0)
    accuracy = np.mean((standardised(X_test) @ w + b > 0) == y_test)
    best = np.mean((data.admission_probability(X_test) > 0.5) == y_test)
    assert best - 0.005 < accuracy
    # sigma((x - centre).w) with the weights 0.25 * 12 and 5 * 0.5 of the standardised features
    np.testing.assert_allclose([*w, b], [3, 2.5, 0], atol=0.4)


def test_passing_the_exam_is_learned_from_the_hours():
    hours, _, passed = data.exam(4000, np.random.default_rng(6))
    w, b, _ = fit_newton(hours[:, None], passed, 0)
    assert w[0] == pytest.approx(1.2, abs=0.1) and b == pytest.approx(-5, abs=0.4)


# --- errors


@both
def test_fits_say_what_is_wrong_with_their_arguments(fit):
    assert message(fit, [1.0], [1], 0) == "X must be (N, d), got shape (1,); give each sample a row"
    assert message(fit, [[1.0]], [2], 0) == "y must hold labels 0 and 1, got 2 at index 0; recode the classes"
    assert message(fit, [[1.0]], [1], -1) == "lam must be >= 0, got -1; 0 leaves the weights free"
    assert message(fit, [[1.0]], [1], 0, tol=0) == "tol must be > 0, got 0; round-off keeps the gradient from 0"
    wanted = "max_steps must be an integer >= 0, got -1; it is the most steps taken"
    assert message(fit, [[1.0]], [1], 0, max_steps=-1) == wanted


def test_objective_says_what_is_wrong_with_the_weights():
    wanted = "v must be (2,), got shape (1,); the weights and then the intercept"
    assert message(objective, [1.0], [[1.0]], [1], 0) == wanted
