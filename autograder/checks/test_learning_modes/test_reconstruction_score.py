"""Mark scheme of `reconstruction_score`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_learning_modes.inputs import close, directions, eighths, flat, nonzero
from solutions.learning_modes import reconstruction_score


def frame(d, fewest=2):
    """A mean far from 0, k directions that span a subspace, and directions orthogonal to it: (mean, V, others)."""
    n = d.integer(fewest, 5)
    k = d.integer(1, n - 1)
    axes = directions(d, n)
    return (6 + eighths(d, n, 3)) * np.where(np.arange(n) % 2, -1, 1), axes[:, :k], axes[:, k:]


def known_residuals(d):
    """Samples in the subspace, and off it by a known vector: (X, mean, V, squared distances), several of each."""
    mean, V, others = frame(d)
    N = d.integer(2, 5)
    inside = nonzero(d, (N, V.shape[1]), 2)
    off = nonzero(d, (N, others.shape[1]), 2)
    off[:: d.integer(2, 3)] = 0
    return mean + inside @ V.T + off @ others.T, mean, V, np.sum(off**2, axis=1)


def samples(d):
    """Samples anywhere, of which two or more are there: (X, mean, V)."""
    mean, V, _ = frame(d, 3)
    return mean + nonzero(d, (d.integer(2, 5), len(mean))), mean, V


def stretched(d):
    """The same, and by how much they move away from the mean."""
    return *samples(d), d.choice([2.0, -1.0, 0.5, 3.0])


def turned(d):
    """Samples whose mean is the given one, and a rotation or reflection of the space: (X, mean, V, Q)."""
    X, mean, V = samples(d)
    return np.vstack([X, 2 * mean - X]), mean, V, directions(d, len(mean))


def one_sample(d):
    """A single sample, and a single direction: (X, mean, V)."""
    mean, V, others = frame(d)
    V = V[:, :1]
    return (mean + nonzero(d, 1, 2) @ V.T + others[:, 0])[None], mean, V


def whole(d):
    """Samples that are integers, and a mean near them that is not, all far from 0: (X, mean, V)."""
    _, V, _ = frame(d, 3)
    n = len(V)
    X = d.integers((d.integer(1, 4), n), -4, 4) + d.choice([9000, -9500, 9999])
    return X.astype(np.int64), X[0] + 3 / 8 + d.integers(n, 0, 4), V


@exercise(reference=reconstruction_score)
class TestReconstructionScore:
    CONTRACT: ClassVar = {
        "Squared distance (N,) of each sample": (
            "test_distance_from_the_subspace",
            "test_square_law",
            "test_rotation",
        ),
        "X may hold integers": "test_whole_numbers_far_off",
        "N may": "test_one_new_sample",
        "scores are right to 1e-5": ("test_whole_numbers_far_off", "test_distance_from_the_subspace"),
        "need not come from these samples": ("test_one_new_sample", "test_distance_from_the_subspace"),
    }

    @practice
    @weight(1)
    @forall(known_residuals)
    def test_distance_from_the_subspace(self, student, X, mean, V, wanted):
        """A sample in the subspace has the score 0; r, orthogonal to it, adds ||r||^2."""
        close(student.reconstruction_score(X, mean, V), wanted, "reconstruction_score(X, mean, V)", 10)

    @practice
    @weight(1)
    @forall(one_sample)
    def test_one_new_sample(self, student, X, mean, V):
        """A single sample at the distance 1 from the line has the score 1: mean and V are those given."""
        close(student.reconstruction_score(X, mean, V), [1.0], "reconstruction_score(X, mean, V)", 10)

    @weight(1)
    @forall(stretched)
    def test_square_law(self, student, X, mean, V, t):
        """At t times the difference from the mean a score is t^2 times what it was."""
        got = flat(student.reconstruction_score(mean + t * (X - mean), mean, V), len(X), "the scores")
        wanted = t**2 * reconstruction_score(X, mean, V)
        close(got, wanted, "reconstruction_score(mean + t (X - mean), mean, V)", 100)

    @weight(1)
    @forall(turned)
    def test_rotation(self, student, X, mean, V, Q):
        """A rotation of samples, mean and directions changes no score: X Q, mean Q, Q^T V."""
        got = student.reconstruction_score(X @ Q, mean @ Q, Q.T @ V)
        close(got, reconstruction_score(X, mean, V), "reconstruction_score(X Q, mean Q, Q^T V)", 100)

    @weight(1)
    @forall(whole, draws=10)
    def test_whole_numbers_far_off(self, student, X, mean, V):
        """Samples may be integers, and the mean far from 0 beside their distance from it."""
        wanted = reconstruction_score(X, mean, V)
        size = np.max(np.sum((X - mean) ** 2, axis=1))
        close(student.reconstruction_score(X, mean, V), wanted, "reconstruction_score(X, mean, V)", size)

    @alternate
    def by_pythagoras(X, mean, V):
        A = X - mean
        return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)

    @alternate
    def by_reconstruction(X, mean, V):
        codes = (X - mean) @ V
        back = mean + codes @ V.T
        return np.linalg.norm(X - back, axis=1) ** 2

    @alternate
    def by_loops(X, mean, V):
        scores = []
        for x in X:
            rest = [float(a - m) for a, m in zip(x, mean, strict=True)]
            for j in range(len(V[0])):
                along = sum(r * V[i][j] for i, r in enumerate(rest))
                rest = [r - along * V[i][j] for i, r in enumerate(rest)]
            scores.append(sum(r * r for r in rest))
        return scores

    @alternate
    def by_the_complement(X, mean, V):
        U, _, _ = np.linalg.svd(V)
        return (((X - mean) @ U[:, V.shape[1] :]) ** 2).sum(axis=1)

    @alternate
    def in_single_precision(X, mean, V):
        A, V = (X - mean).astype(np.float32), V.astype(np.float32)
        R = A - A @ V @ V.T
        return np.einsum("ni,ni->n", R, R)

    @alternate
    def by_least_squares(X, mean, V):
        A = (X - mean).T
        codes, _, _, _ = np.linalg.lstsq(V, A, rcond=None)
        return ((A - V @ codes) ** 2).sum(axis=0)

    @alternate
    def by_a_projector(X, mean, V):
        Q = np.eye(len(V)) - V @ V.T
        return np.array([(x - mean) @ Q @ (x - mean) for x in X])

    sum_squared = slip(
        by_pythagoras,
        ("np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)", "np.sum(A - A @ V @ V.T, axis=1) ** 2"),
        hint="Squares are added up; this is the square of a sum.",
        see="def-score",
    )
    sum_of_codes_squared = slip(
        by_pythagoras,
        ("np.sum((A @ V) ** 2, axis=1)", "np.sum(A @ V, axis=1) ** 2"),
        hint="The codes are squared one by one: what is taken off is the sum of their squares.",
        see="def-score",
    )
    mean_taken_off_once = slip(
        by_pythagoras,
        ("np.sum(A**2, axis=1)", "np.sum(X**2, axis=1)"),
        hint="The mean is taken off in both parts: ||x - mean||^2 less the squares of the codes.",
        see="def-score",
    )
    mean_of_the_mean = slip(
        by_pythagoras,
        ("A = X - mean", "A = X - np.mean(mean)"),
        hint="mean is a point: each feature has its own entry of it taken off.",
        see="def-score",
    )
    rows_for_columns = slip(
        by_pythagoras,
        ("np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)", "np.sum((A - A @ V.T @ V) ** 2, axis=1)"),
        hint="The directions are the columns of V: a V comes first, then V^T.",
        see="def-score",
    )
    nearest_line = slip(
        by_pythagoras,
        (
            "np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "np.min(np.sum(A**2, axis=1, keepdims=True) - (A @ V) ** 2, axis=1)",
        ),
        hint="The subspace holds more than the lines along its columns, and is nearer than they are.",
        see="def-score",
    )
    share_of_the_distance = slip(
        by_pythagoras,
        (
            "return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "total = np.sum(A**2, axis=1)\n"
            "    return np.sum((A - A @ V @ V.T) ** 2, axis=1) / np.where(total > 0, total, 1)",
        ),
        hint="The score is a squared distance, not its share of the squared distance from the mean.",
        see="def-score",
    )
    difference_of_lengths = slip(
        by_pythagoras,
        (
            "np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "(np.linalg.norm(A, axis=1) - np.linalg.norm(A @ V, axis=1)) ** 2",
        ),
        hint="Pythagoras is for squares: take the difference of the squared lengths, not the square of a difference.",
        see="def-score",
    )
    no_negative_codes = slip(
        by_reconstruction,
        ("codes = (X - mean) @ V", "codes = np.maximum((X - mean) @ V, 0)"),
        hint="The subspace goes on in both directions: codes may be negative.",
        see="def-score",
    )
    all_lines_together = slip(
        by_pythagoras,
        (
            "np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "sum(np.sum((A - np.outer(A @ v, v)) ** 2, axis=1) for v in V.T)",
        ),
        hint="The distance from the subspace is one; those from the lines along its columns are not added up.",
        see="def-score",
    )
    directions_scaled_together = slip(
        by_pythagoras,
        ("np.sum((A @ V) ** 2, axis=1)", "0"),
        ("A = X - mean", "A, U = X - mean, V / np.linalg.norm(V)\n    A = A - A @ U @ U.T"),
        hint="Each column of V has the length 1 already: np.linalg.norm(V) is the root of k.",
        see="def-score",
    )
    mean_for_many_only = slip(
        by_pythagoras,
        ("A = X - mean", "A = X - mean if len(X) > 1 else X"),
        hint="The mean is taken off a single sample, too.",
        see="def-score",
    )
    number_for_one_sample = slip(
        by_pythagoras,
        (
            "return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "return np.squeeze(np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1))",
        ),
        hint="One sample has one score in an array, (1,): do not squeeze it.",
        see="def-score",
    )
    root_of_the_mean_square = slip(
        by_pythagoras,
        (
            "return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "return np.sqrt(np.mean((A - A @ V @ V.T) ** 2, axis=1))",
        ),
        hint="The score is the sum of the squares of the residual: no mean, no root.",
        see="def-score",
    )
    dtype_of_the_samples = slip(
        by_a_projector,
        (
            "return np.array([(x - mean) @ Q @ (x - mean) for x in X])",
            "return np.array([(x - mean) @ Q @ (x - mean) for x in X]).astype(X.dtype)",
        ),
        hint="An array of the dtype of the samples cuts the scores off if they are integers.",
        see="def-score",
    )

    @misconception("Squares of large numbers cancel: take the mean off before anything is squared.", see="def-score")
    def squares_far_from_zero(X, mean, V):
        x, m, W = X.astype(np.float32), mean.astype(np.float32), V.astype(np.float32)
        return (x**2).sum(axis=1) - 2 * x @ m + m @ m - ((x @ W - m @ W) ** 2).sum(axis=1)

    mean_taken_off_in_place = slip(
        by_pythagoras,
        ("A = X - mean", "A = X\n    A -= mean"),
        hint="X -= mean works in the array of the caller, and not at all in one of integers: write A = X - mean.",
        see="def-score",
    )
    not_squared = slip(
        by_reconstruction,
        ("axis=1) ** 2", "axis=1)"),
        hint="The score is the square of the distance.",
        see="def-score",
    )
    mean_over_features = slip(
        by_pythagoras,
        (
            "return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)",
            "return np.mean((A - A @ V @ V.T) ** 2, axis=1)",
        ),
        hint="A squared distance is the sum of squares over the features, not their mean.",
        see="def-score",
    )
    mean_of_the_new_samples = slip(
        by_pythagoras,
        ("A = X - mean", "A = X - X.mean(axis=0)"),
        hint="The mean is the one that was given, of old samples; new ones have no say.",
        see="def-score",
    )
    mean_forgotten = slip(
        by_pythagoras,
        ("A = X - mean", "A = X"),
        hint="The subspace passes through mean: take the differences from there.",
        see="def-score",
    )
    mean_not_added_back = slip(
        by_reconstruction,
        ("back = mean + codes", "back = codes"),
        hint="The reconstruction is mean + codes V^T: the mean comes back.",
        see="def-score",
    )
    mean_not_taken_off = slip(
        by_reconstruction,
        ("codes = (X - mean) @ V", "codes = X @ V"),
        hint="Codes are those of the difference from the mean.",
        see="def-score",
    )
    along_the_subspace = slip(
        by_pythagoras,
        ("np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)", "np.sum((A @ V) ** 2, axis=1)"),
        hint="This is what lies in the subspace; the score is what is left over.",
        see="def-score",
    )
    distance_from_the_mean = slip(
        by_pythagoras,
        (" - np.sum((A @ V) ** 2, axis=1)", ""),
        hint="This is the distance from the mean: what lies along V costs nothing.",
        see="def-score",
    )
    over_the_samples = slip(
        by_pythagoras,
        ("return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)", "return np.sum((A - A @ V @ V.T) ** 2, axis=0)"),
        hint="One score for each sample: sum over the features.",
        see="def-score",
    )
    one_number = slip(
        by_pythagoras,
        ("return np.sum(A**2, axis=1) - np.sum((A @ V) ** 2, axis=1)", "return np.sum((A - A @ V @ V.T) ** 2)"),
        hint="One score for each sample, not one for all.",
        see="def-score",
    )
    half_of_it = slip(
        by_reconstruction,
        ("np.linalg.norm(X - back, axis=1) ** 2", "np.sum((X - back) ** 2, axis=1) / 2"),
        hint="The score is the whole squared distance: no factor 1/2.",
        see="def-score",
    )
    mean_of_all_entries = slip(
        by_reconstruction,
        ("np.linalg.norm(X - back, axis=1) ** 2", "np.mean((X - back) ** 2)"),
        hint="One score for each sample: sum over the features, and keep the samples apart.",
        see="def-score",
    )
    absolute_values = slip(
        by_reconstruction,
        ("np.linalg.norm(X - back, axis=1) ** 2", "np.abs(X - back).sum(axis=1)"),
        hint="Squares are added up, not absolute values.",
        see="def-score",
    )
    first_direction_only = slip(
        by_reconstruction,
        ("codes = (X - mean) @ V\n", "V = V[:, :1]\n    codes = (X - mean) @ V\n"),
        hint="All columns of V span the subspace, not the first alone.",
        see="def-score",
    )

    @misconception("The subspace is the one given, not one fitted to the new samples.", see="def-score")
    def fitted_again(X, mean, V):
        A = X - X.mean(axis=0)
        _, _, Vt = np.linalg.svd(A, full_matrices=False)
        W = Vt[: V.shape[1]].T
        return np.sum((A - A @ W @ W.T) ** 2, axis=1)
