"""Samples, small networks and what one layer does with them, for all exercises of the unit; no model answer is used."""

import numpy as np

from autograder import expect


def close(got, wanted, what, tol=1e-6):
    """Right to a fraction of the largest number in the array, or of 1."""
    wanted = np.asarray(wanted, float)
    expect.close(got, wanted, what, rtol=0, atol=tol * max(1.0, float(np.abs(wanted).max(initial=0))))


def pair(got, what):
    """Two values, as a tuple or a list."""
    expect.that(isinstance(got, list | tuple), f"{what} must return 2 values, it returned {expect.kind(got)}")
    return expect.values(got, 2, what)


def indices(got, N, what):
    """Different indices from 0..N-1, one axis."""
    expect.that(isinstance(got, list | tuple | np.ndarray), f"{what} is {expect.kind(got)}, wanted indices")
    flags = isinstance(got, np.ndarray) and got.dtype.kind == "b"
    expect.that(not flags, f"{what} is {expect.kind(got)}, wanted the indices themselves")
    found = expect.integers(got, what)
    expect.that(found.ndim == 1, f"{what} has shape {found.shape}, wanted one axis")
    inside = (found >= 0) & (found < N)
    expect.that(inside.all(), f"{what} has the index {found[~inside][:1]}, wanted 0 to {N - 1}")
    expect.that(len(set(found.tolist())) == len(found), f"{what} has an index twice")
    return found


def chi_squared(counts, draws, size, N):
    """How far parts of `size` of N places are from being drawn into a random half equally often, in so many draws.

    counts says how often, less the mean. The sum of squares has the law of chi^2 with len(counts) - 1 degrees of
    freedom, nearly, if all halves are equally likely.
    """
    k = len(counts)
    spread = draws * size / 4 * (1 - 1 / k) * N / (N - 1)
    return float((counts**2).sum() / spread * (k - 1) / k)


def columns(d):
    """Samples (N, k) of whole numbers and their k >= 2 columns: no two columns alike, none constant."""
    N, k = d.integer(3, 5), d.integer(2, 3)
    A = d.integers((N, k), -9, 9)
    A[0] = 30  # 21 above the others
    A[:, 1] *= 2
    A[:, 0] += 100
    return A


def same_layers(got, wanted, what="params"):
    """The layers (W, b) of a network are these."""
    layers = expect.layers(got, what)
    expect.that(len(layers) == len(wanted), f"{what} has {len(layers)} layers, wanted {len(wanted)}")
    for i, (layer, right) in enumerate(zip(layers, wanted, strict=True)):
        for name, A, B in zip(("W", "b"), layer, right, strict=True):
            close(A, B, f"{name} of {what}[{i}]", 1e-9)


def flat(params, like):
    """The parameters of a network of that shape in one vector."""
    layers = expect.layers(params, "params")
    expect.that(len(layers) == len(like), f"params has {len(layers)} layers, wanted {len(like)}")
    for i, (layer, right) in enumerate(zip(layers, like, strict=True)):
        for name, A, B in zip(("W", "b"), layer, right, strict=True):
            expect.shape(A, np.shape(B), f"{name} of params[{i}]")
    return np.concatenate([expect.finite(A, "params").ravel() for layer in layers for A in layer])


def layer_losses(params, X, y):
    """The losses of the samples under one softmax layer, and its probabilities."""
    ((W, b),) = params
    Z = X @ W + b
    P = np.exp(Z - Z.max(axis=1)[:, None])
    P /= P.sum(axis=1)[:, None]
    return -np.log(P[np.arange(len(y)), y]), P


def layer_descent(params, X, y, epochs, lr):
    """Gradient descent on one softmax layer with all samples: its parameters, and the loss before each step."""
    history = []
    for _ in range(epochs):
        losses, P = layer_losses(params, X, y)
        history.append(losses.mean())
        P[np.arange(len(y)), y] -= 1
        ((W, b),) = params
        params = [(W - lr * X.T @ P / len(y), b - lr * P.mean(axis=0))]
    return params, np.array(history)


def one_layer(d):
    """A softmax layer for three classes, N >= 2 samples and their labels, not all alike: (params, X, y)."""
    N, k = d.integer(2, 5), d.integer(1, 3)
    params = [(d.integers((k, 3), -7, 7) / 7, d.integers(3, -7, 7) / 7)]
    y = d.integers(N, 0, 2)
    y[:2] = 0, 1
    X = d.integers((N, k), -9, 9) / 6
    X[:, 0] = np.abs(X[:, 0]) + 1 / 2
    return params, X, y
