import math

import numpy as np


def right_vectorised(alpha, w, b, X, y):
    """vectorised NumPy"""
    margins = y * (X @ w + b)
    return float(
        max(
            np.linalg.norm(w - X.T @ (alpha * y)),
            abs(alpha @ y),
            max(0.0, 1 - margins.min()),
            max(0.0, -alpha.min()),
            np.abs(alpha * (margins - 1)).max(),
        )
    )


def right_plain_loops(alpha, w, b, X, y):
    """plain loops over Python floats"""
    N, d = len(X), len(X[0])
    worst = 0.0
    gradient = [float(w[k]) for k in range(d)]
    balance = 0.0
    for n in range(N):
        a, label = float(alpha[n]), float(y[n])
        m = float(b)
        for k in range(d):
            m += float(w[k]) * float(X[n][k])
            gradient[k] -= a * label * float(X[n][k])
        m *= label
        balance += a * label
        worst = max(worst, 1 - m, -a, abs(a * (m - 1)))
    return max(worst, abs(balance), math.sqrt(sum(g * g for g in gradient)))


def right_einsum(alpha, w, b, X, y):
    """einsum throughout"""
    slack = np.einsum("n,nd,d->n", y, X, w) + b * y - 1
    g = w - np.einsum("n,n,nd->d", alpha, y, X)
    five = [np.sqrt(np.einsum("d,d", g, g)), abs(np.einsum("n,n", alpha, y)), -slack.min(), -np.min(alpha)]
    five.append(np.abs(np.einsum("n,n->n", alpha, slack)).max())
    return max(0.0, *map(float, five))


def right_float32(alpha, w, b, X, y):
    """float32, which 1e-5 of the largest number on the way allows"""
    alpha, w, X, y = (np.asarray(each, dtype=np.float32) for each in (alpha, w, X, y))
    slack = y * (X @ w + np.float32(b)) - np.float32(1)
    return np.max(
        np.array(
            [
                np.sqrt(np.sum(np.square(w - (alpha * y) @ X))),
                np.abs(np.sum(alpha * y)),
                np.maximum(-slack, 0).max(),
                np.maximum(-alpha, 0).max(),
                np.abs(alpha * slack).max(),
            ]
        )
    )


def right_signed_samples(alpha, w, b, X, y):
    """signed augmented samples (y x, y): both derivatives in one product"""
    U = np.column_stack([X, np.ones(len(X))]) * np.reshape(y, (-1, 1))
    force = U.T @ alpha
    slack = U @ np.append(w, b) - 1
    by_w, by_b = force[:-1] - w, force[-1]
    return max(math.hypot(*by_w), abs(by_b), float(np.max(np.abs(alpha * slack))), -min(slack.min(), alpha.min(), 0))


def right_helpers(alpha, w, b, X, y):
    """nested helpers, one for each condition"""

    def margins():
        return np.multiply(y, np.dot(X, w) + b)

    def stationarity():
        return np.linalg.norm(np.sum([a * c * x for a, c, x in zip(alpha, y, X)], axis=0) - w)

    def balance():
        return np.abs(np.sum(np.multiply(alpha, y)))

    def feasibility():
        return np.clip(1 - margins(), 0, None).max()

    def signs():
        return np.clip(np.negative(alpha), 0, None).max()

    def complementarity():
        return np.linalg.norm(np.multiply(alpha, margins() - 1), np.inf)

    return max(each() for each in (stationarity, balance, feasibility, signs, complementarity))


def right_class(alpha, w, b, X, y):
    """over-engineered: a class with properties"""

    class Point:
        def __init__(self):
            self.alpha, self.w = np.array(alpha, float), np.array(w, float)
            self.b, self.X, self.y = float(b), np.array(X, float), np.array(y, float)

        @property
        def slack(self):
            return self.y * (self.X @ self.w + self.b) - 1

        def violations(self):
            pull = self.alpha * self.y
            yield np.sqrt(((self.w - pull @ self.X) ** 2).sum())
            yield abs(pull.sum())
            yield max(-self.slack.min(), 0)
            yield max(-self.alpha.min(), 0)
            yield abs(self.alpha * self.slack).max()

    return np.float64(max(Point().violations()))


def right_by_class(alpha, w, b, X, y):
    """another formula: the classes apart, each with its sum of multipliers"""
    plus = np.asarray(y) > 0
    p, q = alpha[plus] @ X[plus], alpha[~plus] @ X[~plus]
    scores = X @ w + b
    slack = np.where(plus, scores, -scores) - 1
    sums = [0, np.linalg.norm(p - q - w), abs(alpha[plus].sum() - alpha[~plus].sum())]
    numbers = np.concatenate([sums, -slack, -alpha, abs(alpha * slack)])
    return numbers.max()


def right_zero_d(alpha, w, b, X, y):
    """returns a 0-d array, by np.maximum one after the other"""
    r = np.zeros(())
    m = y * (X.dot(w) + b)
    for each in (1 - m.min(), -alpha.min(), np.abs(alpha * m - alpha).max(), np.abs((alpha * y).sum())):
        r = np.maximum(r, each)
    return np.asarray(np.maximum(r, np.sqrt(np.sum((X.T @ np.diag(alpha) @ y - w) ** 2))))


