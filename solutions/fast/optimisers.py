"""Optimisers on one flat vector of parameters, bound to the arrays that they work on.

theta, gradient (p,). An optimiser says by which factor the gradient must come scaled - a factor that the loss has
to apply anyway costs nothing there - and makes the function that takes a step; the state is in its closure.

What makes it fast: all layers at once, a handful of operations in place, operands of one shape or without dimensions
(those that are Python numbers would be converted at each call).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np

CHUNK = 2**17  # parameters: the four arrays of Adam in float32 are then 2 MB


class Optimiser(Protocol):
    """What the training needs of an optimiser."""

    @property
    def scale(self) -> float:
        """By what the gradient is multiplied before a step is taken."""

    def bind(self, theta: np.ndarray, gradient: np.ndarray) -> Callable[[], None]:
        """The function that changes theta by a step; it may use up the gradient."""


@dataclass(frozen=True)
class Momentum:
    """v = beta v + g, theta = theta - lr v.

    The velocity that is kept is -lr v: with gradients scaled by lr it takes no multiplication by lr.
    """

    lr: float
    beta: float

    @property
    def scale(self) -> float:
        """The step length; where that is zero, any, since no step is taken."""
        return self.lr or 1.0

    def bind(self, theta: np.ndarray, gradient: np.ndarray) -> Callable[[], None]:
        """The function that takes a step, with its velocity."""
        velocity, beta = np.zeros_like(theta), np.array(self.beta, theta.dtype)

        def step() -> None:
            np.multiply(velocity, beta, velocity)
            np.subtract(velocity, gradient, velocity)
            np.add(theta, velocity, theta)

        def descend() -> None:  # without momentum the gradient is the velocity
            np.subtract(theta, gradient, theta)

        if not self.lr:
            return lambda: None
        return step if self.beta else descend


@dataclass(frozen=True)
class Adam:
    """m = beta1 m + (1 - beta1) g, v = beta2 v + (1 - beta2) g^2, both divided by 1 - beta^t, then a step of m/sqrt(v).

    Kept are m / (1 - beta1) and v / (1 - beta2), which take one operation less each; all the factors come together
    in two numbers, which change from step to step: the length, and the epsilon that the rescaled root needs. A chunk
    of the parameters at a time goes through all ten operations while it is in the cache. Kingma and Ba 2015.
    """

    lr: float
    beta1: float = 0.9
    beta2: float = 0.999
    eps: float = 1e-8
    scale: float = 1.0

    def bind(self, theta: np.ndarray, gradient: np.ndarray) -> Callable[[], None]:
        """The function that takes a step, with its moments and its clock."""
        moments, scratch = np.zeros((2, len(theta)), theta.dtype), np.empty(min(CHUNK, len(theta)), theta.dtype)
        beta1, beta2 = np.array(self.beta1, theta.dtype), np.array(self.beta2, theta.dtype)
        length, eps = np.empty((), theta.dtype), np.empty((), theta.dtype)
        chunks, least = [], float(np.finfo(theta.dtype).tiny)  # 0 / 0 is no step
        for i in range(0, len(theta), CHUNK):
            part = slice(i, i + CHUNK)
            chunks.append((theta[part], gradient[part], *moments[:, part], scratch[: len(theta[part])]))
        t = 0

        def step() -> None:
            nonlocal t
            t += 1
            root = np.sqrt((1 - self.beta2) / (1 - self.beta2**t))
            length[()] = self.lr * (1 - self.beta1) / (1 - self.beta1**t) / root
            eps[()] = max(self.eps / root, least)
            for x, g, m, v, s in chunks:
                np.multiply(m, beta1, m)
                np.add(m, g, m)
                np.multiply(g, g, g)
                np.multiply(v, beta2, v)
                np.add(v, g, v)
                np.sqrt(v, s)
                np.add(s, eps, s)
                np.divide(m, s, s)
                np.multiply(s, length, s)
                np.subtract(x, s, x)

        return step
