"""Mark scheme of `tent`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.approximation import tent

TOLERANCE = 1e-6  # dyadic numbers are exact; what goes through arccos and cosine is known to 1e-8
DOUBLED = 1e-4  # float32 knows a third to 3e-8, and each tent doubles the error; so it does with 2^40 pi


def halves(d):
    """Multiples of 1/64 in [0, 1/2], one of them inside and one 1/2."""
    x = d.integers(d.integer(1, 5), 0, 32) / 64
    x[0] = d.integers(1, 1, 15)[0] / 64
    return np.append(x, 0.5)


def folded(d):
    """n >= 2, and points inside the pieces of the n-fold tent, in the first and in the last piece too: (x, n)."""
    n = d.integer(2, 8)
    piece = d.integers(d.integer(3, 6), 0, 2**n - 1)
    piece[:2] = 0, 2**n - 1
    return (piece + d.choice([1 / 4, 3 / 4, 1 / 8, 5 / 8])) / 2**n, n


def any_points(d):
    """Points of [0, 1], both ends among them and one that the tent map moves."""
    return np.append([3 / 8, 0.0, 1.0], d.integers(d.integer(0, 4), 0, 64) / 64)


def many(d):
    """n from 24 to 40, and points that go on being moved for about 12, 22 and n tents: odd numbers over powers of 2."""
    n = d.integer(24, 40)
    odd = 2 * d.integers(3, 0, 31) + 1
    return odd / 2.0 ** np.array([12, 22, n + 2]), n


def of_thirds(d):
    """n >= 3 and points in an array of any shape, a single number too, that the tent maps have led to 2/3 by then."""
    shape = d.choice([(1,), (), (2, 3), (3, 1), (1, 2, 2)])
    sixths = np.array([2.0, 1.0, 5.0])[d.integers(shape, 0, 2)]
    return np.asarray(sixths / 6), d.integer(3, 6)


@exercise(reference=tent)
class TestTent:
    CONTRACT: ClassVar = {
        "applied n >= 0 times": ("test_peaks_and_zeros", "test_inside_the_pieces"),
        "the result has the shape of x": "test_any_shape",
        "rises from 0 at 0 to 1 at 1/2, falls to 0 at 1": "test_one_tent",
        "n = 0 gives x": "test_not_at_all",
        "For n <= 40": "test_many_tents",
        "there they are right to 1e-4": "test_any_shape",
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        ["for _ in range(min(n, 1074)):", "for _ in range(min(n, 1076)):"],
        "so many tents matter to numbers near 2^-1074 only",
    )

    @practice
    @weight(1)
    @forall(halves)
    def test_one_tent(self, student, x):
        """Once, both x and 1 - x go to 2x, for x in [0, 1/2]."""
        both = np.concatenate([x, 1 - x])
        expect.close(student.tent(both, 1), np.concatenate([2 * x, 2 * x]), "tent(x, 1)", atol=TOLERANCE)

    @practice
    @weight(1)
    @forall(lambda d: d.integer(2, 7))
    def test_peaks_and_zeros(self, student, n):
        """At j / 2^n the value is 0 for even j and 1 for odd j, and halfway between it is 1/2."""
        j = np.arange(2**n + 1)
        x = np.concatenate([j / 2**n, (j[:-1] + 0.5) / 2**n])
        wanted = np.concatenate([j % 2, np.full(2**n, 0.5)])
        expect.close(student.tent(x, n), wanted, "tent(x, n)", atol=TOLERANCE)

    @weight(1)
    @forall(folded)
    def test_inside_the_pieces(self, student, x, n):
        """The values on the 2^n pieces of slope 2^n and -2^n are right."""
        expect.close(student.tent(x, n), tent(x, n), "tent(x, n)", atol=TOLERANCE)

    @weight(1)
    @forall(any_points)
    def test_not_at_all(self, student, x):
        """n = 0 gives x."""
        expect.close(student.tent(x, 0), x, "tent(x, 0)", atol=TOLERANCE)

    @weight(1)
    @forall(many, draws=6)
    def test_many_tents(self, student, x, n):
        """Where nothing is rounded the values are right for 40 tents, too."""
        expect.close(student.tent(x, n), tent(x, n), "tent(x, n)", atol=DOUBLED)

    @practice
    @weight(1)
    @forall(of_thirds)
    def test_any_shape(self, student, x, n):
        """The result has the shape of x, a single number included: 1/6, 1/3 and 5/6 go to 2/3 and stay there."""
        got = expect.array(student.tent(x if x.ndim else float(x), n), "tent(x, n)")
        expect.shape(got, x.shape, "tent(x, n)")
        expect.close(got, np.full(x.shape, 2 / 3), "tent(x, n)", atol=DOUBLED)

    @alternate
    def by_minimum(x, n):
        for _ in range(n):
            x = np.minimum(2 * x, 2 - 2 * x)
        return x

    @alternate
    def by_absolute_value(x, n):
        y = np.array(x, float)
        for _ in range(n):
            y = 1 - abs(2 * y - 1)
        return y

    @alternate
    def by_minimum_in_single_precision(x, n):
        y = np.array(x, np.float32)
        for _ in range(n):
            y = np.minimum(2 * y, 2 - 2 * y)
        return y

    @alternate
    def by_the_distance_from_even_numbers(x, n):
        y = np.asarray(x) * 2**n
        return abs(y - 2 * np.round(y / 2))

    @alternate
    def by_remainder(x, n):
        y = np.mod(2.0**n * np.asarray(x), 2)
        return np.where(y > 1, 2 - y, y)

    @alternate
    def by_angles(x, n):
        # cos(pi T(x)) is cos(2 pi x): the tent map doubles an angle
        return np.arccos(np.cos(2**n * np.pi * np.asarray(x))) / np.pi

    @alternate
    def by_loop(x, n):
        values = np.array(x, dtype=float)
        for place in np.ndindex(values.shape):
            for _ in range(n):
                values[place] = 2 * values[place] if values[place] <= 0.5 else 2 * (1 - values[place])
        return values

    @alternate
    def by_units(x, n):
        y = np.asarray(x, float)
        for _ in range(n):
            y = 2 * np.maximum(y, 0) - 4 * np.maximum(y - 0.5, 0)
        return y

    @alternate
    def by_cases(x, n):
        x = np.asarray(x, float)
        for _ in range(n):
            x = 2 * x * (x < 0.5) + (2 - 2 * x) * (x >= 0.5)
        return x

    once_more = slip(
        by_minimum,
        ("range(n)", "range(n + 1)"),
        hint="The map is applied n times, for n = 0 not at all: this is once too often.",
        see="def-tent",
    )
    once_less = slip(
        by_minimum,
        ("range(n)", "range(n - 1)"),
        hint="The map is applied n times: this is once too little.",
        see="def-tent",
    )
    slope_one = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "np.minimum(x, 1 - x)"),
        hint="The tent is 1 high: its slopes are 2 and -2.",
        see="def-tent",
    )
    doubling_map = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "(2 * x) % 1"),
        hint="This is the doubling map, which jumps; the tent comes down from 1/2 on.",
        see="def-tent",
    )
    larger_of_the_two = slip(
        by_minimum,
        ("np.minimum", "np.maximum"),
        hint="The tent is the smaller of the two lines, not the larger.",
        see="def-tent",
    )
    upside_down = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "abs(2 * x - 1)"),
        hint="The tent is 0 at the ends and 1 in the middle: this is one minus it.",
        see="def-tent",
    )
    logistic_map = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "4 * x * (1 - x)"),
        hint="This is a parabola; the tent is affine on each half.",
        see="def-tent",
    )
    wrong_line_down = slip(
        by_minimum,
        ("2 - 2 * x", "1 - 2 * x"),
        hint="The line down goes from 1 at 1/2 to 0 at 1: 2 - 2x.",
        see="def-tent",
    )
    line_down_of_slope_one = slip(
        by_minimum,
        ("2 - 2 * x", "1 - x"),
        hint="The line down goes from 1 at 1/2 to 0 at 1: its slope is -2.",
        see="def-tent",
    )
    line_down_from_two = slip(
        by_minimum,
        ("2 - 2 * x", "2 - x"),
        hint="The line down goes from 1 at 1/2 to 0 at 1: its slope is -2.",
        see="def-tent",
    )
    falling_with_slope_one = slip(
        by_loop,
        ("2 * (1 - values[place])", "1 - values[place]"),
        hint="On the right half the tent is 2 - 2x: it comes down from 1, and this jumps from 1 to 1/2.",
        see="def-tent",
    )
    zero_at_the_top = slip(
        by_cases,
        ("x >= 0.5", "x > 0.5"),
        hint="At 1/2 neither of the two cases holds, and 0 is left: the tent is 1 there.",
        see="def-tent",
    )
    two_at_the_top = slip(
        by_cases,
        ("x < 0.5", "x <= 0.5"),
        hint="At 1/2 both cases hold and are added up to 2: the tent is 1 there.",
        see="def-tent",
    )
    rounded_to_two_digits = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 2)"),
        hint="Nothing is rounded on the way: each tent doubles what is lost.",
        see="def-tent",
    )
    rounded_to_three_digits = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 3)"),
        hint="Nothing is rounded on the way: each tent doubles what is lost.",
        see="def-tent",
    )
    rounded_to_four_digits = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 4)"),
        hint="Nothing is rounded on the way: each tent doubles what is lost.",
        see="def-tent",
    )
    ends_after_ten = slip(
        by_minimum,
        ("range(n)", "range(min(n, 10))"),
        hint="The map is applied n times, also for n above 10.",
        see="def-tent",
    )
    ends_after_twenty = slip(
        by_minimum,
        ("range(n)", "range(min(n, 20))"),
        hint="The map is applied n times, also for n above 20.",
        see="def-tent",
    )
    until_one_is_zero = slip(
        by_minimum,
        ("        x = np.minimum", "        if np.any(x == 0):\n            break\n        x = np.minimum"),
        hint="An entry that has come to 0 ends the tents of all: the others go on.",
        see="def-tent",
    )
    squared_powers = slip(
        by_minimum,
        ("range(n)", "range(min(2 ** (n - 1), 1100) if n else 0)"),
        hint="T^(n-1) after T^(n-1) is 2n - 2 tents, and so on: 2^(n-1) in all. One tent follows on n - 1.",
        see="def-tent",
    )
    all_by_the_mean = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.mean(x) <= 0.5 else 2 - 2 * x"),
        hint="One `if` decides for all entries here: each goes its own way, by np.where or np.minimum.",
        see="def-tent",
    )
    all_by_the_largest = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.all(x <= 0.5) else 2 - 2 * x"),
        hint="One `if` decides for all entries here: each goes its own way, by np.where or np.minimum.",
        see="def-tent",
    )
    all_by_the_smallest = slip(
        by_minimum,
        ("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.any(x <= 0.5) else 2 - 2 * x"),
        hint="One `if` decides for all entries here: each goes its own way, by np.where or np.minimum.",
        see="def-tent",
    )
    not_folded_back = slip(
        by_remainder,
        ("np.where(y > 1, 2 - y, y)", "y"),
        hint="Beyond 1 the line is folded back: the values stay between 0 and 1.",
        see="def-tent",
    )
    never_applied = slip(
        by_minimum,
        ("range(n)", "range(0)"),
        hint="This gives x itself, whatever n is.",
        see="def-tent",
    )
    plateau = slip(
        by_units,
        ("4 * np.maximum", "2 * np.maximum"),
        hint="At 1/2 the slope changes from 2 to -2: by 4.",
        see="def-tent",
    )
    applied_at_once = slip(
        by_minimum,
        ("range(n)", "range(min(n, 1))"),
        hint="The map is applied n times, each time to what came out.",
        see="def-tent",
    )
    flattened = slip(
        by_minimum,
        ("return x", "return np.ravel(x)"),
        hint="The result has the shape of x: do not flatten it.",
        see="def-tent",
    )
    never_not_at_all = slip(
        by_minimum,
        ("range(n)", "range(max(n, 1))"),
        hint="n = 0 is no tent at all: x as it is.",
        see="def-tent",
    )

    @misconception("n teeth side by side: n tents in one another have 2^(n-1).", see="thm-tents")
    def n_teeth(x, n):
        y = n * np.asarray(x) % 1
        return np.minimum(2 * y, 2 - 2 * y)

    @misconception("The tent is applied n times; its values are not multiplied by n.", see="def-tent")
    def n_times_as_high(x, n):
        return n * np.minimum(2 * np.asarray(x), 2 - 2 * np.asarray(x))

    @misconception("T^n is T applied n times, not a power of its values.", see="def-tent")
    def power(x, n):
        return np.minimum(2 * np.asarray(x), 2 - 2 * np.asarray(x)) ** n

    @misconception("`if` asks about one number; np.where or np.minimum ask about every entry.", see="def-tent")
    def by_if(x, n):
        for _ in range(n):
            x = 2 * x if x < 0.5 else 2 - 2 * x
        return x

    @misconception(
        "This is one tent, 2^n times as steep, which goes below 0: apply the tent again and again.", see="def-tent"
    )
    def one_steep_tent(x, n):
        return np.minimum(2**n * np.asarray(x), 2 - 2**n * np.asarray(x)) if n else x

    @misconception("This is one tent, higher and steeper: n tents in one another have 2^n pieces.", see="def-tent")
    def one_high_tent(x, n):
        x = np.asarray(x, float)
        return x if n == 0 else 2.0 ** (n - 1) * np.minimum(2 * x, 2 - 2 * x)

    @misconception("A wave of cosines has these peaks and zeros, but is not affine between them.", see="thm-tents")
    def wave_of_cosines(x, n):
        x = np.asarray(x, float)
        return x if n == 0 else (1 - np.cos(2.0**n * np.pi * x)) / 2

    @misconception("On the right half the tent falls, from 1 to 0: 2 - 2x, not 2x - 1.", see="def-tent")
    def rising_twice(x, n):
        for _ in range(n):
            x = np.where(np.asarray(x) < 0.5, 2 * np.asarray(x), 2 * np.asarray(x) - 1)
        return x

    @misconception("x may have any shape: this goes through the entries of a row.", see="def-tent")
    def row_of_numbers_only(x, n):
        values = list(x)
        for _ in range(n):
            values = [min(2 * t, 2 - 2 * t) for t in values]
        return np.array(values)

    @misconception("The return stands inside the loop: it ends after the first tent.", see="def-tent")
    def returned_inside_the_loop(x, n):
        return np.minimum(2 * x, 2 - 2 * x) if n else None

    @misconception("The remainder of 2^n x jumps; the tent comes down from 1/2 on.", see="def-tent")
    def remainder_alone(x, n):
        return np.mod(2.0**n * np.asarray(x), 1)
