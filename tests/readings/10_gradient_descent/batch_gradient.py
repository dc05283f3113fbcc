import numpy as np


def right_index(grad, w, X, y, idx):
    return grad(w, X[idx], y[idx])


def right_take(grad, w, X, y, idx):
    return grad(w, np.take(X, idx, axis=0), np.take(y, idx, axis=0))


def right_sample_by_sample(grad, w, X, y, idx):
    total = 0.0
    for n in idx:
        total = total + np.asarray(grad(w, X[n : n + 1], y[n : n + 1]), dtype=float)
    return total / len(idx)


def right_stack(grad, w, X, y, idx):
    rows = np.array([X[n] for n in idx.tolist()])
    labels = np.array([y[n] for n in idx.tolist()])
    return np.array(grad(w, rows, labels))


def right_counts_as_weights(grad, w, X, y, idx):
    samples, counts = np.unique(idx, return_counts=True)
    each = np.array([grad(w, X[[n]], y[[n]]) for n in samples], dtype=float)
    return np.tensordot(counts / counts.sum(), each, axes=1)


def right_sorted(grad, w, X, y, idx):
    order = np.sort(idx)
    return grad(w, X[order], y[order])


def right_halves(grad, w, X, y, idx):
    def mean(part):
        if len(part) <= 2:
            return np.asarray(grad(w, X[part], y[part]), float)
        left, right = part[: len(part) // 2], part[len(part) // 2 :]
        return (len(left) * mean(left) + len(right) * mean(right)) / len(part)

    return mean(np.asarray(idx))


def right_running_mean(grad, w, X, y, idx):
    mean = np.zeros(np.shape(w))
    for count, n in enumerate(idx, start=1):
        g = np.asarray(grad(w, X[n][None], y[n : n + 1]), float)
        mean = mean + (g - mean) / count
    return mean


def right_chunks(grad, w, X, y, idx):
    size, total = 3, np.zeros(np.shape(w))
    for start in range(0, len(idx), size):
        part = idx[start : start + size]
        total += len(part) * np.asarray(grad(w, X[part], y[part]))
    return total / len(idx)


def right_preallocated(grad, w, X, y, idx):
    Xb = np.empty((len(idx), X.shape[1]), dtype=X.dtype)
    yb = np.empty(len(idx), dtype=y.dtype)
    for row, n in enumerate(idx):
        Xb[row] = X[n]
        yb[row] = y[n]
    return grad(w, Xb, yb)


def right_batch_twice(grad, w, X, y, idx):
    # a mean does not change if every sample comes twice
    twice = np.concatenate([idx, idx[::-1]])
    return grad(w, X[twice], y[twice])


def right_careful(grad, w, X, y, idx):
    idx = np.array(idx, dtype=int)
    assert idx.ndim == 1 and len(idx) >= 1
    assert len(X) == len(y)
    g = np.array(grad(np.array(w, copy=True), X[idx, :].copy(), y[idx].copy()), dtype=float)
    assert g.shape == np.shape(w)
    return g


def right_repeated_rows(grad, w, X, y, idx):
    # how often each sample comes, and so often its row
    times = np.bincount(idx, minlength=len(X))
    return grad(w, np.repeat(X, times, axis=0), np.repeat(y, times))


def right_map(grad, w, X, y, idx):
    each = map(lambda n: np.asarray(grad(w, X[n, None], y[n, None]), float), idx)
    return sum(each) / idx.size


def right_fsum(grad, w, X, y, idx):
    from math import fsum

    each = [np.asarray(grad(w, X[n : n + 1], y[n : n + 1]), float) for n in idx]
    g = np.empty(np.shape(w))
    for place in np.ndindex(g.shape):
        g[place] = fsum(h[place] for h in each) / len(each)
    return g


def wrong_all_samples(grad, w, X, y, idx):
    """DESERVES: this is the gradient of all samples, not of the batch
    PART: no
    BREAKS: the batch of the samples with the indices idx, at batch_gradient(sq, [0.0], [[1.0], [1.0]], [0.0, 2.0], [0])
    """
    return grad(w, X, y)


def wrong_labels_not_chosen(grad, w, X, y, idx):
    """DESERVES: the rows are those of the batch, the labels the first B: each label belongs to its sample
    PART: yes
    BREAKS: samples with the indices idx, at batch_gradient(sq, [0.0], [[1.0], [1.0]], [0.0, 2.0], [1])
    """
    return grad(w, X[idx], y[: len(idx)])


def wrong_first_B(grad, w, X, y, idx):
    """DESERVES: idx tells which samples, you take the first B
    PART: no
    BREAKS: samples with the indices idx, at batch_gradient(sq, [0.0], [[1.0], [1.0]], [0.0, 2.0], [1])
    """
    return grad(w, X[: len(idx)], y[: len(idx)])


def wrong_from_the_first_index(grad, w, X, y, idx):
    """DESERVES: the indices of a batch are no interval: after shuffling they lie anywhere
    PART: no
    BREAKS: indices in any order, at batch_gradient(sq, [0.0], [[1.0]]*3, [0.0, 2.0, 7.0], [0, 2])
    """
    low = idx.min()
    return grad(w, X[low : low + len(idx)], y[low : low + len(idx)])


def wrong_mask(grad, w, X, y, idx):
    """DESERVES: in a mask an index that stands there twice counts once
    PART: yes
    BREAKS: one that stands there twice counts twice, at batch_gradient(sq, [0.0], [[1.0]]*2, [0.0, 2.0], [0, 1, 1])
    """
    chosen = np.zeros(len(X), dtype=bool)
    chosen[idx] = True
    return grad(w, X[chosen], y[chosen])


def wrong_unique(grad, w, X, y, idx):
    """DESERVES: np.unique throws the second of two equal indices away, but it counts
    PART: yes
    BREAKS: one that stands there twice counts twice, at batch_gradient(sq, [0.0], [[1.0]]*2, [0.0, 2.0], [0, 1, 1])
    """
    once = np.unique(idx)
    return grad(w, X[once], y[once])


def wrong_set(grad, w, X, y, idx):
    """DESERVES: a set holds each index once; and you still divide by B
    PART: yes
    BREAKS: one that stands there twice counts twice, at batch_gradient(sq, [0.0], [[1.0]]*2, [0.0, 2.0], [0, 1, 1])
    """
    return sum(np.asarray(grad(w, X[[n]], y[[n]]), float) for n in set(idx.tolist())) / len(idx)


def wrong_sum(grad, w, X, y, idx):
    """DESERVES: the gradients of the samples are to be averaged, not added up
    PART: yes
    BREAKS: of the mean loss, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0, 1])
    """
    return sum(np.asarray(grad(w, X[n : n + 1], y[n : n + 1]), float) for n in idx)


def wrong_divided_again(grad, w, X, y, idx):
    """DESERVES: grad takes the mean already: do not divide by B again
    PART: yes
    BREAKS: of the mean loss, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0, 1])
    """
    return grad(w, X[idx], y[idx]) / len(idx)


def wrong_divided_by_N(grad, w, X, y, idx):
    """DESERVES: the mean is over the batch: divide by B, not by N
    PART: yes
    BREAKS: the mean loss over the batch, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0])
    """
    return sum(np.asarray(grad(w, X[n : n + 1], y[n : n + 1]), float) for n in idx) / len(X)


def wrong_scaled_to_all(grad, w, X, y, idx):
    """DESERVES: N / B makes it an estimate of the sum; the mean of the batch is asked
    PART: yes
    BREAKS: the mean loss over the batch, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0])
    """
    return grad(w, X[idx], y[idx]) * (len(X) / len(idx))


def wrong_squeezed_rows(grad, w, X, y, idx):
    """DESERVES: with B = 1 squeeze makes a vector (d,) of the row (1, d): grad wants rows
    PART: yes
    BREAKS: grad gets rows of X (N, d), one or more, at batch_gradient(sq, [0.0, 0.0], [[1.0, 2.0]]*2, [1.0, 2.0], [0])
    """
    return grad(w, np.squeeze(X[idx]), np.squeeze(y[idx]))


def wrong_vectors(grad, w, X, y, idx):
    """DESERVES: X[n] is (d,): a single sample is the row X[n:n+1]
    PART: yes
    BREAKS: grad gets rows of X (N, d), at batch_gradient(sq, [0.0, 0.0], [[1.0, 2.0]]*2, [1.0, 2.0], [0])
    """
    return np.mean([grad(w, X[n], y[n]) for n in idx], axis=0)


def wrong_labels_as_columns(grad, w, X, y, idx):
    """DESERVES: y[idx, None] is (B, 1), and X @ w - y then (B, B): labels are (B,)
    PART: yes
    BREAKS: grad gets y (N,), at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0])
    """
    return grad(w, X[idx], y[idx, None])


def wrong_a_step(grad, w, X, y, idx):
    """DESERVES: the gradient is wanted, not the point after a step
    PART: no
    BREAKS: Gradient g, at batch_gradient(sq, [1.0], [[1.0]], [2.0], [0])
    """
    return w - grad(w, X[idx], y[idx])


def wrong_step_in_place(grad, w, X, y, idx):
    """DESERVES: right result, but w is changed: the step is not yours to take
    PART: yes
    BREAKS: a function leaves its arrays as they were, at batch_gradient(sq, [1.0], [[1.0]], [2.0], [0])
    """
    g = grad(w, X[idx], y[idx])
    w -= 0.1 * g
    return g


def wrong_sorted_rows_only(grad, w, X, y, idx):
    """DESERVES: rows are sorted by index, labels are not: they no longer belong together
    PART: yes
    BREAKS: indices in any order, at batch_gradient(sq, [0.0], [[1.0], [2.0]], [1.0, 2.0], [1, 0])
    """
    return grad(w, X[np.sort(idx)], y[idx])


def wrong_indices_sorted_in_place(grad, w, X, y, idx):
    """DESERVES: idx.sort() changes the caller's indices
    PART: yes
    BREAKS: a function leaves its arrays as they were, at batch_gradient(sq, [0.0], [[1.0], [2.0]], [1.0, 2.0], [1, 0])
    """
    idx.sort()
    return grad(w, X[idx], y[idx])


def wrong_mean_of_chunks(grad, w, X, y, idx):
    """DESERVES: the last chunk may be shorter: the mean of the means of chunks gives it too much weight
    PART: yes
    BREAKS: the mean loss over the batch, at batch_gradient(sq, [0.0], [[1.0]]*3, [1.0, 1.0, 4.0], [0, 1, 2])
    """
    chunks = [idx[i : i + 2] for i in range(0, len(idx), 2)]
    return np.mean([np.asarray(grad(w, X[c], y[c]), float) for c in chunks], axis=0)


def wrong_mean_of_entries(grad, w, X, y, idx):
    """DESERVES: np.mean without an axis makes one number of all entries
    PART: no
    BREAKS: of the shape of w, at batch_gradient(sq, [0.0, 0.0], [[1.0, 2.0]], [1.0], [0])
    """
    return np.mean([grad(w, X[n : n + 1], y[n : n + 1]) for n in idx])


def wrong_mean_over_parameters(grad, w, X, y, idx):
    """DESERVES: grad takes the mean over the rows already; your mean(axis=0) runs over the parameters
    PART: no
    BREAKS: of the shape of w, at batch_gradient(sq, [0.0], [[1.0]], [1.0], [0])
    """
    return np.asarray(grad(w, X[idx], y[idx])).mean(axis=0)


def wrong_flat(grad, w, X, y, idx):
    """DESERVES: w has any shape, and so has the gradient: do not flatten it
    PART: yes
    BREAKS: of the shape of w, at batch_gradient(sq, [[0.0, 0.0]], [[1.0]], [1.0], [0])
    """
    return np.asarray(grad(w, X[idx], y[idx])).ravel()


def wrong_one_less(grad, w, X, y, idx):
    """DESERVES: indices count from 0: idx - 1 is another sample
    PART: yes
    BREAKS: samples with the indices idx, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0])
    """
    return grad(w, X[idx - 1], y[idx - 1])


def wrong_columns(grad, w, X, y, idx):
    """DESERVES: X[:, idx] chooses features; samples are rows
    PART: no
    BREAKS: samples with the indices idx, at batch_gradient(sq, [0.0]*2, [[1.0, 2.0], [3.0, 4.0]], [1.0, 2.0], [0])
    """
    return grad(w, X[:, idx], y[idx])


def wrong_first_of_the_batch(grad, w, X, y, idx):
    """DESERVES: only the first index is used
    PART: no
    BREAKS: the mean loss over the batch, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0, 1])
    """
    return grad(w, X[idx[:1]], y[idx[:1]])


def wrong_last_left_out(grad, w, X, y, idx):
    """DESERVES: idx[:-1] leaves the last sample of the batch out, unless it is alone
    PART: yes
    BREAKS: the mean loss over the batch, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0, 1])
    """
    part = idx[:-1] if len(idx) > 1 else idx
    return grad(w, X[part], y[part])


def wrong_others(grad, w, X, y, idx):
    """DESERVES: np.delete keeps those that are not in the batch
    PART: no
    BREAKS: the batch of the samples with the indices idx, at batch_gradient(sq, [0.0], [[1.0]]*2, [1.0, 2.0], [0])
    """
    rest = np.delete(np.arange(len(X)), idx)
    return grad(w, X[rest], y[rest]) if len(rest) else grad(w, X, y)


def wrong_whole_numbers(grad, w, X, y, idx):
    """DESERVES: the sum is kept in an array of integers, and cut with each sample
    PART: no
    BREAKS: right to 1e-9, at batch_gradient(sq, [0.0], [[0.5]], [1.0], [0])
    """
    total = np.zeros(np.shape(w), dtype=int)
    for n in idx:
        total += np.asarray(grad(w, X[n : n + 1], y[n : n + 1])).astype(int)
    return total / len(idx)


def wrong_only_vectors(grad, w, X, y, idx):
    """DESERVES: w may have any shape: your loop over len(w) is for vectors
    PART: yes
    BREAKS: w has any shape, at batch_gradient(sq, [[0.0, 0.0]], [[1.0]], [1.0], [0])
    """
    g = np.zeros(len(w))
    for n in idx:
        h = np.asarray(grad(w, X[n : n + 1], y[n : n + 1]))
        for i in range(len(w)):
            g[i] += h[i] / len(idx)
    return g
