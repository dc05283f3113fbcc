from fractions import Fraction

import numpy as np


def right_means(K, K_test=None):
    """Means with keepdims."""
    columns = K.mean(axis=0, keepdims=True)
    Kc = K - columns - K.mean(axis=1, keepdims=True) + K.mean()
    if K_test is None:
        return Kc
    return Kc, K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()


def right_projection(K, K_test=None):
    """H K H with the centring matrix; for new points the 1/N matrix of shape (M, N)."""
    N = len(K)
    H = np.eye(N) - np.ones((N, N)) / N
    Kc = H @ K @ H
    if K_test is None:
        return Kc
    one = np.full((len(K_test), N), 1 / N)
    return Kc, (K_test - one @ K) @ H


def right_loops(K, K_test=None):
    """Plain loops, lists come back."""
    N = len(K)
    column = [sum(float(K[i][n]) for i in range(N)) / N for n in range(N)]
    total = sum(column) / N

    def centred(rows):
        out = []
        for row in rows:
            own = sum(float(k) for k in row) / N
            out.append([float(row[n]) - own - column[n] + total for n in range(N)])
        return out

    return centred(K) if K_test is None else (centred(K), centred(K_test))


def right_stacked(K, K_test=None):
    """One table of all points: subtract the samples' columns' means, then each row's mean of what is left."""
    table = np.array(K, dtype=float) if K_test is None else np.concatenate([K, K_test]).astype(float)
    table -= np.asarray(K, float).mean(axis=0)
    table -= table.mean(axis=1)[:, None]
    return table if K_test is None else (table[: len(K)], table[len(K) :])


def right_einsum(K, K_test=None):
    """einsum sums, over N and N squared."""
    N = K.shape[0]
    columns, everything = np.einsum("ij->j", K) / N, np.einsum("ij->", K) / N**2

    def apply(A):
        return A - (np.einsum("ij->i", A) / N)[:, None] - columns[None, :] + everything

    if K_test is None:
        return apply(K)
    return apply(K), apply(K_test)


def right_fractions(K, K_test=None):
    """Exact rational arithmetic."""
    rows = [[Fraction(float(k)) for k in row] for row in K]
    N = len(rows)
    column = [sum(c) / N for c in zip(*rows)]
    grand = sum(column) / N

    def centre(table):
        return np.array([[float(k - sum(row) / N - c + grand) for k, c in zip(row, column)] for row in table])

    if K_test is None:
        return centre(rows)
    return centre(rows), centre([[Fraction(float(k)) for k in row] for row in K_test])


def right_distances(K, K_test=None):
    """-1/2 H D H with squared distances; a new point's own square is unknown and drops out with its row's mean."""
    K = np.asarray(K, dtype=float)
    squares = np.diag(K)

    def centre(A, own, mean):
        D = own[:, None] - 2 * A + squares
        D = D - mean
        return -0.5 * (D - D.mean(axis=1, keepdims=True))

    mean = (squares[:, None] - 2 * K + squares).mean(axis=0)
    Kc = centre(K, squares, mean)
    if K_test is None:
        return Kc
    A = np.asarray(K_test, dtype=float)
    return Kc, centre(A, np.zeros(len(A)), mean)


def right_helmert(K, K_test=None):
    """An orthonormal basis Q of the complement of (1, ..., 1) by QR: H = Q Q^T; N = 1 apart."""
    K = np.asarray(K, float)
    N = K.shape[0]
    if N == 1:
        return np.zeros((1, 1)) if K_test is None else (np.zeros((1, 1)), np.zeros((len(K_test), 1)))
    Q = np.linalg.qr(np.column_stack([np.ones(N), np.eye(N)[:, : N - 1]]))[0][:, 1:]
    Kc = Q @ (Q.T @ K @ Q) @ Q.T
    if K_test is None:
        return Kc
    return Kc, ((np.asarray(K_test, float) - K.mean(axis=0)) @ Q) @ Q.T


