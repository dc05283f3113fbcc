"""Mark scheme of `sqdist`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernels.inputs import close, eighths, largest, matrix
from solutions.kernels import sqdist

OFFSETS = (1e8, -1e8)  # squares beyond 2^53: integers are rounded
# Rows of X and of Z, and how often their 8 columns are repeated: all differences, and their squares, take 1.08 GiB. The
# arithmetic of a loop over rows, or over features, takes a tenth of a second, or two.
MANY, OTHERS, COPIES = 280, 240, 135
LARGE = 50_000  # makes of small integers some whose squares need more than 32 bits, and none beyond 1e6
FINE = 2.0**-8  # a multiple of what doubles near 1e8 are rounded to; squares there are off by more
SMALL = (2.0**-20, 2.0**-50)


def on_a_line(d):
    """Integer points p + s_n u and p + t_m u, two of them 5 u apart: (X, Z, D)."""
    N, n = d.integer(1, 4), d.integer(2, 4)
    p, u = d.integers(n, -5, 5), d.integers(n, 1, 3)
    s, t = d.integers(N, -4, 4), d.integers(N + d.integer(1, 2), -4, 4)
    s[0], t[0] = 3, -2
    return p + s[:, None] * u, p + t[:, None] * u, (s[:, None] - t) ** 2 * (u @ u)


def ends_and_a_middle(d):
    """Samples X (N, n), and M pairs of ends A, B (M, n) that differ."""
    N, n = d.integer(1, 4), d.integer(2, 3)
    A = eighths(d, (N + d.integer(1, 2), n), 2)
    return eighths(d, (N, n), 2), A, A + d.integers(A.shape, 1, 8) / 4


def far_off(d):
    """Integers from 0 to 5, some at distance 1, and the number they are moved by: (X, Z, offset).

    One feature only: what round-off makes of the expanded square does not depend on an order of sums then.
    """
    N = d.integer(3, 5)
    X, Z = d.integers((N, 1), 0, 5), d.integers((N + d.integer(1, 2), 1), 0, 5)
    X[:3], Z[0] = np.array([[0], [1], [3]]), 0
    return X.astype(float), Z.astype(float), d.choice(OFFSETS)


def nearly_equal(d):
    """Numbers up to 4e4, and beside each of them another; their squares are rounded to 1e-7: (X, Z)."""
    X = d.integers((12, 1), -300_000, 300_000) / 7
    X[0] = 1e5 / 3  # not among the others
    return X, X + d.integers((12, 1), 0, 9) / 2**24


def wide():
    """Few columns, each of which is to be repeated: (X, Z)."""
    n, m = np.arange(MANY)[:, None], np.arange(OTHERS)[:, None]
    return (n * np.arange(1, 9) % 7).astype(float), (m * np.arange(2, 10) % 5).astype(float)


@exercise(reference=sqdist)
class TestSqdist:
    CONTRACT: ClassVar = {
        "of each row of X": ("test_points_on_a_line", "test_middle_of_two_points"),
        "right to 1e-6 of the largest of them": ("test_far_from_the_origin", "test_middle_of_two_points"),
        "None is negative": "test_none_is_negative",
        "may hold integers": "test_points_on_a_line",
        "too many": "test_many_columns",
    }

    EQUIVALENT: ClassVar = {"return np.maximum(D, 0)": "the same, in a new array"}

    @practice
    @weight(1)
    @forall(on_a_line)
    def test_points_on_a_line(self, student, X, Z, D):
        """On the line p + s u the squared distance of the points at s and t is (s - t)^2 ||u||^2, if large too."""
        close(matrix(student.sqdist(X, Z), D.shape, "sqdist(X, Z)"), D, "sqdist(X, Z)", largest(D))
        N, what = len(X), "sqdist(50000 * X, 50000 * Z[:N])"  # two sets of as many rows
        got = matrix(student.sqdist(LARGE * X, LARGE * Z[:N]), (N, N), what)
        close(got, LARGE**2 * D[:, :N], what, LARGE**2 * largest(D[:, :N]))

    @weight(1)
    @forall(ends_and_a_middle)
    def test_middle_of_two_points(self, student, X, A, B):
        """The middle of a and b has the squared distance (|x - a|^2 + |x - b|^2)/2 - |a - b|^2/4 from x."""
        wanted = (sqdist(X, A) + sqdist(X, B)) / 2 - np.sum((A - B) ** 2, axis=1) / 4
        got = student.sqdist(X, (A + B) / 2)
        close(got, wanted, "sqdist(X, (A + B) / 2)", largest(wanted))

    @weight(1)
    @forall(far_off)
    def test_far_from_the_origin(self, student, X, Z, offset):
        """Distances do not change if all points are moved, as far as 1e8, near ones neither."""
        wanted = sqdist(X, Z)
        close(student.sqdist(X + offset, Z + offset), wanted, "sqdist(X + offset, Z + offset)", largest(wanted))
        got = student.sqdist(FINE * X + offset, FINE * Z + offset)
        close(got, FINE**2 * wanted, "sqdist(X/2**8 + offset, Z/2**8 + offset)", FINE**2 * largest(wanted))
        X, Z = (np.column_stack([each, np.zeros(len(each))]) for each in (X, Z))
        offsets, what = np.array([offset, -offset]), "sqdist(X0 + (offset, -offset), Z0 + (offset, -offset))"
        close(
            student.sqdist(X + offsets, Z + offsets),
            wanted,
            f"{what}, X0 and Z0 with a second column 0",
            largest(wanted),
        )

    @practice
    @weight(1)
    @forall(nearly_equal)
    def test_none_is_negative(self, student, X, Z):
        """No squared distance is negative; of equal rows it is 0, and in a small set it is small, but not 0."""
        D = matrix(student.sqdist(X, Z), (len(X), len(Z)), "sqdist(X, Z)")
        expect.that(D.min() >= 0, f"sqdist(X, Z) has a negative entry, {D.min():.3g}")
        close(np.diag(D), np.zeros(len(X)), "the diagonal of sqdist(X, Z)", D.max())
        for scale in SMALL:
            P = scale * np.array([[0.0], [1.0], [150.0]])
            close(student.sqdist(P, P.copy()), (P - P.T) ** 2, f"sqdist(P, P) with P = {P.tolist()}", P[2, 0] ** 2)

    @weight(1)
    def test_many_columns(self, student):
        """280 points by 240, of 1080 features, stay within 1 GiB."""
        X, Z = wide()
        D = COPIES * sqdist(X, Z)
        X, Z = (np.tile(each, (1, COPIES)) for each in (X, Z))
        close(student.sqdist(X, Z), D, "sqdist(X, Z)", largest(D))

    @alternate
    def by_moving_the_first_point(X, Z):
        X, Z = X - X[0], Z - X[0]
        D = (X**2).sum(axis=1)[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1)
        return np.maximum(D, 0)

    @alternate
    def by_rows(X, Z):
        return np.array([((Z - x) ** 2).sum(axis=1) for x in X])

    @alternate
    def by_pairs(X, Z):
        return [[float((x - z) @ (x - z)) for z in Z] for x in X]

    @alternate
    def by_columns(X, Z):
        D = np.zeros((len(X), len(Z)))
        for j in range(X.shape[1]):
            D += (X[:, j][:, None] - Z[:, j]) ** 2.0
        return D

    @alternate
    def in_single_precision(X, Z):
        middle = np.vstack([X, Z]).mean(axis=0)
        X, Z = (X - middle).astype(np.float32), (Z - middle).astype(np.float32)
        return np.stack([((x - Z) ** 2).sum(axis=1) for x in X])

    expanded_as_it_stands = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X * 1.0, Z * 1.0"),
        hint="Far from 0 the squares are huge and their difference is lost: move all points first.",
        see="def-distances",
    )
    expanded_and_kept = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X * 1.0, Z * 1.0"),
        ("np.maximum(D, 0)", "D"),
        hint="Far from 0 the squares are huge and their difference is lost: move all points, and cut off at 0.",
        see="def-distances",
    )
    squares_first_as_they_stand = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X * 1.0, Z * 1.0"),
        ("[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1)", "[:, None] + (Z**2).sum(axis=1) - 2 * X @ Z.T"),
        hint="Far from 0 the squares are huge and their difference is lost: move all points first.",
        see="def-distances",
    )
    squares_first_and_kept = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X * 1.0, Z * 1.0"),
        ("[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1)", "[:, None] + (Z**2).sum(axis=1) - 2 * X @ Z.T"),
        ("np.maximum(D, 0)", "D"),
        hint="Far from 0 the squares are huge and their difference is lost: move all points, and cut off at 0.",
        see="def-distances",
    )
    modulus_of_round_off = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X * 1.0, Z * 1.0"),
        ("np.maximum(D, 0)", "np.abs(D)"),
        hint="The modulus hides the sign of what is lost, not the loss: far from 0, move all points first.",
        see="def-distances",
    )
    moved_by_one_number = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X - X.mean(), Z - X.mean()"),
        hint="The mean of all entries is one number; the points are moved by a vector, an entry for each feature.",
        see="def-distances",
    )
    negative_round_off_kept = slip(
        by_moving_the_first_point,
        ("np.maximum(D, 0)", "D"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="def-distances",
    )
    unsquared = slip(
        by_moving_the_first_point,
        ("np.maximum(D, 0)", "np.sqrt(np.maximum(D, 0))"),
        hint="These are the distances; their squares are wanted.",
        see="def-distances",
    )
    moved_by_the_mean_and_kept = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X - X.mean(axis=0), Z - X.mean(axis=0)"),
        ("np.maximum(D, 0)", "D"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="def-distances",
    )
    moved_by_the_mean_of_all_and_kept = slip(
        by_moving_the_first_point,
        (
            "X, Z = X - X[0], Z - X[0]",
            "middle = np.concatenate([X, Z]).mean(axis=0)\n    X, Z = X - middle, Z - middle",
        ),
        ("np.maximum(D, 0)", "D"),
        hint="Round-off may leave -1e-16 where 0 is right, and its root is no number: cut off at 0.",
        see="def-distances",
    )
    small_ones_cut_off = slip(
        by_moving_the_first_point,
        ("np.maximum(D, 0)", "np.where(D > 1e-4 * D.max(), D, 0)"),
        hint="What is small beside the largest is no round-off yet: cut off at 0 only.",
        see="def-distances",
    )
    diagonal_of_zeros = slip(
        by_columns,
        ("return D", "return D * (1 - np.eye(len(X))) if X.shape == Z.shape else D"),
        hint="The n-th row of X need not be the n-th of Z: two sets of as many rows are not one set.",
        see="def-distances",
    )
    root_of_the_sum = slip(
        by_rows,
        ("((Z - x) ** 2).sum(axis=1)", "np.sqrt(((Z - x) ** 2).sum(axis=1))"),
        hint="These are the distances; their squares are wanted.",
        see="def-distances",
    )
    sign_of_the_product = slip(
        by_moving_the_first_point,
        ("- 2 * X @ Z.T", "+ 2 * X @ Z.T"),
        hint="||x - z||^2 has minus twice the inner product.",
        see="def-distances",
    )
    sign_of_the_product_at_the_mean = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X - X.mean(axis=0), Z - X.mean(axis=0)"),
        ("- 2 * X @ Z.T", "+ 2 * X @ Z.T"),
        hint="||x - z||^2 has minus twice the inner product.",
        see="def-distances",
    )
    sign_of_the_product_at_the_mean_of_all = slip(
        by_moving_the_first_point,
        (
            "X, Z = X - X[0], Z - X[0]",
            "middle = np.concatenate([X, Z]).mean(axis=0)\n    X, Z = X - middle, Z - middle",
        ),
        ("- 2 * X @ Z.T", "+ 2 * X @ Z.T"),
        hint="||x - z||^2 has minus twice the inner product.",
        see="def-distances",
    )
    product_once = slip(
        by_moving_the_first_point,
        ("- 2 * X @ Z.T", "- X @ Z.T"),
        hint="||x - z||^2 has twice the inner product.",
        see="def-distances",
    )
    moved_apart = slip(
        by_moving_the_first_point,
        ("X, Z = X - X[0], Z - X[0]", "X, Z = X - X.mean(axis=0), Z - Z.mean(axis=0)"),
        hint="All points are moved by the same vector: two means bring the two sets together.",
        see="def-distances",
    )
    as_a_column_of_ones = slip(
        by_moving_the_first_point,
        (" + (Z**2).sum(axis=1)", ""),
        hint="Three terms: ||z||^2 is missing.",
        see="def-distances",
    )
    transposed = slip(
        by_rows,
        ("np.array(", "np.transpose("),
        hint="A row for each row of X, a column for each row of Z: (N, M).",
        see="def-distances",
    )
    mean_over_features = slip(
        by_rows,
        (".sum(axis=1)", ".mean(axis=1)"),
        hint="The squares of the differences are summed over the features, not averaged.",
        see="def-distances",
    )
    sums_of_moduli = slip(
        by_rows,
        ("((Z - x) ** 2).sum(axis=1)", "abs(Z - x).sum(axis=1) ** 2"),
        hint="The square of each difference, then the sum: not the square of the sum of the moduli.",
        see="def-distances",
    )
    largest_difference = slip(
        by_rows,
        ("((Z - x) ** 2).sum(axis=1)", "((Z - x) ** 2).max(axis=1)"),
        hint="All features count, not the largest difference alone.",
        see="def-distances",
    )
    over_the_samples = slip(
        by_rows,
        (".sum(axis=1)", ".sum(axis=0)"),
        hint="Sum over the features, the last axis: one number for each pair of rows.",
        see="def-distances",
    )
    last_feature_forgotten = slip(
        by_columns,
        ("range(X.shape[1])", "range(X.shape[1] - 1)"),
        hint="All features count, the last one too.",
        see="def-distances",
    )

    @misconception("Near 1e8 float32 numbers lie 8 apart: move the points first.", see="def-distances")
    def in_single_precision_at_once(X, Z):
        X, Z = X.astype(np.float32), Z.astype(np.float32)
        return np.stack([((x - Z) ** 2).sum(axis=1) for x in X])

    @misconception("These are the inner products: the squared distance is made of three of them.", see="def-distances")
    def inner_products(X, Z):
        return X @ Z.T

    @misconception("X and Z are changed for the caller too: X -= ... works in place.", see="def-distances")
    def samples_moved(X, Z):
        if X.dtype.kind == "f":
            first = X[0].copy()
            X -= first
            Z -= first
        return np.array([((Z - x) ** 2).sum(axis=1) for x in X])

    @misconception("X and Z are changed for the caller too: X -= ... works in place.", see="def-distances")
    def samples_moved_by_the_mean_of_all(X, Z):
        middle = np.concatenate([X, Z]).mean(axis=0)
        X, Z = np.asarray(X, float), np.asarray(Z, float)
        X -= middle
        Z -= middle
        return np.maximum((X**2).sum(axis=1)[:, None] - 2 * X @ Z.T + (Z**2).sum(axis=1), 0)

    @misconception("Each row of X with each row of Z: (N, M), not the n-th with the n-th.", see="def-distances")
    def row_by_row(X, Z):
        n = min(len(X), len(Z))
        return ((X[:n] - Z[:n]) ** 2).sum(axis=1)
