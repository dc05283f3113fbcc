import numpy as np


def right_three_small():
    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [
        network([1, 1, -1], [0, -1, 5], [1, 0, 1]),  # one unit has no say, one faces left
        network([1, -1], [0, 0], [1, 1]),  # |x|
        network([1, -1], [0, 0], [1, -1]),  # x
    ]


def right_side_by_side():
    # |x| at 0, a dead unit at 2; x at 1, units facing left at 3 and 4
    w = np.array([[1.0, -1.0, 1.0]])
    b = np.array([0.0, 0.0, -2.0])
    v = np.array([[1.0], [1.0], [0.0]])
    W = np.array([[1.0, -1.0, -1.0, -1.0]])
    B = np.array([-1.0, 1.0, 3.0, 4.0])
    V = np.array([[1.0], [-1.0], [1.0], [-2.0]])
    return [[(w, b), (v, np.array([0.0]))], [(W, B), (V, np.array([1.0]))]]


def right_one_network():
    # |x|, twice x, a unit facing left and one without a say; chosen so that no two errors of a way make up for each other
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 4.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 1.0, -1.0, 2.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def right_tuples_and_lists():
    one = (([[1, -1, 1, 1]], [0, 0, -1, -2]), ([[2], [2], [0], [1]], [0]))
    two = [[[[2, -1, -3]], [2, -1, 6]], [[[0.5], [-1], [1]], [7]]]
    three = [([[2, -1]], [6, -3]), ([[1], [-2]], [0.5])]
    return (one, two, three)


def right_loop():
    networks = []
    for second in (1.0, -1.0):
        m = 4
        W1, b1, W2 = np.zeros((1, m)), np.zeros(m), np.zeros((m, 1))
        for j, (w, t, v) in enumerate([(1, 0.5, 1), (-1, 0.5, second), (1, -2, 0), (-2, 4, 1)]):
            W1[0, j], b1[j], W2[j, 0] = w, -w * t, v
        networks.append([(W1, b1), (W2, np.zeros(1))])
    return networks


def right_eighths():
    w = np.array([1, -1, 1, -1, 1, -1, -8, 1]) / 8
    t = np.array([8.0, 8.0, -8.0, -8.0, 16.0, 16.0, -1.0, 4.0])
    v = np.array([1, 1, 1, -1, 4, -4, 8, 0]) / 8
    return [[(w.reshape(1, 8), -w * t), (v.reshape(8, 1), np.array([-0.125]))]]


def right_only_left():
    # units that face left throughout, then the two crossings of a pair
    def left(ts, vs):
        return [(-np.ones((1, len(ts))), np.array(ts, float)), (np.array(vs, float).reshape(-1, 1), np.zeros(1))]

    pair = np.array([[2.0, -2.0]])
    return [
        left([0, 0, 1], [1, 1, 0]),
        [(pair, np.array([2.0, -2.0])), (np.array([[3.0], [-3.0]]), np.ones(1))],
        [(pair, np.array([2.0, -2.0])), (np.array([[3.0], [3.0]]), np.ones(1))],
    ]


def right_class():
    class Net:
        def __init__(self):
            self.units = []

        def __add__(self, unit):
            self.units.append(unit)
            return self

        def __call__(self):
            w, t, v = np.array(self.units, float).T
            return [(w[np.newaxis], -w * t), (v[:, np.newaxis], np.array([1.0]))]

    return [
        (Net() + (1, 0, 1) + (-1, 0, 1))(),
        (Net() + (1, 0, 1) + (-1, 0, -1) + (1, 1, 0))(),
        (Net() + (-1, 0, 1))(),
    ]


