"""Practice of unit 02_networks: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

from itertools import pairwise
import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def close(got, wanted, what, size=1.0):
    """Equal to the precision that float32 code has: it knows a number to 6e-8 of the largest that went into it."""
    expect.close(got, wanted, what, rtol=1e-5, atol=1e-5 * max(1.0, float(size)))


APART = [(1, 3), (2, 4), (3, 2), (4, 2), (4, 3), (1, 4)]  # a layer from 3 to 2 and the like


def apart(d):
    """d_in and d_out >= 2, not equal, and d_out not the number of the origin and the unit vectors together."""
    return d.choice(APART)


def steps(d, n):
    """n multiples of 1/4, no two of them equal and none 0, in any order."""
    return np.array([0.25, -0.5, 1.0, -1.5, 0.75, -2.0])[:n][d.permutation(n)]


def quarters(d, shape, reach=8):
    """Multiples of 1/4 up to reach/4, each as likely as any."""
    return d.integers(shape, -reach, reach) / 4


def weights(d, d_in, d_out):
    """Multiples of 1/4; a square W is not symmetric, and not 0."""
    W = quarters(d, (d_in, d_out), 4)
    if d_in == d_out > 1:
        W[0, -1] = W[-1, 0] + d.choice([1.0, -1.0])
    return np.where(W.any(), W, W + 1)


def layer(d, d_in, d_out):
    """(W, b), the entries of b different from one another."""
    return weights(d, d_in, d_out), steps(d, d_out)


def wide_or_narrow(d):
    """A layer with two units or more, and not as many inputs: neither W nor b fits in another direction."""
    return layer(d, *apart(d))


BALANCED = {2: [0.5, -0.5], 3: [0.25, 0.5, -0.75], 4: [0.25, -0.5, 1.0, -0.75]}


def balanced(d, n):
    """n >= 2 multiples of 1/4 of sum 0, no two of them equal and none 0, in any order."""
    return np.array(BALANCED[n])[d.permutation(n)] * d.choice([1.0, -1.0])


def samples(d, N, d_in):
    """N samples; where there are two or more, one has an entry of each sign."""
    X = quarters(d, (N, d_in))
    X[0, 0] = 1.0
    X[-1, -1] = -1.0
    return X


def as_many_samples_as_units(d):
    """In every other draw; then b could go down the samples. In every other draw b has the sum 0."""
    d_in, d_out = apart(d)
    N = d.choice([d_out, d.integer(2, 5)])
    W, b = layer(d, d_in, d_out)
    return samples(d, N, d_in), W, d.choice([b, balanced(d, d_out)])


class TestAffine:
    @forall(wide_or_narrow)
    def test_origin_and_unit_vectors(self, student, W, b):
        """The origin goes to b, and unit vector i to row i of W plus b."""
        X = np.vstack([np.zeros(len(W)), np.eye(len(W))])
        close(student.affine(X, W, b), np.vstack([b, W + b]), "affine(X, W, b) for the origin and the unit vectors")

    @forall(as_many_samples_as_units)
    def test_samples_do_not_see_one_another(self, student, X, W, b):
        """Row n of the output is sample n's: the rows of W, each times the sample's entry for it, and b, added up."""
        Z = expect.array(student.affine(X, W, b), "affine(X, W, b)")
        expect.shape(Z, (len(X), len(b)), "affine(X, W, b)")
        rows = np.stack([sum(x * row for x, row in zip(sample, W, strict=True)) + b for sample in X])
        close(Z, rows, "affine(X, W, b)", 10)


def pair_of_values(got, what):
    """The W and the b that an answer holds."""
    return expect.values(got, 2, what)


def chain(d, widths):
    """The layers of a network of these widths."""
    return [layer(d, *pair) for pair in pairwise(widths)]


def two_layers(d):
    """Widths that differ in one draw and are equal in the other, and samples to compare on."""
    n = d.integer(2, 3)
    widths = d.choice([[n, n, n], [d.integer(1, 4), d.integer(1, 4), d.integer(1, 4)]])
    return chain(d, widths), samples(d, 3, widths[0])


class TestCollapseLinear:
    @forall(two_layers)
    def test_same_outputs(self, student, params, X):
        """For two layers, X W + b is what the second layer makes of the first one's outputs."""
        W, b = pair_of_values(student.collapse_linear(params), "collapse_linear(params)")
        (V, c), (V_2, c_2) = params
        expect.shape(W, (len(V), len(c_2)), "W")
        expect.shape(b, c_2.shape, "b")
        Z = X @ expect.finite(W, "W") + expect.finite(b, "b")
        close(Z, (X @ V + c) @ V_2 + c_2, "X @ W + b", 50)