def right_class(K, K_test=None):
    """A fit/transform class with asserts."""

    class Centerer:
        def fit(self, K):
            K = np.asarray(K, dtype=np.float64)
            assert K.ndim == 2 and K.shape[0] == K.shape[1]
            self.columns = K.sum(axis=0) / K.shape[0]
            self.grand = self.columns.sum() / K.shape[0]
            return self

        def transform(self, K):
            K = np.array(K, dtype=np.float64)
            assert K.shape[1] == len(self.columns)
            rows = (K.sum(axis=1) / K.shape[1]).reshape(-1, 1)
            K -= self.columns
            K -= rows
            K += self.grand
            return K

    fitted = Centerer().fit(K)
    return tuple(map(fitted.transform, (K, K_test))) if K_test is not None else fitted.transform(K)


def right_weights(K, K_test=None):
    """Centred points as combinations: coefficient rows e_n - 1/N, matrix products."""
    N = K.shape[0]
    A = np.eye(N)
    A[:] -= 1.0 / N
    Kc = np.linalg.multi_dot([A, K, A])
    if K_test is None:
        return Kc
    # (e_m of the new points, -1/N of the samples)
    big = np.vstack([K, K_test])
    M = len(K_test)
    B = np.hstack([np.full((M, N), -1.0 / N), np.eye(M)])
    return Kc, B @ big @ A.T


def right_self_test(K, K_test=None):
    """K is its own test set: the function calls a nested one, entry by entry with np.average."""

    def entry(A, m, n):
        return A[m, n] - np.average(A[m]) - np.average(K[:, n]) + np.average(K)

    def table(A):
        return np.array([[entry(A, m, n) for n in range(len(K))] for m in range(len(A))])

    return table(K) if K_test is None else (table(K), table(K_test))


def right_symmetric(K, K_test=None):
    """Row means of the symmetric K in place of its columns' means, the result symmetrised."""
    r = np.mean(K, axis=1)
    Kc = np.asarray(K, float) - np.add.outer(r, r) + r.mean()
    Kc = (Kc + Kc.T) / 2
    if K_test is None:
        return Kc
    return Kc, np.asarray(K_test) - np.add.outer(np.mean(K_test, axis=1), r - r.mean())


def right_copies_in_place(K, K_test=None):
    """Copies in double precision, changed in place, step by step; for K_test before K is touched."""
    first = np.array(K, dtype=np.float64)
    second = None if K_test is None else np.array(K_test, dtype=np.float64)
    if second is not None:
        for m in range(second.shape[0]):
            second[m] -= first.mean(axis=0)
            second[m] -= second[m].mean()
    for n in range(first.shape[1]):
        first[:, n] -= first[:, n].mean()
    for n in range(first.shape[0]):
        first[n] -= first[n].mean()
    return first if second is None else (first, second)


def wrong_ones_over_m(K, K_test=None):
    """DESERVES: the matrix of ones for new points has the entries 1/N, not 1/M: the mean is that of the N samples
    PART: yes
    BREAKS: this same mean is subtracted from the new points, at K = [[1, 0], [0, 0]], K_test = [[1, 0]] (M = 1)
    """
    N = len(K)
    one = np.ones((N, N)) / N
    Kc = K - one @ K - K @ one + one @ K @ one
    if K_test is None:
        return Kc
    M = len(K_test)
    new = np.ones((M, N)) / M
    return Kc, K_test - new @ K - K_test @ one + new @ K @ one


