import numpy as np


def right_centred(x, y):
    dx, dy = x - np.mean(x), y - np.mean(y)
    slope = np.sum(dx * dy) / np.sum(dx**2)
    return slope, np.mean(y) - slope * np.mean(x)


def right_floats(x, y):
    mx, my = x.mean(), y.mean()
    slope = float((x - mx) @ (y - my) / ((x - mx) @ (x - mx)))
    return float(slope), float(my - slope * mx)


def right_polyfit(x, y):
    slope, intercept = np.polyfit(x, y, 1)
    return slope, intercept


def right_polyfit_array(x, y):
    return np.polyfit(x, y, deg=1)


def right_cov(x, y):
    C = np.cov(x, y)
    slope = C[0, 1] / C[0, 0]
    return slope, y.mean() - slope * x.mean()


def right_cov_biased(x, y):
    slope = np.cov(x, y, bias=True)[0][1] / np.var(x)
    return [slope, np.average(y) - slope * np.average(x)]


def right_loops(x, y):
    N = len(x)
    mean_x = sum(float(a) for a in x) / N
    mean_y = sum(float(a) for a in y) / N
    above = below = 0.0
    for a, b in zip(x, y):
        above += (a - mean_x) * (b - mean_y)
        below += (a - mean_x) ** 2
    slope = above / below
    return float(slope), float(mean_y - slope * mean_x)


def right_lstsq_ones(x, y):
    A = np.column_stack([x, np.ones(len(x))])
    (slope, intercept), *_ = np.linalg.lstsq(A, y, rcond=None)
    return slope, intercept


def right_normal_equations(x, y):
    dx = x - x.mean()
    A = np.stack([dx, np.ones(len(x))], axis=1)
    slope, middle = np.linalg.solve(A.T @ A, A.T @ y)
    return slope.item(), (middle - slope * x.mean()).item()


def right_pinv(x, y):
    w = np.linalg.pinv(np.vstack([np.ones_like(x, dtype=float), x]).T) @ y
    return w[1], w[0]


def right_qr(x, y):
    Q, R = np.linalg.qr(np.column_stack([np.ones(len(x)), x]))
    q = Q.T @ y
    slope = q[1] / R[1, 1]
    return slope, (q[0] - R[0, 1] * slope) / R[0, 0]


def right_polynomial_class(x, y):
    line = np.polynomial.Polynomial.fit(x, y, 1).convert()
    coefficients = np.append(line.coef, 0.0)
    return float(coefficients[1]), float(coefficients[0])


def right_weighted_chords(x, y):
    # the slope is the mean of the slopes of all pairs, weighted by the squares of their distances
    above, below = 0.0, 0.0
    for i in range(len(x)):
        for j in range(i):
            above += float(x[i] - x[j]) * float(y[i] - y[j])
            below += float(x[i] - x[j]) ** 2
    slope = above / below
    return slope, float(np.mean(y - slope * x))


def right_correlation(x, y):
    if np.std(y) == 0:
        return 0.0, float(y[0])
    slope = np.corrcoef(x, y)[0, 1] * np.std(y) / np.std(x)
    return slope, np.mean(y) - slope * np.mean(x)


def right_class(x, y):
    class Line:
        def __init__(self, xs, ys):
            self.xs, self.ys = np.array(xs, dtype=np.longdouble), np.array(ys, dtype=np.longdouble)

        def __call__(self):
            u = self.xs - self.xs.mean()
            slope = (u * self.ys).sum() / (u * u).sum()
            return float(slope), float(self.ys.mean() - slope * self.xs.mean())

    return Line(x, y)()


def right_copies_in_place(x, y):
    x, y = np.array(x, dtype=float), np.array(y, dtype=float)
    mx, my = x.mean(), y.mean()
    x -= mx
    y -= my
    slope = np.einsum("n,n->", x, y) / np.einsum("n,n->", x, x)
    print("slope", slope)
    return slope, my - slope * mx


def right_vdot_mean_of_residuals(x, y):
    xs, ys = x.tolist(), y.tolist()
    centre = sum(xs) / len(xs)
    slope = sum((a - centre) * b for a, b in zip(xs, ys)) / sum((a - centre) ** 2 for a in xs)
    return slope, sum(b - slope * a for a, b in zip(xs, ys)) / len(xs)


