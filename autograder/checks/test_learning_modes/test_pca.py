"""Mark scheme of `pca`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_learning_modes.clouds import cloud, crossed, equal_or_near, few_samples, whole
from autograder.checks.test_learning_modes.inputs import close
from solutions.learning_modes import pca


def components(got, X, k):
    """mean (d,), V (d, k) and var (k,)."""
    mean, V, var = expect.values(got, 3, "pca(X, k)")
    n = X.shape[1]
    expect.shape(mean, (n,), "mean")
    expect.shape(V, (n, k), "V")
    expect.shape(var, (k,), "var")
    return expect.finite(mean, "mean"), expect.finite(V, "V"), expect.finite(var, "var")


def orthonormal(V):
    close(V.T @ V, np.eye(V.shape[1]), "V.T @ V")


@exercise(reference=pca)
class TestPca:
    PARTS = ("mean", "V", "var")
    CONTRACT: ClassVar = {
        "1 <= k <= min(N, d)": ("test_axes_of_a_cross", "test_as_few_samples_as_components"),
        "mean (d,) is that of the samples": ("test_axes_of_a_cross", "test_error_is_the_tail"),
        "unit vectors orthogonal to one another": (
            "test_axes_of_a_cross",
            "test_scores_are_uncorrelated",
            "test_error_is_the_tail",
            "test_as_few_samples_as_components",
        ),
        "The sign of a direction is free": ("test_axes_of_a_cross", "test_equal_variances"),
        "For X that float32 holds mean is right to 1e-5": (
            "test_axes_of_a_cross",
            "test_scores_are_uncorrelated",
            "test_equal_variances",
            "test_whole_numbers_far_off",
        ),
        "X may hold integers": "test_whole_numbers_far_off",
        "1e4 times as large as its spread": "test_whole_numbers_far_off",
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        ["_, s, Vt = np.linalg.svd(X - mean)", "_, s, Vt = np.linalg.svd(X - mean, full_matrices=True)"],
        "more left singular vectors, which are not used, and more right ones than are taken",
    )

    @practice
    @weight(1)
    @forall(crossed)
    def test_axes_of_a_cross(self, student, X, k, centre, axes, wanted):
        """Samples on orthogonal axes through their mean have these axes as components, longest first, either sign."""
        mean, V, _ = components(student.pca(X, k), X, k)
        close(mean, centre, "mean", 30)
        orthonormal(V)
        close(np.sum(V * axes, axis=0) ** 2, np.ones(k), "the squared cosine between each column of V and its axis")

    @practice
    @weight(1)
    @forall(cloud)
    def test_scores_are_uncorrelated(self, student, X, k):
        """The samples have the variances var along the columns of V, 1/N, largest first, and no covariances."""
        _, V, var = components(student.pca(X, k), X, k)
        orthonormal(V)
        T = (X - X.mean(axis=0)) @ V
        size = np.var(X, axis=0).sum()
        close(T.T @ T / len(X), np.diag(var), "the covariances of (X - mean) @ V, divided by N", size)
        expect.that((np.diff(var) <= 1e-5 * size).all(), f"var is {var}, wanted the largest first")

    @weight(1)
    @forall(cloud)
    def test_error_is_the_tail(self, student, X, k):
        """The mean squared distance from mean + span V is the sum of the other variances: no subspace is nearer."""
        for j in (1, k):
            mean, V, _ = components(student.pca(X, j), X, j)
            orthonormal(V)
            rest = (X - mean) - (X - mean) @ V @ V.T
            tail = pca(X, X.shape[1])[2][j:].sum()
            what = f"for k = {j} the mean of ||x - xhat||^2"
            close(np.sum(rest**2) / len(X), tail, what, np.var(X, axis=0).sum())

    @weight(1)
    @forall(equal_or_near)
    def test_equal_variances(self, student, X, projection, wanted):
        """About 0, two equal largest variances: V spans their plane, in whatever directions; if near, V has the one."""
        k = len(wanted)
        mean, V, var = components(student.pca(X, k), X, k)
        close(V @ V.T, projection, "V @ V.T")
        close(var, wanted, "var", 30)
        close(mean, np.zeros(len(mean)), "mean", 10)

    @weight(1)
    @forall(few_samples)
    def test_as_few_samples_as_components(self, student, X, k):
        """N samples, N <= d, leave nothing with N components; the last variance is 0, all V are orthonormal."""
        mean, V, var = components(student.pca(X, k), X, k)
        orthonormal(V)
        size = np.var(X, axis=0).sum()
        close(var, pca(X, k)[2], "var", size)
        close(mean + (X - mean) @ V @ V.T, X, "mean + (X - mean) @ V @ V.T", np.abs(X).max())

    @weight(1)
    @forall(whole, draws=10)
    def test_whole_numbers_far_off(self, student, X, k):
        """Samples may be integers, and their mean far from 0 beside their spread: the variances are right."""
        mean, V, var = components(student.pca(X, k), X, k)
        orthonormal(V)
        close(mean, X.mean(axis=0), "mean", 1e4)
        T = (X - X.mean(axis=0)) @ V
        size = np.var(X, axis=0).sum()
        close(T.T @ T / len(X), np.diag(var), "the covariances of (X - mean) @ V, divided by N", 10 * size)

    @alternate
    def by_svd(X, k):
        mean = np.mean(X, axis=0)
        _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
        V = Vt[:k].T
        return mean, V, s[:k] ** 2 / len(X)

    @alternate
    def by_eigenvectors(X, k):
        mean = X.mean(axis=0)
        A = X - mean
        S = A.T @ A / len(X)
        values, vectors = np.linalg.eigh(S)
        order = np.argsort(values)[::-1][:k]
        return mean, vectors[:, order], values[order]

    @alternate
    def signs_fixed(X, k):
        """The largest entry of each direction is positive."""
        mean = X.mean(axis=0)
        _, s, Vt = np.linalg.svd((X - mean) / np.sqrt(len(X)), full_matrices=False)
        V = Vt[:k].T
        return mean, V * np.sign(V[np.abs(V).argmax(axis=0), np.arange(k)]), s[:k] ** 2

    @alternate
    def signs_the_other_way(X, k):
        """The largest entry of each direction is negative; and the mean is a list."""
        mean = X.mean(axis=0)
        values, vectors = np.linalg.eigh(np.atleast_2d(np.cov(X, rowvar=False, bias=True)))
        V, var = vectors[:, ::-1][:, :k], values[::-1][:k]
        for j in range(k):
            if V[np.abs(V[:, j]).argmax(), j] > 0:
                V[:, j] *= -1
        return mean.tolist(), V, var.tolist()

    @alternate
    def turned_where_variances_are_equal(X, k):
        mean = X.mean(axis=0)
        _, s, Vt = np.linalg.svd(X - mean)
        V, var = Vt.T[:, :k], np.append(s, np.zeros(len(Vt)))[:k] ** 2 / len(X)
        for j in range(k - 1):
            if abs(var[j] - var[j + 1]) < 1e-9 * var[0]:
                V[:, [j, j + 1]] = V[:, [j, j + 1]] @ np.array([[0.6, -0.8], [0.8, 0.6]])
        return mean, V, var

    @alternate
    def in_single_precision(X, k):
        X = X.astype(np.float32)
        mean = X.mean(axis=0)
        _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
        return [mean, Vt[:k].T, s[:k] ** 2 / np.float32(len(X))]

    @alternate
    def by_rotations(X, k):
        """Jacobi's method with loops and lists: off-diagonal entries are turned to 0 one by one."""
        N, n = len(X), len(X[0])
        mean = [sum(x[i] for x in X) / N for i in range(n)]
        A = [[x[i] - mean[i] for i in range(n)] for x in X]
        S = [[sum(a[i] * a[j] for a in A) / N for j in range(n)] for i in range(n)]
        V = [[float(i == j) for j in range(n)] for i in range(n)]
        for _ in range(12):
            for p in range(n):
                for q in range(p + 1, n):
                    if S[p][q] == 0:
                        continue
                    angle = 0.5 * np.arctan2(2 * S[p][q], S[q][q] - S[p][p])
                    c, s = float(np.cos(angle)), float(np.sin(angle))
                    for rows in (S, V):
                        for row in rows:
                            row[p], row[q] = c * row[p] - s * row[q], s * row[p] + c * row[q]
                    for j in range(n):
                        S[p][j], S[q][j] = c * S[p][j] - s * S[q][j], s * S[p][j] + c * S[q][j]
        order = sorted(range(n), key=lambda j: -S[j][j])[:k]
        return mean, [[V[i][j] for j in order] for i in range(n)], [S[j][j] for j in order]

    divided_by_one_less_or_one = slip(
        by_svd,
        ("/ len(X)", "/ max(len(X) - 1, 1)"),
        hint="Variances are means over N here: 1/N, not 1/(N - 1).",
        see="def-pca",
    )
    shares_of_what_is_not_zero = slip(
        by_svd,
        ("s[:k] ** 2 / len(X)", "s[:k] ** 2 / max(np.sum(s**2), 1e-300)"),
        hint="var has the variances themselves, not their shares of the total.",
        see="def-pca",
    )
    variances_of_the_features = slip(
        by_svd,
        ("s[:k] ** 2 / len(X)", "np.sort(X.var(axis=0))[::-1][:k]"),
        hint="var has the variances along the directions, not those of the features.",
        see="def-pca",
    )
    columns_of_all_of_vt = slip(
        by_svd,
        ("full_matrices=False)\n    V = Vt[:k].T", "full_matrices=True)\n    V = Vt[:, :k]"),
        hint="np.linalg.svd returns V transposed: the directions are the rows of Vt.",
        see="def-pca",
    )
    one_mean_for_each_feature = slip(
        by_svd,
        ("mean = np.mean(X, axis=0)", "mean = np.full(X.shape[1], np.mean(X))"),
        hint="Each feature has a mean of its own.",
        see="def-pca",
    )
    medians = slip(
        by_svd,
        ("mean = np.mean(X, axis=0)", "mean = np.median(X, axis=0)"),
        hint="Samples are taken about their mean: about the median A^T A / N is no covariance.",
        see="def-pca",
    )
    loadings = slip(
        by_svd,
        ("return mean, V,", "return mean, V * s[:k] / np.sqrt(len(X)),"),
        hint="The directions are unit vectors: they are not scaled by the deviations.",
        see="def-pca",
    )
    all_components = slip(
        by_svd,
        ("return mean, V, s[:k] ** 2 / len(X)", "return mean, Vt.T, s**2 / len(X)"),
        hint="k components are wanted, the first ones, not all.",
        see="def-pca",
    )
    samples_of_their_own_dtype = slip(
        by_svd,
        ("svd(X - mean,", "svd(np.subtract(X, mean, out=X.copy()),"),
        hint="`-= mean` writes into X or a copy of it, where no fractions fit if X holds integers: write A = X - mean.",
        see="def-pca",
    )
    values_turned_alone = slip(
        by_eigenvectors,
        ("vectors[:, order]", "vectors[:, -k:]"),
        hint="The columns are turned round with their eigenvalues: largest variance first in both.",
        see="def-pca",
    )
    directions_left_unsorted = slip(
        by_eigenvectors,
        ("vectors[:, order]", "vectors[:, :k]"),
        hint="The columns go with their eigenvalues: who sorts the variances sorts the directions likewise.",
        see="def-pca",
    )
    mean_cut_off = slip(
        by_eigenvectors,
        ("mean = X.mean(axis=0)", "mean = X.mean(axis=0).astype(X.dtype)"),
        hint="A mean written into an array of integers is cut off: np.zeros_like(X[0]) holds integers if X does.",
        see="def-pca",
    )
    left_vectors_over_features = slip(
        by_svd,
        (
            "_, s, Vt = np.linalg.svd(X - mean, full_matrices=False)\n    V = Vt[:k].T",
            "U, s, _ = np.linalg.svd((X - mean).T, full_matrices=False)\n    V = U[:, :k]",
        ),
        ("/ len(X)", "/ X.shape[1]"),
        hint="The mean is over the samples: of a transposed X len is the number of features.",
        see="def-pca",
    )
    eig_takes_them_as_they_come = slip(
        by_eigenvectors,
        ("np.linalg.eigh(S)\n    order = np.argsort(values)[::-1][:k]", "np.linalg.eig(S)\n    order = np.arange(k)"),
        hint="np.linalg.eig sorts nothing: the largest variance comes first.",
        see="def-pca",
    )
    moments_in_single_precision = slip(
        by_eigenvectors,
        (
            "A = X - mean\n    S = A.T @ A / len(X)",
            "A = X.astype(np.float32)\n    mean = A.mean(axis=0)\n"
            "    S = A.T @ A / np.float32(len(X)) - np.outer(mean, mean)",
        ),
        hint="The mean of the products less the product of the means cancels: take the mean off first.",
        see="def-pca",
    )
    one_feature_is_no_table = slip(
        signs_the_other_way,
        ("np.atleast_2d(np.cov(X, rowvar=False, bias=True))", "np.cov(X, rowvar=False, bias=True)"),
        ("        if V[np.abs(V[:, j]).argmax(), j] > 0:\n            V[:, j] *= -1\n", "        pass\n"),
        (".tolist(), V, var.tolist()", ", V, var"),
        hint="For one feature np.cov returns a number: np.atleast_2d makes it a table.",
        see="def-pca",
    )
    repaired_covariance = slip(
        signs_the_other_way,
        (
            "np.atleast_2d(np.cov(X, rowvar=False, bias=True))",
            "np.atleast_2d(np.cov(X, rowvar=False)) * (len(X) - 1) / len(X)",
        ),
        ("        if V[np.abs(V[:, j]).argmax(), j] > 0:\n            V[:, j] *= -1\n", "        pass\n"),
        (".tolist(), V, var.tolist()", ", V, var"),
        hint="For one sample np.cov divides by N - 1 = 0, which cannot be repaired: bias=True divides by N.",
        see="def-pca",
    )

    @misconception("A^T u / s is no direction where s is 0: as many samples as components have one.", see="def-pca")
    def left_vectors_carried_over(X, k):
        mean = X.mean(axis=0)
        A = X - mean
        values, U = np.linalg.eigh(A @ A.T)
        values, U = np.maximum(values[::-1][:k], 0), U[:, ::-1][:, :k]
        return mean, A.T @ U / np.sqrt(values), values / len(X)

    @misconception("Power iteration from (1, ..., 1) misses what is orthogonal to it: begin at random.", see="def-pca")
    def powers_from_ones(X, k):
        mean = X.mean(axis=0)
        S = (X - mean).T @ (X - mean) / len(X)
        V, var = [], []
        for _ in range(k):
            v = np.ones(len(S)) / np.sqrt(len(S))
            for _ in range(300):
                w = S @ v
                if np.linalg.norm(w) == 0:
                    break
                v = w / np.linalg.norm(w)
            V.append(v)
            var.append(v @ S @ v)
            S = S - var[-1] * np.outer(v, v)
        return mean, np.array(V).T, np.array(var)

    @misconception("Five rounds are not enough where two variances are near: go on until nothing turns.", see="def-pca")
    def five_rounds(X, k):
        mean = X.mean(axis=0)
        S = (X - mean).T @ (X - mean) / len(X)
        V = np.random.default_rng(0).normal(size=(len(S), k))
        for _ in range(5):
            V = np.linalg.qr(S @ V)[0]
        return mean, V, np.diag(V.T @ S @ V)

    @misconception(
        "The left singular vectors belong to the samples: the directions are the right ones.", see="thm-eckart-young"
    )
    def left_for_right(X, k):
        mean = X.mean(axis=0)
        U, s, _ = np.linalg.svd(X - mean)
        return mean, U[: X.shape[1], :k], s[:k] ** 2 / len(X)

    @misconception("A direction of variance 0 is one, too: V has k columns always.", see="def-pca")
    def zero_variances_dropped(X, k):
        mean = X.mean(axis=0)
        _, s, Vt = np.linalg.svd(X - mean, full_matrices=False)
        keep = s[:k] > 1e-9
        return mean, Vt[:k][keep].T, s[:k][keep] ** 2 / len(X)

    not_centred = slip(
        by_svd,
        ("svd(X - mean, ", "svd(X, "),
        hint="Take the mean off first: variances are about the mean.",
        see="def-pca",
    )
    not_centred_eigenvectors = slip(
        by_eigenvectors,
        ("A = X - mean", "A = X"),
        hint="Take the mean off first: variances are about the mean.",
        see="def-pca",
    )
    divided_by_one_less = slip(
        by_eigenvectors,
        ("/ len(X)", "/ (len(X) - 1)"),
        hint="Variances are means over N here: 1/N, not 1/(N - 1).",
        see="def-pca",
    )
    divided_by_one_less_svd = slip(
        by_svd,
        ("/ len(X)", "/ (len(X) - 1)"),
        hint="Variances are means over N here: 1/N, not 1/(N - 1).",
        see="def-pca",
    )
    not_divided = slip(
        by_svd,
        ("s[:k] ** 2 / len(X)", "s[:k] ** 2"),
        hint="s^2 is the sum of the squares along a direction; the variance is their mean.",
        see="thm-eckart-young",
    )
    not_divided_eigenvectors = slip(
        by_eigenvectors,
        (" / len(X)", ""),
        hint="The eigenvalues of A^T A are sums of squares; a variance is their mean.",
        see="def-pca",
    )
    singular_values = slip(
        by_svd,
        ("s[:k] ** 2 / len(X)", "s[:k]"),
        hint="The variance along a direction is s^2 / N, not the singular value s.",
        see="thm-eckart-young",
    )
    standard_deviations = slip(
        by_eigenvectors,
        ("values[order]", "np.sqrt(np.maximum(values[order], 0))"),
        hint="These are standard deviations: var has their squares.",
        see="def-pca",
    )
    shares_of_the_variance_svd = slip(
        by_svd,
        ("s[:k] ** 2 / len(X)", "(s**2 / np.sum(s**2))[:k]"),
        hint="var has the variances themselves, not their shares of the total.",
        see="def-pca",
    )
    divided_by_the_features = slip(
        by_svd,
        ("/ len(X)", "/ X.shape[1]"),
        hint="The mean is over the samples: divide by N, not by the number of features.",
        see="def-pca",
    )
    variances_second = slip(
        by_svd,
        ("return mean, V, s[:k] ** 2 / len(X)", "return mean, s[:k] ** 2 / len(X), V"),
        hint="The order is mean, V, var.",
        see="def-pca",
    )
    scores_for_directions_svd = slip(
        by_svd,
        ("return mean, V,", "return mean, (X - mean) @ V,"),
        hint="These are the scores of the samples; V has the directions, (d, k).",
        see="def-pca",
    )
    covariance_of_numpy = slip(
        signs_the_other_way,
        (", bias=True", ""),
        ("        if V[np.abs(V[:, j]).argmax(), j] > 0:\n            V[:, j] *= -1\n", "        pass\n"),
        (".tolist(), V, var.tolist()", ", V, var"),
        hint="np.cov divides by N - 1; variances are means over N here.",
        see="def-pca",
    )
    directions_in_rows = slip(
        by_svd,
        ("return mean, V, ", "return mean, V.T, "),
        hint="A direction is a column of V: V is (d, k).",
        see="def-pca",
    )
    rows_of_the_eigenvectors = slip(
        by_eigenvectors,
        ("vectors[:, order]", "vectors[order].T"),
        hint="np.linalg.eigh has its eigenvectors in the columns, not in the rows.",
        see="def-pca",
    )
    columns_of_vt = slip(
        by_svd,
        ("V = Vt[:k].T", "V = Vt[:, :k]"),
        hint="np.linalg.svd returns V transposed: the directions are the rows of Vt.",
        see="def-pca",
    )
    smallest_first = slip(
        by_eigenvectors,
        ("[::-1][:k]", "[:k]"),
        hint="np.linalg.eigh has the smallest first; the largest variances are wanted.",
        see="def-pca",
    )
    largest_in_rising_order = slip(
        by_eigenvectors,
        ("[::-1][:k]", "[-k:]"),
        hint="These are the right components in the wrong order: the largest variance comes first.",
        see="def-pca",
    )
    standardised = slip(
        by_svd,
        ("svd(X - mean, ", "svd((X - mean) / np.where(X.std(axis=0) > 0, X.std(axis=0), 1), "),
        hint="The features keep their units: do not divide by their standard deviations.",
        see="def-pca",
    )
    one_mean = slip(
        by_svd,
        ("mean = np.mean(X, axis=0)", "mean = np.mean(X)"),
        hint="Each feature has a mean of its own.",
        see="def-pca",
    )
