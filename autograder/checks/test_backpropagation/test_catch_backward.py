"""Mark scheme of catch_backward: nine wrong backward passes, most of them the misconceptions of mlp_backward."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, slip, wrong
from autograder.checks.test_backpropagation.inputs import parts
from autograder.checks.test_backpropagation.test_mlp_backward import TestMlpBackward as Backward
from solutions.backpropagation import catch_backward, mlp_backward
from solutions.networks import ACTIVATIONS

MOST_LAYERS, MOST, LARGEST = 4, 6, 10.0
SAMPLES = "an input of two samples or more with a gradient that is not 0"


def bounded(got, what):
    """A nonempty array of finite numbers of moderate size, at most 6 along each axis."""
    A = expect.finite(got, what)
    expect.that(A.size > 0, f"{what} is empty, its shape is {A.shape}")
    expect.that(max(A.shape, default=1) <= MOST, f"{what} has shape {A.shape}, wanted at most {MOST} along each axis")
    expect.that(np.abs(A).max() <= LARGEST, f"{what} has an entry {A.flat[np.abs(A).argmax()]:g}, wanted -10 to 10")
    return A


def admissible(params, X, y, act):
    X = bounded(X, "X")
    expect.that(X.ndim == 2, f"X has shape {X.shape}, wanted (N, d_0), a row for each sample")
    layers, d_in, before = [], X.shape[1], "column of X"
    for i, pair in enumerate(expect.entries(params, "params", MOST_LAYERS, "layer", "layers")):
        W, b = parts(pair, 2, f"params[{i}]", "the pair (W, b) of a layer")
        W, b = bounded(W, f"W of params[{i}]"), bounded(b, f"b of params[{i}]")
        fits = W.ndim == 2 and len(W) == d_in
        expect.that(fits, f"W of params[{i}] has shape {W.shape}, wanted {d_in} rows, one for each {before}")
        d_out = W.shape[1]
        fits = b.shape == (d_out,)
        expect.that(fits, f"b of params[{i}] has shape {b.shape}, wanted ({d_out},) as W has {d_out} columns")
        layers.append((W, b))
        d_in, before = d_out, f"output of params[{i}]"
    expect.that(d_in >= 2, "the last layer has one output, wanted one for each of two classes or more")
    labels = expect.integers(y, "y")
    expect.that(labels.shape == (len(X),), f"y has shape {labels.shape}, wanted ({len(X)},), a label for each row of X")
    expect.that(((labels >= 0) & (labels < d_in)).all(), f"y is {labels.tolist()}, wanted labels 0 to {d_in - 1}")
    known = isinstance(act, str) and act in ACTIVATIONS
    given = repr(act) if isinstance(act, str) else expect.kind(act)
    expect.that(known, f"act is {given:.40}, wanted one of the strings {', '.join(map(repr, ACTIVATIONS))}")
    return layers, X, labels, act


@exercise(reference=catch_backward)
@catches(mlp_backward, admissible, at_most=3)
class TestCatchBackward:
    CONTRACT: ClassVar = {
        "A list of one to three inputs": (
            "test_catches_divided_twice",
            "test_catches_never_divided",
            "test_catches_bias_averaged",
            "test_catches_last_layer_activated",
            "test_catches_updated_weights",
            "test_catches_not_transposed",
            "test_catches_slope_at_the_activation",
            "test_catches_slope_forgotten",
            "test_catches_masked_by_upstream",
        ),
        "Each input has 1 to 4 layers": (
            "test_catches_divided_twice",
            "test_catches_never_divided",
            "test_catches_bias_averaged",
            "test_catches_last_layer_activated",
            "test_catches_updated_weights",
            "test_catches_not_transposed",
            "test_catches_slope_at_the_activation",
            "test_catches_slope_forgotten",
            "test_catches_masked_by_upstream",
        ),
        "caught if on one of the inputs": (
            "test_catches_divided_twice",
            "test_catches_never_divided",
            "test_catches_bias_averaged",
            "test_catches_last_layer_activated",
            "test_catches_updated_weights",
            "test_catches_not_transposed",
            "test_catches_slope_at_the_activation",
            "test_catches_slope_forgotten",
            "test_catches_masked_by_upstream",
        ),
    }

    divided_twice = wrong("divides by N in delta and once more in the gradients", shown=SAMPLES)(
        Backward.divided_twice.function
    )
    never_divided = wrong("starts with P - Y, without 1/N", shown=SAMPLES)(Backward.never_divided.function)
    bias_averaged = wrong("takes the mean over the samples for db", shown=SAMPLES)(Backward.bias_averaged.function)
    last_layer_activated = wrong(
        "applies act after the last layer too",
        shown="logits that act changes: negative ones for relu, all but 0 for tanh",
    )(Backward.last_layer_activated.function)
    updated_weights = wrong(
        "goes back through W - dW, the weights after a step",
        shown="two layers, inputs of the second that are not 0, and a slope between them that is not 0",
    )(Backward.weights_updated_too_early.function)
    not_transposed = wrong(
        "goes back by W, not by its transpose, wherever W is square",
        shown="a square W behind the first layer, well away from its own transpose",
    )(
        slip(
            Backward.layer_by_layer,
            ("act_vjp(dA, ", "act_vjp(dZ @ params[i][0] if len(params[i][0]) == dZ.shape[1] else dA, "),
            hint="",
            see="",
        ).function
    )
    slope_at_the_activation = wrong(
        "takes the slope at A = act(Z), not at Z",
        shown="a hidden layer of tanh or sigmoid whose pre-activations are about 1 in size",
    )(Backward.slope_at_the_activation.function)
    slope_forgotten = wrong(
        "forgets the slope, so that delta is dA",
        shown="a hidden layer with slopes that are not 1: tanh or sigmoid, or a closed relu",
    )(Backward.slopes_left_out.function)
    masked_by_upstream = wrong(
        "opens a relu where dA is positive, not where Z is",
        shown="a hidden layer of relus, one of them open, which a negative gradient reaches",
    )(Backward.masked_by_upstream.function)

    @misconception("Zero parameters: nothing gets back through W_2, and of delta the rows cancel.", see="sec-catch")
    def zeros():
        layer = np.zeros((2, 2)), np.zeros(2)
        return [([layer, layer], np.eye(2), np.array([0, 1]), "tanh")]

    @misconception("With one sample N is 1, and whatever is done with 1/N is right.", see="sec-catch")
    def one_sample():
        W = np.array([[1.0, 2.0], [-1.0, 1.0]])
        params = [(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])), (W, np.zeros(2))]
        return [(params, np.array([[1.0, 0.0]]), np.array([0]), act) for act in ("tanh", "relu")]

    @misconception("With one layer there is no way back: nothing passes a weight or an activation.", see="sec-catch")
    def one_layer():
        return [([(np.array([[1.0, -1.0], [2.0, 1.0]]), np.zeros(2))], np.eye(2), np.array([0, 1]), "tanh")]

    @misconception("A symmetric W_2 is its own transpose.", see="sec-catch")
    def symmetric():
        W = np.array([[1.0, 2.0], [2.0, -1.0]])
        params = [(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])), (W, np.zeros(2))]
        return [(params, np.eye(2), np.array([0, 1]), act) for act in ("tanh", "relu")]

    @misconception("For relu the slope at relu(Z) is that at Z; a curved activation tells them apart.", see="sec-catch")
    def relu_alone():
        W = np.array([[1.0, 2.0], [-1.0, 1.0]])
        params = [(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])), (W, np.zeros(2))]
        return [(params, np.eye(2), np.array([0, 1]), "relu")]

    @misconception('A smooth activation has no mask: one input needs act = "relu".', see="sec-catch")
    def tanh_alone():
        W = np.array([[1.0, 2.0], [-1.0, 1.0]])
        params = [(np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])), (W, np.zeros(2))]
        return [(params, np.eye(2), np.array([0, 1]), "tanh")]

    @alternate
    def in_lists():
        layers = [([[1, -1], [2, 1]], [0.5, -0.5]), ([[1, 2], [-1, 1]], [0, 0])]
        return ((layers, [[1, 0], [0, 1]], [0, 1], "relu"), [layers, [[1, 0], [0, 1]], [0, 1], "sigmoid"])

    @alternate
    def at_random():
        rng = np.random.default_rng(11)
        inputs = []
        for act in ("tanh", "relu", "sigmoid"):
            params = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(3)]
            inputs.append((params, rng.normal(size=(5, 3)), np.array([0, 1, 2, 1, 0]), act))
        return inputs

    @alternate
    def deep_and_one_per_purpose():
        square = [[0, 1, 0], [0, 0, 1], [-2, 0, 0]]
        deep = [(np.array(square, float), np.array([0.5, -1, 1]))] * 4
        return [(deep, np.array([[1.0, 2, 3], [-1, 0, 1]]), np.array([2, 0]), act) for act in ("tanh", "relu")]

    @alternate
    def narrow():
        layers = [(np.array([[2.0]]), np.array([1.0])), (np.array([[1.0, -1.0]]), np.zeros(2))]
        two = [(np.array([[1.0, 3.0]]), np.array([0.5, 1.0])), (np.array([[1.0, 2.0], [-1.0, 1.0]]), np.ones(2))]
        X, y = np.array([[1.0], [2.0], [-1.0]]), np.array([1, 1, 0])
        return [(layers, X, y, "relu"), (two, X, y, "tanh"), (two, X, y, "relu")]
