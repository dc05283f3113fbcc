import itertools

import numpy as np


def right_differences(A, B):
    """nearest point of all differences to 0, by nearest_hull_point"""
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z, _ = nearest_hull_point(D, np.zeros(A.shape[1]), 2e-5)  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_plain_loops(A, B):
    """differences in a list comprehension, loops for the offset, returns a list"""
    D = [[float(s) - float(t) for s, t in zip(a, c)] for a in A for c in B]
    z = nearest_hull_point(np.array(D), np.zeros(len(D[0])), 1e-5)[0]  # noqa: F821
    length = sum(float(e) ** 2 for e in z) ** 0.5
    w = [float(e) / length for e in z]
    least = min(sum(s * float(t) for s, t in zip(w, a)) for a in A)
    most = max(sum(s * float(t) for s, t in zip(w, c)) for c in B)
    return w, -0.5 * (least + most)


def right_weights_make_the_ends(A, B):
    """the weights of the differences give the nearest points p and q, and the middle of these the offset"""
    A, B = np.asarray(A, float), np.asarray(B, float)
    N, M = len(A), len(B)
    _, a = nearest_hull_point(np.repeat(A, M, axis=0) - np.tile(B, (N, 1)), np.zeros(A.shape[1]), 1e-5)  # noqa: F821
    a = np.reshape(a, (N, M))
    p, q = a.sum(axis=1) @ A, a.sum(axis=0) @ B
    w = (p - q) / np.linalg.norm(p - q)
    return w, float(-w @ (p + q) / 2)


def right_two_simplices(A, B):
    """pairs of weights in each class by turns, without the differences"""
    shift = np.vstack([A, B]).mean(axis=0)
    sets = [np.asarray(A, float) - shift, np.asarray(B, float) - shift]
    weights = [np.eye(len(s))[0] for s in sets]
    while True:
        z = weights[0] @ sets[0] - weights[1] @ sets[1]
        w = z / np.linalg.norm(z)
        width = (sets[0] @ w).min() - (sets[1] @ w).max()
        if width >= 0.999 * np.linalg.norm(z):
            break
        moves = []
        for s, a, sign in zip(sets, weights, (1, -1)):
            g = -sign * s @ z
            i, j = int(g.argmax()), int(np.where(a > 0, g, np.inf).argmin())
            moves.append((g[i] - g[j], s, a, i, j))
        gain, s, a, i, j = max(moves, key=lambda move: move[0])
        t = min(a[j], gain / ((s[i] - s[j]) ** 2).sum())
        a[i], a[j] = a[i] + t, (a[j] - t if t < a[j] else 0.0)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_gilbert(A, B):
    """Gilbert's steps towards the support point of the differences"""
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    z = A.mean(axis=0) - B.mean(axis=0)
    while True:
        s = A[np.argmin(A @ z)] - B[np.argmax(B @ z)]
        if s @ z >= 0.998 * (z @ z):
            break
        e = s - z
        z = z + min(1.0, -(z @ e) / (e @ e)) * e
    w = z / np.sqrt(z @ z)
    return w, -0.5 * np.min(A @ w) - 0.5 * np.max(B @ w)


