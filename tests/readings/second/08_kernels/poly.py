import functools
import math

import numpy as np


def right_plain_loops(X, Z, degree, c):
    """Plain Python loops over lists, Python's own integers; a list of lists comes out."""
    X, Z = np.asarray(X).tolist(), np.asarray(Z).tolist()
    K = []
    for x in X:
        row = []
        for z in Z:
            total = c
            for a, b in zip(x, z, strict=True):
                total += a * b
            row.append(float(total**degree))
        K.append(row)
    return K


def right_vectorised(X, Z, degree, c):
    """One matrix product of floats."""
    return (X.astype(float) @ Z.astype(float).T + c) ** degree


def right_integer_product(X, Z, degree, c):
    """The inner products in the arrays' own type (d 1e12 fits int64), a float c makes the power one of floats."""
    return np.power(X @ Z.T + float(c), degree)


def right_einsum(X, Z, degree, c):
    """einsum in double precision."""
    G = np.einsum("nd,md->nm", np.asarray(X, dtype=np.float64), np.asarray(Z, dtype=np.float64))
    return (c + G) ** degree


def right_product_in_a_loop(X, Z, degree, c):
    """The power by repeated multiplication, starting from ones."""
    A = np.dot(np.array(X, float), np.array(Z, float).T) + c
    K = np.ones_like(A)
    for _ in range(degree):
        K *= A
    return K


