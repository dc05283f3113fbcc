import numpy as np


def right_scaled_separate(X, y):
    """separate, scaled by the least margin"""
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    least = (y * (X @ w + b)).min()
    return w / least, b / least


def right_shortest_difference(X, y):
    """w = 2 z/|z|^2 of the shortest difference, both numbers set by the edges"""
    A, B = X[y > 0], X[y < 0]
    D = (A[:, None] - B).reshape(-1, X.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(X.shape[1]), 1e-5)[0])  # noqa: F821
    w = 2 * z / (z @ z)
    low, high = np.min(A @ w), np.max(B @ w)
    return 2 * w / (low - high), -(low + high) / (low - high)


def right_plain_loops(X, y):
    """plain loops over lists"""
    plus = [[float(e) for e in x] for x, c in zip(X, y) if c > 0]
    minus = [[float(e) for e in x] for x, c in zip(X, y) if c < 0]
    z = [sum(p[k] for p in plus) / len(plus) - sum(q[k] for q in minus) / len(minus) for k in range(len(plus[0]))]

    def dot(u, v):
        return sum(s * t for s, t in zip(u, v))

    while True:
        p = min(plus, key=lambda each: dot(each, z))
        q = max(minus, key=lambda each: dot(each, z))
        e = [s - t - r for s, t, r in zip(p, q, z)]
        if dot(e, z) >= -0.002 * dot(z, z):
            break
        t = min(1.0, -dot(e, z) / dot(e, e))
        z = [r + t * s for r, s in zip(z, e)]
    low, high = dot(p, z), dot(q, z)
    return [2 * r / (low - high) for r in z], (low + high) / (high - low)


def right_smo(X, y):
    """the dual problem by pairs of multipliers, the worst pair first"""
    X, y = np.asarray(X, float), np.asarray(y, float)
    Xc = X - X.mean(axis=0)
    size = np.abs(Xc).max()
    Xc = Xc / size
    K = Xc @ Xc.T
    alpha = np.zeros(len(y))
    for _ in range(10**6):
        g = y - K @ (alpha * y)
        up, down = (y > 0) | (alpha > 0), (y < 0) | (alpha > 0)
        i = int(np.where(up, g, -np.inf).argmax())
        j = int(np.where(down, g, np.inf).argmin())
        if g[i] - g[j] <= 1e-3:
            break
        t = (g[i] - g[j]) / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
        if y[i] < 0:
            t = min(t, alpha[i])
        if y[j] > 0:
            t = min(t, alpha[j])
        alpha[i] = max(alpha[i] + y[i] * t, 0.0)
        alpha[j] = max(alpha[j] - y[j] * t, 0.0)
    w = (alpha * y) @ Xc
    low, high = (X[y > 0] @ w).min(), (X[y < 0] @ w).max()
    return 2 * w / (low - high), float(-(low + high) / (low - high))


def right_gilbert_einsum(X, y):
    """Gilbert's steps with einsum, without the table of all differences"""
    A, B = np.array(X[y == 1], float), np.array(X[y == -1], float)
    z = A[0] - B[0]
    while True:
        a, c = np.einsum("nd,d->n", A, z), np.einsum("nd,d->n", B, z)
        s = A[a.argmin()] - B[c.argmax()]
        width = a.min() - c.max()
        if width >= 0.998 * np.einsum("d,d", z, z):
            return 2 * z / width, -(a.min() + c.max()) / width
        e = s - z
        z = z + np.clip(-(z @ e) / (e @ e), 0, 1) * e


def right_kozinec(X, y):
    """one point in each hull, moved by turns"""
    A, B = np.asarray(X[y == 1], float), np.asarray(X[y == -1], float)
    p, q = A.mean(axis=0), B.mean(axis=0)
    while True:
        z = p - q
        i, j = (A @ z).argmin(), (B @ z).argmax()
        if (A[i] - B[j]) @ z >= 0.998 * (z @ z):
            break
        e = A[i] - p
        if (p - A[i]) @ z < (B[j] - q) @ z:
            e = B[j] - q
            q = q + min(1.0, (e @ z) / (e @ e)) * e
        else:
            p = p + min(1.0, -(e @ z) / (e @ e)) * e
    low, high = A[i] @ z, B[j] @ z
    w = z * (2 / (low - high))
    return w, 1 - A[i] @ w


