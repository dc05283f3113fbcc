import numpy as np


def right_by_hand():
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def right_three_inputs():
    a = (np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.0, 0.0]))
    # 1, 2, 3: one unit
    one = [(np.array([[1.0]]), np.array([0.0])), (np.array([[-1.0]]), np.array([0.0]))]
    # 4: three layers of one unit
    two = [(np.array([[1.0]]), np.array([0.0])), (np.array([[2.0]]), np.array([0.0])), one[1]]
    # 5, 6: one layer alone
    three = [(a[0], np.array([0.0, 5.0]))]
    return [
        (one, np.array([[-1.0], [2.0]])),
        (two, np.array([[1.0], [-1.0], [3.0]])),
        (three, np.array([[1.0, 2.0], [3.0, -1.0]])),
    ]


def right_two_inputs():
    first = (np.array([[1.0, -1.0], [0.5, 2.0]]), np.array([1.0, -1.0]))
    second = (np.array([[2.0, 0.0], [-1.0, 3.0]]), np.array([0.5, 4.0]))
    third = (np.array([[-1.0, 0.25], [1.0, -2.0]]), np.array([-3.0, 2.0]))
    X = np.array([[2.0, -1.0], [-4.0, 3.0]])
    return [([first, second, third], X), ([third, second, first], X[::-1])]


def right_lists():
    first = ([[1, 2], [0, 1]], [1, 2])
    second = ([[1, -1], [2, 1]], [-1, 3])
    third = ([[1, -2], [-3, 1]], [0.5, -1])
    return [([first, second, third], [[1, -2], [-3, 2]])]


def right_integers():
    layers = [([[2, 1], [-1, 1]], [3, -2]), ([[1, 4], [-2, 1]], [1, 5]), ([[-1, 2], [3, -4]], [-7, 1])]
    params = [(np.array(W), np.array(b)) for W, b in layers]
    return ((params, np.array([[1, -3], [-2, 5]])),)


def right_search():
    def relu(Z):
        return np.maximum(Z, 0)

    def run(params, X, inner=relu, before=None, after=None, down=False, turn=False):
        A = X if before is None else before(X)
        for k, (W, b) in enumerate(params):
            W = W.T if turn else W
            A = A @ W + (b[:, None] if down else b)
            if k < len(params) - 1:
                A = inner(A)
        return A if after is None else after(A)

    for seed in range(1000):
        rng = np.random.default_rng(seed)
        params = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(3)]
        X = 2 * rng.normal(size=(3, 3))
        right = run(params, X)
        others = [
            run(params, X, after=relu),
            run(params, X, before=relu),
            run(params, X, inner=lambda Z: Z),
            run([params[0], params[0], params[2]], X),
            run(params, X, turn=True),
            run(params, X, down=True),
        ]
        if all(np.abs(right - other).max() > 0.1 for other in others):
            return [(params, X)]


def right_four_layers_of_five():
    rng = np.random.default_rng(0)
    widths = [5, 5, 5, 5, 5]
    params = [(rng.integers(-3, 4, (5, 5)).astype(float), rng.integers(-9, 10, 5).astype(float)) for _ in widths[1:]]
    return [(params, rng.integers(-5, 6, (5, 5)).astype(float))]


def right_large():
    params, X = (
        [
            (np.array([[100.0, 50.0], [0.0, 100.0]]), np.array([100.0, 20.0])),
            (np.array([[100.0, -100.0], [70.0, 100.0]]), np.array([-100.0, 30.0])),
            (np.array([[100.0, -100.0], [-90.0, 10.0]]), np.array([50.0, -100.0])),
        ],
        np.array([[100.0, -100.0], [-30.0, 20.0]]),
    )
    return [(params, X), (params, -X)]


def right_float32():
    layers = [([[1, 2], [0, 1]], [1, 2]), ([[1, -1], [2, 1]], [-1, 3]), ([[1, -2], [-3, 1]], [0.5, -1])]
    params = [(np.float32(W), np.float32(b)) for W, b in layers]
    return [(params, np.float32([[1, -2], [-3, 2]]))]


