"""Mark scheme of unit 01, classification. N samples, K classes; logits Z (N, K), labels y (N,).

What a correct solution may rely on:

- Logits are multiples of 1/8, at most 10 008 in absolute value. Such numbers, their differences and their
  shifts are exact, in float32 too: rounding never decides a tie or the sign of a confidence.
- Tolerances grow with the logits (`slack`), so that careful float32 code passes: near 1e4 its numbers lie
  1e-3 apart. What the checks are to catch is wrong by far more.
- Overflow, underflow and ties that matter occur only in the checks about them, so that such a slip
  costs the points of those checks and no others.

The right-hand side of an identity is taken from the model answer, not from the student: zeros are
shift-invariant too, and shall not earn anything.
"""

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from solutions.classification import accuracy, confidence, cross_entropy, error_bound, one_hot, softmax


def slack(Z):
    """Absolute tolerance for a result computed from Z."""
    return 1e-6 * (10 + np.abs(Z).max())


def close(got, wanted, what, Z):
    expect.close(got, wanted, what, atol=slack(Z))


def eighths(d, shape, reach=8):
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def logits(d):
    return eighths(d, (d.integer(1, 6), d.integer(2, 5)))


def extreme_logits(d):
    """Whole rows moved by 10 000, or single entries."""
    Z = logits(d)
    moved = d.choice([1, Z.shape[1]])
    return Z + 1e4 * d.integers((len(Z), moved), -1, 1)


def labels(d, Z):
    """About half of them what Z predicts, so that neither all nor none are right."""
    N, K = Z.shape
    anything = d.integers(N, 0, K - 1)
    return np.where(d.integers(N, 0, 1), Z.argmax(axis=1), anything)


def samples(d):
    Z = logits(d)
    return Z, labels(d, Z)


def extreme_samples(d):
    """The first sample's class is the one that the logits speak against most."""
    Z = extreme_logits(d)
    y = labels(d, Z)
    y[0] = Z[0].argmin()
    return Z, y


def untied_samples(d):
    """Each row a permutation of 0..K-1."""
    Z = logits(d).argsort(axis=1, kind="stable").astype(float)
    return Z, labels(d, Z)


def with_confidence(Z, y, delta):
    """Z with the true logits moved so that the confidences are delta."""
    moved = Z.copy()
    moved[np.arange(len(y)), y] += delta - confidence(Z, y)
    return moved


def close_samples(d):
    """The true class is level with its strongest rival, or 1/8 above or below."""
    Z, y = samples(d)
    return with_confidence(Z, y, d.integers(len(y), -1, 1) / 8), y


def full_labels(d):
    """The last class has a sample, so that only its own check is about absent classes."""
    N, K = d.integer(0, 6), d.integer(2, 5)
    return np.append(d.integers(N, 0, K - 1), K - 1), K


def gappy_labels(d):
    """The last class has none."""
    N, K = d.integer(1, 6), d.integer(2, 6)
    return d.integers(N, 0, K - 2), K


@exercise(reference=one_hot)
class TestOneHot:
    @practice
    @weight(1)
    @forall(full_labels)
    def test_rows_are_unit_vectors(self, student, y, K):
        """Row n of Y has a single 1, in column y[n], and is 0 elsewhere: argmax gives y back."""
        Y = expect.array(student.one_hot(y, K), "one_hot(y, K)")
        expect.shape(Y, (len(y), K), "one_hot(y, K)")
        expect.that(((Y == 0) | (Y == 1)).all(), "one_hot(y, K) has entries other than 0 and 1")
        expect.equal(Y.sum(axis=1), np.ones(len(y)), "the row sums of one_hot(y, K)")
        expect.equal(Y.argmax(axis=1), y, "one_hot(y, K).argmax(axis=1)")

    @weight(1)
    @forall(full_labels)
    def test_columns_count_the_classes(self, student, y, K):
        """Y^T Y is diagonal, and its diagonal holds the number of samples of each class."""
        Y = expect.array(student.one_hot(y, K), "one_hot(y, K)")
        expect.shape(Y, (len(y), K), "one_hot(y, K)")
        expect.equal(Y.T @ Y, np.diag(np.bincount(y, minlength=K)), "Y.T @ Y for Y = one_hot(y, K)")

    @weight(1)
    @forall(gappy_labels)
    def test_absent_classes_keep_their_columns(self, student, y, K):
        """Y has K columns, also when K exceeds max(y) + 1: a class without a sample has a column of zeros."""
        expect.equal(student.one_hot(y, K), one_hot(y, K), "one_hot(y, K)")

    @misconception("Samples are rows and classes are columns: Y is (N, K).", see="def-one-hot")
    def transposed(y, K):
        return np.eye(K)[:, y]

    @misconception("Y has K columns, even if no label in y is as large as K - 1.", see="def-one-hot")
    def columns_for_labels_seen(y, K):
        return np.eye(y.max() + 1)[y]

    @misconception("Classes are counted from 0: label 0 has its 1 in column 0.", see="def-one-hot")
    def counted_from_one(y, K):
        Y = np.zeros((len(y), K))
        Y[np.arange(len(y)), y - 1] = 1
        return Y

    @misconception("Y[:, y] takes columns of all rows; pair each row with its label.", see="def-one-hot")
    def set_in_every_row(y, K):
        Y = np.zeros((len(y), K))
        Y[:, y] = 1
        return Y

    @alternate
    def by_loop(y, K):
        return [[int(label == k) for k in range(K)] for label in y]

    @alternate
    def in_single_precision(y, K):
        Y = np.zeros((len(y), K), dtype=np.float32)
        np.put_along_axis(Y, y[:, None], 1, axis=1)
        return Y

    @alternate
    def by_comparison(y, K):
        return y[:, None] == np.arange(K)


