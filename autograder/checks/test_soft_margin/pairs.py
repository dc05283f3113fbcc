"""Feasible dual variables and a pair of them, for `smo_pair`, and how good a step is."""

import numpy as np

from autograder import expect
from autograder.checks.test_soft_margin.inputs import both_signs, feasible, flat, signs
from solutions.soft_margin import dual_objective, smo_pair


def pair_alone(d):
    """Two numbers of opposite labels, C above the best alpha or below it: (i, j, K, y, C, best)."""
    a, distance = d.integer(-4, 4), d.choice([1, 2, 4])
    x, i = np.array([a, a + distance]), int(d.integers(1, 0, 1)[0])
    best, beyond = 2 / distance**2, d.boolean()
    C = best * (2 if beyond else 1 / 2)
    return i, 1 - i, np.outer(x, x), both_signs(d, 2), C, min(best, C)


def labelled_pair(d, labels, apart):
    """A feasible start among N samples, the pair of these labels, and X_j - X_i = apart: (alpha, i, j, K, y, C).

    The other samples pull as well; whether the best point of the pair is inside the box is left to C.
    """
    more, side = d.integer(1, 4), int(signs(d, 1)[0])
    y = side * np.concatenate([labels, [-labels[0]], signs(d, more - 1)])  # some label is the other one
    X = d.integers((len(y), 2), -3, 3).astype(float)
    X[1] = X[0] + apart
    C = d.choice([2.0, 0.25, 8.0, 0.5])
    alpha, order = feasible(d, y, C), d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return alpha[order], i, j, X[order] @ X[order].T, y[order], C


def inside(d, labels, alpha, X, more, C):
    """A pair, samples on which it depends, others, in another order: (alpha, i, j, K, y, C).

    All samples are divided by 128, and so are near each other: a squared distance of 16 becomes 1e-3, one of 5 3e-4.
    alpha and C are multiplied by the square, 16384.
    """
    side = int(signs(d, 1)[0])
    X = np.vstack([X, d.integers((more, 2), -3, 3)]).astype(float)
    y, alpha = side * np.append(labels, signs(d, more)), np.append(alpha, np.zeros(more))
    order = d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return 16384 * alpha[order], i, j, X[order] @ X[order].T / 16384, y[order], 16384 * C


