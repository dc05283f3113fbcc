"""Mark scheme of `pwl_net`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation.inputs import gaps, quarters, same_curve
from solutions.approximation import hat, pwl_net


def values_at(d, m):
    """m values, those at the ends different from one another and not 0; ties and zeros between are frequent."""
    vals = quarters(d, m, 12)
    vals[0] = d.choice([1.0, -2.0, 0.5])
    vals[-1] = vals[0] + d.choice([1.5, -3.5, 1.0])
    return vals


def data(d):
    """Two knots or more in increasing order, neighbouring gaps different, and values; the first knot may be 0."""
    m = d.integer(2, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def bent(d):
    """Three knots or more."""
    m = d.integer(3, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def with_shares(d):
    """Knots, values, and how far between its neighbours a point is."""
    return *bent(d), np.append(1 / 4, d.integers(d.integer(1, 3), 1, 15) / 16)


def with_distances(d):
    """Knots, values, and how far beyond the ends the points are."""
    return *data(d), np.append([1 / 4, 3.0], d.integers(d.integer(1, 3), 1, 200) / 4)


def parabola(d):
    """Equidistant knots, h apart, and the coefficients (p, q, r) of p x^2 + q x + r, p not 0, 0 at the first."""
    m, start, h = d.integer(3, 6), quarters(d, 1, 4)[0], d.choice([1.0, 0.5, 1.5])
    p, q = d.choice([1.0, -0.5, 2.0]), quarters(d, 1)[0]
    return start + h * np.arange(m), h, p, q, 0.0 - (p * start + q) * start


def near_and_far(d):
    """Knots next to 0, and values with a change that is small beside the others."""
    knots, vals = bent(d)
    vals[1] = vals[0] + d.choice([0.25, -0.25])
    return knots - knots[1], vals


def whole(d):
    """Knots and values that are integers, of slopes that are none."""
    m = d.integer(2, 5)
    lengths, rises = 2 + 2 * d.integers(m - 1, 0, 2), 2 * d.integers(m - 1, -3, 2) + 1
    start = d.integers(2, -3, 3)
    return tuple(s + np.append(0, np.cumsum(each)) for s, each in zip(start, (lengths, rises), strict=True))


def one_knot(d):
    return quarters(d, 1), d.choice([1.0, -2.0, 0.5]) + quarters(d, 1, 1), d.integers(d.integer(1, 3), 1, 200) / 4


def size_of_line(knots, vals, x):
    """What the terms of the sum come to."""
    steepest = np.abs(np.diff(vals) / np.diff(knots)).max(initial=0.0)
    return np.abs(vals).max() + 2 * len(knots) * steepest * (np.abs(x) + np.abs(knots).max())


def as_a_line(got, knots, vals, x, wanted):
    """The network of the answer has these values."""
    same_curve(got, x, wanted, "pwl_net(knots, vals)", size_of_line(knots, vals, x))


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

    @alternate
    def by_changes_of_slope(knots, vals):
        slopes = np.diff(vals) / np.diff(knots)
        bends = np.diff(slopes, prepend=0, append=0)
        W = np.ones((1, len(knots)))
        return [(W, -knots), (bends[:, None], vals[:1])]

    @alternate
    def by_loop_and_lists(knots, vals):
        bends, before = [], 0.0
        for j in range(len(knots)):
            after = 0.0 if j == len(knots) - 1 else (vals[j + 1] - vals[j]) / (knots[j + 1] - knots[j])
            bends.append([after - before])
            before = after
        return [([[1.0] * len(knots)], [-t for t in knots]), (bends, [vals[0]])]

    @alternate
    def from_the_right_in_single_precision(knots, vals):
        t, v = knots.astype(np.float32), vals.astype(np.float32)
        bends = np.diff(np.diff(v) / np.diff(t), prepend=np.float32(0), append=np.float32(0))
        return [(-np.ones((1, len(t)), np.float32), t), (bends[:, None], v[-1:])]

    @alternate
    def by_ramps(knots, vals):
        s = np.diff(vals) / np.diff(knots)
        hidden = np.ones((1, 2 * len(s))), -np.concatenate([knots[:-1], knots[1:]])
        return [hidden, (np.concatenate([s, -s])[:, None], vals[0])]

    @alternate
    def by_solving_for_the_weights(knots, vals):
        m = len(knots)
        x = np.append(knots[1:], knots[-1] + 1)
        wanted = np.append(vals[1:], vals[-1]) - vals[0]
        v = np.linalg.solve(np.maximum(x[:, None] - knots, 0), wanted)
        return [(np.ones((1, m)), -knots), (v.reshape(m, 1), vals[:1])]

    @alternate
    def by_hats_and_a_ramp(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), np.zeros(1)), (np.zeros((1, 1)), vals)]
        v = vals - vals[0]
        t = knots.tolist()
        last = v[-1] / (t[-1] - t[-2])
        biases, weights = [-t[-2], -t[-1]], [last, -last]
        for j in range(1, len(t) - 1):
            up, down = 1 / (t[j] - t[j - 1]), 1 / (t[j + 1] - t[j])
            biases += [-t[j - 1], -t[j], -t[j + 1]]
            weights += [v[j] * up, -v[j] * (up + down), v[j] * down]
        return [(np.ones((1, len(biases))), np.array(biases)), (np.reshape(weights, (-1, 1)), vals[:1])]

    @alternate
    def of_what_is_between_the_ends(knots, vals):
        # first relu(x - t_0) - relu(x - t_last), which stays between 0 and the length of it all, then the bends inside
        t = knots - knots[0]
        s = np.diff(vals) / np.diff(knots) if len(knots) > 1 else np.zeros(1)
        bends = np.diff(s, prepend=0)
        first = np.ones((1, 2)), np.array([-knots[0], -knots[-1]])
        second = np.array([[1.0], [-1.0]]) @ np.ones((1, len(bends))), -t[: len(bends)]
        return [first, second, (bends[:, None], vals[:1])]

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
    small_bends_left_out = slip(
        by_changes_of_slope,
        (
            "bends = np.diff(slopes, prepend=0, append=0)",
            "bends = np.diff(slopes, prepend=0, append=0)\n    bends[np.abs(bends) < 0.01] = 0",
        ),
        hint="A small change of the slope is one, too: left out, all that follows is off.",
        see="thm-bends",
    )

    @misconception(
        "The slopes are cut off to integers, where an array takes its dtype from vals.", see="thm-interpolation"
    )
    def dtype_of_the_values(knots, vals):
        slopes = np.zeros(len(knots) + 1, np.asarray(vals).dtype)
        for j in range(len(knots) - 1):
            slopes[j + 1] = (vals[j + 1] - vals[j]) / (knots[j + 1] - knots[j])
        return [(np.ones((1, len(knots))), -np.asarray(knots, float)), (np.diff(slopes)[:, None], vals[:1])]

    @misconception("At the last knot the slope falls back to 0: it needs a unit, too.", see="thm-interpolation")
    def last_unit_missing_but_for_one_knot(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), vals)]
        bends = np.diff(np.diff(vals) / np.diff(knots), prepend=0)
        return [(np.ones((1, len(bends))), -knots[:-1]), (bends[:, None], vals[:1])]

    @misconception("Left of the first knot the value stays the first: no unit is on there.", see="thm-interpolation")
    def goes_on_to_the_left(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), vals)]
        slopes = np.append(np.diff(vals) / np.diff(knots), 0.0)
        W, b = np.append(-1.0, np.ones(len(knots)))[None], np.append(knots[0], -knots)
        return [(W, b), (np.concatenate([[-slopes[0]], slopes[:1], np.diff(slopes)])[:, None], vals[:1])]

    @misconception("With one knot the curve is constant, its value that of the knot, not 0.", see="thm-interpolation")
    def zero_for_one_knot(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), np.zeros(1)), (np.zeros((1, 1)), np.zeros(1))]
        bends = np.diff(np.diff(vals) / np.diff(knots), prepend=0, append=0)
        return [(np.ones((1, len(knots))), -knots), (bends[:, None], vals[:1])]

    @misconception(
        "np.gradient takes means of slopes, at the knots; those of the gaps are wanted.", see="thm-interpolation"
    )
    def slopes_at_the_knots(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), vals)]
        bends = np.diff(np.gradient(vals, knots)[:-1], prepend=0, append=0)
        return [(np.ones((1, len(knots))), -knots), (bends[:, None], vals[:1])]

    @misconception("Between the knots the network is affine: this holds a value, and jumps.", see="thm-interpolation")
    def jumps_before_each_knot(knots, vals):
        if len(knots) == 1:
            return [(np.zeros((1, 1)), vals)]
        ramps = np.diff(knots) / 1000
        steep = np.diff(vals) / ramps
        b = -np.concatenate([knots[1:] - ramps, knots[1:]])
        return [(np.ones((1, len(b))), b), (np.concatenate([steep, -steep])[:, None], vals[:1])]

    @misconception("Beyond the ends the value stays what it is there: it does not go to 0.", see="thm-interpolation")
    def falls_to_zero_beyond_the_ends(knots, vals):
        t = np.concatenate([knots[:1] - 1, knots, knots[-1:] + 1])
        v = np.concatenate([[0], vals, [0]])
        bends = np.diff(np.diff(v) / np.diff(t), prepend=0, append=0)
        return [(np.ones((1, len(t))), -t), (bends[:, None], np.zeros(1))]

    @misconception("Between the knots the network is affine, not constant.", see="thm-interpolation")
    def nearly_a_staircase(knots, vals):
        steep = 1e3
        steps = np.diff(vals, prepend=0)
        t = np.concatenate([knots - 1 / steep, knots])
        weights = steep * np.concatenate([steps, -steps])
        return [(np.ones((1, len(t))), -t), (weights[:, None], np.zeros(1))]

    @misconception(
        "Each unit brings the change of the slope; and at the last knot the slope is 0 again.", see="thm-bends"
    )
    def slopes_of_the_intervals(knots, vals):
        slopes = np.diff(vals) / np.diff(knots)
        return [(np.ones((1, len(slopes))), -knots[:-1]), (slopes[:, None], vals[:1])]

    @misconception("At the last knot the slope falls back to 0: it needs a unit, too.", see="thm-interpolation")
    def last_unit_missing(knots, vals):
        bends = np.diff(np.diff(vals) / np.diff(knots), prepend=0)
        return [(np.ones((1, len(bends))), -knots[:-1]), (bends[:, None], vals[:1])]

    @misconception("With one knot there are no slopes between knots: the curve is constant.", see="thm-interpolation")
    def two_knots_or_more(knots, vals):
        slopes = np.diff(vals) / np.diff(knots)
        bends = np.concatenate([[slopes[0]], np.diff(slopes), [-slopes[-1]]])
        return [(np.ones((1, len(knots))), -knots), (bends[:, None], vals[:1])]

    @misconception(
        "Beyond the ends the hats at the ends go to 0: the value stays what it is there.", see="thm-interpolation"
    )
    def hats_alone(knots, vals):
        t = np.concatenate([knots[:1] - 1, knots, knots[-1:] + 1])
        up, down = vals / np.diff(t)[:-1], vals / np.diff(t)[1:]
        biases = -np.stack([t[:-2], t[1:-1], t[2:]], axis=1).ravel()
        weights = np.stack([up, -up - down, down], axis=1).reshape(-1, 1)
        return [(np.ones((1, len(biases))), biases), (weights, np.zeros(1))]

    @misconception(
        "Parameters are wanted, a list of layers (W, b), and not the curve itself.", see="def-scalar-network"
    )
    def the_curve_itself(knots, vals):
        return lambda x: np.interp(x, knots, vals)
