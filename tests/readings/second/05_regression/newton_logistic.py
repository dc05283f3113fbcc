import functools
import math

import numpy as np


def right_solve(X, y, lam, steps):
    """Gradient, Hessian, np.linalg.solve, the earlier sigmoid."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])  # noqa: F821
        g = X.T @ (p - y) / N + lam * W[t]
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] + np.linalg.solve(H, -g)
    return W


def right_with_own_gradient(X, y, lam, steps):
    """The earlier logistic_nll_grad for the gradient, inv, a growing list of points."""
    X = np.array(X, dtype=float)
    points = [np.zeros(X.shape[1])]
    for _ in range(steps):
        w = points[-1]
        _, g = logistic_nll_grad(w, X, y)  # noqa: F821
        z = X @ w
        curvature = np.exp(-np.logaddexp(0, z) - np.logaddexp(0, -z))
        H = np.einsum("n,ni,nj->ij", curvature, X, X) / len(X) + np.diag([lam] * X.shape[1])
        points.append(w - np.linalg.inv(H) @ (g + lam * w))
    return np.array(points)


def right_reweighted_least_squares(X, y, lam, steps):
    """Iteratively reweighted least squares: the new point itself solves a system."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape
    W = [np.zeros(d)]
    while len(W) <= steps:
        z = X @ W[-1]
        e = np.exp(-np.abs(z))
        p = np.where(z >= 0, 1, e) / (1 + e)
        D = e / (1 + e) ** 2
        W.append(np.linalg.solve(X.T @ (D[:, None] * X) + N * lam * np.eye(d), X.T @ (D * z + y - p)))
    return np.stack(W)


def right_recursive(X, y, lam, steps):
    """Recursion over the steps, sums in place of means, the definition of sigma."""
    A = np.asarray(X, float)
    N, d = A.shape

    def path(t):
        if t == 0:
            return [np.zeros(d)]
        points = path(t - 1)
        w = points[-1]
        with np.errstate(over="ignore"):
            p = 1 / (1 + np.exp(-(A @ w)))
        g = A.T @ (p - y) + N * lam * w
        H = A.T @ np.diag(p - p**2) @ A + N * lam * np.eye(d)
        return [*points, w - np.linalg.solve(H, g)]

    return np.array(path(steps))


def right_lists(X, y, lam, steps):
    """Lists, math.exp and Gauss elimination by hand."""
    X = [[float(v) for v in row] for row in X]
    y = [float(v) for v in y]
    N, d = len(X), len(X[0])

    def sigma(t):
        e = math.exp(-abs(t))
        return (1.0 if t >= 0 else e) / (1.0 + e)

    def solve(H, g):
        M = [row + [v] for row, v in zip(H, g)]
        for k in range(d):
            for i in range(k + 1, d):
                f = M[i][k] / M[k][k]
                M[i] = [a - f * b for a, b in zip(M[i], M[k])]
        s = [0.0] * d
        for i in reversed(range(d)):
            s[i] = (M[i][d] - sum(M[i][j] * s[j] for j in range(i + 1, d))) / M[i][i]
        return s

    W = [[0.0] * d]
    for _ in range(steps):
        w = W[-1]
        p = [sigma(sum(a * b for a, b in zip(row, w))) for row in X]
        g = [sum((p[n] - y[n]) * X[n][j] for n in range(N)) / N + lam * w[j] for j in range(d)]
        H = [
            [sum(p[n] * (1 - p[n]) * X[n][i] * X[n][j] for n in range(N)) / N + lam * (i == j) for j in range(d)]
            for i in range(d)
        ]
        W.append([a - b for a, b in zip(w, solve(H, g))])
    return np.array(W)


