"""Gram matrices of the Gaussian kernel, and squared distances, from one matrix product.

N samples X (N, d), M samples Z (M, d); entry (n, m) belongs to the pair X[n], Z[m]. float32 in, float32 out;
anything else is computed in float64. Beside the result there are two copies of the samples, and one tile.

What makes it fast:

- *One product does it all.* |x|^2 + |z|^2 - 2 x.z is itself a scalar product, of (x, |x|^2, 1) with
  (-2 z, 1, |z|^2). Two more columns in the factors spare two passes over the N x M result.
- *Tiles.* A square tile is multiplied, exponentiated and stored while it is in the cache; pass after pass over
  the whole result would fetch it from memory each time.
- *Half of it.* For Z = X only tiles right of the diagonal are computed. Each is also stored transposed: square
  tiles fit into the cache together with their transposes, whole columns would miss it at every entry.

The samples are centred first. Distances do not notice, but the round-off of the product, which is relative to
|x|^2 + |z|^2, does.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

import numpy as np

from solutions import calls, require
from solutions.fast.threads import limited

EPS32 = float(np.finfo(np.float32).eps)
TILE = 192  # three tiles in float64 - factors, result, transpose - are less than a megabyte


Finish = Callable[[np.ndarray, np.ndarray], None]


class Rows(Protocol):
    """A symmetric positive semidefinite matrix whose rows are computed when they are asked for.

    In float32 they are those of the centred matrix, or of centred samples, which differ from it by a_i + a_j at most:
    where what they are multiplied by sums to 0, that is a constant. An entry is wrong by `rounding` at most.
    """

    diagonal: np.ndarray  # (N,)
    rounding: float
    largest: float  # entry of the matrix itself

    def into(self, rows: Sequence[int] | np.ndarray, out: np.ndarray) -> None:
        """Write these rows to out (len(rows), N)."""

    def all(self) -> np.ndarray:
        """The whole matrix (N, N), new."""

    def exact(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Entries (len(rows), len(columns)) of the matrix itself, in float64."""


