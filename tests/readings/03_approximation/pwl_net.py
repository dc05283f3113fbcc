import numpy as np


def right_slopes(knots, vals):
    slopes = np.concatenate([[0.0], np.diff(vals) / np.diff(knots), [0.0]])
    m = len(knots)
    return [(np.ones((1, m)), -np.asarray(knots, float)), (np.diff(slopes).reshape(m, 1), np.array([float(vals[0])]))]


def right_loop(knots, vals):
    t = [float(k) for k in knots]
    y = [float(v) for v in vals]
    m = len(t)
    W1, b1, W2 = [[]], [], []
    before = 0.0
    for j in range(m):
        after = (y[j + 1] - y[j]) / (t[j + 1] - t[j]) if j + 1 < m else 0.0
        W1[0].append(1.0)
        b1.append(-t[j])
        W2.append([after - before])
        before = after
    return [(W1, b1), (W2, [y[0]])]


def right_hats_after_a_clamp(knots, vals):
    # x is first held between the ends, then hats at all knots (of one further knot at each end) are added up
    t, y = np.array(knots, float), np.array(vals, float)
    m = len(t)
    first, last = t[0], t[-1]
    full = np.concatenate([[first - 1], t, [last + 1]])
    clamp = (np.ones((1, 2)), np.array([-first, -last]))  # first + (x - first)_+ - (x - last)_+
    hats = [hat(full[j], full[j + 1], full[j + 2]) for j in range(m)]
    layers = [clamp]
    depth = len(hats[0])
    for i in range(depth):
        Ws, bs = [np.asarray(h[i][0], float) for h in hats], [np.asarray(h[i][1], float) for h in hats]
        if i == 0:
            W, b = np.concatenate(Ws, axis=1), np.concatenate(bs)
            b = first * W[0] + b
            W = np.array([[1.0], [-1.0]]) @ W
        else:
            W, b = np.zeros((sum(len(w) for w in Ws), sum(w.shape[1] for w in Ws))), np.concatenate(bs)
            r = c = 0
            for w in Ws:
                W[r : r + w.shape[0], c : c + w.shape[1]] = w
                r, c = r + w.shape[0], c + w.shape[1]
        layers.append((W, b))
    W, b = layers.pop()
    layers.append((W @ y[:, None], np.array([b @ y])))
    return layers


def right_shoulders_and_hats(knots, vals):
    # hats at the inner knots and shoulders, flat outside, at the ends
    t, y = np.array(knots, float), np.array(vals, float)
    m = len(t)
    if m == 1:
        return [(np.zeros((1, 1)), y)]
    blocks = []
    for j in range(1, m - 1):
        up, down = 1 / (t[j] - t[j - 1]), 1 / (t[j + 1] - t[j])
        blocks.append(([1.0] * 3, [-t[j - 1], -t[j], -t[j + 1]], [y[j] * up, -y[j] * (up + down), y[j] * down]))
    s = 1 / (t[1] - t[0])  # the left shoulder: y[0] up to t0, 0 from t1 on
    blocks.append(([-1.0, -1.0], [t[1], t[0]], [y[0] * s, -y[0] * s]))
    s = 1 / (t[-1] - t[-2])  # the right shoulder
    blocks.append(([1.0, 1.0], [-t[-2], -t[-1]], [y[-1] * s, -y[-1] * s]))
    W, B, V = (np.concatenate([np.asarray(each[i], float) for each in blocks]) for i in range(3))
    return [(W[None, :], B), (V[:, None], np.zeros(1))]


def right_facing_left(knots, vals):
    # from right to left: right of all knots the last bias is heard alone
    t, y = np.asarray(knots, dtype=float), np.asarray(vals, dtype=float)
    s = np.zeros(t.size + 1)
    s[1:-1] = (y[1:] - y[:-1]) / (t[1:] - t[:-1])
    v = s[1:] - s[:-1]
    return [(-np.ones((1, t.size)), t.copy()), (v[:, np.newaxis], y[-1:].copy())]


