from fractions import Fraction

import numpy as np


def right_two_lines(x, v, g, lr, beta):
    """The two equations."""
    v = beta * v + g
    return x - lr * v, v


def right_flat_loop(x, v, g, lr, beta):
    """A loop over the entries, in any shape."""
    X, V = np.zeros(np.shape(x)), np.zeros(np.shape(x))
    for i in np.ndindex(np.shape(x)):
        V[i] = beta * float(v[i]) + float(g[i])
        X[i] = float(x[i]) - lr * V[i]
    return X, V


def right_matrix(x, v, g, lr, beta):
    """One step as a linear map of (x, v, g)."""
    M = np.array([[1.0, -lr * beta, -lr], [0.0, beta, 1.0]])
    stacked = np.stack([np.asarray(part, float) for part in (x, v, g)])
    out = np.tensordot(M, stacked, axes=1)
    return out[0], out[1]


def right_einsum(x, v, g, lr, beta):
    """einsum over a stack of v and g."""
    new = np.einsum("k,k...->...", np.array([beta, 1.0]), np.array([v, g], dtype=float))
    return np.asarray(x, float) - lr * new, new


def right_recursion(x, v, g, lr, beta):
    """Recursion down to the numbers."""

    def step(a, b, c):
        if np.ndim(a) == 0:
            new = beta * float(b) + float(c)
            return float(a) - lr * new, new
        pairs = [step(*parts) for parts in zip(a, b, c)]
        return [p for p, _ in pairs], [q for _, q in pairs]

    X, V = step(x, v, g)
    return np.array(X, float).reshape(np.shape(x)), np.array(V, float).reshape(np.shape(x))


def right_class(x, v, g, lr, beta):
    """An optimiser class for one step."""

    class HeavyBall:
        def __init__(self, point, velocity):
            self.point, self.velocity = np.array(point, float), np.array(velocity, float)

        def step(self, slope):
            self.velocity *= beta
            self.velocity += slope
            self.point -= lr * self.velocity
            return self

    ball = HeavyBall(x, v).step(g)
    return ball.point, ball.velocity


def right_out(x, v, g, lr, beta):
    """ufuncs with out, in arrays of its own."""
    V = np.empty(np.shape(x))
    np.multiply(v, beta, out=V)
    np.add(V, g, out=V)
    X = np.empty(np.shape(x))
    np.multiply(V, -lr, out=X)
    np.add(X, x, out=X)
    return X, V


def right_long_double(x, v, g, lr, beta):
    """In long double, rounded at the end."""
    new = np.longdouble(beta) * np.asarray(v, np.longdouble) + np.asarray(g, np.longdouble)
    moved = np.asarray(x, np.longdouble) - np.longdouble(lr) * new
    return np.asarray(moved, float), np.asarray(new, float)


def right_lists(x, v, g, lr, beta):
    """Lists of numbers, put into shape."""
    shape = np.shape(x)
    x, v, g = (np.ravel(part).tolist() for part in (x, v, g))
    v = [beta * b + c for b, c in zip(v, g)]
    x = [a - lr * b for a, b in zip(x, v)]
    return np.array(x, float).reshape(shape), np.array(v, float).reshape(shape)


def right_horner(x, v, g, lr, beta):
    """Horner's scheme: v beta + g as a polynomial in beta."""
    new = np.polyval([np.asarray(v, float), np.asarray(g, float)], beta)
    return np.asarray(x, float) - lr * new, new


def right_fractions(x, v, g, lr, beta):
    """Exact fractions."""
    shape, rate, keep = np.shape(x), Fraction(float(lr)), Fraction(float(beta))
    new = [keep * Fraction(b) + Fraction(c) for b, c in zip(np.ravel(v).tolist(), np.ravel(g).tolist())]
    moved = [Fraction(a) - rate * b for a, b in zip(np.ravel(x).tolist(), new)]
    return tuple(np.array([float(q) for q in part], float).reshape(shape) for part in (moved, new))


