"""Mark scheme of `xcorr2d`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.inputs import LARGE, TINY, close, kernel, near, positive, size_of, whole
from solutions.convolution import xcorr2d
from solutions.patches import im2col


def odd_sizes(d):
    """A padded image with rows and columns to spare, neither square, and the result's shape: (X, K, pad, stride, Z).

    The border makes room for more places, in either direction, and the kernel is never larger than the image.
    """
    kh, stride, rows = d.integer(2, 3), d.integer(2, 3), d.integer(2, 3)
    pad = stride - 1
    kw, columns = kh + 1, rows + d.integer(1, 2)
    H, W = (k - 2 * pad + stride * (n - 1) + stride - 1 for k, n in ((kh, rows), (kw, columns)))
    return positive(d, (H, W)), kernel(d, (kh, kw)), pad, stride, (rows, columns)


def bright_pixels(d):
    """A height, and a kernel of two rows and columns or more, square or not: (c, K)."""
    kh = d.integer(2, 3)
    return d.integer(1, 30) / 10, kernel(d, (kh, kh + d.integer(0, 1)))


def with_borders(d):
    """Positive images and kernels, so that each zero of the border counts: (X, K, pad), neither X nor K square."""
    H, kh = d.integer(2, 4), d.integer(2, 3)
    return positive(d, (H, H + 1)), positive(d, (kh, kh + 1)), d.integer(2, 3)


def with_strides(d):
    """Room for two places or more in either direction, with rows and columns to spare or without: (X, K, stride)."""
    (kh, kw), stride = d.choice(((1, 2), (2, 1), (2, 3))), d.integer(2, 3)
    shape = kh + stride + d.integer(0, 2), kw + 2 * stride + d.integer(0, 2)
    return positive(d, shape), kernel(d, (kh, kw)), stride


def of_two_kinds(d):
    """An image of integers, a kernel of tenths: (X, K)."""
    X, K = whole(d, (d.integer(3, 4), d.integer(3, 4))), kernel(d, (2, 2))
    X[:2, :2], K[0, 0] = [[3, 0], [0, 0]], 0.7
    return X, K


@exercise(reference=xcorr2d)
class TestXcorr2d:
    CONTRACT: ClassVar = {
        "which is not turned": "test_one_bright_pixel",
        "on each of its four sides": "test_padding",
        "in either direction, K moves by stride": ("test_number_of_places", "test_stride"),
        "Z has an entry for each place": ("test_number_of_places", "test_stride"),
        "need not be square": ("test_number_of_places", "test_one_bright_pixel", "test_kinds_of_numbers"),
        "right to 1e-9": "test_kinds_of_numbers",
    }

    @practice
    @weight(1)
    @forall(odd_sizes)
    def test_number_of_places(self, student, X, K, pad, stride, shape):
        """A step that does not fit any more is not made: with r steps and less than one to spare, r + 1 places."""
        Z = student.xcorr2d(X, K, pad, stride)
        expect.shape(Z, shape, "xcorr2d(X, K, pad, stride)")
        expect.finite(Z, "xcorr2d(X, K, pad, stride)")

    @practice
    @weight(1)
    @forall(bright_pixels)
    def test_one_bright_pixel(self, student, c, K):
        """One bright pixel c in the dark gives c times the kernel turned by 180 degrees: K itself was not turned."""
        kh, kw = K.shape
        X = np.zeros((2 * kw - 1, 2 * kw - 1))
        X[kw - 1, kw - 1] = c
        wanted = np.pad(c * K[::-1, ::-1], ((kw - kh, kw - kh), (0, 0)))
        what = f"xcorr2d(X, K, 0, 1), X being {c:g} at [{kw - 1}, {kw - 1}] only,"
        near(student.xcorr2d(X, K, 0, 1), wanted, what, size_of(X, K))

    @weight(1)
    @forall(with_borders, draws=6)
    def test_padding(self, student, X, K, pad):
        """Padding by pad is a border of pad zeros on all four sides; K may be square, and larger than X."""
        for image, small, what in (
            (X[:, :-1], K[:, :-1], "xcorr2d(X[:, :-1], K[:, :-1], pad, 1)"),
            (X, K, "xcorr2d(X, K, pad, 1)"),
            (X[:1, :2], K, "xcorr2d(X[:1, :2], K, pad, 1)"),
        ):
            border = np.zeros((image.shape[0] + 2 * pad, image.shape[1] + 2 * pad))
            border[pad:-pad, pad:-pad] = image
            near(student.xcorr2d(image, small, pad, 1), xcorr2d(border, small, 0, 1), what, size_of(X, K))

    @weight(1)
    @forall(with_strides, draws=10)
    def test_stride(self, student, X, K, stride):
        """A stride s keeps each s-th row and each s-th column of what the stride 1 gives, with a border or without."""
        for pad in (0, 1):
            wanted = xcorr2d(X, K, pad, 1)[::stride, ::stride]
            near(student.xcorr2d(X, K, pad, stride), wanted, f"xcorr2d(X, K, {pad}, stride)", size_of(X, K))

    @weight(1)
    @forall(of_two_kinds, draws=10)
    def test_kinds_of_numbers(self, student, X, K):
        """Integers may meet fractions, in the image or in the kernel; large terms may cancel, and small ones count."""
        large, apart = np.array([LARGE, LARGE]), K[0, 0] * np.array([[1, -1], [0, 0]])
        close(student.xcorr2d(large, apart, 0, 1), xcorr2d(large, apart, 0, 1), f"xcorr2d({large}, {apart}, 0, 1)", 1e3)
        close(student.xcorr2d(X, K, 0, 1), xcorr2d(X, K, 0, 1), "xcorr2d(X, K, 0, 1)", size_of(X, K))
        for unit in (3.7e-7, TINY):
            Y = unit * X
            close(student.xcorr2d(Y, K, 0, 1), xcorr2d(Y, K, 0, 1), f"xcorr2d({unit:g} * X, K, 0, 1)", size_of(Y, K))
        close(student.xcorr2d(K, X[:2, :2], 0, 1), [[3 * K[0, 0]]], "xcorr2d(K, X[:2, :2], 0, 1)", size_of(X, K))

    @alternate
    def by_places(X, K, pad, stride):
        padded = np.pad(X, pad)
        kh, kw = K.shape
        rows = (padded.shape[0] - kh) // stride + 1
        columns = (padded.shape[1] - kw) // stride + 1
        Z = np.zeros((rows, columns))
        for i in range(rows):
            for j in range(columns):
                patch = padded[i * stride : i * stride + kh, j * stride : j * stride + kw]
                Z[i, j] = np.sum(patch * K)
        return Z

    @alternate
    def by_lists(X, K, pad, stride):
        (H, W), (kh, kw) = X.shape, K.shape

        def entry(i, j):
            return float(X[i][j]) if 0 <= i < H and 0 <= j < W else 0.0

        return [
            [
                sum(entry(top + a, left + b) * float(K[a][b]) for a in range(kh) for b in range(kw))
                for left in range(-pad, W + pad - kw + 1, stride)
            ]
            for top in range(-pad, H + pad - kh + 1, stride)
        ]

    @alternate
    def by_shifted_images(X, K, pad, stride):
        padded = np.zeros((X.shape[0] + 2 * pad, X.shape[1] + 2 * pad))
        padded[pad : pad + X.shape[0], pad : pad + X.shape[1]] = X
        rows, columns = padded.shape[0] - K.shape[0] + 1, padded.shape[1] - K.shape[1] + 1
        Z = sum(w * padded[a : a + rows, b : b + columns] for (a, b), w in np.ndenumerate(K))
        return Z[::stride, ::stride]

    @alternate
    def by_patches(X, K, pad, stride):
        kh, kw = K.shape
        columns = (X.shape[1] + 2 * pad - kw) // stride + 1
        return (im2col(X[None, None], kh, kw, pad, stride) @ K.ravel()).reshape(-1, columns)

    @alternate
    def by_windows(X, K, pad, stride):
        windows = np.lib.stride_tricks.sliding_window_view(np.pad(X, ((pad, pad), (pad, pad))), K.shape)
        return np.tensordot(windows[::stride, ::stride], K, axes=2)

    @alternate
    def by_fourier(X, K, pad, stride):
        shape = X.shape[0] + 2 * pad, X.shape[1] + 2 * pad
        P = np.zeros(shape)
        P[pad : shape[0] - pad, pad : shape[1] - pad] = X
        Z = np.fft.ifft2(np.fft.fft2(P) * np.conj(np.fft.fft2(K, shape))).real
        return Z[: shape[0] - K.shape[0] + 1 : stride, : shape[1] - K.shape[1] + 1 : stride]

    turned = slip(
        by_places,
        ("patch * K", "patch * K[::-1, ::-1]"),
        hint="That is the convolution: a cross-correlation does not turn the kernel.",
        see="def-xcorr",
    )
    transposed_kernel = slip(
        by_places,
        ("patch * K", "patch * (K.T if kh == kw else K)"),
        hint="K is taken as it is, not transposed: a square kernel only hides it.",
        see="def-xcorr",
    )
    mirrored = slip(
        by_places,
        ("patch * K", "patch * K[:, ::-1]"),
        hint="K is taken as it is: its columns are not to be turned round.",
        see="def-xcorr",
    )
    matrix_product = slip(
        by_places,
        ("np.sum(patch * K)", "np.sum(patch @ K.T)"),
        hint="The Hadamard product, entry by entry, and not the matrix product.",
        see="def-xcorr",
    )
    mean_of_the_products = slip(
        by_places,
        ("np.sum(patch * K)", "np.mean(patch * K)"),
        hint="A sum of products, no mean.",
        see="def-xcorr",
    )
    padded_on_the_far_sides = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, (0, 2 * pad))"),
        hint="pad zeros on each side: 2 pad on the far sides have the right size only.",
        see="def-padding",
    )
    padded_on_one_side = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, (0, pad))"),
        hint="Zeros on all four sides: H + 2 pad rows.",
        see="def-padding",
    )
    padded_in_rows_only = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, ((pad, pad), (0, 0)))"),
        hint="Zeros on all four sides: to the left and to the right, too.",
        see="def-padding",
    )
    padded_with_ones = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, pad, constant_values=1)"),
        hint="The border is made of zeros.",
        see="def-padding",
    )
    padded_with_the_mean = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X * 1.0, pad, constant_values=np.mean(X))"),
        hint="The border is made of zeros, not of the mean of the image.",
        see="def-padding",
    )
    padded_by_the_edge = slip(
        by_places,
        ("np.pad(X, pad)", 'np.pad(X, pad, mode="edge")'),
        hint="The border is made of zeros, not of copies of the edge.",
        see="def-padding",
    )
    padded_by_wrapping = slip(
        by_places,
        ("np.pad(X, pad)", 'np.pad(X, pad, mode="wrap")'),
        hint="The border is made of zeros: the image does not begin again at its end.",
        see="def-padding",
    )
    padded_by_half = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, (pad // 2, pad - pad // 2))"),
        hint="pad counts the zeros on each side, and not those of both sides together.",
        see="def-padding",
    )
    padding_ignored = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, 0 * pad)"),
        hint="pad rows and columns of zeros come first.",
        see="def-padding",
    )
    rounded_up = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, ((pad, pad + stride), (pad, pad + stride)))"),
        ("(padded.shape[0] - kh) // stride", "-((kh + stride - padded.shape[0]) // stride)"),
        ("(padded.shape[1] - kw) // stride", "-((kw + stride - padded.shape[1]) // stride)"),
        hint="A step that does not fit is not made: floor, not ceil.",
        see="thm-size",
    )
    one_place_forgotten = slip(
        by_places,
        ("rows = (padded.shape[0] - kh) // stride + 1", "rows = (padded.shape[0] - kh) // stride"),
        ("columns = (padded.shape[1] - kw) // stride + 1", "columns = (padded.shape[1] - kw) // stride"),
        hint="One more place than steps: + 1.",
        see="thm-size",
    )
    places_of_the_image = slip(
        by_places,
        ("np.pad(X, pad)", "np.pad(X, ((pad, pad + kh), (pad, pad + kw)))"),
        ("kh, kw = K.shape\n", "\n"),
        ("padded = np.pad", "kh, kw = K.shape\n    padded = np.pad"),
        ("(padded.shape[0] - kh) // stride", "(padded.shape[0] - kh - 1) // stride"),
        ("(padded.shape[1] - kw) // stride", "(padded.shape[1] - kw - 1) // stride"),
        hint="All of K lies in the padded image: places near the far border are no places.",
        see="thm-size",
    )
    stride_in_the_size_only = slip(
        by_places,
        ("padded[i * stride : i * stride + kh, j * stride : j * stride + kw]", "padded[i : i + kh, j : j + kw]"),
        hint="The size is that of the stride, the places are those of stride 1: patch (i, j) begins at (i s, j s).",
        see="def-padding",
    )
    stride_ignored = slip(
        by_places,
        ("patch = ", "stride = 1; patch = "),
        ("rows = (padded.shape[0] - kh) // stride + 1", "rows = padded.shape[0] - kh + 1"),
        ("columns = (padded.shape[1] - kw) // stride + 1", "columns = padded.shape[1] - kw + 1"),
        hint="From one entry of the result to the next the kernel moves by stride.",
        see="def-padding",
    )
    stride_along_rows_only = slip(
        by_places,
        ("columns = (padded.shape[1] - kw) // stride + 1", "columns = padded.shape[1] - kw + 1"),
        ("j * stride : j * stride + kw", "j : j + kw"),
        hint="The kernel moves by stride in both directions.",
        see="def-padding",
    )
    rows_and_columns_swapped = slip(
        by_places,
        ("return Z", "return Z.T"),
        hint="A row of the result belongs to a row of the image: nothing is transposed.",
        see="def-xcorr",
    )
    square_kernel_assumed = slip(
        by_places,
        ("kh, kw = K.shape", "kh = kw = len(K)"),
        hint="A kernel need not be square: a patch has kh rows and kw columns.",
        see="def-xcorr",
    )
    no_kernel_larger_than_the_image = slip(
        by_places,
        (
            "padded = np.pad(X, pad)",
            "padded = np.pad(X, pad)\n    if np.any(np.greater(K.shape, X.shape)): raise ValueError",
        ),
        hint="K has to fit into the padded image; it may be larger than X itself.",
        see="thm-size",
    )
    kind_of_the_kernel = slip(
        by_places,
        ("patch * K", "patch.astype(K.dtype) * K"),
        hint="A patch in the dtype of K holds no fractions if K holds integers: leave it as it is.",
        see="def-xcorr",
    )
    kind_of_the_image = slip(
        by_places,
        ("np.zeros((rows, columns))", "np.zeros((rows, columns), X.dtype)"),
        hint="Space of the dtype of X holds no fractions if X holds integers: np.zeros without a dtype.",
        see="def-xcorr",
    )
    kind_of_the_kernel_for_the_result = slip(
        by_places,
        ("np.zeros((rows, columns))", "np.zeros((rows, columns), K.dtype)"),
        hint="Space of the dtype of K holds no fractions if K holds integers: np.zeros without a dtype.",
        see="def-xcorr",
    )
    rounded_to_eight_places = slip(
        by_fourier,
        (".real", ".real.round(8)"),
        hint="Small images have small results: to round to so many places loses them. Nothing is rounded.",
        see="def-xcorr",
    )
    windows_in_single_precision = slip(
        by_windows,
        ("np.pad(X, ((pad, pad), (pad, pad)))", "np.pad(np.float32(X), pad)"),
        (", K, axes=2", ", np.float32(K), axes=2"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="def-xcorr",
    )
    in_single_precision = slip(
        by_places,
        ("patch * K", "np.float32(patch) * np.float32(K)"),
        hint="float32 has 7 digits; 1e-9 is wanted.",
        see="def-xcorr",
    )

    @misconception(
        "Every place of overlap is the full convolution; here all of K lies in the padded image.", see="thm-size"
    )
    def full_overlap_or_less(X, K, pad, stride):
        kh, kw = K.shape
        P = np.pad(X, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
        return np.tensordot(np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride], K, axes=2)
