import numpy as np


def right_numpy(X, y):
    return np.linalg.lstsq(X, y, rcond=None)[0]


def right_pinv(X, y):
    return np.linalg.pinv(X, rcond=1e-12) @ y


def right_pinv_default(X, y):
    return np.linalg.pinv(X) @ y


def right_svd(X, y):
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-12 * s.max()
    return C[keep].T @ (A[:, keep].T @ y / s[keep])


def right_svd_loop(X, y):
    A, s, C = np.linalg.svd(X, full_matrices=False)
    w = np.zeros(X.shape[1])
    for i in range(len(s)):
        if s[i] <= max(X.shape) * np.finfo(float).eps * s[0]:
            continue
        w = w + (A[:, i] @ y) / s[i] * C[i]
    return w


def right_svd_where(X, y):
    A, s, Ct = np.linalg.svd(X, full_matrices=False)
    inverse = np.array([1 / value if value > 1e-13 * s[0] else 0.0 for value in s])
    return np.einsum("r,rd,nr,n->d", inverse, Ct, A, y)


def right_full_svd(X, y):
    A, s, C = np.linalg.svd(X, full_matrices=True)
    rank = int((s > 1e-12 * s[0]).sum()) if s[0] > 0 else 0
    w = np.zeros(X.shape[1])
    for i in range(rank):
        w += np.dot(A[:, i], y) / s[i] * C[i, :]
    return w


def right_rank_first(X, y):
    rank = np.linalg.matrix_rank(X)
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return list(((A.T @ y)[:rank] / s[:rank]) @ C[:rank])


def right_transposed_svd(X, y):
    C, s, A = np.linalg.svd(np.transpose(X), full_matrices=False)
    r = np.count_nonzero(s > 1e-11 * s[0])
    return C[:, :r] @ np.diag(1 / s[:r]) @ A[:r] @ y


def right_gram_schmidt(X, y):
    # orthonormal rows with the largest remaining row first, then least squares in their span
    def basis(rows, tolerance):
        rows, found = [np.array(row, dtype=float) for row in rows], []
        while rows:
            norms = [np.sqrt(row @ row) for row in rows]
            k = int(np.argmax(norms))
            if norms[k] <= tolerance:
                break
            q = rows.pop(k)
            for _ in range(2):
                for other in found:
                    q = q - (other @ q) * other
            q = q / np.sqrt(q @ q)
            found.append(q)
            rows = [row - (q @ row) * q for row in rows]
        return np.array(found)

    scale = np.sqrt((np.asarray(X, float) ** 2).sum())
    if scale == 0:
        return np.zeros(X.shape[1])
    Q = basis(X, 1e-12 * scale)
    B = X @ Q.T
    P, R = np.linalg.qr(B)
    return Q.T @ np.linalg.solve(R, P.T @ y)


def right_jacobi(X, y):
    # one-sided Jacobi: turn pairs of columns until all are orthogonal
    B, V = np.array(X, dtype=float), np.eye(X.shape[1])
    for _ in range(60):
        turned = False
        for i in range(B.shape[1]):
            for j in range(i):
                a, b, c = B[:, i] @ B[:, i], B[:, j] @ B[:, j], B[:, i] @ B[:, j]
                if abs(c) <= 1e-15 * np.sqrt(a * b) or c == 0:
                    continue
                turned = True
                zeta = (b - a) / (2 * c)
                t = (1 if zeta >= 0 else -1) / (abs(zeta) + np.sqrt(1 + zeta**2))
                cosine = 1 / np.sqrt(1 + t * t)
                T = np.array([[cosine, cosine * t], [-cosine * t, cosine]])
                B[:, [i, j]] = B[:, [i, j]] @ T
                V[:, [i, j]] = V[:, [i, j]] @ T
        if not turned:
            break
    s = np.sqrt((B * B).sum(axis=0))
    keep = s > 1e-12 * s.max()
    return V[:, keep] @ (B[:, keep].T @ y / s[keep] ** 2)


def right_class(X, y):
    class Solver:
        def __init__(self, matrix):
            self.A, self.s, self.C = np.linalg.svd(np.copy(matrix), full_matrices=False)

        def __call__(self, target):
            cut = 1e-12 * max(self.s, default=0)
            parts = [(a @ target / s) * c for a, s, c in zip(self.A.T, self.s, self.C) if s > cut]
            return sum(parts, np.zeros(self.C.shape[1]))

    return Solver(X)(y)


def right_two_steps(X, y):
    # any solution of lstsq, and then its part in the row space
    w = np.linalg.lstsq(X, y, rcond=1e-12)[0]
    rows = np.linalg.pinv(X, rcond=1e-12) @ X
    print("rank", round(float(np.trace(rows))))
    return tuple(rows @ w)


