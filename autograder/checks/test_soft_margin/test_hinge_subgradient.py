"""Mark scheme of `hinge_subgradient`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.inputs import (
    at_margin,
    close,
    flat,
    hyperplane,
    nonzero,
    primal,
    short_and_beyond,
    signs,
    weight_of_losses,
)
from solutions.soft_margin import hinge_objective, hinge_subgradient

OFF = 1 / 4096  # all else is a multiple of 1/64: no margin is 1


def smooth(d):
    """No margin is 1, some are below and some above: (w, b, X, y, C).

    One is 1/4096 above, and a sample that is there twice has as much less than 1.
    """
    w, b, X, y, C = primal(d)
    near, labels = [at_margin(1, w, b, X[0], label) for label in (1, -1, -1)], [1, -1, -1]
    return w, b + OFF, np.vstack([X, near]) + 0.0, np.append(y, labels), C


def one_off_its_margin(d):
    """One feature, a margin that is not 1; X holds odd integers, and C X none: (w, b, X, y, C)."""
    w, X, y, m = nonzero(d, 1), 2 * d.integers((1, 1), -3, 2) + 1, signs(d, 1), (-1.5, 2.0, 0.5)[d.integer(0, 2)]
    return w, float(y[0] * m - w[0] * X[0, 0]) + OFF, X, y, d.choice([2.25, 0.5, 4.5, 0.25, 3.75])


def kinks(d, count, more):
    """The first samples, `count` of them, have the margin 1, no others have, and the last has -8: (w, b, X, y, C)."""
    (w, b), C = hyperplane(d), weight_of_losses(d)
    b += OFF
    X, y = np.round(nonzero(d, (count + more, len(w)), 4)), signs(d, count + more)
    for n in range(count):
        X[n] = at_margin(1, w, b, X[n], y[n])
    near, labels = short_and_beyond(d, w, b)
    worst = at_margin(-8, w, b, X[0], y[0])
    return w, b, np.vstack([X, near, worst]) + 0.0, np.concatenate([y, labels, y[:1]]), C


def at_a_kink(d):
    return kinks(d, 1, d.integer(0, 3))


def at_kinks(d):
    return kinks(d, d.integer(2, 4), d.integer(0, 1))


def parts(got, d):
    """gw and gb."""
    gw, gb = expect.values(got, 2, "hinge_subgradient(...)")
    return flat(gw, d, "gw"), expect.number(gb, "gb")


@exercise(reference=hinge_subgradient)
class TestHingeSubgradient:
    PARTS: ClassVar = ("gw", "gb")
    CONTRACT: ClassVar = {
        "Subgradient (gw, gb)": ("test_gradient", "test_supports_the_objective"),
        "Arguments as for": ("test_one_sample", "test_no_weight", "test_gradient"),
        "this is the gradient": ("test_gradient", "test_one_sample"),
        "any subgradient is right": ("test_kink", "test_supports_the_objective"),
    }
    EQUIVALENT: ClassVar = {
        "pull = C * y * (y * (X @ w + b) <= 1)": "at a kink any subgradient is right",
        "pull = C / y * (y * (X @ w + b) < 1)": "1/y is y",
    }

    @practice
    @weight(1)
    @forall(one_off_its_margin)
    def test_one_sample(self, student, w, b, X, y, C):
        """One sample pulls by C y (x, 1) if its margin is below 1, and not at all if it is above."""
        m = float(y[0] * (w[0] * X[0, 0] + b))
        pull = C * y[0] if m < 1 else 0.0
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, C), 1)
        close(gw, w - pull * X[0], "gw", 24)
        close(gb, -pull, "gb")

    @weight(1)
    @forall(smooth)
    def test_gradient(self, student, w, b, X, y, C):
        """Where no margin is 1, (gw, gb) is the gradient of the objective."""
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, C), len(w))
        wanted = hinge_subgradient(w, b, X, y, C)
        close(gw, wanted[0], "gw", 8 * C)
        close(gb, wanted[1], "gb", C)

    @weight(1)
    @forall(at_a_kink)
    def test_kink(self, student, w, b, X, y, C):
        """A sample with the margin 1 pulls by s C y (x, 1) for some s between 0 and 1, the same in gw and gb."""
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, C), len(w))
        rest = hinge_subgradient(w, b, X[1:], y[1:], C)
        s = (rest[1] - gb) * y[0] / C
        expect.that(-1e-4 <= s <= 1 + 1e-4, f"by gb, the sample of margin 1 pulls {s:.3g} times, wanted from 0 to 1")
        close(gw, rest[0] - s * C * y[0] * X[0], "gw", C * np.abs(X).max() * len(y))

    @weight(1)
    @forall(at_kinks)
    def test_supports_the_objective(self, student, w, b, X, y, C):
        """f(v) >= f(u) + <g, v - u> for all v, where several margins are 1."""
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, C), len(w))
        f = hinge_objective(w, b, X, y, C)
        moves = np.column_stack([X, np.ones(len(X))]) / 8  # along these, the margins of the kinks change
        moves = np.vstack([moves, moves.sum(axis=0), np.eye(len(w) + 1) / 8])
        moves = np.vstack([moves, np.append(w, b) / 256])  # all margins grow: a pull that is missing shows
        for dw, db in ((move[:-1], float(move[-1])) for move in np.vstack([moves, -moves])):
            value = hinge_objective(w + dw, b + db, X, y, C)
            line = f + gw @ dw + gb * db
            size = 1 + abs(f) + abs(value)
            message = f"f(v) = {value:.6g} is below f(u) + <g, v - u> = {line:.6g} at v = ({w + dw}, {b + db:.6g})"
            expect.that(value >= line - 1e-5 * size, message)

    @practice
    @weight(1)
    @forall(smooth, draws=10)
    def test_no_weight(self, student, w, b, X, y, C):
        """With C = 0 the gradient is (w, 0)."""
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, 0.0), len(w))
        close(gw, w, "gw")
        close(gb, 0.0, "gb")

    @alternate
    def by_a_mask(w, b, X, y, C):
        active = y * (X @ w + b) < 1
        gw = w - C * X.T @ (y * active)
        gb = -C * np.sum(y * active)
        return gw, gb

    @alternate
    def by_loop(w, b, X, y, C):
        gw, gb = [float(a) for a in w], 0.0
        for x, label in zip(X.tolist(), y.tolist(), strict=True):
            z = sum(float(a) * c for a, c in zip(w, x, strict=True)) + b
            if label * z <= 1:
                gw = [g - C * label * c for g, c in zip(gw, x, strict=True)]
                gb -= C * label
        return [gw, gb]

    @alternate
    def by_half_at_the_kinks(w, b, X, y, C):
        s = np.heaviside(1 - y * (X @ w + b), 0.5)
        return w - C * (s * y) @ X, -C * (s @ y)

    @alternate
    def in_single_precision(w, b, X, y, C):
        w, X, y = w.astype(np.float32), X.astype(np.float32), y.astype(np.float32)
        pull = np.float32(C) * np.where(y * (X @ w + np.float32(b)) < 1, y, np.float32(0))
        return w - pull @ X, np.array(-pull.sum())

    @alternate
    def by_a_column_of_ones(w, b, X, y, C):
        Z, u = np.hstack([X, np.ones((len(X), 1))]), np.append(w, b)
        g = np.append(w, 0.0) - C * np.sum([t * z for t, z in zip(y, Z, strict=True) if t * (z @ u) < 1], axis=0)
        return g[:-1], g[-1]

    labels_left_out = slip(
        by_a_mask,
        ("X.T @ (y * active)", "X.T @ active"),
        ("np.sum(y * active)", "np.sum(active)"),
        hint="The margin is y_n (w.x_n + b): its slope has the label.",
        see="thm-subgradient",
    )
    labels_left_out_of_gw = slip(
        by_a_mask,
        ("X.T @ (y * active)", "X.T @ active"),
        hint="The slope of the margin in w is y_n x_n, with the label.",
        see="thm-subgradient",
    )
    labels_left_out_of_gb = slip(
        by_a_mask,
        ("np.sum(y * active)", "np.sum(active)"),
        hint="The slope of the margin in b is y_n, not 1.",
        see="thm-subgradient",
    )
    labels_left_out_of_the_margin = slip(
        by_a_mask,
        ("y * (X @ w + b) < 1", "X @ w + b < 1"),
        hint="Who pays is said by the margin y_n (w.x_n + b), with the label.",
        see="thm-subgradient",
    )
    threshold_at_zero = slip(
        by_a_mask,
        ("b) < 1", "b) < 0"),
        hint="A sample pulls as long as its margin is below 1, not only if it is below 0.",
        see="thm-subgradient",
    )
    weight_left_out = slip(
        by_a_mask,
        ("C * X.T", "X.T"),
        ("-C * np.sum", "-np.sum"),
        hint="C multiplies the slopes as it multiplies the losses.",
        see="thm-subgradient",
    )
    weight_left_out_of_gb = slip(
        by_a_mask,
        ("-C * np.sum", "-np.sum"),
        hint="C multiplies the slope in b too.",
        see="thm-subgradient",
    )
    uphill_for_downhill = slip(
        by_a_mask,
        ("w - C", "w + C"),
        ("-C * np.sum", "C * np.sum"),
        hint="The hinge 1 - m falls as the margin grows: the slope has a minus.",
        see="thm-subgradient",
    )
    sign_of_gb = slip(
        by_a_mask,
        ("-C * np.sum", "C * np.sum"),
        hint="gb has a minus as the sum in gw has: 1 - m falls in m.",
        see="thm-subgradient",
    )
    bias_penalised = slip(
        by_a_mask,
        ("gb = -C", "gb = b - C"),
        hint="The bias is not in the penalty, and b not in its slope.",
        see="thm-subgradient",
    )
    penalty_missing = slip(
        by_a_mask,
        ("gw = w - C", "gw = -C"),
        hint="||w||^2 / 2 has the gradient w.",
        see="thm-subgradient",
    )
    penalty_doubled = slip(
        by_a_mask,
        ("gw = w - C", "gw = 2 * w - C"),
        hint="The gradient of ||w||^2 / 2 is w: the 2 cancels.",
        see="thm-subgradient",
    )
    everybody_pulls = slip(
        by_a_mask,
        ("active = y * (X @ w + b) < 1", "active = np.ones(len(y))"),
        hint="A sample beyond its margin has loss 0, and slope 0.",
        see="thm-subgradient",
    )
    the_others_pull = slip(
        by_a_mask,
        ("(X @ w + b) < 1", "(X @ w + b) > 1"),
        hint="The samples whose margin is below 1 pull, not those beyond.",
        see="thm-subgradient",
    )
    mean_for_sum = slip(
        by_a_mask,
        ("C * X.T", "C / len(y) * X.T"),
        ("-C * np.sum", "-C * np.mean"),
        hint="C weighs the sum of the losses, and of their slopes, not the mean.",
        see="thm-subgradient",
    )
    penalty_halved = slip(
        by_a_mask,
        ("gw = w - C", "gw = w / 2 - C"),
        hint="The gradient of ||w||^2 / 2 is w: the half and the 2 cancel.",
        see="thm-subgradient",
    )
    force_by_the_slack = slip(
        by_a_mask,
        ("active = y * (X @ w + b) < 1", "active = np.maximum(0, 1 - y * (X @ w + b))"),
        hint="The force of a sample that pays is C, however much it pays.",
        see="thm-subgradient",
    )
    first_sample_only = slip(
        by_a_mask,
        ("b) < 1\n", "b) < 1\n    active = active & (np.cumsum(active) == 1)\n"),
        hint="Only the first sample that pays pulls here: a `return` inside the loop?",
        see="thm-subgradient",
    )
    kinks_in_gb_alone = slip(
        by_a_mask,
        ("gb = -C * np.sum(y * active)", "gb = -C * np.sum(y * (y * (X @ w + b) <= 1))"),
        hint="Where a margin is 1, gw and gb take the same share of the sample: not < in one and <= in the other.",
        see="thm-subgradient",
    )
    kinks_in_gw_alone = slip(
        by_a_mask,
        ("X.T @ (y * active)", "X.T @ (y * (y * (X @ w + b) <= 1))"),
        hint="Where a margin is 1, gw and gb take the same share of the sample: not <= in one and < in the other.",
        see="thm-subgradient",
    )
    tolerance_at_the_kink = slip(
        by_a_mask,
        ("b) < 1", "b) < 1 - 1e-3"),
        hint="A margin that is a little below 1 is below 1, and the sample pulls: no tolerance is wanted.",
        see="thm-subgradient",
    )
    nothing_where_nobody_pays = slip(
        by_a_mask,
        ("return gw, gb", "return (gw, gb) if active.any() else (0 * w, 0.0)"),
        hint="Where no sample pays, the penalty still has its gradient, w.",
        see="thm-subgradient",
    )
    in_the_street_only = slip(
        by_a_mask,
        ("y * (X @ w + b) < 1", "abs(X @ w + b) < 1"),
        hint="Samples beyond the street on their wrong side pull, too: ask for the margin, with its sign.",
        see="thm-subgradient",
    )
    ended_by_the_first_beyond = slip(
        by_a_mask,
        ("active = y * (X @ w + b) < 1", "active = np.cumprod(y * (X @ w + b) <= 1)"),
        hint="A sample that does not pay is passed over: it does not end the sum.",
        see="thm-subgradient",
    )
    equal_samples_once = slip(
        by_a_mask,
        (
            "    gw = w",
            "    rows = np.unique(np.column_stack([y, X])[active], axis=0)\n"
            "    y, X, active = rows[:, 0], rows[:, 1:], 1\n    gw = w",
        ),
        hint="A sample that is there twice pulls twice.",
        see="thm-subgradient",
    )
    zero_at_a_kink = slip(
        by_a_mask,
        ("return gw, gb", "return (0 * w, 0.0) if (y * (X @ w + b) == 1).any() else (gw, gb)"),
        hint="A margin of 1 frees the share of that sample alone: w and the samples that pay are still there.",
        see="thm-subgradient",
    )
    forces_cut_to_integers = slip(
        by_a_mask,
        ("gw = w - C * X.T @ (y * active)", "gw = w - (C * X.T @ (y * active)).astype(X.dtype)"),
        hint="X may hold integers: in their type the sum of C y_n x_n loses its fractions.",
        see="thm-subgradient",
    )
    squared_hinge = slip(
        by_a_mask,
        ("active = y * (X @ w + b) < 1", "active = 2 * np.maximum(0, 1 - y * (X @ w + b))"),
        hint="This is the slope of the squared hinge; that of the hinge is -1 wherever m < 1.",
        see="thm-subgradient",
    )
    bias_left_out = slip(
        by_a_mask,
        ("X @ w + b", "X @ w"),
        hint="The margins have a bias: y_n (w.x_n + b).",
        see="thm-subgradient",
    )
    one_vector = slip(
        by_a_mask,
        ("return gw, gb", "return np.append(gw, gb)"),
        hint="Two values are wanted, gw (d,) and the number gb.",
        see="thm-subgradient",
    )
    bias_first = slip(
        by_a_mask,
        ("return gw, gb", "return gb, gw"),
        hint="gw comes first, gb second.",
        see="thm-subgradient",
    )
    weight_in_the_margin = slip(
        by_a_mask,
        ("(X @ w + b) < 1", "(X @ w + b) < C"),
        hint="Margins are compared with 1, whatever C is.",
        see="thm-subgradient",
    )
    slope_of_the_bias_missing = slip(
        by_a_mask,
        ("gb = -C * np.sum(y * active)", "gb = 0.0"),
        hint="The losses depend on b: its slope is -C times the sum of y_n over those that pay.",
        see="thm-subgradient",
    )

    @misconception("w is changed for the caller too: w -= ... works in place.", see="thm-subgradient")
    def parameters_changed(w, b, X, y, C):
        active = y * (X @ w + b) < 1
        w -= C * X.T @ (y * active)
        return w, -C * np.sum(y * active)
