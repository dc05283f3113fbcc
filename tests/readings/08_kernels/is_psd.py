import numpy as np


def right_eigvalsh(K, tol):
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(w.min() >= -tol * np.abs(w).max())


def right_numpy_bool(K, tol):
    w = np.linalg.eigvalsh(K)
    return (np.abs(K - K.T) <= tol * np.abs(K).max()).all() & (w[0] >= -tol * max(-w[0], w[-1]))


def right_zero_d(K, tol):
    w = np.linalg.eigvalsh(K)
    symmetric = np.all(np.abs(K - K.T) <= tol * np.max(np.abs(K)))
    return np.array(symmetric and np.all(w >= -tol * np.linalg.norm(w, np.inf)))


def right_scaled_first(K, tol):
    size = np.abs(K).max()
    if size == 0:
        return True
    A = np.asarray(K, float) / size
    if not (np.abs(A - A.T) <= tol).all():
        return False
    w = np.linalg.eigh((A + A.T) / 2)[0]
    return bool(w[0] + tol * np.max(np.abs(w)) >= 0)


def right_jacobi(K, tol):
    size = np.abs(K).max()
    if size == 0:
        return True
    A = np.array(K, float) / size
    if np.abs(A - A.T).max() > tol:
        return False
    A = (A + A.T) / 2
    n = len(A)
    for _ in range(30):
        for p in range(n):
            for q in range(p + 1, n):
                if abs(A[p, q]) > 1e-300:
                    theta = 0.5 * np.arctan2(2 * A[p, q], A[q, q] - A[p, p])
                    R = np.eye(n)
                    R[p, p] = R[q, q] = np.cos(theta)
                    R[p, q], R[q, p] = np.sin(theta), -np.sin(theta)
                    A = R.T @ A @ R
        if np.abs(A - np.diag(np.diag(A))).max() < 1e-15:
            break
    w = np.diag(A)
    return bool(w.min() >= -tol * np.abs(w).max())


def right_loops(K, tol):
    N = len(K)
    largest = max(abs(float(K[n, m])) for n in range(N) for m in range(N))
    for n in range(N):
        for m in range(n):
            if abs(K[n, m] - K[m, n]) > tol * largest:
                return False
    values = [float(w) for w in np.linalg.eigvalsh(K)]
    biggest = max(abs(w) for w in values)
    return not any(w < -tol * biggest for w in values)


def right_general_eigenvalues(K, tol):
    if (np.abs(K - K.T) > tol * np.abs(K).max()).any():
        return False
    w = np.linalg.eigvals((K + K.T) / 2).real
    return bool(-w.min() <= tol * np.abs(w).max())


def right_negative_part(K, tol):
    S = 0.5 * K + 0.5 * K.T
    w = np.linalg.eigvalsh(S)
    negative_part = np.clip(-w, 0, None).max()
    asymmetry = np.linalg.norm((K - K.T).ravel(), np.inf)
    return bool(negative_part <= tol * abs(w).max() and asymmetry <= tol * np.linalg.norm(K.ravel(), np.inf))


def right_rayleigh_of_eigenvectors(K, tol):
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    S = (K + K.T) / 2
    w, U = np.linalg.eigh(S)
    spectral = np.linalg.norm(S, 2)
    return bool(np.min(w) >= -tol * spectral)


def right_counting(K, tol):
    w = np.linalg.eigvalsh(K)
    bad = np.count_nonzero(w < -tol * np.abs(w).max())
    bad += np.count_nonzero(np.abs(np.tril(K) - np.triu(K).T) > tol * np.abs(K).max())
    return bad == 0


def right_upper_triangle(K, tol):
    size = np.abs(K).max()
    rows, columns = np.triu_indices(len(K), 1)
    if rows.size and np.abs(K[rows, columns] - K[columns, rows]).max() > tol * size:
        return False
    w = np.linalg.eigvalsh(K, UPLO="U")
    return w[0] >= 0 or bool(-w[0] <= tol * max(-w[0], w[-1]))


def right_helpers(K, tol):
    def relative(part, whole):
        return 0.0 if whole == 0 else part / whole

    def symmetric(A):
        return relative(np.max(np.abs(A - A.T)), np.max(np.abs(A))) <= tol

    def semidefinite(A):
        w = np.linalg.eigvalsh(A)
        return relative(-w[0], np.abs(w).max()) <= tol

    return bool(symmetric(K)) and bool(semidefinite(K))


