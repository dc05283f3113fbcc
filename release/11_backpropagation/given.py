"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Labels: one_hot.
Classification: softmax, cross_entropy.
Activations: activate, act_vjp.
Networks: affine, mlp_forward.
"""

import numpy as np


def one_hot(y: np.ndarray, K: int) -> np.ndarray:
    """One-hot vectors: Y (N, K), whose row n is the unit vector of the class y[n].

    y (N,) holds integers in 0..K-1. Classes without a sample keep their column: K may exceed max(y) + 1.
    """
    Y = np.zeros((len(y), K))
    Y[np.arange(len(y)), y] = 1
    return Y


def softmax(Z: np.ndarray) -> np.ndarray:
    """Softmax of each row: P (N, K), rows nonnegative with sum 1, from the logits Z (N, K), K >= 2.

    Each probability is right to five digits; for logits as large as ±1e4 it is finite, and right to three decimals,
    in every row.
    """
    Z = np.asarray(Z, float)
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def cross_entropy(Z: np.ndarray, y: np.ndarray) -> float:
    """Cross-entropy J of the softmax of the logits Z (N, K), K >= 2, with the labels y (N,): one float.

    The mean over the samples, with the natural logarithm. Right to five digits, below 1 to five decimals; for logits
    as large as ±1e4 finite, and right to five digits or three decimals.
    """
    Z = np.asarray(Z, float)
    Z = Z - Z.max(axis=1, keepdims=True)
    losses = np.log(np.exp(Z).sum(axis=1)) - Z[np.arange(len(Z)), y]
    return float(losses.mean())


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


def act_vjp(U: np.ndarray, Z: np.ndarray, act: str) -> np.ndarray:
    """Vector-Jacobian product dZ of the activation of every entry of Z.

    Z are the pre-activations, of any shape, U and dZ have the same; act is "relu", "tanh", "sigmoid" or
    "identity". The derivative of the relu at 0 is taken to be 0. Finite and right for large |Z| too.
    """
    U, Z = np.asarray(U, float), np.asarray(Z, float)
    slopes = {
        "relu": lambda: Z > 0,
        "tanh": lambda: 1 - np.tanh(Z) ** 2,
        "sigmoid": lambda: activate(Z, "sigmoid") * activate(-Z, "sigmoid"),
        "identity": lambda: 1,
    }
    return U * slopes[act]()


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
