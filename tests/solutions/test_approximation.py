"""The model answers of unit 03 against interpolation by NumPy, exact fractions, integrals and their theorems."""

import math
from copy import deepcopy
from fractions import Fraction
from itertools import pairwise

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import integrate, special

from solutions.approximation import catch_pieces, count_pieces, hat, pwl_net, sigmoid_bump, tent
from solutions.networks import mlp_forward
from tests.solutions.calls import arrays_in, mapped, message, same

ROUND_OFF = 1e-12

dyadic = st.integers(-16, 16).map(lambda m: m / 4)
powers = st.sampled_from([0.25, 0.5, 1.0, 2.0, 4.0])


def value(params, x):
    """The scalar ReLU network at the points x."""
    return mlp_forward(params, np.reshape(x, (-1, 1)), "relu")[:, 0]


def increasing(first, gaps):
    """One to six numbers in increasing order."""
    return st.builds(lambda start, steps: start + np.cumsum([0.0, *steps]), first, st.lists(gaps, max_size=5))


# --- hat


@given(dyadic, powers, powers, st.integers(-400, 400).map(lambda m: m / 8))
def test_hat_with_dyadic_knots_and_slopes_is_exact(a, left, right, x):
    wanted = max(0, min((x - a) / left, 1 - (x - a - left) / right))
    assert value(hat(a, a + left, a + left + right), x) == wanted


@given(st.floats(-10, 10), st.floats(0.01, 10), st.floats(0.01, 10), st.floats(-50, 50))
def test_hat_is_the_interpolant_of_0_1_0(a, left, right, x):
    knots = a, a + left, a + left + right
    points = [*knots, x]
    np.testing.assert_allclose(value(hat(*knots), points), np.interp(points, knots, [0, 1, 0]), atol=1e-11)


def test_hats_of_equidistant_knots_sum_to_one_between_them():
    x = np.linspace(1, 5, 33)
    assert sum(value(hat(j - 1, j, j + 1), x) for j in range(1, 6)).tolist() == [1] * 33


# --- pwl_net


@given(increasing(st.floats(-100, 100), st.floats(0.01, 10)), st.data())
def test_pwl_net_agrees_with_interpolation_by_numpy(knots, data):
    vals = data.draw(hnp.arrays(float, len(knots), elements=st.floats(-10, 10)))
    x = [*knots, *(knots[1:] + knots[:-1]) / 2, knots[0] - 3, knots[-1] + 3]
    scale = 1e-10 * max(1, abs(vals).max() / min([1, *np.diff(knots)]))
    np.testing.assert_allclose(value(pwl_net(knots, vals), x), np.interp(x, knots, vals), atol=scale)


@given(increasing(dyadic, powers), st.data())
def test_pwl_net_with_dyadic_knots_and_gaps_is_exact(knots, data):
    vals = data.draw(hnp.arrays(float, len(knots), elements=dyadic))
    net = pwl_net(knots, vals)
    assert np.array_equal(value(net, knots), vals)
    assert value(net, [-1e3, 1e3]).tolist() == [vals[0], vals[-1]]


@pytest.mark.parametrize("m", [2, 5, 17, 65])
def test_pwl_net_errs_by_at_most_an_eighth_of_h_squared_times_the_curvature(m):
    knots, x = np.linspace(0, 3, m), np.linspace(0, 3, 2001)
    h = 3 / (m - 1)
    error = abs(value(pwl_net(knots, np.sin(2 * knots)), x) - np.sin(2 * x)).max()
    assert error <= h**2 * 4 / 8 + ROUND_OFF
    assert m < 5 or error >= h**2 * 4 / 8 * 0.7  # the bound is about reached


def test_pwl_net_of_one_knot_is_constant():
    assert value(pwl_net([2.0], [5.0]), [-1e4, 2, 1e4]).tolist() == [5, 5, 5]


def test_hat_is_the_pwl_net_of_0_1_0():
    x = np.linspace(-3, 5, 65)
    assert np.array_equal(value(hat(0, 1, 3), x).round(12), value(pwl_net([0, 1, 3], [0, 1, 0]), x).round(12))


# --- sigmoid_bump


@given(st.floats(-5, 5), st.floats(0.1, 5), st.floats(0.1, 100), st.floats(-10, 10))
def test_sigmoid_bump_agrees_with_fifty_digits(a, width, k, x):
    with mpmath.workdps(50):
        s = [1 / (1 + mpmath.exp(-mpmath.mpf(k) * (mpmath.mpf(x) - mpmath.mpf(t)))) for t in (a, a + width)]
        wanted = float(s[0] - s[1])
    assert float(sigmoid_bump(x, a, a + width, k)) == pytest.approx(wanted, abs=1e-12)


@given(st.floats(-5, 5), st.floats(0.1, 5), st.floats(0.1, 100), st.floats(-10, 10))
def test_sigmoid_bump_is_the_product_form_up_to_a_factor(a, width, k, x):
    b = a + width
    product = special.expit(k * (x - a)) * special.expit(k * (b - x)) * -math.expm1(-k * (b - a))
    assert float(sigmoid_bump(x, a, b, k)) == pytest.approx(product, abs=1e-12)