def right_kozinec(A, B):
    """Schlesinger and Kozinec: two points that approach each other, one in each hull"""
    shift = np.mean(B, axis=0)
    p, q = A[0] - shift, B[0] - shift
    P, Q = A - shift, B - shift
    while True:
        z = p - q
        zz = z @ z
        a, c = P[(P @ z).argmin()], Q[(Q @ z).argmax()]
        lack_p, lack_q = (p - a) @ z, (c - q) @ z
        if lack_p + lack_q <= 0.002 * zz:
            break
        if lack_p >= lack_q:
            e = a - p
            p = p + min(1.0, -(e @ z) / (e @ e)) * e
        else:
            e = c - q
            q = q + min(1.0, (e @ z) / (e @ e)) * e
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_alternating_projections(A, B):
    """the nearest point of one hull and of the other by turns, by nearest_hull_point"""
    shift = A[0]
    P, Q = A - shift, B - shift
    p = P.mean(axis=0)
    for tol in itertools.chain([1e-3, 1e-4], itertools.repeat(1e-5)):
        q = np.asarray(nearest_hull_point(Q, p, tol)[0])  # noqa: F821
        p = np.asarray(nearest_hull_point(P, q, tol)[0])  # noqa: F821
        w = (p - q) / np.linalg.norm(p - q)
        if (P @ w).min() - (Q @ w).max() >= 0.994 * np.linalg.norm(p - q):
            break
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_accelerated(A, B):
    """accelerated projected gradient on both sets of weights, by project_simplex"""
    shift = np.vstack([A, B]).mean(axis=0)
    P, Q = A - shift, B - shift
    S = np.vstack([P, -Q])
    L = np.linalg.norm(S, 2) ** 2
    N = len(P)

    def project(v):
        return np.concatenate([project_simplex(v[:N]), project_simplex(v[N:])])  # noqa: F821

    a = np.concatenate([np.full(N, 1 / N), np.full(len(Q), 1 / len(Q))])
    c, k = a, 1.0
    while True:
        z = a @ S
        w = z / np.linalg.norm(z)
        if (P @ w).min() - (Q @ w).max() >= 0.998 * np.linalg.norm(z):
            return w, -((A @ w).min() + (B @ w).max()) / 2
        new = project(c - S @ (c @ S) / L)
        if (c - new) @ (new - a) > 0:
            c, k = new, 1.0
        else:
            after = (1 + np.sqrt(1 + 4 * k * k)) / 2
            c, k = new + (k - 1) / after * (new - a), after
        a = new


def right_wolfe(A, B):
    """Wolfe's algorithm for the differences, rows found by their support function"""
    scale = np.abs(A - B[0]).max() + np.abs(B - B[0]).max()
    P, Q = (A - B[0]) / scale, (B - B[0]) / scale
    S, lam = [P[0] - Q[0]], np.ones(1)
    while True:
        z = lam @ np.array(S)
        s = P[(P @ z).argmin()] - Q[(Q @ z).argmax()]
        if s @ z >= 0.9999 * (z @ z):
            break
        S, lam = [*S, s], np.append(lam, 0.0)
        while True:
            R = np.array(S)
            k = len(S)
            K = np.block([[R @ R.T, np.ones((k, 1))], [np.ones((1, k)), np.zeros((1, 1))]])
            mu = np.linalg.lstsq(K, np.append(np.zeros(k), 1.0), rcond=None)[0][:k]
            if (mu > 1e-10).all():
                lam = mu
                break
            bad = mu <= 1e-10
            theta = min(1.0, (lam[bad] / np.maximum(lam[bad] - mu[bad], 1e-300)).min())
            lam = lam + theta * (mu - lam)
            keep = lam > 1e-10
            S, lam = [r for r, good in zip(S, keep) if good], lam[keep] / lam[keep].sum()
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_in_their_own_space(A, B):
    """an orthonormal basis of the span of all differences first, so that d is N + M - 1 at most"""
    points = np.vstack([A, B])
    centre = points.mean(axis=0)
    _, s, Vt = np.linalg.svd(points - centre, full_matrices=False)
    basis = Vt[s > 1e-12 * s[0]]
    P, Q = (A - centre) @ basis.T, (B - centre) @ basis.T
    D = (P[:, None] - Q).reshape(-1, len(basis))
    z = np.asarray(nearest_hull_point(D, np.zeros(len(basis)), 1e-5)[0])  # noqa: F821
    v = z / np.linalg.norm(z)
    w = v @ basis
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_class_with_roles(A, B):
    """over-engineered: a class, an early return for two lone points, and the smaller set first"""

    class Sets:
        def __init__(self, one, two):
            self.one, self.two = np.array(one, float), np.array(two, float)

        def direction(self):
            if len(self.one) == len(self.two) == 1:
                return self.one[0] - self.two[0]
            if len(self.one) > len(self.two):
                return -Sets(self.two, self.one).direction()
            D = np.concatenate([a - self.two for a in self.one])
            return np.asarray(nearest_hull_point(D, 0 * D[0], 1e-5)[0])  # noqa: F821

        def offset(self, w):
            low, high = np.min(self.one @ w), np.max(self.two @ w)
            assert low > high, "the hulls meet"
            return -(low + high) / 2

    both = Sets(A, B)
    w = both.direction() / np.linalg.norm(both.direction())
    return w, np.asarray(both.offset(w))


