"""Mark scheme of `sigmoid_bump`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation.bumps import any_steepness, grid, meeting, shaped, steep, very_steep
from solutions.activations import activate
from solutions.approximation import sigmoid_bump

ROUGHLY = 1e-3  # at a distance of 10/k a sigmoid is within 5e-5 of its limit
ACCURATE = 1e-4  # the contract's
OF_TWO = ACCURATE + 2e-5  # products and differences differ by e^-12 besides, which is 6e-6 for each bump
SHARE = 0.1  # of the distance: the contract's


@exercise(reference=sigmoid_bump)
class TestSigmoidBump:
    CONTRACT: ClassVar = {
        "sigmoids of steepness k": ("test_distance_from_the_indicator", "test_bumps_that_meet"),
        "x may have any shape": "test_any_shape",
        "tends to 1 inside (a, b), to 0 outside": "test_one_inside_zero_outside",
        "4 log 2 / k": "test_distance_from_the_indicator",
        "add up to that from a to c": "test_bumps_that_meet",
        "right to within 1e-4": ("test_bumps_that_meet", "test_very_steep"),
        "for k as large as 1e6": "test_very_steep",
    }

    @practice
    @weight(1)
    @forall(steep)
    def test_one_inside_zero_outside(self, student, x, a, b, k, inside):
        """For k (b - a) >= 40 the value is near 1 well inside [a, b], near 0 well outside, and 1/2 at a and b."""
        got = student.sigmoid_bump(np.concatenate([[a, b], x]), a, b, k)
        expect.close(got, np.concatenate([[0.5, 0.5], inside]), "sigmoid_bump(x, a, b, k)", atol=ROUGHLY)

    @weight(1)
    @forall(any_steepness)
    def test_distance_from_the_indicator(self, student, a, b, k):
        """For k (b - a) >= 10 the distance from the indicator of [a, b] has the integral 4 log 2 / k, within 10 %."""
        x, lengths = grid(a, b, k)
        got = student.sigmoid_bump(x, a, b, k)
        expect.shape(got, x.shape, "sigmoid_bump(x, a, b, k)")
        values = expect.finite(got, "sigmoid_bump(x, a, b, k)")
        distance = lengths @ np.abs(values - ((a < x) & (x < b)))
        wanted = 4 * np.log(2) / k
        words = f"the integral of |bump - indicator| is {distance:.3g}, wanted {wanted:.3g} to within 10 %"
        expect.that(abs(distance - wanted) <= SHARE * wanted, words)

    @weight(1)
    @forall(meeting)
    def test_bumps_that_meet(self, student, x, a, b, c, k):
        """The bump from a to b and that from b to c add up to the one from a to c."""
        what = "sigmoid_bump(x, a, b, k)"
        left, right = (expect.array(student.sigmoid_bump(x, *ends, k), what) for ends in ((a, b), (b, c)))
        expect.shape(left, x.shape, what)
        expect.shape(right, x.shape, what)
        expect.close(left + right, sigmoid_bump(x, a, c, k), "the sum of both bumps", atol=OF_TWO)

    @practice
    @weight(1)
    @forall(shaped)
    def test_any_shape(self, student, x, a, b, k, inside):
        """The result has the shape of x, any shape or a single number: near 1 well inside, near 0 well outside."""
        what = "sigmoid_bump(x, a, b, k)"
        got = expect.array(student.sigmoid_bump(x if x.ndim else float(x), a, b, k), what)
        expect.shape(got, x.shape, what)
        expect.close(got, inside, what, atol=ROUGHLY)

    @weight(1)
    @forall(very_steep)
    def test_very_steep(self, student, x, a, b, k):
        """For k as large as 1e6 the values are 0, 1/2 and 1, never NaN, and within 2/k of the ends those between."""
        wanted = sigmoid_bump(x, a, b, k)
        expect.close(student.sigmoid_bump(x, a, b, k), wanted, "sigmoid_bump(x, a, b, k)", atol=ACCURATE)

    @alternate
    def as_a_difference(x, a, b, k):
        up = activate(k * (x - a), "sigmoid")
        down = activate(k * (x - b), "sigmoid")
        return up - down

    @alternate
    def as_a_product(x, a, b, k):
        return activate(k * (x - a), "sigmoid") * activate(k * (b - x), "sigmoid")

    @alternate
    def by_tanh(x, a, b, k):
        return (np.tanh(k * (np.asarray(x) - a) / 2) - np.tanh(k * (np.asarray(x) - b) / 2)) / 2

    @alternate
    def with_a_warning_and_single_precision_at_the_end(x, a, b, k):
        up, down = (1 / (1 + np.exp(-np.float32(k * (np.asarray(x) - t)))) for t in (a, b))
        return up - down

    @alternate
    def by_loop(x, a, b, k):
        values = np.zeros(np.shape(x))
        for place, t in np.ndenumerate(x):
            values[place] = float(activate(k * (t - a), "sigmoid")) - float(activate(k * (t - b), "sigmoid"))
        return values

    @alternate
    def as_a_network(x, a, b, k):
        Z = np.reshape(x, (-1, 1)) @ np.array([[k, k]]) + np.array([-k * a, -k * b])
        return (activate(Z, "sigmoid") @ np.array([1.0, -1.0])).reshape(np.shape(x))

    @alternate
    def one_minus_what_is_outside(x, a, b, k):
        x = np.asarray(x, float)
        return 1 - activate(k * (a - x), "sigmoid") - activate(k * (x - b), "sigmoid")

    bias_not_scaled = slip(
        as_a_difference,
        ("k * (x - a)", "k * x - a"),
        ("k * (x - b)", "k * x - b"),
        hint="sigma(kx - a) has its middle at a / k: the bias is -k a.",
        see="def-bump",
    )
    sign_reversed = slip(
        as_a_difference,
        ("up - down", "down - up"),
        hint="It rises at a and falls at b: the step at a minus the step at b.",
        see="def-bump",
    )
    steps_added = slip(
        as_a_difference,
        ("up - down", "up + down"),
        hint="After b it is 0 again: the second step is taken off.",
        see="def-bump",
    )
    steps_multiplied = slip(
        as_a_difference,
        ("up - down", "up * down"),
        hint="A product of two steps that both rise is a step: the second must fall.",
        see="def-bump",
    )
    one_step_only = slip(
        as_a_difference,
        ("up - down", "up"),
        hint="One sigmoid is a step: a second one takes it back at b.",
        see="def-bump",
    )
    divided_by_k = slip(
        as_a_difference,
        ("k * (x - a)", "(x - a) / k"),
        ("k * (x - b)", "(x - b) / k"),
        hint="Large k is steep: k multiplies.",
        see="def-bump",
    )
    k_left_out = slip(
        as_a_difference,
        ("k * (x - a)", "(x - a)"),
        ("k * (x - b)", "(x - b)"),
        hint="The steepness is k: it multiplies x - a and x - b.",
        see="def-bump",
    )
    knots_with_the_wrong_sign = slip(
        as_a_difference,
        ("(x - a)", "(x + a)"),
        ("(x - b)", "(x + b)"),
        hint="The middle of sigma(k (x - a)) is at a: minus.",
        see="def-bump",
    )
    k_times_the_height = slip(
        as_a_difference,
        ("up - down", "k * (up - down)"),
        hint="The height is 1: k multiplies inside the sigmoid only.",
        see="def-bump",
    )
    second_step_not_steep = slip(
        as_a_difference,
        ("k * (x - b)", "(x - b)"),
        hint="Both ends have the steepness k.",
        see="def-bump",
    )
    tanh_for_sigmoid = slip(
        as_a_difference,
        ('activate(k * (x - a), "sigmoid")', "np.tanh(k * (x - a))"),
        ('activate(k * (x - b), "sigmoid")', "np.tanh(k * (x - b))"),
        hint="tanh rises from -1 to 1: this bump has the height 2.",
        see="def-bump",
    )
    twice_as_steep = slip(
        by_tanh,
        ("- a) / 2)", "- a))"),
        ("- b) / 2)", "- b))"),
        hint="sigma(z) is (1 + tanh(z / 2)) / 2: half of z, or the bump is twice as steep.",
        see="prop-bump",
    )
    ramps_for_steps = slip(
        as_a_difference,
        ('activate(k * (x - a), "sigmoid")', "np.clip(k * (x - a) + 0.5, 0, 1)"),
        ('activate(k * (x - b), "sigmoid")', "np.clip(k * (x - b) + 0.5, 0, 1)"),
        hint="These are ramps; a sigmoid comes nearer to 0 and 1 all the time.",
        see="prop-bump",
    )
    flattened = slip(
        as_a_difference,
        ("up - down", "np.ravel(up - down)"),
        hint="The result has the shape of x: do not flatten it.",
        see="def-bump",
    )

    steepness_over_the_width = slip(
        as_a_difference,
        ("up = activate(k", "k = k / (b - a)\n    up = activate(k"),
        hint="The steepness is k, however wide the bump is: it is not divided by b - a.",
        see="def-bump",
    )
    steepness_times_the_width = slip(
        as_a_difference,
        ("up = activate(k", "k = k * (b - a)\n    up = activate(k"),
        hint="The steepness is k, however wide the bump is: it is not multiplied by b - a.",
        see="def-bump",
    )
    slope_k_in_the_middle = slip(
        as_a_difference,
        ("up = activate(k", "k = 4 * k\n    up = activate(k"),
        hint="The step is sigma(k x), whose slope in the middle is k / 4, not k.",
        see="def-bump",
    )
    steepness_at_most_1000 = slip(
        as_a_difference,
        ("up = activate(k", "k = min(k, 1000.0)\n    up = activate(k"),
        hint="The steepness is cut off: the bump must go on to grow steeper with k.",
        see="prop-bump",
    )
    exponents_at_most_5 = slip(
        as_a_difference,
        ("k * (x - a)", "np.clip(k * (x - a), -5, 5)"),
        ("k * (x - b)", "np.clip(k * (x - b), -5, 5)"),
        hint="Exponents cut off at 5 leave 0.0067 of each step: it does not come to 0 and to 1.",
        see="prop-bump",
    )
    cut_to_three_digits = slip(
        as_a_difference,
        ("return up - down", "return np.floor(1000 * (up - down)) / 1000"),
        hint="The values are not cut off: bumps side by side then do not add up.",
        see="prop-bump",
    )
    rounded_to_three_digits = slip(
        as_a_difference,
        ("return up - down", "return np.round(up - down, 3)"),
        hint="The values are not rounded: bumps side by side then do not add up.",
        see="prop-bump",
    )
    small_values_to_zero = slip(
        as_a_difference,
        ("return up - down", "return np.where(up - down < 1e-3, 0, up - down)"),
        hint="A small value is not 0: bumps side by side then do not add up.",
        see="prop-bump",
    )
    one_in_the_middle = slip(
        as_a_difference,
        ("return up - down", "return (up - down) / np.tanh(k * (b - a) / 4)"),
        hint="The bump stays a little below 1 in the middle: it is not divided by its largest value.",
        see="def-bump",
    )
    zero_taken_for_none = slip(
        as_a_difference,
        ("return up - down", "return (up if a else np.ones(np.shape(x))) - down"),
        hint="`if a` is false for a = 0, which is an end like others: the step up is missing there.",
        see="def-bump",
    )
    single_precision = slip(
        as_a_difference,
        (
            "up = activate(k",
            "x, a, b = np.asarray(x, np.float32), np.float32(a), np.float32(b)\n    up = activate(k",
        ),
        hint="float32 does not know x - a well enough: k = 1e6 makes what is lost large.",
        see="def-bump",
    )

    @misconception("z / (1 + |z|) comes to its limits far too slowly: a sigmoid is 1 / (1 + exp(-z)).", see="def-bump")
    def slow_steps(x, a, b, k):
        up, down = k * (np.asarray(x) - a), k * (np.asarray(x) - b)
        return (up / (1 + np.abs(up)) - down / (1 + np.abs(down))) / 2

    @misconception("This is a bell, 1/2 high at a and b whatever k is; the bump is flat on top.", see="def-bump")
    def bell_of_this_width(x, a, b, k):
        return np.exp(-np.log(2) * ((np.asarray(x) - (a + b) / 2) / ((b - a) / 2)) ** 2)

    @misconception("exp(z) overflows for z > 709, and inf / inf is NaN.", see="def-bump")
    def overflowing(x, a, b, k):
        up, down = np.exp(k * (x - a)), np.exp(k * (x - b))
        return up / (1 + up) - down / (1 + down)

    @misconception("inf / inf is not 0 here but 1: use a form that does not overflow.", see="def-bump")
    def nan_to_zero(x, a, b, k):
        up, down = np.exp(k * (x - a)), np.exp(k * (x - b))
        return np.nan_to_num(up / (1 + up)) - np.nan_to_num(down / (1 + down))

    @misconception("This is the indicator itself: no sum of sigmoids jumps.", see="prop-bump")
    def indicator(x, a, b, k):
        return np.where((x >= a) & (x <= b), 1.0, 0.0)

    @misconception("This is the indicator, and 1/2 at its ends: no sum of sigmoids jumps.", see="prop-bump")
    def steep_limit(x, a, b, k):
        return (np.sign(x - a) - np.sign(x - b)) / 2

    @misconception("This is a Gaussian about the middle; the bump is flat on top.", see="def-bump")
    def gaussian(x, a, b, k):
        return np.exp(-k * (x - (a + b) / 2) ** 2)

    @misconception("math.exp takes one number: use np.exp, which takes arrays.", see="def-bump")
    def one_number_only(x, a, b, k):
        return 1 / (1 + np.exp(-k * (float(x) - a))) - 1 / (1 + np.exp(-k * (float(x) - b)))

    @misconception("exp(z) overflows for z > 709, in a product as well, and inf / inf is NaN.", see="def-bump")
    def product_overflowing(x, a, b, k):
        up, down = np.exp(k * (x - a)), np.exp(k * (b - x))
        return up * down / ((1 + up) * (1 + down))

    @misconception("This is the indicator itself, open at its ends: no sum of sigmoids jumps.", see="prop-bump")
    def open_indicator(x, a, b, k):
        return np.where((x > a) & (x < b), 1.0, 0.0)

    @misconception("The steps are at a and b, half of b - a from the middle, not all of it.", see="def-bump")
    def twice_as_wide(x, a, b, k):
        middle, w = (a + b) / 2, b - a
        return activate(k * (x - middle + w), "sigmoid") - activate(k * (x - middle - w), "sigmoid")

    @misconception("x may have any shape, and math.exp takes one number and overflows: use np.exp.", see="def-bump")
    def row_of_numbers_only(x, a, b, k):
        import math

        steps = [(1 / (1 + math.exp(-k * (t - a))), 1 / (1 + math.exp(-k * (t - b)))) for t in x]
        return np.array([up - down for up, down in steps])

    @misconception("This is the slope of one step, made 1 high; the bump is a difference of two steps.", see="def-bump")
    def slope_of_a_step(x, a, b, k):
        step = activate(k * (x - (a + b) / 2), "sigmoid")
        return 4 * step * (1 - step)

    @misconception("The bump stays a little below 1; it is not divided by the largest value.", see="def-bump")
    def divided_by_the_largest(x, a, b, k):
        values = activate(k * (x - a), "sigmoid") - activate(k * (x - b), "sigmoid")
        return values / np.max(values)

    @misconception("The smaller of two steps has a kink in the middle: the bump is their difference.", see="def-bump")
    def smaller_of_two_steps(x, a, b, k):
        return np.minimum(activate(k * (x - a), "sigmoid"), activate(k * (b - x), "sigmoid"))