def right_ramps(knots, vals):
    # y0 + sum of (y_{j+1} - y_j) * ramp from t_j to t_{j+1}; a ramp is two units
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    gap, rise = np.diff(t), np.diff(y)
    if gap.size == 0:
        return [(np.zeros((1, 1)), np.zeros(1)), (np.zeros((1, 1)), y.copy())]
    W1 = np.concatenate([1 / gap, 1 / gap])[None, :]
    b1 = np.concatenate([-t[:-1] / gap, -t[1:] / gap])
    return [(W1, b1), (np.concatenate([rise, -rise])[:, None], y[:1].copy())]


def right_two_layer_clamps(knots, vals):
    # ramp = 1 - relu(1 - relu(u)), exactly flat outside
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) < 2:
        return [(np.array([[0.0]]), np.array([y[0]]))]
    gap, rise = t[1:] - t[:-1], y[1:] - y[:-1]
    n = len(gap)
    return [
        (np.reshape(1 / gap, (1, n)), -t[:-1] / gap),
        (-np.eye(n), np.ones(n)),
        (-rise[:, None], np.array([y[0] + rise.sum()])),
    ]


def right_solve(knots, vals):
    # value at t0 is the last bias; weights from a triangular system at the other knots and one point beyond
    t, y = np.array(knots, float), np.array(vals, float)
    beyond = np.append(t[1:], t[-1] + (t[-1] - t[0] if len(t) > 1 else 1.0))
    A = np.maximum(beyond[:, None] - t[None, :], 0)
    v = np.linalg.solve(A, np.append(y[1:], y[-1]) - y[0])
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1])]


def right_append_prepend(knots, vals):
    knots, vals = np.array(knots, dtype=float), np.array(vals, dtype=float)
    slope = np.diff(vals) / np.diff(knots)
    change = np.diff(slope, prepend=0.0, append=0.0) if slope.size else np.zeros(1)
    return [(np.ones_like(knots)[None], -knots), (change[:, None], vals[[0]])]


def right_recursion(knots, vals):
    def rest(t, y, slope):
        if len(t) == 1:
            return [(t[0], -slope)]
        new = (y[1] - y[0]) / (t[1] - t[0])
        return [(t[0], new - slope), *rest(t[1:], y[1:], new)]

    pairs = np.array(rest([float(k) for k in knots], [float(v) for v in vals], 0.0))
    return [(np.ones((1, len(pairs))), -pairs[:, 0]), (pairs[:, 1:2], np.array([vals[0]], float))]


def right_class(knots, vals):
    class Line:
        def __init__(self, t, y):
            self.t, self.y = np.asarray(t, float), np.asarray(y, float)

        def slope(self, j):
            if j < 0 or j >= len(self.t) - 1:
                return 0.0
            return float((self.y[j + 1] - self.y[j]) / (self.t[j + 1] - self.t[j]))

        def __call__(self):
            v = [self.slope(j) - self.slope(j - 1) for j in range(len(self.t))]
            return ((np.ones((1, len(v))), -self.t), (np.c_[v], self.y[:1] + 0))

    return list(Line(knots, vals)())


def right_only_bends(knots, vals):
    # units only where the slope changes; none at all for a constant
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.r_[0.0, (y[1:] - y[:-1]) / (t[1:] - t[:-1]), 0.0]
    v = s[1:] - s[:-1]
    keep = v != 0
    if not keep.any():
        return [(np.zeros((1, 1)), y[:1].copy())]
    return [(np.ones((1, keep.sum())), -t[keep]), (v[keep][:, None], y[:1].copy())]


def right_scaled(knots, vals):
    # the units in the length of the first gap (1 if there is none), weights scaled back
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    unit = t[1] - t[0] if t.size > 1 else 1.0
    u = t / unit
    s = np.hstack([0, np.diff(y) / np.diff(u), 0])
    return [(np.full((1, t.size), 1 / unit), -u), (np.diff(s)[:, None], y[0:1].copy())]


