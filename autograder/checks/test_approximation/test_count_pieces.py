"""Mark scheme of `count_pieces`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation.inputs import quarters
from solutions.approximation import count_pieces

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
    """n <= 8 different knots: one far off, then 0, then one next to it, then others; no weights make equal biases."""
    far, others = d.choice([100.0, -44.0, 104.0]), np.array([1.0, -3.0, 1.25, 2.25])[d.permutation(4)]
    return np.append([far, 0.0, 1 / 64, -0.875], others)[:n]


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
    """Knots where one unit bends and others where two or three do, all of them in one sense: (params, knots)."""
    m = d.integer(1, 3)
    at = np.concatenate([np.arange(m + 1), [0], d.integers(d.integer(0, 2), 1, m)]).astype(int)
    w, v = weights(d, len(at)), in_one_sense(d, len(at))
    w[: m + 1], w[m + 1] = np.abs(w[: m + 1]), -np.abs(w[m + 1])
    v[m + 1] = -v[0] * w[0] / w[m + 1]  # at the first knot one unit faces the other way, and v w would cancel
    return network(d, w, knots(d, m + 1)[at], v), m + 1


def cancelling(d):
    """Knots where one unit bends, none at first, and one where two or three cancel: (params, knots that stay)."""
    m = d.integer(0, 4)
    c, w = d.choice([1.0, -2.0, 0.5]), d.choice([2.0, 0.5, 4.0])
    group = d.choice([([w, -1.0], [c, -w * c]), ([w, 1.0], [c, -w * c]), ([w, 1.0, -1.0], [2 * c, -w * c, -w * c])])
    return grouped(d, [group, *singles(d, in_one_sense(d, m))]), m


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
    }
    always = d.choice([["straight", "uneven"], ["uneven", "straight"]])  # the second of them has its knot at 0
    others = ["balanced", "absolute", "silent"]
    chosen = [*always, *(others[i] for i in d.permutation(3)[: d.integer(0, 2)])]
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


def counted(got, wanted):
    """The number of pieces is this."""
    found = expect.number(got, "count_pieces(params)")
    expect.that(found == wanted, f"count_pieces(params): got {found:g}, wanted {wanted}")


@exercise(reference=count_pieces)
class TestCountPieces:
    CONTRACT: ClassVar = {
        "maximal intervals on which the network is affine": (
            "test_every_unit_a_bend",
            "test_shared_knots",
            "test_bends_that_cancel",
        ),
        "a shallow scalar ReLU network of m units": "test_every_unit_a_bend",
        "so that nothing need be rounded": "test_all_of_it",
        "weights may be 0": ("test_units_that_do_not_bend", "test_all_of_it"),
        "some of the knots equal": ("test_shared_knots", "test_bends_that_cancel"),
    }
    EQUIVALENT: ClassVar = {
        "changes = np.bincount(at, weights=v * abs(w))": "every knot has a unit, so that there is a sum for each",
        "knots, at = np.unique(b / w, return_inverse=True)": "b / w is minus the knot, and as different as knots are",
    }

    @practice
    @weight(1)
    @forall(apart)
    def test_every_unit_a_bend(self, student, params, m):
        """m units that all have a say, with m different knots, make m + 1 pieces."""
        counted(student.count_pieces(params), m + 1)

    @practice
    @weight(1)
    @forall(some_dead)
    def test_units_that_do_not_bend(self, student, params, bends):
        """Units with w = 0 or v = 0 do not count, wherever they are."""
        counted(student.count_pieces(params), bends + 1)

    @weight(1)
    @forall(shared)
    def test_shared_knots(self, student, params, different):
        """A knot of several units that all bend upwards, or all downwards, counts once."""
        counted(student.count_pieces(params), different + 1)

    @weight(1)
    @forall(cancelling)
    def test_bends_that_cancel(self, student, params, left):
        """A knot at which the bends add up to 0 does not count: pieces are maximal."""
        counted(student.count_pieces(params), left + 1)

    @weight(1)
    @forall(everything)
    def test_all_of_it(self, student, params):
        """The count is right where all of this occurs together."""
        counted(student.count_pieces(params), count_pieces(params))

    @alternate
    def by_sums_at_the_knots(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1[0], b1, W2[:, 0]
        w, b, v = w[w != 0], b[w != 0], v[w != 0]
        t = -b / w
        bends = [np.sum((v * abs(w))[t == knot]) for knot in np.unique(t)]
        return 1 + int(np.count_nonzero(bends))

    @alternate
    def by_a_dict(params):
        (W1, b1), (W2, _) = params
        bends = {}
        for w, b, v in zip(W1[0], b1, W2[:, 0], strict=True):
            if w and v:
                bends[b / w] = bends.get(b / w, 0) + v * abs(w)
        return len([bend for bend in bends.values() if bend]) + 1

    @alternate
    def in_fractions(params):
        from fractions import Fraction

        (W1, b1), (W2, _) = params
        bends = {}
        for unit in zip(W1[0], b1, W2[:, 0], strict=True):
            w, b, v = (Fraction(float(number)) for number in unit)
            if w != 0:
                bends[-b / w] = bends.get(-b / w, 0) + v * abs(w)
        return 1 + sum(bend != 0 for bend in bends.values())

    @alternate
    def by_slopes_between_the_knots(params):
        (W1, b1), (W2, _) = params
        w, v = W1[0], W2[:, 0]
        t = np.unique(-b1[w != 0] / w[w != 0])
        if len(t) == 0:
            return 1
        probes = np.concatenate([[t[0] - 1], (t[1:] + t[:-1]) / 2, [t[-1] + 1]])
        slopes = ((np.outer(probes, w) + b1 > 0) * (w * v)).sum(axis=1)
        return 1 + np.count_nonzero(np.diff(slopes))

    @alternate
    def in_single_precision(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1.ravel().astype(np.float32), b1.astype(np.float32), W2.ravel().astype(np.float32)
        found = []
        for i in range(len(w)):
            if w[i] != 0 and not any(np.isclose(-b[i] / w[i], t) for t in found):
                same = [j for j in range(len(w)) if w[j] != 0 and np.isclose(-b[j] / w[j], -b[i] / w[i])]
                if abs(sum(v[j] * abs(w[j]) for j in same)) > 1e-6:
                    found.append(-b[i] / w[i])
        return np.float32(1 + len(found))

    @alternate
    def by_values_around_each_knot(params):
        (W1, b1), (W2, b2) = params

        def f(x):
            return np.maximum(x * W1[0] + b1, 0) @ W2[:, 0] + b2[0]

        w = W1[0]
        knots, h = {-b / a for a, b in zip(w, b1, strict=True) if a}, 2.0**-10
        return 1 + sum(f(t - h) + f(t + h) != 2 * f(t) for t in knots)

    width_plus_one = slip(
        by_sums_at_the_knots,
        ("1 + int(np.count_nonzero(bends))", "len(b1) + 1"),
        hint="m + 1 is the most there can be: not every unit makes a piece of its own.",
        see="thm-pieces",
    )
    knots_for_pieces = slip(
        by_sums_at_the_knots,
        ("1 + int", "int"),
        hint="One bend makes two pieces: one more than there are bends.",
        see="thm-pieces",
    )
    ends_not_counted = slip(
        by_sums_at_the_knots,
        ("1 + int", "-1 + int"),
        hint="The pieces make up the whole line: the two unbounded ones count, too.",
        see="thm-pieces",
    )
    sign_of_w_kept = slip(
        by_sums_at_the_knots,
        ("v * abs(w)", "v * w"),
        hint="A unit bends by v |w|, whichever way it faces.",
        see="thm-bends",
    )
    w_left_out = slip(
        by_sums_at_the_knots,
        ("v * abs(w)", "v + 0 * w"),
        hint="A unit bends by v |w|, not by v.",
        see="thm-bends",
    )
    v_left_out = slip(
        by_sums_at_the_knots,
        ("v * abs(w)", "abs(w)"),
        hint="The last weight decides how much of a bend is heard: v |w|.",
        see="thm-bends",
    )
    never_cancelled = slip(
        by_sums_at_the_knots,
        ("v * abs(w)", "abs(v * w)"),
        hint="Bends at one knot are added with their signs, and may cancel.",
        see="thm-pieces",
    )
    facing_right_only = slip(
        by_sums_at_the_knots,
        ("w[w != 0], b[w != 0], v[w != 0]", "w[w > 0], b[w > 0], v[w > 0]"),
        hint="A unit with w < 0 faces left, and bends too.",
        see="thm-bends",
    )
    knot_at_zero_lost = slip(
        by_sums_at_the_knots,
        ("w[w != 0], b[w != 0], v[w != 0]", "w[w * b != 0], b[w * b != 0], v[w * b != 0]"),
        hint="A unit with b = 0 has its knot at 0, which is a knot like others.",
        see="thm-bends",
    )
    upward_bends_only = slip(
        by_sums_at_the_knots,
        ("np.count_nonzero(bends)", "np.sum(np.array(bends) > 0)"),
        hint="A bend downwards ends a piece, too.",
        see="thm-pieces",
    )
    biases_for_knots = slip(
        by_sums_at_the_knots,
        ("t = -b / w", "t = b"),
        hint="The knot of relu(w x + b) is where w x + b = 0: at -b / w.",
        see="thm-bends",
    )
    slopes_counted = slip(
        by_slopes_between_the_knots,
        ("1 + np.count_nonzero(np.diff(slopes))", "len(np.unique(slopes))"),
        hint="Two pieces may have the same slope: changes of slope count, not slopes.",
        see="thm-pieces",
    )

    @misconception("Units with the same knot make one bend, or none.", see="thm-pieces")
    def shared_knots_counted_twice(params):
        (W1, _), (W2, _) = params
        return 1 + int(np.count_nonzero(W1[0] * W2[:, 0]))

    @misconception("A unit with w = 0 is a constant: it has no knot.", see="thm-bends")
    def constant_units_counted(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1[0], b1, W2[:, 0]
        t = np.where(w != 0, -b / np.where(w != 0, w, 1), np.inf)
        sums = [np.sum(np.where(w != 0, v * abs(w), v)[t == knot]) for knot in np.unique(t)]
        return 1 + int(np.count_nonzero(sums))

    @misconception("The pieces of the whole line are counted, not those of [0, 1].", see="thm-pieces")
    def between_zero_and_one(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1[0], b1, W2[:, 0]
        w, b, v = w[w != 0], b[w != 0], v[w != 0]
        t = -b / w
        sums = [np.sum((v * abs(w))[t == knot]) for knot in np.unique(t) if 0 < knot < 1]
        return 1 + int(np.count_nonzero(sums))

    @misconception("A unit with w = 0 has no knot, and 1 / 0 is none either.", see="thm-bends")
    def knots_at_infinity(params):
        (W1, b1), (W2, _) = params
        t = -b1 / W1[0]
        return 1 + len(np.unique(t[W2[:, 0] != 0]))

    @misconception("Units with w = 0 or v = 0 do not bend: they have no knot that counts.", see="thm-bends")
    def knots_of_all_units(params):
        (W1, b1), _ = params
        return 1 + len(np.unique(-b1 / W1[0]))

    @misconception("A straight line is one piece: where no bend is left the count is 1.", see="thm-pieces")
    def two_at_least(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1[0], b1, W2[:, 0]
        w, b, v = w[w != 0], b[w != 0], v[w != 0]
        sums = [np.sum((v * abs(w))[-b / w == knot]) for knot in np.unique(-b / w)]
        return max(2, 1 + int(np.count_nonzero(sums)))
