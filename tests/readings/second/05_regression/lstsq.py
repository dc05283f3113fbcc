import numpy as np


def right_svd(X, y):
    """Thin SVD, singular values above 1e-12 of the largest."""
    A, s, C = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    keep = s > 1e-12 * s[0]
    return C[keep].T @ ((A[:, keep].T @ np.asarray(y, float)) / s[keep])


def right_pinv(X, y):
    """np.linalg.pinv with a cutoff between the two bounds."""
    return np.linalg.pinv(np.asarray(X, float), rcond=1e-12) @ np.asarray(y, float)


def right_library(X, y):
    """np.linalg.lstsq with a cutoff of its own."""
    w, *_ = np.linalg.lstsq(X, y, rcond=1e-11)
    return w


def right_loop_over_directions(X, y):
    """One singular direction after the other is added, with an early return for the zero matrix."""
    X = np.array(X, dtype=float)
    w = np.zeros(X.shape[1])
    if not X.any():
        return w
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    for i in range(len(s)):
        if s[i] / s[0] < 3e-13:
            break
        w = w + np.dot(U[:, i], y) / s[i] * Vt[i]
    return w


def right_full_svd_padded(X, y):
    """The full decomposition with a padded matrix of reciprocals."""
    X = np.asarray(X, float)
    U, s, Vt = np.linalg.svd(X, full_matrices=True)
    S = np.zeros(X.shape[::-1])
    for i, value in enumerate(s):
        S[i, i] = 1 / value if value > 1e-13 * s.max() else 0
    return np.linalg.multi_dot([Vt.T, S, U.T, np.asarray(y, float)])


def right_qr_then_svd(X, y):
    """QR first, then the small triangle is decomposed; einsum for the sum."""
    Q, R = np.linalg.qr(np.asarray(X, float))
    U, s, Vt = np.linalg.svd(R, full_matrices=False)
    inverse = np.zeros_like(s)
    np.divide(1.0, s, out=inverse, where=s > 1e-12 * s.max())
    return np.einsum("id,i,ki,nk,n->d", Vt, inverse, U, Q, np.asarray(y, float))


def right_augmented_eigh(X, y):
    """Eigenvalues of the symmetric matrix (0, X; X^T, 0): they are plus and minus the singular values."""
    X = np.asarray(X, float)
    N, d = X.shape
    M = np.zeros((N + d, N + d))
    M[:N, N:], M[N:, :N] = X, X.T
    values, vectors = np.linalg.eigh(M)
    keep = np.abs(values) > 1e-12 * np.abs(values).max()
    V = vectors[:, keep]
    both = V @ ((V.T @ np.concatenate([y, np.zeros(d)])) / values[keep])
    return both[N:]


def right_one_sided_jacobi(X, y):
    """Rotations of columns until they are orthogonal (one-sided Jacobi), in loops."""
    B = np.array(X, dtype=float)
    d = B.shape[1]
    V = np.eye(d)
    for _ in range(60):
        turned = False
        for i in range(d):
            for j in range(i + 1, d):
                a, b, c = B[:, i] @ B[:, i], B[:, j] @ B[:, j], B[:, i] @ B[:, j]
                if abs(c) <= 1e-15 * np.sqrt(a * b) or a * b == 0:
                    continue
                turned = True
                angle = 0.5 * np.arctan2(2 * c, a - b)
                G = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
                B[:, [i, j]] = B[:, [i, j]] @ G
                V[:, [i, j]] = V[:, [i, j]] @ G
        if not turned:
            break
    s = np.linalg.norm(B, axis=0)
    w = np.zeros(d)
    for k in range(d):
        if s[k] > 1e-12 * s.max():
            w += V[:, k] * ((B[:, k] / s[k]) @ y) / s[k]
    return w


def right_orthogonal_bases(X, y):
    """Gram-Schmidt twice with pivoting: a basis of the columns, then QR of the rows; no SVD at all."""
    X = np.array(X, dtype=float)
    rest, Q = X.copy(), []
    scale = np.linalg.norm(X)
    while len(Q) < min(X.shape):
        norms = np.linalg.norm(rest, axis=0)
        k = int(np.argmax(norms))
        if norms[k] <= 1e-12 * scale:
            break
        q = rest[:, k] / norms[k]
        for _ in range(2):
            for other in Q:
                q = q - (other @ q) * other
            q = q / np.linalg.norm(q)
        Q.append(q)
        rest = rest - np.outer(q, q @ rest)
    if not Q:
        return np.zeros(X.shape[1])
    Q = np.array(Q).T
    rows, R = np.linalg.qr((Q.T @ X).T)
    return rows @ np.linalg.solve(R.T, Q.T @ np.asarray(y, float))


