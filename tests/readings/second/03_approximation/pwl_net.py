from fractions import Fraction
from itertools import pairwise

import numpy as np


def right_vectorised(knots, vals):
    """vectorised: np.diff of the slopes between two zeros"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.r_[0.0, np.diff(y) / np.diff(t), 0.0]
    return [(np.ones((1, t.size)), -t), (np.diff(s)[:, None], y[:1].copy())]


def right_loops(knots, vals):
    """plain loops and lists"""
    m = len(knots)
    weights, biases, last = [], [], []
    before = 0.0
    for j in range(m):
        after = 0.0
        if j < m - 1:
            after = (float(vals[j + 1]) - float(vals[j])) / (float(knots[j + 1]) - float(knots[j]))
        weights.append(1.0)
        biases.append(-float(knots[j]))
        last.append([after - before])
        before = after
    return [(np.array([weights]), np.array(biases)), (np.array(last), np.array([float(vals[0])]))]


def right_facing_left(knots, vals):
    """units that face left; the last bias is the value at the right end"""
    t, y = np.array(knots, dtype=float), np.array(vals, dtype=float)
    slopes = np.zeros(len(t) + 1)
    slopes[1:-1] = (y[1:] - y[:-1]) / (t[1:] - t[:-1])
    change = slopes[1:] - slopes[:-1]
    return [(np.full((1, len(t)), -1.0), t), (change.reshape(-1, 1), np.array([y[-1]]))]


def right_ramps(knots, vals):
    """two units for each gap, a ramp; for one knot a unit that is idle"""
    if len(knots) == 1:
        return [(np.zeros((1, 1)), np.zeros(1)), (np.zeros((1, 1)), np.array([float(vals[0])]))]
    w, b, v = [], [], []
    for (t, y), (t1, y1) in pairwise(zip(map(float, knots), map(float, vals))):
        slope = (y1 - y) / (t1 - t)
        w += [1.0, 1.0]
        b += [-t, -t1]
        v += [slope, -slope]
    return [(np.array(w)[None, :], np.array(b)), (np.array(v)[:, None], np.array([float(vals[0])]))]


def right_clamped_input(knots, vals):
    """two hidden layers: the first clamps x to the knots' range, the second bends between the ends"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 1:
        return [(np.zeros((1, 1)), y.copy())]  # one affine layer, constant
    s = np.diff(y) / np.diff(t)
    first = (np.ones((1, 2)), np.array([-t[0], -t[-1]]))
    inner = t[:-1]
    second = (np.array([[1.0], [-1.0]]) * np.ones((1, inner.size)), t[0] - inner)
    return [first, second, (np.diff(s, prepend=0.0)[:, None], np.array([y[0]]))]


def right_linear_system(knots, vals):
    """np.linalg.solve for all last weights but the one that ends the last slope"""
    t, y = np.asarray(knots, dtype=np.float64), np.asarray(vals, dtype=np.float64)
    m = t.size
    v = np.zeros(m)
    if m > 1:
        A = np.maximum(t[1:, None] - t[None, :-1], 0)
        v[:-1] = np.linalg.solve(A, y[1:] - y[0])
        v[-1] = -v[:-1].sum()
    return [(np.ones((1, m)), -t), (v[:, None], np.array([y[0]]))]


def right_single_precision(knots, vals):
    """float32 parameters"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.diff(np.concatenate(([0.0], np.diff(y) / np.diff(t), [0.0])))
    as32 = np.float32
    return [(np.ones((1, len(t)), as32), (-t).astype(as32)), (v.astype(as32)[:, None], y[:1].astype(as32))]


def right_recursive(knots, vals):
    """recursion over the knots: the network of one knot fewer, then a new slope"""

    def units(t, y):
        if len(t) == 1:
            return [(t[0], 0.0)]
        *before, (last, v) = units(t[:-1], y[:-1])
        slope = (y[-1] - y[-2]) / (t[-1] - t[-2])
        return [*before, (last, v + slope), (t[-1], -slope)]

    t, v = zip(*units([float(each) for each in knots], [float(each) for each in vals]))
    return [(np.ones((1, len(t))), -np.array(t)), (np.array(v).reshape(len(t), 1), np.array([float(vals[0])]))]


def right_absolute_values(knots, vals):
    """half the change times |x - t|, about the mean of the end values"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    change = np.diff(np.pad(np.diff(y) / np.diff(t), 1))
    W1 = np.concatenate([np.ones(t.size), -np.ones(t.size)])[None]
    b1 = np.concatenate([-t, t])
    W2 = np.concatenate([change, change])[:, None] / 2
    return [(W1, b1), (W2, np.array([(y[0] + y[-1]) / 2]))]


