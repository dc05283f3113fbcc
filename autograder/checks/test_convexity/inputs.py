"""Points, hulls and separable samples for the exercises of the unit; nothing knows an answer but by construction."""

import numpy as np

from autograder import expect

ROUND_OFF = 1e-5  # of float32, and of sums of a dozen terms
TOLERANCES = (1e-3, 1e-2)
SHARE = 0.99  # of the distance of two hulls: so much of it a hyperplane has to keep
FACES = (("edge", "edge"), ("edge", "point"), ("point", "copies"), ("copies", "edge"), ("triangle", "edge"))
KINDS = ("edge", "copies", "point", "square")
DIRECTIONS = ((3, 4, 0), (1, -2, 2), (-4, 3, 0), (2, 1, -2), (0, -3, 4))


def eighths(d, shape, reach=4):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def turned(d, n):
    """A way to exchange the axes and their directions, and to move, the same for several arrays of points (., n)."""
    order, signs, shift = d.permutation(n), 2.0 * d.integers(n, 0, 1) - 1, eighths(d, n, 6)
    return lambda points: points[:, order] * signs + shift + 0.0


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


def over_a_face(d, kind):
    """x straight above a point z of a face, of which other rows lie below; z is no row but for a "point".

    (P, x, z): a square and its copies have more rows than z needs, so that its weights are not unique.
    """
    n = d.integer(2, 3)
    centre, turn = eighths(d, n, 2), turned(d, n + 1)
    if kind == "square":
        s, t = sideways(d, n), np.append(0, sideways(d, n - 1))
        top = centre + np.array([s, t, -s, -t, s])
    else:
        top = face(d, centre, kind)
    below = centre + eighths(d, (d.integer(int(kind == "point"), 3), n), 2)
    heights = np.append(np.zeros(len(top)), -0.5 - np.arange(len(below)))
    P = np.column_stack([np.vstack([top, below]), heights])
    x = np.append(centre, d.choice([1.0, 4.0, 0.25]))
    return turn(P[d.permutation(len(P))]), turn(x[None])[0], turn(np.append(centre, 0.0)[None])[0]


def over_faces(d):
    """A triangle, whose point z is on no segment of two rows, a wide edge, a corner, and another face."""
    return over_a_face(d, "triangle"), over_a_wide_edge(d), over_a_corner(d), over_a_face(d, d.choice(KINDS))


def over_a_corner(d):
    """x above a corner, the last row, so that the line from another row to it comes nearest to x beyond: (P, x, z)."""
    turn = turned(d, 2)
    P = np.array([[-1.0, -0.5], [1.0, -0.5 - d.integer(0, 2) / 2], [0.0, 0.0]])
    return turn(P), *turn(np.array([[0.0, d.choice([1.0, 2.0])], [0.0, 0.0]]))


def over_a_triangle(d):
    """Three rows, and x above a point inside of them, which is on no segment of two: (P, x)."""
    centre, turn = eighths(d, 2, 2), turned(d, 3)
    P = np.column_stack([face(d, centre, "triangle"), np.zeros(3)])
    return turn(P), turn(np.append(centre, d.choice([0.5, 1.0, 2.0]))[None])[0]


def over_a_short_edge(d):
    """x above the middle of an edge a little shorter than the one below, in the plane: (P, x).

    From every row, and from their mean, 140 steps of Frank and Wolfe are not enough for tol = 1e-3.
    """
    turn = turned(d, 2)
    P = np.array([[1.0, 0.0], [-1.0, 0.0], [1.125, -0.125], [-1.125, -0.125]])
    return turn(P[d.permutation(4)]), turn(np.array([[0.0, d.choice([0.5, 0.25])]]))[0]


def over_a_wide_edge(d):
    """x above an edge so wide that the one row behind it is nearer to x than its ends, but has no weight: (P, x, z)."""
    turn, behind = turned(d, 2), 1 - d.integer(0, 4) / 8
    P = np.array([[3.0, 0.0], [-3.0, 0.0], [d.choice([0.0, 0.25, -0.5]), -behind]])
    along = d.choice([0.0, 0.5])
    return turn(P[d.permutation(3)]), *turn(np.array([[along, behind / 2], [along, 0.0]]))


def in_a_square(d):
    """Two points of a square, one of them near a corner: (P, both by row)."""
    turn = turned(d, 2)
    P = np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0], [4.0, 4.0]])
    return turn(P[d.permutation(4)]), turn(np.array([[3.5, 1.5], [3.75, 0.25]]))


def far_above_an_edge(d):
    """x so far above an edge that 1e-2 of its squared distance is more than any product with z: (P, x).

    The largest is 3 or 1 at the ends and 1/2 midway, and 1e-2 * 20^2 is 4.
    """
    turn = turned(d, 2)
    P = np.array([[1.0, 0.0], [-1.0, 0.0]])
    return turn(P[d.permutation(2)]), turn(np.array([[0.5, 20.0]]))[0]


def triangle_and_edges(d):
    """A triangle, an edge that takes many steps, a wide one, and x far off: each (P, x, tol)."""
    triangle, short, wide = over_a_triangle(d), over_a_short_edge(d), over_a_wide_edge(d)[:2]
    return (*triangle, 1e-3), (*short, 1e-3), (*wide, 1e-3), (*far_above_an_edge(d), 1e-2)


def cloud(d):
    """One to six rows and a point anywhere: (P, x, tol)."""
    n = d.integer(1, 3)
    return eighths(d, (d.integer(1, 6), n), 3), eighths(d, n, 5), d.choice(TOLERANCES)


def cloud_triangle_and_edges(d):
    """A cloud, and of the four only those that take many steps, or three rows, or have x far off."""
    triangle, short, _, far = triangle_and_edges(d)
    return cloud(d), triangle, short, far


