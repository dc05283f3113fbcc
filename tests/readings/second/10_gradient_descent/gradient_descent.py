import itertools
import math
from functools import reduce

import numpy as np


def right_plain_lists(grad, x0, lr, T):
    """Python lists and floats, entry by entry."""
    points = [[float(value) for value in x0]]
    for _ in range(T):
        slope = grad(np.array(points[-1]))
        points.append([x - lr * float(s) for x, s in zip(points[-1], slope)])
    return np.array(points)


def right_preallocated(grad, x0, lr, T):
    """One array of floats, filled row by row."""
    X = np.empty((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * grad(X[t])
    return X


def right_vstack(grad, x0, lr, T):
    """A growing array."""
    X = np.array(x0, dtype=float)[None]
    while len(X) <= T:
        X = np.vstack([X, X[-1] - lr * np.asarray(grad(X[-1].copy()))])
    return X


def right_halves(grad, x0, lr, T):
    """Recursion by halves of the number of steps."""

    def steps(x, k):
        if k == 0:
            return []
        if k == 1:
            return [x - lr * grad(x)]
        first = steps(x, k // 2)
        return first + steps(first[-1], k - k // 2)

    x = np.array(x0, float)
    return np.array([x] + steps(x, T))


def right_accumulate(grad, x0, lr, T):
    """itertools.accumulate, the second argument unused."""
    start = np.array(x0, float)
    return np.stack(list(itertools.accumulate(range(T), lambda x, _: x - lr * grad(x), initial=start)))


def right_cumsum(grad, x0, lr, T):
    """The steps are kept, and the points are start plus their running sum."""
    moves = np.zeros((T + 1, len(x0)))
    moves[0] = x0
    for t in range(T):
        moves[t + 1] = -lr * np.asarray(grad(moves[: t + 1].sum(axis=0)), float)
    return np.cumsum(moves, axis=0)


def right_generator(grad, x0, lr, T):
    """A nested generator of all points for ever, of which T + 1 are taken."""

    def points():
        x = np.array(x0, float)
        while True:
            yield x
            x = x - lr * grad(x)

    return np.array(list(itertools.islice(points(), T + 1)))


def right_class(grad, x0, lr, T):
    """A class that has a point and steps."""

    class Walker:
        def __init__(self, start):
            self.x = np.array(start, dtype=np.float64)
            self.path = [self.x.copy()]

        def step(self):
            self.x -= lr * np.asarray(grad(self.x.copy()))
            self.path.append(self.x.copy())

    walker = Walker(x0)
    for _ in range(T):
        walker.step()
    return np.vstack(walker.path)


def right_defensive(grad, x0, lr, T):
    """Asserts, an early return for T = 0."""
    x = np.array(x0, float)
    assert x.ndim == 1 and lr > 0 and T >= 0
    if T == 0:
        return x.reshape(1, -1)
    X = [x]
    for _ in range(T):
        g = np.asarray(grad(X[-1]))
        assert g.shape == x.shape
        X.append(X[-1] - g * lr)
    return np.array(X)


def right_gradient_in_place(grad, x0, lr, T):
    """The gradient's own array becomes the next point: it is new each time."""
    x = np.array(x0, float)
    X = [x]
    for _ in range(T):
        g = np.asarray(grad(x), float)
        g *= -lr
        g += x
        x = g
        X.append(x)
    return np.array(X)


def right_reduce(grad, x0, lr, T):
    """functools.reduce over a tuple of points."""
    start = (np.asarray(x0, float),)
    return np.array(reduce(lambda path, _: path + (path[-1] - lr * grad(path[-1]),), range(T), start))


def right_long_double(grad, x0, lr, T):
    """The points are kept in long double, and rounded for grad."""
    X = np.zeros((T + 1, len(x0)), np.longdouble)
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - np.longdouble(lr) * grad(X[t].astype(float))
    return X.astype(float)


def right_columns(grad, x0, lr, T):
    """Points as columns, the transpose is returned."""
    P = np.zeros((len(x0), T + 1))
    P[:, 0] = x0
    for t in range(1, T + 1):
        P[:, t] = P[:, t - 1] - lr * grad(np.ascontiguousarray(P[:, t - 1]))
    return P.T


def right_fsum(grad, x0, lr, T):
    """Each coordinate is an exact sum of its start and all its steps."""
    terms = [[float(value)] for value in x0]
    X = [[math.fsum(values) for values in terms]]
    for _ in range(T):
        for values, s in zip(terms, grad(np.array(X[-1]))):
            values.append(-lr * float(s))
        X.append([math.fsum(values) for values in terms])
    return np.array(X)


def wrong_integer_rows(grad, x0, lr, T):
    """DESERVES: X has the dtype of x0: for integers every point is cut off to integers
    PART: yes
    BREAKS: x0 and the gradients may hold integers; the iterates are floats, at x0 = [1], grad = x, lr = 0.1, T = 1
    """
    X = np.tile(x0, (T + 1, 1))
    for t in range(T):
        X[t + 1] = X[t] - lr * grad(X[t])
    return X


def wrong_stops_when_close(grad, x0, lr, T):
    """DESERVES: it stops as soon as a step changes little, and repeats the last point
    PART: yes
    BREAKS: all T steps are taken, whether they converge or not, at x0 = [1.0], grad = x, lr = 1e-6, T = 3
    """
    X = [np.array(x0, float)]
    for t in range(T):
        new = X[-1] - lr * grad(X[-1])
        if np.allclose(new, X[-1]):
            X += [X[-1]] * (T - t)
            break
        X.append(new)
    return np.array(X)


def wrong_same_array(grad, x0, lr, T):
    """DESERVES: the list holds T + 1 times the same array, which is changed in place: all rows are the last point
    PART: no
    BREAKS: the iterates, x0 first, at x0 = [1.0], grad = x, lr = 0.1, T = 1
    """
    x = np.array(x0, float)
    X = [x]
    for _ in range(T):
        x -= lr * grad(x)
        X.append(x)
    return np.array(X)


def wrong_changes_x0(grad, x0, lr, T):
    """DESERVES: asarray makes no copy of a float array, so that x0 is changed in place
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at x0 = [1.0], grad = x, lr = 0.1, T = 1
    """
    x = np.asarray(x0, float)
    X = [x.copy()]
    for _ in range(T):
        x -= lr * np.asarray(grad(x.copy()))
        X.append(x.copy())
    return np.array(X)


def wrong_t_rows(grad, x0, lr, T):
    """DESERVES: x0 is left out: T rows where T + 1 are wanted
    PART: no
    BREAKS: the iterates X (T + 1, d), x0 first, at x0 = [1.0], grad = x, lr = 0.1, T = 1
    """
    x, X = np.array(x0, float), np.zeros((T, len(x0)))
    for t in range(T):
        x = x - lr * grad(x)
        X[t] = x
    return X


def wrong_one_coordinate_after_the_other(grad, x0, lr, T):
    """DESERVES: each coordinate takes its slope at a point whose former coordinates have moved already
    PART: yes
    BREAKS: each step is -lr times the gradient at the former point, x0 = [0.0, 1.0], grad = [x1, x0], lr = 0.5, T = 1
    """
    X = np.zeros((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        x = X[t].copy()
        for i in range(len(x)):
            x[i] -= lr * grad(x.copy())[i]
        X[t + 1] = x
    return X


def wrong_single_precision(grad, x0, lr, T):
    """DESERVES: float32 has seven digits, nine are wanted
    PART: yes
    BREAKS: each is right to 1e-9 of the largest number in X, at x0 = [1.0], grad = x, lr = 0.1, T = 1
    """
    X = np.zeros((T + 1, len(x0)), np.float32)
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * grad(X[t])
    return X


def wrong_clips_long_gradients(grad, x0, lr, T):
    """DESERVES: gradients longer than 1000 are shortened, which nobody asked for
    PART: yes
    BREAKS: gradient descent with the fixed step size lr, at x0 = [2000.0], grad = x, lr = 0.5, T = 1
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        g = np.asarray(grad(X[-1]), float)
        norm = np.linalg.norm(g)
        if norm > 1e3:
            g = g * (1e3 / norm)
        X.append(X[-1] - lr * g)
    return np.array(X)


def wrong_squeezed(grad, x0, lr, T):
    """DESERVES: squeeze drops the axis of the points if T = 0, and that of the coordinates if d = 1
    PART: yes
    BREAKS: the iterates X (T + 1, d), at x0 = [1.0, 2.0], T = 0
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * grad(X[-1]))
    return np.squeeze(np.array(X))


def wrong_shorter_steps(grad, x0, lr, T):
    """DESERVES: the step size falls like 1 / (t + 1), it is to be fixed
    PART: no
    BREAKS: with the fixed step size lr, at x0 = [1.0], grad = x, lr = 0.5, T = 2
    """
    X = [np.array(x0, float)]
    for t in range(T):
        X.append(X[-1] - lr / (t + 1) * grad(X[-1]))
    return np.array(X)


def wrong_stops_far_out(grad, x0, lr, T):
    """DESERVES: a run that leaves the ball of radius 1e6 is called divergent and cut off
    PART: yes
    BREAKS: all T steps are taken, whether they converge or not, at x0 = [1.0], grad = x, lr = 1e4, T = 3
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        x = X[-1]
        X.append(x - lr * grad(x) if np.linalg.norm(x) < 1e6 else x)
    return np.array(X)


def wrong_points_as_rows(grad, x0, lr, T):
    """DESERVES: grad gets a matrix with one row, it takes points (d,)
    PART: yes
    BREAKS: it may be called with points of that shape only, at x0 = [1.0, 2.0], grad = A @ x with A = [[2, 1], [1, 2]]
    """
    X = np.zeros((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        X[t + 1] = (X[t : t + 1] - lr * grad(X[t : t + 1]))[0]
    return X


def wrong_first_gradient_only(grad, x0, lr, T):
    """DESERVES: all steps use the gradient at x0
    PART: no
    BREAKS: x_(t+1) = x_t - lr times the gradient at x_t, at x0 = [1.0], grad = x, lr = 0.5, T = 2
    """
    x0 = np.array(x0, float)
    return x0 - lr * np.arange(T + 1)[:, None] * grad(x0)


def wrong_halves_the_step(grad, x0, lr, T):
    """DESERVES: when the gradient has grown the step size is halved, it is to be fixed
    PART: yes
    BREAKS: with the fixed step size lr, at x0 = [1.0], grad = x, lr = 3.0, T = 2
    """
    X, before, step = [np.array(x0, float)], np.inf, lr
    for _ in range(T):
        g = grad(X[-1])
        if np.linalg.norm(g) > before:
            step = step / 2
        before = np.linalg.norm(g)
        X.append(X[-1] - step * g)
    return np.array(X)


def wrong_rounded(grad, x0, lr, T):
    """DESERVES: the points are rounded to 10 places, which is not 1e-9 of a small number
    PART: yes
    BREAKS: each is right to 1e-9 of the largest number in X, at x0 = [1.23456e-5], grad = x, lr = 0.3, T = 1
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * grad(X[-1]))
    return np.round(X, 10)


def wrong_integers_without_steps(grad, x0, lr, T):
    """DESERVES: for T = 0 the row has the dtype of x0, integers, where floats are wanted
    PART: yes
    BREAKS: the iterates are floats, at x0 = [1, 2], T = 0
    """
    X = [np.array(x0)]
    for _ in range(T):
        X.append(X[-1] - lr * grad(X[-1]))
    return np.array(X)


def wrong_cached(grad, x0, lr, T):
    """DESERVES: gradients are looked up by the point rounded to 6 places: points near each other get one gradient
    PART: yes
    BREAKS: each is right to 1e-9 of the largest number in X, at x0 = [1e-7], grad = x, lr = 0.5, T = 2
    """
    known = {}
    X = [np.array(x0, float)]
    for _ in range(T):
        key = tuple(np.round(X[-1], 6) + 0.0)
        if key not in known:
            known[key] = np.asarray(grad(X[-1]), float)
        X.append(X[-1] - lr * known[key])
    return np.array(X)
