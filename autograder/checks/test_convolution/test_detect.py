"""Mark scheme of `detect`.

The place is never compared: it is judged by the similarity of its patch, so that of several best any one will do.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convolution.pictures import (
    BRIGHT,
    DARK,
    FAINT,
    GROUND,
    bytes_of_pictures,
    cosine,
    dark_or_balanced,
    features,
    found,
    hidden,
    place,
    placed,
    rivals,
)
from solutions.convolution import detect, xcorr2d
from solutions.patches import im2col


@exercise(reference=detect, requires=(xcorr2d,))
class TestDetect:
    CONTRACT: ClassVar = {
        "Where the feature K": ("test_faint_and_bright", "test_last_place"),
        "Entries are 0, or 1e-6": "test_sizes_far_apart",
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
    @weight(1)
    @forall(hidden)
    def test_faint_and_bright(self, student, K, H, W, i, j, t):
        """A feature is found on a ground that is brighter than it, and on one that is darker."""
        for ground, contrast in ((GROUND, t), (DARK, 10 * t)):
            X = placed(K, H, W, i, j, contrast, ground)
            found(student.detect(X, K), X, K, 1.0, f" with the ground {ground:g} and {contrast:g} K at ({i}, {j})")

    @weight(1)
    @forall(hidden, draws=6)
    def test_sizes_far_apart(self, student, K, H, W, i, j, t):
        """A feature is found if all numbers are small, and if it is far fainter than what is around it."""
        small, X = 10 * FAINT * K, 10 * FAINT * placed(K, H, W, i, j, 1, GROUND)
        found(student.detect(X, small), X, small, 1.0, f" with the ground {GROUND * 10 * FAINT:g} and K at ({i}, {j})")
        X = placed(K, H, W, i, j, FAINT, BRIGHT)
        found(student.detect(X, K), X, K, 1.0, f" with the ground {BRIGHT:g} and {FAINT:g} K at ({i}, {j})")

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
    def test_most_similar(self, student, X, Y, K):
        """No patch has a larger similarity than that found: neither -7 K nor 8 K + 5 is K in another brightness."""
        found(student.detect(X, K), X, K, cosine(X, K, *detect(X, K)))
        found(student.detect(Y, K), Y, K, cosine(Y, K, *detect(Y, K)), ", X being below 0 everywhere,")

    @weight(1)
    @forall(dark_or_balanced, draws=12)
    def test_patches_of_zeros(self, student, X, K, Y, L):
        """Any patch is more similar than one of zeros, unless it is a negative of K; a patch of sum 0 is none of zeros.

        In the dark all patches are alike.
        """
        found(student.detect(X, K), X, K, cosine(X, K, *detect(X, K)))
        found(student.detect(Y, L), Y, L, 1.0, f" with K = {L.tolist()}, the ground {GROUND:g} and K somewhere")
        place(student.detect(0 * X, K), X, K)

    @weight(1)
    @forall(bytes_of_pictures, draws=6)
    def test_bytes(self, student, X, Y, Z, K, i, j):
        """A feature is found in a picture of bytes (uint8), whose squares are no bytes; it may hold bytes, too."""
        found(student.detect(X, K), X, K, 1.0, f" with 5 K at ({i}, {j})")
        what = f" with K = 32 {K.tolist()} in bytes, and a quarter of it at ({i}, {j}),"
        found(student.detect(Y, (32 * K).astype(np.uint8)), Y, K, 1.0, what)
        bright = (255 // K.max() * K).astype(np.uint8)
        found(student.detect(Z, bright), Z, K, 1.0, f" with K = {bright.tolist()} in bytes at ({i}, {j})")

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
        norms = np.sqrt(xcorr2d(X**2, np.ones(K.shape), 0, 1))
        seen = norms > 0
        cosine = np.full(norms.shape, -1.0)
        cosine[seen] = xcorr2d(X, K, 0, 1)[seen] / norms[seen] / np.sqrt(np.sum(K**2.0))
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
        hint="The patch's norm is wanting, and it changes from place to place; that of K is the same everywhere.",
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
        ("if norms > 0", "if norms > 1e-12"),
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
    last_row_and_column_forgotten = slip(
        by_places,
        ("range(X.shape[0] - kh + 1)", "range(max(1, X.shape[0] - kh))"),
        ("range(X.shape[1] - kw + 1)", "range(max(1, X.shape[1] - kw))"),
        hint="The last patch begins at (H - kh, W - kw): there is one more place than steps, in rows and in columns.",
        see="thm-size",
    )
    padded_first = slip(
        by_places,
        ("kh, kw = K.shape", "kh, kw = K.shape; X = np.pad(X, ((kh - 1, kh - 1), (kw - 1, kw - 1)))"),
        ("(i, j)\n", "(i - kh + 1, j - kw + 1)\n"),
        hint="No padding: the patches are blocks of X itself.",
        see="thm-size",
    )
    none_better_than_the_worst = slip(
        by_places,
        ("best, found = -2.0, (0, 0)", "best, found = -1.0, None"),
        hint="In the dark all similarities are -1, and none is larger than -1: the search has to begin below.",
        see="thm-cauchy-schwarz",
    )
    clipped_at_zero = slip(
        by_places,
        ("np.sum(patch * K) / norms if", "max(0.0, np.sum(patch * K) / norms) if"),
        hint="All similarities may be negative, and differ: cut off at 0 they are all alike.",
        see="thm-cauchy-schwarz",
    )
    image_divided_by_its_largest = slip(
        by_places,
        ("kh, kw = K.shape", "kh, kw = K.shape; X = X / (X.max() or 1.0)"),
        hint="If all entries are negative, to divide by the largest turns their signs. No brightness matters anyway.",
        see="thm-cauchy-schwarz",
    )
    rounded_off = slip(
        by_places,
        ("norms if norms > 0 else -1.0", "norms if norms > 0 else -1.0; similarity = np.round(similarity, 3)"),
        hint="Rounded similarities are equal where the right ones are not.",
        see="thm-cauchy-schwarz",
    )
    zero_by_its_sum = slip(
        by_places,
        ("if norms > 0", "if np.sum(patch) != 0"),
        hint="Entries that add up to 0 need not be 0: a patch of zeros has the norm 0.",
        see="thm-cauchy-schwarz",
    )
    from_zero_on = slip(
        by_places,
        ("best, found = -2.0", "best, found = 0.0"),
        hint="All similarities may be negative: the search has to begin below -1.",
        see="thm-cauchy-schwarz",
    )
    small_number_added = slip(
        by_places,
        ("/ norms if norms > 0", "/ (norms + 1e-8) if norms > 0"),
        hint="Norms may be far below 1e-8: ask whether the norm is 0 in place of adding something to it.",
        see="thm-cauchy-schwarz",
    )
    faint_taken_for_black = slip(
        by_places,
        ("if norms > 0", "if np.linalg.norm(patch) > 1e-3"),
        hint="Only a patch of zeros has the norm 0: a faint one has a direction, too.",
        see="thm-cauchy-schwarz",
    )
    products_of_bytes = slip(
        by_places,
        (" * 1.0\n", "\n"),
        hint="Products of bytes are bytes again, modulo 256, if K holds bytes, too: convert to floats first.",
        see="thm-cauchy-schwarz",
    )
    bytes_in_sixteen_bits = slip(
        by_places,
        (" * 1.0\n", "\n"),
        (
            "kh, kw = K.shape",
            "kh, kw = K.shape; X, K = (A.astype(np.int16) if A.dtype == np.uint8 else A for A in (X, K))",
        ),
        hint="Products of bytes are up to 65025, more than int16 holds: convert to floats first.",
        see="thm-cauchy-schwarz",
    )
    width_of_the_image = slip(
        by_patches,
        ("X.shape[1] - K.shape[1] + 1)", "X.shape[1])"),
        hint="argmax counts through W - kw + 1 places in a row, not through W pixels.",
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

    @misconception(
        "Differences of running sums lose what is small beside what is large: sum the squares of each patch by itself.",
        see="thm-cauchy-schwarz",
    )
    def by_running_sums(X, K):
        kh, kw = K.shape
        S = np.zeros((X.shape[0] + 1, X.shape[1] + 1))
        S[1:, 1:] = (X.astype(float) ** 2).cumsum(axis=0).cumsum(axis=1)
        squares = S[kh:, kw:] - S[:-kh, kw:] - S[kh:, :-kw] + S[:-kh, :-kw]
        products = np.sum(np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape) * K, axis=(2, 3))
        cosine = np.where(squares > 0, products / np.sqrt(np.where(squares > 0, squares, 1)), -np.linalg.norm(K))
        return np.unravel_index(cosine.argmax(), cosine.shape)

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
