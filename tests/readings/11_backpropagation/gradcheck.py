import numpy as np
import math
from collections.abc import Callable


def right_ndindex(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    x = np.array(x, dtype=float)
    a = g(x.copy())
    errors = np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = np.abs(a[i] - b) / np.max([1, np.abs(a[i]), np.abs(b)])
    return np.max(errors)


def right_work_copy(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    work = np.array(x, dtype=float)
    a = np.array(g(np.array(x, dtype=float)), dtype=float)
    b = np.empty(work.shape)
    for i in np.ndindex(work.shape):
        old = work[i]
        work[i] = old + h
        up = f(work)
        work[i] = old - h
        b[i] = (up - f(work)) / (2 * h)
        work[i] = old
    return float(np.max(np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b)))))


def right_units(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    x = np.asarray(x, dtype=float)
    E = np.eye(x.size).reshape((x.size,) + x.shape)
    b = np.array([f(x + h * e) - f(x - h * e) for e in E]).reshape(x.shape) / 2 / h
    a = np.asarray(g(x + 0.0))
    scale = np.maximum(np.maximum(np.abs(a), np.abs(b)), 1.0)
    return (np.abs(a - b) / scale).max()


def right_flat_loop(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    shape = np.shape(x)
    flat = [float(v) for v in np.ravel(x)]
    a = np.ravel(g(np.array(flat).reshape(shape)))
    worst = 0.0
    for i in range(len(flat)):
        up = flat[:i] + [flat[i] + h] + flat[i + 1 :]
        down = flat[:i] + [flat[i] - h] + flat[i + 1 :]
        b = (f(np.array(up).reshape(shape)) - f(np.array(down).reshape(shape))) / (2 * h)
        error = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
        if np.isnan(a[i]) or np.isnan(b) or np.isnan(error):
            return np.nan
        worst = max(worst, error)
    return worst


def right_recursive(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    p = np.array(x, dtype=np.float64)
    a = np.array(g(p.copy()), dtype=np.float64).reshape(-1)

    def moved(i, s):
        q = p.copy().reshape(-1)
        q[i] += s
        return f(q.reshape(p.shape))

    def worst(i, j):
        if j - i == 1:
            b = (moved(i, h) - moved(i, -h)) / (h + h)
            return np.abs(a[i] - b) / np.maximum(np.maximum(np.abs(b), 1), np.abs(a[i]))
        m = (i + j) // 2
        return np.maximum(worst(i, m), worst(m, j))

    return float(worst(0, p.size))


def right_class(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    class Probe:
        def __init__(self, x):
            self.x = x

        def __call__(self, i, s=1):
            y = self.x.copy()
            y.flat[i] = y.flat[i] + s * h
            return float(f(y))

    probe = Probe(np.array(x).astype(float))
    b = np.array([(probe(i) - probe(i, -1)) / (2 * h) for i in range(np.size(x))])
    a = np.array(g(probe.x.copy())).ravel()
    return np.amax(abs(a - b) / np.amax([np.ones(len(a)), abs(a), abs(b)], axis=0))


def right_comprehension(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    x = 1.0 * np.array(x)
    a = np.array(g(x.copy()))

    def error(i):
        e = np.zeros(x.shape)
        e[i] = h
        b = (f(x + e) - f(x - e)) / (2 * h)
        return abs(a[i] - b) / np.max(np.abs([1.0, a[i], b]))

    return np.array([error(i) for i in np.ndindex(x.shape)]).max()


def right_nan_first(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    x = np.array(x, dtype=float, copy=True)
    a, b = np.array(g(x.copy()), float), np.zeros(x.shape)
    for k in range(x.size):
        i = np.unravel_index(k, x.shape)
        e = np.zeros_like(x)
        e[i] = 1
        b[i] = (f(x + h * e) - f(x - h * e)) * 0.5 / h
    size = np.maximum(np.abs(a), np.abs(b))
    errors = np.where(size <= 1, np.abs(a - b), np.abs(a - b) / np.where(size == 0, 1, size))
    return float("nan") if np.isnan(errors).any() else float(errors.max())


def right_nditer(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    base = np.asarray(x).astype(float)
    grad = np.broadcast_to(g(base.copy()), base.shape)
    result, it = [], np.nditer(base, flags=["multi_index", "zerosize_ok"])
    for value in it:
        i = it.multi_index
        y = base.copy()
        y[i] = value + h
        b = f(y)
        y = base.copy()
        y[i] = value - h
        b = (b - f(y)) / (2 * h)
        result.append(np.abs(grad[i] - b) / np.maximum(1, np.maximum(abs(grad[i]), abs(b))))
    return np.max(result)


def right_sorted_errors(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    x = np.array(x, float)
    a = np.atleast_1d(np.array(g(x.copy()), float)).ravel()
    errors = []
    for k in range(x.size):
        ys = []
        for sign in (+1, -1):
            y = x.copy()
            y.ravel()[k] += sign * h  # ravel of a fresh C-ordered copy is a view
            ys.append(f(y))
        b = (ys[0] - ys[1]) / (2 * h)
        errors.append(abs(a[k] - b) / sorted([1.0, abs(a[k]), abs(b)])[-1] if a[k] == a[k] and b == b else np.nan)
    return np.sort(errors)[-1]


def right_two_passes(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    def values(s):
        out = []
        for i in np.ndindex(np.shape(x)):
            y = np.array(x, dtype=float)
            y[i] += s
            out.append(f(y))
        return np.array(out)

    b = (values(h) - values(-h)) / (2 * h)
    a = np.reshape(g(np.array(x, dtype=float)), -1)
    print(len(a))
    return np.max(np.abs(a - b) / np.clip(np.maximum(np.abs(a), np.abs(b)), 1, None))


def right_keyword_defaults(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    p = np.array(x, dtype=float)

    def central(i, p=p, two=2.0):
        q = p.copy()
        q[i] = p[i] + h
        upper = f(q)
        q = p.copy()
        q[i] = p[i] - h
        return (upper - f(q)) / (two * h)

    a, worst = np.asarray(g(p.copy())), np.float64(0)
    for i in np.ndindex(*p.shape):
        b = central(i)
        worst = np.maximum(worst, np.abs(a[i] - b) / np.maximum.reduce([1.0, np.abs(a[i]), np.abs(b)]))
    return worst


def wrong_one_sided(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: Central differences take a step up and a step down; yours goes up only.
    PART: no
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x**2), lambda x: 2 * x, [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(x)) / h
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_over_h(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The two points are 2h apart: divide by 2h.
    PART: no
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x) / 2, lambda x: np.full(x.shape, 0.5), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / h
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_half_step(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The step is h to each side; you take h/2.
    PART: yes
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x**3), lambda x: 3 * x**2, [1.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h / 2
        down[i] -= h / 2
        b = (f(up) - f(down)) / h
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_precedence(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: / 2 * h multiplies by h: write / (2 * h).
    PART: no
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x), lambda x: np.ones(x.shape), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / 2 * h
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_mean(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The largest error is wanted: a mean hides one wrong entry among many right ones.
    PART: no
    BREAKS: "the result is the largest of them"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, 0.0]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.mean(errors))


def wrong_norm(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: Each entry has its own error; you take one quotient of norms for all.
    PART: no
    BREAKS: "the result is the largest of them"; input: gradcheck(lambda x: 2 * np.sum(x), lambda x: np.array([1.0, 2.0]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, b = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b[i] = (f(up) - f(down)) / (2 * h)
    n = lambda A: np.sqrt(np.sum(A**2))
    return float(n(a - b) / max(1, n(a), n(b)))


def wrong_absolute(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: You forget to divide: large derivatives may differ by more.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: 4 * np.sum(x), lambda x: np.full(x.shape, 2.0), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b)
    return float(np.max(errors))


def wrong_relative(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: Without the 1 in the maximum small derivatives have large errors, and 0/0 is NaN.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: 0.5 * np.sum(x), lambda x: np.full(x.shape, 0.25), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1e-12, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_sum_below(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The denominator is the largest of the three, not a sum.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: 4 * np.sum(x), lambda x: np.full(x.shape, 2.0), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]) + abs(b))
    return float(np.max(errors))


def wrong_only_a_below(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The denominator has |b| in it too: a wrong gradient of 0 would have an error of any size.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: 4 * np.sum(x), lambda x: np.full(x.shape, 2.0), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]))
    return float(np.max(errors))


def wrong_only_b_below(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The denominator has |a| in it too.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: 2 * np.sum(x), lambda x: np.full(x.shape, 4.0), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(b))
    return float(np.max(errors))


def wrong_no_abs_below(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: A negative derivative has a size too: take absolute values in the denominator.
    PART: yes
    BREAKS: "|a - b| / max(1, |a|, |b|)"; input: gradcheck(lambda x: -4 * np.sum(x), lambda x: np.full(x.shape, -2.0), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, a[i], b)
    return float(np.max(errors))


def wrong_no_abs(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: Without the absolute value a gradient that is too small has no error.
    PART: no
    BREAKS: "|a - b|"; input: gradcheck(lambda x: np.sum(x), lambda x: np.zeros(x.shape), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = (a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_running_max(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: max(0, nan) is 0 in Python: a NaN is lost; use np.max, or ask for it.
    PART: yes
    BREAKS: "nan if one is nan"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, np.nan]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, worst = np.array(g(x.copy()), dtype=float), 0.0
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        worst = max(worst, float(abs(a[i] - b) / max(1, abs(a[i]), abs(b))))
    return worst


def wrong_if_greater(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: No comparison with NaN holds, so that your worst error misses it.
    PART: yes
    BREAKS: "nan if one is nan"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, np.nan]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, worst = np.array(g(x.copy()), dtype=float), 0.0
    for i in np.ndindex(x.shape):
        e = np.zeros(x.shape)
        e[i] = h
        b = (f(x + e) - f(x - e)) / (2 * h)
        error = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
        if error > worst:
            worst = error
    return float(worst)


def wrong_nanmax(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: nanmax passes over NaN; it is to be reported.
    PART: yes
    BREAKS: "nan if one is nan"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, np.nan]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.nanmax(errors))


def wrong_nan_is_inf(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: A NaN is to come out as NaN, not as infinity.
    PART: yes
    BREAKS: "nan if one is nan"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, np.nan]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(np.where(np.isnan(errors), np.inf, errors)))


def wrong_first_nan_only(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: max of a list finds a NaN only if it stands first.
    PART: yes
    BREAKS: "nan if one is nan"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, np.nan]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(max(errors.ravel().tolist()))


def wrong_integers(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: An array of integers cannot move by h: copy it to floats.
    PART: yes
    BREAKS: "x ... may hold integers"; input: gradcheck(lambda x: np.sum(x) / 2, lambda x: np.full(x.shape, 0.5), np.array([1, 2]), 0.25)"""
    x = np.array(x)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] = x[i] + h
        down[i] = x[i] - h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_zeros_like(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: zeros_like of integers are integers, into which h does not fit: give e floats.
    PART: yes
    BREAKS: "x ... may hold integers"; input: gradcheck(lambda x: np.sum(x) / 2, lambda x: np.full(x.shape, 0.5), np.array([1, 2]), 0.25)"""
    a, b = np.array(g(x), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        e = np.zeros_like(x)
        e[i] = h
        b[i] = (f(x + e) - f(x - e)) / (2 * h)
    return float(np.max(np.abs(a - b) / np.maximum(1, np.maximum(np.abs(a), np.abs(b)))))


def wrong_one_axis(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: len(x) counts rows only: x may have any number of axes.
    PART: yes
    BREAKS: "x has any shape"; input: gradcheck(lambda x: np.sum(x**2), lambda x: 2 * x, [[1.0, 2.0]], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in range(len(x)):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = np.max(np.abs(a[i] - b) / np.maximum(1, np.maximum(np.abs(a[i]), np.abs(b))))
    return float(np.max(errors))


def wrong_two_axes(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: x may have one axis, or three, or none; you count on two.
    PART: yes
    BREAKS: "x has any shape"; input: gradcheck(lambda x: np.sum(x**2), lambda x: 2 * x, [1.0, 2.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in [(r, c) for r in range(x.shape[0]) for c in range(x.shape[1])]:
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_flattened(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: f and g want x in its own shape, not flattened.
    PART: yes
    BREAKS: "g(x) has its shape"; input: gradcheck(lambda x: x[0, 0] ** 2, lambda x: 2 * x, [[1.0]], 0.5)"""
    x = np.array(x, dtype=float).ravel()
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_not_put_back(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: You do not put an entry back before you move the next: all stay moved.
    PART: no
    BREAKS: "central differences of step h > 0 at x"; input: gradcheck(lambda x: x[0] * x[1], lambda x: x[::-1], [1.0, 2.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        b = (up - f(x)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_all_at_once(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: Each entry moves by itself; you move all of x at once.
    PART: no
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x), lambda x: np.ones(x.shape), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up += h
        down -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_in_place(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: You move the caller's x: work on a copy.
    PART: yes
    BREAKS: "A function leaves the arrays that it is given as they were"; input: gradcheck(lambda x: np.sum(x), lambda x: np.ones(x.shape), [0.1], 0.3)"""
    if x.dtype.kind != "f":
        x = x.astype(float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        x[i] += h
        up = f(x)
        x[i] -= 2 * h
        b = (up - f(x)) / (2 * h)
        x[i] += h
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_own_step(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The step is the h that is given, not 1e-5.
    PART: no
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x**3), lambda x: 3 * x**2, [1.0], 0.5)"""
    h = 1e-5
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_step_grows(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The step is h for each entry, whatever the size of x.
    PART: yes
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x**3) / 64, lambda x: 3 * x**2 / 64, [2.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        s = h * max(1, abs(x[i]))
        up[i] += s
        down[i] -= s
        b = (f(up) - f(down)) / (2 * s)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_float32(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: In float32 a small step is lost beside x: copy to float64.
    PART: yes
    BREAKS: "central differences of step h"; input: gradcheck(lambda x: np.sum(x), lambda x: np.ones(x.shape), [1.0], 1e-8)"""
    x = np.array(x, dtype=np.float32)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_gradient_of_moved(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: g is to be taken at x, not at the moved point.
    PART: no
    BREAKS: "gradient g ... at x"; input: gradcheck(lambda x: np.sum(x**2) / 4, lambda x: x / 2, [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        a = np.array(g(up.copy()), dtype=float)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))


def wrong_verdict(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The error itself is wanted, not whether it is small.
    PART: no
    BREAKS: "the result is the largest of them"; input: gradcheck(lambda x: np.sum(x), lambda x: np.zeros(x.shape), [0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in np.ndindex(x.shape):
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return bool(np.max(errors) < 1e-6)


def wrong_last_missing(
    f: Callable[[np.ndarray], float], g: Callable[[np.ndarray], np.ndarray], x: np.ndarray, h: float
) -> float:
    """DESERVES: The loop leaves the last entry out.
    PART: no
    BREAKS: "the result is the largest of them"; input: gradcheck(lambda x: np.sum(x), lambda x: np.array([1.0, 0.0]), [0.0, 0.0], 0.5)"""
    x = np.array(x, dtype=float)
    a, errors = np.array(g(x.copy()), dtype=float), np.zeros(x.shape)
    for i in list(np.ndindex(x.shape))[:-1]:
        up, down = x.copy(), x.copy()
        up[i] += h
        down[i] -= h
        b = (f(up) - f(down)) / (2 * h)
        errors[i] = abs(a[i] - b) / max(1, abs(a[i]), abs(b))
    return float(np.max(errors))
