"""Mark scheme of `kkt_residual`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import eighths, sideways
from solutions.convexity import kkt_residual

GAPS = (2.0, 4.0, 1.0)
RELATIVE = 2e-5


def optimum(d, gap=None, n=None):
    """A solution: alpha, w, b, X, y. The samples are, in this order: four of a face of +, two of one of -, one behind.

    The four are m + s, m + t, m - s, m - t with the multipliers 1/2, 0, 1/2, 0, in units of 2/gap^2; and the two of the
    other face have 1/2 each. m, the first face's middle, is 0 where `at_zero` moves it.
    """
    n, gap = n or d.integer(1, 2), gap or d.choice(GAPS)
    s, t = sideways(d, n), 2 * sideways(d, n) + 1
    s[1:] = np.abs(s[1:]) + 0.5  # two coordinates or more, if there are two
    u = sideways(d, n)
    front = np.column_stack([np.array([s, t, -s, -t]), np.zeros(4)])
    back = np.column_stack([np.array([u, -u]), np.full(2, -gap)])
    behind = np.append(eighths(d, n, 2), 1.0 + d.integer(0, 2))[None]
    order, signs = d.permutation(n + 1), 2.0 * d.integers(n + 1, 0, 1) - 1
    shift = eighths(d, n + 1, 3)
    points = np.vstack([front, back, behind])[:, order] * signs + shift + 0.0
    w = (np.append(np.zeros(n), 2 / gap)[order] * signs) + 0.0
    alpha = np.array([0.5, 0, 0.5, 0, 0.5, 0.5, 0]) * 2 / gap**2
    y = np.array([1, 1, 1, 1, -1, -1, 1])
    return alpha, w, float(1 - w @ shift), points, y


def shuffled(d, candidate, X, y):
    """The samples in another order, with their multipliers and labels: (alpha, w, b), X, y."""
    (alpha, w, b), order = candidate, d.permutation(len(y))
    return (alpha[order], w, b), X[order], y[order]


def solved(d):
    """A solution, with the multipliers of the first face shared in one of several ways: (alpha, w, b), X, y."""
    alpha, w, b, X, y = optimum(d)
    share = d.choice([0.0, 0.5, 1.0, 0.25]) * alpha[0]
    alpha[:4] = alpha[0] - share, share, alpha[0] - share, share
    return shuffled(d, (alpha, w, b), X, y)


def moved_multiplier(d):
    """Some of the multiplier of m + s given to m - s: all but the derivative by w stays right.

    (alpha, w, b), X, y, residual, as in the following.
    """
    alpha, w, b, X, y = optimum(d, n=2)
    part = d.choice([0.5, 1.0]) * alpha[0]
    alpha[:3] += -part, 0, part
    return *shuffled(d, (alpha, w, b), X, y), part * np.linalg.norm(X[0] - X[2])


def sample_at_zero(d):
    """0 is a sample on a margin line, and its multiplier too large: all but the derivative by b stays right."""
    alpha, w, b, X, y = optimum(d)
    side, part = d.choice([0, 4]), d.choice([1.0, 0.25, 3.0])
    alpha[side] += part
    return *shuffled(d, (alpha, w, float(b + w @ X[side])), X - X[side], y), part


def not_stationary(d):
    """One of either kind."""
    return moved_multiplier(d), sample_at_zero(d)


def sample_in_the_strip(d):
    """One more sample, inside of the strip or on the wrong side, with the multiplier 0: infeasible, by this much."""
    alpha, w, b, X, y = optimum(d, gap=1.0)
    lack, label = d.choice([0.5, 2.5, 0.75, 0.25]), d.choice([1, -1])
    point = X[0] + (label * (1 - lack) - 1) * w / (w @ w)
    return *shuffled(d, (np.append(alpha, 0.0), w, b), np.vstack([X, point]), np.append(y, label)), lack


def negative_multiplier(d):
    """m with a multiplier below 0, made good by m + s and m - s: only the sign is wrong, by this much."""
    alpha, w, b, X, y = optimum(d)
    below = d.choice([0.5, 1.0, 0.125])
    alpha[[0, 2]] += below / 2
    alpha, X, y = np.append(alpha, -below), np.vstack([X, (X[0] + X[2]) / 2]), np.append(y, 1)
    return *shuffled(d, (alpha, w, b), X, y), below


def doubled(d):
    """(2 alpha, 2w, 2b): stationary and feasible, but every margin of a support vector is 2."""
    alpha, w, b, X, y = optimum(d)
    return *shuffled(d, (2 * alpha, 2 * w, 2 * b), X, y), 2 * alpha.max()


def halved(d):
    """(alpha/2, w/2, b/2) with alpha = 4: margins of support vectors are 1/2, and 2 (1/2 - 1) is -1."""
    alpha, w, b, X, y = optimum(d, gap=0.5)
    alpha[:4] = 4, 0, 4, 0  # of the parts of the first face, as they are
    return *shuffled(d, (alpha / 2, w / 2, b / 2), X, y), 1.0


def not_complementary(d):
    """One of either kind."""
    return doubled(d), halved(d)


def two_at_once(d, lack, below):
    """A sample in the strip and a negative multiplier, both made good as far as the other conditions go."""
    alpha, w, b, X, y = optimum(d, gap=1.0)
    alpha[[0, 2]] += below / 2
    point = X[0] - lack * w / (w @ w)
    alpha, X, y = np.append(alpha, [-below, 0]), np.vstack([X, (X[0] + X[2]) / 2, point]), np.append(y, [1, 1])
    return *shuffled(d, (alpha, w, b), X, y), max(lack, below)


def two_violations(d):
    """One of them larger, then the other one."""
    more, less = d.choice([1.0, 1.25, 1.5]), d.choice([0.5, 0.75])
    return two_at_once(d, more, less), two_at_once(d, less, more)


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
    @forall(solved, draws=10)
    def test_zero_at_the_optimum(self, student, candidate, X, y):
        """At the widest strip the residual is 0, for every choice of multipliers that balances it."""
        judged(student, candidate, X, y, 0)

    @weight(1)
    @forall(not_stationary, draws=10)
    def test_stationary(self, student, shifted, unbalanced):
        """If the Lagrangian has a slope in w alone, or in b alone, its size is the residual."""
        judged(student, *shifted)
        judged(student, *unbalanced)

    @practice
    @weight(1)
    @forall(sample_in_the_strip, draws=10)
    def test_feasible(self, student, candidate, X, y, lack):
        """If a sample has the margin 1 - t, t > 0, and the multiplier 0, and all else is right, the residual is t."""
        judged(student, candidate, X, y, lack)

    @weight(1)
    @forall(negative_multiplier, draws=10)
    def test_no_negative_multiplier(self, student, candidate, X, y, below):
        """If one multiplier is -t, t > 0, and all else is right, the residual is t."""
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
    def test_largest_of_five(self, student, infeasible, negative):
        """Where two conditions are broken, the residual is the larger of the two violations, whichever it is."""
        judged(student, *infeasible)
        judged(student, *negative)

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
        hint="Feasibility is missing: y_n (w.x_n + b) >= 1.",
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

    @misconception(
        "The objective and the dual agree at a solution, but elsewhere their difference is not the residual.", "thm-kkt"
    )
    def duality_gap(alpha, w, b, X, y):
        v = (alpha * y) @ X
        return abs(w @ w / 2 - (alpha.sum() - v @ v / 2))
