import math
from functools import reduce

import numpy as np


def right_vectorised(w, b, X, y, C):
    """vectorised, as the formula stands"""
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def right_loops(w, b, X, y, C):
    """plain loops over samples and features"""
    total = 0.0
    for n in range(len(X)):
        decision = b
        for k in range(len(w)):
            decision += w[k] * X[n][k]
        loss = 1 - y[n] * decision
        if loss > 0:
            total += loss
    square = 0.0
    for each in w:
        square += each * each
    return square / 2 + C * total


def right_einsum(w, b, X, y, C):
    """einsum for each product"""
    margins = np.einsum("n,nd,d->n", y, X, w) + b * np.asarray(y)
    return float(np.einsum("d,d->", w, w) / 2 + C * np.einsum("n->", np.clip(1 - margins, 0, None)))


def right_homogeneous(w, b, X, y, C):
    """a column of ones and one long weight vector; the bias stays out of the square"""
    A = np.column_stack([X, np.ones(len(X))])
    u = np.append(w, b)
    slack = 1 - y * (A @ u)
    return u[:-1] @ u[:-1] / 2 + C * slack[slack > 0].sum()


def right_absolute_value(w, b, X, y, C):
    """max(0, s) as (s + |s|) / 2"""
    s = 1 - y * (X @ w + b)
    return np.linalg.norm(w) ** 2 / 2 + C * ((s + np.abs(s)) / 2).sum()


def right_only_the_sum_in_float32(w, b, X, y, C):
    """margins in float64, the sum of the losses, none negative, in float32"""
    losses = np.maximum(0, 1 - y * (np.asarray(X, float) @ np.asarray(w, float) + b))
    return np.float32(0.5 * np.dot(w, w) + C * float(losses.astype(np.float32).sum()))


def right_divide_and_conquer(w, b, X, y, C):
    """recursion on halves of the samples"""

    def losses(first, last):
        if last - first == 0:
            return 0.0
        if last - first == 1:
            return max(0.0, 1.0 - float(y[first]) * (float(np.dot(X[first], w)) + b))
        middle = (first + last) // 2
        return losses(first, middle) + losses(middle, last)

    return float(np.dot(w, w)) / 2 + C * losses(0, len(y))


def right_fsum(w, b, X, y, C):
    """Python lists and math.fsum"""
    w, X, y = np.asarray(w, float).tolist(), np.asarray(X, float).tolist(), np.asarray(y, float).tolist()
    dec = [math.fsum([b] + [p * q for p, q in zip(w, x)]) for x in X]
    return math.fsum([p * p / 2 for p in w] + [C * max(0.0, 1 - s * f) for s, f in zip(y, dec)])


def right_class(w, b, X, y, C):
    """an over-engineered class"""

    class Machine:
        def __init__(self, weights, bias):
            self.weights, self.bias = np.array(weights, dtype=float), float(bias)

        @property
        def penalty(self):
            return 0.5 * float(np.sum(self.weights**2))

        def margins(self, samples, labels):
            return np.array([label * (self.weights.dot(x) + self.bias) for x, label in zip(samples, labels)])

        def losses(self, samples, labels):
            m = self.margins(samples, labels)
            return np.where(m >= 1, 0.0, 1 - m)

    machine = Machine(w, b)
    return machine.penalty + C * float(np.sum(machine.losses(X, y)))


def right_early_return_at_no_price(w, b, X, y, C):
    """early return for C = 0, and a 0-d array"""
    penalty = np.sum(np.square(w)) / 2
    if C == 0:
        return np.array(penalty)
    slack = np.maximum(1 - y * (np.dot(X, w) + b), 0.0)
    return np.array(penalty + C * slack.sum())


def right_by_class(w, b, X, y, C):
    """each label has its own edge: 1 - f for the plus samples, 1 + f for the minus samples"""
    f = X @ w + b
    plus, minus = f[y > 0], f[y < 0]
    return w.dot(w) / 2 + C * (np.maximum(1 - plus, 0).sum() + np.maximum(1 + minus, 0).sum())


def right_mask_and_count(w, b, X, y, C):
    """count of those who pay minus the sum of their margins"""
    m = y * (X @ w + b)
    pays = m < 1
    return 0.5 * np.inner(w, w) + C * np.sum(pays * (1 - m))


def right_reduce(w, b, X, y, C):
    """a fold over the samples, asserts in front"""
    assert len(X) == len(y)
    assert C >= 0
    start = sum(float(each) ** 2 for each in w) / 2
    return reduce(lambda total, s: total + C * max(0.0, 1 - s[1] * (float(np.dot(s[0], w)) + b)), zip(X, y), start)


def wrong_norm_without_square(w, b, X, y, C):
    """DESERVES: the penalty is half of the squared norm, not half of the norm
    PART: no
    BREAKS: It is ||w||^2 / 2 plus ..., at w = [2], b = 0, X = [[1]], y = [1], C = 1
    """
    return np.linalg.norm(w) / 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_square_of_the_sum(w, b, X, y, C):
    """DESERVES: the square of the sum of w is not the sum of the squares once there are two features
    PART: no
    BREAKS: It is ||w||^2 / 2 plus ..., at w = [1, -1], b = 0, X = [[0, 0]], y = [1], C = 0
    """
    return 0.5 * np.sum(w) ** 2 + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_penalised_bias(w, b, X, y, C):
    """DESERVES: b costs nothing: leave b out of the square
    PART: no
    BREAKS: The bias is not regularised, at w = [0], b = 2, X = [[0]], y = [1], C = 1
    """
    u = np.append(w, b)
    return 0.5 * u @ u + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_mean_of_losses(w, b, X, y, C):
    """DESERVES: C weighs the sum of the losses, not their mean
    PART: no
    BREAKS: plus C times the sum of the hinge losses, at w = [0], b = 0, X = [[1], [2]], y = [1, -1], C = 1
    """
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).mean()


