"""Convolution: one small kernel, moved over the whole signal or image, and what follows from that.

Signals x (n,), kernels k (m,). Images X (H, W), or a batch of them (N, C, H, W): N samples of C channels; kernels
K (kh, kw), or (F, C, kh, kw): F filters over C channels. `conv` turns the kernel round, `xcorr` (cross-correlation)
does not. pad rows and columns of zeros are put on every side of an image, and the kernel moves by stride: with
rows = floor((H + 2 pad - kh) / stride) + 1 and columns likewise, it has rows x columns places. U is an upstream
gradient, of the shape of an output.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require
from solutions.patches import col2im, im2col


def conv1d_full(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Full convolution (n + m - 1,) of the signal x (n,) with the kernel k (m,), n, m >= 1.

    Both are zero where they are not given, and every place where they overlap is in the result. x and k hold floats or
    integers (float64, or int64 up to 1e6 in size), and need not be of the same kind. Each entry is right to 1e-9 of the
    largest |x_i| times the sum of all |k_j|, be that as small as 1e-100.

    Derivation
    ----------
    (x * k)_t = sum_i x_i k_{t - i}: each x_i releases a copy of k that starts at i. The indices i and t - i can be
    exchanged, so that x * k = k * x. It is the product of the polynomials with these coefficients, hence
    associative, and the discrete Fourier transform of the length n + m - 1, their values at roots of unity,
    turns it into a product entry by entry. Here z_t is the product of a window of the one, padded with m - 1 zeros on
    both sides, with the other turned round; with the shorter one, in one order of the two, so that x * k and k * x are
    the same to the last bit.
    Errors: ValueError unless x is (n,), k is (m,), n, m >= 1, and all entries are real and finite.
    Source: the Cauchy product; the convolution theorem.
    """
    require.array(x, "x", ("n",), "a signal is a vector")
    require.array(k, "k", ("m",), "a kernel of signals is a vector")
    short, long = sorted((np.asarray(x, float), np.asarray(k, float)), key=lambda s: (len(s), s.tobytes()))
    m = len(short)
    padded = np.zeros(len(long) + 2 * (m - 1))
    padded[m - 1 : m - 1 + len(long)] = long
    windows = np.lib.stride_tricks.sliding_window_view(padded, m)
    return np.einsum("ti,i->t", windows, short[::-1].copy())


@calls.python_scalars
def xcorr2d(X: np.ndarray, K: np.ndarray, pad: int, stride: int) -> np.ndarray:
    """Cross-correlation Z (rows, columns) of the image X (H, W) with the kernel K (kh, kw), which is not turned.

    X has pad >= 0 rows or columns of zeros added on each of its four sides. From one entry of Z to the next, in either
    direction, K moves by stride >= 1. Z has an entry for each place at which all of K lies in the padded image, and
    there is one such place at least. X and K need not be square, and K may be larger than X without its border; they
    hold floats or integers (float64, or int64 up to 1e6 in size). Each entry is right to 1e-9 of the largest |X_ij|
    times the sum of all |K_ab|, be that as small as 1e-100.

    Derivation
    ----------
    Z_ij = sum_ab X^_{i s + a, j s + b} K_ab with the padded X^ and the stride s. The last i has
    i s + kh <= H + 2 pad, that is i <= floor((H + 2 pad - kh)/s). Z is linear in X and in K. For pad 0, s = 1
    <xcorr(X, K), U> = sum_ijab X_{i+a, j+b} K_ab U_ij = <K, xcorr(X, U)>: the gradient by K is a correlation again.
    Errors: ValueError unless X and K are finite, pad >= 0, stride >= 1, and K is no larger than the padded X.
    Source: definition of a convolutional layer with one channel; conv(X, K) = xcorr(X, K turned by 180 degrees).
    """
    require.array(X, "X", ("H", "W"), "one image of one channel")
    require.array(K, "K", ("kh", "kw"), "one kernel of one channel")
    require.places(np.shape(X), np.shape(K), pad, stride)
    X, K = np.pad(np.asarray(X, float), pad), np.asarray(K, float)
    patches = np.lib.stride_tricks.sliding_window_view(X, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", patches, K)


def catch_convolution() -> list[tuple[np.ndarray, np.ndarray, int, int]]:
    """A list of one to three inputs (X, K, pad, stride): all seven wrong versions of `xcorr2d` are shown by them.

    A version is shown if on one of the inputs an entry of its result, or the shape, is not the right one. Images X
    (H, W) have at most 6 rows and 6 columns, kernels K (kh, kw) at most 4 and 4; entries are 100 at most in size. pad
    is an integer from 0 to 3, stride one from 1 to 4, and K fits into the padded image. Differences below 1e-3 do not
    count.

    Derivation
    ----------
    A kernel that is neither its transpose nor its half-turn shows the first two. H + 2 pad - kh = 3 is odd, so that the
    stride 2 leaves a row and a column over, which shows the rounding; two columns show a stride that is ignored along
    them. With pad 1 the first patch sees the border on two sides and the last one on none: padding on the far sides
    only moves it, and whatever stands in the border in place of zeros shows at the first.
    """
    X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
    return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]


