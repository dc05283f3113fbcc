"""Mark scheme of `nearest_hull_point`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import (
    ROUND_OFF,
    certified,
    diameter,
    eighths,
    in_a_square,
    over_a_short_edge,
    over_a_triangle,
    over_faces,
    triangle_and_edges,
    vector,
    weighted,
)
from solutions.convexity import nearest_hull_point, project_simplex

TOLERANCES = (1e-3, 1e-2)
UNITS = (2.0**-7, 2.0**6, 1.0)


def cloud(d):
    """One to six rows and a point anywhere: (P, x, tol)."""
    n = d.integer(1, 3)
    return eighths(d, (d.integer(1, 6), n), 3), eighths(d, n, 5), d.choice(TOLERANCES)


def near(point, wanted, P, name):
    """As near as tol = 1e-3 makes it: two variational inequalities add up to ||z - wanted||^2 <= tol diam^2."""
    far = np.linalg.norm(point - wanted)
    limit = 1.01 * np.sqrt(1e-3) * diameter(P) + ROUND_OFF * (1 + np.abs(P).max())
    expect.that(far <= limit, f"{name} = {point} is {far:.3g} from {wanted}, the nearest point to x")


def cloud_triangle_and_edge(d):
    """A cloud, and two inputs that take many steps, or three rows: each (P, x, tol)."""
    return cloud(d), (*over_a_triangle(d), 1e-3), (*over_a_short_edge(d), 1e-3)


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


@exercise(reference=nearest_hull_point, requires=(project_simplex,))
class TestNearestHullPoint:
    CONTRACT: ClassVar = {
        "Point z (d,) of the convex hull": (
            "test_weights_make_the_point",
            "test_over_a_face",
            "test_no_row_is_in_front",
        ),
        "a (N,) >= 0 with sum 1 and z = a P": ("test_weights_make_the_point", "test_any_unit"),
        "Accurate to <x - z, p - z> <= tol * diam^2": (
            "test_no_row_is_in_front",
            "test_over_a_face",
            "test_any_unit",
        ),
        "Rows may be equal, N may be 1": ("test_over_a_face", "test_points_of_the_hull"),
        "Which weights make z is free": "test_over_a_face",
        "takes 2 seconds at most": "test_no_row_is_in_front",
    }
    EQUIVALENT: ClassVar = {
        **dict.fromkeys(
            [
                "start = ((P + x) ** 2).sum(axis=1).argmin()",
                "start = ((P - x) * 2).sum(axis=1).argmin()",
                "start = ((P - x) ** 1).sum(axis=1).argmin()",
                "start = ((P - x) ** 2).mean(axis=1).argmin()",
                "start = ((P - x) ** 2).sum().argmin()",
                "start = ((P - x) ** 2).sum(axis=1).argmax()",
                "start = ((P - x) ** 3).sum(axis=1).argmin()",
            ],
            "any row is a start",
        ),
        **dict.fromkeys(
            [
                "reach = (R ** 2).mean(axis=1).max()",
                "reach = (R ** 2).sum().max()",
                "reach = (R ** 2).sum(axis=0).max()",
                "reach = (R ** 2).sum(axis=1).min()",
            ],
            "points on the way are nearest in affine hulls: few are accurate enough by one measure only",
        ),
        **dict.fromkeys(
            [
                "if gains[new] < max(tol * reach, 1e-13 * np.sqrt(reach * (z @ z))) or used in before:",
                "if gains[new] <= max(tol * reach, 1e-13 * np.sqrt(reach * (z @ z))) and used in before:",
                "if gains[new] <= max(tol * reach, 1e-13 * np.sqrt(reach / (z @ z))) or used in before:",
                "if gains[new] <= max(tol * reach, 1e-13 / np.sqrt(reach * (z @ z))) or used in before:",
                "if gains[new] <= max(tol * reach, 2e-13 * np.sqrt(reach * (z @ z))) or used in before:",
                "if gains[new] <= min(tol * reach, 1e-13 * np.sqrt(reach * (z @ z))) or used in before:",
                "without before.append(used)",
            ],
            "it matters where round-off decides",
        ),
        **dict.fromkeys(
            [
                "a[S] = np.maximum(a[S] + ratios.min() * (c + a[S]), 0)",
                "a[S] = np.maximum(a[S] + ratios.min() * (c - a[S]), -1)",
                "a[S] = np.maximum(a[S] + ratios.min() * (c - a[S]), 1)",
                "if (c >= 0).all():",
                "np.divide(a[S], np.maximum(a[S] - c, 1e-300), out=ratios, where=c < 0)",
                "np.divide(a[S], np.maximum(a[S] - c, 1e-300), out=ratios, where=c <= -1)",
                "np.divide(a[S], np.maximum(a[S] - c, 2e-300), out=ratios, where=c <= 0)",
                "ratios = np.full(len(S), np.pi)",
                "without a[S[ratios.argmin()]] = 0",
            ],
            "another row leaves, or leaves later: what was dropped wrongly comes back",
        ),
    }

    @practice
    @weight(1)
    @forall(cloud)
    def test_weights_make_the_point(self, student, P, x, tol):
        """z = a P with weights a >= 0 of sum 1: so it is a point of the hull."""
        weighted(student.nearest_hull_point(P, x, tol), P, "nearest_hull_point(P, x, tol)")

    @practice
    @weight(1)
    @forall(cloud_triangle_and_edge, draws=10)
    def test_no_row_is_in_front(self, student, anywhere, triangle, edge):
        """<x - z, p - z> <= tol diam^2 for every row p: from z no step towards a row leads much nearer to x."""
        for P, x, tol in (anywhere, triangle, edge):
            z, _ = expect.values(student.nearest_hull_point(P, x, tol), 2, "nearest_hull_point(P, x, tol)")
            certified(vector(z, P.shape[1], "z"), P, x, tol)

    @weight(1)
    @forall(over_faces, draws=8)
    def test_over_a_face(self, student, triangle, edge, face):
        """Above a face, equal rows and more rows than needed among it, z is the foot of the perpendicular."""
        for P, x, foot in (triangle, edge, face):
            z, a = expect.values(student.nearest_hull_point(P, x, 1e-3), 2, "nearest_hull_point(P, x, 1e-3)")
            z, a = vector(z, P.shape[1], "z"), vector(a, len(P), "a")
            near(z, foot, P, "z")
            near(a @ P, foot, P, "a @ P")

    @weight(1)
    @forall(in_hulls, draws=10)
    def test_points_of_the_hull(self, student, any_hull, square, corner):
        """If x is in the hull, z is x, up to sqrt(tol) diam; a lone row is its hull, given once or several times."""
        for P, x in (any_hull, square, corner):
            z, _ = expect.values(student.nearest_hull_point(P, x, 1e-3), 2, "nearest_hull_point(P, x, 1e-3)")
            near(vector(z, P.shape[1], "z"), x, P, "z")
        P, x = any_hull
        alone = np.vstack([P[:1], P[:1]])[: 1 + len(P) % 2]
        z = weighted(student.nearest_hull_point(alone, x + 1, 1e-3), alone, "nearest_hull_point of a lone row")
        near(z, P[0], alone, "z")

    @weight(1)
    @forall(triangle_and_edges, draws=3)
    def test_any_unit(self, student, triangle, short, wide):
        """Above a triangle, or an edge, z is as accurate, relative to diam^2, in whatever unit points are measured."""
        for P, x in (triangle, short, wide):
            for unit in UNITS:
                what = f"nearest_hull_point({unit:g} * P, {unit:g} * x, 1e-3)"
                z, a = expect.values(student.nearest_hull_point(unit * P, unit * x, 1e-3), 2, what)
                z = weighted((vector(z, P.shape[1], "z") / unit, a), P, what)
                certified(z, P, x, 1e-3)

    @alternate
    def by_pairs(P, x, tol):
        """Weight goes from the row in use that is worst to the best one: Mitchell, Demyanov and Malozemov."""
        diam2 = max(np.sum((p - q) ** 2) for p in P for q in P)
        a = np.zeros(len(P))
        a[0] = 1
        z = a @ P
        for _ in range(100_000):
            products = (P - z) @ (x - z)
            best = int(np.argmax(products))
            if products[best] <= tol * diam2:
                break
            worst = int(np.argmin(np.where(a > 0, products, np.inf)))
            step = P[best] - P[worst]
            t = min(a[worst], (x - z) @ step / (step @ step))
            a[best] += t
            a[worst] -= t
            z = a @ P
        return z, a

    @alternate
    def by_frank_wolfe(P, x, tol):
        """A step towards the best row, with the best length, from the mean of the rows."""
        limit = tol * np.max(((P[:, None] - P) ** 2).sum(axis=2))
        a = np.full(len(P), 1 / len(P))
        z = a @ P
        while True:
            gains = (P - z) @ (x - z)
            best = gains.argmax()
            if gains[best] <= max(limit, 1e-12 * (1 + x @ x)):
                return z, a
            step = P[best] - z
            t = min(1.0, gains[best] / (step @ step))
            a = (1 - t) * a
            a[best] += t
            z = z + t * step

    @alternate
    def by_short_steps(P, x, tol):
        """Frank-Wolfe with the steps 2/(t + 2), from the last row, in loops over lists."""
        rows, x = [[float(v) for v in p] for p in P], [float(v) for v in x]
        N, n = len(rows), len(x)
        limit = tol * max(sum((s - t) ** 2 for s, t in zip(p, q, strict=True)) for p in rows for q in rows)
        a, z = [0.0] * (N - 1) + [1.0], rows[-1]
        for t in range(20_000):
            gains = [sum((p[j] - z[j]) * (x[j] - z[j]) for j in range(n)) for p in rows]
            best = max(range(N), key=gains.__getitem__)
            if gains[best] <= limit:
                break
            step = 2 / (t + 2)
            a = [(1 - step) * weight + step * (i == best) for i, weight in enumerate(a)]
            z = [(1 - step) * z[j] + step * rows[best][j] for j in range(n)]
        return z, a

    @alternate
    def by_projected_gradient(P, x, tol):
        limit = tol * np.max(((P[:, None] - P) ** 2).sum(axis=2))
        lowest = P.min(axis=0)
        Q, v = P - lowest, x - lowest
        a, lr = np.full(len(P), 1 / len(P)), 1 / max(np.linalg.norm(Q, 2) ** 2, 1e-300)
        for _ in range(50_000):
            z = a @ Q
            if np.max((Q - z) @ (v - z)) <= max(limit, 1e-12 * (1 + v @ v)):
                break
            a = np.asarray(project_simplex(a + lr * Q @ (v - z)), float)
        return a @ P, a

    @alternate
    def by_enumeration(P, x, tol):
        """The nearest of all affine projections onto some rows that are in their hull; few weights are used."""
        best, found = np.inf, None
        for mask in range(1, 2 ** len(P)):
            S = [n for n in range(len(P)) if mask >> n & 1]
            if len(S) <= len(x) + 1:
                rows = P[S]
                c = np.linalg.lstsq((rows[1:] - rows[0]).T, x - rows[0], rcond=None)[0]
                c = np.append(1 - c.sum(), c)
                z = c @ rows
                if (c >= -1e-12).all() and (x - z) @ (x - z) < best - 1e-12:
                    a = np.zeros(len(P))
                    a[S] = np.maximum(c, 0)
                    best, found = (x - z) @ (x - z), (z, a / a.sum())
        return found

    @alternate
    def other_weights(P, x, tol):
        """From the last row on, exact, with the weight of a row shared among its copies."""
        a = np.zeros(len(P))
        a[-1] = 1
        scale = max(np.sum((P - P[0]) ** 2), 1e-300)
        for _ in range(500):
            products = (P - a @ P) @ (x - a @ P)
            best = len(P) - 1 - products[::-1].argmax()
            if products[best] <= 1e-6 * scale:
                break
            worst = np.where(a > 0, products, np.inf).argmin()
            step = P[best] - P[worst]
            t = min(a[worst], (products[best] - products[worst]) / (step @ step))
            a[best], a[worst] = a[best] + t, a[worst] - t
        same = (P[:, None] == P).all(axis=2)
        a = (a @ same) / same.sum(axis=0)
        return a @ P, a

    @alternate
    def in_single_precision(P, x, tol):
        P, x = P.astype(np.float32), x.astype(np.float32)
        limit = tol * max(float(np.sum((p - q) ** 2)) for p in P for q in P)
        a = np.eye(len(P), dtype=np.float32)[0]
        for _ in range(10_000):
            z = a @ P
            products = (P - z) @ (x - z)
            best, worst = products.argmax(), np.where(a > 0, products, np.inf).argmin()
            if products[best] <= limit / 2 or best == worst:
                break
            step = P[best] - P[worst]
            t = min(a[worst], (x - z) @ step / (step @ step))
            a[best] += t
            a[worst] -= t
        return a @ P, a

    absolute_tolerance = slip(
        by_pairs,
        ("<= tol * diam2", "<= tol"),
        hint="The tolerance is relative: tol times the square of the largest distance of two rows.",
        see="thm-projection",
    )
    relative_to_the_diameter = slip(
        by_pairs,
        ("<= tol * diam2", "<= tol * np.sqrt(diam2)"),
        hint="A product of two differences has the unit of a square: compare it with tol diam^2, not with tol diam.",
        see="thm-projection",
    )
    mean_of_the_products = slip(
        by_pairs,
        ("if products[best] <= tol * diam2", "if products.mean() <= tol * diam2"),
        hint="Every row has to make a product that small, not their mean.",
        see="thm-projection",
    )
    hundred_steps = slip(
        by_frank_wolfe,
        ("while True:", "for _ in range(100):"),
        ("        z = z + t * step\n", "        z = z + t * step\n    return z, a\n"),
        hint="A hundred steps are not enough for every tol: go on until no row makes a product above tol diam^2.",
        see="thm-projection",
    )
    one_step = slip(
        by_frank_wolfe,
        ("while True:", "for _ in range(1):"),
        ("        z = z + t * step\n", "        z = z + t * step\n    return z, a\n"),
        hint="One step is not enough: after it another row may be in front.",
        see="thm-projection",
    )
    steps_too_long = slip(
        by_pairs,
        ("t = min(a[worst], (x - z) @ step / (step @ step))", "t = (x - z) @ step / (step @ step)"),
        hint="No row can give more weight than it has: else its weight turns negative, and z leaves the hull.",
        see="def-hull",
    )
    sign_of_the_product = slip(
        by_pairs,
        ("products = (P - z) @ (x - z)", "products = (P - z) @ (z - x)"),
        ("if products[best] <= tol * diam2", "if products[best] <= tol * diam2 or best == np.argmax(a)"),
        hint="x - z leads from z to x; with z - x one walks away from x.",
        see="thm-projection",
    )
    weights_first = slip(
        by_pairs,
        ("return z, a", "return a, z"),
        hint="The order is z, a: the point, then its weights.",
        see="def-hull",
    )
    point_only = slip(
        by_pairs,
        ("return z, a", "return z"),
        hint="The weights a are wanted too: they show that z is in the hull.",
        see="def-hull",
    )
    weights_of_the_start = slip(
        by_frank_wolfe,
        ("            return z, a", "            return z, np.full(len(P), 1 / len(P))"),
        hint="a are the weights that make z, a @ P = z, not those of the start.",
        see="def-hull",
    )
    weights_not_shrunk = slip(
        by_frank_wolfe,
        ("a = (1 - t) * a", "a = 1.0 * a"),
        hint="A step of length t leaves the share 1 - t to all the other weights: they sum to 1 then.",
        see="def-hull",
    )

    @misconception("The nearest row need not be the nearest point of the hull.", "def-hull")
    def nearest_row(P, x, tol):
        a = np.eye(len(P))[((P - x) ** 2).sum(axis=1).argmin()]
        return a @ P, a

    @misconception("This is the nearest point of the affine hull: its weights may be negative.", "def-hull")
    def affine_hull(P, x, tol):
        c = np.linalg.lstsq((P[1:] - P[0]).T, x - P[0], rcond=None)[0]
        a = np.append(1 - c.sum(), c)
        return a @ P, a

    @misconception("Clipping the weights of the affine hull and dividing by their sum is no projection.", "def-hull")
    def affine_weights_clipped(P, x, tol):
        c = np.linalg.lstsq((P[1:] - P[0]).T, x - P[0], rcond=None)[0]
        a = np.maximum(np.append(1 - c.sum(), c), 0)
        a = a / a.sum()
        return a @ P, a

    @misconception("x itself is nearest to x, but it need not be in the hull.", "def-hull")
    def x_itself(P, x, tol):
        return x.copy(), np.full(len(P), 1 / len(P))

    @misconception("The nearest point may lie inside a face or the hull, on no segment of two rows.", "def-hull")
    def segments_only(P, x, tol):
        best = (np.inf, P[0], np.eye(len(P))[0])
        for i in range(len(P)):
            for j in range(len(P)):
                step = P[j] - P[i]
                t = np.clip((x - P[i]) @ step / max(step @ step, 1e-300), 0, 1)
                a = (1 - t) * np.eye(len(P))[i] + t * np.eye(len(P))[j]
                far = np.sum((a @ P - x) ** 2)
                if far < best[0]:
                    best = (far, a @ P, a)
        return best[1:]
