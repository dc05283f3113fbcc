"""Mark scheme of `affine`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import close, layer, quarters, samples, steps, weights
from solutions.networks import affine


def any_layer(d):
    return layer(d, d.integer(1, 4), d.integer(1, 4))


def layer_and_samples(d):
    """As many samples as units in every other draw; then b could go down the samples."""
    d_in, d_out = d.integer(1, 4), d.integer(1, 4)
    N = d.choice([d_out, d.integer(1, 5)])
    return samples(d, N, d_in), *layer(d, d_in, d_out)


def square_layer(d):
    """As many inputs as units: W could be its transpose."""
    n = d.integer(2, 4)
    return samples(d, d.integer(1, 5), n), weights(d, n, n), steps(d, n)


def combined_samples(d):
    """Samples, a layer, and combinations with coefficients of sum 1, some of them negative."""
    X, W, b = layer_and_samples(d)
    T = quarters(d, (d.integer(1, 3), len(X)))
    T[:, 0] += 1 - T.sum(axis=1)
    return X, W, b, T


@exercise(reference=affine)
class TestAffine:
    CONTRACT: ClassVar = {
        "row n is the layer's output": ("test_origin_and_unit_vectors", "test_affine_combinations"),
        "every sample gets the same bias": ("test_samples_do_not_see_one_another", "test_square_weights"),
    }

    @practice
    @weight(1)
    @forall(any_layer)
    def test_origin_and_unit_vectors(self, student, W, b):
        """The origin goes to b, and unit vector i to row i of W plus b."""
        X = np.vstack([np.zeros(len(W)), np.eye(len(W))])
        close(student.affine(X, W, b), np.vstack([b, W + b]), "affine(X, W, b) for the origin and the unit vectors")

    @weight(1)
    @forall(combined_samples)
    def test_affine_combinations(self, student, X, W, b, T):
        """Combinations T X of samples, the rows of T having sum 1, go to the same combinations of their outputs."""
        wanted = T @ affine(X, W, b)
        close(student.affine(T @ X, W, b), wanted, "affine(T @ X, W, b)", np.abs(T).sum() * 30)

    @weight(1)
    @forall(square_layer)
    def test_square_weights(self, student, X, W, b):
        """The output is right where there are as many units as inputs."""
        close(student.affine(X, W, b), affine(X, W, b), "affine(X, W, b)", 10)

    @practice
    @weight(1)
    @forall(layer_and_samples)
    def test_samples_do_not_see_one_another(self, student, X, W, b):
        """Row n of the output is sample n's: the rows of W, each times the sample's entry for it, and b, added up."""
        Z = expect.array(student.affine(X, W, b), "affine(X, W, b)")
        expect.shape(Z, (len(X), len(b)), "affine(X, W, b)")
        rows = np.stack([sum(x * row for x, row in zip(sample, W, strict=True)) + b for sample in X])
        close(Z, rows, "affine(X, W, b)", 10)

    @misconception("Column j of W belongs to unit j: x W, not x W^T.", see="def-affine")
    def transposed(X, W, b):
        return X @ W.T + b

    @misconception("Each row gets b: entry j goes to unit j, not to sample j.", see="def-affine")
    def bias_down_the_samples(X, W, b):
        return X @ W + b[:, None]

    @misconception("The bias is missing: the origin goes to b.", see="def-affine")
    def without_bias(X, W, b):
        return X @ W

    @misconception("The bias comes after the weights: x W + b, not (x + b) W.", see="def-affine")
    def bias_before_weights(X, W, b):
        return (X + b) @ W

    @misconception("The bias is added, not subtracted.", see="def-affine")
    def bias_subtracted(X, W, b):
        return X @ W - b

    @misconception("A unit sums over its inputs: W is multiplied as a matrix, not entry by entry.", see="def-affine")
    def entrywise(X, W, b):
        return X * W + b

    @misconception("There is no activation in an affine layer: outputs may be negative.", see="def-affine")
    def with_relu(X, W, b):
        return np.maximum(X @ W + b, 0)

    @misconception("Samples are rows, in X and in Z: this has them as columns.", see="def-affine")
    def samples_as_columns(X, W, b):
        return W.T @ X.T + b[:, None]

    @misconception("Samples are rows: x W with X on the left, not W X.", see="def-affine")
    def exchanged(X, W, b):
        return W @ X + b

    @misconception("The bias does not go into the weights: x W + b, not x (W + b).", see="def-affine")
    def bias_into_the_weights(X, W, b):
        return X @ (W + b)

    @misconception("Every unit has a bias of its own: they are not added up.", see="def-affine")
    def sum_of_the_biases(X, W, b):
        return X @ W + b.sum()

    @misconception("Every sample has a row of the output; this is the first one only.", see="def-affine")
    def first_sample_only(X, W, b):
        return X[0] @ W + b

    @alternate
    def by_loops(X, W, b):
        N, d_out = len(X), len(b)
        Z = [[0.0] * d_out for _ in range(N)]
        for n in range(N):
            for j in range(d_out):
                Z[n][j] = sum(X[n][i] * W[i][j] for i in range(len(W))) + b[j]
        return Z

    @alternate
    def in_single_precision(X, W, b):
        return X.astype(np.float32) @ W.astype(np.float32) + b.astype(np.float32)

    @alternate
    def by_einsum(X, W, b):
        return np.einsum("ni,ij->nj", X, W) + b[None, :]

    @alternate
    def as_columns(X, W, b):
        return (W.T @ X.T + b.reshape(-1, 1)).T

    @alternate
    def with_a_constant_input(X, W, b):
        return np.hstack([X, np.ones((len(X), 1))]) @ np.vstack([W, b])

    @alternate
    def input_by_input(X, W, b):
        Z = np.tile(b, (len(X), 1))
        for i in range(X.shape[1]):
            Z += np.outer(X[:, i], W[i])
        return Z
