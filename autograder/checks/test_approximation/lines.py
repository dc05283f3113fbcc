"""Knots and values for `pwl_net`, and what its networks are to be at points."""

import numpy as np

from autograder.checks.test_approximation.inputs import gaps, quarters, same_curve


def values_at(d, m):
    """m values, those at the ends different from one another and not 0; ties and zeros between are frequent."""
    vals = quarters(d, m, 12)
    vals[0] = d.choice([1.0, -2.0, 0.5])
    vals[-1] = vals[0] + d.choice([1.5, -3.5, 1.0])
    return vals


def data(d):
    """Two knots or more in increasing order, neighbouring gaps different, and values; the first knot may be 0."""
    m = d.integer(2, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def bent(d):
    """Three knots or more."""
    m = d.integer(3, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def with_shares(d):
    """Knots, values, and how far between its neighbours a point is."""
    return *bent(d), np.append(1 / 4, d.integers(d.integer(1, 3), 1, 15) / 16)


def with_distances(d):
    """Knots, values, and how far beyond the ends the points are."""
    return *data(d), np.append([1 / 4, 3.0, 1000.0], d.integers(d.integer(1, 3), 1, 200) / 4)


def parabola(d):
    """Equidistant knots, h apart, and the coefficients (p, q, r) of p x^2 + q x + r, p not 0, 0 at the first."""
    m, start, h = d.integer(3, 6), quarters(d, 1, 4)[0], d.choice([1.0, 0.5, 1.5])
    p, q = d.choice([1.0, -0.5, 2.0]), quarters(d, 1)[0]
    return start + h * np.arange(m), h, p, q, 0.0 - (p * start + q) * start


def near_and_far(d):
    """Knots next to 0, and values with a change that is small beside the others."""
    knots, vals = bent(d)
    vals[1] = vals[0] + d.choice([0.25, -0.25])
    return knots - knots[1], vals


def whole(d):
    """Knots and values that are integers, of slopes that are none."""
    m = d.integer(2, 5)
    lengths, rises = 2 + 2 * d.integers(m - 1, 0, 2), 2 * d.integers(m - 1, -3, 2) + 1
    start = d.integers(2, -3, 3)
    return tuple(s + np.append(0, np.cumsum(each)) for s, each in zip(start, (lengths, rises), strict=True))


def one_knot(d):
    return quarters(d, 1), d.choice([1.0, -2.0, 0.5]) + quarters(d, 1, 1), d.integers(d.integer(1, 3), 1, 200) / 4


def size_of_line(knots, vals, x):
    """What the terms of the sum come to."""
    steepest = np.abs(np.diff(vals) / np.diff(knots)).max(initial=0.0)
    return 2 * (np.abs(vals).max() + len(knots) * steepest * (np.abs(x) + np.abs(knots).max()))


def as_a_line(got, knots, vals, x, wanted):
    """The network of the answer has these values."""
    same_curve(got, x, wanted, "pwl_net(knots, vals)", size_of_line(knots, vals, x))
