"""Mark scheme of `hat`."""

from typing import ClassVar

import numpy as np

from autograder import exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation import hat_alternates
from autograder.checks.test_approximation.inputs import drawn, gaps, quarters, same_curve, same_values
from solutions.approximation import hat


def uneven(d):
    """a < b < c, the sides of unequal length, so that a slope on the wrong side is seen; the middle is often 0."""
    b = d.choice([0.0, 4.0, -4.0])
    b += quarters(d, 1)[0] * (b != 0)
    left, right = gaps(d, 2)
    return b - left, b, b + right


def narrow(d):
    """Such knots next to 0, 4096 times as close: steep sides."""
    return tuple(t / 4096 for t in uneven(d))


def inside(d):
    """Such knots, and how far up either side the points are."""
    return *uneven(d), np.concatenate([[1 / 2, 1 / 4], d.integers(d.integer(1, 4), 1, 15) / 16])


def outside(d):
    """Such knots, and how far from them the points are, near and far."""
    return *uneven(d), np.concatenate([[1 / 4, 1.0, 5.0], d.integers(d.integer(1, 3), 1, 400) / 4])


def in_a_row(d):
    """Equidistant knots, and heights at all of them, 0 at the first and at the last."""
    m = d.integer(1, 4)
    heights = quarters(d, m)
    heights[0] = d.choice([1.0, -2.0, 0.5])
    return quarters(d, 1)[0], d.choice([1.0, 0.5, 2.0, 3.0]), np.concatenate([[0.0], heights, [0.0]])


def size_of_hat(a, b, c, x):
    """What the terms come to that cancel outside (a, c)."""
    return 2 * (1 / (b - a) + 1 / (c - b)) * (np.abs(x) + max(abs(a), abs(b), abs(c)))


def as_a_hat(got, a, b, c, x, wanted):
    """The network of the answer has these values."""
    x, wanted = np.asarray(x, float), np.asarray(wanted, float)
    same_curve(got, x, wanted, "hat(a, b, c)", size_of_hat(a, b, c, x))


