"""Practice of unit 11_backpropagation: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

from itertools import pairwise
import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


H = 1e-5


SINGLE = 1e-5


def chain_output(ws, x):
    for w in ws:
        x = (1 + np.tanh(w * x / 2)) / 2
    return x


def eighths(d, shape, reach=8):
    """Multiples of 1/8 up to `reach`."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def chains(d):
    """No pre-activation is beyond 9: large ones are the business of the checks about them."""
    return eighths(d, d.integer(1, 5), 3), float(eighths(d, (), 3))


class TestChainScalar:
    @forall(chains)
    def test_derivatives(self, student, ws, x):
        """Each entry of dws is the limit of difference quotients: move one weight, and see how out moves."""
        _, dws = expect.values(student.chain_scalar(ws, x), 2, "chain_scalar(ws, x)")
        steps = H * np.eye(len(ws))
        wanted = [(chain_output(ws + step, x) - chain_output(ws - step, x)) / (2 * H) for step in steps]
        expect.close(dws, wanted, "dws", atol=SINGLE)


def inner(A, B):
    """The sum of the products of entries."""
    return float(np.sum(A * B))


def affine_layers(d):
    N, d_in, d_out = d.integer(1, 5), d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, d_out)), eighths(d, (N, d_in)), eighths(d, (d_in, d_out))


def moved_samples(d):
    U, X, W = affine_layers(d)
    return U, X, W, eighths(d, X.shape)


def square_layers(d):
    """W is square: what is wrong with dX for others is the other check's business."""
    N, n = d.integer(1, 5), d.integer(1, 5)
    return eighths(d, (N, n)), eighths(d, (N, n)), eighths(d, (n, n))


def moved_weights(d):
    U, X, W = square_layers(d)
    return U, X, W, eighths(d, W.shape)


def moved_bias(d):
    U, X, W = square_layers(d)
    return U, X, W, eighths(d, W.shape[1])


class TestAffineVjp:
    @forall(moved_samples)
    def test_samples(self, student, U, X, W, V):
        """<U, V W> = <dX, V> for every V of the shape of X."""
        dX, _, _ = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dX, X.shape, "dX")
        expect.close(inner(expect.array(dX, "dX"), V), inner(U, V @ W), "<dX, V>")

    @forall(moved_weights)
    def test_weights(self, student, U, X, W, M):
        """<U, X M> = <dW, M> for every M of the shape of W."""
        _, dW, _ = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(dW, W.shape, "dW")
        expect.close(inner(expect.array(dW, "dW"), M), inner(U, X @ M), "<dW, M>")

    @forall(moved_bias)
    def test_bias(self, student, U, X, W, c):
        """<U, 1 c^T> = <db, c> for every c of the shape of b: every sample has the same bias."""
        _, _, db = expect.values(student.affine_vjp(U, X, W), 3, "affine_vjp(U, X, W)")
        expect.shape(db, c.shape, "db")
        expect.close(inner(expect.array(db, "db"), c), inner(U, np.ones((len(X), 1)) * c), "<db, c>")


ACT = {
    "relu": lambda Z: np.maximum(Z, 0),
    "tanh": np.tanh,
    "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
    "identity": lambda Z: Z,
}


def outputs(layers, X, act):
    """The logits of networks whose layers are W (..., d_in, d_out), b (..., 1, d_out)."""
    *hidden, (W, b) = layers
    for V, c in hidden:
        X = ACT[act](X @ V + c)
    return X @ W + b


def losses(layers, X, y, act):
    """The losses of M networks at once, whose layers are stacks W (M, d_in, d_out), b (M, 1, d_out)."""
    Z = outputs(layers, X, act)
    return (np.logaddexp.reduce(Z, axis=2) - Z[:, np.arange(len(y)), y]).mean(axis=1)


def unpacked(theta, params, stacked):
    """The layers in the last axis of theta; a bias in a stack gets an axis for the samples."""
    layers, start = [], 0
    for W, b in params:
        middle, stop = start + W.size, start + W.size + b.size
        dW, db = theta[..., start:middle], theta[..., middle:stop]
        layers.append((dW.reshape(*theta.shape[:-1], *W.shape), db[..., np.newaxis, :] if stacked else db))
        start = stop
    return layers


