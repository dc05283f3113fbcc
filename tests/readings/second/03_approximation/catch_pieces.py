import numpy as np


def right_one_network():
    """one network of 8 units: each coincidence at a knot of its own"""
    w = np.array([1.0, 1, 1, 1, 1, -1, 1, -1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4])  # dead; twice; x - x; facing left; |x - 4|
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def right_three_networks():
    """three small networks: |x|, x, and a dead unit beside one that faces left"""

    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [
        network([1, -1], [0, 0], [1, 1]),
        network([1, -1], [0, 0], [1, -1]),
        network([-1, 1], [0, -1], [1, 0]),
    ]


def right_two_networks():
    """two networks: a double knot and a dead unit; a straight line and a unit that faces left"""
    first = [(np.array([[1.0, -1.0, 2.0]]), np.array([0.0, 0.0, -4.0])), (np.array([[1.0], [1.0], [0.0]]), np.ones(1))]
    v = np.array([[1.0], [-2.0], [1.0]])
    second = [(np.array([[2.0, 1.0, -1.0]]), np.array([-2.0, -1.0, 3.0])), (v, np.zeros(1))]
    return [first, second]


def right_integers():
    """integer arrays, one network of six units"""
    # x at 0 by 1 and -1 facing both ways; |x - 2|; dead at 5; one unit facing left at -3
    W1 = np.array([[1, -1, 1, -1, 1, -1]])
    b1 = np.array([0, 0, -2, 2, -5, -3])
    W2 = np.array([[1], [-1], [1], [1], [0], [2]])
    return [
        [(W1, b1), (W2, np.array([0]))],
        [(np.array([[1, -1]]), np.array([0, 0])), (np.array([[1], [1]]), np.array([1]))],
        [(np.array([[-1]]), np.array([0])), (np.array([[1]]), np.array([0]))],
    ]


def right_eighths():
    """multiples of 1/8 and large numbers"""
    w = np.array([0.125, 0.125, -0.5, 16.0, 8.0, 0.25, -0.25])
    t = np.array([8.0, 8.0, -2.0, 0.5, 0.5, -4.0, -4.0])
    v = np.array([16.0, 0.125, 0.375, -1.0, 2.0, 1.0, 1.0])
    dead = [(np.array([[1.0, 1.0]]), np.array([-16.0, 0.125])), (np.array([[0.0], [-16.0]]), np.array([15.875]))]
    return [[(w[None], -w * t), (v[:, None], np.array([-0.125]))], dead]


def right_only_left_facing():
    """all units but one face left"""
    w = np.array([[-1.0, -1.0, -2.0, -1.0, -1.0]])
    b = np.array([0.0, 0.0, 2.0, 1.0, 7.0])  # twice at 0; 1 and 1 cancel; dead at 7
    v = np.array([[1.0], [3.0], [1.0], [-2.0], [0.0]])
    absolute = [(np.array([[1.0, -1.0]]), np.array([0.0, 0.0])), (np.array([[-1.0], [-1.0]]), np.zeros(1))]
    return [[(w, b), (v, np.zeros(1))], absolute]


def right_side_by_side():
    """helper that puts units side by side, a unit with w = 0 among them"""

    def unit(w, t, v):
        return np.array([w, -w * t, v], float)

    units = [unit(0, 0, 3), unit(2, 1, 0), unit(1, 2, 1), unit(-1, 2, 1), unit(1, 3, 1), unit(1, 3, -1), unit(-1, 4, 1)]
    w, b, v = np.array(units).T
    return [[(w.reshape(1, -1), b), (v.reshape(-1, 1), np.array([0.0]))]]


def right_class_of_networks():
    """over-engineered: a class, one network for each kind of error joined to three"""

    class Net:
        def __init__(self):
            self.rows = []

        def put(self, w, knot, v):
            self.rows.append((float(w), -float(w) * float(knot), float(v)))
            return self

        def params(self):
            table = np.array(self.rows)
            return [(table[:, 0][None, :], table[:, 1].copy()), (table[:, 2][:, None], np.zeros(1))]

    a = Net().put(1, 0, 1).put(1, 0, 2).put(-1, 6, -1).put(-2, 6, -0.5)
    b = Net().put(1, 0, 1).put(-1, 0, -1).put(1, 1, 2).put(2, 1, -1)
    c = Net().put(1, -2, 0).put(-1, -1, 0).put(1, 3, 1).put(-1, 3, 1)
    return [each.params() for each in (a, b, c)]


