"""The fast convolution against SciPy and sums by definition, and its gradients as adjoints."""

import tracemalloc

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.signal import correlate

from solutions.fast import columns, convolution
from solutions.fast.convolution import xcorr, xcorr_backward


@st.composite
def problems(draw):
    """Images, kernels, pad and stride."""
    small = st.integers(1, 3)
    N, C, F, kh, kw, stride = (draw(small) for _ in range(6))
    pad = draw(st.integers(0, 3))
    H, W = (draw(st.integers(max(1, k - 2 * pad), 7)) for k in (kh, kw))
    rng = np.random.default_rng(draw(st.integers(0, 2**32)))
    return rng.normal(size=(N, C, H, W)), rng.normal(size=(F, C, kh, kw)), pad, stride


def by_scipy(X, K, pad, stride):
    X = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    return np.array([[correlate(x, k, "valid")[0, ::stride, ::stride] for k in K] for x in X])


@given(problems(), st.sampled_from([1, 500, 10**6]))
def test_xcorr_agrees_with_scipy_whatever_the_chunks(problem, chunk):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "CHUNK", chunk)
        Y = xcorr(*problem)
    np.testing.assert_allclose(Y, by_scipy(*problem), rtol=1e-12, atol=1e-12)


@given(problems(), st.integers(0, 2**32), st.sampled_from([1, 500, 10**6]))
def test_gradients_are_adjoint_in_images_and_in_kernels(problem, seed, chunk):
    X, K, pad, stride = problem
    rng = np.random.default_rng(seed)
    U = rng.normal(size=xcorr(*problem).shape)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(columns, "CHUNK", chunk)
        dX, dK = xcorr_backward(U, *problem)
    V, M = rng.normal(size=X.shape), rng.normal(size=K.shape)
    assert (dX * V).sum() == pytest.approx((U * by_scipy(V, K, pad, stride)).sum(), rel=1e-9, abs=1e-9)
    assert (dK * M).sum() == pytest.approx((U * by_scipy(X, M, pad, stride)).sum(), rel=1e-9, abs=1e-9)


@given(problems(), st.integers(0, 2**32))
def test_both_ways_to_the_gradients_agree(problem, seed):
    X, K, pad, _ = problem
    pad = min(pad, *(k - 1 for k in K.shape[2:]))
    if X.shape[2] + 2 * pad < K.shape[2] or X.shape[3] + 2 * pad < K.shape[3]:
        return
    U = np.random.default_rng(seed).normal(size=xcorr(X, K, pad).shape)
    one = convolution._by_columns_of_gradient(U, X, K, pad)
    other = convolution._by_columns_of_images(U, X, K, pad, 1)
    for a, b in zip(one, other, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-12, atol=1e-12)


@pytest.mark.parametrize(("C", "F"), [(1, 8), (4, 4)])
def test_float32_stays_float32(C, F):
    rng = np.random.default_rng(0)
    X, K = rng.normal(size=(5, C, 6, 6)), rng.normal(size=(F, C, 3, 3))
    Y = xcorr(X.astype(np.float32), K.astype(np.float32), 1)
    dX, dK = xcorr_backward(Y, X.astype(np.float32), K.astype(np.float32), 1)
    assert Y.dtype == dX.dtype == dK.dtype == np.float32
    np.testing.assert_allclose(Y, xcorr(X, K, 1), rtol=1e-4, atol=1e-5)
    np.testing.assert_allclose(dK, xcorr_backward(xcorr(X, K, 1), X, K, 1)[1], rtol=1e-4, atol=1e-3)


def test_lists_are_accepted():
    assert xcorr([[[[1, 2], [3, 4]]]], [[[[1, 0], [0, 1]]]]).tolist() == [[[[5.0]]]]


def test_arguments_stay_as_they_are():
    rng = np.random.default_rng(0)
    arguments = rng.normal(size=(2, 3, 4, 4)), rng.normal(size=(2, 2, 4, 4)), rng.normal(size=(3, 2, 3, 3))
    kept = [A.copy() for A in arguments]
    xcorr_backward(*arguments, 1)
    assert all((A == B).all() for A, B in zip(arguments, kept, strict=True))


@pytest.mark.parametrize("F", [2, 20])
def test_memory_is_that_of_the_results_and_of_a_chunk(F):
    rng = np.random.default_rng(0)
    X, K = rng.normal(size=(200, 2, 16, 16)), rng.normal(size=(F, 2, 3, 3))
    U = rng.normal(size=(200, F, 16, 16))
    tracemalloc.start()
    xcorr_backward(U, X, K, 1)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < X.nbytes + 4 * max(1, F / 2 / 9) * columns.CHUNK


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"X": [[1.0]]}, r"X must be \(N, C, H, W\), got shape \(1, 1\); images by sample and channel"),
        ({"K": np.ones((1, 2, 3, 3))}, r"K must be \(F, 1, kh, kw\), got shape \(1, 2, 3, 3\); each kernel has"),
        ({"pad": -1}, "pad must be an integer >= 0, got -1; it is the width"),
        ({"stride": 0}, "stride must be an integer >= 1, got 0; it is the distance"),
        ({"X": np.ones((1, 1, 2, 2))}, r"K must fit into the padded images \(2, 2\), got \(3, 3\); pad more"),
    ],
)
def test_arguments_are_checked(change, message):
    with pytest.raises(ValueError, match=message):
        xcorr(**{"X": np.ones((1, 1, 4, 4)), "K": np.ones((1, 1, 3, 3)), "pad": 0} | change)


def test_the_gradient_has_the_shape_of_the_output():
    with pytest.raises(ValueError, match=r"U must be \(1, 1, 2, 2\), got shape \(1, 1, 4, 4\); U is the gradient"):
        xcorr_backward(np.ones((1, 1, 4, 4)), np.ones((1, 1, 4, 4)), np.ones((1, 1, 3, 3)))
