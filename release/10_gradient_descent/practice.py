"""Practice of unit 10_gradient_descent: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""

import numpy as np
from kit.engine import expect
from kit.engine.forall import forall


PRECISE = 1e-9


def close(got, wanted, what, size=1.0):
    """Right to 1e-9 of a size, in the shape that is wanted."""
    expect.close(got, wanted, what, rtol=0, atol=PRECISE * float(size))


def largest(*arrays):
    """The largest entry in size, or 1 if all are 0."""
    return max(float(np.abs(values).max(initial=0.0)) for values in arrays) or 1.0


DESCENT = "gradient_descent(grad, x0, lr, T)"


def rows(got, T, d):
    """The T + 1 iterates, all of them numbers."""
    expect.shape(got, (T + 1, d), f"gradient_descent(grad, x0, lr, {T})")
    return expect.finite(got, DESCENT)


def of_shape(got, shape, what):
    """Fail unless what a function is handed has the shape that the contract promises."""
    found = np.shape(got)
    expect.that(found == tuple(shape), f"grad is called with {what} of shape {found}, wanted {tuple(shape)}")


def slopes(A, b):
    """The gradient of `value`."""

    def grad(x):
        of_shape(x, A.shape[1:], "a point")
        r = A @ np.asarray(x, float) - b
        return A.T @ (r / np.sqrt(1 + r**2))

    return grad


def tenths(d, shape, reach=4):
    """Multiples of 1/10 up to reach in size, each as likely as any."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


def nonzero(d, shape, reach=4):
    """Multiples of 1/10, none of them 0."""
    values = tenths(d, shape, reach)
    return np.where(values == 0, 0.3, values)


def valleys(d):
    """A smooth convex function of rank 2 or more that is no quadratic, and a start: (A, b, x0)."""
    n = d.integer(2, 3)
    A = tenths(d, (n + 1, n), 1)
    A[0], A[1, :2] = 0.7, [-0.9, 0.4]
    return A, tenths(d, n + 1, 2), nonzero(d, n, 2) + 5


def apart(d, n, least=0.3):
    """n positive numbers, no two of them equal."""
    return least + d.permutation(n) * 0.7 + d.integers(n, 0, 3) / 10


def bowl(d):
    """A quadratic with its minimum off the origin: curvatures a, centre, and where to start from there, nowhere 0."""
    n = d.integer(1, 4)
    return apart(d, n), nonzero(d, n), nonzero(d, n)


def slopes_of_bowl(a, centre):
    """The gradient of sum a (x - centre)^2 / 2."""
    return lambda x: a * (np.asarray(x, float) - centre)


class TestGradientDescent:
    @forall(valleys, draws=6)
    def test_steps_follow_the_gradient(self, student, A, b, x0):
        """The first row is x0, and from each row to the next the step is -lr times the gradient at the former."""
        T, lr, grad = 4, 0.3, slopes(A, b)
        X = rows(student.gradient_descent(grad, x0, lr, T), T, len(x0))
        close(X[0], x0, "the first row", largest(x0))
        wanted = np.array([-lr * grad(x) for x in X[:-1]])
        close(np.diff(X, axis=0), wanted, "the differences of rows", largest(X))

    @forall(bowl, draws=5)
    def test_parabolas(self, student, a, centre, away):
        """On sum a (x - c)^2 / 2 each step multiplies each entry of x - c by its 1 - lr a, be that small or large."""
        tiny = 1e-8  # no gradient is so small that a step is left out, and no number so large that it is cut off
        for T, step, size in ((3, 0.3, 1), (0, 1.0, 1), (1, 1.9, 1), (4, 3.0, 1), (3, 1e5, 1), (2, 0.5, tiny)):
            lr = step / float(a.max())
            away = size * away
            if step == 0.3:
                centre = -away * (1 - lr * a) ** T  # the last point is 0: what is lost on the way shows
            elif size == tiny:
                centre = 0 * away
            X = rows(student.gradient_descent(slopes_of_bowl(a, centre), centre + away, lr, T), T, len(a))
            wanted = centre + away * (1 - lr * a) ** np.arange(T + 1)[:, None]
            close(X, wanted, f"gradient_descent(grad, x0, {lr:g}, {T})", largest(wanted))


