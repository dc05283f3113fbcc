import numpy as np


def right_table():
    W1 = np.array([[1.0, 1.0], [1.0, 1.0]])
    b1 = np.array([0.0, -1.0])
    W2 = np.array([[1.0], [-2.0]])
    b2 = np.array([-0.5])
    return [(W1, b1), (W2, b2)]


def right_difference():
    return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)), (np.ones((2, 1)), np.array([-0.5]))]


def right_and_or():
    # OR and AND with margins: z = max(s - 1/2, 0) - 4 max(s - 3/2, 0) - 1/4
    return [(np.ones((2, 2)), -np.array([0.5, 1.5])), (np.array([[1.0], [-4.0]]), np.array([-0.25]))]


def right_distance_from_one():
    return [(np.array([[1.0, -1.0]] * 2), np.array([-1.0, 1.0])), (-np.ones((2, 1)), np.array([0.5]))]


def right_lists():
    return [([[1, 1], [1, 1]], [0, -1]), ([[2], [-4]], [-1])]


def right_large():
    return [(1e6 * np.ones((2, 2)), np.array([0.0, -1e6])), (1e6 * np.array([[1.0], [-2.0]]), np.array([-5e11]))]


def right_tiny():
    s = 1e-5
    return [(s * np.ones((2, 2)), np.array([0.0, -s])), (s * np.array([[1.0], [-2.0]]), np.array([-0.5 * s * s]))]


def right_solved():
    s = np.array([0.0, 1.0, 2.0])
    A = np.column_stack([np.maximum(s, 0), np.maximum(s - 1, 0), np.ones(3)])
    c0, c1, shift = np.linalg.solve(A, [-1.0, 1.0, -1.0])
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[c0], [c1]]), np.array([shift]))]


def right_always_on():
    # the first unit is never off: |u| = 2 max(u, 0) - u with u = x_0 - x_1
    W1, b1 = np.array([[1, 1], [-1, -1]]), np.array([1, 0])
    W2, b2 = np.array([[-1], [2]]), np.array([0.5])
    return [(W1, b1), (W2, b2)]


def right_search():
    corners = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
    signs = np.array([-1, 1, 1, -1])
    rng = np.random.default_rng(7)
    while True:
        W1, b1 = rng.integers(-2, 3, (2, 2)), rng.integers(-2, 3, 2)
        W2, b2 = rng.integers(-2, 3, (2, 1)), rng.integers(-3, 4, 1) / 2
        z = np.maximum(corners @ W1 + b1, 0) @ W2 + b2
        if (z[:, 0] * signs > 0).all():
            return [(W1, b1), (W2, b2)]


def right_trained():
    X, y = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]), np.array([[-1.0], [1.0], [1.0], [-1.0]])
    W1, b1 = np.array([[0.9, 1.1], [1.1, 0.8]]), np.array([0.1, -0.9])
    W2, b2 = np.array([[0.8], [-1.5]]), np.array([-0.3])
    for _ in range(300):
        Z = X @ W1 + b1
        A = np.maximum(Z, 0)
        error = (A @ W2 + b2 - y) / 4
        back = (error @ W2.T) * (Z > 0)
        W2, b2 = W2 - 0.1 * A.T @ error, b2 - 0.1 * error.sum(axis=0)
        W1, b1 = W1 - 0.1 * X.T @ back, b1 - 0.1 * back.sum(axis=0)
    return [(W1, b1), (W2, b2)]


def right_float32_tuple():
    first = np.ones((2, 2), np.float32), np.array([0, -1], np.float32)
    second = np.array([[3], [-6]], np.float32), np.array([-1], np.float32)
    return first, second


def right_uneven():
    return [(np.array([[1.0, 2.0], [0.7, 1.4]]), np.array([0.0, -2.5])), (np.array([[1.0], [-2.0]]), np.array([-0.5]))]


def right_thin_margin():
    # right, though z is only 0.001 at (0, 1) and (1, 0)
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([-0.999]))]


def right_nested():
    def unit(threshold):
        return [1.0, 1.0], -threshold

    units = [unit(t) for t in (0.0, 1.0)]
    W1 = np.array([weights for weights, _ in units]).T
    b1 = np.array([bias for _, bias in units])
    params = [(W1, b1), (np.array([5.0, -11.0]).reshape(-1, 1), np.full(1, -1.0))]
    print(mlp_forward(params, np.array([[0.0, 1.0]]), "relu"))
    return params


def right_very_thin_margin():
    # z is 1e-9 at (0, 1) and (1, 0): small, but no round-off
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([1e-9 - 1.0]))]


def wrong_zero_at_origin():
    """DESERVES: without b2 the output is 0 at (0, 0) and (1, 1); it shall be negative there
    PART: yes
    BREAKS: z < 0 where none or both are: z = 0 at (0, 0)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([0.0]))]


def wrong_zero_at_both():
    """DESERVES: at (1, 1) the output is 0, and shall be negative: the second unit must pull harder
    PART: yes
    BREAKS: z < 0 where both are 1: z = 0 at (1, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-1.5]]), np.array([-0.5]))]


