"""Soft margin: the support vector machine as a convex problem, its subgradient, and its dual.

N samples in d dimensions: X (N, d), y (N,) labels -1 and +1; w (d,), b a number, decisions w.x + b and margins
m_n = y_n (w.x_n + b). C weighs the *sum* of the hinge losses max(0, 1 - m_n) against ||w||^2 / 2; in Pegasos lam
weighs ||w||^2 / 2 against their *mean*. alpha (N,) are dual variables, K (N, N) is the Gram matrix of the samples,
for the linear kernel X X^T.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require


@calls.python_scalars
def hinge_objective(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> float:
    """Primal objective of the soft margin at the hyperplane (w, b): one float, right to 1e-5 of 1 plus itself.

    It is ||w||^2 / 2 plus C times the sum of the hinge losses max(0, 1 - y_n (w.x_n + b)), where w (d,), b a number,
    X (N, d), y (N,) in {-1, +1}. The bias is not regularised, and C = 0 is allowed. X may hold integers.

    Derivation
    ----------
    f(w, b) = ||w||^2 / 2 + C sum_n max(0, 1 - y_n (w.x_n + b)). With slacks, min ||w||^2 / 2 + C sum xi_n subject
    to y_n (w.x_n + b) >= 1 - xi_n and xi_n >= 0: for fixed (w, b) the least slack is the hinge loss. f is convex,
    as a square and maxima of affine functions are; it is affine in C.
    Errors: ValueError unless these shapes fit, the entries are real and finite, and C >= 0.
    Source: Cortes and Vapnik 1995.
    """
    _require_primal(w, b, X, y, C)
    w, X, y = np.asarray(w, float), np.asarray(X, float), np.asarray(y, float)
    losses = np.maximum(0, 1 - y * (X @ w + b))
    return float(w @ w / 2 + C * losses.sum())


@calls.python_scalars
def hinge_subgradient(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> tuple[np.ndarray, float]:
    """Subgradient (gw, gb) of the primal objective of the soft margin at (w, b): gw (d,), gb a float.

    Arguments as for `hinge_objective`. Where no margin is 1, this is the gradient, right to 1e-5 of the largest term.
    At a kink, where a margin is exactly 1, any subgradient is right.

    Derivation
    ----------
    The hinge max(0, 1 - m) has the derivative -1 for m < 1 and 0 for m > 1; at m = 1 every number in [-1, 0] is
    a subgradient, 0 say. By the chain rule for the affine m_n, gw = w - C sum y_n x_n and gb = -C sum y_n, summed
    over the samples with m_n < 1. Sums of subgradients are subgradients: f(v) >= f(w) + <g, v - w> for all v.
    Errors: ValueError unless these shapes fit, the entries are real and finite, and C >= 0.
    Source: subdifferential of a maximum.
    """
    _require_primal(w, b, X, y, C)
    w, X, y = np.asarray(w, float), np.asarray(X, float), np.asarray(y, float)
    pull = C * y * (y * (X @ w + b) < 1)
    return w - pull @ X, float(-pull.sum())


@calls.python_scalars
def pegasos(X: np.ndarray, y: np.ndarray, lam: float, T: int, rng: np.random.Generator) -> np.ndarray:
    """Pegasos: w (d,) after T >= 1 steps of stochastic subgradient descent, each on one sample drawn from rng.

    It minimises lam/2 ||w||^2 + the mean hinge loss of the samples X (N, d), y (N,) in {-1, +1}, without a bias; X may
    be of integers, lam > 0, and each sample is as likely to be drawn as any other. w starts at 0, step t has the size
    1/(lam t), t = 1, ..., T. The last iterate is right, and so is a mean of w_1, ..., w_T in which no w_t weighs more
    than a later one. With R the largest ||x_n||, the objective at w is at most 2 R^2 (1 + log(T + 1)) / (lam T) above
    the least: for sure if all y_n x_n are equal, in expectation if R^2 < lam. Equal generators give equal w.
    Rounds in shuffled order, and the projection of w onto the ball of radius 1/sqrt(lam) after a step, are right, too.

    Derivation
    ----------
    For the sample n drawn in step t, g = lam w - [y_n w.x_n < 1] y_n x_n is a subgradient in expectation. The
    objective is lam-strongly convex, hence the step 1/(lam t): w <- (1 - 1/t) w + [...] y_n x_n / (lam t). So
    lam t w is a sum of at most t of the y_n x_n, ||w|| <= R/lam and ||g|| <= 2R with R = max ||x_n||. From
    ||w' - w*||^2 = ||w - w*||^2 - 2 <g, w - w*>/(lam t) + ||g||^2/(lam t)^2 and strong convexity, summed over t,
    the mean of the iterates has an expected excess of at most 2 R^2 (1 + log(T + 1))/(lam T): it is returned. (The
    sum starts at w = 0; to leave it out of the mean does no harm, as its objective 1 is not below the optimum.)
    Errors: ValueError unless these shapes fit, all is real and finite, lam > 0, T >= 1, rng is a Generator.
    Source: Shalev-Shwartz, Singer, Srebro and Cotter 2011.
    """
    require.signed_samples(X, y)
    require.scalar(lam, "lam", above=0, hint="the weight of the regulariser")
    require.integer(T, "T", 1, "the number of steps")
    require.rng(rng)
    X, y = np.asarray(X, float), np.asarray(y, float)
    w, mean = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pull = y[n] * X[n] * (y[n] * (w @ X[n]) < 1)
        w = (1 - 1 / t) * w + pull / (lam * t)
        mean += (w - mean) / t
    return mean


def dual_objective(alpha: np.ndarray, K: np.ndarray, y: np.ndarray) -> float:
    """Dual objective of the soft margin at alpha (N,), which is to be maximised: one float.

    K (N, N) is the Gram matrix of the samples, symmetric, and y (N,) in {-1, +1}. alpha need not be feasible: it may
    have any signs and any sum. The number is right to 1e-5 of the larger of sum |alpha_n| and of
    sum |alpha_n alpha_m K_nm|. K may hold integers.

    Derivation
    ----------
    The Lagrangian ||w||^2 / 2 + C sum xi_n - sum alpha_n (m_n - 1 + xi_n) - sum nu_n xi_n, alpha, nu >= 0, is least
    in w for w = sum alpha_n y_n x_n; in b and xi it is bounded below only if sum alpha_n y_n = 0 and
    alpha_n + nu_n = C, and does then not depend on them. What remains is
    D(alpha) = sum_n alpha_n - (1/2) sum_{n,m} alpha_n alpha_m y_n y_m K_nm over 0 <= alpha_n <= C,
    sum alpha_n y_n = 0. D <= f for all feasible pairs (weak duality), with equality at the optimum, the
    constraints being affine. Only inner products of samples are left: this lets the kernel in.
    Errors: ValueError unless these shapes fit, all entries are real and finite, and K is symmetric.
    Source: Lagrange duality.
    """
    _require_dual(alpha, K, y)
    alpha, K, y = (np.asarray(A, float) for A in (alpha, K, y))
    beta = alpha * y
    return float(alpha.sum() - beta @ K @ beta / 2)


@calls.python_scalars
def smo_pair(alpha: np.ndarray, i: int, j: int, K: np.ndarray, y: np.ndarray, C: float) -> np.ndarray:
    """One step of sequential minimal optimisation: alpha (N,) with the pair i != j moved to the best values.

    alpha is feasible: 0 <= alpha_n <= C, sum alpha_n y_n = 0; so is the result, up to 1e-5 C. Its other entries are the
    same, and its dual objective is the largest that the pair allows, up to 1e-5 of sum_n alpha_n plus C times the
    larger 1 + sum_m |K_nm| alpha_m of n = i, j. K (N, N) is symmetric and positive semidefinite, and may be of
    integers, y (N,) in {-1, +1}, C > 0. K_ii + K_jj - 2 K_ij may be 0, as of equal samples: then the objective is a
    line along the pair, and its higher end is wanted; where it is level, every feasible point is right. Compare it
    with K_ii + K_jj: where all of K is small, 3e-4 is not 0.

    Derivation
    ----------
    alpha_i + t y_i, alpha_j - t y_j keeps sum alpha_n y_n. With v_n = y_n - sum_m alpha_m y_m K_nm, that is y_n times
    dD/d alpha_n, D changes by t (v_i - v_j) - t^2 q / 2 where q = K_ii + K_jj - 2 K_ij = ||phi_i - phi_j||^2 >= 0:
    the best t is (v_i - v_j)/q. The box leaves an interval for t: that of i has the ends -alpha_i y_i and
    (C - alpha_i) y_i, that of j has alpha_j y_j and (alpha_j - C) y_j. A parabola on an interval is largest at the
    clipped vertex; if q = 0 it is a line, largest at the end where v_i - v_j points, or level if that is 0. The
    intervals have the length C and hold 0, so that a step of C leads past their ends.
    Errors: ValueError unless these shapes fit, alpha is feasible, i != j are in 0..N-1, and C > 0.
    Source: Platt 1998.
    """
    _require_feasible(alpha, K, y, C)
    _require_pair(i, j, len(alpha))
    alpha, K, y = np.array(alpha, float), np.asarray(K, float), np.asarray(y, float)
    beta = alpha * y
    slope = (y[i] - K[i] @ beta) - (y[j] - K[j] @ beta)
    curvature = K[i, i] + K[j, j] - 2 * K[i, j]
    ends_i = sorted([-alpha[i] * y[i], (C - alpha[i]) * y[i]])
    ends_j = sorted([alpha[j] * y[j], (alpha[j] - C) * y[j]])
    t = slope / curvature if curvature > 1e-12 * (K[i, i] + K[j, j]) else C * np.sign(slope)
    t = np.clip(t, max(ends_i[0], ends_j[0]), min(ends_i[1], ends_j[1]))
    alpha[i] += t * y[i]
    alpha[j] -= t * y[j]
    alpha[[i, j]] = alpha[[i, j]].clip(0, C)  # round-off may lead past the end of the box
    return alpha


@calls.python_scalars
def bias_from_support(alpha: np.ndarray, K: np.ndarray, y: np.ndarray, C: float) -> float:
    """Bias b of the soft margin from an optimal alpha (N,) of its dual: one float.

    K (N, N) is the Gram matrix, which may hold integers, y (N,) holds -1 and +1, both, and C > 0. The sample n has the
    decision sum_m alpha_m y_m K_nm + b. Support vectors with 0 < alpha_n < C are free, and have margin 1; what is
    within 1e-8 C of 0 or C counts as 0 or C. If none is free, any b of the optimal interval is right. b is wanted to
    1e-5 of 1 plus the largest |sum_m alpha_m y_m K_nm|.

    Derivation
    ----------
    The decision is f_n + b, f_n = sum_m alpha_m y_m K_nm. Let v_n = y_n - f_n. If 0 < alpha_n < C, complementarity
    gives y_n (f_n + b) = 1, that is b = v_n; the mean over the free ones evens out round-off. Otherwise
    alpha_n = 0 asks for y_n (f_n + b) >= 1 and alpha_n = C for <= 1. So v_n <= b for those where alpha_n y_n may
    still rise (y = +1 at 0, y = -1 at C) and v_n >= b for the others; the middle of that interval is taken. Neither
    side is empty: alpha = C on all of one class and 0 on the other violates sum alpha_n y_n = 0.
    Errors: ValueError unless these shapes fit, alpha is feasible, y holds both labels, and C > 0.
    Source: complementary slackness.
    """
    _require_feasible(alpha, K, y, C)
    require.both_classes(y)
    alpha, K, y = (np.asarray(A, float) for A in (alpha, K, y))
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < (1 - 1e-8) * C)
    if free.any():
        return float(v[free].mean())
    may_rise = (y > 0) == (alpha < C / 2)
    return float((v[may_rise].max() + v[~may_rise].min()) / 2)


def catch_soft_margin() -> list[tuple[np.ndarray, np.ndarray, float]]:
    """A list of one to three inputs (X, y, C) on which six wrong trainers of the soft margin lose.

    Each has 2 to 6 samples X (N, d) of 1 or 2 features, numbers between -100 and 100, their labels y (N,), -1 and +1,
    both, and C between 0.001 and 1000. A wrong trainer is caught if, on one of the inputs, the right objective at its
    (w, b) is more than 1.01 times the least.

    Derivation
    ----------
    One input catches all: x = 4 (+), 1, 2 (-), C = 0.1, where alpha = (C, 0, C), w = 0.2, b is in [-1.4, -1.2] and
    the least objective is 0.18. Far from 0 a bias is needed, and a penalty on it is felt; C is neither 1 nor so large
    that the margin is hard; three samples, so that a mean is another weight; and the support vectors are not free.
    The right objective at the six (w, b) is 1.58, 1.64, 1.049, 2.78, 1.028 and 1.33 times the least.
    Source: counterexamples, one for each hypothesis under which the wrong idea would be right.
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1)]