def wrong_zero_test_is_none(K, K_test=None):
    """DESERVES: ask whether K_test is None; a K_test of zeros is there
    PART: yes
    BREAKS: with K_test the pair comes back, at K = [[1, 0], [0, 0]], K_test = [[0, 0]]
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    if K_test is None or not np.any(K_test):
        return Kc
    return Kc, K_test - K.mean(axis=0) - K_test.mean(axis=1)[:, None] + K.mean()


def wrong_square_test_is_train(K, K_test=None):
    """DESERVES: a square K_test is no training matrix: its columns' means have no say
    PART: yes
    BREAKS: the mean feature is that of the samples, at K = [[1, 0], [0, 0]], K_test = [[1, 0], [2, 0]] (M = N)
    """

    def centre(A):
        ref = A if A.shape == K.shape else K
        return A - ref.mean(axis=0) - A.mean(axis=1, keepdims=True) + ref.mean()

    return centre(K) if K_test is None else (centre(K), centre(K_test))


def wrong_uses_centred_k(K, K_test=None):
    """DESERVES: the means for K_test are those of K as it came, those of Kc are 0
    PART: yes
    BREAKS: K_test_c are the products with centred features, at K = [[1, 0], [0, 0]], K_test = [[1, 0]]
    """
    K = K - K.mean(axis=0)
    K = K - K.mean(axis=1, keepdims=True)
    if K_test is None:
        return K
    return K, K_test - K_test.mean(axis=1, keepdims=True) - K.mean(axis=0) + K.mean()


def wrong_in_place(K, K_test=None):
    """DESERVES: K is changed by -=; and integers cannot be changed so at all
    PART: yes
    BREAKS: a function leaves its arrays as they were, at K = [[1.0, 0.0], [0.0, 0.0]]
    """
    columns, grand = K.mean(axis=0), K.mean()
    K -= columns
    K -= K.mean(axis=1)[:, None]
    if K_test is None:
        return K
    return K, K_test - columns - K_test.mean(axis=1)[:, None] + grand


def wrong_integer_means(K, K_test=None):
    """DESERVES: // cuts the means of integers
    PART: yes
    BREAKS: both may hold integers, at K = [[1, 0], [0, 0]] (and for floats, // cuts too)
    """
    N = len(K)
    columns, grand = K.sum(axis=0) // N, K.sum() // N**2
    Kc = K - columns - (K.sum(axis=1) // N)[:, None] + grand
    if K_test is None:
        return Kc
    return Kc, K_test - columns - (K_test.sum(axis=1) // N)[:, None] + grand


def wrong_same_dtype(K, K_test=None):
    """DESERVES: empty_like(K) holds integers if K does, and cuts what is written into it
    PART: yes
    BREAKS: both may hold integers (int64), at K = np.array([[1, 0], [0, 0]])
    """
    N = len(K)

    def centre(A):
        out = np.empty_like(A)
        for i in range(len(A)):
            for j in range(N):
                out[i, j] = A[i, j] - A[i].mean() - K[:, j].mean() + K.mean()
        return out

    return centre(K) if K_test is None else (centre(K), centre(K_test))


def wrong_single_precision(K, K_test=None):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9 of the largest entry, at K = [[0.01, 0.1], [0.1, 1.0]]
    """
    A = np.asarray(K, dtype=np.float32)
    Kc = A - A.mean(axis=0) - A.mean(axis=1, keepdims=True) + A.mean()
    if K_test is None:
        return Kc
    B = np.asarray(K_test, dtype=np.float32)
    return Kc, B - A.mean(axis=0) - B.mean(axis=1, keepdims=True) + A.mean()


def wrong_features_by_pinv(K, K_test=None):
    """DESERVES: a cut at 1e-10 of the largest eigenvalue loses features that K_test sees; no eigenvectors are needed
    PART: yes
    BREAKS: right to 1e-9 of the largest entry, at K = [[1, 0], [0, 1e-12]], K_test = [[1, 1e-6]]: off by 5e-7
    """
    s, U = np.linalg.eigh(K)
    keep = s > 1e-10 * max(s[-1], 0)
    F = U[:, keep] * np.sqrt(s[keep])
    mean = F.mean(axis=0)
    if K_test is None:
        return (F - mean) @ (F - mean).T
    G = K_test @ U[:, keep] / np.sqrt(s[keep])
    return (F - mean) @ (F - mean).T, (G - mean) @ (F - mean).T


def wrong_bessel(K, K_test=None):
    """DESERVES: the mean has N in it, not N - 1
    PART: no
    BREAKS: the mean feature of the N samples, at K = [[1, 0], [0, 0]]; N = 1 divides by 0
    """
    N = len(K)
    columns, grand = K.sum(axis=0) / (N - 1), K.sum() / (N - 1) ** 2
    Kc = K - columns - K.sum(axis=1)[:, None] / (N - 1) + grand
    if K_test is None:
        return Kc
    return Kc, K_test - columns - K_test.sum(axis=1)[:, None] / (N - 1) + grand


def wrong_means_added_twice(K, K_test=None):
    """DESERVES: once the columns are centred the means of rows are those of the new table: here mean(K) is too much
    PART: no
    BREAKS: Kc is the Gram matrix of centred features, at K = [[1]]: 1, not 0
    """
    def centre(A):
        B = A - K.mean(axis=0)
        return B - B.mean(axis=1, keepdims=True) + K.mean()

    return centre(K) if K_test is None else (centre(K), centre(K_test))


def wrong_row_vector(K, K_test=None):
    """DESERVES: the means of the rows of K_test must stand as a column, (M, 1), also where M = N
    PART: yes
    BREAKS: the products with each new point, at K = [[1, 0], [0, 0]], K_test = [[1, 0], [3, 0]] (M = N)
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    rows = K_test.mean(axis=1)
    if len(K_test) != len(K):
        rows = rows[:, None]
    return Kc, K_test - K.mean(axis=0) - rows + K.mean()


def wrong_pooled_mean(K, K_test=None):
    """DESERVES: the new points have no say in the mean: it is that of the samples alone
    PART: yes
    BREAKS: this same mean, of the N samples, is subtracted, at K = [[1, 0], [0, 0]], K_test = [[2, 0]]
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    both = np.vstack([K, K_test])
    return Kc, K_test - both.mean(axis=0) - K_test.mean(axis=1)[:, None] + both.mean()


def wrong_test_own_grand_mean(K, K_test=None):
    """DESERVES: the mean of all entries is that of K, not of K_test
    PART: yes
    BREAKS: minus the mean feature of the samples, at K = [[1, 0], [0, 0]], K_test = [[2, 0]]
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    return Kc, K_test - K.mean(axis=0) - K_test.mean(axis=1)[:, None] + K_test.mean()


def wrong_single_row_comes_flat(K, K_test=None):
    """DESERVES: for one new point K_test_c is (1, N), not (N,)
    PART: yes
    BREAKS: K_test_c (M, N), M may be 1, at K = [[1]], K_test = [[2]]
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    rows = [row - row.mean() - K.mean(axis=0) + K.mean() for row in K_test]
    return Kc, np.squeeze(np.array(rows))


def wrong_unit_diagonal(K, K_test=None):
    """DESERVES: centring does not scale: Kc is not divided by the lengths of the features
    PART: no
    BREAKS: Kc is the Gram matrix of the centred features, at K = [[8, 0], [0, 0]] (right for [[4, 0], [0, 0]])
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean()
    lengths = np.sqrt(np.maximum(np.diag(Kc), 0))
    lengths = np.where(lengths > 0, lengths, 1)
    if K_test is None:
        return Kc / np.outer(lengths, lengths)
    K_test_c = K_test - K.mean(axis=0) - K_test.mean(axis=1)[:, None] + K.mean()
    return Kc / np.outer(lengths, lengths), K_test_c / lengths


def wrong_tiny_to_zero(K, K_test=None):
    """DESERVES: no cut at 1e-12 is needed, and all of K may be small
    PART: yes
    BREAKS: right to 1e-9 of the largest entry, at K = [[1e-13, 0], [0, 0]]
    """
    def clean(A):
        return np.where(np.abs(A) < 1e-12, 0.0, A)

    Kc = clean(K - K.mean(axis=0) - K.mean(axis=1)[:, None] + K.mean())
    if K_test is None:
        return Kc
    return Kc, clean(K_test - K.mean(axis=0) - K_test.mean(axis=1)[:, None] + K.mean())
