import itertools
from functools import reduce

import numpy as np


def right_loop(Theta, Theta_test, f, f_test, y, steps, lr):
    """Step by step, both outputs by the same residual."""
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def right_copies(Theta, Theta_test, f, f_test, y, steps, lr):
    """Copies, changed in place; a list of two comes back."""
    out, there = np.array(f, float), np.array(f_test, float)
    t = 0
    while t < steps:
        r = out - y
        there -= lr * (Theta_test @ r)
        out -= lr * (Theta @ r)
        t += 1
    return [out, there]


def right_spectral(Theta, Theta_test, f, f_test, y, steps, lr):
    """Eigenvectors; the geometric sum term by term, so that no eigenvalue is divided by."""
    s, U = np.linalg.eigh(Theta)
    c = U.T @ (f - y)
    factor = 1 - lr * s
    total, power = np.zeros(len(s)), np.ones(len(s))
    for _ in range(steps):
        total += power
        power = power * factor
    moved = U @ (total * c)
    return f - lr * (Theta @ moved), f_test - lr * (Theta_test @ moved)


def right_spectral_expm1(Theta, Theta_test, f, f_test, y, steps, lr):
    """Closed form with expm1 and log1p where lr s < 1/2, its limit for s <= 0, and powers elsewhere."""
    s, U = np.linalg.eigh((Theta + Theta.T) / 2)
    total = np.empty(len(s))
    for j, x in enumerate(lr * s):
        if x <= 0:
            total[j] = steps
        elif x < 0.5:
            total[j] = -np.expm1(steps * np.log1p(-x)) / x
        else:
            total[j] = (1 - (1 - x) ** steps) / x
    R = U @ (total * (U.T @ (f - y)))
    return f - lr * Theta @ R, f_test - lr * Theta_test @ R


def right_matrix_power(Theta, Theta_test, f, f_test, y, steps, lr):
    """One block matrix for both outputs, to the power of the steps."""
    N, M = len(f), len(f_test)
    A = np.eye(N + M)
    A[:N, :N] -= lr * Theta
    A[N:, :N] -= lr * Theta_test
    end = np.linalg.matrix_power(A, steps) @ np.concatenate([f - y, f_test])
    return y + end[:N], end[N:]


