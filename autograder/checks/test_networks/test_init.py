"""Mark scheme of `init`.

The law of the weights is free, so no draw is compared with the model answer's. What is compared are means over n draws.
With weights w of variance v that stay within 6 standard deviations, w^2/v - 1 is bounded by 35 and has a variance of
at most 35, w/sqrt(v) is bounded by 6, and the product of two independent ones by 36 with variance 1. By Bernstein's
inequality a mean of n such numbers, bounded by m and of variance s, is off by t with probability at most
2 exp(-n t^2 / (2 (s + m t / 3))):

    mean square      n = 96 000   t = 0.22    1e-20 for each of four layers
    mean             n = 40 000   t = 0.06    1e-25 for each of two layers
    products         n = 40 000   t = 0.07    1e-22 for two layers
    products         n = 20 000   t = 0.09    1e-17 for rows and for columns of each of two layers

The mean squares are taken over 24 starts, so that weights which are equal in a layer have a mean square that can be
told: of 960 independent normal numbers it is right to 0.22 but once in a million. The last three are taken in units of
the observed standard deviation, which is right to 12 %, so that a wrong variance costs the points for the variance
only; with this the sum of all is below 1e-9 still.
"""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, practice, slip, weight
from autograder.checks.test_networks.inputs import layers_of
from solutions.networks import init

KINDS = ("he", "glorot")
STARTS = 24


def small(d):
    """Two to four widths, and a kind."""
    return [d.integer(1, 5) for _ in range(d.integer(2, 4))], d.choice(KINDS)


def uneven(d):
    """Widths of which neighbours differ, with 4000 weights in each of two layers."""
    return d.choice([[100, 40, 100], [40, 100, 40]])


def equal(d):
    """Widths for layers of one shape, and a kind."""
    return [200, 200, 200], d.choice(KINDS)


def larger(d):
    """Layers of 64 weights or more: even random signs do not agree by chance, but once in 2^64."""
    return [d.integer(8, 12) for _ in range(d.integer(2, 3))], d.choice(KINDS)


def read_start(got, widths):
    """The layers as arrays of the shapes that the widths say."""
    layers = layers_of(got, "init(widths, kind, rng)")
    wanted = len(widths) - 1
    expect.that(len(layers) == wanted, f"{len(layers)} layers for {wanted + 1} widths, wanted {wanted}")
    found = []
    for i, (W, b) in enumerate(layers):
        expect.shape(W, (widths[i], widths[i + 1]), f"W of layer {i + 1}")
        expect.shape(b, (widths[i + 1],), f"b of layer {i + 1}")
        found.append((expect.finite(W, f"W of layer {i + 1}"), expect.finite(b, f"b of layer {i + 1}")))
    return found


def right_variance(student, widths, kind, variances):
    """The mean square of the weights of each layer, over all starts, is what it should be."""
    starts = [read_start(student.init(widths, kind, student.rng(kind, k)), widths) for k in range(STARTS)]
    for i, v in enumerate(variances):
        ratio = np.mean([start[i][0] ** 2 for start in starts]) / v
        words = f"the mean square of W of layer {i + 1} is {ratio * v:.3g} for widths {widths}, wanted about {v:.3g}"
        expect.that(abs(ratio - 1) <= 0.22, words)


def uncorrelated(A, B, at_most, what):
    """The mean product is near 0."""
    expect.that(abs(np.mean(A * B)) <= at_most, f"{what} are not independent")


