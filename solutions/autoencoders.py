"""Autoencoders: networks that learn to repeat their input through a narrow layer, and so what inputs are like.

N samples of d features, X (N, d); k < d hidden units, the code. A linear one is (W1, W2), W1 (d, k), W2 (k, d), for
centred X; one with an activation is params = [(W1, b1), (W2, b2)], as in `networks`. The loss is the mean over the
samples of the squared distance ||x - xhat||^2 between a sample and its reconstruction.

Training is gradient descent on all samples, with momentum: v <- MOMENTUM v + gradient, from v = 0, and
parameters <- parameters - lr v. It returns the losses (epochs + 1,), before each step and after the last. If lr is
too large for the data they grow; beyond a million times the first one that is a ValueError.
"""

from collections.abc import Callable

import numpy as np

from solutions import calls, require
from solutions.activations import ACTIVATIONS, act_vjp, activate
from solutions.backpropagation import affine_vjp
from solutions.learning_modes import linear_ae_grad
from solutions.networks import Params, affine, init, mlp_forward

MOMENTUM = 0.9


@calls.descent("lr")
@calls.python_scalars
def train_linear_ae(
    X: np.ndarray, k: int, epochs: int, lr: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """A trained linear autoencoder (W1, W2, losses) of the centred samples X, from Glorot's initialisation.

    ValueError unless X is (N, d), k >= 1, epochs >= 0, lr > 0 and rng is a Generator.

    Derivation
    ----------
    If X is centred and X^T X has d different eigenvalues, none 0, the loss has no local minimum but the global
    ones, where W1 W2 projects onto the first k principal directions (Baldi and Hornik 1989). Descent from a random
    start is seen to avoid the saddles: it learns PCA.
    """
    params = _start(X, k, rng)

    def gradient(arrays: list[np.ndarray]) -> tuple[float, list[np.ndarray]]:
        loss, *grads = linear_ae_grad(X, *arrays)
        return loss, grads

    (W1, W2), losses = _descend(gradient, [W for W, _ in params], epochs, lr)
    return W1, W2, losses


def ae_grad(params: Params, X: np.ndarray, act: str) -> tuple[float, Params]:
    """Loss and gradient (loss, grads) of an autoencoder with the activation act on its hidden layer.

    grads has the structure of params.
    ValueError unless params are two layers of the widths d, k, d, all is real and finite, and act is known.

    Derivation
    ----------
    Forward Z = X W1 + b1, A = act(Z), R = A W2 + b2 - X, loss = ||R||_F^2 / N. Backward dR = 2R/N is the
    upstream gradient of the second layer, its dA that of the activation, and dZ that of the first layer.
    """
    _require_autoencoder(X, params)
    require.choice(act, ACTIVATIONS, "act")
    (W1, b1), (W2, b2) = params
    Z = affine(X, W1, b1)
    A = activate(Z, act)
    R = affine(A, W2, b2) - np.asarray(X, float)
    dA, dW2, db2 = affine_vjp(2 * R / len(R), A, W2)
    _, dW1, db1 = affine_vjp(act_vjp(dA, Z, act), X, W1)
    return float((R**2).sum() / len(R)), [(dW1, db1), (dW2, db2)]


@calls.descent("lr")
@calls.python_scalars
def train_ae(
    X: np.ndarray, k: int, act: str, epochs: int, lr: float, rng: np.random.Generator
) -> tuple[Params, np.ndarray]:
    """A trained autoencoder (params, losses) with k hidden units, from Glorot's initialisation.

    ValueError unless X is (N, d), k >= 1, act is known, epochs >= 0, lr > 0 and rng is a Generator.

    Derivation
    ----------
    The output layer is affine: all reconstructions lie in one affine subspace of k dimensions, so that the
    loss is never below that of PCA with k components, whatever the activation. Only more hidden layers can
    follow a curved surface.
    Source: Bourlard and Kamp 1988.
    """
    params = _start(X, k, rng)

    def gradient(arrays: list[np.ndarray]) -> tuple[float, list[np.ndarray]]:
        loss, grads = ae_grad(_paired(arrays), X, act)
        return loss, [A for pair in grads for A in pair]

    arrays, losses = _descend(gradient, [A for pair in params for A in pair], epochs, lr)
    return _paired(arrays), losses


def ae_score(params: Params, X: np.ndarray, act: str) -> np.ndarray:
    """Squared distance (N,) of each sample from its reconstruction: high where X is unlike the training samples.

    ValueError unless params are two layers of the widths d, k, d, all is real and finite, and act is known.
    """
    _require_autoencoder(X, params)
    return ((mlp_forward(params, X, act) - np.asarray(X, float)) ** 2).sum(axis=1)


def _start(X: np.ndarray, k: int, rng: np.random.Generator) -> Params:
    require.samples(X)
    require.integer(k, "k", 1, "the number of hidden units")
    d = np.shape(X)[1]
    return init([d, int(k), d], "glorot", rng)


def _paired(arrays: list[np.ndarray]) -> Params:
    return list(zip(arrays[::2], arrays[1::2], strict=True))


def _descend(
    gradient: Callable[[list[np.ndarray]], tuple[float, list[np.ndarray]]],
    arrays: list[np.ndarray],
    epochs: int,
    lr: float,
) -> tuple[list[np.ndarray], np.ndarray]:
    require.integer(epochs, "epochs", 0, "the number of steps")
    require.scalar(lr, "lr", above=0, hint="the length of a step")
    velocities = [np.zeros_like(A) for A in arrays]
    loss, grads = gradient(arrays)
    losses = [loss]
    for _ in range(epochs):
        velocities = [MOMENTUM * v + g for v, g in zip(velocities, grads, strict=True)]
        arrays = [A - lr * v for A, v in zip(arrays, velocities, strict=True)]
        loss, grads = gradient(arrays)
        if loss > 1e6 * losses[0]:
            raise ValueError(f"lr must let the loss fall, got {lr:g} and a loss of {loss:g}; take shorter steps")
        losses.append(loss)
    return arrays, np.array(losses)


def _require_autoencoder(X: np.ndarray, params: Params) -> None:
    require.samples(X)
    d = np.shape(X)[1]
    require.params(params, d)
    if len(params) != 2 or np.shape(params[1][0])[1] != d:
        widths = [d, *(np.shape(W)[1] for W, _ in params)]
        raise ValueError(f"params must be two layers of the widths {d}, k, {d}, got {widths}; outputs are like inputs")