def differences(params, X, y, act):
    """The gradient of the loss, every entry by central differences, in the structure of params."""
    theta = np.concatenate([A.ravel() for layer in params for A in layer])
    D = len(theta)
    steps = H * np.eye(D)
    moved = np.concatenate([theta + steps, theta - steps])
    up, down = losses(unpacked(moved, params, stacked=True), X, y, act).reshape(2, D)
    return unpacked((up - down) / (2 * H), params, stacked=False)


def off_zero(A):
    """A with its zeros, where relu has its kink, moved to 1/8."""
    return np.where(A == 0, 1 / 8, A)


def away_from_kinks(params, X):
    """The network whose hidden pre-activations at the one sample X are what the biases were, but never 0."""
    A, hidden = X, []
    for W, b in params[:-1]:
        Z = off_zero(b)
        hidden.append((W, Z - A[0] @ W))
        A = np.maximum(Z[np.newaxis], 0)
    return [*hidden, params[-1]]


def networks(d, N, widths):
    """Parameters of a network of these widths, N samples and labels."""
    params = [(eighths(d, (m, n), 1), eighths(d, n, 1)) for m, n in pairwise(widths)]
    return params, eighths(d, (N, widths[0]), 2), d.integers(N, 0, widths[-1] - 1)


def some_widths(d, layers):
    """The widths of so many layers, the last for two classes or more."""
    return [d.integer(1, 4) for _ in range(layers)] + [d.integer(2, 4)]


def relu_networks(d):
    """One sample, for which the first hidden layer has an open unit and a closed one; it is away from all kinks.

    If it is the only one, the gradient that reaches the open unit is negative, and that of the closed one positive.
    No derivative reaches 5: with at most two hidden layers of four units, and with the last weights up to 9/16 and X up
    to 1, it is at most 2 * 9/16 * 4 * 1 * 1 = 4.5. Large ones are the business of a check of their own.
    """
    widths = [d.integer(1, 4), d.integer(2, 4), *some_widths(d, d.integer(0, 1))]
    params, X, y = networks(d, 1, widths)
    first, last = params[0][1], params[-1][0]
    first[:2] = 1 / 8 + abs(first[0]), -1 / 8 - abs(first[1])
    if len(params) == 2:
        last[:2, y[0]] = last[0].max() + 1 / 8, last[1].min() - 1 / 8
    X = X / 2
    last /= 2
    return away_from_kinks(params, X), X, y, "relu"


def parts(got, count, what, wanted=None):
    """A tuple or list of so many parts; `wanted` says what it is."""
    wanted = wanted or f"a list or tuple of {count}"
    expect.that(isinstance(got, list | tuple), f"{what} is {expect.kind(got)}, wanted {wanted}")
    expect.that(len(got) == count, f"{what} has length {len(got)}, wanted {wanted}")
    return got


def returned_gradient(got, params):
    _, grads = expect.values(got, 2, "mlp_backward(params, X, y, act)")
    layers = parts(grads, len(params), "grads", f"a list of {len(params)}, one pair (dW, db) for each layer")
    return [parts(pair, 2, f"grads[{i}]", "a pair (dW, db)") for i, pair in enumerate(layers)]


def same_gradient(got, wanted, rtol=SINGLE, atol=SINGLE, where=""):
    for i, (pair, right) in enumerate(zip(got, wanted, strict=True)):
        for j in range(2):
            expect.close(pair[j], right[j], f"grads[{i}][{j}]{where}", rtol, atol)


SMOOTH = ("tanh", "sigmoid", "identity")


def any_depth(d, N):
    """The same for one layer to three."""
    return networks(d, N, some_widths(d, d.integer(1, 3)))


def batches(d):
    return any_depth(d, d.integer(2, 6))


class TestMlpBackward:
    @forall(relu_networks, draws=8)
    def test_every_derivative(self, student, params, X, y, act):
        """With hidden layers each entry of grads is the limit of difference quotients of the loss, for one sample."""
        got = returned_gradient(student.mlp_backward(params, X, y, act), params)
        same_gradient(got, differences(params, X, y, act))

    @forall(batches, draws=6)
    def test_batches(self, student, params, X, y):
        """The gradient of a batch is that of the mean loss, whether act is "tanh", "sigmoid" or "identity"."""
        for act in SMOOTH:
            got = returned_gradient(student.mlp_backward(params, X, y, act), params)
            same_gradient(got, differences(params, X, y, act), where=f" for {act}")