def right_single_precision():
    """float32, other signs of v, with a last bias"""
    f = np.float32
    w = np.array([[-2, 2, -1, 1, 4, -1]], f)
    b = np.array([0, 0, 3, -3, -16, -1], f)
    v = np.array([[-1], [-1], [1], [-1], [0], [-3]], f)
    return [
        [(w, b), (v, np.array([-16], f))],
        [(w[:, :2], b[:2]), (v[:2], np.array([16], f))],
        [(w[:, 5:], b[5:]), (v[5:], np.array([0], f))],
    ]


def right_checked():
    """defensive: asserts the conditions with the student's own count"""
    hat = [(np.ones((1, 4)), np.array([0.0, -1.0, -3.0, -2.0])), (np.array([[1.0], [-1.5], [0.5], [0.0]]), np.zeros(1))]
    kinks = [(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]
    line = [(np.array([[1.0, -1.0, 2.0]]), np.array([0.0, 0.0, -5.0])), (np.array([[1.0], [-1.0], [1.0]]), np.zeros(1))]
    answer = [hat, kinks, line]
    for (W1, b1), (W2, b2) in answer:
        for A in (W1, b1, W2, b2):
            assert (8 * A == np.round(8 * A)).all() and np.abs(A).max() <= 16
    assert [count_pieces(each) for each in answer] == [4, 2, 2]  # noqa: F821
    return answer


def right_three_that_cancel():
    """three units cancel, three others bend at one knot"""
    w = np.array([1.0, 2.0, 1.0, 1.0, -1.0, 2.0, 1.0])
    t = np.array([-1.0, -1.0, -1.0, 1.0, 1.0, 1.0, 7.0])
    v = np.array([1.0, -1.0, 1.0, 2.0, 4.0, 1.0, 0.0])
    one = [(w[None], -w * t), (v[:, None], np.zeros(1))]
    two = [(np.array([[-3.0]]), np.array([1.5])), (np.array([[0.5]]), np.zeros(1))]
    return [one, two]


def wrong_random():
    """DESERVES: random networks have no coincidence, none of the ways is caught
    PART: no
    BREAKS: six wrong ways show themselves; numbers are multiples of 1/8, at the first network
    """
    d = np.random.default_rng(0)
    return [[(d.normal(size=(1, 5)), d.normal(size=5)), (d.normal(size=(5, 1)), np.zeros(1))] for _ in range(3)]


def wrong_no_dead_unit():
    """DESERVES: there is no unit with v = 0, so that way 2 is right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 2 on |x|, x and a unit facing left
    """

    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [network([1, -1], [0, 0], [1, 1]), network([1, -1], [0, 0], [1, -1]), network([-1], [0], [1])]


def wrong_dead_unit_without_weight():
    """DESERVES: the unit with v = 0 has w = 0 as well, so it has no knot that way 2 could count
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 2, at the third network
    """

    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [network([1, -1], [0, 0], [1, 1]), network([1, -1], [0, 0], [1, -1]), network([-1, 0], [0, 1], [1, 0])]


def wrong_dead_unit_hidden():
    """DESERVES: the dead unit has its knot where another bends, so the set of knots is right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 2, at the third network
    """

    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [network([1, -1], [0, 0], [1, 1]), network([1, -1], [0, 0], [1, -1]), network([-1, 1], [0, 0], [1, 0])]


def wrong_no_double_bend():
    """DESERVES: where two units meet they cancel, and way 3 counts only where the curve bends
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 3
    """
    w = np.array([1.0, -1.0, 1.0])
    t = np.array([0.0, 0.0, 4.0])
    v = np.array([1.0, -1.0, 0.0])
    left = [(np.array([[-1.0]]), np.array([2.0])), (np.array([[1.0]]), np.zeros(1))]
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))], left]


def wrong_four_makes_up():
    """DESERVES: way 4 misses the bend of |x| and finds one on the straight line: the number is right
    PART: yes
    BREAKS: two errors of a way that make up for each other do not show: way 4
    """
    w = np.array([1.0, -1.0, 1.0, -1.0, 1.0, -1.0])
    t = np.array([0.0, 0.0, 2.0, 2.0, 5.0, 7.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 0.0, 1.0])
    two = [(np.array([[-1.0]]), np.array([1.0])), (np.array([[1.0]]), np.zeros(1))]
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))], two]


