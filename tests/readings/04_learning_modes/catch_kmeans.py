import itertools

import numpy as np


def right_one_input() -> list[tuple[np.ndarray, np.ndarray]]:
    return [(np.array([[5.0, 5.0], [-3.0, 1.0], [2.0, -2.0]]), np.array([[4.0, -4.0], [1.0, -3.0]]))]


def right_four_samples_three_centres() -> list[tuple[np.ndarray, np.ndarray]]:
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
    C = np.array([[0.0, 0.0], [1.0, 2.0], [-90.0, 90.0]])
    return [(X, C)]


def right_nested_lists() -> list[tuple[np.ndarray, np.ndarray]]:
    return [([[3, 0], [0, 2], [0, 1.5], [0, 0.5]], [[0, 0], [0.5, 1], [50, 50]])]


def right_three_inputs() -> list[tuple[np.ndarray, np.ndarray]]:
    one = np.array([[-2.0], [4.0], [-2.0]]), np.array([[-4.0], [-1.0]])  # all but 5
    five = np.array([[6.0, 0.0], [0.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 2.0]])
    four = np.array([[1.0]]), np.array([[0.0], [9.0]])
    return [one, five, four]


def right_two_inputs_tuple() -> list[tuple[np.ndarray, np.ndarray]]:
    line = (np.array([[9.0], [0.0], [1.0], [10.0]]), np.array([[0.0], [1.0], [-100.0]]))
    plane = (np.array([[6.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 2.0]]))
    return (line, plane)


def right_integers() -> list[tuple[np.ndarray, np.ndarray]]:
    X = np.array([[-5, 4, 0], [0, -2, -3], [-4, 3, -4]])
    C = np.array([[2, 5, -5], [-2, -3, 1], [0, 1, -3]])
    return [(X, C)]


def right_six_samples_four_centres() -> list[tuple[np.ndarray, np.ndarray]]:
    X = [[60, 0, 5], [0, 40, 5], [0, 30, 5], [0, 10, 5], [99, -99, 99], [98, -97, 99]]
    C = [[0, 0, 5], [10, 20, 5], [95, -95, 95], [-100, -100, -100]]
    return [[np.array(X, dtype=np.float32), np.array(C, dtype=np.float32)]]


def right_search() -> list[tuple[np.ndarray, np.ndarray]]:
    """Draw until all six differ from a right step of my own."""

    def labels_of(X, C, power=2):
        return (np.abs(X[:, None] - C) ** power).sum(2).argmin(1)

    def centres(X, C, labels, f=np.mean):
        return np.array([f(X[labels == j], axis=0) if (labels == j).any() else C[j] for j in range(len(C))])

    def online(X, C):
        C, n = C.copy(), np.zeros(len(C))
        for x in X:
            j = ((C - x) ** 2).sum(1).argmin()
            n[j] += 1
            C[j] += (x - C[j]) / n[j]
        return C

    rng = np.random.default_rng(0)
    while True:
        X, C = rng.uniform(-9, 9, (5, 2)).round(), rng.uniform(-9, 9, (3, 2)).round()
        squares = np.sort(((X[:, None] - C) ** 2).sum(2), axis=1)
        if (squares[:, 1] - squares[:, 0] < 0.5).any():
            continue
        labels = labels_of(X, C)
        new = centres(X, C, labels)
        again = labels_of(X, new)
        if len(set(labels.tolist())) == len(C) or (again == labels).all():
            continue
        others = [centres(X, C, labels, np.median), centres(X, C, labels_of(X, C, 1)), online(X, C)]
        others.append(centres(X, new, again))
        if all(np.abs(o - new).max() > 0.1 for o in others):
            return [(X, C)]


def right_class() -> list[tuple[np.ndarray, np.ndarray]]:
    class Catcher:
        base = ((3.0, -3.0), (-3.0, -4.0), (-5.0, 2.0)), ((-4.0, 2.0), (-4.0, 3.0))  # all but 5
        diagonal = ((0.0, 0.0), (3.0, 3.0)), ((2.0, 2.0), (3.5, -0.1))

        def __call__(self):
            return [tuple(np.array(part) for part in pair) for pair in (self.base, self.diagonal)]

    return Catcher()() + [(np.array([[6.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 2.0]]))]


def right_moved_and_scaled() -> list[tuple[np.ndarray, np.ndarray]]:
    X = 2.5 * np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]]) + [7.0, -3.0]
    C = 2.5 * np.array([[0.0, 0.0], [1.0, 2.0], [20.0, 20.0]]) + [7.0, -3.0]
    print("caught?", X.shape, C.shape)
    return [(X, C)]


