"""Layers, networks and samples for all exercises of the unit; nothing here knows an answer but by construction."""

from itertools import pairwise

import numpy as np

from autograder import expect


def close(got, wanted, what, size=1.0):
    """Equal to the precision that float32 code has: it knows a number to 6e-8 of the largest that went into it."""
    expect.close(got, wanted, what, rtol=1e-5, atol=1e-5 * max(1.0, float(size)))


def quarters(d, shape, reach=8):
    """Multiples of 1/4 up to reach/4, each as likely as any."""
    return d.integers(shape, -reach, reach) / 4


def steps(d, n):
    """n multiples of 1/4, no two of them equal and none 0, in any order."""
    return np.array([0.25, -0.5, 1.0, -1.5, 0.75, -2.0])[:n][d.permutation(n)]


def weights(d, d_in, d_out):
    """Multiples of 1/4; a square W is not symmetric, and not 0."""
    W = quarters(d, (d_in, d_out), 4)
    if d_in == d_out > 1:
        W[0, -1] = W[-1, 0] + d.choice([1.0, -1.0])
    return np.where(W.any(), W, W + 1)


BALANCED = {2: [0.5, -0.5], 3: [0.25, 0.5, -0.75], 4: [0.25, -0.5, 1.0, -0.75]}


def balanced(d, n):
    """n >= 2 multiples of 1/4 of sum 0, no two of them equal and none 0, in any order."""
    return np.array(BALANCED[n])[d.permutation(n)] * d.choice([1.0, -1.0])


APART = [(1, 3), (2, 4), (3, 2), (4, 2), (4, 3), (1, 4)]  # a layer from 3 to 2 and the like


def apart(d):
    """d_in and d_out >= 2, not equal, and d_out not the number of the origin and the unit vectors together."""
    return d.choice(APART)


def layer(d, d_in, d_out):
    """(W, b), the entries of b different from one another."""
    return weights(d, d_in, d_out), steps(d, d_out)


def chain(d, widths):
    """The layers of a network of these widths."""
    return [layer(d, *pair) for pair in pairwise(widths)]


def samples(d, N, d_in):
    """N samples; where there are two or more, one has an entry of each sign."""
    X = quarters(d, (N, d_in))
    X[0, 0] = 1.0
    X[-1, -1] = -1.0
    return X


def without_biases(d):
    """Two or three layers with biases 0, no negative samples, nor outputs since no last weight is; and t >= 0.

    In every other draw t makes the largest pre-activation 5000 to 10 000. One hidden unit is on in the first sample.
    """
    widths = d.choice([[2, 3, 2], [3, 2, 4], [3, 2, 3, 4], [2, 4, 2, 3]])
    params, X = [(W, np.zeros(len(b))) for W, b in chain(d, widths)], np.abs(samples(d, 5, widths[0]))
    params[0][0][0, 0] = 1.0 + 2 * np.abs(params[0][0][1:, 0]).sum()
    params[-1] = np.abs(params[-1][0]), params[-1][1]
    A, largest = X, 0.0
    for W, _ in params:
        Z = A @ W
        A, largest = np.maximum(Z, 0), max(largest, np.abs(Z).max())
    return params, X, d.choice([d.choice([2.0, 0.0, 0.5, 3.0]), 2.0 ** np.floor(np.log2(10_000 / largest))])


def pair_of_values(got, what):
    """The W and the b that an answer holds."""
    return expect.values(got, 2, what)