def right_longdouble_sum(X, y):
    A, s, C = np.linalg.svd(X, full_matrices=False)
    w = np.zeros(C.shape[1], dtype=np.longdouble)
    for a, value, c in zip(A.T, s, C):
        if value > 1e-12 * s[0]:
            w += np.asarray(a, np.longdouble) @ y / value * c
    return w.astype(float)


def right_refined(X, y):
    P = np.linalg.pinv(X, rcond=1e-12)
    w = P @ y
    return w + P @ (y - X @ w)


def right_recursion(X, y):
    A, s, C = np.linalg.svd(X, full_matrices=False)

    def rest(i):
        if i == len(s) or s[i] <= 1e-12 * s[0]:
            return np.zeros(C.shape[1])
        return (A[:, i] @ y) / s[i] * C[i] + rest(i + 1)

    return rest(0)


def right_float32_result(X, y):
    # computed in double precision, handed on in single; no accuracy is promised in the contract
    return np.float32(np.linalg.lstsq(X, y, rcond=None)[0])


def wrong_normal_solve(X, y):
    """DESERVES: X^T X has no inverse if columns depend on one another; then solve fails, or gives huge numbers
    PART: yes
    BREAKS: X may have any rank: `[[1, 1], [2, 2]], [1, 2]`
    """
    return np.linalg.solve(X.T @ X, X.T @ y)


def wrong_normal_inv(X, y):
    """DESERVES: with fewer samples than columns X^T X is singular, and its computed inverse is rubbish
    PART: yes
    BREAKS: N may be smaller than d: `[[1, 1]], [1]`
    """
    return np.linalg.inv(X.T @ X) @ (X.T @ y)


def wrong_normal_pinv(X, y):
    """DESERVES: X^T X squares the singular values: one that is merely small is dropped, or lost in round-off
    PART: yes
    BREAKS: least residual: `[[1, 0], [0, 1e-8]], [0, 1e-8]`
    """
    return np.linalg.pinv(X.T @ X) @ X.T @ y


def wrong_no_threshold(X, y):
    """DESERVES: a singular value that ought to be 0 comes out near 1e-16, and you divide by it
    PART: yes
    BREAKS: dependent but for round-off counts as dependent: `[[0.1, 0.3], [0.2, 0.6], [0.7, 2.1]], [1, 2, 4]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return C.T @ ((A.T @ y) / s)


def wrong_rcond_minus_one(X, y):
    """DESERVES: rcond=-1 keeps every singular value, those that are round-off too
    PART: yes
    BREAKS: dependent but for round-off counts as dependent: `[[-5.4, -2.7], [-14.4, -7.2], [-16.2, -8.1]], [1, 2, 3]`
    """
    return np.linalg.lstsq(X, y, rcond=-1)[0]


def wrong_exact_zero(X, y):
    """DESERVES: round-off makes 1e-16 of a 0; compare with a threshold, not with 0
    PART: yes
    BREAKS: dependent but for round-off counts as dependent: `[[0.1, 0.3], [0.2, 0.6], [0.7, 2.1]], [1, 2, 4]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 0
    return C[keep].T @ ((A[:, keep].T @ y) / s[keep])


def wrong_absolute_threshold(X, y):
    """DESERVES: the threshold must be relative to the largest singular value: small matrices are lost
    PART: yes
    BREAKS: least residual: `[[1e-12]], [1e-12]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-10
    return C[keep].T @ ((A[:, keep].T @ y) / s[keep])