def wrong_clipped_after_the_sum(w, b, X, y, C):
    """DESERVES: each loss is cut at 0 before the sum: a good sample does not pay for a bad one
    PART: no
    BREAKS: the sum of the hinge losses max(0, 1 - m), at w = [1], b = 0, X = [[3], [0]], y = [1, 1], C = 1
    """
    return 0.5 * w @ w + C * max(0, (1 - y * (X @ w + b)).sum())


def wrong_bias_outside_the_label(w, b, X, y, C):
    """DESERVES: the label multiplies the whole decision, b included
    PART: no
    BREAKS: max(0, 1 - y_n (w.x_n + b)), at w = [0], b = 0.5, X = [[0]], y = [-1], C = 1
    """
    return 0.5 * w @ w + C * np.maximum(0, 1 - (y * (X @ w) + b)).sum()


def wrong_squared_hinge(w, b, X, y, C):
    """DESERVES: the losses are not squared
    PART: no
    BREAKS: the sum of the hinge losses max(0, 1 - m), at w = [0], b = 0.5, X = [[0]], y = [1], C = 1
    """
    return 0.5 * w @ w + C * (np.maximum(0, 1 - y * (X @ w + b)) ** 2).sum()


def wrong_perceptron_loss(w, b, X, y, C):
    """DESERVES: a sample pays from margin 1 on, not only from margin 0 on, and 1 - m, not -m
    PART: no
    BREAKS: max(0, 1 - y_n (w.x_n + b)), at w = [0], b = 0, X = [[0]], y = [1], C = 1
    """
    return 0.5 * w @ w + C * np.maximum(0, -y * (X @ w + b)).sum()


def wrong_nothing_at_no_price(w, b, X, y, C):
    """DESERVES: with C = 0 the penalty of w is still there
    PART: yes
    BREAKS: C = 0 is allowed, at w = [1], b = 0, X = [[0]], y = [1], C = 0
    """
    if C == 0:
        return 0.0
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()


def wrong_bias_in_the_type_of_the_samples(w, b, X, y, C):
    """DESERVES: full_like takes the dtype of X, so that b is cut to an integer where X holds integers
    PART: yes
    BREAKS: X may hold integers, at w = [0.0], b = 0.5, X = [[0]] of integers, y = [1], C = 1
    """
    decisions = X @ w + np.full_like(X[:, 0], b)
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * decisions).sum()


def wrong_decisions_clipped(w, b, X, y, C):
    """DESERVES: the hinge needs no clip against overflow: far samples on the wrong side pay in full
    PART: yes
    BREAKS: the sum of the hinge losses max(0, 1 - m), at w = [1], b = 0, X = [[-50]], y = [1], C = 1
    """
    decisions = np.clip(X @ w + b, -30, 30)
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * decisions).sum()


def wrong_rounded(w, b, X, y, C):
    """DESERVES: do not round: a small objective loses all its digits
    PART: yes
    BREAKS: right to 1e-5 of itself, at w = [0.01], b = 2, X = [[0]], y = [1], C = 1
    """
    return round(float(0.5 * w @ w + C * np.maximum(0, 1 - y * (X @ w + b)).sum()), 4)


def wrong_equal_samples_once(w, b, X, y, C):
    """DESERVES: a sample that is there twice pays twice; a dict by samples keeps the last only
    PART: yes
    BREAKS: C times the sum of the hinge losses, at w = [0], b = 0, X = [[1], [1]], y = [1, 1], C = 1
    """
    losses = {}
    for x, label in zip(X, y):
        losses[tuple(x)] = max(0.0, 1 - label * (np.dot(w, x) + b))
    return 0.5 * w @ w + C * sum(losses.values())


def wrong_stops_at_the_first_good_one(w, b, X, y, C):
    """DESERVES: a sample without loss is skipped, it does not end the sum: continue, not break
    PART: no
    BREAKS: the sum of the hinge losses, at w = [1], b = 0, X = [[2], [0]], y = [1, 1], C = 1
    """
    total = 0.5 * float(np.dot(w, w))
    for x, label in zip(X, y):
        m = label * (np.dot(w, x) + b)
        if m >= 1:
            break
        total += C * (1 - m)
    return total


def wrong_smoothed(w, b, X, y, C):
    """DESERVES: the hinge has a kink; the soft maximum is above it near margin 1
    PART: no
    BREAKS: max(0, 1 - y_n (w.x_n + b)), at w = [1], b = 0, X = [[1]], y = [1], C = 1
    """
    s, t = 1 - y * (X @ w + b), 50.0
    return 0.5 * w @ w + C * (np.logaddexp(0, t * s) / t).sum()


def wrong_samples_signed_in_place(w, b, X, y, C):
    """DESERVES: X[:] = ... changes the caller's samples: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at w = [1.0], b = 0, X = [[1.0]], y = [-1]
    """
    X[:] = X * y[:, None]
    return 0.5 * w @ w + C * np.maximum(0, 1 - (X @ w + y * b)).sum()


def wrong_remembers_the_decisions(w, b, X, y, C):
    """DESERVES: decisions kept by the shape of X are those of older samples: compute them anew in each call
    PART: no
    BREAKS: plus C times the sum of the hinge losses, in a second call with other numbers in arrays of the same shape
    """
    kept = globals().setdefault("_kept_decisions", {})
    if X.shape not in kept:
        kept[X.shape] = X @ w
    return 0.5 * w @ w + C * np.maximum(0, 1 - y * (kept[X.shape] + b)).sum()
