"""Mark scheme of `catch_pieces`."""

import numpy as np

from autograder import alternate, catches, exercise, expect, misconception, practice, wrong
from autograder.checks.test_approximation.inputs import layers_of, read_layer
from solutions.approximation import catch_pieces, count_pieces

UNITS, LARGEST = 8, 16
INPUTS = 3


def admissible(params):
    """A shallow network of few units, whose numbers are multiples of 1/8."""
    layers = layers_of(params, "params")
    expect.that(len(layers) == 2, f"params has {len(layers)} layer{'s' * (len(layers) != 1)}, wanted two")
    first = read_layer(layers[0], 1, "params[0]")
    m = first[0].shape[1]
    expect.that(1 <= m <= UNITS, f"the network has {m} hidden units, wanted 1 to {UNITS}")
    last = read_layer(layers[1], m, "params[1]")
    expect.that(last[0].shape[1] == 1, f"the network has {last[0].shape[1]} outputs, wanted one")
    numbers = np.concatenate([A.ravel() for A in (*first, *last)])
    eighths = (8 * numbers == np.round(8 * numbers)) & (np.abs(numbers) <= LARGEST)
    for number in numbers[~eighths]:
        expect.that(False, f"the network has the number {number:g}, wanted multiples of 1/8 between -16 and 16")
    return [first, last]


def units(params):
    """w, b and v of each hidden unit."""
    (W1, b1), (W2, _) = params
    return W1[0], b1, W2[:, 0]


def bends_left(w, b, bends):
    """One more than the knots at which these bends do not add up to 0."""
    t = -b[w != 0] / w[w != 0]
    sums = [np.sum(bends[w != 0][t == knot]) for knot in np.unique(t)]
    return 1 + int(np.count_nonzero(sums))


@exercise(reference=catch_pieces)
@catches(count_pieces, admissible, at_most=INPUTS)
class TestCatchPieces:
    @practice
    def test_inputs_are_admissible(self, student):
        """There are one to three shallow networks, of 1 to 8 units, whose numbers are multiples of 1/8 up to 16."""
        for params in expect.entries(student.catch_pieces(), "catch_pieces()", INPUTS, "network", "networks"):
            admissible(params)

    @wrong("gives m + 1, whatever the m units are", shown="a network with fewer pieces than that")
    def width_plus_one(params):
        return len(params[0][1]) + 1

    @wrong(
        "counts the knots of units with v = 0 as well, each knot once",
        shown="a unit with v = 0, but not w = 0, whose knot is no bend of the curve",
    )
    def last_weights_ignored(params):
        w, b, v = units(params)
        return bends_left(w, b, np.where(v == 0, np.pi, v) * np.abs(w))

    @wrong(
        "counts a knot at which the curve bends once for each unit that bends there",
        shown="a bend of the curve at which more than one unit bends",
    )
    def shared_knots_counted_again(params):
        w, b, v = units(params)
        bends = v * np.abs(w)
        t = np.where(w != 0, -b / np.where(w != 0, w, 1), np.inf)
        return 1 + sum(int(np.count_nonzero(bends[t == knot])) * bool(bends[t == knot].sum()) for knot in np.unique(t))

    @wrong(
        "adds up v w at each knot, not v |w|",
        shown="more bends at which v w adds up to 0 than knots without a bend at which it does not, or fewer",
    )
    def sign_of_w_kept(params):
        w, b, v = units(params)
        return bends_left(w, b, v * w)

    @wrong(
        "counts the knot of every unit that bends, also where the bends cancel",
        shown="a knot at which units bend and the curve does not",
    )
    def never_cancelled(params):
        w, b, v = units(params)
        return bends_left(w, b, np.abs(v * w))

    @wrong(
        "leaves out the units with w < 0 altogether",
        shown="more bends that are lost without these units than knots without a bend that get one, or fewer",
    )
    def facing_right_only(params):
        w, b, v = units(params)
        return bends_left(w, b, v * np.maximum(w, 0))

    @misconception("Units that face right, with knots of their own: here all six are right.", see="wrong-counts")
    def facing_right_with_knots_apart():
        return [[(np.ones((1, 3)), np.array([0.0, -1.0, -3.0])), (np.array([[1.0], [-2.0], [3.0]]), np.zeros(1))]]

    @misconception("A hat has three knots, all different: every wrong count has its units right.", see="wrong-counts")
    def a_hat():
        return [[(np.ones((1, 3)), np.array([0.0, -1.0, -3.0])), (np.array([[1.0], [-1.5], [0.5]]), np.zeros(1))]]

    @misconception("A network of zeros has no bend, where most of them count none either.", see="wrong-counts")
    def zeros():
        return [[(np.zeros((1, 2)), np.zeros(2)), (np.zeros((2, 1)), np.zeros(1))]]

    @misconception("Here are bends that add up; none of them cancel, and each unit has a say.", see="wrong-counts")
    def absolute_value():
        return [[(np.array([[1.0, -1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]]

    @misconception("Here are bends that cancel; at no knot do they add up.", see="wrong-counts")
    def identity():
        return [[(np.array([[1.0, -1.0]]), np.zeros(2)), (np.array([[1.0], [-1.0]]), np.zeros(1))]]

    @alternate
    def both_in_one():
        w = np.array([[1.0, -1.0, 2.0, 1.0, -1.0, 1.0]])
        b = np.array([0.0, 0.0, -2.0, -1.0, 3.0, 5.0])
        v = np.array([[1.0], [1.0], [1.0], [-2.0], [1.0], [0.0]])
        return [[(w, b), (v, np.ones(1))]]

    @alternate
    def one_for_each_kind():
        dead = [([[1, 1]], [0, 1]), ([[1], [0]], [0])]
        absolute = [([[1, -1]], [0, 0]), ([[1], [1]], [0])]
        straight = [([[1, -1]], [0, 0]), ([[1], [-1]], [0])]
        return (dead, absolute, straight)

    @alternate
    def in_single_precision():
        first = np.array([[2, -4, 1, 0]], np.float32), np.array([1, -2, 3, 3], np.float32)
        last = np.array([[2], [-1], [0], [1]], np.float32), np.zeros(1, np.float32)
        second = np.array([[-0.5, 1]], np.float32), np.array([1, -2], np.int8)
        return [[first, last], [second, (np.array([[4], [2]]), np.array([7]))]]

    @alternate
    def twice_the_same_unit():
        return [
            [(np.array([[-1.0, -1.0]]), np.array([2.0, 2.0])), (np.array([[1.0], [0.5]]), np.zeros(1))],
            [
                (np.array([[-2.0, 1.0, 1.0]]), np.array([2.0, -1.0, 4.0])),
                (np.array([[1.0], [-2.0], [0.0]]), np.zeros(1)),
            ],
        ]
