"""Other right answers of `pwl_net`, some of them with other units or layers."""

import numpy as np

from autograder import alternate


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
def by_units_that_bend(knots, vals):
    bends = np.diff(np.diff(vals) / np.diff(knots), prepend=0, append=0)
    kept = (bends != 0) | (np.arange(len(bends)) == 0)
    return [(np.ones((1, kept.sum())), -knots[kept]), (bends[kept][:, None], vals[:1])]


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