def wrong_or():
    """DESERVES: this is OR: at (1, 1) nothing bends the output down again
    PART: yes
    BREAKS: z < 0 where both are 1: z = 0.5 at (1, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-1.0]]), np.array([-0.5]))]


def wrong_and():
    """DESERVES: this is AND: positive where both inputs are 1
    PART: no
    BREAKS: z > 0 where exactly one input is 1: z = -0.5 at (0, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[0.0], [1.0]]), np.array([-0.5]))]


def wrong_xnor():
    """DESERVES: all signs are the wrong way round: this is "both or none"
    PART: no
    BREAKS: z > 0 where exactly one input is 1: z = -0.5 at (0, 1)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[-1.0], [2.0]]), np.array([0.5]))]


def wrong_threshold_half():
    """DESERVES: the outputs are 0 and 1; the sign is asked for, so subtract 1/2
    PART: yes
    BREAKS: z < 0 where none or both are: z = 0 at (0, 0)
    """
    return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)), (np.ones((2, 1)), np.zeros(1))]


def wrong_three_units():
    """DESERVES: three hidden units take 13 parameters; two are enough
    PART: yes
    BREAKS: at most 9 parameters: there are 13
    """
    return [(np.ones((2, 3)), np.array([0.0, -1.0, -2.0])), (np.array([[1.0], [-2.0], [1.0]]), np.array([-0.5]))]


def wrong_two_hidden_layers():
    """DESERVES: one hidden layer is asked for, and at most 9 parameters; you have two
    PART: yes
    BREAKS: one hidden layer: there are two, and 11 parameters
    """
    return [
        (np.ones((2, 2)), np.array([0.0, -1.0])),
        (np.array([[1.0], [-2.0]]), np.array([0.0])),
        (np.array([[1.0]]), np.array([-0.5])),
    ]


def wrong_one_input():
    """DESERVES: the network has two inputs, x_0 and x_1, not their sum
    PART: no
    BREAKS: 2 inputs: W1 has shape (1, 2)
    """
    return [(np.ones((1, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([-0.5]))]


def wrong_transposed():
    """DESERVES: W2 must be (2, 1), from two units to one output, not (1, 2)
    PART: yes
    BREAKS: 1 output: W2 has shape (1, 2)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0, -2.0]]), np.array([-0.5]))]


def wrong_flat_w2():
    """DESERVES: W2 is a matrix, (2, 1), and b2 has one axis: flat they do not make a layer
    PART: yes
    BREAKS: parameters [(W1, b1), (W2, b2)]: W2 has shape (2,)
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([1.0, -2.0]), -0.5)]


def wrong_scalar_b2():
    """DESERVES: b2 is (1,), one bias for the one output, not a number without axis
    PART: yes
    BREAKS: b2 of shape (1,): it is a float
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), -0.5)]


def wrong_two_logits():
    """DESERVES: one output is asked for, not two logits
    PART: no
    BREAKS: 1 output z: W2 has shape (2, 2), and there are 12 parameters
    """
    return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[0.0, 1.0], [0.0, -2.0]]), np.array([0.0, -0.5]))]


def wrong_step_units():
    """DESERVES: these weights are for units that are 0 or 1; a ReLU passes on 1.5 at (1, 1)
    PART: yes
    BREAKS: z < 0 where both are 1: z = 1.5 - 0.5 - 0.25 = 0.75 at (1, 1)
    """
    return [(np.ones((2, 2)), np.array([-0.5, -1.5])), (np.array([[1.0], [-1.0]]), np.array([-0.25]))]


def wrong_no_relu():
    """DESERVES: you counted with a hidden unit that may be negative; the ReLU cuts it to 0
    PART: no
    BREAKS: z > 0 where exactly one input is 1: z = -1 at (0, 1)
    """
    return [(np.array([[-1.0, 1.0], [-1.0, 1.0]]), np.array([0.0, -1.0])), (np.array([[-2.0], [-4.0]]), np.array([-1.0]))]


def wrong_only_one_side():
    """DESERVES: only x_0 without x_1 is seen; x_1 without x_0 is missing
    PART: yes
    BREAKS: z > 0 where exactly one input is 1: z = -0.5 at (0, 1)
    """
    return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.0, -1.0])), (np.ones((2, 1)), np.array([-0.5]))]


def wrong_signs_as_inputs():
    """DESERVES: the corners are 0 and 1, not -1 and 1
    PART: yes
    BREAKS: on {0, 1}^2: z = 1 at (0, 0)
    """
    return [(np.array([[1.0, -1.0]] * 2), np.zeros(2)), (-np.ones((2, 1)), np.array([1.0]))]


def wrong_without_biases():
    """DESERVES: each layer is a pair (W, b); the biases are missing
    PART: no
    BREAKS: parameters [(W1, b1), (W2, b2)]: a list of two matrices
    """
    return [np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones((2, 1))]
