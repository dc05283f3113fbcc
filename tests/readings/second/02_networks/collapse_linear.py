from functools import reduce

import numpy as np


def right_loop(params):
    """carries W and b along"""
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return W, b


def right_reduce(params):
    """functools.reduce of the composition of two layers"""

    def two(first, second):
        return first[0] @ second[0], first[1] @ second[0] + second[1]

    return reduce(two, params)


def right_recursion(params):
    """recursion: the two first layers become one, until one is left"""

    def collapse(layers):
        if len(layers) == 1:
            return layers[0]
        (W, b), (V, c), *rest = layers
        return collapse([(W @ V, b @ V + c), *rest])

    return collapse(list(params))


def right_homogeneous(params):
    """product of the matrices [[W, 0], [b, 1]]"""
    M = np.eye(params[0][0].shape[0] + 1)
    for W, b in params:
        d_in, d_out = W.shape
        layer = np.zeros((d_in + 1, d_out + 1))
        layer[:d_in, :d_out], layer[d_in, :d_out], layer[d_in, d_out] = W, b, 1
        M = M @ layer
    return M[:-1, :-1], M[-1, :-1]


def right_probe(params):
    """the deep network at the origin and at the unit vectors"""
    d = len(params[0][0])
    A = np.vstack([np.zeros(d), np.eye(d)])
    for W, b in params:
        A = A @ W + b
    return A[1:] - A[0], A[0]


def right_from_behind(params):
    """from the last layer to the first, with the product of the later weights"""
    later = np.eye(params[-1][0].shape[1])
    b = np.zeros(params[-1][0].shape[1])
    for V, c in reversed(params):
        b = b + c @ later
        later = V @ later
    return later, b


def right_multi_dot(params):
    """np.linalg.multi_dot where there are two matrices at least, and the sum of the theorem"""

    def product(matrices):
        return matrices[0] if len(matrices) == 1 else np.linalg.multi_dot(matrices)

    weights = [W for W, _ in params]
    b = sum(product([c[None, :], *weights[i + 1 :]]) for i, (_, c) in enumerate(params))
    return product(weights), b[0]


def right_halves(params):
    """divide and conquer, since the composition is associative"""

    def collapse(low, high):
        if high - low == 1:
            return params[low]
        middle = (low + high) // 2
        (W, b), (V, c) = collapse(low, middle), collapse(middle, high)
        return W @ V, b @ V + c

    return collapse(0, len(params))


def right_python_lists(params):
    """plain lists and loops, lists are returned"""

    def times(A, B):
        return [[sum(A[i][k] * B[k][j] for k in range(len(B))) for j in range(len(B[0]))] for i in range(len(A))]

    W, b = [list(row) for row in params[0][0]], list(params[0][1])
    for V, c in params[1:]:
        V = [list(row) for row in V]
        W = times(W, V)
        b = [s + t for s, t in zip(times([b], V)[0], c)]
    return W, b


def right_einsum_float32(params):
    """einsum in float32, W and b stacked as rows of one table"""
    table = np.vstack([params[0][0], params[0][1]]).astype(np.float32)
    for V, c in params[1:]:
        table = np.einsum("ik,kj->ij", table, V.astype(np.float32))
        table[-1] += c.astype(np.float32)
    return table[:-1], table[-1]


def right_least_squares(params):
    """fit of the layer to d_0 + 1 points in general position"""
    d = params[0][0].shape[0]
    X = np.vstack([-np.ones(d), np.eye(d)])
    Z = X
    for W, b in params:
        Z = Z @ W + b
    solution = np.linalg.solve(np.column_stack([X, np.ones(d + 1)]), Z)
    return solution[:d], solution[d]


def right_class(params):
    """an over-engineered class with an operator, copies of everything"""

    class Layer:
        def __init__(self, W, b):
            self.W, self.b = np.array(W, float), np.array(b, float)
            assert self.W.shape[1:] == self.b.shape

        def __rshift__(self, other):
            assert self.W.shape[1] == other.W.shape[0]
            return Layer(self.W @ other.W, other.W.T @ self.b + other.b)

    chain = [Layer(*each) for each in params]
    total = chain[0]
    for each in chain[1:]:
        total = total >> each
    return [total.W, total.b]


