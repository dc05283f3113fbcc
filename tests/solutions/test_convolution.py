"""The model answers of unit 12: definitions by loops, SciPy, Fourier, adjoint identities, PyTorch's answers."""

from copy import deepcopy
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import signal

from solutions.convolution import (
    catch_convolution,
    cnn_forward,
    conv1d_full,
    detect,
    maxpool_vjp,
    xcorr2d,
    xcorr_backward,
)
from solutions.patches import col2im, im2col
from solutions.shifts import equivariance_gap
from tests.solutions.calls import arrays_in, mapped, message, same
from tests.solutions.oracles.differences import differences

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"
# Multiples of 1/4 up to 4: sums of products of a few of them are exact in whatever order.
dyadic = st.integers(-16, 16).map(lambda m: m / 4)
sizes = st.integers(1, 3)


@pytest.fixture(scope="module")
def torch():
    with np.load(TORCH) as answers:
        return dict(answers)


@st.composite
def arrays(draw, *shape):
    return draw(hnp.arrays(np.float64, shape, elements=dyadic))


signals = st.integers(1, 6).flatmap(arrays)


@st.composite
def layers(draw):
    """Images X (N, C, H, W), filters K (F, C, kh, kw) that fit, pad and stride."""
    kh, kw, pad, stride = draw(sizes), draw(sizes), draw(st.integers(0, 2)), draw(sizes)
    height, width = (max(1, k - 2 * pad) + draw(st.integers(0, 4)) for k in (kh, kw))
    N, C, F = draw(st.integers(1, 2)), draw(st.integers(1, 2)), draw(sizes)
    return draw(arrays(N, C, height, width)), draw(arrays(F, C, kh, kw)), pad, stride


def places(size, k, pad, stride):
    return range(-pad, size + pad - k + 1, stride)


def xcorr_by_loops(X, K, pad, stride):
    """By the definition: an entry outside the image is 0."""

    def entry(i, j):
        return X[i, j] if 0 <= i < X.shape[0] and 0 <= j < X.shape[1] else 0

    tops, lefts = (places(n, k, pad, stride) for n, k in zip(X.shape, K.shape, strict=True))
    return [[sum(entry(i + a, j + b) * K[a, b] for a, b in np.ndindex(K.shape)) for j in lefts] for i in tops]


def xcorr(X, K, pad, stride):
    """All filters over all channels."""

    def all_channels(image, kernel):
        return sum(np.array(xcorr_by_loops(x, k, pad, stride)) for x, k in zip(image, kernel, strict=True))

    return np.array([[all_channels(image, kernel) for kernel in K] for image in X])


# --- conv1d_full


@given(signals, signals)
def test_convolution_is_that_of_numpy_and_commutes(x, k):
    assert conv1d_full(x, k).tolist() == np.convolve(x, k).tolist() == conv1d_full(k, x).tolist()


@given(signals, signals, signals)
def test_convolution_is_associative(x, k, m):
    assert conv1d_full(conv1d_full(x, k), m).tolist() == conv1d_full(x, conv1d_full(k, m)).tolist()


@given(signals, signals)
def test_the_fourier_transform_turns_convolution_into_a_product(x, k):
    n = len(x) + len(k) - 1
    np.testing.assert_allclose(np.fft.fft(conv1d_full(x, k)), np.fft.fft(x, n) * np.fft.fft(k, n), atol=1e-10)


@given(signals, signals, st.floats(-2, 2))
def test_convolution_multiplies_polynomials(x, k, t):
    polynomial = np.polynomial.polynomial.polyval
    assert polynomial(t, conv1d_full(x, k)) == pytest.approx(polynomial(t, x) * polynomial(t, k), rel=1e-9, abs=1e-6)


# --- xcorr2d


@given(layers())
def test_cross_correlation_agrees_with_loops(layer):
    X, K, pad, stride = layer
    assert xcorr2d(X[0, 0], K[0, 0], pad, stride).tolist() == xcorr_by_loops(X[0, 0], K[0, 0], pad, stride)


@given(layers())
def test_cross_correlation_agrees_with_scipy(layer):
    X, K, pad, stride = layer
    wanted = signal.correlate2d(np.pad(X[0, 0], pad), K[0, 0], mode="valid")[::stride, ::stride]
    np.testing.assert_allclose(xcorr2d(X[0, 0], K[0, 0], pad, stride), wanted, atol=1e-12)


