import numpy as np


def right_last_iterate(X, y, lam, T, rng):
    """the plain loop, last iterate"""
    N, d = X.shape
    w = np.zeros(d)
    for t in range(1, T + 1):
        n = rng.integers(N)
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w
        if pays:
            w = w + y[n] * X[n] / (lam * t)
    return w


def right_mean_of_all(X, y, lam, T, rng):
    """the mean of w_1, ..., w_T, indices drawn at once"""
    w, total = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for t, n in enumerate(rng.integers(len(X), size=T), start=1):
        g = lam * w - (y[n] * X[n] if y[n] * X[n].dot(w) < 1 else 0)
        w = w - g / (lam * t)
        total += w
    return total / T


def right_weights_that_grow(X, y, lam, T, rng):
    """w_t weighs t"""
    w, mean = np.zeros(X.shape[1]), np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.choice(len(y))
        pull = float(y[n] * np.inner(w, X[n]) < 1)
        w = w - (lam * w - pull * y[n] * X[n]) / (lam * t)
        mean = mean + 2 / (t + 1) * (w - mean)
    return mean


def right_mean_of_the_second_half(X, y, lam, T, rng):
    """the mean of the last half of the iterates, all kept in a list"""
    iterates = [np.zeros(X.shape[1])]
    for t in range(1, T + 1):
        x, label = X[(n := int(rng.random() * len(X)))], y[n]
        step = 1 / (lam * t)
        w = iterates[-1]
        iterates.append(w - step * lam * w + (step * label * x if label * (w @ x) < 1 else 0))
    return np.mean(iterates[1 + T // 2 :] if T > 1 else iterates[1:], axis=0)


def right_sum_of_pulls(X, y, lam, T, rng):
    """keep lam t w_t, which is the sum of the y_n x_n that pulled"""
    pulls = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.permutation(len(X))[0]
        w = pulls / (lam * (t - 1)) if t > 1 else pulls
        if y[n] * (w @ X[n]) < 1:
            pulls = pulls + y[n] * X[n]
    return pulls / (lam * T)


def right_counts_and_gram_matrix(X, y, lam, T, rng):
    """dual form: how often each sample pulled, margins by the Gram matrix"""
    K, counts = np.asarray(X, float) @ np.asarray(X, float).T, np.zeros(len(X))
    for t in range(1, T + 1):
        n = rng.integers(0, len(X))
        if t == 1 or y[n] * (K[n] @ (counts * y)) < lam * (t - 1):
            counts[n] += 1
    return X.T @ (counts * y) / (lam * T)


def right_lists(X, y, lam, T, rng):
    """Python lists, a list is returned"""
    samples, labels = [[float(v) for v in row] for row in X], [int(v) for v in y]
    w = [0.0] * len(samples[0])
    t = 0
    while t < T:
        t += 1
        n = int(rng.integers(len(samples)))
        m = labels[n] * sum(p * q for p, q in zip(w, samples[n]))
        w = [(1 - 1 / t) * p + (labels[n] * q / (lam * t) if m < 1 else 0.0) for p, q in zip(w, samples[n])]
    return w


def right_float32(X, y, lam, T, rng):
    """w in float32"""
    X32, w = X.astype(np.float32), np.zeros(X.shape[1], dtype=np.float32)
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pulls = y[n] * np.dot(X32[n], w) < 1
        w *= np.float32(1 - 1 / t)
        if pulls:
            w += np.float32(y[n] / (lam * t)) * X32[n]
    return w


def right_halves(X, y, lam, T, rng):
    """recursion: the first half of the steps, then the second"""

    def steps(w, first, last):
        if first == last:
            n = rng.integers(len(X))
            s = 1 if y[n] * (X[n] @ w) < 1 else 0
            return w - (lam * w - s * y[n] * X[n]) / (lam * first)
        middle = (first + last) // 2
        return steps(steps(w, first, middle), middle + 1, last)

    return steps(np.zeros(X.shape[1]), 1, T)


def right_class(X, y, lam, T, rng):
    """an over-engineered class with a generator of iterates"""

    class Pegasos:
        def __init__(self, weight, random):
            self.weight, self.random = weight, random

        def subgradient(self, w, x, label):
            pull = label * x if label * np.dot(w, x) < 1 else np.zeros(len(w))
            return self.weight * w - pull

        def iterates(self, samples, labels):
            w, t = np.zeros(samples.shape[1]), 0
            while True:
                t += 1
                n = self.random.choice(np.arange(len(samples)))
                w = w - self.subgradient(w, samples[n].astype(float), labels[n]) / (self.weight * t)
                yield w

    run = Pegasos(lam, rng).iterates(X, y)
    for _ in range(T):
        w = next(run)
    return w


def right_pulls_at_the_kink(X, y, lam, T, rng):
    """a margin of exactly 1 pulls too; the row is picked by the largest of N uniform numbers"""
    Z, w = y[:, None] * X, np.zeros(X.shape[1])
    for t in range(1, T + 1):
        z = Z[np.argmax(rng.random(len(Z)))]
        w = w + ((z @ w <= 1) * z - lam * w) / (lam * t)
    return w


def right_polynomial_decay(X, y, lam, T, rng):
    """running mean in which later ones weigh more, asserts in front"""
    assert T >= 1
    assert lam > 0
    w, mean, eta = np.zeros(X.shape[1]), np.zeros(X.shape[1]), 3
    for t in range(1, T + 1):
        n = rng.integers(low=0, high=len(y) - 1, endpoint=True)
        grad = lam * w
        if 1 - y[n] * np.sum(w * X[n]) > 0:
            grad = grad - y[n] * X[n]
        w = w - 1 / (lam * t) * grad
        rho = (eta + 1) / (t + eta)
        mean = (1 - rho) * mean + rho * w
    return mean


def right_shuffled_rounds(X, y, lam, T, rng):
    """samples by rounds, each round in a new random order: by symmetry each step is as likely to have any sample"""
    w, order = np.zeros(X.shape[1]), []
    for t in range(1, T + 1):
        if not len(order):
            order = list(rng.permutation(len(X)))
        n = order.pop()
        pays = y[n] * (X[n] @ w) < 1
        w = w - w / t + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_shrinks_payers_only(X, y, lam, T, rng):
    """DESERVES: w shrinks in each step, also where the sample does not pay
    PART: yes
    BREAKS: step t has the size 1/(lam t), at X = [[1]], y = [1], lam = 1/3, T = 2: w stays 3, not 1.5
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        if y[n] * (w @ X[n]) < 1:
            w = (1 - 1 / t) * w + y[n] * X[n] / (lam * t)
    return w


def wrong_asks_after_the_shrink(X, y, lam, T, rng):
    """DESERVES: whether a sample pulls is asked of w before the step, not of the shrunk one
    PART: yes
    BREAKS: subgradient descent (at w_{t-1}), at X = [[1]], y = [1], lam = 2/3, T = 2: 1.5, wanted 0.75 to 1.125
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        w = (1 - 1 / t) * w
        if y[n] * (w @ X[n]) < 1:
            w = w + y[n] * X[n] / (lam * t)
    return w


def wrong_step_does_not_fall(X, y, lam, T, rng):
    """DESERVES: the step size 1/(lam t) falls with t
    PART: yes
    BREAKS: step t has the size 1/(lam t), at X = [[1]], y = [1], lam = 1/3, T = 2: 0, wanted 1.5 to 2.25
    """
    w = np.zeros(X.shape[1])
    for _ in range(T):
        n = rng.integers(len(X))
        g = lam * w - (y[n] * X[n] if y[n] * (w @ X[n]) < 1 else 0)
        w = w - g / lam
    return w


def wrong_root_of_t(X, y, lam, T, rng):
    """DESERVES: the step size is 1/(lam t), without a root
    PART: yes
    BREAKS: step t has the size 1/(lam t), at X = [[1]], y = [1], lam = 1/3, T = 2: 0.88, wanted 1.5 to 2.25
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        g = lam * w - (y[n] * X[n] if y[n] * (w @ X[n]) < 1 else 0)
        w = w - g / (lam * np.sqrt(t))
    return w


def wrong_rounded_index(X, y, lam, T, rng):
    """DESERVES: rounding a uniform number from 0 to N - 1 draws the first and the last sample half as often
    PART: yes
    BREAKS: each sample is as likely to be drawn as any other, at N = 3: with 1/4, 1/2, 1/4
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = round(rng.uniform(0, len(X) - 1))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_both_classes_as_often(X, y, lam, T, rng):
    """DESERVES: a coin for the class first makes the samples of the smaller class likelier
    PART: yes
    BREAKS: each sample is as likely to be drawn as any other, at y = [1, 1, 1, -1]: the last has 1/2
    """
    w, classes = np.zeros(X.shape[1]), np.unique(y)
    for t in range(1, T + 1):
        n = rng.choice(np.flatnonzero(y == rng.choice(classes)))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_own_generator(X, y, lam, T, rng):
    """DESERVES: draw from the generator that is given; np.random.randint gives another w each time
    PART: yes
    BREAKS: equal generators give equal w, at X = [[1], [2]], y = [1, 1], lam = 8, T = 1, two calls
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = np.random.randint(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_seeds_anew(X, y, lam, T, rng):
    """DESERVES: a generator with a seed of its own draws the same samples whatever rng is
    PART: yes
    BREAKS: each on one sample drawn from rng, at X = [[1], [2]], y = [1, 1], lam = 8, T = 1, several rng
    """
    rng = np.random.default_rng(0)
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_in_turn(X, y, lam, T, rng):
    """DESERVES: the sample of a step is drawn, not taken in turn
    PART: yes
    BREAKS: each on one sample drawn from rng, at X = [[1], [2]], y = [1, 1], lam = 8, T = 1: always the first
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = (t - 1) % len(X)
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_two_draws(X, y, lam, T, rng):
    """DESERVES: sample and label are drawn apart: one index serves both
    PART: no
    BREAKS: each on one sample, at X = [[1], [-1]], y = [1, -1], lam = 2, T = 1: -0.5 may come
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        x, label = X[rng.integers(len(X))], y[rng.integers(len(y))]
        pays = label * (w @ x) < 1
        w = (1 - 1 / t) * w + pays * label * x / (lam * t)
    return w


def wrong_divided_by_n(X, y, lam, T, rng):
    """DESERVES: the drawn sample stands for the mean already: its pull is not divided by N
    PART: no
    BREAKS: it minimises lam/2 ||w||^2 + the mean hinge loss, at X = [[1], [1]], y = [1, 1], lam = 2, T = 1
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t * len(X))
    return w


def wrong_one_step_more(X, y, lam, T, rng):
    """DESERVES: these are T + 1 steps
    PART: yes
    BREAKS: w after T steps, at X = [[1]], y = [1], lam = 1/3, T = 1: 1.5, wanted 3
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 2):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_mean_of_the_first(X, y, lam, T, rng):
    """DESERVES: the mean leaves out w_T, so that an earlier one weighs more than a later one
    PART: yes
    BREAKS: a mean in which no w_t weighs more than a later one, at X = [[1]], y = [1], lam = 1/3, T = 2: 3
    """
    w, seen = np.zeros(X.shape[1]), []
    for t in range(1, T + 1):
        seen.append(w)
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return np.mean(seen[1:], axis=0) if T > 1 else w


def wrong_stops_when_all_are_right(X, y, lam, T, rng):
    """DESERVES: when no sample pays w is still to be shrunk: the penalty wants the widest street
    PART: yes
    BREAKS: w after T steps, at X = [[1]], y = [1], lam = 1/3, T = 2: 3, wanted 1.5 to 2.25
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
        if np.all(y * (X @ w) >= 1):
            break
    return w


def wrong_integer_w(X, y, lam, T, rng):
    """DESERVES: zeros_like(X[0]) holds integers where X does, and w[:] = ... cuts each step
    PART: yes
    BREAKS: X may be of integers, at X = [[1]] of integers, y = [1], lam = 2, T = 1: 0, wanted 0.5
    """
    w = np.zeros_like(X[0])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w[:] = (1 - 1 / t) * w + pays * y[n] * X[n] / (lam * t)
    return w


def wrong_samples_signed_in_place(X, y, lam, T, rng):
    """DESERVES: X *= y changes the caller's samples: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[1]], y = [-1], lam = 2, T = 1
    """
    X *= y[:, None]
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        x = X[rng.integers(len(X))]
        pays = w @ x < 1
        w = (1 - 1 / t) * w + pays * x / (lam * t)
    return w


def wrong_lambda_in_the_shrink_only(X, y, lam, T, rng):
    """DESERVES: the pull is divided by lam t, not by t alone
    PART: no
    BREAKS: step t has the size 1/(lam t), at X = [[1]], y = [1], lam = 2, T = 1: 1, wanted 0.5
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        n = rng.integers(len(X))
        pays = y[n] * (w @ X[n]) < 1
        w = (1 - 1 / t) * w + pays * y[n] * X[n] / t
    return w


def wrong_all_samples_at_once(X, y, lam, T, rng):
    """DESERVES: these are steps on all samples; each step is to be on one that is drawn
    PART: yes
    BREAKS: each on one sample drawn from rng, at X = [[1], [3]], y = [1, 1], lam = 16, T = 1: 1/8
    """
    w = np.zeros(X.shape[1])
    for t in range(1, T + 1):
        pays = y * (X @ w) < 1
        w = (1 - 1 / t) * w + (pays * y) @ X / (len(X) * lam * t)
    return w
