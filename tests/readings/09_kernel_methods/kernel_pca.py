import numpy as np


def right_hint(K, k):
    Kc = K - K.mean(axis=0) - K.mean(axis=1, keepdims=True) + K.mean()
    s, U = np.linalg.eigh(Kc)
    s, U = s[::-1][:k], U[:, ::-1][:, :k]
    return U * np.sqrt(np.maximum(s, 0))


def right_own_centring(K, k):
    s, U = np.linalg.eigh(center_gram(K))
    largest_first = np.argsort(s)[::-1]
    S = np.zeros((len(K), k))
    for j in range(k):
        if s[largest_first[j]] > 0:
            S[:, j] = np.sqrt(s[largest_first[j]]) * U[:, largest_first[j]]
    return S


def right_singular_values(K, k):
    N = len(K)
    H = np.eye(N) - np.ones((N, N)) / N
    U, s, _ = np.linalg.svd(H @ K @ H)
    return U[:, :k] * np.sqrt(s[:k])


def right_jacobi_rotations(K, k):
    from math import hypot, sqrt

    N = len(K)
    a = (K - K.mean(0) - K.mean(1)[:, None] + K.mean()).tolist()
    for i in range(N):
        for j in range(i):
            a[i][j] = a[j][i] = (a[i][j] + a[j][i]) / 2
    v = [[float(i == j) for j in range(N)] for i in range(N)]
    for _ in range(60):
        if all(a[p][q] == 0 for p in range(N) for q in range(p)):
            break
        for p in range(N - 1):
            for q in range(p + 1, N):
                if a[p][q] == 0:
                    continue
                theta = (a[q][q] - a[p][p]) / (2 * a[p][q])
                t = (1 if theta >= 0 else -1) / (abs(theta) + hypot(theta, 1))
                c = 1 / sqrt(t * t + 1)
                s = t * c
                for i in range(N):
                    a[i][p], a[i][q] = c * a[i][p] - s * a[i][q], s * a[i][p] + c * a[i][q]
                for i in range(N):
                    a[p][i], a[q][i] = c * a[p][i] - s * a[q][i], s * a[p][i] + c * a[q][i]
                for i in range(N):
                    v[i][p], v[i][q] = c * v[i][p] - s * v[i][q], s * v[i][p] + c * v[i][q]
                a[p][q] = a[q][p] = 0.0
    order = sorted(range(N), key=lambda j: -a[j][j])[:k]
    return np.array([[v[n][j] * sqrt(max(a[j][j], 0.0)) for j in order] for n in range(N)])


def right_pca_of_features(K, k):
    # features with this Gram matrix, then ordinary PCA
    t, V = np.linalg.eigh((K + K.T) / 2)
    X = V * np.sqrt(np.clip(t, 0, None))
    X = X - X.mean(axis=0)
    W = np.linalg.svd(X)[2][:k]
    return X @ W.T


def right_deflation(K, k):
    A = K - K.mean(0)[None, :] - K.mean(1)[:, None] + K.mean()
    S = np.zeros((len(K), k))
    for j in range(k):
        s, U = np.linalg.eigh(A)
        u, top = U[:, -1], s[-1]
        if top <= 1e-13 * len(K) * np.abs(K).max():
            break  # nothing is left but round-off, whose eigenvector may be an old one
        S[:, j] = np.sqrt(top) * u
        A = A - top * np.outer(u, u)
    return S


def right_projected_rows(K, k):
    # Kc U / sqrt(s), where s is more than round-off
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    s, U = np.linalg.eigh(Kc)
    s, U = s[: -k - 1 : -1], U[:, : -k - 1 : -1]
    some = s > 1e-13 * np.abs(K).max() * len(K)
    root = np.sqrt(np.where(some, s, 1))
    return np.where(some, Kc @ U / root, 0.0)


def right_without_the_mean_direction(K, k):
    N = len(K)
    Q = np.linalg.qr(np.column_stack([np.ones(N), np.eye(N)[:, 1:]]))[0][:, 1:]
    S = np.zeros((N, N))
    if N > 1:
        s, U = np.linalg.eigh(Q.T @ K @ Q)
        S[:, : N - 1] = (Q @ U * np.sqrt(np.maximum(s, 0)))[:, ::-1]
    return S[:, :k]


def right_scaled_first(K, k):
    largest = np.abs(K).max()
    if largest == 0:
        return np.zeros((len(K), k))
    A = K / largest
    A = A - A.mean(0) - A.mean(1)[:, None] + A.mean()
    s, U = np.linalg.eigh((A + A.T) / 2)
    s = np.where(s < 0, 0, s)
    return np.sqrt(largest) * (U @ np.diag(np.sqrt(s)))[:, ::-1][:, :k]


