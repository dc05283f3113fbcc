"""Mark scheme of `loss_bounds`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_classification.inputs import FAR, FIVE_DIGITS, distinct, eighths, labels, ranked, samples
from solutions.classification import confidence, cross_entropy, loss_bounds

SIX_DECIMALS = 1e-6  # log(1 + e^-delta), in float32 too, if delta is a multiple of 1/8


def bound_close(got, wanted, what):
    """Right to five digits; what is below 1, to six decimals."""
    expect.close(got, wanted, what, rtol=FIVE_DIGITS, atol=SIX_DECIMALS)


def two_bounds(got, N):
    """What loss_bounds returned, as two arrays."""
    parts = expect.entries(got, "loss_bounds(Z, y)", 2, "array", "arrays")
    expect.that(len(parts) == 2, f"loss_bounds(Z, y) has length {len(parts)}, wanted the pair (lower, upper)")
    names = ("the lower bound", "the upper bound")
    for part, name in zip(parts, names, strict=True):
        expect.shape(part, (N,), name)
    return tuple(expect.finite(part, name) for part, name in zip(parts, names, strict=True))


def led_by(d, K):
    """(y, lead, what is common to all logits of a sample). The last of several leads is such that e^-lead is 3e-6."""
    N = d.integer(1, 6)
    lead = eighths(d, (N,))
    lead[1:][-1:] = 12.25 + d.integers(1, 0, 8) / 8
    return d.integers(N, 0, K - 1), lead, eighths(d, (N, 1))


def level_rivals(d):
    """Three classes or more; the rivals of the true class are level: (Z, y, lead)."""
    K = d.integer(3, 6)
    y, lead, common = led_by(d, K)
    return common + lead[:, None] * np.eye(K)[y], y, lead


def one_rival(d):
    """Three classes or more; all but one of the rivals are 64 below: (Z, y, lead)."""
    K = d.integer(3, 6)
    y, lead, common = led_by(d, K)
    rival = (y + d.integers(len(y), 1, K - 1)) % K
    level = np.eye(K)[y] + np.eye(K)[rival]
    return common - 64 * (1 - level) + lead[:, None] * np.eye(K)[y], y, lead


def two_classes(d):
    """Labels are all 0 in every second draw."""
    Z = ranked(d, d.integer(1, 6), 2)
    return np.where(d.integers((len(Z), 1), 0, 1), Z, Z[:, ::-1]), d.integer(0, 1) * d.integers(len(Z), 0, 1)


def extreme_samples(d):
    """Confidences near 1e4 and near -1e4: the first is, and the others may be, of the second kind."""
    Z = distinct(d)
    y = labels(d, Z)
    far = d.integers(len(y), 0, 1)
    far[0] = 0
    return Z + FAR * (2 * far[:, None] - 1) * np.eye(Z.shape[1])[y], y


@exercise(reference=loss_bounds, requires=(confidence, cross_entropy))
class TestLossBounds:
    CONTRACT: ClassVar = {
        "Bounds (lower, upper)": ("test_the_loss_of_each_sample_lies_between", "test_two_classes_have_one_bound"),
        "lower = log(1 + e^-delta)": (
            "test_level_rivals_attain_the_upper_bound",
            "test_one_rival_alone_attains_the_lower_bound",
            "test_extreme_confidences",
        ),
    }

    @practice
    @weight(1)
    @forall(level_rivals)
    def test_level_rivals_attain_the_upper_bound(self, student, Z, y, lead):
        """If all rivals are level, the upper bound is the loss, log(1 + (K - 1) exp(-delta))."""
        _, upper = two_bounds(student.loss_bounds(Z, y), len(y))
        bound_close(upper, np.log(1 + (Z.shape[1] - 1) * np.exp(-lead)), "the upper bound")

    @practice
    @weight(1)
    @forall(one_rival)
    def test_one_rival_alone_attains_the_lower_bound(self, student, Z, y, lead):
        """If all rivals but one are 64 below, the lower bound is the loss, log(1 + exp(-delta)), to round-off."""
        lower, _ = two_bounds(student.loss_bounds(Z, y), len(y))
        bound_close(lower, np.log(1 + np.exp(-lead)), "the lower bound")

    @weight(1)
    @forall(samples)
    def test_the_loss_of_each_sample_lies_between(self, student, Z, y):
        """The loss of each sample lies between its bounds, which depend on its confidence and on K alone."""
        lower, upper = two_bounds(student.loss_bounds(Z, y), len(y))
        for n in range(len(y)):
            loss = cross_entropy(Z[[n]], y[[n]])
            room = SIX_DECIMALS + FIVE_DIGITS * loss
            inside = lower[n] - room <= loss <= upper[n] + room
            expect.that(inside, f"sample {n} has the loss {loss:.4g}, not between {lower[n]:.4g} and {upper[n]:.4g}")
        wanted = loss_bounds(Z, y)
        bound_close(lower, wanted[0], "the lower bound")
        bound_close(upper, wanted[1], "the upper bound")

    @weight(1)
    @forall(two_classes)
    def test_two_classes_have_one_bound(self, student, Z, y):
        """With two classes both bounds are the loss."""
        losses = [cross_entropy(Z[[n]], y[[n]]) for n in range(len(y))]
        lower, upper = two_bounds(student.loss_bounds(Z, y), len(y))
        bound_close(lower, losses, "the lower bound")
        bound_close(upper, losses, "the upper bound")

    @weight(1)
    @forall(extreme_samples)
    def test_extreme_confidences(self, student, Z, y):
        """The bounds are right, and finite, for confidences near 10 000 and -10 000."""
        lower, upper = two_bounds(student.loss_bounds(Z, y), len(y))
        wanted = loss_bounds(Z, y)
        # to 1/2: overflow is off by all, and K in the place of K - 1, by 0.4 at most, is the other checks' business
        expect.close(lower, wanted[0], "the lower bound", atol=0.5)
        expect.close(upper, wanted[1], "the upper bound", atol=0.5)

    @misconception("A large confidence means a small loss: e to the power of -delta.", see="thm-two-bounds")
    def sign_of_delta(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, delta), np.logaddexp(0, np.log(Z.shape[1] - 1) + delta)

    @misconception("The true class is no rival of its own: there are K - 1 of them.", see="thm-two-bounds")
    def as_many_rivals_as_classes(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(Z.shape[1]) - delta)

    @misconception("K is the number of columns of Z: a class need not be among the labels.", see="thm-two-bounds")
    def classes_up_to_the_largest_label(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(np.max(y)) - delta)

    @misconception("K is the number of columns of Z: a class need not be among the labels.", see="thm-two-bounds")
    def classes_up_to_the_largest_label_or_two(Z, y):
        delta, K = confidence(Z, y), max(np.max(y) + 1, 2)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(K - 1) - delta)

    @misconception("K is the number of columns of Z, not of the labels that occur.", see="thm-two-bounds")
    def classes_that_occur_or_two(Z, y):
        delta, K = confidence(Z, y), max(len(np.unique(y)), 2)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(K - 1) - delta)

    @misconception("K is the number of columns of Z; the rows are the samples.", see="thm-two-bounds")
    def classes_from_rows_or_two(Z, y):
        delta, K = confidence(Z, y), max(len(Z), 2)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(K - 1) - delta)

    @misconception("K is the number of columns of Z, not of the labels that occur.", see="thm-two-bounds")
    def classes_that_occur(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(len(np.unique(y)) - 1) - delta)

    @misconception("K is the number of columns of Z; the rows are the samples.", see="thm-two-bounds")
    def classes_from_rows(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta), np.logaddexp(0, np.log(len(Z) - 1) - delta)

    @misconception("The logarithm is the natural one; these are bounds in bits.", see="thm-two-bounds")
    def in_bits(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta) / np.log(2), np.logaddexp(0, np.log(Z.shape[1] - 1) - delta) / np.log(2)

    @misconception("A large confidence makes the bounds small, but not 0.", see="thm-two-bounds")
    def nothing_beyond_twelve(Z, y):
        delta = confidence(Z, y)
        lower, upper = np.logaddexp(0, -delta), np.logaddexp(0, np.log(Z.shape[1] - 1) - delta)
        return np.where(delta > 12, 0, lower), np.where(delta > 12, 0, upper)

    @misconception("exp(10000) overflows: log(1 + e^u) is logaddexp(0, u).", see="thm-two-bounds")
    def overflowing(Z, y):
        E = np.exp(-confidence(Z, y))
        return np.log(1 + E), np.log(1 + (Z.shape[1] - 1) * E)

    @misconception("A confidence cut off at -500 has other bounds: use logaddexp(0, u).", see="thm-two-bounds")
    def confidence_cut_off(Z, y):
        E = np.exp(-np.maximum(confidence(Z, y), -500))
        return np.log(1 + E), np.log(1 + (Z.shape[1] - 1) * E)

    @misconception("Infinity made a large number is still wrong: use logaddexp(0, u).", see="thm-two-bounds")
    def infinity_made_a_number(Z, y):
        E = np.nan_to_num(np.exp(-confidence(Z, y)))
        return np.log(1 + E), np.log(1 + np.nan_to_num((Z.shape[1] - 1) * E))

    @misconception("Where e^-delta is large the upper bound is log(K - 1) - delta, not -delta.", see="thm-two-bounds")
    def rivals_lost_where_large(Z, y):
        delta = confidence(Z, y)
        E = np.exp(-np.maximum(delta, -500))
        bounds = np.log(1 + E), np.log(1 + (Z.shape[1] - 1) * E)
        return tuple(np.where(delta < -500, -delta, bound) for bound in bounds)

    @misconception("The lower bound comes first, the upper second.", see="thm-two-bounds")
    def swapped(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, np.log(Z.shape[1] - 1) - delta), np.logaddexp(0, -delta)

    @misconception("The bounds are not the loss: they know delta and K, and no other logit.", see="thm-two-bounds")
    def the_loss_itself(Z, y):
        losses = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]
        return losses, losses

    @misconception("The lower bound is not the loss: it knows delta alone.", see="thm-two-bounds")
    def the_loss_for_the_lower_bound(Z, y):
        losses = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]
        return losses, np.logaddexp(0, np.log(Z.shape[1] - 1) - confidence(Z, y))

    @misconception("The upper bound is not the loss: it knows delta and K alone.", see="thm-two-bounds")
    def the_loss_for_the_upper_bound(Z, y):
        losses = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]
        return np.logaddexp(0, -confidence(Z, y)), losses

    @misconception("In delta the true class is no rival of its own: take it from confidence.", see="def-confidence")
    def true_class_competes(Z, y):
        u = Z.max(axis=1) - Z[np.arange(len(y)), y]
        return np.logaddexp(0, u), np.logaddexp(0, np.log(Z.shape[1] - 1) + u)

    @misconception("The rival is the strongest of the others, not the next one in the row.", see="def-confidence")
    def next_class_for_the_rival(Z, y):
        rows = np.arange(len(y))
        u = Z[rows, (y + 1) % Z.shape[1]] - Z[rows, y]
        return np.logaddexp(0, u), np.logaddexp(0, np.log(Z.shape[1] - 1) + u)

    @misconception("Two arrays (N,) are wanted, not a pair for each sample.", see="thm-two-bounds")
    def a_pair_for_each_sample(Z, y):
        delta = confidence(Z, y)
        return list(zip(np.logaddexp(0, -delta), np.logaddexp(0, np.log(Z.shape[1] - 1) - delta), strict=True))

    @misconception("Each sample has bounds of its own: do not take the mean.", see="thm-two-bounds")
    def bounds_of_the_mean(Z, y):
        delta = confidence(Z, y)
        return np.logaddexp(0, -delta).mean(), np.logaddexp(0, np.log(Z.shape[1] - 1) - delta).mean()

    @misconception("K - 1 rivals at the strongest multiply e^-delta inside the logarithm.", see="thm-two-bounds")
    def rivals_times_the_loss(Z, y):
        lower = np.logaddexp(0, -confidence(Z, y))
        return lower, (Z.shape[1] - 1) * lower

    @misconception("log(K - 1) is added to -delta, inside log(1 + e^u), not to the bound.", see="thm-two-bounds")
    def log_of_rivals_outside(Z, y):
        lower = np.logaddexp(0, -confidence(Z, y))
        return lower, lower + np.log(Z.shape[1] - 1)

    @misconception("max(0, u) is less than log(1 + e^u): at u = 0 log 2 is missing.", see="thm-two-bounds")
    def positive_parts(Z, y):
        u = -confidence(Z, y)
        return np.maximum(0, u), np.maximum(0, u + np.log(Z.shape[1] - 1))

    @misconception("max(0, -delta) is less than the loss; the 1 in log(1 + e^-delta) counts too.", see="thm-two-bounds")
    def hinges(Z, y):
        delta = confidence(Z, y)
        return np.maximum(0, -delta), np.maximum(0, -delta) + np.log(Z.shape[1])

    @alternate
    def by_loop(Z, y):
        lower, upper = [], []
        for z, k in zip(Z, y, strict=True):
            u = max(v for j, v in enumerate(z) if j != k) - z[k]
            for bounds, rivals in ((lower, 1), (upper, len(z) - 1)):  # 1 + r e^u = e^u (e^-u + r)
                bounds.append(np.log(1 + rivals * np.exp(u)) if u < 0 else u + np.log(np.exp(-u) + rivals))
        return lower, upper

    @alternate
    def in_single_precision(Z, y):
        delta = confidence(Z, y).astype(np.float32)
        return np.logaddexp(np.float32(0), np.log(np.array([[1], [Z.shape[1] - 1]], np.float32)) - delta)

    @alternate
    def by_maximum(Z, y):
        u = -confidence(Z, y)
        top, rivals = np.maximum(0, u), Z.shape[1] - 1
        return tuple(top + np.log(np.exp(-top) + many * np.exp(u - top)) for many in (1, rivals))

    @alternate
    def by_cross_entropy(Z, y):
        delta = confidence(Z, y)[:, None]
        both = []
        for rivals in (1, Z.shape[1] - 1):
            level = np.hstack([delta, np.zeros((len(y), rivals))])
            both.append([cross_entropy(level[[n]], np.array([0])) for n in range(len(y))])
        return both
