"""Practice of unit 08_kernels: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def bound(X, Z, degree, c):
    """What no value exceeds: (||x|| ||z|| + c)^degree for the longest rows."""
    x, z = (np.sqrt((np.asarray(each, float) ** 2).sum(axis=1)).max() for each in (X, Z))
    return (x * z + c) ** degree


def close(got, wanted, what, size=1.0):
    """Right to 1e-5 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=1e-5 * float(size))


def matrix(got, shape, what):
    """A matrix of finite numbers of this shape."""
    expect.shape(got, shape, what)
    return expect.finite(got, what)


CONSTANTS = (0.5, 2.25, 3.5, 5.0)  # none is its own square or root


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def two_sets(d, fewest=1):
    """Samples X (N, n) and Z (M, n) of n >= 2 features, M > N."""
    N, n = d.integer(fewest, 4), d.integer(2, 3)
    return eighths(d, (N, n), 2), eighths(d, (N + d.integer(1, 2), n), 2)


def samples(d):
    """Two sets of which some inner products are negative, and c: (X, Z, c)."""
    X, Z = two_sets(d)
    X[0] = 1 + np.abs(X[0])
    Z[0], Z[1] = X[0] + 1, -X[0] - 2  # below -c, and above
    return X, Z, d.choice(CONSTANTS)


class TestPoly:
    @forall(samples)
    def test_features_of_degree_two(self, student, X, Z, c):
        """For degree 2 they are inner products of x_i^2, sqrt(2) x_i x_j, sqrt(2 c) x_i and c, if small too."""

        def features(x):
            products = [np.sqrt(2) * x[i] * x[j] for i in range(len(x)) for j in range(i)]
            return [*(x**2), *products, *(np.sqrt(2 * c) * x), c]

        K = np.array([features(x) for x in X]) @ np.array([features(z) for z in Z]).T
        got = matrix(student.poly(X, Z, 2, c), K.shape, "poly(X, Z, 2, c)")
        close(got, K, "poly(X, Z, 2, c)", bound(X, Z, 2, c))
        got, what = student.poly(X / 2**10, Z / 2**10, 2, c / 2**20), "poly(X / 2**10, Z / 2**10, 2, c / 2**20)"
        close(got, K / 2**40, what, bound(X, Z, 2, c) / 2**40)

    @forall(samples)
    def test_degree_one(self, student, X, Z, c):
        """A row of zeros has c^degree everywhere; for degree 1 values are c plus inner products."""
        N = len(X)  # as many rows in both
        got = matrix(student.poly(0 * X, Z[:N], 3, c), (N, N), "poly(0 * X, Z[:N], 3, c)")
        close(got, np.full(got.shape, c**3), "poly(0 * X, Z[:N], 3, c)", c**3)
        wanted = [c + float(np.sum(X[0] * z)) for z in Z]
        got = matrix(student.poly(X, Z, 1, c), (len(X), len(Z)), "poly(X, Z, 1, c)")
        close(got[0], wanted, "poly(X, Z, 1, c)[0]", max(20, bound(X, Z, 1, c)))
        A, B = Z[:2], Z[1::-1].copy()  # rows of different lengths, so that the square matrix is not symmetric
        wanted = [[c + float(np.sum(a * b)) for b in B] for a in A]
        close(student.poly(A, B, 1, c), wanted, "poly(Z[:2], Z[1::-1], 1, c)", bound(A, B, 1, c))


LARGE = 50_000  # makes of small integers some whose squares need more than 32 bits, and none beyond 1e6


def largest(values):
    """The largest entry in size, or 1 if all are 0."""
    return float(np.abs(values).max()) or 1.0


def on_a_line(d):
    """Integer points p + s_n u and p + t_m u, two of them 5 u apart: (X, Z, D)."""
    N, n = d.integer(1, 4), d.integer(2, 4)
    p, u = d.integers(n, -5, 5), d.integers(n, 1, 3)
    s, t = d.integers(N, -4, 4), d.integers(N + d.integer(1, 2), -4, 4)
    s[0], t[0] = 3, -2
    return p + s[:, None] * u, p + t[:, None] * u, (s[:, None] - t) ** 2 * (u @ u)


SMALL = (2.0**-20, 2.0**-50)


def nearly_equal(d):
    """Numbers up to 4e4, and beside each of them another; their squares are rounded to 1e-7: (X, Z)."""
    X = d.integers((12, 1), -300_000, 300_000) / 7
    X[0] = 1e5 / 3  # not among the others
    return X, X + d.integers((12, 1), 0, 9) / 2**24


