"""Kernel ridge regression: alpha with (K + lam I) alpha = y, for the Gaussian kernel.

N samples X (N, d), y (N,), K (N, N) their Gram matrix, lam > 0.

What makes it fast:

- *Half the precision, all of the accuracy.* The expensive part, a Cholesky factorisation of N^3 / 3 multiply-adds,
  is done in float32, at twice the speed. Its solution has some four right digits; conjugate gradients with the
  factorisation as preconditioner add as many in each iteration, which costs N^2, with residuals in float64.
- *A ridge for float32.* Where lam is below the round-off of float32, the preconditioner takes a larger one. It then
  solves a slightly different problem, and the conjugate gradients take some more iterations.
- *The slow way out.* Where lam is so small that the conjugate gradients do not arrive, a factorisation in float64 takes
  the place of that in float32, and where round-off lets there be none, the eigenvalues.
- *No matrix beyond `memory`.* Conjugate gradients without a preconditioner then need nothing but products K p, and
  those a few rows of K at a time.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.fast.cholesky import Cholesky
from solutions.fast.gram import RbfRows
from solutions.fast.threads import limited

MEMORY = 2**30  # bytes: K in float64 and its factor in float32 for N = 9400
SLAB = 2**23  # bytes of rows of K at a time, where K is not kept
EPS = float(np.finfo(float).eps)
ROUND_OFF = 32 * EPS
PATIENCE = 200  # iterations of conjugate gradients with a factorisation, each of which costs N^2

Map = Callable[[np.ndarray], np.ndarray]


@calls.python_scalars
@limited()
def krr_rbf(X: np.ndarray, y: np.ndarray, lam: float, gamma: float, *, memory: int = MEMORY) -> np.ndarray:
    """Coefficients alpha (N,) of kernel ridge regression with the kernel exp(-gamma |x - z|^2), lam > 0.

    They minimise |K alpha - y|^2 + lam alpha^T K alpha; the function is f(x) = sum_n alpha_n k(x_n, x). The
    residual y - (K + lam I) alpha is of the order of round-off, relative to |y| + |K| |alpha|. If 12 N^2 bytes
    exceed `memory`, K is never stored, and every iteration computes its rows again. Where K is singular and lam below
    its round-off, alpha is the shortest of those that are right, as that of `kernels.krr_fit` is.
    ValueError for arguments that do not fit, RuntimeError if lam is too small for conjugate gradients there.
    """
    require.samples(X)
    require.targets(y, X)
    require.scalar(lam, "lam", above=0, hint="without a ridge K may be singular")
    require.scalar(gamma, "gamma", above=0, hint="the kernel falls with the distance")
    rows = RbfRows(np.asarray(X, float), float(gamma), np.float64)
    y, N = np.asarray(y, float), len(np.asarray(X))
    if memory < 12 * N**2:
        return conjugate_gradients(lambda p: _product(rows, p) + lam * p, lambda r: r / (1 + lam), y, N + lam)
    K = rows.all()
    norm = float(K.sum(axis=1).max())  # no eigenvalue is larger than the largest row sum
    factor = _factor(K, lam, norm)
    K.reshape(-1)[:: N + 1] += lam
    for solve in [factor.solve, _precisely(K)] if lam > N * EPS * norm else []:
        try:
            return conjugate_gradients(lambda p: K @ p, solve, y, norm + lam, PATIENCE)
        except (RuntimeError, np.linalg.LinAlgError):
            continue
    s, U = np.linalg.eigh(K)
    return U @ np.where(s > N * EPS * s[-1], U.T @ y / np.maximum(s, lam), 0)


def conjugate_gradients(apply: Map, precondition: Map, y: np.ndarray, norm: float, most: int = 1000) -> np.ndarray:
    """The x (N,) with A x = y, for a symmetric positive definite A whose norm is at most `norm`.

    `apply` multiplies with A, `precondition` roughly with its inverse. The residual is down to ROUND_OFF relative
    to |y| + norm |x|; where its recursion says so, it is computed anew. RuntimeError after `most` iterations.
    """
    x, r, size = np.zeros_like(y), y.copy(), _norm(y)
    p, rho = np.zeros_like(y), 1.0
    for _ in range(most):
        if _norm(r) <= ROUND_OFF * (size + norm * _norm(x)):
            r = y - apply(x)
            if _norm(r) <= ROUND_OFF * (size + norm * _norm(x)):
                return x
            p[:] = 0
        z = precondition(r)
        rho, before = float(r @ z), rho
        p = z + rho / before * p
        q = apply(p)
        if not (curvature := float(p @ q)) > 0:  # round-off has taken the definiteness away
            break
        step = rho / curvature
        x += step * p
        r -= step * q
    raise RuntimeError(
        f"conjugate gradients must converge in {most} iterations, got a residual of {_norm(r):g}; "
        "take a larger lam, or allow the memory for a factorisation"
    )


def _factor(K: np.ndarray, lam: float, norm: float) -> Cholesky:
    """The factorisation of K + lam I in float32, with the smallest larger lam for which it exists there."""
    shift = max(lam, float(np.finfo(np.float32).eps) * norm)
    while True:
        try:
            rounded = K.astype(np.float32)
            rounded.reshape(-1)[:: len(K) + 1] += np.float32(shift)
            return Cholesky(rounded)
        except np.linalg.LinAlgError:
            shift *= 10


def _precisely(A: np.ndarray) -> Map:
    """What solves A x = r by a factorisation in float64, which it makes when it is first asked."""
    made: list[Cholesky] = []

    def solve(r: np.ndarray) -> np.ndarray:
        if not made:
            made.append(Cholesky(A.copy()))
        return made[0].solve(r)

    return solve


def _product(rows: RbfRows, p: np.ndarray) -> np.ndarray:
    """K p, from some rows of K at a time."""
    N = len(p)
    slab: np.ndarray = np.empty((max(1, min(N, SLAB // (8 * N))), N))
    out = np.empty(N)
    for i in range(0, N, len(slab)):
        some = range(i, min(i + len(slab), N))
        rows.into(some, slab[: len(some)])
        out[some] = slab[: len(some)] @ p
    return out


def _norm(x: np.ndarray) -> float:
    return float(np.sqrt(x @ x))
