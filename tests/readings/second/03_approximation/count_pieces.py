from collections import Counter, defaultdict
from fractions import Fraction
from itertools import groupby

import numpy as np


def right_dictionary(params):
    """a dictionary of the bends, loops"""
    (W1, b1), (W2, _) = params
    bends = {}
    for j in range(len(b1)):
        w, b, v = float(W1[0, j]), float(b1[j]), float(W2[j, 0])
        if w != 0:
            t = -b / w
            bends[t] = bends.get(t, 0.0) + v * abs(w)
    return 1 + sum(1 for change in bends.values() if change != 0)


def right_unique_bincount(params):
    """np.unique with the inverse, and np.bincount"""
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    on = w != 0
    _, place = np.unique(-b1[on] / w[on], return_inverse=True)
    return int(np.count_nonzero(np.bincount(place.ravel(), weights=(v * np.abs(w))[on]))) + 1


def right_add_at(params):
    """np.add.at, returns a NumPy integer"""
    (W1, b1), (W2, b2) = params
    w, b, v = np.ravel(W1).astype(float), np.asarray(b1, float), np.ravel(W2).astype(float)
    w, b, v = w[w != 0], b[w != 0], v[w != 0]
    knots, place = np.unique(b / w, return_inverse=True)
    sums = np.zeros(len(knots))
    np.add.at(sums, place, v * np.abs(w))
    return np.sum(sums != 0) + np.int64(1)


def right_sorted_groups(params):
    """sorted pairs and itertools.groupby"""
    (W1, b1), (W2, _) = params
    pairs = sorted((-b / w, v * abs(w)) for w, b, v in zip(W1[0].tolist(), b1.tolist(), W2[:, 0].tolist()) if w)
    return 1 + sum(sum(change for _, change in group) != 0 for _, group in groupby(pairs, key=lambda pair: pair[0]))


def right_fractions(params):
    """exact fractions in a Counter"""
    (W1, b1), (W2, _) = params
    total = Counter()
    for w, b, v in zip(np.ravel(W1), np.ravel(b1), np.ravel(W2)):
        w, b, v = (Fraction(float(each)) for each in (w, b, v))
        if w:
            total[-b / w] += v * abs(w)
    return len([t for t in total if total[t]]) + 1


def right_slopes_between(params):
    """the slope in the middle of each gap between knots, from the units that are on there"""
    (W1, b1), (W2, _) = params
    w, b, v = W1[0], b1, W2[:, 0]
    t = np.unique(-b[w != 0] / w[w != 0])
    if len(t) == 0:
        return 1
    points = np.concatenate([[t[0] - 1], (t[1:] + t[:-1]) / 2, [t[-1] + 1]])
    on = points[:, None] * w + b > 0
    slopes = on @ (v * w)
    return int(1 + np.count_nonzero(np.diff(slopes)))


def right_table_of_equals(params):
    """a table of which knots are equal, each weighted by one over its multiplicity"""
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    on = np.flatnonzero(w)
    t = -b1[on] / w[on]
    same = t[:, None] == t[None, :]
    bends = (same @ (v[on] * np.abs(w[on]))) != 0
    return round(float((bends / same.sum(axis=1)).sum())) + 1 if len(on) else 1


def right_recursive(params):
    """recursion: take all units with the knot of the first, then the rest"""
    (W1, b1), (W2, _) = params

    def bends(units):
        if not units:
            return 0
        w0, b0, _ = units[0]
        here = [u for u in units if u[1] * w0 == b0 * u[0]]
        rest = [u for u in units if u[1] * w0 != b0 * u[0]]
        return (sum(v * abs(w) for w, _, v in here) != 0) + bends(rest)

    units = [(float(w), float(b), float(v)) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w != 0]
    return int(bends(units)) + 1


def right_second_differences(params):
    """values of the network left of, at and right of each knot; knots are 1/128 apart"""
    (W1, b1), (W2, b2) = params
    w = W1[0]
    t = np.unique(-b1[w != 0] / w[w != 0])
    if t.size == 0:
        return 1
    h = 1 / 256
    y = mlp_forward(params, np.concatenate([t - h, t, t + h])[:, None], "relu").reshape(3, -1)  # noqa: F821
    return int(np.count_nonzero(y[0] - 2 * y[1] + y[2])) + 1


def right_jump_of_slope(params):
    """left and right slopes at each knot, from the sides to which the units face"""
    (W1, b1), (W2, _) = params
    w, v = W1.ravel(), W2.ravel()
    count = 1
    seen = set()
    for t in (-b / u for u, b in zip(w, b1) if u):
        if t in seen:
            continue
        seen.add(t)
        value = w * t + b1
        right = (v * w)[(value > 0) | ((value == 0) & (w > 0))].sum()
        left = (v * w)[(value > 0) | ((value == 0) & (w < 0))].sum()
        count += bool(right != left)
    return count