def right_inner_square_only():
    # widths 2, 3, 2, 3: the third layer has the shape of the first, and none is square
    first = (np.array([[1.0, -1.0, 2.0], [0.5, 1.0, -1.0]]), np.array([1.0, 0.0, -2.0]))
    second = (np.array([[1.0, 2.0], [-1.0, 1.0], [0.5, -3.0]]), np.array([1.0, 2.0]))
    third = (np.array([[2.0, 1.0, -1.0], [1.0, -1.0, 3.0]]), np.array([-1.0, 2.0, 0.0]))
    last = (np.array([[-1.0], [1.0], [-2.0]]), np.array([0.5]))
    square = (np.array([[1.0, 2.0], [-3.0, 4.0]]), np.array([1.0, -1.0]))
    X = np.array([[2.0, -1.0], [-1.0, 3.0], [4.0, 1.0]])
    return [([first, second, third, last], X), ([square], X[:2])]


def right_nested_builder():
    def layer(*numbers):
        p, q, r, s, t, u = map(float, numbers)
        return np.array([[p, q], [r, s]]), np.array([t, u])

    return [([layer(1, 2, 0, 1, 1, 2), layer(1, -1, 2, 1, -1, 3), layer(1, -2, -3, 1, 0.5, -1)], -np.array([[-1.0, 2.0], [3.0, -2.0]]))]


def right_small_differences():
    # everything small, so that the smallest difference is 0.0014, just larger than 0.001
    scale = 0.0002
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), scale * np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), scale * np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), scale * np.array([0.5, -1.0])),
    ]
    return [(params, scale * np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def right_random_and_checked():
    inputs = []
    for seed in (0, 1, 2):
        rng = np.random.default_rng(seed)
        params = [(rng.uniform(-4, 4, (4, 4)), rng.uniform(-4, 4, 4)) for _ in range(3)]
        inputs.append((params, rng.uniform(-4, 4, (4, 4))))
    for params, X in inputs:
        assert (np.asarray(mlp_forward(params, X, "relu")) < 0).any()
    return inputs


def wrong_zero_biases():
    """DESERVES: with b = 0 it does not matter along which axis b is added: 6 is not caught
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.zeros(2)),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.zeros(2)),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.zeros(2)),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_equal_biases():
    """DESERVES: a bias whose entries are equal is the same along both axes: 6 is not caught
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 1.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, -1.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, 0.5])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_one_hidden_layer():
    """DESERVES: there must be a second hidden layer, or 4 has nothing to replace
    PART: yes
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_symmetric():
    """DESERVES: a symmetric W is its own transpose: 5 is not caught
    PART: yes
    BREAKS: all six show themselves; number 5 agrees on the one input
    """
    params = [
        (np.array([[5.0, 2.0], [2.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[2.0, 1.0], [1.0, 5.0]]), np.array([-1.0, 3.0])),
        (np.array([[5.0, -5.0], [-5.0, 10.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_not_square():
    """DESERVES: without a square W the fifth idea does not fit, and nothing is wrong with its result
    PART: yes
    BREAKS: all six show themselves; number 5 agrees on the one input
    """
    first = (np.array([[1.0, -1.0, 2.0], [0.5, 1.0, -1.0]]), np.array([1.0, 0.0, -2.0]))
    second = (np.array([[1.0, 2.0], [-1.0, 1.0], [0.5, -3.0]]), np.array([1.0, 2.0]))
    third = (np.array([[2.0, 1.0, -1.0], [1.0, -1.0, 3.0]]), np.array([-1.0, 2.0, 0.0]))
    last = (np.array([[-1.0], [1.0], [-2.0]]), np.array([0.5]))
    return [([first, second, third, last], np.array([[2.0, -1.0], [-1.0, 3.0], [4.0, 1.0]]))]


def wrong_positive_samples():
    """DESERVES: a ReLU does nothing to positive samples: 2 is not caught
    PART: yes
    BREAKS: all six show themselves; number 2 agrees on the one input
    """
    layers = [([[1, 2], [-2, 1]], [1, 2]), ([[1, -1], [2, 1]], [-1, 3]), ([[1, -2], [-3, 1]], [0.5, -1])]
    return [([(np.array(W, float), np.array(b, float)) for W, b in layers], np.array([[1.0, 2.0], [3.0, 1.0]]))]


def wrong_negative_does_not_matter():
    """DESERVES: the negative entries meet weights that are 0 or units that are off before and after: 2 is not caught
    PART: yes
    BREAKS: all six show themselves; number 2 agrees on the one input
    """
    rng = np.random.default_rng(1)
    params = [(rng.integers(-3, 4, (2, 2)).astype(float), rng.integers(-3, 4, 2).astype(float)) for _ in range(3)]
    return [(params, rng.integers(-3, 4, (2, 2)).astype(float))]


def wrong_no_hidden_negative():
    """DESERVES: all hidden pre-activations are positive, so that the ReLU does nothing: 3 is not caught
    PART: yes
    BREAKS: all six show themselves; number 3 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([10.0, 20.0])),
        (np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_outputs_positive():
    """DESERVES: no output is negative, so that a ReLU after the last layer does nothing: 1 is not caught
    PART: yes
    BREAKS: all six show themselves; number 1 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([50.0, 60.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_dead_layer():
    """DESERVES: in one layer all is cut to 0, so that nothing of the layers before it is seen
    PART: no
    BREAKS: all six show themselves; numbers 2 and 5 agree, for the last hidden layer is off for both samples
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[-1.0, -1.0], [-2.0, -1.0]]), np.array([-100.0, -90.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_one_sample():
    """DESERVES: one sample beside two units: 6 does not fit, and nothing is wrong with its result
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [1.0, 1.0]]), np.array([-1.0, 5.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[-3.0, 2.0]]))]


def wrong_three_samples():
    """DESERVES: three samples beside two units everywhere: 6 does not fit, and nothing is wrong with its result
    PART: yes
    BREAKS: all six show themselves; number 6 agrees on the one input
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0], [0.0, 1.0]]))]


