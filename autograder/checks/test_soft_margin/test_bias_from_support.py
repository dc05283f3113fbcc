"""Mark scheme of `bias_from_support`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.inputs import NEAR, decisions
from autograder.checks.test_soft_margin.optima import (
    any_free_vectors,
    bound_only,
    far_scale,
    nearly_bound,
    with_free_vectors,
)
from solutions.soft_margin import bias_from_support


def bias(got, alpha, K, y):
    """One number, and how well it is to be known."""
    return expect.number(got, "b"), NEAR * (1 + np.abs(decisions(alpha, K, y)).max())


def between(got, alpha, K, y, low, high):
    """One number of an interval."""
    got, tolerance = bias(got, alpha, K, y)
    wanted = f"wanted {low:g}" if low == high else f"wanted a number from {low:g} to {high:g}"
    expect.that(low - tolerance <= got <= high + tolerance, f"b = {got:.6g}, {wanted}")


@exercise(reference=bias_from_support)
class TestBiasFromSupport:
    CONTRACT: ClassVar = {
        "Bias b of the soft margin": ("test_free_margins", "test_free_vectors_decide"),
        "which may hold integers": ("test_free_margins", "test_small_multipliers"),
        "has the decision": ("test_free_vectors_decide", "test_free_margins"),
        "are free, and have margin 1": ("test_free_margins", "test_nearly_bound"),
        "any b of the optimal interval": "test_interval",
        "b is wanted to 1e-5": ("test_free_vectors_decide", "test_interval"),
    }
    EQUIVALENT: ClassVar = {
        "free = (alpha > 1e-08 * C) & (alpha < (1 - 2e-08) * C)": "no alpha is between",
        "free = (alpha > 2e-08 * C) & (alpha < (1 - 1e-08) * C)": "the same",
        "free = (alpha > 1e-08 * C) & (alpha <= (1 - 1e-08) * C)": "the same",
        "free = (alpha >= 1e-08 * C) & (alpha < (1 - 1e-08) * C)": "the same",
        "may_rise = (y > 0) == (alpha < C / 3)": "without free vectors alpha is near 0 or near C",
        "may_rise = (y > 0) == (alpha <= C / 2)": "the same",
        "may_rise = (y > -1) == (alpha < C / 2)": "y is -1 or 1",
        "may_rise = (y >= 0) == (alpha < C / 2)": "the same",
        "v = y - K @ (alpha / y)": "1/y is y",
    }

    @practice
    @weight(1)
    @forall(with_free_vectors)
    def test_free_margins(self, student, alpha, K, y, C, b):
        """Support vectors with 0 < alpha_n < C have the margin 1."""
        got, tolerance = bias(student.bias_from_support(alpha, K, y, C), alpha, K, y)
        free = (alpha > 0) & (alpha < C)
        margins = (y * (K @ (alpha * y) + got))[free]
        expect.close(margins, np.ones(len(margins)), "the margins of the free vectors", atol=tolerance)

    @weight(1)
    @forall(any_free_vectors)
    def test_free_vectors_decide(self, student, alpha, K, y, C, b):
        """Samples with alpha_n = C or 0 have no say where some are free."""
        got, tolerance = bias(student.bias_from_support(alpha, K, y, C), alpha, K, y)
        expect.close(got, b, "b", atol=tolerance)

    @practice
    @weight(1)
    @forall(bound_only)
    def test_interval(self, student, alpha, K, y, C, low, high):
        """Without free vectors, b is where alpha_n = 0 has margins of 1 or more and alpha_n = C of 1 or less."""
        between(student.bias_from_support(alpha, K, y, C), alpha, K, y, low, high)

    @weight(1)
    @forall(nearly_bound)
    def test_nearly_bound(self, student, alpha, K, y, C, low, high):
        """What is within 1e-8 C of 0 or C counts as 0 or C."""
        between(student.bias_from_support(alpha, K, y, C), alpha, K, y, low, high)

    @weight(1)
    @forall(far_scale)
    def test_small_multipliers(self, student, alpha, K, y, C, b):
        """For large samples C is small, and so is every alpha_n: what is small is small beside C."""
        got, tolerance = bias(student.bias_from_support(alpha, K, y, C), alpha, K, y)
        expect.close(got, b, "b", atol=tolerance)

    @alternate
    def by_the_mean(alpha, K, y, C):
        f = K @ (alpha * y)
        free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)
        if free.any():
            return np.mean(y[free] - f[free])
        at_C = alpha > C / 2
        lower = np.max(np.where((y > 0) != at_C, y - f, -np.inf))
        upper = np.min(np.where((y > 0) == at_C, y - f, np.inf))
        return (lower + upper) / 2

    @alternate
    def by_one_free_vector(alpha, K, y, C):
        """The freest one; without one, an end of the interval."""
        v = y - K @ (alpha * y)
        n = int(np.argmin(np.abs(alpha - C / 2)))
        if min(alpha[n], C - alpha[n]) > 1e-6 * C:
            return v[n]
        up = ((y == 1) & (alpha < C / 2)) | ((y == -1) & (alpha > C / 2))
        return v[up].max()

    @alternate
    def by_loops(alpha, K, y, C):
        N, lower, upper = len(y), [], []
        for n in range(N):
            v = float(y[n]) - sum(float(alpha[m]) * float(y[m]) * float(K[n][m]) for m in range(N))
            small, large = alpha[n] <= 1e-7 * C, alpha[n] >= C * (1 - 1e-7)
            if not large if y[n] == 1 else not small:
                lower.append(v)
            if not small if y[n] == 1 else not large:
                upper.append(v)
        return (max(lower) + min(upper)) / 2

    @alternate
    def by_one_interval(alpha, K, y, C):
        """A free vector gives both bounds."""
        v = y - K @ (alpha * y)
        small, large = alpha <= 1e-8 * C, alpha >= C - 1e-8 * C
        at_least = v[np.where(y > 0, ~large, ~small)].max()
        at_most = v[np.where(y > 0, ~small, ~large)].min()
        return (at_least + at_most) / 2

    @alternate
    def by_the_least_objective(alpha, K, y, C):
        """The sum of the hinges is piecewise linear in b, so that some y_n - f_n is best."""
        v = y - K @ (alpha * y)
        losses = [np.maximum(0, y * (v - b)).sum() for b in v]
        return v[int(np.argmin(losses))]

    @alternate
    def in_single_precision(alpha, K, y, C):
        a, y = (alpha / C).astype(np.float32), y.astype(np.float32)
        v = y - (C * K).astype(np.float32) @ (a * y)
        free = (a > 1e-4) & (a < 1 - 1e-4)
        if free.any():
            return np.median(v[free])
        rises = (y > 0) == (a < 0.5)
        return (v[rises].max() + v[~rises].min()) / 2

    all_support_vectors = slip(
        by_the_mean,
        ("free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "free = alpha > 1e-8 * C"),
        hint="Support vectors at C violate their margin: only those below C have margin 1.",
        see="thm-bias",
    )
    all_samples = slip(
        by_the_mean,
        ("free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "free = alpha >= 0"),
        hint="Only the free support vectors, 0 < alpha_n < C, are sure to have margin 1.",
        see="thm-bias",
    )
    first_support_vector = slip(
        by_the_mean,
        ("free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "free = np.arange(len(y)) == np.argmax(alpha)"),
        hint="The largest alpha may be C, and its margin is then not 1: take one below C.",
        see="thm-bias",
    )
    bound_at_zero_counted = slip(
        by_the_mean,
        ("free = (alpha > 1e-8 * C) &", "free ="),
        hint="Samples with alpha_n = 0 may be far beyond their margin: they are not free.",
        see="thm-bias",
    )
    sign_reversed = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.mean(f[free] - y[free])"),
        ("return (lower + upper) / 2", "return -(lower + upper) / 2"),
        hint="y_n (f_n + b) = 1 means b = y_n - f_n: the sign is reversed.",
        see="thm-bias",
    )
    labels_left_out = slip(
        by_the_mean,
        ("f = K @ (alpha * y)", "f = K @ alpha"),
        hint="The decision has the labels: sum alpha_m y_m K_nm + b.",
        see="thm-bias",
    )
    one_for_the_label = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.mean(1 - f[free])"),
        hint="y_n (f_n + b) = 1 gives b = y_n - f_n, since 1/y_n = y_n.",
        see="thm-bias",
    )
    decisions_alone = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.mean(-f[free])"),
        hint="A free vector has the decision y_n, not 0: b = y_n - f_n.",
        see="thm-bias",
    )
    sum_for_mean = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.sum(y[free] - f[free])"),
        hint="Each free vector gives b by itself: average them, or take one.",
        see="thm-bias",
    )
    divided_by_all_support_vectors = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.sum(y[free] - f[free]) / np.sum(alpha > 1e-8 * C)"),
        hint="The mean over the free vectors is divided by their number alone.",
        see="thm-bias",
    )
    first_of_all_support_vectors = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "(y - f)[np.argmax(alpha > 1e-8 * C)]"),
        hint="The first support vector may have alpha_n = C, and then another margin: take the first free one.",
        see="thm-bias",
    )
    both_labels_averaged = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "(np.mean((y - f)[free & (y > 0)]) + np.mean((y - f)[free & (y < 0)])) / 2"),
        hint="The free vectors may all have one label: average over all of them.",
        see="thm-bias",
    )
    middle_of_the_classes_despite_free_vectors = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "-(f[y < 0].max() + f[y > 0].min()) / 2"),
        hint="That is the bias of a hard margin: here samples may be on the wrong side of theirs.",
        see="thm-bias",
    )
    strictly_between = slip(
        by_the_mean,
        ("(alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "(alpha > 0) & (alpha < C)"),
        hint="Round-off leaves alpha a little above 0 or below C: allow for it.",
        see="thm-bias",
    )
    round_off_at_the_upper_end = slip(
        by_the_mean,
        ("(alpha < C - 1e-8 * C)", "(alpha < C)"),
        hint="Round-off leaves alpha a little below C, too: that counts as C.",
        see="thm-bias",
    )
    any_support_vector = slip(
        by_the_mean,
        (
            "free = (alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)",
            "free = np.arange(len(y)) == np.argmax(alpha > 1e-8 * C)",
        ),
        hint="The first support vector may have alpha_n = C, and then another margin: take one below C.",
        see="thm-bias",
    )
    slack_for_the_bias = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "np.mean(1 - y[free] * f[free])"),
        hint="1 - y_n f_n is y_n b, not b: for label - the sign is the other one.",
        see="thm-bias",
    )
    bounds_without_labels = slip(
        by_the_mean,
        ("np.where((y > 0) != at_C,", "np.where(~at_C,"),
        ("np.where((y > 0) == at_C,", "np.where(at_C,"),
        hint="For label - the bounds change places: alpha_n = 0 is then an upper one, alpha_n = C a lower one.",
        see="thm-bias",
    )
    labels_left_out_of_the_bounds = slip(
        by_one_interval,
        ("y - K @ (alpha * y)", "y - K @ alpha"),
        hint="The decision has the labels: sum alpha_m y_m K_nm + b.",
        see="thm-bias",
    )
    fixed_threshold = slip(
        by_the_mean,
        ("(alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "(alpha > 1e-6) & (alpha < C - 1e-6)"),
        hint="What is small depends on C: compare alpha_n with a fraction of C.",
        see="thm-bias",
    )
    absolute_threshold = slip(
        by_the_mean,
        ("(alpha > 1e-8 * C) & (alpha < C - 1e-8 * C)", "(alpha > 1e-5) & (alpha < C - 1e-5)"),
        ("return (lower + upper) / 2", "return 0.0"),
        hint="What is small depends on C: compare alpha_n with a fraction of C.",
        see="thm-bias",
    )
    nothing_without_free_vectors = slip(
        by_the_mean,
        ("    if free.any():\n        return", "    return"),
        hint="There may be no free vector: then b lies in an interval that all samples leave.",
        see="thm-bias",
    )
    zero_without_free_vectors = slip(
        by_the_mean,
        ("return (lower + upper) / 2", "return 0.0"),
        hint="Without free vectors b is not 0: the margins of all samples leave an interval.",
        see="thm-bias",
    )
    bound_vectors_without_free_ones = slip(
        by_the_mean,
        ("return (lower + upper) / 2", "return np.mean((y - f)[at_C])"),
        hint="Bound vectors alone do not hold b: samples with alpha_n = 0 keep their margin, too.",
        see="thm-bias",
    )
    support_alone_leaves_the_interval = slip(
        by_the_mean,
        ("np.where((y > 0) != at_C,", "np.where((y < 0) & at_C,"),
        ("np.where((y > 0) == at_C,", "np.where((y > 0) & at_C,"),
        hint="Samples with alpha_n = 0 ask for margins of 1 or more: they limit b, too.",
        see="thm-bias",
    )
    least_lower_bound = slip(
        by_one_free_vector,
        ("v[up].max()", "v[up].min()"),
        hint="Of the v_n that b must not be below the largest counts.",
        see="thm-bias",
    )
    ends_exchanged = slip(
        by_the_mean,
        ("np.where((y > 0) != at_C,", "np.where((y > 0) == at_C,"),
        ("np.where((y > 0) == at_C, y - f, np.inf)", "np.where((y > 0) != at_C, y - f, np.inf)"),
        hint="Of the v_n that b must not be below the largest counts, of those that it must not exceed the smallest.",
        see="thm-bias",
    )
    middle_of_the_classes = slip(
        by_the_mean,
        ("return (lower + upper) / 2", "return -(f[y < 0].max() + f[y > 0].min()) / 2"),
        hint="That is the bias of a hard margin: here samples may be on the wrong side of theirs.",
        see="thm-bias",
    )
    middle_of_the_classes_always = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "-(f[y < 0].max() + f[y > 0].min()) / 2"),
        ("return (lower + upper) / 2", "return -(f[y < 0].max() + f[y > 0].min()) / 2"),
        hint="That is the bias of a hard margin: here samples may be on the wrong side of theirs.",
        see="thm-bias",
    )
    one_for_each_free_vector = slip(
        by_the_mean,
        ("np.mean(y[free] - f[free])", "y[free] - f[free]"),
        hint="One number is wanted: average the free vectors, or take one.",
        see="thm-bias",
    )

    @misconception("What is small depends on C: compare alpha_n with a fraction of C.", see="thm-bias")
    def fixed_threshold_on_both_sides(alpha, K, y, C):
        v, small, large = y - K @ (alpha * y), alpha <= 1e-5, alpha >= C - 1e-5
        if not (small | large).all():
            return v[~small & ~large].mean()
        lower = v[np.where(y > 0, small, large)].max()
        return (lower + v[np.where(y > 0, large, small)].min()) / 2

    @misconception("alpha is changed for the caller too: alpha *= y works in place.", see="thm-bias")
    def multipliers_changed(alpha, K, y, C):
        free = (alpha > 1e-8 * C) & (alpha < (1 - 1e-8) * C)
        rises = (y > 0) == (alpha < C / 2)
        alpha *= y
        v = y - K @ alpha
        if free.any():
            return v[free].mean()
        return (v[rises].max() + v[~rises].min()) / 2
