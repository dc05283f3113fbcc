import numpy as np


def right_three_units(a, b, c):
    up, down = 1 / (b - a), 1 / (c - b)
    W1 = np.ones((1, 3))
    b1 = -np.array([a, b, c], dtype=float)
    W2 = np.array([[up], [-up - down], [down]])
    b2 = np.zeros(1)
    return [(W1, b1), (W2, b2)]


def right_plain_lists(a, b, c):
    # nothing but lists: [W1, b1], [W2, b2]
    s1 = 1.0 / (b - a)
    s2 = -1.0 / (c - b)
    v = [[s1 - 0.0], [s2 - s1], [0.0 - s2]]
    return [[[[1.0, 1.0, 1.0]], [-float(a), -float(b), -float(c)]], [v, [0.0]]]


def right_scaled_units(a, b, c):
    # the slope stands in the first layer: (x - a)/(b - a), ...
    w = np.array([1 / (b - a), 1 / (b - a), 1 / (c - b), 1 / (c - b)])
    t = np.array([a, b, b, c])
    return [(w[np.newaxis, :], -w * t), (np.array([1.0, -1, -1, 1]).reshape(4, 1), np.array([0.0]))]


def right_facing_left(a, b, c):
    def unit(t):
        return -1.0, +t  # (t - x)_+

    cols = [unit(t) for t in (c, b, a)]
    down = 1 / (c - b)
    up = 1 / (b - a)
    W1 = np.array([[w for w, _ in cols]])
    b1 = np.array([t for _, t in cols], float)
    return [(W1, b1), (np.array([[down], [-(down + up)], [up]]), np.zeros((1,)))]


def right_two_layers_cut(a, b, c):
    # 1 minus how far x is off on either side, cut at 0
    W1 = np.array([[-1 / (b - a), 1 / (c - b)]])
    b1 = np.array([b / (b - a), -b / (c - b)])
    W2 = np.array([[-1.0], [-1.0]])
    b2 = np.array([1.0])
    return [(W1, b1), (W2, b2), (np.array([[1.0]]), np.array([0.0]))]


def right_min_of_two_lines(a, b, c):
    # l and r the two sides; hat = relu(min(l, r)), min(l, r) = l - relu(l - r), l = relu(l) - relu(-l)
    lw, lb = 1 / (b - a), -a / (b - a)
    rw, rb = -1 / (c - b), c / (c - b)
    W1 = np.array([[lw, -lw, lw - rw]])
    b1 = np.array([lb, -lb, lb - rb])
    W2 = np.array([[1.0], [-1.0], [-1.0]])
    return [(W1, b1), (W2, np.zeros(1)), (np.eye(1), np.zeros(1))]


def right_solve(a, b, c):
    # the last weights from a linear system: value 1 at b, 0 at c and 0 one further on
    t = np.array([a, b, c], float)
    x = np.array([b, c, 2 * c - b], float)
    A = np.maximum(x[:, None] - t[None, :], 0)
    v = np.linalg.solve(A, np.array([1.0, 0.0, 0.0]))
    return [(np.ones((1, 3)), -t), (v[:, None], np.zeros(1))]


def right_diff_of_slopes(a, b, c):
    knots = np.array([a, b, c], float)
    slopes = np.concatenate([[0], np.diff([0.0, 1.0, 0.0]) / np.diff(knots), [0]])
    return [(np.ones((1, 3)), -knots), (np.diff(slopes)[:, None], np.zeros(1))]


def right_loop_with_print(a, b, c):
    W1, b1, W2 = [], [], []
    slope = 0
    for knot, new in ((a, 1 / (b - a)), (b, 1 / (b - c)), (c, 0)):
        W1.append(1)
        b1.append(-knot)
        W2.append([new - slope])
        slope = new
    print("slopes done")
    return [(np.array([W1]), np.array(b1)), (np.array(W2), np.array([0]))]


def right_recursion(a, b, c):
    def build(ts, ss, before):
        if not ts:
            return [], []
        t, v = build(ts[1:], ss[1:], ss[0])
        return [ts[0]] + t, [ss[0] - before] + v

    t, v = build([a, b, c], [1 / (b - a), -1 / (c - b), 0.0], 0.0)
    return [(np.ones((1, 3)), -np.asarray(t, float)), (np.array(v, float).reshape(-1, 1), np.zeros(1))]


def right_class(a, b, c):
    class Maker:
        def __init__(self, *knots):
            self.knots = knots

        def __call__(self):
            p, q, r = self.knots
            W1 = np.full((1, 3), 1.0)
            return [
                (W1, np.array([-p, -q, -r], float)),
                (np.array([[1 / (q - p)], [(p - r) / ((q - p) * (r - q))], [1 / (r - q)]]), np.zeros(1)),
            ]

    return Maker(a, b, c)()


