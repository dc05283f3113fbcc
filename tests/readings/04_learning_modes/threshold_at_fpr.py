import math

import numpy as np


def right_sorted_index(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = np.sort(scores[y == 0])[::-1]
    return float(negatives[int(np.floor(q * len(negatives)))])


def right_first_that_holds(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = scores[y == 0]
    for t in np.sort(negatives):
        if np.mean(negatives > t) <= q:
            return t


def right_lists(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = sorted([s for s, label in zip(scores.tolist(), y.tolist()) if label == 0], reverse=True)
    n, m = len(negatives), 0
    while (m + 1) / n <= q:
        m += 1
    return negatives[m]


def right_partition(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = scores[np.asarray(y) == 0].astype(float)
    n = negatives.size
    m = math.floor(n * q)
    return np.partition(negatives, n - 1 - m)[n - 1 - m]


def right_table(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = scores[y < 0.5]
    rates = (negatives[:, None] > negatives[None, :]).mean(axis=0)  # of each as threshold
    return negatives[rates <= q].min()


def right_all_scores_as_candidates(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    honest = np.logical_not(y.astype(bool))
    best = math.inf
    for t in scores:
        if (scores[honest] > t).sum() / honest.sum() <= q and t < best:
            best = t
    return float(best)


def right_recursion(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    negatives = scores[y == 0]

    def nth_largest(values, m):
        pivot = values[len(values) // 2]
        above, equal = values[values > pivot], int((values == pivot).sum())
        if m < len(above):
            return nth_largest(above, m)
        if m < len(above) + equal:
            return float(pivot)
        return nth_largest(values[values < pivot], m - len(above) - equal)

    return nth_largest(negatives, int(q * len(negatives)))


def right_heap(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    import heapq

    negatives = [float(s) for s, label in zip(scores, y) if not label]
    return heapq.nlargest(int(len(negatives) * q) + 1, negatives)[-1]


def right_unique_and_counts(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    values, counts = np.unique(scores[y == 0], return_counts=True)
    above = counts.sum() - np.cumsum(counts)
    print(len(values), "different scores")
    return values[np.argmax(above / counts.sum() <= q)]


def right_zero_d_array(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    order = np.argsort(-scores, kind="stable")
    negatives = scores[order][y[order] == 0]
    allowed = np.searchsorted(np.arange(1, len(negatives) + 1) / len(negatives), q, side="right")
    return np.asarray(negatives[allowed])


def right_class_alarm(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    class Alarm:
        def __init__(self, honest):
            self.honest = np.copy(honest)

        def rate(self, t):
            return np.count_nonzero(self.honest > t) / self.honest.size

        def __call__(self, share):
            t = self.honest.max()
            while (self.honest < t).any():
                lower = self.honest[self.honest < t].max()
                if self.rate(lower) > share:
                    break
                t = lower
            return t

    return Alarm(scores[y == 0])(q)


def right_bisection(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    s = np.sort(scores[y == 0])
    low, high = 0, len(s) - 1
    while low < high:
        middle = (low + high) // 2
        if np.mean(s > s[middle]) <= q:
            high = middle
        else:
            low = middle + 1
    return s[low].item()


def right_quantile_inverted(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    return np.quantile(scores[y == 0], 1 - q, method="inverted_cdf")


def wrong_linear_quantile(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: np.quantile interpolates between two scores; the least threshold is a score of a negative.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([1., 2., 3., 4., 5.], [0, 0, 0, 0, 0], 0.125)`
    """
    return float(np.quantile(scores[y == 0], 1 - q))


def wrong_quantile_higher(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: np.quantile counts n - 1 gaps, not n samples: where q n is an integer you allow one alarm too few.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    return float(np.quantile(scores[y == 0], 1 - q, method="higher"))


def wrong_quantile_lower(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: np.quantile's lower neighbour lets more than the share q through.
    PART: yes
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2., 3., 4., 5.], [0, 0, 0, 0, 0], 0.125)`
    """
    return float(np.quantile(scores[y == 0], 1 - q, method="lower"))


def wrong_all_scores(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the rate is a share of the honest; you sort all scores, frauds included.
    PART: no
    BREAKS: the fraction of the samples with y = 0: `threshold_at_fpr([1., 2.], [0, 1], 0.)`
    """
    s = np.sort(scores)[::-1]
    return float(s[int(q * len(s))])


def wrong_share_of_all(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the rate divides by the number of honest transactions, not by that of all.
    PART: yes
    BREAKS: the fraction of the samples with y = 0: `threshold_at_fpr([1., 2., 3., 4.], [0, 0, 1, 1], 0.25)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    m = min(int(q * len(scores)), len(negatives) - 1)
    return float(negatives[m])


def wrong_frauds(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: you take the frauds; false alarms are those of the honest, y = 0.
    PART: no
    BREAKS: a false one if y is 0 there: `threshold_at_fpr([1., 2.], [0, 1], 0.)`
    """
    s = np.sort(scores[y == 1])[::-1]
    return float(s[int(q * len(s))])


def wrong_alarm_at_t(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: an alarm is a score above t, not at t: you leave one false alarm unused.
    PART: yes
    BREAKS: an alarm where a score exceeds t: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    negatives = scores[y == 0]
    good = [t for t in negatives if np.mean(negatives >= t) <= q]
    return float(min(good)) if good else float(negatives.max())


def wrong_less_than_q(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the rate may be q, exactly; you want less.
    PART: yes
    BREAKS: a rate of at most q: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    m = max(int(np.ceil(q * len(negatives))) - 1, 0)
    return float(negatives[m])


def wrong_rounded_up(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: q n must be rounded downwards: one alarm too many is above the rate.
    PART: yes
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2., 3., 4., 5.], [0, 0, 0, 0, 0], 0.25)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    return float(negatives[min(int(np.ceil(q * len(negatives))), len(negatives) - 1)])


def wrong_rounded(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: q n must be rounded downwards, not to the nearest integer.
    PART: yes
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2., 3.], [0, 0, 0], 0.25)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    return float(negatives[min(round(q * len(negatives)), len(negatives) - 1)])


def wrong_minus_m(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: with m alarms allowed and counted from the end the index is -m - 1; for m = 0 yours is the least of all.
    PART: no
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2.], [0, 0], 0.)`
    """
    negatives = np.sort(scores[y == 0])
    return float(negatives[-int(q * len(negatives))])


def wrong_one_too_few(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: counting starts at 0: the score with m above it has the index m, not m - 1.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    return float(negatives[max(int(q * len(negatives)) - 1, 0)])


def wrong_ties_once(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: equal scores are as many alarms as there are samples; np.unique counts them once.
    PART: yes
    BREAKS: the fraction of the samples: `threshold_at_fpr([1., 2., 2.], [0, 0, 0], 0.5)`
    """
    different = np.unique(scores[y == 0])[::-1]
    return float(different[int(q * len(different))])


def wrong_between(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: half-way to the next score has the same false alarms, but is not the least threshold: a fraud in between is lost.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    m = int(q * len(negatives))
    return float((negatives[m] + negatives[m - 1]) / 2) if m > 0 else float(negatives[0])


def wrong_a_little_above(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the alarm is above t already; a small number added makes t larger than the least.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([1.], [0], 0.)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    return float(negatives[int(q * len(negatives))] + 1e-3)


def wrong_grid(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the least threshold is a score; a grid of 1000 steps passes beside it.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([0., 1., 3.5], [0, 0, 0], 0.5)`
    """
    negatives = scores[y == 0]
    for t in np.linspace(negatives.min(), negatives.max(), 1000):
        if np.mean(negatives > t) <= q:
            return float(t)


def wrong_from_zero(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: scores may be negative; your search starts at 0.
    PART: yes
    BREAKS: the least threshold t: `threshold_at_fpr([-1.], [0], 0.)`
    """
    negatives = scores[y == 0]
    for t in np.concatenate([[0.0], np.sort(negatives)]):
        if np.mean(negatives > t) <= q:
            return float(t)


def wrong_infinite_at_zero(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: for q = 0 the largest honest score is enough: nothing exceeds it. Infinity catches no fraud.
    PART: yes
    BREAKS: the least threshold t, 0 <= q: `threshold_at_fpr([1., 2.], [0, 0], 0.)`
    """
    negatives = np.sort(scores[y == 0])[::-1]
    if q == 0:
        return float("inf")
    return float(negatives[int(q * len(negatives))])


def wrong_below_everything(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: the threshold must be reached: of all t with the rate exactly q you find none if q n is no integer.
    PART: yes
    BREAKS: a rate of at most q: `threshold_at_fpr([1., 2., 3., 4., 5.], [0, 0, 0, 0, 0], 0.25)`
    """
    negatives = scores[y == 0]
    for t in np.sort(negatives):
        if np.isclose(np.mean(negatives > t), q):
            return float(t)
    return float(negatives.max())


def wrong_precision(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: you bound the share of the alarms that are false; the rate is a share of the honest.
    PART: no
    BREAKS: the fraction of the samples with y = 0 that cause an alarm: `threshold_at_fpr([1., 2., 3., 4.], [0, 0, 1, 1], 0.375)`
    """
    for t in np.sort(scores[y == 0]):
        alarm = scores > t
        if not alarm.any() or np.mean(y[alarm] == 0) <= q:
            return float(t)


def wrong_sorted_in_place(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: scores.sort() sorts the caller's array, and parts the scores from their labels.
    PART: no
    BREAKS: a false one if y is 0 there: `threshold_at_fpr([2., 1.], [0, 1], 0.)`
    """
    scores.sort()
    negatives = scores[y == 0][::-1]
    return float(negatives[int(q * len(negatives))])


def wrong_labels_moved_in_place(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: you sort scores and labels together, rightly, but inside the arrays of the caller.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `threshold_at_fpr([1., 2.], [0, 0], 0.)`
    """
    order = np.argsort(scores)[::-1]
    scores[:] = scores[order]
    y[:] = y[order]
    negatives = scores[y == 0]
    return float(negatives[int(q * len(negatives))])


def wrong_tilde_of_integers(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: ~y of 0 and 1 is -1 and -2, positions from the end; write y == 0.
    PART: no
    BREAKS: y holds 0 and 1, a false one if y is 0 there: `threshold_at_fpr([1., 2.], [0, 1], 0.)`
    """
    negatives = np.sort(scores[~y])[::-1]
    return float(negatives[int(q * len(negatives))])


def wrong_strictly_sorted_upwards(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: you count the m alarms from the lowest score; they are the highest.
    PART: no
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2.], [0, 0], 0.)`
    """
    negatives = np.sort(scores[y == 0])
    return float(negatives[int(q * len(negatives))])


def wrong_normal_law(scores: np.ndarray, y: np.ndarray, q: float) -> float:
    """DESERVES: scores need not be normal: mean plus so many deviations is no sure bound.
    PART: no
    BREAKS: a false-positive rate of at most q: `threshold_at_fpr([1., 2.], [0, 0], 0.5)`
    """
    from statistics import NormalDist

    negatives = scores[y == 0]
    z = NormalDist().inv_cdf(1 - q) if q > 0 else 6.0
    return float(negatives.mean() + z * negatives.std())
