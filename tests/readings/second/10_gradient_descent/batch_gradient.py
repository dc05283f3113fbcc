import math
from collections import Counter

import numpy as np


def right_fancy(grad, w, X, y, idx):
    """The rows of the batch by an array of indices."""
    return grad(w, X[idx], y[idx])


def right_take(grad, w, X, y, idx):
    """np.take."""
    return np.asarray(grad(w, np.take(X, idx, axis=0), y.take(idx)))


def right_one_by_one(grad, w, X, y, idx):
    """The mean of the gradients of single samples."""
    return np.mean([grad(w, X[n : n + 1], y[n : n + 1]) for n in idx], axis=0)


def right_counts(grad, w, X, y, idx):
    """Different samples with their counts as weights."""
    samples, counts = np.unique(idx, return_counts=True)
    each = np.array([grad(w, X[[n]], y[[n]]) for n in samples])
    return np.average(each, axis=0, weights=counts)


def right_list_of_rows(grad, w, X, y, idx):
    """Rows and labels gathered in a loop."""
    rows, labels = [], []
    for n in idx:
        rows.append(X[n])
        labels.append(y[n])
    return grad(w, np.array(rows), np.array(labels))


def right_fsum(grad, w, X, y, idx):
    """Exact sums, entry by entry."""
    each = [np.asarray(grad(w, X[int(n)][None], y[int(n)][None])).ravel() for n in idx]
    total = [math.fsum(entries) / len(each) for entries in zip(*each)]
    return np.array(total).reshape(np.shape(w))


