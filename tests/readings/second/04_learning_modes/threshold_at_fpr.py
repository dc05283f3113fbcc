import bisect
import heapq
import math
from fractions import Fraction

import numpy as np


def right_sort(scores, y, q):
    """Scores of the negatives in falling order, the one with the index floor(q n)."""
    tau = np.sort(np.asarray(scores)[np.asarray(y) == 0])[::-1]
    return float(tau[int(np.floor(q * len(tau)))])


def right_plain(scores, y, q):
    """Plain Python: m is counted up as long as (m + 1) / n <= q."""
    tau = sorted((float(s) for s, label in zip(scores, y) if label == 0), reverse=True)
    n, m = len(tau), 0
    while m + 1 < n and (m + 1) / n <= q:
        m += 1
    return tau[m]


def right_candidates(scores, y, q):
    """The least of the negatives' scores whose rate is q at most."""
    scores, y = np.asarray(scores, float), np.asarray(y)
    negatives = scores[y == 0]
    return min(t for t in negatives if np.mean(negatives > t) <= q)


def right_partition(scores, y, q):
    """np.partition instead of a whole sort; a 0-d array."""
    negatives = np.asarray(scores, float)[np.asarray(y) < 0.5]
    at = negatives.size - 1 - int(q * negatives.size)
    return np.asarray(np.partition(negatives, at)[at])


def right_heap(scores, y, q):
    """The m + 1 largest ones from a heap."""
    negatives = [s for s, label in zip(np.asarray(scores, float).tolist(), y) if not label]
    m = math.floor(q * len(negatives))
    return heapq.nlargest(m + 1, negatives)[-1]


def right_fractions(scores, y, q):
    """q as an exact fraction."""
    tau = sorted(np.asarray(scores, float)[np.asarray(y) == 0])
    m = math.floor(Fraction(float(q)) * len(tau))
    return tau[-1 - m]


def right_table_of_rates(scores, y, q):
    """All rates at once, an array of comparisons; candidates are the scores of everybody."""
    s, negative = np.asarray(scores, float), np.asarray(y) == 0
    rates = (s[negative][None, :] > s[:, None]).sum(axis=1) / negative.sum()
    return np.min(s[rates <= q])


def right_middle_of_a_gap(scores, y, q):
    """Another number with the same alarms: half way from the least threshold to the next higher score of anyone."""
    s = np.asarray(scores, float)
    tau = np.sort(s[np.asarray(y) == 0])[::-1]
    t = tau[int(q * len(tau))]
    above = s[s > t]
    if above.size == 0:
        return float(t)
    middle = t / 2 + above.min() / 2
    return float(middle) if t <= middle < above.min() else float(t)


def right_bisection_of_the_order(scores, y, q):
    """A binary search for the threshold among the sorted scores, the rate counted by bisect."""
    ordered = sorted(float(s) for s, label in zip(scores, y) if label == 0)
    n = len(ordered)

    def rate(t):
        return (n - bisect.bisect_right(ordered, t)) / n

    low, high = 0, n - 1
    while low < high:
        middle = (low + high) // 2
        if rate(ordered[middle]) <= q:
            high = middle
        else:
            low = middle + 1
    return ordered[low]


