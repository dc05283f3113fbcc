import math
from collections import defaultdict
from fractions import Fraction

import numpy as np


def right_broadcast(X, C):
    """Vectorised: all differences at once, argmin, means by mask."""
    X, C = np.asarray(X, dtype=float), np.asarray(C, dtype=float)
    labels = ((X[:, None, :] - C[None, :, :]) ** 2).sum(axis=2).argmin(axis=1)
    new = C.copy()
    for j in range(len(C)):
        mine = labels == j
        if mine.any():
            new[j] = X[mine].mean(axis=0)
    return new, labels


def right_plain_loops(X, C):
    """Plain Python loops and lists, the answer as lists."""
    samples = [[float(v) for v in row] for row in X]
    centres = [[float(v) for v in row] for row in C]
    labels = []
    for x in samples:
        best, where = None, None
        for j, c in enumerate(centres):
            s = 0.0
            for a, b in zip(x, c):
                s += (a - b) * (a - b)
            if best is None or s < best:
                best, where = s, j
        labels.append(where)
    new = []
    for j, c in enumerate(centres):
        group = [x for x, label in zip(samples, labels) if label == j]
        if not group:
            new.append(list(c))
        else:
            new.append([sum(column) / len(group) for column in zip(*group)])
    return new, labels


def right_last_at_a_tie(X, C):
    """At a tie the last of the nearest centres is taken, which the contract leaves open."""
    X = np.array(X, float)
    C = np.array(C, float)
    K = len(C)
    labels = np.zeros(len(X), dtype=int)
    for n in range(len(X)):
        squares = np.sum((C - X[n]) ** 2, axis=1)
        labels[n] = K - 1 - np.argmin(squares[::-1])
    for j in range(K):
        if np.count_nonzero(labels == j) > 0:
            C[j] = np.mean(X[labels == j], axis=0)
    return C, labels


def right_one_hot_matmul(X, C):
    """A matrix of memberships: counts and sums as products with it, where() for the empty ones."""
    X, C = np.asarray(X, np.float64), np.asarray(C, np.float64)
    D = np.linalg.norm(X[:, np.newaxis] - C, axis=-1)
    labels = np.argmin(D, axis=1)
    Z = np.eye(len(C))[labels]
    counts = Z.sum(axis=0)[:, None]
    sums = Z.T @ X
    return np.where(counts > 0, sums / np.maximum(counts, 1), C), labels


def right_expanded_about_the_mean(X, C):
    """|x - c|^2 = |x|^2 - 2 x.c + |c|^2, after the middle of everything is taken off."""
    X, C = np.asarray(X, float), np.asarray(C, float)
    middle = np.vstack([X, C]).mean(axis=0)
    A, B = X - middle, C - middle
    squares = np.sum(A**2, axis=1)[:, None] - 2 * A @ B.T + np.sum(B**2, axis=1)
    labels = np.argmin(squares, axis=1)
    new = C.copy()
    for j in np.unique(labels):
        new[j] = X[labels == j].sum(axis=0) / np.sum(labels == j)
    return new, labels


def right_add_at(X, C):
    """np.add.at and bincount."""
    X, C = np.asarray(X, float), np.asarray(C, float)
    difference = X[:, None] - C[None]
    labels = np.einsum("nkd,nkd->nk", difference, difference).argmin(1)
    counts = np.bincount(labels, minlength=len(C))
    total = np.zeros_like(C)
    np.add.at(total, labels, X)
    new = C.copy()
    full = counts > 0
    new[full] = total[full] / counts[full, None]
    return new, labels


def right_move_by_mean_difference(X, C):
    """Another formula: the centre moves by the mean of the differences of its samples from it."""
    X = np.asarray(X, float)
    C = np.asarray(C, float)
    labels = np.array([min(range(len(C)), key=lambda j: math.dist(x, C[j])) for x in X])
    new = np.empty(C.shape)
    for j, c in enumerate(C):
        mine = X[labels == j]
        new[j] = c + (mine - c).sum(axis=0) / max(len(mine), 1)
    return new, labels


