"""Schedules: the step size lr(t) as a function of the number t = 0, 1, ... of the updates made so far.

Each function here returns such a function. Stochastic gradients do not vanish at the minimiser: with a constant
step size the iterates end in a cloud around it, whose radius is of the order of sqrt(lr). They converge if
sum lr(t) = infinity, which lets them travel any distance, and sum lr(t)^2 < infinity, which makes the noise
summable (Robbins and Monro 1951).
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require

Schedule = Callable[[int], float]


@calls.python_scalars
def constant(lr: float) -> Schedule:
    """lr(t) = lr for all t. ValueError unless lr >= 0."""
    require.rate(lr)
    return lambda t: float(lr)  # noqa: ARG005 - every schedule is a function of t


@calls.python_scalars
def step(lr: float, factor: float, every: int) -> Schedule:
    """lr(t) = lr factor^floor(t / every): a staircase. ValueError unless lr >= 0, 0 < factor <= 1, every >= 1."""
    require.rate(lr)
    require.scalar(factor, "factor", above=0, hint="the step size is multiplied by it")
    if factor > 1:
        raise ValueError(f"factor must be <= 1, got {factor:g}; a schedule does not rise, warm_up does")
    require.integer(every, "every", 1, "the number of updates on one stair")
    return lambda t: float(lr * factor ** (int(t) // every))


@calls.python_scalars
def cosine(lr: float, T: int, least: float = 0.0) -> Schedule:
    """Half a cosine from lr at t = 0 to `least` at t = T, and constant from there on.

    lr(t) = least + (lr - least) (1 + cos(pi min(t, T) / T)) / 2: flat at both ends, steepest half-way.
    ValueError unless 0 <= least <= lr and T is an integer >= 1. Source: Loshchilov and Hutter 2017.
    """
    require.scalar(least, "least", least=0, hint="minus the gradient is the direction of descent")
    require.scalar(lr, "lr", least=float(least), hint="the schedule falls from lr to least")
    require.integer(T, "T", 1, "the number of updates until the step size is least")
    return lambda t: float(least + (lr - least) * (1 + np.cos(np.pi * min(int(t), T) / T)) / 2)


@calls.python_scalars
def inverse_time(lr: float, t0: float = 1.0) -> Schedule:
    """lr(t) = lr / (1 + t/t0), which satisfies the conditions of Robbins and Monro. ValueError unless lr >= 0, t0 > 0.

    For a mu-strongly convex f, lr t0 > 1/(2 mu) makes the mean squared distance to the minimiser O(1/t); with
    lr = 1, t0 = 1 and f = 1/2 (x - s)^2 for a random s the iterates are the means of the samples s so far.
    """
    require.rate(lr)
    require.scalar(t0, "t0", above=0, hint="the number of updates after which the step size has halved")
    return lambda t: float(lr / (1 + int(t) / t0))


@calls.python_scalars
def warm_up(schedule: Schedule, T: int) -> Schedule:
    """The schedule, with its first T values multiplied by 1/T, 2/T, ..., T/T. ValueError unless T >= 1.

    At the random start the curvature may be large, and the running means of Adam are means of few gradients.
    """
    require.function(schedule, "schedule")
    require.integer(T, "T", 1, "the number of updates that are damped")
    return lambda t: float(min((int(t) + 1) / T, 1) * schedule(int(t)))


SCHEDULES = {"constant": constant, "step": step, "cosine": cosine, "inverse_time": inverse_time}