def in_hulls(d):
    """x is a mean of rows with weights that are multiples of 1/8; some rows may be equal, and one may be the only one.

    (P, x), and the same for two points of a square.
    """
    n = d.integer(1, 3)
    P = eighths(d, (d.integer(1, 5), n), 3)
    P = np.vstack([P, P[:1]])[: d.integer(1, len(P) + 1)]
    counts = np.bincount(d.integers(8, 0, len(P) - 1), minlength=len(P))
    square, points = in_a_square(d)
    return (P, counts @ P / 8), (square, points[0]), (square, points[1])


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


def clouds_apart(d):
    """Two sets on both sides of a slanted strip, an edge of A opposite to a point of B: (A, B, width of the strip)."""
    n, gap = d.integer(2, 3), d.choice([2.5, 3.0, 4.0])
    A, B = eighths(d, (d.integer(1, 4), n), 1), eighths(d, (d.integer(1, 5), n), 1)
    u = np.array(d.choice(DIRECTIONS), float)[:n]
    across = np.append([-u[1], u[0]], np.zeros(n - 2)) / np.hypot(u[0], u[1])
    steps = np.ceil(8 * (gap * np.linalg.norm(u) + (B @ u).max() - (A @ u).min()) / (u @ u)) / 8
    opposite = B[(B @ u).argmax()] + gap * u / np.linalg.norm(u)
    shift = eighths(d, n, 8)
    return np.vstack([A + steps * u, opposite + across, opposite - across]) + shift, B + shift, gap


def wide_edge_apart(d):
    """A wide edge and a point, as slanted: nearest to it of all points is one behind the edge: (A, B, distance)."""
    n, gap = d.integer(2, 3), d.choice([2.5, 3.0, 4.0])
    u = np.array(d.choice(DIRECTIONS), float)[:n]
    across = np.append([-u[1], u[0]], np.zeros(n - 2)) / np.hypot(u[0], u[1])
    u = u / np.linalg.norm(u)
    A = np.array([2 * across, -2 * across, d.choice([0.25, 0.375]) * u])[d.permutation(3)] + gap * u
    shift = eighths(d, n, 8)
    return A + shift, shift[None], gap


def triangle_and_point(d):
    """A triangle in space, and a point opposite to its inside: (A, B, distance), the triangle in one set or the other.

    The nearest segment of two of its sides makes an angle of 7 degrees or more with the triangle's normal.
    """
    gap, turn, first = d.choice([2.0, 2.5, 3.0]), turned(d, 3), d.boolean()
    triangle = turn(np.array([[1.5, 0, gap], [-2, 1, gap], [0, -1.75, gap]])[d.permutation(3)])
    point = turn(np.zeros((1, 3)))
    return (triangle, point, gap) if first else (point, triangle, gap)


def crossing_edges(d):
    """Two points in each set, on edges that cross far from their middles, in five dimensions: (A, B, distance).

    The nearest difference is on no segment of two of the four differences.
    """
    gap, turn = d.choice([2.0, 2.5, 3.0]), turned(d, 5)
    edges = np.zeros((2, 2, 5))
    edges[0, :, :2] = [[gap, 1.0], [gap, -2.0]]
    edges[1, :, 2] = [0.75, -2.25]
    A, B = edges[:, d.permutation(2)]
    return turn(A), turn(B), gap


def one_behind(d):
    """Two points in each set, one behind the other, at different depths, in five dimensions: (A, B, distance)."""
    gap, turn = d.choice([2.0, 2.5, 3.0]), turned(d, 5)
    points = np.zeros((2, 2, 5))
    points[:, 1, 1:] = eighths(d, (2, 4), 1)
    points[:, :, 0] = [[gap, gap + 1], [0, -1.5]]
    A, B = points[:, d.permutation(2)]
    return turn(A), turn(B), gap


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


def labelled(d, A, B):
    """The points in any order, with their labels +1 of A and -1 of B: (X, y)."""
    order = d.permutation(len(A) + len(B))
    return np.vstack([A, B])[order], np.repeat([1, -1], [len(A), len(B)])[order]


def diameter(*sets):
    """The largest distance of two points, whichever set they are in."""
    P = np.vstack(sets)
    return np.sqrt(((P[:, None] - P) ** 2).sum(axis=2).max())


def vector(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def hyperplane(got, n, what):
    """w (n,) and the number b."""
    w, b = expect.values(got, 2, what)
    return vector(w, n, "w"), expect.number(b, "b")


def weighted(got, P, what):
    """z and weights a >= 0 with sum 1 that make it."""
    z, a = expect.values(got, 2, what)
    z, a = vector(z, P.shape[1], "z"), vector(a, len(P), "a")
    expect.that((a >= -ROUND_OFF).all(), f"a has the entry {a.min():.3g}, wanted none below 0")
    expect.close(a.sum(), 1, "the sum of a", rtol=0, atol=ROUND_OFF)
    expect.close(z, a @ P, "z", rtol=0, atol=ROUND_OFF * (1 + np.abs(P).max()))
    return z


def certified(z, P, x, tol):
    """<x - z, p - z> <= tol diam^2 for every row, up to round-off."""
    gains = (P - z) @ (x - z)
    size = (np.abs(P).max() + np.abs(x).max()) ** 2
    worst, limit = int(gains.argmax()), tol * diameter(P) ** 2
    expect.that(
        gains[worst] <= limit * (1 + 1e-3) + 1e-6 * size,
        f"<x - z, p - z> is {gains[worst]:.3g} for row {worst} and z = {z}, wanted {limit:.3g} at most",
    )
