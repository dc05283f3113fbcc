"""Mark scheme of `hard_margin`."""

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
    labelled,
    one_behind,
    parallel_faces,
    triangle_and_point,
)
from solutions.convexity import hard_margin, nearest_difference, nearest_hull_point, perceptron, separate

CANONICAL = 1e-3


def facing_classes(d):
    """Samples with parallel faces, a few of them equal, and a triangle opposite to a point: each as (X, y, gap)."""
    gap = d.choice([2.5, 3.0, 4.0])
    A, B = parallel_faces(d, d.choice(FACES), d.integer(2, 3), gap)
    C, D, distance = triangle_and_point(d)
    return (*labelled(d, A, B), gap), (*labelled(d, C, D), distance)


def far_off(d):
    """Two samples opposite to each other, 10 to 20 from 0 along the strip between them, and 5 or more across.

    (X, y, gap). A bias in the norm tilts that strip: from a width of 2 to 1.4 for (10, 11) and (10, 9).
    """
    gap, middle, along = d.choice([2.0, 3.0]), d.choice([10.0, -5.0, 8.0]), d.choice([10.0, -12.5, 20.0])
    order = d.permutation(2)
    ends = np.array([[along, middle + gap / 2], [along, middle - gap / 2]])[:, order]
    return *labelled(d, ends[:1], ends[1:]), gap


def clouds(d, unit=1.0):
    """Slanted clouds, as samples in any order: (X, y, gap)."""
    A, B, gap = clouds_apart(d)
    return *labelled(d, unit * A, unit * B), unit * gap


def clouds_and_narrow(d):
    """Clouds, and some so near to each other that multipliers are far above 1: each as (X, y, gap)."""
    return clouds(d), clouds(d, 0.125)


def behind_first(d):
    """Two samples a class, one behind the other, and one of those behind comes first: (X, y, gap)."""
    A, B, gap = one_behind(d)
    X, y = labelled(d, A, B)
    distances = np.where(y[:, None] != y, ((X[:, None] - X) ** 2).sum(axis=2), np.inf).min(axis=1)
    order = np.roll(np.arange(4), -distances.argmax())  # the nearest two are on the strip's edges
    return X[order], y[order], gap


def few(d):
    """One or two samples a class, in more dimensions, anywhere and in two known positions: each as (X, y, gap)."""
    A, B = few_points(d)
    anywhere = (A, B, float(np.linalg.norm(nearest_difference(A, B))))
    return *((*labelled(d, *sets), gap) for *sets, gap in (anywhere, crossing_edges(d))), behind_first(d)


def one_a_class(d):
    """A sample of each class: (X, y)."""
    A, B = few_points(d)
    return labelled(d, A[:1], B[:1])


def canonical(got, X, y):
    """w whose least y (w.x + b) is 1."""
    w, b = hyperplane(got, X.shape[1], "hard_margin(X, y)")
    expect.close((y * (X @ w + b)).min(), 1, "the least y (w.x + b)", rtol=0, atol=CANONICAL)
    return w


def wide(w, gap):
    """2/||w|| is the distance of the hulls."""
    width = 2 / np.linalg.norm(w)
    wanted = SHARE * gap * (1 - CANONICAL)
    expect.that(width >= wanted, f"the width 2/||w|| is {width:.4g}, wanted {wanted:.4g} or more of {gap:.4g}")