def right_negative_matrix(K, k):
    # the eigenvalues of -Kc rise where those of Kc fall
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    minus_s, U = np.linalg.eigh(-Kc)
    return (U * np.sqrt(np.maximum(-minus_s, 0)))[:, :k]


def right_first_nonzero_score_positive(K, k):
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    s, U = np.linalg.eigh(Kc)
    S = U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))
    lead = S[np.abs(S).argmax(axis=0), np.arange(k)]
    return S * np.where(lead < 0, -1, 1)


def right_careful(K, k):
    K = np.array(K, dtype=float)
    N = K.shape[0]
    assert K.shape == (N, N) and 1 <= k <= N
    K = (K + K.T) / 2
    rows = K.sum(axis=1) / N
    Kc = K - rows.reshape(N, 1) - rows.reshape(1, N) + rows.sum() / N
    eigenvalues, eigenvectors = np.linalg.eigh(Kc)
    pairs = sorted(zip(eigenvalues.tolist(), eigenvectors.T.tolist()), key=lambda pair: pair[0], reverse=True)
    S = np.empty((N, k))
    for j, (s, u) in enumerate(pairs[:k]):
        assert abs(np.dot(u, u) - 1) < 1e-9
        S[:, j] = np.multiply(u, s**0.5 if s > 0 else 0.0)
    return S


def right_square_root_matrix(K, k):
    # S S^T = P^2 with the root P of Kc, whose left singular vectors are those of Kc
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    s, U = np.linalg.eigh(Kc)
    P = (U * np.sqrt(np.clip(s, 0, None))) @ U.T
    left, root, _ = np.linalg.svd(P)
    return (left * root)[:, :k]


def right_one_line(K, k):
    H = np.eye(len(K)) - 1 / len(K)
    return (lambda s, U: U[:, ::-1] * np.sqrt(s.clip(0))[::-1])(*np.linalg.eigh(H @ K @ H))[:, :k]


def wrong_not_centred(K, k):
    """DESERVES: center K first: your first component is mostly the direction of the mean
    PART: yes
    BREAKS: products with the centred features, at kernel_pca([[1.0]], 1)
    """
    s, U = np.linalg.eigh(K)
    return U[:, ::-1][:, :k] * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_smallest_first(K, k):
    """DESERVES: eigh returns rising eigenvalues: your components are the last ones
    PART: yes
    BREAKS: by descending variance, at kernel_pca([[1.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[:, :k] * np.sqrt(np.maximum(s[:k], 0))


def wrong_last_k_ascending(K, k):
    """DESERVES: the right k components, but the largest variance must come first
    PART: yes
    BREAKS: S^T S by descending variance, at kernel_pca([[1.0, 0.0], [0.0, 1.0]], 2)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[:, -k:] * np.sqrt(np.maximum(s[-k:], 0))


