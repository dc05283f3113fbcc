"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Activations: activate.
Networks: mlp_forward.
"""

import numpy as np


def activate(Z: np.ndarray, act: str) -> np.ndarray:
    """Activation of every entry of Z, which may have any shape; the result has the same.

    act is "relu", "tanh", "sigmoid" (the logistic function) or "identity".
    Finite, without a warning, for entries as large as ±1e4; right to round-off, where the sigmoid is tiny too.
    """
    Z = np.asarray(Z, float)
    values = {
        "relu": lambda: np.maximum(Z, 0),
        "tanh": lambda: np.tanh(Z),
        "sigmoid": lambda: np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda: +Z,
    }
    return values[act]()


def affine(X: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """Affine layer: Z (N, d_out), whose row n is the layer's output for the sample X[n].

    X (N, d_in), W (d_in, d_out), b (d_out,); every sample gets the same bias. They may hold integers, of dtype int64.
    float32 is precise enough, float16 is not.
    """
    X, W, b = (np.asarray(A, float) for A in (X, W, b))
    return X @ W + b


def mlp_forward(params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, act: str) -> np.ndarray:
    """Outputs Z (N, d_depth) of the network with the parameters params for the samples X (N, d_0).

    params is the list of the layers' (W, b), one layer at least. The activation act ("relu", "tanh",
    "sigmoid", "identity") stands between layers: not before the first, and not after the last. X may hold integers,
    of dtype int64, and pre-activations may be as large as ±1e4: the outputs must be right then, but warnings do no
    harm, and float32 is precise enough.
    """
    for W, b in params[:-1]:
        X = activate(affine(X, W, b), act)
    return affine(X, *params[-1])