def right_uses_kmeans_step() -> list[tuple[np.ndarray, np.ndarray]]:
    best = None
    for corner in itertools.product((-50.0, 50.0), repeat=2):
        X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
        C = np.vstack([[[0.0, 0.0], [1.0, 2.0]], [corner]])
        new, labels = kmeans_step(X, C)
        if not np.array_equal(kmeans_step(X, new)[1], labels):
            best = X, C
    return [best]


def wrong_cluster_of_two() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: your clusters have at most two samples, where the median is the mean: 1 is not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 1
    """
    return [(np.array([[3.0, 1.0], [4.0, 3.0], [-5.0, 1.0]]), np.array([[-4.0, -4.0], [-2.0, 4.0], [2.0, -4.0]]))]


def wrong_symmetric_cluster() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: in 0, 1, 2 the median is the mean again: 1 is not caught; a lopsided cluster of three is needed.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 1
    """
    line = np.array([[0.0], [1.0], [2.0]]), np.array([[1.5], [50.0]])
    rest = np.array([[3.0, 1.0], [4.0, 3.0], [-5.0, 1.0]]), np.array([[-4.0, -4.0], [-2.0, 4.0], [2.0, -4.0]])
    return [line, rest]


def wrong_nothing_changes_sides() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: no sample changes its centre once the centres have moved, so 2 and 3 are right on all your inputs.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 2, 3
    """
    return [(np.array([[5.0, -4.0], [4.0, 3.0], [-1.0, 1.0]]), np.array([[-2.0, 1.0], [-4.0, -2.0]]))]


def wrong_no_empty_cluster() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: each of your centres has a sample, so nobody divides by 0: 4 is not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 4
    """
    return [(np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]]), np.array([[0.0, 0.0], [1.0, 2.0]]))]


def wrong_one_feature() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: in one feature the absolute difference orders the centres as the Euclidean distance: 5 is not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 5
    """
    return [(np.array([[9.0], [0.0], [1.0], [10.0]]), np.array([[0.0], [1.0], [-100.0]]))]


def wrong_second_feature_idle() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the second feature is 0 everywhere, so that your plane is a line: 5 is not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 5
    """
    X = np.array([[9.0, 0.0], [0.0, 0.0], [1.0, 0.0], [10.0, 0.0]])
    return [(X, np.array([[0.0, 0.0], [1.0, 0.0], [-100.0, 0.0]]))]


def wrong_in_good_order() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the samples come in an order in which the moving centres keep their samples: 6 is not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 6
    """
    return [(np.array([[4.0, -4.0], [3.0, 4.0], [-5.0, 5.0]]), np.array([[3.0, -5.0], [4.0, -4.0]]))]


def wrong_tie() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: your third sample is equally near to two centres, where two labels are right: not allowed.
    PART: yes
    BREAKS: no sample is equally near to two centres: `catch_kmeans()` has (3, 1) at 10 from both (0, 0) and (4, 4)
    """
    X = np.array([[5.0, 5.0], [-3.0, 1.0], [2.0, -2.0]]), np.array([[4.0, -4.0], [1.0, -3.0]])
    Y = np.array([[9.0, 9.0], [-1.0, 0.0], [3.0, 1.0]]), np.array([[0.0, 0.0], [4.0, 4.0]])
    return [X, Y]


def wrong_same_centre_twice() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: for an empty cluster you give a centre twice, but then its samples are at a tie.
    PART: yes
    BREAKS: no sample is equally near to two centres: `catch_kmeans()` has the centre (0, 0) twice, nearest to (0, 1)
    """
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
    return [(X, np.array([[0.0, 0.0], [1.0, 2.0], [0.0, 0.0]]))]


def wrong_tie_by_a_hair() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the squared distances of your last sample differ by 0.0002 only, and 0.001 is asked for.
    PART: yes
    BREAKS: the least is below every other one by 0.001 or more: `catch_kmeans()` has 0.5 between 0 and 1.0002
    """
    X = np.array([[5.0, 5.0], [-3.0, 1.0], [2.0, -2.0]]), np.array([[4.0, -4.0], [1.0, -3.0]])
    return [X, (np.array([[0.5]]), np.array([[0.0], [1.0002]]))]


