"""Mark scheme of `xor_network`."""

from typing import ClassVar

import numpy as np

from autograder import alternate, exercise, expect, misconception, practice, weight
from autograder.checks.test_networks.inputs import layers_of
from solutions.networks import xor_network

CORNERS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
MOST = 9  # parameters
ROUND_OFF = 1e-12  # of the largest term; a network may be scaled as one likes, so that only the sign is looked at


def read_network(got):
    """The layers as arrays, from two inputs to one output."""
    layers, width = [], 2
    for i, layer in enumerate(layers_of(got, "xor_network()"), start=1):
        W, b = expect.finite(layer[0], f"W of layer {i}"), expect.finite(layer[1], f"b of layer {i}")
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
    z, moved = outputs(read_network(got))
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
        z, moved = outputs(read_network(student.xor_network()))
        least, largest = z[1:3].min(), z[[0, 3]].max()
        words = f"z is {least:.3g} at (0, 1) or (1, 0), and {largest:.3g} at (0, 0) or (1, 1)"
        expect.that(least - largest > 2 * moved.max(), words)

    @practice
    @weight(2)
    def test_exactly_one(self, student):
        """z has the sign of XOR at all four points; there is one hidden layer, and at most 9 parameters."""
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
