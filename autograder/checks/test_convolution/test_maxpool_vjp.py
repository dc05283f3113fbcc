"""Mark scheme of `maxpool_vjp`.

At ties the shares are free: there blocks are judged, by their sum, by the sign of each share, by what gets none.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.inputs import ACCURACY, close, off_zero, positive, tenths, whole
from solutions.convolution import maxpool_vjp

POOLED = "maxpool_vjp(U, X, s)"


def shapes(d):
    """Two samples or three of two channels or three, blocks of 2 or 3, not as many rows of blocks as columns."""
    s, rows = d.integer(2, 3), d.integer(1, 2)
    return d.integer(2, 3), d.integer(2, 3), s, rows, rows + d.integer(1, 2)


def no_ties(d):
    """Entries of both signs, all different, but for a shift: (U, X, s)."""
    N, C, s, rows, columns = shapes(d)
    X = d.permutation(N * C * s * rows * s * columns).reshape(N, C, s * rows, s * columns) / 10
    return off_zero(tenths(d, (N, C, rows, columns))), X - d.integer(0, 20), s


def negative(d):
    """All entries are below 0."""
    U, X, s = no_ties(d)
    return U, X - X.max() - 0.1, s


def after_a_relu(d):
    """Blocks of zeros, blocks of equal numbers, and blocks in which two of the entries tie: (U, X, s)."""
    N, C, s, rows, columns = shapes(d)
    blocks = positive(d, (N, C, rows, columns, s, s)).astype(float)
    blocks[0, 0, 0, 0], blocks[-1, -1, -1, -1], blocks[0, -1] = 0, 2.3, blocks[0, -1] / 2
    blocks[0, -1, :, :, 0, -1] = blocks[0, -1, :, :, -1, 0] = 3.1
    X = blocks.transpose(0, 1, 2, 4, 3, 5).reshape(N, C, s * rows, s * columns)
    return off_zero(tenths(d, (N, C, rows, columns))), X, s


def near_ties(d):
    """Entries of about 1000 that differ by 1e-5: (U, X, s)."""
    U, X, s = no_ties(d)
    return U, 1000 + 1e-4 * X, s


def single_entries(d):
    """Blocks of one entry, and integers: (U, X)."""
    shape = d.integer(1, 2), d.integer(1, 2), d.integer(1, 3), d.integer(2, 4)
    U, X = off_zero(tenths(d, shape)), whole(d, shape)
    X[0, 0, 0, 0] = 0
    return U, X


def cut(A, s):
    """The blocks (N, C, rows, columns, s, s) of an array (N, C, H, W)."""
    N, C, H, W = A.shape
    return A.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5)


def gradient(got, X):
    """dX, finite and of the shape of X."""
    expect.shape(got, X.shape, POOLED)
    return expect.finite(got, POOLED)


@exercise(reference=maxpool_vjp)
class TestMaxpoolVjp:
    CONTRACT: ClassVar = {
        "Vector-Jacobian product": ("test_largest_alone", "test_sums_of_blocks"),
        "do not overlap": ("test_largest_alone", "test_blocks_of_one"),
        "their shares of the gradient": "test_ties",
        "however little is wanting": "test_near_ties",
        "U and X hold floats or integers": "test_blocks_of_one",
    }

    @practice
    @weight(1)
    @forall(no_ties, draws=12)
    def test_sums_of_blocks(self, student, U, X, s):
        """The gradient goes into each block as a whole: the entries of dX in it add up to its entry of U."""
        dX = gradient(student.maxpool_vjp(U, X, s), X)
        close(cut(dX, s).sum(axis=(4, 5)), U, f"the sums of {POOLED} over the blocks", np.abs(U).max())

    @weight(1)
    @forall(no_ties, draws=12)
    def test_largest_alone(self, student, U, X, s):
        """Where one entry is the largest of its block it gets all of the gradient, and the others nothing."""
        close(student.maxpool_vjp(U, X, s), maxpool_vjp(U, X, s), POOLED, np.abs(U).max())

    @weight(1)
    @forall(negative, draws=6)
    def test_negative_blocks(self, student, U, X, s):
        """In a block without a positive entry there is a largest one, too."""
        close(student.maxpool_vjp(U, X, s), maxpool_vjp(U, X, s), POOLED, np.abs(U).max())

    @practice
    @weight(2)
    @forall(after_a_relu, draws=12)
    def test_ties(self, student, U, X, s):
        """Where several are largest, no share is negative, they sum to 1, and what is smaller gets nothing."""
        blocks, shares = cut(X, s), cut(gradient(student.maxpool_vjp(U, X, s), X), s) / U[..., None, None]
        smaller = blocks < blocks.max(axis=(4, 5), keepdims=True)
        least, lost = shares.min(), np.abs(shares[smaller]).max(initial=0.0)
        expect.that(least >= -ACCURACY, f"a share of {POOLED} is {least:.6g}, wanted none below 0")
        expect.that(lost <= ACCURACY, f"an entry that is not the largest of its block has the share {lost:.6g}")
        close(shares.sum(axis=(4, 5)), np.ones(U.shape), f"the sums of the shares of {POOLED}", 1 + 1 / np.abs(U).min())

    @weight(1)
    @forall(near_ties, draws=6)
    def test_near_ties(self, student, U, X, s):
        """An entry that is nearly the largest gets nothing."""
        close(student.maxpool_vjp(U, X, s), maxpool_vjp(U, X, s), POOLED, np.abs(U).max())

    @weight(1)
    @forall(single_entries, draws=6)
    def test_blocks_of_one(self, student, U, X):
        """Blocks of one entry hand U through, whether X holds integers or U does."""
        close(student.maxpool_vjp(U, X, 1), U, "maxpool_vjp(U, X, 1)", np.abs(U).max())
        close(student.maxpool_vjp(X, U, 1), X, "maxpool_vjp(X, U, 1)", max(1, np.abs(X).max()))

    @alternate
    def by_blocks(U, X, s):
        dX = np.zeros(X.shape)
        for n, c, i, j in np.ndindex(*U.shape):
            block = X[n, c, i * s : i * s + s, j * s : j * s + s]
            a, b = np.unravel_index(block.argmax(), block.shape)
            dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
        return dX

    @alternate
    def by_shares(U, X, s):
        N, C, H, W = X.shape
        blocks = X.reshape(N, C, H // s, s, W // s, s)
        top = blocks == blocks.max(axis=(3, 5), keepdims=True)
        share = top / top.sum(axis=(3, 5), keepdims=True)
        return (share * U[:, :, :, None, :, None]).reshape(X.shape)

    @alternate
    def by_repeating(U, X, s):
        def wide(A):
            return A.repeat(s, axis=2).repeat(s, axis=3)

        N, C, H, W = X.shape
        largest = X.reshape(N, C, H // s, s, W // s, s).max(axis=5).max(axis=3)
        top = (wide(largest) == X) * 1.0
        count = top.reshape(N, C, H // s, s, W // s, s).sum(axis=(3, 5))
        return top * wide(U / count)

    @alternate
    def the_last_of_the_largest(U, X, s):
        dX = [[[[0.0] * X.shape[3] for _ in range(X.shape[2])] for _ in image] for image in X]
        for (n, c, i, j), u in np.ndenumerate(U):
            at = [(i * s + a, j * s + b) for a in range(s) for b in range(s)]
            p, q = max(at, key=lambda place: (X[n, c, place[0], place[1]], place))
            dX[n][c][p][q] = float(u)
        return dX

    @alternate
    def in_pairs_of_unequal_shares(U, X, s):
        """The first of the largest and the last, one third and two thirds, where there are several."""
        dX = np.zeros(X.shape)
        for n, c, i, j in np.ndindex(*U.shape):
            block = X[n, c, i * s : (i + 1) * s, j * s : (j + 1) * s]
            tops = np.argwhere(block == block.max())
            for share, (a, b) in ((1 / 3, tops[0]), (2 / 3, tops[-1])):
                dX[n, c, i * s + a, j * s + b] += share * U[n, c, i, j]
        return dX

    @alternate
    def by_taking_along(U, X, s):
        N, C, H, W = X.shape
        flat = X.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5).reshape(N, C, H // s, W // s, s * s)
        d = np.zeros(flat.shape)
        np.put_along_axis(d, flat.argmax(axis=-1)[..., None], U[..., None], axis=-1)
        return d.reshape(N, C, H // s, W // s, s, s).transpose(0, 1, 2, 4, 3, 5).reshape(X.shape)

    to_every_entry = slip(
        by_shares,
        ("top / top.sum(axis=(3, 5), keepdims=True)", "np.ones(blocks.shape)"),
        hint="Only the largest entry of a block moves the maximum: it gets all, the others nothing.",
        see="prop-pooling",
    )
    shared_by_all = slip(
        by_shares,
        ("top / top.sum(axis=(3, 5), keepdims=True)", "np.ones(blocks.shape) / s**2"),
        hint="That is the gradient of the mean; the maximum moves with its largest entry alone.",
        see="prop-pooling",
    )
    whole_gradient_to_each = slip(
        by_shares,
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top"),
        hint="At a tie the shares sum to 1: not all of U for each of the largest.",
        see="prop-pooling",
    )
    ties_get_nothing = slip(
        by_shares,
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top * (top.sum(axis=(3, 5), keepdims=True) == 1)"),
        hint="At a tie the shares sum to 1: the gradient is not dropped.",
        see="prop-pooling",
    )
    nearly_the_largest = slip(
        by_shares,
        (
            "blocks == blocks.max(axis=(3, 5), keepdims=True)",
            "np.isclose(blocks, blocks.max(axis=(3, 5), keepdims=True))",
        ),
        hint="Only what is equal to the maximum ties: np.isclose takes in what is smaller.",
        see="prop-pooling",
    )
    upstream_forgotten = slip(
        by_shares,
        ("share * U[:, :, :, None, :, None]", "share"),
        hint="The chain rule: the block's entry of U goes to its largest entry.",
        see="prop-pooling",
    )
    values_for_gradients = slip(
        by_shares,
        ("share * U[:, :, :, None, :, None]", "share * U[:, :, :, None, :, None] * blocks"),
        hint="The derivative by the largest entry is 1, whatever its value.",
        see="prop-pooling",
    )
    largest_of_all = slip(
        by_shares,
        ("blocks == blocks.max(axis=(3, 5), keepdims=True)", "blocks == blocks.max()"),
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top / np.maximum(1, top.sum(axis=(3, 5), keepdims=True))"),
        hint="Each block has its own maximum.",
        see="prop-pooling",
    )
    largest_over_the_channels = slip(
        by_shares,
        ("blocks == blocks.max(axis=(3, 5), keepdims=True)", "blocks == blocks.max(axis=(1, 3, 5), keepdims=True)"),
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top / np.maximum(1, top.sum(axis=(3, 5), keepdims=True))"),
        hint="Channels are pooled each by itself.",
        see="prop-pooling",
    )
    blocks_of_two = slip(
        by_blocks,
        ("X[n, c, i * s : i * s + s, j * s : j * s + s]", "X[n, c, i * s : i * s + 2, j * s : j * s + 2]"),
        hint="Blocks are s x s, whatever s is.",
        see="prop-pooling",
    )
    smallest_entry = slip(
        by_blocks,
        ("argmax", "argmin"),
        hint="The maximum moves with the largest entry.",
        see="prop-pooling",
    )
    row_and_column_swapped = slip(
        by_blocks,
        ("i * s + a, j * s + b", "i * s + b, j * s + a"),
        hint="np.unravel_index gives the row first, then the column.",
        see="prop-pooling",
    )
    place_in_the_block = slip(
        by_blocks,
        ("dX[n, c, i * s + a, j * s + b]", "dX[n, c, a, b]"),
        hint="Block (i, j) begins at (i s, j s): add that to the place in the block.",
        see="prop-pooling",
    )
    blocks_that_overlap = slip(
        by_blocks,
        ("X[n, c, i * s : i * s + s, j * s : j * s + s]", "X[n, c, i : i + s, j : j + s]"),
        ("dX[n, c, i * s + a, j * s + b] =", "dX[n, c, i + a, j + b] +="),
        hint="The blocks do not overlap: block (i, j) begins at (i s, j s).",
        see="prop-pooling",
    )
    kind_of_the_image = slip(
        by_blocks,
        ("np.zeros(X.shape)", "np.zeros_like(X)"),
        hint="Space of the dtype of X holds no fractions if X holds integers: np.zeros(X.shape).",
        see="prop-pooling",
    )
    positive_ones_only = slip(
        by_blocks,
        ("= U[n, c, i, j]", "= U[n, c, i, j] * (block.max() > 0)"),
        hint="Pooling has no threshold: the largest of negative entries is the largest, too.",
        see="prop-pooling",
    )
    from_zero_on = slip(
        by_blocks,
        (
            "a, b = np.unravel_index(block.argmax(), block.shape)",
            "a, b = np.unravel_index(abs(block).argmax(), block.shape)",
        ),
        hint="The largest entry, not the largest in size.",
        see="prop-pooling",
    )
    in_single_precision = slip(
        by_blocks,
        ("np.zeros(X.shape)", "np.zeros(X.shape, np.float32)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="prop-pooling",
    )

    @misconception(
        "The axes of a block lie apart: reshape to (N, C, H/s, s, W/s, s), not (..., H/s, W/s, s, s).",
        see="prop-pooling",
    )
    def axes_mixed(U, X, s):
        N, C, H, W = X.shape
        blocks = X.reshape(N, C, H // s, W // s, s, s)
        top = blocks == blocks.max(axis=(4, 5), keepdims=True)
        share = top / top.sum(axis=(4, 5), keepdims=True)
        return (share * U[..., None, None]).reshape(X.shape)

    @misconception("np.tile sets copies of U side by side; each entry has to fill its own block.", see="prop-pooling")
    def tiled(U, X, s):
        N, C, H, W = X.shape
        blocks = X.reshape(N, C, H // s, s, W // s, s)
        top = blocks == blocks.max(axis=(3, 5), keepdims=True)
        share = (top / top.sum(axis=(3, 5), keepdims=True)).reshape(X.shape)
        return share * np.tile(U, (1, 1, s, s))

    @misconception("X is cut down to its maxima for the caller too: work on a copy.", see="prop-pooling")
    def image_overwritten(U, X, s):
        N, C, H, W = X.shape
        blocks = X.reshape(N, C, H // s, s, W // s, s)
        top = blocks == blocks.max(axis=(3, 5), keepdims=True)
        share = top / top.sum(axis=(3, 5), keepdims=True)
        blocks *= top
        return (share * U[:, :, :, None, :, None]).reshape(X.shape)
