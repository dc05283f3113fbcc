"""Ends, steepness and points for `sigmoid_bump`."""

import numpy as np


def interval(d):
    """a < b, a not 0, and b - a not 1: a bump is narrow or wide."""
    a = d.choice([1.0, -2.0, 0.75, 3.0, -0.5])
    return a, a + d.choice([4.0, 0.5, 3.0, 0.25])


def points(d, a, b, shape):
    """Points in the middle half of [a, b], and others as far off as that is long or farther; and which are which."""
    w = b - a
    share = d.integers(shape, 0, 8)
    inside = d.integers(shape, 0, 1).astype(bool)
    sign = 2 * d.integers(shape, 0, 1) - 1
    x = np.where(inside, a + w / 4 + share * w / 16, (a + b) / 2 + sign * w * (1 + share / 4))
    return x, inside


def steep(d):
    """A bump whose ends are sharp, and points inside and outside, one of each at least: (x, a, b, k, inside)."""
    a, b = interval(d)
    x, inside = points(d, a, b, d.integer(2, 5))
    x[:2], inside[:2] = [a + (b - a) / 4, b + (b - a) / 2], [True, False]
    return x, a, b, d.choice([40.0, 50.0]) / (b - a), inside


def shaped(d):
    """The same in an array of any shape, a single number too; the first is inside, the last of several outside.

    Both are as near to the ends as they come.
    """
    a, b = interval(d)
    x, inside = (np.asarray(each) for each in points(d, a, b, d.choice([(), (1,), (2, 3), (3, 1), (1, 2, 2)])))
    x.flat[-1], inside.flat[-1] = (a + b) / 2 + (b - a), False
    x.flat[0], inside.flat[0] = a + (b - a) / 4, True
    return x, a, b, 40.0 / (b - a), inside


def any_steepness(d):
    """A bump with k (b - a) from 10 to 60."""
    a, b = interval(d)
    return a, b, d.choice([10.0, 16.0, 30.0, 60.0]) / (b - a)


def meeting(d):
    """Bumps from a to b and from b to c, k times the shorter of them 12, and points near the knots and between.

    b is often 0.
    """
    a, b = interval(d)
    if d.boolean():
        a, b = a - b, 0.0
    c = b + d.choice([2.0, 1.0, 0.5])
    k = 12.0 / min(b - a, c - b)
    near = np.array([-2.0, -1.0, 0.0, 0.5, 1.5]) / k
    middles = [(a + b) / 2, (b + c) / 2]
    between = a + (c - a) * d.integers(3, 1, 15) / 16  # nothing overflows: the last check is about that
    return np.concatenate([a + near, b + near, c + near, middles, between]), a, b, c, k


def very_steep(d):
    """The ends themselves, points 1/8 and more from them, points far off, and some about 1/k from the ends.

    These cannot be told from the ends in single precision.
    """
    a, b = interval(d)
    k = d.choice([1e6, 1e5, 3e5])
    near = np.array([-1.5, -0.7, 0.6, 1.3]) / k
    x = np.concatenate([[a, b, (a + b) / 2, a - 1 / 8, b + 1 / 8, -1e3, 1e3], a + d.integers(2, 1, 3) / 8])
    return np.concatenate([x, a + near, b + near]), a, b, k


def grid(a, b, k):
    """Middles of short intervals from 40/k left of a to 40/k right of b, none of them across an end; their lengths."""
    ends = np.array([a - 40 / k, a, b, b + 40 / k])
    counts = (400, 600, 400)
    pieces = [np.linspace(s, t, n + 1) for s, t, n in zip(ends, ends[1:], counts, strict=False)]
    return np.concatenate([(t[1:] + t[:-1]) / 2 for t in pieces]), np.concatenate([np.diff(t) for t in pieces])
