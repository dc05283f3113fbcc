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
from solutions.regression import logistic_nll_grad, lstsq, sigmoid

Fit = tuple[np.ndarray, float, np.ndarray]


@calls.python_scalars
def objective(v: np.ndarray, X: np.ndarray, y: np.ndarray, lam: float) -> tuple[float, np.ndarray]:
    """F(v), a float, and its gradient (d + 1,).

    ValueError unless the shapes fit, all is real and finite, y holds 0 and 1, and lam >= 0.
    """
    _require_problem(X, y, lam)
    require.array(v, "v", (np.shape(X)[1] + 1,), "the weights and then the intercept")
    nll, gradient = logistic_nll_grad(v, _with_ones(X), y)
    penalised = np.append(np.asarray(v, float)[:-1], 0)
    return nll + lam / 2 * float(penalised @ penalised), gradient + lam * penalised


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
    _require_problem(X, y, lam)
    L = np.linalg.norm(_with_ones(X), 2) ** 2 / (4 * len(X)) + lam
    return _descend(lambda v: objective(v, X, y, lam)[1], lambda _, g: g / L, np.shape(X)[1], tol, max_steps)


@calls.python_scalars
def fit_newton(X: np.ndarray, y: np.ndarray, lam: float, tol: float = 1e-10, max_steps: int = 100) -> Fit:
    """Fit by Newton's method from 0, with steps that are halved until they lower F enough.

    Columns of X may depend on one another.
    ValueError unless X is (N, d), y (N,) holds 0 and 1, lam >= 0, tol > 0 and max_steps >= 0.

    Derivation
    ----------
    The step s solves H s = g, by least norm if the Hessian H = A^T diag(p (1 - p)) A / N + lam diag(1, .., 1, 0),
    A = [X 1], is singular: g lies in its range. g.s > 0, so that Armijo's rule F(v - t s) <= F(v) - 1e-4 t g.s
    holds for small t = 1, 1/2, 1/4, ...; near the minimum it does for t = 1, and convergence is quadratic.
    Source: damped Newton method, iteratively reweighted least squares.
    """
    _require_problem(X, y, lam)
    A = _with_ones(X)
    penalty = lam * np.diag([1.0] * np.shape(X)[1] + [0.0])

    def step(v: np.ndarray, g: np.ndarray) -> np.ndarray:
        slopes = sigmoid(A @ v) * sigmoid(-A @ v)
        s = lstsq((A.T * slopes) @ A / len(A) + penalty, g)
        F = objective(v, X, y, lam)[0]
        while objective(v - s, X, y, lam)[0] > F - 1e-4 * g @ s:
            s = s / 2
        return s

    return _descend(lambda v: objective(v, X, y, lam)[1], step, np.shape(X)[1], tol, max_steps)


def _descend(
    gradient: Callable[[np.ndarray], np.ndarray],
    step: Callable[[np.ndarray, np.ndarray], np.ndarray],
    d: int,
    tol: float,
    max_steps: int,
) -> Fit:
    """v <- v - step(v, g) from 0, until the gradient g is small or the steps are used up."""
    require.scalar(tol, "tol", above=0, hint="round-off keeps the gradient from 0")
    require.integer(max_steps, "max_steps", 0, "the most steps taken")
    v = np.zeros(d + 1)
    g = gradient(v)
    norms = [np.linalg.norm(g)]
    while norms[-1] > tol and len(norms) <= max_steps:
        v = v - step(v, g)
        g = gradient(v)
        norms.append(np.linalg.norm(g))
    return v[:-1], float(v[-1]), np.array(norms)


def _with_ones(X: np.ndarray) -> np.ndarray:
    return np.column_stack([np.asarray(X, float), np.ones(len(X))])


def _require_problem(X: np.ndarray, y: np.ndarray, lam: float) -> None:
    require.samples(X)
    require.labels_among(y, (0, 1), len(X))
    require.scalar(lam, "lam", least=0, hint="0 leaves the weights free")