def right_halves(grad, w, X, y, idx):
    """Recursion: the mean of two parts with their sizes as weights."""

    def mean(part):
        B = len(part)
        if B <= 2:
            return grad(w, X[part], y[part])
        left, right = part[: B // 2], part[B // 2 :]
        return (len(left) * mean(left) + len(right) * mean(right)) / B

    return mean(np.asarray(idx))


def right_selection_matrix(grad, w, X, y, idx):
    """The batch by a matrix of zeros and ones."""
    S = np.zeros((len(idx), len(X)))
    S[np.arange(len(idx)), idx] = 1.0
    return grad(w, S @ X, S @ y)


def right_running_mean(grad, w, X, y, idx):
    """A running mean, one sample at a time."""
    g = np.zeros(np.shape(w))
    for k, n in enumerate(idx, start=1):
        g = g + (grad(w, X[n : n + 1], y[n : n + 1]) - g) / k
    return g


def right_bincount(grad, w, X, y, idx):
    """The gradients of all N samples, with how often each occurs."""
    weights = np.bincount(idx, minlength=len(X)) / len(idx)
    each = np.stack([grad(w, X[n : n + 1], y[n : n + 1]) for n in range(len(X))])
    return np.tensordot(weights, each, axes=1)


def right_sorted(grad, w, X, y, idx):
    """The batch in rising order: the mean does not care."""
    order = np.sort(idx)
    return grad(w, X[order], y[order])


def right_chunks(grad, w, X, y, idx):
    """Chunks of three rows, each weighted by its size."""
    total = 0.0
    for i in range(0, len(idx), 3):
        part = idx[i : i + 3]
        total = total + len(part) * np.asarray(grad(w, X[part], y[part]))
    return total / len(idx)


def right_class(grad, w, X, y, idx):
    """A class of a data set, with asserts."""

    class Samples:
        def __init__(self, features, targets):
            assert len(features) == len(targets)
            self.features, self.targets = features, targets

        def __getitem__(self, index):
            return Samples(self.features[index], self.targets[index])

    batch = Samples(X, y)[np.array(idx)]
    assert len(batch.targets) >= 1
    g = grad(w, batch.features, batch.targets)
    assert np.shape(g) == np.shape(w)
    return g


def right_counter(grad, w, X, y, idx):
    """A Counter, and the rows of those that occur k times together."""
    counts = Counter(int(n) for n in idx)
    g = np.zeros_like(w)
    for k in set(counts.values()):
        part = [n for n in counts if counts[n] == k]
        g = g + k * len(part) / len(idx) * grad(w, X[part], y[part])
    return g


def wrong_sorted_rows_only(grad, w, X, y, idx):
    """DESERVES: the rows are sorted and the labels are not: they belong to other samples
    PART: no
    BREAKS: the batch of the samples idx, at X = [[1], [2]], y = [0, 1], idx = [1, 0]
    """
    return grad(w, X[np.sort(idx)], y[idx])


def wrong_mask(grad, w, X, y, idx):
    """DESERVES: a mask holds each sample once, however often it stands in idx
    PART: yes
    BREAKS: one that stands there twice counts twice, at idx = [0, 1, 1] with two different gradients
    """
    mask = np.zeros(len(X), bool)
    mask[idx] = True
    return grad(w, X[mask], y[mask])


def wrong_divides_twice(grad, w, X, y, idx):
    """DESERVES: grad has taken the mean already, it is divided by B once more
    PART: no
    BREAKS: grad is the gradient of the mean loss over the rows that it gets, at idx = [0, 1]
    """
    return grad(w, X[idx], y[idx]) / len(idx)


def wrong_sum(grad, w, X, y, idx):
    """DESERVES: the gradients of the samples are added, and not divided by B
    PART: no
    BREAKS: of the mean loss over the batch, at idx = [0, 0]
    """
    return sum(grad(w, X[n : n + 1], y[n : n + 1]) for n in idx)


def wrong_first_rows(grad, w, X, y, idx):
    """DESERVES: the first B rows, whatever the indices are
    PART: no
    BREAKS: the batch of the samples with the indices idx, at idx = [1]
    """
    B = len(idx)
    return grad(w, X[:B], y[:B])


def wrong_squeezed_row(grad, w, X, y, idx):
    """DESERVES: for one sample grad gets a vector and a number, it takes rows (1, d) and labels (1,)
    PART: yes
    BREAKS: grad takes X (N, d) and y (N,), one row or more, at idx = [0]
    """
    if len(idx) == 1:
        n = idx[0]
        return grad(w, X[n], y[n])
    return grad(w, X[idx], y[idx])


def wrong_span(grad, w, X, y, idx):
    """DESERVES: all samples from the least index to the greatest, also those between that are not in the batch
    PART: no
    BREAKS: the batch of the samples with the indices idx, at idx = [0, 2]
    """
    part = slice(idx.min(), idx.max() + 1)
    return grad(w, X[part], y[part])


def wrong_share_of_all(grad, w, X, y, idx):
    """DESERVES: the mean of the batch is scaled by B / N: the batch's share of the whole sum
    PART: no
    BREAKS: of the mean loss over the batch, at N = 2, idx = [0]
    """
    return grad(w, X[idx], y[idx]) * (len(idx) / len(X))


def wrong_single_precision(grad, w, X, y, idx):
    """DESERVES: float32 has seven digits, nine are wanted
    PART: yes
    BREAKS: g is right to 1e-9 of the largest entry of the gradients, at X = [[0.1]], y = [0.3], w = [0.7], idx = [0]
    """
    return grad(w, X[idx].astype(np.float32), y[idx].astype(np.float32))


def wrong_flat(grad, w, X, y, idx):
    """DESERVES: the gradient is a vector, also where w is a matrix
    PART: yes
    BREAKS: g, of the shape of w, at w (1, 2), idx = [0]
    """
    return np.ravel(grad(w, X[idx], y[idx]))


def wrong_mean_of_all_entries(grad, w, X, y, idx):
    """DESERVES: np.mean without an axis is one number for all entries of w
    PART: no
    BREAKS: g is the gradient, at w = [0, 0], X = [[1, 2]], y = [1], idx = [0]
    """
    return np.full(np.shape(w), np.mean([grad(w, X[n : n + 1], y[n : n + 1]) for n in idx]))


def wrong_unweighted_chunks(grad, w, X, y, idx):
    """DESERVES: the mean over chunks of four gives the samples of a short chunk too much weight
    PART: yes
    BREAKS: of the mean loss over the batch, at idx = [0, 0, 0, 0, 1]
    """
    parts = [idx[i : i + 4] for i in range(0, len(idx), 4)]
    return np.mean([grad(w, X[part], y[part]) for part in parts], axis=0)


def wrong_counts_from_one(grad, w, X, y, idx):
    """DESERVES: indices count from 0, here they are taken as if from 1
    PART: no
    BREAKS: the indices are 0 to N - 1, at N = 2, idx = [1]
    """
    return grad(w, X[idx - 1], y[idx - 1])


def wrong_sorts_idx(grad, w, X, y, idx):
    """DESERVES: idx is sorted in place
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at idx = [1, 0]
    """
    idx.sort()
    return grad(w, X[idx], y[idx])


def wrong_whole_set_by_size(grad, w, X, y, idx):
    """DESERVES: a batch of N samples need not be the whole set: one may stand there twice
    PART: yes
    BREAKS: one that stands there twice counts twice, at N = 2, idx = [0, 0]
    """
    if len(idx) == len(X):
        return grad(w, X, y)
    return grad(w, X[idx], y[idx])


def wrong_buffered_counts(grad, w, X, y, idx):
    """DESERVES: counts[idx] += 1 adds 1 only once for an index that occurs twice
    PART: yes
    BREAKS: one that stands there twice counts twice, at N = 2, idx = [0, 0], where it is half the gradient
    """
    counts = np.zeros(len(X))
    counts[idx] += 1
    each = np.array([grad(w, X[n : n + 1], y[n : n + 1]) for n in range(len(X))])
    return np.tensordot(counts, each, axes=1) / len(idx)


def wrong_small_number(grad, w, X, y, idx):
    """DESERVES: 1e-8 is added to B, which is no protection against anything and too large an error
    PART: yes
    BREAKS: g is right to 1e-9 of the largest entry, at X = [[1]], y = [1], w = [0], idx = [0]
    """
    total = len(idx) * np.asarray(grad(w, X[idx], y[idx]))
    return total / (len(idx) + 1e-8)


def wrong_square_sum(grad, w, X, y, idx):
    """DESERVES: it has put in the gradient of least squares, whatever grad is
    PART: no
    BREAKS: grad(w, X, y) is the gradient of the mean loss, at a logistic grad, w = [0], X = [[1]], y = [3], idx = [0]
    """
    A, b = X[idx], y[idx]
    return (((A @ w).T - b) @ A).T / len(idx)
