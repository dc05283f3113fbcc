import numpy as np


def right_solve(X, y, lam, steps):
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def right_unit_gradient(X, y, lam, steps):
    N, d = X.shape
    w, points = np.zeros(d), [np.zeros(d)]
    for _ in range(steps):
        _, grad = logistic_nll_grad(w, X, y)
        p = np.asarray(sigmoid(X @ w))
        H = X.T @ np.diag(p * (1 - p)) @ X / N + lam * np.identity(d)
        w = w + np.linalg.solve(H, -(np.asarray(grad) + lam * w))
        points.append(w)
    return np.array(points)


def right_inv_lists(X, y, lam, steps):
    N, d = X.shape
    W = [[0.0] * d]
    for t in range(steps):
        w = np.array(W[-1])
        p = np.exp(-np.logaddexp(0, -(X @ w)))
        g, H = lam * w, lam * np.eye(d)
        for n in range(N):
            g = g + (p[n] - y[n]) * X[n] / N
            H = H + p[n] * (1 - p[n]) * np.outer(X[n], X[n]) / N
        W.append((w - np.linalg.inv(H) @ g).tolist())
    return W


def right_sum_objective(X, y, lam, steps):
    # N times the objective has the same steps
    N, d = X.shape
    W = [np.zeros(d)]
    while len(W) < steps + 1:
        w = W[-1]
        p = sigmoid(X @ w)
        s = np.linalg.solve(X.T @ ((p * (1 - p))[:, None] * X) + N * lam * np.eye(d), X.T @ (y - p) - N * lam * w)
        W.append(w + s)
    return np.stack(W)


def right_signs(X, y, lam, steps):
    a = 2 * np.asarray(y, float) - 1
    A = a[:, None] * X
    N, d = A.shape
    W = np.zeros((steps + 1, d))
    for t in range(1, steps + 1):
        q = sigmoid(-(A @ W[t - 1]))
        g = -A.T @ q / N + lam * W[t - 1]
        H = np.einsum("n,ni,nj->ij", q * (1 - q), A, A) / N + lam * np.eye(d)
        W[t] = W[t - 1] - np.linalg.solve(H, g)
    return W


def right_weighted_least_squares(X, y, lam, steps):
    # H w_new = H w - g, where lam w cancels
    N, d = X.shape
    W = [np.zeros(d)]
    for _ in range(steps):
        z = X @ W[-1]
        p = sigmoid(z)
        D = p * (1 - p)
        W.append(np.linalg.solve(X.T @ (D[:, None] * X) / N + lam * np.eye(d), X.T @ (D * z - p + y) / N))
    return np.vstack(W)


def right_cholesky(X, y, lam, steps):
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        B = np.sqrt(p * (1 - p) / N)[:, None] * X
        L = np.linalg.cholesky(B.T @ B + lam * np.eye(d))
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve(L.T, np.linalg.solve(L, g))
    return W


def right_elimination(X, y, lam, steps):
    def solve(H, g):
        d = len(g)
        M = [[*map(float, H[i]), float(g[i])] for i in range(d)]
        for i in range(d):
            for k in range(i + 1, d):
                f = M[k][i] / M[i][i]
                M[k] = [a - f * b for a, b in zip(M[k], M[i])]
        s = [0.0] * d
        for i in range(d - 1, -1, -1):
            s[i] = (M[i][d] - sum(M[i][j] * s[j] for j in range(i + 1, d))) / M[i][i]
        return np.array(s)

    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        H = X.T @ (X * (p * (1 - p)).reshape(-1, 1)) / N + np.diag([lam] * d)
        W[t + 1] = W[t] + solve(H, -(X.T @ (p - y) / N + lam * W[t]))
    return W


def right_recursion(X, y, lam, steps):
    N, d = X.shape
    if steps == 0:
        return np.zeros((1, d))

    def after(t):
        if t == 0:
            return [np.zeros(d)]
        points = after(t - 1)
        w = points[-1]
        p = sigmoid(X @ w)
        H = X.T @ np.diag(p - p**2) @ X / N + lam * np.eye(d)
        return points + [w - np.linalg.lstsq(H, X.T @ (p - y) / N + lam * w, rcond=None)[0]]

    return np.array(after(steps))


def right_dual(X, y, lam, steps):
    # H^-1 by a system of N equations (Woodbury)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        B = np.sqrt(p * (1 - p) / N)[:, None] * X
        g = X.T @ (p - y) / N + lam * W[t]
        s = -(g - B.T @ np.linalg.solve(lam * np.eye(N) + B @ B.T, B @ g)) / lam
        W[t + 1] = W[t] + s
    return W


