"""Mark scheme of `perceptron`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import hyperplane
from autograder.checks.test_convexity.mistakes import (
    any_and_cancelling,
    contradiction,
    lone_sample,
    on_the_line,
    separable,
)
from solutions.convexity import perceptron

# All numbers are multiples of 1/8 and stay below 1e4: sums and products are exact, in float32 but for rare ones too.
EXACT = 1e-6


def parts(got, n, what):
    """w (n,), the number b and a whole number of mistakes."""
    w, b, mistakes = expect.values(got, 3, what)
    w, b = hyperplane((w, b), n, what)
    count = expect.number(mistakes, "mistakes")
    expect.that(count == round(count), f"mistakes is {count:g}, wanted a whole number")
    return w, b, count


def as_wanted(got, wanted, what):
    """The same w, b and mistakes."""
    w, b, mistakes = parts(got, len(wanted[0]), what)
    expect.close(w, wanted[0], "w", EXACT, EXACT)
    expect.close(b, wanted[1], "b", EXACT, EXACT)
    expect.equal(int(mistakes), int(wanted[2]), "mistakes")


def ends_well(student, X, y, bound):
    """All samples are on their sides, after (R/rho)^2 mistakes or fewer, and (w, b) is no longer than those allow."""
    max_epochs = int(bound) + 2
    w, b, mistakes = parts(student.perceptron(X, y, max_epochs), X.shape[1], f"perceptron(X, y, {max_epochs})")
    least = (y * (X @ w + b)).min()
    expect.that(least > 0, f"the least y (w.x + b) is {least:g}, wanted more than 0")
    expect.that(mistakes <= bound * (1 + EXACT), f"mistakes is {mistakes:g}, wanted at most {bound:.4g}")
    R2, square = (X**2).sum(axis=1).max() + 1, w @ w + b**2
    inside = square <= R2 * mistakes * (1 + EXACT)
    expect.that(inside, f"||(w, b)||^2 is {square:.4g}, wanted at most R^2 mistakes = {R2 * mistakes:.4g}")


@exercise(reference=perceptron)
class TestPerceptron:
    PARTS = ("w", "b", "mistakes")
    CONTRACT: ClassVar = {
        "in their order": ("test_step_by_step", "test_samples_on_the_line"),
        "starts at w = 0, b = 0": ("test_lone_sample", "test_step_by_step"),
        "not strictly on its side": ("test_lone_sample", "test_samples_on_the_line"),
        "after max_epochs >= 1 epochs": ("test_contradiction", "test_step_by_step"),
        "first epoch without a step": ("test_separates_within_the_bound", "test_lone_sample"),
        "mistakes, an int, counts": ("test_contradiction", "test_separates_within_the_bound"),
        "N may be 1, X may hold integers": ("test_lone_sample", "test_samples_on_the_line"),
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        ["for x_n, y_n in zip(X, y):", "for x_n, y_n in zip(X, y, strict=False):"],
        "there are as many labels as samples",
    )

    @practice
    @weight(1)
    @forall(lone_sample)
    def test_lone_sample(self, student, X, y, max_epochs):
        """A lone sample is a mistake once, at w = 0, b = 0: then w = y x, b = y, and that is all."""
        as_wanted(student.perceptron(X, y, max_epochs), (y[0] * X[0], y[0], 1), "perceptron(X, y, max_epochs)")

    @practice
    @weight(1)
    @forall(contradiction)
    def test_contradiction(self, student, X, y, max_epochs):
        """One sample with both labels: every epoch makes two mistakes and ends at w = 0, b = 0, up to the last."""
        wanted = np.zeros(X.shape[1]), 0, 2 * max_epochs
        as_wanted(student.perceptron(X, y, max_epochs), wanted, "perceptron(X, y, max_epochs)")

    @practice
    @weight(1)
    @forall(separable, draws=10)
    def test_separates_within_the_bound(self, student, X, y, bound):
        """Separable samples end on their sides, after at most (R/rho)^2 mistakes, with ||(w, b)||^2 <= R^2 mistakes."""
        ends_well(student, X, y, bound)
        ends_well(student, np.outer([0.5, -0.5], np.eye(X.shape[1])[0]), np.array([1, -1]), 5.0)
        ends_well(student, 2 * np.eye(2), np.array([1, -1]), 2.5)  # in one epoch two steps, at right angles
        # many more mistakes than samples: (-2, 5) is the shortest of whole numbers, 29 > R^2 times 2 samples
        ends_well(student, np.outer([2.0, 3.0], np.eye(X.shape[1])[0]), np.array([1, -1]), 290.0)

    @weight(1)
    @forall(any_and_cancelling)
    def test_step_by_step(self, student, anything, cancelling):
        """Whatever the labels, the steps are those of the samples in their order, until max_epochs are over."""
        for X, y, max_epochs in (anything, cancelling):
            wanted = perceptron(X, y, max_epochs)
            as_wanted(student.perceptron(X, y, max_epochs), wanted, "perceptron(X, y, max_epochs)")

    @weight(1)
    @forall(on_the_line, draws=6)
    def test_samples_on_the_line(self, student, X, y):
        """A sample on the line itself is a mistake: it is not strictly on its side."""
        for max_epochs in (1, 2, 3, 20):
            wanted = perceptron(X, y, max_epochs)
            as_wanted(student.perceptron(X, y, max_epochs), wanted, f"perceptron(X, y, {max_epochs})")

    @alternate
    def by_arrays(X, y, max_epochs):
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(max_epochs):
            clean = True
            for n in range(len(X)):
                if y[n] * (X[n] @ w + b) <= 0:
                    w = w + y[n] * X[n]
                    b = b + y[n]
                    mistakes += 1
                    clean = False
            if clean:
                break
        return w, b, mistakes

    @alternate
    def by_augmented_samples(X, y, max_epochs):
        U = y[:, None] * np.column_stack([X, np.ones(len(X))])
        v, total = np.zeros(U.shape[1]), 0
        for _ in range(max_epochs):
            steps = 0
            for u in U:
                if v @ u <= 0:
                    v = v + u
                    steps += 1
            total += steps
            if steps == 0:
                return v[:-1], v[-1], total
        return v[:-1], v[-1], total

    @alternate
    def by_loop(X, y, max_epochs):
        w, b, count = [0.0] * len(X[0]), 0, 0
        epoch, done = 0, False
        while epoch < max_epochs and not done:
            done = True
            for x, label in zip(X, y, strict=True):
                score = b
                for j in range(len(w)):
                    score += w[j] * x[j]
                if not label * score > 0:
                    for j in range(len(w)):
                        w[j] += label * x[j]
                    b += label
                    count, done = count + 1, False
            epoch += 1
        return w, b, count

    @alternate
    def by_kernel(X, y, max_epochs):
        """How often each sample was a mistake, from inner products of samples alone."""
        G = (X @ X.T + 1.0) * y
        counts = np.zeros(len(X), dtype=int)
        for _ in range(max_epochs):
            before = counts.sum()
            for n in range(len(X)):
                if y[n] * (G[n] @ counts) <= 0:
                    counts[n] += 1
            if counts.sum() == before:
                break
        return (counts * y) @ X, float(counts @ y), counts.sum()

    @alternate
    def in_single_precision(X, y, max_epochs):
        U = np.column_stack([X, np.ones(len(X))]).astype(np.float32) * y[:, None].astype(np.float32)
        v, mistakes = np.zeros(U.shape[1], np.float32), 0
        for _ in range(max_epochs):
            wrong = False
            for u in U:
                if v @ u <= 0:
                    v, mistakes, wrong = v + u, mistakes + 1, True
            if not wrong:
                break
        return v[:-1], v[-1], mistakes

    strictly_wrong_only = slip(
        by_arrays,
        ("<= 0:", "< 0:"),
        hint="At 0 every product is 0: if only negative ones count, nothing ever moves.",
        see="def-perceptron",
    )
    steps_on_correct_samples = slip(
        by_arrays,
        ("<= 0:", ">= 0:"),
        hint="A step is made for a sample on the wrong side, y (w.x + b) <= 0, and for no other.",
        see="def-perceptron",
    )
    step_for_every_sample = slip(
        by_arrays,
        ("if y[n] * (X[n] @ w + b) <= 0:", "if True:"),
        hint="Samples that are strictly on their side make no step.",
        see="def-perceptron",
    )
    margin_of_one = slip(
        by_arrays,
        ("<= 0:", "< 1:"),
        hint="A mistake is y (w.x + b) <= 0; a margin of 1 is not asked for yet.",
        see="def-perceptron",
    )
    bias_not_updated = slip(
        by_arrays,
        ("b = b + y[n]", "b = b + 0"),
        hint="The bias is the weight of a constant feature: it moves by y_n too.",
        see="def-perceptron",
    )
    bias_without_its_label = slip(
        by_arrays,
        ("b = b + y[n]", "b = b + 1"),
        hint="The bias moves by y_n: down for a sample of the class -1.",
        see="def-perceptron",
    )
    bias_forgotten_in_the_test = slip(
        by_arrays,
        ("(X[n] @ w + b)", "(X[n] @ w)"),
        hint="A sample is on its side if y (w.x + b) > 0, with the bias.",
        see="def-perceptron",
    )
    no_label_in_the_step = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + X[n]"),
        ("b = b + y[n]", "b = b + 1"),
        hint="The step is y_n x_n for w and y_n for b: a sample of the class -1 is taken off.",
        see="def-perceptron",
    )
    labels_forgotten_in_the_step = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + X[n]"),
        hint="A sample of the class -1 pushes w away: the step is y_n x_n.",
        see="def-perceptron",
    )
    labels_forgotten_in_the_test = slip(
        by_arrays,
        ("if y[n] * (X[n] @ w + b) <= 0:", "if X[n] @ w + b <= 0:"),
        hint="For the class -1 a negative w.x + b is right: multiply by the label.",
        see="def-perceptron",
    )
    zero_as_positive = slip(
        by_arrays,
        ("if y[n] * (X[n] @ w + b) <= 0:", "if (1 if X[n] @ w + b >= 0 else -1) != y[n]:"),
        hint="At 0 a sample is on the line: that is a mistake for either label, and not the side +.",
        see="def-perceptron",
    )
    classes_zero_and_one = slip(
        by_arrays,
        ("if y[n] * (X[n] @ w + b) <= 0:", "step = y[n] - int(X[n] @ w + b > 0)\n            if step:"),
        ("w = w + y[n] * X[n]", "w = w + step * X[n]"),
        ("b = b + y[n]", "b = b + step"),
        hint="Labels are -1 and +1: compared with guesses 0 and 1, each sample of the class -1 is a mistake for ever.",
        see="def-perceptron",
    )
    repeated_until_right = slip(
        by_arrays,
        ("if y[n]", "while y[n]"),
        hint="One step for a mistake, then comes the next sample, even if this one is still on the wrong side.",
        see="def-perceptron",
    )
    over_at_the_first_right_sample = slip(
        by_arrays,
        ("clean = False\n", "clean = False\n            else:\n                return w, b, mistakes\n"),
        hint="It ends with an epoch without a step, not with a sample without one: the samples after it come, too.",
        see="def-perceptron",
    )
    wrong_way = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w - y[n] * X[n]"),
        ("b = b + y[n]", "b = b - y[n]"),
        hint="A mistake on the class + moves w towards x_n: add y_n x_n.",
        see="def-perceptron",
    )
    half_steps = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + 0.5 * y[n] * X[n]"),
        ("b = b + y[n]", "b = b + 0.5 * y[n]"),
        hint="Steps have size 1: halves make the same mistakes, and half the vector.",
        see="def-perceptron",
    )
    steps_of_two = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + 2 * y[n] * X[n]"),
        ("b = b + y[n]", "b = b + 2 * y[n]"),
        hint="Label minus guess is 2 or -2 if both are -1 or 1: the step is y_n x_n, of size 1.",
        see="def-perceptron",
    )
    steps_of_a_tenth = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + 0.1 * y[n] * X[n]"),
        ("b = b + y[n]", "b = b + 0.1 * y[n]"),
        hint="Steps have size 1: with a learning rate of 0.1 all of (w, b) is a tenth as long.",
        see="def-perceptron",
    )
    whole_numbers_only = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = (w + y[n] * X[n]).astype(int)"),
        hint="An array of integers cuts off what is behind the decimal point: start with np.zeros(d).",
        see="def-perceptron",
    )
    dtype_of_the_samples = slip(
        by_arrays,
        ("w, b, mistakes = np.zeros(X.shape[1])", "w, b, mistakes = np.zeros_like(X[0])"),
        ("w = w + y[n] * X[n]", "w += 1.0 * y[n] * X[n]"),
        hint="np.zeros_like makes w an array of integers if X is one, and += cannot add 1.0 to it: use np.zeros(d).",
        see="def-perceptron",
    )
    normalised_samples = slip(
        by_arrays,
        ("w = w + y[n] * X[n]", "w = w + y[n] * X[n] / max(np.linalg.norm(X[n]), 1e-12)"),
        hint="The step is y_n x_n as it is, not divided by its length.",
        see="def-perceptron",
    )
    last_epoch_counted = slip(
        by_augmented_samples,
        ("total += steps", "total = steps"),
        hint="mistakes counts the steps of all epochs, not of the last one.",
        see="def-perceptron",
    )
    epochs_counted = slip(
        by_augmented_samples,
        ("total += steps", "total += 1"),
        hint="mistakes counts steps, not epochs.",
        see="def-perceptron",
    )
    epochs_with_a_step_counted = slip(
        by_augmented_samples,
        ("total += steps", "total += int(steps > 0)"),
        hint="mistakes counts each step, not the epochs that have one.",
        see="def-perceptron",
    )
    stops_after_the_first_mistake = slip(
        by_augmented_samples,
        ("steps += 1\n", "steps += 1\n                break\n"),
        hint="After a step the epoch goes on with the next sample, not from the first again.",
        see="def-perceptron",
    )
    one_epoch_more = slip(
        by_arrays,
        ("range(max_epochs)", "range(max_epochs + 1)"),
        hint="After max_epochs epochs it ends: this makes one more.",
        see="def-perceptron",
    )
    one_epoch_less = slip(
        by_arrays,
        ("range(max_epochs)", "range(1, max_epochs)"),
        hint="range(1, max_epochs) makes one epoch less than max_epochs.",
        see="def-perceptron",
    )
    one_epoch_only = slip(
        by_arrays,
        ("range(max_epochs)", "range(1)"),
        hint="Pass through the samples again, until an epoch makes no step.",
        see="def-perceptron",
    )
    averaged = slip(
        by_arrays,
        ("w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0", "w, b, mistakes, met = np.zeros(X.shape[1]), 0.0, 0, []"),
        ("clean = False\n", "clean = False\n            met.append([*w, b])\n"),
        ("return w, b, mistakes", "v = np.mean(met, axis=0)\n    return v[:-1], v[-1], mistakes"),
        hint="The mean of (w, b) over all samples is the averaged perceptron: asked for is where it ends.",
        see="def-perceptron",
    )
    best_so_far = slip(
        by_arrays,
        ("w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0", "w, b, mistakes, met = np.zeros(X.shape[1]), 0.0, 0, []"),
        ("clean = False\n", "clean = False\n                met.append((np.sum(y * (X @ w + b) > 0), w, b))\n"),
        ("return w, b, mistakes", "return *max(met, key=lambda each: each[0])[1:], mistakes"),
        hint="The best (w, b) on the way is the pocket algorithm: asked for is the last.",
        see="def-perceptron",
    )
    each_sample_counted_once = slip(
        by_arrays,
        ("0.0, 0\n", "0.0, set()\n"),
        ("mistakes += 1", "mistakes.add(n)"),
        ("return w, b, mistakes", "return w, b, len(mistakes)"),
        hint="A sample that is a mistake in several epochs counts each time: mistakes are steps, not samples.",
        see="def-perceptron",
    )
    over_where_nothing_moved = slip(
        by_arrays,
        ("clean = True", "before = [*w, b]"),
        ("clean = False", "pass"),
        ("if clean:", "if [*w, b] == before:"),
        hint="The steps of an epoch may cancel: it ends when none was made, not when (w, b) is as before.",
        see="def-perceptron",
    )
    from_the_first_again = slip(
        by_arrays,
        ("range(max_epochs)", "range(max_epochs * len(X))"),
        ("clean = False\n", "clean = False\n                break\n"),
        hint="After a step comes the next sample, and not the first again.",
        see="def-perceptron",
    )
    mistakes_as_an_array = slip(
        by_augmented_samples,
        ("total += steps", "total += steps * np.ones(1)"),
        hint="mistakes is one number.",
        see="def-perceptron",
    )
    start_at_ones = slip(
        by_arrays,
        ("np.zeros(X.shape[1]), 0.0, 0", "np.ones(X.shape[1]), 0.0, 0"),
        hint="It starts at w = 0, b = 0.",
        see="def-perceptron",
    )

    @misconception(
        "The samples of an epoch come one after the other: each sees what the one before has changed.", "def-perceptron"
    )
    def all_mistakes_at_once(X, y, max_epochs):
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(max_epochs):
            wrong = y * (X @ w + b) <= 0
            if not wrong.any():
                break
            w = w + y[wrong] @ X[wrong]
            b = b + float(y[wrong].sum())
            mistakes += int(wrong.sum())
        return w, b, mistakes

    @misconception("The samples come in their order, not in a random one.", "def-perceptron")
    def random_order(X, y, max_epochs):
        rng = np.random.default_rng(2024)
        w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
        for _ in range(max_epochs):
            before = mistakes
            for n in rng.permutation(len(X)):
                if y[n] * (w @ X[n] + b) <= 0:
                    w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
            if mistakes == before:
                break
        return w, b, mistakes
