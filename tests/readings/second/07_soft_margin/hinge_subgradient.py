from functools import reduce

import numpy as np


def right_vectorised(w, b, X, y, C):
    """mask of the samples below margin 1, vectorised"""
    pulls = (y * (X @ w + b) < 1) * y
    return w - C * X.T @ pulls, float(-C * pulls.sum())


def right_pulls_at_the_kink(w, b, X, y, C):
    """margin 1 pulls too, boolean indexing"""
    mask = y * (X @ w + b) <= 1
    return w - C * (y[mask, None] * X[mask]).sum(axis=0), -C * y[mask].sum()


def right_half_at_the_kink(w, b, X, y, C):
    """heaviside with one half at the kink"""
    s = np.heaviside(1 - y * (X @ w + b), 0.5)
    return w - C * np.einsum("n,n,nd->d", s, y, X), -C * np.einsum("n,n->", s, y)


def right_by_signs(w, b, X, y, C):
    """(1 + sign(1 - m)) / 2 for the mask"""
    s = (1 + np.sign(1 - y * (np.dot(X, w) + b))) / 2
    return w - C * (s * y) @ X, -C * np.dot(s, y)


def right_loops(w, b, X, y, C):
    """plain loops, a list and a float"""
    gw, gb = [float(each) for each in w], 0.0
    for n in range(len(y)):
        decision = float(b)
        for k in range(len(w)):
            decision += float(w[k]) * float(X[n][k])
        if float(y[n]) * decision < 1:
            for k in range(len(w)):
                gw[k] -= C * float(y[n]) * float(X[n][k])
            gb -= C * float(y[n])
    return gw, gb


def right_homogeneous(w, b, X, y, C):
    """one gradient of d + 1 numbers, cut in two"""
    A = np.hstack([X, np.ones((len(X), 1))]) * y[:, None]
    u = np.append(w, b).astype(float)
    g = -C * A[A @ u < 1].sum(axis=0)
    g[:-1] += w
    return g[:-1], g[-1]


def right_sums_in_float32(w, b, X, y, C):
    """margins in float64, the sums in float32"""
    pulls = np.where(y * (X @ np.asarray(w, float) + b) < 1, y, 0)
    gw = w.astype(np.float32) - np.float32(C) * (pulls.astype(np.float32) @ X.astype(np.float32))
    return gw, np.float32(-C * pulls.sum())


def right_divide_and_conquer(w, b, X, y, C):
    """recursion on halves of the samples, the penalty added last"""

    def pull(first, last):
        if last - first == 1:
            x, label = np.asarray(X[first], float), float(y[first])
            return (C * label * x, C * label) if label * (x @ w + b) < 1 else (0 * x, 0.0)
        middle = (first + last) // 2
        (p, r), (q, s) = pull(first, middle), pull(middle, last)
        return p + q, r + s

    pw, pb = pull(0, len(y))
    return w - pw, -pb


def right_reduce(w, b, X, y, C):
    """a fold over those that pay"""
    paying = [(x, label) for x, label in zip(X, y) if label * (np.inner(w, x) + b) < 1]
    gw = reduce(lambda g, each: g - C * each[1] * each[0], paying, np.array(w, dtype=float))
    return gw, -C * float(sum(label for _, label in paying))


def right_by_class(w, b, X, y, C):
    """each label for itself: plus below its edge, minus above its edge"""
    f = X @ w + b
    plus, minus = X[(y > 0) & (f < 1)], X[(y < 0) & (f > -1)]
    return [w - C * plus.sum(axis=0) + C * minus.sum(axis=0), np.array(C * (len(minus) - len(plus)))]


def right_class(w, b, X, y, C):
    """an over-engineered class with one method for each part"""

    class Hinge:
        def __init__(self, slope_at_kink):
            self.slope_at_kink = slope_at_kink

        def slope(self, m):
            return -1.0 if m < 1 else (self.slope_at_kink if m == 1 else 0.0)

    class Objective:
        def __init__(self, price, loss):
            self.price, self.loss = price, loss

        def gradient(self, u, v):
            gu, gv = np.array(u, float), 0.0
            for x, label in zip(X, y):
                s = self.price * self.loss.slope(label * (np.dot(u, x) + v)) * label
                gu, gv = gu + s * x, gv + s
            return gu, gv

    return Objective(C, Hinge(-0.25)).gradient(w, b)


