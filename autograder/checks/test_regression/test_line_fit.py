"""Mark scheme of `line_fit`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_regression.inputs import eighths
from solutions.regression import line_fit

# As the contract says, times 1 or the slope: so that float32 will do on the way, if the means are taken off before. If
# not, it loses the slope of points near x = 150.
SLOPE, INTERCEPT = 1e-5, 1e-3
SLIGHT = 2.0**-11  # a slope that is not 0


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


def on_a_line(d):
    """(x, slope, intercept); in every other draw two points, 1/8 apart."""
    x = spread(d, 3)
    x = d.choice([x, x[0] + np.array([0, 1 / 8])])
    return x, d.choice([2.0, -1.0, 0.5, -3.0]), d.choice([1.0, -2.0, 5.0])


def moved_points(d):
    """Points, the last as far right as the first, and what becomes of them: x times s plus c, y times t plus e."""
    x, y = points(d)
    change = d.choice([2.0, -1.0, 4.0]), d.choice([150.0, -150.0]), d.choice([3.0, -2.0]), d.choice([50.0, -8.0])
    return np.append(x, x[0]), np.append(y, y[0] + 1), change


def line(got):
    """Slope and intercept."""
    slope, intercept = expect.values(got, 2, "line_fit(x, y)")
    return expect.number(slope, "the slope"), expect.number(intercept, "the intercept")


def close_line(got, slope, intercept, of=""):
    """Right to what the contract allows."""
    size = max(1, abs(slope))
    expect.close(got[0], slope, f"the slope{of}", rtol=0, atol=SLOPE * size)
    expect.close(got[1], intercept, f"the intercept{of}", rtol=0, atol=INTERCEPT * size)


@exercise(reference=line_fit)
class TestLineFit:
    CONTRACT: ClassVar = {
        "The line of least squares": ("test_slope", "test_points_on_a_line"),
        "at least two different entries": ("test_points_on_a_line", "test_other_units"),
        "y (N,) any": "test_points_on_a_line",
        "the sum of the squares": ("test_slope", "test_through_the_means"),
        "right to 1e-5 and": ("test_slope", "test_points_on_a_line", "test_other_units"),
    }
    EQUIVALENT: ClassVar = {
        "slope = dx @ (y + y.mean()) / (dx @ dx)": "dx sums to 0, whatever it multiplies",
        "slope = dx @ (y - y.sum()) / (dx @ dx)": "the same",
    }

    @practice
    @weight(1)
    @forall(points)
    def test_slope(self, student, x, y):
        """The residuals y - slope x - intercept are orthogonal to x - mean(x), whatever the intercept is."""
        slope, _ = line(student.line_fit(x, y))
        dx = x - x.mean()
        size = max(1, abs(slope)) * (dx @ dx)
        expect.close(dx @ (y - slope * x), 0, "the sum of (x - mean(x)) (y - slope x)", atol=SLOPE * size)

    @practice
    @weight(1)
    @forall(points)
    def test_through_the_means(self, student, x, y):
        """The line passes through (mean(x), mean(y)): the residuals sum to 0."""
        slope, intercept = line(student.line_fit(x, y))
        size = 2 * max(1, abs(slope))  # slope and intercept may be off, both
        expect.close(slope * x.mean() + intercept, y.mean(), "slope mean(x) + intercept", atol=INTERCEPT * size)

    @weight(1)
    @forall(on_a_line)
    def test_points_on_a_line(self, student, x, slope, intercept):
        """Points on a line, two or more, give that line, be it steep, level or nearly level."""
        for each in (slope, 0.0, SLIGHT):
            got = line(student.line_fit(x, each * x + intercept))
            close_line(got, each, intercept, f" for y = {each:g} x + {intercept:g}")

    @weight(1)
    @forall(moved_points)
    def test_other_units(self, student, x, y, change):
        """If x becomes s x + c and y becomes t y + e, (s, c, t, e) = change, the slope is t/s times what it was."""
        s, c, t, e = change
        slope, intercept = line_fit(x, y)
        got = line(student.line_fit(s * x + c, t * y + e))
        close_line(got, t / s * slope, t * intercept + e - t / s * slope * c)

    @alternate
    def by_loop(x, y):
        mean_x, mean_y = sum(x) / len(x), sum(y) / len(y)
        above = below = 0.0
        for u, v in zip(x, y, strict=True):
            above += (u - mean_x) * (v - mean_y)
            below += (u - mean_x) ** 2
        slope = above / below
        return slope, mean_y - slope * mean_x

    @alternate
    def by_covariance(x, y):
        slope = np.cov(x, y)[0, 1] / np.var(x, ddof=1)
        return [slope, np.mean(y) - slope * np.mean(x)]

    @alternate
    def by_polyfit(x, y):
        return np.polyfit(x, y, 1)

    @alternate
    def in_single_precision(x, y):
        x, y = x.astype(np.float32), y.astype(np.float32)
        dx, dy = x - x.mean(), y - y.mean()
        slope = dx @ dy / (dx @ dx)
        return slope, y.mean() - slope * x.mean()

    @alternate
    def by_normal_equations(x, y):
        N = len(x)
        return tuple(np.linalg.solve([[x @ x, x.sum()], [x.sum(), N]], [x @ y, y.sum()]))

    @alternate
    def by_sums(x, y):
        N = len(x)
        slope = (N * np.sum(x * y) - np.sum(x) * np.sum(y)) / (N * np.sum(x**2) - np.sum(x) ** 2)
        return np.array(slope), np.array((np.sum(y) - slope * np.sum(x)) / N)

    @alternate
    def by_pairs(x, y):
        pairs = [(i, j) for i in range(len(x)) for j in range(i)]
        slope = sum((x[i] - x[j]) * (y[i] - y[j]) for i, j in pairs) / sum((x[i] - x[j]) ** 2 for i, j in pairs)
        return slope, float(np.mean(y - slope * x))

    x_from_y = slip(
        by_loop,
        ("(u - mean_x) ** 2", "(v - mean_y) ** 2"),
        hint="The squares that are to be least are those of y: divide by the variance of x.",
        see="def-line",
    )
    two_divisors = slip(
        by_covariance,
        (", ddof=1", ""),
        hint="np.cov divides by N - 1, np.var by N: take the same for both.",
        see="def-line",
    )
    two_divisors_turned = slip(
        by_covariance,
        ("np.cov(x, y)[0, 1]", "np.mean((x - x.mean()) * (y - y.mean()))"),
        hint="The covariance is divided by N here, the variance by N - 1: take the same for both.",
        see="def-line",
    )
    intercept_first = slip(
        by_loop,
        ("return slope, mean_y - slope * mean_x", "return mean_y - slope * mean_x, slope"),
        hint="The slope comes first, the intercept second.",
        see="def-line",
    )
    through_the_origin = slip(
        by_loop,
        ("sum(x) / len(x), sum(y) / len(y)", "0, 0"),
        hint="This is the best line through the origin: take the means off first.",
        see="def-line",
    )
    intercept_is_the_mean = slip(
        by_loop,
        ("mean_y - slope * mean_x", "mean_y"),
        hint="mean(y) is the height of the line at mean(x); the intercept is its height at 0.",
        see="def-line",
    )
    uncentred_slope = slip(
        by_sums,
        ("N * np.sum(x * y) - np.sum(x) * np.sum(y)", "np.sum(x * y)"),
        ("N * np.sum(x**2) - np.sum(x) ** 2", "np.sum(x**2)"),
        hint="The slope is cov / var: take the means off x and y before you multiply.",
        see="def-line",
    )
    correlation = slip(
        by_covariance,
        ("np.var(x, ddof=1)", "np.sqrt(np.var(x, ddof=1) * np.var(y, ddof=1))"),
        hint="This is the correlation, which has no units: divide by the variance of x.",
        see="def-line",
    )
    correlation_of_level_points = slip(
        by_covariance,
        ("np.cov(x, y)[0, 1] / np.var(x, ddof=1)", "np.corrcoef(x, y)[0, 1] * np.std(y) / np.std(x)"),
        hint="If all y are equal the correlation is 0/0, but the slope is 0: it is cov / var.",
        see="def-line",
    )
    level_if_the_ends_meet = slip(
        by_covariance,
        ("    slope = np", "    if x[0] == x[-1]:\n        return [0.0, np.mean(y)]\n    slope = np"),
        hint="If the first and the last x are equal, others may still differ.",
        see="def-line",
    )
    spread_for_variance = slip(
        by_covariance,
        ("np.var(x, ddof=1)", "np.std(x, ddof=1)"),
        hint="Divide by the variance, the square of the standard deviation.",
        see="def-line",
    )

    intercept_on_the_wrong_side = slip(
        by_loop,
        ("return slope, mean_y - slope", "return slope, mean_y + slope"),
        hint="The intercept is mean(y) minus slope mean(x): going back from mean(x) to 0.",
        see="def-line",
    )
    intercept_is_the_first_point = slip(
        by_loop,
        ("return slope, mean_y - slope * mean_x", "return slope, y[0]"),
        hint="The line need not pass through the first point; it passes through the means.",
        see="def-line",
    )
    ratio_of_spreads = slip(
        by_covariance,
        ("np.cov(x, y)[0, 1] / np.var(x, ddof=1)", "np.std(y) / np.std(x)"),
        hint="The spreads do not know how x and y go together: the slope is cov / var.",
        see="def-line",
    )

    @misconception("The upright distances are to be small, not those at a right angle to the line.", see="def-line")
    def distances_at_right_angles(x, y):
        dx, dy = x - x.mean(), y - y.mean()
        u = np.linalg.svd(np.column_stack([dx, dy]), full_matrices=False)[2][0]
        return u[1] / u[0], y.mean() - u[1] / u[0] * x.mean()

    @misconception("A pair is wanted: the slope and the intercept.", see="def-line")
    def slope_alone(x, y):
        dx = x - x.mean()
        return dx @ y / (dx @ dx)

    @misconception("All points count, not only the first and the last.", see="def-line")
    def first_and_last(x, y):
        slope = (y[-1] - y[0]) / (x[-1] - x[0])
        return slope, np.mean(y) - slope * np.mean(x)

    @misconception("All points count, not only the first and the last.", see="def-line")
    def through_first_and_last(x, y):
        slope = (y[-1] - y[0]) / (x[-1] - x[0])
        return slope, y[0] - slope * x[0]

    @misconception("This line predicts x from y and is turned round: it is another one.", see="def-line")
    def inverted(x, y):
        slope = np.sum((y - y.mean()) ** 2) / np.sum((x - x.mean()) * (y - y.mean()))
        return slope, y.mean() - slope * x.mean()

    @misconception("x is sorted without y, which tears the pairs apart.", see="def-line")
    def pairs_torn_apart(x, y):
        x = np.sort(x)
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return slope, y.mean() - slope * x.mean()

    @misconception("The line passes through the means, not through the first point.", see="def-line")
    def through_the_first_point(x, y):
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return slope, y[0] - slope * x[0]

    @misconception("The slope is no mean of slopes: a point counts with the square of its distance.", see="def-line")
    def mean_of_the_slopes(x, y):
        dx, dy = x - x.mean(), y - y.mean()
        slope = np.mean(dy[dx != 0] / dx[dx != 0])
        return slope, y.mean() - slope * x.mean()

    @misconception("This is a robust slope; least squares has no median of slopes.", see="def-line")
    def median_of_the_slopes(x, y):
        pairs = [(i, j) for i in range(len(x)) for j in range(i) if x[i] != x[j]]
        slope = np.median([(y[i] - y[j]) / (x[i] - x[j]) for i, j in pairs])
        return slope, y.mean() - slope * x.mean()

    @misconception("Points with equal x are points of their own: a dict keeps the last of them.", see="def-line")
    def last_of_equal_x(x, y):
        kept = dict(zip(x.tolist(), y.tolist(), strict=True))
        x, y = np.array(list(kept)), np.array(list(kept.values()))
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return slope, y.mean() - slope * x.mean()

    @misconception("The line passes through the means, not through the medians.", see="def-line")
    def through_the_medians(x, y):
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return slope, np.median(y) - slope * np.median(x)

    @misconception("The results are used on: do not round them.", see="def-line")
    def rounded_off(x, y):
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return round(float(slope), 2), round(float(y.mean() - slope * x.mean()), 2)

    @misconception("The results are used on: do not round them.", see="def-line")
    def slope_rounded_off(x, y):
        dx, dy = x - x.mean(), y - y.mean()
        slope = round(float(dx @ dy / (dx @ dx)), 3)
        return slope, float(y.mean() - slope * x.mean())

    @misconception("// cuts the means: divide with /.", see="def-line")
    def cut_means(x, y):
        mx, my = x.sum() // len(x), y.sum() // len(y)
        slope = (x - mx) @ (y - my) / ((x - mx) @ (x - mx))
        return slope, my - slope * mx

    @misconception("All points count: the sums end one too early.", see="def-line")
    def last_point_missing(x, y):
        dx, dy = x - x.mean(), y - y.mean()
        slope = dx[:-1] @ dy[:-1] / (dx[:-1] @ dx[:-1])
        return slope, y.mean() - slope * x.mean()

    @misconception("Nothing is added to the denominator: two different x make it positive.", see="def-line")
    def small_number_added(x, y):
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx + 1e-3)
        return slope, y.mean() - slope * x.mean()

    @misconception("Nothing is added to the denominator: two different x make it positive.", see="def-line")
    def millionth_added(x, y):
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx + 1e-6)
        return slope, y.mean() - slope * x.mean()

    @misconception("Two points are enough for a line.", see="def-line")
    def three_points_at_least(x, y):
        if len(x) < 3:
            return 0.0, float(y.mean())
        dx = x - x.mean()
        slope = dx @ y / (dx @ dx)
        return slope, y.mean() - slope * x.mean()

    @misconception("x -= ... changes the caller's array: write x = x - ...", see="def-line")
    def centred_in_place(x, y):
        mean_x, mean_y = x.mean(), y.mean()
        x -= mean_x
        y -= mean_y
        slope = x @ y / (x @ x)
        return slope, mean_y - slope * mean_x
