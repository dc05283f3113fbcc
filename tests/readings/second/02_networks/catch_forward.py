from itertools import product

import numpy as np
from given import activate


def right_two_by_two():
    """one input, all 2 by 2, three layers"""
    params = [
        (np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])),
        (np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])),
        (np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])),
    ]
    return [(params, np.array([[1.0, -1.0], [2.0, 3.0]]))]


def right_seeded_search():
    """random inputs until all six wrong networks, which are written out, are caught"""

    def forward(params, X, wrong=0):
        A = np.maximum(X, 0) if wrong == 2 else X
        for l, (W, b) in enumerate(params):
            hidden = l < len(params) - 1
            if wrong == 4 and 0 < l and hidden and W.shape == params[0][0].shape:
                W, b = params[0]
            if wrong == 5 and W.shape[0] == W.shape[1]:
                W = W.T
            down = wrong == 6 and len(b) == len(X)
            A = A @ W + (b[:, None] if down else b)
            if (hidden and wrong != 3) or (wrong == 1 and not hidden):
                A = np.maximum(A, 0)
        return A

    rng = np.random.default_rng(3)
    while True:
        params = [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(3)]
        X = rng.normal(size=(2, 2))
        if all(np.abs(forward(params, X, k) - forward(params, X)).max() > 0.1 for k in range(1, 7)):
            return [(params, X)]


def right_integer_lists():
    """nested lists of integers instead of arrays"""
    first = [[1, 2], [-1, 1]], [1, -2]
    second = [[2, -1], [1, 3]], [0, 3]
    last = [[1, -2], [-1, 1]], [0, -4]
    return [([first, second, last], [[1, -1], [2, 3]])]


def right_one_input_for_each_pair():
    """three inputs, two ideas each"""
    one, unit = np.array([[1.0]]), np.array([[-1.0]])
    zero = np.zeros(1)
    negative = [(one, zero)], unit  # 1 and 2
    first = np.array([[-1.0, 0.0], [0.0, 1.0]]), np.zeros(2)
    second = np.array([[1.0, 1.0], [0.0, 1.0]]), np.array([0.0, 0.0])
    layers = [first, second, (np.eye(2), np.zeros(2))], np.array([[1.0, 1.0], [-2.0, 1.0], [1.0, 0.0]])  # 3 and 4
    rotation = np.array([[0.0, 1.0], [-1.0, 0.0]])
    square = [(rotation, np.array([1.0, 2.0]))], np.eye(2)  # 5 and 6
    return [negative, layers, square]


