"""Mark scheme of `threshold_at_fpr`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.learning_modes import threshold_at_fpr

RATES = (0.25, 0.5, 0.125, 0.375, 0.875)  # dyadic: q n is exact, and so is m / n <= q


def mixed(d, negatives, frauds):
    """Scores and labels in any order."""
    scores = np.concatenate([negatives, frauds])
    y = np.concatenate([np.zeros(len(negatives)), np.ones(len(frauds))]).astype(np.int64)
    order = d.permutation(len(y))
    return scores[order], y[order]


def different(d, n):
    """n different scores, more than 1/2 apart, in falling order: all above 0, all below, or both."""
    return d.choice([n // 2, n + 1, -5]) - np.arange(n) + d.integers(n, 0, 3) / 8


def between(d, negatives):
    """Frauds above each negative but the highest, by little and by very little, and some above and below all."""
    top = negatives[0] + 1 + d.integers(4, 0, 8)
    return np.concatenate([negatives[1:] + 1 / 16, negatives[1:] + 2.0**-30, top, negatives[-1:] - 2])


def not_divisible(d):
    """As many negatives that q n is no integer, and the next one is not allowed: (scores, y, q)."""
    q = d.choice(RATES)
    n = d.choice([5, 6, 7, 9, 10, 11])
    n += (q * n) % 1 == 0
    negatives = different(d, n)
    return *mixed(d, negatives, between(d, negatives)), q


def divisible(d):
    """The same with q n an integer: exactly that many may cause an alarm."""
    negatives = different(d, 8)
    return *mixed(d, negatives, between(d, negatives)), d.choice(RATES)


def divisible_or_not(d):
    return d.choice([not_divisible, divisible])(d)


def frauds_moved(d):
    """Negatives, one of them far below the others, beside frauds, one or many, all high: (scores, y, q)."""
    negatives = different(d, d.choice([8, 6, 7]))
    negatives[-1] -= 1000
    high = negatives[0] + 1 + d.integers(d.integer(1, 12), 0, 8)
    return *mixed(d, negatives, high), d.choice(RATES)


def tied(d):
    """No fraud, three negatives at the score at which it is decided, and several at the lowest: (scores, y, q)."""
    n = d.choice([12, 13])
    q = d.choice([0.25, 0.5, 0.375])
    allowed = int(q * n)
    negatives = different(d, n)
    negatives[allowed - 1 : allowed + 2] = negatives[allowed]
    negatives[8:] = negatives[-1]
    return *mixed(d, negatives, negatives[:0]), q


def no_false_alarm(d):
    """q = 0, or fewer negatives than it takes to allow one: (scores, y, q)."""
    n, q = d.choice([(5, 0.0), (1, 0.5), (3, 0.25), (8, 0.0), (2, 0.375)])
    negatives = different(d, n)
    return *mixed(d, negatives, between(d, negatives)), q


def alarms(got, scores):
    """Where there is an alarm: the score exceeds t, a finite number."""
    return scores > expect.number(got, "t")


def same_alarms(got, scores, y, q):
    """The alarms are those of the least threshold, whatever number does it."""
    t = expect.number(got, "t")
    wanted = threshold_at_fpr(scores, y, q)
    wrong = (scores > t) != (scores > wanted)
    false = int(np.sum((scores > t) & (y == 0)))
    what = (
        f"t = {t:g} makes {int(np.sum(scores > t))} alarms, {false} of them false, for {int(np.sum(y == 0))} negatives"
    )
    expect.that(not wrong.any(), f"{what}; for q = {q:g} wanted {int(np.sum(scores > wanted))}")


@exercise(reference=threshold_at_fpr)
class TestThresholdAtFpr:
    CONTRACT: ClassVar = {
        "judged by the alarms": ("test_least", "test_frauds_have_no_say"),
        "Where round-off decides": "test_rate_is_kept_and_used",
        "The least threshold t": ("test_rate_is_kept_and_used", "test_least", "test_no_false_alarm"),
        "There is an alarm where a score": ("test_rate_is_kept_and_used", "test_ties"),
        "y holds 0 and 1, at least one 0": ("test_frauds_have_no_say", "test_ties"),
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "allowed = np.count_nonzero(np.arange(1, len(negatives) + 0) / len(negatives) <= q)",
            "allowed = np.count_nonzero(np.arange(1, len(negatives) + 2) / len(negatives) <= q)",
        ],
        "q < 1, so that all negatives are never allowed",
    )

    @practice
    @weight(1)
    @forall(divisible_or_not)
    def test_rate_is_kept_and_used(self, student, scores, y, q):
        """At most the share q of the negatives causes an alarm, and with one more the share would exceed q."""
        alarm = alarms(student.threshold_at_fpr(scores, y, q), scores)
        false, n = int(np.sum(alarm & (y == 0))), int(np.sum(y == 0))
        expect.that(false / n <= q, f"{false} of {n} negatives cause an alarm, which is more than q = {q:g}")
        expect.that((false + 1) / n > q, f"{false} of {n} negatives cause an alarm, and q = {q:g} allows one more")

    @practice
    @weight(1)
    @forall(divisible)
    def test_least(self, student, scores, y, q):
        """t is the least such threshold: it alarms for all frauds above the highest negative without an alarm."""
        alarm = alarms(student.threshold_at_fpr(scores, y, q), scores)
        quiet = (y == 0) & ~alarm
        expect.that(quiet.any(), "all negatives cause an alarm")
        silent = np.max(scores, where=quiet, initial=-np.inf)
        expect.that((alarm | (scores <= silent)).all(), f"no alarm at a score above {silent:g}, which a lower t allows")
        false, n = int(np.sum(alarm & (y == 0))), int(np.sum(y == 0))
        expect.that(false / n <= q, f"{false} of {n} negatives cause an alarm, which is more than q = {q:g}")

    @weight(1)
    @forall(frauds_moved)
    def test_frauds_have_no_say(self, student, scores, y, q):
        """Only the negatives decide, however many frauds there are, and however high their scores."""
        same_alarms(student.threshold_at_fpr(scores, y, q), scores, y, q)

    @weight(1)
    @forall(tied)
    def test_ties(self, student, scores, y, q):
        """Samples with equal scores cause an alarm together or not at all; at the score t there is none."""
        same_alarms(student.threshold_at_fpr(scores, y, q), scores, y, q)

    @weight(1)
    @forall(no_false_alarm)
    def test_no_false_alarm(self, student, scores, y, q):
        """Where q allows no false alarm t is the highest score of a negative."""
        same_alarms(student.threshold_at_fpr(scores, y, q), scores, y, q)

    @alternate
    def by_counting(scores, y, q):
        negatives = sorted(s for s, label in zip(scores, y, strict=True) if label == 0)
        for t in negatives:
            if sum(s > t for s in negatives) <= q * len(negatives):
                return t
        return None

    @alternate
    def by_sorting(scores, y, q):
        negatives = np.sort(scores[y == 0])[::-1]
        return negatives[int(np.floor(q * len(negatives)))]

    @alternate
    def by_numpy(scores, y, q):
        return np.quantile(scores[y == 0], 1 - q, method="inverted_cdf")

    @alternate
    def by_all_scores(scores, y, q):
        allowed = [t for t in scores.tolist() if np.mean(scores[y == 0] > t) <= q]
        return min(allowed)

    @alternate
    def by_bisection(scores, y, q):
        negatives = scores[y == 0]
        low, high = negatives.min() - 1, negatives.max()
        for _ in range(60):
            middle = (low + high) / 2
            if np.mean(negatives > middle) <= q:
                high = middle
            else:
                low = middle
        return high

    @alternate
    def in_single_precision(scores, y, q):
        negatives = np.sort(np.extract(1 - y, scores).astype(np.float32))
        return negatives[len(negatives) - 1 - int(q * len(negatives))]

    rounded_to_the_nearest = slip(
        by_sorting,
        ("int(np.floor(q * len(negatives)))", "min(round(q * len(negatives)), len(negatives) - 1)"),
        hint="At most q: the number of false alarms allowed is rounded down, not to the nearest.",
        see="def-alarm",
    )
    share_of_all_samples = slip(
        by_sorting,
        ("int(np.floor(q * len(negatives)))", "min(int(q * len(scores)), len(negatives) - 1)"),
        hint="q is a share of the negatives: q times their number, not q times that of all.",
        see="def-alarm",
    )
    frauds_only = slip(
        by_sorting,
        ("y == 0", "y == 1"),
        hint="y = 1 is fraud: the negatives are those with y = 0.",
        see="def-alarm",
    )
    halfway_to_the_next = slip(
        by_sorting,
        (
            "return negatives[int(np.floor(q * len(negatives)))]",
            "m = int(np.floor(q * len(negatives)))\n    return (negatives[m] + negatives[max(m - 1, 0)]) / 2",
        ),
        hint="Halfway up to the next score lies a fraud, perhaps: the least threshold is the score itself.",
        see="prop-threshold",
    )
    a_little_above = slip(
        by_sorting,
        ("[int(np.floor(q * len(negatives)))]", "[int(np.floor(q * len(negatives)))] + 1e-3"),
        hint="At t there is no alarm: nothing need be added, and frauds just above t are lost.",
        see="prop-threshold",
    )
    less_above = slip(
        by_sorting,
        ("[int(np.floor(q * len(negatives)))]", "[int(np.floor(q * len(negatives)))] + 1e-5"),
        hint="At t there is no alarm: nothing need be added, and frauds just above t are lost.",
        see="prop-threshold",
    )
    infinite_without_false_alarms = slip(
        by_sorting,
        (
            "return negatives[int(np.floor(q * len(negatives)))]",
            "return negatives[int(np.floor(q * len(negatives)))] if q > 0 else np.inf",
        ),
        hint="Where no false alarm is allowed the highest negative score will do: infinity catches no fraud.",
        see="prop-threshold",
    )
    labels_for_places = slip(
        by_sorting,
        ("scores[y == 0]", "scores[~y]"),
        hint="~y is -1 and -2 for the integers 0 and 1, which are places from the end: write y == 0.",
        see="def-alarm",
    )
    scores_parted_from_labels = slip(
        by_sorting,
        ("negatives = np.sort(scores[y == 0])", "scores.sort()\n    negatives = np.sort(scores[y == 0])"),
        hint="scores.sort() sorts the array of the caller, and parts the scores from their labels.",
        see="def-alarm",
    )

    @misconception(
        "The rate need not be q exactly: where q n is no integer the next lower one is taken.", see="prop-threshold"
    )
    def exactly_q_or_none(scores, y, q):
        negatives = np.sort(scores[y == 0])
        for t in negatives:
            if np.isclose(np.mean(negatives > t), q):
                return t
        return negatives[-1]

    @misconception(
        "Scores may be negative: the search for the least threshold does not begin at 0.", see="prop-threshold"
    )
    def search_from_zero(scores, y, q):
        negatives = np.sort(scores[y == 0])
        for t in [0.0, *negatives]:
            if np.mean(negatives > t) <= q:
                return t
        return None

    @misconception(
        "This bounds the share of the alarms that are false; q is a share of the negatives.", see="def-alarm"
    )
    def precision_bounded(scores, y, q):
        for t in np.sort(scores[y == 0]):
            alarm = scores > t
            if not alarm.any() or np.mean(y[alarm] == 0) <= q:
                return t
        return None

    @misconception("A mean and a deviation bound the rate for normal scores only; count them.", see="def-alarm")
    def as_if_normal(scores, y, q):
        from statistics import NormalDist

        negatives = scores[y == 0]
        z = NormalDist().inv_cdf(1 - q) if q > 0 else 6.0
        return negatives.mean() + z * negatives.std()

    @misconception("A grid passes the least threshold by; it is the score of a negative.", see="prop-threshold")
    def on_a_grid_of_negatives(scores, y, q):
        negatives = scores[y == 0]
        for t in np.linspace(negatives.min(), negatives.max(), 1000):
            if np.mean(negatives > t) <= q:
                return t
        return None

    frauds_counted = slip(
        by_sorting,
        ("scores[y == 0]", "scores"),
        hint="The false-positive rate is one of the negatives: the frauds have no say.",
        see="def-alarm",
    )
    frauds_for_honest = slip(
        by_sorting,
        ("scores[y == 0]", "scores[y == 1] if y.any() else scores"),
        hint="y = 1 is fraud: the negatives are those with y = 0.",
        see="def-alarm",
    )
    low_end = slip(
        by_sorting,
        ("np.sort(scores[y == 0])[::-1]", "np.sort(scores[y == 0])"),
        hint="Alarms are at the high scores: count from the top.",
        see="def-alarm",
    )
    one_alarm_too_few = slip(
        by_sorting,
        ("[int(np.floor(q * len(negatives)))]", "[max(int(np.floor(q * len(negatives))) - 1, 0)]"),
        hint="This t is as high as the last false alarm. The least has m scores above it: the index m from the top.",
        see="def-alarm",
    )
    rounded_up = slip(
        by_sorting,
        ("np.floor(q * len(negatives))", "min(np.ceil(q * len(negatives)), len(negatives) - 1)"),
        hint="At most q: the number of false alarms allowed is rounded down.",
        see="def-alarm",
    )
    less_than_q = slip(
        by_counting,
        ("<= q * len(negatives)", "< max(q * len(negatives), 1e-9)"),
        hint="The rate may be q itself: at most, not less than.",
        see="def-alarm",
    )
    at_least_t = slip(
        by_counting,
        ("sum(s > t", "sum(s >= t"),
        ("return None", "return negatives[-1]"),
        hint="An alarm is a score > t: one at t itself is none.",
        see="def-alarm",
    )
    share_of_all = slip(
        by_all_scores,
        ("np.mean(scores[y == 0] > t)", "np.mean((scores > t) & (y == 0))"),
        hint="The share is one of the negatives, not of all samples.",
        see="def-alarm",
    )
    share_of_the_alarms = slip(
        by_all_scores,
        ("np.mean(scores[y == 0] > t) <= q", "np.sum((scores > t) & (y == 0)) <= q * np.sum(scores > t)"),
        hint="Of the negatives the share q may cause an alarm; this bounds the share of false alarms among all alarms.",
        see="def-alarm",
    )
    next_score_up = slip(
        by_numpy,
        ("inverted_cdf", "higher"),
        hint="np.quantile counts from 0 to n - 1, and rounds up here: of n negatives m may cause an alarm, m <= q n.",
        see="def-alarm",
    )
    next_score_down = slip(
        by_numpy,
        ("inverted_cdf", "lower"),
        hint="np.quantile counts from 0 to n - 1, and rounds down here: then too many may cause an alarm.",
        see="def-alarm",
    )
    index_before = slip(
        by_sorting,
        ("[int(np.floor(q * len(negatives)))]", "[int(np.floor(q * len(negatives))) - 1]"),
        hint="Counting starts at 0: with m allowed, the index is m. And an index of -1 is the last.",
        see="def-alarm",
    )
    interpolated = slip(
        by_numpy,
        (', method="inverted_cdf"', ""),
        hint="np.quantile interpolates between two scores: what is wanted is the least t with the rate at most q.",
        see="def-alarm",
    )
    interpolated_among_all = slip(
        by_numpy,
        ('scores[y == 0], 1 - q, method="inverted_cdf"', "scores, 1 - q"),
        hint="The false-positive rate is one of the negatives: the frauds have no say.",
        see="def-alarm",
    )
    highest_negative = slip(
        by_sorting,
        ("[int(np.floor(q * len(negatives)))]", "[0]"),
        hint="This allows no false alarm at all; q allows some, and the least threshold is wanted.",
        see="def-alarm",
    )
    frauds_set_to_zero = slip(
        by_sorting,
        (
            "negatives = np.sort(scores[y == 0])[::-1]\n    return negatives[int(np.floor(q * len(negatives)))]",
            "return np.sort(scores * (1 - y))[::-1][int(q * np.sum(y == 0))]",
        ),
        hint="scores * (1 - y) leaves a 0 for each fraud, above all negative scores: select, do not multiply.",
        see="def-alarm",
    )
    index_among_different_scores = slip(
        by_sorting,
        (
            "return negatives[int(np.floor(q * len(negatives)))]",
            "apart = np.unique(negatives)[::-1]\n    return apart[min(int(q * len(negatives)), len(apart) - 1)]",
        ),
        hint="The index m counts all negatives: np.unique drops equal scores, and m leads too far down.",
        see="def-alarm",
    )
    duplicates_dropped = slip(
        by_sorting,
        ("np.sort(scores[y == 0])[::-1]", "np.unique(scores[y == 0])[::-1]"),
        hint="Samples with equal scores count each: np.unique drops them.",
        see="def-alarm",
    )

    @misconception("A grid passes the least threshold by; it is the score of a negative.", see="prop-threshold")
    def on_a_grid(scores, y, q):
        for t in np.linspace(scores.min(), scores.max(), 101):
            if np.mean(scores[y == 0] > t) <= q:
                return t
        return None