def wrong_no_symmetry(K, tol):
    """DESERVES: eigvalsh reads one triangle only; you never ask whether K is symmetric.
    PART: yes
    BREAKS: no entry may differ from its mirror image by more than tol times the largest; input: [[1, 1], [-1, 1]], tol = 1e-10
    """
    w = np.linalg.eigvalsh(K)
    return bool(w[0] >= -tol * np.abs(w).max())


def wrong_absolute_tolerance(K, tol):
    """DESERVES: The tolerance is relative to the largest eigenvalue; yours calls every tiny matrix semidefinite.
    PART: yes
    BREAKS: The scale of K does not matter, from 1e-12 to 1e12; input: 1e-12 * diag(1, -1), tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and w[0] >= -tol)


def wrong_allclose_symmetry(K, tol):
    """DESERVES: np.allclose has tolerances of its own, 1e-8 absolute and 1e-5 relative, and not yours.
    PART: yes
    BREAKS: no entry may differ from its mirror image by more than tol times the largest absolute entry, at scales from 1e-12; input: 1e-12 * [[2, 1], [0, 2]], tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.allclose(K, K.T) and w[0] >= -tol * np.abs(w).max())


def wrong_exact_symmetry(K, tol):
    """DESERVES: Round-off makes products A B A^T asymmetric in the last digit: symmetry too is asked up to the tolerance.
    PART: yes
    BREAKS: symmetric up to the relative tolerance tol; input: [[1, 0.5], [0.5 + 1e-14, 1]], tol = 1e-10
    """
    if not np.array_equal(K, K.T):
        return False
    w = np.linalg.eigvalsh(K)
    return bool(w[0] >= -tol * np.abs(w).max())


