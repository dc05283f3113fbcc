import itertools
from fractions import Fraction
from functools import reduce

import numpy as np


def right_plain_loops(X, y, max_epochs):
    """plain loops over lists"""
    d = len(X[0])
    w, b, mistakes = [0.0] * d, 0.0, 0
    for _ in range(max_epochs):
        stepped = False
        for x, label in zip(X, y):
            label = int(label)
            s = b
            for k in range(d):
                s += w[k] * float(x[k])
            if label * s <= 0:
                for k in range(d):
                    w[k] += label * float(x[k])
                b += label
                mistakes += 1
                stepped = True
        if not stepped:
            break
    return w, b, mistakes


def right_numpy(X, y, max_epochs):
    """NumPy, a loop over the samples"""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w = w + y[n] * X[n]
                b = b + y[n]
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


def right_augmented(X, y, max_epochs):
    """signed augmented samples u = y (x, 1)"""
    U = np.column_stack([X, np.ones(len(X))]) * np.asarray(y, float)[:, None]
    v, count = np.zeros(U.shape[1]), 0
    for _ in range(max_epochs):
        steps = 0
        for u in U:
            if v @ u <= 0:
                v += u
                steps += 1
        count += steps
        if not steps:
            break
    return v[:-1], v[-1], count


def right_next_mistake(X, y, max_epochs):
    """vectorised: all products at once, then jump to the next mistake of the epoch"""
    U = np.hstack([np.asarray(X, float), np.ones((len(X), 1))]) * np.reshape(y, (-1, 1))
    v, mistakes = np.zeros(U.shape[1]), 0
    for _ in range(max_epochs):
        start, clean = 0, True
        while start < len(U):
            wrong = np.flatnonzero(U[start:] @ v <= 0)
            if wrong.size == 0:
                break
            n = start + wrong[0]
            v = v + U[n]
            mistakes, clean, start = mistakes + 1, False, n + 1
        if clean:
            break
    return v[:-1].copy(), float(v[-1]), mistakes


def right_sign_differs(X, y, max_epochs):
    """compares np.sign, which is 0 on the line, with the label; for-else"""
    w, b, mistakes, epoch = np.zeros(np.shape(X)[1]), 0, 0, 0
    done = False
    while not done and epoch < max_epochs:
        done = True
        for x, label in zip(X, y):
            if np.sign(np.dot(w, x) + b) != label:
                w, b, mistakes, done = w + label * x, b + label, mistakes + 1, False
        epoch += 1
    return w, np.float64(b), mistakes


def right_stops_as_soon_as_all_right(X, y, max_epochs):
    """stops at once where all samples are on their sides: nothing changes any more"""
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for n in itertools.chain.from_iterable(itertools.repeat(range(len(X)), max_epochs)):
        if y[n] * (w @ X[n] + b) <= 0:
            w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
            if np.all(y * (X @ w + b) > 0):
                break
    return w, b, mistakes


def right_counts_of_samples(X, y, max_epochs):
    """dual: how often each sample was stepped on, and products of samples only"""
    X = np.asarray(X, float)
    y = np.asarray(y, float)
    G = (X @ X.T + 1) * np.outer(y, y)
    c = np.zeros(len(y), dtype=int)
    for _ in range(max_epochs):
        before = c.sum()
        for n in range(len(y)):
            if G[n] @ c <= 0:
                c[n] += 1
        if c.sum() == before:
            break
    return (c * y) @ X, float(c @ y), int(c.sum())


def right_fractions(X, y, max_epochs):
    """exact arithmetic with Fraction"""
    U = [[Fraction(float(e)) * int(c) for e in x] + [Fraction(int(c))] for x, c in zip(X, y)]
    v, mistakes = [Fraction(0)] * len(U[0]), 0
    for _ in range(max_epochs):
        clean = True
        for u in U:
            if sum(s * t for s, t in zip(u, v)) <= 0:
                v = [s + t for s, t in zip(u, v)]
                mistakes += 1
                clean = False
        if clean:
            break
    return np.array([float(e) for e in v[:-1]]), float(v[-1]), mistakes


def right_reduce(X, y, max_epochs):
    """functional: an epoch is a reduce over the samples"""

    def step(state, sample):
        w, b, m = state
        x, label = sample
        return (w + label * x, b + label, m + 1) if label * (np.inner(w, x) + b) <= 0 else state

    state = np.zeros(np.shape(X)[1]), 0.0, 0
    for _ in range(max_epochs):
        following = reduce(step, zip(X, y), state)
        if following[2] == state[2]:
            return state
        state = following
    return state


def right_class(X, y, max_epochs):
    """over-engineered: a class with epochs as a generator"""

    class Rosenblatt:
        def __init__(self, d):
            self.w, self.b, self.mistakes = np.zeros(d), np.zeros(()), 0

        def wrong(self, x, label):
            return not label * (np.vdot(self.w, x) + self.b) > 0

        def learn(self, x, label):
            self.w = self.w + np.multiply(label, x)
            self.b = self.b + label
            self.mistakes += 1

        def epochs(self, X, y):
            while True:
                steps = 0
                for x, label in zip(X, y):
                    if self.wrong(x, label):
                        self.learn(x, label)
                        steps += 1
                yield steps

    machine = Rosenblatt(len(X[0]))
    for steps in itertools.islice(machine.epochs(X, y), max_epochs):
        if steps == 0:
            break
    return machine.w, machine.b, machine.mistakes


