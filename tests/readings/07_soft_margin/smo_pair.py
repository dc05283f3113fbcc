import numpy as np


def right_clipped_step(alpha, i, j, K, y, C):
    """The proposition: the vertex, clipped to the interval of t."""
    beta = alpha * y
    v = y - K @ beta
    slope, q = v[i] - v[j], K[i, i] + K[j, j] - 2 * K[i, j]
    ends_i = sorted((-alpha[i] * y[i], (C - alpha[i]) * y[i]))
    ends_j = sorted((alpha[j] * y[j], (alpha[j] - C) * y[j]))
    low, high = max(ends_i[0], ends_j[0]), min(ends_i[1], ends_j[1])
    t = np.clip(slope / q, low, high) if q > 0 else (high if slope > 0 else low)
    new = np.array(alpha, float)
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def right_platt(alpha, i, j, K, y, C):
    """As in Platt's paper: the new alpha_j between L and H, then alpha_i."""
    a, c, s = alpha[i], alpha[j], y[i] * y[j]
    L, H = (max(0, c - a), min(C, C + c - a)) if s < 0 else (max(0, a + c - C), min(C, a + c))
    f = K @ (alpha * y)
    ei, ej = f[i] - y[i], f[j] - y[j]
    eta = K[i, i] + K[j, j] - 2 * K[i, j]
    gain = y[j] * (ei - ej)
    if eta > 0:
        best = min(max(c + gain / eta, L), H)
    elif gain > 0:
        best = H
    elif gain < 0:
        best = L
    else:
        best = c
    new = alpha.astype(float)
    new[j] = best
    new[i] = min(max(a + s * (c - best), 0), C)
    return new


def right_candidates(alpha, i, j, K, y, C):
    """The objective at both ends, at the vertex if it is inside, and at the start: the best of them."""
    y, K, old = np.asarray(y, float), np.asarray(K, float), np.array(alpha, float)
    direction = np.zeros(len(y))
    direction[i], direction[j] = y[i], -y[j]
    low, high = -np.inf, np.inf
    for n in (i, j):
        a, b = -old[n] / direction[n], (C - old[n]) / direction[n]
        low, high = max(low, min(a, b)), min(high, max(a, b))
    found = [0.0, low, high]
    q = (direction * y) @ K @ (direction * y)
    if q > 0:
        t = direction @ (1 - y * (K @ (old * y))) / q
        if low < t < high:
            found.append(t)
    best = max(found, key=lambda t: dual_objective(old + t * direction, K, y))
    return np.clip(old + best * direction, 0, C)


def right_lists(alpha, i, j, K, y, C):
    """Plain Python; a list is returned."""
    a, label = [float(e) for e in alpha], [int(e) for e in y]

    def v(n):
        return label[n] - sum(a[m] * label[m] * float(K[n][m]) for m in range(len(a)))

    slope, q = v(i) - v(j), float(K[i][i]) + float(K[j][j]) - 2 * float(K[i][j])
    up = min(C - a[i] if label[i] > 0 else a[i], a[j] if label[j] > 0 else C - a[j])
    down = min(a[i] if label[i] > 0 else C - a[i], C - a[j] if label[j] > 0 else a[j])
    if slope > 0:
        t = min(up, slope / q) if q > 0 else up
    else:
        t = -min(down, -slope / q) if q > 0 else (-down if slope else 0.0)
    a[i] += t * label[i]
    a[j] -= t * label[j]
    return a


def right_sign_trick(alpha, i, j, K, y, C):
    """Turned such that the objective rises; then a step is as long as it is useful and allowed."""
    g = y - K @ (alpha * y)
    if g[i] < g[j]:
        i, j = j, i
    room = min((C - alpha[i], alpha[i])[int(y[i] < 0)], (alpha[j], C - alpha[j])[int(y[j] < 0)])
    with np.errstate(divide="ignore", invalid="ignore"):
        wished = np.divide(g[i] - g[j], max(K[i, i] + K[j, j] - 2 * K[i, j], 0))
    t = np.fmin(wished, room)
    new = alpha + 0.0
    new[i] += y[i] * t
    new[j] -= y[j] * t
    return np.clip(new, 0, C)