def unfolded(d):
    """A layer whose units come twice, with both signs, and one that takes differences: max(u, 0) - max(-u, 0) = u.

    The last biases are such that no output is negative.
    """
    d_in, d_hidden, d_out = d.choice([(3, 1, 3), (2, 3, 2), (3, 1, 4), (3, 2, 3)])  # the hidden layer has twice as many
    X, (W, b), (V, c) = samples(d, 5, d_in), layer(d, d_in, d_hidden), layer(d, d_hidden, d_out)
    lowest = ((X @ W + b) @ V + c).min(axis=0)
    return [(np.hstack([W, -W]), np.append(b, -b)), (np.vstack([V, -V]), c - np.minimum(lowest, 0))], X


ACTIVATIONS = ("relu", "tanh", "sigmoid", "identity")


def one_layer(d):
    """A layer, samples, and an activation that is not to be taken."""
    d_in, d_out = apart(d)
    return chain(d, [d_in, d_out]), samples(d, d_out + d.choice([1, 2]), d_in), d.choice(ACTIVATIONS)


class TestMlpForward:
    @forall(unfolded)
    def test_relu_between_the_layers(self, student, params, X):
        """Since max(u, 0) - max(-u, 0) = u, units with both signs of u, and differences of them, undo the ReLU."""
        (W, b), (V, c) = params
        m = len(b) // 2
        wanted = (X @ W[:, :m] + b[:m]) @ V[:m] + c
        close(student.mlp_forward(params, X, "relu"), wanted, 'mlp_forward(params, X, "relu")', 100)

    @forall(one_layer)
    def test_one_layer_has_no_activation(self, student, params, X, act):
        """A network of one layer is that affine layer, whatever the activation is."""
        ((W, b),) = params
        close(student.mlp_forward(params, X, act), X @ W + b, "mlp_forward(params, X, act)", 10)


INPUTS = 3


LAYERS, WIDTH, LARGEST = 4, 5, 100


def table(A, what, ndim):
    """A part of an input: numbers that can be written by hand, in as many dimensions."""
    A = expect.finite(A, what)
    expect.that(A.ndim == ndim, f"{what} has shape {A.shape}, wanted {'(rows, columns)' if ndim == 2 else '(units,)'}")
    sizes = "wanted sizes from 1 to 5"
    expect.that(min(A.shape) >= 1 and max(A.shape) <= WIDTH, f"{what} has shape {A.shape}, {sizes}")
    largest = np.abs(A).max()
    expect.that(largest <= LARGEST, f"{what} has an entry of size {largest:g}, wanted 100 at most")
    return A


def admissible(params, X):
    """A small network, and samples that fit it."""
    layers = expect.layers(params, "params")
    expect.that(1 <= len(layers) <= LAYERS, f"params has {len(layers)} layers, wanted 1 to 4")
    X = table(X, "X", 2)
    width, found = X.shape[1], []
    for i, layer in enumerate(layers):
        W, b = table(layer[0], f"W of params[{i}]", 2), table(layer[1], f"b of params[{i}]", 1)
        expect.that(len(W) == width, f"W of params[{i}] has shape {W.shape}, wanted {width} rows: so much goes in")
        width = W.shape[1]
        expect.that(len(b) == width, f"b of params[{i}] has shape {b.shape}, wanted ({width},): one for each unit")
        found.append((W, b))
    return found, X


class TestCatchForward:
    def test_inputs_are_admissible(self, student):
        """There are one to three inputs (params, X), of 1 to 4 layers that fit, sizes up to 5, numbers up to 100."""
        for entry in expect.entries(student.catch_forward(), "catch_forward()", INPUTS, "input", "inputs"):
            pair = isinstance(entry, list | tuple) and len(entry) == 2
            expect.that(pair, "an input is no pair (params, X): is the answer a list of such pairs?")
            admissible(*entry)


