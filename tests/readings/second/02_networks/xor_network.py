from itertools import product

import numpy as np
from given import activate


def right_of_the_table():
    """the two units of the table, max(s, 0) and max(s - 1, 0)"""
    W1, b1 = np.ones((2, 2)), np.array([0.0, -1.0])
    W2, b2 = np.array([[1.0], [-2.0]]), np.array([-0.5])
    return [(W1, b1), (W2, b2)]


def right_absolute_difference():
    """|x0 - x1| - 1/2 by two units"""
    return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)), (np.ones((2, 1)), np.array([-0.5]))]


def right_negative_weights():
    """1/2 - |s - 1|: max(1 - s, 0) and max(s - 1, 0), both subtracted"""
    W1 = np.array([[-1.0, 1.0], [-1.0, 1.0]])
    return [(W1, np.array([1.0, -1.0])), (-np.ones((2, 1)), np.array([0.5]))]


def right_lists():
    """nested lists of integers"""
    return [([[2, 2], [2, 2]], [-1, -3]), ([[2], [-6]], [-1])]


def right_solved():
    """the output layer by np.linalg.solve from values wanted at s = 0, 1, 2"""
    s = np.array([0.0, 1.0, 2.0])
    hidden = np.column_stack([np.maximum(s, 0), np.maximum(s - 1, 0), np.ones(3)])
    c0, c1, bias = np.linalg.solve(hidden, [-1.0, 1.0, -1.0])
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[c0], [c1]]), np.array([bias]))]


def right_searched():
    """exhaustive search over small integers"""
    corners = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
    for w in product([-1, 0, 1], repeat=4):
        W1 = np.array(w, float).reshape(2, 2)
        for c in product([-2.0, 2.0], repeat=2):
            z = activate(corners @ W1, "relu") @ np.array(c) - 1
            if z[1] > 0 and z[2] > 0 and z[0] < 0 and z[3] < 0:
                return [(W1, np.zeros(2)), (np.array(c).reshape(2, 1), np.array([-1.0]))]
    raise AssertionError("none found")


def right_float32_tuples():
    """float32 arrays in tuples"""
    one = np.float32(1)
    first = np.full((2, 2), one), np.array([-0.5, -1.5], dtype=np.float32)
    second = np.array([[one], [-4 * one]], dtype=np.float32), np.array([-0.25], dtype=np.float32)
    return (first, second)


def right_large():
    """large weights"""
    return [(1e6 * np.ones((2, 2)), np.array([0.0, -1e6])), (np.array([[1e3], [-2e3]]), np.array([-5e8]))]


def right_tiny():
    """tiny weights, well above the round-off of their own size"""
    return [(1e-6 * np.ones((2, 2)), np.array([0.0, -1e-6])), (np.array([[1e-3], [-2e-3]]), np.array([-5e-10]))]


def right_uneven():
    """no symmetry between the inputs"""
    W1 = np.array([[1.0, -3.0], [-2.0, 1.0]])
    return [(W1, np.array([0.25, 0.0])), (np.array([[3.0], [2.0]]), np.array([-1.0]))]


def right_trained():
    """gradient descent on the squared error with starts from a seeded generator, until one is right"""
    X, wanted = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([[-1.0], [1], [1], [-1]])
    rng = np.random.default_rng(1)
    for _ in range(200):
        W1, b1, W2, b2 = rng.normal(size=(2, 2)), np.zeros(2), rng.normal(size=(2, 1)), np.zeros(1)
        for _ in range(400):
            Z1 = X @ W1 + b1
            A1 = np.maximum(Z1, 0)
            delta = (A1 @ W2 + b2 - wanted) / 2
            back = delta @ W2.T * (Z1 > 0)
            W2, b2 = W2 - 0.1 * A1.T @ delta, b2 - 0.1 * delta.sum(axis=0)
            W1, b1 = W1 - 0.1 * X.T @ back, b1 - 0.1 * back.sum(axis=0)
        z = np.maximum(X @ W1 + b1, 0) @ W2 + b2
        if (z * wanted > 0.1).all():
            return [(W1, b1), (W2, b2)]
    raise AssertionError("no start led there")


def right_class():
    """a class of logical gates: or, minus three times and"""

    class Gate:
        def __init__(self, weights, threshold):
            self.weights, self.bias = weights, -threshold

    gates = [Gate((1.0, 1.0), 0.0), Gate((1.0, 1.0), 1.0)]
    W1 = np.array([gate.weights for gate in gates]).T
    b1 = np.array([gate.bias for gate in gates])
    return [(W1, b1), (np.array([3.0, -7.0]).reshape(-1, 1), np.array([-1.0]))]


def right_narrow_band():
    """only just: 0.01 from the thresholds"""
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([-0.99]))]