def right_float32(x, y):
    # no accuracy is promised in the contract
    dx, dy = np.float32(x - x.mean()), np.float32(y - y.mean())
    slope = float(np.float32(dx @ dy / (dx @ dx)))
    return slope, float(np.float32(y.mean() - slope * x.mean()))


def wrong_in_place(x, y):
    """DESERVES: `x -= x.mean()` changes the caller's arrays, and then the mean of x is 0 in the intercept too
    PART: yes
    BREAKS: x and y are not changed, and the intercept: `[1.0, 2.0], [1.0, 2.0]`
    """
    my = y.mean()
    x -= x.mean()
    y -= my
    slope = (x @ y) / (x @ x)
    return slope, my - slope * x.mean()


def wrong_in_place_right_numbers(x, y):
    """DESERVES: the numbers are right, but x and y are centred for the caller too: work on copies
    PART: yes
    BREAKS: x and y are not changed: `[1.0, 2.0], [1.0, 2.0]`
    """
    mx, my = x.mean(), y.mean()
    x -= mx
    y -= my
    slope = (x @ y) / (x @ x)
    return slope, my - slope * mx


def wrong_sorts(x, y):
    """DESERVES: x.sort() sorts the caller's x, and tears the pairs apart
    PART: no
    BREAKS: x and y are not changed, pairs (x_n, y_n): `[2.0, 1.0], [2.0, 1.0]`
    """
    x.sort()
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, y.mean() - slope * x.mean()


def wrong_mixed_ddof(x, y):
    """DESERVES: np.cov divides by N - 1 and np.var by N: divide both by the same
    PART: yes
    BREAKS: the sum of squares is least: `[0, 1], [0, 1]`
    """
    slope = np.cov(x, y)[0, 1] / np.var(x)
    return slope, y.mean() - slope * x.mean()


def wrong_through_origin(x, y):
    """DESERVES: x.y / x.x is the line through the origin; take the means off first
    PART: no
    BREAKS: the line of least squares: `[0, 1], [1, 1]`
    """
    return (x @ y) / (x @ x), 0.0


def wrong_origin_slope(x, y):
    """DESERVES: the line passes through the means, but its slope is that of the line through the origin
    PART: yes
    BREAKS: the sum of squares is least: `[0, 1], [1, 1]`
    """
    slope = (x @ y) / (x @ x)
    return slope, y.mean() - slope * x.mean()


def wrong_order(x, y):
    """DESERVES: the order is (slope, intercept)
    PART: yes
    BREAKS: (slope, intercept): `[0, 1], [0, 1]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return y.mean() - slope * x.mean(), slope


def wrong_polyval_order(x, y):
    """DESERVES: np.polynomial's coefficients start with the intercept
    PART: yes
    BREAKS: (slope, intercept): `[0, 1], [0, 1]`
    """
    coefficients = np.polynomial.polynomial.polyfit(x, y, 1)
    return coefficients[0], coefficients[1]


def wrong_intercept_sign(x, y):
    """DESERVES: y = slope x + intercept gives the intercept mean(y) minus slope times mean(x)
    PART: yes
    BREAKS: passes through the means: `[0, 2], [1, 1]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, slope * x.mean() - y.mean()


def wrong_intercept_mean(x, y):
    """DESERVES: mean(y) is the height over the mean of x, not over 0
    PART: yes
    BREAKS: passes through the means: `[0, 2], [0, 2]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, y.mean()