def wrong_absolute_threshold_large(X, y):
    """DESERVES: with large numbers round-off is larger than 1e-14: the threshold must be relative
    PART: yes
    BREAKS: dependent but for round-off: `[[1e8, 3e8], [2e8, 6.0000000000000001e8], [7e8, 2.1e9], [1e7 / 3, 1e7]], [1, 2, 4, 8]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-14
    return C[keep].T @ ((A[:, keep].T @ y) / s[keep])


def wrong_coarse_threshold(X, y):
    """DESERVES: one percent of the largest singular value is merely small: to drop it is wrong
    PART: yes
    BREAKS: least residual: `[[1, 0], [0, 0.001]], [1, 0.001]`
    """
    return np.linalg.pinv(X, rcond=1e-2) @ y


def wrong_medium_threshold(X, y):
    """DESERVES: a ten thousandth is merely small, no round-off: to drop it is wrong
    PART: yes
    BREAKS: least residual: `[[1, 0], [0, 1e-5]], [1, 1e-5]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-4 * s[0]
    return C[keep].T @ ((A[:, keep].T @ y) / s[keep])


def wrong_tiny_ridge(X, y):
    """DESERVES: a small penalty is no least squares: it shrinks w where singular values are small
    PART: yes
    BREAKS: least residual: `[[0.001]], [0.001]`
    """
    d = X.shape[1]
    return np.linalg.solve(X.T @ X + 1e-6 * np.eye(d), X.T @ y)


def wrong_some_solution(X, y):
    """DESERVES: a solution with a 0 for the dependent column fits as well, but is not the shortest
    PART: yes
    BREAKS: the w of least norm: `[[1, 1], [2, 2]], [1, 2]`
    """
    keep, rank = [], 0
    for j in range(X.shape[1]):
        if np.linalg.matrix_rank(X[:, keep + [j]]) > rank:
            keep, rank = keep + [j], rank + 1
    w = np.zeros(X.shape[1])
    if keep:
        w[keep] = np.linalg.lstsq(X[:, keep], y, rcond=None)[0]
    return w


def wrong_wide_formula(X, y):
    """DESERVES: X^T (X X^T)^-1 y is for independent rows; with more samples than columns X X^T is singular
    PART: no
    BREAKS: X may have any rank: `[[1], [2]], [1, 3]`
    """
    return X.T @ np.linalg.solve(X @ X.T, y)


def wrong_full_rank_cases(X, y):
    """DESERVES: both cases of full rank are right, but a matrix may have a lower rank than min(N, d)
    PART: yes
    BREAKS: X may have any rank: `[[1, 1], [2, 2]], [1, 2]`
    """
    N, d = X.shape
    if N >= d:
        return np.linalg.solve(X.T @ X, X.T @ y)
    return X.T @ np.linalg.solve(X @ X.T, y)


def wrong_multiplies_s(X, y):
    """DESERVES: X is undone by dividing by s_i, not by multiplying
    PART: no
    BREAKS: least residual: `[[2]], [2]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return C.T @ (s * (A.T @ y))


def wrong_c_not_transposed(X, y):
    """DESERVES: np.linalg.svd returns the c_i as rows already
    PART: no
    BREAKS: least residual: `[[1, 2], [3, 5]], [1, 2]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = s > 1e-12 * s[0]
    c = (A.T @ y)[: len(s)] / np.where(keep, s, np.inf)
    return C @ c if C.shape[0] == C.shape[1] else C.T @ c


def wrong_first_only(X, y):
    """DESERVES: only the largest singular value is used
    PART: no
    BREAKS: least residual: `[[1, 0], [0, 2]], [1, 2]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    return (A[:, 0] @ y) / max(s[0], 1e-300) * C[0]


def wrong_drops_smallest(X, y):
    """DESERVES: the last singular value is dropped always, though it may be as good as the others
    PART: no
    BREAKS: least residual: `[[1, 0], [0, 2]], [1, 2]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    r = max(len(s) - 1, 1)
    keep = s[:r] > 1e-12 * s[0]
    return C[:r][keep].T @ ((A[:, :r].T @ y)[keep] / s[:r][keep])


def wrong_intercept(X, y):
    """DESERVES: no column of ones is asked for: X is to be taken as it is
    PART: no
    BREAKS: least residual ||X w - y||: `[[0], [1]], [1, 1]`
    """
    return np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]


def wrong_all_results(X, y):
    """DESERVES: np.linalg.lstsq returns four things, the first of which is w
    PART: no
    BREAKS: the w (d,): `[[1]], [1]`
    """
    return np.linalg.lstsq(X, y, rcond=None)


def wrong_column(X, y):
    """DESERVES: w has one axis, (d,)
    PART: yes
    BREAKS: w (d,): `[[1]], [1]`
    """
    return np.linalg.lstsq(X, y.reshape(-1, 1), rcond=None)[0]


def wrong_float32(X, y):
    """DESERVES: float32 has round-off of 1e-7: columns that are nearly dependent are taken for dependent
    PART: yes
    BREAKS: least residual: `[[1, 1], [1, 1.00000001]], [1, 2]`
    """
    return np.linalg.lstsq(X.astype(np.float32), y.astype(np.float32), rcond=None)[0]


def wrong_zero_matrix(X, y):
    """DESERVES: the matrix 0 has rank 0 and the answer 0; s / s[0] is 0 / 0 there
    PART: yes
    BREAKS: X may have any rank: `[[0]], [1]`
    """
    A, s, C = np.linalg.svd(X, full_matrices=False)
    keep = ~(s / s[0] <= 1e-12)
    return C[keep].T @ ((A[:, keep].T @ y) / s[keep])


def wrong_qr(X, y):
    """DESERVES: R is singular if columns depend on one another, and not square if N < d
    PART: yes
    BREAKS: N may be smaller than d: `[[1, 1]], [1]`
    """
    Q, R = np.linalg.qr(X)
    return np.linalg.solve(R, Q.T @ y)


def wrong_in_place(X, y):
    """DESERVES: y -= ... changes the caller's targets; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[[1.0], [1.0]], [1.0, 2.0]`
    """
    w = np.linalg.lstsq(X, y, rcond=None)[0]
    y -= X @ w
    return w
