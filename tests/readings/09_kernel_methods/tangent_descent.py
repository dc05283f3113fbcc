import numpy as np


def right_hint(Theta, Theta_test, f, f_test, y, steps, lr):
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def right_lists(Theta, Theta_test, f, f_test, y, steps, lr):
    f, f_test, y = f.tolist(), f_test.tolist(), y.tolist()
    for _ in range(steps):
        r = [a - b for a, b in zip(f, y)]
        f = [a - lr * sum(t * e for t, e in zip(row, r)) for a, row in zip(f, Theta.tolist())]
        f_test = [a - lr * sum(t * e for t, e in zip(row, r)) for a, row in zip(f_test, Theta_test.tolist())]
    return np.array(f), np.array(f_test)


def right_sum_of_residuals(Theta, Theta_test, f, f_test, y, steps, lr):
    r, total = f - y, np.zeros(len(f))
    for _ in range(steps):
        total += r
        r = r - lr * (Theta @ r)
    return y + r if steps else f.copy(), f_test - lr * (Theta_test @ total)


def right_stacked(Theta, Theta_test, f, f_test, y, steps, lr):
    N = len(y)
    both, outputs = np.concatenate([Theta, Theta_test]), np.concatenate([f, f_test])
    t = 0
    while t < steps:
        outputs = outputs - lr * both.dot(outputs[:N] - y)
        t += 1
    return outputs[:N], outputs[N:]


def right_power_of_one_matrix(Theta, Theta_test, f, f_test, y, steps, lr):
    # (r, f_test) moves by one matrix
    N, M = len(f), len(f_test)
    A = np.eye(N + M)
    A[:N, :N] -= lr * Theta
    A[N:, :N] -= lr * Theta_test
    end = np.linalg.matrix_power(A, steps) @ np.append(f - y, f_test)
    return y + end[:N], end[N:]


def right_eigenvalues(Theta, Theta_test, f, f_test, y, steps, lr):
    s, U = np.linalg.eigh((Theta + Theta.T) / 2)
    c = U.T @ (f - y)
    factor, power, total = 1 - lr * s, np.ones(len(s)), np.zeros(len(s))
    for _ in range(steps):
        total += power
        power = power * factor
    return y + U @ (power * c), f_test - lr * Theta_test @ (U @ (total * c))