def right_identity_start(params):
    """starts with the identity layer; float copies; b by the difference f(0)"""
    W = np.eye(np.shape(params[0][0])[0])
    b = np.zeros((1, np.shape(params[0][0])[0]))
    for layer in params:
        W = np.dot(W, layer[0])
        b = np.dot(b, layer[0]) + layer[1]
    return W, b.reshape(-1)


def wrong_multi_dot(params):
    """DESERVES: multi_dot wants two matrices at least, and a network may have one layer
    PART: yes
    BREAKS: one layer at least, at params = [([[1.]], [1.])], where it raises
    """
    W = np.linalg.multi_dot([V for V, _ in params])
    b = np.zeros(len(params[0][0]))
    for V, c in params:
        b = b @ V + c
    return W, b


def wrong_next_layer_only(params):
    """DESERVES: a bias goes through all later weights, not only through the next
    PART: yes
    BREAKS: computes what the deep network does, at three layers W = [[2.]] with b = [1.], [0.], [0.]: b is 4, not 2
    """
    W = params[0][0]
    for V, _ in params[1:]:
        W = W @ V
    d_depth = W.shape[1]
    b = np.zeros(d_depth)
    for l in range(len(params)):
        c = params[l][1]
        if l + 1 < len(params):
            c = c @ params[l + 1][0]
            for V, _ in params[l + 2 :]:
                c = c @ np.eye(*V.shape)
        b = b + c
    return W, b


def wrong_zero_bias_shortcut(params):
    """DESERVES: where the bias so far is 0, the layer's own bias must still be added
    PART: yes
    BREAKS: computes what the deep network does, at two layers W = [[1.]] with b = [0.] and [1.]
    """
    W, b = params[0]
    for V, c in params[1:]:
        W = W @ V
        b = b @ V + c if b.any() else np.zeros(V.shape[1])
    return W, b


def wrong_pops(params):
    """DESERVES: pop takes the first layer out of the caller's list
    PART: yes
    BREAKS: a function leaves the lists that it is given as they were, at params = [([[1.]], [0.])]
    """
    W, b = params.pop(0)
    for V, c in params:
        W, b = W @ V, b @ V + c
    return W, b


def wrong_adds_into_first(params):
    """DESERVES: b[:] = ... writes into the bias of the first layer
    PART: yes
    BREAKS: a function leaves the arrays as they were, at two layers W = [[2.]], b = [1.], whose first b is 3 then
    """
    W, b = params[0]
    for V, c in params[1:]:
        moved = b @ V + c
        if moved.shape == b.shape:
            b[:] = moved
        else:
            b = moved
        W = W @ V
    return W, b


def wrong_reversed_product(params):
    """DESERVES: with samples as rows the first layer's W stands on the left: W V, not V W
    PART: no
    BREAKS: computes what the deep network does, at W_1 = [[1., 1.], [0., 1.]], W_2 = [[1., 0.], [1., 1.]], biases 0
    """
    W, b = params[0]
    for V, c in params[1:]:
        W = V @ W if (V.shape[1] == W.shape[0] and V.shape[0] == W.shape[1]) else W @ V
        b = b @ V + c
    return W, b


def wrong_biases_added(params):
    """DESERVES: biases of earlier layers go through the later weights before they are added
    PART: no
    BREAKS: computes what the deep network does, at two layers W = [[2.]], b = [1.]: b is 3, not 2
    """
    W = params[0][0]
    for V, _ in params[1:]:
        W = W @ V
    b = np.zeros(W.shape[1])
    for _, c in params:
        b = b + c if c.shape == b.shape else b
    return W, b


