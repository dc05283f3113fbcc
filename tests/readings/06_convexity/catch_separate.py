import numpy as np


def right_one_pair():
    A = np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0]])
    B = np.array([[4.0, 2.0], [12.0, -1.0]])
    return [(A, B)]


def right_lists():
    return [([[1, 6], [9, 6], [8, 10]], [[4, 2], [12, -1]])]


def right_integers_in_a_tuple():
    return ((np.array([[3, 1], [3, 7], [8, 9]]), np.array([[-1, 3], [-6, 20]])),)


def right_three_dimensions():
    A = np.array([[5.0, 1.0, 4.0], [-3.0, 2.0, 4.0], [0.0, -6.0, 4.0], [7.0, 7.0, 9.0]])
    B = np.array([[1.0, 0.0, 2.0], [-9.0, 3.0, -4.0]])
    return [(A + [30.0, 20.0, 10.0], B + [30.0, 20.0, 10.0])]


def right_two_inputs():
    # the offset of centroids, their lines and least squares in the first; pairs of points and the bias in the second
    first = np.array([[0.0, 1.0], [10.0, 1.0]]), np.array([[0.0, -1.0], [-10.0, -3.0]])
    second = np.array([[12.0, 15.0], [18.0, 15.0]]), np.array([[14.0, 11.0]])
    return [first, second]


def right_three_inputs():
    offsets = np.array([[1.0], [5.0]]), np.array([[-1.0]])
    edges = np.array([[-2.0, 1.0], [2.0, 1.0]]), np.array([[0.5, -1.0]])
    bias = np.array([[10.0, 11.0]]), np.array([[10.0, 9.0]])
    direction = np.array([[0.0, 1.0], [10.0, 1.0]]), np.array([[0.0, -1.0]])
    edges = np.vstack([edges[0], direction[0][1:] / 2]), edges[1]
    return [offsets, edges, bias]


def right_turned():
    turn = np.array([[0.6, -0.8], [0.8, 0.6]])
    A = np.array([[0.0, 2.0], [7.0, 2.0], [6.0, 5.0]]) @ turn.T + [60, 30]
    B = np.array([[2.0, 0.0], [-5.0, -2.0], [1.0, -6.0]]) @ turn.T + [60, 30]
    return [(A, B)]


def right_large_numbers():
    A = np.array([[100.0, 40.0], [20.0, 40.0], [90.0, 100.0]])
    B = np.array([[60.0, 10.0], [-80.0, -100.0]])
    return [(A, B)]


def right_small_numbers():
    A = np.array([[0.75, 0.6], [0.85, 0.6], [1.0, 1.0]])
    B = np.array([[0.8, 0.2], [1.2, -0.1]])
    return [(A, B)]


def right_six_points_some_equal():
    A = [(1, 6), (9, 6), (8, 10), (8, 10), (9, 6), (8, 10)]
    B = [(4, 2), (12, -1), (12, -1), (4, 2), (4, 2), (12, -1)]
    return [(np.array(A, dtype=float), np.array(B, dtype=float))]


def right_float32_with_a_useless_input():
    useless = np.float32([[1, 1]]), np.float32([[0, 0]])
    return [useless, (np.float32([[1, 6], [9, 6], [8, 10]]), np.float32([[4, 2], [12, -1]]))]


def right_found_by_search():
    def separate_well(A, B):
        D = (A[:, None] - B).reshape(-1, 2)
        best = min(D, key=lambda p: p @ p)
        inside = False
        for p in D:
            for q in D:
                e = q - p
                if e @ e > 0:
                    t = -(p @ e) / (e @ e)
                    if 0.1 < t < 0.9 and (p + t * e) @ (p + t * e) < best @ best - 0.1:
                        best, inside = p + t * e, True
        length = np.sqrt(best @ best)
        w = best / max(length, 1e-9)
        return w, (A @ w).min() - (B @ w).max(), inside

    rng = np.random.default_rng(6)
    while True:
        A, B = rng.integers(0, 10, (3, 2)) + [8.0, 20.0], rng.integers(0, 10, (2, 2)) + [0.0, 3.0]
        w, gap, inside = separate_well(A, B)
        c = A.mean(axis=0) - B.mean(axis=0)
        middle = ((A @ w).min() + (B @ w).max()) / 2
        if inside and gap > 2 and abs(w[0] * c[1] - w[1] * c[0]) > 1 and abs((A.mean(0) + B.mean(0)) @ w / 2 - middle) > 0.5:
            return [(A, B)]


