import math
from fractions import Fraction

import numpy as np


def right_matmul(alpha, K, y):
    """beta @ K @ beta"""
    beta = alpha * y
    return float(alpha.sum() - beta @ K @ beta / 2)


def right_double_loop(alpha, K, y):
    """plain double loop"""
    D = 0.0
    for n in range(len(alpha)):
        D += alpha[n]
        for m in range(len(alpha)):
            D -= 0.5 * alpha[n] * alpha[m] * y[n] * y[m] * K[n][m]
    return D


def right_einsum(alpha, K, y):
    """one einsum of five factors"""
    return np.sum(alpha) - 0.5 * np.einsum("n,m,n,m,nm->", alpha, alpha, y, y, K)


def right_triangle(alpha, K, y):
    """the part below the diagonal, twice, and the diagonal"""
    beta = np.asarray(alpha, float) * y
    twice = 0.0
    for n in range(1, len(beta)):
        twice += beta[n] * (K[n, :n] @ beta[:n])
    return alpha.sum() - twice - 0.5 * (np.diag(K) * beta**2).sum()


def right_signed_matrix(alpha, K, y):
    """the matrix Q = y y^T K first"""
    Q = np.outer(y, y) * K
    return np.array(np.ones(len(alpha)) @ alpha - alpha @ (Q @ alpha) / 2)


def right_by_the_gradient(alpha, K, y):
    """a quadratic without constant is alpha times the mean of its gradient and that at 0"""
    gradient = 1 - y * (K @ (y * alpha))
    return float(np.dot(alpha, (gradient + 1) / 2))


def right_eigenvectors(alpha, K, y):
    """length of w in the basis of eigenvectors of K"""
    values, vectors = np.linalg.eigh(np.asarray(K, float))
    return np.sum(alpha) - 0.5 * np.sum(values * (vectors.T @ (alpha * y)) ** 2)


def right_fsum(alpha, K, y):
    """Python lists and math.fsum"""
    alpha, y, K = np.asarray(alpha, float).tolist(), np.asarray(y).tolist(), np.asarray(K).tolist()
    N = range(len(alpha))
    return math.fsum(
        alpha + [-alpha[n] * y[n] * K[n][m] * y[m] * alpha[m] / 2 for n in N for m in N]
    )


def right_fractions(alpha, K, y):
    """exact fractions"""
    beta = [Fraction(float(a)) * int(s) for a, s in zip(alpha, y)]
    N = range(len(beta))
    square = sum(beta[n] * beta[m] * Fraction(float(K[n][m])) for n in N for m in N)
    return float(sum(Fraction(float(a)) for a in alpha) - Fraction(square) / 2)


def right_recursion(alpha, K, y):
    """one sample is added at a time: D of the first n, and what the next one brings"""
    beta = [float(a) * float(s) for a, s in zip(alpha, y)]

    def first(n):
        if n == 0:
            return 0.0
        k = n - 1
        cross = sum(beta[k] * beta[m] * float(K[k][m]) for m in range(k))
        return first(n - 1) + float(alpha[k]) - cross - beta[k] ** 2 * float(K[k][k]) / 2

    return first(len(beta))


def right_trace(alpha, K, y):
    """trace of K times the outer product"""
    beta = np.multiply(alpha, y)
    return np.float64(np.add.reduce(alpha) - np.trace(K @ np.outer(beta, beta)) / 2)


def right_four_blocks(alpha, K, y):
    """within plus, within minus, and between"""
    p, m = np.flatnonzero(y > 0), np.flatnonzero(y < 0)
    a, c = alpha[p], alpha[m]
    square = a @ K[np.ix_(p, p)] @ a + c @ K[np.ix_(m, m)] @ c - 2 * a @ K[np.ix_(p, m)] @ c
    return alpha.sum() - square / 2


def right_class(alpha, K, y):
    """an over-engineered class with asserts"""

    class Dual:
        def __init__(self, gram, labels):
            self.gram, self.labels = np.array(gram, float), np.array(labels, float)
            assert self.gram.shape == (len(labels), len(labels))

        def square(self, a):
            return sum(p * self.gram[n].dot(a * self.labels) for n, p in enumerate(a * self.labels))

        def __call__(self, a):
            return float(np.sum(a) - 0.5 * self.square(np.array(a, float)))

    return Dual(K, y)(alpha)


def right_result_in_float32(alpha, K, y):
    """float64 inside, the number itself in float32"""
    beta = np.asarray(alpha, np.float64) * y
    return np.float32(np.asarray(alpha, np.float64).sum() - 0.5 * np.tensordot(beta, np.dot(K, beta), 1))


def wrong_without_half(alpha, K, y):
    """DESERVES: half of the double sum is subtracted
    PART: no
    BREAKS: dual objective of the soft margin, at alpha = [1], K = [[1]], y = [1]
    """
    beta = alpha * y
    return alpha.sum() - beta @ K @ beta


def wrong_half_of_all(alpha, K, y):
    """DESERVES: the half belongs to the double sum only
    PART: no
    BREAKS: dual objective of the soft margin, at alpha = [1], K = [[0]], y = [1]
    """
    beta = alpha * y
    return 0.5 * (alpha.sum() - beta @ K @ beta)


def wrong_sizes_of_alpha(alpha, K, y):
    """DESERVES: the sum is that of alpha itself, not of its sizes: alpha may be negative here
    PART: yes
    BREAKS: alpha may have any signs, at alpha = [-1], K = [[1]], y = [1]
    """
    beta = alpha * y
    return np.linalg.norm(alpha, 1) - 0.5 * beta @ K @ beta


