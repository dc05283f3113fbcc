"""Mark scheme of `adam_step`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, practice, slip, weight
from autograder.checks.test_gradient_descent import adam_alternates, adam_mistakes
from autograder.checks.test_gradient_descent.adam_runs import (
    ADAM,
    EPS,
    FIXED,
    path,
    reference_path,
    runs,
    shaped,
    sizes,
    stepped,
)
from autograder.checks.test_gradient_descent.inputs import SHAPES, close, largest
from solutions.gradient_descent import adam_step, momentum_step


@exercise(reference=adam_step, requires=(momentum_step,))
class TestAdamStep:
    PARTS = ("x", "state")
    CONTRACT: ClassVar = {
        "One step (x, state) of Adam": ("test_first_step", "test_runs_take_turns"),
        "have one shape, any": "test_any_shape",
        "may hold integers": "test_any_shape",
        "state is None before": ("test_first_step", "test_runs_take_turns"),
        "several runs may take turns": "test_runs_take_turns",
        "corrected for their start at": ("test_first_step", "test_a_gradient_that_is_gone", "test_runs_take_turns"),
        "eps >= 0 is added to the root": ("test_first_step", "test_constant_gradient"),
        "lr >= 0 may change": "test_runs_take_turns",
        "A run has 100 steps": "test_constant_gradient",
        "An entry where that sum is 0": "test_no_gradient_at_all",
        "x is right to 1e-9": ("test_first_step", "test_constant_gradient"),
    }

    EQUIVALENT: ClassVar = {
        "return (x - lr * m_hat / np.where(root > 0, root, 2), (t, m, s))": "0 over whatever is 0",
    }

    @practice
    @weight(1)
    @forall(sizes, draws=5)
    def test_first_step(self, student, g, x, lr):
        """The first step moves each entry by -lr g / (|g| + eps), with an eps of 1e-8, or of 1/2 where it is given."""
        after, _ = stepped(student, x, None, g, lr)
        close(after, x - lr * g / (abs(g) + 1e-8), f"x of {ADAM}", largest(x))
        for start in (x, lr * g / (abs(g) + 0.5)):
            after, _ = stepped(student, start, None, g, lr, 0.8, 0.9, 0.5)
            wanted = start - lr * g / (abs(g) + 0.5)
            close(after, wanted, "x of adam_step(x, None, g, lr, 0.8, 0.9, 0.5)", max(lr, largest(start)))

    @practice
    @weight(1)
    @forall(sizes, draws=2)
    def test_constant_gradient(self, student, g, x, lr):
        """While the gradient stays the same, every step is as long as the first: both means are g and g^2 at once."""
        for betas, T in zip(FIXED[:2], (60, 3), strict=True):
            points = path(student, x, [g] * T, lr, *betas, 1e-3)
            wanted = x - lr * np.arange(1, T + 1)[:, None] * g / (abs(g) + 1e-3)
            close(points, wanted, f"x after 1 to {T} steps with one gradient", largest(x))

    @weight(1)
    @forall(sizes, draws=2)
    def test_a_gradient_that_is_gone(self, student, g, x, lr):
        """After g come zeros: the mean fades by beta1, its root by sqrt(beta2), and both corrections go on.

        With 0.9 and 0.1 the root fades first, and steps are longer than lr.
        """
        for b1, b2 in (*FIXED, (0.9, 0.1)):
            t = np.arange(1, 5)[:, None]
            means = b1 ** (t - 1) * (1 - b1) / (1 - b1**t)
            roots = np.sqrt(b2 ** (t - 1) * (1 - b2) / (1 - b2**t))
            points = path(student, x, [g, 0 * g, 0 * g, 0 * g], lr, b1, b2, 0.0)
            wanted = x - lr * np.cumsum(means / roots, axis=0) * np.sign(g)
            close(points, wanted, "x after 1 to 4 steps, the gradient being 0 from the second on", largest(x))

    @weight(1)
    @forall(runs, draws=3)
    def test_runs_take_turns(self, student, x, g, lr, betas):
        """Two runs that take turns are as they are alone, and so is one that goes back to an earlier state.

        A step with lr = 0 leads nowhere, but its gradient is not forgotten. Five digits are enough here.
        """
        size = 1e4 * largest(x)
        points, states, kept = list(x), [None, None], None
        for t in range(4):
            for run in (0, 1):
                what = f"step {t + 1} of run {run}, two runs taking turns"
                points[run], states[run] = stepped(
                    student, points[run], states[run], g[run, t], lr, *betas, EPS, what=what
                )
                wanted = reference_path(x[run], g[run, : t + 1], lr, betas)[-1]
                close(points[run], wanted, f"x after {what}", size)
            if t == 1:
                kept = points[0], states[0]
        again, _ = stepped(student, *kept, g[1, 0], lr, *betas, EPS, what="step 3 from the kept state of step 2")
        wanted = reference_path(x[0], [*g[0, :2], g[1, 0]], lr, betas)[-1]
        close(again, wanted, "x after step 3, taken again from the state of step 2", size)
        point, state = stepped(student, *kept, g[1, 0], 0.0, *betas, EPS, what="step 3 with lr = 0")
        point, _ = stepped(student, point, state, g[1, 1], lr, *betas, EPS, what="step 4 after one with lr = 0")
        wanted = reference_path(x[0], [*g[0, :2], *g[1, :2]], [lr, lr, 0.0, lr], betas)[-1]
        close(point, wanted, "x after step 4, step 3 being with lr = 0", size)

    @weight(1)
    @forall(runs, draws=3)
    def test_no_gradient_at_all(self, student, x, g, lr, betas):
        """With eps = 0, and no gradient yet, an entry stays; gradients of 1e-60 and of 1e60 make the same steps."""
        start = np.append(x[0], x[1, 0])  # the last entry has a gradient in the third step only
        gradients = [np.append(0 * g[0, 0], 0), np.append(g[0, 1], 0), np.append(g[0, 2], g[1, 0, 0])]
        gradients = [1e-60 * each for each in gradients]  # so that whatever is put in for 0 shows
        points = path(student, start, gradients, lr, *betas, 0.0)
        close(points[0], start, "x after a step with gradient 0 and eps = 0", largest(x))
        scaled = path(student, start, [1e120 * each for each in gradients], lr, *betas, 0.0)
        wanted = reference_path(start, gradients, lr, betas, 0.0)
        close(points, wanted, "x after 1 to 3 steps with eps = 0", largest(x))
        close(scaled, wanted, "x after 1 to 3 steps with gradients 1e120 times as large, eps = 0", largest(x))

    @weight(1)
    @forall(shaped, draws=2)
    def test_any_shape(self, student, x, g, h, lr):
        """It holds in any shape, () too, and for integers, whose fractions are not cut off."""
        for shape in SHAPES:
            parts = [np.resize(part, shape) for part in (x, g, h)]
            for whole in (False, True):
                point, *both = (np.asarray(np.round(10 * part).astype(int) if whole else part) for part in parts)
                wanted = reference_path(point, both, lr, (0.9, 0.999))
                got = path(student, point, both, lr, 0.9, 0.999, EPS)
                close(got, wanted, f"x of {ADAM}", largest(point))

    @alternate
    def as_a_tuple(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        x, g = np.asarray(x, float), np.asarray(g, float)
        t, m, s = state if state is not None else (0, 0 * x, 0 * x)
        t = t + 1
        m = beta1 * m + (1 - beta1) * g
        s = beta2 * s + (1 - beta2) * g**2
        mean, square = m / (1 - beta1**t), s / (1 - beta2**t)
        root = np.sqrt(square) + eps
        return x - lr * mean / np.where(root > 0, root, 1), (t, m, s)

    as_a_dictionary = adam_alternates.as_a_dictionary
    all_gradients_kept = adam_alternates.all_gradients_kept
    by_two_velocities = adam_alternates.by_two_velocities
    corrected_as_it_goes = adam_alternates.corrected_as_it_goes
    entry_by_entry = adam_alternates.entry_by_entry

    step_with = partial(slip, as_a_tuple, see="def-adam")
    in_pairs = (
        ("state if state is not None else (0, 0 * x, 0 * x)", "(0, *(state or (0 * x, 0 * x)))"),
        ("(t, m, s)", "(m, s)"),
    )

    never_corrected = step_with(
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        hint="Both means start at 0 and are too small at first: divide by 1 - beta^t.",
    )
    never_corrected_and_nothing_over_nothing = step_with(
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        ("np.where(root > 0, root, 1)", "root"),
        hint="Both means start at 0 and are too small at first: divide by 1 - beta^t.",
    )
    never_corrected_nor_counted = step_with(
        *in_pairs,
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        hint="Both means start at 0 and are too small at first: divide by 1 - beta^t.",
    )
    always_the_first = step_with(
        *in_pairs, hint="The number of steps belongs to the state: else each step is corrected as the first."
    )
    started_at_the_first = step_with(
        *in_pairs,
        ("(0 * x, 0 * x)", "(g, g**2)"),
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        hint="A mean that starts at the first gradient gives it the weight beta^t, which is too much.",
    )
    first_step_left_out = step_with(
        ("    t = t + 1\n", ""),
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m / np.float64(1 - beta1**t), s / np.float64(1 - beta2**t)"),
        ("mean / np.where(root > 0, root, 1), (t", "np.nan_to_num(mean / root, posinf=0, neginf=0), (t + 1"),
        hint="With t = 0 both corrections divide by 0: t counts this gradient, too.",
    )
    mean_not_corrected = step_with(
        ("m / (1 - beta1**t)", "m"), hint="The mean of the gradients starts at 0, too: divide by 1 - beta1^t."
    )
    square_not_corrected = step_with(
        ("s / (1 - beta2**t)", "s"), hint="The mean of the squares starts at 0, too: divide by 1 - beta2^t."
    )
    count_a_step_late = step_with(
        ("1 - beta1**t)", "1 - beta1 ** max(t - 1, 1))"),
        ("1 - beta2**t)", "1 - beta2 ** max(t - 1, 1))"),
        hint="t counts this step, too: 1 in the first.",
    )
    count_from_zero = step_with(
        ("(1 - beta1**t)", "(1 - beta1 ** (t - 1))"),
        ("(1 - beta2**t)", "(1 - beta2 ** (t - 1))"),
        hint="With t = 0 the first step divides by 0: t is 1 in the first step.",
    )
    count_a_step_early = step_with(("(0, 0 * x, 0 * x)", "(1, 0 * x, 0 * x)"), hint="t is 1 in the first step, not 2.")
    count_standing = step_with(("(t, m, s)", "(0, m, s)"), hint="t grows by 1 in each step: it belongs to the state.")
    one_correction_for_both = step_with(
        ("s / (1 - beta2**t)", "s / (1 - beta1**t)"), hint="The weights of the squares sum to 1 - beta2^t."
    )
    correction_without_power = step_with(
        ("1 - beta1**t)", "1 - beta1)"),
        ("1 - beta2**t)", "1 - beta2)"),
        hint="After t steps the weights sum to 1 - beta^t: the power grows.",
    )
    corrected_twice = step_with(
        ("(t, m, s)", "(t, mean, square)"),
        hint="The state keeps the means as they are; they are corrected for use only.",
    )
    eps_inside_the_root = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square + eps)"),
        hint="eps is added to the root, not under it: there 1e-8 is as much as 1e-4.",
    )
    eps_inside_and_nothing_over_nothing = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square + eps)"),
        ("np.where(root > 0, root, 1)", "root"),
        hint="eps is added to the root, not under it: there 1e-8 is as much as 1e-4.",
    )
    eps_before_the_correction = step_with(
        ("np.sqrt(square) + eps", "(np.sqrt(s) + eps) / np.sqrt(1 - beta2**t)"),
        hint="eps is added to the root of the corrected mean, not before the correction.",
    )
    default_betas_in_the_correction = step_with(
        ("1 - beta1**t", "1 - 0.9**t"),
        ("1 - beta2**t", "1 - 0.999**t"),
        hint="The weights sum to 1 - beta1^t and 1 - beta2^t, whatever beta1 and beta2 are.",
    )
    correction_ended = step_with(
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "(m / (1 - beta1**t), s / (1 - beta2**t)) if t <= 10 else (m, s)"),
        hint="After ten steps 0.999^t is 0.99, far from 0: the correction goes on.",
    )
    eps_of_1e_8_for_0 = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square) + (eps or 1e-8)"), hint="eps = 0 is allowed, and is not 1e-8."
    )
    small_number_added = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square) + eps + 1e-30"),
        hint="Tiny gradients make steps, too: add nothing to the sum, and take nothing for 0 that is not.",
    )
    eps_of_its_own = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square) + 1e-8"), hint="eps is an argument: 1e-8 is its default only."
    )
    eps_forgotten = step_with(("np.sqrt(square) + eps", "np.sqrt(square)"), hint="Where is eps?")
    root_forgotten = step_with(("np.sqrt(square)", "square"), hint="Divide by the root of the mean square.")
    nothing_over_nothing = step_with(
        ("np.where(root > 0, root, 1)", "root"), hint="Where the root and eps are 0, the entry stays: 0/0 is no number."
    )
    all_stay_if_one_does = step_with(
        ("return x", "if np.any(root == 0):\n        return 1.0 * x, (t, m, s)\n    return x"),
        hint="An entry whose root and eps are 0 stays; all others move.",
    )
    still_where_the_gradient_is_zero = step_with(
        ("x - lr * mean / np.where(root > 0, root, 1)", "np.where(g == 0, x, x - lr * mean / (root + (root == 0)))"),
        hint="Where the newest gradient is 0 the means of the older ones are not: the entry moves on.",
    )
    zero_gradients_left_out = step_with(
        ("t = t + 1", "if not np.any(g):\n        return x, state\n    t = t + 1"),
        hint="A gradient of 0 counts as any other: t grows, both means shrink, and x moves on.",
    )
    started_by_a_gradient = step_with(
        ("t, m, s = state", "if state is None and not np.any(g):\n        return x, None\n    t, m, s = state"),
        hint="A gradient of 0 counts as any other, in the first step, too: t is 1 after it.",
    )
    nothing_for_a_step_of_zero = step_with(
        ("t = t + 1", "if lr == 0:\n        return x, state\n    t = t + 1"),
        hint="With lr = 0 the point rests, but both means take up the gradient.",
    )
    sizes_for_squares = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * abs(g)"), hint="The second mean is that of g^2, entry by entry."
    )
    sizes_without_a_root = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * abs(g)"),
        ("np.sqrt(square)", "square"),
        hint="The root of the mean of g^2 is not the mean of |g|.",
    )
    square_of_the_mean = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * m**2"), hint="The second mean is that of g^2, not of m^2."
    )
    square_of_the_corrected_mean = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * (m / (1 - beta1**t)) ** 2"),
        ("m / (1 - beta1**t), s", "m / (1 - beta1 ** (t)), s"),
        hint="The second mean is that of g^2, not of the squared mean.",
    )
    distance_from_the_mean = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * (g - m) ** 2"),
        hint="The mean of (g - m)^2 is another method, AdaBelief: here it is that of g^2.",
    )
    length_for_all_entries = step_with(
        ("(0, 0 * x, 0 * x)", "(0, 0 * x, 0.0)"),
        ("(1 - beta2) * g**2", "(1 - beta2) * np.sum(g**2)"),
        hint="Entry by entry: each has the mean of its own square, not the length of the whole gradient.",
    )
    without_momentum = step_with(
        ("lr * mean /", "lr * g /"), hint="The step goes along the mean of the gradients, not along the newest one."
    )
    without_scale = step_with(
        ("/ np.where(root > 0, root, 1)", ""), hint="The mean is divided by the root of the mean square."
    )
    sum_for_mean = step_with(
        ("(1 - beta1) * g", "g"), hint="The first one is a mean: the newest gradient has the weight 1 - beta1."
    )
    sum_of_squares = step_with(
        ("(1 - beta2) * g**2", "g**2"), hint="The second one is a mean: the newest square has the weight 1 - beta2."
    )
    betas_exchanged = step_with(
        ("beta1 * m + (1 - beta1)", "beta2 * m + (1 - beta2)"),
        ("beta2 * s + (1 - beta2)", "beta1 * s + (1 - beta1)"),
        ("1 - beta1**t", "1 - beta2**t"),
        ("s / (1 - beta2**t)", "s / (1 - beta1**t)"),
        hint="beta1 is for the gradients, beta2 for their squares.",
    )
    one_beta_for_both = step_with(
        ("beta2 * s + (1 - beta2)", "beta1 * s + (1 - beta1)"),
        ("1 - beta2**t", "1 - beta1**t"),
        hint="The mean of the squares has a weight of its own, beta2.",
    )
    weights_exchanged = step_with(
        ("beta1 * m + (1 - beta1)", "(1 - beta1) * m + beta1"),
        hint="beta1 is the weight of the past, 1 - beta1 that of the newest gradient.",
    )
    weights_exchanged_everywhere = step_with(
        ("beta1 * m + (1 - beta1)", "(1 - beta1) * m + beta1"),
        ("beta2 * s + (1 - beta2)", "(1 - beta2) * s + beta2"),
        ("(1 - beta1**t)", "(1 - (1 - beta1) ** t)"),
        ("(1 - beta2**t)", "(1 - (1 - beta2) ** t)"),
        hint="beta1 and beta2 are the weights of the past, 1 - beta1 and 1 - beta2 those of the newest.",
    )
    uphill = step_with(("x - lr", "x + lr"), hint="The gradient points uphill: the step is minus lr times its mean.")
    one_scale_for_all = step_with(
        ("g**2", "np.mean(g**2)"), hint="Each entry has a mean square of its own: they are not mixed."
    )
    one_number_for_all = step_with(
        ("(0, 0 * x, 0 * x)", "(0, 0 * x, 0.0)"),
        ("g**2", "np.mean(g**2)"),
        hint="Each entry has a mean square of its own: they are not mixed.",
    )
    rate_in_the_mean = step_with(
        ("(1 - beta1) * g", "(1 - beta1) * lr * g"),
        ("x - lr * mean", "x - mean"),
        hint="lr may change: it is that of this step for the whole mean, the old gradients in it, too.",
    )
    clipped = step_with(
        ("lr * mean / np.where(root > 0, root, 1)", "lr * np.clip(mean / np.where(root > 0, root, 1), -1, 1)"),
        hint="A step may be longer than lr: nothing is clipped.",
    )
    shrinking_steps = step_with(("x - lr", "x - lr / np.sqrt(t)"), hint="lr stays as it is given.")
    never_forgets_the_largest = step_with(
        ("s = beta2 * s + (1 - beta2) * g**2", "s = np.maximum(s, beta2 * s + (1 - beta2) * g**2)"),
        hint="The mean of the squares may fall again.",
    )
    state_forgotten = step_with(
        ("state if state is not None else (0, 0 * x, 0 * x)", "(0, 0 * x, 0 * x)"),
        hint="What the last step returned is the state of this one.",
    )
    for_one_axis = step_with(
        ("0 * x, 0 * x", "np.zeros(len(x)), np.zeros(len(x))"), hint="x has any shape, () too: np.zeros_like(x)."
    )
    of_the_type_of_the_point = step_with(
        ("x, g = np.asarray(x, float)", "x, g = np.asarray(x)"),
        (
            "x - lr * mean / np.where(root > 0, root, 1)",
            "np.array(x - lr * mean / (root + (root == 0))).astype(x.dtype)",
        ),
        hint="x may hold integers: in their type the fractions of a step are cut off.",
    )
    in_single_precision = step_with(
        ("x, g = np.asarray(x, float), np.asarray(g, float)", "x, g = np.float32(x), np.float32(g)"),
        hint="float32 keeps 7 digits, and 9 are wanted: leave it in float64.",
    )
    move_alone = step_with(("return x - lr", "return -lr"), hint="The new point is wanted, not the move to it.")
    point_alone = step_with((", (t, m, s)\n", "\n"), hint="Two values: the new x and the new state.")

    means_in_integers = adam_mistakes.means_in_integers
    largest_of_the_corrected = adam_mistakes.largest_of_the_corrected
    largest_corrected_after = adam_mistakes.largest_corrected_after
    counted_elsewhere = adam_mistakes.counted_elsewhere
    kept_elsewhere = adam_mistakes.kept_elsewhere
    state_changed_in_place = adam_mistakes.state_changed_in_place
