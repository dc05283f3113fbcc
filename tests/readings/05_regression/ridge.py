import numpy as np


def right_solve(X, y, lam):
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def right_inv(X, y, lam):
    d = X.shape[1]
    return np.linalg.inv(X.T @ X + lam * np.identity(d)).dot(X.T).dot(y)


def right_dual(X, y, lam):
    return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y)


def right_svd(X, y, lam):
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return C.T @ (s / (s**2 + lam) * (A.T @ y))


def right_stacked(X, y, lam):
    d = X.shape[1]
    return np.linalg.lstsq(np.vstack([X, np.sqrt(lam) * np.eye(d)]), np.concatenate([y, np.zeros(d)]), rcond=None)[0]


def right_stacked_lstsq_of_unit(X, y, lam):
    d = X.shape[1]
    return lstsq(np.vstack([X, lam**0.5 * np.eye(d)]), np.append(y, [0.0] * d))


def right_qr(X, y, lam):
    d = X.shape[1]
    Q, R = np.linalg.qr(np.r_[X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.solve(R, Q[: len(X)].T @ y)


def right_eigh(X, y, lam):
    values, V = np.linalg.eigh(X.T @ X)
    return V @ ((V.T @ (X.T @ y)) / (np.maximum(values, 0) + lam))


def right_cholesky(X, y, lam):
    L = np.linalg.cholesky(X.T @ X + lam * np.eye(X.shape[1]))
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ y))


def right_elimination(X, y, lam):
    d = X.shape[1]
    M = [[float(X[:, i] @ X[:, j]) + (lam if i == j else 0.0) for j in range(d)] + [float(X[:, i] @ y)] for i in range(d)]
    for i in range(d):
        for k in range(i + 1, d):
            factor = M[k][i] / M[i][i]
            M[k] = [a - factor * b for a, b in zip(M[k], M[i])]
    w = [0.0] * d
    for i in reversed(range(d)):
        w[i] = (M[i][d] - sum(M[i][j] * w[j] for j in range(i + 1, d))) / M[i][i]
    return w


def right_sample_by_sample(X, y, lam):
    # each sample changes the inverse by a matrix of rank 1 (Sherman and Morrison)
    d = X.shape[1]
    H, g = np.zeros((d, d)), np.zeros(d)
    for x, target in zip(X, y):
        H += np.outer(x, x)
        g += target * x
    for i in range(d):
        H[i, i] += lam
    return np.linalg.solve(H, g)


def right_fill_diagonal(X, y, lam):
    G = np.array(np.einsum("ni,nj->ij", X, X), dtype=float)
    G[np.diag_indices(len(G))] += lam
    return np.linalg.inv(G) @ np.einsum("ni,n->i", X, y)


def right_smaller_system(X, y, lam):
    N, d = X.shape
    if N < d:
        return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(N), y)
    return np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)


def right_divided_by_n(X, y, lam):
    N, d = X.shape
    return np.linalg.solve(X.T @ X / N + lam / N * np.eye(d), X.T @ y / N)


def right_class(X, y, lam):
    class Ridge:
        def __init__(self, penalty):
            self.penalty = penalty

        def __call__(self, matrix, target):
            left = matrix.T @ matrix + np.diag(np.full(matrix.shape[1], float(self.penalty)))
            return tuple(np.linalg.solve(left, matrix.T @ target))

    return Ridge(lam)(np.copy(X), np.copy(y))


def right_scaled(X, y, lam):
    Y = np.asarray(X, float) / np.sqrt(lam)
    w = np.linalg.solve(np.eye(Y.shape[1]) + Y.T @ Y, Y.T @ (y / np.sqrt(lam)))
    print(w)
    return w


def right_one_newton_step(X, y, lam):
    w = np.ones(X.shape[1])
    for _ in range(2):
        gradient = 2 * X.T @ (X @ w - y) + 2 * lam * w
        w = w - np.linalg.solve(2 * X.T @ X + 2 * lam * np.eye(len(w)), gradient)
    return w


