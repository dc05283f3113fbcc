from fractions import Fraction

import numpy as np


def right_first_of_block(U, X, s):
    """Loops over the blocks, argmax: the first of the largest gets all."""
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = np.unravel_index(np.argmax(block), block.shape)
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def right_equal_shares(U, X, s):
    """Reshape to blocks; equal shares."""
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    shares = largest / largest.sum(axis=(3, 5), keepdims=True)
    return (shares * U[:, :, :, None, :, None]).reshape(X.shape)


def right_lists(U, X, s):
    """Plain lists and loops, the last of the largest."""
    U, X = U.tolist(), X.tolist()
    dX = [[[[0.0 for _ in row] for row in image] for image in sample] for sample in X]
    for n, sample in enumerate(U):
        for c, image in enumerate(sample):
            for i, row in enumerate(image):
                for j, u in enumerate(row):
                    places = [(i * s + a, j * s + b) for a in range(s) for b in range(s)]
                    r, t = max(reversed(places), key=lambda p: X[n][c][p[0]][p[1]])
                    dX[n][c][r][t] += u
    return dX


def right_put_along_axis(U, X, s):
    """Blocks as the last axis, put_along_axis at the argmax."""
    N, C, H, W = X.shape
    flat = X.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5).reshape(*U.shape, s * s)
    out = np.zeros(flat.shape)
    np.put_along_axis(out, flat.argmax(axis=-1)[..., None], U[..., None].astype(float), axis=-1)
    return out.reshape(*U.shape, s, s).transpose(0, 1, 2, 4, 3, 5).reshape(X.shape)