def detect(X: np.ndarray, K: np.ndarray) -> tuple[int, int]:
    """Where the feature K (kh, kw) is in the image X (H, W): row and column (i, j) of the best patch's top left corner.

    The patches are all kh x kw blocks of X, without padding; K is no larger than X, and not 0 everywhere. The best is
    the most similar to K, whatever its brightness and the contrast of K: similarity is the sum of the Hadamard product
    of the patch and K, divided by the norms of both. A patch of zeros has the similarity -1. Of several best, up
    to 1e-6, any one. Two ints, Python's or NumPy's. Entries are 0, or 1e-6 to 1e6 in size, small and large ones in one
    image perhaps. X and K hold floats or integers, and either may hold bytes (uint8), the products of which are no
    bytes.

    Derivation
    ----------
    <P, K> alone is large where P is bright. By Cauchy and Schwarz <P, K> <= ||P|| ||K||, with equality iff P = t K,
    t >= 0: the cosine of the angle between P and K is 1 at the feature, at any brightness t > 0, and less
    elsewhere. ||K|| is the same for all patches and could be left out.
    Errors: ValueError unless X and K are finite, K is no larger than X, and K is not 0.
    Source: the matched filter, normalised cross-correlation; the Hadamard product as a detector of features.
    """
    _require_feature(X, K)
    X, K = np.asarray(X, float), np.asarray(K, float)
    patches = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    products = np.einsum("ijab,ab->ij", patches, K)
    norms = np.sqrt(np.einsum("ijab,ijab->ij", patches, patches)) * np.linalg.norm(K)
    similarity = np.where(norms > 0, products / np.where(norms > 0, norms, 1), -1)
    i, j = np.unravel_index(similarity.argmax(), similarity.shape)
    return int(i), int(j)


