"""Signals, images, kernels and expectations for all exercises of the unit; answers are known by construction only."""

import numpy as np

from autograder import expect

ACCURACY = 1e-9
ROUGH = 1e-5  # float32 is as good; 1e-9 is asked for in the checks of kinds of numbers
TINY = 3e-14  # times moderate numbers: less than any tolerance or rounding that is not relative
LARGE = np.array([1000.1, 1000.0])  # whose difference, 0.1, has three digits left in float32


def tenths(d, shape, reach=3):
    """Multiples of 1/10 up to reach in size, 0 among them."""
    return d.integers(shape, -10 * reach, 10 * reach) / 10


def off_zero(A):
    """A with 0.7 in place of its zeros."""
    return np.where(A == 0, 0.7, A)


def positive(d, shape, reach=3):
    """Multiples of 1/10 from 1/10 to reach."""
    return d.integers(shape, 1, 10 * reach) / 10


def lopsided(K):
    """The kernels (..., kh, kw) of tenths, made such that none with two entries or more is its half-turn or transpose.

    What is put in is no multiple of 1/10, hence not 0.
    """
    K = K.copy()
    K[..., -1, -1] = K[..., 0, 0] + 1.15 if K.shape[-2] * K.shape[-1] > 1 else 0.7
    if min(K.shape[-2:]) > 1:
        K[..., 0, -1] = K[..., -1, 0] + 0.35
    return K


def kernel(d, shape):
    """A kernel of tenths without a symmetry."""
    return lopsided(off_zero(tenths(d, shape)))


def close(got, wanted, what, size):
    """Right to 1e-9 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=ACCURACY * float(size))


def near(got, wanted, what, size):
    """Right to 1e-5 of a size."""
    expect.close(got, wanted, what, rtol=0, atol=ROUGH * float(size))


def size_of(X, K):
    """The largest entry of the one times the sum of all of the other."""
    return float(np.abs(X).max() * np.abs(K).sum())


def batch(d, stride=1, pad=0, samples=1):
    """A layer (U, X, K), one row and one column of the padded images left over where the stride is 2 or more.

    Two channels or three, and one filter more; the kernel is not square, nor are images and outputs. With pad 1 outputs
    of one row and of several are alike frequent. Patches overlap.
    """
    C, kh, rows = d.integer(2, 3), d.integer(1, 2), d.integer(1, 2)
    F, spare = C + 1, min(1, stride - 1)
    while kh - 2 * pad + stride * (rows - 1) + spare < 1:  # no room for an image within its border
        kh, rows = (kh + 1, rows) if pad == 1 else (kh, rows + 1)
    kw, columns = max(kh, stride) + 1, rows + d.integer(1, 2)
    H, W = (k - 2 * pad + stride * (n - 1) + spare for k, n in ((kh, rows), (kw, columns)))
    X, U = off_zero(tenths(d, (samples, C, H, W))), off_zero(tenths(d, (samples, F, rows, columns)))
    return U, X, kernel(d, (F, C, kh, kw))


def whole(d, shape, reach=9):
    """Integers up to reach in size."""
    return d.integers(shape, -reach, reach)
