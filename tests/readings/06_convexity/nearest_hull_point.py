import numpy as np


def right_pairwise_steps(P, x, tol=1e-6):
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - x
    limit = tol * max(np.sum((p - q) ** 2) for p in Q for q in Q)
    a = np.zeros(len(Q))
    a[np.argmin((Q**2).sum(axis=1))] = 1
    for _ in range(1_000_000):
        z = a @ Q
        gains = -(Q - z) @ z
        i = int(np.argmax(gains))
        if gains[i] <= limit * 0.9:
            break
        j = int(np.argmin(np.where(a > 0, gains, np.inf)))
        step = Q[i] - Q[j]
        square = step @ step
        if i == j or square == 0:
            break
        t = min(-(z @ step) / square, a[j])
        a[i] += t
        a[j] = 0.0 if t == a[j] else a[j] - t
    a /= a.sum()
    return a @ P, a


def right_lists_and_loops(P, x, tol=1e-6):
    P = [[float(c) for c in p] for p in P]
    x = [float(c) for c in x]
    N, d = len(P), len(x)

    def dot(u, v):
        return sum(s * t for s, t in zip(u, v))

    def minus(u, v):
        return [s - t for s, t in zip(u, v)]

    limit = 0.9 * tol * max(dot(minus(p, q), minus(p, q)) for p in P for q in P)
    a = [1.0] + [0.0] * (N - 1)
    for _ in range(200000):
        r = [x[c] - sum(a[n] * P[n][c] for n in range(N)) for c in range(d)]
        g = [dot(r, p) for p in P]
        mean = sum(a[n] * g[n] for n in range(N))
        i = max(range(N), key=lambda n: g[n])
        if g[i] - mean <= limit:
            break
        j = min((n for n in range(N) if a[n] > 0), key=lambda n: g[n])
        e = minus(P[i], P[j])
        square = dot(e, e)
        if square == 0:
            break
        t = min(a[j], (g[i] - g[j]) / square)
        a[i], a[j] = a[i] + t, a[j] - t
    z = [sum(a[n] * P[n][c] for n in range(N)) for c in range(d)]
    return z, a


def right_wolfe(P, x, tol=1e-6):
    """Wolfe's algorithm of 1976: exact on a corral of affinely independent rows."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - x
    limit = 0.5 * tol * ((Q[:, None] - Q) ** 2).sum(axis=2).max()
    S = [int(np.argmin((Q**2).sum(axis=1)))]
    lam = np.array([1.0])
    for _ in range(10000):
        z = lam @ Q[S]
        products = Q @ z
        i = int(np.argmin(products))
        if z @ z - products[i] <= limit or i in S:
            break
        S.append(i)
        lam = np.append(lam, 0.0)
        while True:
            K = np.ones((len(S) + 1, len(S) + 1))
            K[0, 0] = 0
            K[1:, 1:] = Q[S] @ Q[S].T
            mu = np.linalg.lstsq(K, np.append(1.0, np.zeros(len(S))), rcond=None)[0][1:]
            if (mu > 1e-13).all():
                lam = mu / mu.sum()
                break
            falling = mu <= 1e-13
            ratios = lam[falling] / np.maximum(lam[falling] - mu[falling], 1e-300)
            t = min(1.0, ratios.min())
            lam = (1 - t) * lam + t * mu
            keep = lam > 1e-12
            keep[np.flatnonzero(falling)[np.argmin(ratios)]] = False
            S = [s for s, k in zip(S, keep) if k]
            lam = lam[keep] / lam[keep].sum()
    a = np.zeros(len(P))
    a[S] = lam
    return a @ P, a


def right_nonnegative_least_squares(P, x, tol=1e-6):
    """Lawson and Hanson: min ||(P - x)^T u||^2 + (1 - sum u)^2, u >= 0; then a = u / sum u."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - x
    scale = np.abs(Q).max() or 1.0
    E = np.vstack([Q.T / scale, np.ones(len(Q))])
    f = np.append(np.zeros(len(x)), 1.0)
    n = E.shape[1]
    u, passive = np.zeros(n), np.zeros(n, bool)
    for _ in range(50 * n):
        grad = E.T @ (f - E @ u)
        grad[passive] = -np.inf
        i = int(np.argmax(grad))
        if grad[i] <= 1e-12:
            break
        passive[i] = True
        while True:
            s = np.zeros(n)
            s[passive] = np.linalg.lstsq(E[:, passive], f, rcond=None)[0]
            bad = passive & (s <= 1e-14)
            if not bad.any():
                u = s
                break
            ratio = np.where(bad, u / np.maximum(u - s, 1e-300), np.inf)
            k = int(np.argmin(ratio))
            u = u + min(1.0, ratio[k]) * (s - u)
            passive &= u > 1e-14
            passive[k] = False
            u[~passive] = 0
            if not passive.any():
                break
    a = u / u.sum()
    return a @ P, a


