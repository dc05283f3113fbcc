"""Mark scheme of `xcorr_backward`: the adjoint of a convolutional layer, in the images and in the filters."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.inputs import LARGE, close, near, size_of
from autograder.checks.test_convolution.layers import (
    gradients,
    integers,
    judge,
    one_place,
    padded,
    samples,
    unpadded,
    with_strides,
)
from solutions.convolution import xcorr2d, xcorr_backward
from solutions.patches import col2im, im2col


@exercise(reference=xcorr_backward, requires=(xcorr2d,))
class TestXcorrBackward:
    CONTRACT: ClassVar = {
        "Vector-Jacobian products (dX, dK)": ("test_one_place", "test_images", "test_filters"),
        "summed over its channels": ("test_one_place", "test_images", "test_filters"),
        "are those of": ("test_padding", "test_stride"),
        "dX and dK those of X and K": ("test_one_place", "test_padding"),
        "no means": "test_samples",
        "All arrays hold floats": "test_kinds_of_numbers",
        "dX is right to 1e-9": "test_kinds_of_numbers",
    }
    PARTS = ("dX", "dK")
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "U = U.transpose(0, 2, 3, 1).reshape(-2, F)",
            "dX = col2im(U @ K.reshape(F, -2), np.shape(X), kh, kw, pad, stride)",
        ],
        "NumPy takes any negative number in a shape for what is left",
    )

    @practice
    @weight(1)
    @forall(one_place, draws=12)
    def test_one_place(self, student, U, X, K):
        """A kernel as large as the image makes an affine layer: dX is the sum of u_f K_f, and dK_f is u_f X."""
        u = U[0, :, 0, 0]
        wanted = np.tensordot(u, K, axes=1)[None], np.multiply.outer(u, X[0])
        judge(student.xcorr_backward(U, X, K, 0, 1), wanted, U, X, K)

    @weight(1)
    @forall(unpadded, draws=8)
    def test_images(self, student, U, X, K):
        """<dX, V> = <U, the layer at V> for all images V."""
        dX, _ = expect.values(student.xcorr_backward(U, X, K, 0, 1), 2, "xcorr_backward(U, X, K, 0, 1)")
        near(dX, xcorr_backward(U, X, K, 0, 1)[0], "dX", size_of(U, K))

    @weight(1)
    @forall(unpadded, draws=8)
    def test_filters(self, student, U, X, K):
        """<dK, M> = <U, the layer with the filters M> for all filters M."""
        _, dK = expect.values(student.xcorr_backward(U, X, K, 0, 1), 2, "xcorr_backward(U, X, K, 0, 1)")
        near(dK, xcorr_backward(U, X, K, 0, 1)[1], "dK", size_of(X, U))

    @weight(1)
    @forall(padded, draws=8)
    def test_padding(self, student, U, X, K, pad):
        """The border is no part of X, and gets no gradient; what lies over it counts for the rest."""
        judge(student.xcorr_backward(U, X, K, pad, 1), xcorr_backward(U, X, K, pad, 1), U, X, K)

    @weight(1)
    @forall(with_strides, draws=8)
    def test_stride(self, student, U, X, K, pad, stride):
        """With a stride each entry of U belongs to its own patch; pixels that no patch sees have the gradient 0."""
        judge(student.xcorr_backward(U, X, K, pad, stride), xcorr_backward(U, X, K, pad, stride), U, X, K)

    @practice
    @weight(1)
    @forall(samples, draws=10)
    def test_samples(self, student, U, X, K):
        """All samples share K: if U is u[n, f] at all places, dK[f] sums to the sum of u[n, f] times all patches."""
        dX, dK = gradients(student.xcorr_backward(U, X, K, 0, 1), X, K)
        seen = np.lib.stride_tricks.sliding_window_view(X, K.shape[2:], axis=(2, 3)).sum(axis=(2, 3, 4, 5))
        u, places = U[:, :, 0, 0], U[0, 0].size
        got = expect.finite(dK, "dK").sum(axis=(2, 3))
        near(got, u.T @ seen, "dK.sum(axis=(2, 3))", size_of(X, U) * K[0, 0].size)
        got = expect.finite(dX, "dX").sum(axis=(2, 3))
        near(got, places * u @ K.sum(axis=(2, 3)), "dX.sum(axis=(2, 3))", size_of(U, K) * places)

    @weight(1)
    @forall(integers, draws=6)
    def test_kinds_of_numbers(self, student, U, X, K):
        """Integers and floats may meet, nothing is rounded to integers, and large terms may cancel."""
        large, apart = LARGE.reshape(1, 1, 1, 2), np.array([-1, 1]).reshape(1, 1, 1, 2) * K[0, 0, 0, 0]
        wide = np.concatenate([apart, -apart[..., :1]], axis=-1)
        V, Y, huge = U * 0.1, np.round(X).astype(int), np.round(10 * X).astype(int) * 30000
        for layer in ((large, wide, apart), (U, X, K), (V, Y, K), (V, huge, K)):
            judge(student.xcorr_backward(*layer, 0, 1), xcorr_backward(*layer, 0, 1), *layer, close)

    @alternate
    def by_places(U, X, K, pad, stride):
        kh, kw = K.shape[2:]
        H, W = X.shape[2:]
        P = np.pad(X * 1.0, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        dP, dK = np.zeros(P.shape), np.zeros(K.shape)
        for n, f, i, j in np.ndindex(*U.shape):
            place = n, slice(None), slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
            dP[place] += U[n, f, i, j] * K[f]
            dK[f] += U[n, f, i, j] * P[place]
        return dP[:, :, pad : pad + H, pad : pad + W], dK

    @alternate
    def by_patches(U, X, K, pad, stride):
        F, _, kh, kw = K.shape
        rows = np.moveaxis(U, 1, -1).reshape(-1, F)
        cols = im2col(X, kh, kw, pad, stride)
        return col2im(rows @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), (rows.T @ cols).reshape(K.shape)

    @alternate
    def by_entries_of_the_kernel(U, X, K, pad, stride):
        N, C, H, W = X.shape
        rows, columns = U.shape[2:]
        P = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
        P[:, :, pad : pad + H, pad : pad + W] = X
        dP, dK = 0 * P, 0.0 * K
        for a in range(K.shape[2]):
            for b in range(K.shape[3]):
                seen = (..., slice(a, a + stride * rows, stride), slice(b, b + stride * columns, stride))
                dK[:, :, a, b] = np.einsum("nfij,ncij->fc", U, P[seen])
                dP[seen] += np.einsum("nfij,fc->ncij", U, K[:, :, a, b])
        return [dP[:, :, pad : H + pad, pad : W + pad], dK]

    @alternate
    def by_correlations(U, X, K, pad, stride):
        """U with zeros between its entries: dK is its correlation with X, dX its full convolution with K."""
        (N, F, rows, columns), (H, W), (kh, kw) = U.shape, X.shape[2:], K.shape[2:]
        D = np.zeros((N, F, H + 2 * pad - kh + 1, W + 2 * pad - kw + 1))
        D[:, :, : rows * stride : stride, : columns * stride : stride] = U
        dX, dK = np.zeros(X.shape), np.zeros(K.shape)
        for f in range(F):
            for c in range(X.shape[1]):
                for n in range(N):
                    dK[f, c] += xcorr2d(np.pad(X[n, c], pad), D[n, f], 0, 1)
                    wide = np.pad(D[n, f], ((kh - 1, kh - 1), (kw - 1, kw - 1)))
                    full = xcorr2d(wide, K[f, c, ::-1, ::-1], 0, 1)
                    dX[n, c] += full[pad : pad + H, pad : pad + W]
        return dX, dK

    @alternate
    def by_plain_loops(U, X, K, pad, stride):
        (N, C, H, W), (F, _, kh, kw) = X.shape, K.shape
        dX = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
        dK = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(F)]
        for (n, f, i, j), u in np.ndenumerate(U):
            for c in range(C):
                for a in range(kh):
                    for b in range(kw):
                        r, s = i * stride + a - pad, j * stride + b - pad
                        if 0 <= r < H and 0 <= s < W:
                            dX[n][c][r][s] += float(u) * float(K[f, c, a, b])
                            dK[f][c][a][b] += float(u) * float(X[n, c, r, s])
        return dX, dK

    kernel_turned = slip(
        by_places,
        ("U[n, f, i, j] * K[f]", "U[n, f, i, j] * K[f, :, ::-1, ::-1]"),
        hint="Each entry of U hands K back to its patch as it is; only as a convolution is K turned.",
        see="thm-backward",
    )
    filters_turned = slip(
        by_places,
        ("+ W], dK", "+ W], dK[:, :, ::-1, ::-1]"),
        hint="dK is a correlation of X with U: nothing is turned.",
        see="thm-backward",
    )
    stride_forgotten = slip(
        by_places,
        (
            "slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)",
            "slice(i, i + kh), slice(j, j + kw)",
        ),
        hint="Entry (i, j) of U belongs to the patch at (i s, j s).",
        see="thm-backward",
    )
    stride_forgotten_for_the_images = slip(
        by_places,
        ("dP[place] +=", "dP[n, :, i : i + kh, j : j + kw] +="),
        hint="Entry (i, j) of U belongs to the patch at (i s, j s), on the way back to X too.",
        see="thm-backward",
    )
    stride_forgotten_for_the_filters = slip(
        by_places,
        ("* P[place]", "* P[n, :, i : i + kh, j : j + kw]"),
        hint="Entry (i, j) of U belongs to the patch at (i s, j s), for dK too.",
        see="thm-backward",
    )
    mean_over_the_samples = slip(
        by_places,
        ("+ W], dK", "+ W], dK / len(X)"),
        hint="dK is a sum over the samples; the mean is in U already.",
        see="thm-backward",
    )
    both_means = slip(
        by_places,
        (
            "return dP[:, :, pad : pad + H, pad : pad + W], dK",
            "return dP[:, :, pad : pad + H, pad : pad + W] / len(X), dK / len(X)",
        ),
        hint="No means: each sample has its own dX, and dK is a sum.",
        see="thm-backward",
    )
    first_sample_alone = slip(
        by_places,
        ("dK[f] +=", "dK[f] += (n == 0) *"),
        hint="All samples use the same filters: dK is the sum over all of them.",
        see="thm-backward",
    )
    mean_over_the_places = slip(
        by_places,
        ("+ W], dK", "+ W], dK / U[0, 0].size"),
        hint="A sum over all places, no mean.",
        see="thm-backward",
    )
    border_kept = slip(
        by_places,
        ("return dP[:, :, pad : pad + H, pad : pad + W], dK", "return dP, dK"),
        hint="dX has the shape of X: the border is no part of it.",
        see="thm-backward",
    )
    border_cut_on_one_side = slip(
        by_places,
        ("dP[:, :, pad : pad + H, pad : pad + W]", "dP[:, :, :H, :W]"),
        hint="The border is on all four sides: X begins at (pad, pad).",
        see="thm-backward",
    )
    patches_replaced = slip(
        by_places,
        ("dP[place] +=", "dP[place] ="),
        hint="Where patches overlap their gradients add up.",
        see="thm-backward",
    )
    filters_replaced = slip(
        by_places,
        ("dK[f] +=", "dK[f] ="),
        hint="The gradients of all places add up in dK.",
        see="thm-backward",
    )
    one_filter_alone = slip(
        by_places,
        ("dP[place] +=", "dP[place] += (f == 0) *"),
        hint="Every filter sees X: dX is the sum over all of them.",
        see="thm-backward",
    )
    channels_mixed_up = slip(
        by_places,
        ("dK[f] += U[n, f, i, j] * P[place]", "dK[f] += U[n, f, i, j] * P[place].sum(axis=0)"),
        hint="Each channel of a filter meets its own channel of X.",
        see="thm-backward",
    )
    channels_averaged = slip(
        by_places,
        ("U[n, f, i, j] * K[f]", "U[n, f, i, j] * K[f] / len(K[f])"),
        hint="A filter is summed over its channels, not averaged: no factor comes back.",
        see="thm-backward",
    )
    filters_first = slip(
        by_places,
        ("return dP[:, :, pad : pad + H, pad : pad + W], dK", "return dK, dP[:, :, pad : pad + H, pad : pad + W]"),
        hint="The order is dX, dK.",
        see="thm-backward",
    )
    sign_reversed = slip(
        by_places,
        ("+ W], dK", "+ W], -dK"),
        hint="Gradients as they are: the minus sign belongs to the step.",
        see="thm-backward",
    )
    upstream_forgotten = slip(
        by_places,
        ("U[n, f, i, j] * P[place]", "P[place]"),
        hint="The chain rule: each patch is weighted by its entry of U.",
        see="thm-backward",
    )
    kind_of_the_images_for_them_alone = slip(
        by_places,
        ("pad : pad + W], dK", "pad : pad + W].astype(X.dtype), dK"),
        hint="The gradient of images that hold integers is no integer: np.zeros_like(X) cannot hold it.",
        see="thm-backward",
    )
    kind_of_the_filters = slip(
        by_places,
        ("+ W], dK", "+ W], dK.astype(K.dtype)"),
        hint="The gradient of filters that hold integers is no integer: np.zeros_like(K) cannot hold it.",
        see="thm-backward",
    )
    border_on_the_far_sides = slip(
        by_places,
        ("* P[place]", "* np.pad(X, ((0, 0), (0, 0), (0, 2 * pad), (0, 2 * pad)))[place]"),
        hint="dK collects patches of the images with their border on all four sides.",
        see="thm-backward",
    )
    stride_along_columns_only = slip(
        by_correlations,
        (": rows * stride : stride, :", ": rows, :"),
        hint="A stride s puts s - 1 zeros between the entries of U in both directions.",
        see="thm-backward",
    )
    square_kernel_assumed = slip(
        by_patches,
        ("F, _, kh, kw = K.shape", "F, _, kh, _ = K.shape; kw = kh"),
        hint="A kernel need not be square: it is kh x kw.",
        see="def-im2col",
    )
    filters_as_columns = slip(
        by_patches,
        ("rows @ K.reshape(F, -1)", "rows @ K.reshape(-1, F).T"),
        hint="The filters are axis 0 of K: K.reshape(F, -1) has them as rows.",
        see="def-im2col",
    )
    channels_for_filters = slip(
        by_patches,
        ("rows @ K.reshape(F, -1)", "rows @ K.swapaxes(0, 1).reshape(K.shape[1], -1)"),
        hint="K is (F, C, kh, kw): filters first, then channels, on the way back to X too.",
        see="def-im2col",
    )
    bias_in_addition = slip(
        by_patches,
        ("(rows.T @ cols).reshape(K.shape)", "(rows.T @ cols).reshape(K.shape), rows.sum(axis=0)"),
        hint="The layer has no bias here: two gradients are wanted.",
        see="thm-backward",
    )
    kind_of_the_images = slip(
        by_places,
        (
            "return dP[:, :, pad : pad + H, pad : pad + W], dK",
            "return dP[:, :, pad : pad + H, pad : pad + W].astype(X.dtype), dK.astype(K.dtype)",
        ),
        hint="Gradients of integers are no integers: keep them as floats.",
        see="thm-backward",
    )
    patches_in_single_precision = slip(
        by_patches,
        ("rows = np.moveaxis(U, 1, -1)", "rows = np.moveaxis(np.float32(U), 1, -1)"),
        ("cols = im2col(X, kh, kw, pad, stride)", "cols = np.float32(im2col(X, kh, kw, pad, stride))"),
        ("rows @ K.reshape(F, -1)", "rows @ np.float32(K).reshape(F, -1)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="thm-backward",
    )
    in_single_precision = slip(
        by_places,
        ("np.zeros(P.shape), np.zeros(K.shape)", "np.zeros(P.shape, np.float32), np.zeros(K.shape, np.float32)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="thm-backward",
    )

    @misconception(
        "im2col copies, and the way back adds the copies up: no quotient by their number.", see="thm-backward"
    )
    def copies_averaged(U, X, K, pad, stride):
        F, _, kh, kw = K.shape
        rows = np.moveaxis(U, 1, -1).reshape(-1, F)
        cols = im2col(X, kh, kw, pad, stride)
        count = col2im(np.ones(cols.shape), X.shape, kh, kw, pad, stride)
        dX = col2im(rows @ K.reshape(F, -1), X.shape, kh, kw, pad, stride) / np.maximum(count, 1)
        return dX, (rows.T @ cols).reshape(K.shape)

    @misconception(
        "A[index] += counts an index that comes twice only once: where patches overlap their gradients add up.",
        see="thm-backward",
    )
    def overlaps_counted_once(U, X, K, pad, stride):
        (H, W), (F, C, kh, kw) = X.shape[2:], K.shape
        rows = np.moveaxis(U, 1, -1).reshape(-1, F)
        dK = (rows.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
        dP = np.zeros((len(X), C, H + 2 * pad, W + 2 * pad))
        for i, j in np.ndindex(*U.shape[2:]):
            top, left = i * stride, j * stride
            dP[:, :, top : top + kh, left : left + kw] = np.tensordot(U[:, :, i, j], K, axes=1)
        return dP[:, :, pad : pad + H, pad : pad + W], dK

    @misconception(
        "A difference quotient loses digits, more of them the larger the images are: 1e-9 is wanted.",
        see="thm-backward",
    )
    def by_differences(U, X, K, pad, stride):
        F, _, kh, kw = K.shape
        rows, step = np.moveaxis(U, 1, -1).reshape(-1, F), 1e-4

        def loss(X, K):
            return np.sum(rows * (im2col(X, kh, kw, pad, stride) @ K.reshape(F, -1).T))

        dX, dK = np.zeros(X.shape), np.zeros(K.shape)
        for at in np.ndindex(*X.shape):
            moved = np.zeros(X.shape)
            moved[at] = step
            dX[at] = (loss(X + moved, K) - loss(X - moved, K)) / (2 * step)
        for at in np.ndindex(*K.shape):
            moved = np.zeros(K.shape)
            moved[at] = step
            dK[at] = (loss(X, K + moved) - loss(X, K - moved)) / (2 * step)
        return dX, dK

    @misconception("U is (N, F, rows, columns): the filters go last before the places become rows.", see="def-im2col")
    def axes_mixed(U, X, K, pad, stride):
        F, _, kh, kw = K.shape
        rows = U.reshape(-1, F)
        cols = im2col(X, kh, kw, pad, stride)
        return col2im(rows @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), (rows.T @ cols).reshape(K.shape)

    @misconception(
        "reshape(F, -1) puts samples and filters together: the filters go to an axis of their own.", see="def-im2col"
    )
    def samples_and_filters_mixed(U, X, K, pad, stride):
        F, _, kh, kw = K.shape
        rows = U.reshape(F, -1).T
        cols = im2col(X, kh, kw, pad, stride)
        return col2im(rows @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), (rows.T @ cols).reshape(K.shape)

    @misconception("All of dX: a correlation with the turned kernel alone has too few places.", see="thm-backward")
    def without_the_full_border(U, X, K, pad, stride):
        dX, dK = np.zeros(X.shape), np.zeros(K.shape)
        P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
        for n, f in np.ndindex(U.shape[:2]):
            for c in range(X.shape[1]):
                dK[f, c] += xcorr2d(P[n, c], U[n, f], 0, stride)[: K.shape[2], : K.shape[3]]
                dX[n, c] += xcorr2d(U[n, f], K[f, c, ::-1, ::-1], 0, stride)
        return dX, dK
