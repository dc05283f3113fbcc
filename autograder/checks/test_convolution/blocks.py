"""Images that are pooled, for `maxpool_vjp`."""

from autograder.checks.test_convolution.inputs import off_zero, positive, tenths, whole


def shapes(d):
    """Two samples or three of two channels or three, blocks of 2 or 3, not as many rows of blocks as columns."""
    s, rows = d.integer(2, 3), d.integer(1, 2)
    return d.integer(2, 3), d.integer(2, 3), s, rows, rows + d.integer(1, 2)


def no_ties(d):
    """Entries of both signs, all different, none of them 0, but for a shift: (U, X, s)."""
    N, C, s, rows, columns = shapes(d)
    X = d.permutation(N * C * s * rows * s * columns).reshape(N, C, s * rows, s * columns) / 10
    return off_zero(tenths(d, (N, C, rows, columns))), X - d.integer(0, 20) - 0.05, s


def negative(d):
    """One map, square, of four blocks of 2 x 2, in which all entries are different, one 0, the others below: (U, X)."""
    return off_zero(tenths(d, (1, 1, 2, 2))), (0 - d.permutation(16).reshape(1, 1, 4, 4)) / 10


def after_a_relu(d):
    """Blocks of zeros, of equal numbers, and such in which two of the entries tie: (U, V, X, s), V of odd integers."""
    N, C, s, rows, columns = shapes(d)
    blocks = positive(d, (N, C, rows, columns, s, s)).astype(float)
    blocks[0, 0, 0, 0], blocks[-1, -1, -1, -1], blocks[0, -1] = 0, 2.3, blocks[0, -1] / 2
    blocks[0, -1, :, :, 0, -1] = blocks[0, -1, :, :, -1, 0] = 3.1
    X = blocks.transpose(0, 1, 2, 4, 3, 5).reshape(N, C, s * rows, s * columns)
    shape = N, C, rows, columns
    return off_zero(tenths(d, shape)), 2 * whole(d, shape, 4) + 1, X, s


def near_ties(d):
    """Entries of about 1000 that differ by 1e-5: (U, X, s)."""
    U, X, s = no_ties(d)
    return U, 1000 + 1e-4 * X, s


def single_entries(d):
    """Blocks of one entry, and integers: (U, X)."""
    shape = d.integer(1, 2), d.integer(1, 2), d.integer(1, 3), d.integer(2, 4)
    U, X = off_zero(tenths(d, shape)), whole(d, shape)
    X[0, 0, 0, 0], U[0, 0, 0, 0] = 0, 0.7
    return U, X


def cut(A, s):
    """The blocks (N, C, rows, columns, s, s) of an array (N, C, H, W)."""
    N, C, H, W = A.shape
    return A.reshape(N, C, H // s, s, W // s, s).transpose(0, 1, 2, 4, 3, 5)
