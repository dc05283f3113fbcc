"""Training as the formulas say it: one sample at a time. Right, and slow.

It is what `train` and `train_fast` are measured against: same arguments, same results up to round-off.
"""

import numpy as np

from solutions import calls, require
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import epoch_batches, momentum_step
from solutions.networks import ACTIVATIONS


@calls.descent("lr")
@calls.python_scalars
def train_by_samples(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    y: np.ndarray,
    epochs: int,
    batch: int,
    lr: float,
    beta: float,
    rng: np.random.Generator,
    act: str = "relu",
) -> tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray]:
    """Train a multilayer perceptron: (params, history), as `train` does, with a loop over the samples of each batch.

    The gradient of a batch is (1/B) sum_n of the gradients of its samples, each by a backpropagation of its own: 2 N
    matrix-vector products for each layer and epoch, where `train` has 2 N/B matrix-matrix products of the same
    number of multiplications. ValueError for what `train` refuses.
    """
    require.training(params, X, y, epochs, batch, lr, beta, rng)
    require.choice(act, ACTIVATIONS, "act")
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    X, y = np.asarray(X, float), np.asarray(y)
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for idx in epoch_batches(len(X), batch, rng):
            mean = [np.zeros_like(A) for layer in params for A in layer]
            for n in idx:
                loss, grads = mlp_backward(params, X[n : n + 1], y[n : n + 1], act)
                history[epoch] += loss / len(X)
                mean = [m + g / len(idx) for m, g in zip(mean, sum(grads, ()), strict=True)]
            for layer in range(len(params)):
                (W, b), (vW, vb), (dW, db) = params[layer], velocity[layer], mean[2 * layer : 2 * layer + 2]
                W, vW = momentum_step(W, vW, dW, lr, beta)
                b, vb = momentum_step(b, vb, db, lr, beta)
                params[layer], velocity[layer] = (W, b), (vW, vb)
    return params, history