def right_middle_out(knots, vals):
    # constant at a knot in the middle; units facing right for what is right of it, left for the left
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    mid = len(t) // 2
    w, b, v = [0.0], [0.0], [0.0]
    for j in range(mid, len(t) - 1):
        s = (y[j + 1] - y[j]) / (t[j + 1] - t[j])
        w += [1.0, 1.0]
        b += [-t[j], -t[j + 1]]
        v += [s, -s]
    for j in range(mid, 0, -1):
        s = (y[j - 1] - y[j]) / (t[j] - t[j - 1])
        w += [-1.0, -1.0]
        b += [t[j], t[j - 1]]
        v += [s, -s]
    return [(np.array([w]), np.array(b)), (np.array(v)[:, None], np.array([y[mid]]))]


def right_longdouble(knots, vals):
    t, y = np.asarray(knots, np.longdouble), np.asarray(vals, np.longdouble)
    s = np.zeros(len(t) + 1, np.longdouble)
    s[1:-1] = np.diff(y) / np.diff(t)
    print("slopes", len(s))
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1])]


def right_comprehension(knots, vals):
    s = [0.0, *[float(q - p) / float(u - t) for t, u, p, q in zip(knots[:-1], knots[1:], vals[:-1], vals[1:])], 0.0]
    return [
        (np.array([[1.0 for _ in knots]]), np.array([-float(t) for t in knots])),
        (np.array([[after - before] for before, after in zip(s, s[1:])]), np.array([float(vals[0])])),
    ]


# ----------------------------------------------------------------------------------------------------------------


def wrong_goes_on_right(knots, vals):
    """DESERVES: Right of the last knot your network goes on with the last slope; the last unit must end it.
    PART: yes
    BREAKS: "constant to the right of the last": knots [0, 1], vals [0, 1], at x = 2 it is 2.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 1:
        return [(np.zeros((1, 1)), y.copy())]
    s = np.append(0.0, np.diff(y) / np.diff(t))
    return [(np.ones((1, len(t) - 1)), -t[:-1]), (np.diff(s)[:, None], y[:1].copy())]


def wrong_goes_on_left(knots, vals):
    """DESERVES: Left of the first knot your network follows the first slope, for it has a unit that is always on there.
    PART: yes
    BREAKS: "constant to the left of the first": knots [0, 1], vals [0, 1], at x = -1 it is -1.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 1:
        return [(np.zeros((1, 1)), y.copy())]
    s = np.append(np.diff(y) / np.diff(t), 0.0)
    W1 = np.append(-np.ones(1), np.ones(len(t)))[None]
    b1 = np.append(t[0], -t)
    v = np.concatenate([[-s[0]], [s[0]], np.diff(s)])
    return [(W1, b1), (v[:, None], y[:1].copy())]


def wrong_no_last_bias(knots, vals):
    """DESERVES: Left of all knots the last bias is heard alone: it must be the first value, not 0.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1], vals [1, 2], at 0 it is 0. Right for vals[0] = 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.concatenate([[0], np.diff(y) / np.diff(t), [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], np.zeros(1))]


def wrong_even_gaps(knots, vals):
    """DESERVES: The gaps need not be equal; you divide every rise by the first gap.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1, 3], vals [0, 0, 2], at 3 it is 4.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    h = t[1] - t[0] if len(t) > 1 else 1.0
    s = np.concatenate([[0], np.diff(y) / h, [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_mean_gap(knots, vals):
    """DESERVES: The gaps need not be equal; each slope has its own.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1, 3], vals [0, 1, 1], at 1 it is 2/3.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    h = (t[-1] - t[0]) / (len(t) - 1) if len(t) > 1 else 1.0
    s = np.concatenate([[0], np.diff(y) / h, [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_one_knot_fails(knots, vals):
    """DESERVES: One knot is allowed, and has no gap: there is no slope[0] then.
    PART: yes
    BREAKS: "m >= 1": knots [0], vals [1] raises an error.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.diff(y) / np.diff(t)
    v = np.concatenate([[s[0]], np.diff(s), [-s[-1]]])
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1].copy())]


