"""Mark scheme of `init`.

The law of the weights is free, so no draw is compared with the model answer's. What is compared are means over n draws.
Let weights w of variance v have E w^4 <= 6 v^2, as the contract says, and stay within 10 standard deviations. Then
w^2/v - 1 is bounded by 99 and has a variance of at most 5, w/sqrt(v) is bounded by 10, and the product of two
independent ones by 100 with variance 1. By Bernstein's inequality a mean of n such numbers, bounded by m and of
variance s, is off by t with probability at most 2 exp(-n t^2 / (2 (s + m t / 3))):

    mean square      n = 96 000   t = 0.2    1e-69 for each of four layers
    mean square      n =  1 800   t = 0.2    0.03 for layers from 1 to 2, from 2 to 1 and from 1 to 1; see below
    mean             n = 40 000   t = 0.06   1e-25 for each of two layers
    products         n = 40 000   t = 0.07   1e-12 for two layers
    products         n = 20 000   t = 0.09   1e-8 for rows and for columns of each of two layers
    products         n =  1 200   t = 0.5    2e-3 for pairs of weights in small layers

The bound of 10 is the worst there is. For uniform, normal and Laplace draws all these deviations are 8 standard
deviations of the mean or more, for those of the Laplace law in the small layers, and for all others. The mean of
w^4 / v^2 is 6 at most, and of 96 000 draws of the Laplace law it is known to 0.2; 20 is far from that.

The mean squares are taken over 24 starts, so that weights which are equal in a layer have a mean square that can be
told: of 960 independent normal numbers it is right to 0.2 but once in 1e5. Means and products are taken in units of the
observed standard deviation, so that a wrong variance costs the points for the variance only.
"""

import contextlib
import itertools
from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, forall, practice, slip, weight
from solutions.networks import init

KINDS = ("he", "glorot")
STARTS = 24
NARROW = [1, 2] * 150 + [1]  # widths of 300 layers in which a weight has one neighbour, and 1 + 2 is odd
NARROW_STARTS = 12
PAIR_STARTS = 4
ONES = [1] * 150
ALIKE = [*ONES, *NARROW]  # 150 layers from 1 to 1 unit come first
HEAVIEST = 20.0  # mean of w^4 in units of the squared variance: 1.8 for uniform, 3 for normal, 6 for Laplace draws


def small(d):
    """Two to four widths, and a kind."""
    return [d.integer(1, 5) for _ in range(d.integer(2, 4))], d.choice(KINDS)


def uneven(d):
    """Widths of which neighbours differ, with 4000 weights in each of two layers, and odd numbers of inputs."""
    return d.choice([[101, 40, 101], [41, 100, 41]])


def equal(d):
    """Widths for layers of one shape."""
    return d.choice([[200, 200, 200]])


def larger(d):
    """Layers of 1600 weights or more: even random signs do not agree by chance."""
    return [d.integer(40, 44) for _ in range(d.integer(2, 3))], d.choice(KINDS)


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


def starts_of(student, widths, kind, key, count, read=read_start):
    """So many starts, from generators that are all different."""
    drawn = (student.init(list(widths), kind, student.rng(key, k)) for k in range(count))
    return [read(start, widths) for start in drawn]


def right_variance(student, widths, kind, variances):
    """The mean square of the weights of each layer, over all starts, is what it should be."""
    starts = starts_of(student, widths, kind, kind, STARTS)
    for i, v in enumerate(variances):
        ratio = np.mean([start[i][0] ** 2 for start in starts]) / v
        words = f"the mean square of W of layer {i + 1} is {ratio * v:.3g} for widths {widths}, wanted about {v:.3g}"
        expect.that(abs(ratio - 1) <= 0.2, words)


def narrow_starts(student, widths, kind, count):
    """The weights of layers of one or two each, from so many starts: a list of arrays (layers, weights) a start."""
    return starts_of(student, widths, kind, "narrow", count, read_weights)


