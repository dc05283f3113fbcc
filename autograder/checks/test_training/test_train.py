"""Mark scheme of `train`.

What is random is the order of the samples, and no order is compared with the model answer's. Of six samples in pairs
an epoch has 90 lists of batches, all equally likely. A right training, for 8 generators and two epochs each,

    begins with the same batches for all of them                               with probability 90^-7 < 3e-13
    has the same three batches in both epochs, in whatever order, for all      (1/15)^8 < 4e-10
    has six pairs or fewer together, of 15; so few make two of 15 pairings     C(15, 2) (2/15)^16 < 2e-12
    ends alike for all 4 generators of another check, in 3 epochs of 4 samples  24^-9 < 4e-13

and puts the eighths of 1000 samples into the first halves of 36 epochs so unevenly that a sum with the law of chi^2 (7
degrees of freedom, nearly) is above 61, with probability 1e-10: whatever the seed. Swapping each place with any other
one, which makes some orders likelier than others, comes to 100 or more. Of two samples each comes first in half of 600
epochs, nearly: the same sum is above 50 with probability 3e-11 (Hoeffding). A sort by keys that may be equal, which
leaves the old order in three epochs of four, comes to 80 or more.
"""

from typing import ClassVar

import numpy as np

from autograder import exercise, expect, forall, practice, slip, weight
from autograder.checks.test_training import train_alternates, train_shuffles
from autograder.checks.test_training.inputs import close, layer_descent, layer_losses, one_layer, pair, same_layers
from autograder.checks.test_training.orders import (
    BETA,
    FOUR,
    LR,
    NETWORK,
    PAIR,
    followed,
    one_of,
    short_ends,
    some_network,
    trained,
    turns,
    unevenness,
)
from solutions.training import fused_softmax_ce, train

TRAINED = "train(params, X, y, epochs, batch, lr, beta, rng, act)"
GENERATORS, OTHERS = 8, 4
FALLING = 0.1  # a step size by which the loss falls from epoch to epoch
FEW_PAIRS = 6
# Parts, samples in each, epochs of a training, trainings, and a sum of squares that is too large
TWO, MANY = (2, 1, 100, 6, 50), (8, 125, 1, 36, 61)
STEEP = [(np.array([[0.0, 0.0], [1.0, 0.0]]), np.zeros(2))], np.array([[80.0, 0.0], [10.0, 3.0]]), np.array([0, 1])
REST = [(np.zeros((1, 2)), np.zeros(2))], np.zeros((2, 1)), np.array([0, 1])