def right_running_mean(X, C):
    """Labels of all samples first, then a running mean that begins with the first sample of a cluster."""
    X, C = np.asarray(X, float), np.asarray(C, float)

    def label(x):
        best = 0
        for j in range(1, len(C)):
            if np.sum(np.square(x - C[j])) < np.sum(np.square(x - C[best])):
                best = j
        return best

    labels = [label(x) for x in X]
    new, seen = C.copy(), [0] * len(C)
    for x, j in zip(X, labels):
        seen[j] += 1
        new[j] = x if seen[j] == 1 else new[j] + (x - new[j]) / seen[j]
    return new, np.array(labels)


def right_over_engineered(X, C):
    """A class for clusters, a dictionary of members, asserts."""

    class Cluster:
        def __init__(self, centre):
            self.centre = np.array(centre, dtype=np.float64)
            self.members = []

        def distance(self, x):
            return float(np.linalg.norm(self.centre - x))

        def moved(self):
            return np.mean(self.members, axis=0) if self.members else self.centre

    X = np.asarray(X)
    assert X.ndim == 2 and X.shape[1] == np.shape(C)[1]
    clusters = [Cluster(c) for c in C]
    labels = np.empty(len(X), dtype=np.int32)
    for n, x in enumerate(X.astype(np.float64)):
        labels[n] = int(np.argmin([cluster.distance(x) for cluster in clusters]))
        clusters[labels[n]].members.append(x)
    return np.array([cluster.moved() for cluster in clusters]), labels


def right_hyperplanes(X, C):
    """Compare centres two at a time by the bisecting hyperplane, a knock-out in a recursion."""
    X, C = np.asarray(X, float), np.asarray(C, float)

    def winner(x, low, high):
        if high - low == 1:
            return low
        middle = (low + high) // 2
        a, b = winner(x, low, middle), winner(x, middle, high)
        return b if (x - C[a] - (C[b] - C[a]) / 2) @ (C[b] - C[a]) > 0 else a

    labels = np.array([winner(x, 0, len(C)) for x in X], dtype=np.int64)
    groups = defaultdict(list)
    for n, j in enumerate(labels):
        groups[int(j)].append(n)
    new = C.copy()
    for j, members in groups.items():
        new[j] = np.average(X[members], axis=0)
    return new, labels


def right_fractions(X, C):
    """Exact arithmetic in fractions, floats at the end; labels are exact too."""
    XF = [[Fraction(float(v)) for v in row] for row in np.asarray(X).tolist()]
    CF = [[Fraction(float(v)) for v in row] for row in np.asarray(C).tolist()]
    labels = []
    for x in XF:
        squares = [sum((a - b) ** 2 for a, b in zip(x, c)) for c in CF]
        labels.append(squares.index(min(squares)))
    new = []
    for j, c in enumerate(CF):
        group = [x for x, label in zip(XF, labels) if label == j]
        new.append([float(sum(col) / len(group)) for col in zip(*group)] if group else [float(v) for v in c])
    return np.array(new), np.array(labels)


def right_least_squares(X, C):
    """The new centres as the least-squares solution of Z c = X, over the clusters that have samples."""
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = np.sum(np.abs(X[:, None] - C) ** 2, axis=-1).argmin(axis=-1)
    used, place = np.unique(labels, return_inverse=True)
    Z = (place.reshape(-1)[:, None] == np.arange(len(used))).astype(float)
    new = np.array(C)
    new[used] = np.linalg.lstsq(Z, X, rcond=None)[0]
    return new, labels


def right_float32_means(X, C):
    """Distances in float64, the centres stored in float32, which knows 1e-5 of the largest."""
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = np.argmin([np.sum((X - c) ** 2, axis=1) for c in C], axis=0)
    new = C.astype(np.float32)
    for j in range(len(C)):
        if j in labels:
            new[j] = X[labels == j].mean(axis=0)
    return new, labels.astype(np.uint8)


def wrong_median(X, C):
    """DESERVES: k-means goes with means; you move each centre to the median of its samples
    PART: yes
    BREAKS: the new centres are the means of the clusters, at X = [[0], [1], [5]], C = [[0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = np.median(X[labels == j], axis=0)
    return new, labels


def wrong_labels_once_more(X, C):
    """DESERVES: labels are those of the given centres, you compute them again after the centres have moved
    PART: yes
    BREAKS: labels say which of the given centres is nearest, at X = [[0], [1], [9]], C = [[0], [1]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)

    def nearest(C):
        return ((X[:, None] - C) ** 2).sum(-1).argmin(1)

    labels, new = nearest(C), C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, nearest(new)