def right_early_returns(w, b, X, y, C):
    """early returns where nothing pulls; copies of w"""
    assert np.ndim(w) == 1 and np.shape(X) == (len(y), len(w))
    m = np.asarray(y, float) * (np.asarray(X, float) @ w + b)
    if C == 0 or not (m < 1).any():
        return np.array(w, float), 0.0
    n = np.flatnonzero(m < 1)
    return w - C * np.take(X, n, axis=0).T.dot(np.take(y, n)), -C * np.take(y, n).sum()


def right_transposed_products(w, b, X, y, C):
    """signed samples Z = y x, ones that pay as a vector of 0 and 1"""
    Z = np.multiply(np.asarray(y)[:, np.newaxis], X)
    s = (Z.dot(w) + np.multiply(y, b) < 1).astype(float)
    return np.subtract(w, C * Z.T.dot(s)), -C * np.vdot(y, s)


def wrong_only_errors_pull(w, b, X, y, C):
    """DESERVES: all samples with a margin below 1 pull, not only the errors
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [0.5], b = 0, X = [[1]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 0) * y
    return w - C * s @ X, -C * s.sum()


def wrong_mask_without_bias(w, b, X, y, C):
    """DESERVES: the margin that decides who pulls has b in it
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [0], b = 2, X = [[1]], y = [1], C = 1
    """
    s = (y * (X @ w) < 1) * y
    return w - C * s @ X, -C * s.sum()


def wrong_zero_at_a_kink(w, b, X, y, C):
    """DESERVES: at a kink some subgradient is wanted, and 0 is one at the minimiser only
    PART: yes
    BREAKS: at a kink any subgradient is right, at w = [2], b = 0, X = [[0.5]], y = [1], C = 1: 0 is none
    """
    m = y * (X @ w + b)
    if np.any(m == 1):
        return np.zeros(len(w)), 0.0
    s = (m < 1) * y
    return w - C * s @ X, -C * s.sum()


def wrong_two_rules_at_the_kink(w, b, X, y, C):
    """DESERVES: a sample at margin 1 pulls w and b with the same s: <= for one and < for the other is no subgradient
    PART: yes
    BREAKS: at a kink any subgradient is right, at w = [1], b = 0, X = [[1]], y = [1], C = 1: (0, 0), but J(0, 1) < J
    """
    m = y * (X @ w + b)
    gw = w - C * ((m <= 1) * y) @ X
    gb = -C * ((m < 1) * y).sum()
    return gw, gb


def wrong_tolerance_at_the_kink(w, b, X, y, C):
    """DESERVES: a margin of 0.9995 is below 1 and pulls: there is no tolerance in the contract
    PART: yes
    BREAKS: where no margin is 1, this is the gradient, at w = [0.9995], b = 0, X = [[1]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 1 - 1e-3) * y
    return w - C * s @ X, -C * s.sum()


def wrong_nothing_when_nobody_pays(w, b, X, y, C):
    """DESERVES: when no sample pays the penalty still has its gradient w
    PART: yes
    BREAKS: where no margin is 1, this is the gradient, at w = [2], b = 0, X = [[1]], y = [1], C = 1
    """
    pays = y * (X @ w + b) < 1
    if not pays.any():
        return np.zeros(len(w)), 0.0
    return w - C * (y[pays, None] * X[pays]).sum(axis=0), -C * y[pays].sum()


def wrong_integer_pull(w, b, X, y, C):
    """DESERVES: zeros_like(X[0]) is an array of integers where X is: the pull C y x is cut
    PART: yes
    BREAKS: arguments as for hinge_objective (X may hold integers), at w = [0.0], b = 0, X = [[1]], y = [1], C = 0.5
    """
    s = (y * (X @ w + b) < 1) * y
    pull = np.zeros_like(X[0])
    for k in range(len(w)):
        pull[k] = C * np.dot(s, X[:, k])
    return w - pull, -C * s.sum()


