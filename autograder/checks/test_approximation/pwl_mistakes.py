"""Wrong answers of `pwl_net` that are written out."""

import numpy as np

from autograder import misconception


@misconception("The slopes are cut off to integers, where an array takes its dtype from vals.", see="thm-interpolation")
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


@misconception("Each unit brings the change of the slope; and at the last knot the slope is 0 again.", see="thm-bends")
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


@misconception("Parameters are wanted, a list of layers (W, b), and not the curve itself.", see="def-scalar-network")
def the_curve_itself(knots, vals):
    return lambda x: np.interp(x, knots, vals)


@misconception(
    "Beyond the ends the value stays what it is there, however far off: this goes to 0.", see="thm-interpolation"
)
def zero_from_a_hundred_on(knots, vals):
    t = np.concatenate([knots[:1] - 101, knots[:1] - 100, knots, knots[-1:] + 100, knots[-1:] + 101])
    v = np.concatenate([[0], vals[:1], vals, vals[-1:], [0]])
    bends = np.diff(np.diff(v) / np.diff(t), prepend=0, append=0)
    return [(np.ones((1, len(t))), -t), (bends[:, None], np.zeros(1))]


@misconception("The last weights are cut off to integers, where an array is made like knots.", see="thm-interpolation")
def dtype_of_the_knots(knots, vals):
    bends, before = np.zeros_like(knots), 0
    for j in range(len(knots)):
        after = (vals[j + 1] - vals[j]) / (knots[j + 1] - knots[j]) if j + 1 < len(knots) else 0
        bends[j] = after - before
        before = after
    return [(np.ones((1, len(knots))), -knots), (bends[:, None], vals[:1])]