def right_mixed_facing(a, b, c):
    # constant 1 at b, one left-facing pair and one right-facing pair
    up, down = 1 / (b - a), 1 / (c - b)
    W1 = np.array([[-1.0, -1.0, 1.0, 1.0]])
    b1 = np.array([b, a, -b, -c], float)
    W2 = np.array([[-up], [up], [-down], [down]])
    return [(W1, b1), (W2, np.ones(1))]


def right_with_dead_units(a, b, c):
    up, down = 1 / (b - a), 1 / (c - b)
    W1 = np.zeros((1, 8))
    W1[0, :3] = 1
    b1 = np.zeros(8)
    b1[:3] = [-a, -b, -c]
    W2 = np.zeros((8, 1))
    W2[:3, 0] = up, -(up + down), down
    return [(W1, b1), (W2, np.zeros(1))]


def right_extra_identity_layer(a, b, c):
    # the hat is never negative, so one more ReLU layer does nothing
    first = (np.ones((1, 3)), np.array([-a, -b, -c], float))
    up, down = 1 / (b - a), 1 / (c - b)
    second = (np.array([[up], [-(up + down)], [down]]), np.zeros(1))
    return [first, second, (np.array([[1.0]]), np.zeros(1)), (np.array([[1.0]]), np.zeros(1))]


def right_longdouble(a, b, c):
    a, b, c = np.longdouble(a), np.longdouble(b), np.longdouble(c)
    up, down = 1 / (b - a), 1 / (c - b)
    v = np.array([up, -up - down, down])
    return ((np.ones((1, 3)), np.array([-a, -b, -c])), (v[:, None], np.zeros(1)))


def right_ramp_up_and_ramp_down(a, b, c):
    # a ramp from 0 to 1 on [a, b], less a ramp on [b, c]: blocks put together
    def ramp(p, q):
        s = 1 / (q - p)
        return [1.0, 1.0], [-p, -q], [s, -s]

    w1, t1, v1 = ramp(a, b)
    w2, t2, v2 = ramp(b, c)
    W = np.array(v1 + [-v for v in v2])
    return [(np.array([w1 + w2]), np.array(t1 + t2, float)), (W[:, None], np.zeros(1))]


# ----------------------------------------------------------------------------------------------------------------


def wrong_no_third(a, b, c):
    """DESERVES: Right of c nothing brings the slope back to 0: a third unit is missing.
    PART: yes
    BREAKS: "0 outside (a, c)": hat(0, 1, 3) is -1 at x = 5.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 2)), np.array([-a, -b], float)), (np.array([[up], [-(up + down)]]), np.zeros(1))]


def wrong_slope_not_change(a, b, c):
    """DESERVES: At b the unit must bring the change of the slope, -1/(c-b) - 1/(b-a), not the new slope.
    PART: no
    BREAKS: "affine from b to c, 0 outside": hat(0, 1, 3) is 2 at 3 in place of 0.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-down], [down]]), np.zeros(1))]


def wrong_sides_swapped(a, b, c):
    """DESERVES: The slope left of b is 1/(b-a) and right of it 1/(c-b); you have them the other way round.
    PART: no
    BREAKS: "1 at b": hat(0, 1, 3) is 1/2 at 1. Right only if b is the middle.
    """
    up, down = 1 / (c - b), 1 / (b - a)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_symmetric(a, b, c):
    """DESERVES: b need not be in the middle of a and c: both slopes are taken from half the width.
    PART: no
    BREAKS: "1 at b": hat(0, 1, 3) is 2/3 at 1.
    """
    s = 2 / (c - a)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[s], [-2 * s], [s]]), np.zeros(1))]


def wrong_bias_sign(a, b, c):
    """DESERVES: A unit that bends at a has the bias -a, not a.
    PART: no
    BREAKS: "1 at b": hat(0, 1, 3) is 0 at 1.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_bias_not_scaled(a, b, c):
    """DESERVES: With the weight 1/(b-a) the bias must be -a/(b-a): a unit bends at -bias/weight.
    PART: no
    BREAKS: "with the knots a < b < c": hat(2, 4, 6) has its first knot at 4. Right for b - a = c - b = 1.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    W1 = np.array([[up, up, down, down]])
    return [(W1, -np.array([a, b, b, c], float)), (np.array([[1.0], [-1], [-1], [1]]), np.zeros(1))]


