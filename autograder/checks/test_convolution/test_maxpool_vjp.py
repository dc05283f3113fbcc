"""Mark scheme of `maxpool_vjp`.

At ties the shares are free: there blocks are judged, by their sum, by the sign of each share, by what gets none.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.blocks import after_a_relu, cut, near_ties, negative, no_ties, single_entries
from autograder.checks.test_convolution.inputs import ROUGH, close, near
from solutions.convolution import maxpool_vjp

POOLED = "maxpool_vjp(U, X, s)"


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
        "Right to 1e-9": "test_blocks_of_one",
        "U and X hold floats or integers": ("test_blocks_of_one", "test_ties"),
    }

    @practice
    @weight(1)
    @forall(no_ties, draws=12)
    def test_sums_of_blocks(self, student, U, X, s):
        """The gradient goes into each block as a whole: the entries of dX in it add up to its entry of U."""
        dX = gradient(student.maxpool_vjp(U, X, s), X)
        near(cut(dX, s).sum(axis=(4, 5)), U, f"the sums of {POOLED} over the blocks", np.abs(U).max())

    @weight(1)
    @forall(no_ties, draws=12)
    def test_largest_alone(self, student, U, X, s):
        """Where one entry is the largest of its block it gets all of the gradient, and the others nothing."""
        near(student.maxpool_vjp(U, X, s), maxpool_vjp(U, X, s), POOLED, np.abs(U).max())

    @weight(1)
    @forall(negative, draws=6)
    def test_negative_blocks(self, student, U, X):
        """In a block without a positive entry there is a largest one, too."""
        near(student.maxpool_vjp(U, X, 2), maxpool_vjp(U, X, 2), "maxpool_vjp(U, X, 2)", np.abs(U).max())

    @practice
    @weight(2)
    @forall(after_a_relu, draws=8)
    def test_ties(self, student, U, V, X, s):
        """Where several are largest, no share is negative, they sum to 1, and what is smaller gets nothing."""
        blocks = cut(X, s)
        smaller = blocks < blocks.max(axis=(4, 5), keepdims=True)
        for name, given in (("U", U), ("V", V)):
            what = f"maxpool_vjp({name}, X, s)"
            shares = cut(gradient(student.maxpool_vjp(given, X, s), X), s) / given[..., None, None]
            least, lost = shares.min(), np.abs(shares[smaller]).max(initial=0.0)
            expect.that(least >= -ROUGH, f"a share of {what} is {least:.6g}, wanted none below 0")
            expect.that(lost <= ROUGH, f"an entry that is not the largest of its block has the share {lost:.6g}")
            size = 1 + 1 / np.abs(given).min()
            near(shares.sum(axis=(4, 5)), np.ones(given.shape), f"the sums of the shares of {what}", size)

    @weight(1)
    @forall(near_ties, draws=6)
    def test_near_ties(self, student, U, X, s):
        """An entry that is nearly the largest gets nothing."""
        near(student.maxpool_vjp(U, X, s), maxpool_vjp(U, X, s), POOLED, np.abs(U).max())

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
    zeros_get_nothing = slip(
        by_shares,
        ("keepdims=True)\n    share", "keepdims=True)\n    top &= blocks != 0\n    share"),
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top / np.maximum(1, top.sum(axis=(3, 5), keepdims=True))"),
        hint="A block of zeros hands its gradient on as well: what a ReLU stops is the business of the ReLU.",
        see="prop-pooling",
    )
    zeros_get_nothing_among_others = slip(
        by_shares,
        ("top / top", "top * ((blocks != 0) | (blocks == 0).all(axis=(3, 5), keepdims=True)) / top"),
        hint="If 0 is the largest entry of a block, it gets the gradient: to stop it is the business of the ReLU.",
        see="prop-pooling",
    )
    any_maximum = slip(
        by_shares,
        ("blocks == blocks.max(axis=(3, 5), keepdims=True)", "np.isin(blocks, blocks.max(axis=(3, 5)))"),
        hint="An entry is compared with the maximum of its own block, not with those of others.",
        see="prop-pooling",
    )
    by_softmax = slip(
        by_shares,
        (
            "top / top.sum(axis=(3, 5), keepdims=True)",
            "np.exp(blocks - blocks.max(axis=(3, 5), keepdims=True)); "
            "share = share / share.sum(axis=(3, 5), keepdims=True)",
        ),
        hint="A softmax gives shares to smaller entries, too: only the largest get any.",
        see="prop-pooling",
    )
    ties_of_single_precision = slip(
        by_shares,
        ("blocks = X.reshape", "blocks = X.astype(np.float32).reshape"),
        hint="In float32 numbers become equal that are not: only what is equal to the maximum ties.",
        see="prop-pooling",
    )
    largest_of_each_row = slip(
        by_shares,
        ("blocks.max(axis=(3, 5), keepdims=True)", "blocks.max(axis=5, keepdims=True)"),
        hint="The maximum is one for the whole block, not one for each of its rows.",
        see="prop-pooling",
    )
    largest_of_the_map = slip(
        by_shares,
        ("blocks.max(axis=(3, 5), keepdims=True)", "blocks.max(axis=(2, 3, 4, 5), keepdims=True)"),
        ("top / top.sum(axis=(3, 5), keepdims=True)", "top"),
        hint="Each block has its own maximum, not each map.",
        see="prop-pooling",
    )
    maxima_given_back = slip(
        by_shares,
        ("share * U[:, :, :, None, :, None]", "share * blocks"),
        hint="The chain rule: what a block hands back is its entry of U, not its maximum.",
        see="prop-pooling",
    )
    two_for_s = slip(
        by_shares,
        ("H // s, s, W // s, s", "H // 2, 2, W // 2, 2"),
        hint="Blocks are s x s, whatever s is.",
        see="prop-pooling",
    )
    kind_of_the_gradient = slip(
        by_shares,
        (".reshape(X.shape)", ".reshape(X.shape).astype(U.dtype)"),
        hint="A share of an integer is no integer: keep the gradient in floats, though U holds integers.",
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
    row_of_one_column_of_another = slip(
        by_blocks,
        (
            "a, b = np.unravel_index(block.argmax(), block.shape)",
            "a, b = block.max(axis=1).argmax(), block.max(axis=0).argmax()",
        ),
        hint="At a tie the row of one of the largest and the column of another may meet in an entry that is smaller.",
        see="prop-pooling",
    )
    first_if_none_is_positive = slip(
        by_blocks,
        ("block.argmax()", "np.maximum(block, 0).argmax()"),
        hint="If the search begins at 0, none of a block of negative entries is larger: begin with an entry of it.",
        see="prop-pooling",
    )
    nothing_to_pool = slip(
        by_blocks,
        ("dX = np.zeros(X.shape)", "if s == 1: return np.ones(X.shape)\n    dX = np.zeros(X.shape)"),
        hint="For s = 1 the derivative is 1, and the chain rule gives U.",
        see="prop-pooling",
    )
    smallest_entry = slip(
        by_blocks,
        ("argmax", "argmin"),
        hint="The maximum moves with the largest entry.",
        see="prop-pooling",
    )
    as_many_columns_as_rows = slip(
        by_blocks,
        ("np.ndindex(*U.shape)", "np.ndindex(*U.shape[:3], U.shape[2])"),
        hint="Images need not be square: there are H/s rows of blocks, and W/s columns.",
        see="prop-pooling",
    )
    places_in_the_block_added_up = slip(
        by_blocks,
        ("dX[n, c, i * s + a, j * s + b] =", "dX[n, c, a, b] +="),
        hint="Block (i, j) begins at (i s, j s): add that to the place in the block.",
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

    @misconception(
        "The search begins at 0, so that a block of negative entries has no largest one: begin with an entry of it.",
        see="prop-pooling",
    )
    def searched_from_zero_on(U, X, s):
        dX = np.zeros(X.shape)
        for n, c, i, j in np.ndindex(*U.shape):
            largest, at = 0.0, None
            for p in range(i * s, i * s + s):
                for q in range(j * s, j * s + s):
                    if X[n, c, p, q] >= largest:
                        largest, at = X[n, c, p, q], (p, q)
            if at:
                dX[n, c, at[0], at[1]] = U[n, c, i, j]
        return dX

    @misconception(
        "A difference quotient is not right to 1e-9, and at a tie each of the largest gets the whole gradient.",
        see="prop-pooling",
    )
    def by_differences(U, X, s):
        N, C, H, W = X.shape
        dX = np.zeros(X.shape)
        for at in np.ndindex(*X.shape):
            moved = X * 1.0
            moved[at] += 1e-6
            before, after = (A.reshape(N, C, H // s, s, W // s, s).max(axis=(3, 5)) for A in (X, moved))
            dX[at] = (np.sum(U * after) - np.sum(U * before)) / 1e-6
        return dX

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
