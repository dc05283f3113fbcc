"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Patches: im2col, col2im.
Shifts: equivariance_gap.
"""

from collections.abc import Callable
import numpy as np


def im2col(X: np.ndarray, kh: int, kw: int, pad: int, stride: int) -> np.ndarray:
    """The patches under a kernel kh x kw as rows: cols (N rows columns, C kh kw), from the images X (N, C, H, W).

    A row for each sample and place, in the order (n, i, j); in it the patch, in the order (c, a, b): channel, row
    and column in the patch. Zeros where the patch is over the padding.
    """
    X = np.pad(np.asarray(X, float), [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    N, C, H, W = X.shape
    rows, columns = (H - kh) // stride + 1, (W - kw) // stride + 1
    cols = np.empty((N, rows, columns, C, kh, kw))
    for a, b in np.ndindex(kh, kw):
        grid = X[:, :, a : a + stride * rows : stride, b : b + stride * columns : stride]
        cols[..., a, b] = grid.transpose(0, 2, 3, 1)
    return cols.reshape(N * rows * columns, C * kh * kw)


def col2im(
    cols: np.ndarray, shape: tuple[int, int, int, int], kh: int, kw: int, pad: int, stride: int
) -> np.ndarray:
    """The adjoint of im2col: images of the given shape (N, C, H, W), from cols (N rows columns, C kh kw).

    <im2col(X), cols> = <X, col2im(cols)> for all X of that shape and all cols. It is not the inverse.
    """
    N, C, H, W = map(int, shape)
    X = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    rows, columns = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    cols = np.asarray(cols, float).reshape(N, rows, columns, C, kh, kw)
    for a, b in np.ndindex(kh, kw):
        grid = X[:, :, a : a + stride * rows : stride, b : b + stride * columns : stride]
        grid += cols[..., a, b].transpose(0, 3, 1, 2)
    return X[:, :, pad : pad + H, pad : pad + W].copy()


def equivariance_gap(f: Callable[[np.ndarray], np.ndarray], X: np.ndarray, shift: int) -> float:
    """How far f is from commuting with the circular shift by `shift` places along the last axis: one float >= 0.

    X (N, n) holds signals by row, f(X) any array of at least one axis, which is shifted alike. The gap is the
    largest absolute difference between f of the shifted signals and the shifted f(X).
    """
    X = np.array(X, float)
    shifted_first = np.asarray(f(np.roll(X, shift, axis=-1)), float)
    shifted_last = np.roll(np.asarray(f(X), float), shift, axis=-1)
    return float(np.max(np.abs(shifted_first - shifted_last)))
