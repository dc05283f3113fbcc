import itertools

import numpy as np


def right_one_small_input():
    """One input in the plane, integers by hand."""
    X = np.array([[3.0, 1.0], [6.0, 4.0], [4.0, 6.0], [5.0, 0.0]])
    C = np.array([[0.0, 6.0], [2.0, 0.0], [3.0, 2.0]])
    return [(X, C)]


def right_fewest_samples():
    """Three samples, three centres, no ties anywhere."""
    return [(np.array([[5.0, 1], [2, 6], [0, 7]]), np.array([[8.0, 4], [1, 1], [5, 4]]))]


def right_in_space():
    """Three features."""
    X = np.array([[5, -1, -2], [5, -3, 0], [3, 5, 5], [-5, 0, -5], [-1, -5, -2]], dtype=float)
    C = np.array([[2, 4, -3], [-1, 1, 3], [3, 5, -2]], dtype=float)
    return [(X, C)]


def right_as_large_as_may_be():
    """Six samples, four centres, three features, large numbers."""
    X = [[5, -21, 40], [-59, 51, 47], [30, 64, 90], [-66, 60, 3], [61, -19, -78], [52, -64, -6]]
    C = [[38, 42, -82], [12, -75, 87], [3, -15, -18], [88, 44, -15]]
    return [(np.array(X, float), np.array(C, float))]


def right_one_input_for_each_question():
    """Three inputs, each made for some of the six: kinds of distance, labels on the way, median."""
    distance = np.array([[0.0, 0], [0, 3], [6, 0]]), np.array([[2.0, 2.5], [4, 0]])
    order = np.array([[4.0], [6], [-5], [5.5]]), np.array([[0.0], [9], [100]])
    median = np.array([[0.0], [1], [5]]), np.array([[2.5]])
    return [distance, order, median]


def right_one_centre_among_them():
    """Different numbers of features and of centres in the three inputs; N = 1 in one."""
    apart = np.array([[0.0, 0.0]]), np.array([[2.0, 2.5], [4.0, 0.0]])
    moving = np.array([[4.0], [6.0], [-5.0], [7.0]]), np.array([[0.0], [9.0], [100.0]])
    skew = np.array([[0.0, 0, 0], [0, 0, 1], [0, 0, 5]]), np.array([[1.0, 1.0, 1.0]])
    return [apart, moving, skew]


def right_integers():
    """Arrays of integers."""
    X = np.array([[6, -13], [17, -8], [-1, 3], [-13, -15], [-1, -20], [4, -3]])
    C = np.array([[-11, 11], [-7, 5], [-12, -7], [5, 9]])
    return [(X, C)]


def right_far_from_zero():
    """The small input, mirrored and moved to the edge of what is allowed."""
    X = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]]) * [1, -1] + [90, -94]
    C = np.array([[0.0, 6], [2, 0], [3, 2]]) * [1, -1] + [90, -94]
    assert max(abs(X).max(), abs(C).max()) <= 100
    return [(X, C)]


def right_scaled_and_turned():
    """The small input with its features exchanged and everything ten times as large, and a second one of no use."""
    X = 10 * np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]])[:, ::-1]
    C = 10 * np.array([[0.0, 6], [2, 0], [3, 2]])[:, ::-1]
    return [(X, C), (np.zeros((1, 1)), np.ones((1, 1)))]


def right_one_dimension_and_a_plane():
    """All but 5 on a line, 5 in the plane."""
    line = np.array([[19.0], [-21], [-6], [5], [13]]), np.array([[-28.0], [-13], [-2]])
    plane = np.array([[0.0, 0.0]]), np.array([[-30.0, 30.0], [50.0, 0.0]])
    return [plane, line]


