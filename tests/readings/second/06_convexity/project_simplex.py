import heapq
from fractions import Fraction

import numpy as np


def right_sort_cumsum(v):
    """vectorised: sort, cumsum, largest k"""
    v = np.asarray(v, dtype=float)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    k = np.flatnonzero(u > tau)[-1]
    return np.maximum(v - tau[k], 0)


def right_plain_loop(v):
    """plain loops over a list, returns a list"""
    entries = [float(e) for e in v]
    total, tau = 0.0, None
    for k, e in enumerate(sorted(entries, reverse=True), start=1):
        total += e
        t = (total - 1) / k
        if e > t:
            tau = t
        else:
            break
    return [max(e - tau, 0.0) for e in entries]


def right_bisection(v):
    """bisection for tau between max - 1 and max, after a shift by the max"""
    u = np.array(v, dtype=np.float64)
    u -= u.max()
    lo, hi = -1.0, 0.0
    for _ in range(80):
        mid = 0.5 * (lo + hi)
        if np.maximum(u - mid, 0).sum() > 1:
            lo = mid
        else:
            hi = mid
    return np.maximum(u - 0.5 * (lo + hi), 0)


def right_michelot(v):
    """Michelot: drop the entries that the mean shift makes non-positive, again and again"""
    v = np.asarray(v) * 1.0
    active = np.ones(v.shape, dtype=bool)
    while True:
        tau = (v[active].sum() - 1) / active.sum()
        keep = active & (v > tau)
        if keep.sum() == active.sum():
            break
        active = keep
    p = np.zeros_like(v)
    p[active] = v[active] - tau
    return p


def right_newton(v):
    """Newton's method for the convex piecewise linear equation, from the left"""
    v = np.asarray(v, dtype=np.float64)
    tau = v.max() - 1.0
    for _ in range(len(v) + 2):
        on = v > tau
        step = ((v[on] - tau).sum() - 1) / on.sum()
        if step <= 0:
            break
        tau += step
    return np.where(v > tau, v - tau, 0.0)


