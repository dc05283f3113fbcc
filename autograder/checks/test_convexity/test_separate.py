"""Mark scheme of `separate`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import (
    FACES,
    SHARE,
    clouds_apart,
    crossing_edges,
    few_points,
    hyperplane,
    one_behind,
    parallel_faces,
    triangle_and_point,
    wide_edge_apart,
)
from solutions.convexity import nearest_difference, nearest_hull_point, separate

SLACK = 1e-4  # of float32


def facing(d):
    """Two sets with faces opposite to each other, and a triangle opposite to a point: each as (A, B, gap)."""
    gap = d.choice([2.5, 3.0, 4.0])
    return (*parallel_faces(d, d.choice(FACES), d.integer(2, 3), gap), gap), triangle_and_point(d)


def few_and_gap(d):
    """One or two points in each set, in more dimensions, anywhere and in two known positions: each as (A, B, gap)."""
    A, B = few_points(d)
    return (A, B, float(np.linalg.norm(nearest_difference(A, B)))), crossing_edges(d), one_behind(d)


def slanted(d):
    """Clouds, and a wide edge opposite to a point: each as (A, B, gap)."""
    return clouds_apart(d), wide_edge_apart(d)


def one_against_one(d):
    """A point for each set: (a, b)."""
    A, B = few_points(d)
    return A[0], B[0]


def halfway(w, b, A, B, gap):
    """w.x + b is 0.99 gap/2 or more on A, and minus that or less on B."""
    least, most = (A @ w + b).min(), (B @ w + b).max()
    wanted = SHARE * gap / 2 - SLACK
    expect.that(
        least >= wanted, f"the least w.x + b on A is {least:.4g}, wanted {wanted:.4g} or more, half of {gap:.4g}"
    )
    expect.that(most <= -wanted, f"the largest w.x + b on B is {most:.4g}, wanted {-wanted:.4g} or less")


def of_length_one(got, n, what):
    """(w, b) with ||w|| = 1."""
    w, b = hyperplane(got, n, what)
    expect.close(np.linalg.norm(w), 1, "||w||", rtol=0, atol=SLACK)
    return w, b


@exercise(reference=separate, requires=(nearest_hull_point,))
class TestSeparate:
    CONTRACT: ClassVar = {
        "0.99 gap/2 or more on A": ("test_midway_between_faces", "test_clouds", "test_few_points"),
        "A set may be one point": ("test_midway_between_faces", "test_few_points"),
        "midway between the hulls": ("test_one_against_one", "test_midway_between_faces", "test_clouds"),
    }
    EQUIVALENT: ClassVar = {
        "origin, D = (np.zeros(A.shape[1]), A[:1] - B[:2])": "starts with two differences in use, if there are so many",
        "origin, D = (np.zeros(A.shape[1]), A[:2] - B[:1])": "starts with two differences in use, if there are so many",
        "z, _ = nearest_hull_point(D, origin, 2e-16)": "as accurate as round-off allows, too",
    }

    @practice
    @weight(1)
    @forall(one_against_one, draws=10)
    def test_one_against_one(self, student, a, b):
        """For one point each, ||w|| = 1, and w.x + b is half their distance on a, minus that on b."""
        A, B = a[None], b[None]
        w, offset = of_length_one(student.separate(A, B), len(a), "separate([a], [b])")
        halfway(w, offset, A, B, np.linalg.norm(a - b))

    @practice
    @weight(1)
    @forall(facing, draws=12)
    def test_midway_between_faces(self, student, faces, triangle):
        """Where sets have parallel faces a distance apart, the hyperplane halves it: no other is as far from both."""
        for A, B, gap in (faces, triangle):
            w, b = of_length_one(student.separate(A, B), A.shape[1], "separate(A, B)")
            halfway(w, b, A, B, gap)

    @weight(1)
    @forall(slanted, draws=10)
    def test_clouds(self, student, clouds, edge):
        """w.x + b is 0.99 gap/2 or more on A and minus that or less on B, with the distance of the hulls as the gap."""
        for A, B, gap in (clouds, edge):
            w, b = of_length_one(student.separate(A, B), A.shape[1], "separate(A, B)")
            halfway(w, b, A, B, gap)

    @weight(1)
    @forall(few_and_gap, draws=5)
    def test_few_points(self, student, anywhere, crossing, behind):
        """The same holds for one or two points in each set, in more dimensions than there are points."""
        for A, B, gap in (anywhere, crossing, behind):
            w, b = of_length_one(student.separate(A, B), A.shape[1], "separate(A, B)")
            halfway(w, b, A, B, gap)

    @alternate
    def by_differences(A, B):
        D = (A[:, None] - B).reshape(-1, A.shape[1])
        z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0], float)
        w = z / np.sqrt(z @ z)
        low, high = (A @ w).min(), (B @ w).max()
        return w, -(low + high) / 2

    @alternate
    def by_nearest_points(A, B):
        """The points of the hulls themselves, from the weights of the differences; those of parallel faces are free."""
        D = np.array([a - b for a in A for b in B])
        _, weights = nearest_hull_point(D, np.zeros(A.shape[1]), 2e-5)
        shares = np.reshape(weights, (len(A), len(B)))
        p, q = shares.sum(axis=1) @ A, shares.sum(axis=0) @ B
        w = (p - q) / np.linalg.norm(p - q)
        return w, -w @ (p + q) / 2

    @alternate
    def in_single_precision(A, B):
        A, B = A.astype(np.float32), B.astype(np.float32)
        middle = B.mean(axis=0)
        A, B = A - middle, B - middle
        z = nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1], np.float32), 1e-4)[0]
        w = np.float32(z) / np.linalg.norm(np.float32(z))
        return w, -((A @ w).min() + (B @ w).max()) / np.float32(2) - w @ middle

    @alternate
    def by_pairs_of_weights(A, B):
        """Weights of both sets at once, moved pair by pair within a set; other ends of parallel faces again."""
        rows = [[float(v) for v in p] for p in [*A, *B]]
        sides = [1] * len(A) + [-1] * len(B)
        a = [1.0 / len(A)] * len(A) + [1.0 / len(B)] * len(B)
        n = len(rows[0])
        for _ in range(20_000):
            z = [sum(s * c * p[j] for s, c, p in zip(sides, a, rows, strict=True)) for j in range(n)]
            gains = [-s * sum(z[j] * p[j] for j in range(n)) for s, p in zip(sides, rows, strict=True)]
            moves = []
            for side in (1, -1):
                members = [i for i in range(len(rows)) if sides[i] == side]
                best = max(members, key=lambda i: gains[i])
                worst = min((i for i in members if a[i] > 0), key=lambda i: gains[i])
                moves.append((gains[best] - gains[worst], best, worst))
            gain, best, worst = max(moves)
            if gain < 1e-6 * sum(v * v for v in z):
                break
            step2 = sum((rows[best][j] - rows[worst][j]) ** 2 for j in range(n))
            t = min(a[worst], gain / step2)
            a[best] += t
            a[worst] -= t
        length = sum(v * v for v in z) ** 0.5
        w = [v / length for v in z]
        low = min(sum(w[j] * p[j] for j in range(n)) for p in A)
        high = max(sum(w[j] * p[j] for j in range(n)) for p in B)
        return w, -(low + high) / 2

    @alternate
    def by_frank_wolfe(A, B):
        """A step towards the difference with the least product, until it is 0.995 of ||z||^2 or more."""
        z = A.mean(axis=0) - B.mean(axis=0)
        for _ in range(200_000):
            new = A[(A @ z).argmin()] - B[(B @ z).argmax()]
            if new @ z >= 0.995 * z @ z:
                break
            step = new - z
            z = z + min(1.0, -(z @ step) / (step @ step)) * step
        w = z / np.linalg.norm(z)
        return w, -((A @ w).min() + (B @ w).max()) / 2

    @alternate
    def by_turns(A, B):
        """The nearest point of one hull to the last one of the other, in turns; other ends of parallel faces."""
        p, q = A[-1], B[-1]
        for _ in range(40):
            before = p
            q = nearest_hull_point(B, p, 1e-7)[0]
            p = nearest_hull_point(A, q, 1e-7)[0]
            if np.linalg.norm(p - before) < 1e-4:
                break
        w = (p - q) / np.linalg.norm(p - q)
        return w, -((A @ w).min() + (B @ w).max()) / 2

    offset_at_one_set = slip(
        by_differences,
        ("-(low + high) / 2", "-low"),
        hint="This hyperplane touches A: midway between what the two sets reach is -b.",
        see="thm-separation",
    )
    offset_at_the_other_set = slip(
        by_differences,
        ("-(low + high) / 2", "-high"),
        hint="This hyperplane touches B: midway between what the two sets reach is -b.",
        see="thm-separation",
    )
    offset_from_the_nearest_rows = slip(
        by_differences,
        (
            "low, high = (A @ w).min(), (B @ w).max()",
            "n, m = divmod(int((D**2).sum(axis=1).argmin()), len(B))\n    low, high = A[n] @ w, B[m] @ w",
        ),
        hint="The nearest two points may lie behind: the offset is midway between the least w.a and the largest w.a'.",
        see="thm-separation",
    )
    half_the_gap = slip(
        by_differences,
        ("-(low + high) / 2", "-np.sqrt(z @ z) / 2"),
        hint="-b is the middle of what the sets reach along w: half the gap it is only if B reaches up to 0.",
        see="thm-separation",
    )
    moved_in_place = slip(
        by_differences,
        ("D = (A", "centre = A.mean(axis=0)\n    A -= centre\n    B = B - centre\n    D = (A"),
        ("-(low + high) / 2", "-(low + high) / 2 - w @ centre"),
        hint="The numbers are right, but A -= ... moves the points of whoever calls: work on a copy, A = A - ...",
        see="thm-separation",
    )
    sign_of_the_offset = slip(
        by_differences,
        ("-(low + high) / 2", "(low + high) / 2"),
        hint="w.x + b = 0 midway: b is minus the middle of the two products.",
        see="thm-separation",
    )
    offset_not_halved = slip(
        by_differences,
        ("-(low + high) / 2", "-(low + high)"),
        hint="Midway is half the sum of the two products.",
        see="thm-separation",
    )
    sides_exchanged = slip(
        by_differences,
        ("return w, -(low + high) / 2", "return -w, (low + high) / 2"),
        hint="A is on the positive side: w leads from B to A.",
        see="thm-separation",
    )
    not_of_length_one = slip(
        by_differences,
        ("w = z / np.sqrt(z @ z)", "w = z"),
        hint="||w|| = 1 is wanted: divide by the length of z.",
        see="thm-separation",
    )
    divided_by_the_square = slip(
        by_differences,
        ("w = z / np.sqrt(z @ z)", "w = z / (z @ z)"),
        hint="z / ||z|| has length 1, z / ||z||^2 has not.",
        see="thm-separation",
    )
    from_the_middle_of_the_ends = slip(
        by_differences,
        ("low, high = (A @ w).min(), (B @ w).max()", "low, high = (A @ w).mean(), (B @ w).mean()"),
        hint="The offset depends on the points next to the other set, not on the means.",
        see="thm-separation",
    )
    extremes_exchanged = slip(
        by_differences,
        ("(A @ w).min(), (B @ w).max()", "(A @ w).max(), (B @ w).min()"),
        hint="Of A the least product counts, of B the largest: these are next to each other.",
        see="thm-separation",
    )
    offset_first = slip(
        by_differences,
        ("return w, -(low + high) / 2", "return -(low + high) / 2, w"),
        hint="The order is w, b.",
        see="thm-separation",
    )
    direction_as_a_row = slip(
        by_differences,
        ("return w,", "return w[None],"),
        hint="w has one axis, (d,).",
        see="thm-separation",
    )
    nearest_difference_of_points = slip(
        by_differences,
        (
            "z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0], float)",
            "z = D[(D**2).sum(axis=1).argmin()]",
        ),
        hint="The nearest points of the hulls need not be points of the sets.",
        see="thm-separation",
    )
    sums_for_differences = slip(
        by_differences,
        ("A[:, None] - B", "A[:, None] + B"),
        hint="The hulls meet if 0 is a difference a - b: project 0 onto the differences, not onto the sums.",
        see="thm-separation",
    )
    sums_through_zero = slip(
        by_differences,
        ("A[:, None] - B", "A[:, None] + B"),
        ("z / np.sqrt(z @ z)", "z / max(np.sqrt(z @ z), 1e-12)"),
        hint="Two hulls are apart if the differences a - b keep away from 0: of the sums a + b nothing is known.",
        see="thm-separation",
    )
    pairs_of_equal_index = slip(
        by_differences,
        ("(A[:, None] - B).reshape(-1, A.shape[1])", "A[: len(B)] - B[: len(A)]"),
        hint="All N M differences count, not only those of points with the same number.",
        see="thm-separation",
    )

    @misconception(
        "The line midway between the centroids need not separate, nor be as far from both.", "thm-separation"
    )
    def bisector_of_the_centroids(A, B):
        p, q = A.mean(axis=0), B.mean(axis=0)
        w = (p - q) / np.linalg.norm(p - q)
        return w, -w @ (p + q) / 2

    @misconception("The direction from centroid to centroid is not that between the nearest points.", "thm-separation")
    def direction_of_the_centroids(A, B):
        w = A.mean(axis=0) - B.mean(axis=0)
        w = w / np.linalg.norm(w)
        return w, -((A @ w).min() + (B @ w).max()) / 2

    @misconception("Least squares on the labels is drawn to points far behind, which do not matter.", "thm-separation")
    def least_squares(A, B):
        X = np.column_stack([np.vstack([A, B]), np.ones(len(A) + len(B))])
        v = np.linalg.lstsq(X, np.repeat([1.0, -1.0], [len(A), len(B)]), rcond=None)[0]
        return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])

    @misconception("The bias has no part in the norm: with it the line depends on where 0 is.", "thm-separation")
    def bias_in_the_norm(A, B):
        U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
        v, _ = nearest_hull_point(U, np.zeros(U.shape[1]), 1e-9)
        return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])

    @misconception("A perceptron stops at any line that separates: not at the one midway.", "thm-separation")
    def perceptron(A, B):
        U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
        v = np.zeros(U.shape[1])
        for _ in range(5000):
            wrong = U[U @ v <= 0]
            if not len(wrong):
                break
            v = v + wrong[0]
        return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])

    @misconception("The nearest difference may lie inside a face, on no segment of two of them.", "thm-separation")
    def segments_of_differences(A, B):
        D = (A[:, None] - B).reshape(-1, A.shape[1])
        z = D[(D**2).sum(axis=1).argmin()]
        for p in D:
            for q in D:
                t = np.clip(p @ (p - q) / max((p - q) @ (p - q), 1e-300), 0, 1)
                end = p + t * (q - p)
                z = end if end @ end < z @ z else z
        w = z / np.linalg.norm(z)
        return w, -((A @ w).min() + (B @ w).max()) / 2

    @misconception(
        "Points against segments do in the plane. In space two edges may be nearest, or a point and a face's inside.",
        "thm-separation",
    )
    def points_against_segments(A, B):
        z = np.full(A.shape[1], np.inf)
        for P, Q, sign in ((A, B, 1), (B, A, -1)):
            for p in P:
                for q in Q:
                    for r in Q:
                        t = np.clip((p - q) @ (r - q) / max((r - q) @ (r - q), 1e-300), 0, 1)
                        end = sign * (p - q - t * (r - q))
                        z = end if end @ end < z @ z else z
        w = z / np.linalg.norm(z)
        return w, -((A @ w).min() + (B @ w).max()) / 2

    @misconception("w may point anywhere, and not only along one of the axes.", "thm-separation")
    def along_an_axis(A, B):
        directions = [sign * axis for axis in np.eye(A.shape[1]) for sign in (1, -1)]
        w = max(directions, key=lambda w: (A @ w).min() - (B @ w).max())
        return w, -((A @ w).min() + (B @ w).max()) / 2

    @misconception(
        "0 is projected onto the differences; onto A itself it gives a direction that ignores B.", "thm-separation"
    )
    def nearest_to_zero(A, B):
        z, _ = nearest_hull_point(A, np.zeros(A.shape[1]), 1e-9)
        w = z / max(np.linalg.norm(z), 1e-12)
        return w, -((A @ w).min() + (B @ w).max()) / 2