def wrong_own_weights_too(params):
    """DESERVES: the bias of a layer does not go through the layer's own weights
    PART: no
    BREAKS: computes what the deep network does, at one layer W = [[2.]], b = [1.]: b is 1, not 2
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    V, c = params[-1]
    return W, (b - c) + (c @ V if V.shape[0] == V.shape[1] else c)


def wrong_probe_with_bias(params):
    """DESERVES: the image of a unit vector is a row of W plus b: subtract the image of the origin
    PART: no
    BREAKS: computes what the deep network does, at one layer W = [[1.]], b = [1.]
    """
    d = len(params[0][0])
    A, origin = np.eye(d), np.zeros(d)
    for W, b in params:
        A, origin = A @ W + b, origin @ W + b
    return A, origin


def wrong_b_is_a_row(params):
    """DESERVES: b has one axis, (d_depth,), yours is a table of one row
    PART: yes
    BREAKS: b (d_depth,), at params = [([[1.]], [1.])], where b has shape (1, 1)
    """
    W, b = np.eye(len(params[0][0])), np.zeros((1, len(params[0][0])))
    for V, c in params:
        W, b = W @ V, b @ V + c
    return W, b


def wrong_small_step(params):
    """DESERVES: an affine map needs no small step: the quotient (f(h e) - f(0)) / h loses half of the digits to b
    PART: no
    BREAKS: computes what the deep network does, at one layer W = [[1.]], b = [1.]: W is 1, not 1.00009
    """
    d, h = len(params[0][0]), 1e-12
    A = np.vstack([np.zeros(d), h * np.eye(d)])
    for W, b in params:
        A = A @ W + b
    return (A[1:] - A[0]) / h, A[0]


def wrong_first_and_last(params):
    """DESERVES: the layers between the first and the last were forgotten
    PART: yes
    BREAKS: computes what the deep network does, at three layers W = [[2.]], b = [1.]
    """
    W, b = params[0]
    if len(params) > 1:
        V, c = params[-1]
        if W.shape[1] != V.shape[0]:
            for U, a in params[1:-1]:
                W, b = W @ U, b @ U + a
        W, b = W @ V, b @ V + c
    return W, b


def wrong_fit_without_enough_points(params):
    """DESERVES: d_0 samples do not determine W and b; d_0 + 1 in general position do
    PART: no
    BREAKS: computes what the deep network does, at one layer W = [[1.]], b = [0.], where it gives 1/2 and 1/2
    """
    d = params[0][0].shape[0]
    X = np.eye(d)
    Z = X
    for W, b in params:
        Z = Z @ W + b
    solution = np.linalg.lstsq(np.column_stack([X, np.ones(d)]), Z, rcond=None)[0]
    return solution[:d], solution[d]


def wrong_last_bias_twice(params):
    """DESERVES: the bias of the last layer is added twice where there is more than one layer
    PART: no
    BREAKS: computes what the deep network does, at two layers W = [[1.]], b = [1.]: b is 2, not 3
    """
    W = params[0][0]
    b = params[-1][1]
    for l in range(len(params) - 1):
        c = params[l][1]
        for V, _ in params[l + 1 :]:
            c = c @ V
        b = b + c
        W = W @ params[l + 1][0]
    return W, b + (params[-1][1] if len(params) > 1 else 0)


def wrong_low_rank(params):
    """DESERVES: singular values below 0.01 were cut off, but they belong to W
    PART: yes
    BREAKS: computes what the deep network does, at one layer W = [[1., 0.], [0., 0.001]], b = [0., 0.]
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    left, s, right = np.linalg.svd(W, full_matrices=False)
    return (left * np.where(s < 0.01 * s.max(), 0, s)) @ right, b


def wrong_relu_between(params):
    """DESERVES: nothing stands between the layers: a probe with the ReLU is another network
    PART: no
    BREAKS: with nothing between them, at two layers W = [[-1.]], b = [0.]: W is 1, not 0
    """
    d = len(params[0][0])
    A = np.vstack([np.zeros(d), np.eye(d)])
    for l, (W, b) in enumerate(params):
        A = (np.maximum(A, 0) if l else A) @ W + b
    return A[1:] - A[0], A[0]