def read_weights(got, widths):
    """The weights of each layer in a row. Layers are many here, and are looked at one by one only if one is odd."""
    with contextlib.suppress(AttributeError, TypeError, ValueError):
        weights = [W for W, _ in got]
        plain = all(W.dtype == np.float64 for W in weights)
        if plain and [W.shape for W in weights] == list(itertools.pairwise(widths)):
            rows = [W.ravel() for W in weights]
            if np.isfinite(np.concatenate(rows)).all():
                return rows
    return [W.ravel() for W, _ in read_start(got, widths)]


def pairs_of_weights(student, kind):
    """The two weights of each of many layers between one unit and two: an array (starts, layers, 2)."""
    return np.array(narrow_starts(student, NARROW, kind, PAIR_STARTS))


def right_in_narrow_layers(student, kind):
    """From 1 to 2 and from 2 to 1 units the variance has its ratio to that from 1 to 1, as far as one weight tells it.

    In a start whose layers all have the same draws this ratio is right still: that is no matter of the variance.
    """
    starts = narrow_starts(student, ALIKE, kind, NARROW_STARTS)
    squares = np.mean([[weights[0] ** 2 for weights in start] for start in starts], axis=0)
    single, pairs = squares[: len(ONES)], squares[len(ONES) :]
    for first, v in ((0, 2 if kind == "he" else 2 / 3), (1, 1 if kind == "he" else 2 / 3)):
        wanted = v / (2 if kind == "he" else 1)
        ratio = np.mean(pairs[first::2]) / np.mean(single) if single.any() else np.inf
        layers = f"all W from {1 + first} to {2 - first} units"
        words = f"the mean square of {layers} is {ratio:.3g} times that from 1 to 1 unit, wanted about {wanted:.3g}"
        expect.that(abs(ratio / wanted - 1) <= 0.42, words)


def uncorrelated(A, B, at_most, what):
    """The mean product is near 0."""
    expect.that(abs(np.mean(A * B)) <= at_most, f"{what} are not independent")