@given(arrays(4, 5), arrays(2, 3), arrays(3, 3))
def test_cross_correlation_with_the_gradient_is_the_adjoint_in_the_kernel(X, K, U):
    assert (xcorr2d(X, K, 0, 1) * U).sum() == (K * xcorr2d(X, U, 0, 1)).sum()


@given(arrays(4, 5), arrays(2, 3), arrays(3, 3))
def test_full_convolution_with_the_kernel_is_the_adjoint_in_the_image(X, K, U):
    assert (xcorr2d(X, K, 0, 1) * U).sum() == (X * signal.convolve2d(U, K)).sum()


@given(arrays(4, 5), arrays(4, 5), arrays(2, 3), arrays(2, 3), dyadic)
def test_cross_correlation_is_linear_in_both(X, Y, K, M, t):
    def f(X, K):
        return xcorr2d(X, K, 1, 2)

    assert np.array_equal(f(X + t * Y, K), f(X, K) + t * f(Y, K))
    assert np.array_equal(f(X, K + t * M), f(X, K) + t * f(X, M))


# --- catch_convolution


def test_catch_convolution_needs_one_input_of_a_kernel_without_symmetry_and_a_stride_that_does_not_fit():
    ((X, K, pad, stride),) = catch_convolution()
    assert not np.array_equal(K, K.T)
    assert not np.array_equal(K, K[::-1, ::-1])
    assert [(n + 2 * pad - k) % stride for n, k in zip(X.shape, K.shape, strict=True)] == [1, 1]
    padded = signal.correlate2d(np.pad(X, pad), K, mode="valid")
    assert xcorr2d(X, K, pad, stride).tolist() == padded[::stride, ::stride].tolist() == [[5, 21], [43, 91]]


def test_catch_convolution_is_new_at_every_call():
    catch_convolution()[0][0][:] = 0
    assert (catch_convolution()[0][0] != 0).all()


# --- detect

CROSS = np.array([[0.0, 1.0, 0.0], [1.0, 1.0, 1.0], [0.0, 1.0, 0.0]])


@given(st.integers(0, 5), st.integers(0, 7), st.integers(1, 40).map(lambda m: m / 8))
def test_a_faint_feature_is_found_beside_a_bright_decoy(i, j, brightness):
    X = np.zeros((8, 10))
    X[0 if i > 3 else 6, :] = 100.0  # a bright line is not the feature
    X[i : i + 3, j : j + 3] = brightness * CROSS
    assert detect(X, 7 * CROSS) == (i, j)


def test_the_negative_of_a_feature_is_least_similar():
    X = np.zeros((3, 7))
    X[:, :3], X[:, 4:] = -CROSS, 0.1 * CROSS
    i, j = detect(X, CROSS)
    assert (type(i), type(j)) == (int, int)
    assert (i, j) == (0, 4)


def test_a_patch_of_zeros_is_less_similar_than_any_other():
    assert detect([[0, 0, 0, -1.0, 0.5]], [[1.0, 1.0]]) == (0, 3)
    assert detect([[0, 0, -1.0]], [[1.0, 2.0]]) == (0, 1)


@given(arrays(4, 5), st.integers(1, 3), st.integers(1, 3))
def test_the_place_found_has_the_largest_cosine(X, kh, kw):
    K = np.arange(1.0, kh * kw + 1).reshape(kh, kw)

    def cosine(i, j):
        patch = X[i : i + kh, j : j + kw]
        norm = np.sqrt((patch**2).sum() * (K**2).sum())
        return (patch * K).sum() / norm if norm else -1

    best = max(cosine(i, j) for i, j in np.ndindex(5 - kh, 6 - kw))
    assert cosine(*detect(X, K)) == pytest.approx(best, abs=1e-12)


# --- im2col and col2im


