"""Mark scheme of `center_gram`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods import alternates
from autograder.checks.test_kernel_methods.centring import alone, as_many, features, moved, right_pair, whole
from autograder.checks.test_kernel_methods.inputs import greatest, near, table
from solutions.kernel_methods import center_gram

POINTS_BY_MEANS = "K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()"
PAIR_BY_MEANS = f"return Kc, {POINTS_BY_MEANS}"


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
    def test_all_moved(self, student, K, T, a, b, c, X, Z):
        """A vector added, another unit, centring again change nothing; a feature that samples have little of counts."""
        Kc, K_test_c = center_gram(K, T)
        more, more_test = K + a + a[:, None] + c, T + a + b[:, None] + c
        right_pair(student.center_gram(more, more_test), more, more_test, Kc, K_test_c)
        right_pair(student.center_gram(Kc, K_test_c), Kc, K_test_c, Kc, K_test_c)
        K, T, Kc, K_test_c = (A / 2.0**40 for A in (K, T, Kc, K_test_c))
        right_pair(student.center_gram(K, T), K, T, Kc, K_test_c)
        K, T = X @ X.T, Z @ X.T
        right_pair(student.center_gram(K, T), K, T, *center_gram(K, T))

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

    by_loops = alternates.by_loops
    by_explicit_features = alternates.by_explicit_features
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
        (POINTS_BY_MEANS, "K_test - K_test.mean(1)[:, None]"),
        hint="Both features of an inner product are centred: one side is done here.",
        see="thm-centring",
    )
    one_mean_of_all_entries = slip(
        by_means,
        ("K - columns - columns[:, None] + K.mean()", "K - K.mean()"),
        (POINTS_BY_MEANS, "K_test - K.mean()"),
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
    points_by_their_own_means_if_it_fits = slip(
        by_means,
        (
            PAIR_BY_MEANS,
            "A = K_test if K_test.shape == K.shape else K\n"
            "    return Kc, K_test - A.mean(axis=0) - K_test.mean(axis=1, keepdims=True) + A.mean()",
        ),
        hint="With M = N, too, K_test is no Gram matrix of samples: the mean feature is that of the N samples.",
        see="own-means",
    )
    points_left_alone = slip(
        by_means,
        (POINTS_BY_MEANS, "1.0 * K_test"),
        hint="New points are centred too, by the samples' mean.",
        see="thm-centring",
    )
    points_by_rows_alone = slip(
        by_means,
        (POINTS_BY_MEANS, "K_test - K_test.mean(1)[:, None]"),
        hint="The new point is to be centred, too, by the column means of K (Kc, if it has taken K's place, has none).",
        see="thm-centring",
    )
    points_by_columns_alone = slip(
        by_means,
        (POINTS_BY_MEANS, "K_test - columns"),
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
        (PAIR_BY_MEANS, "return Kc, (K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()).T"),
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
    rows_of_the_points_for_columns_if_it_fits = slip(
        by_means,
        (
            "K_test.mean(axis=1, keepdims=True)",
            "(K_test.mean(axis=1) if len(K_test) == len(K) else K_test.mean(axis=1, keepdims=True))",
        ),
        hint="With M = N, too, the means of the rows of K_test are a column, (M, 1): else they meet the columns.",
        see="thm-centring",
    )
    points_first = slip(
        by_means,
        (PAIR_BY_MEANS, "return K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean(), Kc"),
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
    features_of_length_one = slip(
        by_means,
        (
            "    if K_test is None",
            "    r = np.sqrt(np.maximum(np.diag(Kc), 0))\n    r = np.where(r > 0, r, 1)\n"
            "    Kc = Kc / np.outer(r, r)\n    if K_test is None",
        ),
        (
            POINTS_BY_MEANS,
            "(K_test - columns - K_test.mean(axis=1, keepdims=True) + K.mean()) / r",
        ),
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
    all_of_single_precision = slip(
        by_means,
        ("    columns =", "    K = K.astype(np.float32)\n    columns ="),
        ("    return Kc, K_test", "    K_test = K_test.astype(np.float32)\n    return Kc, K_test"),
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

    new_mean_after_each_step = slip(
        by_means,
        (PAIR_BY_MEANS, "T = K_test - columns\n    return Kc, T - T.mean(axis=1, keepdims=True) + K.mean()"),
        hint="What is subtracted already changes the next mean: this row mean is no longer that of K_test.",
        see="thm-centring",
    )
    new_mean_after_each_step_of_both = slip(
        by_means,
        (
            "Kc = K - columns - columns[:, None] + K.mean()",
            "Kc = K - columns\n    Kc = Kc - Kc.mean(axis=1)[:, None] + K.mean()",
        ),
        (PAIR_BY_MEANS, "T = K_test - columns\n    return Kc, T - T.mean(axis=1, keepdims=True) + K.mean()"),
        hint="What is subtracted already changes the next mean: the rows of K - columns have lost the mean of K.",
        see="thm-centring",
    )
    mean_of_all_points_for_the_new = slip(
        by_means,
        (
            PAIR_BY_MEANS,
            "A = np.vstack([K, K_test])\n"
            "    return Kc, K_test - A.mean(axis=0) - K_test.mean(axis=1, keepdims=True) + A.mean()",
        ),
        hint="The mean is that of the N samples alone: new points have no say in it.",
        see="own-means",
    )

    @misconception("K -= ... works in the caller's array, and not at all in one of integers.", see="thm-centring")
    def centred_in_place(K, K_test=None):
        columns, mean = K.mean(axis=0), K.mean()
        K -= columns + columns[:, None] - mean
        return K if K_test is None else (K, K_test - columns - K_test.mean(axis=1, keepdims=True) + mean)

    @misconception(
        "Features whose eigenvalues are cut off are small in the samples, not in the new points: take K_test as it is.",
        see="thm-centring",
    )
    def features_cut_off(K, K_test=None):
        s, U = np.linalg.eigh(K)
        keep = s > 1e-10 * s[-1]
        U, roots = U[:, keep], np.sqrt(s[keep])
        A = U * roots
        mean = A.mean(axis=0)
        Kc = (A - mean) @ (A - mean).T
        return Kc if K_test is None else (Kc, (K_test @ U / roots - mean) @ (A - mean).T)

    @misconception("The mean is that of the N samples alone: new points have no say in it.", see="own-means")
    def mean_of_all_points(K, K_test=None):
        A = K if K_test is None else np.vstack([K, K_test])
        A = A - A.mean(axis=0)
        A = A - A.mean(axis=1, keepdims=True)
        return A if K_test is None else (A[: len(K)], A[len(K) :])
