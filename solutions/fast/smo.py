"""Soft-margin support vector machine by sequential minimal optimisation, on any Gram matrix.

N samples, labels y (N,) of -1 and +1, kernel K (N, N), alpha (N,) in [0, C]. With beta = y alpha the dual is

    maximise  y.beta - 1/2 beta^T K beta   with  sum(beta) = 0,  lo <= beta <= hi,

where [lo, hi] is [0, C] for y = +1 and [-C, 0] for y = -1. Its gradient v = y - K beta is what each sample
wants of the bias: at the optimum v_i <= b wherever beta_i may still grow ("up") and v_i >= b wherever it may
fall ("low"). A step takes one i of up and one j of low with v_i > v_j, and moves beta_i up and beta_j down by
the same amount, to the maximum along that line or to the edge of the box. It stops when the violation, the largest v
of up less the smallest v of low, is at most tol. Platt 1998; the choice of j is that of Fan, Chen and Lin 2005.

What makes it fast: a step costs O(N), some microseconds, so what counts is how many vector operations it takes.

- *beta instead of alpha.* No label is multiplied anywhere, and up and low are not sought but kept: `up` is v with
  -inf where beta may not grow, `low` is v with +inf where it may not fall. Then max and argmax need no mask.
- *The gain without squares.* The pair (i, j) gains (v_i - v_j)^2 / (2 |phi_i - phi_j|^2). The best j also has the
  largest (v_i - v_j) / |phi_i - phi_j|, where the sign sorts out the pairs that would lose; the reciprocals of
  the distances from sample i are kept with its row.
- *float32,* half the memory to read. Errors of rounding add up over thousands of steps, so the end is checked with a
  gradient computed anew, in float64 for all samples that could be, as far as float32 can tell, the largest of up or
  the smallest of low; if it is not good enough, the descent goes on from there.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.fast.gram import GramRows, RbfRows, Rows
from solutions.fast.row_store import MEMORY, RowStore
from solutions.fast.threads import limited

FINEST = 1e-5  # a violation that float32 can still tell from its own rounding
RUNS = 4  # of a descent; what float32 has not reached by then is left to float64
STRETCH = 40  # steps for each sample, and 20 000 more, after which the gradient is computed anew in any case
MOST_STEPS = 10**7
EPS = float(np.finfo(float).eps)
CHECKED = 64  # rows at once, where the gradient is computed anew


@calls.python_scalars
@limited()
def smo(
    K: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-3, max_steps: int = MOST_STEPS
) -> tuple[np.ndarray, float]:
    """Multipliers alpha (N,) and bias b of the soft-margin machine with the Gram matrix K (N, N).

    y (N,) holds -1 and +1, and 0 <= alpha <= C. sum(alpha y) = 0 to round-off, and y_n f(x_n) with the decision
    function f = K (alpha y) + b violates the optimality conditions by at most tol, or what round-off allows. If one
    class is missing, alpha = 0.
    ValueError for other arguments, RuntimeError if that is not reached after max_steps steps.
    """
    require.gram(K)
    require.labels_among(y, (-1, 1), len(np.asarray(K)))
    _require(C, tol)
    require.integer(max_steps, "max_steps", 1, "the number of steps after which to give up")
    return _solve(lambda dtype: GramRows(np.asarray(K), dtype), y, C, tol, MEMORY, max_steps)


@calls.python_scalars
@limited()
def smo_rbf(
    X: np.ndarray, y: np.ndarray, C: float, gamma: float, tol: float = 1e-3, *, memory: int = MEMORY
) -> tuple[np.ndarray, float]:
    """Multipliers alpha (N,) and bias b of the soft-margin machine with the kernel exp(-gamma |x - z|^2).

    X (N, d); otherwise as `smo`. At most `memory` bytes are spent on rows of the Gram matrix and what goes with
    them; rows that do not fit are computed again when they are needed.
    """
    require.signed_samples(X, y)
    require.scalar(gamma, "gamma", above=0, hint="the kernel falls with the distance")
    _require(C, tol)
    return _solve(lambda dtype: RbfRows(X, float(gamma), dtype), y, C, tol, memory, MOST_STEPS)


class Descent:
    """The state of the optimisation: beta, the gradient on either side of the box, rows of the matrix."""

    def __init__(self, rows: Rows, memory: int, y: np.ndarray, C: float, beta: np.ndarray) -> None:
        self.store = RowStore(rows, memory)
        self.y = np.asarray(y, float)
        self.lo, self.hi = np.minimum(C * self.y, 0), np.maximum(C * self.y, 0)
        self.largest = rows.largest
        self.beta = beta
        self.steps = 0
        self.up = np.empty(len(beta), self.store.dtype)
        self.low = np.empty_like(self.up)
        self._place(self.gradient())

    def run(self, tol: float, max_steps: int) -> bool:
        """Descend until a gradient computed anew confirms what `tol` promises; False if it does not."""
        stretch, runs, before = 20_000 + STRETCH * len(self.y), 0, -1
        while before < self.steps < max_steps and (runs < RUNS or self.store.dtype == np.float64):
            before, runs = self.steps, runs + 1
            self.descend(max(tol, self.rounding()), min(stretch, max_steps - self.steps))
            self._place(self.gradient())
            if self.violation() <= max(tol, self.rounding()):
                return True
        return False

    def descend(self, tol: float, most: int) -> None:
        """Take steps until the gap closes, or until `most` of them are taken."""
        # A name is found faster than an attribute, a float of a list faster than that of an array, and an operand
        # without dimensions is not broadcast.
        up, low, row, reciprocal, store = self.up, self.low, self.store.row, self.store.reciprocal, self.store
        beta, up_at = self.beta.tolist(), up.item
        move = _bind_move(beta, self.lo.tolist(), self.hi.tolist(), up, low)
        subtract, multiply = np.subtract, np.multiply
        gain, best, size = np.empty_like(up), np.empty((), up.dtype), np.empty((), up.dtype)
        highest: Callable[[], int] = up.argmax  # type: ignore[assignment]  # the stubs of NumPy say intp
        largest: Callable[[], int] = gain.argmax  # type: ignore[assignment]
        step = 0
        for step in range(most):
            i = highest()
            best[()] = v_i = up_at(i)
            subtract(best, low, gain)
            if not step & 15 and gain.max() < tol:
                break
            row_i = row[i]
            if row_i is None:
                row_i = store.fetch(i, up, i)
            distances = reciprocal[i]
            if distances is None:
                distances = store.reciprocals(i)
            multiply(gain, distances, gain)
            j = largest()
            row_j = row[j]
            if row_j is None:
                row_j = store.fetch(j, -low, i)
            size[()] = moved = move(i, j, v_i, distances.item(j))
            if not moved:
                break
            subtract(row_i, row_j, gain)
            multiply(gain, size, gain)
            subtract(up, gain, up)
            subtract(low, gain, low)
        self.steps += step
        self.beta = np.array(beta)

    def gradient(self) -> np.ndarray:
        """v = y - K beta (N,), in float64 and without the rounding of float32 where it could be at an end of a side."""
        v = self.y.copy()
        support = np.flatnonzero(self.beta)
        for k in range(0, len(support), CHECKED):
            some = support[k : k + CHECKED]
            v -= self.beta[some] @ self.store.load_results(some)
        rows = self.store.rows
        if rows.rounding and len(support):
            # The centred rows shift v by a constant: the first sample that is computed exactly says which.
            shift = self._exactly(np.array([support[0]]), support) - v[support[0]]
            v += shift
            wrong_by = 2 * rows.rounding * float(abs(self.beta).sum())
            highest, lowest = self._ends(v)
            rises = (self.beta < self.hi) & (v >= highest - 2 * wrong_by)
            falls = (self.beta > self.lo) & (v <= lowest + 2 * wrong_by)
            near = np.flatnonzero(rises | falls)
            for k in range(0, len(near), CHECKED):
                some = near[k : k + CHECKED]
                v[some] = self._exactly(some, support)
        return v

    def violation(self) -> float:
        """How far the optimality conditions are from being met; negative if they are."""
        highest, lowest = self._ends(self.v)
        return highest - lowest

    def rounding(self) -> float:
        """A violation that may be the round-off of v in float64."""
        return 4 * EPS * (1 + self.largest * float(abs(self.beta).sum()))

    def bias(self) -> float:
        """The middle of the interval that the conditions leave to b, or the end that it has."""
        ends = np.array(self._ends(self.v))
        return float(ends[np.isfinite(ends)].mean())

    def _exactly(self, samples: np.ndarray, support: np.ndarray) -> np.ndarray:
        return self.y[samples] - self.store.rows.exact(samples, support) @ self.beta[support]

    def _ends(self, v: np.ndarray) -> tuple[float, float]:
        """The largest v of up and the smallest of low."""
        highest = np.max(v, where=self.beta < self.hi, initial=-np.inf)
        return float(highest), float(np.min(v, where=self.beta > self.lo, initial=np.inf))

    def _place(self, v: np.ndarray) -> None:
        self.v = v
        v = v - self.bias()  # only differences count, and small numbers have more digits behind the point
        self.up[:] = np.where(self.beta < self.hi, v, -np.inf)
        self.low[:] = np.where(self.beta > self.lo, v, np.inf)


def _bind_move(
    beta: list[float], lo: list[float], hi: list[float], up: np.ndarray, low: np.ndarray
) -> Callable[[int, int, float, float], float]:
    """The function that moves beta_i up and beta_j down, and keeps account of the sides that they are on.

    It leaves the gradient to the caller: what enters a side has the gradient of before, what leaves it is infinite
    for good. `reciprocal` is that of the distance of the pair. The size of the move comes back, 0 where nothing is to
    be gained.
    """
    low_at = low.item

    def move(i: int, j: int, v_i: float, reciprocal: float) -> float:
        v_j, beta_i, beta_j = low_at(j), beta[i], beta[j]
        if v_i <= v_j:
            return 0.0
        most_i, most_j = hi[i] - beta_i, beta_j - lo[j]
        moved: float = min((v_i - v_j) * reciprocal * reciprocal, most_i, most_j)
        if beta_i == lo[i]:
            low[i] = v_i
        if beta_j == hi[j]:
            up[j] = v_j
        if moved == most_i:
            beta[i], up[i] = hi[i], -np.inf
        else:
            beta[i] = beta_i + moved
        if moved == most_j:
            beta[j], low[j] = lo[j], np.inf
        else:
            beta[j] = beta_j - moved
        return moved

    return move


def _solve(
    rows: Callable[[type], Rows], y: np.ndarray, C: float, tol: float, memory: int, max_steps: int
) -> tuple[np.ndarray, float]:
    """In float32 as far as it goes, then in float64 from there."""
    beta = np.zeros(len(y))
    for dtype in [np.float64] if tol < FINEST else [np.float32, np.float64]:
        descent = Descent(rows(dtype), memory, np.asarray(y), float(C), beta)
        if descent.run(tol, max_steps):
            return np.abs(descent.beta), descent.bias()
        beta = descent.beta
    raise RuntimeError(
        f"the violation must fall to tol = {tol:g}, got {descent.violation():g} after {descent.steps} steps; "
        "standardise the data, take a smaller C, or allow more steps"
    )


def _require(C: float, tol: float) -> None:
    require.scalar(C, "C", above=0, hint="the larger, the harder the margin")
    require.scalar(tol, "tol", above=0, hint="0.001 is usual")
