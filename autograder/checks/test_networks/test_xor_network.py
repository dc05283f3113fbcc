"""Mark scheme of `xor_network`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, misconception, practice, weight
from solutions.networks import xor_network

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
MOST = 9  # parameters
ROUND_OFF = 1e-12  # of the largest term; a network may be scaled as one likes, so that only the sign is looked at


def read_network(got, strictly=True):
    """The layers as arrays, from two inputs to one output.

    Otherwise the weights and the bias of an only unit may be a row or a number: what it computes is clear.
    """
    layers, width = [], 2
    for i, layer in enumerate(expect.layers(got, "xor_network()"), start=1):
        W, b = expect.finite(layer[0], f"W of layer {i}"), expect.finite(layer[1], f"b of layer {i}")
        if not strictly and b.size == 1:
            W, b = W.reshape(-1, 1) if W.size == width else W, b.reshape(1)
        fits = W.ndim == 2 and len(W) == width
        expect.that(fits, f"W of layer {i} has shape {W.shape}, wanted {width} rows: (d_in, d_out)")
        width = W.shape[1]
        expect.shape(b, (width,), f"b of layer {i}")
        layers.append((W, b))
    expect.that(layers, "xor_network() has no layers")
    expect.that(width == 1, f"the network has {width} outputs, wanted one")
    return layers


def outputs(layers):
    """z at each corner, and how far rounding may have moved it."""
    A, size = CORNERS, CORNERS
    for i, (W, b) in enumerate(layers):
        A, size = (np.maximum(A, 0) if i else A) @ W + b, size @ np.abs(W) + np.abs(b)
    return A[:, 0], ROUND_OFF * size[:, 0]


def with_signs(got, wanted, corners):
    """Fail unless the outputs at these corners have these signs."""
    z, moved = outputs(read_network(got, strictly=False))
    found = np.where(np.abs(z) > moved, np.sign(z), 0)
    for corner in corners:
        point, words = tuple(map(int, CORNERS[corner])), {1: "positive", 0: "0", -1: "negative"}
        expect.that(
            found[corner] == wanted[corner], f"z is {words[found[corner]]} at {point}, wanted {words[wanted[corner]]}"
        )


XOR = (-1, 1, 1, -1)


@exercise(reference=xor_network)
class TestXorNetwork:
    CONTRACT: ClassVar = {
        "whose output's sign is the exclusive or": (
            "test_one_rather_than_none",
            "test_up_and_down_again",
            "test_exactly_one",
        ),
        "at most 9 parameters": "test_exactly_one",
        "z > 0 where exactly one input is 1": (
            "test_one_rather_than_none",
            "test_up_and_down_again",
            "test_exactly_one",
        ),
    }

    OPEN_ENDED = True  # many networks do it

    @practice
    @weight(1)
    def test_one_rather_than_none(self, student):
        """z is negative at (0, 0), and positive at (0, 1) and (1, 0)."""
        with_signs(student.xor_network(), XOR, (0, 1, 2))

    @weight(1)
    def test_up_and_down_again(self, student):
        """z is larger at (0, 1) and (1, 0) than at (0, 0) and (1, 1)."""
        z, moved = outputs(read_network(student.xor_network(), strictly=False))
        least, largest = z[1:3].min(), z[[0, 3]].max()
        words = f"z is {least:.3g} at (0, 1) or (1, 0), and {largest:.3g} at (0, 0) or (1, 1)"
        expect.that(least - largest > 2 * moved.max(), words)

    @practice
    @weight(2)
    def test_exactly_one(self, student):
        """z has the sign of XOR at all four points; the shapes fit, with one hidden layer, and at most 9 parameters."""
        got = student.xor_network()
        with_signs(got, XOR, (0, 1, 2, 3))
        layers = read_network(got)
        expect.that(len(layers) == 2, f"the network has {len(layers)} layers, wanted two: one of them hidden")
        count = sum(W.size + b.size for W, b in layers)
        expect.that(count <= MOST, f"the network has {count} parameters, wanted at most {MOST}")

    @misconception("One affine layer cannot do it: the two diagonals have the same sum.", see="thm-xor")
    def affine_alone():
        return [(np.array([[1.0], [1.0]]), np.array([-0.5]))]

    @misconception("This is OR: at (1, 1) a second unit must bring the output down.", see="thm-xor")
    def one_or_both():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-1.0]]), np.array([-0.5]))]

    @misconception("This is AND: it is positive where both are on.", see="thm-xor")
    def both():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[0.0], [1.0]]), np.array([-0.5]))]

    @misconception("0 is not negative: take something off.", see="thm-xor")
    def zero_at_two_corners():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([0.0]))]

    @misconception("The signs are the other way round: positive where exactly one is on.", see="thm-xor")
    def signs_reversed():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[-1.0], [2.0]]), np.array([0.5]))]

    @misconception("Two hidden units are enough: 9 parameters.", see="thm-xor")
    def four_units():
        W = np.array([[1.0, -1.0, 1.0, -1.0], [-1.0, 1.0, 1.0, -1.0]])
        return [(W, np.array([0.0, 0.0, -1.0, -1.0])), (np.array([[1.0], [1.0], [-1.0], [-1.0]]), np.array([-0.5]))]

    @misconception("The hidden units are ReLUs, not steps: at s = 2 the first one passes on 2.", see="thm-xor")
    def for_steps():
        return [(np.ones((2, 2)), np.array([-0.5, -1.5])), (np.array([[1.0], [-1.0]]), np.array([-0.25]))]

    @misconception("With units that both see s - 1/2 the output does not turn.", see="thm-xor")
    def equal_units():
        return [(np.ones((2, 2)), np.array([0.0, 0.0])), (np.array([[1.0], [-2.0]]), np.array([0.5]))]

    @misconception("The outputs are 0 and 1, but 0 is not negative: take something off.", see="thm-xor")
    def zero_and_one():
        return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)), (np.ones((2, 1)), np.array([0.0]))]

    @misconception("At (1, 1) z is 0, which is not negative: the second unit must pull harder.", see="thm-xor")
    def zero_at_both():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-1.5]]), np.array([-0.5]))]

    @misconception("Two hidden units are enough: three make 13 parameters.", see="thm-xor")
    def three_units():
        return [
            (np.ones((2, 3)), np.array([0.0, -1.0, -2.0])),
            (np.array([[1.0], [-2.0], [1.0]]), np.array([-0.5])),
        ]

    @misconception("The offset belongs to the output's bias: one hidden layer is enough.", see="thm-xor")
    def two_hidden_layers():
        return [
            (np.ones((2, 2)), np.array([0.0, -1.0])),
            (np.array([[1.0], [-2.0]]), np.array([0.0])),
            (np.array([[1.0]]), np.array([-0.5])),
        ]

    @misconception("The inputs are x_0 and x_1, not their sum: W1 is (2, 2).", see="thm-xor")
    def sum_as_input():
        return [(np.ones((1, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), np.array([-0.5]))]

    @misconception("W2 leads from two units to one output: (2, 1), not (1, 2).", see="def-affine")
    def second_layer_transposed():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0, -2.0]]), np.array([-0.5]))]

    @misconception("W2 has two axes, (2, 1), and b2 one, (1,).", see="def-affine")
    def second_layer_flat():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([1.0, -2.0]), -0.5)]

    @misconception("b2 has one axis, (1,): one bias for the one output.", see="def-affine")
    def bias_as_a_number():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1.0], [-2.0]]), -0.5)]

    @misconception("This sees x_0 without x_1; x_1 without x_0 is missing.", see="thm-xor")
    def one_side_only():
        return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.array([0.0, -1.0])), (np.ones((2, 1)), np.array([-0.5]))]

    @misconception("One output is asked for: its sign decides, not the larger of two logits.", see="thm-xor")
    def two_logits():
        return [
            (np.ones((2, 2)), np.array([0.0, -1.0])),
            (np.array([[0.0, 1.0], [0.0, -2.0]]), np.array([0.0, -0.5])),
        ]

    @misconception("These weights are for sigmoids: with ReLUs z is positive at (1, 1).", see="thm-xor")
    def for_sigmoids():
        return [(20 * np.ones((2, 2)), np.array([-10.0, -30.0])), (np.array([[20.0], [-20.0]]), np.array([-10.0]))]

    @misconception("The inputs are 0 and 1, not -1 and 1: at (0, 1) this z is 0.", see="thm-xor")
    def for_minus_one_and_one():
        return [(np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2)), (np.ones((2, 1)), np.array([-1.0]))]

    @misconception("Unit j has column j of W1: these units are rows.", see="def-affine")
    def units_as_rows():
        return [(np.array([[1.0, 1.0], [-1.0, -1.0]]), np.array([-1.0, 1.0])), (-np.ones((2, 1)), np.array([0.5]))]

    @misconception("What is added up must be larger than what rounding does to the sizes of its terms.", see="thm-xor")
    def lost_in_rounding():
        return [(np.ones((2, 2)), np.array([0.0, -1.0])), (np.array([[1e16], [-2e16]]), np.array([-0.5]))]

    @misconception("A layer is a pair (W, b): the biases are missing.", see="def-affine")
    def without_biases():
        return [np.array([[1.0, -1.0], [-1.0, 1.0]]), np.ones((2, 1))]

    @alternate
    def by_differences():
        W = np.array([[1.0, -1.0], [-1.0, 1.0]])
        return [(W, np.zeros(2)), (np.ones((2, 1)), np.array([-0.5]))]

    @alternate
    def as_lists():
        return (([[1, 1], [1, 1]], [0, -1]), ([[2], [-4]], [-1]))

    @alternate
    def scaled_down():
        return [(1e-6 * np.ones((2, 2)), np.array([0.0, -1e-6])), (np.array([[1e-6], [-2e-6]]), np.array([-5e-13]))]

    @alternate
    def from_above():
        W = np.array([[-1.0, 1.0], [-1.0, 1.0]])
        return [(W, np.array([1.0, -1.0])), (np.array([[-1.0], [-1.0]]), np.array([0.5]))]

    @alternate
    def in_single_precision():
        W = np.ones((2, 2), np.float32)
        return [
            [W, np.array([-0.1, -1.1], np.float32)],
            [np.array([[1], [-3]], np.float32), np.array([-0.1], np.float32)],
        ]
