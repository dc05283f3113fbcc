import numpy as np
from math import hypot, sqrt


def right_loops(X, K):
    X, K = X.astype(float), K.astype(float)
    kh, kw = K.shape
    best, where = -2.0, (0, 0)
    for i in range(X.shape[0] - kh + 1):
        for j in range(X.shape[1] - kw + 1):
            P = X[i : i + kh, j : j + kw]
            norm = np.linalg.norm(P)
            similarity = np.sum(P * K) / (norm * np.linalg.norm(K)) if norm > 0 else -1.0
            if similarity > best:
                best, where = similarity, (i, j)
    return where


def right_two_correlations(X, K):
    X, K = X.astype(float), K.astype(float)
    product = xcorr2d(X, K, 0, 1)
    square = xcorr2d(X**2, np.ones(K.shape), 0, 1)
    similarity = np.full(product.shape, -1.0)
    seen = square > 0
    similarity[seen] = product[seen] / np.sqrt(square[seen]) / np.linalg.norm(K)
    i, j = np.unravel_index(np.argmax(similarity), similarity.shape)
    return int(i), int(j)


def right_im2col(X, K):
    patches = im2col(X[None, None], *K.shape, 0, 1)
    k = K.astype(float).ravel()
    norms = np.sqrt((patches**2).sum(axis=1))
    cosines = np.where(norms > 0, patches @ k / np.where(norms > 0, norms, 1) / np.sqrt(k @ k), -1)
    return divmod(int(cosines.argmax()), X.shape[1] - K.shape[1] + 1)


def right_sliding_windows(X, K):
    windows = np.lib.stride_tricks.sliding_window_view(X.astype(np.float64), K.shape)
    products = np.einsum("ijab,ab->ij", windows, K.astype(np.float64))
    norms = np.sqrt(np.einsum("ijab,ijab->ij", windows, windows))
    with np.errstate(invalid="ignore", divide="ignore"):
        quotient = products / norms
    quotient[norms == 0] = -np.linalg.norm(K.astype(np.float64))
    flat = int(np.argmax(quotient))
    return flat // quotient.shape[1], flat % quotient.shape[1]


def right_lists(X, K):
    image, kernel = X.tolist(), K.tolist()
    kh, kw = len(kernel), len(kernel[0])
    length = sqrt(sum(float(v) ** 2 for row in kernel for v in row))
    found = []
    for i in range(len(image) - kh + 1):
        for j in range(len(image[0]) - kw + 1):
            patch = [float(v) for row in image[i : i + kh] for v in row[j : j + kw]]
            size = hypot(*patch)
            dot = sum(p * float(k) for p, k in zip(patch, (v for row in kernel for v in row)))
            found.append((-1.0 if size == 0 else dot / size / length, -i, -j))
    _, i, j = max(found)
    return -i, -j


def right_squared_with_its_sign(X, K):
    # no root: sign(p) p^2 / |P|^2 has the order of p / |P|
    X, K = X.astype(float), K.astype(float)
    kk = np.sum(K * K)
    W = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    p, q = (W * K).sum((2, 3)), (W * W).sum((2, 3))
    score = np.where(q > 0, np.sign(p) * p * p / (np.where(q > 0, q, 1) * kk), -1.0)
    i, j = np.argwhere(score == score.max())[-1].tolist()
    return i, j


def right_distance_of_unit_vectors(X, K):
    # |P/|P| - K/|K||^2 = 2 - 2 cos is least where the similarity is largest
    patches = im2col(X.astype(float)[None, None], K.shape[0], K.shape[1], 0, 1)
    sizes = np.linalg.norm(patches, axis=1, keepdims=True)
    k = K.ravel() / np.linalg.norm(K.astype(float))
    units = np.divide(patches, sizes, out=np.tile(-k, (len(patches), 1)), where=sizes > 0)
    first = int(np.argmin(((units - k) ** 2).sum(axis=1)))
    return first // (X.shape[1] - K.shape[1] + 1), first % (X.shape[1] - K.shape[1] + 1)


