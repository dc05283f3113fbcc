from fractions import Fraction

import numpy as np


def right_solve(X, y, lam):
    """Normal equations with lam on the diagonal."""
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)


def right_dual(X, y, lam):
    """The second form, with the (N, N) matrix."""
    K = X @ X.T + lam * np.identity(len(X))
    return X.T @ np.linalg.solve(K, y)


def right_svd(X, y, lam):
    """The third form, by the singular values."""
    A, s, C = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    return ((s / (s**2 + lam)) * (y @ A)) @ C


def right_augmented_lstsq(X, y, lam):
    """Least squares with d more samples, sqrt(lam) times the unit vectors, of target 0."""
    d = X.shape[1]
    A = np.vstack([X, np.sqrt(lam) * np.eye(d)])
    return np.linalg.lstsq(A, np.append(np.asarray(y, float), np.zeros(d)), rcond=1e-16)[0]


def right_augmented_qr(X, y, lam):
    """QR of the augmented matrix and back substitution in a loop."""
    d = X.shape[1]
    Q, R = np.linalg.qr(np.concatenate([X, lam**0.5 * np.eye(d)]))
    c = Q[: len(X)].T @ y
    w = np.zeros(d)
    for i in reversed(range(d)):
        w[i] = (c[i] - R[i, i + 1 :] @ w[i + 1 :]) / R[i, i]
    return w


def right_cholesky(X, y, lam):
    """Cholesky factor, two triangular systems."""
    d = X.shape[1]
    L = np.linalg.cholesky(np.einsum("ni,nj->ij", X, X) + np.diag(np.full(d, float(lam))))
    return np.linalg.solve(L.T, np.linalg.solve(L, np.einsum("ni,n->i", X, y)))


def right_lists(X, y, lam):
    """Lists and Gauss elimination by hand; returns a list."""
    rows = [[float(v) for v in row] for row in X]
    d = len(rows[0])
    M = [
        [sum(r[i] * r[j] for r in rows) + (float(lam) if i == j else 0.0) for j in range(d)]
        + [sum(r[i] * float(t) for r, t in zip(rows, y))]
        for i in range(d)
    ]
    for k in range(d):
        for i in range(k + 1, d):
            f = M[i][k] / M[k][k]
            M[i] = [a - f * b for a, b in zip(M[i], M[k])]
    w = [0.0] * d
    for i in range(d - 1, -1, -1):
        w[i] = (M[i][d] - sum(M[i][j] * w[j] for j in range(i + 1, d))) / M[i][i]
    return np.array(w)


def right_eigh(X, y, lam):
    """Eigenvectors of the Gram matrix, shifted eigenvalues."""
    X = np.asarray(X, float)
    e, V = np.linalg.eigh(X.T @ X)
    return V @ ((V.T @ (X.T @ y)) / (np.maximum(e, 0) + lam))


def right_conjugate_gradients(X, y, lam):
    """Conjugate gradients until the residual is round-off, the matrix never formed."""
    X = np.asarray(X, float)
    b = X.T @ np.asarray(y, float)
    w, r = np.zeros(X.shape[1]), b.copy()
    p, rr = r.copy(), r @ r
    stop = 1e-28 * rr
    for _ in range(50 * X.shape[1] + 50):
        if rr <= stop:
            break
        Ap = X.T @ (X @ p) + lam * p
        a = rr / (p @ Ap)
        w = w + a * p
        r = r - a * Ap
        new = r @ r
        p = r + (new / rr) * p
        rr = new
    return w


def right_smaller_system(X, y, lam):
    """Whichever of the two systems is smaller."""
    X = np.array(X, dtype=float)
    N, d = X.shape
    if d <= N:
        A = X.T @ X
        A.flat[:: d + 1] += lam
        return np.linalg.solve(A, X.T @ y)
    K = X @ X.T
    K[np.diag_indices(N)] += lam
    return X.T @ np.linalg.solve(K, y)