def right_float32_result(X, y, lam):
    # no accuracy is promised in the contract
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y).astype(np.float32)


def wrong_mean(X, y, lam):
    """DESERVES: the squares are added up, their mean is not taken: no N before lam
    PART: yes
    BREAKS: a sum and not a mean: `[[1], [2]], [3, 1], 5`
    """
    N, d = X.shape
    return np.linalg.solve(X.T @ X + N * lam * np.eye(d), X.T @ y)


def wrong_mean_inverse(X, y, lam):
    """DESERVES: lam / N is the penalty of another objective; here the sum of squares stands beside lam
    PART: yes
    BREAKS: a sum and not a mean: `[[1], [2]], [3, 1], 5`
    """
    N, d = X.shape
    return np.linalg.solve(X.T @ X + lam / N * np.eye(d), X.T @ y)


def wrong_everywhere(X, y, lam):
    """DESERVES: lam belongs on the diagonal only; without np.eye it is added to all entries
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1, 0], [0, 1]], [1, 1], 1`
    """
    G = X.T @ X + lam
    return np.linalg.lstsq(G, X.T @ y, rcond=None)[0]


def wrong_half(X, y, lam):
    """DESERVES: both terms have a factor 2 in the gradient; you have it at one only
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1]], [1], 1`
    """
    return np.linalg.solve(2 * X.T @ X + lam * np.eye(X.shape[1]), 2 * X.T @ y)


def wrong_double(X, y, lam):
    """DESERVES: the factor 2 of the penalty's gradient cancels against that of the squares
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1]], [1], 1`
    """
    return np.linalg.solve(X.T @ X + 2 * lam * np.eye(X.shape[1]), X.T @ y)


def wrong_squared(X, y, lam):
    """DESERVES: the penalty is lam, not lam squared: stack sqrt(lam) I below X
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1]], [1], 2`
    """
    d = X.shape[1]
    return np.linalg.lstsq(np.vstack([X, lam * np.eye(d)]), np.append(y, np.zeros(d)), rcond=None)[0]


def wrong_root(X, y, lam):
    """DESERVES: the root belongs to the stacked form; in the normal equations lam stands as it is
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1]], [1], 4`
    """
    return np.linalg.solve(X.T @ X + np.sqrt(lam) * np.eye(X.shape[1]), X.T @ y)


def wrong_sign(X, y, lam):
    """DESERVES: the penalty is added, so that the matrix is positive definite
    PART: no
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[2]], [1], 1`
    """
    return np.linalg.lstsq(X.T @ X - lam * np.eye(X.shape[1]), X.T @ y, rcond=None)[0]


def wrong_no_penalty(X, y, lam):
    """DESERVES: lam is not used: this is least squares
    PART: no
    BREAKS: the penalty lam ||w||^2: `[[1]], [1], 1`
    """
    return np.linalg.lstsq(X, y, rcond=None)[0]


def wrong_intercept_free(X, y, lam):
    """DESERVES: all parameters are penalised here, the first one too
    PART: yes
    BREAKS: lam ||w||^2 with all of w: `[[1]], [1], 1`
    """
    D = np.eye(X.shape[1])
    D[0, 0] = 0
    return np.linalg.lstsq(X.T @ X + lam * D, X.T @ y, rcond=None)[0]


def wrong_last_free(X, y, lam):
    """DESERVES: all parameters are penalised here, the last one too
    PART: yes
    BREAKS: lam ||w||^2 with all of w: `[[1]], [1], 1`
    """
    D = np.eye(X.shape[1])
    D[-1, -1] = 0
    return np.linalg.lstsq(X.T @ X + lam * D, X.T @ y, rcond=None)[0]


def wrong_centred(X, y, lam):
    """DESERVES: no intercept is asked for: do not take the means off
    PART: no
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1]], [1], 1`
    """
    Xc, yc = X - X.mean(axis=0), y - y.mean()
    return np.linalg.solve(Xc.T @ Xc + lam * np.eye(X.shape[1]), Xc.T @ yc)


