"""Mark scheme of `hinge_objective`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.inputs import (
    at_margin,
    close,
    eighths,
    nonzero,
    primal,
    signs,
    weight_of_losses,
)
from solutions.soft_margin import hinge_objective


def one_sample(d):
    """One feature, and one sample within its margin, beyond it or on the wrong side: (w, b, X, y, C); X of integers.

    C has digits that half precision loses.
    """
    w, X, y = nonzero(d, 1), d.integers((1, 1), -6, 6), signs(d, 1)
    m = (0.5, 2.0, -1.5)[d.integer(0, 2)] + d.integers(1, -3, 3)[0] / 8
    return w, float(y[0] * m - w[0] * X[0, 0]), X, y, d.choice([3.3, 0.3, 1.7, 0.7, 2.1])


def all_beyond(d):
    """One sample has the margin 1, the others have 2 or more, by a large bias: (w, b, X, y, C).

    At the kink a smooth relative of the hinge is farthest from it, and nothing else is paid.
    """
    N, features, side = d.integer(1, 5), d.integer(1, 3), int(signs(d, 1)[0])
    w, b = nonzero(d, features), float(side * d.integer(2, 50))
    w[0] = d.choice([1.0, 0.5, -1.0, -2.0])  # a power of 2: the margin is 1 exactly
    X = side * np.abs(eighths(d, (N, features))) * np.sign(w)
    X = np.vstack([X, at_margin(1, w, b, X[0], side)])[d.permutation(N + 1)]
    return w, b, X + 0.0, np.full(N + 1, side), weight_of_losses(d)


def with_one_far(d):
    """As `primal`; in some draws one more sample is far on its wrong side, with a margin below -40."""
    w, b, X, y, C = primal(d)
    if not d.integer(0, 1):
        return w, b, X, y, C
    far = at_margin(-40 - d.integer(1, 40), w, b, X[0], 1)
    return w, b, np.vstack([X, far]), np.append(y, 1), C


def half_square(w):
    return float(w @ w) / 2


@exercise(reference=hinge_objective)
class TestHingeObjective:
    CONTRACT: ClassVar = {
        "one float, right to 1e-5": "test_objective",
        "||w||^2 / 2 plus C times the sum": ("test_objective", "test_one_sample", "test_samples_twice"),
        "The bias is not regularised": ("test_all_beyond", "test_no_weight"),
        "X may hold integers": "test_one_sample",
    }

    @practice
    @weight(1)
    @forall(one_sample)
    def test_one_sample(self, student, w, b, X, y, C):
        """One sample with the margin m costs C (1 - m) if m is below 1, and nothing otherwise."""
        m = float(y[0] * (w[0] * X[0, 0] + b))
        wanted = w[0] ** 2 / 2 + (C * (1 - m) if m < 1 else 0)
        close(student.hinge_objective(w, b, X, y, C), wanted, "hinge_objective(w, b, X, y, C)")

    @practice
    @weight(1)
    @forall(primal, draws=10)
    def test_no_weight(self, student, w, b, X, y, C):
        """With C = 0 only ||w||^2 / 2 is left, whatever b and the samples are."""
        close(student.hinge_objective(w, b, X, y, 0.0), half_square(w), "hinge_objective(w, b, X, y, 0)")

    @weight(1)
    @forall(with_one_far)
    def test_objective(self, student, w, b, X, y, C):
        """The objective is ||w||^2 / 2 + C sum of the losses of all samples."""
        close(student.hinge_objective(w, b, X, y, C), hinge_objective(w, b, X, y, C), "hinge_objective(w, b, X, y, C)")

    @weight(1)
    @forall(all_beyond, draws=10)
    def test_all_beyond(self, student, w, b, X, y, C):
        """Where all margins are 1 or more, the objective is ||w||^2 / 2: a bias costs nothing."""
        close(student.hinge_objective(w, b, X, y, C), half_square(w), "hinge_objective(w, b, X, y, C)")

    @weight(1)
    @forall(primal, draws=10)
    def test_samples_twice(self, student, w, b, X, y, C):
        """Each sample twice, and half of C, change nothing: the losses are summed."""
        got = student.hinge_objective(w, b, np.vstack([X, X]), np.append(y, y), C / 2)
        close(got, hinge_objective(w, b, X, y, C), "hinge_objective(w, b, vstack([X, X]), append(y, y), C/2)")

    @alternate
    def by_maximum(w, b, X, y, C):
        margins = y * (X @ w + b)
        losses = np.maximum(0, 1 - margins)
        return 0.5 * w @ w + C * losses.sum()

    @alternate
    def by_loop(w, b, X, y, C):
        total = 0.0
        for n in range(len(X)):
            z = float(b)
            for j in range(len(w)):
                z += float(w[j]) * float(X[n][j])
            total += max(0.0, 1 - int(y[n]) * z)
        return sum(float(a) ** 2 for a in w) / 2 + C * total

    @alternate
    def in_single_precision(w, b, X, y, C):
        w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
        slack = np.clip(1 - y * (X @ w + np.float32(b)), 0, None)
        return np.float32(0.5) * np.linalg.norm(w) ** 2 + np.float32(C) * slack.sum()

    @alternate
    def by_the_samples_that_pay(w, b, X, y, C):
        m = y * (X.dot(w) + b)
        return np.array(np.dot(w, w) / 2 + C * np.sum(1 - m[m < 1]))

    @alternate
    def by_a_column_of_ones(w, b, X, y, C):
        Z = y[:, None] * np.column_stack([X, np.ones(len(X))])
        slack = 1 - Z @ np.append(w, b)
        return np.sum(np.square(w)) / 2 + C * np.sum(slack * (slack > 0))

    bias_penalised = slip(
        by_maximum,
        ("0.5 * w @ w", "0.5 * (w @ w + b**2)"),
        hint="The bias is free: only w stands in the penalty.",
        see="def-soft-margin",
    )
    mean_for_sum = slip(
        by_maximum,
        ("losses.sum()", "losses.mean()"),
        hint="C weighs the sum of the losses, not their mean.",
        see="def-soft-margin",
    )
    reciprocal_weight = slip(
        by_maximum,
        ("C * losses.sum()", "losses.sum() / C if C else 0.0"),
        hint="A larger C makes a violation dearer: C multiplies the losses.",
        see="def-soft-margin",
    )
    half_forgotten = slip(
        by_maximum,
        ("0.5 * w @ w", "w @ w"),
        hint="The penalty is ||w||^2 / 2.",
        see="def-soft-margin",
    )
    weight_on_the_penalty = slip(
        by_maximum,
        ("0.5 * w @ w + C * losses.sum()", "C * 0.5 * w @ w + losses.sum()"),
        hint="C weighs the losses, not ||w||^2.",
        see="def-soft-margin",
    )
    weight_missing = slip(
        by_maximum,
        ("C * losses.sum()", "losses.sum()"),
        hint="Where is C? It weighs the losses.",
        see="def-soft-margin",
    )
    squared_losses = slip(
        by_maximum,
        ("losses.sum()", "(losses**2).sum()"),
        hint="The hinge is not squared: a violation costs in proportion to its size.",
        see="def-hinge",
    )
    threshold_at_zero = slip(
        by_maximum,
        ("1 - margins", "-margins"),
        hint="A sample pays as soon as its margin is below 1, not below 0.",
        see="def-hinge",
    )
    without_the_maximum = slip(
        by_maximum,
        ("np.maximum(0, 1 - margins)", "1 - margins"),
        hint="A margin beyond 1 earns nothing back: the loss is never negative.",
        see="def-hinge",
    )
    upside_down = slip(
        by_maximum,
        ("1 - margins", "margins - 1"),
        hint="Samples pay if their margin is too small, not too large: 1 - m.",
        see="def-hinge",
    )
    labels_left_out = slip(
        by_maximum,
        ("y * (X @ w + b)", "X @ w + b"),
        hint="The margin has the label: y_n (w.x_n + b).",
        see="def-hinge",
    )
    bias_left_out = slip(
        by_maximum,
        ("(X @ w + b)", "(X @ w)"),
        hint="The decision is w.x + b: the bias is missing.",
        see="def-hinge",
    )
    labels_without_the_bias = slip(
        by_maximum,
        ("y * (X @ w + b)", "y * (X @ w) + b"),
        hint="The label multiplies the whole decision, bias included.",
        see="def-hinge",
    )
    bias_subtracted = slip(
        by_maximum,
        ("X @ w + b", "X @ w - b"),
        hint="The decision is w.x + b, not w.x - b.",
        see="def-hinge",
    )
    norm_not_squared = slip(
        by_maximum,
        ("0.5 * w @ w", "0.5 * np.linalg.norm(w)"),
        hint="The penalty is the square of the norm, halved.",
        see="def-soft-margin",
    )
    violations_counted = slip(
        by_maximum,
        ("losses.sum()", "(losses > 0).sum()"),
        hint="The hinge measures how large a violation is; this counts them.",
        see="def-hinge",
    )
    errors_counted = slip(
        by_maximum,
        ("losses.sum()", "(margins < 0).sum()"),
        hint="This counts errors: the hinge is 1 - m below 1.",
        see="def-hinge",
    )
    largest_loss_only = slip(
        by_maximum,
        ("losses.sum()", "losses.max()"),
        hint="All samples that violate their margin pay, not only the worst one.",
        see="def-soft-margin",
    )
    logistic_loss = slip(
        by_maximum,
        ("np.maximum(0, 1 - margins)", "np.logaddexp(0, -margins)"),
        hint="This is the logistic loss; the hinge is max(0, 1 - m).",
        see="def-hinge",
    )
    absolute_differences = slip(
        by_maximum,
        ("np.maximum(0, 1 - margins)", "np.abs(1 - margins)"),
        hint="A margin beyond 1 costs nothing: the loss is one-sided.",
        see="def-hinge",
    )
    losses_not_summed = slip(
        by_maximum,
        ("C * losses.sum()", "C * losses"),
        hint="One number is wanted: sum the losses.",
        see="def-soft-margin",
    )
    weight_on_both = slip(
        by_maximum,
        ("0.5 * w @ w + C * losses.sum()", "C * (0.5 * w @ w + losses.sum())"),
        hint="C multiplies the losses only: mind the brackets.",
        see="def-soft-margin",
    )
    decisions_clipped = slip(
        by_maximum,
        ("(X @ w + b)", "np.clip(X @ w + b, -30, 30)"),
        hint="Nothing overflows here: a sample that is far on the wrong side pays in full.",
        see="def-hinge",
    )
    sign_of_the_margin = slip(
        by_maximum,
        ("1 - margins", "1 + margins"),
        hint="The good side is where y_n (w.x_n + b) is positive: the loss is 1 minus the margin.",
        see="def-hinge",
    )
    labels_taken_for_0_and_1 = slip(
        by_maximum,
        ("y * (X @ w + b)", "(2 * y - 1) * (X @ w + b)"),
        hint="The labels are -1 and 1 already.",
        see="def-hinge",
    )
    errors_pay_alone = slip(
        by_maximum,
        ("np.maximum(0, 1 - margins)", "np.where(margins < 0, 1 - margins, 0)"),
        hint="A sample with a margin between 0 and 1 pays too.",
        see="def-hinge",
    )
    maximum_of_the_sum = slip(
        by_maximum,
        ("np.maximum(0, 1 - margins)", "np.maximum(0, np.sum(1 - margins))"),
        hint="The maximum is taken for each sample, before the sum: what is beyond one margin pays for no other.",
        see="def-hinge",
    )
    weights_cut_to_integers = slip(
        by_maximum,
        ("margins = y", "w = w.astype(X.dtype)\n    margins = y"),
        hint="X may hold integers, w does not: in the type of X it is cut off.",
        see="def-hinge",
    )
    losses_cut_to_integers = slip(
        by_maximum,
        (
            "losses = np.maximum(0, 1 - margins)",
            "losses = np.zeros_like(y)\n    losses[:] = np.maximum(0, 1 - margins)",
        ),
        hint="y holds integers, and so does `zeros_like` of it: the losses are cut off.",
        see="def-hinge",
    )
    last_sample_left_out = slip(
        by_maximum,
        ("losses.sum()", "losses[:-1].sum()"),
        hint="The last sample is left out: all N pay.",
        see="def-soft-margin",
    )
    samples_in_columns = slip(
        by_maximum,
        ("X @ w", "X.T @ w"),
        hint="Samples are rows: the decisions are X @ w + b.",
        see="def-hinge",
    )
    penalty_missing = slip(
        by_maximum,
        ("0.5 * w @ w + ", ""),
        hint="The objective has ||w||^2 / 2 as well: without it the strip has no width.",
        see="def-soft-margin",
    )

    @misconception("The labels are changed for the caller too: y *= ... works in place.", see="def-hinge")
    def labels_changed(w, b, X, y, C):
        y[:] = np.where(y > 0, 1, -1) * 2
        return w @ w / 2 + C * np.maximum(0, 1 - y / 2 * (X @ w + b)).sum()
