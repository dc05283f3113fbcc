import numpy as np
from itertools import product


def right_two_loops_over_places(X, K, pad, stride):
    H, W = X.shape
    kh, kw = K.shape
    P = np.zeros((H + 2 * pad, W + 2 * pad))
    P[pad : pad + H, pad : pad + W] = X
    rows, columns = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    Z = np.empty((rows, columns))
    for i in range(rows):
        for j in range(columns):
            a, b = i * stride, j * stride
            Z[i, j] = np.sum(P[a : a + kh, b : b + kw] * K)
    return Z


def right_two_loops_over_the_kernel(X, K, pad, stride):
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns))
    for a in range(kh):
        for b in range(kw):
            Z += K[a, b] * P[a : a + stride * rows : stride, b : b + stride * columns : stride]
    return Z


def right_im2col(X, K, pad, stride):
    rows = (X.shape[0] + 2 * pad - K.shape[0]) // stride + 1
    return (im2col(X[None, None], *K.shape, pad, stride) @ K.ravel()).reshape(rows, -1)


def right_sliding_windows(X, K, pad, stride):
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(X * 1.0, pad), K.shape)
    return np.einsum("ijab,ab->ij", windows[::stride, ::stride], K.astype(float))


def right_strided_tensordot(X, K, pad, stride):
    P = np.ascontiguousarray(np.pad(np.asarray(X, np.float64), ((pad, pad), (pad, pad))))
    (H, W), (kh, kw) = P.shape, K.shape
    r, c = P.strides
    shape = (1 + (H - kh) // stride, 1 + (W - kw) // stride, kh, kw)
    patches = np.lib.stride_tricks.as_strided(P, shape, (r * stride, c * stride, r, c), writeable=False)
    return np.tensordot(patches, np.asarray(K, np.float64), axes=([2, 3], [0, 1]))


def right_lists_without_a_border(X, K, pad, stride):
    image, kernel = X.tolist(), K.tolist()
    H, W, kh, kw = len(image), len(image[0]), len(kernel), len(kernel[0])

    def pixel(r, c):
        return float(image[r][c]) if 0 <= r < H and 0 <= c < W else 0.0

    Z = []
    top = -pad
    while top + kh <= H + pad:
        row = []
        left = -pad
        while left + kw <= W + pad:
            row.append(sum(pixel(top + a, left + b) * kernel[a][b] for a in range(kh) for b in range(kw)))
            left += stride
        Z.append(row)
        top += stride
    return np.array(Z)


def right_fft(X, K, pad, stride):
    P = np.pad(X.astype(float), pad)
    spectrum = np.fft.fft2(P) * np.conj(np.fft.fft2(K, s=P.shape))
    Z = np.fft.ifft2(spectrum).real
    kh, kw = K.shape
    return Z[: P.shape[0] - kh + 1 : stride, : P.shape[1] - kw + 1 : stride]


def right_one_signal(X, K, pad, stride):
    # rows one after the other make the picture a signal, and the kernel one with gaps
    P = np.pad(X.astype(float), pad)
    H, W = P.shape
    kh, kw = K.shape
    k = np.zeros((kh, W))
    k[:, :kw] = K
    k = k.ravel()[: (kh - 1) * W + kw]
    z = np.correlate(P.ravel(), k, mode="valid")
    z = np.append(z, np.zeros((H - kh + 1) * W - len(z))).reshape(H - kh + 1, W)
    return z[::stride, : W - kw + 1 : stride]


def right_rows_by_rows(X, K, pad, stride):
    P = np.pad(X.astype(float), pad)
    kh = K.shape[0]
    Z = []
    for top in range(0, len(P) - kh + 1, stride):
        full = sum(np.correlate(P[top + a], K[a].astype(float), mode="valid") for a in range(kh))
        Z.append(full[::stride])
    return np.vstack(Z)


def right_matrices_left_and_right(X, K, pad, stride):
    # each row of the kernel is a banded matrix from the right, and picks rows from the left
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns))
    for a in range(kh):
        band = np.zeros((P.shape[1], columns))
        for j in range(columns):
            band[j * stride : j * stride + kw, j] = K[a]
        Z += P[a + stride * np.arange(rows)] @ band
    return Z