def right_kron(U, X, s):
    """Maxima and equal shares enlarged by kron."""
    maxima = X.reshape(*X.shape[:2], X.shape[2] // s, s, X.shape[3] // s, s).max(axis=(3, 5))
    one = np.ones((s, s), dtype=maxima.dtype)
    largest = X == np.kron(maxima, one)
    count = largest.reshape(*X.shape[:2], X.shape[2] // s, s, X.shape[3] // s, s).sum(axis=(3, 5))
    return np.where(largest, np.kron(U / count, np.ones((s, s))), 0.0)


def right_offsets(U, X, s):
    """Loops over the offsets in a block, a mask of what is still to be given away."""
    best = X[:, :, ::s, ::s].copy()
    for a, b in np.ndindex(s, s):
        best = np.maximum(best, X[:, :, a::s, b::s])
    dX, open_ = np.zeros(X.shape), np.ones(U.shape, bool)
    for a, b in np.ndindex(s, s):
        hit = open_ & (X[:, :, a::s, b::s] == best)
        dX[:, :, a::s, b::s] = np.where(hit, U, 0)
        open_ &= ~hit
    return dX


def right_recursive_tournament(U, X, s):
    """Recursion in each block: the better of two halves, ties to the second."""

    def winner(block, places):
        if len(places) == 1:
            return places[0]
        half = len(places) // 2
        left, right = winner(block, places[:half]), winner(block, places[half:])
        return left if block[left] > block[right] else right

    dX = np.zeros(X.shape, dtype=np.float64)
    places = list(np.ndindex(s, s))
    for index in np.ndindex(*U.shape):
        n, c, i, j = index
        a, b = winner(X[n, c, i * s : (i + 1) * s, j * s : (j + 1) * s], places)
        dX[n, c, s * i + a, s * j + b] += U[index]
    return dX


def right_unequal_shares(U, X, s):
    """Shares proportional to 1, 2, 3, ... among the largest."""
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        rows, columns = slice(i * s, i * s + s), slice(j * s, j * s + s)
        largest = X[n, c, rows, columns] == np.max(X[n, c, rows, columns])
        weights = np.where(largest, np.arange(1, s * s + 1).reshape(s, s), 0)
        dX[n, c, rows, columns] = U[n, c, i, j] * (weights / weights.sum())
    return dX


def right_lexsort(U, X, s):
    """One lexsort by block and value: the last of each block is its largest."""
    N, C, H, W = X.shape
    block = np.arange(U.size).reshape(U.shape).repeat(s, axis=2).repeat(s, axis=3).ravel()
    order = np.lexsort((X.ravel(), block))
    dX = np.zeros(X.size)
    dX[order[s * s - 1 :: s * s]] = U.ravel()
    return dX.reshape(N, C, H, W)


def right_windows(U, X, s):
    """sliding_window_view at every s-th place, einsum with shares; an early return for s = 1."""
    if s == 1:
        return np.array(U, float)
    V = np.lib.stride_tricks.sliding_window_view(X, (s, s), axis=(2, 3))[:, :, ::s, ::s]
    largest = (V >= V.max(axis=(-1, -2), keepdims=True)).astype(float)
    shared = np.einsum("ncij,ncijab,ncij->nciajb", U, largest, 1 / largest.sum(axis=(-1, -2)))
    return shared.reshape(X.shape)


def right_random_choice(U, X, s):
    """Any of the largest by chance."""
    rng = np.random.default_rng()
    dX = np.zeros_like(X, dtype=float)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = rng.choice(np.argwhere(block == block.max()))
        dX[n, c, i * s + a, j * s + b] = float(U[n, c, i, j])
    return dX


def right_class(U, X, s):
    """An over-engineered class with forward and backward; exact fractions for the shares."""

    class MaxPool:
        def __init__(self, size):
            assert size >= 1
            self.size = size

        def forward(self, X):
            assert X.shape[2] % self.size == 0 and X.shape[3] % self.size == 0
            self.shape, self.winners = X.shape, {}
            for n, c, r, t in np.ndindex(X.shape):
                key = n, c, r // self.size, t // self.size
                value, places = self.winners.get(key, (None, []))
                if value is None or X[n, c, r, t] > value:
                    self.winners[key] = X[n, c, r, t], [(r, t)]
                elif X[n, c, r, t] == value:
                    places.append((r, t))
            return self

        def backward(self, U):
            dX = np.zeros(self.shape)
            for (n, c, i, j), (_, places) in self.winners.items():
                for r, t in places:
                    dX[n, c, r, t] = float(Fraction(U[n, c, i, j].item()) / len(places))
            return dX

    return MaxPool(int(s)).forward(X).backward(U)


def wrong_all_of_them(U, X, s):
    """DESERVES: each of several largest gets the whole gradient
    PART: yes
    BREAKS: their shares sum to 1, at U = [[[[1.0]]]], X = [[[[3, 3], [0, 0]]]], s = 2
    """
    maxima = X.reshape(*X.shape[:2], X.shape[2] // s, s, X.shape[3] // s, s).max(axis=(3, 5))
    return (X == maxima.repeat(s, 2).repeat(s, 3)) * U.repeat(s, 2).repeat(s, 3)


def wrong_isclose(U, X, s):
    """DESERVES: np.isclose lets entries in that are a little smaller
    PART: yes
    BREAKS: entries that are smaller get nothing, at U = [[[[1.0]]]], X = [[[[1.0, 1 + 1e-9], [0, 0]]]], s = 2
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = np.isclose(blocks, blocks.max(axis=(3, 5), keepdims=True))
    return (largest / largest.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_large_integers(U, X, s):
    """DESERVES: large integers are equal once they are floats, so that a smaller one shares
    PART: yes
    BREAKS: smaller entries get nothing, at U = [[[[1.0]]]], X = [[[[2**60, 2**60 + 1], [0, 0]]]] (integers), s = 2
    """
    X = np.asarray(X, dtype=float)
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    return (largest / largest.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_kind_of_gradient(U, X, s):
    """DESERVES: dX is made of the kind of U: shares of integers lose their fractions
    PART: yes
    BREAKS: their shares sum to 1, at U = [[[[1]]]] (integers), X = [[[[0.0, 0.0], [0.0, 0.0]]]], s = 2
    """
    dX = np.zeros(X.shape, dtype=U.dtype)
    for n, c, i, j in np.ndindex(U.shape):
        block = np.s_[n, c, i * s : i * s + s, j * s : j * s + s]
        largest = X[block] == X[block].max()
        dX[block] = largest * (U[n, c, i, j] / largest.sum())
    return dX


def wrong_rows_then_columns(U, X, s):
    """DESERVES: the row of one of the largest and the column of another may meet in an entry that is small
    PART: yes
    BREAKS: entries that are smaller get nothing, at U = [[[[1.0]]]], X = [[[[0, 3], [3, 0]]]], s = 2
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = block.max(axis=1).argmax(), block.max(axis=0).argmax()
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def wrong_epsilon(U, X, s):
    """DESERVES: the 1e-8 added to the number of largest entries takes more than 1e-9 off the gradient
    PART: yes
    BREAKS: right to 1e-9 of the largest |U|, at U = [[[[1.0]]]], X = [[[[0.0]]]], s = 1
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    return (largest / (largest.sum(axis=(3, 5), keepdims=True) + 1e-8) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_any_maximum(U, X, s):
    """DESERVES: an entry gets a share if it equals the maximum of whatever block, not of its own
    PART: yes
    BREAKS: smaller entries get nothing, at U = [[[[1.0, 1.0]]]], X = [[[[1, 2, 1, 0], [0, 0, 0, 0]]]], s = 2
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = np.isin(blocks, blocks.max(axis=(3, 5)))
    return (largest / largest.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_search_from_zero(U, X, s):
    """DESERVES: the search for the maximum starts with 0, negative blocks give their gradient to the first entry
    PART: yes
    BREAKS: the maximum of each block, at U = [[[[1.0]]]], X = [[[[-2, -1], [-3, -4]]]], s = 2
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        best, r, t = 0, i * s, j * s
        for a, b in np.ndindex(s, s):
            if X[n, c, i * s + a, j * s + b] > best:
                best, r, t = X[n, c, i * s + a, j * s + b], i * s + a, j * s + b
        dX[n, c, r, t] = U[n, c, i, j]
    return dX


def wrong_subtracts_in_place(U, X, s):
    """DESERVES: the maxima are taken off the blocks in place, and the blocks are a view of X
    PART: yes
    BREAKS: a function leaves the arrays as they were, at U = X = [[[[1.0]]]], s = 1
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    blocks -= blocks.max(axis=(3, 5), keepdims=True)
    largest = blocks == 0
    return (largest / largest.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_softmax(U, X, s):
    """DESERVES: a steep softmax gives near misses something
    PART: yes
    BREAKS: entries that are smaller get nothing, at U = [[[[1.0]]]], X = [[[[1.0, 1.001], [0.0, 0.0]]]], s = 2
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    weights = np.exp(1000.0 * (blocks - blocks.max(axis=(3, 5), keepdims=True)))
    return (weights / weights.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_across_channels(U, X, s):
    """DESERVES: the maximum is that of all channels
    PART: no
    BREAKS: block of X (N, C, H, W) for each channel, at U = [[[[1.0]], [[1.0]]]], X = [[[[1.0]], [[2.0]]]], s = 1
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(1, 3, 5), keepdims=True)
    count = np.maximum(largest.sum(axis=(3, 5), keepdims=True), 1)
    return (largest / count * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_nothing_pooled(U, X, s):
    """DESERVES: for s = 1 the derivative is 1, times the gradient from above
    PART: yes
    BREAKS: vector-Jacobian product for s >= 1, at U = [[[[2.0]]]], X = [[[[1.0]]]], s = 1
    """
    if s == 1:
        return np.ones(X.shape)
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    return (largest / largest.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_relu_inside(U, X, s):
    """DESERVES: entries that are 0 get nothing unless the whole block is 0; that is the business of the ReLU
    PART: yes
    BREAKS: the shares of the largest sum to 1, at U = [[[[1.0]]]], X = [[[[0.0, -1.0], [-1.0, -1.0]]]], s = 2
    """
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    dead = (blocks == 0) & (blocks != 0).any(axis=(3, 5), keepdims=True)
    shares = largest / largest.sum(axis=(3, 5), keepdims=True)
    return (np.where(dead, 0, shares) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_float32(U, X, s):
    """DESERVES: the gradient is handed on with seven digits
    PART: yes
    BREAKS: right to 1e-9 of the largest |U|, at U = [[[[0.1]]]], X = [[[[1.0]]]], s = 1
    """
    dX = np.zeros(X.shape, dtype=np.float32)
    for n, c, i, j in np.ndindex(U.shape):
        a, b = divmod(int(X[n, c, i * s : i * s + s, j * s : j * s + s].argmax()), s)
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def wrong_ties_by_half(U, X, s):
    """DESERVES: where there are ties each gets a half, also when they are three or four
    PART: yes
    BREAKS: their shares sum to 1, at U = [[[[1.0]]]], X = [[[[1.0, 1.0], [1.0, 0.0]]]], s = 2
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = np.s_[n, c, i * s : i * s + s, j * s : j * s + s]
        places = np.argwhere(X[block] == X[block].max())
        chosen = places[[0, -1]] if (X[block] == X[block].flat[0]).all() else places
        for a, b in chosen:
            dX[n, c, i * s + a, j * s + b] += U[n, c, i, j] * (1 if len(places) == 1 else 0.5)
    return dX


def wrong_infinitesimal_step(U, X, s):
    """DESERVES: a difference quotient: with the step 1e-6 near misses overtake, and digits are lost
    PART: yes
    BREAKS: smaller entries get nothing, at U = [[[[1.0]]]], X = [[[[0.0, 1e-8], [-1.0, -1.0]]]], s = 2
    """

    def loss(V):
        N, C, H, W = V.shape
        return np.sum(U * V.reshape(N, C, H // s, s, W // s, s).max(axis=(3, 5)))

    dX = np.zeros(X.shape)
    for index in np.ndindex(*X.shape):
        V = X.astype(float)
        V[index] += 1e-6
        dX[index] = (loss(V) - loss(X)) / 1e-6
    return dX