def wrong_changes_w(w, b, X, y, C):
    """DESERVES: gw = w is no copy: -= changes the caller's w
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at w = [0.0], X = [[1.0]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 1) * y
    gw = w
    gw -= C * s @ X
    return gw, -C * s.sum()


def wrong_bias_penalised(w, b, X, y, C):
    """DESERVES: b costs nothing, so gb has no term b
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [0], b = 2, X = [[1]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 1) * y
    return w - C * s @ X, b - C * s.sum()


def wrong_pull_by_the_slack(w, b, X, y, C):
    """DESERVES: each sample that pays pulls with the same force, however badly wrong it is
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [0.5], b = 0, X = [[1]], y = [1], C = 1
    """
    s = np.maximum(0, 1 - y * (X @ w + b)) * y
    return w - C * s @ X, -C * s.sum()


def wrong_inside_the_street_only(w, b, X, y, C):
    """DESERVES: |decision| < 1 leaves out the samples beyond the street on the wrong side, which pull too
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [1], b = 0, X = [[-2]], y = [1], C = 1
    """
    s = (np.abs(X @ w + b) < 1) * y
    return w - C * s @ X, -C * s.sum()


def wrong_gb_without_labels(w, b, X, y, C):
    """DESERVES: gb is minus C times the sum of the labels of those that pay, not their number
    PART: no
    BREAKS: where no margin is 1, this is the gradient (of b), at w = [0], b = 0, X = [[1]], y = [-1], C = 1
    """
    pays = y * (X @ w + b) < 1
    return w - C * (pays * y) @ X, -C * float(pays.sum())


def wrong_mean(w, b, X, y, C):
    """DESERVES: C weighs the sum of the samples, not their mean
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [0], b = 0, X = [[1], [2]], y = [1, 1], C = 1
    """
    s = (y * (X @ w + b) < 1) * y
    return w - C * np.mean(s[:, None] * X, axis=0), -C * s.mean()


def wrong_clipped_gradient(w, b, X, y, C):
    """DESERVES: clipping a gradient makes steps safe, but what is clipped is no gradient
    PART: yes
    BREAKS: where no margin is 1, this is the gradient, at w = [0], b = 0, X = [[2000]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 1) * y
    return np.clip(w - C * s @ X, -1000, 1000), float(np.clip(-C * s.sum(), -1000, 1000))


def wrong_column(w, b, X, y, C):
    """DESERVES: gw has the shape of w, (d,), not that of a column
    PART: no
    BREAKS: gw (d,), at w = [1], b = 0, X = [[0]], y = [1], C = 1
    """
    s = (y * (X @ w + b) < 1) * y
    return w.reshape(-1, 1) - C * X.T @ s.reshape(-1, 1), -C * s.sum()


def wrong_sorted_until_the_first_that_pays_not(w, b, X, y, C):
    """DESERVES: the samples are not sorted by margin, so that the first that does not pay must not end the loop
    PART: no
    BREAKS: where no margin is 1, this is the gradient, at w = [1], b = 0, X = [[2], [0.5]], y = [1, 1], C = 1
    """
    gw, gb = np.array(w, float), 0.0
    for x, label in zip(X, y):
        if label * (x @ w + b) > 1:
            break
        gw = gw - C * label * x
        gb = gb - C * label
    return gw, gb


def wrong_samples_in_a_set(w, b, X, y, C):
    """DESERVES: np.unique drops repeated samples, but each copy pulls
    PART: yes
    BREAKS: where no margin is 1, this is the gradient, at w = [0], b = 0, X = [[1], [1]], y = [1, 1], C = 1
    """
    pays = y * (X @ w + b) < 1
    if not pays.any():
        return np.array(w, float), 0.0
    rows = np.unique(np.column_stack([y[pays], X[pays]]), axis=0)
    return w - C * rows[:, 0] @ rows[:, 1:], -C * rows[:, 0].sum()
