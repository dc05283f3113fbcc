import numpy as np


def right_kingma_ba(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    x, g = np.asarray(x, float), np.asarray(g, float)
    t, m, s = state if state is not None else (0, np.zeros(x.shape), np.zeros(x.shape))
    t = t + 1
    m = beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    move = m / (1 - beta1**t)
    return np.where(below > 0, x - lr * move / np.where(below > 0, below, 1), x), (t, m, s)


def right_sums_and_their_weights(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # a weighted mean is a sum over the sum of its weights
    if state is None:
        state = (0.0, 0.0, 0.0, 0.0)
    w1, w2, M, S = state
    w1, w2 = beta1 * w1 + 1, beta2 * w2 + 1
    M, S = beta1 * M + np.array(g, float), beta2 * S + np.array(g, float) ** 2
    root = np.sqrt(S / w2) + eps
    step = np.divide(M / w1, root, out=np.zeros(np.shape(x)), where=root != 0)
    return x - lr * step, (w1, w2, M, S)


def right_all_gradients(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # the definition, literally
    past = [] if state is None else state
    past = [*past, np.array(g, dtype=float)]
    age = np.arange(len(past))[::-1]
    G = np.stack(past)
    first = np.tensordot(beta1**age, G, axes=1) / np.sum(beta1**age)
    second = np.tensordot(beta2**age, G**2, axes=1) / np.sum(beta2**age)
    below = np.sqrt(second) + eps
    safe = np.where(below == 0, 1.0, below)
    return x - lr * np.where(below == 0, 0.0, first / safe), past


def right_dictionary(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.asarray(g, dtype=float)
    old = state or {"t": 0, "m": np.zeros_like(g), "s": np.zeros_like(g)}
    new = {
        "t": old["t"] + 1,
        "m": old["m"] * beta1 + g * (1 - beta1),
        "s": old["s"] * beta2 + g * g * (1 - beta2),
    }
    m_hat = new["m"] / (1 - beta1 ** new["t"])
    s_hat = new["s"] / (1 - beta2 ** new["t"])
    with np.errstate(divide="ignore", invalid="ignore"):
        step = m_hat / (np.sqrt(s_hat) + eps)
    step = np.where(np.sqrt(s_hat) + eps == 0, 0.0, step)
    return x - lr * step, new


def right_powers_kept(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # the powers of the betas in place of a counter
    p1, p2, m, s = (1.0, 1.0, 0.0, 0.0) if state is None else state
    g = np.array(g, float)
    p1, p2 = p1 * beta1, p2 * beta2
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    below = np.sqrt(s / (1 - p2)) + eps
    moved = np.array(x, float) - np.where(below > 0, lr * m / (1 - p1) / (below + (below == 0)), 0)
    return moved, (p1, p2, m, s)


def right_running_means(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # the corrected means themselves are kept up: a part of the old mean, and the rest of the new gradient
    g = np.array(g, float)
    n, mean, square = (0, np.zeros(g.shape), np.zeros(g.shape)) if state is None else state
    n += 1
    weight = lambda beta: 1.0 / sum(beta**k for k in range(n))
    mean = (1 - weight(beta1)) * mean + weight(beta1) * g
    square = (1 - weight(beta2)) * square + weight(beta2) * g**2
    below = np.sqrt(square) + eps
    move = np.zeros(g.shape)
    np.divide(mean, below, out=move, where=below > 0)
    return x - lr * move, (n, mean, square)


def right_entry_by_entry(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    from math import sqrt

    shape = np.shape(x)
    xs, gs = np.ravel(x).tolist(), np.ravel(g).tolist()
    if state is None:
        state = (0, [0.0] * len(xs), [0.0] * len(xs))
    t = state[0] + 1
    m = [beta1 * a + (1 - beta1) * b for a, b in zip(state[1], gs)]
    s = [beta2 * a + (1 - beta2) * b * b for a, b in zip(state[2], gs)]
    new = []
    for i in range(len(xs)):
        below = sqrt(s[i] / (1 - beta2**t)) + eps
        new.append(float(xs[i]) if below == 0 else xs[i] - lr * m[i] / (1 - beta1**t) / below)
    return np.array(new, dtype=float).reshape(shape), (t, m, s)


def right_one_table(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # means and their weights in one array each: rows for g, g^2 and 1, 1
    g = np.asarray(g, float)
    sums, weights = (np.zeros((2, *g.shape)), np.zeros(2)) if state is None else state
    betas = np.array([beta1, beta2])
    column = betas.reshape((2,) + (1,) * g.ndim)
    sums, weights = column * sums + np.stack([g, g * g]), betas * weights + 1
    mean = sums[0] / weights[0]
    below = np.sqrt(sums[1] / weights[1]) + eps
    ok = below != 0
    return x - lr * ok * mean / np.where(ok, below, 1), (sums, weights)


def right_correction_in_the_step(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # both corrections moved into one step size, eps scaled along
    g = np.array(g, float)
    t, m, s = (0, g * 0, g * 0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g * g
    root = np.sqrt(1 - beta2**t)
    below = np.sqrt(s) + eps * root
    step = lr * root / (1 - beta1**t)
    return np.where(below == 0, x, x - step * m / np.where(below == 0, 1, below)), (t, m, s)


def right_closure(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # the state is a function that knows the sums so far
    def sums(beta, power):
        return (0.0, 0.0) if state is None else state(beta, power)

    new = np.array(g, dtype=float)
    one, w1 = sums(beta1, 1)
    two, w2 = sums(beta2, 2)
    kept = {(beta1, 1): (beta1 * one + new, beta1 * w1 + 1), (beta2, 2): (beta2 * two + new**2, beta2 * w2 + 1)}
    first, second = kept[beta1, 1], kept[beta2, 2]
    below = np.sqrt(second[0] / second[1]) + eps
    zero = below == 0
    x = np.where(zero, x, x - lr * (first[0] / first[1]) / np.where(zero, 1, below))
    return x, lambda beta, power: kept[beta, power]


def right_careful(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    x, g = np.array(x, dtype=float), np.array(g, dtype=float)
    assert x.shape == g.shape
    assert lr >= 0 and eps >= 0 and 0 <= beta1 < 1 and 0 <= beta2 < 1
    if state is None:
        t, m, s = 0, np.zeros(x.shape), np.zeros(x.shape)
    else:
        t, m, s = state[0], np.array(state[1], copy=True), np.array(state[2], copy=True)
    t += 1
    m *= beta1
    m += (1 - beta1) * g
    s *= beta2
    s += (1 - beta2) * g * g
    m_hat, s_hat = m / (1 - beta1**t), s / (1 - beta2**t)
    denominator = np.sqrt(s_hat) + eps
    moves = denominator > 0
    if x.ndim == 0:
        return (x - lr * m_hat / denominator if moves else x), (t, m, s)
    x[moves] -= lr * m_hat[moves] / denominator[moves]
    return x, (t, m, s)


def wrong_class(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: a state is of numbers, arrays, lists, tuples and dicts: yours holds objects of a class of its own
    PART: no
    BREAKS: what the last step returned: numbers, arrays, and lists, tuples and dicts of them
    """

    class Mean:
        def __init__(self, beta, total=0.0, weight=0.0):
            self.beta, self.total, self.weight = beta, total, weight

        def add(self, value):
            return Mean(self.beta, self.beta * self.total + value, self.beta * self.weight + 1)

        def value(self):
            return self.total / self.weight

    first, second = (Mean(beta1), Mean(beta2)) if state is None else state
    g = np.array(g, float)
    first, second = first.add(g), second.add(g * g)
    below = second.value() ** 0.5 + eps
    with np.errstate(divide="ignore", invalid="ignore"):
        quotient = first.value() / below
    return x - lr * np.where(below == 0, 0, quotient), (first, second)


def right_nan_to_num_where_zero(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    g = np.array(g, float)
    t, m, s = state or (0, 0.0, 0.0)
    t += 1
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    # below is 0 only if all gradients were 0, and then m is 0, too: 0 / (0 + 1)
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / (below + (below == 0)), (t, m, s)


def wrong_not_corrected(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the means start at 0 and are not corrected: the first step is 3.16 times too long
    PART: yes
    BREAKS: both corrected for their start at 0, at adam_step([0.0], None, [1.0], 1.0)
    """
    m, s = (0.0, 0.0) if state is None else state
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s) + eps
    return x - lr * m / np.where(below > 0, below, 1), (m, s)


def wrong_second_not_corrected(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the mean of the squares is not corrected, only that of the gradient
    PART: yes
    BREAKS: both corrected for their start at 0, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_corrected_for_good(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the correction is for use only: you keep the corrected means, and correct them again in the next step
    PART: yes
    BREAKS: running means corrected for their start, in the second step, at g = 1, 1
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    m, s = m / (1 - beta1**t), s / (1 - beta2**t)
    below = np.sqrt(s) + eps
    return x - lr * m / np.where(below > 0, below, 1), (t, m, s)


def wrong_counter_stays_one(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the number of gradients so far is not in your state: every step is corrected as if it were the first
    PART: yes
    BREAKS: state holds all that a run remembers, in the second step, at g = 1, 1
    """
    m, s = (0.0, 0.0) if state is None else state
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2)) + eps
    return x - lr * m / (1 - beta1) / np.where(below > 0, below, 1), (m, s)


def wrong_counter_from_zero(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: t counts this gradient, too: with t = 0 you divide by 1 - 1
    PART: yes
    BREAKS: corrected for their start at 0, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    with np.errstate(all="ignore"):
        below = np.sqrt(s / (1 - np.float64(beta2) ** t)) + eps
        step = m / (1 - np.float64(beta1) ** t) / below
    return x - lr * np.where(np.isfinite(step), step, 0), (t + 1, m, s)


def wrong_counter_one_too_far(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: t starts from 1 and is raised before its use: the first step is corrected as if it were the second
    PART: yes
    BREAKS: corrected for their start at 0, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (1, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_counter_of_all_runs(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the counter is one for all runs: it belongs into the state
    PART: yes
    BREAKS: several runs may take turns: in the second step of a run, g = 1, then 0, after two steps of another
    """
    t = globals().get("steps", 0) + 1 if state is not None else 1
    globals()["steps"] = t
    m, s = (0.0, 0.0) if state is None else state
    m, s = beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (m, s)


def wrong_state_changed(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the means are changed inside of the old state: who goes on from it a second time gets another run
    PART: yes
    BREAKS: a function leaves the arrays and lists that it is given as they were, at two steps from one state
    """
    if state is None:
        state = [0, np.zeros(np.shape(x)), np.zeros(np.shape(x))]
    state[0] += 1
    t, m, s = state
    m *= beta1
    m += (1 - beta1) * np.asarray(g)
    s *= beta2
    s += (1 - beta2) * np.asarray(g, float) ** 2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), state


def wrong_list_that_grows(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: append changes the list that you were given: two runs that go on from one state share their gradients
    PART: yes
    BREAKS: a function leaves the arrays and lists that it is given as they were, at two steps from one state
    """
    past = [] if state is None else state
    past.append(np.array(g, float))
    age = range(len(past))
    weigh = lambda beta, p: sum(beta**k * past[~k] ** p for k in age) / sum(beta**k for k in age)
    below = np.sqrt(weigh(beta2, 2)) + eps
    return x - lr * weigh(beta1, 1) / np.where(below > 0, below, 1), past


def right_gradients_kept_by_reference(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # g is a new array in each step
    past = (*(() if state is None else state), g)
    age = range(len(past))
    weigh = lambda beta, p: sum(beta**k * past[~k] ** p for k in age) / sum(beta**k for k in age)
    below = np.sqrt(weigh(beta2, 2)) + eps
    return x - lr * weigh(beta1, 1) / np.where(below > 0, below, 1), past


def wrong_eps_inside(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: eps is added to the root, not under it: there 1e-8 becomes 1e-4
    PART: yes
    BREAKS: eps is added to the root of the second mean, at adam_step([0.0], None, [1e-4], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t) + eps)
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_eps_before_correction(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: eps is added to the root of the uncorrected mean and then corrected along: it becomes 32 times as large
    PART: yes
    BREAKS: eps is added to the root of the corrected second mean, at adam_step([0.0], None, [1e-6], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = (np.sqrt(s) + eps) / np.sqrt(1 - beta2**t)
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_nan_without_eps(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: with eps = 0 an entry without a gradient becomes 0/0: it has to stay
    PART: yes
    BREAKS: An entry where that sum is 0 stays, at adam_step([1.0], None, [0.0], 1.0, 0.9, 0.999, 0.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * np.asarray(g), beta2 * s + (1 - beta2) * np.asarray(g) ** 2
    with np.errstate(all="ignore"):
        return x - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + eps), (t, m, s)


def wrong_all_stay(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: if one entry has no gradient, you leave all of them where they are
    PART: yes
    BREAKS: An entry where that sum is 0 stays, at adam_step([0.0, 0.0], None, [0.0, 1.0], 1.0, 0.9, 0.999, 0.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    if np.any(below == 0):
        return x * 1.0, (t, m, s)
    return x - lr * m / (1 - beta1**t) / below, (t, m, s)


def wrong_stays_where_gradient_is_zero(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: an entry without a gradient now may have had one before, and moves on: the divisor counts
    PART: yes
    BREAKS: An entry where that sum is 0 stays, in the second step, at g = 1, then 0
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return np.where(g == 0, x, x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1)), (t, m, s)


def wrong_eps_for_zero(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: with eps = 0 you put 1e-8 in its place: a gradient of 1e-8 then moves half a step only
    PART: yes
    BREAKS: eps >= 0, at adam_step([0.0], None, [1e-8], 1.0, 0.9, 0.999, 0.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    return x - lr * m / (1 - beta1**t) / (np.sqrt(s / (1 - beta2**t)) + (eps or 1e-8)), (t, m, s)


def wrong_default_betas(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the correction has 0.9 and 0.999 in it, whatever beta1 and beta2 are
    PART: yes
    BREAKS: beta1, beta2 in [0, 1), at adam_step([0.0], None, [1.0], 1.0, 0.5, 0.5)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - 0.999**t)) + eps
    return x - lr * m / (1 - 0.9**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_betas_swapped(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: beta1 belongs to the gradient, beta2 to its square; in the first step one does not see it
    PART: yes
    BREAKS: beta1 and beta2 are the weights of the past, in the second step, at g = 1, then 0
    """
    beta1, beta2 = beta2, beta1
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_weights_of_the_new(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: beta is the weight of the past, 1 - beta that of the new gradient: yours the other way round
    PART: yes
    BREAKS: beta1 and beta2 are the weights of the past, in the second step, at g = 1, then 0
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, (1 - beta1) * m + beta1 * g, (1 - beta2) * s + beta2 * g**2
    c1, c2 = 1 - (1 - beta1) ** t, 1 - (1 - beta2) ** t
    with np.errstate(all="ignore"):
        below = np.sqrt(s / c2) + eps
        return np.nan_to_num(x - lr * m / c1 / np.where(below > 0, below, 1)), (t, m, s)


def wrong_no_root(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the mean of the squares needs a root, else a doubled gradient halves the step
    PART: yes
    BREAKS: eps is added to the root, at adam_step([0.0], None, [2.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = s / (1 - beta2**t) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_square_of_the_mean(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the second mean is that of the squares of the gradients, not of the squared mean
    PART: yes
    BREAKS: the running mean of its square, in the second step, at g = 1, then -1
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m = t + 1, beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * (m / (1 - beta1**t)) ** 2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_variance(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the mean of (g - m)^2 is another method; Adam has that of g^2
    PART: no
    BREAKS: the running mean of its square, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m = t + 1, beta1 * m + (1 - beta1) * g
    s = beta2 * s + (1 - beta2) * (g - m) ** 2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_length_of_the_gradient(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: entry by entry: you divide all entries by the length of the whole gradient
    PART: no
    BREAKS: entry by entry, at adam_step([0.0, 0.0], None, [1.0, 1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * np.sum(np.asarray(g) ** 2)
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_first_gradient_is_the_mean(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: starting the means with the first gradient needs no correction, but gives that gradient too much weight
    PART: yes
    BREAKS: both corrected for their start at 0, in the second step, at g = 1, then 0
    """
    g = np.array(g, float)
    m, s = (g, g**2) if state is None else (beta1 * state[0] + (1 - beta1) * g, beta2 * state[1] + (1 - beta2) * g**2)
    below = np.sqrt(s) + eps
    return x - lr * m / np.where(below > 0, below, 1), (m, s)


def wrong_uphill(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: minus: x moves against the mean of the gradients
    PART: yes
    BREAKS: One step of Adam, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x + lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_x_in_place(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: x -= ... changes the caller's point
    PART: yes
    BREAKS: a function leaves its arrays as they were, at adam_step([0.0], None, [1.0], 1.0)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    if x.dtype.kind != "f":
        x = x.astype(float)
    x -= lr * m / (1 - beta1**t) / np.where(below > 0, below, 1)
    return x, (t, m, s)


def wrong_integers(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: zeros_like(g) holds integers if g does: the means are cut to 0
    PART: yes
    BREAKS: x and g may hold integers, at adam_step([0.0], None, [3], 1.0)
    """
    t, m, s = (0, np.zeros_like(g), np.zeros_like(g)) if state is None else state
    t, m, s = t + 1, m.copy(), s.copy()
    m[...] = beta1 * m + (1 - beta1) * g
    s[...] = beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_integer_point(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: the copy of an integer x holds integers: the steps are cut
    PART: yes
    BREAKS: x and g may hold integers, at adam_step([0], None, [1.0], 0.5)
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    new = np.array(x)
    new[...] = x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1)
    return new, (t, m, s)


def wrong_memory_in_the_function(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: you keep the means in a global variable, not in the state: two runs in turn disturb one another
    PART: yes
    BREAKS: state holds all that a run remembers: several runs may take turns
    """
    t, m, s = (0, 0.0, 0.0) if state is None else globals()["kept"]
    t, m, s = globals()["kept"] = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), "see there"


def wrong_counter_stops(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: after ten steps you take the correction for 1; with beta2 = 0.999 it is not for thousands
    PART: yes
    BREAKS: both corrected for their start at 0, in step 11, at g = 1 in all steps
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    c1, c2 = (1 - beta1**t, 1 - beta2**t) if t <= 10 else (1, 1)
    below = np.sqrt(s / c2) + eps
    return x - lr * m / c1 / np.where(below > 0, below, 1), (t, m, s)


def wrong_largest_square(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: keeping the largest second mean is AMSGrad, which cures Adam; here it is not asked
    PART: yes
    BREAKS: the running mean of its square, at g = 1, then 0
    """
    t, m, s, top = (0, 0.0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    top = np.maximum(top, s / (1 - beta2**t))
    below = np.sqrt(top) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s, top)


def wrong_vectors_only(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: any shape is allowed: len(x) counts rows of a matrix, and a single number has none
    PART: yes
    BREAKS: x and g have one shape, any, at adam_step(np.array(0.0), None, np.array(1.0), 1.0)
    """
    t, m, s = (0, np.zeros(len(x)), np.zeros(len(x))) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def right_difference_form(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    # no beta is below 0.1, so that the past never vanishes beside the newest gradient
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, m + (1 - beta1) * (g - m), s + (1 - beta2) * (np.asarray(g, float) ** 2 - s)
    below = np.sqrt(np.maximum(s, 0) / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_nothing_without_a_step(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: with lr = 0 the point stays, but the gradient belongs into the means all the same
    PART: yes
    BREAKS: state holds all that a run remembers, at a step with lr = 0 and g = 1, then one with lr = 1 and g = 0
    """
    if lr == 0:
        return np.array(x, float), state
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_zero_gradients_left_out(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: a gradient of 0 counts: the means shrink, and x moves on by the older ones
    PART: yes
    BREAKS: running means of the gradient, in the second step, at g = 1, then 0
    """
    if not np.any(g):
        return np.array(x, float), state
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)


def wrong_shorter_steps(x, state, g, lr, beta1=0.9, beta2=0.999, eps=1e-8):
    """DESERVES: lr / sqrt(t) is a plan for the step size, which is not asked: lr is what the caller says
    PART: yes
    BREAKS: One step of Adam, in the second step, at g = 1, 1
    """
    t, m, s = (0, 0.0, 0.0) if state is None else state
    t, m, s = t + 1, beta1 * m + (1 - beta1) * g, beta2 * s + (1 - beta2) * g**2
    below = np.sqrt(s / (1 - beta2**t)) + eps
    return x - lr / np.sqrt(t) * m / (1 - beta1**t) / np.where(below > 0, below, 1), (t, m, s)