def right_defensive(x, v, g, lr, beta):
    """Asserts, copies, and an early return for beta = 0."""
    x, v, g = np.array(x, float), np.array(v, float), np.array(g, float)
    assert x.shape == v.shape == g.shape and lr >= 0 and 0 <= beta < 1
    if beta == 0:
        return x - lr * g, g
    new = g + beta * v
    return x - lr * new, new


def right_move_first(x, v, g, lr, beta):
    """x by its two parts, v by what it has changed."""
    x, v, g = np.asarray(x, float), np.asarray(v, float), np.asarray(g, float)
    return x - lr * g - lr * beta * v, v + (g - (1 - beta) * v)


def right_vectorized(x, v, g, lr, beta):
    """np.vectorize of a step for numbers."""
    step = np.vectorize(lambda a, b, c: (a - lr * (beta * b + c), beta * b + c), otypes=[float, float])
    return step(x, v, g)


def wrong_running_mean(x, v, g, lr, beta):
    """DESERVES: v is a running mean, the newest gradient has the weight 1 - beta
    PART: no
    BREAKS: the newest has the weight 1, at x = v = [0], g = [1], beta = 0.5
    """
    v = beta * v + (1 - beta) * g
    return x - lr * v, v


def wrong_old_velocity(x, v, g, lr, beta):
    """DESERVES: x moves by the old velocity
    PART: yes
    BREAKS: x moves by -lr times the new v, at x = v = [0], g = [1], lr = 1
    """
    return x - lr * v, beta * v + g


def wrong_in_place(x, v, g, lr, beta):
    """DESERVES: the caller's velocity is changed in place
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at x = v = g = [1.0], lr = 0.1, beta = 0.5
    """
    if v.dtype.kind != "f":
        v = v.astype(float)
    v *= beta
    v += g
    return x - lr * v, v


def wrong_dtype_of_x(x, v, g, lr, beta):
    """DESERVES: the results are stored in arrays like x: if x holds integers they are cut off
    PART: yes
    BREAKS: x, v and g may hold integers, both are right to 1e-9, at x = [1], v = [0], g = [1], lr = 0.5
    """
    X, V = np.empty_like(x), np.empty_like(x)
    V[...] = beta * v + g
    X[...] = x - lr * (beta * v + g)
    return X, V


def wrong_rate_in_velocity(x, v, g, lr, beta):
    """DESERVES: v has the sign and the step size of the move in it: it is not the sum of the gradients
    PART: yes
    BREAKS: v is the sum of all gradients so far, at x = v = [0], g = [1], lr = 0.5: v = -0.5
    """
    v = beta * v - lr * g
    return x + v, v


def wrong_nesterov(x, v, g, lr, beta):
    """DESERVES: x moves by g + beta v with the new v: this is a form of Nesterov's step
    PART: yes
    BREAKS: x moves by -lr times the new v, at x = v = [0], g = [1], lr = 1, beta = 0.5: -1.5
    """
    v = beta * v + g
    return x - lr * (g + beta * v), v


def wrong_damped_after_the_first(x, v, g, lr, beta):
    """DESERVES: after the first step new gradients have the weight 1 - beta
    PART: no
    BREAKS: the newest has the weight 1, at x = [0], v = g = [1], beta = 0.5
    """
    v = beta * v + (1 - beta) * g if np.any(v) else 1.0 * g
    return x - lr * v, v


def wrong_no_memory_no_velocity(x, v, g, lr, beta):
    """DESERVES: with beta = 0 the old velocity is returned, the new one is g
    PART: yes
    BREAKS: after each step v is the sum of all gradients so far, at x = v = [0.0], g = [1.0], beta = 0
    """
    if beta == 0:
        return x - lr * g, np.array(v, float)
    v = beta * v + g
    return x - lr * v, v


def wrong_no_step_no_velocity(x, v, g, lr, beta):
    """DESERVES: with lr = 0 the velocity is not renewed
    PART: yes
    BREAKS: after each step v is the sum of all gradients so far, at x = v = [0.0], g = [1.0], lr = 0
    """
    if lr == 0:
        return np.array(x, float), np.array(v, float)
    v = beta * v + g
    return x - lr * v, v


