"""Knots, intervals and networks for all exercises of the unit; nothing here knows an answer but by construction."""

import numpy as np

from autograder import expect

WEIGHTS = 3e-7  # how far a term may be off: float32 knows a weight to 6e-8, and a unit has three of them


def quarters(d, shape, reach=8):
    """Multiples of 1/4 up to reach/4, each as likely as any."""
    return d.integers(shape, -reach, reach) / 4


def gaps(d, n):
    """n lengths, no two neighbours of them equal."""
    lengths = np.array([1.0, 2.0, 0.5, 3.0, 1.5])[d.permutation(5)]
    return np.resize(lengths, n)


def layers_of(got, what):
    """The layers of an answer: a list of pairs, one at least."""
    layers = expect.layers(got, what)
    expect.that(len(layers) > 0, f"{what} has no layers")
    return layers


def read_layer(layer, width, what):
    """W and b of a layer with so many inputs."""
    W, b = expect.finite(layer[0], f"W of {what}"), expect.finite(layer[1], f"b of {what}")
    fits = W.ndim == 2 and len(W) == width
    expect.that(fits, f"W of {what} has shape {W.shape}, wanted {width} row{'s' * (width != 1)}: (d_in, d_out)")
    if W.shape[1] == 1 and b.shape == ():
        b = b[None]  # one number for one unit
    expect.shape(b, (W.shape[1],), f"b of {what}")
    return W, b


def drawn(got, x, what):
    """The values at the points x of the ReLU network whose parameters are the answer."""
    A = np.asarray(x, float)[:, None]
    for i, layer in enumerate(layers_of(got, what), start=1):
        W, b = read_layer(layer, A.shape[1], f"layer {i}")
        with np.errstate(over="ignore", invalid="ignore"):  # of absurd weights; what comes of them is no number
            A = (np.maximum(A, 0) if i > 1 else A) @ W + b
    expect.that(A.shape[1] == 1, f"{what} has {A.shape[1]} outputs, wanted one")
    return A[:, 0]


def same_curve(got, x, wanted, what, size):
    """The answer's network has these values, to round-off of terms of this size."""
    same_values(drawn(got, x, what), x, wanted, "the network", size)


def same_values(values, x, wanted, what, size):
    """Values at the points x, to round-off of terms of this size."""
    wrong = np.flatnonzero(~(np.abs(values - wanted) <= WEIGHTS * np.maximum(1.0, size)))
    if len(wrong):
        first = wrong[0]
        expect.that(False, f"{what} is {values[first]:.6g} at x = {x[first]:.6g}, wanted {wanted[first]:.6g}")