def wrong_negative_ones_cut(alpha, K, y):
    """DESERVES: a negative alpha is to be taken as it is, not raised to 0
    PART: yes
    BREAKS: alpha may have any signs, at alpha = [-2], K = [[1]], y = [1]
    """
    alpha = np.clip(alpha, 0, None)
    beta = alpha * y
    return alpha.sum() - 0.5 * beta @ K @ beta


def wrong_minus_infinity_outside(alpha, K, y):
    """DESERVES: the formula is wanted for every alpha, feasible or not
    PART: yes
    BREAKS: alpha need not be feasible: it may have any sum, at alpha = [1], K = [[1]], y = [1]
    """
    beta = alpha * y
    if abs(beta.sum()) > 1e-9 * np.abs(beta).sum():
        return -np.inf
    return alpha.sum() - 0.5 * beta @ K @ beta


def wrong_centred(alpha, K, y):
    """DESERVES: centring K changes nothing for a feasible alpha only
    PART: yes
    BREAKS: alpha need not be feasible: it may have any sum, at alpha = [1], K = [[1]], y = [1]
    """
    K = K - K.mean(axis=0)[None, :] - K.mean(axis=1)[:, None] + K.mean()
    beta = alpha * y
    return alpha.sum() - 0.5 * beta @ K @ beta


def wrong_one_feature_only(alpha, K, y):
    """DESERVES: the double sum is not the square of sum beta_n |x_n|: inner products have signs and angles
    PART: no
    BREAKS: K is the Gram matrix of the samples, at alpha = [1, 1], K = [[1, -1], [-1, 1]], y = [1, 1]
    """
    return alpha.sum() - 0.5 * np.dot(alpha * y, np.sqrt(np.diag(K))) ** 2


def wrong_small_ones_dropped(alpha, K, y):
    """DESERVES: 1e-3 is small beside what? alpha may be small throughout
    PART: yes
    BREAKS: right to 1e-5 of the larger of its two parts, at alpha = [0.0001], K = [[1]], y = [1]
    """
    support = np.abs(alpha) > 1e-3
    beta = (alpha * y)[support]
    return alpha[support].sum() - 0.5 * beta @ K[np.ix_(support, support)] @ beta


def wrong_jitter(alpha, K, y):
    """DESERVES: nothing is inverted here, so K needs no 1e-6 on its diagonal, and with a large alpha it shows
    PART: yes
    BREAKS: right to 1e-5 of the larger of its two parts, at alpha = [100, 100], K = [[1, 1], [1, 1]], y = [1, -1]
    """
    beta = alpha * y
    return alpha.sum() - 0.5 * beta @ (K + 1e-6 * np.eye(len(K))) @ beta


def wrong_integer_terms(alpha, K, y):
    """DESERVES: empty_like(K) is of integers where K is, and cuts each term
    PART: yes
    BREAKS: K may hold integers, at alpha = [0.5], K = [[1]] of integers, y = [1]
    """
    terms = np.empty_like(K)
    for n in range(len(y)):
        for m in range(len(y)):
            terms[n, m] = alpha[n] * alpha[m] * y[n] * y[m] * K[n, m]
    return alpha.sum() - 0.5 * terms.sum()


def wrong_alpha_signed_in_place(alpha, K, y):
    """DESERVES: alpha *= y changes the caller's alpha: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at alpha = [1.0, 1.0], K = 0, y = [1, -1]
    """
    total = alpha.sum()
    alpha *= y
    return total - 0.5 * alpha @ K @ alpha


def wrong_pairs_once(alpha, K, y):
    """DESERVES: each pair n < m stands twice in the double sum
    PART: no
    BREAKS: dual objective of the soft margin, at alpha = [1, 1], K = [[1, 1], [1, 1]], y = [1, 1]
    """
    beta = alpha * y
    return alpha.sum() - 0.5 * beta @ np.triu(K) @ beta


def wrong_without_diagonal(alpha, K, y):
    """DESERVES: the terms n = m belong to the double sum
    PART: no
    BREAKS: dual objective of the soft margin, at alpha = [1], K = [[1]], y = [1]
    """
    beta = alpha * y
    return alpha.sum() - 0.5 * sum(
        beta[n] * beta[m] * K[n, m] for n in range(len(y)) for m in range(len(y)) if n != m
    )


def wrong_labels_on_one_side(alpha, K, y):
    """DESERVES: both alpha_n and alpha_m have their label
    PART: no
    BREAKS: dual objective of the soft margin, at alpha = [1], K = [[1]], y = [-1]
    """
    return alpha.sum() - 0.5 * (alpha * y) @ K @ alpha


def wrong_length_of_k_beta(alpha, K, y):
    """DESERVES: the length of K beta has K twice in it
    PART: no
    BREAKS: K (N, N) is the Gram matrix of the samples, at alpha = [1], K = [[4]], y = [1]
    """
    return alpha.sum() - 0.5 * np.linalg.norm(K @ (alpha * y)) ** 2


def wrong_to_be_minimised(alpha, K, y):
    """DESERVES: D is maximised; a minimiser's sign does not belong into it
    PART: no
    BREAKS: which is to be maximised, at alpha = [1], K = [[0]], y = [1]
    """
    beta = alpha * y
    return 0.5 * beta @ K @ beta - alpha.sum()


def wrong_rounded_square(alpha, K, y):
    """DESERVES: a cut of the double sum at 1e-4 is no round-off where the numbers themselves are small
    PART: yes
    BREAKS: right to 1e-5 of the larger of its two parts, at alpha = [0.01, -0.01], K = [[1, 0], [0, 0]], y = [1, 1]
    """
    beta = alpha * y
    square = beta @ K @ beta
    return alpha.sum() - 0.5 * (square if square > 1e-3 else 0.0)