def shifted_logits(d):
    """Shifts that exp survives: overflow has a check of its own."""
    Z = logits(d)
    return Z, eighths(d, (len(Z), 1), 50)


@exercise(reference=softmax)
class TestSoftmax:
    @practice
    @weight(1)
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

    @practice
    @weight(1)
    @forall(logits)
    def test_log_odds_are_differences_of_logits(self, student, Z):
        """The logarithm of the ratio of two probabilities in a row is the difference of their logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P > 0).all(), "softmax(Z) has an entry that is not positive")
        close(np.log(P / P[:, :1]), Z - Z[:, :1], "log(P / P[:, :1]) for P = softmax(Z)", Z)

    @weight(1)
    @forall(shifted_logits)
    def test_shift_invariant(self, student, Z, c):
        """Adding a constant to all logits of a row changes nothing."""
        close(student.softmax(Z + c), softmax(Z), "softmax(Z + c)", Z + c)

    @weight(2)
    @forall(extreme_logits)
    def test_extreme_logits(self, student, Z):
        """The probabilities are right, and never NaN, for logits near 10 000 and -10 000, in every row."""
        close(student.softmax(Z), softmax(Z), "softmax(Z)", Z)

    @misconception("A sample is a row: take the maximum and the sum over classes, axis=1.", see="def-softmax")
    def over_samples(Z):
        E = np.exp(Z - Z.max(axis=0))
        return E / E.sum(axis=0)

    @misconception("Each row has a sum of its own; without axis, sum adds all rows.", see="def-softmax")
    def over_the_table(Z):
        E = np.exp(Z - Z.max())
        return E / E.sum()

    @misconception("One number for each row must have shape (N, 1): keepdims=True.", see="def-softmax")
    def without_keepdims(Z):
        E = np.exp(Z - Z.max(axis=1))
        return E / E.sum(axis=1)

    @misconception("exp overflows near 710: subtract the maximum of the row first.", see="def-softmax")
    def unshifted(Z):
        E = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    @misconception("A row far below the maximum of the table underflows: use its own.", see="def-softmax")
    def shifted_by_the_largest_of_all(Z):
        E = np.exp(Z - Z.max())
        return E / E.sum(axis=1, keepdims=True)

    @misconception("The classes of a row share one sum; this is K yes-or-no questions.", see="def-softmax")
    def sigmoid_of_each(Z):
        return 1 / (1 + np.exp(-Z))

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


def led_sample(d):
    """One sample: the rivals are level, the true class leads by t."""
    K = d.integer(2, 6)
    y, t = d.integers(1, 0, K - 1), float(eighths(d, ()))
    return eighths(d, ()) + t * one_hot(y, K), y, t


@exercise(reference=cross_entropy, requires=(softmax,))
class TestCrossEntropy:
    @weight(1)
    @forall(led_sample)
    def test_level_rivals(self, student, Z, y, t):
        """If the rivals are level and the true class leads by t, the loss is log(1 + (K - 1) exp(-t))."""
        L = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(L, np.log(1 + (Z.shape[1] - 1) * np.exp(-t)), "cross_entropy(Z, y)", Z)

    @weight(1)
    @forall(samples)
    def test_mean_of_minus_log_probabilities(self, student, Z, y):
        """The loss is the mean over the samples of minus the log of the true class's probability."""
        L = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(L, cross_entropy(Z, y), "cross_entropy(Z, y)", Z)

    @weight(2)
    @forall(extreme_samples)
    def test_extreme_logits(self, student, Z, y):
        """The loss is right, and finite, for logits near 10 000 and -10 000, whichever class is true."""
        L = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(L, cross_entropy(Z, y), "cross_entropy(Z, y)", Z)

    @misconception("A probability rounded to 0 has log -inf: use log-sum-exp.", see="def-cross-entropy")
    def log_of_softmax(Z, y):
        return -np.mean(np.log(softmax(Z)[np.arange(len(y)), y]))

    @misconception("Clipping at 1e-12 caps the loss at 27.6: use log-sum-exp.", see="def-cross-entropy")
    def clipped(Z, y):
        return -np.mean(np.log(np.maximum(softmax(Z)[np.arange(len(y)), y], 1e-12)))

    @misconception("exp overflows near 710: subtract the maximum of the row first.", see="def-cross-entropy")
    def unshifted(Z, y):
        return np.mean(np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(y)), y])

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

    @alternate
    def by_loop(Z, y):
        total = 0
        for n in range(len(y)):
            top = max(Z[n])
            total += top - Z[n, y[n]] + np.log(sum(np.exp(z - top) for z in Z[n]))
        return total / len(y)

    @alternate
    def in_single_precision(Z, y):
        Z = Z.astype(np.float32)
        top = Z.max(axis=1)
        lse = top + np.log(np.exp(Z - top[:, None]).sum(axis=1))
        return np.mean(lse - Z[np.arange(len(y)), y])

    @alternate
    def by_one_hot(Z, y):
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        return -np.sum(one_hot(y, Z.shape[1]) * log_P) / len(y)

    @alternate
    def about_the_true_logit(Z, y):
        return np.asarray(np.logaddexp.reduce(Z - np.take_along_axis(Z, y[:, None], axis=1), axis=1).mean())


