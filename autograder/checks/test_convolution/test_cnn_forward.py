"""Mark scheme of `cnn_forward`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, practice, slip, weight
from autograder.checks.test_convolution.inputs import TINY, close, near
from autograder.checks.test_convolution.networks import (
    cancelling,
    dead,
    integers,
    networks,
    one_block,
    several_samples,
    single_maps,
)
from solutions.convolution import cnn_forward, xcorr2d
from solutions.patches import im2col

LOGITS = "cnn_forward(params, X)"


def size_of_logits(params, X):
    """What the last layer gives if all numbers are replaced by their absolute values."""
    (K, c), (W, b) = [(np.abs(A), np.abs(a)) for A, a in params]
    return float(cnn_forward([(K, c), (W, b)], np.abs(X)).max())


def logits(student, params, X, within=near):
    """The student's logits against the right ones."""
    within(student.cnn_forward(params, X), cnn_forward(params, X), LOGITS, size_of_logits(params, X))


@exercise(reference=cnn_forward, requires=(xcorr2d,))
class TestCnnForward:
    CONTRACT: ClassVar = {
        "Logits Z (N, classes)": ("test_whole_network", "test_samples"),
        "the filters K": ("test_whole_network", "test_one_filter"),
        "In turn": ("test_single_maps", "test_one_filter", "test_whole_network", "test_dead_filters"),
        "an even number of rows": ("test_whole_network", "test_single_maps"),
        "All arrays hold floats": "test_kinds_of_numbers",
        "Right to 1e-9": "test_kinds_of_numbers",
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "Z = im2col(X, kh, kw, 0, 1) @ np.asarray(K, float).reshape(F, -2).T + np.asarray(c, float)",
            "return pooled.reshape(N, -2) @ np.asarray(W, float) + np.asarray(b, float)",
        ],
        "NumPy takes any negative number in a shape for what is left",
    )

    @practice
    @weight(1)
    @forall(single_maps, draws=12)
    def test_single_maps(self, student, params, X, maxima):
        """A filter 1 x 1 of the weight 1, W = I: the logits are the maxima of the blocks, 0 for negative ones."""
        near(student.cnn_forward(params, X), maxima[None], LOGITS, np.abs(X).max())

    @practice
    @weight(1)
    @forall(one_block, draws=12)
    def test_one_filter(self, student, params, X):
        """One filter and one block: the logits are W times the largest of four inner products of K with a patch."""
        (K, _), (W, _) = params
        kh, kw = K.shape[2:]
        patches = [X[0, 0, i : i + kh, j : j + kw] for i in range(2) for j in range(2)]
        largest = max(np.sum(P * K[0, 0]) for P in patches)
        size = np.sum(np.abs(K)) * np.abs(X).max() * np.abs(W).max()
        near(student.cnn_forward(params, X), largest * W, LOGITS, size)

    @weight(2)
    @forall(networks, draws=10)
    def test_whole_network(self, student, params, X):
        """Filters are summed over their channels, have their biases, and their maps are flattened filter by filter.

        There may be as many classes as features.
        """
        logits(student, params, X)
        filters, (W, b) = params
        each = np.arange(len(W)) % len(b)
        logits(student, [filters, (W[:, each], b[each])], X)

    @weight(1)
    @forall(several_samples, draws=6)
    def test_samples(self, student, params, X):
        """A row of the logits for each image, and none of them sees another; there may be one class alone."""
        logits(student, params, X)
        filters, (W, b) = params
        logits(student, [filters, (W[:, :1], b[:1])], X)

    @weight(1)
    @forall(dead, draws=4)
    def test_dead_filters(self, student, params, X):
        """Where no filter answers, the logits are the last biases."""
        near(student.cnn_forward(params, X), params[1][1][None], LOGITS, size_of_logits(params, X) / 1000)

    @weight(1)
    @forall(integers, draws=4)
    def test_kinds_of_numbers(self, student, params, X):
        """Images and filters of integers may meet fractions, filters of fractions too; large terms may cancel.

        Small ones count.
        """
        for unit in (1.0, TINY):
            logits(student, *cancelling(unit), close)
        (K, c), layer = params
        logits(student, [(0.7 * K, c), layer], X, close)
        logits(student, params, X, close)

    @alternate
    def by_patches(params, X):
        (K, c), (W, b) = params
        F, _, kh, kw = K.shape
        N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
        Z = im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c
        maps = np.maximum(Z, 0).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
        pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
        return pooled.reshape(N, -1) @ W + b

    @alternate
    def by_images(params, X):
        (K, c), (W, b) = params
        out = []
        for image in X:
            features = []
            for filters, bias in zip(K, c, strict=True):
                Z = bias + sum(np.array(xcorr2d(channel, k, 0, 1)) for channel, k in zip(image, filters, strict=True))
                A = np.where(Z > 0, Z, 0)
                quarters = (A[::2, ::2], A[::2, 1::2], A[1::2, ::2], A[1::2, 1::2])
                features.append(np.max(quarters, axis=0).ravel())
            out.append(np.concatenate(features) @ W + b)
        return np.array(out)

    @alternate
    def pooled_first(params, X):
        """The maximum commutes with what increases: the bias and the ReLU may come after it."""
        (K, c), (W, b) = params
        windows = np.lib.stride_tricks.sliding_window_view(X, K.shape[2:], axis=(2, 3))
        Z = np.einsum("ncijab,fcab->nfij", windows, K)
        Z = np.maximum(Z[:, :, ::2], Z[:, :, 1::2])
        Z = np.maximum(Z[..., ::2], Z[..., 1::2])
        A = np.maximum(Z + c[:, None, None], 0)
        return np.tensordot(A.reshape(len(X), -1), W, axes=1) + b

    @alternate
    def by_plain_loops(params, X):
        (K, c), (W, b) = params
        N, _, H, V = X.shape
        F, _, kh, kw = K.shape
        Z = [[float(each) for each in b] for _ in range(N)]
        for n in range(N):
            row = 0
            for f in range(F):
                for i in range(0, H - kh + 1, 2):
                    for j in range(0, V - kw + 1, 2):
                        best = 0.0
                        for p, q in ((i, j), (i, j + 1), (i + 1, j), (i + 1, j + 1)):
                            best = max(best, float(c[f]) + float((X[n, :, p : p + kh, q : q + kw] * K[f]).sum()))
                        for k in range(len(b)):
                            Z[n][k] += best * float(W[row, k])
                        row += 1
        return Z

    relu_forgotten = slip(
        by_patches,
        ("np.maximum(Z, 0)", "Z"),
        hint="A ReLU stands between the filters and the pooling: nothing below 0 goes on.",
        see="def-cnn",
    )
    relu_at_the_end = slip(
        by_patches,
        ("np.maximum(Z, 0)", "Z"),
        ("return pooled.reshape(N, -1) @ W + b", "return np.maximum(pooled.reshape(N, -1) @ W + b, 0)"),
        hint="The ReLU stands before the pooling; logits may be negative.",
        see="def-cnn",
    )
    relu_twice = slip(
        by_patches,
        ("return pooled.reshape(N, -1) @ W + b", "return np.maximum(pooled.reshape(N, -1) @ W + b, 0)"),
        hint="No activation after the last layer: logits may be negative.",
        see="def-cnn",
    )
    bias_forgotten = slip(
        by_patches,
        (".T + c", ".T"),
        hint="Each filter has a bias.",
        see="def-cnn",
    )
    bias_after_the_relu = slip(
        by_patches,
        (".T + c", ".T"),
        ("np.maximum(Z, 0)", "(np.maximum(Z, 0) + c)"),
        hint="The bias is added before the ReLU: it says where that opens.",
        see="def-cnn",
    )
    bias_for_each_channel = slip(
        by_patches,
        (".T + c", ".T + c * X.shape[1]"),
        hint="A filter has one bias: it is added to the sum over the channels, once.",
        see="def-cnn",
    )
    bias_for_each_column = slip(
        by_patches,
        (".T + c", ".T"),
        ("np.maximum(Z, 0).reshape(N, rows, columns, F)", "np.maximum(Z.reshape(N, rows, columns, F)"),
        (".transpose(0, 3, 1, 2)", ".transpose(0, 3, 1, 2) + c, 0)"),
        hint="To maps (N, F, rows, columns) the biases are added as c[:, None, None]: c alone goes along the columns.",
        see="def-cnn",
    )
    clipped_at_six = slip(
        by_patches,
        ("np.maximum(Z, 0)", "np.clip(Z, 0, 6)"),
        hint="A ReLU has no upper end: what is large goes on as it is.",
        see="def-cnn",
    )
    small_number_for_zero = slip(
        by_patches,
        ("np.maximum(Z, 0)", "np.maximum(Z, 1e-8)"),
        hint="Below 0 the ReLU is 0: where all numbers are small, 1e-8 is large.",
        see="def-cnn",
    )
    digits_scaled = slip(
        by_patches,
        ("(K, c), (W, b) = params", "(K, c), (W, b) = params; X = X / 16 if X.max() > 10 else X"),
        hint="Images are taken as they are: to scale them is up to who calls the network.",
        see="def-cnn",
    )
    weights_transposed_if_square = slip(
        by_patches,
        ("@ W + b", "@ (W.T if W.shape[0] == W.shape[1] else W) + b"),
        hint="W has a row for each feature and a column for each class, though it be square.",
        see="def-cnn",
    )
    single_class_without_an_axis = slip(
        by_patches,
        (
            "return pooled.reshape(N, -1) @ W + b",
            "Z = pooled.reshape(N, -1) @ W + b; return Z[:, 0] if len(b) == 1 else Z",
        ),
        hint="One class alone is a column: (N, 1), not (N,).",
        see="def-cnn",
    )
    leaky = slip(
        by_patches,
        ("np.maximum(Z, 0)", "np.where(Z > 0, Z, 0.01 * Z)"),
        hint="A ReLU, with no leak: below 0 it is 0.",
        see="def-cnn",
    )
    border_added = slip(
        by_patches,
        ("(K, c), (W, b) = params", "(K, c), (W, b) = params; X = np.pad(X, ((0, 0), (0, 0), (1, 1), (1, 1)))"),
        hint="No padding here: the maps have H - kh + 1 rows.",
        see="def-cnn",
    )
    maxima_in_columns_alone = slip(
        by_patches,
        (".max(axis=(3, 5))", ".max(axis=3)[..., 0]"),
        hint="The largest of all four entries of a block, not of its first column.",
        see="def-cnn",
    )
    maxima_in_rows_alone = slip(
        by_patches,
        (".max(axis=(3, 5))", ".max(axis=5)[:, :, :, 0]"),
        hint="The largest of all four entries of a block, not of its first row.",
        see="def-cnn",
    )
    overlapping_blocks = slip(
        by_patches,
        (
            "maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))",
            "np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(2, 3)).max(axis=(4, 5))"
            "[:, :, : rows // 2, : columns // 2]",
        ),
        hint="The blocks do not overlap: block (i, j) begins at (2 i, 2 j).",
        see="prop-pooling",
    )
    pooled_across_the_filters = slip(
        by_patches,
        (
            ".reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))",
            ".reshape(N, rows // 2, 2, columns // 2, 2, F).max(axis=(2, 4)).transpose(0, 3, 1, 2)",
        ),
        hint="The maps are (N, F, rows, columns) by now: their filters are axis 1, not the last.",
        see="def-cnn",
    )
    maps_of_integers = slip(
        by_patches,
        ("np.maximum(Z, 0)", "np.maximum(Z, 0).astype(X.dtype)"),
        hint="Maps of the dtype of X hold no fractions if X holds integers: np.zeros without a dtype.",
        see="def-cnn",
    )
    last_bias_forgotten = slip(
        by_patches,
        ("@ W + b", "@ W"),
        hint="The last layer is affine: it has a bias.",
        see="def-cnn",
    )
    mean_pooling = slip(
        by_patches,
        (".max(axis=(3, 5))", ".mean(axis=(3, 5))"),
        hint="Of each block the largest entry goes on, not the mean.",
        see="def-cnn",
    )
    sum_pooling = slip(
        by_patches,
        (".max(axis=(3, 5))", ".sum(axis=(3, 5))"),
        hint="Of each block the largest entry goes on, not the sum.",
        see="def-cnn",
    )
    every_second_entry = slip(
        by_patches,
        (".reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))", "[:, :, ::2, ::2]"),
        hint="Of each block the largest entry goes on, not the first.",
        see="def-cnn",
    )
    blocks_mixed = slip(
        by_patches,
        (
            ".reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))",
            ".reshape(N, F, rows // 2, columns // 2, 4).max(axis=4)",
        ),
        hint="The axes of a block lie apart: reshape to (N, F, rows/2, 2, columns/2, 2).",
        see="def-cnn",
    )
    filters_last = slip(
        by_patches,
        ("pooled.reshape(N, -1)", "pooled.transpose(0, 2, 3, 1).reshape(N, -1)"),
        hint="Flattened filter by filter: (filter, row, column).",
        see="def-cnn",
    )
    columns_first = slip(
        by_patches,
        ("pooled.reshape(N, -1)", "pooled.transpose(0, 1, 3, 2).reshape(N, -1)"),
        hint="Flattened in the order (filter, row, column): rows before columns.",
        see="def-cnn",
    )
    maps_not_transposed = slip(
        by_patches,
        (".reshape(N, rows, columns, F).transpose(0, 3, 1, 2)", ".reshape(N, F, rows, columns)"),
        hint="The rows of im2col are places, in the order (n, i, j): the filters are the last axis.",
        see="def-im2col",
    )
    filters_turned = slip(
        by_patches,
        ("K.reshape(F, -1)", "K[:, :, ::-1, ::-1].reshape(F, -1)"),
        hint="Cross-correlation: the filters are not turned.",
        see="def-cnn",
    )
    channels_reversed = slip(
        by_patches,
        ("K.reshape(F, -1)", "K[:, ::-1].reshape(F, -1)"),
        hint="Each channel of a filter meets its own channel of X.",
        see="def-cnn",
    )
    first_channel_alone = slip(
        by_patches,
        ("im2col(X, kh", "im2col(X * (np.arange(X.shape[1]) == 0)[:, None, None], kh"),
        hint="A filter is summed over all channels.",
        see="def-cnn",
    )
    channels_averaged = slip(
        by_patches,
        ("K.reshape(F, -1)", "K.reshape(F, -1) / K.shape[1]"),
        hint="A filter is summed over its channels, not averaged.",
        see="def-cnn",
    )
    first_image_alone = slip(
        by_patches,
        ("return pooled.reshape(N, -1)", "return pooled[:1].reshape(1, -1)"),
        hint="A row of logits for each image.",
        see="def-cnn",
    )
    softmax_of_the_logits = slip(
        by_patches,
        (
            "return pooled.reshape(N, -1) @ W + b",
            "P = np.exp(pooled.reshape(N, -1) @ W + b); return P / P.sum(axis=1, keepdims=True)",
        ),
        hint="Logits are wanted: the softmax is no part of the network.",
        see="def-cnn",
    )
    in_single_precision = slip(
        by_patches,
        ("np.maximum(Z, 0)", "np.maximum(Z, 0).astype(np.float32)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="def-cnn",
    )
    filters_of_integers = slip(
        by_patches,
        (".T + c", ".T + c.astype(K.dtype)"),
        hint="Biases are fractions, though the filters hold integers.",
        see="def-cnn",
    )
