"""Regression: numbers by least squares, probabilities by the logistic model, and the line between the classes.

N samples of d features, X (N, d); w (d,) weights, y (N,) real targets for least squares, labels 0 and 1 for the
logistic model, z (N,) = X w its logits and p (N,) probabilities; weights (N,) say how much a sample counts. There is
no intercept b but in `line_fit` and `boundary`: a column of ones in X makes one.

Lists are accepted for arrays, and no argument is changed. All arrays that come out are float64 and new.
"""

import numpy as np

from solutions import calls, require

FAR = 1e150  # squares of larger numbers, summed, are no numbers


def line_fit(x: np.ndarray, y: np.ndarray) -> tuple[float, float]:
    """The line of least squares through the points (x_n, y_n): (slope, intercept), two floats.

    x (N,) has at least two different entries, y (N,) any; both hold floats. The line makes the sum of the squares of
    y_n - slope x_n - intercept least. For numbers up to 200 in size, and x that are equal or differ by 1/8 or more, the
    slope is right to 1e-5 and the intercept to 1e-3, both times |slope| if that is above 1.

    Derivation
    ----------
    For a given slope the best intercept is the mean of y - slope x, so the line passes through the means. With
    dx = x - mean(x), dy = y - mean(y) there remains ||dy - slope dx||^2, a parabola in the slope: least at
    dx.dy / dx.dx, which is cov(x, y) / var(x), both divided by N or both by N - 1. The residuals are orthogonal to dx
    and sum to 0. Taking the means off first keeps digits that sum x^2 - N mean(x)^2 would lose.
    Errors: ValueError unless x and y are (N,), real and finite, up to 1e150 in size, and two entries of x differ.
    Source: Legendre 1805, Gauss 1809.
    """
    _require_points(x, y)
    x, y = np.asarray(x, float), np.asarray(y, float)
    dx = x - x.mean()
    slope = dx @ (y - y.mean()) / (dx @ dx)
    return float(slope), float(y.mean() - slope * x.mean())


def _require_points(x: np.ndarray, y: np.ndarray) -> None:
    """x and y (N,) can be squared and summed, and x is not constant."""
    for values, name in ((x, "x"), (y, "y")):
        require.array(values, name, np.shape(x)[:1] if name == "y" else ("N",), "one entry for each point")
        if (largest := np.abs(np.asarray(values, float)).max()) > FAR:
            raise ValueError(f"{name} must be {FAR:g} at most in size, got {largest:g}; choose a larger unit")
    x = np.asarray(x, float)
    if (spread := np.ptp(x)) <= np.abs(x).max() * np.finfo(float).eps or spread < 1 / FAR:
        raise ValueError(f"x must have two different entries, got {x[0]:g} only; only an upright line fits")