@exercise(reference=init)
class TestInit:
    CONTRACT: ClassVar = {
        "all biases are 0": "test_shapes_and_biases",
        "all independently, with mean 0": (
            "test_all_draws_from_rng",
            "test_independent_with_mean_zero",
            "test_glorot",
            "test_he",
        ),
        "within 6 standard deviations": ("test_glorot", "test_he"),
    }

    @practice
    @weight(1)
    @forall(small)
    def test_shapes_and_biases(self, student, widths, kind):
        """Layer l has W of shape (d_{l-1}, d_l), and d_l biases, which are 0."""
        for i, (_, b) in enumerate(read_start(student.init(widths, kind, student.rng("shapes")), widths)):
            expect.that(not b.any(), f"b of layer {i + 1} is not 0")

    @weight(1)
    @forall(uneven, draws=1)
    def test_he(self, student, widths):
        """For "he" the mean square of the weights of a layer is about 2/d_in."""
        right_variance(student, widths, "he", [2 / d for d in widths[:-1]])

    @weight(1)
    @forall(uneven, draws=1)
    def test_glorot(self, student, widths):
        """For "glorot" the mean square of the weights of a layer is about 2/(d_in + d_out)."""
        right_variance(student, widths, "glorot", [2 / 140, 2 / 140])

    @weight(1)
    @forall(equal, draws=1)
    def test_independent_with_mean_zero(self, student, widths, kind):
        """The weights have mean 0, and layers, rows and columns are independent of one another."""
        layers = read_start(student.init(widths, kind, student.rng("independent")), widths)
        for i, (W, _) in enumerate(layers):
            expect.that(W.any(), f"W of layer {i + 1} is 0")
        V, W = (A / np.sqrt(np.mean(A**2)) for A, _ in layers)
        for i, A in enumerate((V, W)):
            mean = np.mean(A)
            words = f"the mean of W of layer {i + 1} is {mean:.2g} standard deviations, wanted 0"
            expect.that(abs(mean) <= 0.06, words)
            uncorrelated(A[::2], A[1::2], 0.09, f"the rows of W of layer {i + 1}")
            uncorrelated(A[:, ::2], A[:, 1::2], 0.09, f"the columns of W of layer {i + 1}")
        uncorrelated(V, W, 0.07, "the two layers")

    @practice
    @weight(1)
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

    @alternate
    def normal(widths, kind, rng):
        params = []
        for i in range(len(widths) - 1):
            d_in, d_out = widths[i : i + 2]
            v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
            W = rng.normal(0, np.sqrt(v), (d_in, d_out))
            params.append((W, np.zeros(d_out)))
        return params

    outputs_for_inputs = slip(
        normal,
        ("2 / d_in if", "2 / d_out if"),
        hint="He divides by the number of inputs of the layer, not of its outputs.",
        see="def-init",
    )
    outputs_for_both = slip(
        normal,
        ('2 / d_in if kind == "he" else 2 / (d_in + d_out)', "2 / d_out"),
        hint="He divides by the number of inputs, Glorot by that of both ends.",
        see="def-init",
    )
    he_for_both = slip(
        normal,
        ('2 / d_in if kind == "he" else 2 / (d_in + d_out)', "2 / d_in"),
        hint="The kind decides: this starts as He for both.",
        see="def-init",
    )
    glorot_for_both = slip(
        normal,
        ('2 / d_in if kind == "he" else 2 / (d_in + d_out)', "2 / (d_in + d_out)"),
        hint="The kind decides: this starts as Glorot for both.",
        see="def-init",
    )
    without_the_factor_two = slip(
        normal,
        ("2 / d_in if", "1 / d_in if"),
        hint="He doubles 1/d_in, for the half that the ReLU cuts off.",
        see="thm-variance",
    )
    one_for_two = slip(
        normal,
        ("2 / (d_in", "1 / (d_in"),
        hint="Glorot divides by the mean of both widths: 2/(d_in + d_out).",
        see="def-init",
    )
    variance_as_deviation = slip(
        normal,
        ("np.sqrt(v)", "v"),
        hint="v is the variance; NumPy wants the standard deviation, its root.",
        see="def-init",
    )
    deviation_as_bound = slip(
        normal,
        ("rng.normal(0, np.sqrt(v)", "rng.uniform(-np.sqrt(v), np.sqrt(v)"),
        hint="The uniform law on [-a, a] has the variance a^2/3, not a^2.",
        see="def-init",
    )
    positive_weights = slip(
        normal,
        ("rng.normal(0, np.sqrt(v), (d_in, d_out))", "np.sqrt(v) * rng.random((d_in, d_out))"),
        hint="The weights have mean 0, and variance v: these are all positive.",
        see="thm-variance",
    )
    global_generator = slip(
        normal,
        ("params = []", "params = np.random.seed(0) or []"),
        ("rng.normal", "np.random.normal"),
        hint="All draws come from rng, not from NumPy's global generator.",
        see="def-init",
    )
    seed_of_its_own = slip(
        normal,
        ("params = []", "rng, params = np.random.default_rng(0), []"),
        hint="A seed of its own makes every network the same: draw from rng.",
        see="def-init",
    )
    same_draws_in_every_layer = slip(
        normal,
        ("params = []", "params, seed = [], rng.integers(2**32)"),
        ("rng.normal", "np.random.default_rng(seed).normal"),
        hint="Each layer has draws of its own: here equal widths get equal weights.",
        see="thm-variance",
    )
    equal_units = slip(
        normal,
        ("(d_in, d_out))", "(d_in, 1)) * np.ones(d_out)"),
        hint="Each weight has a draw of its own: here units are equal, and stay so.",
        see="thm-variance",
    )
    random_biases = slip(
        normal,
        ("np.zeros(d_out)", "rng.normal(0, np.sqrt(v), d_out)"),
        hint="The biases start at 0.",
        see="def-init",
    )
    transposed = slip(
        normal,
        ("(d_in, d_out))", "(d_out, d_in))"),
        hint="W has a row for each input: (d_in, d_out).",
        see="def-affine",
    )
    zeros = slip(
        normal,
        ("rng.normal(0, np.sqrt(v), (d_in, d_out))", "np.zeros((d_in, d_out))"),
        hint="Units that start equal stay equal: the weights are random.",
        see="thm-variance",
    )

    @alternate
    def signs(widths, kind, rng):
        params = []
        for i in range(1, len(widths)):
            m, n = widths[i - 1 : i + 1]
            W = np.sqrt(2 / m if kind == "he" else 2 / (m + n)) * rng.choice([-1, 1], (m, n))
            params.append([W, np.zeros(n)])
        return params

    @alternate
    def in_single_precision(widths, kind, rng):
        def layer(m, n):
            d = m if kind == "he" else m + n
            W = rng.standard_normal((m, n), dtype=np.float32)
            return W * np.float32(np.sqrt(2 / d)), np.zeros(n, np.float32)

        return [layer(*widths[i : i + 2]) for i in range(len(widths) - 1)]

    @alternate
    def all_at_once(widths, kind, rng):
        shapes = [widths[i : i + 2] for i in range(len(widths) - 1)]
        draws, params = rng.uniform(-1, 1, sum(m * n for m, n in shapes)), []
        for m, n in shapes:
            W, draws = draws[: m * n].reshape(m, n), draws[m * n :]
            params.append((np.sqrt({"he": 6 / m, "glorot": 6 / (m + n)}[kind]) * W, np.zeros(n)))
        return tuple(params)

    @alternate
    def by_loops_and_lists(widths, kind, rng):
        params = []
        for i in range(len(widths) - 1):
            d_in, d_out = widths[i], widths[i + 1]
            a = (6 / d_in if kind == "he" else 6 / (d_in + d_out)) ** 0.5
            W = [[a * (2 * u - 1) for u in rng.random(d_out).tolist()] for _ in range(d_in)]
            params.append((W, [0] * d_out))
        return params

    @alternate
    def by_a_generator_for_each_layer(widths, kind, rng):
        params = []
        for i, generator in enumerate(rng.spawn(len(widths) - 1)):
            d_in, d_out = widths[i : i + 2]
            v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
            W = generator.triangular(-1, 0, 1, (d_in, d_out))
            params.append((np.sqrt(6 * v) * W, np.zeros(d_out)))
        return params
