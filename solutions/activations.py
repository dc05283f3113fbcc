"""Activations: the functions of one real variable that stand between the layers of a network.

Z is an array of pre-activations of any shape; act says which function is taken of every entry. U is an upstream
gradient, with respect to act(Z).

Lists are accepted for arrays, and no argument is changed. What comes out is float64 and new.
"""

# NumPy's stubs call the result of most array products Any, and mypy calls a lambda of no argument untyped.
# mypy: no-warn-return-any, allow-untyped-calls

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


def act_vjp(U: np.ndarray, Z: np.ndarray, act: str) -> np.ndarray:
    """Vector-Jacobian product dZ of the activation of every entry of Z.

    Z are the pre-activations, of any shape, U and dZ have the same; act is "relu", "tanh", "sigmoid" or
    "identity". The derivative of the relu at 0 is taken to be 0. Finite and right for large |Z| too.

    Derivation
    ----------
    Entry i of the output depends on entry i of Z only: the Jacobian is diagonal, its own transpose, and takes
    U to U o act'(Z) either way. The derivatives: relu' = [z > 0], tanh' = 1 - tanh^2, identity' = 1, and
    sigma' = sigma (1 - sigma) = sigma(z) sigma(-z). At 0 the relu has none, and no number in its place is right
    in every network: relu(t) - relu(-t) = t asks for 1/2 at t = 0, the same with each relu doubled for 1/sqrt(2).
    Errors: ValueError for another act or shape, and for entries that are not real and finite.
    Source: the chain rule for maps that act entry by entry; the Hadamard product o.
    """
    require.numbers(Z, "Z")
    require.array(U, "U", np.shape(Z), "U is the gradient with respect to act(Z), of the shape of Z")
    require.choice(act, ACTIVATIONS, "act")
    U, Z = np.asarray(U, float), np.asarray(Z, float)
    slopes = {
        "relu": lambda: Z > 0,
        "tanh": lambda: 1 - np.tanh(Z) ** 2,
        "sigmoid": lambda: activate(Z, "sigmoid") * activate(-Z, "sigmoid"),
        "identity": lambda: 1,
    }
    return U * slopes[act]()
