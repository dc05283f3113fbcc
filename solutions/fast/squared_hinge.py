"""Linear support vector machine with the squared hinge loss, by Newton's method.

N samples X (N, d), labels y (N,) of -1 and +1. The objective is

    f(w, b) = 1/2 |w|^2 + C sum over n of max(0, 1 - y_n (w.x_n + b))^2,

convex, with a continuous gradient, and quadratic as long as no sample passes its margin: between two such events a
Newton step is exact, so that the method ends after finitely many steps, usually fewer than ten, where coordinate
descent sweeps over the samples a hundred times. Keerthi and DeCoste 2005; Mangasarian 2002.

What makes it fast:

- *Few products.* The gradient and the Hessian I + 2 C sum of x x^T need the active samples only, those inside the
  margin. From one step to the next few come and go, and only these are added to the Hessian, or taken off; where
  that would be more, the Hessian begins anew.
- *An exact line search for nothing.* Along a line the objective is a quadratic spline in one variable, given by the
  margins and their slopes: N numbers each, however many columns X has.
- *No more unknowns than samples.* The solution is a combination of samples; if d > N it is sought in their span.
"""

import numpy as np

from solutions import calls, require
from solutions.fast.threads import limited

MOST_STEPS = 100  # of Newton's method; ten are many
SEARCHES = 60  # halvings at most of the interval of a line search
STILL = 1e-9  # what the length of a step may be off by, relative to it: the objective is then off by its square


@calls.python_scalars
@limited()
def squared_hinge_svm(
    X: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-8, *, bias: bool = True
) -> tuple[np.ndarray, float]:
    """Weights w (d,) and bias b of the linear machine with squared hinge loss; the bias is not regularised.

    The norm of the gradient is at most tol times its norm at w = 0, b = 0. Without `bias`, b = 0.
    ValueError unless X (N, d) is real and finite, y (N,) holds -1 and +1, C > 0 and tol > 0; RuntimeError if
    round-off keeps the gradient above tol.
    """
    require.signed_samples(X, y)
    N, d = np.shape(X)
    require.scalar(C, "C", above=0, hint="the larger, the more a violation costs")
    require.scalar(tol, "tol", above=0, hint="0.001 is rough, 1e-8 is fine")
    X, y = np.asarray(X, float), np.asarray(y, float)
    basis = None
    if d > N:
        basis, triangle = np.linalg.qr(X.T)  # X = triangle^T basis^T, so w = basis u has the scores of u
        X = triangle.T
    weights = np.ones(X.shape[1])
    if bias:
        X, weights = np.column_stack([X, np.ones(N)]), np.append(weights, 0.0)
    w = _newton(X, y, float(C), tol, weights)
    b = float(w[-1]) if bias else 0.0
    w = w[: len(w) - bias]
    return (w if basis is None else basis @ w), b


def _newton(X: np.ndarray, y: np.ndarray, C: float, tol: float, weights: np.ndarray) -> np.ndarray:
    """Minimise 1/2 sum(weights w^2) + C sum(max(0, 1 - y X w)^2): w."""
    w, margin = np.zeros(X.shape[1]), np.zeros(len(X))
    active = np.zeros(len(X), bool)
    ridge = np.diag(np.maximum(weights, 1e-10 * C * len(X)))  # solvable even with no sample active
    hessian = ridge.copy()
    first = -1.0
    for _ in range(MOST_STEPS):
        now = margin < 1
        came, went = now & ~active, active & ~now
        if now.sum() <= came.sum() + went.sum():
            hessian, came, went = ridge.copy(), now, np.zeros_like(now)
        for sign, rows in ((2 * C, X[came]), (-2 * C, X[went])):
            if len(rows):
                hessian += sign * (rows.T @ rows)
        active = now
        gradient = weights * w - 2 * C * ((y * np.where(active, 1 - margin, 0)) @ X)
        norm = float(np.sqrt(gradient @ gradient))
        first = norm if first < 0 else first
        if norm <= tol * first:
            return w
        step = np.linalg.solve(hessian, -gradient)
        slope = y * (X @ step)
        length = _line_search(margin, slope, C, float(weights * w @ step), float(weights * step @ step))
        w += length * step
        margin += length * slope
    raise RuntimeError(
        f"the gradient must fall to tol = {tol:g} of its first norm, got {norm / first:g} of it "
        f"after {MOST_STEPS} steps; a larger tol is above round-off"
    )


def _line_search(margin: np.ndarray, slope: np.ndarray, C: float, linear: float, square: float) -> float:
    """The minimiser t > 0 of linear t + square t^2 / 2 + C sum(max(0, 1 - margin - t slope)^2).

    Its derivative is piecewise linear and increasing. Newton's method from t = 1 ends as soon as it is on the
    right piece, where it would change t by STILL of it at most: round-off in the derivative may keep it from less.
    Where it would leave the interval that must hold the zero, the interval is halved.
    """
    least, most, t = 0.0, np.inf, 1.0
    for _ in range(SEARCHES):
        lack = np.maximum(0, 1 - margin - t * slope)
        derivative = linear + t * square - 2 * C * float(slope @ lack)
        curvature = square + 2 * C * float(slope @ (slope * (lack > 0)))
        if abs(derivative) <= STILL * t * curvature:
            break
        least, most = (t, most) if derivative < 0 else (least, t)
        t -= derivative / curvature if curvature > 0 else -np.inf
        if not least < t < most:
            t = (least + most) / 2 if np.isfinite(most) else 2 * least
    return t
