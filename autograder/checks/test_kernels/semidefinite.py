"""Matrices for `is_psd`, semidefinite or not by construction."""

import numpy as np

from autograder.checks.test_kernels.inputs import levelled, with_spectrum

# Determinants, traces, largest eigenvalues and diagonals of both signs.
DIAGONALS = ((-1.0, 5.0, 5.0), (-5.0, 1.0, 1.0), (-1.0, -2.0, 5.0), (-1.0, -1.0, -1.0))
TOLERANCES = (1e-4, 1e-6, 1e-9)


def gram_matrix(d):
    """Inner products of N integer vectors of fewer than N entries, so that K is singular."""
    N = d.integer(2, 5)
    A = d.integers((N, d.integer(1, N - 1)), -3, 3)
    A[:, 0] += 7 * d.choice((1, -1))  # no row is 0
    return (A @ A.T).astype(float)


def least_eigenvalues(d):
    """Matrices whose largest eigenvalue is 1 and whose least is below 0: tolerated ones and others, and tol.

    Of the tolerated, full or diagonal, some have two negative eigenvalues, beyond tol together. All entries of the full
    one are below 1/2, and so is the mean of its eigenvalues: with these in place of the largest, -0.8 tol is too much.
    The others have the eigenvalue 1 twice: the root of the sum of all squares is from 1.4 to 1.5, the trace from 2 to
    2.6. Of the first of them the determinant is within tol of 0.
    """
    N, tol = d.integer(4, 5), d.choice(TOLERANCES)
    Q, spectrum = levelled(N), d.integers(N, 1, 8) / 16
    refused = []
    for factor in (1.2, 1.7, 10):
        spectrum[:4] = 1, -factor * tol, 1, 1 / 256
        refused.append(with_spectrum(Q, spectrum))
    spectrum /= 4
    spectrum[:3] = 1, -0.8 * tol, 1 / 8
    diagonal = np.diag(spectrum)
    spectrum[2] = -0.8 * tol
    return np.array([with_spectrum(Q, spectrum), diagonal, np.diag(spectrum)]), np.array(refused), tol


def nearly_symmetric(d):
    """A positive definite matrix, one entry of which is off, tolerated of the first only: (K, L, tol).

    Its diagonal does not dominate it: in row 1 stand 14 and 18.
    """
    N, tol = d.integer(3, 5), d.choice(TOLERANCES)
    A = d.integers((N, N), -2, 2)
    A[0, 1:] = A[N - 1, 0] = 0  # the entry that is off is 0, so that what is relative to itself shows
    A[1] = 0
    A[1, 1], A[2, 1] = 3, 6
    K = A @ A.T + 5.0 * np.eye(N)
    off = np.zeros((N, N))
    off[0, N - 1] = tol * np.abs(K).max()
    return K + off / 50, K + 50 * off, tol


def two_gram_matrices(d):
    """Gram matrices of N integer vectors each, both positive definite: round-off is no matter here."""
    N = d.integer(3, 4)
    A, B = d.integers((N, 2), -3, 3), d.integers((N, 2), -3, 3)
    A[:, 0] = 3  # far from dominated by its diagonal
    return A @ A.T + np.eye(N), B @ B.T + np.eye(N)


def not_semidefinite(d):
    """Two matrices that look as if they were: one with minors that are 0, one of many kinds."""
    a = b = d.choice((3, 2, 5))
    chain = np.diag([0.0, a, a, a])
    for i in (1, 2):
        chain[i, i + 1] = chain[i + 1, i] = b  # the eigenvalues are a, and a + sqrt(2) b, a - sqrt(2) b < 0
    x = np.arange(d.integer(3, 5))
    distances = -np.abs(x[:, None] - x).astype(float)
    zero_diagonal = np.array([[0.0, a], [a, b]])
    positive = np.array([[a, a + b], [a + b, a]], float)
    return chain, d.choice((distances, zero_diagonal, positive))
