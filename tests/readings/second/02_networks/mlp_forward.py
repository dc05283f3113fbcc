from functools import reduce

import numpy as np
from given import activate


def right_loop(params, X, act):
    """the hidden layers in a loop, the last one after it"""
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    W, b = params[-1]
    return A @ W + b


def right_affine_and_enumerate(params, X, act):
    """calls affine of the first exercise; the activation if it is not the last layer"""
    for l, (W, b) in enumerate(params, start=1):
        X = affine(X, W, b)
        if l < len(params):
            X = activate(X, act)
    return X


def right_activation_before(params, X, act):
    """the activation before each layer but the first"""
    (W, b), *later = params
    Z = X @ W + b
    for W, b in later:
        Z = activate(Z, act) @ W + b
    return Z


def right_recursion(params, X, act):
    """recursion on the depth"""

    def forward(layers, A):
        W, b = layers[0]
        Z = np.dot(A, W) + b
        return Z if len(layers) == 1 else forward(layers[1:], activate(Z, act))

    return forward(list(params), X)


def right_own_activations(params, X, act):
    """own activations: where for the ReLU, the sigmoid by tanh"""
    functions = {
        "relu": lambda Z: np.where(Z > 0, Z, 0.0),
        "tanh": np.tanh,
        "sigmoid": lambda Z: 0.5 * (1 + np.tanh(0.5 * Z)),
        "identity": lambda Z: Z,
    }
    f = functions[act]
    A = np.array(X, dtype=float)
    for i in range(len(params)):
        if i > 0:
            A = f(A)
        A = A @ params[i][0] + params[i][1]
    return A


def right_sample_by_sample(params, X, act):
    """one sample after the other, a list of rows"""

    def output(x):
        a = x
        for number, (W, b) in enumerate(params):
            z = [sum(a[i] * W[i][j] for i in range(len(a))) + b[j] for j in range(len(b))]
            a = list(activate(np.array(z), act)) if number < len(params) - 1 else z
        return a

    return [output(x) for x in X]


def right_reduce(params, X, act):
    """reduce over the later layers"""
    first = X @ params[0][0] + params[0][1]
    return reduce(lambda Z, layer: activate(Z, act) @ layer[0] + layer[1], params[1:], first)


def right_transposed_einsum(params, X, act):
    """units as rows, einsum"""
    A = np.asarray(X).T
    for l, (W, b) in enumerate(params):
        Z = np.einsum("ij,in->jn", W, A) + b[:, None]
        A = Z if l == len(params) - 1 else activate(Z, act)
    return A.T


def right_homogeneous(params, X, act):
    """a column of ones carries the bias"""
    A = X
    ones = np.ones((len(X), 1))
    for l in range(len(params)):
        Z = np.concatenate([A, ones], axis=1) @ np.concatenate([params[l][0], params[l][1][np.newaxis]], axis=0)
        A = activate(Z, act if l + 1 != len(params) else "identity")
    return A


def right_float32(params, X, act):
    """float32 all the way, stable formulas of its own"""

    def bend(Z):
        if act == "relu":
            return (Z + np.abs(Z)) / 2
        if act == "tanh":
            return np.tanh(Z)
        if act == "sigmoid":
            e = np.exp(-np.abs(Z))
            return np.where(Z >= 0, 1 / (1 + e), e / (1 + e))
        return Z

    A = X.astype(np.float32)
    *hidden, last = [(W.astype(np.float32), b.astype(np.float32)) for W, b in params]
    for W, b in hidden:
        A = bend(A @ W + b)
    return A @ last[0] + last[1]


def right_identity_collapsed(params, X, act):
    """for the identity one layer by collapse_linear, else a loop"""
    if act == "identity":
        W, b = collapse_linear(params)
        return X @ W + b
    A, depth = X, len(params)
    for l in range(1, depth + 1):
        W_l, b_l = params[l - 1]
        Z_l = A @ W_l + b_l
        A = activate(Z_l, act) if l < depth else Z_l
    return A


def right_classes(params, X, act):
    """an over-engineered pipeline of objects"""

    class Layer:
        def __init__(self, W, b):
            self.W, self.b = np.array(W, float), np.array(b, float)

        def __call__(self, A):
            return A @ self.W + self.b

    class Bend:
        def __init__(self, name):
            assert name in ("relu", "tanh", "sigmoid", "identity")
            self.name = name

        def __call__(self, A):
            return activate(A, self.name)

    pipeline = [Layer(*params[0])]
    for each in params[1:]:
        pipeline += [Bend(act), Layer(*each)]
    A = np.array(X, float)
    for stage in pipeline:
        A = stage(A)
    return A


