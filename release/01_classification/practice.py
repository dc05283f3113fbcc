"""Practice of unit 01_classification: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


FIVE_DIGITS = 4e-6


def close(got, wanted, what):
    """Right to five digits; what is below 1, to five decimals."""
    expect.close(got, wanted, what, rtol=FIVE_DIGITS, atol=FIVE_DIGITS)


def eighths(d, shape, reach=8):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def logits(d, fewest=1):
    """Any N and K, ties included."""
    return eighths(d, (d.integer(fewest, 6), d.integer(2, 5)))


def spread_logits(d):
    """In the last row the first class has nearly all of the probability, and the last about 1e-16 of it."""
    Z = logits(d)
    last = -8 + eighths(d, Z.shape[1], 1)
    last[0], last[-1] = 6, -30 + eighths(d, (), 1)
    return np.vstack([Z, last])


class TestSoftmax:
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

    @forall(spread_logits)
    def test_log_odds_are_differences_of_logits(self, student, Z):
        """The logarithm of the ratio of two probabilities in a row is the difference of their logits."""
        P = expect.array(student.softmax(Z), "softmax(Z)")
        expect.shape(P, Z.shape, "softmax(Z)")
        expect.that((P > 0).all(), "softmax(Z) has an entry that is not positive")
        odds = "log(P / P[:, :1]) for P = softmax(Z)"
        expect.close(np.log(P / P[:, :1]), Z - Z[:, :1], odds, rtol=0, atol=FIVE_DIGITS)  # of P, however small


INPUTS = 3


ROWS, COLUMNS, LARGEST = 4, 5, 1e4


def admissible(Z):
    """A table of logits that can be written by hand."""
    Z = expect.finite(Z, "Z")
    expect.that(Z.ndim == 2, f"Z has shape {Z.shape}, wanted (N, K): is the answer a list of tables?")
    N, K = Z.shape
    expect.that(1 <= N <= ROWS and 2 <= K <= COLUMNS, f"Z has shape {Z.shape}, wanted 1 to 4 rows and 2 to 5 columns")
    largest = np.abs(Z).max()
    expect.that(largest <= LARGEST, f"Z has an entry of size {largest:g}, wanted 10 000 at most")
    return Z


class TestCatchSoftmax:
    def test_inputs_are_admissible(self, student):
        """There are one to three inputs, each of 1 to 4 rows and 2 to 5 columns of numbers up to 10 000 in size."""
        for Z in expect.entries(student.catch_softmax(), "catch_softmax()", INPUTS, "input", "inputs"):
            admissible(Z)


def led_sample(d):
    """One sample: the rivals are level, the true class leads by t."""
    K = d.integer(2, 6)
    y, t = d.integers(1, 0, K - 1), float(eighths(d, ()))
    return eighths(d, ()) + t * np.eye(K)[y], y, t


class TestCrossEntropy:
    @forall(led_sample)
    def test_level_rivals(self, student, Z, y, t):
        """If the rivals are level and the true class leads by t, the loss is log(1 + (K - 1) exp(-t))."""
        J = expect.number(student.cross_entropy(Z, y), "cross_entropy(Z, y)")
        close(J, np.log(1 + (Z.shape[1] - 1) * np.exp(-t)), "cross_entropy(Z, y)")


def ranked(d, N, K, gap=12):
    """Rows that rise by 1/8 to `gap`/8 from class to class, some of them negative."""
    steps = d.integers((N, K), 1, gap)
    heights = np.cumsum(steps, axis=1)
    return (heights - heights[:, -1:] // 2) / 8


def shuffled(d, rows):
    """The classes of each row in an order of their own."""
    return np.take_along_axis(rows, d.array(rows.shape).argsort(axis=1, kind="stable"), axis=1)


def distinct(d, fewest=1):
    """No ties, and no lead below 1/8; three classes or more, so that two of them are rivals."""
    return shuffled(d, ranked(d, d.integer(fewest, 6), d.integer(3, 5)))


def labels(d, Z):
    """About half of them what Z predicts."""
    N, K = Z.shape
    anything = d.integers(N, 0, K - 1)
    return np.where(d.integers(N, 0, 1), Z.argmax(axis=1), anything)


def samples(d, fewest=1):
    """Distinct logits, and labels of which about half are right."""
    Z = distinct(d, fewest)
    return Z, labels(d, Z)


def with_lead(Z, y, lead):
    """Z with the true logits moved to the strongest rival's plus `lead`."""
    moved, rows = Z.copy(), np.arange(len(y))
    moved[rows, y] = -np.inf
    moved[rows, y] = moved.max(axis=1) + lead
    return moved


