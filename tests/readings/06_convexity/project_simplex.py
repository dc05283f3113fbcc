import numpy as np


def right_sort_cumsum(v):
    v = np.asarray(v, dtype=float)
    u = np.sort(v)[::-1]
    s = np.cumsum(u)
    k = np.arange(1, len(v) + 1)
    used = k[u > (s - 1) / k].max()
    return np.maximum(v - (s[used - 1] - 1) / used, 0)


def right_loops_and_lists(v):
    values = [float(x) for x in v]
    ordered = sorted(values, reverse=True)
    total, theta = 0.0, 0.0
    for k, value in enumerate(ordered, start=1):
        total += value
        candidate = (total - 1) / k
        if value > candidate:
            theta = candidate
        else:
            break
    return [max(x - theta, 0.0) for x in values]


def right_bisection(v):
    v = np.array(v, dtype=np.float64)
    low, high = v.max() - 1, v.max()  # the sum is >= 1 at low, 0 at high
    for _ in range(80):
        middle = (low + high) / 2
        if np.clip(v - middle, 0, None).sum() > 1:
            low = middle
        else:
            high = middle
    return np.clip(v - (low + high) / 2, 0, None)


def right_active_set(v):
    v = np.asarray(v, float)
    use = np.ones(v.shape, dtype=bool)
    while True:
        theta = (v[use].sum() - 1) / use.sum()
        smaller = use & (v > theta)
        if (smaller == use).all():
            return np.where(use, v - theta, 0.0)
        use = smaller


