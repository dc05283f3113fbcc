"""Practice of unit 12_convolution: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def lopsided(K):
    """The kernels (..., kh, kw) of tenths, made such that none with two entries or more is its half-turn or transpose.

    What is put in is no multiple of 1/10, hence not 0.
    """
    K = K.copy()
    K[..., -1, -1] = K[..., 0, 0] + 1.15 if K.shape[-2] * K.shape[-1] > 1 else 0.7
    if min(K.shape[-2:]) > 1:
        K[..., 0, -1] = K[..., -1, 0] + 0.35
    return K


def one_sided(k):
    """The kernel (m,), m >= 2, made other than itself turned round."""
    return lopsided(k[None])[0]


def off_zero(A):
    """A with 0.7 in place of its zeros."""
    return np.where(A == 0, 0.7, A)


def tenths(d, shape, reach=3):
    """Multiples of 1/10 up to reach in size, 0 among them."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


def signal(d, n):
    """Tenths, none of them 0."""
    return off_zero(tenths(d, n))


def impulses(d):
    """How long a signal is, a height, and a kernel of two entries or more, no longer: (n, c, k)."""
    m = d.integer(2, 4)
    return m + d.integer(0, 2), d.integer(1, 30) / 10, one_sided(signal(d, m))


ROUGH = 1e-5  # float32 is as good; 1e-9 is asked for in the checks of kinds of numbers


def near(got, wanted, what, size):
    """Right to 1e-5 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=ROUGH * float(size))


def size_of(X, K):
    """The largest entry of the one times the sum of all of the other."""
    return float(np.abs(X).max() * np.abs(K).sum())


POINTS = np.array([-1.0, 0.5, 2.0])  # where polynomials are compared; at 1 a turned kernel has the same value


def two_signals(d):
    """A signal and a kernel of two entries or more, no longer than the signal."""
    m = d.integer(2, 4)
    return signal(d, m + d.integer(0, 3)), one_sided(signal(d, m))


class TestConv1dFull:
    @forall(impulses)
    def test_impulses(self, student, n, c, k):
        """A signal that is 0 but for one entry c, at place i, gives c times the kernel, from place i on."""
        for i in (0, n - 1):
            x, wanted = np.zeros(n), np.zeros(n + len(k) - 1)
            x[i], wanted[i : i + len(k)] = c, c * k
            near(student.conv1d_full(x, k), wanted, f"conv1d_full(x, k), x being {c:g} at {i} only,", size_of(x, k))

    @forall(two_signals)
    def test_polynomials(self, student, x, k):
        """As polynomials, with the entries as coefficients, x times k is x * k; it has n + m - 1 coefficients."""
        z = student.conv1d_full(x, k)
        expect.shape(z, (len(x) + len(k) - 1,), "conv1d_full(x, k)")
        z = expect.finite(z, "conv1d_full(x, k)")
        for t in POINTS:
            of_x, of_k, of_z = (np.sum(each * t ** np.arange(len(each))) for each in (x, k, z))
            size = size_of(x, k) * max(1, abs(t)) ** len(z)
            near(of_z, of_x * of_k, f"the polynomial conv1d_full(x, k) at t = {t:g}", size)


def kernel(d, shape):
    """A kernel of tenths without a symmetry."""
    return lopsided(off_zero(tenths(d, shape)))


def positive(d, shape, reach=3):
    """Multiples of 1/10 from 1/10 to reach."""
    return d.integers(shape, 1, 10 * reach) / 10


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


class TestXcorr2d:
    @forall(odd_sizes)
    def test_number_of_places(self, student, X, K, pad, stride, shape):
        """A step that does not fit any more is not made: with r steps and less than one to spare, r + 1 places."""
        Z = student.xcorr2d(X, K, pad, stride)
        expect.shape(Z, shape, "xcorr2d(X, K, pad, stride)")
        expect.finite(Z, "xcorr2d(X, K, pad, stride)")

    @forall(bright_pixels)
    def test_one_bright_pixel(self, student, c, K):
        """One bright pixel c in the dark gives c times the kernel turned by 180 degrees: K itself was not turned."""
        kh, kw = K.shape
        X = np.zeros((2 * kw - 1, 2 * kw - 1))
        X[kw - 1, kw - 1] = c
        wanted = np.pad(c * K[::-1, ::-1], ((kw - kh, kw - kh), (0, 0)))
        what = f"xcorr2d(X, K, 0, 1), X being {c:g} at [{kw - 1}, {kw - 1}] only,"
        near(student.xcorr2d(X, K, 0, 1), wanted, what, size_of(X, K))


INPUTS = 3


LARGEST_IMAGE, LARGEST_KERNEL = 6, 4


MOST_PAD, MOST_STRIDE = 3, 4


def bounded_integer(got, what, least, most):
    """One integer in these bounds."""
    number = expect.number(got, what)
    fits = number == int(number) and least <= number <= most
    expect.that(fits, f"{what} is {number:g}, wanted an integer from {least} to {most}")
    return int(number)


LARGEST = 100.0


def matrix(got, what, most):
    """A matrix of finite numbers of moderate size."""
    A = expect.finite(got, what)
    fits = A.ndim == 2 and A.size > 0 and max(A.shape) <= most
    expect.that(fits, f"{what} has shape {A.shape}, wanted a matrix of 1 to {most} rows and columns")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted 100 at most")
    return A


def admissible(X, K, pad, stride):
    """An image and a kernel that can be written by hand, and the kernel fits."""
    X, K = matrix(X, "X", LARGEST_IMAGE), matrix(K, "K", LARGEST_KERNEL)
    pad, stride = bounded_integer(pad, "pad", 0, MOST_PAD), bounded_integer(stride, "stride", 1, MOST_STRIDE)
    room = X.shape[0] + 2 * pad, X.shape[1] + 2 * pad
    fits = K.shape[0] <= room[0] and K.shape[1] <= room[1]
    expect.that(fits, f"K has shape {K.shape}, wanted one that fits into the padded image, {room}")
    return X, K, pad, stride


class TestCatchConvolution:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, K, pad, stride) of the sizes allowed, in each of which the kernel fits."""
        what = "catch_convolution()"
        for index, entry in enumerate(expect.entries(student.catch_convolution(), what, INPUTS, "input", "inputs")):
            try:
                admissible(*expect.values(entry, 4, f"input {index} of {what}"))
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None