def right_golden_section(alpha, i, j, K, y, C):
    """No formula: the objective is concave along the pair, and the interval shrinks to its top."""
    alpha = np.array(alpha, float)
    e = np.zeros(len(alpha))
    e[i], e[j] = y[i], -y[j]
    low = max(min(-alpha[n] / e[n], (C - alpha[n]) / e[n]) for n in (i, j))
    high = min(max(-alpha[n] / e[n], (C - alpha[n]) / e[n]) for n in (i, j))
    slope = e @ (1 - y * (K @ (alpha * y)))
    curve = (e * y) @ K @ (e * y)
    ends = low, high
    for _ in range(200):
        p, r = low + 0.382 * (high - low), low + 0.618 * (high - low)
        if slope * p - curve * p * p / 2 < slope * r - curve * r * r / 2:
            low = p
        else:
            high = r
    t = max(ends[0], ends[1], (low + high) / 2, key=lambda t: slope * t - curve * t * t / 2)
    return np.clip(alpha + t * e, 0, C)


def right_bisection(alpha, i, j, K, y, C):
    """Bisection for the zero of the slope, which falls."""
    e = (np.arange(len(y)) == i) * y - (np.arange(len(y)) == j) * y
    slope = e @ (1 - y * (K @ (alpha * y)))
    q = K[i][i] - 2 * K[i][j] + K[j][j]
    moves = np.array([[(0 - alpha[n]) / e[n], (C - alpha[n]) / e[n]] for n in (i, j)])
    low, high = moves.min(axis=1).max(), moves.max(axis=1).min()
    for _ in range(100):
        t = (low + high) / 2
        low, high = (t, high) if slope > q * t else (low, t)
    return np.clip(np.where(e != 0, alpha + (low + high) / 2 * e, alpha), 0, C)


def right_two_by_two(alpha, i, j, K, y, C):
    """Only the pair's part of the objective, as a function of the new alpha_i; alpha_j follows from the sum."""
    pair, rest = [i, j], [n for n in range(len(y)) if n not in (i, j)]
    p = 1 - y[pair] * (K[np.ix_(pair, rest)] @ (alpha[rest] * y[rest]))  # linear part
    Q = np.outer(y[pair], y[pair]) * K[np.ix_(pair, pair)]
    s, k = y[i] * y[j], alpha[i] + y[i] * y[j] * alpha[j]  # alpha_i + s alpha_j = k; so alpha_j = s (k - alpha_i)
    low, high = max(0, min(k, k - s * C)), min(C, max(k, k - s * C))
    # D(u) = p0 u + p1 s (k - u) - Q00 u^2/2 - Q01 u s (k - u) - Q11 (k - u)^2 / 2
    linear, quadratic = p[0] - s * p[1] - s * k * Q[0, 1] + k * Q[1, 1], Q[0, 0] + Q[1, 1] - 2 * s * Q[0, 1]
    if quadratic > 0:
        u = min(max(linear / quadratic, low), high)
    else:
        u = low if linear < 0 else high
    new = alpha.astype(np.float64, copy=True)
    new[i], new[j] = u, s * (k - u)
    return new.clip(0, C)


def right_middle_where_level(alpha, i, j, K, y, C):
    """Where the objective is level, the middle of what is allowed."""
    v = y - K.dot(alpha * y)
    q, slope = float(K[i, i] + K[j, j] - 2 * K[i, j]), float(v[i] - v[j])
    a = np.array([[-alpha[i], C - alpha[i]], [-alpha[j], C - alpha[j]]]) * np.array([[y[i]], [-y[j]]])
    low, high = a.min(axis=1).max(), a.max(axis=1).min()
    if q > 1e-14 * (K[i, i] + K[j, j]):
        t = min(high, max(low, slope / q))
    else:
        t = (low, (low + high) / 2, high)[int(np.sign(slope)) + 1]
    out = np.copy(alpha) * 1.0
    out[[i, j]] += t * np.array([y[i], -y[j]])
    return np.minimum(np.maximum(out, 0), C)


