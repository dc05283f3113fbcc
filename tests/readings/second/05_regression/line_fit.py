import functools
import math
import statistics
from fractions import Fraction

import numpy as np


def right_centred(x, y):
    """Vectorised, with differences from the means."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    dx, dy = x - x.mean(), y - y.mean()
    slope = (dx @ dy) / (dx @ dx)
    return float(slope), float(y.mean() - slope * x.mean())


def right_loops(x, y):
    """Plain loops over indices, no NumPy function."""
    n = len(x)
    mean_x = sum(float(a) for a in x) / n
    mean_y = sum(float(b) for b in y) / n
    top = 0.0
    bottom = 0.0
    for i in range(n):
        top += (float(x[i]) - mean_x) * (float(y[i]) - mean_y)
        bottom += (float(x[i]) - mean_x) ** 2
    slope = top / bottom
    return slope, mean_y - slope * mean_x


def right_polyfit(x, y):
    """The library's polynomial of degree 1, unpacked."""
    slope, intercept = np.polyfit(np.asarray(x, float), np.asarray(y, float), 1)
    return slope, intercept


def right_lstsq_ones(x, y):
    """A column of ones and np.linalg.lstsq, returned as a tuple of np.float64."""
    A = np.column_stack([x, np.ones(len(x))])
    return tuple(np.linalg.lstsq(A, np.asarray(y, float), rcond=None)[0])


def right_cov_over_var(x, y):
    """Covariance matrix of np.cov: both entries have the same N - 1."""
    C = np.cov(x, y)
    slope = C[0, 1] / C[0, 0]
    return slope, np.mean(y) - slope * np.mean(x)


def right_correlation(x, y):
    """r times the ratio of the spreads; level points are an early return."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    if np.ptp(y) == 0:
        return 0.0, float(y[0])
    zx = (x - x.mean()) / x.std()
    zy = (y - y.mean()) / y.std()
    r = np.mean(zx * zy)
    slope = r * y.std() / x.std()
    return float(slope), float(y.mean() - slope * x.mean())


def right_cramer(x, y):
    """Sums of powers and Cramer's rule, after a shift of the origin to the first point."""
    x0, y0 = float(x[0]), float(y[0])
    u, v = np.asarray(x, float) - x0, np.asarray(y, float) - y0
    n, su, sv, suu, suv = len(u), u.sum(), v.sum(), (u * u).sum(), (u * v).sum()
    det = n * suu - su * su
    slope = (n * suv - su * sv) / det
    at_origin = (suu * sv - su * suv) / det
    return float(slope), float(y0 + at_origin - slope * x0)


def right_fractions(x, y):
    """Exact rational arithmetic of the uncentred formula."""
    xs = [Fraction(float(a)) for a in x]
    ys = [Fraction(float(b)) for b in y]
    n = len(xs)
    sx, sy = sum(xs), sum(ys)
    sxy = sum(a * b for a, b in zip(xs, ys))
    sxx = sum(a * a for a in xs)
    slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
    return float(slope), float((sy - slope * sx) / n)


def right_pairs(x, y):
    """All pairs of points: the slopes of the chords, weighted by the squares of their widths."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    DX = np.subtract.outer(x, x)
    DY = np.subtract.outer(y, y)
    slope = np.einsum("ij,ij->", DX, DY) / np.einsum("ij,ij->", DX, DX)
    return float(slope), float(np.mean(y - slope * x))


def right_qr(x, y):
    """QR of the columns 1 and x, and back substitution by hand."""
    A = np.column_stack([np.ones(len(x)), np.asarray(x, float)])
    Q, R = np.linalg.qr(A)
    c = Q.T @ np.asarray(y, float)
    slope = c[1] / R[1, 1]
    return float(slope), float((c[0] - R[0, 1] * slope) / R[0, 0])


def right_welford(x, y):
    """One pass over the points that updates means and sums, as a reduce."""

    def add(state, point):
        n, mx, my, sxx, sxy = state
        a, b = point
        n += 1
        da = a - mx
        mx += da / n
        my += (b - my) / n
        return n, mx, my, sxx + da * (a - mx), sxy + da * (b - my)

    points = [(float(a), float(b)) for a, b in zip(x, y)]
    _, mx, my, sxx, sxy = functools.reduce(add, points, (0, 0.0, 0.0, 0.0, 0.0))
    return sxy / sxx, my - sxy / sxx * mx


def right_statistics(x, y):
    """The standard library's linear_regression."""
    fit = statistics.linear_regression([float(a) for a in x], [float(b) for b in y])
    return fit.slope, fit.intercept


