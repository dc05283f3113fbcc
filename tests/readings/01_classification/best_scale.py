import numpy as np
import math


def right_bisection(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    D = Z - Z[np.arange(len(y)), y][:, None]

    def slope(t):
        return np.mean(np.sum(softmax(t * D) * D, axis=1))

    if slope(0.0) >= 0:
        return 0.0
    if slope(t_max) <= 0:
        return float(t_max)
    low, high = 0.0, float(t_max)
    for _ in range(200):
        mid = (low + high) / 2
        if slope(mid) < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def right_loops(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    def slope(t):
        total = 0.0
        for z, k in zip(Z, y):
            leads = [float(v) - float(z[k]) for v in z]
            m = max(leads)
            es = [np.exp(t * (d - m)) for d in leads]
            total += sum(e * d for e, d in zip(es, leads)) / sum(es)
        return total

    a, b = 0.0, t_max
    if slope(b) <= 0:
        return b
    if slope(a) >= 0:
        return a
    while True:
        c = 0.5 * (a + b)
        if c <= a or c >= b or b - a < 1e-14 * b:
            return c
        if slope(c) > 0:
            b = c
        else:
            a = c


def right_no_ends(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    # without looking at the ends: halving runs into one of them
    D = np.asarray(Z, float) - Z[range(len(y)), y].reshape(-1, 1)
    low, high = 0.0, t_max
    for _ in range(300):
        t = (low + high) / 2
        E = np.exp(t * (D - D.max(1, keepdims=True)))
        if np.sum(E * D / E.sum(1, keepdims=True)) > 0:
            high = t
        else:
            low = t
    return t


def right_recursive(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    lead = Z - np.take_along_axis(Z, y[:, None], 1)
    f1 = lambda t: np.einsum("nk,nk->", softmax(t * lead), lead)

    def search(a, b, n=0):
        c = (a + b) / 2
        if n == 150:
            return c
        return search(a, c, n + 1) if f1(c) >= 0 else search(c, b, n + 1)

    return min(max(search(0.0, float(t_max)), 0.0), t_max)


def right_newton(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    D = (Z - Z[np.arange(len(y)), y][:, None]).astype(float)

    def two(t):
        P = softmax(t * D)
        m = (P * D).sum(axis=1)
        return m.mean(), (P * (D - m[:, None]) ** 2).sum(axis=1).mean()

    if two(0.0)[0] >= 0:
        return 0.0
    if two(t_max)[0] <= 0:
        return float(t_max)
    low, high, t = 0.0, float(t_max), 0.0
    for step in range(400):
        s, c = two(t)
        if s < 0:
            low = t
        else:
            high = t
        new = t - s / c if c > 0 else low
        if step % 3 == 2 or not low < new < high:
            new = (low + high) / 2
        t = new
    return t


def right_class(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    class Slope:
        def __init__(self, Z, y):
            self.D = np.array([z - z[k] for z, k in zip(np.asarray(Z, float), y)])

        def __call__(self, t):
            return (softmax(self.D * t) * self.D).sum(1).mean()

    f, ends = Slope(Z, y), [0.0, t_max]
    if f(0.0) >= 0.0:
        return 0
    if f(t_max) <= 0.0:
        return t_max
    while (m := sum(ends) / 2) not in ends:
        ends[int(f(m) > 0)] = m
    print(ends)
    return np.float64(m)


def right_illinois(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    D = Z - Z[np.arange(len(y)), y][:, None]
    f = lambda t: float((softmax(t * D) * D).sum() / len(y))
    a, b = 0.0, float(t_max)
    fa, fb = f(a), f(b)
    if fa >= 0:
        return a
    if fb <= 0:
        return b
    for i in range(300):
        c = (a + b) / 2 if i % 2 else b - fb * (b - a) / (fb - fa)
        if not a < c < b:
            c = (a + b) / 2
        fc = f(c)
        if fc < 0:
            a, fa = c, fc
        else:
            b, fb = c, fc
        if b - a <= 1e-15 * b:
            break
    return (a + b) / 2


def right_log_then_bisect(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    Z = np.array(Z, dtype=float)
    D = Z - Z[np.arange(len(Z)), y][:, np.newaxis]

    def rising(t):
        U = t * D
        W = np.exp(U - U.max(axis=1, keepdims=True))
        W /= W.sum(axis=1, keepdims=True)
        return (W * D).sum() > 0

    if not rising(t_max):
        return t_max
    high = t_max
    while high > 1e-30 and rising(high / 2):
        high /= 2
    low = high / 2 if high > 1e-30 else 0.0
    for _ in range(120):
        mid = low + (high - low) / 2
        low, high = (low, mid) if rising(mid) else (mid, high)
    return low


def right_longdouble(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    L = np.array(Z, dtype=np.longdouble)
    D = L - L[np.arange(len(y)), y][:, None]
    M = D - D.max(axis=1, keepdims=True)
    lo, hi = np.longdouble(0), np.longdouble(t_max)
    for _ in range(130):
        t = (lo + hi) / 2
        E = np.exp(t * M)
        if ((E * D).sum(axis=1) / E.sum(axis=1)).sum() < 0:
            lo = t
        else:
            hi = t
    return float(np.clip(float(hi), 0, t_max))


def right_many_at_once(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    # splits the interval into 20 parts at a time
    D = Z - Z[np.arange(len(y)), y][:, None]
    M = D - D.max(axis=1, keepdims=True)
    low, high = 0.0, float(t_max)
    for _ in range(40):
        ts = np.linspace(low, high, 21)
        E = np.exp(ts[:, None, None] * M)
        s = ((E * D).sum(axis=2) / E.sum(axis=2)).sum(axis=1)
        below = int((s < 0).sum())  # the slope increases
        if below == 0:
            return float(low)
        if below == 21:
            return float(high)
        low, high = ts[below - 1], ts[below]
    return float(low)


def right_slope_of_theorem(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    Z = Z - Z.mean(axis=1, keepdims=True)
    true = Z[np.arange(len(y)), y]

    def slope(t):
        return float(np.mean((softmax(t * Z) * Z).sum(axis=1) - true))

    if np.ptp(Z, axis=1).max() == 0:
        return 1.0 if t_max > 1 else t_max
    if slope(0) >= 0:
        return 0.0
    if slope(t_max) <= 0:
        return t_max
    interval = [0.0, t_max]
    for i in range(110):
        middle = np.mean(interval)
        if slope(middle) > 0:
            interval[1] = middle
        elif slope(middle) < 0:
            interval[0] = middle
        else:
            return float(middle)
    return np.mean(interval)


def right_keywords(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    def halve(low, high, left=140, D=Z - Z[np.arange(len(y)), y][:, None]):
        while left:
            mid = (low + high) * 0.5
            s = np.vdot(softmax(mid * D), D)
            low, high, left = (mid, high, left - 1) if s < 0 else (low, mid, left - 1)
        return high

    return np.array(halve(low=0.0, high=t_max))


def right_golden_then_nothing(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    # |f'| falls, then rises: bisection on its sign by np.sign, in units of t_max
    D = (Z - Z[np.arange(len(y)), y][:, None]) * float(t_max)
    s, step = 0.5, 0.25
    slope = lambda u: (softmax(u * D) * D).sum()
    if slope(0.0) >= 0:
        return 0.0
    if slope(1.0) <= 0:
        return float(t_max)
    for _ in range(100):
        s -= np.sign(slope(s)) * step
        step /= 2
    return float(min(max(s, 0.0), 1.0) * t_max)


def wrong_grid(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: A grid of a thousand values is too coarse for 1e-8: use the sign of the slope and halve.
    PART: yes
    BREAKS: "f(t) exceeds the least loss by 1e-8 at most"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    ts = np.linspace(0, t_max, 1001)
    return float(ts[np.argmin([cross_entropy(t * Z, y) for t in ts])])


def wrong_two_grids(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: Two grids leave an error of t_max / 10 000, too much for large logits: go on halving.
    PART: yes
    BREAKS: "1e-8 at most, for logits as large as ±1e4"; input: best_scale([[300, 0], [300, 0], [0, 300]], [0, 0, 0])"""
    low, high = 0.0, t_max
    for _ in range(2):
        ts = np.linspace(low, high, 101)
        i = int(np.argmin([cross_entropy(t * Z, y) for t in ts]))
        low, high = ts[max(i - 1, 0)], ts[min(i + 1, 100)]
    return float(ts[i])


def wrong_twenty_halvings(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: After 20 halvings t is known to 1e-4 only; large logits need it to 1e-8: halve 60 times or more.
    PART: yes
    BREAKS: "1e-8 at most, for logits as large as ±1e4"; input: best_scale([[3000, 0], [3000, 0], [0, 3000]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, t_max
    for _ in range(20):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_tolerance(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: You stop when the interval is 1e-5 long, which is not enough for logits of size 1e4.
    PART: yes
    BREAKS: "1e-8 at most, for logits as large as ±1e4"; input: best_scale([[9000, 0], [9000, 0], [0, 9000]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, t_max
    if (softmax(high * D) * D).sum() <= 0:
        return high
    while high - low > 1e-5:
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_naive_exp(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: exp(t z) overflows for large t z, and a NaN slope sends the halving astray: use your softmax.
    PART: yes
    BREAKS: "for logits Z (N, K) as large as ±1e4"; input: best_scale([[1000, 999.9]], [0])"""
    low, high = 0.0, t_max
    with np.errstate(all="ignore"):
        for _ in range(100):
            mid = (low + high) / 2
            E = np.exp(mid * Z)
            P = E / E.sum(axis=1, keepdims=True)
            if ((P * Z).sum(axis=1) - Z[np.arange(len(y)), y]).sum() < 0:
                low = mid
            else:
                high = mid
    return (low + high) / 2


def wrong_ignores_t_max(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: The interval is [0, t_max], not [0, 100].
    PART: yes
    BREAKS: "The factor t in [0, t_max]"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0], 0.5)"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, 100.0
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_from_one(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: The best factor may lie below 1: search from 0.
    PART: yes
    BREAKS: "The factor t in [0, t_max]"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = min(1.0, t_max), t_max
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_from_hundredth(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: The interval begins at 0; where the classifier is mostly wrong, or the logits are large, 0.01 is too much.
    PART: yes
    BREAKS: "The factor t in [0, t_max]"; input: best_scale([[0, 1]], [0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.01, t_max
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_slope_sign(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: Where the slope is negative the minimum lies to the right: you keep the wrong half.
    PART: no
    BREAKS: "for which the loss is least"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, t_max
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() > 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_newton(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: Newton's steps from t = 1 may leave the region where the curvature is not 0: bracket the zero.
    PART: yes
    BREAKS: "1e-8 at most, for logits as large as ±1e4"; input: best_scale([[1000, 0], [1000, 0], [0, 1000]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    t = min(1.0, t_max)
    for _ in range(100):
        P = softmax(t * D)
        m = (P * D).sum(axis=1)
        c = (P * D**2).sum(axis=1) - m**2
        if c.mean() <= 1e-12:
            break
        t = min(max(t - m.mean() / c.mean(), 0.0), t_max)
    return float(t)


def wrong_gradient_descent(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: Gradient steps of a fixed size do not arrive, or leap over the minimum: halve an interval instead.
    PART: no
    BREAKS: "f(t) exceeds the least loss by 1e-8 at most"; input: best_scale([[0.1, 0], [0.1, 0], [0, 0.1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    t = 0.0
    for _ in range(1000):
        t = min(max(t - 0.1 * (softmax(t * D) * D).sum() / len(y), 0.0), t_max)
    return float(t)


def wrong_accuracy(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: No factor t > 0 changes the accuracy; the loss is to be least.
    PART: no
    BREAKS: "for which the loss is least"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    ts = np.linspace(0, t_max, 101)
    return float(ts[np.argmax([accuracy(t * Z, y) for t in ts])])


def wrong_temperature(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: You return the temperature 1 / t; the factor t is wanted.
    PART: no
    BREAKS: "The factor t in [0, t_max]"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, t_max
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return min(1 / max((low + high) / 2, 1 / t_max), t_max)


def wrong_accuracy_odds(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: log(right / wrong) over a confidence is the answer only for two classes with confidences of one size.
    PART: no
    BREAKS: "for which the loss is least"; input: best_scale([[2, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    a = accuracy(Z, y)
    if a == 1:
        return t_max
    if a <= 0.5:
        return 0.0
    return float(min(np.log(a / (1 - a)) / np.mean(np.abs(confidence(Z, y))), t_max))


def wrong_confidence_slope(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: You minimise the lower bound log(1 + e^(-t delta)): from three classes on it is not the loss.
    PART: yes
    BREAKS: "cross_entropy(t Z, y) is least"; input: best_scale([[1, 0, 0], [1, 0, 0], [0, 1, 0]], [0, 0, 0])"""
    d = confidence(Z, y)
    low, high = 0.0, t_max
    for _ in range(100):
        mid = (low + high) / 2
        if -(d / (1 + np.exp(np.clip(mid * d, -700, 700)))).sum() < 0:
            low = mid
        else:
            high = mid
    return (low + high) / 2


def wrong_logits_of_softmax(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: In the slope the weights are softmax(t Z): yours stay at t = 1.
    PART: no
    BREAKS: "cross_entropy(t Z, y) is least"; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    P = softmax(D)
    slope = (P * D).sum()
    return 0.0 if slope >= 0 else float(t_max)


def wrong_ends_only_right(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: If the slope is positive at 0 already the best t is 0; you return t_max there.
    PART: yes
    BREAKS: "for which the loss is least"; input: best_scale([[0, 1]], [0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    f = lambda t: (softmax(t * D) * D).sum()
    low, high = 0.0, float(t_max)
    if f(low) * f(high) >= 0:
        return high
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if f(mid) < 0 else (low, mid)
    return high


def wrong_ties_to_zero(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: A wrong or tied sample does not make 0 the best factor: only the slope at 0 decides.
    PART: yes
    BREAKS: "for which the loss is least"; input: best_scale([[1, 1, 0]], [0])"""
    if accuracy(Z, y) <= 0.5:
        return 0.0
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, float(t_max)
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if (softmax(mid * D) * D).sum() < 0 else (low, mid)
    return high


def wrong_float32(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: float32 does not see leads of 0.0001 beside logits of 10 000: subtract in float64.
    PART: yes
    BREAKS: "1e-8 at most, for logits as large as ±1e4"; input: best_scale([[10000.0001, 10000], [10000.0001, 10000], [10000, 10000.0001]], [0, 0, 0])"""
    Z = Z.astype(np.float32)
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, float(t_max)
    for _ in range(100):
        mid = (low + high) / 2
        if (softmax(mid * D) * D).sum() < 0:
            low = mid
        else:
            high = mid
    return high


def wrong_first_sample(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: You use y[0] for every sample: each row has its own true class.
    PART: no
    BREAKS: "y (N,) are the labels"; input: best_scale([[1, 0], [0, 1], [0, 1]], [0, 1, 0])"""
    D = Z - Z[:, [y[0]]]
    low, high = 0.0, float(t_max)
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if (softmax(mid * D) * D).sum() < 0 else (low, mid)
    return high


def wrong_in_place(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: Z -= changes the caller's logits: work on a copy.
    PART: yes
    BREAKS: "A function leaves the arrays and lists that it is given as they were"; input: best_scale([[1, 0]], [0])"""
    Z -= Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, float(t_max)
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if (softmax(mid * Z) * Z).sum() < 0 else (low, mid)
    return high


def wrong_loss_returned(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    """DESERVES: You return the least loss; the factor is wanted.
    PART: no
    BREAKS: "The factor t": one float; input: best_scale([[1, 0], [1, 0], [0, 1]], [0, 0, 0])"""
    D = Z - Z[np.arange(len(y)), y][:, None]
    low, high = 0.0, float(t_max)
    for _ in range(100):
        mid = (low + high) / 2
        low, high = (mid, high) if (softmax(mid * D) * D).sum() < 0 else (low, mid)
    return cross_entropy(high * Z, y)


def right_golden_section(Z: np.ndarray, y: np.ndarray, t_max: float = 100.0) -> float:
    # compares values after all: they are right to 1e-14 where they are near the least one
    D = Z - Z[np.arange(len(y)), y][:, None]
    f = lambda t: np.logaddexp.reduce(t * D, axis=1).mean()
    r = (np.sqrt(5) - 1) / 2
    a, b = 0.0, float(t_max)
    c, d = b - r * (b - a), a + r * (b - a)
    fc, fd = f(c), f(d)
    for _ in range(200):
        if fc < fd:
            b, d, fd = d, c, fc
            c = b - r * (b - a)
            fc = f(c)
        else:
            a, c, fc = c, d, fd
            d = a + r * (b - a)
            fd = f(d)
    ts = [0.0, (a + b) / 2, float(t_max)]
    return ts[int(np.argmin([f(t) for t in ts]))]
