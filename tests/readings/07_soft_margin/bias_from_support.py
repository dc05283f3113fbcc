import numpy as np


def right_mean_of_free(alpha, K, y, C):
    """The mean over the free ones; else the middle of the interval."""
    v = y - K @ (alpha * y)
    zero, full = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
    free = ~zero & ~full
    if free.any():
        return v[free].mean()
    lower = ((y > 0) & ~full) | ((y < 0) & ~zero)
    return (v[lower].max() + v[~lower].min()) / 2


def right_first_free(alpha, K, y, C):
    """The first free one; else the lower end of the interval."""
    low = -np.inf
    for n in range(len(y)):
        f = sum(alpha[m] * y[m] * K[n, m] for m in range(len(y)))
        if 1e-8 * C < alpha[n] < (1 - 1e-8) * C:
            return float(y[n] - f)
        at_zero = alpha[n] <= 1e-8 * C
        if at_zero == (y[n] > 0):
            low = max(low, float(y[n] - f))
    return low


def right_interval_always(alpha, K, y, C):
    """The middle of what all bounds leave; a free one gives both bounds."""
    v, e = y - np.dot(K, alpha * y), 1e-8 * C
    below, above = alpha < C - e, alpha > e
    lower = v[np.where(y > 0, below, above)].max()
    upper = v[np.where(y > 0, above, below)].min()
    return 0.5 * (lower + upper)


def right_median_upper_end(alpha, K, y, C):
    """The median of the free ones; else the upper end. A 0-d array."""
    v = y - np.einsum("nm,m,m->n", K, alpha, y)
    free = np.minimum(alpha, C - alpha) > 1e-8 * C
    if np.any(free):
        return np.asarray(np.median(v[free]))
    return np.asarray(min(v[n] for n in range(len(y)) if (alpha[n] > C / 2) == (y[n] > 0)))


def right_most_free(alpha, K, y, C):
    """The one that is farthest from 0 and C, if it is free; else the lower end and a third of the interval."""
    v = y - (K * (alpha * y)).sum(axis=1)
    n = int(np.argmax(np.minimum(alpha, C - alpha)))
    if min(alpha[n], C - alpha[n]) > 1e-8 * C:
        return v[n]
    up = (y > 0) == (alpha > C / 2)
    low, high = np.max(v[~up]), np.min(v[up])
    return low + (high - low) / 3


def right_weighted(alpha, K, y, C):
    """The free ones with the weights alpha (C - alpha)."""
    decision = np.matmul(K, np.multiply(alpha, y))
    share = np.clip(alpha / C, 0, 1)
    share[share <= 1e-8] = 0
    share[share >= 1 - 1e-8] = 1
    weight = share * (1 - share)
    if weight.any():
        return np.average(y - decision, weights=weight)
    asks_less = [y[n] - decision[n] for n in range(len(y)) if (y[n], share[n]) in ((1, 1), (-1, 0))]
    asks_more = [y[n] - decision[n] for n in range(len(y)) if (y[n], share[n]) in ((1, 0), (-1, 1))]
    return (min(asks_less) + max(asks_more)) / 2


def right_least_loss(alpha, K, y, C):
    """w is known, so J is a function of b, piecewise affine: its least value is at one of the kinks v_n."""
    f = K @ (alpha * y)
    kinks = y - f
    return min(kinks.tolist(), key=lambda b: np.maximum(0, 1 - y * (f + b)).sum())


def right_bisection(alpha, K, y, C):
    """Bisection for the b at which the sum of the losses stops falling."""
    f = K @ (alpha * y)
    low, high = (y - f).min() - 1, (y - f).max() + 1
    for _ in range(200):
        b = (low + high) / 2
        slope = -(y * (y * (f + b) < 1)).sum()
        low, high = (b, high) if slope < 0 else (low, b)
    return float(high)


def right_sorted_kinks(alpha, K, y, C):
    """The slope of the loss in b goes up by 1 at each kink, from minus the number of +: the kink where it is 0."""
    kinks = np.sort(y - K @ (alpha * y))
    return kinks[np.count_nonzero(y > 0) - 1]


def right_plain_python(alpha, K, y, C):
    """Lists; each sample says what it asks of b."""
    b_from, b_to = [], []
    for n, label in enumerate(y.tolist()):
        v = label - sum(a * s * k for a, s, k in zip(alpha.tolist(), y.tolist(), K[n].tolist()))
        if alpha[n] < C * (1 - 1e-8):
            (b_from if label > 0 else b_to).append(v)
        if alpha[n] > C * 1e-8:
            (b_to if label > 0 else b_from).append(v)
    return (max(b_from) + min(b_to)) / 2


def right_least_squares(alpha, K, y, C):
    """Of the free ones by least squares, of the others by a random point of the interval."""
    a = np.where(alpha < 1e-8 * C, 0, np.where(alpha > C * (1 - 1e-8), C, alpha))
    free, v = (a > 0) & (a < C), y - K.T @ (y * alpha)
    if np.count_nonzero(free):
        return np.linalg.lstsq(np.ones((free.sum(), 1)), v[free], rcond=None)[0].item()
    up = np.where(y > 0, a == C, a == 0)
    return float(np.interp(0.7, [0, 1], [v[~up].max(), v[up].min()]))


