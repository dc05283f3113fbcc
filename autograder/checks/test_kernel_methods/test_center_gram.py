"""Mark scheme of `center_gram`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, near, table, tenths
from solutions.kernel_methods import center_gram

PAIR = "center_gram(K, K_test)"


def features(d):
    """Features of samples and of new points, another number of them, with means far from 0: (X, Z)."""
    N, n = d.integer(2, 5), d.integer(1, 3)
    X, Z = 2.3 + tenths(d, (N, n)), tenths(d, (N + d.choice((1, -1)), n)) - 1.7
    X[0], Z[0] = X[0] + 3.1, 7.3
    return X, Z


def as_many(d):
    """As many new points as samples, and other ones: (X, Z)."""
    X, _ = features(d)
    Z = tenths(d, X.shape) - 1.7
    Z[0] = X[1] + 2.2
    return X, Z


def moved(d):
    """Gram matrices, and products of samples and points with a vector that is added to all: (K, T, a, b, c)."""
    X, Z = features(d)
    v = away_from_zero(d, X.shape[1])
    return X @ X.T, Z @ X.T, X @ v, Z @ v, float(v @ v)


def alone(d):
    """Samples and new points of which the first may stand for all: (X, Z)."""
    N, M = d.integer(2, 4), d.integer(2, 3)
    return 2.3 + away_from_zero(d, (N, 2)), away_from_zero(d, (M, 2)) - 1.7


def whole(d):
    """Integers up to 1e6 in size whose means are no integers: (X, Z)."""
    N = d.integer(3, 5)
    X, Z = d.integers((N, 1), 700, 990), d.integers((N - 1, 1), -990, -700)
    X[0, 0] = 701 + N * (X[1:].sum() % N) - X[1:].sum() % N  # so that N does not divide the sum
    return X, Z


def pair_of(got, K, K_test):
    """Kc and K_test_c, as they should be but for their values."""
    Kc, K_test_c = expect.values(got, 2, PAIR)
    return table(Kc, K.shape, f"Kc of {PAIR}"), table(K_test_c, K_test.shape, f"K_test_c of {PAIR}")


def right_pair(got, K, K_test, wanted, wanted_test):
    """Both parts are right to 1e-9 of the largest entry."""
    Kc, K_test_c = pair_of(got, K, K_test)
    near(Kc, wanted, f"Kc of {PAIR}", greatest(K, K_test))
    near(K_test_c, wanted_test, f"K_test_c of {PAIR}", greatest(K, K_test))


@exercise(reference=center_gram)
class TestCenterGram:
    CONTRACT: ClassVar = {
        "with K_test (M, N), the pair": ("test_products_of_centred_features", "test_without_new_points"),
        "minus the mean feature": ("test_products_of_centred_features", "test_without_new_points"),
        "This same mean": ("test_products_of_centred_features", "test_as_many_points_as_samples", "test_one_alone"),
        "K is a Gram matrix": "test_products_of_centred_features",
        "may hold integers": "test_integers",
        "N and M may be 1": "test_one_alone",
        "right to 1e-9": ("test_products_of_centred_features", "test_all_moved", "test_integers"),
    }

    EQUIVALENT: ClassVar = dict.fromkeys(
        ["columns = K.mean(axis=-1)", "columns = K.mean(axis=1)"], "K is symmetric: its rows are its columns"
    )

    @practice
    @weight(2)
    @forall(features)
    def test_products_of_centred_features(self, student, X, Z):
        """They are the inner products of the features less the samples' mean, with one another and with new points."""
        A, B = X - X.mean(axis=0), Z - X.mean(axis=0)
        K, K_test = X @ X.T, Z @ X.T
        right_pair(student.center_gram(K, K_test), K, K_test, A @ A.T, B @ A.T)

    @practice
    @weight(1)
    @forall(features, draws=10)
    def test_without_new_points(self, student, X, Z):
        """Without K_test one matrix comes back; its rows and columns sum to 0, and it keeps all distances."""
        K = Z @ Z.T
        Kc = table(student.center_gram(K), K.shape, "center_gram(K)")
        size = len(K) * greatest(K)
        near(Kc.sum(axis=0), np.zeros(len(K)), "the sums of the columns of center_gram(K)", size)
        near(Kc.sum(axis=1), np.zeros(len(K)), "the sums of the rows of center_gram(K)", size)
        distances = np.diag(Kc)[:, None] - 2 * Kc + np.diag(Kc)
        wanted = np.diag(K)[:, None] - 2 * K + np.diag(K)
        near(distances, wanted, "Kc_nn - 2 Kc_nm + Kc_mm", 4 * greatest(K))

    @weight(1)
    @forall(as_many)
    def test_as_many_points_as_samples(self, student, X, Z):
        """With M = N too the mean is that of the samples; the samples themselves as new points give Kc again."""
        K, K_test = X @ X.T, Z @ X.T
        right_pair(student.center_gram(K, K_test), K, K_test, *center_gram(K, K_test))
        right_pair(student.center_gram(K, K.copy()), K, K, center_gram(K), center_gram(K))

    @weight(1)
    @forall(moved, draws=10)
    def test_all_moved(self, student, K, T, a, b, c):
        """A vector added to all features changes nothing; nor does centring once more, or another unit."""
        Kc, K_test_c = center_gram(K, T)
        more, more_test = K + a + a[:, None] + c, T + a + b[:, None] + c
        right_pair(student.center_gram(more, more_test), more, more_test, Kc, K_test_c)
        right_pair(student.center_gram(Kc, K_test_c), Kc, K_test_c, Kc, K_test_c)
        K, T, Kc, K_test_c = (A / 2.0**40 for A in (K, T, Kc, K_test_c))
        right_pair(student.center_gram(K, T), K, T, Kc, K_test_c)

    @weight(1)
    @forall(alone, draws=5)
    def test_one_alone(self, student, X, Z):
        """A new point may come alone, be it 0, and so may a sample, whose centred feature is 0."""
        for A, B in ((X, Z[:1]), (X, 0 * Z[:1]), (X[:1], Z), (X[:1], Z[:1])):
            K, K_test = A @ A.T, B @ A.T
            right_pair(student.center_gram(K, K_test), K, K_test, *center_gram(K, K_test))

    @weight(1)
    @forall(whole, draws=10)
    def test_integers(self, student, X, Z):
        """Integers are centred like other numbers: nothing is cut to integers, and no digit is lost."""
        K, K_test = X @ X.T, Z @ X.T
        right_pair(student.center_gram(K, K_test), K, K_test, *center_gram(K, K_test))

    @alternate
    def by_means(K, K_test=None):
        columns = K.mean(axis=0)
        Kc = K - columns - columns[:, None] + K.mean()
        if K_test is None:
            return Kc
        return Kc, K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()

    @alternate
    def by_projections(K, K_test=None):
        N = len(K)
        H = np.eye(N) - np.ones((N, N)) / N
        if K_test is None:
            return H @ K @ H
        return H @ K @ H, (K_test - np.ones((len(K_test), N)) / N @ K) @ H

    @alternate
    def by_loops(K, K_test=None):
        def centred(rows):
            N = len(K)
            columns = [sum(float(K[j][n]) for j in range(N)) / N for n in range(N)]
            mean = sum(columns) / N
            found = []
            for row in rows:
                own = sum(float(entry) for entry in row) / N
                found.append([float(entry) - own - columns[n] + mean for n, entry in enumerate(row)])
            return found

        return centred(K) if K_test is None else (centred(K), centred(K_test))

    @alternate
    def by_explicit_features(K, K_test=None):
        """Features of which K is the Gram matrix, from its eigenvectors; new points as rows of numbers."""
        s, U = np.linalg.eigh(np.asarray(K, float))
        A = U * np.sqrt(np.maximum(s, 0))
        A = A - A.mean(axis=0)
        Kc = A @ A.T
        if K_test is None:
            return Kc
        T = np.asarray(K_test, float)
        T = T - np.mean(K, axis=0)
        return [Kc, T - T.mean(axis=1)[:, None]]

    one_side_alone = slip(
        by_means,
        (" - columns[:, None] + K.mean()", ""),
        (" - K_test.mean(axis=1, keepdims=True) + K.mean()", ""),
        hint="Both features of an inner product are centred: one side is done here.",
        see="thm-centring",
    )
    other_side_alone = slip(
        by_means,
        ("K - columns - columns[:, None] + K.mean()", "K - columns[:, None]"),
        ("K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test - K_test.mean(1)[:, None]"),
        hint="Both features of an inner product are centred: one side is done here.",
        see="thm-centring",
    )
    one_mean_of_all_entries = slip(
        by_means,
        ("K - columns - columns[:, None] + K.mean()", "K - K.mean()"),
        ("K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test - K.mean()"),
        hint="Each row and each column has a mean of its own.",
        see="thm-centring",
    )
    mean_not_added_back = slip(
        by_means,
        ("[:, None] + K.mean()", "[:, None]"),
        ("keepdims=True) + K.mean()", "keepdims=True)"),
        hint="The product of the two means has been subtracted twice, and is to be added once.",
        see="thm-centring",
    )
    points_by_their_own_means = slip(
        by_means,
        ("K_test - columns - K_test", "K_test - K_test.mean(axis=0) - K_test"),
        ("keepdims=True) + K.mean()", "keepdims=True) + K_test.mean()"),
        hint="The mean feature is that of the samples: two of the four terms come from K, not from K_test.",
        see="own-means",
    )
    columns_of_the_points = slip(
        by_means,
        ("K_test - columns - K_test", "K_test - K_test.mean(axis=0) - K_test"),
        hint="The columns' means are those of K: inner products of the samples with their mean.",
        see="own-means",
    )
    mean_of_the_points = slip(
        by_means,
        ("keepdims=True) + K.mean()", "keepdims=True) + K_test.mean()"),
        hint="The mean that is added is that of K: the squared length of the samples' mean feature.",
        see="own-means",
    )
    points_left_alone = slip(
        by_means,
        ("K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()", "1.0 * K_test"),
        hint="New points are centred too, by the samples' mean.",
        see="thm-centring",
    )
    points_by_rows_alone = slip(
        by_means,
        ("K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test - K_test.mean(1)[:, None]"),
        hint="The new point is to be centred, too, by the column means of K (Kc, if it has taken K's place, has none).",
        see="thm-centring",
    )
    points_by_columns_alone = slip(
        by_means,
        ("K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test - columns"),
        hint="The samples are to be centred as well, not the new point alone.",
        see="thm-centring",
    )
    sums_for_means = slip(
        by_means,
        ("columns = K.mean(axis=0)", "columns = K.sum(axis=0)"),
        hint="Means are wanted: the sums over N.",
        see="thm-centring",
    )
    one_less_than_samples = slip(
        by_projections,
        ("/ N\n    if", "/ max(N - 1, 1)\n    if"),
        hint="The mean is the sum over N, not over N - 1.",
        see="thm-centring",
    )
    points_turned_round = slip(
        by_means,
        (
            "return Kc, K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()",
            "return Kc, (K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()).T",
        ),
        hint="A row for each new point: (M, N).",
        see="thm-centring",
    )
    rows_taken_for_columns = slip(
        by_means,
        ("columns[:, None] + K.mean()", "columns + K.mean()"),
        hint="The means of the rows are subtracted from rows, as a column: K.mean(axis=1, keepdims=True).",
        see="thm-centring",
    )
    rows_of_the_points_for_columns = slip(
        by_means,
        ("K_test.mean(axis=1, keepdims=True)", "K_test.mean(axis=1)"),
        hint="The means of the rows of K_test are a column, (M, 1): without that axis they meet the columns.",
        see="thm-centring",
    )
    points_first = slip(
        by_means,
        (
            "return Kc, K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()",
            "return K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean(), Kc",
        ),
        hint="First Kc, then K_test_c.",
        see="thm-centring",
    )
    zeros_for_none = slip(
        by_means,
        ("if K_test is None", "if not np.any(K_test)"),
        hint="A K_test of zeros is one, too: ask whether it `is None`.",
        see="thm-centring",
    )
    whole_means = slip(
        by_means,
        ("columns = K.mean(axis=0)", "columns, mean = K.sum(axis=0) // len(K), K.sum() // K.size"),
        ("[:, None] + K.mean()", "[:, None] + mean"),
        ("K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test.sum(axis=1, keepdims=True) // len(K) + mean"),
        hint="// cuts a mean to a whole number: divide by /.",
        see="thm-centring",
    )
    ones_over_the_points = slip(
        by_projections,
        ("np.ones((len(K_test), N)) / N", "np.ones((len(K_test), N)) / len(K_test)"),
        hint="Each new point is moved by a mean of N samples: the matrix of ones is over N, not over M.",
        see="thm-centring",
    )
    mean_added_for_samples_alone = slip(
        by_means,
        ("keepdims=True) + K.mean()", "keepdims=True)"),
        hint="The mean of K is added in K_test_c, too: there as well the product of the two means went off twice.",
        see="thm-centring",
    )
    one_less_in_all_means = slip(
        by_projections,
        ("/ N\n    if", "/ max(N - 1, 1)\n    if"),
        ("N)) / N @ K", "N)) / max(N - 1, 1) @ K"),
        hint="A mean is the sum over N, not over N - 1.",
        see="thm-centring",
    )
    always_two_parts = slip(
        by_means,
        ("return Kc\n", "return Kc, None\n"),
        hint="Without K_test one matrix comes back, not a pair.",
        see="thm-centring",
    )
    points_alone_returned = slip(
        by_means,
        ("return Kc, K_test", "return K_test"),
        hint="With K_test both come back, Kc first.",
        see="thm-centring",
    )
    scaled_to_correlations = slip(
        by_means,
        ("    if K_test is None", "    Kc = Kc / max(np.trace(Kc) / len(Kc), 1e-300)\n    if K_test is None"),
        hint="Centring only: nothing is scaled.",
        see="thm-centring",
    )
    halves_of_integers = slip(
        by_means,
        ("columns = K.mean(axis=0)", "columns = K.mean(axis=0).astype(K.dtype)"),
        hint="The means of integers are no integers.",
        see="thm-centring",
    )
    floats_of_single_precision = slip(
        by_means,
        ("    columns =", "    K = K.astype(np.float32)\n    columns ="),
        hint="Single precision keeps 7 digits; leave the numbers in double.",
        see="thm-centring",
    )
    moved_to_the_first_sample = slip(
        by_means,
        ("columns = K.mean(axis=0)", "columns, first = K[0], K[0, 0]"),
        ("[:, None] + K.mean()", "[:, None] + first"),
        ("K_test.mean(axis=1, keepdims=True) + K.mean()", "K_test[:, :1] + first"),
        hint="The origin is moved to the mean of the features, not to the first one.",
        see="thm-centring",
    )
    mean_of_the_diagonal = slip(
        by_means,
        ("[:, None] + K.mean()", "[:, None] + np.diag(K).mean()"),
        ("keepdims=True) + K.mean()", "keepdims=True) + np.diag(K).mean()"),
        hint="The squared length of the mean is the mean of all entries of K, not of the diagonal.",
        see="thm-centring",
    )
    rounded_entries = slip(
        by_means,
        ("    if K_test is None", "    Kc = np.round(Kc, 3)\n    if K_test is None"),
        hint="Nothing is rounded.",
        see="thm-centring",
    )

    @misconception("K -= ... works in the caller's array, and not at all in one of integers.", see="thm-centring")
    def centred_in_place(K, K_test=None):
        columns, mean = K.mean(axis=0), K.mean()
        if K_test is not None:
            K_test -= columns
            K_test -= K_test.mean(axis=1, keepdims=True)
        K -= columns + columns[:, None] - mean
        return K if K_test is None else (K, K_test)

    @misconception(
        "What has been subtracted already changes the next mean: this row mean is no longer that of K_test.",
        see="thm-centring",
    )
    def new_mean_after_each_step(K, K_test=None):
        columns, mean = K.mean(axis=0), K.mean()
        Kc = K - columns - columns[:, None] + mean
        if K_test is None:
            return Kc
        T = K_test - columns
        return Kc, T - T.mean(axis=1, keepdims=True) + mean

    @misconception("The mean is that of the N samples alone: new points have no say in it.", see="own-means")
    def mean_of_all_points(K, K_test=None):
        A = K if K_test is None else np.vstack([K, K_test])
        A = A - A.mean(axis=0)
        A = A - A.mean(axis=1, keepdims=True)
        return A if K_test is None else (A[: len(K)], A[len(K) :])
