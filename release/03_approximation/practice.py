"""Practice of unit 03_approximation: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


def layers_of(got, what):
    """The layers of an answer: a list of pairs, one at least."""
    layers = expect.layers(got, what)
    expect.that(len(layers) > 0, f"{what} has no layers")
    return layers


def read_layer(layer, width, what):
    """W and b of a layer with so many inputs."""
    W, b = expect.finite(layer[0], f"W of {what}"), expect.finite(layer[1], f"b of {what}")
    fits = W.ndim == 2 and len(W) == width
    expect.that(fits, f"W of {what} has shape {W.shape}, wanted {width} row{'s' * (width != 1)}: (d_in, d_out)")
    if W.shape[1] == 1 and b.shape == ():
        b = b[None]  # one number for one unit
    expect.shape(b, (W.shape[1],), f"b of {what}")
    return W, b


def drawn(got, x, what):
    """The values at the points x of the ReLU network whose parameters are the answer."""
    A = np.asarray(x, float)[:, None]
    for i, layer in enumerate(layers_of(got, what), start=1):
        W, b = read_layer(layer, A.shape[1], f"layer {i}")
        with np.errstate(over="ignore", invalid="ignore"):  # of absurd weights; what comes of them is no number
            A = (np.maximum(A, 0) if i > 1 else A) @ W + b
    expect.that(A.shape[1] == 1, f"{what} has {A.shape[1]} outputs, wanted one")
    return A[:, 0]


WEIGHTS = 3e-7  # how far a term may be off: float32 knows a weight to 6e-8, and a unit has three of them


def same_values(values, x, wanted, what, size):
    """Values at the points x, to round-off of terms of this size."""
    wrong = np.flatnonzero(~(np.abs(values - wanted) <= WEIGHTS * np.maximum(1.0, size)))
    if len(wrong):
        first = wrong[0]
        expect.that(False, f"{what} is {values[first]:.6g} at x = {x[first]:.6g}, wanted {wanted[first]:.6g}")


def same_curve(got, x, wanted, what, size):
    """The answer's network has these values, to round-off of terms of this size."""
    same_values(drawn(got, x, what), x, wanted, "the network", size)


def size_of_hat(a, b, c, x):
    """What the terms come to that cancel outside (a, c)."""
    return 2 * (1 / (b - a) + 1 / (c - b)) * (np.abs(x) + max(abs(a), abs(b), abs(c)))


def as_a_hat(got, a, b, c, x, wanted):
    """The network of the answer has these values."""
    x, wanted = np.asarray(x, float), np.asarray(wanted, float)
    same_curve(got, x, wanted, "hat(a, b, c)", size_of_hat(a, b, c, x))


def gaps(d, n):
    """n lengths, no two neighbours of them equal."""
    lengths = np.array([1.0, 2.0, 0.5, 3.0, 1.5])[d.permutation(5)]
    return np.resize(lengths, n)


def quarters(d, shape, reach=8):
    """Multiples of 1/4 up to reach/4, each as likely as any."""
    return d.integers(shape, -reach, reach) / 4


def uneven(d):
    """a < b < c, the sides of unequal length, so that a slope on the wrong side is seen; the middle is often 0."""
    b = d.choice([0.0, 4.0, -4.0])
    b += quarters(d, 1)[0] * (b != 0)
    left, right = gaps(d, 2)
    return b - left, b, b + right


def inside(d):
    """Such knots, and how far up either side the points are."""
    return *uneven(d), np.concatenate([[1 / 2, 1 / 4], d.integers(d.integer(1, 4), 1, 15) / 16])


class TestHat:
    @forall(uneven)
    def test_values_at_the_knots(self, student, a, b, c):
        """The value is 0 at a, 1 at b and 0 at c."""
        as_a_hat(student.hat(a, b, c), a, b, c, [a, b, c], [0, 1, 0])

    @forall(inside)
    def test_affine_on_either_side(self, student, a, b, c, t):
        """A share t of the way from a to b, or from c to b, the value is t."""
        x = np.concatenate([a + t * (b - a), c - t * (c - b)])
        as_a_hat(student.hat(a, b, c), a, b, c, x, np.concatenate([t, t]))


