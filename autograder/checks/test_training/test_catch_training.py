"""Mark scheme of `catch_training`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.training import catch_training

INPUTS = 3
SAMPLES = 8
COLUMNS = 3
EPOCHS = 4
LARGEST = 10.0
SHORT = "batches of which the last is short, and steps that differ for it"


def losses_and_slopes(params, X, y):
    """The losses of the samples under a softmax layer, and N times the gradients of their mean."""
    W, b = params
    Z = X @ W + b
    P = np.exp(Z - Z.max(axis=1, keepdims=True))
    P /= P.sum(axis=1, keepdims=True)
    rows = np.arange(len(y))
    losses = np.log(np.exp(Z - Z.max(axis=1, keepdims=True)).sum(axis=1)) + Z.max(axis=1) - Z[rows, y]
    P[rows, y] -= 1
    return losses, (X.T @ P, P.sum(axis=0))


def looped(X, y, epochs, batch, lr, beta, slip=""):
    """A softmax layer from zeros, trained on batches in the order of the samples; `slip` says what goes wrong."""
    params = [np.zeros((X.shape[1], 2)), np.zeros(2)]
    speeds, history = [np.zeros_like(w) for w in params], []
    for _ in range(epochs):
        if slip == "reset":
            speeds = [np.zeros_like(w) for w in params]
        losses = []
        for start in range(0, len(X), batch):
            A, labels = X[start : start + batch], y[start : start + batch]
            if slip == "dropped" and len(A) < batch:
                continue
            before, slopes = losses_and_slopes(params, A, labels)
            size = {"summed": 1, "divided by batch": batch}.get(slip, len(A))
            fresh = 1 - beta if slip == "damped" else 1
            for i, g in enumerate(slopes):
                speeds[i] = beta * speeds[i] + fresh * g / size
                params[i] = params[i] - lr * speeds[i]
            seen = losses_and_slopes(params, A, labels)[0] if slip == "after" else before
            losses.append([seen.mean()] if slip == "means" else seen)
        history.append(float(np.concatenate(losses).mean()) if losses else 0.0)
    return params[0], params[1], np.array(history)


def loop(X, y, epochs, batch, lr, beta):
    """The right one."""
    return looped(X, y, epochs, batch, lr, beta)


def within(got, what, least, most):
    """A number in an interval."""
    value = expect.number(got, what)
    expect.that(least <= value <= most, f"{what} is {value:g}, wanted {least:g} to {most:g}")
    return value


def count(got, what, most):
    """A whole number from 1."""
    return int(expect.integers(within(got, what, 1, most), what))


def admissible(X, y, epochs, batch, lr, beta):
    X = expect.finite(X, "X")
    fits = X.ndim == 2 and 1 <= len(X) <= SAMPLES and 1 <= X.shape[1] <= COLUMNS
    expect.that(fits, f"X has shape {X.shape}, wanted (N, d) with N from 1 to {SAMPLES} and d from 1 to {COLUMNS}")
    expect.that(np.abs(X).max() <= LARGEST, f"X has an entry {X.flat[np.abs(X).argmax()]:g}, wanted -10 to 10")
    labels = expect.integers(y, "y")
    expect.that(labels.shape == (len(X),), f"y has shape {labels.shape}, wanted ({len(X)},), a label for each row of X")
    expect.that(np.isin(labels, (0, 1)).all(), f"y is {labels.tolist()}, wanted labels 0 and 1")
    epochs, batch = count(epochs, "epochs", EPOCHS), count(batch, "batch", SAMPLES)
    return X, labels, epochs, batch, within(lr, "lr", 0, 2), within(beta, "beta", 0, 0.95)


@exercise(reference=catch_training)
@catches(loop, admissible, at_most=INPUTS)
class TestCatchTraining:
    CONTRACT: ClassVar = {
        "A list of one to three inputs": (
            "test_inputs_are_admissible",
            "test_catches_mean_of_batch_means",
            "test_catches_velocity_reset",
            "test_catches_short_batch_dropped",
            "test_catches_loss_after_the_step",
            "test_catches_gradient_summed",
            "test_catches_divided_by_batch",
            "test_catches_gradient_damped",
        ),
        "Each input has 1 to 8 samples": "test_inputs_are_admissible",
        "caught if on one of the inputs": ("test_catches_velocity_reset", "test_catches_gradient_damped"),
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, y, epochs, batch, lr, beta), within the bounds."""
        for index, each in enumerate(expect.entries(student.catch_training(), "catch_training()", INPUTS)):
            six = isinstance(each, list | tuple) and len(each) == 6
            expect.that(six, f"input {index} is {expect.kind(each)}, wanted a tuple (X, y, epochs, batch, lr, beta)")
            try:
                admissible(*each)
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None

    @wrong(
        "takes the mean of the batches' mean losses as the history",
        shown="a short batch after a full one, and another mean loss",
    )
    def mean_of_batch_means(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "means")

    @wrong(
        "sets the velocity to 0 at the start of each epoch",
        shown="two epochs or more, beta and lr above 0, and a velocity that is not 0 when the second begins",
    )
    def velocity_reset(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "reset")

    @wrong(
        "drops the last batch where it is short, as if its samples were not there",
        shown="a batch that does not divide N",
    )
    def short_batch_dropped(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "dropped")

    @wrong("takes the loss of a batch after its step", shown="lr above 0, and a step that changes the loss")
    def loss_after_the_step(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "after")

    @wrong(
        "takes the sum of the gradients of a batch for their mean",
        shown="lr above 0, and two samples in a batch whose gradients do not cancel",
    )
    def gradient_summed(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "summed")

    @wrong("divides the sum of the gradients by `batch` where the batch is short, too", shown=SHORT)
    def divided_by_batch(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "divided by batch")

    @wrong("makes the velocity beta v + (1 - beta) g", shown="lr and beta above 0, and a gradient that is not 0")
    def gradient_damped(X, y, epochs, batch, lr, beta):
        return looped(X, y, epochs, batch, lr, beta, "damped")

    @misconception("With lr = 0 nothing moves, and with equal batches no mean is wrong.", see="catch-training")
    def standing_still():
        return [(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([0, 1, 0, 1]), 2, 2, 0.0, 0.5)]

    @misconception(
        "With one batch and one epoch there is no short batch, and no velocity to forget.", see="catch-training"
    )
    def all_at_once():
        return [(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0]), 1, 3, 0.5, 0.0)]

    @misconception("Batches that divide N are never short.", see="catch-training")
    def batches_that_fit():
        return [(np.array([[1.0], [2.0], [3.0], [5.0]]), np.array([0, 1, 0, 0]), 2, 2, 0.5, 0.5)]

    @misconception("Without momentum there is no velocity to be reset or scaled.", see="catch-training")
    def without_momentum():
        return [(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0]), 2, 2, 0.5, 0.0)]

    @misconception("In one epoch the velocity is reset once, at the start, as it should be.", see="catch-training")
    def one_epoch():
        return [(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0]), 1, 2, 0.5, 0.5)]

    @misconception("With batches of one sample sums are means, and no batch is short.", see="catch-training")
    def one_by_one():
        return [(np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 0]), 2, 1, 0.5, 0.5)]

    @misconception(
        "A batch is a number of samples from 1 to 8, epochs from 1 to 4, and X at most 10 in size.",
        see="catch-training",
    )
    def out_of_bounds():
        return [(np.array([[1.0], [2.0], [30.0]]), np.array([0, 1, 0]), 9, 2, 0.5, 0.5)]

    @alternate
    def seven_samples():
        X = np.array([[1.0, -2.0], [0.5, 1.0], [3.0, 0.0], [-1.0, -1.0], [2.0, 2.0], [0.0, 1.5], [-2.0, 0.5]])
        return [(X, np.array([0, 1, 1, 0, 0, 1, 0]), 3, 3, 0.3, 0.9)]

    @alternate
    def lists_for_each_purpose():
        short = ([[2], [-1], [4]], [1, 0, 1], 1, 2, 1, 0)
        return [short, ([[1], [3]], [0, 1], 2, 2, 0.5, 0.5), ([[5, 1]], [1], 2, 1, 0.1, 0.9)]

    @alternate
    def more_than_all():
        """A batch above N is a short one."""
        X = [[1.0], [2.0], [3.0]]
        return ((X, [0, 0, 0], 2, 8, 0.5, 0.5), (np.array(X), np.array([1, 0, 0]), 4, 2, 0.25, 0.75))

    @alternate
    def zeros_for_samples():
        """X = 0 is not lazy: the biases learn."""
        return [(np.zeros((5, 1), int), np.array([0, 0, 1, 0, 0]), 2, 4, 1.0, 0.5)]
