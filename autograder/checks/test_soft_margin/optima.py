"""Optimal dual variables whose bias is known by construction, for `bias_from_support`."""

import numpy as np

from autograder.checks.test_soft_margin.inputs import eighths, nonzero

# Free vectors have r C, and a pair of bound ones lacks S of the distance 2 between the margins: the optimum is then at
# C = omega^2 / (2 r + S), a power of 2 times omega^2.
FREE = ((0.25, 0.0), (0.5, 0.0), (0.25, 0.5), (0.75, 0.5), (0.75, -0.5), (0.5, -0.5))


def placed(d, omega, b, levels, y, alpha, across=()):
    """Samples whose first feature gives the decision omega x_0 + b = level: (alpha, K, y), in another order.

    The second feature, `across`, adds up to 0 when weighted by alpha y; where alpha is 0 it is anything.
    """
    second = np.where(np.array(alpha) > 0, 0.0, eighths(d, len(y)))
    second[: len(across)] += across
    X = np.column_stack([(np.array(levels) - b) / omega, second])
    order = d.permutation(len(y))
    return np.array(alpha)[order], X[order] @ X[order].T, np.array(y)[order]


def with_free_vectors(d):
    """An optimum with free vectors, one on one side and two on the other, a bound pair and others.

    (alpha, K, y, C, b).
    """
    omega, b = d.choice([1.0, 0.5, 2.0]), float(nonzero(d, 1)[0])
    r, S = d.choice(FREE)
    C = omega**2 / (2 * r + S)
    level = S / 2 + d.choice([0.25, -0.25, 0.375])  # of the bound sample +; the other one has level - S
    two = d.choice([1, -1])
    levels, y = [two, two, -two, level, level - S], [two, two, -two, 1, -1]
    alpha, across = [r * C / 2, r * C / 2, r * C, C, C], d.integer(0, 3) * np.array([1.0, -1.0])
    for side in (1, -1)[: d.integer(0, 2)]:
        levels.append(side * (1 + d.integer(1, 8) / 8))
        y.append(side)
        alpha.append(0.0)
    return *placed(d, omega, b, levels, y, alpha, across), C, b


def free_on_one_side(d):
    """An optimum whose two free vectors are of one label, with one bound vector of the other: (alpha, K, y, C, b)."""
    omega, b, side = d.choice([1.0, 0.5, 2.0]), float(nonzero(d, 1)[0]), d.choice([1, -1])
    level = d.choice([0.0, 0.5, -0.5]) * side  # of the bound sample, whose margin is below 1
    C = omega**2 / (1 - level * side)
    share = d.choice([0.25, 0.5, 0.75])
    levels, y = [side, side, level, 2.0, -2.0], [side, side, -side, 1, -1]
    return *placed(d, omega, b, levels, y, [share * C, (1 - share) * C, C, 0.0, 0.0]), C, b


def any_free_vectors(d):
    """Of both labels, or of one alone: (alpha, K, y, C, b)."""
    return (free_on_one_side if d.integer(0, 1) else with_free_vectors)(d)


def bound_only(d):
    """No free vectors: (alpha, K, y, C, low, high), b in [low, high].

    One end of the interval is held by a bound sample, the other by one with alpha = 0; bound samples alone would leave
    so much more on that side that the middle of what they leave is outside. A second bound pair holds nothing.
    """
    omega, low, width = d.choice([1.0, 0.5, 2.0]), float(nonzero(d, 1)[0]), d.choice([0.25, 0.0, 0.125])
    high, slack = low + width, width + 0.5
    C = omega**2 / (4 - 2 * (width + slack) - 0.75)
    if d.boolean():  # the sample - with alpha = 0 holds the upper end
        upper, lower, other = high + slack, low, (-1, high)
    else:
        upper, lower, other = high, low - slack, (1, low)
    # decisions without b: a bound + asks for b <= 1 - f, a bound - for b >= -1 - f, with alpha = 0 the other way
    levels, y = [1 - upper, -1 - lower, 0.5 - upper, -0.75 - lower, other[0] - other[1]], [1, -1, 1, -1, other[0]]
    alpha = [C, C, C, C, 0.0]
    for side in (1, -1)[: d.integer(0, 2)]:
        levels.append(side * (4 + width) - low)
        y.append(side)
        alpha.append(0.0)
    return *placed(d, omega, 0.0, levels, y, alpha), C, low, high


def nearly_bound(d):
    """Bound samples are off by 1e-12 C, as a solver leaves them: (alpha, K, y, C, low, high), b in [low, high]."""
    if d.integer(0, 1):
        alpha, K, y, C, low, high = bound_only(d)
    else:
        alpha, K, y, C, low = with_free_vectors(d)
        high = low
    off = 1e-12 * C
    return np.where(alpha == 0, off, np.where(alpha == C, C - off, alpha)), K, y, C, low, high


def far_scale(d):
    """Samples 1024 times as large, so that all alpha are small and K holds integers: (alpha, K, y, C, b)."""
    alpha, K, y, C, b = with_free_vectors(d)
    return alpha / 2**20, np.rint(K * 2**20).astype(np.int64), y, C / 2**20, b