def right_inplace_on_own(params, X, act):
    """in place, but only on arrays of its own; clipped sigmoid where it is below round-off"""
    A = np.array(X, float)
    for l, (W, b) in enumerate(params):
        A = A @ W
        A += b
        if l == len(params) - 1:
            break
        if act == "relu":
            A[A < 0] = 0
        elif act == "tanh":
            np.tanh(A, out=A)
        elif act == "sigmoid":
            A = 1 / (1 + np.exp(-np.clip(A, -700, 700)))
    return A


def wrong_truncated_integers(params, X, act):
    """DESERVES: a buffer of the dtype of X cuts off fractions where X holds integers
    PART: yes
    BREAKS: X may hold integers, at X = [[1]] (integer), one layer W = [[0.5]], b = [0.]
    """
    A = X
    for l, (W, b) in enumerate(params):
        Z = np.empty((len(X), len(b)), dtype=X.dtype)
        Z[:] = A @ W + b
        A = activate(Z, act) if l < len(params) - 1 else Z
    return A


def wrong_last_by_identity(params, X, act):
    """DESERVES: the last layer is known by its place: the same arrays may also stand in an earlier layer
    PART: yes
    BREAKS: the activation stands between layers, at params = [layer, layer], one object W = [[-1.]], b = [0.],
    X = [[1.]], "relu": 0, not 1
    """
    A = X
    for W, b in params:
        A = A @ W + b
        if W is not params[-1][0]:
            A = activate(A, act)
    return A


def wrong_last_by_value(params, X, act):
    """DESERVES: the last layer is known by its place: an earlier one may hold the same numbers
    PART: yes
    BREAKS: the activation stands between layers, at two layers W = [[-1.]], b = [0.], equal and not one object,
    X = [[1.]], "relu": 0, not 1
    """
    A = X
    for W, b in params:
        A = A @ W + b
        if not (np.array_equal(W, params[-1][0]) and np.array_equal(b, params[-1][1])):
            A = activate(A, act)
    return A


def wrong_last_by_width(params, X, act):
    """DESERVES: a hidden layer may be as wide as the output: count layers, not units
    PART: yes
    BREAKS: the activation stands between layers, at widths 1, 1, 1, W = [[-1.]] twice, b = [0.], X = [[1.]], "relu"
    """
    A = X
    for W, b in params:
        A = A @ W + b
        if W.shape != params[-1][0].shape:
            A = activate(A, act)
    return A


def wrong_exp_over_one_plus_exp(params, X, act):
    """DESERVES: exp(z) / (1 + exp(z)) is inf / inf for large z; use the given activate, or exp(-|z|)
    PART: yes
    BREAKS: pre-activations may be as large as 1e4, at W = [[1.]] twice, b = [0.], X = [[1e4]], "sigmoid": NaN, not 1
    """
    A = X
    for l, (W, b) in enumerate(params):
        A = A @ W + b
        if l < len(params) - 1:
            A = np.exp(A) / (1 + np.exp(A)) if act == "sigmoid" else activate(A, act)
    return A


