"""The fast versions agree with the clear ones, to rounding where they compute the same, and in the objective where
they stop at a tolerance."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions import convolution, kernels, patches, svm, training
from solutions.fast import convolution as fast_convolution
from solutions.fast import gram, kernel_ridge, smo, squared_hinge
from solutions.fast import training as fast_training
from solutions.networks import init
from solutions.soft_margin import dual_objective

seeds = st.integers(0, 2**32)


def samples(seed, N=40, d=3):
    rng = np.random.default_rng(seed)
    X = rng.normal(size=(N, d))
    return X, np.where(X[:, 0] + np.sin(3 * X[:, 1]) + 0.3 * rng.normal(size=N) > 0, 1, -1)


@given(seeds, st.booleans())
def test_squared_distances_and_gram_matrices(seed, same):
    X = samples(seed)[0]
    Z = X if same else samples(seed + 1, 30)[0]
    np.testing.assert_allclose(gram.sqdist(X, Z), kernels.sqdist(X, Z), rtol=1e-12, atol=1e-13)
    np.testing.assert_allclose(gram.rbf(X, Z, 0.5), kernels.rbf(X, Z, 0.5), rtol=1e-12)


@given(seeds, st.sampled_from([1e-4, 1.0, 100.0]))
def test_kernel_ridge_regression(seed, lam):
    X, y = samples(seed)
    K = kernels.rbf(X, X, 0.5)
    alpha, wanted = kernel_ridge.krr_rbf(X, y, lam, 0.5), kernels.krr_fit(K, y, lam)
    np.testing.assert_allclose(K @ alpha, K @ wanted, rtol=1e-9, atol=1e-11)


@given(seeds, st.sampled_from([0.1, 1.0, 100.0]))
def test_support_vector_machines(seed, C):
    X, y = samples(seed)
    K = kernels.rbf(X, X, 0.5)
    wanted, _ = svm.smo(K, y, C, 1e-8)
    for alpha, b in (smo.smo(K, y, C, 1e-6), smo.smo_rbf(X, y, C, 0.5, 1e-6)):
        least = dual_objective(wanted, K, y)
        assert dual_objective(alpha, K, y) == pytest.approx(least, rel=1e-7)
        assert svm.duality_gap(alpha, b, K, y, C) < 1e-4 * least


@given(seeds, st.sampled_from([0.1, 1.0, 100.0]))
def test_machines_with_squared_hinge(seed, C):
    X, y = samples(seed)
    for got, wanted in zip(squared_hinge.squared_hinge_svm(X, y, C), svm.squared_hinge_svm(X, y, C), strict=True):
        np.testing.assert_allclose(got, wanted, rtol=1e-6, atol=1e-7)


@given(seeds, st.sampled_from(["relu", "tanh", "sigmoid", "identity"]), st.sampled_from([1, 7, 40]), st.floats(0, 0.9))
def test_training(seed, act, batch, beta):
    X = samples(seed)[0]
    y = np.random.default_rng(seed).integers(0, 3, len(X))
    params = init([3, 6, 5, 3], "he", np.random.default_rng(seed))
    arguments = params, X, y, 3, batch, 0.005, beta
    fast, history = fast_training.train(*arguments, np.random.default_rng(1), act)
    clear, wanted = training.train(*arguments, np.random.default_rng(1), act)
    np.testing.assert_allclose(history, wanted, rtol=1e-9)
    for a, b in zip(fast, clear, strict=True):
        for A, B in zip(a, b, strict=True):
            np.testing.assert_allclose(A, B, rtol=1e-7, atol=1e-10)


@given(seeds, st.integers(0, 2), st.integers(1, 2), st.sampled_from([1, 3, 5]))
def test_convolution(seed, pad, stride, F):
    rng = np.random.default_rng(seed)
    X, K = rng.normal(size=(4, 2, 6, 5)), rng.normal(size=(F, 2, 3, 2))
    Y = fast_convolution.xcorr(X, K, pad, stride)
    columns = patches.im2col(X, 3, 2, pad, stride) @ K.reshape(F, -1).T
    np.testing.assert_allclose(Y.transpose(0, 2, 3, 1).reshape(-1, F), columns, rtol=1e-12, atol=1e-12)
    U = rng.normal(size=Y.shape)
    got = fast_convolution.xcorr_backward(U, X, K, pad, stride)
    for a, b in zip(got, convolution.xcorr_backward(U, X, K, pad, stride), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-11, atol=1e-12)
