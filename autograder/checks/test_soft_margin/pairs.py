"""Feasible dual variables and a pair of them, for `smo_pair`."""

import numpy as np

from autograder.checks.test_soft_margin.inputs import feasible, signs


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
    between 0 and 1; C is 2.
    """
    if not d.integer(0, 1):
        return labelled_pair(d, [1, -1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    start, apart = d.integers(2, -2, 2), np.array(d.choice([(2, 1), (-1, 2), (1, -2)]))
    a, others = d.choice([0.0, 1.5, 1.0]), d.integers((2, 2), -2, 2)
    X = np.vstack([start, start + apart, others])
    return inside(d, [1, -1, 1, -1], [a, a, 1 / 16, 1 / 16], X, d.integer(0, 2), 2.0)


def equal_labels(d):
    """As above. Inside, the pair is at -h and h, both alpha are a, and a third sample of the other label holds 2 a.

    Its feature along h is h/2, so that the best point is a/2 away from the start.
    """
    if not d.integer(0, 1):
        return labelled_pair(d, [1, 1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    h, a = np.array(d.choice([(2, 0), (0, 2), (0, -2), (-2, 0)])), d.choice([1.0, 0.5, 0.25])
    X = np.vstack([-h, h, h / 2 + d.integer(-1, 1) * np.array([-h[1], h[0]])])
    return inside(d, [1, 1, -1], [a, a, 2 * a], X, d.integer(0, 2), 4 * a)


def equal_samples(d):
    """Equal samples, of equal labels in the first draw, of opposite ones in most others: (alpha, i, j, K, y, C)."""
    kind = d.integer(0, 9) % 3  # each of them occurs
    if kind == 2:
        return labelled_pair(d, [-1, 1], (0, 0))
    return both_at_0(d, [1, 1 - 2 * kind])


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


def different_samples(d):
    return d.choice([opposite_labels, equal_labels])(d)