def right_recursive_squaring(X, Z, degree, c):
    """The power by recursive squaring in a nested function."""

    def power(A, p):
        if p == 1:
            return A
        half = power(A, p // 2)
        return half * half * A if p % 2 else half * half

    return power(np.inner(X * 1.0, Z * 1.0) + c, int(degree))


def right_augmented(X, Z, degree, c):
    """sqrt(c) as one more entry of each sample, so that the kernel is a plain power of inner products."""

    def longer(A):
        return np.hstack([np.asarray(A, float), np.full((len(A), 1), np.sqrt(float(c)))])

    return (longer(X) @ longer(Z).T) ** degree


def right_binomial(X, Z, degree, c):
    """The binomial theorem, term by term."""
    G = np.matmul(X.astype(np.float64), Z.astype(np.float64).T)
    return sum(math.comb(degree, k) * float(c) ** (degree - k) * G**k for k in range(degree + 1))


def right_horner(X, Z, degree, c):
    """The polynomial (t + c)^p in t by Horner's scheme of NumPy."""
    coefficients = [math.comb(degree, k) * float(c) ** (degree - k) for k in range(degree + 1)]
    return np.polynomial.polynomial.polyval(np.asarray(X, float) @ np.asarray(Z, float).T, coefficients)


def right_reduce(X, Z, degree, c):
    """functools.reduce over as many equal matrices as the degree says."""
    A = np.tensordot(np.asarray(X, float), np.asarray(Z, float), axes=(1, 1)) + c
    return functools.reduce(np.multiply, [A] * degree)


def right_sign_and_logarithm(X, Z, degree, c):
    """Size by exp and log, sign by parity, zeros apart."""
    A = X.astype(float) @ Z.astype(float).T + c
    size = np.zeros(A.shape)
    there = A != 0
    size[there] = np.exp(degree * np.log(np.abs(A[there])))
    return np.where((A < 0) & (degree % 2 == 1), -size, size)


def right_feature_by_feature(X, Z, degree, c):
    """Outer products of columns added up, no matrix product at all."""
    A = np.full((X.shape[0], Z.shape[0]), float(c))
    for j in range(X.shape[1]):
        A += np.outer(X[:, j].astype(float), Z[:, j].astype(float))
    return A**degree


def right_scaled_float32(X, Z, degree, c):
    """Single precision for samples scaled to size 1, the power in double precision."""
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    a, b = np.abs(X).max() or 1.0, np.abs(Z).max() or 1.0
    G = (X / a).astype(np.float32) @ (Z / b).astype(np.float32).T
    return (a * b * G.astype(float) + c) ** degree


def right_class(X, Z, degree, c):
    """Over-engineered: a callable class, with asserts, cell by cell."""

    class Kernel:
        def __init__(self, degree, offset):
            assert degree >= 1 and offset >= 0
            self.degree, self.offset = int(degree), float(offset)

        def __call__(self, x, z):
            return (np.dot(x, z) + self.offset) ** self.degree

    assert X.ndim == Z.ndim == 2 and X.shape[1] == Z.shape[1]
    kernel = Kernel(degree, c)
    out = np.empty((len(X), len(Z)))
    for n, m in np.ndindex(out.shape):
        out[n, m] = kernel(X[n].astype(float), Z[m].astype(float))
    return out


def wrong_integer_power(X, Z, degree, c):
    """DESERVES: the power is one of int64 where X, Z and c are integers, and wraps around
    PART: yes
    BREAKS: X and Z may be integers, whether or not c is one, at X = Z = [[1000000]], degree 2, c = 1
    """
    return (X @ Z.T + c) ** degree


def wrong_matrix_power(X, Z, degree, c):
    """DESERVES: the power is that of each entry, not of the matrix
    PART: no
    BREAKS: polynomial kernel matrix (N, M), at X = [[1.0]], Z = [[1.0], [2.0]], degree 2, c = 0
    """
    return np.linalg.matrix_power(X.astype(float) @ Z.astype(float).T + c, degree)


def wrong_c_outside(X, Z, degree, c):
    """DESERVES: c belongs inside the power
    PART: no
    BREAKS: c >= 0 is added to each inner product, inside the power, at X = Z = [[1.0]], degree 2, c = 1.0
    """
    return (X.astype(float) @ Z.astype(float).T) ** degree + c


def wrong_appended_c(X, Z, degree, c):
    """DESERVES: with c itself as the new entry of both samples, c squared is added; it takes the root
    PART: no
    BREAKS: c is added to each inner product, at X = Z = [[1.0]], degree 1, c = 2.0
    """
    X = np.column_stack([X.astype(float), np.full(len(X), float(c))])
    Z = np.column_stack([Z.astype(float), np.full(len(Z), float(c))])
    return (X @ Z.T) ** degree


def wrong_divided_by_d(X, Z, degree, c):
    """DESERVES: the inner products are not divided by the number of features
    PART: no
    BREAKS: c is added to each inner product, at X = Z = [[1.0, 1.0]], degree 1, c = 0
    """
    return (X.astype(float) @ Z.astype(float).T / X.shape[1] + c) ** degree


def wrong_clipped_at_zero(X, Z, degree, c):
    """DESERVES: a kernel may have negative values, there is nothing to clip before the power
    PART: no
    BREAKS: c is added to each inner product, inside the power, at X = [[1.0]], Z = [[-2.0]], degree 2, c = 1.0
    """
    return np.maximum(X.astype(float) @ Z.astype(float).T + c, 0) ** degree


def wrong_by_logarithm(X, Z, degree, c):
    """DESERVES: exp(p log(a)) has no value for a negative a: use a power of integer degree
    PART: no
    BREAKS: it has the integer degree >= 1 (of negative numbers, too), at X = [[1.0]], Z = [[-2.0]], degree 3, c = 0
    """
    with np.errstate(all="ignore"):
        return np.exp(degree * np.log(X.astype(float) @ Z.astype(float).T + c))


def wrong_squeezed(X, Z, degree, c):
    """DESERVES: squeeze takes away the axis of a single sample
    PART: yes
    BREAKS: polynomial kernel matrix (N, M), at X = [[1.0]], Z = [[1.0], [2.0]], degree 1, c = 0
    """
    return np.squeeze((X.astype(float) @ Z.astype(float).T + c) ** degree)


def wrong_scales_in_place(X, Z, degree, c):
    """DESERVES: asarray makes no copy of floats, so that X /= s scales the caller's samples
    PART: yes
    BREAKS: a function leaves its arrays as they were, at X = Z = [[2.0]] (floats), degree 2, c = 0
    """
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    s = np.abs(X).max() or 1.0
    X /= s
    return (s * (X @ (Z.T if Z is not X else s * Z.T)) + c) ** degree


def wrong_all_float32(X, Z, degree, c):
    """DESERVES: small values underflow in single precision; compute in double precision
    PART: yes
    BREAKS: right to 1e-5 of (||x|| ||z|| + c)^degree, at X = Z = [[0.001]], degree 10, c = 0: 1e-60 becomes 0
    """
    return (X.astype(np.float32) @ Z.astype(np.float32).T + np.float32(c)) ** np.float32(degree)


def wrong_like_the_products(X, Z, degree, c):
    """DESERVES: zeros_like of integer products is an integer array, which cuts off the fraction
    PART: yes
    BREAKS: X and Z may be integers, whether or not c is one, at X = Z = [[1]] (integers), degree 1, c = 0.5
    """
    G = X @ Z.T
    K = np.zeros_like(G)
    for n in range(len(X)):
        for m in range(len(Z)):
            K[n, m] = (float(G[n, m]) + c) ** degree
    return K


def wrong_linear_early_return(X, Z, degree, c):
    """DESERVES: for degree 1, too, c is added
    PART: yes
    BREAKS: c >= 0 is added to each inner product, at X = Z = [[1.0]], degree 1, c = 1.0
    """
    G = X.astype(float) @ Z.astype(float).T
    if degree == 1:
        return G
    return (G + c) ** degree


def wrong_c_or_one(X, Z, degree, c):
    """DESERVES: `c or 1` takes a 0 for a missing value
    PART: yes
    BREAKS: c >= 0, so that it may be 0, at X = Z = [[1.0]], degree 2, c = 0.0
    """
    return (X.astype(float) @ Z.astype(float).T + (c or 1.0)) ** degree


def wrong_halving(X, Z, degree, c):
    """DESERVES: squaring while the degree is halved drops the odd factors: only powers of two come out right
    PART: yes
    BREAKS: it has the integer degree >= 1, at X = Z = [[2.0]], degree 3, c = 0
    """
    A = X.astype(float) @ Z.astype(float).T + c
    while degree > 1:
        A, degree = A * A, degree // 2
    return A


def wrong_by_polarisation(X, Z, degree, c):
    """DESERVES: the difference of two squares of the size of the longer sample loses the product with a short one
    PART: yes
    BREAKS: right to 1e-5 of (||x|| ||z|| + c)^degree, at X = [[1000000.0]], Z = [[1e-9]], degree 1, c = 0
    """
    X, Z = X.astype(float), Z.astype(float)
    G = np.empty((len(X), len(Z)))
    for n, x in enumerate(X):
        G[n] = (((x + Z) ** 2).sum(axis=1) - ((x - Z) ** 2).sum(axis=1)) / 4
    return (G + c) ** degree


def wrong_mirrored(X, Z, degree, c):
    """DESERVES: only a Gram matrix is symmetric: two sets of equally many samples are not one set
    PART: yes
    BREAKS: kernel matrix of the rows of X and Z, at X = [[1.0], [2.0]], Z = [[1.0], [1.0]], degree 1, c = 0
    """
    K = (X.astype(float) @ Z.astype(float).T + c) ** degree
    if X.shape == Z.shape:
        K = np.triu(K) + np.triu(K, 1).T
    return K


def wrong_rounded(X, Z, degree, c):
    """DESERVES: rounding to so many decimals destroys small values
    PART: yes
    BREAKS: right to 1e-5 of (||x|| ||z|| + c)^degree, at X = Z = [[0.01]], degree 3, c = 0
    """
    return np.round((X.astype(float) @ Z.astype(float).T + c) ** degree, 8)


def wrong_binomial_from_one(X, Z, degree, c):
    """DESERVES: the sum of the binomial theorem begins at 0: the term c^degree is missing
    PART: no
    BREAKS: c is added inside the power, at X = Z = [[0.0]], degree 2, c = 1.0
    """
    G = X.astype(float) @ Z.astype(float).T
    return sum(math.comb(degree, k) * float(c) ** (degree - k) * G**k for k in range(1, degree + 1))
