import numpy as np


def right_given_functions(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    params = [(np.array(W, float), np.array(b, float)) for W, b in params]
    velocity = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    history = np.zeros(epochs)
    for epoch in range(epochs):
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            history[epoch] += loss * len(some) / len(X)
            for i, ((W, b), (v, u), (dW, db)) in enumerate(zip(params, velocity, grads)):
                W, v = momentum_step(W, v, dW, lr, beta)
                b, u = momentum_step(b, u, db, lr, beta)
                params[i], velocity[i] = (W, b), (v, u)
    return params, history


def right_in_place_on_copies(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    params = [(W.astype(float), b.astype(float)) for W, b in params]
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    N, history = len(y), []
    for _ in range(epochs):
        order = rng.permutation(N)
        total = 0.0
        for start in range(0, N, batch):
            part = order[start : start + batch]
            loss, grads = mlp_backward(params, X[part], y[part], act)
            total += loss * len(part)
            for layer, v, g in zip(params, velocity, grads):
                for k in (0, 1):
                    v[k][...] = beta * v[k] + g[k]
                    layer[k][...] -= lr * v[k]
        history.append(total / N)
    return params, np.array(history)


def right_one_vector(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    shapes = [A.shape for layer in params for A in layer]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])

    def unflatten(theta):
        parts = [part.reshape(shape) for part, shape in zip(np.split(theta, ends[:-1]), shapes)]
        return list(zip(parts[::2], parts[1::2]))

    def flatten(layers):
        return np.concatenate([np.ravel(A) for layer in layers for A in layer]).astype(float)

    theta = flatten(params)
    v = np.zeros(len(theta))
    history = np.zeros(epochs)
    for e in range(epochs):
        order = np.argsort(rng.random(len(X)))
        while len(order):
            now, order = order[:batch], order[batch:]
            loss, grads = mlp_backward(unflatten(theta), X[now], y[now], act)
            history[e] += loss * (len(now) / len(X))
            v = beta * v + flatten(grads)
            theta = theta - lr * v
    return [(W.copy(), b.copy()) for W, b in unflatten(theta)], history


def right_own_backpropagation(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    functions = {
        "relu": (lambda Z: np.where(Z > 0, Z, 0.0), lambda Z: (Z > 0) * 1.0),
        "tanh": (np.tanh, lambda Z: 1 - np.tanh(Z) ** 2),
        "sigmoid": (lambda Z: (1 + np.tanh(Z / 2)) / 2, lambda Z: (1 - np.tanh(Z / 2) ** 2) / 4),
        "identity": (lambda Z: Z, lambda Z: np.ones(Z.shape)),
    }
    f, slope = functions[act]
    Ws, bs = [W * 1.0 for W, _ in params], [b * 1.0 for _, b in params]
    Vs, us = [0 * W for W in Ws], [0 * b for b in bs]
    depth, N = len(Ws), len(X)
    history = []
    for _ in range(epochs):
        order, cost = rng.permutation(N), 0.0
        for first in range(0, N, batch):
            rows = order[first : first + batch]
            A, Z = [X[rows].astype(float)], []
            for i in range(depth):
                Z.append(A[-1] @ Ws[i] + bs[i])
                A.append(f(Z[-1]) if i < depth - 1 else Z[-1])
            loss, D = fused_softmax_ce(A[-1], y[rows])
            cost += float(loss) * len(rows)
            for i in reversed(range(depth)):
                dW, db = A[i].T @ D, D.sum(axis=0)
                if i:
                    D = (D @ Ws[i].T) * slope(Z[i - 1])
                Vs[i], us[i] = beta * Vs[i] + dW, beta * us[i] + db
                Ws[i], bs[i] = Ws[i] - lr * Vs[i], bs[i] - lr * us[i]
        history.append(cost / N)
    return list(zip(Ws, bs)), np.array(history, dtype=float)


def right_velocity_with_the_step_in_it(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # lr is constant, so that s = -lr v obeys s <- beta s - lr g
    params = [(np.array(W, dtype=float), np.array(b, dtype=float)) for W, b in params]
    steps = [[0.0, 0.0] for _ in params]
    history = []
    for _ in range(epochs):
        indices = np.arange(len(X))
        rng.shuffle(indices)
        losses, sizes = [], []
        for k in range(-(-len(X) // batch)):
            some = indices[k * batch : (k + 1) * batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            losses.append(loss)
            sizes.append(len(some))
            steps = [[beta * s - lr * g for s, g in zip(pair, grad)] for pair, grad in zip(steps, grads)]
            params = [(W + s, b + t) for (W, b), (s, t) in zip(params, steps)]
        history.append(np.average(losses, weights=sizes))
    return params, np.array(history)


def right_list_of_arrays(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    theta = [np.array(A, np.float64) for layer in params for A in layer]
    v = [np.zeros(A.shape) for A in theta]
    N = X.shape[0]
    history = np.empty(epochs)
    for e in range(epochs):
        deck = rng.choice(N, size=N, replace=False)
        h = 0.0
        for i in range(0, N, batch):
            hand = deck[i : i + batch]
            J, grads = mlp_backward(list(zip(theta[::2], theta[1::2])), X[hand], y[hand], act)
            h += hand.size * J
            g = [A for layer in grads for A in layer]
            v = [beta * a + b for a, b in zip(v, g)]
            theta = [a - lr * b for a, b in zip(theta, v)]
        history[e] = h / N
    return list(zip(theta[::2], theta[1::2])), history


def right_recursive_epochs(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    start = [(np.asarray(W, float) + 0, np.asarray(b, float) + 0) for W, b in params]
    rest = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in start]
    network, history = run(start, rest, X, y, epochs, batch, lr, beta, rng, act)
    return network, np.array(history, dtype=float)


def run(params, velocity, X, y, epochs, batch, lr, beta, rng, act):
    if epochs == 0:
        return params, []
    total = 0.0
    order = rng.permutation(len(X))
    for part in np.split(order, range(batch, len(X), batch)):
        loss, grads = mlp_backward(params, X[part], y[part], act)
        total += loss * len(part)
        velocity = [(beta * v + g, beta * u + h) for (v, u), (g, h) in zip(velocity, grads)]
        params = [(W - lr * v, b - lr * u) for (W, b), (v, u) in zip(params, velocity)]
    network, later = run(params, velocity, X, y, epochs - 1, batch, lr, beta, rng, act)
    return network, [total / len(X), *later]


def right_swaps(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # Fisher and Yates by hand
    N = len(y)
    params = [(W.copy().astype(float), b.copy().astype(float)) for (W, b) in params]
    velocity = [(W * 0, b * 0) for (W, b) in params]
    history = []
    order = list(range(N))
    for _ in range(epochs):
        for i in range(N - 1, 0, -1):
            j = int(rng.integers(0, i + 1))
            order[i], order[j] = order[j], order[i]
        sum_of_losses = 0.0
        for i in range(0, N, batch):
            chosen = order[i : min(i + batch, N)]
            loss, grads = mlp_backward(params, X[chosen], y[chosen], act)
            sum_of_losses += loss * len(chosen)
            for layer in range(len(params)):
                (W, b), (vW, vb), (gW, gb) = params[layer], velocity[layer], grads[layer]
                vW, vb = vW * beta + gW, vb * beta + gb
                velocity[layer] = (vW, vb)
                params[layer] = (W - vW * lr, b - vb * lr)
        history.append(sum_of_losses / N)
    return params, np.array(history)


def right_shuffled_copies(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    params = [tuple(np.array(A, float) for A in layer) for layer in params]
    velocity = None
    history = np.zeros((epochs,))
    for e in range(epochs):
        order = rng.permutation(len(y))
        U, t = X[order], y[order]
        for a in range(0, len(t), batch):
            loss, grads = mlp_backward(params, U[a : a + batch], t[a : a + batch], act)
            history[e] += loss * len(t[a : a + batch])
            if velocity is None:
                velocity = grads
            else:
                velocity = [tuple(beta * v + g for v, g in zip(*pair)) for pair in zip(velocity, grads)]
            params = [tuple(A - lr * v for A, v in zip(*pair)) for pair in zip(params, velocity)]
    return [(W, b) for W, b in params], history / len(y)


def right_differences_of_parameters(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    # heavy ball: theta_{t+1} = theta_t - lr g + beta (theta_t - theta_{t-1})
    now = [(W.astype(float), b.astype(float)) for W, b in params]
    before = now
    N = len(X)
    history = []
    for _ in range(epochs):
        order = rng.permutation(N)
        cost = 0.0
        for i in range(0, N, batch):
            s = order[i : i + batch]
            loss, grads = mlp_backward(now, X[s], y[s], act)
            cost += loss * len(s)
            after = [
                tuple(A - lr * g + beta * (A - B) for A, B, g in zip(*three)) for three in zip(now, before, grads)
            ]
            before, now = now, after
        history.append(cost / N)
    return now, np.array(history)


def right_class_with_state(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    class Optimiser:
        def __init__(self, arrays):
            self.arrays = [np.array(A, dtype=float) for A in arrays]
            self.velocities = [np.zeros(A.shape) for A in self.arrays]

        def layers(self):
            return [(self.arrays[i], self.arrays[i + 1]) for i in range(0, len(self.arrays), 2)]

        def step(self, grads):
            for A, v, g in zip(self.arrays, self.velocities, [g for pair in grads for g in pair]):
                v *= beta
                v += g
                A -= lr * v

    optimiser = Optimiser([A for layer in params for A in layer])
    history = np.zeros(epochs)
    for e in range(epochs):
        for rows in epoch_batches(len(X), batch, rng):
            # the loss by the forward pass, before the step
            losses = cross_entropy(mlp_forward(optimiser.layers(), X[rows], act), y[rows]) * len(rows)
            history[e] += losses / len(X)
            optimiser.step(mlp_backward(optimiser.layers(), X[rows], y[rows], act)[1])
    return optimiser.layers(), history


def right_loss_by_sample(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    assert epochs >= 0 and batch >= 1 and 0 <= beta < 1
    N = len(X)
    params = [(np.array(W, float, copy=True), np.array(b, float, copy=True)) for W, b in params]
    velocity = [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]
    met = np.zeros((epochs, N))
    for e in range(epochs):
        queue = rng.permutation(N).tolist()
        while queue:
            rows = [queue.pop() for _ in range(min(batch, len(queue)))]
            for n in rows:
                met[e, n] = cross_entropy(mlp_forward(params, X[n : n + 1], act), y[n : n + 1])
            _, grads = mlp_backward(params, X[rows], y[rows], act)
            new = []
            for i, (W, b) in enumerate(params):
                velocity[i] = tuple(beta * v + g for v, g in zip(velocity[i], grads[i]))
                new.append((W - lr * velocity[i][0], b - lr * velocity[i][1]))
            params = new
    return params, met.mean(axis=1)


def copied(params):
    return [(np.array(W, float), np.array(b, float)) for W, b in params]


def zeros(params):
    return [(np.zeros(W.shape), np.zeros(b.shape)) for W, b in params]


def pushed(velocity, grads, beta):
    return [(beta * v + g, beta * u + h) for (v, u), (g, h) in zip(velocity, grads)]


def moved(params, velocity, lr):
    return [(W - lr * v, b - lr * u) for (W, b), (v, u) in zip(params, velocity)]


def wrong_mean_of_batch_means(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the batches' losses have to be weighted by their sizes: a short batch counts less
    PART: yes
    BREAKS: the mean loss of each epoch over its N samples
    at params = [([[1., 0]], [0., 0])], X = np.c_[[0., 0, -3]], y = [0, 0, 0], epochs = 1, batch = 2, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        losses = []
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            losses.append(loss)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(np.mean(losses))
    return params, np.array(history)


def wrong_velocity_reset(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the velocity is 0 before the first step only, an epoch is no reason to forget it
    PART: yes
    BREAKS: from v = 0 at the start of the training
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 2, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    for _ in range(epochs):
        velocity, total = zeros(params), 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_short_batch_dropped(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the last batch counts even where it is short; yours leaves its samples out of the epoch
    PART: yes
    BREAKS: an epoch uses each sample once
    at params = [([[1., 0]], [0., 0])], X = np.ones((3, 1)), y = [0, 0, 0], epochs = 1, batch = 2, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    batch = min(batch, len(X))
    for _ in range(epochs):
        order, total, seen = rng.permutation(len(X)), 0.0, 0
        for k in range(len(X) // batch):
            some = order[k * batch : (k + 1) * batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total, seen = total + loss * len(some), seen + len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / seen)
    return params, np.array(history)


def wrong_loss_after_the_step(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the history has the loss before the step, yours is that after it
    PART: yes
    BREAKS: each under the parameters before the step of its batch
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            _, grads = mlp_backward(params, X[some], y[some], act)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
            total += cross_entropy(mlp_forward(params, X[some], act), y[some]) * len(some)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_loss_of_all_at_the_end(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the history has what the samples cost when they were met, not what all cost after the epoch
    PART: yes
    BREAKS: each under the parameters before the step of its batch
    at params = [([[1., 0]], [0., 0])], X = [[1.], [1.]], y = [0, 0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        for some in epoch_batches(len(X), batch, rng):
            _, grads = mlp_backward(params, X[some], y[some], act)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(cross_entropy(mlp_forward(params, X, act), y))
    return params, np.array(history)


def wrong_loss_of_all_at_the_start(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: each sample counts under the parameters before its own batch, not before the epoch
    PART: yes
    BREAKS: each under the parameters before the step of its batch
    at params = [([[1., 0]], [0., 0])], X = [[1.], [1.]], y = [0, 0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        history.append(cross_entropy(mlp_forward(params, X, act), y))
        for some in epoch_batches(len(X), batch, rng):
            _, grads = mlp_backward(params, X[some], y[some], act)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
    return params, np.array(history)


def wrong_damped(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: v becomes beta v + g, without a factor 1 - beta before g
    PART: yes
    BREAKS: v becomes beta v + g
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = [(beta * v + (1 - beta) * g, beta * u + (1 - beta) * h)
                        for (v, u), (g, h) in zip(velocity, grads)]
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_nesterov(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: that is Nesterov's step, w - lr (g + beta v): here w becomes w - lr v
    PART: yes
    BREAKS: then w becomes w - lr v
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, pushed(velocity, grads, beta), lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_old_velocity(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: first v, then w: yours moves by the velocity before it was renewed, so the first step is none
    PART: yes
    BREAKS: v becomes beta v + g, then w becomes w - lr v
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            params = moved(params, velocity, lr)
            velocity = pushed(velocity, grads, beta)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_one_order(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: a new order is drawn in each epoch: yours is drawn once
    PART: yes
    BREAKS: in a new order that rng draws; input: two samples, batch 1, 20 epochs: the same sample comes first in all
    """
    params, history = copied(params), []
    velocity = zeros(params)
    batches = epoch_batches(len(X), batch, rng)
    for _ in range(epochs):
        total = 0.0
        for some in batches:
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_no_order(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the order has to be drawn anew for each epoch, yours is that of the data
    PART: yes
    BREAKS: in a new order that rng draws; input: two samples, batch 1, 20 epochs: sample 0 comes first in all
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for i in range(0, len(X), batch):
            loss, grads = mlp_backward(params, X[i : i + batch], y[i : i + batch], act)
            total += loss * len(X[i : i + batch])
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_batches_shuffled_only(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the samples are shuffled, not the batches: in yours the same samples are always together
    PART: yes
    BREAKS: all orders equally likely; input: four samples, batch 2: samples 0 and 1 share a batch in all epochs
    """
    params, history = copied(params), []
    velocity = zeros(params)
    starts = np.arange(0, len(X), batch)
    for _ in range(epochs):
        total = 0.0
        for i in rng.permutation(starts):
            loss, grads = mlp_backward(params, X[i : i + batch], y[i : i + batch], act)
            total += loss * len(X[i : i + batch])
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_rotation(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: a random start in a fixed cycle gives N orders of N!: draw a permutation
    PART: yes
    BREAKS: with all orders equally likely; input: three samples, batch 1: 0 is always followed by 1
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        order, total = np.roll(np.arange(len(X)), rng.integers(len(X))), 0.0
        for i in range(0, len(X), batch):
            some = order[i : i + batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_biased_swaps(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: swapping each place with any place gives N^N equally likely ways, and these do not divide by N!
    PART: yes
    BREAKS: with all orders equally likely; input: three samples: an order has the probability 4/27 or 5/27, not 1/6
    """
    params, history = copied(params), []
    velocity = zeros(params)
    N = len(X)
    for _ in range(epochs):
        order, total = np.arange(N), 0.0
        for i in range(N):
            j = rng.integers(N)
            order[[i, j]] = order[[j, i]]
        for i in range(0, N, batch):
            some = order[i : i + batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / N)
    return params, np.array(history)


def wrong_global_randomness(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: np.random has a state of its own: draw from rng, or nobody can repeat your training
    PART: yes
    BREAKS: rng is the only source of randomness; input: two calls with default_rng(0) differ
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        order, total = np.random.permutation(len(X)), 0.0
        for i in range(0, len(X), batch):
            some = order[i : i + batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_generator_of_its_own(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: default_rng(0) inside makes all trainings alike, whatever rng says
    PART: yes
    BREAKS: a new order that rng draws; input: three samples, batch 1: default_rng(1) and default_rng(2) agree always
    """
    params, history = copied(params), []
    velocity = zeros(params)
    rng = np.random.default_rng(0)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_with_replacement(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: each batch is drawn by itself, so that some samples come twice in an epoch and others never
    PART: yes
    BREAKS: an epoch uses each sample once
    at params = [([[1., 0]], [0., 0])], X = np.c_[[1, -7, 3.]], y = [0, 0, 1], epochs = 1, batch = 1, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total, seen = 0.0, 0
        while seen < len(X):
            some = rng.choice(len(X), size=min(batch, len(X) - seen), replace=False)
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total, seen = total + loss * len(some), seen + len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_labels_left_behind(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: X and y are shuffled by two permutations: the labels belong to other samples then
    PART: no
    BREAKS: the mean cross-entropy
    at params = [([[1., 0]], [0., 0])], X = np.c_[[1, -7, 3.]], y = [0, 1, 1], epochs = 1, batch = 1, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        A, t, total = rng.permutation(X), rng.permutation(y), 0.0
        for i in range(0, len(X), batch):
            loss, grads = mlp_backward(params, A[i : i + batch], t[i : i + batch], act)
            total += loss * len(A[i : i + batch])
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_caller_trained(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: list(params) copies the list and not its arrays: W -= changes the caller's weights
    PART: yes
    BREAKS: leaves the arrays and lists as they were
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = list(params), []
    if any(A.dtype.kind != "f" for layer in params for A in layer):
        params = copied(params)
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            for (W, b), (v, u) in zip(params, velocity):
                W -= lr * v
                b -= lr * u
        history.append(total / len(X))
    return params, np.array(history)


def wrong_data_shuffled_in_place(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: X[:] = X[order] shuffles the caller's samples: take X[order] as it is
    PART: yes
    BREAKS: leaves the arrays and lists as they were
    at params = [([[1., 0]], [0., 0])], X = np.c_[[1., 2, 3]], y = [0, 0, 0], epochs = 3, batch = 1, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        order, total = rng.permutation(len(X)), 0.0
        X[:], y[:] = X[order], y[order]
        for i in range(0, len(X), batch):
            loss, grads = mlp_backward(params, X[i : i + batch], y[i : i + batch], act)
            total += loss * len(X[i : i + batch])
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_integer_weights(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: copies of integer weights are integers and cannot move by fractions: float64
    PART: yes
    BREAKS: a list of (W, b), float64
    at params = [([[1, 0]], [0, 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 0.5, beta = 0
    """
    params, history = [(W.copy(), b.copy()) for W, b in params], []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            for (W, b), (v, u) in zip(params, velocity):
                W[...] = W - lr * v
                b[...] = b - lr * u
        history.append(total / len(X))
    return params, np.array(history)


def wrong_biases_without_momentum(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the biases have a velocity, too: yours move by their gradients alone
    PART: yes
    BREAKS: for all weights and biases
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 2, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = [(beta * v + g, h) for (v, _), (g, h) in zip(velocity, grads)]
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_always_relu(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: act is an argument: you write "relu" into the call of mlp_backward
    PART: yes
    BREAKS: the softmax of mlp_forward(params, X, act)
    at params = [(np.eye(2), [0, 0])] * 2, X = [[1, 0]], y = [0], epochs = 1, batch = 1, lr = 0, beta = 0, act = "tanh"
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], "relu")
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_gradient_summed(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the gradient is that of the mean loss of the batch: yours is multiplied by its size
    PART: yes
    BREAKS: the gradient g of the mean loss of its own samples
    at params = [([[1., 0]], [0., 0])], X = [[1.], [1.]], y = [0, 0], epochs = 1, batch = 2, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, [(len(some) * g, len(some) * h) for g, h in grads], beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_divided_by_batch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: a short batch has the mean over its own samples, yours divides by `batch` there as well
    PART: yes
    BREAKS: the gradient g of the mean loss of its own samples
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 2, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            part = len(some) / batch
            velocity = pushed(velocity, [(part * g, part * h) for g, h in grads], beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_history_divided_by_batches(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the sum of loss times size is divided by N, you take the number of batches times `batch`
    PART: yes
    BREAKS: the mean loss of each epoch over its N samples
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 2, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total, batches = 0.0, epoch_batches(len(X), batch, rng)
        for some in batches:
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / (len(batches) * batch))
    return params, np.array(history)


def wrong_history_of_batches(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: history has a number for each epoch, yours one for each batch
    PART: yes
    BREAKS: history (epochs,)
    at params = [([[1., 0]], [0., 0])], X = [[1.], [2.]], y = [0, 0], epochs = 1, batch = 1, lr = 0, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            history.append(loss)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
    return params, np.array(history)


def wrong_best_kept(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the parameters after the last step are wanted, yours are those of the epoch with the least loss
    PART: yes
    BREAKS: each batch makes one step
    at params = [([[0., 0.]], [0., 0.])], X = [[9.], [8.]], y = [0, 1], epochs = 3, batch = 2, lr = 2., beta = 0.9
    """
    params, history = copied(params), []
    velocity, kept = zeros(params), copied(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
        if history[-1] == min(history):
            kept = params
    return kept, np.array(history)


def wrong_no_epoch_fails(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: with epochs = 0 the parameters come back as they were: yours fails on the empty list
    PART: yes
    BREAKS: with epochs = 0 or lr = 0 they are equal to those that came
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 0, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append([total / len(X)])
    return params, np.concatenate(history)


def wrong_one_step_for_an_epoch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: each batch makes one step; yours adds the gradients of the epoch up and makes one
    PART: no
    BREAKS: each batch makes one step of momentum
    at params = [([[1., 0]], [0., 0])], X = [[1.], [1.]], y = [0, 0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total, g = 0.0, zeros(params)
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            g = pushed(grads, g, 1)
        velocity = pushed(velocity, g, beta)
        params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_shuffled_after_the_epoch(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: an order is drawn for each epoch, the first one too: yours begins with that of the data
    PART: yes
    BREAKS: a new order in each epoch, all equally likely; input: three samples, batch 1, one epoch: 0, 1, 2 always
    """
    params, history = copied(params), []
    velocity = zeros(params)
    order = np.arange(len(X))
    for _ in range(epochs):
        total = 0.0
        for i in range(0, len(X), batch):
            some = order[i : i + batch]
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
        order = rng.permutation(len(X))
    return params, np.array(history)


def wrong_even_batches(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: array_split makes parts of nearly one size: four samples in batches of three are 3 and 1, not 2 and 2
    PART: yes
    BREAKS: cut into batches of `batch` samples; the last one is short
    at params = [([[1., 0]], [0., 0])], X = np.c_[:4.0], y = [0, 0, 1, 1], epochs = 1, batch = 3, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in np.array_split(rng.permutation(len(X)), -(-len(X) // batch)):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_short_batch_first(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the last batch is short, yours is the first
    PART: yes
    BREAKS: the last one is short if `batch` does not divide N
    at params = [([[1., 0]], [0., 0])], X = np.c_[[1, -7, 3.0]], y = [0, 0, 1], epochs = 1, batch = 2, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng)[::-1]:
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_single_precision(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the velocity is rounded to float32: 1e-9 is asked
    PART: yes
    BREAKS: after a few steps all is right to 1e-9
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 1, batch = 1, lr = 1, beta = 0
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[some], y[some], act)
            total += loss * len(some)
            velocity = [(v.astype(np.float32), u.astype(np.float32)) for v, u in pushed(velocity, grads, beta)]
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)


def wrong_gradient_at_the_look_ahead(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """DESERVES: the gradient is taken at the parameters as they are, not at w - lr beta v, as Nesterov does
    PART: yes
    BREAKS: the gradient g of the mean loss, v becomes beta v + g
    at params = [([[1., 0]], [0., 0])], X = [[1.]], y = [0], epochs = 2, batch = 1, lr = 1, beta = 0.5
    """
    params, history = copied(params), []
    velocity = zeros(params)
    for _ in range(epochs):
        total = 0.0
        for some in epoch_batches(len(X), batch, rng):
            total += mlp_backward(params, X[some], y[some], act)[0] * len(some)
            _, grads = mlp_backward(moved(params, velocity, lr * beta), X[some], y[some], act)
            velocity = pushed(velocity, grads, beta)
            params = moved(params, velocity, lr)
        history.append(total / len(X))
    return params, np.array(history)