def right_recursive_quickselect(v):
    v = np.asarray(v, float)

    def threshold(rest, above_sum, above_count):
        if len(rest) == 0:
            return (above_sum - 1) / above_count
        pivot = rest[len(rest) // 2]
        high = rest[rest >= pivot]
        s, n = above_sum + high.sum(), above_count + len(high)
        if s - n * pivot < 1:
            return threshold(rest[rest < pivot], s, n)
        return threshold(rest[rest > pivot], above_sum, above_count)

    theta = threshold(v, 0.0, 0)
    return np.maximum(v - theta, 0.0)


def right_one_liner(v):
    return np.maximum(v - np.max((np.cumsum(np.sort(v)[::-1]) - 1) / np.arange(1, len(v) + 1)), 0)


def right_newton(v):
    v = np.asarray(v, dtype=float)
    theta = v.max() - 1.0
    for _ in range(len(v) + 5):
        positive = v > theta
        excess = (v[positive] - theta).sum() - 1
        if excess <= 1e-14:
            break
        theta += excess / positive.sum()
    return np.maximum(v - theta, 0.0)


def right_interp(v):
    v = np.asarray(v, dtype=float)
    u = np.sort(v - v.max())[::-1]
    k = np.arange(1, u.size + 1)
    used_up = np.cumsum(u) - k * u  # the sum of max(u - u_k, 0), not decreasing in k
    theta = np.interp(1.0, np.append(used_up, used_up[-1] + u.size), np.append(u, u[-1] - 1))
    return np.fmax(v - v.max() - theta, 0)


def right_float32_after_shift(v):
    u = (np.asarray(v, dtype=np.float64) - np.max(v)).astype(np.float32)  # what is in use is between -1 and 0
    u = np.maximum(u, np.float32(-2))
    s = np.sort(u)[::-1]
    theta = np.float32(0)
    c = np.float32(0)
    for k in range(len(s)):
        t = (c + s[k] - np.float32(1)) / np.float32(k + 1)
        if s[k] <= t:
            break
        c += s[k]
        theta = t
    return np.maximum(u - theta, np.float32(0))


def right_descending_k(v):
    v = np.array(v) * 1.0
    order = np.argsort(-v, kind="stable")
    for k in range(len(v), 0, -1):
        p = np.zeros(len(v))
        chosen = order[:k]
        p[chosen] = v[chosen] + (1 - v[chosen].sum()) / k
        if p[chosen].min() >= 0:
            return p


def right_water_filling(v):
    v = np.asarray(v, dtype=float)
    u = np.unique(v)[::-1]  # levels; the water falls from one to the next, and fills 1 in all
    level, filled = u[0], 0.0
    for nxt in list(u[1:]) + [-np.inf]:
        width = np.count_nonzero(v >= level)
        if filled + width * (level - nxt) >= 1:
            level -= (1 - filled) / width
            break
        filled += width * (level - nxt)
        level = nxt
    return np.where(v > level, v - level, 0)


def right_newton_then_polished(v):
    v = np.asarray(v, dtype=np.longdouble)
    low, high = v.min() - 1, v.max()
    for _ in range(120):
        mid = low + (high - low) / 2
        low, high = (mid, high) if np.maximum(v - mid, 0).sum() >= 1 else (low, mid)
    p = np.maximum(v - low, 0).astype(float)
    return p / p.sum()


def right_einsum_mask(v):
    v = np.asarray(v, float) - np.max(v)
    u = np.flip(np.sort(v))
    theta = [(u[:k].sum() - 1) / k for k in range(1, len(u) + 1) if k * u[k - 1] > u[:k].sum() - 1][-1]
    mask = (v > theta).astype(float)
    return np.einsum("i,i->i", mask, v - theta)


def wrong_clip_and_divide(v):
    """DESERVES: clipping and dividing gives a point of the simplex but not the nearest one; look at the variational inequality.
    PART: yes
    BREAKS: Euclidean projection p (d,) of v (d,); input: [1.0, 0.6, -1.0]
    """
    p = np.maximum(np.asarray(v, float), 0)
    return p / p.sum() if p.sum() > 0 else np.full(len(p), 1 / len(p))


def wrong_softmax(v):
    """DESERVES: the softmax is a point of the simplex but no projection: it moves even points that are in it.
    PART: no
    BREAKS: Euclidean projection p (d,) of v (d,); input: [1.0, 0.0]
    """
    e = np.exp(v - np.max(v))
    return e / e.sum()


def wrong_plane_then_clip(v):
    """DESERVES: after clipping the sum is no longer 1; the entries clipped must be left out when theta is computed.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [1.0, 0.6, -1.0]
    """
    v = np.asarray(v, float)
    return np.maximum(v - (v.sum() - 1) / len(v), 0)


def wrong_plane_only(v):
    """DESERVES: this is the projection onto the plane of sum 1; its entries may be negative.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [2.0, 0.0]
    """
    v = np.asarray(v, float)
    return v - (v.sum() - 1) / len(v)


def wrong_plane_clip_divide(v):
    """DESERVES: clipping and rescaling once is not the nearest point, the entries in use must all lose the same number.
    PART: yes
    BREAKS: Euclidean projection p (d,) of v (d,); input: [1.0, 0.6, -1.0]
    """
    v = np.asarray(v, float)
    p = np.maximum(v - (v.sum() - 1) / len(v), 0)
    return p / p.sum()


def wrong_two_rounds_only(v):
    """DESERVES: dropping the negative entries has to be repeated until none is negative, not just twice.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [10.0, 9.5, 5.0, -40.0]
    """
    v = np.asarray(v, float)
    use = np.ones(len(v), bool)
    for _ in range(2):
        theta = (v[use].sum() - 1) / use.sum()
        use &= v > theta
    return np.where(use, np.maximum(v - theta, 0), 0)


def wrong_sorted_order(v):
    """DESERVES: sorting is only for finding theta; the answer must be in the order of v.
    PART: yes
    BREAKS: projection p (d,) of v (d,), entry by entry; input: [0.0, 1.0]
    """
    u = np.sort(np.asarray(v, float))[::-1]
    k = np.arange(1, len(u) + 1)
    return np.maximum(u - np.max((np.cumsum(u) - 1) / k), 0)


def wrong_sorts_in_place(v):
    """DESERVES: right numbers, but v.sort() sorts the caller's array: use np.sort(v).
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: [1.0, 0.0]
    """
    kept = np.array(v, float)
    v.sort()
    theta, s = -np.inf, 0.0
    for k in range(1, len(kept) + 1):
        s += v[-k]
        theta = max(theta, (s - 1) / k)
    return np.maximum(kept - theta, 0)


def wrong_shifts_in_place(v):
    """DESERVES: the projection is right, but v -= v.max() changes the argument: write v = v - v.max().
    PART: yes
    BREAKS: a function leaves the arrays that it is given as they were; input: [1.0, 0.0]
    """
    v -= v.max()
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


def wrong_index_off_by_one(v):
    """DESERVES: k counts from 1 but you divide by its index, which counts from 0.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [1.0, 0.6, -1.0]
    """
    v = np.asarray(v, float)
    u = np.sort(v)[::-1]
    s = np.cumsum(u)
    index = np.nonzero(u > (s - 1) / np.arange(1, len(u) + 1))[0][-1]
    theta = (s[index] - 1) / max(index, 1)
    return np.maximum(v - theta, 0)


def wrong_divides_by_d(v):
    """DESERVES: theta is the surplus shared among the k entries in use, not among all d.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [1.0, 0.6, -1.0]
    """
    v = np.asarray(v, float)
    u = np.sort(v)[::-1]
    s = np.cumsum(u)
    k = np.flatnonzero(u > (s - 1) / np.arange(1, len(u) + 1))[-1]
    return np.maximum(v - (s[k] - 1) / len(v), 0)


def wrong_bisection_ten_steps(v):
    """DESERVES: ten halvings of an interval of length 1 leave an error of 1e-3, a hundred times what is wanted.
    PART: yes
    BREAKS: wanted to 1e-5; input: [0.3, 0.0, 0.0]
    """
    v = np.asarray(v, float)
    low, high = v.max() - 1, v.max()
    for _ in range(10):
        mid = (low + high) / 2
        if np.maximum(v - mid, 0).sum() > 1:
            low = mid
        else:
            high = mid
    return np.maximum(v - mid, 0)


def wrong_theta_not_negative(v):
    """DESERVES: theta may be negative: if the entries are too small, all of them have to rise.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [0.1, 0.1]
    """
    v = np.asarray(v, float)
    low, high = 0.0, max(v.max(), 0.0)
    for _ in range(100):
        mid = (low + high) / 2
        if np.maximum(v - mid, 0).sum() > 1:
            low = mid
        else:
            high = mid
    return np.maximum(v - low, 0)


def wrong_bracket_around_zero(v):
    """DESERVES: bisection needs a bracket that holds theta, which may be anywhere from -1e4 - 1 to 1e4, not only in [-10, 10].
    PART: yes
    BREAKS: for entries between -1e4 and 1e4; input: [100.0, 100.0]
    """
    v = np.asarray(v, float)
    low, high = -10.0, 10.0
    for _ in range(100):
        mid = (low + high) / 2
        if np.maximum(v - mid, 0).sum() > 1:
            low = mid
        else:
            high = mid
    return np.maximum(v - low, 0)


def wrong_zeros_like_integers(v):
    """DESERVES: np.zeros_like of an array of integers holds integers, and cuts 0.5 to 0.
    PART: yes
    BREAKS: v may hold integers; input: np.array([1, 1])
    """
    p = np.zeros_like(v)
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    p[:] = np.maximum(v - theta, 0)
    return p


def wrong_integer_division(v):
    """DESERVES: // rounds theta down; divide by /.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [1.0, 0.6, -1.0]
    """
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) // np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


