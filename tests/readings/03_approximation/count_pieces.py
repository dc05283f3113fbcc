import numpy as np


def right_dict(params):
    (W1, b1), (W2, b2) = params
    bends = {}
    for w, b, v in zip(np.asarray(W1)[0], np.asarray(b1), np.asarray(W2)[:, 0]):
        if w != 0:
            t = -b / w
            bends[t] = bends.get(t, 0) + v * abs(w)
    return 1 + sum(change != 0 for change in bends.values())


def right_unique(params):
    w, b, v = params[0][0][0], params[0][1], params[1][0][:, 0]
    alive = w != 0
    knots, which = np.unique(-b[alive] / w[alive], return_inverse=True)
    sums = np.zeros(len(knots))
    np.add.at(sums, which, (v * np.abs(w))[alive])
    return int(np.count_nonzero(sums)) + 1


def right_bincount(params):
    (W1, b1), (W2, _) = params
    w, b, v = (np.array(each, float).ravel() for each in (W1, b1, W2))
    b, v, w = b[w != 0], v[w != 0], w[w != 0]
    if len(w) == 0:
        return 1
    _, which = np.unique(b / w, return_inverse=True)  # the knots mirrored: as many
    return np.count_nonzero(np.bincount(which, weights=v * np.abs(w))) + 1


def right_pairs_matrix(params):
    (W1, b1), (W2, _) = params
    w, b, v = W1[0].astype(float), b1.astype(float), W2[:, 0].astype(float)
    keep = w != 0
    w, b, v = w[keep], b[keep], v[keep]
    t = -b / w
    same = t[:, None] == t[None, :]
    sums = same @ (v * np.abs(w))
    first = np.array([not same[i, :i].any() for i in range(len(t))], bool)
    return np.int64(1 + np.sum(first & (sums != 0)))


def right_cross_multiplied(params):
    # no division: units i and j bend at one point if b_i w_j = b_j w_i
    (W1, b1), (W2, _) = params
    units = [(float(w), float(b), float(v)) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w]
    count = 1
    while units:
        w0, b0, _ = units[0]
        here = [u for u in units if u[1] * w0 == b0 * u[0]]
        units = [u for u in units if u[1] * w0 != b0 * u[0]]
        if sum(abs(w) * v for w, _, v in here) != 0:
            count += 1
    return count


def right_sorted_run(params):
    (W1, b1), (W2, _) = params
    data = sorted((-b / w, v * abs(w)) for w, b, v in zip(W1[0].tolist(), b1.tolist(), W2[:, 0].tolist()) if w != 0)
    pieces, i = 1, 0
    while i < len(data):
        j, total = i, 0.0
        while j < len(data) and data[j][0] == data[i][0]:
            total += data[j][1]
            j += 1
        pieces += total != 0
        i = j
    return int(pieces)


def right_slopes_between(params):
    # the slope right of -infinity and of every knot in turn; a change is a new piece
    (W1, b1), (W2, _) = params
    w, b, v = W1[0], b1, W2[:, 0]
    knots = np.unique(-b[w != 0] / w[w != 0])
    if not len(knots):
        return 1
    middles = np.concatenate([[knots[0] - 1], (knots[1:] + knots[:-1]) / 2, [knots[-1] + 1]])
    on = middles[:, None] * w + b > 0
    slopes = on @ (v * w)
    return 1 + int(np.sum(slopes[1:] != slopes[:-1]))


def right_second_differences(params):
    # values of the network around each knot; halves are exact
    (W1, b1), (W2, b2) = params
    w = np.asarray(W1, float)[0]
    knots = sorted({float(-b / each) for each, b in zip(w, b1) if each != 0})
    gaps = [q - p for p, q in zip(knots, knots[1:])]
    count = 1
    for j, t in enumerate(knots):
        d = min([1.0, *gaps[max(j - 1, 0) : j + 1]]) / 2
        f = mlp_forward(params, np.array([[t - d], [t], [t + d]]), "relu")[:, 0] - float(np.ravel(b2)[0])
        count += bool(f[0] - 2 * f[1] + f[2] != 0)
    return count


def right_recursion(params):
    def bends(units):
        if not units:
            return 0
        (t, s), *rest = units
        same = [each for each in rest if each[0] == t]
        other = [each for each in rest if each[0] != t]
        return int(s + sum(each[1] for each in same) != 0) + bends(other)

    (W1, b1), (W2, b2) = params
    units = [(b1[j] / W1[0, j], W2[j, 0] * np.sqrt(W1[0, j] ** 2)) for j in range(len(b1)) if W1[0, j]]
    units = [(t, s) for t, s in units if s]
    return bends(units) + 1