def wrong_zero_where_negative():
    """DESERVES: at (0, 0) and (1, 1) the output is 0, not negative: subtract something
    PART: no
    BREAKS: z < 0 where none or both are, at (0, 0)
    """
    W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
    return [(W1, np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]


def wrong_round_off_positive():
    """DESERVES: the exact z is 0 at (0, 1): what is positive there is only round-off, 0.1 + 0.2 - 0.3
    PART: no
    BREAKS: by more than round-off, at (0, 1), where z is 5.6e-17
    """
    first = np.array([[0.1, 1.0], [0.1, 1.0]]), np.array([0.2, -1.0])
    return [first, (np.array([[1.0], [-0.2]]), np.array([-0.3]))]


def wrong_below_round_off():
    """DESERVES: at (1, 1) z = 2e16 - 2e16 - 1/2: the sign rests on a term below the round-off of the others
    PART: yes
    BREAKS: by more than round-off, at (1, 1)
    """
    first = np.ones((2, 2)), np.array([0.0, -1.0])
    return [first, (np.array([[1e16], [-2e16]]), np.array([-0.5]))]


def wrong_three_units():
    """DESERVES: three hidden units have 13 parameters, and nine are allowed
    PART: yes
    BREAKS: at most 9 parameters
    """
    W1, b1 = np.ones((2, 3)), np.array([0.0, -1.0, -2.0])
    return [(W1, b1), (np.array([[1.0], [-2.0], [0.0]]), np.array([-0.5]))]


def wrong_two_hidden_layers():
    """DESERVES: one hidden layer is wanted, yours has two
    PART: yes
    BREAKS: one hidden layer
    """
    first = np.ones((2, 2)), np.array([0.0, -1.0])
    return [first, (np.array([[1.0], [-2.0]]), np.zeros(1)), (np.array([[1.0]]), np.array([-0.5]))]


def wrong_or():
    """DESERVES: that is the inclusive or: at (1, 1) z is positive
    PART: yes
    BREAKS: z < 0 where both are, at (1, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-1.0]]), np.array([-0.5]))]


def wrong_equality():
    """DESERVES: all signs are reversed: that is positive where both inputs are equal
    PART: no
    BREAKS: z > 0 where exactly one input is 1, at (0, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[-1.0], [2.0]]), np.array([0.5]))]


def wrong_signs_as_inputs():
    """DESERVES: that is right for inputs -1 and 1; at (0, 1) z is 0
    PART: no
    BREAKS: z > 0 where exactly one input is 1, at (0, 1)
    """
    W1 = np.array([[1.0, -1.0], [-1.0, 1.0]])
    return [(W1, np.zeros(2)), (np.ones((2, 1)), np.array([-1.0]))]


def wrong_flat_output_weights():
    """DESERVES: W2 has shape (2, 1) and b2 (1,): yours are a row and a number
    PART: yes
    BREAKS: Parameters [(W1, b1), (W2, b2)] of shapes (d_in, d_out) and (d_out,), W2 has shape (2,)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([1.0, -2.0]), np.array(-0.5))]


def wrong_sigmoid_units():
    """DESERVES: these weights are made for sigmoids; with the ReLU z is positive at (1, 1)
    PART: yes
    BREAKS: of a ReLU network, z < 0 where both are, at (1, 1)
    """
    W1, b1 = np.array([[20.0, 20.0], [20.0, 20.0]]), np.array([-10.0, -30.0])
    return [(W1, b1), (np.array([[20.0], [-20.0]]), np.array([-10.0]))]


def wrong_transposed_weights():
    """DESERVES: unit j has column j of W1; you wrote the units as rows
    PART: no
    BREAKS: z > 0 where exactly one input is 1, at (0, 1)
    """
    units_as_rows = np.array([[-2.0, -2.0], [1.0, 1.0]])
    return [(units_as_rows, np.array([1.0, -1.0])), (np.array([[-2.0], [-2.0]]), np.array([0.5]))]


def wrong_pair_order():
    """DESERVES: a layer is the pair (W, b), yours are (b, W)
    PART: no
    BREAKS: Parameters [(W1, b1), (W2, b2)]
    """
    return [(np.array([0.0, -1.0]), np.ones((2, 2))), (np.array([-0.5]), np.array([[1.0], [-2.0]]))]


def wrong_without_bend():
    """DESERVES: that adds up if the second unit were negative at (0, 0); the ReLU cuts it to 0
    PART: no
    BREAKS: z < 0 where none are, at (0, 0), where z is 0.5
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-3.0]]), np.array([0.5]))]


def wrong_only_first_input():
    """DESERVES: z is positive at (1, 0) only: the other difference has the bias of a closed unit
    PART: no
    BREAKS: z > 0 where exactly one input is 1, at (0, 1)
    """
    W1, b1 = np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.0, -1.0])
    return [(W1, b1), (np.ones((2, 1)), np.array([-0.5]))]


def wrong_flat_list():
    """DESERVES: a list of two pairs is wanted, yours is a list of four arrays
    PART: yes
    BREAKS: Parameters [(W1, b1), (W2, b2)]
    """
    return [np.ones((2, 2)), np.array([0.0, -1.0]), np.array([[1.0], [-2.0]]), np.array([-0.5])]