def right_fractions(X, y, lam):
    """Exact rational numbers, Gauss-Jordan."""
    X = [[Fraction(float(v)) for v in row] for row in X]
    y = [Fraction(float(v)) for v in y]
    lam, d = Fraction(float(lam)), len(X[0])
    M = [[sum(r[i] * r[j] for r in X) + lam * (i == j) for j in range(d)] for i in range(d)]
    b = [sum(r[i] * t for r, t in zip(X, y)) for i in range(d)]
    for k in range(d):
        pivot = M[k][k]  # positive: the matrix is positive definite
        M[k], b[k] = [v / pivot for v in M[k]], b[k] / pivot
        for i in range(d):
            if i != k:
                f = M[i][k]
                M[i], b[i] = [u - f * v for u, v in zip(M[i], M[k])], b[i] - f * b[k]
    return np.array([float(v) for v in b])


def right_newton_step(X, y, lam):
    """Gradient and Hessian of the objective as helpers, one Newton step from a start other than 0."""

    def gradient(w):
        return 2 * X.T @ (X @ w - y) + 2 * lam * w

    def hessian():
        return 2 * (X.T @ X + lam * np.eye(X.shape[1]))

    start = np.full(X.shape[1], 0.5)
    first = start - np.linalg.solve(hessian(), gradient(start))
    return first - np.linalg.solve(hessian(), gradient(first))


def right_givens(X, y, lam):
    """Sample after sample is rotated into a triangle that starts as sqrt(lam) I."""
    d = X.shape[1]
    R = np.hstack([np.sqrt(lam) * np.eye(d), np.zeros((d, 1))])
    for row, target in zip(X, y):
        r = np.append(np.asarray(row, float), float(target))
        for k in range(d):
            h = np.hypot(R[k, k], r[k])
            c, s = R[k, k] / h, r[k] / h
            R[k], r = c * R[k] + s * r, c * r - s * R[k]
    return np.linalg.solve(R[:, :d], R[:, d])


def right_class(X, y, lam):
    """An over-engineered class, with asserts and fit."""

    class Ridge:
        def __init__(self, penalty):
            assert penalty > 0
            self.penalty = penalty
            self.coef = None

        def fit(self, X, y):
            X, y = np.array(X, dtype=float), np.array(y, dtype=float)
            assert X.ndim == 2 and y.shape == (X.shape[0],)
            gram = X.T.dot(X)
            self.coef = np.linalg.inv(gram + np.diag([self.penalty] * len(gram))).dot(X.T).dot(y)
            return self

    return Ridge(lam).fit(X, y).coef


def wrong_everywhere(X, y, lam):
    """DESERVES: lam is added to every entry of X^T X, not to its diagonal
    PART: no
    BREAKS: minimises, at X = [[1, 0], [0, 1]], y = [1, 0], lam = 1
    """
    return np.linalg.solve(X.T @ X + lam, X.T @ y)


def wrong_mean(X, y, lam):
    """DESERVES: the squares are summed here, so that lam is not to be multiplied by N
    PART: yes
    BREAKS: a sum and not a mean, at X = [[1], [1]], y = [1, 1], lam = 1
    """
    N, d = X.shape
    return np.linalg.solve(X.T @ X / N + lam * np.eye(d), X.T @ y / N)


def wrong_root_forgotten(X, y, lam):
    """DESERVES: the additional samples must be sqrt(lam) I: as it is, the penalty is lam^2
    PART: yes
    BREAKS: minimises, at X = [[1]], y = [1], lam = 2 (right for lam = 1)
    """
    d = X.shape[1]
    return np.linalg.lstsq(np.vstack([X, lam * np.eye(d)]), np.append(y, np.zeros(d)), rcond=None)[0]


def wrong_half(X, y, lam):
    """DESERVES: the factor 2 is put on the squares and not on the penalty
    PART: yes
    BREAKS: minimises, at X = [[1]], y = [1], lam = 1
    """
    return np.linalg.solve(2 * X.T @ X + lam * np.eye(X.shape[1]), 2 * X.T @ y)


def wrong_free_intercept(X, y, lam):
    """DESERVES: a last column of ones is left out of the penalty; this objective penalises every entry of w
    PART: yes
    BREAKS: lam ||w||^2, at X = [[1]], y = [1], lam = 1 (right if the last column is not all ones)
    """
    P = lam * np.eye(X.shape[1])
    if np.all(X[:, -1] == 1):
        P[-1, -1] = 0
    return np.linalg.solve(X.T @ X + P, X.T @ y)


