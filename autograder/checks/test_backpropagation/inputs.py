"""What the mark schemes of unit 11 share: inputs, and right answers that need no model answer.

N samples, d_in inputs and d_out outputs of a layer. What a correct solution may rely on:

- Inputs are small multiples of 1/8, and most steps of `gradcheck` are powers of 2: products and sums of these are
  exact, in float32 too. Where they pass through a sigmoid or a logarithm the tolerance is `SINGLE`, so that careful
  float32 code passes. What the checks are to catch is wrong by far more. Float32 is wrong where the contract promises
  what it cannot hold: derivatives of 1e-50 in `chain_scalar`, steps of 1e-8 in `gradcheck`.
- Central differences on this side are computed in float64 with H = 1e-5. They are off by H^2 / 6 times a third
  derivative, and by 1e-16 / H times a loss from rounding, together 1e-7 at most here.
- Long chains have derivatives as small as 1e-80, deep networks 1e-20, wanted to 3 digits. Nothing cancels there: in
  deep networks float32 passes; a student's own difference quotients, right to 1e-10 elsewhere, do not.
- No pre-activation is within 1/8 of a kink of the relu where a derivative is asked for.
- Batches, saturation, the order of edges, the number of paths and changed arguments each have a check of their own, so
  that such a slip costs the points of that check and as few others as can be.

The right-hand side of an identity is never the student's own: zeros would satisfy it.
"""

from itertools import pairwise

import numpy as np

from autograder import expect

H = 1e-5
SINGLE = 1e-5
SMOOTH = ("tanh", "sigmoid", "identity")
ACT = {
    "relu": lambda Z: np.maximum(Z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
    "identity": lambda Z: Z,
}


def eighths(d, shape, reach=8):
    """Multiples of 1/8 up to `reach`."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def off_zero(A):
    """A with its zeros, where relu has its kink, moved to 1/8."""
    return np.where(A == 0, 1 / 8, A)


def some_shape(d, largest=4):
    """One to three axes."""
    return tuple(d.integer(1, largest) for _ in range(d.integer(1, 3)))


def parts(got, count, what, wanted=None):
    """A tuple or list of so many parts; `wanted` says what it is."""
    wanted = wanted or f"a list or tuple of {count}"
    expect.that(isinstance(got, list | tuple), f"{what} is {expect.kind(got)}, wanted {wanted}")
    expect.that(len(got) == count, f"{what} has length {len(got)}, wanted {wanted}")
    return got


def inner(A, B):
    """The sum of the products of entries."""
    return float(np.sum(A * B))


def networks(d, N, widths):
    """Parameters of a network of these widths, N samples and labels."""
    params = [(eighths(d, (m, n), 1), eighths(d, n, 1)) for m, n in pairwise(widths)]
    return params, eighths(d, (N, widths[0]), 2), d.integers(N, 0, widths[-1] - 1)


def some_widths(d, layers):
    """The widths of so many layers, the last for two classes or more."""
    return [d.integer(1, 4) for _ in range(layers)] + [d.integer(2, 4)]


def deep_enough(d, N):
    """Parameters of two layers or three, N samples and labels."""
    return networks(d, N, some_widths(d, d.integer(2, 3)))


def any_depth(d, N):
    """The same for one layer to three."""
    return networks(d, N, some_widths(d, d.integer(1, 3)))


def relu_networks(d):
    """One sample, for which the first hidden layer has an open unit and a closed one; it is away from all kinks.

    If it is the only one, the gradient that reaches the open unit is negative, and that of the closed one positive.
    No derivative reaches 5: with at most two hidden layers of four units, and with the last weights up to 9/16 and X up
    to 1, it is at most 2 * 9/16 * 4 * 1 * 1 = 4.5. Large ones are the business of a check of their own.
    """
    widths = [d.integer(1, 4), d.integer(2, 4), *some_widths(d, d.integer(0, 1))]
    params, X, y = networks(d, 1, widths)
    first, last = params[0][1], params[-1][0]
    first[:2] = 1 / 8 + abs(first[0]), -1 / 8 - abs(first[1])
    if len(params) == 2:
        last[:2, y[0]] = last[0].max() + 1 / 8, last[1].min() - 1 / 8
    X = X / 2
    last /= 2
    return away_from_kinks(params, X), X, y, "relu"


def away_from_kinks(params, X):
    """The network whose hidden pre-activations at the one sample X are what the biases were, but never 0."""
    A, hidden = X, []
    for W, b in params[:-1]:
        Z = off_zero(b)
        hidden.append((W, Z - A[0] @ W))
        A = np.maximum(Z[np.newaxis], 0)
    return [*hidden, params[-1]]


def directions(d, params):
    """A direction in all arrays, in no entry 0."""
    return [(off_zero(eighths(d, W.shape, 1)), off_zero(eighths(d, b.shape, 1))) for W, b in params]


def outputs(layers, X, act):
    """The logits of networks whose layers are W (..., d_in, d_out), b (..., 1, d_out)."""
    *hidden, (W, b) = layers
    for V, c in hidden:
        X = ACT[act](X @ V + c)
    return X @ W + b


def losses(layers, X, y, act):
    """The losses of M networks at once, whose layers are stacks W (M, d_in, d_out), b (M, 1, d_out)."""
    Z = outputs(layers, X, act)
    return (np.logaddexp.reduce(Z, axis=2) - Z[:, np.arange(len(y)), y]).mean(axis=1)


def differences(params, X, y, act):
    """The gradient of the loss, every entry by central differences, in the structure of params."""
    theta = np.concatenate([A.ravel() for layer in params for A in layer])
    D = len(theta)
    steps = H * np.eye(D)
    moved = np.concatenate([theta + steps, theta - steps])
    up, down = losses(unpacked(moved, params, stacked=True), X, y, act).reshape(2, D)
    return unpacked((up - down) / (2 * H), params, stacked=False)


def unpacked(theta, params, stacked):
    """The layers in the last axis of theta; a bias in a stack gets an axis for the samples."""
    layers, start = [], 0
    for W, b in params:
        middle, stop = start + W.size, start + W.size + b.size
        dW, db = theta[..., start:middle], theta[..., middle:stop]
        layers.append((dW.reshape(*theta.shape[:-1], *W.shape), db[..., np.newaxis, :] if stacked else db))
        start = stop
    return layers


def along(params, X, act, dparams):
    """The derivative of the logits in the direction dparams, by a central difference."""
    up, down = (
        outputs([(W + t * dW, b + t * db) for (W, b), (dW, db) in zip(params, dparams, strict=True)], X, act)
        for t in (H, -H)
    )
    return (up - down) / (2 * H)