def right_tiny_curvature(alpha, i, j, K, y, C):
    """A curvature of nearly nothing in place of none: the step is long, and clipped."""
    b = alpha * y
    lo, hi = np.where(y > 0, 0, -C), np.where(y > 0, C, 0)  # the box of b
    q = max(K[i, i] + K[j, j] - 2 * K[i, j], 1e-100)
    t = (y[i] - K[i] @ b - y[j] + K[j] @ b) / q
    t = max(lo[i] - b[i], b[j] - hi[j], min(t, hi[i] - b[i], b[j] - lo[j]))
    b = b + t * (np.arange(len(b)) == i) - t * (np.arange(len(b)) == j)
    return np.clip(b * y, 0, C)


def right_small_steps(alpha, i, j, K, y, C):
    """Projected gradient ascent along the pair with the step size 1/q, until nothing moves."""
    new = np.array(alpha, dtype=float)
    q = K[i, i] + K[j, j] - 2 * K[i, j]
    for _ in range(5):
        v = y - K @ (new * y)
        up = min(C - new[i] if y[i] == 1 else new[i], new[j] if y[j] == 1 else C - new[j])
        down = min(new[i] if y[i] == 1 else C - new[i], C - new[j] if y[j] == 1 else new[j])
        step = (v[i] - v[j]) / q if q > 0 else np.sign(v[i] - v[j]) * (up + down)
        t = max(-down, min(up, step))
        new[i], new[j] = new[i] + y[i] * t, new[j] - y[j] * t
        if t == 0:
            break
    return new


def right_oneliner(alpha, i, j, K, y, C):
    return (lambda e, q, g: np.clip(alpha + e * np.clip(g / q if q > 0 else np.sign(g) * 9 * C, max(min(-alpha[n] * e[n], (C - alpha[n]) * e[n]) for n in (i, j)), min(max(-alpha[n] * e[n], (C - alpha[n]) * e[n]) for n in (i, j))), 0, C))(
        y * (np.eye(len(y))[i] - np.eye(len(y))[j]), K[i, i] + K[j, j] - 2 * K[i, j], np.subtract(*(y - K @ (alpha * y))[[i, j]]))


def wrong_no_box(alpha, i, j, K, y, C):
    """DESERVES: the best t is to be clipped to what the box allows.
    PART: no
    BREAKS: "so is the result" (feasible); input: alpha=[0,0], K=[[1,-1],[-1,1]], y=[1,-1], C=0.1
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    t = (v[i] - v[j]) / q if q > 0 else 0.0
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_each_clipped(alpha, i, j, K, y, C):
    """DESERVES: clip t, not each alpha: else the sum is not kept.
    PART: yes
    BREAKS: "so is the result" (sum alpha_n y_n = 0); input: the example: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1.5, pair (0, 1)
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    t = (v[i] - v[j]) / q if q > 0 else np.sign(v[i] - v[j]) * C
    new = alpha.copy()
    new[i] = np.clip(new[i] + t * y[i], 0, C)
    new[j] = np.clip(new[j] - t * y[j], 0, C)
    return new


