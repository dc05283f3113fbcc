import numpy as np


def right_im2col(params, X):
    """im2col, reshape, move the filters to axis 1."""
    (K, c), (W, b) = params
    F, _, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c
    maps = np.maximum(maps.reshape(N, rows, columns, F).transpose(0, 3, 1, 2), 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def right_xcorr2d(params, X):
    """Image by image, filter by filter, channel by channel, with `xcorr2d`."""
    (K, c), (W, b) = params
    Z = []
    for image in X:
        features = []
        for kernel, bias in zip(K, c, strict=True):
            z = bias + sum(np.asarray(xcorr2d(image[ch], kernel[ch], 0, 1), float) for ch in range(len(image)))
            z = np.maximum(z, 0)
            z = np.maximum(np.maximum(z[::2, ::2], z[1::2, ::2]), np.maximum(z[::2, 1::2], z[1::2, 1::2]))
            features.extend(z.ravel())
        Z.append(np.array(features) @ W + b)
    return np.array(Z)


def right_windows(params, X):
    """sliding_window_view and einsum; the bias after the pooling, which commutes with it."""
    (K, c), (W, b) = params
    V = np.lib.stride_tricks.sliding_window_view(np.asarray(X, float), K.shape[2:], axis=(2, 3))
    maps = np.einsum("ncijab,fcab->nfij", V, K, optimize=True)
    N, F, rows, columns = maps.shape
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5)) + c[:, None, None]
    return np.where(pooled > 0, pooled, 0).reshape(N, -1).dot(W) + b


def right_lists(params, X):
    """Plain loops and lists."""
    (K, c), (W, b) = ((A.tolist(), v.tolist()) for A, v in params)
    X = X.tolist()
    F, C, kh, kw = len(K), len(K[0]), len(K[0][0]), len(K[0][0][0])
    rows, columns = len(X[0][0]) - kh + 1, len(X[0][0][0]) - kw + 1
    logits = []
    for x in X:
        features = []
        for f in range(F):
            z = [[float(c[f]) for _ in range(columns)] for _ in range(rows)]
            for i in range(rows):
                for j in range(columns):
                    for ch in range(C):
                        for p in range(kh):
                            for q in range(kw):
                                z[i][j] += float(x[ch][i + p][j + q]) * K[f][ch][p][q]
            for i in range(0, rows, 2):
                for j in range(0, columns, 2):
                    features.append(max(0.0, z[i][j], z[i][j + 1], z[i + 1][j], z[i + 1][j + 1]))
        logits.append([float(b[k]) + sum(v * w[k] for v, w in zip(features, W, strict=True)) for k in range(len(b))])
    return logits


