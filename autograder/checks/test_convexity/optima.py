"""Solutions of the hard-margin problem, and what breaks one of their conditions, or two: inputs of `kkt_residual`."""

import numpy as np

from autograder.checks.test_convexity.inputs import eighths, sideways

GAPS = (2.0, 4.0, 1.0)


def optimum(d, gap=None, n=None):
    """A solution: alpha, w, b, X, y. The samples are, in this order: four of a face of +, two of one of -, one behind.

    The four are m + s, m + t, m - s, m - t with the multipliers 1/2, 0, 1/2, 0, in units of 2/gap^2; and the two of the
    other face have 1/2 each. m, the first face's middle, is 0 where `at_zero` moves it.
    """
    n, gap = n or d.integer(1, 2), gap or d.choice(GAPS)
    s, t = sideways(d, n), 2 * sideways(d, n) + 1
    s[1:] = np.abs(s[1:]) + 0.5  # two coordinates or more, if there are two
    u = sideways(d, n)
    front = np.column_stack([np.array([s, t, -s, -t]), np.zeros(4)])
    back = np.column_stack([np.array([u, -u]), np.full(2, -gap)])
    behind = np.append(eighths(d, n, 2), 1.0 + d.integer(0, 2))[None]
    order, signs = d.permutation(n + 1), 2.0 * d.integers(n + 1, 0, 1) - 1
    shift = eighths(d, n + 1, 3)
    points = np.vstack([front, back, behind])[:, order] * signs + shift + 0.0
    w = (np.append(np.zeros(n), 2 / gap)[order] * signs) + 0.0
    alpha = np.array([0.5, 0, 0.5, 0, 0.5, 0.5, 0]) * 2 / gap**2
    y = np.array([1, 1, 1, 1, -1, -1, 1])
    return alpha, w, float(1 - w @ shift), points, y


def shuffled(d, candidate, X, y):
    """The samples in another order, with their multipliers and labels: (alpha, w, b), X, y."""
    (alpha, w, b), order = candidate, d.permutation(len(y))
    return (alpha[order], w, b), X[order], y[order]


def solved(d, gap=None):
    """A solution, with the multipliers of the first face shared in one of several ways: (alpha, w, b), X, y."""
    alpha, w, b, X, y = optimum(d, gap)
    share = d.choice([0.0, 0.5, 1.0, 0.25]) * alpha[0]
    alpha[:4] = alpha[0] - share, share, alpha[0] - share, share
    return shuffled(d, (alpha, w, b), X, y)


def any_and_narrow(d):
    """One of any width, and one so narrow that its largest multiplier is 16."""
    return solved(d), solved(d, gap=0.25)


def moved_multiplier(d):
    """Some of the multiplier of m + s given to m - s: all but the derivative by w stays right.

    (alpha, w, b), X, y, residual, as in the following.
    """
    alpha, w, b, X, y = optimum(d, n=2)
    part = d.choice([0.5, 1.0]) * alpha[0]
    alpha[:3] += -part, 0, part
    return *shuffled(d, (alpha, w, b), X, y), part * np.linalg.norm(X[0] - X[2])


def sample_at_zero(d):
    """0 is a sample on a margin line, and its multiplier too large: all but the derivative by b stays right."""
    alpha, w, b, X, y = optimum(d)
    side, part = d.choice([0, 4]), d.choice([1.0, 0.25, 3.0])
    alpha[side] += part
    return *shuffled(d, (alpha, w, float(b + w @ X[side])), X - X[side], y), part


def sample_near_zero(d):
    """As `sample_at_zero`, but 3/4 or 3/2 from 0: the derivative by w is wrong as well; either may be larger."""
    alpha, w, b, X, y = optimum(d)
    side, part, at = d.choice([0, 4]), d.choice([1.0, 0.5, 3.0]), d.choice([0.75, 1.5]) * np.eye(len(w))[0]
    alpha[side] += part
    shift = X[side] - at
    return *shuffled(d, (alpha, w, float(b + w @ shift)), X - shift, y), part * max(1, np.linalg.norm(at))


