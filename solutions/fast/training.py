"""Training of multilayer perceptrons on the mean cross-entropy of their softmax, by minibatches.

N samples X (N, d_0), y (N,) integer labels 0..K-1; the parameters are the list of the layers' (W, b). They are
computed with in their own precision, float32 or float64.

What makes it fast: on small networks the time goes into calls of NumPy functions, on large ones into matrix
products. So everything else is arranged around these.

- *Samples by column.* Activations are (d + 1, m) with a row of ones at the end, and a layer's parameters are
  (d_in + 1, d_out) with b as the last row: the bias takes part in the product. Softmax reduces over the first
  axis, which NumPy does row by row at full speed.
- *One flat vector* holds all parameters, another all gradients; the layers' matrices are views of them, which the
  matrix products write to. The optimiser sees one array.
- *Everything is bound once.* Arrays, views and transposes for a batch size are made before the first step; a step
  allocates nothing and looks up next to nothing.
- *Samples in order.* Some megabytes of samples are brought into the order of the epoch at a time, labels as one-hot
  columns, so that a batch is a view.
- *Scales for free.* 1/m of the mean, and the step length, are factors of the softmax: its denominators come from a
  product with a matrix of a constant, which spreads them over the classes as well.
"""

import numpy as np

from solutions import require
from solutions.fast.activations import ACTIVATIONS
from solutions.fast.batches import Batches
from solutions.fast.network import Network, Params
from solutions.fast.optimisers import Adam, Momentum, Optimiser


def train(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, lr: float, beta: float,
    rng: np.random.Generator, act: str = "relu",
) -> tuple[Params, list[float]]:  # fmt: skip
    """Parameters and history after some epochs of stochastic gradient descent with momentum beta.

    Each epoch goes through a new permutation of the samples in batches (the last may be short). history holds for
    each epoch the mean loss of its samples, each with the parameters before its batch. The precision is that of
    params, float32 if all of them have it, else float64; what comes out has it too. params stay as they are.
    ValueError for arguments that do not fit.
    """
    require.scalar(lr, "lr", least=0, hint="0.1 is a beginning")
    require.scalar(beta, "beta", least=0, hint="0.9 is usual")
    return fit(params, X, y, epochs, batch, Momentum(float(lr), float(beta)), rng, act)


def train_adam(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, lr: float,
    rng: np.random.Generator, act: str = "relu",
) -> tuple[Params, list[float]]:  # fmt: skip
    """As `train`, with Adam in its usual setting in place of momentum."""
    require.scalar(lr, "lr", least=0, hint="0.001 is usual")
    return fit(params, X, y, epochs, batch, Adam(float(lr)), rng, act)


def fit(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, optimiser: Optimiser,
    rng: np.random.Generator, act: str,
) -> tuple[Params, list[float]]:  # fmt: skip
    """As `train`, with an optimiser of one's choice."""
    _require(params, X, y, epochs, batch, rng, act)
    network = Network(params)
    batches = Batches(X, y, network, batch, optimiser.scale)
    steps = {m: network.bind(m, act, optimiser.scale / m) for m in batches.sizes}
    update = optimiser.bind(network.theta, network.gradient)
    history = []
    with np.errstate(over="ignore", invalid="ignore"):  # where it diverges, the history says so
        for _ in range(epochs):
            loss = 0.0
            for block in batches.blocks(rng.permutation(len(batches.X))):
                for m, views in block.batches:
                    steps[m](*views)
                    update()
                loss += batches.loss(block)
            history.append(loss / len(batches.X))
    return network.params(), history


def _require(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, rng: np.random.Generator, act: str
) -> None:
    require.samples(X, d="d_in")
    N, d_in = np.shape(X)
    require.params(params, d_in)
    K = np.shape(params[-1][0])[1]
    if K < 2:
        raise ValueError(f"the last layer must have K >= 2 outputs, got {K}; each class has one")
    if np.shape(y) != (N,):
        raise ValueError(f"y must be ({N},) to match X ({N}, {d_in}), got shape {np.shape(y)}; one label a sample")
    require.labels(y, K)
    require.integer(epochs, "epochs", 0, "the number of passes through the samples")
    require.integer(batch, "batch", 1, "the number of samples of a step")
    require.rng(rng)
    require.choice(act, ACTIVATIONS, "act")