def right_clusters(params):
    """sorted knots, a new cluster where the gap is above 1/256"""
    (W1, b1), (W2, _) = params
    w, v = np.asarray(W1, float)[0], np.asarray(W2, float)[:, 0]
    keep = (w != 0) & (v != 0)
    if not keep.any():
        return 1
    t, change = -np.asarray(b1, float)[keep] / w[keep], (v * np.abs(w))[keep]
    order = np.argsort(t, kind="stable")
    starts = np.flatnonzero(np.append(True, np.diff(t[order]) > 1 / 256))
    return 1 + int((np.add.reduceat(change[order], starts) != 0).sum())


def right_counter_class(params):
    """over-engineered: a class of units with a defaultdict, asserts"""

    class Curve:
        def __init__(self, params):
            (W1, b1), (W2, b2) = params
            assert np.shape(W1)[0] == 1 and np.shape(W2) == (np.size(b1), 1)
            self.changes = defaultdict(float)
            for unit in zip(np.ravel(W1), np.ravel(b1), np.ravel(W2)):
                self.add(*map(float, unit))

        def add(self, w, b, v):
            if w == 0.0 or v == 0.0:
                return
            self.changes[-b / w + 0.0] += v * abs(w)

        @property
        def pieces(self):
            return 1 + sum(map(bool, self.changes.values()))

    return Curve(params).pieces


def wrong_units_plus_one(params):
    """DESERVES: m + 1 is only the most that m units can have
    PART: yes
    BREAKS: number of the pieces, with equal knots, at w = (1, -1), b = (0, 0), v = (1, 1): 2
    """
    return np.size(params[0][1]) + 1


def wrong_sum_of_vw(params):
    """DESERVES: a unit that faces left changes the slope by -v w: add up v |w|
    PART: yes
    BREAKS: maximal intervals, at w = (1, -1), b = (0, 0), v = (1, 1): 2
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] += v * w
    return 1 + sum(s != 0 for s in bends.values())


def wrong_sum_of_v(params):
    """DESERVES: the change of the slope is v |w|, not v: right only if |w| is the same for all units at a knot
    PART: yes
    BREAKS: maximal intervals, at w = (2, 1), b = (0, 0), v = (1, -2): 1
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] += v
    return 1 + sum(s != 0 for s in bends.values())


def wrong_isclose_knots(params):
    """DESERVES: np.isclose has a relative tolerance, which joins knots far from 0 that are 1/128 apart
    PART: yes
    BREAKS: knots that differ do so by 1/128 or more, at w = (1, 1), b = (-1000, -1000 - 1/128), v = (1, 1): 3
    """
    (W1, b1), (W2, _) = params
    found = []
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w == 0:
            continue
        for each in found:
            if np.isclose(each[0], -b / w):
                each[1] += v * abs(w)
                break
        else:
            found.append([-b / w, v * abs(w)])
    return 1 + sum(change != 0 for _, change in found)


def wrong_knots_to_two_decimals(params):
    """DESERVES: knots rounded to two decimals join knots that are 1/128 apart
    PART: yes
    BREAKS: knots that differ do so by 1/128 or more, at w = (1, 1), b = (-1/64, -3/128), v = (1, 1): 3
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[round(float(-b / w), 2)] += v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_small_bends(params):
    """DESERVES: a small bend is a bend all the same, sums below 1e-3 are not 0
    PART: yes
    BREAKS: maximal intervals on which it is affine; nothing need be rounded, at w = (1,), b = (0,), v = (1/1024,): 2
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    on = w != 0
    knots = np.unique(-b1[on] / w[on])
    sums = [np.sum((v * np.abs(w))[on][-b1[on] / w[on] == t]) for t in knots]
    return 1 + sum(not np.isclose(s, 0, atol=1e-3) for s in sums)


def wrong_pairs_only(params):
    """DESERVES: cancelling is looked for between two units only, three may cancel as well
    PART: yes
    BREAKS: maximal intervals, at w = (1, 1, 1), b = (0, 0, 0), v = (1, 1, -2): 1
    """
    (W1, b1), (W2, _) = params
    units = [(-b / w, v * abs(w)) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w and v]
    left = []
    for t, change in units:
        if (t, -change) in left:
            left.remove((t, -change))
        else:
            left.append((t, change))
    return 1 + len({t for t, _ in left})


def wrong_unsorted_groups(params):
    """DESERVES: groupby joins neighbours only, the units have to be sorted by their knots first
    PART: yes
    BREAKS: some of the knots equal, at w = (1, 1, 1), b = (0, -1, 0), v = (1, 1, 1): 3
    """
    (W1, b1), (W2, _) = params
    pairs = [(-b / w, v * abs(w)) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w]
    return 1 + sum(sum(c for _, c in group) != 0 for _, group in groupby(pairs, key=lambda pair: pair[0]))