def right_accelerated(X, y):
    """accelerated projected gradient for the weights of both classes, by project_simplex"""
    plus = y == 1
    Xc = X - X.mean(axis=0)
    S = Xc * np.where(plus, 1.0, -1.0)[:, None]
    L = np.linalg.norm(S, 2) ** 2
    a = np.where(plus, 1 / plus.sum(), 1 / (~plus).sum())
    c, k = a, 1.0
    while True:
        z = a @ S
        low, high = (X[plus] @ z).min(), (X[~plus] @ z).max()
        if low - high >= 0.997 * (z @ z):
            break
        v = c - S @ (S.T @ c) / L
        new = np.empty(len(a))
        new[plus], new[~plus] = project_simplex(v[plus]), project_simplex(v[~plus])  # noqa: F821
        if (c - new) @ (new - a) > 0:
            c, k = new, 1.0
        else:
            after = (1 + np.sqrt(1 + 4 * k * k)) / 2
            c, k = new + (k - 1) / after * (new - a), after
        a = new
    return 2 * z / (low - high), (low + high) / (high - low)


def right_centred(X, y):
    """centred first, the bias moved back at the end"""
    centre = np.mean(X, axis=0)
    Z = X - centre
    w, b = separate(Z[y == 1], Z[y == -1])  # noqa: F821
    w = np.asarray(w, dtype=float)
    margins = np.where(np.asarray(y) > 0, 1, -1) * (Z @ w + float(b))
    scale = 1 / margins.min()
    return scale * w, scale * (float(b) - centre @ w)


def right_early_return(X, y):
    """early return in closed form for one sample a class, by the theorem"""
    plus, minus = np.flatnonzero(y == 1), np.flatnonzero(y == -1)
    if len(plus) == len(minus) == 1:
        z = np.asarray(X[plus[0]], float) - X[minus[0]]
        w = 2 * z / (z @ z)
        return w, np.float64(-w @ (X[plus[0]] + X[minus[0]]) / 2)
    w, b = separate(X[plus], X[minus])  # noqa: F821
    half = np.min(X[plus] @ w + b)
    return w / half, b / half


def right_class(X, y):
    """over-engineered: a class with lazy properties, a list and a 0-d array"""

    class Street:
        def __init__(self, samples, labels):
            self.samples = np.array(samples, dtype=float)
            self.labels = np.array(labels, dtype=float).ravel()
            self.unit, self.offset = separate(self.of(1), self.of(-1))  # noqa: F821

        def of(self, label):
            return self.samples[self.labels == label]

        @property
        def half_width(self):
            return np.min(self.labels * (self.samples @ np.asarray(self.unit) + self.offset))

        def canonical(self):
            return (np.asarray(self.unit) / self.half_width).tolist(), np.asarray(self.offset / self.half_width)

    return Street(X, y).canonical()


def right_defensive_other_way(X, y):
    """the classes exchanged, and the signs turned back; asserts"""
    X, y = np.array(X, float), np.array(y, float)
    assert X.ndim == 2 and y.shape == (len(X),) and set(y) == {-1.0, 1.0}
    w, b = separate(X[y < 0], X[y > 0])  # noqa: F821
    w, b = -np.asarray(w), -float(b)
    m = (X @ w + b) * y
    assert m.min() > 0
    w, b = w / m.min(), b / m.min()
    assert abs((y * (X @ w + b)).min() - 1) < 1e-6
    return w, b


def right_squared_hinge(X, y):
    """squared hinge with a growing constant, by Newton, until the dual weights certify the width"""
    X, y = np.asarray(X, float), np.asarray(y, float)
    centre = X.mean(axis=0)
    size = np.linalg.norm(X - centre, axis=1).max()
    Z = np.column_stack([(X - centre) / size, np.ones(len(X))]) * y[:, None]
    R = np.diag([1.0] * X.shape[1] + [1e-12])
    v, C = np.zeros(len(R)), 10.0
    while C < 1e9:
        C *= 10

        def value(u):
            return 0.5 * u @ R @ u + 0.5 * C * (np.maximum(1 - Z @ u, 0) ** 2).sum()

        for _ in range(100):
            lack = np.maximum(1 - Z @ v, 0)
            on = lack > 0
            g = R @ v - C * Z.T @ lack
            step = -np.linalg.solve(R + C * Z[on].T @ Z[on], g)
            t = 1.0
            while value(v + t * step) > value(v) + 1e-4 * t * (g @ step) and t > 1e-9:
                t /= 2
            v = v + t * step
            if np.abs(t * step).max() <= 1e-11 * (1 + np.abs(v).max()):
                break
        a = np.maximum(1 - Z @ v, 0)
        p, q = (a[y == c] @ X[y == c] / a[y == c].sum() for c in (1, -1))
        w = v[:-1]
        low, high = (X[y > 0] @ w).min(), (X[y < 0] @ w).max()
        if low - high >= 0.995 * np.linalg.norm(p - q) * np.linalg.norm(w):
            break
    w = 2 * w / (low - high)
    return w, 1 - (X[y > 0] @ w).min()