def wrong_nan_where_empty(X, C):
    """DESERVES: a centre without samples stays, yours becomes NaN, the mean of nothing
    PART: yes
    BREAKS: a centre without samples stays, at X = [[0]], C = [[0], [9]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    with np.errstate(all="ignore"):
        new = np.array([X[labels == j].sum(axis=0) / np.float64((labels == j).sum()) for j in range(len(C))])
    return new, labels


def wrong_integer_centres(X, C):
    """DESERVES: where C holds integers its copy does too, and cuts the means down to integers
    PART: yes
    BREAKS: X and C may hold integers (the means are then cut off), at X = [[0], [1]], C = [[0]], integers
    """
    labels = ((np.asarray(X, float)[:, None] - C) ** 2).sum(-1).argmin(1)
    new = np.array(C)
    for j in range(len(new)):
        if (labels == j).any():
            new[j] = np.asarray(X, float)[labels == j].mean(axis=0)
    return new, labels


def wrong_moves_the_argument(X, C):
    """DESERVES: asarray makes no copy of an array of floats: your function writes into the C that it was given
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[0], [1]], C = [[0.]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    for j in range(len(C)):
        if (labels == j).any():
            C[j] = X[labels == j].mean(axis=0)
    return C, labels


def wrong_expanded_in_float32(X, C):
    """DESERVES: |x|^2 - 2 x.c + |c|^2 in float32 is a small difference of large numbers, and names the wrong centre
    PART: yes
    BREAKS: labels say which centre is nearest, at X = [[10000]], C = [[9998], [10001]]
    """
    X, C = np.asarray(X, np.float32), np.asarray(C, np.float32)
    squares = (X**2).sum(1)[:, None] - 2 * X @ C.T + (C**2).sum(1)
    labels = squares.argmin(1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].astype(float).mean(axis=0)
    return new, labels


def wrong_largest_difference(X, C):
    """DESERVES: norm with ord=inf is the largest difference, not the Euclidean distance; in one feature they agree
    PART: yes
    BREAKS: labels say which centre is nearest, at X = [[0, 0]], C = [[3, 3], [4, 0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = np.linalg.norm(X[:, None] - C, ord=np.inf, axis=-1).argmin(1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_absolute_differences(X, C):
    """DESERVES: the sum of absolute differences is not the Euclidean distance, only in one feature it is
    PART: yes
    BREAKS: labels say which centre is nearest, at X = [[0, 0]], C = [[2, 2.5], [4, 0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = np.abs(X[:, None] - C).sum(-1).argmin(1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_empty_goes_to_zero(X, C):
    """DESERVES: max(count, 1) keeps NaN away, but sends a centre without samples to 0 instead of leaving it
    PART: yes
    BREAKS: a centre without samples stays, at X = [[1]], C = [[1], [9]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    Z = np.eye(len(C))[labels]
    return Z.T @ X / np.maximum(Z.sum(0), 1)[:, None], labels


def wrong_only_clusters_with_samples(X, C):
    """DESERVES: np.unique(labels) knows only the clusters that have samples: a centre without samples is lost
    PART: yes
    BREAKS: a centre without samples stays, at X = [[0]], C = [[0], [9]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)]), labels


def wrong_empty_starts_again(X, C):
    """DESERVES: as libraries do, you move a centre without samples to the sample farthest off; here it stays
    PART: yes
    BREAKS: a centre without samples stays, at X = [[0], [2]], C = [[0], [50]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    squares = ((X[:, None] - C) ** 2).sum(-1)
    labels, new = squares.argmin(1), C.copy()
    for j in range(len(C)):
        new[j] = X[labels == j].mean(axis=0) if (labels == j).any() else X[squares.min(1).argmax()]
    return new, labels


def wrong_small_infinity(X, C):
    """DESERVES: the search for the least distance begins at 1e6, which a squared distance may exceed: begin at inf
    PART: yes
    BREAKS: labels say which centre is nearest, at X = [[5000]], C = [[0], [1000]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = np.zeros(len(X), dtype=int)
    for n, x in enumerate(X):
        best = 1e6
        for j, c in enumerate(C):
            square = np.sum((x - c) ** 2)
            if square < best:
                best, labels[n] = square, j
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_tied_sample_in_both(X, C):
    """DESERVES: at a tie your sample counts in both clusters, but it has one label, and the means go by the labels
    PART: yes
    BREAKS: the new centres are the means of the clusters that labels makes, at X = [[0], [1], [2]], C = [[0], [2]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    squares = ((X[:, None] - C) ** 2).sum(-1)
    member = squares == squares.min(axis=1, keepdims=True)
    new = C.copy()
    for j in range(len(C)):
        if member[:, j].any():
            new[j] = X[member[:, j]].mean(axis=0)
    return new, member.argmax(axis=1)


def wrong_nearly_nearest(X, C):
    """DESERVES: isclose calls two distances equal which differ by some millionths: the nearer centre comes second
    PART: yes
    BREAKS: labels say which centre is nearest, at X = [[0]], C = [[1000], [999.999]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    squares = ((X[:, None] - C) ** 2).sum(-1)
    labels = np.isclose(squares, squares.min(axis=1, keepdims=True)).argmax(axis=1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_largest_product(X, C):
    """DESERVES: the largest x.c is the nearest centre only where all centres have the same length: -|c|^2/2 is missing
    PART: no
    BREAKS: labels say which centre is nearest, at X = [[1]], C = [[1], [2]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = (X @ C.T).argmax(1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_one_centre_is_flat(X, C):
    """DESERVES: your early return for one centre gives it the shape (d,), wanted is (1, d)
    PART: yes
    BREAKS: the new centres are C (K, d), at X = [[0, 0], [2, 2]], C = [[1, 0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    if len(C) == 1:
        return X.mean(axis=0), np.zeros(len(X), dtype=int)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    new = C.copy()
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_old_centre_counts(X, C):
    """DESERVES: your running mean begins with the old centre, counted as a sample
    PART: yes
    BREAKS: the new centres are the means of the clusters, at X = [[2]], C = [[0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    new, counts = C.copy(), np.ones(len(C))
    for x, j in zip(X, labels):
        counts[j] += 1
        new[j] += (x - new[j]) / counts[j]
    return new, labels


def wrong_online(X, C):
    """DESERVES: your centres move while samples still wait for their labels: labels first, all of them
    PART: yes
    BREAKS: labels say which of the given centres is nearest, at X = [[4], [6]], C = [[0], [9]]
    """
    X, C = np.asarray(X, float), np.array(C, float)
    counts, labels = np.zeros(len(C)), np.zeros(len(X), dtype=int)
    for n, x in enumerate(X):
        j = labels[n] = ((C - x) ** 2).sum(1).argmin()
        counts[j] += 1
        C[j] += (x - C[j]) / counts[j]
    return C, labels


def wrong_until_it_stands_still(X, C):
    """DESERVES: one step is wanted, you go on until nothing moves
    PART: no
    BREAKS: one step of Lloyd's algorithm, at X = [[0], [1], [9], [10]], C = [[0], [1]]
    """
    X, C = np.asarray(X, float), np.array(C, float)
    while True:
        labels, new = ((X[:, None] - C) ** 2).sum(-1).argmin(1), C.copy()
        for j in range(len(C)):
            if (labels == j).any():
                new[j] = X[labels == j].mean(axis=0)
        if np.allclose(new, C):
            return new, labels
        C = new


def wrong_half_precision_sums(X, C):
    """DESERVES: float16 holds numbers only up to 65504 and to three digits: sums of samples do not fit into it
    PART: yes
    BREAKS: for numbers up to 1e4 the centres are right to 1e-5 of the largest, at X = [[1], [0.001]], C = [[0]]
    """
    X, C = np.asarray(X, float), np.asarray(C, float)
    labels = ((X[:, None] - C) ** 2).sum(-1).argmin(1)
    new = C.copy()
    with np.errstate(over="ignore"):
        for j in range(len(C)):
            if (labels == j).any():
                new[j] = X[labels == j].astype(np.float16).mean(axis=0)
    return new, labels