def right_not_square_reuse():
    """the first W has the shape (2, 3), and so has the third; the square ones are in the second input"""
    first = np.array([[1.0, -1.0, 2.0], [0.0, 1.0, -1.0]]), np.array([1.0, 0.0, 2.0])
    second = np.array([[1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), np.array([0.0, -1.0])
    third = np.array([[2.0, 0.0, 1.0], [-1.0, 1.0, 0.0]]), np.array([0.0, 1.0, 5.0])
    last = np.array([[-1.0], [-2.0], [1.0]]), np.array([-3.0])
    X = np.array([[-1.0, 2.0], [1.0, -1.0], [2.0, 1.0]])
    square = [(np.array([[1.0, 2.0], [3.0, 4.0]]), np.array([0.0, 1.0]))], np.array([[1.0, 0.0]])
    return [([first, second, third, last], X), square]


def right_four_layers_of_five():
    """the largest sizes allowed: four layers, five units, five samples; numbers by a formula"""
    i, j = np.indices((5, 5))
    params = [(np.sin(1.0 + 3 * i + 5 * j + 7 * l) * 2, np.cos(2.0 * np.arange(5) + l)) for l in range(4)]
    return [(params, np.sin(2.0 + i * i - 3 * j))]


def right_large_numbers():
    """numbers of size 100, the bounds themselves"""
    W = np.array([[100.0, -100.0], [50.0, 100.0]])
    b = np.array([100.0, -100.0])
    last = np.array([[-100.0, 1.0], [2.0, -100.0]])
    X = np.array([[100.0, -100.0], [3.0, 40.0]])
    return [([(W, b), (W.T, -b), (last, b)], X)]


def right_small_numbers():
    """small numbers, where all are off by more than 0.001 all the same"""
    first = np.array([[0.5, 1.0], [-0.5, 0.5]]), np.array([0.1, -0.2])
    second = np.array([[1.0, -0.5], [0.5, 1.5]]), np.array([0.05, 0.3])
    last = np.array([[0.1, -0.2], [-0.1, 0.1]]), np.array([0.0, -0.4])
    return [([first, second, last], np.array([[0.1, -0.1], [0.2, 0.3]]))]


def right_tuples_float32():
    """tuples of float32 arrays"""

    def array(*rows):
        return np.array(rows, dtype=np.float32)

    layers = (
        (array([1, 2], [-1, 1]), np.float32([1, -2])),
        (array([2, -1], [1, 3]), np.float32([0.5, 3])),
        (array([1, -2], [-1, 1]), np.float32([0, -4])),
    )
    return ((layers, array([1, -1], [2, 3])),)


def right_enumerated():
    """a search over small integers, by the forward pass of exercise 3 on networks that are changed beforehand"""
    X = np.array([[1.0, -1.0], [2.0, 3.0]])
    bias = [np.array([1.0, -2.0]), np.array([0.5, 3.0]), np.array([0.0, -4.0])]
    relu = lambda A: activate(A, "relu")
    for w in product([-1.0, 1.0, 2.0], repeat=8):
        W1, W2 = np.reshape(w[:4], (2, 2)), np.reshape(w[4:], (2, 2))
        W3 = np.array([[1.0, -2.0], [-1.0, 1.0]])
        params = list(zip((W1, W2, W3), bias))
        Z = mlp_forward(params, X, "relu")
        transposed = [(W.T, b) for W, b in params]
        down = relu(relu(X @ W1 + bias[0][:, None]) @ W2 + bias[1][:, None]) @ W3 + bias[2][:, None]
        others = [
            relu(Z),
            mlp_forward(params, relu(X), "relu"),
            mlp_forward(params, X, "identity"),
            mlp_forward([params[0], params[0], params[2]], X, "relu"),
            mlp_forward(transposed, X, "relu"),
            down,
        ]
        if min(np.abs(Z - other).max() for other in others) > 0.5:
            return [(params, X)]
    raise AssertionError("none found")


def right_one_output():
    """one output only"""
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0], [-1.0]]), np.array([-4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def right_builder():
    """a class that builds one input from a text"""

    class Text:
        def __init__(self, text):
            self.blocks = [np.array([line.split() for line in block.split("/")], float) for block in text.split(";")]

        def input(self):
            *layers, X = self.blocks
            return [(block[:-1], block[-1]) for block in layers], X

    return [Text("3 -1 / 1 2 / 1 -1 ; 1 1 / -2 1 / 6 2 ; 1 0 / -3 -1 / 1 2 ; 1 -2 / -3 2").input()]


def right_overlapping():
    """two inputs that overlap: the second catches most of them once more"""
    (first,) = right_input = [
        (
            [
                (np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])),
                (np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])),
                (np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])),
            ],
            np.array([[1.0, -1.0], [2.0, 3.0]]),
        )
    ]
    params, X = first
    return right_input + [(params[1:], -X)]


