import numpy as np


def right_centred(X, Z):
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    o = X.mean(axis=0)
    A, B = X - o, Z - o
    D = (A * A).sum(1)[:, None] - 2 * A @ B.T + (B * B).sum(1)
    return np.maximum(D, 0)


def right_first_row_as_origin(X, Z):
    o = X[0].astype(float)
    A, B = X.astype(float) - o, Z.astype(float) - o
    D = np.einsum("ni,ni->n", A, A)[:, None] + np.einsum("mi,mi->m", B, B)[None] - 2 * np.dot(A, B.T)
    return np.clip(D, 0, None)


def right_row_by_row(X, Z):
    X, Z = X.astype(float), Z.astype(float)
    return np.array([((x - Z) ** 2).sum(axis=1) for x in X])


def right_two_loops(X, Z):
    X, Z = X.astype(np.float64), Z.astype(np.float64)
    D = np.empty((X.shape[0], Z.shape[0]))
    for n in range(D.shape[0]):
        for m in range(D.shape[1]):
            diff = X[n] - Z[m]
            D[n, m] = diff @ diff
    return D


def right_feature_by_feature(X, Z):
    D = np.zeros((len(X), len(Z)))
    for i in range(X.shape[1]):
        D += np.subtract.outer(X[:, i].astype(float), Z[:, i].astype(float)) ** 2
    return D


def right_norm_squared(X, Z):
    X, Z = X.astype(float), Z.astype(float)
    return np.stack([np.linalg.norm(X - z, axis=1) ** 2 for z in Z], axis=-1)


def right_two_loops_norm(X, Z):
    X, Z = X.astype(float), Z.astype(float)
    return np.array([[np.linalg.norm(x - z) for z in Z] for x in X]) ** 2


def right_recursive_halves(X, Z):
    X, Z = X.astype(float), Z.astype(float)

    def block(lo, hi):
        if hi - lo == 1:
            E = X[:, lo][:, None] - Z[:, lo]
            return E * E
        mid = (lo + hi) // 2
        return block(lo, mid) + block(mid, hi)

    return block(0, X.shape[1])


def right_one_gram(X, Z):
    both = np.concatenate([X, Z]).astype(float)
    both -= both.mean(axis=0)
    G = both @ both.T
    g = np.diag(G)
    D = g[:, None] - 2 * G + g
    D[D < 0] = 0
    return D[: len(X), len(X) :]


def right_median_origin(X, Z):
    X, Z = X * 1.0, Z * 1.0
    shift = np.median(np.vstack([X, Z]), axis=0)
    A, B = X - shift, Z - shift
    # lifted: (|a|^2, 1, -2a) . (1, |b|^2, b)
    one_a, one_b = np.ones((len(A), 1)), np.ones((len(B), 1))
    L = np.hstack([(A**2).sum(1, keepdims=True), one_a, -2 * A])
    R = np.hstack([one_b, (B**2).sum(1, keepdims=True), B])
    D = L @ R.T
    return np.where(D > 0, D, 0.0)