def right_class(X, y, lam, steps):
    class Newton:
        def __init__(self):
            self.X, self.y, self.w = np.copy(X), np.copy(y), np.zeros(X.shape[1])

        def __call__(self):
            p = sigmoid(self.X @ self.w)
            g = np.mean((p - self.y)[:, None] * self.X, axis=0) + lam * self.w
            H = np.mean((p * (1 - p))[:, None, None] * self.X[:, :, None] * self.X[:, None, :], axis=0)
            self.w = self.w - np.linalg.solve(H + lam * np.eye(len(g)), g)
            return self.w.copy()

    newton = Newton()
    return tuple([newton.w.copy()] + [newton() for _ in range(steps)])


def right_in_place_copies(X, y, lam, steps):
    N, d = X.shape
    w = np.zeros(d)
    W = [w.copy()]
    for t in range(steps):
        z = X @ w
        p = np.where(z >= 0, 1 / (1 + np.exp(-np.abs(z))), np.exp(-np.abs(z)) / (1 + np.exp(-np.abs(z))))
        H = X.T @ (X * (p * (1 - p))[:, None]) / N
        H[np.diag_indices(d)] += lam
        w -= np.linalg.solve(H, X.T @ (p - y) / N + lam * w)
        W.append(w.copy())
    print(len(W), "points")
    return np.asarray(W)


def right_eigh(X, y, lam, steps):
    N, d = X.shape
    W = np.zeros((1, d))
    for _ in range(steps):
        w = W[-1]
        p = sigmoid(X @ w)
        values, V = np.linalg.eigh(X.T @ np.diag(p * (1 - p)) @ X / N)
        g = X.T @ (p - y) / N + lam * w
        W = np.concatenate([W, [w - V @ ((V.T @ g) / (values + lam))]])
    return W


def right_pinv_slope(X, y, lam, steps):
    # p (1 - p) as sigma(z) sigma(-z)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for old, new in zip(W[:-1], W[1:]):
        z = X @ old
        H = np.einsum("ni,n,nj->ij", X, sigmoid(z) * sigmoid(-z), X) / N + lam * np.eye(d)
        new[:] = old - np.linalg.pinv(H) @ (X.T @ (sigmoid(z) - y) / N + lam * old)
    return W


def right_float32_result(X, y, lam, steps):
    # no accuracy is promised in the contract
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve(X.T @ np.diag(p * (1 - p)) @ X / N + lam * np.eye(d), g)
    return W.astype(np.float32)


def wrong_no_penalty_in_h(X, y, lam, steps):
    """DESERVES: the curvature of the penalty, lam I, is missing in H
    PART: yes
    BREAKS: Newton's method for the regularised objective: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.pinv((X.T * (p * (1 - p))) @ X / N) @ g
    return W


def wrong_no_penalty_in_g(X, y, lam, steps):
    """DESERVES: the slope of the penalty, lam w, is missing in g: the first step hides it, since w = 0
    PART: yes
    BREAKS: W[t] is the point after t steps, t = 2: `[[1]], [1], 1.0, 2`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_half_penalty(X, y, lam, steps):
    """DESERVES: the slope of lam/2 ||w||^2 is lam w, not lam/2 w
    PART: yes
    BREAKS: lam/2 ||w||^2: `[[1]], [1], 1.0, 2`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam / 2 * W[t]
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_double_penalty(X, y, lam, steps):
    """DESERVES: the penalty is lam/2 ||w||^2, yours is lam ||w||^2
    PART: yes
    BREAKS: lam/2 ||w||^2: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + 2 * lam * W[t]
        H = (X.T * (p * (1 - p))) @ X / N + 2 * lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_sum(X, y, lam, steps):
    """DESERVES: the objective is the mean, not the sum, of the losses: divide by N
    PART: yes
    BREAKS: the mean negative log-likelihood: `[[1], [1]], [1, 1], 1.0, 1`
    """
    d = X.shape[1]
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) + lam * W[t]
        H = (X.T * (p * (1 - p))) @ X + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_h_not_divided(X, y, lam, steps):
    """DESERVES: H is to be divided by N as g is: with a curvature too large the steps are too small
    PART: yes
    BREAKS: every step is a full one: `[[1], [1]], [1, 1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        H = (X.T * (p * (1 - p))) @ X + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_p_for_slope(X, y, lam, steps):
    """DESERVES: the curvature has p (1 - p), not p: it arrives too, slowly
    PART: yes
    BREAKS: Newton's method: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        H = (X.T * p) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_bound(X, y, lam, steps):
    """DESERVES: 1/4 is the bound of p (1 - p), and its value only at w = 0
    PART: yes
    BREAKS: Newton's method, second step: `[[1]], [1], 1.0, 2`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    H = X.T @ X / (4 * N) + lam * np.eye(d)
    for t in range(steps):
        g = X.T @ (sigmoid(X @ W[t]) - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_stale_h(X, y, lam, steps):
    """DESERVES: H is computed at the point before, the gradient at the new one: both belong to the same point
    PART: yes
    BREAKS: Newton's method, second step: `[[1]], [1], 1.0, 2`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    D = np.full(N, 0.25)
    for t in range(steps):
        H = (X.T * D) @ X / N + lam * np.eye(d)
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        D = p * (1 - p)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_label_slope(X, y, lam, steps):
    """DESERVES: the curvature does not depend on the labels: it is p (1 - p), not (p - y)^2
    PART: yes
    BREAKS: Newton's method, second step: `[[1]], [1], 1.0, 2`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        H = (X.T * (p - y) ** 2) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, g)
    return W


def wrong_diagonal(X, y, lam, steps):
    """DESERVES: only the diagonal of H is used; features that hang together need all of it
    PART: yes
    BREAKS: Newton's method: `[[1, 1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - g / ((p * (1 - p)) @ X**2 / N + lam)
    return W


