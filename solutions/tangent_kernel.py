"""Tangent kernel of a network: its gradients as features, and what training looks like in them.

N samples X (N, d_0); params is the list of the layers' (W, b) of a multilayer perceptron with q outputs and p
parameters, ordered W_1, b_1, W_2, b_2, ... and row by row in each W. J (N, q, p) are Jacobians, Theta (N, M) is a
kernel matrix.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import require
from solutions.activations import ACTIVATIONS, act_vjp, activate
from solutions.backpropagation import affine_vjp
from solutions.networks import Params, affine


def mlp_vjp(params: Params, X: np.ndarray, U: np.ndarray, act: str) -> Params:
    """Vector-Jacobian product of a multilayer perceptron: the gradient of sum(U o outputs), in the structure of params.

    X (N, d_0), U (N, q) the gradient with respect to the outputs, act the activation between layers ("relu", "tanh",
    "sigmoid", "identity").
    Raises ValueError for another act, shapes that do not fit, and entries that are not real and finite.

    Derivation
    ----------
    The delta recursion of `mlp_backward`, started with U in place of the gradient of a loss.
    Source: reverse-mode differentiation.
    """
    _require_network(params, X, act)
    require.array(U, "U", (len(X), np.shape(params[-1][0])[1]), "U is the gradient with respect to the outputs")
    A, Z = [np.asarray(X, float)], []
    for W, b in params[:-1]:
        Z.append(affine(A[-1], W, b))
        A.append(activate(Z[-1], act))
    grads = []
    for W, _ in reversed(params):
        dA, dW, db = affine_vjp(U, A.pop(), W)
        grads.append((dW, db))
        U = act_vjp(dA, Z.pop(), act) if Z else dA
    return grads[::-1]


def flat(params: Params) -> np.ndarray:
    """All parameters, or gradients of their structure, in one vector (p,): W_1 row by row, b_1, W_2, ..."""
    require.pairs(params, "params")
    return np.concatenate([np.ravel(A) for layer in params for A in layer]).astype(float)


def mlp_jacobian(params: Params, X: np.ndarray, act: str) -> np.ndarray:
    """Jacobian J (N, q, p) of the q outputs of a multilayer perceptron at each sample by its p parameters.

    For a network with one output, J[:, 0] is what `empirical_ntk` takes.
    Raises what `mlp_vjp` raises.

    Derivation
    ----------
    Row (n, k) is the gradient of output k at sample n alone. One pass with U = e_k for all samples and outputs finds
    the deltas D of each layer, (N, q, d_out); the gradient by W is the outer product of the sample's input of the
    layer with its delta, that by b the delta, and no sum over the samples is taken.
    Source: per-sample gradients.
    """
    _require_network(params, X, act)
    parts = []
    for A, D in _factors(params, X, act):
        N, q, _ = D.shape
        parts += [(A[:, None, :, None] * D[:, :, None, :]).reshape(N, q, -1), D]
    return np.concatenate(parts, axis=2)


def tangent_kernel(params: Params, X: np.ndarray, Z: np.ndarray, act: str) -> np.ndarray:
    """Empirical tangent kernel Theta (N, M) of a network with one output between the rows of X and of Z (M, d_0).

    A kernel in the sense of `kernel_models`, with params and act fixed by `functools.partial`, say.
    Raises what `mlp_vjp` raises, and ValueError for more than one output.

    Derivation
    ----------
    Theta(x, z) = <grad f(x), grad f(z)>. Gradients by W are outer products, whose inner product is the product of two:
    Theta = sum over the layers of (A A'^T + 1) o (D D'^T), and the Jacobians (N, p) and (M, p) need not be formed.
    Kernel ridge regression of y - f(X) with Theta is the linearisation of f in its parameters, fitted by ridge
    regression: f(x) + <grad f(x), delta>, least ||residual||^2 + lam ||delta||^2.
    Source: Jacot, Gabriel and Hongler 2018; Lee et al. 2019.
    """
    _require_network(params, X, act)
    _require_network(params, Z, act, "Z")
    q = np.shape(params[-1][0])[1]
    if q != 1:
        raise ValueError(f"params must have one output, got {q}; keep one column of the last (W, b)")
    pairs = zip(_factors(params, X, act), _factors(params, Z, act), strict=True)
    layers = [(A @ B.T + 1) * (D[:, 0] @ E[:, 0].T) for (A, D), (B, E) in pairs]
    return np.sum(layers, axis=0)


def _factors(params: Params, X: np.ndarray, act: str) -> list[tuple[np.ndarray, np.ndarray]]:
    """For each layer its inputs A (N, d_in) and the gradients D (N, q, d_out) of the outputs by its pre-activations."""
    A, Z = [np.asarray(X, float)], []
    for W, b in params[:-1]:
        Z.append(affine(A[-1], W, b))
        A.append(activate(Z[-1], act))
    q = np.shape(params[-1][0])[1]
    D = np.broadcast_to(np.eye(q), (len(A[0]), q, q))
    factors = [(A.pop(), D)]
    for W, _ in reversed(params[1:]):
        slopes = act_vjp(np.ones_like(Z[-1]), Z.pop(), act)
        D = D @ np.asarray(W, float).T * slopes[:, None]
        factors.append((A.pop(), D))
    return factors[::-1]


def _require_network(params: Params, X: np.ndarray, act: str, name: str = "X") -> None:
    require.samples(X, name, "d_in")
    require.params(params, np.shape(X)[1])
    require.choice(act, ACTIVATIONS, "act")
