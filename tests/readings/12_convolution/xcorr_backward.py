import numpy as np
from itertools import product


def right_theorem(U, X, K, pad, stride):
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    w = K.reshape(F, -1).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    dX = col2im(u @ w, X.shape, kh, kw, pad, stride)
    return dX, dK


def right_entry_by_entry(U, X, K, pad, stride):
    N, C, H, W = X.shape
    kh, kw = K.shape[2:]
    P = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    P[:, :, pad : pad + H, pad : pad + W] = X
    dP, dK = np.zeros(P.shape), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        rows, columns = slice(i * stride, i * stride + kh), slice(j * stride, j * stride + kw)
        dP[n, :, rows, columns] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[n, :, rows, columns]
    return dP[:, :, pad : pad + H, pad : pad + W].copy(), dK


def right_entries_of_the_kernel(U, X, K, pad, stride):
    U, K = U.astype(float), K.astype(float)
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    rows, columns = U.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros_like(K)
    for a in range(K.shape[2]):
        for b in range(K.shape[3]):
            grid = np.s_[:, :, a : a + stride * rows : stride, b : b + stride * columns : stride]
            dK[:, :, a, b] = np.einsum("nfij,ncij->fc", U, P[grid])
            dP[grid] += np.einsum("nfij,fc->ncij", U, K[:, :, a, b])
    H, W = X.shape[2:]
    return dP[:, :, pad : H + pad, pad : W + pad], dK


