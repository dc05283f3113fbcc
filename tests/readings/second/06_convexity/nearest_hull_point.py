import functools
import itertools

import numpy as np


def right_pairwise(P, x, tol=1e-6):
    """weight from the worst row in use to the best row, as in the hints"""
    centre = np.mean(P, axis=0)
    Q, t = P - centre, x - centre
    limit = tol * ((Q[:, None] - Q) ** 2).sum(axis=2).max()
    a = np.zeros(len(Q))
    a[0] = 1.0
    while True:
        z = a @ Q
        gains = (Q - z) @ (t - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = Q[i] - Q[j]
        if gains[i] <= 0.9 * limit or not e.any():
            break
        step = min(a[j], (t - z) @ e / (e @ e))
        a[i] += step
        a[j] = a[j] - step if step < a[j] else 0.0
    a /= a.sum()
    return a @ P, a


def right_frank_wolfe(P, x, tol=1e-6):
    """Frank and Wolfe with line search, from the mean, up to the certificate however many steps it takes"""
    P, x = np.asarray(P, float), np.asarray(x, float)
    m = P.mean(axis=0)
    Q, t = P - m, x - m
    diam2 = max(float(((Q - q) ** 2).sum(axis=1).max()) for q in Q)
    a = np.full(len(Q), 1.0 / len(Q))
    if diam2 > 0:
        z = a @ Q
        while True:
            gains = Q @ (t - z) - z @ (t - z)
            i = np.argmax(gains)
            if gains[i] <= 0.99 * tol * diam2:
                break
            e = Q[i] - z
            s = min(1.0, gains[i] / (e @ e))
            a *= 1 - s
            a[i] += s
            z = z + s * e
    a /= a.sum()
    return a @ P, a


def right_away_steps(P, x, tol=1e-6):
    """Frank and Wolfe with away steps, from the nearest row"""
    m = np.mean(P, axis=0)
    Q, t = P - m, x - m
    diam2 = np.max(np.sum((Q[:, None, :] - Q[None, :, :]) ** 2, axis=-1))
    a = np.zeros(len(Q))
    a[np.argmin(np.sum((Q - t) ** 2, axis=1))] = 1
    while diam2 > 0:
        z = a @ Q
        g = (Q - z) @ (t - z)
        i = np.argmax(g)
        if g[i] <= tol * diam2 / 2:
            break
        j = np.argmin(np.where(a > 0, g, np.inf))
        if g[i] >= -g[j] or a[j] == 1:
            e = Q[i] - z
            s = min(1.0, g[i] / (e @ e))
            a *= 1 - s
            a[i] += s
        else:
            e = z - Q[j]
            most = a[j] / (1 - a[j])
            s = min(most, -g[j] / (e @ e))
            a *= 1 + s
            a[j] = 0.0 if s == most else a[j] - s
        a = np.maximum(a, 0) / np.maximum(a, 0).sum()
    return a @ P, a


def right_wolfe(P, x, tol=1e-6):
    """Wolfe's algorithm of 1976: corral, affine minimiser, minor cycles"""
    m = np.mean(P, axis=0)
    Q = P - m
    t = np.asarray(x, float) - m
    diam2 = ((Q[:, None] - Q) ** 2).sum(-1).max()

    def affine(S):  # weights with sum 1 of the point of the affine hull nearest to t
        base = Q[S[0]]
        E = (Q[S[1:]] - base).T
        c = np.linalg.lstsq(E, t - base, rcond=None)[0] if len(S) > 1 else np.zeros(0)
        return np.append(1 - c.sum(), c)

    S, lam = [0], np.ones(1)
    for _ in range(10000):
        z = lam @ Q[S]
        g = (Q - z) @ (t - z)
        i = int(g.argmax())
        if g[i] <= 0.5 * tol * diam2 or i in S:
            break
        S, lam = [*S, i], np.append(lam, 0.0)
        while True:
            mu = affine(S)
            if (mu > 1e-12).all():
                lam = mu
                break
            bad = mu <= 1e-12
            theta = min(1.0, np.min(lam[bad] / np.maximum(lam[bad] - mu[bad], 1e-300)))
            lam = (1 - theta) * lam + theta * mu
            keep = lam > 1e-12
            S, lam = [s for s, k in zip(S, keep) if k], lam[keep]
            lam = lam / lam.sum()
    a = np.zeros(len(Q))
    a[S] = lam
    return a @ P, a


def right_every_face(P, x, tol=1e-6):
    """brute force: the affine hull of each small set of rows, until the certificate holds"""
    m = np.mean(P, axis=0)
    Q, t = P - m, np.asarray(x, float) - m
    N, d = Q.shape
    diam2 = ((Q[:, None] - Q) ** 2).sum(-1).max()
    best = None
    for k in range(1, min(N, d + 1) + 1):
        for S in itertools.combinations(range(N), k):
            S = list(S)
            E = (Q[S[1:]] - Q[S[0]]).T
            c = np.linalg.lstsq(E, t - Q[S[0]], rcond=None)[0] if k > 1 else np.zeros(0)
            w = np.append(1 - c.sum(), c)
            if w.min() < -1e-12:
                continue
            w = np.maximum(w, 0) / np.maximum(w, 0).sum()
            z = w @ Q[S]
            worst = ((Q - z) @ (t - z)).max()
            if best is None or worst < best[0]:
                a = np.zeros(N)
                a[S] = w
                best = worst, a
            if worst <= 0.5 * tol * diam2:
                return best[1] @ P, best[1]
    return best[1] @ P, best[1]


def right_recursion_on_faces(P, x, tol=1e-6):
    """recursive: the affine hull of all rows, or else the best of the hulls with one row fewer"""
    m = np.mean(P, axis=0)
    Q, t = P - m, np.asarray(x, float) - m

    @functools.lru_cache(maxsize=None)
    def best(S):
        rows = Q[list(S)]
        if len(S) == 1:
            return float(((t - rows[0]) ** 2).sum()), (1.0,), S
        E = (rows[1:] - rows[0]).T
        c = np.linalg.lstsq(E, t - rows[0], rcond=None)[0]
        w = np.append(1 - c.sum(), c)
        if w.min() >= -1e-12:
            w = np.maximum(w, 0) / np.maximum(w, 0).sum()
            return float(((t - w @ rows) ** 2).sum()), tuple(w.tolist()), S
        return min((best(S[:k] + S[k + 1 :]) for k in range(len(S))), key=lambda each: each[0])

    if len(Q) > 10:  # the recursion would be long: pairs of rows instead
        a = np.full(len(Q), 1 / len(Q))
        limit = tol * ((Q[:, None] - Q) ** 2).sum(-1).max()
        while ((Q - a @ Q) @ (t - a @ Q)).max() > 0.5 * limit + 1e-28 * (1 + abs(t).max()):
            g = Q @ (t - a @ Q)
            i = int(g.argmax())
            j = int(np.where(a > 0, g, np.inf).argmin())
            s = min(a[j], (g[i] - g[j]) / ((Q[i] - Q[j]) ** 2).sum())
            a[i], a[j] = a[i] + s, (a[j] - s if s < a[j] else 0.0)
        return a @ P, a / a.sum()
    _, w, S = best(tuple(range(len(Q))))
    a = np.zeros(len(Q))
    a[list(S)] = w
    return a @ P, a


def right_accelerated_gradient(P, x, tol=1e-6):
    """projected gradient on the weights, accelerated with restarts, by project_simplex"""
    m = np.mean(P, axis=0)
    Q, t = P - m, np.asarray(x, float) - m
    diam2 = ((Q[:, None] - Q) ** 2).sum(-1).max()
    a = np.full(len(Q), 1 / len(Q))
    L = np.linalg.norm(Q, 2) ** 2
    if diam2 == 0 or L == 0:
        a = np.eye(len(Q))[0]
        return a @ P, a
    c, k = a.copy(), 1.0
    while True:
        z = a @ Q
        if ((Q - z) @ (t - z)).max() <= 0.9 * tol * diam2:
            break
        new = np.asarray(project_simplex(c + Q @ (t - c @ Q) / L), float)  # noqa: F821
        new = np.maximum(new, 0) / np.maximum(new, 0).sum()
        following = (1 + np.sqrt(1 + 4 * k * k)) / 2
        if (c - new) @ (new - a) > 0:
            following, c = 1.0, new.copy()
        else:
            c = new + (k - 1) / following * (new - a)
        a, k = new, following
    return a @ P, a


def right_gram_only(P, x, tol=1e-6):
    """kernelised: only inner products of the shifted rows, gradient kept up to date"""
    centre = np.mean(P, axis=0)
    Q = P - centre
    K, k = Q @ Q.T, Q @ (np.asarray(x, float) - centre)
    squares = np.diag(K)
    D = np.maximum(squares[:, None] + squares - 2 * K, 0)
    limit = 0.5 * tol * D.max()
    N = len(K)
    a = np.eye(N)[int(np.argmax(k - squares / 2))]
    for count in itertools.count():
        g = k - K @ a
        if g.max() - a @ g <= limit or (count > 10 and D.max() == 0):
            break
        i = int(np.argmax(g))
        j = min((n for n in range(N) if a[n] > 0), key=lambda n: g[n])
        if D[i, j] == 0:
            break
        s = min((g[i] - g[j]) / D[i, j], a[j])
        a[i] += s
        a[j] = max(a[j] - s, 0.0)
    a = a / np.sum(a)
    return np.dot(a, P), a


def right_plain_lists(P, x, tol=1e-6):
    """plain Python lists, returns lists"""
    rows = [[float(e) for e in row] for row in P]
    N, d = len(rows), len(rows[0])
    target = [float(e) for e in x]

    def dot(u, v):
        return sum(s * t for s, t in zip(u, v))

    def minus(u, v):
        return [s - t for s, t in zip(u, v)]

    diam2 = max(dot(minus(p, q), minus(p, q)) for p in rows for q in rows)
    a = [1.0] + [0.0] * (N - 1)
    while diam2 > 0:
        z = [sum(a[n] * rows[n][k] for n in range(N)) for k in range(d)]
        r = minus(target, z)
        gains = [dot(r, minus(p, z)) for p in rows]
        i = max(range(N), key=gains.__getitem__)
        if gains[i] <= 0.9 * tol * diam2:
            break
        j = min((n for n in range(N) if a[n] > 0), key=gains.__getitem__)
        e = minus(rows[i], rows[j])
        if not any(e):
            break
        s = dot(r, e) / dot(e, e)
        if s >= a[j]:
            a[i], a[j] = a[i] + a[j], 0.0
        else:
            a[i], a[j] = a[i] + s, a[j] - s
    total = sum(a)
    a = [e / total for e in a]
    return [sum(a[n] * rows[n][k] for n in range(N)) for k in range(d)], a


def right_all_pairs_in_turn(P, x, tol=1e-6):
    """cyclic: the best exchange of weight for every pair of rows, sweep after sweep"""
    P = np.array(P, dtype=float)
    shift = P[0].copy()
    Q, t = P - shift, np.asarray(x, float) - shift
    N = len(Q)
    diam2 = max([((Q[i] - Q[j]) ** 2).sum() for i in range(N) for j in range(i)], default=0.0)
    a = np.ones(N) / N
    if diam2 == 0:
        return P[0].copy(), a
    while ((Q - a @ Q) @ (t - a @ Q)).max() > 0.8 * tol * diam2:
        for i, j in itertools.combinations(range(N), 2):
            e = Q[i] - Q[j]
            ee = e @ e
            if ee > 0:
                s = np.clip((t - a @ Q) @ e / ee, -a[i], a[j])
                a[i], a[j] = max(a[i] + s, 0.0), max(a[j] - s, 0.0)
        a /= a.sum()
    return a @ P, a


def right_class_early_returns(P, x, tol=1e-6):
    """over-engineered: a class, with early returns for one row and for a row that is nearest"""

    class Hull:
        def __init__(self, points):
            self.points = np.asarray(points, float)
            self.N = len(self.points)
            self.origin = self.points.mean(axis=0)
            self.local = self.points - self.origin
            self.diam2 = float(((self.local[:, None] - self.local) ** 2).sum(-1).max())

        def corner(self, n):
            a = np.zeros(self.N)
            a[n] = 1.0
            return a

        def gains(self, a, target):
            z = a @ self.local
            return (self.local - z) @ (target - z)

        def solve(self, target, tol):
            target = np.asarray(target, float) - self.origin
            for n in range(self.N):
                if self.N == 1 or self.gains(self.corner(n), target).max() <= 0:
                    return self.corner(n)
            a = self.corner(int(np.argmin(((self.local - target) ** 2).sum(1))))
            while True:
                g = self.gains(a, target)
                i, j = int(g.argmax()), int(np.where(a > 0, g, np.inf).argmin())
                e = self.local[i] - self.local[j]
                if g[i] <= 0.5 * tol * self.diam2 or not np.any(e):
                    return a / a.sum()
                s = min(a[j], (g[i] - g[j]) / (e @ e))
                a[i], a[j] = a[i] + s, (a[j] - s if s < a[j] else 0.0)

    hull = Hull(P)
    a = hull.solve(x, tol)
    return np.einsum("n,nd->d", a, hull.points), a


def right_barrier(P, x, tol=1e-6):
    """interior point: Newton's method with a logarithmic barrier that is lowered until the certificate holds"""
    P = np.asarray(P, float)
    m = P.mean(axis=0)
    Q, t = P - m, np.asarray(x, float) - m
    N = len(Q)
    diam = np.sqrt(((Q[:, None] - Q) ** 2).sum(-1).max())
    a = np.full(N, 1 / N)
    if diam == 0:
        a = np.eye(N)[0]
        return a @ P, a
    Q, t = Q / diam, t / diam
    mu = 1.0 + np.abs(Q @ t).max()
    while ((Q - a @ Q) @ (t - a @ Q)).max() > 0.5 * tol:
        mu *= 0.3
        for _ in range(60):
            g = Q @ (a @ Q - t) - mu / a
            H = Q @ Q.T + np.diag(mu / a**2)
            one = np.ones(N)
            u, v = np.linalg.solve(H, np.column_stack([g, one])).T
            step = -u + v * (u.sum() / v.sum())
            decrement = -(g @ step)
            if decrement <= 1e-8 * mu:
                break
            down = step < 0
            s = min(1.0, 0.95 * np.min(-a[down] / step[down])) if down.any() else 1.0

            def value(c):
                return 0.5 * ((c @ Q - t) ** 2).sum() - mu * np.log(c).sum()

            while value(a + s * step) > value(a) - 0.1 * s * decrement and s > 1e-10:
                s /= 2
            a = a + s * step
            a /= a.sum()
    return a @ P, a


def wrong_nearest_row(P, x, tol=1e-6):
    """DESERVES: the nearest point of the hull need not be a row
    PART: no
    BREAKS: <x - z, p - z> <= tol * diam^2, at P = [[0], [1]], x = [0.5]
    """
    a = np.zeros(len(P))
    a[np.argmin(((P - x) ** 2).sum(axis=1))] = 1
    return a @ P, a


def wrong_nearest_segment(P, x, tol=1e-6):
    """DESERVES: segments of two rows are not all of the hull
    PART: yes
    BREAKS: x may lie in the hull, at P = [[0, 0], [3, 0], [0, 3]], x = [0.9, 0.9], tol = 1e-3
    """
    best = None
    for i in range(len(P)):
        for j in range(i + 1):
            e = P[i] - P[j]
            t = np.clip((x - P[j]) @ e / (e @ e), 0, 1) if e @ e > 0 else 0.0
            a = np.zeros(len(P))
            a[i] += t
            a[j] += 1 - t
            far = ((x - a @ P) ** 2).sum()
            if best is None or far < best[0]:
                best = far, a
    return best[1] @ P, best[1]


def wrong_two_hundred_steps(P, x, tol=1e-6):
    """DESERVES: a fixed number of Frank and Wolfe's steps does not ask whether the certificate holds
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0, 0], [1, 0], [0.3, -1]], x = [0.37, 0.01], tol = 1e-5
    """
    a = np.zeros(len(P))
    a[0] = 1
    for k in range(200):
        z = a @ P
        i = ((P - z) @ (x - z)).argmax()
        a *= 1 - 2 / (k + 3)
        a[i] += 2 / (k + 3)
    return a @ P, a


def wrong_affine_then_clip(P, x, tol=1e-6):
    """DESERVES: clipping the weights of the affine solution gives a point of the hull, but not the nearest
    PART: yes
    BREAKS: nearest to x, at P = [[0, 0], [4, 0], [0, 1]], x = [3, 3], tol = 1e-3
    """
    base = P[0]
    c = np.linalg.lstsq((P[1:] - base).T, x - base, rcond=None)[0] if len(P) > 1 else np.zeros(0)
    a = np.maximum(np.append(1 - c.sum(), c), 0)
    a /= a.sum()
    return a @ P, a


def wrong_takes_too_much(P, x, tol=1e-6):
    """DESERVES: no more weight can be taken from row j than a_j: the step is limited by 1 only
    PART: yes
    BREAKS: a >= 0, at P = [[0, 0], [4, 0], [0, 4]], x = [3, 3]
    """
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(10000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i = int(gains.argmax())
        if gains[i] <= limit:
            break
        used = np.flatnonzero(a)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        step = min(1.0, (x - z) @ e / (e @ e))
        a[i] += step
        a[j] -= step
    return a @ P, a


def wrong_row_out_of_use(P, x, tol=1e-6):
    """DESERVES: rows without weight are chosen to give some away, and then it stands still
    PART: yes
    BREAKS: <x - z, p - z> <= tol * diam^2, at P = [[1, 0], [-1, 0], [0, -5]], x = [0, 1], tol = 1e-3
    """
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(10000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, j = int(gains.argmax()), int(gains.argmin())
        if gains[i] <= limit:
            break
        e = P[i] - P[j]
        step = min(a[j], (x - z) @ e / (e @ e))
        if step <= 0:
            break
        a[i] += step
        a[j] -= step
    return a @ P, a


def wrong_absolute_tolerance(P, x, tol=1e-6):
    """DESERVES: tol is a share of diam^2: small hulls are given up at the start
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0], [0.1]], x = [0.05], tol = 1e-2
    """
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= tol or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_relative_to_distance(P, x, tol=1e-6):
    """DESERVES: the products are compared with tol |x - z|^2, which is large if x is far away
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0, 0], [1, 0]], x = [0.5, 100], tol = 1e-3
    """
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(3000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= tol * ((x - z) ** 2).sum() or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_stops_at_small_progress(P, x, tol=1e-6):
    """DESERVES: a small step does not show that the nearest point is near: the certificate does
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0, 0], [4, 0], [0, 4]], x = [3, 3], tol = 1e-3
    """
    diam2 = ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.full(len(P), 1 / len(P))
    before = np.inf
    while True:
        z = a @ P
        far = ((x - z) ** 2).sum()
        if before - far <= tol * diam2:
            return z, a
        before = far
        i = ((P - z) @ (x - z)).argmax()
        e = P[i] - z
        step = np.clip((x - z) @ e / (e @ e), 0, 1) if e.any() else 0.0
        a = (1 - step) * a
        a[i] += step


def wrong_strict_certificate(P, x, tol=1e-6):
    """DESERVES: where diam is 0 the products are 0 and not below 0: the step is then 0/0
    PART: yes
    BREAKS: N may be 1, at P = [[1, 2]], x = [0, 0]
    """
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        if gains[i] < limit:
            break
        j = used[gains[used].argmin()]
        with np.errstate(invalid="ignore"):
            step = np.minimum(a[j], (x - z) @ (P[i] - P[j]) / ((P[i] - P[j]) ** 2).sum())
        if np.isnan(step):
            a[:] = step
            break
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_diam_from_origin(P, x, tol=1e-6):
    """DESERVES: diam is taken from the longest row, which is much larger if the rows are far from 0
    PART: yes
    BREAKS: diam is the largest distance of two rows, at P = [[100, 0], [101, 0]], x = [100.5, 0], tol = 1e-3
    """
    limit = tol * (2 * np.linalg.norm(P, axis=1).max()) ** 2
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= limit or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_diam_to_the_fourth(P, x, tol=1e-6):
    """DESERVES: the squared distances are squared once more, which is too much for large hulls
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0], [100]], x = [50], tol = 1e-3
    """
    diam = ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(20000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= tol * diam**2 or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_unique_rows(P, x, tol=1e-6):
    """DESERVES: the weights belong to the rows in another order, and equal rows share one
    PART: no
    BREAKS: a (N,) and z = a P, at P = [[1], [0]], x = [0.2], and a has too few entries at P = [[1], [1]]
    """
    P = np.unique(P, axis=0)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= limit or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P, a


def wrong_shift_in_place(P, x, tol=1e-6):
    """DESERVES: it moves the caller's rows
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at P = [[0.0], [1.0]], x = [0.5]
    """
    P -= x
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = -(P - z) @ z
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= limit or not e.any():
            break
        step = min(a[j], -z @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    return a @ P + x, a


def wrong_small_weights_away(P, x, tol=1e-6):
    """DESERVES: small weights are set to 0 at the end, and then the others do not add up to 1
    PART: yes
    BREAKS: a with sum 1, at P = [[0], [1]], x = [0.0005], tol = 1e-6
    """
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= limit or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    a[a < 1e-3] = 0
    return a @ P, a


def wrong_inside_returns_x(P, x, tol=1e-6):
    """DESERVES: near x is not x: z and the weights do not belong together, as z is replaced by x where it is close
    PART: yes
    BREAKS: z = a P, at P = [[0, 0], [1, 0]], x = [0.5, 0.05]: z = x has weights that make [0.5, 0]
    """
    diam2 = ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1.0
    for _ in range(100000):
        z = a @ P
        gains = (P - z) @ (x - z)
        i, used = int(gains.argmax()), np.flatnonzero(a > 0)
        j = used[gains[used].argmin()]
        e = P[i] - P[j]
        if gains[i] <= tol * diam2 or not e.any():
            break
        step = min(a[j], (x - z) @ e / (e @ e))
        a[i] += step
        a[j] = max(a[j] - step, 0)
    z = a @ P
    if np.linalg.norm(x - z) < 0.1 * np.sqrt(diam2):
        return np.array(x, float), a
    return z, a


def wrong_fixed_step(P, x, tol=1e-6):
    """DESERVES: no line search: a step of fixed size along the best row goes back and forth around z
    PART: yes
    BREAKS: <= tol * diam^2, at P = [[0, 0], [4, 0], [0, 4]], x = [3, 3], tol = 1e-3
    """
    a = np.full(len(P), 1 / len(P))
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    for _ in range(2000):
        z = a @ P
        gains = (P - z) @ (x - z)
        if gains.max() <= limit:
            break
        a = 0.95 * a
        a[gains.argmax()] += 0.05
    return a @ P, a
