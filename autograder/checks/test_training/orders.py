"""Trainings whose batches are known: where those of four samples lead, and how a student's end is found there.

And trainings that show which batches they used. Each of six samples has a row of W of its own, all logits begin at 0,
and the steps are so small that the probabilities stay 1/2. With beta = 1/2 a row goes 2 - 2^-k times as far as in the
first step of its batch, if k more steps follow: in two epochs of three batches the binary digits of what is missing
say when the sample's turns were. How often each eighth of 1000 samples comes first is seen in the same way.
"""

from functools import cache
from itertools import pairwise, product

import numpy as np

from autograder import expect
from autograder.checks.test_training.inputs import chi_squared, close, flat, pair
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import momentum_step
from solutions.networks import ACTIVATIONS

TRAINED = "train(params, X, y, epochs, batch, lr, beta, rng, act)"
LR, BETA = 3.0, 0.5  # of these four samples the second epoch has larger losses than the first, in all batches
SLOW = 1e-10  # a step size
TURNS, PAIR, SIX = 3, 2, 6  # batches of an epoch, samples of a batch, and of all
STEADY = 0.999  # a momentum by which each of two hundred steps counts otherwise
# Four samples far from alike, and a network that is not symmetric: all batches end elsewhere.
FOUR = np.array([[1.0, 0.5], [-0.5, 2.0], [1.5, -1.0], [0.5, 1.0]]), np.array([0, 1, 1, 0])
NETWORK = [
    (np.array([[0.7, -0.3], [0.2, 0.9]]), np.array([0.1, -0.2])),
    (np.array([[0.6, -0.8], [-0.5, 0.4]]), np.array([0.3, 0.0])),
]


def some_network(d):
    """A network of two or three layers, samples, labels, an activation, and how the samples are taken at once."""
    widths = [d.integer(1, 3), d.integer(2, 4), *([3] if d.boolean() else []), d.integer(2, 3)]
    params = [(d.integers((m, n), -9, 9) / 7, d.integers(n, -9, 9) / 11) for m, n in pairwise(widths)]
    for W, b in params:
        W[0, 0], b[0] = 0.9, 0.35  # a relu that is open, at least for the first sample
    N = d.integer(2, 5)
    X, y = d.integers((N, widths[0]), -9, 9) / 6, d.integers(N, 0, widths[-1] - 1)
    X[0] = 1.1
    y[:2] = 0, 1
    return params, X, y, d.choice(ACTIVATIONS), N + d.choice([0, 3])


def stepped(params, velocity, X, y, act, lr, beta):
    """One step of momentum by a batch: its loss, and the parameters and velocities after it."""
    loss, grads = mlp_backward(params, X, y, act)
    layers, speeds = [], []
    for layer, speed, grad in zip(params, velocity, grads, strict=True):
        moved = [momentum_step(w, v, g, lr, beta) for w, v, g in zip(layer, speed, grad, strict=True)]
        layers.append(tuple(w for w, _ in moved))
        speeds.append(tuple(v for _, v in moved))
    return loss, layers, speeds


def at_rest(params):
    return [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]


def followed(params, X, y, epochs, act, lr, beta):
    """What training makes of epochs whose batches are known: the parameters, and the history."""
    velocity, history = at_rest(params), []
    for batches in epochs:
        losses = 0.0
        for idx in map(list, batches):
            loss, params, velocity = stepped(params, velocity, X[idx], y[idx], act, lr, beta)
            losses += loss * len(idx)
        history.append(losses / sum(map(len, batches)))
    return params, np.array(history)


@cache
def short_ends():
    """Where two epochs of a batch of three and a short one may lead, by the samples that are alone."""
    cuts = [(tuple(n for n in range(4) if n != alone), (alone,)) for alone in range(4)]
    both = list(product(cuts, cuts))
    return {two: followed(NETWORK, *FOUR, two, "tanh", LR, BETA) for two in both}


def trained(student, *args):
    """The parameters as arrays, all in one vector, and the history."""
    params, history = pair(student.train(*args), TRAINED)
    return flat(params, args[0]), expect.finite(history, "history")


def nearest(theta, candidates):
    """Which of the known ends is nearest, and how far it is."""
    far = {key: float(np.abs(theta - flat(params, params)).max()) for key, (params, _) in candidates.items()}
    key = min(far, key=lambda each: far[each])
    return key, far[key]


def one_of(theta, history, candidates, words):
    """The batches that led to these parameters, and the history that goes with them."""
    key, far = nearest(theta, candidates)
    expect.that(
        far <= 1e-9, f"params are none of the {len(candidates)} ends that {words} lead to; the nearest is {far:.2g} off"
    )
    close(history, candidates[key][1], "history for these batches", 1e-9)
    return key


def turns(student, seed):
    """In which batch of its epoch each of six samples was, in two epochs of three pairs: (2, 6)."""
    start = [(np.zeros((SIX, 2)), np.zeros(2))]
    args = start, np.eye(SIX), np.zeros(SIX, np.int64), 2, PAIR, SLOW, 0.5, seed
    theta, _ = trained(student, *args)
    gone = theta[: 2 * SIX : 2] / (SLOW / 2 / PAIR)
    missing = (4 - gone) * 2 ** (2 * TURNS - 1)
    digits = np.round(missing).astype(np.int64)
    halves = np.array([digits % 2**TURNS, digits // 2**TURNS])
    for n in range(SIX):
        words = f"with beta = 1/2 W[{n}] has gone {gone[n]:.6g} times the first step by sample {n} alone"
        once = abs(missing[n] - digits[n]) < 0.01 and np.isin(halves[:, n], 2 ** np.arange(TURNS)).all()
        expect.that(once, f"{words}: not so far as if it is in one batch of each of two epochs of {TURNS}")
    found = np.log2(halves).astype(np.int64)
    for epoch, each in enumerate(found):
        sizes = np.bincount(each, minlength=TURNS).tolist()
        expect.that(sizes == [PAIR] * TURNS, f"the batches of epoch {epoch} have {sizes} samples, wanted {PAIR} each")
    return found


def unevenness(student, seeds, parts, size, epochs):
    """How far the parts of so many samples are from equal chances of being in the first half of an epoch.

    A sum of squares with the law of chi^2 with parts - 1 degrees of freedom, nearly, if all orders are equally likely.
    No seed is asked for much, so that a training that takes each sample by itself stays within its time.
    """
    N = parts * size
    start = [(np.zeros((parts, 2)), np.zeros(2))]
    X = np.repeat(np.eye(parts), size, axis=0)
    args = start, X, np.zeros(N, np.int64), epochs, N // 2, SLOW, STEADY
    gone = sum(trained(student, *args, seed)[0][: 2 * parts : 2] for seed in seeds) / (SLOW / N)
    weights = np.array([sum(STEADY**s for s in range(steps)) for steps in range(2 * epochs, 0, -1)])
    first, second = weights[::2], weights[1::2]
    early = gone - len(seeds) * size / 2 * weights.sum()  # by the samples above a half, each epoch by what it counts
    return chi_squared(early, len(seeds) * ((first - second) ** 2).sum(), size, N)