def wrong_one_knot_zero(knots, vals):
    """DESERVES: With one knot the network is the constant vals[0], not 0.
    PART: yes
    BREAKS: "interpolates the values", m >= 1: knots [0], vals [1] gives 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) < 2:
        return [(np.zeros((1, 1)), np.zeros(1)), (np.zeros((1, 1)), np.zeros(1))]
    s = np.concatenate([[0], np.diff(y) / np.diff(t), [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_hats_to_zero(knots, vals):
    """DESERVES: The hats at the ends come down to 0 outside; the network must stay constant there.
    PART: yes
    BREAKS: "constant to the left of the first": knots [0, 1], vals [1, 1], at x = -1 it is 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    full = np.concatenate([[t[0] - 1], t, [t[-1] + 1]])
    s = np.concatenate([[0], np.diff(np.concatenate([[0], y, [0]])) / np.diff(full), [0]])
    return [(np.ones((1, len(full))), -full), (np.diff(s)[:, None], np.zeros(1))]


def wrong_shifts_knots_in_place(knots, vals):
    """DESERVES: `knots -= knots[0]` changes the array of the caller.
    PART: yes
    BREAKS: "leaves the arrays that it is given as they were": knots [1, 2], vals [0, 1]: afterwards knots is [0, 1].
    """
    start = float(knots[0])
    if knots.dtype.kind == "f":
        knots -= start
    else:
        knots = knots - start
    s = np.concatenate([[0], np.diff(vals) / np.diff(knots), [0]])
    return [(np.ones((1, len(knots))), -(knots + start)), (np.diff(s)[:, None], np.array([float(vals[0])]))]


def wrong_vals_in_place(knots, vals):
    """DESERVES: The first value is subtracted from vals itself, and the caller's values are changed.
    PART: yes
    BREAKS: "leaves the arrays that it is given as they were": knots [0, 1], vals [1, 2]: afterwards vals is [0, 1].
    """
    y = np.asarray(vals, float)  # no copy
    first = y[0].copy()
    y -= first
    s = np.concatenate([[0], np.diff(y) / np.diff(knots), [0]])
    return [(np.ones((1, len(y))), -np.asarray(knots, float)), (np.diff(s)[:, None], np.array([first]))]


def wrong_int_slopes(knots, vals):
    """DESERVES: The array for the slopes takes its dtype from vals: whole numbers cut the slopes.
    PART: yes
    BREAKS: "interpolates the values": knots np.array([0, 2]), vals np.array([0, 1]) gives 0 at 2. Right for floats.
    """
    m = len(knots)
    s = np.zeros(m + 1, dtype=np.asarray(vals).dtype)
    for j in range(m - 1):
        s[j + 1] = (vals[j + 1] - vals[j]) / (knots[j + 1] - knots[j])
    return [(np.ones((1, m)), -np.asarray(knots, float)), (np.diff(s)[:, None], np.array([vals[0]], float))]


def wrong_gradient(knots, vals):
    """DESERVES: np.gradient gives mean slopes at the knots; the slopes of the gaps are wanted.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1, 3], vals [0, 1, 0].
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 1:
        return [(np.zeros((1, 1)), y.copy())]
    s = np.concatenate([[0], np.gradient(y, t)[:-1], [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_slopes_not_changes(knots, vals):
    """DESERVES: Each unit must bring the change of the slope, not the slope: what came before goes on.
    PART: no
    BREAKS: "affine ... interpolates": knots [0, 1, 2], vals [0, 1, 2]: at 2 it is 3. Right where every slope before is 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.append(np.diff(y) / np.diff(t), 0.0)
    s[-1] = -s[:-1].sum()
    return [(np.ones((1, len(t))), -t), (s[:, None], y[:1].copy())]


