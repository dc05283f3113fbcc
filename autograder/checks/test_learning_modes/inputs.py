"""Samples, directions and expectations for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect


def close(got, wanted, what, size=1.0):
    """Equal to the precision that float32 code has: it knows a number to 6e-8 of the largest that went into it."""
    expect.close(got, wanted, what, rtol=1e-5, atol=1e-5 * max(1.0, float(size)))


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def nonzero(d, shape, reach=4):
    """The same without 0."""
    return d.integers(shape, 1, 8 * reach) / 8 * (2 * d.integers(shape, 0, 1) - 1)


def directions(d, n):
    """n orthonormal directions of R^n, as columns, none of whose entries is 0; for n > 1 no symmetric matrix.

    The columns of the reflection I - 2 u u^T / u.u in another order, u a permutation of 1, ..., n.
    """
    u = 1.0 + d.permutation(n)[:, None]
    return np.roll(np.eye(n) - 2 * u @ u.T / np.sum(u**2), 1, axis=1)


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)
