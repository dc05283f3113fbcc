"""Mark scheme of `sigmoid`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.regression import sigmoid

RTOL = 1e-12  # as the contract says; log(a/b) is known to 1e-15, so that the odds are to 1e-14


def odds(d):
    """z = log(a/b), whose sigmoid is a/(a + b): (z, p)."""
    N = d.integer(1, 6)
    a, b = d.integers(N, 1, 20), d.integers(N, 1, 20)
    a[0] += b[0]  # one of them is no half
    return np.log(a / b), a / (a + b)


def shaped(d):
    """Numbers in an array of any shape, a single number too, and their sigmoids: (z, p)."""
    shape = d.choice([(), (1,), (2, 3), (3, 1), (1, 2, 2)])
    a, b = d.integers(shape, 2, 20), d.integers(shape, 1, 20)
    return np.log(a / b), a / (a + b)


def tiny(d):
    """The first is below -650, and the others anywhere from -700 to -35."""
    z = -35 - d.array(d.integer(2, 6), 0, 665)
    z[:2] = -700 + d.integers(2, 0, 50)
    z[1] = -40 - d.integer(0, 60)
    return z


def extreme(d):
    """Integers: one is 10 000, one -10 000, one 0, and the others beyond 710 on either side."""
    N = d.integer(3, 6)
    z = (711 + d.integers(N, 0, 9000)) * (2 * d.integers(N, 0, 1) - 1)
    z[:3] = 10_000, -10_000, 0
    return z[d.permutation(N)]


@exercise(reference=sigmoid)
class TestSigmoid:
    CONTRACT: ClassVar = {
        "may have any shape": ("test_any_shape", "test_extreme_numbers"),
        "relative error is below 1e-12": ("test_tiny_values", "test_inverse_of_the_log_odds"),
        "as large as ±1e4": "test_extreme_numbers",
    }
    EQUIVALENT: ClassVar = {"return np.where(z > 0, 1, e) / (1 + e)": "at 0 both forms are 1/2"}

    @practice
    @weight(1)
    @forall(odds)
    def test_inverse_of_the_log_odds(self, student, z, p):
        """The sigmoid of log(a/b) is a/(a + b)."""
        expect.close(student.sigmoid(z), p, "sigmoid(z)", rtol=RTOL, atol=0)

    @practice
    @weight(1)
    @forall(shaped)
    def test_any_shape(self, student, z, p):
        """The result has the shape of z, a single number included."""
        what = "sigmoid(z)"
        got = expect.array(student.sigmoid(float(z) if z.ndim == 0 else z), what)
        expect.shape(got, z.shape, what)
        expect.close(got, p, what, atol=1e-3)  # the first check is about digits

    @weight(1)
    @forall(tiny)
    def test_tiny_values(self, student, z):
        """The relative error is below 1e-12 where the value is tiny, down to z = -700."""
        p = expect.finite(student.sigmoid(z), "sigmoid(z)")
        expect.shape(p, z.shape, "sigmoid(z)")
        # these wrong answers are all near 0, like the right one: no misconception could be told by its values
        where = f"at {z[0]:.5g} and {z[1]:.5g}"
        zero = f"sigmoid is 0 {where}, where it is merely tiny: a 1 beside it swallows it, or rounding, or float32?"
        expect.that(p[1] != 0, zero)
        expect.that(p[0] != 0, f"sigmoid is 0 at {z[0]:.5g}, where it is merely tiny: float32 ends at exp(-103)")
        expect.that(p[0] != p[1], f"sigmoid is {p[0]:.3g} {where}: z, or the value, is cut off there")
        expect.close(p, sigmoid(z), "sigmoid(z)", rtol=RTOL, atol=0)

    @weight(1)
    @forall(extreme)
    def test_extreme_numbers(self, student, z):
        """The value is right, and never NaN, for numbers as large as 10 000 and -10 000, which may be integers."""
        expect.close(student.sigmoid(z), sigmoid(z), "sigmoid(z)", rtol=0, atol=RTOL)

    @alternate
    def with_a_warning(z):
        return 1 / (1 + np.exp(-z))

    @alternate
    def by_loop(z):
        values = np.zeros(np.shape(z))
        for place, u in np.ndenumerate(z):
            values[place] = 1 / (1 + np.exp(-u)) if u > -30 else np.exp(u) / (1 + np.exp(u))
        return values

    @alternate
    def by_log_sum_exp(z):
        return np.exp(-np.logaddexp(0, -np.asarray(z)))

    @alternate
    def by_cases(z):
        z = np.asarray(z, float)
        p = np.empty_like(z)
        up = z >= 0
        p[up] = 1 / (1 + np.exp(-z[up]))
        p[~up] = np.exp(z[~up]) / (1 + np.exp(z[~up]))
        return p

    @alternate
    def as_softmax_of_two(z):
        Z = np.stack([np.zeros(np.shape(z)), z], axis=-1)
        E = np.exp(Z - Z.max(axis=-1, keepdims=True))
        return (E / E.sum(axis=-1, keepdims=True))[..., 1]

    sign_reversed = slip(
        with_a_warning, ("-z", "z"), hint="The sigmoid rises: it tends to 1 for large z.", see="def-sigmoid"
    )
    powers_of_two = slip(
        with_a_warning,
        ("np.exp(-z)", "np.exp2(-z)"),
        hint="The sigmoid has powers of e, not of 2.",
        see="def-sigmoid",
    )
    flattened = slip(
        with_a_warning,
        ("np.exp(-z)", "np.exp(-np.ravel(z))"),
        hint="The result has the shape of z: do not flatten it.",
        see="def-sigmoid",
    )

    @misconception("exp(z) overflows for z > 709, and inf/inf is nan.", see="safe-sigmoid")
    def overflowing(z):
        return np.exp(z) / (1 + np.exp(z))

    @misconception("inf/inf is not 0 here but 1: use a form that does not overflow.", see="safe-sigmoid")
    def nan_to_zero(z):
        return np.nan_to_num(np.exp(z) / (1 + np.exp(z)))

    @misconception("This is log(1 + e^z), whose derivative is the sigmoid.", see="def-sigmoid")
    def softplus(z):
        return np.logaddexp(0, z)

    @misconception("This is the derivative, sigma (1 - sigma).", see="def-sigmoid")
    def derivative(z):
        e = np.exp(-np.abs(z))
        return e / (1 + e) ** 2

    @misconception("This is tanh, which runs from -1 to 1.", see="def-sigmoid")
    def hyperbolic(z):
        return np.tanh(z)

    @misconception("Each entry has a sigmoid of its own; the entries share no sum.", see="def-sigmoid")
    def softmax_of_the_entries(z):
        E = np.exp(z - np.max(z))
        return E / np.sum(E)

    @misconception("math.exp takes one number: use np.exp, which takes arrays.", see="def-sigmoid")
    def one_number_only(z):
        return 1 / (1 + np.exp(-float(z)))

    @misconception("`if z >= 0` asks one question for all numbers: use np.where, or one formula.", see="def-sigmoid")
    def one_question_for_all(z):
        if z >= 0:
            return 1 / (1 + np.exp(-z))
        return np.exp(z) / (1 + np.exp(z))

    @misconception("z may have any shape: a loop over it knows one axis.", see="def-sigmoid")
    def one_axis_only(z):
        return np.array([1 / (1 + np.exp(-u)) if u >= 0 else np.exp(u) / (1 + np.exp(u)) for u in z])

    @misconception("z may have any shape: two loops know two axes.", see="def-sigmoid")
    def two_axes_only(z):
        N, K = z.shape
        p = np.empty((N, K))
        for n in range(N):
            for k in range(K):
                e = np.exp(-abs(z[n, k]))
                p[n, k] = (1 if z[n, k] >= 0 else e) / (1 + e)
        return p

    @misconception("A single number gives a single number, not an array (1,).", see="def-sigmoid")
    def one_axis_at_least(z):
        return 1 / (1 + np.exp(-np.atleast_1d(z)))

    @misconception("An array of the dtype of z cuts fractions off if z is of integers.", see="def-sigmoid")
    def dtype_of_the_numbers(z):
        p = np.empty_like(z)
        p[...] = np.exp(-np.logaddexp(0, -np.asarray(z)))
        return p

    @misconception("z is changed for the caller too: out=z works in place.", see="def-sigmoid")
    def numbers_changed(z):
        if isinstance(z, np.ndarray) and z.dtype == float:
            up = z >= 0
            np.exp(-np.abs(z), out=z)
            return np.where(up, 1, z) / (1 + z)
        return np.exp(-np.logaddexp(0, -z))

    @misconception("The sign of the first number decides for all: take np.where.", see="safe-sigmoid")
    def first_number_decides(z):
        if np.ravel(z)[0] >= 0:
            return 1 / (1 + np.exp(-z))
        return np.exp(z) / (1 + np.exp(z))

    @misconception("Each number has a scale of its own: the largest of all is none for the others.", see="safe-sigmoid")
    def shifted_by_the_largest(z):
        m = max(np.max(z), 0)
        return np.exp(z - m) / (np.exp(-m) + np.exp(z - m))

    @misconception("The sigmoid is no step: it rises smoothly from 0 to 1.", see="def-sigmoid")
    def hard_threshold(z):
        return np.where(np.asarray(z) > 0, 1.0, 0.0)