def led_samples(d):
    """The true class leads, or lags, by 1/8 or more: (Z, y, lead). In the first row all logits are negative."""
    Z, y = samples(d)
    below = d.integers((len(y), 1), 0, 1)
    below[0] = 1
    lead = d.integers(len(y), 1, 40) / 8 * (1 - 2 * d.integers(len(y), 0, 1))
    return with_lead(Z - 16 * below, y, lead), y, lead


FAR = 9900.0  # exp(9900) overflows, exp(-9900) is 0; what is added to it keeps logits within 1e4


FINE = 2.0**-10  # float32 numbers near 1e4 lie so far apart


FINEST = 2.0**-20  # float64 numbers near 1e4 lie 2^-39 apart: such a lead is exact beside them, and none in float32


def near_ties(d):
    """The true class is level with its strongest rival, or a little above or below, anywhere up to 1e4.

    (Z, y, delta). In two samples it is level, in the first with a class before it, in the second with one after it. It
    leads by 2^-10 in the third, by 2^-20 in the fourth, by as much near 1e4 in the next, and lags by that near -1e4 in
    the sixth. They keep this order: asked one by one they tell whether ties are right, and which lead is too small.
    All logits of a row have an odd multiple of 2^-20 added, which a number of 1e12 beside them would swallow.
    """
    N = d.integer(6, 8)
    Z = shuffled(d, ranked(d, N, d.integer(3, 5)))
    y = d.integers(N, 0, Z.shape[1] - 1)
    delta = d.integers(N, -1, 1) * d.choice([FINE, 1 / 8])
    delta[:6] = 0, 0, FINE, FINEST, FINEST, -FINEST
    far = FAR * d.integers((N, 1), -1, 1)
    far[3:6, 0] = 0, FAR, -FAR
    Z = with_lead(Z, y, delta) + far + FINEST * (2 * d.integers((N, 1), 1, 8) + 1)
    tied = [np.flatnonzero(row == row.max()) for row in Z[:2]]
    y[:2] = tied[0][-1], tied[1][0]
    return Z, y, delta


class TestConfidence:
    @forall(led_samples)
    def test_lead_over_the_strongest_rival(self, student, Z, y, lead):
        """delta[n] is the logit of class y[n] minus the largest logit of the other classes."""
        close(student.confidence(Z, y), lead, "confidence(Z, y)")

    @forall(near_ties)
    def test_sign_tells_right_from_wrong(self, student, Z, y, lead):
        """delta is 0 at a tie, and else its sign says whether the true class leads, be it by 1e-6 near 10 000."""
        delta = expect.array(student.confidence(Z, y), "confidence(Z, y)")
        expect.shape(delta, y.shape, "confidence(Z, y)")
        signs = np.where(np.abs(delta) < 1e-8, 0, np.sign(delta))  # round-off near 1e4 is 2e-12, the least lead 1e-6
        expect.equal(signs, np.sign(lead), "the sign of confidence(Z, y)")


def told_samples(d):
    """Which samples are right is drawn first, the first is, the second is not: (Z, y, right)."""
    Z = distinct(d, fewest=2)
    N, K = Z.shape
    right = d.integers(N, 0, 1) == 1
    right[:2] = True, False
    miss = np.where(right, 0, d.integers(N, 1, K - 1))
    order = d.permutation(N)
    return Z[order], ((Z.argmax(axis=1) + miss) % K)[order], right[order]


class TestAccuracy:
    @forall(told_samples)
    def test_fraction_right(self, student, Z, y, right):
        """The accuracy is the fraction of the samples whose true class has the largest logit."""
        acc = expect.number(student.accuracy(Z, y), "accuracy(Z, y)")
        expect.close(acc, right.mean(), "accuracy(Z, y)")

    @forall(near_ties, draws=6)  # of six samples or more, one at a time
    def test_ties_are_wrong_and_small_leads_right(self, student, Z, y, lead):
        """One sample alone: it is wrong if its true class is tied for the largest logit, right if it leads by 1e-6."""
        for n in range(len(y)):  # one at a time, so that it is only about ties and leads
            acc = expect.number(student.accuracy(Z[[n]], y[[n]]), f"accuracy(Z[[{n}]], y[[{n}]])")
            expect.close(acc, float(lead[n] > 0), f"accuracy(Z[[{n}]], y[[{n}]])")


