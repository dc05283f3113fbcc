import numpy as np


def right_solve(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    u, l = np.flatnonzero(~mask), np.flatnonzero(mask)
    f = np.array(y, dtype=float)
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, l)] @ f[l])
    return f


def right_whole_system(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """All N equations at once: f_i = y_i at labels, the mean elsewhere."""
    N = len(W)
    M, b = np.eye(N), np.zeros(N)
    for i in range(N):
        if mask[i]:
            b[i] = y[i]
        else:
            M[i] -= W[i] / W[i].sum()
    return np.linalg.solve(M, b)


def right_elimination(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Star-mesh: take an unlabelled node out, link its neighbours, recurse, put it back as their mean."""

    def harmonic(weights, f, unknown):
        if not unknown:
            return f
        i, rest = unknown[0], unknown[1:]
        w = weights[i].copy()
        w[i] = 0
        without = weights + np.outer(w, w) / w.sum()
        without[i, :] = 0
        without[:, i] = 0
        np.fill_diagonal(without, 0)
        f = harmonic(without, f, rest)
        f[i] = w @ f / w.sum()
        return f

    start = np.where(mask, y, 0.0).astype(float)
    return harmonic(np.array(W, dtype=float), start, [i for i in range(len(W)) if not mask[i]])


def right_gauss_seidel(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    f = np.where(mask, y, np.mean(y[mask])).astype(float)
    unknown = [i for i in range(len(W)) if not mask[i]]
    for _ in range(200_000):  # weak links need many rounds
        change = 0.0
        for i in unknown:
            new = W[i] @ f / W[i].sum()
            change = max(change, abs(new - f[i]))
            f[i] = new
        if change <= 1e-15 * np.abs(f).max():
            break
    return f


def right_rounds_by_doubling(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """A round is f -> M f + b; two rounds are such a map again, and so are 2^60 of them."""
    D = W.sum(axis=1)
    M = np.where(mask[:, None], 0.0, W / np.where(D > 0, D, 1.0)[:, None])
    b = np.where(mask, y, 0.0).astype(float)
    for _ in range(60):
        M, b = M @ M, M @ b + b
    return b


def right_absorbing_walk(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """f_i is the expected label at which a random walk from i ends: (I - P_uu)^-1 P_ul y_l."""
    f = [float(v) if m else 0.0 for v, m in zip(y, mask)]
    u = [i for i in range(len(f)) if not mask[i]]
    l = [i for i in range(len(f)) if mask[i]]
    if u:
        P = W[u] / W[u].sum(axis=1, keepdims=True)
        ends = np.linalg.inv(np.eye(len(u)) - P[:, u]) @ P[:, l]
        for i, value in zip(u, ends @ y[l]):
            f[i] = float(value)
    return f


def right_powers_by_squaring(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    N = len(W)
    known = np.asarray(mask, bool)
    P = np.eye(N)
    for i in np.where(~known)[0]:
        P[i] = W[i] / np.sum(W[i])
    for _ in range(40):  # 2^40 steps
        P = P @ P
        P = P / P.sum(axis=1, keepdims=True)
    return P @ np.where(known, y, 0)


def right_conjugate_gradients(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """The least energy, by conjugate gradients, restarted."""
    f = np.where(mask, y, y[mask][0]).astype(np.longdouble)
    free = ~mask
    D = np.where(W.sum(1) > 0, W.sum(1), 1)

    def slope(g):
        return np.where(free, (W.sum(1) * g - W @ g) / D, 0)

    for _ in range(5):
        r = -slope(f)
        p = r.copy()
        for _ in range(2 * len(W)):
            Ap = slope(p)
            pAp, rr = np.sum(D * p * Ap), np.sum(D * r * r)
            if pAp <= 0 or rr <= 1e-36:
                break
            a = rr / pAp
            f = f + a * p
            r = r - a * Ap
            p = r + np.sum(D * r * r) / rr * p
    return f.astype(float)


def right_class_graph(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    class Graph:
        def __init__(self, weights):
            self.weights = np.array(weights, float)
            self.degrees = self.weights.sum(axis=0)  # symmetric

        def __call__(self, values, known):
            u = ~known
            f = np.empty(len(values))
            f[known] = values[known]
            A = (np.diag(self.degrees) - self.weights)[u][:, u]
            b = np.einsum("ij,j->i", self.weights[u][:, known], f[known])
            f[u] = np.linalg.solve(A, b)
            return f

    return Graph(W)(y, mask.astype(bool))


def right_plain_gauss(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Elimination by hand, with lists."""
    N = len(mask)
    u = [i for i in range(N) if not mask[i]]
    rows = []
    for i in u:
        row = [-float(W[i, j]) for j in u]
        row[u.index(i)] += sum(float(w) for w in W[i])
        rows.append(row + [sum(float(W[i, j]) * float(y[j]) for j in range(N) if mask[j])])
    n = len(rows)
    for c in range(n):
        p = max(range(c, n), key=lambda r: abs(rows[r][c]))
        rows[c], rows[p] = rows[p], rows[c]
        for r in range(c + 1, n):
            q = rows[r][c] / rows[c][c]
            rows[r] = [a - q * b for a, b in zip(rows[r], rows[c])]
    x = [0.0] * n
    for c in reversed(range(n)):
        x[c] = (rows[c][n] - sum(rows[c][k] * x[k] for k in range(c + 1, n))) / rows[c][c]
    values = iter(x)
    return tuple(float(y[i]) if mask[i] else next(values) for i in range(N))


def right_label_by_label(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """One solution for each label with a 1 there: f is linear in the labels."""
    total = np.zeros(len(W))
    u, l = np.nonzero(~mask)[0], np.nonzero(mask)[0]
    D = W.sum(axis=1)
    for j in l:
        f = np.zeros(len(W))
        f[j] = 1
        if len(u):
            f[u] = np.linalg.solve(np.diag(D[u]) - W[np.ix_(u, u)], W[u, j])
        total += y[j] * f
    return total


def right_normalised_lstsq(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    if mask.all():
        return y.copy() * 1.0
    u = ~mask
    P = W[u] / W[u].sum(axis=1)[:, None]
    f = np.zeros(y.shape)
    f[mask] = y[mask]
    f[u] = np.linalg.lstsq(np.eye(u.sum()) - P[:, u], P[:, mask] @ y[mask], rcond=None)[0]
    print(f.shape)
    return f


def right_permuted_blocks(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    order = np.argsort(~mask, kind="stable")  # the labelled first
    k = int(mask.sum())
    V = W[order][:, order]
    L = np.diagflat(V @ np.ones(len(V))) - V
    known = y[order][:k]
    f = np.concatenate([known, np.linalg.solve(L[k:, k:], -L[k:, :k] @ known)])
    out = np.zeros(len(f))
    out[order] = f
    return out


def wrong_nan_in_y(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: y may be anything where nothing is known; NaN times 0 is NaN, so select the labels, do not multiply.
    PART: yes
    BREAKS: elsewhere y is ignored: `label_propagation([[0., 1.], [1., 0.]], [1., nan], [True, False])`
    """
    u = ~mask
    L = np.diag(W.sum(axis=1)) - W
    f = np.array(y, dtype=float)
    f[u] = np.linalg.solve(L[np.ix_(u, u)], (W @ (y * mask))[u])
    return f


def wrong_type_of_y(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: a copy of integer labels is an integer array, and your means are cut off when stored in it.
    PART: yes
    BREAKS: f is the mean of f over the neighbours, labels 0 and 1 as integers: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0, 9, 1], [True, False, True])`
    """
    u = ~mask
    L = np.diag(W.sum(axis=1)) - W
    f = y.copy()
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_hundred_rounds(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: labels travel slowly on a long path; a hundred rounds are not enough, go on until nothing moves.
    PART: yes
    BREAKS: f is the mean of f over the neighbours: `label_propagation(path(30), 29 * [0.] + [1.], [True] + 28 * [False] + [True])`
    """
    f = np.where(mask, y, 0.0)
    for _ in range(100):
        f = np.where(mask, y, W @ f / np.maximum(W.sum(axis=1), 1e-300))
    return f


def wrong_stops_early(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: you stop as soon as a round moves less than 0.001, which is far from the end where labels travel slowly.
    PART: yes
    BREAKS: f is the mean of f over the neighbours: `label_propagation(path(12), 11 * [0.] + [1.], [True] + 10 * [False] + [True])`
    """
    f = np.where(mask, y, 0.0)
    while True:
        new = np.where(mask, y, W @ f / np.maximum(W.sum(axis=1), 1e-300))
        if np.abs(new - f).max() < 1e-3:
            return new
        f = new


def wrong_isolated_label(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: a labelled node may have no links; dividing by its degree 0 makes it, and the product with it, NaN.
    PART: yes
    BREAKS: where a label is known f is y: `label_propagation([[0., 0., 0.], [0., 0., 1.], [0., 1., 0.]], [1., 2., 9.], [True, True, False])`
    """
    with np.errstate(all="ignore"):
        P = W / W.sum(axis=1, keepdims=True)
    f = np.where(mask, y, 0.0)
    for _ in range(3000):
        f = P @ f
        keep = mask & ~np.isnan(f)
        f[keep] = y[keep]
    return f


def wrong_not_clamped(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: the labels have to be put back after each round; yours are averaged away.
    PART: no
    BREAKS: where a label is known f is y: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    f = np.where(mask, y, 0.0)
    D = np.maximum(W.sum(axis=1), 1e-300)
    for _ in range(500):
        f = W @ f / D
    return f


def wrong_one_round(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: one round is not the end: an unlabelled neighbour counts as 0 in your means.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0., 0.], [1., 0., 1., 0.], [0., 1., 0., 1.], [0., 0., 1., 0.]], [0., 9., 9., 1.], [True, False, False, True])`
    """
    f = np.where(mask, y, 0.0)
    return np.where(mask, y, W @ f / np.maximum(W.sum(axis=1), 1e-300))


def wrong_known_neighbours_only(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: you take the mean over the labelled neighbours alone; the unlabelled have a say as well.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0., 0.], [1., 0., 1., 0.], [0., 1., 0., 1.], [0., 0., 1., 0.]], [0., 9., 9., 1.], [True, False, False, True])`
    """
    known = W[:, mask]
    means = known @ y[mask] / np.maximum(known.sum(axis=1), 1e-300)
    return np.where(mask, y, means)


def wrong_unweighted(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: the mean is weighted by W; you count neighbours.
    PART: yes
    BREAKS: weighted by W: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    A = (W > 0).astype(float)
    u = ~mask
    f = np.where(mask, y, 0.0)
    L = np.diag(A.sum(axis=1)) - A
    f[u] = np.linalg.solve(L[np.ix_(u, u)], A[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_columns_normalised(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: W / W.sum(axis=1) divides column j by the degree of j; the weights of a mean need row i divided by that of i.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0., 0.], [1., 0., 1., 0.], [0., 1., 0., 1.], [0., 0., 1., 0.]], [0., 9., 9., 1.], [True, False, False, True])`
    """
    P = W / np.maximum(W.sum(axis=1), 1e-300)
    u = ~mask
    f = np.where(mask, y, 0.0)
    f[u] = np.linalg.solve(np.eye(u.sum()) - P[np.ix_(u, u)], P[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_symmetric_normalised(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: D^-1/2 W D^-1/2 is the normalisation of another method; a mean has D^-1 W.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    r = 1 / np.sqrt(np.maximum(W.sum(axis=1), 1e-300))
    S = r[:, None] * W * r
    u = ~mask
    f = np.where(mask, y, 0.0)
    f[u] = np.linalg.solve(np.eye(u.sum()) - S[np.ix_(u, u)], S[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_degrees_of_unlabelled(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: the degrees count all links; you take them inside the unlabelled part, and lose the links to labels.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0., 0.], [1., 0., 1., 0.], [0., 1., 0., 1.], [0., 0., 1., 0.]], [0., 9., 9., 1.], [True, False, False, True])`
    """
    u = ~mask
    V = W[np.ix_(u, u)]
    f = np.where(mask, y, 0.0)
    f[u] = np.linalg.pinv(np.diag(V.sum(axis=1)) - V) @ (W[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_thresholded(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: f is a real number, the mean of its neighbours; you make a decision, 0 or 1, out of it.
    PART: yes
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = ~mask
    f = np.where(mask, y, 0.0)
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.round(np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask]))
    return f


def wrong_clipped(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: labels are any real numbers; you clip f to 0 and 1.
    PART: yes
    BREAKS: y, real numbers: `label_propagation([[0., 1.], [1., 0.]], [-2., 0.], [True, False])`
    """
    u = ~mask
    f = np.where(mask, y, 0.0)
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.clip(np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask]), 0, 1)
    return f


def wrong_ridge(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: a small number on the diagonal is not small beside small weights, and it pulls f to 0.
    PART: yes
    BREAKS: W is symmetric and >= 0, f the mean: `label_propagation([[0., 1e-6], [1e-6, 0.]], [1., 0.], [True, False])`
    """
    u = ~mask
    f = np.where(mask, y, 0.0)
    L = np.diag(W.sum(axis=1) + 1e-8) - W
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_zero_is_unknown(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: a label may be 0, and what is known says mask; you ask y.
    PART: no
    BREAKS: mask is true where a label is known: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    known = mask & (y != 0)
    u = ~known
    f = np.where(known, y, 0.0)
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.lstsq(L[np.ix_(u, u)], W[np.ix_(u, known)] @ y[known], rcond=None)[0]
    return f


def wrong_mask_turned(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: mask is true where a label is known, not where it is missing.
    PART: no
    BREAKS: mask is true where a label is known: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = mask
    f = np.where(u, 0.0, y)
    L = np.diag(W.sum(axis=1)) - W
    f[u] = np.linalg.lstsq(L[np.ix_(u, u)], W[np.ix_(u, ~u)] @ y[~u], rcond=None)[0]
    return f


def wrong_self_link(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: a node's weight with itself counts in D and in W, or in neither; you leave it out of the degree only.
    PART: yes
    BREAKS: the mean of f over the neighbours, weighted by W: `label_propagation([[0., 1., 0.], [1., .5, 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = ~mask
    f = np.where(mask, y, 0.0)
    L = np.diag(W.sum(axis=1) - np.diag(W)) - W
    f[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])
    return f


def wrong_in_place(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: you write f into y, which belongs to the caller.
    PART: yes
    BREAKS: a function leaves its arguments as they were: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = ~mask
    L = np.diag(W.sum(axis=1)) - W
    y[u] = np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])
    return y


def wrong_order_of_nodes(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: f has to be in the order of the nodes; yours has the labelled ones first.
    PART: yes
    BREAKS: f (N,), f is y where a label is known: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = ~mask
    L = np.diag(W.sum(axis=1)) - W
    return np.concatenate([y[mask], np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])])


def wrong_unlabelled_only(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: f is wanted at all nodes, you return the unlabelled ones.
    PART: yes
    BREAKS: f (N,): `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    u = ~mask
    L = np.diag(W.sum(axis=1)) - W
    return np.linalg.solve(L[np.ix_(u, u)], W[np.ix_(u, mask)] @ y[mask])


def wrong_all_labelled(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: if every node has a label there is nothing to solve, and max() of nothing fails: the labels are the answer.
    PART: yes
    BREAKS: mask is true where a label is known; there f is y: `label_propagation([[0., 1.], [1., 0.]], [1., 2.], [True, True])`
    """
    f = np.where(mask, y, 0.0)
    u = np.flatnonzero(~mask)
    for _ in range(100_000):
        new = W[u] @ f / W[u].sum(axis=1)
        if np.max(np.abs(new - f[u])) < 1e-14:
            return f
        f[u] = new
    return f


def wrong_nearest_label(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: you give each node the label of its strongest link; wanted is the mean.
    PART: no
    BREAKS: f is the mean of f over the neighbours: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    f = np.where(mask, y, 0.0)
    l = np.flatnonzero(mask)
    for i in np.flatnonzero(~mask):
        f[i] = y[l[np.argmax(W[i, l])]]
    return f


def wrong_labels_pulled(W: np.ndarray, y: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """DESERVES: you weigh the labels by a penalty of 100, so that they give way; at a label f is y exactly.
    PART: yes
    BREAKS: where a label is known f is y: `label_propagation([[0., 1., 0.], [1., 0., 3.], [0., 3., 0.]], [0., 9., 1.], [True, False, True])`
    """
    L = np.diag(W.sum(axis=1)) - W
    penalty = np.where(mask, 100.0, 0.0)
    return np.linalg.solve(L + np.diag(penalty), np.where(mask, 100.0 * y, 0.0))
