"""Mark scheme of `poly`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.inputs import close, matrix, two_sets
from solutions.kernels import poly

CONSTANTS = (0.5, 2.25, 3.5, 5.0)  # none is its own square or root


def samples(d):
    """Two sets of which some inner products are negative, and c: (X, Z, c)."""
    X, Z = two_sets(d)
    X[0] = 1 + np.abs(X[0])
    Z[0], Z[1] = X[0] + 1, -X[0] - 2  # below -c, and above
    return X, Z, d.choice(CONSTANTS)


def two_degrees(d):
    """The same, and two degrees, one of them odd."""
    return *samples(d), 2 * d.integer(0, 1) + 1, d.integer(1, 2)


def one_degree(d):
    """The same, and one degree of 2 or more."""
    return *samples(d), d.integer(2, 4)


def large_integers(d):
    """Integers whose inner product to the fourth is beyond 2^63, but below 1e30: (X, Z, c)."""
    N, n = d.integer(1, 3), d.integer(2, 3)
    return d.integers((N, n), 500, 999), d.integers((N + 1, n), 500, 999), d.integer(1, 9)


def bound(X, Z, degree, c):
    """What no value exceeds: (||x|| ||z|| + c)^degree for the longest rows."""
    x, z = (np.sqrt((np.asarray(each, float) ** 2).sum(axis=1)).max() for each in (X, Z))
    return (x * z + c) ** degree


@exercise(reference=poly)
class TestPoly:
    CONTRACT: ClassVar = {
        "Polynomial kernel matrix (N, M)": ("test_features_of_degree_two", "test_degrees_add"),
        "added to each inner product": ("test_features_of_degree_two", "test_c_is_one_feature_more"),
        "may be integers": "test_large_integers",
        "are right to": ("test_large_integers", "test_degrees_add"),
    }

    @practice
    @weight(1)
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

    @weight(1)
    @forall(two_degrees)
    def test_degrees_add(self, student, X, Z, c, p, q):
        """The kernel of degree p + q is the product of those of degrees p and q, entry by entry."""
        K = poly(X, Z, p, c) * poly(X, Z, q, c)
        close(student.poly(X, Z, p + q, c), K, "poly(X, Z, p + q, c)", bound(X, Z, p + q, c))

    @weight(1)
    @forall(one_degree)
    def test_c_is_one_feature_more(self, student, X, Z, c, degree):
        """A feature sqrt(c) more in each row, and c = 0, give the same."""
        wanted, root = poly(X, Z, degree, c), np.sqrt(c)
        X, Z = (np.column_stack([each, np.full(len(each), root)]) for each in (X, Z))
        what = "poly([X, sqrt(c)], [Z, sqrt(c)], degree, 0)"
        close(student.poly(X, Z, degree, 0), wanted, what, bound(X, Z, degree, 0))

    @practice
    @weight(1)
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

    @weight(1)
    @forall(large_integers)
    def test_large_integers(self, student, X, Z, c):
        """Integers make numbers beyond 2^63, too, and c is not cut to an integer because they are."""
        K = poly(X, Z, 4, c)
        got = matrix(student.poly(X, Z, 4, c), K.shape, "poly(X, Z, 4, c)")
        close(got / K, np.ones(K.shape), "poly(X, Z, 4, c) / what it should be", bound(X, Z, 4, c) / K.min())
        X, Z, what = X // 250, Z // 250, "poly(X // 250, Z // 250, 2, c + 0.5)"  # 2 and 3: a half is seen
        close(student.poly(X, Z, 2, c + 0.5), poly(X, Z, 2, c + 0.5), what, bound(X, Z, 2, c + 0.5))

    @alternate
    def by_power(X, Z, degree, c):
        return (X @ Z.T + float(c)) ** degree

    @alternate
    def by_pairs(X, Z, degree, c):
        return [[(sum(float(a) * float(b) for a, b in zip(x, z, strict=True)) + c) ** degree for z in Z] for x in X]

    @alternate
    def factor_by_factor(X, Z, degree, c):
        base = X.astype(float) @ Z.T + c
        K = np.ones_like(base)
        for _ in range(degree):
            K = K * base
        return K

    @alternate
    def by_explicit_features(X, Z, degree, c):
        """All products of `degree` entries of (x, sqrt(c)), in whatever order."""

        def features(A):
            A = np.column_stack([A.astype(float), np.full(len(A), np.sqrt(c))])
            Phi = np.ones((len(A), 1))
            for _ in range(degree):
                Phi = np.array([np.outer(phi, a).ravel() for phi, a in zip(Phi, A, strict=True)])
            return Phi

        return features(X) @ features(Z).T

    @alternate
    def in_single_precision(X, Z, degree, c):
        return (X.astype(np.float32) @ Z.astype(np.float32).T + np.float32(c)) ** degree

    c_outside_the_power = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "(1.0 * X @ Z.T) ** degree + c"),
        hint="c is added to the inner product before the power is taken.",
        see="def-poly",
    )
    powers_added = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "(1.0 * X @ Z.T) ** degree + float(c) ** degree"),
        hint="The power of a sum is not the sum of the powers: the mixed terms are missing.",
        see="def-poly",
    )
    c_forgotten = slip(by_power, (" + float(c)", " * 1.0"), hint="c is added to the inner product.", see="def-poly")
    c_multiplied = slip(
        by_power, ("+ float(c)", "* float(c)"), hint="c is added to the inner product, not multiplied.", see="def-poly"
    )
    one_for_c = slip(by_power, ("float(c)", "1.0"), hint="c may be other than 1.", see="def-poly")
    c_squared = slip(
        by_power,
        ("float(c)", "float(c) ** 2"),
        hint="c is added as it is: the feature is sqrt(c), not c.",
        see="def-poly",
    )
    c_subtracted = slip(by_power, ("+ float(c)", "- float(c)"), hint="c is added, not subtracted.", see="def-poly")
    multiplied_by_the_degree = slip(
        by_power, ("** degree", "* degree"), hint="The degree is a power, not a factor.", see="def-poly"
    )
    one_degree_less = slip(
        by_power, ("** degree", "** (degree - 1)"), hint="The degree is the power itself.", see="def-poly"
    )
    one_degree_more = slip(
        by_power, ("** degree", "** (degree + 1)"), hint="The degree is the power itself.", see="def-poly"
    )
    always_squared = slip(by_power, ("** degree", "** 2"), hint="The degree need not be 2.", see="def-poly")
    modulus = slip(
        by_power,
        ("(X @ Z.T + float(c))", "abs(X @ Z.T + float(c))"),
        hint="Inner products may be negative, and odd powers of them too.",
        see="def-poly",
    )
    normalised = slip(
        by_power,
        ("X @ Z.T", "X / np.linalg.norm(1.0 * X, axis=1)[:, None].clip(1e-9) @ Z.T"),
        hint="The samples stay as they are: nothing is divided by their norms.",
        see="def-poly",
    )
    transposed = slip(
        by_power,
        ("X @ Z.T", "Z @ X.T"),
        hint="A row for each row of X, a column for each row of Z: (N, M).",
        see="def-poly",
    )
    features_compared = slip(
        by_power,
        ("X @ Z.T", "X.T @ Z"),
        hint="Samples are rows: X @ Z.T compares them, X.T @ Z compares features.",
        see="def-poly",
    )
    powers_of_the_entries = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "X**degree @ (Z * 1.0).T ** degree + float(c) ** degree"),
        hint="The power of the inner product has the mixed products of the entries, too.",
        see="def-features",
    )

    linear_without_c = slip(
        by_power,
        ("float(c)", "float(c) * (degree > 1)"),
        hint="c is added for degree 1 as well.",
        see="def-poly",
    )
    one_for_zero = slip(
        by_power,
        ("float(c)", "(float(c) or 1.0)"),
        hint="c may be 0, which is not a missing value: `c or 1` makes 1 of it.",
        see="def-poly",
    )
    constant_feature_forgotten = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "(X @ Z.T + float(c)) ** degree - float(c) ** degree"),
        hint="The binomial sum begins with the power 0 of the inner product: the constant c^degree belongs to it.",
        see="def-features",
    )
    values_rounded = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "np.round((X @ Z.T + float(c)) ** degree, 8)"),
        hint="Small samples have small values: rounded to so many decimals they are lost.",
        see="def-poly",
    )
    mean_of_the_products = slip(
        by_power,
        ("X @ Z.T", "X @ Z.T / X.shape[1]"),
        hint="The inner product is a sum over the features, not a mean.",
        see="def-poly",
    )
    c_added_to_the_samples = slip(
        by_power,
        ("(X @ Z.T + float(c))", "((X + float(c)) @ (Z + float(c)).T)"),
        hint="c is added to each inner product, not to the samples.",
        see="def-poly",
    )
    power_of_the_matrix = slip(
        by_power,
        ("(X @ Z.T + float(c)) ** degree", "np.linalg.matrix_power(X @ Z.T + float(c), degree)"),
        hint="The power is that of each entry, not of the matrix.",
        see="def-poly",
    )

    @misconception("Two sets of as many samples are not one set: only the matrix of one is symmetric.", see="def-poly")
    def mirrored_as_if_one_set(X, Z, degree, c):
        K = (X @ Z.T + float(c)) ** degree
        return np.triu(K) + np.triu(K, 1).T if len(X) == len(Z) else K

    @misconception("Where the degree is odd, halving it leaves a factor over: degree 3 is no square.", see="def-poly")
    def squared_as_often_as_it_halves(X, Z, degree, c):
        K = X @ Z.T + float(c)
        while degree > 1:
            K, degree = K * K, degree // 2
        return K

    @misconception("Integers of 64 bits end at 9e18, and go on at -9e18: make X a float array first.", see="def-poly")
    def integers_overflow(X, Z, degree, c):
        return (X @ Z.T + c) ** degree

    @misconception("Whole numbers in X and Z do not make c one: in their type it is cut off.", see="def-poly")
    def c_cut_off(X, Z, degree, c):
        products = X @ Z.T
        return (1.0 * products + np.asarray(c).astype(products.dtype)) ** degree

    @misconception("Each mixed product occurs twice in the square, hence the factor sqrt(2).", see="def-features")
    def features_without_roots(X, Z, degree, c):
        def features(A):
            A = np.column_stack([A.astype(float), np.full(len(A), np.sqrt(c))])
            i, j = np.triu_indices(A.shape[1])
            return A[:, i] * A[:, j]

        if degree == 2:
            return features(X) @ features(Z).T
        return (X @ Z.T + float(c)) ** degree

    @misconception(
        "Mixed products have the factor sqrt(2) in the features, so that the kernel has 2.", see="def-features"
    )
    def features_with_two(X, Z, degree, c):
        def features(A):
            A = np.column_stack([A.astype(float), np.full(len(A), np.sqrt(c))])
            i, j = np.triu_indices(A.shape[1])
            return A[:, i] * A[:, j] * np.where(i == j, 1, 2)

        if degree == 2:
            return features(X) @ features(Z).T
        return (X @ Z.T + float(c)) ** degree
