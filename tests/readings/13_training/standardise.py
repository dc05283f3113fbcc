import numpy as np
from math import fsum, sqrt


def right_short(X, stats=None):
    X = X.astype(float)
    mean, std = (X.mean(axis=0), X.std(axis=0)) if stats is None else stats
    varies = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(varies, (X - mean) / np.where(varies, std, 1), 0), (mean, std)


def right_column_by_column(X, stats=None):
    X = np.array(X, dtype=float)
    N, d = X.shape
    if stats is None:
        mean, std = np.zeros(d), np.zeros(d)
        for j in range(d):
            mean[j] = X[:, j].sum() / N
            std[j] = np.sqrt(((X[:, j] - mean[j]) ** 2).sum() / N)
    else:
        mean, std = np.array(stats[0], dtype=float), np.array(stats[1], dtype=float)
    S = np.zeros((N, d))
    for j in range(d):
        if std[j] > 1e-12 * max(1, abs(mean[j])):
            S[:, j] = (X[:, j] - mean[j]) / std[j]
    return S, (mean, std)


def right_lists(X, stats=None):
    columns = [[float(v) for v in column] for column in X.T.tolist()]
    if stats is None:
        mean = [fsum(column) / len(column) for column in columns]
        std = [sqrt(fsum((v - m) ** 2 for v in column) / len(column)) for column, m in zip(columns, mean)]
    else:
        mean, std = (np.asarray(part, float).tolist() for part in stats)
    new = []
    for column, m, s in zip(columns, mean, std):
        constant = s <= 1e-12 * max(1.0, abs(m))
        new.append([0.0 if constant else (v - m) / s for v in column])
    return np.array(new).T, (np.array(mean), np.array(std))


def right_divide_where(X, stats=None):
    if stats is None:
        stats = np.mean(X, axis=0, dtype=np.float64), np.std(X, axis=0, dtype=np.float64)
    mean, std = stats
    out = np.zeros(X.shape)
    np.divide(X - mean, std, out=out, where=std > 1e-12 * np.maximum(1.0, np.abs(mean)))
    return out, (mean, std)


def right_infinite_scale(X, stats=None):
    # a constant column is divided by infinity
    X = np.asarray(X, float)
    if stats is None:
        mean = np.add.reduce(X, 0) / len(X)
        std = np.linalg.norm(X - mean, axis=0) / np.sqrt(len(X))
        stats = mean, std
    mean, std = stats
    scale = np.where(std <= 1e-12 * np.fmax(1, np.abs(mean)), np.inf, std)
    return (X - mean) / scale, stats


def right_two_steps_of_the_mean(X, stats=None):
    # the mean of the rest is added once more, so that large means lose nothing
    X = 1.0 * X
    if stats is None:
        mean = X[0] + (X - X[0]).mean(axis=0)
        mean = mean + (X - mean).mean(axis=0)
        std = np.sqrt(np.einsum("nj,nj->j", X - mean, X - mean) / X.shape[0])
    else:
        mean, std = stats
    S = X - mean
    constant = std <= 1e-12 * np.maximum(1, abs(mean))
    S[:, ~constant] /= std[~constant]
    S[:, constant] = 0
    return S, (mean, std)


def right_welford(X, stats=None):
    if stats is None:
        mean, square = np.zeros(X.shape[1]), np.zeros(X.shape[1])
        for n, x in enumerate(X, 1):
            delta = x - mean
            mean = mean + delta / n
            square = square + delta * (x - mean)
        stats = mean, np.sqrt(square / len(X))
    mean, std = stats
    keep = (std > 1e-12 * np.maximum(1, np.abs(mean))).astype(float)
    return keep * (X - mean) / (std + (1 - keep)), stats


def right_recursion(X, stats=None):
    if stats is None:
        X = X.astype(float)
        return halves(X, (X.mean(0), np.sqrt(X.var(0))))
    return halves(X.astype(float), stats)


def halves(X, stats):
    if len(X) > 1:
        k = len(X) // 2
        return np.vstack([halves(X[:k], stats)[0], halves(X[k:], stats)[0]]), stats
    mean, std = stats
    row = [0.0 if s <= 1e-12 * max(1, abs(m)) else (x - m) / s for x, m, s in zip(X[0], mean, std)]
    return np.array([row]), stats


