"""Mark scheme of `detect`.

The place is never compared: it is judged by the similarity of its patch, so that of several best any one will do.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.inputs import ACCURACY, tenths
from solutions.convolution import detect, xcorr2d
from solutions.patches import im2col

GROUND = 9.0  # brighter than any feature; no patch with some of it in is a multiple of the feature
DARK = 0.01


def features(d):
    """A feature of two to six positive tenths, all different, and the shape of a larger image: (K, H, W)."""
    kh, kw = d.choice(((1, 2), (2, 1), (2, 2), (1, 3), (2, 3), (3, 2)))
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


def rivals(d):
    """An image of anything, at the upper right nearly the feature; below it -7 K, and 8 K + 5."""
    K, H, W = features(d)
    kh, kw = K.shape
    X = tenths(d, (H + 2 * kh, W))
    X[:kh, -kw:] = 3 * K
    X[0, -1] += 0.01
    X[-2 * kh :] = -np.abs(X[-2 * kh :]) - 0.1
    X[-2 * kh : -kh, :kw], X[-kh:, :kw] = -7 * K, 8 * K + 5
    return X, K


def sparse(d):
    """Zeros, but for one negative entry: no patch is at less than a right angle from the feature."""
    K, H, W = features(d)
    X = np.zeros((H, W))
    X[d.integer(0, H - 1), d.integer(0, W - 1)] = -d.integer(1, 30) / 10
    return X, K


def bytes_of_pictures(d):
    """A feature of whole numbers, and where it is, in a picture of bytes whose squares pass 255: (X, K, i, j).

    It is in no last row or column.
    """
    kh, kw = d.choice(((2, 2), (1, 3), (2, 3), (3, 2)))
    K, H, W = 1 + d.permutation(kh * kw).reshape(kh, kw), kh + d.integer(2, 3), kw + d.integer(3, 4)
    i, j = d.integer(0, H - kh - 1), d.integer(0, W - kw - 1)
    return placed(K, H, W, i, j, 5, 17).astype(np.uint8), K, i, j


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


def cosine(X, K, i, j):
    """How similar to K the patch at (i, j) is; -1 if it is 0."""
    P = X[i : i + K.shape[0], j : j + K.shape[1]].astype(float)
    norms = np.linalg.norm(P) * np.linalg.norm(K)
    return float(np.sum(P * K) / norms) if norms > 0 else -1.0


def found(got, X, K, best, what=""):
    """The place is one of the best."""
    i, j = place(got, X, K)
    similarity = cosine(X, K, i, j)
    expect.that(
        similarity >= best - ACCURACY,
        f"detect(X, K){what} is ({i}, {j}), where the similarity is {similarity:.6g}; there is a patch with {best:.6g}",
    )


@exercise(reference=detect, requires=(xcorr2d,))
class TestDetect:
    CONTRACT: ClassVar = {
        "Where the feature K": ("test_faint_and_bright", "test_last_place"),
        "all kh x kw blocks of X": ("test_last_place", "test_faint_and_bright"),
        "similarity is the sum": ("test_faint_and_bright", "test_most_similar"),
        "A patch of zeros": "test_patches_of_zeros",
        "Of several best": ("test_patches_of_zeros", "test_last_place"),
        "Two ints": "test_last_place",
        "may hold bytes": "test_bytes",
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "norms = np.sqrt(np.einsum('ijab,ijab->ij', patches, patches)) / np.linalg.norm(K)",
            "similarity = np.where(norms > 0, products / np.where(norms > 0, norms, 2), -1)",
            "similarity = np.where(norms > 0, products / np.where(norms > 0, norms, 0), -1)",
            "similarity = np.where(norms > 0, products / np.where(norms >= 0, norms, 1), -1)",
            "similarity = np.where(norms > 0, products / np.where(norms > -1, norms, 1), -1)",
        ],
        "the norm of K is the same for all patches, and where the norm is 0 the quotient is not used",
    ) | {
        "similarity = np.where(norms > 0, products / np.where(norms > 0, norms, 1), -2)": (
            "zeros tie with a negative of K or come after it: then either is one of the best"
        ),
    }

    @practice
    @weight(2)
    @forall(hidden)
    def test_faint_and_bright(self, student, K, H, W, i, j, t):
        """A feature is found on a ground that is brighter than it, and on one that is darker."""
        for ground, contrast in ((GROUND, t), (DARK, 10 * t)):
            X = placed(K, H, W, i, j, contrast, ground)
            found(student.detect(X, K), X, K, 1.0, f" with the ground {ground:g} and {contrast:g} K at ({i}, {j})")

    @practice
    @weight(1)
    @forall(features, draws=12)
    def test_last_place(self, student, K, H, W):
        """The last place, at the lower right, is found; and the only one of a feature as large as the image."""
        X = placed(K, H, W, H - K.shape[0], W - K.shape[1], 1.5, GROUND)
        found(student.detect(X, K), X, K, 1.0, " with 1.5 K at the lower right")
        got = place(student.detect(7 * K, K), K, K)
        expect.that(got == (0, 0), f"detect(7 * K, K) is {got}, wanted (0, 0)")

    @weight(1)
    @forall(rivals)
    def test_most_similar(self, student, X, K):
        """No patch has a larger similarity than that found: neither -7 K nor 8 K + 5 is K in another brightness."""
        found(student.detect(X, K), X, K, cosine(X, K, *detect(X, K)))

    @weight(1)
    @forall(sparse, draws=12)
    def test_patches_of_zeros(self, student, X, K):
        """Any patch is more similar than one of zeros, unless it is a negative of K; in the dark all are alike."""
        found(student.detect(X, K), X, K, cosine(X, K, *detect(X, K)))
        place(student.detect(0 * X, K), X, K)

    @weight(1)
    @forall(bytes_of_pictures, draws=12)
    def test_bytes(self, student, X, K, i, j):
        """A feature is found in a picture of bytes (uint8), whose squares are no bytes."""
        found(student.detect(X, K), X, K, 1.0, f" with 5 K at ({i}, {j})")

    @alternate
    def by_places(X, K):
        kh, kw = K.shape
        best, found = -2.0, (0, 0)
        for i in range(X.shape[0] - kh + 1):
            for j in range(X.shape[1] - kw + 1):
                patch = X[i : i + kh, j : j + kw] * 1.0
                norms = np.linalg.norm(patch) * np.linalg.norm(K)
                similarity = np.sum(patch * K) / norms if norms > 0 else -1.0
                if similarity > best:
                    best, found = similarity, (i, j)
        return found

    @alternate
    def by_the_last_of_the_best(X, K):
        kh, kw = K.shape
        best, found = -2.0, None
        for i in range(X.shape[0] - kh + 1):
            for j in range(X.shape[1] - kw + 1):
                patch = [float(X[i + a][j + b]) for a in range(kh) for b in range(kw)]
                size = sum(p * p for p in patch) ** 0.5
                similarity = sum(p * float(w) for p, w in zip(patch, K.ravel(), strict=True)) / size if size else -9e9
                if similarity >= max(best, -8e9):
                    best, found = similarity, [i, j]
        return found or [0, 0]

    @alternate
    def by_correlations(X, K):
        X = X.astype(float)
        size = xcorr2d(X**2, np.ones(K.shape), 0, 1)
        products = xcorr2d(X, K, 0, 1)
        size = np.sqrt(np.where(products == 0, np.round(size, 12), size))
        cosine = np.full(size.shape, -2.0)
        cosine[size > 1e-9] = products[size > 1e-9] / size[size > 1e-9] / np.sqrt(np.sum(K**2.0))
        return np.argwhere(cosine == cosine.max())[0]

    @alternate
    def by_patches(X, K):
        cols = im2col(X[None, None].astype(float), *K.shape, 0, 1)
        norms = np.linalg.norm(cols, axis=1)
        cols[norms > 0] /= norms[norms > 0][:, None]
        # The nearest unit vector; from zeros it is as far as from the opposite of K.
        far = np.sum((cols - K.ravel() / np.linalg.norm(K)) ** 2, axis=1)
        far[norms == 0] = 4
        return divmod(int(np.argmin(far)), X.shape[1] - K.shape[1] + 1)

    @alternate
    def in_single_precision(X, K):
        X, K = X.astype(np.float32), K.astype(np.float32)
        windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
        with np.errstate(invalid="ignore"):
            cosine = np.sum(windows * K, axis=(2, 3)) / np.sqrt(np.sum(windows * windows, axis=(2, 3)))
        cosine[np.isnan(cosine)] = -np.inf
        return np.unravel_index(cosine.argmax(), cosine.shape)

    not_normalised = slip(
        by_places,
        ("/ norms if norms > 0", "if norms > 0"),
        hint="A bright patch has a large product with anything: divide by its norm.",
        see="thm-cauchy-schwarz",
    )
    divided_by_the_squared_norm = slip(
        by_places,
        ("norms = np.linalg.norm(patch) *", "norms = np.linalg.norm(patch) ** 2 *"),
        hint="By the norm of the patch, not by its square: that prefers what is dark.",
        see="thm-cauchy-schwarz",
    )
    divided_by_the_sum = slip(
        by_places,
        ("norms = np.linalg.norm(patch) *", "norms = np.abs(patch).sum() *"),
        hint="By the norm, the root of the sum of squares, and not by the sum of the entries.",
        see="thm-cauchy-schwarz",
    )
    divided_by_the_largest = slip(
        by_places,
        ("norms = np.linalg.norm(patch) *", "norms = np.abs(patch).max() *"),
        hint="By the norm, the root of the sum of squares, and not by the largest entry.",
        see="thm-cauchy-schwarz",
    )
    divided_by_the_norm_of_the_feature = slip(
        by_places,
        ("norms = np.linalg.norm(patch) *", "norms ="),
        hint="The norm of K is the same everywhere: it is the patch's that matters.",
        see="thm-cauchy-schwarz",
    )
    modulus = slip(
        by_places,
        ("np.sum(patch * K)", "abs(np.sum(patch * K))"),
        hint="The negative of a feature is least similar to it: -1, not 1.",
        see="thm-cauchy-schwarz",
    )
    means_taken_off = slip(
        by_places,
        ("* 1.0", "- np.mean(X[i : i + kh, j : j + kw])"),
        ("np.sum(patch * K)", "np.sum(patch * (K - K.mean()))"),
        hint="No mean is taken off: K and a constant is another patch than K.",
        see="thm-cauchy-schwarz",
    )
    matrix_product = slip(
        by_places,
        ("np.sum(patch * K)", "np.sum(patch @ K.T)"),
        hint="The Hadamard product, entry by entry, and not the matrix product.",
        see="def-xcorr",
    )
    turned = slip(
        by_places,
        ("np.sum(patch * K)", "np.sum(patch * K[::-1, ::-1])"),
        hint="The patch is compared with K itself, not turned.",
        see="def-xcorr",
    )
    least_similar = slip(
        by_places,
        ("best, found = -2.0, (0, 0)", "best, found = 2.0, (0, 0)"),
        ("similarity > best", "similarity < best"),
        hint="The best is the most similar patch.",
        see="thm-cauchy-schwarz",
    )
    nearest_patch = slip(
        by_places,
        ("np.sum(patch * K) / norms if norms > 0 else -1.0", "-np.sum((patch - K) ** 2)"),
        ("best, found = -2.0", "best, found = -np.inf"),
        hint="The nearest patch has the brightness of K: here the angle counts, not the distance.",
        see="thm-cauchy-schwarz",
    )
    last_row_forgotten = slip(
        by_places,
        ("range(X.shape[0] - kh + 1)", "range(max(1, X.shape[0] - kh))"),
        hint="The last patch begins in row H - kh: there are H - kh + 1 of them.",
        see="thm-size",
    )
    last_column_forgotten = slip(
        by_places,
        ("range(X.shape[1] - kw + 1)", "range(max(1, X.shape[1] - kw))"),
        hint="The last patch begins in column W - kw: there are W - kw + 1 of them.",
        see="thm-size",
    )
    column_first = slip(
        by_places,
        ("(i, j)\n", "(j, i)\n"),
        hint="Row first, then column.",
        see="def-xcorr",
    )
    middle_of_the_patch = slip(
        by_places,
        ("(i, j)\n", "(i + kh // 2, j + kw // 2)\n"),
        hint="The patch is named by its top left corner.",
        see="def-xcorr",
    )
    zeros_at_a_right_angle = slip(
        by_places,
        ("else -1.0", "else 0.0"),
        hint="A patch of zeros has the similarity -1, not 0, nor 0/0, which argmax takes for the largest.",
        see="thm-cauchy-schwarz",
    )

    @misconception("If all patches are zeros, any place will do, and no error.", see="thm-cauchy-schwarz")
    def lost_in_the_dark(X, K):
        windows = np.lib.stride_tricks.sliding_window_view(X * 1.0, K.shape)
        with np.errstate(invalid="ignore"):
            cosine = np.sum(windows * K, axis=(2, 3)) / np.sqrt(np.sum(windows**2, axis=(2, 3)))
        return np.unravel_index(np.nanargmax(cosine), cosine.shape)

    @misconception("Squares of bytes are bytes again, modulo 256: convert X to floats first.", see="thm-cauchy-schwarz")
    def squares_of_bytes(X, K):
        windows = np.lib.stride_tricks.sliding_window_view(X, K.shape)
        norms = np.sqrt(np.sum(windows * windows, axis=(2, 3)))
        cosine = np.where(norms > 0, np.sum(windows * K, axis=(2, 3)) / np.where(norms > 0, norms, 1), -np.inf)
        return np.unravel_index(cosine.argmax(), cosine.shape)

    @misconception(
        "argmax counts through the whole matrix: np.unravel_index makes row and column of it.", see="def-xcorr"
    )
    def counted_through(X, K):
        windows = np.lib.stride_tricks.sliding_window_view(X * 1.0, K.shape)
        norms = np.sqrt(np.sum(windows**2, axis=(2, 3)))
        cosine = np.where(norms > 0, np.sum(windows * K, axis=(2, 3)) / np.where(norms > 0, norms, 1), -np.inf)
        return int(cosine.argmax())
