"""Mark scheme of `catch_optimiser`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.gradient_descent import catch_optimiser, momentum_step

ENTRIES = 3
STEEPEST = 10.0
FARTHEST = 10.0
STEPS = 20
INPUTS = 3
CAUGHT = (
    "test_catches_running_mean",
    "test_catches_looks_ahead",
    "test_catches_forgets",
    "test_catches_gradient_against",
    "test_catches_old_velocity",
    "test_catches_never_fades",
    "test_catches_shared_velocity",
)


def momentum_run(a, x0, lr, beta, T):
    """The last point of the right one."""
    x, v = x0, np.zeros_like(x0)
    for _ in range(T):
        x, v = momentum_step(x, v, a * x, lr, beta)
    return x


def admissible(a, x0, lr, beta, T):
    """A short run in few directions, with numbers that can be followed by hand."""
    a, x0 = expect.finite(a, "a"), expect.finite(x0, "x0")
    expect.that(a.ndim == 1 and 1 <= len(a) <= ENTRIES, f"a has shape {a.shape}, wanted (d,) with 1 <= d <= {ENTRIES}")
    expect.shape(x0, a.shape, "x0")
    expect.that(((a >= 0) & (a <= STEEPEST)).all(), f"a is {a.tolist()}, wanted entries from 0 to {STEEPEST:g}")
    expect.that((abs(x0) <= FARTHEST).all(), f"x0 is {x0.tolist()}, wanted entries from -10 to {FARTHEST:g}")
    lr, beta = expect.number(lr, "lr"), expect.number(beta, "beta")
    expect.that(0 < lr <= 1, f"lr is {lr:g}, wanted above 0, and 1 at most")
    expect.that(0 <= beta < 1, f"beta is {beta:g}, wanted from 0 to less than 1")
    expect.number(T, "T")
    T = int(expect.integers(T, "T"))
    expect.that(1 <= T <= STEPS, f"T is {T}, wanted 1 to {STEPS} steps")
    return a, x0, lr, beta, T


def run(x0, T, step):
    """The last point of a run by step(x, v) -> (x, v)."""
    x, v = x0, np.zeros_like(x0)
    for _ in range(T):
        x, v = step(x, v)
    return x


@exercise(reference=catch_optimiser)
@catches(momentum_run, admissible, at_most=INPUTS)
class TestCatchOptimiser:
    CONTRACT: ClassVar = {
        "A list of one to three inputs": ("test_inputs_are_admissible", *CAUGHT),
        "d is 1 to 3": "test_inputs_are_admissible",
        "0 <= beta < 1, and T is an integer": "test_inputs_are_admissible",
        "caught if on one of the inputs": CAUGHT,
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (a, x0, lr, beta, T), all numbers in their ranges, T an integer."""
        answer = student.catch_optimiser()
        for index, entry in enumerate(expect.entries(answer, "catch_optimiser()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (a, x0, lr, beta, T), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 5, what)
            admissible(*entry)

    @wrong(
        "takes v = beta v + (1 - beta) g",
        shown="a gradient that is not 0, and a beta that is not near 0, in a run that is not yet at rest",
    )
    def running_mean(a, x0, lr, beta, T):
        def step(x, v):
            v = beta * v + (1 - beta) * a * x
            return x - lr * v, v

        return run(x0, T, step)

    @wrong(
        "takes the gradient at x - lr beta v, ahead of x",
        shown="two steps or more that are not tiny, with a curvature and a beta that are not near 0",
    )
    def looks_ahead(a, x0, lr, beta, T):
        def step(x, v):
            v = beta * v + a * (x - lr * beta * v)
            return x - lr * v, v

        return run(x0, T, step)

    @wrong(
        "takes v = g and forgets the old velocity",
        shown="two steps or more, with a beta that is not near 0",
    )
    def forgets(a, x0, lr, beta, T):
        return run(x0, T, lambda x, v: (x - lr * a * x, v))

    @wrong(
        "takes v = g - beta v",
        shown="two steps or more, with a beta that is not near 0; after three the two meet by chance where lr a = 1",
    )
    def gradient_against(a, x0, lr, beta, T):
        def step(x, v):
            v = a * x - beta * v
            return x - lr * v, v

        return run(x0, T, step)

    @wrong(
        "moves x by -lr times the old velocity, then renews it",
        shown="a single step that is not 0; after more steps the two may meet by chance, as with lr a = beta = 1/2",
    )
    def old_velocity(a, x0, lr, beta, T):
        return run(x0, T, lambda x, v: (x - lr * v, beta * v + a * x))

    @wrong(
        "gives all older gradients the weight beta, however old they are",
        shown="three steps or more, with a beta that is near neither 0 nor 1",
    )
    def never_fades(a, x0, lr, beta, T):
        """Here v is the sum of the older gradients."""
        return run(x0, T, lambda x, v: (x - lr * (a * x + beta * v), v + a * x))

    @wrong(
        "has one velocity for all coordinates, fed with the mean of the entries of g",
        shown="two coordinates whose gradients differ",
    )
    def shared_velocity(a, x0, lr, beta, T):
        def step(x, v):
            v = beta * v + np.mean(a * x)
            return x - lr * v, v

        return run(x0, T, step)

    @misconception("From the minimum nobody moves: all gradients are 0.", see="sec-catch")
    def at_rest():
        return [(np.array([1.0, 2.0]), np.zeros(2), 0.5, 0.5, 5)]

    @misconception("On a plane there is no slope: the gradient is a x, and a is 0.", see="sec-catch")
    def on_a_plane():
        return [(np.zeros(2), np.array([1.0, 2.0]), 0.5, 0.5, 5)]

    @misconception("Without memory, beta = 0, most of them are plain descent.", see="sec-catch")
    def without_memory():
        return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.25, 0.0, 5)]

    @misconception("In the first step there is nothing to remember.", see="sec-catch")
    def one_step():
        return [(np.array([1.0, 2.0]), np.array([1.0, -1.0]), 0.5, 0.5, 1)]

    @misconception("For two steps beta and beta^k are the same weights.", see="sec-catch")
    def two_steps():
        return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 2)]

    @misconception("In one coordinate the mean is the entry itself.", see="sec-catch")
    def one_coordinate():
        return [(np.array([1.0]), np.array([1.0]), 0.5, 0.5, 3)]

    @misconception("Two coordinates with equal gradients have them as their mean.", see="sec-catch")
    def equal_coordinates():
        return [(np.ones(2), np.ones(2), 0.5, 0.5, 3)]

    @misconception("So short are the steps that no two methods are 1e-3 apart.", see="sec-catch")
    def short_steps():
        return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 1e-4, 0.5, 3)]

    @misconception("beta must be below 1, or the past would never fade.", see="sec-catch")
    def beta_of_one():
        return [(np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 1.0, 3)]

    @misconception(
        "An input is a whole run, (a, x0, lr, beta, T), and a list holds one or more of them.", see="sec-catch"
    )
    def a_run_without_a_list():
        return (np.array([1.0, 2.0]), np.array([1.0, 1.0]), 0.5, 0.5, 3)

    @alternate
    def one_run_for_all():
        return [(np.array([1.0, 3.0]), np.array([2.0, -1.0]), 0.25, 0.75, 4)]

    @alternate
    def of_lists_and_integers():
        return [([1, 4, 0], [1, 1, 5], 0.3, 0.6, 3)]

    @alternate
    def one_for_time_and_one_for_space():
        return ((np.ones(1), np.ones(1), 0.5, 0.5, 3), (np.array([1.0, 2.0]), np.ones(2), 0.5, 0.5, 1))

    @alternate
    def a_long_run():
        return [[np.array([0.1, 1.0, 10.0], np.float32), np.array([10, 10, 10]), np.float32(0.125), 0.9, np.int64(20)]]
