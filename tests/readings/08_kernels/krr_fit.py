import numpy as np


def right_solve(K, y, lam):
    return np.linalg.solve(K + lam * np.eye(len(K)), y)


def right_diagonal_of_copy(K, y, lam):
    A = np.array(K, dtype=float)
    A[np.diag_indices(len(A))] += lam
    return np.linalg.solve(A, np.asarray(y, float))


def right_eigenvectors(K, y, lam):
    mu, U = np.linalg.eigh((K + K.T) / 2)
    return U @ ((U.T @ y) / (np.maximum(mu, 0) + lam))


def right_cholesky(K, y, lam):
    L = np.linalg.cholesky(K + lam * np.identity(len(y)))
    return np.linalg.solve(L.T, np.linalg.solve(L, y))


def right_without_null_space(K, y, lam):
    # another minimiser where K is singular: nothing along the eigenvectors with eigenvalue 0
    mu, U = np.linalg.eigh(K)
    keep = mu > 1e-13 * max(mu[-1], 0)
    if not keep.any():
        return np.zeros(len(y))
    return U[:, keep] @ ((U[:, keep].T @ y) / (mu[keep] + lam))


def right_null_space_added(K, y, lam):
    # and another: where K is exactly 0 for some sample, its coefficient does not matter
    alpha = np.linalg.solve(K + lam * np.eye(len(K)), y)
    dead = ~np.any(K, axis=1)
    return np.where(dead, 7.0, alpha)


def right_elimination(K, y, lam):
    N = len(y)
    A = [[float(K[n, m]) + (lam if n == m else 0.0) for m in range(N)] + [float(y[n])] for n in range(N)]
    for p in range(N):
        best = max(range(p, N), key=lambda r: abs(A[r][p]))
        A[p], A[best] = A[best], A[p]
        for r in range(p + 1, N):
            factor = A[r][p] / A[p][p]
            for m in range(p, N + 1):
                A[r][m] -= factor * A[p][m]
    alpha = [0.0] * N
    for p in reversed(range(N)):
        alpha[p] = (A[p][N] - sum(A[p][m] * alpha[m] for m in range(p + 1, N))) / A[p][p]
    return np.array(alpha)


def right_conjugate_gradients(K, y, lam):
    K, y = np.asarray(K, float), np.asarray(y, float)
    alpha = np.zeros(len(y))
    r = y.copy()
    p, rr = r.copy(), r @ r
    end = 1e-26 * rr
    for _ in range(200 * len(y) + 1000):
        if rr <= end:
            break
        Ap = K @ p + lam * p
        step = rr / (p @ Ap)
        alpha += step * p
        r -= step * Ap
        rr, old = r @ r, rr
        p = r + rr / old * p
    return alpha


def right_svd_of_shifted(K, y, lam):
    U, s, Vt = np.linalg.svd(K + lam * np.eye(K.shape[0]))
    return Vt.T @ ((U.T @ y) / s)


def right_inverse_of_shifted(K, y, lam):
    return np.linalg.inv(K + np.diag(np.full(len(y), float(lam)))) @ y


def right_lstsq(K, y, lam):
    return np.linalg.lstsq(K + lam * np.eye(len(y)), y, rcond=None)[0]


def right_qr(K, y, lam):
    Q, R = np.linalg.qr(np.add(K, np.diag([lam] * len(K))))
    return np.linalg.solve(R, Q.T @ y)


def right_refined(K, y, lam):
    A = K.astype(float) + lam * np.eye(len(K))
    alpha = np.linalg.solve(A, y)
    for _ in range(2):
        alpha = alpha + np.linalg.solve(A, y - A @ alpha)
    return alpha


def right_stacked_least_squares(K, y, lam):
    # ridge with features: Phi Phi^T = K; w by least squares with sqrt(lam) I below, alpha = (y - Phi w) / lam
    mu, U = np.linalg.eigh((K + K.T) / 2)
    Phi = U * np.sqrt(np.maximum(mu, 0))
    N = len(y)
    w = np.linalg.lstsq(np.vstack([Phi, np.sqrt(lam) * np.eye(N)]), np.concatenate([y, np.zeros(N)]), rcond=None)[0]
    return (y - Phi @ w) / lam


