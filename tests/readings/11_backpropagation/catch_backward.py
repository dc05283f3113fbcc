import numpy as np
import math


def right_two_of_the_hints() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, "relu"), ([(W1 / 2, b1), (W2, b2)], X, y, "tanh")]


def right_sigmoid() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    params = [(np.array([[1.0, 2.0], [-1.0, 0.5]]), np.array([0.0, 0.1])), (np.array([[1.0, 2.0], [-3.0, 0.5]]), np.zeros(2))]
    X, y = np.array([[1.0, 2.0], [2.0, -1.0], [0.5, 0.5]]), np.array([1, 0, 0])
    return [(params, X, y, "sigmoid"), (params, X, y, "relu")]


def right_random() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    rng = np.random.default_rng(5)
    params = [(rng.normal(size=(3, 4)), rng.normal(size=4)), (rng.normal(size=(4, 4)), rng.normal(size=4)), (rng.normal(size=(4, 3)), rng.normal(size=3))]
    X, y = rng.normal(size=(5, 3)), rng.integers(0, 3, 5)
    return [(params, X, y, act) for act in ("relu", "tanh", "sigmoid")]


def right_largest() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    rng = np.random.default_rng(11)
    params = [(rng.uniform(-1, 1, (6, 6)), rng.uniform(-1, 1, 6)) for _ in range(4)]
    X, y = rng.uniform(-2, 2, (6, 6)), np.arange(6)
    return [(params, X, y, "tanh"), (params, X, y, "relu")]


def right_lists() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    a = np.array
    net = [(a([[1.0, 1.0], [1.0, -1.0]]), a([-1.0, 0.5])), (a([[1.0, -1.0], [3.0, 2.0]]), a([-1.0, -2.0]))]
    X, y = a([[1.0, 2.0], [2.0, 0.5]]), a([0, 1])
    return [[net, X, y, "relu"], [net, X / 2, y, "tanh"]]


def right_tuple() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    W = np.array([[0.5, 1.5], [-1.0, 0.25]])
    b = np.array([0.25, -0.75])
    X, y = np.array([[1.0, -1.0], [0.5, 2.0], [-1.5, 0.5]]), np.array([1, 1, 0])
    return (([(W, b), (2 * W, -b)], X, y, "tanh"), ([(W, b), (2 * W, -b)], X, y, "relu"))


def right_three_separate() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    one = ([(np.array([[1.0, 0.0]]), np.zeros(2))], np.array([[1.0], [2.0], [3.0]]), np.array([0, 1, 1]), "identity")
    V, c = np.array([[1.0, 2.0], [0.0, -1.0]]), np.array([0.5, -2.0])
    relu = ([(V, c + 2), (V, c)], np.array([[1.0, 1.0]]), np.array([0]), "relu")
    tanh = ([(V, c / 4), (V, c)], np.array([[0.5, 0.25], [-0.5, 0.5]]), np.array([1, 0]), "tanh")
    return [one, relu, tanh]


def right_integers() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    params = [(np.array([[1, 2], [-1, 1]]), np.array([0, 1])), (np.array([[1, -1], [2, 1]]), np.array([-2, 0]))]
    X, y = np.array([[1, 0], [0, 1]]), np.array([0, 1])
    return [(params, X, y, "sigmoid"), (params, X, y, "relu")]


def right_loop() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    inputs = []
    for act in ["relu", "tanh"]:
        params = []
        for n, m in [(2, 3), (3, 3), (3, 2)]:
            W = np.sin(np.arange(n * m) * 2.0 + n).reshape(n, m)
            params.append((W, np.cos(np.arange(float(m)) * 3)))
        inputs.append((params, np.array([[1.0, -0.5], [0.5, 2.0], [-1.0, 0.25], [0.0, 1.5]]), np.array([0, 1, 0, 0]), act))
    return inputs


def right_class() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    class Net:
        def __init__(self, *widths, seed=3):
            rng = np.random.default_rng(seed)
            self.params = [(rng.uniform(-2, 2, (m, n)), rng.uniform(-1, 1, n)) for m, n in zip(widths, widths[1:])]
            self.X = rng.uniform(-1, 1, (4, widths[0]))
            self.y = rng.integers(0, widths[-1], 4)

        def __call__(self, act):
            return self.params, self.X, self.y, act

    net = Net(3, 3, 3, 3)
    return [net("tanh"), net("relu")]


