"""Practice of unit 07_soft_margin: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


NEAR = 1e-5  # float32 knows a sum to 1e-6 of its largest term


def close(got, wanted, what, size=1.0):
    """Right to 1e-5 of itself or of the size of what it is computed from."""
    expect.close(got, wanted, what, rtol=NEAR, atol=NEAR * max(1.0, float(size)))


def signs(d, shape):
    """Labels -1 and +1."""
    return 2 * d.integers(shape, 0, 1) - 1


def nonzero(d, shape, reach=2):
    """The same without 0."""
    return d.integers(shape, 1, 8 * reach) / 8 * signs(d, shape)


def one_sample(d):
    """One feature, and one sample within its margin, beyond it or on the wrong side: (w, b, X, y, C); X of integers.

    C has digits that half precision loses.
    """
    w, X, y = nonzero(d, 1), d.integers((1, 1), -6, 6), signs(d, 1)
    m = (0.5, 2.0, -1.5)[d.integer(0, 2)] + d.integers(1, -3, 3)[0] / 8
    return w, float(y[0] * m - w[0] * X[0, 0]), X, y, d.choice([3.3, 0.3, 1.7, 0.7, 2.1])


def half_square(w):
    return float(w @ w) / 2


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def hyperplane(d):
    """w (d,), none of whose entries is 0, with a power of 2 in front, and b != 0: samples can have any margin."""
    w = d.integers(d.integer(1, 3), 1, 4) / 2 * d.choice([1, -1])
    w[0] = d.choice([1.0, 0.5, -1.0, -2.0])
    return w, float(nonzero(d, 1)[0])


def at_margin(m, w, b, x, label):
    """The sample x with another first feature, such that its margin is m."""
    x = x.copy()
    x[0] = (label * m - b - w[1:] @ x[1:]) / w[0]
    return x


def short_and_beyond(d, w, b):
    """Samples with the margins 3/4, 3/2 and 1/2: one of them is between 1 and C, whatever C is, and two pay: (X, y)."""
    y, X = signs(d, 3), np.round(nonzero(d, (3, len(w))))
    return np.array([at_margin(m, w, b, x, label) for m, x, label in zip((0.75, 1.5, 0.5), X, y, strict=True)]), y


def weight_of_losses(d):
    """A C that is not 1."""
    return d.choice([2.0, 0.5, 4.0, 0.25, 3.0])


def primal(d):
    """A hyperplane with a bias, samples with labels, and C: (w, b, X, y, C).

    Two samples of opposite labels lie where the margins are beyond 1 in size, one on its right side, one on its wrong.
    """
    (w, b), C, more = hyperplane(d), weight_of_losses(d), d.integer(0, 4)
    side = 1 if b > 0 else -1
    far = 4.0 * side * np.sign(w)  # its decision is that of its side, and more than 2 in size
    near, labels = short_and_beyond(d, w, b)
    X, y = (
        np.vstack([far, far, near, eighths(d, (more, len(w)))]),
        np.concatenate([[side, -side], labels, signs(d, more)]),
    )
    order = d.permutation(len(y))
    return w, b, X[order] + 0.0, y[order], C


class TestHingeObjective:
    @forall(one_sample)
    def test_one_sample(self, student, w, b, X, y, C):
        """One sample with the margin m costs C (1 - m) if m is below 1, and nothing otherwise."""
        m = float(y[0] * (w[0] * X[0, 0] + b))
        wanted = w[0] ** 2 / 2 + (C * (1 - m) if m < 1 else 0)
        close(student.hinge_objective(w, b, X, y, C), wanted, "hinge_objective(w, b, X, y, C)")

    @forall(primal, draws=10)
    def test_no_weight(self, student, w, b, X, y, C):
        """With C = 0 only ||w||^2 / 2 is left, whatever b and the samples are."""
        close(student.hinge_objective(w, b, X, y, 0.0), half_square(w), "hinge_objective(w, b, X, y, 0)")


OFF = 1 / 4096  # all else is a multiple of 1/64: no margin is 1


def one_off_its_margin(d):
    """One feature, a margin that is not 1; X holds odd integers, and C X none: (w, b, X, y, C)."""
    w, X, y, m = nonzero(d, 1), 2 * d.integers((1, 1), -3, 2) + 1, signs(d, 1), (-1.5, 2.0, 0.5)[d.integer(0, 2)]
    return w, float(y[0] * m - w[0] * X[0, 0]) + OFF, X, y, d.choice([2.25, 0.5, 4.5, 0.25, 3.75])


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def parts(got, d):
    """gw and gb."""
    gw, gb = expect.values(got, 2, "hinge_subgradient(...)")
    return flat(gw, d, "gw"), expect.number(gb, "gb")


def smooth(d):
    """No margin is 1, some are below and some above: (w, b, X, y, C).

    One is 1/4096 above, and a sample that is there twice has as much less than 1.
    """
    w, b, X, y, C = primal(d)
    near, labels = [at_margin(1, w, b, X[0], label) for label in (1, -1, -1)], [1, -1, -1]
    return w, b + OFF, np.vstack([X, near]) + 0.0, np.append(y, labels), C


class TestHingeSubgradient:
    @forall(one_off_its_margin)
    def test_one_sample(self, student, w, b, X, y, C):
        """One sample pulls by C y (x, 1) if its margin is below 1, and not at all if it is above."""
        m = float(y[0] * (w[0] * X[0, 0] + b))
        pull = C * y[0] if m < 1 else 0.0
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, C), 1)
        close(gw, w - pull * X[0], "gw", 24)
        close(gb, -pull, "gb")

    @forall(smooth, draws=10)
    def test_no_weight(self, student, w, b, X, y, C):
        """With C = 0 the gradient is (w, 0)."""
        gw, gb = parts(student.hinge_subgradient(w, b, X, y, 0.0), len(w))
        close(gw, w, "gw")
        close(gb, 0.0, "gb")


def strong_penalty(d, X):
    """A weight, not 1, that is above R^2: all samples pull in each step."""
    return float(np.sum(X**2, axis=1).max()) + d.choice([1.0, 0.5, 8.0]) + 1 / 4


def lone(d):
    """One sample of integers: (X, y, lam)."""
    X = d.integers((1, d.integer(1, 3)), 1, 3) * signs(d, 1)
    return X, signs(d, 1), strong_penalty(d, X)


class TestPegasos:
    @forall(lone, draws=10)
    def test_one_sample_alone(self, student, X, y, lam):
        """With one sample and lam > ||x||^2, w = y x / lam after one step, after two and after three."""
        for T in (1, 2, 3):
            w = flat(student.pegasos(X, y, lam, T, student.rng(T)), X.shape[1], f"pegasos(X, y, lam, {T}, rng)")
            close(w, y[0] * X[0] / lam, f"w after T = {T}")


def size(alpha, K):
    """The larger part of the dual objective, before anything cancels."""
    return max(np.abs(alpha).sum(), np.abs(alpha) @ np.abs(K) @ np.abs(alpha))


def right(got, wanted, alpha, K):
    """Right to 1e-5 of the larger part."""
    expect.close(got, wanted, "dual_objective(alpha, K, y)", rtol=0, atol=NEAR * size(alpha, K))


def both_signs(d, N):
    """Labels of which each occurs; N >= 2."""
    return np.append([1, -1], signs(d, N - 2))[d.permutation(N)]


def two_samples(d):
    """Two different numbers, in some draws on two sides of 0, of both labels; K of integers: (t, K, y, distance)."""
    a, distance = d.integer(-4, 4), d.integer(1, 4)
    if d.integer(0, 1):
        a, distance = -1, distance + 1
    x = np.array([a, a + distance])
    return d.integer(1, 8) / 4, np.outer(x, x), both_signs(d, 2), distance


def at_the_optimum(d):
    """Samples x = centre + y in one feature, as many of each label: (alpha, K, y, least objective).

    For C <= 1/(2 pairs) all alpha are C, and w = 2 C pairs: with the boundary at the centre every margin is w <= 1.
    Then x is multiplied by a scale, 1, 1024 or 1/1024: alpha and the objective are divided by its square.
    """
    pairs, centre = d.integer(1, 3), d.integer(1, 3)
    y = np.repeat([1, -1], pairs)[d.permutation(2 * pairs)]
    x, C = centre + y.astype(float), d.choice([0.5, 0.25, 0.375]) / pairs
    w = 2 * C * pairs
    square = (1.0, 2.0**20, 2.0**-20)[d.integer(0, 8) % 3]  # each of them occurs
    least = w**2 / 2 + C * 2 * pairs * (1 - w)
    return np.full(2 * pairs, C / square), np.outer(x, x) * square, y, least / square


class TestDualObjective:
    @forall(two_samples)
    def test_two_samples(self, student, t, K, y, distance):
        """Two numbers of opposite labels: D(t, t) = 2 t - t^2 distance^2 / 2."""
        got = student.dual_objective(np.array([t, t]), K, y)
        right(got, 2 * t - t**2 * distance**2 / 2, np.array([t, t]), K)

    @forall(at_the_optimum, draws=10)
    def test_weak_duality(self, student, alpha, K, y, least):
        """Weak duality: for a feasible alpha it is at most the primal objective, the least one too."""
        got = expect.number(student.dual_objective(alpha, K, y), "dual_objective(alpha, K, y)")
        most = least + NEAR * size(alpha, K)
        expect.that(got <= most, f"D = {got:.6g}, above the least objective, {least:.6g}")


def in_the_box(got, n, C):
    """alpha (N,) in the box, up to what float32 knows."""
    got = flat(got, n, "alpha")
    outside = max(-got.min(), got.max() - C)
    at = int(np.maximum(-got, got - C).argmax())
    expect.that(outside <= 1e-5 * C, f"alpha[{at}] = {got[at]:.6g} is not in [0, C] = [0, {C:g}]")
    return got


def pair_alone(d):
    """Two numbers of opposite labels, C above the best alpha or below it: (i, j, K, y, C, best)."""
    a, distance = d.integer(-4, 4), d.choice([1, 2, 4])
    x, i = np.array([a, a + distance]), int(d.integers(1, 0, 1)[0])
    best, beyond = 2 / distance**2, d.boolean()
    C = best * (2 if beyond else 1 / 2)
    return i, 1 - i, np.outer(x, x), both_signs(d, 2), C, min(best, C)


def one_nearer_to_the_end(d, quarters, C, apart=(0, 0)):
    """Opposite labels, so many quarters of C, and a third sample: (alpha, i, j, K, y, C). The way to the end goes up.

    So it does for equal samples, and for C = 1/8 at a distance of 1: the slope is 2 up to 0.7, and the curvature 1.
    """
    side, X = int(signs(d, 1)[0]), d.integers((3, 2), -3, 3).astype(float)
    X[1] = X[0] + apart
    alpha, order = C * np.array([*quarters, 2]) / 4, d.permutation(3)
    y = side * np.array([1, -1, 1 if quarters[0] < quarters[1] else -1])
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return alpha[order], i, j, X[order] @ X[order].T, y[order], C


def beyond_the_end(d):
    return one_nearer_to_the_end(d, [1, 3], 1 / 8, d.choice([(1, 0), (0, 1), (0, -1)]))


def hardly_steep(d):
    """A pair of equal labels, slope 1/2048, whose best point is the end of the box, C away: (alpha, i, j, K, y, C).

    The second sample is 0, the third is at -L e, which makes w = C L e, and the first at -L e / 2: the slope is
    C L^2 / 2, the curvature L^2 / 4. The gain, 3/8 C^2 L^2 = 4e-4 C, is ten times the tolerance.
    """
    C, side = d.choice([1.0, 4.0, 0.25]), int(signs(d, 1)[0])
    e = np.array(d.choice([(1, 0), (0, 1), (-1, 0)])) / 32 / C**0.5
    X, y = np.vstack([-e / 2, 0 * e, -e]), side * np.array([1, 1, -1])
    order = d.permutation(3)
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.array([0.0, C, C])[order], i, j, X[order] @ X[order].T, y[order], C


def inside(d, labels, alpha, X, more, C):
    """A pair, samples on which it depends, others, in another order: (alpha, i, j, K, y, C).

    All samples are divided by 128, and so are near each other: a squared distance of 16 becomes 1e-3, one of 5 3e-4.
    alpha and C are multiplied by the square, 16384.
    """
    side = int(signs(d, 1)[0])
    X = np.vstack([X, d.integers((more, 2), -3, 3)]).astype(float)
    y, alpha = side * np.append(labels, signs(d, more)), np.append(alpha, np.zeros(more))
    order = d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return 16384 * alpha[order], i, j, X[order] @ X[order].T / 16384, y[order], 16384 * C


def feasible(d, y, C):
    """Dual variables in [0, C], multiples of C/8, with sum alpha_n y_n = 0, most of them not 0."""
    plus, minus = np.flatnonzero(y > 0), np.flatnonzero(y < 0)
    alpha, wanted = np.zeros(len(y)), C * d.integers((len(plus), len(minus)), 1, 5) / 8
    for p, row in zip(plus, wanted, strict=True):
        for m, most in zip(minus, row, strict=True):
            step = min(most, C - alpha[p], C - alpha[m])
            alpha[p] += step
            alpha[m] += step
    return alpha


def labelled_pair(d, labels, apart):
    """A feasible start among N samples, the pair of these labels, and X_j - X_i = apart: (alpha, i, j, K, y, C).

    The other samples pull as well; whether the best point of the pair is inside the box is left to C.
    """
    more, side = d.integer(1, 4), int(signs(d, 1)[0])
    y = side * np.concatenate([labels, [-labels[0]], signs(d, more - 1)])  # some label is the other one
    X = d.integers((len(y), 2), -3, 3).astype(float)
    X[1] = X[0] + apart
    C = d.choice([2.0, 0.25, 8.0, 0.5])
    alpha, order = feasible(d, y, C), d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return alpha[order], i, j, X[order] @ X[order].T, y[order], C


def steep(d, quarters):
    """A pair of equal labels with so many quarters of C, whose vertex is beyond the box: (alpha, i, j, K, y, C).

    The first sample is e before the second, and two of the other label are 3 e behind it. If the pair holds S, the
    vertex is 3 S - alpha_i away.
    """
    C, e, side = d.choice([1.0, 4.0, 0.25]), np.array(d.choice([(1, 0), (0, 1), (-1, 0)])), int(signs(d, 1)[0])
    x, S, order = d.integers(2, -2, 2), sum(quarters), d.permutation(4)
    X, y = np.vstack([x - e, x, x - 3 * e, x - 3 * e]).astype(float), side * np.array([1, 1, -1, -1])
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return C * np.array([*quarters, S / 2, S / 2])[order] / 4, i, j, X[order] @ X[order].T, y[order], C


def equal_labels(d):
    """As above. Inside, the pair is at -h and h, both alpha are a, and a third sample of the other label holds 2 a.

    Its feature along h is h/2, so that the best point is a/2 away from the start. Or the slope is small all the way, or
    so large that the box ends the step, by alpha_j = 0 or by alpha_i = C.
    """
    kind = d.integer(0, 6) % 5  # each of them occurs
    if kind in (0, 4):
        return steep(d, [1, 1] if kind == 0 else [2, 4])
    if kind == 3:
        return hardly_steep(d)
    if kind == 1:
        return labelled_pair(d, [1, 1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    h, a = np.array(d.choice([(2, 0), (0, 2), (0, -2), (-2, 0)])), d.choice([1.0, 0.5, 0.25])
    X = np.vstack([-h, h, h / 2 + d.integer(-1, 1) * np.array([-h[1], h[0]])])
    return inside(d, [1, 1, -1], [a, a, 2 * a], X, d.integer(0, 2), 4 * a)


def both_at_the_end(d):
    """A pair of opposite labels, both at C, four times or more the best value: (alpha, i, j, K, y, C)."""
    side, more, distance = int(signs(d, 1)[0]), d.integer(0, 3), d.choice([1, 2])
    y = np.append([side, -side], signs(d, more))
    X = d.integers((len(y), 2), -3, 3).astype(float)
    X[1] = X[0] + distance * np.array(d.choice([(1, 0), (0, -1), (0, 1)]))
    C, order = 8.0, d.permutation(len(y))
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.append([C, C], np.zeros(more))[order], i, j, X[order] @ X[order].T, y[order], C


def opposite_labels(d):
    """Often the best point is an end of what the box allows. Else it is inside.

    The third and fourth sample pull with 1/16 each, on a pair at a distance of sqrt 5, whose best alpha are then
    between 0 and 1; C is 2. Or both are at C, and the best point is below it; or alpha_j gets there before alpha_i.
    """
    kind = d.integer(0, 7) % 4  # each of them occurs
    if kind == 3:
        return beyond_the_end(d)
    if kind == 2:
        return both_at_the_end(d)
    if kind == 0:
        return labelled_pair(d, [1, -1], d.choice([(1, 0), (2, 1), (0, -1), (-1, 2)]))
    start, apart = d.integers(2, -2, 2), np.array(d.choice([(2, 1), (-1, 2), (1, -2)]))
    a, others = d.choice([0.0, 1.5, 1.0]), d.integers((2, 2), -2, 2)
    X = np.vstack([start, start + apart, others])
    return inside(d, [1, -1, 1, -1], [a, a, 1 / 16, 1 / 16], X, d.integer(0, 2), 2.0)


def different_samples(d):
    return d.choice([opposite_labels, equal_labels])(d)


def pushed_out(d):
    """A pair of label -, where alpha_i = 0 would fall if the box allowed it: (alpha, i, j, K, y, C)."""
    C, e, x = d.choice([2.0, 0.25, 8.0]), np.array(d.choice([(1, 0), (0, 1), (-2, 1)])), d.integers(2, -2, 2)
    X, y, order = np.vstack([x - e, x, x + e]).astype(float), np.array([-1, -1, 1]), d.permutation(3)
    i, j = (int(np.flatnonzero(order == n)[0]) for n in (0, 1))
    return np.array([0, C / 4, C / 4])[order], i, j, X[order] @ X[order].T, y[order], C


def with_small_ones(d):
    """Different samples, and two more of opposite labels whose alpha are C/2048: (alpha, i, j, K, y, C).

    The two are orthogonal to all others, and to each other.
    """
    kinds = different_samples, different_samples, pushed_out, beyond_the_end
    alpha, i, j, K, y, C = kinds[d.integer(0, 7) % 4](d)
    N = len(y)
    K = np.block([[K, np.zeros((N, 2))], [np.zeros((2, N)), np.eye(2)]])
    return np.append(alpha, [C / 2048, C / 2048]), i, j, K, np.append(y, [1, -1]), C


class TestSmoPair:
    @forall(pair_alone)
    def test_pair_alone(self, student, i, j, K, y, C, best):
        """Two numbers of opposite labels, from 0: both alpha become 2 / distance^2, or C if that is less."""
        got = in_the_box(student.smo_pair(np.zeros(2), i, j, K, y, C), 2, C)
        expect.close(got, [best, best], "smo_pair((0, 0), i, j, K, y, C)", rtol=1e-5, atol=1e-5 * C)

    @forall(with_small_ones)
    def test_stays_feasible(self, student, alpha, i, j, K, y, C):
        """The new alpha is in [0, C], has sum alpha_n y_n = 0, and is the old one but for alpha_i and alpha_j."""
        got = in_the_box(student.smo_pair(alpha, i, j, K, y, C), len(alpha), C)
        rest = [n for n in range(len(alpha)) if n not in (i, j)]
        expect.close(got[rest], alpha[rest], "alpha without the pair", rtol=1e-5, atol=1e-5 * C)
        expect.close(got @ y, 0.0, "sum alpha_n y_n", atol=1e-5 * C * len(y))


def decisions(alpha, K, y):
    """sum_m alpha_m y_m K_nm of each sample."""
    return np.asarray(K, float) @ (alpha * y)


def bias(got, alpha, K, y):
    """One number, and how well it is to be known."""
    return expect.number(got, "b"), NEAR * (1 + np.abs(decisions(alpha, K, y)).max())


FREE = ((0.25, 0.0), (0.5, 0.0), (0.25, 0.5), (0.75, 0.5), (0.75, -0.5), (0.5, -0.5))


def placed(d, omega, b, levels, y, alpha, across=()):
    """Samples whose first feature gives the decision omega x_0 + b = level: (alpha, K, y), in another order.

    The second feature, `across`, adds up to 0 when weighted by alpha y; where alpha is 0 it is anything.
    """
    second = np.where(np.array(alpha) > 0, 0.0, eighths(d, len(y)))
    second[: len(across)] += across
    X = np.column_stack([(np.array(levels) - b) / omega, second])
    order = d.permutation(len(y))
    return np.array(alpha)[order], X[order] @ X[order].T, np.array(y)[order]


def with_free_vectors(d):
    """An optimum with free vectors, one on one side and two on the other, a bound pair and others.

    (alpha, K, y, C, b).
    """
    omega, b = d.choice([1.0, 0.5, 2.0]), float(nonzero(d, 1)[0])
    r, S = d.choice(FREE)
    C = omega**2 / (2 * r + S)
    level = S / 2 + d.choice([0.25, -0.25, 0.375])  # of the bound sample +; the other one has level - S
    two = d.choice([1, -1])
    levels, y = [two, two, -two, level, level - S], [two, two, -two, 1, -1]
    alpha, across = [r * C / 2, r * C / 2, r * C, C, C], d.integer(0, 3) * np.array([1.0, -1.0])
    for side in (1, -1)[: d.integer(0, 2)]:
        levels.append(side * (1 + d.integer(1, 8) / 8))
        y.append(side)
        alpha.append(0.0)
    return *placed(d, omega, b, levels, y, alpha, across), C, b


def between(got, alpha, K, y, low, high):
    """One number of an interval."""
    got, tolerance = bias(got, alpha, K, y)
    wanted = f"wanted {low:g}" if low == high else f"wanted a number from {low:g} to {high:g}"
    expect.that(low - tolerance <= got <= high + tolerance, f"b = {got:.6g}, {wanted}")


def bound_only(d):
    """No free vectors: (alpha, K, y, C, low, high), b in [low, high].

    One end of the interval is held by a bound sample, the other by one with alpha = 0; bound samples alone would leave
    so much more on that side that the middle of what they leave is outside. A second bound pair holds nothing.
    """
    omega, low, width = d.choice([1.0, 0.5, 2.0]), float(nonzero(d, 1)[0]), d.choice([0.25, 0.0, 0.125])
    high, slack = low + width, width + 0.5
    C = omega**2 / (4 - 2 * (width + slack) - 0.75)
    if d.boolean():  # the sample - with alpha = 0 holds the upper end
        upper, lower, other = high + slack, low, (-1, high)
    else:
        upper, lower, other = high, low - slack, (1, low)
    # decisions without b: a bound + asks for b <= 1 - f, a bound - for b >= -1 - f, with alpha = 0 the other way
    levels, y = [1 - upper, -1 - lower, 0.5 - upper, -0.75 - lower, other[0] - other[1]], [1, -1, 1, -1, other[0]]
    alpha = [C, C, C, C, 0.0]
    for side in (1, -1)[: d.integer(0, 2)]:
        levels.append(side * (4 + width) - low)
        y.append(side)
        alpha.append(0.0)
    return *placed(d, omega, 0.0, levels, y, alpha), C, low, high


class TestBiasFromSupport:
    @forall(with_free_vectors)
    def test_free_margins(self, student, alpha, K, y, C, b):
        """Support vectors with 0 < alpha_n < C have the margin 1."""
        got, tolerance = bias(student.bias_from_support(alpha, K, y, C), alpha, K, y)
        free = (alpha > 0) & (alpha < C)
        margins = (y * (K @ (alpha * y) + got))[free]
        expect.close(margins, np.ones(len(margins)), "the margins of the free vectors", atol=tolerance)

    @forall(bound_only)
    def test_interval(self, student, alpha, K, y, C, low, high):
        """Without free vectors, b is where alpha_n = 0 has margins of 1 or more and alpha_n = C of 1 or less."""
        between(student.bias_from_support(alpha, K, y, C), alpha, K, y, low, high)


INPUTS = 3


SAMPLES, FEATURES, LARGEST = 6, 2, 100


LEAST_C, MOST_C = 1e-3, 1e3


def admissible(X, y, C):
    """A few samples that can be written by hand, of both labels."""
    X = expect.finite(X, "X")
    expect.that(X.ndim == 2, f"X has shape {X.shape}, wanted (N, d)")
    N, d = X.shape
    expect.that(2 <= N <= SAMPLES, f"X has {N} rows, wanted 2 to {SAMPLES} samples")
    expect.that(1 <= d <= FEATURES, f"X has {d} columns, wanted 1 or {FEATURES} features")
    largest = np.abs(X).max()
    expect.that(largest <= LARGEST, f"X has an entry of size {largest:g}, wanted {LARGEST} at most")
    y = expect.integers(y, "y")
    expect.shape(y, (N,), "y")
    expect.that(np.isin(y, (-1, 1)).all(), "y holds another label, wanted -1 and 1 only")
    expect.that(abs(y.sum()) < N, "y holds one label only, wanted both")
    C = expect.number(C, "C")
    expect.that(LEAST_C <= C <= MOST_C, f"C is {C:g}, wanted {LEAST_C:g} to {MOST_C:g}")
    return X, y, C


class TestCatchSoftMargin:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (X, y, C): 2 to 6 samples of 1 or 2 features, both labels, numbers in their ranges."""
        answer = student.catch_soft_margin()
        for index, entry in enumerate(expect.entries(answer, "catch_soft_margin()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (X, y, C), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 3, what)
            admissible(*entry)

UNIT = "07_soft_margin"
EXERCISES = {
    "hinge_objective": 6,
    "hinge_subgradient": 6,
    "pegasos": 6,
    "dual_objective": 5,
    "smo_pair": 6,
    "bias_from_support": 6,
    "catch_soft_margin": 6,
}
PROOFS = {
    "dual_of_the_soft_margin": ('Where the dual comes from', 5),
    "the_hinge_does_not_count_errors": ('The hinge does not count errors', 5),
}
CHECKS = {
    "hinge_objective": TestHingeObjective,
    "hinge_subgradient": TestHingeSubgradient,
    "pegasos": TestPegasos,
    "dual_objective": TestDualObjective,
    "smo_pair": TestSmoPair,
    "bias_from_support": TestBiasFromSupport,
    "catch_soft_margin": TestCatchSoftMargin,
}
