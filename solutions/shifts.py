"""Shifts: what becomes of a map of signals when its signals move round a circle.

Signals X (N, n) by row; a shift moves each entry to the right, and what leaves at the end comes back at the beginning.
No argument is changed.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require


@calls.python_scalars
def equivariance_gap(f: Callable[[np.ndarray], np.ndarray], X: np.ndarray, shift: int) -> float:
    """How far f is from commuting with the circular shift by `shift` places along the last axis: one float >= 0.

    X (N, n) holds signals by row, f(X) any array of at least one axis, which is shifted alike. The gap is the
    largest absolute difference between f of the shifted signals and the shifted f(X).

    Derivation
    ----------
    With (S x)_i = x_{i - shift}, indices mod n, the gap is max |f(S X) - S f(X)|, and 0 for all X iff f S = S f. A
    linear f with f S = S f for shift 1 is determined by f(e_0): f(e_i) = S^i f(e_0), so that f is the circular
    convolution with f(e_0). Zero padding breaks this at the ends, and so do weights of their own for each place.
    Errors: ValueError unless X is (N, n), finite, f a function to finite arrays of one shape, and shift an
    integer that is no multiple of n.
    Source: equivariance under the group Z_n; circulant matrices.
    """
    _require_shifted(f, X, shift)
    X = np.array(X, float)
    shifted_first = np.asarray(f(np.roll(X, shift, axis=-1)), float)
    shifted_last = np.roll(np.asarray(f(X), float), shift, axis=-1)
    return float(np.max(np.abs(shifted_first - shifted_last)))


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
