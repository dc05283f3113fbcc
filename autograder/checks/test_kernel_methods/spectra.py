"""Gram matrices with centred spectra that are known, for `kernel_pca`."""

import numpy as np

from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, table

MANY = 16

# Rows that are orthogonal and of one length, 3, 7 or 9: Pythagoras in integers.
TURNS = (
    ((1, 2, 2), (2, 1, -2), (2, -2, 1)),
    ((2, 3, 6), (3, -6, 2), (6, 2, -3)),
    ((1, 4, 8), (4, 7, -4), (8, -4, 1)),
)
CONTRASTS = np.array([[1, 1, 1], [1, -1, -1], [-1, 1, -1], [-1, -1, 1]])  # orthogonal, and each of sum 0


def axes(d, N):
    """N - 1 orthogonal columns of integers (N, N - 1), each of sum 0 and all of one length, for N = 2 or 4."""
    if N == 2:
        return np.array([[1.0], [-1.0]])
    turned = CONTRASTS @ np.array(d.choice(TURNS)).T
    return (turned * (1 - 2 * d.integers(3, 0, 1)))[d.permutation(4)].astype(float)


def gram(d, A):
    """The Gram matrix of the rows of A with a mean far from 0, which has a part outside their span."""
    X = A + 2 * away_from_zero(d, A.shape[1]).round() + 5
    return X @ X.T + 7


def known(d):
    """K with a known centred spectrum, two parts of which are near: (K, k, S S^T, S^T S)."""
    N = d.choice((4, 2, 4))
    k = d.integer(1, N - 1)
    A = axes(d, N) * np.array([5.0, 4.75, 2.75])[: N - 1]
    return gram(d, A), k, A[:, :k] @ A[:, :k].T, A[:, :k].T @ A[:, :k]


def all_but_one(d):
    """K of features that span as much as they can when they are centred."""
    N = d.choice((4, 2))
    return gram(d, axes(d, N) * np.arange(N - 1, 0, -1.0))


def two_equal(d):
    """Centred features, two equal variances and one of a millionth: (K, A), A the scores on all three, in a turn."""
    A = axes(d, 4) * np.array([1024, 1024, 1])
    return A @ A.T, A


def plane(d):
    """Samples (4, 2), a cross of two lengths, turned and moved, and the length of its longer arm.

    One component is that arm, on which the first sample scores 0, being on the other one; the last is on the longer.
    """
    p, q = d.choice(((2, 1), (3, 1), (3, 2)))
    arm = np.array(d.choice(((3, 4), (4, -3), (-3, 4))))
    X = np.array([q * arm[::-1] * [1, -1], p * arm, -q * arm[::-1] * [1, -1], -p * arm])
    X[1:3] = X[1 + d.permutation(2)]
    return X + d.integers(2, 3, 20).astype(float), 5.0 * p


def flat(d):
    """Many samples on one line in feature space, far from 0: all components but the first have no variance."""
    x = d.permutation(MANY) + d.integer(1, 5)
    direction = 1 + d.permutation(3)
    X = x[:, None] * direction + d.integers(3, 1, 9).astype(float)
    return X @ X.T, np.sum((x - x.mean()) ** 2) * direction @ direction


def scores(got, N, k):
    """S (N, k), finite."""
    return table(got, (N, k), "kernel_pca(K, k)")


def scale(K):
    """What errors are relative to: N times the largest entry of K."""
    return len(K) * greatest(K)
