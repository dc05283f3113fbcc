import numpy as np


def right_im2col(params, X):
    (K, c), (W, b) = params
    F, _, kh, kw = K.shape
    N, _, H, width = X.shape
    rows, columns = H - kh + 1, width - kw + 1
    Z = im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c
    Z = np.maximum(Z, 0).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    Z = Z.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return Z.reshape(N, -1) @ W + b


def right_image_by_image(params, X):
    (K, c), (W, b) = params
    logits = []
    for x in X:
        features = []
        for kernel, bias in zip(K, c):
            Z = sum(xcorr2d(channel, part, 0, 1) for channel, part in zip(x, kernel)) + bias
            Z = np.maximum(Z, 0)
            for i in range(0, Z.shape[0], 2):
                for j in range(0, Z.shape[1], 2):
                    features.append(Z[i : i + 2, j : j + 2].max())
        logits.append(np.array(features) @ W + b)
    return np.array(logits)


def right_sliding_windows(params, X):
    (K, c), (W, b) = params
    windows = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape[2:], axis=(2, 3))
    Z = np.einsum("ncijab,fcab->nfij", windows, K.astype(float)) + c[:, None, None]
    P = np.maximum.reduce([Z[:, :, a::2, d::2] for a in (0, 1) for d in (0, 1)])
    return np.maximum(P, 0).reshape(len(X), -1) @ W + b


def right_lists(params, X):
    (K, c), (W, b) = [tuple(array.tolist() for array in layer) for layer in params]
    F, C, kh, kw = len(K), len(K[0]), len(K[0][0]), len(K[0][0][0])
    out = []
    for x in X.tolist():
        rows, columns = len(x[0]) - kh + 1, len(x[0][0]) - kw + 1
        flat = []
        for f in range(F):
            grid = [[max(0.0, float(c[f]) + sum(float(x[ch][i + p][j + q]) * K[f][ch][p][q]
                                                for ch in range(C) for p in range(kh) for q in range(kw)))
                     for j in range(columns)] for i in range(rows)]
            flat += [max(grid[i][j], grid[i][j + 1], grid[i + 1][j], grid[i + 1][j + 1])
                     for i in range(0, rows, 2) for j in range(0, columns, 2)]
        out.append([float(b[k]) + sum(v * w[k] for v, w in zip(flat, W)) for k in range(len(b))])
    return np.array(out)


