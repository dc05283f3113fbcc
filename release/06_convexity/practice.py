"""Practice of unit 06_convexity: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


WANTED = 1e-5


def eighths(d, shape, reach=4):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def anywhere(d):
    """One to five entries, one a little too small to be in use, and one far too small; they never sum to 1."""
    v = eighths(d, d.integer(1, 5), 9)
    v = np.append(v, [v.max() - 1.125, v.max() - 30.0625])
    return v[d.permutation(len(v))]


def vector(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def corners(v, p):
    """<v - p, e_i - p> for each corner e_i of the simplex."""
    return (v - p) - (v - p) @ p


class TestProjectSimplex:
    @forall(anywhere)
    def test_in_the_simplex(self, student, v):
        """p is a point of the simplex: no entry is negative, and they add up to 1."""
        p = vector(student.project_simplex(v), len(v), "project_simplex(v)")
        expect.that((p >= -WANTED).all(), f"p has the entry {p.min():.3g}, wanted none below 0")
        expect.close(p.sum(), 1, "the sum of p", rtol=0, atol=WANTED)

    @forall(anywhere, draws=10)
    def test_no_corner_is_in_front(self, student, v):
        """<v - p, e - p> <= 0 for every corner e of the simplex: from p no step towards a corner leads nearer to v."""
        up, near = v - v.max(), np.append(v, v.max() - 0.5)
        for u in (v, up + 20, up - 20, near - near.max() + 0.25):
            p = vector(student.project_simplex(u), len(u), "project_simplex(v)")
            products = corners(u, p)
            worst = int(products.argmax())
            expect.that(
                products[worst] <= 500 * WANTED,  # entries of p, each as far off, times 20 and more
                f"for a largest entry {u.max():g} the product with corner {worst} is {products[worst]:.3g}, "
                "wanted 0 or less",
            )


TOLERANCES = (1e-3, 1e-2)


def cloud(d):
    """One to six rows and a point anywhere: (P, x, tol)."""
    n = d.integer(1, 3)
    return eighths(d, (d.integer(1, 6), n), 3), eighths(d, n, 5), d.choice(TOLERANCES)


ROUND_OFF = 1e-5  # of float32, and of sums of a dozen terms


def weighted(got, P, what):
    """z and weights a >= 0 with sum 1 that make it."""
    z, a = expect.values(got, 2, what)
    z, a = vector(z, P.shape[1], "z"), vector(a, len(P), "a")
    expect.that((a >= -ROUND_OFF).all(), f"a has the entry {a.min():.3g}, wanted none below 0")
    expect.close(a.sum(), 1, "the sum of a", rtol=0, atol=ROUND_OFF)
    expect.close(z, a @ P, "z", rtol=0, atol=ROUND_OFF * (1 + np.abs(P).max()))
    return z


def diameter(*sets):
    """The largest distance of two points, whichever set they are in."""
    P = np.vstack(sets)
    return np.sqrt(((P[:, None] - P) ** 2).sum(axis=2).max())


def certified(z, P, x, tol):
    """<x - z, p - z> <= tol diam^2 for every row, up to round-off."""
    gains = (P - z) @ (x - z)
    size = (np.abs(P).max() + np.abs(x).max()) ** 2
    worst, limit = int(gains.argmax()), tol * diameter(P) ** 2
    expect.that(
        gains[worst] <= limit * (1 + 1e-3) + 1e-6 * size,
        f"<x - z, p - z> is {gains[worst]:.3g} for row {worst} and z = {z}, wanted {limit:.3g} at most",
    )


def turned(d, n):
    """A way to exchange the axes and their directions, and to move, the same for several arrays of points (., n)."""
    order, signs, shift = d.permutation(n), 2.0 * d.integers(n, 0, 1) - 1, eighths(d, n, 6)
    return lambda points: points[:, order] * signs + shift + 0.0


def far_above_an_edge(d):
    """x so far above an edge that 1e-2 of its squared distance is more than any product with z: (P, x).

    The largest is 3 or 1 at the ends and 1/2 midway, and 1e-2 * 20^2 is 4.
    """
    turn = turned(d, 2)
    P = np.array([[1.0, 0.0], [-1.0, 0.0]])
    return turn(P[d.permutation(2)]), turn(np.array([[0.5, 20.0]]))[0]


def over_a_short_edge(d):
    """x above the middle of an edge a little shorter than the one below, in the plane: (P, x).

    From every row, and from their mean, 140 steps of Frank and Wolfe are not enough for tol = 1e-3.
    """
    turn = turned(d, 2)
    P = np.array([[1.0, 0.0], [-1.0, 0.0], [1.125, -0.125], [-1.125, -0.125]])
    return turn(P[d.permutation(4)]), turn(np.array([[0.0, d.choice([0.5, 0.25])]]))[0]


def sideways(d, n):
    """A vector of n multiples of 1/8 whose first entry is 1/2 to 1."""
    s = eighths(d, n, 1)
    s[0] = (4 + np.abs(np.round(4 * s[0]))) / 8
    return s


def face(d, centre, kind):
    """Points whose hull contains the centre, none of which is the centre, but for a "point"."""
    n = len(centre)
    s = sideways(d, n)
    if kind == "point":
        return centre[None]
    if kind == "triangle" and n > 1:
        t = np.zeros(len(s))
        t[1] = (4 + d.integer(0, 4)) / 8
        return centre + np.array([s, t - s, -s - 2 * t])
    rows = centre + np.outer([1, -2], s)
    return np.vstack([rows, rows[:1]]) if kind == "copies" else rows


def over_a_triangle(d):
    """Three rows, and x above a point inside of them, which is on no segment of two: (P, x)."""
    centre, turn = eighths(d, 2, 2), turned(d, 3)
    P = np.column_stack([face(d, centre, "triangle"), np.zeros(3)])
    return turn(P), turn(np.append(centre, d.choice([0.5, 1.0, 2.0]))[None])[0]


def over_a_wide_edge(d):
    """x above an edge so wide that the one row behind it is nearer to x than its ends, but has no weight: (P, x, z)."""
    turn, behind = turned(d, 2), 1 - d.integer(0, 4) / 8
    P = np.array([[3.0, 0.0], [-3.0, 0.0], [d.choice([0.0, 0.25, -0.5]), -behind]])
    along = d.choice([0.0, 0.5])
    return turn(P[d.permutation(3)]), *turn(np.array([[along, behind / 2], [along, 0.0]]))


def triangle_and_edges(d):
    """A triangle, an edge that takes many steps, a wide one, and x far off: each (P, x, tol)."""
    triangle, short, wide = over_a_triangle(d), over_a_short_edge(d), over_a_wide_edge(d)[:2]
    return (*triangle, 1e-3), (*short, 1e-3), (*wide, 1e-3), (*far_above_an_edge(d), 1e-2)


def cloud_triangle_and_edges(d):
    """A cloud, and of the four only those that take many steps, or three rows, or have x far off."""
    triangle, short, _, far = triangle_and_edges(d)
    return cloud(d), triangle, short, far


class TestNearestHullPoint:
    @forall(cloud)
    def test_weights_make_the_point(self, student, P, x, tol):
        """z = a P with weights a >= 0 of sum 1: so it is a point of the hull."""
        weighted(student.nearest_hull_point(P, x, tol), P, "nearest_hull_point(P, x, tol)")

    @forall(cloud_triangle_and_edges, draws=10)
    def test_no_row_is_in_front(self, student, anywhere, triangle, edge, far):
        """<x - z, p - z> <= tol diam^2 for every row p: from z no step towards a row leads much nearer to x."""
        for P, x, tol in (anywhere, triangle, edge, far):
            z, _ = expect.values(student.nearest_hull_point(P, x, tol), 2, "nearest_hull_point(P, x, tol)")
            certified(vector(z, P.shape[1], "z"), P, x, tol)


SHARE = 0.99  # of the distance of two hulls: so much of it a hyperplane has to keep


SLACK = 1e-4  # of float32


def halfway(w, b, A, B, gap):
    """w.x + b is 0.99 gap/2 or more on A, and minus that or less on B."""
    least, most = (A @ w + b).min(), (B @ w + b).max()
    wanted = SHARE * gap / 2 - SLACK
    expect.that(
        least >= wanted, f"the least w.x + b on A is {least:.4g}, wanted {wanted:.4g} or more, half of {gap:.4g}"
    )
    expect.that(most <= -wanted, f"the largest w.x + b on B is {most:.4g}, wanted {-wanted:.4g} or less")


def hyperplane(got, n, what):
    """w (n,) and the number b."""
    w, b = expect.values(got, 2, what)
    return vector(w, n, "w"), expect.number(b, "b")


def of_length_one(got, n, what):
    """(w, b) with ||w|| = 1."""
    w, b = hyperplane(got, n, what)
    expect.close(np.linalg.norm(w), 1, "||w||", rtol=0, atol=SLACK)
    return w, b


def few_points(d):
    """One point in each set, or two in one of them, fewer in all than there are dimensions: (A, B).

    So the points nearest to each other lie on the edges of the strip.
    """
    N, M = d.choice([(1, 1), (1, 2), (2, 1)])
    n = N + M + d.integer(1, 2)
    A, B = eighths(d, (N, n), 1), eighths(d, (M, n), 1)
    A[:, 0], B[:, 0] = 1.25 + np.abs(A[:, 0]), -1.25 - np.abs(B[:, 0])
    turn = turned(d, n)
    return turn(A), turn(B)


def one_against_one(d):
    """A point for each set: (a, b)."""
    A, B = few_points(d)
    return A[0], B[0]


FACES = (("edge", "edge"), ("edge", "point"), ("point", "copies"), ("copies", "edge"), ("triangle", "edge"))


def parallel_faces(d, kinds, n, gap):
    """Two sets with a face each at a known distance, one opposite to the other, and a point or two behind each.

    (A, B): every nearest pair of points of the hulls has the same difference, of this length.
    """
    centre, turn = eighths(d, n - 1, 1), turned(d, n)
    sets = []
    for side, kind in zip((1, -1), kinds, strict=True):
        front = face(d, centre, kind)
        behind = centre + np.outer([1.5, 1.25][: d.integer(1, 2)], sideways(d, n - 1))  # centroids are not opposite
        depths = (1.25 - side / 4) * np.arange(1, len(behind) + 1)  # those of the two sets are never the same
        heights = np.append(np.zeros(len(front)), depths)
        points = np.column_stack([np.vstack([front, side * behind + (1 - side) * centre]), side * (gap / 2 + heights)])
        sets.append(turn(points[d.permutation(len(points))]))
    return sets[0], sets[1]


def triangle_and_point(d):
    """A triangle in space, and a point opposite to its inside: (A, B, distance), the triangle in one set or the other.

    The nearest segment of two of its sides makes an angle of 7 degrees or more with the triangle's normal.
    """
    gap, turn, first = d.choice([2.0, 2.5, 3.0]), turned(d, 3), d.boolean()
    triangle = turn(np.array([[1.5, 0, gap], [-2, 1, gap], [0, -1.75, gap]])[d.permutation(3)])
    point = turn(np.zeros((1, 3)))
    return (triangle, point, gap) if first else (point, triangle, gap)


def facing(d):
    """Two sets with faces opposite to each other, and a triangle opposite to a point: each as (A, B, gap)."""
    gap = d.choice([2.5, 3.0, 4.0])
    return (*parallel_faces(d, d.choice(FACES), d.integer(2, 3), gap), gap), triangle_and_point(d)


class TestSeparate:
    @forall(one_against_one, draws=10)
    def test_one_against_one(self, student, a, b):
        """For one point each, ||w|| = 1, and w.x + b is half their distance on a, minus that on b."""
        A, B = a[None], b[None]
        w, offset = of_length_one(student.separate(A, B), len(a), "separate([a], [b])")
        halfway(w, offset, A, B, np.linalg.norm(a - b))

    @forall(facing, draws=12)
    def test_midway_between_faces(self, student, faces, triangle):
        """Where sets have parallel faces a distance apart, the hyperplane halves it: no other is as far from both."""
        for A, B, gap in (faces, triangle):
            w, b = of_length_one(student.separate(A, B), A.shape[1], "separate(A, B)")
            halfway(w, b, A, B, gap)


INPUTS = 3


POINTS, DIMENSIONS, LARGEST = 6, 3, 100


def point_set(points, what):
    """One to six points that can be written by hand."""
    points = expect.array(points, what)
    expect.that(points.ndim == 2, f"{what} has shape {points.shape}, wanted points as rows")
    expect.that(1 <= len(points) <= POINTS, f"{what} has {len(points)} rows, wanted 1 to {POINTS} points")
    d = points.shape[1]
    expect.that(1 <= d <= DIMENSIONS, f"{what} has {d} columns, wanted 1 to {DIMENSIONS}")
    largest = np.abs(points).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted {LARGEST} at most")
    return points


def sets(A, B):
    """Two sets of points of one dimension."""
    A, B = point_set(A, "A"), point_set(B, "B")
    same = f"A has {A.shape[1]} columns and B {B.shape[1]}, wanted as many: points are rows"
    expect.that(A.shape[1] == B.shape[1], same)
    return A, B


class TestCatchSeparate:
    def test_inputs_are_sets_of_points(self, student):
        """One to three inputs (A, B), each two sets of 1 to 6 points of 1 to 3 numbers, 100 at most in size."""
        answer = student.catch_separate()
        for index, entry in enumerate(expect.entries(answer, "catch_separate()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (A, B), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            sets(*entry)


EXACT = 1e-6


def parts(got, n, what):
    """w (n,), the number b and a whole number of mistakes."""
    w, b, mistakes = expect.values(got, 3, what)
    w, b = hyperplane((w, b), n, what)
    count = expect.number(mistakes, "mistakes")
    expect.that(count == round(count), f"mistakes is {count:g}, wanted a whole number")
    return w, b, count


def as_wanted(got, wanted, what):
    """The same w, b and mistakes."""
    w, b, mistakes = parts(got, len(wanted[0]), what)
    expect.close(w, wanted[0], "w", EXACT, EXACT)
    expect.close(b, wanted[1], "b", EXACT, EXACT)
    expect.equal(int(mistakes), int(wanted[2]), "mistakes")


def lone_sample(d):
    """One sample other than 0, given once: (X, y, max_epochs)."""
    X = eighths(d, (1, d.integer(1, 3)))
    X[0, 0] = 0.5 + abs(X[0, 0])
    return X, d.choice([np.array([-1]), np.array([1])]), d.integer(1, 4)


def contradiction(d):
    """A sample with both labels: an epoch makes two steps, and ends where it began: (X, y, max_epochs)."""
    x = eighths(d, d.integer(1, 3))
    return np.stack([x, x]), np.array([1, -1]) * d.choice([1, -1]), d.integer(1, 6)


def ends_well(student, X, y, bound):
    """All samples are on their sides, after (R/rho)^2 mistakes or fewer, and (w, b) is no longer than those allow."""
    max_epochs = int(bound) + 2
    w, b, mistakes = parts(student.perceptron(X, y, max_epochs), X.shape[1], f"perceptron(X, y, {max_epochs})")
    least = (y * (X @ w + b)).min()
    expect.that(least > 0, f"the least y (w.x + b) is {least:g}, wanted more than 0")
    expect.that(mistakes <= bound * (1 + EXACT), f"mistakes is {mistakes:g}, wanted at most {bound:.4g}")
    R2, square = (X**2).sum(axis=1).max() + 1, w @ w + b**2
    inside = square <= R2 * mistakes * (1 + EXACT)
    expect.that(inside, f"||(w, b)||^2 is {square:.4g}, wanted at most R^2 mistakes = {R2 * mistakes:.4g}")


def labelled(d, A, B):
    """The points in any order, with their labels +1 of A and -1 of B: (X, y)."""
    order = d.permutation(len(A) + len(B))
    return np.vstack([A, B])[order], np.repeat([1, -1], [len(A), len(B)])[order]


def separable(d):
    """A strip of width 2 without samples, moved so that none through 0 separates: (X, y, bound on the mistakes).

    A unit vector v* has <v*, u_n> >= rho for all n, and (R/rho)^2 is the bound.
    """
    n = d.integer(1, 3)
    A, B = eighths(d, (d.integer(1, 4), n), 2), eighths(d, (d.integer(1, 4), n), 2)
    A[:, 0], B[:, 0] = 1 + np.abs(A[:, 0]), -1 - np.abs(B[:, 0])
    A[0, 0], B[0, 0] = 1, -1
    move = (2 + d.integer(0, 2)) * d.choice([1, -1])  # 0 is then on one side of the strip, and both sets too
    A[:, 0] += move
    B[:, 0] += move
    X, y = labelled(d, A, B)
    v = np.append(np.eye(n)[0], -move)
    rho2 = 1 / (v @ v)  # v makes 1 or more with each u_n
    return X, y, float(((X**2).sum(axis=1).max() + 1) / rho2)


class TestPerceptron:
    @forall(lone_sample)
    def test_lone_sample(self, student, X, y, max_epochs):
        """A lone sample is a mistake once, at w = 0, b = 0: then w = y x, b = y, and that is all."""
        as_wanted(student.perceptron(X, y, max_epochs), (y[0] * X[0], y[0], 1), "perceptron(X, y, max_epochs)")

    @forall(contradiction)
    def test_contradiction(self, student, X, y, max_epochs):
        """One sample with both labels: every epoch makes two mistakes and ends at w = 0, b = 0, up to the last."""
        wanted = np.zeros(X.shape[1]), 0, 2 * max_epochs
        as_wanted(student.perceptron(X, y, max_epochs), wanted, "perceptron(X, y, max_epochs)")

    @forall(separable, draws=10)
    def test_separates_within_the_bound(self, student, X, y, bound):
        """Separable samples end on their sides, after at most (R/rho)^2 mistakes, with ||(w, b)||^2 <= R^2 mistakes."""
        ends_well(student, X, y, bound)
        ends_well(student, np.outer([0.5, -0.5], np.eye(X.shape[1])[0]), np.array([1, -1]), 5.0)
        ends_well(student, 2 * np.eye(2), np.array([1, -1]), 2.5)  # in one epoch two steps, at right angles
        # many more mistakes than samples: (-2, 5) is the shortest of whole numbers, 29 > R^2 times 2 samples
        ends_well(student, np.outer([2.0, 3.0], np.eye(X.shape[1])[0]), np.array([1, -1]), 290.0)


CANONICAL = 1e-3


def canonical(got, X, y):
    """w whose least y (w.x + b) is 1."""
    w, b = hyperplane(got, X.shape[1], "hard_margin(X, y)")
    expect.close((y * (X @ w + b)).min(), 1, "the least y (w.x + b)", rtol=0, atol=CANONICAL)
    return w


def one_a_class(d):
    """A sample of each class: (X, y)."""
    A, B = few_points(d)
    return labelled(d, A[:1], B[:1])


def wide(w, gap):
    """2/||w|| is the distance of the hulls."""
    width = 2 / np.linalg.norm(w)
    wanted = SHARE * gap * (1 - CANONICAL)
    expect.that(width >= wanted, f"the width 2/||w|| is {width:.4g}, wanted {wanted:.4g} or more of {gap:.4g}")


def facing_classes(d):
    """Samples with parallel faces, a few of them equal, and a triangle opposite to a point: each as (X, y, gap)."""
    gap = d.choice([2.5, 3.0, 4.0])
    A, B = parallel_faces(d, d.choice(FACES), d.integer(2, 3), gap)
    C, D, distance = triangle_and_point(d)
    return (*labelled(d, A, B), gap), (*labelled(d, C, D), distance)


class TestHardMargin:
    @forall(one_a_class, draws=10)
    def test_one_sample_a_class(self, student, X, y):
        """For one sample a class the least y (w.x + b) is 1, and the width 2/||w|| their distance."""
        w = canonical(student.hard_margin(X, y), X, y)
        wide(w, np.linalg.norm(X[1] - X[0]))

    @forall(facing_classes, draws=12)
    def test_as_wide_as_faces_are_apart(self, student, faces, triangle):
        """Between parallel faces a known distance apart the strip is as wide: samples behind them do not matter."""
        for X, y, gap in (faces, triangle):
            wide(canonical(student.hard_margin(X, y), X, y), gap)


GAPS = (2.0, 4.0, 1.0)


def optimum(d, gap=None, n=None):
    """A solution: alpha, w, b, X, y. The samples are, in this order: four of a face of +, two of one of -, one behind.

    The four are m + s, m + t, m - s, m - t with the multipliers 1/2, 0, 1/2, 0, in units of 2/gap^2; and the two of the
    other face have 1/2 each. m, the first face's middle, is 0 where `at_zero` moves it.
    """
    n, gap = n or d.integer(1, 2), gap or d.choice(GAPS)
    s, t = sideways(d, n), 2 * sideways(d, n) + 1
    s[1:] = np.abs(s[1:]) + 0.5  # two coordinates or more, if there are two
    u = sideways(d, n)
    front = np.column_stack([np.array([s, t, -s, -t]), np.zeros(4)])
    back = np.column_stack([np.array([u, -u]), np.full(2, -gap)])
    behind = np.append(eighths(d, n, 2), 1.0 + d.integer(0, 2))[None]
    order, signs = d.permutation(n + 1), 2.0 * d.integers(n + 1, 0, 1) - 1
    shift = eighths(d, n + 1, 3)
    points = np.vstack([front, back, behind])[:, order] * signs + shift + 0.0
    w = (np.append(np.zeros(n), 2 / gap)[order] * signs) + 0.0
    alpha = np.array([0.5, 0, 0.5, 0, 0.5, 0.5, 0]) * 2 / gap**2
    y = np.array([1, 1, 1, 1, -1, -1, 1])
    return alpha, w, float(1 - w @ shift), points, y


def shuffled(d, candidate, X, y):
    """The samples in another order, with their multipliers and labels: (alpha, w, b), X, y."""
    (alpha, w, b), order = candidate, d.permutation(len(y))
    return (alpha[order], w, b), X[order], y[order]


def solved(d, gap=None):
    """A solution, with the multipliers of the first face shared in one of several ways: (alpha, w, b), X, y."""
    alpha, w, b, X, y = optimum(d, gap)
    share = d.choice([0.0, 0.5, 1.0, 0.25]) * alpha[0]
    alpha[:4] = alpha[0] - share, share, alpha[0] - share, share
    return shuffled(d, (alpha, w, b), X, y)


def any_and_narrow(d):
    """One of any width, and one so narrow that its largest multiplier is 16."""
    return solved(d), solved(d, gap=0.25)


RELATIVE = 2e-5


def size(candidate, X):
    """The largest number that occurs on the way."""
    alpha, w, b = candidate
    reach = np.abs(X).max() * (np.abs(w).sum() + np.abs(alpha).sum()) + abs(b) + 1
    return max(reach, np.abs(alpha).max() * reach)


def judged(student, candidate, X, y, wanted):
    """The student's residual is the number wanted."""
    got = expect.number(student.kkt_residual(*candidate, X, y), "kkt_residual(alpha, w, b, X, y)")
    atol = RELATIVE * size(candidate, X)
    expect.close(got, wanted, "kkt_residual(alpha, w, b, X, y)", rtol=0, atol=atol)


