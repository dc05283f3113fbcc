"""Samples at distances that tell laws of frequencies apart, and what random features of them must be."""

import numpy as np

from autograder import expect
from autograder.checks.test_kernel_methods.inputs import away_from_zero, tenths

MANY = 19_000
OFF = 0.11
GAMMAS = (0.1, 2.0, 5.0)
CORNERS = np.array([[0.0, 0], [1, 0], [1, -2]])  # squared distances 1, 4 along an axis, and 5
AT_AN_ANGLE = np.array([[0.0, 0], [0.8, 0], [0, 0.8]])  # 0.64, 0.64 and 1.28
TIMES = 40


def about_zero(d):
    """Samples at the corners, one of them 0, in units of the kernel's width, and a key: (X, gamma, key)."""
    gamma = d.choice(GAMMAS)
    return CORNERS / np.sqrt(gamma), gamma, int(d.integers(1, 0, 10**6)[0])


def elsewhere(d):
    """Three at a right angle, so far from 0 that k(x, -z) is 0 for all pairs, in the same units: (X, gamma, key)."""
    _, gamma, key = about_zero(d)
    return (AT_AN_ANGLE + 7 - np.abs(away_from_zero(d, 2))) / np.sqrt(gamma), gamma, key


def few(d):
    """Samples of which two differ, an odd number of frequencies, and gamma: (X, D, gamma)."""
    X = 0.7 + tenths(d, (d.integer(2, 4), d.integer(1, 3)))
    X[0] = X[1] + 1.3
    return X, 2 * d.integer(20, 24) + 1, d.choice((1, 0.3, 2.5))


def one_of_each(d):
    """One sample of one feature that is not 0, and gamma."""
    return away_from_zero(d, (1, 1)), d.choice((0.3, 2.5))


def whole_points(d):
    """The integers 0, 1 and 2, or 0, -1 and -2, whose angles are small for gamma = 1, and a key: (X, key)."""
    return np.array([[0], [1], [2]]) * d.choice((1, -1)), int(d.integers(1, 0, 10**6)[0])


def rows_of_features(got, N, D):
    """Phi (N, D) or (N, 2 D), finite."""
    what = "random_fourier_features(X, D, gamma, rng)"
    Phi = expect.finite(got, what)
    fits = Phi.ndim == 2 and len(Phi) == N and Phi.shape[1] in (D, 2 * D)
    expect.that(fits, f"{what} has shape {Phi.shape} for N = {N} and D = {D}, wanted ({N}, {D}) or ({N}, {2 * D})")
    return Phi


def alike(got, wanted, what):
    """The same features, be they in single precision."""
    expect.close(got, wanted, what, rtol=0, atol=1e-5)


def drawn_anew(Phi):
    """Independent numbers with a density all differ; features of frequencies drawn twice, or clipped, do not.

    The last sample is not 0.
    """
    values = np.sort(np.abs(Phi[-1]))
    again = int(np.sum(np.diff(values) < 1e-14 * values[-1]))
    words = f"{again} of {len(values)} features of a sample repeat others: their frequencies are not independent"
    expect.that(again < len(values) / 100, words)


def lengths_at_random(Phi, D):
    """With one column for each frequency the lengths of two samples or more are random: all 1 they are never."""
    scaled = Phi.shape[1] == D and np.abs(np.sum(Phi**2, axis=1) - 1).max() < 1e-9
    expect.that(not scaled, "all features have length 1 exactly, with one column for each frequency: are they scaled?")


def right_kernel(Phi, X, gamma):
    """All inner products are near the kernel's values."""
    K = np.exp(-gamma * np.sum((X[:, None] - X) ** 2, axis=2))
    expect.close(Phi @ Phi.T, K, f"Phi @ Phi.T for D = {MANY} and gamma = {gamma:g}", rtol=0, atol=OFF)
