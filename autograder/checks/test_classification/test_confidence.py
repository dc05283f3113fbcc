"""Mark scheme of `confidence`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_classification.inputs import close, eighths, near_ties, ranked, samples, with_lead
from solutions.classification import confidence, softmax
from solutions.labels import one_hot


def led_samples(d):
    """The true class leads, or lags, by 1/8 or more: (Z, y, lead). In the first row all logits are negative."""
    Z, y = samples(d)
    below = d.integers((len(y), 1), 0, 1)
    below[0] = 1
    lead = d.integers(len(y), 1, 40) / 8 * (1 - 2 * d.integers(len(y), 0, 1))
    return with_lead(Z - 16 * below, y, lead), y, lead


def moved_samples(d):
    """Leads of hundreds and thousands, beside which a probability is 0, and halves: (Z, y, t, c).

    Logits are positive but in the last row, where the true class leads by 30, that is, by 15 000 for t = 500.
    """
    Z, y = samples(d)
    Z, y = np.vstack([Z + 8, -15 - np.arange(Z.shape[1]) / 8]), np.append(y, d.integer(0, Z.shape[1] - 1))
    Z[-1, y[-1]] = 15
    return Z, y, d.choice([500.0, 0.5, 250.0, 400.0]), abs(eighths(d, (len(Z), 1), 1000))


def two_classes(d):
    """Positive logits."""
    Z = 2 + ranked(d, d.integer(1, 6), 2)
    return np.where(d.integers((len(Z), 1), 0, 1), Z, Z[:, ::-1]), d.integers(len(Z), 0, 1)


@exercise(reference=confidence)
class TestConfidence:
    CONTRACT: ClassVar = {
        "Classification confidence delta (N,)": ("test_lead_over_the_strongest_rival", "test_two_classes_are_opposite"),
        "largest logit of the other classes": (
            "test_lead_over_the_strongest_rival",
            "test_sign_tells_right_from_wrong",
        ),
        "Right for logits as large": ("test_moves_with_the_logits", "test_sign_tells_right_from_wrong"),
        "Z and y are not changed": ("test_arguments_are_left_unchanged",),
    }

    @practice
    @weight(1)
    @forall(led_samples)
    def test_lead_over_the_strongest_rival(self, student, Z, y, lead):
        """delta[n] is the logit of class y[n] minus the largest logit of the other classes."""
        close(student.confidence(Z, y), lead, "confidence(Z, y)")

    @practice
    @weight(1)
    @forall(near_ties)
    def test_sign_tells_right_from_wrong(self, student, Z, y, lead):
        """delta is 0 at a tie, and else its sign says whether the true class leads, be it by 1e-6 near 10 000."""
        delta = expect.array(student.confidence(Z, y), "confidence(Z, y)")
        expect.shape(delta, y.shape, "confidence(Z, y)")
        signs = np.where(np.abs(delta) < 1e-8, 0, np.sign(delta))  # round-off near 1e4 is 2e-12, the least lead 1e-6
        expect.equal(signs, np.sign(lead), "the sign of confidence(Z, y)")

    @weight(1)
    @forall(moved_samples)
    def test_moves_with_the_logits(self, student, Z, y, t, c):
        """delta(t Z + c) = t delta(Z) for every t > 0 and every constant c added to a row."""
        expect.close(student.confidence(t * Z + c, y), t * confidence(Z, y), "confidence(t * Z + c, y)")

    @weight(1)
    @forall(two_classes)
    def test_two_classes_are_opposite(self, student, Z, y):
        """With two classes, delta is the difference of their logits, and changes its sign with the label."""
        difference = Z[:, 0] - Z[:, 1]
        close(student.confidence(Z, y), np.where(y == 0, difference, -difference), "confidence(Z, y)")

    @misconception("The maximum is over the other classes: leave the true one out.", see="def-confidence")
    def true_class_competes(Z, y):
        return Z[np.arange(len(y)), y] - Z.max(axis=1)

    @misconception("The confidence is a difference of logits, not of probabilities.", see="def-confidence")
    def on_probabilities(Z, y):
        P, own = softmax(Z), one_hot(y, Z.shape[1]) == 1
        return P[own] - np.where(own, -np.inf, P).max(axis=1)

    @misconception("A probability rounded to 0 has no logarithm: subtract the logits.", see="def-confidence")
    def log_of_probabilities(Z, y):
        P, own = softmax(Z), one_hot(y, Z.shape[1]) == 1
        return np.log(P[own]) - np.log(np.where(own, 0, P).max(axis=1))

    @misconception("A true logit replaced by 0 still beats negative rivals: use -inf.", see="def-confidence")
    def true_class_set_to_zero(Z, y):
        return Z[np.arange(len(y)), y] - (Z * (1 - one_hot(y, Z.shape[1]))).max(axis=1)

    @misconception("Compare class y[n] with its best rival, not best with second best.", see="def-confidence")
    def best_minus_second(Z, y):
        Z = np.sort(Z, axis=1)
        return Z[:, -1] - Z[:, -2]

    @misconception("The rival is the largest of the others, which may be the largest of all.", see="def-confidence")
    def second_largest(Z, y):
        return Z[np.arange(len(y)), y] - np.sort(Z, axis=1)[:, -2]

    @misconception("One number for each sample: the shape is (N,), without a second axis.", see="def-confidence")
    def as_a_column(Z, y):
        own = one_hot(y, Z.shape[1]) == 1
        return Z[own][:, None] - np.where(own, -np.inf, Z).max(axis=1, keepdims=True)

    @misconception("Near 10 000 float32 numbers lie 0.001 apart: a smaller lead becomes a tie.", see="def-confidence")
    def in_single_precision(Z, y):
        Z = Z.astype(np.float32)
        own = np.arange(Z.shape[1]) == y[:, None]
        return Z[own] - np.where(own, np.float32(-np.inf), Z).max(axis=1)

    @misconception("True minus rival, not rival minus true: right is positive.", see="def-confidence")
    def sign_reversed(Z, y):
        own = one_hot(y, Z.shape[1]) == 1
        return np.where(own, -np.inf, Z).max(axis=1) - Z[own]

    @misconception("A rival with the same logit is a rival: leave out the class, not its value.", see="def-confidence")
    def rivals_by_value(Z, y):
        own = Z[np.arange(len(y)), y]
        return own - np.where(own[:, None] == Z, -np.inf, Z).max(axis=1)

    @misconception("The caller's Z has -inf in it afterwards: change a copy.", see="def-confidence")
    def writes_into_z(Z, y):
        rows = np.arange(len(y))
        own = Z[rows, y]
        Z[rows, y] = -np.inf
        return own - Z.max(axis=1)

    @misconception("The rival is the strongest of the others, not their mean.", see="def-confidence")
    def lead_over_the_mean(Z, y):
        own = Z[np.arange(len(y)), y]
        return own - (Z.sum(axis=1) - own) / (Z.shape[1] - 1)

    @misconception("Lowered by 10 000 a class that leads by more still wins: use -inf.", see="def-confidence")
    def lowered_by_ten_thousand(Z, y):
        return Z[np.arange(len(y)), y] - (Z - 1e4 * one_hot(y, Z.shape[1])).max(axis=1)

    @misconception("Beside 1e12 the digits of a logit are lost: use -inf, in a copy.", see="def-confidence")
    def digits_swallowed(Z, y):
        raised = Z + 1e12 * (1 - one_hot(y, Z.shape[1]))
        return Z[np.arange(len(y)), y] - (raised.max(axis=1) - 1e12)

    @misconception("Near 10 000 a lead of 0.01 is a lead; only equal logits tie.", see="def-confidence")
    def nearly_equal_is_tied(Z, y):
        own = one_hot(y, Z.shape[1]) == 1
        rivals = np.where(own, -np.inf, Z).max(axis=1)
        return np.where(np.isclose(Z[own], rivals), 0, Z[own] - rivals)

    @alternate
    def by_loop(Z, y):
        return [Z[n, k] - max(z for j, z in enumerate(Z[n]) if j != k) for n, k in enumerate(y)]

    @alternate
    def by_selecting(Z, y):
        own = np.arange(Z.shape[1]) == y[:, None]
        return Z[own] - np.max(Z, axis=1, where=~own, initial=-np.inf)

    @alternate
    def by_sorting(Z, y):
        own, ordered = Z[np.arange(len(y)), y], np.sort(Z, axis=1)
        return own - np.where(own == ordered[:, -1], ordered[:, -2], ordered[:, -1])

    @alternate
    def about_the_mean(Z, y):
        Z = Z - Z.mean(axis=1, keepdims=True)
        own = np.arange(Z.shape[1]) == y[:, None]
        return Z[own] - np.where(own, -np.inf, Z).max(axis=1)

    @alternate
    def by_log_odds(Z, y):
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        rivals = np.array([np.delete(log_P[n], k).max() for n, k in enumerate(y)])
        return log_P[np.arange(len(y)), y] - rivals
