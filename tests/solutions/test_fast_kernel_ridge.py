"""Fast kernel ridge regression and its Cholesky factorisation against SciPy and scikit-learn."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import linalg
from sklearn.kernel_ridge import KernelRidge

from solutions.fast import kernel_ridge
from solutions.fast.cholesky import BLOCK, Cholesky
from solutions.fast.gram import rbf
from solutions.fast.kernel_ridge import conjugate_gradients, krr_rbf


def wave(N, d=2, seed=0):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, d))
    return X, np.sin(2 * X[:, 0]) + 0.1 * rng.normal(size=N)


def positive(N, seed):
    A = np.random.default_rng(seed).normal(size=(N, N))
    return A @ A.T + N * np.eye(N)


@given(st.sampled_from([1, 2, BLOCK - 1, BLOCK, BLOCK + 1, 2 * BLOCK, 3 * BLOCK - 1]), st.integers(0, 99))
def test_cholesky_solves_as_scipy_does(N, seed):
    A = positive(N, seed)
    b = np.random.default_rng(seed).normal(size=N)
    np.testing.assert_allclose(Cholesky(A.copy()).solve(b), linalg.solve(A, b, assume_a="pos"), rtol=1e-9, atol=1e-13)


def test_cholesky_leaves_the_factor_below_the_diagonal_blocks():
    A = positive(2 * BLOCK, 0)
    wanted = linalg.cholesky(A, lower=True)
    factor = Cholesky(A)
    np.testing.assert_allclose(factor.L[BLOCK:, :BLOCK], wanted[BLOCK:, :BLOCK], rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(factor.inverses[1], np.linalg.inv(wanted[BLOCK:, BLOCK:]), rtol=1e-9, atol=1e-12)


def test_cholesky_keeps_float32():
    A = positive(100, 0)
    x = Cholesky(A.astype(np.float32)).solve(np.ones(100))
    assert x.dtype == np.float32
    np.testing.assert_allclose(x, np.linalg.solve(A, np.ones(100)), rtol=1e-3)


def test_an_indefinite_matrix_has_no_cholesky_factor():
    with pytest.raises(np.linalg.LinAlgError):
        Cholesky(np.diag([1.0, -1.0]))


@pytest.mark.parametrize("lam", [10.0, 1.0, 1e-3, 1e-6])
@pytest.mark.parametrize("N", [1, 10, 300])
def test_krr_agrees_with_scikit_learn(N, lam):
    X, y = wave(N)
    theirs = KernelRidge(alpha=lam, kernel="rbf", gamma=0.5).fit(X, y).dual_coef_
    np.testing.assert_allclose(krr_rbf(X, y, lam, 0.5), theirs, rtol=1e-6, atol=1e-8 * abs(theirs).max())


@given(st.integers(1, 60), st.sampled_from([1e-9, 1e-4, 1.0]), st.booleans(), st.integers(0, 99))
def test_the_residual_is_round_off(N, lam, twice, seed):
    X, y = wave(N, seed=seed)
    if twice:
        X, y = np.vstack([X, X]), np.append(y, y + 1)
    alpha = krr_rbf(X, y, lam, 0.5)
    K = rbf(X, X, 0.5)
    scale = np.linalg.norm(y) + (np.linalg.norm(K, 2) + lam) * np.linalg.norm(alpha)
    assert np.linalg.norm(y - K @ alpha - lam * alpha) <= 1e-13 * scale


def test_a_ridge_below_the_round_off_of_float32_is_respected():
    X, y = wave(200)
    K = rbf(X, X, 0.01)  # nearly constant: no factorisation of K + lam I in float32
    alpha = krr_rbf(X, y, 1e-7, 0.01)
    wanted = linalg.solve(K + 1e-7 * np.eye(200), y, assume_a="pos")
    np.testing.assert_allclose(K @ alpha, K @ wanted, atol=1e-5)


def test_the_factorisation_takes_the_ridge_that_it_needs(monkeypatch):
    tried = []

    def refusing(A):
        tried.append(A[0, 0])
        if len(tried) < 3:
            raise np.linalg.LinAlgError
        return Cholesky(A)

    monkeypatch.setattr(kernel_ridge, "Cholesky", refusing)
    X, y = wave(20)
    alpha = krr_rbf(X, y, 0.01, 0.5)
    np.testing.assert_allclose(tried, [1.01, 1.1, 2], rtol=1e-5)
    np.testing.assert_allclose(rbf(X, X, 0.5) @ alpha + 0.01 * alpha, y, rtol=1e-9, atol=1e-11)


def test_targets_of_zero_have_coefficients_of_zero():
    assert (krr_rbf([[0.0], [1.0]], [0, 0], 1.0, 1.0) == 0).all()


def test_without_memory_for_the_matrix_the_same_comes_out_with_less(monkeypatch):
    monkeypatch.setattr(kernel_ridge, "SLAB", 2**18)
    X, y = wave(800)
    wanted = krr_rbf(X, y, 1.0, 0.5)
    tracemalloc.start()
    alpha = krr_rbf(X, y, 1.0, 0.5, memory=10**6)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    np.testing.assert_allclose(alpha, wanted, rtol=1e-7, atol=1e-10)
    assert peak < 10**6  # the matrix alone has five times as much


def test_conjugate_gradients_start_again_where_the_recursion_is_wrong():
    A, y = positive(5, 0), np.ones(5)
    calls = []

    def inexact_at_first(p):
        calls.append(p)
        return A @ p * (1.001 if len(calls) <= 5 else 1)

    x = conjugate_gradients(inexact_at_first, lambda r: r, y, np.linalg.norm(A, 2))
    assert np.linalg.norm(y - A @ x) < 1e-13 and len(calls) > 6


def test_conjugate_gradients_say_when_they_do_not_converge():
    A = np.diag(np.logspace(0, 12, 50))
    with pytest.raises(RuntimeError, match="conjugate gradients must converge in 5 iterations, got a residual of"):
        conjugate_gradients(lambda p: A @ p, lambda r: r, np.ones(50), 1e12, most=5)


def test_arguments_stay_as_they_are():
    X, y = wave(20)
    kept = X.copy(), y.copy()
    krr_rbf(X, y, 1.0, 1.0)
    assert (kept[0] == X).all() and (y == kept[1]).all()


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"y": [1.0]}, r"y must be \(2,\), got shape \(1,\)"),
        ({"lam": 0}, "lam must be > 0, got 0; without a ridge K may be singular"),
        ({"gamma": -1}, "gamma must be > 0, got -1; the kernel falls with the distance"),
    ],
)
def test_arguments_are_checked(change, message):
    with pytest.raises(ValueError, match=message):
        krr_rbf(**{"X": [[0.0], [1.0]], "y": [1.0, 2.0], "lam": 1.0, "gamma": 1.0} | change)
