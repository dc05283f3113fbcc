"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Optimisers: nesterov_step.
"""

from collections.abc import Callable
import numpy as np


def nesterov_step(
    x: np.ndarray, v: np.ndarray, grad: Callable[[np.ndarray], np.ndarray], lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step (x, v) of Nesterov's accelerated gradient: momentum, with the gradient taken where it leads.

    As momentum_step, but the gradient is grad(u), of the shape of x, at the point u that x would reach by the
    old velocity alone, damped by beta. v is 0 before the first step.
    """
    x, v = np.asarray(x, float), np.asarray(v, float)
    v = beta * v + np.asarray(grad(x - lr * beta * v), float)
    return x - lr * v, v
