"""Mark scheme of `cross_entropy`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_classification.inputs import close, eighths, extreme_row, far_apart, labels, near, samples
from solutions.classification import cross_entropy, softmax
from solutions.labels import one_hot


def led_sample(d):
    """One sample: the rivals are level, the true class leads by t."""
    K = d.integer(2, 6)
    y, t = d.integers(1, 0, K - 1), float(eighths(d, ()))
    return eighths(d, ()) + t * np.eye(K)[y], y, t


def several_samples(d):
    return samples(d, fewest=2)


def hopeless_sample(d):
    """One sample whose class is the one that the logits speak against most, or any."""
    Z = extreme_row(d)
    anything = d.integers(1, 0, Z.shape[1] - 1)
    return Z, d.choice([Z.argmin(axis=1), anything])


def samples_far_apart(d):
    Z = far_apart(d)
    return Z, labels(d, Z)


@exercise(reference=cross_entropy, requires=(softmax,))
class TestCrossEntropy:
    CONTRACT: ClassVar = {
        "with the labels y (N,): one float": ("test_mean_of_minus_log_probabilities", "test_level_rivals"),
        "The mean over the samples": ("test_mean_of_minus_log_probabilities",),
        "Right to five digits": ("test_level_rivals", "test_extreme_logits", "test_rows_far_apart"),
    }

    @practice
    @weight(1)
    @forall(led_sample)
    def test_level_rivals(self, student, Z, y, t):
        """If the rivals are level and the true class leads by t, the loss is log(1 + (K - 1) exp(-t))."""
        J = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(J, np.log(1 + (Z.shape[1] - 1) * np.exp(-t)), "cross_entropy(Z, y)")

    @weight(1)
    @forall(several_samples)
    def test_mean_of_minus_log_probabilities(self, student, Z, y):
        """The loss is the mean over the samples of minus the log of the true class's probability."""
        J = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(J, cross_entropy(Z, y), "cross_entropy(Z, y)")

    @weight(1)
    @forall(hopeless_sample)
    def test_extreme_logits(self, student, Z, y):
        """The loss is right, and finite, for logits near 10 000 and -10 000, whichever class is true."""
        J = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        near(J, cross_entropy(Z, y), "cross_entropy(Z, y)")

    @weight(1)
    @forall(samples_far_apart)
    def test_rows_far_apart(self, student, Z, y):
        """The loss is right though the rows lie 20 000 apart."""
        J = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        near(J, cross_entropy(Z, y), "cross_entropy(Z, y)")

    @misconception("A probability rounded to 0 has log -inf: use log-sum-exp.", see="log-sum-exp")
    def log_of_softmax(Z, y):
        return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y]))

    @misconception("Raised to 1e-12, or by it, p caps the loss at 27.6: use log-sum-exp.", see="log-sum-exp")
    def clipped(Z, y):
        return -np.mean(np.log(np.maximum(softmax(Z)[np.arange(len(y)), y], 1e-12)))

    @misconception("Clipping at 1e-15 caps the loss at 34.5: use log-sum-exp.", see="log-sum-exp")
    def clipped_at_round_off(Z, y):
        return -np.mean(np.log(np.maximum(softmax(Z)[np.arange(len(y)), y], 1e-15)))

    @misconception("Clipping at 1e-300 caps the loss at 691: use log-sum-exp.", see="log-sum-exp")
    def clipped_at_the_least_number(Z, y):
        return -np.mean(np.log(np.maximum(softmax(Z)[np.arange(len(y)), y], 1e-300)))

    @misconception("LSE is not the maximum: the other logits count as well.", see="log-sum-exp")
    def maximum_for_log_sum(Z, y):
        return np.mean(Z.max(axis=1) - Z[np.arange(len(y)), y])

    @misconception("The logarithm in log-sum-exp is the natural one, not log10.", see="def-cross-entropy")
    def log_sum_to_base_ten(Z, y):
        D = Z - Z.max(axis=1, keepdims=True)
        return np.mean(np.log10(np.exp(D).sum(axis=1)) - D[np.arange(len(y)), y])

    @misconception("One class is true: its -log p counts, and no log(1 - p) of the others.", see="def-cross-entropy")
    def a_loss_for_each_class(Z, y):
        P, Y = np.clip(softmax(Z), 1e-15, 1 - 1e-15), one_hot(y, Z.shape[1])
        return -np.sum(Y * np.log(P) + (1 - Y) * np.log(1 - P)) / len(y)

    @misconception("K is the number of columns: a class need not be among the labels.", see="def-cross-entropy")
    def classes_up_to_the_largest_label(Z, y):
        Z = Z[:, : max(y) + 1]
        return np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y])

    @misconception("exp overflows near 710: subtract the maximum of the row first.", see="log-sum-exp")
    def unshifted(Z, y):
        return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])

    @misconception("A row far below the maximum of the table underflows: use its own.", see="log-sum-exp")
    def shifted_by_the_largest_of_all(Z, y):
        top = Z.max()
        return np.mean(top + np.log(np.exp(Z - top).sum(axis=1)) - Z[np.arange(len(y)), y])

    @misconception("The maximum that was subtracted from the logits belongs to LSE: add it again.", see="log-sum-exp")
    def maximum_not_added_back(Z, y):
        shifted = Z - Z.max(axis=1, keepdims=True)
        return np.mean(np.log(np.exp(shifted).sum(axis=1)) - Z[np.arange(len(y)), y])

    @misconception("Labels count from 0: class y has the column y, not y - 1.", see="def-cross-entropy")
    def labels_from_one(Z, y):
        return np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y - 1])

    @misconception("The loss is -log p, p the true class's probability, not 1 - p.", see="def-cross-entropy")
    def one_minus_the_probability(Z, y):
        return np.mean(1 - softmax(Z)[np.arange(len(y)), y])

    @misconception("One number is wanted: the mean of the losses of the samples.", see="def-cross-entropy")
    def loss_of_each_sample(Z, y):
        return np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]

    @misconception("The loss is the mean over the samples, not the sum.", see="def-cross-entropy")
    def summed(Z, y):
        return np.sum(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y])

    @misconception("Divide by the number of samples, N, not by N K.", see="def-cross-entropy")
    def mean_over_the_table(Z, y):
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        return -np.mean(one_hot(y, Z.shape[1]) * log_P)

    @misconception("Z[:, y] takes columns of all rows; pair each row with its own.", see="def-cross-entropy")
    def every_row_with_every_label(Z, y):
        return np.mean(np.logaddexp.reduce(Z, axis=1) - Z[:, y])

    @misconception("Z holds logits: apply the softmax once, not to its own result.", see="def-cross-entropy")
    def softmax_twice(Z, y):
        P = softmax(Z)
        return np.mean(np.logaddexp.reduce(P, axis=1) - P[np.arange(len(y)), y])

    @misconception("The log of a probability is negative: the loss is its opposite.", see="def-cross-entropy")
    def without_the_minus(Z, y):
        return np.mean(Z[np.arange(len(y)), y] - np.logaddexp.reduce(Z, axis=1))

    @misconception("The logarithm is the natural one; this is the loss in bits.", see="def-cross-entropy")
    def in_bits(Z, y):
        return np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]) / np.log(2)

    @alternate
    def by_loop(Z, y):
        total = 0
        for n in range(len(y)):
            top = max(Z[n])
            total += top - Z[n, y[n]] + np.log(sum(np.exp(z - top) for z in Z[n]))
        return total / len(y)

    @alternate
    def by_one_hot(Z, y):
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        return -np.sum(one_hot(y, Z.shape[1]) * log_P) / len(y)

    @alternate
    def in_single_precision(Z, y):
        Z = Z.astype(np.float32)
        top = Z.max(axis=1)
        lse = top + np.log(np.exp(Z - top[:, None]).sum(axis=1))
        return np.mean(lse - Z[np.arange(len(y)), y])

    @alternate
    def rounded_to_six_decimals(Z, y):
        return round(float(np.mean(np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y])), 6)

    @alternate
    def about_the_true_logit(Z, y):
        return np.asarray(np.logaddexp.reduce(Z - np.take_along_axis(Z, y[:, None], axis=1), axis=1).mean())
