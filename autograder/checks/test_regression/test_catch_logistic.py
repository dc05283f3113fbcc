"""Mark scheme of `catch_logistic`."""

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.regression import catch_logistic, logistic_nll_grad, sigmoid

SAMPLES, FEATURES, LARGEST = 4, 3, 1e3
INPUTS = 3


def admissible(w, X, y, weights):
    """One to four samples that can be written by hand."""
    X = expect.finite(X, "X")
    expect.that(X.ndim == 2, f"X has shape {X.shape}, wanted (N, d)")
    N, d = X.shape
    expect.that(1 <= N <= SAMPLES, f"X has {N} rows, wanted 1 to {SAMPLES} samples")
    expect.that(1 <= d <= FEATURES, f"X has {d} columns, wanted 1 to {FEATURES} features")
    w, y = expect.finite(w, "w"), expect.integers(y, "y")
    expect.shape(w, (d,), "w")
    expect.shape(y, (N,), "y")
    other = y[(y != 0) & (y != 1)]
    expect.that(not other.size, f"y holds {other[:1].sum()}, wanted labels 0 and 1")
    largest = max(np.abs(w).max(), np.abs(X).max())
    expect.that(largest <= LARGEST, f"w or X has an entry of size {largest:g}, wanted 1000 at most")
    if weights is not None:
        weights = expect.finite(weights, "weights")
        expect.shape(weights, (N,), "weights")
        outside = weights[(weights < 0) | (weights > LARGEST)]
        expect.that(not outside.size, f"weights holds {outside[:1].sum():g}, wanted numbers between 0 and 1000")
        expect.that(weights.sum() >= 1 / LARGEST, "weights is 0 everywhere, wanted a sum of 0.001 or more")
    return w, X, y, weights


def counts(y, weights):
    """The weights, 1 where there are none."""
    return np.ones(len(y)) if weights is None else weights


def losses(w, X, y):
    """The loss of each sample."""
    return np.logaddexp(0, -(2 * y - 1) * (X @ w))


@exercise(reference=catch_logistic)
@catches(logistic_nll_grad, admissible, at_most=INPUTS)
class TestCatchLogistic:
    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (w, X, y, weights), each of 1 to 4 samples of 1 to 3 features up to 1000 in size."""
        answer = student.catch_logistic()
        for index, entry in enumerate(expect.entries(answer, "catch_logistic()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (w, X, y, weights), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 4, what)
            admissible(*entry)

    @wrong(
        "takes the labels 0 and 1 for signs, as if they were -1 and 1",
        shown="a sample of label 0 that counts, with a logit of 1 or more",
    )
    def labels_as_signs(w, X, y, weights):
        v, z = counts(y, weights), X @ w
        return v @ np.logaddexp(0, -y * z) / v.sum(), X.T @ (v * -y * sigmoid(-y * z)) / v.sum()

    @wrong("sums over the samples, and divides by nothing", shown="weights whose sum is not near 1, for some loss")
    def sum_for_mean(w, X, y, weights):
        v = counts(y, weights)
        return v @ losses(w, X, y), X.T @ (v * (sigmoid(X @ w) - y))

    @wrong("multiplies p - y in the gradient by p (1 - p)", shown="a gradient that is not near 0")
    def sigmoid_differentiated_too(w, X, y, weights):
        v, p = counts(y, weights), sigmoid(X @ w)
        return v @ losses(w, X, y) / v.sum(), X.T @ (v * (p - y) * p * (1 - p)) / v.sum()

    @wrong(
        "first cuts each probability off at 1e-12 and at 1 - 1e-12",
        shown="a sample that counts, whose label has a probability below 1e-13",
    )
    def probabilities_cut_off(w, X, y, weights):
        v, p = counts(y, weights), np.clip(sigmoid(X @ w), 1e-12, 1 - 1e-12)
        nll = -v @ (y * np.log(p) + (1 - y) * np.log(1 - p)) / v.sum()
        return nll, X.T @ (v * (p - y)) / v.sum()

    @wrong(
        "divides the weighted sums by N, not by the sum of the weights",
        shown="weights whose sum is not near N, for some loss",
    )
    def divided_by_the_number(w, X, y, weights):
        v = counts(y, weights)
        return v @ losses(w, X, y) / len(y), X.T @ (v * (sigmoid(X @ w) - y)) / len(y)

    @wrong(
        "uses the weights in the loss, and not in the gradient, which it divides by N",
        shown="samples of different weights that pull the gradient differently",
    )
    def weights_in_the_loss_only(w, X, y, weights):
        v = counts(y, weights)
        return v @ losses(w, X, y) / v.sum(), X.T @ (sigmoid(X @ w) - y) / len(y)

    @misconception("Weights that are all 1 hide whatever is wrong with the weights.", see="catch-logistic")
    def one_sample_at_zero():
        return [(np.zeros(1), np.array([[2.0]]), np.array([1]), np.ones(1))]

    @misconception("Where X is 0 every gradient is 0, and every loss log 2.", see="catch-logistic")
    def zeros():
        return [(np.zeros(2), np.zeros((2, 2)), np.array([0, 1]), np.ones(2))]

    @misconception("Weights of mean 1 hide a division by N; moderate logits hide a cut.", see="catch-logistic")
    def weights_of_mean_one():
        return [(np.array([1.0]), np.array([[1.0], [2.0]]), np.array([0, 1]), np.array([0.5, 1.5]))]

    @misconception("One sample alone: its weight cancels in a weighted mean.", see="catch-logistic")
    def one_sample_far_off():
        return [(np.array([1.0]), np.array([[100.0]]), np.array([0]), np.array([2.0]))]

    @alternate
    def one_for_each_kind():
        far = ([10], [[50]], [0], None)
        weighted = ([1], [[1], [3]], [1, 0], [3, 1])
        plain = ([0, 1], [[1, 1], [2, -1]], [0, 1], [1, 1])
        return (far, weighted, plain)

    @alternate
    def with_a_weight_of_zero():
        X = np.array([[40.0, 0.0], [1.0, 1.0], [0.0, -2.0]])
        return [(np.array([1.0, 0.5]), X, np.array([0, 0, 1]), np.array([1.0, 0.0, 4.0]))]

    @alternate
    def as_lists():
        return [[[-1.0], [[100.0], [-1.0]], [1, 0], [1, 2]]]

    @alternate
    def in_single_precision():
        X = np.array([[300], [2]], np.float32)
        return [(np.array([0.5], np.float32), X, np.array([0, 1], np.int8), np.array([5, 0.5], np.float32))]