def wrong_corner(v):
    """DESERVES: the nearest corner is the nearest point only if the largest entry is ahead by 1.
    PART: no
    BREAKS: Euclidean projection p (d,) of v (d,); input: [0.6, 0.4]
    """
    p = np.zeros(len(v))
    p[np.argmax(v)] = 1
    return p


def wrong_float32(v):
    """DESERVES: float32 has seven digits, too few for 1e-5 beside 1e4; subtract the maximum first.
    PART: yes
    BREAKS: wanted to 1e-5 for entries between -1e4 and 1e4; input: [9999.3, 9999.0]
    """
    u = np.asarray(v, dtype=np.float32)
    s = np.sort(u)[::-1]
    theta = np.max((np.cumsum(s) - np.float32(1)) / np.arange(1, len(u) + 1, dtype=np.float32))
    return np.maximum(u - theta, 0)


def wrong_unique_values(v):
    """DESERVES: np.unique forgets that a value occurs twice, and then theta is too small.
    PART: yes
    BREAKS: equal ones among them; input: [1.0, 1.0]
    """
    v = np.asarray(v, float)
    u = np.unique(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


def wrong_ball_of_l1(v):
    """DESERVES: you project onto the ball |p_0| + ... <= 1: entries keep their signs and the sum of a small v stays below 1.
    PART: no
    BREAKS: entries >= 0 with sum 1; input: [0.0, -2.0]
    """
    v = np.asarray(v, float)
    if np.abs(v).sum() <= 1:
        return v.copy()
    u = np.sort(np.abs(v))[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.sign(v) * np.maximum(np.abs(v) - theta, 0)


def wrong_at_most_one(v):
    """DESERVES: the simplex asks for the sum 1, you leave v alone if its positive part sums to less.
    PART: yes
    BREAKS: entries >= 0 with sum 1; input: [0.1, 0.2]
    """
    v = np.asarray(v, float)
    if np.maximum(v, 0).sum() <= 1:
        return np.maximum(v, 0)
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


def wrong_one_entry(v):
    """DESERVES: for d = 1 the simplex is the point 1, and v is not in it.
    PART: yes
    BREAKS: for every d >= 1; input: [3.0]
    """
    v = np.asarray(v, float)
    if len(v) == 1:
        return v.copy()
    u = np.sort(v)[::-1]
    theta = np.max((np.cumsum(u) - 1) / np.arange(1, len(u) + 1))
    return np.maximum(v - theta, 0)


def wrong_frank_wolfe_thousand(v):
    """DESERVES: a thousand steps of length 2/(k+2) come to 1e-3 only; there is an exact way by sorting.
    PART: yes
    BREAKS: wanted to 1e-5; input: [0.37, 0.21, 0.0]
    """
    v = np.asarray(v, float)
    p = np.zeros(len(v))
    p[0] = 1
    for k in range(1000):
        i = np.argmax(v - p)
        p *= 1 - 2 / (k + 2)
        p[i] += 2 / (k + 2)
    return p


def wrong_unit_sphere(v):
    """DESERVES: sum of squares 1 is the sphere; the simplex has sum 1.
    PART: no
    BREAKS: entries >= 0 with sum 1; input: [1.0, 1.0]
    """
    p = np.maximum(np.asarray(v, float), 0)
    return p / max(np.linalg.norm(p), 1e-12)


def wrong_smallest_k(v):
    """DESERVES: you stop at the first k for which the condition holds, which is always 1; the largest such k is wanted.
    PART: yes
    BREAKS: Euclidean projection p (d,) of v (d,); input: [0.6, 0.4]
    """
    v = np.asarray(v, float)
    u = np.sort(v)[::-1]
    s = np.cumsum(u)
    k = np.argmax(u > (s - 1) / np.arange(1, len(u) + 1)) + 1
    return np.maximum(v - (s[k - 1] - 1) / k, 0)
