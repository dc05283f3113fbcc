import math

import numpy as np
from given import cross_entropy, epoch_batches, mlp_backward, mlp_forward, momentum_step


def right_given_functions(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """All parts are the given functions: epoch_batches, mlp_backward, momentum_step."""
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    history = np.zeros(epochs)
    for e in range(epochs):
        for idx in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[idx], y[idx], act)
            history[e] += loss * len(idx) / len(X)
            for i, ((W, b), (vW, vb), (gW, gb)) in enumerate(zip(params, velocity, grads)):
                W, vW = momentum_step(W, vW, gW, lr, beta)
                b, vb = momentum_step(b, vb, gb, lr, beta)
                params[i], velocity[i] = (W, b), (vW, vb)
    return params, history


def right_in_place(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """Own permutation and slices; own copies updated in place, the velocity in units of lr."""
    N = X.shape[0]
    theta = [[np.array(part, dtype=np.float64) for part in layer] for layer in params]
    u = [[np.zeros(part.shape) for part in layer] for layer in theta]
    history = []
    for _ in range(epochs):
        order, total = rng.permutation(N), 0.0
        for start in range(0, N, batch):
            chosen = order[start : start + batch]
            loss, grads = mlp_backward([tuple(layer) for layer in theta], X[chosen], y[chosen], act)
            total += loss * chosen.size
            for layer, moves, slopes in zip(theta, u, grads):
                for part, move, slope in zip(layer, moves, slopes):
                    move *= beta
                    move += lr * slope
                    part -= move
        history.append(total / N)
    return [tuple(layer) for layer in theta], np.array(history)


def right_flat_vector(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """All parameters in one vector, packed and unpacked by helpers."""
    shapes = [np.shape(part) for layer in params for part in layer]
    ends = np.cumsum([int(np.prod(s)) for s in shapes])

    def pack(layers):
        return np.concatenate([np.asarray(part, float).ravel() for layer in layers for part in layer])

    def unpack(w):
        parts = [piece.reshape(s).copy() for piece, s in zip(np.split(w, ends[:-1]), shapes)]
        return list(zip(parts[::2], parts[1::2]))

    w = pack(params)
    v = np.zeros_like(w)
    history = np.empty(epochs)
    for e in range(epochs):
        batches = epoch_batches(len(y), batch, rng)
        losses = []
        for idx in batches:
            loss, grads = mlp_backward(unpack(w), X[idx], y[idx], act)
            losses.append(loss)
            v = beta * v + pack(grads)
            w = w - lr * v
        history[e] = np.average(losses, weights=[len(idx) for idx in batches])
    return unpack(w), history


def right_own_backprop(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """Forward and backward written out by hand, slopes from the activations."""
    functions = {
        "relu": (lambda z: np.maximum(z, 0), lambda a: (a > 0) * 1.0),
        "tanh": (np.tanh, lambda a: 1 - a * a),
        "sigmoid": (lambda z: 0.5 * (1 + np.tanh(z / 2)), lambda a: a * (1 - a)),
        "identity": (lambda z: z, lambda a: np.ones_like(a)),
    }
    f, slope = functions[act]
    Ws = [np.array(W, float) for W, _ in params]
    bs = [np.array(b, float) for _, b in params]
    vW, vb = [0 * W for W in Ws], [0 * b for b in bs]
    X, L, history = np.asarray(X, float), len(Ws), np.zeros(epochs)
    for e in range(epochs):
        perm = np.argsort(rng.random(len(X)))
        for s in range(0, len(X), batch):
            idx = perm[s : s + batch]
            A = [X[idx]]
            for l in range(L - 1):
                A.append(f(A[-1] @ Ws[l] + bs[l]))
            Z = A[-1] @ Ws[-1] + bs[-1]
            Z = Z - Z.max(axis=1, keepdims=True)
            E = np.exp(Z)
            total = E.sum(axis=1, keepdims=True)
            rows = np.arange(len(idx))
            history[e] += (np.log(total[:, 0]) - Z[rows, y[idx]]).sum()
            D = E / total
            D[rows, y[idx]] -= 1
            D /= len(idx)
            gW, gb = [None] * L, [None] * L
            for l in range(L - 1, -1, -1):
                gW[l], gb[l] = np.einsum("ni,nj->ij", A[l], D), D.sum(axis=0)
                if l:
                    D = (D @ Ws[l].T) * slope(A[l])
            for l in range(L):
                vW[l] = beta * vW[l] + gW[l]
                vb[l] = beta * vb[l] + gb[l]
                Ws[l] = Ws[l] - lr * vW[l]
                bs[l] = bs[l] - lr * vb[l]
    return list(zip(Ws, bs)), history / len(X)


def right_recursive_epochs(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """Recursion over the epochs; the velocity goes along."""

    def one_epoch(layers, v):
        total = 0.0
        for idx in epoch_batches(len(X), batch, rng):
            loss, g = mlp_backward(layers, X[idx], y[idx], act)
            total += len(idx) * loss
            v = [(beta * a + c, beta * b + d) for (a, b), (c, d) in zip(v, g)]
            layers = [(W - lr * a, b - lr * c) for (W, b), (a, c) in zip(layers, v)]
        return layers, v, total / len(X)

    def go(layers, v, left):
        if left == 0:
            return layers, []
        layers, v, h = one_epoch(layers, v)
        layers, later = go(layers, v, left - 1)
        return layers, [h, *later]

    start = [(np.asarray(W).astype(float), np.asarray(b).astype(float)) for W, b in params]
    layers, history = go(start, [(0.0, 0.0)] * len(start), epochs)
    return layers, np.array(history, dtype=float)


def right_fisher_yates(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """The order by Fisher and Yates, with a list of batches by slicing a list."""

    def shuffled(n):
        order = list(range(n))
        for i in range(n - 1, 0, -1):
            j = int(rng.integers(0, i + 1))
            order[i], order[j] = order[j], order[i]
        return order

    net = [(1.0 * np.array(W), 1.0 * np.array(b)) for W, b in params]
    vel = [(W * 0, b * 0) for W, b in net]
    history = []
    for _ in range(epochs):
        order = shuffled(len(X))
        costs = []
        while order:
            idx, order = order[:batch], order[batch:]
            loss, grads = mlp_backward(net, X[idx], y[idx], act)
            costs += [loss] * len(idx)
            for i in range(len(net)):
                vel[i] = tuple(beta * v + g for v, g in zip(vel[i], grads[i]))
                net[i] = tuple(w - lr * v for w, v in zip(net[i], vel[i]))
        history.append(math.fsum(costs) / len(costs))
    return net, np.array(history)


def right_position_form(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """The heavy ball by positions: w_next = w - lr g + beta (w - w_before)."""
    now = [tuple(np.array(p, float) for p in layer) for layer in params]
    before = now
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.choice(len(X), size=len(X), replace=False)
        for idx in np.split(order, range(batch, len(X), batch)):
            loss, grads = mlp_backward(now, X[idx], y[idx], act)
            history[e] += loss * len(idx)
            after = [
                tuple(w - lr * g + beta * (w - old) for w, old, g in zip(layer, olds, gs))
                for layer, olds, gs in zip(now, before, grads)
            ]
            before, now = now, after
    return now, history / max(1, len(X))


def right_sample_by_sample(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """The gradient of a batch as the mean of the gradients of its samples; losses by cross_entropy."""
    layers = [(np.array(W, np.float64), np.array(b, np.float64)) for W, b in params]
    v = [[np.zeros(W.shape), np.zeros(b.shape)] for W, b in layers]
    history = []
    for _ in range(epochs):
        order = np.arange(len(X))
        rng.shuffle(order)
        losses = []
        for s in range(0, len(X), batch):
            part = order[s : s + batch]
            g = [[0 * W, 0 * b] for W, b in layers]
            for n in part:
                one = slice(n, n + 1)
                losses.append(cross_entropy(mlp_forward(layers, X[one], act), y[one]))
                for total, (gW, gb) in zip(g, mlp_backward(layers, X[one], y[one], act)[1]):
                    total[0] = total[0] + gW / len(part)
                    total[1] = total[1] + gb / len(part)
            for vl, gl in zip(v, g):
                vl[0], vl[1] = beta * vl[0] + gl[0], beta * vl[1] + gl[1]
            layers = [(W - lr * vl[0], b - lr * vl[1]) for (W, b), vl in zip(layers, v)]
        history.append(np.mean(losses))
    return layers, np.asarray(history, float)


def right_shuffles_copies(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """Copies of the samples are shuffled anew from where they are: the orders are uniform all the same."""
    A, labels = np.array(X, float), np.array(y)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(len(A))
        A, labels = A[order], labels[order]
        for s in range(0, len(A), batch):
            C, c = A[s : s + batch], labels[s : s + batch]
            loss, g = mlp_backward(net, C, c, act)
            history[e] += loss * (len(c) / len(A))
            v = [tuple(beta * a + d for a, d in zip(vl, gl)) for vl, gl in zip(v, g)]
            net = [tuple(w - lr * a for w, a in zip(wl, vl)) for wl, vl in zip(net, v)]
    return net, history


def right_orders_in_advance(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """All orders are drawn before the first step, with rng.permuted, a row for each epoch."""
    N = len(X)
    orders = rng.permuted(np.tile(np.arange(N), (epochs, 1)), axis=1) if epochs else np.zeros((0, N), int)
    net = [[np.array(W, float), np.array(b, float)] for W, b in params]
    v = [[0.0, 0.0] for _ in net]
    history = np.zeros(epochs)
    cuts = [(s, min(s + batch, N)) for s in range(0, N, batch)]
    for e, order in enumerate(orders):
        for lo, hi in cuts:
            loss, grads = mlp_backward(net, X[order[lo:hi]], y[order[lo:hi]], act)
            history[e] += (hi - lo) / N * loss
            for i, pair in enumerate(grads):
                for k in (0, 1):
                    v[i][k] = v[i][k] * beta + pair[k]
                    net[i][k] = net[i][k] - v[i][k] * lr
    return [(W, b) for W, b in net], history


def right_optimiser_class(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """An optimiser class and a generator of batches, with asserts; early return for no epoch."""

    class Momentum:
        def __init__(self, layers):
            self.layers = [tuple(np.array(p, dtype=float) for p in layer) for layer in layers]
            self.v = {}

        def step(self, grads):
            new = []
            for i, (layer, g) in enumerate(zip(self.layers, grads)):
                parts = []
                for k, (w, slope) in enumerate(zip(layer, g)):
                    self.v[i, k] = beta * self.v.get((i, k), np.zeros(w.shape)) + slope
                    parts.append(w - lr * self.v[i, k])
                new.append(tuple(parts))
            self.layers = new

    def loader():
        order = rng.permutation(len(X))
        yield from (order[s : s + batch] for s in range(0, len(order), batch))

    assert len(X) == len(y) >= 1 and batch >= 1 and 0 <= beta < 1
    opt = Momentum(params)
    if epochs == 0:
        return opt.layers, np.zeros(0)
    history = []
    for _ in range(epochs):
        seen = loss_sum = 0
        for idx in loader():
            loss, grads = mlp_backward(opt.layers, X[idx], y[idx], act)
            loss_sum, seen = loss_sum + loss * len(idx), seen + len(idx)
            opt.step(grads)
        history.append(loss_sum / seen)
    return opt.layers, np.array(history)


def right_list_history(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """The history comes back as a list, orders by rng.random and sorted."""
    net = [(np.float64(W), np.float64(b)) for W, b in params]
    net = [(W.copy(), b.copy()) for W, b in net]
    v = [(0 * W, 0 * b) for W, b in net]
    history = []
    for _ in range(epochs):
        keys = rng.random(len(X)).tolist()
        order = sorted(range(len(X)), key=keys.__getitem__)
        h = 0.0
        for s in range(0, len(X), batch):
            idx = np.array(order[s : s + batch])
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            h += float(loss) * len(idx)
            v = [(beta * p + gp, beta * q + gq) for (p, q), (gp, gq) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
        history.append(h / len(X))
    return net, history


def wrong_velocity_reset(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: an epoch is no reason to forget the velocity
    PART: yes
    BREAKS: "from v = 0 at the start of the training", at N = 1, epochs = 2, beta = 1/2, lr = 1
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_mean_of_batch_means(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the short batch counts less in the history: weights are the sizes
    PART: yes
    BREAKS: "the mean loss of each epoch over its N samples", at N = 3, batch = 2, unequal losses, lr = 0
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * 1 / -(-N // batch)
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_one_order(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: each epoch has an order of its own: draw it inside the loop over epochs
    PART: yes
    BREAKS: "An epoch uses each sample once, in a new order", at N = 2, batch = 1, epochs = 2, lr = 1: one order
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    order = rng.permutation(N)
    for e in range(epochs):
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_global_shuffle(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the order is drawn from the global generator and not from rng
    PART: yes
    BREAKS: "generators in the same state give the same training", at N = 8, batch = 1, lr = 1, called twice
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = np.random.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_loss_after_step(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the loss of a batch is taken after its step
    PART: yes
    BREAKS: "each under the parameters before the step of its batch", at N = 1, epochs = 1, lr = 1
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
            loss = cross_entropy(mlp_forward(net, X[idx], act), y[idx])
            history[e] += loss * len(idx) / N
    return net, history


def wrong_with_replacement(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: an epoch uses each sample once: rng.integers draws some twice and others never
    PART: yes
    BREAKS: "An epoch uses each sample once", at N = 2, lr = 0, unequal losses
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.integers(0, N, N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_labels_not_shuffled(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: samples and labels need the same order
    PART: no
    BREAKS: "the mean loss of its own samples", at N = 2, x = -3, 3, y = 0, 1, lr = 0: samples get the labels of others
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[s : s + batch], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_in_place(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the caller's parameters are changed: np.asarray of floats is no copy
    PART: yes
    BREAKS: "A function leaves the arrays ... as they were", at any float64 params with lr = 1, epochs = 1
    """
    N = len(X)
    net = [(np.asarray(W, float), np.asarray(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            for (W, b), (p, q) in zip(net, v):
                W -= lr * p
                b -= lr * q
    return net, history


def wrong_whole_numbers_come_back(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: params of whole numbers come back as whole numbers if there is no step
    PART: yes
    BREAKS: "float64 also where whole numbers came in", at params of int64, epochs = 0
    """
    N = len(X)
    net = [(W.copy(), b.copy()) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_cut_to_whole_numbers(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: params of whole numbers hold no fractions: make float64 copies first
    PART: yes
    BREAKS: "float64 also where whole numbers came in", at W = [[1, 0]], b = [0, 0] of int64, lr = 1: b stays [0, 0]
    """
    N = len(X)
    net = [(np.array(W), np.array(b)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            for (W, b), (p, q) in zip(net, v):
                W[...] = W - lr * p
                b[...] = b - lr * q
    return net, history


def wrong_float32_steps(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: float32 has seven digits, nine are wanted
    PART: yes
    BREAKS: "all is right to 1e-9", at W = [[0.1, 0]], lr = 0.1
    """
    N = len(X)
    net = [(np.array(W, np.float32), np.array(b, np.float32)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(np.float32(W - lr * p), np.float32(b - lr * q)) for (W, b), (p, q) in zip(net, v)]
    return [(W.astype(float), b.astype(float)) for W, b in net], history


def wrong_always_relu(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: act is not handed on: the default relu is trained always
    PART: yes
    BREAKS: "the softmax of mlp_forward(params, X, act)", at two layers with act = "tanh"
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], "relu")
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_nesterov(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the gradient is taken at the point ahead (Nesterov), and not at the parameters
    PART: yes
    BREAKS: "v becomes beta v + g, then w becomes w - lr v", at N = 1, epochs = 2, beta = 1/2, lr = 1: the second step
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss = mlp_backward(net, X[idx], y[idx], act)[0]
            ahead = [(W - lr * beta * p, b - lr * beta * q) for (W, b), (p, q) in zip(net, v)]
            g = mlp_backward(ahead, X[idx], y[idx], act)[1]
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_momentum_for_biases_only(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: weights have a velocity as biases have
    PART: yes
    BREAKS: "for all weights and biases", at X = [[1]], epochs = 2, beta = 1/2, lr = 1 (not seen where X is 0)
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_shared_velocity(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: each layer has a velocity of its own: by their shapes, layers of one shape share it
    PART: yes
    BREAKS: "v becomes beta v + g ... for all weights and biases", at two layers of shape (2, 2), beta = 0.5, lr = 1
    """
    N = len(X)
    net = [[np.array(W, float), np.array(b, float)] for W, b in params]
    v = {}
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            for layer, slopes in zip(net, g):
                for k, slope in enumerate(slopes):
                    v[slope.shape] = beta * v.get(slope.shape, 0) + slope
                    layer[k] = layer[k] - lr * v[slope.shape]
    return [tuple(layer) for layer in net], history


def wrong_steps_while_going_back(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: all layers step from the same gradient: the gradient of an early layer needs the old W above it
    PART: yes
    BREAKS: "each batch makes one step of momentum with the gradient g", at two layers with lr = 0.5; one layer is right
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, _ = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            for i in reversed(range(len(net))):
                gW, gb = mlp_backward(net, X[idx], y[idx], act)[1][i]  # with the later layers already moved
                v[i] = (beta * v[i][0] + gW, beta * v[i][1] + gb)
                net[i] = (net[i][0] - lr * v[i][0], net[i][1] - lr * v[i][1])
    return net, history


def wrong_batches_shuffled_only(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the same samples share a batch in every epoch: not all orders are possible
    PART: yes
    BREAKS: "with all orders equally likely", at N = 3, batch = 2, lr = 1: samples 0 and 1 are always together
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        starts = rng.permutation(range(0, N, batch))
        for s in starts:
            idx = np.arange(s, min(s + batch, N))
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_short_batch_first(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the last batch is short, not the first one
    PART: yes
    BREAKS: "the last one is short if batch does not divide N", at N = 3, batch = 2, lr = 1, beta = 1/2, unequal samples
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(-(-N % batch), N, batch):
            idx = order[max(s, 0) : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_ties_in_keys(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: keys that can be equal, sorted: orders near to the old one are drawn more often
    PART: yes
    BREAKS: "with all orders equally likely", at N = 2, batch = 1: the order 0, 1 has the probability 3/4
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = np.argsort(rng.integers(0, N, N), kind="stable")
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_naive_shuffle(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: to swap each place with any place gives N^N equal cases, which N! does not divide
    PART: yes
    BREAKS: "with all orders equally likely", at N = 3, batch = 1: the orders have probabilities 4/27 and 5/27
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = np.arange(N)
        for i in range(N):
            j = rng.integers(0, N)
            order[[i, j]] = order[[j, i]]
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_single_sample_dropped(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: a last batch of one sample is a batch, too
    PART: yes
    BREAKS: "An epoch uses each sample once", at N = 3, batch = 2 (4 samples are all right); and N = 1
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            if len(idx) == 1 and batch > 1:
                continue
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_divides_by_batch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the gradient of a short batch is divided by its own size, not by batch
    PART: yes
    BREAKS: "the gradient g of the mean loss of its own samples", at N = 1, batch = 2, lr = 1
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            c = len(idx) / batch
            v = [(beta * p + c * gW, beta * q + c * gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_clipped_gradient(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: no gradient is to be clipped
    PART: yes
    BREAKS: "v becomes beta v + g", at X = [[100]], W = [[0, 0]], lr = 1: g = (-50, 50) is cut to (-5, 5)
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            g = [(np.clip(gW, -5, 5), np.clip(gb, -5, 5)) for gW, gb in g]
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_dampened(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: v becomes beta v + g, not beta v + (1 - beta) g
    PART: yes
    BREAKS: "v becomes beta v + g", at N = 1, beta = 1/2, lr = 1
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + (1 - beta) * gW, beta * q + (1 - beta) * gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_history_of_one_at_least(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: no epoch, no entry: history is (0,)
    PART: yes
    BREAKS: "history (epochs,)", at epochs = 0: shape (1,)
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(max(1, epochs))
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
    return net, history


def wrong_step_before_velocity(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the step uses the new velocity; the old one makes the first step 0
    PART: yes
    BREAKS: "v becomes beta v + g, then w becomes w - lr v", at N = 1, epochs = 1, lr = 1: nothing moves
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
    return net, history


def wrong_stops_at_small_gradient(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: nobody asked for an early end: all epochs are trained
    PART: yes
    BREAKS: "holds the mean loss of each epoch", at X = [[0], [0]], y = [0, 1], W = b = 0, batch = 2, epochs = 2
    """
    N = len(X)
    net = [(np.array(W, float), np.array(b, float)) for W, b in params]
    v = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in net]
    history = np.zeros(epochs)
    for e in range(epochs):
        order = rng.permutation(N)
        for s in range(0, N, batch):
            idx = order[s : s + batch]
            loss, g = mlp_backward(net, X[idx], y[idx], act)
            history[e] += loss * len(idx) / N
            v = [(beta * p + gW, beta * q + gb) for (p, q), (gW, gb) in zip(v, g)]
            net = [(W - lr * p, b - lr * q) for (W, b), (p, q) in zip(net, v)]
        if max(np.abs(part).max() for layer in g for part in layer) < 1e-12:
            break
    return net, history