def wrong_rows_of_U(K, k):
    """DESERVES: eigenvectors are the columns of U, you take its rows
    PART: no
    BREAKS: products with component j, at kernel_pca([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 3.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[::-1][:k].T * np.sqrt(np.maximum(s[::-1][:k], 0))


def wrong_rows_of_svd(K, k):
    """DESERVES: svd returns V^T: its rows are the vectors, and you take columns
    PART: no
    BREAKS: products with component j, at kernel_pca([[0.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 3.0]], 1)
    """
    _, s, Vt = np.linalg.svd(center_gram(K))
    return Vt[:, :k] * np.sqrt(s[:k])


def wrong_no_root(K, k):
    """DESERVES: the score is sqrt(s) u, not s u
    PART: yes
    BREAKS: products of a unit vector with the features, at kernel_pca([[0.0, 0.0], [0.0, 4.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return (U * np.maximum(s, 0))[:, ::-1][:, :k]


def wrong_unit_columns(K, k):
    """DESERVES: you return the eigenvectors; a score has the length of its component, sqrt(s)
    PART: no
    BREAKS: products of a unit vector with the features, at kernel_pca([[0.0, 0.0], [0.0, 4.0]], 1)
    """
    return np.linalg.eigh(center_gram(K))[1][:, ::-1][:, :k]


def wrong_coefficients(K, k):
    """DESERVES: u / sqrt(s) are the coefficients of the component; the scores are Kc times them
    PART: yes
    BREAKS: column j holds inner products, at kernel_pca([[0.0, 0.0], [0.0, 4.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    s, U = s[::-1][:k], U[:, ::-1][:, :k]
    return np.where(s > 1e-12 * abs(K).max(), U / np.sqrt(np.where(s > 0, s, 1)), 0)


def wrong_root_of_negative(K, k):
    """DESERVES: round-off makes a 0 negative, and its root nan: cut the eigenvalues at 0
    PART: yes
    BREAKS: a component of variance 0 scores 0, at kernel_pca([[0.1*i*j for i in range(5)] for j in range(5)], 5)
    """
    s, U = np.linalg.eigh(K - K.mean(0) - K.mean(1)[:, None] + K.mean())
    with np.errstate(invalid="ignore"):
        return (U * np.sqrt(s))[:, ::-1][:, :k]


def wrong_divided_by_nothing(K, k):
    """DESERVES: for a component of variance 0 you divide what is left of 0 by the root of what is left of 0
    PART: yes
    BREAKS: a component of variance 0 has the scores 0, at kernel_pca([[0.0, 0.0], [0.0, 0.0]], 1)
    """
    Kc = center_gram(K)
    s, U = np.linalg.eigh(Kc)
    with np.errstate(all="ignore"):
        return (Kc @ U / np.sqrt(s))[:, ::-1][:, :k]


def wrong_unit_variance(K, k):
    """DESERVES: your scores have the variance 1 on each component: they must keep their own
    PART: yes
    BREAKS: products of a unit vector with the features, at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return np.sqrt(len(K)) * U[:, ::-1][:, :k] * (s[::-1][:k] > 1e-12 * np.abs(K).max())


def wrong_divided_by_N(K, k):
    """DESERVES: s / N is the variance, but the scores are the roots of s, not of s / N
    PART: yes
    BREAKS: products of a unit vector with the features, at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K) / len(K))
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]


def wrong_half_centring(K, k):
    """DESERVES: only the columns are centred; that matrix is not symmetric, and eigh reads one triangle of it
    PART: no
    BREAKS: products with the centred features, at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(K - K.mean(axis=0))
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]


def wrong_zero_components_dropped(K, k):
    """DESERVES: components of variance 0 are columns of zeros, not missing columns: the shape is (N, k)
    PART: yes
    BREAKS: Scores S (N, k), at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 2)
    """
    s, U = np.linalg.eigh(center_gram(K))
    some = s > 1e-12 * np.abs(K).max()
    return (U[:, some] * np.sqrt(s[some]))[:, ::-1][:, :k]


def wrong_absolute_threshold(K, k):
    """DESERVES: 1e-10 is small only beside the numbers of K: for a small K you drop everything
    PART: yes
    BREAKS: right to 1e-9 of N times the largest entry of K, at kernel_pca([[0.0, 0.0], [0.0, 1e-11]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return (U * np.sqrt(np.where(s > 1e-10, s, 0)))[:, ::-1][:, :k]


def wrong_rough_threshold(K, k):
    """DESERVES: a component with a millionth of the variance is more than round-off: drop below 1e-12 only, or nothing
    PART: yes
    BREAKS: right to 1e-9, at kernel_pca(np.diag([0.0, 1.0, 1e-6]), 2)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return (U * np.sqrt(np.where(s > 1e-5 * s.max(), s, 0)))[:, ::-1][:, :k]


def wrong_ridge(K, k):
    """DESERVES: the ridge keeps eigh away from 0, but it adds 1e-6 to each variance
    PART: yes
    BREAKS: a component of variance 0 has the scores 0, at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 2)
    """
    s, U = np.linalg.eigh(center_gram(K) + 1e-6 * np.eye(len(K)))
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]


def wrong_power_method(K, k):
    """DESERVES: 100 steps of the power method do not separate eigenvalues that are near: iterate on, or eigh
    PART: yes
    BREAKS: right to 1e-9, at kernel_pca(np.kron(np.diag([1.0, 0.99]), [[1.0, -1.0], [-1.0, 1.0]]), 1)
    """
    A = center_gram(K)
    S = np.zeros((len(K), k))
    rng = np.random.default_rng(0)
    for j in range(k):
        u = rng.normal(size=len(K))
        for _ in range(100):
            u = A @ u
            if np.linalg.norm(u) <= 1e-13 * np.abs(K).max():
                u = np.zeros(len(K))
                break
            u = u / np.linalg.norm(u)
        s = max(u @ A @ u, 0)
        S[:, j] = np.sqrt(s) * u
        A = A - s * np.outer(u, u)
    return S


def wrong_eig_as_it_comes(K, k):
    """DESERVES: eig does not sort its eigenvalues: take them in falling order
    PART: yes
    BREAKS: by descending variance, at kernel_pca(np.outer([0.0, 1.0, 5.0], [0.0, 1.0, 5.0]), 1)
    """
    s, U = np.linalg.eig(center_gram(K))
    return (np.real(U) * np.sqrt(np.maximum(np.real(s), 0)))[:, :k]


def wrong_sorted_values_only(K, k):
    """DESERVES: you turn the eigenvalues around, but not the eigenvectors
    PART: no
    BREAKS: column j belongs to component j, at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return U[:, :k] * np.sqrt(np.maximum(np.sort(s)[::-1], 0))[:k]


def wrong_rows_of_K_as_data(K, k):
    """DESERVES: this is PCA of the rows of K as if they were samples: its variances are s squared
    PART: no
    BREAKS: components of feature space, at kernel_pca([[0.0, 0.0], [0.0, 4.0]], 1)
    """
    U, s, _ = np.linalg.svd(K - K.mean(axis=0))
    return U[:, :k] * s[:k]


def wrong_sign_of_first_score(K, k):
    """DESERVES: np.sign is 0 where the first score is 0: you erase such a component
    PART: yes
    BREAKS: products with the features, at kernel_pca(np.diag([0.0, 5.0, 5.0]), 2)
    """
    s, U = np.linalg.eigh(center_gram(K))
    S = (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]
    S = np.where(np.abs(S) < 1e-12 * np.abs(S).max(initial=1e-300), 0, S)
    return S * np.sign(S[0])


def wrong_transposed(K, k):
    """DESERVES: a row for each sample: the shape is (N, k), yours is (k, N)
    PART: yes
    BREAKS: Scores S (N, k), at kernel_pca([[0.0, 0.0], [0.0, 1.0]], 1)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return (U * np.sqrt(np.maximum(s, 0))).T[::-1][:k]


def wrong_in_place(K, k):
    """DESERVES: K -= ... changes the caller's Gram matrix
    PART: yes
    BREAKS: a function leaves its arrays as they were, at kernel_pca([[1.0]], 1)
    """
    total, rows = K.mean(), K.mean(axis=1)
    K -= rows
    K -= rows[:, None]
    K += total
    s, U = np.linalg.eigh(K)
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]


