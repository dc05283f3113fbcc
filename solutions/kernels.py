"""Kernels: inner products of features that are never formed, and the least squares that they make possible.

N samples X (N, d), M samples Z (M, d); a kernel k gives the matrix (N, M) of all k(X_n, Z_m). K (N, N) is the Gram
matrix of the samples with themselves. A function f(z) = sum_n alpha_n k(x_n, z), alpha (N,), is an element of the
reproducing kernel Hilbert space (RKHS) of k. gamma > 0 is the inverse squared width of the Gaussian kernel.

Lists are accepted for arrays, and no argument is changed. All results are float64, arrays new.
"""

import numpy as np

from solutions import calls, require


@calls.python_scalars
def poly(X: np.ndarray, Z: np.ndarray, degree: int, c: float) -> np.ndarray:
    """Polynomial kernel matrix (N, M) of the rows of X (N, d) and Z (M, d).

    It has the integer degree >= 1, and c >= 0 is added to each inner product, inside the power. X and Z may be integers
    (int64, up to 1e6 in size), whether or not c is one. For degrees up to 10 the values are right to 1e-5 of
    (||x|| ||z|| + c)^degree for the longest rows x and z, if that is from 1e-30 to 1e30: small ones, where terms
    cancel, need not be better.

    Derivation
    ----------
    k(x, z) = (<x, z> + c)^degree. By the multinomial theorem it is the inner product of all monomials up to that
    degree, each with the root of its coefficient. For degree 2: x_i^2, sqrt(2) x_i x_j (i < j), sqrt(2 c) x_i and
    c; there are (d + degree choose degree) of them, and the kernel needs d multiplications.
    Errors: ValueError unless both are real and finite, (N, d) and (M, d), degree >= 1 and c >= 0.
    Source: the kernel trick; Poggio 1975.
    """
    _require_two_sets(X, Z)
    require.integer(degree, "degree", 1, "the degree of the polynomials")
    require.scalar(c, "c", least=0, hint="a negative one makes no kernel")
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    return (X @ Z.T + c) ** degree


