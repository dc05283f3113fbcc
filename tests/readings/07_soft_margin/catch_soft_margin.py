import numpy as np


def right_one():
    """The example by hand: no one is free, b is far from 0, C is not 1."""
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1)]


def right_integers():
    """Integers, and the labels the other way round."""
    return [(np.array([[5], [2], [1]]), np.array([-1, 1, 1]), 0.1)]


def right_lists():
    """Lists in place of arrays."""
    return [([[7], [9], [7]], [1, -1, 1], 0.3)]


def right_two_features():
    """Two features."""
    X = np.array([[18.0, 2.0], [16.0, 13.0], [4.0, 1.0]])
    return [(X, np.array([-1, 1, -1]), 0.01)]


def right_four_samples():
    """Four samples, none of which a line separates from the others in the right way."""
    return [(np.array([[-3.0], [-2.0], [2.0], [12.0]]), np.array([1, 1, 1, -1]), 0.01)]


def right_three_inputs():
    """One input for the bias, one for the price, one for the support vectors."""
    bias = np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0
    price = np.array([[10.0], [11.0], [13.0]]), np.array([1, -1, -1]), 0.01
    bound = np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1
    return [bias, price, bound]


def right_two_inputs():
    """One that is symmetric and catches few, and one that catches the others; a tuple of tuples."""
    y = np.array([1, -1, -1])
    return ([np.array([[1.0], [-1.0], [3.0]]), y, 2.0], (np.array([[5.0], [2.0], [3.0]]), y, 0.1))


def right_five_samples():
    X = np.array([[9, 6], [-6, 5], [16, 3], [-6, 11], [13, -3]])
    return [(X, np.array([1, -1, -1, 1, -1]), np.float64(0.05))]


def right_scaled():
    """The same samples five times as far apart, with a 25th of the price."""
    X, y = np.array([[4.0, 1.0, 2.0]]).T * 5, np.array([1.0, -1.0, -1.0])
    return [(X, y, 0.1 / 25)]


def right_second_feature_empty():
    """A second feature that is 0, and float32."""
    X = np.zeros((3, 2), np.float32)
    X[:, 1] = 4, 1, 2
    return [(X, np.array([1, -1, -1], np.int8), np.array(0.1))]


def right_least_price():
    """The least price that is allowed, and samples far apart."""
    x, y = np.array([60.0, 30.0, 40.0]), np.array([1, -1, -1])
    C = 0.001
    return [(x.reshape(3, 1), y, C)]


def right_mirrored():
    """The mirror image: x to -x, classes as they were."""
    x = np.negative([4.0, 1.0, 2.0])
    return [(x[:, np.newaxis], np.sign([1, -1, -1]), 1 / 10)]


def wrong_symmetric():
    """DESERVES: samples around 0 have b = 0 anyway: 1 and 2 are right on them.
    PART: yes
    BREAKS: "inputs on which six wrong trainers lose" (1, 2 and more are missed); input: x=1,-1, y=1,-1, C=0.25
    """
    return [(np.array([[1.0], [-1.0]]), np.array([1, -1]), 0.25)]


def wrong_price_one():
    """DESERVES: C = 1 is its own reciprocal: 4 is right.
    PART: yes
    BREAKS: "six wrong trainers lose" (4 is missed); input: x=4,1,2 divided by sqrt 10, C=1
    """
    X = np.array([[4.0], [1.0], [2.0]]) / np.sqrt(10)
    return [(X, np.array([1, -1, -1]), 1.0)]


def wrong_hard_margin():
    """DESERVES: where C is large and the classes are separable, 3, 5 and 6 are right.
    PART: yes
    BREAKS: "six wrong trainers lose" (3, 5, 6 are missed); input: x=11,9, y=1,-1, C=10
    """
    return [(np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0)]


def wrong_all_free():
    """DESERVES: in a pair both have the same alpha and the same distance: the mean of 6 is in the interval.
    PART: yes
    BREAKS: "six wrong trainers lose" (6 is missed); input: x=6,8, y=1,-1, C=0.3
    """
    return [(np.array([[6.0], [8.0]]), np.array([1, -1]), 0.3)]


def wrong_half_not_seen():
    """DESERVES: with C and with C/2 the same hyperplane is best here: 5 is right.
    PART: yes
    BREAKS: "six wrong trainers lose" (5 is missed); input: x=-5,0,-1,1, y=-1,1,-1,1, C=0.1
    """
    return [(np.array([[-5.0], [0.0], [-1.0], [1.0]]), np.array([-1, 1, -1, 1]), 0.1)]


def wrong_reciprocal_not_seen():
    """DESERVES: at C = 0.2 and at 1/C = 5 the same hyperplane is best: 4 is right although C is not 1.
    PART: yes
    BREAKS: "six wrong trainers lose" (4 is missed); input: x=4,7,2,6, y=-1,-1,1,1, C=0.2
    """
    return [(np.array([[4.0], [7.0], [2.0], [6.0]]), np.array([-1, -1, 1, 1]), 0.2)]


