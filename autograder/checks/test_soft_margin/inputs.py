"""Samples, hyperplanes and dual variables for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect

NEAR = 1e-5  # float32 knows a sum to 1e-6 of its largest term


def close(got, wanted, what, size=1.0):
    """Right to 1e-5 of itself or of the size of what it is computed from."""
    expect.close(got, wanted, what, rtol=NEAR, atol=NEAR * max(1.0, float(size)))


def flat(got, n, what):
    """An array (n,) of finite numbers."""
    expect.shape(got, (n,), what)
    return expect.finite(got, what)


def signs(d, shape):
    """Labels -1 and +1."""
    return 2 * d.integers(shape, 0, 1) - 1


def eighths(d, shape, reach=4):
    """Multiples of 1/8 up to reach in size, each as likely as any."""
    return d.integers(shape, -8 * reach, 8 * reach) / 8


def nonzero(d, shape, reach=2):
    """The same without 0."""
    return d.integers(shape, 1, 8 * reach) / 8 * signs(d, shape)


def weight_of_losses(d):
    """A C that is not 1."""
    return d.choice([2.0, 0.5, 4.0, 0.25, 3.0])


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


def both_signs(d, N):
    """Labels of which each occurs; N >= 2."""
    return np.append([1, -1], signs(d, N - 2))[d.permutation(N)]


def decisions(alpha, K, y):
    """sum_m alpha_m y_m K_nm of each sample."""
    return np.asarray(K, float) @ (alpha * y)
