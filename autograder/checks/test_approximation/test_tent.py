"""Mark scheme of `tent`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation import tent_alternates
from solutions.approximation import tent

TOLERANCE = 1e-6  # dyadic numbers are exact; what goes through arccos and cosine is known to 1e-8
OF_THIRDS = 1e-4  # float32 knows a third to 3e-8, and each tent doubles the error
DOUBLED = 2e-4  # a cosine of 2^40 pi x errs by 1.2e-4: half an ulp of the angle, and 2^40 times the error of pi


def halves(d):
    """Multiples of 1/64 in [0, 1/2], one of them inside, and both ends."""
    x = d.integers(d.integer(1, 5), 0, 32) / 64
    x[0] = d.integers(1, 1, 15)[0] / 64
    return np.append(x, [0.5, 0.0])


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
    """n from 37 to 40, and points that go on being moved for about 12, 22, 44 and n tents: (x, n).

    They are odd numbers over powers of 2. The third and one before them, which stays far from 0, have more bits than
    single precision; the last is below 1e-9.
    """
    n = 40 - d.integer(0, 3)
    odd = 2 * d.integers(4, 0, 31) + 1
    x = odd / 2.0 ** np.array([12, 22, 44, n + 2]) + np.array([0, 0, 1 / 2, 0])
    return np.append((2**44 - 1) / 3 / 2**44, x), n


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
        "At multiples of 2^-50": "test_many_tents",
        "any other x": "test_any_shape",
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
        """Where nothing is rounded the values are right for 40 tents, too, also if all points are close to 0."""
        for points in (x, x[-1:]):
            expect.close(student.tent(points, n), tent(points, n), "tent(x, n)", atol=DOUBLED)

    @practice
    @weight(1)
    @forall(of_thirds)
    def test_any_shape(self, student, x, n):
        """The result has the shape of x, a single number included: 1/6, 1/3 and 5/6 go to 2/3 and stay there."""
        got = expect.array(student.tent(x if x.ndim else float(x), n), "tent(x, n)")
        expect.shape(got, x.shape, "tent(x, n)")
        expect.close(got, np.full(x.shape, 2 / 3), "tent(x, n)", atol=OF_THIRDS)

    by_minimum = tent_alternates.by_minimum
    by_absolute_value = tent_alternates.by_absolute_value
    by_the_distance_from_even_numbers = tent_alternates.by_the_distance_from_even_numbers
    by_remainder = tent_alternates.by_remainder
    by_angles = tent_alternates.by_angles
    by_loop = tent_alternates.by_loop
    by_units = tent_alternates.by_units
    by_cases = tent_alternates.by_cases

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
    rounded = partial(
        slip, by_minimum, hint="Nothing is rounded on the way: each tent doubles what is lost.", see="def-tent"
    )
    rounded_to_two_digits = rounded(("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 2)"))
    rounded_to_three_digits = rounded(("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 3)"))
    rounded_to_four_digits = rounded(("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 4)"))
    rounded_to_six_digits = rounded(("np.minimum(2 * x, 2 - 2 * x)", "np.round(np.minimum(2 * x, 2 - 2 * x), 6)"))
    single_precision = slip(
        by_minimum,
        ("    for _", "    x = np.asarray(x, np.float32)\n    for _"),
        hint="float32 keeps 24 bits of x, and each tent throws one away: take float64.",
        see="def-tent",
    )
    small_values_to_zero = slip(
        by_minimum,
        ("    return x", "        x = np.where(x < 1e-9, 0.0, x)\n    return x"),
        hint="A small value is not 0: every tent doubles it.",
        see="def-tent",
    )
    until_nothing_moves = slip(
        by_minimum,
        (
            "        x = np",
            "        if np.allclose(np.minimum(2 * x, 2 - 2 * x), x):\n            break\n        x = np",
        ),
        hint="np.allclose takes small values for still ones: they move by little, and every tent doubles them.",
        see="def-tent",
    )
    over_a_fixed_power = slip(
        by_minimum,
        ("    for _", "    x = np.round(np.asarray(x) * 2**40) / 2**40\n    for _"),
        hint="A double has bits beyond 2^-40, and n tents bring them to the front: nothing is rounded.",
        see="def-tent",
    )
    one_taken_for_zero = slip(
        by_minimum,
        ("    for _", "    x = np.mod(x, 1)\n    for _"),
        hint="The remainder makes 0 of x = 1, which n = 0 has to leave as it is.",
        see="def-tent",
    )
    power_in_32_bits = slip(
        by_remainder,
        ("2.0**n * np.asarray(x)", "np.array(2, np.int32) ** n * np.asarray(x)"),
        hint="In 32 bits 2^n overflows: from n = 32 on it is 0. Take 2.0**n.",
        see="def-tent",
    )
    n_times_as_steep = slip(
        by_remainder,
        ("2.0**n", "(2 * n or 1)"),
        hint="n tents in one another are 2^n times as steep as x, not 2n times.",
        see="thm-tents",
    )
    ends_after_thirty = slip(
        by_minimum,
        ("range(n)", "range(min(n, 30))"),
        hint="The map is applied n times, also for n above 30.",
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
    by_one_if = partial(
        slip,
        by_minimum,
        hint="One `if` decides for all entries here: each goes its own way, by np.where or np.minimum.",
        see="def-tent",
    )
    all_by_the_mean = by_one_if(("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.mean(x) <= 0.5 else 2 - 2 * x"))
    all_by_the_largest = by_one_if(("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.all(x <= 0.5) else 2 - 2 * x"))
    all_by_the_smallest = by_one_if(("np.minimum(2 * x, 2 - 2 * x)", "2 * x if np.any(x <= 0.5) else 2 - 2 * x"))
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

    @misconception("A single number has no length: work on all entries at once, of any shape.", see="def-tent")
    def first_axis_only(x, n):
        values = np.zeros(np.shape(x))
        for i in range(len(x)):
            values[i] = x[i]
            for _ in range(n):
                values[i] = np.minimum(2 * values[i], 2 - 2 * values[i])
        return values

    @misconception("The return stands inside the loop: it ends after the first tent.", see="def-tent")
    def returned_inside_the_loop(x, n):
        return np.minimum(2 * x, 2 - 2 * x) if n else None

    @misconception("The remainder of 2^n x jumps; the tent comes down from 1/2 on.", see="def-tent")
    def remainder_alone(x, n):
        return np.mod(2.0**n * np.asarray(x), 1)
