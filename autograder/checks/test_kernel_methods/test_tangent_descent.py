"""Mark scheme of `tangent_descent`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods import alternates
from autograder.checks.test_kernel_methods.descents import (
    CALL,
    as_many_of_both,
    invertible,
    model,
    right_parts,
    spectrum,
    two_parts,
)
from autograder.checks.test_kernel_methods.inputs import greatest, near
from solutions.kernel_methods import tangent_descent


@exercise(reference=tangent_descent)
class TestTangentDescent:
    PARTS = ("f", "f_test")
    CONTRACT: ClassVar = {
        "after that many steps": ("test_descent_on_a_linear_model", "test_known_eigenvalues", "test_steps_add_up"),
        "before the first step": ("test_descent_on_a_linear_model", "test_steps_add_up"),
        "All these are floats": "test_descent_on_a_linear_model",
        "which may be singular": ("test_known_eigenvalues", "test_as_many_points_as_samples"),
        "has a row for each new point": ("test_as_many_points_as_samples", "test_descent_on_a_linear_model"),
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
        got = student.tangent_descent(Theta, Theta[:2], f, f[:2] + 0.3, y, steps, 0.2)
        near(two_parts(got, len(f), 2)[0], wanted, f"f of {CALL}", greatest(wanted, f, y))

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

    by_two_loops = alternates.by_two_loops
    all_points_at_once = alternates.all_points_at_once
    carried_over_by_the_pseudo_inverse = alternates.carried_over_by_the_pseudo_inverse

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
    all_of_single_precision = slip(
        step_by_step,
        (
            "    for _",
            "    Theta, Theta_test, f, f_test, y = (A.astype(np.float32) for A in (Theta, Theta_test, f, f_test, y))\n"
            "    for _",
        ),
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
    stopped_when_close = slip(
        step_by_step,
        ("        f, f_test = f", "        if np.allclose(f, y):\n            break\n        f, f_test = f"),
        hint="Close to the targets is not there yet, and new points still move: take all the steps.",
        see="thm-descent",
    )
    stopped_when_slow = slip(
        step_by_step,
        (
            "        f, f_test = f",
            "        if np.linalg.norm(lr * Theta @ r) < 1e-6:\n            break\n        f, f_test = f",
        ),
        hint="What is small depends on the unit of the outputs, and small steps add up: take all of them.",
        see="thm-descent",
    )
    divided_by_the_largest = slip(
        step_by_step,
        (
            "    for _",
            "    top = np.linalg.norm(Theta, 2)\n"
            "    Theta, Theta_test, lr = Theta / top, Theta_test / top, lr * top\n    for _",
        ),
        hint="Theta may be 0, and has no largest eigenvalue to divide by then.",
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

    @misconception(
        "These are the outputs in the limit; after finitely many steps there is still an error.", see="thm-descent"
    )
    def limit_after_any_step(Theta, Theta_test, f, f_test, y, steps, lr):
        if steps == 0:
            return f, f_test
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