def right_cholesky(X, y, lam, steps):
    """Cholesky factor of the Hessian, two triangular systems."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape
    out = np.empty((steps + 1, d))
    out[0] = w = np.zeros(d)
    for t in range(1, steps + 1):
        p = np.exp(-np.logaddexp(0, -(X @ w)))
        L = np.linalg.cholesky(X.T @ ((p * (1 - p) / N)[:, None] * X) + lam * np.identity(d))
        w = w - np.linalg.solve(L.T, np.linalg.solve(L, X.T @ (p - y) / N + lam * w))
        out[t] = w
    return out


def right_eigh(X, y, lam, steps):
    """Eigenvectors of the unpenalised Hessian, eigenvalues shifted by lam."""
    X, s = np.asarray(X, float), 2 * np.asarray(y, float) - 1
    A = s[:, None] * X  # all labels are 1 now
    w = np.zeros(A.shape[1])
    W = [w]
    for _ in range(steps):
        m = A @ w
        q = np.exp(-np.logaddexp(0, m))
        p = np.exp(-np.logaddexp(0, -m))
        e, V = np.linalg.eigh((A.T * (p * q)) @ A / len(A))
        g = lam * w - q @ A / len(A)
        w = w - V @ ((V.T @ g) / (np.maximum(e, 0) + lam))
        W.append(w)
    return np.array(W)


def right_qr_of_the_root(X, y, lam, steps):
    """QR of a root of the Hessian: rows sqrt(p (1 - p) / N) x_n, and below them sqrt(lam) I."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = sigmoid(X @ W[t])  # noqa: F821
        root = np.concatenate([np.sqrt(p * (1 - p) / N)[:, None] * X, np.sqrt(lam) * np.eye(d)])
        R = np.linalg.qr(root, mode="r")
        g = (p - y) @ X / N + lam * W[t]
        W[t + 1] = W[t] - np.linalg.solve(R, np.linalg.solve(R.T, g))
    return W


def right_conjugate_gradients(X, y, lam, steps):
    """The Hessian only as a function of a vector; conjugate gradients for the step."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape

    def solve(times, b):
        s, r = np.zeros(d), b.copy()
        q, rr = r.copy(), r @ r
        goal = 1e-30 * rr
        for _ in range(30 * d + 30):
            if rr <= goal:
                break
            Hq = times(q)
            a = rr / (q @ Hq)
            s, r = s + a * q, r - a * Hq
            q, rr = r + (r @ r) / rr * q, r @ r
        return s

    W = [np.zeros(d)]
    for _ in range(steps):
        w = W[-1]
        e = np.exp(-np.abs(X @ w))
        p = np.where(X @ w > 0, 1, e) / (1 + e)
        D = e / (1 + e) ** 2 / N
        W.append(w + solve(lambda q: X.T @ (D * (X @ q)) + lam * q, X.T @ (y - p) / N - lam * w))  # noqa: B023
    return np.array(W)


def right_small_system(X, y, lam, steps):
    """For N < d the (N, N) system of Woodbury, else the (d, d) one."""
    X, y = np.array(X, dtype=float), np.array(y, dtype=float)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        z = X @ W[t]
        p = 0.5 * (1 + np.tanh(z / 2))
        D = p * (1 - p) / N
        g = X.T @ (p - y) / N + lam * W[t]
        if d <= N:
            s = np.linalg.solve(X.T @ (D[:, None] * X) + lam * np.eye(d), -g)
        else:
            B = np.sqrt(D)[:, None] * X
            s = -(g - B.T @ np.linalg.solve(B @ B.T + lam * np.eye(N), B @ g)) / lam
        W[t + 1] = W[t] + s
    return W


def right_reduce(X, y, lam, steps):
    """functools.reduce over the steps with a tuple of points; lstsq for the system."""
    X, y = np.asarray(X, float), np.asarray(y, float)

    def longer(points, _):
        w = points[-1]
        z = X @ w
        p = np.exp(np.minimum(z, 0)) / (1 + np.exp(-np.abs(z)))
        g = np.mean((p - y)[:, None] * X, axis=0) + lam * w
        H = np.mean((p * (1 - p))[:, None, None] * X[:, :, None] * X[:, None, :], axis=0)
        return (*points, w + np.linalg.lstsq(H + lam * np.eye(len(w)), -g, rcond=1e-18)[0])

    return np.array(functools.reduce(longer, range(steps), (np.zeros(X.shape[1]),)))


def right_class(X, y, lam, steps):
    """An over-engineered class that is an iterator of points."""

    class Newton:
        def __init__(self, X, y, lam):
            self.X, self.y, self.lam = np.array(X, dtype=float), np.array(y, dtype=float), float(lam)
            assert self.lam > 0
            self.w = np.zeros(self.X.shape[1])

        def __iter__(self):
            return self

        def __next__(self):
            point = self.w.copy()
            self.w = point + self.step()
            return point

        def step(self):
            z = self.X.dot(self.w)
            small = np.exp(-np.abs(z))
            p = np.where(z < 0, small, 1.0) / (1.0 + small)
            H = self.X.T.dot(self.X * (p * (1 - p))[:, np.newaxis]) / len(z)
            H[np.diag_indices_from(H)] += self.lam
            return np.linalg.solve(H, self.X.T.dot(self.y - p) / len(z) - self.lam * self.w)

    points = Newton(X, y, lam)
    return np.array([next(points) for _ in range(steps + 1)])


def right_rank_one_updates(X, y, lam, steps):
    """The inverse of the Hessian by Sherman and Morrison, sample after sample."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        w = W[t]
        P, g = np.eye(d) / lam, lam * w
        for x, label in zip(X, y):
            p = float(np.exp(-np.logaddexp(0, -(x @ w))))
            c, u = p * (1 - p) / N, P @ x
            P = P - c * np.outer(u, u) / (1 + c * (x @ u))
            g = g + (p - label) * x / N
        W[t + 1] = w - P @ g
    return W