def wrong_eps(a, b, c):
    """DESERVES: Since a < b < c nothing need be added to the denominators; it makes the hat lower for close knots.
    PART: yes
    BREAKS: "1 at b, to round-off": hat(0, 0.001, 0.002) is 0.999 at 0.001.
    """
    eps = 1e-6
    up, down = 1 / (b - a + eps), 1 / (c - b + eps)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_rounded(a, b, c):
    """DESERVES: Do not round the weights: a third is not 0.333, and far out the error grows without bound.
    PART: yes
    BREAKS: "1 at b, to round-off": hat(0, 3, 6) is 0.999 at 3.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    v = np.round([up, -up - down, down], 3)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (v[:, None], np.zeros(1))]


def wrong_no_outer_relu(a, b, c):
    """DESERVES: One minus both distances goes below 0 outside (a, c); a further ReLU must cut it there.
    PART: yes
    BREAKS: "0 outside (a, c)": hat(0, 1, 3) is -1 at x = -1.
    """
    W1 = np.array([[-1 / (b - a), 1 / (c - b)]])
    b1 = np.array([b / (b - a), -b / (c - b)])
    return [(W1, b1), (-np.ones((2, 1)), np.ones(1))]


def wrong_counts_on_a_last_relu(a, b, c):
    """DESERVES: After the last layer there is no ReLU, so the cut at 0 that you count on does not happen.
    PART: yes
    BREAKS: "none after the last", "0 outside (a, c)": hat(0, 1, 3) is -1 at x = 5.
    """
    lw, lb = 1 / (b - a), -a / (b - a)
    rw, rb = -1 / (c - b), c / (c - b)
    W1 = np.array([[lw, -lw, lw - rw]])
    b1 = np.array([lb, -lb, lb - rb])
    return [(W1, b1), (np.array([[1.0], [-1.0], [-1.0]]), np.zeros(1))]


def wrong_integer_biases(a, b, c):
    """DESERVES: The biases are cut to whole numbers; knots may lie between.
    PART: yes
    BREAKS: "with the knots a < b < c": hat(0.5, 1, 2) bends at 0 in place of 0.5. Right for whole knots.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    b1 = np.array([-a, -b, -c]).astype(int)
    return [(np.ones((1, 3)), b1), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_abs_knots(a, b, c):
    """DESERVES: Knots may be negative, and the bias of a knot at -1 is +1.
    PART: yes
    BREAKS: "1 at b": hat(-2, -1, 1) bends at 2 and 1. Right for a >= 0.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    b1 = -np.abs(np.array([a, b, c], float))
    return [(np.ones((1, 3)), b1), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_b_or_middle(a, b, c):
    """DESERVES: `b or ...` takes b = 0 for a missing b.
    PART: yes
    BREAKS: "1 at b": hat(-1, 0, 3) has its top at 1. Right for b != 0.
    """
    b = b or (a + c) / 2
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_clipped_slopes(a, b, c):
    """DESERVES: Steep sides are allowed; with slopes cut at 10 the hat does not reach 1.
    PART: yes
    BREAKS: "1 at b": hat(0, 0.01, 1) is 0.1 at 0.01.
    """
    up, down = np.minimum(1 / (b - a), 10), np.minimum(1 / (c - b), 10)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_unit_area(a, b, c):
    """DESERVES: The hat has the height 1, not the area 1.
    PART: no
    BREAKS: "1 at b": hat(0, 1, 4) is 1/2 at 1. Right if c - a = 2.
    """
    h = 2 / (c - a)
    up, down = h / (b - a), h / (c - b)
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_last_bias(a, b, c):
    """DESERVES: The last bias lifts the whole curve; left of a all units are off, so that it must be 0.
    PART: no
    BREAKS: "0 outside (a, c)": hat(1, 2, 3) is -1 at 0. Right for a = 0.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    v = np.array([[up], [-up - down], [down]])
    return [(np.ones((1, 3)), -np.array([a, b, c], float)), (v, np.array([-a * up]))]


def wrong_float16(a, b, c):
    """DESERVES: Half precision knows three digits only.
    PART: yes
    BREAKS: "to round-off": hat(0, 3, 6) is 0.9998 at 3, and a = 2049.0 is no number of float16.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    v = np.array([[up], [-up - down], [down]], np.float16)
    return [(np.ones((1, 3), np.float16), -np.array([a, b, c], np.float16)), (v, np.zeros(1, np.float16))]


def wrong_transposed(a, b, c):
    """DESERVES: W1 is (1, 3) and W2 (3, 1), one column for each unit; yours are transposed.
    PART: no
    BREAKS: "the list of the layers' (W, b), from one input to one output": any input.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((3, 1)), -np.array([a, b, c], float)), (np.array([[up, -up - down, down]]), np.zeros(1))]


def wrong_remembers(a, b, c):
    """DESERVES: The network of the first call is kept and returned whatever the knots are.
    PART: no
    BREAKS: "with the knots a < b < c": hat(0, 1, 3), then hat(5, 6, 7).
    """
    me = wrong_remembers
    if not hasattr(me, "kept"):
        up, down = 1 / (b - a), 1 / (c - b)
        v = np.array([[up], [-up - down], [down]])
        me.kept = [(np.ones((1, 3)), -np.array([a, b, c], float)), (v, np.zeros(1))]
    return me.kept


def wrong_flat_top_unit_at_zero(a, b, c):
    """DESERVES: The third unit must bend at c; yours bends where the width is, at c - a.
    PART: no
    BREAKS: "0 outside (a, c)": hat(1, 2, 4) is 1/2 at 3, as it should be, and 1/2 at 4 in place of 0. Right for a = 0.
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), -np.array([a, b, c - a], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]