def shifted_samples(d):
    Z, y = samples(d)
    return Z, y, eighths(d, (len(Z), 1), 1000)


def scaled_samples(d):
    Z, y = samples(d)
    return Z, y, d.choice([2.0, 0.5, 3.0, 10.0])


@exercise(reference=confidence)
class TestConfidence:
    @weight(1)
    @forall(close_samples)
    def test_sign_tells_right_from_wrong(self, student, Z, y):
        """delta is positive where the true class is the strict argmax, 0 at a tie, and else negative."""
        delta = expect.array(student.confidence(Z, y), "confidence(Z, y)")
        expect.shape(delta, y.shape, "confidence(Z, y)")
        signs = np.where(np.abs(delta) <= slack(Z), 0, np.sign(delta))
        expect.equal(signs, np.sign(confidence(Z, y)), "the sign of confidence(Z, y)")

    @weight(1)
    @forall(samples)
    def test_lead_over_the_strongest_rival(self, student, Z, y):
        """delta[n] is the logit of class y[n] minus the largest logit of the other classes."""
        close(student.confidence(Z, y), confidence(Z, y), "confidence(Z, y)", Z)

    @weight(1)
    @forall(shifted_samples)
    def test_shift_invariant(self, student, Z, y, c):
        """Adding a constant to all logits of a row leaves its delta as it was."""
        close(student.confidence(Z + c, y), confidence(Z, y), "confidence(Z + c, y)", Z + c)

    @weight(1)
    @forall(scaled_samples)
    def test_scales_with_the_logits(self, student, Z, y, t):
        """delta(t Z) = t delta(Z) for t > 0."""
        close(student.confidence(t * Z, y), t * confidence(Z, y), "confidence(t * Z, y)", t * Z)

    @misconception("The maximum is over the other classes: leave the true one out.", see="def-confidence")
    def true_class_competes(Z, y):
        return Z[np.arange(len(y)), y] - Z.max(axis=1)

    @misconception("The confidence is a difference of logits, not of probabilities.", see="def-confidence")
    def on_probabilities(Z, y):
        P, own = softmax(Z), one_hot(y, Z.shape[1]) == 1
        return P[own] - np.where(own, -np.inf, P).max(axis=1)

    @misconception("A true logit replaced by 0 still beats negative rivals: use -inf.", see="def-confidence")
    def true_class_set_to_zero(Z, y):
        return Z[np.arange(len(y)), y] - (Z * (1 - one_hot(y, Z.shape[1]))).max(axis=1)

    @misconception("Compare class y[n] with its best rival, not best with second best.", see="def-confidence")
    def best_minus_second(Z, y):
        Z = np.sort(Z, axis=1)
        return Z[:, -1] - Z[:, -2]

    @misconception("True minus rival, not rival minus true: right is positive.", see="def-confidence")
    def sign_reversed(Z, y):
        own = one_hot(y, Z.shape[1]) == 1
        return np.where(own, -np.inf, Z).max(axis=1) - Z[own]

    @alternate
    def by_loop(Z, y):
        return [Z[n, k] - max(z for j, z in enumerate(Z[n]) if j != k) for n, k in enumerate(y)]

    @alternate
    def in_single_precision(Z, y):
        Z = Z.astype(np.float32)
        own = np.arange(Z.shape[1]) == y[:, None]
        return Z[own] - np.where(own, np.float32(-np.inf), Z).max(axis=1)

    @alternate
    def by_sorting(Z, y):
        own, ordered = Z[np.arange(len(y)), y], np.sort(Z, axis=1)
        return own - np.where(own == ordered[:, -1], ordered[:, -2], ordered[:, -1])

    @alternate
    def by_log_odds(Z, y):
        log_P = Z - np.logaddexp.reduce(Z, axis=1, keepdims=True)
        rivals = np.array([np.delete(log_P[n], k).max() for n, k in enumerate(y)])
        return log_P[np.arange(len(y)), y] - rivals


