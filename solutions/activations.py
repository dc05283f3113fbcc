"""Activations: the functions of one real variable that stand between the layers of a network.

Z is an array of pre-activations of any shape; act says which function is taken of every entry.

Lists are accepted for arrays, and no argument is changed. What comes out is float64 and new.
"""

# mypy calls a lambda of no argument untyped.
# mypy: allow-untyped-calls

import numpy as np

from solutions import require

ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")


def activate(Z: np.ndarray, act: str) -> np.ndarray:
    """Activation of every entry of Z, which may have any shape; the result has the same.

    act is "relu", "tanh", "sigmoid" (the logistic function) or "identity".
    Finite, without a warning, for entries as large as ±1e4; right to round-off, where the sigmoid is tiny too.

    Derivation
    ----------
    relu(z) = max(z, 0). sigma(z) = 1/(1 + exp(-z)) = exp(z)/(1 + exp(z)): the first for z >= 0 and the second for
    z < 0 are exp(min(z, 0))/(1 + exp(-|z|)), in which no exponential overflows and nothing cancels. It is
    (1 + tanh(z/2))/2 too, but for z << 0 that is a difference, with no digits left below 1e-16.
    Errors: ValueError for another act, for no entry, and for entries that are not real and finite.
    Source: the usual activations; all but the identity are nonlinear, and no polynomials either.
    """
    require.numbers(Z, "Z")
    require.choice(act, ACTIVATIONS, "act")
    Z = np.asarray(Z, float)
    values = {
        "relu": lambda: np.maximum(Z, 0),
        "tanh": lambda: np.tanh(Z),
        "sigmoid": lambda: np.exp(np.minimum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda: +Z,
    }
    return values[act]()
