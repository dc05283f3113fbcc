"""Samples on which a perceptron makes mistakes."""

import numpy as np

from autograder.checks.test_convexity.inputs import eighths, labelled


def lone_sample(d):
    """One sample other than 0, given once: (X, y, max_epochs)."""
    X = eighths(d, (1, d.integer(1, 3)))
    X[0, 0] = 0.5 + abs(X[0, 0])
    return X, d.choice([np.array([-1]), np.array([1])]), d.integer(1, 4)


def separable(d):
    """A strip of width 2 without samples, moved so that none through 0 separates: (X, y, bound on the mistakes).

    A unit vector v* has <v*, u_n> >= rho for all n, and (R/rho)^2 is the bound.
    """
    n = d.integer(1, 3)
    A, B = eighths(d, (d.integer(1, 4), n), 2), eighths(d, (d.integer(1, 4), n), 2)
    A[:, 0], B[:, 0] = 1 + np.abs(A[:, 0]), -1 - np.abs(B[:, 0])
    A[0, 0], B[0, 0] = 1, -1
    move = (2 + d.integer(0, 2)) * d.choice([1, -1])  # 0 is then on one side of the strip, and both sets too
    A[:, 0] += move
    B[:, 0] += move
    X, y = labelled(d, A, B)
    v = np.append(np.eye(n)[0], -move)
    rho2 = 1 / (v @ v)  # v makes 1 or more with each u_n
    return X, y, float(((X**2).sum(axis=1).max() + 1) / rho2)


def any_samples(d):
    """Samples with any labels, most of them not separable, and few epochs: (X, y, max_epochs)."""
    N, n = d.integer(2, 6), d.integer(1, 3)
    X = eighths(d, (N, n), 3)
    return X, 2 * d.integers(N, 0, 1) - 1, d.integer(1, 4)


def any_and_cancelling(d):
    """Any samples, and a sample with both labels, the steps of whose epochs cancel: each (X, y, max_epochs)."""
    X, y, max_epochs = contradiction(d)
    return any_samples(d), (X, y, max_epochs + 1)


def on_the_line(d):
    """Whole numbers 1 and -1 on an axis, of one class, and one beyond: after a step the second is on the line itself.

    (X, y): (w, b) is then (1, 1) along that axis, and 1 - 1 = 0 is a mistake.
    """
    n = d.integer(1, 3)
    axis = np.eye(n, dtype=np.int64)[d.permutation(n)[0]]
    return np.outer([1, -1, d.choice([-2, -3, -4])], axis), np.array([1, 1, -1])


def contradiction(d):
    """A sample with both labels: an epoch makes two steps, and ends where it began: (X, y, max_epochs)."""
    x = eighths(d, d.integer(1, 3))
    return np.stack([x, x]), np.array([1, -1]) * d.choice([1, -1]), d.integer(1, 6)