def wrong_two_points():
    """DESERVES: one point against one: each of the six finds the line, or all but the one with the bias in the norm.
    PART: no
    BREAKS: on which six wrong versions show themselves; input: [([[1, 1]], [[0, 0]])] misses 1 to 5
    """
    return [(np.array([[1.0, 1.0]]), np.array([[0.0, 0.0]]))]


def wrong_symmetric_about_zero():
    """DESERVES: your sets are mirror images in 0, where the right b is 0: offsets from centroids are right, and a bias in the norm costs nothing.
    PART: yes
    BREAKS: six wrong versions show themselves; input: A = [[0, 1], [10, 1]], B = -A misses the third to the sixth
    """
    A = np.array([[0.0, 1.0], [10.0, 1.0]])
    return [(A, -A)]


def wrong_on_a_line():
    """DESERVES: on a line there is only one direction, and the nearest pair of points is right: take the plane.
    PART: yes
    BREAKS: six wrong versions show themselves; input: d = 1 misses the second, the third and the sixth
    """
    return [(np.array([[3.0], [9.0]]), np.array([[1.0], [0.0], [-4.0]]))]


def wrong_corner_to_corner():
    """DESERVES: your hulls are nearest at two of the points, so whoever joins the nearest pair of points is right: take an edge opposite to a corner.
    PART: yes
    BREAKS: six wrong versions show themselves; input: misses the third
    """
    return [(np.array([[10.0, 11.0], [19.0, 15.0]]), np.array([[10.0, 9.0], [3.0, 2.0], [9.0, 5.0]]))]


def wrong_centroid_offset_hidden():
    """DESERVES: both sets are as deep, so that halfway between the centroids is midway between the hulls too.
    PART: yes
    BREAKS: six wrong versions show themselves; input: misses the fourth
    """
    return [(np.array([[30.0, 6.0], [36.0, 6.0], [45.0, 9.0]]), np.array([[33.0, 4.0], [25.0, 4.0], [31.0, 1.0]]))]


def wrong_bias_hidden():
    """DESERVES: the right line goes through 0 and the nearest points are mirror images, so the bias has no say: move everything away from 0.
    PART: yes
    BREAKS: six wrong versions show themselves; input: misses the sixth
    """
    return [(np.array([[-3.0, 1.0], [3.0, 1.0], [8.0, 5.0]]), np.array([[0.0, -1.0], [-4.0, -3.0]]))]


def wrong_boxes():
    """DESERVES: two parallel edges, one opposite to the other, hide everybody but the one with the bias.
    PART: no
    BREAKS: six wrong versions show themselves; input: squares, misses 1, 2, 3 (a pair of corners is a nearest pair), 4, 5
    """
    return [(np.array([[4.0, 6.0], [6.0, 6.0]]), np.array([[4.0, 2.0], [6.0, 2.0]]))]


def wrong_hulls_meet():
    """DESERVES: your hulls meet, and then there is no right answer to compare with.
    PART: no
    BREAKS: hulls that are at least a hundredth of the largest distance apart; input: the triangles below
    """
    return [(np.array([[0.0, 0.0], [4.0, 0.0], [0.0, 4.0]]), np.array([[1.0, 1.0], [9.0, 9.0]]))]


def wrong_almost_touching():
    """DESERVES: 0.5 is less than a hundredth of your largest distance, 200: bring far points nearer, or the sets further apart.
    PART: yes
    BREAKS: hulls that are at least a hundredth of the largest distance of two points apart; input: gap 0.5, diameter above 200
    """
    return [(np.array([[-100.0, 40.5], [100.0, 40.5], [90.0, 100.0]]), np.array([[10.0, 40.0], [-80.0, -100.0]]))]


def wrong_seven_points():
    """DESERVES: a set has 6 points at most; yours has 7.
    PART: yes
    BREAKS: 1 to 6 points each; input: A with 7 rows
    """
    A = np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0], [2.0, 6.0], [3.0, 7.0], [4.0, 8.0], [5.0, 9.0]])
    return [(A, np.array([[4.0, 2.0], [12.0, -1.0]]))]


