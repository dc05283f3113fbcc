import math

import numpy as np


def right_svd(X, k):
    """The singular value decomposition of the centred samples."""
    X = np.asarray(X, dtype=float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def right_eigh(X, k):
    """Eigenvectors of the covariance matrix, the last ones first."""
    X = np.asarray(X, dtype=float)
    mean = X.mean(axis=0)
    A = X - mean
    w, Q = np.linalg.eigh(A.T @ A / len(X))
    return mean, Q[:, ::-1][:, :k], np.maximum(w[::-1][:k], 0)


def right_argsort(X, k):
    """eigh, argsort in falling order, everything as lists."""
    mean = np.mean(np.asarray(X, float), axis=0)
    A = np.subtract(X, mean)
    w, Q = np.linalg.eigh(np.einsum("ni,nj->ij", A, A) / A.shape[0])
    order = np.argsort(-w)[:k]
    return mean.tolist(), Q[:, order].tolist(), w[order].tolist()


def right_cov(X, k):
    """np.cov with bias, made two-dimensional for a single feature, and the SVD of that symmetric matrix."""
    X = np.asarray(X, float)
    covariance = np.atleast_2d(np.cov(X, rowvar=False, bias=True))
    if len(X) == 1:  # np.cov has its own ideas about a single row
        covariance = np.zeros((X.shape[1], X.shape[1]))
    U, s, _ = np.linalg.svd(covariance, hermitian=True)
    return X.mean(axis=0), U[:, :k], s[:k]


def right_jacobi(X, k):
    """Another algorithm: plane rotations of Jacobi, in plain Python."""
    rows = [[float(v) for v in row] for row in X]
    N, d = len(rows), len(rows[0])
    mean = [math.fsum(row[i] for row in rows) / N for i in range(d)]
    A = [[row[i] - mean[i] for i in range(d)] for row in rows]
    S = [[math.fsum(a[i] * a[j] for a in A) / N for j in range(d)] for i in range(d)]
    Q = [[float(i == j) for j in range(d)] for i in range(d)]
    for _ in range(60):
        for p in range(d - 1):
            for q in range(p + 1, d):
                if S[p][q] == 0:
                    continue
                angle = 0.5 * math.atan2(2 * S[p][q], S[q][q] - S[p][p])
                c, s = math.cos(angle), math.sin(angle)
                for i in range(d):
                    S[i][p], S[i][q] = c * S[i][p] - s * S[i][q], s * S[i][p] + c * S[i][q]
                    Q[i][p], Q[i][q] = c * Q[i][p] - s * Q[i][q], s * Q[i][p] + c * Q[i][q]
                for i in range(d):
                    S[p][i], S[q][i] = c * S[p][i] - s * S[q][i], s * S[p][i] + c * S[q][i]
    order = sorted(range(d), key=lambda i: S[i][i], reverse=True)[:k]
    return np.array(mean), np.array([[Q[i][j] for j in order] for i in range(d)]), np.array([S[j][j] for j in order])


def right_gram(X, k):
    """The SVD by way of the (N, N) matrix where N < d; what is lost with the smallest values, QR completes."""
    X = np.asarray(X, float)
    N, d = X.shape
    mean = X.mean(axis=0)
    A = X - mean
    if N >= d:
        _, Q = np.linalg.eigh(A.T @ A)
        V = Q[:, ::-1][:, :k]
    else:
        _, U = np.linalg.eigh(A @ A.T)
        B = A.T @ U[:, ::-1]
        lengths = np.linalg.norm(B, axis=0)
        kept = [j for j in range(N) if lengths[j] > 1e-6 * max(lengths[0], 1e-300)]
        full, R = np.linalg.qr(np.hstack([B[:, kept], np.eye(d)]))
        rest = A @ full[:, len(kept) :]
        turn = np.linalg.svd(rest)[2].T
        V = np.hstack([full[:, : len(kept)], full[:, len(kept) :] @ turn])[:, :k]
    return mean, V, np.mean((A @ V) ** 2, axis=0)


def right_power_by_squaring(X, k):
    """Power iteration by squaring the matrix, and deflation; each direction from the longest column."""
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    A = X - mean
    d = A.shape[1]
    V = np.zeros((d, 0))
    for _ in range(k):
        P = np.eye(d) - V @ V.T
        M = P @ (A.T @ A) @ P
        if np.trace(M) <= 1e-24 * np.sum(A**2) or not np.any(A):
            M = P  # nothing is left: any direction will do
        for _ in range(64):
            M = M / np.trace(M)
            M = M @ M
            M = P @ (M + M.T) @ P / 2
        v = M[:, np.argmax(np.diag(M))]
        v = v - V @ (V.T @ v)
        V = np.column_stack([V, v / np.linalg.norm(v)])
    var = np.var(A @ V, axis=0)
    return mean, V, var


def right_qr_first(X, k):
    """QR of the centred samples, then the SVD of the small triangle."""
    X = np.array(X, dtype=np.float64)
    mean = np.add.reduce(X) / len(X)
    R = np.linalg.qr(X - mean, mode="r")
    s, Vt = np.linalg.svd(R)[1:]
    return mean, Vt.T[:, :k], np.square(s[:k]) / len(X)


def right_signs_fixed(X, k):
    """SVD, each direction with its largest entry positive, and the variances measured along them."""
    X = np.asarray(X, float)
    mean = X.sum(axis=0) / X.shape[0]
    A = X - mean
    V = np.linalg.svd(A)[2][:k].T.copy()
    for j in range(k):
        if V[np.argmax(np.abs(V[:, j])), j] < 0:
            V[:, j] *= -1
    return mean, V, np.array([np.mean((A @ v) ** 2) for v in V.T])


def right_pairs_of_samples(X, k):
    """Another formula: the covariance is the sum of (x_m - x_n)(x_m - x_n)^T over all pairs, divided by 2 N^2."""
    X = np.asarray(X, float)
    differences = (X[:, None, :] - X[None, :, :]).reshape(-1, X.shape[1])
    covariance = differences.T @ differences / (2 * len(X) ** 2)
    w, Q = np.linalg.eigh(covariance)
    Q, w = np.fliplr(Q), np.flip(w)
    return tuple(np.array(part) for part in (X.mean(axis=0), Q[:, :k], w[:k]))


def right_over_engineered(X, k):
    """A class with fitting and asserts, the differences from the first sample taken for accuracy."""

    class Components:
        def __init__(self, number):
            self.number = number

        def fit(self, samples):
            base = samples[0]
            shifted = samples - base
            offset = shifted.mean(axis=0)
            self.mean = base + offset
            _, self.s, Vt = np.linalg.svd((shifted - offset) / math.sqrt(len(samples)), full_matrices=True)
            self.directions = Vt[: self.number].T
            return self

        @property
        def variances(self):
            return self.s[: self.number] ** 2

    samples = np.asarray(X, dtype=float)
    assert samples.ndim == 2 and 1 <= k <= min(samples.shape)
    model = Components(k).fit(samples)
    assert np.allclose(model.directions.T @ model.directions, np.eye(k))
    return model.mean, model.directions, model.variances


def right_augmented(X, k):
    """Another formula: eigenvectors of the symmetric matrix [[0, A], [A^T, 0]], whose eigenvalues are +-s."""
    X = np.asarray(X, float)
    N, d = X.shape
    mean = X.mean(axis=0)
    A = X - mean
    top = np.linalg.eigh(np.block([[np.zeros((N, N)), A], [A.T, np.zeros((d, d))]]))
    s = top[0][::-1][:k]
    if s[-1] < 1e-7 * s[0] or s[0] == 0:  # the halves are no longer of equal length: take the plain way
        _, s, Vt = np.linalg.svd(A, full_matrices=False)
        return mean, Vt[:k].T, s[:k] ** 2 / N
    V = top[1][N:, ::-1][:, :k]
    return mean, V / np.linalg.norm(V, axis=0), s**2 / N


def wrong_not_centred(X, k):
    """DESERVES: the mean has to be taken off before the decomposition, you only return it
    PART: yes
    BREAKS: V holds the principal directions, at X = [[1, 0], [1, 2]], k = 1
    """
    X = np.asarray(X, float)
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return X.mean(axis=0), Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_one_less(X, k):
    """DESERVES: variances are over N here, np.cov divides by N - 1
    PART: yes
    BREAKS: var (k,) the variances, 1/N, at X = [[0], [2]], k = 1
    """
    X = np.asarray(X, float)
    w, Q = np.linalg.eigh(np.atleast_2d(np.cov(X.T)))
    return X.mean(axis=0), Q[:, ::-1][:, :k], w[::-1][:k]


def wrong_columns_of_vt(X, k):
    """DESERVES: svd returns the directions as rows of its third result: take rows and turn them, not its columns
    PART: yes
    BREAKS: V holds the principal directions as columns, at X = [[0, 0], [3, 4]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=True)
    return mean, Vt[:, :k], s[:k] ** 2 / len(X)


def wrong_directions_as_rows(X, k):
    """DESERVES: wanted are the directions as columns, (d, k), yours are rows
    PART: yes
    BREAKS: V (d, k) holds the principal directions as columns, at X = [[0, 0], [3, 4]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k], s[:k] ** 2 / len(X)


def wrong_centres_the_argument(X, k):
    """DESERVES: X -= mean changes the samples of the caller: write X - mean
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[0.], [2.]], k = 1
    """
    X = np.asarray(X)
    if X.dtype.kind != "f":
        X = X.astype(float)
    mean = X.mean(axis=0)
    X -= mean
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_smallest_first(X, k):
    """DESERVES: eigh sorts upwards: the first k columns are the directions of least variance
    PART: no
    BREAKS: largest first, at X = [[0, 0], [2, 0]], k = 1
    """
    X = np.asarray(X, float)
    A = X - X.mean(axis=0)
    w, Q = np.linalg.eigh(A.T @ A / len(X))
    return X.mean(axis=0), Q[:, :k], w[:k]


def wrong_largest_but_rising(X, k):
    """DESERVES: these are the right k directions, in rising order; wanted is the largest variance first
    PART: yes
    BREAKS: largest first, at X = [[3, 0], [-3, 0], [0, 1], [0, -1]], k = 2
    """
    X = np.asarray(X, float)
    A = X - X.mean(axis=0)
    w, Q = np.linalg.eigh(A.T @ A / len(X))
    return X.mean(axis=0), Q[:, -k:], w[-k:]


def wrong_standard_deviations(X, k):
    """DESERVES: you return the standard deviations along the directions, wanted are the variances, their squares
    PART: yes
    BREAKS: var (k,) the variances, at X = [[2], [-2]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] / np.sqrt(len(X))


def wrong_sign_of_the_first_entry(X, k):
    """DESERVES: np.sign(0) is 0: a direction whose first entry is 0 is multiplied by 0
    PART: yes
    BREAKS: V holds unit vectors, at X = [[0, 1], [0, -1]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    V = Vt[:k].T
    return mean, V * np.sign(V[0]), s[:k] ** 2 / len(X)


def wrong_gram_divides_by_zero(X, k):
    """DESERVES: A^T u / s has no meaning for s = 0, and k = N centred samples always have one such
    PART: yes
    BREAKS: V holds unit vectors orthogonal to one another, 1 <= k <= min(N, d), at X = [[0, 0], [2, 0]], k = 2
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    A = X - mean
    w, U = np.linalg.eigh(A @ A.T)
    w, U = w[::-1][:k], U[:, ::-1][:, :k]
    with np.errstate(all="ignore"):
        V = A.T @ U / np.sqrt(w)
    return mean, V, w / len(X)


def wrong_integer_mean(X, k):
    """DESERVES: zeros_like takes over the integers of X, and the mean is cut down to integers
    PART: yes
    BREAKS: X may hold integers (the mean of 0 and 1 is not 0), at X = [[0], [1]], k = 1, integers
    """
    X = np.asarray(X)
    mean = np.zeros_like(X[0])
    for i in range(X.shape[1]):
        mean[i] = X[:, i].mean()
    A = X - mean
    w, Q = np.linalg.eigh(A.T @ A / len(X))
    return mean, Q[:, ::-1][:, :k], w[::-1][:k]


def wrong_float32(X, k):
    """DESERVES: float32 has seven digits: where the mean is 1e4 times the spread, three are left
    PART: yes
    BREAKS: the mean may be 1e4 times as large as the spread, V to 1e-5, at X = [[10000, 0], [10001.1, 1.7]], k = 1
    """
    X = np.asarray(X, np.float32)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_start_of_ones(X, k):
    """DESERVES: power iteration from (1, ..., 1) never finds a direction orthogonal to it
    PART: yes
    BREAKS: V holds the principal directions, largest variance first, at X = [[2, -2], [-2, 2], [1, 1], [-1, -1]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    A = X - mean
    S, V, var = A.T @ A / len(X), [], []
    for _ in range(k):
        v = np.ones(len(mean))
        for _ in range(1000):
            u = S @ v
            if not np.linalg.norm(u) > 1e-12 * np.linalg.norm(v):
                u = v - sum(((v @ a) * a for a in V), np.zeros(len(v)))
            v = u / max(np.linalg.norm(u), 1e-300)
        V.append(v)
        var.append(v @ S @ v)
        S = S - var[-1] * np.outer(v, v)
    return mean, np.array(V).T, np.array(var)


def wrong_thirty_steps(X, k):
    """DESERVES: thirty power steps are too few where two variances are near to one another: go on until it stands
    PART: yes
    BREAKS: V right to 1e-5, at X = [[10, 0], [-10, 0], [0, 9.9], [0, -9.9]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    A = X - mean
    S = A.T @ A / len(X)
    V = np.random.default_rng(0).normal(size=(len(mean), k))
    for _ in range(30):
        V, _ = np.linalg.qr(S @ V)
    return mean, V, np.sum(V * (S @ V), axis=0)


def wrong_standardised(X, k):
    """DESERVES: you divide each feature by its deviation, so the directions are those of the correlation matrix
    PART: no
    BREAKS: the variances of the samples along V, at X = [[2, 0], [-2, 0], [0, 1], [0, -1]], k = 1
    """
    X = np.asarray(X, float)
    mean, spread = X.mean(axis=0), X.std(axis=0)
    _, s, Vt = np.linalg.svd((X - mean) / np.where(spread > 0, spread, 1), full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_cov_of_one_feature(X, k):
    """DESERVES: np.cov of a single feature is one number, no matrix, and eigh raises
    PART: yes
    BREAKS: 1 <= k <= min(N, d), so d = 1 is allowed, at X = [[0], [2]], k = 1
    """
    X = np.asarray(X, float)
    w, Q = np.linalg.eigh(np.cov(X, rowvar=False, ddof=0))
    return X.mean(axis=0), Q[:, ::-1][:, :k], w[::-1][:k]


def wrong_shares_of_variance(X, k):
    """DESERVES: you return the share of each variance in the whole, wanted are the variances themselves
    PART: yes
    BREAKS: var (k,) the variances, at X = [[2], [-2]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / max(np.sum(s**2), 1e-300)


def wrong_about_the_median(X, k):
    """DESERVES: you take off the median of each feature; in the example it happens to be the mean
    PART: no
    BREAKS: mean (d,) is that of the samples, at X = [[0], [0], [3]], k = 1
    """
    X = np.asarray(X, float)
    middle = np.median(X, axis=0)
    _, s, Vt = np.linalg.svd(X - middle, full_matrices=False)
    return middle, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_sorted_apart(X, k):
    """DESERVES: you sort the variances but not the directions with them
    PART: yes
    BREAKS: var the variances along them (the columns of V), largest first, at X = [[0, 0], [2, 0]], k = 1
    """
    X = np.asarray(X, float)
    A = X - X.mean(axis=0)
    w, Q = np.linalg.eigh(A.T @ A / len(X))
    return X.mean(axis=0), Q[:, :k], np.sort(w)[::-1][:k]


def wrong_rounds_to_zero(X, k):
    """DESERVES: you set variances below 1e-8 to 0 as if they were round-off: samples may be as small as that
    PART: yes
    BREAKS: var right to 1e-5 of their sum, at X = [[1e-5], [-1e-5]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    var = s[:k] ** 2 / len(X)
    var[var < 1e-8] = 0
    return mean, Vt[:k].T, var


def wrong_loadings(X, k):
    """DESERVES: your columns are multiplied by the deviations, wanted are unit vectors
    PART: yes
    BREAKS: unit vectors, at X = [[2], [-2]], k = 1
    """
    X = np.asarray(X, float)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T * s[:k] / np.sqrt(len(X)), s[:k] ** 2 / len(X)


def wrong_little_ridge(X, k):
    """DESERVES: the 1e-4 on the diagonal, meant for stability, is added to each variance
    PART: yes
    BREAKS: var right to 1e-5 of their sum, at X = [[1], [-1]], k = 1
    """
    X = np.asarray(X, float)
    A = X - X.mean(axis=0)
    w, Q = np.linalg.eigh(A.T @ A / len(X) + 1e-4 * np.eye(X.shape[1]))
    return X.mean(axis=0), Q[:, ::-1][:, :k], w[::-1][:k]


def wrong_divided_by_features(X, k):
    """DESERVES: after the transposition len counts features: the variances are divided by d instead of N
    PART: yes
    BREAKS: var (k,) the variances, 1/N, at X = [[1], [-1]], k = 1
    """
    A = np.asarray(X, float).T
    mean = A.mean(axis=1)
    A = A - mean[:, None]
    U, s, _ = np.linalg.svd(A, full_matrices=False)
    return mean, U[:, :k], s[:k] ** 2 / len(A)


def wrong_samples_with_themselves(X, k):
    """DESERVES: where N = 1 you return the sample's own direction, 0 times it: that is no unit vector
    PART: yes
    BREAKS: V holds unit vectors, at X = [[0, 0]], k = 1
    """
    X = np.asarray(X, float)
    if len(X) == 1:
        return X[0], np.zeros((X.shape[1], 1)), np.zeros(1)
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)