def right_class(x, y):
    """An over-engineered class with properties and asserts."""

    class Line:
        def __init__(self, x, y):
            self.x, self.y = np.array(x, dtype=float), np.array(y, dtype=float)
            assert self.x.ndim == self.y.ndim == 1 and self.x.shape == self.y.shape
            assert np.ptp(self.x) > 0, "all x are equal"

        @property
        def slope(self):
            d = self.x - math.fsum(self.x) / len(self.x)
            return math.fsum(d * self.y) / math.fsum(d * d)

        @property
        def intercept(self):
            return math.fsum(self.y - self.slope * self.x) / len(self.x)

    line = Line(x, y)
    return line.slope, line.intercept


def right_newton_on_squares(x, y):
    """One Newton step from an arbitrary start on the sum of squares, in the variable x - mean(x)."""
    x, y = np.asarray(x, float), np.asarray(y, float)
    A = np.stack([x - np.mean(x), np.ones(len(x))], axis=1)
    start = np.array([1.0, -1.0])
    gradient = 2 * A.T @ (A @ start - y)
    slope, height = start - np.linalg.inv(2 * A.T @ A) @ gradient
    return float(slope), float(height - slope * np.mean(x))


def right_vander_pinv(x, y):
    """Pseudoinverse of the Vandermonde matrix."""
    slope, intercept = np.linalg.pinv(np.vander(np.asarray(x, float), 2)) @ np.asarray(y, float)
    return float(slope), float(intercept)


def wrong_through_first_point(x, y):
    """DESERVES: the line of least squares goes through the means, not through the first point
    PART: yes
    BREAKS: the squares are least, at x = [0, 1, 2], y = [1, 0, 0]
    """
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = np.sum(dx * dy) / np.sum(dx**2)
    return float(slope), float(y[0] - slope * x[0])


def wrong_mixed_ddof(x, y):
    """DESERVES: the covariance is divided by N - 1 and the variance by N
    PART: no
    BREAKS: the squares are least, at x = [0, 1], y = [0, 1] (slope 2)
    """
    slope = np.cov(x, y)[0, 1] / np.var(x)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_roles(x, y):
    """DESERVES: this predicts x from y: the sum below the line must be of dx^2
    PART: no
    BREAKS: the squares of y_n - slope x_n - intercept are least, at x = [0, 1], y = [0, 2]
    """
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = np.sum(dx * dy) / np.sum(dy * dy)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_median_of_slopes(x, y):
    """DESERVES: the median of the slopes of pairs is robust, but it is not least squares
    PART: no
    BREAKS: the squares are least, at x = [0, 1, 2, 3], y = [0, 0, 0, 1]
    """
    slopes = [(y[j] - y[i]) / (x[j] - x[i]) for i in range(len(x)) for j in range(i) if x[i] != x[j]]
    slope = np.median(slopes)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_perpendicular(x, y):
    """DESERVES: distances are measured at right angles to the line, not upright (principal axis)
    PART: no
    BREAKS: the squares of y_n - slope x_n - intercept are least, at x = [0, 1, 2], y = [0, 0, 1]
    """
    A = np.column_stack([x - np.mean(x), y - np.mean(y)])
    a, b = np.linalg.svd(A)[2][0]
    slope = b / a
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_level_is_nan(x, y):
    """DESERVES: the correlation is 0/0 where all y are equal: the slope is 0 there
    PART: yes
    BREAKS: y (N,) any, at x = [0, 1], y = [1, 1]
    """
    r = np.corrcoef(x, y)[0, 1]
    slope = r * np.std(y) / np.std(x)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_sorts_x(x, y):
    """DESERVES: x is sorted without its y, so that the points are no longer the points
    PART: yes
    BREAKS: through the points (x_n, y_n), at x = [1, 0], y = [1, 0]
    """
    x = np.sort(x)
    dx = x - x.mean()
    slope = dx @ (y - np.mean(y)) / (dx @ dx)
    return float(slope), float(np.mean(y) - slope * x.mean())


