import numpy as np


def right_solve(K, y, lam):
    """One call of solve."""
    return np.linalg.solve(K + lam * np.eye(len(y)), y)


def right_inverse(K, y, lam):
    """The inverse of K + lam I, which is far enough from singular."""
    A = np.array(K, dtype=float)
    A.flat[:: len(A) + 1] += lam
    return np.linalg.inv(A) @ y


def right_eigenvectors(K, y, lam):
    """In the basis of eigenvectors, negative round-off set to 0."""
    mu, U = np.linalg.eigh(K)
    return U @ ((U.T @ y) / (np.maximum(mu, 0) + lam))


def right_cholesky(K, y, lam):
    """Cholesky's factor, and two triangular systems in loops."""
    A = (K + K.T) / 2 + lam * np.identity(K.shape[0])
    L = np.linalg.cholesky(A)
    N = len(y)
    b = np.zeros(N)
    for n in range(N):
        b[n] = (y[n] - L[n, :n] @ b[:n]) / L[n, n]
    alpha = np.zeros(N)
    for n in reversed(range(N)):
        alpha[n] = (b[n] - L[n + 1 :, n] @ alpha[n + 1 :]) / L[n, n]
    return alpha


def right_lstsq(K, y, lam):
    """lstsq for the square system."""
    return np.linalg.lstsq(K + np.diag(np.full(len(y), lam)), y, rcond=None)[0]


def right_elimination(K, y, lam):
    """Gauss's elimination with pivots in plain lists; a list comes out."""
    N = len(y)
    A = [[float(K[n][m]) + (lam if n == m else 0.0) for m in range(N)] + [float(y[n])] for n in range(N)]
    for k in range(N):
        p = max(range(k, N), key=lambda n: abs(A[n][k]))
        A[k], A[p] = A[p], A[k]
        for n in range(k + 1, N):
            f = A[n][k] / A[k][k]
            for m in range(k, N + 1):
                A[n][m] -= f * A[k][m]
    alpha = [0.0] * N
    for n in range(N - 1, -1, -1):
        alpha[n] = (A[n][N] - sum(A[n][m] * alpha[m] for m in range(n + 1, N))) / A[n][n]
    return alpha


def right_conjugate_gradients(K, y, lam):
    """Conjugate gradients until the residual is 1e-9 of y: the error of K alpha is no larger than the residual."""
    alpha, r = np.zeros(len(y)), np.array(y, float)
    wanted = 1e-9 * np.abs(y).max()
    for _ in range(20):  # restarts, with the true residual
        p, rr = r.copy(), r @ r
        for _ in range(20 * len(y)):
            if np.sqrt(rr) <= wanted:
                break
            q = K @ p + lam * p
            step = rr / (p @ q)
            alpha, r = alpha + step * p, r - step * q
            p, rr = r + (r @ r) / rr * p, r @ r
        r = y - K @ alpha - lam * alpha
        if np.linalg.norm(r) <= 2 * wanted:
            return alpha
    return np.linalg.solve(K + lam * np.eye(len(y)), y)


def right_ridge_in_feature_space(K, y, lam):
    """Features from the spectrum, ridge regression for them as one least squares problem; alpha = (y - f)/lam."""
    mu, U = np.linalg.eigh(K)
    Phi = U * np.sqrt(np.maximum(mu, 0))
    N = len(y)
    w = np.linalg.lstsq(np.vstack([Phi, np.sqrt(lam) * np.eye(N)]), np.append(y, np.zeros(N)), rcond=None)[0]
    return (y - Phi @ w) / lam


def right_svd(K, y, lam):
    """Singular vectors: where they are no eigenvectors, K alpha does not see it."""
    U, s, Vt = np.linalg.svd(K)
    return Vt.T @ ((U.T @ y) / (s + lam))


def right_shortest(K, y, lam):
    """Another alpha of the same function: nothing along eigenvectors whose eigenvalues are round-off."""
    mu, U = np.linalg.eigh((K + K.T) / 2)
    keep = mu > 1e-14 * np.abs(mu).max()
    return U[:, keep] @ (U[:, keep].T @ y / (mu[keep] + lam))


def right_refined(K, y, lam):
    """solve, and two steps of refinement; a defensive style."""
    K, y = np.asarray(K, float), np.asarray(y, float)
    assert K.shape == (y.size, y.size) and lam > 0
    A = K + lam * np.eye(y.size)
    alpha = np.linalg.solve(A, y)
    for _ in range(2):
        alpha = alpha + np.linalg.solve(A, y - A @ alpha)
    return alpha


