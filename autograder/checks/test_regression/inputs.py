"""Samples and labels for all exercises of the unit; nothing here knows an answer but by construction."""

import numpy as np

from autograder import expect


def eighths(d, shape, reach=4):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def independent(d, N, columns):
    """(N, d) with N >= d whose columns are independent, and far from dependent: singular values from 1 to 15."""
    X = d.integers((N, columns), -1, 1).astype(float)
    X[:columns] += 4 * np.eye(columns)  # up to four columns: the others of a row add up to 3 at most
    return X[d.permutation(N)]


def both_labels(d, N):
    """Labels 0 and 1, of which each occurs; N >= 2."""
    y = d.integers(N, 0, 1)
    y[:2] = 0, 1
    return y[d.permutation(N)]


def classified(d, fewest=2):
    """Parameters, samples of two or three features, and labels, for logits up to 5 in size."""
    N, features = d.integer(fewest, 6), d.integer(2, 3)
    return eighths(d, features, 1.25), eighths(d, (N, features), 1.25), both_labels(d, N)


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def entries(got, n, what):
    """n finite numbers in whatever shape: their shape is another check's."""
    values = expect.finite(got, what)
    expect.that(values.size == n, f"{what} has {values.size} entries, wanted {n}")
    return values.reshape(n)


def close(got, wanted, what, size=1.0):
    """Right to 1e-6 of the size of what it is computed from."""
    expect.close(got, wanted, what, rtol=1e-6, atol=1e-6 * size)