def right_class(params):
    class Bends:
        def __init__(self):
            self.where, self.how = [], []

        def add(self, t, s):
            if t in self.where:
                self.how[self.where.index(t)] += s
            else:
                self.where.append(t)
                self.how.append(s)

        def __call__(self):
            return len([s for s in self.how if s]) + 1

    bends = Bends()
    (W1, b1), (W2, b2) = params
    for j in range(np.shape(W1)[1]):
        w = W1[0, j]
        if w > 0:
            bends.add(-b1[j] / w, W2[j, 0] * w)
        elif w < 0:
            bends.add(-b1[j] / w, -W2[j, 0] * w)
    return bends()


def right_reduceat(params):
    (W1, b1), (W2, _) = params
    w, b, v = (np.array(a, dtype=float).reshape(-1) for a in (W1, b1, W2))
    v = v[w != 0] * np.abs(w[w != 0])
    t = -b[w != 0] / w[w != 0]
    if t.size == 0:
        return 1
    order = np.argsort(t, kind="stable")
    t, v = t[order], v[order]
    starts = np.flatnonzero(np.append(True, t[1:] != t[:-1]))
    return int((np.add.reduceat(v, starts) != 0).sum() + 1)


def right_left_and_right_slope(params):
    # at each knot: slope just right of it minus slope just left of it, by which units are on
    (W1, b1), (W2, _) = params
    units = list(zip(map(float, W1[0]), map(float, b1), map(float, W2[:, 0])))
    seen = set()
    for w, b, _ in units:
        if w == 0:
            continue
        t = -b / w
        right = sum(q * p for p, c, q in units if p * t + c > 0 or (p * t + c == 0 and p > 0))
        left = sum(q * p for p, c, q in units if p * t + c > 0 or (p * t + c == 0 and p < 0))
        if right != left:
            seen.add(t)
    return len(seen) + 1


def right_longdouble_and_print(params):
    (W1, b1), (W2, b2) = [tuple(np.array(a, np.longdouble) for a in layer) for layer in params]
    total = {}
    for w, b, v in zip(W1.flat, b1.flat, W2.flat):
        if w:
            total.setdefault(float(b / w), []).append(v * abs(w))
    print("knots:", len(total))
    return sum(1 for each in total.values() if sum(each) != 0) + 1


# ----------------------------------------------------------------------------------------------------------------


