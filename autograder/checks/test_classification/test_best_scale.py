"""Mark scheme of `best_scale`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_classification.inputs import FAR, eighths, ranked
from solutions.classification import accuracy, best_scale, confidence, cross_entropy, softmax
from solutions.labels import one_hot

EXCESS = 1e-8  # over the least loss, as the contract says
ROUND_OFF = 1e-12  # of two losses of the size of 1
LARGE = 2000  # times a logit of 4
TINY = 2.0**-16  # float32 numbers near 1e4 lie further apart than any two logits of size 8 times this
DRAWS = 6  # each takes a hundred losses or slopes, which may come from a given function across the sandbox's wall


def least(t, Z, y, t_max=100.0, what="best_scale(...)"):
    """t is one number in [0, t_max], and the loss there is the least one."""
    t = expect.number(t, what)
    expect.that(0 <= t <= t_max, f"{what} is {t:.6g}, wanted a number from 0 to {t_max:g}")
    best = best_scale(Z, y, t_max)
    got, wanted = cross_entropy(t * Z, y), cross_entropy(best * Z, y)
    there, here = f"at t = {t:.8g} the loss is {got:.10g}", f"at {best:.8g} it is {wanted:.10g}"
    expect.that(got <= wanted + EXCESS + ROUND_OFF, f"{what}: {there}, {here}")


def rows_with(d, N, gap):
    """Ranked rows of three classes or more in which the last class leads by gap/8."""
    Z = ranked(d, N, d.integer(3, 5), 8)
    Z[:, -1] = Z[:, -2] + gap / 8
    return Z


def classes_shuffled(d, Z, y):
    """The classes of each row in an order of their own, and the samples too."""
    order = d.array(Z.shape).argsort(axis=1, kind="stable")
    samples = d.permutation(len(y))
    names = np.argsort(order, axis=1)
    return np.take_along_axis(Z, order, axis=1)[samples], names[np.arange(len(y)), y][samples]


def mixed_rows(d):
    """All are right but the first, which lacks 1/8.

    Since its logit, the second largest of K >= 3, is not below the mean of its row, the loss falls at t = 0; since
    its confidence is negative, it rises in the end.
    """
    N = d.integer(2, 6)
    Z = rows_with(d, N, np.append(1, d.integers(N - 1, 1, 16)))
    K = Z.shape[1]
    return Z, np.append(K - 2, np.full(N - 1, K - 1))


def mixed_samples(d):
    return classes_shuffled(d, *mixed_rows(d))


def extreme_samples(d):
    """(Z, y, size, far, winners), with a size and a shift for each row of Z.

    The first row, which makes the best t small, is large, the second is not. The first lies far up, the second far
    down, at the best t too. Of the winners, 0 or 1, more are 1.
    """
    Z, y = mixed_rows(d)
    size = np.where(d.integers((len(y), 1), 0, 1), LARGE, 1)
    far = FAR * d.integers((len(y), 1), -1, 1)
    size[:2, 0], far[:2, 0] = (LARGE, 1), (FAR, -FAR)
    zeros = d.integer(1, 3)
    winners = np.append(np.ones(zeros + d.integer(1, 4), int), np.zeros(zeros, int))
    return Z, y, size, far, winners


def two_classes(d, y, sign, size):
    """Confidences sign * size: (Z, y)."""
    return eighths(d, (len(y), 1)) + (size * sign)[:, None] * np.eye(2)[y], y


def more_right_than_wrong(d):
    """(Z, y, right, wrong, size)."""
    wrong = d.integer(1, 3)
    right, size = wrong + d.integer(1, 4), d.choice([1.0, 0.5, 2.0, 0.125, 4.0])
    sign = np.append(np.ones(right), -np.ones(wrong))[d.permutation(right + wrong)]
    return *two_classes(d, d.integers(len(sign), 0, 1), sign, size), right, wrong, size


def fewer_right_than_wrong(d):
    """The first sample is wrong, and has a label of its own; with it for all, most would be right: (Z, y, t_max)."""
    right = d.integer(0, 2)
    sign = -np.ones(2 * right + d.integer(3, 4))
    sign[1 + d.permutation(len(sign) - 1)[:right]] = 1
    y = np.full(len(sign), d.integer(0, 1))
    y[0] = 1 - y[0]
    return *two_classes(d, y, sign, d.choice([1.0, 0.5, 2.0])), d.choice([1.0, 3.0, 100.0])


def still_falling(d):
    """No confidence is negative, one is 0, one 3/8 or more; no other label is the first one's: (Z, y, t_max)."""
    N = d.integer(2, 5)
    gap = d.integers(N, 0, 8)
    gap[:2] = 0, 3 + gap[1] // 2
    Z = rows_with(d, N, gap)
    Z, y = classes_shuffled(d, Z, np.full(N, Z.shape[1] - 1))
    same = np.arange(N) * (y == y[0]) > 0
    Z[same], y[same] = np.roll(Z[same], 1, axis=1), (y[same] + 1) % Z.shape[1]
    return Z, y, d.choice([1.0, 0.5, 4.0, 8.0])


