import numpy as np


def right_hint(K, K_test=None):
    columns, everything = K.mean(axis=0), K.mean()
    Kc = K - K.mean(axis=1, keepdims=True) - columns + everything
    if K_test is None:
        return Kc
    return Kc, K_test - K_test.mean(axis=1, keepdims=True) - columns + everything


def right_projections(K, K_test=None):
    N = len(K)
    H = np.eye(N) - np.full((N, N), 1 / N)
    if K_test is None:
        return H @ K @ H
    return H @ K @ H, (K_test - np.full((len(K_test), N), 1 / N) @ K) @ H


def right_loops(K, K_test=None):
    from math import fsum

    N = len(K)
    k = [[float(v) for v in row] for row in K]
    columns = [fsum(k[i][n] for i in range(N)) / N for n in range(N)]
    total = fsum(columns) / N

    def centred(rows):
        out = []
        for row in rows:
            mean = fsum(row) / N
            out.append([row[n] - mean - columns[n] + total for n in range(N)])
        return np.array(out)

    if K_test is None:
        return centred(k)
    return centred(k), centred([[float(v) for v in row] for row in K_test])


def right_columns_then_rows(K, K_test=None):
    means = np.mean(K, axis=0)

    def centred(A):
        A = A - means
        return A - np.mean(A, axis=1)[:, None]

    return centred(K) if K_test is None else (centred(K), centred(K_test))


def right_stacked(K, K_test=None):
    N = K.shape[0]
    A = K if K_test is None else np.vstack([K, K_test])
    A = A - A[:N].mean(axis=0)
    A = (A.T - A.mean(axis=1)).T
    return A if K_test is None else (A[:N], A[N:])


def right_einsum(K, K_test=None):
    N = len(K)
    H = np.identity(N) - 1 / N
    Kc = np.einsum("ij,jk,kl->il", H, K.astype(float), H)
    if K_test is None:
        return Kc
    T = K_test - np.einsum("jn->n", K.astype(float)) / N
    return Kc, np.einsum("mj,jn->mn", T, H)


def right_schoelkopf(K, K_test=None):
    n = K.shape[0]
    one = np.ones((n, n)) / n
    Kc = K - one @ K - K @ one + one @ K @ one
    if K_test is not None:
        one_test = np.ones((K_test.shape[0], n)) / n
        return Kc, K_test - one_test @ K - K_test @ one + one_test @ K @ one
    return Kc


def right_basis_of_the_rest(K, K_test=None):
    # orthonormal columns orthogonal to (1, ..., 1)
    N = len(K)
    Q = np.linalg.qr(np.column_stack([np.ones(N), np.eye(N)[:, 1:]]))[0][:, 1:]
    P = Q @ Q.T
    if K_test is None:
        return P @ K @ P
    return P @ K @ P, (K_test - K.mean(0)) @ P


def right_outer_sums(K, K_test=None):
    m = K.mean(0)
    Kc = K - np.add.outer(m, m) + m.mean()
    return Kc if K_test is None else (Kc, K_test - np.add.outer(K_test.mean(1), m) + m.mean())


def right_from_distances(K, K_test=None):
    # Torgerson: -1/2 of the doubly centred squared distances; the length of a new feature does not matter
    K = np.array(K, dtype=float)
    d = np.diag(K)
    D = d[:, None] + d - 2 * K

    def centred(E):
        return -(E - E.mean(1, keepdims=True) - D.mean(0) + D.mean()) / 2

    return centred(D) if K_test is None else (centred(D), centred(d - 2.0 * K_test))


def right_fractions(K, K_test=None):
    from fractions import Fraction

    N = len(K)
    exact = [[Fraction(v) for v in row] for row in K.tolist()]
    columns = [sum(column) / N for column in zip(*exact)]
    total = sum(columns) / N

    def centred(A):
        rows = [[Fraction(v) for v in row] for row in A.tolist()]
        return np.array([[float(v - sum(row) / N - c + total) for v, c in zip(row, columns)] for row in rows])

    return centred(K) if K_test is None else (centred(K), centred(K_test))


