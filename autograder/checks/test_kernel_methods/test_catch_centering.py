"""Mark scheme of `catch_centering`: six wrong centrings."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.kernel_methods import catch_centering, center_gram

SIZE = 5
LARGEST = 1e4
INPUTS = 3
ROUND_OFF = 1e-9


def written(A, what):
    """A table of numbers that can be written by hand."""
    A = expect.finite(A, what)
    expect.that(A.ndim == 2, f"{what} has shape {A.shape}, wanted two axes")
    expect.that(min(A.shape) >= 1 and max(A.shape) <= SIZE, f"{what} has shape {A.shape}, wanted 1 to {SIZE} each way")
    expect.that(np.abs(A).max() <= LARGEST, f"{what} has an entry of size {np.abs(A).max():g}, wanted 1e4 at most")
    return A


def admissible(K, K_test):
    """A Gram matrix, and rows for new points."""
    K, K_test = written(K, "K"), written(K_test, "K_test")
    N = len(K)
    expect.shape(K, (N, N), "K")
    expect.that(K_test.shape[1] == N, f"K_test has shape {K_test.shape}, wanted (M, {N}), a column for each sample")
    expect.that(np.abs(K - K.T).max() <= ROUND_OFF * np.abs(K).max(), "K is not symmetric, wanted a Gram matrix")
    spectrum = np.linalg.eigvalsh((K + K.T) / 2)
    words = f"K has the eigenvalue {spectrum[0]:.3g}, wanted a Gram matrix, which has none below 0"
    expect.that(spectrum[0] >= -ROUND_OFF * np.abs(spectrum).max(), words)
    return K, K_test


def centred(K):
    """What all but the first three do to K."""
    return center_gram(K)


@exercise(reference=catch_centering)
@catches(center_gram, admissible, at_most=INPUTS)
class TestCatchCentering:
    CONTRACT: ClassVar = {
        "each of six wrong versions": (
            "test_catches_columns_only",
            "test_catches_grand_mean_only",
            "test_catches_nothing_added_back",
            "test_catches_new_points_by_themselves",
            "test_catches_new_points_untouched",
            "test_catches_new_rows_only",
        ),
        "An input is a pair": "test_inputs_are_admissible",
        "K is a Gram matrix": "test_inputs_are_admissible",
        "may hold any numbers": "test_inputs_are_admissible",
        "A version shows itself": "test_catches_columns_only",
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """One to three pairs (K, K_test): K a Gram matrix (N, N), K_test (M, N), N, M from 1 to 5, entries to 1e4."""
        answer = student.catch_centering()
        for index, entry in enumerate(expect.entries(answer, "catch_centering()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a pair (K, K_test), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            admissible(*entry)

    @wrong(
        "subtracts from each column the mean of that column of K, and nothing else, in K and in K_test",
        shown="rows of K, or of K_test, whose mean is not that of all of K",
    )
    def columns_only(K, K_test):
        return K - K.mean(axis=0), K_test - K.mean(axis=0)

    @wrong(
        "subtracts the mean of all entries of K, and nothing else, in K and in K_test",
        shown="a K or K_test of which some row or column has another mean than K",
    )
    def grand_mean_only(K, K_test):
        return K - K.mean(), K_test - K.mean()

    @wrong(
        "subtracts the means of rows and of columns, as it should, but does not add the mean of K",
        shown="a K whose mean is not 0",
    )
    def nothing_added_back(K, K_test):
        columns = K.mean(axis=0)
        return K - columns - columns[:, None], K_test - columns - K_test.mean(axis=1, keepdims=True)

    @wrong(
        "centres K, and K_test by the means of K_test alone: less those of rows and columns, plus that of all entries",
        shown="column means of K_test that differ from those of K, and not all by the same number",
    )
    def new_points_by_themselves(K, K_test):
        rows = K_test.mean(axis=1, keepdims=True)
        return centred(K), K_test - K_test.mean(axis=0) - rows + K_test.mean()

    @wrong("centres K, and leaves K_test as it is", shown="a K_test that centring changes")
    def new_points_untouched(K, K_test):
        return centred(K), K_test

    @wrong(
        "centres K, and subtracts from each row of K_test its own mean, and nothing else",
        shown="a K whose columns have different means",
    )
    def new_rows_only(K, K_test):
        return centred(K), K_test - K_test.mean(axis=1, keepdims=True)

    @misconception(
        "The mean of these features is 0, and so are all means: there is nothing to centre.", see="thm-centring"
    )
    def centred_before():
        x = np.array([-1.0, 1.0])
        return [(np.outer(x, x), np.outer([0.0], x))]

    @misconception("These samples have equal means in K: find some that are not all alike.", see="catch-centering")
    def a_regular_pentagon():
        angle = 2 * np.pi * np.arange(5) / 5
        X = np.stack([np.cos(angle), np.sin(angle)], axis=1)
        K = np.exp(-np.sum((X[:, None] - X) ** 2, axis=2))
        return [(K, K)]

    @misconception("The new points are the samples: their own means are the right ones.", see="own-means")
    def samples_as_new_points():
        x = np.array([0.0, 1.0, 5.0])
        return [(np.outer(x, x), np.outer(x, x))]

    @misconception("Zeros, and the identity, are the same for whoever takes which mean.", see="catch-centering")
    def identity_and_zeros():
        return [(np.eye(3), np.eye(3)), (np.zeros((2, 2)), np.zeros((1, 2)))]

    @misconception("A kernel is symmetric, and K no Gram matrix if it is not.", see="thm-centring")
    def not_symmetric():
        return [(np.array([[1.0, 2.0], [0.0, 5.0]]), np.array([[3.0, 4.0]]))]

    @misconception("K_test has a column for each sample and a row for each new point.", see="thm-centring")
    def a_column_for_each_point():
        x = np.array([0.0, 1.0, 5.0])
        return [(np.outer(x, x), np.outer(x, [3.0]))]

    @misconception("An eigenvalue of K is negative: K is symmetric, but no Gram matrix.", see="thm-centring")
    def symmetric_and_indefinite():
        return [(np.array([[0.0, 1.0], [1.0, 5.0]]), np.array([[3.0, 4.0]]))]

    @misconception("The samples themselves are not centred by this: a wrong K shows where K is.", see="catch-centering")
    def samples_at_zero():
        return [(np.zeros((2, 2)), np.array([[1.0, 5.0], [2.0, 2.0]]))]

    @alternate
    def lists_of_integers():
        return [([[1, 2], [2, 4]], [[5, 10], [-3, -6]])]

    @alternate
    def of_a_gaussian_kernel():
        X, Z = np.array([[0.0], [1.0], [3.0]]), np.array([[2.0], [0.5]])
        return [tuple(np.exp(-0.5 * (A - X.T) ** 2) for A in (X, Z))]

    @alternate
    def one_after_the_other():
        x, z = np.array([2.0, 3.0]), np.array([7.0])
        polynomial = (1 + np.outer(x, x)) ** 2, (1 + np.outer(z, x)) ** 2
        return (polynomial, [np.outer(x, x), np.outer(z, x)])

    @alternate
    def in_single_precision():
        x = np.array([1, 2, 6], np.float32)
        return [(np.outer(x, x), np.outer(np.array([4, 4], np.float32), x))]