def right_doubling(Theta, Theta_test, f, f_test, y, steps, lr):
    """The sum of powers of P = I - lr Theta by doubling, recursively."""
    one = np.eye(len(f))
    P = one - lr * Theta

    def power_and_sum(t):
        if t == 0:
            return one, np.zeros_like(one)
        A, S = power_and_sum(t // 2)
        A, S = A @ A, S + A @ S
        return (A @ P, S @ P + one) if t % 2 else (A, S)

    R = power_and_sum(int(steps))[1] @ (f - y)
    return f - lr * Theta @ R, f_test - lr * Theta_test @ R


def right_coefficients(Theta, Theta_test, f, f_test, y, steps, lr):
    """Coefficients of the samples: the change of the parameters is J^T c."""
    c = np.zeros(len(y))
    for _ in range(steps):
        c = c - lr * (f + Theta @ c - y)
    return f + Theta @ c, f_test + Theta_test @ c


def right_horner(Theta, Theta_test, f, f_test, y, steps, lr):
    """Horner's scheme for the sum of (I - lr Theta)^t r_0."""
    r = f - y
    total = reduce(lambda acc, _: r + acc - lr * (Theta @ acc), range(steps), np.zeros(len(r)))
    return f - lr * (Theta @ total), f_test - lr * (Theta_test @ total)


def right_pure_python(Theta, Theta_test, f, f_test, y, steps, lr):
    """Lists and loops only."""
    f, f_test, y = [float(v) for v in f], [float(v) for v in f_test], [float(v) for v in y]
    A, B = np.asarray(Theta).tolist(), np.asarray(Theta_test).tolist()
    for _ in range(steps):
        r = [a - b for a, b in zip(f, y)]
        f_test = [v - lr * sum(t * e for t, e in zip(row, r)) for v, row in zip(f_test, B)]
        f = [v - lr * sum(t * e for t, e in zip(row, r)) for v, row in zip(f, A)]
    return f, f_test


def right_stacked(Theta, Theta_test, f, f_test, y, steps, lr):
    """Both kernels in one table, both outputs in one vector; early return for no steps."""
    if steps == 0:
        return f.copy(), f_test.copy()
    kernel, outputs, N = np.vstack([Theta, Theta_test]), np.concatenate([f, f_test]), len(y)
    for _ in range(steps):
        outputs = outputs - lr * np.einsum("ij,j->i", kernel, outputs[:N] - y)
    return outputs[:N], outputs[N:]


def right_generator(Theta, Theta_test, f, f_test, y, steps, lr):
    """A generator of states, of which the one after that many steps is taken."""

    def states(f, f_test):
        while True:
            yield f, f_test
            r = np.subtract(f, y)
            f, f_test = f - lr * np.dot(Theta, r), f_test - lr * np.dot(Theta_test, r)

    return next(itertools.islice(states(f, f_test), int(steps), None))


def right_residuals(Theta, Theta_test, f, f_test, y, steps, lr):
    """The residual is iterated, and its sum; f is the target plus the last residual."""
    r, total = np.array(f - y), np.zeros(np.shape(f))
    for _ in range(steps):
        total += r
        r = r - lr * Theta.T @ r
    return y + r, f_test - lr * Theta_test @ total


def right_class(Theta, Theta_test, f, f_test, y, steps, lr):
    """An object with asserts that trains itself."""

    class Linearised:
        def __init__(self):
            self.f, self.there = np.array(f, dtype=np.float64), np.array(f_test, dtype=np.float64)
            assert Theta.shape == (len(self.f),) * 2 and Theta_test.shape == (len(self.there), len(self.f))

        def step(self):
            pull = lr * (self.f - y)
            self.f, self.there = self.f - Theta @ pull, self.there - Theta_test @ pull
            return self

    network = Linearised()
    for _ in range(steps):
        network.step()
    return tuple([network.f, network.there])


def wrong_fresh_residual(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the test outputs move by the residual from before the step, not by the new one
    PART: yes
    BREAKS: a step of gradient descent, at Theta = Theta_test = [[1]], f = [1], f_test = y = [0], steps = 1, lr = 1
    """
    for _ in range(steps):
        f = f - lr * Theta @ (f - y)
        f_test = f_test - lr * Theta_test @ (f - y)
    return f, f_test


def wrong_stops_near_target(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the descent stops when f is near y to 1e-5, and 1e-9 is asked for
    PART: yes
    BREAKS: after that many steps, at Theta = Theta_test = [[1]], f = [2], f_test = [0], y = [1], steps = 30, lr = 0.5
    """
    for _ in range(steps):
        if np.allclose(f, y):
            break
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_stops_when_slow(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: steps shorter than 1e-6 add up: no other stop than the number of steps is wanted
    PART: yes
    BREAKS: after that many steps, at Theta = Theta_test = [[1e-7]], f = [1], f_test = y = [0], steps = 1000, lr = 1
    """
    for _ in range(steps):
        r = f - y
        move = lr * Theta @ r
        if np.linalg.norm(move) < 1e-6:
            break
        f, f_test = f - move, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_learning_rate_capped(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: lr may be up to 2 / lambda_max; it is not cut at 1 / lambda_max
    PART: yes
    BREAKS: 0 < lr < 2 / lambda_max, at Theta = Theta_test = [[1]], f = [1], f_test = y = [0], steps = 1, lr = 1.5
    """
    largest = np.linalg.eigvalsh(Theta)[-1]
    if largest > 0:
        lr = min(lr, 1 / largest)
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_pinv_cut(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: an eigenvalue of 1e-12 is not 0: its direction moves new points by more than 1e-9
    PART: yes
    BREAKS: 1e-9, at Theta = diag(1, 1e-12), Theta_test = [[0, 1e-6]], f = [1, 1], f_test = y = 0, steps = 1000, lr = 1
    """
    start = f
    for _ in range(steps):
        f = f - lr * Theta @ (f - y)
    return f, f_test + Theta_test @ (np.linalg.pinv(Theta, rcond=1e-10) @ (f - start))


def wrong_geometric_cancels(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: (1 - (1 - lr s)^t) / s has no digits left for tiny s; sum, or use expm1 and log1p
    PART: yes
    BREAKS: 1e-9, at Theta = diag(1, 1e-16), Theta_test = [[0, 1e-8]], f = [1, 1], f_test = y = 0, steps = 1000, lr = 1
    """
    s, U = np.linalg.eigh(Theta)
    safe = np.where(s > 0, s, 1.0)
    total = np.where(s > 0, (1 - (1 - lr * s) ** steps) / safe, lr * steps)
    moved = U @ (total * (U.T @ (f - y)))
    return f - Theta @ moved, f_test - Theta_test @ moved


def wrong_gradient_flow(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: exp(-lr s t) is the flow in continuous time; steps have the factor (1 - lr s)^t
    PART: no
    BREAKS: steps of gradient descent, at Theta = Theta_test = [[1]], f = [1], f_test = y = [0], steps = 1, lr = 0.5
    """
    s, U = np.linalg.eigh(Theta)
    s = np.maximum(s, 0)
    safe = np.where(s > 0, s, 1)
    total = np.where(s > 0, -np.expm1(-lr * s * steps) / safe, lr * steps)
    moved = U @ (total * (U.T @ (f - y)))
    return f - Theta @ moved, f_test - Theta_test @ moved


def wrong_limit(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: that is the limit for infinitely many steps, not what so many steps lead to
    PART: no
    BREAKS: after that many steps, at Theta = Theta_test = [[1]], f = [1], f_test = y = [0], steps = 1, lr = 0.5
    """
    if steps == 0:
        return f, f_test
    c = np.linalg.pinv(Theta) @ (y - f)
    return f + Theta @ c, f_test + Theta_test @ c


def wrong_f_in_place(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: -= changes the caller's f and f_test; start from copies
    PART: yes
    BREAKS: a function leaves its arrays as they were, at Theta = Theta_test = [[1.0]], f = [1.0], steps = 1, lr = 0.5
    """
    for _ in range(steps):
        r = f - y
        f -= lr * Theta @ r
        f_test -= lr * Theta_test @ r
    return f, f_test


def wrong_y_as_buffer(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: out=y writes the residual into the y of the caller
    PART: yes
    BREAKS: a function leaves its arrays as they were, at y = [1.0], f = [0.0], Theta = Theta_test = [[1.0]], steps = 0
    """
    r = np.subtract(f, y, out=y)
    target = f - r
    for _ in range(steps):
        f_test = f_test - lr * Theta_test @ r
        r = r - lr * Theta @ r
    return target + r, f_test


def wrong_mean_loss(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the loss is the sum of squares over 2, not the mean: no division by N
    PART: yes
    BREAKS: ||f - y||^2 / 2, at Theta = I (2, 2), Theta_test = [[1, 0]], f = [1, 1], y = [0, 0], steps = 1, lr = 0.5
    """
    for _ in range(steps):
        r = (f - y) / len(y)
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_at_least_one_step(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: 0 steps leave everything as it is; this makes one
    PART: yes
    BREAKS: steps from 0 to 1000, at steps = 0, Theta = Theta_test = [[1]], f = [1], f_test = y = [0], lr = 0.5
    """
    t = 0
    while True:
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
        t += 1
        if t >= steps:
            return f, f_test


def wrong_divides_by_largest(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: Theta = 0 is allowed, and has no largest eigenvalue to divide by: nan
    PART: yes
    BREAKS: for Theta = 0 any lr > 0, at Theta = Theta_test = [[0]], f = f_test = [1], y = [0], steps = 1, lr = 1
    """
    largest = np.linalg.norm(Theta, 2)
    A, B, rate = Theta / largest, Theta_test / largest, lr * largest
    for _ in range(steps):
        r = f - y
        f, f_test = f - rate * A @ r, f_test - rate * B @ r
    return f, f_test


def wrong_test_transposed_if_square(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: Theta_test has a row for each new point, also where M = N
    PART: yes
    BREAKS: Theta_test (M, N), Theta = I, Theta_test = [[0, 1], [0, 0]], f = [1, 0], f_test = y = 0, steps = 1, lr = 0.5
    """
    kernel = Theta_test.T if Theta_test.shape[0] == len(f) else Theta_test
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * kernel @ r
    return f, f_test


def wrong_constant_residual(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the residual of the start is used in all steps
    PART: no
    BREAKS: r_t is from before the step, at Theta = Theta_test = [[1]], f = [1], f_test = y = [0], steps = 2, lr = 0.5
    """
    r = f - y
    return f - steps * lr * Theta @ r, f_test - steps * lr * Theta_test @ r


def wrong_starts_test_at_zero(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the new outputs start at f_test, the kernel regression of y - f is added to it
    PART: yes
    BREAKS: f_test as it is before the first step, at Theta = Theta_test = [[1]], f = y = [0], f_test = [1], steps = 1
    """
    c = np.zeros(len(y))
    for _ in range(steps):
        c = c - lr * (f + Theta @ c - y)
    return f + Theta @ c, Theta_test @ c


def wrong_flat_for_one_new_point(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: for one new point f_test is (1,), not a number
    PART: yes
    BREAKS: M may be 1, at Theta = Theta_test = [[1]], f = f_test = [1], y = [0], steps = 1, lr = 0.5
    """
    kernel, there = np.squeeze(Theta_test), np.squeeze(f_test)
    for _ in range(steps):
        r = f - y
        f, there = f - lr * Theta @ r, there - lr * np.dot(kernel.reshape(-1, len(f)), r).squeeze()
    return f, there


def wrong_single_precision(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: single precision is right to 1e-7 only
    PART: yes
    BREAKS: right to 1e-9, at Theta = Theta_test = [[1]], f = [0.1], f_test = y = [0], steps = 1, lr = 0.3
    """
    A, B = np.float32(Theta), np.float32(Theta_test)
    f, f_test, y = np.float32(f), np.float32(f_test), np.float32(y)
    for _ in range(steps):
        r = f - y
        f, f_test = f - np.float32(lr) * A @ r, f_test - np.float32(lr) * B @ r
    return f, f_test


def wrong_residual_comes_back(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: outputs are wanted at the samples, not what is left of the error
    PART: yes
    BREAKS: f (N,) are outputs, at Theta = Theta_test = [[0]], f = [1], f_test = [0], y = [1], steps = 0
    """
    r = f - y
    for _ in range(steps):
        f_test = f_test - lr * Theta_test @ r
        r = r - lr * Theta @ r
    return r, f_test
