import numpy as np


def right_clipped_vertex(alpha, i, j, K, y, C):
    """one number t, its two intervals, the vertex or an end"""
    a = np.array(alpha, float)
    v = y - K @ (a * y)
    q = K[i, i] + K[j, j] - 2.0 * K[i, j]
    low_i, high_i = (-a[i], C - a[i]) if y[i] > 0 else (a[i] - C, a[i])
    low_j, high_j = (a[j] - C, a[j]) if y[j] > 0 else (-a[j], C - a[j])
    low, high = max(low_i, low_j), min(high_i, high_j)
    slope = v[i] - v[j]
    if q > 1e-14 * (K[i, i] + K[j, j]):
        t = min(max(slope / q, low), high)
    else:
        t = high if slope > 0 else low if slope < 0 else 0.0
    a[i] += t * y[i]
    a[j] -= t * y[j]
    return a


def right_platt(alpha, i, j, K, y, C):
    """Platt's ends L and H for the new alpha_j, then alpha_i by the sum"""
    new = alpha.astype(float)
    f = K @ (new * y)
    E_i, E_j = f[i] - y[i], f[j] - y[j]
    if y[i] == y[j]:
        L, H = max(0.0, new[i] + new[j] - C), min(C, new[i] + new[j])
    else:
        L, H = max(0.0, new[j] - new[i]), min(C, C + new[j] - new[i])
    eta = float(K[i, i] + K[j, j] - 2 * K[i, j])
    if eta > 1e-14 * max(abs(K[i, i]), abs(K[j, j])):
        aj = float(np.clip(new[j] + y[j] * (E_i - E_j) / eta, L, H))
    else:
        rise = y[j] * (E_i - E_j)
        aj = H if rise > 0 else L
    new[i] = np.clip(new[i] + y[i] * y[j] * (new[j] - aj), 0.0, C)
    new[j] = aj
    return new


def right_three_candidates(alpha, i, j, K, y, C):
    """both ends and the vertex are tried, by what D gains"""
    a = np.asarray(alpha, float)
    slope = (y[i] - K[i] @ (a * y)) - (y[j] - K[j] @ (a * y))
    q = max(0.0, float(K[i, i]) + float(K[j, j]) - 2 * float(K[i, j]))
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    low, high = ends[:, 0].max(), ends[:, 1].min()
    tries = [low, high, 0.0]
    if q > 0:
        tries.append(float(np.clip(slope / q, low, high)))
    t = max(tries, key=lambda s: s * slope - q * s * s / 2)
    moved = a.copy()
    moved[[i, j]] += t * np.array([y[i], -y[j]])
    return moved


