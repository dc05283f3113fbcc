"""Wrong answers of `adam_step` that are written anew; slips of the right one stand with its checks."""

import numpy as np

from autograder import misconception


@misconception("zeros_like(g) holds integers if g does: the means are cut to integers.", see="def-adam")
def means_in_integers(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    t, m, s = state or (0, np.zeros_like(g), np.zeros_like(g))
    t, m, s = t + 1, m.copy(), s.copy()
    m[...], s[...] = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(root > 0, root, 1), (t, m, s)


@misconception("The largest of all second means is AMSGrad's: here it may fall again.", see="def-adam")
def largest_of_the_corrected(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(g, float)
    t, m, s, top = state or (0, 0.0, 0.0, 0.0)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    top = np.maximum(top, s / (1 - beta2**t))
    root = np.sqrt(top) + eps
    return x - lr * m / (1 - beta1**t) / np.where(root > 0, root, 1), (t, m, s, top)


@misconception("The largest of all second means is AMSGrad's: here it may fall again.", see="def-adam")
def largest_corrected_after(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(g, float)
    t, m, s, top = state or (0, 0.0, 0.0, 0.0)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    top = np.maximum(top, s)
    root = np.sqrt(top / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(root > 0, root, 1), (t, m, s, top)


@misconception("The counter is one for all runs: it belongs to the state, as the means do.", see="def-adam")
def counted_elsewhere(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(g, float)
    t = globals().get("STEPS", 0) + 1 if state is not None else 1
    globals()["STEPS"] = t
    m, s = state or (0.0, 0.0)
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    root = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(root > 0, root, 1), (m, s)


@misconception("State in, state out: what is kept elsewhere is shared by all runs.", see="def-adam")
def kept_elsewhere(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    x, g = np.asarray(x, float), np.asarray(g, float)
    kept = globals().setdefault("KEPT", {})
    if state is None or kept.get("m", x).shape != x.shape:
        kept.update(t=0, m=0 * x, s=0 * x)
    kept["t"] += 1
    kept["m"] = beta1 * kept["m"] + (1 - beta1) * g
    kept["s"] = beta2 * kept["s"] + (1 - beta2) * g**2
    root = np.sqrt(kept["s"] / (1 - beta2 ** kept["t"])) + eps
    return x - lr * kept["m"] / (1 - beta1 ** kept["t"]) / np.where(root > 0, root, 1), "elsewhere"


@misconception("The old state is changed in place: work on a copy, for who goes back to it.", see="def-adam")
def state_changed_in_place(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(g, float)
    state = state or [0, np.zeros(np.shape(x)), np.zeros(np.shape(x))]
    state[0] += 1
    state[1] = beta1 * state[1] + (1 - beta1) * g
    state[2] = beta2 * state[2] + (1 - beta2) * g**2
    root = np.sqrt(state[2] / (1 - beta2 ** state[0])) + eps
    return x - lr * (state[1] / (1 - beta1 ** state[0])) / np.where(root > 0, root, 1), state
