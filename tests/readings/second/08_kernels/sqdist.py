import numpy as np


def right_row_by_row(X, Z):
    """A loop over the rows of X, the differences to all of Z at once."""
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    D = np.empty((len(X), len(Z)))
    for n, x in enumerate(X):
        D[n] = ((Z - x) ** 2).sum(axis=1)
    return D


def right_common_mean(X, Z):
    """All points moved by their common mean, the formula, clipped at 0."""
    mean = np.concatenate([X, Z]).mean(axis=0)
    A, B = X - mean, Z - mean
    D = (A**2).sum(axis=1)[:, None] - 2 * A @ B.T + (B**2).sum(axis=1)
    return np.maximum(D, 0)


def right_first_row(X, Z):
    """All points moved so that the first row of X is the origin; abs instead of a clip."""
    A, B = (X - X[0]).astype(float), (Z - X[0]).astype(float)
    return np.abs(np.einsum("nd,nd->n", A, A)[:, None] + np.einsum("md,md->m", B, B)[None, :] - 2.0 * (A @ B.T))


def right_pairs(X, Z):
    """A double loop over pairs; lists of floats come out."""
    rows = []
    for x in X:
        row = []
        for z in Z:
            v = np.subtract(x, z, dtype=float)
            row.append(float(np.dot(v, v)))
        rows.append(row)
    return rows


def right_feature_by_feature(X, Z):
    """A loop over the features, a matrix of squares for each."""
    D = np.zeros((X.shape[0], Z.shape[0]))
    for j in range(X.shape[1]):
        D += np.subtract.outer(X[:, j], Z[:, j]).astype(float) ** 2
    return D


def right_blocks_of_features(X, Z):
    """The differences themselves, in blocks of so many features that few doubles are needed at once."""
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    block = max(1, 2_000_000 // (len(X) * len(Z)))
    D = np.zeros((len(X), len(Z)))
    for start in range(0, X.shape[1], block):
        V = X[:, None, start : start + block] - Z[None, :, start : start + block]
        D += np.einsum("nmj,nmj->nm", V, V)
    return D


def right_norm(X, Z):
    """np.linalg.norm for each row, squared."""
    return np.array([np.linalg.norm((Z - x).astype(float), axis=1) ** 2 for x in X])


def right_middle(X, Z):
    """Moved by the middle of the range in each feature."""
    both = np.vstack([X, Z]).astype(float)
    both -= (both.min(axis=0) + both.max(axis=0)) / 2
    A, B = both[: len(X)], both[len(X) :]
    D = -2 * (A @ B.T)
    D += np.sum(A * A, axis=1, keepdims=True)
    D += np.sum(B * B, axis=1)
    np.clip(D, 0, None, out=D)
    return D


def right_gram_of_the_union(X, Z):
    """K_nn - 2 K_nm + K_mm from the Gram matrix of both sets together, then a corner of it."""
    both = np.concatenate([X, Z]).astype(float)
    both = both - both.mean(axis=0)
    K = both @ both.T
    square = np.diag(K)
    D = square[:, None] - 2 * K + square[None, :]
    D[D < 0] = 0.0
    return D[: len(X), len(X) :]


def right_qr(X, Z):
    """Moved, then turned by QR into at most N + M coordinates, in which the differences are short."""
    both = np.concatenate([X, Z]).astype(float)
    both -= both[-1]
    R = np.linalg.qr(both.T, mode="r").T
    A, B = R[: len(X)], R[len(X) :]
    return np.stack([np.square(B - a).sum(axis=-1) for a in A])


def right_recursive(X, Z):
    """X is halved until one row is left."""

    def rows(A):
        if len(A) > 1:
            half = len(A) // 2
            return np.concatenate([rows(A[:half]), rows(A[half:])])
        V = Z.astype(float) - A[0].astype(float)
        return (V * V).sum(axis=1).reshape(1, -1)

    return rows(X)


def right_exact_for_integers(X, Z):
    """In the arrays' own type: for integers the result is exact and of integers."""
    return np.array([[np.dot(x - z, x - z) for z in Z] for x in X])


def right_float32_of_differences(X, Z):
    """Moved, scaled to 1 and subtracted in double precision; only the squares are of single precision."""
    A, B = X - X[0].astype(float), Z - X[0].astype(float)
    s = max(np.abs(A).max(), np.abs(B).max()) or 1.0
    A, B = A / s, B / s
    V = np.empty(B.shape, np.float32)
    D = np.empty((len(A), len(B)), np.float32)
    for n, a in enumerate(A):
        np.subtract(B, a, out=V, casting="same_kind")
        D[n] = np.square(V, out=V).sum(axis=1)
    return s * s * D.astype(float)


def right_class(X, Z):
    """Over-engineered: an object that keeps one set, moved to its own mean, and measures the other from there."""

    class Measured:
        def __init__(self, points):
            assert points.ndim == 2
            self.origin = points.mean(axis=0)
            self.points = points - self.origin
            self.squares = (self.points**2).sum(axis=1)

        def from_(self, others):
            assert others.shape[1] == self.points.shape[1]
            moved = others - self.origin
            return np.maximum(0.0, (moved**2).sum(1)[:, None] + self.squares - 2 * moved.dot(self.points.T))

    return Measured(Z).from_(X)


def wrong_expanded(X, Z):
    """DESERVES: far from 0 the squares are so large that their differences are round-off: move all points first
    PART: yes
    BREAKS: right also at 1e8 from the origin, at X = Z = [[1e8], [1e8 + 1], [1e8 + 3]]
    """
    X, Z = X.astype(float), Z.astype(float)
    return np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0)