def right_scaled_ramps(knots, vals):
    """each ramp runs from 0 to 1 in units scaled by its gap; the last weights are the steps of the values"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    gap, step = np.diff(t), np.diff(y)
    w = np.repeat(1 / gap, 2)
    ends = np.stack([t[:-1], t[1:]], axis=1).ravel()
    v = np.stack([step, -step], axis=1).ravel()
    # an idle unit, so that there is one for a single knot
    w, ends, v = np.append(w, 0.0), np.append(ends, 0.0), np.append(v, 0.0)
    return [(w[None, :], -w * ends), (v[:, None], y[:1] + 0.0)]


def right_exact_fractions(knots, vals):
    """exact rational arithmetic, rounded once"""
    t = [Fraction(float(each)) for each in knots]
    y = [Fraction(float(each)) for each in vals]
    s = [Fraction(0)] + [(y[i + 1] - y[i]) / (t[i + 1] - t[i]) for i in range(len(t) - 1)] + [Fraction(0)]
    v = [[float(s[i + 1] - s[i])] for i in range(len(t))]
    return [(np.ones((1, len(t))), np.array([-float(each) for each in t])), (np.array(v), np.array([float(y[0])]))]


def right_sum_of_hats(knots, vals):
    """sum of hats, and of half plateaus at the ends; asserts"""
    t, y = np.asarray(knots, dtype=float), np.asarray(vals, dtype=float)
    assert t.shape == y.shape and t.ndim == 1 and (np.diff(t) > 0).all()
    m = len(t)
    w, b, v, c = [0.0], [0.0], [0.0], 0.0

    def add(weight, knot, last):
        w.append(weight)
        b.append(-weight * knot)
        v.append(last)

    if m == 1:
        c = y[0]
    for j in range(m if m > 1 else 0):
        if j == 0:  # plateau on the left: 1 - ramp
            c += y[0]
            s = y[0] / (t[1] - t[0])
            add(1.0, t[0], -s)
            add(1.0, t[1], s)
        elif j == m - 1:
            s = y[j] / (t[j] - t[j - 1])
            add(1.0, t[j - 1], s)
            add(1.0, t[j], -s)
        else:
            p, q = y[j] / (t[j] - t[j - 1]), y[j] / (t[j + 1] - t[j])
            add(1.0, t[j - 1], p)
            add(1.0, t[j], -p - q)
            add(1.0, t[j + 1], q)
    return [(np.array(w)[None], np.array(b)), (np.array(v)[:, None], np.array([c]))]


def right_drops_straight_knots(knots, vals):
    """drops the knots at which nothing bends, but keeps one unit at least; another order of units"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.concatenate([np.zeros(1), np.divide(np.diff(y), np.diff(t)), np.zeros(1)])
    v = s[1:] - s[:-1]
    keep = np.flatnonzero(v)[::-1]
    if keep.size == 0:
        keep = np.array([0])
    return [(np.ones((1, keep.size)), -t[keep]), (v[keep, None], np.array([y[0]]))]


def right_second_difference_matrix(knots, vals):
    """matrix product: a first-difference matrix on either side of the gaps"""
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    m = len(t)
    D = np.eye(m)[1:] - np.eye(m)[:-1]  # (m - 1, m)
    v = -np.einsum("ij,i,ik,k->j", D, 1 / np.diff(t), D, y) if m > 1 else np.zeros(1)
    return [(np.ones((1, m)), -t), (v[:, None], y[[0]])]


def wrong_one_knot(knots, vals):
    """DESERVES: fails for a single knot, which has no slope to begin with
    PART: yes
    BREAKS: m >= 1, at knots = [2.], vals = [5.]
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.diff(y) / np.diff(t)
    v = np.zeros(len(t))
    v[0] = s[0]
    v[1:-1] = np.diff(s)
    v[-1] = -s[-1]
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]


def wrong_no_last_bias(knots, vals):
    """DESERVES: the last bias is 0 and not the first value: the curve is shifted
    PART: yes
    BREAKS: interpolates the values vals, at knots = [0., 1.], vals = [1., 2.]
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.r_[0.0, np.diff(y) / np.diff(t), 0.0]
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], np.zeros(1))]