def right_cycles_are_seen(X, y, max_epochs):
    """early return where an epoch ends in a state seen before: the rest is counted, not run"""
    X, y = np.array(X, float), np.array(y, float)
    v, total = np.zeros(X.shape[1] + 1), 0
    seen, steps = {v.tobytes(): 0}, []

    def epoch(v):
        count = 0
        for x, label in zip(X, y):
            if label * (x @ v[:-1] + v[-1]) <= 0:
                v, count = v + label * np.append(x, 1), count + 1
        return v + 0.0, count

    k = 0
    while k < max_epochs:
        v, count = epoch(v)
        k += 1
        total += count
        steps.append(count)
        if count == 0:
            break
        key = v.tobytes()
        if key in seen and k < max_epochs:
            period = steps[seen[key] :]
            turns = (max_epochs - k) // len(period)
            k += turns * len(period)
            total += turns * sum(period)
            seen = {}
        seen[key] = len(steps)
    return v[:-1], float(v[-1]), total


def right_one_pass_counter(X, y, max_epochs):
    """one loop over a counter: ends after N samples in a row, from an epoch's start, without a step"""
    N, d = X.shape
    w, b, mistakes, clean = np.zeros(d), 0, 0, 0
    for t in range(N * max_epochs):
        n = t % N
        if n == 0:
            clean = 0
        if (np.einsum("d,d", w, X[n]) + b) * y[n] > 0:
            clean += 1
            if clean == N:
                break
        else:
            w, b, mistakes = w + X[n] * y[n], b + int(y[n]), mistakes + 1
    return [float(e) for e in w], b, mistakes


def wrong_strict(X, y, max_epochs):
    """DESERVES: a sample on the line is a mistake too: with w = 0, b = 0 it never starts
    PART: no
    BREAKS: a step for each sample that is not strictly on its side, at X = [[1]], y = [1]
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) < 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_batch(X, y, max_epochs):
    """DESERVES: the products of a whole epoch are taken at its start, and the steps of the epoch do not enter
    PART: no
    BREAKS: for the samples in their order, at X = [[1], [2]], y = [1, 1], max_epochs = 1: two mistakes, not one
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        wrong = y * (X @ w + b) <= 0
        if not wrong.any():
            break
        w, b, mistakes = w + (y * wrong) @ X, b + (y * wrong).sum(), mistakes + int(wrong.sum())
    return w, b, mistakes


def wrong_last_epoch_counted(X, y, max_epochs):
    """DESERVES: the count starts anew in each epoch
    PART: yes
    BREAKS: mistakes counts the steps of all epochs, at X = [[1], [3]], y = [1, -1], max_epochs = 2: 4, not 2
    """
    w, b = np.zeros(X.shape[1]), 0
    for _ in range(max_epochs):
        mistakes = 0
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if mistakes == 0:
            break
    return w, b, mistakes


def wrong_bias_counts_up(X, y, max_epochs):
    """DESERVES: the bias moves by y_n, not by 1
    PART: no
    BREAKS: a step for each sample, at X = [[1]], y = [-1]: b = -1
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + 1, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_pocket(X, y, max_epochs):
    """DESERVES: it returns the best line that it met, where the last is asked for
    PART: yes
    BREAKS: (w, b) after max_epochs, at X = [[1], [2], [3]], y = [1, -1, 1], max_epochs = 1
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    best, pocket = -1, (w, b)
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
                right = (y * (X @ w + b) > 0).sum()
                if right >= best + (best >= 0 and right < len(y)):
                    best, pocket = right, (w, b)
        if mistakes == before:
            break
    return *pocket, mistakes


def wrong_averaged(X, y, max_epochs):
    """DESERVES: the mean of all w is another machine, the averaged perceptron
    PART: no
    BREAKS: Rosenblatt's perceptron (w, b), at X = [[1], [3]], y = [1, -1], max_epochs = 1
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    W, B, seen = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
            W, B, seen = W + w, B + b, seen + 1
        if mistakes == before:
            break
    return W / seen, B / seen, mistakes


def wrong_from_the_first_again(X, y, max_epochs):
    """DESERVES: after a step it begins with the first sample again, where the next is due
    PART: yes
    BREAKS: in their order, at X = [[1], [3], [0]], y = [1, -1, 1], max_epochs = 1
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs * len(X)):
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
                break
        else:
            break
    return w, b, mistakes


