"""Mark scheme of `gradient_descent`."""

from functools import partial
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_gradient_descent.inputs import apart, close, largest, nonzero, of_shape, tenths
from solutions.gradient_descent import gradient_descent

DESCENT = "gradient_descent(grad, x0, lr, T)"


def bowl(d):
    """A quadratic with its minimum off the origin: curvatures a, centre, and where to start from there, nowhere 0."""
    n = d.integer(1, 4)
    return apart(d, n), nonzero(d, n), nonzero(d, n)


def valleys(d):
    """A smooth convex function of rank 2 or more that is no quadratic, and a start: (A, b, x0)."""
    n = d.integer(2, 3)
    A = tenths(d, (n + 1, n), 1)
    A[0], A[1, :2] = 0.7, [-0.9, 0.4]
    return A, tenths(d, n + 1, 2), nonzero(d, n, 2) + 5


def whole_numbers(d):
    """A start of integers of 5 or more in size, of either sign, and a step that no integer is a multiple of."""
    n = d.integer(2, 3)
    return d.integers(n, 5, 9) * d.choice([1, -1]), d.choice([0.3, 0.7, 0.1])


def slopes_of_bowl(a, centre):
    """The gradient of sum a (x - centre)^2 / 2."""
    return lambda x: a * (np.asarray(x, float) - centre)


def value(A, b, x):
    """The sum of all sqrt(1 + r^2), r = A x - b: convex, L-smooth with L = ||A||^2, and at least 1 + |r| / 2."""
    return float(np.sum(np.sqrt(1 + (A @ x - b) ** 2)))


def slopes(A, b):
    """The gradient of `value`."""

    def grad(x):
        of_shape(x, A.shape[1:], "a point")
        r = A @ np.asarray(x, float) - b
        return A.T @ (r / np.sqrt(1 + r**2))

    return grad


def rows(got, T, d):
    """The T + 1 iterates, all of them numbers."""
    expect.shape(got, (T + 1, d), f"gradient_descent(grad, x0, lr, {T})")
    return expect.finite(got, DESCENT)


def some_rows(got, T, d):
    """The iterates; the first or the last may be left out, which is another check's affair."""
    X = expect.finite(got, DESCENT)
    return rows(X, T - 1 if X.shape == (T, d) else T, d)