def right_quickselect(scores, y, q):
    """Recursion: quickselect with three parts, which equal scores do not slow down."""
    negatives = [float(s) for s, label in zip(scores, y) if label == 0]

    def select(values, m):
        pivot = values[len(values) // 2]
        higher = [v for v in values if v > pivot]
        if m < len(higher):
            return select(higher, m)
        equal = values.count(pivot)
        if m < len(higher) + equal:
            return pivot
        return select([v for v in values if v < pivot], m - len(higher) - equal)

    return select(negatives, int(q * len(negatives)))


def right_cumulative(scores, y, q):
    """unique with counts, and the cumulative sum of the negatives above each of their scores."""
    negatives = np.compress(np.equal(y, 0), np.asarray(scores, float))
    values, counts = np.unique(negatives, return_counts=True)
    above = negatives.size - np.cumsum(counts)
    return values[np.argmax(above / negatives.size <= q)]


def right_over_engineered(scores, y, q):
    """A class with a method for the rate, asserts before and after."""

    class Alarm:
        def __init__(self, honest):
            self.honest = np.sort(honest)

        def rate(self, t):
            return 1 - np.searchsorted(self.honest, t, side="right") / len(self.honest)

        def threshold(self, q):
            allowed = int(math.floor(q * len(self.honest)))
            return self.honest[len(self.honest) - 1 - allowed]

    assert 0 <= q < 1
    alarm = Alarm(np.asarray(scores, float)[np.asarray(y) == 0])
    t = alarm.threshold(q)
    assert alarm.rate(t) <= q + 1e-9
    return np.float64(t)


def wrong_all_samples(scores, y, q):
    """DESERVES: the frauds have no say: sort the scores of the negatives only
    PART: no
    BREAKS: the fraction of the samples with y = 0, at scores = [1, 2], y = [0, 1], q = 0
    """
    tau = np.sort(np.asarray(scores, float))[::-1]
    return float(tau[int(q * len(tau))])


def wrong_positives(scores, y, q):
    """DESERVES: these are the frauds' scores; the rate of false alarms is that of the samples with y = 0
    PART: no
    BREAKS: a false one if y is 0 there, at scores = [2, 1], y = [0, 1], q = 0
    """
    s, y = np.asarray(scores, float), np.asarray(y)
    tau = np.sort(s[y == 1])[::-1]
    return float(tau[int(q * len(tau))]) if len(tau) else float(s.max())


def wrong_share_of_all(scores, y, q):
    """DESERVES: the rate is a share of the negatives, you allow q N false alarms, N counting the frauds too
    PART: yes
    BREAKS: the fraction of the samples with y = 0, at scores = [1, 2, 3, 4], y = [0, 0, 1, 1], q = 0.25
    """
    s, y = np.asarray(scores, float), np.asarray(y)
    tau = np.sort(s[y == 0])[::-1]
    return float(tau[min(int(q * len(s)), len(tau) - 1)])


def wrong_rounded(scores, y, q):
    """DESERVES: m is q n rounded down, you round to the nearest: a rate above q can come of it
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [1, 2, 3, 4], y = [0, 0, 0, 0], q = 0.2
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[min(round(q * len(tau)), len(tau) - 1)])


def wrong_rounded_up(scores, y, q):
    """DESERVES: m is q n rounded down; rounded up, one alarm more than allowed where q n is no integer
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [1, 2], y = [0, 0], q = 0.25
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[min(math.ceil(q * len(tau)), len(tau) - 1)])


def wrong_one_too_careful(scores, y, q):
    """DESERVES: with the index m - 1 one alarm fewer than allowed is raised: an alarm is > t, not >= t
    PART: yes
    BREAKS: the least threshold, at scores = [1, 2], y = [0, 0], q = 0.5
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[max(int(q * len(tau)) - 1, 0)])


def wrong_strictly_below_q(scores, y, q):
    """DESERVES: at most q lets the rate be q itself, you ask for less
    PART: yes
    BREAKS: a rate of at most q, the least threshold, at scores = [1, 2], y = [0, 0], q = 0.5
    """
    negatives = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])
    for t in negatives:
        if np.mean(negatives > t) < q:
            return float(t)
    return float(negatives[-1])


def wrong_quantile(scores, y, q):
    """DESERVES: np.quantile interpolates between scores: its 1 - q quantile alarms for too many or too few
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [0, 1, 2], y = [0, 0, 0], q = 0.25
    """
    return float(np.quantile(np.asarray(scores, float)[np.asarray(y) == 0], 1 - q))


def wrong_quantile_higher(scores, y, q):
    """DESERVES: this quantile counts n - 1 steps between n scores: with the higher score it is often not the least t
    PART: yes
    BREAKS: the least threshold, at scores = [1, 2], y = [0, 0], q = 0.5
    """
    return float(np.quantile(np.asarray(scores, float)[np.asarray(y) == 0], 1 - q, method="higher"))


def wrong_different_scores_only(scores, y, q):
    """DESERVES: np.unique drops equal scores, but each of them is a false alarm of its own
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [2, 2, 1], y = [0, 0, 0], q = 0.5
    """
    tau = np.unique(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * len(tau))])


def wrong_m_of_n_but_unique_index(scores, y, q):
    """DESERVES: m belongs to all negatives, with equal scores dropped its index is too far or out of range
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [3, 3, 2, 1], y = [0, 0, 0, 0], q = 0.25
    """
    negatives = np.asarray(scores, float)[np.asarray(y) == 0]
    tau = np.unique(negatives)[::-1]
    return float(tau[min(int(q * len(negatives)), len(tau) - 1)])


def wrong_middle_between_negatives(scores, y, q):
    """DESERVES: half way to the next negative the false alarms are the same, but frauds in between go unnoticed
    PART: yes
    BREAKS: the least threshold, at scores = [1, 2, 1.2], y = [0, 0, 1], q = 0.5
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    m = int(q * len(tau))
    return float(tau[m]) if m == 0 else float((tau[m] + tau[m - 1]) / 2)


