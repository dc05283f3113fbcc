import numpy as np


def right_eigh(K, k):
    """center_gram and eigh, reversed, negative eigenvalues to 0."""
    s, U = np.linalg.eigh(center_gram(K))
    s, U = s[::-1][:k], U[:, ::-1][:, :k]
    return U * np.sqrt(np.maximum(s, 0))


def right_svd_of_gram(K, k):
    """The SVD of the symmetric Kc: singular values are the eigenvalues."""
    N = len(K)
    H = np.eye(N) - 1 / N
    U, s, _ = np.linalg.svd(H @ K @ H)
    return U[:, :k] @ np.diag(np.sqrt(s[:k]))


def right_feature_svd(K, k):
    """Features by an eigendecomposition of K as it comes, then PCA of them by SVD."""
    s, U = np.linalg.eigh(K)
    F = U * np.sqrt(s.clip(min=0))
    F = F - F.mean(axis=0)
    left, sigma, _ = np.linalg.svd(F)
    return left[:, :k] * sigma[:k]


def right_feature_covariance(K, k):
    """Features, their covariance, and projections on its eigenvectors."""
    s, U = np.linalg.eigh((K + K.T) / 2)
    F = U * np.sqrt(np.where(s > 0, s, 0))
    F -= F.mean(axis=0)
    _, V = np.linalg.eigh(F.T @ F)
    return F @ V[:, ::-1][:, :k]


def right_negated(K, k):
    """eigh of -Kc rises where Kc falls."""
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    t, U = np.linalg.eigh(-(Kc + Kc.T) / 2)
    S = np.zeros((len(K), k))
    for j in range(k):
        if t[j] < 0:
            S[:, j] = np.sqrt(-t[j]) * U[:, j]
    return S


def right_helmert(K, k):
    """The eigenproblem in the N - 1 directions orthogonal to (1, ..., 1); the last component is 0."""
    N = len(K)
    Q = np.zeros((N, N - 1))
    for j in range(1, N):
        Q[:j, j - 1] = 1
        Q[j, j - 1] = -j
        Q[:, j - 1] /= np.sqrt(j * (j + 1))
    S = np.zeros((N, N))
    if N > 1:
        s, V = np.linalg.eigh(Q.T @ K @ Q)
        S[:, : N - 1] = (Q @ V * np.sqrt(np.maximum(s, 0)))[:, ::-1]
    return S[:, :k]


def right_jacobi(K, k):
    """Cyclic Jacobi rotations in plain loops; returns nested lists."""
    A = np.array(center_gram(K), dtype=float)
    N = len(A)
    U = np.eye(N)
    for _ in range(60):
        for p in range(N - 1):
            for q in range(p + 1, N):
                if A[p, q] == 0:
                    continue
                angle = 0.5 * np.arctan2(2 * A[p, q], A[q, q] - A[p, p])
                c, s = np.cos(angle), np.sin(angle)
                R = np.array([[c, s], [-s, c]])
                A[:, [p, q]] = A[:, [p, q]] @ R
                A[[p, q]] = R.T @ A[[p, q]]
                U[:, [p, q]] = U[:, [p, q]] @ R
        if np.abs(A - np.diag(np.diag(A))).max() <= 1e-15 * max(np.abs(K).max(), 1e-300):
            break
    order = sorted(range(N), key=lambda j: -A[j, j])[:k]
    return [[float(U[n, j]) * max(float(A[j, j]), 0.0) ** 0.5 for j in order] for n in range(N)]


def right_subspace_iteration(K, k):
    """Orthogonal iteration with a fixed start, then Rayleigh and Ritz."""
    Kc = np.asarray(center_gram(K), dtype=float)
    Q = np.linalg.qr(np.random.default_rng(3).normal(size=(len(K), k)))[0]
    for _ in range(1500):
        Q = np.linalg.qr(Kc @ Q)[0]
    s, V = np.linalg.eigh(Q.T @ Kc @ Q)
    return (Q @ V * np.sqrt(np.maximum(s, 0)))[:, ::-1]


def right_sorted_relative_cut(K, k):
    """argsort in falling order; below 1e-13 of the largest an eigenvalue is 0."""
    Kc = np.asarray(center_gram(K))
    s, U = np.linalg.eigh(Kc)
    order = np.argsort(-s)[:k]
    s, U = s[order], U[:, order]
    s = np.where(s > 1e-13 * np.abs(K).max(), s, 0.0)
    return U * np.sqrt(s)


def right_projected(K, k):
    """Kc U / sqrt(s), where s is positive beyond round-off."""
    Kc = center_gram(K)
    s, U = np.linalg.eigh(Kc)
    S = np.zeros((len(K), k))
    for column, j in enumerate(range(len(K) - 1, len(K) - 1 - k, -1)):
        if s[j] > 1e-14 * len(K) * np.abs(K).max():
            S[:, column] = Kc @ U[:, j] / np.sqrt(s[j])
    return S