def wrong_lambda_times_N(K, y, lam):
    """DESERVES: The residuals are summed, not averaged: no factor N.
    PART: yes
    BREAKS: a sum and not a mean; input: K = eye(2), y = [1, 0], lam = 1
    """
    return np.linalg.solve(K + lam * len(y) * np.eye(len(y)), y)


def wrong_lambda_everywhere(K, y, lam):
    """DESERVES: lam stands on the diagonal only; K + lam adds it to every entry.
    PART: no
    BREAKS: plus lam times its squared norm; input: K = eye(2), y = [1, 0], lam = 1
    """
    return np.linalg.lstsq(K + lam, y, rcond=None)[0]


def wrong_no_penalty(K, y, lam):
    """DESERVES: lam is not used: you interpolate.
    PART: no
    BREAKS: plus lam > 0 times its squared norm; input: K = [[1.]], y = [1.], lam = 1
    """
    return np.linalg.pinv(K) @ y


def wrong_fitted_values(K, y, lam):
    """DESERVES: These are the fitted values K alpha; the coefficients are asked.
    PART: yes
    BREAKS: Coefficients alpha; input: K = [[2.]], y = [1.], lam = 1
    """
    return K @ np.linalg.solve(K + lam * np.eye(len(y)), y)


def wrong_plain_norm_of_alpha(K, y, lam):
    """DESERVES: This penalises |alpha|^2, but the norm of f is alpha^T K alpha.
    PART: no
    BREAKS: plus lam times its squared norm (of f); input: K = [[2.]], y = [1.], lam = 1
    """
    return np.linalg.solve(K.T @ K + lam * np.eye(len(y)), K.T @ y)


def wrong_inverse_of_K(K, y, lam):
    """DESERVES: K may be singular, so never invert it; the K cancels before.
    PART: yes
    BREAKS: K may be singular; input: K = ones((2, 2)), y = [1, 0], lam = 2
    """
    Kinv = np.linalg.inv(K)
    return np.linalg.solve(np.eye(len(y)) + lam * Kinv, Kinv @ y)


def wrong_normal_equations(K, y, lam):
    """DESERVES: On paper K cancels; on a computer K (K + lam I) has the square of the condition, and small eigenvalues are cut off.
    PART: yes
    BREAKS: right to 1e-5 of the largest entry of y for lam down to 1e-6 times the largest entry of K; input: K = diag(1, 3e-10), y = [0, 1], lam = 1e-6
    """
    return np.linalg.lstsq(K @ K + lam * K, K @ y, rcond=None)[0]


def wrong_normal_equations_solve(K, y, lam):
    """DESERVES: K (K + lam I) alpha = K y is singular with K: strike out the K on both sides.
    PART: yes
    BREAKS: K may be singular; input: K = ones((2, 2)), y = [1, 0], lam = 2
    """
    return np.linalg.solve(K @ K + lam * K, K @ y)


def wrong_lambda_squared(K, y, lam):
    """DESERVES: The penalty is lam times the squared norm, lam itself is not squared.
    PART: yes
    BREAKS: plus lam > 0 times its squared norm; input: K = [[1.]], y = [1.], lam = 2
    """
    return np.linalg.solve(K + lam**2 * np.eye(len(y)), y)


def wrong_half(K, y, lam):
    """DESERVES: There is no 1/2 before the squares: the 2s cancel.
    PART: yes
    BREAKS: squared residual norm plus lam times its squared norm; input: K = [[1.]], y = [1.], lam = 1
    """
    return np.linalg.solve(2 * K + lam * np.eye(len(y)), 2 * y)


def wrong_centred_targets(K, y, lam):
    """DESERVES: You take off the mean of y, which is an intercept by the back door.
    PART: yes
    BREAKS: No means are taken off, and there is no intercept; input: K = [[1.]], y = [1.], lam = 1
    """
    return np.linalg.solve(K + lam * np.eye(len(y)), y - y.mean())


def wrong_centred_kernel(K, y, lam):
    """DESERVES: Centring K means other features; none was asked.
    PART: no
    BREAKS: No means are taken off; input: K = eye(2), y = [1, 0], lam = 1
    """
    N = len(y)
    H = np.eye(N) - np.ones((N, N)) / N
    return np.linalg.solve(H @ K @ H + lam * np.eye(N), y)