def right_dual_newton(A, B):
    """squared hinge with a large constant by Newton's method, until the certificate of the dual weights holds"""
    points = np.vstack([A, B]).astype(float)
    y = np.repeat([1.0, -1.0], [len(A), len(B)])
    centre = points.mean(axis=0)
    size = np.linalg.norm(points - centre, axis=1).max()
    X = (points - centre) / size
    Z = np.column_stack([X, np.ones(len(X))]) * y[:, None]
    v = np.zeros(Z.shape[1])
    R = np.eye(len(v))
    R[-1, -1] = 1e-12
    C = 10.0
    while True:
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
        w = v[:-1] / np.linalg.norm(v[:-1])
        a = np.maximum(1 - Z @ v, 0)
        p = a[: len(A)] @ X[: len(A)] / a[: len(A)].sum()
        q = a[len(A) :] @ X[len(A) :] / a[len(A) :].sum()
        if (X[: len(A)] @ w).min() - (X[len(A) :] @ w).max() >= 0.995 * np.linalg.norm(p - q) or C > 1e9:
            return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_centroid_line(A, B):
    """DESERVES: the line midway between the centroids need not be the one furthest from both hulls
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[0, 1], [4, 1]], B = [[0, -1], [-4, -1]]
    """
    p, q = A.mean(axis=0), B.mean(axis=0)
    w = (p - q) / np.linalg.norm(p - q)
    return w, -w @ (p + q) / 2