def right_long_double(X, stats=None):
    X = X.astype(np.longdouble)
    mean, std = (X.mean(0), X.std(0)) if stats is None else (np.asarray(s, np.longdouble) for s in stats)
    flat = std <= 1e-12 * np.maximum(1, np.abs(mean))
    S = (X - mean) / np.where(flat, 1, std)
    S[:, flat] = 0
    return S.astype(float), (mean.astype(float), std.astype(float))


def right_matrix_products(X, stats=None):
    X = X.astype(float)
    if stats is None:
        ones = np.full(len(X), 1 / len(X))
        mean = ones @ X
        stats = (mean, (ones @ (X - mean) ** 2) ** 0.5)
    mean, std = stats
    with np.errstate(divide="ignore", invalid="ignore"):
        inverse = np.where(std <= 1e-12 * np.maximum(1, np.abs(mean)), 0, 1 / np.asarray(std, float))
    return (X - mean) @ np.diag(inverse), (mean, std)


def right_masked(X, stats=None):
    X = np.asarray(X, dtype=np.float64)
    if stats is None:
        stats = tuple(f(X, axis=0) for f in (np.mean, np.std))
    constant = stats[1] <= 1e-12 * np.maximum(1, np.abs(stats[0]))
    S = np.ma.masked_array(X - stats[0], mask=np.broadcast_to(constant, X.shape))
    return (S / np.ma.masked_array(stats[1], mask=constant)).filled(0.0), stats


def right_defensive(X, stats=None):
    assert X.ndim == 2 and len(X) >= 1
    X = np.array(X, dtype=float, copy=True)
    if stats is None:
        mean, std = X.mean(axis=0), X.std(axis=0, ddof=0)
    else:
        mean, std = (np.array(part, dtype=float, copy=True) for part in stats)
    assert mean.shape == std.shape == (X.shape[1],)
    varies = np.flatnonzero(std > 1e-12 * np.maximum(1, np.abs(mean)))
    S = np.zeros_like(X)
    S[:, varies] = (X[:, varies] - mean[varies]) / std[varies]
    assert np.isfinite(S).all()
    return S, (mean, std)


def right_statistics_in_a_list(X, stats=None):
    mean, std = [X.mean(0), X.std(0)] if stats is None else stats
    new = np.apply_along_axis(
        lambda x: [(a - m) / s if s > 1e-12 * max(1, abs(m)) else 0.0 for a, m, s in zip(x, mean, std)], 1, X * 1.0
    )
    return [new, [mean, std]]


def wrong_unbiased(X, stats=None):
    """DESERVES: the variance has 1/N here, not 1/(N - 1)
    PART: yes
    BREAKS: by the 1/N variance; at X = [[0.], [2.]]
    """
    X = X.astype(float)
    if stats is None:
        stats = X.mean(0), (X.std(0, ddof=1) if len(X) > 1 else np.zeros(X.shape[1]))
    mean, std = stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), stats


def wrong_own_statistics(X, stats=None):
    """DESERVES: with stats the new samples are treated by these, not by their own: a single one would become 0
    PART: no
    BREAKS: with stats, X is treated as the training samples were; at X = [[10.]], stats = ([1.], [1.])
    """
    X = X.astype(float)
    mean, std = X.mean(0), X.std(0)
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    S = np.where(ok, (X - mean) / np.where(ok, std, 1), 0)
    return S, (mean, std) if stats is None else stats


def wrong_statistics_of_the_new(X, stats=None):
    """DESERVES: the statistics given have to come back, yours are those of the new samples
    PART: yes
    BREAKS: stats come back with the same numbers; at X = [[10.]], stats = ([1.], [1.])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (X.mean(0), X.std(0))


def wrong_exactly_zero(X, stats=None):
    """DESERVES: on a computer the std of a constant column is not exactly 0: use the rule with 1e-12
    PART: yes
    BREAKS: a column with std at most 1e-12 max(1, |mean|) becomes 0; at X = np.full((1000, 1), 0.1)
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    return np.where(std == 0, 0, (X - mean) / np.where(std == 0, 1, std)), (mean, std)


