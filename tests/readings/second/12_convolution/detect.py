import math
from fractions import Fraction

import numpy as np


def right_loops(X, K):
    """Two loops, a running best; starts at the first place."""
    X, K = np.asarray(X, float), np.asarray(K, float)
    kh, kw = K.shape
    best, where = -2.0, (0, 0)
    for i in range(X.shape[0] - kh + 1):
        for j in range(X.shape[1] - kw + 1):
            P = X[i : i + kh, j : j + kw]
            norm = np.linalg.norm(P)
            sim = np.sum(P * K) / (norm * np.linalg.norm(K)) if norm > 0 else -1.0
            if sim > best:
                best, where = sim, (i, j)
    return where


def right_lists(X, K):
    """Plain Python numbers, math.sqrt, the last of several best."""
    X, K = X.tolist(), K.tolist()
    kh, kw = len(K), len(K[0])

    def similarity(i, j):
        dot = square = 0.0
        for a in range(kh):
            for b in range(kw):
                dot += float(X[i + a][j + b]) * float(K[a][b])
                square += float(X[i + a][j + b]) ** 2
        return dot / math.sqrt(square) / norm if square > 0 else -1.0

    norm = math.sqrt(sum(float(k) ** 2 for row in K for k in row))
    places = [(i, j) for i in range(len(X) - kh + 1) for j in range(len(X[0]) - kw + 1)]
    return max(reversed(places), key=lambda place: similarity(*place))


def right_windows(X, K):
    """sliding_window_view, einsum, np.divide with where, argmax and unravel_index."""
    X, K = X.astype(np.float64), K.astype(np.float64)
    V = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    dots, squares = np.einsum("ijab,ab->ij", V, K), np.einsum("ijab,ijab->ij", V, V)
    sims = np.full(dots.shape, -1.0)
    np.divide(dots, np.sqrt(squares) * np.linalg.norm(K), out=sims, where=squares > 0)
    return np.unravel_index(np.argmax(sims), sims.shape)


def right_xcorr(X, K):
    """Norms as a correlation of the squares with ones, by `xcorr2d`."""
    X, K = np.asarray(X, float), np.asarray(K, float)
    dots = np.asarray(xcorr2d(X, K, 0, 1))
    norms = np.sqrt(np.asarray(xcorr2d(X**2, np.ones(K.shape), 0, 1)))
    with np.errstate(divide="ignore", invalid="ignore"):
        sims = np.where(norms == 0, -1.0, dots / norms / np.sqrt((K**2).sum()))
    i, j = divmod(int(sims.argmax()), sims.shape[1])
    return i, j


def right_im2col(X, K):
    """Patches as rows, each made a unit vector first."""
    kh, kw = K.shape
    cols = im2col(np.asarray(X, float)[None, None], kh, kw, 0, 1)
    norms = np.linalg.norm(cols, axis=1)
    units = cols / np.where(norms == 0, 1, norms)[:, None]
    unit = K.ravel() / np.linalg.norm(np.asarray(K, float))
    sims = np.where(norms == 0, -1, units @ unit)
    return tuple(int(e) for e in divmod(np.argmax(sims), X.shape[1] - kw + 1))


def right_without_norm_of_kernel(X, K):
    """The kernel's norm is the same at all places: only the zero patches need it."""
    X, K = np.asarray(X, float), np.asarray(K, float)
    V = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    dots = (V * K).sum(axis=(2, 3))
    scores = np.where(norms > 0, dots / np.where(norms > 0, norms, 1), -np.linalg.norm(K))
    return tuple(np.argwhere(scores == scores.max())[-1])


def right_distance(X, K):
    """The smallest distance of unit vectors; a patch of zeros has the distance 2."""
    X, K = np.asarray(X, float), np.asarray(K, float)
    kh, kw = K.shape
    target = K / np.linalg.norm(K)
    best = None
    for i, j in np.ndindex(X.shape[0] - kh + 1, X.shape[1] - kw + 1):
        P = X[i : i + kh, j : j + kw]
        d = np.linalg.norm(P / np.linalg.norm(P) - target) if P.any() else 2.0
        if best is None or d < best[0]:
            best = d, i, j
    return best[1:]


def right_scaled_by_maximum(X, K):
    """Each patch is divided by its largest size first, sums by fsum, a dictionary of places."""
    weights = [float(k) for k in K.ravel()]

    def similarity(P):
        top = max(map(abs, P))
        if top == 0:
            return -1.0
        P = [p / top for p in P]
        return math.fsum(p * k for p, k in zip(P, weights, strict=True)) / math.hypot(*P) / math.hypot(*weights)

    (H, W), (kh, kw) = X.shape, K.shape
    sims = {
        (i, j): similarity([float(x) for x in X[i : i + kh, j : j + kw].ravel()])
        for i in range(H - kh + 1)
        for j in range(W - kw + 1)
    }
    best = max(sims.values())
    return next(place for place, sim in sims.items() if sim == best)


