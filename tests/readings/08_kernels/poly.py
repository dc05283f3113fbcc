import numpy as np


def right_convert_first(X, Z, degree, c):
    return (np.asarray(X, float) @ np.asarray(Z, float).T + float(c)) ** degree


def right_loops(X, Z, degree, c):
    K = np.zeros((len(X), len(Z)))
    for n in range(len(X)):
        for m in range(len(Z)):
            total = float(c)
            for i in range(X.shape[1]):
                total += float(X[n, i]) * float(Z[m, i])
            K[n, m] = total**degree
    return K


def right_einsum(X, Z, degree, c):
    inner = np.einsum("ni,mi->nm", X.astype(np.float64), Z.astype(np.float64))
    return np.power(inner + c, degree)


def right_square_and_multiply(X, Z, degree, c):
    base = np.dot(X * 1.0, (Z * 1.0).T) + c
    result, p = np.ones_like(base), int(degree)
    while p:
        if p % 2:
            result = result * base
        base, p = base * base if p > 1 else base, p // 2
    return result


def right_recursion(X, Z, degree, c):
    def power(B, p):
        if p == 1:
            return B
        half = power(B, p // 2)
        return half * half * B if p % 2 else half * half

    B = X.astype(float) @ Z.astype(float).T + float(c)
    return power(B, int(degree))


def right_appended_column(X, Z, degree, c):
    root = np.sqrt(float(c))
    A = np.column_stack([np.asarray(X, float), np.full(len(X), root)])
    B = np.column_stack([np.asarray(Z, float), np.full(len(Z), root)])
    # the root of c squared again is c up to one rounding
    return (A @ B.T) ** degree


def right_python_lists(X, Z, degree, c):
    rows, others = X.astype(float).tolist(), Z.astype(float).tolist()
    return np.array([[(sum(a * b for a, b in zip(x, z)) + c) ** int(degree) for z in others] for x in rows], dtype=float)


def right_exact_fractions(X, Z, degree, c):
    from fractions import Fraction

    def exact(row):
        return [Fraction(each) for each in row.tolist()]

    A, B, c0 = [exact(x) for x in X], [exact(z) for z in Z], Fraction(np.asarray(c).item())
    return np.array([[float(sum((a * b for a, b in zip(x, z)), c0) ** int(degree)) for z in B] for x in A])


def right_signed_log(X, Z, degree, c):
    inner = np.matmul(np.asarray(X, dtype=float), np.asarray(Z, dtype=float).T) + c
    with np.errstate(divide="ignore"):
        size = np.exp(degree * np.log(np.abs(inner)))
    return np.where((inner < 0) & (degree % 2 == 1), -size, size)


def right_repeated_hadamard(X, Z, degree, c):
    base = np.inner(X.astype("f8"), Z.astype("f8")) + c
    K = base.copy()
    for _ in range(degree - 1):
        K *= base
    return K


def right_longdouble(X, Z, degree, c):
    inner = (X.astype(np.longdouble)[:, None, :] * Z.astype(np.longdouble)[None, :, :]).sum(-1) + np.longdouble(c)
    return np.asarray(inner**degree, dtype=float)


def right_column_by_column(X, Z, degree, c):
    X = X.astype(float)
    return np.stack([np.prod(np.tile(X @ z + c, (degree, 1)), axis=0) for z in Z.astype(float)], axis=1)


def right_float_degree(X, Z, degree, c):
    inner = np.tensordot(np.array(X, float), np.array(Z, float), axes=(1, 1))
    inner += c
    return inner ** float(degree)


def wrong_integer_overflow(X, Z, degree, c):
    """DESERVES: Right formula, but integers stay integers and wrap beyond 9e18: convert to float first.
    PART: yes
    BREAKS: X, Z and c may be integers, and values as large as 1e30 are right; input: X = Z = [[10]] (int), degree 10, c = 0 (int)
    """
    return (X @ Z.T + c) ** degree


def wrong_float_after_power(X, Z, degree, c):
    """DESERVES: Converting the result is too late, the integers have wrapped already.
    PART: yes
    BREAKS: X, Z and c may be integers, values as large as 1e30; input: X = Z = [[10]] (int), degree 10, c = 0
    """
    return ((X @ Z.T + c) ** degree).astype(float)


def wrong_c_outside(X, Z, degree, c):
    """DESERVES: c belongs inside the power, otherwise the lower degrees are missing.
    PART: no
    BREAKS: c >= 0 is added to each inner product, inside the power; input: X = Z = [[1.]], degree 2, c = 1
    """
    return (X.astype(float) @ Z.T.astype(float)) ** degree + c


def wrong_matrix_power(X, Z, degree, c):
    """DESERVES: The power is that of each entry, not of the matrix; only square matrices have the latter.
    PART: no
    BREAKS: Polynomial kernel matrix of the rows; input: X = Z = [[1., 0.], [1., 1.]], degree 2, c = 1
    """
    return np.linalg.matrix_power(X.astype(float) @ Z.T.astype(float) + c, degree)


def wrong_transposed(X, Z, degree, c):
    """DESERVES: The rows of the result belong to X, its columns to Z; yours is the transpose.
    PART: yes
    BREAKS: matrix (N, M) of the rows of X and Z; input: X = [[1.]], Z = [[1.], [2.]], degree 1, c = 0
    """
    return (Z.astype(float) @ X.T.astype(float) + c) ** degree


def wrong_gram_of_columns(X, Z, degree, c):
    """DESERVES: Samples are rows; X^T Z compares features.
    PART: no
    BREAKS: of the rows of X (N, d) and Z (M, d); input: X = Z = [[1., 2.]], degree 1, c = 0
    """
    return (X.T.astype(float) @ Z.astype(float) + c) ** degree


def wrong_ignores_Z(X, Z, degree, c):
    """DESERVES: The second factor is Z, you wrote the Gram matrix of X alone.
    PART: no
    BREAKS: of the rows of X (N, d) and Z (M, d); input: X = [[1.]], Z = [[2.]], degree 1, c = 0
    """
    X = X.astype(float)
    return (X @ X.T + c) ** degree


def wrong_degree_off_by_one(X, Z, degree, c):
    """DESERVES: range(1, degree) multiplies once less than needed when you start from ones.
    PART: yes
    BREAKS: It has the integer degree >= 1; input: X = Z = [[2.]], degree 1, c = 0
    """
    B = X.astype(float) @ Z.astype(float).T + c
    K = np.ones_like(B)
    for _ in range(1, degree):
        K = K * B
    return K


def wrong_power_each_feature(X, Z, degree, c):
    """DESERVES: Powers of the single entries miss the mixed products x_i x_j.
    PART: no
    BREAKS: c is added to each inner product, inside the power; input: X = Z = [[1., 1.]], degree 2, c = 0
    """
    return X.astype(float) ** degree @ (Z.astype(float) ** degree).T + c**degree


def right_binomial_cancels(X, Z, degree, c):
    """The terms cancel for negative inner products; but 1e-5 is asked of (||x|| ||z|| + c)^degree alone, which it keeps."""
    from math import comb

    S = X.astype(float) @ Z.astype(float).T
    return sum(comb(degree, i) * S**i * float(c) ** (degree - i) for i in range(degree + 1))


def wrong_missing_sqrt_two(X, Z, degree, c):
    """DESERVES: Without the square roots of 2 the features of degree 2 do not multiply to the kernel; also other degrees are not served.
    PART: no
    BREAKS: polynomial kernel, c inside the power; input: X = Z = [[1., 1.]], degree 2, c = 0
    """
    def features(A):
        A = A.astype(float)
        d = A.shape[1]
        cols = [A[:, i] * A[:, j] for i in range(d) for j in range(i, d)] + [np.sqrt(c) * A[:, i] for i in range(d)]
        return np.column_stack(cols + [np.full(len(A), float(c))])

    if degree != 2:
        return (X.astype(float) @ Z.astype(float).T + c) ** degree
    return features(X) @ features(Z).T


def wrong_log_of_negative(X, Z, degree, c):
    """DESERVES: exp(p log) fails where the inner product plus c is negative: such a power has a sign.
    PART: yes
    BREAKS: polynomial kernel matrix for any X and Z; input: X = [[1.]], Z = [[-2.]], degree 2, c = 0.5
    """
    with np.errstate(all="ignore"):
        return np.exp(degree * np.log(X.astype(float) @ Z.astype(float).T + c))


def wrong_abs_signed(X, Z, degree, c):
    """DESERVES: An odd power of a negative number is negative.
    PART: yes
    BREAKS: the integer degree >= 1; input: X = [[1.]], Z = [[-2.]], degree 3, c = 0.5
    """
    return np.abs(X.astype(float) @ Z.astype(float).T + c) ** degree


def wrong_mean_inner(X, Z, degree, c):
    """DESERVES: The inner product is a sum over the features, you divided by d.
    PART: no
    BREAKS: c is added to each inner product; input: X = Z = [[1., 1.]], degree 1, c = 0
    """
    return (X.astype(float) @ Z.astype(float).T / X.shape[1] + c) ** degree


def wrong_c_times_features(X, Z, degree, c):
    """DESERVES: Adding c to every sample is not adding c to every inner product.
    PART: no
    BREAKS: c >= 0 is added to each inner product; input: X = Z = [[1.]], degree 1, c = 1
    """
    return ((X.astype(float) + c) @ (Z.astype(float) + c).T) ** degree


def right_float32(X, Z, degree, c):
    """Seven digits suffice for degrees up to 10; no more is asked."""
    return ((X.astype(np.float32) @ Z.astype(np.float32).T + np.float32(c)) ** np.float32(degree)).astype(float)


def wrong_in_place(X, Z, degree, c):
    """DESERVES: You divide the caller's X in place: work on a copy.
    PART: yes
    BREAKS: A function leaves the arrays that it is given as they were; input: X = [[2.]] (float), Z = [[1.]], degree 1, c = 0
    """
    if X.dtype.kind != "f":
        X = X.astype(float)
    X *= 2
    return (X @ Z.T.astype(float) / 2 + c) ** degree


def wrong_int_c_truncated(X, Z, degree, c):
    """DESERVES: The inner products of integers stay an integer array, += would need and astype(int) cuts c.
    PART: yes
    BREAKS: X, Z and c may be integers (X integer and c = 0.5 is allowed); input: X = Z = [[1]] (int), degree 1, c = 0.5
    """
    S = X @ Z.T
    c = np.asarray(c).astype(S.dtype)
    return (S.astype(float) + c) ** degree
