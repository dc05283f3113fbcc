from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np


def right_three_units(a, b, c):
    """plain: three units facing right, the changes of the slope written out"""
    up, down = 1 / (b - a), 1 / (c - b)
    W1 = np.array([[1.0, 1.0, 1.0]])
    b1 = np.array([-a, -b, -c])
    W2 = np.array([[up], [-up - down], [down]])
    b2 = np.array([0.0])
    return [(W1, b1), (W2, b2)]


def right_diff_of_slopes(a, b, c):
    """vectorised: np.diff of the slopes with the two zeros"""
    knots = np.array([a, b, c], dtype=float)
    slopes = np.concatenate([[0.0], np.diff([0.0, 1.0, 0.0]) / np.diff(knots), [0.0]])
    return [(np.ones((1, 3)), -knots), (np.diff(slopes).reshape(-1, 1), np.zeros(1))]


def right_single_precision(a, b, c):
    """float32 parameters, computed in double and cast at the end"""
    up, down = 1 / (b - a), 1 / (c - b)
    layers = [([[1, 1, 1]], [-a, -b, -c]), ([[up], [-(up + down)], [down]], [0])]
    return [(np.asarray(W, dtype=np.float32), np.asarray(v, dtype=np.float32)) for W, v in layers]


def right_facing_left(a, b, c):
    """units that face left, (t - x)_+: the same changes of slope"""
    p, q = b - a, c - b
    change = np.array([1 / p, -(1 / p + 1 / q), 1 / q])
    return [(-np.ones((1, 3)), np.array([a, b, c], float)), (change[:, None], np.zeros(1))]


def right_two_hidden_layers(a, b, c):
    """deep: relu(1 - (b - x)_+/(b - a) - (x - b)_+/(c - b)), exactly 0 outside"""
    first = (np.array([[-1.0, 1.0]]), np.array([b, -b], dtype=float))
    second = (np.array([[-1.0 / (b - a)], [-1.0 / (c - b)]]), np.array([1.0]))
    last = (np.array([[1.0]]), np.array([0.0]))
    return [first, second, last]


def right_minimum_of_two_lines(a, b, c):
    """deep: relu(min(l, r)) with min(l, r) = r - (r - l)_+, and r as the difference of two ReLUs"""
    up, down = 1.0 / (b - a), 1.0 / (c - b)
    # l = up (x - b) + 1 and r = 1 - down (x - b); the units are (x - b)_+, (b - x)_+ and (r - l)_+
    first = (np.array([[1.0, -1.0, -(up + down)]]), np.array([-b, b, (up + down) * b]))
    second = (np.array([[-down], [down], [-1.0]]), np.array([1.0]))
    return [first, second, (np.ones((1, 1)), np.zeros(1))]


def right_scaled_units(a, b, c):
    """the slopes stand in the first layer, the last weights are 1 and -1; four units"""
    up, down = 1.0 / (b - a), 1.0 / (c - b)
    w = np.array([up, up, down, down])
    t = np.array([a, b, b, c])
    v = np.array([1.0, -1.0, -1.0, 1.0])
    return [(w[np.newaxis, :], -w * t), (v[:, np.newaxis], np.zeros(1))]


def right_linear_system(a, b, c):
    """np.linalg.solve: last weights from the values at b, c and farther right"""
    t = np.array([a, b, c], dtype=float)
    points = np.array([b, c, c + (c - a)], dtype=float)
    features = np.maximum(points[:, None] - t[None, :], 0.0)
    v = np.linalg.solve(features, np.array([1.0, 0.0, 0.0]))
    return [(np.ones((1, 3)), -t), (v[:, None], np.zeros(1))]


def right_builder_class(a, b, c):
    """over-engineered: a builder that collects units"""

    @dataclass
    class Builder:
        weights: list = field(default_factory=list)
        biases: list = field(default_factory=list)
        last: list = field(default_factory=list)

        def bend(self, at, by):
            self.weights.append(1.0)
            self.biases.append(-float(at))
            self.last.append(float(by))
            return self

        def build(self):
            m = len(self.last)
            first = np.array(self.weights).reshape(1, m), np.array(self.biases)
            return [first, (np.array(self.last).reshape(m, 1), np.zeros(1))]

    rise, fall = 1 / (b - a), -1 / (c - b)
    return Builder().bend(a, rise).bend(b, fall - rise).bend(c, -fall).build()