def right_cases(X, y):
    """Full column rank by QR, full row rank by QR of the transpose, the rest by the pseudoinverse."""
    X, y = np.asarray(X, dtype=np.float64), np.asarray(y, dtype=np.float64)
    N, d = X.shape
    s = np.linalg.svd(X, compute_uv=False)
    rank = int(np.sum(s > 1e-12 * s[0]))
    if rank == d:
        Q, R = np.linalg.qr(X)
        return np.linalg.solve(R, Q.T @ y)
    if rank == N:
        Q, R = np.linalg.qr(X.T)
        return Q @ np.linalg.solve(R.T, y)
    return np.linalg.pinv(X, 1e-12) @ y


def right_transposed(X, y):
    """The pseudoinverse of the transpose, from the left."""
    return np.asarray(y, float) @ np.linalg.pinv(np.asarray(X, float).T, rcond=1e-10 / 20)


def right_any_start_then_projected(X, y):
    """Some least-squares solution first; then its part in the null space is taken away."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    U, s, Vt = np.linalg.svd(X)
    rank = np.count_nonzero(s > 1e-12 * max(s[0], 1e-300))
    some = np.ones(X.shape[1])
    some = some + Vt[:rank].T @ ((U[:, :rank].T @ (y - X @ some)) / s[:rank])
    null = Vt[rank:]
    return some - null.T @ (null @ some)


def right_class(X, y):
    """An over-engineered class with asserts."""

    class PseudoInverse:
        CUTOFF = 1e-12

        def __init__(self, X):
            X = np.array(X, dtype=float, copy=True)
            assert X.ndim == 2, "X must be a matrix"
            self.left, values, self.right = np.linalg.svd(X, full_matrices=False)
            largest = values.max(initial=0.0)
            self.rank = sum(1 for value in values if value > self.CUTOFF * largest)
            self.values = values[: self.rank]

        def __matmul__(self, y):
            coordinates = self.left[:, : self.rank].T @ np.array(y, dtype=float)
            return self.right[: self.rank].T @ (coordinates / self.values)

    return PseudoInverse(X) @ y


def wrong_normal_pinv(X, y):
    """DESERVES: X^T X squares the singular values: those below 1e-8 of the largest drown in round-off
    PART: yes
    BREAKS: one above 1e-9 times the largest is none, at X = [[1, 1], [0, 1e-8]], y = [1, 1e-8]
    """
    return np.linalg.pinv(X.T @ X) @ X.T @ y


def wrong_normal_solve(X, y):
    """DESERVES: X^T X has no inverse if the columns depend on one another
    PART: no
    BREAKS: X may have any rank, at X = [[1, 1]], y = [1]
    """
    return np.linalg.inv(X.T @ X) @ (X.T @ y)


def wrong_no_cutoff(X, y):
    """DESERVES: singular values that are round-off are divided by: drop those
    PART: yes
    BREAKS: below 1e-15 times the largest is round-off, at X = [[1, 2], [0.1, 0.2]], y = [1, 0]
    """
    U, s, Vt = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    with np.errstate(all="ignore"):
        return Vt.T @ (U.T @ y / s)


def wrong_absolute_cutoff(X, y):
    """DESERVES: the cutoff must be relative to the largest singular value: here a small X counts as 0
    PART: yes
    BREAKS: one above 1e-9 times the largest is none, at X = [[1e-11]], y = [1]
    """
    U, s, Vt = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    keep = s > 1e-10
    return Vt[keep].T @ (U[:, keep].T @ y / s[keep])


def wrong_coarse_cutoff(X, y):
    """DESERVES: a cutoff of 1e-6 drops singular values that are merely small
    PART: yes
    BREAKS: one above 1e-9 times the largest is none, at X = [[1, 0], [0, 1e-7]], y = [0, 1e-7]
    """
    return np.linalg.lstsq(X, y, rcond=1e-6)[0]


def wrong_basic_solution_if_wide(X, y):
    """DESERVES: with fewer samples than columns the others are set to 0: it fits, but is not the shortest
    PART: yes
    BREAKS: least norm, N may be smaller than d, at X = [[1, 1]], y = [1]
    """
    X = np.asarray(X, float)
    N, d = X.shape
    if N < d:
        w = np.zeros(d)
        w[:N] = np.linalg.lstsq(X[:, :N], y, rcond=1e-12)[0]
        return w
    return np.linalg.lstsq(X, y, rcond=1e-12)[0]


def wrong_small_ridge(X, y):
    """DESERVES: a penalty of 1e-10 is not nothing beside the square of a small singular value
    PART: yes
    BREAKS: least residual, at X = [[1, 0], [0, 1e-6]], y = [0, 1e-6]
    """
    X = np.asarray(X, float)
    return np.linalg.solve(X.T @ X + 1e-10 * np.eye(X.shape[1]), X.T @ y)


def wrong_float32(X, y):
    """DESERVES: in single precision a singular value of 1e-8 is lost
    PART: yes
    BREAKS: one above 1e-9 times the largest is none, at X = [[1, 1], [1, 1 + 1e-8]], y = [1, 1]; there y = X (1, 0)
    """
    X, y = np.asarray(X, np.float32), np.asarray(y, np.float32)
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-6 * s[0]
    return Vt[keep].T @ (U[:, keep].T @ y / s[keep])


def wrong_integer_answer(X, y):
    """DESERVES: w gets the dtype of X: for integers its fractions are cut off
    PART: yes
    BREAKS: it may hold integers, at X = [[2]] (integer), y = [1]
    """
    w = np.zeros_like(X[0])
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-12 * s[0]
    w[:] = Vt[keep].T @ (U[:, keep].T @ y / s[keep])
    return w


def wrong_zero_is_not_below_zero(X, y):
    """DESERVES: for X = 0 the test s >= 1e-12 * s.max() is 0 >= 0, and 0/0 is NaN
    PART: yes
    BREAKS: X may have any rank, at X = [[0]], y = [1]
    """
    U, s, Vt = np.linalg.svd(np.asarray(X, float), full_matrices=False)
    keep = s >= 1e-12 * s.max()
    with np.errstate(all="ignore"):
        return Vt[keep].T @ (U[:, keep].T @ y / s[keep])


def wrong_unit_columns(X, y):
    """DESERVES: columns are scaled to length 1 before: then the scaled w is the shortest, not w
    PART: yes
    BREAKS: least norm, at X = [[1, 2]], y = [1]: the answer is (1/5, 2/5)
    """
    X = np.asarray(X, float)
    c = np.linalg.norm(X, axis=0)
    c[c == 0] = 1
    return np.linalg.lstsq(X / c, y, rcond=1e-12)[0] / c


def wrong_starts_at_ones(X, y):
    """DESERVES: the start (1, ..., 1) is no combination of the rows: what it has in the null space stays
    PART: yes
    BREAKS: least norm, at X = [[1, 2]], y = [1]
    """
    X = np.asarray(X, float)
    w = np.ones(X.shape[1])
    return w + np.linalg.pinv(X, rcond=1e-12) @ (y - X @ w)


def wrong_solve_if_square(X, y):
    """DESERVES: solve sees only exact zeros: a square X that is singular up to round-off gives rubbish
    PART: yes
    BREAKS: below 1e-15 is round-off, at X = [[1, 2, 3], [4, 5, 6], [7, 8, 9]] / 10, y = [1, 0, 0]
    """
    if X.shape[0] == X.shape[1]:
        try:
            return np.linalg.solve(X, y)
        except np.linalg.LinAlgError:
            pass
    return np.linalg.lstsq(X, y, rcond=1e-12)[0]


def wrong_descent(X, y):
    """DESERVES: 5000 steps of gradient descent are far too few where columns nearly depend on one another
    PART: yes
    BREAKS: least residual, at X = [[1, 1], [0, 0.001]], y = [0, 0.001]
    """
    X = np.asarray(X, float)
    L = np.linalg.norm(X, 2) ** 2 or 1.0
    w = np.zeros(X.shape[1])
    for _ in range(5000):
        w = w - X.T @ (X @ w - y) / L
    return w


def wrong_householder_in_place(X, y):
    """DESERVES: the caller's X of floats is scaled in place
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at X = [[2.]], y = [2.]
    """
    X = np.asarray(X, float)
    largest = np.abs(X).max() or 1.0
    X /= largest
    U, s, Vt = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-12 * s[0]
    return Vt[keep].T @ (U[:, keep].T @ y / s[keep]) / largest


def wrong_duplicate_samples_once(X, y):
    """DESERVES: rows that occur twice are kept once: they count twice
    PART: yes
    BREAKS: least residual ||X w - y||, at X = [[1], [1]], y = [0, 1]
    """
    X = np.asarray(X, float)
    _, first = np.unique(X, axis=0, return_index=True)
    return np.linalg.lstsq(X[first], np.asarray(y, float)[first], rcond=1e-12)[0]


def wrong_drops_zero_rows_of_y(X, y):
    """DESERVES: samples with y = 0 are not empty: leaving them out changes the residual
    PART: no
    BREAKS: least residual, at X = [[1], [1]], y = [0, 1]
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    there = y != 0
    if not there.any():
        return np.zeros(X.shape[1])
    return np.linalg.lstsq(X[there], y[there], rcond=1e-12)[0]
