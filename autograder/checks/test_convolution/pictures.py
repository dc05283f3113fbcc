"""Features in pictures, for `detect`; a place is judged by its similarity."""

import numpy as np

from autograder import expect
from autograder.checks.test_convolution.inputs import positive

GROUND = 9.0  # brighter than any feature; no patch with some of it in is a multiple of the feature
DARK = 0.01
FAINT = 1e-5  # times the least entry of a feature, 0.1: the least that is promised
BRIGHT = 1e6  # the largest
ACCURACY = 1e-6  # to which the best are told apart


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


def rivals(d):
    """An image below 0 but for the upper right, nearly the feature, and the upper left, not as nearly: (X, Y, K).

    Below are -7 K, 8 K + 5, and a dark patch. The similarity of the upper left is less by 4e-5 to 5e-4. Y is below 0
    everywhere, and most like K where X is like K + 5.
    """
    K, H, W = features(d)
    kh, kw = K.shape
    X = -positive(d, (H + 2 * kh, W))
    X[:kh, -kw:] = X[:kh, :kw] = 3 * K
    X[0, [kw - 1, -1]] += 0.03, 0.01
    X[-2 * kh : -kh, :kw], X[-kh:, :kw], X[-kh:, -kw:] = -7 * K, 8 * K + 5, DARK
    return X, -np.abs(X), K


def sparse(d):
    """Zeros, but for one negative entry, in no last patch: no patch is at less than a right angle from the feature.

    It meets each entry of the feature in some patch.
    """
    K, _, _ = features(d)
    kh, kw = K.shape
    X = np.zeros((2 * kh + 1, 2 * kw + 1))
    X[kh - 1 + d.integer(0, 1), kw - 1 + d.integer(0, 1)] = -d.integer(5, 10) / 10
    return X, K


def dark_or_balanced(d):
    """A sparse image and its feature, and a feature of whole numbers that add up to 0 on a bright ground: (X, K, Y, L).

    On the ground alone the similarity to L is 0.
    """
    K, H, W, i, j, _ = hidden(d)
    L = np.round(20 * K) - K.size - 1
    return *sparse(d), placed(L, H, W, i, j, 1, GROUND), L


def bytes_of_pictures(d):
    """A feature K of whole numbers, and where it is, in no last row or column of pictures of bytes: (X, Y, Z, K, i, j).

    The squares of X pass 255. The products of Y, where the feature is, with 32 K are multiples of 256. In Z it is as
    bright as bytes can be: there its products with itself come round in 16 bits, and what remains is less like it than
    the ground below it.
    """
    kh, kw = d.choice(((2, 2), (1, 3), (2, 3), (3, 2)))
    K, H, W = 1 + d.permutation(kh * kw).reshape(kh, kw), kh + d.integer(2, 3), kw + d.integer(3, 4)
    i, j = d.integer(0, H - kh - 1), d.integer(0, W - kw - 1)
    X, Y, Z = (placed(K, H + kh, W, i, j, t, 17).astype(np.uint8) for t in (5, 8, 255 // K.max()))
    return X, Y, Z, K, i, j


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
