"""Mark scheme of `tangent_descent`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, mirror, near, table
from solutions.kernel_methods import tangent_descent

CALL = "tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr)"
EIGENVALUES = (8.0, 5.0, 2.5, 1.5, 1.0)  # with lr = 0.2 the first part changes its sign in each step


def model(d):
    """A linear model with more parameters than samples: (J, J_test, f, f_test, y, steps, lr), M not N."""
    N = d.integer(2, 4)
    M = N + d.choice((1, -1))
    J, J_test = away_from_zero(d, (N, N + 2)), away_from_zero(d, (M, N + 2))
    J_test[0] = J[0] + 0.7
    return J, J_test, *starts(d, N, M), d.integer(2, 6), 0.9 / np.sum(J**2)


def starts(d, N, M):
    """Outputs and targets that are well apart: f, f_test and y."""
    f = away_from_zero(d, N)
    return f, away_from_zero(d, M), f - 2.3 + away_from_zero(d, N) / 2


def as_many_of_both(d):
    """The same with M = N, so that Theta_test has no symmetry to speak of."""
    N = d.integer(2, 4)
    J, J_test = away_from_zero(d, (N, N + 1)), away_from_zero(d, (N, N + 1))
    J_test[0] += 2.9
    return J, J_test, *starts(d, N, N), d.integer(2, 6), 0.9 / np.sum(J**2)


def spectrum(d):
    """Theta with known eigenvalues, some of them 0: (Theta, Q, s, f, c, steps), y = f - Q c. The last gradient is 0."""
    N = d.integer(2, 4)
    s = np.append(EIGENVALUES[:N], 0)
    s[N - d.integer(0, N - 1) :] = 0
    Q = np.eye(N + 1)
    Q[:N, :N] = mirror(d, N)
    Theta = (Q * s) @ Q.T
    return (Theta + Theta.T) / 2, Q, s, away_from_zero(d, N + 1), away_from_zero(d, N + 1), d.integer(1, 30)


def invertible(d):
    """A Theta without small eigenvalues, and new points: (Theta, Theta_test, f, f_test, y)."""
    N = d.integer(2, 4)
    Q = mirror(d, N)
    root = (Q * np.sqrt(EIGENVALUES[-N:])) @ Q.T
    Theta = root @ root.T
    Theta_test, (f, f_test, y) = away_from_zero(d, (N + 1, N)) @ root, starts(d, N, N + 1)
    f_test[0] = 0.001 - Theta_test[0] @ np.linalg.solve(Theta, y - f)  # so that little is left at the first new point
    return (Theta + Theta.T) / 2, Theta_test, f, f_test, y


def two_parts(got, N, M):
    """f (N,) and f_test (M,), finite."""
    f, f_test = expect.values(got, 2, CALL)
    return table(f, (N,), f"f of {CALL}"), table(f_test, (M,), f"f_test of {CALL}")


def right_parts(got, f, f_test, *given):
    """Both outputs are right to 1e-9 of the largest number."""
    after, there = two_parts(got, len(f), len(f_test))
    size = greatest(f, f_test, *given)
    near(after, f, f"f of {CALL}", size)
    near(there, f_test, f"f_test of {CALL}", size)


@exercise(reference=tangent_descent)
class TestTangentDescent:
    PARTS = ("f", "f_test")
    CONTRACT: ClassVar = {
        "after that many steps": ("test_descent_on_a_linear_model", "test_known_eigenvalues", "test_steps_add_up"),
        "before the first step": ("test_descent_on_a_linear_model", "test_steps_add_up"),
        "All these are floats": "test_descent_on_a_linear_model",
        "which may be singular": ("test_known_eigenvalues", "test_as_many_points_as_samples"),
        "steps is an integer": ("test_steps_add_up", "test_known_eigenvalues"),
        "N and M may be 1": "test_in_the_limit",
        "right to 1e-9": ("test_descent_on_a_linear_model", "test_known_eigenvalues", "test_in_the_limit"),
    }

    @practice
    @weight(1)
    @forall(model)
    def test_descent_on_a_linear_model(self, student, J, J_test, f, f_test, y, steps, lr):
        """It is gradient descent on the parameters of f + J delta, seen at the samples and at the new points."""
        delta = np.zeros(J.shape[1])
        for _ in range(steps):
            delta = delta - lr * J.T @ (f + J @ delta - y)
        got = student.tangent_descent(J @ J.T, J_test @ J.T, f, f_test, y, steps, lr)
        right_parts(got, f + J @ delta, f_test + J_test @ delta, f, f_test, y)

    @practice
    @weight(1)
    @forall(spectrum)
    def test_known_eigenvalues(self, student, Theta, Q, s, f, c, steps):
        """The error along an eigenvector shrinks by 1 - lr s in each step, and where s = 0 it never moves."""
        y, wanted = f - Q @ c, f - Q @ c + Q @ ((1 - 0.2 * s) ** steps * c)
        got = student.tangent_descent(Theta, Theta[:1], f, f[:1] + 0.3, y, steps, 0.2)
        near(two_parts(got, len(f), 1)[0], wanted, f"f of {CALL}", greatest(wanted, f, y))

    @weight(1)
    @forall(as_many_of_both, draws=10)
    def test_as_many_points_as_samples(self, student, J, J_test, f, f_test, y, steps, lr):
        """With M = N too, row m of Theta_test is that of new point m; where all kernels are 0, nothing moves."""
        Theta, Theta_test = J @ J.T, J_test @ J.T
        got = student.tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr)
        right_parts(got, *tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr), f, f_test, y)
        got = student.tangent_descent(0 * Theta, 0 * Theta_test, f, f_test, y, steps, 0.5)
        right_parts(got, f, f_test, y)

    @weight(1)
    @forall(model, draws=10)
    def test_steps_add_up(self, student, J, J_test, f, f_test, y, steps, lr):
        """No step changes nothing, and steps go on from where others ended: 1 and the rest are all of them."""
        Theta, Theta_test = J @ J.T, J_test @ J.T
        right_parts(student.tangent_descent(Theta, Theta_test, f, f_test, y, 0, lr), f, f_test, y)
        first = tangent_descent(Theta, Theta_test, f, f_test, y, 1, lr)
        got = student.tangent_descent(Theta, Theta_test, *first, y, steps - 1, lr)
        right_parts(got, *tangent_descent(Theta, Theta_test, f, f_test, y, steps, lr), f, f_test, y)

    @weight(1)
    @forall(invertible, draws=6)
    def test_in_the_limit(self, student, Theta, Theta_test, f, f_test, y):
        """After many steps the samples are fitted, and the new points have what kernel regression says."""
        got = student.tangent_descent(Theta, Theta_test, f, f_test, y, 120, 0.2)
        right_parts(got, y, f_test + Theta_test @ np.linalg.solve(Theta, y - f), f, f_test)
        one = Theta_test[:1, :1], f[:1], f_test[:1], y[:1]
        got = student.tangent_descent(Theta[:1, :1], *one, 3, 0.07)
        right_parts(got, *tangent_descent(Theta[:1, :1], *one, 3, 0.07), f, f_test, y)

    @alternate
    def step_by_step(Theta, Theta_test, f, f_test, y, steps, lr):
        for _ in range(steps):
            r = f - y
            f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
        return f, f_test

    @alternate
    def by_powers(Theta, Theta_test, f, f_test, y, steps, lr):
        """All errors are summed; the new points move once, at the end."""
        step, r, total = np.eye(len(f)) - lr * Theta, f - y, np.zeros(len(f))
        for _ in range(steps):
            total = total + r
            r = step @ r
        return y + r, f_test - lr * (Theta_test @ total)

    @alternate
    def by_eigenvectors(Theta, Theta_test, f, f_test, y, steps, lr):
        s, U = np.linalg.eigh(Theta)
        keep = s > 1e-12 * max(s[-1], 1e-300)
        c = U.T @ (f - y)
        factors = np.where(keep, (1 - lr * s) ** steps, 1.0)
        sums = np.where(keep, (1 - factors) / np.where(keep, s, 1), lr * steps)
        return [y + U @ (factors * c), f_test - Theta_test @ (U @ (sums * c))]

    @alternate
    def by_two_loops(Theta, Theta_test, f, f_test, y, steps, lr):
        now, there = [float(a) for a in f], [float(a) for a in f_test]
        for _ in range(steps):
            errors = [a - float(b) for a, b in zip(now, y, strict=True)]
            for outputs, kernel in ((now, Theta), (there, Theta_test)):
                for n, row in enumerate(kernel):
                    outputs[n] -= lr * sum(float(k) * e for k, e in zip(row, errors, strict=True))
        return now, there

    @alternate
    def all_points_at_once(Theta, Theta_test, f, f_test, y, steps, lr):
        kernel, outputs = np.vstack([Theta, Theta_test]), np.append(f, f_test)
        for _ in range(steps):
            outputs = outputs - lr * kernel @ (outputs[: len(y)] - y)
        return outputs[: len(y)], outputs[len(y) :]

    @alternate
    def carried_over_by_the_pseudo_inverse(Theta, Theta_test, f, f_test, y, steps, lr):
        """New points move as the samples do; what the pseudo-inverse loses moves neither of them."""
        r = np.linalg.matrix_power(np.eye(len(f)) - lr * Theta, steps) @ (f - y)
        moved = np.linalg.pinv(Theta, rcond=1e-10, hermitian=True) @ (y + r - f)
        return y + r, f_test + Theta_test @ moved

    @alternate
    def powers_along_eigenvectors(Theta, Theta_test, f, f_test, y, steps, lr):
        s, U = np.linalg.eigh(Theta)
        factor, c = 1 - lr * s, U.T @ (f - y)
        total = sum((factor**t for t in range(steps)), np.zeros(len(s)))
        return y + U @ (factor**steps * c), f_test - lr * Theta_test @ (U @ (total * c))

    new_error_for_the_points = slip(
        step_by_step,
        (
            "f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r",
            "f = f - lr * Theta @ r\n        f_test = f_test - lr * Theta_test @ (f - y)",
        ),
        hint="Both outputs move by the same error, that from before the step.",
        see="thm-descent",
    )
    first_error_kept = slip(
        step_by_step,
        ("for _ in range(steps):\n        r = f - y", "r = f - y\n    for _ in range(steps):"),
        hint="Each step has the error of its own moment: many steps are not one long one.",
        see="thm-descent",
    )
    uphill = slip(
        step_by_step,
        ("f - lr * Theta @ r, f_test - lr *", "f + lr * Theta @ r, f_test + lr *"),
        hint="Gradient descent goes down: minus lr Theta (f - y).",
        see="thm-descent",
    )
    factor_two_of_the_square = slip(
        step_by_step,
        ("r = f - y", "r = 2 * (f - y)"),
        hint="The loss has a half: its gradient by f is f - y.",
        see="thm-descent",
    )
    mean_of_the_squares = slip(
        step_by_step,
        ("r = f - y", "r = (f - y) / len(y)"),
        hint="The loss is the sum of the squares over 2, not their mean.",
        see="thm-descent",
    )
    targets_for_errors = slip(
        step_by_step,
        ("r = f - y", "r = -y"),
        hint="The network does not begin at 0: the error is f - y.",
        see="thm-descent",
    )
    sample_by_itself = slip(
        step_by_step,
        ("lr * Theta @ r", "lr * np.diag(Theta) * r"),
        hint="An error at one sample moves the outputs at all others.",
        see="def-tangent",
    )
    points_never_move = slip(
        step_by_step,
        ("f_test - lr * Theta_test @ r", "1.0 * f_test"),
        hint="The new points share the parameters: they move, too.",
        see="thm-descent",
    )
    columns_for_points = slip(
        step_by_step,
        ("Theta_test @ r", "Theta_test.T @ r"),
        hint="Row m of Theta_test belongs to new point m.",
        see="thm-descent",
    )
    columns_for_points_if_it_fits = slip(
        step_by_step,
        ("Theta_test @ r", "(Theta_test.T if len(f_test) == len(f) else Theta_test) @ r"),
        hint="Row m of Theta_test belongs to new point m.",
        see="thm-descent",
    )
    one_step_less = slip(
        step_by_step, ("range(steps)", "range(steps - 1)"), hint="That many steps, not one less.", see="thm-descent"
    )
    one_step_more = slip(
        step_by_step, ("range(steps)", "range(steps + 1)"), hint="That many steps, not one more.", see="thm-descent"
    )
    step_size_left_out = slip(
        step_by_step,
        ("f - lr * Theta @ r, f_test - lr * Theta_test", "f - Theta @ r, f_test - Theta_test"),
        hint="A step is lr times the gradient.",
        see="thm-descent",
    )
    errors_returned = slip(
        step_by_step,
        ("return f, f_test", "return f - y, f_test"),
        hint="The outputs are wanted, not their errors.",
        see="thm-descent",
    )
    points_first = slip(
        step_by_step, ("return f, f_test", "return f_test, f"), hint="First f, then f_test.", see="thm-descent"
    )
    samples_alone_returned = slip(
        step_by_step, ("return f, f_test", "return f"), hint="Both are wanted: f and f_test.", see="thm-descent"
    )
    outputs_of_single_precision = slip(
        step_by_step,
        ("for _", "Theta = Theta.astype(np.float32)\n    for _"),
        hint="Single precision keeps 7 digits; leave the numbers in double.",
        see="thm-descent",
    )
    points_from_zero = slip(
        step_by_step,
        ("f_test - lr * Theta_test @ r", "-lr * Theta_test @ r"),
        hint="The new points start from f_test, and go on from where they are.",
        see="thm-descent",
    )
    points_begun_at_zero = slip(
        step_by_step,
        ("    for _", "    f_test = np.zeros(len(f_test))\n    for _"),
        hint="The new points start from f_test, not from 0.",
        see="thm-descent",
    )
    points_at_the_end = slip(
        step_by_step,
        ("    for _", "    r = 0 * y\n    for _"),
        ("f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r", "f = f - lr * Theta @ r"),
        ("return f, f_test", "return f, f_test - lr * Theta_test @ r"),
        hint="The new points move in each step, by its error: not once at the end, by the last one.",
        see="thm-descent",
    )
    last_error_for_all = slip(
        by_powers,
        ("(Theta_test @ total)", "(Theta_test @ (steps * r))"),
        hint="The new points move by the sum of all errors, which is not the last one times the number of steps.",
        see="thm-descent",
    )
    one_step_alone = slip(
        step_by_step, ("range(steps)", "range(1)"), hint="That many steps: yours is one.", see="thm-descent"
    )
    at_least_one_step = slip(
        step_by_step, ("range(steps)", "range(max(steps, 1))"), hint="No step leaves all as it is.", see="thm-descent"
    )
    stopped_when_small = slip(
        step_by_step,
        ("        f, f_test = f", "        if np.linalg.norm(r) < 1e-6:\n            break\n        f, f_test = f"),
        hint="What is small depends on the unit of the outputs: take all the steps.",
        see="thm-descent",
    )
    step_size_made_safe = slip(
        step_by_step,
        ("    for _", "    lr = min(lr, 1 / max(np.linalg.eigvalsh(Theta)[-1], 1e-300))\n    for _"),
        hint="lr is what the caller says: up to 2 / lambda_max it converges, and nothing is to be shortened.",
        see="thm-descent",
    )
    sizes_of_the_factors = slip(
        powers_along_eigenvectors,
        ("factor, c = 1 - lr * s", "factor, c = abs(1 - lr * s)"),
        hint="1 - lr s is negative for lr s > 1, and the error changes its sign in each step: no absolute value.",
        see="thm-descent",
    )
    in_continuous_time = slip(
        by_eigenvectors,
        ("(1 - lr * s) ** steps", "np.exp(-lr * s * steps)"),
        hint="Steps of a length: each multiplies by 1 - lr s, and exp(-lr s) is the limit of small ones.",
        see="thm-descent",
    )
    sums_divided_by_zero = slip(
        by_eigenvectors,
        ("np.where(keep, (1 - factors) / np.where(keep, s, 1), lr * steps)", "(1 - factors) / s"),
        hint="An eigenvalue may be 0: divide by none.",
        see="thm-descent",
    )

    @misconception(
        "These are the outputs in the limit; after finitely many steps there is still an error.", see="thm-descent"
    )
    def limit_at_once(Theta, Theta_test, f, f_test, y, steps, lr):
        a = np.linalg.pinv(Theta) @ (y - f)
        return f + Theta @ a, f_test + Theta_test @ a

    @misconception("Theta need not have an inverse: what is in its null space stays.", see="thm-descent")
    def sums_by_the_inverse(Theta, Theta_test, f, f_test, y, steps, lr):
        r = f - y
        for _ in range(steps):
            r = r - lr * Theta @ r
        return y + r, f_test + Theta_test @ np.linalg.solve(Theta, r - (f - y))

    @misconception("This is kernel ridge regression, which stops nowhere on the way.", see="thm-descent")
    def ridge_for_stopping(Theta, Theta_test, f, f_test, y, steps, lr):
        if not steps:
            return f, f_test
        a = np.linalg.solve(Theta + np.eye(len(f)) / (lr * steps), y - f)
        return f + Theta @ a, f_test + Theta_test @ a

    @misconception("f -= ... works in the caller's arrays: write f = f - ...", see="thm-descent")
    def outputs_in_place(Theta, Theta_test, f, f_test, y, steps, lr):
        for _ in range(steps):
            r = f - y
            f -= lr * Theta @ r
            f_test -= lr * Theta_test @ r
        return f, f_test

    @misconception("All samples move by the error from before the step, not one after the other.", see="thm-descent")
    def sample_after_sample(Theta, Theta_test, f, f_test, y, steps, lr):
        f = f.copy()
        for _ in range(steps):
            f_test = f_test - lr * Theta_test @ (f - y)
            for n in range(len(f)):
                f[n] -= lr * Theta[n] @ (f - y)
        return f, f_test
