import copy
import math
from itertools import pairwise

import numpy as np


def right_normal(widths, kind, rng):
    """normal weights, one layer after the other"""
    params = []
    for d_in, d_out in zip(widths[:-1], widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), size=(d_in, d_out)), np.zeros(d_out)))
    return params


def right_uniform(widths, kind, rng):
    """uniform on [-a, a] with a^2 / 3 = v, comprehension"""
    half = {"he": lambda i, o: math.sqrt(6 / i), "glorot": lambda i, o: math.sqrt(6 / (i + o))}[kind]
    return [(rng.uniform(-half(i, o), half(i, o), (i, o)), np.zeros(o)) for i, o in pairwise(widths)]


def right_laplace(widths, kind, rng):
    """Laplace: variance 2 s^2, fourth powers 6 v^2 exactly"""
    params = []
    for l in range(1, len(widths)):
        d_in, d_out = widths[l - 1], widths[l]
        fan = d_in if kind == "he" else (d_in + d_out)
        params.append((rng.laplace(scale=1 / math.sqrt(fan), size=(d_in, d_out)), np.zeros((d_out,))))
    return params


def right_random_signs(widths, kind, rng):
    """plus or minus sqrt(v)"""
    params = []
    for d_in, d_out in pairwise(widths):
        sigma = (2.0 / {"he": d_in, "glorot": d_in + d_out}[kind]) ** 0.5
        params.append((sigma * rng.choice([-1.0, 1.0], size=(d_in, d_out)), np.zeros(d_out)))
    return params


def right_two_and_minus_one(widths, kind, rng):
    """the law of the lesson that is not symmetric: 2 with probability 1/3, else -1, over sqrt(2)"""
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        xi = np.where(rng.integers(0, 3, size=(d_in, d_out)) == 0, 2.0, -1.0) / np.sqrt(2)
        params.append((np.sqrt(v) * xi, np.zeros(d_out)))
    return params


def right_entry_by_entry(widths, kind, rng):
    """plain loops, a draw for each weight, lists of lists"""
    params = []
    for l in range(len(widths) - 1):
        fan = widths[l] if kind == "he" else widths[l] + widths[l + 1]
        W = []
        for _ in range(widths[l]):
            W.append([rng.standard_normal() for _ in range(widths[l + 1])])
        W = [[math.sqrt(2 / fan) * xi for xi in row] for row in W]
        params.append((W, [0] * widths[l + 1]))
    return params


