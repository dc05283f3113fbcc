"""Mark scheme of `nearest_hull_point`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import (
    ROUND_OFF,
    certified,
    cloud,
    cloud_triangle_and_edges,
    diameter,
    in_hulls,
    over_faces,
    triangle_and_edges,
    vector,
    weighted,
)
from solutions.convexity import nearest_hull_point, project_simplex

UNITS = (2.0**-7, 2.0**6, 1.0)


def near(point, wanted, P, name):
    """As near as tol = 1e-3 makes it: two variational inequalities add up to ||z - wanted||^2 <= tol diam^2."""
    far = np.linalg.norm(point - wanted)
    limit = 1.01 * np.sqrt(1e-3) * diameter(P) + ROUND_OFF * (1 + np.abs(P).max())
    expect.that(far <= limit, f"{name} = {point} is {far:.3g} from {wanted}, the nearest point to x")


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
        "rows may be equal, N may be": ("test_over_a_face", "test_points_of_the_hull"),
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
    @forall(cloud_triangle_and_edges, draws=10)
    def test_no_row_is_in_front(self, student, anywhere, triangle, edge, far):
        """<x - z, p - z> <= tol diam^2 for every row p: from z no step towards a row leads much nearer to x."""
        for P, x, tol in (anywhere, triangle, edge, far):
            z, _ = expect.values(student.nearest_hull_point(P, x, tol), 2, "nearest_hull_point(P, x, tol)")
            certified(vector(z, P.shape[1], "z"), P, x, tol)

    @weight(1)
    @forall(over_faces, draws=8)
    def test_over_a_face(self, student, triangle, edge, corner, face):
        """Above a face, equal rows and more rows than needed among it, z is the foot of the perpendicular."""
        for P, x, foot in (triangle, edge, corner, face):
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
    def test_any_unit(self, student, triangle, short, wide, far):
        """Near a triangle or an edge, or far above, z is as accurate, relative to diam^2, in any unit of length."""
        for P, x, tol in (triangle, short, wide, far):
            for unit in UNITS:
                what = f"nearest_hull_point({unit:g} * P, {unit:g} * x, {tol:g})"
                z, a = expect.values(student.nearest_hull_point(unit * P, unit * x, tol), 2, what)
                z = weighted((vector(z, P.shape[1], "z") / unit, a), P, what)
                certified(z, P, x, tol)

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
        for _ in range(1000):
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
    relative_to_the_distance = slip(
        by_pairs,
        ("max(np.sum((p - q) ** 2) for p in P for q in P)", "max(np.sum((p - x) ** 2) for p in P)"),
        hint="diam is the largest distance of two rows: x has no part in it, and may be far away.",
        see="thm-projection",
    )
    relative_to_the_present_distance = slip(
        by_pairs,
        ("<= tol * diam2", "<= tol * np.sum((x - z) ** 2)"),
        ("range(100_000)", "range(3000)"),
        hint="The products are compared with tol diam^2: the distance from x to z may be far larger, or 0.",
        see="thm-projection",
    )
    relative_to_the_origin = slip(
        by_pairs,
        ("max(np.sum((p - q) ** 2) for p in P for q in P)", "4 * max(np.sum(p**2) for p in P)"),
        hint="diam is the largest distance of two rows, wherever 0 is: of rows far from 0 it is far less.",
        see="thm-projection",
    )
    squared_twice = slip(
        by_pairs,
        ("<= tol * diam2", "<= tol * diam2**2"),
        hint="These are squared distances already: tol diam^2 is wanted, and not tol diam^4.",
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
    hundred_steps_unseen = slip(
        by_frank_wolfe,
        ("while True:", "for _ in range(100):"),
        ("if gains[best] <= max(limit, 1e-12 * (1 + x @ x)):", "if gains[best] <= 0:"),
        ("        z = z + t * step\n", "        z = z + t * step\n    return z, a\n"),
        hint="A hundred steps are not enough for every tol: it is the products that say when to stop, not a counter.",
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
    steps_up_to_one = slip(
        by_pairs,
        ("a = np.zeros(len(P))\n    a[0] = 1\n", "a = np.full(len(P), 1 / len(P))\n"),
        ("t = min(a[worst],", "t = min(1.0,"),
        ("range(100_000)", "range(5000)"),
        hint="A row has the weight a_j to give, and not 1: beyond that its weight turns negative.",
        see="def-hull",
    )
    from_rows_out_of_use = slip(
        by_pairs,
        ("if products[best] <= tol * diam2", "if products[best] <= tol * diam2 or a[np.argmin(products)] == 0"),
        ("np.argmin(np.where(a > 0, products, np.inf))", "np.argmin(products)"),
        hint="A row without weight has none to give: take the least product among the rows in use, or z stands still.",
        see="def-hull",
    )
    zero_by_zero = slip(
        by_pairs,
        ("if products[best] <= tol * diam2", "if not products[best] >= tol * diam2"),
        ("t = min(", "t = np.minimum("),
        hint="For a lone row, or copies of one, diam is 0, and so is the step: stop at <=, not at <, or it is 0/0.",
        see="thm-projection",
    )
    not_moved_back = slip(
        by_pairs,
        ("diam2 = max(", "P, x = P - x, x - x\n    diam2 = max("),
        hint="With x moved to 0, what comes out is z - x: move it back.",
        see="def-hull",
    )
    sum_not_held = slip(
        by_pairs,
        ("diam2 = max(", "P = np.vstack([P, 0 * P[:1]])\n    diam2 = max("),
        ("return z, a", "return z, a[:-1]"),
        hint="Weights of a sum below 1 give the rest to the origin, which need not be in the hull.",
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
        found = np.eye(len(P))[((P - x) ** 2).sum(axis=1).argmin()]
        for i in range(len(P)):
            for j in range(i):
                step = P[i] - P[j]
                t = np.clip((x - P[j]) @ step / max(step @ step, 1e-300), 0, 1)
                a = t * np.eye(len(P))[i] + (1 - t) * np.eye(len(P))[j]
                if np.linalg.norm(a @ P - x) < np.linalg.norm(found @ P - x):
                    found = a
        return found @ P, found

    @misconception("Weights that fall with the distance make a mean near x, but not the nearest point.", "def-hull")
    def weights_by_distance(P, x, tol):
        a = 1 / (((P - x) ** 2).sum(axis=1) + 1e-9)
        a = a / a.sum()
        return a @ P, a