def right_bisection(alpha, i, j, K, y, C):
    """bisection on the slope, which falls along the pair"""
    a, y = [float(each) for each in alpha], [float(each) for each in y]
    N = range(len(a))
    v_i = y[i] - sum(a[m] * y[m] * float(K[i][m]) for m in N)
    v_j = y[j] - sum(a[m] * y[m] * float(K[j][m]) for m in N)
    q = float(K[i][i]) + float(K[j][j]) - 2 * float(K[i][j])
    low = max(-a[i] if y[i] > 0 else a[i] - C, a[j] - C if y[j] > 0 else -a[j])
    high = min(C - a[i] if y[i] > 0 else a[i], a[j] if y[j] > 0 else C - a[j])
    for _ in range(200):
        t = (low + high) / 2
        if v_i - v_j - q * t > 0:
            low = t
        else:
            high = t
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def right_infinite_step(alpha, i, j, K, y, C):
    """an infinite step in the right direction where the objective is a line, clipped"""
    a = alpha.copy().astype(float)
    beta = a * y
    slope = y[i] - y[j] - (np.asarray(K[i], float) - K[j]) @ beta
    q = np.trace(K[np.ix_([i, j], [i, j])]) - 2.0 * K[i, j]
    t = slope / q if q > 1e-14 * np.abs(K[[i, j], [i, j]]).sum() else np.sign(slope) * np.inf if slope else 0.0
    walls_i = {1: (-a[i], C - a[i]), -1: (a[i] - C, a[i])}
    walls_j = {1: (a[j] - C, a[j]), -1: (-a[j], C - a[j])}
    t = np.clip(np.clip(t, *walls_i[int(y[i])]), *walls_j[int(y[j])])
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def right_in_beta(alpha, i, j, K, y, C):
    """with beta = alpha y, whose box is [0, C] or [-C, 0]; the other end is taken where the objective is level"""
    beta = np.array(alpha * y, float)
    low, high = np.where(y > 0, 0.0, -C), np.where(y > 0, C, 0.0)
    together = beta[i] + beta[j]
    least, most = max(low[i], together - high[j]), min(high[i], together - low[j])
    rest = beta.copy()
    rest[[i, j]] = 0
    # D as a function of beta_i = s: - q s^2 / 2 + p s + a constant
    q = K[i, i] + K[j, j] - 2.0 * K[i, j]
    p = y[i] - y[j] - (K[i] - K[j]) @ rest + together * (float(K[j, j]) - K[i, j])
    if q > 1e-14 * (K[i, i] + K[j, j]):
        s = min(max(p / q, least), most)
    else:
        s = most if p >= 0 else least
    beta[i], beta[j] = s, together - s
    return np.abs(np.clip(beta, low, high))


def right_ternary_search(alpha, i, j, K, y, C):
    """ternary search for the top of what D gains"""
    a = np.array(alpha, dtype=np.float64)
    v = y - np.einsum("nm,m,m->n", K, a, y)
    r, q = float(v[i] - v[j]), float(K[i, i] + K[j, j] - 2 * K[i, j])

    def gain(t):
        return t * (r - q * t / 2)

    def allowed(value, sign):
        return sorted((-value * sign, (C - value) * sign))

    (p, u), (s, w) = allowed(a[i], y[i]), allowed(a[j], -y[j])
    low, high = max(p, s), min(u, w)
    for _ in range(300):
        left, right = low + (high - low) / 3, high - (high - low) / 3
        if gain(left) < gain(right):
            low = left
        else:
            high = right
    t = (low + high) / 2
    return a + t * (y[i] * np.eye(len(a))[i] - y[j] * np.eye(len(a))[j])


def right_middle_where_level(alpha, i, j, K, y, C):
    """cases of labels by hand; the middle of the interval where the objective is level"""
    ai, aj = float(alpha[i]), float(alpha[j])
    if y[i] == 1 and y[j] == 1:
        low, high = max(-ai, aj - C), min(C - ai, aj)
    elif y[i] == 1:
        low, high = max(-ai, -aj), min(C - ai, C - aj)
    elif y[j] == 1:
        low, high = max(ai - C, aj - C), min(ai, aj)
    else:
        low, high = max(ai - C, -aj), min(ai, C - aj)
    d = y[i] - y[j] - sum(alpha[m] * y[m] * (K[i, m] - K[j, m]) for m in range(len(y)))
    q = K[i, i] - K[i, j] + (K[j, j] - K[j, i])
    scale = abs(K[i, i]) + abs(K[j, j])
    if q <= 1e-14 * scale:
        t = (low + high) / 2 if d == 0 else (high if d > 0 else low)
    elif d >= q * high:
        t = high
    elif d <= q * low:
        t = low
    else:
        t = d / q
    return np.array([a + t * y[i] if n == i else a - t * y[j] if n == j else a for n, a in enumerate(alpha)])


