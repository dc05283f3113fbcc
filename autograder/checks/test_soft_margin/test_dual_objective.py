"""Mark scheme of `dual_objective`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.inputs import NEAR, both_signs, feasible, nonzero, signs
from solutions.soft_margin import dual_objective


def two_samples(d):
    """Two different numbers, in some draws on two sides of 0, of both labels; K of integers: (t, K, y, distance)."""
    a, distance = d.integer(-4, 4), d.integer(1, 4)
    if d.integer(0, 1):
        a, distance = -1, distance + 1
    x = np.array([a, a + distance])
    return d.integer(1, 8) / 4, np.outer(x, x), both_signs(d, 2), distance


def any_dual(d):
    """Whatever alpha, an integer Gram matrix, the first two samples equal, of opposite labels: (alpha, K, y)."""
    N = d.integer(2, 6)
    X = d.integers((N, d.integer(1, 3)), -3, 3).astype(float)
    X[:2] = 1.0 + d.integers(X.shape[1], 0, 2)
    alpha, y = nonzero(d, N), np.append([1, -1], signs(d, N - 2))
    order = d.permutation(N)
    X = X[order]
    return alpha[order], X @ X.T, y[order]


def moved(d):
    """Samples, labels, a feasible alpha, and how far all samples are moved, by 2 or more: (X, y, alpha, by)."""
    N = d.integer(2, 6)
    X, y = d.integers((N, d.integer(1, 3)), -3, 3).astype(float), both_signs(d, N)
    alpha = feasible(d, y, d.choice([1.0, 0.5, 2.0]))
    return X, y, alpha, d.integers(X.shape[1], 2, 5) * signs(d, X.shape[1])


def at_the_optimum(d):
    """Samples x = centre + y in one feature, as many of each label: (alpha, K, y, least objective).

    For C <= 1/(2 pairs) all alpha are C, and w = 2 C pairs: with the boundary at the centre every margin is w <= 1.
    Then x is multiplied by a scale, 1, 1024 or 1/1024: alpha and the objective are divided by its square.
    """
    pairs, centre = d.integer(1, 3), d.integer(1, 3)
    y = np.repeat([1, -1], pairs)[d.permutation(2 * pairs)]
    x, C = centre + y.astype(float), d.choice([0.5, 0.25, 0.375]) / pairs
    w = 2 * C * pairs
    square = (1.0, 2.0**20, 2.0**-20)[d.integer(0, 8) % 3]  # each of them occurs
    least = w**2 / 2 + C * 2 * pairs * (1 - w)
    return np.full(2 * pairs, C / square), np.outer(x, x) * square, y, least / square


def size(alpha, K):
    """The larger part of the dual objective, before anything cancels."""
    return max(np.abs(alpha).sum(), np.abs(alpha) @ np.abs(K) @ np.abs(alpha))


def right(got, wanted, alpha, K):
    """Right to 1e-5 of the larger part."""
    expect.close(got, wanted, "dual_objective(alpha, K, y)", rtol=0, atol=NEAR * size(alpha, K))


@exercise(reference=dual_objective)
class TestDualObjective:
    CONTRACT: ClassVar = {
        "Dual objective of the soft margin": ("test_value", "test_equals_the_primal_at_the_optimum"),
        "alpha need not be feasible": "test_value",
        "right to 1e-5": ("test_value", "test_equals_the_primal_at_the_optimum"),
        "K may hold integers": "test_two_samples",
        "is the Gram matrix of the samples": ("test_value", "test_weak_duality"),
    }
    EQUIVALENT: ClassVar = {"beta = alpha / y": "1/y is y"}

    @practice
    @weight(1)
    @forall(two_samples)
    def test_two_samples(self, student, t, K, y, distance):
        """Two numbers of opposite labels: D(t, t) = 2 t - t^2 distance^2 / 2."""
        got = student.dual_objective(np.array([t, t]), K, y)
        right(got, 2 * t - t**2 * distance**2 / 2, np.array([t, t]), K)

    @weight(1)
    @forall(any_dual)
    def test_value(self, student, alpha, K, y):
        """The value is right for every alpha, feasible or not."""
        got = student.dual_objective(alpha, K, y)
        right(got, dual_objective(alpha, K, y), alpha, K)

    @practice
    @forall(at_the_optimum, draws=10)
    def test_weak_duality(self, student, alpha, K, y, least):
        """Weak duality: for a feasible alpha it is at most the primal objective, the least one too."""
        got = expect.number(student.dual_objective(alpha, K, y), "dual_objective(alpha, K, y)")
        most = least + NEAR * size(alpha, K)
        expect.that(got <= most, f"D = {got:.6g}, above the least objective, {least:.6g}")

    @weight(1)
    @forall(at_the_optimum)
    def test_equals_the_primal_at_the_optimum(self, student, alpha, K, y, least):
        """At the optimum it equals the least primal objective, in whatever unit the samples are measured."""
        right(student.dual_objective(alpha, K, y), least, alpha, K)

    @weight(1)
    @forall(moved)
    def test_moved_samples(self, student, X, y, alpha, by):
        """If sum alpha_n y_n = 0, moving all samples by the same vector changes nothing."""
        K = (X + by) @ (X + by).T
        wanted = dual_objective(alpha, X @ X.T, y)
        right(student.dual_objective(alpha, K, y), wanted, alpha, K)

    @alternate
    def by_matrices(alpha, K, y):
        beta = alpha * y
        return alpha.sum() - 0.5 * beta @ K @ beta

    @alternate
    def by_loops(alpha, K, y):
        N, quadratic = len(alpha), 0.0
        for n in range(N):
            for m in range(N):
                quadratic += float(alpha[n] * alpha[m]) * int(y[n]) * int(y[m]) * float(K[n][m])
        return sum(float(a) for a in alpha) - quadratic / 2

    @alternate
    def by_an_outer_product(alpha, K, y):
        Q = np.outer(y, y) * K
        return np.sum(alpha) - np.sum(np.outer(alpha, alpha) * Q) / 2

    @alternate
    def by_margins(alpha, K, y):
        return np.array(alpha @ (1 - y * (K @ (alpha * y)) / 2))

    @alternate
    def by_the_norm(alpha, K, y):
        values, vectors = np.linalg.eigh(K)
        w = (vectors * np.sqrt(np.maximum(values, 0))).T @ (alpha * y)
        return np.sum(alpha) - np.linalg.norm(w) ** 2 / 2

    @alternate
    def in_single_precision(alpha, K, y):
        alpha, K, y = alpha.astype(np.float32), K.astype(np.float32), y.astype(np.float32)
        return alpha.sum() - np.einsum("n,nm,m->", alpha * y, K, alpha * y) / 2

    half_missing = slip(
        by_matrices,
        ("0.5 * beta", "beta"),
        hint="D has half of the square: ||w||^2 / 2 - ||w||^2.",
        see="thm-dual",
    )
    half_of_all = slip(
        by_matrices,
        ("alpha.sum() - 0.5 * beta @ K @ beta", "0.5 * (alpha.sum() - beta @ K @ beta)"),
        hint="The half belongs to the double sum alone: mind the brackets.",
        see="thm-dual",
    )
    labels_left_out = slip(
        by_matrices,
        ("beta = alpha * y", "beta = alpha"),
        hint="w = sum alpha_n y_n x_n: its square has y_n y_m.",
        see="thm-dual",
    )
    labels_left_out_once = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * alpha @ K @ beta"),
        hint="Both samples of a pair have their label: y_n y_m.",
        see="thm-dual",
    )
    labels_in_the_sum = slip(
        by_matrices,
        ("alpha.sum()", "beta.sum()"),
        hint="The first part is the sum of alpha_n; that of alpha_n y_n is 0 for a feasible alpha.",
        see="thm-dual",
    )
    upside_down = slip(
        by_matrices,
        ("alpha.sum() - 0.5", "-alpha.sum() + 0.5"),
        hint="This is -D, which is to be minimised; D itself is wanted.",
        see="thm-dual",
    )
    square_added = slip(
        by_matrices,
        ("alpha.sum() - 0.5", "alpha.sum() + 0.5"),
        hint="The square is subtracted: otherwise D had no maximum without the box.",
        see="thm-dual",
    )
    diagonal_only = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * np.sum(beta**2 * np.diag(K))"),
        hint="All pairs of samples count, not only each sample with itself.",
        see="thm-dual",
    )
    each_pair_once = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * beta @ np.triu(K) @ beta"),
        hint="The double sum has n, m and m, n: half of it is not the sum over n <= m.",
        see="thm-dual",
    )
    each_pair_once_without_the_half = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "beta @ np.triu(K) @ beta"),
        hint="Over n <= m the diagonal counts once, and has to be halved.",
        see="thm-dual",
    )
    samples_without_themselves = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * beta @ (K - np.diag(np.diag(K))) @ beta"),
        hint="The pairs n = m count, too.",
        see="thm-dual",
    )
    lengths_multiplied = slip(
        by_matrices,
        ("beta @ K @ beta", "(beta @ np.sqrt(np.diag(K))) ** 2"),
        hint="K_nm is an inner product, with an angle and a sign, not the product of two lengths.",
        see="thm-dual",
    )
    ridge_added = slip(
        by_matrices,
        ("beta @ K @ beta", "beta @ (K + 1e-6 * np.eye(len(K))) @ beta"),
        hint="Nothing is inverted: K needs nothing added to its diagonal, and where K is small 1e-6 is much.",
        see="thm-dual",
    )
    small_multipliers_dropped = slip(
        by_matrices,
        ("beta = alpha * y", "alpha = np.where(abs(alpha) > 1e-3, alpha, 0)\n    beta = alpha * y"),
        hint="Small beside what? Where K is large, all alpha are small: drop none.",
        see="thm-dual",
    )
    small_square_dropped = slip(
        by_matrices,
        (
            "return alpha.sum() - 0.5 * beta @ K @ beta",
            "square = beta @ K @ beta\n    return alpha.sum() - 0.5 * (square if square > 1e-3 else 0.0)",
        ),
        hint="Small beside what? If all alpha are small, so is the square: keep it.",
        see="thm-dual",
    )
    gram_squared = slip(
        by_matrices,
        ("beta @ K @ beta", "beta @ K @ K @ beta"),
        hint="||w||^2 has K once: w.w = sum alpha_n y_n alpha_m y_m K_nm.",
        see="thm-dual",
    )
    without_samples = slip(
        by_matrices,
        ("beta @ K @ beta", "beta @ beta"),
        hint="The square is that of w, not of alpha: where is K?",
        see="thm-dual",
    )
    mean_for_sum = slip(
        by_matrices,
        ("alpha.sum()", "alpha.mean()"),
        hint="The first part is the sum of alpha_n, not its mean.",
        see="thm-dual",
    )
    linear_in_alpha = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * y @ K @ beta"),
        hint="Both factors of the square have alpha.",
        see="thm-dual",
    )
    gram_times_one_factor = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * np.sum(beta * K)"),
        hint="`beta * K` scales the columns: the factor beta_n of the rows is missing.",
        see="thm-dual",
    )
    cut_to_integers = slip(
        by_matrices,
        ("beta = alpha * y", "beta = (alpha * y).astype(K.dtype)"),
        hint="K may hold integers, alpha does not: in the type of K it loses its fractions.",
        see="thm-dual",
    )
    half_cut_off = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "beta @ K @ beta // 2"),
        hint="// cuts the half off: divide by 2 with /.",
        see="thm-dual",
    )
    gram_centred = slip(
        by_matrices,
        ("beta @ K @ beta", "(beta - beta.mean()) @ K @ (beta - beta.mean())"),
        hint="Centring K is harmless where sum alpha_n y_n = 0, but alpha need not be feasible: take K as it is.",
        see="thm-dual",
    )
    moduli_summed = slip(
        by_matrices,
        ("alpha.sum()", "abs(alpha).sum()"),
        hint="The first part is the sum of alpha_n with their signs: alpha need not be feasible.",
        see="thm-dual",
    )
    half_of_the_sum = slip(
        by_matrices,
        ("alpha.sum() - 0.5 * beta @ K @ beta", "alpha.sum() / 2"),
        hint="D is half of the sum only at an optimum without an alpha at C: elsewhere the square is needed.",
        see="thm-dual",
    )
    first_part_missing = slip(
        by_matrices,
        ("alpha.sum() - ", "-"),
        hint="D begins with the sum of alpha_n.",
        see="thm-dual",
    )
    not_summed = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * beta * (K @ beta)"),
        hint="One number is wanted: sum over both samples of a pair.",
        see="thm-dual",
    )
    norm_not_squared = slip(
        by_matrices,
        ("0.5 * beta @ K @ beta", "0.5 * np.sqrt(np.maximum(beta @ K @ beta, 0))"),
        hint="||w||^2 is the double sum itself: take no root.",
        see="thm-dual",
    )
    negative_multipliers_cut_off = slip(
        by_matrices,
        ("beta = alpha * y", "alpha = np.maximum(alpha, 0)\n    beta = alpha * y"),
        hint="The value is wanted at the alpha that is given, feasible or not.",
        see="thm-dual",
    )
    infinite_outside = slip(
        by_matrices,
        ("return alpha.sum()", "return -np.inf if (alpha < 0).any() else alpha.sum()"),
        hint="The value is wanted at the alpha that is given, feasible or not.",
        see="thm-dual",
    )

    @misconception("alpha is changed for the caller too: alpha *= y works in place.", see="thm-dual")
    def multipliers_changed(alpha, K, y):
        total = alpha.sum()
        alpha *= y
        return total - alpha @ K @ alpha / 2