def wrong_divided_by_one(X, stats=None):
    """DESERVES: divided by 1, a new value in a constant column keeps its distance from the mean: it has to become 0
    PART: yes
    BREAKS: becomes 0, in new samples too; at X = [[7.]], stats = ([5.], [0.])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    return (X - mean) / np.where(std <= 1e-12 * np.maximum(1, np.abs(mean)), 1, std), (mean, std)


def wrong_one_in_the_statistics(X, stats=None):
    """DESERVES: a std of 0 comes back as 0, you put 1, and nobody knows any more that the column was constant
    PART: yes
    BREAKS: without stats they are those of X; at X = [[5.], [5.]]
    """
    X = X.astype(float)
    if stats is None:
        mean, std = X.mean(0), X.std(0)
        std = np.where(std <= 1e-12 * np.maximum(1, np.abs(mean)), 1.0, std)
    else:
        mean, std = stats
    return (X - mean) / np.where(std == 0, np.inf, std), (mean, std)


def wrong_small_number_added(X, stats=None):
    """DESERVES: std + 1e-8 is another number than std: columns in small units come out too small
    PART: yes
    BREAKS: each column has the mean 0 and the variance 1; at X = [[0.], [2e-8]]
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    S = (X - mean) / (std + 1e-8)
    S[:, std <= 1e-12 * np.maximum(1, np.abs(mean))] = 0
    return S, (mean, std)


def wrong_mean_of_squares(X, stats=None):
    """DESERVES: mean of the squares less square of the mean cancels for a large mean: sum (x - mean)^2
    PART: yes
    BREAKS: also in columns with a mean of 1e6 times their std; at X = [[1e6 - 1], [1e6], [1e6 + 1.1]]
    """
    X = X.astype(float)
    if stats is None:
        mean = X.mean(0)
        stats = mean, np.sqrt(np.maximum((X**2).mean(0) - mean**2, 0))
    mean, std = stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), stats


def wrong_single_precision(X, stats=None):
    """DESERVES: float32 knows seven digits: a mean of 1e6 leaves one for what varies
    PART: yes
    BREAKS: also in columns with a mean of 1e6 times their std; at X = [[1e6 - 1], [1e6], [1e6 + 1.1]]
    """
    X = X.astype(np.float32)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_one_mean_for_all(X, stats=None):
    """DESERVES: each column has its own mean and std: axis=0
    PART: no
    BREAKS: stats is (mean, std), each (d,); at X = [[0., 10.], [2., 30.]]
    """
    X = X.astype(float)
    d = X.shape[1]
    mean, std = (np.full(d, X.mean()), np.full(d, X.std())) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_over_rows(X, stats=None):
    """DESERVES: the mean runs over the samples, axis=0, yours over the columns of a sample
    PART: no
    BREAKS: standardised columns; at X = [[0., 10.], [2., 30.]]
    """
    X = X.astype(float)
    if stats is None:
        mean, std = X.mean(axis=1, keepdims=True), X.std(axis=1, keepdims=True)
        ok = std > 1e-12 * np.maximum(1, np.abs(mean))
        return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (X.mean(0), X.std(0))
    mean, std = stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), stats


def wrong_variance(X, stats=None):
    """DESERVES: divide by the standard deviation, the root of the variance
    PART: no
    BREAKS: each column of the result has the variance 1; at X = [[0.], [4.]]
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.var(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_variance_returned(X, stats=None):
    """DESERVES: the statistics are mean and std, you give back the variance, by which the new samples are divided
    PART: yes
    BREAKS: stats is (mean, std); at X = [[0.], [4.]]
    """
    X = X.astype(float)
    if stats is None:
        mean, variance = X.mean(0), X.var(0)
        std = np.sqrt(variance)
        stats = mean, variance
    else:
        mean, std = stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), stats


def wrong_integers_in_place(X, stats=None):
    """DESERVES: an array of integers cannot hold the result, and X -= changes the caller's samples
    PART: yes
    BREAKS: leaves the arrays that it is given as they were; at X = [[0.], [2.]]
    """
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    if X.dtype.kind != "f":
        X = X.astype(float)
    X -= mean
    X /= np.where(ok, std, 1)
    X[:, ~ok] = 0
    return X, (mean, std)


def wrong_statistics_in_place(X, stats=None):
    """DESERVES: std[constant] = 1 changes the statistics of the caller, and what comes back
    PART: yes
    BREAKS: stats come back with the same numbers; at X = [[7.]], stats = ([5.], [0.])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    constant = std <= 1e-12 * np.maximum(1, np.abs(mean))
    std[constant] = 1
    S = (X - mean) / std
    S[:, constant] = 0
    return S, (mean, std)