def right_every_face(P, x, tol=1e-6):
    """All subsets of at most d + 1 rows (Caratheodory), the smallest first, up to the certificate."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    N, d = P.shape
    limit = 0.5 * tol * max(((p - P) ** 2).sum(axis=1).max() for p in P)
    size = 1e-12 * (np.abs(P).max() + np.abs(x).max()) ** 2

    def subsets(k, first=0):
        if k == 0:
            yield []
            return
        for n in range(first, N - k + 1):
            for rest in subsets(k - 1, n + 1):
                yield [n] + rest

    for k in range(1, min(N, d + 1) + 1):
        for S in subsets(k):
            base, edges = P[S[0]], P[S[1:]] - P[S[0]]
            c = np.linalg.lstsq(edges.T, x - base, rcond=None)[0] if k > 1 else np.zeros(0)
            weights = np.append(1 - c.sum(), c)
            if (weights < -1e-12).any():
                continue
            a = np.zeros(N)
            a[S] = np.maximum(weights, 0) / np.maximum(weights, 0).sum()
            z = a @ P
            if ((P - z) @ (x - z)).max() <= limit + size:
                return z, a


def right_recursive_facets(P, x, tol=1e-6):
    """Project onto the plane through all rows; if outside, leave out one row after the other."""
    P, x = np.asarray(P, dtype=float), np.asarray(x, dtype=float)
    known = {}
    limit = 0.5 * tol * max(np.sum((p - q) ** 2) for p in P for q in P)
    rounding = 1e-13 * (np.abs(P).max() + np.abs(x).max()) ** 2

    def best(S):
        if S in known:
            return known[S]
        rows = P[list(S)]
        c = np.linalg.lstsq((rows[1:] - rows[0]).T, x - rows[0], rcond=None)[0] if len(S) > 1 else np.zeros(0)
        weights = np.append(1 - c.sum(), c)
        if len(S) <= P.shape[1] + 1 and weights.min() >= -1e-12:
            a = np.zeros(len(P))
            a[list(S)] = np.maximum(weights, 0) / np.maximum(weights, 0).sum()
        elif len(S) == 1:
            raise AssertionError
        else:
            a = None
            for n in S:
                other = best(tuple(m for m in S if m != n))
                if a is None or np.linalg.norm(other @ P - x) < np.linalg.norm(a @ P - x):
                    a = other
        known[S] = a
        return a

    # grow the set by the worst row, so that subsets stay small
    S = (0,)
    while True:
        a = best(S)
        z = a @ P
        gains = (P - z) @ (x - z)
        i = int(gains.argmax())
        if gains[i] <= limit + rounding or i in S:
            return z, a
        S = tuple(sorted([n for n in S if a[n] > 0] + [i]))


def right_plain_frank_wolfe(P, x, tol=1e-6):
    """Frank and Wolfe with the exact step: slow for a small tol, but a promise on time is for 1e-3 only."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * np.square(P[:, None] - P).sum(axis=-1).max()
    a = np.full(len(P), 1 / len(P))
    z = a @ P
    while True:
        r = x - z
        gains = (P - z) @ r
        i = gains.argmax()
        if gains[i] <= limit + 1e-12 * (1 + np.abs(P).max() + np.abs(x).max()) ** 2:
            break
        s = P[i] - z
        t = min(1.0, gains[i] / (s @ s))
        a *= 1 - t
        a[i] += t
        z = z + t * s
    a /= a.sum()
    return a @ P, a


def right_away_steps(P, x, tol=1e-6):
    Q = np.array(P, float) - np.array(x, float)
    limit = 0.5 * tol * ((Q[:, None] - Q[None]) ** 2).sum(-1).max()
    a = np.eye(len(Q))[0]
    for _ in range(500000):
        z = a @ Q
        g = Q @ z
        s = int(g.argmin())
        if z @ z - g[s] <= limit:
            break
        v = int(np.where(a > 0, g, -np.inf).argmax())
        if z @ z - g[s] >= g[v] - z @ z or a[v] >= 1:
            step, largest = Q[s] - z, 1.0
            t = min(largest, -(step @ z) / (step @ step))
            a = (1 - t) * a
            a[s] += t
        else:
            step, largest = z - Q[v], a[v] / (1 - a[v])
            t = min(largest, -(step @ z) / (step @ step))
            drop = t == largest
            a = (1 + t) * a
            a[v] = 0 if drop else a[v] - t
        a = np.maximum(a, 0) / np.maximum(a, 0).sum()
    return a @ np.asarray(P, float), a


