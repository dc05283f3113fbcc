"""Mark scheme of unit 11, backpropagation. N samples, d_in inputs and d_out outputs of a layer, L layers.

What a correct solution may rely on:

- Inputs are small multiples of 1/8, and the steps of `gradcheck` are powers of 2: products and sums of these are
  exact, in float32 too. Where they pass through a sigmoid or a logarithm the tolerance is `SINGLE`, so that careful
  float32 code passes. What the checks are to catch is wrong by far more. Only `flop_ratio` must be right to 12 digits.
- Central differences on this side are computed in float64 with H = 1e-5. They are off by H^2 / 6 times a third
  derivative, and by 1e-16 / H times a loss from rounding, together 1e-7 at most here.
- Long chains and deep networks have derivatives as small as 1e-20, wanted to 3 digits. Nothing cancels there, so that
  float32 passes; a student's own difference quotients, right to 1e-10 elsewhere, do not.
- Kinks, batches, saturation, the order of edges, the number of paths and changed arguments each have a check of their
  own, so that such a slip costs the points of that check and as few others as can be.

The right-hand side of an identity is taken from the model answer, not from the student.
"""

from itertools import pairwise

import numpy as np

from autograder import alternate, exercise, expect, forall, misconception, practice, slip, weight
from solutions.backpropagation import (
    act_vjp,
    affine_vjp,
    chain_scalar,
    flop_ratio,
    gradcheck,
    graph_gradients,
    mlp_backward,
)
from solutions.classification import cross_entropy, softmax
from solutions.labels import one_hot
from solutions.networks import ACTIVATIONS, activate, affine, mlp_forward

H = 1e-5
SINGLE = 1e-5
SMOOTH = ("tanh", "sigmoid", "identity")


def eighths(d, shape, reach=8):
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def off_zero(A):
    """A with its zeros, where relu has its kink, moved to 1/8."""
    return np.where(A == 0, 1 / 8, A)


def some_shape(d, largest=4):
    return tuple(d.integer(1, largest) for _ in range(d.integer(1, 3)))


def parts(got, count, what):
    """A tuple or list of so many parts."""
    expect.that(isinstance(got, list | tuple), f"{what} is {expect.kind(got)}, wanted a tuple of {count}")
    expect.that(len(got) == count, f"{what} has length {len(got)}, wanted {count}")
    return got


def inner(A, B):
    return float(np.sum(A * B))


def chains(d):
    return eighths(d, d.integer(1, 5), 4), float(eighths(d, (), 4))


def cut_chains(d):
    """Weight k is 0, and there are others behind it."""
    k, behind = d.integer(0, 3), d.integer(1, 3)
    ws = off_zero(eighths(d, k + 1 + behind, 4))
    ws[k] = 0
    return ws, float(eighths(d, (), 4)), k


def long_chains(d):
    """No pre-activation is beyond 4, where 1 - a loses digits in float32."""
    return d.array(d.integer(8, 24), 0.5, 4), float(d.array((), 0.5, 1))


def chain_output(ws, x):
    for w in ws:
        x = 1 / (1 + np.exp(-w * x))
    return x


@exercise(reference=chain_scalar)
class TestChainScalar:
    @weight(1)
    @forall(chains)
    def test_output(self, student, ws, x):
        """out is the sigmoid of the last weight times the sigmoid of ... the first weight times x."""
        out, _ = parts(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        expect.close(expect.number(out, "out"), chain_output(ws, x), "out", atol=SINGLE)

    @practice
    @weight(1)
    @forall(chains)
    def test_derivatives(self, student, ws, x):
        """Each entry of dws is the limit of difference quotients: move one weight, and see how out moves."""
        _, dws = parts(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        steps = H * np.eye(len(ws))
        wanted = [(chain_output(ws + step, x) - chain_output(ws - step, x)) / (2 * H) for step in steps]
        expect.close(dws, wanted, "dws", atol=SINGLE)

    @weight(1)
    @forall(cut_chains)
    def test_weight_zero_cuts_the_chain(self, student, ws, x, k):
        """If weight k is 0, the derivatives in the weights before it are 0; those behind see the input 1/2."""
        out, dws = parts(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        tail, dtail = chain_scalar(ws[k + 1 :], 0.5)
        expect.shape(dws, ws.shape, "dws")
        dws = expect.array(dws, "dws")
        expect.close(dws[:k], np.zeros(k), f"dws[:{k}]", atol=SINGLE)
        expect.close(dws[k + 1 :], dtail, f"dws[{k + 1}:]", atol=SINGLE)
        expect.close(expect.number(out, "out"), tail, "out", atol=SINGLE)

    @weight(1)
    @forall(long_chains)
    def test_long_chains(self, student, ws, x):
        """In a long chain the derivatives fade as the sigmoid bound says, but keep three digits that are right."""
        _, dws = parts(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        expect.close(dws, chain_scalar(ws, x)[1], "dws", rtol=1e-3, atol=0.0)

    @alternate
    def by_tails(ws, x):
        a = [x]
        for w in ws:
            a.append(activate(w * a[-1], "sigmoid"))
        a = np.array(a)
        slopes = a[1:] * (1 - a[1:])
        tails = np.append(np.cumprod((ws * slopes)[:0:-1])[::-1], 1)
        return a[-1], a[:-1] * slopes * tails

    slope_at_the_activation = slip(
        by_tails,
        ("slopes = a[1:] * (1 - a[1:])", "s = activate(a[1:], 'sigmoid'); slopes = s * (1 - s)"),
        hint="The slope at z is s(z) (1 - s(z)); s(z) is a, so do not take s again.",
        see="def-chain-rule",
    )

    weights_left_out = slip(
        by_tails,
        ("(ws * slopes)", "slopes"),
        hint="Back through a layer the weight is a factor, too: z = w a.",
        see="def-chain-rule",
    )

    later_slopes_left_out = slip(
        by_tails,
        ("(ws * slopes)", "ws"),
        hint="Every layer on the road back has a slope, not only the first.",
        see="def-chain-rule",
    )

    own_slope_left_out = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[:-1] * tails"),
        hint="The layer's own sigmoid lies between w and out: its slope is a factor.",
        see="def-chain-rule",
    )

    output_for_input = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "a[1:] * slopes * tails"),
        hint="The derivative of z = w a in w is a, the layer's input, not its output.",
        see="def-chain-rule",
    )

    last_layer_linear = slip(
        by_tails,
        ("np.array(a)", "np.array([*a[:-1], ws[-1] * a[-2]])"),
        ("a[1:] * (1 - a[1:])", "np.append(a[1:-1] * (1 - a[1:-1]), 1)"),
        hint="The last layer ends with a sigmoid like all the others.",
        see="def-chain-rule",
    )

    weights_from_the_output_on = slip(
        by_tails,
        ("a = [x]", "a, ws = [x], ws[::-1]"),
        ("a[:-1] * slopes * tails", "(a[:-1] * slopes * tails)[::-1]"),
        hint="The first weight is the one next to the input.",
        see="def-chain-rule",
    )

    derivatives_from_the_output_on = slip(
        by_tails,
        ("a[:-1] * slopes * tails", "(a[:-1] * slopes * tails)[::-1]"),
        hint="dws is in the order of ws; the way back finds the last one first.",
        see="def-chain-rule",
    )

    @alternate
    def by_complex_step(ws, x):
        dws = []
        for i in range(len(ws)):
            a = x
            for j, w in enumerate(ws):
                a = 1 / (1 + np.exp(-(w + 1e-100j * (i == j)) * a))
            dws.append(a.imag / 1e-100)
        return [float(a.real), dws]

    @alternate
    def in_single_precision(ws, x):
        ws, a = ws.astype(np.float32), [np.float32(x)]
        for w in ws:
            a.append(1 / (1 + np.exp(-w * a[-1])))
        delta, dws = np.float32(1), []
        for w, before, after in zip(ws[::-1], a[-2::-1], a[:0:-1], strict=True):
            delta = delta * after * (1 - after)
            dws.insert(0, delta * before)
            delta = delta * w
        return a[-1], np.array(dws)

    @alternate
    def by_forward_mode(ws, x):
        out, dws = np.array(x), np.zeros(len(ws))
        for i, w in enumerate(ws):
            dz = w * dws
            dz[i] = out
            out = activate(w * out, "sigmoid")
            dws = out * (1 - out) * dz
        return out, dws


def affine_layers(d):
    N, d_in, d_out = d.integer(1, 5), d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, d_out)), eighths(d, (N, d_in)), eighths(d, (d_in, d_out))


