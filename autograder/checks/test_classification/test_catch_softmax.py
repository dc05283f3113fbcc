"""Mark scheme of `catch_softmax`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.classification import catch_softmax, softmax

ROWS, COLUMNS, LARGEST = 4, 5, 1e4
INPUTS = 3


def admissible(Z):
    """A table of logits that can be written by hand."""
    Z = expect.finite(Z, "Z")
    expect.that(Z.ndim == 2, f"Z has shape {Z.shape}, wanted (N, K): is the answer a list of tables?")
    N, K = Z.shape
    expect.that(1 <= N <= ROWS and 2 <= K <= COLUMNS, f"Z has shape {Z.shape}, wanted 1 to 4 rows and 2 to 5 columns")
    largest = np.abs(Z).max()
    expect.that(largest <= LARGEST, f"Z has an entry of size {largest:g}, wanted 10 000 at most")
    return Z


@exercise(reference=catch_softmax)
@catches(softmax, admissible, at_most=INPUTS)
class TestCatchSoftmax:
    CONTRACT: ClassVar = {
        "A list of one to three inputs": ("test_inputs_are_admissible",),
        "Each Z has 1 to 4 rows": ("test_inputs_are_admissible",),
        "caught if on one of the inputs": (
            "test_catches_down_the_columns",
            "test_catches_without_maximum",
            "test_catches_largest_of_all",
            "test_catches_largest_absolute_value",
            "test_catches_mean_of_the_row",
            "test_catches_cut_off",
            "test_catches_powers_of_two",
        ),
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """There are one to three inputs, each of 1 to 4 rows and 2 to 5 columns of numbers up to 10 000 in size."""
        for Z in expect.entries(student.catch_softmax(), "catch_softmax()", INPUTS, "input", "inputs"):
            admissible(Z)

    @wrong("takes maximum and sum down the columns", shown="a single row, which then is all ones")
    def down_the_columns(Z):
        E = np.exp(Z - Z.max(axis=0))
        return E / E.sum(axis=0)

    @wrong(
        "subtracts nothing before the exponential", shown="a logit beyond 710, or a row of logits all below -746"
    )
    def without_maximum(Z):
        E = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    @wrong(
        "subtracts the largest number of the whole table from every row",
        shown="a row that lies 746 or more below the largest number of its table",
    )
    def largest_of_all(Z):
        E = np.exp(Z - Z.max())
        return E / E.sum(axis=1, keepdims=True)

    @wrong(
        "subtracts the largest absolute value of the row",
        shown="a row whose largest logit lies 746 or more below its largest absolute value",
    )
    def largest_absolute_value(Z):
        E = np.exp(Z - np.abs(Z).max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @wrong("subtracts the mean of the row", shown="a row with a logit 710 or more above its mean")
    def mean_of_the_row(Z):
        E = np.exp(Z - Z.mean(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @wrong(
        "first cuts every logit off at -30 and 30",
        shown="a row whose two largest logits differ by 1, say, and are both beyond 30, or both below -30",
    )
    def cut_off(Z):
        E = np.exp(np.clip(Z, -30, 30))
        return E / E.sum(axis=1, keepdims=True)

    @wrong(
        "raises 2, not e, to the power of the logits", shown="a row whose two largest logits differ, by 1, say"
    )
    def powers_of_two(Z):
        E = np.exp2(Z - Z.max(axis=1, keepdims=True))
        return E / E.sum(axis=1, keepdims=True)

    @misconception("Rows of equal logits come out right whatever is done to them alike.", see="def-softmax")
    def zeros():
        return [np.zeros((2, 2))]

    @misconception("One row of moderate numbers shows only what goes wrong with every number.", see="safe-softmax")
    def one_moderate_row():
        return [np.array([[0.0, 1.0, 2.0]])]

    @misconception("Large numbers overflow; what underflows lies far below the rest of its table.", see="safe-softmax")
    def one_large_row():
        return [np.array([[1000.0, 0.0]])]

    @misconception("What a large number shows must not be the same for all the others too.", see="safe-softmax")
    def all_large():
        return [np.full((2, 2), 1e4)]

    @alternate
    def one_for_each_kind():
        return ([[1, 0]], [[2000, 0], [0, 1]], [[-999, -1000], [-998, -999]])

    @alternate
    def as_arrays():
        return np.array([[[0.0, 1.0], [5000.0, 5001.0]], [[-5000.0, -5001.0], [3000.0, 0.0]]])

    @alternate
    def three_classes():
        return [np.array([[0.0, 0.5, -3000.0], [-2000.0, -2000.5, -2001.0], [2000.0, -1.0, 0.0]])]

    @alternate
    def in_single_precision():
        return [np.array([[2000, 0], [0, 1]], np.float32), np.array([[-1000, -1001], [1, 2]], np.int16)]