def right_spawned(widths, kind, rng):
    """a generator of its own for each layer, spawned from rng"""
    children = rng.spawn(len(widths) - 1)
    params = []
    for child, d_in, d_out in zip(children, widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((child.standard_normal((d_in, d_out)) * math.sqrt(v), np.zeros(d_out)))
    return params


def right_one_pool(widths, kind, rng):
    """all draws at once, cut into pieces that do not overlap"""
    sizes = [i * o for i, o in pairwise(widths)]
    pool = rng.standard_normal(sum(sizes))
    pieces = np.split(pool, np.cumsum(sizes)[:-1])
    params = []
    for piece, (d_in, d_out) in zip(pieces, pairwise(widths)):
        v = 2 / d_in if kind == "he" else 1 / np.mean([d_in, d_out])
        params.append((np.sqrt(v) * piece.reshape(d_in, d_out), np.zeros(d_out)))
    return params


def right_float32(widths, kind, rng):
    """float32 draws, transposed from (d_out, d_in)"""
    params = []
    for d_in, d_out in pairwise(widths):
        v = np.float32(2 / d_in if kind == "he" else 2 / (d_in + d_out))
        W = rng.standard_normal((d_out, d_in), dtype=np.float32).T * np.sqrt(v)
        params.append((W, np.zeros(d_out, dtype=np.float32)))
    return params


def right_recursion(widths, kind, rng):
    """recursion on the widths, the last layer is drawn first"""
    if len(widths) < 2:
        return []

    def layers(rest):
        d_in, d_out = rest[-2:]
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        last = (rng.normal(scale=v**0.5, size=(d_in, d_out)), np.zeros(d_out))
        return [last] if len(rest) == 2 else [*layers(rest[:-1]), last]

    return layers(list(widths))


def right_box_muller(widths, kind, rng):
    """Box and Muller from uniform numbers"""
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        radius = np.sqrt(-2 * np.log1p(-rng.random((d_in, d_out))))
        angle = 2 * np.pi * rng.random((d_in, d_out))
        params.append((np.sqrt(v) * radius * np.cos(angle), np.zeros(d_out)))
    return params


def right_truncated_corrected(widths, kind, rng):
    """normal draws beyond 2 sigma are drawn again, and the loss of variance is made up for"""
    inside = math.erf(math.sqrt(2))
    left = 1 - 2 * 2 * math.exp(-2) / math.sqrt(2 * math.pi) / inside
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        xi = rng.standard_normal(d_in * d_out)
        while (far := np.abs(xi) > 2).any():
            xi[far] = rng.standard_normal(far.sum())
        params.append((math.sqrt(v / left) * xi.reshape(d_in, d_out), np.zeros(d_out)))
    return params


def right_gamma(widths, kind, rng):
    """a gamma law of shape 4 about its mean, which is not symmetric: fourth powers 4.5 v^2"""
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append(((rng.gamma(4.0, size=(d_in, d_out)) - 4.0) * np.sqrt(v / 4), np.zeros(d_out)))
    return params


def right_integer_grid(widths, kind, rng):
    """seven equally likely values, -3 to 3, of variance 4; a class for the start; a child generator by a seed"""

    class Start:
        def __init__(self, kind, generator):
            assert kind in ("he", "glorot")
            self.kind, self.generator = kind, generator

        def variance(self, d_in, d_out):
            return 2 / (d_in + (d_out if self.kind == "glorot" else 0))

        def layer(self, d_in, d_out):
            steps = self.generator.integers(-3, 4, size=(d_in, d_out))
            return steps / 2 * self.variance(d_in, d_out) ** 0.5, np.zeros(d_out)

    start = Start(kind, np.random.default_rng(rng.integers(2**63)))
    return [start.layer(*pair) for pair in pairwise(widths)]


def wrong_variance_as_scale(widths, kind, rng):
    """DESERVES: normal wants the standard deviation, the root of the variance
    PART: yes
    BREAKS: with the variance of He, at widths [8, 8], "he": variance 1/16, not 1/4 (right at d_in = 2)
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, v, (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_uniform_root_v(widths, kind, rng):
    """DESERVES: the uniform law on [-a, a] has the variance a^2 / 3, so a is the root of 3 v
    PART: yes
    BREAKS: with the variance of He, at widths [2, 2], "he": a third of it
    """
    params = []
    for d_in, d_out in pairwise(widths):
        a = np.sqrt(2 / d_in if kind == "he" else 2 / (d_in + d_out))
        params.append((rng.uniform(-a, a, (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_fixed_seed(widths, kind, rng):
    """DESERVES: draw from the rng that is given, not from a generator of your own
    PART: yes
    BREAKS: the weights are drawn from rng, at widths [1, 1], "he", two different generators
    """
    rng = np.random.default_rng(0)
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_global_generator(widths, kind, rng):
    """DESERVES: np.random.randn draws from the global generator, not from rng
    PART: yes
    BREAKS: the weights are drawn from rng, at widths [1, 1], "he", two generators in the same state
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((np.random.randn(d_in, d_out) * np.sqrt(v), np.zeros(d_out)))
    return params


def wrong_shared_pool(widths, kind, rng):
    """DESERVES: all layers begin with the same draws; each needs draws of its own
    PART: yes
    BREAKS: all independently, at widths [1, 1, 1], "he": both weights are equal
    """
    pool = rng.standard_normal(max(i * o for i, o in pairwise(widths)))
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((pool[: d_in * d_out].reshape(d_in, d_out) * np.sqrt(v), np.zeros(d_out)))
    return params


def wrong_exact_sample_variance(widths, kind, rng):
    """DESERVES: draws over their own standard deviation are not independent, and one weight alone is 0/0
    PART: yes
    BREAKS: all independently, with mean 0, at widths [1, 1], "he": NaN
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        W = rng.standard_normal((d_in, d_out))
        params.append(((W - W.mean()) / W.std() * np.sqrt(v), np.zeros(d_out)))
    return params


def wrong_centred(widths, kind, rng):
    """DESERVES: the law has mean 0; a sample need not, and centred draws are not independent
    PART: yes
    BREAKS: all independently, at widths [1, 1], "he": the weight is 0 always
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        W = rng.normal(0, np.sqrt(v), (d_in, d_out))
        params.append((W - W.mean(), np.zeros(d_out)))
    return params


def wrong_antithetic(widths, kind, rng):
    """DESERVES: the second half of the units are the negatives of the first half, so they are not independent
    PART: yes
    BREAKS: all independently, at widths [1, 2], "he": the two weights add up to 0
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        half = rng.normal(0, np.sqrt(v), (d_in, (d_out + 1) // 2))
        params.append((np.hstack([half, -half])[:, :d_out], np.zeros(d_out)))
    return params


def wrong_truncated(widths, kind, rng):
    """DESERVES: the truncation at two standard deviations takes away variance, 0.77 v is left
    PART: yes
    BREAKS: with the variance of He, at widths [2, 2], "he": 0.77, not 1
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        xi = rng.standard_normal((d_in, d_out))
        while (far := np.abs(xi) > 2).any():
            xi[far] = rng.standard_normal(far.sum())
        params.append((np.sqrt(v) * xi, np.zeros(d_out)))
    return params


def wrong_student_t(widths, kind, rng):
    """DESERVES: the t law of five degrees has fourth powers of mean 9 v^2, more than 6 v^2
    PART: yes
    BREAKS: the mean of the fourth powers is at most 6 times the squared variance, at widths [1, 1], "he"
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.standard_t(5, size=(d_in, d_out)) * np.sqrt(v * 3 / 5), np.zeros(d_out)))
    return params


def wrong_sparse(widths, kind, rng):
    """DESERVES: nine of ten weights are 0: the fourth powers have mean 30 v^2, more than 6 v^2
    PART: yes
    BREAKS: the mean of the fourth powers is at most 6 times the squared variance, at widths [1, 1], "he"
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        keep = rng.random((d_in, d_out)) < 0.1
        params.append((keep * rng.normal(0, np.sqrt(10 * v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_first_width_for_all(widths, kind, rng):
    """DESERVES: each layer has a d_in and a d_out of its own
    PART: yes
    BREAKS: for the layer's own d_in and d_out, at widths [1, 2, 1], "he": the second layer has variance 2, not 1
    """
    d_0, d_1 = widths[:2]
    v = 2 / d_0 if kind == "he" else 2 / (d_0 + d_1)
    return [(rng.normal(0, np.sqrt(v), pair), np.zeros(pair[1])) for pair in pairwise(widths)]


def wrong_he_by_outputs(widths, kind, rng):
    """DESERVES: He counts what goes into a unit, d_in, not d_out
    PART: yes
    BREAKS: with the variance of He, at widths [1, 2], "he": variance 1, not 2
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_out if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_pops_widths(widths, kind, rng):
    """DESERVES: pop empties the caller's list of widths
    PART: yes
    BREAKS: a function leaves the lists that it is given as they were, at widths [1, 1], "he"
    """
    params = []
    d_in = widths.pop(0)
    while widths:
        d_out = widths.pop(0)
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
        d_in = d_out
    return params


def wrong_random_biases(widths, kind, rng):
    """DESERVES: all biases are 0 at the start
    PART: yes
    BREAKS: all biases are 0, at widths [1, 1], "he"
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), rng.normal(0, 0.01, d_out)))
    return params


def wrong_units_are_equal(widths, kind, rng):
    """DESERVES: one draw for each input is spread over all units: they are equal, and stay equal
    PART: yes
    BREAKS: all independently, at widths [1, 2], "he": the two weights are equal
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, 1)) * np.ones((1, d_out)), np.zeros(d_out)))
    return params


def wrong_nonnegative(widths, kind, rng):
    """DESERVES: rng.random is uniform on [0, 1], of mean 1/2: take 1/2 off
    PART: yes
    BREAKS: with mean 0, at widths [1, 1], "he"
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.random((d_in, d_out)) * np.sqrt(12 * v), np.zeros(d_out)))
    return params


def wrong_copied_generator(widths, kind, rng):
    """DESERVES: the copy is drawn from and rng stays where it was, so that a second call gives the same weights
    PART: yes
    BREAKS: all independently, drawn from rng, at widths [1, 1], "he", two calls with the same rng
    """
    own = copy.deepcopy(rng)
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((own.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_integers_without_end(widths, kind, rng):
    """DESERVES: integers(-1, 1) never is 1: its values are -1 and 0, of mean -1/2
    PART: yes
    BREAKS: with mean 0, at widths [1, 1], "he"
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.integers(-1, 1, (d_in, d_out)) * np.sqrt(1.5 * v), np.zeros(d_out)))
    return params


def wrong_orthogonal(widths, kind, rng):
    """DESERVES: the columns are made orthogonal, so the weights are not independent
    PART: yes
    BREAKS: all independently, at widths [2, 2], "he": the two columns are orthogonal always
    """
    params = []
    for d_in, d_out in pairwise(widths):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        m = max(d_in, d_out)
        Q, R = np.linalg.qr(rng.standard_normal((m, m)))
        Q = Q * np.sign(np.diag(R))
        params.append((Q[:d_in, :d_out] * np.sqrt(v * m), np.zeros(d_out)))
    return params