def wrong_centroids_best_offset(A, B):
    """DESERVES: the direction from centroid to centroid is not that of the nearest points
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[0, 1], [4, 1]], B = [[0, -1], [-4, -1]]
    """
    w = A.mean(axis=0) - B.mean(axis=0)
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_nearest_rows(A, B):
    """DESERVES: the nearest points of the hulls may lie between the rows
    PART: yes
    BREAKS: the distance of the hulls, at A = [[2, 1], [-2, 1]], B = [[0, -1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = D[(D**2).sum(axis=1).argmin()]
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_other_side(A, B):
    """DESERVES: A is on the negative side: the differences are taken the other way
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[5]], B = [[1]]
    """
    D = (B[:, None] - A).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -((A @ w).max() + (B @ w).min()) / 2


def wrong_loose(A, B):
    """DESERVES: the search stops long before the error of z is small beside the gap
    PART: yes
    BREAKS: 0.99 gap/2 or more on A, at A = [[2, 1], [-2, 1], [0, 1.5]], B = [[0, -1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = D.mean(axis=0)
    limit = 0.02 * ((D[:, None] - D) ** 2).sum(axis=2).max()
    while True:
        s = D[(D @ z).argmin()]
        if z @ (z - s) <= limit:
            break
        e = s - z
        z = z + min(1.0, -(z @ e) / (e @ e)) * e
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_offset_of_centroids(A, B):
    """DESERVES: the direction is right, but midway is between the hulls, not the centroids
    PART: yes
    BREAKS: minus that or less on B, at A = [[1], [5]], B = [[-1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -w @ (A.mean(axis=0) + B.mean(axis=0)) / 2


def wrong_offset_of_nearest_rows(A, B):
    """DESERVES: the nearest pair of rows is used for the offset, and it need not lie on the edges of the strip
    PART: yes
    BREAKS: 0.99 gap/2 or more on A, at A = [[2, 1], [-2, 1], [0, 1.5]], B = [[0, -1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    n, m = divmod(int((D**2).sum(axis=1).argmin()), len(B))
    return w, -w @ (A[n] + B[m]) / 2


def wrong_epsilon_in_the_norm(A, B):
    """DESERVES: the 1e-6 that is added to the norm makes w too short for sets that are close together
    PART: yes
    BREAKS: ||w|| = 1, at A = [[1e-5]], B = [[0]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / (np.linalg.norm(z) + 1e-6)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_least_squares(A, B):
    """DESERVES: least squares looks at all points, those far behind too
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[1], [9]], B = [[-1]]
    """
    X = np.column_stack([np.vstack([A, B]), np.ones(len(A) + len(B))])
    v = np.linalg.lstsq(X, np.repeat([1.0, -1.0], [len(A), len(B)]), rcond=None)[0]
    return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])


def wrong_bias_in_the_norm(A, B):
    """DESERVES: the bias has a part in the norm, as the weight of a feature 1, so the origin matters
    PART: yes
    BREAKS: 0.99 gap/2 or more on A, at A = [[10, 11]], B = [[10, 9]]
    """
    U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
    v = np.asarray(nearest_hull_point(U, np.zeros(U.shape[1]), 1e-7)[0])  # noqa: F821
    length = np.linalg.norm(v[:-1])
    return v[:-1] / length, v[-1] / length


def wrong_lone_point_to_rows(A, B):
    """DESERVES: the shortcut for one point looks at the rows of the other set only, not between them
    PART: yes
    BREAKS: a set may be one point, at A = [[0, 1]], B = [[2, -1], [-2, -1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    if len(A) == 1 or len(B) == 1:
        z = D[np.linalg.norm(D, axis=1).argmin()]
    else:
        z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_moves_the_sets(A, B):
    """DESERVES: it moves the caller's sets to their centre
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at A = [[5.0]], B = [[1.0]]
    """
    centre = (A.mean(axis=0) + B.mean(axis=0)) / 2
    A -= centre
    B -= centre
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2 - w @ centre


def wrong_absolute_stop(A, B):
    """DESERVES: the search stops at a fixed number, which for small sets is at once
    PART: yes
    BREAKS: 0.99 gap/2 or more on A, at A = [[1e-4, 0], [1e-4, 3e-4]], B = [[-1e-4, 0], [-1e-4, -3e-4]]
    """
    z = A.mean(axis=0) - B.mean(axis=0)
    while True:
        s = A[(A @ z).argmin()] - B[(B @ z).argmax()]
        if z @ (z - s) <= 1e-6 or s @ z >= 0.999 * (z @ z):
            break
        e = s - z
        z = z + min(1.0, -(z @ e) / (e @ e)) * e
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_rows_to_segments(A, B):
    """DESERVES: rows against segments are enough in the plane; in space two edges, or a row and a face, may be nearest
    PART: yes
    BREAKS: the distance of the hulls, at A = [[2, 0, 1], [-2, 0, 1]], B = [[0, 2, -1], [0, -2, -1]]
    """
    best = None
    for P, Q, sign in ((A, B, 1), (B, A, -1)):
        for p in P:
            for q, r in itertools.product(Q, Q):
                e = r - q
                t = np.clip((p - q) @ e / (e @ e), 0, 1) if e.any() else 0.0
                z = sign * (p - q - t * e)
                if best is None or z @ z < best @ best:
                    best = z
    w = best / np.linalg.norm(best)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_offset_touches_b(A, B):
    """DESERVES: the hyperplane goes through the nearest point of B, not midway
    PART: no
    BREAKS: minus that or less on B, at A = [[5]], B = [[1]]
    """
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -(B @ w).max()


def wrong_fisher(A, B):
    """DESERVES: Fisher's direction depends on how the points spread, which the nearest points do not
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[1, 0], [1, 4], [5, 4]], B = [[-1, 0]]
    """
    P, Q = A - A.mean(axis=0), B - B.mean(axis=0)
    S = P.T @ P + Q.T @ Q + 1e-3 * np.eye(A.shape[1])
    w = np.linalg.solve(S, A.mean(axis=0) - B.mean(axis=0))
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_pairs_of_equal_index(A, B):
    """DESERVES: only differences of rows with the same index are taken, not of all pairs
    PART: no
    BREAKS: 0.99 gap/2 or more on A, at A = [[0, 1], [4, 1]], B = [[-4, -1], [0, -1]]
    """
    n = max(len(A), len(B))
    D = np.resize(A, (n, A.shape[1])) - np.resize(B, (n, A.shape[1]))
    z = np.asarray(nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)[0])  # noqa: F821
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2
