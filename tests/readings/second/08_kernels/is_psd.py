import numpy as np


def right_eigvalsh(K, tol):
    """As the hints say."""
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(mu.min() >= -tol * np.abs(mu).max())


def right_symmetric_part(K, tol):
    """eigvalsh of the symmetric part; a NumPy bool comes out."""
    mu = np.linalg.eigvalsh((K + K.T) / 2)
    symmetric = np.all(np.abs(K - K.T) <= tol * np.max(np.abs(K)))
    return symmetric & np.all(mu >= -tol * np.max(np.abs(mu)))


def right_upper_triangle_zero_d(K, tol):
    """eigh of the upper triangle; a 0-d array comes out."""
    mu, _ = np.linalg.eigh(K, UPLO="U")
    least, largest = mu[0], max(-mu[0], mu[-1])
    return np.array((np.ptp([K, K.T], axis=0).max() <= tol * np.abs(K).max()) and least >= -tol * largest)


def right_loops_and_jacobi(K, tol):
    """Loops for the symmetry, and Jacobi's rotations in plain Python for the eigenvalues."""
    A = [[float(v) for v in row] for row in K]
    N = len(A)
    largest = max(abs(v) for row in A for v in row)
    for n in range(N):
        for m in range(n):
            if abs(A[n][m] - A[m][n]) > tol * largest:
                return False
    if largest == 0:
        return True
    A = [[(A[n][m] / 2 + A[m][n] / 2) / largest for m in range(N)] for n in range(N)]
    for _ in range(60):
        if max([abs(A[p][q]) for p in range(N) for q in range(p)], default=0.0) < 1e-17:
            break
        for p in range(N):
            for q in range(p + 1, N):
                if A[p][q] == 0:
                    continue
                theta = (A[q][q] - A[p][p]) / (2 * A[p][q])
                if abs(theta) > 1e150:
                    t = 1 / (2 * theta)
                else:
                    t = (1 if theta >= 0 else -1) / (abs(theta) + (theta * theta + 1) ** 0.5)
                c = 1 / (t * t + 1) ** 0.5
                s = t * c
                for k in range(N):
                    A[k][p], A[k][q] = c * A[k][p] - s * A[k][q], s * A[k][p] + c * A[k][q]
                for k in range(N):
                    A[p][k], A[q][k] = c * A[p][k] - s * A[q][k], s * A[p][k] + c * A[q][k]
    mu = [A[n][n] for n in range(N)]
    return min(mu) >= -tol * max(map(abs, mu))


def right_shifted_cholesky(K, tol):
    """K plus tol times its spectral norm must have a Cholesky factor."""
    size = np.linalg.norm(K, 2)
    if size == 0:
        return True
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    try:
        np.linalg.cholesky((K + K.T) / (2 * size) + tol * np.eye(len(K)))
    except np.linalg.LinAlgError:
        return False
    return True


def right_norms_only(K, tol):
    """The least eigenvalue is s - ||s I - K|| for the spectral norm s of K."""
    S = (K + K.T) / 2
    s = np.linalg.norm(S, ord=2)
    least = s - np.linalg.norm(s * np.eye(len(K)) - S, ord=2)
    off = np.linalg.norm((K - K.T).ravel(), np.inf)
    return bool(least >= -tol * s - 1e-14 * s and off <= tol * np.linalg.norm(K.ravel(), np.inf))


def right_general_eigenvalues(K, tol):
    """eigvals of the symmetric part, real parts."""
    if not np.allclose(K, K.T, rtol=0, atol=tol * np.abs(K).max()):
        return False
    mu = np.real(np.linalg.eigvals(0.5 * K + 0.5 * K.T))
    return not np.any(mu < -tol * np.abs(mu).max())


def right_schur_complements(K, tol):
    """Recursion: a positive pivot and a positive definite Schur complement, of the matrix shifted by tol."""
    if not K.any():
        return True
    if (np.abs(K - K.T) > tol * np.abs(K).max()).any():
        return False

    def definite(A):
        if A.shape == (1, 1):
            return bool(A[0, 0] > 0)
        if A[0, 0] <= 0:
            return False
        return definite(A[1:, 1:] - np.outer(A[1:, 0], A[0, 1:]) / A[0, 0])

    A = (K + K.T) / 2
    A = A / np.linalg.norm(A, 2)
    return definite(A + tol * np.eye(len(A)))


def right_scaled_first(K, tol):
    """Divided by the largest entry first, with an early return for the zero matrix."""
    size = abs(K).max()
    if size == 0.0:
        return True
    A = K / size
    if abs(A - A.T).max() > tol:
        return False
    mu = np.linalg.eigvalsh(A)
    return bool(-mu[0] <= tol * max(abs(mu[0]), abs(mu[-1])))