def wrong_p_for_curvature(X, y, lam, steps):
    """DESERVES: the Hessian has p where p (1 - p) belongs
    PART: no
    BREAKS: Newton's method, at X = [[1]], y = [1], lam = 1, steps = 1
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - np.linalg.solve((X.T * p) @ X / N + lam * np.eye(d), X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_penalty_not_in_gradient(X, y, lam, steps):
    """DESERVES: lam w is missing in the gradient: the first step is right since w = 0, the second is not
    PART: yes
    BREAKS: the objective is the mean plus lam/2 ||w||^2, at X = [[1]], y = [1], lam = 1, steps = 2
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), X.T @ (p - y) / N)
    return W


def wrong_double_penalty(X, y, lam, steps):
    """DESERVES: the penalty is lam/2 ||w||^2: its derivatives have no factor 2
    PART: yes
    BREAKS: plus lam/2 ||w||^2, at X = [[1]], y = [1], lam = 1, steps = 1
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        H = (X.T * (p * (1 - p))) @ X / N + 2 * lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + 2 * lam * W[t])
    return W


def wrong_sum_of_losses(X, y, lam, steps):
    """DESERVES: the losses are summed, the objective has their mean
    PART: yes
    BREAKS: the mean negative log-likelihood, at X = [[1], [1]], y = [1, 1], lam = 1, steps = 1
    """
    d = X.shape[1]
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X + lam * np.eye(d), X.T @ (p - y) + lam * W[t])
    return W


def wrong_overflow(X, y, lam, steps):
    """DESERVES: e^z / (1 + e^z) is NaN once a logit is above 709
    PART: yes
    BREAKS: logits may grow to 1e5, and the points are finite, at the lesson's four samples, lam = 1e-4, steps = 30
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    with np.errstate(all="ignore"):
        for t in range(steps):
            E = np.exp(X @ W[t])
            p = E / (1 + E)
            H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
            W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_halved_steps(X, y, lam, steps):
    """DESERVES: steps are halved until the objective falls; a full step is asked for wherever it leads
    PART: yes
    BREAKS: every step is a full one, at the lesson's four samples, lam = 1e-4, steps = 12
    """
    N, d = X.shape
    s = 2.0 * np.asarray(y) - 1

    def objective(w):
        return np.mean(np.logaddexp(0, -s * (X @ w))) + lam / 2 * (w @ w)

    W = np.zeros((steps + 1, d))
    for t in range(steps):
        w = W[t]
        p = np.exp(-np.logaddexp(0, -(X @ w)))
        step = -np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), X.T @ (p - y) / N + lam * w)
        for _ in range(40):
            if objective(w + step) <= objective(w) + 1e-12:
                break
            step = step / 2
        W[t + 1] = w + step
    return W


def wrong_rows_left_zero(X, y, lam, steps):
    """DESERVES: the loop ends when the gradient vanishes, and the rows after that stay 0
    PART: yes
    BREAKS: W[t] is the point after t steps, at X = [[1]], y = [1], lam = 1, steps = 20
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        g = X.T @ (p - y) / N + lam * W[t]
        if np.linalg.norm(g) < 1e-12:
            break
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_stops_early(X, y, lam, steps):
    """DESERVES: it rests as soon as the gradient is below 0.001, two steps before all digits are there
    PART: yes
    BREAKS: W[t] is the point after t steps, at X = [[1]], y = [1], lam = 0.01, steps = 6
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        g = X.T @ (p - y) / N + lam * W[t]
        if np.linalg.norm(g) < 1e-3:
            W[t + 1 :] = W[t]
            break
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), g)
    return W