def wrong_signs_in_place(X, y, max_epochs):
    """DESERVES: it multiplies the caller's X by the labels
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[1.0], [3.0]], y = [1, -1]
    """
    X *= y[:, None]
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if X[n] @ w + y[n] * b <= 0:
                w, b, mistakes = w + X[n], b + y[n], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_first_row_aliased(X, y, max_epochs):
    """DESERVES: v is the first row of U itself, so that each step changes that sample
    PART: yes
    BREAKS: the samples X, at X = [[1], [3]], y = [1, -1], max_epochs = 3
    """
    U = np.column_stack([X, np.ones(len(X))]) * np.asarray(y)[:, None]
    v, mistakes = U[0], 1  # the first step is known
    start = 1
    for _ in range(max_epochs):
        before = mistakes
        for u in U[start:]:
            if v @ u <= 0:
                v += u
                mistakes += 1
        if mistakes == before and start == 0:
            break
        start = 0
    return v[:-1].copy(), v[-1], mistakes


def wrong_small_margin_is_mistake(X, y, max_epochs):
    """DESERVES: a sample that is strictly on its side, by however little, is no mistake
    PART: yes
    BREAKS: strictly on its side, at X = [[1e-5], [-1e-5]], y = [1, -1], max_epochs = 3: 2 mistakes
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 1e-8:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_same_as_before(X, y, max_epochs):
    """DESERVES: steps that cancel in an epoch are steps: it takes the same (w, b) for an epoch without any
    PART: yes
    BREAKS: ends after the first epoch without a step, at X = [[1], [1]], y = [1, -1], max_epochs = 2: 4, not 2
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        w0, b0 = w, b
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if np.array_equal(w, w0) and b == b0:
            break
    return w, b, mistakes


def wrong_w_unchanged(X, y, max_epochs):
    """DESERVES: an epoch that changes b alone makes a step too
    PART: yes
    BREAKS: the first epoch without a step, at X = [[0], [0]], y = [1, -1], max_epochs = 2: 4 mistakes, not 2
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0.0, 0
    for _ in range(max_epochs):
        w0 = w.copy()
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if (w == w0).all():
            break
    return w, b, mistakes


def wrong_squeezed(X, y, max_epochs):
    """DESERVES: squeeze takes a lone sample of several numbers for several samples of one number
    PART: yes
    BREAKS: N may be 1, at X = [[1, 2]], y = [1]: w = [1, 2]
    """
    X = np.squeeze(X)
    X = X[:, None] if X.ndim == 1 else np.atleast_2d(X)
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for x, label in zip(X, y):
            if label * (x @ w + b) <= 0:
                w, b, mistakes = w + label * x, b + label, mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_distinct_samples(X, y, max_epochs):
    """DESERVES: a sample that is wrong in several epochs is counted once
    PART: yes
    BREAKS: counts the steps of all epochs, at X = [[1], [3]], y = [1, -1], max_epochs = 2
    """
    w, b, missed = np.zeros(X.shape[1]), 0, set()
    for _ in range(max_epochs):
        clean = True
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, clean = w + y[n] * X[n], b + y[n], False
                missed.add(n)
        if clean:
            break
    return w, b, len(missed)


def wrong_one_label_is_easy(X, y, max_epochs):
    """DESERVES: samples of one label need steps too, from w = 0, b = 0
    PART: yes
    BREAKS: a step for each sample not strictly on its side, at X = [[1]], y = [1]: w = [1], b = 1, one mistake
    """
    if len(set(np.asarray(y).tolist())) < 2:
        return np.zeros(X.shape[1]), float(y[0]), 0
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_worst_first(X, y, max_epochs):
    """DESERVES: it steps on the worst sample, not on the next in the order
    PART: no
    BREAKS: in their order, at X = [[1], [3]], y = [1, -1], max_epochs = 2
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs * len(X)):
        m = y * (X @ w + b)
        n = int(m.argmin())
        if m[n] > 0:
            break
        w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
    return w, b, mistakes


def wrong_new_w_with_old_b(X, y, max_epochs):
    """DESERVES: the bias is only moved at the end of an epoch
    PART: no
    BREAKS: makes a step for each sample, at X = [[0], [0]], y = [1, 1], max_epochs = 1: one mistake, not two
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before, move = mistakes, 0
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w, move, mistakes = w + y[n] * X[n], move + y[n], mistakes + 1
        b += move
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_integers_only(X, y, max_epochs):
    """DESERVES: w is kept in integers, which cuts off what stands behind the point
    PART: yes
    BREAKS: for the samples X, at X = [[0.5]], y = [1]: w = [0.5]
    """
    w, b, mistakes = np.zeros(X.shape[1], dtype=int), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if y[n] * (X[n] @ w + b) <= 0:
                w[:] = w + y[n] * X[n]
                b += y[n]
                mistakes += 1
        if mistakes == before:
            break
    return w, b, mistakes


def wrong_skips_zero_rows(X, y, max_epochs):
    """DESERVES: a sample 0 is skipped, though its label moves the bias
    PART: yes
    BREAKS: a step for each sample that is not strictly on its side, at X = [[0]], y = [1]: b = 1, one mistake
    """
    w, b, mistakes = np.zeros(X.shape[1]), 0, 0
    for _ in range(max_epochs):
        before = mistakes
        for n in range(len(X)):
            if X[n].any() and y[n] * (X[n] @ w + b) <= 0:
                w, b, mistakes = w + y[n] * X[n], b + y[n], mistakes + 1
        if mistakes == before:
            break
    return w, b, mistakes