def right_recursion(alpha, w, b, X, y):
    """recursive: halves of the samples, joined by the worst and the sums"""

    def walk(lo, hi):
        if hi - lo == 1:
            m = y[lo] * (float(np.dot(X[lo], w)) + b)
            a = float(alpha[lo])
            return max(0.0, 1 - m, -a, abs(a * (m - 1))), a * y[lo] * np.asarray(X[lo], float), a * y[lo]
        mid = (lo + hi) // 2
        one, two = walk(lo, mid), walk(mid, hi)
        return max(one[0], two[0]), one[1] + two[1], one[2] + two[2]

    worst, force, balance = walk(0, len(y))
    return float(max(worst, np.linalg.norm(w - force), abs(balance)))


def right_exact_sums(alpha, w, b, X, y):
    """math.fsum and math.dist"""
    margin = [c * math.fsum([*(float(s) * float(t) for s, t in zip(w, x)), float(b)]) for x, c in zip(X, y)]
    force = [math.fsum(float(a) * c * float(x[k]) for a, c, x in zip(alpha, y, X)) for k in range(len(w))]
    return max(
        math.dist(list(map(float, w)), force),
        abs(math.fsum(float(a) * float(c) for a, c in zip(alpha, y))),
        max(0, 1 - min(margin)),
        max(0, -min(map(float, alpha))),
        max(abs(float(a) * (m - 1)) for a, m in zip(alpha, margin)),
    )


def right_defensive(alpha, w, b, X, y):
    """defensive: copies, shapes asserted, labels as floats"""
    alpha, w, X, y = np.array(alpha, float), np.array(w, float), np.array(X, float), np.array(y, float)
    N, d = X.shape
    assert alpha.shape == y.shape == (N,) and w.shape == (d,)
    assert set(np.unique(y)) <= {-1.0, 1.0}
    slack = y * (np.sum(X * w, axis=1) + float(b)) - 1
    by_w = np.linalg.norm(w[None] - (alpha * y)[None] @ X)
    result = float(np.max([by_w, abs(np.vdot(alpha, y)), *(-slack), *(-alpha), *np.abs(alpha * slack)]))
    return result if result > 0 else 0.0


def wrong_sum_of_five(alpha, w, b, X, y):
    """DESERVES: the largest violation is wanted, not their sum
    PART: no
    BREAKS: largest violation, at alpha = [1], w = [0], b = 0, X = [[0]], y = [1]: 3 (0 + 1 + 1 + 0 + 1) instead of 1
    """
    m = y * (X @ w + b)
    r = np.linalg.norm(w - X.T @ (alpha * y)) + abs(alpha @ y) + max(0, 1 - m.min()) + max(0, -alpha.min())
    return r + np.abs(alpha * (m - 1)).max()


def wrong_balance_without_abs(alpha, w, b, X, y):
    """DESERVES: the sum of alpha y may be negative, which is a violation too
    PART: yes
    BREAKS: the absolute value of that by b, at alpha = [0, 3], w = [1], b = 0, X = [[1], [-1/3]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, alpha @ y, 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_largest_component(alpha, w, b, X, y):
    """DESERVES: the Euclidean norm of the derivative by w is wanted, not its largest entry
    PART: yes
    BREAKS: the Euclidean norm, at alpha = [0, 0], w = [3, 4], b = 0, X = [[3, 4], [-3, -4]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.abs(w - X.T @ (alpha * y)).max()
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_squared_norm(alpha, w, b, X, y):
    """DESERVES: the square root of the norm is missing
    PART: yes
    BREAKS: the Euclidean norm, at alpha = [0, 0], w = [2], b = 0, X = [[1], [-1]], y = [1, -1]: 4 instead of 2
    """
    m = y * (X @ w + b)
    g = w - X.T @ (alpha * y)
    return max(g @ g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_complementarity_signed(alpha, w, b, X, y):
    """DESERVES: alpha (margin - 1) can be negative: its size counts
    PART: yes
    BREAKS: the largest |alpha_n (...)|, at alpha = [4, 4], w = [2], b = 0, X = [[1/4], [-1/4]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), (alpha * (m - 1)).max(), 0)


def wrong_complementarity_summed(alpha, w, b, X, y):
    """DESERVES: the largest product is wanted; in the sum they cancel or add up
    PART: yes
    BREAKS: the largest |alpha_n (...)|, at alpha = [1, 1], w = [2], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), abs(alpha @ (m - 1)), 0)


