"""Mark scheme of `collapse_linear`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import chain, close, pair_of_values, samples
from solutions.networks import affine, collapse_linear


def two_layers(d):
    """Widths that differ in one draw and are equal in the other, and samples to compare on."""
    n = d.integer(2, 3)
    widths = d.choice([[n, n, n], [d.integer(1, 4), d.integer(1, 4), d.integer(1, 4)]])
    return chain(d, widths), samples(d, 3, widths[0])


def deep(d):
    """Three or four layers of equal widths, so that every order of the factors has a product.

    In every other draw the first layer has no biases.
    """
    (W, b), *later = chain(d, [d.integer(2, 3)] * d.choice([4, 5]))
    return [(W, d.choice([1.0, 0.0]) * b), *later]


def uneven(d):
    """Three layers whose widths all differ, so that no wrong order of the factors has a product."""
    return chain(d, [int(width) + 1 for width in d.permutation(4)])


def without_biases(d):
    return [(W, np.zeros(len(b))) for W, b in d.choice([deep, uneven])(d)]


def one_layer(d):
    return chain(d, [d.integer(1, 4), d.integer(1, 4)])


@exercise(reference=collapse_linear, requires=(affine,))
class TestCollapseLinear:
    CONTRACT: ClassVar = {
        "that computes what a deep linear network does": ("test_same_outputs", "test_product_of_the_weights"),
        "one layer at least": ("test_one_layer", "test_biases_go_through_all_later_weights"),
    }

    @practice
    @weight(1)
    @forall(two_layers)
    def test_same_outputs(self, student, params, X):
        """For two layers, X W + b is what the second layer makes of the first one's outputs."""
        W, b = pair_of_values(student.collapse_linear(params), "collapse_linear(params)")
        (V, c), (V_2, c_2) = params
        expect.shape(W, (len(V), len(c_2)), "W")
        expect.shape(b, c_2.shape, "b")
        Z = X @ expect.finite(W, "W") + expect.finite(b, "b")
        close(Z, (X @ V + c) @ V_2 + c_2, "X @ W + b", 50)

    @weight(1)
    @forall(without_biases)
    def test_product_of_the_weights(self, student, params):
        """Without biases, W is the product of the weights in the order of the layers."""
        W, _ = pair_of_values(student.collapse_linear(params), "collapse_linear(params)")
        close(W, collapse_linear(params)[0], "W", 50)

    @weight(1)
    @forall(deep)
    def test_biases_go_through_all_later_weights(self, student, params):
        """For three layers and more, b is what becomes of the origin."""
        _, b = pair_of_values(student.collapse_linear(params), "collapse_linear(params)")
        close(b, collapse_linear(params)[1], "b", 50)

    @weight(1)
    @forall(one_layer)
    def test_one_layer(self, student, params):
        """A single layer is its own result."""
        W, b = pair_of_values(student.collapse_linear(params), "collapse_linear(params)")
        close(W, params[0][0], "W")
        close(b, params[0][1], "b")

    @misconception("Samples are rows: the first layer's W stands on the left.", see="thm-collapse")
    def product_in_reverse(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = V @ W, b @ V + c
        return W, b

    @misconception("Both the product and the biases are in reverse: samples are rows, b W.", see="thm-collapse")
    def as_columns(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = V @ W, V @ b + c
        return W, b

    @misconception("Biases do not just add up: each goes through the later weights.", see="thm-collapse")
    def biases_added(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, b + c
        return W, b

    @misconception("The earlier biases are lost: they go through the later weights.", see="thm-collapse")
    def last_bias(params):
        W = params[0][0]
        for V, _ in params[1:]:
            W = W @ V
        return W, params[-1][1]

    @misconception("A bias goes through all later weights, not through the next ones only.", see="thm-collapse")
    def biases_through_one_layer(params):
        W, b = params[0][0], params[-1][1]
        for V, _ in params[1:]:
            W = W @ V
        for i in range(1, len(params)):
            b = b + params[i - 1][1] @ params[i][0]
        return W, b

    @misconception("Every layer counts: this takes the first and the last.", see="thm-collapse")
    def first_and_last(params):
        (W, b), (V, c) = params[0], params[-1]
        return (W, b) if len(params) == 1 else (W @ V, b @ V + c)

    @misconception("The weights are multiplied as matrices, not entry by entry.", see="thm-collapse")
    def entrywise(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W * V, b @ V + c
        return W, b

    @misconception("The last layer has its bias too.", see="thm-collapse")
    def new_biases_forgotten(params):
        W, b = params[0]
        for V, _ in params[1:]:
            W, b = W @ V, b @ V
        return W, b

    @misconception("The biases are missing: each goes through the later weights.", see="thm-collapse")
    def without_biases(params):
        W = params[0][0]
        for V, _ in params[1:]:
            W = W @ V
        return W, np.zeros(W.shape[1])

    @misconception("b goes through the weights of the next layer, not through the product so far.", see="thm-collapse")
    def biases_through_the_product(params):
        W, b = params[0]
        for V, c in params[1:]:
            W = W @ V
            b = b @ W + c
        return W, b

    @misconception("A layer's bias comes after its weights: only earlier ones go through them.", see="thm-collapse")
    def bias_through_its_own_layer(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, (b + c) @ V
        return W, b

    @misconception("There may be any number of layers: this takes two.", see="thm-collapse")
    def first_two(params):
        (W, b), (V, c) = params[0], params[1]
        return W @ V, b @ V + c

    @misconception(
        "The first layer's W stands on the left, where the shapes allow the reverse too.", see="thm-collapse"
    )
    def product_in_reverse_where_square(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = V @ W if W.shape == V.shape == V.T.shape else W @ V, b @ V + c
        return W, b

    @misconception("Biases do not add up, where their shapes allow it either: each goes on.", see="thm-collapse")
    def biases_added_where_they_fit(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, b + c if b.shape == c.shape else b @ V + c
        return W, b

    @misconception("There may be any number of layers: the later ones are forgotten.", see="thm-collapse")
    def first_two_at_most(params):
        if len(params) == 1:
            return params[0]
        (W, b), (V, c) = params[:2]
        return W @ V, b @ V + c

    @misconception("One layer alone is its own result: multi_dot wants two matrices.", see="thm-collapse")
    def two_matrices_at_least(params):
        W, b = np.linalg.multi_dot([V for V, _ in params]), params[0][1]
        for V, c in params[1:]:
            b = b @ V + c
        return W, b

    @misconception("A layer's bias goes through the later weights only, not through its own.", see="thm-collapse")
    def own_weights_too(params):
        d = len(params[0][0])
        W, b = np.eye(d), np.zeros(d)
        for V, c in params:
            W, b = W @ V, b @ V + (c @ V if V.shape == V.T.shape else c)
        return W, b

    @misconception("b goes through the new weights alone: W is the product with them already.", see="thm-collapse")
    def product_where_it_fits(params):
        W, b = params[0]
        for V, c in params[1:]:
            W = W @ V
            b = (b @ W if len(b) == len(W) else b @ V) + c
        return W, b

    @misconception("The caller's layers are changed: c += ... and pop work in place.", see="thm-collapse")
    def layers_changed(params):
        W, b = params[0]
        for layer in params[1:]:
            V, c = layer
            W = W @ V
            c += b @ V
            b = c
        return W, b

    @misconception("There is nothing between the layers: the biases pass no ReLU.", see="thm-collapse")
    def relu_of_the_biases(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, np.maximum(b, 0) @ V + c
        return W, b

    @misconception("The layers follow one another from the first to the last.", see="thm-collapse")
    def from_the_last_to_the_first(params):
        W, b = params[-1]
        for V, c in params[-2::-1]:
            W, b = (W @ V, b @ V + c) if W.shape[1] == len(V) else (V @ W, c @ W + b)
        return W, b

    @misconception("b has one axis: (d_depth,), not (1, d_depth).", see="thm-collapse")
    def bias_as_a_row(params):
        W, b = params[0][0], params[0][1][None]
        for V, c in params[1:]:
            W, b = W @ V, b @ V + c
        return W, b

    @misconception("The unit vectors go to the rows of W plus b: take b off again.", see="def-affine")
    def bias_not_taken_off(params):
        d = len(params[0][0])
        A, b = np.eye(d), np.zeros(d)
        for W, c in params:
            A, b = A @ W + c, b @ W + c
        return A, b

    @misconception("The bias of the last layer but one is lost: it goes through the last weights.", see="thm-collapse")
    def last_but_one_missing(params):
        W, b = params[0][0], params[-1][1]
        for V, _ in params[1:]:
            W = W @ V
        for i in range(len(params) - 2):
            through = params[i][1]
            for V, _ in params[i + 1 :]:
                through = through @ V
            b = b + through
        return W, b

    @misconception("Weights and biases are no integers: do not cut their fractions off.", see="thm-collapse")
    def cut_to_integers(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, b @ V + c
        return W.astype(int), b.astype(int)

    @misconception("Each layer has weights of its own: these are the second ones again.", see="thm-collapse")
    def second_layer_again(params):
        W, b = params[0]
        for layer in params[1:]:
            V, c = params[1] if params[1][0].shape == layer[0].shape else layer
            W, b = W @ V, b @ V + c
        return W, b

    @misconception("There is nothing between the layers: no ReLU.", see="thm-collapse")
    def with_relu(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = np.maximum(W, 0) @ V, np.maximum(b, 0) @ V + c
        return W, b

    @misconception("Where the biases so far are 0, the new ones are still to be added.", see="thm-collapse")
    def zero_biases_stay(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, b @ V + c if b.any() else np.zeros(len(c))
        return W, b

    @misconception("The last layer's bias counts once.", see="thm-collapse")
    def last_bias_twice(params):
        W, b = params[0]
        for V, c in params[1:]:
            W, b = W @ V, b @ V + c
        return W, b + params[-1][1] if len(params) > 1 else b

    @misconception("The unit vectors are not enough: the origin is wanted too, to tell b from W.", see="def-affine")
    def fit_to_the_unit_vectors(params):
        d = len(params[0][0])
        Z = np.eye(d)
        for W, b in params:
            Z = Z @ W + b
        fit = np.linalg.lstsq(np.column_stack([np.eye(d), np.ones(d)]), Z, rcond=None)[0]
        return fit[:d], fit[d]

    @misconception("There is nothing between the layers that unit vectors go through: no ReLU.", see="thm-collapse")
    def relu_on_the_way(params):
        d = len(params[0][0])
        Z = np.vstack([np.zeros(d), np.eye(d)])
        for i, (W, b) in enumerate(params):
            Z = (np.maximum(Z, 0) if i else Z) @ W + b
        return Z[1:] - Z[0], Z[0]

    @misconception("A bias goes through all later weights, not through the next ones only.", see="thm-collapse")
    def biases_through_the_next_where_it_fits(params):
        W, b = params[0][0], np.zeros(len(params[-1][1]))
        for V, _ in params[1:]:
            W = W @ V
        for i, (_, c) in enumerate(params):
            through = c
            for V, _ in params[i + 1 :]:
                through = through @ (V if through is c or V.shape[0] != V.shape[1] else np.eye(len(V)))
            b = b + through
        return W, b

    @alternate
    def by_images_of_the_unit_vectors(params):
        d = len(params[0][0])
        Z = np.vstack([np.zeros(d), np.eye(d)])
        for W, b in params:
            Z = np.array(affine(Z, W, b))
        return Z[1:] - Z[0], Z[0]

    @alternate
    def from_the_end(params):
        W, b = params[-1]
        for V, c in reversed(params[:-1]):
            b = c @ W + b
            W = V @ W
        return W, b

    @alternate
    def with_a_constant_input(params):
        M = np.eye(len(params[0][0]) + 1)
        for W, b in params:
            corner = np.append(np.zeros(len(W)), 1.0)[:, None]
            M = M @ np.hstack([np.vstack([W, b]), corner])
        return M[:-1, :-1], M[-1, :-1]

    @alternate
    def by_the_sum(params):
        W = np.linalg.multi_dot([V for V, _ in params]) if len(params) > 1 else params[0][0]
        b = 0
        for i, (_, c) in enumerate(params):
            through = c
            for V, _ in params[i + 1 :]:
                through = through @ V
            b = b + through
        return W, b

    @alternate
    def by_loops_and_lists(params):
        W, b = params[0][0].tolist(), params[0][1].tolist()
        for V, c in params[1:]:
            W = [[sum(w * V[k][j] for k, w in enumerate(row)) for j in range(len(c))] for row in W]
            b = [sum(w * V[k][j] for k, w in enumerate(b)) + c[j] for j in range(len(c))]
        return [W, b]

    @alternate
    def recursively(params):
        def collapse(layers):
            if len(layers) == 1:
                return layers[0]
            (W, b), (V, c), *rest = layers
            return collapse([(W @ V, b @ V + c), *rest])

        return collapse([(W.astype(np.float32), b.astype(np.float32)) for W, b in params])