class TestSqdist:
    @forall(on_a_line)
    def test_points_on_a_line(self, student, X, Z, D):
        """On the line p + s u the squared distance of the points at s and t is (s - t)^2 ||u||^2, if large too."""
        close(matrix(student.sqdist(X, Z), D.shape, "sqdist(X, Z)"), D, "sqdist(X, Z)", largest(D))
        N, what = len(X), "sqdist(50000 * X, 50000 * Z[:N])"  # two sets of as many rows
        got = matrix(student.sqdist(LARGE * X, LARGE * Z[:N]), (N, N), what)
        close(got, LARGE**2 * D[:, :N], what, LARGE**2 * largest(D[:, :N]))

    @forall(nearly_equal)
    def test_none_is_negative(self, student, X, Z):
        """No squared distance is negative; of equal rows it is 0, and in a small set it is small, but not 0."""
        D = matrix(student.sqdist(X, Z), (len(X), len(Z)), "sqdist(X, Z)")
        expect.that(D.min() >= 0, f"sqdist(X, Z) has a negative entry, {D.min():.3g}")
        close(np.diag(D), np.zeros(len(X)), "the diagonal of sqdist(X, Z)", D.max())
        for scale in SMALL:
            P = scale * np.array([[0.0], [1.0], [150.0]])
            close(student.sqdist(P, P.copy()), (P - P.T) ** 2, f"sqdist(P, P) with P = {P.tolist()}", P[2, 0] ** 2)


GAMMAS = (0.3, 0.05, 0.11, 0.2)  # no two of the formulas with sigma for gamma agree there


def along_a_line(d):
    """Integer points on a line, two of them 2 u apart, and gamma = g / ||u||^2: (X, Z, gamma, K)."""
    N, n = d.integer(1, 4), d.integer(2, 4)
    p, u = d.integers(n, -5, 5), d.integers(n, 1, 3)
    s, t = d.integers(N, -2, 2), d.integers(N + d.integer(1, 2), -2, 2)
    s[0], t[0] = 1, -1
    g = d.choice(GAMMAS)
    return p + s[:, None] * u, p + t[:, None] * u, g / (u @ u), np.exp(-g * (s[:, None] - t) ** 2.0)


