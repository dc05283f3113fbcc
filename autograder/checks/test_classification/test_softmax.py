"""Mark scheme of `softmax`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_classification.inputs import (
    FIVE_DIGITS,
    THREE_DECIMALS,
    close,
    eighths,
    extreme_row,
    far_apart,
    logits,
    near,
)
from solutions.classification import softmax


def shifted_logits(d):
    """Shifts that exp survives: overflow has a check of its own."""
    Z = logits(d)
    return Z, eighths(d, (len(Z), 1), 50)


def spread_logits(d):
    """In the last row the first class has nearly all of the probability, and the last about 1e-16 of it."""
    Z = logits(d)
    last = -8 + eighths(d, Z.shape[1], 1)
    last[0], last[-1] = 6, -30 + eighths(d, (), 1)
    return np.vstack([Z, last])


@exercise(reference=softmax)
class TestSoftmax:
    CONTRACT: ClassVar = {
        "rows nonnegative with sum 1": ("test_rows_are_probabilities", "test_log_odds_are_differences_of_logits"),
        "right to five digits": (
            "test_rows_are_probabilities",
            "test_log_odds_are_differences_of_logits",
            "test_extreme_logits",
            "test_rows_far_apart",
        ),
    }

    @practice
    @weight(1)
    @forall(spread_logits)
    def test_rows_are_probabilities(self, student, Z):
        """The entries of a row of P are nonnegative, sum to 1 and have the order of the logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P >= 0).all(), "softmax(Z) has a negative entry")
        close(P.sum(axis=1), np.ones(len(Z)), "the row sums of softmax(Z)")
        smaller = Z[:, :, None] < Z[:, None, :]
        ordered = P[:, :, None] < P[:, None, :]
        expect.that(ordered[smaller].all(), "softmax(Z) does not rank the classes of each row as Z does")

    @practice
    @weight(1)
    @forall(spread_logits)
    def test_log_odds_are_differences_of_logits(self, student, Z):
        """The logarithm of the ratio of two probabilities in a row is the difference of their logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P > 0).all(), "softmax(Z) has an entry that is not positive")
        odds = "log(P / P[:, :1]) for P = softmax(Z)"
        expect.close(np.log(P / P[:, :1]), Z - Z[:, :1], odds, rtol=0, atol=FIVE_DIGITS)  # of P, however small

    @weight(1)
    @forall(shifted_logits)
    def test_shift_invariant(self, student, Z, c):
        """Adding a constant to all logits of a row changes nothing."""
        expect.close(student.softmax(Z + c), softmax(Z), "softmax(Z + c)", atol=1e-5)  # 50 is less exact in float32

    @weight(1)
    @forall(extreme_row)
    def test_extreme_logits(self, student, Z):
        """The probabilities are right, and never NaN, for logits near 10 000 and -10 000."""
        near(student.softmax(Z), softmax(Z), "softmax(Z)")

    @weight(1)
    @forall(far_apart)
    def test_rows_far_apart(self, student, Z):
        """The probabilities are right in every row, though the rows lie 20 000 apart."""
        # A sum of float32 logits near 1e4 is rounded to 2^-10 for each class, which misses 0.001 on one seed in 1000.
        expect.close(student.softmax(Z), softmax(Z), "softmax(Z)", rtol=0, atol=2 * THREE_DECIMALS)

    @misconception("A sample is a row: take the maximum and the sum over classes, axis=1.", see="def-softmax")
    def over_samples(Z):
        E = np.exp(Z - Z.max(axis=0))
        return E / E.sum(axis=0)

    @misconception("Each row has a sum of its own; without axis, sum adds all rows.", see="def-softmax")
    def over_the_table(Z):
        E = np.exp(Z - Z.max())
        return E / E.sum()

    @misconception("Divide each row by its own sum, not by that of the table: axis=1.", see="def-softmax")
    def divided_by_the_sum_of_all(Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum()

    @misconception("Subtract the same number, the maximum of the row, from all its logits: axis=1.", see="safe-softmax")
    def shifted_by_column(Z):
        E = np.exp(Z - Z.max(axis=0))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("After subtracting the maximum the sum is 1 at least: add nothing to it.", see="safe-softmax")
    def sum_increased(Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / (E.sum(axis=1, keepdims=True) + 1e-5)

    @misconception("One number for each row must have shape (N, 1): keepdims=True.", see="def-softmax")
    def without_keepdims(Z):
        E = np.exp(Z - Z.max(axis=1))
        return E / E.sum(axis=1)

    @misconception("exp overflows near 710: subtract the maximum of the row first.", see="safe-softmax")
    def unshifted(Z):
        E = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    @misconception("A row far below the maximum of the table underflows: use its own.", see="safe-softmax")
    def shifted_by_the_largest_of_all(Z):
        E = np.exp(Z - Z.max())
        return E / E.sum(axis=1, keepdims=True)

    @misconception("Cutting large logits off changes their differences: subtract instead.", see="safe-softmax")
    def cut_off(Z):
        E = np.exp(np.clip(Z, -700, 700))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("Cutting logits off at 30 changes their differences: subtract instead.", see="safe-softmax")
    def cut_off_at_thirty(Z):
        E = np.exp(np.clip(Z, -30, 30))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("exp(-5) is not so small, and underflow does no harm: cut nothing.", see="safe-softmax")
    def small_exponentials_raised(Z):
        E = np.exp(np.maximum(Z - Z.max(axis=1, keepdims=True), -9))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("Float16 knows 10 000 to 8 only: compute in float64.", see="safe-softmax")
    def in_half_precision(Z):
        Z = Z.astype(np.float16)
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("The base of the exponentials is e, not 2.", see="def-softmax")
    def powers_of_two(Z):
        E = np.exp2(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("A larger logit has a larger probability: exp(z), not exp(-z).", see="def-softmax")
    def of_the_opposite(Z):
        E = np.exp(Z.min(axis=1, keepdims=True) - Z)
        return E / E.sum(axis=1, keepdims=True)

    @misconception("Divide by the sum of the row, not by its largest exponential.", see="def-softmax")
    def divided_by_the_largest(Z):
        return np.exp(Z - Z.max(axis=1, keepdims=True))

    @misconception("The sum runs over all classes, the last one too.", see="def-softmax")
    def last_class_not_summed(Z):
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / np.maximum(E[:, :-1].sum(axis=1, keepdims=True), 1e-300)

    @misconception("These are the logarithms of the probabilities: apply exp.", see="def-softmax")
    def log_probabilities(Z):
        return Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)

    @misconception("The classes of a row share one sum; this is K yes-or-no questions.", see="def-softmax")
    def sigmoid_of_each(Z):
        return 1 / (1 + np.exp(-Z))

    @misconception("The exponentials are divided by their sum, not the logits by theirs.", see="def-softmax")
    def shares_of_the_logits(Z):
        return Z / Z.sum(axis=1, keepdims=True)

    @alternate
    def by_loop(Z):
        rows = []
        for z in Z:
            exponentials = [np.exp(v - max(z)) for v in z]
            rows.append([e / sum(exponentials) for e in exponentials])
        return rows

    @alternate
    def in_single_precision(Z):
        Z = Z.astype(np.float32)
        E = np.exp(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @alternate
    def by_log_sum_exp(Z):
        return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))

    @alternate
    def by_odds(Z):
        with np.errstate(over="ignore"):
            return 1 / np.exp(Z[:, None, :] - Z[:, :, None]).sum(axis=2)

    @alternate
    def by_log_sum_exp_in_single_precision(Z):
        Z = Z.astype(np.float32)
        return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))
