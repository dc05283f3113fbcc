"""Regression: numbers by least squares, probabilities by the logistic model, and the line between the classes.

N samples of d features, X (N, d); w (d,) weights, y (N,) real targets for least squares, labels 0 and 1 for the
logistic model, z (N,) = X w its logits and p (N,) probabilities. There is no intercept b but in `boundary`:
a column of ones in X makes one.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

import numpy as np

from solutions import calls, require


def lstsq(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares: the w (d,) of least norm among those with the least residual ||X w - y||.

    X (N, d) may have any rank, and N may be smaller than d. Singular values below max(N, d) times the
    machine epsilon of the largest count as 0.
    Not graded: ValueError unless X is (N, d), y (N,), both real and finite.

    Derivation
    ----------
    The residual is least iff it is orthogonal to the columns, X^T (X w - y) = 0 (normal equations). With the
    singular value decomposition X = U diag(s) V^T, restricted to s > 0, they say V^T w = (U^T y) / s; what w
    has outside the span of V is free, and 0 makes it shortest: w = V ((U^T y)/s), the pseudo-inverse of X
    applied to y. The inverse of X^T X does not exist unless the columns are independent, and squares the
    condition number if it does.
    Source: Gauss; Moore and Penrose for the least norm.
    """
    require.samples(X)
    require.targets(y, X)
    X, y = np.asarray(X, float), np.asarray(y, float)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    keep = s > max(X.shape) * np.finfo(float).eps * s[0]
    return Vt[keep].T @ (U[:, keep].T @ y / s[keep])