@given(layers())
def test_a_row_of_im2col_is_a_patch(layer):
    X, K, pad, stride = layer
    kh, kw = K.shape[2:]
    padded = np.pad(X, [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    wanted = [
        padded[n, :, i + pad : i + pad + kh, j + pad : j + pad + kw].ravel()
        for n in range(len(X))
        for i in places(X.shape[2], kh, pad, stride)
        for j in places(X.shape[3], kw, pad, stride)
    ]
    assert np.array_equal(im2col(X, kh, kw, pad, stride), wanted)


@given(layers())
def test_convolution_is_a_product_with_the_patches(layer):
    X, K, pad, stride = layer
    Z = xcorr(X, K, pad, stride)
    product = im2col(X, *K.shape[2:], pad, stride) @ K.reshape(len(K), -1).T
    assert np.array_equal(product.reshape(len(X), *Z.shape[2:], len(K)).transpose(0, 3, 1, 2), Z)


@given(layers(), st.data())
def test_col2im_is_the_adjoint_of_im2col(layer, data):
    X, K, pad, stride = layer
    cols = im2col(X, *K.shape[2:], pad, stride)
    U = data.draw(arrays(*cols.shape))
    back = col2im(U, X.shape, *K.shape[2:], pad, stride)
    assert back.shape == X.shape
    assert (cols * U).sum() == (X * back).sum()


def test_col2im_after_im2col_counts_the_patches_over_each_entry():
    X = np.ones((1, 1, 3, 4))
    counts = col2im(im2col(X, 2, 2, 0, 1), X.shape, 2, 2, 0, 1)
    assert counts[0, 0].tolist() == [[1, 2, 2, 1], [2, 4, 4, 2], [1, 2, 2, 1]]


# --- xcorr_backward


@given(layers(), st.data())
def test_backward_is_the_adjoint_in_the_images_and_in_the_filters(layer, data):
    X, K, pad, stride = layer
    U = data.draw(arrays(*xcorr(X, K, pad, stride).shape))
    V, M = data.draw(arrays(*X.shape)), data.draw(arrays(*K.shape))
    dX, dK = xcorr_backward(U, X, K, pad, stride)
    assert (dX * V).sum() == (U * xcorr(V, K, pad, stride)).sum()
    assert (dK * M).sum() == (U * xcorr(X, M, pad, stride)).sum()


@pytest.mark.parametrize(("pad", "stride"), [(0, 1), (1, 1), (0, 2), (2, 3)])
def test_forward_and_backward_agree_with_pytorch(torch, pad, stride):
    X, K, of = torch["conv_X"], torch["conv_K"], f"conv_pad{pad}_stride{stride}"
    Z = torch[f"{of}_Z"]
    cols = im2col(X, 3, 2, pad, stride) @ K.reshape(4, -1).T
    np.testing.assert_allclose(cols.reshape(2, *Z.shape[2:], 4).transpose(0, 3, 1, 2), Z, rtol=1e-10, atol=1e-12)
    dX, dK = xcorr_backward(torch[f"{of}_U"], X, K, pad, stride)
    np.testing.assert_allclose(dX, torch[f"{of}_dX"], rtol=1e-10, atol=1e-12)
    np.testing.assert_allclose(dK, torch[f"{of}_dK"], rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize(("pad", "stride"), [(0, 1), (1, 2)])
def test_backward_agrees_with_differences_on_every_entry(pad, stride):
    rng = np.random.default_rng(0)
    X, K = rng.normal(size=(2, 2, 4, 3)), rng.normal(size=(2, 2, 2, 3))
    U = rng.normal(size=xcorr(X, K, pad, stride).shape)
    dX, dK = xcorr_backward(U, X, K, pad, stride)
    # The layer is linear in each argument: differences are exact for any step.
    np.testing.assert_allclose(dX, differences(lambda X: (U * xcorr(X, K, pad, stride)).sum(), X, h=1), atol=1e-12)
    np.testing.assert_allclose(dK, differences(lambda K: (U * xcorr(X, K, pad, stride)).sum(), K, h=1), atol=1e-12)


# --- maxpool_vjp


def pooled(X, s):
    N, C, height, width = X.shape
    P = np.empty((N, C, height // s, width // s))
    for n, c, i, j in np.ndindex(P.shape):
        P[n, c, i, j] = X[n, c, i * s : i * s + s, j * s : j * s + s].max()
    return P


@given(arrays(2, 1, 6, 3), arrays(2, 1, 2, 1))
def test_every_block_gets_its_gradient_as_a_whole_and_at_its_maxima_only(X, U):
    dX = maxpool_vjp(U, X, 3)
    for n, i in np.ndindex(2, 2):
        block, shares = X[n, 0, 3 * i : 3 * i + 3], dX[n, 0, 3 * i : 3 * i + 3]
        assert shares.sum() == pytest.approx(U[n, 0, i, 0], abs=1e-12)
        assert (shares[block < block.max()] == 0).all()
        assert (shares * U[n, 0, i, 0] >= 0).all()


def test_pooling_agrees_with_differences_on_every_entry():
    rng = np.random.default_rng(0)
    X = rng.permutation(2 * 2 * 4 * 6).reshape(2, 2, 4, 6).astype(float)  # no two are within 1
    U = rng.normal(size=(2, 2, 2, 3))
    wanted = differences(lambda X: (U * pooled(X, 2)).sum(), X, h=0.25)
    np.testing.assert_allclose(maxpool_vjp(U, X, 2), wanted, atol=1e-12)


def test_pooling_agrees_with_pytorch(torch):
    np.testing.assert_array_equal(pooled(torch["pool_X"], 2), torch["pool_Z"])
    np.testing.assert_array_equal(maxpool_vjp(torch["pool_U"], torch["pool_X"], 2), torch["pool_dX"])


def test_blocks_of_one_entry_pass_the_gradient_on():
    U = np.arange(6.0).reshape(1, 1, 2, 3)
    assert np.array_equal(maxpool_vjp(U, np.zeros((1, 1, 2, 3)), 1), U)


# --- equivariance_gap


def circular(X):
    return 2 * X - np.roll(X, 1, axis=-1) + 3 * np.roll(X, -2, axis=-1)


@given(arrays(3, 5), st.sampled_from([-6, -1, 1, 2, 4, 7]))
def test_circular_convolution_is_equivariant(X, shift):
    assert equivariance_gap(circular, X, shift) == 0
    assert equivariance_gap(lambda X: np.maximum(circular(X), 0), X, shift) == 0


def test_zero_padding_and_weights_of_their_own_are_not_equivariant():
    X = np.array([[1.0, 0, 0, 0], [0, 0, 0, 0]])
    padded = lambda X: np.array([np.convolve(x, [1, 1])[:4] for x in X])  # noqa: E731 - one of three maps
    assert equivariance_gap(padded, X, 3) == 1
    assert equivariance_gap(lambda X: X * np.arange(4), X, 2) == 2
    assert equivariance_gap(lambda X: X.sum(axis=1, keepdims=True) * np.arange(2), X, 1) == 1


def test_the_gap_is_measured_along_the_last_axis_and_against_the_shifted_output():
    assert equivariance_gap(lambda X: X, [[1.0, 2.0], [10.0, 20.0]], 1) == 0
    assert equivariance_gap(lambda X: np.ones_like(X) * [1, 5], [[0.0, 0.0]], 1) == 4


# --- cnn_forward


def network(rng, shape=(2, 2, 6, 8), F=3, k=(3, 3), classes=4):
    d = F * (shape[2] - k[0] + 1) * (shape[3] - k[1] + 1) // 4
    first = rng.normal(size=(F, shape[1], *k)), rng.normal(size=F)
    return rng.normal(size=shape), [first, (rng.normal(size=(d, classes)), np.arange(classes))]


@pytest.mark.parametrize("shape", [(1, 1, 4, 4), (2, 3, 6, 8)])
def test_the_network_agrees_with_loops(shape):
    X, params = network(np.random.default_rng(0), shape)
    (K, c), (W, b) = params
    maps = xcorr(X, K, 0, 1) + c[:, None, None]
    flat = [np.ravel(maps) for maps in pooled(np.where(maps > 0, maps, 0), 2)]
    np.testing.assert_allclose(cnn_forward(params, X), [features @ W + b for features in flat], rtol=1e-10)


def test_the_network_agrees_with_pytorch(torch):
    params = [(torch["cnn_K"], torch["cnn_c"]), (torch["cnn_W"], torch["cnn_b"])]
    np.testing.assert_allclose(cnn_forward(params, torch["cnn_X"]), torch["cnn_Z"], rtol=1e-10)


def test_dead_filters_leave_the_last_bias():
    X, ((K, c), (W, b)) = network(np.random.default_rng(1))
    assert cnn_forward([(K, c - 1e3), (W, b)], X).tolist() == [b.tolist()] * 2


# --- what goes in and what comes out

IMAGE = np.array([[1.0, 2.0, 0.0], [-1.0, 3.0, 5.0], [2.0, 2.0, -4.0]])
KERNEL = np.array([[1.0, -1.0], [2.0, 0.0]])
X4, K4 = IMAGE[None, None], np.stack([KERNEL, KERNEL.T])[:, None]
PARAMS = [(K4, np.array([1.0, -1.0])), (np.array([[1.0, 2.0], [0.0, -3.0]]), np.array([4.0, 5.0]))]
CALLS = [
    (conv1d_full, IMAGE[0], KERNEL[0]),
    (xcorr2d, IMAGE, KERNEL, 1, 2),
    (im2col, X4, 1, 1, 0, 1),
    (im2col, X4, 2, 2, 1, 1),
    (col2im, np.arange(9.0)[:, None], (1, 1, 3, 3), 1, 1, 0, 1),
    (col2im, np.arange(16.0).reshape(4, 4), (1, 1, 3, 3), 2, 2, 0, 1),
    (xcorr_backward, np.ones((1, 2, 2, 2)), X4, K4, 0, 1),
    (maxpool_vjp, X4, X4, 1),
    (maxpool_vjp, np.ones((1, 1, 1, 1)), X4, 3),
    (cnn_forward, PARAMS, X4),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


@every_call
@pytest.mark.parametrize("dtype", [np.int8, np.float32])
def test_any_real_dtype_gives_the_float64_result(call, dtype):
    function, *args = call
    assert same(function(*mapped(lambda A: A.astype(dtype), args)), function(*args))


@every_call
def test_lists_give_the_same_result_as_arrays(call):
    function, *args = call
    assert same(function(*mapped(np.ndarray.tolist, args)), function(*args))


@every_call
def test_inputs_are_left_as_they_were_and_not_handed_out(call):
    function, *args = deepcopy(call)
    result = function(*args)
    assert same(args, list(call[1:]))
    assert not any(np.shares_memory(out, arg) for out in arrays_in(result) for arg in arrays_in(args))
    assert all(out.flags.writeable for out in arrays_in(result))


# --- errors


IMAGES = "a batch of images; X[None, None] makes one of one image"
SMALL = "kernel (2, 2) must fit into the padded image, got (1, 3); pad more, or a smaller one"

OTHER = "params must be [(K, c), (W, b)], got other layers; K (F, C, kh, kw), c (F,), W, b (classes,)"


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        ((conv1d_full, [], [1]), "x must be (n,), got shape (0,); a signal is a vector"),
        ((conv1d_full, [1], KERNEL), "k must be (m,), got shape (2, 2); a kernel of signals is a vector"),
        ((xcorr2d, X4, KERNEL, 0, 1), "X must be (H, W), got shape (1, 1, 3, 3); one image of one channel"),
        ((xcorr2d, IMAGE, [1], 0, 1), "K must be (kh, kw), got shape (1,); one kernel of one channel"),
        (
            (xcorr2d, IMAGE, KERNEL, -1, 1),
            "pad must be an integer >= 0, got -1; it is the number of zeros on each side",
        ),
        (
            (xcorr2d, IMAGE, KERNEL, 0, 0),
            "stride must be an integer >= 1, got 0; it is the number of places that the kernel moves by",
        ),
        ((xcorr2d, IMAGE[:1], KERNEL, 0, 1), SMALL),
        ((xcorr2d, IMAGE[:, :1], KERNEL, 0, 1), SMALL.replace("(1, 3)", "(3, 1)")),
        ((detect, IMAGE[:1], KERNEL), SMALL),
        ((detect, IMAGE[0], KERNEL), "X must be (H, W), got shape (3,); one image of one channel"),
        ((detect, IMAGE, 1), "K must be (kh, kw), got shape (); one feature of one channel"),
        (
            (detect, IMAGE, 0 * KERNEL),
            "K must not be 0 everywhere, got zeros; every patch is as similar to it as any other",
        ),
        ((im2col, IMAGE, 2, 2, 0, 1), f"X must be (N, C, H, W), got shape (3, 3); {IMAGES}"),
        ((im2col, X4, 0, 2, 0, 1), "kh must be an integer >= 1, got 0; it is the number of rows of the kernel"),
        ((im2col, X4, 2, 2.0, 0, 1), "kw must be an integer >= 1, got 2.0; it is the number of columns of the kernel"),
        ((im2col, X4[:, :, :1], 2, 2, 0, 1), SMALL),
        (
            (col2im, [[1]], (1, 1, 3), 1, 1, 0, 1),
            "shape must be (N, C, H, W), got (1, 1, 3); it is the shape of the images",
        ),
        (
            (col2im, [[1]], (0, 1, 3, 3), 1, 1, 0, 1),
            "N of shape must be an integer >= 1, got 0; it is a size of the images",
        ),
        ((col2im, [[1]], (1, 1, 1, 3), 2, 2, 0, 1), SMALL),
        (
            (col2im, np.ones((4, 9)), (1, 1, 3, 3), 2, 2, 0, 1),
            "cols must be (4, 4), got shape (4, 9); a row for each place, a column for each entry of a patch",
        ),
        ((xcorr_backward, X4, IMAGE, K4, 0, 1), f"X must be (N, C, H, W), got shape (3, 3); {IMAGES}"),
        (
            (xcorr_backward, X4, X4, KERNEL, 0, 1),
            "K must be (F, 1, kh, kw), got shape (2, 2); a kernel for each filter and each channel of X",
        ),
        ((xcorr_backward, X4, X4[:, :, :1], K4, 0, 1), SMALL),
        (
            (xcorr_backward, X4, X4, K4, 1, 2),
            "U must be (1, 2, 2, 2), got shape (1, 1, 3, 3); "
            "U is the gradient with respect to the output, of its shape",
        ),
        ((maxpool_vjp, X4, IMAGE, 1), f"X must be (N, C, H, W), got shape (3, 3); {IMAGES}"),
        ((maxpool_vjp, X4, X4, 0), "s must be an integer >= 1, got 0; it is the side of the blocks"),
        ((maxpool_vjp, X4, X4, 2), "sides of feature maps must be multiples of 2, got (3, 3); pad or crop the images"),
        (
            (maxpool_vjp, X4, X4, 3),
            "U must be (1, 1, 1, 1), got shape (1, 1, 3, 3); "
            "U is the gradient with respect to the maxima, one for each block",
        ),
        ((equivariance_gap, 1, KERNEL, 1), "f must be a function, got int; give its name without brackets"),
        ((equivariance_gap, abs, [1.0], 1), "X must be (N, n), got shape (1,); signals by row"),
        (
            (equivariance_gap, abs, KERNEL, 4),
            "shift must be an integer and no multiple of n = 2, got 4; else nothing is shifted",
        ),
        (
            (equivariance_gap, abs, KERNEL, 1.0),
            "shift must be an integer and no multiple of n = 2, got 1.0; else nothing is shifted",
        ),
        (
            (equivariance_gap, np.sum, KERNEL, 1),
            "f(X) must have an axis to be shifted, got a number; f maps signals to signals",
        ),
        (
            (equivariance_gap, lambda X: X + (np.inf if X[0, 0] else 0), [[0, 1]], 1),
            "f(shifted X) must be finite, got inf at [0, 0]; find out where it came from",
        ),
        (
            (equivariance_gap, lambda X: X[:, : 1 + int(X[0, 0])], [[0, 1]], 1),
            "f(shifted X) must be (1, 1), got shape (1, 2); f must return one shape for all signals of one shape",
        ),
        ((cnn_forward, PARAMS, IMAGE), f"X must be (N, C, H, W), got shape (3, 3); {IMAGES}"),
        ((cnn_forward, PARAMS[::-1], X4), OTHER),
        ((cnn_forward, PARAMS[:1], X4), OTHER),
        ((cnn_forward, [(K4,), PARAMS[1]], X4), OTHER),
        (
            (cnn_forward, PARAMS, np.ones((1, 2, 3, 3))),
            "K must be (F, 2, kh, kw), got shape (2, 1, 2, 2); a kernel for each filter and each channel of X",
        ),
        ((cnn_forward, [(K4, [1]), PARAMS[1]], X4), "c must be (2,), got shape (1,); a bias for each filter"),
        ((cnn_forward, PARAMS, X4[:, :, :1]), SMALL),
        (
            (cnn_forward, PARAMS, np.ones((1, 1, 4, 3))),
            "sides of feature maps must be multiples of 2, got (3, 2); pad or crop the images",
        ),
        (
            (cnn_forward, [PARAMS[0], (KERNEL[:1], [0, 0])], X4),
            "W must be (2, d_out), got shape (1, 2); W has a row for each input of its layer; transpose it?",
        ),
    ],
)
def test_errors_name_what_is_wrong(call, wanted):
    assert message(*call) == wanted


@pytest.mark.parametrize("dtype", ["u1", "i1", "u8", "i2", "f2"])
def test_the_equivariance_gap_of_small_integers_does_not_wrap_around(dtype):
    X = np.array([[100.0, 1, 0]])
    place = np.array([1, 0, 0])  # a weight of its own for each place
    assert equivariance_gap(lambda X: (X * place).astype(dtype), X, 1) == 100


def test_the_equivariance_gap_of_a_function_that_changes_its_argument():
    def doubles(X):
        X *= 2
        return X

    X = np.array([[1.0, 2, 4]])
    assert equivariance_gap(doubles, X, 1) == 0 and X.tolist() == [[1, 2, 4]]