def right_other_tolerance(alpha, K, y, C):
    """1e-6 C counts as round-off, too. That does no harm: the alpha of those balance, and so they bound b on both sides."""
    v = y - K @ (alpha * y)
    free = (alpha > 1e-6 * C) & (alpha < C * (1 - 1e-6))
    if free.any():
        return float(v[free][-1])
    up = (y > 0) == (alpha > C / 2)
    return float(v[~up].max() + v[up].min()) / 2


def right_oneliner(alpha, K, y, C):
    return (lambda v: (v[np.where(y > 0, alpha < C * (1 - 1e-8), alpha > C * 1e-8)].max() + v[np.where(y > 0, alpha > C * 1e-8, alpha < C * (1 - 1e-8))].min()) / 2)(y - K @ (alpha * y))


def wrong_all_support(alpha, K, y, C):
    """DESERVES: samples with alpha_n = C need not have margin 1: only the free ones give b.
    PART: yes
    BREAKS: "Support vectors with 0 < alpha_n < C are free, and have margin 1"; input: alpha=[0.1,0,0.1], x=0,0,0, y=[1,1,-1], C=0.1 (b = 1 only)
    """
    v = y - K @ (alpha * y)
    return v[alpha > 1e-8 * C].mean()


def wrong_all_samples(alpha, K, y, C):
    """DESERVES: most samples have another margin than 1.
    PART: no
    BREAKS: "Bias b of the soft margin"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    return (y - K @ (alpha * y)).mean()


def wrong_zero_if_none_is_free(alpha, K, y, C):
    """DESERVES: if none is free, b is in an interval that need not contain 0.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    return v[free].mean() if free.any() else 0.0


def wrong_nan_if_none_is_free(alpha, K, y, C):
    """DESERVES: the mean of nothing is no number: what if none is free?
    PART: yes
    BREAKS: "If none is free, any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1
    """
    v = y - K @ (alpha * y)
    with np.errstate(all="ignore"):
        picked = v[(alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))]
        return picked.sum() / np.float64(len(picked))


def wrong_support_mean_if_none_is_free(alpha, K, y, C):
    """DESERVES: the mean over the bound ones need not be in the interval.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1 (b = -0.6)
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    return v[free].mean() if free.any() else v[alpha > 1e-8 * C].mean()


def wrong_bound_only(alpha, K, y, C):
    """DESERVES: the samples with alpha_n = 0 bound b, too.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1 (b = -0.6)
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free].mean()
    full = alpha >= C / 2
    return (v[full & (y < 0)].max() + v[full & (y > 0)].min()) / 2


def wrong_middle_of_all(alpha, K, y, C):
    """DESERVES: the least and the largest v enclose more than the interval.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    return v[free].mean() if free.any() else (v.min() + v.max()) / 2


def wrong_labels_of_the_bounds(alpha, K, y, C):
    """DESERVES: for label - the two kinds of bounds change places.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free].mean()
    zero = alpha <= 1e-8 * C
    return (v[zero].max() + v[~zero].min()) / 2 if zero.any() else v.min()


def wrong_least_lower_bound(alpha, K, y, C):
    """DESERVES: of lower bounds the largest counts, of upper ones the smallest.
    PART: yes
    BREAKS: "any b of the optimal interval is right"; input: alpha=[0.1,0,0.1], x=0,0,0, y=[1,1,-1], C=0.1 (b = 1 only)
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free].mean()
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].min() + v[up].max()) / 2


def wrong_hard_margin(alpha, K, y, C):
    """DESERVES: the middle between the classes is right where no sample is in the street.
    PART: yes
    BREAKS: "Bias b of the soft margin"; input: alpha=[0.1,0,0.1], x=4,1,2, y=[1,-1,-1], C=0.1 (b = -0.6)
    """
    f = K @ (alpha * y)
    return -(f[y > 0].min() + f[y < 0].max()) / 2


def wrong_sign(alpha, K, y, C):
    """DESERVES: the decision is w.x plus b, not minus b.
    PART: yes
    BREAKS: "The sample n has the decision sum_m alpha_m y_m K_nm + b"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    f = K @ (alpha * y)
    lower = np.where(y > 0, alpha < C * (1 - 1e-8), alpha > C * 1e-8)
    upper = np.where(y > 0, alpha > C * 1e-8, alpha < C * (1 - 1e-8))
    return ((f - y)[lower].min() + (f - y)[upper].max()) / 2


