"""Other right answers of `adam_step`, whose states have other forms."""

import numpy as np

from autograder import alternate
from solutions.gradient_descent import momentum_step


@alternate
def as_a_dictionary(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    old = state or {"steps": 0, "mean": np.zeros_like(x), "square": np.zeros_like(x)}
    new = {
        "steps": old["steps"] + 1,
        "mean": old["mean"] + (1 - beta1) * (g - old["mean"]),
        "square": old["square"] + (1 - beta2) * (g * g - old["square"]),
    }
    below = np.sqrt(new["square"] / (1 - beta2 ** new["steps"])) + eps
    step = np.zeros_like(x)
    np.divide(new["mean"] / (1 - beta1 ** new["steps"]), below, out=step, where=below != 0)
    return x - lr * step, new


@alternate
def all_gradients_kept(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Weighted means of the whole list, by their definition."""
    seen = [*(state or []), np.array(g, float)]
    ages = np.arange(len(seen))[::-1]
    mean = np.average(seen, axis=0, weights=beta1**ages)
    square = np.average(np.square(seen), axis=0, weights=beta2**ages)
    root = np.sqrt(square) + eps
    return np.asarray(x, float) - lr * np.where(root == 0, 0, mean / np.where(root == 0, 1, root)), seen


@alternate
def by_two_velocities(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Sums with fading weights are velocities of momentum; divided by the sums of the weights they are means."""
    x, g = np.asarray(x, float), np.asarray(g, float)
    t, v, w = state or (0, np.zeros_like(x), np.zeros_like(x))
    _, v = momentum_step(x, v, g, lr, beta1)
    _, w = momentum_step(x, w, g**2, lr, beta2)
    t += 1
    mean = v * (1 - beta1) / (1 - beta1**t)
    root = np.sqrt(w * (1 - beta2) / (1 - beta2**t)) + eps
    return x - lr * mean / np.where(root == 0, 1, root), (t, v, w)


@alternate
def corrected_as_it_goes(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The corrected means have recursions of their own: their weights sum to 1 always."""
    g = np.asarray(g, float)
    t, mean, square = state or [0, np.zeros(g.shape), np.zeros(g.shape)]
    p, q = (1 - beta1) / (1 - beta1 ** (t + 1)), (1 - beta2) / (1 - beta2 ** (t + 1))
    mean, square = (1 - p) * mean + p * g, (1 - q) * square + q * g * g
    root = square**0.5 + eps
    return x - lr * mean / (root + (root == 0)), [t + 1, mean, square]


@alternate
def entry_by_entry(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    shape = np.shape(x)
    xs, gs = np.ravel(x).tolist(), np.ravel(g).tolist()
    t, pairs = state if state else (0, [(0.0, 0.0)] * len(xs))
    t, kept, moved = t + 1, [], []
    for entry, slope, (m, s) in zip(xs, gs, pairs, strict=True):
        mean, square = beta1 * m + (1 - beta1) * slope, beta2 * s + (1 - beta2) * slope * slope
        root = (square / (1 - beta2**t)) ** 0.5 + eps
        moved.append(entry - lr * (mean / (1 - beta1**t)) / root if root else entry)
        kept.append((mean, square))
    return np.reshape(moved, shape), (t, kept)