def some_layer(d):
    """A softmax layer of whole numbers, samples, labels, and a step size."""
    params, X, y = one_layer(d)
    return [tuple(np.round(2 * part).astype(np.int64) for part in params[0])], X, y, d.choice([0.5, 0.25, 0.75])


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
        "float64 also where whole numbers came in": ("test_all_at_once", "test_standstill"),
        "epochs >= 0, batch >= 1, lr >= 0": ("test_standstill", "test_heavy_ball"),
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
        whole = [tuple(np.round(part).astype(np.int64) for part in layer) for layer in params]
        got, history = pair(student.train(whole, X, y, 0, 2, 0.5, 0.5, student.rng("still")), TRAINED)
        same_layers(got, whole)
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
        for case, what in ((STEEP, "with a gradient of 15"), (REST, "with a gradient of 0")):
            wanted, losses = layer_descent(*case, 2, 0.25)
            got, history = pair(student.train(*case, 2, 2, 0.25, 0.0, student.rng("far")), TRAINED)
            same_layers(got, wanted, f"params {what}")
            close(history, losses, f"history {what}", 1e-9)

    @weight(1)
    def test_short_batch(self, student):
        """Of 4 samples in batches of 3 the last is alone: its step is by its own gradient, and its loss counts once."""
        for key in range(3):
            run = trained(student, NETWORK, *FOUR, 2, 3, LR, BETA, student.rng("short", key), "tanh")
            one_of(*run, short_ends(), "two epochs of a batch of three and one of one")

    @weight(2)
    def test_orders(self, student):
        """Each epoch takes each sample once, in an order drawn anew, and all orders are equally likely."""
        runs = [turns(student, student.rng("orders", key)) for key in range(GENERATORS)]
        expect.that(
            any((run[0] != runs[0][0]).any() for run in runs),
            f"for {GENERATORS} generators the first epoch has the same batches",
        )
        pairs = [[frozenset(np.flatnonzero(epoch == turn)) for turn in range(3)] for run in runs for epoch in run]
        again = all(set(first) == set(second) for first, second in zip(pairs[::2], pairs[1::2], strict=True))
        expect.that(not again, f"for {GENERATORS} generators the second epoch has the batches of the first once more")
        seen = len({pair for epoch in pairs for pair in epoch})
        words = f"in {len(pairs)} epochs of six samples only {seen} of 15 pairs have been in a batch of {PAIR}"
        expect.that(seen > FEW_PAIRS, f"{words}: draw among all orders")
        for parts, size, epochs, trainings, most in (TWO, MANY):
            seeds = [student.rng("many", parts, key) for key in range(trainings)]
            found = unevenness(student, seeds, parts, size, epochs)
            words = f"of {parts * size} samples some are in the first half of an epoch more often than others"
            expect.that(found < most, f"{words}: chi^2 is {found:.0f}, wanted below {most}")

    @weight(1)
    def test_only_source_of_randomness(self, student):
        """Generators in the same state give the same training, and others give others."""
        runs = []
        for key in range(OTHERS):
            for _ in range(2):
                args = NETWORK, *FOUR, 3, 1, FALLING, BETA, student.rng("source", key), "tanh"
                runs.append(trained(student, *args)[0])
        twice = max(float(np.abs(a - b).max()) for a, b in zip(runs[::2], runs[1::2], strict=True))
        expect.that(
            twice <= 1e-9, f"generators in the same state give params that differ by {twice:.2g}: use rng alone"
        )
        others = max(float(np.abs(runs[0] - each).max()) for each in runs)
        expect.that(others > 1e-6, f"{OTHERS} different generators all give the same params: use rng")

    by_epoch_batches = train_alternates.by_epoch_batches
    by_an_order_of_its_own = train_alternates.by_an_order_of_its_own
    in_one_vector = train_alternates.in_one_vector
    on_copies_in_place = train_alternates.on_copies_in_place
    by_the_fused_loss = train_alternates.by_the_fused_loss

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
        ("weights[i] - lr * speeds[i]", "weights[i] - lr * before\n                speeds[i] = beta * before + g"),
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
    same_order_each_epoch = train_shuffles.same_order_each_epoch
    in_the_order_given = train_shuffles.in_the_order_given
    with_replacement = train_shuffles.with_replacement
    batches_drawn_one_by_one = train_shuffles.batches_drawn_one_by_one
    labels_left_behind = train_shuffles.labels_left_behind
    seed_of_its_own = train_shuffles.seed_of_its_own
    global_generator = train_shuffles.global_generator
    batches_shuffled = train_shuffles.batches_shuffled
    rotation = train_shuffles.rotation
    any_place_with_any = train_shuffles.any_place_with_any
    shuffled_after_the_epoch = train_shuffles.shuffled_after_the_epoch
    samples_and_labels_shuffled_apart = train_shuffles.samples_and_labels_shuffled_apart
    keys_that_are_equal = train_shuffles.keys_that_are_equal
    no_sample_in_its_place = train_shuffles.no_sample_in_its_place

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
    array_split = slip(
        by_epoch_batches,
        ("epoch_batches(len(X), batch, rng)", "np.array_split(rng.permutation(len(X)), -(-len(X) // batch))"),
        hint="array_split makes parts of nearly one size: all batches but the last have `batch` samples.",
        see="def-epoch",
    )
    short_batch_first = slip(
        by_epoch_batches,
        ("epoch_batches(len(X), batch, rng)", "epoch_batches(len(X), batch, rng)[::-1]"),
        hint="The last batch is the short one, not the first.",
        see="def-epoch",
    )
    short_batch_and_its_loss_dropped = slip(
        by_epoch_batches,
        ("total = 0.0", "total, seen = 0.0, 0"),
        ("batch, rng):\n", "batch, rng):\n            if len(idx) < min(batch, len(X)):\n                continue\n"),
        ("total += loss * len(idx)", "total, seen = total + loss * len(idx), seen + len(idx)"),
        ("total / len(X)", "total / seen"),
        hint="The last batch may be short: its samples count as well.",
        see="def-epoch",
    )
    divided_by_batch = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + g * len(idx) / batch"),
        hint="A batch with fewer samples than `batch` has the mean over these: divide by their number.",
        see="def-epoch",
    )
    history_by_full_batches = slip(
        by_epoch_batches,
        ("total / len(X)", "total / (-(-len(X) // batch) * batch)"),
        hint="The history is a mean over N samples: with a short batch, batches times `batch` are more than N.",
        see="def-history",
    )
    one_step_an_epoch = slip(
        by_an_order_of_its_own,
        ("order = rng.permutation(N)\n", "order, whole = rng.permutation(N), [0 * w for w in weights]\n"),
        ("speeds[i] = beta * speeds[i] + g\n", "whole[i] = whole[i] + g\n"),
        ("                weights[i] = weights[i] - lr * speeds[i]\n", ""),
        (
            "    return list",
            "        speeds = [beta * v + g for v, g in zip(speeds, whole)]\n"
            "        weights = [w - lr * v for w, v in zip(weights, speeds)]\n    return list",
        ),
        hint="Each batch makes a step: these gradients are summed up for one step at the end of the epoch.",
        see="def-momentum",
    )
    gradient_ahead = slip(
        by_an_order_of_its_own,
        (
            "y[idx], act)\n",
            "y[idx], act)\n            ahead = [w - lr * beta * v for w, v in zip(weights, speeds)]\n"
            "            _, grads = mlp_backward(list(zip(ahead[::2], ahead[1::2])), X[idx], y[idx], act)\n",
        ),
        hint="This is Nesterov's method: here the gradient is taken at the parameters as they are.",
        see="def-momentum",
    )
    whole_numbers_kept = slip(
        by_epoch_batches,
        ("(W.astype(float), b.astype(float))", "(W.copy(), b.copy())"),
        ("= (W, b), (vW, vb)", "= tuple(w.astype(old.dtype) for w, old in zip((W, b), params[i])), (vW, vb)"),
        hint="Copies of whole numbers hold whole numbers only, and do not move: begin with float64.",
        see="def-momentum",
    )
    after_the_best_epoch = slip(
        by_epoch_batches,
        ("history = []", "history, best = [], params"),
        (
            "history.append(total / len(X))",
            "history.append(total / len(X))\n        best = list(params) if total / len(X) == min(history) else best",
        ),
        ("return params,", "return best,"),
        hint="The params after the last step are wanted; which epoch to keep is early stopping's business.",
        see="def-momentum",
    )
    in_single_precision = slip(
        by_an_order_of_its_own,
        ("np.array(part, float)", "np.array(part, np.float32)"),
        ("weights[i] - lr * speeds[i]", "(weights[i] - lr * speeds[i]).astype(np.float32)"),
        ("    return list", "    weights = [w.astype(float) for w in weights]\n    return list"),
        hint="float32 keeps seven digits, and nine are wanted: the params are float64 in each step.",
        see="def-momentum",
    )
    gradient_clipped = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * speeds[i] + np.clip(g, -5, 5)"),
        hint="v becomes beta v + g with g as it is: no gradient is clipped.",
        see="def-momentum",
    )
    weights_without_momentum = slip(
        by_an_order_of_its_own,
        ("beta * speeds[i] + g", "beta * (i % 2) * speeds[i] + g"),
        hint="The weights have a velocity, as the biases have.",
        see="def-momentum",
    )
    moved_while_going_back = slip(
        by_the_fused_loss,
        ("                delta = delta @ W[i].T * slope(A[i])\n", ""),
        (
            "b[i], speed_b[i] = momentum_step(b[i], speed_b[i], db, lr, beta)",
            "b[i], speed_b[i] = momentum_step(b[i], speed_b[i], db, lr, beta)\n"
            "                delta = delta @ W[i].T * slope(A[i])",
        ),
        hint="The gradient of an early layer needs W above it as it was: first all gradients, then the steps.",
        see="def-momentum",
    )
    short_batch_in_front = slip(
        by_an_order_of_its_own,
        ("range(0, N, batch)", "range(-(-N % batch), N, batch)"),
        ("order[start : start + batch]", "order[max(start, 0) : start + batch]"),
        hint="The last batch is the short one, not the first.",
        see="def-epoch",
    )
    no_epoch_fails = slip(
        by_epoch_batches,
        ("history.append(total / len(X))", "history.append([total / len(X)])"),
        ("np.array(history)", "np.concatenate(history)"),
        hint="With epochs = 0 there is nothing to concatenate: the history is empty then, and that is right.",
        see="def-history",
    )

    params_changed = slip(
        by_epoch_batches,
        ("(W.astype(float), b.astype(float))", "(W.astype(float, copy=False), b.astype(float, copy=False))"),
        ("params[i], velocity[i] = (W, b), (vW, vb)", "params[i][0][:], params[i][1][:], velocity[i] = W, b, (vW, vb)"),
        hint="params is changed for the caller too: W -= ... works in place, so make copies first.",
        see="def-momentum",
    )