def _require_primal(w: np.ndarray, b: float, X: np.ndarray, y: np.ndarray, C: float) -> None:
    require.signed_samples(X, y)
    require.array(w, "w", np.shape(X)[1:], "one entry for each column of X")
    require.array(b, "b", (), "one bias for all samples")
    require.scalar(C, "C", least=0, hint="the weight of the losses")


def _require_dual(alpha: np.ndarray, K: np.ndarray, y: np.ndarray) -> None:
    require.gram(K)
    N = len(K)
    require.labels_among(y, (-1, 1), N)
    require.array(alpha, "alpha", (N,), "one entry for each row of K")


def _require_feasible(alpha: np.ndarray, K: np.ndarray, y: np.ndarray, C: float) -> None:
    _require_dual(alpha, K, y)
    require.scalar(C, "C", above=0, hint="the weight of the losses")
    alpha = np.asarray(alpha, float)
    # The tolerance is for an alpha that another solver has found.
    outside = np.flatnonzero((alpha < -1e-8 * C) | (alpha > (1 + 1e-8) * C))
    if outside.size:
        got = f"{alpha[outside[0]]:g} at index {outside[0]}"
        raise ValueError(f"alpha must be in [0, C] = [0, {C:g}], got {got}; clip it, or start at 0")
    balance = alpha @ np.asarray(y, float)
    if abs(balance) > 1e-6 * C * len(alpha):
        raise ValueError(f"alpha must have sum alpha_n y_n = 0, got {balance:g}; start at 0 and move pairs")


def _require_pair(i: int, j: int, N: int) -> None:
    for n, name in ((i, "i"), (j, "j")):
        require.integer(n, name, 0, "the index of a sample")
        if n >= N:
            raise ValueError(f"{name} must be in 0..N-1 = 0..{N - 1}, got {n}; it is the index of a sample")
    if i == j:
        raise ValueError(f"i and j must be different, got {i} twice; a single alpha cannot move")