def renamed_samples(d):
    Z, y = untied_samples(d)
    return Z, y, d.permutation(len(y)), d.permutation(Z.shape[1])


@exercise(reference=accuracy, requires=(confidence,))
class TestAccuracy:
    @weight(1)
    @forall(untied_samples)
    def test_fraction_right(self, student, Z, y):
        """The accuracy is the fraction of the samples whose true class has the largest logit."""
        acc = expect.number(student.accuracy(Z, y), "accuracy(Z, y)")
        expect.close(acc, accuracy(Z, y), "accuracy(Z, y)")

    @weight(1)
    @forall(renamed_samples)
    def test_order_and_names_do_not_matter(self, student, Z, y, order, names):
        """Neither the order of the samples nor the names of the classes matter."""
        what = "accuracy(Z[order][:, names], argsort(names)[y[order]])"
        acc = expect.number(student.accuracy(Z[order][:, names], np.argsort(names)[y[order]]), what)
        expect.close(acc, accuracy(Z, y), what)

    @weight(1)
    @forall(close_samples)
    def test_ties_are_wrong(self, student, Z, y):
        """A sample whose true class is tied for the largest logit is wrong."""
        acc = expect.number(student.accuracy(Z, y), "accuracy(Z, y)")
        expect.close(acc, accuracy(Z, y), "accuracy(Z, y)")

    @misconception("argmax settles a tie by the order of the classes; a tie is wrong.", see="def-accuracy")
    def first_of_tied_classes(Z, y):
        return np.mean(Z.argmax(axis=1) == y)

    @misconception("A tie is wrong: a confidence of 0 is not positive.", see="def-accuracy")
    def ties_right(Z, y):
        return np.mean(confidence(Z, y) >= 0)

    @misconception("Predict a class for each sample: the argmax of a row, axis=1.", see="def-accuracy")
    def argmax_over_samples(Z, y):
        return np.mean(Z.argmax(axis=0) == y)

    @misconception("The accuracy is a fraction: divide the count by N.", see="def-accuracy")
    def counted(Z, y):
        return np.sum(confidence(Z, y) > 0)

    @misconception("The accuracy is the fraction that is right; this is the error rate.", see="def-accuracy")
    def error_rate(Z, y):
        return np.mean(confidence(Z, y) <= 0)

    @alternate
    def by_loop(Z, y):
        right = 0
        for n, k in enumerate(y):
            right += all(Z[n, k] > z for j, z in enumerate(Z[n]) if j != k)
        return right / len(y)

    @alternate
    def in_single_precision(Z, y):
        return np.mean(confidence(Z, y) > 0, dtype=np.float32)

    @alternate
    def by_counting_maxima(Z, y):
        top = Z.max(axis=1, keepdims=True) == Z
        return np.asarray((top[np.arange(len(y)), y] & (top.sum(axis=1) == 1)).mean())


def two_sides(got):
    """What error_bound returned, as two floats."""
    sides = expect.finite(got, "error_bound(Z, y)")
    expect.shape(sides, (2,), "error_bound(Z, y)")
    return float(sides[0]), float(sides[1])


