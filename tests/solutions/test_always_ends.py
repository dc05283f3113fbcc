"""All that a contract allows comes to an end, with a result that is right: tolerances below round-off, divisors of 0,
counts beyond 2^63, features in any unit, and ridges that round-off swallows.
"""

import mpmath
import numpy as np
import pytest

from solutions.approximation import tent
from solutions.backpropagation import flop_ratio
from solutions.clustering import kmeans_seeds
from solutions.convexity import nearest_hull_point
from solutions.fast import kernel_ridge
from solutions.fast.kernel_ridge import krr_rbf
from solutions.fast.optimisers import Adam
from solutions.gradient_descent import adam_step
from solutions.kernels import krr_fit, rbf, rkhs_norm2
from solutions.logistic import fit_newton
from solutions.networks import n_params
from solutions.optimisers import rmsprop_step
from solutions.regression import lstsq, newton_logistic, ridge
from solutions.soft_margin import dual_objective
from solutions.svm import duality_gap, smo


@pytest.mark.parametrize("tol", [1e-12, 1e-16, 1e-30, 1e-300])
@pytest.mark.parametrize("seed", range(10))
def test_the_nearest_point_for_a_tolerance_below_round_off(tol, seed):
    rng = np.random.default_rng(seed)
    P = rng.normal(size=(12, 3))
    for x in [P.mean(axis=0), P[0], P[0] * 3, rng.normal(size=3) * 1e3]:
        z, a = nearest_hull_point(P, x, tol)
        assert a.min() >= 0 and a.sum() == pytest.approx(1, abs=1e-14)
        np.testing.assert_allclose(a @ P, z, atol=1e-13)
        assert ((P - z) @ (x - z)).max() <= 1e-12 * (1 + np.linalg.norm(x - z))


def test_the_nearest_point_of_a_row_given_many_times():
    z, a = nearest_hull_point(np.ones((5, 2)), [3, 4], 1e-300)
    assert z.tolist() == [1, 1] and a.sum() == 1


@pytest.mark.parametrize("lam", [1e-10, 1e-13, 1e-17, 1e-300])
@pytest.mark.parametrize("d", [1, 2, 5])
def test_kernel_ridge_with_hardly_a_ridge(lam, d):
    rng = np.random.default_rng(0)
    X = rng.normal(size=(120, d))
    K, y = rbf(X, X, 0.5), np.sin(X[:, 0])
    for alpha in (krr_rbf(X, y, lam, 0.5), krr_fit(K, y, lam)):
        residual = abs(y - K @ alpha - lam * alpha).max()
        assert residual <= 1e-11 * (abs(y).max() + np.linalg.norm(K, 2) * np.linalg.norm(alpha))


@pytest.mark.parametrize("lam", [1e-17, 1e-300])
@pytest.mark.parametrize("scale", [1e-8, 1, 1e8])
def test_kernel_ridge_of_a_singular_matrix(lam, scale):
    # The function is right, f = y where K has an eigenvalue and 0 where it has none; np.linalg.solve raises.
    K, y = scale * np.ones((3, 3)), np.array([1.0, 2.0, 6.0])
    np.testing.assert_allclose(K @ krr_fit(K, y, lam * scale), [3, 3, 3], rtol=1e-14)
    assert krr_fit(np.zeros((2, 2)), [1, 2], 0.5).tolist() == [2, 4]


def test_kernel_ridge_of_points_that_coincide():
    X, y = np.repeat(np.linspace(0, 1, 5), 2)[:, None], np.arange(10.0)
    f = rbf(X, X, 20.0) @ krr_rbf(X, y, 1e-20, 20.0)
    np.testing.assert_allclose(f, np.repeat(y.reshape(5, 2).mean(axis=1), 2), rtol=1e-9)


def test_conjugate_gradients_stop_where_the_matrix_is_not_definite():
    with pytest.raises(RuntimeError, match="take a larger lam"):
        kernel_ridge.conjugate_gradients(lambda p: -p, lambda r: r, np.ones(3), 1.0)


@pytest.mark.parametrize("lam", [1e-30, 1e-300])
def test_ridge_tends_to_least_squares_where_columns_depend_on_one_another(lam):
    X = np.random.default_rng(0).normal(size=(8, 2)) @ np.array([[1, 2, 3], [4, 5, 6]])
    np.testing.assert_allclose(ridge(X, np.arange(8), lam), lstsq(X, np.arange(8)), rtol=1e-10)
    assert ridge([[0.0, 0]], [1], lam).tolist() == [0, 0]


@pytest.mark.parametrize("step", [lambda x, g: adam_step(x, None, g, 0.1, eps=0), lambda x, g: rmsprop_step(
    x, np.zeros(3), g, 0.1, rho=0.0, eps=0)], ids=["adam", "rmsprop"])  # fmt: skip