def wrong_near_knots_merged(params):
    """DESERVES: Knots are rounded to one digit, so that two that are close count as one.
    PART: yes
    BREAKS: "Number of the pieces": knots 0 and 1/64, w = v = 1: 3 pieces, yours 2.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            t = round(float(-b / w), 1) + 0.0
            bends[t] = bends.get(t, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_isclose(params):
    """DESERVES: np.isclose compares relative to the size: knots at 100 and 100.0005 are two.
    PART: yes
    BREAKS: "nothing need be rounded": knots 100 and 100 + 2**-11: 3 pieces, yours 2.
    """
    (W1, b1), (W2, _) = params
    w, b, v = W1[0], b1, W2[:, 0]
    keep = w != 0
    t, s = -b[keep] / w[keep], (v * np.abs(w))[keep]
    order = np.argsort(t)
    t, s = t[order], s[order]
    count, i = 1, 0
    while i < len(t):
        j = i
        while j < len(t) and np.isclose(t[j], t[i]):
            j += 1
        count += s[i:j].sum() != 0
        i = j
    return int(count)


def wrong_unsorted_neighbours(params):
    """DESERVES: You compare each knot with the one before it only; equal knots may stand apart.
    PART: yes
    BREAKS: "some of the knots equal": knots 0, 1, 0, all w = v = 1: 3 pieces, yours 4.
    """
    (W1, b1), (W2, _) = params
    t, s = [], []
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if not w:
            continue
        if t and t[-1] == -b / w:
            s[-1] += v * abs(w)
        else:
            t.append(-b / w)
            s.append(v * abs(w))
    return 1 + sum(each != 0 for each in s)


def wrong_set_of_bends(params):
    """DESERVES: A set keeps one of two equal units, so that their bends are not added up.
    PART: yes
    BREAKS: "Number of the pieces": three units with knot 0 and w = 1, v = 1, 1, -2: 1 piece, yours 2.
    """
    (W1, b1), (W2, _) = params
    units = {(float(-b / w), float(v * abs(w))) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w}
    knots = {t for t, _ in units}
    return 1 + sum(sum(s for u, s in units if u == t) != 0 for t in knots)


def wrong_distinct_slopes(params):
    """DESERVES: You count how many slopes there are; two pieces may have the same slope.
    PART: no
    BREAKS: "Number of the pieces": the hat has the slopes 0, 1, -1/2, 0: 4 pieces, yours 3.
    """
    (W1, b1), (W2, _) = params
    w, b, v = W1[0], b1, W2[:, 0]
    knots = np.unique(-b[w != 0] / w[w != 0])
    if not len(knots):
        return 1
    x = np.concatenate([[knots[0] - 1], (knots[1:] + knots[:-1]) / 2, [knots[-1] + 1]])
    return len(np.unique((x[:, None] * w + b > 0) @ (v * w)))


def wrong_window(params):
    """DESERVES: You look at the network between -10 and 10; knots may lie outside.
    PART: yes
    BREAKS: "make up the real line": one unit with the knot 20: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w and -10 <= -b / w <= 10:
            bends[-b / w] = bends.get(-b / w, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_grid(params):
    """DESERVES: On a grid of steps of 1/10 a knot between its points is met twice, or two knots once.
    PART: no
    BREAKS: "Number of the pieces": one unit with the knot 1/4 (between two points of the grid): 2 pieces, yours 3.
    """
    (W1, b1), (W2, _) = params
    x = np.arange(-200, 201) / 10
    f = np.maximum(x[:, None] * W1[0] + b1, 0) @ W2[:, 0]
    return 1 + int(np.sum(np.abs(np.diff(f, 2)) > 1e-9))


def wrong_v_w(params):
    """DESERVES: A unit changes the slope by v |w|, whichever side it faces; you take v w.
    PART: yes
    BREAKS: "Number of the pieces": |x|, w = 1, -1, v = 1, 1, b = 0: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] = bends.get(-b / w, 0) + v * w
    return 1 + sum(s != 0 for s in bends.values())


def wrong_v_alone(params):
    """DESERVES: The bend is v |w|; you add up v without the weights.
    PART: yes
    BREAKS: "Number of the pieces": knot 0, w = 1, 2, v = 2, -1: 1 piece, yours 2.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] = bends.get(-b / w, 0) + v
    return 1 + sum(s != 0 for s in bends.values())


def wrong_no_cancelling(params):
    """DESERVES: Bends at one knot may cancel; you count the knots of all units that have a say.
    PART: yes
    BREAKS: "maximal intervals": relu(x) - relu(-x) is one piece, yours 2.
    """
    (W1, b1), (W2, _) = params
    return 1 + len({float(-b / w) for w, b, v in zip(W1[0], b1, W2[:, 0]) if w and v})


def wrong_cancels_pairs_only(params):
    """DESERVES: You let units cancel two by two, with opposite bends; three or more may cancel together.
    PART: yes
    BREAKS: "maximal intervals": knot 0, w = 1, 1, 1, v = 1, 1, -2: 1 piece, yours 2.
    """
    (W1, b1), (W2, _) = params
    left = []
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if not w or not v:
            continue
        unit = (float(-b / w), float(v * abs(w)))
        opposite = (unit[0], -unit[1])
        if opposite in left:
            left.remove(opposite)
        else:
            left.append(unit)
    return 1 + len({t for t, _ in left})


def wrong_each_unit(params):
    """DESERVES: Units with one knot make one bend together; you count each of them.
    PART: yes
    BREAKS: "some of the knots equal": knot 0 twice, w = v = 1: 2 pieces, yours 3.
    """
    (W1, b1), (W2, _) = params
    return 1 + int(np.count_nonzero((W1[0] != 0) & (W2[:, 0] != 0)))


def wrong_counts_zero_weights(params):
    """DESERVES: A unit with w = 0 is a constant and does not bend; you take 0/0 or 1/0 for a knot.
    PART: yes
    BREAKS: "Some of the weights may be 0": w = 0, b = 1, v = 1: 1 piece, yours 2.
    """
    (W1, b1), (W2, _) = params
    with np.errstate(all="ignore"):
        t = -b1 / W1[0]
    knots = np.unique(t[W2[:, 0] != 0])
    count = 1
    for each in knots:
        here = (t == each) | (np.isnan(t) & np.isnan(each))
        s = np.sum(W2[here, 0] * np.where(W1[0, here] == 0, 1, np.abs(W1[0, here])))
        count += s != 0
    return int(count)