@calls.python_scalars
def ridge(X: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Ridge regression: the w (d,) that minimises ||X w - y||^2 + lam ||w||^2, a sum and not a mean; lam > 0.

    X (N, d) may have any rank.
    Not graded: ValueError unless X is (N, d), y (N,), real and finite, and lam > 0.

    Derivation
    ----------
    The gradient 2 X^T (X w - y) + 2 lam w vanishes iff (X^T X + lam I) w = X^T y, which is positive definite:
    one solution. With X = U diag(s) V^T it is w = V (s/(s^2 + lam) * U^T y): where least squares divides by
    s, ridge multiplies by s/(s^2 + lam) < 1/s, less so the larger s; every factor falls in lam, so ||w|| falls. As for
    least squares, an s that is round-off counts as 0: for a tiny lam the factor would be its reciprocal.
    X^T (X X^T + lam I) = (X^T X + lam I) X^T gives the dual form w = X^T alpha, (X X^T + lam I) alpha = y.
    Source: Hoerl and Kennard 1970; Tikhonov regularisation.
    """
    require.samples(X)
    require.targets(y, X)
    require.scalar(lam, "lam", above=0, hint="lstsq(X, y) is the limit at 0")
    X, y = np.asarray(X, float), np.asarray(y, float)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    keep = s > max(X.shape) * np.finfo(float).eps * s[0]
    U, s, Vt = U[:, keep], s[keep], Vt[keep]
    return Vt.T @ (U.T @ y / (s + lam / s))


def sigmoid(z: np.ndarray) -> np.ndarray:
    """The logistic sigmoid of every entry of z, which may have any shape.

    The relative error is below 1e-12 for |z| <= 700, also where the value is tiny; finite for |z| = 1e4.
    Not graded: ValueError for no entry, and entries that are not real and finite.

    Derivation
    ----------
    sigma(z) = 1/(1 + exp(-z)) = exp(z)/(1 + exp(z)): the first form overflows for z << 0, the second for
    z >> 0. With e = exp(-|z|) <= 1 they are 1/(1 + e) for z >= 0 and e/(1 + e) for z < 0, and nothing
    cancels. sigma(-z) = 1 - sigma(z), sigma' = sigma (1 - sigma); its inverse is the log-odds log p/(1 - p).
    Source: the softmax of two classes with the logits 0 and z.
    """
    require.numbers(z, "z")
    z = np.asarray(z, float)
    e = np.exp(-abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def logistic_nll_grad(w: np.ndarray, X: np.ndarray, y: np.ndarray) -> tuple[float, np.ndarray]:
    """Loss and gradient (nll, grad) of logistic regression with the weights w (d,) on X (N, d), y (N,).

    nll, a float, is the mean over the samples of the negative log-likelihood of the labels y, which are 0 or
    1; grad (d,) is its gradient by w. Finite and right for logits as large as ±1e4.
    Not graded: ValueError unless the shapes fit, all is real and finite, and y holds 0 and 1 only.

    Derivation
    ----------
    P(y = 1 | x) = sigma(z), z = w.x. With the signs t = 2y - 1 = ±1 both labels have the probability
    sigma(t z), as sigma(-z) = 1 - sigma(z). So the loss is -log sigma(m) = log(1 + exp(-m)) with the margin
    m = t z: logaddexp(0, -m) does not overflow. Its derivative by z is -t sigma(-m) = sigma(z) - y, hence
    grad = X^T (p - y)/N, and the Hessian X^T diag(p (1 - p)) X / N >= 0: the loss is convex.
    Source: maximum likelihood for the Bernoulli law; cross-entropy of two classes.
    """
    require.samples(X)
    require.array(w, "w", np.shape(X)[1:], "one weight for each feature")
    require.labels_among(y, (0, 1), len(X))
    w, X, y = (np.asarray(A, float) for A in (w, X, y))
    signs = 2 * y - 1
    margins = signs * (X @ w)
    nll = np.logaddexp(0, -margins).mean()
    return float(nll), -X.T @ (signs * sigmoid(-margins)) / len(X)


@calls.descent("lam", "take a larger one, or logistic.fit_newton, which shortens its steps")
@calls.python_scalars
def newton_logistic(X: np.ndarray, y: np.ndarray, lam: float, steps: int) -> np.ndarray:
    """The points W (steps + 1, d) of Newton's method for regularised logistic regression, from w = 0.

    The objective is the mean negative log-likelihood of the labels y (N,), 0 or 1, plus lam/2 ||w||^2 with
    lam > 0. Every step is a full one. W[0] = 0, W[t] is the point after t steps; steps = 0 is allowed.
    Not graded: ValueError unless the shapes fit, all is real and finite, y holds 0 and 1, lam > 0, steps >= 0.

    Derivation
    ----------
    w <- w - H^-1 g with g = X^T (p - y)/N + lam w and H = X^T diag(p (1 - p)) X / N + lam I, the Hessian,
    since dp/dz = p (1 - p). H >= lam I, so that a step always exists. Near the minimum the error is squared by
    each step. Far from it a full step may overshoot, for small lam even for ever: `logistic.fit_newton` shortens it.
    Source: Newton-Raphson; iteratively reweighted least squares.
    """
    require.samples(X)
    require.labels_among(y, (0, 1), len(X))
    require.scalar(lam, "lam", above=0, hint="it keeps the Hessian invertible")
    require.integer(steps, "steps", 0, "the number of Newton steps")
    X = np.asarray(X, float)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = logistic_nll_grad(W[t], X, y)[1] + lam * W[t]
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        unit = np.sqrt(H.diagonal())  # of the weights: that of the features does not matter
        W[t + 1] = W[t] - np.linalg.lstsq(H / unit / unit[:, None], g / unit)[0] / unit
    return W


@calls.python_scalars
def boundary(w: np.ndarray, b: float) -> tuple[np.ndarray, np.ndarray]:
    """The decision boundary {x in R^2 : w.x + b = 0} as a point and a direction (x0, u).

    w (2,) is not 0. x0 (2,) is the point of this line that is nearest to the origin, u (2,) a unit vector along
    the line; either of the two will do. Vertical lines are no exception.
    Not graded: ValueError unless w is (2,) and not 0, b a number, and both finite.

    Derivation
    ----------
    w is normal to the line, as w.(x - x') = 0 for two of its points. So the nearest point is a multiple of the
    unit normal n = w/||w||, and w.(t n) + b = 0 gives t = -b/||w||: x0 = -b w/||w||^2. u is n turned by a
    right angle. On the line z = 0 and p = 1/2; |z|/||w|| is the distance from it.
    Source: the Hesse normal form.
    """
    _require_normal(w, b)
    w = np.asarray(w, float)
    scale = abs(w).max()
    w, b = w / scale, b / scale  # the same line; the squares of huge or tiny weights are no numbers
    norm = np.hypot(*w)
    n = w / norm
    return -b / norm * n, np.array([-n[1], n[0]])


def _require_normal(w: np.ndarray, b: float) -> None:
    require.array(w, "w", (2,), "one weight for each coordinate of the plane")
    require.array(b, "b", (), "one intercept")
    if not np.any(w):
        raise ValueError("w must not be 0, got [0, 0]; no line has the normal 0")
    if abs(float(b)) / (require.LARGEST / 2) >= np.max(np.abs(np.asarray(w, float))):
        raise ValueError(f"w must not be so small beside b = {b:g}, got {w}; the line is beyond all numbers")