def wrong_just_below_the_last_alarm(scores, y, q):
    """DESERVES: that is the largest threshold with these false alarms, wanted is the least: it catches more frauds
    PART: yes
    BREAKS: the least threshold, at scores = [1, 2, 1.5], y = [0, 0, 1], q = 0.5
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    m = int(q * len(tau))
    return float(np.nextafter(tau[m - 1], -np.inf)) if m and tau[m] < tau[m - 1] else float(tau[m])


def wrong_infinity_for_q_0(scores, y, q):
    """DESERVES: for q = 0 the highest negative is the threshold, not infinity: frauds above it are to be caught
    PART: yes
    BREAKS: the least threshold, 0 <= q < 1, at scores = [1, 2], y = [0, 1], q = 0
    """
    if q == 0:
        return float(np.max(scores)) + 1.0
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * len(tau))])


def wrong_float32_scores(scores, y, q):
    """DESERVES: rounded to float32 a threshold lies above or below the score that it was made from
    PART: yes
    BREAKS: a false-positive rate of at most q, at scores = [0.7], y = [0], q = 0
    """
    tau = np.sort(np.asarray(scores, np.float32)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * len(tau))])


def wrong_a_little_lower(scores, y, q):
    """DESERVES: you take off 1e-9, so the negative that was to stay quiet is above the threshold
    PART: no
    BREAKS: a false-positive rate of at most q, at scores = [1], y = [0], q = 0
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * len(tau))] - 1e-9)


def wrong_a_little_higher(scores, y, q):
    """DESERVES: 1e-6 added for safety is not the least: a fraud just above the negative goes unnoticed
    PART: yes
    BREAKS: the least threshold, at scores = [1, 1.0000005], y = [0, 1], q = 0
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * len(tau))] + 1e-6)


def wrong_grid_of_thresholds(scores, y, q):
    """DESERVES: among 1001 thresholds between the least and the largest score there is rarely the least one allowed
    PART: yes
    BREAKS: the least threshold, at scores = [0, 1, 1.0001, 3], y = [0, 0, 1, 0], q = 0.34
    """
    s = np.asarray(scores, float)
    negatives = s[np.asarray(y) == 0]
    for t in np.linspace(s.min(), s.max(), 1002)[:-1]:
        if np.mean(negatives > t) <= q:
            return float(t)
    return float(negatives.max())


def wrong_sorts_the_argument(scores, y, q):
    """DESERVES: scores.sort() sorts the caller's array, and afterwards scores and y no longer belong together
    PART: no
    BREAKS: a function leaves the arrays that it is given as they were, at scores = [2., 1.], y = [0, 1], q = 0
    """
    scores = np.asarray(scores)
    scores.sort()
    tau = scores[np.asarray(y) == 0][::-1]
    return float(tau[int(q * len(tau))])


def wrong_minus_infinity_into_scores(scores, y, q):
    """DESERVES: you mark frauds by writing -inf into the caller's scores: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at scores = [1., 2.], y = [0, 1], q = 0
    """
    scores, y = np.asarray(scores), np.asarray(y)
    scores = scores if scores.dtype.kind == "f" else scores.astype(float)
    scores[y == 1] = -np.inf
    return float(np.sort(scores)[::-1][int(q * np.sum(y == 0))])


def wrong_frauds_as_zero(scores, y, q):
    """DESERVES: scores times (1 - y) leaves 0 for each fraud, which is above all negatives that are below 0
    PART: yes
    BREAKS: false is an alarm with y = 0 only, at scores = [-1, -0.5], y = [0, 1], q = 0
    """
    y = np.asarray(y)
    masked = np.asarray(scores, float) * (1 - y)
    return float(np.sort(masked)[::-1][int(q * np.sum(y == 0))])


def wrong_counts_steps(scores, y, q):
    """DESERVES: m is the floor of q n, you take q (n - 1), the steps between the scores
    PART: yes
    BREAKS: the least threshold, at scores = [1, 2], y = [0, 0], q = 0.5
    """
    tau = np.sort(np.asarray(scores, float)[np.asarray(y) == 0])[::-1]
    return float(tau[int(q * (len(tau) - 1))])
