"""Mark scheme of `adam_step`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_gradient_descent.inputs import SHAPES, close, largest, nonzero
from solutions.gradient_descent import adam_step, momentum_step

ADAM = "adam_step(x, state, g, lr)"
FIXED = [(0.9, 0.999), (0.8, 0.9), (0.5, 0.7)]
EPS = 0.25  # so large that its place is felt, whatever the gradient


def sizes(d):
    """Gradients from 1e-4 to 1e4 in size, of either sign, in any order, and a step."""
    g = 10.0 ** (d.permutation(5) - 4) * np.array([1, -1, 1, -1, 1]) * np.append(1.0, d.integers(4, 1, 9) / 2)
    return np.append(g, [1e-4, -3e3]), nonzero(d, 7), d.choice([0.1, 0.3, 0.05])


def runs(d):
    """Starts and four gradients each of two runs, the second large, the third small, a step, and (beta1, beta2)."""
    n = d.integer(1, 3)
    g = nonzero(d, (2, 4, n)) * np.array([1, 10, 0.1, 1])[:, None]
    return nonzero(d, (2, n)), g, d.choice([0.1, 0.3]), d.choice(FIXED)


def shaped(d):
    """Six entries for a point and two gradients, and a step."""
    return nonzero(d, 6), nonzero(d, 6), nonzero(d, 6), d.choice([0.1, 0.3])


def stepped(student, x, state, g, *settings, what=ADAM):
    """The new x, of the shape of the old one, and the new state, whatever it is."""
    after, state = expect.values(student.adam_step(x, state, g, *settings), 2, what)
    expect.shape(after, np.shape(x), f"x of {what}")
    return expect.finite(after, f"x of {what}"), state


def path(student, x, gradients, *settings, what=ADAM):
    """The points after each gradient, from state None."""
    state, points = None, []
    for t, g in enumerate(gradients):
        x, state = stepped(student, x, state, g, *settings, what=f"step {t + 1} of {what}")
        points.append(x)
    return np.array(points)


def reference_path(x, gradients, lr, betas, eps=EPS):
    """The right points after each gradient."""
    state, points = None, []
    for g in gradients:
        x, state = adam_step(x, state, g, lr, *betas, eps)
        points.append(x)
    return np.array(points)


@exercise(reference=adam_step, requires=(momentum_step,))
class TestAdamStep:
    PARTS = ("x", "state")
    CONTRACT: ClassVar = {
        "One step (x, state) of Adam": ("test_first_step", "test_runs_take_turns"),
        "have one shape, any": "test_any_shape",
        "may hold integers": "test_any_shape",
        "state is None before": ("test_first_step", "test_runs_take_turns"),
        "several runs may take turns": "test_runs_take_turns",
        "corrected for their start at 0": ("test_first_step", "test_a_gradient_that_is_gone", "test_runs_take_turns"),
        "eps is added to the root": ("test_first_step", "test_constant_gradient"),
        "An entry where that sum is 0": "test_no_gradient_at_all",
        "x is right to 1e-9": ("test_first_step", "test_constant_gradient"),
    }

    EQUIVALENT: ClassVar = {
        "return (x - lr * m_hat / np.where(root > 0, root, 2), (t, m, s))": "0 over whatever is 0",
    }

    @practice
    @weight(1)
    @forall(sizes, draws=6)
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
    @forall(sizes, draws=3)
    def test_constant_gradient(self, student, g, x, lr):
        """While the gradient stays the same, every step is as long as the first: both means are g and g^2 at once."""
        for betas in FIXED[:2]:
            points = path(student, x, [g] * 4, lr, *betas, 1e-3)
            wanted = x - lr * np.arange(1, 5)[:, None] * g / (abs(g) + 1e-3)
            close(points, wanted, "x after 1 to 4 steps with one gradient", largest(x))

    @weight(1)
    @forall(sizes, draws=3)
    def test_a_gradient_that_is_gone(self, student, g, x, lr):
        """After g come zeros: the mean fades by beta1, its root by sqrt(beta2), and both corrections go on."""
        for b1, b2 in FIXED:
            t = np.arange(1, 5)[:, None]
            means = b1 ** (t - 1) * (1 - b1) / (1 - b1**t)
            roots = np.sqrt(b2 ** (t - 1) * (1 - b2) / (1 - b2**t))
            points = path(student, x, [g, 0 * g, 0 * g, 0 * g], lr, b1, b2, 0.0)
            wanted = x - lr * np.cumsum(means / roots, axis=0) * np.sign(g)
            close(points, wanted, "x after 1 to 4 steps, the gradient being 0 from the second on", largest(x))

    @weight(1)
    @forall(runs, draws=3)
    def test_runs_take_turns(self, student, x, g, lr, betas):
        """Two runs that take turns are as they are alone, and so is one that goes back to an earlier state."""
        points, states, kept = list(x), [None, None], None
        for t in range(4):
            for run in (0, 1):
                what = f"step {t + 1} of run {run}, two runs taking turns"
                points[run], states[run] = stepped(
                    student, points[run], states[run], g[run, t], lr, *betas, EPS, what=what
                )
                wanted = reference_path(x[run], g[run, : t + 1], lr, betas)[-1]
                close(points[run], wanted, f"x after {what}", largest(x))
            if t == 1:
                kept = points[0], states[0]
        again, _ = stepped(student, *kept, g[1, 0], lr, *betas, EPS, what="step 3 from the kept state of step 2")
        wanted = reference_path(x[0], [*g[0, :2], g[1, 0]], lr, betas)[-1]
        close(again, wanted, "x after step 3, taken again from the state of step 2", largest(x))

    @weight(1)
    @forall(runs, draws=3)
    def test_no_gradient_at_all(self, student, x, g, lr, betas):
        """With eps = 0, and no gradient yet, an entry stays; then gradients 1000 times as large make the same steps."""
        gradients = [0 * g[0, 0], g[0, 1], g[0, 2]]
        points = path(student, x[0], gradients, lr, *betas, 0.0)
        close(points[0], x[0], "x after a step with gradient 0 and eps = 0", largest(x))
        scaled = path(student, x[0], [1000 * each for each in gradients], lr, *betas, 0.0)
        wanted = reference_path(x[0], gradients, lr, betas, 0.0)
        close(points, wanted, "x after 1 to 3 steps with eps = 0", largest(x))
        close(scaled, wanted, "x after 1 to 3 steps with gradients 1000 times as large, eps = 0", largest(x))

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

    @alternate
    def as_a_dictionary(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        x, g = np.array(x, dtype=float), np.array(g, dtype=float)
        old = state or {"steps": 0, "mean": np.zeros_like(x), "square": np.zeros_like(x)}
        new = {
            "steps": old["steps"] + 1,
            "mean": old["mean"] + (1 - beta1) * (g - old["mean"]),
            "square": old["square"] + (1 - beta2) * (g * g - old["square"]),
        }
        below = np.sqrt(new["square"] / (1 - beta2 ** new["steps"])) + eps
        step = np.zeros_like(x)
        np.divide(new["mean"] / (1 - beta1 ** new["steps"]), below, out=step, where=below != 0)
        return x - lr * step, new

    @alternate
    def all_gradients_kept(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        """Weighted means of the whole list, by their definition."""
        seen = [*(state or []), np.array(g, float)]
        ages = np.arange(len(seen))[::-1]
        mean = np.average(seen, axis=0, weights=beta1**ages)
        square = np.average(np.square(seen), axis=0, weights=beta2**ages)
        root = np.sqrt(square) + eps
        return np.asarray(x, float) - lr * np.where(root == 0, 0, mean / np.where(root == 0, 1, root)), seen

    @alternate
    def by_two_velocities(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        """Sums with fading weights are velocities of momentum; divided by the sums of the weights they are means."""
        x, g = np.asarray(x, float), np.asarray(g, float)
        t, v, w = state or (0, np.zeros_like(x), np.zeros_like(x))
        _, v = momentum_step(x, v, g, lr, beta1)
        _, w = momentum_step(x, w, g**2, lr, beta2)
        t += 1
        mean = v * (1 - beta1) / (1 - beta1**t)
        root = np.sqrt(w * (1 - beta2) / (1 - beta2**t)) + eps
        return x - lr * mean / np.where(root == 0, 1, root), (t, v, w)

    @alternate
    def corrected_as_it_goes(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        """The corrected means have recursions of their own: their weights sum to 1 always."""
        g = np.asarray(g, float)
        t, mean, square = state or [0, np.zeros(g.shape), np.zeros(g.shape)]
        p, q = (1 - beta1) / (1 - beta1 ** (t + 1)), (1 - beta2) / (1 - beta2 ** (t + 1))
        mean, square = (1 - p) * mean + p * g, (1 - q) * square + q * g * g
        root = square**0.5 + eps
        return x - lr * mean / (root + (root == 0)), [t + 1, mean, square]

    @alternate
    def entry_by_entry(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        shape = np.shape(x)
        xs, gs = np.ravel(x).tolist(), np.ravel(g).tolist()
        t, pairs = state if state else (0, [(0.0, 0.0)] * len(xs))
        t, kept, moved = t + 1, [], []
        for entry, slope, (m, s) in zip(xs, gs, pairs, strict=True):
            mean, square = beta1 * m + (1 - beta1) * slope, beta2 * s + (1 - beta2) * slope * slope
            root = (square / (1 - beta2**t)) ** 0.5 + eps
            moved.append(entry - lr * (mean / (1 - beta1**t)) / root if root else entry)
            kept.append((mean, square))
        return np.reshape(moved, shape), (t, kept)

    step_with = partial(slip, as_a_tuple, see="def-adam")

    never_corrected = step_with(
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        hint="Both means start at 0 and are too small at first: divide by 1 - beta^t.",
    )
    never_corrected_and_nothing_over_nothing = step_with(
        ("m / (1 - beta1**t), s / (1 - beta2**t)", "m, s"),
        ("np.where(root > 0, root, 1)", "root"),
        hint="Both means start at 0 and are too small at first: divide by 1 - beta^t.",
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
    eps_of_its_own = step_with(
        ("np.sqrt(square) + eps", "np.sqrt(square) + 1e-8"), hint="eps is an argument: 1e-8 is its default only."
    )
    eps_forgotten = step_with(("np.sqrt(square) + eps", "np.sqrt(square)"), hint="Where is eps?")
    root_forgotten = step_with(("np.sqrt(square)", "square"), hint="Divide by the root of the mean square.")
    nothing_over_nothing = step_with(
        ("np.where(root > 0, root, 1)", "root"), hint="Where the root and eps are 0, the entry stays: 0/0 is no number."
    )
    sizes_for_squares = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * abs(g)"), hint="The second mean is that of g^2, entry by entry."
    )
    square_of_the_mean = step_with(
        ("(1 - beta2) * g**2", "(1 - beta2) * m**2"), hint="The second mean is that of g^2, not of m^2."
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
    uphill = step_with(("x - lr", "x + lr"), hint="The gradient points uphill: the step is minus lr times its mean.")
    one_scale_for_all = step_with(
        ("g**2", "np.mean(g**2)"), hint="Each entry has a mean square of its own: they are not mixed."
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
    in_single_precision = step_with(
        ("x, g = np.asarray(x, float), np.asarray(g, float)", "x, g = np.float32(x), np.float32(g)"),
        hint="float32 keeps 7 digits, and 9 are wanted: leave it in float64.",
    )
    move_alone = step_with(("return x - lr", "return -lr"), hint="The new point is wanted, not the move to it.")
    point_alone = step_with((", (t, m, s)\n", "\n"), hint="Two values: the new x and the new state.")

    @misconception("State in, state out: what is kept elsewhere is shared by all runs.", see="def-adam")
    def kept_elsewhere(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        x, g = np.asarray(x, float), np.asarray(g, float)
        kept = globals().setdefault("KEPT", {})
        if state is None or kept.get("m", x).shape != x.shape:
            kept.update(t=0, m=0 * x, s=0 * x)
        kept["t"] += 1
        kept["m"] = beta1 * kept["m"] + (1 - beta1) * g
        kept["s"] = beta2 * kept["s"] + (1 - beta2) * g**2
        root = np.sqrt(kept["s"] / (1 - beta2 ** kept["t"])) + eps
        return x - lr * kept["m"] / (1 - beta1 ** kept["t"]) / np.where(root > 0, root, 1), "elsewhere"

    @misconception("The old state is changed in place: work on a copy, for who goes back to it.", see="def-adam")
    def state_changed_in_place(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
        state = state or [0, np.zeros(np.shape(x)), np.zeros(np.shape(x))]
        state[0] += 1
        state[1] = beta1 * state[1] + (1 - beta1) * g
        state[2] = beta2 * state[2] + (1 - beta2) * np.square(g)
        root = np.sqrt(state[2] / (1 - beta2 ** state[0])) + eps
        return x - lr * (state[1] / (1 - beta1 ** state[0])) / np.where(root > 0, root, 1), state
