"""The same work as one writes it first: what the fast versions are measured against beside libraries."""

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

if TYPE_CHECKING:
    from tests.benchmarks.numerics.training import Task

BETA = 0.9
Params = list[tuple[np.ndarray, np.ndarray]]


def train_by_sample(task: "Task", epochs: int) -> list[float]:
    """Momentum with gradients summed over a loop of samples, in float64; the mean loss of each epoch."""
    params = [(W.astype(float), b.astype(float)) for W, b in task.params]
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    X, history = task.X.astype(float), []
    for order in task.orders[:epochs]:
        total = 0.0
        for some in _batches(order, task.batch):
            sums = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
            for n in some:
                total += _add_gradient(sums, params, X[n], task.y[n])
            for layer, v, grads in zip(params, velocity, sums, strict=True):
                for k in (0, 1):
                    v[k][:] = BETA * v[k] + grads[k] / len(some)
                    layer[k][:] -= task.lr * v[k]
        history.append(total / len(X))
    return history


def _add_gradient(sums: Params, params: Params, a: np.ndarray, label: int) -> float:
    activations = [a]
    for W, b in params[:-1]:
        activations.append(np.maximum(activations[-1] @ W + b, 0))
    W, b = params[-1]
    z = activations[-1] @ W + b
    e = np.exp(z - z.max())
    p = e / e.sum()
    loss = -float(np.log(p[label]))
    p[label] -= 1
    for i in reversed(range(len(params))):
        sums[i][0][:] += np.outer(activations[i], p)
        sums[i][1][:] += p
        p = (params[i][0] @ p) * (activations[i] > 0)
    return loss


def train_vectorised(task: "Task", dtype: type) -> list[float]:
    """Batches as matrices, an array for each new value; the mean loss of each epoch."""
    params = [(W.astype(dtype), b.astype(dtype)) for W, b in task.params]
    state = [[(np.zeros_like(A), np.zeros_like(A)) for A in layer] for layer in params]
    update = _momentum if task.optimiser == "sgd" else _adam
    X, history, t = task.X.astype(dtype), [], 0
    for order in task.orders:
        total = 0.0
        for some in _batches(order, task.batch):
            loss, grads = _loss_and_gradient(params, X[some], task.y[some])
            total, t = total + loss * len(some), t + 1
            for i, layer in enumerate(params):
                moved = [update(A, g, *s, task.lr, t) for A, g, s in zip(layer, grads[i], state[i], strict=True)]
                params[i] = (moved[0][0], moved[1][0])
                state[i] = [m[1:] for m in moved]
        history.append(total / len(X))
    return history


def _momentum(A: np.ndarray, g: np.ndarray, m: np.ndarray, v: np.ndarray, lr: float, _: int) -> Any:
    m = BETA * m + g
    return A - lr * m, m, v


def _adam(A: np.ndarray, g: np.ndarray, m: np.ndarray, v: np.ndarray, lr: float, t: int) -> Any:
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    return A - lr * (m / (1 - 0.9**t)) / (np.sqrt(v / (1 - 0.999**t)) + 1e-8), m, v


def _loss_and_gradient(params: Params, X: np.ndarray, y: np.ndarray) -> tuple[float, Params]:
    activations = [X]
    for W, b in params[:-1]:
        activations.append(np.maximum(activations[-1] @ W + b, 0))
    W, b = params[-1]
    Z = activations[-1] @ W + b
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    P = E / E.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    loss = -float(np.log(P[rows, y]).mean())
    P[rows, y] -= 1
    D = P / len(y)
    grads: Params = []
    for i in reversed(range(len(params))):
        grads.append((activations[i].T @ D, D.sum(axis=0)))
        if i:
            D = (D @ params[i][0].T) * (activations[i] > 0)
    return loss, grads[::-1]


def _batches(order: np.ndarray, batch: int) -> list[np.ndarray]:
    return [order[i : i + batch] for i in range(0, len(order), batch)]


def rbf(X: np.ndarray, gamma: float) -> np.ndarray:
    """The Gram matrix by |x|^2 + |z|^2 - 2 x.z, an array for each new value."""
    squares = (X**2).sum(axis=1)
    return np.exp(-gamma * np.maximum(squares[:, None] + squares - 2 * X @ X.T, 0))


def xcorr_and_gradients(X: np.ndarray, K: np.ndarray, U: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Correlation with odd square kernels at full size, and its gradients (Y, dX, dK), by im2col of all images."""
    (N, C, H, W), (F, _, k, _) = X.shape, K.shape
    margin = ((0, 0), (0, 0), (k // 2, k // 2), (k // 2, k // 2))
    windows = sliding_window_view(np.pad(X, margin), (k, k), axis=(2, 3))
    columns = windows.transpose(0, 2, 3, 1, 4, 5).reshape(N * H * W, C * k * k)
    flat = K.reshape(F, -1)
    Y = (columns @ flat.T).reshape(N, H, W, F).transpose(0, 3, 1, 2)
    D = U.transpose(0, 2, 3, 1).reshape(-1, F)
    back = (D @ flat).reshape(N, H, W, C, k, k)
    dX = np.zeros((N, C, H + k - 1, W + k - 1), X.dtype)
    for a, b in np.ndindex(k, k):
        dX[:, :, a : a + H, b : b + W] += back[..., a, b].transpose(0, 3, 1, 2)
    inside = slice(k // 2, k // 2 + H), slice(k // 2, k // 2 + W)
    return Y, dX[:, :, inside[0], inside[1]], (D.T @ columns).reshape(K.shape)