def right_class(alpha, i, j, K, y, C):
    """an over-engineered class of a parabola on an interval"""

    class Parabola:
        def __init__(self, slope, curvature, tiny):
            self.slope, self.curvature, self.tiny = slope, curvature, tiny

        def top(self, low, high):
            if self.curvature > self.tiny:
                return sorted((low, self.slope / self.curvature, high))[1]
            return high if self.slope >= 0 else low

    def box(value, sign):
        ends = (-value, C - value) if sign > 0 else (value - C, value)
        return np.array(ends)

    a = np.array(alpha, float)
    w = np.array(a * y) @ K
    one, other = box(a[i], y[i]), box(a[j], -y[j])
    along = Parabola((y[i] - w[i]) - (y[j] - w[j]), K[i, i] + K[j, j] - 2 * K[i, j], 1e-14 * (K[i, i] + K[j, j]))
    t = along.top(max(one[0], other[0]), min(one[1], other[1]))
    a[i] += t * y[i]
    a[j] -= t * y[j]
    return np.clip(a, 0, C)


def right_by_the_gradient_of_d(alpha, i, j, K, y, C):
    """direction u in alpha, gradient and Hessian of D along it, ratios to the walls"""
    a = np.array(alpha, float)
    Q = np.outer(y, y) * np.asarray(K, float)
    u = np.zeros(len(a))
    u[i], u[j] = y[i], -y[j]
    slope, bend = u @ (1 - Q @ a), u @ Q @ u
    if slope < 0:
        u, slope = -u, -slope
    reach = min((C - a[n]) if u[n] > 0 else a[n] for n in (i, j))
    level = slope <= 1e-13 * (1 + np.abs(Q[[i, j]]) @ np.abs(a)).max()
    if level:
        return a
    step = reach if bend * reach <= slope else slope / bend
    return a + step * u


def right_recursive_bisection(alpha, i, j, K, y, C):
    """nested and recursive, early return when the interval is a point"""
    a = np.array(alpha, float)
    v = y - np.dot(K, a * y)
    q, slope = K[i, i] + K[j, j] - 2.0 * K[i, j], v[i] - v[j]
    room = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]])
    low, high = np.max(room[:, 0]), np.min(room[:, 1])
    if high <= low:
        return a

    def top(left, right, depth):
        middle = (left + right) / 2
        if depth == 0:
            return middle
        return top(middle, right, depth - 1) if slope - q * middle > 0 else top(left, middle, depth - 1)

    t = top(low, high, 100)
    a[[i, j]] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def right_projected_newton(alpha, i, j, K, y, C):
    """Newton steps, cut to the box, repeated until nothing moves"""
    a = np.array(alpha, float)
    q = K[i, i] + K[j, j] - 2.0 * K[i, j]
    for _ in range(100):
        v = y - K @ (a * y)
        slope = v[i] - v[j]
        if q > 1e-14 * (K[i, i] + K[j, j]):
            t = slope / q
        else:
            t = 4.0 * C * np.sign(slope)
        for n, sign in ((i, y[i]), (j, -y[j])):
            most = (C - a[n]) if t * sign > 0 else a[n]
            t = np.sign(t) * min(abs(t), most)
        a[i] += t * y[i]
        a[j] -= t * y[j]
        if abs(t) <= 1e-14 * C:
            break
    return a


