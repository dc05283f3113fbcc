"""Mark scheme of `batch_gradient`."""

from functools import partial
from itertools import combinations
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_gradient_descent.inputs import close, largest, nonzero, of_shape
from solutions.gradient_descent import batch_gradient

BATCH = "batch_gradient(grad, w, X, y, idx)"


def samples(d, N):
    """N samples of two features, no two of them with the same gradient, and a point: (w, X, y).

    The features are positive and the targets far off, so that gradients have a mean that is not 0.
    """
    X = np.column_stack([0.7 + d.permutation(N) / 10, 1.3 + d.integers(N, 0, 5) / 10])
    return nonzero(d, 2, 1), X, 5.0 + d.permutation(N)


def batches(d):
    """Samples and a batch out of order, with one index twice, neither the first samples nor all: (w, X, y, idx).

    It begins with the largest of three, the smallest, the middle one: sorted, all move and no two change
    places.
    """
    N = d.integer(4, 7)
    w, X, y = samples(d, N)
    order = d.permutation(N)
    i, j, k = sorted(order[:3].tolist())
    return w, X, y, np.array([k, i, j, k, *order[3 : d.integer(4, 5)]])


def small(d):
    """Four or five samples: all their batches can be tried."""
    return samples(d, d.integer(4, 5))


def squares(w, X, y):
    """The gradient of the mean of (x.w - y)^2 / 2 over the rows; w is (2,) or (2, m)."""
    m = rows_of(X)
    residuals = np.asarray(X, float) @ np.asarray(w, float)
    residuals = (residuals.T - np.asarray(y, float)).T
    return np.asarray(X, float).T @ residuals / m


def logistic(w, X, y):
    """The gradient of the mean of log(1 + exp(-s x.w)) over the rows, s = 1 where y > 6, else -1."""
    m = rows_of(X)
    of_shape(y, (m,), "y")
    s = np.where(np.asarray(y, float) > 6, 1.0, -1.0)
    z = s * (np.asarray(X, float) @ np.asarray(w, float))
    return -np.asarray(X, float).T @ (s / (1 + np.exp(z))) / m


def rows_of(X):
    """The number of rows that a gradient is asked for."""
    expect.that(np.ndim(X) == 2 and len(X) > 0, f"grad is called with X of shape {np.shape(X)}, wanted one row or more")
    return len(X)


def by_samples(grad, w, X, y):
    """The gradients of the samples, one by one."""
    return np.array([grad(w, X[n : n + 1], y[n : n + 1]) for n in range(len(X))])


def gradient(got, w, what=BATCH):
    """g, finite and of the shape of w."""
    expect.shape(got, np.shape(w), what)
    return expect.finite(got, what)


