"""Samples, spectra and expectations for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect


def tenths(d, shape, reach=3):
    """Multiples of 1/10 up to reach in size, each as likely as any; few of them are short binary fractions."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


def away_from_zero(d, shape, least=0.3):
    """Multiples of 1/10 of either sign, from `least` to 3 in size."""
    return (least + d.integers(shape, 0, 27) / 10) * (1 - 2 * d.integers(shape, 0, 1))


def mirror(d, N):
    """An orthogonal, symmetric matrix (N, N) without a 0, for N >= 2."""
    u = 1.0 + d.permutation(N)[:, None]
    return np.eye(N) - 2 * u @ u.T / np.sum(u**2)


def table(got, shape, what):
    """An array of finite numbers of this shape."""
    expect.shape(got, shape, what)
    return expect.finite(got, what)


def near(got, wanted, what, size=1.0):
    """Right to 1e-9 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=1e-9 * float(size))


def greatest(*arrays):
    """The largest entry in size of all of them, or 1 if all are 0."""
    return max(float(np.abs(each).max()) for each in arrays) or 1.0