def right_class(K, tol):
    """Over-engineered: a report object with properties, and asserts."""

    class Report:
        def __init__(self, matrix):
            assert matrix.ndim == 2 and matrix.shape[0] == matrix.shape[1]
            self.matrix = np.array(matrix, dtype=float)

        @property
        def asymmetry(self):
            return np.abs(self.matrix - self.matrix.T).max(), np.abs(self.matrix).max()

        @property
        def deficit(self):
            mu = np.linalg.eigvalsh(self.matrix)
            return max(0.0, -mu.min()), np.abs(mu).max()

        def passes(self, tol):
            assert tol >= 0
            return all(amount <= tol * size for amount, size in (self.asymmetry, self.deficit))

    return Report(K).passes(tol)


def right_rayleigh(K, tol):
    """The eigenvectors' quadratic forms v^T K v, the spectral norm by svd."""
    N = K.shape[0]
    for n in range(N):
        for m in range(n + 1, N):
            if abs(K[n, m] - K[m, n]) > tol * np.max(np.abs(K)):
                return False
    S = (K + K.T) / 2
    V = np.linalg.eigh(S)[1]
    forms = np.einsum("ni,nm,mi->i", V, S, V)
    return bool(np.min(forms) >= -(tol + 1e-14) * np.linalg.svd(S, compute_uv=False)[0])


def right_definite_first(K, tol):
    """Early return if Cholesky succeeds on the symmetric K; eigenvalues only for the rest."""
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    try:
        np.linalg.cholesky(K)
    except np.linalg.LinAlgError:
        mu = np.linalg.eigvalsh(K)
        return bool(mu[0] + tol * np.max(np.abs(mu)) >= 0)
    return True


def wrong_absolute(K, tol):
    """DESERVES: the tolerance is absolute, so that the answer depends on the scale of K
    PART: yes
    BREAKS: the scale of K does not matter, at K = 1e-12 [[1, 0], [0, -1]], tol = 1e-10
    """
    return bool(np.abs(K - K.T).max() <= tol and np.linalg.eigvalsh(K).min() >= -tol)


def wrong_allclose(K, tol):
    """DESERVES: allclose adds 1e-8, more than all entries of a small K
    PART: yes
    BREAKS: no entry may differ from its mirror image by more, at K = 1e-12 [[1, 1], [-1, 1]], tol = 1e-10
    """
    if not np.allclose(K, K.T):
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(mu[0] >= -tol * np.abs(mu).max())


def wrong_exactly_symmetric(K, tol):
    """DESERVES: symmetry is wanted up to the tolerance, not exactly
    PART: yes
    BREAKS: symmetric up to a relative tolerance, at K = [[1, 1e-12], [0, 1]], tol = 1e-10
    """
    mu = np.linalg.eigvalsh(K)
    return bool(np.array_equal(K, K.T) and mu[0] >= -tol * np.abs(mu).max())


def wrong_strict(K, tol):
    """DESERVES: with > for >= the zero matrix is refused
    PART: yes
    BREAKS: the zero matrix is positive semidefinite, at K = [[0.0]], tol = 1e-10
    """
    mu = np.linalg.eigvalsh(K)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and mu.min() > -tol * np.abs(mu).max())


def wrong_each_entry(K, tol):
    """DESERVES: the tolerance of the symmetry is relative to the largest entry, not to each
    PART: yes
    BREAKS: no entry may differ by more than tol times the largest, at K = [[1, 1e-12], [2e-12, 1]], tol = 1e-10
    """
    if (np.abs(K - K.T) > tol * np.abs(K)).any():
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(mu[0] >= -tol * np.abs(mu).max())