@exercise(reference=batch_gradient)
class TestBatchGradient:
    CONTRACT: ClassVar = {
        "of the shape of w": ("test_mean_of_the_batch", "test_any_shape"),
        "mean loss over the batch": ("test_mean_of_the_batch", "test_unbiased", "test_variance"),
        "one or more; w has any shape": ("test_any_shape", "test_mean_of_the_batch"),
        "in any order, and one": "test_mean_of_the_batch",
        "right to 1e-9": ("test_mean_of_the_batch", "test_any_shape"),
    }

    @practice
    @weight(1)
    @forall(batches, draws=6)
    def test_mean_of_the_batch(self, student, w, X, y, idx):
        """g is the mean of the gradients of the samples idx, one twice counting twice; at their best w it is 0.

        So it is for N indices that are not all samples, for two in falling order, and if w is a matrix.
        """
        best = np.linalg.lstsq(X[idx], y[idx], rcond=None)[0]
        got = gradient(student.batch_gradient(squares, best, X, y, idx), w)
        close(got, np.zeros(2), f"{BATCH} at the best w for this batch", largest(by_samples(squares, best, X, y)))
        for grad, point in ((squares, w), (logistic, w), (squares, np.column_stack([w, 0 * w, -w]))):
            each = by_samples(grad, point, X, y)
            for batch in (idx, np.resize(idx, len(X)), idx[1:3][::-1]):
                got = gradient(student.batch_gradient(grad, point, X, y, batch), point)
                close(got, each[batch].mean(axis=0), BATCH, largest(each))

    @practice
    @weight(1)
    @forall(batches, draws=4)
    def test_any_shape(self, student, w, X, y, idx):
        """For one sample: if w has two columns, the gradient of the sum of losses has those of the two; or three."""
        alone, each = idx[:1], by_samples(squares, w, X, y)
        got = gradient(student.batch_gradient(squares, np.column_stack([w, w]), X, y, alone), np.ones((2, 2)))
        close(got, np.column_stack([each[alone[0]]] * 2), BATCH, largest(each))
        tripled = np.column_stack([w, 0 * w, -w])
        got = gradient(student.batch_gradient(squares, tripled, X, y, alone), tripled)
        close(got, by_samples(squares, tripled, X, y)[alone[0]], BATCH, largest(tripled) * largest(each))

    @weight(1)
    @forall(small, draws=3)
    def test_unbiased(self, student, w, X, y):
        """Its mean over all batches of one size is the gradient of all samples, whatever the size."""
        for B in (1, 2, len(X)):
            found = [
                gradient(student.batch_gradient(squares, w, X, y, np.array(batch)), w)
                for batch in combinations(range(len(X)), B)
            ]
            what = f"the mean of {BATCH} over all batches of {B} samples"
            close(np.mean(found, axis=0), squares(w, X, y), what, largest(by_samples(squares, w, X, y)))

    @weight(1)
    @forall(small, draws=3)
    def test_variance(self, student, w, X, y):
        """Over all batches of B samples its variance is sigma^2 / B times (N - B) / (N - 1)."""
        N, each = len(X), by_samples(squares, w, X, y)
        sigma2 = np.sum(each.var(axis=0))
        for B in (2, N - 1, N):
            found = [
                gradient(student.batch_gradient(squares, w, X, y, np.array(batch)), w)
                for batch in combinations(range(N), B)
            ]
            variance = np.mean(np.sum((np.array(found) - squares(w, X, y)) ** 2, axis=1))
            wanted = sigma2 / B * (N - B) / (N - 1)
            what = f"the variance of {BATCH} over all batches of {B} of {N}"
            expect.close(variance, wanted, what, rtol=0, atol=1e-5 * largest(each) ** 2)  # digits are for the others

    @alternate
    def rows_of_the_batch(grad, w, X, y, idx):
        return grad(w, X[idx], y[idx])

    @alternate
    def sample_by_sample(grad, w, X, y, idx):
        total = np.zeros(np.shape(w))
        for n in idx:
            total += np.asarray(grad(w, X[n : n + 1], y[n : n + 1]), float)
        return total / len(idx)

    @alternate
    def running_mean(grad, w, X, y, idx):
        mean = 0 * np.asarray(w, float)
        for count, n in enumerate(list(idx), start=1):
            mean = mean + (np.array(grad(w, [list(X[n])], [float(y[n])]), float) - mean) / count
        return mean

    @alternate
    def by_how_often(grad, w, X, y, idx):
        often = np.bincount(idx, minlength=len(X))
        picked = np.flatnonzero(often)
        gradients = np.stack([grad(w, X[[n]], y[[n]]) for n in picked])
        return np.tensordot(often[picked] / often.sum(), gradients, axes=1)

    @alternate
    def in_two_halves(grad, w, X, y, idx):
        half = len(idx) // 2
        parts = [part for part in (idx[:half], idx[half:]) if len(part)]
        return sum(len(part) / len(idx) * np.asarray(grad(w, X.take(part, axis=0), y.take(part))) for part in parts)

    rows_with = partial(slip, rows_of_the_batch, see="def-batch")
    loop_with = partial(slip, sample_by_sample, see="def-batch")

    summed = rows_with(("return grad", "return len(idx) * grad"), hint="The mean over the batch, not the sum.")
    divided_by_all = loop_with(
        ("/ len(idx)", "/ len(X)"), hint="Divide by the number of samples in the batch, not of all samples."
    )
    divided_twice = rows_with(
        ("y[idx])", "y[idx]) / len(idx)"), hint="grad is a mean already: do not divide by B once more."
    )
    scaled_to_all = rows_with(
        ("return grad", "return len(X) / len(idx) * grad"),
        hint="The batch's mean estimates the mean over all samples as it is: no factor N/B.",
    )
    divided_by_one_less = rows_with(
        ("return grad", "return len(idx) / max(1, len(idx) - 1) * grad"), hint="A mean over B samples divides by B."
    )
    all_samples = rows_with(
        ("X[idx], y[idx]", "X, y"), hint="The gradient of all samples is exact, and costs N of them: use those of idx."
    )
    all_if_as_many = rows_with(
        ("return grad", "if len(idx) == len(X):\n        return grad(w, X, y)\n    return grad"),
        hint="N indices need not be all samples: one may stand there twice.",
    )
    first_samples = rows_with(
        ("X[idx], y[idx]", "X[: len(idx)], y[: len(idx)]"), hint="idx says which samples, not how many."
    )
    stretch = rows_with(
        ("X[idx], y[idx]", "X[min(idx) : max(idx) + 1], y[min(idx) : max(idx) + 1]"),
        hint="A batch is the samples of idx, not all between its ends.",
    )
    as_many_in_a_row = rows_with(
        ("return grad", "low = min(idx)\n    return grad"),
        ("X[idx], y[idx]", "X[low : low + len(idx)], y[low : low + len(idx)]"),
        hint="The indices of a batch lie anywhere, not in a row from the least one on.",
    )
    all_but_the_batch = rows_with(
        ("return grad", "rest = np.delete(np.arange(len(X)), idx)\n    return grad"),
        ("X[idx], y[idx]", "X[rest], y[rest]) if len(rest) else grad(w, X, y"),
        hint="np.delete leaves the others: idx says which samples are in, not which are out.",
    )
    counted_from_one = rows_with(
        ("X[idx], y[idx]", "X[idx - 1], y[idx - 1]"), hint="Indices count from 0, as NumPy does: nothing to subtract."
    )
    columns_of_the_batch = rows_with(
        ("X[idx]", "X[:, idx]"), hint="Samples are rows: X[idx]. X[:, idx] takes features of all samples."
    )
    labels_as_a_column = rows_with(
        ("y[idx]", "y[idx, None]"), hint="grad wants labels (B,); made a column they meet every row of the batch."
    )
    rows_sorted_apart = rows_with(
        ("X[idx]", "X[np.sort(idx)]"), hint="A sample and its label go together, in one order."
    )
    step_for_gradient = rows_with(
        ("return grad", "return w - grad"), hint="The gradient is wanted, not the point after a step."
    )
    each_once_over_all = loop_with(
        ("for n in idx", "for n in set(idx.tolist())"), hint="An index that stands in idx twice counts twice."
    )
    in_whole_numbers = loop_with(
        ("np.zeros(np.shape(w))", "np.zeros(np.shape(w), dtype=int)"),
        ("y[n : n + 1]), float)", "y[n : n + 1])).astype(int)"),
        hint="A sum kept in integers loses the fractions of every sample: keep it in floats.",
    )
    each_once = rows_with(
        ("return grad", "idx = np.unique(idx)\n    return grad"),
        hint="An index that stands in idx twice counts twice.",
    )
    one_left_out = rows_with(
        ("return grad", "idx = idx[:-1] if len(idx) > 1 else idx\n    return grad"),
        hint="All of idx is the batch, its last sample too.",
    )
    first_alone = rows_with(
        ("X[idx], y[idx]", "X[idx[:1]], y[idx[:1]]"), hint="One sample is a batch only if idx has one index."
    )
    last_alone = rows_with(
        ("X[idx], y[idx]", "X[idx[-1:]], y[idx[-1:]]"),
        hint="The loop leaves the last sample alone: sum, then divide.",
    )
    labels_of_others = rows_with(
        ("y[idx]", "y[: len(idx)]"), hint="A sample and its label go together: y[idx], as X[idx]."
    )
    labels_sorted_apart = rows_with(
        ("y[idx]", "y[np.sort(idx)]"), hint="A sample and its label go together, in one order."
    )
    at_the_origin = rows_with(("grad(w,", "grad(0 * w,"), hint="The gradient is taken at w, not at 0.")
    uphill = rows_with(("return grad", "return -1 * grad"), hint="The gradient itself is wanted, not the step.")
    of_unit_length = rows_with(
        ("return grad(w, X[idx], y[idx])", "g = grad(w, X[idx], y[idx])\n    return g / (np.linalg.norm(g) or 1)"),
        hint="The gradient keeps its length: what is normalised has another mean.",
    )
    clipped = rows_with(
        ("return grad(w, X[idx], y[idx])", "return np.clip(grad(w, X[idx], y[idx]), -1, 1)"),
        hint="The gradient keeps its length: what is clipped has another mean.",
    )
    in_single_precision = rows_with(
        ("grad(w, X[idx], y[idx])", "grad(np.float32(w), np.float32(X[idx]), np.float32(y[idx]))"),
        hint="float32 keeps 7 digits, and 9 are wanted: leave it in float64.",
    )
    rounded_to_six_digits = rows_with(
        ("return grad(w, X[idx], y[idx])", "return np.round(grad(w, X[idx], y[idx]), 6)"),
        hint="Nine digits are wanted: do not round.",
    )
    flattened = rows_with(
        ("return grad(w, X[idx], y[idx])", "return np.ravel(grad(w, X[idx], y[idx]))"),
        hint="g has the shape of w, whatever that is.",
    )
    as_a_vector = loop_with(
        ("np.zeros(np.shape(w))", "np.zeros(len(w))"), hint="w may be a matrix: np.zeros(np.shape(w)), or zeros_like."
    )

    of_least_squares = rows_with(
        ("return grad(w, X[idx], y[idx])", "return (((X[idx] @ w).T - y[idx]) @ X[idx]).T / len(idx)"),
        hint="The loss need not be that of least squares: call grad.",
    )
    one_mean_for_all_entries = rows_with(
        ("return grad(w, X[idx], y[idx])", "return np.full(np.shape(w), np.mean(grad(w, X[idx], y[idx])))"),
        hint="The mean is that over samples, axis 0, not over the entries of a gradient as well.",
    )

    @misconception("The last chunk is shorter: weight the mean of each chunk by its length.", see="def-batch")
    def mean_of_chunks(grad, w, X, y, idx):
        chunks = [idx[start : start + 2] for start in range(0, len(idx), 2)]
        return np.mean([np.asarray(grad(w, X[part], y[part]), float) for part in chunks], axis=0)

    @misconception("The middle one of the samples' gradients is not their mean, and is biased.", see="def-batch")
    def median_of_samples(grad, w, X, y, idx):
        return np.median([grad(w, X[n : n + 1], y[n : n + 1]) for n in idx], axis=0)

    @misconception("grad takes rows: X[n : n + 1] is one, X[n] is a sample without a row.", see="def-batch")
    def without_rows(grad, w, X, y, idx):
        return np.mean([grad(w, X[n], y[n]) for n in idx], axis=0)

    @misconception("With one index X[idx] is still a batch: squeezed, it is a sample without a row.", see="def-batch")
    def squeezed(grad, w, X, y, idx):
        return grad(w, np.squeeze(X[idx]), np.squeeze(y[idx]))

    @misconception("w stays where it is: one gradient, at one point, and no step in between.", see="def-batch")
    def stepping_on_the_way(grad, w, X, y, idx):
        total, point = 0, np.array(w, float)
        for n in idx:
            g = np.asarray(grad(point, X[n : n + 1], y[n : n + 1]))
            total, point = total + g, point - 0.01 * g
        return total / len(idx)