XOR = (-1, 1, 1, -1)


CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


ROUND_OFF = 1e-12  # of the largest term; a network may be scaled as one likes, so that only the sign is looked at


def outputs(layers):
    """z at each corner, and how far rounding may have moved it."""
    A, size = CORNERS, CORNERS
    for i, (W, b) in enumerate(layers):
        A, size = (np.maximum(A, 0) if i else A) @ W + b, size @ np.abs(W) + np.abs(b)
    return A[:, 0], ROUND_OFF * size[:, 0]


def read_network(got, strictly=True):
    """The layers as arrays, from two inputs to one output.

    Otherwise the weights and the bias of an only unit may be a row or a number: what it computes is clear.
    """
    layers, width = [], 2
    for i, layer in enumerate(expect.layers(got, "xor_network()"), start=1):
        W, b = expect.finite(layer[0], f"W of layer {i}"), expect.finite(layer[1], f"b of layer {i}")
        if not strictly and b.size == 1:
            W, b = W.reshape(-1, 1) if W.size == width else W, b.reshape(1)
        fits = W.ndim == 2 and len(W) == width
        expect.that(fits, f"W of layer {i} has shape {W.shape}, wanted {width} rows: (d_in, d_out)")
        width = W.shape[1]
        expect.shape(b, (width,), f"b of layer {i}")
        layers.append((W, b))
    expect.that(layers, "xor_network() has no layers")
    expect.that(width == 1, f"the network has {width} outputs, wanted one")
    return layers


def with_signs(got, wanted, corners):
    """Fail unless the outputs at these corners have these signs."""
    z, moved = outputs(read_network(got, strictly=False))
    found = np.where(np.abs(z) > moved, np.sign(z), 0)
    for corner in corners:
        point, words = tuple(map(int, CORNERS[corner])), {1: "positive", 0: "0", -1: "negative"}
        expect.that(
            found[corner] == wanted[corner], f"z is {words[found[corner]]} at {point}, wanted {words[wanted[corner]]}"
        )


MOST = 9  # parameters


class TestXorNetwork:
    def test_one_rather_than_none(self, student):
        """z is negative at (0, 0), and positive at (0, 1) and (1, 0)."""
        with_signs(student.xor_network(), XOR, (0, 1, 2))

    def test_exactly_one(self, student):
        """z has the sign of XOR at all four points; the shapes fit, with one hidden layer, and at most 9 parameters."""
        got = student.xor_network()
        with_signs(got, XOR, (0, 1, 2, 3))
        layers = read_network(got)
        expect.that(len(layers) == 2, f"the network has {len(layers)} layers, wanted two: one of them hidden")
        count = sum(W.size + b.size for W, b in layers)
        expect.that(count <= MOST, f"the network has {count} parameters, wanted at most {MOST}")


H = 1e-4  # of the difference quotients, which err by H^2 times less than |u|; rounding gives 1e-12 |u|


