"""Functions of earlier units that this one gives you: its notebook imports them. Read them if you like.

Kernels: rbf.
Svm: smo.
"""

import numpy as np


def sqdist(X: np.ndarray, Z: np.ndarray) -> np.ndarray:
    """Squared Euclidean distances (N, M) of each row of X (N, d) to each row of Z (M, d).

    They are right to 1e-6 of the largest of them, also if all rows lie within 10 of one another at 1e8 from the
    origin. None is negative. X and Z may hold integers (int64, up to 1e6 in size). Two arrays of N M d doubles at once
    are too many: N = 280, M = 240 and d = 1080 must do in 2 seconds and 1 GiB.
    """
    X, Z = np.asarray(X, float), np.asarray(Z, float)
    mean = X.mean(axis=0)
    X, Z = X - mean, Z - mean
    D = X @ Z.T
    D *= -2
    D += (X**2).sum(axis=1)[:, None]
    D += (Z**2).sum(axis=1)
    return np.maximum(D, 0, out=D)


def rbf(X: np.ndarray, Z: np.ndarray, gamma: float) -> np.ndarray:
    """Gaussian kernel matrix (N, M) of the rows of X (N, d) and Z (M, d).

    gamma > 0 multiplies the squared distance. X and Z may hold integers (int64, up to 1e6 in size). With G for gamma
    times the largest squared distance, the values are right to an absolute 1e-5 or, if that is more, 1e-6 G: so a right
    sqdist will do. This holds at 1e4 from the origin, too, for rows within 10 of one another, and for gamma up to
    1e7, though it matters only if they are very near. If gamma times each squared distance lies between 100 and 1e6,
    the values are 0 to 1e-5.
    """
    D = sqdist(X, Z)
    D *= -gamma
    return np.exp(D, out=D)


def smo(
    K: np.ndarray, y: np.ndarray, C: float, tol: float = 1e-3, max_steps: int = 1_000_000
) -> tuple[np.ndarray, float]:
    """Sequential minimal optimisation of the soft margin: (alpha, b), alpha (N,) exactly in [0, C].

    K (N, N) is symmetric and positive semidefinite, y (N,) holds -1 and +1, both; C > 0. y_n f(x_n) violates the
    optimality conditions by at most tol, and the duality gap of (alpha, b) is at most tol times the dual objective; or
    what round-off allows.
    Raises ValueError unless these shapes fit and all is real and finite, C, tol > 0 and max_steps >= 1; RuntimeError
    if that is not reached within max_steps steps.
    """
    K, y = np.asarray(K, float), np.asarray(y, float)
    low, high = np.minimum(0, C * y), np.maximum(0, C * y)
    beta, v, largest = np.zeros(len(y)), y.copy(), abs(K.diagonal()).max()
    for _ in range(max_steps):
        i = int(np.where(beta < high, v, -np.inf).argmax())
        lowest = np.where(beta > low, v, np.inf).min()
        b = (v[i] + lowest) / 2
        slack = y * (v - b)
        gap = (C * np.maximum(slack, 0) - beta * y * slack).sum()
        dual = beta @ (y + v) / 2
        round_off = 1e-15 * (1 + largest * abs(beta).sum())
        if v[i] - lowest <= round_off or (v[i] - lowest <= tol and gap <= tol * dual):
            return abs(beta), float(b)
        curvature = _curvature(K, i)
        gain = np.where((beta > low) & (v < v[i]), (v[i] - v) ** 2 / curvature, 0)
        j = int(gain.argmax())
        t = _move(beta, i, j, (v[i] - v[j]) / curvature[j], low, high)
        v -= t * (K[i] - K[j])
    raise RuntimeError(
        f"the duality gap must fall to {tol:g} of the dual objective {dual:g}, got {gap:g} in {max_steps} steps; "
        "scale the features, or take a larger tol or a smaller C"
    )


def _curvature(K: np.ndarray, i: int) -> np.ndarray:
    """||phi_i - phi_n||^2 for all n, kept off 0 so that a step between equal points leads to the end of the box."""
    curvature = K[i, i] + np.diag(K) - 2 * K[i]
    return np.maximum(curvature, 1e-12 * (K.diagonal().max() or 1))


def _move(beta: np.ndarray, i: int, j: int, t: float, low: np.ndarray, high: np.ndarray) -> float:
    """Move t, or what the box allows, from beta_j to beta_i; an end of the box is reached exactly."""
    t = min(t, high[i] - beta[i], beta[j] - low[j])
    beta[i] = high[i] if t == high[i] - beta[i] else beta[i] + t
    beta[j] = low[j] if t == beta[j] - low[j] else beta[j] - t
    return t