def right_dilated(U, X, K, pad, stride):
    # zeros between the entries of U make the stride 1
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    D = np.zeros((N, F, P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    D[:, :, ::stride, ::stride] = U
    dK = np.einsum("ncabij,nfij->fcab", np.lib.stride_tricks.sliding_window_view(P, D.shape[2:], axis=(2, 3)), D)
    E = np.pad(D, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dP = np.einsum("nfrtab,fcab->ncrt", windows, K[:, :, ::-1, ::-1].astype(float))
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def right_own_xcorr2d(U, X, K, pad, stride):
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    dP, dK = np.zeros((N, C, H + 2 * pad, W + 2 * pad)), np.zeros(K.shape)
    for n, f, c in product(range(N), range(F), range(C)):
        D = np.zeros((H + 2 * pad - kh + 1, W + 2 * pad - kw + 1))
        D[::stride, ::stride] = U[n, f]
        dK[f, c] += xcorr2d(X[n, c], D, pad, 1)
        E = np.zeros((D.shape[0] + 2 * (kh - 1), D.shape[1] + 2 * (kw - 1)))
        E[kh - 1 : kh - 1 + D.shape[0], kw - 1 : kw - 1 + D.shape[1]] = D
        dP[n, c] += xcorr2d(E, K[f, c, ::-1, ::-1], 0, 1)
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def right_seven_loops_and_lists(U, X, K, pad, stride):
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    dX = [[[[0.0] * W for _ in range(H)] for _ in range(C)] for _ in range(N)]
    dK = [[[[0.0] * kw for _ in range(kh)] for _ in range(C)] for _ in range(F)]
    x, k, u = X.tolist(), K.tolist(), U.tolist()
    for n, f, i, j, c, a, b in product(*map(range, (N, F, U.shape[2], U.shape[3], C, kh, kw))):
        r, t = i * stride + a - pad, j * stride + b - pad
        if 0 <= r < H and 0 <= t < W:
            dX[n][c][r][t] += float(u[n][f][i][j]) * k[f][c][a][b]
            dK[f][c][a][b] += float(u[n][f][i][j]) * x[n][c][r][t]
    return np.array(dX), np.array(dK)


def right_impulses(U, X, K, pad, stride):
    # the layer is linear in each: dX is what <U, Z> is for an impulse in X, and dK for one in K
    def value(images, filters):
        F, _, kh, kw = filters.shape
        Z = im2col(images, kh, kw, pad, stride) @ filters.reshape(F, -1).T
        return np.sum(Z * np.moveaxis(U, 1, -1).reshape(-1, F))

    dX, dK = np.zeros(X.shape), np.zeros(K.shape)
    for place in np.ndindex(X.shape):
        impulse = np.zeros(X.shape)
        impulse[place] = 1
        dX[place] = value(impulse, K.astype(float))
    for place in np.ndindex(K.shape):
        impulse = np.zeros(K.shape)
        impulse[place] = 1
        dK[place] = value(X, impulse)
    return dX, dK


def right_index_image(U, X, K, pad, stride):
    # im2col of the numbers of the pixels says where each copy came from; number 0 is the border
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    numbers = im2col(1.0 + np.arange(X.size).reshape(X.shape), kh, kw, pad, stride).astype(int)
    u = np.concatenate([U[n].reshape(F, -1).T for n in range(N)]).astype(float)
    sums = np.bincount(numbers.ravel(), (u @ K.reshape(F, -1)).ravel(), X.size + 1)
    values = np.concatenate([[0.0], X.ravel()])[numbers]
    return sums[1:].reshape(X.shape), (u.T @ values).reshape(K.shape)


def right_sample_by_sample(U, X, K, pad, stride):
    F, C, kh, kw = K.shape
    w = K.reshape(F, C * kh * kw)
    dX, dK = [], np.zeros(w.shape)
    for u, x in zip(U, X):
        u = u.reshape(F, -1).astype(float)
        dX.append(col2im(u.T @ w, (1, *x.shape), kh, kw, pad, stride)[0])
        dK += u @ im2col(x[None], kh, kw, pad, stride)
    return np.stack(dX), dK.reshape(K.shape)


def right_matrix_of_the_layer(U, X, K, pad, stride):
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    pixels = np.eye(C * H * W).reshape(-1, C, H, W)
    A = im2col(pixels, kh, kw, pad, stride) @ K.reshape(F, -1).T  # (pixels * places, F)
    A = A.reshape(C * H * W, -1)
    u = U.transpose(0, 2, 3, 1).reshape(N, -1)
    dK = np.zeros(K.shape)
    copies = im2col(X, kh, kw, pad, stride).reshape(N, U.shape[2] * U.shape[3], C, kh, kw)
    for f in range(F):
        dK[f] = np.tensordot(U[:, f].reshape(N, -1), copies, axes=([0, 1], [0, 1]))
    return (u @ A.T).reshape(X.shape), dK


def right_strided_windows_added(U, X, K, pad, stride):
    assert U.shape[:2] == (len(X), len(K)) and X.shape[1] == K.shape[1]
    U, K = np.array(U, float), np.array(K, float)
    P = np.pad(np.array(X, float), [(0, 0), (0, 0), (pad, pad), (pad, pad)])
    kh, kw = K.shape[2:]
    V = np.lib.stride_tricks.sliding_window_view(P, (kh, kw), axis=(2, 3))[:, :, ::stride, ::stride]
    dK = np.tensordot(U, V, axes=([0, 2, 3], [0, 2, 3]))
    G = np.tensordot(U, K, axes=(1, 0))  # (N, rows, columns, C, kh, kw)
    dP = np.zeros_like(P)
    for i in range(G.shape[1]):
        for j in range(G.shape[2]):
            dP[:, :, i * stride : i * stride + kh, j * stride : j * stride + kw] += G[:, i, j]
    return dP[:, :, pad : P.shape[2] - pad, pad : P.shape[3] - pad], dK


def right_recursive_over_samples(U, X, K, pad, stride):
    def both(lo, hi):
        if hi - lo > 1:
            mid = (lo + hi) // 2
            (a, k), (b, m) = both(lo, mid), both(mid, hi)
            return np.concatenate([a, b]), k + m
        F, C, kh, kw = K.shape
        u = np.moveaxis(U[lo:hi], 1, 3).reshape(-1, F) * 1.0
        columns = u @ K.reshape(F, -1)
        return col2im(columns, (1, *X.shape[1:]), kh, kw, pad, stride), u.T @ im2col(X[lo:hi], kh, kw, pad, stride)

    dX, dK = both(0, len(X))
    return dX, dK.reshape(K.shape)


def right_fourier(U, X, K, pad, stride):
    (N, _, H, W), (F, _, kh, kw) = X.shape, K.shape
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    size = P.shape[2:]
    D = np.zeros((N, F, size[0] - kh + 1, size[1] - kw + 1))
    D[:, :, ::stride, ::stride] = U
    fD, fP, fK = (np.fft.fft2(A, s=size) for A in (D, P, K.astype(float)))
    dP = np.fft.ifft2(np.einsum("nfxy,fcxy->ncxy", fD, fK)).real
    dK = np.fft.ifft2(np.einsum("nfxy,ncxy->fcxy", fD.conj(), fP)).real
    return dP[:, :, pad : pad + H, pad : pad + W], dK[:, :, :kh, :kw]


def wrong_mean_over_samples(U, X, K, pad, stride):
    """DESERVES: sums over the samples, no means: your dK is divided by N
    PART: yes
    BREAKS: sums over the samples, no means
    at U = [[[[1.]]], [[[1.]]]], X = [[[[1.]]], [[[2.]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape) / len(X)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_reshaped_at_once(U, X, K, pad, stride):
    """DESERVES: the filters are axis 1 of U and have to go last before the reshape; right for one filter only
    PART: yes
    BREAKS: U has the shape of Z
    at U = [[[[1., 2.]], [[3., 4.]]]], X = [[[[1., 2.]]]], K = [[[[1.]]], [[[5.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_samples_last(U, X, K, pad, stride):
    """DESERVES: the rows of u are places in the order (n, i, j), you have the samples last; right for N = 1
    PART: yes
    BREAKS: X (N, C, H, W)
    at U = [[[[1., 2.]]], [[[3., 4.]]]], X = [[[[1., 2.]]], [[[3., 4.]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(1, 2, 3, 0).reshape(F, -1).T.astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_border_kept(U, X, K, pad, stride):
    """DESERVES: dX has the shape of X: cut the border off the gradient of the bordered images
    PART: yes
    BREAKS: dX and dK those of X and K
    at U = np.ones((1, 1, 3, 3)), X = [[[[1.]]]], K = [[[[1.]]]], pad = 1, stride = 1
    """
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = K.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        box = np.s_[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dP[box] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[box]
    return dP, dK


def wrong_border_cut_at_one_end(U, X, K, pad, stride):
    """DESERVES: [:H, :W] cuts the border off below and to the right only, so that dX is moved by pad
    PART: yes
    BREAKS: vector-Jacobian products (dX, dK)
    at U = [[[[1.,2,3],[4,5,6],[7,8,9]]]], X = [[[[1.]]]], K = [[[[1.]]]], pad = 1, stride = 1
    """
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    kh, kw = K.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        box = np.s_[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dP[box] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[box]
    return dP[:, :, : X.shape[2], : X.shape[3]], dK


def wrong_cut_by_minus_pad(U, X, K, pad, stride):
    """DESERVES: [pad:-pad] is empty for pad = 0: cut with pad : pad + H
    PART: yes
    BREAKS: pad >= 0; at U = [[[[1.]]]], X = [[[[1.]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    N, C, H, W = X.shape
    dP = col2im(u @ K.reshape(F, -1), (N, C, H + 2 * pad, W + 2 * pad), kh, kw, 0, stride)
    return dP[:, :, pad:-pad, pad:-pad], dK


def wrong_overwritten(U, X, K, pad, stride):
    """DESERVES: patches overlap, and each filter sends to them: add to dX, = keeps the last only
    PART: yes
    BREAKS: a filter is summed over its channels (dX adds up)
    at U = [[[[1., 1.]]]], X = [[[[1., 1., 1.]]]], K = [[[[1., 1.]]]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    (H, W), (kh, kw) = X.shape[2:], K.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        box = np.s_[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dP[box] = U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[box]
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def wrong_fancy_addition(U, X, K, pad, stride):
    """DESERVES: A[index] += counts a repeated index once, so that overlaps are lost: np.add.at
    PART: yes
    BREAKS: dX (overlapping patches)
    at U = [[[[1., 1.]]]], X = [[[[1., 1., 1.]]]], K = [[[[1., 1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    numbers = im2col(1.0 + np.arange(X.size).reshape(X.shape), kh, kw, pad, stride).astype(int)
    dX = np.zeros(X.size + 1)
    dX[numbers] += u @ K.reshape(F, -1)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return dX[1:].reshape(X.shape), dK


def wrong_not_turned(U, X, K, pad, stride):
    """DESERVES: dX is the full convolution of U with K: turn the kernel in the correlation with the bordered U
    PART: yes
    BREAKS: vector-Jacobian products (dX, dK)
    at U = [[[[1.]]]], X = [[[[1., 1.]]]], K = [[[[1., 2.]]]], pad = 0, stride = 1
    """
    N, C, H, W = X.shape
    F, _, kh, kw = K.shape
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    D = np.zeros((N, F, P.shape[2] - kh + 1, P.shape[3] - kw + 1))
    D[:, :, ::stride, ::stride] = U
    dK = np.einsum("ncabij,nfij->fcab", np.lib.stride_tricks.sliding_window_view(P, D.shape[2:], axis=(2, 3)), D)
    E = np.pad(D, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dP = np.einsum("nfrtab,fcab->ncrt", windows, K.astype(float))
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def wrong_kernel_gradient_turned(U, X, K, pad, stride):
    """DESERVES: dK comes out turned by 180 degrees: it is the correlation of X with U, no convolution
    PART: yes
    BREAKS: vector-Jacobian products (dX, dK)
    at U = [[[[1.]]]], X = [[[[1., 2.]]]], K = [[[[1., 1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK[:, :, ::-1, ::-1]


def wrong_swapped(U, X, K, pad, stride):
    """DESERVES: dX first, then dK
    PART: yes
    BREAKS: (dX, dK); at U = [[[[1.]]]], X = [[[[2.]]]], K = [[[[3.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return dK, col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride)


def wrong_stride_one_backwards(U, X, K, pad, stride):
    """DESERVES: the patch of (i, j) begins at i * stride; on the way back you forgot the stride
    PART: yes
    BREAKS: stride >= 1; at U = [[[[1., 1.]]]], X = [[[[1., 2., 4.]]]], K = [[[[1.]]]], pad = 0, stride = 2
    """
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    (H, W), (kh, kw) = X.shape[2:], K.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        dP[n, :, i : i + kh, j : j + kw] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def wrong_one_channel(U, X, K, pad, stride):
    """DESERVES: dK[f, c] comes from channel c alone: yours sums over the channels, right for C = 1
    PART: yes
    BREAKS: X (N, C, H, W); at U = [[[[1.]]]], X = [[[[1.]], [[2.]]]], K = [[[[1.]], [[1.]]]], pad = 0, stride = 1
    """
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    (H, W), (kh, kw) = X.shape[2:], K.shape[2:]
    dP, dK = np.zeros_like(P), np.zeros(K.shape)
    for n, f, i, j in np.ndindex(U.shape):
        box = np.s_[n, :, i * stride : i * stride + kh, j * stride : j * stride + kw]
        dP[box] += U[n, f, i, j] * K[f]
        dK[f] += U[n, f, i, j] * P[box].sum(axis=0)
    return dP[:, :, pad : pad + H, pad : pad + W], dK


def wrong_first_sample(U, X, K, pad, stride):
    """DESERVES: dK is started anew for each sample: the sum over the samples is missing
    PART: yes
    BREAKS: sums over the samples
    at U = [[[[1.]]], [[[1.]]]], X = [[[[1.]]], [[[2.]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    dX = []
    for x, u in zip(X, U):
        v = u.reshape(F, -1).T.astype(float)
        dX.append(col2im(v @ K.reshape(F, -1), (1, *x.shape), kh, kw, pad, stride)[0])
        dK = v.T @ im2col(x[None], kh, kw, pad, stride)
    return np.array(dX), dK.reshape(K.shape)


def wrong_integers_in_dX(U, X, K, pad, stride):
    """DESERVES: zeros_like(X) holds integers if X does, and cannot hold the gradient
    PART: yes
    BREAKS: all arrays hold floats or integers; at U = [[[[0.5]]]], X = [[[[1]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dX = np.zeros_like(X)
    dX[...] = col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride)
    return dX, (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)


def wrong_integers_in_dK(U, X, K, pad, stride):
    """DESERVES: zeros_like(K) holds integers if K does, and cannot hold the gradient
    PART: yes
    BREAKS: all arrays hold floats or integers; at U = [[[[0.5]]]], X = [[[[1.]]]], K = [[[[1]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = np.zeros_like(K)
    for f in range(F):
        dK[f] = (u[:, f] @ im2col(X, kh, kw, pad, stride)).reshape(K.shape[1:])
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_without_the_border(U, X, K, pad, stride):
    """DESERVES: the patches that dK collects have the border, too; yours begin at the image itself
    PART: yes
    BREAKS: pad and stride are those of xcorr2d
    at U = np.ones((1, 1, 1, 3)), X = [[[[1., 2.]]]], K = np.ones((1, 1, 3, 2)), pad = 1, stride = 1
    """
    (N, C, H, W), (F, _, kh, kw) = X.shape, K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    big = np.zeros((N, C, H + 2 * pad, W + 2 * pad))
    big[:, :, :H, :W] = X
    dK = (u.T @ im2col(big, kh, kw, 0, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_square_kernel(U, X, K, pad, stride):
    """DESERVES: kh is taken for the width too: right for square kernels only
    PART: yes
    BREAKS: K (F, C, kh, kw); at U = [[[[1.]]]], X = [[[[1., 2.]]]], K = [[[[1., 1.]]]], pad = 0, stride = 1
    """
    F, _, k, _ = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, k, k, pad, stride)).reshape(F, -1, k, k)
    return col2im(u @ K.reshape(F, -1), X.shape, k, k, pad, stride), dK


def wrong_upsampled_to_fit(U, X, K, pad, stride):
    """DESERVES: right if nothing is left over; where rows are never seen dX is too small
    PART: yes
    BREAKS: dX and dK [have the shapes] of X and K
    at U = [[[[1.]]]], X = [[[[1., 2.]]]], K = [[[[1.]]]], pad = 0, stride = 2
    """
    N, F, rows, columns = U.shape
    kh, kw = K.shape[2:]
    P = np.pad(X.astype(float), ((0, 0), (0, 0), (pad, pad), (pad, pad)))
    D = np.zeros((N, F, (rows - 1) * stride + 1, (columns - 1) * stride + 1))
    D[:, :, ::stride, ::stride] = U
    seen = P[:, :, : D.shape[2] + kh - 1, : D.shape[3] + kw - 1]
    dK = np.einsum("ncabij,nfij->fcab", np.lib.stride_tricks.sliding_window_view(seen, D.shape[2:], axis=(2, 3)), D)
    E = np.pad(D, ((0, 0), (0, 0), (kh - 1, kh - 1), (kw - 1, kw - 1)))
    windows = np.lib.stride_tricks.sliding_window_view(E, (kh, kw), axis=(2, 3))
    dP = np.einsum("nfrtab,fcab->ncrt", windows, K[:, :, ::-1, ::-1].astype(float))
    return dP[:, :, pad : dP.shape[2] - pad, pad : dP.shape[3] - pad], dK


def wrong_scaled_in_place(U, X, K, pad, stride):
    """DESERVES: U *= changes the caller's gradient; and 1/N belongs to the loss
    PART: yes
    BREAKS: leaves the arrays that it is given as they were
    at U = [[[[1.]]], [[[1.]]]], X = [[[[1.]]], [[[2.]]]], K = [[[[1.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    U = U if U.dtype == float else U.astype(float)
    U /= len(U)
    u = len(U) * U.transpose(0, 2, 3, 1).reshape(-1, F)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK


def wrong_weights_as_columns(U, X, K, pad, stride):
    """DESERVES: reshape(-1, F) mixes the filters: they are axis 0, and rows of the matrix
    PART: yes
    BREAKS: K (F, C, kh, kw)
    at U = [[[[1.]], [[2.]]]], X = [[[[1., 1.]]]], K = [[[[1., 2.]]], [[[3., 4.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    w = K.reshape(-1, F).T
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ w, X.shape, kh, kw, pad, stride), dK


def wrong_gradient_of_the_bias_too(U, X, K, pad, stride):
    """DESERVES: there is no bias: two arrays are wanted, not three
    PART: yes
    BREAKS: there is no bias; at U = [[[[1.]]]], X = [[[[2.]]]], K = [[[[3.]]]], pad = 0, stride = 1
    """
    F, _, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    return col2im(u @ K.reshape(F, -1), X.shape, kh, kw, pad, stride), dK, u.sum(axis=0)


def wrong_filters_and_channels_swapped(U, X, K, pad, stride):
    """DESERVES: K is (F, C, kh, kw): in dX you take its channels for filters; it does not even fail where F = C
    PART: yes
    BREAKS: K (F, C, kh, kw)
    at U = [[[[1.]], [[0.]]]], X = [[[[1.]], [[1.]]]], K = [[[[1.]], [[2.]]], [[[3.]], [[4.]]]], pad = 0, stride = 1
    """
    F, C, kh, kw = K.shape
    u = U.transpose(0, 2, 3, 1).reshape(-1, F).astype(float)
    dK = (u.T @ im2col(X, kh, kw, pad, stride)).reshape(K.shape)
    w = K.transpose(1, 0, 2, 3).reshape(C, -1)
    return col2im(u @ w, X.shape, kh, kw, pad, stride), dK