def wrong_one_for_label(alpha, K, y, C):
    """DESERVES: b = y_n - w.x_n; with 1 for y_n a free sample - gets the decision +1.
    PART: yes
    BREAKS: "free, and have margin 1"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    v = 1 - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free].mean()
    v = y - K @ (alpha * y)
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_margin_as_decision(alpha, K, y, C):
    """DESERVES: 1 minus the margin without b is y_n b, not b.
    PART: yes
    BREAKS: "free, and have margin 1"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    f = K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return (1 - y * f)[free].mean()
    v = y - f
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_no_labels(alpha, K, y, C):
    """DESERVES: the labels belong to the sum in the decision.
    PART: no
    BREAKS: "the decision sum_m alpha_m y_m K_nm + b"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    v = y - K @ alpha
    lower = np.where(y > 0, alpha < C * (1 - 1e-8), alpha > C * 1e-8)
    upper = np.where(y > 0, alpha > C * 1e-8, alpha < C * (1 - 1e-8))
    return (v[lower].max() + v[upper].min()) / 2


def wrong_no_tolerance(alpha, K, y, C):
    """DESERVES: an alpha of 1e-12 is round-off, not a free support vector.
    PART: yes
    BREAKS: "what is within 1e-8 C of 0 or C counts as 0 or C"; input: alpha=[0.5,1e-12,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    v = y - K @ (alpha * y)
    free = (alpha > 0) & (alpha < C)
    if free.any():
        return v[free].mean()
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_no_tolerance_at_c(alpha, K, y, C):
    """DESERVES: an alpha of C - 1e-12 counts as C.
    PART: yes
    BREAKS: "what is within 1e-8 C of 0 or C counts as 0 or C"; input: alpha=[0.1-1e-12,0,0.1-1e-12], x=4,1,2, y=[1,-1,-1], C=0.1
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C)
    if free.any():
        return v[free].mean()
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_absolute_tolerance(alpha, K, y, C):
    """DESERVES: the tolerance is 1e-8 C: for a C of 1e-6 or so a plain 1e-6 calls everything bound.
    PART: yes
    BREAKS: "what is within 1e-8 C of 0 or C"; input: alpha=[5e-7,2.5e-7,2.5e-7], x=1000,-1000,-1000, y=[1,-1,-1], C=8e-7
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-6) & (alpha < C - 1e-6)
    if free.any():
        return v[free].mean()
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_upper_end_forgotten(alpha, K, y, C):
    """DESERVES: free is below C as well; with `alpha > 0` alone violators count.
    PART: yes
    BREAKS: "Support vectors with 0 < alpha_n < C are free"; input: alpha=[0.1,0.1,0], x=0,0,0, y=[1,-1,-1], C=0.1 (b = -1 only)
    """
    v = y - K @ (alpha * y)
    return v[np.flatnonzero(alpha > 1e-8 * C)[0]]


def wrong_plus_only(alpha, K, y, C):
    """DESERVES: the free ones may all have label -, and then this finds none.
    PART: yes
    BREAKS: "Support vectors with 0 < alpha_n < C are free"; input: alpha=[0.1,0.1,0], x=0,0,0, y=[1,-1,-1], C=0.1 (b = -1 only)
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8)) & (y > 0)
    if free.any():
        return v[free].mean()
    return v[y > 0].max()


def wrong_sum_of_free(alpha, K, y, C):
    """DESERVES: the mean of the free ones, not their sum.
    PART: yes
    BREAKS: "free, and have margin 1"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free].sum()
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_in_place(alpha, K, y, C):
    """DESERVES: rounding off is to be done in a copy.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: alpha=[0.5,0.,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    alpha *= y
    v = y - K @ alpha
    lower = np.where(y > 0, alpha * y < C * (1 - 1e-8), alpha * y > C * 1e-8)
    upper = np.where(y > 0, alpha * y > C * 1e-8, alpha * y < C * (1 - 1e-8))
    return (v[lower].max() + v[upper].min()) / 2


def wrong_rounded_in_place(alpha, K, y, C):
    """DESERVES: `alpha[alpha < ...] = 0` changes the caller's alpha.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: alpha=[0.5,1e-12,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    alpha[alpha < 1e-8 * C] = 0
    alpha[alpha > C * (1 - 1e-8)] = C
    v = y - K @ (alpha * y)
    up = (y > 0) == (alpha > C / 2)
    free = (alpha > 0) & (alpha < C)
    return v[free].mean() if free.any() else (v[~up].max() + v[up].min()) / 2


def wrong_array(alpha, K, y, C):
    """DESERVES: one number is wanted: all free ones agree, take one or their mean.
    PART: yes
    BREAKS: "one float"; input: alpha=[0.5,0,0.5], x=4,1,2, y=[1,-1,-1], C=2
    """
    v = y - K @ (alpha * y)
    free = (alpha > 1e-8 * C) & (alpha < C * (1 - 1e-8))
    if free.any():
        return v[free]
    up = (y > 0) == (alpha > C / 2)
    return (v[~up].max() + v[up].min()) / 2


def wrong_one_decimal(alpha, K, y, C):
    """DESERVES: five digits are wanted.
    PART: yes
    BREAKS: "b is wanted to 1e-5 of the decisions"; input: alpha=[2/9,2/9], x=1,4, y=[1,-1], C=0.5 (b = 5/3)
    """
    v = y - K @ (alpha * y)
    lower = np.where(y > 0, alpha < C * (1 - 1e-8), alpha > C * 1e-8)
    upper = np.where(y > 0, alpha > C * 1e-8, alpha < C * (1 - 1e-8))
    return round(float(v[lower].max() + v[upper].min()) / 2, 1)
