"""Support vector machines in full: solvers that stop by a certificate, and several classes.

N samples X (N, d), y (N,) labels -1 and +1 (0..K-1 for K classes), Gram matrix K (N, N); alpha (N,) dual variables,
(w, b) a hyperplane, C the weight of the *sum* of the losses against ||w||^2 / 2, lam that of ||w||^2 / 2 against
their *mean*. The unit's functions are in `soft_margin`; these put them to work.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.soft_margin import hinge_objective


@calls.python_scalars
def duality_gap(alpha: np.ndarray, b: float, K: np.ndarray, y: np.ndarray, C: float) -> float:
    """Primal minus dual objective of the soft margin at w = sum alpha_n y_n phi(x_n) and b: one float >= 0.

    alpha (N,) is feasible: in [0, C], with sum alpha_n y_n = 0. The primal objective at (w, b) is at most this much
    above the optimum, and the dual objective at alpha at most this much below.
    Not graded: ValueError unless K is symmetric, the shapes fit, all is real and finite, and C > 0.

    Derivation
    ----------
    With the slacks s_n = 1 - y_n (f_n + b), f = K (alpha o y), the primal is ||w||^2 / 2 + C sum max(0, s_n) and the
    dual sum alpha_n - ||w||^2 / 2, where ||w||^2 = sum alpha_n y_n f_n. As sum alpha_n y_n b = 0, the difference is
    sum_n C max(0, s_n) - alpha_n s_n. Each term is >= 0, and 0 iff sample n satisfies its complementarity.
    Source: weak duality as a stopping rule.
    """
    require.gram(K)
    require.labels_among(y, (-1, 1), len(K))
    require.array(alpha, "alpha", (len(K),), "one entry for each row of K")
    require.array(b, "b", (), "one bias for all samples")
    require.scalar(C, "C", above=0, hint="the weight of the losses")
    alpha, K, y = (np.asarray(A, float) for A in (alpha, K, y))
    slack = 1 - y * (K @ (alpha * y) + b)
    return max(0.0, float((C * np.maximum(slack, 0) - alpha * slack).sum()))


@calls.python_scalars
def smo(
    K: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-3, max_steps: int = 1_000_000
) -> tuple[np.ndarray, float]:
    """Sequential minimal optimisation of the soft margin: (alpha, b), alpha (N,) exactly in [0, C].

    K (N, N) is symmetric and positive semidefinite, y (N,) holds -1 and +1, both; C > 0. y_n f(x_n) violates the
    optimality conditions by at most tol, and the duality gap of (alpha, b) is at most tol times the dual objective; or
    what round-off allows.
    Raises ValueError unless these shapes fit and all is real and finite, C, tol > 0 and max_steps >= 1; RuntimeError
    if that is not reached within max_steps steps.

    Derivation
    ----------
    In beta = alpha o y, which is to sum to 0, beta_n lies in [min(0, C y_n), max(0, C y_n)] and v = y - K beta is the
    gradient of the dual. alpha is optimal iff some b separates: v_n <= b wherever beta_n may rise, v_n >= b wherever
    it may fall. A step takes the i that may rise of largest v_i and a j that may fall; moving t from j to i gains
    t (v_i - v_j) - t^2 q_ij / 2, at best (v_i - v_j)^2 / (2 q_ij) at t = (v_i - v_j)/q_ij: j is the index of the
    largest such gain (second-order selection). t is clipped to the box, and v follows by t (K_i - K_j). b is the middle
    of the interval that is still violated, by v_i - min v_j; dual = sum (alpha_n + beta_n v_n) / 2.
    Source: Platt 1998; Keerthi et al. 2001; Fan, Chen and Lin 2005.
    """
    _require_problem(K, y, C, tol, max_steps)
    K, y = np.asarray(K, float), np.asarray(y, float)
    low, high = np.minimum(0, C * y), np.maximum(0, C * y)
    beta, v, largest = np.zeros(len(y)), y.copy(), abs(K.diagonal()).max()
    for _ in range(max_steps):
        i = int(np.where(beta < high, v, -np.inf).argmax())
        lowest = np.where(beta > low, v, np.inf).min()
        b = (v[i] + lowest) / 2
        slack = y * (v - b)
        gap = (C * np.maximum(slack, 0) - beta * y * slack).sum()
        dual = beta @ (y + v) / 2
        round_off = 1e-15 * (1 + largest * abs(beta).sum())
        if v[i] - lowest <= round_off or (v[i] - lowest <= tol and gap <= tol * dual):
            return abs(beta), float(b)
        curvature = _curvature(K, i)
        gain = np.where((beta > low) & (v < v[i]), (v[i] - v) ** 2 / curvature, 0)
        j = int(gain.argmax())
        t = _move(beta, i, j, (v[i] - v[j]) / curvature[j], low, high)
        v -= t * (K[i] - K[j])
    raise RuntimeError(
        f"the duality gap must fall to {tol:g} of the dual objective {dual:g}, got {gap:g} in {max_steps} steps; "
        "scale the features, or take a larger tol or a smaller C"
    )


def _curvature(K: np.ndarray, i: int) -> np.ndarray:
    """||phi_i - phi_n||^2 for all n, kept off 0 so that a step between equal points leads to the end of the box."""
    curvature = K[i, i] + np.diag(K) - 2 * K[i]
    return np.maximum(curvature, 1e-12 * (K.diagonal().max() or 1))


def _move(beta: np.ndarray, i: int, j: int, t: float, low: np.ndarray, high: np.ndarray) -> float:
    """Move t, or what the box allows, from beta_j to beta_i; an end of the box is reached exactly."""
    t = min(t, high[i] - beta[i], beta[j] - low[j])
    beta[i] = high[i] if t == high[i] - beta[i] else beta[i] + t
    beta[j] = low[j] if t == beta[j] - low[j] else beta[j] - t
    return t


@calls.python_scalars
def linear_svm(X: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-3) -> tuple[np.ndarray, float]:
    """Soft-margin hyperplane (w, b), w (d,), of the samples X (N, d), y (N,) in {-1, +1}, by its dual.

    The primal objective is at most 1 + tol times the least. For separable samples and C beyond the largest dual
    variable of the hard margin, it is the hard margin.
    Raises what `smo` raises, and ValueError unless X is (N, d), N, d >= 1, real and finite.

    Derivation
    ----------
    w = sum alpha_n y_n x_n with the alpha of the linear kernel X X^T. The gap bounds primal - least primal by tol times
    the dual objective, which is not above the least primal.
    Source: representer theorem.
    """
    require.samples(X)
    X = np.asarray(X, float)
    alpha, b = smo(X @ X.T, y, C, tol)
    return (alpha * np.asarray(y, float)) @ X, b


@calls.python_scalars
def squared_hinge_svm(
    X: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-8, max_steps: int = 100
) -> tuple[np.ndarray, float]:
    """Hyperplane (w, b), w (d,), of least ||w||^2 / 2 + C sum of *squared* hinge losses, by Newton's method.

    X (N, d), y (N,) holds -1 and +1, both; C > 0; b is not regularised. The norm of the gradient is at most tol times
    that at w = 0, b = 0.
    Raises ValueError unless these shapes fit and all is real and finite, C, tol > 0 and max_steps >= 1; RuntimeError
    if the gradient is not reached within max_steps steps.

    Derivation
    ----------
    In u = (w, b), with the rows z_n = (x_n, 1), R = diag(1, ..., 1, 0) and s_n = max(0, 1 - y_n z_n.u):
    g(u) = u^T R u / 2 + C sum s_n^2 has the gradient R u - 2 C sum y_n s_n z_n, which is piecewise affine, with the
    generalised Hessian R + 2 C sum z_n z_n^T over the s_n > 0. A Newton step minimises the quadratic piece; if the
    s_n > 0 stay the same, it ends at the minimum of g. Steps that are halved until g falls enough (Armijo) come near
    the minimum. There it belongs to the piece of u, if only to its edge: the full step ends at it, and is accepted,
    since g falls by half of what its slope says. So finitely many steps reach the minimum.
    Source: finite Newton method, Mangasarian 2002; Keerthi and DeCoste 2005.
    """
    require.signed_samples(X, y)
    _require_stopping(C, tol, max_steps)
    require.both_classes(y)
    Z, y = np.column_stack([np.asarray(X, float), np.ones(len(X))]), np.asarray(y, float)
    R = np.eye(Z.shape[1])
    R[-1, -1] = 0

    def value(u: np.ndarray) -> float:
        return float(u @ R @ u / 2 + C * (np.maximum(0, 1 - y * (Z @ u)) ** 2).sum())

    u = np.zeros(Z.shape[1])
    wanted = tol * np.linalg.norm(2 * C * y @ Z)
    for _ in range(max_steps):
        s = np.maximum(0, 1 - y * (Z @ u))
        gradient = R @ u - 2 * C * (y * s) @ Z
        if np.linalg.norm(gradient) <= wanted:
            return u[:-1], float(u[-1])
        active = Z[s > 0]
        step = np.linalg.lstsq(R + 2 * C * active.T @ active, -gradient)[0]
        u = u + _armijo(value, u, step, gradient @ step) * step
    raise RuntimeError(
        f"the gradient must fall to {wanted:g}, got {np.linalg.norm(gradient):g} in {max_steps} steps; "
        "scale the features, or take a larger tol"
    )


def _armijo(value: Callable[[np.ndarray], float], u: np.ndarray, step: np.ndarray, slope: float) -> float:
    """The first of 1, 1/2, 1/4, ... by which the value falls at least as 1e-4 of its slope says, 1e-9 at the least."""
    t = 1.0
    while t > 1e-9 and value(u + t * step) > value(u) + 1e-4 * t * slope:
        t /= 2
    return t


@calls.python_scalars
def pegasos_epochs(
    X: np.ndarray, y: np.ndarray, lam: float, epochs: int, batch: int, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Pegasos with batches and projection: (w, history), w (d,) after `epochs` passes, history (epochs,).

    It minimises lam/2 ||w||^2 + the mean hinge loss of X (N, d), y (N,) in {-1, +1}, without a bias. Each epoch visits
    the samples in a new random order, `batch` at a time, the last batch may be short; its result is the mean of its
    iterates. history holds the objectives of these means, w is the last of them.
    Raises ValueError unless these shapes fit, all is real and finite, lam > 0, epochs, batch >= 1, rng a Generator.

    Derivation
    ----------
    The mean subgradient of a batch has a smaller variance at the same step 1/(lam t). Comparing the optimum with 0,
    lam/2 ||w*||^2 + mean hinge <= 1, and by strong duality even ||w*|| <= 1/sqrt(lam): projecting onto that ball moves
    w nearer to w*. The mean of the last iterates only forgets the large first steps, which is what leaves a log T in
    the bound for the mean of all.
    Source: Shalev-Shwartz, Singer, Srebro and Cotter 2011; Rakhlin, Shamir and Sridharan 2012 for the mean.
    """
    require.signed_samples(X, y)
    require.scalar(lam, "lam", above=0, hint="the weight of the regulariser")
    require.integer(epochs, "epochs", 1, "the number of passes through the samples")
    require.integer(batch, "batch", 1, "the number of samples in a step")
    require.rng(rng)
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, t, w, history = len(X), 0, np.zeros(np.shape(X)[1]), []
    for _ in range(epochs):
        order, mean = rng.permutation(N), np.zeros_like(w)
        for k, start in enumerate(range(0, N, batch), start=1):
            rows, t = order[start : start + batch], t + 1
            active = y[rows] * (y[rows] * (X[rows] @ w) < 1)
            w = (1 - 1 / t) * w + active @ X[rows] / (lam * t * len(rows))
            w *= min(1, 1 / max(np.sqrt(lam) * np.linalg.norm(w), 1))
            mean += (w - mean) / k
        history.append(lam * hinge_objective(mean, 0, X, y, 1 / (lam * N)))
    return mean, np.array(history)


