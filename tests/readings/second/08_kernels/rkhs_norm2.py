import functools
import math
from fractions import Fraction

import numpy as np


def right_clipped(alpha, K):
    """alpha K alpha, at least 0."""
    return max(float(alpha @ K @ alpha), 0.0)


def right_absolute(alpha, K):
    """The absolute value: what is negative is round-off, and stays within its size."""
    return np.abs(np.dot(alpha, np.dot(K, alpha)))


def right_loops(alpha, K):
    """A double loop."""
    total = 0.0
    for n in range(len(alpha)):
        for m in range(len(alpha)):
            total += alpha[n] * K[n][m] * alpha[m]
    return total if total > 0 else 0.0


def right_einsum(alpha, K):
    """einsum; a 0-d array comes out."""
    return np.maximum(np.einsum("n,nm,m->", alpha, K, alpha), np.zeros(()))


def right_diagonal_and_pairs(alpha, K):
    """The diagonal, and each pair twice."""
    square = np.sum(np.diag(K) * alpha**2)
    pairs = sum(alpha[n] * K[n, m] * alpha[m] for n in range(len(alpha)) for m in range(n))
    return max(0.0, float(square + 2 * pairs))


def right_fsum(alpha, K):
    """math.fsum of all products."""
    K = K.tolist()
    terms = [a * b * k for a, row in zip(alpha, K, strict=True) for b, k in zip(alpha, row, strict=True)]
    return max(0.0, math.fsum(terms))


def right_fractions(alpha, K):
    """Exact, in fractions."""
    a = [Fraction(v) for v in alpha.tolist()]
    total = sum(a[n] * sum(Fraction(k) * b for k, b in zip(row, a, strict=True)) for n, row in enumerate(K.tolist()))
    return float(max(total, Fraction(0)))


def right_trace(alpha, K):
    """The trace of K alpha alpha^T, clipped by np.clip."""
    return np.clip(np.trace(K @ np.outer(alpha, alpha)), 0, None)


def right_multi_dot(alpha, K):
    """multi_dot of a row, the matrix and a column, and the one entry of the result."""
    row = alpha.reshape(1, -1)
    return max(np.linalg.multi_dot([row, K, row.T]).item(), 0.0)


def right_recursive(alpha, K):
    """Recursion on the last sample."""

    def norm2(N):
        if N == 0:
            return 0.0
        last = alpha[N - 1]
        return norm2(N - 1) + last * (2 * (K[N - 1, : N - 1] @ alpha[: N - 1]) + K[N - 1, N - 1] * last)

    return float(max(norm2(len(alpha)), 0))


def right_scaled_features(alpha, K):
    """Features from the eigenvectors of K with 1 on its diagonal, so that no sample's size drowns another's."""
    d = np.sqrt(np.maximum(np.diag(K), 0))
    d = np.where(d > 0, d, 1)
    mu, U = np.linalg.eigh(K / d[:, None] / d)
    w = np.sqrt(np.maximum(mu, 0)) * (U.T @ (d * alpha))
    return float(w @ w)


def right_scaled_float32(alpha, K):
    """Single precision for numbers scaled to 1; the scale comes back in double precision."""
    a, k = np.abs(alpha).max(), np.abs(K).max()
    if a == 0 or k == 0:
        return 0.0
    small = (alpha / a).astype(np.float32)
    f = (K / k).astype(np.float32) @ small
    return max(0.0, float(np.sum(f.astype(float) * small)) * a * k * a)


def right_class(alpha, K):
    """Over-engineered: a function object with an inner product."""

    class Combination:
        def __init__(self, coefficients, gram):
            assert gram.shape == (len(coefficients), len(coefficients))
            self.coefficients, self.gram = coefficients, gram

        @functools.cached_property
        def values(self):
            return self.gram @ self.coefficients

        def inner(self, other):
            return np.vdot(other.coefficients, self.values)

        @property
        def norm(self):
            return np.sqrt(max(self.inner(self), 0.0))

    return Combination(alpha, K).norm ** 2


def right_longdouble(alpha, K):
    """Extended precision, early return for coefficients that are all 0."""
    if not np.any(alpha):
        return 0.0
    a = alpha.astype(np.longdouble)
    return float(max((a[:, None] * K * a[None, :]).sum(), 0))


def wrong_norm_of_alpha(alpha, K):
    """DESERVES: this is the norm of the coefficients, not of the function
    PART: no
    BREAKS: squared norm of f, at alpha = (1,), K = [[2]]
    """
    return float(alpha @ alpha)


def wrong_norm_of_values(alpha, K):
    """DESERVES: this is the sum of the squared values at the points
    PART: no
    BREAKS: squared norm of f, at alpha = (1,), K = [[2]]
    """
    return float(np.sum((K @ alpha) ** 2))


def wrong_root(alpha, K):
    """DESERVES: the root is the norm, the square is wanted
    PART: no
    BREAKS: squared norm of f, at alpha = (1,), K = [[2]]
    """
    return float(np.sqrt(max(alpha @ K @ alpha, 0.0)))


def wrong_not_clipped(alpha, K):
    """DESERVES: round-off makes it negative where f is 0
    PART: yes
    BREAKS: it is never negative, at v = (0.7, 0.3), K = v v^T, alpha = (0.3, -0.7)
    """
    return float(alpha @ (K @ alpha))