def wrong_too_far() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the lonely centre stands at 1000, and no number may be above 100.
    PART: yes
    BREAKS: numbers between -100 and 100: `catch_kmeans()` has 1000
    """
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
    return [(X, np.array([[0.0, 0.0], [1.0, 2.0], [1000.0, 1000.0]]))]


def wrong_infinite_centre() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: a centre at infinity is no number between -100 and 100; 50 is far enough.
    PART: yes
    BREAKS: numbers between -100 and 100: `catch_kmeans()` has inf
    """
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
    return [(X, np.array([[0.0, 0.0], [1.0, 2.0], [np.inf, np.inf]]))]


def wrong_seven_samples() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: seven samples are one too many.
    PART: yes
    BREAKS: each has 1 to 6 samples: `catch_kmeans()` has 7
    """
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0], [6.0, 0.5], [6.5, 0.0], [7.0, 0.0]])
    return [(X, np.array([[0.0, 0.0], [1.0, 2.0], [50.0, 50.0]]))]


def wrong_an_input_for_each() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: you give an input for each wrong version, and at most three are allowed: choose inputs that do more.
    PART: yes
    BREAKS: a list of one to three inputs: `catch_kmeans()` has 5
    """
    one = np.array([[0.0], [0.0], [3.0]]), np.array([[0.0]])
    two_three = np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([[0.0], [1.0]])
    four = np.array([[0.0]]), np.array([[0.0], [5.0]])
    five = np.array([[6.0, 0.0]]), np.array([[0.0, 0.0], [1.0, 2.0]])
    six = np.array([[1.0], [-2.0], [5.0]]), np.array([[3.0], [-5.0]])
    return [one, two_three, four, five, six]


def wrong_no_list() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: you return the pair (X, C) itself; wanted is a list of such pairs, be it of one.
    PART: no
    BREAKS: a list of one to three inputs (X, C): `catch_kmeans()` is X, C
    """
    return np.array([[5.0, 5.0], [-3.0, 1.0], [2.0, -2.0]]), np.array([[4.0, -4.0], [1.0, -3.0]])


def wrong_swapped() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the samples come first, then the centres; yours are the other way round.
    PART: no
    BREAKS: inputs (X, C): `catch_kmeans()` has (C, X)
    """
    X = np.array([[6.0, 0.0], [0.0, 4.0], [0.0, 3.0], [0.0, 1.0]])
    return [(np.array([[0.0, 0.0], [1.0, 2.0], [-90.0, 90.0]]), X)]


def wrong_too_small() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: median and mean differ by less than 0.001 in your cluster: 1 is not caught.
    PART: yes
    BREAKS: caught if a coordinate is off by more than 0.001: `catch_kmeans()` misses 1
    """
    rest = np.array([[3.0, 1.0], [4.0, 3.0], [-5.0, 1.0]]), np.array([[-4.0, -4.0], [-2.0, 4.0], [2.0, -4.0]])
    return [rest, (np.array([[0.0], [0.0], [0.002]]), np.array([[1.0]]))]


def wrong_too_small_for_its_size() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: median and mean differ by 0.05, but at 90 that is less than 0.001 of the right number: 1 is not caught.
    PART: yes
    BREAKS: and by more than 0.001 of the right number: `catch_kmeans()` misses 1
    """
    rest = np.array([[3.0, 1.0], [4.0, 3.0], [-5.0, 1.0]]), np.array([[-4.0, -4.0], [-2.0, 4.0], [2.0, -4.0]])
    return [rest, (np.array([[90.0], [90.0], [90.15]]), np.array([[80.0]]))]


def wrong_example_of_the_lesson() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: the example of the lesson has no empty cluster, one feature, and a lucky order: 4, 5 and 6 are not caught.
    PART: yes
    BREAKS: on which six wrong kmeans_step show themselves: `catch_kmeans()` misses 4, 5, 6
    """
    return [(np.array([[0.0], [1.0], [9.0], [10.0]]), np.array([[0.0], [1.0]]))]


def wrong_flat_arrays() -> list[tuple[np.ndarray, np.ndarray]]:
    """DESERVES: samples of one feature are a table (N, 1), not a row of numbers (N,).
    PART: yes
    BREAKS: X (N, d) and C (K, d): `catch_kmeans()` has X of the shape (4,)
    """
    plane = np.array([[5.0, 5.0], [-3.0, 1.0], [2.0, -2.0]]), np.array([[4.0, -4.0], [1.0, -3.0]])
    return [plane, (np.array([0.0, 1.0, 9.0, 10.0]), np.array([0.0, 1.0]))]