def right_mean_of_four(K, K_test=None):
    # <phi(z) - phi(x_j), phi(x_n) - phi(x_i)>, averaged over i and j
    K = K.astype(float)

    def centred(A):
        A = A.astype(float)
        E = A[:, :, None, None] - A[:, None, :, None] - K.T[None, :, None, :] + K.T[None, None, :, :]
        return E.mean(axis=(2, 3))

    # E[m, n, i, j] = A[m, n] - A[m, i] - K[j, n] + K[j, i]
    def slowly(A):
        A = A.astype(float)
        out = np.zeros(A.shape)
        for m, n in np.ndindex(A.shape):
            out[m, n] = np.mean([[A[m, n] - A[m, i] - K[j, n] + K[j, i] for i in range(len(K))] for j in range(len(K))])
        return out

    Kc = centred(K)
    return Kc if K_test is None else (Kc, slowly(K_test))


def right_careful(K, K_test=None):
    K = np.array(K, dtype=np.float64, copy=True)
    N = K.shape[0]
    assert K.shape == (N, N)
    assert np.allclose(K, K.T)
    row, col, total = K.sum(axis=1) / N, K.sum(axis=0) / N, K.sum() / N**2
    Kc = K.copy()
    Kc -= row[:, np.newaxis]
    Kc -= col[np.newaxis, :]
    Kc += total
    if K_test is None:
        return Kc
    T = np.array(K_test, dtype=np.float64, copy=True)
    assert T.shape[1] == N
    T -= T.mean(axis=1)[:, np.newaxis]
    T -= col
    T += total
    return Kc, T


def right_one_line(K, K_test=None):
    c = lambda A: A - A.mean(1)[:, None] - K.mean(0) + K.mean()
    return c(K) if K_test is None else tuple(map(c, (K, K_test)))


def right_extended_precision(K, K_test=None):
    k = K.astype(np.longdouble)
    c = k.mean(axis=0)

    def centred(A):
        A = A.astype(np.longdouble)
        return (A - A.mean(axis=1, keepdims=True) - c + c.mean()).astype(float)

    if K_test is None:
        return centred(K)
    return centred(K), centred(K_test)


