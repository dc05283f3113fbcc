import numpy as np


def right_mean_of_the_free(alpha, K, y, C):
    """mean of v over the free ones, else the middle of the interval"""
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    low = v[((y > 0) & ~full) | ((y < 0) & ~zero)].max()
    high = v[((y > 0) & ~zero) | ((y < 0) & ~full)].min()
    return float((low + high) / 2)


def right_interval_only(alpha, K, y, C):
    """no case for the free ones: they hold both ends"""
    f = np.einsum("nm,m->n", K, alpha * y)
    v, slack = y - f, 1e-8 * C
    below, above = alpha < C - slack, alpha > slack
    low = np.max(v[np.where(y > 0, below, above)])
    high = np.min(v[np.where(y > 0, above, below)])
    return 0.5 * (low + high)


def right_first_free_else_low(alpha, K, y, C):
    """loops: the first free one, else the lower end"""
    low = -float("inf")
    for n in range(len(y)):
        v = float(y[n]) - sum(float(alpha[m]) * float(y[m]) * float(K[n][m]) for m in range(len(y)))
        is_zero, is_full = alpha[n] <= 1e-8 * C, alpha[n] >= C * (1 - 1e-8)
        if not is_zero and not is_full:
            return v
        if (y[n] > 0 and is_zero) or (y[n] < 0 and is_full):
            low = max(low, v)
    return low


def right_median_else_high(alpha, K, y, C):
    """median of the free ones, else the upper end; a 0-d array"""
    v = np.subtract(y, np.dot(K, np.multiply(alpha, y)))
    ratio = alpha / C
    free = v[(ratio > 1e-8) & (ratio < 1 - 1e-8)]
    if free.size:
        return np.asarray(np.median(free))
    return np.asarray(np.min(np.r_[v[(y == 1) & (ratio > 0.5)], v[(y == -1) & (ratio < 0.5)]]))


def right_best_kink(alpha, K, y, C):
    """another algorithm: for the w of alpha, the sum of the losses is least at one of its kinks v_n"""
    f = K @ (alpha * y)
    kinks = y - f
    losses = [np.maximum(0, 1 - y * (f + b)).sum() for b in kinks]
    return float(kinks[int(np.argmin(losses))])


def right_slope_count(alpha, K, y, C):
    """another algorithm: the k-th smallest kink, k the number of plus samples, is where the slope changes its sign"""
    # slope of the losses in b: each plus sample gives -1 below its kink and 0 above, each minus sample 0 and +1
    v = np.sort(y - K @ (alpha * y))
    return v[int(np.sum(y > 0)) - 1]


def right_middle_of_sorted_kinks(alpha, K, y, C):
    """by np.partition, the middle between the kinks where the slope is 0"""
    k = int(np.count_nonzero(y == 1))
    v = np.partition(y - np.asarray(K, float) @ (alpha * y), [k - 1, k])
    return float(v[k - 1] + 0.5 * (v[k] - v[k - 1]))


def right_ternary_search(alpha, K, y, C):
    """ternary search for the least loss in b"""
    f = K @ (y * alpha)

    def loss(b):
        return np.clip(1 - y * (f + b), 0, None).sum()

    low, high = float((y - f).min()), float((y - f).max())
    for _ in range(200):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if loss(left) <= loss(right):
            high = right
        else:
            low = left
    return (low + high) / 2


def right_weighted_mean(alpha, K, y, C):
    """free ones weighed by alpha (C - alpha), else a third of the way into the interval"""
    weight = alpha / C * (1 - alpha / C)
    weight = np.where((alpha <= 1e-8 * C) | (alpha >= C - 1e-8 * C), 0.0, weight)
    v = y - (alpha * y) @ K.T
    if weight.sum() > 0:
        return np.average(v, weights=weight)
    moves_up = np.where(y > 0, alpha < C / 2, alpha > C / 2)
    low, high = v[moves_up].max(), v[~moves_up].min()
    return low + (high - low) / 3


def right_class(alpha, K, y, C):
    """an over-engineered class that collects bounds"""

    class Interval:
        def __init__(self):
            self.low, self.high = -np.inf, np.inf

        def at_least(self, value):
            self.low = max(self.low, value)

        def at_most(self, value):
            self.high = min(self.high, value)

        def point(self):
            assert np.isfinite([self.low, self.high]).all()
            return (self.low + self.high) / 2

    bounds = Interval()
    for a, v, label in zip(alpha, y - np.matmul(K, alpha * y), y):
        if a < C * (1 - 1e-8):  # margin 1 or more
            (bounds.at_least if label > 0 else bounds.at_most)(float(v))
        if a > C * 1e-8:  # margin 1 or less
            (bounds.at_most if label > 0 else bounds.at_least)(float(v))
    return bounds.point()