JVP = "mlp_jvp(params, X, act, dparams)"


def directions(d, params):
    """A direction in all arrays, in no entry 0."""
    return [(off_zero(eighths(d, W.shape, 1)), off_zero(eighths(d, b.shape, 1))) for W, b in params]


def single_layers(d):
    """For "identity": whether act is applied after the last layer is the other checks' business."""
    params, X, _ = networks(d, d.integer(1, 4), some_widths(d, 1))
    return params, off_zero(X), directions(d, params)


def along(params, X, act, dparams):
    """The derivative of the logits in the direction dparams, by a central difference."""
    up, down = (
        outputs([(W + t * dW, b + t * db) for (W, b), (dW, db) in zip(params, dparams, strict=True)], X, act)
        for t in (H, -H)
    )
    return (up - down) / (2 * H)


def moving_networks(d):
    params, X, _ = any_depth(d, d.integer(1, 3))
    return params, off_zero(X), directions(d, params)


class TestMlpJvp:
    @forall(single_layers)
    def test_one_layer(self, student, params, X, dparams):
        """For one layer dZ = X dW + 1 db^T, whatever W and b are."""
        [(dW, db)] = dparams
        expect.close(student.mlp_jvp(params, X, "identity", dparams), X @ dW + db, JVP, atol=SINGLE)

    @forall(moving_networks, draws=6)
    def test_all_move(self, student, params, X, dparams):
        """If all move, dZ is the limit of difference quotients, whether act is "tanh", "sigmoid" or "identity"."""
        for act in SMOOTH:
            got, wanted = student.mlp_jvp(params, X, act, dparams), along(params, X, act, dparams)
            expect.close(got, wanted, f"{JVP} for {act}", atol=SINGLE)


CHECK = "gradcheck(f, g, x, h)"


def constant_function(a):
    return lambda _: a


def of_shape(x, shape):
    """Fail unless what a function is given has the shape of the point."""
    expect.that(np.shape(x) == shape, f"f or g is called with an array of shape {np.shape(x)}, x has shape {shape}")


def linear_function(b):
    """<b, x>, for an x of the shape of b."""

    def f(x):
        of_shape(x, np.shape(b))
        return float(np.sum(b * x))

    return f


def small_gradients(d):
    """The true gradient of a linear function and a claimed one, which may differ; no entry is above 3/8.

    (a, b, x, h), with h = 3 x[0, 0]: 0.1 + 0.3 - 0.6 + 0.3 is not 0.1, nor is 0.1 + 0.3 - 0.3.
    """
    shape = d.integer(1, 3), d.integer(2, 3)
    b = eighths(d, shape, 3 / 8)
    a = np.where(d.integers(shape, 0, 1), b, eighths(d, shape, 3 / 8))
    x, size = eighths(d, shape), d.choice([1.0, 0.5, 0.125])
    x[0, 0] = 0.1 * size
    return a, b, x, 0.3 * size


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


def some_shape(d, largest=4):
    """One to three axes."""
    return tuple(d.integer(1, largest) for _ in range(d.integer(1, 3)))


def cubics(d):
    """Coefficients above 0, the last one the largest, and points beyond 1 in size, where a relative step is not h.

    No derivative is above 1, so that all errors are absolute ones. The step is one of those given, or 2^-26 times it,
    1e-8 about, which beside 2 or 3 is nothing in float32.
    """
    shape = *some_shape(d, 2)[1:], d.integer(2, 3)
    x = off_zero(eighths(d, shape, 2))
    c = np.sort(abs(off_zero(eighths(d, shape, 1))) / 2, axis=None).reshape(shape)
    c.flat[-1] += 1 / 16
    return c, x + np.sign(x), d.choice([1.0, 0.5, 0.25])