def wrong_in_place_diagonal(K, y, lam):
    """DESERVES: You add lam to the caller's K: the next call has it twice. Copy first.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: K = [[1.]], y = [1.], lam = 1
    """
    K[np.diag_indices(len(K))] += lam
    return np.linalg.solve(K, y)


def wrong_column(K, y, lam):
    """DESERVES: alpha must be (N,): a column (N, 1) broadcasts to nonsense in what follows.
    PART: yes
    BREAKS: Coefficients alpha (N,); input: K = [[1.]], y = [1.], lam = 1
    """
    return np.linalg.solve(K + lam * np.eye(len(y)), y[:, None])


def wrong_gradient_descent(K, y, lam):
    """DESERVES: 1000 steps of gradient descent are far too few where lam is a millionth of K.
    PART: yes
    BREAKS: right to 1e-5 for lam down to 1e-6 times the largest entry of K; input: K = diag(1, 1e-4), y = [0, 1], lam = 1e-6
    """
    alpha = np.zeros(len(y))
    step = 1 / (np.linalg.norm(K, 2) + lam)
    for _ in range(1000):
        alpha = alpha - step * (K @ alpha + lam * alpha - y)
    return alpha


def wrong_few_cg_steps(K, y, lam):
    """DESERVES: N steps of conjugate gradients suffice without round-off only; go on until the residual is small.
    PART: yes
    BREAKS: right to 1e-5 for lam down to 1e-6 times the largest entry of K; input: K = diag(1, 1e-1, ..., 1e-7), y = ones, lam = 1e-6 (here at most 5 steps)
    """
    alpha, r = np.zeros(len(y)), np.array(y, float)
    p = r.copy()
    for _ in range(min(5, len(y))):
        if not r @ r:
            break
        Ap = K @ p + lam * p
        a = (r @ r) / (p @ Ap)
        alpha, new = alpha + a * p, r - a * Ap
        p, r = new + (new @ new) / (r @ r) * p, new
    return alpha


def wrong_jitter(K, y, lam):
    """DESERVES: A jitter of 1e-4 in the place of a small lam is another problem: lam may be 1e-6 of K.
    PART: yes
    BREAKS: right to 1e-5 for lam down to 1e-6 times the largest entry; input: K = diag(1, 1e-4), y = [0, 1], lam = 1e-6
    """
    return np.linalg.solve(K + max(lam, 1e-4 * np.abs(K).max()) * np.eye(len(y)), y)


def wrong_negative_lambda(K, y, lam):
    """DESERVES: The sign of the penalty: yours rewards a large norm.
    PART: no
    BREAKS: plus lam > 0 times its squared norm; input: K = [[2.]], y = [1.], lam = 1
    """
    return np.linalg.lstsq(K - lam * np.eye(len(y)), y, rcond=None)[0]


def wrong_float32(K, y, lam):
    """DESERVES: Single precision knows K up to 1e-7, and lam of 1e-6 of K drowns in it.
    PART: yes
    BREAKS: right to 1e-5 of the largest entry of y for lam down to 1e-6; input: K of a Gaussian with 20 points on [0, 1], gamma = 1, lam = 1e-6
    """
    A = K.astype(np.float32) + np.float32(lam) * np.eye(len(y), dtype=np.float32)
    return np.linalg.solve(A, np.asarray(y, np.float32)).astype(float)


def wrong_identity_scaled_by_K(K, y, lam):
    """DESERVES: (1 + lam) K scales the diagonal by itself; lam I has ones there.
    PART: no
    BREAKS: plus lam times its squared norm; input: K = [[2.]], y = [1.], lam = 1
    """
    return np.linalg.lstsq(K + lam * np.diag(np.diag(K)), y, rcond=None)[0]


def wrong_truncated_spectrum(K, y, lam):
    """DESERVES: You divide by mu alone where it is large and drop the rest: that is truncation, not ridge.
    PART: no
    BREAKS: plus lam times its squared norm; input: K = [[2.]], y = [1.], lam = 1
    """
    mu, U = np.linalg.eigh((K + K.T) / 2)
    keep = mu > lam
    return U[:, keep] @ ((U[:, keep].T @ y) / mu[keep])
