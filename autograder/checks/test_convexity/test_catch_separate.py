"""Mark scheme of `catch_separate`."""

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from solutions.convexity import catch_separate, nearest_difference, nearest_hull_point, separate

POINTS, DIMENSIONS, LARGEST = 6, 3, 100
INPUTS = 3
NEAREST = 1e-2  # the distance of the hulls, in units of the largest distance of two points


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


def admissible(A, B):
    """Sets with hulls that are clearly apart."""
    A, B = sets(A, B)
    both = np.vstack([A, B])
    diameter = np.sqrt(((both[:, None] - both) ** 2).sum(axis=2).max())
    gap = np.linalg.norm(nearest_difference(A, B))
    apart = gap > 0 and gap >= NEAREST * diameter
    expect.that(apart, f"the hulls are {gap:.2g} apart, wanted a hundredth of {diameter:.3g} or more")
    return A, B


def midway(A, B, w):
    """This direction, with the offset midway between what the sets reach along it."""
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


@exercise(reference=catch_separate)
@catches(separate, admissible, at_most=INPUTS)
class TestCatchSeparate:
    @practice
    def test_inputs_are_sets_of_points(self, student):
        """One to three inputs (A, B), each two sets of 1 to 6 points of 1 to 3 numbers, 100 at most in size."""
        answer = student.catch_separate()
        for index, entry in enumerate(expect.entries(answer, "catch_separate()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (A, B), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 2, what)
            sets(*entry)

    @wrong(
        "takes the line midway between the centroids, normal to their connection",
        shown="two centroids that are not mirror images in the right line: a point far behind moves that of its set",
    )
    def bisector_of_the_centroids(A, B):
        w = A.mean(axis=0) - B.mean(axis=0)
        w = w / np.linalg.norm(w)
        return w, -w @ (A.mean(axis=0) + B.mean(axis=0)) / 2

    @wrong(
        "takes the direction from centroid to centroid, with the best offset for it",
        shown="two centroids whose connection is not normal to the right line: a point far behind and to one side "
        "moves that of its set",
    )
    def direction_of_the_centroids(A, B):
        return midway(A, B, A.mean(axis=0) - B.mean(axis=0))

    @wrong(
        "takes the line midway between the nearest pair of points, normal to their connection, and forgets the points "
        "of the hulls between them",
        shown="a nearest pair of points whose connection is not normal to the right line, as where a point of one set "
        "is opposite to the middle of an edge of the other",
    )
    def nearest_pair_of_points(A, B):
        differences = (A[:, None] - B).reshape(-1, A.shape[1])
        z = differences[(differences**2).sum(axis=1).argmin()]
        nearest = A[((A[:, None] - B - z) ** 2).sum(axis=2).min(axis=1).argmin()]
        w = z / np.linalg.norm(z)
        return w, -w @ (nearest - z / 2)

    @wrong(
        "has the right direction, and puts the offset halfway between the centroids",
        shown="two centroids that are not equally far from the right line: a point far behind moves that of its set",
    )
    def offset_of_the_centroids(A, B):
        w, _ = separate(A, B)
        return w, -w @ (A.mean(axis=0) + B.mean(axis=0)) / 2

    @wrong(
        "fits the labels +1 and -1 by least squares, with an intercept, and divides w and b by the length of w",
        shown="as many points in one set as in the other, one of them far behind: the fit passes halfway between the "
        "centroids, and these are not equally far from the right line",
    )
    def least_squares(A, B):
        X = np.column_stack([np.vstack([A, B]), np.ones(len(A) + len(B))])
        v = np.linalg.lstsq(X, np.repeat([1.0, -1.0], [len(A), len(B)]), rcond=None)[0]
        return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])

    @wrong(
        "has the bias in the norm, as the weight of a feature that is always 1",
        shown="one point of each set that alone is nearest to the right line, as (10, 11) and (10, 9), if 0 is neither "
        "in line with the two nor on the right line",
    )
    def bias_in_the_norm(A, B):
        U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
        v, _ = nearest_hull_point(U, np.zeros(U.shape[1]), 1e-12)
        return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])

    @misconception("One point against one, opposite to each other: every idea finds this line.", see="catch-separate")
    def two_points():
        return [(np.array([[1.0, 0.0]]), np.array([[-1.0, 0.0]]))]

    @misconception("What is symmetric about 0 hides centroids, least squares and the bias.", see="catch-separate")
    def symmetric():
        return [(np.array([[1.0, 1.0], [1.0, -1.0]]), np.array([[-1.0, 1.0], [-1.0, -1.0]]))]

    @misconception("With 0 midway between the sets, the bias is 0, and nobody minds it.", see="catch-separate")
    def around_zero():
        return [(np.array([[0.0, 1.0], [10.0, 1.0], [5.0, 9.0]]), np.array([[8.0, -1.0]]))]

    @misconception("On a line there is one direction only: it cannot be wrong.", see="catch-separate")
    def on_a_line():
        return [(np.array([[10.0], [11.0], [15.0]]), np.array([[8.0], [1.0]]))]

    @misconception("If all points of a set are equally far off, its centroid is too.", see="catch-separate")
    def flat_sets():
        return [(np.array([[10.0, 11.0], [20.0, 11.0]]), np.array([[18.0, 9.0]]))]

    @misconception("Here the nearest points of the hulls are points of the sets.", see="catch-separate")
    def corner_to_corner():
        A, B = np.array([[11.0, 10.0], [19.0, 14.0], [13.0, 15.0]]), np.array([[9.0, 10.0], [4.0, 3.0]])
        return [(A, B)]

    @alternate
    def one_for_each_kind():
        far = ([[10, 11], [20, 11]], [[18, 9]])
        near = ([[0, 1], [10, 1], [5, 9]], [[8, -1]])
        return (far, near)

    @alternate
    def in_space():
        A = np.array([[30.0, 40.0, 50.0], [40.0, 40.0, 50.0], [30.0, 50.0, 50.0], [33.0, 43.0, 77.0]])
        return [(A, np.array([[33.0, 43.0, 47.0], [33.0, 43.0, 47.0]]))]

    @alternate
    def as_lists():
        return [[[[43, 20], [33, 20], [34, 40]], [[40, 10], [40, 10], [45, -30]]]]

    @alternate
    def in_single_precision():
        return [(np.array([[50, 1], [60, 1], [55, 30]], np.float32), np.array([[57, -2]], np.int8))]