class TestGradcheck:
    @forall(small_gradients, draws=4)
    def test_small_entries(self, student, a, b, x, h):
        """If g = a and f(x) = <b, x>, no entry of them above 1/2, the result is the largest |a - b| of all entries."""
        for i, off, which in ((0, -1 / 2, "first"), (-1, 1 / 2, "last")):
            a, b = a.copy(), b.copy()
            a.flat[i], b.flat[i] = off, -3 / 4 * off
            error = student.gradcheck(linear_function(b), constant_function(a), x, h)
            what = f"{CHECK} with {a.flat[i]:g} and {b.flat[i]:g} for the {which} entries of a and b"
            expect.close(expect.number(error, what), np.max(abs(a - b)), what, atol=SINGLE)

    @forall(cubics, draws=6)
    def test_error_of_central_differences(self, student, c, x, h):
        """If f is h <c, u^3> - sum(x)^2 / 256, u being (x - a) / h, its central differences at a are off by c."""
        for step, what in ((h, CHECK), (h / 2**26, "gradcheck(f, g, x, h / 2**26)")):
            f, g = cubic(c, x, step)
            error = student.gradcheck(f, g, x, step)
            expect.close(expect.number(error, what), c.max(), what, atol=SINGLE)


GRADIENTS = "graph_gradients(edges, output)"


def derivatives(got, edges, output, what=GRADIENTS):
    """The dictionary, with all nodes and no others as its keys, and numbers as its values."""
    nodes = {node: 0 for edge in edges for node in edge[:2]} | {output: 0}
    expect.equal(dict.fromkeys(got, 0) if isinstance(got, dict) else got, nodes, what)
    return {node: expect.number(got[node], f"{what}[{node!r}]") for node in nodes}


def labelled(d, node, places):
    """Edges between the nodes at these places; the labels are multiples of 1/8, not 0."""
    labels = off_zero(eighths(d, len(places), 2))
    return [(node[i], node[j], float(label)) for (i, j), label in zip(places, labels, strict=True)]


def nodes(d, count):
    """Names whose order says nothing about the graph."""
    return [f"n{number}" for number in d.permutation(count)]


def graphs(d):
    """A diamond with a tail and more, one label perhaps 0, edges in any order; the end, and the node before it.

    No two edges lie between the same nodes: that has a check of its own. Nor does a node have an edge labelled 0 alone.
    """
    last, shortcuts = d.integer(3, 5), d.integer(0, 5)
    node = nodes(d, last + 1)
    starts, lengths = d.integers(shortcuts, 0, last - 1), d.integers(shortcuts, 1, last)
    places = [(i, i + 1) for i in range(last)] + [(1, last), (0, 2)]
    places += [(i, min(i + length, last)) for i, length in zip(starts, lengths, strict=True)]
    edges = labelled(d, node, list(dict.fromkeys(places)))
    if d.boolean():
        edges[last + 1] = (*edges[last + 1][:2], 0.0)
    return [edges[k] for k in d.permutation(len(edges))], node[last], node[last - 1]


class TestGraphGradients:
    @forall(graphs, draws=7)
    def test_chain_rule_at_every_node(self, student, edges, end, before):
        """d out / du is the sum over the edges (u, v, d) of d * (d out / dv), 0 without any, in any order."""
        for order, output, all_of_them in (
            (1, end, f"graph_gradients(edges, {end!r})"),
            (-1, end, f"graph_gradients(edges[::-1], {end!r})"),
            (1, before, f"graph_gradients(edges, {before!r})"),
        ):
            got = derivatives(student.graph_gradients(edges[::order], output), edges, output, all_of_them)
            expect.close(got[output], 1.0, f"{all_of_them}[{output!r}]", rtol=SINGLE)
            for node in got.keys() - {output}:
                terms = [d * got[v] for u, v, d in edges if u == node]
                room = SINGLE * sum(map(abs, terms))
                what = f"{all_of_them}[{node!r}], where those of the nodes behind it add up to {sum(terms):g}"
                expect.close(got[node], sum(terms), what, atol=1e-9 + room)

UNIT = "11_backpropagation"
EXERCISES = {
    "chain_scalar": 5,
    "affine_vjp": 5,
    "mlp_backward": 7,
    "mlp_jvp": 6,
    "gradcheck": 6,
    "catch_backward": 9,
    "graph_gradients": 6,
}
PROOFS = {
    "delta_recursion": ('The delta recursion', 5),
    "sigmoid_bound": ('The sigmoid bound, and what it does not say', 5),
}
CHECKS = {
    "chain_scalar": TestChainScalar,
    "affine_vjp": TestAffineVjp,
    "mlp_backward": TestMlpBackward,
    "mlp_jvp": TestMlpJvp,
    "gradcheck": TestGradcheck,
    "graph_gradients": TestGraphGradients,
}
