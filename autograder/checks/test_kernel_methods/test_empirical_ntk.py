"""Mark scheme of `empirical_ntk`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from autograder.checks.test_kernel_methods.inputs import away_from_zero, greatest, near, table
from solutions.kernel_methods import empirical_ntk


def gradients(d):
    """More parameters than samples, or fewer: J (N, p)."""
    N = d.integer(1, 4)
    return away_from_zero(d, (N, d.choice((N + 1, N + 3, max(1, N - 1)))))


def as_many_parameters(d):
    """As many parameters as samples, J far from a normal matrix, and r: (J, r)."""
    N = d.integer(2, 5)
    J = away_from_zero(d, (N, N))
    J[0] += 4.1
    J[:, 0] -= 1.3
    return J, away_from_zero(d, N)


def shallow(d):
    """A network v tanh(u x) of m neurons at a few points, with targets: (x, u, v, y); the last x is 0."""
    N, m = d.integer(2, 4), d.integer(1, 3)
    x = np.append(away_from_zero(d, N) / 3, 0)
    return x, away_from_zero(d, m) / 2, away_from_zero(d, m) / 2, away_from_zero(d, N + 1)


def whole_gradients(d):
    """Integers up to 1e6 in size; of the products of the first two rows next to nothing is left, -4."""
    n = 999_998 - int(d.integers(1, 0, 999)[0])
    return np.array([[n + 2, n, 0, 0], [n - 2, -n, 0, 0], [*d.integers(3, -999, 999), 1_000_000]])


@exercise(reference=empirical_ntk)
class TestEmpiricalNtk:
    CONTRACT: ClassVar = {
        "Empirical tangent kernel Theta (N, N)": ("test_products_of_gradients", "test_errors_move_outputs"),
        "by all parameters": ("test_products_of_gradients", "test_integers"),
        "N and p may be 1": ("test_products_of_gradients", "test_one_row_one_column"),
        "right to 1e-9": ("test_products_of_gradients", "test_errors_move_outputs", "test_integers"),
    }

    @practice
    @weight(1)
    @forall(gradients)
    def test_products_of_gradients(self, student, J):
        """Entry (n, m) is the inner product of the gradients of samples n and m; on the diagonal their squares."""
        wanted = [[sum(float(a) * float(b) for a, b in zip(g, h, strict=True)) for h in J] for g in J]
        got = table(student.empirical_ntk(J), (len(J), len(J)), "empirical_ntk(J)")
        near(got, wanted, "empirical_ntk(J)", greatest(np.sum(J**2, axis=1)))

    @practice
    @weight(1)
    @forall(as_many_parameters)
    def test_errors_move_outputs(self, student, J, r):
        """Theta r = J (J^T r) for all r, with as many samples as parameters: errors move parameters, these outputs."""
        Theta = table(student.empirical_ntk(J), (len(J), len(J)), "empirical_ntk(J)")
        near(Theta @ r, J @ (J.T @ r), "empirical_ntk(J) @ r", len(J) * 4 * greatest(np.sum(J**2, axis=1)))

    @weight(1)
    @forall(shallow, draws=10)
    def test_predicts_a_small_step(self, student, x, u, v, y):
        """Along the gradient of ||f - y||^2 / 2 a network's outputs have the slope Theta (f - y), be it 0 for one."""
        A = np.tanh(np.outer(x, u))
        f = A @ v
        J = np.hstack([(1 - A**2) * v * x[:, None], A])
        step, m = 1e-6 * J.T @ (f - y), len(u)
        up, down = (np.tanh(np.outer(x, u + s[:m])) @ (v + s[m:]) for s in (step, -step))
        Theta = table(student.empirical_ntk(J), (len(x), len(x)), "empirical_ntk(J)")
        what, slope = "empirical_ntk(J) @ (f - y)", (up - down) / 2e-6
        expect.close(Theta @ (f - y), slope, what, rtol=0, atol=1e-6 * greatest(slope, J**2))

    @weight(1)
    @forall(gradients, draws=5)
    def test_one_row_one_column(self, student, J):
        """One sample has one squared length, (1, 1), be it small or 0; one parameter: products of two numbers."""
        for row in (J[:1], J[:1] / 2.0**20, 0 * J[:1]):
            got = table(student.empirical_ntk(row), (1, 1), "empirical_ntk of one row")
            near(got, [[np.sum(row**2)]], "empirical_ntk of one row", np.sum(row**2))
        g = J[:, 0]
        got = table(student.empirical_ntk(J[:, :1]), (len(J), len(J)), "empirical_ntk of one column")
        near(got, np.outer(g, g), "empirical_ntk of one column", 10)

    @weight(1)
    @forall(whole_gradients, draws=5)
    def test_integers(self, student, J):
        """Gradients may be integers up to 1e6."""
        got = table(student.empirical_ntk(J), (3, 3), "empirical_ntk(J)")
        near(got, empirical_ntk(J), "empirical_ntk(J)", greatest(np.sum(J.astype(float) ** 2, axis=1)))

    @alternate
    def by_matrix_product(J):
        return J @ J.T

    @alternate
    def by_pairs_of_rows(J):
        return [[float(np.dot(g * 1.0, h * 1.0)) for h in J] for g in J]

    @alternate
    def parameter_by_parameter(J):
        Theta = np.zeros((len(J), len(J)))
        for column in np.asarray(J, float).T[: J.shape[1]]:
            Theta += np.multiply.outer(column, column)
        return Theta

    @alternate
    def lower_half_and_its_mirror(J):
        J = np.array(J, float)
        L = np.tril(np.einsum("np,mp->nm", J, J))
        return L + np.tril(L, -1).T

    parameters_with_one_another = slip(
        by_matrix_product,
        ("J @ J.T", "J.T @ J"),
        hint="A number for each pair of samples is wanted, not for each pair of parameters: J J^T.",
        see="def-tangent",
    )
    parameters_if_it_fits = slip(
        by_matrix_product,
        ("J @ J.T", "J.T @ J if len(J) == J.shape[1] else J @ J.T"),
        hint="A number for each pair of samples is wanted, not for each pair of parameters: J J^T.",
        see="def-tangent",
    )
    without_the_transpose = slip(
        by_matrix_product,
        ("J @ J.T", "J @ J if len(J) == J.shape[1] else J @ J.T"),
        hint="Both factors have a row for each sample: J J^T, with the second transposed.",
        see="def-tangent",
    )
    rows_summed_first = slip(
        by_matrix_product,
        ("J @ J.T", "np.outer(J.sum(axis=1), J.sum(axis=1))"),
        hint="Products first, for each parameter, then the sum over the parameters.",
        see="def-tangent",
    )
    products_of_lengths = slip(
        by_matrix_product,
        ("J @ J.T", "np.outer(np.linalg.norm(J, axis=1), np.linalg.norm(J, axis=1))"),
        hint="Gradients have directions, too: inner products are wanted, not products of lengths.",
        see="def-tangent",
    )
    cosines_of_gradients = slip(
        by_matrix_product,
        ("J @ J.T", "J @ J.T / np.outer(np.linalg.norm(J, axis=1), np.linalg.norm(J, axis=1))"),
        hint="Long gradients move outputs more: nothing is divided by the lengths.",
        see="def-tangent",
    )
    cosines_of_gradients_or_zero = slip(
        by_matrix_product,
        (
            "return J @ J.T",
            "r = np.linalg.norm(J, axis=1)\n    r = np.where(r > 0, r, 1)\n    return J @ J.T / np.outer(r, r)",
        ),
        hint="Long gradients move outputs more: nothing is divided by the lengths.",
        see="def-tangent",
    )
    mean_over_the_parameters = slip(
        by_matrix_product,
        ("J @ J.T", "J @ J.T / J.shape[1]"),
        hint="The inner product is a sum over the parameters, not a mean.",
        see="def-tangent",
    )
    mean_over_the_samples = slip(
        by_matrix_product,
        ("J @ J.T", "J @ J.T / len(J)"),
        hint="The loss is a sum over the samples here: nothing is divided by N.",
        see="def-tangent",
    )
    gradients_centred = slip(
        by_matrix_product,
        ("J @ J.T", "(J - J.mean(axis=0)) @ (J - J.mean(axis=0)).T"),
        hint="Gradients are not centred: their mean moves all outputs.",
        see="def-tangent",
    )
    diagonal_alone_kept = slip(
        by_matrix_product,
        ("J @ J.T", "np.diag((J**2.0).sum(axis=1))"),
        hint="An error at one sample moves the outputs at others, too.",
        see="def-tangent",
    )
    diagonal_as_a_vector = slip(
        by_matrix_product,
        ("J @ J.T", "(J**2.0).sum(axis=1)"),
        hint="A number for each pair of samples is wanted, (N, N).",
        see="def-tangent",
    )
    entries_without_signs = slip(
        by_matrix_product,
        ("J @ J.T", "abs(J) @ abs(J).T"),
        hint="Gradients have signs.",
        see="def-tangent",
    )
    products_without_signs = slip(
        by_matrix_product,
        ("J @ J.T", "abs(J @ J.T)"),
        hint="An error at one sample may push the output at another one down: entries have signs.",
        see="def-tangent",
    )
    step_with_its_sign = slip(
        by_matrix_product,
        ("J @ J.T", "-J @ J.T"),
        hint="The minus belongs to the step, not to the kernel: Theta is a Gram matrix.",
        see="def-tangent",
    )
    half_of_it_twice = slip(
        by_matrix_product,
        ("J @ J.T", "2 * J @ J.T"),
        hint="There is no 2: the loss has a half.",
        see="def-tangent",
    )
    upper_triangle_alone = slip(
        by_matrix_product,
        ("J @ J.T", "np.triu(J @ J.T)"),
        hint="Theta is symmetric.",
        see="def-tangent",
    )
    gradients_of_single_precision = slip(
        by_matrix_product,
        ("J @ J.T", "J.astype(np.float32) @ J.astype(np.float32).T"),
        hint="Single precision keeps 7 digits; leave J in double.",
        see="def-tangent",
    )
    covariances_of_samples = slip(
        by_matrix_product,
        ("J @ J.T", "np.atleast_2d(np.cov(J, bias=True))"),
        hint="Inner products of the gradients as they are: no mean is taken off, and nothing is divided.",
        see="def-tangent",
    )
    covariances_over_one_less = slip(
        by_matrix_product,
        ("J @ J.T", "np.atleast_2d(np.cov(J, ddof=min(1, J.shape[1] - 1)))"),
        hint="Inner products of the gradients as they are: no mean is taken off, and nothing is divided.",
        see="def-tangent",
    )
    diagonal_left_out = slip(
        lower_half_and_its_mirror,
        ('np.tril(np.einsum("np,mp->nm", J, J))', 'np.tril(np.einsum("np,mp->nm", J, J), -1)'),
        hint="The diagonal is missing: it has the squared lengths of the gradients.",
        see="def-tangent",
    )
    a_little_on_the_diagonal = slip(
        by_matrix_product,
        ("J @ J.T", "J @ J.T + 1e-8 * np.eye(len(J))"),
        hint="Nothing is inverted here, so nothing is added to the diagonal.",
        see="def-tangent",
    )
    divided_by_the_largest = slip(
        by_matrix_product,
        ("return J @ J.T", "size = float(abs(J).max())\n    return (J / size) @ (J / size).T * size**2"),
        hint="All gradients may be 0: then there is nothing to divide by.",
        see="def-tangent",
    )
    zero_gradients_dropped = slip(
        by_matrix_product,
        ("return J @ J.T", "A = J[J.any(axis=1)] if J.any() else J\n    return A @ A.T"),
        hint="A sample with the gradient 0 keeps its row and its column, of zeros.",
        see="def-tangent",
    )
    squared_distances = slip(
        by_matrix_product,
        ("J @ J.T", "((J[:, None] - J[None]) ** 2.0).sum(axis=2)"),
        hint="Inner products of the gradients are wanted, not distances.",
        see="def-tangent",
    )
    rounded_products = slip(
        by_matrix_product, ("J @ J.T", "np.round(J @ J.T, 1)"), hint="Nothing is rounded.", see="def-tangent"
    )

    @misconception(
        "A number where a matrix (1, 1) is wanted: one sample has a row and a column as well.", see="def-tangent"
    )
    def squeezed_for_one_sample(J):
        return np.squeeze(J @ J.T)