def independent(layers):
    """The weights of two layers of one shape have mean 0, are not huge, and know nothing of one another."""
    for i, (W, _) in enumerate(layers):
        expect.that(W.any(), f"W of layer {i + 1} is 0")
    V, W = (A / np.sqrt(np.mean(A**2)) for A, _ in layers)
    for i, A in enumerate((V, W)):
        mean = np.mean(A)
        words = f"the mean of W of layer {i + 1} is {mean:.2g} standard deviations, wanted 0"
        expect.that(abs(mean) <= 0.06, words)
        heavy = np.mean((A * A) ** 2)
        expect.that(heavy <= HEAVIEST, f"W of layer {i + 1} has a mean of w^4 of {heavy:.3g} v^2, wanted 6 at most")
        uncorrelated(A[::2], A[1::2], 0.09, f"the rows of W of layer {i + 1}")
        uncorrelated(A[:, ::2], A[:, 1::2], 0.09, f"the columns of W of layer {i + 1}")
    uncorrelated(V, W, 0.07, "the two layers")


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
        "A generator that rng spawns or seeds counts as rng": "test_all_draws_from_rng",
        "uniform, say, normal or Laplace": ("test_independent_with_mean_zero", "test_glorot", "test_he"),
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
        right_in_narrow_layers(student, "he")

    @weight(1)
    @forall(uneven, draws=1)
    def test_glorot(self, student, widths):
        """For "glorot" the mean square of the weights of a layer is about 2/(d_in + d_out)."""
        right_variance(student, widths, "glorot", [2 / sum(widths[:2])] * 2)
        right_in_narrow_layers(student, "glorot")

    @weight(1)
    @forall(equal, draws=1)
    def test_independent_with_mean_zero(self, student, widths):
        """The weights are independent, with mean 0, and none is huge; the two of a layer with two as well."""
        for kind in KINDS:
            independent(read_start(student.init(widths, kind, student.rng("independent")), widths))
            pairs = pairs_of_weights(student, kind)
            squares = np.mean(pairs**2)
            expect.that(squares > 0, "all W with two weights are 0")
            uncorrelated(pairs[..., 0] / squares, pairs[..., 1], 0.5, "the two weights of a layer with two")

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
    rng_copied = slip(
        normal,
        ("params = []", "import copy\n    rng, params = copy.deepcopy(rng), []"),
        hint="A copy leaves rng where it is, so that each call gives the same weights: draw from rng itself.",
        see="def-init",
    )
    first_layer_for_all = slip(
        normal,
        ("d_in, d_out = widths[i : i + 2]", "(d_in, d_out), (d, e) = widths[i : i + 2], widths[:2]"),
        ("2 / d_in if", "2 / d if"),
        ("2 / (d_in + d_out)", "2 / (d + e)"),
        hint="Each layer has a variance of its own: this takes the first one's for all.",
        see="def-init",
    )
    small_biases = slip(
        normal,
        ("np.zeros(d_out)", "rng.normal(0, 0.01, d_out)"),
        hint="The biases start at 0, not near it.",
        see="def-init",
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
    variance_of_a_unit_interval = slip(
        normal,
        ("rng.normal(0, np.sqrt(v)", "rng.uniform(-np.sqrt(12 * v), np.sqrt(12 * v)"),
        hint="The uniform law on [-a, a] has the variance a^2/3; 12 is for an interval of length a.",
        see="def-init",
    )
    positive_of_that_variance = slip(
        normal,
        ("rng.normal(0, np.sqrt(v), (d_in, d_out))", "np.sqrt(12 * v) * rng.random((d_in, d_out))"),
        hint="The weights have mean 0: these are all positive.",
        see="thm-variance",
    )
    inputs_of_the_network = slip(
        normal,
        ("d_in, d_out = widths[i : i + 2]", "(d_in, d_out), d = widths[i : i + 2], widths[0]"),
        ("2 / d_in if", "2 / d if"),
        ("2 / (d_in + d_out)", "2 / (d + d_out)"),
        hint="Each layer has a d_in of its own, not that of the network.",
        see="def-init",
    )
    ends_of_the_network = slip(
        normal,
        ("2 / (d_in + d_out)", "2 / (widths[0] + widths[-1])"),
        hint="Glorot takes the widths on both sides of the layer, not those at the ends of the network.",
        see="def-init",
    )
    kinds_exchanged = slip(
        normal,
        ('kind == "he"', 'kind == "glorot"'),
        hint="The two kinds are exchanged: He has 2/d_in.",
        see="def-init",
    )
    equal_inputs = slip(
        normal,
        ("(d_in, d_out))", "(1, d_out)) * np.ones((d_in, 1))"),
        hint="Each weight has a draw of its own: here all inputs of a unit share one.",
        see="thm-variance",
    )
    standardised = slip(
        normal,
        ("W = rng.normal(0, np.sqrt(v), (d_in, d_out))", "W = rng.normal(0, 1, (d_in, d_out))"),
        ("(W, np", "(np.sqrt(v) * (W - W.mean()) / W.std(), np"),
        hint="Draws of which mean and variance are set depend on one another: leave them as they come.",
        see="thm-variance",
    )
    centred = slip(
        normal,
        ("(W, np", "(W - W.mean(), np"),
        hint="Draws whose mean is taken off depend on one another: a single weight would be 0 always.",
        see="thm-variance",
    )
    mirrored = slip(
        normal,
        ("(d_in, d_out))", "(d_in, (d_out + 1) // 2))"),
        ("(W, np", "(np.hstack([W, -W])[:, :d_out], np"),
        hint="The second half of the units is minus the first: these are not independent.",
        see="thm-variance",
    )
    without_replacement = slip(
        normal,
        (
            "rng.normal(0, np.sqrt(v), (d_in, d_out))",
            "rng.permutation(np.arange(d_in * d_out) - (d_in * d_out - 1) / 2).reshape(d_in, d_out)",
        ),
        ("(W, np", "(np.sqrt(v / max(np.mean(W**2), 1e-12)) * W, np"),
        hint="Draws without replacement depend on one another.",
        see="thm-variance",
    )
    rounded_halves = slip(
        normal,
        ("2 / d_in if", "1 / max(d_in // 2, 1) if"),
        ("2 / (d_in + d_out)", "1 / max((d_in + d_out) // 2, 1)"),
        hint="// cuts the half of an odd number.",
        see="def-init",
    )
    biases_of_the_inputs = slip(
        normal,
        ("np.zeros(d_out)", "np.zeros(d_in)"),
        hint="A layer has a bias for each of its outputs: (d_out,).",
        see="def-affine",
    )
    cut_off = slip(
        normal,
        ("rng.normal(0, np.sqrt(v), (d_in, d_out))", "np.clip(rng.normal(0, 1, (d_in, d_out)), -1, 1) * np.sqrt(v)"),
        hint="What is cut off is missing from the variance.",
        see="thm-variance",
    )
    drawn_again_beyond_two = slip(
        normal,
        ("W = rng.normal(0, np.sqrt(v), (d_in, d_out))", "W = rng.standard_normal((d_in, d_out))"),
        (
            "        params.append",
            """        while (np.abs(W) > 2).any():
            W[np.abs(W) > 2] = rng.standard_normal((np.abs(W) > 2).sum())
        W = W * np.sqrt(v)
        params.append""",
        ),
        hint="Draws within two standard deviations have 0.77 of the variance: divide by that.",
        see="thm-variance",
    )
    last_layer_missing = slip(
        normal,
        ("range(len(widths) - 1)", "range(len(widths) - 2)"),
        hint="There is one layer fewer than widths, not two.",
        see="def-init",
    )
    widths_used_up = slip(
        normal,
        ("for i in range(len(widths) - 1)", "for i in [0] * (len(widths) - 1)"),
        ("v = 2", "del widths[0]; v = 2"),
        hint="The caller's list of widths is changed: pop and del work in place.",
        see="def-init",
    )
    zeros = slip(
        normal,
        ("rng.normal(0, np.sqrt(v), (d_in, d_out))", "np.zeros((d_in, d_out))"),
        hint="Units that start equal stay equal: the weights are random.",
        see="thm-variance",
    )

    @alternate
    def uniform(widths, kind, rng):
        params = []
        for i in range(1, len(widths)):
            d_in, d_out = widths[i - 1], widths[i]
            a = np.sqrt(3 * (2 / d_in if kind == "he" else 2 / (d_in + d_out)))
            params.append((rng.uniform(-a, a, (d_in, d_out)), np.zeros(d_out)))
        return params

    outputs_for_inputs_uniform = slip(
        uniform,
        ("2 / d_in if", "2 / d_out if"),
        hint="He divides by the number of inputs of the layer, not of its outputs.",
        see="def-init",
    )
    without_the_factor_two_uniform = slip(
        uniform,
        ("2 / d_in if", "1 / d_in if"),
        hint="He doubles 1/d_in, for the half that the ReLU cuts off.",
        see="thm-variance",
    )
    one_for_two_uniform = slip(
        uniform,
        ("2 / (d_in", "1 / (d_in"),
        hint="Glorot divides by the mean of both widths: 2/(d_in + d_out).",
        see="def-init",
    )
    kinds_exchanged_uniform = slip(
        uniform,
        ('kind == "he"', 'kind == "glorot"'),
        hint="The two kinds are exchanged: He has 2/d_in.",
        see="def-init",
    )
    glorot_for_both_uniform = slip(
        uniform,
        ('(2 / d_in if kind == "he" else 2 / (d_in + d_out))', "2 / (d_in + d_out)"),
        hint="The kind decides: this starts as Glorot for both.",
        see="def-init",
    )
    he_for_both_uniform = slip(
        uniform,
        ('(2 / d_in if kind == "he" else 2 / (d_in + d_out))', "2 / d_in"),
        hint="The kind decides: this starts as He for both.",
        see="def-init",
    )
    equal_units_uniform = slip(
        uniform,
        ("(d_in, d_out))", "(d_in, 1)) * np.ones(d_out)"),
        hint="Each weight has a draw of its own: here units are equal, and stay so.",
        see="thm-variance",
    )

    @alternate
    def laplace(widths, kind, rng):
        params = []
        for i in range(1, len(widths)):
            d_in, d_out = widths[i - 1], widths[i]
            v = {"he": 2 / d_in, "glorot": 2 / (d_in + d_out)}[kind]
            params.append((rng.laplace(0, np.sqrt(v / 2), (d_in, d_out)), np.zeros(d_out)))
        return params

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
