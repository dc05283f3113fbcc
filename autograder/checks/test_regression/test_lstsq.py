"""Mark scheme of `lstsq`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_regression.inputs import close, eighths, entries, flat, independent
from solutions.regression import lstsq

NARROW = 2.0**-22  # between two columns: singular values of 1e-8 of the largest and more, whose squares are 1e-15
UNITS = (1e-12, 1e6)  # of X: what is round-off depends on them; for the second, w is far above the 1e-16 beside a 1


def more_samples_than_columns(d):
    """Independent columns, and targets that no w fits."""
    columns = d.integer(1, 3)
    N = d.integer(columns + 1, 6)
    X = independent(d, N, columns)
    return X, eighths(d, N)


def fitted(d):
    """Independent columns of integers, as many as samples or fewer, and targets that w fits: (X, y, w)."""
    columns = d.integer(1, 4)
    X = independent(d, d.integer(columns, 6), columns)
    w = eighths(d, columns) + 5
    return X.astype(np.int64), X @ w, w


def dependent(d):
    """A column is there twice, or is 0, or is made of two others; its place is anywhere."""
    columns = d.integer(2, 3)
    N = d.integer(columns + 1, 6)
    X = independent(d, N, columns)
    extra = d.choice(
        [X[:, 0], 0 * X[:, 0], X[:, 0] + X[:, 1], 0.7 * X[:, 0] - 0.1 * X[:, 1], 0.3 * X[:, 0] + 0.6 * X[:, 1]]
    )
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
        "N may be smaller than d": ("test_fewer_samples_than_columns", "test_shortest_of_many"),
        "it may hold integers": "test_what_fits_is_found",
        "is round-off, and counts as 0": ("test_nearly_dependent_columns", "test_shortest_of_many"),
        "right to 1e-4 if y = X w": "test_nearly_dependent_columns",
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
        # w is up to 10 in size, a row of X^T X has a sum up to 400
        close(X.T @ (X @ w - y), np.zeros(len(w)), "X.T @ (X @ w - y)", 4000)

    @practice
    @weight(1)
    @forall(fitted)
    def test_what_fits_is_found(self, student, X, y, w):
        """If y = X w and the columns are independent, the answer is w."""
        close(student.lstsq(X, y), w, "lstsq(X, y)", 10)

    @weight(1)
    @forall(dependent)
    def test_shortest_of_many(self, student, X, y):
        """If columns are dependent, w has the least norm of all with the least residual, in any unit; 0 if X is."""
        columns = X.shape[1]
        found = [(unit, student.lstsq(unit * X, y.copy())) for unit in UNITS]
        of_nothing = student.lstsq(0 * X, y.copy())
        for unit, got in found:
            w = entries(got, columns, f"lstsq({unit:g} * X, y)")
            close(unit * w, lstsq(X, y), f"{unit:g} * lstsq({unit:g} * X, y)", 10)
        close(entries(of_nothing, columns, "lstsq(0 * X, y)"), np.zeros(columns), "lstsq(0 * X, y)")

    @weight(1)
    @forall(fewer_samples_than_columns)
    def test_fewer_samples_than_columns(self, student, X, y):
        """If there are fewer samples than columns, w fits them all, and is the shortest that does."""
        w = entries(student.lstsq(X, y), X.shape[1], "lstsq(X, y)")
        close(w, lstsq(X, y), "lstsq(X, y)", 10)

    @weight(1)
    @forall(nearly_dependent)
    def test_nearly_dependent_columns(self, student, X, y, w):
        """Columns that are close are not dependent yet: if y = X w, the answer is w."""
        # a solution by the SVD of X keeps 1e-7, one by X^T X 1e-1
        got = entries(student.lstsq(X, y), X.shape[1], "lstsq(X, y)")
        expect.close(got, w, "lstsq(X, y)", rtol=0, atol=1e-4 * w.max())

    @misconception("X^T X has no inverse if columns depend on one another: use the SVD.", see="thm-normal-equations")
    def by_inverse(X, y):
        return np.linalg.inv(X.T @ X) @ X.T @ y

    @misconception("X^T X has no inverse if columns depend on one another: use the SVD.", see="thm-normal-equations")
    def by_solving(X, y):
        return np.linalg.solve(X.T @ X, X.T @ y)

    @misconception("X^T X has no inverse if columns depend on one another: use the SVD.", see="thm-normal-equations")
    def by_inverse_of_the_products(X, y):
        return np.linalg.inv(X.T @ X) @ (X.T @ y)

    @misconception("X X^T has no inverse unless the rows are independent: use the SVD.", see="thm-normal-equations")
    def by_the_other_product(X, y):
        return X.T @ np.linalg.solve(X @ X.T, y)

    @misconception("A matrix may have a rank below both its sizes: use the SVD.", see="def-shortest")
    def full_rank_either_way(X, y):
        if len(X) >= X.shape[1]:
            return np.linalg.solve(X.T @ X, X.T @ y)
        return X.T @ np.linalg.solve(X @ X.T, y)

    @misconception("R has no inverse if columns depend on one another, nor if N < d.", see="def-shortest")
    def by_triangles(X, y):
        Q, R = np.linalg.qr(X)
        return np.linalg.solve(R, Q.T @ y)

    @misconception("X^T X squares the singular values, and loses those below 1e-8: take X itself.", see="def-shortest")
    def pseudo_inverse_of_the_product(X, y):
        return np.linalg.pinv(X.T @ X) @ X.T @ y

    @misconception("w has one axis, (d,): a number for each column of X.", see="thm-normal-equations")
    def as_a_column(X, y):
        return np.linalg.lstsq(X, np.reshape(y, (-1, 1)), rcond=None)[0]

    @misconception("y is changed for the caller too: y -= ... works in place.", see="def-shortest")
    def targets_changed(X, y):
        w = np.linalg.lstsq(X, y, rcond=None)[0]
        y -= X @ w
        return w

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

    @misconception("A small penalty is no least squares: it bends what close columns say.", see="def-shortest")
    def penalty_between(X, y):
        return np.linalg.solve(X.T @ X + 1e-10 * np.eye(X.shape[1]), X.T @ y)

    @misconception("With fewer samples than columns this fits, but zeros are not the shortest.", see="def-shortest")
    def first_columns_if_wide(X, y):
        w, N = np.zeros(X.shape[1]), min(X.shape)
        if len(w) == N:
            return np.linalg.lstsq(X, y, rcond=1e-12)[0]
        w[:N] = np.linalg.lstsq(X[:, :N], y, rcond=1e-12)[0]
        return w

    @misconception("Least norm is that of w itself: columns that are scaled have another shortest.", see="def-shortest")
    def scaled_columns(X, y):
        size = np.linalg.norm(X, axis=0)
        size[size == 0] = 1
        return np.linalg.lstsq(X / size, y, rcond=1e-12)[0] / size

    @misconception("Begin at 0: what the start has orthogonal to the rows stays in w.", see="def-shortest")
    def starts_at_ones(X, y):
        w = np.ones(X.shape[1])
        return w + np.linalg.pinv(X, rcond=1e-12) @ (y - X @ w)

    @misconception("A square X may be singular but for round-off, which solve does not see.", see="def-shortest")
    def solved_if_square(X, y):
        try:
            return np.linalg.solve(X, y)
        except np.linalg.LinAlgError:
            return np.linalg.lstsq(X, y, rcond=1e-12)[0]

    @misconception("Samples and targets stay where they are: no means are taken off.", see="thm-normal-equations")
    def centred(X, y):
        return np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]

    @misconception("np.linalg.lstsq returns four things; the first is w.", see="thm-normal-equations")
    def all_that_numpy_says(X, y):
        return np.linalg.lstsq(X, y, rcond=None)

    @misconception(
        "Close columns differ: a coarse threshold, float32 or too few steps of descent lose that.", see="def-shortest"
    )
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
    def by_svd(X, y):
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        keep = s > 1e-12 * s[0]
        return Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])

    round_off_kept = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "s >= 0"),
        hint="A singular value that ought to be 0 comes out near 1e-16, and you divide by it.",
        see="def-shortest",
    )
    exact_zeros_dropped = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "s > 0"),
        hint="Round-off makes 1e-16 of a 0: compare with a threshold.",
        see="def-shortest",
    )
    threshold_without_unit = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "s > 1e-10"),
        hint="The threshold is relative to the largest singular value: small matrices are lost.",
        see="def-shortest",
    )
    tiny_threshold_without_unit = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "s > 1e-14"),
        hint="The threshold is relative to the largest singular value: round-off grows with it.",
        see="def-shortest",
    )
    multiplied_by_singular_values = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "s >= 0"),
        ("(U[:, keep].T @ y) / s[keep]", "(U[:, keep].T @ y) * s[keep]"),
        hint="X is undone by dividing by s_i, not by multiplying.",
        see="def-shortest",
    )
    largest_only = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "(np.arange(len(s)) == 0) & (s > 0)"),
        hint="All singular values count that are not round-off, not the largest alone.",
        see="def-shortest",
    )
    smallest_dropped = slip(
        by_svd,
        ("s > 1e-12 * s[0]", "(s > 1e-12 * s[0]) & (np.arange(len(s)) < max(len(s) - 1, 1))"),
        hint="The last singular value is dropped only if it is round-off.",
        see="def-shortest",
    )
    rows_for_columns = slip(
        by_svd,
        (
            "return Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])",
            "c = U.T @ y / np.where(keep, s, np.inf); return Vt @ c if len(Vt) == len(Vt.T) else Vt.T @ c",
        ),
        hint="np.linalg.svd returns the c_i as rows: they are combined as Vt.T @ ...",
        see="def-shortest",
    )

    @misconception(
        "For X = 0 you compute 0/0: keep s only where it is above, not at, the threshold times s[0].",
        see="def-shortest",
    )
    def zero_by_zero(X, y):
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        keep = ~(s / s[0] <= 1e-12)
        return Vt[keep].T @ ((U[:, keep].T @ y) / s[keep])

    @alternate
    def by_pseudo_inverse(X, y):
        return np.linalg.pinv(X, rcond=1e-12) @ y