def wrong_two_means(X, Z):
    """DESERVES: each set is moved by its own mean: distances between them change
    PART: no
    BREAKS: squared distances of each row of X to each row of Z, at X = [[0.0]], Z = [[1.0]]
    """
    A, B = X - X.mean(axis=0), Z - Z.mean(axis=0)
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_not_clipped(X, Z):
    """DESERVES: round-off leaves negative numbers where rows agree, and nothing takes them away
    PART: yes
    BREAKS: none is negative, at X = Z = 40 rows of 7 standard normal numbers, default_rng(0)
    """
    mean = np.concatenate([X, Z]).mean(axis=0)
    A, B = X - mean, Z - mean
    return (A**2).sum(axis=1)[:, None] - 2 * A @ B.T + (B**2).sum(axis=1)


def wrong_one_number_as_mean(X, Z):
    """DESERVES: the mean over all entries is one number: features with different offsets stay far from 0
    PART: yes
    BREAKS: right also at 1e8 from the origin, at X = Z = [[1e8, -1e8], [1e8 + 1, -1e8]]
    """
    mean = np.concatenate([X, Z]).mean()
    A, B = X - mean, Z - mean
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_all_differences(X, Z):
    """DESERVES: all differences at once take N M d doubles
    PART: yes
    BREAKS: N = M = 128 and d = 8640 must do in 1 GiB, at zeros of these shapes
    """
    return ((X[:, None, :] - Z[None, :, :]).astype(float) ** 2).sum(axis=-1)


def wrong_pure_python(X, Z):
    """DESERVES: right, and much too slow: let NumPy loop over the features
    PART: yes
    BREAKS: N = M = 128 and d = 8640 must do in 2 seconds, at zeros of these shapes
    """
    return [[sum((a - b) ** 2 for a, b in zip(x, z)) for z in Z.tolist()] for x in X.tolist()]


def wrong_float32(X, Z):
    """DESERVES: single precision holds 7 digits, too few to see differences of 1 at 1e8
    PART: yes
    BREAKS: right also at 1e8 from the origin, at X = [[1e8]], Z = [[1e8 + 1]]
    """
    X, Z = X.astype(np.float32), Z.astype(np.float32)
    return np.array([((Z - x) ** 2).sum(axis=1) for x in X])


def wrong_moves_the_callers(X, Z):
    """DESERVES: asarray makes no copy of floats: -= moves the caller's samples
    PART: yes
    BREAKS: a function leaves its arrays as they were, at X = [[1.0], [2.0]], Z = [[4.0]]
    """
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    mean = np.concatenate([X, Z]).mean(axis=0)
    X -= mean
    if Z is not X:
        Z -= mean
    return np.maximum((X**2).sum(1)[:, None] - 2 * X @ Z.T + (Z**2).sum(1), 0)