def right_search():
    # networks out of a small grid, until the six ways (as this student reads them) have all gone wrong
    def ways(w, t, v):
        alive = w != 0
        at = {}
        for a, b, c in zip(w[alive], t[alive], v[alive]):
            at.setdefault(b, []).append((a, c))
        sums = {b: sum(abs(a) * c for a, c in each) for b, each in at.items()}
        good = 1 + sum(s != 0 for s in sums.values())
        say = [b for a, b, c in zip(w, t, v) if a != 0 and c != 0]
        others = [
            len(w) + 1,
            1 + sum(s != 0 or all(c == 0 for _, c in at[b]) for b, s in sums.items()),
            1 + sum(len(at[b]) for b, s in sums.items() if s != 0),
            1 + sum(sum(a * c for a, c in each) != 0 for each in at.values()),
            1 + len(set(say)),
            1 + sum(sum(a * c for a, c in each if a > 0) != 0 for each in at.values()),
        ]
        return [each != good for each in others]

    rng = np.random.default_rng(3)
    found, caught = [], np.zeros(6, bool)
    while not caught.all():
        w, t, v = rng.choice([1.0, -1.0], 5), rng.integers(0, 3, 5).astype(float), rng.choice([1.0, -1.0, 0.0], 5)
        now = np.array(ways(w, t, v))
        if now.all():
            found, caught = [(w, t, v)], now
    left = [(np.array([[-1.0]]), np.array([2.0])), (np.array([[1.0]]), np.zeros(1))]
    return [left] + [[(w[None], -w * t), (v[:, None], np.zeros(1))] for w, t, v in found]


def right_float32_and_ints():
    w = np.array([[1, -1, 1, 1, 1]], dtype=np.int8)
    b = np.array([0, 0, -2, -3, -3], dtype=np.float32)
    v = np.array([[1], [1], [0], [1], [-1]], dtype=np.int64)
    left = [(np.array([[-1.0]], np.float32), np.array([3])), (np.array([[1]]), np.zeros(1, np.float32))]
    return [[(w, b), (v, np.zeros(1, np.float32))], left]


def right_with_counting():
    # tries count_pieces on what it hands in, and prints
    w = np.array([1.0, -1.0, 2.0, -2.0, 1.0, 0.0])
    b = np.array([-1.0, 1.0, 4.0, -4.0, 3.0, 1.0])
    nets = []
    for sign in (1.0, -1.0):
        v = np.array([1.0, sign, 0.5, -0.5, 0.0, 1.0])
        nets.append([(w.reshape(1, -1), b.copy()), (v.reshape(-1, 1), np.zeros(1))])
    nets.append([(np.array([[-4.0, -2.0]]), np.array([16.0, 1.0])), (np.array([[-1.0], [1.0]]), np.zeros(1))])
    print("pieces", [count_pieces(net) for net in nets])
    return nets


# ----------------------------------------------------------------------------------------------------------------


def wrong_no_dead_unit():
    """DESERVES: No unit has v = 0, so that way 2 is not caught.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": way 2 counts all right.
    """
    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [network([1, -1], [0, 0], [1, 1]), network([1, -1], [0, 0], [1, -1]), network([-1], [3], [1])]


def wrong_no_abs():
    """DESERVES: At no knot do units face both ways in such a way that v w and v |w| differ in being 0: way 4 is not caught.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": way 4 (v w) counts all right.
    """
    w = np.array([1.0, 1.0, 1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_no_shared_knot_that_bends():
    """DESERVES: Where two units share a knot their bends cancel; way 3 is caught by two that bend it twice as much.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": a knot that bends has one unit only, so way 3 counts all right.
    """
    w = np.array([1.0, -1.0, -1.0, -1.0, 1.0])
    t = np.array([1.0, 1.0, 2.0, 4.0, 3.0])
    v = np.array([1.0, -1.0, 1.0, 1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_no_cancelling():
    """DESERVES: Nowhere do bends cancel, so that way 5 is not caught.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": way 5 counts |x| and a unit facing left all right; the dead unit stands on a knot that bends.
    """
    w = np.array([1.0, -1.0, -1.0])
    t = np.array([0.0, 0.0, 2.0])
    v = np.array([1.0, 1.0, 1.0])
    dead = [(np.array([[1.0, 1.0]]), np.array([0.0, -1.0])), (np.array([[1.0], [0.0]]), np.zeros(1))]
    dead[0][1][1] = 0.0  # at the knot of the other
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))], dead]


def wrong_left_units_unneeded():
    """DESERVES: At each knot the units with w > 0 alone make a bend as well, or none as well: way 6 is not caught.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": way 6 finds 2 for |x| and counts the others right.
    """
    def network(w, t, v):
        w, t, v = np.array(w, float), np.array(t, float), np.array(v, float)
        return [(w[None], -w * t), (v[:, None], np.zeros(1))]

    return [
        network([1, -1], [0, 0], [1, 1]),
        network([1, 1, -1, -1], [0, 0, 0, 0], [1, -1, 1, -1]),
        network([1, 1], [0, 1], [1, 0]),
    ]


