from fractions import Fraction

import numpy as np


def right_solve(W, y, mask):
    """The equations (D_uu - W_uu) f_u = W_ul y_l, solved at once."""
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.array(y, dtype=float)
    u, known = np.flatnonzero(~mask), np.flatnonzero(mask)
    D = np.diag(W.sum(axis=1))
    f[u] = np.linalg.solve((D - W)[np.ix_(u, u)], W[np.ix_(u, known)] @ f[known])
    return f


def right_without_loops_at_nodes(W, y, mask):
    """Links of nodes with themselves are taken out first; one row of equations for each node, labelled or not."""
    W = np.array(W, dtype=float)
    np.fill_diagonal(W, 0)
    mask = np.asarray(mask).astype(bool)
    N = len(W)
    M, b = np.zeros((N, N)), np.zeros(N)
    for i in range(N):
        if mask[i]:
            M[i, i], b[i] = 1, y[i]
        else:
            row = W[i] / W[i].max()
            M[i] = -row
            M[i, i] = row.sum()
    return np.linalg.solve(M, b)


def right_fractions(W, y, mask):
    """Exact elimination in fractions, plain Python, a list."""
    N = len(W)
    free = [i for i in range(N) if not mask[i]]
    w = [[Fraction(float(v)) for v in row] for row in W]
    f = [None if not mask[i] else Fraction(float(y[i])) for i in range(N)]
    rows = []
    for i in free:
        row = [(sum(w[i][j] for j in range(N) if j != i) if i == j else -w[i][j]) for j in free]
        rows.append(row + [sum((w[i][j] * f[j] for j in range(N) if mask[j]), Fraction(0))])
    n = len(free)
    for p in range(n):
        pivot = next(r for r in range(p, n) if rows[r][p] != 0)
        rows[p], rows[pivot] = rows[pivot], rows[p]
        rows[p] = [v / rows[p][p] for v in rows[p]]
        for r in range(n):
            if r != p and rows[r][p]:
                factor = rows[r][p]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[p])]
    for i, row in zip(free, rows):
        f[i] = row[-1]
    return [float(v) for v in f]


def right_star_mesh(W, y, mask):
    """Recursion: a node without label is taken out, its neighbours are linked anew; its value comes at the end."""
    W, mask = np.array(W, dtype=float), np.asarray(mask, bool)

    def values(W, nodes):
        free = [i for i in nodes if not mask[i]]
        if not free:
            return {i: float(y[i]) for i in nodes}
        i = free[0]
        rest = [j for j in nodes if j != i]
        to = {j: W[i, j] / max(W[i, h] for h in rest) for j in rest}
        share = {j: to[j] / sum(to.values()) for j in rest}
        less = W.copy()
        for a in rest:
            for b in rest:
                if a != b:
                    less[a, b] += W[a, i] * share[b]
        f = values(less, rest)
        f[i] = sum(share[j] * f[j] for j in rest if share[j] > 0)
        return f

    f = values(W, list(range(len(W))))
    return np.array([f[i] for i in range(len(W))])


def right_squared_walk(W, y, mask):
    """Random walk that stops at labels: its matrix squared again and again, so that 2^k steps are one."""
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    P = np.eye(len(W))
    for i in np.flatnonzero(~mask):
        row = np.array(W[i])
        row[i] = 0
        P[i] = row / row.sum()
    for _ in range(60):
        P = P @ P
        P /= P.sum(axis=1, keepdims=True)
    return np.where(mask, f, P @ f)


def right_two_bounds(W, y, mask):
    """Step by step from the least label and from the largest at once, until the two meet (maximum principle)."""
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    labels = np.asarray(y, float)[mask]
    low, high = np.full(len(W), labels.min()), np.full(len(W), labels.max())
    low[mask] = high[mask] = labels
    u = ~mask
    if not u.any():
        return low
    A = W[u].copy()
    A[np.arange(len(A)), np.flatnonzero(u)] = 0
    P = A / A.sum(axis=1, keepdims=True)
    T, c = P[:, u], P[:, mask] @ labels  # one step is f -> T f + c; two steps are T^2 f + T c + c, and so on
    size = np.abs(labels).max()
    for _ in range(100):
        low[u], high[u] = T @ low[u] + c, T @ high[u] + c
        if np.all(high - low <= 1e-9 * size):
            break
        T, c = T @ T, T @ c + c
    return (low + high) / 2