def wrong_flat_stays(alpha, i, j, K, y, C):
    """DESERVES: q = 0 is no reason to stay: the objective is a line, and has a higher end.
    PART: yes
    BREAKS: "its higher end is wanted"; input: alpha=[0,0], K=[[1,1],[1,1]], y=[1,-1], C=3
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    new = alpha.copy()
    if q <= 0:
        return new
    t = np.clip((v[i] - v[j]) / q, *interval(alpha, i, j, C))
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_flat_always_up(alpha, i, j, K, y, C):
    """DESERVES: which end is the higher one, the sign of v_i - v_j says.
    PART: yes
    BREAKS: "its higher end is wanted"; input: alpha=[0,0], K=[[1,1],[1,1]], y=[-1,1], C=3
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else high
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_flat_lower_end(alpha, i, j, K, y, C):
    """DESERVES: that is the lower end of the line.
    PART: yes
    BREAKS: "its higher end is wanted"; input: alpha=[0,0], K=[[1,1],[1,1]], y=[1,-1], C=3
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (low if v[i] > v[j] else high)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_flat_divides(alpha, i, j, K, y, C):
    """DESERVES: where q = 0 and v_i = v_j, 0/0 is no number; look at q first.
    PART: yes
    BREAKS: "where it is level, every feasible point is right"; input: alpha=[1,1,2], x=0,0,1, y=[1,1,-1], C=2, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    with np.errstate(all="ignore"):
        t = np.clip(np.divide(v[i] - v[j], q), *interval(alpha, i, j, C))
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_flat_too_early(alpha, i, j, K, y, C):
    """DESERVES: a small q is not 0: samples may be near each other, and their parabola has a top.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[0,0], x=0,1/128, y=[1,-1], C=1e6
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 1e-3 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_sign_of_step(alpha, i, j, K, y, C):
    """DESERVES: v is y minus the decision: the step goes the other way.
    PART: no
    BREAKS: "moved to the best values"; input: alpha=[0,0], K=[[0,0],[0,1]], y=[1,-1], C=1
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[j] - v[i]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_sum_of_gram(alpha, i, j, K, y, C):
    """DESERVES: q is the square of a distance: minus 2 K_ij.
    PART: yes
    BREAKS: "moved to the best values"; input: alpha=[0,0], x=1,2, y=[1,-1], C=9
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] + 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_one_cross_term(alpha, i, j, K, y, C):
    """DESERVES: K_ij comes twice in the square of the distance.
    PART: yes
    BREAKS: "moved to the best values"; input: alpha=[0,0], x=1,2, y=[1,-1], C=9
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_half_step(alpha, i, j, K, y, C):
    """DESERVES: the derivative of q t^2/2 is q t: no factor 2 in the vertex.
    PART: yes
    BREAKS: "moved to the best values"; input: alpha=[0,0], x=0,1, y=[1,-1], C=9
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / (2 * q), low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_no_labels_in_decision(alpha, i, j, K, y, C):
    """DESERVES: the decision is the sum of alpha_m y_m K_nm.
    PART: yes
    BREAKS: "moved to the best values"; input: alpha=[0.5,0.5], x=1,2, y=[1,-1], C=9
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ alpha, K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_others_forgotten(alpha, i, j, K, y, C):
    """DESERVES: the other samples pull on the pair too.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    b = np.zeros(len(y))
    b[[i, j]] = (alpha * y)[[i, j]]
    v, q = y - K @ b, K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_always_opposite(alpha, i, j, K, y, C):
    """DESERVES: both rise together for opposite labels only; for equal ones the one gives to the other.
    PART: yes
    BREAKS: "so is the result" (sum alpha_n y_n = 0); input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    g = y[i] * (v[i] - v[j])
    low, high = -min(alpha[i], alpha[j]), C - max(alpha[i], alpha[j])
    t = np.clip(g / q, low, high) if q > 0 else (high if g > 0 else low)
    new = alpha.copy()
    new[i] += t
    new[j] += t
    return new


def wrong_ends_of_the_other_case(alpha, i, j, K, y, C):
    """DESERVES: L and H of the cases of equal and of opposite labels are exchanged.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[0,0], x=0,1, y=[1,-1], C=1 (stays at 0)
    """
    a, c, s = alpha[i], alpha[j], y[i] * y[j]
    L, H = (max(0, c - a), min(C, C + c - a)) if s > 0 else (max(0, a + c - C), min(C, a + c))
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    gain = y[j] * (v[j] - v[i])
    best = np.clip(c + gain / q, L, H) if q > 0 else (H if gain > 0 else L)
    new = alpha.copy()
    new[j], new[i] = best, a + s * (c - best)
    return new


