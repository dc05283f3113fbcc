"""Training with JAX: an epoch is one compiled function, a scan over the batches."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import jax
import jax.numpy as jnp
import numpy as np

if TYPE_CHECKING:
    from tests.benchmarks.numerics.training import Task


def side(task: "Task") -> Callable[[], Any]:
    """The function that trains, compiled when it is first called."""
    step = _momentum if task.optimiser == "sgd" else _adam
    X, y = jnp.asarray(task.X), jnp.asarray(task.y)

    @partial(jax.jit, donate_argnums=(0,))
    def epoch(state: Any, order: Any) -> Any:
        full = len(task.X) // task.batch * task.batch
        some = order[:full].reshape(-1, task.batch)
        state, losses = jax.lax.scan(partial(_batch, step, task.lr), state, (X[some], y[some]))
        total = losses.sum() * task.batch
        if full < len(task.X):
            state, loss = _batch(step, task.lr, state, (X[order[full:]], y[order[full:]]))
            total += loss * (len(task.X) - full)
        return state, total / len(task.X)

    def train() -> list[float]:
        params = [(jnp.asarray(W), jnp.asarray(b)) for W, b in task.params]
        zeros = jax.tree.map(jnp.zeros_like, params)
        state = params, zeros, jax.tree.map(jnp.zeros_like, params), jnp.zeros((), jnp.float32)
        history = []
        for order in task.orders:
            state, loss = epoch(state, order.astype(np.int32))
            history.append(loss)
        jax.block_until_ready(state)
        return [float(loss) for loss in history]

    return train


def _loss(params: Any, x: Any, y: Any) -> Any:
    for W, b in params[:-1]:
        x = jax.nn.relu(x @ W + b)
    W, b = params[-1]
    logits = x @ W + b
    return jnp.mean(jax.nn.logsumexp(logits, axis=1) - logits[jnp.arange(len(y)), y])


def _batch(step: Callable[..., Any], lr: float, state: Any, samples: Any) -> Any:
    params, m, v, t = state
    loss, grads = jax.value_and_grad(_loss)(params, *samples)
    return step(lr, params, m, v, t + 1, grads), loss


def _momentum(lr: float, params: Any, m: Any, v: Any, t: Any, grads: Any) -> Any:
    m = jax.tree.map(lambda m, g: 0.9 * m + g, m, grads)
    return jax.tree.map(lambda x, m: x - lr * m, params, m), m, v, t


def _adam(lr: float, params: Any, m: Any, v: Any, t: Any, grads: Any) -> Any:
    m = jax.tree.map(lambda m, g: 0.9 * m + 0.1 * g, m, grads)
    v = jax.tree.map(lambda v, g: 0.999 * v + 0.001 * g * g, v, grads)
    c1, c2 = 1 - 0.9**t, 1 - 0.999**t
    return jax.tree.map(lambda x, m, v: x - lr * (m / c1) / (jnp.sqrt(v / c2) + 1e-8), params, m, v), m, v, t