def wrong_last_unit_wins(params):
    """DESERVES: of the units at one knot only the last is kept, their changes add up
    PART: yes
    BREAKS: maximal intervals, at w = (1, 1), b = (0, 0), v = (1, -1): 1
    """
    (W1, b1), (W2, _) = params
    bends = {-b / w: v * abs(w) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w}
    return 1 + sum(change != 0 for change in bends.values())


def wrong_distinct_slopes(params):
    """DESERVES: slopes that come again on another piece are counted once
    PART: yes
    BREAKS: number of the pieces, at w = (1, 1), b = (0, -1), v = (1, -1): 3 (the slopes are 0, 1, 0)
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    t = np.unique(-b1[w != 0] / w[w != 0])
    if t.size == 0:
        return 1
    points = np.concatenate([[t[0] - 1], (t[1:] + t[:-1]) / 2, [t[-1] + 1]])
    return len(np.unique((points[:, None] * w + b1 > 0) @ (v * w)))


def wrong_one_unit(params):
    """DESERVES: squeeze leaves a number and no array if there is one unit
    PART: yes
    BREAKS: m units, m = 1 included, at w = (1,), b = (0,), v = (1,): 2
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(np.squeeze(W1), np.squeeze(b1), np.squeeze(W2)):
        if w:
            bends[-b / w] += v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_no_bend(params):
    """DESERVES: if no unit bends there is one piece, not two
    PART: yes
    BREAKS: maximal intervals; some of the weights may be 0, at w = (0,), b = (1,), v = (1,): 1
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] += v * abs(w)
    t = np.sort([t for t, s in bends.items() if s != 0])
    return int(np.count_nonzero(np.diff(t))) + 2


def wrong_changes_params(params):
    """DESERVES: the biases are divided in place, the caller's network is changed
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at w = (2,), b = (-2,), v = (1,)
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    with np.errstate(all="ignore"):
        b1 /= -w
    bends = defaultdict(float)
    for u, t, last in zip(w, b1, v):
        if u:
            bends[t] += last * abs(u)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_on_a_grid(params):
    """DESERVES: the kinks are looked for on a grid from -10 to 10, knots outside it and close ones are missed
    PART: yes
    BREAKS: the pieces that make up the real line, at w = (1,), b = (-1000,), v = (1,): 2
    """
    (W1, b1), (W2, b2) = params
    x = np.arange(-10 * 256, 10 * 256 + 1) / 256
    y = np.maximum(x[:, None] * W1[0] + b1, 0) @ W2[:, 0]
    return 1 + int(np.count_nonzero(np.diff(y, 2)))


def wrong_dead_units_counted(params):
    """DESERVES: the knot of a unit with the last weight 0 is counted, nothing bends there
    PART: yes
    BREAKS: maximal intervals; some of the weights may be 0, at w = (1, 1), b = (0, -1), v = (1, 0): 2
    """
    (W1, b1), (W2, _) = params
    return 1 + len({-b / w for w, b in zip(W1[0], b1) if w != 0})


def wrong_infinite_knot(params):
    """DESERVES: a unit with w = 0 is given the knot 0 and counted as a bend
    PART: yes
    BREAKS: some of the weights may be 0, at w = (0,), b = (1,), v = (1,): 1
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    t = np.divide(-b1, w, out=np.zeros(len(w)), where=w != 0)
    s = v * np.where(w == 0, 1.0, np.abs(w))
    return 1 + sum(bool(s[t == each].sum()) for each in set(t.tolist()))


def wrong_pieces_that_slope(params):
    """DESERVES: pieces on which the curve is constant are pieces, too
    PART: yes
    BREAKS: intervals on which the network is affine, at w = (1,), b = (0,), v = (1,): 2
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    t = np.unique(-b1[w != 0] / w[w != 0])
    if t.size == 0:
        return 1
    points = np.concatenate([[t[0] - 1], (t[1:] + t[:-1]) / 2, [t[-1] + 1]])
    slopes = (points[:, None] * w + b1 > 0) @ (v * w)
    kept = [s for i, s in enumerate(slopes) if i == 0 or s != slopes[i - 1]]
    return max(1, sum(s != 0 for s in kept))


def wrong_zero_bias_is_dead(params):
    """DESERVES: units without a bias are left out, but they bend at 0
    PART: yes
    BREAKS: number of the pieces, at w = (1,), b = (0,), v = (1,): 2
    """
    (W1, b1), (W2, _) = params
    bends = defaultdict(float)
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w and b and v:
            bends[-b / w] += v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())
