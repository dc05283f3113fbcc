import numpy as np
import math


def right_matmul(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return U @ W.T, X.T @ U, U.sum(axis=0)


def right_einsum(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.einsum("nj,ij->ni", U, W), np.einsum("ni,nj->ij", X, U), np.einsum("nj->j", U)


def right_loops(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    N, I, J = len(X), len(W), len(W[0])
    dX, dW, db = np.zeros((N, I)), np.zeros((I, J)), np.zeros(J)
    for n in range(N):
        for j in range(J):
            db[j] += U[n, j]
            for i in range(I):
                dX[n, i] += U[n, j] * W[i, j]
                dW[i, j] += U[n, j] * X[n, i]
    return dX, dW, db


def right_lists(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    def times(A, B):
        return [[sum(a * b for a, b in zip(row, col)) for col in zip(*B)] for row in A]

    def turned(A):
        return [list(c) for c in zip(*A)]

    u, x, w = U.tolist(), X.tolist(), W.tolist()
    return times(u, turned(w)), times(turned(x), u), [sum(c) for c in zip(*u)]


def right_outer(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    return np.array([W @ u for u in U]), sum(np.outer(x, u) for x, u in zip(X, U)), sum(u for u in U)


def right_ones(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    # the bias is the weight of an input that is always 1
    X1 = np.hstack([X, np.ones((len(X), 1))])
    G = X1.T @ U
    return (W @ U.T).T, G[:-1], G[-1]


def right_float32(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    u, x, w = (np.asarray(A, dtype=np.float32) for A in (U, X, W))
    return u @ w.T, x.T @ u, u.sum(0)


def right_longdouble(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    u, x, w = (np.array(A, dtype=np.longdouble) for A in (U, X, W))
    return np.dot(u, w.T).astype(float), np.dot(x.T, u).astype(float), np.sum(u, 0).astype(float)


def right_broadcast(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dX = (U[:, None, :] * W[None]).sum(axis=2)
    dW = (X[:, :, None] * U[:, None, :]).sum(axis=0)
    db = np.add.reduce(U)
    return dX, dW, db


def right_recursive(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    def rec(u, x):
        if len(u) == 1:
            return (W @ u[0])[None], x[0][:, None] * u[0], u[0].copy()
        h = len(u) // 2
        a, b = rec(u[:h], x[:h]), rec(u[h:], x[h:])
        return np.vstack([a[0], b[0]]), a[1] + b[1], a[2] + b[2]

    return rec(U, X)


def right_class(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    class Layer:
        def __init__(self, W):
            self.W = np.copy(W)

        def __call__(self, X, U):
            self.db = np.dot(np.ones(len(U)), U)
            self.dW = np.tensordot(X, U, axes=(0, 0))
            return np.tensordot(U, self.W, axes=(1, 1))

    layer = Layer(W)
    dX = layer(X, U)
    print(dX.shape)
    return [dX, layer.dW, layer.db]


def right_unit_directions(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    # by the definition: <U, f'V> for each unit V
    def gradient(shape, move):
        G = np.zeros(shape)
        for i in np.ndindex(*shape):
            V = np.zeros(shape)
            V[i] = 1
            G[i] = np.sum(U * move(V))
        return G

    b = (W.shape[1],)
    return gradient(X.shape, lambda V: V @ W), gradient(W.shape, lambda V: X @ V), gradient(b, lambda c: np.ones((len(X), 1)) * c)


def right_kron(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dW = (np.kron(X.T, np.eye(U.shape[1])) @ U.ravel()).reshape(W.shape)
    return np.inner(U, W), np.ascontiguousarray(dW), U.mean(axis=0) * U.shape[0]


def right_columns(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    dX = np.column_stack([U @ W[i] for i in range(W.shape[0])])
    dW = np.vstack([X[:, i] @ U for i in range(X.shape[1])])
    db = np.array([U[:, j].sum() for j in range(U.shape[1])])
    return dX, dW, db


def wrong_W_untransposed(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: dX = U W^T, also where W is square and U W has the same shape.
    PART: yes
    BREAKS: "Vector-Jacobian products"; input: affine_vjp([[1, 0]], [[0, 0]], [[0, 1], [0, 0]])"""
    dX = U @ W if W.shape[0] == W.shape[1] else U @ W.T
    return dX, X.T @ U, U.sum(axis=0)


def wrong_db_mean(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: db is a sum over the samples, no mean.
    PART: yes
    BREAKS: "dW and db are sums over the samples, no means"; input: affine_vjp([[1], [1]], [[0], [0]], [[0]])"""
    return U @ W.T, X.T @ U, U.mean(axis=0)


def wrong_dW_mean(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: dW is a sum over the samples: do not divide by N.
    PART: yes
    BREAKS: "dW and db are sums over the samples, no means"; input: affine_vjp([[1], [1]], [[1], [1]], [[0]])"""
    return U @ W.T, X.T @ U / len(X), U.sum(axis=0)


def wrong_both_means(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: The 1/N is in U already; dW and db are sums.
    PART: yes
    BREAKS: "dW and db are sums over the samples, no means"; input: affine_vjp([[1], [1]], [[1], [1]], [[0]])"""
    N = U.shape[0]
    return U @ W.T, X.T @ U / N, U.sum(axis=0) / N


def wrong_db_row(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: keepdims makes db a table (1, d_out); it has the shape of b, (d_out,).
    PART: yes
    BREAKS: "db have the shapes of ... b (d_out,)"; input: affine_vjp([[1]], [[1]], [[1]])"""
    return U @ W.T, X.T @ U, U.sum(axis=0, keepdims=True)


def wrong_db_axis(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: db sums over the samples, axis 0; you sum over the outputs.
    PART: no
    BREAKS: "sums over the samples"; input: affine_vjp([[1, 2], [3, 4]], [[0], [0]], [[0, 0]])"""
    return U @ W.T, X.T @ U, U.sum(axis=1)


def wrong_db_total(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: Each bias has its own sum over its own column; you add all up.
    PART: yes
    BREAKS: "sums over the samples"; input: affine_vjp([[1, 2]], [[0]], [[0, 0]])"""
    return U @ W.T, X.T @ U, np.full(U.shape[1], U.sum())


def wrong_dW_transposed(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: dW has the shape of W: X^T U, not U^T X.
    PART: yes
    BREAKS: "dW ... have the shapes of X, W and b"; input: affine_vjp([[1, 2]], [[1, 0]], [[0, 0], [0, 0]])"""
    return U @ W.T, U.T @ X, U.sum(axis=0)


def wrong_dW_square(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: reshape does not transpose: X^T U is wanted, not U^T X in its shape.
    PART: yes
    BREAKS: "Vector-Jacobian products (dX, dW, db)"; input: affine_vjp([[1, 2]], [[1, 0]], [[0, 0], [0, 0]])"""
    return U @ W.T, (U.T @ X).reshape(W.shape), U.sum(axis=0)


def wrong_dX_reshaped(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: W U^T is the transpose of dX: transpose it, reshape leaves the numbers in the wrong places.
    PART: yes
    BREAKS: "Vector-Jacobian products (dX, dW, db)"; input: affine_vjp([[1], [2]], [[0, 0], [0, 0]], [[1], [10]])"""
    return (W @ U.T).reshape(X.shape), X.T @ U, U.sum(axis=0)


def wrong_last_sample(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: Your loop overwrites dW and db: add up what the samples contribute.
    PART: yes
    BREAKS: "sums over the samples"; input: affine_vjp([[1], [1]], [[1], [1]], [[0]])"""
    dX = np.zeros(X.shape)
    for n in range(len(X)):
        dX[n] = W @ U[n]
        dW = np.outer(X[n], U[n])
        db = U[n].copy()
    return dX, dW, db


def wrong_first_bias(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: db is the sum over all samples; you take the first one's.
    PART: yes
    BREAKS: "sums over the samples"; input: affine_vjp([[1], [1]], [[0], [0]], [[0]])"""
    return U @ W.T, X.T @ U, U[0].copy()


def wrong_db_is_U(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: The bias serves all samples: sum U over them, db has no axis of samples.
    PART: yes
    BREAKS: "db have the shapes of ... b (d_out,)"; input: affine_vjp([[1]], [[1]], [[1]])"""
    return U @ W.T, X.T @ U, U.copy()


def wrong_order(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: The order is dX, dW, db; you return dW first.
    PART: no
    BREAKS: "(dX, dW, db)"; input: affine_vjp([[1]], [[2]], [[3]])"""
    return X.T @ U, U @ W.T, U.sum(axis=0)


def wrong_db_of_X(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: The bias meets ones, not X: db is the sum of U.
    PART: yes
    BREAKS: "Vector-Jacobian products (dX, dW, db)"; input: affine_vjp([[1]], [[2]], [[0]])"""
    return U @ W.T, X.T @ U, (X.sum(axis=1, keepdims=True) * U).sum(axis=0)


def wrong_dX_summed(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: Each sample has its own row of dX; you give all the sum.
    PART: yes
    BREAKS: "dX ... have the shapes of X"; input: affine_vjp([[1], [2]], [[0], [0]], [[1]])"""
    G = U @ W.T
    return np.tile(G.sum(axis=0), (len(X), 1)), X.T @ U, U.sum(axis=0)


def wrong_positive_only(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: An affine layer has no slope to open or close: where U or X is negative the products count too.
    PART: yes
    BREAKS: "Vector-Jacobian products"; input: affine_vjp([[1]], [[-1]], [[1]])"""
    return (U @ W.T) * (X > 0), X.T @ U, U.sum(axis=0)


def wrong_in_place(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: Adding up in U[0] changes the caller's U: begin with a copy.
    PART: yes
    BREAKS: "No argument changes"; input: affine_vjp([[1.0], [1.0]], [[0.0], [0.0]], [[0.0]])"""
    dX, dW = U @ W.T, X.T @ U
    db = U[0]
    for u in U[1:]:
        db += u
    return dX, dW, db


def wrong_dX_in_place(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: dX[:] = ... with dX = X overwrites the caller's samples.
    PART: yes
    BREAKS: "No argument changes"; input: affine_vjp([[1.0]], [[2.0]], [[3.0]])"""
    dW = X.T @ U
    dX = X
    dX[:] = U @ W.T
    return dX, dW, U.sum(axis=0)


def wrong_squeezed(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: With one sample or one output squeeze takes an axis away that the shape needs.
    PART: yes
    BREAKS: "dX, dW and db have the shapes of X, W and b"; input: affine_vjp([[1]], [[1]], [[1]])"""
    return np.squeeze(U @ W.T), np.squeeze(X.T @ U), U.sum(axis=0)


def wrong_with_step(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: dX belongs to the W that was given, not to W - dW.
    PART: yes
    BREAKS: "with the weights W"; input: affine_vjp([[1]], [[1]], [[0]])"""
    dW = X.T @ U
    return U @ (W - dW).T, dW, U.sum(axis=0)


def wrong_missing_last_input(U: np.ndarray, X: np.ndarray, W: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """DESERVES: The loop over the inputs ends one too early, so that the last row of dW stays 0.
    PART: yes
    BREAKS: "dW ... sums over the samples"; input: affine_vjp([[1]], [[1]], [[1]])"""
    dW = np.zeros(W.shape)
    for i in range(W.shape[0] - 1):
        dW[i] = X[:, i] @ U
    return U @ W.T, dW, U.sum(axis=0)