def wrong_rule_without_the_mean(X, stats=None):
    """DESERVES: the round-off of a constant column grows with its mean: 1e-12 max(1, |mean|), not 1e-12
    PART: yes
    BREAKS: its std at most 1e-12 max(1, |mean|) becomes 0; at X = [[1e6 + 1e-3]], stats = ([1e6], [5e-7])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_rule_without_the_one(X, stats=None):
    """DESERVES: 1e-12 |mean| is nearly 0 for a mean near 0: max(1, |mean|)
    PART: yes
    BREAKS: its std at most 1e-12 max(1, |mean|) becomes 0; at X = [[1.]], stats = ([0.], [1e-13])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.abs(mean)
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_less_than(X, stats=None):
    """DESERVES: at most 1e-12, so the bound itself is constant, too: <=
    PART: yes
    BREAKS: its std at most 1e-12 max(1, |mean|) becomes 0; at X = [[1.]], stats = ([0.], [1e-12])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    flat = std < 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(flat, 0, (X - mean) / np.where(flat, 1, std)), (mean, std)


def wrong_rule_for_training_only(X, stats=None):
    """DESERVES: the rule for constant columns holds with statistics that are given, too: yours divides by a std near 0
    PART: yes
    BREAKS: becomes 0, in new samples too; at X = [[0.2]], stats = ([0.1], [1e-17])
    """
    X = X.astype(float)
    if stats is None:
        mean, std = X.mean(0), X.std(0)
        ok = std > 1e-12 * np.maximum(1, np.abs(mean))
        return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)
    mean, std = stats
    return np.where(std > 0, (X - mean) / np.where(std > 0, std, 1), 0), stats


def wrong_all_samples_of_a_batch(X, stats=None):
    """DESERVES: the statistics of old and new samples together are not those of the training samples
    PART: no
    BREAKS: with stats, which are those of the training samples; at X = [[10.]], stats = ([1.], [1.])
    """
    X = X.astype(float)
    if stats is None:
        mean, std = X.mean(0), X.std(0)
    else:
        mean = (stats[0] + X.mean(0)) / 2
        std = np.sqrt((stats[1] ** 2 + X.var(0)) / 2 + (stats[0] - X.mean(0)) ** 2 / 4)
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std) if stats is None else stats


def wrong_three_values(X, stats=None):
    """DESERVES: mean and std come as a pair: (X, (mean, std)), not (X, mean, std)
    PART: yes
    BREAKS: (X, stats); at X = [[0.], [2.]]
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), mean, std


def wrong_to_the_unit_interval(X, stats=None):
    """DESERVES: that brings each column between 0 and 1; mean 0 and variance 1 are asked
    PART: no
    BREAKS: each column has the mean 0 and the variance 1; at X = [[0.], [2.]]
    """
    X = X.astype(float)
    mean, std = (X.min(0), X.max(0) - X.min(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_faint_columns_are_constant(X, stats=None):
    """DESERVES: 1e-6 is too coarse: a column in small units varies, and is set to 0
    PART: yes
    BREAKS: each column of the result has the variance 1; at X = [[0.], [2e-7]]
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-6 * np.maximum(1, np.abs(mean))
    return np.where(ok, (X - mean) / np.where(ok, std, 1), 0), (mean, std)


def wrong_clipped(X, stats=None):
    """DESERVES: a new sample may be far outside: yours is cut off at 5
    PART: yes
    BREAKS: X is treated as these were; at X = [[10.]], stats = ([1.], [1.])
    """
    X = X.astype(float)
    mean, std = (X.mean(0), X.std(0)) if stats is None else stats
    ok = std > 1e-12 * np.maximum(1, np.abs(mean))
    return np.clip(np.where(ok, (X - mean) / np.where(ok, std, 1), 0), -5, 5), (mean, std)
