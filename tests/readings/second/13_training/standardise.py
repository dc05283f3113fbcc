import math
import statistics

import numpy as np


def right_where(X, stats=None):
    """Vectorised, a safe divisor by np.where."""
    X = np.asarray(X, dtype=float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def right_divide_out(X, stats=None):
    """np.divide with where= and out=, copies of the statistics."""
    X = np.array(X, dtype=np.float64)
    if stats is None:
        mean = np.mean(X, axis=0)
        std = np.sqrt(np.mean((X - mean) ** 2, axis=0))
    else:
        mean, std = np.array(stats[0], float), np.array(stats[1], float)
    X -= mean
    out = np.zeros_like(X)
    np.divide(X, std, out=out, where=std > 1e-12 * np.fmax(1.0, abs(mean)))
    return out, (mean, std)


def right_plain_loops(X, stats=None):
    """Plain loops and lists with math.fsum; arrays only at the end."""
    rows = [[float(x) for x in row] for row in X]
    N, d = len(rows), len(rows[0])
    if stats is None:
        mean, std = [], []
        for j in range(d):
            m = math.fsum(row[j] for row in rows) / N
            mean.append(m)
            std.append(math.sqrt(math.fsum((row[j] - m) ** 2 for row in rows) / N))
    else:
        mean, std = [float(m) for m in stats[0]], [float(s) for s in stats[1]]
    result = []
    for row in rows:
        new = []
        for x, m, s in zip(row, mean, std):
            new.append(0.0 if s <= 1e-12 * max(1.0, abs(m)) else (x - m) / s)
        result.append(new)
    return np.array(result), (np.array(mean), np.array(std))


def right_nested_lists(X, stats=None):
    """Python's statistics module, and nested lists come back."""
    columns = [[float(x) for x in column] for column in np.asarray(X).T]
    if stats is None:
        stats = [statistics.fmean(c) for c in columns], [statistics.pstdev(c) for c in columns]
    mean, std = ([float(v) for v in part] for part in stats)

    def one(column, m, s):
        if s <= 1e-12 * max(1, abs(m)):
            return [0.0] * len(column)
        return [(x - m) / s for x in column]

    done = [one(*each) for each in zip(columns, mean, std)]
    return [list(row) for row in zip(*done)], [mean, std]


def right_scaler_class(X, stats=None):
    """A class in the manner of scikit-learn, with a scale of 0 for constant columns."""

    class Scaler:
        def __init__(self, mean, std):
            self.mean, self.std = np.asarray(mean, float), np.asarray(std, float)

        @classmethod
        def fit(cls, data):
            return cls(np.mean(data, axis=0), np.std(data, axis=0, ddof=0))

        @property
        def scale(self):
            floor = 1e-12 * np.maximum(1.0, np.abs(self.mean))
            varies = self.std > floor
            scale = np.zeros(len(self.std))
            scale[varies] = 1 / self.std[varies]
            return scale

        def transform(self, data):
            return (data - self.mean) * self.scale

    X = np.asarray(X, float)
    scaler = Scaler.fit(X) if stats is None else Scaler(*stats)
    return scaler.transform(X), (scaler.mean, scaler.std)


def right_recursive_columns(X, stats=None):
    """Recursion over the columns: the first one, then the others."""
    X = np.asarray(X).astype(float)
    first = X[:, :1]
    if stats is None:
        m, s = first.mean(axis=0), first.std(axis=0)
    else:
        m, s = np.asarray(stats[0], float)[:1], np.asarray(stats[1], float)[:1]
    S = np.zeros(first.shape) if s[0] <= 1e-12 * max(1, abs(m[0])) else (first - m[0]) / s[0]
    if X.shape[1] == 1:
        return S, (m, s)
    others = None if stats is None else (stats[0][1:], stats[1][1:])
    rest, (means, stds) = right_recursive_columns(X[:, 1:], others)
    return np.hstack([S, rest]), (np.append(m, means), np.append(s, stds))


def right_shifted_by_first_row(X, stats=None):
    """The moments of X less its first row, in one pass: stable, as the shift lies among the samples."""
    X = np.asarray(X, float)
    if stats is None:
        D = X - X[0]
        shift = D.mean(axis=0)
        variance = np.einsum("nj,nj->j", D - shift, D - shift) / len(X)
        stats = (X[0] + shift, np.sqrt(variance))
    mean, std = stats
    varies = np.asarray(std) > 1e-12 * np.maximum(1, np.abs(mean))
    S = np.zeros(X.shape)
    S[:, varies] = (X[:, varies] - np.asarray(mean)[varies]) / np.asarray(std)[varies]
    return S, (mean, std)


def right_welford(X, stats=None):
    """Welford's running mean and sum of squares, sample by sample."""
    X = np.asarray(X, float)
    if stats is None:
        mean, M2 = np.zeros(X.shape[1]), np.zeros(X.shape[1])
        for n, x in enumerate(X, start=1):
            delta = x - mean
            mean = mean + delta / n
            M2 = M2 + delta * (x - mean)
        stats = (mean, np.sqrt(np.maximum(M2, 0) / len(X)))
    mean, std = stats
    S = X - mean
    constant = std <= np.maximum(1e-12, 1e-12 * np.abs(mean))
    S[:, constant] = 0
    S[:, ~constant] /= std[~constant]
    return S, (mean, std)


def right_norm(X, stats=None):
    """np.linalg.norm of the centred columns, divided by sqrt(N)."""
    A = np.array(X, float)
    N = A.shape[0]
    if stats is None:
        mean = np.ones(N) @ A / N
        std = np.linalg.norm(A - mean, axis=0) / np.sqrt(N)
    else:
        mean, std = map(np.copy, stats)
    with np.errstate(divide="ignore", invalid="ignore"):
        S = (A - mean) / std
    S[:, std <= 1e-12 * np.maximum(1, np.abs(mean))] = 0
    return S, (mean, std)


def right_pairs(X, stats=None):
    """The variance as half the mean squared difference of two samples; no mean is needed for it."""
    X = np.asarray(X, float)
    N = len(X)
    if stats is None:
        total = np.zeros(X.shape[1])
        for x in X:
            total += ((X - x) ** 2).sum(axis=0)
        stats = X.mean(axis=0), np.sqrt(total / 2) / N
    mean, std = (np.asarray(part, float) for part in stats)
    limits = [1e-12 * max(1.0, abs(m)) for m in mean]
    factors = np.array([0.0 if s <= limit else 1.0 / s for s, limit in zip(std, limits)])
    return np.einsum("nj,j->nj", X - mean, factors), (mean, std)


def right_longdouble(X, stats=None):
    """Means in long double, back to float64; defensive asserts."""
    X = np.asarray(X)
    assert X.ndim == 2 and len(X) >= 1
    wide = X.astype(np.longdouble)
    if stats is None:
        m = wide.sum(axis=0) / len(wide)
        s = np.sqrt(((wide - m) * (wide - m)).sum(axis=0) / len(wide))
        mean, std = m.astype(float), s.astype(float)
    else:
        mean, std = stats
    assert np.shape(mean) == np.shape(std) == (X.shape[1],)
    varies = np.array([s > 1e-12 * max(1, abs(m)) for m, s in zip(mean, std)])
    divisor = np.where(varies, std, np.inf)  # x / inf = 0
    return (X.astype(float) - mean) / divisor + 0.0, (mean, std)


def right_map_over_columns(X, stats=None):
    """A helper for a column, np.column_stack at the end, an early return for the statistics."""

    def measure(A):
        return np.array([np.average(c) for c in A.T]), np.array([np.var(c) ** 0.5 for c in A.T])

    def treat(column, m, s):
        return column * 0 if s / max(1, abs(m)) <= 1e-12 else (column - m) / s

    A = np.asarray(X, np.float64)
    if stats is None:
        return right_map_over_columns(A, measure(A))
    return np.column_stack([treat(c, m, s) for c, m, s in zip(A.T, *stats)]), tuple(stats)


def wrong_sample_variance(X, stats=None):
    """DESERVES: the variance has the factor 1/N, not 1/(N - 1)
    PART: yes
    BREAKS: "by the 1/N variance", at X = [[0], [2]] (and NaN at N = 1)
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0, ddof=1)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_exactly_zero(X, stats=None):
    """DESERVES: a constant column has a std of round-off, not exactly 0
    PART: yes
    BREAKS: "its std at most 1e-12 max(1, |mean|) - becomes 0", at 1000 copies of [0.1]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std == 0
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_absolute_bound(X, stats=None):
    """DESERVES: the bound for a constant column grows with the size of its mean
    PART: yes
    BREAKS: "its std at most 1e-12 max(1, |mean|) - becomes 0", at 1000 copies of [123456.7]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_relative_bound_only(X, stats=None):
    """DESERVES: for means below 1 the bound is 1e-12 itself, not 1e-12 |mean|
    PART: yes
    BREAKS: "its std at most 1e-12 max(1, |mean|) - becomes 0", at X = [[-1e-13], [1e-13]]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.abs(mean)
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_signed_mean(X, stats=None):
    """DESERVES: the bound takes |mean|: a column of negative numbers may be constant, too
    PART: yes
    BREAKS: "its std at most 1e-12 max(1, |mean|) - becomes 0", at 1000 copies of [-123456.7]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, mean)
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_bound_of_all_columns(X, stats=None):
    """DESERVES: each column has its own bound; a large mean of one says nothing about another
    PART: yes
    BREAKS: "each column of the result that varies has ... variance 1", at X = [[1e13, 0], [2e13, 2]]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * max(1, np.abs(mean).max())
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_epsilon(X, stats=None):
    """DESERVES: an epsilon added to std changes columns of small numbers
    PART: yes
    BREAKS: "All is right to 1e-6", at X = [[0], [2e-6]], which becomes -0.99, 0.99
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / (std + 1e-8)), (mean, std)


def wrong_isclose_zero(X, stats=None):
    """DESERVES: a std of 1e-9 is small and not zero: np.isclose has a bound of its own
    PART: yes
    BREAKS: "each column of the result that varies has ... variance 1", at X = [[0], [2e-9]]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = np.isclose(std, 1e-12 * np.maximum(1, np.abs(mean)))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_scale_one(X, stats=None):
    """DESERVES: constant columns become 0 in new samples too, not the difference from the mean
    PART: yes
    BREAKS: "becomes 0, in new samples too", at X = [[7]] with stats ([5], [0])
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return (X - mean) / np.where(constant, 1.0, std), (mean, std)


def wrong_std_comes_back_as_one(X, stats=None):
    """DESERVES: the std that comes back must be that of the column, 0, and not the divisor that was used
    PART: yes
    BREAKS: "stats come back with the same numbers", at X = [[5], [5]], where std comes back as 1
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    std = np.where(constant, 1.0, std)
    return np.where(constant, 0.0, (X - mean) / std), (mean, std)


def wrong_refit_when_many(X, stats=None):
    """DESERVES: new samples are never asked for statistics, also if there are many of them
    PART: yes
    BREAKS: "X is treated as these were", at X = [[10], [20]] with stats ([1], [1])
    """
    X = np.asarray(X, float)
    if stats is None or len(X) > 1:
        stats = X.mean(axis=0), X.std(axis=0)
    mean, std = stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_pooled(X, stats=None):
    """DESERVES: the new samples leak into the mean: the statistics are those of the training samples alone
    PART: yes
    BREAKS: "With stats, ... X is treated as these were", at X = [[10]] with stats ([1], [1])
    """
    X = np.asarray(X, float)
    mean, std = X.mean(axis=0), X.std(axis=0)
    if stats is not None:
        mean, std = (stats[0] + mean) / 2, np.asarray(stats[1], float)
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_squares_less_square(X, stats=None):
    """DESERVES: the mean of the squares less the square of the mean loses all digits for a large mean
    PART: yes
    BREAKS: "also in columns with a mean of 1e6 times their std", at X = [[1e6 - 1], [1e6 + 1.5], [1e6 - 0.3]]
    """
    X = np.asarray(X, float)
    if stats is None:
        mean = X.mean(axis=0)
        stats = mean, np.sqrt(np.maximum((X**2).mean(axis=0) - mean**2, 0))
    mean, std = stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_float32(X, stats=None):
    """DESERVES: float32 has seven digits, and a mean of 1e6 std uses up six of them
    PART: yes
    BREAKS: "also in columns with a mean of 1e6 times their std", at X = [[1e6 - 1], [1e6 + 1.7], [1e6 - 0.3]]
    """
    X = np.asarray(X, np.float32)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_in_place(X, stats=None):
    """DESERVES: -= works in the caller's array: np.asarray of floats makes no copy
    PART: yes
    BREAKS: "A function leaves the arrays ... as they were", at X = [[0.], [2.]], which becomes [[-1.], [1.]]
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    X -= mean
    X /= np.where(constant, 1.0, std)
    X[:, constant] = 0
    return X, (mean, std)


def wrong_stats_in_place(X, stats=None):
    """DESERVES: std[constant] = 1 changes the caller's statistics, with which the next samples are treated
    PART: yes
    BREAKS: "A function leaves the arrays ... as they were", at X = [[7.]] with stats ([5.], [0.])
    """
    X = np.asarray(X, float)
    if stats is None:
        stats = X.mean(axis=0), X.std(axis=0)
    mean, std = stats
    back = mean.copy(), std.copy()
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    std[constant] = 1
    S = (X - mean) / std
    S[:, constant] = 0
    return S, back


def wrong_integers_cut_off(X, stats=None):
    """DESERVES: zeros_like of whole numbers holds whole numbers: the fractions are cut off
    PART: yes
    BREAKS: "X may hold integers", at X = [[0], [1], [5]] of dtype int64
    """
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    S = np.zeros_like(X)
    for j in range(X.shape[1]):
        if std[j] > 1e-12 * max(1, abs(mean[j])):
            S[:, j] = (X[:, j] - mean[j]) / std[j]
    return S, (mean, std)


def wrong_clipped(X, stats=None):
    """DESERVES: nothing is to be clipped: far outside is what a far sample is
    PART: yes
    BREAKS: "X is treated as these were", at X = [[100]] with stats ([1], [1]): 99, not 10
    """
    X = np.asarray(X, float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    S = np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std))
    return np.clip(S, -10, 10), (mean, std)


def wrong_one_std_for_all(X, stats=None):
    """DESERVES: each column has its own std: X.std() is one number for all entries
    PART: no
    BREAKS: "each column of the result that varies has ... variance 1", at X = [[0, 0], [2, 8]]
    """
    X = np.asarray(X, float)
    if stats is None:
        mean = X.mean(axis=0)
        stats = mean, np.where(X.std(axis=0) > 1e-12 * np.maximum(1, abs(mean)), (X - mean).std(), 0)
    mean, std = stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)


def wrong_constant_only_without_stats(X, stats=None):
    """DESERVES: the rule for constant columns holds by its bound for given statistics, too: std is not exactly 0
    PART: yes
    BREAKS: "becomes 0, in new samples too", at X = [[0.3]] with stats ([0.1], [1.4e-17])
    """
    X = np.asarray(X, float)
    if stats is None:
        mean, std = X.mean(axis=0), X.std(axis=0)
        constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    else:
        mean, std = stats
        constant = std == 0
    return np.where(constant, 0.0, (X - mean) / np.where(constant, 1.0, std)), (mean, std)
