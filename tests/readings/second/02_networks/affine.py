import math
from functools import reduce

import numpy as np


def right_matmul(X, W, b):
    """one vectorised line"""
    return X @ W + b


def right_plain_loops(X, W, b):
    """three plain loops into nested lists, which are returned"""
    rows = []
    for x in X:
        row = []
        for j in range(len(b)):
            total = b[j]
            for i in range(len(W)):
                total = total + x[i] * W[i][j]
            row.append(total)
        rows.append(row)
    return rows


def right_einsum(X, W, b):
    """einsum with the bias under an axis of its own"""
    return np.einsum("ni,ij->nj", X, W) + b[None, :]


def right_homogeneous(X, W, b):
    """a column of ones at X, the bias as last row of W"""
    ones = np.ones((X.shape[0], 1))
    return np.hstack([X, ones]) @ np.vstack([W, b])


def right_ones_outer(X, W, b):
    """literally X W + 1 b^T, with np.outer"""
    return np.dot(X, W) + np.outer(np.ones(len(X)), b)


def right_transposed(X, W, b):
    """columns as samples, transposed back at the end"""
    return (W.T @ X.T + b.reshape(-1, 1)).T


def right_tensordot_float32(X, W, b):
    """tensordot in float32"""
    X, W, b = (np.asarray(a, dtype=np.float32) for a in (X, W, b))
    return np.tensordot(X, W, axes=1) + b


def right_sum_of_outer_products(X, W, b):
    """starts with the biases and adds a rank one matrix for each input"""
    Z = np.tile(np.asarray(b, float), (len(X), 1))
    for column, row in zip(np.transpose(X), W):
        Z += np.outer(column, row)
    return Z


def right_from_unit_vectors(X, W, b):
    """affine combination of the images of the origin and of the unit vectors"""
    X = np.asarray(X, float)
    at_origin = np.asarray(b, float)
    at_units = np.asarray(W, float) + at_origin
    return X @ at_units + (1 - X.sum(axis=1, keepdims=True)) * at_origin


def right_recursion(X, W, b):
    """recursion over the inputs: the last one is split off"""

    def layer(rows, weights):
        if weights.shape[0] == 0:
            return np.zeros((rows.shape[0], weights.shape[1])) + b
        return layer(rows[:, :-1], weights[:-1]) + rows[:, -1:] * weights[-1]

    return layer(np.asarray(X), np.asarray(W))


def right_defensive(X, W, b):
    """asserts and copies before a broadcast product"""
    X, W, b = np.array(X, float), np.array(W, float), np.array(b, float)
    assert X.ndim == 2 and W.ndim == 2 and b.ndim == 1
    assert X.shape[1] == W.shape[0] and W.shape[1] == b.shape[0]
    products = X[:, :, np.newaxis] * W[np.newaxis, :, :]
    Z = products.sum(axis=1)
    Z += b
    assert Z.shape == (X.shape[0], W.shape[1])
    return Z


def right_class(X, W, b):
    """an over-engineered class with a method for one sample"""

    class Affine:
        def __init__(self, weights, bias):
            self.units = [Unit(weights[:, j], bias[j]) for j in range(weights.shape[1])]

        def __call__(self, x):
            return tuple(unit(x) for unit in self.units)

    class Unit:
        def __init__(self, w, bias):
            self.w, self.bias = w, bias

        def __call__(self, x):
            return math.fsum([*(self.w * x), self.bias])

    layer = Affine(np.asarray(W, float), np.asarray(b, float))
    return [layer(x) for x in np.asarray(X, float)]


def right_reduce_stack(X, W, b):
    """each row folded from its bias by functools.reduce"""
    return np.stack([reduce(lambda z, xw: z + xw[0] * xw[1], zip(x, W), b + 0.0) for x in X])


def right_inplace_on_float(X, W, b):
    """an empty float array, matmul with out=, then the bias in place"""
    Z = np.empty((X.shape[0], W.shape[1]))
    np.matmul(X, W, out=Z)
    np.add(Z, b, out=Z)
    return Z


def wrong_squeezed(X, W, b):
    """DESERVES: the result keeps its two axes also for one sample or one unit: no squeeze
    PART: yes
    BREAKS: Z (N, d_out), at X = [[1., 2.]], W = [[1., 0.], [0., 1.]], b = [0., 0.], where the shape is (2,)
    """
    return np.squeeze(X @ W + b)


def wrong_inplace_bias(X, W, b):
    """DESERVES: += cannot put float biases into an integer product; write X @ W + b
    PART: yes
    BREAKS: They may hold integers, at X = [[1]], W = [[1]] (integers), b = [0.5], where it raises
    """
    Z = X @ W
    Z += b
    return Z