@pytest.mark.parametrize(("k", "width"), [(10.0, 1.0), (5.0, 4.0), (100.0, 0.3)])
def test_sigmoid_bump_is_4_log_2_over_k_away_from_the_indicator(k, width):
    a, b = -0.5, -0.5 + width
    pieces = [(a - 40 / k, a), (a, b), (b, b + 40 / k)]
    distance = sum(
        integrate.quad(lambda x, inside=inside: abs(float(sigmoid_bump(x, a, b, k)) - inside), *ends)[0]
        for ends, inside in zip(pieces, [0, 1, 0], strict=True)
    )
    assert distance == pytest.approx(4 * math.log(2 / (1 + math.exp(-k * width))) / k, rel=1e-6)
    assert distance == pytest.approx(4 * math.log(2) / k, rel=1e-3)


def test_a_steep_sigmoid_bump_is_the_indicator_and_one_half_at_the_ends():
    assert sigmoid_bump([-1e3, -1.1, -1, 0, 2, 2.1, 1e3], -1, 2, 1e6).tolist() == [0, 0, 0.5, 1, 0.5, 0, 0]


# --- tent


@given(st.integers(0, 6), st.integers(0, 64))
def test_tent_of_a_multiple_of_2_to_the_minus_n_folds_it(n, j):
    # T^n(x) is the distance of 2^n x from the nearest even integer.
    x = Fraction(j, 64)
    assert Fraction(float(tent(j / 64, n))) == abs(2**n * x - 2 * round(2**n * x / 2))


@given(st.integers(0, 5), st.integers(0, 5), hnp.arrays(float, 3, elements=st.floats(0, 1)))
def test_tent_of_a_tent_adds_the_counts(n, m, x):
    assert np.array_equal(tent(tent(x, n), m), tent(x, n + m))


@pytest.mark.parametrize("n", [0, 1, 2, 7])
def test_the_n_fold_tent_has_2_to_the_n_pieces_of_the_slope_2_to_the_n(n):
    x = np.arange(2 ** (n + 1) + 1) / 2 ** (n + 1)
    slopes = np.diff(tent(x, n)) * 2 ** (n + 1)
    assert (abs(slopes) == 2**n).all()
    assert np.count_nonzero(np.diff(slopes)) + 1 == 2**n


# --- count_pieces


def shallow(units, b2=0.0):
    """The network sum of v relu(w x + b) over the units (w, b, v), plus b2."""
    w, b, v = np.array(units, float).T
    return [(w[None], b), (v[:, None], np.array([b2]))]


def pieces_by_fractions(units):
    """Different slopes of neighbours, each between two knots, in exact arithmetic."""
    units = [[Fraction(part) for part in unit] for unit in units]
    knots = sorted({-b / w for w, b, _ in units if w})
    inside = [(s + t) / 2 for s, t in pairwise(knots)]
    probes = [knots[0] - 1, *inside, knots[-1] + 1] if knots else [Fraction(0)]
    slopes = [sum(v * w for w, b, v in units if w * x + b > 0) for x in probes]
    return 1 + sum(s != t for s, t in pairwise(slopes))


units = st.lists(st.tuples(st.integers(-2, 2), st.integers(-2, 2), st.integers(-2, 2)), min_size=1, max_size=6)


@settings(max_examples=200)
@given(units)
def test_count_pieces_agrees_with_slopes_in_fractions(units):
    count = count_pieces(shallow(units))
    assert count == pieces_by_fractions(units)
    assert count <= len(units) + 1


@given(units, st.permutations(range(6)))
def test_count_pieces_does_not_see_the_order_of_the_units(units, order):
    order = [i for i in order if i < len(units)]
    assert count_pieces(shallow([units[i] for i in order])) == count_pieces(shallow(units))


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        ([(1, 0, 1)], 2),
        ([(1, 0, 1), (2, 0, 1)], 2),  # one knot twice
        ([(1, 0, 1), (-1, 0, -1)], 1),  # relu(x) - relu(-x) = x
        ([(1, 0, 1), (-1, 0, 1)], 2),  # |x|
        ([(1, 0, 2), (2, 0, -1)], 1),  # cancelling
        ([(0, 3, 1)], 1),  # constant
        ([(1, -1, 0), (1, 1, 3)], 2),  # one unit without a say
        ([(3, -1, 1), (-6, 2, 1), (3, 1, 1)], 3),  # the knot 1/3 twice, one unit facing left
    ],
)
def test_count_pieces_of_networks_counted_by_hand(units, wanted):
    assert count_pieces(shallow(units)) == wanted


def test_count_pieces_of_a_hat_is_four_wherever_it_ends():
    assert count_pieces(hat(0, 1, 3)) == 4
    assert count_pieces(pwl_net([0, 1, 2, 3], [0, 1, 2, 0])) == 4  # no bend at 1


@pytest.mark.parametrize("n", [1, 3, 6])
def test_a_shallow_network_draws_the_tent_with_2_to_the_n_pieces(n):
    knots = np.arange(2**n + 1) / 2**n
    net = pwl_net(knots, tent(knots, n))
    assert count_pieces(net) == 2**n + 2  # and two constant ones beyond the ends