def right_most_free(alpha, K, y, C):
    """the one that is freest, alpha nearest to C/2, if it is free; else by sides"""
    n = int(np.argmin(np.abs(np.asarray(alpha, float) - C / 2)))
    v = [float(label) - float(np.dot(row, alpha * y)) for label, row in zip(y, K)]
    if 1e-8 * C < alpha[n] < C - 1e-8 * C:
        return v[n]
    lower = [each for each, a, label in zip(v, alpha, y) if (label > 0) == (a < C / 2)]
    return max(lower)


def right_support_only_sums(alpha, K, y, C):
    """decisions from the support vectors only, nested helpers, extremes of the free ones averaged"""

    def kink(n):
        return y[n] - sum(alpha[m] * y[m] * K[n, m] for m in np.flatnonzero(alpha))

    def state(a):
        return 0 if a <= 1e-8 * C else 2 if a >= C - 1e-8 * C else 1

    states = [state(a) for a in alpha]
    if 1 in states:
        free = [kink(n) for n, s in enumerate(states) if s == 1]
        return float(min(free) + max(free)) / 2
    pushes_up = [kink(n) for n, s in enumerate(states) if (s == 0) == (y[n] > 0)]
    pushes_down = [kink(n) for n, s in enumerate(states) if (s == 2) == (y[n] > 0)]
    return float(0.75 * max(pushes_up) + 0.25 * min(pushes_down))


def wrong_mean_of_all_support(alpha, K, y, C):
    """DESERVES: samples with alpha_n = C have a margin of 1 or less, and say nothing of b by themselves
    PART: no
    BREAKS: support vectors with 0 < alpha_n < C are free, and have margin 1; at x = 4, 1, 2, C = 0.1: -0.6
    """
    v = y - K @ (alpha * y)
    return float(v[alpha > 1e-8 * C].mean())


def wrong_exact_comparison(alpha, K, y, C):
    """DESERVES: 1e-12 C is round-off of 0 and not free
    PART: yes
    BREAKS: within 1e-8 C of 0 counts as 0, at x = 4, -10, 2, y = [1, -1, -1], alpha = [0.1, 1e-12, 0.1], C = 0.1
    """
    v = y - K @ (alpha * y)
    free = (alpha > 0) & (alpha < C)
    if free.any():
        return float(v[free].mean())
    low = v[((y > 0) & (alpha == 0)) | ((y < 0) & (alpha == C))].max()
    high = v[((y > 0) & (alpha == C)) | ((y < 0) & (alpha == 0))].min()
    return float((low + high) / 2)


def wrong_tolerance_without_c(alpha, K, y, C):
    """DESERVES: the tolerance is relative to C: with C = 1e-6, 1e-5 makes everybody bound
    PART: yes
    BREAKS: what is within 1e-8 C of 0 or C, at x = 2000, 0, -1000, y = [1, -1, -1], alpha = [5e-7, 5e-7, 0], C = 1e-6
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-5, alpha >= C - 1e-5
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float((low + high) / 2)



def wrong_labels_forgotten_in_the_bounds(alpha, K, y, C):
    """DESERVES: for label -1 the bounds change sides
    PART: yes
    BREAKS: any b of the optimal interval, at x = 0, 0, 0, y = [1, 1, -1], alpha = [0.1, 0, 0.1], C = 0.1: 0, not 1
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    bounds = [np.max(v[zero])] if zero.any() else [np.max(v)]
    return float((bounds[0] + np.min(v[full])) / 2)


def wrong_hard_margin_formula(alpha, K, y, C):
    """DESERVES: the middle between the nearest of both classes is the bias of the hard margin: violators spoil it
    PART: yes
    BREAKS: free ones have margin 1, at x = 0, 1, 2, y = [1, -1, 1], alpha = [0.05, 0.1, 0.05], C = 0.1: 0, not 1
    """
    f = K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    if (~zero & ~full).any():
        return float(-(f[y < 0].max() + f[y > 0].min()) / 2)
    v = y - f
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float((low + high) / 2)


def wrong_both_sides_averaged(alpha, K, y, C):
    """DESERVES: the free ones may all be of one label: then one of the two means is that of nothing, NaN
    PART: yes
    BREAKS: a float, at free vectors of one label only: x = 4, 2, 0, y = [1, -1, 1], alpha = [0.25, 0.5, 0.25], C = 0.5
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        with np.errstate(all="ignore"):
            sides = [np.sum(v[free & (y == s)]) / np.float64(np.sum(free & (y == s))) for s in (1, -1)]
        return float(np.mean(sides))
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float((low + high) / 2)


def wrong_lowest_lower_bound(alpha, K, y, C):
    """DESERVES: of several lower bounds the largest counts, not the smallest
    PART: yes
    BREAKS: any b of the optimal interval, at x = 0, 0, 0, y = [1, 1, -1], alpha = [0.1, 0, 0.1], C = 0.1: -1, not 1
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    return float(v[((y > 0) & zero) | ((y < 0) & full)].min())