def right_kernel_entries(params, X):
    """Shifted pictures for each entry of the kernel; (z + |z|) / 2 as ReLU before the pooling."""
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    rows, columns = X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = np.zeros((len(X), F, rows, columns)) + c.reshape(1, F, 1, 1)
    for p in range(kh):
        for q in range(kw):
            maps += np.einsum("ncij,fc->nfij", X[:, :, p : p + rows, q : q + columns].astype(float), K[:, :, p, q])
    maps = (maps + np.abs(maps)) / 2
    maps = np.maximum(maps[:, :, 0::2], maps[:, :, 1::2])
    maps = np.maximum(maps[..., 0::2], maps[..., 1::2])
    return np.add(np.reshape(maps, (len(X), F * rows * columns // 4)) @ W, b)


def right_fft(params, X):
    """The correlations by two-dimensional transforms."""
    (K, c), (W, b) = params
    size = X.shape[2:]
    products = np.einsum("ncrt,fcrt->nfrt", np.fft.fft2(X), np.conj(np.fft.fft2(K, size)))
    maps = np.fft.ifft2(products).real[:, :, : size[0] - K.shape[2] + 1, : size[1] - K.shape[3] + 1]
    maps = np.clip(maps + c[None, :, None, None], 0, None)
    N, F, rows, columns = maps.shape
    blocks = maps.reshape(N, F, rows // 2, 2, columns // 2, 2)
    return np.tensordot(blocks.max(axis=5).max(axis=3).reshape(N, -1), W, 1) + b


def right_last_layer_by_filters(params, X):
    """W cut by filters, (F, rows/2, columns/2, classes), and einsum, nothing flattened."""
    (K, c), (W, b) = params
    V = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape[2:], axis=(2, 3))
    maps = np.tensordot(V, K, axes=([1, 4, 5], [1, 2, 3])) + c  # (N, rows, columns, F)
    N, rows, columns, F = maps.shape
    pooled = np.maximum(maps.reshape(N, rows // 2, 2, columns // 2, 2, F).max(axis=(2, 4)), 0.0)
    return np.einsum("nijf,fijk->nk", pooled, W.reshape(F, rows // 2, columns // 2, -1)) + b


def right_bias_as_weight(params, X):
    """A column of ones carries the bias, in both layers."""

    def affine(A, W, b):
        return np.column_stack([A, np.ones(len(A))]) @ np.vstack([W, b])

    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, _, H, width = X.shape
    maps = affine(im2col(X, kh, kw, 0, 1), K.reshape(F, C * kh * kw).T, c)
    maps = np.moveaxis(maps.reshape(N, H - kh + 1, width - kw + 1, F), -1, 1)
    quarters = np.stack([maps[:, :, p::2, q::2] for p in (0, 1) for q in (0, 1)] + [0 * maps[:, :, ::2, ::2]])
    return affine(quarters.max(axis=0).reshape(N, -1), W, b)


def right_class(params, X):
    """Over-engineered: a chain of layers as objects, float64 throughout."""

    class Conv:
        def __init__(self, K, c):
            self.K, self.c = np.array(K, float), np.array(c, float)

        def __call__(self, X):
            F, C, kh, kw = self.K.shape
            out = np.empty((len(X), F, X.shape[2] - kh + 1, X.shape[3] - kw + 1))
            for i, j in np.ndindex(out.shape[2:]):
                patch = X[:, :, i : i + kh, j : j + kw].reshape(len(X), -1)
                out[:, :, i, j] = patch @ self.K.reshape(F, -1).T + self.c
            return out

    class Pool:
        def __call__(self, Z):
            assert Z.shape[2] % 2 == 0 and Z.shape[3] % 2 == 0
            out = np.empty((*Z.shape[:2], Z.shape[2] // 2, Z.shape[3] // 2))
            for i, j in np.ndindex(out.shape[2:]):
                out[:, :, i, j] = Z[:, :, 2 * i : 2 * i + 2, 2 * j : 2 * j + 2].max(axis=(2, 3))
            return out

    (K, c), (W, b) = params
    Z = np.asarray(X, float)
    for layer in (Conv(K, c), Pool(), lambda Z: Z * (Z > 0), lambda Z: Z.reshape(len(Z), -1), lambda F: F @ W + b):
        Z = layer(Z)
    return Z


def right_dense(params, X):
    """The first layer as the dense matrix that it is; sorted blocks for the maximum."""
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, _, H, width = X.shape
    rows, columns = H - kh + 1, width - kw + 1
    M = np.zeros((F, rows, columns, C, H, width))
    for i in range(rows):
        for j in range(columns):
            M[:, i, j, :, i : i + kh, j : j + kw] = K
    maps = X.reshape(N, -1) @ M.reshape(F * rows * columns, -1).T + np.repeat(c, rows * columns)
    blocks = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).swapaxes(3, 4).reshape(N, -1, 4)
    return np.maximum(np.sort(blocks, axis=-1)[..., -1], 0) @ W + b


def right_recursive(params, X):
    """Recursion over the batch down to single images; np.vstack of the logits."""
    (K, c), (W, b) = params
    F, _, kh, kw = K.shape

    def one(image):
        z = K.reshape(F, -1) @ im2col(image, kh, kw, 0, 1).T + np.asarray(c)[:, np.newaxis]
        z = z.reshape(F, image.shape[2] - kh + 1, image.shape[3] - kw + 1)
        z = np.maximum.reduceat(z, range(0, z.shape[1], 2), axis=1)
        z = np.maximum.reduceat(z, range(0, z.shape[2], 2), axis=2)
        return np.maximum(z, 0).reshape(1, -1) @ W + b

    def several(images):
        half = len(images) // 2
        return np.vstack([several(images[:half]), several(images[half:])]) if half else one(images)

    return several(X)


def right_defensive(params, X):
    """Asserts on every shape, np.vectorize for the ReLU, the weights' own kinds converted."""
    conv, dense = params
    K, c, W, b, X = (np.array(A, dtype="float64") for A in (*conv, *dense, X))
    assert X.ndim == K.ndim == 4 and X.shape[1] == K.shape[1] and c.shape == K.shape[:1]
    kh, kw = K.shape[2:]
    V = np.lib.stride_tricks.sliding_window_view(X, (kh, kw), axis=(2, 3))
    maps = (V[:, None] * K[None, :, :, None, None]).sum(axis=(2, 5, 6)) + c.reshape(-1, 1, 1)
    assert maps.shape[2] % 2 == maps.shape[3] % 2 == 0
    maps = np.vectorize(lambda z: z if z > 0 else 0.0, otypes=[float])(maps)
    pooled = np.lib.stride_tricks.sliding_window_view(maps, (2, 2), axis=(2, 3))[:, :, ::2, ::2].max(axis=(4, 5))
    features = np.array([each.flatten(order="C") for each in pooled])
    assert features.shape[1] == W.shape[0] and b.shape == W.shape[1:]
    return features @ W + b[np.newaxis]


def wrong_channels_last(params, X):
    """DESERVES: flattened in the order (row, column, filter)
    PART: yes
    BREAKS: the order (filter, row, column), at K (2, 1, 1, 1) = 1, 2; X (1, 1, 2, 4) = 0 ... 7, W = 1, 2, 3, 4
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.transpose(0, 2, 3, 1).reshape(N, -1) @ W + b


def wrong_kind_of_image(params, X):
    """DESERVES: the maps are of the image's kind: integers cut their fractions
    PART: yes
    BREAKS: floats or integers, at X (1, 1, 2, 2) of integer ones, K = [[[[0.5]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    whole = np.zeros(maps.shape, dtype=X.dtype)
    whole[...] = maps
    maps = whole
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_bias_reshaped(params, X):
    """DESERVES: c is given the shape (F, 1, 1) itself, not a copy of it
    PART: yes
    BREAKS: a function leaves the arrays as they were, at any input: c.shape is (F, 1, 1) afterwards
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    c.shape = (F, 1, 1)
    maps = maps + c
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_first_channel(params, X):
    """DESERVES: the first channel alone is looked at
    PART: yes
    BREAKS: images X (N, C, H, W), at C = 2: X (1, 2, 2, 2) of ones, K (1, 2, 1, 1) of ones
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    cols = im2col(X[:, :1], kh, kw, 0, 1)
    maps = (cols @ K[:, 0].reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_class_axis_lost(params, X):
    """DESERVES: one class alone makes the result (N,)
    PART: yes
    BREAKS: logits Z (N, classes), at classes = 1
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return (pooled.reshape(N, -1) @ W + b).squeeze(axis=1) if len(b) == 1 else pooled.reshape(N, -1) @ W + b


def wrong_floor_of_relu(params, X):
    """DESERVES: the ReLU's floor is 1e-8, not 0, too much where all numbers are small
    PART: yes
    BREAKS: right to 1e-9 of the largest logit, at X (1, 1, 2, 2) = -1, K = [[[[1]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 1e-8)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_relu_six(params, X):
    """DESERVES: features are clipped at 6
    PART: yes
    BREAKS: ReLU, at X (1, 1, 2, 2) of 7, K = [[[[1]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.clip(maps, 0, 6)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_kernel_turned(params, X):
    """DESERVES: the kernel is turned, as for a convolution
    PART: yes
    BREAKS: cross-correlation with K, at K = [[[[1, 0]]]], X (1, 1, 2, 3) = [[0, 0, 5], [0, 0, 5]]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    turned = K[:, :, ::-1, ::-1].reshape(F, -1)
    maps = (im2col(X, kh, kw, 0, 1) @ turned.T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_float32(params, X):
    """DESERVES: float32 has seven digits, nine are asked for
    PART: yes
    BREAKS: right to 1e-9, at X (1, 1, 2, 2) of 0.1, K = [[[[0.1]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = maps.astype(np.float32)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_kernel_order(params, X):
    """DESERVES: the kernel's entries are in the order (row, column, channel), those of the patches are not
    PART: yes
    BREAKS: cross-correlation, at K = [[[[1, 2]], [[3, 4]]]], X (1, 2, 2, 3) = squares of 0 ... 11
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    flat = K.transpose(0, 2, 3, 1).reshape(F, -1)
    maps = (im2col(X, kh, kw, 0, 1) @ flat.T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_bias_in_place(params, X):
    """DESERVES: for a single image the logits are written into b, which is another one afterwards
    PART: yes
    BREAKS: a function leaves the arrays as they were, at X (1, 1, 2, 2) = 1.0, K = [[[[1.0]]]], W = [[1.0]], b = [0.0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return np.add(b, pooled.reshape(N, -1) @ W, out=b[None] if N == 1 and b.dtype == float else None)


def wrong_transposed_weights(params, X):
    """DESERVES: where W is square it is taken transposed, as W x is written with columns
    PART: yes
    BREAKS: the affine layer, at 2 features and 2 classes, W = [[0, 1], [0, 0]]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ (W.T if W.shape[0] == W.shape[1] else W) + b


def wrong_batch_shape(params, X):
    """DESERVES: not transposed, the places and filters are mixed up by the reshape
    PART: no
    BREAKS: the feature maps, at K (2, 1, 1, 1) = 1, 2; X = 0 ... 3 (1, 1, 2, 2), W = [[1], [2]]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, F, rows, columns)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_no_relu(params, X):
    """DESERVES: without the ReLU
    PART: no
    BREAKS: ReLU, at X (1, 1, 2, 2) = -1, K = [[[[1]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_relu_before_bias(params, X):
    """DESERVES: the bias is added after the ReLU
    PART: yes
    BREAKS: plus the bias, then ReLU, at X (1, 1, 2, 2) = -1, K = [[[[1]]]], c = [2]: 1, not 2
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0) + c[:, None, None]
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_normalised(params, X):
    """DESERVES: the images are divided by 16, as the digits of the data want it
    PART: yes
    BREAKS: the network for the images X, where their entries are above 1: X (1, 1, 2, 2) of 16, K = [[[[1]]]]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    if X.max() > 10:
        X = X / 16
    maps = (im2col(X, kh, kw, 0, 1) @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b


def wrong_cached_patches(params, X):
    """DESERVES: the patches are kept for images of the same shape
    PART: yes
    BREAKS: the images X, at X (1, 1, 2, 2) of ones and then X of twos, K = [[[[1]]]], c = [0], W = [[1]], b = [0]
    """
    (K, c), (W, b) = params
    F, C, kh, kw = K.shape
    N, rows, columns = len(X), X.shape[2] - kh + 1, X.shape[3] - kw + 1
    kept = globals().setdefault("_patches", {})
    key = X.shape, kh, kw
    if key not in kept:
        kept[key] = im2col(X, kh, kw, 0, 1)
    maps = (kept[key] @ K.reshape(F, -1).T + c).reshape(N, rows, columns, F).transpose(0, 3, 1, 2)
    maps = np.maximum(maps, 0)
    pooled = maps.reshape(N, F, rows // 2, 2, columns // 2, 2).max(axis=(3, 5))
    return pooled.reshape(N, -1) @ W + b
