import numpy as np
from itertools import product


def right_first_of_each_block(U, X, s):
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = np.unravel_index(np.argmax(block), block.shape)
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def right_equal_shares(U, X, s):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s)
    largest = blocks == blocks.max(axis=(3, 5), keepdims=True)
    shares = largest / largest.sum(axis=(3, 5), keepdims=True)
    return (shares * U[:, :, :, None, :, None]).reshape(X.shape)


def right_repeated(U, X, s):
    def spread(A):
        return A.repeat(s, axis=2).repeat(s, axis=3)

    def blocks(A):
        return A.reshape(*U.shape[:3], s, U.shape[3], s).swapaxes(3, 4)

    largest = (X == spread(blocks(X).max(axis=(4, 5)))).astype(float)
    return largest * spread(U / blocks(largest).sum(axis=(4, 5)))


def right_put_along_axis(U, X, s):
    N, C, H, W = X.shape
    blocks = X.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5).reshape(*U.shape, s * s)
    out = np.zeros(blocks.shape)
    np.put_along_axis(out, blocks.argmax(axis=-1)[..., None], U[..., None].astype(float), axis=-1)
    return out.reshape(*U.shape, s, s).transpose(0, 1, 2, 4, 3, 5).reshape(X.shape)


def right_last_in_lists(U, X, s):
    N, C, H, W = X.shape
    x, u = X.tolist(), U.tolist()
    dX = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
    for n, c, i, j in product(range(N), range(C), range(H // s), range(W // s)):
        best = None
        for a, b in product(range(i * s, i * s + s), range(j * s, j * s + s)):
            if best is None or x[n][c][a][b] >= best[0]:
                best = (x[n][c][a][b], a, b)
        dX[n][c][best[1]][best[2]] += float(u[n][c][i][j])
    return np.array(dX)


def right_random_one_of_the_largest(U, X, s):
    rng = np.random.default_rng(0)
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(*U.shape):
        view = X[n, c, i * s : (i + 1) * s, j * s : (j + 1) * s]
        a, b = rng.choice(np.argwhere(view == view.max()))
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def right_unequal_shares(U, X, s):
    # shares 1 : 2 : 3 ... among the largest of a block: any will do
    dX = np.zeros(X.shape)
    for place in np.ndindex(U.shape):
        n, c, i, j = place
        top, left = i * s, j * s
        block = X[n, c, top : top + s, left : left + s]
        tied = np.argwhere(block == block.max())
        weights = np.arange(1, len(tied) + 1) / (len(tied) * (len(tied) + 1) / 2)
        for (a, b), weight in zip(tied, weights):
            dX[n, c, top + a, left + b] = weight * U[place]
    return dX


def right_strided_phases(U, X, s):
    # the s * s pictures X[a::s, b::s]; who holds the maximum first takes all
    phases = [(a, b) for a in range(s) for b in range(s)]
    top = X[:, :, ::s, ::s]
    for a, b in phases:
        top = np.maximum(top, X[:, :, a::s, b::s])
    dX, free = np.zeros(X.shape), np.ones(U.shape, bool)
    for a, b in phases:
        hit = free & (X[:, :, a::s, b::s] == top)
        dX[:, :, a::s, b::s] = np.where(hit, U, 0)
        free &= ~hit
    return dX


def right_flat_positions(U, X, s):
    N, C, H, W = X.shape
    numbers = np.arange(X.size).reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5).reshape(-1, s * s)
    best = X.ravel()[numbers].argmax(axis=1)
    dX = np.zeros(X.size)
    dX[numbers[np.arange(len(best)), best]] = U.ravel()
    return dX.reshape(X.shape)


def right_sorting(U, X, s):
    N, C, H, W = X.shape
    n, c, h, w = np.indices(X.shape).reshape(4, -1)
    order = np.lexsort((X.ravel(), w // s, h // s, c, n))
    winners = order[s * s - 1 :: s * s]
    dX = np.zeros(X.size)
    dX[winners] = U.astype(float).ravel()
    return dX.reshape(X.shape)


def right_recursion_over_the_batch(U, X, s):
    return halves(U, X, s)


def halves(U, X, s):
    if X.ndim > 2:
        return np.stack([halves(u, x, s) for u, x in zip(U, X)])
    if len(U) > 1:
        k = len(U) // 2
        return np.vstack([halves(U[:k], X[: k * s], s), halves(U[k:], X[k * s :], s)])
    if U.shape[1] > 1:
        k = U.shape[1] // 2
        return np.hstack([halves(U[:, :k], X[:, : k * s], s), halves(U[:, k:], X[:, k * s :], s)])
    largest = X == X.max()
    return largest * (float(U[0, 0]) / np.count_nonzero(largest))


def right_einsum(U, X, s):
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = np.equal(B, B.max(axis=5).max(axis=3)[:, :, :, None, :, None]).astype(np.float64)
    count = np.einsum("nciajb->ncij", M)
    return np.einsum("nciajb,ncij,ncij->nciajb", M, U.astype(float), 1 / count).reshape(N, C, H, W)


def right_kron(U, X, s):
    dX = np.empty(X.shape)
    for n, c in np.ndindex(X.shape[:2]):
        top = np.array([[X[n, c, i : i + s, j : j + s].max() for j in range(0, X.shape[3], s)]
                        for i in range(0, X.shape[2], s)])
        mask = X[n, c] == np.kron(top, np.ones((s, s), dtype=X.dtype))
        count = np.add.reduceat(np.add.reduceat(mask.astype(float), np.arange(0, X.shape[2], s), 0),
                                np.arange(0, X.shape[3], s), 1)
        dX[n, c] = mask * np.kron(U[n, c] / count, np.ones((s, s)))
    return dX


def right_defensive(U, X, s):
    U, X = np.array(U, dtype=float), np.array(X)
    N, C, H, W = X.shape
    assert s >= 1 and H % s == 0 == W % s and U.shape == (N, C, H // s, W // s)
    dX = np.zeros((N, C, H, W))
    for i in range(H // s):
        for j in range(W // s):
            block = X[:, :, i * s : i * s + s, j * s : j * s + s].reshape(N, C, s * s)
            first = block.argmax(axis=2)
            part = (np.arange(s * s) == first[:, :, None]) * U[:, :, i, j, None]
            dX[:, :, i * s : i * s + s, j * s : j * s + s] = part.reshape(N, C, s, s)
    assert np.isclose(dX.sum(), U.sum())
    return dX


def wrong_all_of_it_to_each(U, X, s):
    """DESERVES: entries that tie share the gradient: yours get all of it, each
    PART: yes
    BREAKS: their shares of the gradient sum to 1; at U = [[[[1.]]]], X = np.zeros((1, 1, 2, 2)), s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    return ((B == B.max(axis=(3, 5), keepdims=True)) * U[:, :, :, None, :, None]).reshape(X.shape) * 1.0


def wrong_nearly_equal(U, X, s):
    """DESERVES: isclose shares with entries that are smaller by a little: they get nothing
    PART: yes
    BREAKS: entries that are smaller get nothing, however little is wanting
    at U = [[[[1.]]]], X = [[[[1., 1.000001], [0., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = np.isclose(B, B.max(axis=(3, 5), keepdims=True))
    return (M / M.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_rounded(U, X, s):
    """DESERVES: float32 makes entries equal that are not
    PART: yes
    BREAKS: entries that are smaller get nothing, however little is wanting
    at U = [[[[1.]]]], X = [[[[1., 1 + 1e-12], [0., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.astype(np.float32).reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    return (M / M.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_block_as_a_run(U, X, s):
    """DESERVES: reshape(..., s * s) takes s * s entries of a row, no block: transpose first
    PART: no
    BREAKS: the maximum of each s x s block; at U = [[[[1., 1.]]]], X = [[[[9., 8., 1., 1.], [1., 1., 1., 1.]]]], s = 2
    """
    flat = X.reshape(*U.shape, s * s)
    M = flat == flat.max(axis=-1, keepdims=True)
    return (M / M.sum(axis=-1, keepdims=True) * U[..., None]).reshape(X.shape)


def wrong_integers(U, X, s):
    """DESERVES: zeros_like(X) holds integers if X does: the gradient's fractions are cut off
    PART: yes
    BREAKS: U and X hold floats or integers; at U = [[[[0.5]]]], X = [[[[1]]]], s = 1
    """
    dX = np.zeros_like(X)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = divmod(int(block.argmax()), s)
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def wrong_largest_in_size(U, X, s):
    """DESERVES: the largest, not the largest in absolute value
    PART: no
    BREAKS: the maximum of each s x s block; at U = [[[[1.]]]], X = [[[[1., -2.], [0., 0.]]]], s = 2
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = np.abs(X[n, c, i * s : i * s + s, j * s : j * s + s])
        a, b = divmod(int(block.argmax()), s)
        dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def wrong_positive_only(U, X, s):
    """DESERVES: the search for the largest starts at 0, so that blocks of negative numbers get nothing
    PART: yes
    BREAKS: the maximum of each s x s block; at U = [[[[1.]]]], X = [[[[-1.]]]], s = 1
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        top, where = 0.0, None
        for a in range(i * s, i * s + s):
            for b in range(j * s, j * s + s):
                if X[n, c, a, b] >= top:
                    top, where = X[n, c, a, b], (a, b)
        if where is not None:
            dX[n, c, where[0], where[1]] = U[n, c, i, j]
    return dX


def wrong_dark_blocks_get_nothing(U, X, s):
    """DESERVES: a block of zeros shares its gradient as well: that the ReLU stops it is the ReLU's business
    PART: yes
    BREAKS: their shares are >= 0 and sum to 1; at U = [[[[1.]]]], X = [[[[0.]]]], s = 1
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = (B == B.max(axis=(3, 5), keepdims=True)) & (B != 0)
    return (M / np.maximum(M.sum(axis=(3, 5), keepdims=True), 1) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_tiled(U, X, s):
    """DESERVES: np.tile puts copies of U side by side, each entry is to be repeated: np.repeat
    PART: yes
    BREAKS: U (N, C, H/s, W/s) belongs to the blocks
    at U = [[[[1., 2.]]]], X = [[[[1., 0., 1., 0.], [0., 0., 0., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    return (M / M.sum(axis=(3, 5), keepdims=True)).reshape(X.shape) * np.tile(U, (1, 1, s, s))


def wrong_square_images(U, X, s):
    """DESERVES: the number of columns comes from W, not from H: right for square images only
    PART: yes
    BREAKS: X (N, C, H, W); at U = [[[[1., 2.]]]], X = [[[[1., 2.]]]], s = 1
    """
    dX = np.zeros(X.shape)
    blocks = X.shape[2] // s
    for n in range(X.shape[0]):
        for c in range(X.shape[1]):
            for i in range(blocks):
                for j in range(blocks):
                    block = X[n, c, i * s : i * s + s, j * s : j * s + s]
                    a, b = divmod(int(block.argmax()), block.shape[1])
                    dX[n, c, i * s + a, j * s + b] = U[n, c, i, j]
    return dX


def wrong_mean_pooling(U, X, s):
    """DESERVES: that is the gradient of mean-pooling: all of it goes to the largest
    PART: no
    BREAKS: entries that are smaller get nothing; at U = [[[[1.]]]], X = [[[[1., 0.], [0., 0.]]]], s = 2
    """
    return U.repeat(s, axis=2).repeat(s, axis=3) / s**2


def wrong_divided_in_place(U, X, s):
    """DESERVES: U /= count changes the caller's gradient
    PART: yes
    BREAKS: leaves the arrays that it is given as they were; at U = [[[[1.]]]], X = np.zeros((1, 1, 2, 2)), s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    if U.dtype != float:
        U = U.astype(float)
    U /= M.sum(axis=(3, 5))
    return (M * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_shares_by_size(U, X, s):
    """DESERVES: shares in proportion to the entries go to the smaller ones as well
    PART: no
    BREAKS: entries that are smaller get nothing; at U = [[[[1.]]]], X = [[[[2., 1.], [0., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s).astype(float)
    E = np.exp(B - B.max(axis=(3, 5), keepdims=True))
    return (E / E.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_nearly_hard_softmax(U, X, s):
    """DESERVES: a steep softmax is near the maximum and is not it: two entries that differ by 1e-4 share
    PART: yes
    BREAKS: entries that are smaller get nothing, however little is wanting
    at U = [[[[1.]]]], X = [[[[1., 0.9999], [0., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s).astype(float)
    E = np.exp(1e4 * (B - B.max(axis=(3, 5), keepdims=True)))
    return (E / E.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_all_channels_together(U, X, s):
    """DESERVES: each channel has its own maximum, yours is taken over the channels; right for C = 1
    PART: yes
    BREAKS: X (N, C, H, W), the maximum of each s x s block; at U = [[[[1.]], [[1.]]]], X = [[[[1.]], [[2.]]]], s = 1
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(1, 3, 5), keepdims=True)
    return (M / np.maximum(M.sum(axis=(3, 5), keepdims=True), 1) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_largest_of_the_map(U, X, s):
    """DESERVES: the maximum is one for each block, not one for the map
    PART: no
    BREAKS: the maximum of each s x s block; at U = [[[[1., 2.]]]], X = [[[[1., 2.]]]], s = 1
    """
    M = X == X.max(axis=(2, 3), keepdims=True)
    return M * U.repeat(s, axis=2).repeat(s, axis=3) * 1.0


def wrong_overlapping(U, X, s):
    """DESERVES: block (i, j) begins at (i s, j s); yours begin at (i, j) and overlap
    PART: no
    BREAKS: the blocks do not overlap; at U = [[[[1., 1.]]]], X = [[[[0., 9., 0., 1.], [0., 0., 0., 0.]]]], s = 2
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i : i + s, j : j + s]
        a, b = divmod(int(block.argmax()), s)
        dX[n, c, i + a, j + b] += U[n, c, i, j]
    return dX


def wrong_place_in_the_block_only(U, X, s):
    """DESERVES: unravel_index counts inside the block: its corner (i s, j s) has to be added
    PART: no
    BREAKS: dX (N, C, H, W); at U = [[[[1., 2.]]]], X = [[[[1., 2.]]]], s = 1
    """
    dX = np.zeros(X.shape)
    for n, c, i, j in np.ndindex(U.shape):
        block = X[n, c, i * s : i * s + s, j * s : j * s + s]
        a, b = np.unravel_index(block.argmax(), block.shape)
        dX[n, c, a, b] += U[n, c, i, j]
    return dX


def wrong_one_count_for_all(U, X, s):
    """DESERVES: shares sum to 1 in each block; you divide by the mean number of ties of all blocks
    PART: yes
    BREAKS: their shares sum to 1; at U = [[[[1., 1.]]]], X = [[[[1., 0., 3., 3.], [0., 0., 3., 3.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    return (M * U[:, :, :, None, :, None] / (M.sum() / U.size)).reshape(X.shape)


def wrong_rows_then_columns(U, X, s):
    """DESERVES: a maximum that is shared by row and then by column is fine; you let all maxima of rows pass
    PART: no
    BREAKS: entries that are smaller get nothing; at U = [[[[1.]]]], X = [[[[2., 0.], [1., 0.]]]], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=5, keepdims=True)
    return (M / M.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_blocks_of_two(U, X, s):
    """DESERVES: s is an argument, you wrote 2
    PART: yes
    BREAKS: s >= 1; at U = [[[[1., 2.]]]], X = [[[[1., 2.]]]], s = 1
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // 2, 2, W // 2, 2)
    M = B == B.max(axis=(3, 5), keepdims=True)
    return (M / M.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]).reshape(X.shape)


def wrong_maxima_given_back(U, X, s):
    """DESERVES: the upstream gradient is missing: your result has the maximum itself in its place
    PART: no
    BREAKS: vector-Jacobian product; at U = [[[[1.]]]], X = [[[[2.]]]], s = 1
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    return (M / M.sum(axis=(3, 5), keepdims=True) * B).reshape(X.shape)


def wrong_integer_shares(U, X, s):
    """DESERVES: half of an integer is no integer: an array of the kind of U cannot hold the shares
    PART: yes
    BREAKS: their shares sum to 1; U and X hold floats or integers; at U = [[[[1]]]], X = np.zeros((1, 1, 2, 2)), s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, H // s, s, W // s, s)
    M = B == B.max(axis=(3, 5), keepdims=True)
    dX = np.zeros(B.shape, dtype=U.dtype)
    dX[...] = M * (U / M.sum(axis=(3, 5)))[:, :, :, None, :, None]
    return dX.reshape(X.shape)


def wrong_blocks_counted_from_one_side(U, X, s):
    """DESERVES: a block is s rows in sequence: you have exchanged s and the number of blocks below one another
    PART: yes
    BREAKS: the maximum of each s x s block
    at U = [[[[1.], [1.], [1.]]]], X = np.c_[np.r_[:6.], np.zeros(6)][None, None], s = 2
    """
    N, C, H, W = X.shape
    B = X.reshape(N, C, s, H // s, W // s, s).swapaxes(2, 3)
    M = B == B.max(axis=(3, 5), keepdims=True)
    G = M / M.sum(axis=(3, 5), keepdims=True) * U[:, :, :, None, :, None]
    return G.swapaxes(2, 3).reshape(X.shape)
