"""Practice of unit 01_classification: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def full_labels(d):
    """The last class has a sample, so that only its own check is about absent classes."""
    N, K = d.integer(0, 6), d.integer(2, 5)
    return np.append(d.integers(N, 0, K - 1), K - 1), K


class TestOneHot:
    @forall(full_labels)
    def test_rows_are_unit_vectors(self, student, y, K):
        """Row n of Y has a single 1, in column y[n], and is 0 elsewhere: argmax gives y back."""
        Y = expect.array(student.one_hot(y, K), "one_hot(y, K)")
        expect.shape(Y, (len(y), K), "one_hot(y, K)")
        expect.that(((Y == 0) | (Y == 1)).all(), "one_hot(y, K) has entries other than 0 and 1")
        expect.equal(Y.sum(axis=1), np.ones(len(y)), "the row sums of one_hot(y, K)")
        expect.equal(Y.argmax(axis=1), y, "one_hot(y, K).argmax(axis=1)")


def slack(Z):
    """Absolute tolerance for a result computed from Z."""
    return 1e-6 * (10 + np.abs(Z).max())


def close(got, wanted, what, Z):
    expect.close(got, wanted, what, atol=slack(Z))


def eighths(d, shape, reach=8):
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def logits(d):
    return eighths(d, (d.integer(1, 6), d.integer(2, 5)))


class TestSoftmax:
    @forall(logits)
    def test_rows_are_probabilities(self, student, Z):
        """The entries of a row of P are nonnegative, sum to 1 and have the order of the logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P >= 0).all(), "softmax(Z) has a negative entry")
        close(P.sum(axis=1), np.ones(len(Z)), "the row sums of softmax(Z)", Z)
        smaller = Z[:, :, None] < Z[:, None, :]
        ordered = P[:, :, None] < P[:, None, :]
        expect.that(ordered[smaller].all(), "softmax(Z) does not rank the classes of each row as Z does")

    @forall(logits)
    def test_log_odds_are_differences_of_logits(self, student, Z):
        """The logarithm of the ratio of two probabilities in a row is the difference of their logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P > 0).all(), "softmax(Z) has an entry that is not positive")
        close(np.log(P / P[:, :1]), Z - Z[:, :1], "log(P / P[:, :1]) for P = softmax(Z)", Z)

UNIT = "01_classification"
EXERCISES = {
    "one_hot": 3,
    "softmax": 5,
    "cross_entropy": 4,
    "confidence": 4,
    "accuracy": 3,
    "error_bound": 4,
}
PROOFS = {
    "error_at_most_bound": ('The error bound', 4),
    "loss_and_accuracy_both_fall": ('The loss can fall while the accuracy falls', 3),
}
CHECKS = {
    "one_hot": TestOneHot,
    "softmax": TestSoftmax,
}