def wrong_shrunk_lstsq(X, y, lam):
    """DESERVES: dividing the least-squares solution by 1 + lam is right for orthonormal columns only
    PART: no
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[2]], [1], 1`
    """
    return np.linalg.lstsq(X, y, rcond=None)[0] / (1 + lam)


def wrong_diagonal(X, y, lam):
    """DESERVES: x_j.y / (x_j.x_j + lam) is right only if the columns are orthogonal
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1, 1]], [1], 1`
    """
    return (X.T @ y) / ((X**2).sum(axis=0) + lam)


def wrong_svd_factor(X, y, lam):
    """DESERVES: the factor is s / (s^2 + lam), not 1 / (s + lam)
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[2]], [1], 1`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return C.T @ ((A.T @ y) / (s + lam))


def wrong_svd_drops(X, y, lam):
    """DESERVES: with a penalty nothing needs to be dropped: small singular values count too
    PART: yes
    BREAKS: minimises ||X w - y||^2 + lam ||w||^2: `[[1, 0], [0, 0.005]], [1, 1], 0.001`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-2 * s[0]
    return C[keep].T @ (s[keep] / (s[keep] ** 2 + lam) * (A[:, keep].T @ y))


def wrong_dual_size(X, y, lam):
    """DESERVES: the unit matrix of the dual form has N rows; you have mixed the two forms, which fit only if N = d
    PART: no
    BREAKS: any N and d: `[[1], [2]], [3, 1], 5`
    """
    return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(X.shape[1]), y)


def wrong_wide_falls_back(X, y, lam):
    """DESERVES: with fewer samples than columns the penalty is forgotten
    PART: yes
    BREAKS: N may be smaller than d: `[[1, 1]], [1], 1`
    """
    N, d = X.shape
    if N < d:
        return np.linalg.pinv(X) @ y
    return np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)


def wrong_few_steps(X, y, lam):
    """DESERVES: a hundred steps of gradient descent are not at the minimum yet; solve the equations
    PART: yes
    BREAKS: the w that minimises: `[[10, 0], [0, 0.1]], [1, 1], 0.001`
    """
    w = np.zeros(X.shape[1])
    step = 1 / (np.sum(X.astype(float) ** 2) + lam)
    for _ in range(100):
        w = w - step * (X.T @ (X @ w - y) + lam * w)
    return w


def wrong_l1(X, y, lam):
    """DESERVES: this minimises with lam times the sum of |w_j| in the case of orthogonal columns; the penalty is a square
    PART: no
    BREAKS: lam ||w||^2: `[[1]], [3], 1`
    """
    c = X.T @ y
    return np.sign(c) * np.maximum(np.abs(c) - lam / 2, 0) / np.maximum((X**2).sum(axis=0), 1e-12)


def wrong_int_matrix(X, y, lam):
    """DESERVES: with integer samples X.T @ X is of integers, and a penalty below 1 is cut off
    PART: yes
    BREAKS: any lam > 0: `np.array([[1]]), np.array([1]), 0.5`
    """
    G = X.T @ X
    for i in range(len(G)):
        G[i, i] += lam
    return np.linalg.lstsq(G, X.T @ y, rcond=None)[0]


def wrong_column(X, y, lam):
    """DESERVES: w has one axis, (d,)
    PART: yes
    BREAKS: the w (d,): `[[1]], [1], 1`
    """
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y[:, None])


def wrong_x_in_place(X, y, lam):
    """DESERVES: X is scaled for the caller too; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[[1.0]], [1.0], 4.0`
    """
    root = np.sqrt(lam)
    X /= root
    return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ (y / root))


def wrong_lam_one(X, y, lam):
    """DESERVES: the penalty 1 is hard-coded
    PART: yes
    BREAKS: any lam > 0: `[[1]], [1], 2`
    """
    return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y)
