"""Other right answers of `hat`, some of them with other layers."""

import numpy as np

from autograder import alternate


@alternate
def by_changes_of_slope(a, b, c):
    s, r = 1 / (b - a), 1 / (c - b)
    knots = np.array([a, b, c])
    bends = np.array([s, -s - r, r])
    return [(np.ones((1, 3)), -knots), (bends[:, None], np.zeros(1))]


@alternate
def from_above(a, b, c):
    hidden = np.array([[-1 / (b - a), 1 / (c - b)]]), np.array([b / (b - a), -b / (c - b)])
    return [hidden, (-np.ones((2, 1)), np.ones(1)), (np.ones((1, 1)), np.zeros(1))]


@alternate
def one_minus_both_distances(a, b, c):
    s, r = 1 / (b - a), 1 / (c - b)
    hidden = np.array([[-1.0, 1.0]]), np.array([b, -b])
    return [hidden, (np.array([[-s], [-r]]), np.ones(1)), (np.ones((1, 1)), np.zeros(1))]


@alternate
def by_ramps_as_lists(a, b, c):
    up, down = 1 / (b - a), 1 / (c - b)
    return (([[up, up, down, down]], [-a * up, -b * up, -b * down, -c * down]), ([[1], [-1], [-1], [1]], 0))


@alternate
def from_the_right_in_single_precision(a, b, c):
    s, r = np.float32(1 / (b - a)), np.float32(1 / (c - b))
    W, b1 = -np.ones((1, 3), np.float32), np.array([a, b, c], np.float32)
    return [[W, b1], [np.array([[s], [-s - r], [r]]), np.zeros(1, np.float32)]]


@alternate
def by_solving_for_the_weights(a, b, c):
    knots = np.array([a, b, c])
    x = np.array([b, c, c + 1])
    v = np.linalg.solve(np.maximum(x[:, None] - knots, 0), [1, 0, 0])
    return [(np.ones((1, 3)), -knots), (v[:, None], [0.0])]


@alternate
def as_the_smaller_of_two_lines(a, b, c):
    # min(u, v) = u - relu(u - v) with u = (x - a) / (b - a), v = (c - x) / (c - b), and the ReLU of that
    s, r = 1 / (b - a), 1 / (c - b)
    first = np.array([[s, -s, s + r]]), np.array([-a * s, a * s, -a * s - c * r])
    return [first, (np.array([[1.0], [-1.0], [-1.0]]), np.zeros(1)), (np.eye(1), np.zeros(1))]


@alternate
def cut_off_by_a_second_layer(a, b, c):
    s, r = 1 / (b - a), 1 / (c - b)
    return [
        (np.ones((1, 2)), -np.array([a, b])),
        (np.array([[s], [-s - r]]), np.zeros(1)),
        (np.eye(1), np.zeros(1)),
    ]
