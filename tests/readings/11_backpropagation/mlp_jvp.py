import numpy as np
import math


def right_standard(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    A, dA = X, np.zeros_like(X, dtype=float)
    for l, (W, b) in enumerate(params):
        dW, db = dparams[l]
        Z, dZ = affine(A, W, b), dA @ W + affine(A, dW, db)
        if l == len(params) - 1:
            return dZ
        A, dA = activate(Z, act), act_vjp(dZ, Z, act)


def right_recursive(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    def move(l):  # activations that layer l gets, and how they move
        if l == 0:
            return X, 0 * X
        A, dA = move(l - 1)
        (W, b), (dW, db) = params[l - 1], dparams[l - 1]
        Z = A @ W + b
        return activate(Z, act), act_vjp(dA @ W + A @ dW + db, Z, act)

    A, dA = move(len(params) - 1)
    return dA @ params[-1][0] + A @ dparams[-1][0] + dparams[-1][1]


def right_block_matrix(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    # (A, dA) times [[W, dW], [0, W]]
    B = np.hstack([X, np.zeros(X.shape)])
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        d = W.shape[1]
        B = B @ np.block([[W, dW], [np.zeros(W.shape), W]]) + np.concatenate([b, db])
        if l + 1 < len(params):
            B = np.hstack([activate(B[:, :d], act), act_vjp(B[:, d:], B[:, :d], act)])
    return B[:, d:]


def right_dual_class(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    class Dual:
        def __init__(self, v, d):
            self.v, self.d = v, d

        def __call__(self):
            return Dual(activate(self.v, act), act_vjp(self.d, self.v, act))

        def __matmul__(self, o):
            return Dual(self.v @ o.v, self.d @ o.v + self.v @ o.d)

        def __add__(self, o):
            return Dual(self.v + o.v, self.d + o.d)

    A = Dual(X, np.zeros(X.shape))
    for l in range(len(params)):
        W, b = (Dual(p, q) for p, q in zip(params[l], dparams[l]))
        A = (A() if l else A) @ W + b
    return A.d


def right_layer_by_layer(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    # the derivative is linear in the direction: let one layer move at a time, and add up
    total = 0
    for moving in range(len(params)):
        A, dA = X, np.zeros(X.shape)
        for l, (W, b) in enumerate(params):
            Z = A @ W + b
            dZ = dA @ W
            if l == moving:
                dZ = dZ + A @ dparams[l][0] + dparams[l][1]
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
        total = total + dZ
    return total


def right_by_vjp(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    # <U, F'V> = <F'^T U, V> for U with a single 1
    inputs, pre = [], []
    A = X
    for W, b in params:
        inputs.append(A)
        pre.append(A @ W + b)
        A = activate(pre[-1], act)
    dZ = np.zeros(pre[-1].shape)
    for k in range(dZ.shape[1]):
        U = np.zeros(dZ.shape)
        U[:, k] = 1
        for l in range(len(params) - 1, -1, -1):
            dW, db = dparams[l]
            dZ[:, k] += np.einsum("ni,ij,nj->n", inputs[l], dW, U) + U @ db
            if l:
                U = act_vjp(U @ params[l][0].T, pre[l - 1], act)
    return dZ


def right_per_sample(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    rows = []
    for x in X:
        a, da = list(x), [0.0] * len(x)
        for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
            n, m = np.shape(W)
            z = [sum(a[i] * W[i][j] for i in range(n)) + b[j] for j in range(m)]
            dz = [sum(da[i] * W[i][j] + a[i] * dW[i][j] for i in range(n)) + db[j] for j in range(m)]
            a, da = activate(np.array(z), act), act_vjp(np.array(dz), np.array(z), act)
        rows.append(dz)
    return rows


def right_complex_step(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    # the imaginary part carries the derivative; no difference is taken
    t = 1e-150
    A = X.astype(complex)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A.real @ W + b + 1j * (A.imag @ W + A.real @ (t * dW) + t * db)
        slope = act_vjp(np.ones(Z.shape), Z.real, act)
        A = activate(Z.real, act) + 1j * (Z.imag * slope)
    return Z.imag / t


def right_einsum(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    A, dA = X, None
    for l in range(len(params)):
        W, b = params[l]
        dW, db = dparams[l]
        dZ = np.einsum("ni,ij->nj", A, dW) + db[np.newaxis, :]
        if dA is not None:
            dZ += np.einsum("ni,ij->nj", dA, W)
        Z = np.einsum("ni,ij->nj", A, W) + b
        dA = dZ * act_vjp(np.ones_like(Z), Z, act)
        A = activate(Z, act)
    return dZ


def right_own_slopes(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    slopes = {
        "relu": lambda Z, A: (Z > 0) * 1.0,
        "tanh": lambda Z, A: 1 / np.cosh(np.minimum(np.abs(Z), 300)) ** 2,
        "sigmoid": lambda Z, A: A * np.exp(-np.maximum(Z, 0)) / (1 + np.exp(-np.abs(Z))),
        "identity": lambda Z, A: 1.0,
    }
    states = [(X.copy(), np.zeros(X.shape))]
    for (W, b), (dW, db) in zip(params[:-1], dparams[:-1]):
        A, dA = states[-1]
        Z = A @ W + b
        B = activate(Z, act)
        states.append((B, (dA @ W + A @ dW + db) * slopes[act](Z, B)))
    A, dA = states.pop()
    print(len(states))
    return dA @ params[-1][0] + A @ dparams[-1][0] + dparams[-1][1]


def right_bias_column(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    one, zero = np.ones((len(X), 1)), np.zeros((len(X), 1))
    A, dA = np.hstack([X, one]), np.zeros((len(X), X.shape[1] + 1))
    last = len(params) - 1
    for l, (P, D) in enumerate(zip(params, dparams)):
        M, dM = np.vstack(P), np.vstack(D)
        Z, dZ = A @ M, dA @ M + A @ dM
        if l < last:
            A, dA = np.hstack([activate(Z, act), one]), np.hstack([act_vjp(dZ, Z, act), zero])
    return dZ


def right_longdouble_sums(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    L = np.longdouble
    A, dA = np.array(X, L), np.zeros(np.shape(X), L)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        W, b, dW, db = (np.array(G, L) for G in (W, b, dW, db))
        Z = A.dot(W) + b
        dZ = dA.dot(W) + A.dot(dW) + db
        if l < len(params) - 1:
            z = Z.astype(float)
            A = activate(z, act).astype(L)
            dA = dZ * act_vjp(np.ones(z.shape), z, act)
    return dZ.astype(float)


def right_reduce(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    def layer(state, step, final=False):
        (A, dA), ((W, b), (dW, db)) = state, step
        Z, dZ = A @ W + b, np.matmul(dA, W) + np.matmul(A, dW) + db
        return dZ if final else (activate(Z, act), act_vjp(dZ, Z, act))

    steps = list(zip(params, dparams))
    state = (X, np.zeros(X.shape))
    while len(steps) > 1:
        state = layer(state, steps.pop(0))
    return layer(state, steps[0], final=True)


def wrong_no_dW(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The product rule has two terms: A dW is missing.
    PART: no
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_no_dA(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The product rule has two terms: dA W is missing, so that only the last layer counts.
    PART: no
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_no_db(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The biases move too: db is missing.
    PART: yes
    BREAKS: "in the direction dparams"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_b_for_db(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The bias itself does not enter, only how it moves: db, not b.
    PART: no
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + b
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_second_order(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: dA dW is of second order and does not belong to the derivative.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "identity", [([[1.0]], [1.0]), ([[1.0, 1.0]], [1.0, 1.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + dA @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_slope_at_A(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The slope is taken at Z; you take it at A = act(Z).
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, activate(Z, act), act)
    return dZ


def wrong_no_slope(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: dA = dZ times the slope: the slope is missing.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), dZ
    return dZ


def wrong_act_of_dZ(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: You put dZ through the activation itself; it is multiplied by the slope.
    PART: no
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), activate(dZ, act)
    return dZ


def wrong_after_last(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: No activation stands after the last layer.
    PART: no
    BREAKS: "between layers, not after the last one"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return act_vjp(dZ, Z, act)


def wrong_samples_move(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The samples do not move: dA starts with 0, not with X.
    PART: no
    BREAKS: "the samples X (N, d_0) do not move"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, X
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_ones_move(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The samples do not move: dA starts with 0, not with 1.
    PART: no
    BREAKS: "the samples X (N, d_0) do not move"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.ones(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_A_stays(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: A must go on from layer to layer as well; yours stays X wherever the widths agree.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[2.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "identity", [([[0.0]], [0.0]), ([[1.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + (X if X.shape == A.shape else A) @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_A_not_activated(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The next layer gets act(Z), not Z.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[0.0]], [0.0]), ([[1.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = Z, act_vjp(dZ, Z, act)
    return dZ


def wrong_relu_by_dZ(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: A relu is open where Z is positive, whatever sign dZ has.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "relu", [([[-1.0]], [0.0]), ([[0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act) if act != "relu" else np.maximum(dZ, 0)
    return dZ


def wrong_finite_step(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: You take the difference for the whole step t = 1: a derivative is its linear part.
    PART: no
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "identity", [([[1.0]], [1.0]), ([[1.0, 1.0]], [1.0, 1.0])])"""
    moved = [(W + dW, b + db) for (W, b), (dW, db) in zip(params, dparams)]
    return mlp_forward(moved, X, act) - mlp_forward(params, X, act)


def wrong_difference(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: A difference quotient has no digits left where dZ is tiny: carry dA along.
    PART: yes
    BREAKS: "right to three digits where it is tiny too, as difference quotients are not"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1e-13, 1e-13]], [0.0, 0.0])])"""
    t = 1e-6
    up, down = (mlp_forward([(W + s * dW, b + s * db) for (W, b), (dW, db) in zip(params, dparams)], X, act) for s in (t, -t))
    return (up - down) / (2 * t)


def wrong_one_sided(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: A one-sided difference is off by half the curvature, and loses digits: carry dA along.
    PART: yes
    BREAKS: "right to three digits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1e-13, 1e-13]], [0.0, 0.0])])"""
    t = 1e-7
    moved = [(W + t * dW, b + t * db) for (W, b), (dW, db) in zip(params, dparams)]
    return (mlp_forward(moved, X, act) - mlp_forward(params, X, act)) / t


def wrong_db_times_N(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: Each sample gets db once; you add it N times.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0], [2.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + len(X) * db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_db_mean(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: Each sample gets the whole db, not 1/N of it.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0], [2.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db / len(X)
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_mean_over_samples(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: dZ has a row for each sample; you return their mean.
    PART: no
    BREAKS: "dZ (N, K)"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0], [2.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ.mean(axis=0)


def wrong_squeezed(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: For one sample dZ has the shape (1, K): leave squeeze out.
    PART: yes
    BREAKS: "dZ (N, K)"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return np.squeeze(dZ)


def wrong_of_probabilities(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The derivative of the logits is wanted, not that of their softmax.
    PART: no
    BREAKS: "of the logits"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    P = softmax(Z)
    return P * (dZ - (P * dZ).sum(axis=1, keepdims=True))


def wrong_first_layer_only(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: All layers move in the direction dparams, not the first one alone.
    PART: no
    BREAKS: "in the direction dparams of its parameters"; input: mlp_jvp([([[1.0]], [0.0]), ([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "identity", [([[1.0]], [1.0]), ([[1.0, 1.0]], [1.0, 1.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + (A @ dW + db if l == 0 else 0)
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_dW_transposed(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: dW has the shape of W: transpose it nowhere, be it square or not.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0])], [[1.0, 0.0]], "relu", [([[0.0, 1.0], [0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ (dW.T if dW.shape[0] == dW.shape[1] else dW) + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_W_transposed(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: Forward goes W, not W^T, also where W is square.
    PART: yes
    BREAKS: "dZ is the derivative at t = 0 of the logits"; input: mlp_jvp([([[1.0, 0.0]], [0.0, 0.0]), ([[0.0, 1.0], [2.0, 0.0]], [0.0, 0.0])], [[1.0]], "identity", [([[1.0, 0.0]], [0.0, 0.0]), ([[0.0, 0.0], [0.0, 0.0]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ (W.T if W.shape[0] == W.shape[1] else W) + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_normalised(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The direction is taken as it is: do not divide by its length.
    PART: yes
    BREAKS: "for the parameters params + t dparams"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[3.0, 0.0]], [4.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    size = np.sqrt(sum(np.sum(G**2) for pair in dparams for G in pair))
    return dZ / size if size > 0 else dZ


def wrong_in_place(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: You add t dparams to the caller's arrays: W += ... works in place.
    PART: no
    BREAKS: "Your functions change none of their arguments"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    for (W, b), (dW, db) in zip(params, dparams):
        W += 0.1 * dW
    return dZ


def wrong_db_in_place(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: db += ... works in the caller's array: start a new one.
    PART: yes
    BREAKS: "Your functions change none of their arguments"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        if len(X) == 1:
            db += (dA @ W + A @ dW)[0]
            dZ = db[np.newaxis]
        else:
            dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_skips_bias_of_last(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: The last layer has a bias that moves as well.
    PART: yes
    BREAKS: "in the direction dparams"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1.0, 1.0]], [1.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + (db if l < len(params) - 1 else 0)
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return dZ


def wrong_rounded(
    params: list[tuple[np.ndarray, np.ndarray]],
    X: np.ndarray,
    act: str,
    dparams: list[tuple[np.ndarray, np.ndarray]],
) -> np.ndarray:
    """DESERVES: Do not round: small derivatives are promised to three digits.
    PART: yes
    BREAKS: "right to three digits where it is tiny too"; input: mlp_jvp([([[1.0, 2.0]], [0.0, 0.0])], [[1.0]], "tanh", [([[1e-13, 1e-13]], [0.0, 0.0])])"""
    A, dA = X, np.zeros(X.shape)
    for l, ((W, b), (dW, db)) in enumerate(zip(params, dparams)):
        Z = A @ W + b
        dZ = dA @ W + A @ dW + db
        if l < len(params) - 1:
            A, dA = activate(Z, act), act_vjp(dZ, Z, act)
    return np.round(dZ, 10)