def right_conjugate_gradients(W, y, mask):
    """Minimises the sum of W_ij (f_i - f_j)^2 by conjugate gradients, scaled by the degrees, with restarts."""
    W, mask = np.array(W, float), np.asarray(mask, bool)
    np.fill_diagonal(W, 0)
    u = ~mask
    known = np.asarray(y, float)[mask]
    scale = 1 / np.sqrt(W.sum(axis=1)[u])
    M = np.diag(W.sum(axis=1)[u]) - W[np.ix_(u, u)]
    M = M * scale[:, None] * scale
    b = scale * (W[np.ix_(u, mask)] @ known)
    z = np.zeros(len(b))
    for _ in range(6):
        r = b - M @ z
        p = r.copy()
        for _ in range(4 * len(b)):
            bottom = p @ M @ p
            if not bottom > 0 or not r @ r > 0:
                break
            alpha = (r @ r) / bottom
            z = z + alpha * p
            new = r - alpha * (M @ p)
            p = new + (new @ new) / (r @ r) * p
            r = new
    f = np.zeros(len(W))
    f[mask], f[u] = known, scale * z
    return f


def right_gauss_seidel(W, y, mask):
    """Node after node takes the mean of its neighbours, until nothing moves, 3000 rounds at most."""
    W = [[float(v) for v in row] for row in W]
    N = len(W)
    known = [float(y[i]) for i in range(N) if mask[i]]
    f = [float(y[i]) if mask[i] else sum(known) / len(known) for i in range(N)]
    size = max(map(abs, known))
    links = [[(j, W[i][j]) for j in range(N) if W[i][j] > 0 and j != i] for i in range(N)]
    degree = [sum(w for _, w in row) for row in links]
    free = [i for i in range(N) if not mask[i]]
    largest = 0.0
    for rounds in range(3000):
        largest = 0.0
        for i in free:
            new = sum(w * f[j] for j, w in links[i]) / degree[i]
            largest, f[i] = max(largest, abs(new - f[i])), new
        if largest <= 1e-16 * size:
            break
    if largest > 1e-16 * size:  # slow: the equations themselves
        L = np.array([[degree[i] if i == j else -W[i][j] for j in free] for i in free])
        b = np.array([sum(w * f[j] for j, w in links[i] if mask[j]) for i in free])
        for i, value in zip(free, np.linalg.solve(L, b)):
            f[i] = float(value)
    return np.array(f)


def right_cholesky(W, y, mask):
    """Cholesky of the Laplacian, in units of the largest weight; early return where all is known."""
    mask = np.asarray(mask, dtype=bool)
    f = np.asarray(y).astype(np.float64)
    if mask.all():
        return f
    W = np.asarray(W, dtype=np.float64)
    W = W / W.max()
    L = np.diag(W.sum(1)) - W
    G = np.linalg.cholesky(L[~mask][:, ~mask])
    f[~mask] = np.linalg.solve(G.T, np.linalg.solve(G, W[~mask][:, mask] @ f[mask]))
    return f


def right_inverse_of_the_walk(W, y, mask):
    """(I - P_uu)^-1 P_ul y_l, where P are the shares of the neighbours."""
    W, m = np.asarray(W, float), np.asarray(mask, bool)
    out = np.full(len(W), np.nan)
    out[m] = np.asarray(y)[m]
    P = W[~m] / W[~m].sum(axis=1, keepdims=True)
    visits = np.linalg.inv(np.eye(int((~m).sum())) - P[:, ~m])
    out[~m] = visits @ (P[:, m] @ out[m])
    return out


def right_column_for_each_label(W, y, mask):
    """By linearity: the weight that each labelled node has at each other one, then the weighted mean of the labels."""
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    known = np.flatnonzero(mask)
    u = np.flatnonzero(~mask)
    f = np.zeros(len(W))
    f[known] = np.asarray(y, float)[known]
    if u.size:
        L = np.diag(W[u].sum(axis=1)) - W[np.ix_(u, u)]
        shares = np.stack([np.linalg.solve(L, W[u, j]) for j in known], axis=1)
        f[u] = np.sum(shares / shares.sum(axis=1, keepdims=True) * f[known], axis=1)
    return f