def right_shifted(K, k):
    """The constant direction is pushed below all others, so that eigh need not tell it from other zeros."""
    N, big = len(K), np.trace(K)
    s, U = np.linalg.eigh(center_gram(K) - big / N)
    S = U[:, ::-1] * np.sqrt(np.clip(s[::-1], 0, None))
    return S[:, :k] if k < N else np.hstack([S[:, : N - 1], np.zeros((N, 1))])


def right_class(K, k):
    """An over-engineered class, signs fixed by the entry of largest size."""

    class KernelPCA:
        def __init__(self, components):
            self.components = int(components)

        def fit_transform(self, K):
            K = np.array(K, dtype=np.float64)
            assert K.shape[0] == K.shape[1] and 1 <= self.components <= len(K)
            K -= K.mean(axis=0, keepdims=True)
            K -= K.mean(axis=1, keepdims=True)
            variances, axes = np.linalg.eigh(0.5 * (K + K.T))
            chosen = range(len(K))[::-1][: self.components]
            return np.column_stack([self.score(variances[j], axes[:, j]) for j in chosen])

        @staticmethod
        def score(variance, axis):
            flip = -1.0 if axis[np.argmax(np.abs(axis))] < 0 else 1.0
            return flip * np.sqrt(max(variance, 0.0)) * axis

    return KernelPCA(k).fit_transform(K)


def wrong_sign_of_first_sample(K, k):
    """DESERVES: np.sign is 0 where the first sample scores 0, and wipes the column out
    PART: yes
    BREAKS: S S^T, at K = outer(x, x) with x = (0, -1, 1): zeros (or it hangs on round-off)
    """
    s, U = np.linalg.eigh(center_gram(K))
    S = U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))
    first = np.where(np.abs(S[0]) < 1e-12, 0, S[0])
    return S * np.sign(first)


def wrong_absolute_cut(K, k):
    """DESERVES: 1e-10 is no zero if all of K is small; a cut must be relative
    PART: yes
    BREAKS: right to 1e-9 of N times the largest entry of K, at K = [[1e-12, 0], [0, 0]]: zeros
    """
    s, U = np.linalg.eigh(center_gram(K))
    s = np.where(s < 1e-10, 0, s)
    return U[:, ::-1][:, :k] * np.sqrt(s[::-1][:k])


def wrong_relative_cut_too_high(K, k):
    """DESERVES: a small positive variance counts: 1e-6 of the largest is too high a cut
    PART: yes
    BREAKS: right to 1e-9 of N times the largest entry, at features (1, 0), (-1, 0), (0, 1e-4), (0, -1e-4), k = 2
    """
    s, U = np.linalg.eigh(center_gram(K))
    s = np.where(s > 1e-6 * s[-1], s, 0)
    return U[:, ::-1][:, :k] * np.sqrt(s[::-1][:k])


def wrong_zero_components_left_out(K, k):
    """DESERVES: a component of variance 0 has a column of zeros, it is not left out
    PART: yes
    BREAKS: S is (N, k), at K = [[1, 1], [1, 1]], k = 1: shape (2, 0)
    """
    s, U = np.linalg.eigh(center_gram(K))
    s, U = s[::-1], U[:, ::-1]
    keep = s > 1e-12 * max(np.abs(K).max(), 1e-300)
    return (U[:, keep] * np.sqrt(s[keep]))[:, :k]


def wrong_epsilon_in_root(K, k):
    """DESERVES: no epsilon under the root is needed, and it counts where all of K is small
    PART: yes
    BREAKS: right to 1e-9 of N times the largest entry, at K = [[1e-12, 0], [0, 0]]
    """
    Kc = center_gram(K)
    s, U = np.linalg.eigh(Kc)
    return Kc @ U[:, ::-1][:, :k] / np.sqrt(np.maximum(s[::-1][:k], 0) + 1e-12)


def wrong_rising_order(K, k):
    """DESERVES: the k largest are chosen, but they stand in rising order
    PART: yes
    BREAKS: by descending variance, at K = diag(1, 4, 9), k = 2
    """
    s, U = np.linalg.eigh(center_gram(K))
    chosen = np.argsort(s)[-k:]
    return U[:, chosen] * np.sqrt(np.maximum(s[chosen], 0))


def wrong_power_iteration(K, k):
    """DESERVES: a hundred steps are too few where two variances are near one another, here 4 and 4.4
    PART: yes
    BREAKS: right to 1e-9, variances 5 % apart or more, at features +-sqrt(1.1) e_0, +-e_1, k = 1
    """
    A = np.array(center_gram(K), dtype=float)
    S = np.zeros((len(A), k))
    rng = np.random.default_rng(1)
    for j in range(k):
        v = rng.normal(size=len(A))
        for _ in range(100):
            w = A @ v
            length = np.linalg.norm(w)
            if length <= 1e-14 * max(np.abs(K).max(), 1e-300):
                break
            v = w / length
        else:
            s = v @ A @ v
            S[:, j] = np.sqrt(max(s, 0)) * v
            A -= s * np.outer(v, v)
    return S


