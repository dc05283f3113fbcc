import numpy as np


def right_by_the_hint(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z, _ = nearest_hull_point(D, np.zeros(A.shape[1]), 1e-5)
    w = np.asarray(z, float) / np.linalg.norm(z)
    return w, -(np.min(A @ w) + np.max(B @ w)) / 2


def right_zero_dimensional_bias(A, B):
    A, B = np.array(A, dtype=float), np.array(B, dtype=float)
    D = np.concatenate([a - B for a in A])
    z = np.asarray(nearest_hull_point(D, 0 * D[0], tol=1e-4)[0], dtype=float)
    w = z / np.sqrt(z @ z)
    return w, np.array(-0.5 * ((A @ w).min() + (B @ w).max()))


def right_own_loop_on_differences(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = np.repeat(A, len(B), axis=0) - np.tile(B, (len(A), 1))
    a = np.zeros(len(D))
    a[np.argmin((D**2).sum(axis=1))] = 1
    for _ in range(100000):
        z = a @ D
        g = D @ z
        i, j = g.argmin(), np.where(a > 0, g, -np.inf).argmax()
        if z @ z - g[i] <= 1e-4 * (z @ z):
            break
        e = D[i] - D[j]
        t = min(-(z @ e) / (e @ e), a[j])
        a[i] += t
        a[j] = 0 if t == a[j] else a[j] - t
    w = z / np.linalg.norm(z)
    return w, float(-((A @ w).min() + (B @ w).max()) / 2)


def right_two_sets_of_weights(A, B):
    """Never forms the N * M differences: pairwise steps within A and within B."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    centre = (A.mean(axis=0) + B.mean(axis=0)) / 2
    P, Q = A - centre, B - centre
    a, b = np.eye(len(P))[0], np.eye(len(Q))[0]
    for _ in range(200000):
        z = a @ P - b @ Q
        f, g = P @ z, Q @ z
        i, k = f.argmin(), g.argmax()
        if z @ z - (f[i] - g[k]) <= 1e-4 * (z @ z):
            break
        j, m = np.where(a > 0, f, -np.inf).argmax(), np.where(b > 0, g, np.inf).argmin()
        if f[j] - f[i] >= g[k] - g[m]:
            e = P[i] - P[j]
            t = min(-(z @ e) / (e @ e), a[j])
            a[i] += t
            a[j] = max(a[j] - t, 0)
        else:
            e = Q[k] - Q[m]
            t = min((z @ e) / (e @ e), b[m])
            b[k] += t
            b[m] = max(b[m] - t, 0)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_lists(A, B):
    A, B = [[float(c) for c in a] for a in A], [[float(c) for c in b] for b in B]

    def dot(u, v):
        return sum(s * t for s, t in zip(u, v))

    D = [[s - t for s, t in zip(a, b)] for a in A for b in B]
    z = min(D, key=lambda p: dot(p, p))
    weights = {D.index(z): 1.0}
    for _ in range(50000):
        i = min(range(len(D)), key=lambda n: dot(D[n], z))
        if dot(z, z) - dot(D[i], z) <= 1e-4 * dot(z, z):
            break
        j = max(weights, key=lambda n: dot(D[n], z))
        e = [s - t for s, t in zip(D[i], D[j])]
        t = min(weights[j], -dot(z, e) / dot(e, e))
        weights[i] = weights.get(i, 0.0) + t
        weights[j] -= t
        if weights[j] <= 1e-15:
            del weights[j]
        z = [sum(weights[n] * D[n][c] for n in weights) for c in range(len(z))]
    length = dot(z, z) ** 0.5
    w = [c / length for c in z]
    return w, -(min(dot(a, w) for a in A) + max(dot(b, w) for b in B)) / 2


def right_from_the_midpoint(A, B):
    """The bias from the middle of the nearest points of the hulls, made of the weights' margins."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    z, a = nearest_hull_point(np.subtract(A[:, None, :], B[None, :, :]).reshape(len(A) * len(B), -1), np.zeros(A.shape[1]), 1e-6)
    table = np.reshape(np.asarray(a, float), (len(A), len(B)))
    p, q = table.sum(axis=1) @ A, table.sum(axis=0) @ B
    w = (p - q) / np.linalg.norm(p - q)
    return w, -w @ (p + q) / 2


def right_alternating_projections(A, B):
    """From hull to hull and back (von Neumann), until the strip is as wide as the segment, but for a hundredth of that."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    p = A[0]
    for _ in range(20000):
        q = np.asarray(nearest_hull_point(B, p, 1e-8)[0], float)
        p = np.asarray(nearest_hull_point(A, q, 1e-8)[0], float)
        w = (p - q) / np.linalg.norm(p - q)
        least, most = (A @ w).min(), (B @ w).max()
        if least - most >= 0.9999 * np.linalg.norm(p - q):
            break
    return w, -(least + most) / 2


def right_projected_gradient(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    P, Q = A - B.mean(axis=0), B - B.mean(axis=0)
    a, b = np.full(len(P), 1 / len(P)), np.full(len(Q), 1 / len(Q))
    step = 1 / (np.linalg.norm(P, 2) ** 2 + np.linalg.norm(Q, 2) ** 2)
    for _ in range(30000):
        z = a @ P - b @ Q
        w = z / np.linalg.norm(z)
        least, most = (P @ w).min(), (Q @ w).max()
        if least - most >= 0.9995 * np.linalg.norm(z):
            break
        a = np.asarray(project_simplex(a - step * (P @ z)), float)
        b = np.asarray(project_simplex(b + step * (Q @ z)), float)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_gilbert(A, B):
    """Gilbert's algorithm (Frank and Wolfe) on the differences, until the certificate holds."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = A[0] - B[0]
    while True:
        d = A[(A @ z).argmin()] - B[(B @ z).argmax()]
        if z @ d >= 0.992 * (z @ z):
            break
        e = d - z
        z = z + min(1.0, -(z @ e) / (e @ e)) * e
    w = z / np.linalg.norm(z)
    return w, -(np.min(A @ w) + np.max(B @ w)) / 2


def right_wolfe_exact(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = np.array([a - b for a in A for b in B])
    S, lam = [int(np.linalg.norm(D, axis=1).argmin())], np.ones(1)
    while True:
        z = lam @ D[S]
        i = int((D @ z).argmin())
        if D[i] @ z >= (1 - 1e-9) * (z @ z) or i in S:
            break
        S, lam = S + [i], np.append(lam, 0)
        while True:
            c = np.linalg.lstsq((D[S[1:]] - D[S[0]]).T, -D[S[0]], rcond=None)[0]
            mu = np.append(1 - c.sum(), c)
            if mu.min() > 1e-12:
                lam = mu
                break
            down = np.flatnonzero(mu <= 1e-12)
            ratios = lam[down] / np.maximum(lam[down] - mu[down], 1e-300)
            lam = lam + min(1, ratios.min()) * (mu - lam)
            gone = down[ratios.argmin()]
            S, lam = S[:gone] + S[gone + 1 :], np.delete(lam, gone)
            lam = np.maximum(lam, 0) / np.maximum(lam, 0).sum()
            if len(S) == 1:
                break
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def right_scaled_first(A, B):
    """Unit of length: the largest distance; origin: the first point of A. Equal points once only."""
    A, B = np.asarray(A, float), np.asarray(B, float)
    both = np.vstack([A, B])
    scale = max(np.linalg.norm(both - p, axis=1).max() for p in both)
    P, Q = np.unique((A - A[0]) / scale, axis=0), np.unique((B - A[0]) / scale, axis=0)
    D = np.unique((P[:, None] - Q).reshape(-1, P.shape[1]), axis=0)
    z = np.asarray(nearest_hull_point(D, np.zeros(D.shape[1]), 2e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, np.float64(-scale * ((P @ w).min() + (Q @ w).max()) / 2 - A[0] @ w)


def right_einsum_one_step_more(A, B):
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = np.einsum("nk,m->nmk", A, np.ones(len(B))) - np.einsum("mk,n->nmk", B, np.ones(len(A)))
    z = np.asarray(nearest_hull_point(D.reshape(-1, A.shape[1]), np.zeros(A.shape[1]))[0], float)
    w = np.divide(z, np.einsum("k,k->", z, z) ** 0.5)
    return w, -np.mean([np.einsum("nk,k->n", A, w).min(), np.einsum("nk,k->n", B, w).max()])


def wrong_centroids(A, B):
    """DESERVES: the line midway between the centroids minds all points alike; only the nearest points of the hulls count.
    PART: no
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[0, 1], [3, 1]], B = [[0, -1], [-3, -1]]
    """
    p, q = np.mean(A, axis=0), np.mean(B, axis=0)
    w = (p - q) / np.linalg.norm(p - q)
    return w, -w @ (p + q) / 2


def wrong_centroid_direction(A, B):
    """DESERVES: the offset is the best for your direction, but the direction must be that of the nearest points of the hulls.
    PART: yes
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[0, 1], [3, 1]], B = [[0, -1], [-3, -1]]
    """
    w = np.mean(A, axis=0) - np.mean(B, axis=0)
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_nearest_pair_of_points(A, B):
    """DESERVES: the hulls may be nearest at points between the given ones, on an edge.
    PART: yes
    BREAKS: midway between the hulls; input: A = [[-2, 1], [2, 1]], B = [[0, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    z = D[np.argmin((D**2).sum(axis=1))]
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_offset_of_centroids(A, B):
    """DESERVES: the direction is right, the offset is not midway between the hulls but between the centroids.
    PART: yes
    BREAKS: midway between the hulls; input: A = [[1], [5]], B = [[-1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -w @ (A.mean(axis=0) + B.mean(axis=0)) / 2


def wrong_least_squares(A, B):
    """DESERVES: least squares fits the labels, and far points pull at the line; it does not look for the widest gap.
    PART: no
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[1], [5]], B = [[-1]]
    """
    X = np.vstack([A, B])
    X = np.column_stack([X, np.ones(len(X))])
    v = np.linalg.lstsq(X, np.repeat([1.0, -1.0], [len(A), len(B)]), rcond=None)[0]
    return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])


def wrong_bias_in_the_norm(A, B):
    """DESERVES: with a feature 1 for the bias you make ||w||^2 + b^2 least: the line depends on where the origin is.
    PART: yes
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[10, 11]], B = [[10, 9]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
    z = np.asarray(nearest_hull_point(U, np.zeros(U.shape[1]), 1e-8)[0], float)
    return z[:-1] / np.linalg.norm(z[:-1]), z[-1] / np.linalg.norm(z[:-1])


def wrong_sign_of_w(A, B):
    """DESERVES: A is to be on the positive side: you took B - A.
    PART: yes
    BREAKS: w.x + b is 0.99 gap/2 or more on A and minus that or less on B; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((B[:, None] - A).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).max() + (B @ w).min()) / 2


def wrong_sign_of_b(A, B):
    """DESERVES: the hyperplane is w.x + b = 0, so b is minus the middle.
    PART: yes
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, ((A @ w).min() + (B @ w).max()) / 2


def wrong_sum_not_mean(A, B):
    """DESERVES: midway is half of the sum of the least and the largest.
    PART: yes
    BREAKS: midway between the hulls; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max())


def wrong_not_normalised(A, B):
    """DESERVES: w must have length 1: divide z by its norm.
    PART: yes
    BREAKS: w (d,) with ||w|| = 1; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    w = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_divided_by_the_square(A, B):
    """DESERVES: z over its squared norm has the length 1/gap: take the root.
    PART: yes
    BREAKS: w (d,) with ||w|| = 1; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / (z @ z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_touches_A(A, B):
    """DESERVES: your line goes through the nearest point of A: move it back by half the gap.
    PART: yes
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -(A @ w).min()


def wrong_bias_half_the_gap(A, B):
    """DESERVES: b is not -gap/2 but minus the middle of w.x over the two sets: that is the same only with B at 0.
    PART: no
    BREAKS: minus that or less on B; input: A = [[5]], B = [[1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    gap = np.linalg.norm(z)
    return z / gap, -gap / 2


def wrong_largest_of_A(A, B):
    """DESERVES: the offset has to be midway between the least on A and the largest on B, not between the far ends.
    PART: yes
    BREAKS: midway between the hulls; input: A = [[1], [5]], B = [[-1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).max() + (B @ w).min()) / 2


def wrong_row_by_row_differences(A, B):
    """DESERVES: A - B pairs row with row; all N * M differences are needed.
    PART: no
    BREAKS: between the hulls of the rows of A (N, d) and B (M, d); input: A = [[0, 1], [4, 3]], B = [[4, -1], [0, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    n = min(len(A), len(B))
    z = np.asarray(nearest_hull_point(A[:n] - B[:n], np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_sums_for_differences(A, B):
    """DESERVES: two hulls are apart if the differences, not the sums, keep away from 0.
    PART: no
    BREAKS: hyperplane between the hulls; input: A = [[1, 1]], B = [[1, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    z = np.asarray(nearest_hull_point((A[:, None] + B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / max(np.linalg.norm(z), 1e-12)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_rough(A, B):
    """DESERVES: a tolerance of 0.1 of diam^2 may be a multiple of gap^2: choose one that is small beside the gap.
    PART: yes
    BREAKS: 0.99 gap/2 or more on A; input: A = [[-1, 1], [1.5, 1]], B = [[0, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    limit = 0.1 * ((D[:, None] - D) ** 2).sum(axis=2).max()
    a = np.full(len(D), 1 / len(D))
    for _ in range(1000):
        z = a @ D
        i = (D @ z).argmin()
        if z @ z - D[i] @ z <= limit:
            break
        e = D[i] - z
        t = min(1, -(z @ e) / (e @ e))
        a *= 1 - t
        a[i] += t
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_fisher(A, B):
    """DESERVES: Fisher's direction is another classifier, and its covariance has no inverse if d is larger than N + M.
    PART: no
    BREAKS: d may be larger than N + M; input: A = [[0, 1]], B = [[0, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    S = (A - A.mean(axis=0)).T @ (A - A.mean(axis=0)) + (B - B.mean(axis=0)).T @ (B - B.mean(axis=0))
    w = np.linalg.inv(S) @ (A.mean(axis=0) - B.mean(axis=0))
    w = w / np.linalg.norm(w)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_perceptron_line(A, B):
    """DESERVES: the perceptron stops at some line that separates; nothing makes it the one midway.
    PART: no
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[0, 1], [4, 3]], B = [[1, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    U = np.vstack([np.column_stack([A, np.ones(len(A))]), -np.column_stack([B, np.ones(len(B))])])
    v = np.zeros(U.shape[1])
    for _ in range(10000):
        bad = np.flatnonzero(U @ v <= 0)
        if not len(bad):
            break
        v = v + U[bad[0]]
    return v[:-1] / np.linalg.norm(v[:-1]), v[-1] / np.linalg.norm(v[:-1])


def wrong_moves_A_in_place(A, B):
    """DESERVES: A -= centre moves the caller's points; work on a copy.
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: A = np.array([[5.0]]), B = np.array([[1.0]])
    """
    centre = A.mean(axis=0)
    A -= centre
    Q = B - centre
    z = np.asarray(nearest_hull_point((A[:, None] - Q).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (Q @ w).max()) / 2 - w @ centre


def wrong_best_axis(A, B):
    """DESERVES: only coordinate directions are tried; w may point anywhere.
    PART: no
    BREAKS: w.x + b is 0.99 gap/2 or more on A; input: A = [[1, 1]], B = [[0, 0]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    best = None
    for k in range(A.shape[1]):
        for s in (1.0, -1.0):
            w = np.zeros(A.shape[1])
            w[k] = s
            gap = (A @ w).min() - (B @ w).max()
            if best is None or gap > best[0]:
                best = gap, w, -((A @ w).min() + (B @ w).max()) / 2
    return best[1], best[2]


def wrong_two_nearest_of_each(A, B):
    """DESERVES: the nearest points of two polyhedra may need three points of each, you join at most two.
    PART: yes
    BREAKS: between the hulls; input: A = [[2, 0, 1], [-2, 1, 1], [0, -2, 1]], B = [[0, 0, -1]]
    """
    A, B = np.asarray(A, float), np.asarray(B, float)
    D = (A[:, None] - B).reshape(-1, A.shape[1])
    best = D[np.argmin((D**2).sum(axis=1))]
    for p in D:
        for q in D:
            e = q - p
            if e @ e > 0:
                z = p + np.clip(-(p @ e) / (e @ e), 0, 1) * e
                if z @ z < best @ best:
                    best = z
    w = best / np.linalg.norm(best)
    return w, -((A @ w).min() + (B @ w).max()) / 2


def wrong_one_point_forgotten(A, B):
    """DESERVES: np.squeeze turns a set of one point into something else: keep A (N, d).
    PART: yes
    BREAKS: A set may be one point; input: A = [[1, 5]], B = [[0, 0]]
    """
    A, B = np.squeeze(np.asarray(A, float)), np.squeeze(np.asarray(B, float))
    A = A if A.ndim == 2 else A[:, None]
    B = B if B.ndim == 2 else B[:, None]
    z = np.asarray(nearest_hull_point((A[:, None] - B).reshape(-1, A.shape[1]), np.zeros(A.shape[1]), 1e-5)[0], float)
    w = z / np.linalg.norm(z)
    return w, -((A @ w).min() + (B @ w).max()) / 2