def one_vs_rest(
    fit: Callable[[np.ndarray], tuple[np.ndarray, float]], y: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """K machines of two classes for K classes: (A, b), A (., K) and b (K,), machine k against all others in column k.

    y (N,) holds the classes 0..K-1, each at least once. fit(signs) gets the labels of machine k, +1 for class k and -1
    for the others, and returns its coefficients and its bias. A sample belongs to the class of the largest decision.
    Raises ValueError for labels that are no integers >= 0, for fewer than two classes, and for a class without samples.

    Derivation
    ----------
    One-hot coding of the classes, one column at a time, with -1 for 0. The decisions are compared although the machines
    were fitted apart: they share the scale on which a margin is 1.
    Source: one-versus-rest reduction; Rifkin and Klautau 2004.
    """
    require.function(fit, "fit")
    K = _require_classes(y)
    y = np.asarray(y)
    machines = [fit(np.where(y == k, 1, -1)) for k in range(K)]
    return np.column_stack([a for a, _ in machines]), np.array([b for _, b in machines])


def _require_stopping(C: float, tol: float, max_steps: int) -> None:
    require.scalar(C, "C", above=0, hint="the weight of the losses")
    require.scalar(tol, "tol", above=0, hint="a fraction, 1e-3 say")
    require.integer(max_steps, "max_steps", 1, "the number of steps after which to give up")


def _require_problem(K: np.ndarray, y: np.ndarray, C: float, tol: float, max_steps: int) -> None:
    require.gram(K)
    require.labels_among(y, (-1, 1), len(K))
    require.both_classes(y)
    _require_stopping(C, tol, max_steps)


def _require_classes(y: np.ndarray) -> int:
    require.array(y, "y", ("N",), "one label for each sample")
    K = int(np.max(y)) + 1
    require.labels(y, K)
    missing = np.flatnonzero(np.bincount(y, minlength=max(K, 2)) == 0)
    if missing.size:
        raise ValueError(f"y must hold each class 0..K-1, K >= 2, got none of class {missing[0]}; renumber the classes")
    return K