def right_pivot_recursion(v):
    """recursive: split at a median pivot, as in quickselect, without a full sort"""
    v = np.array(v, dtype=float)

    def search(rest, total, count):
        # tau for the entries known to be in use (total, count) and those still open
        if len(rest) == 0:
            return (total - 1) / count
        pivot = np.sort(rest)[len(rest) // 2]
        high = rest[rest >= pivot]
        if (high - pivot).sum() + (total - count * pivot) < 1:  # the pivot is in use, and so are all above
            return search(rest[rest < pivot], total + high.sum(), count + len(high))
        return search(rest[rest > pivot], total, count)

    return np.maximum(v - search(v, 0.0, 0), 0)


def right_tau_is_a_maximum(v):
    """another formula: tau is the largest of (sum of the k largest - 1)/k"""
    u = -np.sort(-np.asarray(v, float))
    tau = np.max((u.cumsum() - 1) / (1 + np.arange(u.size)))
    return np.clip(v - tau, 0, None)


def right_float32_after_shift(v):
    """float32, once the largest entry has been taken off in float64"""
    u = (np.asarray(v, dtype=np.float64) - np.max(v)).astype(np.float32)
    s = np.sort(u)[::-1]
    tau = (np.cumsum(s, dtype=np.float64) - 1) / np.arange(1, s.size + 1)
    return np.maximum(u - np.float32(tau[np.sum(s > tau) - 1]), np.float32(0))


def right_heap_water(v):
    """a heap: lower the water level from the top until one unit has been cut off"""
    values = list(map(float, v))
    heap = [-e for e in values]
    heapq.heapify(heap)
    level, count, left = -heapq.heappop(heap), 1, 1.0
    while heap and count * (level + heap[0]) < left:
        following = -heapq.heappop(heap)
        left -= count * (level - following)
        level, count = following, count + 1
    level -= left / count
    return np.array([e - level if e > level else 0.0 for e in values])


def right_interp(v):
    """np.interp on the breakpoints of the decreasing function sum max(v - tau, 0)"""
    v = np.asarray(v, dtype=float)
    top = v.max()
    s = np.sort(v - top)[::-1]
    s = s[s > -1]
    points = np.append(s, -1.0)
    sums = np.append(np.cumsum(s), s.sum()) - points * np.append(np.arange(1, len(s) + 1), len(s))
    tau = np.interp(1.0, sums, points)
    return np.maximum(v - top - tau, 0.0)


def right_exact_fractions(v):
    """exact arithmetic with Fraction, rounded at the end"""
    exact = [Fraction(float(e)) for e in v]
    best, total = None, Fraction(0)
    for k, e in enumerate(sorted(exact)[::-1]):
        total += e
        candidate = (total - 1) / (k + 1)
        if best is None or candidate > best:
            best = candidate
    return np.array([float(max(e - best, 0)) for e in exact])


def right_defensive_early_return(v):
    """defensive: asserts, early returns for one entry and for a point of the simplex"""
    v = np.array(v, dtype=float)
    assert v.ndim == 1 and v.size >= 1
    if v.size == 1:
        return np.ones(1)
    if v.min() >= 0 and v.sum() == 1:
        return v
    k = v.size
    u = np.sort(v)[::-1]
    while k > 1 and u[k - 1] * k <= u[:k].sum() - 1:
        k -= 1
    p = np.maximum(v - (u[:k].sum() - 1) / k, 0)
    assert abs(p.sum() - 1) < 1e-6
    return p


def right_class_by_rank(v):
    """over-engineered: a class with cached prefix sums, and a binary search for k"""

    class Projector:
        def __init__(self, entries):
            self.v = np.asarray(entries, dtype=float)
            self.u = np.sort(self.v)[::-1]
            self.prefix = np.concatenate([[0.0], np.cumsum(self.u)])

        def tau(self, k):
            return (self.prefix[k] - 1) / k

        def k(self):
            lo, hi = 1, len(self.u)
            while lo < hi:
                mid = (lo + hi + 1) // 2
                if self.u[mid - 1] > self.tau(mid):
                    lo = mid
                else:
                    hi = mid - 1
            return lo

        def __call__(self):
            return (self.v - self.tau(self.k())).clip(min=0)

    return Projector(v)()


def wrong_clip_divide(v):
    """DESERVES: clipping and dividing gives a point of the simplex, but not the nearest
    PART: no
    BREAKS: Euclidean projection, at v = [1, 0.6, -1]
    """
    p = np.maximum(v, 0)
    return p / p.sum() if p.sum() > 0 else np.full(len(v), 1 / len(v))


def wrong_shift_once(v):
    """DESERVES: after the clip the sum is no longer 1: the entries in use have to share the shift
    PART: no
    BREAKS: entries with sum 1, at v = [6, 1]
    """
    v = np.asarray(v, float)
    return np.maximum(v - (v.sum() - 1) / len(v), 0)


def wrong_one_pass(v):
    """DESERVES: after dropping entries once, others may fall below tau: repeat until none does
    PART: no
    BREAKS: entries with sum 1, at v = [10, 5, 0]
    """
    v = np.asarray(v, float)
    tau = (v.sum() - 1) / len(v)
    use = v > tau
    tau = (v[use].sum() - 1) / use.sum()
    return np.where(use, np.maximum(v - tau, 0), 0.0)


def wrong_integer_result(v):
    """DESERVES: zeros_like of an integer array holds integers, and cuts the fractions off
    PART: yes
    BREAKS: v may hold integers, at v = [0, 0] of dtype int
    """
    v = np.asarray(v)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    theta = tau[np.flatnonzero(u > tau)[-1]]
    p = np.zeros_like(v)
    for i in range(len(v)):
        if v[i] > theta:
            p[i] = v[i] - theta
    return p


def wrong_first_not_in_use(v):
    """DESERVES: argmin of all True is 0, so it fails where every entry is in use
    PART: yes
    BREAKS: entries >= 0 with sum 1, at v = [0, 0]
    """
    v = np.asarray(v, float)
    u = np.sort(v)[::-1]
    css = np.cumsum(u)
    in_use = u > (css - 1) / np.arange(1, len(u) + 1)
    k = max(np.argmin(in_use), 1)
    return np.maximum(v - (css[k - 1] - 1) / k, 0)


def wrong_bracket_min_max(v):
    """DESERVES: tau can be below the smallest entry: the bracket of the bisection is too short
    PART: yes
    BREAKS: entries with sum 1, at v = [0, 0]
    """
    v = np.asarray(v, float)
    lo, hi = v.min(), v.max()
    for _ in range(100):
        mid = (lo + hi) / 2
        if np.maximum(v - mid, 0).sum() > 1:
            lo = mid
        else:
            hi = mid
    return np.maximum(v - (lo + hi) / 2, 0)


def wrong_relative_tolerance(v):
    """DESERVES: the bisection stops at an accuracy relative to tau, too poor for large entries
    PART: yes
    BREAKS: wanted to 1e-5 for entries between -1e4 and 1e4, at v = [9999.5, 9999.2]
    """
    v = np.asarray(v, float)
    lo, hi = v.max() - 1, v.max()
    while hi - lo > 1e-7 * max(1.0, abs(hi)):
        mid = (lo + hi) / 2
        lo, hi = (mid, hi) if np.maximum(v - mid, 0).sum() > 1 else (lo, mid)
    return np.maximum(v - (lo + hi) / 2, 0)


def wrong_float32(v):
    """DESERVES: float32 has no digits left behind 1e4 for an accuracy of 1e-5
    PART: yes
    BREAKS: wanted to 1e-5 for entries between -1e4 and 1e4, at v = [9999.3, 9999.0]
    """
    v = np.asarray(v, dtype=np.float32)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - np.float32(1)) / np.arange(1, len(u) + 1, dtype=np.float32)
    k = np.flatnonzero(u > tau)
    return np.maximum(v - (tau[k[-1]] if len(k) else tau[0]), 0)


