"""Mark scheme of `rbf`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.inputs import close, eighths, matrix, two_sets
from solutions.kernels import rbf, sqdist

GAMMAS = (0.3, 0.05, 0.11, 0.2)  # no two of the formulas with sigma for gamma agree there


def along_a_line(d):
    """Integer points on a line, two of them 2 u apart, and gamma = g / ||u||^2: (X, Z, gamma, K)."""
    N, n = d.integer(1, 4), d.integer(2, 4)
    p, u = d.integers(n, -5, 5), d.integers(n, 1, 3)
    s, t = d.integers(N, -2, 2), d.integers(N + d.integer(1, 2), -2, 2)
    s[0], t[0] = 1, -1
    g = d.choice(GAMMAS)
    return p + s[:, None] * u, p + t[:, None] * u, g / (u @ u), np.exp(-g * (s[:, None] - t) ** 2.0)


def widths(d):
    """Two sets with two points at distance 2, and two gammas: (X, Z, g, h)."""
    X, Z = two_sets(d)
    Z[0], Z[0, 0] = X[0], X[0, 0] + 2
    return X, Z, d.choice(GAMMAS), d.choice((0.07, 0.15, 0.02))


def scaled(d):
    """The same, one gamma, and the factor of all points."""
    return *widths(d)[:3], d.choice((0.5, 1.5, 0.75))


def one_set(d):
    """Different samples, one row far from symmetric: (X, gamma)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X = eighths(d, (N, n), 2)
    X[:, 0] += 5 * np.arange(N)
    return X[d.permutation(N)], d.choice(GAMMAS)


def far_off(d):
    """A set at 1e4 from the origin, and integers s and t, two of them neighbours: (X, s, t, g).

    With gamma = 3000^2 g, the close numbers 1e4 + s/3000 have the values exp(-g (s - t)^2). Their squares are known to
    1.5e-8 only, and 1/3000^2 is no multiple of that.
    """
    X = eighths(d, (d.integer(2, 4), d.integer(1, 3)), 2) + 1e4 * d.choice((1, -1))
    X[1] = X[0] + 1  # different: whose values grow with the distance is seen before points are far apart
    s, t = d.integers(d.integer(1, 4), -2, 2), d.integers(d.integer(2, 5), -2, 2)
    s[0], t[0] = 1, 0
    return X, s, t, d.choice(GAMMAS)


def near(got, wanted, what, exponents):
    """Right to 1e-5, or to 1e-6 of the largest of gamma times squared distance, which sqdist may be off by."""
    close(got, wanted, what, max(1.0, np.max(exponents) / 10))