def wrong_run_over_rise(knots, vals):
    """DESERVES: The slope is rise over run, (y' - y)/(t' - t); you have it upside down.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1], vals [0, 2]: at 1 it is 1/2. Right for slopes 1 and -1.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    rise = np.diff(y)
    s = np.zeros(len(t) + 1)
    s[1:-1] = np.divide(np.diff(t), rise, out=np.zeros(len(rise)), where=rise != 0)
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_eps(knots, vals):
    """DESERVES: The knots increase strictly, so nothing need be added to the gaps; it falsifies steep pieces.
    PART: yes
    BREAKS: "to round-off": knots [0, 0.0001], vals [0, 1]: at 0.0001 it is 0.99.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.concatenate([[0], np.diff(y) / (np.diff(t) + 1e-6), [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_rounded(knots, vals):
    """DESERVES: Do not round the weights: the errors add up from knot to knot, and far out.
    PART: yes
    BREAKS: "to round-off": knots [0, 3], vals [0, 1]: at 3 it is 0.9999.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.round(np.concatenate([[0], np.diff(y) / np.diff(t), [0]]), 4)
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_clipped_slopes(knots, vals):
    """DESERVES: Slopes may be as steep as the values ask for; you cut them at 100.
    PART: yes
    BREAKS: "interpolates the values": knots [0, 0.001], vals [0, 1]: at 0.001 it is 0.1.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.clip(np.concatenate([[0], np.diff(y) / np.diff(t), [0]]), -100, 100)
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_drops_small_bends(knots, vals):
    """DESERVES: Where the slope changes by a little you leave the unit out, and all that follows is off.
    PART: yes
    BREAKS: "interpolates the values": knots [0, 1000], vals [0, 1]: at 1000 it is 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.diff(np.concatenate([[0], np.diff(y) / np.diff(t), [0]]))
    v[np.abs(v) < 0.01] = 0
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1].copy())]


def wrong_only_rising_bends(knots, vals):
    """DESERVES: Knots at which the slope falls need their unit, too, with a negative last weight.
    PART: no
    BREAKS: "constant to the right": knots [0, 1], vals [0, 1]: at 2 it is 2.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    v = np.maximum(np.diff(np.concatenate([[0], np.diff(y) / np.diff(t), [0]])), 0)
    return [(np.ones((1, len(t))), -t), (v[:, None], y[:1].copy())]


def wrong_bias_at_zero(knots, vals):
    """DESERVES: The last bias is the value left of all knots, not the value at x = 0.
    PART: no
    BREAKS: "interpolates the values": knots [-1, 1], vals [0, 2]: it is 1 at -1. Right if no knot is below 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.concatenate([[0], np.diff(y) / np.diff(t), [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], np.array([np.interp(0.0, t, y)]))]


def wrong_sorted_values(knots, vals):
    """DESERVES: The values belong to their knots and must not be sorted.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1], vals [1, 0]: at 0 it is 0. Right for values that rise.
    """
    t, y = np.asarray(knots, float), np.sort(np.asarray(vals, float))
    s = np.concatenate([[0], np.diff(y) / np.diff(t), [0]])
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_flat_end_twice(knots, vals):
    """DESERVES: The last unit brings -s_{m-1}, once; you bring it at the last knot but one as well.
    PART: no
    BREAKS: "interpolates the values": knots [0, 1, 2], vals [0, 0, 1]: at 2 it is 0. Right if the last two values are equal.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    s = np.concatenate([[0], np.diff(y) / np.diff(t), [0]])
    if len(t) > 1:
        s[-2] = 0
    return [(np.ones((1, len(t))), -t), (np.diff(s)[:, None], y[:1].copy())]


def wrong_steps(knots, vals):
    """DESERVES: Between the knots the network must be affine; yours holds the value and jumps up shortly before the next.
    PART: no
    BREAKS: "affine between neighbouring knots": knots [0, 1], vals [0, 1]: at 1/2 it is 0.
    """
    t, y = np.asarray(knots, float), np.asarray(vals, float)
    if len(t) == 1:
        return [(np.zeros((1, 1)), y.copy())]
    d = np.diff(t) / 1000
    s = np.diff(y) / d
    W1 = np.ones((1, 2 * len(d)))
    b1 = -np.concatenate([t[1:] - d, t[1:]])
    return [(W1, b1), (np.concatenate([s, -s])[:, None], y[:1].copy())]