def wrong_bias_in_the_norm(X, y):
    """DESERVES: the bias has a part in the norm, so the street depends on the origin
    PART: yes
    BREAKS: the bias b is free, at X = [[10, 11], [10, 9]], y = [1, -1]
    """
    U = np.column_stack([X, np.ones(len(X))]) * y[:, None]
    v = np.asarray(nearest_hull_point(U, np.zeros(U.shape[1]), 1e-7)[0])  # noqa: F821
    v = v / (U @ v).min()
    return v[:-1], v[-1]


def wrong_length_one(X, y):
    """DESERVES: w has length 1 here, where the least margin has to be 1
    PART: no
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[0], [1]], y = [-1, 1] (right if the gap is 2)
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    return w, b


def wrong_multiplied(X, y):
    """DESERVES: multiplied by half the gap, where a division is needed
    PART: no
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[0], [4]], y = [-1, 1] (right if the gap is 2)
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    half = (y * (X @ w + b)).min()
    return w * half, b * half


def wrong_bias_not_scaled(X, y):
    """DESERVES: w is scaled and b is not
    PART: no
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[1], [5]], y = [-1, 1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    return w / (y * (X @ w + b)).min(), b


def wrong_mean_margin(X, y):
    """DESERVES: the mean margin is made 1, where it is the least one
    PART: no
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[1], [-1], [5]], y = [1, -1, 1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    m = np.mean(y * (X @ w + b))
    return w / m, b / m


def wrong_centroids(X, y):
    """DESERVES: the direction from centroid to centroid is not that of the widest street
    PART: no
    BREAKS: 0.99 of the distance of the two hulls, at X = [[0, 1], [4, 1], [0, -1], [-4, -1]], y = [1, 1, -1, -1]
    """
    A, B = X[y == 1], X[y == -1]
    w = A.mean(axis=0) - B.mean(axis=0)
    low, high = (A @ w).min(), (B @ w).max()
    return 2 * w / (low - high), -(low + high) / (low - high)


def wrong_nearest_samples(X, y):
    """DESERVES: the nearest pair of samples need not be the nearest pair of the hulls
    PART: yes
    BREAKS: the distance of the two hulls, at X = [[2, 1], [-2, 1], [0, -1]], y = [1, 1, -1]
    """
    A, B = X[y == 1], X[y == -1]
    D = A[:, None] - B
    n, m = np.unravel_index((D**2).sum(axis=2).argmin(), D.shape[:2])
    w = D[n, m]
    low, high = (A @ w).min(), (B @ w).max()
    return 2 * w / (low - high), -(low + high) / (low - high)


def wrong_least_squares(X, y):
    """DESERVES: least squares with a ridge on w alone, scaled: samples far behind turn it
    PART: no
    BREAKS: 0.99 of the distance, at X = [[0, 1], [6, 5], [0, -1]], y = [1, 1, -1]
    """
    Xc = X - X.mean(axis=0)
    w = np.linalg.lstsq(Xc, y - y.mean(), rcond=None)[0]
    low, high = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
    return 2 * w / (low - high), -(low + high) / (low - high)


def wrong_multipliers_at_most_one(X, y):
    """DESERVES: multipliers are kept at 1 or below: a soft margin, which is another line where the gap is small
    PART: yes
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[0.5], [-0.5]], y = [1, -1]
    """
    y = np.asarray(y, float)
    Xc = X - X.mean(axis=0)
    K = Xc @ Xc.T
    alpha = np.zeros(len(y))
    for _ in range(20000):
        g = y - K @ (alpha * y)
        up = ((y > 0) & (alpha < 1)) | ((y < 0) & (alpha > 0))
        down = ((y < 0) & (alpha < 1)) | ((y > 0) & (alpha > 0))
        if not up.any() or not down.any():
            break
        i, j = int(np.where(up, g, -np.inf).argmax()), int(np.where(down, g, np.inf).argmin())
        if g[i] - g[j] <= 1e-6:
            break
        t = (g[i] - g[j]) / max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-12)
        t = min(t, 1 - alpha[i] if y[i] > 0 else alpha[i], alpha[j] if y[j] > 0 else 1 - alpha[j])
        alpha[i] += y[i] * t
        alpha[j] -= y[j] * t
    w = (alpha * y) @ Xc
    return w, -((X[y > 0] @ w).min() + (X[y < 0] @ w).max()) / 2


