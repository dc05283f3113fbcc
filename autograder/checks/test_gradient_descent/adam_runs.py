"""Gradients and runs for `adam_step`."""

import numpy as np

from autograder import expect
from autograder.checks.test_gradient_descent.inputs import nonzero
from solutions.gradient_descent import adam_step

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
    """The right points after each gradient; lr may be a list of as many."""
    state, points = None, []
    for g, step in zip(gradients, np.broadcast_to(lr, len(gradients)), strict=True):
        x, state = adam_step(x, state, g, float(step), *betas, eps)
        points.append(x)
    return np.array(points)
