"""Logits and labels for all exercises of the unit; nothing here knows an answer but by construction."""

import numpy as np

from autograder import expect

FINE = 2.0**-10  # float32 numbers near 1e4 lie so far apart
FINEST = 2.0**-20  # float64 numbers near 1e4 lie 2^-39 apart: such a lead is exact beside them, and none in float32
FAR = 9900.0  # exp(9900) overflows, exp(-9900) is 0; what is added to it keeps logits within 1e4
# Float32 knows a number below 16 to 5e-7, and what is added to it K <= 5 times, as a log-sum-exp is, to 3e-6.
FIVE_DIGITS = 4e-6
# Float32 knows a number below 16 384 to half of 2^-10.
THREE_DECIMALS = 1e-3


def close(got, wanted, what):
    """Right to five digits; what is below 1, to five decimals."""
    expect.close(got, wanted, what, rtol=FIVE_DIGITS, atol=FIVE_DIGITS)


def near(got, wanted, what):
    """Right to three decimals, as promised for logits near 10 000, and large results to five digits."""
    expect.close(got, wanted, what, rtol=FIVE_DIGITS, atol=THREE_DECIMALS)


def eighths(d, shape, reach=8):
    """Multiples of 1/8."""
    return np.round(8 * d.array(shape, -reach, reach)) / 8 + 0.0  # + 0.0: a counterexample without -0.0


def logits(d, fewest=1):
    """Any N and K, ties included."""
    return eighths(d, (d.integer(fewest, 6), d.integer(2, 5)))


def ranked(d, N, K, gap=12):
    """Rows that rise by 1/8 to `gap`/8 from class to class, some of them negative."""
    steps = d.integers((N, K), 1, gap)
    heights = np.cumsum(steps, axis=1)
    return (heights - heights[:, -1:] // 2) / 8


def shuffled(d, rows):
    """The classes of each row in an order of their own."""
    return np.take_along_axis(rows, d.array(rows.shape).argsort(axis=1, kind="stable"), axis=1)


def distinct(d, fewest=1):
    """No ties, and no lead below 1/8; three classes or more, so that two of them are rivals."""
    return shuffled(d, ranked(d, d.integer(fewest, 6), d.integer(3, 5)))


def labels(d, Z):
    """About half of them what Z predicts."""
    N, K = Z.shape
    anything = d.integers(N, 0, K - 1)
    return np.where(d.integers(N, 0, 1), Z.argmax(axis=1), anything)


def samples(d, fewest=1):
    """Distinct logits, and labels of which about half are right."""
    Z = distinct(d, fewest)
    return Z, labels(d, Z)


def with_lead(Z, y, lead):
    """Z with the true logits moved to the strongest rival's plus `lead`."""
    moved, rows = Z.copy(), np.arange(len(y))
    moved[rows, y] = -np.inf
    moved[rows, y] = moved.max(axis=1) + lead
    return moved


def near_ties(d):
    """The true class is level with its strongest rival, or a little above or below, anywhere up to 1e4.

    (Z, y, delta). In two samples it is level, in the first with a class before it, in the second with one after it. It
    leads by 2^-10 in the third, by 2^-20 in the fourth, by as much near 1e4 in the next, and lags by that near -1e4 in
    the sixth. They keep this order: asked one by one they tell whether ties are right, and which lead is too small.
    All logits of a row have an odd multiple of 2^-20 added, which a number of 1e12 beside them would swallow.
    """
    N = d.integer(6, 8)
    Z = shuffled(d, ranked(d, N, d.integer(3, 5)))
    y = d.integers(N, 0, Z.shape[1] - 1)
    delta = d.integers(N, -1, 1) * d.choice([FINE, 1 / 8])
    delta[:6] = 0, 0, FINE, FINEST, FINEST, -FINEST
    far = FAR * d.integers((N, 1), -1, 1)
    far[3:6, 0] = 0, FAR, -FAR
    Z = with_lead(Z, y, delta) + far + FINEST * (2 * d.integers((N, 1), 1, 8) + 1)
    tied = [np.flatnonzero(row == row.max()) for row in Z[:2]]
    y[:2] = tied[0][-1], tied[1][0]
    return Z, y, delta


def far_apart(d):
    """Rows of which the first lies at 1e4, the last at -1e4, and the others here or there."""
    Z = distinct(d, fewest=2)
    places = d.integers((len(Z), 1), -1, 1)
    places[0], places[-1] = 1, -1
    return Z + FAR * places


def extreme_row(d):
    """One row: some entry near 1e4, and the others anywhere, or all of them near -1e4."""
    Z = distinct(d)[:1]
    if d.boolean():
        return Z - FAR
    places = d.integers(Z.shape, -1, 1)
    places[0, d.integer(0, Z.shape[1] - 1)] = 1
    return Z + FAR * places