def wrong_strict(K, tol):
    """DESERVES: With > the zero matrix fails, and any singular one for tol = 0.
    PART: yes
    BREAKS: The zero matrix is positive semidefinite; input: [[0.]], tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and w[0] > -tol * np.abs(w).max())


def wrong_divides_by_zero(K, tol):
    """DESERVES: 0/0 is nan, and no comparison with nan is true: multiply by the largest instead of dividing.
    PART: yes
    BREAKS: The zero matrix is positive semidefinite; input: [[0.]], tol = 1e-10
    """
    with np.errstate(all="ignore"):
        w = np.linalg.eigvalsh((K + K.T) / 2)
        return bool(np.abs(K - K.T).max() / np.abs(K).max() <= tol and w[0] / np.abs(w).max() >= -tol)


def wrong_cholesky(K, tol):
    """DESERVES: Cholesky's factorisation tells positive definite matrices, and fails for singular ones, which are semidefinite.
    PART: no
    BREAKS: symmetric and positive semidefinite; input: [[1, 1], [1, 1]] or [[0.]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    try:
        np.linalg.cholesky(K)
    except np.linalg.LinAlgError:
        return False
    return True


def wrong_shifted_cholesky(K, tol):
    """DESERVES: A nice trick, but at tol = 0, or just at the border, Cholesky wants strictly positive pivots.
    PART: yes
    BREAKS: tol >= 0, the zero matrix is positive semidefinite; input: diag(1, 0), tol = 0; [[0.]], any tol
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    try:
        np.linalg.cholesky(K + tol * np.abs(np.linalg.eigvalsh(K)).max() * np.eye(len(K)))
    except np.linalg.LinAlgError:
        return False
    return True


def wrong_positive_entries(K, tol):
    """DESERVES: Positive entries are neither needed nor enough: [[1, 2], [2, 1]] and [[1, -1], [-1, 1]].
    PART: no
    BREAKS: No eigenvalue may lie below; input: [[1, 2], [2, 1]], tol = 1e-10
    """
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and np.all(K >= -tol * np.abs(K).max()))


def wrong_leading_minors(K, tol):
    """DESERVES: Leading minors >= 0 do not suffice for semidefiniteness: after a 0 anything passes.
    PART: no
    BREAKS: No eigenvalue may lie below -tol times the largest; input: diag(0, -1), tol = 1e-10
    """
    size = np.abs(K).max() or 1.0
    A = K / size
    if np.abs(A - A.T).max() > tol:
        return False
    return all(bool(np.linalg.det(A[:n, :n]) >= -max(tol, 1e-9)) for n in range(1, len(A) + 1))


def wrong_determinant_and_trace(K, tol):
    """DESERVES: Determinant and trace decide for two rows; with three, two negative eigenvalues hide in the determinant.
    PART: no
    BREAKS: No eigenvalue may lie below; input: diag(5, -1, -1), tol = 1e-10
    """
    size = np.abs(K).max() or 1.0
    A = K / size
    return bool(np.abs(A - A.T).max() <= tol and np.linalg.det(A) >= -tol and np.trace(A) >= -tol)


def wrong_diagonal_dominance(K, tol):
    """DESERVES: Diagonal dominance is enough but not needed: ones are a Gram matrix without it.
    PART: no
    BREAKS: Whether K is positive semidefinite; input: [[1, 2], [2, 4]], tol = 1e-10
    """
    size = np.abs(K).max()
    off = np.abs(K).sum(1) - np.abs(np.diag(K))
    return bool(np.abs(K - K.T).max() <= tol * size and np.all(np.diag(K) - off >= -tol * size))


def wrong_singular_values(K, tol):
    """DESERVES: Singular values are never negative; the signs of the eigenvalues are lost in them.
    PART: no
    BREAKS: No eigenvalue may lie below; input: [[-1.]], tol = 1e-10
    """
    s = np.linalg.svd(K, compute_uv=False)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and s.min() >= -tol * s.max())


def wrong_random_vectors(K, tol):
    """DESERVES: A thousand random v rarely meet the one that refutes: take the eigenvectors.
    PART: no
    BREAKS: No eigenvalue may lie below -tol times the largest; input: [[1, 0], [0, -1e-8]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    V = np.random.default_rng(0).standard_normal((1000, len(K)))
    return bool(np.all(np.sum(V @ K * V, axis=1) >= -tol * np.abs(K).max()))


def wrong_tolerance_zero(K, tol):
    """DESERVES: You forgot tol for the eigenvalues: round-off makes -1e-16 of a 0.
    PART: yes
    BREAKS: up to the relative tolerance tol; input: [[1, 0], [0, -1e-12]], tol = 1e-10
    """
    if np.abs(K - K.T).max() > tol * np.abs(K).max():
        return False
    return bool(np.linalg.eigvalsh((K + K.T) / 2)[0] >= 0)


def wrong_array_of_bools(K, tol):
    """DESERVES: One bool is wanted, you return one for each eigenvalue: .all() is missing.
    PART: yes
    BREAKS: one bool; input: [[1, 0], [0, 1]], tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return (w >= -tol * np.abs(w).max()) & (np.abs(K - K.T).max() <= tol * np.abs(K).max())


def wrong_relative_to_own_entry(K, tol):
    """DESERVES: The asymmetry is measured by the largest entry of all, not by the entry itself, which may be a rounded 0.
    PART: yes
    BREAKS: by more than tol times the largest absolute entry; input: [[1, 1e-14], [0, 1]], tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.all(np.abs(K - K.T) <= tol * np.abs(K)) and w[0] >= -tol * np.abs(w).max())


def wrong_sum_of_eigenvalues(K, tol):
    """DESERVES: A sum over eigenvalues hides a negative one behind the others.
    PART: no
    BREAKS: No eigenvalue may lie below; input: diag(1, -0.5), tol = 1e-10
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and w.sum() >= -tol * np.abs(w).max())


def wrong_fixed_tolerance(K, tol):
    """DESERVES: The tolerance is an argument, you wrote 1e-10 for it.
    PART: yes
    BREAKS: up to the relative tolerance tol; input: diag(1, -0.01), tol = 0.1
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= 1e-10 * np.abs(K).max() and w[0] >= -1e-10 * np.abs(w).max())


def wrong_symmetrised_in_place(K, tol):
    """DESERVES: Right answer, but you symmetrise the caller's matrix.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: [[1, 1], [-1, 1]], tol = 1e-10
    """
    apart, size = np.abs(K - K.T).max(), np.abs(K).max()
    K[:] = (K + K.T) / 2
    w = np.linalg.eigvalsh(K)
    return bool(apart <= tol * size and w[0] >= -tol * np.abs(w).max())


def wrong_tol_times_mean(K, tol):
    """DESERVES: Both tolerances are relative to the largest in absolute value; a mean of the entries is smaller and may even be 0.
    PART: yes
    BREAKS: tol times the largest absolute eigenvalue; input: diag(1, -0.09, 0, 0), tol = 0.1
    """
    w = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(np.abs(K - K.T).max() <= tol * np.abs(K).max() and w[0] >= -tol * np.abs(w).mean())
