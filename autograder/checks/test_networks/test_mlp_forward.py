"""Mark scheme of `mlp_forward`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import apart, chain, close, layer, samples, without_biases
from solutions.activations import activate
from solutions.networks import affine, mlp_forward

ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")
LARGE = 100  # what a sum on the way may come to; float32 knows it to 6e-6
LARGEST = 10_000  # the same where pre-activations come to that


def unfolded(d):
    """A layer whose units come twice, with both signs, and one that takes differences: max(u, 0) - max(-u, 0) = u.

    The last biases are such that no output is negative.
    """
    d_in, d_hidden, d_out = d.choice([(3, 1, 3), (2, 3, 2), (3, 1, 4), (3, 2, 3)])  # the hidden layer has twice as many
    X, (W, b), (V, c) = samples(d, 5, d_in), layer(d, d_in, d_hidden), layer(d, d_hidden, d_out)
    lowest = ((X @ W + b) @ V + c).min(axis=0)
    return [(np.hstack([W, -W]), np.append(b, -b)), (np.vstack([V, -V]), c - np.minimum(lowest, 0))], X


def one_layer(d):
    """A layer, samples, and an activation that is not to be taken."""
    d_in, d_out = apart(d)
    return chain(d, [d_in, d_out]), samples(d, d_out + d.choice([1, 2]), d_in), d.choice(ACTIVATIONS)


def two_layers(d):
    """Widths of which neighbours differ, and any activation."""
    widths = d.choice([[2, 3, 2], [1, 3, 2], [3, 2, 4], [2, 4, 3], [3, 4, 2]])
    return chain(d, widths), samples(d, 5, widths[0]), d.choice(ACTIVATIONS)


def deep(d):
    """Two or three hidden layers as wide as the input, any activation, and in every other draw as many samples."""
    n = d.integer(2, 3)
    return chain(d, [n] * d.choice([4, 5])), samples(d, d.choice([n, n + 1]), n), d.choice(ACTIVATIONS)


def large_whole_numbers(d):
    """One sample or one output; X is of integers in every other draw; three units of 1000 to 4000, one of 1."""
    N, d_out = d.choice([(1, 2), (2, 1), (1, 1), (3, 1)])
    d_in = d.choice([2, 3])
    X = 1000 * d.integers((N, d_in), 1, 4) * np.where(np.arange(N) % 2, -1, 1)[:, None]
    W = np.eye(d_in)[:, d.integers(4, 0, d_in - 1)] * np.array([1.0, -1.0, 1.0, 0.0]) + 0.0
    X = X.astype(d.choice([np.int64, np.float64]))
    return [(W, np.array([0.5, 0.25, -0.5, 1.0])), layer(d, 4, d_out)], X, d.choice(["sigmoid", "tanh"])


@exercise(reference=mlp_forward, requires=(affine,))
class TestMlpForward:
    CONTRACT: ClassVar = {
        "Outputs Z (N, d_depth)": ("test_one_hidden_layer", "test_deep_networks", "test_large_numbers"),
        "X may hold integers": ("test_large_numbers", "test_positively_homogeneous"),
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
        size = LARGE if t <= 3 else LARGEST
        close(student.mlp_forward(params, t * X, "relu"), wanted, 'mlp_forward(params, t * X, "relu")', size)

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

    @weight(1)
    @forall(large_whole_numbers)
    def test_large_numbers(self, student, params, X, act):
        """The output is right, and a table, for one sample or one output; pre-activations may be thousands."""
        close(student.mlp_forward(params, X, act), mlp_forward(params, X, act), "mlp_forward(params, X, act)", 10)

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

    @misconception("The caller's layers are changed: pop and b += ... work in place.", see="def-network")
    def layers_changed(params, X, act):
        for i, pair in enumerate(params):
            W, b = pair
            if len(X) == 1:
                b += (X @ W)[0]
                X = b[None].copy()
            else:
                X = affine(X, W, b)
            X = activate(X, act) if i < len(params) - 1 else X
        return X

    @misconception("The samples are changed for the caller too: A[:] = ... works in place.", see="def-network")
    def samples_changed(params, X, act):
        A = X
        for W, b in params[:-1]:
            Z = activate(affine(A, W, b), act)
            if Z.shape == A.shape and Z.dtype == A.dtype:
                A[:] = Z
            else:
                A = Z
        return affine(A, *params[-1])

    @misconception("An array of the samples' dtype cuts fractions off if they are integers.", see="def-network")
    def dtype_of_the_samples(params, X, act):
        for W, b in params[:-1]:
            A = np.zeros_like(X, shape=(len(X), len(b)))
            A[:] = activate(affine(X, W, b), act)
            X = A
        return affine(X, *params[-1])

    @misconception("Infinity over infinity is nan: the given activate does not overflow.", see="def-network")
    def naive_sigmoid(params, X, act):
        for W, b in params[:-1]:
            Z = X @ W + b
            X = np.exp(Z) / (1 + np.exp(Z)) if act == "sigmoid" else activate(Z, act)
        return X @ params[-1][0] + params[-1][1]

    @misconception("No activation after the last layer, with hidden layers before it either.", see="def-network")
    def activation_after_deep_outputs(params, X, act):
        if len(params) == 1:
            return affine(X, *params[0])
        for W, b in params:
            X = activate(affine(X, W, b), act)
        return X

    @misconception("If there is one layer, it is the last: no activation at all.", see="def-network")
    def activation_of_a_single_layer(params, X, act):
        A = activate(affine(X, *params[0]), act)
        for W, b in params[1:-1]:
            A = activate(affine(A, W, b), act)
        return A if len(params) == 1 else affine(A, *params[-1])

    @misconception("The activation stands after every hidden layer, not after the first only.", see="def-network")
    def activation_of_the_first_only(params, X, act):
        for i, (W, b) in enumerate(params):
            X = affine(X, W, b)
            X = activate(X, act) if i == 0 and len(params) > 1 else X
        return X

    @misconception("The activation stands after every hidden layer, not before the last layer only.", see="def-network")
    def activation_of_the_last_hidden_only(params, X, act):
        for i, (W, b) in enumerate(params):
            X = activate(X, act) if 0 < i == len(params) - 1 else X
            X = affine(X, W, b)
        return X

    @misconception("There are four activations: the sigmoid falls through.", see="def-network")
    def sigmoid_forgotten(params, X, act):
        for W, b in params[:-1]:
            X = affine(X, W, b)
            X = X if act == "sigmoid" else activate(X, act)
        return affine(X, *params[-1])

    @misconception("There are four activations: tanh falls through.", see="def-network")
    def tanh_forgotten(params, X, act):
        for W, b in params[:-1]:
            X = affine(X, W, b)
            X = X if act == "tanh" else activate(X, act)
        return affine(X, *params[-1])

    @misconception("The last hidden layer is skipped.", see="def-network")
    def last_hidden_layer_missing(params, X, act):
        hidden = params[:-1]
        if len(hidden) > 1 and hidden[-1][0].shape == hidden[-1][0].T.shape:
            hidden = hidden[:-1]
        for W, b in hidden:
            X = activate(affine(X, W, b), act)
        return affine(X, *params[-1])

    @misconception("There may be any number of hidden layers: this takes one at most.", see="def-network")
    def one_hidden_layer_at_most(params, X, act):
        Z = affine(X, *params[0])
        return affine(activate(Z, act), *params[-1]) if len(params) > 1 else Z

    @misconception("Every hidden layer has its own W and b: this takes the first ones again.", see="def-network")
    def first_layer_where_it_fits(params, X, act):
        for W, b in params[:-1]:
            again = W.shape == params[0][0].shape
            X = activate(affine(X, *params[0]) if again else affine(X, W, b), act)
        return affine(X, *params[-1])

    @misconception("b goes along the units, also where there are as many samples.", see="def-affine")
    def bias_down_where_it_fits(params, X, act):
        for i, (W, b) in enumerate(params):
            X = X @ W + (b[:, None] if len(X) == len(b) else b)
            X = activate(X, act) if i < len(params) - 1 else X
        return X

    @misconception("W is not transposed, where its shape allows it either.", see="def-affine")
    def transposed_where_square(params, X, act):
        for i, (W, b) in enumerate(params):
            X = affine(X, W.T if W.shape[0] == W.shape[1] else W, b)
            X = activate(X, act) if i < len(params) - 1 else X
        return X

    @misconception("Outputs have two axes always, (N, d_depth): do not squeeze them.", see="def-network")
    def squeezed(params, X, act):
        for W, b in params[:-1]:
            X = activate(affine(X, W, b), act)
        return np.squeeze(affine(X, *params[-1]))

    @misconception("One output is a column too, (N, 1): do not flatten it.", see="def-network")
    def one_output_flat(params, X, act):
        for W, b in params[:-1]:
            X = activate(affine(X, W, b), act)
        Z = affine(X, *params[-1])
        return Z.ravel() if Z.shape[1] == 1 else Z

    @misconception("A clip against overflow changes large pre-activations of a ReLU.", see="def-network")
    def clipped_at_500(params, X, act):
        for W, b in params[:-1]:
            X = activate(np.clip(affine(X, W, b), -500, 500), act)
        return affine(X, *params[-1])

    @misconception("The ReLU is 0 for negative z: this one leaks.", see="def-network")
    def leaky_relu(params, X, act):
        for W, b in params[:-1]:
            Z = affine(X, W, b)
            X = np.where(Z > 0, Z, 0.01 * Z) if act == "relu" else activate(Z, act)
        return affine(X, *params[-1])

    @misconception("A layer is the last by its place, not by its width: hidden ones may be as wide.", see="def-network")
    def last_by_its_width(params, X, act):
        for W, b in params:
            X = affine(X, W, b)
            X = activate(X, act) if len(b) != len(params[-1][1]) else X
        return X

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