def wrong_goes_on(knots, vals):
    """DESERVES: the last slope goes on to the right of the last knot
    PART: yes
    BREAKS: constant to the right of the last knot, at knots = [0., 1.], vals = [0., 1.], x = 2
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.r_[0.0, np.diff(y) / np.diff(t)]
    v = np.append(np.diff(s), 0.0)
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]


def wrong_integer_changes(knots, vals):
    """DESERVES: the last weights take the integer type of the knots and are cut to whole numbers
    PART: yes
    BREAKS: knots and values may be integers, at knots = [0, 2], vals = [0, 1] (integer arrays), x = 2
    """
    knots, vals = np.asarray(knots), np.asarray(vals)
    v = np.zeros_like(knots)
    slope = 0
    for j in range(len(knots)):
        new = (vals[j + 1] - vals[j]) / (knots[j + 1] - knots[j]) if j + 1 < len(knots) else 0
        v[j] = new - slope
        slope = new
    return [(np.ones((1, len(knots))), -knots), (v[:, None], vals[:1])]


def wrong_unsigned(knots, vals):
    """DESERVES: differences of unsigned integers wrap round, convert to float first
    PART: yes
    BREAKS: knots and values may be integers, at knots = [0, 1] , vals = [5, 1] of dtype uint8, x = 1
    """
    knots, vals = np.asarray(knots), np.asarray(vals)
    s = np.concatenate([[0.0], np.diff(vals) / np.diff(knots), [0.0]])
    return [(np.ones((1, len(knots))), -knots.astype(float)), (np.diff(s)[:, None], vals[:1].astype(float))]


def wrong_changes_values(knots, vals):
    """DESERVES: vals is shifted in place, the caller's array is changed
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at knots = [0., 1.], vals = [1., 2.]
    """
    first = np.array([float(vals[0])])
    vals -= vals[0]
    s = np.r_[0.0, np.diff(vals) / np.diff(knots), 0.0]
    return [(np.ones((1, len(knots))), -np.asarray(knots, float)), (np.diff(s)[:, None], first)]


def wrong_changes_knots(knots, vals):
    """DESERVES: knots is negated in place to make the biases
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at knots = [1., 2.], vals = [1., 2.]
    """
    y = np.asarray(vals, float)
    s = np.r_[0.0, np.diff(y) / np.diff(knots), 0.0]
    b = np.asarray(knots)
    b *= -1
    return [(np.ones((1, len(knots))), b), (np.diff(s)[:, None], y[:1])]


def wrong_plateau_of_100(knots, vals):
    """DESERVES: constant only up to 100 beyond the end knots, then it comes down to 0
    PART: yes
    BREAKS: constant to the left of the first knot, at knots = [0.], vals = [1.], x = -1000
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    t = np.concatenate([[t[0] - 101, t[0] - 100], t, [t[-1] + 100, t[-1] + 101]])
    y = np.concatenate([[0.0, y[0]], y, [y[-1], 0.0]])
    s = np.r_[0.0, np.diff(y) / np.diff(t), 0.0]
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], np.zeros(1))]


def wrong_drops_small_bends(knots, vals):
    """DESERVES: bends below 1e-3 are dropped as if they were round-off
    PART: yes
    BREAKS: interpolates to within 6e-7 of the size of the terms, at knots = [0., 1., 2.], vals = [0., 5e-4, 0.], x = 1
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.diff(np.r_[0.0, np.diff(y) / np.diff(t), 0.0])
    keep = np.abs(v) > 1e-3
    keep[0] = True
    return [(np.ones((1, keep.sum())), -t[keep]), (v[keep][:, None], y[:1])]


def wrong_normalised(knots, vals):
    """DESERVES: the values are scaled by max - min, which is 0 if they are all equal
    PART: yes
    BREAKS: interpolates the values, at knots = [0., 1.], vals = [3., 3.] (NaN), and for m = 1
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    low, high = y.min(), y.max()
    with np.errstate(all="ignore"):
        z = (y - low) / (high - low)
    s = np.r_[0.0, np.diff(z) / np.diff(t), 0.0]
    return [(np.ones((1, len(t))), -t), ((high - low) * np.diff(s)[:, None], low + (high - low) * z[:1])]