def wrong_shift_in_place(v):
    """DESERVES: it changes the caller's v by the shift
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at v = [1.0, 0.5]
    """
    v -= v.max()
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.flatnonzero(u > tau)[-1]], 0)


def wrong_sorted_order(v):
    """DESERVES: sorting is for finding tau only; the answer is in the order of v
    PART: yes
    BREAKS: Euclidean projection p of v, at v = [0, 1]
    """
    u = np.sort(np.asarray(v, float))[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(u - tau[np.sum(u > tau) - 1], 0)


def wrong_positive_part_first(v):
    """DESERVES: negative entries may be in use too: they must not be clipped before tau is known
    PART: yes
    BREAKS: Euclidean projection, at v = [-5, -6]
    """
    v = np.maximum(np.asarray(v, float), 0)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.sum(u > tau) - 1], 0)


def wrong_sum_is_one_already(v):
    """DESERVES: a sum of 1 does not make a point of the simplex if an entry is negative
    PART: yes
    BREAKS: entries >= 0, at v = [1.5, -0.5]
    """
    v = np.asarray(v, float)
    if np.isclose(v.sum(), 1):
        return v.copy()
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.sum(u > tau) - 1], 0)


def wrong_unique_entries(v):
    """DESERVES: np.unique drops equal entries, each of which takes its share
    PART: yes
    BREAKS: equal ones among them, at v = [0, 0]
    """
    v = np.asarray(v, float)
    u = np.unique(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.sum(u > tau) - 1], 0)


def wrong_fifty_alternations(v):
    """DESERVES: plane and clip in turn converge, but fifty rounds are too few if few of many entries are in use
    PART: yes
    BREAKS: wanted to 1e-5 for every d, at v = [3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
    """
    p = np.array(v, float)
    for _ in range(50):
        p = np.maximum(p - (p.sum() - 1) / len(p), 0)
    return p


def wrong_lone_entry(v):
    """DESERVES: the simplex of one entry is the point 1, whatever v is
    PART: yes
    BREAKS: for every d >= 1, at v = [3]
    """
    v = np.asarray(v, float)
    if len(v) == 1:
        return np.maximum(v, 0)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.sum(u > tau) - 1], 0)


def wrong_largest_by_size(v):
    """DESERVES: the largest entries are wanted, and not the largest in size
    PART: yes
    BREAKS: Euclidean projection, at v = [0.5, -3]
    """
    v = np.asarray(v, float)
    u = v[np.argsort(-np.abs(v), kind="stable")]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    on = np.flatnonzero(u > tau)
    return np.maximum(v - tau[on[-1]], 0)


def wrong_rescaled_after(v):
    """DESERVES: the sum is made 1 by a division, where the entries in use have to lose the same number
    PART: no
    BREAKS: Euclidean projection, at v = [10, 5, 0]
    """
    v = np.asarray(v, float)
    p = np.maximum(v - (v.sum() - 1) / len(v), 0)
    return p / p.sum()


def wrong_at_most_one(v):
    """DESERVES: entries are capped at 1 before tau is found, which brings those above 1 together
    PART: no
    BREAKS: Euclidean projection, at v = [3, 1]
    """
    v = np.minimum(np.asarray(v, float), 1)
    u = np.sort(v)[::-1]
    tau = (np.cumsum(u) - 1) / np.arange(1, len(u) + 1)
    return np.maximum(v - tau[np.sum(u > tau) - 1], 0)
