"""Cholesky factorisation A = L L^T by blocks, and the two triangular systems that solve A x = b with it.

A (N, N) is symmetric positive definite, L (N, N) lower triangular. NumPy has the factorisation but no triangular
solver, and it factorises a large matrix at less than half the speed of its matrix product; here nearly all of the
work is such products:

- *Left-looking blocks.* A column of blocks first catches up with all columns left of it, in one product, and
  then needs only its small diagonal block to be factorised. Nothing right of it is touched yet.
- *Inverses of the diagonal blocks.* They are small and triangular, and turn every triangular solve into products.
"""

import numpy as np

BLOCK = 64


class Cholesky:
    """The factorisation of A, in its precision; it takes the place of A. LinAlgError where it does not exist.

    Above the diagonal blocks, and in them, A keeps what is not needed any more.
    """

    def __init__(self, A: np.ndarray) -> None:
        self.L = A
        self.inverses = []
        for i, j in self._blocks():
            column = self.L[i:, i:j]
            column -= self.L[i:, :i] @ self.L[i:j, :i].T
            self.inverses.append(np.linalg.inv(np.linalg.cholesky(column[: j - i])))
            column[j - i :] = column[j - i :] @ self.inverses[-1].T

    def solve(self, b: np.ndarray) -> np.ndarray:
        """The x (N,) with A x = b, to the precision of A: first L z = b from the top, then L^T x = z from below."""
        x = b.astype(self.L.dtype)
        blocks = list(zip(self._blocks(), self.inverses, strict=True))
        for (i, j), inverse in blocks:
            x[i:j] = inverse @ (x[i:j] - self.L[i:j, :i] @ x[:i])
        for (i, j), inverse in reversed(blocks):
            x[i:j] = inverse.T @ (x[i:j] - x[j:] @ self.L[j:, i:j])
        return x

    def _blocks(self) -> list[tuple[int, int]]:
        N = len(self.L)
        return [(i, min(i + BLOCK, N)) for i in range(0, N, BLOCK)]
