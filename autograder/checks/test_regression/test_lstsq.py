"""Mark scheme of `lstsq`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, weight
from autograder.checks.test_regression.inputs import close, eighths, flat, independent
from solutions.regression import lstsq

NARROW = 2.0**-12  # between two columns: its square, in X^T X, leaves a plain solution nine digits


def more_samples_than_columns(d):
    """Independent columns, and targets that no w fits."""
    columns = d.integer(1, 3)
    N = d.integer(columns + 1, 6)
    X = independent(d, N, columns)
    return X, eighths(d, N)


def fitted(d):
    """Independent columns, as many as samples or fewer, and targets that w fits: (X, y, w)."""
    columns = d.integer(1, 4)
    X = independent(d, d.integer(columns, 6), columns)
    w = eighths(d, columns) + 5
    return X, X @ w, w


def dependent(d):
    """A column is there twice, or twice as long, or is 0, or is the sum of two others; its place is anywhere."""
    columns = d.integer(2, 3)
    N = d.integer(columns + 1, 6)
    X = independent(d, N, columns)
    extra = d.choice([X[:, 0], -2 * X[:, 0], 0 * X[:, 0], X[:, 0] + X[:, 1]])
    return np.column_stack([X, extra])[:, d.permutation(columns + 1)], eighths(d, N) + 5


def fewer_samples_than_columns(d):
    N = d.integer(1, 3)
    columns = N + d.integer(1, 2)
    return independent(d, columns, N).T.copy(), eighths(d, N) + 5


def nearly_dependent(d):
    """Two columns are close, but independent; targets that w fits. With as many samples, no intercept fits too."""
    columns = d.integer(2, 3)
    N = columns + d.integer(0, 2)
    X = independent(d, N, columns)
    X[:, 1] = X[:, 0] + NARROW * X[:, 1]
    w = d.integers(columns, 1, 4).astype(float)
    w[0] += 5  # no equal entries: the mean of the two is wrong
    return X, X @ w, w


@exercise(reference=lstsq)
class TestLstsq:
    CONTRACT: ClassVar = {
        "of least norm among those with the least residual": (
            "test_residual_is_orthogonal_to_the_columns",
            "test_what_fits_is_found",
            "test_shortest_of_many",
        ),
        "N may be smaller than d; columns": (
            "test_fewer_samples_than_columns",
            "test_nearly_dependent_columns",
            "test_shortest_of_many",
        ),
    }
    EQUIVALENT: ClassVar = {
        "keep = s > min(X.shape) * np.finfo(float).eps * s[0]": "round-off stays below either bound in small tables",
    }

    @practice
    @weight(1)
    @forall(more_samples_than_columns)
    def test_residual_is_orthogonal_to_the_columns(self, student, X, y):
        """The residual X w - y is orthogonal to each column of X."""
        w = flat(student.lstsq(X, y), X.shape[1], "lstsq(X, y)")
        close(X.T @ (X @ w - y), np.zeros(len(w)), "X.T @ (X @ w - y)", 100)

    @practice
    @weight(1)
    @forall(fitted)
    def test_what_fits_is_found(self, student, X, y, w):
        """If y = X w and the columns are independent, the answer is w."""
        close(student.lstsq(X, y), w, "lstsq(X, y)", 10)

    @weight(1)
    @forall(dependent)
    def test_shortest_of_many(self, student, X, y):
        """If the columns are dependent, w has the least norm of all with the least residual; it is 0 if X is."""
        close(student.lstsq(X, y), lstsq(X, y), "lstsq(X, y)", 10)
        close(student.lstsq(0 * X, y), np.zeros(X.shape[1]), "lstsq(0 * X, y)")

    @weight(1)
    @forall(fewer_samples_than_columns)
    def test_fewer_samples_than_columns(self, student, X, y):
        """If there are fewer samples than columns, w fits them all, and is the shortest that does."""
        close(student.lstsq(X, y), lstsq(X, y), "lstsq(X, y)", 10)

    @weight(1)
    @forall(nearly_dependent)
    def test_nearly_dependent_columns(self, student, X, y, w):
        """Columns that are close are not dependent yet: if y = X w, the answer is w."""
        # X^T X has the condition 1e9, so that its solution keeps 1e-7; a penalty of 1e-10 is off by 1e-3
        expect.close(student.lstsq(X, y), w, "lstsq(X, y)", rtol=0, atol=1e-4)

    @misconception("X^T X has no inverse if columns depend on one another: use the SVD.", see="thm-normal-equations")
    def by_inverse(X, y):
        return np.linalg.inv(X.T @ X) @ X.T @ y

    @misconception("X w = y has a solution only by luck, and X need not be square.", see="thm-normal-equations")
    def as_square(X, y):
        return np.linalg.solve(X, y)

    @misconception("This has the least residual, but not the least norm: share what columns share.", see="def-shortest")
    def first_columns_only(X, y):
        kept = []
        for j in range(X.shape[1]):
            if np.linalg.matrix_rank(X[:, [*kept, j]]) > len(kept):
                kept.append(j)
        w = np.zeros(X.shape[1])
        w[kept] = np.linalg.lstsq(X[:, kept], y, rcond=None)[0]
        return w

    @misconception("A small penalty is no least squares: it bends what close columns say.", see="def-shortest")
    def small_penalty(X, y):
        return np.linalg.solve(X.T @ X + 1e-8 * np.eye(X.shape[1]), X.T @ y)

    @misconception("A small penalty is no least squares: it bends what close columns say.", see="def-shortest")
    def smaller_penalty(X, y):
        return np.linalg.solve(X.T @ X + 1e-12 * np.eye(X.shape[1]), X.T @ y)

    @misconception("A small penalty is no least squares: it bends what close columns say.", see="def-shortest")
    def penalty_of_a_millionth(X, y):
        return np.linalg.solve(X.T @ X + 1e-6 * np.eye(X.shape[1]), X.T @ y)

    @misconception("Samples and targets stay where they are: no means are taken off.", see="thm-normal-equations")
    def centred(X, y):
        return np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]

    @misconception("np.linalg.lstsq returns four things; the first is w.", see="thm-normal-equations")
    def all_that_numpy_says(X, y):
        return np.linalg.lstsq(X, y, rcond=None)

    @misconception("Only what is 0 but for round-off counts as 0: close columns differ.", see="def-shortest")
    def cut_too_early(X, y):
        return np.linalg.pinv(X, rcond=1e-2) @ y

    @misconception("An unknown for each column, and no intercept that was not asked for.", see="thm-normal-equations")
    def with_an_intercept(X, y):
        return np.linalg.lstsq(np.column_stack([np.ones(len(X)), X]), y, rcond=None)[0][1:]

    @misconception("Divide by the singular values, not by their squares.", see="def-shortest")
    def squares_of_singular_values(X, y):
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        keep = s > 1e-10 * s[0]
        return Vt[keep].T @ (U[:, keep].T @ y / s[keep] ** 2)

    @misconception("Columns are fitted together: one by one counts twice what they share.", see="thm-normal-equations")
    def column_by_column(X, y):
        return np.array([c @ y / (c @ c) if c.any() else 0.0 for c in X.T])

    @alternate
    def by_numpy(X, y):
        return np.linalg.lstsq(X, y, rcond=None)[0]

    @alternate
    def by_the_longer_way_round(X, y):
        """Conjugate gradients on the normal equations from 0: every iterate is a combination of the rows."""
        w, r = np.zeros(X.shape[1]), np.array(y, float)
        s = X.T @ r
        p, old = s, s @ s
        for _ in range(40):
            if old <= 1e-26 * (1 + y @ y):
                break
            q = X @ p
            a = old / (q @ q)
            w, r = w + a * p, r - a * q
            s = X.T @ r
            new = s @ s
            p, old = s + new / old * p, new
        return w

    @alternate
    def by_loop(X, y):
        """Gram and Schmidt for the columns, then for the rows of what they are made of."""
        N, columns = len(X), len(X[0])
        Q = []
        for j in range(columns):
            v = [float(X[n][j]) for n in range(N)]
            size = sum(a * a for a in v) ** 0.5
            for _ in range(2):
                for q in Q:
                    c = sum(a * b for a, b in zip(q, v, strict=True))
                    v = [a - c * b for a, b in zip(v, q, strict=True)]
            rest = sum(a * a for a in v) ** 0.5
            if rest > 1e-10 * size:
                Q.append([a / rest for a in v])
        if not Q:
            return [0.0] * columns
        R = [[sum(q[n] * X[n][j] for n in range(N)) for j in range(columns)] for q in Q]
        G = [[sum(a * b for a, b in zip(r, s, strict=True)) for s in R] for r in R]
        c = [sum(a * b for a, b in zip(q, y, strict=True)) for q in Q]
        alpha = np.linalg.solve(G, c)
        return [sum(a * r[j] for a, r in zip(alpha, R, strict=True)) for j in range(columns)]

    @alternate
    def by_eigenvectors(X, y):
        values, V = np.linalg.eigh(X.T @ X)
        keep = values > 1e-13 * values[-1]
        return V[:, keep] @ (V[:, keep].T @ (X.T @ y) / values[keep])

    @alternate
    def by_pseudo_inverse(X, y):
        return np.linalg.pinv(X, rcond=1e-12) @ y
