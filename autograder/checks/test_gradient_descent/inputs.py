"""Points, shapes and expectations for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect

PRECISE = 1e-9
SHAPES = [(3,), (2, 3), (2, 1, 2), (1,), ()]


def tenths(d, shape, reach=4):
    """Multiples of 1/10 up to reach in size, each as likely as any."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


def nonzero(d, shape, reach=4):
    """Multiples of 1/10, none of them 0."""
    values = tenths(d, shape, reach)
    return np.where(values == 0, 0.3, values)


def apart(d, n, least=0.3):
    """n positive numbers, no two of them equal."""
    return least + d.permutation(n) * 0.7 + d.integers(n, 0, 3) / 10


def largest(*arrays):
    """The largest entry in size, or 1 if all are 0."""
    return max(float(np.abs(values).max(initial=0.0)) for values in arrays) or 1.0


def close(got, wanted, what, size=1.0):
    """Right to 1e-9 of a size, in the shape that is wanted."""
    expect.close(got, wanted, what, rtol=0, atol=PRECISE * float(size))


def of_shape(got, shape, what):
    """Fail unless what a function is handed has the shape that the contract promises."""
    found = np.shape(got)
    expect.that(found == tuple(shape), f"grad is called with {what} of shape {found}, wanted {tuple(shape)}")