def wrong_clipped(x, v, g, lr, beta):
    """DESERVES: the velocity is kept between -100 and 100
    PART: yes
    BREAKS: v is the sum of all gradients so far, at x = v = [0], g = [101]
    """
    v = np.clip(beta * v + g, -100.0, 100.0)
    return x - lr * v, v


def wrong_one_entry_at_least(x, v, g, lr, beta):
    """DESERVES: numbers of shape () become vectors of one entry
    PART: yes
    BREAKS: x, v and g have one shape, any, at x, v, g of shape ()
    """
    x, v, g = np.atleast_1d(x), np.atleast_1d(v), np.atleast_1d(g)
    v = beta * v + g
    return x - lr * v, v


def wrong_single_precision(x, v, g, lr, beta):
    """DESERVES: float32 has seven digits, nine are wanted
    PART: yes
    BREAKS: both are right to 1e-9, at x = [0.1], v = [0.1], g = [0.1], lr = 0.1, beta = 0.9
    """
    x, v, g = (np.asarray(part, np.float32) for part in (x, v, g))
    v = np.float32(beta) * v + g
    return x - np.float32(lr) * v, v


def wrong_uphill(x, v, g, lr, beta):
    """DESERVES: x moves along the gradient, uphill
    PART: yes
    BREAKS: x moves by -lr times the new v, at x = v = [0], g = [1], lr = 1
    """
    v = beta * v + g
    return x + lr * v, v


def wrong_rests_at_zero_gradients(x, v, g, lr, beta):
    """DESERVES: entries whose gradient is 0 keep their velocity as it is, it must fall by beta
    PART: yes
    BREAKS: a gradient that is k steps old has the weight beta^k, at x = [0.0], v = [1.0], g = [0.0], beta = 0.5
    """
    v = np.where(np.asarray(g) != 0, beta * v + g, np.asarray(v, float))
    return x - lr * v, v


def wrong_restart(x, v, g, lr, beta):
    """DESERVES: where the gradient has turned against the velocity the past is forgotten
    PART: yes
    BREAKS: v is the sum of all gradients so far, at x = [0.0], v = [1.0], g = [-1.0], beta = 0.5
    """
    v = np.where(np.asarray(v) * np.asarray(g, float) < 0, 0.0, beta * v) + g
    return x - lr * v, v


def wrong_keeps_its_own(x, v, g, lr, beta):
    """DESERVES: the velocity is kept in a global variable, and the one that is given only says when a run begins
    PART: yes
    BREAKS: v is the velocity before the step, at two runs that take turns
    """
    global _velocity
    v = np.asarray(v, float)
    try:
        old = _velocity if np.any(v) and np.shape(_velocity) == v.shape else v
    except NameError:
        old = v
    _velocity = beta * old + g
    return x - lr * _velocity, np.array(_velocity)


def wrong_rounded(x, v, g, lr, beta):
    """DESERVES: v is rounded to 8 places, which is not 1e-9 of small numbers, nor of 1
    PART: yes
    BREAKS: both are right to 1e-9 of the largest entry, at x = v = [0.0], g = [1.23e-7]
    """
    v = np.round(beta * v + g, 8)
    return x - lr * v, v


def wrong_mean_of_rows(x, v, g, lr, beta):
    """DESERVES: the rows of a matrix g are taken for samples and averaged
    PART: yes
    BREAKS: x, v and g have one shape, any, at g = [[1], [3]], x = v = 0
    """
    g = np.asarray(g, float)
    if g.ndim == 2:
        g = np.broadcast_to(g.mean(axis=0), g.shape)
    v = beta * v + g
    return x - lr * v, v


def wrong_decayed_twice(x, v, g, lr, beta):
    """DESERVES: the new gradient is damped with the old velocity: the newest has the weight beta
    PART: no
    BREAKS: the newest has the weight 1, at x = v = [0], g = [1], beta = 0.5
    """
    v = beta * (np.asarray(v, float) + g)
    return x - lr * v, v
