"""Optimisers: one family of methods that follow gradients, and two loops that let any of them run.

A method is a function step(x, state, grad, lr) -> (x, state): x an array of any shape, grad(x) the gradient at a
point, of the same shape, lr the step size; state is what the method remembers, a tuple of arrays and numbers,
empty before the first step. So a method can be stopped after any step and continued from what it returned.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from solutions import calls, require
from solutions.gradient_descent import adam_step, batch_gradient, epoch_batches, momentum_step
from solutions.schedules import Schedule

Gradient = Callable[[np.ndarray], np.ndarray]
State = tuple[Any, ...]
NEW: State = ()  # the state of any method before its first step
Step = Callable[[np.ndarray, State, Gradient, float], tuple[np.ndarray, State]]


@calls.python_scalars
def nesterov_step(
    x: np.ndarray, v: np.ndarray, grad: Callable[[np.ndarray], np.ndarray], lr: float, beta: float
) -> tuple[np.ndarray, np.ndarray]:
    """One step (x, v) of Nesterov's accelerated gradient: momentum, with the gradient taken where it leads.

    As momentum_step, but the gradient is grad(u), of the shape of x, at the point u that x would reach by the
    old velocity alone, damped by beta. v is 0 before the first step.

    Derivation
    ----------
    u = x - lr beta v, v' = beta v + grad(u), x' = x - lr v' = u - lr grad(u). Since lr v = x_previous - x, it is
    u = x + beta (x - x_previous): extrapolate, then descend. On f = a/2 x^2 the 2x2 recursion has the
    determinant beta (1 - lr a), less than momentum's: steep directions are damped more. For L-smooth convex f,
    lr = 1/L and beta_t = t/(t + 3), f - f* = O(1/t^2). No method that adds up gradients has a better order for all f
    while t <= (d - 1)/2 (Nemirovski and Yudin 1983); for more steps than that the bound says nothing.
    Errors: ValueError unless x, v are finite and of one shape, grad is a function, lr >= 0, 0 <= beta < 1.
    Source: Nesterov 1983; in this form Sutskever, Martens, Dahl and Hinton 2013.
    """
    require.numbers(x, "x")
    require.array(v, "v", np.shape(x), "the velocity has the shape of x; start with np.zeros_like(x)")
    require.function(grad, "grad")
    require.rate(lr)
    require.memory(beta, "beta")
    x, v = np.asarray(x, float), np.asarray(v, float)
    v = beta * v + np.asarray(grad(x - lr * beta * v), float)
    return x - lr * v, v


@calls.python_scalars
def rmsprop_step(
    x: np.ndarray, s: np.ndarray, g: np.ndarray, lr: float, rho: float = 0.99, eps: float = 1e-8
) -> tuple[np.ndarray, np.ndarray]:
    """One step (x, s) of RMSProp, from the gradient g at x: s is the running mean of g^2, 0 before the first step.

    s' = rho s + (1 - rho) g^2 and x' = x - lr g / (sqrt(s') + eps), entry by entry: Adam without momentum and
    without bias correction, so that its first step is 1/sqrt(1 - rho) times as long as lr. Where that divides by 0, x
    stays.
    ValueError unless x, s, g are finite and of one shape, s >= 0, lr and eps >= 0, 0 <= rho < 1.
    Source: Tieleman and Hinton 2012.
    """
    require.numbers(x, "x")
    require.array(s, "s", np.shape(x), "the mean square has the shape of x; start with zeros")
    require.array(g, "g", np.shape(x), "the gradient has the shape of x")
    require.scalar(np.min(s), "min(s)", least=0, hint="a mean of squares is not negative")
    require.rate(lr)
    require.scalar(eps, "eps", least=0, hint="it keeps the division finite")
    require.memory(rho, "rho")
    x, s, g = (np.asarray(A, float) for A in (x, s, g))
    s = rho * s + (1 - rho) * g**2
    root = np.sqrt(s) + eps
    return x - lr * g / np.where(root > 0, root, 1), s


@calls.python_scalars
def plain(x: np.ndarray, state: State, grad: Gradient, lr: float) -> tuple[np.ndarray, State]:
    """Gradient descent, x' = x - lr grad(x): momentum without a memory."""
    _require_method(x, state, grad, 0)
    return momentum_step(x, np.zeros_like(x), grad(x), lr, 0.0)[0], state


@calls.python_scalars
def momentum(x: np.ndarray, state: State, grad: Gradient, lr: float) -> tuple[np.ndarray, State]:
    """The heavy ball with beta = 0.9; the state is the velocity."""
    _require_method(x, state, grad, 1)
    (v,) = state or (np.zeros_like(x),)
    x, v = momentum_step(x, v, grad(x), lr, 0.9)
    return x, (v,)


@calls.python_scalars
def nesterov(x: np.ndarray, state: State, grad: Gradient, lr: float) -> tuple[np.ndarray, State]:
    """Nesterov's accelerated gradient with beta = 0.9; the state is the velocity."""
    _require_method(x, state, grad, 1)
    (v,) = state or (np.zeros_like(x),)
    x, v = nesterov_step(x, v, grad, lr, 0.9)
    return x, (v,)


@calls.python_scalars
def rmsprop(x: np.ndarray, state: State, grad: Gradient, lr: float) -> tuple[np.ndarray, State]:
    """RMSProp; the state is the running mean of the squares."""
    _require_method(x, state, grad, 1)
    (s,) = state or (np.zeros_like(x),)
    x, s = rmsprop_step(x, s, grad(x), lr)
    return x, (s,)


@calls.python_scalars
def adam(x: np.ndarray, state: State, grad: Gradient, lr: float) -> tuple[np.ndarray, State]:
    """Adam; the state is the number of steps and the two running means."""
    _require_method(x, state, grad, 3)
    return adam_step(x, state or None, grad(x), lr)


def _require_method(x: np.ndarray, state: State, grad: Gradient, parts: int) -> None:
    require.numbers(x, "x")
    require.function(grad, "grad")
    if not isinstance(state, list | tuple) or len(state) not in (0, parts):
        raise ValueError(f"state must be () or what the last step returned, got {state!r}; start with ()")
    for i, part in enumerate(state):
        shape = () if parts == 3 and not i else np.shape(x)
        require.array(part, f"state[{i}]", shape, "it remembers an x of this shape")


OPTIMISERS: dict[str, Step] = {
    "plain": plain,
    "momentum": momentum,
    "nesterov": nesterov,
    "rmsprop": rmsprop,
    "adam": adam,
}


@calls.descent("schedule", "let it return smaller steps")
@calls.python_scalars
def minimise(method: str, grad: Gradient, x0: np.ndarray, schedule: Schedule, T: int) -> np.ndarray:
    """The iterates (T + 1, *shape of x0) of T steps of a method of OPTIMISERS, step t of size schedule(t), x0 first.

    ValueError for another method, x0 not finite, schedule no function, T no integer >= 0.
    """
    require.choice(method, OPTIMISERS, "method")
    require.function(grad, "grad")
    require.numbers(x0, "x0")
    require.function(schedule, "schedule")
    require.integer(T, "T", 0, "the number of steps")
    path, state = [np.array(x0, float)], NEW
    for t in range(T):
        x, state = OPTIMISERS[method](path[-1].copy(), state, grad, schedule(t))
        path.append(x)
    return np.array(path)


@calls.descent("schedule", "let it return smaller steps")
@calls.python_scalars
def sgd(
    grad: Callable[[np.ndarray, np.ndarray, np.ndarray], np.ndarray],
    w: np.ndarray,
    X: np.ndarray,
    y: np.ndarray,
    *,
    B: int,
    epochs: int,
    schedule: Schedule,
    rng: np.random.Generator,
    method: str = "plain",
) -> np.ndarray:
    """Stochastic gradient descent from w: the iterates (epochs + 1, *shape of w) at the ends of the epochs, w first.

    grad(w, X, y) is the gradient of the mean loss over the rows it gets; every epoch passes once through the
    samples X (N, d), y (N,) in batches of B, in a new order. Update t, counted over all epochs, has the size
    schedule(t). ValueError for another method, and for what `minimise`, epoch_batches or batch_gradient refuse.
    """
    require.choice(method, OPTIMISERS, "method")
    require.integer(epochs, "epochs", 0, "the number of passes through the samples")
    require.function(schedule, "schedule")
    require.numbers(w, "w")
    require.samples(X)
    ends, state, t = [np.array(w, float)], NEW, 0
    for _ in range(epochs):
        w = ends[-1]
        for idx in epoch_batches(len(X), B, rng):
            on_batch = partial(batch_gradient, grad, X=X, y=y, idx=idx)
            w, state = OPTIMISERS[method](w, state, on_batch, schedule(t))
            t += 1
        ends.append(w)
    return np.array(ends)
