"""Patches: an image as the list of all that a kernel sees of it, and the way back.

Images X (N, C, H, W): N samples of C channels; kernels of kh x kw places. pad rows and columns of zeros are put on
every side of an image, and the kernel moves by stride: with rows = floor((H + 2 pad - kh) / stride) + 1 and columns
likewise, it has rows x columns places.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require


@calls.python_scalars
def im2col(X: np.ndarray, kh: int, kw: int, pad: int, stride: int) -> np.ndarray:
    """The patches under a kernel kh x kw as rows: cols (N rows columns, C kh kw), from the images X (N, C, H, W).

    A row for each sample and place, in the order (n, i, j); in it the patch, in the order (c, a, b): channel, row
    and column in the patch. Zeros where the patch is over the padding.

    Derivation
    ----------
    cols_{(n,i,j), (c,a,b)} = X^_{n, c, i s + a, j s + b}. With the filters as rows of K (F, C kh kw), in the
    order (c, a, b), cols K^T has the entries sum_cab X^ K: all places of all samples by one matrix product. The
    price is memory: for stride 1 each entry of X is kept kh kw times. For fixed (a, b) the entries wanted of X^ are a
    regular grid, and the loop is over the few (a, b) instead of the many (n, i, j).
    Errors: ValueError unless X is (N, C, H, W), finite, pad >= 0, stride >= 1, and the kernel fits.
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

    Derivation
    ----------
    im2col copies the entries of X; an entry of X has a copy in each patch that covers it, and the transpose of
    copying is adding: each entry gets the sum of cols over its copies. What was copied from the padding is no
    entry of X, and is dropped. So col2im(im2col(X)) is X times the number of patches over each entry. The
    loop is that of im2col, with the two sides of the assignment exchanged and = turned into +=.
    Errors: ValueError unless cols is finite and of the shape that im2col returns for such images.
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
