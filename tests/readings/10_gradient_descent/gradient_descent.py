import numpy as np


def right_list(grad, x0, lr, T):
    X = [np.asarray(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * np.asarray(grad(X[-1])))
    return np.array(X)


def right_table(grad, x0, lr, T):
    X = np.empty((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * grad(X[t].copy())
    return X


def right_growing_array(grad, x0, lr, T):
    X = np.array([x0], dtype=float)
    while len(X) < T + 1:
        x = X[-1]
        X = np.vstack([X, x - lr * np.asarray(grad(x), dtype=float)])
    return X


def right_accumulate(grad, x0, lr, T):
    from itertools import accumulate

    points = accumulate(range(T), lambda x, _: x - lr * np.asarray(grad(x)), initial=np.array(x0, dtype=float))
    return np.stack(list(points))


def right_entry_by_entry(grad, x0, lr, T):
    x = [float(v) for v in x0]
    rows = [x]
    for _ in range(T):
        g = grad(np.array(x))
        x = [x[i] - lr * float(g[i]) for i in range(len(x))]
        rows.append(x)
    return np.array(rows)


def right_halves(grad, x0, lr, T):
    def run(x, steps):
        """The points after 1, ..., steps steps."""
        if steps == 0:
            return []
        if steps == 1:
            return [x - lr * np.asarray(grad(x), float)]
        first = run(x, steps // 2)
        return first + run(first[-1], steps - steps // 2)

    start = np.array(x0, float)
    return np.array([start, *run(start, T)])


def right_generator(grad, x0, lr, T):
    def points():
        x = np.array(x0, dtype=float)
        yield x
        for _ in range(T):
            x = x - lr * np.array(grad(x), dtype=float)
            yield x

    return np.concatenate([x.reshape(1, -1) for x in points()])


def right_sum_of_gradients(grad, x0, lr, T):
    # each point is the start less lr times the sum of all gradients so far
    start = np.array(x0, float)
    total = np.zeros(len(start))
    X = np.tile(start, (T + 1, 1))
    for t in range(1, T + 1):
        total = total + grad(X[t - 1].copy())
        X[t] = start - lr * total
    return X


def right_careful(grad, x0, lr, T):
    x = np.array(x0, dtype=np.float64, copy=True)
    assert x.ndim == 1 and lr > 0 and T >= 0
    X = np.full((T + 1, x.size), np.nan)
    X[0, :] = x
    for t in range(T):
        g = np.array(grad(x.copy()), dtype=np.float64, copy=True)
        assert g.shape == x.shape
        x -= lr * g
        X[t + 1, :] = x
    return X


def right_walrus(grad, x0, lr, T):
    x = np.array(x0, float)
    return np.array([x] + [x := x - lr * np.asarray(grad(x)) for _ in range(T)])


def right_columns(grad, x0, lr, T):
    X = np.zeros((len(x0), T + 1))
    X[:, 0] = x0
    for t in range(T):
        X[:, t + 1] = X[:, t] - np.multiply(lr, grad(np.ascontiguousarray(X[:, t])))
    return X.T


def right_class(grad, x0, lr, T):
    class Walker:
        def __init__(self):
            self.at = np.array(x0, dtype=float)
            self.path = [self.at.tolist()]

        def step(self):
            self.at = self.at - lr * np.asarray(grad(self.at))
            self.path.append(self.at.tolist())

    walker = Walker()
    for _ in range(T):
        walker.step()
    return np.array(walker.path)


def right_backwards_buffer(grad, x0, lr, T):
    from collections import deque

    X = deque([np.array(x0) * 1.0])
    for _ in range(T):
        X.appendleft(X[0] - lr * np.asarray(grad(X[0])))
    X.reverse()
    return np.array(X)


def right_one_gradient_more(grad, x0, lr, T):
    # the gradient at the last point is taken, too, and not used
    x, X = np.array(x0, float), []
    for _ in range(T + 1):
        X.append(x)
        g = grad(x)
        x = x - lr * np.asarray(g)
    return np.array(X)


def wrong_gradient_at_start(grad, x0, lr, T):
    """DESERVES: each step needs the gradient at the point where it begins, yours is always that at x0
    PART: no
    BREAKS: steps of gradient descent, at gradient_descent(lambda x: x, [1.0], 0.5, 2)
    """
    x = np.array(x0, float)
    g = np.asarray(grad(x), float)
    return np.array([x - t * lr * g for t in range(T + 1)])


def wrong_uphill(grad, x0, lr, T):
    """DESERVES: downhill is against the gradient: minus
    PART: no
    BREAKS: gradient descent, at gradient_descent(lambda x: x, [1.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] + lr * np.asarray(grad(X[-1])))
    return np.array(X)


def wrong_without_start(grad, x0, lr, T):
    """DESERVES: the first row is x0: T steps make T + 1 points
    PART: yes
    BREAKS: X (T + 1, d), x0 first, at gradient_descent(lambda x: x, [1.0], 0.5, 0)
    """
    x, X = np.array(x0, float), np.empty((T, len(x0)))
    for t in range(T):
        X[t] = x = x - lr * np.asarray(grad(x))
    return X


def wrong_without_end(grad, x0, lr, T):
    """DESERVES: the point after the last step is missing: T steps make T + 1 points
    PART: yes
    BREAKS: X (T + 1, d), at gradient_descent(lambda x: x, [1.0], 0.5, 1)
    """
    x, X = np.array(x0, float), []
    for _ in range(max(T, 1)):
        X.append(x)
        x = x - lr * np.asarray(grad(x))
    return np.array(X)


def wrong_type_of_x0(grad, x0, lr, T):
    """DESERVES: the table has the type of x0: if that holds integers, all points are cut to integers
    PART: yes
    BREAKS: x0 may hold integers; the iterates are floats, at gradient_descent(lambda x: x, [1], 0.5, 1)
    """
    X = np.zeros((T + 1, len(x0)), dtype=np.asarray(x0).dtype)
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * np.asarray(grad(X[t]))
    return X


def wrong_tiled_integers(grad, x0, lr, T):
    """DESERVES: np.tile(x0) keeps integers, and what you write into them is cut
    PART: yes
    BREAKS: x0 may hold integers; the iterates are floats, at gradient_descent(lambda x: x, [3], 0.5, 1)
    """
    X = np.tile(x0, (T + 1, 1))
    for t in range(1, T + 1):
        X[t] = X[t - 1] - lr * np.asarray(grad(X[t - 1].astype(float)))
    return X.astype(float)


def wrong_stops_when_flat(grad, x0, lr, T):
    """DESERVES: all T steps are to be taken, however small the gradient is: yours stands still below 1e-6
    PART: yes
    BREAKS: All T steps are taken, at gradient_descent(lambda x: x, [1e-7], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        g = np.asarray(grad(X[-1]), float)
        X.append(X[-1] if np.linalg.norm(g) < 1e-6 else X[-1] - lr * g)
    return np.array(X)


def wrong_stops_early(grad, x0, lr, T):
    """DESERVES: you leave the loop when a step is short, and return fewer rows
    PART: yes
    BREAKS: X (T + 1, d), at gradient_descent(lambda x: 0 * x, [1.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        x = X[-1] - lr * np.asarray(grad(X[-1]))
        if np.allclose(x, X[-1], rtol=0, atol=1e-12):
            break
        X.append(x)
    return np.array(X)


def wrong_one_array_many_times(grad, x0, lr, T):
    """DESERVES: the list holds one array T + 1 times, since -= changes it in place: append copies
    PART: yes
    BREAKS: iterates, x0 first, at gradient_descent(lambda x: x + 1.0, [1.0], 0.5, 1)
    """
    x = np.array(x0, dtype=float)
    X = [x]
    for _ in range(T):
        x -= lr * np.asarray(grad(x))
        X.append(x)
    return np.array(X)


def wrong_start_moved(grad, x0, lr, T):
    """DESERVES: asarray makes no copy of floats: -= changes the caller's x0
    PART: yes
    BREAKS: a function leaves its arrays as they were, at gradient_descent(lambda x: x + 1.0, [1.0], 0.5, 1)
    """
    x = np.asarray(x0, dtype=float)
    X = [x.copy()]
    for _ in range(T):
        x -= lr * np.asarray(grad(x))
        X.append(x.copy())
    return np.array(X)


def right_gradient_overwritten(grad, x0, lr, T):
    # grad returns a new array each time
    X = [np.array(x0, dtype=float)]
    for _ in range(T):
        g = np.asarray(grad(X[-1]), dtype=float)
        g *= -lr
        X.append(X[-1] + g)
    return np.array(X)


def wrong_gradient_one_point_late(grad, x0, lr, T):
    """DESERVES: the gradient is taken at the point before the last
    PART: no
    BREAKS: steps of gradient descent, at gradient_descent(lambda x: x, [1.0], 0.5, 2)
    """
    X = np.empty((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * np.asarray(grad(X[max(t - 1, 0)]))
    return X


def wrong_shorter_and_shorter(grad, x0, lr, T):
    """DESERVES: the step size is fixed: no lr / (t + 1)
    PART: yes
    BREAKS: fixed step size lr, at gradient_descent(lambda x: x, [1.0], 0.5, 2)
    """
    X = [np.array(x0, float)]
    for t in range(T):
        X.append(X[-1] - lr / (t + 1) * np.asarray(grad(X[-1])))
    return np.array(X)


def wrong_unit_gradient(grad, x0, lr, T):
    """DESERVES: the gradient is used as it is, not scaled to the length 1
    PART: no
    BREAKS: gradient descent, at gradient_descent(lambda x: x, [2.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        g = np.asarray(grad(X[-1]), float)
        X.append(X[-1] - lr * g / (np.linalg.norm(g) or 1))
    return np.array(X)


def wrong_transposed(grad, x0, lr, T):
    """DESERVES: a row for each point: (T + 1, d), yours is (d, T + 1)
    PART: yes
    BREAKS: X (T + 1, d), at gradient_descent(lambda x: x, [1.0], 0.5, 1)
    """
    X = np.empty((len(x0), T + 1))
    X[:, 0] = x0
    for t in range(T):
        X[:, t + 1] = X[:, t] - lr * np.asarray(grad(X[:, t]))
    return X


def wrong_last_point_only(grad, x0, lr, T):
    """DESERVES: all points are wanted, not the last alone
    PART: no
    BREAKS: X (T + 1, d), at gradient_descent(lambda x: x, [1.0], 0.5, 0)
    """
    x = np.array(x0, float)
    for _ in range(T):
        x = x - lr * np.asarray(grad(x))
    return x


def wrong_table_of_points_for_grad(grad, x0, lr, T):
    """DESERVES: grad gets a row of shape (1, d); it is promised points of shape (d,)
    PART: yes
    BREAKS: called with points of that shape only, at gradient_descent(one, [1.0, 2.0], 0.5, 1)
    """
    X = np.atleast_2d(np.asarray(x0, float))
    for t in range(T):
        X = np.vstack([X, X[t : t + 1] - lr * np.asarray(grad(X[t : t + 1]))])
    return X


def wrong_refuses_to_rise(grad, x0, lr, T):
    """DESERVES: lr is fixed: you halve it when the gradient grows
    PART: yes
    BREAKS: All T steps are taken, whether they converge or not, at gradient_descent(lambda x: x, [1.0], 3.0, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        g = np.asarray(grad(X[-1]), float)
        step = lr
        while np.linalg.norm(grad(X[-1] - step * g)) > np.linalg.norm(g) and step > 1e-9:
            step /= 2
        X.append(X[-1] - step * g)
    return np.array(X)


def wrong_coordinate_by_coordinate(grad, x0, lr, T):
    """DESERVES: all coordinates step together; yours see those that have moved before them
    PART: yes
    BREAKS: gradient descent, at gradient_descent(lambda x: x[::-1] + 0 * x, [0.0, 1.0], 0.5, 1)
    """
    X = np.empty((T + 1, len(x0)))
    X[0] = x0
    for t in range(T):
        x = X[t].copy()
        for i in range(len(x)):
            x[i] -= lr * np.asarray(grad(x.copy()))[i]
        X[t + 1] = x
    return X


def wrong_single_precision(grad, x0, lr, T):
    """DESERVES: single precision is right to 1e-7, and 1e-9 is asked
    PART: yes
    BREAKS: right to 1e-9, at gradient_descent(lambda x: x, [0.1], 0.1, 1)
    """
    X = np.empty((T + 1, len(x0)), dtype=np.float32)
    X[0] = x0
    for t in range(T):
        X[t + 1] = X[t] - lr * np.asarray(grad(X[t].astype(float)))
    return X.astype(float)


def wrong_no_table_without_steps(grad, x0, lr, T):
    """DESERVES: for T = 0 the one row is (1, d), you return x0, (d,)
    PART: yes
    BREAKS: With T = 0 the one row is x0, at gradient_descent(lambda x: x, [1.0], 0.5, 0)
    """
    if T == 0:
        return np.array(x0, float)
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * np.asarray(grad(X[-1])))
    return np.array(X)


def wrong_blow_up_cut(grad, x0, lr, T):
    """DESERVES: points that run away are what is asked: nothing is to be clipped
    PART: yes
    BREAKS: whether they converge or not, at gradient_descent(lambda x: x, [1.0], 1e7, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(np.clip(X[-1] - lr * np.asarray(grad(X[-1])), -1e6, 1e6))
    return np.array(X)


def wrong_integer_gradient(grad, x0, lr, T):
    """DESERVES: `g *= lr` fails for a gradient of integers: multiply into a new array
    PART: yes
    BREAKS: what grad returns may hold integers, at gradient_descent(lambda x: np.array([1]), [1.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        g = np.array(grad(X[-1]))
        g *= lr
        X.append(X[-1] - g)
    return np.array(X)


def wrong_number_for_one_dimension(grad, x0, lr, T):
    """DESERVES: for d = 1 the shape is (T + 1, 1): squeeze drops the last axis
    PART: yes
    BREAKS: X (T + 1, d), at gradient_descent(lambda x: x, [1.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * np.asarray(grad(X[-1])))
    return np.squeeze(np.array(X))


def wrong_averaged(grad, x0, lr, T):
    """DESERVES: the iterates themselves are wanted, not their running means
    PART: no
    BREAKS: The iterates X, at gradient_descent(lambda x: x, [1.0], 0.5, 1)
    """
    X = [np.array(x0, float)]
    for _ in range(T):
        X.append(X[-1] - lr * np.asarray(grad(X[-1])))
    return np.cumsum(X, axis=0) / np.arange(1, T + 2)[:, None]