def extra_sample(d, lack):
    """One more sample with this much less than 1 as its margin, and the multiplier 0: infeasible, by so much."""
    alpha, w, b, X, y = optimum(d, gap=1.0)
    label = d.choice([1, -1])
    point = X[0] + (label * (1 - lack) - 1) * w / (w @ w)
    return *shuffled(d, (np.append(alpha, 0.0), w, b), np.vstack([X, point]), np.append(y, label)), lack


def samples_in_the_strip(d):
    """One on the wrong side, and one that is inside of the strip but on its side."""
    return extra_sample(d, d.choice([2.5, 1.5, 3.0])), extra_sample(d, d.choice([0.5, 0.75, 0.25]))


def doubled(d):
    """(2 alpha, 2w, 2b): stationary and feasible, but every margin of a support vector is 2."""
    alpha, w, b, X, y = optimum(d)
    return *shuffled(d, (2 * alpha, 2 * w, 2 * b), X, y), 2 * alpha.max()


def halved(d):
    """(alpha/2, w/2, b/2) with alpha = 4: margins of support vectors are 1/2, and 2 (1/2 - 1) is -1."""
    alpha, w, b, X, y = optimum(d, gap=0.5)
    alpha[:4] = 4, 0, 4, 0  # of the parts of the first face, as they are
    return *shuffled(d, (alpha / 2, w / 2, b / 2), X, y), 1.0