def wrong_four_inputs():
    """DESERVES: three inputs at most: one that is chosen well is enough.
    PART: yes
    BREAKS: A list of one to three inputs; input: four copies
    """
    A, B = np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0]]), np.array([[4.0, 2.0], [12.0, -1.0]])
    return [(A, B)] * 4


def wrong_too_large():
    """DESERVES: the numbers are to be between -100 and 100, one is 1000.
    PART: yes
    BREAKS: numbers between -100 and 100; input: a point (1000, 6)
    """
    return [(np.array([[1.0, 6.0], [1000.0, 60.0], [8.0, 10.0]]), np.array([[4.0, -50.0], [12.0, -60.0]]))]


def wrong_four_dimensions():
    """DESERVES: points have 1 to 3 numbers, yours have 4.
    PART: yes
    BREAKS: of 1 to 3 numbers; input: d = 4
    """
    A = np.array([[1.0, 6.0, 0, 0], [9.0, 6.0, 0, 0], [8.0, 10.0, 0, 0]])
    return [(A, np.array([[4.0, 2.0, 0, 0], [12.0, -1.0, 0, 0]]))]


def wrong_no_list():
    """DESERVES: a list of pairs is asked for; you return the pair itself.
    PART: yes
    BREAKS: A list of one to three inputs (A, B); input: (A, B) without a list
    """
    return np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0]]), np.array([[4.0, 2.0], [12.0, -1.0]])


def wrong_points_as_columns():
    """DESERVES: points are rows; as columns A has 3 numbers a point and B has 2.
    PART: yes
    BREAKS: A (N, d) and B (M, d); input: A (2, 3), B (2, 2)
    """
    return [(np.array([[1.0, 9.0, 8.0], [6.0, 6.0, 10.0]]), np.array([[4.0, 12.0], [2.0, -1.0]]))]


def wrong_labels_too():
    """DESERVES: an input is a pair (A, B), not samples and labels.
    PART: no
    BREAKS: inputs (A, B); input: (X, y)
    """
    X = np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0], [4.0, 2.0], [12.0, -1.0]])
    return [(X, np.array([1, 1, 1, -1, -1]))]


def wrong_empty_list():
    """DESERVES: without an input nobody is caught.
    PART: no
    BREAKS: A list of one to three inputs; input: []
    """
    return []


def wrong_point_without_brackets():
    """DESERVES: one point is a set of shape (1, d), write [[4, 2]].
    PART: yes
    BREAKS: B (M, d); input: B = [4.0, 2.0]
    """
    return [(np.array([[1.0, 6.0], [9.0, 6.0], [8.0, 10.0]]), np.array([4.0, 2.0]))]


def wrong_hardly_off():
    """DESERVES: the error of the sixth is there but too small: the nearest points are a thousandth off the mirror image only.
    PART: yes
    BREAKS: off by more than 0.001, and by more than 0.001 of the right number; input: shifted by 0.0005, misses the sixth
    """
    shift = np.array([0.0, 0.0005])
    return [(np.array([[-3.0, 1.0], [3.0, 1.0], [8.0, 5.0]]) + shift, np.array([[0.0, -1.0], [-4.0, -3.0]]) + shift)]


def wrong_infinite_point():
    """DESERVES: numbers must lie between -100 and 100; a point far behind need not be at infinity.
    PART: no
    BREAKS: numbers between -100 and 100; input: np.inf
    """
    return [(np.array([[1.0, 6.0], [9.0, 6.0], [8.0, np.inf]]), np.array([[4.0, 2.0], [12.0, -1.0]]))]


def wrong_random_without_look():
    """DESERVES: random clouds around -1 and +1 were never checked: on yours the bias in the norm makes no difference.
    PART: yes
    BREAKS: six wrong versions show themselves; input: normal clouds of 6 points, misses the sixth
    """
    rng = np.random.default_rng(0)
    return [(rng.normal(size=(6, 2)) + 1, rng.normal(size=(6, 2)) - 1)]


def wrong_moved_along_the_normal():
    """DESERVES: b is not 0, and still the bias in the norm costs nothing: the edge is so wide that it balances; move the sets along the edge.
    PART: yes
    BREAKS: six wrong versions show themselves; input: an edge from x = -60 to 100 at height 40 misses the sixth
    """
    return [(np.array([[100.0, 40.0], [-60.0, 40.0], [90.0, 100.0]]), np.array([[10.0, 10.0], [-80.0, -100.0]]))]