def right_max_with_a_key(X, K):
    X, K = np.array(X, dtype=float), np.array(K, dtype=float)
    (H, W), (kh, kw) = X.shape, K.shape

    def similarity(place):
        i, j = place
        P = X[i : i + kh, j : j + kw]
        return float(np.vdot(P, K) / np.sqrt(np.vdot(P, P) * np.vdot(K, K))) if P.any() else -1.0

    return max(np.ndindex(H - kh + 1, W - kw + 1), key=similarity)


def right_entries_of_the_kernel(X, K):
    X, K = X.astype(float), K.astype(float)
    kh, kw = K.shape
    h, w = X.shape[0] - kh + 1, X.shape[1] - kw + 1
    dot, square = np.zeros((h, w)), np.zeros((h, w))
    for a in range(kh):
        for b in range(kw):
            part = X[a : a + h, b : b + w]
            dot += part * K[a, b]
            square += part * part
    norms = np.sqrt(square) * np.linalg.norm(K)
    cos = -np.ones((h, w))
    np.divide(dot, norms, out=cos, where=norms > 0)
    row = int(cos.max(axis=1).argmax())
    return row, int(cos[row].argmax())


def right_defensive(X, K):
    X, K = np.array(X, copy=True).astype(np.longdouble), np.array(K, copy=True).astype(np.longdouble)
    assert X.ndim == 2 and K.ndim == 2
    assert K.shape[0] <= X.shape[0] and K.shape[1] <= X.shape[1] and K.any()
    K /= np.sqrt((K * K).sum())
    best, answer = None, None
    for i in range(X.shape[0] - K.shape[0] + 1):
        for j in range(X.shape[1] - K.shape[1] + 1):
            patch = X[i : i + K.shape[0], j : j + K.shape[1]]
            length = np.sqrt((patch * patch).sum())
            value = -1 if length == 0 else (patch * K).sum() / length
            if best is None or value > best + 1e-12:
                best, answer = value, (i, j)
    return answer


def right_sorted(X, K):
    K = K / np.linalg.norm(K.astype(float))
    rows, columns = X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1
    similarities = []
    for place in range(rows * columns):
        i, j = divmod(place, columns)
        P = X[i : i + K.shape[0], j : j + K.shape[1]].astype(float)
        n = np.linalg.norm(P)
        similarities.append(float((P * K).sum() / n) if n else -1.0)
    return divmod(int(np.argsort(similarities, kind="stable")[-1]), columns)


def right_recursive_rows(X, K):
    X, K = X.astype(float), K.astype(float)
    kh, kw = K.shape

    def best(i):
        if i + kh > len(X):
            return (-np.inf, None)
        here = []
        for j in range(X.shape[1] - kw + 1):
            P = X[i : i + kh, j : j + kw]
            n = np.sqrt(np.sum(P**2))
            here.append((np.sum(P * K) / (n * np.sqrt(np.sum(K**2))) if n > 0 else -1.0, (i, j)))
        return max([*here, best(i + 1)], key=lambda pair: pair[0])

    return best(0)[1]


def right_normalised_by_the_largest_entry(X, K):
    # each patch is scaled before its squares are taken
    P = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    P = P.reshape(P.shape[0], P.shape[1], -1)
    k = K.astype(float).ravel() / np.abs(K.astype(float)).max()
    top = np.abs(P).max(axis=2, keepdims=True)
    Q = P / np.where(top > 0, top, 1)
    norm = np.linalg.norm(Q, axis=2)
    S = np.where(norm > 0, Q @ k / np.maximum(norm, 1), -np.linalg.norm(k))
    return tuple(int(v) for v in np.unravel_index(S.argmax(), S.shape))


def wrong_product_alone(X, K):
    """DESERVES: the largest product is at the brightest patch: divide by the norm of the patch
    PART: no
    BREAKS: the most similar, whatever its brightness; at X = [[1., 2., 9., 9.]], K = [[1., 2.]]
    """
    Z = xcorr2d(X.astype(float), K.astype(float), 0, 1)
    i, j = np.unravel_index(Z.argmax(), Z.shape)
    return int(i), int(j)


