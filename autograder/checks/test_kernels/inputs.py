"""Samples, Gram matrices and expectations for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def two_sets(d, fewest=1):
    """Samples X (N, n) and Z (M, n) of n >= 2 features, M > N."""
    N, n = d.integer(fewest, 4), d.integer(2, 3)
    return eighths(d, (N, n), 2), eighths(d, (N + d.integer(1, 2), n), 2)


def reflected(u):
    """The orthogonal, symmetric matrix (N, N) of the reflection that turns the column u (N, 1) round."""
    return np.eye(len(u)) - 2 * u @ u.T / np.sum(u**2)


def reflection(d, N):
    """An orthogonal, symmetric matrix (N, N) without a 0, for N >= 2."""
    return reflected(1.0 + d.permutation(N)[:, None])


def levelled(N):
    """An orthogonal, symmetric matrix (N, N) whose first column has equal entries."""
    u = np.full((N, 1), -1 / np.sqrt(N))
    u[0] += 1
    return reflected(u)


def with_spectrum(Q, spectrum):
    """A symmetric matrix with these eigenvalues; the columns of Q are its eigenvectors."""
    K = (Q * np.asarray(spectrum, float)) @ Q.T
    return (K + K.T) / 2


def matrix(got, shape, what):
    """A matrix of finite numbers of this shape."""
    expect.shape(got, shape, what)
    return expect.finite(got, what)


def entries(got, n, what):
    """n finite numbers in whatever shape: their shape is another check's."""
    values = expect.finite(got, what)
    expect.that(values.size == n, f"{what} has {values.size} entries, wanted {n}")
    return values.reshape(n)


def close(got, wanted, what, size=1.0):
    """Right to 1e-5 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=1e-5 * float(size))


def largest(values):
    """The largest entry in size, or 1 if all are 0."""
    return float(np.abs(values).max()) or 1.0
