"""Logistic regression fitted to the end, by gradient descent and by Newton's method, with an intercept.

X (N, d), y (N,) labels 0 and 1; v (d + 1,) the weights w (d,) and then the intercept b; logits X w + b. The
objective is F(v) = mean negative log-likelihood + lam/2 ||w||^2 with lam >= 0; b is not regularised.
A fit is (w, b, norms): norms (T + 1,) of the gradient before each of the T steps and after the last. It stops as
soon as the norm is <= tol, or after max_steps: norms[-1] <= tol says whether it arrived.

If a plane separates the classes and lam = 0, F has no minimum: w grows without end while the gradient vanishes.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.networks import activate
from solutions.regression import lstsq

ROUND_OFF = 1e-16  # of a mean of numbers up to 1
Fit = tuple[np.ndarray, float, np.ndarray]


class _Problem:
    """F on checked arguments: A = [X 1], signs (N,) of the labels, penalties lam (d + 1,), 0 for the intercept."""

    def __init__(self, X: np.ndarray, y: np.ndarray, lam: float) -> None:
        _require_problem(X, y, lam)
        self.A = np.column_stack([np.asarray(X, float), np.ones(len(X))])
        self.signs = 2 * np.asarray(y, float) - 1
        self.lam = np.append(np.full(np.shape(X)[1], float(lam)), 0)

    def value(self, v: np.ndarray) -> float:
        """F(v)."""
        return float(np.logaddexp(0, -self.signs * (self.A @ v)).mean() + self.lam @ v**2 / 2)

    def gradient(self, v: np.ndarray) -> np.ndarray:
        """The gradient of F at v (d + 1,)."""
        pull = self.signs * activate(-self.signs * (self.A @ v), "sigmoid")
        return self.lam * v - pull @ self.A / len(self.A)


@calls.python_scalars
def objective(v: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """F(v), a float, and its gradient (d + 1,).

    ValueError unless the shapes fit, all is real and finite, y holds 0 and 1, and lam >= 0.
    """
    F = _Problem(X, y, lam)
    require.array(v, "v", (np.shape(X)[1] + 1,), "the weights and then the intercept")
    v = np.asarray(v, float)
    return F.value(v), F.gradient(v)


@calls.python_scalars
def fit_gradient(X: np.ndarray, y: np.ndarray, lam: float, tol: float = 1e-6, max_steps: int = 100_000) -> Fit:
    """Fit by gradient descent from 0, with the constant step size 1/L.

    ValueError unless X is (N, d), y (N,) holds 0 and 1, lam >= 0, tol > 0 and max_steps >= 0.

    Derivation
    ----------
    p (1 - p) <= 1/4 bounds the Hessian by L = ||[X 1]||_2^2 / (4N) + lam, so that each step lowers F by
    ||grad F||^2 / (2L) or more (descent lemma). With mu I <= Hessian the error falls by the factor 1 - mu/L or
    better: slow for features of very different scales, which should be standardised before.
    Source: gradient descent for smooth convex functions.
    """
    F = _Problem(X, y, lam)
    L = np.linalg.norm(F.A, 2) ** 2 / (4 * len(F.A)) + lam
    return _descend(F, lambda _, g: g / L, np.ones(len(F.lam)), tol, max_steps)


@calls.python_scalars
def fit_newton(X: np.ndarray, y: np.ndarray, lam: float, tol: float = 1e-10, max_steps: int = 100) -> Fit:
    """Fit by Newton's method from 0, with steps that are halved until they lower F enough.

    Columns of X may depend on one another, and have any units: the gradient by a weight is to be <= tol in the unit of
    its column, too. Where round-off keeps it from that, the fit ends at round-off.
    ValueError unless X is (N, d), y (N,) holds 0 and 1, lam >= 0, tol > 0 and max_steps >= 0.

    Derivation
    ----------
    The step s solves H s = g, by least norm if the Hessian H = A^T diag(p (1 - p)) A / N + lam diag(1, .., 1, 0),
    A = [X 1], is singular: g lies in its range. g.s > 0, so that Armijo's rule F(v - t s) <= F(v) - 1e-4 t g.s
    holds for small t = 1, 1/2, 1/4, ...; near the minimum it does for t = 1, and convergence is quadratic. There F
    is known to round-off only, which the rule must allow for. The step does not depend on the units of the columns,
    the condition number of H does: with columns of one size it loses no digits to them.
    Source: damped Newton method, iteratively reweighted least squares.
    """
    F = _Problem(X, y, lam)
    unit = abs(F.A).max(axis=0)
    unit[unit == 0] = 1
    B, penalty = F.A / unit, np.diag(F.lam / unit / unit)

    def step(v: np.ndarray, g: np.ndarray) -> np.ndarray:
        logits = F.A @ v
        slopes = activate(logits, "sigmoid") * activate(-logits, "sigmoid")
        s = lstsq((B.T * slopes) @ B / len(B) + penalty, g / unit) / unit
        value = F.value(v)
        while F.value(v - s) > value * (1 + 1e-15) - 1e-4 * g @ s:
            s = s / 2
        return s

    return _descend(F, step, unit, tol, max_steps)


def _descend(
    F: _Problem, step: Callable[[np.ndarray, np.ndarray], np.ndarray], unit: np.ndarray, tol: float, max_steps: int
) -> Fit:
    """v <- v - step(v, g) from 0, until the gradient g is small or the steps are used up."""
    require.scalar(tol, "tol", above=0, hint="round-off keeps the gradient from 0")
    require.integer(max_steps, "max_steps", 0, "the most steps taken")
    v = np.zeros(len(F.lam))
    g = F.gradient(v)
    norms = [np.linalg.norm(g)]
    while len(norms) <= max_steps:
        relative = np.linalg.norm(g / unit)
        if max(norms[-1], relative) <= tol or relative <= ROUND_OFF:
            break
        v = v - step(v, g)
        g = F.gradient(v)
        norms.append(np.linalg.norm(g))
    return v[:-1], float(v[-1]), np.array(norms)


def _require_problem(X: np.ndarray, y: np.ndarray, lam: float) -> None:
    require.samples(X)
    require.labels_among(y, (0, 1), len(X))
    require.scalar(lam, "lam", least=0, hint="0 leaves the weights free")