def right_over_engineered(W, y, mask):
    """A class for the graph, nodes and neighbours in dictionaries, least squares over the links."""

    class Graph:
        def __init__(self, W):
            W = np.asarray(W, float)
            assert W.shape[0] == W.shape[1] and np.allclose(W, W.T) and (W >= 0).all()
            self.links = {(i, j): W[i, j] for i in range(len(W)) for j in range(i) if W[i, j] > 0}

        def extend(self, labels, free):
            place = {i: n for n, i in enumerate(free)}
            links = [(link, w) for link, w in self.links.items() if link[0] in place or link[1] in place]
            B, c = np.zeros((len(links), len(free))), np.zeros(len(links))
            largest = max(w for _, w in links)
            for row, ((i, j), w) in enumerate(links):
                root = np.sqrt(w / largest)
                for node, sign in ((i, 1), (j, -1)):
                    if node in place:
                        B[row, place[node]] += sign * root
                    else:
                        c[row] -= sign * root * labels[node]
            return dict(zip(free, np.linalg.lstsq(B, c, rcond=None)[0]))

    labels = {i: float(y[i]) for i in range(len(mask)) if mask[i]}
    free = [i for i in range(len(mask)) if not mask[i]]
    values = labels | (Graph(W).extend(labels, free) if free else {})
    return np.array([values[i] for i in range(len(mask))])


def wrong_hundred_rounds(W, y, mask):
    """DESERVES: a hundred rounds are not enough on a long path: go on until the values stand to 1e-5
    PART: yes
    BREAKS: right to 1e-5 of the largest label, on a path of 12 nodes, weights 1, labels 0 and 1 at its ends
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    for _ in range(100):
        for i in np.flatnonzero(~mask):
            f[i] = W[i] @ f / W[i].sum()
    return f


def wrong_stops_at_small_steps(W, y, mask):
    """DESERVES: a step below 1e-6 does not mean an error below 1e-6: where steps are slow the rest is long
    PART: yes
    BREAKS: right to 1e-5, at W = [[0, 1, 0], [1, 9999, 1], [0, 1, 0]], y = [0, 0, 1e-2], mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    u = ~mask
    while True:
        new = f.copy()
        new[u] = W[u] @ f / W[u].sum(axis=1)
        if np.abs(new - f).max() < 1e-6:
            return new
        f = new


def wrong_labels_do_not_stay(W, y, mask):
    """DESERVES: labelled nodes take the mean of their neighbours too: set them back after each round
    PART: no
    BREAKS: where a label is known f is y, at the path of weights 1, y = [0, 0, 1], mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    D = np.where(W.sum(axis=1) > 0, W.sum(axis=1), 1)
    for _ in range(100):
        f = W @ f / D
    return f


def wrong_nan_times_zero(W, y, mask):
    """DESERVES: NaN times 0 is NaN: you multiply y by the mask instead of choosing with it
    PART: yes
    BREAKS: elsewhere y is ignored, be it NaN, at W = [[0, 1], [1, 0]], y = [1, NaN], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    y, u = np.asarray(y, float), np.asarray(~mask)
    L = np.diag(W.sum(axis=1)) - W
    f = y * mask
    b = W @ f
    out = f.copy()
    out[u] = np.linalg.solve(L[np.ix_(u, u)], b[u])
    return out