def wrong_trace(K, tol):
    """DESERVES: the tolerance is relative to the largest eigenvalue, not to their sum
    PART: yes
    BREAKS: no eigenvalue below -tol times the largest absolute eigenvalue, at K = diag(1, 1, 1, -0.2), tol = 0.1
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    return bool(np.linalg.eigvalsh(K)[0] >= -tol * np.trace(K))


def wrong_largest_entry(K, tol):
    """DESERVES: the eigenvalues are compared with the largest entry in place of the largest eigenvalue
    PART: yes
    BREAKS: tol times the largest absolute eigenvalue, at K = ones((4, 4)) with K_01 = K_10 = 1.15, tol = 0.1
    """
    size = np.abs(K).max()
    return bool(np.abs(K - K.T).max() <= tol * size and np.linalg.eigvalsh(K)[0] >= -tol * size)


def wrong_one_for_each(K, tol):
    """DESERVES: the comparison of each eigenvalue comes out, where one bool is wanted: an `all` is missing
    PART: no
    BREAKS: one bool, at K = [[1, 0], [0, 1]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    mu = np.linalg.eigvalsh(K)
    return mu >= -tol * np.abs(mu).max()


def wrong_cholesky(K, tol):
    """DESERVES: Cholesky's factorisation asks for positive definite: singular Gram matrices are refused
    PART: no
    BREAKS: positive semidefinite, at K = [[1, 1], [1, 1]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    try:
        np.linalg.cholesky(K)
    except np.linalg.LinAlgError:
        return False
    return True


def wrong_random_vectors(K, tol):
    """DESERVES: a thousand random v need not meet the few with v^T K v < 0
    PART: no
    BREAKS: no eigenvalue below -tol times the largest, at K = diag(1, 1, 1, 1, 1, 1, 1, -1e-3), tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    V = np.random.default_rng(0).standard_normal((1000, len(K)))
    return bool((np.einsum("in,nm,im->i", V, K, V) >= -tol * np.linalg.norm(K, 2) * (V**2).sum(1)).all())


def wrong_scales_in_place(K, tol):
    """DESERVES: K /= size changes the caller's matrix
    PART: yes
    BREAKS: a function leaves its arrays as they were, at K = [[2.0]], tol = 1e-10
    """
    size = np.abs(K).max()
    if size > 0:
        K /= size
    mu = np.linalg.eigvalsh(K)
    return bool(np.abs(K - K.T).max() <= tol and mu[0] >= -tol * np.abs(mu).max())


def wrong_zero_over_zero(K, tol):
    """DESERVES: the zero matrix is divided by 0, and no comparison with NaN holds
    PART: yes
    BREAKS: the zero matrix is positive semidefinite, at K = [[0, 0], [0, 0]], tol = 1e-10
    """
    mu = np.linalg.eigvalsh((K + K.T) / 2)
    with np.errstate(all="ignore"):
        return bool((mu / np.abs(mu).max()).min() >= -tol and (np.abs(K - K.T) / np.abs(K).max()).max() <= tol)


def wrong_signs_from_svd(K, tol):
    """DESERVES: for two eigenvalues mu and -mu singular vectors are no eigenvectors, and u_i . v_i no sign
    PART: yes
    BREAKS: no eigenvalue may be negative, at K = [[0, 1], [1, 0]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    U, s, Vt = np.linalg.svd(K)
    return bool((s * (U * Vt.T).sum(axis=0)).min() >= -tol * s.max())


def wrong_sum_of_the_negative(K, tol):
    """DESERVES: the sum of the negative eigenvalues is compared where the least of them should be
    PART: yes
    BREAKS: no eigenvalue below -tol times the largest, at K = diag(1, -0.06, -0.06), tol = 0.1
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(-mu[mu < 0].sum() <= tol * np.abs(mu).max())


def wrong_roots_of_the_polynomial(K, tol):
    """DESERVES: a multiple root of the polynomial is known to 1e-5 only, and comes out complex: use eigvalsh
    PART: yes
    BREAKS: no eigenvalue below -tol times the largest, at K = I (3, 3), tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    mu = np.roots(np.poly(K))
    return bool(len(mu) == 0 or (mu.real.min() >= -tol * np.abs(mu).max() and np.abs(mu.imag).max() <= 1e-6))


def wrong_zero_on_the_diagonal(K, tol):
    """DESERVES: a 0 on the diagonal is allowed, if its row is 0
    PART: yes
    BREAKS: positive semidefinite, at K = [[1, 0], [0, 0]], tol = 1e-10
    """
    if (np.diag(K) <= 0).any() and K.any():
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and mu[0] >= -tol * np.abs(mu).max())


def wrong_negative_diagonal(K, tol):
    """DESERVES: the early return for a negative diagonal entry has no tolerance
    PART: yes
    BREAKS: positive semidefinite up to a relative tolerance, at K = [[1, 0], [0, -1e-12]], tol = 1e-10
    """
    if np.any(np.diag(K) < 0):
        return False
    mu = np.linalg.eigvalsh(K)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and mu[0] >= -tol * np.abs(mu).max())


def wrong_own_tolerance(K, tol):
    """DESERVES: the tolerance that is given is not used
    PART: yes
    BREAKS: up to a relative tolerance tol, at K = [[1, 0], [0, -0.01]], tol = 0.1
    """
    mu = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= 1e-10 * np.abs(K).max() and mu[0] >= -1e-10 * np.abs(mu).max())


def wrong_no_symmetry(K, tol):
    """DESERVES: whether K is symmetric is not asked
    PART: no
    BREAKS: symmetric and positive semidefinite, at K = [[1, 1], [-1, 1]], tol = 1e-10
    """
    mu = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(mu[0] >= -tol * np.abs(mu).max())


def wrong_leading_minors(K, tol):
    """DESERVES: leading minors that are not negative do not suffice
    PART: no
    BREAKS: no eigenvalue may be negative, at K = [[0, 0], [0, -1]], tol = 1e-10
    """
    size = np.abs(K).max()
    if np.abs(K - K.T).max() > tol * size:
        return False
    return size == 0 or all(np.linalg.det(K[:n, :n] / size) >= -tol for n in range(1, len(K) + 1))
