import numpy as np


def right_by_hand():
    """the three samples of the section on the bias"""
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1)]


def right_far_away():
    """the same, moved by 96"""
    return [(np.array([[100.0], [98.0], [97.0]]), np.array([1, -1, -1]), 0.1)]


def right_mirrored_integers():
    """integers, mirrored, other order"""
    return [(np.array([[-2], [-4], [-1]]), np.array([-1, 1, -1]), 0.1)]


def right_labels_exchanged():
    """the other label in the majority"""
    X = np.array([4.0, 1.0, 2.0]).reshape(-1, 1)
    return [(X, -np.array([1, -1, -1]), 0.1)]


def right_two_inputs():
    """one for the first five, one for the bias from bound vectors"""
    X = np.array([[50.0], [51.0], [53.0], [52.0], [54.0], [56.0]])
    return [
        (X, np.array([1, 1, 1, -1, -1, -1]), 0.02),
        (np.array([[6.0], [5.0], [7.0]]), np.array([1, -1, -1]), 3.0),
    ]


def right_three_inputs():
    """three inputs, each for some of them"""
    return [
        (np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0),
        (np.array([[3.0], [1.0], [2.0], [0.0]]), np.array([1, -1, 1, -1]), 0.2),
        (np.array([[10.0], [12.0], [11.0]]), np.array([1, 1, -1]), 0.1),
    ]


def right_rotated():
    """two features: the line is turned by a right-angled triangle 3, 4, 5"""
    x = np.array([4.0, 1.0, 2.0])
    return [(np.outer(x, [0.6, 0.8]), np.array([1.0, -1.0, -1.0]), 0.1)]


def right_small_scale_largest_c():
    """hundredths and the largest C; the penalty on b is caught by a second input"""
    x = np.linspace(1, 4, 4)[[3, 0, 1]] / 100
    return [(x[:, None], np.array([1, -1, -1]), 1000.0), (np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0)]


def right_six_samples():
    """six samples, three of them beyond the street"""
    X = [[4.0], [1.0], [2.0], [30.0], [-20.0], [-8.0]]
    return [(np.array(X), np.array([1, -1, -1, 1, -1, -1]), 0.1)]


def right_built_by_a_helper():
    """a helper with asserts, a second input that is not needed"""

    def entry(plus, minus, price):
        X = np.array(list(plus) + list(minus), dtype=float)[:, np.newaxis]
        y = np.repeat([1, -1], [len(plus), len(minus)])
        assert 2 <= len(X) <= 6 and 0.001 <= price <= 1000
        return X, y, price

    return [entry([40, 44], [43.5, 30], 0.05), entry([4], [1, 2], 0.1)]


def right_second_feature():
    """a second feature that says little"""
    X = np.column_stack([[4.0, 1.0, 2.0], [0.125, -0.125, 0.0]])
    return [(X, np.array([1, -1, -1]), np.float64(0.1))]


def right_other_c():
    """another C of the same kind of optimum"""
    return [(np.array([[8.0], [2.0], [4.0]], dtype=np.float32), np.array([1, -1, -1], dtype=np.int8), 0.03)]


def wrong_c_is_one():
    """DESERVES: with C = 1 the fourth trainer, with 1/C, is right (and the fifth and sixth lose nothing, either)
    PART: yes
    BREAKS: on which six wrong trainers lose, 4 does not at C = 1
    """
    return [
        (np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 1.0),
        (np.array([[-4.0], [-1.0], [2.0]]), np.array([1, -1, -1]), 1.0),
    ]


def wrong_symmetric():
    """DESERVES: symmetric samples have b = 0 anyway
    PART: yes
    BREAKS: on which six wrong trainers lose, 1, 2 and 6 do not at x = 1, -1
    """
    return [(np.array([[1.0], [-1.0]]), np.array([1, -1]), 0.25)]


def wrong_hard_margin():
    """DESERVES: a hard margin does not care for C/N or C/2, and all its support vectors are free
    PART: yes
    BREAKS: on which six wrong trainers lose, 3, 5 and 6 do not at x = 11, 9, C = 10
    """
    return [(np.array([[11.0], [9.0]]), np.array([1, -1]), 10.0)]


def wrong_less_than_a_percent():
    """DESERVES: the third and the fifth lose, but only 0.3 and 0.2 %
    PART: yes
    BREAKS: more than 1.01 times the least, at x = 11, 9, 10.5 and C = 0.1 trainers 3 and 5 do not
    """
    return [(np.array([[11.0], [9.0], [10.5]]), np.array([1, -1, -1]), 0.1)]