def wrong_repeated_hidden():
    """DESERVES: the two hidden layers are the same, so that using the first again is no error: 4 is not caught
    PART: yes
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    hidden = (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0]))
    last = (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0]))
    return [([hidden, hidden, last], np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_hidden_of_other_shape():
    """DESERVES: the first layer does not fit in place of the second, so that 4 changes nothing
    PART: yes
    BREAKS: all six show themselves; number 4 agrees on the one input
    """
    first = (np.array([[1.0, 2.0, -1.0], [0.0, 1.0, 1.0]]), np.array([1.0, 2.0, 0.0]))
    second = (np.array([[1.0, -1.0], [2.0, 1.0], [-1.0, 1.0]]), np.array([-1.0, 3.0]))
    last = (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0]))
    return [([first, second, last], np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_too_small():
    """DESERVES: the numbers are so small that no output is off by more than 0.001
    PART: no
    BREAKS: off by more than 0.001: on the one input all differences are below 0.0005
    """
    s = 1e-5
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), s * np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), s * np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), s * np.array([0.5, -1.0])),
    ]
    return [(params, s * np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_too_large():
    """DESERVES: the six are caught, but a number of 1000 is not between -100 and 100
    PART: no
    BREAKS: numbers between -100 and 100: the bias 1000 of the first layer
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 1000.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]


def wrong_not_in_a_list():
    """DESERVES: a pair (params, X) is one input; the answer is a list of inputs
    PART: yes
    BREAKS: a list of one to three inputs: the pair itself is returned
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    return params, np.array([[1.0, -2.0], [-3.0, 2.0]])


def wrong_four_inputs():
    """DESERVES: one input for each idea is too many: three at most
    PART: no
    BREAKS: a list of one to three inputs: there are four
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([1.0, 2.0])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-1.0, 3.0])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([0.5, -1.0])),
    ]
    X = np.array([[1.0, -2.0], [-3.0, 2.0]])
    return [(params, X), (params, -X), (params, 2 * X), (params, X + 1)]


def wrong_bias_is_a_column():
    """DESERVES: b has one axis, (d_out,), not (d_out, 1)
    PART: no
    BREAKS: layers (W, b) with b (d_l,): all b have shape (2, 1)
    """
    params = [
        (np.array([[1.0, 2.0], [0.0, 1.0]]), np.array([[1.0], [2.0]])),
        (np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([[-1.0], [3.0]])),
        (np.array([[1.0, -2.0], [-3.0, 1.0]]), np.array([[0.5], [-1.0]])),
    ]
    return [(params, np.array([[1.0, -2.0], [-3.0, 2.0]]))]
