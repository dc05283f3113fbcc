import numpy as np
import math


def right_standard(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    inputs, pre = [X], []
    for W, b in params[:-1]:
        pre.append(affine(inputs[-1], W, b))
        inputs.append(activate(pre[-1], act))
    Z = affine(inputs[-1], *params[-1])
    U = (softmax(Z) - one_hot(y, Z.shape[1])) / len(y)
    grads = []
    for l in range(len(params) - 1, -1, -1):
        dX, dW, db = affine_vjp(U, inputs[l], params[l][0])
        grads.append((dW, db))
        if l > 0:
            U = act_vjp(dX, pre[l - 1], act)
    return cross_entropy(Z, y), grads[::-1]


def right_recursive(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    def go(l, A):  # (loss, gradient in A, grads of layers l and later)
        W, b = params[l]
        Z = A @ W + b
        if l == len(params) - 1:
            loss = cross_entropy(Z, y)
            delta = (softmax(Z) - one_hot(y, Z.shape[1])) / len(A)
            rest = []
        else:
            loss, dA, rest = go(l + 1, activate(Z, act))
            delta = act_vjp(dA, Z, act)
        return loss, delta @ W.T, [(A.T @ delta, delta.sum(0))] + rest

    loss, _, grads = go(0, X)
    return loss, grads


def right_classes(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    class Affine:
        def __init__(self, W, b):
            self.W, self.b = W.copy(), b.copy()

        def __call__(self, A):
            self.A = A
            return np.dot(A, self.W) + self.b

        def back(self, U):
            self.grads = (np.dot(self.A.T, U), np.sum(U, axis=0))
            return np.dot(U, self.W.T)

    class Act:
        def __call__(self, Z):
            self.Z = Z
            return activate(Z, act)

        def back(self, U):
            return act_vjp(U, self.Z, act)

    layers = []
    for W, b in params:
        layers += [Affine(W, b), Act()]
    layers.pop()
    A = X
    for layer in layers:
        A = layer(A)
    U = softmax(A)
    U[np.arange(len(y)), y] -= 1
    U /= len(y)
    for layer in layers[::-1]:
        U = layer.back(U)
    return cross_entropy(A, y), [layer.grads for layer in layers[::2]]


def right_per_sample(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    N = len(X)
    total = 0.0
    sums = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    for x, k in zip(X, y):
        a, z = [x], []
        for i, (W, b) in enumerate(params):
            z.append(a[-1] @ W + b)
            a.append(activate(z[-1], act))
        m = z[-1].max()
        e = np.exp(z[-1] - m)
        total += m + np.log(e.sum()) - z[-1][k]
        d = e / e.sum()
        d[k] -= 1
        for i in range(len(params) - 1, -1, -1):
            sums[i][0][...] += np.outer(a[i], d)
            sums[i][1][...] += d
            if i:
                d = act_vjp(params[i][0] @ d, z[i - 1], act)
    return total / N, [(W / N, b / N) for W, b in sums]


def right_einsum(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    A = [X]
    S = []  # slopes
    for W, b in params:
        Z = np.einsum("ni,ij->nj", A[-1], W) + b
        S.append(act_vjp(np.ones_like(Z), Z, act))
        A.append(activate(Z, act))
    P = softmax(Z)
    D = (P - one_hot(y, P.shape[1])) * (1.0 / len(P))
    grads = [None] * len(params)
    for l in reversed(range(len(params))):
        grads[l] = (np.einsum("ni,nj->ij", A[l], D), np.einsum("nj->j", D))
        D = np.einsum("nj,ij->ni", D, params[l][0]) * (S[l - 1] if l else 1)
    return cross_entropy(Z, y), tuple(grads)


def right_lists(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    def mul(A, B):
        return [[sum(p * q for p, q in zip(r, c)) for c in zip(*B)] for r in A]

    def turn(A):
        return [list(c) for c in zip(*A)]

    A, tape = X.tolist(), []
    for W, b in params:
        W, b = W.tolist(), b.tolist()
        Z = [[v + c for v, c in zip(row, b)] for row in mul(A, W)]
        tape.append((A, W, Z))
        A = activate(np.array(Z), act).tolist()
    N, grads = len(y), []
    D = ((softmax(np.array(Z)) - one_hot(y, len(Z[0]))) / N).tolist()
    loss = cross_entropy(np.array(Z), y)
    while tape:
        A, W, _ = tape.pop()
        grads = [[mul(turn(A), D), [sum(c) for c in zip(*D)]]] + grads
        if tape:
            D = act_vjp(np.array(mul(D, turn(W))), np.array(tape[-1][2]), act).tolist()
    return loss, grads


def right_bias_column(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    one = np.ones((len(X), 1))
    M = [np.vstack([W, b[None, :]]) for W, b in params]
    A, Z = [np.hstack([X, one])], []
    for V in M:
        Z.append(A[-1] @ V)
        A.append(np.hstack([activate(Z[-1], act), one]))
    D = (softmax(Z[-1]) - (y[:, None] == np.arange(Z[-1].shape[1]))) / len(X)
    G = [A[len(M) - 1].T @ D]
    for l in range(len(M) - 1, 0, -1):
        D = act_vjp(D @ M[l][:-1].T, Z[l - 1], act)
        G.insert(0, A[l - 1].T @ D)
    return cross_entropy(Z[-1], y), [(g[:-1], g[-1]) for g in G]


def right_closures(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    grads = [None] * len(params)
    backs = []
    A = X

    def make(l, A, W, Z_before):
        def back(U):
            grads[l] = (A.T @ U, U.sum(axis=0))
            return None if Z_before is None else act_vjp(U @ W.T, Z_before, act)

        return back

    Z = None
    for l, (W, b) in enumerate(params):
        A = X if l == 0 else activate(Z, act)
        backs.append(make(l, A, W, Z))
        Z = A @ W + b
    U = softmax(Z) / len(y) - one_hot(y, Z.shape[1]) / len(y)
    for back in reversed(backs):
        U = back(U)
    print("loss", cross_entropy(Z, y))
    return np.float64(cross_entropy(Z, y)), grads


def right_own_slopes(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    def slope(Z):
        if act == "relu":
            return np.where(Z > 0, 1.0, 0.0)
        if act == "tanh":
            e = np.exp(-2 * np.abs(Z))
            return 4 * e / (1 + e) ** 2
        if act == "sigmoid":
            e = np.exp(-np.abs(Z))
            return e / (1 + e) ** 2
        return np.ones(Z.shape)

    As, Zs, A = [], [], np.array(X, dtype=float)
    for W, b in params:
        As.append(A)
        Zs.append(A @ W + b)
        A = activate(Zs[-1], act)
    logits = Zs.pop()
    D = softmax(logits)
    D[range(len(y)), y] -= 1.0
    D = D / len(y)
    grads = []
    for (W, b), A in zip(reversed(params), reversed(As)):
        grads.append((A.T @ D, D.T @ np.ones(len(y))))
        if Zs:
            D = D @ W.T * slope(Zs.pop())
    grads.reverse()
    return cross_entropy(logits, y), grads


def right_longdouble(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    L = np.longdouble
    f = {
        "relu": (lambda z: np.where(z > 0, z, L(0)), lambda z: (z > 0).astype(L)),
        "tanh": (np.tanh, lambda z: 1 / np.cosh(np.clip(z, -5000, 5000)) ** 2),
        "sigmoid": (lambda z: np.exp(-np.logaddexp(L(0), -z)), lambda z: np.exp(-np.logaddexp(L(0), -z) - np.logaddexp(L(0), z))),
        "identity": (lambda z: z, np.ones_like),
    }
    s, ds = f[act]
    ps = [(np.array(W, L), np.array(b, L)) for W, b in params]
    A, Z = [np.array(X, L)], []
    for W, b in ps:
        Z.append(A[-1].dot(W) + b)
        A.append(s(Z[-1]))
    T = Z[-1] - Z[-1].max(axis=1, keepdims=True)
    E = np.exp(T)
    S = E.sum(axis=1, keepdims=True)
    loss = (np.log(S[:, 0]) - T[np.arange(len(y)), y]).mean()
    D = (E / S - one_hot(y, E.shape[1])) / len(y)
    out = []
    for l in range(len(ps) - 1, -1, -1):
        out.insert(0, (A[l].T.dot(D).astype(float), D.sum(axis=0).astype(float)))
        if l:
            D = D.dot(ps[l][0].T) * ds(Z[l - 1])
    return float(loss), out


def right_half_batches(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    # the gradient of a mean is the mean of gradients: split the batch down to single samples
    def one(x, k):
        A, tape = x[None], []
        for i, (W, b) in enumerate(params):
            Z = affine(A, W, b)
            tape.append((A, Z))
            A = activate(Z, act)
        U, g = softmax(Z) - one_hot(np.array([k]), Z.shape[1]), []
        for i in reversed(range(len(params))):
            A, Z = tape[i]
            U = U if i == len(params) - 1 else act_vjp(U, Z, act)
            dX, dW, db = affine_vjp(U, A, params[i][0])
            g.append((dW, db))
            U = dX
        return cross_entropy(tape[-1][1], np.array([k])), g[::-1]

    def split(i, j):
        if j - i == 1:
            return one(X[i], int(y[i]))
        m = (i + j) // 2
        (la, ga), (lb, gb) = split(i, m), split(m, j)
        p, q = (m - i) / (j - i), (j - m) / (j - i)
        return p * la + q * lb, [(p * a + q * c, p * b + q * d) for (a, b), (c, d) in zip(ga, gb)]

    return split(0, len(X))


def right_generator(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    def backward(N=len(X)):
        stack, A = [], X
        for W, b in params[:-1]:
            Z = affine(A, W, b)
            stack.append((A, W, Z))
            A = activate(Z, act)
        W, b = params[-1]
        Z = affine(A, W, b)
        yield cross_entropy(Z, y)
        delta = (softmax(Z) - one_hot(y, len(b))) / N
        yield A.T @ delta, delta.sum(axis=0)
        for A, V, Z in reversed(stack):
            delta = act_vjp(delta @ W.T, Z, act)
            yield A.T @ delta, delta.sum(axis=0)
            W = V

    loss, *grads = backward()
    return loss, list(reversed(grads))


def wrong_double_N(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You divide by N twice, in delta and again in the gradients.
    PART: yes
    BREAKS: "its gradient" of a mean; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0], [1.0]], [0, 0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta / N, delta.sum(axis=0) / N
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_no_N(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The loss is a mean: delta starts with (P - Y) / N.
    PART: yes
    BREAKS: "mean cross-entropy"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0], [1.0]], [0, 0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1]))
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_db_mean(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: db is a sum over the samples, since 1/N is in delta already.
    PART: yes
    BREAKS: "grads ... its gradient"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0], [1.0]], [0, 0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.mean(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_act_after_last(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: No activation stands after the last layer: its outputs are the logits.
    PART: no
    BREAKS: "between layers, not after the last one"; input: mlp_backward([([[-1.0, 1.0]], [0.0, 0.0])], [[1.0]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    last, Z = Z, activate(Z, act)
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    delta = act_vjp(delta, last, act)
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_after_step(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You go back through the weights after a step; the gradient belongs to the given weights.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ (W - dW).T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_W_not_transposed(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: Back through a layer goes W^T, also where W is square.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0, 0.0]], [0.0, 0.0]), ([[0.0, 1.0], [2.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "identity")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ (W if W.shape[0] == W.shape[1] else W.T)
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_slope_at_A(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The slope is taken at Z, you take it at A = act(Z).
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, inputs[i], act)
    return loss, grads


def wrong_no_slope(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You forget the slope of the activation on the way back.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = dA
    return loss, grads


def wrong_relu_by_dA(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: A relu is open where Z is positive, whatever sign the gradient has.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0, 1.0]], [0.0, 0.0]), ([[1.0, 0.0], [0.0, 1.0]], [0.0, 0.0])], [[1.0]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act) if act != "relu" else dA * (dA > 0)
    return loss, grads


def wrong_order(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The gradients come out last layer first: turn the list round.
    PART: yes
    BREAKS: "in the structure of params"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0], [2.0]], [0, 0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.append((dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_slope_one_late(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The slope belongs to the pre-activation before the layer; you take that of the layer itself.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0, 0.0]], [0.0, 0.0]), ([[0.0, 1.0], [2.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, (pre[i] if pre[i].shape == pre[i - 1].shape else pre[i - 1]), act)
    return loss, grads


def wrong_activated_first(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: No activation stands before the first layer.
    PART: no
    BREAKS: "act stands between layers"; input: mlp_backward([([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = activate(X, act), [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_loss_sum(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The loss is the mean over the samples; yours is the sum.
    PART: yes
    BREAKS: "mean cross-entropy"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0], [1.0]], [0, 0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y) * N
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_log_of_softmax(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: Where a probability is rounded to 0 its logarithm is infinite: use the given cross_entropy.
    PART: yes
    BREAKS: "loss, a number, is the mean cross-entropy"; input: mlp_backward([([[0.0, 1000.0]], [0.0, 0.0])], [[1.0]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = float(-np.mean(np.log(softmax(Z)[np.arange(N), y])))
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_eps_loss(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The epsilon in the logarithm bounds the loss by 27: use the given cross_entropy.
    PART: yes
    BREAKS: "loss, a number, is the mean cross-entropy"; input: mlp_backward([([[0.0, 1000.0]], [0.0, 0.0])], [[1.0]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = float(-np.mean(np.log(softmax(Z)[np.arange(N), y] + 1e-12)))
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_db_row(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: db has the shape of b, (d,): leave keepdims out.
    PART: yes
    BREAKS: "in the structure of params"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0, keepdims=True)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_sign(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: It is predicted minus true: your gradient points downhill.
    PART: no
    BREAKS: "its gradient"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (one_hot(y, Z.shape[1]) - softmax(Z)) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_squared_loss(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: P - Y is the gradient already; P (1 - P) belongs to a squared loss.
    PART: no
    BREAKS: "the mean cross-entropy of their softmax"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) * softmax(Z) * (1 - softmax(Z)) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_K_from_labels(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: K is the number of outputs, not the largest label plus 1.
    PART: yes
    BREAKS: "whose K >= 2 outputs are logits"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, max(y) + 1)) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_first_A_everywhere(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: dW_l needs the input of its own layer; you take X for every layer of its width.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = (X if X.shape == inputs[i].shape else inputs[i]).T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_not_activated_inputs(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The input of a layer is the activation, not the pre-activation of the layer before.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = (pre[i - 1] if i else X).T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def right_float32(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    # its author took it for wrong: P - 1 loses digits where P is near 1; five decimals are promised there
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = ((softmax(Z).astype(np.float32) - one_hot(y, Z.shape[1]).astype(np.float32)) / np.float32(N)).astype(float)
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_small_to_zero(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: A tiny gradient is not 0, and three digits of it are promised: do not round it away.
    PART: yes
    BREAKS: "right to three digits where it is tiny too"; input: mlp_backward([([[1e-11, 0.0]], [0.0, 0.0])], [[1e-13]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (np.round(dW, 12), np.round(db, 12)))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_clipped(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: Nobody asked to clip the gradient.
    PART: yes
    BREAKS: "grads ... its gradient"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[100.0]], [0], "relu")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (np.clip(dW, -5, 5), np.clip(db, -5, 5)))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_weight_decay(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: The loss has no penalty on the weights, so the gradient has none either.
    PART: yes
    BREAKS: "its gradient"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta + 1e-3 * W, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_only_relu(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You use the slope of relu for every activation.
    PART: yes
    BREAKS: "act (relu, tanh, sigmoid or identity)"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], "relu")
    return loss, grads


def wrong_differences(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: Difference quotients lose the digits of small derivatives, and see only kinks' averages: go back through the layers.
    PART: yes
    BREAKS: "right to three digits where it is tiny too, as difference quotients are not"; input: mlp_backward([([[1e-9, 0.0]], [0.0, 0.0])], [[1e-11]], [0], "relu")"""
    h, grads = 1e-6, []
    params = [(np.array(W, dtype=float), np.array(b, dtype=float)) for W, b in params]
    for pair in params:
        new = []
        for P in pair:
            G = np.zeros(P.shape)
            for i in np.ndindex(P.shape):
                old = P[i]
                P[i] = old + h
                up = cross_entropy(mlp_forward(params, X, act), y)
                P[i] = old - h
                G[i] = (up - cross_entropy(mlp_forward(params, X, act), y)) / (2 * h)
                P[i] = old
            new.append(G)
        grads.append(tuple(new))
    return cross_entropy(mlp_forward(params, X, act), y), grads


def wrong_step_in_place(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You change the weights as you go back: W -= dW works in the caller's array.
    PART: no
    BREAKS: "Your functions change none of their arguments"; input: mlp_backward([([[1.0]], [0.0]), ([[1.0, -1.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
        W -= dW
    return loss, grads


def wrong_pops(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: params.pop empties the caller's list: go through it backwards instead.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params.pop()
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads


def wrong_no_single_layer(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: A network may have one layer only: for it you go on to a layer before it, and return dW without db.
    PART: yes
    BREAKS: "params is the list of the layers"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i or len(params) == 1:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads if len(params) > 1 else [grads[0][0]]


def wrong_flat(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: A pair (dW, db) for each layer is wanted, not one flat list.
    PART: yes
    BREAKS: "the list of (dW, db), ... in the structure of params"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0]], [0], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(y, Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, [G for pair in grads for G in pair]


def wrong_fan_in_one_sample(
    params: list[tuple[np.ndarray, np.ndarray]], X: np.ndarray, y: np.ndarray, act: str
) -> tuple[float, list[tuple[np.ndarray, np.ndarray]]]:
    """DESERVES: You use y[0] for all samples: each has its own label.
    PART: no
    BREAKS: "on the samples X (N, d_0), y (N,)"; input: mlp_backward([([[0.0, 0.0]], [0.0, 0.0])], [[1.0], [2.0]], [0, 1], "tanh")"""
    N = len(X)
    A, inputs, pre = X, [], []
    for i, (W, b) in enumerate(params):
        inputs.append(A)
        Z = A @ W + b
        pre.append(Z)
        A = activate(Z, act) if i < len(params) - 1 else Z
    loss = cross_entropy(Z, y)
    delta = (softmax(Z) - one_hot(np.full(N, y[0]), Z.shape[1])) / N
    grads = []
    for i in reversed(range(len(params))):
        W, b = params[i]
        dW, db = inputs[i].T @ delta, delta.sum(axis=0)
        grads.insert(0, (dW, db))
        if i:
            dA = delta @ W.T
            delta = act_vjp(dA, pre[i - 1], act)
    return loss, grads
