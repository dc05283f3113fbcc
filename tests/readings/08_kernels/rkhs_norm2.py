import numpy as np


def right_shortest(alpha, K):
    return max(float(alpha @ K @ alpha), 0.0)


def right_double_loop(alpha, K):
    total = 0.0
    for n in range(len(alpha)):
        for m in range(len(alpha)):
            total += float(alpha[n]) * float(K[n, m]) * float(alpha[m])
    return total if total > 0 else 0.0


def right_einsum_zero_d(alpha, K):
    return np.maximum(np.einsum("n,nm,m->", alpha, K, alpha), 0.0)


def right_diagonal_and_pairs(alpha, K):
    square = sum(K[n, n] * alpha[n] ** 2 for n in range(len(alpha)))
    pairs = sum(K[n, m] * alpha[n] * alpha[m] for n in range(len(alpha)) for m in range(n))
    return float(max(0.0, square + 2 * pairs))


def right_fsum(alpha, K):
    from math import fsum

    return max(0.0, fsum((np.outer(alpha, alpha) * K).ravel().tolist()))


def right_fractions(alpha, K):
    from fractions import Fraction

    a = [Fraction(float(each)) for each in alpha]
    total = sum(a[n] * Fraction(float(K[n, m])) * a[m] for n in range(len(a)) for m in range(len(a)))
    return float(max(total, 0))


def right_values_times_coefficients(alpha, K):
    values = K @ alpha
    norm2 = np.inner(values, alpha)
    return 0.0 if norm2 < 0 else norm2


def right_trace(alpha, K):
    return float(np.clip(np.trace(K @ np.outer(alpha, alpha)), 0, None))


def right_eigenvectors(alpha, K):
    mu, U = np.linalg.eigh((K + K.T) / 2)
    return float(np.sum(np.maximum(mu, 0) * (U.T @ alpha) ** 2))


def right_zero_d_array(alpha, K):
    return np.array(max(np.sum(alpha[:, None] * K * alpha[None, :]), 0.0))


def right_recursion(alpha, K):
    def form(a, A):
        if len(a) == 1:
            return float(a[0]) ** 2 * float(A[0, 0])
        h = len(a) // 2
        cross = a[:h] @ A[:h, h:] @ a[h:]
        return form(a[:h], A[:h, :h]) + 2 * float(cross) + form(a[h:], A[h:, h:])

    return max(form(np.asarray(alpha, float), np.asarray(K, float)), 0.0)


def right_sorted_sum(alpha, K):
    # the parts alpha_n f(x_n), in order
    parts = np.sort(alpha * (K @ alpha))
    return max(float(parts.sum()), 0.0)


def right_scaled_float32(alpha, K):
    # 1e-5 of the sum of the sizes is asked, which single precision gives once the sizes are tame
    a, k = float(np.abs(alpha).max()), float(np.abs(K).max())
    if a == 0 or k == 0:
        return 0.0
    small = (np.asarray(alpha, float) / a).astype(np.float32)
    return max(float(small @ (np.asarray(K, float) / k).astype(np.float32) @ small) * a * a * k, 0.0)


def wrong_norm_of_alpha(alpha, K):
    """DESERVES: |alpha|^2 is not the norm of f: the k(x_n, .) are not orthonormal.
    PART: no
    BREAKS: Squared norm of f; input: alpha = [1.], K = [[2.]]
    """
    return float(alpha @ alpha)


def wrong_norm_of_values(alpha, K):
    """DESERVES: That is the squared length of the values K alpha.
    PART: no
    BREAKS: Squared norm of f; input: alpha = [1.], K = [[2.]]
    """
    return float(np.sum((K @ alpha) ** 2))


def wrong_root(alpha, K):
    """DESERVES: The squared norm is asked, you took the root.
    PART: yes
    BREAKS: Squared norm; input: alpha = [1.], K = [[4.]]
    """
    return float(np.sqrt(max(alpha @ K @ alpha, 0.0)))


def wrong_not_clipped(alpha, K):
    """DESERVES: Right but for round-off: cut what falls below 0.
    PART: yes
    BREAKS: It is never negative; input: alpha = [1, -1], K = [[1, 1 + 2**-52], [1 + 2**-52, 1]]
    """
    return float(alpha @ K @ alpha)


def right_abs(alpha, K):
    """Of what round-off takes below 0 the absolute value is within the bound, and not negative."""
    return abs(float(alpha @ K @ alpha))


def wrong_abs_of_terms(alpha, K):
    """DESERVES: Coefficients have signs; with absolute values nothing can cancel.
    PART: no
    BREAKS: It is right to 1e-5 of the sum of all |alpha_n K_nm alpha_m|; input: alpha = [1, -1], K = [[2, 1], [1, 2]]
    """
    return float(np.abs(alpha) @ np.abs(K) @ np.abs(alpha))


