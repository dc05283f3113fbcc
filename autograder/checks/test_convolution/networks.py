"""Networks and images, for `cnn_forward`."""

import numpy as np

from autograder.checks.test_convolution.inputs import kernel, off_zero, tenths, whole


def sizes(d):
    """C, F, kernel, rows and columns of the feature maps, even, not as many of the ones as of the others; classes.

    There are four features or more, so that W is never square by chance.
    """
    C, kh, rows = d.integer(2, 3), d.integer(1, 2), 2 * d.integer(1, 2)
    return C, C + d.integer(0, 1), (kh, kh + 1), (rows, rows + 2), d.integer(2, 3)


def networks(d, samples=1):
    """A network of tenths, and images, some of whose feature maps are negative in places: (params, X)."""
    C, F, (kh, kw), (rows, columns), classes = sizes(d)
    X, K = off_zero(tenths(d, (samples, C, rows + kh - 1, columns + kw - 1))), kernel(d, (F, C, kh, kw))
    W, b = off_zero(tenths(d, (F * rows * columns // 4, classes))), off_zero(tenths(d, classes))
    return [(K, off_zero(tenths(d, F))), (W, b)], X


def several_samples(d):
    return networks(d, d.integer(2, 3))


def single_maps(d):
    """One channel, one filter of the weight 1, the features as logits: an image, and the maxima of its blocks."""
    rows, columns = d.integer(1, 2), d.integer(2, 3)
    blocks = off_zero(tenths(d, (rows, columns, 2, 2)))
    blocks[0, 0], blocks[-1, -1, 0] = -np.abs(blocks[0, 0]), 1.7
    X = blocks.transpose(0, 2, 1, 3).reshape(1, 1, 2 * rows, 2 * columns)
    n = rows * columns
    maxima = np.maximum(blocks.max(axis=(2, 3)).ravel(), 0)
    return [(np.ones((1, 1, 1, 1)), np.zeros(1)), (np.eye(n), np.zeros(n))], X, maxima


def one_block(d):
    """One channel, one filter without a bias, maps of one block, and one weight for the class: (params, X)."""
    (kh, kw), (i, j) = d.choice(((1, 2), (2, 2), (2, 3))), d.choice(((0, 1), (1, 0), (1, 1)))
    K, X = kernel(d, (1, 1, kh, kw)), off_zero(tenths(d, (1, 1, kh + 1, kw + 1))) / 100
    X[0, 0, i : i + kh, j : j + kw] = 2 * K[0, 0]  # the largest answer is there, and positive
    return [(K, np.zeros(1)), (off_zero(tenths(d, (1, 2))), np.zeros(2))], X


def dead(d):
    """Filters that answer to nothing: their biases are far below 0."""
    params, X = networks(d)
    (K, c), (W, b) = params
    return [(K, c - 1000), (W, b)], X


def integers(d):
    """Images and filters of integers, those of images up to 16 as in our digits, biases and weights of tenths."""
    ((K, c), layer), X = networks(d)
    X = whole(d, X.shape)
    X[0, 0, 0, 0] = 16
    return [(whole(d, K.shape), np.abs(c) + 0.05), layer], X


def cancelling(unit):
    """Maps of 1000.1, 1000 and 0 times unit, for an image of 1000, and logits of 0.1 times unit: (params, X)."""
    filters, W = np.array([1.0, 1.0, 0.0]).reshape(3, 1, 1, 1), np.outer([1, -1, 1], [1.0, 1.0])
    return [(unit * filters, unit * np.array([0.1, 0.0, -1.0])), (W, np.zeros(2))], np.full((1, 1, 2, 2), 1000.0)
