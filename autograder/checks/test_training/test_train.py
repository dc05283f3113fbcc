"""Mark scheme of `train`.

What is random is the order of the samples, and no order is compared with the model answer's. Of six samples in pairs
an epoch has 90 lists of batches, all equally likely. A right training, for 8 generators and two epochs each,

    begins with the same batches for all of them                               with probability 90^-7 < 3e-13
    has the same three batches in both epochs, in whatever order, for all      (1/15)^8 < 4e-10
    has six pairs or fewer together, of 15; so few make two of 15 pairings     C(15, 2) (2/15)^16 < 2e-12
    ends alike for all 4 generators of another check, in 3 epochs of 4 samples  24^-9 < 4e-13

and puts the eighths of 2000 samples into the first halves of 18 epochs so unevenly that a sum with the law of chi^2 (7
degrees of freedom, nearly) is above 61, with probability 1e-10: whatever the seed. Swapping each place with any other
one, which makes some orders likelier than others, comes to 150 or more.
"""

from typing import ClassVar

import numpy as np

from autograder import exercise, expect, forall, practice, slip, weight
from autograder.checks.test_training import train_alternates
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
FEW_PAIRS = 6
UNEVEN = 61


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
        found = unevenness(student, [student.rng("many", key) for key in range(9)])
        words = "of 2000 samples some are in the first half of an epoch more often than others"
        expect.that(found < UNEVEN, f"{words}: chi^2 is {found:.0f} for 7 degrees of freedom, wanted below {UNEVEN}")

    @weight(1)
    def test_only_source_of_randomness(self, student):
        """Generators in the same state give the same training, and others give others."""
        runs = []
        for key in range(OTHERS):
            for _ in range(2):
                args = NETWORK, *FOUR, 3, 1, LR, BETA, student.rng("source", key), "tanh"
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
        ("        order = rng.permutation(N)\n", ""),
        ("order[start : start + batch]", "rng.choice(N, size=min(batch, N - start), replace=False)"),
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
    batches_shuffled = slip(
        by_an_order_of_its_own,
        ("rng.permutation(N)", "np.arange(N)"),
        ("range(0, N, batch)", "rng.permutation(np.arange(0, N, batch))"),
        hint="The samples are shuffled, not the batches: else the same ones are together in each epoch.",
        see="def-epoch",
    )
    rotation = slip(
        by_an_order_of_its_own,
        ("rng.permutation(N)", "np.roll(np.arange(N), rng.integers(N))"),
        hint="A random start makes N orders of N!: draw a permutation.",
        see="def-epoch",
    )
    any_place_with_any = slip(
        by_an_order_of_its_own,
        (
            "order = rng.permutation(N)\n",
            "order = np.arange(N)\n        for i in range(N):\n            j = rng.integers(N)\n"
            "            order[[i, j]] = order[[j, i]]\n",
        ),
        hint="Swapped with any place, not with one of those left, some orders are likelier: draw a permutation.",
        see="def-epoch",
    )
    shuffled_after_the_epoch = slip(
        by_an_order_of_its_own,
        ("        order = rng.permutation(N)\n", ""),
        ("history, N = np.zeros(epochs), len(y)", "history, N, order = np.zeros(epochs), len(y), np.arange(len(y))"),
        ("    return list", "        order = rng.permutation(N)\n    return list"),
        hint="The first epoch has a random order as well: draw before it, not after it.",
        see="def-epoch",
    )
    samples_and_labels_shuffled_apart = slip(
        by_an_order_of_its_own,
        ("order = rng.permutation(N)", "A, labels = rng.permutation(X), rng.permutation(y)"),
        ("order[start : start + batch]", "range(N)[start : start + batch]"),
        ("X[idx], y[idx]", "A[idx], labels[idx]"),
        hint="Two permutations part the samples from their labels: draw one, for both.",
        see="def-epoch",
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