def wrong_one_hidden_layer():
    """DESERVES: with one hidden layer there is no later one that could be replaced: 4 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 4
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_equal_hidden_layers():
    """DESERVES: the second hidden layer is equal to the first, so that its use instead is no error: 4 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 4
    """
    layer = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([layer, layer, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_symmetric():
    """DESERVES: all W are symmetric, so that the transpose changes nothing: 5 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 5
    """
    first = np.array([[1.0, -1.0], [-1.0, 2.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-2.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_constant_biases():
    """DESERVES: each b has equal entries, so that it may go down the samples: 6 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 6
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([-1.0, -1.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([3.0, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([-4.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_three_samples():
    """DESERVES: three samples and two units: b does not fit down the samples, 6 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 6
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0], [0.0, 1.0]]))]


def wrong_samples_nonnegative():
    """DESERVES: no entry of X is negative, so that the ReLU does nothing to it: 2 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 2
    """
    first = np.array([[1.0, 2.0], [-1.0, -1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, 0.0], [2.0, 3.0]]))]


def wrong_hidden_units_all_on():
    """DESERVES: all hidden units are on at both samples, so that the ReLU does nothing: 3 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 3
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([5.0, 7.0])
    second = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_dead_layer():
    """DESERVES: at both samples all units of the second layer are off, so that 2 and 5 cannot be seen
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, numbers 2 and 5: the outputs are the last bias whatever X is
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[-2.0, -1.0], [-1.0, -3.0]]), np.array([-9.0, -9.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_too_small_to_see():
    """DESERVES: the outputs are off by less than 0.001 for some of the six, the last weights are too small
    PART: yes
    BREAKS: an output is off by more than 0.001, numbers 2, 3 and 4
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1e-4, -2e-4], [-1e-4, 1e-4]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_no_list():
    """DESERVES: a list of inputs is wanted, yours is one input (params, X) without the list
    PART: yes
    BREAKS: A list of one to three inputs (params, X)
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]])


def wrong_too_large():
    """DESERVES: numbers are to stay between -100 and 100, the biases of yours do not
    PART: yes
    BREAKS: numbers between -100 and 100, b = (101, -200) of the first layer
    """
    first = np.array([[100.0, 20.0], [-10.0, 100.0]]), np.array([101.0, -200.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_one_for_each_idea():
    """DESERVES: three inputs at most; yours are four
    PART: yes
    BREAKS: A list of one to three inputs
    """
    one, minus, zero = np.array([[1.0]]), np.array([[-1.0]]), np.zeros(1)
    first = np.array([[-1.0, 0.0], [0.0, 1.0]]), np.zeros(2)
    second = np.array([[1.0, 1.0], [0.0, 1.0]]), np.zeros(2)
    layers = [first, second, (np.eye(2), np.zeros(2))], np.array([[1.0, 1.0], [-2.0, 1.0], [1.0, 0.0]])
    rotation = np.array([[0.0, 1.0], [-1.0, 0.0]])
    return [
        ([(one, zero)], minus),
        layers,
        ([(rotation, zero.repeat(2))], np.eye(2)),
        ([(np.eye(2), np.array([1.0, 2.0]))], np.eye(2)),
    ]


def wrong_five_layers():
    """DESERVES: four layers at most; yours are five
    PART: yes
    BREAKS: Each has 1 to 4 layers
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    same = np.eye(2), np.zeros(2)
    return [([first, second, same, same, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_outputs_positive():
    """DESERVES: no output is negative, so that a ReLU on it changes nothing: 1 is not caught
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 1
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, 2.0], [1.0, 0.5]]), np.array([0.0, 4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, 3.0]]))]


def wrong_negative_where_weight_is_zero():
    """DESERVES: the negative entry of X meets only weights 0, so that 2 does not change what comes out
    PART: yes
    BREAKS: six wrong ReLU networks show themselves, number 2
    """
    first = np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([1.0, -3.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0]]), np.array([0.5, 3.0])
    last = np.array([[1.0, -2.0], [-1.0, 1.0]]), np.array([0.0, -4.0])
    return [([first, second, last], np.array([[1.0, -1.0], [2.0, -3.0]]))]


def wrong_misfit():
    """DESERVES: the second W has three rows and two units come in: the layers do not fit
    PART: no
    BREAKS: inputs (params, X) of networks: W_2 is (3, 2) after W_1 of shape (2, 2)
    """
    first = np.array([[1.0, 2.0], [-1.0, 1.0]]), np.array([1.0, -2.0])
    second = np.array([[2.0, -1.0], [1.0, 3.0], [0.0, 1.0]]), np.array([0.5, 3.0])
    return [([first, second], np.array([[1.0, -1.0], [2.0, 3.0]]))]
