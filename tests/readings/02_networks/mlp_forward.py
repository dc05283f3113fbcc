import numpy as np


def right_last_apart(params, X, act):
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    W, b = params[-1]
    return A @ W + b


def right_activate_before(params, X, act):
    W, b = params[0]
    Z = X @ W + b
    for W, b in params[1:]:
        Z = activate(Z, act) @ W + b
    return Z


def right_enumerate(params, X, act):
    Z = np.copy(X)
    for layer, (W, b) in enumerate(params, start=1):
        Z = np.asarray(affine(Z, W, b))
        if layer < len(params):
            Z = activate(Z, act)
    return Z


def right_recursion(params, X, act):
    def go(layers, A):
        (W, b), *rest = layers
        Z = A @ W + b
        return go(rest, activate(Z, act)) if rest else Z

    return go(list(params), X)


def right_flag(params, X, act):
    A, first = np.asarray(X, float), True
    for W, b in params:
        A = A if first else activate(A, act)
        A, first = np.einsum("ni,ij->nj", A, W) + b[None], False
    return A


def right_own_activations(params, X, act):
    functions = {
        "relu": lambda Z: Z * (Z > 0),
        "tanh": np.tanh,
        "sigmoid": lambda Z: (1 + np.tanh(Z / 2)) / 2,
        "identity": lambda Z: Z,
    }
    A = X
    for W, b in params[:-1]:
        A = functions[act](A @ W + b)
    return A @ params[-1][0] + params[-1][1]


def right_one_sample_after_another(params, X, act):
    rows = []
    for x in X:
        a = x
        for index, (W, b) in enumerate(params):
            a = a @ W + b
            if index != len(params) - 1:
                a = activate(a, act)
        rows.append(a)
    return np.array(rows)


def right_columns(params, X, act):
    A = X.T
    for k in range(len(params)):
        W, b = params[k]
        A = W.T @ A + b.reshape(-1, 1)
        if k + 1 < len(params):
            A = activate(A, act)
    return A.T


def right_pop_copies(params, X, act):
    layers, A = list(params), X.copy()
    W_out, b_out = layers.pop()
    while layers:
        W, b = layers.pop(0)
        A = activate(np.dot(A, W) + b, act)
    return np.dot(A, W_out) + b_out


def right_lists(params, X, act):
    Z = [[float(x) for x in row] for row in X]
    for k, (W, b) in enumerate(params):
        if k > 0:
            Z = [[float(activate(np.array(z), act)) for z in row] for row in Z]
        Z = [[sum(z * W[i][j] for i, z in enumerate(row)) + b[j] for j in range(len(b))] for row in Z]
    return Z


def right_float32(params, X, act):
    A = X.astype(np.float32)
    for k, (W, b) in enumerate(params):
        A = A @ W.astype(np.float32) + b.astype(np.float32)
        if k < len(params) - 1:
            A = activate(A, act).astype(np.float32)
    return A


def right_class(params, X, act):
    class Network:
        def __init__(self, layers):
            self.layers = [(W.copy(), b.copy()) for W, b in layers]

        def hidden(self, A):
            for W, b in self.layers[:-1]:
                A = activate(A @ W + b, act)
            return A

        def __call__(self, A):
            W, b = self.layers[-1]
            return self.hidden(A) @ W + b

    return Network(params)(X)


def right_augmented(params, X, act):
    def with_one(A):
        return np.column_stack([A, np.ones(len(A))])

    A = X
    for k, (W, b) in enumerate(params):
        A = with_one(A) @ np.vstack([W, b])
        if k == len(params) - 1:
            return A
        A = activate(A, act)


def right_identity_collapsed(params, X, act):
    if act == "identity":
        W, b = collapse_linear(params)
        return X @ np.asarray(W) + np.asarray(b)
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    return A @ params[-1][0] + params[-1][1]


def right_match(params, X, act):
    def bend(Z):
        if act == "relu":
            return np.where(Z < 0, 0.0, Z)
        if act == "tanh":
            return np.tanh(Z)
        if act == "sigmoid":
            return np.exp(-np.logaddexp(0, -Z))
        return Z

    A = X
    for number in range(len(params)):
        W, b = params[number]
        Z = np.matmul(A, W)
        Z = Z + b
        A = bend(Z)
    print("layers:", len(params))
    return Z


def wrong_activates_output(params, X, act):
    """DESERVES: no activation after the last layer: outputs are logits
    PART: yes
    BREAKS: not after the last: `[([[1]], [0])], [[-1]], "relu"`
    """
    A = X
    for W, b in params:
        A = activate(A @ W + b, act)
    return A