def right_accelerated_gradient(P, x, tol=1e-6):
    """FISTA with restarts over the weights, projected by exercise 1."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - P.mean(axis=0)
    c = x - P.mean(axis=0)
    limit = 0.9 * tol * ((Q[:, None] - Q) ** 2).sum(axis=2).max()
    L = np.linalg.norm(Q, 2) ** 2 or 1.0
    a = np.full(len(P), 1 / len(P))
    e, t = a.copy(), 1.0
    for _ in range(2_000_000):
        z = a @ Q
        if ((Q - z) @ (c - z)).max() <= limit + 1e-14 * (c @ c + L):
            break
        new = np.asarray(project_simplex(e - Q @ (e @ Q - c) / L), float)
        if (e - new) @ (new - a) > 0:
            t, e = 1.0, new.copy()
        else:
            t_new = (1 + np.sqrt(1 + 4 * t * t)) / 2
            e = new + (t - 1) / t_new * (new - a)
            t = t_new
        a = new
    a = np.maximum(a, 0)
    a /= a.sum()
    return a @ P, a


def right_all_pairs_in_turn(P, x, tol=1e-6):
    """Coordinate descent: every pair of rows in turn exchanges weight as is best."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - x
    G = Q @ Q.T
    D = np.add.outer(G.diagonal(), G.diagonal()) - 2 * G
    limit = 0.9 * tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.full(len(P), 1.0 / len(P))
    for _ in range(20000):
        h = G @ a
        if a @ h - h.min() <= limit + 1e-14 * G.diagonal().max():
            break
        for i in range(len(P)):
            for j in range(i):
                if D[i, j] > 1e-15 * G.diagonal().max():
                    t = np.clip((h[j] - h[i]) / D[i, j], -a[i], a[j])
                    a[i] += t
                    a[j] -= t
                    h += t * (G[:, i] - G[:, j])
        a = np.maximum(a, 0)
        a /= a.sum()
    return a @ P, a


def right_einsum_gram(P, x, tol=1e-6):
    P, x = np.asarray(P, float), np.asarray(x, float)
    E = P[:, None, :] - P[None, :, :]
    D = np.einsum("ijk,ijk->ij", E, E)
    a = np.zeros(len(P))
    a[np.einsum("ij,ij->i", P - x, P - x).argmax()] = 1.0  # the furthest row: as good a start as any
    while True:
        z = np.einsum("i,ij->j", a, P)
        g = np.einsum("ij,j->i", P - z, x - z)
        up = g.argmax()
        if g[up] <= 0.99 * tol * D.max() + 1e-15 * (np.abs(P).max() + np.abs(x).max()) ** 2:
            return z, a
        down = np.ma.masked_array(g, mask=a == 0).argmin()
        t = min((g[up] - g[down]) / D[up, down], a[down])
        a[up] += t
        a[down] -= t


