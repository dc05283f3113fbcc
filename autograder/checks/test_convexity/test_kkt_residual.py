"""Mark scheme of `kkt_residual`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.optima import (
    any_and_narrow,
    negative_multiplier,
    not_complementary,
    not_stationary,
    samples_in_the_strip,
    two_violations,
)
from solutions.convexity import kkt_residual

RELATIVE = 2e-5


def size(candidate, X):
    """The largest number that occurs on the way."""
    alpha, w, b = candidate
    reach = np.abs(X).max() * (np.abs(w).sum() + np.abs(alpha).sum()) + abs(b) + 1
    return max(reach, np.abs(alpha).max() * reach)


def judged(student, candidate, X, y, wanted):
    """The student's residual is the number wanted."""
    got = expect.number(student.kkt_residual(*candidate, X, y), "kkt_residual(alpha, w, b, X, y)")
    atol = RELATIVE * size(candidate, X)
    expect.close(got, wanted, "kkt_residual(alpha, w, b, X, y)", rtol=0, atol=atol)


@exercise(reference=kkt_residual)
class TestKktResidual:
    CONTRACT: ClassVar = {
        "Largest violation": ("test_largest_of_five", "test_zero_at_the_optimum"),
        "alpha (N,) are the multipliers": ("test_zero_at_the_optimum", "test_largest_of_five"),
        "Five violations": (
            "test_stationary",
            "test_feasible",
            "test_no_negative_multiplier",
            "test_complementary",
            "test_largest_of_five",
        ),
        "Wanted to 1e-5": "test_zero_at_the_optimum",
    }
    EQUIVALENT: ClassVar = {
        "violations = [np.linalg.norm(w - alpha * y @ X), abs(alpha @ y), max(-1, -excess.min()), "
        "max(0, -alpha.min()), abs(alpha * excess).max()]": "the norm is >= 0 anyway",
        "violations = [np.linalg.norm(w - alpha * y @ X), abs(alpha @ y), max(0, -excess.min()), "
        "max(-1, -alpha.min()), abs(alpha * excess).max()]": "the norm is >= 0 anyway",
        "violations = [np.linalg.norm(w - alpha / y @ X), abs(alpha @ y), max(0, -excess.min()), "
        "max(0, -alpha.min()), abs(alpha * excess).max()]": "y is -1 or +1: it makes no difference to divide by it",
    }

    @practice
    @weight(1)
    @forall(any_and_narrow, draws=10)
    def test_zero_at_the_optimum(self, student, any_width, narrow):
        """At the widest strip the residual is 0, for all multipliers that balance it, large ones if it is narrow."""
        judged(student, *any_width, 0)
        judged(student, *narrow, 0)

    @weight(1)
    @forall(not_stationary, draws=10)
    def test_stationary(self, student, shifted, unbalanced, both):
        """If the Lagrangian has a slope in w alone, or in b alone, its size is the residual; if in both, the larger."""
        judged(student, *shifted)
        judged(student, *unbalanced)
        judged(student, *both)

    @practice
    @weight(1)
    @forall(samples_in_the_strip, draws=10)
    def test_feasible(self, student, beyond, inside):
        """If a sample has the margin 1 - t, t > 0, and the multiplier 0, and all else is right, the residual is t."""
        judged(student, *beyond)
        judged(student, *inside)

    @weight(1)
    @forall(negative_multiplier, draws=10)
    def test_no_negative_multiplier(self, student, candidate, X, y, below):
        """If multipliers are -t and -t/2, t > 0, and all else is right, the residual is t."""
        judged(student, candidate, X, y, below)

    @practice
    @weight(1)
    @forall(not_complementary, draws=10)
    def test_complementary(self, student, doubled, halved):
        """(2 alpha, 2w, 2b) breaks complementarity alone; (alpha/2, w/2, b/2) breaks it most, if alpha is 4."""
        judged(student, *doubled)
        judged(student, *halved)

    @weight(1)
    @forall(two_violations, draws=10)
    def test_largest_of_five(self, student, infeasible, negative, slack):
        """Where two conditions are broken, the residual is the larger of the two violations, whichever it is."""
        judged(student, *infeasible)
        judged(student, *negative)
        judged(student, *slack)

    @alternate
    def by_arrays(alpha, w, b, X, y):
        excess = y * (X @ w + b) - 1
        stationary_w = np.linalg.norm(w - X.T @ (alpha * y))
        stationary_b = abs(np.sum(alpha * y))
        primal = max(0.0, -excess.min())
        dual = max(0.0, -alpha.min())
        complementary = np.abs(alpha * excess).max()
        return max(stationary_w, stationary_b, primal, dual, complementary)

    @alternate
    def by_loop(alpha, w, b, X, y):
        N, n = len(X), len(w)
        left, balance, worst = [float(v) for v in w], 0.0, 0.0
        for i in range(N):
            margin = b
            for j in range(n):
                margin += w[j] * X[i][j]
                left[j] -= alpha[i] * y[i] * X[i][j]
            margin *= y[i]
            balance += alpha[i] * y[i]
            worst = max(worst, 1 - margin, -alpha[i], abs(alpha[i] * (margin - 1)))
        return max(worst, abs(balance), sum(v * v for v in left) ** 0.5)

    @alternate
    def by_augmented_samples(alpha, w, b, X, y):
        U = np.column_stack([X, np.ones(len(X))]) * y[:, None]
        slope = np.append(w, 0) - alpha @ U
        excess = U @ np.append(w, b) - 1
        derivatives = [np.sqrt(slope[:-1] @ slope[:-1]), abs(slope[-1])]
        return max(*derivatives, np.max(-excess), np.max(-alpha), np.max(np.abs(alpha * excess)))

    @alternate
    def by_differences_of_the_lagrangian(alpha, w, b, X, y):
        """The slopes by central differences, exact for a quadratic function but for round-off."""

        def lagrangian(v):
            return v[:-1] @ v[:-1] / 2 - alpha @ (y * (X @ v[:-1] + v[-1]) - 1)

        v = np.append(w, b)
        slope = [(lagrangian(v + e) - lagrangian(v - e)) / 2 for e in np.eye(len(v))]
        excess = y * (X @ w + b) - 1
        return max(np.hypot.reduce(slope[:-1]), abs(slope[-1]), *-excess, *-alpha, *abs(alpha * excess))

    @alternate
    def in_single_precision(alpha, w, b, X, y):
        alpha, w, X = alpha.astype(np.float32), w.astype(np.float32), X.astype(np.float32)
        excess = y.astype(np.float32) * (X @ w + np.float32(b)) - np.float32(1)
        parts = [np.linalg.norm(w - (alpha * y.astype(np.float32)) @ X), abs(alpha @ y.astype(np.float32))]
        parts += [np.max(-excess), np.max(-alpha), np.max(np.abs(alpha * excess))]
        return np.float32(max(0, *parts))

    no_complementarity = slip(
        by_arrays,
        ("complementary = np.abs(alpha * excess).max()", "complementary = 0.0"),
        hint="Complementarity is missing: alpha_n (y_n (w.x_n + b) - 1) = 0.",
        see="thm-kkt",
    )
    no_primal_feasibility = slip(
        by_arrays,
        ("primal = max(0.0, -excess.min())", "primal = 0.0"),
        hint="Feasibility is missing: y_n (w.x_n + b) >= 1, for every sample.",
        see="thm-kkt",
    )
    no_dual_feasibility = slip(
        by_arrays,
        ("dual = max(0.0, -alpha.min())", "dual = 0.0"),
        hint="The signs are missing: alpha_n >= 0.",
        see="thm-kkt",
    )
    no_stationarity_in_w = slip(
        by_arrays,
        ("stationary_w = np.linalg.norm(w - X.T @ (alpha * y))", "stationary_w = 0.0"),
        hint="Stationarity in w is missing: w = sum alpha_n y_n x_n.",
        see="thm-kkt",
    )
    no_stationarity_in_b = slip(
        by_arrays,
        ("stationary_b = abs(np.sum(alpha * y))", "stationary_b = 0.0"),
        hint="Stationarity in b is missing: sum alpha_n y_n = 0.",
        see="thm-kkt",
    )
    sum_of_alpha = slip(
        by_arrays,
        ("abs(np.sum(alpha * y))", "abs(np.sum(alpha))"),
        hint="The derivative by b is - sum alpha_n y_n, with the labels.",
        see="thm-kkt",
    )
    sign_of_the_balance = slip(
        by_arrays,
        ("abs(np.sum(alpha * y))", "np.sum(alpha * y)"),
        hint="sum alpha_n y_n may be off to both sides: take its absolute value.",
        see="thm-kkt",
    )
    labels_forgotten_in_w = slip(
        by_arrays,
        ("norm(w - X.T @ (alpha * y))", "norm(w - X.T @ alpha)"),
        hint="w = sum alpha_n y_n x_n, with the labels.",
        see="thm-kkt",
    )
    labels_forgotten_in_the_margins = slip(
        by_arrays,
        ("y * (X @ w + b) - 1", "X @ w + b - 1"),
        hint="The margin of a sample is y_n (w.x_n + b).",
        see="thm-kkt",
    )
    bias_forgotten = slip(
        by_arrays,
        ("(X @ w + b)", "(X @ w)"),
        hint="The margin of a sample is y_n (w.x_n + b), with the bias.",
        see="thm-kkt",
    )
    margin_above_zero = slip(
        by_arrays,
        ("(X @ w + b) - 1", "(X @ w + b)"),
        hint="The constraint is y_n (w.x_n + b) >= 1: 1 is taken off.",
        see="thm-kkt",
    )
    right_side_only = slip(
        by_arrays,
        ("max(0.0, -excess.min())", "max(0.0, -1 - excess.min())"),
        hint="It is not enough that a sample is on its side: y_n (w.x_n + b) has to be 1 or more, not 0.",
        see="thm-kkt",
    )
    mean_of_what_is_lacking = slip(
        by_arrays,
        ("max(0.0, -excess.min())", "np.maximum(0, -excess).mean()"),
        hint="The worst sample counts, not the mean over all of them.",
        see="thm-kkt",
    )
    shortfalls_summed = slip(
        by_arrays,
        ("max(0.0, -excess.min())", "np.maximum(0, -excess).sum()"),
        hint="The worst sample counts, not the sum over all whose margin is below 1.",
        see="thm-kkt",
    )
    negative_multipliers_summed = slip(
        by_arrays,
        ("max(0.0, -alpha.min())", "-np.minimum(alpha, 0).sum()"),
        hint="The worst multiplier below 0 counts, not the sum of all.",
        see="thm-kkt",
    )
    mean_of_multipliers = slip(
        by_arrays,
        ("abs(np.sum(alpha * y))", "abs(np.mean(alpha * y))"),
        hint="The derivative by b is - sum alpha_n y_n, and not a mean.",
        see="thm-kkt",
    )
    w_made_of_multipliers = slip(
        by_arrays,
        ("y * (X @ w + b) - 1", "y * (X @ (X.T @ (alpha * y)) + b) - 1"),
        hint="The margins are those of the w that is given: it need not be sum alpha_n y_n x_n.",
        see="thm-kkt",
    )
    multipliers_clipped = slip(
        by_arrays,
        ("excess = y", "signed, alpha = alpha, np.maximum(alpha, 0)\n    excess = y"),
        ("-alpha.min()", "-signed.min()"),
        hint="Multipliers below 0 count in the sums and products as they are: to clip them changes the derivatives.",
        see="thm-kkt",
    )
    smaller_of_the_two = slip(
        by_arrays,
        ("np.abs(alpha * excess)", "np.abs(np.minimum(alpha, excess))"),
        hint="The smaller of alpha_n and margin - 1 vanishes at a solution as well, but the product is asked for.",
        see="thm-kkt",
    )
    bias_without_its_label = slip(
        by_arrays,
        ("y * (X @ w + b) - 1", "y * (X @ w) + b - 1"),
        hint="The label multiplies the bias too: y_n (w.x_n + b), with brackets.",
        see="thm-kkt",
    )
    sign_of_the_bias = slip(
        by_arrays,
        ("(X @ w + b)", "(X @ w - b)"),
        hint="The hyperplane is w.x + b = 0: the margin is y_n (w.x_n + b).",
        see="thm-kkt",
    )
    sign_of_the_sum = slip(
        by_arrays,
        ("norm(w - X.T", "norm(w + X.T"),
        hint="The constraints come with a minus: the derivative by w is w - sum alpha_n y_n x_n.",
        see="thm-kkt",
    )
    one_gradient = slip(
        by_arrays,
        ("max(stationary_w, stationary_b,", "max(np.hypot(stationary_w, stationary_b),"),
        hint="The derivatives by w and by b are two of the five, each by itself, and not one vector.",
        see="thm-kkt",
    )
    bounded_multipliers = slip(
        by_arrays,
        ("dual = max(0.0, -alpha.min())", "dual = max(0.0, -alpha.min(), alpha.max() - 1)"),
        hint="Here multipliers have no upper bound: that comes with the soft margin.",
        see="thm-kkt",
    )
    negative_multipliers_without_product = slip(
        by_arrays,
        ("np.abs(alpha * excess)", "np.abs(np.maximum(alpha, 0) * excess)"),
        hint="|alpha_n (margin - 1)| counts for negative multipliers too.",
        see="thm-kkt",
    )
    product_with_the_margin = slip(
        by_arrays,
        ("np.abs(alpha * excess)", "np.abs(alpha * (excess + 1))"),
        hint="The product is alpha_n (margin - 1): support vectors have the margin 1, not 0.",
        see="thm-kkt",
    )
    sum_for_norm = slip(
        by_arrays,
        ("np.linalg.norm(w - X.T @ (alpha * y))", "np.abs(w - X.T @ (alpha * y)).sum()"),
        hint="The slope in w counts by its Euclidean norm, not by the sum of absolute values.",
        see="thm-kkt",
    )
    relative_slope = slip(
        by_arrays,
        ("@ (alpha * y))", "@ (alpha * y)) / max(1, np.linalg.norm(w))"),
        hint="The violations are wanted as they are, not in units of the length of w.",
        see="thm-kkt",
    )
    both_sides_of_the_margin = slip(
        by_arrays,
        ("max(0.0, -excess.min())", "np.abs(excess).max()"),
        hint="Samples beyond the margin lines are allowed: only margins below 1 count.",
        see="thm-kkt",
    )
    positive_multipliers_counted = slip(
        by_arrays,
        ("max(0.0, -alpha.min())", "np.abs(alpha).max()"),
        hint="Positive multipliers are as they should be: only negative ones count.",
        see="thm-kkt",
    )
    sum_of_the_five = slip(
        by_arrays,
        (
            "max(stationary_w, stationary_b, primal, dual, complementary)",
            "stationary_w + stationary_b + primal + dual + complementary",
        ),
        hint="The largest of the five violations is wanted, not their sum.",
        see="thm-kkt",
    )
    norm_of_the_five = slip(
        by_arrays,
        (
            "max(stationary_w, stationary_b, primal, dual, complementary)",
            "np.linalg.norm([stationary_w, stationary_b, primal, dual, complementary])",
        ),
        hint="The largest of the five violations is wanted, not the root of their squares.",
        see="thm-kkt",
    )
    complementarity_summed = slip(
        by_arrays,
        ("np.abs(alpha * excess).max()", "abs(np.sum(alpha * excess))"),
        hint="Each product alpha_n (margin - 1) counts by itself: in a sum they may cancel.",
        see="thm-kkt",
    )
    complementarity_with_a_sign = slip(
        by_arrays,
        ("np.abs(alpha * excess).max()", "(alpha * excess).max()"),
        hint="A product alpha_n (margin - 1) below 0 is a violation too: take absolute values.",
        see="thm-kkt",
    )
    largest_entry_for_norm = slip(
        by_arrays,
        ("np.linalg.norm(w - X.T @ (alpha * y))", "np.abs(w - X.T @ (alpha * y)).max()"),
        hint="The slope in w counts by its Euclidean norm, not by its largest entry.",
        see="thm-kkt",
    )
    squared_norm = slip(
        by_arrays,
        ("np.linalg.norm(w - X.T @ (alpha * y))", "np.sum((w - X.T @ (alpha * y)) ** 2)"),
        hint="The slope in w counts by its norm, not by its square.",
        see="thm-kkt",
    )
    twice_w = slip(
        by_arrays,
        ("np.linalg.norm(w - X.T", "np.linalg.norm(2 * w - X.T"),
        hint="The objective is ||w||^2 / 2: its derivative is w.",
        see="thm-kkt",
    )

    @misconception("A number is wanted, the size of the largest violation, and not yes or no.", "thm-kkt")
    def yes_or_no(alpha, w, b, X, y):
        excess = y * (X @ w + b) - 1
        fine = np.allclose(w, (alpha * y) @ X) and np.isclose(alpha @ y, 0)
        return bool(fine and (excess >= -1e-9).all() and (alpha >= 0).all() and np.allclose(alpha * excess, 0))

    @misconception("By how much the conditions fail is asked for, not whether: 0 or 1 is no size.", "thm-kkt")
    def zero_or_one(alpha, w, b, X, y):
        excess = y * (X @ w + b) - 1
        fine = np.allclose(w, (alpha * y) @ X) and np.isclose(alpha @ y, 0)
        fine = fine and (excess >= -1e-6).all() and (alpha >= -1e-6).all() and np.allclose(alpha * excess, 0)
        return 0.0 if fine else 1.0

    @misconception(
        "The objective and the dual agree at a solution, but elsewhere their difference is not the residual.", "thm-kkt"
    )
    def duality_gap(alpha, w, b, X, y):
        v = (alpha * y) @ X
        return abs(w @ w / 2 - (alpha.sum() - v @ v / 2))
