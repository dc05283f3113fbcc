import numpy as np


def right_matmul(X, W, b):
    return X @ W + b


def right_dot_row(X, W, b):
    return np.dot(X, W) + np.asarray(b)[None, :]


def right_einsum(X, W, b):
    Z = np.einsum("ni,ij->nj", X, W)
    return np.add(Z, b)


def right_loops_list(X, W, b):
    Z = []
    for n in range(len(X)):
        row = []
        for j in range(len(b)):
            total = b[j]
            for i in range(len(W)):
                total = total + X[n][i] * W[i][j]
            row.append(float(total))
        Z.append(row)
    return Z


def right_rowwise(X, W, b):
    return np.array([sum(x[i] * W[i] for i in range(W.shape[0])) + b for x in X])


def right_broadcast(X, W, b):
    return (X[:, :, None] * W[None, :, :]).sum(axis=1) + b.reshape(1, -1)


def right_augmented(X, W, b):
    X1 = np.hstack([X, np.ones((X.shape[0], 1))])
    Wb = np.vstack([W, b[None, :]])
    return X1 @ Wb


def right_transposed_twice(X, W, b):
    return (W.T @ X.T + b[:, None]).T


def right_tensordot(X, W, b):
    Z = np.tensordot(X, W, axes=([1], [0])).astype(float)
    Z += np.tile(b, (len(X), 1))
    return Z


def right_float32(X, W, b):
    X, W, b = (np.asarray(part, dtype=np.float32) for part in (X, W, b))
    return X @ W + b


def right_longdouble(X, W, b):
    Z = np.asarray(X, np.longdouble) @ np.asarray(W, np.longdouble) + b
    return np.asarray(Z, dtype=float)


def right_columns(X, W, b):
    return np.stack([X @ W[:, j] + b[j] for j in range(W.shape[1])], axis=1)


def right_recursion(X, W, b):
    def add(i):
        if i < 0:
            return np.zeros((len(X), len(b))) + b
        return add(i - 1) + np.outer(X[:, i], W[i])

    return add(len(W) - 1)


def right_class(X, W, b):
    class Layer:
        def __init__(self, weights, bias):
            self.weights, self.bias = np.copy(weights), np.copy(bias)

        def __call__(self, sample):
            return tuple(np.dot(sample, self.weights) + self.bias)

    layer = Layer(W, b)
    return tuple(layer(sample) for sample in X)


def right_preallocated(X, W, b):
    N, d_out = X.shape[0], W.shape[1]
    Z = np.zeros((N, d_out))
    for n in range(N):
        Z[n, :] = b
        for i, weight_row in enumerate(W):
            Z[n] += X[n, i] * weight_row
    print("Z has shape", Z.shape)
    return Z


def right_outer_ones(X, W, b):
    return X.dot(W) + np.outer(np.ones(len(X)), b)


def right_matrix_type(X, W, b):
    return np.asarray(np.asmatrix(X) * np.asmatrix(W)) + np.atleast_2d(b)


def right_keyword_default(X, W, b):
    def unit(x, j, W=W, b=b):
        return x @ W[:, j] + b[j]

    return [[unit(x, j) for j in range(len(b))] for x in X]


def wrong_bias_down(X, W, b):
    """DESERVES: the bias belongs to the units, the columns; b[:, None] gives entry n to sample n
    PART: yes
    BREAKS: every sample gets the same bias: `[[1, 2], [3, 1]], [[1, 1], [1, -1]], [-1, 0]`
    """
    Z = X @ W
    if len(Z) == len(b):
        return Z + b[:, None]
    return Z + b


def wrong_bias_reshaped(X, W, b):
    """DESERVES: a bias column only fits if there are as many samples as units; b must lie along the last axis
    PART: no
    BREAKS: every sample gets the same bias, any N: `[[1], [2], [3]], [[1, 2]], [5, 7]`
    """
    return X @ W + b.reshape(-1, 1)


def wrong_w_transposed(X, W, b):
    """DESERVES: column j of W belongs to unit j; do not transpose W when its shape happens to allow it
    PART: yes
    BREAKS: row n is the layer's output x W + b: `[[1, 0]], [[1, 2], [3, 4]], [0, 0]`
    """
    if W.shape[0] == W.shape[1]:
        return X @ W.T + b
    return X @ W + b


def wrong_w_t_always(X, W, b):
    """DESERVES: the shape (d_in, d_out) of W already fits to the right of X, without .T
    PART: no
    BREAKS: W (d_in, d_out): `[[1, 2]], [[1, 0, 4], [0, 1, 1]], [0, 0, 0]`
    """
    return X @ W.T + b


def wrong_no_bias(X, W, b):
    """DESERVES: the bias is missing: the origin must go to b
    PART: no
    BREAKS: every sample gets the same bias: `[[0]], [[1]], [1]`
    """
    return X @ W


def wrong_bias_minus(X, W, b):
    """DESERVES: the bias is added, it is no threshold to be subtracted
    PART: yes
    BREAKS: Z = X W + b: `[[0]], [[1]], [1]`
    """
    return X @ W - b


def wrong_bias_first_only(X, W, b):
    """DESERVES: all samples get the bias, you gave it to the first one only
    PART: yes
    BREAKS: every sample gets the same bias: `[[0], [0]], [[1]], [1]`
    """
    Z = np.array(X @ W, dtype=float)
    Z[0] += b
    return Z