def opposite_labels(d):
    """Often the best point is an end of what the box allows. Else it is inside.

    The third and fourth sample pull with 1/16 each, on a pair at a distance of sqrt 5, whose best alpha are then
    between 0 and 1; C is 2. Or both are at C, and the best point is below it; or alpha_j gets there before alpha_i.
    """
    kind = d.integer(0, 7) % 4  # each of them occurs
    if kind == 3:
        return beyond_the_end(d)
    if kind == 2:
        return both_at_the_end(d)
    if kind == 0:
        return labelled_pair(d, [1, -1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    start, apart = d.integers(2, -2, 2), np.array(d.choice([(2, 1), (-1, 2), (1, -2)]))
    a, others = d.choice([0.0, 1.5, 1.0]), d.integers((2, 2), -2, 2)
    X = np.vstack([start, start + apart, others])
    return inside(d, [1, -1, 1, -1], [a, a, 1 / 16, 1 / 16], X, d.integer(0, 2), 2.0)


def both_at_the_end(d):
    """A pair of opposite labels, both at C, four times or more the best value: (alpha, i, j, K, y, C)."""
    side, more, distance = int(signs(d, 1)[0]), d.integer(0, 3), d.choice([1, 2])
    y = np.append([side, -side], signs(d, more))
    X = d.integers((len(y), 2), -3, 3).astype(float)
    X[1] = X[0] + distance * np.array(d.choice([(1, 0), (0, -1), (0, 1)]))
    C, order = 8.0, d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.append([C, C], np.zeros(more))[order], i, j, X[order] @ X[order].T, y[order], C


def hardly_steep(d):
    """A pair of equal labels, slope 1/2048, whose best point is the end of the box, C away: (alpha, i, j, K, y, C).

    The second sample is 0, the third is at -L e, which makes w = C L e, and the first at -L e / 2: the slope is
    C L^2 / 2, the curvature L^2 / 4. The gain, 3/8 C^2 L^2 = 4e-4 C, is ten times the tolerance.
    """
    C, side = d.choice([1.0, 4.0, 0.25]), int(signs(d, 1)[0])
    e = np.array(d.choice([(1, 0), (0, 1), (-1, 0)])) / 32 / C**0.5
    X, y = np.vstack([-e / 2, 0 * e, -e]), side * np.array([1, 1, -1])
    order = d.permutation(3)
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.array([0.0, C, C])[order], i, j, X[order] @ X[order].T, y[order], C


def steep(d, quarters):
    """A pair of equal labels with so many quarters of C, whose vertex is beyond the box: (alpha, i, j, K, y, C).

    The first sample is e before the second, and two of the other label are 3 e behind it. If the pair holds S, the
    vertex is 3 S - alpha_i away.
    """
    C, e, side = d.choice([1.0, 4.0, 0.25]), np.array(d.choice([(1, 0), (0, 1), (-1, 0)])), int(signs(d, 1)[0])
    x, S, order = d.integers(2, -2, 2), sum(quarters), d.permutation(4)
    X, y = np.vstack([x - e, x, x - 3 * e, x - 3 * e]).astype(float), side * np.array([1, 1, -1, -1])
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return C * np.array([*quarters, S / 2, S / 2])[order] / 4, i, j, X[order] @ X[order].T, y[order], C


def equal_labels(d):
    """As above. Inside, the pair is at -h and h, both alpha are a, and a third sample of the other label holds 2 a.

    Its feature along h is h/2, so that the best point is a/2 away from the start. Or the slope is small all the way, or
    so large that the box ends the step, by alpha_j = 0 or by alpha_i = C.
    """
    kind = d.integer(0, 6) % 5  # each of them occurs
    if kind in (0, 4):
        return steep(d, [1, 1] if kind == 0 else [2, 4])
    if kind == 3:
        return hardly_steep(d)
    if kind == 1:
        return labelled_pair(d, [1, 1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    h, a = np.array(d.choice([(2, 0), (0, 2), (0, -2), (-2, 0)])), d.choice([1.0, 0.5, 0.25])
    X = np.vstack([-h, h, h / 2 + d.integer(-1, 1) * np.array([-h[1], h[0]])])
    return inside(d, [1, 1, -1], [a, a, 2 * a], X, d.integer(0, 2), 4 * a)


def equal_samples(d):
    """Equal samples, of equal labels in the first draw, of opposite ones in most others: (alpha, i, j, K, y, C).

    Of the opposite ones both are at 0, or one is nearer to C, be it i or j.
    """
    kind = d.integer(0, 7) % 4  # each of them occurs
    if kind < 2:
        return both_at_0(d, [1, 1 - 2 * kind])
    return one_nearer_to_the_end(d, [1, 3] if kind == 2 else [3, 1], d.choice([2.0, 0.25, 8.0, 0.5]))


def both_at_0(d, labels):
    """Equal samples with alpha = 0 for both, of squared length 2 or more: (alpha, i, j, K, y, C), C at least 2.

    Of equal labels, the objective is level, 0/0 is no number, and nothing can move: so one answer is right, and a wrong
    one can be compared with those of misconceptions. Of opposite labels, the way to the end is C, longer than any step
    by a curvature that is not 0.
    """
    side, more = int(signs(d, 1)[0]), d.integer(0, 3)
    y = side * np.concatenate([labels, [1, -1], signs(d, more)])
    X = d.integers((len(y), 2), -3, 3).astype(float)
    X[0] = 1 + np.abs(X[0])
    X[1] = X[0]
    C = d.choice([2.0, 2.5, 8.0, 4.0])
    alpha, order = np.append([0.0, 0.0], feasible(d, y[2:], C)), d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return alpha[order], i, j, X[order] @ X[order].T, y[order], C


def one_nearer_to_the_end(d, quarters, C, apart=(0, 0)):
    """Opposite labels, so many quarters of C, and a third sample: (alpha, i, j, K, y, C). The way to the end goes up.

    So it does for equal samples, and for C = 1/8 at a distance of 1: the slope is 2 up to 0.7, and the curvature 1.
    """
    side, X = int(signs(d, 1)[0]), d.integers((3, 2), -3, 3).astype(float)
    X[1] = X[0] + apart
    alpha, order = C * np.array([*quarters, 2]) / 4, d.permutation(3)
    y = side * np.array([1, -1, 1 if quarters[0] < quarters[1] else -1])
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return alpha[order], i, j, X[order] @ X[order].T, y[order], C


def beyond_the_end(d):
    return one_nearer_to_the_end(d, [1, 3], 1 / 8, d.choice([(1, 0), (0, 1), (0, -1)]))


def pushed_out(d):
    """A pair of label -, where alpha_i = 0 would fall if the box allowed it: (alpha, i, j, K, y, C)."""
    C, e, x = d.choice([2.0, 0.25, 8.0]), np.array(d.choice([(1, 0), (0, 1), (-2, 1)])), d.integers(2, -2, 2)
    X, y, order = np.vstack([x - e, x, x + e]).astype(float), np.array([-1, -1, 1]), d.permutation(3)
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.array([0, C / 4, C / 4])[order], i, j, X[order] @ X[order].T, y[order], C


def different_samples(d):
    return d.choice([opposite_labels, equal_labels])(d)


def with_small_ones(d):
    """Different samples, and two more of opposite labels whose alpha are C/2048: (alpha, i, j, K, y, C).

    The two are orthogonal to all others, and to each other.
    """
    kinds = different_samples, different_samples, pushed_out, beyond_the_end
    alpha, i, j, K, y, C = kinds[d.integer(0, 7) % 4](d)
    N = len(y)
    K = np.block([[K, np.zeros((N, 2))], [np.zeros((2, N)), np.eye(2)]])
    return np.append(alpha, [C / 2048, C / 2048]), i, j, K, np.append(y, [1, -1]), C


def in_the_box(got, n, C):
    """alpha (N,) in the box, up to what float32 knows."""
    got = flat(got, n, "alpha")
    outside = max(-got.min(), got.max() - C)
    at = int(np.maximum(-got, got - C).argmax())
    expect.that(outside <= 1e-5 * C, f"alpha[{at}] = {got[at]:.6g} is not in [0, C] = [0, {C:g}]")
    return got


def best_of_the_pair(got, alpha, i, j, K, y, C):
    """Only the pair moves, feasibly, and no point of it has a larger dual objective."""
    got = in_the_box(got, len(alpha), C)
    balanced = abs(got @ y) <= 1e-5 * C * len(y)
    expect.that(balanced, f"sum alpha_n y_n is {got @ y:.6g} after the step, wanted 0")
    value, most = (dual_objective(each, K, y) for each in (got, smo_pair(alpha, i, j, K, y, C)))
    steep = 1 + (np.abs(K) @ alpha)[[i, j]].max()
    least = most - 1e-5 * (alpha.sum() + C * steep)  # an error of 1e-5 in the step, where the objective is steep
    expect.that(value >= least, f"the dual objective is {value:.6g} after the step, the pair allows for {most:.6g}")