def right_upside_down(a, b, c):
    """1 less two ramps, with the last bias 1: 1 - ramp down to the left - ramp down to the right"""
    p, q = b - a, c - b
    W1 = np.array([[-1.0, -1.0, 1.0, 1.0]])
    b1 = np.array([b, a, -b, -c], dtype=float)
    W2 = np.array([[-1 / p], [1 / p], [-1 / q], [1 / q]])
    return [(W1, b1), (W2, np.array([1.0]))]


def right_checked_exact_fractions(a, b, c):
    """defensive: asserts, exact rational slopes"""
    assert a < b < c
    a, b, c = map(Fraction, map(float, (a, b, c)))
    slopes = [Fraction(0), 1 / (b - a), -1 / (c - b), Fraction(0)]
    change = [float(right - left) for left, right in zip(slopes, slopes[1:])]
    params = [(np.ones((1, 3)), np.array([float(-t) for t in (a, b, c)])), (np.array(change)[:, None], np.zeros(1))]
    assert all(np.isfinite(A).all() for layer in params for A in layer)
    return params


def right_absolute_values(a, b, c):
    """half the change times |x - t|, each absolute value of two units"""
    up, down = 1 / (b - a), 1 / (c - b)
    t = np.repeat(np.array([a, b, c], float), 2)
    w = np.tile([1.0, -1.0], 3)
    half = np.repeat(np.array([up, -up - down, down]) / 2, 2)
    return [(w.reshape(1, 6), -w * t), (half.reshape(6, 1), np.zeros(1))]


def right_idle_units(a, b, c):
    """three hidden layers, the value carried on through two of them; one idle unit"""
    up, down = 1 / (b - a), 1 / (c - b)
    first = (np.array([[1.0, 1.0, 1.0, 0.0]]), np.array([-a, -b, -c, 3.0]))
    # carry y = (y)_+ - (-y)_+
    mix = np.array([up, -(up + down), down, 0.0])
    second = (np.stack([mix, -mix], axis=1), np.zeros(2))
    third = (np.array([[1.0, -1.0], [-1.0, 1.0]]), np.zeros(2))
    last = (np.array([[1.0], [-1.0]]), np.zeros(1))
    return [first, second, third, last]


def wrong_two_units(a, b, c):
    """DESERVES: the third unit is missing, nothing stops the fall right of c
    PART: yes
    BREAKS: its value is 0 outside (a, c), at hat(0, 1, 3), x = 5
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 2)), np.array([-a, -b])), (np.array([[up], [-up - down]]), np.zeros(1))]


def wrong_slope_for_change(a, b, c):
    """DESERVES: the last weight at b is the new slope, not the change of the slope
    PART: no
    BREAKS: affine from b to c and 0 at c, at hat(0, 1, 2), x = 2
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[up], [-down], [0.0]]), np.zeros(1))]