def wrong_small_units():
    """DESERVES: beside a large w a penalised bias is nearly free: 1 loses less than 1 %.
    PART: yes
    BREAKS: "more than 1.01 times the least" (1 is missed); input: x=0.04,0.01,0.02, y=1,-1,-1, C=1000
    """
    return [(np.array([[0.04], [0.01], [0.02]]), np.array([1, -1, -1]), 1000.0)]


def wrong_less_than_a_percent():
    """DESERVES: 1, 2, 3 and 5 lose half of a percent or less here: not enough.
    PART: yes
    BREAKS: "more than 1.01 times the least"; input: x=10,11,13, y=1,-1,-1, C=0.05
    """
    return [(np.array([[10.0], [11.0], [13.0]]), np.array([1, -1, -1]), 0.05)]


def wrong_one_class():
    """DESERVES: both labels are wanted.
    PART: no
    BREAKS: "their labels y (N,), -1 and +1, both"; input: y=1,1,1
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, 1, 1]), 0.1)]


def wrong_labels_01():
    """DESERVES: the labels are -1 and +1.
    PART: no
    BREAKS: "their labels y (N,), -1 and +1"; input: y=1,0,0
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, 0, 0]), 0.1)]


def wrong_one_axis():
    """DESERVES: X has two axes, also for one feature.
    PART: no
    BREAKS: "X (N, d)"; input: X of shape (3,)
    """
    return [(np.array([4.0, 1.0, 2.0]), np.array([1, -1, -1]), 0.1)]


def wrong_transposed():
    """DESERVES: samples are rows: this is one sample of three features.
    PART: no
    BREAKS: "2 to 6 samples X (N, d)"; input: X of shape (1, 3)
    """
    return [(np.array([[4.0, 1.0, 2.0]]), np.array([1, -1, -1]), 0.1)]


def wrong_column_of_labels():
    """DESERVES: y has one axis.
    PART: no
    BREAKS: "their labels y (N,)"; input: y of shape (3, 1)
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([[1], [-1], [-1]]), 0.1)]


def wrong_too_large_numbers():
    """DESERVES: the samples are to lie between -100 and 100.
    PART: no
    BREAKS: "numbers between -100 and 100"; input: x=104,101,102
    """
    return [(np.array([[104.0], [101.0], [102.0]]), np.array([1, -1, -1]), 0.1)]


def wrong_too_small_price():
    """DESERVES: C is at least 0.001.
    PART: no
    BREAKS: "C between 0.001 and 1000"; input: C=0.0001
    """
    return [(np.array([[80.0], [20.0], [40.0]]), np.array([1, -1, -1]), 0.1 / 400)]


def wrong_seven_samples():
    """DESERVES: at most six samples.
    PART: no
    BREAKS: "2 to 6 samples"; input: seven
    """
    X = np.array([[4.0], [1.0], [2.0], [1.0], [2.0], [1.0], [2.0]])
    return [(X, np.array([1, -1, -1, -1, -1, -1, -1]), 0.1)]


def wrong_three_features():
    """DESERVES: one or two features.
    PART: no
    BREAKS: "of 1 or 2 features"; input: X of shape (3, 3)
    """
    X = np.array([[4.0, 0, 0], [1.0, 0, 0], [2.0, 0, 0]])
    return [(X, np.array([1, -1, -1]), 0.1)]


def wrong_four_inputs():
    """DESERVES: at most three inputs.
    PART: yes
    BREAKS: "A list of one to three inputs"; input: four
    """
    return 4 * [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1)]


def wrong_no_list():
    """DESERVES: a list with the tuple in it is wanted, not the tuple.
    PART: yes
    BREAKS: "A list of one to three inputs (X, y, C)"; input: the tuple
    """
    return np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1


def wrong_order():
    """DESERVES: the order is X, y, C.
    PART: yes
    BREAKS: "inputs (X, y, C)"; input: (X, C, y)
    """
    return [(np.array([[4.0], [1.0], [2.0]]), 0.1, np.array([1, -1, -1]))]


def wrong_empty():
    """DESERVES: at least one input is wanted.
    PART: no
    BREAKS: "A list of one to three inputs"; input: []
    """
    return []


def wrong_price_as_text():
    """DESERVES: C is a number.
    PART: no
    BREAKS: "C between 0.001 and 1000"; input: C="0.1"
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), "0.1")]


def wrong_two_weak_inputs():
    """DESERVES: two inputs, and on both 6 is right: each has its support vectors on their margins or in balance.
    PART: yes
    BREAKS: "six wrong trainers lose" (6 is missed); input: x=11,9, C=10 and x=6,8, C=0.3
    """
    return [
        (np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0),
        (np.array([[6.0], [8.0]]), np.array([1, -1]), 0.3),
    ]


def wrong_price_one_twice():
    """DESERVES: the one input with C != 1 has a hard margin, and there 4 is nearly right with 1/C as well.
    PART: yes
    BREAKS: "six wrong trainers lose" (4 is missed); input: x=4,1,2 / sqrt 10 with C=1, and x=11,9 with C=0.6
    """
    return [
        (np.array([[4.0], [1.0], [2.0]]) / np.sqrt(10), np.array([1, -1, -1]), 1.0),
        (np.array([[11.0], [9.0]]), np.array([1, -1]), 0.6),
    ]
