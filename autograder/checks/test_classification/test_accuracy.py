"""Mark scheme of `accuracy`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_classification.inputs import distinct, near_ties, samples
from solutions.classification import accuracy, confidence


def told_samples(d):
    """Which samples are right is drawn first, the first is, the second is not: (Z, y, right)."""
    Z = distinct(d, fewest=2)
    N, K = Z.shape
    right = d.integers(N, 0, 1) == 1
    right[:2] = True, False
    miss = np.where(right, 0, d.integers(N, 1, K - 1))
    order = d.permutation(N)
    return Z[order], ((Z.argmax(axis=1) + miss) % K)[order], right[order]


def renamed_samples(d):
    Z, y = samples(d)
    return Z, y, d.permutation(len(y)), d.permutation(Z.shape[1])


@exercise(reference=accuracy, requires=(confidence,))
class TestAccuracy:
    CONTRACT: ClassVar = {
        "Fraction of the samples": ("test_fraction_right", "test_order_and_names_do_not_matter"),
        "a tie is wrong": ("test_ties_are_wrong_and_small_leads_right",),
        "Z has logits as large as": ("test_ties_are_wrong_and_small_leads_right",),
    }

    @practice
    @weight(1)
    @forall(told_samples)
    def test_fraction_right(self, student, Z, y, right):
        """The accuracy is the fraction of the samples whose true class has the largest logit."""
        acc = expect.number(student.accuracy(Z, y), "accuracy(Z, y)")
        expect.close(acc, right.mean(), "accuracy(Z, y)")

    @weight(1)
    @forall(renamed_samples)
    def test_order_and_names_do_not_matter(self, student, Z, y, order, names):
        """Neither the order of the samples nor the names of the classes matter."""
        what = "accuracy(Z[order][:, names], argsort(names)[y[order]])"
        acc = expect.number(student.accuracy(Z[order][:, names], np.argsort(names)[y[order]]), what)
        expect.close(acc, accuracy(Z, y), what)

    @practice
    @weight(1)
    @forall(near_ties, draws=6)  # of six samples or more, one at a time
    def test_ties_are_wrong_and_small_leads_right(self, student, Z, y, lead):
        """One sample alone: it is wrong if its true class is tied for the largest logit, right if it leads by 1e-6."""
        for n in range(len(y)):  # one at a time, so that it is only about ties and leads
            acc = expect.number(student.accuracy(Z[[n]], y[[n]]), f"accuracy(Z[[{n}]], y[[{n}]])")
            expect.close(acc, float(lead[n] > 0), f"accuracy(Z[[{n}]], y[[{n}]])")

    @misconception("argmax settles a tie by the order of the classes; a tie is wrong.", see="def-accuracy")
    def first_of_tied_classes(Z, y):
        return np.mean(Z.argmax(axis=1) == y)

    @misconception("A tie is wrong: a confidence of 0 is not positive.", see="def-accuracy")
    def ties_right(Z, y):
        return np.mean(confidence(Z, y) >= 0)

    @misconception("A lead is a lead, however small: compare with 0.", see="def-accuracy")
    def small_leads_wrong(Z, y):
        return np.mean(confidence(Z, y) > 0.01)

    @misconception("Nearly tied is not tied: compare with 0, not with a tolerance.", see="def-accuracy")
    def near_ties_wrong(Z, y):
        return np.mean(confidence(Z, y) > 1e-5)

    @misconception("Near 10 000 a lead of 0.01 is a lead; only equal logits tie.", see="def-accuracy")
    def nearly_equal_is_tied(Z, y):
        true = Z[np.arange(len(y)), y]
        return np.mean((confidence(Z, y) > 0) & ~np.isclose(true, true - confidence(Z, y)))

    @misconception("A tie is wrong, not half right.", see="def-accuracy")
    def ties_half_right(Z, y):
        return np.mean((1 + np.sign(confidence(Z, y))) / 2)

    @misconception("Near 10 000 float32 numbers lie 0.001 apart: a smaller lead becomes a tie.", see="def-accuracy")
    def in_single_precision(Z, y):
        return np.mean(confidence(Z.astype(np.float32), y) > 0, dtype=np.float32)

    @misconception("The largest probability wins, also if it is below 1/2.", see="def-accuracy")
    def above_one_half(Z, y):
        P = np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
        return np.mean(P[np.arange(len(y)), y] > 0.5)

    @misconception("The accuracy is a fraction, from 0 to 1: this is in percent.", see="def-accuracy")
    def in_percent(Z, y):
        return 100 * np.mean(confidence(Z, y) > 0)

    @misconception("Predict a class for each sample: the argmax of a row, axis=1.", see="def-accuracy")
    def argmax_over_samples(Z, y):
        return np.mean(Z.argmax(axis=0) == y)

    @misconception("The accuracy is a fraction: divide the count by N.", see="def-accuracy")
    def counted(Z, y):
        return np.sum(confidence(Z, y) > 0)

    @misconception("Divide by the number of samples, not of classes.", see="def-accuracy")
    def counted_over_classes(Z, y):
        return np.sum(confidence(Z, y) > 0) / Z.shape[1]

    @misconception("The last sample counts too: the loop runs over all N.", see="def-accuracy")
    def last_sample_not_counted(Z, y):
        return np.sum(confidence(Z, y)[:-1] > 0) / len(y)

    @misconception("Each sample counts once: do not take the mean over the classes.", see="def-accuracy")
    def mean_over_classes(Z, y):
        right = confidence(Z, y) > 0
        return np.mean([right[y == k].mean() for k in np.unique(y)])

    @misconception("The accuracy is the fraction that is right; this is the error rate.", see="def-accuracy")
    def error_rate(Z, y):
        return np.mean(confidence(Z, y) <= 0)

    @misconception("The accuracy counts samples; the size of their confidence does not matter.", see="def-accuracy")
    def mean_confidence(Z, y):
        return np.mean(confidence(Z, y))

    @misconception("Each sample is compared with its own label: do not sort them.", see="def-accuracy")
    def labels_sorted(Z, y):
        return np.mean(np.sort(Z.argmax(axis=1)) == np.sort(y))

    @misconception("A logit above 0 need not be above its rivals: compare with them.", see="def-accuracy")
    def logit_above_zero(Z, y):
        return np.mean(Z[np.arange(len(y)), y] > 0)

    @misconception("Some samples may be right and others not: the mean, not all.", see="def-accuracy")
    def all_or_nothing(Z, y):
        return float(np.all(confidence(Z, y) > 0))

    @alternate
    def by_loop(Z, y):
        right = 0
        for n, k in enumerate(y):
            right += all(Z[n, k] > z for j, z in enumerate(Z[n]) if j != k)
        return right / len(y)

    @alternate
    def mean_in_single_precision(Z, y):
        return np.mean(confidence(Z, y) > 0, dtype=np.float32)

    @alternate
    def by_counting_maxima(Z, y):
        top = Z.max(axis=1, keepdims=True) == Z
        return np.asarray((top[np.arange(len(y)), y] & (top.sum(axis=1) == 1)).mean())

    @alternate
    def by_counting_classes_as_large(Z, y):
        as_large = np.take_along_axis(Z, y[:, None], axis=1) <= Z
        return np.count_nonzero(as_large.sum(axis=1) == 1) / len(y)