def wrong_columns_of_the_test(K, K_test=None):
    """DESERVES: the column means of K_test stand where those of K belong: new points have no say in the mean
    PART: yes
    BREAKS: this same mean is subtracted, at center_gram([[1.0, 0.0], [0.0, 0.0]], [[1.0, 0.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    return Kc, K_test - K_test.mean(0) - K_test.mean(1)[:, None] + K.mean()


def wrong_test_by_itself(K, K_test=None):
    """DESERVES: K_test is centred by its own means; the mean is that of the N samples, from K
    PART: yes
    BREAKS: this same mean is subtracted from the new points, at center_gram([[0.0, 0.0], [0.0, 2.0]], [[0.0, 2.0]])
    """
    def center(A):
        return A - A.mean(0) - A.mean(1)[:, None] + A.mean()

    return center(K) if K_test is None else (center(K), center(K_test))


def wrong_K_overwritten(K, K_test=None):
    """DESERVES: when K_test comes, K is centred already and its means are 0: keep the means before you overwrite K
    PART: yes
    BREAKS: this same mean is subtracted from the new points, at center_gram([[0.0, 0.0], [0.0, 2.0]], [[0.0, 2.0]])
    """
    K = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return K
    return K, K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()


def wrong_rows_as_columns(K, K_test=None):
    """DESERVES: the means of rows are subtracted from columns: as K is symmetric, you take the same means twice
    PART: yes
    BREAKS: Gram matrix of the centred features, at center_gram([[1.0, 0.0], [0.0, 0.0]])
    """
    Kc = K - K.mean(axis=0) - K.mean(axis=1) + K.mean()
    if K_test is None:
        return Kc
    return Kc, K_test - K.mean(axis=0) - K_test.mean(axis=1)[:, None] + K.mean()


def wrong_test_rows_as_columns(K, K_test=None):
    """DESERVES: the means of the rows of K_test need an axis, (M, 1); yours is subtracted from columns, if M = N
    PART: yes
    BREAKS: K_test_c (M, N), at center_gram([[1.0, 0.0], [0.0, 0.0]], [[1.0, 1.0], [0.0, 0.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    return Kc, K_test - K_test.mean(1) - K.mean(0) + K.mean()


def wrong_in_place(K, K_test=None):
    """DESERVES: -= on K changes the caller's matrix; work on a copy
    PART: yes
    BREAKS: a function leaves its arrays as they were, at center_gram([[1.0, 0.0], [0.0, 0.0]])
    """
    if K.dtype.kind != "f":
        K = K.astype(float)
    rows, columns, total = K.mean(1, keepdims=True), K.mean(0), K.mean()
    K -= rows
    K -= columns
    K += total
    return K if K_test is None else (K, K_test - K_test.mean(1, keepdims=True) - columns + total)


def wrong_test_in_place(K, K_test=None):
    """DESERVES: K is copied, but K_test -= ... changes the caller's array
    PART: yes
    BREAKS: a function leaves its arrays as they were, at center_gram([[1.0, 0.0], [0.0, 0.0]], [[1.0, 0.0]])
    """
    rows, columns, total = K.mean(1, keepdims=True), K.mean(0), K.mean()
    Kc = K - rows - columns + total
    if K_test is None:
        return Kc
    T = np.asarray(K_test, dtype=float)
    T -= T.mean(1, keepdims=True)
    T -= columns
    T += total
    return Kc, T


def wrong_always_a_pair(K, K_test=None):
    """DESERVES: without K_test the matrix alone comes back, not a pair with None
    PART: yes
    BREAKS: Gram matrix Kc (N, N); with K_test the pair, at center_gram([[1.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    T = None if K_test is None else K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()
    return Kc, T


def wrong_order_of_the_pair(K, K_test=None):
    """DESERVES: the pair is (Kc, K_test_c), in this order
    PART: yes
    BREAKS: the pair (Kc, K_test_c), at center_gram([[0.0, 0.0], [0.0, 2.0]], [[0.0, 2.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    return K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean(), Kc


def wrong_integer_division(K, K_test=None):
    """DESERVES: // cuts the means of integers, and of floats, to whole numbers
    PART: yes
    BREAKS: Results are right to 1e-9, at center_gram([[1, 0], [0, 0]])
    """
    N = len(K)
    columns, total = K.sum(0) // N, K.sum() // N**2
    Kc = K - columns - columns[:, None] + total
    return Kc if K_test is None else (Kc, K_test - (K_test.sum(1) // N)[:, None] - columns + total)


def wrong_integer_result(K, K_test=None):
    """DESERVES: np.empty_like(K) is an array of integers if K is one, and cuts what you write into it
    PART: yes
    BREAKS: K and K_test may hold integers, at center_gram([[1, 0], [0, 0]])
    """
    rows, total = K.mean(1), K.mean()
    Kc = np.empty_like(K)
    for i in range(len(K)):
        for j in range(len(K)):
            Kc[i, j] = K[i, j] - rows[i] - rows[j] + total
    if K_test is None:
        return Kc
    T = np.empty_like(K_test)
    for m in range(len(T)):
        T[m] = K_test[m] - K_test[m].mean() - rows + total
    return Kc, T


def wrong_integer_test_result(K, K_test=None):
    """DESERVES: the copy of an integer K_test holds integers: astype(float) first
    PART: yes
    BREAKS: K and K_test may hold integers, at center_gram([[1.0, 0.0], [0.0, 0.0]], [[1, 0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    T = K_test.copy()
    for m in range(len(T)):
        T[m] = T[m] - T[m].mean() - K.mean(0) + K.mean()
    return Kc, T


def wrong_zero_test_is_none(K, K_test=None):
    """DESERVES: ask `is None`: a K_test of zeros is a K_test
    PART: yes
    BREAKS: with K_test the pair (Kc, K_test_c), at center_gram([[1.0]], [[0.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if not np.any(K_test):
        return Kc
    return Kc, K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()


def wrong_ones_over_M(K, K_test=None):
    """DESERVES: the matrix of ones for the new points has the entries 1/N, not 1/M: each takes the mean of N samples
    PART: yes
    BREAKS: minus the mean feature of the N samples, at center_gram([[1.0, 0.0], [0.0, 0.0]], [[1.0, 0.0]])
    """
    N = len(K)
    one = np.ones((N, N)) / N
    Kc = K - one @ K - K @ one + one @ K @ one
    if K_test is None:
        return Kc
    M = len(K_test)
    one_test = np.ones((M, N)) / M
    return Kc, K_test - one_test @ K - K_test @ one + one_test @ K @ one


def wrong_total_missing_in_test(K, K_test=None):
    """DESERVES: the mean of K is added for K only; <mu, mu> is in K_test_c as well
    PART: yes
    BREAKS: this same mean is subtracted, at center_gram([[4.0]], [[2.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    return Kc if K_test is None else (Kc, K_test - K_test.mean(1)[:, None] - K.mean(0))


def wrong_mean_of_test_added(K, K_test=None):
    """DESERVES: the last term is the mean of K, <mu, mu>, not that of K_test
    PART: yes
    BREAKS: this same mean is subtracted, at center_gram([[4.0]], [[2.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    return Kc if K_test is None else (Kc, K_test - K_test.mean(1)[:, None] - K.mean(0) + K_test.mean())


def wrong_unbiased(K, K_test=None):
    """DESERVES: a mean divides by N: there is no N - 1 in centring
    PART: yes
    BREAKS: minus the mean feature, at center_gram([[1.0, 0.0], [0.0, 0.0]])
    """
    N = len(K)
    c, total = K.sum(0) / max(N - 1, 1), K.sum() / max(N - 1, 1) ** 2
    Kc = K - c - c[:, None] + total
    return Kc if K_test is None else (Kc, K_test - K_test.sum(1)[:, None] / max(N - 1, 1) - c + total)


def wrong_single_precision(K, K_test=None):
    """DESERVES: single precision is right to 1e-7 only, and 1e-9 is asked
    PART: yes
    BREAKS: Results are right to 1e-9, at center_gram([[1.0, 0.0, 0.0], [0.0, 0.0, 0.0], [0.0, 0.0, 0.0]])
    """
    K = K.astype(np.float32)
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    K_test = K_test.astype(np.float32)
    return Kc, K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()


def wrong_unit_lengths(K, K_test=None):
    """DESERVES: centring is no scaling: you divide by the lengths of the features, too
    PART: no
    BREAKS: Gram matrix of the centred features, at center_gram([[2.0, 0.0], [0.0, 0.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    length = np.sqrt(np.maximum(np.diag(Kc), 0))
    length = np.where(length > 0, length, 1)
    T = None if K_test is None else K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()
    return Kc / np.outer(length, length) if K_test is None else (Kc / np.outer(length, length), T / length)


def wrong_trace(K, K_test=None):
    """DESERVES: <mu, mu> is the mean of all entries of K, not of its diagonal
    PART: yes
    BREAKS: minus the mean feature, at center_gram([[1.0, 0.0], [0.0, 0.0]])
    """
    total = np.trace(K) / len(K)
    Kc = K - K.mean(0) - K.mean(1)[:, None] + total
    return Kc if K_test is None else (Kc, K_test - K_test.mean(1)[:, None] - K.mean(0) + total)


def wrong_pooled(K, K_test=None):
    """DESERVES: your mean is over samples and new points together; it is that of the N samples alone
    PART: yes
    BREAKS: minus the mean feature of the N samples, at center_gram([[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0]])
    """
    if K_test is None:
        return K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    A = np.vstack([K, K_test])
    A = A - A.mean(0)
    A = A - A.mean(1, keepdims=True)
    return A[: len(K)], A[len(K) :]


def wrong_products_with_raw_samples(K, K_test=None):
    """DESERVES: the samples in K_test_c are centred as well: subtract the row means, too
    PART: yes
    BREAKS: inner products with the centred features of the samples, at center_gram([[4.0]], [[6.0]])
    """
    H = np.eye(len(K)) - 1 / len(K)
    return H @ K @ H if K_test is None else (H @ K @ H, K_test - K.mean(axis=0, keepdims=True))


def wrong_small_is_zero(K, K_test=None):
    """DESERVES: do not set small entries to 0: 1e-9 of the largest entry of K is asked, and K may be small
    PART: yes
    BREAKS: right to 1e-9 of the largest entry, at center_gram([[1e-9, 0.0], [0.0, 0.0]])
    """
    def clean(A):
        return np.where(np.abs(A) < 1e-8, 0.0, A)

    Kc = clean(K - K.mean(0) - K.mean(1)[:, None] + K.mean())
    return Kc if K_test is None else (Kc, clean(K_test - K_test.mean(1)[:, None] - K.mean(0) + K.mean()))


def wrong_pair_if_same_size(K, K_test=None):
    """DESERVES: if K_test has the shape of K you take it for the training matrix; whether M = N says nothing
    PART: yes
    BREAKS: this same mean is subtracted, at center_gram([[0.0, 0.0], [0.0, 2.0]], [[0.0, 2.0], [2.0, 0.0]])
    """
    Kc = K - K.mean(0) - K.mean(1)[:, None] + K.mean()
    if K_test is None:
        return Kc
    A = K_test if K_test.shape == K.shape else K
    return Kc, K_test - K_test.mean(1)[:, None] - A.mean(0) + A.mean()
