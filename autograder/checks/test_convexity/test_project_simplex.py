"""Mark scheme of `project_simplex`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_convexity.inputs import eighths, vector
from solutions.convexity import project_simplex

WANTED = 1e-5
TENTHS = np.full(10, 0.1)  # as floats they add up to a little less than 1


def anywhere(d):
    """One to five entries, one a little too small to be in use, and one far too small; they never sum to 1."""
    v = eighths(d, d.integer(1, 5), 9)
    v = np.append(v, [v.max() - 1.125, v.max() - 30.0625])
    return v[d.permutation(len(v))]


def known(d):
    """(v, p): p has entries that are 0 and others that are not, and v is p, moved away along the normal cone.

    One of the zeros is far below the threshold, and another one at it or a little below.
    """
    n, zeros = d.integer(2, 4), d.integer(2, 3)
    counts = 1 + d.integers(n, 0, 5)
    p = np.append(counts / counts.sum(), np.zeros(zeros))
    below = np.append(np.zeros(n), d.integers(zeros, 0, 6) / 4)  # 0: v_i is at the threshold itself
    below[-1] += 30
    order = d.permutation(n + zeros)
    threshold = d.choice([0.5, -0.75, 2.0, -3.0, 8.0])
    return (p - below + threshold)[order], p[order]


def sum_of_one(d):
    """(v, p) as `known`, four entries, exact as floats, and v sums to 1 as p does, but has negative entries."""
    part = d.choice([0.25, 0.5, 0.625])
    p = np.array([part, 1 - part, 0, 0])
    below = np.array([0, 0, d.integer(0, 6) / 4, 2 + d.integer(0, 6) / 4])
    order = d.permutation(4)
    return (p - below + below.sum() / 4)[order], p[order]


def known_twice(d):
    """Two of them: (v, p) each."""
    return known(d), sum_of_one(d)


def inside(d):
    """A point of the simplex itself; some entries may be 0."""
    counts = d.integers(d.integer(1, 6), 0, 9)
    counts[0] += 1
    return counts / counts.sum()


def equal_largest(d, k, top):
    """Whole numbers that do not sum to 1, the k largest equal to `top`, the others smaller by 1 or more."""
    others = d.integer(1, 4)
    v = np.append(np.full(k, top), top - 1 - d.integers(others, 0, 900))
    v[k] = top - 1
    v[-1] -= v.sum() == 1
    return v[d.permutation(k + others)]


def equal_and_far(d):
    """One to four equal ones anywhere, and three so far from 0 that float32 has no thirds there: both by themselves."""
    near = equal_largest(d, d.integer(1, 4), d.choice([10_000, -9_000, 7, -8_000, 40]))
    return near, equal_largest(d, 3, d.choice([10_000, -9_000, -8_000]))


def corners(v, p):
    """<v - p, e_i - p> for each corner e_i of the simplex."""
    return (v - p) - (v - p) @ p


@exercise(reference=project_simplex)
class TestProjectSimplex:
    CONTRACT: ClassVar = {
        "entries >= 0 with sum 1": ("test_in_the_simplex", "test_known_projection"),
        "Wanted to 1e-5": ("test_known_projection", "test_equal_entries_far_off"),
        "for every d >= 1": "test_equal_entries_far_off",
        "v may hold integers": "test_equal_entries_far_off",
    }
    EQUIVALENT: ClassVar = dict.fromkeys(
        ["v = v + v.max()", "v = v - v.min()"],
        "whatever is taken off all entries, p is the same: digits are lost far beyond 1e4 only",
    )

    @practice
    @weight(1)
    @forall(anywhere)
    def test_in_the_simplex(self, student, v):
        """p is a point of the simplex: no entry is negative, and they add up to 1."""
        p = vector(student.project_simplex(v), len(v), "project_simplex(v)")
        expect.that((p >= -WANTED).all(), f"p has the entry {p.min():.3g}, wanted none below 0")
        expect.close(p.sum(), 1, "the sum of p", rtol=0, atol=WANTED)

    @practice
    @weight(1)
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

    @weight(1)
    @forall(known_twice)
    def test_known_projection(self, student, any_sum, sum_of_one):
        """v = p + t (1, ..., 1) - s, where s >= 0 is 0 wherever p is not, has the projection p, whatever its sum."""
        for v, wanted in (any_sum, sum_of_one):
            expect.close(student.project_simplex(v), wanted, "project_simplex(v)", rtol=0, atol=WANTED)

    @weight(1)
    @forall(inside)
    def test_points_of_the_simplex_stay(self, student, v):
        """A point of the simplex is its own projection."""
        for u in (v, TENTHS):
            expect.close(student.project_simplex(u), u, "project_simplex(v)", rtol=0, atol=WANTED)

    @weight(1)
    @forall(equal_and_far)
    def test_equal_entries_far_off(self, student, equal, thirds):
        """If the k largest entries are equal and the others less by 1 or more, the k are 1/k each, the others 0.

        A lone entry becomes 1, whatever it is.
        """
        for v in (equal, thirds):
            wanted = (v == v.max()) / np.sum(v == v.max())
            expect.close(student.project_simplex(v), wanted, "project_simplex(v)", rtol=0, atol=WANTED)
        expect.close(student.project_simplex(v[:1]), [1.0], "project_simplex(v[:1])", rtol=0, atol=WANTED)

    @alternate
    def by_sorting(v):
        u = np.sort(v)[::-1]
        sums = np.cumsum(u)
        k = np.arange(1, len(v) + 1)
        used = u - (sums - 1) / k > 0
        count = k[used][-1]
        theta = (sums[count - 1] - 1) / count
        return np.maximum(v - theta, 0)

    @alternate
    def by_largest_threshold(v):
        """Of the thresholds for 1, 2, ... entries in use the right one is the largest."""
        u = np.sort(v)[::-1]
        theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
        return np.maximum(v - theta, 0)

    @alternate
    def by_bisection(v):
        lo, hi = min(v) - 1.0, float(max(v))
        for _ in range(100):
            theta = (lo + hi) / 2
            if sum(max(each - theta, 0) for each in v) > 1:
                lo = theta
            else:
                hi = theta
        return [max(each - hi, 0.0) for each in v]

    @alternate
    def by_dropping(v):
        """The affine projection of the entries in use; those that turn negative are dropped."""
        used = [True] * len(v)
        while True:
            chosen = [float(x) for x, keep in zip(v, used, strict=True) if keep]
            theta = (sum(chosen) - 1) / len(chosen)
            still = [keep and x > theta for x, keep in zip(v, used, strict=True)]
            if still == used:
                return [x - theta if keep else 0.0 for x, keep in zip(v, used, strict=True)]
            used = still

    @alternate
    def in_single_precision(v):
        v = (v - v.max()).astype(np.float32)
        u = -np.sort(-v)
        theta = np.max((np.cumsum(u, dtype=np.float32) - 1) / np.arange(1, len(u) + 1, dtype=np.float32))
        return np.maximum(v - theta, 0)

    @alternate
    def by_newton(v):
        """The root of sum(max(v - theta, 0)) = 1, convex and piecewise linear in theta, from the left."""
        theta = v.max() - 1.0
        for _ in range(len(v) + 2):
            above = v > theta
            theta = (v[above].sum() - 1) / above.sum()
        return np.where(v > theta, v - theta, 0)

    off_by_one_above = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = (sums[count - 1] - 1) / (count + 1)"),
        hint="The mean is over the entries in use: their sum minus 1, over their number.",
        see="def-simplex",
    )
    divided_by_the_index = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = (sums[count - 1] - 1) / max(count - 1, 1)"),
        hint="Counted from 0, the index of the last entry in use is one less than their number: divide by the number.",
        see="def-simplex",
    )
    shared_among_all = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = (sums[count - 1] - 1) / len(v)"),
        hint="What is too much is shared among the entries in use, not among all d: divide by their number.",
        see="def-simplex",
    )
    first_number_that_fits = slip(
        by_sorting,
        ("count = k[used][-1]", "count = k[used][0]"),
        hint="Of the k for which the condition holds the largest is wanted: for k = 1 it always holds.",
        see="def-simplex",
    )
    threshold_above_zero = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = max((sums[count - 1] - 1) / count, 0)"),
        hint="theta may be negative: if the entries above 0 sum to less than 1, all in use have to rise.",
        see="def-simplex",
    )
    threshold_in_a_bracket = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = np.clip((sums[count - 1] - 1) / count, -10, 10)"),
        hint="theta may be anywhere between -1e4 - 1 and 1e4: look for it between max(v) - 1 and max(v).",
        see="def-simplex",
    )
    lone_entry_kept = slip(
        by_sorting,
        ("u = np.sort(v)[::-1]", "if len(v) == 1:\n        return v * 1.0\n    u = np.sort(v)[::-1]"),
        hint="For d = 1 the simplex is the point 1, and v need not be in it.",
        see="def-simplex",
    )
    sum_is_one_already = slip(
        by_sorting,
        ("u = np.sort(v)[::-1]", "if np.isclose(v.sum(), 1):\n        return v * 1.0\n    u = np.sort(v)[::-1]"),
        hint="A sum of 1 makes no point of the simplex as long as an entry is negative.",
        see="def-simplex",
    )
    first_entry_out_of_use = slip(
        by_sorting,
        ("count = k[used][-1]", "count = max(np.argmin(used), 1)"),
        hint="Where all entries are in use none is the first that is not: np.argmin of all True is 0.",
        see="def-simplex",
    )
    capped_at_one = slip(
        by_sorting,
        ("u = np.sort(v)[::-1]", "v = np.minimum(v, 1.0)\n    u = np.sort(v)[::-1]"),
        hint="Entries above 1 must not be cut to 1 first: how far apart they are decides which are in use.",
        see="def-simplex",
    )
    clipped_first = slip(
        by_sorting,
        ("u = np.sort(v)[::-1]", "v = np.maximum(v, 0.0)\n    u = np.sort(v)[::-1]"),
        hint="Negative entries may be in use, too: clip at the end, when tau has been taken off.",
        see="def-simplex",
    )
    whole_thresholds = slip(
        by_largest_threshold,
        ("(np.cumsum(u) - 1) / np", "(np.cumsum(u) - 1) // np"),
        hint="// rounds the threshold down to a whole number: divide by /.",
        see="def-simplex",
    )
    each_value_once = slip(
        by_largest_threshold,
        ("np.sort(v)[::-1]", "np.unique(v)[::-1]"),
        hint="np.unique keeps one of several equal entries, but each of them counts in the sum.",
        see="def-simplex",
    )
    digits_lost = slip(
        in_single_precision,
        ("(v - v.max()).astype(np.float32)", "v.astype(np.float32)"),
        hint="float32 has seven digits, too few for 1e-5 beside 1e4: take the largest entry off first, or use float64.",
        see="def-simplex",
    )
    off_by_one_below = slip(
        by_sorting,
        ("count = k[used][-1]", "count = max(k[used][-1] - 1, 1)"),
        hint="One entry too few is in use: those above the threshold are in use, all of them.",
        see="def-simplex",
    )
    one_entry_too_many = slip(
        by_sorting,
        ("count = k[used][-1]", "count = min(k[used][-1] + 1, len(v))"),
        hint="One entry too many is in use: an entry below the threshold does not count in it.",
        see="def-simplex",
    )
    all_entries_in_use = slip(
        by_sorting,
        ("count = k[used][-1]", "count = len(v)"),
        hint="Clipping after the projection onto sum 1 leaves a sum above 1: negative entries have to be out of use.",
        see="def-simplex",
    )
    not_clipped = slip(
        by_sorting,
        ("count = k[used][-1]", "count = len(v)"),
        ("np.maximum(v - theta, 0)", "v - theta"),
        hint="This is the nearest point with sum 1: it may have negative entries.",
        see="def-simplex",
    )
    returned_in_order = slip(
        by_sorting,
        ("np.maximum(v - theta, 0)", "np.maximum(u - theta, 0)"),
        hint="p belongs to v, entry by entry, and not to the sorted numbers.",
        see="def-simplex",
    )
    one_forgotten = slip(
        by_sorting,
        ("theta = (sums[count - 1] - 1) / count", "theta = sums[count - 1] / count"),
        hint="The threshold is (sum - 1)/k: without the 1 nothing adds up to 1.",
        see="def-simplex",
    )
    dtype_of_v = slip(
        by_newton,
        ("np.where(v > theta, v - theta, 0)", "np.where(v > theta, v - theta, 0).astype(v.dtype)"),
        hint="Integers in v do not make integers of p.",
        see="def-simplex",
    )
    one_step_of_dropping = slip(
        by_newton,
        ("theta = v.max() - 1.0", "theta = v.mean() - 1 / len(v)"),
        ("range(len(v) + 2)", "range(1)"),
        hint="After entries are dropped the threshold moves, and more may turn negative: go on until none does.",
        see="def-simplex",
    )
    too_few_halvings = slip(
        by_bisection,
        ("range(100)", "range(10)"),
        hint="Ten halvings are three digits of the interval: halve until the sum is 1 to the digits wanted.",
        see="def-simplex",
    )
    threshold_above_the_least_entry = slip(
        by_bisection,
        ("min(v) - 1.0", "float(min(v))"),
        hint="tau can be less than every entry: look for it from max(v) - 1 on.",
        see="def-simplex",
    )
    accurate_relative_to_the_threshold = slip(
        by_bisection,
        ("lo, hi = min(v) - 1.0", "lo, hi = max(v) - 1.0"),
        ("for _ in range(100):", "while hi - lo > 1e-7 * max(1.0, abs(hi)):"),
        ("each - hi, 0.0", "each - (lo + hi) / 2, 0.0"),
        hint="p is wanted to 1e-5, however large tau is: an error of 1e-7 times 1e4 is too much.",
        see="def-simplex",
    )
    ten_halvings_of_one = slip(
        by_bisection,
        ("lo, hi = min(v) - 1.0", "lo, hi = max(v) - 1.0"),
        ("range(100)", "range(10)"),
        ("each - hi, 0.0", "each - theta, 0.0"),
        hint="Ten halvings of an interval of length 1 leave an error of 1e-3, a hundred times what is allowed.",
        see="def-simplex",
    )

    @misconception("Clipping and dividing by the sum ends in the simplex, but not at its nearest point.", "def-simplex")
    def clipped_and_normalised(v):
        p = np.maximum(v, 0.0)
        return p / p.sum() if p.sum() > 0 else np.full(len(v), 1 / len(v))

    @misconception("Softmax ends in the simplex, but never on its boundary: no projection.", "def-simplex")
    def softmax(v):
        E = np.exp(v - np.max(v))
        return E / E.sum()

    @misconception("Dividing by the sum moves along a ray, not to the nearest point.", "def-simplex")
    def divided_by_the_sum(v):
        return v / v.sum() if v.sum() else np.full(len(v), 1 / len(v))

    @misconception("The nearest corner is not the nearest point.", "def-simplex")
    def nearest_corner(v):
        return np.eye(len(v))[np.argmax(v)]

    @misconception("Shifting by the least entry and dividing by the sum is no projection.", "def-simplex")
    def shifted_and_normalised(v):
        u = v - np.min(v)
        return u / u.sum() if u.sum() else np.full(len(v), 1 / len(v))

    @misconception(
        "Dividing the clipped result by its sum changes the entries in use by different amounts.", "def-simplex"
    )
    def affine_then_normalised(v):
        p = np.maximum(v - (v.sum() - 1) / len(v), 0)
        return p / p.sum()

    @misconception("The last entry cannot be what is left over: it may be negative.", "def-simplex")
    def rest_to_the_last(v):
        p = np.clip(v, 0.0, 1.0)
        p[-1] = 1 - p[:-1].sum()
        return p

    @misconception("Clipping to [0, 1] is the projection onto the cube: the sum is not 1.", "def-simplex")
    def onto_the_cube(v):
        return np.clip(v, 0.0, 1.0)

    @misconception("On the sphere the squares sum to 1, on the simplex the entries do.", "def-simplex")
    def onto_the_sphere(v):
        p = np.maximum(v, 0.0)
        return p / max(np.linalg.norm(p), 1e-12)

    @misconception(
        "This projects onto the ball |p_0| + |p_1| + ... <= 1: entries keep their signs there, small ones their sum.",
        "def-simplex",
    )
    def onto_the_cross(v):
        size = np.abs(v)
        if size.sum() <= 1:
            return v * 1.0
        u = np.sort(size)[::-1]
        theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
        return np.sign(v) * np.maximum(size - theta, 0)