def wrong_first_is_positive(X, y):
    """DESERVES: the class of the first sample is taken for +1
    PART: no
    BREAKS: in any order, at X = [[10, 9], [10, 11]], y = [-1, 1]
    """
    first = y == y[0]
    w, b = separate(X[first], X[~first])  # noqa: F821
    half = np.min(X[first] @ w + b)
    return w / half, b / half


def wrong_sorted_by_label(X, y):
    """DESERVES: the samples +1 need not come first
    PART: no
    BREAKS: samples in any order, at X = [[10, 9], [10, 11]], y = [-1, 1]
    """
    n = int((y == 1).sum())
    A, B = X[:n], X[n:]
    D = (A[:, None] - B).reshape(-1, X.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(X.shape[1]), 1e-5)[0])  # noqa: F821
    low, high = (A @ z).min(), (B @ z).max()
    return 2 * z / (low - high), -(low + high) / (low - high)


def wrong_epsilon(X, y):
    """DESERVES: 1e-6 is added to the least margin before the division, which is much beside a small one
    PART: yes
    BREAKS: the least y_n (w.x_n + b) is 1 to 1e-3, at X = [[1e-4], [0]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    half = (y * (X @ w + b)).min() + 1e-6
    return w / half, b / half


def wrong_bias_of_all_samples(X, y):
    """DESERVES: y - w.x is the bias at support vectors only; the mean over all samples is not midway
    PART: yes
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[1], [5], [-1]], y = [1, 1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    w = w / (y * (X @ w + b)).min()
    return w, np.mean(y - X @ w)


def wrong_centres_in_place(X, y):
    """DESERVES: it moves the caller's samples
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at X = [[10.0, 11.0], [10.0, 9.0]], y = [1, -1]
    """
    centre = X.mean(axis=0)
    X -= centre
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    half = (y * (X @ w + b)).min()
    return w / half, b / half - centre @ w / half


def wrong_three_hundred_epochs(X, y):
    """DESERVES: a fixed number of small steps on the hinge does not reach the widest street
    PART: no
    BREAKS: 0.99 of the distance of the two hulls, at X = [[0, 1], [4, 1], [0, -1], [-4, -1]], y = [1, 1, -1, -1]
    """
    Xc = X - X.mean(axis=0)
    w, b = Xc[y == 1].mean(axis=0) - Xc[y == -1].mean(axis=0), 0.0
    for _ in range(300):
        short = y * (Xc @ w + b) < 1
        w = w - 0.001 * (w - (y * short) @ Xc)
        b = b + 0.001 * (y * short).sum()
    low, high = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
    return 2 * w / (low - high), -(low + high) / (low - high)


def wrong_unit_gap_formula(X, y):
    """DESERVES: w = z/|z|^2 halves the margin: the factor 2 is missing
    PART: no
    BREAKS: the least y_n (w.x_n + b) is 1, at X = [[10, 11], [10, 9]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    gap = (X[y == 1] @ w).min() - (X[y == -1] @ w).max()
    return w / gap, b / gap


def wrong_rounded_margin(X, y):
    """DESERVES: the least margin is rounded to two digits before the division, too coarse for small samples
    PART: yes
    BREAKS: the least y_n (w.x_n + b) is 1 to 1e-3, at X = [[0.006], [-0.006]], y = [1, -1]
    """
    w, b = separate(X[y == 1], X[y == -1])  # noqa: F821
    half = round(float((y * (X @ w + b)).min()), 2) or 1.0
    return w / half, b / half


def wrong_perceptron_scaled(X, y):
    """DESERVES: the perceptron ends at some line that separates, not at the widest street
    PART: no
    BREAKS: 0.99 of the distance of the two hulls, at X = [[0, 1], [4, 1], [-4, -1], [0, -1]], y = [1, 1, -1, -1]
    """
    Xc = X - X.mean(axis=0)
    w, b, _ = perceptron(Xc, y, 10000)  # noqa: F821
    w = np.asarray(w, float)
    low, high = (X[y == 1] @ w).min(), (X[y == -1] @ w).max()
    return 2 * w / (low - high), -(low + high) / (low - high)