DARK = 0.01


GROUND = 9.0  # brighter than any feature; no patch with some of it in is a multiple of the feature


ACCURACY = 1e-6  # to which the best are told apart


def cosine(X, K, i, j):
    """How similar to K the patch at (i, j) is; -1 if it is 0."""
    P = X[i : i + K.shape[0], j : j + K.shape[1]].astype(float)
    norms = np.linalg.norm(P) * np.linalg.norm(K)
    return float(np.sum(P * K) / norms) if norms > 0 else -1.0


def place(got, X, K):
    """Row and column of a patch."""
    pair = expect.values(got, 2, "detect(X, K)")
    i, j = (
        int(expect.integers(each, f"the {name} of detect(X, K)"))
        for each, name in zip(pair, ("row", "column"), strict=True)
    )
    last = X.shape[0] - K.shape[0], X.shape[1] - K.shape[1]
    inside = 0 <= i <= last[0] and 0 <= j <= last[1]
    expect.that(inside, f"detect(X, K) is ({i}, {j}), no corner of a patch: these go from (0, 0) to {last}")
    return i, j


def found(got, X, K, best, what=""):
    """The place is one of the best."""
    i, j = place(got, X, K)
    similarity = cosine(X, K, i, j)
    expect.that(
        similarity >= best - ACCURACY,
        f"detect(X, K){what} is ({i}, {j}), where the similarity is {similarity:.6g}; there is a patch with {best:.6g}",
    )


def features(d):
    """A feature of three to six positive tenths, all different, and the shape of a larger image: (K, H, W).

    Of two entries any other two that differ would be a multiple, once their means are taken off.
    """
    kh, kw = d.choice(((1, 3), (3, 1), (2, 2), (2, 3), (3, 2)))
    K = (1 + d.permutation(kh * kw)).reshape(kh, kw) / 10
    return K, kh + d.integer(2, 3), kw + d.integer(3, 4)


def hidden(d):
    """A feature, where it is to be found, in no last row or column, and in what contrast: (K, H, W, i, j, t)."""
    K, H, W = features(d)
    return K, H, W, d.integer(0, H - len(K) - 1), d.integer(0, W - K.shape[1] - 1), d.integer(1, 9) / 10


def placed(K, H, W, i, j, t, ground):
    """An image of constant brightness, but for t K at (i, j)."""
    X = np.full((H, W), float(ground))
    X[i : i + len(K), j : j + K.shape[1]] = t * K
    return X