def right_halves(Theta, Theta_test, f, f_test, y, steps, lr):
    def run(now, there, n):
        if n == 0:
            return now, there
        if n == 1:
            r = now - y
            return now - lr * Theta @ r, there - lr * Theta_test @ r
        return run(*run(now, there, n // 2), n - n // 2)

    return run(f, f_test, int(steps))


def right_reduce(Theta, Theta_test, f, f_test, y, steps, lr):
    from functools import reduce

    def step(state, _):
        r = state[0] - y
        return state[0] - lr * Theta @ r, state[1] - lr * Theta_test @ r

    return reduce(step, range(steps), (f, f_test))


def right_einsum(Theta, Theta_test, f, f_test, y, steps, lr):
    f, f_test = f.copy(), f_test.copy()
    for _ in range(steps):
        r = y - f
        f_test += lr * np.einsum("mn,n->m", Theta_test, r)
        f += lr * np.einsum("nm,m->n", Theta, r)
    return f, f_test


def right_careful(Theta, Theta_test, f, f_test, y, steps, lr):
    Theta, Theta_test = np.array(Theta, float), np.array(Theta_test, float)
    f, f_test, y = np.array(f, float), np.array(f_test, float), np.array(y, float)
    N, M = f.shape[0], f_test.shape[0]
    assert Theta.shape == (N, N) and Theta_test.shape == (M, N) and y.shape == (N,)
    assert steps >= 0 and lr > 0
    for _ in range(steps):
        residual = f - y
        move = np.matmul(Theta, residual)
        move_test = np.matmul(Theta_test, residual)
        f -= lr * move
        f_test -= lr * move_test
    return f, f_test


def right_all_residuals(Theta, Theta_test, f, f_test, y, steps, lr):
    R = [f - y]
    for _ in range(steps):
        R.append(R[-1] - lr * Theta @ R[-1])
    before = np.array(R[:-1]).reshape(steps, len(f))
    return f - lr * (before @ Theta.T).sum(axis=0), f_test - lr * (before @ Theta_test.T).sum(axis=0)


def right_generator(Theta, Theta_test, f, f_test, y, steps, lr):
    def descent(a, b):
        while True:
            yield a, b
            r = lr * (a - y)
            a, b = a - Theta @ r, b - Theta_test @ r

    for t, outputs in enumerate(descent(f, f_test)):
        if t == steps:
            return outputs


def right_weights_of_the_errors(Theta, Theta_test, f, f_test, y, steps, lr):
    # f = f_0 - Theta a, f_test = f_test_0 - Theta_test a: a descent in the coefficients a, in kernel machines' manner
    a = np.zeros(len(f))
    for _ in range(steps):
        a = a + lr * (f - Theta @ a - y)
    return f - Theta @ a, f_test - Theta_test @ a


def right_doubling(Theta, Theta_test, f, f_test, y, steps, lr):
    # P = A^n and Q = I + A + ... + A^(n-1) by binary digits of steps
    N = len(f)
    A = np.eye(N) - lr * Theta
    P, Q = np.eye(N), np.zeros((N, N))
    for digit in bin(steps)[2:]:
        P, Q = P @ P, Q + P @ Q
        if digit == "1":
            P, Q = P @ A, Q + P
    r = f - y
    return y + P @ r, f_test - lr * Theta_test @ (Q @ r)


def wrong_new_error_for_the_test(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the new points move by the error from before the step, as the samples; you have changed f already
    PART: yes
    BREAKS: gradient descent, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(steps):
        f = f - lr * Theta @ (f - y)
        f_test = f_test - lr * Theta_test @ (f - y)
    return f, f_test


def wrong_in_place(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: f -= changes the caller's outputs: begin with a copy
    PART: yes
    BREAKS: a function leaves its arrays as they were, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(steps):
        r = f - y
        f -= lr * Theta @ r
        f_test -= lr * Theta_test @ r
    return f, f_test


def wrong_test_in_place(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: f is copied, f_test is not: -= changes the caller's array
    PART: yes
    BREAKS: a function leaves its arrays as they were, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    f, there = f.copy(), np.asarray(f_test, dtype=float)
    for _ in range(steps):
        r = f - y
        f -= lr * Theta @ r
        there -= lr * Theta_test @ r
    return f, there


def wrong_uphill(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the outputs move against the error: minus
    PART: no
    BREAKS: gradient descent, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(steps):
        r = f - y
        f, f_test = f + lr * Theta @ r, f_test + lr * Theta_test @ r
    return f, f_test


def wrong_limit(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: this is the limit of infinitely many steps, not what is there after `steps`
    PART: no
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    a = np.linalg.pinv(Theta) @ (y - f)
    return f + Theta @ a, f_test + Theta_test @ a


def wrong_one_step(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: you take one step, however many are asked
    PART: no
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 2, 0.5)
    """
    r = f - y
    return f - lr * Theta @ r, f_test - lr * Theta_test @ r


def wrong_first_error_always(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the error shrinks from step to step; you move by that of the start each time
    PART: no
    BREAKS: steps of gradient descent, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 2, 0.5)
    """
    r = f - y
    for _ in range(steps):
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_mean_loss(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the loss is ||f - y||^2 / 2, a sum: there is no 1/N
    PART: yes
    BREAKS: ||f - y||^2 / 2, at tangent_descent(np.eye(2), [[1.0, 0.0]], [1.0, 0.0], [0.0], [0.0]*2, 1, 0.5)
    """
    for _ in range(steps):
        r = (f - y) / len(y)
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_factor_two(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the loss has a 1/2, so that its derivative is f - y, not 2 (f - y)
    PART: yes
    BREAKS: gradient descent on ||f - y||^2 / 2, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.25)
    """
    for _ in range(steps):
        r = 2 * (f - y)
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_test_kernel_transposed(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: Theta_test has a row for each new point: no transpose; for M = N one does not see it
    PART: yes
    BREAKS: Theta_test (M, N), at tangent_descent(np.eye(2), [[0, 1.0], [0, 0]], [1.0, 0.0], [0.0]*2, [0.0]*2, 1, 0.5)
    """
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test.T @ r
    return f, f_test


def wrong_order_of_results(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: first f, then f_test
    PART: yes
    BREAKS: Outputs (f, f_test), at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 0, 0.5)
    """
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f_test, f


def wrong_one_step_more(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: one step too many: range(steps + 1)
    PART: yes
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 0, 0.5)
    """
    for _ in range(steps + 1):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_one_step_less(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: range(1, steps) has steps - 1 numbers
    PART: yes
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(1, steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_at_least_one_step(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: with steps = 0 nothing moves; your loop asks only after the first step
    PART: yes
    BREAKS: steps >= 0, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 0, 0.5)
    """
    t = 0
    while True:
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
        t += 1
        if t >= steps:
            return f, f_test


def wrong_undefined_without_steps(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: with steps = 0 your `after` was never assigned
    PART: yes
    BREAKS: steps >= 0, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 0, 0.5)
    """
    for _ in range(steps):
        r = f - y
        after = f = f - lr * Theta @ r
        there = f_test = f_test - lr * Theta_test @ r
    return after, there


def wrong_test_at_the_end(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the new points move in each step; yours move once, by the last error
    PART: no
    BREAKS: steps of gradient descent, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 2, 0.5)
    """
    r = np.zeros(len(f))
    for _ in range(steps):
        r = f - y
        f = f - lr * Theta @ r
    return f, f_test - lr * Theta_test @ r


def right_test_moves_by_all_that_samples_moved(Theta, Theta_test, f, f_test, y, steps, lr):
    # the part of r in the null space of Theta, which the pseudo-inverse loses, moves no new point
    start = f
    for _ in range(steps):
        f = f - lr * Theta @ (f - y)
    return f, f_test + Theta_test @ (np.linalg.pinv(Theta, rcond=1e-10, hermitian=True) @ (f - start))


def wrong_inverse(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the sum of the residuals by an inverse: for a singular Theta there is none. Add them up in a loop
    PART: yes
    BREAKS: Theta may be singular, at tangent_descent([[0.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    r = f - y
    end = np.linalg.matrix_power(np.eye(len(f)) - lr * Theta, steps) @ r
    return y + end, f_test - Theta_test @ np.linalg.solve(Theta, r - end)


def wrong_gradient_flow(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: e^(-lr s t) belongs to infinitely small steps; yours have the factor 1 - lr s
    PART: yes
    BREAKS: steps of gradient descent, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    s, U = np.linalg.eigh(Theta)
    c, time = U.T @ (f - y), lr * steps
    gone = np.where(s > 1e-12, -np.expm1(-s * time) / np.where(s > 1e-12, s, 1), time)
    return y + U @ (np.exp(-s * time) * c), f_test - Theta_test @ (U @ (gone * c))


def wrong_size_of_the_factor(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: 1 - lr s is negative for lr s > 1, and then the error changes its sign in each step: no absolute value
    PART: yes
    BREAKS: 0 < lr < 2 / lambda_max, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 1.5)
    """
    s, U = np.linalg.eigh(Theta)
    factor, c = np.abs(1 - lr * s), U.T @ (f - y)
    total = sum((factor**t for t in range(steps)), np.zeros(len(s)))
    return y + U @ (factor**steps * c), f_test - lr * Theta_test @ (U @ (total * c))


def wrong_step_made_safe(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: you shorten lr to 1 / lambda_max; up to 2 / lambda_max it converges, and lr is what was asked
    PART: yes
    BREAKS: 0 < lr < 2 / lambda_max, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 1.5)
    """
    top = np.linalg.eigvalsh(Theta)[-1]
    if top > 0:
        lr = min(lr, 1 / top)
    for _ in range(steps):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_stops_when_small(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: an error of 1e-6 is not small if all outputs are: take all steps
    PART: yes
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1e-7], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(steps):
        r = f - y
        if np.linalg.norm(r) < 1e-6:
            break
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_one_sample_after_the_other(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: all samples move by the same error; yours see the outputs that were moved before them in this step
    PART: yes
    BREAKS: gradient descent, at tangent_descent([[1.0]*2]*2, [[1.0, 1.0]], [1.0, 0.0], [0.0], [0.0, 0.0], 1, 0.5)
    """
    f, f_test = f.copy(), f_test.copy()
    for _ in range(steps):
        f_test -= lr * Theta_test @ (f - y)
        for n in range(len(f)):
            f[n] -= lr * Theta[n] @ (f - y)
    return f, f_test


def wrong_from_zero(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the outputs at the new points start from f_test, not from 0
    PART: yes
    BREAKS: f_test (M,) before the first step, at tangent_descent([[1.0]], [[1.0]], [1.0], [2.0], [0.0], 0, 0.5)
    """
    there = np.zeros(len(f_test))
    for _ in range(steps):
        r = f - y
        f, there = f - lr * Theta @ r, there - lr * Theta_test @ r
    return f, there


def wrong_single_precision(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: single precision is right to 1e-7, and 1e-9 is asked
    PART: yes
    BREAKS: right to 1e-9, at tangent_descent([[1.0]], [[1.0]], [0.1], [0.0], [0.0], 1, 0.1)
    """
    Theta, Theta_test, f, f_test, y = (np.asarray(a, np.float32) for a in (Theta, Theta_test, f, f_test, y))
    for _ in range(steps):
        r = f - y
        f, f_test = f - np.float32(lr) * (Theta @ r), f_test - np.float32(lr) * (Theta_test @ r)
    return f.astype(float), f_test.astype(float)


def wrong_no_more_than_ten(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: you stop after 10 steps
    PART: yes
    BREAKS: after that many steps, at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 11, 0.1)
    """
    for _ in range(min(steps, 10)):
        r = f - y
        f, f_test = f - lr * Theta @ r, f_test - lr * Theta_test @ r
    return f, f_test


def wrong_samples_only(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: f_test comes back as it was: it moves by Theta_test (f - y)
    PART: no
    BREAKS: Outputs (f, f_test), at tangent_descent([[1.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    for _ in range(steps):
        f = f - lr * Theta @ (f - y)
    return f, f_test


def wrong_nothing_over_nothing(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the geometric sum (1 - q^t) / (1 - q) is 0/0 where s = 0: there it is t
    PART: yes
    BREAKS: Theta may be singular, at tangent_descent([[0.0]], [[1.0]], [1.0], [0.0], [0.0], 1, 0.5)
    """
    s, U = np.linalg.eigh(Theta)
    q, c = 1 - lr * s, U.T @ (f - y)
    with np.errstate(all="ignore"):
        total = (1 - q**steps) / (1 - q)
    return y + U @ (q**steps * c), f_test - lr * Theta_test @ (U @ (total * c))


def right_almost_nothing(Theta, Theta_test, f, f_test, y, steps, lr):
    # where an eigenvalue 0 comes out as 1e-17 the sum is lost, but Theta_test is 0 along it
    s, U = np.linalg.eigh(Theta)
    q, c = 1 - lr * s, U.T @ (f - y)
    total = np.where(s == 0, steps, (1 - q**steps) / np.where(s == 0, 1, lr * s))
    return y + U @ (q**steps * c), f_test - lr * Theta_test @ (U @ (total * c))


def wrong_last_error_times_steps(Theta, Theta_test, f, f_test, y, steps, lr):
    """DESERVES: the new points move by the sum of all errors, not by the last one times the number of steps
    PART: yes
    BREAKS: f_test moves by Theta_test (f - y), at tangent_descent([[1.0]], [[1.0]], [1.0], [2.0], [0.0], 2, 0.5)
    """
    P = np.linalg.matrix_power(np.eye(len(f)) - lr * Theta, steps)
    r = f - y
    return y + P @ r, f_test - lr * steps * (Theta_test @ (P @ r))