def wrong_norm_of_the_kernel_only(X, K):
    """DESERVES: the norm of K is the same at all places; the one that changes is the norm of the patch
    PART: no
    BREAKS: divided by the norms of both; at X = [[1., 2., 9., 9.]], K = [[1., 2.]]
    """
    Z = xcorr2d(X.astype(float), K / np.linalg.norm(K), 0, 1)
    return divmod(int(Z.argmax()), Z.shape[1])


def wrong_norm_squared(X, K):
    """DESERVES: the norm is the root of the sum of squares: without it faint patches win
    PART: yes
    BREAKS: divided by the norms of both; at X = [[0.1, 0., 1., 2.]], K = [[1., 2.]]
    """
    X, K = X.astype(float), K.astype(float)
    Z, S = xcorr2d(X, K, 0, 1), xcorr2d(X * X, np.ones(K.shape), 0, 1)
    C = np.where(S > 0, Z / np.where(S > 0, S, 1) / np.linalg.norm(K), -1)
    return divmod(int(C.argmax()), C.shape[1])


def wrong_zeros_are_zero(X, K):
    """DESERVES: a patch of zeros has the similarity -1, in yours it has 0 and beats what is merely unlike
    PART: yes
    BREAKS: a patch of zeros has the similarity -1; at X = [[0., 0., -1., 2.]], K = [[1., 0.]]
    """
    X, K = X.astype(float), K.astype(float)
    best, place = -np.inf, None
    for i in range(X.shape[0] - K.shape[0] + 1):
        for j in range(X.shape[1] - K.shape[1] + 1):
            P = X[i : i + K.shape[0], j : j + K.shape[1]]
            n = np.linalg.norm(P)
            s = (P * K).sum() / (n * np.linalg.norm(K)) if n else 0.0
            if s > best:
                best, place = s, (i, j)
    return place