def right_found_by_search():
    """The six are written down, and small inputs are drawn until all of them are caught, without a tie anywhere."""

    def labels_of(X, C, power=2):
        return (np.abs(X[:, None] - C) ** power).sum(axis=2).argmin(axis=1)

    def moved(X, C, labels, centre=lambda group, old: group.mean(axis=0), empty=lambda old: old):
        groups = [X[labels == j] for j in range(len(C))]
        return np.array([centre(g, c) if len(g) else empty(c) for g, c in zip(groups, C)])

    def online(X, C):
        C, counts, labels = C.copy(), np.zeros(len(C)), []
        for x in X:
            labels.append(int(((C - x) ** 2).sum(axis=1).argmin()))
            counts[labels[-1]] += 1
            C[labels[-1]] += (x - C[labels[-1]]) / counts[labels[-1]]
        return C, np.array(labels)

    def all_six(X, C):
        labels = labels_of(X, C)
        new, absolute = moved(X, C, labels), labels_of(X, C, 1)
        yield moved(X, C, labels, lambda g, c: np.median(g, axis=0)), labels
        yield new, labels_of(X, new)
        yield moved(X, C, labels, lambda g, c: (g.sum(axis=0) + c) / (len(g) + 1)), labels
        yield moved(X, C, labels, empty=lambda c: c + np.nan), labels
        yield moved(X, C, absolute), absolute
        yield online(X, C)

    def differs(a, b):
        return not np.allclose(a, b, rtol=0.01, atol=0.01)

    def gap(X, C, power):
        two = np.sort((np.abs(X[:, None] - C) ** power).sum(axis=2), axis=1)
        return (two[:, 1] - two[:, 0]).min()

    rng = np.random.default_rng(4)
    for _ in itertools.count():
        X, C = rng.uniform(0, 9, (5, 2)).round(1), rng.uniform(0, 9, (3, 2)).round(1)
        labels = labels_of(X, C)
        new = moved(X, C, labels)
        if min(gap(X, C, 2), gap(X, C, 1), gap(X, new, 2)) < 0.1:
            continue
        if all(differs(c, new) or differs(found, labels) for c, found in all_six(X, C)):
            return [(X, C)]


def right_plain_lists():
    """Tables as lists of lists, in a list of pairs."""
    return [([[5, 1], [2, 6], [0, 7]], [[8, 4], [1, 1], [5, 4]])]


def wrong_clusters_of_two():
    """DESERVES: no cluster has three samples or more, and of one or two the median is the mean: 1 is not caught
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 1 does not
    """
    X = np.array([[5.0, 9], [9, 7], [0, 2], [7, 5]])
    return [(X, np.array([[9.0, 7], [8, 0], [2, 6]]))]


def wrong_labels_that_stay():
    """DESERVES: after the step every sample is still nearest to its own centre: 2 is not caught
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 2 does not
    """
    X = np.array([[3.0, 3], [2, 2], [2, 7], [4, 5]])
    return [(X, np.array([[4.0, 9], [5, 7], [9, 2]]))]


def wrong_no_empty_cluster():
    """DESERVES: each centre has a sample, and nothing is divided by 0: 4 is not caught
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 4 does not
    """
    X = np.array([[0.0, 4], [6, 1], [9, 4], [9, 5], [7, 7]])
    return [(X, np.array([[4.0, 3], [6, 0]]))]


def wrong_distances_agree():
    """DESERVES: the nearest centre by absolute differences is the nearest one here: 5 is not caught
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 5 does not
    """
    X = np.array([[1.0, 7], [6, 0], [2, 8], [9, 7], [1, 9]])
    return [(X, np.array([[4.0, 1], [7, 1], [0, 8]]))]


def wrong_all_on_a_line():
    """DESERVES: two features, but the samples and centres lie along an axis, where both distances agree: 5 escapes
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 5 does not
    """
    line = np.array([[19.0], [-21], [-6], [5], [13]]), np.array([[-28.0], [-13], [-2]])
    return [tuple(np.hstack([part, np.ones_like(part)]) for part in line)]


def wrong_order_of_the_samples():
    """DESERVES: in this order of the samples no centre is passed by another too early: 6 is not caught
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 6 does not
    """
    X = np.array([[3.0, 1], [6, 4], [5, 0], [4, 6]])
    return [(X, np.array([[0.0, 6], [2, 0], [3, 2]]))]


