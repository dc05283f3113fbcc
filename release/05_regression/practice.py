"""Practice of unit 05_regression: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


SLOPE, INTERCEPT = 1e-5, 1e-3


def line(got):
    """Slope and intercept."""
    slope, intercept = expect.values(got, 2, "line_fit(x, y)")
    return expect.number(slope, "the slope"), expect.number(intercept, "the intercept")


def eighths(d, shape, reach=4):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def spread(d, fewest):
    """Numbers of which the first and the last differ by 1 or more; all are positive."""
    x = eighths(d, d.integer(fewest, 6)) + 6
    if abs(x[0] - x[-1]) < 1:
        x[-1] += d.choice([2.0, -2.0])
    return x


def points(d):
    """Three or more, off any line that is level or steep, and not in a row: (x, y)."""
    x = spread(d, 3)
    y = eighths(d, len(x)) + 5
    order = np.argsort(x, kind="stable")
    y[order[-1]] += 8  # so that neither slope nor residuals are 0
    y[order[len(x) // 2]] -= 8
    if abs(product := np.sum((x - x.mean()) * (y - y.mean()))) < 1 / 16:
        y[order[-1]] += 1 if product >= 0 else -1
    return x, y


class TestLineFit:
    @forall(points)
    def test_slope(self, student, x, y):
        """The residuals y - slope x - intercept are orthogonal to x - mean(x), whatever the intercept is."""
        slope, _ = line(student.line_fit(x, y))
        dx = x - x.mean()
        size = max(1, abs(slope)) * (dx @ dx)
        expect.close(dx @ (y - slope * x), 0, "the sum of (x - mean(x)) (y - slope x)", atol=SLOPE * size)

    @forall(points)
    def test_through_the_means(self, student, x, y):
        """The line passes through (mean(x), mean(y)): the residuals sum to 0."""
        slope, intercept = line(student.line_fit(x, y))
        size = 2 * max(1, abs(slope))  # slope and intercept may be off, both
        expect.close(slope * x.mean() + intercept, y.mean(), "slope mean(x) + intercept", atol=INTERCEPT * size)


def close(got, wanted, what, size=1.0):
    """Right to 1e-6 of the size of what it is computed from."""
    expect.close(got, wanted, what, rtol=1e-6, atol=1e-6 * size)


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def independent(d, N, columns):
    """(N, d) with N >= d whose columns are independent, and far from dependent: singular values from 1 to 15."""
    X = d.integers((N, columns), -1, 1).astype(float)
    X[:columns] += 4 * np.eye(columns)  # up to four columns: the others of a row add up to 3 at most
    return X[d.permutation(N)]


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


class TestLstsq:
    @forall(more_samples_than_columns)
    def test_residual_is_orthogonal_to_the_columns(self, student, X, y):
        """The residual X w - y is orthogonal to each column of X."""
        w = flat(student.lstsq(X, y), X.shape[1], "lstsq(X, y)")
        # w is up to 10 in size, a row of X^T X has a sum up to 400
        close(X.T @ (X @ w - y), np.zeros(len(w)), "X.T @ (X @ w - y)", 4000)

    @forall(fitted)
    def test_what_fits_is_found(self, student, X, y, w):
        """If y = X w and the columns are independent, the answer is w."""
        close(student.lstsq(X, y), w, "lstsq(X, y)", 10)


SIZE = 10  # to 1e-5, as the contract says


PENALTIES = (2.5, 0.5, 3.5, 0.25, 10.5)  # none of them is its own square, nor an integer


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


class TestRidge:
    @forall(some_with_ones)
    def test_gradient_vanishes(self, student, X, y, lam):
        """The gradient of the objective is 0: X^T (X w - y) + lam w = 0."""
        w = flat(student.ridge(X, y, lam), X.shape[1], "ridge(X, y, lam)")
        size = 400 * SIZE  # a row of X^T X + lam I has a sum up to 400
        close(X.T @ (X @ w - y) + lam * w, np.zeros(len(w)), "X.T @ (X @ w - y) + lam * w", size)

    @forall(orthogonal_columns)
    def test_orthogonal_columns(self, student, X, y, lam):
        """If the columns x_j are orthogonal, w_j = x_j.y / (x_j.x_j + lam)."""
        close(student.ridge(X, y, lam), X.T @ y / (np.sum(X**2, axis=0) + lam), "ridge(X, y, lam)", SIZE)

    @forall(more_samples)
    def test_norm_falls(self, student, X, y, lam):
        """If X^T y is not 0, the norm of w falls strictly as lam grows."""
        norms = []
        for each in (lam, 2 * lam, 8 * lam):
            w = flat(student.ridge(X, y, each), X.shape[1], f"ridge(X, y, {each:g})")
            norms.append(np.linalg.norm(w))
        falls = norms[0] > norms[1] > norms[2] > 0
        expect.that(falls, f"for lam = {lam:g}, {2 * lam:g}, {8 * lam:g} the norms are {norms}")


RTOL = 1e-12  # as the contract says; log(a/b) is known to 1e-15, so that the odds are to 1e-14


def odds(d):
    """z = log(a/b), whose sigmoid is a/(a + b): (z, p)."""
    N = d.integer(1, 6)
    a, b = d.integers(N, 1, 20), d.integers(N, 1, 20)
    a[0] += b[0]  # one of them is no half
    return np.log(a / b), a / (a + b)


def shaped(d):
    """Numbers in an array of any shape, a single number too, and their sigmoids: (z, p)."""
    shape = d.choice([(), (1,), (2, 3), (3, 1), (1, 2, 2)])
    a, b = d.integers(shape, 2, 20), d.integers(shape, 1, 20)
    return np.log(a / b), a / (a + b)


class TestSigmoid:
    @forall(odds)
    def test_inverse_of_the_log_odds(self, student, z, p):
        """The sigmoid of log(a/b) is a/(a + b)."""
        expect.close(student.sigmoid(z), p, "sigmoid(z)", rtol=RTOL, atol=0)

    @forall(shaped)
    def test_any_shape(self, student, z, p):
        """The result has the shape of z, a single number included."""
        what = "sigmoid(z)"
        got = expect.array(student.sigmoid(float(z) if z.ndim == 0 else z), what)
        expect.shape(got, z.shape, what)
        expect.close(got, p, what, atol=1e-3)  # the first check is about digits


NEAR = 1e-5  # as the contract says; careful float32 code keeps that much


def intercept_alone(d):
    """Two labels or more, one feature that is 1, and w = log(a/b): (w, X, y, p, fraction of ones)."""
    N = d.integer(2, 6)
    y = d.integers(N, 0, 1)
    a, b = d.integer(1, 9), d.integer(1, 9)
    a += a == b
    return np.log([a / b]), np.ones((N, 1), np.int64), y, a / (a + b), y.mean()


def parts(got, d):
    """Loss and gradient."""
    nll, grad = expect.values(got, 2, "logistic_nll_grad(...)")
    return expect.number(nll, "nll"), flat(grad, d, "grad")


def slopes_close(grad, wanted, X):
    """Right to 1e-5 times 1 and the largest number in X."""
    expect.close(grad, wanted, "grad", rtol=0, atol=NEAR * (1 + np.abs(X).max()))


class TestLogisticNllGrad:
    @forall(intercept_alone)
    def test_intercept_alone(self, student, w, X, y, p, ones):
        """If x = 1 in all samples and sigma(w) = p, the gradient is p minus the fraction of the labels 1."""
        nll, grad = parts(student.logistic_nll_grad(w, X, y), 1)
        slopes_close(grad, [p - ones], X)
        expect.close(nll, -ones * np.log(p) - (1 - ones) * np.log(1 - p), "nll", rtol=NEAR, atol=NEAR)


INPUTS = 3


SAMPLES, FEATURES, LARGEST = 4, 3, 1e3


def admissible(w, X, y, weights):
    """One to four samples that can be written by hand."""
    X = expect.finite(X, "X")
    expect.that(X.ndim == 2, f"X has shape {X.shape}, wanted (N, d)")
    N, d = X.shape
    expect.that(1 <= N <= SAMPLES, f"X has {N} rows, wanted 1 to {SAMPLES} samples")
    expect.that(1 <= d <= FEATURES, f"X has {d} columns, wanted 1 to {FEATURES} features")
    w, y = expect.finite(w, "w"), expect.integers(y, "y")
    expect.shape(w, (d,), "w")
    expect.shape(y, (N,), "y")
    other = y[(y != 0) & (y != 1)]
    expect.that(not other.size, f"y holds {other[:1].sum()}, wanted labels 0 and 1")
    largest = max(np.abs(w).max(), np.abs(X).max())
    expect.that(largest <= LARGEST, f"w or X has an entry of size {largest:g}, wanted 1000 at most")
    if weights is not None:
        weights = expect.finite(weights, "weights")
        expect.shape(weights, (N,), "weights")
        outside = weights[(weights < 0) | (weights > LARGEST)]
        expect.that(not outside.size, f"weights holds {outside[:1].sum():g}, wanted numbers between 0 and 1000")
        expect.that(weights.sum() >= 1 / LARGEST, "weights is 0 everywhere, wanted a sum of 0.001 or more")
    return w, X, y, weights


class TestCatchLogistic:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (w, X, y, weights), each of 1 to 4 samples of 1 to 3 features up to 1000 in size."""
        answer = student.catch_logistic()
        for index, entry in enumerate(expect.entries(answer, "catch_logistic()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (w, X, y, weights), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 4, what)
            admissible(*entry)


MILD_PENALTIES = (0.5, 0.1, 0.25, 2.0)


def convergent(d):
    """Two or three features; some samples occur with both labels, and a few more with one: (X, y, lam).

    So no line separates the labels, and what is wrong with a step does not grow beyond all numbers. The few are
    independent, so that w does not stay at 0.
    """
    columns = d.integer(2, 3)
    both, few = independent(d, columns, columns) / 2, independent(d, columns, columns)[: d.integer(1, columns)] / 2
    y, labels = d.integers(columns, 0, 1), d.integers(len(few), 0, 1)
    order = d.permutation(2 * columns + len(few))
    return np.vstack([both, both, few])[order], np.concatenate([y, 1 - y, labels])[order], d.choice(MILD_PENALTIES)


def convergent_and_steps(d):
    return *convergent(d), d.integer(0, 2)


def path(got, steps, columns):
    """The points, as many as were asked for."""
    expect.shape(got, (steps + 1, columns), "newton_logistic(X, y, lam, steps)")
    return expect.finite(got, "newton_logistic(X, y, lam, steps)")


def lone_intercept(d):
    """A single feature that is 1, and labels of which the ones are not one half: (X, y, lam, fraction of ones)."""
    N = d.integer(2, 6)
    ones = d.choice([N // 2 + 1, (N - 1) // 2])
    y = (np.arange(N) < ones).astype(np.int64)[d.permutation(N)]
    return np.ones((N, 1), np.int64), y, d.choice(MILD_PENALTIES), ones / N


class TestNewtonLogistic:
    @forall(convergent_and_steps)
    def test_starts_at_zero(self, student, X, y, lam, steps):
        """W has steps + 1 rows, the first of them 0; steps may be 0."""
        W = path(student.newton_logistic(X, y, lam, steps), steps, X.shape[1])
        expect.close(W[0], np.zeros(X.shape[1]), "W[0]")

    @forall(lone_intercept)
    def test_first_step_of_an_intercept(self, student, X, y, lam, ones):
        """If x = 1 in all samples, the first step leads to (fraction of ones - 1/2) / (1/4 + lam)."""
        W = path(student.newton_logistic(X, y, lam, 1), 1, 1)
        expect.close(W[1], [(ones - 0.5) / (0.25 + lam)], "W[1]", atol=1e-6)

UNIT = "05_regression"
EXERCISES = {
    "line_fit": 5,
    "lstsq": 6,
    "ridge": 6,
    "sigmoid": 5,
    "logistic_nll_grad": 6,
    "catch_logistic": 6,
    "newton_logistic": 7,
}
PROOFS = {
    "weighted_loss_is_convex": ('The weighted loss is convex', 4),
    "separable_data_have_no_estimate": ('Separable data have no estimate', 3),
}
CHECKS = {
    "line_fit": TestLineFit,
    "lstsq": TestLstsq,
    "ridge": TestRidge,
    "sigmoid": TestSigmoid,
    "logistic_nll_grad": TestLogisticNllGrad,
    "catch_logistic": TestCatchLogistic,
    "newton_logistic": TestNewtonLogistic,
}