def wrong_support_vectors_only(alpha, w, b, X, y):
    """DESERVES: negative multipliers break complementarity too
    PART: yes
    BREAKS: the largest |alpha_n (...)|, at alpha = [-2, -2], w = [-4], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    on = alpha > 0
    c = np.abs(alpha[on] * (m[on] - 1)).max() if on.any() else 0
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), c, 0)


def wrong_feasible_where_used(alpha, w, b, X, y):
    """DESERVES: all samples have to be feasible, those with multiplier 0 as well
    PART: yes
    BREAKS: the worst y_n (w.x_n + b), at alpha = [1/2, 1/2, 0], w = [1], b = 0, X = [[1], [-1], [0]], y = [1, -1, 1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    short = (1 - m)[alpha != 0]
    return max(g, abs(alpha @ y), short.max() if len(short) else 0, -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_mean_of_multipliers(alpha, w, b, X, y):
    """DESERVES: the derivative by b is a sum over the samples, not their mean
    PART: yes
    BREAKS: the absolute value of that by b, at alpha = [1, 0, 0], w = [0], b = 1, X = [[0], [0], [0]], y = [1, 1, 1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(np.mean(alpha * y)), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_bias_forgotten(alpha, w, b, X, y):
    """DESERVES: the derivative by b is left out
    PART: yes
    BREAKS: and the absolute value of that by b, at alpha = [1], w = [0], b = 1, X = [[0]], y = [1]: 0 instead of 1
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_small_is_zero(alpha, w, b, X, y):
    """DESERVES: a small residual is not 0: whoever asks compares it with a tolerance of their own
    PART: yes
    BREAKS: wanted to 1e-5, at alpha = [1/2, 1/2], w = [1], b = 0.0005, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    r = max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)
    return 0.0 if r < 1e-3 else r


def wrong_multiplies_in_place(alpha, w, b, X, y):
    """DESERVES: it changes the caller's alpha where it multiplies by y
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at any alpha with a label -1
    """
    m = y * (X @ w + b)
    sign, c = -alpha.min(), np.abs(alpha * (m - 1)).max()
    alpha *= y
    return max(np.linalg.norm(w - X.T @ alpha), abs(alpha.sum()), 1 - m.min(), sign, c, 0)


def wrong_relative_to_w(alpha, w, b, X, y):
    """DESERVES: the norm is divided by the length of w, which nobody asked for
    PART: yes
    BREAKS: the Euclidean norm of the derivative by w, at alpha = [0, 0], w = [2], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y)) / max(1, np.linalg.norm(w))
    return max(g, abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_total_shortfall(alpha, w, b, X, y):
    """DESERVES: shortfalls of the margins are added up where the worst is wanted
    PART: yes
    BREAKS: the worst y_n (w.x_n + b), at alpha = [0, 0], w = [0], b = 0, X = [[1], [-1]], y = [1, -1]: 2, not 1
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(alpha @ y), np.maximum(1 - m, 0).sum(), -alpha.min(), np.abs(alpha * (m - 1)).max())


def wrong_total_of_negative(alpha, w, b, X, y):
    """DESERVES: negative multipliers are added up where the worst is wanted
    PART: yes
    BREAKS: the worst alpha_n below 0, at alpha = [-1, -1], w = [0], b = 0, X = [[0], [0]], y = [1, -1]: 2, not 1
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    negative = -np.minimum(alpha, 0).sum()
    return max(g, abs(alpha @ y), 1 - m.min(), negative, np.abs(alpha * (m - 1)).max(), 0)


def wrong_w_of_alpha(alpha, w, b, X, y):
    """DESERVES: margins are those of the w that was given, not of the one made of alpha
    PART: yes
    BREAKS: the worst y_n (w.x_n + b), at alpha = [0, 0], w = [1/4], b = 0, X = [[4], [-4]], y = [1, -1]
    """
    made = X.T @ (alpha * y)
    m = y * (X @ made + b)
    return max(np.linalg.norm(w - made), abs(alpha @ y), 1 - m.min(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_natural_residual(alpha, w, b, X, y):
    """DESERVES: min(alpha, margin - 1) vanishes at the solution too, but is another measure than the product
    PART: yes
    BREAKS: the largest |alpha_n (...)|, at alpha = [2, 2], w = [4], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(alpha @ y), np.abs(np.minimum(alpha, m - 1)).max())


def wrong_both_sides(alpha, w, b, X, y):
    """DESERVES: margins above 1 are no violation: only what is missing to 1 counts
    PART: no
    BREAKS: the worst is below 1, at alpha = [1/2, 1/2, 0], w = [1], b = 0, X = [[1], [-1], [3]], y = [1, -1, 1]
    """
    m = y * (X @ w + b)
    g = np.linalg.norm(w - X.T @ (alpha * y))
    return max(g, abs(alpha @ y), np.abs(1 - m).max(), -alpha.min(), np.abs(alpha * (m - 1)).max(), 0)


def wrong_clips_multipliers(alpha, w, b, X, y):
    """DESERVES: negative multipliers are set to 0 before the sums, which changes the derivatives
    PART: yes
    BREAKS: the derivative of the Lagrangian by w, at alpha = [-3, 0], w = [1], b = 0, X = [[1], [-1]], y = [1, -1]
    """
    negative = max(0, -alpha.min())
    a = np.maximum(alpha, 0)
    m = y * (X @ w + b)
    return max(np.linalg.norm(w - X.T @ (a * y)), abs(a @ y), 1 - m.min(), negative, np.abs(a * (m - 1)).max(), 0)