def wrong_six_makes_up():
    """DESERVES: way 6 loses the unit facing left and gains a bend where one cancelled: the number is right
    PART: yes
    BREAKS: two errors of a way that make up for each other do not show: way 6
    """
    w = np.array([1.0, -1.0, -1.0, 1.0, 1.0, 1.0])
    t = np.array([0.0, 0.0, 3.0, 5.0, 7.0, 7.0])
    v = np.array([1.0, -1.0, 1.0, 0.0, 1.0, 1.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_all_face_right():
    """DESERVES: no unit faces left, so ways 4 and 6 are right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: ways 4 and 6
    """
    w = np.array([1.0, 1.0, 1.0, 1.0, 1.0])
    t = np.array([0.0, 0.0, 1.0, 1.0, 2.0])
    v = np.array([1.0, 2.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_left_facing_always_in_pairs():
    """DESERVES: a unit facing left always bends where one facing right bends, so way 6 is right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 6
    """
    w = np.array([1.0, -1.0, 1.0, 1.0, 1.0])
    t = np.array([0.0, 0.0, 2.0, 2.0, 4.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 0.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_unequal_sides():
    """DESERVES: v w adds up to 0 nowhere but where v |w| does, so way 4 is right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 4
    """
    w = np.array([2.0, -1.0, 1.0, 1.0, 1.0, -1.0])
    t = np.array([0.0, 0.0, 2.0, 2.0, 4.0, 6.0])
    v = np.array([1.0, 1.0, 1.0, -1.0, 0.0, 1.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_no_cancelling():
    """DESERVES: nowhere do the bends of units cancel, so way 5 is right
    PART: yes
    BREAKS: a wrong way is caught if it does not find the number: way 5
    """
    w = np.array([1.0, -1.0, 1.0, -1.0])
    t = np.array([0.0, 0.0, 4.0, 6.0])
    v = np.array([1.0, 1.0, 0.0, 1.0])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_bare_network():
    """DESERVES: one network alone stands in a list, too
    PART: no
    BREAKS: a list of one to three shallow networks
    """
    w = np.array([1.0, 1, 1, 1, 1, -1, 1, -1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4])
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1])
    return [(w[None], -w * t), (v[:, None], np.zeros(1))]


def wrong_six_networks():
    """DESERVES: one network for each way are six, three at most are wanted
    PART: no
    BREAKS: a list of one to three shallow networks
    """

    def network(w, b, v):
        return [(np.array([w], float), np.array(b, float)), (np.array(v, float)[:, None], np.zeros(1))]

    return [
        network([1, 1], [0, 0], [1, 2]),
        network([1, 1], [0, 1], [1, 0]),
        network([1, -1], [0, 0], [1, 1]),
        network([1, -1], [0, 0], [1, -1]),
        network([1, 1], [0, 0], [1, -1]),
        network([-1], [0], [1]),
    ]


def wrong_tenths():
    """DESERVES: 0.1 is no multiple of 1/8
    PART: no
    BREAKS: its numbers are multiples of 1/8 between -16 and 16, at the last bias
    """
    w = np.array([1.0, 1, 1, 1, 1, -1, 1, -1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4])
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1])
    return [[(w[None], -w * t), (v[:, None], np.array([0.1]))]]


def wrong_too_large():
    """DESERVES: the bias -20 is outside the range
    PART: no
    BREAKS: its numbers are multiples of 1/8 between -16 and 16, at b1[0] = -20
    """
    w = np.array([4.0, 1, 1, 1, 1, -1, 1, -1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4])
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_nine_units():
    """DESERVES: nine hidden units, one too many
    PART: no
    BREAKS: 1 to 8 hidden units, at the only network
    """
    w = np.array([1.0, 1, 1, 1, 1, -1, 1, -1, 1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4, 6])
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1, 1])
    return [[(w[None], -w * t), (v[:, None], np.zeros(1))]]


def wrong_column_first():
    """DESERVES: W1 has the shape (m, 1), wanted (1, m)
    PART: no
    BREAKS: each network has one input: W1 (1, m), at the only network
    """
    w = np.array([1.0, 1, 1, 1, 1, -1, 1, -1])
    t = np.array([5.0, 0, 0, 2, 2, 3, 4, 4])
    v = np.array([0.0, 1, 1, 1, -1, 1, 1, 1])
    return [[(w[:, None], -w * t), (v[:, None], np.zeros(1))]]