@exercise(reference=hard_margin, requires=(nearest_hull_point, separate))
class TestHardMargin:
    CONTRACT: ClassVar = {
        "the widest margin": ("test_as_wide_as_faces_are_apart", "test_clouds"),
        "The least y_n (w.x_n + b) is 1": ("test_one_sample_a_class", "test_as_wide_as_faces_are_apart", "test_clouds"),
        "The bias b is free": "test_far_from_zero",
        "A class may be one sample": ("test_one_sample_a_class", "test_as_wide_as_faces_are_apart", "test_few_samples"),
    }

    @practice
    @weight(1)
    @forall(one_a_class, draws=10)
    def test_one_sample_a_class(self, student, X, y):
        """For one sample a class the least y (w.x + b) is 1, and the width 2/||w|| their distance."""
        w = canonical(student.hard_margin(X, y), X, y)
        wide(w, np.linalg.norm(X[1] - X[0]))

    @practice
    @weight(1)
    @forall(facing_classes, draws=12)
    def test_as_wide_as_faces_are_apart(self, student, faces, triangle):
        """Between parallel faces a known distance apart the strip is as wide: samples behind them do not matter."""
        for X, y, gap in (faces, triangle):
            wide(canonical(student.hard_margin(X, y), X, y), gap)

    @weight(1)
    @forall(far_off, draws=8)
    def test_far_from_zero(self, student, X, y, gap):
        """Far from 0 the strip is as wide as near to it: the bias has no part in the norm."""
        wide(canonical(student.hard_margin(X, y), X, y), gap)

    @weight(1)
    @forall(clouds_and_narrow, draws=10)
    def test_clouds(self, student, any_width, narrow):
        """The least y (w.x + b) is 1, and the strip as wide as the hulls of the classes are apart, if little, too."""
        for X, y, gap in (any_width, narrow):
            wide(canonical(student.hard_margin(X, y), X, y), gap)

    @weight(1)
    @forall(few, draws=5)
    def test_few_samples(self, student, anywhere, crossing, behind):
        """The same holds with more dimensions than samples."""
        for X, y, gap in (anywhere, crossing, behind):
            wide(canonical(student.hard_margin(X, y), X, y), gap)

    @alternate
    def by_the_nearest_points(X, y):
        """w = 2 z / ||z||^2 for the shortest difference z, and b midway."""
        A, B = X[y > 0], X[y < 0]
        D = (A[:, None] - B).reshape(-1, X.shape[1])
        z = np.asarray(nearest_hull_point(D, np.zeros(X.shape[1]), 1e-9)[0], float)
        w = 2 * z / (z @ z)
        return w, -(min(A @ w) + max(B @ w)) / 2

    @alternate
    def by_separation(X, y):
        w, b = separate(X[y == 1], X[y == -1])
        w = np.asarray(w)
        least = np.min(y * (X @ w + b))
        return w / least, b / least

    @alternate
    def by_pairs_of_multipliers(X, y):
        """The dual, two multipliers at a time, in loops; w = sum alpha y x."""
        N, n = X.shape
        alpha, w = [0.0] * N, [0.0] * n
        for _ in range(20_000):
            scores = [float(y[i]) - sum(w[j] * X[i][j] for j in range(n)) for i in range(N)]
            up = max((i for i in range(N) if y[i] > 0 or alpha[i] > 0), key=lambda i: scores[i])
            down = min((i for i in range(N) if y[i] < 0 or alpha[i] > 0), key=lambda i: scores[i])
            gain = scores[up] - scores[down]
            if gain < 1e-6:
                break
            step2 = sum((X[up][j] - X[down][j]) ** 2 for j in range(n))
            t = gain / step2
            if y[up] < 0:
                t = min(t, alpha[up])
            if y[down] > 0:
                t = min(t, alpha[down])
            alpha[up] += y[up] * t
            alpha[down] -= y[down] * t
            w = [w[j] + t * (X[up][j] - X[down][j]) for j in range(n)]
        low = min(sum(w[j] * X[i][j] for j in range(n)) for i in range(N) if y[i] > 0)
        high = max(sum(w[j] * X[i][j] for j in range(n)) for i in range(N) if y[i] < 0)
        least = (low - high) / 2
        return [v / least for v in w], -(low + high) / 2 / least

    @alternate
    def in_single_precision(X, y):
        X = X.astype(np.float32)
        w, _ = separate(X[y == 1], X[y == -1])
        w = np.float32(w)
        low, high = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
        half = (low - high) / 2
        return w / half, -(low + high) / 2 / half

    @alternate
    def by_frank_wolfe(X, y):
        """A plain loop until the worst difference makes 0.995 of ||z||^2."""
        A, B = X[y == 1], X[y == -1]
        z = A[0] - B[0]
        while True:
            new = A[(A @ z).argmin()] - B[(B @ z).argmax()]
            if new @ z >= 0.995 * (z @ z):
                break
            z = z + min(1.0, z @ (z - new) / np.sum((z - new) ** 2)) * (new - z)
        low, high = (A @ z).min(), (B @ z).max()
        return 2 * z / (low - high), -(low + high) / (low - high)

    @alternate
    def other_ends(X, y):
        """Nearest points in turns from the last samples: other ends of parallel faces, the same hyperplane."""
        A, B = X[y == 1], X[y == -1]
        p = A[-1]
        for _ in range(100):
            q = nearest_hull_point(B, p, 1e-8)[0]
            before, p = p, nearest_hull_point(A, q, 1e-8)[0]
            if np.linalg.norm(p - before) < 1e-4:
                break
        w = 2 * (p - q) / np.sum((p - q) ** 2)
        b = -w @ (p + q) / 2
        least = (y * (X @ w + b)).min()
        return w / least, b / least

    not_scaled = slip(
        by_separation,
        ("return w / least, b / least", "return w, b"),
        hint="Scale w and b so that the least y (w.x + b) is 1.",
        see="def-hard-margin",
    )
    offset_not_scaled = slip(
        by_separation,
        ("return w / least, b / least", "return w / least, b"),
        hint="w and b are scaled by the same number: else the hyperplane moves.",
        see="def-hard-margin",
    )
    multiplied = slip(
        by_separation,
        ("return w / least, b / least", "return w * least, b * least"),
        hint="To make the least margin 1, divide by it.",
        see="def-hard-margin",
    )
    margin_of_two = slip(
        by_separation,
        ("return w / least, b / least", "return 2 * w / least, 2 * b / least"),
        hint="The least margin is 1, and the strip reaches from -1 to 1: here it is 2.",
        see="def-hard-margin",
    )
    offset_from_the_first_sample = slip(
        by_separation,
        ("return w / least, b / least", "return w / least, y[0] - X[0] @ w / least"),
        hint="b = y_n - w.x_n holds for a sample on the edge of the strip, and the first one may lie behind.",
        see="def-support",
    )
    offset_from_the_mean = slip(
        by_separation,
        ("return w / least, b / least", "return w / least, np.mean(y - X @ w / least)"),
        hint="b = y_n - w.x_n holds for samples on the edge of the strip: those behind must not be in the mean.",
        see="def-support",
    )
    centred_and_left = slip(
        by_separation,
        ("w, b = sep", "X = X - X.mean(axis=0)\n    w, b = sep"),
        hint="This b belongs to the centred samples: for X itself, w.mean has to be taken off it.",
        see="def-hard-margin",
    )
    twice_the_margin = slip(
        by_the_nearest_points,
        ("w = 2 * z / (z @ z)", "w = z / (z @ z)"),
        hint="The strip reaches from -1 to 1, so that its width is 2/||w||: w = 2 z / ||z||^2.",
        see="def-hard-margin",
    )
    width_without_the_square = slip(
        by_the_nearest_points,
        ("w = 2 * z / (z @ z)", "w = 2 * z / np.sqrt(z @ z)"),
        hint="2/||w|| = ||z|| means ||w|| = 2/||z||: divide z by its squared length.",
        see="def-hard-margin",
    )
    classes_exchanged = slip(
        by_the_nearest_points,
        ("A, B = X[y > 0], X[y < 0]", "A, B = X[y < 0], X[y > 0]"),
        hint="The class +1 is on the positive side.",
        see="def-hard-margin",
    )
    labels_forgotten = slip(
        by_separation,
        ("np.min(y * (X @ w + b))", "np.min(X @ w + b)"),
        hint="The margin of a sample is y (w.x + b): of the class -1 it is minus its value.",
        see="def-hard-margin",
    )
    mean_margin = slip(
        by_separation,
        ("np.min(y * (X @ w + b))", "np.mean(y * (X @ w + b))"),
        hint="The least margin is scaled to 1, not the mean of all.",
        see="def-hard-margin",
    )
    largest_margin = slip(
        by_separation,
        ("np.min(y * (X @ w + b))", "np.max(y * (X @ w + b))"),
        hint="The least margin is scaled to 1, not the largest.",
        see="def-hard-margin",
    )
    sign_of_the_offset = slip(
        by_the_nearest_points,
        ("return w, -(min", "return w, (min"),
        hint="w.x + b = 0 midway: b is minus the middle of the two products.",
        see="def-hard-margin",
    )
    no_offset = slip(
        by_the_nearest_points,
        ("return w, -(min(A @ w) + max(B @ w)) / 2", "return w, 0.0"),
        hint="The hyperplane need not pass through 0: b is midway between the classes.",
        see="def-hard-margin",
    )
    offset_at_the_positive_class = slip(
        by_the_nearest_points,
        ("-(min(A @ w) + max(B @ w)) / 2", "-min(A @ w)"),
        hint="With this b the hyperplane touches the class +1: midway it is 1 from both.",
        see="def-hard-margin",
    )

    first_sample_as_positive = slip(
        by_separation,
        ("X[y == 1], X[y == -1]", "X[y == y[0]], X[y != y[0]]"),
        ("np.min(y * (X @ w + b))", "np.min((X @ w + b)[y == y[0]])"),
        hint="The class +1 has the labels 1, wherever its samples stand: the first one may be of the other class.",
        see="def-hard-margin",
    )
    multipliers_up_to_one = slip(
        by_pairs_of_multipliers,
        ("if y[i] > 0 or alpha[i] > 0)", "if (alpha[i] < 1 if y[i] > 0 else alpha[i] > 0))"),
        ("if y[i] < 0 or alpha[i] > 0)", "if (alpha[i] < 1 if y[i] < 0 else alpha[i] > 0))"),
        ("if y[up] < 0:\n            t = min(t, alpha[up])", "t = min(t, alpha[up] if y[up] < 0 else 1 - alpha[up])"),
        (
            "if y[down] > 0:\n            t = min(t, alpha[down])",
            "t = min(t, alpha[down] if y[down] > 0 else 1 - alpha[down])",
        ),
        ("least = (low - high) / 2", "least = 1.0"),
        hint="Multipliers have no upper bound here: with one it is a soft margin, and samples enter a narrow street.",
        see="thm-kkt",
    )

    @misconception("The classes come in any order: use the labels to tell them apart.", "def-hard-margin")
    def labels_by_order(X, y):
        count = int(np.sum(y == 1))
        D = (X[:count, None] - X[count:]).reshape(-1, X.shape[1])
        z = nearest_hull_point(D, np.zeros(X.shape[1]), 1e-9)[0]
        w = 2 * z / max(z @ z, 1e-9)
        return w, -((X[:count] @ w).min() + (X[count:] @ w).max()) / 2

    @misconception("The bias has no part in the norm: this strip depends on where 0 is.", "def-hard-margin")
    def bias_in_the_norm(X, y):
        U = y[:, None] * np.column_stack([X, np.ones(len(X))])
        v, _ = nearest_hull_point(U, np.zeros(U.shape[1]), 1e-10)
        v = v / (U @ v).min()
        return v[:-1], v[-1]

    @misconception("The strip between the centroids is not the widest.", "def-hard-margin")
    def centroids(X, y):
        A, B = X[y == 1], X[y == -1]
        w = A.mean(axis=0) - B.mean(axis=0)
        half = ((A @ w).min() - (B @ w).max()) / 2
        return w / half, -((A @ w).min() + (B @ w).max()) / 2 / half

    @misconception("The nearest points of the hulls need not be samples.", "def-hard-margin")
    def nearest_samples(X, y):
        A, B = X[y == 1], X[y == -1]
        D = (A[:, None] - B).reshape(-1, X.shape[1])
        w = D[(D**2).sum(axis=1).argmin()]
        half = ((A @ w).min() - (B @ w).max()) / 2
        return w / half, -((A @ w).min() + (B @ w).max()) / 2 / half

    @misconception("A perceptron stops at any line that separates, however narrow its strip.", "def-hard-margin")
    def perceptron_scaled(X, y):
        w, b, _ = perceptron(X, y, 100_000)
        least = (y * (X @ w + b)).min()
        return w / least, b / least

    @misconception("The bias is free: without one only hyperplanes through 0 are tried.", "def-hard-margin")
    def through_the_origin(X, y):
        U = y[:, None] * X
        z = nearest_hull_point(U, np.zeros(X.shape[1]), 1e-8)[0]
        least = (U @ z).min()
        return z / (least if least > 0 else 1.0), 0.0

    @misconception("Least squares is drawn to samples far behind, which do not matter here.", "def-hard-margin")
    def least_squares(X, y):
        v = np.linalg.lstsq(np.column_stack([X, np.ones(len(X))]), y.astype(float), rcond=None)[0]
        least = (y * (X @ v[:-1] + v[-1])).min()
        return v[:-1] / least, v[-1] / least

    @misconception("The direction of least squares is drawn to samples far behind, too.", "def-hard-margin")
    def direction_of_least_squares(X, y):
        w = np.linalg.lstsq(X - X.mean(axis=0), y - y.mean(), rcond=None)[0]
        low, high = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
        return 2 * w / (low - high), -(low + high) / (low - high)

    @misconception(
        "A few thousand short steps of descent on the hinge loss end near the widest strip, not at it.",
        "def-hard-margin",
    )
    def hinge_descent(X, y):
        w, b = np.zeros(X.shape[1]), 0.0
        for _ in range(200):
            inside = y * (X @ w + b) < 1
            w = w - 0.01 * (0.01 * w - y[inside] @ X[inside])
            b = b + 0.01 * y[inside].sum()
        return w, b
