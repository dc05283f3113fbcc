import numpy as np


def right_one_pair():
    """one pair in the plane: an edge with a point far behind, against a corner, away from 0"""
    A = np.array([[28.0, 11.0], [33.0, 11.0], [37.0, 16.0]])
    B = np.array([[30.0, 9.0]])
    return [(A, B)]


def right_three_inputs():
    """three inputs, for different versions each"""
    far = np.array([[10.0, 11.0]]), np.array([[10.0, 9.0]])
    edge = np.array([[-3.0, 1.0], [2.0, 1.0]]), np.array([[0.0, -1.0]])
    behind = np.array([[0.0, 1.0], [1.0, 8.0]]), np.array([[0.0, -1.0]])
    return [far, edge, behind]


def right_two_inputs():
    """two inputs, the first a parallel pair of edges, the second one moved along the line"""
    first = np.array([[0.0, 1.0], [4.0, 1.0]]), np.array([[0.5, -1.0], [-4.0, -1.0], [-4.0, -5.0]])
    second = np.array([[40.0, 1.0], [44.0, 3.0]]), np.array([[42.0, -1.0]])
    return [first, second]


def right_in_space():
    """three dimensions: a triangle opposite to a point"""
    triangle = [[1.5, 5.0, 3.0], [-2.0, 6.0, 3.0], [0.0, 3.25, 3.0], [9.0, 9.0, 8.0]]
    return [(np.array(triangle), np.array([[0.0, 5.0, 1.0]]))]


def right_lists():
    """plain lists of integers, in tuples"""
    return [([[21, 84], [21, 77], [30, 89]], [[19, 80], [12, 72]])]


def right_edge_in_b():
    """the same idea with B as the set with the edge, integers as arrays"""
    A = np.array([[50, 12]])
    B = np.array([[47, 8], [54, 8], [60, 1], [58, -3]])
    return [(A, B)]


def right_built_by_rotation():
    """built in a simple position, then rotated and moved by code"""
    c, s = np.cos(0.7), np.sin(0.7)
    R = np.array([[c, -s], [s, c]])
    A = np.array([[1.0, -2.0], [1.0, 3.0], [6.0, 5.0]])
    B = np.array([[-1.0, 0.0], [-3.0, 0.5]])
    return [(A @ R.T + [5, -7], B @ R.T + [5, -7])]


def right_random_search():
    """random sets with a seed, a strip left free"""
    rng = np.random.default_rng(3)
    A, B = rng.uniform(-5, 5, (6, 2)), rng.uniform(-5, 5, (6, 2))
    A[:, 1] = np.abs(A[:, 1]) + 1
    B[:, 1] = -np.abs(B[:, 1]) - 1
    A[:2] = [[-4, 1], [5, 1]]
    B[0] = [0.3, -1]
    return [(A + [50, 10], B + [50, 10])]


def right_six_points_each():
    """six points in each set, some of them equal"""
    A = np.array([[0, 2], [6, 2], [6, 2], [6, 9], [6, 9], [1, 4]], dtype=float)
    B = np.array([[2, 0], [2, 0], [2, 0], [2, -1], [2, -2], [-7, -3]], dtype=float)
    return [(A + [80, 30], B + [80, 30])]


def right_large_numbers():
    """numbers up to 100"""
    A = np.array([[100.0, 100.0], [-20.0, 60.0], [100.0, 60.0]])
    B = np.array([[30.0, 0.0], [-100.0, -100.0]])
    return [(A, B)]


def right_small_numbers():
    """a small set, all within a tenth, where offsets are still off by more than 0.001, and a pair far from 0"""
    A = np.array([[-0.02, 0.11], [0.03, 0.11], [0.07, 0.16]])
    B = np.array([[0.0, 0.09], [0.01, 0.03]])
    return [(A, B), (np.array([[10.0, 11.0]]), np.array([[10.0, 9.0]]))]