def wrong_each_alpha_clipped(alpha, i, j, K, y, C):
    """DESERVES: clip t, not each alpha for itself: else the sum alpha_n y_n changes
    PART: no
    BREAKS: sum alpha_n y_n = 0, at alpha = [1, 0, 1], i, j = 0, 1, x = 0, 1, 2, y = [1, 1, -1], C = 2
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    t = (v[i] - v[j]) / q if q > 1e-12 else np.sign(v[i] - v[j]) * C
    a[i], a[j] = np.clip(a[i] + t * y[i], 0, C), np.clip(a[j] - t * y[j], 0, C)
    return a


def wrong_unchanged_where_flat(alpha, i, j, K, y, C):
    """DESERVES: q = 0 is a line, whose higher end is wanted; do not skip the pair
    PART: yes
    BREAKS: its higher end is wanted, at alpha = [0, 0], K = [[1, 1], [1, 1]], y = [1, -1], C = 3
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    if q < 1e-12:
        return a
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = np.clip((v[i] - v[j]) / q, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_always_the_upper_end(alpha, i, j, K, y, C):
    """DESERVES: where the objective is a line it may fall: look at the sign of v_i - v_j
    PART: yes
    BREAKS: its higher end is wanted, at alpha = [0, 0], i, j = 1, 0, K = [[1, 1], [1, 1]], y = [1, -1], C = 3
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    low, high = ends[:, 0].max(), ends[:, 1].min()
    t = np.clip((v[i] - v[j]) / q, low, high) if q > 1e-12 else high
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_zero_by_zero(alpha, i, j, K, y, C):
    """DESERVES: infinity is clipped to the right end, but 0/0 is NaN: equal samples of equal labels need a case
    PART: yes
    BREAKS: where it is level, every feasible point is right, at alpha = [0, 0, 0], K = 1, y = [1, 1, -1], i, j = 0, 1
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), np.float64(K[i, i] + K[j, j] - 2.0 * K[i, j])
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    with np.errstate(all="ignore"):
        t = np.clip((v[i] - v[j]) / q, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_curvature_raised(alpha, i, j, K, y, C):
    """DESERVES: max(q, 1e-3) is not q for samples near each other, and the step is too short
    PART: yes
    BREAKS: it may be small, 3e-4 say, and is not 0, at alpha = [0, 0], x = 0, 0.02, y = [1, -1], C = 1e6
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), max(K[i, i] + K[j, j] - 2.0 * K[i, j], 1e-3)
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = np.clip((v[i] - v[j]) / q, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_near_ones_are_equal(alpha, i, j, K, y, C):
    """DESERVES: 1e-3 is no round-off: near samples have a parabola, not a line
    PART: yes
    BREAKS: it may be small, 3e-4 say, and is not 0, at alpha = [0, 0], x = 0, 0.02, y = [1, -1], C = 1e6
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-3 else np.inf * (1 if v[i] > v[j] else -1)
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_distance_without_square(alpha, i, j, K, y, C):
    """DESERVES: q is the squared distance, not the distance
    PART: no
    BREAKS: the largest that the pair allows, at alpha = [0, 0], x = 0, 2, y = [1, -1], C = 3
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), np.sqrt(max(K[i, i] + K[j, j] - 2.0 * K[i, j], 0))
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-8 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_box_for_plus_i_only(alpha, i, j, K, y, C):
    """DESERVES: for y_i = -1 the ends of t for alpha_i change places and signs
    PART: no
    BREAKS: 0 <= alpha_n <= C, at alpha = [0, 0], i, j = 1, 0, x = 0, 1, y = [1, -1], C = 1: nothing moves
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    low_j, high_j = (a[j] - C, a[j]) if y[j] > 0 else (-a[j], C - a[j])
    low, high = max(-a[i], low_j), min(C - a[i], high_j)
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = min(max(t, low), high)
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_box_of_i_only(alpha, i, j, K, y, C):
    """DESERVES: alpha_j has a box as well: here only that of alpha_i clips t
    PART: no
    BREAKS: 0 <= alpha_n <= C, at alpha = [0.5, 0, 0.5], i, j = 1, 0, x = 0, 1, 2, y = [1, 1, -1], C = 1: [-0.5, 1, 0.5]
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    low, high = sorted((-a[i] * y[i], (C - a[i]) * y[i]))
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = min(max(t, low), high)
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_type_of_k(alpha, i, j, K, y, C):
    """DESERVES: the copy of alpha has the dtype of K, and where K is of integers its entries are cut
    PART: yes
    BREAKS: K may be of integers, at alpha = [0, 0], K = [[0, 0], [0, 4]] of integers, y = [1, -1], C = 3: 0, wanted 1/2
    """
    a = np.array(alpha, dtype=K.dtype)
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2 * K[i, j]
    ends = np.sort(
        [[-alpha[i] * y[i], (C - alpha[i]) * y[i]], [alpha[j] * y[j], (alpha[j] - C) * y[j]]], axis=1
    )
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = alpha[i] + t * y[i], alpha[j] - t * y[j]
    return a


def wrong_in_place(alpha, i, j, K, y, C):
    """DESERVES: alpha[i] = ... changes the caller's alpha: work on a copy
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were, at alpha = [0.0, 0.0], x = 0, 1, y = [1, -1]
    """
    v, q = y - K @ (alpha * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort(
        [[-alpha[i] * y[i], (C - alpha[i]) * y[i]], [alpha[j] * y[j], (alpha[j] - C) * y[j]]], axis=1
    )
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    alpha[i], alpha[j] = alpha[i] + t * y[i], alpha[j] - t * y[j]
    return alpha


def wrong_satisfied_early(alpha, i, j, K, y, C):
    """DESERVES: a tolerance of 0.05 leaves pairs where they are that can still gain
    PART: yes
    BREAKS: the largest that the pair allows, at alpha = [49, 49], x = 0, 0.2, y = [1, -1], C = 100
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    if abs(v[i] - v[j]) < 5e-2:
        return a
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_snapped(alpha, i, j, K, y, C):
    """DESERVES: small entries set to 0 are others than before, and the sum is no more 0
    PART: yes
    BREAKS: whose other entries are the same, at alpha = [0, 0, 0.0005, 0.0005], i, j = 0, 1, C = 1
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    a[a < 1e-3 * C] = 0
    a[a > (1 - 1e-3) * C] = C
    return a


def wrong_half_a_step(alpha, i, j, K, y, C):
    """DESERVES: the vertex is at (v_i - v_j)/q; half of it leaves a quarter of the gain
    PART: no
    BREAKS: the largest that the pair allows, at alpha = [0, 0], x = 0, 1, y = [1, -1], C = 3
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / (2 * q) if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_others_do_not_pull(alpha, i, j, K, y, C):
    """DESERVES: v has all samples in its sum, not only the two of the pair
    PART: no
    BREAKS: the largest that the pair allows, at alpha = [1, 0, 1], i, j = 0, 1, x = 0, 1, 2, y = [1, 1, -1], C = 1
    """
    a = np.array(alpha, float)
    pair = [i, j]
    v = y[pair] - K[np.ix_(pair, pair)] @ (a * y)[pair]
    q = K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[0] - v[1]) / q if q > 1e-12 else 4 * C * np.sign(v[0] - v[1])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_both_at_c_skipped(alpha, i, j, K, y, C):
    """DESERVES: two samples of equal label at C may not both move, but two of opposite labels may leave it together
    PART: yes
    BREAKS: the largest that the pair allows, at alpha = [3, 3], i, j = 0, 1, x = 0, 1, y = [1, -1], C = 3
    """
    a = np.array(alpha, float)
    if a[i] >= C and a[j] >= C:
        return a
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, ends[:, 0].max(), ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a


def wrong_only_forward(alpha, i, j, K, y, C):
    """DESERVES: t may be negative: the interval of the box begins below 0
    PART: yes
    BREAKS: the largest that the pair allows, at alpha = [0, 0], i, j = 1, 0, x = 0, 1, y = [1, -1], C = 1
    """
    a = np.array(alpha, float)
    v, q = y - K @ (a * y), K[i, i] + K[j, j] - 2.0 * K[i, j]
    ends = np.sort([[-a[i] * y[i], (C - a[i]) * y[i]], [a[j] * y[j], (a[j] - C) * y[j]]], axis=1)
    t = (v[i] - v[j]) / q if q > 1e-12 else 4 * C * np.sign(v[i] - v[j])
    t = np.clip(t, 0.0, ends[:, 1].min())
    a[i], a[j] = a[i] + t * y[i], a[j] - t * y[j]
    return a
