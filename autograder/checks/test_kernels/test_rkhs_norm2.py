"""Mark scheme of `rkhs_norm2`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.inputs import close, eighths, reflection, with_spectrum
from solutions.kernels import rkhs_norm2


def linear(d):
    """Samples and coefficients whose w = X^T alpha is not 0: (alpha, X)."""
    N, n = d.integer(2, 5), d.integer(2, 3)
    X, alpha = eighths(d, (N, n), 2), eighths(d, N, 2)
    X[0], alpha[0] = 3 + X[0], 5 + alpha[0]
    return alpha, X


def semidefinite(d):
    """A Gram matrix with diagonal entries of 2 and more, of rank 2 or 3, and two places."""
    N = d.integer(3, 5)
    A = d.integers((N, 3), -3, 3)
    A[:, 0] = 2 + np.arange(N)
    order = d.permutation(N)
    return (A @ A.T).astype(float)[np.ix_(order, order)], 0, N - 1


def with_a_null_vector(d):
    """K with known eigenvectors, one of the eigenvalue 0, and two alpha for one f: (alpha, other, K)."""
    N = d.integer(2, 5)
    Q = reflection(d, N)
    mu, c = d.integers(N, 1, 6).astype(float), d.integers(N, 1, 4)
    mu[0] = 0
    alpha = Q @ c
    return alpha, alpha + 3 * Q[:, 0], with_spectrum(Q, mu)


def two_functions(d):
    """Coefficients of two functions of the same samples: (alpha, beta, K)."""
    K, _, _ = semidefinite(d)
    return eighths(d, len(K), 2), eighths(d, len(K), 2), K


def round_off(d):
    """A Gaussian Gram matrix of many close points, and coefficients of functions that are all but 0: (K, A)."""
    x = np.arange(20) / 20
    A = np.linalg.svd(d.integers((20, 20), -9, 9))[0]
    K = np.exp(-d.choice((0.5, 1.0)) * (x[:, None] - x) ** 2)
    smooth = np.vander(x, 12)
    return K, 1e6 * (A[:12] - A[:12] @ smooth @ np.linalg.pinv(smooth))


def size(alpha, K):
    """The sum of all |alpha_n K_nm alpha_m|."""
    return np.abs(alpha) @ np.abs(K) @ np.abs(alpha)


@exercise(reference=rkhs_norm2)
class TestRkhsNorm2:
    CONTRACT: ClassVar = {
        "one float": ("test_linear_kernel", "test_distance_of_two_features"),
        "right to 1e-5": ("test_same_function_same_norm", "test_linear_kernel", "test_parallelogram"),
        "never negative": "test_never_negative",
    }

    @practice
    @weight(1)
    @forall(linear)
    def test_linear_kernel(self, student, alpha, X):
        """For K = X X^T the norm is that of w = X^T alpha, small alpha and X or not."""
        got = expect.number(student.rkhs_norm2(alpha, X @ X.T), "rkhs_norm2(alpha, X @ X.T)")
        close(got, np.sum((X.T @ alpha) ** 2), "rkhs_norm2(alpha, X @ X.T)", size(alpha, X @ X.T))
        small, K, what = alpha / 2**30, X @ X.T / 2**40, "rkhs_norm2(alpha / 2**30, X @ X.T / 2**40)"
        got = expect.number(student.rkhs_norm2(small, K), what)
        close(got, np.sum((X.T @ small) ** 2) / 2**40, what, size(small, K))

    @practice
    @weight(1)
    @forall(semidefinite)
    def test_distance_of_two_features(self, student, K, n, m):
        """k(x_n, .)/8 has the squared norm K_nn/64, and (k(x_n, .) - k(x_m, .))/8 has (K_nn - 2 K_nm + K_mm)/64."""
        one, two = np.zeros(len(K)), np.zeros(len(K))
        one[n], two[n], two[m] = 1 / 8, 1 / 8, -1 / 8
        got = expect.number(student.rkhs_norm2(one, K), "rkhs_norm2 of k(x_n, .)/8")
        close(got, K[n, n] / 64, "rkhs_norm2 of k(x_n, .)/8", K[n, n] / 64)
        got = expect.number(student.rkhs_norm2(two, K), "rkhs_norm2 of (k(x_n, .) - k(x_m, .))/8")
        wanted = (K[n, n] - 2 * K[n, m] + K[m, m]) / 64
        close(got, wanted, "rkhs_norm2 of (k(x_n, .) - k(x_m, .))/8", size(two, K))

    @weight(1)
    @forall(with_a_null_vector)
    def test_same_function_same_norm(self, student, alpha, other, K):
        """Coefficients that differ by a vector v with K v = 0 make the same function, of the same norm."""
        got = expect.number(student.rkhs_norm2(other, K), "rkhs_norm2(other, K)")
        close(got, rkhs_norm2(alpha, K), "rkhs_norm2(other, K)", size(other, K))

    @weight(1)
    @forall(two_functions)
    def test_parallelogram(self, student, alpha, beta, K):
        """The squared norms of f + g and of f - g add up to twice those of f and of g."""
        wanted = 2 * rkhs_norm2(alpha, K) + 2 * rkhs_norm2(beta, K)
        both = [student.rkhs_norm2(each, K) for each in (alpha + beta, alpha - beta)]
        got = sum(expect.number(each, "rkhs_norm2(alpha + beta, K)") for each in both)
        close(got, wanted, "the sum for alpha + beta and alpha - beta", size(alpha, K) + size(beta, K))

    @weight(1)
    @forall(round_off, draws=4)
    def test_never_negative(self, student, K, A):
        """Where round-off is all that is left, the squared norm is not negative."""
        for alpha in A:
            got = expect.number(student.rkhs_norm2(alpha, K), "rkhs_norm2(alpha, K)")
            expect.that(got >= 0, f"rkhs_norm2(alpha, K) is {got:.3g}")
            close(got, 0, "rkhs_norm2(alpha, K)", size(alpha, K))

    @alternate
    def by_products(alpha, K):
        return max(0.0, alpha @ K @ alpha)

    @alternate
    def by_two_loops(alpha, K):
        total = 0.0
        for n, a in enumerate(alpha):
            for m, b in enumerate(alpha):
                total += float(a) * float(b) * float(K[n][m])
        return total if total > 0 else 0

    @alternate
    def by_eigenvectors(alpha, K):
        mu, Q = np.linalg.eigh(K)
        return np.sum(np.maximum(mu, 0) * (Q.T @ alpha) ** 2)

    @alternate
    def by_trace(alpha, K):
        return np.array(abs(np.einsum("n,nm,m->", alpha, K, alpha)))

    @alternate
    def in_single_precision(alpha, K):
        alpha, K = np.asarray(alpha, np.float32), np.asarray(K, np.float32)
        return max(np.float32(0), alpha @ (K @ alpha))

    norm_of_the_coefficients = slip(
        by_products,
        ("alpha @ K @ alpha", "alpha @ alpha"),
        hint="||alpha||^2 is not the norm of f: the k(x_n, .) are neither orthogonal nor of length 1.",
        see="def-norm",
    )
    values_squared = slip(
        by_products,
        ("alpha @ K @ alpha", "alpha @ K @ K @ alpha"),
        hint="K alpha has the values of f; their squares add up to alpha^T K^2 alpha, with one K too many.",
        see="def-norm",
    )
    root_taken = slip(
        by_products,
        ("alpha @ K @ alpha", "alpha @ K @ alpha) ** 0.5 if alpha @ K @ alpha > 0 else (0"),
        hint="This is the norm; its square is wanted.",
        see="def-norm",
    )
    negative_round_off_kept = slip(
        by_products,
        ("max(0.0, alpha @ K @ alpha)", "alpha @ K @ alpha"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="near-singular",
    )
    negative_round_off_kept_from_the_right = slip(
        by_products,
        ("max(0.0, alpha @ K @ alpha)", "alpha @ (K @ alpha)"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="near-singular",
    )
    negative_round_off_kept_in_loops = slip(
        by_two_loops,
        ("total if total > 0 else 0", "total"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="near-singular",
    )
    jitter_added = slip(
        by_products,
        ("alpha @ K", "alpha @ (K + 1e-10 * np.eye(len(K)))"),
        hint="What is added for safety is not small where K is small, or alpha large: nothing is solved here.",
        see="def-norm",
    )
    mean_of_the_terms = slip(
        by_products,
        ("max(0.0, alpha @ K @ alpha)", "max(0.0, np.mean(alpha * (K @ alpha)))"),
        hint="All products are added up; the sum is not divided by N.",
        see="def-norm",
    )
    halved = slip(by_products, ("alpha @ K", "alpha / 2 @ K"), hint="There is no half.", see="def-norm")
    mean_over_samples = slip(
        by_products,
        ("alpha @ K", "alpha / len(alpha) @ K"),
        hint="All products are added up; the sum is not divided by N.",
        see="def-norm",
    )
    diagonal_alone = slip(
        by_products,
        ("alpha @ K", "alpha * np.diag(K)"),
        hint="Products of different k(x_n, .) and k(x_m, .) count too: they are not orthogonal.",
        see="def-norm",
    )
    moduli_of_the_coefficients = slip(
        by_products,
        ("alpha @ K @ alpha", "abs(alpha) @ K @ abs(alpha)"),
        hint="Coefficients have signs.",
        see="def-norm",
    )
    moduli_of_all_terms = slip(
        by_products,
        ("alpha @ K @ alpha", "abs(alpha) @ abs(K) @ abs(alpha)"),
        hint="The terms have signs: with their moduli nothing can cancel.",
        see="def-norm",
    )
    sum_of_the_values = slip(
        by_products,
        ("alpha @ K @ alpha", "(K @ alpha).sum()"),
        hint="Each value f(x_n) is multiplied by its coefficient alpha_n.",
        see="def-norm",
    )
    inverse_for_the_matrix = slip(
        by_products,
        ("alpha @ K", "alpha @ np.linalg.pinv(K)"),
        hint="For values f(x_n) the inverse is right, for coefficients K itself.",
        see="def-norm",
    )

    @misconception("A number is wanted: alpha times K alpha is a vector until it is summed.", see="def-norm")
    def not_summed(alpha, K):
        return alpha * (K @ alpha)

    @misconception("Each pair counts twice, as (n, m) and as (m, n).", see="def-norm")
    def each_pair_once(alpha, K):
        return max(0.0, alpha @ np.triu(K) @ alpha)

    @misconception("Twice the upper triangle has the diagonal twice, but each square counts once.", see="def-norm")
    def diagonal_twice(alpha, K):
        return max(0.0, 2 * alpha @ np.triu(K) @ alpha)

    @misconception("The sum is cut off at 0, not its terms: alpha_n f(x_n) may well be negative.", see="def-norm")
    def terms_cut_off(alpha, K):
        return np.sum(np.maximum(alpha * (K @ alpha), 0))

    @misconception("The largest value is bounded by the norm; it is not the norm.", see="def-norm")
    def largest_value(alpha, K):
        return np.abs(K @ alpha).max() ** 2

    @misconception("Gram matrices are often singular, and Cholesky's factorisation fails then.", see="near-singular")
    def by_cholesky(alpha, K):
        return np.sum((np.linalg.cholesky(K).T @ alpha) ** 2)

    @misconception("alpha is changed for the caller too: alpha *= ... works in place.", see="def-norm")
    def coefficients_changed(alpha, K):
        before = alpha.copy()
        alpha *= K @ alpha
        return max(0.0, float(alpha.sum())) + 0 * before[0]