# --- catch_pieces


def test_catch_pieces_has_a_bend_that_vanishes_and_one_that_stays_though_its_units_face_apart():
    absolute, beside = catch_pieces()
    x = np.array([-3.0, -1, -0.5, 0, 2, 5])
    assert value(absolute, x).tolist() == abs(x).tolist()
    assert value(beside, x).tolist() == (abs(x) + x + 1).tolist()
    assert count_pieces(absolute) == count_pieces(beside) == 2


def test_catch_pieces_is_new_at_every_call():
    catch_pieces()[0][0][0][:] = 0
    assert (catch_pieces()[0][0][0] != 0).all()


# --- what goes in and what comes out

CALLS = [
    (pwl_net, np.array([-1.0, 0.0, 2.0]), np.array([3.0, 1.0, 5.0])),
    (sigmoid_bump, np.array([[0.0, 1.0], [2.0, 5.0]]), 1, 3, 2),
    (tent, np.array([0.0, 1.0, 1.0]), 3),
    (tent, np.array([[0.0], [1.0]]), 0),
    (count_pieces, shallow([(1, 2, 3), (0, 1, 2)])),
]
every_call = pytest.mark.parametrize("call", CALLS, ids=lambda call: call[0].__name__)


@every_call
@pytest.mark.parametrize("change", [np.ndarray.tolist, np.int8, np.float32], ids=["lists", "int8", "float32"])
def test_lists_and_other_real_dtypes_give_the_float64_result(call, change):
    function, *args = call
    assert same(function(*mapped(change, args)), function(*args))


@every_call
def test_inputs_are_left_as_they_were_and_not_handed_out(call):
    function, *args = deepcopy(call)
    result = function(*args)
    assert same(args, list(call[1:]))
    assert not any(np.shares_memory(out, arg) for out in arrays_in(result) for arg in arrays_in(args))


def test_hat_is_float64_for_small_integers():
    params = hat(np.int8(-100), np.int8(100), np.int8(120))
    assert all(A.dtype == np.float64 for A in arrays_in(params))
    assert value(params, [0.0]) == [0.5]


def test_count_pieces_is_a_python_int():
    assert type(count_pieces(hat(0, 1, 2))) is int


# --- errors


@pytest.mark.parametrize("knots", [(0, 0, 1), (1, 0, 2)])
def test_knots_of_a_hat_increase(knots):
    wanted = f"a, b, c must increase strictly, got {knots[0]} before {knots[1]}; sort them, without repeats"
    assert message(hat, *knots) == wanted


def test_pwl_net_says_what_is_wrong_with_knots_and_values():
    wanted = "knots must increase strictly, got 2 before 2; sort them, without repeats"
    assert message(pwl_net, [0, 2, 2], [1, 2, 3]) == wanted
    assert message(pwl_net, [], []) == "knots must be (m,), got shape (0,); give them as one row of numbers"
    assert message(pwl_net, [0, 2], [1, 2, 3]) == "vals must be (2,), got shape (3,); one value for each knot"


def test_sigmoid_bump_says_what_is_wrong_with_its_arguments():
    assert message(sigmoid_bump, 0, 1, 2, 0) == "k must be > 0, got 0; the steepness of both ends"
    wanted = "a, b must increase strictly, got 2 before 1; sort them, without repeats"
    assert message(sigmoid_bump, 0, 2, 1, 1) == wanted
    assert message(sigmoid_bump, math.nan, 1, 2, 1) == "x must be finite, got nan; find out where it came from"


def test_tent_says_what_is_wrong_with_its_arguments():
    assert message(tent, [0.5], -1) == "n must be an integer >= 0, got -1; it is how often the map is applied"
    assert message(tent, [0.5, 1.5], 1) == "x must lie in [0, 1], got 1.5; the tent map is defined there"
    assert message(tent, -0.5, 1) == "x must lie in [0, 1], got -0.5; the tent map is defined there"
    assert message(tent, [], 1) == "x must hold a number or more, got shape (0,); fill it first"


@pytest.mark.parametrize(
    ("params", "widths"),
    [
        ([([[1.0]], [0.0])], [1, 1]),
        ([([[1.0]], [0.0])] * 3, [1, 1, 1, 1]),
        ([([[1.0, 2.0]], [0.0, 0.0]), ([[1.0, 1.0], [2.0, 2.0]], [0.0, 0.0])], [1, 2, 2]),
    ],
)
def test_count_pieces_is_for_shallow_scalar_networks(params, widths):
    wanted = f"params must be two layers of the widths 1, m, 1, got {widths}; one hidden layer, one output"
    assert message(count_pieces, params) == wanted


def test_count_pieces_is_for_one_input():
    wanted = (
        "W of params[0] must be (1, d_out), got shape (2, 1); W has a row for each input of its layer; transpose it?"
    )
    assert message(count_pieces, [([[1.0], [2.0]], [0.0]), ([[1.0]], [0.0])]) == wanted