def right_float32_entries(X, K):
    """Entries rounded to float32, sums in float64; any of the best at random."""
    X, K = np.asarray(X, np.float32).astype(float), np.asarray(K, np.float32).astype(float)
    V = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    flat = V.reshape(V.shape[0], V.shape[1], -1)
    norms = np.linalg.norm(flat, axis=-1)
    sims = -np.ones(norms.shape)
    sims[norms > 0] = flat[norms > 0] @ K.ravel() / norms[norms > 0] / np.linalg.norm(K)
    best = np.argwhere(sims >= sims.max() - 1e-9)
    return tuple(best[np.random.default_rng(0).integers(len(best))])


def right_signed_squares(X, K):
    """No roots: the sign of the product times the squared cosine."""
    X, K = np.array(X, dtype=float), np.array(K, dtype=float)
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    dots, squares = np.zeros((rows, columns)), np.zeros((rows, columns))
    for a, b in np.ndindex(K.shape):
        window = X[a : a + rows, b : b + columns]
        dots += K[a, b] * window
        squares += window**2
    score = np.where(squares > 0, np.sign(dots) * dots**2 / np.where(squares > 0, squares, 1), -np.sum(K**2))
    return divmod(int(np.argmax(score)), columns)


def right_fractions(X, K):
    """Exact comparison in fractions of the signed squared cosine."""
    X = [[Fraction(x) for x in row] for row in X.tolist()]
    K = [[Fraction(k) for k in row] for row in K.tolist()]

    def key(place):
        P = [X[place[0] + a][place[1] + b] for a in range(len(K)) for b in range(len(K[0]))]
        square = sum(p * p for p in P)
        if square == 0:
            return -sum(k * k for row in K for k in row)
        dot = sum(p * k for p, k in zip(P, (k for row in K for k in row), strict=True))
        return dot * abs(dot) / square

    return max(np.ndindex(len(X) - len(K) + 1, len(X[0]) - len(K[0]) + 1), key=key)


def right_defensive(X, K):
    """Asserts, early return for a single place, arctan2 in place of a division, np.int64 come back."""
    X, K = np.asarray(X).astype("float64"), np.asarray(K).astype("float64")
    assert X.ndim == K.ndim == 2 and K.any()
    if X.shape == K.shape:
        return np.int64(0), np.int64(0)
    target = K / np.linalg.norm(K)
    angles = np.full((X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1), np.pi)
    for i, row in enumerate(angles):
        for j in range(row.size):
            P = X[i : i + K.shape[0], j : j + K.shape[1]]
            if np.any(P != 0):
                unit = P / np.sqrt(np.vdot(P, P))
                angles[i, j] = 2 * np.arctan2(np.linalg.norm(unit - target), np.linalg.norm(unit + target))
    i, j = np.unravel_index(angles.argmin(), angles.shape)
    return i, j


def right_class(X, K):
    """An over-engineered class, longdouble sums, a list of (similarity, place) sorted."""

    class Detector:
        def __init__(self, feature):
            self.feature = np.asarray(feature, dtype=np.longdouble)
            self.norm = np.sqrt(np.sum(self.feature**2))

        def score(self, patch):
            norm = np.sqrt(np.sum(patch**2))
            return float(np.sum(patch * self.feature) / (norm * self.norm)) if norm else -1.0

        def find(self, image):
            image = np.asarray(image, dtype=np.longdouble)
            h, w = self.feature.shape
            scores = [
                (-self.score(image[i : i + h, j : j + w]), i, j)
                for i in range(len(image) - h + 1)
                for j in range(len(image[0]) - w + 1)
            ]
            return sorted(scores)[0][1:]

    return Detector(K).find(X)