def right_helpers_and_lists_of_lists():
    """helpers, and a list in place of each tuple; an input on a line besides"""

    def edge(height, left, right):
        return [[left, height], [right, height]]

    def moved(points, by):
        return np.array([[x + by, y] for x, y in points], dtype=float)

    plane = moved([*edge(11, -2, 3), [6, 14]], 40), moved([[0, 9]], 40)
    line = np.array([[1.0], [7.0]]), np.array([[-1.0]])
    return [line, plane]


def wrong_two_points():
    """DESERVES: for two points on opposite sides of 0 all six are right
    PART: no
    BREAKS: six wrong versions show themselves, at A = [[0, 1]], B = [[0, -1]]
    """
    return [(np.array([[0.0, 1.0]]), np.array([[0.0, -1.0]]))]


def wrong_on_a_line():
    """DESERVES: on a line there is one direction only, so the second and the third version are right
    PART: yes
    BREAKS: six wrong versions show themselves, at d = 1
    """
    return [(np.array([[11.0], [15.0]]), np.array([[9.0]]))]


def wrong_hulls_touch():
    """DESERVES: the hulls meet at (0, 0)
    PART: no
    BREAKS: hulls that are a hundredth apart, at A = [[-2, 0], [3, 0], [5, 4]], B = [[0, 0], [1, -3]]
    """
    return [(np.array([[-2.0, 0.0], [3.0, 0.0], [5.0, 4.0]]), np.array([[0.0, 0.0], [1.0, -3.0]]))]


def wrong_too_close():
    """DESERVES: the hulls are 0.5 apart, less than a hundredth of the largest distance
    PART: no
    BREAKS: at least a hundredth of the largest distance of two points apart, at a point (100, 60) far behind
    """
    A = np.array([[28.0, 10.5], [33.0, 10.5], [100.0, 60.0]])
    return [(A, np.array([[30.0, 10.0]]))]


def wrong_seven_points():
    """DESERVES: seven points in A
    PART: no
    BREAKS: 1 to 6 points each, at A with 7 rows
    """
    A = np.array([[28.0, 11], [33, 11], [37, 16], [36, 16], [35, 16], [34, 16], [33, 16]])
    return [(A, np.array([[30.0, 9.0]]))]


def wrong_beyond_hundred():
    """DESERVES: an entry of 110 is not allowed
    PART: no
    BREAKS: numbers between -100 and 100, at A = [[98, 11], [103, 11], [110, 16]]
    """
    return [(np.array([[98.0, 11.0], [103.0, 11.0], [110.0, 16.0]]), np.array([[100.0, 9.0]]))]


def wrong_pair_without_list():
    """DESERVES: the pair itself is returned, not a list of pairs
    PART: no
    BREAKS: a list of inputs (A, B), at (A, B)
    """
    return np.array([[28.0, 11.0], [33.0, 11.0], [37.0, 16.0]]), np.array([[30.0, 9.0]])


def wrong_four_inputs():
    """DESERVES: four inputs where three are the most
    PART: no
    BREAKS: one to three inputs, at the fourth
    """
    A, B = np.array([[28.0, 11.0], [33.0, 11.0], [37.0, 16.0]]), np.array([[30.0, 9.0]])
    return [(A, B), (A + 1, B + 1), (A + 2, B + 2), (A + 3, B + 3)]


def wrong_four_dimensions():
    """DESERVES: points of four numbers where three are the most
    PART: no
    BREAKS: of 1 to 3 numbers, at d = 4
    """
    A = np.array([[-2.0, 11.0, 1, 2], [3.0, 11.0, 1, 2], [7.0, 16.0, 1, 2]])
    return [(A, np.array([[0.0, 9.0, 1, 2]]))]


def wrong_bias_zero():
    """DESERVES: the best line goes through 0, so the version with the bias in the norm is right
    PART: yes
    BREAKS: all six, the sixth, at A = [[-2, 1], [3, 1], [7, 6]], B = [[0, -1]]
    """
    return [(np.array([[-2.0, 1.0], [3.0, 1.0], [7.0, 6.0]]), np.array([[0.0, -1.0]]))]


