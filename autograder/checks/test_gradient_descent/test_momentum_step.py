"""Mark scheme of `momentum_step`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_gradient_descent.inputs import SHAPES, apart, close, largest, nonzero
from solutions.gradient_descent import momentum_step

MOMENTUM = "momentum_step(x, v, g, lr, beta)"
SETTINGS = [(0.3, 0.7), (0.7, 0.3), (0.2, 0.9)]  # lr and beta, never equal, none 0, 1/2 or 1, their sum 1 or not


def gradients(d):
    """A start and four gradients that are not 0, (4, n), and (lr, beta)."""
    n = d.integer(1, 3)
    return nonzero(d, n), nonzero(d, (4, n)), d.choice(SETTINGS)


def moving_bowl(d):
    """Curvatures, all different, a start without 0, and (lr, beta) for steps that go to and fro or do not."""
    n = d.integer(2, 3)
    return apart(d, n), nonzero(d, n), d.choice(SETTINGS)


def in_motion(d):
    """Six entries for a point, a velocity and a gradient, and (lr, beta)."""
    return nonzero(d, 6), nonzero(d, 6), nonzero(d, 6), d.choice(SETTINGS)


def step_of(student, x, v, g, lr, beta, what=MOMENTUM):
    """The new x and v, of the shape of the old ones."""
    parts = expect.values(student.momentum_step(x, v, g, lr, beta), 2, what)
    for part, name in zip(parts, ("x", "v"), strict=True):
        expect.shape(part, np.shape(x), f"{name} of {what}")
    return tuple(expect.finite(part, f"{name} of {what}") for part, name in zip(parts, ("x", "v"), strict=True))


@exercise(reference=momentum_step)
class TestMomentumStep:
    PARTS = ("x", "v")
    CONTRACT: ClassVar = {
        "gradient descent with momentum": ("test_sum_of_old_gradients", "test_parabolas"),
        "have one shape, any": "test_any_shape",
        "may hold integers": "test_any_shape",
        "the sum of all gradients": ("test_sum_of_old_gradients", "test_parabolas"),
        "lr >= 0 and 0 <= beta": "test_velocity",
        "x moves by -lr times": ("test_sum_of_old_gradients", "test_no_gradient"),
        "Both are right to 1e-9": ("test_sum_of_old_gradients", "test_parabolas"),
    }

    @practice
    @weight(1)
    @forall(gradients, draws=6)
    def test_sum_of_old_gradients(self, student, x, g, setting):
        """From v = 0, v is the sum of all gradients, one k steps old times beta^k, and x moves by -lr times each v.

        From lr g the first step goes to 0.
        """
        lr, beta = setting
        start, v, moved = x, np.zeros_like(x), np.zeros_like(x)
        for t in range(len(g)):
            x, v = step_of(student, x, v, g[t], lr, beta, f"step {t + 1}")
            wanted = sum(beta ** (t - k) * g[k] for k in range(t + 1))
            moved = moved + wanted
            close(v, wanted, f"v after {t + 1} steps", largest(g))
            close(x, start - lr * moved, f"x after {t + 1} steps", largest(start, g))
        x, _ = step_of(student, lr * g[0], 0 * start, g[0], lr, beta, "momentum_step(lr g, 0, g, lr, beta)")
        close(x, 0 * start, "x of momentum_step(lr g, 0, g, lr, beta)", largest(g[0]))

    @weight(1)
    @forall(moving_bowl, draws=5)
    def test_parabolas(self, student, a, x, setting):
        """On sum a x^2 / 2 each entry follows x'' = (1 + beta - lr a) x' - beta x, from two equal points."""
        lr, beta = setting
        before, v = x, np.zeros_like(x)
        size = largest(x)
        for t in range(5):
            wanted = (1 + beta - lr * a) * x - beta * before
            before = x
            x, v = step_of(student, x, v, a * x, lr, beta, f"step {t + 1}")
            close(x, wanted, f"x after {t + 1} steps on a parabola", 10 * size)

    @practice
    @weight(1)
    @forall(in_motion, draws=4)
    def test_no_gradient(self, student, x, v, g, setting):
        """If g is 0, x goes on by -lr beta v."""
        lr, beta = setting
        x1, _ = step_of(student, x, v, 0 * g, lr, beta, "momentum_step(x, v, 0, lr, beta)")
        close(x1, x - lr * beta * v, "x of momentum_step(x, v, 0, lr, beta)", largest(x, v))

    @weight(1)
    @forall(in_motion, draws=3)
    def test_velocity(self, student, x, v, g, setting):
        """v becomes g if it was 0, or if beta is 0; beta v if g is 0; and beta v + g where lr is 0, and x rests.

        So it is for gradients of 1e-9 and 1e6. Five digits are enough: the other checks ask for all.
        """
        lr, beta = setting
        for old, slope, step, b in (
            (0 * v, g, lr, beta),
            (v, g, lr, 0.0),
            (v, 0 * g, lr, beta),
            (v, g, 0.0, beta),
            (0 * v, 1e-9 * g, lr, beta),
            (0 * v, 1e6 * g, lr, beta),
        ):
            _, v1 = step_of(student, x, old, slope, step, b)
            what = f"v of {MOMENTUM} with v, g, lr or beta = 0"
            expect.close(v1, b * old + slope, what, rtol=0, atol=1e-5 * largest(old, slope))

    @weight(1)
    @forall(in_motion, draws=2)
    def test_any_shape(self, student, x, v, g, setting):
        """It holds in any shape, () too, and for integers, whose fractions are not cut off."""
        lr, beta = setting
        for shape in SHAPES:
            parts = [np.resize(part, shape) for part in (x, v, g)]
            for whole in (False, True):
                point = [np.asarray(np.round(10 * part).astype(int) if whole else part) for part in parts]
                x1, v1 = step_of(student, *point, lr, beta)
                wanted = momentum_step(*point, lr, beta)
                close(x1, wanted[0], f"x of {MOMENTUM}", largest(*point))
                close(v1, wanted[1], f"v of {MOMENTUM}", largest(*point))

    @alternate
    def velocity_first(x, v, g, lr, beta):
        v = beta * np.asarray(v) + np.asarray(g)
        return x - lr * v, v

    @alternate
    def on_copies(x, v, g, lr, beta):
        x, v = np.array(x, float), np.array(v, float)
        v *= beta
        v += g
        x -= lr * v
        return [x, v]

    @alternate
    def entry_by_entry(x, v, g, lr, beta):
        new_x, new_v = np.zeros(np.shape(x)), np.zeros(np.shape(x))
        for i in np.ndindex(np.shape(x)):
            new_v[i] = beta * v[i] + g[i]
            new_x[i] = x[i] - lr * new_v[i]
        return new_x, new_v

    @alternate
    def two_parts_of_the_step(x, v, g, lr, beta):
        """What descent does, and what is left of the step before."""
        x, v, g = (np.asarray(part, dtype=float) for part in (x, v, g))
        return np.subtract(x, lr * g) - lr * beta * v, np.add(g, beta * v)

    @alternate
    def as_a_matrix_product(x, v, g, lr, beta):
        stacked = np.stack([np.ravel(part) for part in (x, v, g)]).astype(float)
        moved = np.array([[1.0, -lr * beta, -lr], [0.0, beta, 1.0]]) @ stacked
        return moved[0].reshape(np.shape(x)), moved[1].reshape(np.shape(x))

    step_with = partial(slip, velocity_first, see="def-momentum")

    velocity_is_the_step = step_with(
        ("+ np.asarray(g)", "- lr * np.asarray(g)"),
        ("x - lr * v", "x + v"),
        hint="v is a sum of gradients, not of steps: -lr stands at x alone.",
    )
    old_velocity_not_scaled = step_with(
        ("v = beta", "old, v = np.asarray(v), beta"),
        ("x - lr * v", "x - lr * np.asarray(g) - beta * old"),
        hint="lr is for the whole of the new v, the old velocity in it as well as the gradient.",
    )
    faded_twice = step_with(
        ("v = beta", "old, v = np.asarray(v), beta"),
        ("lr * v", "lr * (beta**2 * old + np.asarray(g))"),
        hint="A step fades the old velocity once: x moves by the same v that is returned.",
    )
    first_axis_alone = step_with(
        ("beta * np.asarray(v) + np.asarray(g)", "np.array([beta * v[i] + g[i] for i in range(len(x))])"),
        ("return x - lr * v", "return np.array([x[i] - lr * v[i] for i in range(len(x))])"),
        hint="The shape () has no len, and no entries to walk through: add arrays as they are.",
    )
    entries_without_gradient_left_out = step_with(
        ("v = beta", "old, v = np.asarray(v), beta"),
        ("return x - lr * v, v", "return x - lr * np.where(g == 0, 0, v), np.where(g == 0, old, v)"),
        hint="Where g is 0 the old velocity fades all the same, and carries x on.",
    )
    nothing_for_a_step_of_zero = step_with(
        ("v = beta", "if lr == 0:\n        return np.array(x, float), np.array(v, float)\n    v = beta"),
        hint="With lr = 0 the point rests, but the velocity takes up the gradient.",
    )
    velocity_from_the_points = step_with(
        ("return x - lr * v, v", "x, new = np.asarray(x), x - lr * v\n    return new, (x - new) / np.float64(lr)"),
        hint="(x - new) / lr is no number for lr = 0, and loses digits else: return the v that you had.",
    )

    running_mean = step_with(
        ("+ np.asarray(g)", "+ (1 - beta) * np.asarray(g)"),
        hint="v is a sum of gradients, not a mean: no factor 1 - beta, the newest has the weight 1.",
    )
    running_mean_after_the_first = step_with(
        ("+ np.asarray(g)", "+ (1 - beta if np.any(v) else 1.0) * np.asarray(g)"),
        hint="The newest gradient has the weight 1 in every step, not in the first alone.",
    )
    clipped = step_with(
        ("return x", "v = np.clip(v, -100, 100)\n    return x"), hint="The velocity keeps its size: nothing is clipped."
    )
    ascent = step_with(("x - lr", "x + lr"), hint="The gradient points uphill: x moves by minus lr v.")
    minus_the_gradient = step_with(
        ("+ np.asarray(g)", "- np.asarray(g)"), hint="v is the sum of the gradients, with plus; x moves by minus lr v."
    )
    velocity_downhill = step_with(
        ("+ np.asarray(g)", "- np.asarray(g)"),
        ("x - lr", "x + lr"),
        hint="x is right; v is the sum of the gradients, not of their opposites.",
    )
    step_size_in_the_velocity = step_with(
        ("+ np.asarray(g)", "+ lr * np.asarray(g)"),
        ("x - lr * v", "x - v"),
        hint="Here lr stands at x alone: v is a sum of gradients, whatever lr is.",
    )
    step_size_twice = step_with(
        ("+ np.asarray(g)", "+ lr * np.asarray(g)"), hint="lr stands at x alone: here the newest gradient has it twice."
    )
    step_size_forgotten = step_with(("lr * v", "1.0 * v"), hint="x moves by lr times v: where is lr?")
    step_size_squared = step_with(("lr * v", "lr**2 * v"), hint="x moves by lr times v, not lr^2.")
    no_memory = step_with(
        ("beta * np.asarray(v) + ", "1.0 * "), hint="This is plain descent: where is the old velocity?"
    )
    memory_without_end = step_with(("beta * np", "1.0 * np"), hint="Old gradients fade: where is beta?")
    memory_squared = step_with(("beta * np", "beta**2 * np"), hint="In a step the past fades by beta, not beta^2.")
    memory_against = step_with(("beta * np", "-beta * np"), hint="The old velocity goes on: plus beta v.")
    gradient_damped = step_with(
        ("beta * np.asarray(v) + np.asarray(g)", "np.asarray(v) + beta * np.asarray(g)"),
        hint="beta belongs to the old velocity, not to the new gradient.",
    )
    both_damped = step_with(
        ("beta * np.asarray(v) + np.asarray(g)", "beta * (np.asarray(v) + np.asarray(g))"),
        hint="The newest gradient has the weight 1, not beta.",
    )
    exchanged_settings = step_with(
        ("beta * np", "lr * np"), ("lr * v", "beta * v"), hint="beta fades the velocity, and lr scales the step."
    )
    by_the_old_velocity = step_with(
        ("v = beta", "old, v = np.asarray(v), beta"),
        ("lr * v", "lr * old"),
        hint="x moves by the new velocity, with this step's gradient in it.",
    )
    looking_ahead = step_with(
        ("lr * v", "lr * (np.asarray(g) + beta * v)"),
        hint="This looks a step ahead, as Nesterov does; x moves by lr times the new v.",
    )
    gradient_counted_again = step_with(
        ("lr * v", "lr * (v + np.asarray(g))"), hint="The gradient is in the new v already."
    )
    velocity_first_returned = step_with(("x - lr * v, v", "v, x - lr * v"), hint="x comes first, then v.")
    old_velocity_returned = step_with(
        ("v = beta", "old, v = np.asarray(v), beta"),
        ("lr * v, v", "lr * v, old"),
        hint="The new v is returned, for the next step.",
    )
    step_returned = step_with(
        ("x - lr * v, v", "x - lr * v, lr * v"), hint="v is the velocity, without lr: not the step."
    )
    point_alone = step_with(("x - lr * v, v", "x - lr * v"), hint="Two values: the new x and the new v.")
    move_alone = step_with(("x - lr * v, v", "-lr * v, v"), hint="The new point is wanted, not the move to it.")
    one_velocity_for_all = step_with(
        ("np.asarray(g)", "np.mean(g) + 0 * np.asarray(g)"), hint="Each entry has a velocity of its own."
    )
    rows_averaged = step_with(
        ("np.asarray(g)", "(np.mean(g, axis=0) + 0 * np.asarray(g) if np.ndim(g) == 2 else np.asarray(g))"),
        hint="The rows of x are no samples: each entry has a gradient and a velocity of its own.",
    )
    unit_velocity = step_with(
        ("return", "v = v / (np.linalg.norm(v) or 1)\n    return"), hint="The velocity keeps its length."
    )
    of_the_type_of_the_gradient = step_with(
        ("np.asarray(v) + np.asarray(g)", "np.asarray(v) + g\n    v = np.asarray(v).astype(np.asarray(g).dtype)"),
        hint="g may hold integers: a velocity of its type has its fractions cut off.",
    )
    in_single_precision = step_with(
        ("v = beta", "x, v, g = np.float32(x), np.float32(v), np.float32(g)\n    v = beta"),
        hint="float32 keeps 7 digits, and 9 are wanted: leave it in float64.",
    )
    as_one_row = step_with(
        ("return x - lr * v, v", "return np.ravel(x - lr * v), np.ravel(v)"),
        hint="x and v keep their shape, whatever it is.",
    )
    rows_for_numbers = step_with(
        ("return x - lr * v, v", "return np.atleast_1d(x - lr * v), np.atleast_1d(v)"),
        hint="x and v keep their shape, () too.",
    )
    of_the_type_of_the_point = step_with(
        ("return x - lr * v, v", "x = np.asarray(x)\n    return (x - lr * v).astype(x.dtype), v.astype(x.dtype)"),
        hint="x may hold integers: in their type fractions are cut off.",
    )

    @misconception("v *= beta changes the caller's v: work on a copy.", see="def-momentum")
    def velocity_changed_in_place(x, v, g, lr, beta):
        if v.dtype.kind == "f" and v.ndim:
            v *= beta
            v += g
            return x - lr * v, v
        v = beta * v + g
        return x - lr * v, v

    @misconception("In place integers cannot hold fractions: make floats of them first.", see="def-momentum")
    def in_place_in_integers(x, v, g, lr, beta):
        new_x, new_v = np.array(x), np.array(v)
        new_v[...] = beta * new_v + g
        new_x[...] = new_x - lr * new_v
        return new_x, new_v
