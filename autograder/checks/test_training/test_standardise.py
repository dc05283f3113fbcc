"""Mark scheme of `standardise`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_training.inputs import close, columns, pair
from solutions.training import standardise

STANDARDISED = "standardise(X)"
AGAIN = "standardise(X, stats)"


def tenths(d):
    return columns(d) / 10


def whole(d):
    return columns(d)


def with_statistics(d):
    """New samples, and statistics of others: none of the samples has the means, and no std is 1."""
    X = columns(d) / 10
    k = X.shape[1]
    mean, std = d.integers(k, -50, 50) / 10 - 20, d.integers(k, 11, 40) / 8
    return X, mean, std


def far_off(d):
    """Columns around 1e6 with a std of 1 or more."""
    return 1e6 + columns(d) / 7


def rows_and_copies():
    """1000 samples: 0.1, 1e6/3, sums that are 0.3 but for round-off, and numbers of the size 1e-9."""
    n = np.arange(1000)
    return np.column_stack([np.full(1000, 0.1), np.full(1000, 1e6 / 3), np.where(n % 2, 0.3, 0.1 + 0.2), n % 7 * 1e-9])


def standardised(got, X, what):
    """The samples, of the shape of X and finite, and (mean, std)."""
    S, stats = pair(got, what)
    expect.shape(S, X.shape, f"X of {what}")
    mean, std = pair(stats, f"stats of {what}")
    return expect.finite(S, f"X of {what}"), mean, std


@exercise(reference=standardise)
class TestStandardise:
    CONTRACT: ClassVar = {
        "with standardised columns": "test_mean_zero_and_variance_one",
        "each (d,)": ("test_statistics", "test_new_samples"),
        "by the 1/N variance": ("test_mean_zero_and_variance_one", "test_statistics"),
        "which are those of the training samples": "test_new_samples",
        "becomes 0, in new samples too": "test_constant_columns",
        "may hold integers, or a single sample (1, d)": ("test_statistics", "test_new_samples"),
        "right to 1e-6": ("test_far_from_zero", "test_mean_zero_and_variance_one"),
    }
    EQUIVALENT: ClassVar = {
        "return (np.where(varies, X - mean, 0) / np.where(varies, std, 2), (mean, std))": "0/2 is 0 as well",
    }
    PARTS = ("X", "stats")

    @practice
    @weight(1)
    @forall(tenths, draws=6)
    def test_mean_zero_and_variance_one(self, student, X):
        """Each column (x - mean)/std of the training samples has the mean 0 and the variance 1."""
        S, _, _ = standardised(student.standardise(X), X, STANDARDISED)
        close(S.mean(axis=0), np.zeros(X.shape[1]), "the mean of the columns")
        close(S.var(axis=0), np.ones(X.shape[1]), "the variance of the columns")
        close(S * X.std(axis=0) + X.mean(axis=0), X, "the result times std plus mean")

    @weight(1)
    @forall(whole, draws=6)
    def test_statistics(self, student, X):
        """stats are the mean and the std of each column; a single sample becomes 0, by a std of 0."""
        S, mean, std = standardised(student.standardise(X), X, STANDARDISED)
        close(mean, X.mean(axis=0), "mean")
        close(std, X.std(axis=0), "std")
        close(S, (X - X.mean(axis=0)) / X.std(axis=0), "X")
        S, mean, std = standardised(student.standardise(X[:1]), X[:1], "standardise(X[:1])")
        close(mean, X[0], "mean of a single sample")
        close(std, np.zeros(X.shape[1]), "std of a single sample")
        close(S, np.zeros((1, X.shape[1])), "X of a single sample")

    @practice
    @weight(1)
    @forall(with_statistics, draws=6)
    def test_new_samples(self, student, X, mean, std):
        """New samples get (x - mean)/std with the statistics given, alone or together, and these come back."""
        asked = (X, "X"), (X[1:2], "X[1:2]")
        answers = [student.standardise(new, (mean, std)) for new, _ in asked]
        for (new, what), got in zip(asked, answers, strict=True):
            call = f"standardise({what}, stats)"
            S, m, s = standardised(got, new, call)
            close(S, (new - mean) / std, f"X of {call}")
            close(m, mean, f"mean of {call}")
            close(s, std, f"std of {call}")

    @weight(1)
    def test_constant_columns(self, student):
        """Columns that are constant but for round-off become 0, in new samples too; a std of 1e-9 is none by itself."""
        X = rows_and_copies()
        S, _, _ = standardised(student.standardise(X), X, STANDARDISED)
        close(S[:, :3], np.zeros((1000, 3)), "the columns of 1000 copies of 0.1, of 1e6/3 and of 0.3 or 0.1 + 0.2")
        close(S[:, 3].var(), 1.0, "the variance of a column of whole numbers times 1e-9")
        mean = np.array([0.1, 1000, 0, 5, -1000, 0, 0])
        std = np.array([5e-13, 5e-10, 1e-9, 0, 3e-10, 1.5e-12, 1e-12])
        new = np.array([[0.1, 1001, 2e-9, 8, 7, 3e-12, 0], [4, 1000, -3e-9, 5, -1000, 0, 3e-12]])
        S, _, _ = standardised(student.standardise(new, (mean, std)), new, AGAIN)
        wanted = np.array([[0.0, 0, 2, 0, 0, 2, 0], [0, 0, -3, 0, 0, 0, 0]])
        close(S, wanted, f"X of {AGAIN} with mean {mean.tolist()} and std {std.tolist()}")

    @weight(1)
    @forall(far_off, draws=6)
    def test_far_from_zero(self, student, X):
        """Where the mean is 1e6 the result is as right as near 0."""
        S, _, std = standardised(student.standardise(X), X, STANDARDISED)
        close(S, (X - X.mean(axis=0)) / X.std(axis=0), "X")
        close(std, X.std(axis=0), "std")

    @alternate
    def by_columns_at_once(X, stats=None):
        mean, std = (np.mean(X, 0), np.std(X, 0)) if stats is None else stats
        mean, std = np.array(mean, float), np.array(std, float)
        flat = std <= 1e-12 * np.maximum(1, np.abs(mean))
        return np.where(flat, 0.0, (X - mean) / np.where(flat, 1.0, std)), (mean, std)

    @alternate
    def column_by_column(X, stats=None):
        X = np.array(X, float)
        d = X.shape[1]
        if stats is None:
            mean = [sum(X[:, j]) / len(X) for j in range(d)]
            std = [(sum((x - mean[j]) ** 2 for x in X[:, j]) / len(X)) ** 0.5 for j in range(d)]
        else:
            mean, std = stats
        S = np.zeros(X.shape)
        for j in range(d):
            if std[j] > 1e-12 * max(1, abs(mean[j])):
                S[:, j] = (X[:, j] - mean[j]) / std[j]
        return S, (np.array(mean), np.array(std))

    @alternate
    def in_lists(X, stats=None):
        from statistics import fmean, pstdev

        rows = np.asarray(X, float).tolist()
        if stats is None:
            stats = [fmean(x) for x in zip(*rows, strict=True)], [pstdev(x) for x in zip(*rows, strict=True)]
        mean, std = ([float(value) for value in part] for part in stats)

        def entry(x, m, s):
            return (x - m) / s if s > 1e-12 * max(1.0, abs(m)) else 0

        return [list(map(entry, row, mean, std)) for row in rows], [mean, std]

    @alternate
    def by_masks(X, stats=None):
        if stats is None:
            centre = np.average(X, axis=0)
            stats = centre, np.linalg.norm(X - centre, axis=0) / np.sqrt(len(X))
        mean, std = map(np.copy, stats)
        varies = np.flatnonzero(std > 1e-12 * np.clip(abs(mean), 1, None))
        S = np.zeros_like(X, dtype=float)
        S[:, varies] = (X[:, varies] - mean[varies]) / std[varies]
        return S, (mean, std)

    statistics_of_the_new = slip(
        by_columns_at_once,
        ("if stats is None else stats", "if stats is None or len(X) > 0 else stats"),
        hint="New samples are treated as the training samples were: with the statistics given.",
        see="def-standardise",
    )
    statistics_where_there_are_several = slip(
        by_columns_at_once,
        ("if stats is None else stats", "if stats is None or len(X) > 1 else stats"),
        hint="New samples are treated as the training samples were: with the statistics given.",
        see="def-standardise",
    )
    mean_given_std_anew = slip(
        by_columns_at_once,
        ("np.array(std, float)", "np.array(np.std(X, 0) if len(X) > 1 else std, float)"),
        hint="Both statistics are those given, the std too.",
        see="def-standardise",
    )
    std_given_mean_anew = slip(
        by_columns_at_once,
        ("np.array(mean, float)", "np.array(np.mean(X, 0), float)"),
        hint="Both statistics are those given, the mean too.",
        see="def-standardise",
    )
    new_statistics_returned = slip(
        by_columns_at_once,
        ("std)), (mean, std)", "std)), (np.mean(X, 0), np.std(X, 0))"),
        hint="What comes back are the statistics that were used.",
        see="def-standardise",
    )
    divided_by_zero = slip(
        by_columns_at_once,
        ("std <= 1e-12 * np.maximum(1, np.abs(mean))", "std < 0"),
        hint="A constant column has the std 0: it becomes 0, and is not divided.",
        see="constant-columns",
    )
    exactly_zero = slip(
        by_columns_at_once,
        ("std <= 1e-12 * np.maximum(1, np.abs(mean))", "std == 0"),
        hint="The std of 1000 copies of 0.1 is 1e-17 or so, not 0: compare with 1e-12 max(1, |mean|).",
        see="constant-columns",
    )
    absolute_threshold = slip(
        by_columns_at_once,
        ("1e-12 * np.maximum(1, np.abs(mean))", "1e-12"),
        hint="Round-off grows with the numbers: compare with 1e-12 max(1, |mean|).",
        see="constant-columns",
    )
    signed_threshold = slip(
        by_columns_at_once,
        ("np.maximum(1, np.abs(mean))", "np.maximum(1, mean)"),
        hint="It is max(1, |mean|): a mean may be negative.",
        see="constant-columns",
    )
    generous_threshold = slip(
        by_columns_at_once,
        ("1e-12", "1e-8"),
        hint="A column with a std of 1e-9 around 0 varies, and gets the variance 1.",
        see="constant-columns",
    )
    close_to_the_threshold = slip(
        by_columns_at_once,
        ("std <= 1e-12 * np.maximum(1, np.abs(mean))", "np.isclose(std, 1e-12 * np.maximum(1, np.abs(mean)))"),
        hint="np.isclose has a tolerance of its own, 1e-8: compare by <=.",
        see="constant-columns",
    )
    std_not_below = slip(
        by_columns_at_once,
        ("np.where(flat, 0.0, (X - mean) / np.where(flat, 1.0, std))", "(X - mean) / np.maximum(std, 1e-12)"),
        hint="A constant column becomes 0: divided by 1e-12, round-off and new samples become huge.",
        see="constant-columns",
    )
    something_added = slip(
        by_columns_at_once,
        ("np.where(flat, 1.0, std)", "(std + 1e-8)"),
        hint="Nothing is added to the std: it would shrink columns that vary little.",
        see="constant-columns",
    )
    centred_where_constant = slip(
        by_columns_at_once,
        ("np.where(flat, 0.0, (X - mean)", "((X - mean)"),
        hint="A column that was constant in training is 0 in new samples too, whatever they hold.",
        see="constant-columns",
    )
    one_for_std = slip(
        by_columns_at_once,
        ("std)), (mean, std)", "std)), (mean, np.where(flat, 1.0, std))"),
        hint="The std that comes back is what it is, 0 where a column is constant.",
        see="constant-columns",
    )
    by_n_minus_one = slip(
        by_columns_at_once,
        ("np.std(X, 0)", "np.std(X, 0, ddof=len(X) > 1)"),
        hint="The variance is the mean of the squares, by 1/N, not by 1/(N - 1).",
        see="def-standardise",
    )
    by_the_variance = slip(
        by_columns_at_once,
        ("(X - mean) / np.where(flat, 1.0, std)", "(X - mean) / np.where(flat, 1.0, std) ** 2"),
        hint="Divide by the std, not by its square.",
        see="def-standardise",
    )
    variance_for_std = slip(
        by_columns_at_once,
        ("np.std(X, 0)", "np.var(X, 0)"),
        hint="std is the root of the variance.",
        see="def-standardise",
    )
    over_rows = slip(
        column_by_column,
        ("X = np.array(X, float)", "X = np.array(X, float)\n    rows = X.mean(axis=1), X.std(axis=1)"),
        ("return S, (np.array(mean), np.array(std))", "return (X - rows[0][:, None]) / rows[1][:, None], rows"),
        hint="Statistics are those of a column, over the samples: axis 0.",
        see="def-standardise",
    )
    one_mean_for_all = slip(
        by_columns_at_once,
        (
            "(np.mean(X, 0), np.std(X, 0))",
            "(np.full(X.shape[1], np.mean(X)), np.full(X.shape[1], np.std(X)))",
        ),
        hint="Each column has a mean and a std of its own.",
        see="def-standardise",
    )
    one_std_for_all = slip(
        by_columns_at_once,
        ("np.std(X, 0)", "np.full(np.shape(X)[1], np.std(X - np.mean(X, 0)))"),
        hint="Each column has a std of its own: axis 0.",
        see="def-standardise",
    )
    not_centred = slip(
        by_columns_at_once,
        ("(X - mean) /", "X /"),
        hint="The mean is taken off first.",
        see="def-standardise",
    )
    not_divided = slip(
        by_columns_at_once,
        ("(X - mean) / np.where(flat, 1.0, std)", "X - mean"),
        hint="After the mean is taken off, divide by the std.",
        see="def-standardise",
    )
    median_for_mean = slip(
        by_columns_at_once,
        ("np.mean(X, 0)", "np.median(X, 0)"),
        hint="It is the mean that is taken off, not the median.",
        see="def-standardise",
    )
    exchanged = slip(
        by_columns_at_once,
        ("std)), (mean, std)", "std)), (std, mean)"),
        hint="stats is (mean, std), in this order.",
        see="def-standardise",
    )
    mean_square_less_squared_mean = slip(
        by_columns_at_once,
        (
            "np.std(X, 0)",
            "np.sqrt(np.maximum(np.mean(np.multiply(X, 1.0 * X), 0) - np.mean(X, 0) ** 2, 0))",
        ),
        hint="The mean of the squares less the squared mean loses all digits far from 0: centre first.",
        see="constant-columns",
    )
    in_single_precision = slip(
        by_columns_at_once,
        ("np.where(flat, 0.0, (X - mean)", "np.where(flat, 0.0, (np.float32(X) - np.float32(mean))"),
        hint="Single precision keeps 7 digits, and the mean takes them all.",
        see="constant-columns",
    )
    samples_in_single_precision = slip(
        by_columns_at_once,
        ("    mean, std = (np.mean", "    X = np.asarray(X, np.float32)\n    mean, std = (np.mean"),
        hint="Single precision keeps 7 digits, and the mean takes them all.",
        see="constant-columns",
    )
    clipped_at_ten = slip(
        by_columns_at_once,
        (
            "np.where(flat, 0.0, (X - mean) / np.where(flat, 1.0, std))",
            "np.clip((X - mean) / np.where(flat, np.inf, std), -10, 10)",
        ),
        hint="Nothing is cut off: a sample far outside stays far outside.",
        see="def-standardise",
    )
    integers_kept = slip(
        by_masks,
        ("dtype=float", "dtype=X.dtype"),
        hint="An array of integers keeps only integers: make a new one of floats.",
        see="def-standardise",
    )

    least_and_largest = slip(
        by_columns_at_once,
        ("(np.mean(X, 0), np.std(X, 0))", "(np.min(X, 0), np.ptp(X, 0))"),
        hint="Take off the mean and divide by the std; this puts the least at 0 and the largest at 1.",
        see="def-standardise",
    )
    own_statistics_given_ones_returned = slip(
        by_columns_at_once,
        (" if stats is None else stats", ""),
        ("std)), (mean, std)", "std)), (mean, std) if stats is None else stats"),
        hint="The statistics that are given are to be used, not only handed back.",
        see="def-standardise",
    )
    variance_handed_on = slip(
        by_columns_at_once,
        ("std)), (mean, std)", "std)), (mean, std**2 if stats is None else std)"),
        hint="stats is (mean, std), by which new samples are divided: this hands on the variance.",
        see="def-standardise",
    )
    one_for_std_in_training = slip(
        by_columns_at_once,
        (
            "    flat =",
            "    std = np.where((std > 1e-12 * np.maximum(1, np.abs(mean))) | (stats is not None), std, 1)\n    flat =",
        ),
        ("std <= 1e-12 * np.maximum(1, np.abs(mean))", "std == 0"),
        hint="The std that comes back is what it is, 0 where a column is constant.",
        see="constant-columns",
    )
    threshold_of_the_mean_alone = slip(
        by_columns_at_once,
        ("np.maximum(1, np.abs(mean))", "np.abs(mean)"),
        hint="It is max(1, |mean|): for a mean near 0 the threshold is 1e-12.",
        see="constant-columns",
    )
    threshold_itself_varies = slip(
        by_columns_at_once,
        ("std <= 1e-12", "std < 1e-12"),
        hint="A column with a std of 1e-12 max(1, |mean|) is constant: at most, <=.",
        see="constant-columns",
    )
    rule_in_training_alone = slip(
        by_columns_at_once,
        ("1e-12 * np", "(1e-12 if stats is None else 0) * np"),
        hint="The rule for constant columns is the same for statistics that are given: these have round-off as well.",
        see="constant-columns",
    )
    three_values = slip(
        by_columns_at_once,
        ("std)), (mean, std)", "std)), mean, std"),
        hint="Two values come back, and the second one is the pair (mean, std).",
        see="def-standardise",
    )

    @misconception("Constant columns stay, as columns of 0.", see="constant-columns")
    def dropped_where_constant(X, stats=None):
        mean, std = (np.mean(X, 0), np.std(X, 0)) if stats is None else stats
        varies = std > 1e-12 * np.maximum(1, np.abs(mean))
        return ((X - mean) / np.where(varies, std, 1))[:, varies], (mean, std)

    @misconception(
        "Whether a column is constant is asked of its std, which round-off makes 1e-17 or so.", see="constant-columns"
    )
    def constant_if_all_are_equal(X, stats=None):
        flat = np.ptp(X, axis=0) == 0 if stats is None else np.asarray(stats[1]) == 0
        mean, std = (np.mean(X, 0), np.std(X, 0)) if stats is None else stats
        return np.where(flat, 0.0, (X - mean) / np.where(flat, 1.0, std)), (mean, np.where(flat, 0, std))

    @misconception("X is changed for the caller too: X -= mean works in place.", see="def-standardise")
    def samples_changed(X, stats=None):
        mean, std = (np.mean(X, 0), np.std(X, 0)) if stats is None else stats
        varies = std > 1e-12 * np.maximum(1, np.abs(mean))
        result = np.where(varies, X - mean, 0) / np.where(varies, std, 1)
        X[:] = result
        return result, (mean, std)
