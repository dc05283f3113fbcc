import numpy as np


def right_layer_by_layer(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    dtype = params[0][0].dtype
    Ws, bs = [W.copy() for W, _ in params], [b.copy() for _, b in params]
    vs, us = [np.zeros_like(W) for W in Ws], [np.zeros_like(b) for b in bs]
    X = np.asarray(X, dtype)
    lr, beta = dtype.type(lr), dtype.type(beta)
    for _ in range(epochs):
        for rows in epoch_batches(len(X), batch, rng):
            A = [X[rows]]
            for i, (W, b) in enumerate(zip(Ws, bs)):
                Z = A[-1] @ W
                Z += b
                A.append(Z if i == len(Ws) - 1 else squashed(Z, act))
            D = A.pop()
            D -= D.max(axis=1, keepdims=True)
            np.exp(D, out=D)
            D /= D.sum(axis=1, keepdims=True)
            D[np.arange(len(rows)), y[rows]] -= 1
            D /= dtype.type(len(rows))
            for i in range(len(Ws) - 1, -1, -1):
                dW, db = A[i].T @ D, D.sum(axis=0)
                if i:
                    D = D @ Ws[i].T
                    D *= slope(A[i], act)
                vs[i] *= beta
                vs[i] += dW
                us[i] *= beta
                us[i] += db
                Ws[i] -= lr * vs[i]
                bs[i] -= lr * us[i]
    return list(zip(Ws, bs))


def squashed(Z, act):
    if act == "relu":
        return np.maximum(Z, 0)
    if act == "tanh":
        return np.tanh(Z)
    return (1 + np.tanh(Z / 2)) / 2 if act == "sigmoid" else Z


def slope(A, act):
    if act == "relu":
        return (A > 0).astype(A.dtype)
    if act == "tanh":
        return 1 - A * A
    return A * (1 - A) if act == "sigmoid" else np.ones_like(A)


def right_one_vector(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # all numbers in one vector, the layers are windows onto it
    shapes = [part.shape for layer in params for part in layer]
    ends = np.cumsum([part.size for layer in params for part in layer])[:-1]
    theta = np.concatenate([part.ravel() for layer in params for part in layer])
    dtype = theta.dtype
    g, v = np.zeros_like(theta), np.zeros_like(theta)
    parts = [part.reshape(shape) for part, shape in zip(np.split(theta, ends), shapes)]
    grads = [part.reshape(shape) for part, shape in zip(np.split(g, ends), shapes)]
    Y = np.eye(shapes[-1][0], dtype=dtype)
    X = X.astype(dtype)
    for _ in range(epochs):
        for rows in epoch_batches(len(y), batch, rng):
            A = [X[rows]]
            for i in range(0, len(parts), 2):
                Z = A[-1] @ parts[i] + parts[i + 1]
                A.append(squashed(Z, act) if i + 2 < len(parts) else Z)
            Z = A[-1] - A[-1].max(axis=1, keepdims=True)
            P = np.exp(Z)
            D = (P / P.sum(axis=1, keepdims=True) - Y[y[rows]]) / dtype.type(len(rows))
            for i in range(len(parts) - 2, -1, -2):
                np.matmul(A[i // 2].T, D, out=grads[i])
                np.sum(D, axis=0, out=grads[i + 1])
                if i:
                    D = (D @ parts[i].T) * slope(A[i // 2], act)
            v *= dtype.type(beta)
            v += g
            theta -= dtype.type(lr) * v
    return [(parts[i].copy(), parts[i + 1].copy()) for i in range(0, len(parts), 2)]


def right_by_what_is_given(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    dtype = params[0][0].dtype
    now = [(W.astype(float), b.astype(float)) for W, b in params]
    velocity = [(0 * W, 0 * b) for W, b in now]
    for _ in range(epochs):
        for rows in epoch_batches(len(X), batch, rng):
            _, grads = mlp_backward(now, X[rows], y[rows], act)
            for i, ((W, b), (v, u), (dW, db)) in enumerate(zip(now, velocity, grads)):
                W, v = momentum_step(W, v, dW, lr, beta)
                b, u = momentum_step(b, u, db, lr, beta)
                now[i], velocity[i] = (W, b), (v, u)
    return [(W.astype(dtype), b.astype(dtype)) for W, b in now]


def right_by_the_fused_loss(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # the velocity holds -lr v, the samples are put into order once in an epoch
    dtype = params[0][0].dtype
    layers = [[np.array(W), np.array(b)] for W, b in params]
    steps = [[np.zeros_like(W), np.zeros_like(b)] for W, b in params]
    X, lr, beta = X.astype(dtype), dtype.type(lr), dtype.type(beta)
    for _ in range(epochs):
        order = np.concatenate(epoch_batches(len(X), batch, rng))
        samples, labels = X[order], y[order]
        for start in range(0, len(order), batch):
            A = [samples[start : start + batch]]
            for W, b in layers[:-1]:
                A.append(squashed(A[-1] @ W + b, act))
            W, b = layers[-1]
            _, D = fused_softmax_ce(A[-1] @ W + b, labels[start : start + batch])
            D = D.astype(dtype)
            for layer, step, below in zip(reversed(layers), reversed(steps), reversed(A)):
                back = D @ layer[0].T
                for part, s, gradient in zip(layer, step, (below.T @ D, D.sum(axis=0))):
                    s *= beta
                    s -= lr * gradient
                    part += s
                D = back * slope(below, act)
    return [(W, b) for W, b in layers]


def right_in_columns(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # samples are columns, the biases a column of each matrix
    dtype = params[0][0].dtype
    M = [np.vstack([W, b]).T.astype(dtype) for W, b in params]
    V = [np.zeros_like(W) for W in M]
    columns = np.vstack([X.T, np.ones(len(X))]).astype(dtype)
    for _ in range(epochs):
        for rows in epoch_batches(len(X), batch, rng):
            A = [columns[:, rows]]
            for W in M[:-1]:
                A.append(np.vstack([squashed(W @ A[-1], act), np.ones((1, len(rows)), dtype)]))
            Z = M[-1] @ A[-1]
            Z = np.exp(Z - Z.max(axis=0))
            D = Z / Z.sum(axis=0)
            D[y[rows], np.arange(len(rows))] -= 1
            D = D / dtype.type(len(rows))
            for i in reversed(range(len(M))):
                gradient = D @ A[i].T
                if i:
                    D = (M[i].T @ D)[:-1] * slope(A[i][:-1], act)
                V[i] = dtype.type(beta) * V[i] + gradient
                M[i] = M[i] - dtype.type(lr) * V[i]
    return [(W.T[:-1].copy(), W.T[-1].copy()) for W in M]


def right_log_probabilities(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    dtype = params[0][0].dtype
    params = [(np.array(W, copy=True), np.array(b, copy=True)) for W, b in params]
    before = [(W.copy(), b.copy()) for W, b in params]
    lr, beta = float(lr), float(beta)
    for _ in range(epochs):
        for rows in epoch_batches(len(X), batch, rng):
            A = [np.asarray(X[rows], dtype)]
            for W, b in params[:-1]:
                A.append(squashed(A[-1] @ W + b, act))
            Z = A[-1] @ params[-1][0] + params[-1][1]
            Z = Z - Z.max(axis=1)[:, None]
            D = np.exp(Z - np.log(np.exp(Z).sum(axis=1))[:, None])
            D[range(len(rows)), y[rows]] -= 1
            D *= 1 / len(rows)
            new = []
            for i in range(len(params) - 1, -1, -1):
                (W, b), (oldW, oldb) = params[i], before[i]
                # heavy ball: the last move is the velocity
                new.append((W - lr * (A[i].T @ D) + beta * (W - oldW), b - lr * D.sum(0) + beta * (b - oldb)))
                D = (D @ W.T) * slope(A[i], act)
            before, params = params, new[::-1]
    return params


def loop(params, X, y, epochs, batches, size, lr, beta, act, softmax, reset=False, moved_first=False):
    # the training that the wrong answers below share
    dtype = params[0][0].dtype
    X = X.astype(dtype)
    V = [[np.zeros_like(A) for A in layer] for layer in params]
    for _ in range(epochs):
        if reset:
            V = [[np.zeros_like(A) for A in layer] for layer in params]
        for rows in batches():
            A = [X[rows]]
            for W, b in params[:-1]:
                A.append(squashed(A[-1] @ W + b, act))
            D = softmax(A[-1] @ params[-1][0] + params[-1][1])
            D[np.arange(len(rows)), y[rows]] -= 1
            D = D / dtype.type(size(rows))
            for i in reversed(range(len(params))):
                W, b = params[i]
                back = D @ W.T
                for part, v, g in zip((W, b), V[i], (A[i].T @ D, D.sum(axis=0))):
                    v *= dtype.type(beta)
                    v += g
                    part -= dtype.type(lr) * v
                D = (D @ W.T if moved_first else back) * slope(A[i], act)
    return params


def softmax_of_rows(Z):
    E = np.exp(Z - Z.max(axis=1, keepdims=True))
    return E / E.sum(axis=1, keepdims=True)


def copies(params):
    return [(W.copy(), b.copy()) for W, b in params]


def wrong_tanh_only(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: tanh is what the race is run with, and act may be another one
    PART: yes
    BREAKS: what train does; at act = "relu", one hidden layer
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    return loop(copies(params), X, y, epochs, batches, len, lr, beta, "tanh", softmax_of_rows)


def wrong_full_batches_only(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: N // batch batches leave the samples of the short one out
    PART: yes
    BREAKS: the batches of an epoch are those of epoch_batches(N, batch, rng); at N = 3, batch = 2
    """
    some = min(batch, len(X))
    batches = lambda: [rows for rows in epoch_batches(len(X), batch, rng) if len(rows) == some]
    return loop(copies(params), X, y, epochs, batches, len, lr, beta, act, softmax_of_rows)


def wrong_divided_by_batch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the short batch has fewer samples than `batch`: its gradient is divided by their number
    PART: yes
    BREAKS: the params are those of train; at N = 3, batch = 2
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    size = lambda rows: min(batch, len(X))
    return loop(copies(params), X, y, epochs, batches, size, lr, beta, act, softmax_of_rows)


def wrong_velocity_of_an_epoch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the velocity lives on from epoch to epoch, yours begins with 0 in each
    PART: yes
    BREAKS: what train does; at epochs = 2, beta = 0.5
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    return loop(copies(params), X, y, epochs, batches, len, lr, beta, act, softmax_of_rows, reset=True)


def wrong_double_comes_back(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: for float32 params float32 comes back: yours are made float64 at the start
    PART: yes
    BREAKS: for float32 every array that comes back is float32
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    wide = [(W.astype(float), b.astype(float)) for W, b in params]
    return loop(wide, X, y, epochs, batches, len, lr, beta, act, softmax_of_rows)


def wrong_exponentials_alone(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: without the maximum of each row exp overflows at 710, and at 89 in float32
    PART: yes
    BREAKS: logits may differ by 1e4
    """

    def softmax(Z):
        E = np.exp(Z)
        return E / E.sum(axis=1, keepdims=True)

    batches = lambda: epoch_batches(len(X), batch, rng)
    return loop(copies(params), X, y, epochs, batches, len, lr, beta, act, softmax)


def wrong_caller_trained(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: W -= works in the caller's arrays: copy them first
    PART: yes
    BREAKS: leaves the arrays that it is given as they were
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    return loop(params, X, y, epochs, batches, len, lr, beta, act, softmax_of_rows)


def wrong_through_the_new_weights(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the gradient goes down through W before the step, yours through W after it
    PART: yes
    BREAKS: what train does; at one hidden layer, one step
    """
    batches = lambda: epoch_batches(len(X), batch, rng)
    return loop(copies(params), X, y, epochs, batches, len, lr, beta, act, softmax_of_rows, moved_first=True)