def right_blocks(X, Z):
    X, Z = X.astype(float), Z.astype(float)
    D = np.zeros((len(X), len(Z)))
    step = max(1, int(2e6 // max(1, Z.size)))
    for start in range(0, len(X), step):
        E = X[start : start + step, None, :] - Z[None]
        D[start : start + step] = np.einsum("nmi,nmi->nm", E, E)
    return D


def right_float32_after_moving(X, Z):
    # allowed: 1e-5 of the largest is asked, and the move is made in doubles
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    size = max(np.abs(X - Z[0]).max(), np.abs(Z - Z[0]).max()) or 1.0
    A, B = ((X - Z[0]) / size).astype(np.float32), ((Z - Z[0]) / size).astype(np.float32)
    return np.array([((a - B) ** 2).sum(1) for a in A], dtype=float) * size**2


def right_apply_along(X, Z):
    Z = Z.astype(float)
    return np.apply_along_axis(lambda x: np.square(Z - x).sum(axis=1), 1, X.astype(float))


def wrong_naive_expansion(X, Z):
    """DESERVES: Right near 0, but far from the origin the large squares cancel: move all points first.
    PART: yes
    BREAKS: also if all rows lie within 10 of one another at 1e8 from the origin; input: X = [[1e8 + 3]], Z = [[1e8]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0)


def wrong_two_means(X, Z):
    """DESERVES: Both sets must be moved by the same vector; by two means you bring far sets on top of one another.
    PART: no
    BREAKS: squared distances of each row of X to each row of Z; input: X = [[0.]], Z = [[5.]]
    """
    A, B = X - X.mean(0), Z - Z.mean(0)
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_not_clipped(X, Z):
    """DESERVES: All right but for the round-off below 0, which has to be cut.
    PART: yes
    BREAKS: None is negative; input: X = Z = some rows with fractions such as [[0.1, 0.7], [1/3, 0.2], [0.9, 0.3]] (a diagonal entry -1e-17 or so)
    """
    X, Z = X.astype(float), Z.astype(float)
    o = X.mean(0)
    A, B = X - o, Z - o
    return (A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1)


def wrong_abs_of_expansion(X, Z):
    """DESERVES: abs hides the sign, not the lost digits: at 1e8 from the origin the answer is still wrong.
    PART: yes
    BREAKS: right to 1e-5 of the largest, also at 1e8; input: X = [[1e8 + 1], [1e8 + 3]], Z = [[1e8]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.abs((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1))


def wrong_all_differences(X, Z):
    """DESERVES: Right numbers, but the array (N, M, d) of all differences and that of their squares are too large: go row by row or use the matrix product.
    PART: yes
    BREAKS: N M d numbers at once are too many; input: N = M = 128, d = 5120
    """
    return ((X.astype(float)[:, None, :] - Z.astype(float)[None, :, :]) ** 2).sum(axis=2)


def wrong_all_differences_einsum(X, Z):
    """DESERVES: One array (N, M, d) is still N M d numbers at once, though it fits 1 GiB here by a third.
    PART: yes
    BREAKS: N M d numbers at once are too many (0.63 GiB at N = M = 128, d = 5120, so the second half of the sentence may be kept); input: N = M = 128, d = 5120
    """
    E = X.astype(float)[:, None, :] - Z.astype(float)[None, :, :]
    return np.einsum("nmi,nmi->nm", E, E)


def wrong_python_triple_loop(X, Z):
    """DESERVES: Right, but 84 million steps of Python take a minute: let NumPy do the innermost loop.
    PART: yes
    BREAKS: N = M = 128 and d = 5120 must do in 2 seconds; input: that
    """
    A, B = X.astype(float).tolist(), Z.astype(float).tolist()
    return np.array([[sum((a - b) ** 2 for a, b in zip(x, z)) for z in B] for x in A])


def wrong_root_taken(X, Z):
    """DESERVES: Squared distances are wanted, you took the root.
    PART: no
    BREAKS: Squared Euclidean distances; input: X = [[0.]], Z = [[2.]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.sqrt(((x - Z) ** 2).sum(1)) for x in X])


def wrong_transposed(X, Z):
    """DESERVES: Rows belong to X: yours is the transpose.
    PART: yes
    BREAKS: distances (N, M) of each row of X to each row of Z; input: X = [[0.]], Z = [[1.], [2.]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([((z - X) ** 2).sum(1) for z in Z])


def right_integers_kept(X, Z):
    """Unsigned differences would wrap; but the integers are int64, up to 1e6."""
    return np.array([((x - Z) ** 2).sum(axis=1) for x in X], dtype=float)


def right_int32_squares(X, Z):
    """Squares of int32 would wrap; but the integers are int64, up to 1e6."""
    D = np.zeros((len(X), len(Z)))
    for n in range(len(X)):
        for m in range(len(Z)):
            E = X[n] - Z[m]
            D[n, m] = np.sum(E * E, dtype=E.dtype)
    return D


def wrong_sign_of_cross_term(X, Z):
    """DESERVES: The cross term has the factor -2: yours gives the squared length of x + z.
    PART: no
    BREAKS: squared Euclidean distances; input: X = [[0.]], Z = [[2.]]
    """
    o = np.vstack([X, Z]).mean(0)
    A, B = X - o, Z - o
    return np.maximum((A**2).sum(1)[:, None] + 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_cross_term_once(X, Z):
    """DESERVES: The cross term counts twice.
    PART: no
    BREAKS: squared Euclidean distances; input: X = [[0.], [1.]], Z = [[1.]]
    """
    o = X[0]
    A, B = X.astype(float) - o, Z.astype(float) - o
    return np.maximum((A**2).sum(1)[:, None] - A @ B.T + (B**2).sum(1), 0)


def wrong_mean_over_features(X, Z):
    """DESERVES: The distance is a sum over the features, not a mean.
    PART: no
    BREAKS: squared Euclidean distances; input: X = [[0., 0.]], Z = [[1., 1.]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([((x - Z) ** 2).mean(1) for x in X])


def wrong_in_place_move(X, Z):
    """DESERVES: -= moves the caller's points: write X = X - origin.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: X = [[1.], [3.]], Z = [[0.]]
    """
    o = X.mean(0)
    if X.dtype.kind != "f":
        X = X.astype(float)
    if Z.dtype.kind != "f":
        Z = Z.astype(float)
    X -= o
    Z -= o
    return np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0)


def wrong_global_mean_of_entries(X, Z):
    """DESERVES: One number moves all features alike; the origin needs a vector, one entry for each feature.
    PART: yes
    BREAKS: also if all rows lie within 10 at 1e8 from the origin; input: X = [[1e8, -1e8]], Z = [[1e8 + 3, -1e8]]
    """
    X, Z = X.astype(float), Z.astype(float)
    o = X.mean()
    A, B = X - o, Z - o
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_float32_before_moving(X, Z):
    """DESERVES: Single precision knows 1e8 up to 8: it has lost the differences before you form them.
    PART: yes
    BREAKS: right to 1e-5, also at 1e8 from the origin; input: X = [[1e8 + 1]], Z = [[1e8]]
    """
    X, Z = X.astype(np.float32), Z.astype(np.float32)
    return np.array([((x - Z) ** 2).sum(1) for x in X], dtype=float)


def wrong_only_diagonal_pairs(X, Z):
    """DESERVES: This pairs row n with row n only; every row of X has a distance to every row of Z.
    PART: no
    BREAKS: distances (N, M) of each row of X to each row of Z; input: X = [[0.], [1.]], Z = [[0.], [1.]]
    """
    X, Z = X.astype(float), Z.astype(float)
    if X.shape == Z.shape:
        return np.tile(((X - Z) ** 2).sum(1)[:, None], (1, len(Z)))
    return np.array([((x - Z) ** 2).sum(1) for x in X])


def wrong_manhattan_squared(X, Z):
    """DESERVES: (sum |x_i - z_i|)^2 is another distance; square each entry first, then add.
    PART: no
    BREAKS: Euclidean; input: X = [[0., 0.]], Z = [[1., 1.]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.array([np.abs(x - Z).sum(1) ** 2 for x in X])


def wrong_math_dist(X, Z):
    """DESERVES: math.dist is right but takes about 5 s for 128 times 128 rows of 5120 numbers: NumPy rows are faster.
    PART: yes
    BREAKS: N = M = 128 and d = 5120 must do in 2 seconds; input: that
    """
    from math import dist

    A, B = X.astype(float).tolist(), Z.astype(float).tolist()
    return np.array([[dist(x, z) ** 2 for z in B] for x in A])
