"""Mark scheme of `catch_forward`."""

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.networks import catch_forward, mlp_forward

LAYERS, WIDTH, LARGEST = 4, 5, 100
INPUTS = 3


def table(A, what, ndim):
    """A part of an input: numbers that can be written by hand, in as many dimensions."""
    A = expect.finite(A, what)
    expect.that(A.ndim == ndim, f"{what} has shape {A.shape}, wanted {'(rows, columns)' if ndim == 2 else '(units,)'}")
    sizes = "wanted sizes from 1 to 5"
    expect.that(min(A.shape) >= 1 and max(A.shape) <= WIDTH, f"{what} has shape {A.shape}, {sizes}")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted 100 at most")
    return A


def admissible(params, X):
    """A small network, and samples that fit it."""
    layers = expect.layers(params, "params")
    expect.that(1 <= len(layers) <= LAYERS, f"params has {len(layers)} layers, wanted 1 to 4")
    X = table(X, "X", 2)
    width, found = X.shape[1], []
    for i, layer in enumerate(layers):
        W, b = table(layer[0], f"W of params[{i}]", 2), table(layer[1], f"b of params[{i}]", 1)
        expect.that(len(W) == width, f"W of params[{i}] has shape {W.shape}, wanted {width} rows: so much goes in")
        width = W.shape[1]
        expect.that(len(b) == width, f"b of params[{i}] has shape {b.shape}, wanted ({width},): one for each unit")
        found.append((W, b))
    return found, X


def network(params, X):
    """The right one."""
    return mlp_forward(params, X, "relu")


def through(layers, A, add=lambda Z, b: Z + b):
    """The layers one after the other, with ReLU between them."""
    for i, (W, b) in enumerate(layers):
        A = add((A if i == 0 else np.maximum(A, 0)) @ W, b)
    return A


@exercise(reference=catch_forward)
@catches(network, admissible, at_most=INPUTS)
class TestCatchForward:
    @practice
    def test_inputs_are_admissible(self, student):
        """There are one to three inputs (params, X), of 1 to 4 layers that fit, sizes up to 5, numbers up to 100."""
        for entry in expect.entries(student.catch_forward(), "catch_forward()", INPUTS, "input", "inputs"):
            pair = isinstance(entry, list | tuple) and len(entry) == 2
            expect.that(pair, "an input is no pair (params, X): is the answer a list of such pairs?")
            admissible(*entry)

    @wrong("takes the ReLU of the outputs too", shown="an output that is negative")
    def relu_of_the_outputs(params, X):
        return np.maximum(through(params, X), 0)

    @wrong(
        "takes the ReLU of the samples too, before the first layer",
        shown="a negative entry of X, and weights and units that are on by which it reaches an output",
    )
    def relu_of_the_samples(params, X):
        return through(params, np.maximum(X, 0))

    @wrong("takes no ReLU at all", shown="a hidden unit that is off, and weights by which it would reach an output")
    def without_relu(params, X):
        for W, b in params:
            X = X @ W + b
        return X

    @wrong(
        "uses the first layer again, W and b, for each later hidden layer (not the last) whose W has the same shape",
        shown="three layers, the W of the first two of one shape and not equal, and units that are not all off",
    )
    def first_layer_again(params, X):
        first = params[0]
        hidden = [first if W.shape == first[0].shape else (W, b) for W, b in params[:-1]]
        return through([*hidden, params[-1]], X)

    @wrong(
        "takes the transpose of each W that is square",
        shown="a square W that is not symmetric, and units that are not all off",
    )
    def transposed(params, X):
        return through([(W.T if W.shape[0] == W.shape[1] else W, b) for W, b in params], X)

    @wrong(
        "adds b down the samples, entry n to sample n, where there are as many samples as units",
        shown="as many samples as a layer has units, two or more, and a b whose entries differ",
    )
    def bias_down_the_samples(params, X):
        return through(params, X, lambda Z, b: Z + (b[:, None] if len(b) == len(Z) else b))

    @misconception("Of zeros any network makes the biases: nothing is to be seen.", see="wrong-networks")
    def zeros():
        return [([(np.zeros((2, 2)), np.zeros(2)), (np.zeros((2, 2)), np.zeros(2))], np.zeros((2, 2)))]

    @misconception("One layer has no hidden one: what is done there is not to be seen.", see="wrong-networks")
    def a_single_layer():
        return [([(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([1.0, 2.0]))], np.array([[1.0, 2.0], [3.0, 4.0]]))]

    @misconception("Where nothing is negative a ReLU does nothing.", see="wrong-networks")
    def nothing_negative():
        W, V = np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0, 0.0], [3.0, 1.0]])
        return [([(W, np.array([0.0, 1.0])), (V, np.array([2.0, 1.0]))], np.array([[1.0, 2.0], [3.0, 1.0]]))]

    @misconception("The course network has one hidden layer and symmetric weights there.", see="wrong-networks")
    def course_network():
        first = np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([-1.0, 0.0])
        second = np.array([[1.0, -1.0], [3.0, 2.0]]), np.array([-1.0, 3.0])
        return [([first, second], np.array([[1.0, 2.0]]))]

    @alternate
    def one_for_each_kind():
        flip = np.array([[0.0, 1.0], [2.0, -1.0]])
        positive = np.array([[1.0, 2.0], [0.0, 1.0]])
        return [
            ([(-np.ones((1, 1)), np.zeros(1)), (-np.ones((1, 1)), np.zeros(1))], np.array([[-1.0], [2.0]])),
            ([(positive, np.array([0.0, 1.0])), (positive, np.ones(2)), (positive, np.zeros(2))], np.ones((2, 2))),
            ([(flip, np.array([3.0, 5.0]))], np.ones((1, 2))),
        ]

    @alternate
    def as_lists():
        layers = [([[1, -1], [2, 1]], [0, 1]), ([[1, 2], [-1, 1]], [1, 0]), ([[1, 1], [-2, 1]], [0, -1])]
        return ((layers, [[1, 2], [-1, 1]]),)

    @alternate
    def three_by_three():
        W = np.array([[1.0, 2.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, 1.0]])
        layers = [(W, np.array([1.0, 0.0, 2.0])), (W + np.eye(3), np.array([0.0, 1.0, -1.0])), (-W, np.arange(3.0))]
        return [(layers, np.array([[1.0, -2.0, 1.0], [0.0, 1.0, 2.0], [-1.0, 1.0, 0.0]]))]

    @alternate
    def in_single_precision():
        first = np.array([[1, -1], [2, 1]], np.int8), np.array([0, 1], np.float32)
        second = np.array([[1, 2], [-1, 1]], np.float32), np.array([1, 0])
        third = np.array([[1, 1], [-2, 1]], np.float32), np.array([0, -1])
        return [[[first, second, third], np.array([[1, 2], [-1, 1]], np.float32)]]