def close_sample(d):
    """One sample without a tie: right or wrong by 1/8."""
    Z, y = samples(d)
    return with_confidence(Z, y, d.integers(len(y), 0, 1) / 4 - 1 / 8)[:1], y[:1]


def split_samples(d):
    """Each true class is level with one rival, or ahead by 128; the other classes are 128 below."""
    N, K = d.integer(1, 6), d.integer(2, 5)
    y, tied = d.integers(N, 0, K - 1), d.integers(N, 0, 1)
    level = one_hot(y, K) + tied[:, None] * one_hot((y + 1) % K, K)
    return eighths(d, (N, 1)) + 128 * (level - 1), y


@exercise(reference=error_bound, requires=(accuracy, cross_entropy))
class TestErrorBound:
    @weight(1)
    @forall(untied_samples)
    def test_error_is_the_fraction_wrong(self, student, Z, y):
        """The error is the fraction of the samples that are wrong, 1 - accuracy."""
        error, _ = two_sides(student.error_bound(Z, y))
        expect.close(error, 1 - accuracy(Z, y), "the error")

    @weight(1)
    @forall(samples)
    def test_bound_is_the_loss_in_bits(self, student, Z, y):
        """The bound is the cross-entropy divided by log 2."""
        _, bound = two_sides(student.error_bound(Z, y))
        close(bound, cross_entropy(Z, y) / np.log(2), "the bound", Z)

    @weight(1)
    @forall(close_sample)
    def test_one_sample(self, student, Z, y):
        """A single wrong sample has error 1 and a bound of at least 1; a right one has error 0."""
        error, bound = two_sides(student.error_bound(Z, y))
        expect.close(error, 1 - accuracy(Z, y), "the error")
        expect.that(error <= bound + slack(Z), f"the error {error:.4g} exceeds the bound {bound:.4g}")

    @weight(1)
    @forall(split_samples)
    def test_equality(self, student, Z, y):
        """Error and bound are equal if each sample is right beyond rounding or tied with one rival."""
        share = 1 - accuracy(Z, y)
        close(two_sides(student.error_bound(Z, y)), (share, share), "(error, bound)", Z)

    @misconception("The error counts ties as wrong: it is 1 - accuracy.", see="thm-error-bound")
    def ties_right(Z, y):
        return np.mean(confidence(Z, y) < 0), cross_entropy(Z, y) / np.log(2)

    @misconception("argmax settles a tie by the order of the classes; a tie is wrong.", see="thm-error-bound")
    def first_of_tied_classes(Z, y):
        return np.mean(Z.argmax(axis=1) != y), cross_entropy(Z, y) / np.log(2)

    @misconception("Divide by log 2; do not multiply by it.", see="thm-error-bound")
    def times_log_2(Z, y):
        return 1 - accuracy(Z, y), cross_entropy(Z, y) * np.log(2)

    @misconception("Nats become bits by one division by log 2; a second is too many.", see="thm-error-bound")
    def divided_twice(Z, y):
        return 1 - accuracy(Z, y), cross_entropy(Z, y) / np.log(2) ** 2

    @misconception("The bound is the cross-entropy in bits: divide by log 2.", see="thm-error-bound")
    def in_nats(Z, y):
        return 1 - accuracy(Z, y), cross_entropy(Z, y)

    @misconception("The error comes first, the bound second.", see="thm-error-bound")
    def swapped(Z, y):
        return cross_entropy(Z, y) / np.log(2), 1 - accuracy(Z, y)

    @misconception("The error is the fraction that is wrong, 1 - accuracy.", see="thm-error-bound")
    def accuracy_for_error(Z, y):
        return accuracy(Z, y), cross_entropy(Z, y) / np.log(2)

    @alternate
    def by_loop(Z, y):
        wrong, bits = 0, 0
        for n, k in enumerate(y):
            lead = Z[n, k] - Z[n]  # over each class, itself included
            wrong += np.sum(lead <= 0) > 1
            bits += np.log2(np.sum(np.exp(-lead)))
        return [wrong / len(y), bits / len(y)]

    @alternate
    def in_single_precision(Z, y):
        return np.array([1 - accuracy(Z, y), cross_entropy(Z, y) / np.log(2)], dtype=np.float32)

    @alternate
    def in_bits_from_the_start(Z, y):
        Z = Z / np.log(2)
        own = Z[np.arange(len(y)), y]
        return np.mean(confidence(Z, y) <= 0), np.mean(np.logaddexp2.reduce(Z, axis=1) - own)