def sqdist(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """Squared Euclidean distances (N, M) of each row of X (N, d) to each row of Z (M, d).

    They are right to 1e-6 of the largest of them, also if all rows lie within 10 of one another at 1e8 from the
    origin. None is negative. X and Z may hold integers (int64, up to 1e6 in size). Two arrays of N M d doubles at once
    are too many: N = 280, M = 240 and d = 1080 must do in 2 seconds and 1 GiB.

    Derivation
    ----------
    ||x - z||^2 = ||x||^2 - 2 <x, z> + ||z||^2: one matrix product, instead of N M differences. For close points
    far from the origin the sum cancels; distances do not change under translation, so that the mean of X is
    moved to the origin first. What is then left of round-off may still be negative, and is set to 0. Round-off is
    relative to the largest squared distance to that mean.
    Errors: ValueError unless both are real and finite, (N, d) and (M, d), with N, M, d >= 1.
    Source: polarisation identity.
    """
    _require_two_sets(X, Z)
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    mean = X.mean(axis=0)
    X, Z = X - mean, Z - mean
    D = X @ Z.T
    D *= -2
    D += (X**2).sum(axis=1)[:, None]
    D += (Z**2).sum(axis=1)
    return np.maximum(D, 0, out=D)


@calls.python_scalars
def rbf(X: np.ndarray, Z: np.ndarray, gamma: float) -> np.ndarray:
    """Gaussian kernel matrix (N, M) of the rows of X (N, d) and Z (M, d).

    gamma > 0 multiplies the squared distance. X and Z may hold integers (int64, up to 1e6 in size). With G for gamma
    times the largest squared distance, the values are right to an absolute 1e-5 or, if that is more, 1e-6 G: so a right
    sqdist will do. This holds at 1e4 from the origin, too, for rows within 10 of one another, and for gamma up to
    1e7, though it matters only if they are very near. If gamma times each squared distance lies between 100 and 1e6,
    the values are 0 to 1e-5.

    Derivation
    ----------
    k(x, z) = exp(-gamma ||x - z||^2) = exp(-gamma ||x||^2) exp(2 gamma <x, z>) exp(-gamma ||z||^2). The middle
    factor is a power series in the kernel <x, z> with positive coefficients: sums, products (Schur) and limits of
    kernels are kernels, and f(x) k(x, z) f(z) is one too. So k is positive semidefinite; on distinct points it is
    even positive definite. The product of the kernels of gamma and of gamma' is that of gamma + gamma'.
    Errors: ValueError unless both are real and finite, (N, d) and (M, d), N, M, d >= 1, and gamma > 0.
    Source: radial basis functions; Schoenberg 1938.
    """
    _require_two_sets(X, Z)
    require.scalar(gamma, "gamma", above=0, hint="1 / (2 sigma^2) for the width sigma")
    D = sqdist(X, Z)
    D *= -gamma
    return np.exp(D, out=D)


@calls.python_scalars
def is_psd(K: np.ndarray, tol: float) -> bool:
    """Whether K (N, N), floats, is symmetric and positive semidefinite up to a relative tolerance tol >= 1e-10.

    No eigenvalue may lie below -tol times the largest absolute eigenvalue, and no entry may differ from its mirror
    image by more than tol times the largest absolute entry. The scale of K does not matter, from 1e-12 to 1e12. The
    zero matrix is positive semidefinite. One bool is returned. Of a K that is not quite symmetric, take the eigenvalues
    of (K + K^T)/2 or of either triangle: no K is tried of which that decides, or round-off.

    Derivation
    ----------
    K >= 0 iff v^T K v >= 0 for all v; a symmetric K = sum_i lam_i u_i u_i^T has v^T K v = sum lam_i <u_i, v>^2,
    which is >= 0 for all v iff all lam_i >= 0. Computed eigenvalues are wrong by 1e-16 N max |lam|, so that 0
    may come out negative; relative to max |lam| the answer does not change when K is scaled.
    Errors: ValueError unless K is square, real and finite, and tol >= 0.
    Source: spectral theorem; a function is a kernel iff all its Gram matrices pass (Moore-Aronszajn).
    """
    _require_square(K)
    require.scalar(tol, "tol", least=0, hint="relative to the largest eigenvalue, 1e-10 say")
    K = np.asarray(K, float)
    if (abs(K - K.T) > tol * abs(K).max()).any():
        return False
    lam = np.linalg.eigvalsh((K + K.T) / 2)
    return bool(lam.min() >= -tol * abs(lam).max())


def catch_psd() -> list[np.ndarray]:
    """Up to three matrices K on which all six wrong versions of `is_psd` show themselves: a list of arrays.

    A version shows itself where, with tol = 1e-10, its answer is not the right one, or it cannot answer. An input is
    one matrix K (N, N) with 1 <= N <= 4, and need not be a Gram matrix. Entries are 1e6 at most in size. The answer
    must be clear: the least eigenvalue of a symmetric K is -1e-13 s or more, or below -1e-6 s, s being the largest in
    absolute value, and of others some entry differs from its mirror image by more than 1e-6 times the largest entry.

    Derivation
    ----------
    The block [[4, 3, 0], [3, 4, 3], [0, 3, 4]] has the least eigenvalue 4 - 3 sqrt(2) < 0, though its entries are
    >= 0 and every minor of two of its rows is, too. A zero row and column in front make all leading minors 0, and the
    factor 1e-12 puts its eigenvalues above -1e-10. [[1, 1], [-1, 1]] has v^T K v = ||v||^2 and is not symmetric. A
    matrix of ones is (1, ..., 1)^T (1, ..., 1), and not dominated by its diagonal for N >= 3.
    """
    block = np.zeros((4, 4))
    block[1:, 1:] = [[4, 3, 0], [3, 4, 3], [0, 3, 4]]
    return [1e-12 * block, np.array([[1.0, 1.0], [-1.0, 1.0]]), np.ones((3, 3))]


@calls.python_scalars
def krr_fit(K: np.ndarray, y: np.ndarray, lam: float) -> np.ndarray:
    """Coefficients alpha (N,) of kernel ridge regression with the Gram matrix K (N, N) and targets y (N,), floats.

    f(z) = sum_n alpha_n k(x_n, z) minimises the sum (not the mean) of the squared residuals f(x_n) - y_n, plus lam > 0
    times the squared norm of f. No means are taken off, and there is no intercept. K may be singular, or so near to it
    that round-off makes eigenvalues negative. Then several alpha are as good, and what is judged is K alpha: it is
    right to 1e-5 of the largest |y_n| for lam down to 1e-6 times the largest entry of K.

    Derivation
    ----------
    By the representer theorem the minimiser of ||f(X) - y||^2 + lam ||f||^2 has the form above, so that the problem
    is min ||K alpha - y||^2 + lam alpha^T K alpha. The gradient 2 K (K alpha + lam alpha - y) vanishes for
    (K + lam I) alpha = y; K + lam I is positive definite. For K = X X^T, w = X^T alpha is the ridge solution. Where K
    is singular and lam below its round-off, what alpha has in the null space is free, and 0 loses no digits.
    Errors: ValueError unless K is symmetric, the shapes fit, all is real and finite, and lam > 0.
    Source: Saunders, Gammerman and Vovk 1998; Kimeldorf and Wahba 1971.
    """
    require.gram(K)
    require.targets(y, K)
    require.scalar(lam, "lam", above=0, hint="without it K may be singular")
    K, y, N = np.asarray(K, float), np.asarray(y, float), len(K)
    A = K + lam * np.eye(N)
    if lam > N * np.finfo(float).eps * np.linalg.norm(K):
        return np.linalg.solve(A, y)
    return np.linalg.lstsq(A, y)[0]  # lam is lost in round-off: the shortest of the alpha that are right


def rkhs_norm2(alpha: np.ndarray, K: np.ndarray) -> float:
    """Squared norm of f(z) = sum_n alpha_n k(x_n, z), from floats alpha (N,) and the Gram matrix K (N, N): one float.

    It is right to 1e-5 of the sum of all |alpha_n K_nm alpha_m|, be that as small as 1e-30. It is never negative: where
    only round-off is left, 0 or whatever is above it within that bound will do.

    Derivation
    ----------
    <k(x, .), k(z, .)> = k(x, z) by definition of the space, so that ||f||^2 = sum_{n,m} alpha_n alpha_m k(x_n, x_m).
    The reproducing property f(z) = <f, k(z, .)> and Cauchy-Schwarz give |f(z)| <= ||f|| sqrt(k(z, z)). For the
    linear kernel f(z) = w.z with w = sum alpha_n x_n, and ||f|| = ||w||.
    Errors: ValueError unless K is symmetric, the shapes fit, and all entries are real and finite.
    Source: reproducing kernel Hilbert space, Aronszajn 1950.
    """
    require.gram(K)
    require.array(alpha, "alpha", np.shape(K)[1:], "one coefficient for each row of K")
    alpha, K = np.asarray(alpha, float), np.asarray(K, float)
    return max(0.0, float(alpha @ K @ alpha))


def _require_two_sets(X: np.ndarray, Z: np.ndarray) -> None:
    require.samples(X)
    require.samples(Z, "Z", np.shape(X)[1])


def _require_square(K: np.ndarray) -> None:
    require.array(K, "K", ("N", "N"), "give a Gram matrix, with a row and a column for each sample")
    if np.shape(K)[0] != np.shape(K)[1]:
        raise ValueError(f"K must be square, got shape {np.shape(K)}; is it the Gram matrix of one set?")