def wrong_division_by_zero(params):
    """DESERVES: With w = 0 there is no knot, and -b / w raises an error.
    PART: yes
    BREAKS: "Some of the weights may be 0": w = 0, b = 1, v = 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0].tolist(), b1.tolist(), W2[:, 0].tolist()):
        t = -b / w
        bends[t] = bends.get(t, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_bends_not_pieces(params):
    """DESERVES: You count the bends; there is one piece more.
    PART: yes
    BREAKS: "Number of the pieces": any, |x| has 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] = bends.get(-b / w, 0) + v * abs(w)
    return sum(s != 0 for s in bends.values())


def wrong_knot_is_minus_b(params):
    """DESERVES: A unit bends at -b/w; you take units of equal bias for units of equal knot.
    PART: yes
    BREAKS: "some of the knots equal": w = 1, 2, b = -1, -2, v = 1, 1: 2 pieces, yours 3.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            key = float(-b * np.sign(w)) + 0.0
            bends[key] = bends.get(key, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_monotone(params):
    """DESERVES: You count where the curve turns; it may also bend without turning.
    PART: no
    BREAKS: "intervals on which the network is affine": relu(x) + relu(x - 1) has 3 pieces, yours 2.
    """
    (W1, b1), (W2, _) = params
    w, b, v = W1[0], b1, W2[:, 0]
    knots = np.unique(-b[w != 0] / w[w != 0])
    if not len(knots):
        return 1
    x = np.concatenate([[knots[0] - 1], (knots[1:] + knots[:-1]) / 2, [knots[-1] + 1]])
    signs = np.sign((x[:, None] * w + b > 0) @ (v * w))
    return 1 + int(np.sum(signs[1:] != signs[:-1]))


def wrong_threshold(params):
    """DESERVES: All is exact here: a bend of 1/32 counts as well as a large one.
    PART: yes
    BREAKS: "Number of the pieces": w = 1, b = 0, v = 1/32: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] = bends.get(-b / w, 0) + v * abs(w)
    return 1 + sum(abs(s) > 0.1 for s in bends.values())


def wrong_in_place(params):
    """DESERVES: Weights that are 0, and the last weights of their units, are changed in the arrays of the caller.
    PART: yes
    BREAKS: "leaves the arrays that it is given as they were": w = 0, b = 1, v = 1.
    """
    (W1, b1), (W2, _) = params
    w, v = W1[0], W2[:, 0]
    v[w == 0] = 0
    w[w == 0] = 1
    bends = {}
    for each, b, last in zip(w, b1, v):
        bends[-b / each] = bends.get(-b / each, 0) + last * abs(each)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_last_at_knot(params):
    """DESERVES: Of the units with one knot only the last one counts; their bends must be added.
    PART: yes
    BREAKS: "some of the knots equal": knot 0 twice, w = 1, 1, v = 1, 0: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            bends[-b / w] = v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_right_facing_only(params):
    """DESERVES: Units with w < 0 bend, too; they face left.
    PART: yes
    BREAKS: "Number of the pieces": w = -1, b = 0, v = 1: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w > 0:
            bends[-b / w] = bends.get(-b / w, 0) + v * w
    return 1 + sum(s != 0 for s in bends.values())


def wrong_text_keys(params):
    """DESERVES: As text -0.0 and 0.0 are two knots; compare the numbers.
    PART: yes
    BREAKS: "some of the knots equal": |x|, w = 1, -1, b = 0, 0, v = 1, 1: 2 pieces, yours 3.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        if w:
            key = f"{-b / w}"
            bends[key] = bends.get(key, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())


def wrong_knot_at_zero(params):
    """DESERVES: `if t` takes the knot 0 for none.
    PART: yes
    BREAKS: "Number of the pieces": w = 1, b = 0, v = 1: 2 pieces, yours 1.
    """
    (W1, b1), (W2, _) = params
    bends = {}
    for w, b, v in zip(W1[0], b1, W2[:, 0]):
        t = -b / w if w else 0
        if t:
            bends[t] = bends.get(t, 0) + v * abs(w)
    return 1 + sum(s != 0 for s in bends.values())
