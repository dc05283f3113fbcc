"""Mark scheme of `count_pieces`."""

from typing import ClassVar

import numpy as np

from autograder import exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_approximation import count_alternates
from autograder.checks.test_approximation.shallow import apart, cancelling, everything, shared, some_dead
from solutions.approximation import count_pieces


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
        "Knots that differ": ("test_every_unit_a_bend", "test_all_of_it"),
        "so that nothing need be rounded": ("test_all_of_it", "test_every_unit_a_bend"),
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

    by_sums_at_the_knots = count_alternates.by_sums_at_the_knots
    by_a_dict_of_knots = count_alternates.by_a_dict_of_knots
    by_a_dict = count_alternates.by_a_dict
    in_fractions = count_alternates.in_fractions
    by_slopes_between_the_knots = count_alternates.by_slopes_between_the_knots
    in_single_precision = count_alternates.in_single_precision
    by_values_around_each_knot = count_alternates.by_values_around_each_knot

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

    last_unit_of_a_knot = slip(
        by_a_dict_of_knots,
        ("bends.get(t, 0) + v * abs(w)", "v * abs(w)"),
        hint="Of the units with one knot only the last one counts here: their bends are added up.",
        see="thm-pieces",
    )
    first_unit_of_a_knot = slip(
        by_a_dict_of_knots,
        ("bends.get(t, 0) + v * abs(w)", "bends.get(t, v * abs(w))"),
        hint="Of the units with one knot only the first one counts here: their bends are added up.",
        see="thm-pieces",
    )
    knots_as_text = slip(
        by_a_dict_of_knots,
        ("t = -b / w", "t = str(-b / w)"),
        hint="As text -0.0 and 0.0 are two knots: compare the numbers.",
        see="thm-bends",
    )
    bias_and_direction_for_knot = slip(
        by_a_dict_of_knots,
        ("t = -b / w", "t = -b * np.sign(w) + 0.0"),
        hint="The knot is at -b / w: units of equal bias have different knots where their weights differ.",
        see="thm-bends",
    )
    knots_rounded = slip(
        by_a_dict_of_knots,
        ("t = -b / w", "t = round(float(-b / w), 1)"),
        hint="Knots are not rounded: two that are close are two.",
        see="thm-pieces",
    )
    knots_to_two_decimals = slip(
        by_a_dict_of_knots,
        ("t = -b / w", "t = round(float(-b / w), 2)"),
        hint="Knots are not rounded: two that are 1/128 apart are two.",
        see="thm-pieces",
    )
    squeezed_to_a_number = slip(
        by_a_dict_of_knots,
        ("zip(W1[0], b1, W2[:, 0],", "zip(np.squeeze(W1), np.squeeze(b1), np.squeeze(W2),"),
        hint="np.squeeze makes a number of one unit: W1[0], b1 and W2[:, 0] are arrays for one unit, too.",
        see="def-scalar-network",
    )
    constant_units_at_zero = slip(
        by_a_dict_of_knots,
        (
            "if w != 0:\n            t = -b / w\n            bends[t] = bends.get(t, 0) + v * abs(w)",
            "t = -b / w if w else 0.0\n        bends[t] = bends.get(t, 0) + v * abs(w or 1)",
        ),
        hint="A unit with w = 0 is a constant: it has no knot, at 0 neither.",
        see="thm-bends",
    )
    flat_pieces_left_out = slip(
        by_slopes_between_the_knots,
        (
            "1 + np.count_nonzero(np.diff(slopes))",
            "max(1, np.count_nonzero(slopes[np.diff(slopes, append=np.inf) != 0]))",
        ),
        hint="A piece on which the curve is constant is a piece, too.",
        see="def-piece",
    )
    small_bends_left_out = slip(
        by_a_dict_of_knots,
        ("bend != 0", "abs(bend) > 0.1"),
        hint="Nothing is rounded here: a small bend ends a piece as a large one does.",
        see="thm-pieces",
    )
    smaller_bends_left_out = slip(
        by_a_dict_of_knots,
        ("bend != 0", "abs(bend) > 0.001"),
        hint="Nothing is rounded here: a small bend ends a piece as a large one does.",
        see="thm-pieces",
    )
    knots_near_zero_only = slip(
        by_a_dict_of_knots,
        ("if w != 0:", "if w != 0 and -10 <= -b / w <= 10:"),
        hint="The pieces of the whole line are counted: a knot may be far off.",
        see="thm-pieces",
    )

    @misconception(
        "np.isclose allows 1e-5 of the size: two knots near 1000 may be closer, and are two.", see="thm-pieces"
    )
    def close_knots_merged(params):
        (W1, b1), (W2, _) = params
        w, b, v = W1[0], b1, W2[:, 0]
        t, bends = -b[w != 0] / w[w != 0], (v * abs(w))[w != 0]
        bends, t = bends[np.argsort(t)], np.sort(t)
        count, i = 1, 0
        while i < len(t):
            same = np.isclose(t, t[i]) & (np.arange(len(t)) >= i)
            count += bends[same].sum() != 0
            i += same.sum()
        return int(count)

    @misconception("Equal knots need not stand one after the other: sort them, or add up by knot.", see="thm-pieces")
    def compared_with_the_one_before(params):
        (W1, b1), (W2, _) = params
        knots, bends = [], []
        for w, b, v in zip(W1[0], b1, W2[:, 0], strict=True):
            if w and knots and knots[-1] == -b / w:
                bends[-1] += v * abs(w)
            elif w:
                knots.append(-b / w)
                bends.append(v * abs(w))
        return 1 + sum(bend != 0 for bend in bends)

    @misconception("A set keeps one of two equal units: all bends at a knot are added up.", see="thm-pieces")
    def equal_units_once(params):
        (W1, b1), (W2, _) = params
        units = {(-b / w, v * abs(w)) for w, b, v in zip(W1[0], b1, W2[:, 0], strict=True) if w}
        return 1 + sum(sum(bend for at, bend in units if at == t) != 0 for t in {t for t, _ in units})

    @misconception("Units cancel in pairs here; three or more may cancel together.", see="thm-pieces")
    def cancelled_in_pairs(params):
        (W1, b1), (W2, _) = params
        left = []
        for w, b, v in zip(W1[0], b1, W2[:, 0], strict=True):
            if w and v:
                unit, opposite = (-b / w, v * abs(w)), (-b / w, -v * abs(w))
                left.remove(opposite) if opposite in left else left.append(unit)
        return 1 + len({t for t, _ in left})

    @misconception("A unit with w = 0 has no knot: -b / w divides by 0.", see="thm-bends")
    def divided_by_zero(params):
        (W1, b1), (W2, _) = params
        bends = {}
        for w, b, v in zip(W1[0].tolist(), b1.tolist(), W2[:, 0].tolist(), strict=True):
            bends[-b / w] = bends.get(-b / w, 0) + v * abs(w)
        return 1 + sum(bend != 0 for bend in bends.values())

    @misconception("This counts where the curve turns; it may also bend without turning.", see="thm-pieces")
    def turns_counted(params):
        (W1, b1), (W2, _) = params
        w, v = W1[0], W2[:, 0]
        t = np.unique(-b1[w != 0] / w[w != 0])
        if len(t) == 0:
            return 1
        probes = np.concatenate([[t[0] - 1], (t[1:] + t[:-1]) / 2, [t[-1] + 1]])
        signs = np.sign((np.outer(probes, w) + b1 > 0) @ (w * v))
        return 1 + np.count_nonzero(np.diff(signs))

    @misconception(
        "A knot between two points of a grid is met twice, and two knots may be met as one.", see="thm-pieces"
    )
    def bends_on_a_grid(params):
        (W1, b1), (W2, _) = params
        x = np.arange(-200, 201) / 10
        f = np.maximum(x[:, None] * W1[0] + b1, 0) @ W2[:, 0]
        return 1 + int(np.sum(np.abs(np.diff(f, 2)) > 1e-9))

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