def wrong_all_at_rest():
    """DESERVES: your centres stand at their means, so that 2 and 3 change nothing
    PART: yes
    BREAKS: all six wrong versions show themselves, at the input returned: 2, 3, 5 and 6 do not
    """
    return [(np.array([[0.0, 0], [1, 0], [5, 0], [40, 1]]), np.array([[2.0, 0], [40, 1], [90, 90]]))]


def wrong_too_little_to_see():
    """DESERVES: mean and median differ by 0.05, less than a thousandth of the number 95: 1 is not caught
    PART: yes
    BREAKS: off by more than 0.001 of the right number, at the third input: the median is 95.1, the mean 95.15
    """
    distance = np.array([[0.0, 0], [0, 3], [6, 0]]), np.array([[2.0, 2.5], [4, 0]])
    order = np.array([[4.0], [6], [-5], [5.5]]), np.array([[0.0], [9], [100]])
    return [distance, order, (np.array([[95.0], [95.1], [95.35]]), np.array([[95.2]]))]


def wrong_squares_too_close():
    """DESERVES: all six would be caught, but the squared distances of two centres differ by 0.0005 only
    PART: no
    BREAKS: the least is below every other one by 0.001 or more, at the input returned
    """
    X = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]])
    return [(X / 100, np.array([[0.0, 6], [2, 0], [3, 2]]) / 100)]


def wrong_two_equal_centres():
    """DESERVES: a centre stands twice, so the sample is equally near to both, and several answers are right
    PART: no
    BREAKS: no sample is equally near to two centres, at the sample (1, 2) of the input returned
    """
    X = np.array([[0.0, 3], [3, 0], [2, 0], [1, 2]])
    return [(X, np.array([[2.0, 3], [1, 2], [1, 2]]))]


def wrong_one_sample_too_many():
    """DESERVES: seven samples, six are allowed
    PART: no
    BREAKS: each has 1 to 6 samples, at the input returned
    """
    X = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0], [20, 20], [21, 20], [20, 22]])
    return [(X, np.array([[0.0, 6], [2, 0], [3, 2]]))]


def wrong_too_large():
    """DESERVES: a centre stands far outside of the numbers allowed, only to be empty
    PART: no
    BREAKS: numbers between -100 and 100, at the centre (1000, 1000)
    """
    X = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]])
    return [(X, np.array([[1000.0, 1000], [0, 6], [2, 0], [3, 2]]))]


def wrong_an_input_for_each():
    """DESERVES: an input for each of the six is more than three inputs
    PART: no
    BREAKS: a list of one to three inputs, at the six returned
    """
    plane = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]]), np.array([[0.0, 6], [2, 0], [3, 2]])
    return [plane] * 6


def wrong_pair_without_list():
    """DESERVES: you return a pair (X, C) itself, wanted is a list of such pairs
    PART: no
    BREAKS: a list of inputs (X, C), at the two tables returned
    """
    return np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]]), np.array([[0.0, 6], [2, 0], [3, 2]])


def wrong_four_features():
    """DESERVES: four features, three are allowed
    PART: no
    BREAKS: centres of 1 to 3 features, at the input returned
    """
    X, C = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]]), np.array([[0.0, 6], [2, 0], [3, 2]])
    return [(np.hstack([X, 0 * X]), np.hstack([C, 0 * C]))]


def wrong_centres_first():
    """DESERVES: the pair is (C, X), wanted is (X, C)
    PART: no
    BREAKS: all six wrong versions show themselves, at the input returned: 2 and 5 do not
    """
    X, C = np.array([[5.0, 1], [2, 6], [0, 7]]), np.array([[8.0, 4], [1, 1], [5, 4]])
    return [(C, X)]


def wrong_empty_at_infinity():
    """DESERVES: infinity is no number between -100 and 100, even for a centre that is to stay empty
    PART: no
    BREAKS: numbers between -100 and 100, at the centre (inf, inf)
    """
    X = np.array([[3.0, 1], [6, 4], [4, 6], [5, 0]])
    return [(X, np.array([[np.inf, np.inf], [0, 6], [2, 0], [3, 2]]))]