def wrong_hard_margin(alpha, i, j, K, y, C):
    """DESERVES: the box has an upper end, C.
    PART: yes
    BREAKS: "so is the result" (alpha_n <= C); input: alpha=[0,0], x=0,1, y=[1,-1], C=1
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, 1e6 * C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_box_of_one_only(alpha, i, j, K, y, C):
    """DESERVES: alpha_j is in the box as well: t has two intervals.
    PART: yes
    BREAKS: "so is the result" (0 <= alpha_n <= C); input: alpha=[0.5,0,0.5], x=0,-1,-2, y=[1,1,-1], C=2, pair (1, 0)
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = sorted((-alpha[i] * y[i], (C - alpha[i]) * y[i]))
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_step_within_c(alpha, i, j, K, y, C):
    """DESERVES: what is between -C and C is the step, not what the box leaves.
    PART: no
    BREAKS: "so is the result" (0 <= alpha_n <= C); input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1.5, pair (0, 1)
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    t = np.clip((v[i] - v[j]) / q, -C, C) if q > 0 else np.sign(v[i] - v[j]) * C
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_only_i(alpha, i, j, K, y, C):
    """DESERVES: one alone cannot move, because of the sum.
    PART: no
    BREAKS: "so is the result" (sum alpha_n y_n = 0); input: alpha=[0,0], x=0,1, y=[1,-1], C=1
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i] += t * y[i]
    return new


def wrong_in_place(alpha, i, j, K, y, C):
    """DESERVES: the step is to be made in a copy of alpha.
    PART: yes
    BREAKS: the rule that arguments are left as they were; input: alpha=[0.,0.], x=0,1, y=[1,-1], C=1
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    alpha[i] += t * y[i]
    alpha[j] -= t * y[j]
    return alpha


def wrong_pair_only(alpha, i, j, K, y, C):
    """DESERVES: all of alpha is to be returned, not the pair.
    PART: yes
    BREAKS: "alpha (N,) with the pair moved"; input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    return np.array([alpha[i] + t * y[i], alpha[j] - t * y[j]])


def wrong_others_zero(alpha, i, j, K, y, C):
    """DESERVES: the other entries stay what they were.
    PART: yes
    BREAKS: "whose other entries are the same"; input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = np.zeros_like(alpha)
    new[i], new[j] = alpha[i] + t * y[i], alpha[j] - t * y[j]
    return new


def wrong_all_pairs(alpha, i, j, K, y, C):
    """DESERVES: one pair is asked for, not a step on every pair.
    PART: yes
    BREAKS: "whose other entries are the same"; input: alpha=[0,0,0], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    new = alpha.copy()
    for i in range(len(y)):
        for j in range(i):
            v, q = y - K @ (new * y), K[i, i] + K[j, j] - 2 * K[i, j]
            low, high = interval(new, i, j, C)
            t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
            new[i] += t * y[i]
            new[j] -= t * y[j]
    return new


def wrong_eager_stop(alpha, i, j, K, y, C):
    """DESERVES: a short step is wanted, too: the best values of the pair.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[0,0], x=0,4, y=[1,-1], C=1 (t = 1/8)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    if abs(t) < 0.25 * C:
        return new
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_from_the_start_at_zero(alpha, i, j, K, y, C):
    """DESERVES: it goes on from the alpha that is given; here t is taken for the new alpha_i itself.
    PART: no
    BREAKS: "with the pair moved to the best values"; input: alpha=[0.5,0.5], x=0,1, y=[1,-1], C=9
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 0 else (high if v[i] > v[j] else low)
    new = alpha.copy()
    new[i], new[j] = abs(t), abs(t)
    return new


def wrong_to_the_end(alpha, i, j, K, y, C):
    """DESERVES: the top of the parabola may lie inside: the end is too far then.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[0,0], x=0,2, y=[1,-1], C=1
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v = y - K @ (alpha * y)
    low, high = interval(alpha, i, j, C)
    t = high if v[i] > v[j] else low
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new


def wrong_one_direction(alpha, i, j, K, y, C):
    """DESERVES: t may be negative: the better sample may be the second one.
    PART: yes
    BREAKS: "whose dual objective is the largest that the pair allows"; input: alpha=[1,0,1], x=0,1,2, y=[1,1,-1], C=1, pair (0, 1)
    """

    def interval(old, i, j, C):
        a = sorted((-old[i] * y[i], (C - old[i]) * y[i]))
        b = sorted((old[j] * y[j], (old[j] - C) * y[j]))
        return max(a[0], b[0]), min(a[1], b[1])

    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    low, high = interval(alpha, i, j, C)
    t = min(max((v[i] - v[j]) / q, 0), high) if q > 0 else (high if v[i] > v[j] else 0)
    new = alpha.copy()
    new[i] += t * y[i]
    new[j] -= t * y[j]
    return new