def right_what_each_pixel_sends(X, K, pad, stride):
    H, W = X.shape
    kh, kw = K.shape
    Z = np.zeros(((H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1))
    for r, c, a, b in product(range(H), range(W), range(kh), range(kw)):
        i, u = divmod(r + pad - a, stride)
        j, v = divmod(c + pad - b, stride)
        if u == v == 0 and 0 <= i < Z.shape[0] and 0 <= j < Z.shape[1]:
            Z[i, j] += float(X[r, c]) * float(K[a, b])
    return Z


def right_fancy_index(X, K, pad, stride):
    assert X.ndim == K.ndim == 2 and pad >= 0 and stride >= 1
    P = np.zeros([n + 2 * pad for n in X.shape])
    P[tuple(slice(pad, pad + n) for n in X.shape)] = X
    i = np.arange(0, P.shape[0] - K.shape[0] + 1, stride)
    j = np.arange(0, P.shape[1] - K.shape[1] + 1, stride)
    a, b = np.indices(K.shape)
    patches = P[i[:, None, None, None] + a, j[None, :, None, None] + b]
    return (patches * K).sum(axis=(-2, -1))


def bordered(X, pad):
    if pad == 0:
        return X.astype(float)
    inner = bordered(X, pad - 1)
    wide = np.hstack([np.zeros((len(inner), 1)), inner, np.zeros((len(inner), 1))])
    line = np.zeros((1, wide.shape[1]))
    return np.vstack([line, wide, line])


def right_recursive_border(X, K, pad, stride):
    P = bordered(X, pad)
    kh, kw = K.shape
    tops, lefts = range(0, P.shape[0] - kh + 1, stride), range(0, P.shape[1] - kw + 1, stride)
    return np.array([[np.einsum("ab,ab", P[t : t + kh, u : u + kw], K) for u in lefts] for t in tops])


def right_all_then_every_one(X, K, pad, stride):
    P = np.pad(X, pad).astype(float)
    dense = [[float(np.vdot(P[i : i + len(K), j : j + len(K[0])], K)) for j in range(P.shape[1] - K.shape[1] + 1)]
             for i in range(P.shape[0] - K.shape[0] + 1)]
    return np.array(dense)[::stride, ::stride]


def wrong_turned(X, K, pad, stride):
    """DESERVES: you turn the kernel: that is the convolution, here it is not turned
    PART: no
    BREAKS: the kernel K, which is not turned; at X = [[1.]], K = [[1., 2.]], pad = 1, stride = 1
    """
    K = K[::-1, ::-1]
    P = np.pad(X.astype(float), pad)
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_square_kernel(X, K, pad, stride):
    """DESERVES: the width of the patch is kw, you take kh for both; right for square kernels only
    PART: yes
    BREAKS: X and K need not be square; at X = [[1., 2.]], K = [[1., 1.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    k = K.shape[0]
    rows, columns = (P.shape[0] - k) // stride + 1, (P.shape[1] - k) // stride + 1
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.sum(P[i * stride : i * stride + k, j * stride : j * stride + k] * K)
    return Z


def wrong_square_image(X, K, pad, stride):
    """DESERVES: the number of columns comes from W, you use H for both; right for square images only
    PART: yes
    BREAKS: X and K need not be square; at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    n = (P.shape[0] - kh) // stride + 1
    return np.array([
        [np.sum(P[i * stride : i * stride + kh, j * stride : j * stride + kw][:, :kw] * K) for j in range(n)]
        for i in range(n)
    ])


def wrong_ceiling(X, K, pad, stride):
    """DESERVES: a last step that does not fit is not made: floor, not ceiling
    PART: yes
    BREAKS: an entry for each place at which all of K lies; at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 2
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    rows, columns = -(-(P.shape[0] - kh) // stride) + 1, -(-(P.shape[1] - kw) // stride) + 1
    big = np.zeros((rows * stride + kh, columns * stride + kw))
    big[: P.shape[0], : P.shape[1]] = P[: big.shape[0], : big.shape[1]]
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.sum(big[i * stride : i * stride + kh, j * stride : j * stride + kw] * K)
    return Z


def wrong_rounded_size(X, K, pad, stride):
    """DESERVES: the number of steps is rounded down, round() goes up where more than half a step is left
    PART: yes
    BREAKS: an entry for each place at which all of K lies; at X = [[1., 2., 3., 4.]], K = [[1.]], pad = 0, stride = 4
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    rows, columns = (int(round((n - k) / stride)) + 1 for n, k in zip(P.shape, K.shape))
    P = np.pad(P, ((0, stride), (0, stride)))
    Z = np.zeros((rows, columns))
    for a in range(kh):
        for b in range(kw):
            Z += K[a, b] * P[a : a + stride * rows : stride, b : b + stride * columns : stride][:rows, :columns]
    return Z + 0.0


def wrong_last_place_lost(X, K, pad, stride):
    """DESERVES: range(0, H - kh) leaves out the last place, which still fits
    PART: no
    BREAKS: an entry for each place at which all of K lies; at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    return np.array([
        [np.sum(P[i : i + kh, j : j + kw] * K) for j in range(0, max(P.shape[1] - kw, 1), stride)]
        for i in range(0, max(P.shape[0] - kh, 1), stride)
    ])


def wrong_stride_of_rows_only(X, K, pad, stride):
    """DESERVES: the kernel moves by stride to the right, too
    PART: yes
    BREAKS: in either direction, K moves by stride; at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 2
    """
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(X.astype(float), pad), K.shape)
    return (windows[::stride] * K).sum(axis=(2, 3))


def wrong_stride_in_the_size_only(X, K, pad, stride):
    """DESERVES: the shape knows the stride, the patch does not: it begins at i * stride, not at i
    PART: no
    BREAKS: from one entry of Z to the next K moves by stride; at X = [[1., 2., 4.]], K = [[1.]], pad = 0, stride = 2
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.sum(P[i : i + kh, j : j + kw] * K)
    return Z


def wrong_border_below_and_right(X, K, pad, stride):
    """DESERVES: pad rows on each side, yours all lie below and to the right
    PART: no
    BREAKS: zeros added on each of its four sides; at X = [[1.]], K = [[1.]], pad = 1, stride = 1
    """
    P = np.pad(X.astype(float), ((0, 2 * pad), (0, 2 * pad)))
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_pad_in_all(X, K, pad, stride):
    """DESERVES: pad counts the rows on each side, you take it for all of them
    PART: no
    BREAKS: zeros added on each of its four sides; at X = [[1.]], K = [[1.]], pad = 1, stride = 1
    """
    P = np.pad(X.astype(float), ((pad // 2, pad - pad // 2), (pad // 2, pad - pad // 2)))
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_edge(X, K, pad, stride):
    """DESERVES: the border is zeros, not the edge of the image once more
    PART: yes
    BREAKS: rows or columns of zeros; at X = [[1.]], K = [[1.]], pad = 1, stride = 1
    """
    P = np.pad(X.astype(float), pad, mode="edge")
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_circular_fft(X, K, pad, stride):
    """DESERVES: on a circle the kernel meets the other side of the image: pad first, and keep what fits
    PART: no
    BREAKS: rows or columns of zeros; at X = [[1., 2.]], K = [[1., 1., 1., 1.]], pad = 1, stride = 1
    """
    H, W = X.shape
    kh, kw = K.shape
    Z = np.fft.ifft2(np.fft.fft2(X) * np.conj(np.fft.fft2(K, s=(H, W)))).real
    rows, columns = H + 2 * pad - kh + 1, W + 2 * pad - kw + 1
    i, j = (np.arange(0, rows, stride) - pad) % H, (np.arange(0, columns, stride) - pad) % W
    return Z[np.ix_(i, j)]


def wrong_integers_of_the_image(X, K, pad, stride):
    """DESERVES: Z of the image's kind cannot hold fractions if the image holds integers
    PART: yes
    BREAKS: they hold floats or integers; at X = [[1]], K = [[0.5]], pad = 0, stride = 1
    """
    P = np.pad(X, pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns), dtype=X.dtype)
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = (P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K).sum()
    return Z


def wrong_integers_of_the_kernel(X, K, pad, stride):
    """DESERVES: patches copied into an array of the kernel's kind lose their fractions if the kernel holds integers
    PART: yes
    BREAKS: they hold floats or integers; at X = [[0.5]], K = [[1]], pad = 0, stride = 1
    """
    P = np.pad(X, pad)
    patch = np.empty_like(K)
    Z = []
    for i in range(0, P.shape[0] - K.shape[0] + 1, stride):
        Z.append([])
        for j in range(0, P.shape[1] - K.shape[1] + 1, stride):
            patch[:] = P[i : i + K.shape[0], j : j + K.shape[1]]
            Z[-1].append(float(np.vdot(patch, K)))
    return np.array(Z)


def wrong_kernel_larger_than_the_image(X, K, pad, stride):
    """DESERVES: the kernel has to fit into the padded image; you refuse one that is larger than the bare image
    PART: yes
    BREAKS: there is one such place at least (in the padded image); at X = [[1.]], K = [[1., 2.]], pad = 1, stride = 1
    """
    if K.shape[0] > X.shape[0] or K.shape[1] > X.shape[1]:
        raise ValueError("the kernel does not fit")
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(X * 1.0, pad), K.shape)
    return np.einsum("ijab,ab->ij", windows[::stride, ::stride], K.astype(float))


def wrong_mean(X, K, pad, stride):
    """DESERVES: the products are summed; a mean divides by kh kw
    PART: no
    BREAKS: cross-correlation (sum); at X = [[1., 1.]], K = [[1., 1.]], pad = 0, stride = 1
    """
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(X * 1.0, pad), K.shape)
    return (windows[::stride, ::stride] * K).mean(axis=(2, 3))


def wrong_matrix_product(X, K, pad, stride):
    """DESERVES: the Hadamard product is *; @ multiplies matrices, right only for kernels of one entry
    PART: no
    BREAKS: cross-correlation; at X = [[1., 2.], [3., 4.]], K = [[1., 0.], [0., 0.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    return np.array([
        [np.sum(P[i : i + kh, j : j + kw] @ K.T) for j in range(0, P.shape[1] - kw + 1, stride)]
        for i in range(0, P.shape[0] - kh + 1, stride)
    ])


def wrong_transposed(X, K, pad, stride):
    """DESERVES: rows and columns of the result have changed places
    PART: no
    BREAKS: Z (rows, columns); at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    kh, kw = K.shape
    return np.array([
        [np.sum(P[i : i + kh, j : j + kw] * K) for i in range(0, P.shape[0] - kh + 1, stride)]
        for j in range(0, P.shape[1] - kw + 1, stride)
    ])


def wrong_reshaped_by_columns(X, K, pad, stride):
    """DESERVES: im2col goes through the places row after row; you reshape to (columns, rows), right for square Z only
    PART: yes
    BREAKS: Z (rows, columns); at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 1
    """
    rows = (X.shape[0] + 2 * pad - K.shape[0]) // stride + 1
    columns = (X.shape[1] + 2 * pad - K.shape[1]) // stride + 1
    return (im2col(X[None, None], *K.shape, pad, stride) @ K.ravel()).reshape(columns, rows)


def wrong_stride_in_the_border(X, K, pad, stride):
    """DESERVES: pad is counted in pixels, not in strides
    PART: no
    BREAKS: X has pad rows or columns of zeros added; at X = [[1.]], K = [[1.]], pad = 1, stride = 2
    """
    P = np.pad(X.astype(float), pad * stride)
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_stride_anchored_at_the_image(X, K, pad, stride):
    """DESERVES: the first place is at the corner of the padded image, yours at the corner of the image where pad > 0
    PART: no
    BREAKS: an entry for each place at which all of K lies; at X = [[1.]], K = [[1.]], pad = 1, stride = 2
    """
    P = np.pad(X.astype(float), pad)
    windows = np.lib.stride_tricks.sliding_window_view(P, K.shape)
    windows = windows[pad % stride :: stride, pad % stride :: stride]
    return np.einsum("ijab,ab->ij", windows, K.astype(float))


def wrong_kernel_in_place(X, K, pad, stride):
    """DESERVES: the kernel is turned for np.convolve in the caller's array: turn a copy
    PART: yes
    BREAKS: leaves the arrays that it is given as they were; at X = [[1., 2.]], K = [[1., 2.]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), pad)
    K[:] = K[:, ::-1].copy()
    Z = []
    for top in range(0, len(P) - len(K) + 1, stride):
        row = sum(np.convolve(P[top + a], K[a].astype(float), mode="valid") for a in range(len(K)))
        Z.append(row[::stride])
    return np.array(Z)


def wrong_floors_apart(X, K, pad, stride):
    """DESERVES: the floor is taken of the quotient (H + 2 pad - kh)/stride, not of two quotients
    PART: yes
    BREAKS: an entry for each place at which all of K lies; at X = [[1., 2.]], K = [[1.]], pad = 0, stride = 2
    """
    P = np.pad(X.astype(float), pad)
    (H, W), (kh, kw) = P.shape, K.shape
    rows, columns = H // stride - kh // stride + 1, W // stride - kw // stride + 1
    P = np.pad(P, ((0, stride + kh), (0, stride + kw)))
    Z = np.empty((rows, columns))
    for i, j in np.ndindex(rows, columns):
        Z[i, j] = np.sum(P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K)
    return Z