def right_blocks(K, y, lam):
    """Recursion: two halves and the Schur complement."""

    def solve(A, B):
        N = len(A)
        if N == 1:
            return B / A[0, 0]
        h = N // 2
        P, Q, S = A[:h, :h], A[:h, h:], A[h:, h:]
        both = solve(P, np.hstack([Q, B[:h]]))
        PQ, PB = both[:, : N - h], both[:, N - h :]
        lower = solve(S - Q.T @ PQ, B[h:] - Q.T @ PB)
        return np.vstack([PB - PQ @ lower, lower])

    A = (K + K.T) / 2 + lam * np.eye(len(y))
    return solve(A, y.reshape(-1, 1).astype(float)).ravel()


def right_class(K, y, lam):
    """Over-engineered: an estimator with fit and coefficients."""

    class KernelRidge:
        def __init__(self, penalty):
            self.penalty = penalty
            self.coefficients = None

        def fit(self, gram, targets):
            shifted = gram.copy()
            for n in range(len(shifted)):
                shifted[n, n] += self.penalty
            self.coefficients = np.linalg.pinv(shifted, rcond=1e-15).dot(targets)
            return self

    return tuple(KernelRidge(lam).fit(K, y).coefficients)


def right_divided_by_lam(K, y, lam):
    """(I + K/lam) (lam alpha) = y, by QR."""
    Q, R = np.linalg.qr(np.eye(len(y)) + K / lam)
    return np.linalg.solve(R, Q.T @ y) / lam


def wrong_mean_of_squares(K, y, lam):
    """DESERVES: lam N is the penalty for the mean of the squares, not for their sum
    PART: no
    BREAKS: minimises the sum (not the mean) of the squared residuals, at K = [[1, 0], [0, 1]], y = (1, 1), lam = 1
    """
    return np.linalg.solve(K + lam * len(y) * np.eye(len(y)), y)


def wrong_half(K, y, lam):
    """DESERVES: the 2 of the squared residuals' gradient is not cancelled by that of the penalty: lam is halved
    PART: no
    BREAKS: plus lam times the squared norm of f, at K = [[1.0]], y = (1,), lam = 1
    """
    return np.linalg.solve(2 * K + lam * np.eye(len(y)), 2 * y)


def wrong_in_place(K, y, lam):
    """DESERVES: lam is added to the diagonal of the caller's K
    PART: yes
    BREAKS: a function leaves its arrays as they were, at K = [[1.0]], y = (1,), lam = 1
    """
    K[np.diag_indices(len(K))] += lam
    return np.linalg.solve(K, y)


def wrong_everywhere(K, y, lam):
    """DESERVES: lam stands on the diagonal only
    PART: no
    BREAKS: plus lam times the squared norm of f, at K = [[1, 0], [0, 1]], y = (1, 0), lam = 1
    """
    return np.linalg.lstsq(K + lam, y, rcond=None)[0]


def wrong_centred(K, y, lam):
    """DESERVES: the mean of y is taken off
    PART: no
    BREAKS: no means are taken off, at K = [[1.0]], y = (1,), lam = 1
    """
    return np.linalg.solve(K + lam * np.eye(len(y)), y - y.mean())


def wrong_inverse_of_K(K, y, lam):
    """DESERVES: the way from the fitted values back to alpha inverts K, which may be singular
    PART: yes
    BREAKS: K may be singular, at K = [[1, 1], [1, 1]], y = (1, 0), lam = 1
    """
    mu, U = np.linalg.eigh(K)
    fitted = U @ (mu / (mu + lam) * (U.T @ y))
    return np.linalg.solve(K, fitted)


def wrong_fitted_values(K, y, lam):
    """DESERVES: these are the fitted values K alpha, where alpha is wanted
    PART: no
    BREAKS: coefficients alpha, at K = [[2.0]], y = (1,), lam = 1
    """
    return K @ np.linalg.solve(K + lam * np.eye(len(y)), y)


def wrong_column(K, y, lam):
    """DESERVES: a column comes out, where alpha is (N,)
    PART: yes
    BREAKS: coefficients alpha (N,), at K = [[1.0]], y = (1,), lam = 1
    """
    return np.linalg.solve(K + lam * np.eye(len(y)), y[:, None])


