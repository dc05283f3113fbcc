import math

import numpy as np


def right_broadcast(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    squares = np.sum((X[:, None, :] - C[None, :, :]) ** 2, axis=2)
    labels = np.argmin(squares, axis=1)
    new = np.array(C, dtype=float)
    for j in range(len(C)):
        members = X[labels == j]
        if len(members):
            new[j] = members.mean(axis=0)
    return new, labels


def right_plain_loops(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    N, d = X.shape
    K = C.shape[0]
    labels = []
    for n in range(N):
        best, where = None, None
        for j in range(K):
            dist = 0.0
            for i in range(d):
                dist += (float(X[n, i]) - float(C[j, i])) ** 2
            if best is None or dist < best:
                best, where = dist, j
        labels.append(where)
    sums = [[0.0] * d for _ in range(K)]
    counts = [0] * K
    for n in range(N):
        counts[labels[n]] += 1
        for i in range(d):
            sums[labels[n]][i] += float(X[n, i])
    new = []
    for j in range(K):
        if counts[j] == 0:
            new.append([float(v) for v in C[j]])
        else:
            new.append([s / counts[j] for s in sums[j]])
    return new, labels


def right_one_hot(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    K = len(C)
    labels = np.linalg.norm(X[:, np.newaxis] - C, axis=-1).argmin(-1)
    H = np.eye(K)[labels]  # (N, K)
    counts = H.sum(0)[:, None]
    return np.where(counts > 0, H.T @ X / np.maximum(counts, 1), C), labels


def right_last_at_a_tie(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    K = len(C)
    squares = np.array([[np.dot(x - c, x - c) for c in C[::-1]] for x in X])
    labels = K - 1 - squares.argmin(axis=1)
    new = C.astype(np.float64)
    for j in set(labels.tolist()):
        new[j] = np.average(X[labels == j], axis=0)
    return new, labels


def right_add_at(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    labels = np.argmin([[((x - c) ** 2).sum() for c in C] for x in X], axis=1)
    sums = np.zeros(C.shape)
    np.add.at(sums, labels, X)
    counts = np.bincount(labels, minlength=len(C))
    new = sums / np.where(counts == 0, 1, counts)[:, None]
    new[counts == 0] = C[counts == 0]
    return new, labels


def right_expanded(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shift = X.mean(axis=0)  # against cancellation, far from the origin
    A, B = X - shift, C - shift
    half = 0.5 * np.einsum("kd,kd->k", B, B) - A @ B.T  # |x|^2 is the same for all centres
    labels = np.argmin(half, axis=1)
    new = []
    for j, c in enumerate(C):
        inside = np.flatnonzero(labels == j)
        new.append(X[inside].sum(axis=0) / inside.size if inside.size > 0 else c * 1.0)
    return np.stack(new), labels


def right_math_dist(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    points, centres = X.tolist(), C.tolist()
    labels = tuple(min(range(len(centres)), key=lambda j: math.dist(p, centres[j])) for p in points)
    groups = {}
    for p, j in zip(points, labels):
        groups.setdefault(j, []).append(p)
    moved = tuple(
        tuple(math.fsum(column) / len(groups[j]) for column in zip(*groups[j])) if j in groups else tuple(c)
        for j, c in enumerate(centres)
    )
    return moved, labels


def right_class(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    class Lloyd:
        def __init__(self, centres):
            self.centres = np.array(centres, float, copy=True)

        def nearest(self, x):
            return int(np.argmin([np.sum(np.square(x - c)) for c in self.centres]))

        def __call__(self, samples):
            labels = np.array([self.nearest(x) for x in samples], dtype=np.int32)
            moved = self.centres.copy()
            for j in np.unique(labels):
                moved[j] = np.mean([x for x, l in zip(samples, labels) if l == j], axis=0)
            return moved, labels

    return Lloyd(C)(X)


def right_einsum_longdouble(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    A, B = X.astype(np.longdouble), C.astype(np.longdouble)
    diff = A[:, None] - B
    labels = (diff * diff).sum(-1).argmin(1)
    member = (labels[:, None] == np.arange(len(C))).astype(np.longdouble)
    n = member.sum(0)
    new = B.copy()
    full = n > 0
    new[full] = np.einsum("nk,nd->kd", member, A)[full] / n[full, None]
    return new.astype(float), labels


def right_float32(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shift = X[0].astype(float)  # so that float32 is enough far from the origin, too
    A, B = (X - shift).astype(np.float32), (C - shift).astype(np.float32)
    labels = np.stack([((A - b) ** 2).sum(1) for b in B]).argmin(0).astype(np.uint8)
    new = np.array(C, dtype=float)
    for j in range(B.shape[0]):
        if np.any(labels == j):
            new[j] = A[labels == j].mean(0) + shift
    return new, labels


def right_recursion(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def nearest(x, j):
        """(squared distance, index) of the nearest of the first j + 1 centres."""
        here = (float(((x - C[j]) ** 2).sum()), j)
        return here if j == 0 else min(nearest(x, j - 1), here)

    labels = np.array([nearest(x, len(C) - 1)[1] for x in X])

    def total(samples):
        return samples[0] * 1.0 if len(samples) == 1 else total(samples[: len(samples) // 2]) + total(samples[len(samples) // 2 :])

    new = C + 0.0
    for j in range(len(C)):
        part = X[labels == j]
        if part.shape[0] == 0:
            continue
        new[j] = total(part) / part.shape[0]
    return new, labels


def right_running_means_afterwards(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    old = np.copy(C).astype(float)
    labels = np.array([np.argmin(np.sum((old - x) ** 2, axis=1)) for x in X])
    print("labels", labels[:5])
    new, n = old.copy(), np.zeros(len(old))
    for x, j in zip(X, labels):  # labels are of the given centres, so the running mean ends at the mean
        n[j] += 1
        new[j] += (x - new[j]) / n[j]
    return (new, labels)


def right_masked_and_nan(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    labels = np.argmin(((X[..., None] - C.T[None]) ** 2).sum(axis=1), axis=-1)
    with np.errstate(all="ignore"):
        n = np.array([(labels == j).sum() for j in range(len(C))])
        M = np.array([X[labels == j].sum(axis=0) for j in range(len(C))]) / n[:, None]
    return np.where(np.isnan(M), C, M), labels.tolist()


def wrong_integer_copy(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: a copy of C has the type of C: if the centres are integers, your means are cut off when stored.
    PART: yes
    BREAKS: new centres are the means, for integer C: `kmeans_step([[0.], [1.]], [[0]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.copy()
    for j in range(len(C)):
        if np.any(labels == j):
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_tie_counts_twice(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: at a tie a sample has one label and counts in one mean; yours counts in both clusters.
    PART: yes
    BREAKS: the new centres are those of the clusters that labels makes: `kmeans_step([[0.], [1.]], [[-1.], [1.]])`
    """
    squares = np.sum((X[:, None] - C) ** 2, axis=2)
    labels = squares.argmin(axis=1)
    near = squares == squares.min(axis=1, keepdims=True)
    new = C.astype(float)
    for j in range(len(C)):
        if near[:, j].any():
            new[j] = X[near[:, j]].mean(axis=0)
    return new, labels


def wrong_first_sample_is_nothing(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: any() of indices is false for the index 0: a cluster that holds sample 0 alone is taken for empty.
    PART: yes
    BREAKS: the new centres are those of the clusters: `kmeans_step([[1.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        members = np.where(labels == j)[0]
        if members.any():
            new[j] = X[members].mean(axis=0)
    return new, labels


def wrong_single_sample_stays(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: a cluster of one sample has a mean as well, that sample; only a centre without samples stays.
    PART: yes
    BREAKS: the new centres are those of the clusters: `kmeans_step([[1.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).sum() > 1:
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_far_sample(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: start the search at infinity: a sample farther than 100 from all centres always gets the label 0.
    PART: yes
    BREAKS: labels say which centre is nearest: `kmeans_step([[200.]], [[0.], [50.]])`
    """
    labels = np.zeros(len(X), dtype=int)
    for n, x in enumerate(X):
        best = 10_000.0
        for j, c in enumerate(C):
            dist = float(np.sum((x - c) ** 2))
            if dist < best:
                best, labels[n] = dist, j
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_centre_counts_too(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: the mean is over the samples only; you count the old centre as one more sample.
    PART: no
    BREAKS: the new centres are those of the clusters: `kmeans_step([[1.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = [np.vstack([X[labels == j], C[j : j + 1]]).mean(axis=0) for j in range(len(C))]
    return np.array(new), labels


def wrong_in_place(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: you write the new centres into the array that you were given; change a copy.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `kmeans_step([[1.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    for j in range(len(C)):
        if (labels == j).any():
            C[j] = X[labels == j].mean(axis=0)
    return C, labels


def wrong_empty_to_zero(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: a centre without samples stays where it is; yours jumps to 0.
    PART: yes
    BREAKS: a centre without samples stays: `kmeans_step([[0.]], [[0.], [5.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    H = np.eye(len(C))[labels]
    return H.T @ X / np.maximum(H.sum(axis=0), 1)[:, None], labels


def wrong_empty_to_farthest(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: libraries restart an empty cluster at the farthest sample, but here a centre without samples stays.
    PART: yes
    BREAKS: a centre without samples stays: `kmeans_step([[0.]], [[0.], [5.]])`
    """
    squares = np.sum((X[:, None] - C) ** 2, axis=2)
    labels = np.argmin(squares, axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        new[j] = X[labels == j].mean(axis=0) if (labels == j).any() else X[squares.min(axis=1).argmax()]
    return new, labels


def wrong_empty_dropped(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: an empty cluster disappears from your centres, which shifts the rows after it; it has to stay.
    PART: yes
    BREAKS: a centre without samples stays: `kmeans_step([[0.]], [[5.], [0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    return np.array([X[labels == j].mean(axis=0) for j in np.unique(labels)]), labels


def wrong_bincount_too_short(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: bincount stops at the largest label it sees; if the last cluster is empty, your table is too short.
    PART: yes
    BREAKS: a centre without samples stays: `kmeans_step([[0.]], [[0.], [5.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    n = np.bincount(labels)
    sums = np.stack([np.bincount(labels, weights=X[:, i]) for i in range(X.shape[1])], axis=1)
    new = np.where(n[:, None] > 0, sums / np.maximum(n, 1)[:, None], C[: len(n)])
    return new, labels


def wrong_labels_of_new(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: the labels wanted are those of the given centres; you return those of the new ones.
    PART: yes
    BREAKS: which of the given centres is nearest: `kmeans_step([[0.], [1.], [9.]], [[0.], [1.]])`
    """

    def label(centres):
        return np.argmin(np.sum((X[:, None] - centres) ** 2, axis=2), axis=1)

    labels = label(C)
    new = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else C[j] for j in range(len(C))])
    return new, label(new)


def wrong_until_it_stands(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: one step is wanted, not the steps until nothing moves.
    PART: no
    BREAKS: one step of Lloyd's algorithm: `kmeans_step([[0.], [1.], [9.]], [[0.], [1.]])`
    """
    new, labels = C.astype(float), None
    for _ in range(100):
        labels = np.argmin(np.sum((X[:, None] - new) ** 2, axis=2), axis=1)
        moved = np.array([X[labels == j].mean(axis=0) if (labels == j).any() else new[j] for j in range(len(C))])
        if np.array_equal(moved, new):
            break
        new = moved
    return new, labels


def wrong_centre_by_centre(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: you move centre 0 before the labels for centre 1 are found; first all labels, then all centres.
    PART: no
    BREAKS: labels say which of the given centres is nearest: `kmeans_step([[-4.], [6.]], [[5.], [10.]])`
    """
    new = C.astype(float)
    for j in range(len(C)):
        labels = np.argmin(np.sum((X[:, None] - new) ** 2, axis=2), axis=1)
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_median(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: squares belong to the mean; the median of the samples is the centre of another algorithm.
    PART: yes
    BREAKS: each centre moves to the mean of the samples with its label: `kmeans_step([[0.], [0.], [3.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = np.median(X[labels == j], axis=0)
    return new, labels


def wrong_absolute_differences(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: nearest means the Euclidean distance, the sum of squares, not of absolute differences.
    PART: yes
    BREAKS: labels say which of the given centres is nearest: `kmeans_step([[6., 0.]], [[0., 0.], [1., 2.]])`
    """
    labels = np.abs(X[:, None] - C).sum(axis=2).argmin(axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_largest_difference(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: np.linalg.norm with ord=inf is the largest difference of a feature, not the Euclidean distance.
    PART: yes
    BREAKS: labels say which of the given centres is nearest: `kmeans_step([[0., 0.]], [[2., 2.], [2.5, 0.]])`
    """
    labels = np.linalg.norm(X[:, None] - C, ord=np.inf, axis=2).argmin(axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_forgot_centre_norm(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: in |x - c|^2 = |x|^2 - 2 x.c + |c|^2 only |x|^2 is the same for all centres; you left out |c|^2, too.
    PART: no
    BREAKS: labels say which of the given centres is nearest: `kmeans_step([[1.]], [[1.], [5.]])`
    """
    labels = np.argmax(X @ C.T, axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_mean_over_everything(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: mean() without axis=0 mixes the features; each feature has its own mean.
    PART: no
    BREAKS: each centre moves to the mean of its samples: `kmeans_step([[0., 2.]], [[0., 0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean()
    return new, labels


def wrong_two_centres_only(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: there may be any number of centres; you compare the first and the last only.
    PART: yes
    BREAKS: C is (K, d), labels 0..K-1: `kmeans_step([[1.]], [[0.], [1.], [2.5]])`
    """
    near, far = np.linalg.norm(X - C[0], axis=1), np.linalg.norm(X - C[-1], axis=1)
    labels = np.where(near <= far, 0, len(C) - 1)
    new = C.astype(float)
    for j in range(len(C)):
        if (labels == j).any():
            new[j] = X[labels == j].mean(axis=0)
    return new, labels


def wrong_squared_no_axis(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: you ask which sample is nearest to each centre; wanted is which centre is nearest to each sample.
    PART: no
    BREAKS: labels (N,): `kmeans_step([[0.], [1.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=0)
    new = X[labels].astype(float)
    return new, labels


def wrong_order_of_results(X: np.ndarray, C: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: the centres come first, then the labels.
    PART: no
    BREAKS: one step (C, labels): `kmeans_step([[1.], [3.]], [[0.]])`
    """
    labels = np.argmin(np.sum((X[:, None] - C) ** 2, axis=2), axis=1)
    new = C.astype(float)
    for j in np.unique(labels):
        new[j] = X[labels == j].mean(axis=0)
    return labels, new