def wrong_largest_product(X, K):
    """DESERVES: the product is large where the patch is bright; divide by the patch's norm
    PART: no
    BREAKS: the most similar, whatever its brightness, at X = [[1, 1, 0, 3]], K = [[1, 1]]: (0, 0), not (0, 2)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    dots = np.einsum("ijab,ab->ij", V, np.asarray(K, float))
    return np.unravel_index(dots.argmax(), dots.shape)


def wrong_epsilon(X, K):
    """DESERVES: the 1e-8 added to the norm is as good as a hundredth of a patch of 1e-6
    PART: yes
    BREAKS: entries are 0, or 1e-6 to 1e6 in size, at X = [[1e-6, 1e-6, 0, 1, 1.05]], K = [[1, 1]]
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = (V * K).sum(axis=(2, 3)) / (norms * np.linalg.norm(K) + 1e-8)
    sims[norms == 0] = -1
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_none_at_minus_one(X, K):
    """DESERVES: with a strict > from -1 on nothing is found where all similarities are -1
    PART: yes
    BREAKS: a patch of zeros has the similarity -1; of several best any one, at X = [[0.0]], K = [[1.0]]
    """
    X, K = np.asarray(X, float), np.asarray(K, float)
    best, where = -1.0, None
    for i, j in np.ndindex(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1):
        P = X[i : i + K.shape[0], j : j + K.shape[1]]
        sim = np.vdot(P, K) / np.linalg.norm(P) / np.linalg.norm(K) if P.any() else -1.0
        if sim > best:
            best, where = sim, (i, j)
    return where