def wrong_all_bound_but_lucky():
    """DESERVES: all support vectors are at C, but the mean of their v is inside the optimal interval
    PART: yes
    BREAKS: on which six wrong trainers lose, 6 does not at x = 10, 12, 11, 14
    """
    return [(np.array([[10.0], [12.0], [11.0], [14.0]]), np.array([1, 1, -1, -1]), 0.05)]


def wrong_free_vectors_only():
    """DESERVES: where the support vectors are free the sixth is right
    PART: yes
    BREAKS: on which six wrong trainers lose, 6 does not at x = 6, 5, 3, C = 3
    """
    return [(np.array([[6.0], [5.0], [3.0]]), np.array([1, -1, -1]), 3.0)]


def wrong_zero_w():
    """DESERVES: where the best w is 0 anyway a wrong C loses nothing
    PART: yes
    BREAKS: on which six wrong trainers lose, 3, 4 and 5 do not at x = 10, 12, 11
    """
    return [(np.array([[10.0], [12.0], [11.0]]), np.array([1, 1, -1]), 0.1)]


def wrong_labels_zero_and_one():
    """DESERVES: labels are -1 and +1 here, not 0 and 1
    PART: no
    BREAKS: their labels y (N,), -1 and +1, both
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, 0, 0]), 0.1)]


def wrong_four_inputs():
    """DESERVES: three inputs at most
    PART: no
    BREAKS: a list of one to three inputs
    """
    x, y = np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1])
    return [(x, y, 0.1), (x, y, 0.2), (x + 1, y, 0.1), (x + 2, y, 0.1)]


def wrong_flat_samples():
    """DESERVES: X has a row for each sample, (N, 1), not (N,)
    PART: no
    BREAKS: samples X (N, d)
    """
    return [(np.array([4.0, 1.0, 2.0]), np.array([1, -1, -1]), 0.1)]


def wrong_tuple_alone():
    """DESERVES: a list of inputs is wanted, not one input
    PART: no
    BREAKS: a list of one to three inputs (X, y, C)
    """
    return np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1


def wrong_seven_samples():
    """DESERVES: six samples at most
    PART: no
    BREAKS: each has 2 to 6 samples
    """
    X = np.array([[4.0], [1.0], [2.0], [30.0], [-20.0], [-8.0], [-9.0]])
    return [(X, np.array([1, -1, -1, 1, -1, -1, -1]), 0.1)]


def wrong_too_far():
    """DESERVES: numbers up to 100 only
    PART: no
    BREAKS: numbers between -100 and 100
    """
    return [(np.array([[104.0], [101.0], [102.0]]), np.array([1, -1, -1]), 0.1)]


def wrong_c_too_small():
    """DESERVES: C is 0.0005 in the third input, below 0.001
    PART: no
    BREAKS: and C between 0.001 and 1000
    """
    return [
        (np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1),
        (np.array([[40.0], [10.0], [20.0]]), np.array([1, -1, -1]), 0.0005),
    ]


def wrong_one_label():
    """DESERVES: the second input has samples of one label only
    PART: no
    BREAKS: their labels y (N,), -1 and +1, both
    """
    return [
        (np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 0.1),
        (np.array([[4.0], [1.0]]), np.array([1, 1]), 0.1),
    ]


def wrong_order_of_the_entries():
    """DESERVES: an input is (X, y, C), in this order
    PART: no
    BREAKS: a list of one to three inputs (X, y, C)
    """
    return [(np.array([1, -1, -1]), np.array([[4.0], [1.0], [2.0]]), 0.1)]


def wrong_c_too_large_for_the_fifth():
    """DESERVES: the weights of the third and fifth are still large enough for the same hard margin
    PART: yes
    BREAKS: on which six wrong trainers lose, 1, 3, 5 and 6 do not at C = 30
    """
    return [(np.array([[4.0], [1.0], [2.0]]), np.array([1, -1, -1]), 30.0)]


def wrong_equal_but_for_c():
    """DESERVES: both inputs are separable with free support vectors, where the sixth is right
    PART: yes
    BREAKS: on which six wrong trainers lose, 6 does not
    """
    X, y = np.array([[9.0], [7.0], [6.0]]), np.array([1, -1, -1])
    return [(X, y, 0.8), (X, y, 4.0)]