def wrong_nan(X, K):
    """DESERVES: 0/0 is nan, and argmax takes a nan for the largest: say -1 where the norm is 0
    PART: yes
    BREAKS: a patch of zeros has the similarity -1; at X = [[0., 0., 1.]], K = [[1., 1.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    with np.errstate(all="ignore"):
        S = (W * K).sum((2, 3)) / np.sqrt((W * W).sum((2, 3))) / np.linalg.norm(K)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_nan_to_num(X, K):
    """DESERVES: nan_to_num puts 0 for a patch of zeros, wanted is -1
    PART: yes
    BREAKS: a patch of zeros has the similarity -1; at X = [[0., 0., -1.]], K = [[1., 1.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    with np.errstate(all="ignore"):
        S = (W * K).sum((2, 3)) / np.sqrt((W * W).sum((2, 3))) / np.linalg.norm(K)
    S = np.nan_to_num(S)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_small_number_added(X, K):
    """DESERVES: 1e-8 is not small beside the norms of a faint feature, which it makes unlike itself
    PART: yes
    BREAKS: entries are 0, or 1e-6 to 1e6 in size; at X = [[1e-6, 1e-6, 1., 0.5]], K = [[1e-6, 1e-6]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    norms = np.sqrt((W * W).sum((2, 3))) * np.linalg.norm(K.astype(float))
    S = np.where(norms > 0, (W * K).sum((2, 3)) / (norms + 1e-8), -1)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_bytes_squared(X, K):
    """DESERVES: the squares of bytes are bytes, 16 * 16 = 0: convert before squaring
    PART: yes
    BREAKS: X may hold bytes; at X = np.array([[16, 16, 1, 2]], np.uint8), K = [[1., 1.]]
    """
    Z = xcorr2d(X.astype(float), K.astype(float), 0, 1)
    S = xcorr2d((X**2).astype(float), np.ones(K.shape), 0, 1)
    C = np.where(S > 0, Z / np.sqrt(np.where(S > 0, S, 1)), -np.inf)
    return divmod(int(C.argmax()), C.shape[1])


def wrong_bytes_multiplied(X, K):
    """DESERVES: the product of a byte and a small integer kernel of bytes is a byte again: convert first
    PART: yes
    BREAKS: X may hold bytes; at X = np.array([[200, 200, 1, 2]], np.uint8), K = np.array([[2, 2]], np.uint8)
    """
    best, place = -np.inf, (0, 0)
    for i in range(X.shape[0] - K.shape[0] + 1):
        for j in range(X.shape[1] - K.shape[1] + 1):
            P = X[i : i + K.shape[0], j : j + K.shape[1]]
            n = np.linalg.norm(P.astype(float))
            s = float((P * K).sum()) / (n * np.linalg.norm(K)) if n else -1.0
            if s > best:
                best, place = s, (i, j)
    return place


def wrong_contrast_either_way(X, K):
    """DESERVES: a patch that is -K is the least similar, not the most: no absolute value
    PART: yes
    BREAKS: similarity is the sum of the product; at X = [[-1., -2., 2., 2.]], K = [[1., 2.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, np.abs((W * K).sum((2, 3))) / np.where(n > 0, n, 1), -1)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_means_off(X, K):
    """DESERVES: similarity here is without the means taken off; yours finds K + 5 as well
    PART: yes
    BREAKS: similarity is the sum of the product; at X = [[6., 7., 9., 1., 2., 4.1]], K = [[1., 2., 4.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    W = W - W.mean((2, 3), keepdims=True)
    k = K - K.mean()
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 1e-12, (W * k).sum((2, 3)) / np.where(n > 1e-12, n, 1), -1)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_nearest(X, K):
    """DESERVES: the least squared difference depends on the brightness: 2 K is far from K and just as similar
    PART: no
    BREAKS: the most similar, whatever its brightness; at X = [[10., 20., 1., 1.]], K = [[1., 2.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    D = ((W - K) ** 2).sum((2, 3))
    return divmod(int(D.argmin()), D.shape[1])


def wrong_columns_first(X, K):
    """DESERVES: row first, then column: yours is (j, i)
    PART: yes
    BREAKS: row and column (i, j); at X = [[2., 1., 2.]], K = [[1., 2.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -np.linalg.norm(K))
    i, j = np.unravel_index(S.argmax(), S.shape)
    return int(j), int(i)


def wrong_width_of_the_image(X, K):
    """DESERVES: argmax counts in a map of W - kw + 1 columns, you divide by W; right for kernels of one column
    PART: yes
    BREAKS: row and column (i, j) of the best patch's top left corner; at X = [[3., 1.], [1., 3.]], K = [[1., 3.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -np.linalg.norm(K))
    return divmod(int(S.argmax()), X.shape[1])


def wrong_last_place_not_seen(X, K):
    """DESERVES: range(H - kh) leaves out the last row and column of places
    PART: yes
    BREAKS: the patches are all kh x kw blocks of X; at X = [[2., 1., 2.]], K = [[1., 2.]]
    """
    X, K = X.astype(float), K.astype(float)
    best, place = -2, (0, 0)
    for i in range(max(X.shape[0] - K.shape[0], 1)):
        for j in range(max(X.shape[1] - K.shape[1], 1)):
            P = X[i : i + K.shape[0], j : j + K.shape[1]]
            n = np.sqrt(np.sum(P * P))
            s = np.sum(P * K) / n / np.linalg.norm(K) if n > 0 else -1
            if s > best:
                best, place = s, (i, j)
    return place


def wrong_centre(X, K):
    """DESERVES: the top left corner is asked for, yours is the middle of the patch
    PART: yes
    BREAKS: the best patch's top left corner; at X = [[1., 2., 3.]], K = [[1., 2., 3.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -np.linalg.norm(K))
    i, j = divmod(int(S.argmax()), S.shape[1])
    return i + K.shape[0] // 2, j + K.shape[1] // 2


def wrong_running_sums(X, K):
    """DESERVES: differences of running sums lose what is small beside what is large: faint patches get wrong norms
    PART: yes
    BREAKS: entries are 0, or 1e-6 to 1e6 in size; at X = [[1e6, 1e6, 1e-3, 2e-3]], K = [[1., 2.]]
    """
    X, K = X.astype(float), K.astype(float)
    S = np.zeros((X.shape[0] + 1, X.shape[1] + 1), np.float64)
    S[1:, 1:] = (X**2).cumsum(0).cumsum(1)
    kh, kw = K.shape
    square = S[kh:, kw:] - S[:-kh, kw:] - S[kh:, :-kw] + S[:-kh, :-kw]
    Z = np.lib.stride_tricks.sliding_window_view(X, K.shape)
    Z = (Z * K).sum((2, 3))
    ok = square > 0
    C = np.where(ok, Z / np.sqrt(np.where(ok, square, 1)) / np.linalg.norm(K), -1)
    return divmod(int(C.argmax()), C.shape[1])


def wrong_faint_is_black(X, K):
    """DESERVES: a patch is black where its norm is 0; you give -1 below 1e-3, and do not find faint features
    PART: yes
    BREAKS: entries are 0, or 1e-6 to 1e6 in size; at X = [[1e-4, 2e-4, 1., 0.]], K = [[1., 2.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 1e-3, (W * K).sum((2, 3)) / np.where(n > 1e-3, n, 1) / np.linalg.norm(K), -1)
    return divmod(int(np.argmax(S)), S.shape[1])


def wrong_turned(X, K):
    """DESERVES: a convolution turns K: yours looks for the feature upside down
    PART: no
    BREAKS: the Hadamard product of the patch and K; at X = [[1., 2., 1.]], K = [[1., 2.]]
    """
    turned = K[::-1, ::-1]
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * turned).sum((2, 3)) / np.where(n > 0, n, 1), -np.linalg.norm(K))
    return divmod(int(S.argmax()), S.shape[1])


def wrong_one_number(X, K):
    """DESERVES: argmax alone counts the places through: two ints are asked for
    PART: yes
    BREAKS: two ints; at X = [[1., 2.]], K = [[1., 2.]]
    """
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    return int(np.argmax(np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -np.inf)))


def wrong_padded(X, K):
    """DESERVES: with a border there are places outside of the image: without padding, says the contract
    PART: yes
    BREAKS: all kh x kw blocks of X, without padding; at X = [[2., 1.]], K = [[1., 2.]]
    """
    P = np.pad(X.astype(float), ((K.shape[0] - 1,) * 2, (K.shape[1] - 1,) * 2))
    W = np.lib.stride_tricks.sliding_window_view(P, K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -np.inf)
    i, j = divmod(int(S.argmax()), S.shape[1])
    return i - K.shape[0] + 1, j - K.shape[1] + 1


def right_single_precision(X, K):
    W = np.lib.stride_tricks.sliding_window_view(X.astype(np.float32), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    k = (K / np.linalg.norm(K)).astype(np.float32)
    S = np.where(n > 0, (W * k).sum((2, 3)) / np.where(n > 0, n, 1), -1)
    return divmod(int(S.argmax()), S.shape[1])


def wrong_scaled_in_place(X, K):
    """DESERVES: K /= norm changes the caller's kernel, and fails for integers: K = K / norm
    PART: yes
    BREAKS: leaves the arrays that it is given as they were; at X = [[1., 2.]], K = [[3., 4.]]
    """
    if K.dtype.kind != "f":
        K = K.astype(float)
    K /= np.linalg.norm(K)
    W = np.lib.stride_tricks.sliding_window_view(X.astype(float), K.shape)
    n = np.sqrt((W * W).sum((2, 3)))
    S = np.where(n > 0, (W * K).sum((2, 3)) / np.where(n > 0, n, 1), -1)
    return divmod(int(S.argmax()), S.shape[1])


def wrong_above_nothing(X, K):
    """DESERVES: the best so far starts at 0, so that nothing is found where all similarities are negative
    PART: yes
    BREAKS: the best is the most similar to K; at X = [[-1., -2., -1.]], K = [[1., 2.]]
    """
    X, K = X.astype(float), K.astype(float)
    best, place = 0.0, (0, 0)
    for i, j in np.ndindex(X.shape[0] - K.shape[0] + 1, X.shape[1] - K.shape[1] + 1):
        P = X[i : i + K.shape[0], j : j + K.shape[1]]
        if P.any() and np.vdot(P, K) / np.linalg.norm(P) > best:
            best, place = np.vdot(P, K) / np.linalg.norm(P), (i, j)
    return place