@exercise(reference=best_scale, requires=(softmax, cross_entropy))
class TestBestScale:
    CONTRACT: ClassVar = {
        "The factor t in [0, t_max]": (
            "test_two_classes_in_closed_form",
            "test_t_max_where_the_loss_falls_for_ever",
            "test_zero_where_the_loss_rises_at_once",
        ),
        "by 1e-8 at most": ("test_least_loss", "test_extreme_logits"),
        "any t in [0, t_max] will do": ("test_zero_where_the_loss_rises_at_once",),
    }

    EQUIVALENT: ClassVar = {
        "return np.mean(softmax(t * D) * D)": "only the sign of the slope is looked at",
        "if slope(0.0) > 0:": "the bisection comes down to 0, in more steps",
        "if slope(0.0) >= 1:": "the same",
        "if slope(middle) < 0:": "where the slope is 0 to the last bit, the loss is the least one to 1e-8",
    }

    @practice
    @weight(1)
    @forall(more_right_than_wrong, DRAWS)
    def test_two_classes_in_closed_form(self, student, Z, y, right, wrong, size):
        """For two classes and confidences ±s, more of them positive, t = log(right / wrong) / s."""
        t = expect.number(student.best_scale(Z, y), "best_scale(Z, y)")
        best, share = np.log(right / wrong) / size, right / (right + wrong)
        # a loss that is too large by 1e-8 allows this much of t, the curvature being s^2 share (1 - share)
        expect.close(t, best, "best_scale(Z, y)", rtol=0, atol=1.5e-4 / (size * np.sqrt(share * (1 - share))))

    @weight(1)
    @forall(mixed_samples, DRAWS)
    def test_least_loss(self, student, Z, y):
        """The loss at t is within 1e-8 of the least one."""
        least(student.best_scale(Z, y), Z, y)

    @weight(1)
    @forall(fewer_right_than_wrong, 2 * DRAWS // 3)
    def test_zero_where_the_loss_rises_at_once(self, student, Z, y, t_max):
        """For two classes and confidences ±s, t is 0 if fewer are positive, else it is not; if s = 0, any t will do."""
        least(student.best_scale(Z, y, t_max), Z, y, t_max)
        level = np.repeat(Z[:, :1], 2, axis=1)
        least(student.best_scale(level, y, t_max), level, y, t_max, "best_scale(Z of constant rows, y, t_max)")
        exchanged = expect.number(student.best_scale(Z, 1 - y, t_max), "best_scale(Z, 1 - y, t_max)")
        expect.that(exchanged > 0, f"with the labels exchanged, best_scale(...) is {exchanged:.6g}, wanted it positive")

    @weight(1)
    @forall(still_falling, DRAWS)
    def test_t_max_where_the_loss_falls_for_ever(self, student, Z, y, t_max):
        """If no confidence is negative, t is t_max, ties or not; it is not if the least probable classes are true."""
        least(student.best_scale(Z, y, t_max), Z, y, t_max)
        t = expect.number(student.best_scale(Z, Z.argmin(axis=1), t_max), "best_scale(Z, Z.argmin(axis=1), t_max)")
        expect.that(t < t_max, f"with the least probable classes for true ones, best_scale(...) is t_max, {t_max:g}")

    @weight(1)
    @forall(extreme_samples, DRAWS // 2)
    def test_extreme_logits(self, student, Z, y, size, far, winners):
        """The loss at t is within 1e-8 of the least one, also where logits, or their differences, are near 10 000."""
        led = 1e4 * np.eye(2)[winners]  # class winners[n] leads by 10 000
        for logits, labels, what in (
            (FAR + TINY * Z, Z.argmax(axis=1), "best_scale(9900 + Z / 65536, Z.argmax(axis=1))"),
            (FAR + TINY * Z, Z.argmin(axis=1), "best_scale(9900 + Z / 65536, Z.argmin(axis=1))"),
            (Z + far, y, "best_scale(Z + far, y)"),
            (size * Z, y, "best_scale(size * Z, y)"),
            (led, np.ones_like(winners), "best_scale(10000 * one_hot(winners, 2), ones)"),
            (led, 1 - winners, "best_scale(10000 * one_hot(winners, 2), 1 - winners)"),
        ):
            least(student.best_scale(logits, labels), logits, labels, what=what)

    @alternate
    def by_halving(Z, y, t_max=100.0):
        low, high = 0.0, float(t_max)
        D = Z - Z[np.arange(len(y)), y][:, None]
        for _ in range(100):
            t = (low + high) / 2
            low, high = (t, high) if np.sum(softmax(t * D) * D) < 0 else (low, t)
        return high

    halving = partial(slip, by_halving, see="thm-scale")

    temperature = halving(("return high", "return 1 / high"), hint="t multiplies the logits; this is 1 / t.")
    temperature_in_the_interval = halving(
        ("return high", "return min(1 / max(high, 1 / t_max), t_max)"), hint="t multiplies the logits; this is 1 / t."
    )
    loss_for_factor = halving(
        ("return high", "return cross_entropy(high * Z, y)"), hint="The factor is wanted, not the loss that it gives."
    )
    scaled_logits = halving(("return high", "return high * Z"), hint="The factor is wanted, not the logits times it.")
    scaled_probabilities = halving(
        ("return high", "return softmax(high * Z)"), hint="The factor is wanted, not the probabilities that it gives."
    )
    always_up_to_one_hundred = halving(
        ("float(t_max)", "100.0"), hint="t_max is an argument: 100 is only what it is if the caller says nothing."
    )
    without_an_upper_end = halving(
        ("float(t_max)", "1000.0"), hint="t is at most t_max, even if the loss falls on."
    )
    below_zero = halving(
        ("= 0.0, float(t_max)", "= -t_max, t_max"),
        hint="t is at least 0: a negative factor would reverse every answer.",
    )
    from_one_on = halving(("= 0.0, ", "= min(1.0, t_max), "), hint="The best t may be below 1: begin at 0.")
    from_a_hundredth_on = halving(("= 0.0, ", "= 0.01, "), hint="The best t may be 0, or below 0.01: begin at 0.")
    too_few_halvings = halving(
        ("range(100)", "range(20)"),
        ("return high", "return (low + high) / 2"),
        hint="For large logits the best t is small: 20 halvings of [0, 100] are too few.",
    )
    to_a_millionth = halving(
        ("for _ in range(100)", "while high - low > 1e-6"),
        ("return high", "return (low + high) / 2"),
        hint="For large logits the best t is small: six decimals of t are too few.",
    )
    to_a_hundred_thousandth = halving(
        ("return high", "return (low + high) / 2"),
        ("for _ in range(100)", "if np.sum(softmax(high * D) * D) <= 0: return high\n    while high - low > 1e-5"),
        hint="For large logits the best t is small: five decimals of t are too few.",
    )
    subtracted_in_single_precision = halving(
        ("D = Z - ", "Z = Z.astype(np.float32); D = Z - "),
        hint="Near 10 000 float32 numbers lie 0.001 apart: subtract in float64.",
    )
    weights_of_one = halving(
        ("softmax(t * D)", "softmax(D)"),
        hint="The slope at t has the probabilities at t: softmax(t Z), not softmax(Z).",
    )
    label_of_the_first = halving(
        ("Z[np.arange(len(y)), y][:, None]", "Z[:, [y[0]]]"), hint="Each sample has a label of its own: y[n], not y[0]."
    )
    confidences_alone = halving(
        ("Z - Z[np.arange(len(y)), y][:, None]", "-confidence(Z, y)"),
        ("np.sum(softmax(t * D) * D)", "np.sum(D / (1 + np.exp(np.clip(-t * D, -700, 700))))"),
        hint="The confidences give the lower bound; from three classes on it is not the loss.",
    )
    overflowing = halving(
        ("np.sum(softmax(t * D) * D)", "np.sum(np.exp(t * Z) / np.exp(t * Z).sum(axis=1, keepdims=True) * D)"),
        hint="exp(10000) overflows: take the probabilities from softmax.",
    )
    overflowing_in_logits = halving(
        ("D = Z - Z[np.arange(len(y)), y][:, None]", "true = Z[np.arange(len(y)), y]"),
        (
            "np.sum(softmax(t * D) * D)",
            "((np.exp(t * Z) / np.exp(t * Z).sum(axis=1, keepdims=True) * Z).sum(axis=1) - true).sum()",
        ),
        ("return high", "return (low + high) / 2"),
        hint="exp(10000) overflows: take the probabilities from softmax.",
    )
    rising_taken_for_falling = halving(
        ("for _ in", "if np.sum(D) * np.sum(softmax(high * D) * D) >= 0: return high\n    for _ in"),
        hint="If the slope has one sign, the minimum is at 0 or at t_max: at 0 if it is positive.",
    )

    @misconception("A grid of 1001 factors is too coarse: look for the zero of the slope.", see="thm-scale")
    def coarse_grid(Z, y, t_max=100.0):
        grid = np.linspace(0, t_max, 1001)
        return grid[np.argmin([cross_entropy(t * Z, y) for t in grid])]

    @misconception("Two grids of 101 factors are too coarse: look for the zero of the slope.", see="thm-scale")
    def two_grids(Z, y, t_max=100.0):
        low, high = 0.0, t_max
        for _ in range(2):
            grid = np.linspace(low, high, 101)
            i = int(np.argmin([cross_entropy(t * Z, y) for t in grid]))
            low, high = grid[max(i - 1, 0)], grid[min(i + 1, 100)]
        return grid[i]

    @misconception("The accuracy is the same for all t > 0: minimise the loss.", see="thm-scale")
    def most_accurate(Z, y, t_max=100.0):
        grid = np.linspace(0, t_max, 101)
        return grid[np.argmax([accuracy(t * Z, y) for t in grid])]

    @misconception("Where the slope is negative the best t lies to the right: this goes up the hill.", see="thm-scale")
    def uphill(Z, y, t_max=100.0):
        return 0.0 if cross_entropy(0 * Z, y) > cross_entropy(t_max * Z, y) else t_max

    @misconception("log(right / wrong) over a confidence is right for confidences of one size only.", see="thm-scale")
    def log_odds_of_the_accuracy(Z, y, t_max=100.0):
        a = accuracy(Z, y)
        if a in (0, 1):
            return a * t_max
        return float(np.clip(np.log(a / (1 - a)) / np.mean(np.abs(confidence(Z, y))), 0, t_max))

    @alternate
    def by_golden_section(Z, y, t_max=100.0):
        ratio = (np.sqrt(5) - 1) / 2
        low, high = 0.0, t_max
        while high - low > 1e-12:
            left, right = high - ratio * (high - low), low + ratio * (high - low)
            if cross_entropy(left * Z, y) > cross_entropy(right * Z, y):
                low = left
            else:
                high = right
        ends = [low, high, t_max]
        return min(ends, key=lambda t: cross_entropy(t * Z, y))

    @alternate
    def by_loop(Z, y, t_max=100.0):
        def slope(t):
            total = 0.0
            for z, k in zip(Z, y, strict=True):
                weights = [np.exp(t * (v - max(z))) for v in z]
                total += sum(w * (v - z[k]) for w, v in zip(weights, z, strict=True)) / sum(weights)
            return total

        low, high = 0, t_max
        if slope(t_max) <= 0:
            return t_max
        for _ in range(80):
            middle = (low + high) / 2
            if slope(middle) > 0:
                high = middle
            else:
                low = middle
        return high

    @alternate
    def in_single_precision(Z, y, t_max=100.0):
        Y = one_hot(y, Z.shape[1]).astype(np.float32)
        D = (Z - (Z * Y).sum(axis=1, keepdims=True)).astype(np.float32)

        def slope(t):
            E = np.exp(np.float32(t) * (D - D.max(axis=1, keepdims=True)))
            return np.mean((E * D).sum(axis=1) / E.sum(axis=1))

        low, high = 0.0, float(t_max)
        for _ in range(70):
            middle = (low + high) / 2
            low, high = (low, middle) if slope(middle) > 0 else (middle, high)
        return np.float32(high)

    @alternate
    def by_newton_between_ends(Z, y, t_max=100.0):
        D = Z - Z[np.arange(len(y)), y][:, None]

        def derivatives(t):
            P = softmax(t * D)
            mean = (P * D).sum(axis=1)
            return mean.mean(), ((P * D**2).sum(axis=1) - mean**2).mean()

        low, high, t = 0.0, t_max, 0.0
        for _ in range(200):
            slope, curvature = derivatives(t)
            low, high = (t, high) if slope < 0 else (low, t)
            t = t - slope / curvature if curvature > 0 else t_max
            if not low < t < high:
                t = (low + high) / 2
        return max(0.0, t) if derivatives(t_max)[0] > 0 else t_max

    @alternate
    def by_zooming_in(Z, y, t_max=100.0):
        low, high = 0.0, t_max
        for _ in range(25):
            grid = np.linspace(low, high, 9)
            best = int(np.argmin([cross_entropy(t * Z, y) for t in grid]))
            low, high = grid[max(best - 1, 0)], grid[min(best + 1, 8)]
        return min([0.0, low, (low + high) / 2, high, t_max], key=lambda t: cross_entropy(t * Z, y))
