"""Mark scheme of `catch_convolution`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.convolution import catch_convolution, xcorr2d

INPUTS = 3
LARGEST_IMAGE, LARGEST_KERNEL = 6, 4
LARGEST = 100.0
MOST_PAD, MOST_STRIDE = 3, 4

ALL = (
    "test_catches_turned",
    "test_catches_transposed",
    "test_catches_far_sides",
    "test_catches_rounded_up",
    "test_catches_columns_one_by_one",
    "test_catches_wrapped",
    "test_catches_edge_repeated",
)


def matrix(got, what, most):
    """A matrix of finite numbers of moderate size."""
    A = expect.finite(got, what)
    fits = A.ndim == 2 and A.size > 0 and max(A.shape) <= most
    expect.that(fits, f"{what} has shape {A.shape}, wanted a matrix of 1 to {most} rows and columns")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted 100 at most")
    return A


def bounded_integer(got, what, least, most):
    """One integer in these bounds."""
    number = expect.number(got, what)
    fits = number == int(number) and least <= number <= most
    expect.that(fits, f"{what} is {number:g}, wanted an integer from {least} to {most}")
    return int(number)


def admissible(X, K, pad, stride):
    """An image and a kernel that can be written by hand, and the kernel fits."""
    X, K = matrix(X, "X", LARGEST_IMAGE), matrix(K, "K", LARGEST_KERNEL)
    pad, stride = bounded_integer(pad, "pad", 0, MOST_PAD), bounded_integer(stride, "stride", 1, MOST_STRIDE)
    room = X.shape[0] + 2 * pad, X.shape[1] + 2 * pad
    fits = K.shape[0] <= room[0] and K.shape[1] <= room[1]
    expect.that(fits, f"K has shape {K.shape}, wanted one that fits into the padded image, {room}")
    return X, K, pad, stride


def correlated(padded, K, rows, columns):
    """The kernel at these rows and columns of an image that has its border already; beyond it are zeros."""
    kh, kw = K.shape
    padded = np.pad(padded, ((0, kh + rows[-1]), (0, kw + columns[-1])))
    return np.array([[np.sum(padded[i : i + kh, j : j + kw] * K) for j in columns] for i in rows])


def places(size, k, stride):
    """Where a kernel of k stands in so many rows or columns."""
    return range(0, size - k + 1, stride)


def padded_by(X, K, pad, stride, mode):
    """The result if the border is filled in another mode of NumPy's."""
    P = np.pad(X, pad, mode=mode)
    return correlated(P, K, *(places(n, k, stride) for n, k in zip(P.shape, K.shape, strict=True)))


