"""Samples of known variances, or of any."""

import numpy as np

from autograder.checks.test_learning_modes.inputs import directions, eighths

SPREADS = (8.0, 5.0, 3.0, 2.0, 1.0)  # along the directions; their squares, the variances, are far apart


def far_off(d, n):
    """A mean with entries of both signs, far from 0 beside the spread of the samples."""
    return (8 + eighths(d, n, 3)) * np.where(np.arange(n) % 2, -1, 1)


def crossed(d):
    """Two samples on each of d orthogonal axes through the mean, at equal distances: (X, k, mean, directions, var).

    So the axes are the components, and the variances are known: 2 a^2 / N for the distance a.
    """
    n = d.integer(1, 4)
    k = d.integer(1, n)
    axes, spreads = directions(d, n), np.array(SPREADS[:n])
    mean, steps = far_off(d, n), (axes * spreads).T
    X = mean + np.vstack([steps, -steps])
    return X[d.permutation(2 * n)], k, mean, axes[:, :k], spreads[:k] ** 2 / n


def about_zero(d, second, k):
    """The same about 0, and the second spread another one: (X, projection onto k components, var)."""
    n = d.integer(3, 4)
    axes, spreads = directions(d, n), np.array(SPREADS[:n])
    spreads[1] = second
    steps = (axes * spreads).T
    return np.vstack([steps, -steps])[d.permutation(2 * n)], axes[:, :k] @ axes[:, :k].T, spreads[:k] ** 2 / n


def equal_variances(d):
    """Two largest variances equal, so that directions may be turned."""
    return about_zero(d, SPREADS[0], 2)


def near_variances(d):
    """One component, and the variance of the next one less by a tenth."""
    return about_zero(d, 0.95 * SPREADS[0], 1)


def equal_or_near(d):
    return d.choice([equal_variances, near_variances])(d)


def cloud(d):
    """Samples anywhere around a mean, more of them than features: (X, k)."""
    n = d.integer(2, 4)
    N, k = d.integer(n + 2, 9), d.integer(2, n)
    X = eighths(d, (N, n), 3) * np.array(SPREADS[:n])[d.permutation(n)]
    X[:n] += 4 * np.eye(n)
    return X + far_off(d, n), k


def few_samples(d):
    """No more samples than features, and as many components as there may be: (X, k)."""
    N = d.integer(1, 3)
    n = d.integer(N, 4)
    return eighths(d, (N, n), 3) + 4 * np.eye(N, n) + far_off(d, n), N


def whole(d):
    """Integers about a mean of 9000 and more, beside which their spread is small: (X, k)."""
    n = d.integer(1, 4)
    X = d.integers((n + 2, n), -1, 1) + d.choice([9000, -9500, 9999])
    X[:n] += np.diag([9, 7, 5, 3][:n])
    return X.astype(np.int64), n