def right_second_order_pairs(P, x, tol=1e-6):
    """Takes the pair that lowers the distance most, as LIBSVM does, and returns lists."""
    P, x = np.array(P, dtype=float), np.array(x, dtype=float)
    N = len(P)
    D = np.array([[np.sum((p - q) ** 2) for q in P] for p in P])
    a = np.zeros(N)
    a[N // 2] = 1
    for _ in range(300000):
        r = x - a @ P
        g = P @ r
        if g.max() - a @ g <= 0.9 * tol * D.max():
            break
        T = np.subtract.outer(g, g)
        with np.errstate(divide="ignore", invalid="ignore"):
            t = np.minimum(np.where(D > 0, T / D, 0), a[None, :])
        gain = np.where((T > 0) & (a[None, :] > 0), 2 * t * T - t * t * D, -1.0)
        i, j = np.unravel_index(gain.argmax(), gain.shape)
        if gain[i, j] <= 0:
            break
        s = t[i, j]
        a[i] += s
        a[j] -= s
    return list(a @ P), a.tolist()


def right_to_machine_precision(P, x, tol=1e-6):
    """Does not look at tol: stops when the certificate is round-off."""
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = P - x
    a = np.zeros(len(Q))
    a[np.argmin(np.linalg.norm(Q, axis=1))] = 1
    square = ((Q[:, None] - Q) ** 2).sum(axis=2)
    floor = min(tol, 1e-9) * square.max()
    for _ in range(100000):
        z = a @ Q
        g = -(Q @ z)
        i, j = g.argmax(), np.where(a > 1e-15, g, np.inf).argmin()
        if g[i] - g[j] <= floor or square[i, j] == 0:
            break
        t = min((g[i] - g[j]) / square[i, j], a[j])
        a[i] += t
        a[j] -= t
    a[a < 0] = 0
    return a @ P / a.sum(), a / a.sum()


def wrong_nearest_row(P, x, tol=1e-6):
    """DESERVES: the nearest point of the hull is rarely one of the rows, it may lie between them.
    PART: no
    BREAKS: Accurate to <x - z, p - z> <= tol * diam^2 for every row; input: P = [[-1, 0], [1, 0]], x = [0, 1]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.zeros(len(P))
    a[np.argmin(((P - x) ** 2).sum(axis=1))] = 1
    return a @ P, a


def wrong_nearest_segment(P, x, tol=1e-6):
    """DESERVES: you look at all segments of two rows, but the nearest point may be inside a triangle or the hull.
    PART: yes
    BREAKS: Accurate to <x - z, p - z> <= tol * diam^2, and x may lie in the hull; input: P = [[0, 0], [4, 0], [0, 4]], x = [1, 1]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    best = np.eye(len(P))[np.argmin(((P - x) ** 2).sum(axis=1))]
    for i in range(len(P)):
        for j in range(i):
            e = P[i] - P[j]
            if e @ e == 0:
                continue
            t = np.clip((x - P[j]) @ e / (e @ e), 0, 1)
            a = np.zeros(len(P))
            a[i], a[j] = t, 1 - t
            if np.linalg.norm(a @ P - x) < np.linalg.norm(best @ P - x):
                best = a
    return best @ P, best


def wrong_frank_wolfe_hundred(P, x, tol=1e-6):
    """DESERVES: a hundred steps of Frank and Wolfe zigzag and stop before the certificate holds: ask it, not a counter.
    PART: yes
    BREAKS: Accurate to <x - z, p - z> <= tol * diam^2; input: P = [[1, 0], [-1, 0], [1.125, -0.125], [-1.125, -0.125]], x = [0, 0.5], tol = 1e-3
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.full(len(P), 1 / len(P))
    for _ in range(100):
        z = a @ P
        i = ((P - z) @ (x - z)).argmax()
        s = P[i] - z
        if s @ s == 0 or (x - z) @ s <= 0:
            break
        t = min(1, (x - z) @ s / (s @ s))
        a *= 1 - t
        a[i] += t
    return a @ P, a


def wrong_affine_hull(P, x, tol=1e-6):
    """DESERVES: this projects onto the plane through the rows; the weights of a hull may not be negative.
    PART: no
    BREAKS: a (N,) >= 0 with sum 1; input: P = [[0], [1]], x = [2]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    c = np.linalg.pinv((P[1:] - P[0]).T) @ (x - P[0])
    a = np.append(1 - c.sum(), c)
    return a @ P, a


def wrong_affine_clipped(P, x, tol=1e-6):
    """DESERVES: negative weights clipped at 0 and rescaled make a point of the hull, but not the nearest.
    PART: yes
    BREAKS: Point z (d,) of the convex hull nearest to x; input: P = [[0, 0], [4, 0], [0, 4]], x = [3, 1.5]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    c = np.linalg.pinv((P[1:] - P[0]).T) @ (x - P[0])
    a = np.maximum(np.append(1 - c.sum(), c), 0)
    a = a / a.sum()
    return a @ P, a


def wrong_step_not_capped(P, x, tol=1e-6):
    """DESERVES: a row cannot give more weight than it has: cap the step at a_j.
    PART: yes
    BREAKS: a (N,) >= 0; input: P = [[0], [1]], x = [2]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(5000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = (x - z) @ e / (e @ e)
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_step_capped_at_one(P, x, tol=1e-6):
    """DESERVES: the cap is the weight a_j that is there to take, not 1.
    PART: yes
    BREAKS: a (N,) >= 0; input: P = [[0, 0], [1, 0], [0, 1]], x = [3, 3.5]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.full(len(P), 1 / len(P))
    for _ in range(5000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(1.0, (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_takes_from_unused_rows(P, x, tol=1e-6):
    """DESERVES: a row without weight has none to give: j must be among the rows in use, or you stand still.
    PART: yes
    BREAKS: Accurate to <x - z, p - z> <= tol * diam^2; input: P = [[0, 0], [4, 0], [0, 4], [-9, -9]], x = [3, 3]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(5000):
        z = a @ P
        g = (P - z) @ (x - z)
        i, j = g.argmax(), g.argmin()
        if g[i] <= limit or a[j] == 0:
            break
        e = P[i] - P[j]
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_tol_absolute(P, x, tol=1e-6):
    """DESERVES: tol is in units of diam^2; for small sets your limit is far too large.
    PART: yes
    BREAKS: <= tol * diam^2 where diam is the largest distance of two rows; input: P = [[-0.01, 0], [0.01, 0]], x = [0, 0.01], tol = 1e-3
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(200000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= tol:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_diam_without_square(P, x, tol=1e-6):
    """DESERVES: the limit is tol times the square of the diameter; without it, sets smaller than 1 are treated too lightly.
    PART: yes
    BREAKS: tol * diam^2; input: P = [[-0.001, 0], [0.001, 0]], x = [-0.0005, 0.001], tol = 1e-3
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * np.sqrt(((P[:, None] - P) ** 2).sum(axis=2).max())
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(200000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_diam_with_x(P, x, tol=1e-6):
    """DESERVES: the scale is the largest distance of two rows; you used the one to x, which may be much larger.
    PART: yes
    BREAKS: diam is the largest distance of two rows; input: P = [[-1, 0], [1, 0]], x = [1, 100], tol = 1e-2
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P - x) ** 2).sum(axis=1).max()
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(200000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_stops_when_slow(P, x, tol=1e-6):
    """DESERVES: a small step does not mean that you have arrived: the certificate does.
    PART: yes
    BREAKS: Accurate to <x - z, p - z> <= tol * diam^2; input: P = [[1, 0], [-1, 0], [1.125, -0.125], [-1.125, -0.125]], x = [0, 0.25], tol = 1e-3
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.full(len(P), 1 / len(P))
    before = np.inf
    for _ in range(100000):
        z = a @ P
        distance = np.linalg.norm(x - z)
        if before - distance <= tol * 10:
            break
        before = distance
        i = ((P - z) @ (x - z)).argmax()
        s = P[i] - z
        if s @ s == 0:
            break
        t = np.clip((x - z) @ s / (s @ s), 0, 1)
        a *= 1 - t
        a[i] += t
    return a @ P, a


def wrong_nan_at_a_row(P, x, tol=1e-6):
    """DESERVES: if z is a row already, the direction is 0 and you divide 0 by 0.
    PART: yes
    BREAKS: N may be 1; input: P = [[1, 2]], x = [0, 0]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[np.argmin(((P - x) ** 2).sum(axis=1))] = 1
    for _ in range(100000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] < limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        with np.errstate(invalid="ignore", divide="ignore"):
            t = np.minimum(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
        if np.isnan(t):
            break
    return a @ P, a


def wrong_moves_P_in_place(P, x, tol=1e-6):
    """DESERVES: P -= x moves the caller's points: write Q = P - x.
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: P = np.array([[0.0], [1.0]]), x = np.array([2.0])
    """
    P -= x
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.zeros(len(P))
    a[0] = 1
    for _ in range(200000):
        z = a @ P
        g = -(P - z) @ z
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], -(z @ e) / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P + x, a


def wrong_difference_returned(P, x, tol=1e-6):
    """DESERVES: you moved x to 0 and forgot to move back: z is x too small.
    PART: yes
    BREAKS: z = a P; input: P = [[1.0]], x = [2.0]
    """
    Q = np.asarray(P, float) - np.asarray(x, float)
    limit = tol * ((Q[:, None] - Q) ** 2).sum(axis=2).max()
    a = np.zeros(len(Q))
    a[0] = 1
    for _ in range(200000):
        z = a @ Q
        g = -(Q - z) @ z
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = Q[i] - Q[j]
        if e @ e == 0:
            break
        t = min(a[j], -(z @ e) / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ Q, a


def wrong_order_of_values(P, x, tol=1e-6):
    """DESERVES: right numbers in the wrong order: (z, a) is asked for, not (a, z).
    PART: yes
    BREAKS: (z, a); input: P = [[0, 0], [4, 0], [0, 4]], x = [3, 3]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.eye(len(P))[0]
    for _ in range(200000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a, a @ P


def wrong_cone(P, x, tol=1e-6):
    """DESERVES: weights >= 0 alone make the cone over the rows; the sum 1 is missing.
    PART: no
    BREAKS: a (N,) >= 0 with sum 1; input: P = [[1.0]], x = [2.0]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.zeros(len(P))
    L = np.linalg.norm(P, 2) ** 2 or 1.0
    for _ in range(5000):
        a = np.maximum(a - P @ (a @ P - x) / L, 0)
    return a @ P, a


def wrong_with_the_origin(P, x, tol=1e-6):
    """DESERVES: a sum of weights below 1 adds the origin to the points.
    PART: yes
    BREAKS: with sum 1; input: P = [[1.0]], x = [0.5]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    Q = np.vstack([P, 0 * P[:1]])
    limit = tol * ((Q[:, None] - Q) ** 2).sum(axis=2).max()
    a = np.eye(len(Q))[0]
    for _ in range(200000):
        z = a @ Q
        g = (Q - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = Q[i] - Q[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a[:-1] @ P, a[:-1]


def wrong_unique_rows(P, x, tol=1e-6):
    """DESERVES: without the repeated rows you return fewer weights than there are rows.
    PART: yes
    BREAKS: Rows may be equal: a (N,); input: P = [[1.0], [1.0]], x = [0.0]
    """
    P, x = np.unique(np.asarray(P, float), axis=0), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.eye(len(P))[0]
    for _ in range(200000):
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a


def wrong_tiny_steps(P, x, tol=1e-6):
    """DESERVES: steps of 1e-6 need hundreds of thousands of calls; the best t is known by a formula.
    PART: yes
    BREAKS: A call with tol = 1e-3 and 12 rows or fewer takes 2 seconds at most; input: P = [[0], [1]], x = [1]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.eye(len(P))[0]
    while True:
        z = a @ P
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            return z, a
        a *= 1 - 1e-6
        a[i] += 1e-6


def wrong_walks_away(P, x, tol=1e-6):
    """DESERVES: the direction is x - z; with z - x you walk to the furthest corner.
    PART: no
    BREAKS: Point z (d,) of the convex hull of the rows nearest to x; input: P = [[0.0], [1.0]], x = [2.0]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = np.full(len(P), 1 / len(P))
    for k in range(1000):
        z = a @ P
        i = ((P - z) @ (z - x)).argmax()
        a *= 1 - 2 / (k + 2)
        a[i] += 2 / (k + 2)
    return a @ P, a


def wrong_bounding_box(P, x, tol=1e-6):
    """DESERVES: clipping each coordinate finds the nearest point of the box around the rows, not of their hull.
    PART: no
    BREAKS: Point z of the convex hull; input: P = [[0, 0], [4, 0], [0, 4]], x = [3, 3]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    z = np.clip(x, P.min(axis=0), P.max(axis=0))
    a = np.maximum(np.linalg.lstsq(np.vstack([P.T, np.ones(len(P))]), np.append(z, 1), rcond=None)[0], 0)
    return z, a / a.sum()


def wrong_weights_of_distance(P, x, tol=1e-6):
    """DESERVES: weights that fall with the distance make a plausible mean, but nothing makes it the nearest point.
    PART: no
    BREAKS: nearest to x (d,); input: P = [[0.0], [1.0]], x = [5.0]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    a = 1 / (((P - x) ** 2).sum(axis=1) + 1e-9)
    a = a / a.sum()
    return a @ P, a


def wrong_inside_gives_boundary(P, x, tol=1e-6):
    """DESERVES: if x lies in the hull it is its own nearest point: you go on to a face.
    PART: yes
    BREAKS: x may lie in the hull; input: P = [[0.0], [1.0]], x = [0.5]
    """
    P, x = np.asarray(P, float), np.asarray(x, float)
    limit = tol * ((P[:, None] - P) ** 2).sum(axis=2).max()
    a = np.eye(len(P))[np.argmin(((P - x) ** 2).sum(axis=1))]
    for _ in range(200000):
        z = a @ P
        if np.linalg.norm(x - z) ** 2 <= 2 * limit:
            a = np.eye(len(P))[np.argmax(a)]
            break
        g = (P - z) @ (x - z)
        i = g.argmax()
        if g[i] <= limit:
            break
        j = np.where(a > 0, g, np.inf).argmin()
        e = P[i] - P[j]
        if e @ e == 0:
            break
        t = min(a[j], (x - z) @ e / (e @ e))
        a[i] += t
        a[j] -= t
    return a @ P, a