def wrong_root(X, Z):
    """DESERVES: these are the distances, not their squares
    PART: no
    BREAKS: squared Euclidean distances, at X = [[0.0]], Z = [[2.0]]
    """
    return np.array([np.linalg.norm((Z - x).astype(float), axis=1) for x in X])


def wrong_zero_diagonal(X, Z):
    """DESERVES: the diagonal is 0 only if both sets are the same, not if they have the same shape
    PART: yes
    BREAKS: distances of each row of X to each row of Z, at X = [[0.0]], Z = [[1.0]]
    """
    D = np.array([((Z - x).astype(float) ** 2).sum(axis=1) for x in X])
    if X.shape == Z.shape:
        np.fill_diagonal(D, 0.0)
    return D


def wrong_floor_of_epsilon(X, Z):
    """DESERVES: a floor of 1e-10 is larger than the distances of near points: clip at 0
    PART: yes
    BREAKS: right to 1e-6 of the largest of them, at X = [[0.0], [1e-4]], Z = [[0.0]]
    """
    mean = np.concatenate([X, Z]).mean(axis=0)
    A, B = X - mean, Z - mean
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 1e-10)


def wrong_small_ones_to_zero(X, Z):
    """DESERVES: what is below 1e-4 of the largest is no round-off, and must not become 0
    PART: yes
    BREAKS: right to 1e-6 of the largest of them, at X = [[0.0]], Z = [[1.0], [200.0]]
    """
    mean = np.concatenate([X, Z]).mean(axis=0)
    A, B = X - mean, Z - mean
    D = (A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1)
    D[D < 1e-4 * D.max()] = 0
    return D


def wrong_axes_exchanged(X, Z):
    """DESERVES: the squares of X belong to the rows and those of Z to the columns
    PART: no
    BREAKS: squared distances (N, M), at X = [[0.0], [1.0]], Z = [[0.0], [3.0]]
    """
    X, Z = X - X[0].astype(float), Z - X[0].astype(float)
    return np.maximum((X**2).sum(1)[None, :] - 2 * X @ Z.T + (Z**2).sum(1)[:, None], 0)


def wrong_mean_over_features(X, Z):
    """DESERVES: squares of differences are summed over the features, not averaged
    PART: no
    BREAKS: squared Euclidean distances, at X = [[0.0, 0.0]], Z = [[1.0, 1.0]]
    """
    return np.array([((Z - x).astype(float) ** 2).mean(axis=1) for x in X])


def wrong_squeezed(X, Z):
    """DESERVES: squeeze takes away the axis of a single sample
    PART: yes
    BREAKS: squared distances (N, M), at X = [[0.0]], Z = [[1.0], [2.0]]
    """
    return np.array([((Z - x).astype(float) ** 2).sum(axis=1) for x in X]).squeeze()


def wrong_longdouble(X, Z):
    """DESERVES: three more digits are not enough at 1e8: move the points
    PART: yes
    BREAKS: right also at 1e8 from the origin, at X = [[1e8 + 0.1, 1e8]], Z = [[1e8, 1e8], [1e8 + 0.3, 1e8]]
    """
    X, Z = X.astype(np.longdouble), Z.astype(np.longdouble)
    D = (X**2).sum(axis=1)[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1)
    return np.maximum(D, 0).astype(float)


def wrong_moved_if_large(X, Z):
    """DESERVES: whether to move the points is decided by the mean, not by its size: far on the negative side they stay
    PART: yes
    BREAKS: right also at 1e8 from the origin, at X = Z = [[-1e8], [-1e8 - 1], [-1e8 - 3]]
    """
    both = np.concatenate([X, Z]).astype(float)
    if both.mean() > 1000:
        both -= both.mean(axis=0)
    A, B = both[: len(X)], both[len(X) :]
    return np.maximum((A**2).sum(1)[:, None] - 2 * A @ B.T + (B**2).sum(1), 0)


def wrong_int32(X, Z):
    """DESERVES: int32 is too small for the squares of numbers up to 1e6
    PART: yes
    BREAKS: X and Z may hold integers (int64, up to 1e6 in size), at X = [[0]], Z = [[1000000]] (integers)
    """
    if X.dtype.kind == "i" and Z.dtype.kind == "i":
        X, Z = X.astype(np.int32), Z.astype(np.int32)
    return np.array([np.einsum("md,md->m", Z - x, Z - x) for x in X]).clip(0)
