"""Mark scheme of `train`.

What is random is the order of the samples, and no order is compared with the model answer's. With three samples and
batches of one there are 6 orders in an epoch and 36 in two; all 36 ends are known, and differ. A right training

    goes from the first order to the second in the same way for all 13 generators    with probability 6^-12 = 5e-10,
    ends alike for all 8 generators of another check                                 with probability 36^-7 = 1e-11,

whatever the seed. "In the same way" covers the same order once more, the reverse order, and a rotation.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_training.inputs import close, layer_descent, layer_losses, one_layer, pair, same_layers
from autograder.checks.test_training.orders import (
    BETA,
    LR,
    NETWORK,
    THREE,
    ends,
    followed,
    one_of,
    short_ends,
    some_network,
    trained,
)
from solutions.backpropagation import mlp_backward
from solutions.classification import cross_entropy
from solutions.gradient_descent import epoch_batches, momentum_step
from solutions.networks import mlp_forward
from solutions.training import fused_softmax_ce, train

TRAINED = "train(params, X, y, epochs, batch, lr, beta, rng, act)"
GENERATORS = 13
OTHERS = 8


def some_layer(d):
    """A softmax layer, samples, labels, and a step size."""
    return *one_layer(d), d.choice([0.5, 0.25, 0.75])


def unequal_losses(d):
    """A softmax layer, an odd number of samples, one loss far above the others, and batches of two."""
    N = d.choice([3, 5, 7])
    X = d.integers((N, 1), 1, 9) / 9
    X[d.integer(0, N - 1)] = -6
    W = np.array([[d.choice([1.0, 1.2]), 0.1]])
    return [(W, np.array([0.0, 0.1]))], X, np.zeros(N, np.int64)


@exercise(reference=train, requires=(fused_softmax_ce,))
class TestTrain:
    CONTRACT: ClassVar = {
        "by stochastic gradient descent with momentum": ("test_all_at_once", "test_heavy_ball"),
        "of mlp_forward(params, X, act)": ("test_heavy_ball", "test_all_at_once"),
        "An epoch uses each sample once": ("test_orders", "test_only_source_of_randomness"),
        "the only one if `batch` is N or more": ("test_heavy_ball", "test_short_batch"),
        "Each batch makes one step": ("test_short_batch", "test_heavy_ball", "test_orders"),
        "the mean loss of each epoch over its N": ("test_standstill", "test_short_batch"),
        "equal to those that came": "test_standstill",
        "right to 1e-9": ("test_all_at_once", "test_heavy_ball"),
    }
    PARTS = ("params", "history")

    @practice
    @weight(1)
    @forall(some_layer, draws=5)
    def test_all_at_once(self, student, params, X, y, lr):
        """With batch = N and beta = 0 it is gradient descent, here of one softmax layer in three epochs."""
        args = (params, X, y, 3, len(y), lr, 0.0, student.rng("one"))
        got, history = pair(student.train(*args), TRAINED)
        wanted, losses = layer_descent(params, X, y, 3, lr)
        same_layers(got, wanted)
        close(history, losses, "history", 1e-9)

    @practice
    @weight(1)
    @forall(unequal_losses, draws=4)
    def test_standstill(self, student, params, X, y):
        """With lr = 0 nothing moves, and the history is the loss of all samples, in whatever batches they come."""
        wanted = np.full(3, layer_losses(params, X, y)[0].mean())
        got, history = pair(student.train(params, X, y, 3, 2, 0.0, 0.5, student.rng("still")), TRAINED)
        same_layers(got, params)
        close(history, wanted, "history with lr = 0", 1e-9)
        got, history = pair(student.train(params, X, y, 0, 2, 0.5, 0.5, student.rng("still")), TRAINED)
        same_layers(got, params)
        expect.shape(history, (0,), "history of no epoch")

    @weight(1)
    @forall(some_network, draws=6)
    def test_heavy_ball(self, student, params, X, y, act, batch):
        """With batch >= N it is the heavy ball, whose velocity lives on from epoch to epoch, for every act."""
        for lr, beta in ((0.25, 0.5), (0.3, 0.9)):
            wanted, losses = followed(params, X, y, [[range(len(y))]] * 3, act, lr, beta)
            got, history = pair(student.train(params, X, y, 3, batch, lr, beta, student.rng("ball"), act), TRAINED)
            same_layers(got, wanted)
            close(history, losses, "history", 1e-9)

    @weight(1)
    def test_short_batch(self, student):
        """Of 3 samples in batches of 2 the last is alone: its step is by its own gradient, and its loss counts once."""
        for key in range(4):
            run = trained(student, NETWORK, *THREE, 1, 2, LR, BETA, student.rng("short", key), "tanh")
            one_of(*run, short_ends(), "a batch of two and one of one")

    @weight(2)
    def test_orders(self, student):
        """Two epochs of 3 samples, one by one, end where two orders lead, of which the second is drawn anew."""
        found = []
        for key in range(GENERATORS):
            run = trained(student, NETWORK, *THREE, 2, 1, LR, BETA, student.rng("orders", key), "tanh")
            found.append(one_of(*run, ends(), "two orders"))
        ways = {tuple(first.index(n) for n in second) for first, second in found}
        follows = "is that of the first" if ways == {(0, 1, 2)} else "follows from the first in one and the same way"
        expect.that(len(ways) > 1, f"for {GENERATORS} generators the order of the second epoch {follows}")

    @weight(1)
    def test_only_source_of_randomness(self, student):
        """Generators in the same state give the same training, and others give others."""
        runs = []
        for key in range(OTHERS):
            for _ in range(2):
                args = NETWORK, *THREE, 2, 1, LR, BETA, student.rng("source", key), "tanh"
                runs.append(trained(student, *args)[0])
        twice = max(float(np.abs(a - b).max()) for a, b in zip(runs[::2], runs[1::2], strict=True))
        expect.that(
            twice <= 1e-9, f"generators in the same state give params that differ by {twice:.2g}: use rng alone"
        )
        others = max(float(np.abs(runs[0] - each).max()) for each in runs)
        expect.that(others > 1e-6, f"{OTHERS} different generators all give the same params: use rng")

    @alternate
    def by_epoch_batches(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        params = [(W.astype(float), b.astype(float)) for W, b in params]
        velocity = [(0 * W, 0 * b) for W, b in params]
        history = []
        for _ in range(epochs):
            total = 0.0
            for idx in epoch_batches(len(X), batch, rng):
                loss, grads = mlp_backward(params, X[idx], y[idx], act)
                total += loss * len(idx)
                for i, (dW, db) in enumerate(grads):
                    W, vW = momentum_step(params[i][0], velocity[i][0], dW, lr, beta)
                    b, vb = momentum_step(params[i][1], velocity[i][1], db, lr, beta)
                    params[i], velocity[i] = (W, b), (vW, vb)
            history.append(total / len(X))
        return params, np.array(history)

    @alternate
    def by_an_order_of_its_own(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        weights = [np.array(part, float) for layer in params for part in layer]
        speeds = [np.zeros(w.shape) for w in weights]
        history, N = np.zeros(epochs), len(y)
        for epoch in range(epochs):
            order = rng.permutation(N)
            for start in range(0, N, batch):
                idx = order[start : start + batch]
                layers = list(zip(weights[::2], weights[1::2], strict=True))
                loss, grads = mlp_backward(layers, X[idx], y[idx], act)
                history[epoch] += len(idx) / N * loss
                for i, g in enumerate([part for layer in grads for part in layer]):
                    speeds[i] = beta * speeds[i] + g
                    weights[i] = weights[i] - lr * speeds[i]
        return list(zip(weights[::2], weights[1::2], strict=True)), history

    @alternate
    def in_one_vector(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        """The step is part of the velocity, and samples are sorted by random keys."""
        w = np.concatenate([np.ravel(part) for layer in params for part in layer]).astype(float)
        shapes = [np.shape(part) for layer in params for part in layer]
        ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]

        def layers():
            parts = [part.reshape(shape) for part, shape in zip(np.split(w, ends), shapes, strict=True)]
            return [(parts[i], parts[i + 1]) for i in range(0, len(parts), 2)]

        move, history = np.zeros_like(w), []
        for _ in range(epochs):
            order, seen = np.argsort(rng.random(len(X))), []
            while len(seen) < len(X):
                idx = order[len(seen) : len(seen) + batch]
                loss, grads = mlp_backward(layers(), X[idx], y[idx], act)
                g = np.concatenate([np.ravel(part) for layer in grads for part in layer])
                move = beta * move - lr * g
                w = w + move
                seen += [loss] * len(idx)
            history.append(float(np.mean(seen)))
        return layers(), history

    @alternate
    def on_copies_in_place(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        params = [[np.array(W, float), np.array(b, float)] for W, b in params]
        velocity = [[np.zeros(np.shape(W)), np.zeros(np.shape(b))] for W, b in params]
        history, remaining = [], []
        for _ in range(epochs):
            remaining = list(range(len(X)))
            rng.shuffle(remaining)
            losses = []
            while remaining:
                idx, remaining = remaining[:batch], remaining[batch:]
                before = mlp_forward(params, X[idx], act)
                losses.extend(cross_entropy(before[i : i + 1], y[[n]]) for i, n in enumerate(idx))
                grads = mlp_backward(params, X[idx], y[idx], act)[1]
                for layer, speed, grad in zip(params, velocity, grads, strict=True):
                    for w, v, g in zip(layer, speed, grad, strict=True):
                        v[:] = beta * v + g
                        w[:] = w - lr * v
            history.append(sum(losses) / len(losses))
        return params, np.array(history)

    @alternate
    def by_the_fused_loss(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        """Backpropagation written out, with the slopes as functions of the activations."""

        def squash(Z):
            return {"relu": np.maximum(Z, 0), "tanh": np.tanh(Z), "sigmoid": 1 / (1 + np.exp(-Z)), "identity": Z}[act]

        def slope(A):
            return {"relu": A > 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": A**0}[act]

        W, b = [np.array(W, float) for W, _ in params], [np.array(b, float) for _, b in params]
        speed_W, speed_b, history = [0 * w for w in W], [0 * c for c in b], np.zeros(epochs)
        for epoch in range(epochs):
            for idx in epoch_batches(len(X), batch, rng):
                A = [X[idx]]
                for w, c in zip(W[:-1], b[:-1], strict=True):
                    A.append(squash(A[-1] @ w + c))
                loss, delta = fused_softmax_ce(A[-1] @ W[-1] + b[-1], y[idx])
                history[epoch] += loss * len(idx) / len(X)
                for i in reversed(range(len(W))):
                    dW, db = A[i].T @ delta, delta.sum(axis=0)
                    delta = delta @ W[i].T * slope(A[i])
                    W[i], speed_W[i] = momentum_step(W[i], speed_W[i], dW, lr, beta)
                    b[i], speed_b[i] = momentum_step(b[i], speed_b[i], db, lr, beta)
        return list(zip(W, b, strict=True)), history

    mean_of_batch_means = slip(
        by_epoch_batches,
        ("total += loss * len(idx)", "total += loss"),
        ("total / len(X)", "total / -(-len(X) // batch)"),
        hint="A short batch counts by its samples: weight each batch's mean loss by its size.",
        see="def-history",
    )
    losses_summed = slip(
        by_epoch_batches,
        ("total / len(X)", "total"),
        hint="The history is a mean over the N samples, not a sum.",
        see="def-history",
    )
    loss_of_the_last_batch = slip(
        by_epoch_batches,
        ("total += loss * len(idx)", "total = loss * len(X)"),
        hint="The history is the mean over all samples of the epoch, not the loss of its last batch.",
        see="def-history",
    )
    loss_before_the_epoch = slip(
        by_epoch_batches,
        ("total = 0.0", "total, whole = 0.0, mlp_backward(params, X, y, act)[0]"),
        ("total / len(X)", "whole"),
        hint="Each loss is taken before the step of its batch, not at the start of the epoch.",
        see="def-history",
    )
    loss_after_the_epoch = slip(
        by_epoch_batches,
        ("total / len(X)", "cross_entropy(mlp_forward(params, X, act), y)"),
        hint="Each loss is taken before the step of its batch, not at the end of the epoch.",
        see="def-history",
    )
    loss_after_the_step = slip(
        by_an_order_of_its_own,
        ("            history[epoch] += len(idx) / N * loss\n", ""),
        (
            "weights[i] = weights[i] - lr * speeds[i]",
            "weights[i] = weights[i] - lr * speeds[i]\n"
            "            layers = list(zip(weights[::2], weights[1::2], strict=True))\n"
            "            history[epoch] += len(idx) / N * cross_entropy(mlp_forward(layers, X[idx], act), y[idx])",
        ),
        hint="Each loss is taken before the step of its batch, not after it.",
        see="def-history",
    )
    loss_of_each_batch = slip(
        by_epoch_batches,
        ("total += loss * len(idx)", "history.append(loss)"),
        ("        history.append(total / len(X))\n", ""),
        hint="The history has one number for each epoch, not for each batch.",
        see="def-history",
    )
    velocity_reset = slip(
        by_epoch_batches,
        ("total = 0.0", "total, velocity = 0.0, [(0 * W, 0 * b) for W, b in params]"),
        hint="The velocity is 0 at the start of the training, not at the start of each epoch.",
        see="def-momentum",
    )
    gradient_damped = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + (1 - beta) * g"),
        hint="v becomes beta v + g: the new gradient counts whole, not times 1 - beta.",
        see="def-momentum",
    )
    old_velocity = slip(
        by_an_order_of_its_own,
        (
            "speeds[i] = beta * speeds[i] + g",
            "before = speeds[i]",
        ),
        ("weights[i] - lr * speeds[i]", "weights[i] - lr * before\n            speeds[i] = beta * before + g"),
        hint="w moves by the new velocity, beta v + g, not by the old one.",
        see="def-momentum",
    )
    nesterov = slip(
        by_an_order_of_its_own,
        ("weights[i] - lr * speeds[i]", "weights[i] - lr * (beta * speeds[i] + g)"),
        hint="This looks ahead, as Nesterov's method does: here w moves by -lr times the new velocity.",
        see="def-momentum",
    )
    without_momentum = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "g"),
        hint="The velocity is missing: v becomes beta v + g.",
        see="def-momentum",
    )
    uphill = slip(
        by_an_order_of_its_own,
        ("weights[i] - lr", "weights[i] + lr"),
        hint="Against the gradient: w - lr v.",
        see="def-momentum",
    )
    same_order_each_epoch = slip(
        by_an_order_of_its_own,
        ("        order = rng.permutation(N)\n", ""),
        (
            "history, N = np.zeros(epochs), len(y)",
            "history, N, order = np.zeros(epochs), len(y), rng.permutation(len(y))",
        ),
        hint="Each epoch draws an order of its own.",
        see="def-epoch",
    )
    in_the_order_given = slip(
        by_an_order_of_its_own,
        ("rng.permutation(N)", "np.arange(N)"),
        hint="Each epoch has a new order, drawn from rng.",
        see="def-epoch",
    )
    with_replacement = slip(
        by_an_order_of_its_own,
        ("rng.permutation(N)", "rng.integers(N, size=N) if batch < N else np.arange(N)"),
        hint="An epoch uses each sample once: draw an order, not samples with replacement.",
        see="def-epoch",
    )
    batches_drawn_one_by_one = slip(
        by_an_order_of_its_own,
        ("order[start : start + batch]", "rng.choice(N, min(batch, N), replace=False)"),
        hint="An epoch uses each sample once: its batches are cut from one order, not drawn each for itself.",
        see="def-epoch",
    )
    labels_left_behind = slip(
        by_an_order_of_its_own,
        ("X[idx], y[idx]", "X[idx], y[start : start + batch]"),
        hint="The labels go with their samples: X and y are taken by the same indices.",
        see="def-epoch",
    )
    seed_of_its_own = slip(
        by_an_order_of_its_own,
        (
            "history, N = np.zeros(epochs), len(y)",
            "history, N, rng = np.zeros(epochs), len(y), np.random.default_rng(0)",
        ),
        hint="A seed of its own makes every training the same: draw from rng.",
        see="def-epoch",
    )
    global_generator = slip(
        by_an_order_of_its_own,
        ("history, N = np.zeros(epochs), len(y)", "history, N, _ = np.zeros(epochs), len(y), np.random.seed(0)"),
        ("rng.permutation(N)", "np.random.permutation(N)"),
        hint="All draws come from rng, not from NumPy's global generator.",
        see="def-epoch",
    )
    short_batch_dropped = slip(
        by_an_order_of_its_own,
        (
            "idx = order[start : start + batch]\n",
            "idx = order[start : start + batch]\n            if len(idx) < min(batch, N):\n                continue\n",
        ),
        hint="The last batch may be short: its samples count as well.",
        see="def-epoch",
    )
    short_batch_by_the_full_size = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + g * len(idx) / min(batch, N)"),
        hint="Each batch has the gradient of the mean over its own samples, the short one too.",
        see="def-epoch",
    )
    gradients_summed = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + g * len(idx)"),
        hint="The gradient is that of the mean loss of the batch, not of the sum.",
        see="def-epoch",
    )
    gradients_over_all = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + g * len(idx) / N"),
        hint="The gradient is that of the mean over the batch: divided by its size, not by N.",
        see="def-epoch",
    )
    batches_counted = slip(
        by_an_order_of_its_own,
        ("range(0, N, batch)", "range(0, N, max(1, N // batch))"),
        ("order[start : start + batch]", "order[start : start + max(1, N // batch)]"),
        hint="batch is the number of samples in a batch, not the number of batches.",
        see="def-epoch",
    )
    last_layer_alone = slip(
        by_an_order_of_its_own,
        ("weights[i] = weights[i] - lr", "weights[i] = weights[i] - lr * (i >= len(weights) - 2)"),
        hint="All layers are trained, not the last one alone.",
        see="def-momentum",
    )
    biases_left = slip(
        by_an_order_of_its_own,
        ("weights[i] = weights[i] - lr", "weights[i] = weights[i] - lr * (1 - i % 2)"),
        hint="The biases are trained, too.",
        see="def-momentum",
    )
    biases_without_momentum = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * (1 - i % 2) * speeds[i] + g"),
        hint="The biases have a velocity, too.",
        see="def-momentum",
    )
    always_relu = slip(
        by_an_order_of_its_own,
        ("y[idx], act)", 'y[idx], "relu")'),
        hint="act says which activation it is: hand it on.",
        see="def-momentum",
    )
    one_epoch_more = slip(
        by_epoch_batches,
        ("range(epochs)", "range(epochs + 1)"),
        hint="One pass for each of `epochs`, not one more.",
        see="def-epoch",
    )
    best_of_all_epochs = slip(
        by_epoch_batches,
        ("history = []", "history, seen = [], []"),
        ("total = 0.0", "total, entered = 0.0, list(params)\n        seen.append(entered)"),
        ("return params,", "return seen[int(np.argmin(history))] if history else params,"),
        hint="The params after the last step are wanted; which epoch to keep is early stopping's business.",
        see="def-momentum",
    )

    @misconception(
        "params is changed for the caller too: W -= ... works in place, so make copies first.", see="def-momentum"
    )
    def params_changed(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
        velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
        history = np.zeros(epochs)
        for epoch in range(epochs):
            for idx in epoch_batches(len(X), batch, rng):
                loss, grads = mlp_backward(params, X[idx], y[idx], act)
                history[epoch] += loss * len(idx) / len(X)
                for layer, speed, grad in zip(params, velocity, grads, strict=True):
                    for w, v, g in zip(layer, speed, grad, strict=True):
                        v[:] = beta * v + g
                        w[:] = w - lr * v
        return params, history