def size_of_line(knots, vals, x):
    """What the terms of the sum come to."""
    steepest = np.abs(np.diff(vals) / np.diff(knots)).max(initial=0.0)
    return 2 * (np.abs(vals).max() + len(knots) * steepest * (np.abs(x) + np.abs(knots).max()))


def as_a_line(got, knots, vals, x, wanted):
    """The network of the answer has these values."""
    same_curve(got, x, wanted, "pwl_net(knots, vals)", size_of_line(knots, vals, x))


def values_at(d, m):
    """m values, those at the ends different from one another and not 0; ties and zeros between are frequent."""
    vals = quarters(d, m, 12)
    vals[0] = d.choice([1.0, -2.0, 0.5])
    vals[-1] = vals[0] + d.choice([1.5, -3.5, 1.0])
    return vals


def data(d):
    """Two knots or more in increasing order, neighbouring gaps different, and values; the first knot may be 0."""
    m = d.integer(2, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def bent(d):
    """Three knots or more."""
    m = d.integer(3, 6)
    return quarters(d, 1)[0] + np.append(0.0, np.cumsum(gaps(d, m - 1))), values_at(d, m)


def with_shares(d):
    """Knots, values, and how far between its neighbours a point is."""
    return *bent(d), np.append(1 / 4, d.integers(d.integer(1, 3), 1, 15) / 16)


class TestPwlNet:
    @forall(data)
    def test_values_at_the_knots(self, student, knots, vals):
        """At each knot the network has the value given."""
        as_a_line(student.pwl_net(knots, vals), knots, vals, knots, vals)

    @forall(with_shares)
    def test_affine_between_neighbours(self, student, knots, vals, t):
        """A share t of the way to the next knot, the value has gone the share t of the way to the next value."""
        s = t[:, None]
        x = ((1 - s) * knots[:-1] + s * knots[1:]).ravel()
        wanted = ((1 - s) * vals[:-1] + s * vals[1:]).ravel()
        as_a_line(student.pwl_net(knots, vals), knots, vals, x, wanted)


ROUGHLY = 1e-3  # at a distance of 10/k a sigmoid is within 5e-5 of its limit


def interval(d):
    """a < b, a not 0, and b - a not 1: a bump is narrow or wide."""
    a = d.choice([1.0, -2.0, 0.75, 3.0, -0.5])
    return a, a + d.choice([4.0, 0.5, 3.0, 0.25])


def points(d, a, b, shape):
    """Points in the middle half of [a, b], and others as far off as that is long or farther; and which are which."""
    w = b - a
    share = d.integers(shape, 0, 8)
    inside = d.integers(shape, 0, 1).astype(bool)
    sign = 2 * d.integers(shape, 0, 1) - 1
    x = np.where(inside, a + w / 4 + share * w / 16, (a + b) / 2 + sign * w * (1 + share / 4))
    return x, inside


def steep(d):
    """A bump whose ends are sharp, and points inside and outside, one of each at least: (x, a, b, k, inside)."""
    a, b = interval(d)
    x, inside = points(d, a, b, d.integer(2, 5))
    x[:2], inside[:2] = [a + (b - a) / 4, b + (b - a) / 2], [True, False]
    return x, a, b, d.choice([40.0, 50.0]) / (b - a), inside


def shaped(d):
    """The same in an array of any shape, a single number too; the first is inside, the last of several outside.

    Both are as near to the ends as they come.
    """
    a, b = interval(d)
    x, inside = (np.asarray(each) for each in points(d, a, b, d.choice([(), (1,), (2, 3), (3, 1), (1, 2, 2)])))
    x.flat[-1], inside.flat[-1] = (a + b) / 2 + (b - a), False
    x.flat[0], inside.flat[0] = a + (b - a) / 4, True
    return x, a, b, 40.0 / (b - a), inside


class TestSigmoidBump:
    @forall(steep)
    def test_one_inside_zero_outside(self, student, x, a, b, k, inside):
        """For k (b - a) >= 40 the value is near 1 well inside [a, b], near 0 well outside, and 1/2 at a and b."""
        got = student.sigmoid_bump(np.concatenate([[a, b], x]), a, b, k)
        expect.close(got, np.concatenate([[0.5, 0.5], inside]), "sigmoid_bump(x, a, b, k)", atol=ROUGHLY)

    @forall(shaped)
    def test_any_shape(self, student, x, a, b, k, inside):
        """The result has the shape of x, any shape or a single number: near 1 well inside, near 0 well outside."""
        what = "sigmoid_bump(x, a, b, k)"
        got = expect.array(student.sigmoid_bump(x if x.ndim else float(x), a, b, k), what)
        expect.shape(got, x.shape, what)
        expect.close(got, inside, what, atol=ROUGHLY)


TOLERANCE = 1e-6  # dyadic numbers are exact; what goes through arccos and cosine is known to 1e-8


def halves(d):
    """Multiples of 1/64 in [0, 1/2], one of them inside, and both ends."""
    x = d.integers(d.integer(1, 5), 0, 32) / 64
    x[0] = d.integers(1, 1, 15)[0] / 64
    return np.append(x, [0.5, 0.0])


OF_THIRDS = 1e-4  # float32 knows a third to 3e-8, and each tent doubles the error


def of_thirds(d):
    """n >= 3 and points in an array of any shape, a single number too, that the tent maps have led to 2/3 by then."""
    shape = d.choice([(1,), (), (2, 3), (3, 1), (1, 2, 2)])
    sixths = np.array([2.0, 1.0, 5.0])[d.integers(shape, 0, 2)]
    return np.asarray(sixths / 6), d.integer(3, 6)


class TestTent:
    @forall(halves)
    def test_one_tent(self, student, x):
        """Once, both x and 1 - x go to 2x, for x in [0, 1/2]."""
        both = np.concatenate([x, 1 - x])
        expect.close(student.tent(both, 1), np.concatenate([2 * x, 2 * x]), "tent(x, 1)", atol=TOLERANCE)

    @forall(lambda d: d.integer(2, 7))
    def test_peaks_and_zeros(self, student, n):
        """At j / 2^n the value is 0 for even j and 1 for odd j, and halfway between it is 1/2."""
        j = np.arange(2**n + 1)
        x = np.concatenate([j / 2**n, (j[:-1] + 0.5) / 2**n])
        wanted = np.concatenate([j % 2, np.full(2**n, 0.5)])
        expect.close(student.tent(x, n), wanted, "tent(x, n)", atol=TOLERANCE)

    @forall(of_thirds)
    def test_any_shape(self, student, x, n):
        """The result has the shape of x, a single number included: 1/6, 1/3 and 5/6 go to 2/3 and stay there."""
        got = expect.array(student.tent(x if x.ndim else float(x), n), "tent(x, n)")
        expect.shape(got, x.shape, "tent(x, n)")
        expect.close(got, np.full(x.shape, 2 / 3), "tent(x, n)", atol=OF_THIRDS)


def knots(d, n):
    """n <= 9 different knots: one far off, then 0, then one next to either and one more, then others.

    No weights make equal biases. To two decimals the last two next to 0 are equal.
    """
    far, others = d.choice([1000.0, -1024.0, 1040.0]), np.array([1.0, -3.0, 1.25, 2.25])[d.permutation(4)]
    return np.append([far, 0.0, far + 1 / 128, 1 / 64, 3 / 128], others)[:n]


def last_weights(d, n):
    """n numbers none of which is 0."""
    return np.array([d.choice([1.0, -1.0, 3.0, -0.5, 2.0]) for _ in range(n)])


def network(d, w, t, v):
    """The shallow network of units of weights w, with knots t and last weights v, in any order."""
    order = d.permutation(len(w))
    w, t, v = (np.asarray(each, float)[order] for each in (w, t, v))
    return [(w[None], 0.0 - w * t), (v[:, None], quarters(d, 1))]


LEFT_AND_RIGHT = (1.0, -1.0, 2.0, -2.0, 0.5, -0.5)


def weights(d, n):
    """Weights of units that face left or right."""
    return np.array([d.choice(LEFT_AND_RIGHT) for _ in range(n)])


def apart(d):
    """Units that all have a say, with knots of their own: (params, m); from three on, the first slope is the last."""
    m = d.integer(1, 6)
    w, v = weights(d, m), last_weights(d, m)
    v[0] /= 1024  # a bend that is small, and one all the same
    rise = v[:-1] @ np.abs(w[:-1])
    if m > 2 and rise:
        v[-1] = -rise / abs(w[-1])
    return network(d, w, knots(d, m), v), m


def counted(got, wanted):
    """The number of pieces is this."""
    found = expect.number(got, "count_pieces(params)")
    expect.that(found == wanted, f"count_pieces(params): got {found:g}, wanted {wanted}")


def in_one_sense(d, n):
    """n last weights, all positive or all negative: from piece to piece the slope rises, or it falls."""
    return d.choice([1.0, -1.0]) * np.abs(last_weights(d, n))


def some_dead(d):
    """Units facing right with knots of their own, none at first, and one or two that do not bend: (params, bends)."""
    m, dead = d.integer(0, 4), d.choice(["w", "v", "both"])
    w, t, v = np.abs(weights(d, m)), knots(d, m), in_one_sense(d, m)
    if dead != "v":
        w, t, v = np.append(w, 0.0), np.append(t, 0.0), np.append(v, 1.0)
    if dead != "w":
        w, t, v = np.append(w, 1.0), np.append(t, -5.0), np.append(v, 0.0)
    params = network(d, w, t, v)
    params[0][1][params[0][0][0] == 0] = d.choice([1.0, 0.0, -2.0])  # a unit without a weight is a constant
    return params, m


class TestCountPieces:
    @forall(apart)
    def test_every_unit_a_bend(self, student, params, m):
        """m units that all have a say, with m different knots, make m + 1 pieces."""
        counted(student.count_pieces(params), m + 1)

    @forall(some_dead)
    def test_units_that_do_not_bend(self, student, params, bends):
        """Units with w = 0 or v = 0 do not count, wherever they are."""
        counted(student.count_pieces(params), bends + 1)


INPUTS = 3


UNITS, LARGEST = 8, 16


def admissible(params):
    """A shallow network of few units, whose numbers are multiples of 1/8."""
    layers = layers_of(params, "params")
    expect.that(len(layers) == 2, f"params has {len(layers)} layer{'s' * (len(layers) != 1)}, wanted two")
    first = read_layer(layers[0], 1, "params[0]")
    m = first[0].shape[1]
    expect.that(1 <= m <= UNITS, f"the network has {m} hidden units, wanted 1 to {UNITS}")
    last = read_layer(layers[1], m, "params[1]")
    expect.that(last[0].shape[1] == 1, f"the network has {last[0].shape[1]} outputs, wanted one")
    numbers = np.concatenate([A.ravel() for A in (*first, *last)])
    eighths = (8 * numbers == np.round(8 * numbers)) & (np.abs(numbers) <= LARGEST)
    for number in numbers[~eighths]:
        expect.that(False, f"the network has the number {number:g}, wanted multiples of 1/8 between -16 and 16")
    return [first, last]


class TestCatchPieces:
    def test_inputs_are_admissible(self, student):
        """There are one to three shallow networks, of 1 to 8 units, whose numbers are multiples of 1/8 up to 16."""
        for params in expect.entries(student.catch_pieces(), "catch_pieces()", INPUTS, "network", "networks"):
            admissible(params)

UNIT = "03_approximation"
EXERCISES = {
    "hat": 5,
    "pwl_net": 8,
    "sigmoid_bump": 6,
    "tent": 7,
    "count_pieces": 6,
    "catch_pieces": 6,
}
PROOFS = {
    "universal_relu": ('Universal approximation with ReLUs', 4),
    "tents_need_width": ('What it takes to draw a tent in one layer', 4),
}
CHECKS = {
    "hat": TestHat,
    "pwl_net": TestPwlNet,
    "sigmoid_bump": TestSigmoidBump,
    "tent": TestTent,
    "count_pieces": TestCountPieces,
    "catch_pieces": TestCatchPieces,
}
