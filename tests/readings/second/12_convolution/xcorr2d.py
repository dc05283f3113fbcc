import math

import numpy as np


def right_places(X, K, pad, stride):
    """Two loops over the places."""
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns))
    for i in range(rows):
        for j in range(columns):
            Z[i, j] = np.sum(P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K)
    return Z


def right_kernel_entries(X, K, pad, stride):
    """Two loops over the kernel's entries, pictures in each step."""
    H, W = X.shape
    P = np.zeros((H + 2 * pad, W + 2 * pad))
    P[pad : pad + H, pad : pad + W] = X
    kh, kw = K.shape
    last = P.shape[0] - kh, P.shape[1] - kw
    Z = 0.0
    for a in range(kh):
        for b in range(kw):
            Z = Z + float(K[a, b]) * P[a : a + last[0] + 1 : stride, b : b + last[1] + 1 : stride]
    return Z


def right_lists(X, K, pad, stride):
    """Plain loops and lists, pixels beyond the edge are asked for and are 0."""
    H, W, kh, kw = len(X), len(X[0]), len(K), len(K[0])

    def pixel(r, t):
        return float(X[r][t]) if 0 <= r < H and 0 <= t < W else 0.0

    return [
        [
            sum(pixel(top + a, left + b) * float(K[a][b]) for a in range(kh) for b in range(kw))
            for left in range(-pad, W + pad - kw + 1, stride)
        ]
        for top in range(-pad, H + pad - kh + 1, stride)
    ]