def wrong_diagonal_only(alpha, K):
    """DESERVES: The mixed terms are missing: the k(x_n, .) are not orthogonal.
    PART: no
    BREAKS: Squared norm of f; input: alpha = [1, 1], K = [[2, 1], [1, 2]]
    """
    return float(np.sum(np.diag(K) * alpha**2))


def wrong_pairs_once(alpha, K):
    """DESERVES: Each pair counts twice, as (n, m) and as (m, n).
    PART: yes
    BREAKS: Squared norm of f; input: alpha = [1, 1], K = [[2, 1], [1, 2]]
    """
    return max(float(alpha @ np.triu(K) @ alpha), 0.0)


def wrong_diagonal_twice(alpha, K):
    """DESERVES: Twice the upper triangle counts the diagonal twice.
    PART: yes
    BREAKS: Squared norm of f; input: alpha = [1.], K = [[1.]]
    """
    return max(2 * float(alpha @ np.triu(K) @ alpha), 0.0)


def wrong_half(alpha, K):
    """DESERVES: There is no 1/2 in the norm.
    PART: yes
    BREAKS: Squared norm of f; input: alpha = [1.], K = [[1.]]
    """
    return max(float(alpha @ K @ alpha) / 2, 0.0)


def wrong_mean(alpha, K):
    """DESERVES: A sum, not a mean over the samples.
    PART: yes
    BREAKS: Squared norm of f; input: alpha = [1, 1], K = eye(2)
    """
    return max(float(alpha @ K @ alpha) / len(alpha), 0.0)


def wrong_array_of_one(alpha, K):
    """DESERVES: One number, not an array (1, 1).
    PART: yes
    BREAKS: one float; input: alpha = [1.], K = [[1.]]
    """
    return np.maximum(alpha[None, :] @ K @ alpha[:, None], 0)


def wrong_elementwise(alpha, K):
    """DESERVES: alpha * K @ alpha is a vector: the sum over n is missing.
    PART: yes
    BREAKS: one float; input: alpha = [1, 1], K = eye(2)
    """
    return np.maximum(alpha * (K @ alpha), 0)


def wrong_parts_clipped(alpha, K):
    """DESERVES: Cut the sum at 0, not its parts: single parts alpha_n f(x_n) may well be negative.
    PART: yes
    BREAKS: right to 1e-5 of the sum; input: alpha = [1, -2], K = [[1, 1], [1, 1]] (1, not 2)
    """
    return float(np.sum(np.maximum(alpha * (K @ alpha), 0)))


def wrong_inverse(alpha, K):
    """DESERVES: y^T K^-1 y has the values y in it; from the coefficients it is alpha^T K alpha.
    PART: no
    BREAKS: from alpha and the Gram matrix K; input: alpha = [1.], K = [[2.]]
    """
    return max(float(alpha @ np.linalg.pinv(K) @ alpha), 0.0)


def wrong_sum_of_coefficients(alpha, K):
    """DESERVES: alpha stands on both sides: you have the sum of the values.
    PART: no
    BREAKS: Squared norm of f; input: alpha = [2.], K = [[1.]]
    """
    return max(float(np.sum(K @ alpha)), 0.0)


def wrong_cholesky(alpha, K):
    """DESERVES: Gram matrices are often singular, where Cholesky's factorisation fails.
    PART: yes
    BREAKS: the Gram matrix K, which may be singular; input: alpha = [1, -1], K = ones((2, 2))
    """
    return float(np.sum((np.linalg.cholesky(K).T @ alpha) ** 2))


def wrong_small_is_zero(alpha, K):
    """DESERVES: A norm of 1e-9 is not round-off if K or alpha are small: compare with 0 only.
    PART: yes
    BREAKS: right to 1e-5 of the sum of all |alpha_n K_nm alpha_m|; input: alpha = [1e-5], K = [[1.]]
    """
    value = float(alpha @ K @ alpha)
    return 0.0 if value < 1e-8 else value


def wrong_in_place(alpha, K):
    """DESERVES: K *= alpha writes into the caller's K.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: alpha = [2.], K = [[1.]]
    """
    K *= alpha
    K *= alpha[:, None]
    return max(float(K.sum()), 0.0)


def wrong_truncated_integer(alpha, K):
    """DESERVES: int cuts the fraction: one float is wanted.
    PART: no
    BREAKS: one float; input: alpha = [0.5], K = [[1.]]
    """
    return int(max(alpha @ K @ alpha, 0))