def wrong_dict_of_points(x, y):
    """DESERVES: a dictionary keeps one point only for each x: repeated x lose all but their last y
    PART: yes
    BREAKS: the sum is over all points, at x = [0, 0, 1], y = [0, 2, 0]
    """
    points = dict(zip(x.tolist(), y.tolist()))
    a, b = np.array(list(points)), np.array(list(points.values()))
    da = a - a.mean()
    slope = da @ (b - b.mean()) / (da @ da)
    return float(slope), float(b.mean() - slope * a.mean())


def wrong_centres_in_place(x, y):
    """DESERVES: x -= x.mean() changes the caller's array
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at x = [0., 1.], y = [0., 1.]
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    mean_x, mean_y = x.mean(), y.mean()
    x -= mean_x
    slope = x @ (y - mean_y) / (x @ x)
    return float(slope), float(mean_y - slope * mean_x)


def wrong_epsilon(x, y):
    """DESERVES: the 1e-6 below the line is not small where x differ by 1/8 only; nothing needs it
    PART: yes
    BREAKS: the slope is right to 1e-5, at x = [0, 0.125], y = [0, 1]
    """
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = dx @ dy / (dx @ dx + 1e-6)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_float32_sums(x, y):
    """DESERVES: single precision and uncentred sums cancel far from 0
    PART: yes
    BREAKS: the slope is right to 1e-5, at x = [199.3, 200, 199.5], y = [1, 2, 3]
    """
    x, y = np.asarray(x, np.float32), np.asarray(y, np.float32)
    n = np.float32(len(x))
    slope = (n * (x * y).sum() - x.sum() * y.sum()) / (n * (x * x).sum() - x.sum() ** 2)
    return float(slope), float((y.sum() - slope * x.sum()) / n)


def wrong_rounded(x, y):
    """DESERVES: the slope is rounded to three decimals
    PART: yes
    BREAKS: the slope is right to 1e-5, at x = [0, 3], y = [0, 1]
    """
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = round(float(dx @ dy / (dx @ dx)), 3)
    return slope, float(np.mean(y) - slope * np.mean(x))


def wrong_closed_curve(x, y):
    """DESERVES: equal first and last x are not all x equal: the test for a vertical line looks at the ends only
    PART: yes
    BREAKS: x has at least two different entries, at x = [0, 1, 0], y = [0, 1, 0]
    """
    if x[0] == x[-1]:
        return 0.0, float(np.mean(y))
    dx = x - np.mean(x)
    slope = dx @ y / (dx @ dx)
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_descent(x, y):
    """DESERVES: a fixed step of 0.01 is too large for x beyond about 14, where descent runs away
    PART: no
    BREAKS: for numbers up to 200 in size, at x = [0, 200], y = [0, 1]
    """
    slope = intercept = 0.0
    with np.errstate(all="ignore"):
        for _ in range(20000):
            r = slope * x + intercept - y
            slope, intercept = slope - 0.02 * np.mean(r * x), intercept - 0.02 * np.mean(r)
    return float(slope), float(intercept)


def wrong_flattens_small_slopes(x, y):
    """DESERVES: a slope below 0.001 is taken for 0; it is still the slope
    PART: yes
    BREAKS: the slope is right to 1e-5, at x = [0, 200], y = [0, 0.125]
    """
    dx = x - np.mean(x)
    slope = dx @ y / (dx @ dx)
    if np.isclose(slope, 0, atol=1e-3):
        slope = 0.0
    return float(slope), float(np.mean(y) - slope * np.mean(x))


def wrong_intercept_from_medians(x, y):
    """DESERVES: the line passes through the means, not through the medians
    PART: yes
    BREAKS: the squares are least, at x = [0, 1, 2], y = [0, 0, 3] (right if the medians are the means)
    """
    dx = x - np.mean(x)
    slope = dx @ y / (dx @ dx)
    return float(slope), float(np.median(y) - slope * np.median(x))