def wrong_lam_everywhere(X, y, lam, steps):
    """DESERVES: lam belongs on the diagonal of H only
    PART: yes
    BREAKS: Newton's method, two features: `[[1, 0], [0, 1]], [1, 1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.lstsq((X.T * (p * (1 - p))) @ X / N + lam, g, rcond=None)[0]
    return W


def wrong_uphill(X, y, lam, steps):
    """DESERVES: the step solves H s = -g: yours goes uphill
    PART: no
    BREAKS: W[t] is the point after t steps: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] + np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_gradient_descent(X, y, lam, steps):
    """DESERVES: this is gradient descent: a step of Newton's solves a system with H
    PART: no
    BREAKS: Newton's method: `[[1]], [1], 0.5, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        W[t + 1] = W[t] - (X.T @ (sigmoid(X @ W[t]) - y) / N + lam * W[t])
    return W


def wrong_damped(X, y, lam, steps):
    """DESERVES: every step is to be a full one, yours is halved
    PART: yes
    BREAKS: every step is a full one: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - 0.5 * np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_line_search(X, y, lam, steps):
    """DESERVES: halving the step until the objective falls is a good idea, but full steps are asked for
    PART: yes
    BREAKS: every step is a full one, where one goes too far: `[[1, 0, 0], [-1, -3, -3], [-3, 1, -1], [-1, 10, 1]], [1, 1, 1, 1], 0.0001, 12`
    """
    N, d = X.shape

    def objective(w):
        return np.mean(np.logaddexp(0, -(2 * y - 1) * (X @ w))) + lam / 2 * w @ w

    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        s = -np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
        while objective(W[t] + s) > objective(W[t]) + 1e-12 and np.abs(s).max() > 1e-12:
            s = s / 2
        W[t + 1] = W[t] + s
    return W