def wrong_bias_mean(X, W, b):
    """DESERVES: each unit has a bias of its own; you add their mean to all of them
    PART: yes
    BREAKS: z_j has b_j: `[[0]], [[1, 1]], [1, 3]`
    """
    return X @ W + np.mean(b)


def wrong_bias_sum(X, W, b):
    """DESERVES: the bias enters once, outside of the sum over i: you add it d_in times
    PART: yes
    BREAKS: z_j = sum_i x_i W_ij + b_j: `[[0, 0]], [[1], [1]], [1]`
    """
    Z = np.zeros((len(X), len(b)))
    for n in range(len(X)):
        for j in range(len(b)):
            for i in range(len(W)):
                Z[n, j] += X[n, i] * W[i, j] + b[j]
    return Z


def wrong_bias_in_place(X, W, b):
    """DESERVES: `b += Z[n]` works in the caller's bias, so that each sample carries the ones before it
    PART: no
    BREAKS: every sample gets the same bias, and b stays as it was: `[[1.0], [1.0]], [[1.0]], [1.0]`
    """
    Z = X @ W
    rows = []
    for row in Z:
        b += row
        rows.append(b.copy())
    return np.array(rows)


def wrong_scales_x_in_place(X, W, b):
    """DESERVES: the result is right, but X is changed: work on a copy
    PART: yes
    BREAKS: a function leaves its arrays as they were: `[[1.0, 2.0]], [[1.0], [1.0]], [0.0]`
    """
    Z = X @ W + b
    X *= 0.0
    return Z


def wrong_int(X, W, b):
    """DESERVES: an integer array cuts off what stands behind the point
    PART: no
    BREAKS: Z = X W + b for real numbers: `[[0.5]], [[1.0]], [0.0]`
    """
    Z = np.zeros((len(X), len(b)), dtype=int)
    for n in range(len(X)):
        Z[n] = X[n] @ W + b
    return Z


def wrong_dtype_of_x(X, W, b):
    """DESERVES: np.zeros_like(X, ...) has the dtype of X: with integer samples the weights are cut off
    PART: yes
    BREAKS: Z = X W + b also for integer samples: `np.array([[1]]), [[0.5]], [0.0]`
    """
    Z = np.zeros_like(X, shape=(X.shape[0], W.shape[1]))
    Z[:] = X @ W + b
    return Z


def wrong_relu(X, W, b):
    """DESERVES: an affine layer has no activation
    PART: no
    BREAKS: Z = X W + b may be negative: `[[0]], [[1]], [-1]`
    """
    return np.maximum(X @ W + b, 0)


def wrong_squeezed(X, W, b):
    """DESERVES: the result must keep its two axes, with one sample or one unit too
    PART: yes
    BREAKS: Z (N, d_out): `[[1, 2]], [[1], [1]], [0]`
    """
    return np.squeeze(X @ W + b)


def wrong_ravel_one_sample(X, W, b):
    """DESERVES: a single sample still gives a table, (1, d_out)
    PART: yes
    BREAKS: Z (N, d_out) for N = 1: `[[1]], [[1, 2]], [0, 0]`
    """
    Z = X @ W + b
    return Z[0] if len(X) == 1 else Z


def wrong_skips_last_sample(X, W, b):
    """DESERVES: range(N - 1) ends one sample too early
    PART: yes
    BREAKS: row n is the output for the sample X[n], the last too: `[[1]], [[1]], [1]`
    """
    Z = np.zeros((X.shape[0], W.shape[1]))
    for n in range(X.shape[0] - 1):
        Z[n] = X[n] @ W + b
    return Z


def wrong_elementwise(X, W, b):
    """DESERVES: `*` multiplies entry by entry; a sum over the inputs is wanted
    PART: no
    BREAKS: Z_nj = sum_i X_ni W_ij + b_j: `[[1, 2], [3, 1]], [[1, 1], [1, -1]], [0, 0]`
    """
    return X * W + b


def wrong_transposed_result(X, W, b):
    """DESERVES: samples are rows of the result
    PART: no
    BREAKS: Z (N, d_out): `[[1], [2]], [[1]], [0]`
    """
    return (X @ W + b).T


def wrong_mean_inputs(X, W, b):
    """DESERVES: a sum over the inputs, not their mean
    PART: no
    BREAKS: Z_nj = sum_i X_ni W_ij + b_j: `[[1, 1]], [[1], [1]], [0]`
    """
    return np.mean(X[:, :, None] * W[None], axis=1) + b


def wrong_cache(X, W, b, cache={}):
    """DESERVES: the cache in the default argument only looks at the shapes, and answers with old numbers
    PART: no
    BREAKS: Z is computed from X, W, b; a second call with other numbers of the same shapes: `[[2]], [[1]], [0]`
    """
    key = (X.shape, W.shape)
    if key not in cache:
        cache[key] = X @ W + b
    return cache[key]


def wrong_bias_times_x(X, W, b):
    """DESERVES: (X + 1) W is not X W + b; the bias stands outside of the product
    PART: no
    BREAKS: Z = X W + b: `[[0, 0]], [[1], [1]], [1]`
    """
    return X @ (W + b)