def read(got, N, B):
    """The batches as arrays of integers, of the sizes that they must have."""
    what = f"epoch_batches({N}, {B}, rng)"
    batches = expect.entries(got, what, N, "batch", "batches")
    wanted = [B] * (N // B) + [N % B] * (N % B > 0)
    found = [np.size(batch) for batch in batches]
    expect.that(found == wanted, f"{what} has batches of {found} samples, wanted {wanted}")
    for i, batch in enumerate(batches):
        expect.shape(batch, (wanted[i],), f"batch {i} of {what}")
    return [expect.integers(batch, f"batch {i} of {what}") for i, batch in enumerate(batches)]


def uneven(d):
    """Numbers of samples and a batch size that does not divide them: (N, B)."""
    B = d.integer(2, 5)
    return B * d.integer(1, 4) + d.integer(1, B - 1), B


PAIRS, SHARED, ALIKE = 30, 12, 15


def key(d):
    """Something to make generators different by."""
    return int(d.integers(1, 0, 10**6)[0])


def pairs(got):
    """The batches of 60 samples in pairs, as sets."""
    return {frozenset(batch.tolist()) for batch in read(got, 2 * PAIRS, 2)}


class TestEpochBatches:
    @forall(uneven, draws=5)
    def test_partition(self, student, N, B):
        """Each of 0..N-1 is in one batch, once; all batches have B samples but the last, which has the rest."""
        for n, b in ((N, B), (N, 1), (N - N % B, B), (N, N), (N, N + 1), (1, 1), (1, 3), (61, 2)):
            got = student.epoch_batches(n, b, student.rng(n, b))
            found = sorted(np.concatenate(read(got, n, b)).tolist())
            kinds = {np.asarray(batch).dtype.kind for batch in got}
            expect.that(kinds <= {"i", "u"}, f"the batches of epoch_batches({n}, {b}, rng) do not hold integers")
            expect.that(found == list(range(n)), f"the batches of epoch_batches({n}, {b}, rng) hold {found} in all")

    @forall(key, draws=2)
    def test_epochs_share_few_batches(self, student, key):
        """Of 60 samples in pairs no two of three epochs share 13 of their 30 pairs, and no 16 are equally far apart."""
        rng = student.rng(key)
        epochs = [pairs(student.epoch_batches(2 * PAIRS, 2, rng)) for _ in range(3)]
        for i, j in ((0, 1), (1, 2), (0, 2)):
            shared = len(epochs[i] & epochs[j])
            words = f"calls {i} and {j} with one rng share {shared} of {PAIRS} pairs, wanted {SHARED} at most"
            expect.that(shared <= SHARED, words)
        for i, epoch in enumerate(epochs):
            apart = np.array([max(pair) - min(pair) for pair in epoch])
            alike = int(np.bincount(np.minimum(apart, 2 * PAIRS - apart)).max())
            words = f"in call {i} {alike} of {PAIRS} pairs are equally far apart, on a circle of all samples"
            expect.that(alike <= ALIKE, f"{words}, wanted {ALIKE} at most")


BATCH = "batch_gradient(grad, w, X, y, idx)"


def samples(d, N):
    """N samples of two features, no two of them with the same gradient, and a point: (w, X, y).

    The features are positive and the targets far off, so that gradients have a mean that is not 0.
    """
    X = np.column_stack([0.7 + d.permutation(N) / 10, 1.3 + d.integers(N, 0, 5) / 10])
    return nonzero(d, 2, 1), X, 5.0 + d.permutation(N)


def batches(d):
    """Samples and a batch out of order, with one index twice, neither the first samples nor all: (w, X, y, idx).

    It begins with the largest of three, the smallest, the middle one: sorted, all move and no two change
    places.
    """
    N = d.integer(4, 7)
    w, X, y = samples(d, N)
    order = d.permutation(N)
    i, j, k = sorted(order[:3].tolist())
    return w, X, y, np.array([k, i, j, k, *order[3 : d.integer(4, 5)]])


def by_samples(grad, w, X, y):
    """The gradients of the samples, one by one."""
    return np.array([grad(w, X[n : n + 1], y[n : n + 1]) for n in range(len(X))])


def gradient(got, w, what=BATCH):
    """g, finite and of the shape of w."""
    expect.shape(got, np.shape(w), what)
    return expect.finite(got, what)


def rows_of(X):
    """The number of rows that a gradient is asked for."""
    expect.that(np.ndim(X) == 2 and len(X) > 0, f"grad is called with X of shape {np.shape(X)}, wanted one row or more")
    return len(X)


def logistic(w, X, y):
    """The gradient of the mean of log(1 + exp(-s x.w)) over the rows, s = 1 where y > 6, else -1."""
    m = rows_of(X)
    of_shape(y, (m,), "y")
    s = np.where(np.asarray(y, float) > 6, 1.0, -1.0)
    z = s * (np.asarray(X, float) @ np.asarray(w, float))
    return -np.asarray(X, float).T @ (s / (1 + np.exp(z))) / m


def squares(w, X, y):
    """The gradient of the mean of (x.w - y)^2 / 2 over the rows; w is (2,) or (2, m)."""
    m = rows_of(X)
    residuals = np.asarray(X, float) @ np.asarray(w, float)
    residuals = (residuals.T - np.asarray(y, float)).T
    return np.asarray(X, float).T @ residuals / m


class TestBatchGradient:
    @forall(batches, draws=6)
    def test_mean_of_the_batch(self, student, w, X, y, idx):
        """g is the mean of the gradients of the samples idx, one twice counting twice; at their best w it is 0.

        So it is for N indices that are not all samples, for two in falling order, and if w is a matrix.
        """
        best = np.linalg.lstsq(X[idx], y[idx], rcond=None)[0]
        got = gradient(student.batch_gradient(squares, best, X, y, idx), w)
        close(got, np.zeros(2), f"{BATCH} at the best w for this batch", largest(by_samples(squares, best, X, y)))
        for grad, point in ((squares, w), (logistic, w), (squares, np.column_stack([w, 0 * w, -w]))):
            each = by_samples(grad, point, X, y)
            for batch in (idx, np.resize(idx, len(X)), idx[1:3][::-1]):
                got = gradient(student.batch_gradient(grad, point, X, y, batch), point)
                close(got, each[batch].mean(axis=0), BATCH, largest(each))

    @forall(batches, draws=4)
    def test_any_shape(self, student, w, X, y, idx):
        """For one sample: if w has two columns, the gradient of the sum of losses has those of the two; or three."""
        alone, each = idx[:1], by_samples(squares, w, X, y)
        got = gradient(student.batch_gradient(squares, np.column_stack([w, w]), X, y, alone), np.ones((2, 2)))
        close(got, np.column_stack([each[alone[0]]] * 2), BATCH, largest(each))
        tripled = np.column_stack([w, 0 * w, -w])
        got = gradient(student.batch_gradient(squares, tripled, X, y, alone), tripled)
        close(got, by_samples(squares, tripled, X, y)[alone[0]], BATCH, largest(tripled) * largest(each))


def at_r(r, c1, noise):
    """(c0, c1, noise) with c0 noise / c1 = r."""
    return r * c1 / noise, c1, noise


EXCESS = 1e-9


def batch_size(got, N, what):
    """One integer from 1 to N."""
    expect.number(got, what)
    B = int(expect.integers(got, what))
    expect.that(1 <= B <= N, f"{what} is {B}, wanted 1 to {N}")
    return B


def price(B, c0, c1, noise):
    """What B costs."""
    return (c0 + c1 * B) * (1 + noise / B)


def no_worse(student, c0, c1, noise, N, rivals):
    """The answer costs no more than each of the rivals that is a batch size."""
    what = f"best_batch({c0:g}, {c1:g}, {noise:g}, {N:g})"
    B = batch_size(student.best_batch(c0, c1, noise, N), N, what)
    for rival in rivals(B):
        if 1 <= rival <= N:
            ours, theirs = price(B, c0, c1, noise), price(rival, c0, c1, noise)
            words = f"{what} is {B}, which costs {ours:.9g}, and {rival} costs {theirs:.9g}"
            expect.that(ours <= theirs * (1 + EXCESS), words)


def prices(d):
    """c1 and noise, neither of them 1, and an m from 1 on, where the best batch is to be."""
    return d.choice([0.7, 2.5, 30.0]), d.choice([3.0, 0.4, 16.0]), d.integer(1, 9)


SMALL = 1e-48  # what prices are multiplied by


class TestBestBatch:
    @forall(prices, draws=7)
    def test_neighbours(self, student, c1, noise, m):
        """(c0 + c1 B)(1 + noise / B) is no larger than at B - 1 and B + 1: then, being convex, it is least."""
        for k in (1, 2, m):
            for r in (k * k - 0.1, k * k + 0.1, k * (k - 1) + 0.15, k * (k + 1) - 0.15, k * (k + 1) + 0.6):
                no_worse(student, *at_r(r, c1, noise), 2 * k + 7, lambda B, k=k: (B - 1, B + 1, k + 5, 2 * k + 7))

    @forall(prices, draws=5)
    def test_few_samples(self, student, c1, noise, m):
        """With fewer samples than the best batch would have, all of them are the best, however little they cost."""
        for N, r, size in ((m + 1, 5000.0, 1.0), (m, (m + 1) * (m + 2), 1.0), (1, 30.0, 1.0), (m + 1, 5000.0, SMALL)):
            no_worse(student, *at_r(r, size * c1, noise), N, lambda _, N=N: (N,))
        no_worse(student, *at_r(6.0, c1, 16.0), 2, lambda _: (2,))  # so that c0 is smaller than c1


SETTINGS = [(0.3, 0.7), (0.7, 0.3), (0.2, 0.9)]  # lr and beta, never equal, none 0, 1/2 or 1, their sum 1 or not


def gradients(d):
    """A start and four gradients that are not 0, (4, n), and (lr, beta)."""
    n = d.integer(1, 3)
    return nonzero(d, n), nonzero(d, (4, n)), d.choice(SETTINGS)


MOMENTUM = "momentum_step(x, v, g, lr, beta)"


def step_of(student, x, v, g, lr, beta, what=MOMENTUM):
    """The new x and v, of the shape of the old ones."""
    parts = expect.values(student.momentum_step(x, v, g, lr, beta), 2, what)
    for part, name in zip(parts, ("x", "v"), strict=True):
        expect.shape(part, np.shape(x), f"{name} of {what}")
    return tuple(expect.finite(part, f"{name} of {what}") for part, name in zip(parts, ("x", "v"), strict=True))


def in_motion(d):
    """Six entries for a point, a velocity and a gradient, and (lr, beta)."""
    return nonzero(d, 6), nonzero(d, 6), nonzero(d, 6), d.choice(SETTINGS)


class TestMomentumStep:
    @forall(gradients, draws=6)
    def test_sum_of_old_gradients(self, student, x, g, setting):
        """From v = 0, v is the sum of all gradients, one k steps old times beta^k, and x moves by -lr times each v.

        From lr g the first step goes to 0.
        """
        lr, beta = setting
        start, v, moved = x, np.zeros_like(x), np.zeros_like(x)
        for t in range(len(g)):
            x, v = step_of(student, x, v, g[t], lr, beta, f"step {t + 1}")
            wanted = sum(beta ** (t - k) * g[k] for k in range(t + 1))
            moved = moved + wanted
            close(v, wanted, f"v after {t + 1} steps", largest(g))
            close(x, start - lr * moved, f"x after {t + 1} steps", largest(start, g))
        x, _ = step_of(student, lr * g[0], 0 * start, g[0], lr, beta, "momentum_step(lr g, 0, g, lr, beta)")
        close(x, 0 * start, "x of momentum_step(lr g, 0, g, lr, beta)", largest(g[0]))

    @forall(in_motion, draws=4)
    def test_no_gradient(self, student, x, v, g, setting):
        """If g is 0, x goes on by -lr beta v."""
        lr, beta = setting
        x1, _ = step_of(student, x, v, 0 * g, lr, beta, "momentum_step(x, v, 0, lr, beta)")
        close(x1, x - lr * beta * v, "x of momentum_step(x, v, 0, lr, beta)", largest(x, v))


INPUTS = 3


ENTRIES = 3


FARTHEST = 10.0


STEEPEST = 10.0


STEPS = 20


def admissible(a, x0, lr, beta, T):
    """A short run in few directions, with numbers that can be followed by hand."""
    a, x0 = expect.finite(a, "a"), expect.finite(x0, "x0")
    expect.that(a.ndim == 1 and 1 <= len(a) <= ENTRIES, f"a has shape {a.shape}, wanted (d,) with 1 <= d <= {ENTRIES}")
    expect.shape(x0, a.shape, "x0")
    expect.that(((a >= 0) & (a <= STEEPEST)).all(), f"a is {a.tolist()}, wanted entries from 0 to {STEEPEST:g}")
    expect.that((abs(x0) <= FARTHEST).all(), f"x0 is {x0.tolist()}, wanted entries from -10 to {FARTHEST:g}")
    lr, beta = expect.number(lr, "lr"), expect.number(beta, "beta")
    expect.that(0 < lr <= 1, f"lr is {lr:g}, wanted above 0, and 1 at most")
    expect.that(0 <= beta < 1, f"beta is {beta:g}, wanted from 0 to less than 1")
    expect.number(T, "T")
    T = int(expect.integers(T, "T"))
    expect.that(1 <= T <= STEPS, f"T is {T}, wanted 1 to {STEPS} steps")
    return a, x0, lr, beta, T


class TestCatchOptimiser:
    def test_inputs_are_admissible(self, student):
        """One to three inputs (a, x0, lr, beta, T), all numbers in their ranges, T an integer."""
        answer = student.catch_optimiser()
        for index, entry in enumerate(expect.entries(answer, "catch_optimiser()", INPUTS, "input", "inputs")):
            what = f"input {index} must be a tuple (a, x0, lr, beta, T), it is {expect.kind(entry)}"
            expect.that(isinstance(entry, list | tuple) and len(entry) == 5, what)
            admissible(*entry)


ADAM = "adam_step(x, state, g, lr)"


def sizes(d):
    """Gradients from 1e-4 to 1e4 in size, of either sign, in any order, and a step."""
    g = 10.0 ** (d.permutation(5) - 4) * np.array([1, -1, 1, -1, 1]) * np.append(1.0, d.integers(4, 1, 9) / 2)
    return np.append(g, [1e-4, -3e3]), nonzero(d, 7), d.choice([0.1, 0.3, 0.05])


def stepped(student, x, state, g, *settings, what=ADAM):
    """The new x, of the shape of the old one, and the new state, whatever it is."""
    after, state = expect.values(student.adam_step(x, state, g, *settings), 2, what)
    expect.shape(after, np.shape(x), f"x of {what}")
    return expect.finite(after, f"x of {what}"), state


FIXED = [(0.9, 0.999), (0.8, 0.9), (0.5, 0.7)]


def path(student, x, gradients, *settings, what=ADAM):
    """The points after each gradient, from state None."""
    state, points = None, []
    for t, g in enumerate(gradients):
        x, state = stepped(student, x, state, g, *settings, what=f"step {t + 1} of {what}")
        points.append(x)
    return np.array(points)


class TestAdamStep:
    @forall(sizes, draws=5)
    def test_first_step(self, student, g, x, lr):
        """The first step moves each entry by -lr g / (|g| + eps), with an eps of 1e-8, or of 1/2 where it is given."""
        after, _ = stepped(student, x, None, g, lr)
        close(after, x - lr * g / (abs(g) + 1e-8), f"x of {ADAM}", largest(x))
        for start in (x, lr * g / (abs(g) + 0.5)):
            after, _ = stepped(student, start, None, g, lr, 0.8, 0.9, 0.5)
            wanted = start - lr * g / (abs(g) + 0.5)
            close(after, wanted, "x of adam_step(x, None, g, lr, 0.8, 0.9, 0.5)", max(lr, largest(start)))

    @forall(sizes, draws=2)
    def test_constant_gradient(self, student, g, x, lr):
        """While the gradient stays the same, every step is as long as the first: both means are g and g^2 at once."""
        for betas, T in zip(FIXED[:2], (60, 3), strict=True):
            points = path(student, x, [g] * T, lr, *betas, 1e-3)
            wanted = x - lr * np.arange(1, T + 1)[:, None] * g / (abs(g) + 1e-3)
            close(points, wanted, f"x after 1 to {T} steps with one gradient", largest(x))

UNIT = "10_gradient_descent"
EXERCISES = {
    "gradient_descent": 5,
    "epoch_batches": 5,
    "batch_gradient": 5,
    "best_batch": 6,
    "momentum_step": 6,
    "catch_optimiser": 7,
    "adam_step": 7,
}
PROOFS = {
    "small_gradients": ('Gradients become small', 4),
    "no_step_for_all": ('A function for which no step serves all starts', 4),
}
CHECKS = {
    "gradient_descent": TestGradientDescent,
    "epoch_batches": TestEpochBatches,
    "batch_gradient": TestBatchGradient,
    "best_batch": TestBestBatch,
    "momentum_step": TestMomentumStep,
    "catch_optimiser": TestCatchOptimiser,
    "adam_step": TestAdamStep,
}
