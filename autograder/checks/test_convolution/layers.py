"""Layers and the two gradients in them, for `xcorr_backward`."""

import numpy as np

from autograder import expect
from autograder.checks.test_convolution.inputs import batch, kernel, near, off_zero, positive, size_of, tenths, whole

CALL = "xcorr_backward(U, X, K, pad, stride)"


def one_place(d):
    """A square kernel as large as the images, so that it has one place: (U, X, K)."""
    C, F, side = d.integer(2, 3), d.integer(2, 3), d.integer(2, 3)
    X, U = off_zero(tenths(d, (1, C, side, side))), off_zero(tenths(d, (1, F, 1, 1)))
    return U, X, kernel(d, (F, C, side, side))


def unpadded(d):
    return batch(d)


def padded(d):
    """A border, of one row and column or of two."""
    pad = d.choice((1, 2))
    return *batch(d, pad=pad), pad


def with_strides(d):
    """A stride that leaves a row and a column over, with a border or without: (U, X, K, pad, stride)."""
    stride, pad = d.choice((2, 3)), d.choice((0, 1))
    return *batch(d, stride, pad), pad, stride


def samples(d):
    """Two samples or three, and an upstream gradient that is the same at all places of a map: (U, X, K)."""
    U, X, K = batch(d, samples=d.integer(2, 3))
    each = positive(d, U.shape[:2])
    each[0] += 10  # no sample is like another
    return each[:, :, None, None] * np.ones(U.shape), np.abs(X), K


def integers(d):
    """All arrays hold integers but one."""
    U, X, K = batch(d)
    return whole(d, U.shape), X, whole(d, K.shape)


def gradients(got, X, K):
    """dX and dK, of the shapes of X and K."""
    dX, dK = expect.values(got, 2, CALL)
    expect.shape(dX, X.shape, "dX")
    expect.shape(dK, K.shape, "dK")
    return dX, dK


def judge(got, wanted, U, X, K, within=near):
    """Both gradients, `near` to what may be added up in them, or `close`."""
    dX, dK = gradients(got, X, K)
    within(dX, wanted[0], "dX", size_of(U, K))
    within(dK, wanted[1], "dK", size_of(X, U))
