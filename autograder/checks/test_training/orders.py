"""Trainings whose batches are known: where the orders of three samples lead, and how a student's end is found there."""

from functools import cache
from itertools import pairwise, permutations, product

import numpy as np

from autograder import expect
from autograder.checks.test_training.inputs import close, flat, pair
from solutions.backpropagation import mlp_backward
from solutions.gradient_descent import momentum_step
from solutions.networks import ACTIVATIONS

TRAINED = "train(params, X, y, epochs, batch, lr, beta, rng, act)"
LR, BETA = 0.5, 0.5
# Three samples far from alike, and a network that is not symmetric: all orders end elsewhere.
THREE = np.array([[1.0, 0.5], [-0.5, 2.0], [1.5, -1.0]]), np.array([0, 1, 1])
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
def ends():
    """Where two epochs of three samples may lead, by their orders."""
    orders = list(permutations(range(3)))
    both = list(product(orders, orders))
    return {two: followed(NETWORK, *THREE, [[(n,) for n in order] for order in two], "tanh", LR, BETA) for two in both}


@cache
def short_ends():
    """Where one epoch of a batch of two and a short one may lead, by the batches."""
    cuts = [((0, 1), (2,)), ((0, 2), (1,)), ((1, 2), (0,))]
    return {cut: followed(NETWORK, *THREE, [cut], "tanh", LR, BETA) for cut in cuts}


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