def wrong_float32(K, y, lam):
    """DESERVES: single precision swallows a lam of 1e-6 times the largest entry
    PART: yes
    BREAKS: right to 1e-5 of the largest |y_n| for lam down to 1e-6, at K = Gaussian of 12 points, lam = 1e-6
    """
    A = (K + lam * np.eye(len(y))).astype(np.float32)
    return np.linalg.solve(A, y.astype(np.float32)).astype(float)


def wrong_rcond(K, y, lam):
    """DESERVES: the cut at 1e-5 takes away eigenvalues that are larger than lam
    PART: yes
    BREAKS: right to 1e-5 for lam down to 1e-6 times the largest entry, at K = diag(1, 5e-6), y = (0, 1), lam = 1e-6
    """
    return np.linalg.pinv(K + lam * np.eye(len(y)), rcond=1e-5) @ y


def wrong_jitter(K, y, lam):
    """DESERVES: the 1e-8 added for safety is not small for a small K
    PART: yes
    BREAKS: right to 1e-5 of the largest |y_n|, at K = [[1e-6]], y = (1,), lam = 1e-7
    """
    return np.linalg.solve(K + (lam + 1e-8) * np.eye(len(y)), y)


def wrong_squared_penalty(K, y, lam):
    """DESERVES: lam is squared
    PART: no
    BREAKS: lam times the squared norm of f, at K = [[1.0]], y = (1,), lam = 2
    """
    return np.linalg.solve(K + lam**2 * np.eye(len(y)), y)


def wrong_penalty_of_alpha(K, y, lam):
    """DESERVES: the penalty is that of ||alpha||^2, as if K were the samples, not alpha^T K alpha
    PART: no
    BREAKS: lam times the squared norm of f, at K = [[2.0]], y = (1,), lam = 1
    """
    return np.linalg.solve(K.T @ K + lam * np.eye(len(y)), K.T @ y)


def wrong_gradient_steps(K, y, lam):
    """DESERVES: ten thousand gradient steps are not enough for small eigenvalues and a small lam
    PART: yes
    BREAKS: right to 1e-5 of the largest |y_n|, at K = diag(1, 1e-5), y = (0, 1), lam = 1e-6
    """
    alpha, step = np.zeros(len(y)), 1 / (np.linalg.norm(K, 2) + lam)
    for _ in range(10_000):
        alpha = alpha + step * (y - K @ alpha - lam * alpha)
    return alpha


def wrong_absolute_cut(K, y, lam):
    """DESERVES: eigenvalues below 1e-10 are cut off, whatever the largest is
    PART: yes
    BREAKS: right to 1e-5 of the largest |y_n|, at K = [[1e-11]], y = (1,), lam = 1e-11
    """
    mu, U = np.linalg.eigh(K)
    factor = np.where(mu > 1e-10, 1 / (np.maximum(mu, 0) + lam), 0)
    return U @ (factor * (U.T @ y))


def wrong_normal_equations(K, y, lam):
    """DESERVES: K K + lam K has the squares of the eigenvalues, which lstsq takes for round-off
    PART: yes
    BREAKS: right to 1e-5 for lam down to 1e-6 times the largest entry, at K = diag(1, 4e-10), y = (0, 1), lam = 1e-6
    """
    return np.linalg.lstsq(K @ K + lam * K, K @ y, rcond=None)[0]


def wrong_intercept(K, y, lam):
    """DESERVES: an intercept is fitted, and takes its part of y
    PART: no
    BREAKS: there is no intercept, at K = [[1.0]], y = (1,), lam = 1
    """
    N = len(y)
    A = np.zeros((N + 1, N + 1))
    A[:N, :N] = K + lam * np.eye(N)
    A[N, :N] = A[:N, N] = 1
    return np.linalg.solve(A, np.append(y, 0.0))[:N]


def wrong_eliminates_in_y(K, y, lam):
    """DESERVES: b = y is no copy: the elimination changes the caller's targets
    PART: yes
    BREAKS: a function leaves its arrays as they were, at K = [[1, 1], [1, 1]], y = (1, 0), lam = 1
    """
    A, b, N = K + lam * np.eye(len(y)), y, len(y)
    for k in range(N):
        for n in range(k + 1, N):
            f = A[n, k] / A[k, k]
            A[n] -= f * A[k]
            b[n] -= f * b[k]
    alpha = np.zeros(N)
    for n in reversed(range(N)):
        alpha[n] = (b[n] - A[n, n + 1 :] @ alpha[n + 1 :]) / A[n, n]
    return alpha
