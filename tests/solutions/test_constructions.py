"""Networks put together by hand do what the functions they are made of do, within the errors of their theorems."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.approximation import count_pieces, hat, pwl_net, sigmoid_bump, tent
from solutions.constructions import bump_net, compose, interpolate, square_net, stack, tent_net
from solutions.networks import init, mlp_forward, n_params
from tests.solutions.calls import message

sizes = st.integers(1, 3)
seeds = st.integers(0, 2**32)


def value(params, x, act="relu"):
    return mlp_forward(params, np.reshape(x, (-1, 1)), act)[:, 0]


def net(widths, seed):
    """A network with random biases too."""
    rng = np.random.default_rng(seed)
    return [(W, rng.normal(size=b.shape)) for W, b in init(widths, "he", rng)]


# --- stack and compose


@given(sizes, sizes, st.lists(sizes, min_size=1, max_size=3), seeds, st.sampled_from(["relu", "tanh"]))
def test_stack_is_the_linear_combination_of_the_networks(d_in, d_out, hidden, seed, act):
    nets = [net([d_in, m, d_out], seed + i) for i, m in enumerate(hidden)]
    X = np.random.default_rng(seed).normal(size=(4, d_in))
    weights = list(range(-1, len(nets) - 1))
    stacked = stack(nets, weights)
    wanted = sum(c * mlp_forward(each, X, act) for c, each in zip(weights, nets, strict=True))
    np.testing.assert_allclose(mlp_forward(stacked, X, act), wanted, atol=1e-12)
    assert np.shape(stacked[0][0]) == (d_in, sum(hidden))


def test_a_stack_of_hats_interpolates_like_the_pwl_net():
    knots, vals, x = np.arange(5.0), [0, 3, -1, 2, 0], np.linspace(-2, 6, 65)
    hats = [hat(t - 1, t, t + 1) for t in knots[1:-1]]
    np.testing.assert_allclose(value(stack(hats, vals[1:-1]), x), value(pwl_net(knots, vals), x), atol=1e-12)


@given(st.lists(sizes, min_size=2, max_size=4), st.lists(sizes, min_size=1, max_size=3), seeds)
def test_compose_lets_one_network_follow_the_other(inner, outer, seed):
    inner, outer = net(inner, seed), net([inner[-1], *outer], seed + 1)
    X = np.random.default_rng(seed).normal(size=(4, len(inner[0][0])))
    both = compose(outer, inner)
    np.testing.assert_allclose(
        mlp_forward(both, X, "tanh"), mlp_forward(outer, mlp_forward(inner, X, "tanh"), "tanh"), atol=1e-12
    )
    assert len(both) == len(inner) + len(outer) - 1


def test_networks_put_together_share_no_memory_with_their_parts():
    parts = net([1, 2, 1], 0), net([1, 3, 1], 1)
    given, made = (
        [A for params in nets for layer in params for A in layer]
        for nets in (parts, [stack(parts, [1, 1]), stack(parts[:1], [1]), compose(*parts)])
    )
    assert not any(np.shares_memory(A, B) for A in given for B in made)


# --- tents and squares


@pytest.mark.parametrize("n", [1, 2, 5])
def test_tent_net_is_the_n_fold_tent_with_2n_hidden_units(n):
    x = np.arange(65) / 64
    params = tent_net(n)
    assert np.array_equal(value(params, x), tent(x, n))
    assert [len(b) for _, b in params] == [2] * n + [1]


def test_depth_draws_more_pieces_than_a_shallow_network_of_as_many_parameters():
    n = 8
    knots = np.arange(2**n + 1) / 2**n
    shallow = pwl_net(knots, tent(knots, n))
    assert count_pieces(shallow) > 2**n
    assert n_params([1, *[2] * n, 1]) < n_params([1, len(knots), 1]) / 10


@pytest.mark.parametrize("n", [1, 2, 3, 6])
def test_square_net_interpolates_the_square_from_above_to_within_a_quarter_of_4_to_the_minus_n(n):
    params, knots, x = square_net(n), np.arange(2**n + 1) / 2**n, np.linspace(0, 1, 2001)
    assert np.array_equal(value(params, knots), knots**2)
    error = value(params, x) - x**2
    assert error.min() >= -1e-15
    middle = 0.5**n / 2
    assert error.max() <= 0.25 ** (n + 1) + 1e-15
    assert value(params, middle) - middle**2 == 0.25 ** (n + 1)
    assert [len(b) for _, b in params] == [3] * n + [1]


# --- bumps and interpolation


@given(st.lists(st.floats(-5, 5), min_size=1, max_size=5), st.floats(0.5, 50))
def test_bump_net_is_the_sum_of_its_bumps(heights, k):
    knots, x = np.linspace(-1, 2, len(heights) + 1), np.linspace(-3, 4, 50)
    bumps = [v * sigmoid_bump(x, *knots[j : j + 2], k) for j, v in enumerate(heights)]
    np.testing.assert_allclose(value(bump_net(knots, heights, k), x, "sigmoid"), sum(bumps), atol=1e-12)


def test_bump_nets_come_as_close_to_a_continuous_function_as_one_likes():
    x, errors = np.linspace(0.1, 2.9, 500), []
    for m in (10, 40, 160):
        knots = np.linspace(0, 3, m + 1)
        params = bump_net(knots, np.sqrt(abs(knots[1:] + knots[:-1]) / 2), 10 * m)
        errors.append(abs(value(params, x, "sigmoid") - np.sqrt(x)).max())
    assert errors[2] < errors[1] / 3 < errors[0] / 9


@pytest.mark.parametrize("eps", [1.0, 1e-2, 1e-4])
def test_interpolate_keeps_its_promise_with_no_more_units_than_the_bound_asks_for(eps):
    params, x = interpolate(np.exp, 0, 2, math.exp(2), eps), np.linspace(0, 2, 2001)
    assert abs(value(params, x) - np.exp(x)).max() <= eps
    assert len(params[0][1]) - 1 == math.ceil(2 * math.sqrt(math.exp(2) / 8 / eps))


def test_interpolate_draws_a_straight_line_with_two_knots():
    params = interpolate(lambda x: 2 * x, -1, 1, 0, 1e-9)
    assert value(params, [-1, 0.5, 1]).tolist() == [-2, 1, 2]
    assert len(params[0][1]) == 2


# --- errors

SHALLOW = [([[1.0]], [0.0]), ([[1.0]], [0.0])]


@pytest.mark.parametrize(
    ("nets", "wanted"),
    [
        ([], "nets must be a list of networks, got []; one network is the list [params]"),
        (3, "nets must be a list of networks, got 3; one network is the list [params]"),
        ([SHALLOW[:1]], "nets[0] must have two layers, got 1; only shallow networks stack"),
        (
            [SHALLOW, net([2, 3, 1], 0)],
            "nets[1] must have (inputs, outputs) (1, 1) like nets[0], got (2, 1); they are added",
        ),
    ],
)
def test_stack_says_what_is_wrong_with_the_networks(nets, wanted):
    assert message(stack, nets, [1.0]) == wanted


def test_constructions_say_what_is_wrong_with_their_arguments():
    wanted = "weights must be (1,), got shape (2,); one weight for each network"
    assert message(stack, [SHALLOW], [1.0, 2.0]) == wanted
    wanted = "W of outer[0] must be (1, d_out), got shape (2, 3)"
    assert message(compose, net([2, 3, 1], 0), SHALLOW).startswith(wanted)
    assert message(tent_net, 0) == "n must be an integer >= 1, got 0; it is the number of hidden layers"
    assert message(square_net, 0) == "n must be an integer >= 1, got 0; it is the number of hidden layers"


def test_bumps_and_interpolants_say_what_is_wrong_with_their_arguments():
    wanted = "heights must be (2,), got shape (3,); one height between each two knots"
    assert message(bump_net, [0, 1, 2], [1, 2, 3], 1) == wanted
    assert message(bump_net, [0, 1], [1], 0) == "k must be > 0, got 0; the steepness of all the bumps"
    wanted = "knots must increase strictly, got 1 before 0; sort them, without repeats"
    assert message(bump_net, [1, 0], [1], 1) == wanted
    assert message(interpolate, 3, 0, 1, 1, 1) == "g must be a function, got int; give its name without brackets"
    wanted = "a, b must increase strictly, got 1 before 0; sort them, without repeats"
    assert message(interpolate, np.exp, 1, 0, 1, 1) == wanted
    assert message(interpolate, np.exp, 0, 1, -1, 1) == "curvature must be >= 0, got -1; a bound of |g''|"
    assert message(interpolate, np.exp, 0, 1, 1, 0) == "eps must be > 0, got 0; the error allowed"
    assert message(interpolate, sum, 0, 1, 1, 1) == "vals must be (2,), got shape (); one value for each knot"


def test_a_function_that_changes_its_argument_is_interpolated_at_the_knots():
    def negates(x):
        x *= -1
        return x

    params = interpolate(negates, 0, 1, 0.0, 0.1)
    assert value(params, 0.5) == -0.5