@exercise(reference=gradient_descent)
class TestGradientDescent:
    CONTRACT: ClassVar = {
        "The iterates X (T + 1, d)": ("test_steps_follow_the_gradient", "test_parabolas"),
        "with points of that shape only": ("test_steps_follow_the_gradient", "test_whole_numbers"),
        "With T = 0": "test_parabolas",
        "may hold integers": "test_whole_numbers",
        "All T steps are taken": ("test_parabolas", "test_whole_numbers"),
    }

    @practice
    @weight(1)
    @forall(valleys, draws=6)
    def test_steps_follow_the_gradient(self, student, A, b, x0):
        """The first row is x0, and from each row to the next the step is -lr times the gradient at the former."""
        T, lr, grad = 4, 0.3, slopes(A, b)
        X = rows(student.gradient_descent(grad, x0, lr, T), T, len(x0))
        close(X[0], x0, "the first row", largest(x0))
        wanted = np.array([-lr * grad(x) for x in X[:-1]])
        close(np.diff(X, axis=0), wanted, "the differences of rows", largest(X))

    @practice
    @weight(1)
    @forall(bowl, draws=5)
    def test_parabolas(self, student, a, centre, away):
        """On sum a (x - c)^2 / 2 each step multiplies each entry of x - c by its 1 - lr a, be that small or large."""
        tiny = 1e-8  # no gradient is so small that a step is left out, and no number so large that it is cut off
        for T, step, size in ((3, 0.3, 1), (0, 1.0, 1), (1, 1.9, 1), (4, 3.0, 1), (3, 1e5, 1), (2, 0.5, tiny)):
            lr = step / float(a.max())
            away = size * away
            if step == 0.3:
                centre = -away * (1 - lr * a) ** T  # the last point is 0: what is lost on the way shows
            elif size == tiny:
                centre = 0 * away
            X = rows(student.gradient_descent(slopes_of_bowl(a, centre), centre + away, lr, T), T, len(a))
            wanted = centre + away * (1 - lr * a) ** np.arange(T + 1)[:, None]
            close(X, wanted, f"gradient_descent(grad, x0, {lr:g}, {T})", largest(wanted))

    @weight(1)
    @forall(valleys, draws=4)
    def test_descent_lemma(self, student, A, b, x0):
        """For lr = 1/L each step lowers f by lr/2 ||g||^2 or more, and by lr ||g||^2 at most, f being convex too."""
        T, grad = 5, slopes(A, b)
        lr = float(1 / np.linalg.norm(A, 2) ** 2)
        X = some_rows(student.gradient_descent(grad, x0, lr, T), T, len(x0))
        falls = -np.diff([value(A, b, x) for x in X])
        promised = np.array([lr * np.sum(grad(x) ** 2) for x in X[:-1]])
        slack = 1e-9 * value(A, b, x0)
        for t in range(len(falls)):
            words = f"step {t} lowers f by {falls[t]:.6g}, wanted {promised[t] / 2:.6g} to {promised[t]:.6g}"
            expect.that(promised[t] / 2 - slack <= falls[t] <= promised[t] + slack, words)

    @weight(1)
    @forall(whole_numbers, draws=4)
    def test_whole_numbers(self, student, x0, lr):
        """From integers, down sum |x| with slopes 1 and -1, all rows have their fractions; at slopes 0 they stay.

        Without a step they are floats as well.
        """
        signs = np.sign(x0)
        wanted = x0 - lr * np.arange(4)[:, None] * signs

        def grad(x):
            of_shape(x, x0.shape, "a point")
            return signs.copy()

        for start in (x0 + 0.0, x0):
            X = rows(student.gradient_descent(grad, start, lr, 3), 3, len(x0))
            close(X, wanted, DESCENT, largest(x0))
        X = rows(student.gradient_descent(np.zeros_like, x0, lr, 3), 3, len(x0))
        close(X, np.tile(x0, (4, 1)), "gradient_descent(grad, x0, lr, 3) with gradient 0", largest(x0))
        kind = np.asarray(student.gradient_descent(grad, x0, lr, 0)).dtype.kind
        expect.that(kind == "f", "gradient_descent(grad, x0, lr, 0) holds no floats, x0 being integers")

    @alternate
    def row_by_row(grad, x0, lr, T):
        X = np.zeros((T + 1, len(x0)))
        X[0] = x0
        for t in range(T):
            X[t + 1] = X[t] - lr * np.asarray(grad(X[t]))
        return X

    @alternate
    def in_a_list(grad, x0, lr, T):
        path = [np.array(x0, float)]
        while len(path) <= T:
            x = path[-1]
            path.append(x - np.multiply(lr, grad(x)))
        return path

    @alternate
    def on_plain_numbers(grad, x0, lr, T):
        x = [float(entry) for entry in x0]
        path = [list(x)]
        for _ in range(T):
            g = grad(np.array(x))
            x = [entry - lr * float(slope) for entry, slope in zip(x, g, strict=True)]
            path.append(list(x))
        return path

    @alternate
    def by_all_gradients_so_far(grad, x0, lr, T):
        """x_t = x_0 - lr (g_0 + ... + g_{t-1})."""
        start, total = np.asarray(x0, dtype=float), np.zeros(len(x0))
        path = [start.copy()]
        for _ in range(T):
            total = total + grad(path[-1])
            path.append(start - lr * total)
        return np.stack(path)

    @alternate
    def by_recursion(grad, x0, lr, T):
        def after(t):
            if t == 0:
                return np.asarray(x0, float)[None]
            path = after(t - 1)
            return np.vstack([path, path[-1] - lr * np.asarray(grad(path[-1]), float)])

        return after(T)

    rows_with = partial(slip, row_by_row, see="def-descent")
    list_with = partial(slip, in_a_list, see="def-descent")

    ascent = rows_with(("- lr", "+ lr"), hint="The gradient points uphill: the step is minus lr times it.")
    rows_short = rows_with(("return X", "return X[:-1]"), hint="T steps make T + 1 points, x0 among them.")
    start_left_out = rows_with(("return X", "return X[1:]"), hint="x0 is the first row, before any step.")
    one_step_more = list_with(("len(path) <= T", "len(path) <= T + 1"), hint="T steps, not T + 1.")
    last_point_alone = rows_with(("return X", "return X[-1]"), hint="All iterates are wanted, not the last alone.")
    start_at_zero = rows_with(("    X[0] = x0\n", ""), hint="The first row is x0, not 0.")
    gradient_at_the_start = rows_with(
        ("grad(X[t])", "grad(X[0])"), hint="The gradient changes on the way: take it at the point of this step."
    )
    gradient_a_step_late = rows_with(
        ("grad(X[t])", "grad(X[max(t - 1, 0)])"), hint="The gradient is that of the point where the step starts."
    )
    unit_steps = rows_with(
        ("np.asarray(grad(X[t]))", "(lambda g: g / (np.linalg.norm(g) or 1))(np.asarray(grad(X[t])))"),
        hint="The gradient keeps its length: nothing is normalised.",
    )
    signs_alone = rows_with(
        ("np.asarray(grad(X[t]))", "np.sign(grad(X[t]))"), hint="The gradient keeps its size, not its signs alone."
    )
    shrinking_steps = rows_with(("- lr *", "- lr / (t + 1) *"), hint="The step size is fixed: lr in each step.")
    slowly_shrinking_steps = rows_with(
        ("- lr *", "- lr / np.sqrt(t + 1) *"), hint="The step size is fixed: lr in each step."
    )
    half_steps = rows_with(("- lr *", "- lr / 2 *"), hint="The step is lr times the gradient, without a half.")
    step_forgotten = rows_with(("- lr *", "- 1.0 *"), hint="The step is lr times the gradient: where is lr?")
    with_memory = rows_with(
        ("for t", "v = 0\n    for t"),
        ("X[t + 1] = X[t] - lr * np", "v = 0.9 * v + np"),
        ("(grad(X[t]))", "(grad(X[t]))\n        X[t + 1] = X[t] - lr * v"),
        hint="No momentum yet: the step knows one gradient, that of its own point.",
    )
    transposed = rows_with(("return X", "return X.T"), hint="A row for each iterate: (T + 1, d).")
    running_means = rows_with(
        ("return X", "return np.cumsum(X, axis=0) / np.arange(1, T + 2)[:, None]"),
        hint="The iterates themselves are wanted, not their means.",
    )
    of_the_type_of_the_start = rows_with(
        ("np.zeros((T + 1, len(x0)))", "np.zeros((T + 1, len(x0)), np.asarray(x0).dtype)"),
        hint="x0 may hold integers: an array of its type cuts fractions off.",
    )
    in_single_precision = rows_with(
        ("np.zeros((T + 1, len(x0)))", "np.zeros((T + 1, len(x0)), np.float32)"),
        hint="float32 keeps 7 digits, and 9 are wanted: leave it in float64.",
    )
    rounded_to_six_digits = rows_with(
        ("return X", "return np.round(X, 6)"), hint="Nine digits are wanted: no rounding."
    )
    gradient_written_over_in_integers = list_with(
        ("x = path[-1]\n", "x, g = path[-1], np.array(grad(path[-1]))\n        g *= lr\n"),
        ("x - np.multiply(lr, grad(x))", "x - g"),
        hint="g *= lr cannot put fractions into integers, and grad may return some: write lr * g.",
    )
    cut_at_a_million = list_with(
        ("x - np.multiply(lr, grad(x))", "np.clip(x - np.multiply(lr, grad(x)), -1e6, 1e6)"),
        hint="Where lr is too large the points run away, and that is what is asked: nothing is clipped.",
    )
    stopped_at_rest = list_with(
        ("        path.append", "        if np.linalg.norm(grad(x)) < 1e-8:\n            break\n        path.append"),
        hint="T steps are T + 1 rows, even where the gradient is 0.",
    )
    staying_where_it_is_flat = list_with(
        ("x - np.multiply(lr, grad(x))", "x - np.multiply(lr, grad(x)) * (np.linalg.norm(grad(x)) > 1e-4)"),
        hint="T steps are taken, however small the gradient is: nobody knows what is small.",
    )
    staying_where_little_changes = list_with(
        ("path.append(x - np", "new = x - np"),
        ("grad(x)))", "grad(x))\n        path.append(x if np.allclose(new, x) else new)"),
        hint="A step that changes little is taken all the same: nobody knows what is little.",
    )
    stopped_far_out = list_with(
        ("x - np.multiply(lr, grad(x))", "x - np.multiply(lr, grad(x)) if np.linalg.norm(x) < 1e6 else x"),
        hint="All T steps are taken, where the points run away, too.",
    )
    long_gradients_shortened = list_with(
        ("x = path[-1]\n", "x, g = path[-1], np.asarray(grad(path[-1]), float)\n"),
        ("lr, grad(x)", "lr, g / max(1, np.linalg.norm(g) / 1000)"),
        hint="The gradient keeps its length, however long it is.",
    )
    squeezed = rows_with(
        ("return X", "return np.squeeze(X)"),
        hint="np.squeeze drops the rows if T = 0, and the columns if d = 1: X is (T + 1, d) always.",
    )
    given_a_row = rows_with(
        ("grad(X[t])", "grad(X[t : t + 1])"), hint="grad takes one point (d,), not an array of points (1, d)."
    )

    @misconception("Where f rises the step is taken all the same; only its size decides.", see="def-descent")
    def only_while_it_shrinks(grad, x0, lr, T):
        path = [np.array(x0, float)]
        for _ in range(T):
            x = path[-1] - lr * np.asarray(grad(path[-1]), float)
            worse = np.linalg.norm(grad(x)) > np.linalg.norm(grad(path[-1]))
            path.append(path[-1] if worse else x)
        return np.array(path)

    @misconception("lr is fixed: a step that leads uphill is taken all the same, and not halved.", see="def-descent")
    def halved_until_it_shrinks(grad, x0, lr, T):
        path = [np.array(x0, float)]
        for _ in range(T):
            g, step = np.asarray(grad(path[-1]), float), lr
            while np.linalg.norm(grad(path[-1] - step * g)) > np.linalg.norm(g) and step > 1e-9:
                step /= 2
            path.append(path[-1] - step * g)
        return np.array(path)

    @misconception("lr is fixed: where the gradient has grown the step is not halved.", see="def-descent")
    def halved_once_it_has_grown(grad, x0, lr, T):
        path, before = [np.array(x0, float)], np.inf
        for _ in range(T):
            g = np.asarray(grad(path[-1]), float)
            size = np.linalg.norm(g)
            lr, before = lr / 2 if size > before else lr, size
            path.append(path[-1] - lr * g)
        return np.array(path)

    @misconception("T = 0 is no exception: the one row is x0, in an array (1, d).", see="def-descent")
    def start_without_a_row(grad, x0, lr, T):
        path = [np.array(x0, float)]
        for _ in range(T):
            path.append(path[-1] - lr * np.asarray(grad(path[-1])))
        return np.array(path) if T else path[0]

    @misconception("One array is in the list T + 1 times: append a copy, or a new array.", see="def-descent")
    def one_array_many_times(grad, x0, lr, T):
        x = np.array(x0, float)
        path = [x]
        for _ in range(T):
            x -= lr * np.asarray(grad(x))
            path.append(x)
        return np.array(path)

    @misconception("All coordinates move at once: the gradient is that of one point.", see="def-descent")
    def one_coordinate_after_another(grad, x0, lr, T):
        path = [np.array(x0, float)]
        for _ in range(T):
            x = path[-1].copy()
            for i in range(len(x)):
                x[i] -= lr * np.asarray(grad(x))[i]
            path.append(x)
        return np.array(path)

    @misconception("x -= ... moves the caller's x0: start with a copy.", see="def-descent")
    def start_moved(grad, x0, lr, T):
        path = [np.array(x0, float)]
        for _ in range(T):
            x0 -= lr * np.asarray(grad(np.array(x0, float)))
            path.append(np.array(x0, float))
        return np.array(path)