def wrong_tanh_by_exp(params, X, act):
    """DESERVES: the quotient for tanh overflows where |z| > 355; np.tanh does not
    PART: yes
    BREAKS: pre-activations may be as large as 1e4, at W = [[1.]] twice, b = [0.], X = [[1e4]], "tanh": NaN, not 1
    """

    def tanh(Z):
        return (np.exp(2 * Z) - 1) / (np.exp(2 * Z) + 1)

    A = X
    for W, b in params[:-1]:
        Z = A @ W + b
        A = tanh(Z) if act == "tanh" else activate(Z, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_clip_against_overflow(params, X, act):
    """DESERVES: the clip that shall save the sigmoid changes the ReLU and the identity too
    PART: yes
    BREAKS: pre-activations may be as large as 1e4, at W = [[1.]] twice, b = [0.], X = [[1e4]], "relu": 1e4, not 500
    """
    A = X
    for W, b in params[:-1]:
        A = activate(np.clip(A @ W + b, -500, 500), act)
    return A @ params[-1][0] + params[-1][1]


def wrong_ravel_of_one_output(params, X, act):
    """DESERVES: one output is still a column, (N, 1)
    PART: yes
    BREAKS: outputs Z (N, d_depth), at one layer W = [[1.]], b = [0.], X = [[1.], [2.]], where the shape is (2,)
    """
    A = X
    for l, (W, b) in enumerate(params):
        A = A @ W + b
        if l + 1 < len(params):
            A = activate(A, act)
    return A.ravel() if A.shape[1] == 1 else A


def wrong_stale_memo(params, X, act):
    """DESERVES: the remembered result belongs to other parameters: shapes do not identify a call
    PART: yes
    BREAKS: outputs of the network with the parameters params, at a second call of the same shapes with W = [[2.]]
    after one with W = [[1.]], b = [0.], X = [[1.]]
    """
    memo = globals().setdefault("_forward_memo", {})
    key = (act, X.shape, tuple(W.shape for W, _ in params), float(X.sum()))
    if key not in memo:
        A = X
        for W, b in params[:-1]:
            A = activate(A @ W + b, act)
        memo[key] = A @ params[-1][0] + params[-1][1]
    return memo[key]


def wrong_activated_outputs(params, X, act):
    """DESERVES: no activation after the last layer
    PART: no
    BREAKS: not after the last, at one layer W = [[-1.]], b = [0.], X = [[1.]], "relu"
    """
    A = X
    for W, b in params:
        A = activate(A @ W + b, act)
    return A


def wrong_only_two_layers(params, X, act):
    """DESERVES: the hidden layers after the first have no activation
    PART: yes
    BREAKS: the activation stands between layers, at three layers W = [[1.]], [[-1.]], [[1.]], b = [0.], X = [[1.]],
    "relu": 0, not -1
    """
    W, b = params[0]
    Z = X @ W + b
    if len(params) > 1:
        Z = activate(Z, act)
    for W, b in params[1:]:
        Z = Z @ W + b
    return Z


def wrong_leaky(params, X, act):
    """DESERVES: the ReLU is 0 for negative z, yours leaks 0.01 z
    PART: yes
    BREAKS: the activation act ("relu"), at W = [[1.]] twice, b = [0.], X = [[-1.]]: 0, not -0.01
    """
    A = X
    for W, b in params[:-1]:
        Z = A @ W + b
        A = np.maximum(Z, 0.01 * Z) if act == "relu" else activate(Z, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_identity_is_relu(params, X, act):
    """DESERVES: the else branch takes the ReLU for "identity" too
    PART: yes
    BREAKS: the activation act ("identity"), at W = [[1.]] twice, b = [0.], X = [[-1.]]: -1, not 0
    """

    def bend(Z):
        if act == "tanh":
            return np.tanh(Z)
        elif act == "sigmoid":
            return activate(Z, "sigmoid")
        else:
            return np.maximum(0, Z)

    A = X
    for W, b in params[:-1]:
        A = bend(A @ W + b)
    return A @ params[-1][0] + params[-1][1]


def wrong_pops_last_layer(params, X, act):
    """DESERVES: pop takes the last layer out of the caller's list
    PART: yes
    BREAKS: a function leaves the lists that it is given as they were, at params = [([[1.]], [0.])], X = [[1.]]
    """
    W_last, b_last = params.pop()
    A = X
    for W, b in params:
        A = activate(A @ W + b, act)
    return A @ W_last + b_last


def wrong_scaled_tanh(params, X, act):
    """DESERVES: the sigmoid is (1 + tanh(z/2)) / 2, the half inside was forgotten
    PART: yes
    BREAKS: the activation act ("sigmoid"), at W = [[1.]] twice, b = [0.], X = [[1.]]: 0.731, not 0.881
    """
    A = X
    for W, b in params[:-1]:
        Z = A @ W + b
        A = (1 + np.tanh(Z)) / 2 if act == "sigmoid" else activate(Z, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_rectified_samples(params, X, act):
    """DESERVES: no activation before the first layer: negative entries of the samples are data
    PART: no
    BREAKS: not before the first, at one layer W = [[1.]], b = [0.], X = [[-1.]], "relu"
    """
    A = X
    for W, b in params:
        A = activate(A, act) @ W + b
    return A


def wrong_bias_after_activation(params, X, act):
    """DESERVES: the bias is added before the activation, not after it
    PART: no
    BREAKS: A_l = act(A_{l-1} W_l + 1 b_l^T), at W = [[1.]] twice, b = [-1.] and [0.], X = [[0.]], "relu": 0, not -1
    """
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W, act) + b
    return A @ params[-1][0] + params[-1][1]


def wrong_softmax_at_the_end(params, X, act):
    """DESERVES: the outputs are logits; the softmax is no part of the network here
    PART: no
    BREAKS: outputs Z of the network, at one layer W = [[1.]], b = [0.], X = [[3.]], "relu": 3, not 1
    """
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    Z = A @ params[-1][0] + params[-1][1]
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)