def wrong_clipped(X, K):
    """DESERVES: similarities below 0 are clipped to 0, so that of negative ones the first wins
    PART: yes
    BREAKS: the best is the most similar, at X = [[-2.0, -1.0, 0.0]], K = [[2.0, 1.0]]: (0, 1), not (0, 0)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1) / np.linalg.norm(K), -1)
    zero = norms == 0
    sims = np.where(zero, -1, np.clip(sims, 0, 1))
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_norm_of_bytes(X, K):
    """DESERVES: the squares for the norm are taken of bytes, and come round at 256
    PART: yes
    BREAKS: X may hold bytes (uint8), at X = [[17, 0, 3, 3]] (uint8), K = [[1, 1]]
    """
    V = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    squares = np.lib.stride_tricks.sliding_window_view(X * X, K.shape).sum(axis=(2, 3), dtype=float)
    dots = np.einsum("ijab,ab->ij", V.astype(float), K.astype(float))
    sims = np.where(squares > 0, dots / np.sqrt(np.where(squares > 0, squares, 1)) / np.linalg.norm(K * 1.0), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_int16(X, K):
    """DESERVES: bytes become int16, too small for products such as 200 * 200
    PART: yes
    BREAKS: the products of bytes are no bytes, at X = [[255, 255, 0, 1, 2]] (uint8), K = [[1, 2]]
    """
    if X.dtype == np.uint8:
        X = X.astype(np.int16)
    if K.dtype == np.uint8:
        K = K.astype(np.int16)
    best, where = -2.0, (0, 0)
    for i, j in np.ndindex(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1):
        P = X[i : i + K.shape[0], j : j + K.shape[1]]
        square = np.sum((P * P).astype(float))
        sim = np.sum((P * K).astype(float)) / np.sqrt(abs(square)) / np.linalg.norm(K) if square != 0 else -1.0
        if sim > best:
            best, where = sim, (i, j)
    return where


def wrong_integral_image(X, K):
    """DESERVES: norms by differences of running sums lose small patches beside large ones
    PART: yes
    BREAKS: 1e-6 to 1e6 in size, both in one image, at X = [[1e6, 3e5, 0, 1e-6, 2e-6]], K = [[1, 2]]
    """
    X, K = np.asarray(X, float), np.asarray(K, float)
    kh, kw = K.shape
    S = np.pad(np.cumsum(np.cumsum(X**2, axis=0), axis=1), ((1, 0), (1, 0)))
    squares = S[kh:, kw:] - S[:-kh, kw:] - S[kh:, :-kw] + S[:-kh, :-kw]
    dots = np.einsum("ijab,ab->ij", np.lib.stride_tricks.sliding_window_view(X, K.shape), K)
    sims = np.where(squares > 0, dots / np.sqrt(np.where(squares > 0, squares, 1)) / np.linalg.norm(K), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_fft_products(X, K):
    """DESERVES: products by FFT have errors of the size of the largest pixel, which drown faint patches
    PART: yes
    BREAKS: 1e-6 to 1e6 in size, both in one image, at X = [[1e6, 1.01e6, 0, 1e-6, 1e-6]], K = [[1, 1]]: 1.2e-5 worse
    """
    X, K = np.asarray(X, float), np.asarray(K, float)
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    dots = np.fft.irfft2(np.fft.rfft2(X) * np.conj(np.fft.rfft2(K, X.shape)), X.shape)[:rows, :columns]
    squares = (np.lib.stride_tricks.sliding_window_view(X, K.shape) ** 2).sum(axis=(2, 3))
    sims = np.where(squares > 0, dots / np.sqrt(np.where(squares > 0, squares, 1)) / np.linalg.norm(K), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_zero_by_its_sum(X, K):
    """DESERVES: a patch whose entries sum to 0 is taken for a patch of zeros
    PART: yes
    BREAKS: a patch of zeros has the similarity -1, and no other, at X = [[1, -1, -1]], K = [[1, -1]]
    """
    X, K = np.asarray(X, float), np.asarray(K, float)
    sims = np.full((X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1), -1.0)
    for i, j in np.ndindex(sims.shape):
        P = X[i : i + K.shape[0], j : j + K.shape[1]]
        if P.sum() != 0:
            sims[i, j] = (P * K).sum() / np.sqrt((P**2).sum()) / np.sqrt((K**2).sum())
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_near_enough(X, K):
    """DESERVES: similarities are rounded to three decimals, and the first of these equals is not the best
    PART: yes
    BREAKS: several best, up to 1e-6, at X = [[1, 1.01, 0, 1, 1]], K = [[1, 1]]: (0, 3), not (0, 0)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1) / np.linalg.norm(K), -1)
    sims = np.round(sims, 3)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_either_sign(X, K):
    """DESERVES: the negative of the feature is the least similar, not as good as itself
    PART: yes
    BREAKS: similarity is the sum divided by the norms, at X = [[-1, -2, 0, 1, 1]], K = [[1, 2]]
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    squares = (V**2).sum(axis=(2, 3))
    score = np.where(squares > 0, (V * K).sum(axis=(2, 3)) ** 2 / np.where(squares > 0, squares, 1), -1)
    return np.unravel_index(score.argmax(), score.shape)


def wrong_sum_for_norm(X, K):
    """DESERVES: the patch is divided by the sum of its sizes, not by its norm
    PART: no
    BREAKS: divided by the norms of both, at X = [[0, 1, 2, 0]], K = [[1, 2]]: (0, 1), not (0, 0)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    sums = np.abs(V).sum(axis=(2, 3))
    sims = np.where(sums > 0, (V * K).sum(axis=(2, 3)) / np.where(sums > 0, sums, 1), -np.inf)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_image_scaled(X, K):
    """DESERVES: the image is divided by its largest entry, which turns the signs of one that is all negative
    PART: yes
    BREAKS: the best is the most similar, at X = [[-1.0, -2.0, -1.0]], K = [[1.0, 2.0]]: (0, 1), not (0, 0)
    """
    X, K = np.asarray(X, float), np.asarray(K, float)
    X = X / (X.max() or 1.0)
    V = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1) / np.linalg.norm(K), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_means_off(X, K):
    """DESERVES: the means are taken off both, which is another similarity
    PART: no
    BREAKS: the sum of the Hadamard product of the patch and K, at X = [[6, 9, 0, 1, 1]], K = [[1, 1.1]]
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float) - np.mean(K)
    V = V - V.mean(axis=(2, 3), keepdims=True)
    norms = np.sqrt((V**2).sum(axis=(2, 3))) * np.linalg.norm(K)
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_unit_image_in_place(X, K):
    """DESERVES: a feature of floats is divided by its norm in place, the caller's K is another afterwards
    PART: yes
    BREAKS: a function leaves the arrays as they were, at X = [[1.0]], K = [[2.0]]
    """
    K = np.asarray(K, float)
    K /= np.linalg.norm(K)
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1), -1)
    return np.unravel_index(sims.argmax(), sims.shape)


def wrong_zeros_last(X, K):
    """DESERVES: a patch of zeros is left out, yet where all others are less than level with it, there is nothing left
    PART: yes
    BREAKS: a patch of zeros has the similarity -1, and counts, at X = [[0.0]], K = [[1.0]] (argmax of nothing but NaN)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    with np.errstate(invalid="ignore"):
        sims = (V * K).sum(axis=(2, 3)) / np.sqrt((V**2).sum(axis=(2, 3))) / np.linalg.norm(K)
    return np.unravel_index(np.nanargmax(sims), sims.shape)


def wrong_corner_for_centre(X, K):
    """DESERVES: the middle of the patch is given, its top left corner is asked for
    PART: no
    BREAKS: top left corner (i, j), at X = K = [[1.0, 2.0, 3.0]]: (0, 0), not (0, 1)
    """
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape)
    K = np.asarray(K, float)
    norms = np.sqrt((V**2).sum(axis=(2, 3)))
    sims = np.where(norms > 0, (V * K).sum(axis=(2, 3)) / np.where(norms > 0, norms, 1), -np.linalg.norm(K))
    i, j = np.unravel_index(sims.argmax(), sims.shape)
    return i + K.shape[0] // 2, j + K.shape[1] // 2