def wrong_gradient(knots, vals):
    """DESERVES: np.gradient gives slopes at the knots, not between them
    PART: no
    BREAKS: interpolates the values, at knots = [0., 1., 2.], vals = [0., 1., 0.], x = 1
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.gradient(y, t) if len(t) > 1 else np.zeros(1)
    v = np.diff(s, prepend=0.0)
    v[-1] = -v[:-1].sum()
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]


def wrong_line_for_two(knots, vals):
    """DESERVES: two knots are handled by a straight line, which is not constant outside
    PART: yes
    BREAKS: constant to the left of the first and to the right of the last, at knots = [0., 1.], vals = [0., 1.], x = 2
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 2:
        slope = (y[1] - y[0]) / (t[1] - t[0])
        return [(np.array([[slope]]), np.array([y[0] - slope * t[0]]))]
    s = np.r_[0.0, np.diff(y) / np.diff(t), 0.0]
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1])]


def wrong_finds_by_value(knots, vals):
    """DESERVES: the place of a value is looked up by the value, which finds the first of equal ones
    PART: yes
    BREAKS: interpolates the values, at knots = [0., 1., 2., 3.], vals = [0., 1., 0., 3.], x = 3
    """
    t, y = np.asarray(knots, float).tolist(), np.asarray(vals, float).tolist()
    slopes = [0.0]
    for value in y[:-1]:
        j = y.index(value)
        slopes.append((y[j + 1] - y[j]) / (t[j + 1] - t[j]))
    slopes.append(0.0)
    return [(np.ones((1, len(t))), -np.array(t)), (np.diff(slopes)[:, None], np.array([y[0]]))]


def wrong_ridge(knots, vals):
    """DESERVES: the last weights are found with a ridge of 1e-6, which shrinks them where gaps are short
    PART: yes
    BREAKS: to within 6e-7 of the terms, gaps as short as 2^-12, at knots = [0., 2^-12], vals = [0., 1.], x = 2^-12
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.zeros(len(t))
    if len(t) > 1:
        A = np.maximum(t[1:, None] - t[:-1], 0)
        v[:-1] = np.linalg.solve(A.T @ A + 1e-6 * np.eye(len(t) - 1), A.T @ (y[1:] - y[0]))
        v[-1] = -v.sum()
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]


def wrong_bias_at_zero(knots, vals):
    """DESERVES: the last bias is the value where x = 0, not the one left of all knots
    PART: yes
    BREAKS: interpolates the values, at knots = [-1., 1.], vals = [0., 2.], x = -1 (it is 1)
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.diff(np.r_[0.0, np.diff(y) / np.diff(t), 0.0])
    return [(np.ones((1, len(t))), -t), (v[:, None], np.array([np.interp(0.0, t, y)]))]


def wrong_equal_gaps(knots, vals):
    """DESERVES: all gaps are taken to be as long as the first
    PART: yes
    BREAKS: affine between neighbouring knots, at knots = [0., 1., 3.], vals = [0., 0., 2.], x = 3
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    h = t[1] - t[0] if len(t) > 1 else 1.0
    s = np.r_[0.0, np.diff(y) / h, 0.0]
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1])]


def wrong_flat_last_weights(knots, vals):
    """DESERVES: W2 has the shape (m,), wanted (m, 1)
    PART: no
    BREAKS: the parameters are those of a network as in hat, W2 from m units to one output, at knots [0., 1.]
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.diff(np.r_[0.0, np.diff(y) / np.diff(t), 0.0])
    return [(np.ones((1, len(t))), -t), (v, y[:1])]


def wrong_ends_meet_zero(knots, vals):
    """DESERVES: a sum of hats with ends one further out falls to 0 outside and is not constant there
    PART: yes
    BREAKS: constant to the left of the first knot, at knots = [0.], vals = [1.], x = -2
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    t = np.r_[t[0] - 1, t, t[-1] + 1]
    y = np.r_[0.0, y, 0.0]
    v = np.diff(np.r_[0.0, np.diff(y) / np.diff(t), 0.0])
    return [(np.ones((1, len(t))), -t), (v[:, None], np.zeros(1))]


def wrong_cumulated_slopes(knots, vals):
    """DESERVES: the first unit gets the change y_1 - 0 of the value as well, as if the curve began at 0
    PART: yes
    BREAKS: the network interpolates, at knots = [0., 1.], vals = [1., 1.], x = 1 (it is 2)
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.r_[0.0, np.diff(y) / np.diff(t), 0.0]
    v = np.diff(s)
    v[0] += y[0]
    v[-1] -= y[0]
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]