class TestDetect:
    @forall(hidden)
    def test_faint_and_bright(self, student, K, H, W, i, j, t):
        """A feature is found on a ground that is brighter than it, and on one that is darker."""
        for ground, contrast in ((GROUND, t), (DARK, 10 * t)):
            X = placed(K, H, W, i, j, contrast, ground)
            found(student.detect(X, K), X, K, 1.0, f" with the ground {ground:g} and {contrast:g} K at ({i}, {j})")

    @forall(features, draws=12)
    def test_last_place(self, student, K, H, W):
        """The last place, at the lower right, is found; and the only one of a feature as large as the image."""
        X = placed(K, H, W, H - K.shape[0], W - K.shape[1], 1.5, GROUND)
        found(student.detect(X, K), X, K, 1.0, " with 1.5 K at the lower right")
        got = place(student.detect(7 * K, K), K, K)
        expect.that(got == (0, 0), f"detect(7 * K, K) is {got}, wanted (0, 0)")


CALL = "xcorr_backward(U, X, K, pad, stride)"


def gradients(got, X, K):
    """dX and dK, of the shapes of X and K."""
    dX, dK = expect.values(got, 2, CALL)
    expect.shape(dX, X.shape, "dX")
    expect.shape(dK, K.shape, "dK")
    return dX, dK


def judge(got, wanted, U, X, K, within=near):
    """Both gradients, `near` to what may be added up in them, or `close`."""
    dX, dK = gradients(got, X, K)
    within(dX, wanted[0], "dX", size_of(U, K))
    within(dK, wanted[1], "dK", size_of(X, U))


def one_place(d):
    """A square kernel as large as the images, so that it has one place: (U, X, K)."""
    C, F, side = d.integer(2, 3), d.integer(2, 3), d.integer(2, 3)
    X, U = off_zero(tenths(d, (1, C, side, side))), off_zero(tenths(d, (1, F, 1, 1)))
    return U, X, kernel(d, (F, C, side, side))


def batch(d, stride=1, pad=0, samples=1):
    """A layer (U, X, K), one row and one column of the padded images left over where the stride is 2 or more.

    Two channels or three, and one filter more; the kernel is not square, nor are images and outputs. With pad 1 outputs
    of one row and of several are alike frequent. Patches overlap.
    """
    C, kh, rows = d.integer(2, 3), d.integer(1, 2), d.integer(1, 2)
    F, spare = C + 1, min(1, stride - 1)
    while kh - 2 * pad + stride * (rows - 1) + spare < 1:  # no room for an image within its border
        kh, rows = (kh + 1, rows) if pad == 1 else (kh, rows + 1)
    kw, columns = max(kh, stride) + 1, rows + d.integer(1, 2)
    H, W = (k - 2 * pad + stride * (n - 1) + spare for k, n in ((kh, rows), (kw, columns)))
    X, U = off_zero(tenths(d, (samples, C, H, W))), off_zero(tenths(d, (samples, F, rows, columns)))
    return U, X, kernel(d, (F, C, kh, kw))


def samples(d):
    """Two samples or three, and an upstream gradient that is the same at all places of a map: (U, X, K)."""
    U, X, K = batch(d, samples=d.integer(2, 3))
    each = positive(d, U.shape[:2])
    each[0] += 10  # no sample is like another
    return each[:, :, None, None] * np.ones(U.shape), np.abs(X), K


class TestXcorrBackward:
    @forall(one_place, draws=12)
    def test_one_place(self, student, U, X, K):
        """A kernel as large as the image makes an affine layer: dX is the sum of u_f K_f, and dK_f is u_f X."""
        u = U[0, :, 0, 0]
        wanted = np.tensordot(u, K, axes=1)[None], np.multiply.outer(u, X[0])
        judge(student.xcorr_backward(U, X, K, 0, 1), wanted, U, X, K)

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


POOLED = "maxpool_vjp(U, X, s)"


def cut(A, s):
    """The blocks (N, C, rows, columns, s, s) of an array (N, C, H, W)."""
    N, C, H, W = A.shape
    return A.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5)


def gradient(got, X):
    """dX, finite and of the shape of X."""
    expect.shape(got, X.shape, POOLED)
    return expect.finite(got, POOLED)


def shapes(d):
    """Two samples or three of two channels or three, blocks of 2 or 3, not as many rows of blocks as columns."""
    s, rows = d.integer(2, 3), d.integer(1, 2)
    return d.integer(2, 3), d.integer(2, 3), s, rows, rows + d.integer(1, 2)


def no_ties(d):
    """Entries of both signs, all different, none of them 0, but for a shift: (U, X, s)."""
    N, C, s, rows, columns = shapes(d)
    X = d.permutation(N * C * s * rows * s * columns).reshape(N, C, s * rows, s * columns) / 10
    return off_zero(tenths(d, (N, C, rows, columns))), X - d.integer(0, 20) - 0.05, s


