import numpy as np
import math


def right_logaddexp(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    u = -confidence(Z, y)
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))


def right_hint(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    def softplus(u):
        m = np.maximum(0, u)
        return m + np.log(np.exp(-m) + np.exp(u - m))

    delta = confidence(Z, y)
    return softplus(-delta), softplus(np.log(Z.shape[1] - 1) - delta)


def right_log1p(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    K = Z.shape[1]
    out = []
    for shift in (0.0, np.log(K - 1)):
        u = shift - confidence(Z, y)
        out.append(np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u))))
    return tuple(out)


def right_loops(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    low, high = [], []
    K = len(Z[0])
    for d in confidence(Z, y):
        if d < -500:
            low.append(-d)
            high.append(-d + np.log(K - 1))
        else:
            low.append(np.log(1 + np.exp(-d)))
            high.append(np.log(1 + (K - 1) * np.exp(-d)))
    return np.array(low), np.array(high)


def right_by_cross_entropy(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    # the bounds are losses: of two classes, and of K classes with level rivals
    delta, K = confidence(Z, y), Z.shape[1]
    zero = np.array([0])
    low = [cross_entropy(np.array([[d, 0.0]]), zero) for d in delta]
    high = [cross_entropy(np.array([[d] + [0.0] * (K - 1)]), zero) for d in delta]
    return low, high


def right_reduce(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    N, K = Z.shape
    u = np.full((N, K), 0.0) - np.asarray(confidence(Z, y), float)[:, None]
    u[:, 0] = 0
    return np.logaddexp.reduce(u[:, :2], axis=1), np.logaddexp.reduce(u, axis=1)


def right_where(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    d, r = confidence(Z, y), Z.shape[1] - 1
    with np.errstate(over="ignore"):
        # for d < 0: e^-d (e^d + r)
        lower = np.where(d >= 0, np.log1p(np.exp(-np.abs(d))), -d + np.log1p(np.exp(-np.abs(d))))
        upper = np.where(d >= 0, np.log1p(r * np.exp(-np.abs(d))), -d + np.log(r + np.exp(-np.abs(d))))
    return lower, upper


def right_longdouble(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    d = np.asarray(confidence(Z, y)).astype(np.longdouble)
    f = lambda r: np.asarray(np.logaddexp(np.longdouble(0), np.log(np.longdouble(r)) - d), dtype=float)
    return f(1), f(Z.shape[1] - 1)


def right_own_confidence(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    Z = np.array(Z, dtype=float)
    rows = np.arange(len(y))
    true = Z[rows, y].copy()
    Z[rows, y] = -np.inf
    u = Z.max(axis=1) - true
    return np.logaddexp(0.0, u), np.logaddexp(0.0, u + np.log(Z.shape[1] - 1.0))


def right_class(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    class Bound:
        def __init__(self, rivals):
            self.shift = np.log(rivals)

        def __call__(self, delta):
            u = self.shift - delta
            return u + np.log1p(np.exp(-u)) if u > 0 else np.log1p(np.exp(u))

    lower, upper = Bound(1), Bound(Z.shape[1] - 1)
    deltas = confidence(Z, y)
    print(len(deltas))
    return [lower(d) for d in deltas], [upper(d) for d in deltas]


def right_stacked(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    shifts = np.log([[1.0], [Z.shape[1] - 1.0]])
    both = np.logaddexp(0, shifts - np.asarray(confidence(Z, y))[None, :])
    return both[0], both[1]


def right_sorted(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    lows, highs = np.zeros(len(y)), np.zeros(len(y))
    for n, (z, k) in enumerate(zip(Z, y)):
        rival = sorted(v for j, v in enumerate(z) if j != k)[-1]
        top = max(z[k], rival)
        a, b = np.exp(z[k] - top), np.exp(rival - top)
        lows[n] = np.log(a + b) + top - z[k]
        highs[n] = np.log(a + (len(z) - 1) * b) + top - z[k]
    return lows, highs


def right_recursive_sum(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    d = confidence(Z, y)

    def add(r):  # log(1 + r e^-d)
        return np.zeros_like(d, dtype=float) if r == 0 else np.logaddexp(add(r - 1), -d)

    return add(1), add(Z.shape[1] - 1)


def right_float32_tail(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    d = confidence(Z, y)

    def f(shift=0.0):
        u = shift - d
        return np.maximum(u, 0) + np.log1p(np.exp(-np.abs(u)).astype(np.float32))

    return f(), f(np.log(Z.shape[1] - 1))


def wrong_naive(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: exp(-delta) overflows where the true class lags far: use log-sum-exp of two numbers.
    PART: yes
    BREAKS: "finite and right for logits Z as large as ±1e4"; input: loss_bounds([[0, 1000]], [0])"""
    E = np.exp(-confidence(Z, y))
    return np.log(1 + E), np.log(1 + (Z.shape[1] - 1) * E)


def wrong_log1p_naive(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: log1p does not help where exp(-delta) itself is infinite.
    PART: yes
    BREAKS: "finite and right for logits Z as large as ±1e4"; input: loss_bounds([[0, 1000]], [0])"""
    E = np.exp(-confidence(Z, y))
    return np.log1p(E), np.log1p((Z.shape[1] - 1) * E)


def wrong_clipped(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: Clipping delta at -500 bounds the bounds: a lag of 1000 must give 1000.
    PART: yes
    BREAKS: "finite and right for logits Z as large as ±1e4"; input: loss_bounds([[0, 1000]], [0])"""
    E = np.exp(-np.maximum(confidence(Z, y), -500))
    return np.log(1 + E), np.log(1 + (Z.shape[1] - 1) * E)


def wrong_factor_K(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: There are K - 1 rivals, not K.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0]], [0])"""
    u = -confidence(Z, y)
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1]))


def wrong_K_from_labels(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: K is the number of columns of Z, not the largest label plus 1.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0, 0]], [1])"""
    u, K = -confidence(Z, y), int(max(y)) + 1
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(max(K - 1, 1)))


def wrong_K_distinct(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: K is the number of columns of Z, not the number of labels that occur.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0, 0]], [1])"""
    u, K = -confidence(Z, y), max(2, len(np.unique(y)))
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(K - 1))


def wrong_K_is_N(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: len(Z) is the number of samples; K is the number of columns.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0], [0, 0], [0, 0]], [0, 0, 0])"""
    u, K = -confidence(Z, y), max(len(Z), 2)
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(K - 1))


def wrong_swapped(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: The lower bound comes first.
    PART: yes
    BREAKS: "Bounds (lower, upper)"; input: loss_bounds([[0, 0, 0]], [0])"""
    u = -confidence(Z, y)
    return np.logaddexp(0, u + np.log(Z.shape[1] - 1)), np.logaddexp(0, u)


def wrong_sign(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: It is e to the minus delta: with a larger confidence the bounds fall.
    PART: no
    BREAKS: "lower = log(1 + e^-delta)"; input: loss_bounds([[1, 0]], [0])"""
    u = confidence(Z, y)
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))


def wrong_factor_outside(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: The factor K - 1 belongs inside the logarithm.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0, 0]], [0])"""
    low = np.logaddexp(0, -confidence(Z, y))
    return low, (Z.shape[1] - 1) * low


def wrong_log_added(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: log(K - 1) may be added to -delta, inside; outside it is too much where delta is large.
    PART: yes
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0, 0]], [0])"""
    low = np.logaddexp(0, -confidence(Z, y))
    return low, low + np.log(Z.shape[1] - 1)


def wrong_mean(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: A bound for each sample is wanted, not their means.
    PART: no
    BREAKS: "each (N,)"; input: loss_bounds([[0, 0], [0, 0]], [0, 0])"""
    u = -confidence(Z, y)
    return np.logaddexp(0, u).mean(), np.logaddexp(0, u + np.log(Z.shape[1] - 1)).mean()


def wrong_loss_as_lower(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: You return the loss itself as the lower bound: that must be computed from delta alone.
    PART: yes
    BREAKS: "lower = log(1 + e^-delta)"; input: loss_bounds([[0, 0, 0]], [0])"""
    loss = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]
    return loss, np.logaddexp(0, np.log(Z.shape[1] - 1) - confidence(Z, y))


def wrong_loss_as_both(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: Both are the loss; the bounds know only delta and K.
    PART: no
    BREAKS: "upper = log(1 + (K - 1) e^-delta)"; input: loss_bounds([[0, 0, -1]], [0])"""
    loss = np.logaddexp.reduce(Z, axis=1) - Z[np.arange(len(y)), y]
    return loss, loss.copy()


def wrong_own_competitor(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: In your delta the true class competes with itself, so that right samples count as tied: use confidence.
    PART: no
    BREAKS: "that its confidence delta and K imply"; input: loss_bounds([[1, 0]], [0])"""
    u = Z.max(axis=1) - Z[np.arange(len(y)), y]
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))


def wrong_switch_loses_rivals(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: Where exp overflows the upper bound is log(K - 1) - delta; you leave out log(K - 1).
    PART: yes
    BREAKS: "finite and right for logits Z as large as ±1e4"; input: loss_bounds([[0, 1000, 1000]], [0])"""
    d, r = confidence(Z, y), Z.shape[1] - 1
    E = np.exp(-np.maximum(d, -500))
    return np.where(d < -500, -d, np.log(1 + E)), np.where(d < -500, -d, np.log(1 + r * E))


def wrong_inf_to_num(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: nan_to_num makes 1.8e308 of infinity, whose logarithm is 709.8: that is not the bound.
    PART: yes
    BREAKS: "finite and right for logits Z as large as ±1e4"; input: loss_bounds([[0, 1000]], [0])"""
    with np.errstate(over="ignore"):
        E = np.nan_to_num(np.exp(-confidence(Z, y)))
        return np.log(1 + E), np.log(1 + np.nan_to_num((Z.shape[1] - 1) * E))


def wrong_log2(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: Logarithms are natural here, not of base 2.
    PART: yes
    BREAKS: "lower = log(1 + e^-delta)"; input: loss_bounds([[0, 0]], [0])"""
    u = -confidence(Z, y)
    return np.logaddexp(0, u) / np.log(2), np.logaddexp(0, u + np.log(Z.shape[1] - 1)) / np.log(2)


def wrong_hinge(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: max(0, u) is only close to log(1 + e^u): at u = 0 log 2 is missing.
    PART: no
    BREAKS: "lower = log(1 + e^-delta)"; input: loss_bounds([[0, 0]], [0])"""
    u = -confidence(Z, y)
    return np.maximum(0, u), np.maximum(0, u + np.log(Z.shape[1] - 1))


def wrong_rival_sum(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: For the lower bound your second class in the row is taken for the rival: it is the strongest one.
    PART: no
    BREAKS: "that its confidence delta and K imply"; input: loss_bounds([[0, 1, 2]], [0])"""
    rows = np.arange(len(y))
    u = Z[rows, (y + 1) % Z.shape[1]] - Z[rows, y]
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))


def wrong_in_place(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: You overwrite the true logits of the caller's Z: call confidence, or copy.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: loss_bounds([[1, 0]], [0])"""
    rows = np.arange(len(y))
    true = Z[rows, y]
    Z[rows, y] = -np.inf
    u = Z.max(axis=1) - true
    return np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))


def wrong_pairs(Z: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """DESERVES: Two arrays (N,) are wanted; you return N pairs.
    PART: yes
    BREAKS: "Bounds (lower, upper), each (N,)"; input: loss_bounds([[0, 0, 0]], [0])"""
    u = -confidence(Z, y)
    return list(zip(np.logaddexp(0, u), np.logaddexp(0, u + np.log(Z.shape[1] - 1))))