def wrong_start_at_first_sample(K, k):
    """DESERVES: a start at e_0 never leaves the directions in which sample 0 has a part: take one that has all
    PART: yes
    BREAKS: S S^T, at K = outer(x, x) with x = (0, -1, 1): sample 0 is the mean, and the score is 0
    """
    A = np.array(center_gram(K), dtype=float)
    S = np.zeros((len(A), k))
    for j in range(k):
        v = np.zeros(len(A))
        v[0] = 1.0
        for _ in range(3000):
            w = A @ v
            length = np.linalg.norm(w)
            if length <= 1e-13 * max(np.abs(K).max(), 1e-300):
                v = np.zeros(len(A))
                break
            v = w / length
        s = v @ A @ v
        S[:, j] = np.sqrt(max(s, 0)) * v
        A -= s * np.outer(v, v)
    return S


def wrong_in_place(K, k):
    """DESERVES: K is centred in place, and the caller's K is lost
    PART: yes
    BREAKS: a function leaves its arrays as they were, at K = [[1.0, 0.0], [0.0, 0.0]]
    """
    K -= K.mean(axis=0)
    K -= K.mean(axis=1)[:, None]
    s, U = np.linalg.eigh(K)
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_not_centred(K, k):
    """DESERVES: the features have to be centred; here the first axis is the direction of the mean
    PART: no
    BREAKS: the centred features, at K = [[1, 3], [3, 9]], k = 1
    """
    s, U = np.linalg.eigh(K)
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_root_of_noise(K, k):
    """DESERVES: round-off makes an eigenvalue slightly negative, and its root is nan
    PART: yes
    BREAKS: a component of variance 0 has the scores 0, at K = outer(x, x) with x = (0.1, 0.2, 0.7), k = 3
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[:, ::-1][:, :k] * np.sqrt(s[::-1][:k])


def wrong_times_eigenvalue(K, k):
    """DESERVES: the scores have the length sqrt(s), not s
    PART: no
    BREAKS: inner products with a unit vector, at K = [[1, 3], [3, 9]], k = 1
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[:, ::-1][:, :k] * np.maximum(s[::-1][:k], 0)


def wrong_unit_columns(K, k):
    """DESERVES: a is normalised to length 1 and Kc a taken, without the 1/sqrt(s) that makes v a unit vector
    PART: no
    BREAKS: component j is a unit vector, at K = [[4, 0], [0, 0]], k = 1 (where s = 1 it is right)
    """
    Kc = center_gram(K)
    s, U = np.linalg.eigh(Kc)
    return np.where(s[::-1][:k] > 1e-13 * np.abs(K).max(), U[:, ::-1][:, :k], 0.0)


def wrong_variance_scaled(K, k):
    """DESERVES: eigenvalues of Kc are N times the variances; the scores take the root of the former
    PART: no
    BREAKS: inner products with the centred features, at K = [[1, 3], [3, 9]], k = 1
    """
    s, U = np.linalg.eigh(center_gram(K) / len(K))
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_rows_of_u(K, k):
    """DESERVES: eigenvectors are the columns of U, not its rows
    PART: no
    BREAKS: S S^T, at K = diag(1, 4, 9), k = 1
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[::-1][:k].T * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_half_centred(K, k):
    """DESERVES: only the columns are centred, and eigh reads one triangle of what is not symmetric
    PART: no
    BREAKS: the centred features, at K = [[1, 3], [3, 9]], k = 1
    """
    s, U = np.linalg.eigh(K - K.mean(axis=0))
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_cosine_kernel(K, k):
    """DESERVES: the features are not to be scaled to length 1 before they are centred
    PART: no
    BREAKS: K is their Gram matrix as it comes, at K = [[4, 0], [0, 1]], k = 1 (right where the diagonal is 1)
    """
    d = np.sqrt(np.maximum(np.diag(K), 0))
    d = np.where(d > 0, d, 1)
    s, U = np.linalg.eigh(center_gram(K / np.outer(d, d)))
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_jitter(K, k):
    """DESERVES: the 1e-6 on the diagonal of Kc is seen in the scores
    PART: yes
    BREAKS: a component of variance 0 has the scores 0, at K = [[1, 1], [1, 1]], k = 1
    """
    s, U = np.linalg.eigh(center_gram(K) + 1e-6 * np.trace(K) * np.eye(len(K)))
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_single_precision(K, k):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9 of N times the largest entry, at K = outer(x, x) with x = (0.1, 0.2, 0.7), k = 1
    """
    s, U = np.linalg.eigh(np.asarray(center_gram(K)).astype(np.float32))
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_general_eig(K, k):
    """DESERVES: np.linalg.eig does not know that Kc is symmetric: for equal eigenvalues its vectors are not orthogonal
    PART: yes
    BREAKS: S^T S is diagonal, also where variances are equal, at K = np.eye(4), k = 3
    """
    s, U = np.linalg.eig(center_gram(K))
    order = np.argsort(-s.real)[:k]
    return U.real[:, order] * np.sqrt(np.maximum(s.real[order], 0))
