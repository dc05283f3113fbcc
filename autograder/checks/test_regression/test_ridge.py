"""Mark scheme of `ridge`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_regression.inputs import close, eighths, entries, flat
from solutions.regression import lstsq, ridge

PENALTIES = (2.5, 0.5, 3.5, 0.25, 10.5)  # none of them is its own square, nor an integer
SIZE = 10  # to 1e-5, as the contract says


def problem(d, N, columns):
    """(X, y, lam); the first column and y are positive, so that w is not 0, and no column is 1 by chance."""
    X = eighths(d, (N, columns), 3)
    X[:, 0] = np.abs(X[:, 0]) + 1
    X[0] += X[0] == 1
    return X, np.abs(eighths(d, N, 3)) + 1, d.choice(PENALTIES)


def more_samples(d):
    """Two columns or more, and more samples than columns."""
    columns = d.integer(2, 3)
    return problem(d, d.integer(columns + 1, 6), columns)


def some_with_ones(d):
    """More samples; in every other draw the last column is 1."""
    X, y, lam = more_samples(d)
    X[:, -1] = d.choice([X[:, -1], np.ones(len(X))])
    return X, y, lam


def close_columns(d):
    """The second column is nearly the first: one singular value is less than a thousandth of the other."""
    X, y, _ = problem(d, d.integer(3, 6), 2)
    X[:, 1] = X[:, 0] + np.where(np.arange(len(X)) % 2, 1, -1) / 1024
    y[::2] += 4
    return X, y, d.choice([0.25, 0.5])


def fewer_samples(d):
    N = d.integer(2, 3)
    return problem(d, N, N + d.integer(1, 2))


def orthogonal_columns(d):
    """Each sample has one feature that is not 0, an integer; both columns occur: (X, y, lam)."""
    N = d.integer(3, 6)
    column = d.integers(N, 0, 1)
    column[:2] = 0, 1
    return (
        np.eye(2, dtype=np.int64)[column] * d.integers((N, 1), 1, 3),
        np.abs(eighths(d, N, 3)) + 1,
        d.choice(PENALTIES),
    )


@exercise(reference=ridge, requires=(lstsq,))
class TestRidge:
    CONTRACT: ClassVar = {
        "the w (d,) that minimises": "test_gradient_vanishes",
        "a sum and not a mean": ("test_gradient_vanishes", "test_orthogonal_columns", "test_samples_twice"),
        "N may be smaller than d": ("test_primal_is_dual", "test_norm_falls"),
        "it may hold integers": "test_orthogonal_columns",
        "w is right to 1e-5": ("test_primal_is_dual", "test_samples_twice"),
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        [
            "keep = s > max(X.shape) * np.finfo(float).eps * s[-1]",
            "keep = s > max(X.shape) * np.finfo(float).eps * s[1]",
            "keep = s > max(X.shape) * np.finfo(float).eps / s[0]",
            "keep = s > min(X.shape) * np.finfo(float).eps * s[0]",
            "keep = s >= max(X.shape) * np.finfo(float).eps * s[0]",
        ],
        "a singular value near 0 adds s / (s^2 + lam), next to nothing, kept or not: it matters for tiny lam only",
    )

    @practice
    @weight(1)
    @forall(some_with_ones)
    def test_gradient_vanishes(self, student, X, y, lam):
        """The gradient of the objective is 0: X^T (X w - y) + lam w = 0."""
        w = flat(student.ridge(X, y, lam), X.shape[1], "ridge(X, y, lam)")
        size = 400 * SIZE  # a row of X^T X + lam I has a sum up to 400
        close(X.T @ (X @ w - y) + lam * w, np.zeros(len(w)), "X.T @ (X @ w - y) + lam * w", size)

    @practice
    @weight(1)
    @forall(orthogonal_columns)
    def test_orthogonal_columns(self, student, X, y, lam):
        """If the columns x_j are orthogonal, w_j = x_j.y / (x_j.x_j + lam)."""
        close(student.ridge(X, y, lam), X.T @ y / (np.sum(X**2, axis=0) + lam), "ridge(X, y, lam)", SIZE)

    @practice
    @weight(1)
    @forall(more_samples)
    def test_norm_falls(self, student, X, y, lam):
        """If X^T y is not 0, the norm of w falls strictly as lam grows."""
        norms = []
        for each in (lam, 2 * lam, 8 * lam):
            w = flat(student.ridge(X, y, each), X.shape[1], f"ridge(X, y, {each:g})")
            norms.append(np.linalg.norm(w))
        falls = norms[0] > norms[1] > norms[2] > 0
        expect.that(falls, f"for lam = {lam:g}, {2 * lam:g}, {8 * lam:g} the norms are {norms}")

    @weight(1)
    @forall(fewer_samples)
    def test_primal_is_dual(self, student, X, y, lam):
        """If there are fewer samples than columns, w = X^T alpha, where (X X^T + lam I) alpha = y."""
        alpha = np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y)
        close(entries(student.ridge(X, y, lam), X.shape[1], "ridge(X, y, lam)"), X.T @ alpha, "ridge(X, y, lam)", SIZE)

    @weight(1)
    @forall(close_columns)
    def test_samples_twice(self, student, X, y, lam):
        """Each sample twice, and lam twice as large, change nothing, where columns are close too: it is a sum."""
        twice = student.ridge(np.vstack([X, X]), np.append(y, y), 2 * lam)
        twice = entries(twice, X.shape[1], "ridge(vstack([X, X]), append(y, y), 2 * lam)")
        close(twice, ridge(X, y, lam), "ridge(vstack([X, X]), append(y, y), 2 * lam)", SIZE)

    @alternate
    def by_normal_equations(X, y, lam):
        return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)

    @alternate
    def by_duality(X, y, lam):
        return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(len(X)), y)

    @alternate
    def by_more_samples(X, y, lam):
        columns = X.shape[1]
        more = np.vstack([X, np.sqrt(lam) * np.eye(columns)])
        return lstsq(more, np.concatenate([y, np.zeros(columns)]))

    @alternate
    def by_loop(X, y, lam):
        """One coordinate after the other, each to its best: Gauss and Seidel."""
        N, columns = len(X), len(X[0])
        w, residual = [0.0] * columns, [float(v) for v in y]
        squares = [sum(float(row[j]) ** 2 for row in X) + lam for j in range(columns)]
        for _ in range(3000):
            largest = 0.0
            for j in range(columns):
                step = (sum(X[n][j] * residual[n] for n in range(N)) - lam * w[j]) / squares[j]
                w[j] += step
                for n in range(N):
                    residual[n] -= step * X[n][j]
                largest = max(largest, abs(step))
            if largest < 1e-13:
                break
        return w

    mean_of_the_squares = slip(
        by_normal_equations,
        ("lam *", "lam * len(X) *"),
        hint="The squares are summed, not averaged: lam is not multiplied by N.",
        see="def-ridge",
    )
    divided_by_the_samples = slip(
        by_normal_equations,
        ("lam *", "lam / len(X) *"),
        hint="The objective is ||X w - y||^2 + lam ||w||^2: lam stands there as it is, not divided by N.",
        see="def-ridge",
    )
    lam_squared = slip(
        by_more_samples,
        ("np.sqrt(lam)", "lam"),
        hint="lam counts once: a row of length lam would penalise by its square.",
        see="def-ridge",
    )
    lam_without_root = slip(
        by_normal_equations,
        ("lam *", "np.sqrt(lam) *"),
        hint="X^T X + lam I, with lam itself and not its root.",
        see="def-ridge",
    )
    lam_doubled = slip(
        by_normal_equations,
        ("lam *", "2 * lam *"),
        hint="Both terms have a factor 2 in the gradient, and it cancels.",
        see="def-ridge",
    )
    lam_halved = slip(
        by_normal_equations,
        ("lam *", "lam / 2 *"),
        hint="lam counts half: the 2 of the gradient stands at both terms or at none, and the penalty has no half.",
        see="def-ridge",
    )
    added_to_every_entry = slip(
        by_normal_equations,
        ("lam * np.eye(X.shape[1])", "lam"),
        hint="A number is added to every entry of X^T X; only its diagonal gets lam.",
        see="def-ridge",
    )
    sign_of_the_penalty = slip(
        by_normal_equations,
        ("+ lam", "- lam"),
        hint="The penalty is added: X^T X + lam I.",
        see="def-ridge",
    )
    penalty_forgotten = slip(
        by_more_samples,
        ("np.sqrt(lam)", "0"),
        hint="This is least squares: where is lam?",
        see="def-ridge",
    )
    dual_variables = slip(
        by_duality,
        ("X.T @ np", "np"),
        hint="These are the dual variables alpha; the weights are X^T alpha.",
        see="def-ridge",
    )

    @misconception("A number is added to every entry of X^T X; only its diagonal gets lam.", see="def-ridge")
    def added_everywhere(X, y, lam):
        return np.linalg.lstsq(X.T @ X + lam, X.T @ y, rcond=None)[0]

    @misconception("Samples and targets stay where they are: no means are taken off.", see="def-ridge")
    def centred(X, y, lam):
        X, y = X - X.mean(axis=0), y - y.mean()
        return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)

    @misconception("Column by column is right only if the columns are orthogonal.", see="def-ridge")
    def column_by_column(X, y, lam):
        return X.T @ y / ((X**2).sum(axis=0) + lam)

    @misconception("The factor is s / (s^2 + lam), not 1 / (s + lam).", see="def-ridge")
    def added_to_singular_values(X, y, lam):
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        return Vt.T @ (U.T @ y / (s + lam))

    @misconception("With a penalty no singular value needs to be dropped: small ones count too.", see="def-ridge")
    def small_singular_values_dropped(X, y, lam):
        U, s, Vt = np.linalg.svd(X, full_matrices=False)
        keep = s > 1e-3 * s[0]
        return Vt[keep].T @ (s[keep] / (s[keep] ** 2 + lam) * (U[:, keep].T @ y))

    @misconception("X X^T + lam I has N rows: the two forms are mixed.", see="def-ridge")
    def forms_mixed(X, y, lam):
        return X.T @ np.linalg.solve(X @ X.T + lam * np.eye(X.shape[1]), y)

    @misconception("The penalty counts with fewer samples than columns too.", see="def-ridge")
    def no_penalty_for_few_samples(X, y, lam):
        if len(X) < X.shape[1]:
            return np.linalg.pinv(X) @ y
        return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)

    @misconception("An integer matrix cuts off what is added to it: make it a float one.", see="def-ridge")
    def dtype_of_the_samples(X, y, lam):
        G = X.T @ X
        for i in range(len(G)):
            G[i, i] += lam
        return np.linalg.solve(G, X.T @ y)

    @misconception("w has one axis, (d,): a number for each column of X.", see="def-ridge")
    def as_a_column(X, y, lam):
        return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ np.reshape(y, (-1, 1)))

    @misconception("X is changed for the caller too: X /= ... works in place.", see="def-ridge")
    def samples_changed(X, y, lam):
        X /= np.sqrt(lam)
        return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y / np.sqrt(lam))

    @misconception("The penalty is lam, whatever it is, and not 1.", see="def-ridge")
    def penalty_of_one(X, y, lam):
        return np.linalg.solve(X.T @ X + np.eye(X.shape[1]), X.T @ y)

    @misconception("The penalty is the square of the norm; this is for the sum of |w_j|.", see="def-ridge")
    def soft_threshold(X, y, lam):
        c = X.T @ y
        return np.sign(c) * np.maximum(np.abs(c) - lam / 2, 0) / np.maximum((X**2).sum(axis=0), 1e-12)

    @misconception("Every weight is penalised, the first one too.", see="def-ridge")
    def first_weight_is_free(X, y, lam):
        free = np.eye(X.shape[1])
        free[0, 0] = 0
        return np.linalg.lstsq(X.T @ X + lam * free, X.T @ y, rcond=None)[0]

    @misconception("Every weight is penalised, the last one too.", see="def-ridge")
    def last_weight_is_free(X, y, lam):
        free = np.eye(X.shape[1])
        free[-1, -1] = 0
        return np.linalg.lstsq(X.T @ X + lam * free, X.T @ y, rcond=None)[0]

    @misconception("Every weight is penalised, that of a column of ones too.", see="def-ridge")
    def ones_are_free(X, y, lam):
        return np.linalg.solve(X.T @ X + lam * np.diag((X != 1).any(axis=0)), X.T @ y)

    @misconception("X^T X need not have an inverse: only with lam on its diagonal it has one.", see="def-ridge")
    def by_least_squares(X, y, lam):
        G = np.linalg.inv(X.T @ X)
        return np.linalg.solve(np.eye(len(G)) + lam * G, G @ (X.T @ y))

    @misconception("A parameter may change its sign as lam grows.", see="def-ridge")
    def no_change_of_sign(X, y, lam):
        w = np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ y)
        plain = np.linalg.lstsq(X, y, rcond=1e-12)[0]
        return np.where((w * plain < 0) & (np.abs(plain) > 1e-9), 0, w)

    @misconception("No mean is taken off y: there is no intercept here.", see="def-ridge")
    def centred_targets(X, y, lam):
        return np.linalg.solve(X.T @ X + lam * np.eye(X.shape[1]), X.T @ (y - y.mean()))

    @misconception("Ridge is no least squares divided by 1 + lam, unless the columns are orthonormal.", see="def-ridge")
    def shrunk_alike(X, y, lam):
        return np.linalg.lstsq(X, y, rcond=None)[0] / (1 + lam)
