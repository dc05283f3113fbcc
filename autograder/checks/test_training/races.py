"""What `train_fast` is timed on, the yardstick, and trainings by float32; see `scheme.speed`."""

from itertools import pairwise

import numpy as np

from autograder import expect
from autograder.checks.test_training.inputs import flat
from solutions.backpropagation import mlp_backward

WIDTHS = (64, 64, 10)
SAMPLES, EPOCHS, BATCH, LR, BETA = 512, 8, 32, 0.05, 0.9
# Of the way that the parameters go. Another order of summation in float32 comes to 2e-6 of it, in 128 steps; two
# batches made one, or an epoch left out, to half of it. With relu the sign of a number near 0 can grow to a tenth.
APART = 1e-4


def digits(rng, seed):
    """A network of the unit's size at its start, and samples like pictures, in float32."""
    params = [(rng.normal(0, np.sqrt(2 / m), (m, n)), np.zeros(n)) for m, n in pairwise(WIDTHS)]
    params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    X = rng.integers(0, 17, (SAMPLES, WIDTHS[0])).astype(np.float32) / 16
    return params, X, rng.integers(0, WIDTHS[-1], SAMPLES), EPOCHS, BATCH, LR, BETA, seed, "tanh"


def one_by_one(params, X, y, *_others):
    """The yardstick: one epoch of gradients, sample by sample, of which nothing is made."""
    for n in range(len(X)):
        mlp_backward(params, X[n : n + 1], y[n : n + 1], "tanh")


def same_end(got, wanted, params, *_others):
    """The parameters have gone where the model answer's go."""
    start, end, theirs = flat(params, params), flat(wanted, params), flat(got, params)
    far = float(np.abs(theirs - end).max() / np.abs(end - start).max())
    expect.that(far <= APART, f"params are off by {far:.2g} of the way that they have to go, wanted {APART:g}")


def generator(seed):
    """On this side what a random generator of the student's is at its start."""
    return np.random.default_rng(int(seed.key, 16))


def narrow(params):
    return [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