def wrong_early_stop(X, y, lam, steps):
    """DESERVES: W has steps + 1 rows always: yours ends when the gradient is small
    PART: yes
    BREAKS: the points W (steps + 1, d): `[[0]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = [np.zeros(d)]
    for t in range(steps):
        p = sigmoid(X @ W[-1])
        g = X.T @ (p - y) / N + lam * W[-1]
        if np.linalg.norm(g) < 1e-6:
            break
        W.append(W[-1] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g))
    return np.array(W)


def wrong_zeros_after_stop(X, y, lam, steps):
    """DESERVES: after the early end the rest of W is left at 0
    PART: yes
    BREAKS: W[t] is the point after t steps: `[[1]], [1], 1.0, 9`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        if np.linalg.norm(g) < 1e-6:
            break
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_without_start(X, y, lam, steps):
    """DESERVES: the start W[0] = 0 is missing: there are steps + 1 points
    PART: yes
    BREAKS: W[0] = 0: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    w, W = np.zeros(d), []
    for t in range(steps):
        p = sigmoid(X @ w)
        g = X.T @ (p - y) / N + lam * w
        w = w - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
        W.append(w)
    return np.array(W)


def wrong_last_missing(X, y, lam, steps):
    """DESERVES: the last point is missing: W has steps + 1 rows
    PART: yes
    BREAKS: W (steps + 1, d): `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    w, W = np.zeros(d), []
    for t in range(steps):
        W.append(w)
        p = sigmoid(X @ w)
        g = X.T @ (p - y) / N + lam * w
        w = w - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return np.array(W)


def wrong_aliased(X, y, lam, steps):
    """DESERVES: the same array w is appended each time, and changed in place: append a copy
    PART: yes
    BREAKS: W[t] is the point after t steps: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    w = np.zeros(d)
    W = [w]
    for t in range(steps):
        p = sigmoid(X @ w)
        g = X.T @ (p - y) / N + lam * w
        w -= np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
        W.append(w)
    return np.array(W)


def wrong_final_only(X, y, lam, steps):
    """DESERVES: all points are asked for, not the last one only
    PART: yes
    BREAKS: the points W (steps + 1, d): `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    w = np.zeros(d)
    for t in range(steps):
        p = sigmoid(X @ w)
        g = X.T @ (p - y) / N + lam * w
        w = w - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return w


def wrong_zero_steps(X, y, lam, steps):
    """DESERVES: steps = 0 is allowed, and gives the start alone
    PART: yes
    BREAKS: steps = 0 is allowed: `[[1]], [1], 1.0, 0`
    """
    N, d = X.shape
    W = [np.zeros(d)]
    t = 0
    while True:
        w = W[-1]
        p = sigmoid(X @ w)
        g = X.T @ (p - y) / N + lam * w
        W.append(w - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g))
        t += 1
        if t >= steps:
            return np.array(W)


def wrong_transposed(X, y, lam, steps):
    """DESERVES: points are rows of W
    PART: yes
    BREAKS: W (steps + 1, d): `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W.T


def wrong_intercept_free(X, y, lam, steps):
    """DESERVES: the whole of w is penalised here, its last entry too
    PART: yes
    BREAKS: lam/2 ||w||^2: `[[1]], [1], 1.0, 1`
    """
    N, d = X.shape
    penalty = np.full(d, lam)
    penalty[-1] = 0
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + penalty * W[t]
        W[t + 1] = W[t] - np.linalg.pinv((X.T * (p * (1 - p))) @ X / N + np.diag(penalty)) @ g
    return W


def wrong_x_dtype(X, y, lam, steps):
    """DESERVES: W has the dtype of X: with integer samples all points are cut to integers
    PART: yes
    BREAKS: the points of Newton's method, integer X: `np.array([[1]]), np.array([1]), 1.0, 1`
    """
    N, d = X.shape
    W = np.zeros_like(X, shape=(steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_adds_ones(X, y, lam, steps):
    """DESERVES: X is to be taken as it is: a column of ones is not asked for
    PART: no
    BREAKS: W (steps + 1, d): `[[1]], [1], 1.0, 1`
    """
    A = np.column_stack([X, np.ones(len(X))])
    N, d = A.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(A @ W[t])
        g = A.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve((A.T * (p * (1 - p))) @ A / N + lam * np.eye(d), g)
    return W


def wrong_naive_sigmoid(X, y, lam, steps):
    """DESERVES: exp(z) / (1 + exp(z)) is NaN beyond z = 709, where a full step may lead; use your sigmoid
    PART: yes
    BREAKS: W[t] is the point after t steps, however far: `[[1, 0, 0], [-1, -3, -3], [-3, 1, -1], [-1, 10, 1]], [1, 1, 1, 1], 0.0001, 14`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        E = np.exp(X @ W[t])
        p = E / (1 + E)
        g = X.T @ (p - y) / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_divides_by_slope(X, y, lam, steps):
    """DESERVES: the working response divides by p (1 - p), which is 0 far off
    PART: yes
    BREAKS: the points are numbers, also where p is rounded to 1: `[[1, 0, 0], [-1, -3, -3], [-3, 1, -1], [-1, 10, 1]], [1, 1, 1, 1], 0.0001, 14`
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        z = X @ W[t]
        p = sigmoid(z)
        D = p * (1 - p)
        response = z + (y - p) / D
        W[t + 1] = np.linalg.solve((X.T * D) @ X / N + lam * np.eye(d), X.T @ (D * response) / N)
    return W