def whole(d, shape, reach=9):
    """Integers up to reach in size."""
    return d.integers(shape, -reach, reach)


def after_a_relu(d):
    """Blocks of zeros, of equal numbers, and such in which two of the entries tie: (U, V, X, s), V of odd integers."""
    N, C, s, rows, columns = shapes(d)
    blocks = positive(d, (N, C, rows, columns, s, s)).astype(float)
    blocks[0, 0, 0, 0], blocks[-1, -1, -1, -1], blocks[0, -1] = 0, 2.3, blocks[0, -1] / 2
    blocks[0, -1, :, :, 0, -1] = blocks[0, -1, :, :, -1, 0] = 3.1
    X = blocks.transpose(0, 1, 2, 4, 3, 5).reshape(N, C, s * rows, s * columns)
    shape = N, C, rows, columns
    return off_zero(tenths(d, shape)), 2 * whole(d, shape, 4) + 1, X, s


class TestMaxpoolVjp:
    @forall(no_ties, draws=12)
    def test_sums_of_blocks(self, student, U, X, s):
        """The gradient goes into each block as a whole: the entries of dX in it add up to its entry of U."""
        dX = gradient(student.maxpool_vjp(U, X, s), X)
        near(cut(dX, s).sum(axis=(4, 5)), U, f"the sums of {POOLED} over the blocks", np.abs(U).max())

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


LOGITS = "cnn_forward(params, X)"


def single_maps(d):
    """One channel, one filter of the weight 1, the features as logits: an image, and the maxima of its blocks."""
    rows, columns = d.integer(1, 2), d.integer(2, 3)
    blocks = off_zero(tenths(d, (rows, columns, 2, 2)))
    blocks[0, 0], blocks[-1, -1, 0] = -np.abs(blocks[0, 0]), 1.7
    X = blocks.transpose(0, 2, 1, 3).reshape(1, 1, 2 * rows, 2 * columns)
    n = rows * columns
    maxima = np.maximum(blocks.max(axis=(2, 3)).ravel(), 0)
    return [(np.ones((1, 1, 1, 1)), np.zeros(1)), (np.eye(n), np.zeros(n))], X, maxima


def one_block(d):
    """One channel, one filter without a bias, maps of one block, and one weight for the class: (params, X)."""
    (kh, kw), (i, j) = d.choice(((1, 2), (2, 2), (2, 3))), d.choice(((0, 1), (1, 0), (1, 1)))
    K, X = kernel(d, (1, 1, kh, kw)), off_zero(tenths(d, (1, 1, kh + 1, kw + 1))) / 100
    X[0, 0, i : i + kh, j : j + kw] = 2 * K[0, 0]  # the largest answer is there, and positive
    return [(K, np.zeros(1)), (off_zero(tenths(d, (1, 2))), np.zeros(2))], X


class TestCnnForward:
    @forall(single_maps, draws=12)
    def test_single_maps(self, student, params, X, maxima):
        """A filter 1 x 1 of the weight 1, W = I: the logits are the maxima of the blocks, 0 for negative ones."""
        near(student.cnn_forward(params, X), maxima[None], LOGITS, np.abs(X).max())

    @forall(one_block, draws=12)
    def test_one_filter(self, student, params, X):
        """One filter and one block: the logits are W times the largest of four inner products of K with a patch."""
        (K, _), (W, _) = params
        kh, kw = K.shape[2:]
        patches = [X[0, 0, i : i + kh, j : j + kw] for i in range(2) for j in range(2)]
        largest = max(np.sum(P * K[0, 0]) for P in patches)
        size = np.sum(np.abs(K)) * np.abs(X).max() * np.abs(W).max()
        near(student.cnn_forward(params, X), largest * W, LOGITS, size)

UNIT = "12_convolution"
EXERCISES = {
    "conv1d_full": 6,
    "xcorr2d": 6,
    "catch_convolution": 7,
    "detect": 7,
    "xcorr_backward": 8,
    "maxpool_vjp": 8,
    "cnn_forward": 8,
}
PROOFS = {
    "equivariant_maps": ('Linear and equivariant means convolution', 5),
    "pooling_shifts": ('Pooling and shifts', 4),
}
CHECKS = {
    "conv1d_full": TestConv1dFull,
    "xcorr2d": TestXcorr2d,
    "catch_convolution": TestCatchConvolution,
    "detect": TestDetect,
    "xcorr_backward": TestXcorrBackward,
    "maxpool_vjp": TestMaxpoolVjp,
    "cnn_forward": TestCnnForward,
}