@exercise(reference=hat)
class TestHat:
    CONTRACT: ClassVar = {
        "computes the hat function": ("test_values_at_the_knots", "test_hats_in_a_row"),
        "0 outside (a, c), 1 at b, and affine": (
            "test_zero_outside",
            "test_values_at_the_knots",
            "test_affine_on_either_side",
        ),
        "to within 6e-7": ("test_zero_outside", "test_values_at_the_knots"),
        "as close as": "test_narrow_hats",
        "from one input to one output": ("test_values_at_the_knots", "test_affine_on_either_side"),
    }

    @practice
    @weight(1)
    @forall(uneven)
    def test_values_at_the_knots(self, student, a, b, c):
        """The value is 0 at a, 1 at b and 0 at c."""
        as_a_hat(student.hat(a, b, c), a, b, c, [a, b, c], [0, 1, 0])

    @practice
    @weight(1)
    @forall(inside)
    def test_affine_on_either_side(self, student, a, b, c, t):
        """A share t of the way from a to b, or from c to b, the value is t."""
        x = np.concatenate([a + t * (b - a), c - t * (c - b)])
        as_a_hat(student.hat(a, b, c), a, b, c, x, np.concatenate([t, t]))

    @weight(1)
    @forall(outside)
    def test_zero_outside(self, student, a, b, c, distance):
        """The value is 0 left of a and right of c, near and far, and 1 at b."""
        x = np.concatenate([[b], a - distance, c + distance])
        as_a_hat(student.hat(a, b, c), a, b, c, x, x == b)

    @weight(1)
    @forall(narrow)
    def test_narrow_hats(self, student, a, b, c):
        """Knots may be close together, the sides as steep as that: 0 at a, 1 at b and 0 at c, 1/2 halfway."""
        x = [a, (a + b) / 2, b, (b + c) / 2, c]
        as_a_hat(student.hat(a, b, c), a, b, c, x, [0, 1 / 2, 1, 1 / 2, 0])

    @weight(1)
    @forall(in_a_row, draws=12)
    def test_hats_in_a_row(self, student, start, h, heights):
        """Hats on equidistant knots, each times a height, add up to the broken line through the heights."""
        knots = start + h * np.arange(len(heights))
        x = np.concatenate([knots, (knots[1:] + knots[:-1]) / 2, knots[:1] - h / 4, knots[-1:] + h / 4])
        total = np.zeros(len(x))
        for height, *abc in zip(heights[1:], knots, knots[1:], knots[2:], strict=False):
            total += height * drawn(student.hat(*map(float, abc)), x, "hat(a, b, c)")
        size = np.abs(heights).sum() * size_of_hat(0.0, h, 2 * h, np.abs(x) + abs(start))
        same_values(total, x, np.interp(x, knots, heights), "the sum", size)

    by_changes_of_slope = hat_alternates.by_changes_of_slope
    from_above = hat_alternates.from_above
    one_minus_both_distances = hat_alternates.one_minus_both_distances
    by_ramps_as_lists = hat_alternates.by_ramps_as_lists
    from_the_right_in_single_precision = hat_alternates.from_the_right_in_single_precision
    by_solving_for_the_weights = hat_alternates.by_solving_for_the_weights
    as_the_smaller_of_two_lines = hat_alternates.as_the_smaller_of_two_lines
    cut_off_by_a_second_layer = hat_alternates.cut_off_by_a_second_layer

    slopes_swapped = slip(
        by_changes_of_slope,
        ("np.array([s, -s - r, r])", "np.array([r, -s - r, s])"),
        hint="The slope up belongs to the side from a to b, the slope down to that from b to c.",
        see="def-hat",
    )
    slopes_for_bends = slip(
        by_changes_of_slope,
        ("-s - r, r", "-r, 0"),
        hint="Slopes of ReLUs add up: each unit brings the change of the slope at its knot.",
        see="thm-bends",
    )
    bend_at_the_top_too_small = slip(
        by_changes_of_slope,
        ("-s - r, r", "-r, r"),
        hint="At b the slope changes from that of the way up to that of the way down: by both.",
        see="thm-bends",
    )
    as_if_both_sides_were_equal = slip(
        by_changes_of_slope,
        ("-s - r, r", "-2 * s, s"),
        hint="The two sides may have different lengths, and so different slopes.",
        see="def-hat",
    )
    up_as_on_the_right = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s = r = 1 / (c - b)"),
        hint="The two sides may have different lengths, and so different slopes.",
        see="def-hat",
    )
    slopes_of_one = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s = r = 1"),
        hint="To rise by 1 over b - a takes the slope 1 / (b - a).",
        see="def-hat",
    )
    lengths_for_slopes = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = b - a, c - b"),
        hint="A slope is height over length: 1 / (b - a), not b - a.",
        see="def-hat",
    )
    slopes_over_the_whole = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s = r = 1 / (c - a)"),
        hint="Each side rises by 1 over its own length, not over c - a.",
        see="def-hat",
    )
    knots_with_the_wrong_sign = slip(
        by_changes_of_slope,
        ("-knots)", "knots)"),
        hint="relu(x + b) bends at -b: the biases are minus the knots.",
        see="thm-bends",
    )
    upside_down = slip(
        by_changes_of_slope,
        ("np.array([s, -s - r, r])", "np.array([-s, s + r, -r])"),
        hint="The hat points upwards: the slope is positive first.",
        see="def-hat",
    )
    bends_down_twice = slip(
        by_changes_of_slope,
        ("-s - r, r", "-s - r, -r"),
        hint="After c the slope is 0 again: the three changes of slope add up to 0.",
        see="thm-bends",
    )
    raised_by_one = slip(
        by_changes_of_slope,
        ("np.zeros(1)", "np.ones(1)"),
        hint="Left of a all units are off and the value is the last bias: 0.",
        see="def-hat",
    )
    difference_of_the_slopes = slip(
        by_changes_of_slope,
        ("-s - r, r", "s - r, r"),
        hint="At b the slope changes from s to -r: by -s - r.",
        see="thm-bends",
    )
    never_down = slip(
        by_changes_of_slope,
        ("-s - r, r", "s + r, r"),
        hint="At b the curve turns down: there the change of the slope is negative.",
        see="thm-bends",
    )
    bend_at_the_middle = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "b = (a + c) / 2\n    s, r = 1 / (b - a), 1 / (c - b)"),
        hint="The top is at b, wherever b is between a and c.",
        see="def-hat",
    )
    down_ramp_goes_up = slip(
        by_ramps_as_lists,
        ("[1], [-1], [-1], [1]", "[1], [-1], [1], [-1]"),
        hint="The second ramp goes down: its two weights have the other signs.",
        see="thm-bends",
    )
    biases_not_scaled = slip(
        by_changes_of_slope,
        ("np.ones((1, 3))", "np.array([[s, s + r, r]])"),
        ("bends[:, None]", "np.array([[1], [-1], [1]])"),
        hint="The knot of relu(w x + b) is -b / w: where w is not 1, the bias is not minus the knot.",
        see="thm-bends",
    )
    biases_as_a_row = slip(
        by_changes_of_slope,
        ("-knots)", "-knots[None])"),
        hint="b1 has one number for each unit, (3,): it is no matrix.",
        see="def-scalar-network",
    )
    samples_as_columns = slip(
        by_changes_of_slope,
        ("np.ones((1, 3))", "np.ones((3, 1))"),
        ("bends[:, None]", "bends[None]"),
        hint="One input has one row: W1 is (1, 3), and W2 is (3, 1).",
        see="def-scalar-network",
    )

    half_the_width = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s = r = 2 / (c - a)"),
        hint="b need not be in the middle: each side has a length, and a slope, of its own.",
        see="def-hat",
    )
    area_of_one = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = 2 / (c - a) / (b - a), 2 / (c - a) / (c - b)"),
        hint="The height is 1, at b; the area is whatever it is.",
        see="def-hat",
    )
    middle_where_b_is_zero = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "b = b or (a + c) / 2\n    s, r = 1 / (b - a), 1 / (c - b)"),
        hint="`b or ...` takes b = 0 for no b at all: 0 is a number like others.",
        see="def-hat",
    )
    knots_without_their_sign = slip(
        by_changes_of_slope,
        ("-knots)", "-np.abs(knots))"),
        hint="A knot may be negative: the bias of a knot at -1 is 1.",
        see="thm-bends",
    )
    whole_biases = slip(
        by_changes_of_slope,
        ("-knots)", "np.trunc(-knots))"),
        hint="Knots need not be whole numbers: the biases are cut off here.",
        see="thm-bends",
    )
    rounded_to_three_digits = slip(
        by_changes_of_slope,
        ("bends[:, None]", "np.round(bends, 3)[:, None]"),
        hint="Weights are not rounded: far out the error grows without bound.",
        see="def-hat",
    )
    half_precision = slip(
        by_changes_of_slope,
        ("np.ones((1, 3)), -knots", "np.ones((1, 3), np.float16), (-knots).astype(np.float16)"),
        ("bends[:, None], np.zeros(1)", "bends[:, None].astype(np.float16), np.zeros(1)"),
        hint="float16 knows three digits only: take float64.",
        see="def-hat",
    )
    less_added = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = 1 / (b - a + 1e-8), 1 / (c - b + 1e-8)"),
        hint="a < b < c, so that nothing need be added to the lengths: where they are short it makes the hat lower.",
        see="def-hat",
    )
    steepness_cut_off = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = min(1 / (b - a), 10), min(1 / (c - b), 10)"),
        hint="A side may be as steep as its length asks for: cut off, it does not reach 1.",
        see="def-hat",
    )
    steeper_than_1000_cut_off = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = 1 / max(b - a, 1e-3), 1 / max(c - b, 1e-3)"),
        hint="Knots may be closer than 1e-3: a side may be as steep as its length asks for.",
        see="def-hat",
    )
    left_side_of_slope_one = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = 1, (b - a) / (c - b)"),
        hint="Of slope 1 the left side comes to b - a at b, not to 1: its slope is 1 / (b - a).",
        see="def-hat",
    )
    knots_counted_from_the_first = slip(
        by_changes_of_slope,
        ("np.array([a, b, c])", "np.array([0, b - a, c - a])"),
        hint="This hat begins at 0: its knots are a, b and c, not 0, b - a and c - a.",
        see="def-hat",
    )
    slopes_rounded = slip(
        by_changes_of_slope,
        ("s, r = 1 / (b - a), 1 / (c - b)", "s, r = round(1 / (b - a), 3), round(1 / (c - b), 3)"),
        hint="Slopes are not rounded: a third is not 0.333.",
        see="def-hat",
    )
    distances_over_the_other_side = slip(
        one_minus_both_distances,
        ("[[-s], [-r]]", "[[-r], [-s]]"),
        hint="The slope up belongs to the side from a to b, the slope down to that from b to c.",
        see="def-hat",
    )
    distances_not_cut_off = slip(
        one_minus_both_distances,
        (", (np.ones((1, 1)), np.zeros(1))]", "]"),
        hint="Outside (a, c) one minus a distance goes below 0: it needs one more ReLU, or units at a and c.",
        see="def-hat",
    )
    distances_cut_off_at_c_only = slip(
        one_minus_both_distances,
        ("[[-1.0, 1.0]]), np.array([b, -b])", "[[-1.0, 1.0, 1.0]]), np.array([b, -b, -c])"),
        ("[[-s], [-r]]", "[[-s], [-r], [r]]"),
        (", (np.ones((1, 1)), np.zeros(1))]", "]"),
        hint="The unit that faces left has its slope all the way left of b: at a one more unit has to stop it.",
        see="thm-bends",
    )
    lifted_by_the_first_knot = slip(
        by_changes_of_slope,
        ("np.zeros(1)", "np.array([-a * s])"),
        hint="Left of a all units are off and the value is the last bias: 0.",
        see="def-hat",
    )
    biases_of_ramps_not_scaled = slip(
        by_ramps_as_lists,
        ("-a * up, -b * up, -b * down, -c * down", "-a, -b, -b, -c"),
        ("[1]], 0)", "[1]], [0])"),
        hint="The knot of relu(w x + b) is -b / w: where w is not 1, the bias is not minus the knot.",
        see="thm-bends",
    )
    no_relu_at_the_end = slip(
        as_the_smaller_of_two_lines,
        (", (np.eye(1), np.zeros(1))]", "]"),
        hint="After the last layer there is no ReLU: to cut the sum off at 0 takes one layer more.",
        see="def-scalar-network",
    )

    @misconception("Without a third unit the sum goes on falling after c.", see="thm-bends")
    def third_unit_missing(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [(np.ones((1, 2)), -np.array([a, b])), (np.array([[s], [-s - r]]), np.zeros(1))]

    @misconception(
        "Outside (a, c) this goes below 0: one more ReLU, or a bend at a and at c, is wanting.", see="def-hat"
    )
    def negative_outside(a, b, c):
        hidden = np.array([[-1 / (b - a), 1 / (c - b)]]), np.array([b / (b - a), -b / (c - b)])
        return [hidden, (-np.ones((2, 1)), np.ones(1))]

    @misconception("A list of layers is wanted, each a pair: [(W1, b1), (W2, b2)].", see="def-scalar-network")
    def all_in_one_list(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [np.ones((1, 3)), -np.array([a, b, c]), np.array([[s], [-s - r], [r]]), np.zeros(1)]

    @misconception("W2 is a column, (3, 1): one row for each hidden unit.", see="def-scalar-network")
    def flat_last_weights(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [(np.ones((1, 3)), -np.array([a, b, c])), (np.array([s, -s - r, r]), np.zeros(1))]

    @misconception("W1 is a row, (1, 3), and W2 a column, (3, 1).", see="def-scalar-network")
    def flat_weights(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [(np.ones(3), -np.array([a, b, c])), (np.array([s, -s - r, r]), np.zeros(1))]

    @misconception(
        "Parameters are wanted, a list of layers (W, b), and not the curve itself.", see="def-scalar-network"
    )
    def the_curve_itself(a, b, c):
        return lambda x: np.interp(x, [a, b, c], [0, 1, 0])

    @misconception(
        "Each of these goes on beyond b, and they are added: the hat is no sum of its sides.", see="thm-bends"
    )
    def two_sides_added(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [(np.array([[1, -1]]), np.array([-a, c])), (np.array([[s], [r]]), np.zeros(1))]

    @misconception("Outside (a, c) this goes on below 0: it needs one more ReLU, or units at a and c.", see="def-hat")
    def one_minus_the_distance(a, b, c):
        s, r = 1 / (b - a), 1 / (c - b)
        return [(np.array([[1, -1]]), np.array([-b, b])), (np.array([[-r], [-s]]), np.ones(1))]