@calls.python_scalars
def xcorr_backward(
    U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int, stride: int
) -> tuple[np.ndarray, np.ndarray]:
    """Vector-Jacobian products (dX, dK) of the cross-correlation Z (N, F, rows, columns) of X (N, C, H, W) with K.

    K (F, C, kh, kw); a filter is summed over its channels, and there is no bias. pad >= 0 and stride >= 1 are those of
    `xcorr2d`, and K fits into the padded images. U has the shape of Z, dX and dK those of X and K. Sums over the
    samples, no means. All arrays hold floats or integers (float64, or int64 up to 1e6 in size). dX is right to 1e-9 of
    the largest |U| times the sum of all |K|, dK to 1e-9 of the largest |X| times the sum of all |U|.

    Derivation
    ----------
    Z = im2col(X) K^T, with the places as rows and the filters as rows of K. As for an affine layer, the gradient
    by the patches is U K and that by K is U^T im2col(X); the adjoint of im2col takes the first back to X. Written
    out for stride 1: dX is the *full* convolution of U with K, which turns the kernel; a stride s > 1
    puts s - 1 zeros between the entries of U first. Both need no case of their own here.
    Errors: ValueError unless these shapes fit, pad >= 0, stride >= 1, and all entries are finite.
    Source: backpropagation through a convolutional layer.
    """
    _require_layer(U, X, K, pad, stride)
    U, K = np.asarray(U, float), np.asarray(K, float)
    F, _, kh, kw = K.shape
    U = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (U.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dX = col2im(U @ K.reshape(F, -1), np.shape(X), kh, kw, pad, stride)
    return dX, dK


@calls.python_scalars
def maxpool_vjp(U: np.ndarray, X: np.ndarray, s: int) -> np.ndarray:
    """Vector-Jacobian product dX (N, C, H, W) of max-pooling: the maximum of each s x s block of X (N, C, H, W).

    The blocks do not overlap, and s >= 1 divides H and W; U (N, C, H/s, W/s). Where several entries of a block are
    equal to its maximum, their shares of the gradient are >= 0 and sum to 1, and are otherwise free. Entries that are
    smaller get nothing, however little is wanting. Right to 1e-9 of the largest |U|; U and X hold floats or integers
    (float64, or int64 up to 1e6 in size), not always both the same.

    Derivation
    ----------
    Where one entry of a block is strictly the largest, it stays so nearby: the derivative of the maximum is 1 by
    this entry and 0 by the others. The maximum is convex; at a tie its subgradients are the convex combinations of
    the unit vectors of the largest entries. Here they share alike, which depends on no order. Either way each
    U goes into its block as a whole: sum dX = sum U.
    Errors: ValueError unless s >= 1 divides H and W, U has this shape, and all entries are finite.
    Source: the subdifferential of a maximum (Danskin).
    """
    _require_pooled(U, X, s)
    U, X = np.asarray(U, float), np.asarray(X, float)
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    shares = largest / largest.sum(axis=(3, 5), keepdims=True)
    return (shares * U[:, :, :, None, :, None]).reshape(X.shape)


def cnn_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray) -> np.ndarray:
    """Logits Z (N, classes) of a small convolutional network for the images X (N, C, H, W).

    params is [(K, c), (W, b)]: the filters K (F, C, kh, kw) and their biases c (F,), the weights W (features, classes)
    and biases b (classes,) of an affine layer. In turn: cross-correlation with K (pad 0, stride 1) plus the bias of its
    filter, ReLU, max-pooling of 2 x 2 blocks, the affine layer on the feature maps, flattened in the order (filter,
    row, column). The feature maps before the pooling have an even number of rows and of columns. All arrays hold floats
    or integers (float64, or int64 up to 1e6 in size). Right to 1e-9 of the largest logit that the absolute values of
    all numbers in params and X would give, be that as small as 1e-100.

    Derivation
    ----------
    By im2col the first layer is the affine map cols K^T + c at each of the places. The maximum commutes with the
    increasing ReLU, and with the addition of a bias. The flattened maps are a vector of F rows columns / 4
    entries with rows = H - kh + 1 and columns = W - kw + 1, and W has as many rows.
    Errors: ValueError unless these shapes fit and all entries are finite.
    Source: LeCun et al. 1989; conv - ReLU - pool - dense is the smallest network with all the parts.
    """
    require.cnn(X, params)
    (K, c), (W, b) = params
    F, _, kh, kw = np.shape(K)
    N, _, height, width = np.shape(X)
    rows, columns = height - kh + 1, width - kw + 1
    Z = im2col(X, kh, kw, 0, 1) @ np.asarray(K, float).reshape(F, -1).T + np.asarray(c, float)
    maps = np.maximum(Z, 0).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ np.asarray(W, float) + np.asarray(b, float)


def _require_feature(X: np.ndarray, K: np.ndarray) -> None:
    require.array(X, "X", ("H", "W"), "one image of one channel")
    require.array(K, "K", ("kh", "kw"), "one feature of one channel")
    require.places(np.shape(X), np.shape(K), 0, 1)
    if not np.any(K):
        raise ValueError("K must not be 0 everywhere, got zeros; every patch is as similar to it as any other")


def _require_layer(U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int, stride: int) -> None:
    require.images(X)
    N, C, H, W = np.shape(X)
    require.array(K, "K", ("F", C, "kh", "kw"), "a kernel for each filter and each channel of X")
    F, _, kh, kw = np.shape(K)
    require.places((H, W), (kh, kw), pad, stride)
    rows, columns = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    require.array(U, "U", (N, F, rows, columns), "U is the gradient with respect to the output, of its shape")


def _require_pooled(U: np.ndarray, X: np.ndarray, s: int) -> None:
    require.images(X)
    require.integer(s, "s", 1, "the side of the blocks")
    N, C, H, W = np.shape(X)
    require.blocks((H, W), s)
    require.array(U, "U", (N, C, H // s, W // s), "U is the gradient with respect to the maxima, one for each block")
