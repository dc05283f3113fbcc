"""Mark scheme of `pegasos`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_soft_margin.inputs import close, flat
from autograder.checks.test_soft_margin.steps import (
    all_around,
    bound,
    copies,
    different,
    lone,
    lone_and_strong,
    objective,
)
from solutions.soft_margin import pegasos

STEPS, MANY_STEPS = 100, 1000
RUNS = 9  # by Markov's inequality each is within 10 times its expected excess but with probability 1/10
GENERATORS = 70  # of 3 samples all these leave one out with probability 3 (2/3)^70 = 1.4e-12
# w has the share of each of three samples among 1000, with the deviation 0.015 in the last iterate, at most 0.021 in a
# mean. Over four runs that is 0.0105: 0.08 is more than 7 of them, and 1/2 in place of 1/3 is 0.167 off.
EVEN_RUNS, UNEVEN = 4, 0.08


@exercise(reference=pegasos)
class TestPegasos:
    CONTRACT: ClassVar = {
        "Rounds in shuffled order": ("test_first_step", "test_samples_all_around"),
        "each on one sample drawn from rng": ("test_first_step", "test_samples_all_around"),
        "as likely to be drawn": "test_first_step",
        "without a bias": ("test_copies_of_one_sample", "test_samples_all_around"),
        "step t has the size 1/(lam t)": ("test_one_sample_alone", "test_first_step", "test_second_step"),
        "The last iterate is right": ("test_one_sample_alone", "test_second_step"),
        "X may be of integers": "test_one_sample_alone",
        "With R the largest": ("test_copies_of_one_sample", "test_samples_all_around"),
        "Equal generators": "test_first_step",
    }
    EQUIVALENT: ClassVar = {
        "pull = y[n] * X[n] * (y[n] * (w @ X[n]) <= 1)": "at a kink any subgradient is right",
        "w, mean = (np.zeros(X.shape[1]), np.ones(X.shape[1]))": "the first mean is the first iterate, whatever it was",
    }

    @practice
    @weight(1)
    @forall(lone, draws=10)
    def test_one_sample_alone(self, student, X, y, lam):
        """With one sample and lam > ||x||^2, w = y x / lam after one step, after two and after three."""
        for T in (1, 2, 3):
            w = flat(student.pegasos(X, y, lam, T, student.rng(T)), X.shape[1], f"pegasos(X, y, lam, {T}, rng)")
            close(w, y[0] * X[0] / lam, f"w after T = {T}")

    @weight(1)
    @forall(different, draws=2)
    def test_first_step(self, student, X, y, lam):
        """After one step w is y_n x_n / lam; each n of 3 is drawn as often as others; equal generators give equal w."""
        for key in range(3):
            runs = [student.pegasos(X, y, lam / 7.9, 30, student.rng(key)) for _ in range(2)]  # not all samples pull
            close(runs[1], flat(runs[0], X.shape[1], "w"), "w of a second run with an equal generator")
        steps = y[:, None] * X / lam
        taken = set()
        for key in range(GENERATORS):
            w = flat(student.pegasos(X, y, lam, 1, student.rng(key)), X.shape[1], "pegasos(X, y, lam, 1, rng)")
            n = int(np.abs(steps - w).max(axis=1).argmin())
            close(w, steps[n], f"w after T = 1, nearest to y_n x_n / lam of n = {n}")
            taken.add(n)
        only = f"{GENERATORS} generators draw only sample {' and '.join(map(str, sorted(taken)))} first, of {len(y)}"
        expect.that(len(taken) == len(y), only)
        runs = [student.pegasos(X, y, lam, MANY_STEPS, student.rng(key)) for key in range(EVEN_RUNS)]
        w = np.mean([flat(run, X.shape[1], "w") for run in runs], axis=0)
        shares = np.linalg.solve(steps.T, w)  # all samples pull in each step
        n = int(np.abs(shares - 1 / len(y)).argmax())
        even = abs(shares[n] - 1 / len(y)) <= UNEVEN
        expect.that(even, f"sample {n} is {shares[n]:.3g} of all that were drawn in 4000 steps, wanted about 1/3")

    @weight(1)
    @forall(lone_and_strong, draws=5)
    def test_second_step(self, student, X, y, lam):
        """With one sample and ||x||^2 / 2 < lam < ||x||^2 it does not pull in the second step, which halves w."""
        # The last iterate is y x / (2 lam); a mean in which it weighs no less than the first is at most 3/4 y x / lam.
        # Who keeps w in the ball of radius 1/sqrt(lam) has that length where others have ||x|| / lam.
        R = float(np.linalg.norm(X[0]))
        w = flat(student.pegasos(X, y, lam, 2, student.rng(0)), X.shape[1], "pegasos(X, y, lam, 2, rng)")
        share = float(w @ X[0]) * y[0] * lam / R**2
        close(w, share * y[0] * X[0] / lam, "w after T = 2, which is a multiple of x")
        least, most = lam**0.5 / R / 2, 3 / 4
        what = f"after T = 2, w is {share:.4g} y x / lam, wanted 0.5 of the last iterate, up to {most:g} of a mean"
        expect.that(least - 1e-4 <= share <= most + 1e-4, what)

    @weight(1)
    @forall(copies, draws=3)
    def test_copies_of_one_sample(self, student, X, y, z):
        """If all y_n x_n are equal, the objective after 100 steps is within the bound of its least, for sure."""
        R2 = float(z @ z)
        for lam in (2 * R2, R2 * 101 / 405, R2 * 101 / 203):  # no margin c R2 / (lam t) of integers c, t <= 100 is 1
            w = flat(student.pegasos(X, y, lam, STEPS, student.rng(0)), X.shape[1], "w")
            excess = objective(w, X, y, lam) - objective(z * min(1 / R2, 1 / lam), X, y, lam)
            most = bound(X, lam, STEPS)
            what = f"for lam = {lam:g} the objective is {excess:.3g} above its least, wanted at most {most:.3g}"
            expect.that(excess <= most + 1e-4, what)

    @weight(1)
    @forall(all_around, draws=2)
    def test_samples_all_around(self, student, X, y, lam):
        """For samples on all sides, one of nine runs of 1000 steps is within 10 times the bound of the least."""
        centre = np.mean(y[:, None] * X, axis=0) / lam
        least, most = objective(centre, X, y, lam), 10 * bound(X, lam, MANY_STEPS)
        excesses = []
        for key in range(RUNS):  # nine independent ones miss it with probability 1e-9
            w = flat(student.pegasos(X, y, lam, MANY_STEPS, student.rng(key)), X.shape[1], "w")
            excesses.append(objective(w, X, y, lam) - least)
            if excesses[-1] <= most:
                return
        expect.that(False, f"nine runs end {min(excesses):.3g} or more above the least, wanted {most:.3g} of one")

    @alternate
    def by_the_last_iterate(X, y, lam, T, rng):
        w = np.zeros(X.shape[1])
        for t in range(1, T + 1):
            n = rng.integers(len(X))
            g = lam * w
            if y[n] * (w @ X[n]) < 1:
                g = g - y[n] * X[n]
            w = w - g / (lam * t)
        return w

    @alternate
    def by_the_mean(X, y, lam, T, rng):
        w, total = np.zeros(X.shape[1]), np.zeros(X.shape[1])
        for t, n in enumerate(rng.integers(0, len(y), size=T), start=1):
            shrunk = (1 - 1 / t) * w
            w = shrunk + y[n] * X[n] / (lam * t) if y[n] * np.dot(w, X[n]) <= 1 else shrunk
            total += w
        return total / T

    @alternate
    def by_the_later_half(X, y, lam, T, rng):
        w, kept = np.zeros(X.shape[1]), []
        for t in range(1, T + 1):
            n = rng.choice(len(X))
            pull = (y[n] * (X[n] @ w) < 1) * y[n] * X[n]
            w = w - 1 / (lam * t) * (lam * w - pull)
            if t > T / 2:
                kept.append(w)
        return np.mean(kept, axis=0)

    @alternate
    def by_integers(X, y, lam, T, rng):
        """lam t w is a sum of samples, so that counts are enough."""
        Z = y[:, None] * X
        counts = np.zeros(len(X))
        for t in range(T):
            n = int(rng.random() * len(X))
            if t == 0 or Z[n] @ (counts @ Z) < lam * t:
                counts[n] += 1
        return counts @ Z / (lam * T)

    @alternate
    def by_epochs_and_a_ball(X, y, lam, T, rng):
        w, order = [0.0] * len(X[0]), []
        for t in range(1, T + 1):
            order = order or rng.permutation(len(X)).tolist()
            n = order.pop()
            m = y[n] * sum(a * x for a, x in zip(w, X[n], strict=True))
            w = [(1 - 1 / t) * a + (m < 1) * y[n] * x / (lam * t) for a, x in zip(w, X[n], strict=True)]
            norm = sum(a * a for a in w) ** 0.5
            w = [a * min(1, 1 / (lam**0.5 * norm)) for a in w] if norm else w
        return w

    @alternate
    def in_single_precision(X, y, lam, T, rng):
        Z, w = (y[:, None] * X).astype(np.float32), np.zeros(X.shape[1], np.float32)
        mean = np.zeros_like(w)
        for t in range(1, T + 1):
            z = Z[rng.integers(len(Z))]
            w = np.float32(1 - 1 / t) * w + np.float32((z @ w < 1) / (lam * t)) * z
            mean += np.float32(2 * t / (T * (T + 1))) * w
        return mean

    step_of_the_root = slip(
        by_the_last_iterate,
        ("g / (lam * t)", "g / (lam * np.sqrt(t))"),
        hint="1/sqrt(t) is for functions that are not strongly convex: here step t has the size 1/(lam t).",
        see="thm-pegasos",
    )
    margin_after_shrinking = slip(
        by_the_last_iterate,
        ("        g = lam * w\n        if", "        g, w = 0 * w, (1 - 1 / t) * w\n        if"),
        hint="Whether the sample pulls is asked of the old w, before it shrinks.",
        see="thm-pegasos",
    )
    step_without_lam = slip(
        by_the_last_iterate,
        ("g / (lam * t)", "g / t"),
        hint="The step size is 1/(lam t): with 1/t the penalty shrinks w by lam/t.",
        see="thm-pegasos",
    )
    shrink_forgotten = slip(
        by_the_last_iterate,
        ("g = lam * w\n", "g = 0 * w\n"),
        hint="The penalty pulls in each step, too: its gradient is lam w.",
        see="thm-pegasos",
    )
    shrunk_only_if_it_pulls = slip(
        by_the_last_iterate,
        ("g = lam * w\n", "g = 0 * w\n"),
        ("g = g - y[n] * X[n]", "g = lam * w - y[n] * X[n]"),
        hint="Where the margin is 1 or more, w shrinks all the same: the penalty is always there.",
        see="thm-pegasos",
    )
    threshold_at_zero = slip(
        by_the_last_iterate,
        ("(w @ X[n]) < 1", "(w @ X[n]) <= 0"),
        hint="A sample pulls if its margin is below 1, as in the hinge, not below 0.",
        see="thm-pegasos",
    )
    counted_from_the_second = slip(
        by_the_last_iterate,
        ("g / (lam * t)", "g / (lam * (t + 1))"),
        hint="The first step has the size 1/lam: t counts from 1.",
        see="thm-pegasos",
    )
    constant_step = slip(
        by_the_last_iterate,
        ("g / (lam * t)", "g / lam"),
        hint="The steps fall: 1/(lam t).",
        see="thm-pegasos",
    )
    labels_left_out = slip(
        by_the_last_iterate,
        ("y[n] * (w @ X[n]) < 1", "w @ X[n] < 1"),
        ("g - y[n] * X[n]", "g - X[n]"),
        hint="A sample pulls towards its own side: y_n x_n, with the label.",
        see="thm-pegasos",
    )
    uphill = slip(
        by_the_last_iterate,
        ("g - y[n] * X[n]", "g + y[n] * X[n]"),
        hint="A sample pulls w towards y_n x_n: the hinge falls in its margin.",
        see="thm-pegasos",
    )
    same_sample_always = slip(
        by_the_last_iterate,
        ("n = rng.integers(len(X))", "n = 0"),
        hint="Each step draws a sample from rng.",
        see="thm-pegasos",
    )
    last_sample_never = slip(
        by_the_last_iterate,
        ("rng.integers(len(X))", "rng.integers(max(len(X) - 1, 1))"),
        hint="rng.integers leaves its upper end out already: so the last sample is never drawn.",
        see="thm-pegasos",
    )
    rounded_index = slip(
        by_the_last_iterate,
        ("n = rng.integers(len(X))", "n = round(rng.uniform(0, len(X) - 1))"),
        hint="Rounded, a number from 0 to N - 1 is 0 or N - 1 half as often as any other index: rng.integers(N).",
        see="thm-pegasos",
    )
    label_drawn_first = slip(
        by_the_last_iterate,
        ("n = rng.integers(len(X))", "n = rng.choice(np.flatnonzero(y == rng.choice(np.unique(y))))"),
        hint="All samples are as likely: who draws the label first prefers those of the smaller class.",
        see="thm-pegasos",
    )
    label_drawn_apart = slip(
        by_the_last_iterate,
        ("n = rng.integers(len(X))", "n, m = rng.integers(len(X)), rng.integers(len(X))"),
        ("y[n] * (w @ X[n]) < 1", "y[m] * (w @ X[n]) < 1"),
        ("g - y[n] * X[n]", "g - y[m] * X[n]"),
        hint="One index for the sample and its label: draw once in a step.",
        see="thm-pegasos",
    )
    samples_in_turn = slip(
        by_the_last_iterate,
        ("n = rng.integers(len(X))", "n = (t - 1) % len(X)"),
        hint="The sample of a step is drawn from rng, not the next one in turn.",
        see="thm-pegasos",
    )
    drawn_once = slip(
        by_the_last_iterate,
        (
            "    for t in range(1, T + 1):\n        n = rng.integers(len(X))",
            "    n = rng.integers(len(X))\n    for t in range(1, T + 1):",
        ),
        hint="Each step draws a sample of its own.",
        see="thm-pegasos",
    )
    penalty_doubled = slip(
        by_the_last_iterate,
        ("g = lam * w\n", "g = 2 * lam * w\n"),
        hint="The gradient of lam/2 ||w||^2 is lam w.",
        see="thm-pegasos",
    )
    all_samples_at_once = slip(
        by_the_last_iterate,
        ("y[n] * (w @ X[n]) < 1", "True"),
        ("g - y[n] * X[n]", "g - X.T @ (y * (y * (X @ w) < 1)) / len(y)"),
        hint="This takes all samples in each step; one, drawn from rng, is wanted.",
        see="thm-pegasos",
    )
    one_step_short = slip(
        by_the_last_iterate,
        ("range(1, T + 1)", "range(1, T)"),
        hint="T steps are wanted, t = 1, ..., T: range(1, T + 1).",
        see="thm-pegasos",
    )
    one_step_more = slip(
        by_the_last_iterate,
        ("range(1, T + 1)", "range(1, T + 2)"),
        hint="T steps are wanted, t = 1, ..., T: range leaves its upper end out.",
        see="thm-pegasos",
    )
    stopped_when_nobody_pays = slip(
        by_the_last_iterate,
        ("w = w - g / (lam * t)\n", "w = w - g / (lam * t)\n        if np.all(y * (X @ w) >= 1):\n            break\n"),
        hint="Where no sample pays, w still shrinks: make all T steps.",
        see="thm-pegasos",
    )
    epochs_for_steps = slip(
        by_the_last_iterate,
        ("range(1, T + 1)", "range(1, T * len(X) + 1)"),
        hint="T counts steps of one sample, not passes through all of them.",
        see="thm-pegasos",
    )
    mean_with_the_start = slip(
        by_the_mean,
        ("total / T", "total / (T + 1)"),
        hint="The start w = 0 is not in the mean: T iterates, divided by T.",
        see="thm-pegasos",
    )
    mean_before_the_steps = slip(
        by_the_mean,
        ("        total += w\n", ""),
        ("        shrunk =", "        total += w\n        shrunk ="),
        hint="The mean is that of w_1, ..., w_T: add w after its step, not before.",
        see="thm-pegasos",
    )
    last_left_out_of_the_mean = slip(
        by_the_mean,
        ("total += w\n", "total += w if t < T or T == 1 else 0\n"),
        ("total / T", "total / max(T - 1, 1)"),
        hint="The mean is that of w_1, ..., w_T: the last one belongs to it.",
        see="thm-pegasos",
    )
    label_left_out_of_the_margin = slip(
        by_the_last_iterate,
        ("y[n] * (w @ X[n]) < 1", "w @ X[n] < 1"),
        hint="Whether a sample pulls is asked of its margin y_n w.x_n, with the label.",
        see="thm-pegasos",
    )
    divided_by_their_number = slip(
        by_the_last_iterate,
        ("g - y[n] * X[n]", "g - y[n] * X[n] / len(X)"),
        hint="The drawn sample stands for the mean of all: do not divide by N once more.",
        see="thm-pegasos",
    )
    generator_of_its_own = slip(
        by_the_last_iterate,
        ("    w = np.zeros", "    rng = np.random.default_rng(0)\n    w = np.zeros"),
        hint="Draw from the rng that is given: one of your own draws the same samples each time.",
        see="thm-pegasos",
    )
    cut_to_integers = slip(
        by_the_last_iterate,
        ("w = np.zeros(X.shape[1])", "w = np.zeros_like(X[0])"),
        ("w = w - g / (lam * t)", "w[:] = w - g / (lam * t)"),
        hint="X may hold integers: `zeros_like` of it holds integers too, and cuts w off.",
        see="thm-pegasos",
    )
    sum_for_mean = slip(
        by_the_mean,
        ("total / T", "total"),
        hint="The iterates are averaged: divide their sum by T.",
        see="thm-pegasos",
    )
    everybody_pulls = slip(
        by_the_last_iterate,
        ("y[n] * (w @ X[n]) < 1", "True"),
        hint="A sample whose margin is 1 or more does not pull.",
        see="thm-pegasos",
    )

    margin_by_entries = slip(
        by_the_mean,
        ("if y[n] * np.dot(w, X[n]) <= 1 else shrunk", "* (y[n] * w * X[n] <= 1)"),
        hint="The margin is one number: the sum y_n w.x_n, not each product by itself.",
        see="thm-pegasos",
    )

    @misconception("The samples are changed for the caller too: X *= ... works in place.", see="thm-pegasos")
    def samples_changed(X, y, lam, T, rng):
        X[:] = X * y[:, None]
        w = np.zeros(X.shape[1])
        for t in range(1, T + 1):
            z = X[rng.integers(len(X))]
            w = (1 - 1 / t) * w + (w @ z < 1) * z / (lam * t)
        return w
