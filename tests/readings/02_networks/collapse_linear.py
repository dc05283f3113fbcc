import numpy as np


def right_carry(params):
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return W, b


def right_from_identity(params):
    d = params[0][0].shape[0]
    W, b = np.eye(d), np.zeros(d)
    for V, c in params:
        b = np.dot(b, V) + c
        W = np.dot(W, V)
    return W, b


def right_from_the_back(params):
    V, c = params[-1]
    W, b = np.array(V, dtype=float), np.array(c, dtype=float)
    for V, c in reversed(params[:-1]):
        b = c @ W + b
        W = V @ W
    return (W, b)


def right_recursion(params):
    def one(count):
        if count == 1:
            return params[0]
        W, b = one(count - 1)
        V, c = params[count - 1]
        return W @ V, b @ V + c

    return one(len(params))


def right_halves(params):
    def merge(layers):
        if len(layers) == 1:
            return layers[0]
        middle = len(layers) // 2
        (W, b), (V, c) = merge(layers[:middle]), merge(layers[middle:])
        return np.matmul(W, V), np.matmul(b, V) + c

    return merge(list(params))


def right_points(params):
    d = len(params[0][0])
    A = np.vstack([np.zeros((1, d)), np.eye(d)])
    for V, c in params:
        A = A @ V + c
    b = A[0].copy()
    return A[1:] - b, b


def right_affine_of_points(params):
    d = params[0][0].shape[0]
    at_zero, at_units = np.zeros((1, d)), np.eye(d)
    for V, c in params:
        at_zero, at_units = np.asarray(affine(at_zero, V, c)), np.asarray(affine(at_units, V, c))
    return at_units - at_zero, at_zero[0]


def right_formula(params):
    depth = len(params)
    W = np.eye(len(params[0][0]))
    for V, _ in params:
        W = W @ V
    b = np.zeros(params[-1][0].shape[1])
    for l in range(depth):
        term = params[l][1]
        for m in range(l + 1, depth):
            term = term @ params[m][0]
        b = b + term
    return W, b


def right_homogeneous(params):
    def square(V, c):
        M = np.zeros((V.shape[0] + 1, V.shape[1] + 1))
        M[:-1, :-1], M[-1, :-1], M[-1, -1] = V, c, 1
        return M

    M = square(*params[0])
    for layer in params[1:]:
        M = M @ square(*layer)
    return M[:-1, :-1], M[-1, :-1]


def right_multi_dot(params):
    matrices = [np.vstack([np.hstack([V, np.zeros((len(V), 1))]), np.append(c, 1.0)[None]]) for V, c in params]
    M = matrices[0] if len(matrices) == 1 else np.linalg.multi_dot(matrices)
    return [M[:-1, :-1], M[-1, :-1]]


def right_lists(params):
    def times(A, B):
        return [[sum(a * B[k][j] for k, a in enumerate(row)) for j in range(len(B[0]))] for row in A]

    W, b = params[0][0].tolist(), [params[0][1].tolist()]
    for V, c in params[1:]:
        V, c = V.tolist(), c.tolist()
        W = times(W, V)
        b = [[p + q for p, q in zip(times(b, V)[0], c)]]
    return W, b[0]


def right_float32(params):
    layers = [(V.astype(np.float32), c.astype(np.float32)) for V, c in params]
    W, b = layers[0]
    for V, c in layers[1:]:
        W, b = W @ V, b @ V + c
    return W, b


def right_einsum_copy(params):
    W, b = (np.copy(part) for part in params[0])
    for layer in params[1:]:
        W = np.einsum("ij,jk->ik", W, layer[0])
        b = np.einsum("j,jk->k", b, layer[0]) + layer[1]
    return W, b


def right_pop_a_copy(params):
    rest = list(params)
    W, b = rest.pop(0)
    while rest:
        V, c = rest.pop(0)
        W, b = W.dot(V), V.T.dot(b) + c
    return W, b


def right_class(params):
    class Affine:
        def __init__(self, W, b):
            self.W, self.b = W, b

        def __call__(self, x):
            return x @ self.W + self.b

        def then(self, other):
            return Affine(self.W @ other.W, other(self.b))

    total = Affine(*params[0])
    for layer in params[1:]:
        total = total.then(Affine(*layer))
    return total.W, total.b


