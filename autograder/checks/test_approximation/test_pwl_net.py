"""Mark scheme of `pwl_net`."""

from typing import ClassVar

import numpy as np

from autograder import exercise, forall, practice, slip, weight
from autograder.checks.test_approximation import pwl_alternates, pwl_mistakes
from autograder.checks.test_approximation.lines import (
    as_a_line,
    data,
    near_and_far,
    one_knot,
    parabola,
    whole,
    with_distances,
    with_shares,
)
from solutions.approximation import hat, pwl_net


@exercise(reference=pwl_net, requires=(hat,))
class TestPwlNet:
    CONTRACT: ClassVar = {
        "interpolates the values": "test_values_at_the_knots",
        "m >= 1": "test_one_knot",
        "may be integers": "test_whole_numbers",
        "gaps as short as": "test_steep_and_flat",
        "to within": ("test_values_at_the_knots", "test_constant_beyond_the_ends"),
        "affine between neighbouring knots": ("test_affine_between_neighbours", "test_error_on_a_parabola"),
        "constant to the left of the first": "test_constant_beyond_the_ends",
        "those of a network as in `hat`": ("test_values_at_the_knots", "test_affine_between_neighbours"),
    }

    @practice
    @weight(1)
    @forall(data)
    def test_values_at_the_knots(self, student, knots, vals):
        """At each knot the network has the value given."""
        as_a_line(student.pwl_net(knots, vals), knots, vals, knots, vals)

    @practice
    @weight(1)
    @forall(with_shares)
    def test_affine_between_neighbours(self, student, knots, vals, t):
        """A share t of the way to the next knot, the value has gone the share t of the way to the next value."""
        s = t[:, None]
        x = ((1 - s) * knots[:-1] + s * knots[1:]).ravel()
        wanted = ((1 - s) * vals[:-1] + s * vals[1:]).ravel()
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, wanted)

    @weight(1)
    @forall(with_distances)
    def test_constant_beyond_the_ends(self, student, knots, vals, distance):
        """Left of the first knot the value stays the first one, right of the last knot the last one."""
        x = np.concatenate([knots[0] - distance, knots[-1] + distance])
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, np.repeat(vals[[0, -1]], len(distance)))

    @weight(1)
    @forall(parabola)
    def test_error_on_a_parabola(self, student, knots, h, p, q, r):
        """Between knots t < t' = t + h the error for p x^2 + q x + r is p (x - t)(t' - x), p h^2 / 4 in the middle."""
        vals = (p * knots + q) * knots + r
        x = (knots[:-1, None] + h * np.array([0.25, 0.5, 0.75])).ravel()
        error = np.tile(p * h**2 * np.array([3 / 16, 1 / 4, 3 / 16]), len(knots) - 1)
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, (p * x + q) * x + r + error)

    @weight(1)
    @forall(one_knot)
    def test_one_knot(self, student, knots, vals, distance):
        """With one knot the network is constant."""
        x = np.concatenate([knots, knots - distance, knots + distance])
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, np.full(len(x), vals[0]))

    @weight(1)
    @forall(near_and_far, draws=10)
    def test_steep_and_flat(self, student, knots, vals):
        """The values are right with the knots 4096 times as close and 1024 times as far apart, steep or flat."""
        for scale in (1 / 4096, 1024.0):
            t = scale * knots
            as_a_line(student.pwl_net(t, vals), t, vals, t, vals)

    @weight(1)
    @forall(whole, draws=10)
    def test_whole_numbers(self, student, knots, vals):
        """Knots and values may be integers, and the slopes between them need not be."""
        x = np.concatenate([knots, (knots[1:] + knots[:-1]) / 2])
        wanted = np.concatenate([vals, (vals[1:] + vals[:-1]) / 2])
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, wanted)

    by_changes_of_slope = pwl_alternates.by_changes_of_slope
    by_loop_and_lists = pwl_alternates.by_loop_and_lists
    from_the_right_in_single_precision = pwl_alternates.from_the_right_in_single_precision
    by_units_that_bend = pwl_alternates.by_units_that_bend
    by_ramps = pwl_alternates.by_ramps
    by_solving_for_the_weights = pwl_alternates.by_solving_for_the_weights
    by_hats_and_a_ramp = pwl_alternates.by_hats_and_a_ramp
    of_what_is_between_the_ends = pwl_alternates.of_what_is_between_the_ends

    slopes_not_differenced = slip(
        by_changes_of_slope,
        ("np.diff(slopes, prepend=0, append=0)", "np.append(slopes, 0)"),
        hint="Slopes of ReLUs add up: each unit brings the change of the slope at its knot.",
        see="thm-bends",
    )
    left_value_lost = slip(
        by_changes_of_slope,
        ("vals[:1]", "np.zeros(1)"),
        hint="Left of the first knot all units are off: the last bias is the first value.",
        see="thm-interpolation",
    )
    last_value_as_bias = slip(
        by_changes_of_slope,
        ("vals[:1]", "vals[-1:]"),
        hint="Left of the first knot all units are off: the last bias is the first value, not the last.",
        see="thm-interpolation",
    )
    mean_as_bias = slip(
        by_changes_of_slope,
        ("vals[:1]", "vals.mean(keepdims=True)"),
        hint="Left of the first knot all units are off: the last bias is the first value.",
        see="thm-interpolation",
    )
    goes_on_to_the_right = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "bends = np.append(np.diff(slopes, prepend=0), 0)[: len(knots)]",
        ),
        hint="At the last knot the slope falls back to 0: it needs a bend, too.",
        see="thm-interpolation",
    )
    first_slope_lost = slip(
        by_changes_of_slope,
        ("np.diff(slopes, prepend=0, append=0)", "np.append(0, np.diff(slopes, append=0))[: len(knots)]"),
        hint="Left of the first knot the slope is 0: it changes there, too.",
        see="thm-interpolation",
    )
    gaps_left_out = slip(
        by_changes_of_slope,
        ("np.diff(vals) / np.diff(knots)", "np.diff(vals)"),
        hint="A slope is the change of the value over that of x: the knots are not 1 apart.",
        see="thm-interpolation",
    )
    equal_gaps = slip(
        by_changes_of_slope,
        ("np.diff(vals) / np.diff(knots)", "np.diff(vals) / np.diff(knots)[:1]"),
        hint="The knots need not be equidistant: every interval has a length of its own.",
        see="thm-interpolation",
    )
    mean_gap = slip(
        by_changes_of_slope,
        (
            "np.diff(vals) / np.diff(knots)",
            "np.diff(vals) / ((np.ptp(knots) / (len(knots) - 1)) if len(knots) > 1 else 1)",
        ),
        hint="The knots need not be equidistant: every interval has a length of its own.",
        see="thm-interpolation",
    )
    times_the_gaps = slip(
        by_changes_of_slope,
        ("np.diff(vals) / np.diff(knots)", "np.diff(vals) * np.diff(knots)"),
        hint="A slope is a change of value over a length, not times it.",
        see="thm-interpolation",
    )
    knots_with_the_wrong_sign = slip(
        by_changes_of_slope,
        ("(W, -knots)", "(W, knots)"),
        hint="relu(x + b) bends at -b: the biases are minus the knots.",
        see="thm-bends",
    )
    bends_with_the_wrong_sign = slip(
        by_changes_of_slope,
        ("(bends[:, None]", "(-bends[:, None]"),
        hint="A bend is the slope after the knot minus the slope before it.",
        see="thm-bends",
    )
    values_as_weights = slip(
        by_changes_of_slope,
        ("bends[:, None]", "vals[:, None]"),
        hint="The last weights are changes of slope, not values.",
        see="thm-bends",
    )
    differences_of_values = slip(
        by_changes_of_slope,
        ("bends = np.diff(slopes, prepend=0, append=0)", "bends = np.diff(vals, append=vals[-1])"),
        hint="ReLUs are no steps: their weights are changes of slope, not of value.",
        see="thm-bends",
    )
    one_knot_late = slip(
        by_changes_of_slope,
        ("bends = np.diff(slopes, prepend=0, append=0)", "bends = np.append(0, np.diff(slopes, prepend=0))"),
        hint="The slope from t_j to t_(j+1) begins at t_j: each bend stands one knot too late.",
        see="thm-interpolation",
    )
    bends_inside_only = slip(
        by_changes_of_slope,
        ("np.diff(slopes, prepend=0, append=0)", "np.diff(slopes)"),
        ("W = np.ones((1, len(knots)))", "knots = knots[1:-1]\n    W = np.ones((1, len(knots)))"),
        hint="At the first knot and at the last the slope changes, too: from 0 and to 0.",
        see="thm-interpolation",
    )
    last_weights_as_a_row = slip(
        by_changes_of_slope,
        ("bends[:, None]", "bends[None]"),
        hint="W2 is a column, (m, 1): one row for each hidden unit.",
        see="def-scalar-network",
    )
    biases_as_a_row = slip(
        by_changes_of_slope,
        ("(W, -knots)", "(W, -knots[None])"),
        hint="b1 has one number for each unit, (m,): it is no matrix.",
        see="def-scalar-network",
    )
    samples_as_columns = slip(
        by_changes_of_slope,
        ("np.ones((1, len(knots)))", "np.ones((len(knots), 1))"),
        ("bends[:, None]", "bends[None]"),
        hint="One input has one row: W1 is (1, m), and W2 is (m, 1).",
        see="def-scalar-network",
    )

    upward_bends_only = slip(
        by_changes_of_slope,
        ("(bends[:, None]", "(np.maximum(bends, 0)[:, None]"),
        hint="A knot at which the slope falls has a unit too, with a negative last weight.",
        see="thm-bends",
    )
    value_at_zero_as_bias = slip(
        by_changes_of_slope,
        ("vals[:1]", "np.array([np.interp(0.0, knots, vals)])"),
        hint="The last bias is the value left of all knots, not that at x = 0.",
        see="thm-interpolation",
    )
    values_sorted = slip(
        by_changes_of_slope,
        ("slopes = np.diff(vals)", "vals = np.sort(vals)\n    slopes = np.diff(vals)"),
        hint="Each value belongs to its knot: they are not sorted.",
        see="thm-interpolation",
    )
    rounded_to_three_digits = slip(
        by_changes_of_slope,
        ("bends = np.diff(slopes, prepend=0, append=0)", "bends = np.diff(np.round(slopes, 3), prepend=0, append=0)"),
        hint="Slopes are not rounded: what is lost adds up from knot to knot.",
        see="thm-interpolation",
    )
    rounded_to_four_digits = slip(
        by_changes_of_slope,
        ("bends = np.diff(slopes, prepend=0, append=0)", "bends = np.diff(np.round(slopes, 4), prepend=0, append=0)"),
        hint="Slopes are not rounded: what is lost adds up from knot to knot.",
        see="thm-interpolation",
    )
    flat_before_the_end = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "slopes[-1:] = 0\n    bends = np.diff(slopes, prepend=0, append=0)",
        ),
        hint="The slope falls back to 0 at the last knot, not at the one before.",
        see="thm-interpolation",
    )
    run_over_rise = slip(
        by_changes_of_slope,
        (
            "np.diff(vals) / np.diff(knots)",
            "np.divide(np.diff(knots), np.diff(vals), out=np.zeros(len(knots) - 1), where=np.diff(vals) != 0)",
        ),
        hint="A slope is rise over run, the change of the value over that of x.",
        see="thm-interpolation",
    )
    ended_by_all_slopes = slip(
        by_changes_of_slope,
        ("bends = np.diff(slopes, prepend=0, append=0)", "bends = np.append(slopes, -slopes.sum())"),
        hint="Slopes of ReLUs add up: each unit brings the change of the slope at its knot.",
        see="thm-bends",
    )
    less_added = slip(
        by_changes_of_slope,
        ("/ np.diff(knots)", "/ (np.diff(knots) + 1e-8)"),
        hint="The knots increase: nothing need be added to the gaps, where it falsifies the slopes if they are short.",
        see="thm-interpolation",
    )
    steepness_cut_off = slip(
        by_changes_of_slope,
        ("np.diff(vals) / np.diff(knots)", "np.clip(np.diff(vals) / np.diff(knots), -100, 100)"),
        hint="A slope may be as steep as the values ask for: cut off, it misses them.",
        see="thm-interpolation",
    )
    small_units_left_out = slip(
        by_units_that_bend,
        ("bends != 0", "np.abs(bends) > 1e-3"),
        hint="A small change of the slope is one, too: left out, all that follows is off.",
        see="thm-bends",
    )
    slopes_at_the_knots_or_none = slip(
        by_changes_of_slope,
        ("np.diff(vals) / np.diff(knots)", "np.gradient(vals, knots)[:-1] if len(knots) > 1 else np.zeros(0)"),
        hint="np.gradient takes means of slopes, at the knots; those of the gaps are wanted.",
        see="thm-interpolation",
    )
    first_value_twice = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "bends = np.diff(slopes, prepend=0, append=0)\n    bends[0] += vals[0]\n    bends[-1] -= vals[0]",
        ),
        hint="The last bias is the first value: it is no change of the slope as well.",
        see="thm-interpolation",
    )
    straight_line_for_two = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "if len(knots) == 2:\n        return [(slopes[None], vals[:1] - slopes * knots[:1])]\n"
            "    bends = np.diff(slopes, prepend=0, append=0)",
        ),
        hint="With two knots, too, the curve is constant beyond them: a straight line is not.",
        see="thm-interpolation",
    )
    divided_by_the_spread = slip(
        by_changes_of_slope,
        ("slopes = np", "low, spread = vals.min(), np.ptp(vals)\n    vals = (vals - low) / spread\n    slopes = np"),
        ("bends[:, None]", "spread * bends[:, None]"),
        ("vals[:1]", "low + spread * vals[:1]"),
        hint="max - min is 0 where all values are equal, as one value is: nothing need be scaled.",
        see="thm-interpolation",
    )
    small_bends_left_out = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "bends = np.diff(slopes, prepend=0, append=0)\n    bends[np.abs(bends) < 0.01] = 0",
        ),
        hint="A small change of the slope is one, too: left out, all that follows is off.",
        see="thm-bends",
    )

    dtype_of_the_values = pwl_mistakes.dtype_of_the_values
    last_unit_missing_but_for_one_knot = pwl_mistakes.last_unit_missing_but_for_one_knot
    goes_on_to_the_left = pwl_mistakes.goes_on_to_the_left
    zero_for_one_knot = pwl_mistakes.zero_for_one_knot
    slopes_at_the_knots = pwl_mistakes.slopes_at_the_knots
    jumps_before_each_knot = pwl_mistakes.jumps_before_each_knot
    falls_to_zero_beyond_the_ends = pwl_mistakes.falls_to_zero_beyond_the_ends
    nearly_a_staircase = pwl_mistakes.nearly_a_staircase
    slopes_of_the_intervals = pwl_mistakes.slopes_of_the_intervals
    last_unit_missing = pwl_mistakes.last_unit_missing
    two_knots_or_more = pwl_mistakes.two_knots_or_more
    hats_alone = pwl_mistakes.hats_alone
    the_curve_itself = pwl_mistakes.the_curve_itself
    zero_from_a_hundred_on = pwl_mistakes.zero_from_a_hundred_on
    dtype_of_the_knots = pwl_mistakes.dtype_of_the_knots