def wrong_nearest_rows_are_nearest():
    """DESERVES: the nearest points of the hulls are rows, so the third version is right
    PART: yes
    BREAKS: all six, the third, at A = [[10, 11], [13, 15]], B = [[10, 9], [6, 3]]
    """
    return [(np.array([[10.0, 11.0], [13.0, 15.0]]), np.array([[10.0, 9.0], [6.0, 3.0]]))]


def wrong_centroids_opposite():
    """DESERVES: the centroids are opposite to each other, so the direction of the second version is right
    PART: yes
    BREAKS: all six, the second, at A = [[58, 11], [62, 11], [60, 17]], B = [[60, 9]]
    """
    return [(np.array([[58.0, 11.0], [62.0, 11.0], [60.0, 17.0]]), np.array([[60.0, 9.0]]))]


def wrong_balanced_depths():
    """DESERVES: the centroids are equally far behind the edges, so the fourth version is right
    PART: yes
    BREAKS: all six, the fourth, at A = [[58, 11], [63, 11], [67, 14]], B = [[60, 9], [52, 7], [55, 8]]
    """
    A = np.array([[58.0, 11.0], [63.0, 11.0], [67.0, 14.0]])
    return [(A, np.array([[60.0, 9.0], [52.0, 7.0], [55.0, 8.0]]))]


def wrong_one_number_too_few():
    """DESERVES: A holds points of the plane and B points of space
    PART: no
    BREAKS: A (N, d) and B (M, d), at A (3, 2) and B (1, 3)
    """
    return [(np.array([[28.0, 11.0], [33.0, 11.0], [37.0, 16.0]]), np.array([[30.0, 9.0, 0.0]]))]


def wrong_empty_set():
    """DESERVES: a second input has no points in B
    PART: no
    BREAKS: 1 to 6 points each, at B (0, 2)
    """
    A = np.array([[28.0, 11.0], [33.0, 11.0], [37.0, 16.0]])
    return [(A, np.array([[30.0, 9.0]])), (A, np.zeros((0, 2)))]


def wrong_tiny():
    """DESERVES: the numbers are so small that offsets are off by less than 0.001
    PART: yes
    BREAKS: an entry off by more than 0.001, at A = [[-2, 1], [3, 1], [7, 6]]/10000: the fourth version
    """
    A, B = np.array([[-2.0, 1.0], [3.0, 1.0], [7.0, 6.0]]), np.array([[0.0, -1.0]])
    return [(A / 1e4, B / 1e4), (np.array([[10.0, 11.0]]), np.array([[10.0, 9.0]]))]


def wrong_off_by_little():
    """DESERVES: the row is nearly opposite, so that the third version is off by less than 0.001
    PART: yes
    BREAKS: off by more than 0.001, at A = [[59.9999, 11], [66, 11], [69, 19]], B = [[60, 9]]
    """
    return [(np.array([[59.9999, 11.0], [66.0, 11.0], [69.0, 19.0]]), np.array([[60.0, 9.0]]))]


def wrong_crossing():
    """DESERVES: the hulls cross, though no two points are equal
    PART: no
    BREAKS: hulls that are apart, at A = [[10, 11], [10, 8]], B = [[9, 9], [12, 10]]
    """
    return [(np.array([[10.0, 11.0], [10.0, 8.0], [13.0, 15.0]]), np.array([[9.0, 9.0], [12.0, 10.0]]))]


def wrong_moved_along_a_line_through_zero():
    """DESERVES: moved along a line through 0 the bias stays 0, and the version with the bias in the norm stays right
    PART: yes
    BREAKS: all six, the sixth, at A = [[48, 1], [53, 1], [57, 6]], B = [[50, -1]]
    """
    return [(np.array([[48.0, 1.0], [53.0, 1.0], [57.0, 6.0]]), np.array([[50.0, -1.0]]))]


def wrong_moved_across_only():
    """DESERVES: moved across the line, and not along it, the version with the bias in the norm is right
    PART: yes
    BREAKS: all six, the sixth, at A = [[-2, 61], [3, 61], [7, 66]], B = [[0, 59]]
    """
    return [(np.array([[-2.0, 61.0], [3.0, 61.0], [7.0, 66.0]]), np.array([[0.0, 59.0]]))]