def wrong_single_precision(K, k):
    """DESERVES: single precision is right to 1e-7, and 1e-9 is asked
    PART: yes
    BREAKS: right to 1e-9, at kernel_pca(np.diag([0.1, 0.2, 0.4]), 2)
    """
    s, U = np.linalg.eigh(center_gram(K).astype(np.float32))
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k].astype(float)


def wrong_unit_features(K, k):
    """DESERVES: you scale all features to the length 1 first: that is another kernel
    PART: no
    BREAKS: K is the Gram matrix, as it comes, at kernel_pca([[1.0, 0.0], [0.0, 4.0]], 1)
    """
    root = np.sqrt(np.where(np.diag(K) > 0, np.diag(K), 1))
    s, U = np.linalg.eigh(center_gram(K / np.outer(root, root)))
    return (U * np.sqrt(np.maximum(s, 0)))[:, ::-1][:, :k]


def wrong_eigenvectors_that_are_not_orthogonal(K, k):
    """DESERVES: eig knows no symmetry: where eigenvalues are equal its eigenvectors need not be orthogonal; use eigh
    PART: yes
    BREAKS: S S^T where variances are equal, at kernel_pca(np.ones((4, 4)) + np.eye(4), 4)
    """
    s, U = np.linalg.eig(center_gram(K))
    s, U = np.real(s), np.real(U)
    order = np.argsort(-s)[:k]
    return U[:, order] * np.sqrt(np.maximum(s[order], 0))


def right_deflated_to_noise(K, k):
    # what deflation leaves of 1 is 1e-16, its root 1e-8: squared it is 0 to 1e-9
    A = center_gram(K)
    columns = []
    for _ in range(k):
        s, U = np.linalg.eigh(A)
        u, top = U[:, -1], max(s[-1], 0.0)
        columns.append(np.sqrt(top) * u)
        A = A - top * np.outer(u, u)
    return np.stack(columns, axis=1)


def wrong_a_little_under_the_root(K, k):
    """DESERVES: 1e-12 under the root keeps it off nan, but a component of variance 0 then scores 1e-6: cut at 0 instead
    PART: yes
    BREAKS: a component of variance 0 has the scores 0, at kernel_pca([[0.0, 0.0], [0.0, 1e-6]], 2)
    """
    s, U = np.linalg.eigh(center_gram(K))
    return (U * np.sqrt(np.abs(s) + 1e-12))[:, ::-1][:, :k]