def wrong_clipped(alpha, K, y, C):
    """DESERVES: a bias has no bounds of its own: samples far from 0 have a large one
    PART: yes
    BREAKS: free support vectors have margin 1, at x = 102, 100, y = [1, -1], alpha = [0.5, 0.5], C = 1: b = -101
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(np.clip(v[free].mean(), -10, 10))
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float(np.clip((low + high) / 2, -10, 10))


def wrong_rounded(alpha, K, y, C):
    """DESERVES: two decimals are less than was asked for
    PART: yes
    BREAKS: b is wanted to 1e-5 of the decisions, at x = 4, 1, y = [1, -1], alpha = 2/9, C = 1: b = -5/3
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return round(float(v[free].mean()), 2)
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return round(float((low + high) / 2), 2)


def wrong_snaps_alpha_in_place(alpha, K, y, C):
    """DESERVES: alpha[...] = 0 cleans the caller's alpha: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at alpha = [0.5, 1e-10, 0.5], C = 2
    """
    alpha[alpha <= 1e-8 * C] = 0
    alpha[alpha >= C - 1e-8 * C] = C
    v = y - K @ (alpha * y)
    free = (alpha > 0) & (alpha < C)
    if free.any():
        return float(v[free].mean())
    low = v[((y > 0) & (alpha == 0)) | ((y < 0) & (alpha == C))].max()
    high = v[((y > 0) & (alpha == C)) | ((y < 0) & (alpha == 0))].min()
    return float((low + high) / 2)


def wrong_divided_by_all_support(alpha, K, y, C):
    """DESERVES: the sum over the free ones is divided by the number of all support vectors
    PART: yes
    BREAKS: free ones have margin 1, at x = 0, 1, 2, y = [1, -1, 1], alpha = [0.05, 0.1, 0.05], C = 0.1: 2/3, not 1
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].sum() / (~zero).sum())
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float((low + high) / 2)


def wrong_bound_ones_only(alpha, K, y, C):
    """DESERVES: without free ones the samples with alpha_n = 0 bound b as well
    PART: yes
    BREAKS: any b of the optimal interval, at x = 4, 1, 2, y = [1, -1, -1], alpha = [0.1, 0, 0.1], C = 0.1: -0.6
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    return float((v[full & (y < 0)].max() + v[full & (y > 0)].min()) / 2)


def wrong_sign_of_b(alpha, K, y, C):
    """DESERVES: this is the threshold, which is subtracted; the decision here adds b
    PART: no
    BREAKS: the decision sum_m alpha_m y_m K_nm + b, at x = 4, 2, y = [1, -1], alpha = [0.5, 0.5], C = 2: 3, wanted -3
    """
    f = K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)
    if free.any():
        return float((f - y)[free].mean())
    u = f - y
    zero = alpha <= 1e-8 * C
    low = u[((y > 0) & ~zero) | ((y < 0) & zero)].max()
    high = u[((y > 0) & zero) | ((y < 0) & ~zero)].min()
    return float((low + high) / 2)


def wrong_first_of_all_support(alpha, K, y, C):
    """DESERVES: the first support vector need not be free: pick the first of the free ones
    PART: yes
    BREAKS: free ones have margin 1, at x = 0, 0, 0, 2, y = [1, -1, -1, 1], alpha = [1, 1, 0.5, 0.5], C = 1: 1, not -1
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[np.argmax(~zero)])
    low = v[((y > 0) & zero) | ((y < 0) & full)].max()
    high = v[((y > 0) & full) | ((y < 0) & zero)].min()
    return float((low + high) / 2)


def wrong_zeros_only(alpha, K, y, C):
    """DESERVES: the bound support vectors hold b too, also where samples with alpha_n = 0 do so on both sides
    PART: yes
    BREAKS: any b of the interval, at x = 6, 4, 2, -10, y = [1, 1, -1, -1], alpha = [0, 0.1, 0.1, 0], C = 0.1: 0.4
    """
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return float(v[free].mean())
    low = v[(y > 0) & zero] if np.any((y > 0) & zero) else v[(y < 0) & full]
    high = v[(y < 0) & zero] if np.any((y < 0) & zero) else v[(y > 0) & full]
    return float((low.max() + high.min()) / 2)
