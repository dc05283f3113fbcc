"""Mark scheme of `affine`.

The biases of `combined_samples` are not multiples of 1/4. Its tolerance is 1e-5 of the sum of all terms without their
signs, of which float32 makes 1e-6 at most, and float16 1e-4 or more in some of the numbers.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_networks.inputs import apart, balanced, close, layer, quarters, samples, weights
from solutions.networks import affine


def wide_or_narrow(d):
    """A layer with two units or more, and not as many inputs: neither W nor b fits in another direction."""
    return layer(d, *apart(d))


def as_many_samples_as_units(d):
    """In every other draw; then b could go down the samples. In every other draw b has the sum 0."""
    d_in, d_out = apart(d)
    N = d.choice([d_out, d.integer(2, 5)])
    W, b = layer(d, d_in, d_out)
    return samples(d, N, d_in), W, d.choice([b, balanced(d, d_out)])


def square_layer(d):
    """As many inputs as units: W could be its transpose. No biases."""
    n = d.integer(2, 4)
    return samples(d, n + d.choice([1, 2]), n), weights(d, n, n)


def combined_samples(d):
    """Samples, a layer, and combinations with coefficients of sum 1, some negative, not as many as there are units.

    The biases have more digits than float16.
    """
    d_in, d_out = apart(d)
    W, b = layer(d, d_in, d_out)
    X = samples(d, d.integer(2, 5), d_in)
    T = quarters(d, (d_out + 1, len(X)))
    T[:, 0] += 1 - T.sum(axis=1)
    return X, W, b + 0.01, T


def one_of_whole_numbers(d):
    """One sample, or one unit, or both; X is of integers, and W or b may be too."""
    N, d_out = d.choice([(1, 2), (2, 1), (1, 1), (3, 1)])
    d_in = d_out + d.choice([1, 2])
    W, b = layer(d, d_in, d_out)
    which = d.choice(["X", "X and W", "X and b"])
    W = (4 * W).astype(np.int64) if which == "X and W" else W
    b = (4 * b).astype(np.int64) if which == "X and b" else b
    return samples(d, N, d_in).round().astype(np.int64), W, b


@exercise(reference=affine)
class TestAffine:
    CONTRACT: ClassVar = {
        "row n is the layer's output": ("test_origin_and_unit_vectors", "test_affine_combinations"),
        "every sample gets the same bias": ("test_samples_do_not_see_one_another", "test_square_weights"),
        "They may hold integers": "test_one_sample_or_one_unit",
        "float16 is not": "test_affine_combinations",
    }

    @practice
    @weight(1)
    @forall(wide_or_narrow)
    def test_origin_and_unit_vectors(self, student, W, b):
        """The origin goes to b, and unit vector i to row i of W plus b."""
        X = np.vstack([np.zeros(len(W)), np.eye(len(W))])
        close(student.affine(X, W, b), np.vstack([b, W + b]), "affine(X, W, b) for the origin and the unit vectors")

    @weight(1)
    @forall(combined_samples)
    def test_affine_combinations(self, student, X, W, b, T):
        """Combinations T X of samples, the rows of T having sum 1, go to the same combinations of their outputs."""
        wanted = T @ affine(X, W, b)
        terms = np.abs(T @ X) @ np.abs(W) + np.abs(b)
        close(student.affine(T @ X, W, b), wanted, "affine(T @ X, W, b)", terms.max())

    @weight(1)
    @forall(square_layer)
    def test_square_weights(self, student, X, W):
        """Without biases the output is X W, where there are as many units as inputs."""
        b = np.zeros(len(W))
        close(student.affine(X, W, b), affine(X, W, b), "affine(X, W, b)", 10)

    @weight(1)
    @forall(one_of_whole_numbers)
    def test_one_sample_or_one_unit(self, student, X, W, b):
        """The output is a table for one sample, and for one unit; numbers that are integers are taken as they are."""
        close(student.affine(X, W, b), affine(X, W, b), "affine(X, W, b)", 10)

    @practice
    @weight(1)
    @forall(as_many_samples_as_units)
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

    @misconception(
        "Each row gets b: entry j goes to unit j, not to sample j, however many there are.", see="def-affine"
    )
    def bias_down_where_it_fits(X, W, b):
        Z = X @ W
        return Z + (b[:, None] if len(Z) == len(b) else b)

    @misconception(
        "W is not transposed, where its shape allows it either: column j belongs to unit j.", see="def-affine"
    )
    def transposed_where_square(X, W, b):
        return X @ (W.T if W.shape[0] == W.shape[1] else W) + b

    @misconception("Every unit has a bias of its own: no mean of them is taken.", see="def-affine")
    def mean_of_the_biases(X, W, b):
        return X @ W + b.mean()

    @misconception("The bias is added once, outside of the sum over the inputs.", see="def-affine")
    def bias_for_each_input(X, W, b):
        return X @ W + len(W) * b

    @misconception("All samples get the bias, not the first one only.", see="def-affine")
    def bias_of_the_first_sample(X, W, b):
        Z = np.array(X @ W, float)
        Z[0] += b
        return Z

    @misconception("Every sample has a row of the output: this ends one too early.", see="def-affine")
    def last_sample_missing(X, W, b):
        Z = np.zeros((len(X), len(b)))
        for n in range(len(X) - 1):
            Z[n] = X[n] @ W + b
        return Z

    @misconception("A unit adds up what its inputs bring: no mean is taken.", see="def-affine")
    def mean_over_the_inputs(X, W, b):
        return X @ W / len(W) + b

    @misconception("Z has two axes always, (N, d_out): do not squeeze it.", see="def-affine")
    def squeezed(X, W, b):
        return np.squeeze(X @ W + b)

    @misconception("One sample makes a table too, of shape (1, d_out).", see="def-affine")
    def flat_for_one_sample(X, W, b):
        Z = X @ W + b
        return Z[0] if len(X) == 1 else Z

    @misconception("b += ... works in the caller's array: each sample carries those before it.", see="def-affine")
    def bias_carried_along(X, W, b):
        rows = []
        for row in X @ W:
            b += row
            rows.append(b.copy())
        return np.array(rows)

    @misconception("X is changed for the caller too: write into a new array.", see="def-affine")
    def samples_changed(X, W, b):
        Z = X @ W + b
        X *= 0.5
        return Z

    @misconception("An array of the samples' dtype cuts fractions off if they are integers.", see="def-affine")
    def dtype_of_the_samples(X, W, b):
        Z = np.zeros_like(X, shape=(len(X), len(b)))
        Z[:] = X @ W + b
        return Z

    @misconception("Biases that add up to 0 are not 0: always add them.", see="def-affine")
    def bias_unless_of_sum_zero(X, W, b):
        return X @ W + b if b.sum() else X @ W

    @misconception("Z += b puts no fractions into an array of integers: write Z = Z + b.", see="def-affine")
    def bias_in_place(X, W, b):
        Z = X @ W
        Z += b
        return Z

    @misconception("An array of the dtype of b cuts fractions off if b is of integers.", see="def-affine")
    def from_the_bias_in_place(X, W, b):
        Z = np.tile(b, (len(X), 1))
        Z += X @ W
        return Z

    @misconception("float16 knows three digits only: float32 or float64 is wanted.", see="def-affine")
    def in_half_precision(X, W, b):
        return X.astype(np.float16) @ W.astype(np.float16) + b.astype(np.float16)

    @misconception("Samples need not be integers: do not cut their fractions off.", see="def-affine")
    def samples_cut_to_integers(X, W, b):
        return X.astype(int) @ W + b

    @misconception("repeat puts equal biases side by side: each row is b as it stands.", see="def-affine")
    def bias_repeated(X, W, b):
        return X @ W + np.repeat(b, len(X)).reshape(len(X), len(b))

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
        Z = np.tile(b.astype(float), (len(X), 1))
        for i in range(X.shape[1]):
            Z += np.outer(X[:, i], W[i])
        return Z