def one_set(d):
    """Different samples, one row far from symmetric: (X, gamma)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X = eighths(d, (N, n), 2)
    X[:, 0] += 5 * np.arange(N)
    return X[d.permutation(N)], d.choice(GAMMAS)


class TestRbf:
    @forall(along_a_line)
    def test_points_along_a_line(self, student, X, Z, gamma, K):
        """On the line p + s u, with gamma = g / ||u||^2, the points at s and t have the value exp(-g (s - t)^2)."""
        got = matrix(student.rbf(X, Z, gamma), K.shape, "rbf(X, Z, gamma)")
        close(got, K, "rbf(X, Z, gamma)")  # gamma times the squared distance is 4.8 at most

    @forall(one_set)
    def test_one_set(self, student, X, gamma):
        """The Gram matrix is symmetric, 1 on the diagonal, and has no negative eigenvalue, up to round-off."""
        K = matrix(student.rbf(X, X.copy(), gamma), (len(X), len(X)), "rbf(X, X, gamma)")
        room = 1 + gamma * X.shape[1] * np.ptp(X) ** 2 / 10  # for what sqdist may be off by, as in `near`
        close(K, K.T, "rbf(X, X, gamma)", 2 * room)
        close(np.diag(K), np.ones(len(X)), "the diagonal of rbf(X, X, gamma)", room)
        least = np.linalg.eigvalsh((K + K.T) / 2).min()
        expect.that(least >= -1e-5 * len(X) * room, f"rbf(X, X, gamma) has the eigenvalue {least:.3g}")


SCALES = (1.0, 1e-12, 1e12)


def flag(got, what):
    """One bool, of Python or NumPy."""
    if isinstance(got, np.ndarray | np.generic) and not got.ndim:
        got = got.item()
    expect.that(isinstance(got, bool), f"{what} is {expect.kind(got)}, wanted one bool")
    return got


def decided(student, tol, *cases, scales=SCALES):
    """The answers are those wanted of each case (K, wanted, what K is), at each scale; first all are asked for."""
    asked = [(scale, *case) for case in cases for scale in scales]
    answers = [student.is_psd(scale * K, tol) for scale, K, _, _ in asked]
    for got, (scale, _, wanted, why) in zip(answers, asked, strict=True):
        what = f"is_psd({f'{scale:g} * ' if scale != 1 else ''}K, {tol:g})"
        found = flag(got, what)
        expect.that(found == wanted, f"{what} is {found}, wanted {wanted}, where K is {why}")


def gram_matrix(d):
    """Inner products of N integer vectors of fewer than N entries, so that K is singular."""
    N = d.integer(2, 5)
    A = d.integers((N, d.integer(1, N - 1)), -3, 3)
    A[:, 0] += 7 * d.choice((1, -1))  # no row is 0
    return (A @ A.T).astype(float)


def two_gram_matrices(d):
    """Gram matrices of N integer vectors each, both positive definite: round-off is no matter here."""
    N = d.integer(3, 4)
    A, B = d.integers((N, 2), -3, 3), d.integers((N, 2), -3, 3)
    A[:, 0] = 3  # far from dominated by its diagonal
    return A @ A.T + np.eye(N), B @ B.T + np.eye(N)


class TestIsPsd:
    @forall(gram_matrix, draws=10)
    def test_gram_matrices_are(self, student, K):
        """A matrix of inner products is positive semidefinite, singular or not, at any scale; so are 0 and I."""
        padded, unit = np.pad(K, (0, 1)), np.eye(3)
        decided(student, 1e-10, (K, True, "A A^T"), (0 * K, True, "0"), (unit, True, "the unit matrix"))
        decided(student, 1e-10, (padded, True, "A A^T, the last row of A being 0"))

    @forall(two_gram_matrices, draws=10)
    def test_sums_and_products_are(self, student, K, L):
        """If K and L are positive semidefinite, K + L is, and so is the product entry by entry (Schur)."""
        decided(student, 1e-10, (K + L, True, "K + L"), (K * L, True, "K * L"), scales=[1.0])


INPUTS = 3


CLEAR = 1e-6


LARGEST = 1e6


SIZE = 4


ZERO = 1e-13


def admissible(K):
    """A matrix that can be written by hand, of which round-off does not decide."""
    K = expect.finite(K, "K")
    expect.that(K.ndim == 2 and 1 <= len(K) <= SIZE, f"K has shape {K.shape}, wanted (N, N) with 1 <= N <= {SIZE}")
    expect.shape(K, (len(K), len(K)), "K")
    largest = np.abs(K).max()
    expect.that(largest <= LARGEST, f"K has an entry of size {largest:g}, wanted 1e6 at most")
    apart = np.abs(K - K.T).max()
    if apart > 0:
        expect.that(apart > CLEAR * largest, f"K is asymmetric by {apart:.1g} only, wanted 0 or more than 1e-6 max |K|")
        return K
    spectrum = np.linalg.eigvalsh(K)
    least, s = spectrum[0], np.abs(spectrum).max()
    clear = least >= -ZERO * s or least < -CLEAR * s
    expect.that(clear, f"K has the least eigenvalue {least:.3g}, wanted -1e-13 s or more or below -1e-6 s, s = {s:.3g}")
    return K


class TestCatchPsd:
    def test_inputs_are_admissible(self, student):
        """One to three matrices (N, N), N from 1 to 4, entries up to 1e6, and no answer left to round-off."""
        for index, K in enumerate(expect.entries(student.catch_psd(), "catch_psd()", INPUTS, "input", "inputs")):
            try:
                admissible(K)
            except expect.Failure as failure:
                raise expect.Failure(f"input {index}: {failure}") from None


def coefficients(got, n):
    """alpha (n,), finite."""
    expect.shape(got, (n,), "krr_fit(K, y, lam)")
    return expect.finite(got, "krr_fit(K, y, lam)")


PENALTIES = (2.5, 0.5, 3.5, 0.25)  # none of them is its own square, nor an integer


def targets(d, N):
    """Targets whose mean is far from 0."""
    return eighths(d, N) + 5


def singular(d):
    """Inner products of integer vectors, more of them than entries: (K, y, lam)."""
    N = d.integer(3, 6)
    A = d.integers((N, d.integer(1, 2)), -3, 3)
    A[0] = 2
    return (A @ A.T).astype(float), targets(d, N), d.choice(PENALTIES)


def reflected(u):
    """The orthogonal, symmetric matrix (N, N) of the reflection that turns the column u (N, 1) round."""
    return np.eye(len(u)) - 2 * u @ u.T / np.sum(u**2)


def reflection(d, N):
    """An orthogonal, symmetric matrix (N, N) without a 0, for N >= 2."""
    return reflected(1.0 + d.permutation(N)[:, None])


def with_spectrum(Q, spectrum):
    """A symmetric matrix with these eigenvalues; the columns of Q are its eigenvectors."""
    K = (Q * np.asarray(spectrum, float)) @ Q.T
    return (K + K.T) / 2


def eigenvectors(d):
    """K with known eigenvalues > 0, and y made of its eigenvectors: (K, y, lam, wanted K alpha)."""
    N = d.integer(2, 5)
    Q = reflection(d, N)
    mu, c, lam = d.integers(N, 1, 6).astype(float), d.integers(N, 1, 5), d.choice(PENALTIES)
    mu[0] = 3
    return with_spectrum(Q, mu), Q @ c, lam, Q @ (mu / (mu + lam) * c)


def entries(got, n, what):
    """n finite numbers in whatever shape: their shape is another check's."""
    values = expect.finite(got, what)
    expect.that(values.size == n, f"{what} has {values.size} entries, wanted {n}")
    return values.reshape(n)