def wrong_dual_without_penalty(X, y, lam):
    """DESERVES: for N < d the penalty is forgotten: this is the shortest least-squares solution
    PART: yes
    BREAKS: N may be smaller than d, at X = [[1, 1]], y = [1], lam = 1
    """
    N, d = X.shape
    if N < d:
        return np.linalg.pinv(X) @ y
    return np.linalg.solve(X.T @ X + lam * np.eye(d), X.T @ y)


def wrong_integer_diagonal(X, y, lam):
    """DESERVES: for integer X, X^T X is of integers, and A[i, i] += lam cuts the fraction of lam off
    PART: yes
    BREAKS: it may hold integers, at X = [[1]] (integer), y = [1], lam = 0.5
    """
    A = X.T @ X
    for i in range(len(A)):
        A[i, i] += lam
    return np.linalg.solve(A, X.T @ y)


def wrong_scales_in_place(X, y, lam):
    """DESERVES: X /= sqrt(lam) changes the caller's array
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at X = [[1.]], y = [1.], lam = 4
    """
    X = np.asarray(X, float)
    X /= np.sqrt(lam)
    return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y) / np.sqrt(lam)


def wrong_as_if_orthogonal(X, y, lam):
    """DESERVES: each parameter is computed alone, as if the columns were orthogonal
    PART: no
    BREAKS: minimises, at X = [[1, 1]], y = [1], lam = 1
    """
    return X.T @ y / (np.sum(X**2, axis=0) + lam)


def wrong_drops_small_directions(X, y, lam):
    """DESERVES: singular values below 0.001 of the largest are dropped; the penalty already deals with them
    PART: yes
    BREAKS: minimises, at X = [[1, 0], [0, 1e-4]], y = [0, 1], lam = 1e-8
    """
    U, s, Vt = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    keep = s > 1e-3 * s.max()
    return Vt[keep].T @ (s[keep] / (s[keep] ** 2 + lam) * (U[:, keep].T @ y))


def wrong_descent(X, y, lam):
    """DESERVES: a fixed step of 0.01 diverges as soon as an eigenvalue of X^T X + lam I is above 200
    PART: no
    BREAKS: minimises, at X = [[20]], y = [20], lam = 1
    """
    w = np.zeros(X.shape[1])
    with np.errstate(all="ignore"):
        for _ in range(5000):
            w = w - 0.01 * (X.T @ (X @ w - y) + lam * w)
    return w


def wrong_from_least_squares(X, y, lam):
    """DESERVES: it starts from (X^T X)^-1, which does not exist if columns depend on one another
    PART: yes
    BREAKS: X may have any rank, at X = [[1, 1]], y = [1], lam = 1
    """
    G = np.linalg.inv(X.T @ X)
    return np.linalg.solve(np.eye(X.shape[1]) + lam * G, G @ (X.T @ y))


def wrong_no_change_of_sign(X, y, lam):
    """DESERVES: a parameter may change its sign as lam grows; it is set to 0 here
    PART: yes
    BREAKS: minimises, at X = [[1, 1], [1, 2]], y = [1, 0.9], lam = 2
    """
    w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
    plain = np.linalg.lstsq(X, y, rcond=1e-12)[0]
    return np.where((w * plain < 0) & (np.abs(plain) > 1e-9), 0.0, w)


def wrong_jitter(X, y, lam):
    """DESERVES: 1e-6 is added to the diagonal beside lam: where lam and X are small, this is another penalty
    PART: yes
    BREAKS: lam > 0, at X = [[0.001]], y = [1], lam = 1e-6: the answer is 500
    """
    return np.linalg.solve(X.T @ X + (lam + 1e-6) * np.eye(X.shape[1]), X.T @ y)


def wrong_penalty_in_spread(X, y, lam):
    """DESERVES: columns are divided by their largest entry first: the penalty is then on other parameters
    PART: no
    BREAKS: lam ||w||^2, at X = [[2]], y = [1], lam = 1 (right if all columns have the maximum 1)
    """
    X = np.asarray(X, float)
    c = np.abs(X).max(axis=0)
    c[c == 0] = 1
    Z = X / c
    return np.linalg.solve(Z.T @ Z + lam * np.eye(X.shape[1]), Z.T @ y) / c


def wrong_centred_targets(X, y, lam):
    """DESERVES: the mean of y is taken away, as if there were an intercept
    PART: no
    BREAKS: ||X w - y||^2, at X = [[1]], y = [1], lam = 1
    """
    return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ (y - np.mean(y)))
