"""Practice of unit 11_backpropagation: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


H = 1e-5


SINGLE = 1e-5


def chain_output(ws, x):
    for w in ws:
        x = 1 / (1 + np.exp(-w * x))
    return x


def eighths(d, shape, reach=8):
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def chains(d):
    return eighths(d, d.integer(1, 5), 4), float(eighths(d, (), 4))


def parts(got, count, what):
    """A tuple or list of so many parts."""
    expect.that(isinstance(got, list | tuple), f"{what} is {expect.kind(got)}, wanted a tuple of {count}")
    expect.that(len(got) == count, f"{what} has length {len(got)}, wanted {count}")
    return got


class TestChainScalar:
    @forall(chains)
    def test_derivatives(self, student, ws, x):
        """Each entry of dws is the limit of difference quotients: move one weight, and see how out moves."""
        _, dws = parts(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        steps = H * np.eye(len(ws))
        wanted = [(chain_output(ws + step, x) - chain_output(ws - step, x)) / (2 * H) for step in steps]
        expect.close(dws, wanted, "dws", atol=SINGLE)


def inner(A, B):
    return float(np.sum(A * B))


def affine_layers(d):
    N, d_in, d_out = d.integer(1, 5), d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, d_out)), eighths(d, (N, d_in)), eighths(d, (d_in, d_out))


def moved_samples(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, X.shape)


def moved_weights(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, W.shape)


class TestAffineVjp:
    @forall(moved_samples)
    def test_samples(self, student, U, X, W, V):
        """<U, V W> = <dX, V> for every V of the shape of X."""
        dX, _, _ = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dX, X.shape, "dX")
        expect.close(inner(expect.array(dX, "dX"), V), inner(U, V @ W), "<dX, V>")

    @forall(moved_weights)
    def test_weights(self, student, U, X, W, M):
        """<U, X M> = <dW, M> for every M of the shape of W."""
        _, dW, _ = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dW, W.shape, "dW")
        expect.close(inner(expect.array(dW, "dW"), M), inner(U, X @ M), "<dW, M>")


def off_zero(A):
    """A with its zeros, where relu has its kink, moved to 1/8."""
    return np.where(A == 0, 1 / 8, A)


def some_shape(d, largest=4):
    return tuple(d.integer(1, largest) for _ in range(d.integer(1, 3)))


def open_or_closed(d):
    shape = some_shape(d)
    return eighths(d, shape), off_zero(eighths(d, shape))


class TestActVjp:
    @forall(open_or_closed)
    def test_relu(self, student, U, Z):
        """relu passes the entries of U, whatever their signs, where Z is positive, and 0 where Z is negative."""
        expect.close(student.act_vjp(U, Z, "relu"), np.where(Z > 0, U, 0), 'act_vjp(U, Z, "relu")')


def constant_function(a):
    return lambda _: a


def linear(d):
    """The true gradient b of a linear function, and a claimed one that is right in about half of its entries."""
    shape, reach = some_shape(d, 2), d.choice([1 / 2, 1 / 2, 8])  # below 1 the error is absolute
    b = eighths(d, shape, reach)
    a = np.where(d.integers(shape, 0, 1), b, eighths(d, shape, reach))
    return a, b, eighths(d, shape), d.choice([1.0, 0.5, 0.125])


def linear_function(b):
    return lambda x: float(np.sum(b * x))


def one_of_twelve(d):
    """The true gradient of a linear function, all entries at least 1 in size, and one factor that is not 1."""
    b = eighths(d, 12, 7)
    return b + np.where(b < 0, -1, 1), int(d.integers(1, 0, 11)[0]), d.choice([2.0, 4.0, -1.0])


class TestGradcheck:
    @forall(linear, draws=14)
    def test_largest_error(self, student, a, b, x, h):
        """If g = a and f(x) = <b, x>, the result is the largest |a - b| / max(1, |a|, |b|) of all entries."""
        error = student.gradcheck(linear_function(b), constant_function(a), x, h)
        wanted = np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))
        expect.close(expect.number(error, "gradcheck(f, g, x, h)"), wanted, "gradcheck(f, g, x, h)", atol=SINGLE)

    @forall(one_of_twelve, draws=3)
    def test_one_wrong_entry_of_twelve(self, student, b, i, factor):
        """One wrong entry of 12 is found: doubled it has the error 1/2, quadrupled 3/4, and with the wrong sign 2."""
        a = b.copy()
        a[i] *= factor
        error = student.gradcheck(linear_function(b), constant_function(a), np.zeros(12), 0.5)
        what = "gradcheck(f, g, np.zeros(12), 0.5)"
        wanted = {2.0: 1 / 2, 4.0: 3 / 4, -1.0: 2.0}[factor]
        expect.close(expect.number(error, what), wanted, what, atol=SINGLE)


def same_ratio(got, wanted):
    """Quotients of integers: right to the last digits."""
    ratio = expect.number(got, "flop_ratio(widths)")
    expect.close(ratio, wanted, "flop_ratio(widths)", rtol=1e-12, atol=0.0)


def three_widths(d):
    return [d.integer(1, 100) for _ in range(3)]


def equal_widths(d):
    m = d.integer(1, 100)
    return [m] * d.integer(2, 8)


class TestFlopRatio:
    @forall(three_widths)
    def test_hidden_width_does_not_matter(self, student, widths):
        """With one hidden layer the ratio is 2 - d_0 / (d_0 + d_2), whatever the hidden width."""
        same_ratio(student.flop_ratio(widths), 2 - widths[0] / (widths[0] + widths[2]))

    @forall(equal_widths)
    def test_equal_widths(self, student, widths):
        """L layers of one width have the ratio 2 - 1/L."""
        same_ratio(student.flop_ratio(widths), 2 - 1 / (len(widths) - 1))

UNIT = "11_backpropagation"
EXERCISES = {
    "chain_scalar": 4,
    "affine_vjp": 4,
    "act_vjp": 4,
    "mlp_backward": 6,
    "graph_gradients": 5,
    "gradcheck": 4,
    "flop_ratio": 3,
}
PROOFS = {
    "delta_recursion": ('The delta recursion', 5),
    "sigmoid_bound": ('The sigmoid bound', 4),
}
CHECKS = {
    "chain_scalar": TestChainScalar,
    "affine_vjp": TestAffineVjp,
    "act_vjp": TestActVjp,
    "gradcheck": TestGradcheck,
    "flop_ratio": TestFlopRatio,
}