def wrong_starts_at_y(W, y, mask):
    """DESERVES: what stands in y at an unlabelled node counts as its own label, once among the neighbours
    PART: no
    BREAKS: elsewhere y is ignored, at W = [[0, 1], [1, 0]], y = [1, 5], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    y = np.asarray(y, float)
    W = W / W.max() if W.max() > 0 else W
    L = np.diag(W.sum(axis=1)) - W
    f, u = y.copy(), ~mask
    M = L[np.ix_(u, u)] + np.eye(u.sum())
    f[u] = np.linalg.solve(M, W[np.ix_(u, mask)] @ y[mask] + y[u])
    return f


def wrong_degree_among_unlabelled(W, y, mask):
    """DESERVES: the degree counts all neighbours, labelled ones too: you sum W_uu only
    PART: no
    BREAKS: f is the mean of f over the neighbours, at the path of weights 1, y = [0, 0, 0, 1], mask = [1, 0, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    u = ~mask
    Wuu = W[np.ix_(u, u)]
    f[u] = np.linalg.lstsq(np.diag(Wuu.sum(axis=1)) - Wuu, W[np.ix_(u, mask)] @ f[mask], rcond=None)[0]
    return f


def wrong_divides_by_no_link(W, y, mask):
    """DESERVES: you divide every row by its degree, a labelled node without links by 0: its NaN goes everywhere
    PART: yes
    BREAKS: a labelled node may be without links, at W = 1 between 0 and 1 alone, y = [1, 0, 2], mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    with np.errstate(all="ignore"):
        P = W / W.sum(axis=1, keepdims=True)
    M, b = np.eye(len(W)) - P, np.zeros(len(W))
    M = np.where(mask[:, None], np.eye(len(W)) + 0 * M, M)
    return np.linalg.solve(M, np.where(mask, f, b))


def wrong_integers_stay(W, y, mask):
    """DESERVES: y.copy() holds integers where y does: the values between are cut off
    PART: yes
    BREAKS: labels are real numbers or integers, at the path of weights 1, y = [0, 0, 1] (integers), mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.array(y), ~mask
    L = np.diag(W.sum(axis=1)) - W
    with np.errstate(all="ignore"):
        f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_ridge(W, y, mask):
    """DESERVES: the 1e-8 on the diagonal pulls all values to 0 where weights are of that size
    PART: yes
    BREAKS: W in any unit, at W = [[0, 1e-6], [1e-6, 0]], y = [1, 0], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.array(y, float), ~mask
    L = np.diag(W.sum(axis=1)) - W + 1e-8 * np.eye(len(W))
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_tiny_weights_are_no_links(W, y, mask):
    """DESERVES: weights below 1e-8 count as no link with you; only 0 is none, the unit is free
    PART: yes
    BREAKS: W in any unit, at W = [[0, 1e-9], [1e-9, 0]], y = [1, 0], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    W = np.where(W > 1e-8, W, 0)
    f, u = np.array(y, float), ~mask
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.pinv(L[np.ix_(u, u)]) @ (W[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_between_0_and_1(W, y, mask):
    """DESERVES: you clip to 0..1, but labels are any real numbers
    PART: yes
    BREAKS: f is y where a label is known, and between elsewhere, at W = [[0, 1], [1, 0]], y = [2, 0], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.array(y, float), ~mask
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.clip(np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask]), 0, 1)
    return f


def wrong_symmetric_normalisation(W, y, mask):
    """DESERVES: D^-1/2 W D^-1/2 is another method's matrix: the mean over the neighbours is D^-1 W
    PART: no
    BREAKS: f is the mean over the neighbours, W = [[0, 1, 0], [1, 0, 3], [0, 3, 0]], y = [1, 0, 1], mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.where(mask, y, 0).astype(float), ~mask
    D = np.where(W.sum(axis=1) > 0, W.sum(axis=1), 1)
    S = W / np.sqrt(np.outer(D, D))
    f[u] = np.linalg.solve((np.eye(len(W)) - S)[np.ix_(u, u)], S[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_half_of_the_diagonal(W, y, mask):
    """DESERVES: you take the diagonal out of the degrees but leave it in W: a node is lifted by itself
    PART: yes
    BREAKS: W_ii counts as a weight of node i with itself, at W = [[0, 2], [2, 1]], y = [1, 0], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.array(y, float), ~mask
    L = np.diag(W.sum(axis=1) - np.diag(W)) - W
    f[u] = np.linalg.lstsq(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask], rcond=None)[0]
    return f


def wrong_writes_into_y(W, y, mask):
    """DESERVES: asarray makes no copy of floats: the values land in the caller's y
    PART: yes
    BREAKS: a function leaves what it is given as it was, at W = [[0, 1], [1, 0]], y = [1., 0.], mask = [1, 0]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.asarray(y, float), ~mask
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_unweighted(W, y, mask):
    """DESERVES: the neighbours count by their weights, you count each of them once
    PART: no
    BREAKS: weighted by W, at W = [[0, 1, 0], [1, 0, 3], [0, 3, 0]], y = [0, 0, 1], mask = [1, 0, 1]
    """
    W, mask = (np.asarray(W, float) > 0).astype(float), np.asarray(mask, bool)
    f, u = np.array(y, float), ~mask
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ f[mask])
    return f


def wrong_labelled_neighbours_only(W, y, mask):
    """DESERVES: you average over the labelled neighbours; unlabelled ones are neighbours as well, with their values
    PART: no
    BREAKS: mean of f over the neighbours, at the path of weights 1, y = [0, 0, 0, 1], mask = [1, 0, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    for i in np.flatnonzero(~mask):
        weights = W[i, mask]
        f[i] = weights @ f[mask] / weights.sum() if weights.sum() > 0 else f[mask].mean()
    return f


def wrong_one_sweep(W, y, mask):
    """DESERVES: one sweep over the nodes is right only if no two unlabelled nodes are linked: repeat it
    PART: no
    BREAKS: f is the mean of f over the neighbours, at the path of weights 1, y = [0, 0, 0, 1], mask = [1, 0, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    for i in np.flatnonzero(~mask):
        f[i] = W[i] @ f / W[i].sum()
    return f


def wrong_all_known_fails(W, y, mask):
    """DESERVES: where all is known the largest of no steps is asked for, and max raises
    PART: yes
    BREAKS: a label is known, perhaps everywhere, at W = [[0]], y = [1], mask = [1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.where(mask, y, 0).astype(float), np.flatnonzero(~mask)
    P = W[np.ix_(u, range(len(W)))] / W[u].sum(axis=1, keepdims=True)
    step = P[:, u]
    for _ in range(50):
        step = step @ step
    assert step.max() < 1e-6, "no label is reached"
    f[u] = np.linalg.solve(np.eye(len(u)) - P[:, u], P[:, mask] @ f[mask])
    return f


def wrong_nothing_moves_at_first(W, y, mask):
    """DESERVES: your check comes after each single node: the first one that does not move ends all
    PART: yes
    BREAKS: mean of f over the neighbours, at the path of weights 1, y = [0, 0, 0, 1], mask = [1, 0, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f = np.where(mask, y, 0).astype(float)
    moving = not mask.all()
    while moving:
        for i in np.flatnonzero(~mask):
            old = f[i]
            f[i] = W[i] @ f / W[i].sum()
            if abs(f[i] - old) <= 1e-12:
                moving = False
                break
    return f


def wrong_determinants_in_small_units(W, y, mask):
    """DESERVES: by Cramer's rule, determinants of tiny weights are 0 in floating point: go to shares first
    PART: yes
    BREAKS: W in any unit, at the path of 12 nodes, weights 1e-40, labels 0 and 1 at its ends
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    f, u = np.array(y, float), ~mask
    L = (np.diag(W.sum(axis=1)) - W)[np.ix_(u, u)]
    b = W[np.ix_(u, mask)] @ f[mask]
    values = []
    with np.errstate(all="ignore"):
        for j in range(len(b)):
            M = L.copy()
            M[:, j] = b
            values.append(np.linalg.det(M) / np.linalg.det(L))
    f[u] = values
    return f


def wrong_soft_labels(W, y, mask):
    """DESERVES: your labels are held by a spring of strength 1000, so they give way a little
    PART: yes
    BREAKS: where a label is known f is y, at W = [[0, 1, 0], [1, 0, 1], [0, 1, 0]], y = [0, 0, 1], mask = [1, 0, 1]
    """
    W, mask = np.asarray(W, float), np.asarray(mask, bool)
    W = W / W.max() if W.max() > 0 else W
    L = np.diag(W.sum(axis=1)) - W
    hold = 1000.0 * mask
    return np.linalg.solve(L + np.diag(hold), hold * np.where(mask, y, 0))
