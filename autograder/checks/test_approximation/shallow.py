"""Shallow networks of whose pieces the number is known by construction, for `count_pieces`."""

import numpy as np

from autograder.checks.test_approximation.inputs import quarters

LEFT_AND_RIGHT = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)


def network(d, w, t, v):
    """The shallow network of units of weights w, with knots t and last weights v, in any order."""
    order = d.permutation(len(w))
    w, t, v = (np.asarray(each, float)[order] for each in (w, t, v))
    return [(w[None], 0.0 - w * t), (v[:, None], quarters(d, 1))]


def weights(d, n):
    """Weights of units that face left or right."""
    return np.array([d.choice(LEFT_AND_RIGHT) for _ in range(n)])


def knots(d, n):
    """n <= 9 different knots: one far off, then 0, then one next to either and one more, then others.

    No weights make equal biases. To two decimals the last two next to 0 are equal.
    """
    far, others = d.choice([1000.0, -1024.0, 1040.0]), np.array([1.0, -3.0, 1.25, 2.25])[d.permutation(4)]
    return np.append([far, 0.0, far + 1 / 128, 1 / 64, 3 / 128], others)[:n]


def last_weights(d, n):
    """n numbers none of which is 0."""
    return np.array([d.choice([1.0, -1.0, 3.0, -0.5, 2.0]) for _ in range(n)])


def in_one_sense(d, n):
    """n last weights, all positive or all negative: from piece to piece the slope rises, or it falls."""
    return d.choice([1.0, -1.0]) * np.abs(last_weights(d, n))


def apart(d):
    """Units that all have a say, with knots of their own: (params, m); from three on, the first slope is the last."""
    m = d.integer(1, 6)
    w, v = weights(d, m), last_weights(d, m)
    v[0] /= 1024  # a bend that is small, and one all the same
    rise = v[:-1] @ np.abs(w[:-1])
    if m > 2 and rise:
        v[-1] = -rise / abs(w[-1])
    return network(d, w, knots(d, m), v), m


def some_dead(d):
    """Units facing right with knots of their own, none at first, and one or two that do not bend: (params, bends)."""
    m, dead = d.integer(0, 4), d.choice(["w", "v", "both"])
    w, t, v = np.abs(weights(d, m)), knots(d, m), in_one_sense(d, m)
    if dead != "v":
        w, t, v = np.append(w, 0.0), np.append(t, 0.0), np.append(v, 1.0)
    if dead != "w":
        w, t, v = np.append(w, 1.0), np.append(t, -5.0), np.append(v, 0.0)
    params = network(d, w, t, v)
    params[0][1][params[0][0][0] == 0] = d.choice([1.0, 0.0, -2.0])  # a unit without a weight is a constant
    return params, m


def shared(d):
    """Knots where one unit bends and others where two or more do, all of them in one sense: (params, knots)."""
    m = d.integer(1, 3)
    at = np.concatenate([np.arange(m + 1), [0, 1], d.integers(d.integer(0, 2), 1, m)]).astype(int)
    w, v = weights(d, len(at)), in_one_sense(d, len(at))
    w[: m + 1], w[m + 1 : m + 3] = np.abs(w[: m + 1]), -np.abs(w[m + 1 : m + 3])  # at 0 -b / w is 0.0 and -0.0
    v[1] = v[0] * w[0] / w[1]
    v[m + 1 : m + 3] = -v[0] * w[0] / w[m + 1 : m + 3]  # v w would cancel there, and a piece is often constant
    return network(d, w, knots(d, m + 1)[at], v), m + 1


def cancelling(d):
    """Knots where one unit bends, none at first, one where two cancel, one where three do: (params, the first).

    Of the three two may be equal. No slope is 0: what cancels makes one that is no multiple of 1/4, as all others are.
    """
    m = d.integer(0, 4)
    c, w = d.choice([65 / 64, -129 / 64, 33 / 64]), d.choice([2.0, 0.5, 4.0])
    two = d.choice([([w, -1.0], [c, -w * c]), ([w, 1.0], [c, -w * c])])
    three = d.choice([([w, 1.0, -1.0], [2 * c, -w * c, -w * c]), ([w, 1.0, -1.0], [3 * c, -w * c, -2 * w * c])])
    return grouped(d, [two, three, *singles(d, in_one_sense(d, m))]), m


def everything(d):
    """Knots with one unit and with two, the bends of which cancel or only seem to, and units that do not bend.

    All bends that stay are in one sense.
    """
    c = d.choice([1.0, -2.0, 0.5, -1.0])
    groups = {
        "straight": ([1.0, -1.0], [c, -c]),  # v w does not cancel here, v |w| does
        "balanced": ([2.0, -1.0], [c, -2 * c]),  # neither v nor v w cancels here, v |w| does
        "uneven": ([2.0, 1.0], [c, -c]),  # v cancels here, v |w| does not
        "absolute": ([1.0, -1.0], [c, c]),  # v w cancels here, v |w| does not
        "silent": ([1.0], [0.0]),
        "shadowed": ([1.0, 1.0], [c, 0.0]),  # the last unit may not bend, or the first, and the knot is one
    }
    always = d.choice([["straight", "uneven"], ["uneven", "straight"]])  # the second of them has its knot at 0
    others = ["balanced", "absolute", "silent"]
    chosen = [*always, "shadowed", *(others[i] for i in d.permutation(3)[: d.integer(0, 2)])]
    params = grouped(d, [*(groups[name] for name in chosen), *singles(d, np.full(d.integer(1, 3), c))])
    if d.boolean():
        (W1, b1), (W2, b2) = params
        params = [(np.append(W1, [[0.0]], 1), np.append(b1, 1.0)), (np.append(W2, [[1.0]], 0), b2)]
    return params


def singles(d, last):
    """Groups of one unit each, with these last weights."""
    return [([w], [v]) for w, v in zip(weights(d, len(last)), last, strict=True)]


def grouped(d, groups):
    """The network of groups (weights, last weights), each with a knot of its own."""
    t = np.repeat(knots(d, len(groups)), [len(w) for w, _ in groups])
    w, v = (np.concatenate([group[i] for group in groups]) for i in (0, 1))
    return network(d, w, t, v)
