import math

import numpy as np


def right_svd(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def right_eigh(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean = np.mean(X, axis=0)
    A = X - mean
    values, vectors = np.linalg.eigh(A.T @ A / X.shape[0])
    return mean, vectors[:, ::-1][:, :k], values[::-1][:k]


def right_cov(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean = X.sum(axis=0) / X.shape[0]
    S = np.atleast_2d(np.cov(X, rowvar=False, bias=True)) if len(X) > 1 else np.zeros((X.shape[1],) * 2)
    values, vectors = np.linalg.eigh(S)
    order = np.argsort(-values)[:k]
    return mean, vectors[:, order], np.maximum(values[order], 0)


def right_variance_measured(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean = np.average(X, axis=0)
    V = np.linalg.svd((X - mean).T)[0][:, :k]  # left singular vectors of the transposed
    return mean, V, np.var(X @ V, axis=0)


def right_lists(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, d = X.shape
    mean = [math.fsum(X[:, i]) / N for i in range(d)]
    S = np.zeros((d, d))
    for x in X:
        a = [float(x[i]) - mean[i] for i in range(d)]
        for i in range(d):
            for j in range(d):
                S[i, j] += a[i] * a[j] / N
    values, vectors = np.linalg.eigh(S)
    pairs = sorted(((values[j], vectors[:, j].tolist()) for j in range(d)), key=lambda p: p[0], reverse=True)[:k]
    V = [[v[i] for _, v in pairs] for i in range(d)]
    return [mean, V, [max(value, 0.0) for value, _ in pairs]]


def right_jacobi(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Rotations in two coordinates until the covariance matrix is diagonal."""
    N, d = X.shape
    mean = X.mean(0)
    S = (X - mean).T @ (X - mean) / N
    V = np.eye(d)
    for _ in range(60):
        for p in range(d):
            for q in range(p + 1, d):
                if S[p, q] == 0:
                    continue
                angle = 0.5 * math.atan2(2 * S[p, q], S[q, q] - S[p, p])
                G = np.eye(d)
                G[p, p] = G[q, q] = math.cos(angle)
                G[p, q], G[q, p] = math.sin(angle), -math.sin(angle)
                S, V = G.T @ S @ G, V @ G
    order = np.argsort(np.diag(S))[::-1][:k]
    return mean, V[:, order], np.diag(S)[order]


def right_sign_fixed(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    A = np.array(X, dtype=float)  # a copy
    mean = A.mean(axis=0)
    A -= mean
    _, s, Vt = np.linalg.svd(A, full_matrices=True)
    Vt = Vt * np.where(Vt[np.arange(len(Vt)), np.abs(Vt).argmax(axis=1)] < 0, -1, 1)[:, None]
    s = np.concatenate([s, np.zeros(len(Vt))])
    return mean, np.ascontiguousarray(Vt.T[:, 0:k]), s[:k] ** 2 / len(A)


def right_one_by_one(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The first direction, then what is orthogonal to it, and so on, by recursion."""
    N = len(X)
    mean = X.mean(axis=0)

    def rest(A, basis, count):
        if count == 0:
            return [], []
        v = np.linalg.eigh(basis.T @ A.T @ A @ basis)[1][:, -1]
        direction = basis @ v
        others = np.linalg.svd(v[None, :])[2][1:].T  # orthonormal, orthogonal to v
        V, var = rest(A, basis @ others, count - 1)
        return [direction, *V], [np.sum((A @ direction) ** 2) / N, *var]

    V, var = rest(X - mean, np.eye(X.shape[1]), k)
    return mean, np.column_stack(V), np.array(var)


def right_gram(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Through A A^T when there are fewer samples than features, filled up to an orthonormal basis."""
    N, d = X.shape
    mean = X.mean(axis=0)
    A = X - mean
    if d <= N:
        values, V = np.linalg.eigh(A.T @ A)
        return mean, V[:, ::-1][:, :k], values[::-1][:k] / N
    values, U = np.linalg.eigh(A @ A.T)
    values, U = values[::-1], U[:, ::-1]
    good = values > 1e-12 * max(values[0], 1e-300)
    start = A.T @ U[:, good] / np.sqrt(values[good])
    Q = np.linalg.qr(np.hstack([start, np.eye(d)]))[0]
    return mean, Q[:, :k], np.where(good, values, 0)[:k] / N


def right_float32_directions(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    mean = X.mean(axis=0)
    A = (X - mean).astype(np.float32)
    u, s, vt = np.linalg.svd(A, full_matrices=False)
    return mean.astype(np.float32), vt[:k].T, (s[:k] ** 2 / np.float32(len(A)))


def right_class(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    class PCA:
        def __init__(self, count):
            self.count = count

        def __call__(self, samples):
            self.mean = samples.mean(axis=0)
            scaled = (samples - self.mean) / np.sqrt(len(samples))
            self.s, self.Vt = np.linalg.svd(scaled, full_matrices=False)[1:]
            return self.mean, self.Vt.T[:, : self.count], np.square(self.s)[: self.count]

    print("k =", k)
    return PCA(k)(X)


def right_second_moment(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """E[(x - x0)(x - x0)^T] - (m - x0)(m - x0)^T with a sample x0 in place of 0, against cancellation."""
    A = np.asarray(X, dtype=np.longdouble) - X[0]
    m = A.mean(axis=0)
    S = np.einsum("ni,nj->ij", A, A) / len(A) - np.outer(m, m)
    values, V = np.linalg.eigh(S.astype(float))
    mean = (m + X[0]).astype(float)
    keep = np.argsort(values, kind="stable")[: -k - 1 : -1]
    return mean, V[:, keep], values[keep]


def wrong_not_centred(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: take the mean off before the singular values; yours are directions from the origin.
    PART: no
    BREAKS: the variances of the samples along them: `pca([[1.], [1.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_n_minus_1(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the variances are means over N here; np.cov divides by N - 1 unless told otherwise.
    PART: yes
    BREAKS: the variances, 1/N: `pca([[0.], [2.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / max(len(X) - 1, 1)


def wrong_smallest_first(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: eigh sorts upwards: your first columns are the directions of the least variance.
    PART: no
    BREAKS: the largest first: `pca([[0., 0.], [2., 0.]], 1)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    values, V = np.linalg.eigh(A.T @ A / len(X))
    return mean, V[:, :k], values[:k]


def wrong_largest_last(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you take the right k directions, but eigh has the largest last, and it has to come first.
    PART: yes
    BREAKS: largest first: `pca([[0., 0.], [2., 0.]], 2)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    values, V = np.linalg.eigh(A.T @ A / len(X))
    return mean, V[:, -k:], values[-k:]


def wrong_values_sorted_alone(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you turn the eigenvalues round, but not the columns that belong to them.
    PART: yes
    BREAKS: the variances of the samples along the directions: `pca([[0., 0.], [2., 0.]], 2)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    values, V = np.linalg.eigh(A.T @ A / len(X))
    return mean, V[:, -k:], values[::-1][:k]


def wrong_rows_of_v(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: svd returns the directions as rows of Vt; you cut columns out of it, which are no directions.
    PART: no
    BREAKS: V holds the principal directions as columns: `pca([[2., 1., 0.], [-2., -1., 0.], [-1., 2., 0.], [1., -2., 0.], [0., 0., 3.], [0., 0., -3.]], 2)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=True)
    return mean, Vt[:, :k], s[:k] ** 2 / len(X)


def wrong_transposed(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the directions have to be the columns of V, (d, k); yours are its rows.
    PART: yes
    BREAKS: V (d, k): `pca([[0., 0.], [2., 0.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k], s[:k] ** 2 / len(X)


def wrong_deviations(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you return standard deviations, s / sqrt(N); the variances are their squares.
    PART: yes
    BREAKS: var, the variances: `pca([[0.], [4.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] / np.sqrt(len(X))


def wrong_share_of_variance(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you return the share of the total variance (explained_variance_ratio), not the variance.
    PART: yes
    BREAKS: var, the variances: `pca([[0.], [4.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / max(np.sum(s**2), 1e-300)


def wrong_features_variances(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the variances wanted are along the directions, not those of the features, sorted.
    PART: yes
    BREAKS: the variances of the samples along them: `pca([[0., 0.], [2., 2.]], 1)`
    """
    mean = X.mean(axis=0)
    Vt = np.linalg.svd(X - mean, full_matrices=False)[2]
    return mean, Vt[:k].T, np.sort(X.var(axis=0))[::-1][:k]


def wrong_standardised(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you divide the features by their deviations first, which is PCA of other samples.
    PART: no
    BREAKS: the variances of the samples: `pca([[0., 0.], [4., 2.]], 1)`
    """
    mean, std = X.mean(axis=0), X.std(axis=0)
    A = (X - mean) / np.where(std == 0, 1, std)
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_cov_of_one_feature(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: for d = 1 np.cov returns a number, not a (1, 1) matrix, and eigh refuses it.
    PART: yes
    BREAKS: samples X (N, d), 1 <= k <= min(N, d): `pca([[0.], [2.]], 1)`
    """
    values, V = np.linalg.eigh(np.cov(X.T, bias=True))
    return X.mean(axis=0), V[:, ::-1][:, :k], values[::-1][:k]


def wrong_gram_divides_by_zero(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the centred samples have rank N - 1 at most; dividing A^T u by a singular value 0 gives no direction.
    PART: yes
    BREAKS: unit vectors orthogonal to one another: `pca([[0., 0.], [2., 0.]], 2)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    values, U = np.linalg.eigh(A @ A.T)
    values, U = np.maximum(values[::-1][:k], 0), U[:, ::-1][:, :k]
    return mean, A.T @ U / np.sqrt(values), values / len(X)


def wrong_power_from_ones(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: power iteration from (1, ..., 1) misses a first direction that is orthogonal to it; start at random.
    PART: yes
    BREAKS: largest first: `pca([[1., -1.], [-1., 1.], [.5, .5], [-.5, -.5]], 1)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    S = A.T @ A / len(X)
    V, var = [], []
    for j in range(k):
        v = np.ones(len(S)) / np.sqrt(len(S))
        for _ in range(300):
            w = S @ v
            if np.linalg.norm(w) == 0:
                break
            v = w / np.linalg.norm(w)
        V.append(v)
        var.append(v @ S @ v)
        S = S - var[-1] * np.outer(v, v)
    return mean, np.array(V).T, np.array(var)


def wrong_few_iterations(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: five rounds of power iteration are not enough where two variances are near to one another.
    PART: yes
    BREAKS: V holds the principal directions: `pca([[2., 0.], [-2., 0.], [0., 1.5], [0., -1.5]], 1)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    S = A.T @ A / len(X)
    V = np.random.default_rng(0).normal(size=(len(S), k))
    for _ in range(5):
        V = np.linalg.qr(S @ V)[0]
    return mean, V, np.diag(V.T @ S @ V)


def wrong_eig_unsorted(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: np.linalg.eig does not sort; the first eigenvalue need not be the largest.
    PART: yes
    BREAKS: largest first: `pca([[1., 0.], [-1., 0.], [0., 2.], [0., -2.]], 1)`
    """
    mean = X.mean(axis=0)
    A = X - mean
    values, V = np.linalg.eig(A.T @ A / len(X))
    return mean, V[:, :k], values[:k]


def wrong_in_place(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: X -= mean changes the samples of the caller; write A = X - mean.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `pca([[0.], [2.]], 1)`
    """
    mean = X.mean(axis=0)
    X -= mean
    _, s, Vt = np.linalg.svd(X, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_mean_of_all(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the mean is taken feature by feature, axis=0; you take one number off all of them.
    PART: no
    BREAKS: mean (d,) is that of the samples: `pca([[0., 4.]], 1)`
    """
    mean = np.full(X.shape[1], X.mean())
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_all_of_them(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: k directions are wanted, you return all of them.
    PART: yes
    BREAKS: V (d, k), var (k,): `pca([[0., 0.], [2., 0.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt.T, s**2 / len(X)


def wrong_not_unit(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you scale the directions by the deviations (loadings); unit vectors are wanted.
    PART: yes
    BREAKS: unit vectors: `pca([[0.], [4.]], 1)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    return mean, Vt[:k].T * s[:k] / np.sqrt(len(X)), s[:k] ** 2 / len(X)


def wrong_moment_cancels(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: E[x x^T] - m m^T in float32 loses all digits when the mean is large beside the spread; centre first.
    PART: yes
    BREAKS: the variances of the samples: `pca([[9999.], [10001.]], 1)`
    """
    A = X.astype(np.float32)
    m = A.mean(axis=0)
    values, V = np.linalg.eigh(A.T @ A / np.float32(len(A)) - np.outer(m, m))
    return m, V[:, ::-1][:, :k], values[::-1][:k]


def wrong_left_vectors(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: the left singular vectors belong to the samples; the directions are the right ones.
    PART: no
    BREAKS: V (d, k) holds the principal directions: `pca([[1., 0.], [-3., 0.]], 1)`
    """
    mean = X.mean(axis=0)
    U, s, _ = np.linalg.svd(X - mean)
    return mean, U[: X.shape[1], :k], s[:k] ** 2 / len(X)


def wrong_integer_samples(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: a copy of integer samples is of integers, and A -= mean refuses to put real numbers there.
    PART: yes
    BREAKS: samples X (N, d), of integers: `pca([[0], [2]], 1)`
    """
    mean = X.mean(axis=0)
    A = X.copy()
    A -= mean
    _, s, Vt = np.linalg.svd(A, full_matrices=False)
    return mean, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_one_sample(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: np.cov divides by N - 1, and what you repair afterwards is 0/0 for a single sample; use bias=True.
    PART: yes
    BREAKS: 1 <= k <= min(N, d), N = 1: `pca([[1., 2.]], 1)`
    """
    N = len(X)
    values, V = np.linalg.eigh(np.atleast_2d(np.cov(X.T)) * (N - 1) / N)
    return X.mean(axis=0), V[:, ::-1][:, :k], values[::-1][:k]


def wrong_median(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: you take the median off; only around the mean is A^T A / N the covariance matrix.
    PART: yes
    BREAKS: mean (d,) is that of the samples: `pca([[0.], [0.], [3.]], 1)`
    """
    centre = np.median(X, axis=0)
    _, s, Vt = np.linalg.svd(X - centre, full_matrices=False)
    return centre, Vt[:k].T, s[:k] ** 2 / len(X)


def wrong_zero_variance_dropped(X: np.ndarray, k: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: directions with the variance 0 are directions, too; you drop them, and V has fewer than k columns.
    PART: yes
    BREAKS: V (d, k): `pca([[0., 0.], [2., 0.]], 2)`
    """
    mean = X.mean(axis=0)
    _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
    keep = s[:k] > 1e-9
    return mean, Vt[:k][keep].T, s[:k][keep] ** 2 / len(X)