def not_stationary(d):
    """One of each kind."""
    return moved_multiplier(d), sample_at_zero(d), sample_near_zero(d)


def samples_in_the_strip(d):
    """One on the wrong side, and one that is inside of the strip but on its side."""
    return extra_sample(d, d.choice([2.5, 1.5, 3.0])), extra_sample(d, d.choice([0.5, 0.75, 0.25]))


def extra_sample(d, lack):
    """One more sample with this much less than 1 as its margin, and the multiplier 0: infeasible, by so much."""
    alpha, w, b, X, y = optimum(d, gap=1.0)
    label = d.choice([1, -1])
    point = X[0] + (label * (1 - lack) - 1) * w / (w @ w)
    return *shuffled(d, (np.append(alpha, 0.0), w, b), np.vstack([X, point]), np.append(y, label)), lack


def negative_multiplier(d):
    """m twice, with multipliers below 0, made good by m + s and m - s: only signs are wrong, the one by this much."""
    alpha, w, b, X, y = optimum(d)
    below = d.choice([0.5, 1.0, 0.125])
    alpha[[0, 2]] += 0.75 * below
    middle = (X[0] + X[2]) / 2
    alpha, X, y = np.append(alpha, [-below, -below / 2]), np.vstack([X, middle, middle]), np.append(y, [1, 1])
    return *shuffled(d, (alpha, w, b), X, y), below


def doubled(d):
    """(2 alpha, 2w, 2b): stationary and feasible, but every margin of a support vector is 2."""
    alpha, w, b, X, y = optimum(d)
    return *shuffled(d, (2 * alpha, 2 * w, 2 * b), X, y), 2 * alpha.max()


def halved(d):
    """(alpha/2, w/2, b/2) with alpha = 4: margins of support vectors are 1/2, and 2 (1/2 - 1) is -1."""
    alpha, w, b, X, y = optimum(d, gap=0.5)
    alpha[:4] = 4, 0, 4, 0  # of the parts of the first face, as they are
    return *shuffled(d, (alpha / 2, w / 2, b / 2), X, y), 1.0


def not_complementary(d):
    """One of either kind."""
    return doubled(d), halved(d)


def two_at_once(d, lack, below):
    """A sample in the strip and a negative multiplier, both made good as far as the other conditions go."""
    alpha, w, b, X, y = optimum(d, gap=1.0)
    alpha[[0, 2]] += below / 2
    point = X[0] - lack * w / (w @ w)
    alpha, X, y = np.append(alpha, [-below, 0]), np.vstack([X, (X[0] + X[2]) / 2, point]), np.append(y, [1, 1])
    return *shuffled(d, (alpha, w, b), X, y), max(lack, below)


def negative_behind(d):
    """A sample behind the first face with a multiplier below 0, made good by both faces: its product is larger.

    It lies over m, at the margin 3 or 4, and both faces have m among their means.
    """
    alpha, w, b, X, y = optimum(d)
    below, margin = d.choice([0.5, 1.0, 0.125]), d.choice([3, 4])
    alpha[[0, 2]] += below * (margin + 1) / 4
    alpha[[4, 5]] += below * (margin - 1) / 4
    point = (X[0] + X[2]) / 2 + (margin - 1) * w / (w @ w)
    alpha, X, y = np.append(alpha, -below), np.vstack([X, point]), np.append(y, 1)
    return *shuffled(d, (alpha, w, b), X, y), below * (margin - 1)


def two_violations(d):
    """Of infeasible and negative the one is larger, then the other; and a negative multiplier with a larger product."""
    more, less = d.choice([1.0, 1.25, 1.5]), d.choice([0.5, 0.75])
    return two_at_once(d, more, less), two_at_once(d, less, more), negative_behind(d)