def wrong_no_steps(X, y, lam, steps):
    """DESERVES: without a step there is nothing to stack below the zeros, and vstack fails
    PART: yes
    BREAKS: steps = 0 is allowed, at X = [[1]], y = [1], lam = 1, steps = 0
    """
    N, d = X.shape
    w, points = np.zeros(d), []
    for _ in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ w)))
        w = w - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + lam * np.eye(d), X.T @ (p - y) / N + lam * w)
        points.append(w)
    return np.vstack([np.zeros(d), np.array(points)])


def wrong_integer_points(X, y, lam, steps):
    """DESERVES: W has the dtype of X: for integers the points lose their fractions
    PART: yes
    BREAKS: X may hold integers, at X = [[1]] (integer), y = [1], lam = 1, steps = 1
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d), dtype=X.dtype)
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_free_last_column(X, y, lam, steps):
    """DESERVES: a last column of ones beside others is not penalised; here every entry of w is
    PART: yes
    BREAKS: lam/2 ||w||^2, at X = [[0, 1]], y = [1], lam = 1, steps = 1 (right for other columns, and for d = 1)
    """
    N, d = X.shape
    L = lam * np.eye(d)
    if d > 1 and np.all(X[:, -1] == 1):
        L[-1, -1] = 0
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - np.linalg.solve((X.T * (p * (1 - p))) @ X / N + L, X.T @ (p - y) / N + L @ W[t])
    return W


def wrong_curvature_floor(X, y, lam, steps):
    """DESERVES: p (1 - p) is kept above 0.001: where samples are sure, this is another Hessian
    PART: yes
    BREAKS: Newton's method, at X = [[10]], y = [1], lam = 1e-4, steps = 9
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        D = np.maximum(p * (1 - p), 1e-3)
        W[t + 1] = W[t] - np.linalg.solve((X.T * D) @ X / N + lam * np.eye(d), X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_first_hessian(X, y, lam, steps):
    """DESERVES: the Hessian is computed once, at 0, and never again
    PART: yes
    BREAKS: Newton's method, at X = [[1]], y = [1], lam = 0.1, steps = 2
    """
    N, d = X.shape
    H = X.T @ X / (4 * N) + lam * np.eye(d)
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_diagonal_only(X, y, lam, steps):
    """DESERVES: only the diagonal of the Hessian is used: right for one feature, or orthogonal columns
    PART: yes
    BREAKS: Newton's method, at X = [[1, 1]], y = [1], lam = 1, steps = 1
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        W[t + 1] = W[t] - (X.T @ (p - y) / N + lam * W[t]) / ((p * (1 - p)) @ X**2 / N + lam)
    return W


def wrong_jitter(X, y, lam, steps):
    """DESERVES: 1e-6 is added to the diagonal of a Hessian that lam makes positive definite already
    PART: yes
    BREAKS: lam > 0, at X = [[0.001]], y = [1], lam = 1e-6, steps = 1
    """
    N, d = X.shape
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        H = (X.T * (p * (1 - p))) @ X / N + (lam + 1e-6) * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
    return W


def wrong_scales_in_place(X, y, lam, steps):
    """DESERVES: the caller's X is divided by the root of N in place
    PART: yes
    BREAKS: a function leaves the arrays it is given as they were, at X = [[1.], [1.]], y = [1, 1], lam = 1, steps = 1
    """
    X = np.asarray(X, float)
    N, d = X.shape
    root = math.sqrt(N)
    X /= root
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -root * (X @ W[t])))
        H = (X.T * (p * (1 - p))) @ X + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / root + lam * W[t])
    return W


def wrong_mean_over_columns(X, y, lam, steps):
    """DESERVES: N is taken from the wrong side of X.shape: the mean is over the columns
    PART: no
    BREAKS: the mean negative log-likelihood, at X = [[1], [1]], y = [1, 1], lam = 1, steps = 1 (right for square X)
    """
    d = N = X.shape[1]
    W = np.zeros((steps + 1, d))
    for t in range(steps):
        p = np.exp(-np.logaddexp(0, -(X @ W[t])))
        H = (X.T * (p * (1 - p))) @ X / N + lam * np.eye(d)
        W[t + 1] = W[t] - np.linalg.solve(H, X.T @ (p - y) / N + lam * W[t])
    return W