def wrong_hat_only():
    """DESERVES: The hat has no coincidences: all but the ways for special cases count its four pieces.
    PART: no
    BREAKS: "on which six wrong ways ... show themselves": none of them errs on the hat.
    """
    return [[(np.ones((1, 3)), np.array([0.0, -1.0, -3.0])), (np.array([[1.0], [-1.5], [0.5]]), np.zeros(1))]]


def wrong_random():
    """DESERVES: Random weights have no equal knots and no zeros, so that nothing but way 6 shows itself.
    PART: no
    BREAKS: "on which six wrong ways ... show themselves": ways 1 to 5 count right.
    """
    rng = np.random.default_rng(0)
    return [
        [(rng.integers(1, 9, (1, 4)) / 8 * np.array([1, -1, 1, -1]), np.array([0.125, 1.0, -2.0, 5.0])), (np.ones((4, 1)), np.zeros(1))]
        for _ in range(3)
    ]


def wrong_four_networks():
    """DESERVES: At most three networks are allowed; put some of them side by side.
    PART: yes
    BREAKS: "A list of one to three shallow networks": there are four.
    """
    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [
        network([1, 1], [0, -1], [1, 0]),
        network([1, -1], [0, 0], [1, 1]),
        network([1, -1], [0, 0], [1, -1]),
        network([-1], [0], [1]),
    ]


def wrong_bare_network():
    """DESERVES: One network alone stands in a list, too.
    PART: yes
    BREAKS: "A list of one to three shallow networks": the answer is a network, not a list of networks.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [(w[None], -w * t), (v[:, None], np.zeros(1))]


def wrong_nine_units():
    """DESERVES: At most 8 hidden units are allowed, and you have 9.
    PART: yes
    BREAKS: "1 to 8 hidden units".
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0, 1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0, 5.0, 6.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0, 1.0, 1.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_sixteenths():
    """DESERVES: 1/16 is no multiple of 1/8.
    PART: yes
    BREAKS: "its numbers are multiples of 1/8": b = 1/16 is none.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([1 / 16, 1 / 16, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_decimals():
    """DESERVES: 0.1 is no multiple of 1/8.
    PART: yes
    BREAKS: "its numbers are multiples of 1/8": the last bias 0.1 is none.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.array([0.1]))]]


def wrong_too_large():
    """DESERVES: The bias -20 is below -16.
    PART: yes
    BREAKS: "between -16 and 16": b = -20.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 20.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_deep():
    """DESERVES: A shallow network has two layers (W, b); yours has three.
    PART: yes
    BREAKS: "Each network is [(W1, b1), (W2, b2)]".
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1)), (np.ones((1, 1)), np.zeros(1))]]


def wrong_w2_flat():
    """DESERVES: W2 must be (m, 1); yours is (m,).
    PART: yes
    BREAKS: "[(W1, b1), (W2, b2)] with ... one output": W2 is no matrix.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v, np.zeros(1))]]


def wrong_w1_column():
    """DESERVES: W1 must be (1, m), one input; yours is (m, 1).
    PART: yes
    BREAKS: "with one input".
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[:, None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_equal_biases_not_knots():
    """DESERVES: The units that should share a knot share the bias only: with w = 1 and 2 they bend at 1 and 1/2.
    PART: yes
    BREAKS: "on which six wrong ways ... show themselves": no knot that bends is shared, so ways 3 and 4 count right.
    """
    w = np.array([1.0, 2.0, 1.0, -1.0, 1.0])
    b = np.array([-1.0, -1.0, -3.0, -3.0, -5.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], b), (v[:, None], np.zeros(1))]]


def wrong_errors_make_up():
    """DESERVES: In your one network way 6 loses one bend at the knot 2, and finds one at the knot 1 where two bends cancel: the number is right by chance.
    PART: yes
    BREAKS: "if on one of the networks it does not find the number of pieces": way 6 finds the right number, 3.
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0, 3.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 2.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_empty():
    """DESERVES: An empty list catches nothing; at least one network is wanted.
    PART: no
    BREAKS: "A list of one to three shallow networks".
    """
    return []