def softmax(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def uneven(d, P):
    """Gradients in P: the first two entries of each row differ, and the mean under P is not near 0."""
    U = quarters(d, P.shape, 16)
    U[:, 0] += U[:, 0] == U[:, 1]
    return U + (np.abs((P * U).sum(axis=1, keepdims=True)) < 1 / 4)


def gradients_and_logits(d):
    Z = quarters(d, (d.integer(2, 4), d.integer(3, 4)))
    return uneven(d, softmax(Z)), Z


def shares(counts):
    """Each row over its sum."""
    return counts / counts.sum(axis=1, keepdims=True)


def gradients(d):
    """In every other draw as many samples as classes."""
    K = d.integer(3, 5)
    counts = d.integers((d.choice([K, d.integer(2, 5)]), K), 1, 8)
    counts[:, 0] += (counts == counts[:, :1]).all(axis=1)
    P = shares(counts)
    return uneven(d, P), P


class TestSoftmaxVjp:
    @forall(gradients_and_logits)
    def test_difference_quotients(self, student, U, Z):
        """Each entry of dZ says how fast the sum of U * softmax(Z) changes with that logit."""
        dZ = expect.finite(student.softmax_vjp(U, softmax(Z)), "softmax_vjp(U, P)")
        expect.shape(dZ, Z.shape, "softmax_vjp(U, P)")
        slopes = np.zeros(Z.shape)
        for place in np.ndindex(Z.shape):
            step = np.zeros(Z.shape)
            step[place] = H
            slopes[place] = np.sum(U * (softmax(Z + step) - softmax(Z - step))) / (2 * H)
        close(dZ, slopes, "softmax_vjp(U, P)", 10)

    @forall(gradients)
    def test_variance(self, student, U, P):
        """In each row the sum of U * dZ is the variance of the entries of U under P, and the sum of dZ is 0."""
        dZ = expect.finite(student.softmax_vjp(U, P), "softmax_vjp(U, P)")
        expect.shape(dZ, P.shape, "softmax_vjp(U, P)")
        means = np.sum(P * U, axis=1, keepdims=True)
        variances = np.sum(P * (U - means) ** 2, axis=1)
        close(np.sum(U * dZ, axis=1), variances, "the sum over each row of U * softmax_vjp(U, P)", 50)
        close(np.sum(dZ, axis=1), np.zeros(len(P)), "the sum over each row of softmax_vjp(U, P)", 10)


def read_start(got, widths):
    """The layers as arrays of the shapes that the widths say."""
    layers = expect.layers(got, "init(widths, kind, rng)")
    wanted = len(widths) - 1
    expect.that(len(layers) == wanted, f"{len(layers)} layers for {wanted + 1} widths, wanted {wanted}")
    found = []
    for i, (W, b) in enumerate(layers):
        expect.shape(W, (widths[i], widths[i + 1]), f"W of layer {i + 1}")
        expect.shape(b, (widths[i + 1],), f"b of layer {i + 1}")
        found.append((expect.finite(W, f"W of layer {i + 1}"), expect.finite(b, f"b of layer {i + 1}")))
    return found


KINDS = ("he", "glorot")


def small(d):
    """Two to four widths, and a kind."""
    return [d.integer(1, 5) for _ in range(d.integer(2, 4))], d.choice(KINDS)


def larger(d):
    """Layers of 1600 weights or more: even random signs do not agree by chance."""
    return [d.integer(40, 44) for _ in range(d.integer(2, 3))], d.choice(KINDS)


class TestInit:
    @forall(small)
    def test_shapes_and_biases(self, student, widths, kind):
        """Layer l has W of shape (d_{l-1}, d_l), and d_l biases, which are 0."""
        for i, (_, b) in enumerate(read_start(student.init(widths, kind, student.rng("shapes")), widths)):
            expect.that(not b.any(), f"b of layer {i + 1} is not 0")

    @forall(larger, draws=6)
    def test_all_draws_from_rng(self, student, widths, kind):
        """Equal generators give the same weights; other ones, and the same one used again, give others."""
        rng = student.rng("one")
        first, second = (read_start(student.init(widths, kind, rng), widths) for _ in range(2))
        again = read_start(student.init(widths, kind, student.rng("one")), widths)
        other = read_start(student.init(widths, kind, student.rng("other")), widths)
        for i, (W, _) in enumerate(first):
            expect.that((again[i][0] == W).all(), "generators in the same state give different weights: use rng alone")
            expect.that((other[i][0] != W).any(), "two different generators give the same weights: use rng")
            expect.that((second[i][0] != W).any(), "a second call with the same rng gives the same weights")

UNIT = "02_networks"
EXERCISES = {
    "affine": 6,
    "collapse_linear": 5,
    "mlp_forward": 7,
    "catch_forward": 6,
    "xor_network": 4,
    "softmax_vjp": 6,
    "init": 6,
}
PROOFS = {
    "xor_is_not_affine": ('XOR needs a bend', 4),
    "two_logits_for_one": ('Two logits for one', 4),
}
CHECKS = {
    "affine": TestAffine,
    "collapse_linear": TestCollapseLinear,
    "mlp_forward": TestMlpForward,
    "catch_forward": TestCatchForward,
    "xor_network": TestXorNetwork,
    "softmax_vjp": TestSoftmaxVjp,
    "init": TestInit,
}