def wrong_sign_of_bias(a, b, c):
    """DESERVES: the unit with weight 1 and bias t bends at -t
    PART: no
    BREAKS: its value is 1 at b, at hat(0, 1, 3), x = 1
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), np.array([a, b, c], float)), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_height_is_width(a, b, c):
    """DESERVES: the slope on the left is 1 whatever b - a is, so the peak is b - a
    PART: yes
    BREAKS: its value is 1 at b, at hat(0, 2, 3), x = 2 (it is 2)
    """
    ratio = (b - a) / (c - b)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[1.0], [-1.0 - ratio], [ratio]]), np.zeros(1))]


def wrong_starts_at_zero(a, b, c):
    """DESERVES: the knots are 0, b - a, c - a: the hat is shifted by a
    PART: yes
    BREAKS: its value is 1 at b, at hat(1, 2, 4), x = 2 (it is 1/2)
    """
    p, q = b - a, c - b
    W2 = np.array([[1 / p], [-1 / p - 1 / q], [1 / q]])
    return [(np.ones((1, 3)), np.array([0.0, -p, -(p + q)])), (W2, np.zeros(1))]


def wrong_floor_of_gap(a, b, c):
    """DESERVES: the gaps are held above 1e-3, but knots may be as close as 2^-12
    PART: yes
    BREAKS: its value is 1 at b, with knots as close as 2^-12, at hat(0, 2^-12, 2^-11), x = 2^-12
    """
    p, q = max(b - a, 1e-3), max(c - b, 1e-3)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[1 / p], [-1 / p - 1 / q], [1 / q]]), np.zeros(1))]


def wrong_epsilon(a, b, c):
    """DESERVES: the 1e-5 in the denominators makes the slopes too flat by more than round-off
    PART: yes
    BREAKS: its value is 1 at b to within 6e-7 of the terms, at hat(0, 1/4, 1/2), x = 1/4
    """
    eps = 1e-5
    up, down = 1 / (b - a + eps), 1 / (c - b + eps)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_symmetric(a, b, c):
    """DESERVES: the slope on the right is taken from the left side
    PART: yes
    BREAKS: affine from b to c, 0 outside, at hat(0, 1, 3), x = 3
    """
    s = 1 / (b - a)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[s], [-2 * s], [s]]), np.zeros(1))]


def wrong_list_shared(a, b, c, layers=[]):  # noqa: B006
    """DESERVES: the list of layers is a default argument, so a second call returns the layers of the first as well
    PART: yes
    BREAKS: the parameters are those of the hat with the knots a < b < c, at hat(0, 1, 3) and then hat(0, 1, 2)
    """
    up, down = 1 / (b - a), 1 / (c - b)
    layers.append((np.ones((1, 3)), np.array([-a, -b, -c], dtype=float)))
    layers.append((np.array([[up], [-up - down], [down]]), np.zeros(1)))
    return layers


def wrong_magnitude_of_knots(a, b, c):
    """DESERVES: the biases are -|t|, which moves negative knots to the other side
    PART: yes
    BREAKS: its value is 1 at b, at hat(-2, -1, 1), x = -1
    """
    t = np.abs(np.array([a, b, c], float))
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((1, 3)), -t), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_rounded_weights(a, b, c):
    """DESERVES: the slopes are rounded to three decimals, 1/3 becomes 0.333
    PART: yes
    BREAKS: its value is 1 at b to within 6e-7 of the terms, at hat(0, 3, 4), x = 3 (it is 0.999)
    """
    up, down = round(1 / (b - a), 3), round(1 / (c - b), 3)
    return [(np.ones((1, 3)), np.array([-a, -b, -c])), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_half_precision(a, b, c):
    """DESERVES: half precision knows a knot to three digits only, float32 is the least that will do
    PART: yes
    BREAKS: the value is right to within 6e-7 of the terms, at hat(0, 3, 4), x = 3 (1/3 in float16 is 0.33325)
    """
    up, down = 1 / (b - a), 1 / (c - b)
    first = np.ones((1, 3), np.float16), np.array([-a, -b, -c], np.float16)
    return [first, (np.array([[up], [-up - down], [down]], np.float16), np.zeros(1, np.float16))]


def wrong_shape_of_first(a, b, c):
    """DESERVES: W1 is a column of shape (3, 1), but there is one input and three units
    PART: no
    BREAKS: the parameters are the layers' (W, b), from one input, at hat(0, 1, 3)
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.ones((3, 1)), np.array([-a, -b, -c])), (np.array([[up], [-up - down], [down]]), np.zeros(1))]


def wrong_sides_swapped(a, b, c):
    """DESERVES: the two slopes are swapped: b - a belongs to the left side
    PART: yes
    BREAKS: affine from a to b and from b to c, at hat(0, 1, 3), x = 2
    """
    first = (np.array([[-1.0, 1.0]]), np.array([b, -b], float))
    second = (np.array([[-1.0 / (c - b)], [-1.0 / (b - a)]]), np.array([1.0]))
    return [first, second, (np.ones((1, 1)), np.zeros(1))]


def wrong_no_last_clip(a, b, c):
    """DESERVES: the lower of the two lines goes on below 0 outside (a, c), it wants a ReLU
    PART: yes
    BREAKS: its value is 0 outside (a, c), at hat(0, 1, 3), x = 5
    """
    up, down = 1 / (b - a), 1 / (c - b)
    return [(np.array([[-1.0, 1.0]]), np.array([b, -b], float)), (np.array([[-up], [-down]]), np.ones(1))]


def wrong_vw_of_mixed_units(a, b, c):
    """DESERVES: the unit at a faces left, so it makes a slope of its own left of a
    PART: yes
    BREAKS: its value is 0 outside (a, c), at hat(0, 1, 3), x = -4
    """
    up, down = 1 / (b - a), 1 / (c - b)
    W1, b1 = np.array([[-1.0, 1.0, 1.0]]), np.array([b, -b, -c], float)
    return [(W1, b1), (np.array([[-up], [-down], [down]]), np.ones(1))]