SIX_DECIMALS = 1e-6  # log(1 + e^-delta), in float32 too, if delta is a multiple of 1/8


def bound_close(got, wanted, what):
    """Right to five digits; what is below 1, to six decimals."""
    expect.close(got, wanted, what, rtol=FIVE_DIGITS, atol=SIX_DECIMALS)


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


def two_bounds(got, N):
    """What loss_bounds returned, as two arrays."""
    parts = expect.entries(got, "loss_bounds(Z, y)", 2, "array", "arrays")
    expect.that(len(parts) == 2, f"loss_bounds(Z, y) has length {len(parts)}, wanted the pair (lower, upper)")
    names = ("the lower bound", "the upper bound")
    for part, name in zip(parts, names, strict=True):
        expect.shape(part, (N,), name)
    return tuple(expect.finite(part, name) for part, name in zip(parts, names, strict=True))


def one_rival(d):
    """Three classes or more; all but one of the rivals are 64 below: (Z, y, lead)."""
    K = d.integer(3, 6)
    y, lead, common = led_by(d, K)
    rival = (y + d.integers(len(y), 1, K - 1)) % K
    level = np.eye(K)[y] + np.eye(K)[rival]
    return common - 64 * (1 - level) + lead[:, None] * np.eye(K)[y], y, lead


class TestLossBounds:
    @forall(level_rivals)
    def test_level_rivals_attain_the_upper_bound(self, student, Z, y, lead):
        """If all rivals are level, the upper bound is the loss, log(1 + (K - 1) exp(-delta))."""
        _, upper = two_bounds(student.loss_bounds(Z, y), len(y))
        bound_close(upper, np.log(1 + (Z.shape[1] - 1) * np.exp(-lead)), "the upper bound")

    @forall(one_rival)
    def test_one_rival_alone_attains_the_lower_bound(self, student, Z, y, lead):
        """If all rivals but one are 64 below, the lower bound is the loss, log(1 + exp(-delta)), to round-off."""
        lower, _ = two_bounds(student.loss_bounds(Z, y), len(y))
        bound_close(lower, np.log(1 + np.exp(-lead)), "the lower bound")


DRAWS = 6  # each takes a hundred losses or slopes, which may come from a given function across the sandbox's wall


def two_classes(d, y, sign, size):
    """Confidences sign * size: (Z, y)."""
    return eighths(d, (len(y), 1)) + (size * sign)[:, None] * np.eye(2)[y], y


def more_right_than_wrong(d):
    """(Z, y, right, wrong, size)."""
    wrong = d.integer(1, 3)
    right, size = wrong + d.integer(1, 4), d.choice([1.0, 0.5, 2.0, 0.125, 4.0])
    sign = np.append(np.ones(right), -np.ones(wrong))[d.permutation(right + wrong)]
    return *two_classes(d, d.integers(len(sign), 0, 1), sign, size), right, wrong, size


class TestBestScale:
    @forall(more_right_than_wrong, DRAWS)
    def test_two_classes_in_closed_form(self, student, Z, y, right, wrong, size):
        """For two classes and confidences ±s, more of them positive, t = log(right / wrong) / s."""
        t = expect.number(student.best_scale(Z, y), "best_scale(Z, y)")
        best, share = np.log(right / wrong) / size, right / (right + wrong)
        # a loss that is too large by 1e-8 allows this much of t, the curvature being s^2 share (1 - share)
        expect.close(t, best, "best_scale(Z, y)", rtol=0, atol=1.5e-4 / (size * np.sqrt(share * (1 - share))))

UNIT = "01_classification"
EXERCISES = {
    "softmax": 6,
    "catch_softmax": 7,
    "cross_entropy": 5,
    "confidence": 5,
    "accuracy": 4,
    "loss_bounds": 6,
    "best_scale": 6,
}
PROOFS = {
    "error_at_most_bound": ('The error bound', 4),
    "loss_and_accuracy_both_fall": ('No step is short enough', 3),
}
CHECKS = {
    "softmax": TestSoftmax,
    "catch_softmax": TestCatchSoftmax,
    "cross_entropy": TestCrossEntropy,
    "confidence": TestConfidence,
    "accuracy": TestAccuracy,
    "loss_bounds": TestLossBounds,
    "best_scale": TestBestScale,
}