@exercise(reference=rbf, requires=(sqdist,))
class TestRbf:
    CONTRACT: ClassVar = {
        "Gaussian kernel matrix (N, M)": ("test_points_along_a_line", "test_widths_add"),
        "multiplies the squared distance": ("test_points_along_a_line", "test_scaled_points"),
        "may hold integers": "test_points_along_a_line",
        "right to an absolute 1e-5": ("test_widths_add", "test_one_set"),
        "This holds at 1e4": "test_far_from_the_origin_and_far_apart",
        "the values are 0": "test_far_from_the_origin_and_far_apart",
    }

    EQUIVALENT: ClassVar = {"return np.exp(D)": "the same, in a new array"}

    @practice
    @weight(1)
    @forall(along_a_line)
    def test_points_along_a_line(self, student, X, Z, gamma, K):
        """On the line p + s u, with gamma = g / ||u||^2, the points at s and t have the value exp(-g (s - t)^2)."""
        got = matrix(student.rbf(X, Z, gamma), K.shape, "rbf(X, Z, gamma)")
        close(got, K, "rbf(X, Z, gamma)")  # gamma times the squared distance is 4.8 at most

    @weight(1)
    @forall(widths)
    def test_widths_add(self, student, X, Z, g, h):
        """The kernel of g + h is the product of the kernels of g and of h, entry by entry."""
        near(student.rbf(X, Z, g + h), rbf(X, Z, g) * rbf(X, Z, h), "rbf(X, Z, g + h)", (g + h) * sqdist(X, Z))

    @weight(1)
    @forall(scaled)
    def test_scaled_points(self, student, X, Z, gamma, t):
        """Points t times as large have, with gamma, the values that they had with t^2 gamma."""
        wanted, exponents = rbf(X, Z, t**2 * gamma), t**2 * gamma * sqdist(X, Z)
        near(student.rbf(t * X, t * Z, gamma), wanted, "rbf(t * X, t * Z, gamma)", exponents)

    @practice
    @weight(1)
    @forall(one_set)
    def test_one_set(self, student, X, gamma):
        """The Gram matrix is symmetric, 1 on the diagonal, and has no negative eigenvalue, up to round-off."""
        K = matrix(student.rbf(X, X.copy(), gamma), (len(X), len(X)), "rbf(X, X, gamma)")
        room = 1 + gamma * X.shape[1] * np.ptp(X) ** 2 / 10  # for what sqdist may be off by, as in `near`
        close(K, K.T, "rbf(X, X, gamma)", 2 * room)
        close(np.diag(K), np.ones(len(X)), "the diagonal of rbf(X, X, gamma)", room)
        least = np.linalg.eigvalsh((K + K.T) / 2).min()
        expect.that(least >= -1e-5 * len(X) * room, f"rbf(X, X, gamma) has the eigenvalue {least:.3g}")

    @weight(1)
    @forall(far_off)
    def test_far_from_the_origin_and_far_apart(self, student, X, s, t, g):
        """At 1e4 from the origin values are as near it, for a large gamma too, and 0 for points 1000 apart."""
        wanted, exponents = rbf(X - X[0], X - X[0], g), g * sqdist(X, X)
        near(student.rbf(X, X.copy(), g), wanted, "rbf(X, X, g)", exponents)
        close(student.rbf(X, X + 1000, g), np.zeros(wanted.shape), "rbf(X, X + 1000, g)")
        exponents, what = g * (s[:, None] - t) ** 2.0, "rbf(1e4 + s/3000, 1e4 + t/3000, 9e6 g)"
        S, T = (1e4 + each[:, None] / 3000 for each in (s, t))
        near(student.rbf(S, T, 9e6 * g), np.exp(-exponents), what, exponents)

    @alternate
    def by_rows(X, Z, gamma):
        return np.array([np.exp(-gamma * ((Z - x) ** 2).sum(axis=1)) for x in X])

    @alternate
    def by_distances(X, Z, gamma):
        return np.exp(-gamma * sqdist(X, Z))

    @alternate
    def by_pairs(X, Z, gamma):
        def value(x, z):
            return np.exp(-gamma * sum((float(a) - float(b)) ** 2 for a, b in zip(x, z, strict=True)))

        return [[value(x, z) for z in Z] for x in X]

    @alternate
    def by_columns(X, Z, gamma):
        """A Gaussian of many variables is a product of Gaussians of one."""
        K = np.ones((len(X), len(Z)))
        for x, z in zip(X.T, Z.T, strict=True):
            K = K * np.exp(-gamma * np.subtract.outer(x, z) ** 2.0)
        return K

    @alternate
    def in_single_precision(X, Z, gamma):
        X, Z = (X - X[0]).astype(np.float32), (Z - X[0]).astype(np.float32)
        return np.exp(np.float32(-gamma) * ((X[:, None] - Z) ** 2).sum(axis=2))

    not_squared = slip(
        by_distances,
        ("sqdist(X, Z)", "np.sqrt(sqdist(X, Z))"),
        hint="The distance is squared: at distance 2 the value is exp(-4 gamma).",
        see="def-gaussian",
    )
    squared_twice = slip(
        by_distances,
        ("sqdist(X, Z)", "sqdist(X, Z) ** 2"),
        hint="sqdist is squared already.",
        see="def-gaussian",
    )
    gamma_as_sigma = slip(
        by_distances,
        ("-gamma * sqdist(X, Z)", "-sqdist(X, Z) / (2 * gamma**2)"),
        hint="gamma multiplies the squared distance; it is 1 / (2 sigma^2), not sigma.",
        see="def-gaussian",
    )
    gamma_as_width = slip(
        by_distances,
        ("-gamma * sqdist(X, Z)", "-sqdist(X, Z) / gamma**2"),
        hint="gamma multiplies the squared distance; nothing is divided by it.",
        see="def-gaussian",
    )
    divided_by_gamma = slip(
        by_distances,
        ("-gamma * sqdist(X, Z)", "-sqdist(X, Z) / gamma"),
        hint="gamma multiplies the squared distance; nothing is divided by it.",
        see="def-gaussian",
    )
    divided_by_twice_gamma = slip(
        by_distances,
        ("-gamma * sqdist(X, Z)", "-sqdist(X, Z) / (2 * gamma)"),
        hint="gamma multiplies the squared distance; nothing is divided by it.",
        see="def-gaussian",
    )
    halved = slip(
        by_distances,
        ("-gamma", "-gamma / 2"),
        hint="There is no half: the value at distance 1 is exp(-gamma).",
        see="def-gaussian",
    )
    gamma_squared = slip(
        by_distances,
        ("-gamma", "-(gamma**2)"),
        hint="gamma multiplies the squared distance as it is; it is not squared.",
        see="def-gaussian",
    )
    gamma_forgotten = slip(
        by_distances,
        ("-gamma * ", "-"),
        hint="gamma is not used.",
        see="def-gaussian",
    )
    growing = slip(
        by_distances,
        ("-gamma", "gamma"),
        hint="The kernel falls with the distance: the exponent has a minus.",
        see="def-gaussian",
    )
    not_exponentiated = slip(
        by_distances,
        ("np.exp(-gamma * sqdist(X, Z))", "1 - gamma * sqdist(X, Z)"),
        hint="These are the first two terms of the exponential.",
        see="def-gaussian",
    )
    heavy_tails = slip(
        by_distances,
        ("np.exp(-gamma * sqdist(X, Z))", "1 / (1 + gamma * sqdist(X, Z))"),
        hint="This is a kernel too, but not the Gaussian one: it falls as the exponential of -gamma times the square.",
        see="def-gaussian",
    )
    as_a_density = slip(
        by_distances,
        ("np.exp(-gamma * sqdist(X, Z))", "(gamma / np.pi) ** (X.shape[1] / 2) * np.exp(-gamma * sqdist(X, Z))"),
        hint="The kernel is no density: k(x, x) = 1, without a factor.",
        see="def-gaussian",
    )
    rows_add_up_to_one = slip(
        by_distances,
        ("return np.exp(-gamma * sqdist(X, Z))", "K = np.exp(-gamma * sqdist(X, Z)); return K / K.sum(1)[:, None]"),
        hint="The rows are not divided by their sums: k(x, x) = 1, and the matrix of one set is symmetric.",
        see="def-gaussian",
    )
    sum_of_moduli = slip(
        by_rows,
        ("((Z - x) ** 2).sum(axis=1)", "abs(Z - x).sum(axis=1)"),
        hint="The squares of the differences are added, not their moduli; that is the Laplace kernel.",
        see="def-gaussian",
    )
    power_of_a_base = slip(
        by_distances,
        ("np.exp(-gamma * sqdist(X, Z))", "np.exp(-gamma) ** sqdist(X, Z)"),
        hint="exp(-gamma) is 0 for a large gamma, and all powers of it are: multiply first, then take exp.",
        see="def-gaussian",
    )
    largest_distance_one = slip(
        by_distances,
        ("sqdist(X, Z)", "sqdist(X, Z) / (np.max(sqdist(X, Z)) or 1.0)"),
        hint="The value of two points depends on these two alone: do not divide by the largest distance of all.",
        see="def-gaussian",
    )
    number_under_the_root = slip(
        by_distances,
        ("sqdist(X, Z)", "np.sqrt(sqdist(X, Z) + 1e-10) ** 2"),
        hint="gamma multiplies what is added under the root, too: no root is needed, so add nothing.",
        see="def-gaussian",
    )
    diagonal_of_ones = slip(
        by_distances,
        (
            "return np.exp(-gamma * sqdist(X, Z))",
            "K = np.exp(-gamma * sqdist(X, Z)); return np.maximum(K, np.eye(len(K))) if len(X) == len(Z) else K",
        ),
        hint="k(x, x) = 1, but the n-th row of X need not be the n-th of Z: two sets of as many rows are not one set.",
        see="def-gaussian",
    )
    mean_of_gaussians = slip(
        by_rows,
        ("np.exp(-gamma * ((Z - x) ** 2).sum(axis=1))", "np.exp(-gamma * (Z - x) ** 2).mean(axis=1)"),
        hint="The sum over the features stands in the exponent: the exponentials of the features are multiplied.",
        see="def-gaussian",
    )
    mean_over_features = slip(
        by_distances,
        ("sqdist(X, Z)", "sqdist(X, Z) / X.shape[1]"),
        hint="The squared distance is a sum over the features, not a mean.",
        see="def-gaussian",
    )
    sum_of_gaussians = slip(
        by_rows,
        ("np.exp(-gamma * ((Z - x) ** 2).sum(axis=1))", "np.exp(-gamma * (Z - x) ** 2).sum(axis=1)"),
        hint="The sum over the features stands in the exponent: the exponentials of the features are multiplied.",
        see="def-gaussian",
    )
    transposed = slip(
        by_rows,
        ("np.array(", "np.transpose("),
        hint="A row for each row of X, a column for each row of Z: (N, M).",
        see="def-gaussian",
    )

    @misconception(
        "Each factor overflows or vanishes, though the product does not: take the distances.", see="def-gaussian"
    )
    def by_three_factors(X, Z, gamma):
        left, right = np.exp(-gamma * (X**2).sum(axis=1)), np.exp(-gamma * (Z**2).sum(axis=1))
        return left[:, None] * np.exp(2 * gamma * X @ Z.T) * right

    @misconception(
        "Far from 0 the squares are huge and their difference is lost: take sqdist, which moves the points.",
        see="def-distances",
    )
    def expanded_as_it_stands(X, Z, gamma):
        D = (X**2).sum(axis=1)[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1)
        return np.exp(-gamma * np.maximum(D, 0))

    @misconception("Near 1e4 float32 numbers lie 1e-3 apart: move the points first.", see="def-distances")
    def in_single_precision_at_once(X, Z, gamma):
        X, Z = X.astype(np.float32), Z.astype(np.float32)
        return np.array([np.exp(-gamma * ((x - Z) ** 2).sum(axis=1)) for x in X])

    @misconception("X and Z are changed for the caller too: X *= ... works in place.", see="def-gaussian")
    def samples_scaled(X, Z, gamma):
        if X.dtype.kind != "f":
            X, Z = X * 1.0, Z * 1.0
        X *= np.sqrt(gamma)
        Z *= np.sqrt(gamma)
        return np.array([np.exp(-((Z - x) ** 2).sum(axis=1)) for x in X])
