import itertools

import numpy as np


def right_theorem(U, X, K, pad, stride):
    """Both products of the theorem, with the given functions."""
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dX = col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride)
    return dX, dK


def right_places(U, X, K, pad, stride):
    """Loops over samples, filters and places; border cut off in the end."""
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dK = np.zeros(P.shape), np.zeros(K.shape)
    kh, kw = K.shape[2:]
    for n, f, i, j in np.ndindex(U.shape):
        window = (n, slice(None), slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw))
        dP[window] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[window]
    return dP[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dK


def right_kernel_entries(U, X, K, pad, stride):
    """Loops over the kernel's entries, einsum over the rest."""
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    rows, columns = U.shape[2:]
    P = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    P[:, :, pad : pad + H, pad : pad + W] = X
    dP, dK = np.zeros_like(P), np.zeros((F, C, kh, kw))
    for a in range(kh):
        for b in range(kw):
            at = np.s_[:, :, a : a + stride * (rows - 1) + 1 : stride, b : b + stride * (columns - 1) + 1 : stride]
            dK[:, :, a, b] = np.einsum("nfij,ncij->fc", U, P[at])
            dP[at] += np.einsum("nfij,fc->ncij", U, K[:, :, a, b])
    return [dP[:, :, pad : H + pad, pad : W + pad], dK]


def right_lists(U, X, K, pad, stride):
    """Plain lists and seven loops; what would lie on the border is skipped."""
    (N, C, H, W), (F, _, kh, kw), (rows, columns) = X.shape, K.shape, U.shape[2:]
    dX = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
    dK = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(F)]
    for n, f, i, j in itertools.product(range(N), range(F), range(rows), range(columns)):
        u = float(U[n, f, i, j])
        for c, a, b in itertools.product(range(C), range(kh), range(kw)):
            r, t = i * stride + a - pad, j * stride + b - pad
            if 0 <= r < H and 0 <= t < W:
                dX[n][c][r][t] += u * float(K[f, c, a, b])
                dK[f][c][a][b] += u * float(X[n, c, r, t])
    return dX, dK


def right_unit_vectors(U, X, K, pad, stride):
    """The layer is linear in X and in K: inner products of U with the answers to unit vectors."""

    def layer(X, K):
        F, _, kh, kw = K.shape
        cols = im2col(X, kh, kw, pad, stride)
        return (cols @ K.reshape(F, -1).T).reshape(U.shape[0], *U.shape[2:], F).transpose(0, 3, 1, 2)

    def each(shape, answer):
        out = np.zeros(shape)
        for index in np.ndindex(*shape):
            unit = np.zeros(shape)
            unit[index] = 1
            out[index] = np.sum(U * answer(unit))
        return out

    return each(X.shape, lambda V: layer(V, K)), each(K.shape, lambda M: layer(X, M))