def wrong_activates_output_if_deep(params, X, act):
    """DESERVES: one layer alone is treated rightly, but in a deeper network the outputs are activated too
    PART: yes
    BREAKS: not after the last: `[([[1]], [0]), ([[-1]], [0])], [[1]], "relu"`
    """
    if len(params) == 1:
        return X @ params[0][0] + params[0][1]
    A = X
    for W, b in params:
        A = activate(A @ W + b, act)
    return A


def wrong_activates_single(params, X, act):
    """DESERVES: a network of one layer has no activation at all
    PART: yes
    BREAKS: not after the last, with one layer: `[([[1]], [0])], [[-1]], "relu"`
    """
    W, b = params[0]
    A = activate(X @ W + b, act)
    if len(params) == 1:
        return A
    for W, b in params[1:-1]:
        A = activate(A @ W + b, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_activates_samples(params, X, act):
    """DESERVES: no activation before the first layer, where it would spoil the data
    PART: yes
    BREAKS: not before the first: `[([[1]], [0])], [[-1]], "relu"`
    """
    A = X
    for W, b in params:
        A = activate(A, act) @ W + b
    return A


def wrong_no_activation(params, X, act):
    """DESERVES: without a bend the network is one affine layer
    PART: no
    BREAKS: act stands between layers: `[([[1]], [0]), ([[1]], [0])], [[-1]], "relu"`
    """
    A = X
    for W, b in params:
        A = A @ W + b
    return A


def wrong_only_first_activation(params, X, act):
    """DESERVES: the activation stands after every hidden layer, not after the first one only
    PART: yes
    BREAKS: act stands between layers, three layers: `[([[1]], [0]), ([[-1]], [0]), ([[1]], [0])], [[1]], "relu"`
    """
    A = X
    for k, (W, b) in enumerate(params):
        A = A @ W + b
        if k == 0 and len(params) > 1:
            A = activate(A, act)
    return A


def wrong_only_last_activation(params, X, act):
    """DESERVES: the activation is missing in all hidden layers but the last
    PART: yes
    BREAKS: act stands between layers, three layers: `[([[-1]], [0]), ([[1]], [1]), ([[1]], [0])], [[1]], "relu"`
    """
    A = X
    for k, (W, b) in enumerate(params):
        if k == len(params) - 1 and k > 0:
            A = activate(A, act)
        A = A @ W + b
    return A


def wrong_always_relu(params, X, act):
    """DESERVES: the argument act is ignored: the network is a ReLU network always
    PART: yes
    BREAKS: the activation act: `[([[1]], [0]), ([[1]], [0])], [[1]], "tanh"`
    """
    A = X
    for W, b in params[:-1]:
        A = np.maximum(A @ W + b, 0)
    return A @ params[-1][0] + params[-1][1]


def wrong_sigmoid_missing(params, X, act):
    """DESERVES: an act that you did not think of, the sigmoid, falls through to the identity
    PART: yes
    BREAKS: "sigmoid" is allowed: `[([[1]], [0]), ([[1]], [0])], [[0]], "sigmoid"`
    """
    A = X
    for W, b in params[:-1]:
        A = A @ W + b
        if act == "relu":
            A = np.maximum(A, 0)
        elif act == "tanh":
            A = np.tanh(A)
    return A @ params[-1][0] + params[-1][1]


def wrong_naive_sigmoid(params, X, act):
    """DESERVES: exp(z) / (1 + exp(z)) is infinity over infinity for large z; use the given activate
    PART: yes
    BREAKS: the outputs are numbers: `[([[1]], [0]), ([[1]], [0])], [[1000]], "sigmoid"`
    """
    A = X
    for W, b in params[:-1]:
        Z = A @ W + b
        if act == "sigmoid":
            E = np.exp(Z)
            A = E / (1 + E)
        else:
            A = activate(Z, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_bias_after_activation(params, X, act):
    """DESERVES: the bias belongs inside the activation, act(A W + b)
    PART: no
    BREAKS: A_l = act(A W + b): `[([[1]], [-1]), ([[1]], [0])], [[0]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W, act) + b
    return A @ params[-1][0] + params[-1][1]


def wrong_no_last_bias(params, X, act):
    """DESERVES: the output layer has a bias too
    PART: yes
    BREAKS: Z = A W + b in the last layer: `[([[1]], [1])], [[0]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    return A @ params[-1][0]


def wrong_x_in_place(params, X, act):
    """DESERVES: np.maximum(..., out=X) or X[:] = ... writes into the caller's samples when the widths allow it
    PART: yes
    BREAKS: X is not changed: `[([[1.0]], [0.0]), ([[1.0]], [0.0])], [[-1.0]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        Z = activate(A @ W + b, act)
        if Z.shape == A.shape and A.dtype == Z.dtype:
            A[:] = Z
        else:
            A = Z
    return A @ params[-1][0] + params[-1][1]


def wrong_pops_params(params, X, act):
    """DESERVES: pop takes the output layer out of the caller's list; the result is right
    PART: yes
    BREAKS: params is not changed: `[([[1.0]], [0.0])], [[1.0]], "relu"`
    """
    W_out, b_out = params.pop()
    A = X
    for W, b in params:
        A = activate(A @ W + b, act)
    return A @ W_out + b_out


def wrong_bias_in_place(params, X, act):
    """DESERVES: `b += ...` writes into the caller's parameters
    PART: yes
    BREAKS: params is not changed: `[([[1.0]], [0.0])], [[1.0]], "relu"`
    """
    A = X
    for k, (W, b) in enumerate(params):
        if len(A) == 1:
            b += (A @ W)[0]
            A = b[None, :].copy()
        else:
            A = A @ W + b
        if k < len(params) - 1:
            A = activate(A, act)
    return A


def wrong_stops_early(params, X, act):
    """DESERVES: the last hidden layer is skipped where the shapes allow it
    PART: yes
    BREAKS: all layers are used: `[([[1]], [0]), ([[2]], [0]), ([[1]], [0])], [[1]], "relu"`
    """
    hidden = params[:-1]
    if len(hidden) > 1 and hidden[-1][0].shape[0] == hidden[-1][0].shape[1]:
        hidden = hidden[:-1]
    A = X
    for W, b in hidden:
        A = activate(A @ W + b, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_two_layers_only(params, X, act):
    """DESERVES: only networks of one hidden layer are computed; a loop over all layers is wanted
    PART: yes
    BREAKS: any number of layers: `[([[1]], [0]), ([[2]], [0]), ([[1]], [0])], [[1]], "relu"`
    """
    W, b = params[0]
    Z = X @ W + b
    if len(params) > 1:
        W, b = params[-1]
        Z = activate(Z, act) @ W + b
    return Z


def wrong_first_again(params, X, act):
    """DESERVES: the first layer is used again in place of the other hidden layers
    PART: yes
    BREAKS: every layer has its own W and b: `[([[1]], [0]), ([[2]], [0]), ([[1]], [0])], [[1]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        if W.shape == params[0][0].shape:
            W, b = params[0]
        A = activate(A @ W + b, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_bias_down(params, X, act):
    """DESERVES: b goes along the units, also where there are as many samples as units
    PART: yes
    BREAKS: Z = A W + 1 b^T: `[([[1, 0], [0, 1]], [1, 2])], [[0, 0], [0, 0]], "relu"`
    """
    A = X
    for k, (W, b) in enumerate(params):
        Z = A @ W
        A = Z + b[:, None] if len(Z) == len(b) else Z + b
        if k < len(params) - 1:
            A = activate(A, act)
    return A


def wrong_transposed_square(params, X, act):
    """DESERVES: a square W is transposed; it must not be
    PART: yes
    BREAKS: Z = A W + b: `[([[1, 2], [0, 1]], [0, 0])], [[1, 0]], "relu"`
    """
    A = X
    for k, (W, b) in enumerate(params):
        A = A @ (W.T if W.shape[0] == W.shape[1] else W) + b
        if k < len(params) - 1:
            A = activate(A, act)
    return A


def wrong_squeezed(params, X, act):
    """DESERVES: outputs have the shape (N, d_depth) with one output too
    PART: yes
    BREAKS: Z (N, d_depth): `[([[1]], [0])], [[1]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        A = activate(A @ W + b, act)
    return np.squeeze(A @ params[-1][0] + params[-1][1])


def wrong_leaky(params, X, act):
    """DESERVES: that is a leaky ReLU; max(z, 0) is 0 for negative z
    PART: yes
    BREAKS: the activation "relu": `[([[1]], [0]), ([[1]], [0])], [[-1]], "relu"`
    """
    A = X
    for W, b in params[:-1]:
        Z = A @ W + b
        A = np.where(Z > 0, Z, 0.01 * Z) if act == "relu" else activate(Z, act)
    return A @ params[-1][0] + params[-1][1]


def wrong_hidden_by_width(params, X, act):
    """DESERVES: the last layer is recognised by its position, not by its width: hidden layers as wide get no activation
    PART: yes
    BREAKS: act stands between layers: `[([[1]], [0]), ([[1]], [0])], [[-1]], "relu"`
    """
    A = X
    d_out = len(params[-1][1])
    for W, b in params:
        A = A @ W + b
        if len(b) != d_out:
            A = activate(A, act)
    return A