def right_searched() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    # the first random network on which relu has open and closed units and negative logits
    for seed in range(100):
        rng = np.random.default_rng(seed)
        params = [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(2)]
        X, y = rng.normal(size=(3, 2)), np.array([0, 1, 1])
        (W1, b1), (W2, b2) = params
        Z = X @ W1 + b1
        if (Z > 0.3).sum() >= 3 and (Z < -0.1).any() and (np.maximum(Z, 0) @ W2 + b2 < -0.5).any():
            G = mlp_backward(params, X, y, "relu")[1][0][0]
            if abs(G).min() > 0.01:
                return [(params, X, y, "relu"), (params, X, y, "sigmoid")]


def right_wide() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    W1 = np.array([[1.0, -0.5, 0.25, 2.0]])
    W2 = np.arange(16.0).reshape(4, 4) / 8 - 1
    W2[0, 3] = 2.0
    params = [(W1, np.array([0.5, 0.5, -0.5, 0.1])), (W2, np.array([1.0, -0.25, 0.5, -1.0]))]
    X, y = np.array([[1.0], [-0.5], [0.25], [2.0]]), np.array([0, 1, 2, 3])
    return [(params, X, y, "tanh"), (params, X, y, "relu"), (params, X, y, "identity")]


def wrong_one_sample() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: With one sample sums are means: 1, 2 and 3 stay hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (1, 2, 3; with this sample 9 as well)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    return [([(W1, b1), (W2, b2)], np.array([[1.0, 0.5]]), np.array([1]), act) for act in ("relu", "tanh")]


def wrong_one_layer() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: With one layer nothing goes back through an activation or W: 5 to 9 stay hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (5 to 9)"""
    W, b = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W, b)], X, y, "relu"), ([(W, b)], X, y, "tanh")]


def wrong_symmetric() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Your W_2 is its own transpose, so that 6 stays hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (6)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [-2.0, 0.5]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_never_square() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: 6 goes astray only where W is square; of yours only the first is, through which nothing goes back.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (6)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0, 0.5], [0.5, 1.0, -1.0]]), np.array([-3.0, 0.25, 0.0])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_only_relu() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: relu has the same slope at Z and at act(Z), so that 7 stays hidden: it takes tanh or sigmoid.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (7)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, "relu"), ([(W1, b1), (W2, b2)], 2 * X, y, "identity")]


def wrong_only_tanh() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: 9 is about relus, and you have none.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (9)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("tanh", "sigmoid", "identity")]


def wrong_only_identity() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: The identity has the slope 1 everywhere and changes nothing: 4, 7, 8 and 9 stay hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (4, 7, 8, 9)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    return [([(W1, b1), (W2, b2)], np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1]), "identity")]


def wrong_all_saturated() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Your tanh neurons are saturated and one logit leads by far: all gradients are below a thousandth.
    PART: no
    BREAKS: "off by more than 0.001 in an entry" (all but 4)"""
    W1, b1 = np.array([[9.0, 8.0], [7.0, 9.0]]), np.array([5.0, 5.0])
    W2, b2 = np.array([[9.0, -9.0], [8.0, -9.0]]), np.array([9.0, -9.0])
    X, y = np.array([[9.0, 5.0], [5.0, 9.0]]), np.array([0, 0])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_all_open() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Your relus are all open and your tanh has one layer: neither shows a wrong slope, so that 7 and 8 stay hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (7, 8)"""
    W1, b1 = np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([0.5, 0.5])
    W2, b2 = np.array([[1.0, 2.0], [0.5, 1.0]]), np.array([3.0, 3.0])
    X, y = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, "relu"), ([(W2 / 4, b1)], X, y, "tanh")]


def wrong_positive_logits() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Relu leaves positive logits as they are, and where nothing is closed 4 and 8 stay hidden; the identity does not help.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (4, 7, 8)"""
    W1, b1 = np.array([[1.0, 1.0], [2.0, 1.0]]), np.array([0.5, 0.5])
    W2, b2 = np.array([[1.0, 2.0], [0.5, 1.0]]), np.array([3.0, 3.0])
    X, y = np.array([[1.0, 0.5], [0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, "relu"), ([(W1, b1), (W2, b2)], X, y, "identity")]


def wrong_same_samples_opposite_labels() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Your samples are equal, their labels opposite and the logits level: the gradients cancel to 0.
    PART: no
    BREAKS: "on which nine wrong backward passes show themselves" (all)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, 1.0], [0.5, 0.5]]), np.array([0.0, 0.0])
    X, y = np.array([[1.0, 0.5], [1.0, 0.5]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_zero_weights() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: With weights 0 nothing passes through a layer in either direction, and 5 to 9 stay hidden.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (5 to 9)"""
    params = [(np.zeros((2, 2)), np.zeros(2)), (np.zeros((2, 2)), np.array([-1.0, 1.0]))]
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 0])
    return [(params, X, y, "relu"), (params, X, y, "tanh")]


def wrong_all_closed() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: All your relus are closed: A_1 and delta_1 are 0, which hides 5 and 6, and relu cannot show 7.
    PART: yes
    BREAKS: "on which nine wrong backward passes show themselves" (5, 6, 7)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([-9.0, -9.0])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    return [([(W1, b1), (W2, b2)], np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1]), "relu")]


def wrong_too_wide() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Widths go up to 6; yours is 8.
    PART: no
    BREAKS: "widths from 1 to 6" """
    rng = np.random.default_rng(1)
    params = [(rng.normal(size=(2, 8)), rng.normal(size=8)), (rng.normal(size=(8, 8)), rng.normal(size=8))]
    return [(params, rng.normal(size=(4, 2)), np.array([0, 1, 2, 3]), act) for act in ("relu", "tanh")]


def wrong_too_many_samples() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: At most six samples are allowed; you have twenty.
    PART: no
    BREAKS: "1 to 6 samples" """
    rng = np.random.default_rng(1)
    params = [(rng.normal(size=(2, 2)), rng.normal(size=2)) for _ in range(2)]
    return [(params, rng.normal(size=(20, 2)), rng.integers(0, 2, 20), act) for act in ("relu", "tanh")]


def wrong_too_large() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Entries go from -10 to 10; you have a weight of 100.
    PART: no
    BREAKS: "entries from -10 to 10" """
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 100.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_four_inputs() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: At most three inputs are wanted: one for each activation is one too many.
    PART: no
    BREAKS: "A list of one to three inputs" """
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh", "sigmoid", "identity")]


def wrong_five_layers() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Four layers at most; yours has five.
    PART: no
    BREAKS: "1 to 4 layers" """
    rng = np.random.default_rng(2)
    params = [(rng.normal(size=(3, 3)), rng.normal(size=3)) for _ in range(5)]
    return [(params, rng.normal(size=(4, 3)), np.array([0, 1, 2, 0]), act) for act in ("relu", "tanh")]


def wrong_label_out_of_range() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Labels count from 0: with two outputs they are 0 and 1, not 1 and 2.
    PART: no
    BREAKS: "inputs (params, X, y, act)" of mlp_backward: y holds classes 0..K-1"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([1, 2])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_order_of_parts() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: An input is (params, X, y, act); you put X first.
    PART: no
    BREAKS: "inputs (params, X, y, act)" """
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [(X, y, [(W1, b1), (W2, b2)], act) for act in ("relu", "tanh")]


def wrong_bare_input() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: A list of inputs is wanted; you return one input without a list around it.
    PART: no
    BREAKS: "A list of one to three inputs" """
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    return [(W1, b1), (W2, b2)], np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1]), "tanh"