def lstsq(X: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Least squares: the w (d,) of least norm among those with the least residual ||X w - y||.

    X (N, d) may have any rank, N may be smaller than d, and it may hold integers. A singular value below 1e-15 times
    the largest is round-off, and counts as 0; one above 1e-9 times the largest is none. w is right to 1e-4 if y = X w,
    and to 1e-6 if no singular value is between 0 and 1e-3 times the largest; both times its largest entry.

    Derivation
    ----------
    The residual is least iff it is orthogonal to the columns, X^T (X w - y) = 0 (normal equations). With the
    singular value decomposition X = U diag(s) V^T, restricted to s > 0, they say V^T w = (U^T y) / s; what w
    has outside the span of V is free, and 0 makes it shortest: w = V ((U^T y)/s), the pseudo-inverse of X
    applied to y. The inverse of X^T X does not exist unless the columns are independent, and squares the
    condition number if it does. On a computer singular values below max(N, d) times the machine epsilon of the largest
    count as 0.
    Errors: ValueError unless X is (N, d), y (N,), both real and finite.
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

    X (N, d) may have any rank, N may be smaller than d, and it may hold integers. For numbers up to 10 in X and y, and
    lam >= 0.1, w is right to 1e-5.

    Derivation
    ----------
    The gradient 2 X^T (X w - y) + 2 lam w vanishes iff (X^T X + lam I) w = X^T y, which is positive definite:
    one solution. With X = U diag(s) V^T it is w = V (s/(s^2 + lam) * U^T y): where least squares divides by
    s, ridge multiplies by s/(s^2 + lam) < 1/s, less so the larger s; every factor falls in lam, so ||w|| falls. As for
    least squares, an s that is round-off counts as 0: for a tiny lam the factor would be its reciprocal.
    X^T (X X^T + lam I) = (X^T X + lam I) X^T gives the dual form w = X^T alpha, (X X^T + lam I) alpha = y.
    Errors: ValueError unless X is (N, d), y (N,), real and finite, and lam > 0.
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
    """The logistic sigmoid of every entry of z, which may have any shape and hold integers.

    The relative error is below 1e-12 for |z| <= 700, also where the value is tiny. For numbers as large as ±1e4 the
    values are still right to 1e-12, and never NaN.

    Derivation
    ----------
    sigma(z) = 1/(1 + exp(-z)) = exp(z)/(1 + exp(z)): the first form overflows for z << 0, the second for
    z >> 0. With e = exp(-|z|) <= 1 they are 1/(1 + e) for z >= 0 and e/(1 + e) for z < 0, and nothing
    cancels. sigma(-z) = 1 - sigma(z), sigma' = sigma (1 - sigma); its inverse is the log-odds log p/(1 - p).
    Errors: ValueError for no entry, and entries that are not real and finite.
    Source: the softmax of two classes with the logits 0 and z.
    """
    require.numbers(z, "z")
    z = np.asarray(z, float)
    e = np.exp(-abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


def logistic_nll_grad(
    w: np.ndarray, X: np.ndarray, y: np.ndarray, weights: np.ndarray | None = None
) -> tuple[float, np.ndarray]:
    """Loss and gradient (nll, grad) of logistic regression with the parameters w (d,) on X (N, d), y (N,).

    nll, a float, is the weighted mean over the samples of the negative log-likelihood of the labels y, which are 0 or
    1: sum v_n loss_n / sum v_n with v = weights (N,), nonnegative and not all 0. Without weights all samples count
    alike. grad (d,) is the gradient of nll by w. X may hold integers. Both are finite for logits as large as ±1e4. nll
    is right to 1e-5 times 1 + nll, grad to 1e-5 times 1 + the largest |X[n, j]|.

    Derivation
    ----------
    P(y = 1 | x) = sigma(z), z = w.x. With the signs t = 2y - 1 = ±1 both labels have the probability
    sigma(t z), as sigma(-z) = 1 - sigma(z). So the loss is -log sigma(m) = log(1 + exp(-m)) with the margin
    m = t z: logaddexp(0, -m) does not overflow. Its derivative by z is -t sigma(-m) = sigma(z) - y, hence
    grad = X^T (v (p - y)) if the v_n sum to 1, and the Hessian X^T diag(v p (1 - p)) X >= 0: the loss is convex.
    Errors: ValueError unless the shapes fit, all is real and finite, y holds 0 and 1 only, and the weights are >= 0
    with a finite sum > 0.
    Source: maximum likelihood for the Bernoulli law; cross-entropy of two classes.
    """
    require.samples(X)
    require.array(w, "w", np.shape(X)[1:], "one weight for each feature")
    require.labels_among(y, (0, 1), len(X))
    _require_weights(weights, len(X))
    w, X, y = (np.asarray(A, float) for A in (w, X, y))
    v = np.ones(len(X)) if weights is None else np.asarray(weights, float)
    v = v / v.sum()
    signs = 2 * y - 1
    margins = signs * (X @ w)
    nll = v @ np.logaddexp(0, -margins)
    return float(nll), -X.T @ (v * signs * sigmoid(-margins))


def _require_weights(weights: object, N: int) -> None:
    """None, or weights (N,) that can be divided by their sum."""
    if weights is None:
        return
    require.array(weights, "weights", (N,), "one weight for each sample")
    v = np.asarray(weights, float)
    if (v < 0).any():
        raise ValueError(f"weights must be >= 0, got {v.min():g}; 0 leaves a sample out")
    with np.errstate(over="ignore"):
        total = v.sum()
    if not 1 / FAR <= total <= FAR:
        raise ValueError(f"weights must have a sum from {1 / FAR:g} to {FAR:g}, got {total:g}; some sample must count")


def catch_logistic() -> list[tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray | None]]:
    """A list of one to three inputs (w, X, y, weights) on which six wrong logistic_nll_grad show themselves.

    Each has 1 to 4 samples of 1 to 3 features, numbers between -1000 and 1000 in w and X, labels 0 and 1, and as
    weights None or numbers between 0 and 1000 with a sum of 0.001 or more. A wrong version is caught if on one of the
    inputs its loss or an entry of its gradient is off by more than 0.001, and by more than 0.001 of the right number.

    Derivation
    ----------
    One input catches all: z = (100, 1), y = (0, 1), weights (1, 2), with nll = 33.54 and grad = 33.15. The first
    sample is wrong by so much that a probability cut off at 1e-12 shows, and its label 0 is no sign; of two samples the
    sum is no mean; the weights differ, for the loss and the gradient, and do not sum to N; and p (1 - p) is 0.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [(np.array([1.0]), np.array([[100.0], [1.0]]), np.array([0, 1]), np.array([1.0, 2.0]))]


@calls.descent("lam", "take a larger one, or logistic.fit_newton, which shortens its steps")
@calls.python_scalars
def newton_logistic(X: np.ndarray, y: np.ndarray, lam: float, steps: int) -> np.ndarray:
    """The points W (steps + 1, d) of Newton's method for regularised logistic regression, from w = 0.

    The objective is the mean negative log-likelihood of the labels y (N,), 0 or 1, plus lam/2 ||w||^2 with
    lam > 0. Every step is a full one, wherever it leads: logits may grow to 1e6, and the points are finite. W[0] = 0,
    W[t] is the point after t steps; steps = 0 is allowed. X may hold integers. Up to 12 steps and lam >= 1e-4 are asked
    for: a point is right to 1e-3 times its largest entry, for lam >= 0.1 to 1e-6.

    Derivation
    ----------
    w <- w - H^-1 g with g = X^T (p - y)/N + lam w and H = X^T diag(p (1 - p)) X / N + lam I, the Hessian,
    since dp/dz = p (1 - p). H >= lam I, so that a step always exists. Near the minimum the error is squared by
    each step. Far from it a full step may overshoot, for small lam even for ever: `logistic.fit_newton` shortens it.
    Errors: ValueError unless the shapes fit, all is real and finite, y holds 0 and 1, lam > 0, steps >= 0.
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

    Derivation
    ----------
    w is normal to the line, as w.(x - x') = 0 for two of its points. So the nearest point is a multiple of the
    unit normal n = w/||w||, and w.(t n) + b = 0 gives t = -b/||w||: x0 = -b w/||w||^2. u is n turned by a
    right angle. On the line z = 0 and p = 1/2; |z|/||w|| is the distance from it.
    Errors: ValueError unless w is (2,) and not 0, b a number, and both finite.
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