def right_longdouble(params):
    W = np.eye(len(params[0][0]), dtype=np.longdouble)
    b = np.zeros(len(W), dtype=np.longdouble)
    for V, c in params:
        W, b = W @ V, b @ V + c
    print(W.shape, b.shape)
    return W.astype(float), b.astype(float)


def wrong_bias_sum(params):
    """DESERVES: the biases do not just add up: each goes through all later weights
    PART: yes
    BREAKS: computes what the network does: `[([[1]], [1]), ([[2]], [0])]`
    """
    W = params[0][0]
    b = params[0][1]
    for V, c in params[1:]:
        W = W @ V
        b = b + c if b.shape == c.shape else b @ V + c
    return W, b


def wrong_last_bias(params):
    """DESERVES: the earlier biases are lost: they go through the later weights
    PART: yes
    BREAKS: computes what the network does: `[([[1]], [1]), ([[1]], [0])]`
    """
    W = params[0][0]
    for V, _ in params[1:]:
        W = W @ V
    return W, params[-1][1]


def wrong_order(params):
    """DESERVES: samples are rows, so the first layer stands on the left
    PART: no
    BREAKS: computes what the network does: `[([[1, 2], [0, 1]], [0, 0]), ([[1, 0], [3, 1]], [0, 0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = V @ W, V @ b + c
    return W, b


def wrong_order_if_square(params):
    """DESERVES: the product is turned round where shapes allow it; the first layer stands on the left
    PART: yes
    BREAKS: computes what the network does, square W: `[([[1, 2], [0, 1]], [0, 0]), ([[1, 0], [3, 1]], [0, 0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W = V @ W if W.shape == V.T.shape == V.shape else W @ V
        b = b @ V + c
    return W, b


def wrong_two_layers(params):
    """DESERVES: only the first two layers are merged, the others are forgotten
    PART: yes
    BREAKS: any depth: `[([[1]], [0]), ([[1]], [0]), ([[2]], [0])]`
    """
    if len(params) == 1:
        return params[0]
    (W, b), (V, c) = params[:2]
    return W @ V, b @ V + c


def wrong_first_and_last(params):
    """DESERVES: the layers between the first and the last are skipped
    PART: yes
    BREAKS: any depth: `[([[1]], [0]), ([[2]], [0]), ([[1]], [0])]`
    """
    if len(params) == 1:
        return params[0]
    if len(params) == 2:
        return params[0][0] @ params[1][0], params[0][1] @ params[1][0] + params[1][1]
    W, b = params[0]
    V, c = params[-1]
    return W @ V, b @ V + c


def wrong_one_layer_fails(params):
    """DESERVES: multi_dot wants two matrices at least; a single layer is its own result
    PART: yes
    BREAKS: one layer at least, so one is allowed: `[([[1]], [1])]`
    """
    W = np.linalg.multi_dot([V for V, _ in params])
    b = params[0][1]
    for V, c in params[1:]:
        b = b @ V + c
    return W, b


def wrong_bias_through_own(params):
    """DESERVES: a bias goes through the later weights, not through its own layer's too
    PART: yes
    BREAKS: computes what the network does: `[([[2]], [1])]`
    """
    W, b = np.eye(len(params[0][0])), np.zeros(len(params[0][0]))
    for V, c in params:
        W = W @ V
        b = b @ V + (c @ V if V.shape[0] == V.shape[1] else c)
    return W, b


def wrong_bias_through_total(params):
    """DESERVES: W is the product already when b is multiplied: b must go through the new layer alone
    PART: yes
    BREAKS: computes what the network does: `[([[2]], [1]), ([[1]], [0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W = W @ V
        b = (b @ W if len(b) == len(W) else b @ V) + c
    return W, b


def wrong_pops(params):
    """DESERVES: pop takes the layers out of the caller's list; the result is right
    PART: yes
    BREAKS: lists stay as they were: `[([[1.0]], [1.0]), ([[1.0]], [1.0])]`
    """
    W, b = params.pop(0)
    while params:
        V, c = params.pop(0)
        W, b = W @ V, b @ V + c
    return W, b


def wrong_last_bias_in_place(params):
    """DESERVES: `c += b @ V` writes into the caller's bias; the result is right
    PART: yes
    BREAKS: arrays stay as they were: `[([[1.0]], [1.0]), ([[1.0]], [1.0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W = W @ V
        c += b @ V
        b = c
    return W, b


def wrong_relu_between(params):
    """DESERVES: there is nothing between the layers; you take a ReLU of the bias on its way
    PART: yes
    BREAKS: with nothing between them: `[([[1]], [-1]), ([[1]], [0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, np.maximum(b, 0) @ V + c
    return W, b


def wrong_reversed(params):
    """DESERVES: the layers are taken from the last to the first
    PART: no
    BREAKS: W (d_0, d_depth): `[([[1]], [1]), ([[2]], [0])]`
    """
    W, b = params[-1]
    for V, c in params[-2::-1]:
        if W.shape[1] == V.shape[0]:
            W, b = W @ V, b @ V + c
        else:
            W, b = V @ W, c @ W + b
    return W, b


def wrong_b_as_row(params):
    """DESERVES: b is (1, d) after the matrix products; one axis is wanted
    PART: yes
    BREAKS: b (d_depth,): `[([[1]], [1])]`
    """
    d = len(params[0][0])
    A = np.vstack([np.zeros((1, d)), np.eye(d)])
    for V, c in params:
        A = A @ V + c
    return A[1:] - A[:1], A[:1]


def wrong_not_subtracted(params):
    """DESERVES: the unit vectors go to W plus b; the bias has to be taken off again
    PART: yes
    BREAKS: computes what the network does: `[([[1]], [1])]`
    """
    d = len(params[0][0])
    A, b = np.eye(d), np.zeros(d)
    for V, c in params:
        A, b = A @ V + c, b @ V + c
    return A, b


def wrong_bias_shift(params):
    """DESERVES: the bias of the layer before the last is dropped: the range ends too early
    PART: yes
    BREAKS: computes what the network does: `[([[1]], [1]), ([[1]], [0])]`
    """
    depth = len(params)
    W = params[0][0]
    for V, _ in params[1:]:
        W = W @ V
    b = params[-1][1]
    for l in range(depth - 2):
        term = params[l][1]
        for m in range(l + 1, depth):
            term = term @ params[m][0]
        b = b + term
    return W, b


def wrong_swapped(params):
    """DESERVES: the pair is (W, b), in this order
    PART: no
    BREAKS: the one layer (W, b): `[([[1, 2]], [3, 4])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return b, W


def wrong_transposed_w(params):
    """DESERVES: W has the shape (d_0, d_depth), one column for each output
    PART: yes
    BREAKS: W (d_0, d_depth): `[([[1, 2]], [0, 0])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return W.T, b


def wrong_int_eye(params):
    """DESERVES: out=int arrays cut off what stands behind the point
    PART: no
    BREAKS: real weights: `[([[0.5]], [0.5])]`
    """
    W, b = params[0]
    for V, c in params[1:]:
        W, b = W @ V, b @ V + c
    return W.astype(int), b.astype(int)


def wrong_only_w_list(params):
    """DESERVES: b before W: by then W has already gone one layer on, and the old b is multiplied by the wrong one
    PART: yes
    BREAKS: computes what the network does for three layers: `[([[1]], [1]), ([[2]], [0]), ([[3]], [0])]`
    """
    W, b = params[0]
    previous = None
    for V, c in params[1:]:
        through = V if previous is None or previous.shape != V.shape else previous
        b = b @ through + c
        W = W @ V
        previous = V
    return W, b


def wrong_constant_layers(params):
    """DESERVES: the second layer is used for all later ones
    PART: yes
    BREAKS: three different layers: `[([[1]], [0]), ([[2]], [0]), ([[3]], [0])]`
    """
    W, b = params[0]
    for k in range(1, len(params)):
        V, c = params[1] if params[1][0].shape == params[k][0].shape else params[k]
        W, b = W @ V, b @ V + c
    return W, b