def wrong_shapes_do_not_fit() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: W is (d_in, d_out) here; yours is transposed, so that X W does not exist.
    PART: no
    BREAKS: "inputs (params, X, y, act)" of mlp_backward"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0], [0.5, 0.0]]), np.array([0.5, -0.5, 1.0])
    W2, b2 = np.array([[1.0, -2.0, 1.0], [0.5, 1.0, 0.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]


def wrong_below_a_thousandth() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: Your pre-activations are so near 0 that the slope of tanh at Z and at tanh(Z) differ by less than 0.001: 7 stays hidden.
    PART: yes
    BREAKS: "off by more than 0.001 in an entry" (7)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0, -2.0], [0.5, 1.0]]), np.array([-3.0, 0.25])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 1])
    return [([(W1, b1), (W2, b2)], X, y, "relu"), ([(W1, b1 / 100), (W2, b2)], X / 100, y, "tanh")]


def wrong_one_class() -> list[tuple[list[tuple[np.ndarray, np.ndarray]], np.ndarray, np.ndarray, str]]:
    """DESERVES: With one output the softmax is 1, the loss 0 and so is every gradient: two classes at least.
    PART: no
    BREAKS: "on which nine wrong backward passes show themselves" (all)"""
    W1, b1 = np.array([[1.0, -1.0], [2.0, 1.0]]), np.array([0.5, -0.5])
    W2, b2 = np.array([[1.0], [0.5]]), np.array([-3.0])
    X, y = np.array([[1.0, 0.5], [-0.5, 1.0]]), np.array([0, 0])
    return [([(W1, b1), (W2, b2)], X, y, act) for act in ("relu", "tanh")]
