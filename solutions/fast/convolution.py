"""Cross-correlation of images with many channels, forward and backward, as matrix products.

N images X (N, C, H, W), kernels K (F, C, kh, kw), outputs Y (N, F, Ho, Wo) with Ho = (H + 2 pad - kh) // stride + 1;
U has the shape of Y. What comes out is float32 if all arguments are, else float64.

As in im2col a matrix of columns, one for each place of the window, holds the kh kw C entries seen there, and one
product with the kernels does the rest. What makes it fast is how the matrix is made:

- *Shifts, not windows.* Its row for the kernel's entry (a, b) of channel c is the padded image itself, moved by
  (a, b). Read row after row with its margin, that is one long run in memory, copied at full speed; the few columns
  that stand for windows across the margin are computed and thrown away.
- *A chunk of images at a time*, whose columns fit into the cache: they are nine times as large as the images for
  a 3 x 3 kernel, and would otherwise go out to memory and back.
- *The gradient by the images is a correlation too*, of the padded U with the flipped kernels, and the columns of U
  that it takes serve for the gradient by the kernels as well. Where U has many more channels than X, adding the
  shifted gradients up (col2im) moves less.
"""

import numpy as np

from solutions import calls, require
from solutions.fast.columns import chunks
from solutions.fast.gram import precision
from solutions.fast.threads import limited


@calls.python_scalars
@limited()
def xcorr(X: np.ndarray, K: np.ndarray, pad: int = 0, stride: int = 1) -> np.ndarray:
    """Cross-correlation Y (N, F, Ho, Wo) of images X (N, C, H, W) with kernels K (F, C, kh, kw).

    Y[n, f, i, j] is the sum over c, a, b of K[f, c, a, b] times the padded X[n, c, stride i + a, stride j + b].
    ValueError unless the kernels have the channels of the images, and fit into them when these are padded.
    """
    _require(X, K, pad, stride)
    dtype = precision(X, K)
    X, K = np.asarray(X, dtype), np.asarray(K, dtype)
    (N, *image), (F, _, *kernel) = X.shape, K.shape
    flat = K.transpose(0, 2, 3, 1).reshape(F, -1)
    Y: np.ndarray = np.empty((N, F, *_places(X, K, pad, stride)), dtype)
    for some, columns in chunks(N, image, kernel, (pad, pad), stride, dtype):
        rows = columns.rows(F)
        np.dot(flat, columns.of(X[some]), out=rows.reshape(len(rows), -1))
        _by_channel(Y[some])[:] = columns.cut(rows)
    return Y


@calls.python_scalars
@limited()
def xcorr_backward(
    U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int = 0, stride: int = 1
) -> tuple[np.ndarray, np.ndarray]:
    """Gradients (dX, dK) of a function of xcorr(X, K, pad, stride), whose gradient by that is U (N, F, Ho, Wo).

    ValueError as for `xcorr`, and unless U has the shape of its result.
    """
    _require(X, K, pad, stride)
    shape = (len(np.asarray(X)), len(np.asarray(K)), *_places(X, K, pad, stride))
    _require_shape(U, "U", shape, "U is the gradient with respect to xcorr(X, K), of its shape")
    dtype = precision(U, X, K)
    U, X, K = np.asarray(U, dtype), np.asarray(X, dtype), np.asarray(K, dtype)
    (F, C, *kernel) = K.shape
    if stride == 1 and F <= 2 * C and pad < min(kernel):
        return _by_columns_of_gradient(U, X, K, pad)
    return _by_columns_of_images(U, X, K, pad, stride)


def _by_columns_of_gradient(U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int) -> tuple[np.ndarray, np.ndarray]:
    """dX[n, c, i, j] is the sum over f, a, b of K[f, c, a, b] U[n, f, i + pad - a, j + pad - b], with zeros outside."""
    (N, *gradient), (F, C, kh, kw) = U.shape, K.shape
    flipped = np.ascontiguousarray(K[:, :, ::-1, ::-1].transpose(1, 2, 3, 0)).reshape(C, -1)
    dX, dK = np.empty_like(X), np.zeros((kh * kw * F, C), X.dtype)
    for some, columns in chunks(N, gradient, [kh, kw], (kh - 1 - pad, kw - 1 - pad), 1, X.dtype):
        rows, matrix = columns.rows(C), columns.of(U[some])
        np.dot(flipped, matrix, out=rows.reshape(len(rows), -1))
        _by_channel(dX[some])[:] = columns.cut(rows)
        rows.fill(0)  # across the margin X has no entries
        columns.cut(rows)[:] = _by_channel(X[some])
        dK += np.dot(matrix, rows.reshape(len(rows), -1).T)
    return dX, np.ascontiguousarray(dK.reshape(kh, kw, F, C)[::-1, ::-1].transpose(2, 3, 0, 1))


def _by_columns_of_images(
    U: np.ndarray, X: np.ndarray, K: np.ndarray, pad: int, stride: int
) -> tuple[np.ndarray, np.ndarray]:
    """The transposes of the two linear maps that `xcorr` is made of: of the product, and of the columns."""
    (N, *image), (F, C, kh, kw) = X.shape, K.shape
    transposed = np.ascontiguousarray(K.transpose(2, 3, 1, 0)).reshape(-1, F)
    dX, dK = np.empty_like(X), np.zeros((kh * kw * C, F), X.dtype)
    for some, columns in chunks(N, image, [kh, kw], (pad, pad), stride, X.dtype):
        rows, matrix = columns.rows(F), columns.of(X[some])
        columns.cut(rows)[:] = _by_channel(U[some])
        dK += np.dot(matrix, rows.reshape(len(rows), -1).T)
        np.dot(transposed, rows.reshape(len(rows), -1), out=matrix)
        _by_channel(dX[some])[:] = columns.sums()
    return dX, np.ascontiguousarray(dK.reshape(kh, kw, C, F).transpose(3, 2, 0, 1))


def _by_channel(A: np.ndarray) -> np.ndarray:
    return A.transpose(1, 0, 2, 3)


def _places(X: np.ndarray, K: np.ndarray, pad: int, stride: int) -> tuple[int, int]:
    """Ho and Wo, the numbers of places of the window."""
    (H, W), (kh, kw) = np.shape(X)[2:], np.shape(K)[2:]
    return (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1


def _require(X: np.ndarray, K: np.ndarray, pad: int, stride: int) -> None:
    _require_shape(X, "X", ("N", "C", "H", "W"), "images by sample and channel")
    _require_shape(K, "K", ("F", np.shape(X)[1], "kh", "kw"), "each kernel has the channels of the images")
    require.integer(pad, "pad", 0, "the width of the margin of zeros")
    require.integer(stride, "stride", 1, "the distance of the places of the window")
    if min(_places(X, K, pad, stride)) < 1:
        padded = tuple(n + 2 * pad for n in np.shape(X)[2:])
        raise ValueError(f"K must fit into the padded images {padded}, got {np.shape(K)[2:]}; pad more")


def _require_shape(A: np.ndarray, name: str, shape: require.Shape, hint: str) -> None:
    """The shape alone: to look for entries that are not finite would take as long as a small convolution."""
    got = require.regular(A, name).shape
    if len(got) != len(shape) or any(n < 1 if isinstance(w, str) else n != w for n, w in zip(got, shape, strict=True)):
        wanted = str(shape).replace("'", "")
        raise ValueError(f"{name} must be {wanted}, got shape {got}; {hint}")