@exercise(reference=catch_convolution)
@catches(xcorr2d, admissible, at_most=INPUTS)
class TestCatchConvolution:
    CONTRACT: ClassVar = {
        "all seven wrong versions": ALL,
        "A version is shown": ("test_catches_rounded_up", "test_catches_turned"),
        "have at most 6 rows": "test_inputs_are_admissible",
        "pad is an integer from 0 to 3": "test_inputs_are_admissible",
        "Differences below 1e-3": ALL,
    }

    @practice
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, K, pad, stride) of the sizes allowed, in each of which the kernel fits."""
        what = "catch_convolution()"
        for index, entry in enumerate(expect.entries(student.catch_convolution(), what, INPUTS, "input", "inputs")):
            try:
                admissible(*expect.values(entry, 4, f"input {index} of {what}"))
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None

    @wrong(
        "turns the kernel by 180 degrees",
        shown="a kernel that is another one when turned, on an image that is not 0",
    )
    def turned(X, K, pad, stride):
        return xcorr2d(X, K[::-1, ::-1], pad, stride)

    @wrong(
        "transposes the kernel, if that is square",
        shown="a square kernel that is not symmetric, on an image that is not 0",
    )
    def transposed(X, K, pad, stride):
        return xcorr2d(X, K.T if K.shape[0] == K.shape[1] else K, pad, stride)

    @wrong(
        "puts all 2 pad zeros below and to the right",
        shown="padding, and a first patch to which zeros above it matter",
    )
    def far_sides(X, K, pad, stride):
        return xcorr2d(np.pad(X, (0, 2 * pad)), K, 0, stride)

    @wrong(
        "makes one step more, down or to the right, where something is left over, and reads zeros there",
        shown="a stride with rows or columns to spare",
    )
    def rounded_up(X, K, pad, stride):
        P = np.pad(X, pad)
        every = (range(0, n - k + stride, stride) for n, k in zip(P.shape, K.shape, strict=True))
        return correlated(P, K, *every)

    @wrong(
        "moves by stride from row to row, but by 1 from column to column",
        shown="a stride of 2 or more, and room for a second column",
    )
    def columns_one_by_one(X, K, pad, stride):
        P = np.pad(X, pad)
        return correlated(P, K, places(P.shape[0], K.shape[0], stride), places(P.shape[1], K.shape[1], 1))

    @wrong(
        "lets the image begin again beyond its edge, in place of zeros",
        shown="padding, and what would stand in the border there is not 0 where the kernel is not",
    )
    def wrapped(X, K, pad, stride):
        return padded_by(X, K, pad, stride, "wrap")

    @wrong(
        "repeats the edge of the image, in place of zeros",
        shown="padding, and an edge that is not 0 where the kernel is not",
    )
    def edge_repeated(X, K, pad, stride):
        return padded_by(X, K, pad, stride, "edge")

    @misconception("On zeros with stride 1 all seven are right: 0, and of the right size.", see="catch-convolution")
    def zeros():
        return [(np.zeros((3, 3)), np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 1)]

    @misconception(
        "A kernel that is its own transpose and its own half-turn shows neither of the first two.",
        see="catch-convolution",
    )
    def symmetric_kernel():
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
        return [(X, np.array([[1.0, 2.0], [2.0, 1.0]]), 1, 2)]

    @misconception("A symmetric kernel is its own transpose, though turned it is another one.", see="catch-convolution")
    def own_transpose():
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
        return [(X, np.array([[1.0, 2.0], [2.0, 3.0]]), 1, 2)]

    @misconception("Without padding three of the seven have nothing to do wrong.", see="catch-convolution")
    def no_padding():
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
        return [
            (X, np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 2),
            (np.ones((4, 5)), np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 2),
        ]

    @misconception("With stride 1 each step fits, and columns go one by one.", see="catch-convolution")
    def stride_one():
        X = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 10.0]])
        return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 1)]

    @misconception("Here the stride fits exactly: floor and ceil agree.", see="catch-convolution")
    def stride_that_fits():
        X = np.arange(1.0, 17).reshape(4, 4) ** 2 % 17
        return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2)]

    @misconception(
        "An image without a bright edge: its border may be filled with whatever is there.", see="catch-convolution"
    )
    def dark_edge():
        X = np.zeros((5, 5))
        X[1:4, 1:4] = [[1, 2, 3], [4, 5, 6], [7, 8, 10]]
        return [(X, np.array([[1.0, 2.0], [3.0, 5.0]]), 1, 2), (X, np.array([[1.0, 2.0], [3.0, 5.0]]), 0, 2)]

    @misconception("One column only: along it there is no second place.", see="catch-convolution")
    def one_column():
        return [(np.array([[1.0], [2.0], [4.0]]), np.array([[1.0, 3.0], [2.0, 5.0]]), 1, 4)]

    @alternate
    def in_lists():
        return [
            ([[1, 2, 3], [4, 5, 6], [7, 8, 9]], [[1, 0], [0, -2]], 1, 2),
            [[[2, 3], [5, 7]], [[1, 2], [4, 8]], 0, 1],
        ]

    @alternate
    def one_for_each_purpose():
        K = np.array([[0.5, 2.0, 0.0], [-1.0, 0.0, 1.0], [4.0, 0.0, 1.0]])
        X = np.outer(np.arange(1.0, 7), [1.0, -2.0, 3.0, 5.0, -1.0, 2.0])
        return [(X, K, 0, 1), (X, K, 0, 2), (X, K, 3, 1)]

    @alternate
    def at_random():
        rng = np.random.default_rng(12)
        return [
            (rng.integers(1, 9, (5, 6)), rng.normal(size=(2, 2)).astype(np.float32), np.int64(1), 2) for _ in range(3)
        ]

    @alternate
    def as_large_as_allowed():
        X = 100 * np.cos(np.arange(36.0)).reshape(6, 6)
        return ((X, np.diag([1.0, 2.0, 3.0, 4.0]) + np.triu(np.ones((4, 4)), 2), 3, 3), (X, np.tri(3, 3) + 1, 1, 2))