def moved_samples(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, X.shape)


def moved_weights(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, W.shape)


def moved_bias(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, W.shape[1])


def single_numbers(d):
    return tuple(off_zero(eighths(d, (1, 1))) for _ in range(3))


@exercise(reference=affine_vjp)
class TestAffineVjp:
    @practice
    @weight(1)
    @forall(moved_samples)
    def test_samples(self, student, U, X, W, V):
        """<U, V W> = <dX, V> for every V of the shape of X."""
        dX, _, _ = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dX, X.shape, "dX")
        expect.close(inner(expect.array(dX, "dX"), V), inner(U, V @ W), "<dX, V>")

    @practice
    @weight(1)
    @forall(moved_weights)
    def test_weights(self, student, U, X, W, M):
        """<U, X M> = <dW, M> for every M of the shape of W."""
        _, dW, _ = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dW, W.shape, "dW")
        expect.close(inner(expect.array(dW, "dW"), M), inner(U, X @ M), "<dW, M>")

    @weight(1)
    @forall(moved_bias)
    def test_bias(self, student, U, X, W, c):
        """<U, 1 c^T> = <db, c> for every c of the shape of b: every sample has the same bias."""
        _, _, db = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(db, c.shape, "db")
        expect.close(inner(expect.array(db, "db"), c), inner(U, np.ones((len(X), 1)) * c), "<db, c>")

    @weight(1)
    @forall(single_numbers)
    def test_arguments_stay_as_they_are(self, student, U, X, W):
        """With one sample, one input and one output dX = u w, dW = x u and db = u, and no argument changes."""
        got = parts(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        for name, part, wanted in zip(("dX", "dW", "db"), got, (U * W, X * U, U[0]), strict=True):
            expect.close(part, wanted, name)
        for place in student.mutated:
            raise expect.Failure(f"affine_vjp has changed {'UXW'[place]}; work on a copy")

    @misconception("A gradient has the shape of its array: dW (d_in, d_out) is X^T U.", see="def-vjp")
    def weights_transposed(U, X, W):
        return U @ W.T, U.T @ X, U.sum(axis=0)

    @misconception("<U, V W> = <U W^T, V>: W goes to the other side as its transpose.", see="def-vjp")
    def not_transposed(U, X, W):
        return U @ W, X.T @ U, U.sum(axis=0)

    @misconception("db is a sum over the samples; the mean is in U already.", see="def-vjp")
    def bias_averaged(U, X, W):
        return U @ W.T, X.T @ U, U.mean(axis=0)

    @misconception("dW and db are sums over the samples; the mean is in U already.", see="def-vjp")
    def both_averaged(U, X, W):
        return U @ W.T, X.T @ U / len(X), U.mean(axis=0)

    @misconception("All samples share b: sum over them, axis 0.", see="def-vjp")
    def bias_for_each_sample(U, X, W):
        return U @ W.T, X.T @ U, U

    @misconception("b has an entry for each output: sum over the samples, axis 0.", see="def-vjp")
    def bias_over_outputs(U, X, W):
        return U @ W.T, X.T @ U, U.sum(axis=1)

    @misconception("db has the shape of b, (d_out,), without a second axis.", see="def-vjp")
    def bias_as_a_row(U, X, W):
        return U @ W.T, X.T @ U, U.sum(axis=0, keepdims=True)

    @misconception("dz/db = 1 is a factor only: db is the sum of U over the samples.", see="def-vjp")
    def bias_without_upstream(U, X, W):
        return U @ W.T, X.T @ U, np.ones(W.shape[1])

    @misconception("The order is dX, dW, db.", see="def-vjp")
    def weights_first(U, X, W):
        return X.T @ U, U @ W.T, U.sum(axis=0)

    @misconception("X[:] = ... overwrites the caller's samples: make new arrays.", see="def-vjp")
    def arguments_overwritten(U, X, W):
        X[:] = U @ W.T
        W[:] = X.T @ U
        return X, W, U.sum(axis=0)

    @alternate
    def by_loop(U, X, W):
        N, (d_in, d_out) = len(X), W.shape
        dX = [[sum(U[n, j] * W[i, j] for j in range(d_out)) for i in range(d_in)] for n in range(N)]
        dW = [[sum(X[n, i] * U[n, j] for n in range(N)) for j in range(d_out)] for i in range(d_in)]
        return [dX, dW, [sum(column) for column in U.T]]

    @alternate
    def in_single_precision(U, X, W):
        U, X, W = (A.astype(np.float32) for A in (U, X, W))
        return np.tensordot(U, W, (1, 1)), np.tensordot(X, U, (0, 0)), np.ones(len(U), np.float32) @ U

    @alternate
    def by_outer_products(U, X, W):
        dW = sum(np.outer(X[n], U[n]) for n in range(len(X)))
        return (W @ U.T).T, dW, np.einsum("nj->j", U)

    @alternate
    def by_unit_arrays(U, X, W):
        N, d_in = X.shape
        unit_X = np.eye(X.size).reshape(X.size, N, d_in)
        unit_W = np.eye(W.size).reshape(W.size, *W.shape)
        dX = [np.sum(U * (V @ W)) for V in unit_X]
        dW = [np.sum(U * (X @ M)) for M in unit_W]
        return np.reshape(dX, X.shape), np.reshape(dW, W.shape), U.T @ np.ones(N)


def open_or_closed(d):
    shape = some_shape(d)
    return eighths(d, shape), off_zero(eighths(d, shape))


def with_zeros(d):
    shape = some_shape(d)
    return eighths(d, shape), eighths(d, shape) * d.integers(shape, 0, 1)


def smooth_activations(d):
    shape = some_shape(d)
    return eighths(d, shape), eighths(d, shape, 4), d.choice(SMOOTH)


def saturated(d):
    """Whole arrays or single entries moved by 1000."""
    U, Z, kind = smooth_activations(d)
    return U, Z + 1000 * d.integers(d.choice([Z.shape, (1,) * Z.ndim]), -1, 1), kind


@exercise(reference=act_vjp)
class TestActVjp:
    @practice
    @weight(1)
    @forall(open_or_closed)
    def test_relu(self, student, U, Z):
        """relu passes the entries of U, whatever their signs, where Z is positive, and 0 where Z is negative."""
        expect.close(student.act_vjp(U, Z, "relu"), np.where(Z > 0, U, 0), 'act_vjp(U, Z, "relu")')

    @weight(1)
    @forall(with_zeros)
    def test_relu_at_zero(self, student, U, Z):
        """The slope of relu at 0 is taken to be 0."""
        expect.close(student.act_vjp(U, Z, "relu"), np.where(Z > 0, U, 0), 'act_vjp(U, Z, "relu")')

    @weight(1)
    @forall(smooth_activations)
    def test_smooth_activations(self, student, U, Z, kind):
        """Each entry of dZ is that of U times the limit of difference quotients of act, at the entry of Z."""
        slopes = (activate(Z + H, kind) - activate(Z - H, kind)) / (2 * H)
        expect.close(student.act_vjp(U, Z, kind), U * slopes, "act_vjp(U, Z, kind)", atol=SINGLE)

    @weight(1)
    @forall(saturated)
    def test_saturation(self, student, U, Z, kind):
        """The slopes are right, and never NaN, where Z is near 1000 or -1000."""
        expect.close(student.act_vjp(U, Z, kind), act_vjp(U, Z, kind), "act_vjp(U, Z, kind)", atol=SINGLE)

    @misconception("Whether relu is open depends on Z; U may have any sign.", see="def-activation-vjp")
    def mask_from_upstream(U, Z, kind):
        A = activate(Z, kind)
        return U * {"relu": U > 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("relu blocks where Z < 0, but never because U is negative.", see="def-activation-vjp")
    def negative_upstream_blocked(U, Z, kind):
        A = activate(Z, kind)
        return U * {"relu": (Z > 0) & (U > 0), "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("At 0 the slope of relu is taken to be 0: Z > 0, not Z >= 0.", see="def-activation-vjp")
    def relu_open_at_zero(U, Z, kind):
        A = activate(Z, kind)
        return U * {"relu": Z >= 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("The slope of relu is 0 or 1, not the value of relu.", see="def-activation-vjp")
    def relu_for_its_slope(U, Z, kind):
        A = activate(Z, kind)
        return U * {"relu": A, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("The slope belongs to z; do not apply the activation twice.", see="def-activation-vjp")
    def slope_at_the_activation(U, Z, kind):
        A = activate(activate(Z, kind), kind)
        return U * {"relu": A > 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("Z are pre-activations: 1 - a^2 and a (1 - a) take act(Z).", see="def-activation-vjp")
    def slope_from_the_pre_activation(U, Z, kind):
        return U * {"relu": Z > 0, "tanh": 1 - Z**2, "sigmoid": Z * (1 - Z), "identity": 1}[kind]

    @misconception("A VJP ends with the product with U.", see="def-activation-vjp")
    def without_upstream(U, Z, kind):
        A = activate(Z, kind)
        return {"relu": Z > 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": np.ones(Z.shape)}[kind]

    @misconception("U is multiplied by the slope act'(Z), not by act(Z).", see="def-activation-vjp")
    def value_for_slope(U, Z, kind):
        return U * activate(Z, kind)

    @misconception("The slope of tanh is 1 - tanh^2: the square is missing.", see="def-activation-vjp")
    def tanh_without_square(U, Z, kind):
        A = activate(Z, kind)
        return U * {"relu": Z > 0, "tanh": 1 - A, "sigmoid": A * (1 - A), "identity": 1}[kind]

    @misconception("exp(1000) overflows, and inf / inf is NaN: use activate.", see="def-activation-vjp")
    def exponentials_overflow(U, Z, kind):
        E = np.exp(-Z)
        T = 1 - ((np.exp(Z) - E) / (np.exp(Z) + E)) ** 2
        return U * {"relu": Z > 0, "tanh": T, "sigmoid": E / (1 + E) ** 2, "identity": 1}[kind]

    @alternate
    def by_loop(U, Z, kind):
        slopes = []
        for z in Z.ravel():
            e = np.exp(-abs(z))
            sigmoid = e / (1 + e) ** 2
            slopes.append({"relu": z > 0, "tanh": 4 * e**2 / (1 + e**2) ** 2, "sigmoid": sigmoid, "identity": 1}[kind])
        return U * np.reshape(slopes, Z.shape)

    @alternate
    def in_single_precision(U, Z, kind):
        U, Z = U.astype(np.float32), Z.astype(np.float32)
        if kind == "identity":
            return U
        if kind == "relu":
            return np.where(Z <= 0, np.float32(0), U)
        T = np.tanh(Z if kind == "tanh" else Z / 2)
        return U * (1 - T**2) if kind == "tanh" else U * (1 - T**2) / 4

    @alternate
    def by_jacobian(U, Z, kind):
        A = activate(Z, kind).ravel()
        slopes = {"relu": np.heaviside(A, 0), "tanh": (1 - A) * (1 + A), "sigmoid": A - A**2, "identity": A**0}[kind]
        return (np.diag(slopes).T @ U.ravel()).reshape(Z.shape)


def networks(d, N, least, act):
    """Parameters of `least` to 3 layers, N samples and labels, and the activation."""
    widths = [d.integer(1, 4) for _ in range(d.integer(least, 3))] + [d.integer(2, 4)]
    params = [(eighths(d, (m, n), 1), eighths(d, n, 1)) for m, n in pairwise(widths)]
    return params, eighths(d, (N, widths[0]), 2), d.integers(N, 0, widths[-1] - 1), act


def any_networks(d):
    return networks(d, d.integer(1, 6), 1, d.choice(ACTIVATIONS))


def one_sample_one_layer(d):
    params, _, y, act = networks(d, 1, 1, d.choice(ACTIVATIONS))
    W, b = params[-1]
    return [(W, b)], eighths(d, (1, len(W)), 2), y, act


def one_sample(d):
    """The hidden biases are such that no pre-activation is within 1/8 of 0, where relu has its kink."""
    params, X, y, act = networks(d, 1, 2, d.choice(ACTIVATIONS))
    A, hidden = X, []
    for W, b in params[:-1]:
        Z = off_zero(b)
        hidden.append((W, Z - A[0] @ W))
        A = activate(Z[np.newaxis], act)
    return [*hidden, params[-1]], X, y, act


def smooth_batches(d):
    return networks(d, d.integer(2, 6), 1, d.choice(SMOOTH))


def deep_networks(d):
    """Numbers without a sign, but for the last layer's, which is such that nothing cancels on the way back."""
    depth, width = d.integer(14, 18), d.integer(1, 3)
    hidden = [(d.array((width, width), 0.5, 1), d.array(width, 0, 1)) for _ in range(depth)]
    w = d.array((width, 1), 0.5, 1)
    last = np.hstack([w, -w]), np.zeros(2)
    return [*hidden, last], d.array((1, width), 0.5, 1), d.integers(1, 0, 1)


def losses(layers, X, y, act):
    """The losses of M networks at once, whose layers are stacks W (M, d_in, d_out), b (M, 1, d_out)."""
    *hidden, (W, b) = layers
    for V, c in hidden:
        X = activate(X @ V + c, act)
    Z = X @ W + b
    return (np.logaddexp.reduce(Z, axis=2) - Z[:, np.arange(len(y)), y]).mean(axis=1)


def differences(params, X, y, act):
    """The gradient of the loss, every entry by central differences, in the structure of params."""
    theta = np.concatenate([A.ravel() for layer in params for A in layer])
    D = len(theta)
    steps = H * np.eye(D)
    moved = np.concatenate([theta + steps, theta - steps])
    up, down = losses(unpacked(moved, params, stacked=True), X, y, act).reshape(2, D)
    return unpacked((up - down) / (2 * H), params, stacked=False)


def unpacked(theta, params, stacked):
    """The layers in the last axis of theta; a bias in a stack gets an axis for the samples."""
    layers, start = [], 0
    for W, b in params:
        middle, stop = start + W.size, start + W.size + b.size
        dW, db = theta[..., start:middle], theta[..., middle:stop]
        layers.append((dW.reshape(*theta.shape[:-1], *W.shape), db[..., np.newaxis, :] if stacked else db))
        start = stop
    return layers


def returned_gradient(got, params):
    _, grads = parts(got, 2, "mlp_backward(params, X, y, act)")
    return [parts(pair, 2, f"grads[{i}]") for i, pair in enumerate(parts(grads, len(params), "grads"))]


def same_gradient(got, wanted, rtol=SINGLE, atol=SINGLE):
    for i, (pair, right) in enumerate(zip(got, wanted, strict=True)):
        for j in range(2):
            expect.close(pair[j], right[j], f"grads[{i}][{j}]", rtol, atol)


@exercise(reference=mlp_backward, requires=(affine_vjp, act_vjp))
class TestMlpBackward:
    @weight(1)
    @forall(any_networks, draws=8)
    def test_loss(self, student, params, X, y, act):
        """loss is the mean cross-entropy of the softmax of the outputs of the network."""
        loss, _ = parts(student.mlp_backward(params, X, y, act), 2, "mlp_backward(params, X, y, act)")
        wanted = cross_entropy(mlp_forward(params, X, act), y)
        expect.close(expect.number(loss, "loss"), wanted, "loss", atol=SINGLE)

    @weight(1)
    @forall(one_sample_one_layer, draws=8)
    def test_one_layer(self, student, params, X, y, act):
        """For one layer and one sample x, db is its probabilities minus its one-hot label, and dW is x^T db."""
        got = returned_gradient(student.mlp_backward(params, X, y, act), params)
        delta = softmax(affine(X, *params[0])) - one_hot(y, len(params[0][1]))
        same_gradient(got, [(X.T @ delta, delta[0])])

    @weight(2)
    @forall(one_sample, draws=8)
    def test_every_derivative(self, student, params, X, y, act):
        """With hidden layers each entry of grads is the limit of difference quotients of the loss, for one sample."""
        got = returned_gradient(student.mlp_backward(params, X, y, act), params)
        same_gradient(got, differences(params, X, y, act))

    @weight(1)
    @forall(smooth_batches, draws=8)
    def test_batches(self, student, params, X, y, act):
        """The gradient of a batch is that of the mean loss: the mean of the gradients of its samples."""
        got = returned_gradient(student.mlp_backward(params, X, y, act), params)
        same_gradient(got, differences(params, X, y, act))

    @weight(1)
    @forall(deep_networks, draws=3)
    def test_fading_gradients(self, student, params, X, y):
        """In a deep network of sigmoids the first gradients are tiny, but still right to three digits."""
        got = returned_gradient(student.mlp_backward(params, X, y, "sigmoid"), params)
        same_gradient(got, mlp_backward(params, X, y, "sigmoid")[1], rtol=1e-3, atol=0.0)

    @alternate
    def layer_by_layer(params, X, y, act):
        A, Z = [X], [X]
        for W, b in params:
            Z.append(affine(A[-1], W, b))
            A.append(activate(Z[-1], act))
        loss, dZ, grads = cross_entropy(Z[-1], y), (softmax(Z[-1]) - one_hot(y, Z[-1].shape[1])) / len(y), []
        for i in reversed(range(len(params))):
            dA, dW, db = affine_vjp(dZ, A[i], params[i][0])
            grads.insert(0, (dW, db))
            dZ = act_vjp(dA, Z[i], act)
        return loss, grads

    divided_twice = slip(
        layer_by_layer,
        ("(dW, db))", "(dW / len(y), db / len(y)))"),
        hint="1/N enters once, in the gradient of the logits.",
        see="thm-delta-recursion",
    )

    never_divided = slip(
        layer_by_layer,
        (" / len(y)", ""),
        hint="The loss is a mean: its gradient in the logits is (P - Y) / N.",
        see="thm-delta-recursion",
    )

    weights_updated_too_early = slip(
        layer_by_layer,
        ("act_vjp(dA, ", "act_vjp(dZ @ (params[i][0] - dW).T, "),
        hint="The way back uses the weights of the way forward; update afterwards.",
        see="thm-delta-recursion",
    )

    slope_at_the_activation = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "act_vjp(dA, A[i], act)"),
        hint="The slope is taken at the pre-activation Z, not at A = act(Z).",
        see="thm-delta-recursion",
    )

    slopes_left_out = slip(
        layer_by_layer,
        ("act_vjp(dA, Z[i], act)", "dA"),
        hint="Going back through an activation multiplies by its slope.",
        see="thm-delta-recursion",
    )

    pre_activation_as_input = slip(
        layer_by_layer,
        ("affine_vjp(dZ, A[i], ", "affine_vjp(dZ, Z[i], "),
        hint="The weights' gradient uses the layer's input A = act(Z), not Z.",
        see="thm-delta-recursion",
    )

    last_layer_activated = slip(
        layer_by_layer,
        ("cross_entropy(Z[-1], y)", "cross_entropy(A[-1], y)"),
        ("(softmax(Z[-1])", "act_vjp(softmax(A[-1])"),
        (") / len(y)", ", Z[-1], act) / len(y)"),
        hint="There is no activation after the last layer: it gives logits.",
        see="thm-delta-recursion",
    )

    sign_reversed = slip(
        layer_by_layer,
        ("(softmax(Z[-1])", "-(softmax(Z[-1])"),
        hint="P - Y, predicted minus exact: the gradient points uphill.",
        see="thm-delta-recursion",
    )

    last_layer_first = slip(
        layer_by_layer,
        ("insert(0, (dW, db))", "append((dW, db))"),
        hint="grads is in the order of params, the layer next to the input first.",
        see="thm-delta-recursion",
    )

    loss_summed = slip(
        layer_by_layer,
        ("return loss", "return loss * len(y)"),
        hint="The loss is the mean over the samples, as its gradient is.",
        see="thm-delta-recursion",
    )

    @alternate
    def by_recursion(params, X, y, act):
        def back(A, layers):
            (W, b), *later = layers
            Z = affine(A, W, b)
            if not later:
                loss, grads, dZ = cross_entropy(Z, y), [], (softmax(Z) - one_hot(y, len(b))) / len(y)
            else:
                loss, grads, dA = back(activate(Z, act), later)
                dZ = act_vjp(dA, Z, act)
            return loss, [[A.T @ dZ, dZ.sum(axis=0)], *grads], dZ @ W.T

        return back(X, params)[:2]

    @alternate
    def in_single_precision(params, X, y, act):
        params = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
        A, Z = [X.astype(np.float32)], []
        for W, b in params:
            Z.append(A[-1] @ W + b)
            A.append(activate(Z[-1], act).astype(np.float32))
        dZ = Z[-1] - np.logaddexp.reduce(Z[-1], axis=1, keepdims=True)
        loss, dZ = -dZ[np.arange(len(y)), y].mean(), np.exp(dZ)
        dZ[np.arange(len(y)), y] -= 1
        dZ, grads = dZ / np.float32(len(y)), ()
        for i in range(len(params) - 1, -1, -1):
            grads = ((A[i].T @ dZ, dZ.sum(axis=0)), *grads)
            if i > 0:
                dZ = act_vjp(dZ @ params[i][0].T, Z[i - 1], act).astype(np.float32)
        return loss, grads

    @alternate
    def by_forward_mode(params, X, y, act):
        Y, grads = one_hot(y, len(params[-1][1])), [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in params]
        for i, j in [(i, j) for i in range(len(params)) for j in range(2)]:
            for entry in np.ndindex(grads[i][j].shape):
                A, dA = X, np.zeros(X.shape)
                for k, (W, b) in enumerate(params):
                    dW, db = np.zeros(W.shape), np.zeros(b.shape)
                    if k == i:
                        (dW, db)[j][entry] = 1
                    Z, dZ = affine(A, W, b), dA @ W + A @ dW + db
                    A, dA = activate(Z, act), act_vjp(dZ, Z, act)
                grads[i][j][entry] = np.sum((softmax(Z) - Y) * dZ) / len(y)
        return cross_entropy(Z, y), grads


def nodes(d, count):
    """Names whose order says nothing about the graph."""
    return [f"n{number}" for number in d.permutation(count)]


def labelled(d, node, places):
    """Edges between the nodes at these places; the labels are multiples of 1/8, not 0."""
    labels = off_zero(eighths(d, len(places), 2))
    return [(node[i], node[j], float(label)) for (i, j), label in zip(places, labels, strict=True)]


def trees(d):
    """Every node but the last has one edge that leaves it; edges come in the order of the computation."""
    n = d.integer(2, 7)
    node = nodes(d, n)
    edges = labelled(d, node, [(i, i + 1 + d.integer(0, n - 2 - i)) for i in range(n - 1)])
    return edges, node[n - 1 - d.integer(0, n - 1)]


def multiple_edges(d):
    """A chain with up to three edges between neighbours, in the order of the computation."""
    n = d.integer(2, 5)
    node = nodes(d, n)
    return labelled(d, node, [(i, i + 1) for i in range(n - 1) for _ in range(d.integer(1, 3))]), node[n - 1]


def graphs(d):
    """A diamond with a tail and more, edges in any order; the output may be no end, or apart from all edges."""
    last, shortcuts = d.integer(3, 5), d.integer(0, 5)
    node = nodes(d, last + 2)
    starts, lengths = d.integers(shortcuts, 0, last - 1), d.integers(shortcuts, 1, last)
    places = [(i, i + 1) for i in range(last)] + [(1, last)]
    places += [(i, min(i + length, last)) for i, length in zip(starts, lengths, strict=True)]
    edges = labelled(d, node, places)
    return [edges[k] for k in d.permutation(len(edges))], node[d.choice([last, last, last - 1, last + 1])]


def diamonds(d):
    """Diamonds in a row, in the order of the computation; the factor of each is between 1/2 and 2."""
    count = d.integer(1, 30)
    labels = d.integers((count, 4), 1, 2) / 2
    edges = []
    for i, (a, b, c, e) in enumerate(labels.tolist()):
        top, left, right, bottom = f"x{i}", f"u{i}", f"v{i}", f"x{i + 1}"
        edges += [(top, left, a), (top, right, b), (left, bottom, c), (right, bottom, e)]
    return edges, f"x{count}"


def same_derivatives(got, edges, output):
    what, wanted = "graph_gradients(edges, output)", graph_gradients(edges, output)
    expect.equal(dict.fromkeys(got, 0) if isinstance(got, dict) else got, dict.fromkeys(wanted, 0), what)
    for node, derivative in wanted.items():
        name = f"{what}[{node!r}]"
        expect.close(expect.number(got[node], name), derivative, name, rtol=SINGLE)


@exercise(reference=graph_gradients)
class TestGraphGradients:
    @weight(1)
    @forall(trees)
    def test_one_path(self, student, edges, output):
        """The labels of a single path multiply; without a path the derivative is 0, that of the output is 1."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)

    @weight(1)
    @forall(multiple_edges)
    def test_parallel_edges(self, student, edges, output):
        """The labels of several edges between the same two nodes add."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)

    @weight(2)
    @forall(graphs)
    def test_sum_over_paths(self, student, edges, output):
        """The derivative is the sum over all paths to the output, in whatever order the edges come."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)

    # The last one: no check of an exercise is run after a time-out.
    @weight(1)
    @forall(diamonds, draws=5)
    def test_many_paths(self, student, edges, output):
        """Up to 30 diamonds in a row have 2^30 paths but 120 edges: the time must not grow with the number of paths."""
        same_derivatives(student.graph_gradients(edges, output), edges, output)

    @misconception("Roads add up: += for every edge that leaves a node, not =.", see="def-computational-graph")
    def overwritten(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            ready = [edge for edge in left if edge[1] not in waiting]
            for u, v, d in ready:
                if u != output:
                    grads[u] = d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("A node passes on all it has received: wait until it is complete.", see="def-computational-graph")
    def each_node_once_depth_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        stack, visited = [output], set()
        while stack:
            v = stack.pop()
            if v in visited:
                continue
            visited.add(v)
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    stack.append(u)
        return grads

    @misconception("A node passes on all it has received: wait until it is complete.", see="def-computational-graph")
    def each_node_once_breadth_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        queue = [output]
        for v in queue:
            for u, end, d in edges:
                if end == v:
                    grads[u] += d * grads[v]
                    if u not in queue:
                        queue.append(u)
        return grads

    @misconception("The edges come in any order: find out when a node is complete.", see="def-computational-graph")
    def last_edge_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        for u, v, d in reversed(edges):
            grads[u] += d * grads[v]
        return grads

    @misconception("The edges come in any order: find out when a node is complete.", see="def-computational-graph")
    def first_edge_first(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        for u, v, d in edges:
            grads[u] += d * grads[v]
        return grads

    @misconception("Two edges between the same nodes are two roads: keep both.", see="def-computational-graph")
    def parallel_edges_merged(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = {(u, v): d for u, v, d in edges}
        while left:
            waiting = {u for u, _ in left}
            for u, v in [pair for pair in left if pair[1] not in waiting]:
                grads[u] += left.pop((u, v)) * grads[v]
        return grads

    @misconception("Go back from the output: its derivative by each node.", see="def-computational-graph")
    def forward_from_the_output(edges, output):
        grads = {node: 0.0 for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {v for _, v, _ in left}
            for u, v, d in left:
                if u not in waiting:
                    grads[v] += d * grads[u]
            left = [edge for edge in left if edge[0] in waiting]
        return grads

    @misconception("Start with 1 at the output alone; another last node has 0.", see="def-computational-graph")
    def every_last_node_starts_with_one(edges, output):
        starts = {u for u, _, _ in edges}
        grads = {node: float(node not in starts) for u, v, _ in edges for node in (u, v)} | {output: 1.0}
        left = list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting:
                    grads[u] += d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @misconception("A node without a path to the output has the derivative 0.", see="def-computational-graph")
    def unreachable_nodes_left_out(edges, output):
        grads, left = {output: 1.0}, list(edges)
        while left:
            waiting = {u for u, _, _ in left}
            for u, v, d in left:
                if v not in waiting and v in grads:
                    grads[u] = grads.get(u, 0.0) + d * grads[v]
            left = [edge for edge in left if edge[1] in waiting]
        return grads

    @alternate
    def by_remembered_recursion(edges, output):
        known = {output: 1}

        def gradient(u):
            if u not in known:
                known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
            return known[u]

        return {node: gradient(node) for edge in edges for node in edge[:2]} | {output: 1}

    @alternate
    def by_linear_system(edges, output):
        order = list({node: 0 for edge in edges for node in edge[:2]} | {output: 0})
        A, e = np.eye(len(order)), np.zeros(len(order))
        e[order.index(output)] = 1
        for u, v, d in edges:
            if u != output:
                A[order.index(u), order.index(v)] -= d
        return dict(zip(order, np.linalg.solve(A, e), strict=True))

    @alternate
    def by_rounds(edges, output):
        grads = {node: np.float32(node == output) for edge in edges for node in (*edge[:2], output)}
        before = None
        while before != grads:
            before, grads = grads, {node: np.float32(node == output) for node in grads}
            for u, v, d in edges:
                if u != output:
                    grads[u] += np.float32(d) * before[v]
        return {node: np.array(value) for node, value in grads.items()}


def linear(d):
    """The true gradient b of a linear function, and a claimed one that is right in about half of its entries."""
    shape, reach = some_shape(d, 2), d.choice([1 / 2, 1 / 2, 8])  # below 1 the error is absolute
    b = eighths(d, shape, reach)
    a = np.where(d.integers(shape, 0, 1), b, eighths(d, shape, reach))
    return a, b, eighths(d, shape), d.choice([1.0, 0.5, 0.125])


def one_of_twelve(d):
    """The true gradient of a linear function, all entries at least 1 in size, and one factor that is not 1."""
    b = eighths(d, 12, 7)
    return b + np.where(b < 0, -1, 1), int(d.integers(1, 0, 11)[0]), d.choice([2.0, 4.0, -1.0])


def cubics(d):
    shape = some_shape(d, 2)
    return eighths(d, shape, 2), eighths(d, shape, 2), d.choice([1.0, 0.5, 0.25])


def floats_and_integers(d):
    """A gradient whose entries are 2 and -2, and a wrong factor."""
    shape = some_shape(d, 2)
    x = d.choice([d.integers(shape, -8, 8), d.integers(shape, -8, 8), eighths(d, shape)])
    return 4.0 * d.integers(shape, 0, 1) - 2, d.choice([3.0, 3.0, 0.0]), x, d.choice([0.25, 0.125])


def linear_function(b):
    return lambda x: float(np.sum(b * x))


def constant_function(a):
    return lambda _: a


@exercise(reference=gradcheck)
class TestGradcheck:
    @practice
    @weight(1)
    @forall(linear, draws=14)
    def test_largest_error(self, student, a, b, x, h):
        """If g = a and f(x) = <b, x>, the result is the largest |a - b| / max(1, |a|, |b|) of all entries."""
        error = student.gradcheck(linear_function(b), constant_function(a), x, h)
        wanted = np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))
        expect.close(expect.number(error, "gradcheck(f, g, x, h)"), wanted, "gradcheck(f, g, x, h)", atol=SINGLE)

    @practice
    @weight(1)
    @forall(one_of_twelve, draws=3)
    def test_one_wrong_entry_of_twelve(self, student, b, i, factor):
        """One wrong entry of 12 is found: doubled it has the error 1/2, quadrupled 3/4, and with the wrong sign 2."""
        a = b.copy()
        a[i] *= factor
        error = student.gradcheck(linear_function(b), constant_function(a), np.zeros(12), 0.5)
        what = "gradcheck(f, g, np.zeros(12), 0.5)"
        wanted = {2.0: 1 / 2, 4.0: 3 / 4, -1.0: 2.0}[factor]
        expect.close(expect.number(error, what), wanted, what, atol=SINGLE)

    @weight(1)
    @forall(cubics, draws=10)
    def test_error_of_central_differences(self, student, c, x, h):
        """If f(x) = <c, x^3> + sum(x)^2 and g is its gradient, the central differences are off by h^2 c."""
        got = student.gradcheck(
            lambda x: float(np.sum(c * np.power(x, 3)) + np.sum(x) ** 2),
            lambda x: 3 * c * np.power(x, 2) + 2 * np.sum(x),
            x,
            h,
        )
        a = 3 * c * x**2 + 2 * x.sum()
        wanted = np.max(h**2 * abs(c) / np.maximum(1, np.maximum(abs(a), abs(a + h**2 * c))))
        expect.close(expect.number(got, "gradcheck(f, g, x, h)"), wanted, "gradcheck(f, g, x, h)", atol=SINGLE)

    @weight(1)
    @forall(floats_and_integers, draws=14)
    def test_x_stays_as_it_is(self, student, b, factor, x, h):
        """x is afterwards what it was before, and may hold integers; here f(x) = <b, x>, and g = factor * b."""
        error = student.gradcheck(linear_function(b), constant_function(factor * b), x, h)
        expect.that(not student.mutated, "gradcheck has changed x; work on a copy, or put the entry back")
        wanted = {0.0: 1.0, 3.0: 2 / 3}[factor]
        expect.close(expect.number(error, "gradcheck(f, g, x, h)"), wanted, "gradcheck(f, g, x, h)", atol=SINGLE)

    @misconception("Central differences step to both sides: f(x + h e) - f(x - h e).", see="def-gradient-check")
    def one_sided(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x)) / h for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("The two points are 2h apart: divide by 2h.", see="def-gradient-check")
    def divided_by_h(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / h for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("Put each entry of x back before the next one moves.", see="def-gradient-check")
    def not_restored(f, g, x, h):
        x = np.asarray(x, float)
        a, b = g(x), np.zeros(x.shape)
        for i in np.ndindex(x.shape):
            x[i] += h
            up = f(x)
            x[i] -= 2 * h
            b[i] = (up - f(x)) / (2 * h)
        return np.max(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("The largest error counts: a mean hides one wrong entry.", see="def-gradient-check")
    def mean_of_the_errors(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.mean(abs(a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("Each entry has an error of its own; norms hide one wrong entry.", see="def-gradient-check")
    def by_norms(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        size = np.sqrt(np.sum(a**2)) + np.sqrt(np.sum(b**2))
        return np.sqrt(np.sum((a - b) ** 2)) / max(size, 1e-12)

    @misconception("The error of a large entry is relative: divide by max(1, |a|, |b|).", see="def-gradient-check")
    def absolute(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max(abs(a - b))

    @misconception("The error of a small entry is absolute: the 1 in max(1, |a|, |b|).", see="def-gradient-check")
    def relative(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1e-12, np.maximum(abs(a), abs(b))))

    @misconception("Divide by the larger of |a| and |b|, not by their sum.", see="def-gradient-check")
    def relative_to_the_sum(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max(abs(a - b) / np.maximum(1, abs(a) + abs(b)))

    @misconception("An entry that is too small is wrong too: |a - b|.", see="def-gradient-check")
    def signed(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        a, b = g(x), np.reshape([(f(x + step) - f(x - step)) / (2 * h) for step in steps], x.shape)
        return np.max((a - b) / np.maximum(1, np.maximum(abs(a), abs(b))))

    @misconception("x[i] is a row if x has two axes; one entry moves at a time.", see="def-gradient-check")
    def whole_rows(f, g, x, h):
        x = np.array(x, float)
        a, b = g(x), np.zeros(x.shape)
        for i in range(len(x)):
            step = np.zeros(x.shape)
            step[i] = h
            b[i] = (f(x + step) - f(x - step)) / (2 * h)
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
            worst = max(worst, abs(a[i] - b) / max(1, abs(a[i]), abs(b)))
        return worst

    @alternate
    def by_rows_of_the_identity(f, g, x, h):
        steps = h * np.eye(x.size).reshape(x.size, *x.shape)
        b = [(f(x + step) - f(x - step)) / (h + h) for step in steps]
        a = np.ravel(g(x))
        return np.array(max(abs(p - q) / max(1, abs(p), abs(q)) for p, q in zip(a, b, strict=True)))

    @alternate
    def in_single_precision(f, g, x, h):
        x = x.astype(np.float32)
        a, b = np.float32(g(x)), np.zeros(x.shape, np.float32)
        for i in np.ndindex(x.shape):
            up, down = x.copy(), x.copy()
            up[i] += h
            down[i] -= h
            b[i] = (f(up) - f(down)) / (2 * h)
        return np.linalg.norm(((a - b) / np.maximum(1, np.maximum(abs(a), abs(b)))).ravel(), np.inf)


def many_widths(d):
    return [d.integer(1, 100) for _ in range(d.integer(2, 6))]


def three_widths(d):
    return [d.integer(1, 100) for _ in range(3)]


def equal_widths(d):
    m = d.integer(1, 100)
    return [m] * d.integer(2, 8)


def same_ratio(got, wanted):
    """Quotients of integers: right to the last digits."""
    ratio = expect.number(got, "flop_ratio(widths)")
    expect.close(ratio, wanted, "flop_ratio(widths)", rtol=1e-12, atol=0.0)


@exercise(reference=flop_ratio)
class TestFlopRatio:
    @practice
    @weight(1)
    @forall(three_widths)
    def test_hidden_width_does_not_matter(self, student, widths):
        """With one hidden layer the ratio is 2 - d_0 / (d_0 + d_2), whatever the hidden width."""
        same_ratio(student.flop_ratio(widths), 2 - widths[0] / (widths[0] + widths[2]))

    @practice
    @weight(1)
    @forall(equal_widths)
    def test_equal_widths(self, student, widths):
        """L layers of one width have the ratio 2 - 1/L."""
        same_ratio(student.flop_ratio(widths), 2 - 1 / (len(widths) - 1))

    @weight(1)
    @forall(many_widths)
    def test_counts(self, student, widths):
        """Backward costs two products for each layer, but one for the first; forward costs one for each."""
        costs = [m * n for m, n in pairwise(widths)]
        same_ratio(student.flop_ratio(widths), (costs[0] + 2 * sum(costs[1:])) / sum(costs))

    @misconception("Backpropagation is one pass back, not one forward for each parameter.", see="def-flop-count")
    def one_pass_per_parameter(widths):
        return np.dot(np.add(widths[:-1], 1), widths[1:])

    @misconception("The gradient in the samples is not needed: no dX for the first layer.", see="def-flop-count")
    def input_gradient_counted(widths):
        return 2.0

    @misconception("dX is left out for the first layer, not for the last one.", see="def-flop-count")
    def last_layer_left_out(widths):
        return 2 - widths[-2] * widths[-1] / np.dot(widths[:-1], widths[1:])

    @misconception("Going back, each layer has two products: dW is the other one.", see="def-flop-count")
    def weight_gradients_left_out(widths):
        return 1 - widths[0] * widths[1] / np.dot(widths[:-1], widths[1:])

    @misconception("Going back, all layers but the first have a second product, for dX.", see="def-flop-count")
    def sample_gradients_left_out(widths):
        return 1.0

    @misconception("Only backward / forward is wanted, without the forward pass itself.", see="def-flop-count")
    def forward_added(widths):
        return 3 - widths[0] * widths[1] / np.dot(widths[:-1], widths[1:])

    @misconception("The ratio is backward / forward.", see="def-flop-count")
    def upside_down(widths):
        S = np.dot(widths[:-1], widths[1:])
        return S / (2 * S - widths[0] * widths[1])

    @misconception("Only dense products are counted: the biases are not.", see="def-flop-count")
    def biases_counted(widths):
        S = np.dot(np.add(widths[:-1], 1), widths[1:])
        return 2 - (widths[0] + 1) * widths[1] / S

    @misconception("The cost of a layer is d_in times d_out, not d_in + d_out.", see="def-flop-count")
    def widths_added(widths):
        return 2 - (widths[0] + widths[1]) / np.sum(widths[:-1] + widths[1:])

    @alternate
    def by_loop(widths):
        forward = backward = 0
        for i in range(len(widths) - 1):
            forward += widths[i] * widths[i + 1]
            backward += widths[i] * widths[i + 1] * (1 if i == 0 else 2)
        return backward / forward

    @alternate
    def by_sizes_of_arrays(widths):
        sizes = [np.zeros(widths[i : i + 2]).size for i in range(len(widths) - 1)]
        return sum(2 * sizes, -sizes[0]) / sum(sizes)

    @alternate
    def by_convolution(widths):
        return np.asarray(1 + np.dot(widths[1:-1], widths[2:]) / np.dot(widths[:-1], widths[1:]))