def right_bias_and_relu_after_pooling(params, X):
    # adding a constant and the ReLU are monotone: they may wait for the maximum
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    rows, columns = X.shape[2] - kh + 1, X.shape[3] - kw + 1
    Z = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T).reshape(len(X), rows // 2, 2, columns // 2, 2, F)
    pooled = Z.max(axis=(2, 4)) + c
    pooled = np.where(pooled > 0, pooled, 0)
    return np.moveaxis(pooled, -1, 1).reshape(len(X), -1) @ W.astype(float) + b.astype(float)


def right_entries_of_the_kernel(params, X):
    (K, c), (W, b) = params
    X, K = X.astype(float), K.astype(float)
    rows, columns = X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1
    Z = np.zeros((len(X), len(K), rows, columns)) + np.reshape(c, (1, -1, 1, 1))
    for a in range(K.shape[2]):
        for d in range(K.shape[3]):
            Z += np.tensordot(K[:, :, a, d], X[:, :, a : a + rows, d : d + columns], axes=(1, 1)).swapaxes(0, 1)
    Z[Z < 0] = 0
    Z = np.maximum(Z[:, :, ::2], Z[:, :, 1::2])
    Z = np.maximum(Z[..., ::2], Z[..., 1::2])
    return np.dot(Z.reshape(len(Z), -1), W) + b


def right_steps_as_functions(params, X):
    def convolve(X, K, c):
        N, _, H, width = X.shape
        F, _, kh, kw = K.shape
        Z = np.empty((N, F, H - kh + 1, width - kw + 1))
        for i in range(Z.shape[2]):
            for j in range(Z.shape[3]):
                Z[:, :, i, j] = np.tensordot(X[:, :, i : i + kh, j : j + kw], K, axes=([1, 2, 3], [1, 2, 3])) + c
        return Z

    def relu(Z):
        return (np.abs(Z) + Z) / 2

    def pool(Z):
        N, F, rows, columns = Z.shape
        return Z.reshape(N, F, rows // 2, 2, columns // 2, 2).swapaxes(3, 4).reshape(N, F, rows // 2, -1, 4).max(-1)

    def affine(A, W, b):
        return A @ W + b

    (K, c), (W, b) = params
    return affine(pool(relu(convolve(X * 1.0, K * 1.0, c))).reshape(X.shape[0], -1), W, b)


def right_bias_as_a_channel(params, X):
    # a channel of ones, and a kernel with the bias in its corner
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    corner = np.zeros((F, 1, kh, kw))
    corner[:, 0, 0, 0] = c
    K, X = np.concatenate([K, corner], axis=1), np.concatenate([X, np.ones_like(X[:, :1])], axis=1)
    rows, columns = X.shape[2] - kh + 1, X.shape[3] - kw + 1
    Z = K.reshape(F, -1) @ im2col(X, kh, kw, 0, 1).T  # (F, N rows columns)
    Z = Z.reshape(F, len(X), rows, columns).clip(min=0).transpose(1, 0, 2, 3)
    top = np.maximum(Z[:, :, 0::2, :], Z[:, :, 1::2, :])
    both = np.maximum(top[:, :, :, 0::2], top[:, :, :, 1::2]).reshape(len(X), -1)
    return np.hstack([both, np.ones((len(X), 1))]) @ np.vstack([W, b])


def right_recursive_over_samples(params, X):
    return one_sample_at_a_time(params, X)


def one_sample_at_a_time(params, X):
    if len(X) > 1:
        return np.vstack([one_sample_at_a_time(params, X[:1]), one_sample_at_a_time(params, X[1:])])
    (K, c), (W, b) = params
    kh, kw = K.shape[2:]
    h, w = (X.shape[2] - kh + 1) // 2, (X.shape[3] - kw + 1) // 2
    features = np.zeros((len(K), h, w))
    for f in range(len(K)):
        for i in range(2 * h):
            for j in range(2 * w):
                value = float((X[0, :, i : i + kh, j : j + kw] * K[f].astype(float)).sum() + c[f])
                features[f, i // 2, j // 2] = max(features[f, i // 2, j // 2], value)
    return (features.ravel() @ W + b)[None, :]


def right_correlation_as_a_gradient(params, X):
    # dK of the backward pass is a correlation of the picture with U: here the kernel plays U
    (K, c), (W, b) = params
    N, C, H, width = X.shape
    F, _, kh, kw = K.shape
    Z = np.zeros((N, F, H - kh + 1, width - kw + 1))
    place = np.zeros((1, 1, *Z.shape[2:]))
    for n, f in np.ndindex(N, F):
        for ch in range(C):
            _, dK = xcorr_backward(K[f : f + 1, ch : ch + 1], X[n : n + 1, ch : ch + 1], place, 0, 1)
            Z[n, f] += dK[0, 0]
    Z = np.maximum(Z + c.reshape(-1, 1, 1), 0)
    Z = Z.reshape(N, F, Z.shape[2] // 2, 2, -1, 2).max(axis=5).max(axis=3)
    return Z.reshape(N, -1) @ W + b


def right_fourier(params, X):
    (K, c), (W, b) = params
    size = X.shape[2:]
    fX, fK = np.fft.rfft2(X.astype(float)), np.fft.rfft2(K.astype(float), s=size)
    Z = np.fft.irfft2(np.einsum("ncxy,fcxy->nfxy", fX, fK.conj()), s=size)
    Z = Z[:, :, : size[0] - K.shape[2] + 1, : size[1] - K.shape[3] + 1] + c[None, :, None, None]
    blocks = np.stack([Z[:, :, ::2, ::2], Z[:, :, 1::2, ::2], Z[:, :, ::2, 1::2], Z[:, :, 1::2, 1::2]])
    return np.fmax(blocks.max(axis=0), 0).reshape(X.shape[0], W.shape[0]) @ W + b


def right_weights_by_filter(params, X):
    # the affine layer as a sum over the filters
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N = len(X)
    rows, columns = X.shape[2] - kh + 1, X.shape[3] - kw + 1
    cols = im2col(X, kh, kw, 0, 1)
    V = W.reshape(F, rows // 2, columns // 2, -1)
    Z = np.tile(np.asarray(b, float), (N, 1))
    for f in range(F):
        A = np.maximum(cols @ K[f].ravel() + c[f], 0).reshape(N, rows // 2, 2, columns // 2, 2).max(axis=(2, 4))
        Z += np.einsum("nij,ijk->nk", A, V[f].astype(float))
    return Z


def maps(params, X):
    (K, c), _ = params
    windows = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape[2:], axis=(2, 3))
    return np.einsum("ncijab,fcab->nfij", windows, K.astype(float)) + np.asarray(c, float)[:, None, None]


def pooled(Z):
    N, F, rows, columns = Z.shape
    return Z.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))


def wrong_bias_after_the_relu(params, X):
    """DESERVES: the bias comes before the ReLU: max(z, 0) + c is not max(z + c, 0)
    PART: yes
    BREAKS: cross-correlation plus the bias of its filter, ReLU
    at params = [([[[[1.]]]], [-1.]), ([[1.]], [0.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    Z = maps([(K, 0 * c), (W, b)], X)
    return pooled(np.maximum(Z, 0) + c[:, None, None]).reshape(len(X), -1) @ W + b


def wrong_no_bias_of_the_filters(params, X):
    """DESERVES: the biases of the filters are missing
    PART: yes
    BREAKS: plus the bias of its filter; at params = [([[[[1.]]]], [1.]), ([[1.]], [0.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps([(K, 0 * c), (W, b)], X), 0)).reshape(len(X), -1) @ W + b


def wrong_no_relu(params, X):
    """DESERVES: the ReLU is missing: negative maxima pass
    PART: yes
    BREAKS: ReLU; at params = [([[[[1.]]]], [-1.]), ([[1.]], [0.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return pooled(maps(params, X)).reshape(len(X), -1) @ W + b


def wrong_relu_at_the_end(params, X):
    """DESERVES: logits are what comes out of the affine layer, no ReLU after it
    PART: yes
    BREAKS: logits; at params = [([[[[1.]]]], [0.]), ([[1.]], [-1.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return np.maximum(pooled(np.maximum(maps(params, X), 0)).reshape(len(X), -1) @ W + b, 0)


def wrong_probabilities(params, X):
    """DESERVES: logits are asked for, the softmax is one step too many
    PART: yes
    BREAKS: logits Z (N, classes); at params = [([[[[1.]]]], [0.]), ([[1.]], [2.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    Z = pooled(np.maximum(maps(params, X), 0)).reshape(len(X), -1) @ W + b
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def wrong_mean_pooling(params, X):
    """DESERVES: the maximum of each block, not its mean
    PART: yes
    BREAKS: max-pooling of 2 x 2 blocks; at params = [([[[[1.]]]], [0.]), ([[1.]], [0.])], X = [[[[4., 0.], [0., 0.]]]]
    """
    (K, c), (W, b) = params
    Z = np.maximum(maps(params, X), 0)
    N, F, rows, columns = Z.shape
    return Z.reshape(N, F, rows // 2, 2, columns // 2, 2).mean(axis=(3, 5)).reshape(N, -1) @ W + b


def wrong_filters_last(params, X):
    """DESERVES: flattened in the order (filter, row, column): in yours the filters run fastest
    PART: yes
    BREAKS: flattened in the order (filter, row, column)
    at params = [([[[[1.]]], [[[2.]]]], [0., 0.]), ([[1.], [2.], [3.], [5.]], [0.])], X = [[[[1., 0, 4, 0], [0] * 4]]]
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps(params, X), 0)).transpose(0, 2, 3, 1).reshape(len(X), -1) @ W + b


def wrong_columns_before_rows(params, X):
    """DESERVES: flattened row after row: yours goes down the columns, right for one row or one column of blocks
    PART: yes
    BREAKS: flattened in the order (filter, row, column)
    at params = [([[[[1.]]]], [0.]), ([[1.], [2], [3], [5]], [0.])], X = np.kron([[[[1, 2.], [3, 4]]]], np.ones((2, 2)))
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps(params, X), 0)).transpose(0, 1, 3, 2).reshape(len(X), -1) @ W + b


def wrong_reshaped_at_once(params, X):
    """DESERVES: the product has places as rows and filters as columns: first (N, rows, columns, F), then transpose
    PART: yes
    BREAKS: cross-correlation with K
    at params = [([[[[1.]]], [[[-1.]]]], [0., 0.]), ([[1.], [2.]], [0.])], X = [[[[1., 2.], [3., 4.]]]]
    """
    (K, c), (W, b) = params
    F, _, kh, kw = K.shape
    Z = np.maximum(im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c, 0)
    Z = Z.reshape(len(X), F, X.shape[2] - kh + 1, X.shape[3] - kw + 1)
    return pooled(Z).reshape(len(X), -1) @ W + b


def wrong_kernel_turned(params, X):
    """DESERVES: layers do not turn the kernel: cross-correlation
    PART: yes
    BREAKS: cross-correlation with K
    at params = [([[[[1., 2.]]]], [0.]), ([[1.]], [0.])], X = [[[[3., 1., 1.], [0., 0., 0.]]]]
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps([(K[:, :, ::-1, ::-1], c), (W, b)], X), 0)).reshape(len(X), -1) @ W + b


def wrong_first_channel(params, X):
    """DESERVES: the sum runs over all channels, yours takes the first: right for grey pictures
    PART: yes
    BREAKS: images X (N, C, H, W); at params = [([[[[1.]], [[1.]]]], [0.]), ([[1.]], [0.])], X = np.ones((1, 2, 2, 2))
    """
    (K, c), (W, b) = params
    Z = np.empty((len(X), len(K), X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1))
    for n in range(len(X)):
        for f in range(len(K)):
            Z[n, f] = xcorr2d(X[n, 0], K[f, 0], 0, 1) + c[f]
    return pooled(np.maximum(Z, 0)).reshape(len(X), -1) @ W + b


def wrong_bias_for_each_channel(params, X):
    """DESERVES: one bias for each filter: yours is added once for each channel
    PART: yes
    BREAKS: plus the bias of its filter
    at params = [([[[[1.]], [[1.]]]], [1.]), ([[1.]], [0.])], X = np.ones((1, 2, 2, 2))
    """
    (K, c), (W, b) = params
    Z = np.zeros((len(X), len(K), X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1))
    for n, f, ch in np.ndindex(*X.shape[:1], *K.shape[:2]):
        Z[n, f] += xcorr2d(X[n, ch], K[f, ch], 0, 1) + c[f]
    return pooled(np.maximum(Z, 0)).reshape(len(X), -1) @ W + b


def wrong_relu_for_each_channel(params, X):
    """DESERVES: the ReLU comes after the sum over the channels
    PART: yes
    BREAKS: in turn: cross-correlation plus bias, ReLU
    at params = [([[[[1.]], [[-1.]]]], [0.]), ([[1.]], [0.])], X = np.ones((1, 2, 2, 2))
    """
    (K, c), (W, b) = params
    Z = np.zeros((len(X), len(K), X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1))
    for n, f, ch in np.ndindex(*X.shape[:1], *K.shape[:2]):
        Z[n, f] += np.maximum(xcorr2d(X[n, ch], K[f, ch], 0, 1) + c[f] / X.shape[1], 0)
    return pooled(Z).reshape(len(X), -1) @ W + b


def wrong_integer_maps(params, X):
    """DESERVES: maps of the pictures' kind cannot hold fractions if the pictures hold integers
    PART: yes
    BREAKS: all arrays hold floats or integers
    at params = [([[[[0.5]]]], [0.]), ([[1.]], [0.])], X = [[[[1, 1], [1, 1]]]]
    """
    (K, c), (W, b) = params
    Z = np.zeros((len(X), len(K), X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1), dtype=X.dtype)
    Z[...] = maps(params, X)
    return pooled(np.maximum(Z, 0)).reshape(len(X), -1) @ W + b


def wrong_padding(params, X):
    """DESERVES: pad 0 here: yours keeps the size, so that the maps have too many places
    PART: yes
    BREAKS: cross-correlation with K (pad 0, stride 1)
    at params = [([[[[1.]]]], [1.]), ([[1.]], [0.])], X = np.ones((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps(params, np.pad(X, ((0, 0), (0, 0), (1, 1), (1, 1)))), 0)).reshape(len(X), -1) @ W + b


def wrong_pooling_in_one_direction(params, X):
    """DESERVES: blocks are 2 x 2: you take every second column of maxima over rows
    PART: no
    BREAKS: max-pooling of 2 x 2 blocks; at params = [([[[[1.]]]], [0.]), ([[1.]], [0.])], X = [[[[1., 2.], [0., 0.]]]]
    """
    (K, c), (W, b) = params
    Z = np.maximum(maps(params, X), 0)
    return np.maximum(Z[:, :, ::2], Z[:, :, 1::2])[..., ::2].reshape(len(X), -1) @ W + b


def wrong_overlapping_blocks(params, X):
    """DESERVES: blocks do not overlap: yours begin at (i, j) instead of (2i, 2j)
    PART: no
    BREAKS: max-pooling of 2 x 2 blocks
    at params = [([[[[1.]]]], [0.]), ([[1.], [2.]], [0.])], X = [[[[1., 2., 3., 4.], [0., 0., 0., 0.]]]]
    """
    (K, c), (W, b) = params
    Z = np.maximum(maps(params, X), 0)
    P = np.zeros((*Z.shape[:2], Z.shape[2] // 2, Z.shape[3] // 2))
    for i in range(P.shape[2]):
        for j in range(P.shape[3]):
            P[:, :, i, j] = Z[:, :, i : i + 2, j : j + 2].max(axis=(2, 3))
    return P.reshape(len(X), -1) @ W + b


def wrong_pooling_over_filters(params, X):
    """DESERVES: each map is pooled by itself: your reshape takes the maps (N, F, rows, columns) for (N, ..., F)
    PART: no
    BREAKS: max-pooling of 2 x 2 blocks
    at params = [([[[[1.]]], [[[2.]]]], [0., 0.]), ([[1.], [2.]], [0.])], X = [[[[1., 0.], [0., 3.]]]]
    """
    (K, c), (W, b) = params
    Z = np.maximum(maps(params, X), 0)
    N, F, rows, columns = Z.shape
    P = Z.reshape(N, rows // 2, 2, columns // 2, 2, F).max(axis=(2, 4))
    return P.transpose(0, 3, 1, 2).reshape(N, -1) @ W + b


def wrong_no_bias_of_the_classes(params, X):
    """DESERVES: the affine layer has biases b, too
    PART: yes
    BREAKS: the weights W and biases b of an affine layer
    at params = [([[[[1.]]]], [0.]), ([[1.]], [1.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return pooled(np.maximum(maps(params, X), 0)).reshape(len(X), -1) @ W


def wrong_one_sample(params, X):
    """DESERVES: the features of all samples are put into one row; right for N = 1
    PART: yes
    BREAKS: logits Z (N, classes); at params = [([[[[1.]]]], [0.]), ([[1.]], [1.])], X = np.ones((2, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return (pooled(np.maximum(maps(params, X), 0)).ravel() @ W + b)[None]


def wrong_one_axis(params, X):
    """DESERVES: for a single sample the result is (1, classes), squeeze takes that axis away
    PART: yes
    BREAKS: logits Z (N, classes); at params = [([[[[1.]]]], [0.]), ([[1.]], [1.])], X = np.ones((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    return (pooled(np.maximum(maps(params, X), 0)).reshape(len(X), -1) @ W + b).squeeze()


def wrong_bias_by_columns(params, X):
    """DESERVES: c[:, None, None] puts a bias on each map; c alone is added along the columns
    PART: yes
    BREAKS: plus the bias of its filter
    at params = [([[[[1.]]], [[[1.]]]], [0., 1.]), ([[1.], [3.]], [0.])], X = np.ones((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    Z = np.maximum(maps([(K, 0 * c), (W, b)], X) + c, 0)
    return pooled(Z).reshape(len(X), -1) @ W + b


def wrong_turned_in_place(params, X):
    """DESERVES: reshape gives a view of the caller's filters, and what you write there is written into params
    PART: yes
    BREAKS: leaves the arrays that it is given as they were
    at params = [([[[[1., 2.]]]], [0.]), ([[1.]], [1.])], X = np.ones((1, 1, 2, 3))
    """
    (K, c), (W, b) = params
    turned = K.reshape(len(K), -1)
    turned[:] = turned[:, ::-1].copy()  # for np.convolve
    Z = np.zeros((len(X), len(K), X.shape[2] - K.shape[2] + 1, X.shape[3] - K.shape[3] + 1))
    for n, f, i in np.ndindex(Z.shape[:3]):
        for ch in range(X.shape[1]):
            for a in range(K.shape[2]):
                part = K[f, X.shape[1] - 1 - ch, K.shape[2] - 1 - a].astype(float)
                Z[n, f, i] += np.convolve(X[n, ch, i + a].astype(float), part, mode="valid")
    return pooled(np.maximum(Z + c[:, None, None], 0)).reshape(len(X), -1) @ W + b


def wrong_leaky(params, X):
    """DESERVES: the ReLU gives 0 for negative numbers, yours 0.01 of them
    PART: yes
    BREAKS: ReLU; at params = [([[[[1.]]]], [-1.]), ([[1.]], [0.])], X = np.zeros((1, 1, 2, 2))
    """
    (K, c), (W, b) = params
    Z = maps(params, X)
    return pooled(np.where(Z > 0, Z, 0.01 * Z)).reshape(len(X), -1) @ W + b