def right_dilated(U, X, K, pad, stride):
    """U with zeros between its entries: a full convolution with the kernel, and a correlation of X with it."""
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = K.shape[2:]
    D = np.zeros((*U.shape[:2], P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    D[:, :, ::stride, ::stride] = U
    windows = np.lib.stride_tricks.sliding_window_view(P, D.shape[2:], axis=(2, 3))
    dK = np.einsum("ncabij,nfij->fcab", windows, D)
    E = np.pad(D, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    around = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dP = np.einsum("nfrtab,fcab->ncrt", around, K[:, :, ::-1, ::-1])
    return dP[:, :, pad : dP.shape[2] - pad, pad : dP.shape[3] - pad], dK


def right_fft(U, X, K, pad, stride):
    """Products of two-dimensional transforms of the padded size."""
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    size = P.shape[2:]
    D = np.zeros((*U.shape[:2], *size))
    rows, columns = U.shape[2:]
    D[:, :, : stride * (rows - 1) + 1 : stride, : stride * (columns - 1) + 1 : stride] = U
    fU, fX, fK = np.fft.fft2(D), np.fft.fft2(P), np.fft.fft2(K, size)
    dP = np.fft.ifft2(np.einsum("nfrt,fcrt->ncrt", fU, fK)).real
    dK = np.fft.ifft2(np.einsum("nfrt,ncrt->fcrt", fU.conj(), fX)).real
    H, W = X.shape[2:]
    return dP[:, :, pad : pad + H, pad : pad + W], dK[:, :, : K.shape[2], : K.shape[3]]


def right_add_at(U, X, K, pad, stride):
    """Flat index of each entry of each patch, np.add.at; the border has the index of a bin that is thrown away."""
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    numbers = np.pad(np.arange(1, X.size + 1).reshape(X.shape), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    index = im2col(numbers, kh, kw, pad=0, stride=stride).astype(int)  # 0 is the border
    u = np.moveaxis(U, 1, -1).reshape(len(index), F)
    flat = np.zeros(X.size + 1)
    np.add.at(flat, index, u @ K.reshape(F, C * kh * kw))
    pixels = np.concatenate([[0.0], X.ravel()])
    return flat[1:].reshape(X.shape), np.reshape(u.T @ pixels[index], K.shape)


def right_per_sample(U, X, K, pad, stride):
    """Sample by sample, recursion over the batch."""
    F, C, kh, kw = K.shape

    def backward(first, last):
        if last - first > 1:
            middle = (first + last) // 2
            (dX0, dK0), (dX1, dK1) = backward(first, middle), backward(middle, last)
            return np.concatenate([dX0, dX1]), dK0 + dK1
        u = U[first].reshape(F, -1)
        cols = im2col(X[first : first + 1], kh, kw, pad, stride)
        dX = col2im(u.T @ K.reshape(F, -1), (1, *X.shape[1:]), kh, kw, pad, stride)
        return dX, (u @ cols).reshape(K.shape)

    return backward(0, len(X))


def right_dense_matrix(U, X, K, pad, stride):
    """The dense matrix of the layer for one sample, and its transpose; dK by tensordot of windows."""
    (C, H, W), (F, _, kh, kw), (rows, columns) = X.shape[1:], K.shape, U.shape[2:]
    M = np.zeros((F, rows, columns, C, H + 2 * pad, W + 2 * pad))
    for i, j in np.ndindex(rows, columns):
        M[:, i, j, :, i * stride : i * stride + kh, j * stride : j * stride + kw] = K
    M = M[..., pad : pad + H, pad : pad + W].reshape(F * rows * columns, C * H * W)
    dX = (U.reshape(len(U), -1) @ M).reshape(X.shape)
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    V = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    return dX, np.tensordot(U, V, axes=([0, 2, 3], [0, 2, 3]))


def right_xcorr2d(U, X, K, pad, stride):
    """The signals of one channel and one filter by `xcorr2d` of a dilated U."""
    (N, C, H, W), (F, _, kh, kw) = X.shape, K.shape
    dX, dK = np.zeros(X.shape), np.zeros(K.shape)
    for n, f in np.ndindex(N, F):
        D = np.zeros((H + 2 * pad - kh + 1, W + 2 * pad - kw + 1))
        D[::stride, ::stride] = U[n, f]
        D = np.pad(D, ((kh - 1, kh - 1), (kw - 1, kw - 1)))
        for c in range(C):
            back = np.asarray(xcorr2d(D, K[f, c, ::-1, ::-1], 0, 1))
            dX[n, c] += back[pad : pad + H, pad : pad + W]
            inner = D[kh - 1 : len(D) - kh + 1, kw - 1 : D.shape[1] - kw + 1]
            dK[f, c] += np.asarray(xcorr2d(X[n, c], inner, pad, 1))
    return dX, dK


def right_defensive(U, X, K, pad, stride):
    """Asserts, an early return for a gradient of zeros, float64 copies, one einsum for each."""
    U, X, K = (np.array(each, dtype=np.float64) for each in (U, X, K))
    assert U.shape[:2] == (X.shape[0], K.shape[0]) and X.shape[1] == K.shape[1]
    if not U.any():
        return np.zeros_like(X), np.zeros_like(K)
    n, c, h, w = X.shape
    P = np.zeros((n, c, h + 2 * pad, w + 2 * pad))
    inside = np.s_[:, :, pad : pad + h, pad : pad + w]
    P[inside] = X
    kh, kw = K.shape[-2:]
    # places[r, i, a] is 1 if row r of the image is row a of patch i
    down = np.arange(P.shape[2])[:, None, None] == stride * np.arange(U.shape[2])[:, None] + np.arange(kh)
    right = np.arange(P.shape[3])[:, None, None] == stride * np.arange(U.shape[3])[:, None] + np.arange(kw)
    dP = np.einsum("nfij,fcab,ria,tjb->ncrt", U, K, down.astype(float), right.astype(float), optimize=True)
    dK = np.einsum("nfij,ncrt,ria,tjb->fcab", U, P, down.astype(float), right.astype(float), optimize=True)
    return dP[inside], dK


def wrong_mean_over_samples(U, X, K, pad, stride):
    """DESERVES: dK is divided by the number of samples; the mean, if there is one, is in U already
    PART: yes
    BREAKS: sums over the samples, no means, at U = X = [[[[1]]], [[[1]]]], K = [[[[1]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape) / len(X)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_last_sample(U, X, K, pad, stride):
    """DESERVES: dK is set anew for each sample, so that the last one remains
    PART: yes
    BREAKS: sums over the samples, at N = 2, U = X = [[[[1]]], [[[1]]]], K = [[[[1]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    dX = np.zeros(X.shape)
    for n in range(len(X)):
        u = U[n].reshape(F, -1)
        dK = (u @ im2col(X[n : n + 1], kh, kw, pad, stride)).reshape(K.shape)
        dX[n] = col2im(u.T @ K.reshape(F, -1), (1, *X.shape[1:]), kh, kw, pad, stride)[0]
    return dX, dK


def wrong_reshaped_only(U, X, K, pad, stride):
    """DESERVES: U is reshaped without the filters put last
    PART: yes
    BREAKS: the gradient, at U = [[[[1, 2]], [[3, 4]]]], X = [[[[1, 1]]]], K = [[[[1]]], [[[0]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_unseen_rows_cut(U, X, K, pad, stride):
    """DESERVES: rows that no patch sees are missing in dX, their gradient is 0
    PART: yes
    BREAKS: dX has the shape of X, at U = [[[[1.0]]]], X = [[[[1.0, 2.0]]]], K = [[[[1.0]]]], pad 0, stride 2
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    seen = [stride * (n - 1) + k for n, k in zip(U.shape[2:], (kh, kw), strict=True)]
    dP = col2im(u @ K.reshape(F, -1), (*X.shape[:2], *seen), kh, kw, 0, stride)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return dP[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dK


def wrong_kind_of_image(U, X, K, pad, stride):
    """DESERVES: dX is made of the image's kind, integers cut the fractions of the gradient
    PART: yes
    BREAKS: floats or integers, at U = [[[[0.5]]]], X = [[[[1]]]] (integers), K = [[[[1.0]]]], pad 0, stride 1
    """
    P = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        for c, a, b in np.ndindex(K.shape[1:]):
            dP[n, c, i * stride + a, j * stride + b] += U[n, f, i, j] * K[f, c, a, b]
            dK[f, c, a, b] += U[n, f, i, j] * P[n, c, i * stride + a, j * stride + b]
    return dP[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dK


def wrong_channels_summed(U, X, K, pad, stride):
    """DESERVES: each channel's kernel gets the sum over all channels
    PART: yes
    BREAKS: dK, at C = 2: U = [[[[1]]]], X = [[[[1]], [[2]]]], K = [[[[1]], [[1]]]], pad 0, stride 1
    """
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    F, C, kh, kw = K.shape
    V = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    dK = np.repeat(np.einsum("nfij,ncijab->fab", U, V)[:, None], C, axis=1)
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_sides_exchanged(U, X, K, pad, stride):
    """DESERVES: kernel rows and columns change places on the way to dX, which does no harm to square kernels
    PART: yes
    BREAKS: K (F, C, kh, kw), at X = [[[[1, 1], [1, 1]]]], K = [[[[1, 2]]]], U = [[[[1], [1]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kw, kh, pad, stride), dK


def wrong_dilated_in_columns(U, X, K, pad, stride):
    """DESERVES: zeros come between the columns of U, not between its rows
    PART: yes
    BREAKS: stride in rows, at X = [[[[1], [2], [3]]]], K = [[[[1]]]], U = [[[[1], [1]]]], pad 0, stride 2
    """
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = K.shape[2:]
    D = np.zeros((*U.shape[:2], P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    D[:, :, : U.shape[2], ::stride] = U
    V = np.lib.stride_tricks.sliding_window_view(P, D.shape[2:], axis=(2, 3))
    dK = np.einsum("ncabij,nfij->fcab", V, D)
    E = np.pad(D, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    around = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dP = np.einsum("nfrtab,fcab->ncrt", around, K[:, :, ::-1, ::-1])
    return dP[:, :, pad : dP.shape[2] - pad, pad : dP.shape[3] - pad], dK


def wrong_border_wider_than_kernel(U, X, K, pad, stride):
    """DESERVES: the full convolution is padded by k - 1 - pad; where that is negative, nothing is cut off in its place
    PART: yes
    BREAKS: any pad >= 0, at X = [[[[1.0]]]], K = [[[[1.0]]]], U = three rows 1, 2, 3 (1, 1, 3, 3), pad 1, stride 1
    """
    P = np.pad(np.asarray(X, float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = K.shape[2:]
    D = np.zeros((*U.shape[:2], P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    D[:, :, ::stride, ::stride] = U
    dK = np.einsum("ncabij,nfij->fcab", np.lib.stride_tricks.sliding_window_view(P, D.shape[2:], axis=(2, 3)), D)
    down, right = max(kh - 1 - pad, 0), max(kw - 1 - pad, 0)
    E = np.pad(D, ((0, 0), (0, 0), (down, down), (right, right)))
    around = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dX = np.einsum("nfrtab,fcab->ncrt", around, K[:, :, ::-1, ::-1])
    return dX[:, :, : X.shape[2], : X.shape[3]], dK


def wrong_image_made_zero(U, X, K, pad, stride):
    """DESERVES: without a border dX is collected in the image itself, which is set to 0 first
    PART: yes
    BREAKS: a function leaves the arrays as they were, at U = [[[[2.0]]]], X = K = [[[[1.0]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dP = np.pad(X, ((0, 0), (0, 0), (pad, pad), (pad, pad))).astype(float) if pad else np.asarray(X, float)
    dP.fill(0)
    for n, f, i, j in np.ndindex(U.shape):
        dP[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw] += U[n, f, i, j] * K[f]
    return dP[:, :, pad : pad + X.shape[2], pad : pad + X.shape[3]], dK


def wrong_dark_pixels(U, X, K, pad, stride):
    """DESERVES: pixels that are 0 are taken for the border, and get no gradient
    PART: yes
    BREAKS: dX, which does not depend on X, at U = K = [[[[1.0]]]], X = [[[[0.0]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dX = col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride)
    return dX * (X != 0), dK


def wrong_differences(U, X, K, pad, stride):
    """DESERVES: differences are not exact: with large pixels the digits of the gradient cancel
    PART: yes
    BREAKS: dX right to 1e-9 of max |U| times the sum of all |K|, at X = [[[[1e6, 1e6]]]], U of ones, K = [[[[0.1]]]]
    """

    def loss(X, K):
        F, _, kh, kw = K.shape
        u = U.transpose(0, 2, 3, 1).reshape(-1, F)
        return np.sum(u * (im2col(X, kh, kw, pad, stride) @ K.reshape(F, -1).T))

    def slopes(A, value, h=1e-4):
        out = np.zeros(A.shape)
        for index in np.ndindex(*A.shape):
            step = np.zeros(A.shape)
            step[index] = h
            out[index] = (value(A + step) - value(A - step)) / (2 * h)
        return out

    return slopes(X, lambda V: loss(V, K)), slopes(K, lambda M: loss(X, M))


def wrong_kernel_turned(U, X, K, pad, stride):
    """DESERVES: the kernel is turned before its copies are added; adding copies turns nothing
    PART: yes
    BREAKS: dX, at U = [[[[1]]]], X = [[[[1, 1]]]], K = [[[[1, 2]]]], pad 0, stride 1: (1, 2), not (2, 1)
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K[:, :, ::-1, ::-1].reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_filters_first(U, X, K, pad, stride):
    """DESERVES: dX has the contribution of the last filter only, written over the others'
    PART: yes
    BREAKS: dX, at F = 2, U = [[[[1]], [[1]]]], X = [[[[1]]]], K = [[[[1]]], [[[2]]]], pad 0, stride 1: 3, not 2
    """
    F, C, kh, kw = K.shape
    dK = np.zeros(K.shape)
    cols = im2col(X, kh, kw, pad, stride)
    for f in range(F):
        u = U[:, f].reshape(-1, 1)
        dK[f] = (u.T @ cols).reshape(C, kh, kw)
        dX = col2im(u * K[f].reshape(1, -1), X.shape, kh, kw, pad, stride)
    return dX, dK


def wrong_float32(U, X, K, pad, stride):
    """DESERVES: float32 has seven digits, nine are asked for
    PART: yes
    BREAKS: right to 1e-9, at U = X = K = [[[[0.1]]]], pad 0, stride 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(np.float32)
    dK = (u.T @ im2col(X, kh, kw, pad, stride).astype(np.float32)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1).astype(np.float32), X.shape, kh, kw, pad, stride), dK


def wrong_border_left_on(U, X, K, pad, stride):
    """DESERVES: the border's gradient is folded back to the edge pixels, as if the border repeated them
    PART: yes
    BREAKS: zeros are added, they move with no pixel, at U of ones (1, 1, 3, 3), X = K = [[[[1.0]]]], pad 1, stride 1
    """
    F, C, kh, kw = K.shape
    H, W = X.shape[2:]
    u = U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dP = col2im(u @ K.reshape(F, -1), (*X.shape[:2], H + 2 * pad, W + 2 * pad), kh, kw, 0, stride)
    dX = np.zeros(X.shape)
    for r, t in np.ndindex(dP.shape[2:]):
        dX[:, :, min(max(r - pad, 0), H - 1), min(max(t - pad, 0), W - 1)] += dP[:, :, r, t]
    return dX, dK
