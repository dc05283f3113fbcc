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

from solutions import calls, require
from solutions.fast.activations import ACTIVATIONS
from solutions.fast.batches import Batches
from solutions.fast.network import Network
from solutions.fast.optimisers import Adam, Momentum, Optimiser
from solutions.fast.threads import limited
from solutions.networks import Params


@calls.python_scalars
def train(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, lr: float, beta: float,
    rng: np.random.Generator, act: str = "relu",
) -> tuple[Params, np.ndarray]:  # fmt: skip
    """Parameters and history after some epochs of stochastic gradient descent with momentum beta.

    Each epoch goes through a new permutation of the samples in batches (the last may be short). history holds for
    each epoch the mean loss of its samples, each with the parameters before its batch. The precision is that of
    params, float32 if all of them have it, else float64; what comes out has it too. params stay as they are.
    ValueError for arguments that do not fit.
    """
    require.training(params, X, y, epochs, batch, lr, beta, rng)
    return fit(params, X, y, epochs, batch, Momentum(float(lr), float(beta)), rng, act)


@calls.python_scalars
def train_adam(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, lr: float,
    rng: np.random.Generator, act: str = "relu",
) -> tuple[Params, np.ndarray]:  # fmt: skip
    """As `train`, with Adam in its usual setting in place of momentum."""
    require.training(params, X, y, epochs, batch, lr, 0, rng)
    return fit(params, X, y, epochs, batch, Adam(float(lr)), rng, act)


@limited()
def fit(
    params: Params, X: np.ndarray, y: np.ndarray, epochs: int, batch: int, optimiser: Optimiser,
    rng: np.random.Generator, act: str,
) -> tuple[Params, np.ndarray]:  # fmt: skip
    """As `train`, with an optimiser of one's choice; the arguments are not checked, but for act."""
    require.choice(act, ACTIVATIONS, "act")
    network = Network(params)
    batches = Batches(X, y, network, batch, optimiser.scale)
    steps = {m: network.bind(m, act, optimiser.scale / m) for m in batches.sizes}
    update = optimiser.bind(network.theta, network.gradient)
    history = np.zeros(epochs)
    with np.errstate(over="ignore", invalid="ignore"):  # where it diverges, the history says so
        for epoch in range(epochs):
            for block in batches.blocks(rng.permutation(len(batches.X))):
                for m, views in block.batches:
                    steps[m](*views)
                    update()
                history[epoch] += batches.loss(block) / len(batches.X)
    return network.params(), history