class TestKrrFit:
    @forall(singular)
    def test_shape_and_gradient(self, student, K, y, lam):
        """alpha is (N,), and the gradient of the objective is 0: K (K alpha + lam alpha - y) = 0."""
        alpha = coefficients(student.krr_fit(K, y, lam), len(y))
        size = largest(K) * (largest(y) + largest(alpha)) * len(y)
        close(K @ (K @ alpha + lam * alpha - y), np.zeros(len(y)), "K @ (K @ alpha + lam * alpha - y)", size)

    @forall(eigenvectors)
    def test_eigenvectors_shrink(self, student, K, y, lam, wanted):
        """The part of y along an eigenvector of K with the eigenvalue mu comes out times mu / (mu + lam)."""
        alpha = entries(student.krr_fit(K, y, lam), len(y), "krr_fit(K, y, lam)")
        close(K @ alpha, wanted, "K @ krr_fit(K, y, lam)", largest(y))


def linear(d):
    """Samples and coefficients whose w = X^T alpha is not 0: (alpha, X)."""
    N, n = d.integer(2, 5), d.integer(2, 3)
    X, alpha = eighths(d, (N, n), 2), eighths(d, N, 2)
    X[0], alpha[0] = 3 + X[0], 5 + alpha[0]
    return alpha, X


def size(alpha, K):
    """The sum of all |alpha_n K_nm alpha_m|."""
    return np.abs(alpha) @ np.abs(K) @ np.abs(alpha)


def semidefinite(d):
    """A Gram matrix with diagonal entries of 2 and more, of rank 2 or 3, and two places."""
    N = d.integer(3, 5)
    A = d.integers((N, 3), -3, 3)
    A[:, 0] = 2 + np.arange(N)
    order = d.permutation(N)
    return (A @ A.T).astype(float)[np.ix_(order, order)], 0, N - 1


class TestRkhsNorm2:
    @forall(linear)
    def test_linear_kernel(self, student, alpha, X):
        """For K = X X^T the norm is that of w = X^T alpha, small alpha and X or not."""
        got = expect.number(student.rkhs_norm2(alpha, X @ X.T), "rkhs_norm2(alpha, X @ X.T)")
        close(got, np.sum((X.T @ alpha) ** 2), "rkhs_norm2(alpha, X @ X.T)", size(alpha, X @ X.T))
        small, K, what = alpha / 2**30, X @ X.T / 2**40, "rkhs_norm2(alpha / 2**30, X @ X.T / 2**40)"
        got = expect.number(student.rkhs_norm2(small, K), what)
        close(got, np.sum((X.T @ small) ** 2) / 2**40, what, size(small, K))

    @forall(semidefinite)
    def test_distance_of_two_features(self, student, K, n, m):
        """k(x_n, .)/8 has the squared norm K_nn/64, and (k(x_n, .) - k(x_m, .))/8 has (K_nn - 2 K_nm + K_mm)/64."""
        one, two = np.zeros(len(K)), np.zeros(len(K))
        one[n], two[n], two[m] = 1 / 8, 1 / 8, -1 / 8
        got = expect.number(student.rkhs_norm2(one, K), "rkhs_norm2 of k(x_n, .)/8")
        close(got, K[n, n] / 64, "rkhs_norm2 of k(x_n, .)/8", K[n, n] / 64)
        got = expect.number(student.rkhs_norm2(two, K), "rkhs_norm2 of (k(x_n, .) - k(x_m, .))/8")
        wanted = (K[n, n] - 2 * K[n, m] + K[m, m]) / 64
        close(got, wanted, "rkhs_norm2 of (k(x_n, .) - k(x_m, .))/8", size(two, K))

UNIT = "08_kernels"
EXERCISES = {
    "poly": 6,
    "sqdist": 6,
    "rbf": 6,
    "is_psd": 7,
    "catch_psd": 6,
    "krr_fit": 6,
    "rkhs_norm2": 6,
}
PROOFS = {
    "representer_theorem": ('The representer theorem', 4),
    "schur_product": ('The product of two kernels', 4),
}
CHECKS = {
    "poly": TestPoly,
    "sqdist": TestSqdist,
    "rbf": TestRbf,
    "is_psd": TestIsPsd,
    "catch_psd": TestCatchPsd,
    "krr_fit": TestKrrFit,
    "rkhs_norm2": TestRkhsNorm2,
}