class GramRows:
    """The rows of a Gram matrix K (N, N) that is already there."""

    def __init__(self, K: np.ndarray, dtype: type) -> None:
        self.K64: np.ndarray = np.asarray(K, float)
        self.largest = float(abs(self.K64.diagonal()).max())
        self.K: np.ndarray = self.K64 if dtype is np.float64 else _centred_gram(self.K64).astype(dtype)
        self.diagonal = self.K.diagonal().copy()
        self.rounding = 0 if dtype is np.float64 else EPS32 * float(abs(self.diagonal).max())

    def into(self, rows: Sequence[int] | np.ndarray, out: np.ndarray) -> None:
        """Write these rows to out (len(rows), N)."""
        out[:] = self.K[rows]

    def all(self) -> np.ndarray:
        """The matrix itself; its readers do not write to it."""
        return self.K

    def exact(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Entries (len(rows), len(columns)) of the matrix that was given."""
        return self.K64[np.ix_(rows, columns)]


class RbfRows:
    """Rows of the Gram matrix exp(-gamma |x - z|^2) of X (N, d) with itself, on demand."""

    def __init__(self, X: np.ndarray, gamma: float, dtype: type) -> None:
        self.X64, _ = _centred(np.asarray(X, float), None)
        self.gamma, self.largest = gamma, 1.0
        X = self.X64.astype(dtype)
        self.left, self.right = _factors(X, X, -gamma)
        self.diagonal: np.ndarray = np.ones(len(self.left), dtype)
        exponents = 4 * float(abs(self.left[:, -2]).max())  # gamma times the largest squared distance, or more
        self.rounding = 0 if dtype is np.float64 else EPS32 * (2 + (X.shape[1] + 4) * exponents)

    def into(self, rows: Sequence[int] | np.ndarray, out: np.ndarray) -> None:
        """Write these rows to out (len(rows), N)."""
        np.dot(self.left[rows], self.right, out=out)
        _exponential(out, np.zeros((), out.dtype))
        out[np.arange(len(rows)), rows] = 1

    def all(self) -> np.ndarray:
        """The whole matrix (N, N), new."""
        return _symmetric(self.left, self.right, _exponential, diagonal=1)

    def exact(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Entries (len(rows), len(columns)), computed in float64."""
        left, right = _factors(self.X64[rows], self.X64[columns], -self.gamma)
        E = left @ right
        _exponential(E, np.zeros(()))
        E[rows[:, None] == columns] = 1
        return E


@limited()
def sqdist(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """Squared Euclidean distances D (N, M) of the rows of X (N, d) from those of Z (M, d); D >= 0.

    Pass the same array twice to pay for half: the result is then exactly symmetric, with a zero diagonal.
    The error is of the order of eps (|x|^2 + |z|^2), where x and z are seen from the mean of the samples.
    ValueError unless X and Z are real and finite and have the same number of columns.
    """
    return _between(X, Z, 1.0, _nonnegative, diagonal=0)


@calls.python_scalars
@limited()
def rbf(X: np.ndarray, Z: np.ndarray, gamma: float) -> np.ndarray:
    """Gram matrix K (N, M) of the Gaussian kernel exp(-gamma |x - z|^2), gamma > 0; 0 <= K <= 1.

    Pass the same array twice to pay for half: the result is then exactly symmetric, with a unit diagonal.
    The relative error of an entry is of the order of eps gamma (|x|^2 + |z|^2), as in `sqdist`.
    ValueError unless gamma > 0, X and Z are real and finite and have the same number of columns.
    """
    require.scalar(gamma, "gamma", above=0, hint="the kernel falls with the distance")
    return _between(X, Z, -float(gamma), _exponential, diagonal=1)


def precision(*arrays: np.ndarray) -> type:
    """The precision to compute in: float32 if all of the arrays have it, else float64."""
    return np.float32 if all(np.asarray(A).dtype == np.float32 for A in arrays) else np.float64


def _between(X: np.ndarray, Z: np.ndarray, scale: float, finish: Finish, diagonal: float) -> np.ndarray:
    require.samples(X)
    require.samples(Z, "Z", np.shape(X)[1])
    dtype = precision(X, Z)
    if Z is X:
        left, right = _factors(*_centred(np.asarray(X, dtype), None), scale)
        return _symmetric(left, right, finish, diagonal)
    left, right = _factors(*_centred(np.asarray(X, dtype), np.asarray(Z, dtype)), scale)
    out: np.ndarray = np.empty((len(left), right.shape[1]), dtype)
    for i, k, tile in _tiles(left, right, finish, half=False):
        out[i : i + TILE, k : k + TILE] = tile
    return out


def _centred(X: np.ndarray, Z: np.ndarray | None) -> tuple[np.ndarray, np.ndarray]:
    centre = X.mean(axis=0, dtype=float).astype(X.dtype)
    X = X - centre
    return X, X if Z is None else Z - centre


def _centred_gram(K: np.ndarray) -> np.ndarray:
    """The Gram matrix of the same features minus their mean, which may have been much larger than they differ."""
    means = K.mean(axis=0)
    C = K - means
    C -= means[:, None]
    C += means.mean()
    return C


def _factors(X: np.ndarray, Z: np.ndarray, scale: float) -> tuple[np.ndarray, np.ndarray]:
    """Left (N, d+2) and right (d+2, M), whose product is scale |x - z|^2."""
    left, right = np.ones((len(X), X.shape[1] + 2), X.dtype), np.ones((X.shape[1] + 2, len(Z)), X.dtype)
    left[:, :-2], left[:, -2] = -2 * scale * X, scale * np.einsum("nd,nd->n", X, X)
    right[:-2], right[-1] = Z.T, scale * np.einsum("md,md->m", Z, Z)
    return left, right


def _tiles(
    left: np.ndarray, right: np.ndarray, finish: Finish, *, half: bool
) -> Iterator[tuple[int, int, np.ndarray]]:
    """Finished tiles of left @ right with their corners (i, k), or those with k >= i; a tile is scratch."""
    scratch, zeros = np.empty(TILE * TILE, left.dtype), np.zeros(TILE * TILE, left.dtype)
    for i in range(0, len(left), TILE):
        rows = left[i : i + TILE]
        for k in range(i if half else 0, right.shape[1], TILE):
            columns = right[:, k : k + TILE]
            shape = len(rows), columns.shape[1]
            tile, zero = (A[: shape[0] * shape[1]].reshape(shape) for A in (scratch, zeros))
            np.dot(rows, columns, out=tile)
            finish(tile, zero)
            yield i, k, tile


def _symmetric(left: np.ndarray, right: np.ndarray, finish: Finish, diagonal: float) -> np.ndarray:
    N = len(left)
    out: np.ndarray = np.empty((N, N), left.dtype)
    for i, k, tile in _tiles(left, right, finish, half=True):
        if k == i:
            tile[:] = (tile + tile.T) / 2  # mirrored entries may differ in the last bit
        out[i : i + TILE, k : k + TILE] = tile
        out[k : k + TILE, i : i + TILE] = tile.T
    out.reshape(-1)[:: N + 1] = diagonal
    return out


def _nonnegative(D: np.ndarray, zero: np.ndarray) -> None:
    """Remove what round-off makes of a distance near zero. NumPy is faster with a zero of the shape of D."""
    np.maximum(D, zero, out=D)


def _exponential(E: np.ndarray, zero: np.ndarray) -> None:
    """Exponentials of distances times -gamma, in place."""
    np.minimum(E, zero, out=E)
    np.exp(E, out=E)
