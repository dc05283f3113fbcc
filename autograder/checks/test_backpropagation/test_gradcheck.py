"""Mark scheme of gradcheck: central differences."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_backpropagation.inputs import SINGLE, eighths, off_zero, some_shape
from solutions.backpropagation import gradcheck


def small_gradients(d):
    """The true gradient of a linear function and a claimed one, which differ in some entry; none is above 1/2.

    (a, b, x, h), with h = 3 x[0, 0]: 0.1 + 0.3 - 0.6 + 0.3 is not 0.1, nor is 0.1 + 0.3 - 0.3.
    """
    shape = d.integer(1, 3), d.integer(2, 3)
    b = eighths(d, shape, 3 / 8)
    a = np.where(d.integers(shape, 0, 1), b, eighths(d, shape, 3 / 8))
    a.flat[int(d.integers(1, 0, a.size - 1)[0])] -= 1 / 8
    x, size = eighths(d, shape), d.choice([1.0, 0.5, 0.125])
    x[0, 0] = 0.1 * size
    return a, b, x, 0.3 * size


def one_of_twelve(d):
    """The true gradient of a linear function, all entries at least 2 in size, and the place of the wrong one.

    It is neither the first nor the last: who leaves out those fails the other checks.
    """
    b = eighths(d, 12, 6)
    return b + np.where(b < 0, -2, 2), int(d.integers(1, 1, 10)[0])


def cubics(d):
    """Coefficients above 0, the last one the largest, and points beyond 1 in size, where a relative step is not h.

    No derivative is above 1, so that all errors are absolute ones. The step is one of those given, or 2^-26 times it,
    1e-8 about, which beside 2 or 3 is nothing in float32.
    """
    shape = some_shape(d, 2)
    x = off_zero(eighths(d, shape, 2))
    c = np.sort(abs(off_zero(eighths(d, shape, 1))) / 2, axis=None).reshape(shape)
    return c, x + np.sign(x), d.choice([1.0, 0.5, 0.25])


def integers(d):
    return d.integers(some_shape(d, 2), -8, 8), d.choice([0.25, 0.125])


def holes(d):
    """A linear function, a point, one entry of it, and where a NaN is: in g, or in f if that entry moves.

    There are other entries: of these alone the result would be a number.
    """
    shape = *some_shape(d, 2), d.integer(2, 3)
    b, x = off_zero(eighths(d, shape)), eighths(d, shape)
    place = int(d.integers(1, 0, b.size - 1)[0])
    return b, x, place, d.choice(["g", "f"]), d.choice([1.0, 0.5])


CHECK = "gradcheck(f, g, x, h)"


def linear_function(b):
    """<b, x>, for an x of the shape of b."""

    def f(x):
        of_shape(x, np.shape(b))
        return float(np.sum(b * x))

    return f


def of_shape(x, shape):
    """Fail unless what a function is given has the shape of the point."""
    expect.that(np.shape(x) == shape, f"f or g is called with an array of shape {np.shape(x)}, x has shape {shape}")


def cubic(c, a, h):
    """A function whose central differences with the step h at a are off by c, and its gradient.

    Where entries before have been moved by -h and are not back, the error is larger.
    """

    def f(x):
        of_shape(x, a.shape)
        x = np.asarray(x, float)
        return float(h * np.sum(c * ((x - a) / h) ** 3) - np.sum(x) ** 2 / 256)

    def g(x):
        of_shape(x, a.shape)
        x = np.asarray(x, float)
        return 3 * c * ((x - a) / h) ** 2 - np.sum(x) / 128

    return f, g


def with_a_hole(values, place):
    values = values.copy()
    values.flat[place] = np.nan
    return values


def undefined_off(f, x, place):
    """f, but NaN if this entry is not the one of x."""
    return lambda moved: f(moved) if np.asarray(moved, float).flat[place] == x.flat[place] else float("nan")


def constant_function(a):
    return lambda _: a


@exercise(reference=gradcheck)
class TestGradcheck:
    CONTRACT: ClassVar = {
        "central differences of step h": ("test_error_of_central_differences",),
        "as small as 1e-8": ("test_error_of_central_differences",),
        "x has any shape": ("test_integers_and_single_numbers", "test_error_of_central_differences"),
        "the result is the largest": ("test_small_entries", "test_one_wrong_entry_of_twelve", "test_nan_is_told"),
    }

    @practice
    @weight(1)
    @forall(small_gradients, draws=8)
    def test_small_entries(self, student, a, b, x, h):
        """If g = a and f(x) = <b, x>, no entry of them above 1/2, the result is the largest |a - b| of all entries."""
        error = student.gradcheck(linear_function(b), constant_function(a), x, h)
        expect.close(expect.number(error, CHECK), np.max(abs(a - b)), CHECK, atol=SINGLE)

    @weight(1)
    @forall(one_of_twelve, draws=3)
    def test_one_wrong_entry_of_twelve(self, student, b, i):
        """One wrong entry of 12 is found: doubled or halved it has the error 1/2, and with the wrong sign 2."""
        for factor, wanted in ((2, 1 / 2), (1 / 2, 1 / 2), (-1, 2.0)):
            a = b.copy()
            a[i] *= factor
            error = student.gradcheck(linear_function(b), constant_function(a), np.zeros(12), 0.5)
            what = f"gradcheck(f, g, np.zeros(12), 0.5), entry {i} of g times {factor}"
            expect.close(expect.number(error, what), wanted, what, atol=SINGLE)

    @practice
    @weight(1)
    @forall(cubics, draws=6)
    def test_error_of_central_differences(self, student, c, x, h):
        """If f is h <c, u^3> - sum(x)^2 / 256, u being (x - a) / h, its central differences at a are off by c."""
        for step, what in ((h, CHECK), (h / 2**26, "gradcheck(f, g, x, h / 2**26)")):
            f, g = cubic(c, x, step)
            error = student.gradcheck(f, g, x, step)
            expect.close(expect.number(error, what), c.max(), what, atol=SINGLE)

    @weight(1)
    @forall(integers, draws=5)
    def test_integers_and_single_numbers(self, student, x, h):
        """x may hold integers, and have no axis: if f(x) = sum(x) / 2 and g is 1, the error is 1/2, as for x / 8."""
        alone = np.asarray(x.flat[0])
        for point, what in (
            (x, CHECK),
            (x / 8, "gradcheck(f, g, x / 8, h)"),
            (alone / 8, "gradcheck(f, g, x of shape (), h)"),
        ):
            ones = np.ones(np.shape(point))
            error = student.gradcheck(linear_function(ones / 2), constant_function(ones), np.asarray(point), h)
            expect.close(expect.number(error, what), 1 / 2, what, atol=SINGLE)

    @weight(1)
    @forall(holes, draws=8)
    def test_nan_is_told(self, student, b, x, place, where, h):
        """If one entry of g, or of the differences, is NaN, the result is NaN, else a number; where says which is."""
        alone = slice(place, place + 1)
        for point, slopes, i, what in (
            (x.ravel()[alone], b.ravel()[alone], 0, "gradcheck(f, g, x, h) for this entry of x alone"),
            (x, b, place, CHECK),
        ):
            f, g = linear_function(slopes), constant_function(slopes)
            f, g = (f, constant_function(with_a_hole(slopes, i))) if where == "g" else (undefined_off(f, point, i), g)
            error = student.gradcheck(f, g, point, h)
            expect.shape(error, (), what)
            found = float(np.asarray(error))
            expect.that(np.isnan(found), f"{what}: got {found:g}, wanted nan")
        whole = student.gradcheck(linear_function(b), constant_function(b), x, h)
        expect.number(whole, "gradcheck(f, g, x, h) without the NaN")

    @alternate
    def by_steps(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = np.asarray(g(x)), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    steps_with = partial(slip, by_steps, see="def-gradient-check")

    one_sided = steps_with(
        ("f(x - step)) / (2 * h)", "f(x)) / h"),
        hint="Central differences step to both sides: f(x + h e) - f(x - h e).",
    )
    divided_by_h = steps_with(("(2 * h)", "h"), hint="The two points are 2h apart: divide by 2h.")
    multiplied_by_h = steps_with(("/ (2 * h)", "/ 2 * h"), hint="/ 2 * h multiplies by h: divide by (2 * h).")
    half_a_step = steps_with(
        ("h * np.eye", "h / 2 * np.eye"), ("(2 * h)", "h"), hint="The step is h to each side, not h/2."
    )
    own_step = steps_with(
        ("h * np.eye", "1e-5 * np.eye"), ("(2 * h)", "2e-5"), hint="The step is the argument h, not one of your own."
    )
    all_at_once = steps_with(
        ("h * np.eye(x.size).reshape(x.size, *x.shape)", "np.full((x.size, *x.shape), h)"),
        hint="One entry moves at a time, the others stand still.",
    )
    gradient_at_the_moved_point = steps_with(
        ("np.asarray(g(x))", "np.reshape([g(x + step).flat[i] for i, step in enumerate(steps)], x.shape)"),
        hint="g is taken at x, not at the point that has moved.",
    )
    mean_of_the_errors = steps_with(
        ("np.max(abs", "np.mean(abs"), hint="The largest error counts: a mean hides one wrong entry."
    )
    last_entry_left_out = steps_with(
        ("return np.max(", "return np.max([0, *np.ravel("),
        ("abs(b))))", "abs(b))))[:-1]])"),
        hint="All entries count, the last one too.",
    )
    absolute = steps_with(
        (" / np.maximum(1, np.maximum(abs(a), abs(b))))", ")"),
        hint="The error of a large entry is relative: divide by max(1, |a|, |b|).",
    )
    relative = steps_with(
        ("maximum(1, ", "maximum(1e-12, "), hint="The error of a small entry is absolute: the 1 in max(1, |a|, |b|)."
    )
    relative_to_the_sum = steps_with(
        ("np.maximum(abs(a), abs(b))", "abs(a) + abs(b)"),
        hint="Divide by the larger of |a| and |b|, not by their sum.",
    )
    relative_to_the_claimed = steps_with(
        ("np.maximum(abs(a), abs(b))", "abs(a)"),
        hint="Divide by the larger of |a| and |b|: |a| alone may be the small one.",
    )
    relative_to_the_differences = steps_with(
        ("np.maximum(abs(a), abs(b))", "abs(b)"),
        hint="Divide by the larger of |a| and |b|: |b| alone may be the small one.",
    )
    signed_denominator = steps_with(
        ("np.maximum(abs(a), abs(b))", "np.maximum(a, b)"),
        hint="A negative derivative has a size too: |a| and |b| in the denominator.",
    )
    signed = steps_with(
        ("np.max(abs(a - b)", "np.max((a - b)"), hint="An entry that is too small is wrong too: |a - b|."
    )
    nan_left_out = steps_with(
        ("np.max(", "np.nanmax("), hint="np.nanmax leaves out the NaN that is to be told: np.max keeps it."
    )
    nan_made_infinite = steps_with(
        ("return np.max(", "return np.max(np.nan_to_num("),
        ("abs(b))))", "abs(b))), nan=np.inf))"),
        hint="A NaN is to come out as nan, not as infinity.",
    )
    nan_unless_the_first_lost = steps_with(
        ("return np.max(", "return max(np.ravel("),
        ("abs(b))))", "abs(b)))).tolist())"),
        hint="Python's max finds a NaN only if it comes first: np.max keeps it.",
    )
    in_single_precision = steps_with(
        ("steps = h", "x = x.astype(np.float32)\n    steps = np.float32(h)"),
        ("reshape(x.size, *x.shape)", "reshape(x.size, *x.shape).astype(np.float32)"),
        hint="In float32 a step of 1e-8 beside 1 is none: convert to float64.",
    )
    flattened = steps_with(
        ("steps = h", "x = np.ravel(x)\n    steps = h"),
        hint="f and g are called with arrays of the shape of x, not flattened.",
    )

    @misconception("x may have one axis, or none, or three: use np.ndindex(x.shape).", see="def-gradient-check")
    def rows_and_columns(f, g, x, h):
        a, errors = g(x), np.zeros(x.shape)
        for i in [(i, j) for i in range(x.shape[0]) for j in range(x.shape[1])]:
            step = np.zeros(x.shape)
            step[i] = h
            b = (f(x + step) - f(x - step)) / (2 * h)
            errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
        return np.max(errors)

    @misconception("The caller's x moves, and is back up to round-off only: work on a copy.", see="def-gradient-check")
    def moved_in_place(f, g, x, h):
        x = np.asarray(x, float)
        a, b = np.array(g(x), float), np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            x[i] += h
            up = f(x)
            x[i] -= 2 * h
            b[i] = (up - f(x)) / (2 * h)
            x[i] += h
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("Each entry has an error of its own; norms hide one wrong entry.", see="def-gradient-check")
    def by_norms(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        size = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
        return np.sqrt(np.sum((a - b) ** 2)) / max(size, 1e-12)

    @misconception("x[i] is a row if x has two axes; one entry moves at a time.", see="def-gradient-check")
    def whole_rows(f, g, x, h):
        x = np.array(x, float)
        a, b = g(x), np.zeros(x.shape)
        for i in range(len(x)):
            step = np.zeros(x.shape)
            step[i] = h
            b[i] = (f(x + step) - f(x - step)) / (2 * h)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("The step is h for every entry, whatever its size.", see="def-gradient-check")
    def relative_step(f, g, x, h):
        steps = np.eye(x.size) * h * np.maximum(1, abs(x)).ravel()
        a, b = g(x), np.zeros(x.size)
        for i, step in enumerate(steps.reshape(x.size, *x.shape)):
            b[i] = (f(x + step) - f(x - step)) / (2 * np.sum(step))
        b = b.reshape(x.shape)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("Python's max(worst, nan) is worst: a NaN gets lost. np.max keeps it.", see="def-gradient-check")
    def nan_lost_in_max(f, g, x, h):
        a, worst = np.asarray(g(x), float), 0.0
        for i in np.ndindex(x.shape):
            step = np.zeros(x.shape)
            step[i] = h
            b = (f(x + step) - f(x - step)) / (2 * h)
            worst = max(worst, abs(a[i] - b) / max(1, abs(a[i]), abs(b)))
        return worst

    @misconception("x keeps its shape, () too: f and g are called with arrays of that shape.", see="def-gradient-check")
    def single_number_as_a_vector(f, g, x, h):
        x = np.atleast_1d(x)
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("An array of integers cannot move by h: convert it to floats.", see="def-gradient-check")
    def integers_truncated(f, g, x, h):
        a, b = g(x), np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[i] += h
            down[i] -= h
            b[i] = (f(up) - f(down)) / (2 * h)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("Put each entry of x back before the next one moves.", see="def-gradient-check")
    def not_restored(f, g, x, h):
        x = np.array(x, float)
        a, b = g(x), np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            x[i] += h
            up = f(x)
            x[i] -= 2 * h
            b[i] = (up - f(x)) / (2 * h)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @alternate
    def in_place_and_restored(f, g, x, h):
        moved, worst = np.array(x, float), 0
        a = np.array(g(moved), float).ravel()
        for i, kept in enumerate(moved.ravel()):
            moved.flat[i] = kept + h
            up = f(moved)
            moved.flat[i] = kept - h
            b = (up - f(moved)) / (2 * h)
            moved.flat[i] = kept
            worst = np.maximum(worst, abs(a[i] - b) / max(1, abs(a[i]), abs(b)))
        return worst

    @alternate
    def by_rows_of_the_identity(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        b = [(f(x + step) - f(x - step)) / (h + h) for step in steps]
        a = np.ravel(g(x))
        errors = [abs(p - q) / max(1, abs(p), abs(q)) for p, q in zip(a, b, strict=True)]
        return np.array(sorted(errors, key=lambda error: (np.isnan(error), error))[-1])

    @alternate
    def along_lines(f, g, x, h):
        """f as a function of one number on the line through x in the direction of each entry."""

        def error(place):
            def on_line(t):
                moved = np.array(x, float)
                moved[place] += t
                return f(moved)

            slope = (on_line(h) - on_line(-h)) / (h - -h)
            claimed = float(np.asarray(g(x), float)[place])
            return np.abs(claimed - slope) / np.max([1.0, np.abs(claimed), np.abs(slope)])

        return np.max([error(place) for place in np.ndindex(np.shape(x))])
