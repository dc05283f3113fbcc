"""Convolution: one small kernel, moved over the whole signal or image, and what follows from that.

Signals x (n,), kernels k (m,). Images X (H, W), or a batch of them (N, C, H, W): N samples of C channels; kernels
K (kh, kw), or (F, C, kh, kw): F filters over C channels. `conv` turns the kernel round, `xcorr` (cross-correlation)
does not. pad rows and columns of zeros are put on every side of an image, and the kernel moves by stride: with
rows = floor((H + 2 pad - kh) / stride) + 1 and columns likewise, it has rows x columns places. U is an upstream
gradient, of the shape of an output.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require


def conv1d_full(x: np.ndarray, k: np.ndarray) -> np.ndarray:
    """Full convolution (n + m - 1,) of the signal x (n,) with the kernel k (m,).

    Both are zero where they are not given, and every place where they overlap is in the result.
    Not graded: ValueError unless x is (n,), k is (m,), n, m >= 1, and all entries are real and finite.

    Derivation
    ----------
    (x * k)_t = sum_i x_i k_{t - i}: each x_i releases a copy of k that starts at i. The indices i and t - i can be
    exchanged, so that x * k = k * x. It is the product of the polynomials with these coefficients, hence
    associative, and the discrete Fourier transform of the length n + m - 1, their values at roots of unity,
    turns it into a product entry by entry. Here z_t is the product of a window of the one, padded with m - 1 zeros on
    both sides, with the other turned round; with the shorter one, in one order of the two, so that x * k and k * x are
    the same to the last bit.
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

    X has pad zeros added on each of its four sides; from one entry of Z to the next K moves by stride.
    Not graded: ValueError unless X and K are finite, pad >= 0, stride >= 1, and K is no larger than the padded X.

    Derivation
    ----------
    Z_ij = sum_ab X^_{i s + a, j s + b} K_ab with the padded X^ and the stride s. The last i has
    i s + kh <= H + 2 pad, that is i <= floor((H + 2 pad - kh)/s). Z is linear in X and in K. For pad 0, s = 1
    <xcorr(X, K), U> = sum_ijab X_{i+a, j+b} K_ab U_ij = <K, xcorr(X, U)>: the gradient by K is a correlation again.
    Source: definition of a convolutional layer with one channel; conv(X, K) = xcorr(X, K turned by 180 degrees).
    """
    require.array(X, "X", ("H", "W"), "one image of one channel")
    require.array(K, "K", ("kh", "kw"), "one kernel of one channel")
    require.places(np.shape(X), np.shape(K), pad, stride)
    X, K = np.pad(np.asarray(X, float), pad), np.asarray(K, float)
    patches = np.lib.stride_tricks.sliding_window_view(X, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", patches, K)


def detect(X: np.ndarray, K: np.ndarray) -> tuple[int, int]:
    """Where the feature K (kh, kw) is in the image X (H, W): row and column (i, j) of the best patch's top left corner.

    The patches are all kh x kw blocks of X, without padding. The best is the most similar to K, whatever its
    brightness and the contrast of K: similarity is the sum of the Hadamard product of the patch and K, divided by
    the norms of both. A patch of zeros has the similarity -1. Of several best, any one. Two ints.
    Not graded: ValueError unless X and K are finite, K is no larger than X, and K is not 0.

    Derivation
    ----------
    <P, K> alone is large where P is bright. By Cauchy and Schwarz <P, K> <= ||P|| ||K||, with equality iff P = t K,
    t >= 0: the cosine of the angle between P and K is 1 at the feature, at any brightness t > 0, and less
    elsewhere. ||K|| is the same for all patches and could be left out.
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
def im2col(X: np.ndarray, kh: int, kw: int, pad: int, stride: int) -> np.ndarray:
    """The patches under a kernel kh x kw as rows: cols (N rows columns, C kh kw), from the images X (N, C, H, W).

    A row for each sample and place, in the order (n, i, j); in it the patch, in the order (c, a, b): channel, row
    and column in the patch. Zeros where the patch is over the padding.
    Not graded: ValueError unless X is (N, C, H, W), finite, pad >= 0, stride >= 1, and the kernel fits.

    Derivation
    ----------
    cols_{(n,i,j), (c,a,b)} = X^_{n, c, i s + a, j s + b}. With the filters as rows of K (F, C kh kw), in the
    order (c, a, b), cols K^T has the entries sum_cab X^ K: all places of all samples by one matrix product. The
    price is memory: for stride 1 each entry of X is kept kh kw times. For fixed (a, b) the entries wanted of X^ are a
    regular grid, and the loop is over the few (a, b) instead of the many (n, i, j).
    Source: lowering of convolutions to matrix products.
    """
    _require_images(X, kh, kw, pad, stride)
    X = np.pad(np.asarray(X, float), [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    N, C, H, W = X.shape
    rows, columns = (H - kh) // stride + 1, (W - kw) // stride + 1
    cols = np.empty((N, rows, columns, C, kh, kw))
    for a, b in np.ndindex(kh, kw):
        grid = X[:, :, a : a + stride * rows : stride, b : b + stride * columns : stride]
        cols[..., a, b] = grid.transpose(0, 2, 3, 1)
    return cols.reshape(N * rows * columns, C * kh * kw)


@calls.python_scalars
def col2im(
    cols: np.ndarray, shape: tuple[int, int, int, int], kh: int, kw: int, pad: int, stride: int
) -> np.ndarray:
    """The adjoint of im2col: images of the given shape (N, C, H, W), from cols (N rows columns, C kh kw).

    <im2col(X), cols> = <X, col2im(cols)> for all X of that shape and all cols. It is not the inverse.
    Not graded: ValueError unless cols is finite and of the shape that im2col returns for such images.

    Derivation
    ----------
    im2col copies the entries of X; an entry of X has a copy in each patch that covers it, and the transpose of
    copying is adding: each entry gets the sum of cols over its copies. What was copied from the padding is no
    entry of X, and is dropped. So col2im(im2col(X)) is X times the number of patches over each entry. The
    loop is that of im2col, with the two sides of the assignment exchanged and = turned into +=.
    Source: the adjoint identity; this is the gradient of im2col.
    """
    _require_cols(cols, shape, kh, kw, pad, stride)
    N, C, H, W = map(int, shape)
    X = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    rows, columns = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    cols = np.asarray(cols, float).reshape(N, rows, columns, C, kh, kw)
    for a, b in np.ndindex(kh, kw):
        grid = X[:, :, a : a + stride * rows : stride, b : b + stride * columns : stride]
        grid += cols[..., a, b].transpose(0, 3, 1, 2)
    return X[:, :, pad : pad + H, pad : pad + W].copy()


@calls.python_scalars
def xcorr_backward(
    U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int, stride: int
) -> tuple[np.ndarray, np.ndarray]:
    """Vector-Jacobian products (dX, dK) of the cross-correlation Z (N, F, rows, columns) of X (N, C, H, W) with K.

    K (F, C, kh, kw); a filter is summed over its channels, and there is no bias. U has the shape of Z, dX and dK
    those of X and K. Sums over the samples, no means.
    Not graded: ValueError unless these shapes fit, pad >= 0, stride >= 1, and all entries are finite.

    Derivation
    ----------
    Z = im2col(X) K^T, with the places as rows and the filters as rows of K. As for an affine layer, the gradient
    by the patches is U K and that by K is U^T im2col(X); the adjoint of im2col takes the first back to X. Written
    out for stride 1: dX is the *full* convolution of U with K, which turns the kernel; a stride s > 1
    puts s - 1 zeros between the entries of U first. Both need no case of their own here.
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

    The blocks do not overlap, and s divides H and W; U (N, C, H/s, W/s). Where several entries of a block are
    its maximum, their shares of the gradient are >= 0 and sum to 1, and are otherwise free.
    Not graded: ValueError unless s >= 1 divides H and W, U has this shape, and all entries are finite.

    Derivation
    ----------
    Where one entry of a block is strictly the largest, it stays so nearby: the derivative of the maximum is 1 by
    this entry and 0 by the others. The maximum is convex; at a tie its subgradients are the convex combinations of
    the unit vectors of the largest entries. Here they share alike, which depends on no order. Either way each
    U goes into its block as a whole: sum dX = sum U.
    Source: the subdifferential of a maximum (Danskin).
    """
    _require_pooled(U, X, s)
    U, X = np.asarray(U, float), np.asarray(X, float)
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    shares = largest / largest.sum(axis=(3, 5), keepdims=True)
    return (shares * U[:, :, :, None, :, None]).reshape(X.shape)


@calls.python_scalars
def equivariance_gap(f: Callable[[np.ndarray], np.ndarray], X: np.ndarray, shift: int) -> float:
    """How far f is from commuting with the circular shift by `shift` places along the last axis: one float >= 0.

    X (N, n) holds signals by row, f(X) any array of at least one axis, which is shifted alike. The gap is the
    largest absolute difference between f of the shifted signals and the shifted f(X).
    Not graded: ValueError unless X is (N, n), finite, f a function to finite arrays of one shape, and shift an
    integer that is no multiple of n.

    Derivation
    ----------
    With (S x)_i = x_{i - shift}, indices mod n, the gap is max |f(S X) - S f(X)|, and 0 for all X iff f S = S f. A
    linear f with f S = S f for shift 1 is determined by f(e_0): f(e_i) = S^i f(e_0), so that f is the circular
    convolution with f(e_0). Zero padding breaks this at the ends, and so do weights of their own for each place.
    Source: equivariance under the group Z_n; circulant matrices.
    """
    _require_shifted(f, X, shift)
    X = np.array(X, float)
    shifted_first = np.asarray(f(np.roll(X, shift, axis=-1)), float)
    shifted_last = np.roll(np.asarray(f(X), float), shift, axis=-1)
    return float(np.max(np.abs(shifted_first - shifted_last)))


def cnn_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray) -> np.ndarray:
    """Logits Z (N, classes) of a small convolutional network for the images X (N, C, H, W).

    params is [(K, c), (W, b)]: the filters K (F, C, kh, kw) and their biases c (F,), the weights W and biases b of
    an affine layer. In turn: cross-correlation with K (pad 0, stride 1) plus the bias of its filter, ReLU,
    max-pooling of 2 x 2 blocks, the affine layer on the feature maps, flattened in the order (filter, row, column).
    The feature maps before the pooling have an even number of rows and of columns.
    Not graded: ValueError unless these shapes fit and all entries are finite.

    Derivation
    ----------
    By im2col the first layer is the affine map cols K^T + c at each of the places. The maximum commutes with the
    increasing ReLU, and with the addition of a bias. The flattened maps are a vector of F rows columns / 4
    entries with rows = H - kh + 1 and columns = W - kw + 1, and W has as many rows.
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


def _require_images(X: np.ndarray, kh: int, kw: int, pad: int, stride: int) -> None:
    require.images(X)
    require.integer(kh, "kh", 1, "the number of rows of the kernel")
    require.integer(kw, "kw", 1, "the number of columns of the kernel")
    require.places(np.shape(X)[2:], (kh, kw), pad, stride)


def _require_cols(cols: np.ndarray, shape: tuple[int, ...], kh: int, kw: int, pad: int, stride: int) -> None:
    require.sizes(shape, "NCHW")
    N, C, H, W = map(int, shape)
    # One broadcast number stands for all images of this shape.
    _require_images(np.broadcast_to(0.0, shape), kh, kw, pad, stride)
    places = ((H + 2 * pad - kh) // stride + 1) * ((W + 2 * pad - kw) // stride + 1)
    require.array(cols, "cols", (N * places, C * kh * kw), "a row for each place, a column for each entry of a patch")


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


def _require_shifted(f: Callable[[np.ndarray], np.ndarray], X: np.ndarray, shift: int) -> None:
    require.function(f, "f")
    require.array(X, "X", ("N", "n"), "signals by row")
    n = np.shape(X)[1]
    if isinstance(shift, bool) or not isinstance(shift, int | np.integer) or shift % n == 0:
        raise ValueError(f"shift must be an integer and no multiple of n = {n}, got {shift!r}; else nothing is shifted")
    value, shifted = f(np.array(X, float)), f(np.roll(np.asarray(X, float), shift, axis=-1))
    if not np.shape(value):
        raise ValueError("f(X) must have an axis to be shifted, got a number; f maps signals to signals")
    require.numbers(value, "f(X)")
    require.array(shifted, "f(shifted X)", np.shape(value), "f must return one shape for all signals of one shape")