def wrong_buffer_of_x(X, W, b):
    """DESERVES: the buffer has the dtype of X, so that integer samples cut off the fractions of the result
    PART: yes
    BREAKS: They may hold integers, at X = [[1]] (integer), W = [[0.5]], b = [0.25], where it gives 0
    """
    Z = np.zeros((len(X), len(b)), dtype=X.dtype)
    for n in range(len(X)):
        Z[n] = X[n] @ W + b
    return Z


def wrong_integer_samples(X, W, b):
    """DESERVES: the samples are numbers, not only integers: do not cast them to int
    PART: yes
    BREAKS: row n is the layer's output for the sample X[n], at X = [[0.5]], W = [[1.]], b = [0.]
    """
    return X.astype(int) @ W + b


def wrong_positive_entries_only(X, W, b):
    """DESERVES: only zeros may be skipped, you skip negative entries of X too
    PART: yes
    BREAKS: row n is the layer's output for the sample X[n], at X = [[-1.]], W = [[1.]], b = [0.]
    """
    Z = np.zeros((len(X), len(b)))
    for n, x in enumerate(X):
        Z[n] = b
        for i, entry in enumerate(x):
            if entry > 0:
                Z[n] += entry * W[i]
    return Z


def wrong_bias_if_sum(X, W, b):
    """DESERVES: a bias whose entries add up to 0 is not 0
    PART: yes
    BREAKS: every sample gets the same bias, at X = [[0.]], W = [[1., 1.]], b = [1., -1.]
    """
    Z = X @ W
    if b.sum() != 0:
        Z = Z + b
    return Z


def wrong_bias_for_each_input(X, W, b):
    """DESERVES: the bias is added once for each unit, not once for each input
    PART: no
    BREAKS: row n is the layer's output, at X = [[0., 0.]], W = [[1.], [1.]], b = [1.], where it gives 2
    """
    return (X[:, :, None] * W[None, :, :] + b).sum(axis=1)


def wrong_reshapes_b(X, W, b):
    """DESERVES: b.shape = ... changes the caller's own b; take b[None, :] or nothing at all
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[1.]], W = [[1.]], b = [1.]
    """
    b.shape = (1, -1)
    return X @ W + b


def wrong_transposed_if_square(X, W, b):
    """DESERVES: column j of W belongs to unit j: X @ W, not X @ W.T
    PART: no
    BREAKS: row n is the layer's output, at X = [[1., 0.]], W = [[0., 1.], [0., 0.]], b = [0., 0.]
    """
    if W.shape[1] == X.shape[1]:
        return X @ W.T + b
    return X @ W + b


def wrong_bias_down_the_samples(X, W, b):
    """DESERVES: b lies along the units, also if there are as many samples as units
    PART: yes
    BREAKS: every sample gets the same bias, at X = [[0.], [0.]], W = [[1., 1.]], b = [1., 2.]
    """
    Z = X @ W
    if len(b) == len(X):
        return Z + b[:, None]
    return Z + b


def wrong_repeat(X, W, b):
    """DESERVES: np.repeat puts equal biases side by side; np.tile, or broadcasting, gives b in each row
    PART: no
    BREAKS: every sample gets the same bias, at X = [[0.], [0.]], W = [[1., 1.]], b = [1., 2.]
    """
    return X @ W + np.repeat(b, len(X)).reshape(len(X), -1)


def wrong_loop_over_inputs(X, W, b):
    """DESERVES: the loop over samples runs to len(X), not to len(W)
    PART: no
    BREAKS: row n is the layer's output for the sample X[n], at X = [[1.], [1.]], W = [[1.]], b = [1.]
    """
    Z = np.zeros((len(X), len(b)))
    for n in range(min(len(W), len(X))):
        Z[n] = X[n] @ W + b
    return Z


def wrong_half_precision(X, W, b):
    """DESERVES: float16 has three digits; compute in float64
    PART: no
    BREAKS: row n is the layer's output for the sample X[n], at X = [[0.1]], W = [[1.]], b = [1.]
    """
    return X.astype(np.float16) @ W.astype(np.float16) + b.astype(np.float16)


def wrong_bias_through_weights(X, W, b):
    """DESERVES: the bias is added after the weights, not to the sample before them
    PART: no
    BREAKS: row n is the layer's output for the sample X[n], at X = [[0.]], W = [[2.]], b = [1.]
    """
    if W.shape[0] == W.shape[1]:
        return (X + b) @ W
    return X @ W + b


def wrong_overwrites_x(X, W, b):
    """DESERVES: out=X writes into the samples of the caller
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[1.]], W = [[2.]], b = [0.]
    """
    if X.shape[1] == W.shape[1] and X.dtype == float:
        Z = np.matmul(X, W, out=X)
        Z += b
        return Z
    return X @ W + b


def wrong_relu_of_it(X, W, b):
    """DESERVES: a layer is affine, the activation does not belong to it
    PART: no
    BREAKS: Z, whose row n is the layer's output, at X = [[-1.]], W = [[1.]], b = [0.]
    """
    return np.maximum(X @ W + b, 0)
