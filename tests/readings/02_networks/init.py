import numpy as np


def right_normal(widths, kind, rng):
    params = []
    for d_in, d_out in zip(widths[:-1], widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def right_uniform(widths, kind, rng):
    def layer(d_in, d_out):
        fan = {"he": d_in, "glorot": d_in + d_out}[kind]
        a = np.sqrt(6 / fan)
        return rng.uniform(-a, a, size=(d_in, d_out)), np.zeros(d_out)

    return [layer(widths[l - 1], widths[l]) for l in range(1, len(widths))]


def right_signs(widths, kind, rng):
    params = []
    for l in range(len(widths) - 1):
        d_in, d_out = widths[l], widths[l + 1]
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((np.sqrt(v) * rng.choice([-1.0, 1.0], size=(d_in, d_out)), np.zeros(d_out)))
    return params


def right_standard_normal_lists(widths, kind, rng):
    params = []
    for l in range(1, len(widths)):
        total = widths[l - 1] + (widths[l] if kind == "glorot" else 0)
        W = (2 / total) ** 0.5 * rng.standard_normal((widths[l - 1], widths[l]))
        params.append((W.tolist(), [0.0] * widths[l]))
    return params


def right_one_by_one(widths, kind, rng):
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        sigma = np.sqrt(2 / d_in) if kind == "he" else np.sqrt(2 / (d_in + d_out))
        W = np.empty((d_in, d_out))
        for i in range(d_in):
            for j in range(d_out):
                W[i, j] = sigma * rng.normal()
        params.append((W, np.zeros(d_out)))
    return params


def right_triangular(widths, kind, rng):
    # the triangular law on [-a, a] has the variance a^2 / 6
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        a = np.sqrt(6 * v)
        params.append([rng.triangular(-a, 0, a, (d_in, d_out)), np.zeros(d_out)])
    return params


def right_twelve_uniforms(widths, kind, rng):
    def xi(shape):
        return rng.random((12, *shape)).sum(axis=0) - 6  # variance 1, never beyond 6

    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = {"he": 2 / d_in, "glorot": 2 / (d_in + d_out)}[kind]
        params.append((np.sqrt(v) * xi((d_in, d_out)), 0 * np.ones(d_out)))
    return params


def right_truncated(widths, kind, rng):
    # normal draws beyond 6 are drawn again, which changes the variance by less than 1e-7
    def bounded(shape):
        xi = rng.standard_normal(shape)
        while (np.abs(xi) > 6).any():
            far = np.abs(xi) > 6
            xi[far] = rng.standard_normal(far.sum())
        return xi

    return [
        (bounded((m, n)) * np.sqrt(2 / (m if kind == "he" else m + n)), np.zeros(n))
        for m, n in zip(widths[:-1], widths[1:])
    ]


def right_box_muller(widths, kind, rng):
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        radius = np.sqrt(-2 * np.log(1 - rng.random((d_in, d_out))))
        W = np.sqrt(v) * radius * np.cos(2 * np.pi * rng.random((d_in, d_out)))
        params.append((W, np.zeros((d_out,))))
    return params


def right_arcsine(widths, kind, rng):
    # cos of a uniform angle has the variance 1/2
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((np.sqrt(2 * v) * np.cos(np.pi * rng.random((d_in, d_out))), np.zeros(d_out)))
    return params


def right_asymmetric(widths, kind, rng):
    # 2 with probability 1/3, -1 with probability 2/3: mean 0, variance 2
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        xi = np.where(rng.random((d_in, d_out)) < 1 / 3, 2.0, -1.0)
        params.append((np.sqrt(v / 2) * xi, np.zeros(d_out)))
    return params


def right_float32(widths, kind, rng):
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = np.float32(2) / np.float32(d_in if kind == "he" else d_in + d_out)
        W = rng.standard_normal((d_in, d_out), dtype=np.float32) * np.sqrt(v)
        params.append((W, np.zeros(d_out, np.float32)))
    return params


def right_one_long_draw(widths, kind, rng):
    pairs = list(zip(widths, widths[1:]))
    xi = rng.standard_normal(sum(m * n for m, n in pairs))
    params, start = [], 0
    for m, n in pairs:
        W = xi[start : start + m * n].reshape(m, n) * np.sqrt(2 / (m if kind == "he" else m + n))
        params.append((W, np.zeros(n, dtype=int)))
        start += m * n
    return params


def right_recursion(widths, kind, rng):
    def go(rest):
        if len(rest) < 2:
            return []
        d_in, d_out = rest[0], rest[1]
        half_width = d_in / 2 if kind == "he" else (d_in + d_out) / 2
        return [(rng.normal(size=(d_in, d_out)) / np.sqrt(half_width), np.zeros(d_out))] + go(rest[1:])

    return go(list(widths))


def right_transposed_draw(widths, kind, rng):
    params = ()
    for d_in, d_out in zip(widths, widths[1:]):
        sigma = (2.0 / (d_in + (kind == "glorot") * d_out)) ** 0.5
        params += ((rng.normal(scale=sigma, size=(d_out, d_in)).T, np.zeros(d_out)),)
    print("parameters:", sum(W.size + b.size for W, b in params))
    return params


def right_last_layer_first(widths, kind, rng):
    layers = []
    for l in reversed(range(1, len(widths))):
        v = 2 / widths[l - 1] if kind == "he" else 2 / (widths[l - 1] + widths[l])
        W = rng.integers(-1, 2, (widths[l - 1], widths[l])) * np.sqrt(1.5 * v)
        layers.insert(0, (W, np.zeros(widths[l])))
    return layers


def wrong_variance_as_std(widths, kind, rng):
    """DESERVES: rng.normal takes the standard deviation, the root of the variance
    PART: yes
    BREAKS: the variance of He or Glorot: widths [8, 8], kind "he": 1/16 in place of 1/4
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, v, (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_uniform_width(widths, kind, rng):
    """DESERVES: uniform on [-a, a] has the variance a^2 / 3, so a is sqrt(3 v), not sqrt(v)
    PART: yes
    BREAKS: the variance of He or Glorot: widths [8, 8], kind "he": a third of 1/4
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        a = np.sqrt(v)
        params.append((rng.uniform(-a, a, (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_uniform_twelve(widths, kind, rng):
    """DESERVES: 12 belongs to an interval of length a, not to [-a, a]
    PART: yes
    BREAKS: the variance of He or Glorot: widths [8, 8], kind "he": 1 in place of 1/4
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        a = np.sqrt(12 * v)
        params.append((rng.uniform(-a, a, (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_positive(widths, kind, rng):
    """DESERVES: rng.random is not centred: the mean must be 0
    PART: no
    BREAKS: mean 0: widths [8, 8], any kind
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.random((d_in, d_out)) * np.sqrt(12 * v), np.zeros(d_out)))
    return params


def wrong_he_fan_out(widths, kind, rng):
    """DESERVES: He counts the inputs of the layer, not its outputs
    PART: yes
    BREAKS: the variance of He for the layer's own d_in: widths [4, 16], kind "he"
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_out if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_glorot_one(widths, kind, rng):
    """DESERVES: Glorot's variance is 2 / (d_in + d_out), for the mean of both widths; you have half of it
    PART: yes
    BREAKS: the variance of Glorot: widths [8, 8], kind "glorot"
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 1 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_lecun(widths, kind, rng):
    """DESERVES: 1 / d_in keeps the signal of a linear layer; He doubles it for the half that the ReLU cuts
    PART: yes
    BREAKS: the variance of He: widths [8, 8], kind "he"
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 1 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_first_d_in(widths, kind, rng):
    """DESERVES: every layer has a d_in of its own; you use the number of inputs of the network
    PART: yes
    BREAKS: the layer's own d_in and d_out: widths [4, 16, 16], second layer
    """
    params, d_first = [], widths[0]
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_first if kind == "he" else 2 / (d_first + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_network_glorot(widths, kind, rng):
    """DESERVES: Glorot takes the widths on both sides of the layer, not the first and last of the network
    PART: yes
    BREAKS: the layer's own d_in and d_out: widths [4, 16, 4], kind "glorot"
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (widths[0] + widths[-1])
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_kinds_swapped(widths, kind, rng):
    """DESERVES: the two kinds are exchanged
    PART: yes
    BREAKS: kind "glorot" or "he": widths [8, 8]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "glorot" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_kind_capital(widths, kind, rng):
    """DESERVES: the kind is "he" in small letters; with "He" in the comparison you always draw Glorot's
    PART: yes
    BREAKS: kind "he": widths [8, 8]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "He" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_own_generator(widths, kind, rng):
    """DESERVES: the weights must come from rng; a generator of your own with seed 0 gives the same network always
    PART: yes
    BREAKS: drawn from rng: two calls give the same weights
    """
    rng = np.random.default_rng(0)
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_global_random(widths, kind, rng):
    """DESERVES: np.random.randn is not rng: equal generators shall give equal weights
    PART: yes
    BREAKS: drawn from rng: two generators with the same seed give different weights
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((np.sqrt(v) * np.random.randn(d_in, d_out), np.zeros(d_out)))
    return params


def wrong_seed_from_rng(widths, kind, rng):
    """DESERVES: all layers start from the same seed, so that layers of equal shape have the same draws
    PART: yes
    BREAKS: all independently: widths [4, 4, 4], both layers are equal
    """
    seed = rng.integers(2**32)
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((np.random.default_rng(seed).normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_equal_units(widths, kind, rng):
    """DESERVES: one draw for each input, repeated for all units: units that are equal stay equal
    PART: no
    BREAKS: all independently: widths [2, 2], both columns are equal
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        column = rng.normal(0, np.sqrt(v), (d_in, 1))
        params.append((np.repeat(column, d_out, axis=1), np.zeros(d_out)))
    return params


def wrong_equal_rows(widths, kind, rng):
    """DESERVES: one draw for each unit, repeated for all inputs: each weight needs a draw of its own
    PART: no
    BREAKS: all independently: widths [2, 2], both rows are equal
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), d_out) + np.zeros((d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_standardised(widths, kind, rng):
    """DESERVES: setting mean and variance of the sample exactly makes the draws depend on one another (and 0 / 0 for one weight)
    PART: yes
    BREAKS: all independently, and numbers: widths [1, 1] gives NaN
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        W = rng.normal(size=(d_in, d_out))
        W = (W - W.mean()) / W.std()
        params.append((np.sqrt(v) * W, np.zeros(d_out)))
    return params


def wrong_centred(widths, kind, rng):
    """DESERVES: taking the sample's mean off makes the draws depend on one another: one weight alone is always 0
    PART: yes
    BREAKS: all independently, with the variance of He: widths [1, 1], the weight is 0 always
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        W = rng.normal(0, np.sqrt(v), (d_in, d_out))
        params.append((W - W.mean(), np.zeros(d_out)))
    return params


def wrong_antithetic(widths, kind, rng):
    """DESERVES: the second half of the units has minus the weights of the first: that is not independent
    PART: yes
    BREAKS: all independently: widths [1, 2], the two weights add up to 0
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        half = rng.normal(0, np.sqrt(v), (d_in, (d_out + 1) // 2))
        params.append((np.hstack([half, -half])[:, :d_out], np.zeros(d_out)))
    return params


def wrong_transposed(widths, kind, rng):
    """DESERVES: W has the shape (d_in, d_out), samples being rows
    PART: no
    BREAKS: W of shape (widths[l - 1], widths[l]): widths [1, 2]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_out, d_in)), np.zeros(d_out)))
    return params


def wrong_random_biases(widths, kind, rng):
    """DESERVES: all biases are 0 at the start, only weights are drawn
    PART: yes
    BREAKS: all biases are 0: widths [1, 1]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        sigma = np.sqrt(v)
        params.append((rng.normal(0, sigma, (d_in, d_out)), rng.normal(0, sigma, d_out)))
    return params


def wrong_bias_of_inputs(widths, kind, rng):
    """DESERVES: a layer has one bias for each of its outputs
    PART: yes
    BREAKS: b of shape (widths[l],): widths [1, 2]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_in)))
    return params


def wrong_heavy_tails(widths, kind, rng):
    """DESERVES: the Laplace law has the right variance, but strays beyond 6 standard deviations once in 5000 draws
    PART: yes
    BREAKS: its draws stay within 6 standard deviations: widths [200, 200]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.laplace(0, np.sqrt(v / 2), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_rare_and_large(widths, kind, rng):
    """DESERVES: mostly 0 and rarely 10 standard deviations has the right variance, but strays beyond 6
    PART: yes
    BREAKS: its draws stay within 6 standard deviations: widths [100, 100]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        on = rng.random((d_in, d_out)) < 0.01
        params.append((10 * np.sqrt(v) * on * rng.choice([-1, 1], (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_clipped(widths, kind, rng):
    """DESERVES: cutting the normal law off at one standard deviation takes half of its variance
    PART: yes
    BREAKS: the variance of He or Glorot: widths [16, 16]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        s = np.sqrt(2 / d_in if kind == "he" else 2 / (d_in + d_out))
        params.append((np.clip(rng.normal(0, s, (d_in, d_out)), -s, s), np.zeros(d_out)))
    return params


def wrong_truncated_at_two(widths, kind, rng):
    """DESERVES: drawing again beyond two standard deviations leaves 0.77 of the variance: divide by its root
    PART: yes
    BREAKS: the variance of He or Glorot: widths [32, 32]
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        xi = rng.standard_normal((d_in, d_out))
        while (np.abs(xi) > 2).any():
            far = np.abs(xi) > 2
            xi[far] = rng.standard_normal(int(far.sum()))
        params.append((xi * np.sqrt(2 / d_in if kind == "he" else 2 / (d_in + d_out)), np.zeros(d_out)))
    return params


def wrong_integer_division(widths, kind, rng):
    """DESERVES: // cuts the width's half: it is wrong for odd widths
    PART: yes
    BREAKS: the variance of He or Glorot: widths [3, 64], kind "he": 1 in place of 2/3
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        half = max(d_in // 2, 1) if kind == "he" else max((d_in + d_out) // 2, 1)
        params.append((rng.normal(0, np.sqrt(1 / half), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_last_layer_missing(widths, kind, rng):
    """DESERVES: there is one layer fewer than widths, not two
    PART: no
    BREAKS: a network of the widths: widths [1, 1] gives no layer
    """
    params = []
    for l in range(len(widths) - 2):
        d_in, d_out = widths[l], widths[l + 1]
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
    return params


def wrong_pops_widths(widths, kind, rng):
    """DESERVES: pop empties the caller's list of widths; the weights are right
    PART: yes
    BREAKS: lists stay as they were: widths [1, 1]
    """
    params = []
    d_in = widths.pop(0)
    while widths:
        d_out = widths.pop(0)
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        params.append((rng.normal(0, np.sqrt(v), (d_in, d_out)), np.zeros(d_out)))
        d_in = d_out
    return params


def wrong_without_replacement(widths, kind, rng):
    """DESERVES: a shuffled grid of values is drawn without replacement: its entries are not independent
    PART: yes
    BREAKS: all independently: widths [1, 2], the two weights add up to 0
    """
    params = []
    for d_in, d_out in zip(widths, widths[1:]):
        v = 2 / d_in if kind == "he" else 2 / (d_in + d_out)
        n = d_in * d_out
        grid = np.arange(n) - (n - 1) / 2
        scale = np.sqrt(v / max(np.mean(grid**2), 1e-12))
        params.append((scale * rng.permutation(grid).reshape(d_in, d_out), np.zeros(d_out)))
    return params
