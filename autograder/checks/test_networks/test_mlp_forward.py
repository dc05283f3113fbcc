"""Mark scheme of `mlp_forward`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import chain, close, layer, samples
from solutions.activations import activate
from solutions.networks import affine, mlp_forward

ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")
LARGE = 100  # what a sum on the way may come to; float32 knows it to 6e-6


def unfolded(d):
    """A layer whose units come twice, with both signs, and one that takes differences: max(u, 0) - max(-u, 0) = u.

    The last biases are such that no output is negative.
    """
    d_in, d_hidden, d_out = (d.integer(1, 3) for _ in range(3))
    X, (W, b), (V, c) = samples(d, d.integer(1, 4), d_in), layer(d, d_in, d_hidden), layer(d, d_hidden, d_out)
    lowest = ((X @ W + b) @ V + c).min(axis=0)
    return [(np.hstack([W, -W]), np.append(b, -b)), (np.vstack([V, -V]), c - np.minimum(lowest, 0))], X


def one_layer(d):
    """A layer, samples, and an activation that is not to be taken."""
    d_in = d.integer(1, 4)
    return chain(d, [d_in, d.integer(2, 4)]), samples(d, d.integer(1, 5), d_in), d.choice(ACTIVATIONS)


def two_layers(d):
    """Any widths, any activation."""
    widths = [d.integer(1, 4), d.integer(2, 4), d.integer(2, 4)]
    return chain(d, widths), samples(d, d.integer(1, 5), widths[0]), d.choice(ACTIVATIONS)


def deep(d):
    """Two or three hidden layers as wide as the input, any activation."""
    n = d.integer(2, 3)
    return chain(d, [n] * d.choice([4, 5])), samples(d, d.integer(2, 5), n), d.choice(ACTIVATIONS)


def without_biases(d):
    """Two or three layers with biases 0, the last weights not negative, so that no output is; and a factor t >= 0."""
    widths = [d.integer(2, 4) for _ in range(d.choice([3, 4]))]
    params = [(W, np.zeros(len(b))) for W, b in chain(d, widths)]
    params[-1] = np.abs(params[-1][0]), params[-1][1]
    return params, samples(d, d.integer(2, 5), widths[0]), d.choice([2.0, 0.0, 0.5, 3.0])


@exercise(reference=mlp_forward, requires=(affine,))
class TestMlpForward:
    CONTRACT: ClassVar = {
        "Outputs Z (N, d_depth)": ("test_one_hidden_layer", "test_deep_networks"),
        "one layer at least": "test_one_layer_has_no_activation",
        "stands between layers": (
            "test_relu_between_the_layers",
            "test_one_layer_has_no_activation",
            "test_deep_networks",
        ),
    }

    @practice
    @weight(1)
    @forall(unfolded)
    def test_relu_between_the_layers(self, student, params, X):
        """Since max(u, 0) - max(-u, 0) = u, units with both signs of u, and differences of them, undo the ReLU."""
        (W, b), (V, c) = params
        m = len(b) // 2
        wanted = (X @ W[:, :m] + b[:m]) @ V[:m] + c
        close(student.mlp_forward(params, X, "relu"), wanted, 'mlp_forward(params, X, "relu")', 100)

    @practice
    @weight(1)
    @forall(one_layer)
    def test_one_layer_has_no_activation(self, student, params, X, act):
        """A network of one layer is that affine layer, whatever the activation is."""
        ((W, b),) = params
        close(student.mlp_forward(params, X, act), X @ W + b, "mlp_forward(params, X, act)", 10)

    @weight(1)
    @forall(without_biases)
    def test_positively_homogeneous(self, student, params, X, t):
        """A ReLU network without biases takes t X to t times what it makes of X, for t >= 0."""
        wanted = t * mlp_forward(params, X, "relu")
        close(student.mlp_forward(params, t * X, "relu"), wanted, 'mlp_forward(params, t * X, "relu")', LARGE)

    @weight(1)
    @forall(deep)
    def test_deep_networks(self, student, params, X, act):
        """The output is right with two hidden layers and more, for every activation."""
        close(student.mlp_forward(params, X, act), mlp_forward(params, X, act), "mlp_forward(params, X, act)", LARGE)

    @weight(1)
    @forall(two_layers)
    def test_one_hidden_layer(self, student, params, X, act):
        """The output is right with one hidden layer, for every activation."""
        close(student.mlp_forward(params, X, act), mlp_forward(params, X, act), "mlp_forward(params, X, act)", LARGE)

    @misconception("No activation after the last layer: outputs are logits, any real numbers.", see="def-network")
    def activation_after_the_output(params, X, act):
        for W, b in params:
            X = activate(affine(X, W, b), act)
        return X

    @misconception("No activation before the first layer: the samples come as they are.", see="def-network")
    def activation_of_the_samples(params, X, act):
        for W, b in params:
            X = affine(activate(X, act), W, b)
        return X

    @misconception("Without an activation all layers are one affine layer.", see="thm-collapse")
    def no_activation(params, X, act):
        for W, b in params:
            X = affine(X, W, b)
        return X

    @misconception("Every hidden layer has its own W and b: this takes the first ones again.", see="def-network")
    def first_layer_again(params, X, act):
        for _ in params[:-1]:
            X = activate(affine(X, *params[0]), act)
        return affine(X, *params[-1])

    @misconception("Layers follow one another: this gives each of them X.", see="def-network")
    def each_layer_of_the_samples(params, X, act):
        for W, b in params[:-1]:
            A = activate(affine(X, W, b), act)
        return affine(A, *params[-1])

    @misconception("The activation is the one that act names, not always the ReLU.", see="def-network")
    def always_relu(params, X, act):
        for W, b in params[:-1]:
            X = np.maximum(affine(X, W, b), 0)
        return affine(X, *params[-1])

    @misconception("The biases are missing, or some of them are.", see="def-network")
    def without_biases(params, X, act):
        for W, _ in params[:-1]:
            X = activate(X @ W, act)
        return X @ params[-1][0]

    @misconception("The last layer is missing: it is affine, and has no activation.", see="def-network")
    def last_layer_missing(params, X, act):
        for W, b in params[:-1]:
            X = activate(affine(X, W, b), act)
        return X

    @misconception("The bias is added before the activation, not after it.", see="def-network")
    def bias_after_the_activation(params, X, act):
        for W, b in params[:-1]:
            X = activate(X @ W, act) + b
        return affine(X, *params[-1])

    @misconception("The outputs are logits; the softmax comes after the network.", see="def-net-classifier")
    def softmax_of_the_outputs(params, X, act):
        for W, b in params[:-1]:
            X = activate(affine(X, W, b), act)
        Z = affine(X, *params[-1])
        return np.exp(Z - np.logaddexp.reduce(Z, axis=1, keepdims=True))

    @misconception("The caller's list has lost its last layer: work on a copy.", see="def-network")
    def takes_layers_away(params, X, act):
        W, b = params.pop()
        for V, c in params:
            X = activate(affine(X, V, c), act)
        return affine(X, W, b)

    @misconception("The first layer is missing: layer 1 is params[0].", see="def-network")
    def first_layer_missing(params, X, act):
        for W, b in params[1:-1]:
            X = activate(affine(X, W, b), act)
        return affine(X, *params[-1])

    @misconception("There may be any number of hidden layers: this takes one.", see="def-network")
    def first_and_last(params, X, act):
        return affine(activate(affine(X, *params[0]), act), *params[-1])

    @misconception("The last layer has a bias too.", see="def-network")
    def last_bias_missing(params, X, act):
        for W, b in params[:-1]:
            X = activate(affine(X, W, b), act)
        return X @ params[-1][0]

    @alternate
    def by_loops_and_lists(params, X, act):
        rows = []
        for x in X:
            a = x.tolist()
            for i, (W, b) in enumerate(params):
                z = [sum(v * W[k, j] for k, v in enumerate(a)) + b[j] for j in range(len(b))]
                a = z if i == len(params) - 1 else [float(activate(v, act)) for v in z]
            rows.append(a)
        return rows

    @alternate
    def in_single_precision(params, X, act):
        A = X.astype(np.float32)
        *hidden, (V, c) = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
        for W, b in hidden:
            A = activate(A @ W + b, act).astype(np.float32)
        return A @ V + c

    @alternate
    def recursively(params, X, act):
        def f(layers, X):
            Z = affine(X, *layers[0])
            return Z if len(layers) == 1 else f(layers[1:], activate(Z, act))

        return f(params, X)

    @alternate
    def as_columns(params, X, act):
        A = X.T
        for number, (W, b) in enumerate(params, start=1):
            Z = W.T @ A + b[:, None]
            A = Z if number == len(params) else activate(Z, act)
        return A.T

    @alternate
    def by_reduce(params, X, act):
        from functools import reduce

        hidden = reduce(lambda A, layer: activate(affine(A, *layer), act), params[:-1], X)
        return affine(hidden, *params[-1])

    @alternate
    def with_functions_of_numpy(params, X, act):
        function = {
            "relu": lambda Z: Z * (Z > 0),
            "tanh": np.tanh,
            "sigmoid": lambda Z: 1 / (1 + np.exp(-Z)),
            "identity": lambda Z: Z,
        }[act]
        for W, b in params[:-1]:
            X = function(X @ W + b)
        return X @ params[-1][0] + params[-1][1]
