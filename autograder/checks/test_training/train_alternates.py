"""Other right answers of `train`."""

import numpy as np

from autograder import alternate
from solutions.backpropagation import mlp_backward
from solutions.classification import cross_entropy
from solutions.gradient_descent import epoch_batches, momentum_step
from solutions.networks import mlp_forward
from solutions.training import fused_softmax_ce


@alternate
def by_epoch_batches(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    params = [(W.astype(float), b.astype(float)) for W, b in params]
    velocity = [(0 * W, 0 * b) for W, b in params]
    history = []
    for _ in range(epochs):
        total = 0.0
        for idx in epoch_batches(len(X), batch, rng):
            loss, grads = mlp_backward(params, X[idx], y[idx], act)
            total += loss * len(idx)
            for i, (dW, db) in enumerate(grads):
                W, vW = momentum_step(params[i][0], velocity[i][0], dW, lr, beta)
                b, vb = momentum_step(params[i][1], velocity[i][1], db, lr, beta)
                params[i], velocity[i] = (W, b), (vW, vb)
        history.append(total / len(X))
    return params, np.array(history)


@alternate
def by_an_order_of_its_own(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    weights = [np.array(part, float) for layer in params for part in layer]
    speeds = [np.zeros(w.shape) for w in weights]
    history, N = np.zeros(epochs), len(y)
    for epoch in range(epochs):
        order = rng.permutation(N)
        for start in range(0, N, batch):
            idx = order[start : start + batch]
            layers = list(zip(weights[::2], weights[1::2], strict=True))
            loss, grads = mlp_backward(layers, X[idx], y[idx], act)
            history[epoch] += len(idx) / N * loss
            for i, g in enumerate([part for layer in grads for part in layer]):
                speeds[i] = beta * speeds[i] + g
                weights[i] = weights[i] - lr * speeds[i]
    return list(zip(weights[::2], weights[1::2], strict=True)), history


@alternate
def in_one_vector(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """The step is part of the velocity, and samples are sorted by random keys."""
    w = np.concatenate([np.ravel(part) for layer in params for part in layer]).astype(float)
    shapes = [np.shape(part) for layer in params for part in layer]
    ends = np.cumsum([int(np.prod(shape)) for shape in shapes])[:-1]

    def layers():
        parts = [part.reshape(shape) for part, shape in zip(np.split(w, ends), shapes, strict=True)]
        return [(parts[i], parts[i + 1]) for i in range(0, len(parts), 2)]

    move, history = np.zeros_like(w), []
    for _ in range(epochs):
        order, seen = np.argsort(rng.random(len(X))), []
        while len(seen) < len(X):
            idx = order[len(seen) : len(seen) + batch]
            loss, grads = mlp_backward(layers(), X[idx], y[idx], act)
            g = np.concatenate([np.ravel(part) for layer in grads for part in layer])
            move = beta * move - lr * g
            w = w + move
            seen += [loss] * len(idx)
        history.append(float(np.mean(seen)))
    return layers(), history


@alternate
def on_copies_in_place(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    params = [[np.array(W, float), np.array(b, float)] for W, b in params]
    velocity = [[np.zeros(np.shape(W)), np.zeros(np.shape(b))] for W, b in params]
    history, remaining = [], []
    for _ in range(epochs):
        remaining = list(range(len(X)))
        rng.shuffle(remaining)
        losses = []
        while remaining:
            idx, remaining = remaining[:batch], remaining[batch:]
            losses.extend([cross_entropy(mlp_forward(params, X[idx], act), y[idx])] * len(idx))
            grads = mlp_backward(params, X[idx], y[idx], act)[1]
            for layer, speed, grad in zip(params, velocity, grads, strict=True):
                for w, v, g in zip(layer, speed, grad, strict=True):
                    v[:] = beta * v + g
                    w[:] = w - lr * v
        history.append(sum(losses) / len(losses))
    return params, np.array(history)


@alternate
def by_the_fused_loss(params, X, y, epochs, batch, lr, beta, rng, act="relu"):
    """Backpropagation written out, with the slopes as functions of the activations."""

    def squash(Z):
        return {"relu": np.maximum(Z, 0), "tanh": np.tanh(Z), "sigmoid": 1 / (1 + np.exp(-Z)), "identity": Z}[act]

    def slope(A):
        return {"relu": A > 0, "tanh": 1 - A**2, "sigmoid": A * (1 - A), "identity": A**0}[act]

    W, b = [np.array(W, float) for W, _ in params], [np.array(b, float) for _, b in params]
    speed_W, speed_b, history = [0 * w for w in W], [0 * c for c in b], np.zeros(epochs)
    for epoch in range(epochs):
        for idx in epoch_batches(len(X), batch, rng):
            A = [X[idx]]
            for w, c in zip(W[:-1], b[:-1], strict=True):
                A.append(squash(A[-1] @ w + c))
            loss, delta = fused_softmax_ce(A[-1] @ W[-1] + b[-1], y[idx])
            history[epoch] += loss * len(idx) / len(X)
            for i in reversed(range(len(W))):
                dW, db = A[i].T @ delta, delta.sum(axis=0)
                delta = delta @ W[i].T * slope(A[i])
                W[i], speed_W[i] = momentum_step(W[i], speed_W[i], dW, lr, beta)
                b[i], speed_b[i] = momentum_step(b[i], speed_b[i], db, lr, beta)
    return list(zip(W, b, strict=True)), history