def wrong_one_by_one(alpha, K):
    """DESERVES: a matrix (1, 1) comes out, where one number is wanted
    PART: yes
    BREAKS: one float, at alpha = (1,), K = [[2]]
    """
    column = alpha.reshape(-1, 1)
    return np.maximum(column.T @ K @ column, 0)


def wrong_each_pair_once(alpha, K):
    """DESERVES: each pair counts twice, as (n, m) and as (m, n)
    PART: no
    BREAKS: squared norm of f, at alpha = (1, 1), K = [[1, 1], [1, 1]]
    """
    return max(0.0, float(np.triu(np.outer(alpha, alpha) * K).sum()))


def wrong_rounded(alpha, K):
    """DESERVES: what is below 1e-12 is taken for round-off, however small alpha is
    PART: yes
    BREAKS: right to 1e-5 of the sum, however small that is, at alpha = (1e-7,), K = [[1]]
    """
    value = float(alpha @ K @ alpha)
    return value if value > 1e-12 else 0.0


def wrong_positive_terms(alpha, K):
    """DESERVES: single terms may be negative, only their sum may not
    PART: no
    BREAKS: squared norm of f, at alpha = (2, -1), K = [[1, 1], [1, 1]]
    """
    return float(np.maximum(alpha * (K @ alpha), 0).sum())


def wrong_scales_alpha(alpha, K):
    """DESERVES: alpha /= size changes the caller's coefficients
    PART: yes
    BREAKS: a function leaves its arrays as they were, at alpha = (2,), K = [[1]]
    """
    size = np.abs(alpha).max()
    if size == 0:
        return 0.0
    alpha /= size
    return max(0.0, float(size**2 * (alpha @ K @ alpha)))


def wrong_eigenvalues(alpha, K):
    """DESERVES: the small eigenvalues of a K of different sizes are round-off of the largest: multiply it out
    PART: yes
    BREAKS: right to 1e-5 of the sum, at alpha = e_1, K = [[13e8,-4e4,13e12],[-4e4,4,-4e8],[13e12,-4e8,13e16]]
    """
    mu, U = np.linalg.eigh(K)
    return float(np.sum(np.maximum(mu, 0) * (U.T @ alpha) ** 2))


def wrong_cholesky(alpha, K):
    """DESERVES: a singular K has no Cholesky factor
    PART: yes
    BREAKS: from the Gram matrix K, which may be singular, at alpha = (1, 1), K = [[1, 1], [1, 1]]
    """
    return float(np.sum((np.linalg.cholesky(K).T @ alpha) ** 2))


def wrong_float32(alpha, K):
    """DESERVES: squares of small coefficients underflow in single precision
    PART: yes
    BREAKS: right to 1e-5 of the sum, however small that is, at alpha = (1e-25,), K = [[1]]
    """
    a = np.asarray(alpha, np.float32)
    return max(0.0, float(a @ (np.asarray(K, np.float32) @ a)))


def wrong_absolute_coefficients(alpha, K):
    """DESERVES: the signs of the coefficients count
    PART: no
    BREAKS: squared norm of f, at alpha = (1, -1), K = [[1, 1], [1, 1]]
    """
    a = np.abs(alpha)
    return float(a @ K @ a)


def wrong_mean(alpha, K):
    """DESERVES: the sum is divided by N
    PART: no
    BREAKS: squared norm of f, at alpha = (1, 1), K = [[1, 0], [0, 1]]
    """
    return max(0.0, float(np.mean(alpha * (K @ alpha))))


def wrong_jitter(alpha, K):
    """DESERVES: the 1e-10 added to the diagonal is not small for a small K
    PART: yes
    BREAKS: right to 1e-5 of the sum of all |alpha_n K_nm alpha_m|, at alpha = (1,), K = [[1e-6]]
    """
    return max(0.0, float(alpha @ (K + 1e-10 * np.eye(len(K))) @ alpha))


def wrong_cut_spectrum(alpha, K):
    """DESERVES: eigenvalues below 1e-3 of the largest are no round-off
    PART: yes
    BREAKS: right to 1e-5 of the sum of all |alpha_n K_nm alpha_m|, at alpha = (0, 1), K = [[1, 0], [0, 5e-4]]
    """
    mu, U = np.linalg.eigh(K)
    keep = mu > 1e-3 * mu.max()
    return float(np.sum(mu[keep] * (U[:, keep].T @ alpha) ** 2))


def wrong_remembered(alpha, K, memory={}):  # noqa: B006
    """DESERVES: the answer for one K is kept and given for the next K of its size
    PART: yes
    BREAKS: from the Gram matrix K, at the second call: alpha = (1,), K = [[1]], then alpha = (1,), K = [[2]]
    """
    if len(K) not in memory:
        memory[len(K)] = np.array(K)
    return max(0.0, float(alpha @ memory[len(K)] @ alpha))


def wrong_floor(alpha, K):
    """DESERVES: a floor of 1e-16 is more than 0 where the norm is 0 or smaller
    PART: yes
    BREAKS: 0 or whatever is above it within that bound, at alpha = (1e-9,), K = [[1]]
    """
    return max(float(alpha @ K @ alpha), 1e-16)


def wrong_frobenius(alpha, K):
    """DESERVES: the entries alpha_n K_nm alpha_m are squared before they are added
    PART: no
    BREAKS: squared norm of f, at alpha = (1, 1), K = [[1, 0], [0, 1]]
    """
    return float(np.linalg.norm(np.outer(alpha, alpha) * K))