def right_windows(X, K, pad, stride):
    """sliding_window_view, every stride-th, einsum."""
    P = np.pad(X.astype(float), ((pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", V, K.astype(float))


def right_im2col(X, K, pad, stride):
    """The given im2col and a product."""
    kh, kw = K.shape
    rows = (X.shape[0] + 2 * pad - kh) // stride + 1
    return (im2col(X[None, None], kh, kw, pad, stride) @ K.ravel()).reshape(rows, -1)


def right_as_strided(X, K, pad, stride):
    """as_strided patches of a contiguous copy, tensordot."""
    P = np.ascontiguousarray(np.pad(np.asarray(X, float), pad))
    rows, columns = ((n - k) // stride + 1 for n, k in zip(P.shape, K.shape, strict=True))
    s0, s1 = P.strides
    V = np.lib.stride_tricks.as_strided(P, (rows, columns, *K.shape), (stride * s0, stride * s1, s0, s1))
    return np.tensordot(V, np.asarray(K, float), 2)


def right_fft(X, K, pad, stride):
    """FFT of the padded image: the places inside do not come round."""
    P = np.pad(np.asarray(X, float), pad)
    F = np.fft.fft2(P) * np.conj(np.fft.fft2(K, P.shape))
    full = np.fft.ifft2(F).real
    return full[: P.shape[0] - K.shape[0] + 1 : stride, : P.shape[1] - K.shape[1] + 1 : stride]


def right_rows(X, K, pad, stride):
    """Row against row by np.correlate, then summed."""
    P, K = np.pad(np.asarray(X, float), pad), np.asarray(K, float)
    kh = K.shape[0]
    return np.array(
        [
            sum(np.correlate(P[top + a], K[a], "valid") for a in range(kh))[::stride]
            for top in range(0, P.shape[0] - kh + 1, stride)
        ]
    )


def right_matrix(X, K, pad, stride):
    """The sparse matrix of a dense layer, written out."""
    H, W = X.shape
    kh, kw = K.shape
    rows, columns = (H + 2 * pad - kh) // stride + 1, (W + 2 * pad - kw) // stride + 1
    A = np.zeros((rows, columns, H, W))
    for i, j, a, b in np.ndindex(rows, columns, kh, kw):
        r, t = i * stride + a - pad, j * stride + b - pad
        if 0 <= r < H and 0 <= t < W:
            A[i, j, r, t] = K[a, b]
    return A.reshape(rows * columns, H * W).dot(X.reshape(-1)).reshape(rows, columns)


def right_separable(X, K, pad, stride):
    """The kernel as a sum of outer products by its SVD, each by columns and then by rows."""
    P = np.pad(np.asarray(X, float), pad)
    U, s, Vt = np.linalg.svd(np.asarray(K, float), full_matrices=False)
    Z = 0
    for u, sigma, v in zip(U.T, s, Vt, strict=True):
        tall = np.apply_along_axis(np.correlate, 0, P, sigma * u, "valid")
        Z = Z + np.apply_along_axis(np.correlate, 1, tall, v, "valid")
    return Z[::stride, ::stride]


def right_full_convolution(X, K, pad, stride):
    """Full convolution with the turned kernel by scattering pixels, then cut to pad, then strided."""
    (H, W), (kh, kw) = X.shape, K.shape
    turned = np.rot90(np.asarray(K, float), 2)
    big = np.zeros((H + kh - 1 + 2 * pad, W + kw - 1 + 2 * pad))
    for r, t in np.argwhere(X):
        big[r + pad : r + pad + kh, t + pad : t + pad + kw] += X[r, t] * turned
    return big[kh - 1 : H + 2 * pad : stride, kw - 1 : W + 2 * pad : stride]


def right_defensive(X, K, pad, stride):
    """Asserts, index arrays by np.ix_, fsum."""
    X, K, pad, stride = np.array(X, float), np.array(K, float), int(pad), int(stride)
    assert X.ndim == K.ndim == 2 and pad >= 0 and stride >= 1
    P = np.zeros(np.add(X.shape, 2 * pad))
    P[np.ix_(pad + np.arange(X.shape[0]), pad + np.arange(X.shape[1]))] = X
    tops, lefts = (np.arange(0, n - k + 1, stride) for n, k in zip(P.shape, K.shape, strict=True))
    assert tops.size and lefts.size
    patch = lambda i, j: P[np.ix_(i + np.arange(K.shape[0]), j + np.arange(K.shape[1]))]
    return np.array([[math.fsum((patch(i, j) * K).ravel()) for j in lefts] for i in tops])


def right_recursive(X, K, pad, stride):
    """Recursion: one border after another, then one row of Z after another."""

    def bordered(A, width):
        return A if width == 0 else bordered(np.pad(A, 1), width - 1)

    def rows_of(A):
        if len(A) < len(K):
            return []
        strip = A[: len(K)]
        row = [float((strip[:, j : j + len(K[0])] * K).sum()) for j in range(0, len(A[0]) - len(K[0]) + 1, stride)]
        return [row, *rows_of(A[stride:])]

    return np.array(rows_of(bordered(np.asarray(X, dtype=float), pad)))


def wrong_turned(X, K, pad, stride):
    """DESERVES: the kernel is turned by 180 degrees
    PART: yes
    BREAKS: the kernel is not turned, at X = K = [[1, 2]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, float), pad)
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", V, K[::-1, ::-1])


def wrong_dtype_of_kernel(X, K, pad, stride):
    """DESERVES: the result is made of the kernel's kind, and integers there cut fractions
    PART: yes
    BREAKS: they hold floats or integers, at X = [[0.5]], K = [[1]], pad 0, stride 1
    """
    P = np.pad(X, pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    Z = np.zeros((rows, columns), dtype=K.dtype)
    for i, j in np.ndindex(rows, columns):
        Z[i, j] = (P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K).sum()
    return Z


def wrong_squeezed(X, K, pad, stride):
    """DESERVES: squeeze takes away the axis of a single row or column
    PART: yes
    BREAKS: Z (rows, columns), at X = [[1.0, 2.0]], K = [[1.0]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, float), pad)[None]
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape, axis=(1, 2))[:, ::stride, ::stride]
    return np.einsum("nijab,ab->nij", V, K).squeeze()


def wrong_float32(X, K, pad, stride):
    """DESERVES: float32 has seven digits, nine are asked for
    PART: yes
    BREAKS: right to 1e-9, at X = [[0.1]], K = [[0.1]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, np.float32), pad)
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.tensordot(V, np.asarray(K, np.float32), 2)


def wrong_stride_at_most_kernel(X, K, pad, stride):
    """DESERVES: a stride larger than the kernel leaves pixels out, it is not made smaller
    PART: yes
    BREAKS: K moves by stride >= 1, at X = [[1.0, 2.0, 3.0]], K = [[1.0]], pad 0, stride 2
    """
    P = np.pad(np.asarray(X, float), pad)
    down, right = min(stride, K.shape[0]), min(stride, K.shape[1])
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::down, ::right]
    return np.einsum("ijab,ab->ij", V, K)


def wrong_early_return(X, K, pad, stride):
    """DESERVES: image and kernel of one shape have one place only without a border
    PART: yes
    BREAKS: an entry for each place in the padded image, at X = [[1.0]], K = [[1.0]], pad 1, stride 1
    """
    if X.shape == K.shape:
        return np.array([[float(np.sum(X * K))]])
    P = np.pad(np.asarray(X, float), pad)
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", V, K)


def wrong_changes_places(X, K, pad, stride):
    """DESERVES: where the kernel is the larger one, it is still the kernel that moves
    PART: yes
    BREAKS: K may be larger than X without its border, at X = [[1.0]], K = [[1.0, 2.0]], pad 1, stride 1
    """
    if K.shape[0] > X.shape[0] or K.shape[1] > X.shape[1]:
        X, K = K, X
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    return np.array(
        [
            [np.sum(P[i : i + kh, j : j + kw] * K) for j in range(0, P.shape[1] - kw + 1, stride)]
            for i in range(0, P.shape[0] - kh + 1, stride)
        ]
    )


def wrong_round(X, K, pad, stride):
    """DESERVES: the size is rounded to the nearest, where the floor is wanted
    PART: yes
    BREAKS: places at which all of K lies in the padded image, at X = [[1.0]] * 4 (4 rows), K = [[1.0]], pad 0, stride 4
    """
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    rows, columns = round((P.shape[0] - kh) / stride) + 1, round((P.shape[1] - kw) / stride) + 1
    P = np.pad(P, ((0, stride), (0, stride)))
    Z = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        Z[i, j] = np.sum(P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K)
    return Z


def wrong_turns_in_place(X, K, pad, stride):
    """DESERVES: the kernel that was given is turned and stays so
    PART: yes
    BREAKS: a function leaves the arrays as they were, at X = K = [[1.0, 2.0]], pad 0, stride 1
    """
    K[...] = K[::-1, ::-1].copy()
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    F = np.fft.ifft2(np.fft.fft2(P) * np.fft.fft2(K, P.shape)).real
    return F[kh - 1 :: stride, kw - 1 :: stride]


def wrong_phase(X, K, pad, stride):
    """DESERVES: the steps are counted from the lower right, so that what is left over is left out at the upper left
    PART: yes
    BREAKS: Z_ij belongs to the patch at (i stride, j stride), at X = [[1.0, 2.0]], K = [[1.0]], pad 0, stride 2
    """
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - kh) // stride + 1, (P.shape[1] - kw) // stride + 1
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)
    Z = np.einsum("ijab,ab->ij", V, K)[::-1, ::-1][::stride, ::stride][::-1, ::-1]
    return Z[:rows, :columns]


def wrong_pad_counts_once(X, K, pad, stride):
    """DESERVES: the number of places counts the border on one side only, the last ones are missing
    PART: yes
    BREAKS: an entry for each place, at X = [[1.0]], K = [[1.0]], pad 1, stride 1
    """
    P = np.pad(np.asarray(X, float), pad)
    kh, kw = K.shape
    rows, columns = (X.shape[0] + pad - kh) // stride + 1, (X.shape[1] + pad - kw) // stride + 1
    Z = np.zeros((rows, columns))
    for i, j in np.ndindex(rows, columns):
        Z[i, j] = np.vdot(P[i * stride : i * stride + kh, j * stride : j * stride + kw], K)
    return Z


def wrong_cleans_image(X, K, pad, stride):
    """DESERVES: small pixels are set to 0, in the image that was given where it has no border
    PART: yes
    BREAKS: right to 1e-9 of the largest |X_ij|, and the arrays stay, at X = [[1e-9]], K = [[1.0]], pad 0, stride 1
    """
    P = X if pad == 0 else np.pad(X, pad)
    P[np.abs(P) < 1e-8] = 0
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", V, K)


def wrong_rank_one(X, K, pad, stride):
    """DESERVES: only kernels of rank one are one column times one row; the other singular vectors are left out
    PART: no
    BREAKS: cross-correlation with K, at X = K = [[1.0, 0.0], [0.0, -1.0]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, float), pad)
    U, s, Vt = np.linalg.svd(np.asarray(K, float))
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return s[0] * np.einsum("ijab,a,b->ij", V, U[:, 0], Vt[0])


def wrong_rows_for_columns(X, K, pad, stride):
    """DESERVES: the kernel's rows are counted for the columns as well
    PART: yes
    BREAKS: K need not be square, at X = [[1.0, 2.0], [3.0, 4.0]], K = [[1.0], [1.0]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, float), pad)
    k = len(K)
    kh, kw = K.shape
    rows, columns = (P.shape[0] - k) // stride + 1, (P.shape[1] - k) // stride + 1
    P = np.pad(P, ((0, 0), (0, kw)))
    return np.array(
        [
            [np.sum(P[i * stride : i * stride + kh, j * stride : j * stride + kw] * K) for j in range(columns)]
            for i in range(rows)
        ]
    )


def wrong_border_of_means(X, K, pad, stride):
    """DESERVES: the border is the mean of the image; zeros are asked for
    PART: no
    BREAKS: pad rows or columns of zeros, at X = [[1.0]], K = [[1.0]], pad 1, stride 1
    """
    P = np.pad(np.asarray(X, float), pad, constant_values=float(np.mean(X)))
    V = np.lib.stride_tricks.sliding_window_view(P, K.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", V, K)