def wrong_intercept_first(x, y):
    """DESERVES: the line passes through the means, not through the first point
    PART: yes
    BREAKS: the sum of squares is least: `[0, 1, 2], [0, 1, 0]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, y[0] - slope * x[0]


def wrong_first_and_last(x, y):
    """DESERVES: a line through the first and the last point fits only these
    PART: no
    BREAKS: the sum of squares is least: `[0, 1, 3], [0, 1, 0]`
    """
    if x[-1] == x[0]:
        return 0.0, float(np.mean(y))
    slope = (y[-1] - y[0]) / (x[-1] - x[0])
    return slope, np.mean(y) - slope * np.mean(x)


def wrong_mean_of_slopes(x, y):
    """DESERVES: the mean of the slopes is no least squares: far points count with the square of their distance
    PART: no
    BREAKS: the sum of squares is least: `[0, 1, 3], [0, 2, 3]`
    """
    dx, dy = x - x.mean(), y - y.mean()
    on = dx != 0
    slope = np.mean(dy[on] / dx[on])
    return slope, y.mean() - slope * x.mean()


def wrong_exchanged(x, y):
    """DESERVES: this divides by the variance of y: it is the line that predicts x from y
    PART: no
    BREAKS: the residuals y - slope x - intercept: `[0, 1], [0, 2]`
    """
    dx, dy = x - x.mean(), y - y.mean()
    slope = (dx @ dy) / (dy @ dy) if dy.any() else 0.0
    return slope, y.mean() - slope * x.mean()


def wrong_exchanged_inverse(x, y):
    """DESERVES: this line makes the horizontal distances least, not the vertical ones
    PART: no
    BREAKS: least squares of y_n - slope x_n - intercept: `[0, 1, 2], [0, 2, 1]`
    """
    dx, dy = x - x.mean(), y - y.mean()
    slope = (dy @ dy) / (dx @ dy)
    return slope, y.mean() - slope * x.mean()


def wrong_total_least_squares(x, y):
    """DESERVES: the first principal axis makes the perpendicular distances least, not the vertical ones
    PART: no
    BREAKS: least squares of y_n - slope x_n - intercept: `[0, 1, 2], [0, 2, 1]`
    """
    _, _, V = np.linalg.svd(np.column_stack([x - x.mean(), y - y.mean()]), full_matrices=False)
    slope = V[0, 1] / V[0, 0]
    return slope, y.mean() - slope * x.mean()


def wrong_ratio_of_spreads(x, y):
    """DESERVES: the ratio of the spreads lacks the correlation, and its sign
    PART: no
    BREAKS: the sum of squares is least: `[0, 1], [1, 0]`
    """
    slope = np.std(y) / np.std(x)
    return slope, y.mean() - slope * x.mean()


def wrong_median(x, y):
    """DESERVES: the line passes through the means, not through the medians
    PART: yes
    BREAKS: the sum of squares is least: `[0, 1, 5], [0, 0, 3]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, np.median(y) - slope * np.median(x)


def wrong_rounded(x, y):
    """DESERVES: do not round a result that is used on
    PART: yes
    BREAKS: the sum of squares is least: `[0, 3], [0, 1]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return round(float(slope), 2), round(float(y.mean() - slope * x.mean()), 2)


def wrong_int_mean(x, y):
    """DESERVES: // cuts the means of integers
    PART: yes
    BREAKS: the sum of squares is least: `np.array([0, 1]), np.array([1, 0])`
    """
    mx, my = x.sum() // len(x), y.sum() // len(y)
    dx, dy = x - mx, y - my
    slope = (dx @ dy) / (dx @ dx)
    return slope, my - slope * mx


def wrong_eps(x, y):
    """DESERVES: the 1e-3 in the denominator falsifies every slope; two different x make it positive anyway
    PART: yes
    BREAKS: the sum of squares is least: `[0, 0.01], [0, 0.01]`
    """
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx + 1e-3)
    return slope, y.mean() - slope * x.mean()


def wrong_drops_last(x, y):
    """DESERVES: the loop ends one point too early
    PART: yes
    BREAKS: all points (x_n, y_n): `[0, 1, 2], [0, 0, 3]`
    """
    mx, my = x.mean(), y.mean()
    above = sum((x[n] - mx) * (y[n] - my) for n in range(len(x) - 1))
    below = sum((x[n] - mx) ** 2 for n in range(len(x) - 1))
    slope = above / below
    return slope, my - slope * mx


def wrong_needs_three(x, y):
    """DESERVES: two points are enough for a line
    PART: yes
    BREAKS: at least two different entries: `[0, 1], [0, 1]`
    """
    if len(x) < 3:
        return 0.0, float(y.mean())
    dx = x - x.mean()
    slope = dx @ y / (dx @ dx)
    return slope, y.mean() - slope * x.mean()


def wrong_distinct_only(x, y):
    """DESERVES: points with the same x are all to be counted, np.unique keeps one of them
    PART: yes
    BREAKS: at least two different entries, equal ones allowed: `[0, 0, 1], [0, 2, 0]`
    """
    xs, index = np.unique(x, return_index=True)
    ys = y[index]
    dx = xs - xs.mean()
    slope = dx @ ys / (dx @ dx)
    return slope, ys.mean() - slope * xs.mean()