def test_without_eps_an_entry_without_gradient_stays(step):
    np.testing.assert_allclose(step(np.ones(3), np.array([2.0, 0, -3]))[0], [0.9, 1, 1.1], rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_fast_adam_without_eps_leaves_an_entry_without_gradient(dtype):
    theta, gradient = np.ones(3, dtype), np.array([2, 0, -3], dtype)
    Adam(0.1, eps=0).bind(theta, gradient)()
    np.testing.assert_allclose(theta, [0.9, 1, 1.1], rtol=1e-6)


def test_counts_beyond_the_integers_of_a_machine():
    assert n_params([2**40, 2**40, 3]) == (2**40 + 1) * 2**40 + (2**40 + 1) * 3
    assert flop_ratio([2**40, 2**40, 2**41]) == 2 - 1 / 3
    assert n_params(np.array([200, 200], np.uint8)) == 201 * 200
    assert flop_ratio([10**200, 10**200, 10**200]) == 1.5


@pytest.mark.parametrize("n", [1075, 10**9, 10**30])
def test_the_tent_as_often_as_one_likes(n):
    assert tent([1 / 3, 5e-324, 1], n).tolist() == [0, 0, 0]
    assert tent([5e-324], 1074).tolist() == [1]


def logistic_exactly(X, y, lam):
    """The weights and the intercept by Newton's method with 60 digits."""
    with mpmath.workdps(60):
        A = mpmath.matrix([[*row, 1] for row in X.tolist()])
        v = mpmath.zeros(A.cols, 1)
        R = mpmath.diag([lam] * (A.cols - 1) + [0])
        for _ in range(40):
            p = [1 / (1 + mpmath.exp(-z)) for z in A * v]
            g = A.T * mpmath.matrix([a - b for a, b in zip(p, y.tolist(), strict=True)]) / len(y) + R * v
            D = mpmath.diag([a * (1 - a) for a in p])
            v -= mpmath.lu_solve(A.T * D * A / len(y) + R, g)
        return np.array([float(each) for each in v])


@pytest.mark.parametrize("units", [(1, 1), (1e8, 1e8), (1e-8, 1e-8), (1e8, 1e-8), (1e-8, 1)])
def test_newtons_method_for_features_in_any_unit(units):
    rng = np.random.default_rng(3)
    X, y = rng.normal(size=(40, 2)) * units + np.array(units), (np.arange(40) % 3 == 0).astype(int)
    w, b, norms = fit_newton(X, y, 0.0)
    wanted = logistic_exactly(X, y, 0)
    np.testing.assert_allclose(np.append(w * units, b), wanted * [*units, 1], rtol=1e-9)
    assert len(norms) <= 100
    lam = 1e-3 * min(units) ** 2
    W = newton_logistic(X, y, lam, 30)
    assert np.isfinite(W).all()


@pytest.mark.parametrize("unit", [1e8, 1e-8])
def test_newtons_method_for_columns_that_depend_on_one_another(unit):
    X, y = unit * np.array([[1.0, 1], [2, 2], [3, 3], [4, 4]]), np.array([0, 1, 0, 1])
    w, _, norms = fit_newton(X, y, 0.0)
    np.testing.assert_allclose(w[0], w[1], rtol=1e-10)
    assert norms[-1] <= max(1e-10, unit * 1e-14)
    assert np.isfinite(newton_logistic(X, y, 1e-3, 20)).all()


def test_newtons_method_that_need_not_move():
    w, b, norms = fit_newton([[1.0], [-1.0], [1.0], [-1.0]], [0, 0, 1, 1], 0.0)
    assert w.tolist() == [0] and b == 0 and norms.tolist() == [0]


def test_newtons_method_for_a_tolerance_below_round_off():
    rng = np.random.default_rng(0)
    w, _, norms = fit_newton(rng.normal(size=(30, 2)), np.arange(30) % 2, 0.1, 1e-300)
    assert norms[-1] < 1e-14 and np.isfinite(w).all()


def test_norms_that_are_squares_are_not_negative():
    rng = np.random.default_rng(0)
    x = rng.normal(size=(30, 1))
    K = x @ x.T
    null = np.linalg.qr(np.hstack([x, rng.normal(size=(30, 29))]))[0][:, 1:]
    assert min(rkhs_norm2(a, K) for a in (null @ rng.normal(size=(29, 200))).T) == 0


def test_a_duality_gap_is_not_negative():
    X = np.random.default_rng(1).normal(size=(20, 2))
    y, K = np.sign(X[:, 0]), X @ X.T
    alpha, b = smo(K, y, 1e3, 1e-15)
    gap = duality_gap(alpha, b, K, y, 1e3)
    assert 0 <= gap <= 1e-10 * dual_objective(alpha, K, y)


@pytest.mark.parametrize("samples", [[0, 1e-200, 1], [0, 1e200, 2e200], [1e-300, 2e-300, 3e-300]])
def test_seeds_of_samples_whose_squared_distances_are_no_numbers(samples):
    C = kmeans_seeds(np.array(samples)[:, None], 3, np.random.default_rng(0))
    assert sorted(C.ravel().tolist()) == samples
