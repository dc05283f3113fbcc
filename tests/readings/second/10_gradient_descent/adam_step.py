import math

import numpy as np


def right_kingma_and_ba(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """As in the paper, with a counter and two means."""
    g = np.asarray(g, float)
    t, m, s = state if state is not None else (0, np.zeros(g.shape), np.zeros(g.shape))
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    mean, root = m / (1 - beta1**t), np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * np.where(root > 0, mean / np.where(root > 0, root, 1.0), 0.0), (t, m, s)


def right_sums(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Sums of weights beside weighted sums: no powers, no counter."""
    g = np.asarray(g, float)
    a, A, b, C = state or (0.0, 0.0 * g, 0.0, 0.0 * g)
    a, A, b, C = 1 + beta1 * a, g + beta1 * A, 1 + beta2 * b, g * g + beta2 * C
    below = np.sqrt(C / b) + eps
    move = np.divide(A / a, below, out=np.zeros(g.shape), where=below != 0)
    return np.asarray(x, float) - lr * move, (a, A, b, C)


def right_all_gradients(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The state is the list of all gradients, as in the definition."""
    past = (state or []) + [np.array(g, float)]
    ages = np.arange(len(past))[::-1]
    G, w1, w2 = np.array(past), beta1**ages, beta2**ages
    mean = np.tensordot(w1, G, axes=1) / w1.sum()
    root = np.sqrt(np.tensordot(w2, G**2, axes=1) / w2.sum()) + eps
    with np.errstate(all="ignore"):
        move = np.nan_to_num(mean / root) * (root > 0)
    return x - lr * move, past


def right_dict(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """A dict with the powers of beta in it."""
    g = np.array(g, dtype=float)
    old = state or {"m": np.zeros_like(g), "s": np.zeros_like(g), "p": 1.0, "q": 1.0}
    new = {
        "m": old["m"] * beta1 + g * (1 - beta1),
        "s": old["s"] * beta2 + np.square(g) * (1 - beta2),
        "p": old["p"] * beta1,
        "q": old["q"] * beta2,
    }
    top, below = new["m"] / (1 - new["p"]), np.sqrt(new["s"] / (1 - new["q"])) + eps
    below = np.where(below == 0, np.inf, below)
    return x - lr * top / below, new


def right_scaled_rate(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The corrections go into the rate and into eps."""
    g = np.asarray(g).astype(float)
    if state is None:
        state = [0, np.zeros(g.shape), np.zeros(g.shape)]
    t = state[0] + 1
    m = state[1] + (1 - beta1) * (g - state[1])
    s = state[2] + (1 - beta2) * (g * g - state[2])
    c = math.sqrt(1 - beta2**t)
    below = np.sqrt(s) + eps * c
    safe = np.where(below > 0, below, 1.0)
    return x - lr * c / (1 - beta1**t) * (m / safe) * (below > 0), [t, m, s]


def right_running_means(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The means are kept corrected, with a weight for the newest that says how many there are."""
    g = np.asarray(g, float)
    t, mean, square = (0, g, g**2) if state is None else state
    t += 1
    mean = mean + (1 - beta1) / (1 - beta1**t) * (g - mean)
    square = square + (1 - beta2) / (1 - beta2**t) * (g**2 - square)
    root = np.sqrt(square) + eps
    still = root == 0
    return x - lr * np.where(still, 0, mean) / np.where(still, 1, root), (t, mean, square)


def right_loops(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Numbers and lists, entry by entry."""
    shape = np.shape(x)
    xs, gs = [float(u) for u in np.ravel(x)], [float(u) for u in np.ravel(g)]
    t, m, s = state or (0, [0.0] * len(gs), [0.0] * len(gs))
    t += 1
    m = [beta1 * a + (1 - beta1) * b for a, b in zip(m, gs)]
    s = [beta2 * a + (1 - beta2) * b * b for a, b in zip(s, gs)]
    new = []
    for u, a, b in zip(xs, m, s):
        below = math.sqrt(b / (1 - beta2**t)) + eps
        new.append(u if below == 0 else u - lr * (a / (1 - beta1**t)) / below)
    return np.array(new, float).reshape(shape), (t, m, s)


def right_roots(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """The root of the second mean is kept, by hypot: no squares."""
    g = np.asarray(g, float)
    t, m, r = (0, np.zeros(g.shape), np.zeros(g.shape)) if state is None else state
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    r = np.hypot(math.sqrt(beta2) * r, math.sqrt(1 - beta2) * g)
    below = r / math.sqrt(1 - beta2**t) + eps
    ratio = np.zeros(g.shape)
    np.divide(m / (1 - beta1**t), below, out=ratio, where=below > 0)
    return x - lr * ratio, (t, m, r)


def right_velocities(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Two velocities, divided by the sums of their weights."""
    g = np.asarray(g, float)
    zero = np.zeros(g.shape)
    t, v, q = state if state else (0, zero, zero)
    v, q = beta1 * v + g, beta2 * q + g * g
    t += 1
    mean = v * (1 - beta1) / (1 - beta1**t)
    below = np.sqrt(q * (1 - beta2) / (1 - beta2**t)) + eps
    return np.where(below == 0, x, x - lr * mean / np.where(below == 0, 1.0, below)), (t, v, q)


def right_expm1(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """1 - beta^t by expm1, and a stacked state."""
    g = np.asarray(g, float)
    betas = np.array([beta1, beta2]).reshape((2,) + (1,) * g.ndim)
    t, means = (0, np.zeros((2,) + g.shape)) if state is None else state
    t, means = t + 1, betas * means + (1 - betas) * np.stack([g, g * g])
    mean, square = means / -np.expm1(t * np.log(betas))
    below = np.sqrt(square) + eps
    safe = np.where(below > 0, below, np.inf)
    return x - lr * (mean / safe), (t, means)


def right_class(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """A class of corrected means, packed and unpacked in each step."""

    class Mean:
        def __init__(self, beta, packed):
            self.beta, self.total, self.weight = beta, packed[0], packed[1]

        def add(self, value):
            self.total, self.weight = self.beta * self.total + value, self.beta * self.weight + 1.0
            return self.total / self.weight

        def packed(self):
            return (self.total, self.weight)

    g = np.array(g, float)
    first, second = (Mean(b, p) for b, p in zip((beta1, beta2), state or ((0 * g, 0.0), (0 * g, 0.0))))
    mean, below = first.add(g), np.sqrt(second.add(g**2)) + eps
    moves = below > 0
    x = np.array(x, float)
    return x - lr * np.where(moves, mean, 0.0) / np.where(moves, below, 1.0), (first.packed(), second.packed())


def right_defensive(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """Asserts, a nested function, the division on the entries that move only."""

    def step(t, m, s):
        new = np.array(x, float)
        moves = np.sqrt(s / (1 - beta2**t)) + eps > 0
        below = np.sqrt(s[moves] / (1 - beta2**t)) + eps
        new[moves] -= lr * (m[moves] / (1 - beta1**t)) / below
        assert new.shape == np.shape(x)
        return new, (t, m, s)

    g = np.array(g, float)
    assert np.isfinite(g).all() and g.shape == np.shape(x)
    t, m, s = state if state is not None else (0, np.zeros_like(g), np.zeros_like(g))
    return step(t + 1, np.asarray(beta1 * m + (1 - beta1) * g), np.asarray(beta2 * s + (1 - beta2) * g * g))


def right_norms_of_past(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """All gradients stacked in a dict; the root of the second mean is a norm of the decayed ones."""
    g = np.asarray(g, float)
    stack = g[None] if state is None else np.concatenate([state["g"], g[None]])
    k = np.arange(len(stack) - 1, -1, -1).reshape((-1,) + (1,) * g.ndim)
    mean = (beta1**k * stack).sum(axis=0) / (beta1**k).sum()
    below = np.linalg.norm(beta2 ** (k / 2) * stack, axis=0) / np.sqrt((beta2**k).sum()) + eps
    return x - lr * np.where(below > 0, mean, 0) / np.where(below > 0, below, 1), {"g": stack}


def wrong_uncorrected(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the means are not corrected for their start at 0
    PART: no
    BREAKS: both corrected for their start at 0, at x = [0], g = [1], lr = 1: it moves by 3.16
    """
    g = np.asarray(g, float)
    m, s = state or (0 * g, 0 * g)
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s) + eps
    return x - lr * m / np.where(below > 0, below, 1.0), (m, s)


def wrong_eps_in_root(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: eps stands inside the root
    PART: yes
    BREAKS: eps is added to the root of the corrected second mean, at x = [0], g = [1], lr = 1, eps = 0.5
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t) + eps)
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_counter_stands(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the counter never moves on: all steps are corrected as the first
    PART: yes
    BREAKS: both corrected for their start at 0, at g = [1], then [1]: the second step is longer than lr
    """
    g = np.asarray(g, float)
    m, s = state or (0 * g, 0 * g)
    t = 1
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (m, s)


def wrong_keeps_corrected(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the corrected means are kept in the state and corrected again in the next step
    PART: yes
    BREAKS: the running means, corrected for their start at 0, at g = [1], then [0]
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t += 1
    m = (beta1 * m + (1 - beta1) * g) / (1 - beta1**t)
    s = (beta2 * s + (1 - beta2) * g * g) / (1 - beta2**t)
    below = np.sqrt(s) + eps
    return x - lr * m / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_global_counter(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the number of steps is a global variable: a second run sets back that of the first
    PART: yes
    BREAKS: the state holds all that a run remembers: several runs may take turns, at two runs of two steps
    """
    global _steps
    g = np.asarray(g, float)
    if state is None:
        _steps, state = 0, (0 * g, 0 * g)
    _steps += 1
    m, s = state
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**_steps)) + eps
    return x - lr * m / (1 - beta1**_steps) / np.where(below > 0, below, 1.0), (m, s)


def wrong_integer_squares(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the squares of integers beyond 3e9 do not fit into 64 bits
    PART: yes
    BREAKS: x and g may hold integers, entries to 1e100 in size, at x = [0], g = [4294967296], lr = 1
    """
    t, m, s = state or (0, np.zeros(np.shape(g)), np.zeros(np.shape(g)))
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * np.abs(g * g)
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_not_a_number(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: with eps = 0 an entry without gradients becomes 0/0
    PART: yes
    BREAKS: an entry where that sum is 0 stays, at x = [0], g = [0], eps = 0
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    with np.errstate(all="ignore"):
        return x - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), (t, m, s)


def wrong_small_number_more(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: 1e-30 is added against 0/0, which stops entries with tiny gradients
    PART: yes
    BREAKS: entries are 0, or 1e-100 to 1e100 in size, at x = [0], g = [1e-100], lr = 1, eps = 0: it must move by 1
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    return x - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps + 1e-30), (t, m, s)


def wrong_close_to_zero(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: isclose takes every sum below 1e-8 for 0
    PART: yes
    BREAKS: an entry where that sum is 0 stays, others move, at x = [0], g = [1e-9], lr = 1, eps = 0
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    none = np.isclose(below, 0)
    return x - lr * np.where(none, 0, m) / (1 - beta1**t) / np.where(none, 1.0, below), (t, m, s)


def wrong_state_in_place(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the arrays of the state that is given are changed in place: nobody can go back to it
    PART: yes
    BREAKS: a function leaves the arrays and lists that it is given as they were, at one state used twice
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, np.zeros(g.shape), np.zeros(g.shape))
    m *= beta1
    m += (1 - beta1) * g
    s *= beta2
    s += (1 - beta2) * g * g
    t += 1
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_greatest_square(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the second mean never falls, it is the greatest so far (AMSGrad)
    PART: yes
    BREAKS: the running mean of the square, at g = [1], then [0]
    """
    g = np.asarray(g, float)
    t, m, s, top = state or (0, 0 * g, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    top = np.maximum(top, s)
    below = np.sqrt(top / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s, top)


def wrong_one_correction(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: both means are corrected with beta1
    PART: yes
    BREAKS: both corrected for their start at 0, at x = [0], g = [1], lr = 1
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    c = 1 - beta1**t
    below = np.sqrt(s / c) + eps
    return x - lr * m / c / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_eps_before_correction(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: eps is added to the root before that is corrected, so that it grows with it
    PART: yes
    BREAKS: eps is added to the root of the corrected second mean, at x = [0], g = [1], lr = 1, eps = 0.5
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    rate = lr * math.sqrt(1 - beta2**t) / (1 - beta1**t)
    below = np.sqrt(s) + eps
    return x - rate * m / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_rate_in_the_mean(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the rates of former steps are in the mean: after a change of lr they go on
    PART: yes
    BREAKS: lr may change from step to step of a run, at g = [1] with lr = 1, then g = [1] with lr = 0: it must stay
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * lr * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_single_precision(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the means are kept in float32: seven digits, and 0 below 1e-38
    PART: yes
    BREAKS: x is right to 1e-9, at x = [0], g = [0.1], lr = 1, then g = [0.3]
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, np.zeros(g.shape, np.float32), np.zeros(g.shape, np.float32))
    with np.errstate(all="ignore"):
        m = np.asarray(beta1 * m + (1 - beta1) * g, np.float32)
        s = np.asarray(beta2 * s + (1 - beta2) * g * g, np.float32)
    t += 1
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_moves_x_in_place(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the caller's x is moved in place
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at x = [0.0], g = [1.0], lr = 1
    """
    g, x = np.asarray(g, float), np.asarray(x, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    x -= lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0)
    return x, (t, m, s)


def wrong_one_entry_at_least(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: a number of shape () becomes a vector of one entry
    PART: yes
    BREAKS: x and g have one shape, any, at x and g of shape ()
    """
    x, g = np.atleast_1d(x).astype(float), np.atleast_1d(g).astype(float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_corrects_fifty_steps(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: after 50 steps the correction is left out, when the second mean is still far too small
    PART: yes
    BREAKS: both corrected for their start at 0, at 51 steps with g = [1]
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    c, d = (1 - beta1**t, 1 - beta2**t) if t <= 50 else (1.0, 1.0)
    below = np.sqrt(s / d) + eps
    return x - lr * m / c / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_clipped(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: no entry moves by more than lr, but after small gradients a large one moves it further
    PART: yes
    BREAKS: x is right to 1e-9, at fifty times g = [0], then ten times [1]: the last step is 1.6 lr
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * np.clip(m / (1 - beta1**t) / np.where(below > 0, below, 1.0), -1, 1), (t, m, s)


def wrong_starts_with_a_gradient(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the run begins with the first gradient that is not 0: those before are not counted
    PART: yes
    BREAKS: the running means of the gradient, at g = [0], then [1]: the second step is 0.744 lr, not lr
    """
    g = np.asarray(g, float)
    if state is None and not g.any():
        return np.array(x, float), None
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_usual_corrections(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the corrections have the usual 0.9 and 0.999 in them, whatever beta1 and beta2 are
    PART: yes
    BREAKS: both corrected for their start at 0, at x = [0], g = [1], lr = 1, beta1 = beta2 = 0.5
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - 0.999**t)) + eps
    return x - lr * m / (1 - 0.9**t) / np.where(below > 0, below, 1.0), (t, m, s)


def wrong_dtype_of_x(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the new x has the dtype of the old one: integers are cut off
    PART: yes
    BREAKS: x and g may hold integers, x is right to 1e-9, at x = [1], g = [1], lr = 0.5
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return np.asarray(x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0)).astype(x.dtype), (t, m, s)


def wrong_one_scale(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: one scale for all entries, the root of the mean of their squares
    PART: no
    BREAKS: entry by entry, at x = [0, 0], g = [1, 2], lr = 1
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0.0)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * np.mean(g * g)
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / (below if below > 0 else 1.0), (t, m, s)


def wrong_sizes_for_squares(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: sizes in place of squares: the second mean is that of |g|, whose square is not the mean of g^2
    PART: yes
    BREAKS: the running mean of its square, at g = [1], then [3]
    """
    g = np.asarray(g, float)
    t, m, s = state or (0, 0 * g, 0 * g)
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * abs(g)
    below = s / (1 - beta2**t) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1.0), (t, m, s)