def not_complementary(d):
    """One of either kind."""
    return doubled(d), halved(d)


class TestKktResidual:
    @forall(any_and_narrow, draws=10)
    def test_zero_at_the_optimum(self, student, any_width, narrow):
        """At the widest strip the residual is 0, for all multipliers that balance it, large ones if it is narrow."""
        judged(student, *any_width, 0)
        judged(student, *narrow, 0)

    @forall(samples_in_the_strip, draws=10)
    def test_feasible(self, student, beyond, inside):
        """If a sample has the margin 1 - t, t > 0, and the multiplier 0, and all else is right, the residual is t."""
        judged(student, *beyond)
        judged(student, *inside)

    @forall(not_complementary, draws=10)
    def test_complementary(self, student, doubled, halved):
        """(2 alpha, 2w, 2b) breaks complementarity alone; (alpha/2, w/2, b/2) breaks it most, if alpha is 4."""
        judged(student, *doubled)
        judged(student, *halved)

UNIT = "06_convexity"
EXERCISES = {
    "project_simplex": 6,
    "nearest_hull_point": 6,
    "separate": 5,
    "catch_separate": 6,
    "perceptron": 6,
    "hard_margin": 6,
    "kkt_residual": 7,
}
PROOFS = {
    "novikoffs_bound": ("Novikoff's bound", 4),
    "closed_is_not_enough": ('Closed is not enough', 4),
}
CHECKS = {
    "project_simplex": TestProjectSimplex,
    "nearest_hull_point": TestNearestHullPoint,
    "separate": TestSeparate,
    "catch_separate": TestCatchSeparate,
    "perceptron": TestPerceptron,
    "hard_margin": TestHardMargin,
    "kkt_residual": TestKktResidual,
}
