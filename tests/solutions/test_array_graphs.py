"""Reverse mode on graphs of arrays: differences of every rule, gradients of other modules, PyTorch, sums over paths."""

from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from solutions.array_graphs import (
    RULES,
    cross_entropy_rule,
    evaluate,
    gradients,
    maxpool_rule,
    unbroadcast,
    xcorr_rule,
)
from solutions.backpropagation import graph_gradients, mlp_backward
from solutions.cnn import cnn_backward
from solutions.networks import init
from tests.solutions.calls import message

TORCH = Path(__file__).with_name("oracles") / "torch_answers.npz"
Y = np.array([1, 0, 2])


def differences(f, x, h=1e-5):
    """The gradient of f at the array x by central differences, entry by entry."""
    gradient = np.zeros(np.shape(x))
    for place in np.ndindex(x.shape):
        plus, minus = np.array(x), np.array(x)
        plus[place] += h
        minus[place] -= h
        gradient[place] = (f(plus) - f(minus)) / (2 * h)
    return gradient


def agrees_with_differences(graph, leaves, output):
    value, grads = gradients(graph, leaves, output)
    assert value == evaluate(graph, leaves)[output]
    assert set(grads) == set(leaves)
    for leaf, A in leaves.items():
        wanted = differences(lambda B, leaf=leaf: float(evaluate(graph, leaves | {leaf: B})[output]), A)
        assert grads[leaf].shape == A.shape
        np.testing.assert_allclose(grads[leaf], wanted, rtol=1e-6, atol=1e-8)


# --- the rules

INPUTS = {
    "add": [(3, 2), (3, 2)],
    "multiply": [(3, 2), (3, 2)],
    "matmul": [(3, 2), (2, 4)],
    "relu": [(3, 2)],
    "tanh": [(3, 2)],
    "sigmoid": [(3, 2)],
    "exp": [(3, 2)],
    "log": [(3, 2)],
    "sum": [(3, 2)],
    "mean": [(3, 2)],
    "flatten": [(3, 2, 2)],
}


def weighted(rule, *shapes, seed=0):
    """A graph whose output is the sum of the rule's values with random weights; a logarithm has positive inputs."""
    rng = np.random.default_rng(seed)
    signs = [1] if rule == "log" else [-1, 1]
    leaves = {f"A{i}": rng.uniform(0.5, 2, shape) * rng.choice(signs, shape) for i, shape in enumerate(shapes)}
    graph = {"value": (rule, *leaves), "weighted": ("multiply", "value", "U"), "out": ("sum", "weighted")}
    U = rng.normal(size=evaluate({"value": graph["value"]}, leaves)["value"].shape)
    return graph, leaves | {"U": U}, "out"


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_agrees_with_differences(rule):
    agrees_with_differences(*weighted(rule, *INPUTS[rule]))


@pytest.mark.parametrize("rule", ["add", "multiply"])
@pytest.mark.parametrize("shapes", [[(3, 2), (2,)], [(1, 2), (3, 1)], [(), (2, 3)], [(2, 1, 3), (4, 1)]], ids=str)
def test_gradients_of_copies_made_by_broadcasting_add_up(rule, shapes):
    agrees_with_differences(*weighted(rule, *shapes))


@pytest.mark.parametrize(
    ("rule", "shapes"),
    [
        (cross_entropy_rule(Y), [(3, 4)]),
        (xcorr_rule(1, 2), [(2, 2, 5, 4), (3, 2, 3, 2)]),
        (maxpool_rule(2), [(2, 1, 4, 6)]),
    ],
    ids=["cross-entropy", "xcorr", "maxpool"],
)
def test_every_rule_with_settings_agrees_with_differences(rule, shapes):
    agrees_with_differences(*weighted(rule, *shapes))


@given(st.data())
def test_unbroadcast_is_the_adjoint_of_broadcasting(data):
    shape = tuple(data.draw(st.lists(st.integers(1, 3), max_size=3)))
    stretched = [data.draw(st.sampled_from([1, 4])) if n == 1 else n for n in shape]
    wider = (*data.draw(st.lists(st.integers(1, 3), max_size=2)), *stretched)
    rng = np.random.default_rng(0)
    A, U = rng.integers(-9, 9, shape), rng.integers(-9, 9, wider)
    assert (np.broadcast_to(A, wider) * U).sum() == (A * unbroadcast(U, shape)).sum()
    assert unbroadcast(U, shape).shape == shape


# --- networks


@pytest.mark.parametrize("act", ["relu", "tanh", "sigmoid"])
def test_the_graph_of_a_perceptron_has_the_gradients_of_backpropagation(act):
    rng = np.random.default_rng(0)
    params = [(W, rng.normal(size=b.shape)) for W, b in init([3, 4, 3], "he", rng)]
    X = rng.normal(size=(3, 3))
    loss, grads = mlp_backward(params, X, Y, act)
    (W0, b0), (W1, b1) = params
    graph = {  # the order of a dict does not matter
        "loss": (cross_entropy_rule(Y), "Z1"),
        "Z1": ("add", "A0 W1", "b1"),
        "A0 W1": ("matmul", "A0", "W1"),
        "A0": (act, "Z0"),
        "Z0": ("add", "X W0", "b0"),
        "X W0": ("matmul", "X", "W0"),
    }
    value, got = gradients(graph, {"X": X, "W0": W0, "b0": b0, "W1": W1, "b1": b1}, "loss")
    assert value == pytest.approx(loss, rel=1e-12)
    for layer, (dW, db) in enumerate(grads):
        np.testing.assert_allclose(got[f"W{layer}"], dW, rtol=1e-10, atol=1e-14)
        np.testing.assert_allclose(got[f"b{layer}"], db, rtol=1e-10, atol=1e-14)


def test_the_graph_of_a_convolutional_network_has_its_gradients():
    rng = np.random.default_rng(1)
    X, K, c = rng.normal(size=(3, 2, 6, 4)), rng.normal(size=(2, 2, 3, 3)), rng.normal(size=2)
    W, b = rng.normal(size=(4, 3)), rng.normal(size=3)
    loss, ((dK, dc), (dW, db)) = cnn_backward([(K, c), (W, b)], X, Y)
    graph = {
        "maps": (xcorr_rule(0, 1), "X", "K"),
        "biased": ("add", "maps", "c"),
        "active": ("relu", "biased"),
        "pooled": (maxpool_rule(2), "active"),
        "flat": ("flatten", "pooled"),
        "product": ("matmul", "flat", "W"),
        "Z": ("add", "product", "b"),
        "loss": (cross_entropy_rule(Y), "Z"),
    }
    value, got = gradients(graph, {"X": X, "K": K, "c": c[:, None, None], "W": W, "b": b}, "loss")
    assert value == pytest.approx(loss, rel=1e-12)
    for name, wanted in [("K", dK), ("c", dc[:, None, None]), ("W", dW), ("b", db)]:
        np.testing.assert_allclose(got[name], wanted, rtol=1e-9, atol=1e-13)


def test_residuals_gates_and_shared_weights_agree_with_pytorch():
    with np.load(TORCH) as torch:
        leaves = {name: torch[f"graph_{name}"] for name in ("X", "W", "V", "b")}
        graph = {
            "XW": ("matmul", "X", "W"),
            "XW+b": ("add", "XW", "b"),
            "hidden": ("tanh", "XW+b"),
            "HV": ("matmul", "hidden", "V"),
            "new": ("relu", "HV"),
            "gate": ("sigmoid", "hidden"),
            "let": ("multiply", "new", "gate"),
            "gated": ("add", "hidden", "let"),
            "GV": ("matmul", "gated", "V"),
            "Z": ("add", "GV", "b"),
            "loss": (cross_entropy_rule(torch["graph_y"]), "Z"),
        }
        value, got = gradients(graph, leaves, "loss")
        assert value == pytest.approx(float(torch["graph_loss"]), rel=1e-12)
        for name in leaves:
            np.testing.assert_allclose(got[name], torch[f"graph_d{name}"], rtol=1e-9, atol=1e-13)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 20)), min_size=1, max_size=12), st.integers(0, 999))
def test_a_graph_of_numbers_has_the_derivatives_of_the_sum_over_paths(picks, seed):
    # Node t multiplies two earlier ones, so that each edge carries the other factor.
    leaves = {f"x{i}": x for i, x in enumerate(np.random.default_rng(seed).uniform(0.5, 1.2, 3))}
    names, graph = list(leaves), {}
    for t, (i, j) in enumerate(picks):
        graph[f"n{t}"] = ("multiply", names[i % len(names)], names[j % len(names)])
        names.append(f"n{t}")
    values = evaluate(graph, leaves)
    edges = []
    for node, (_, u, v) in graph.items():
        edges += [(u, node, float(values[v])), (v, node, float(values[u]))]
    wanted = graph_gradients(edges, names[-1])
    _, got = gradients(graph, leaves, names[-1])
    for leaf in leaves:
        assert float(got[leaf]) == pytest.approx(wanted.get(leaf, 0), rel=1e-9)


def test_a_chain_of_forty_doublings_is_walked_once_not_along_its_million_million_paths():
    graph = {f"n{t + 1}": ("add", f"n{t}", f"n{t}") for t in range(40)}
    assert gradients(graph, {"n0": np.array(1.0)}, "n40") == (2.0**40, {"n0": 2.0**40})


def test_a_leaf_that_is_not_used_has_the_gradient_zero():
    _, grads = gradients({"out": ("sum", "A"), "idle": ("exp", "B")}, {"A": [1.0, 2.0], "B": [[3.0]]}, "out")
    assert grads["A"].tolist() == [1, 1]
    assert grads["B"].tolist() == [[0]]


# --- errors


@pytest.mark.parametrize(
    ("graph", "leaves", "wanted"),
    [
        ({"out": ("sum", "A")}, {"A": [np.nan]}, "A must be finite, got nan at [0]; find out where it came from"),
        ({"A": ("sum", "A")}, {"A": [1.0]}, "'A' must be a node or a leaf, got both; rename one"),
        ({"out": ("sum", "B")}, {"A": [1.0]}, "inputs of 'out' must be nodes or leaves, got 'B'; which array is it?"),
        (
            {"h": ("tanh", "k"), "k": ("exp", "h")},
            {},
            "graph must have no cycle, got h -> k -> h; unroll it, with a node for each time",
        ),
        (
            {"out": ("sqrt", "A")},
            {"A": [1.0]},
            f"the rule of 'out' must be one of {', '.join(RULES)}, got 'sqrt'; spell it as here",
        ),
        (
            {"out": (maxpool_rule(2), "A")},
            {"A": np.ones((1, 1, 3, 2))},
            "sides of feature maps must be multiples of 2, got (3, 2); pad or crop the images",
        ),
    ],
)
def test_a_graph_that_is_none_is_named(graph, leaves, wanted):
    assert message(evaluate, graph, leaves) == wanted


def test_the_output_is_a_node_and_a_number():
    graph, leaves = {"h": ("tanh", "A")}, {"A": np.ones((2, 3))}
    wanted = "output must be a node that is a number, got {}; end with a loss"
    assert message(gradients, graph, leaves, "h") == wanted.format("an array of shape (2, 3) 'h'")
    assert message(gradients, graph, leaves, "A") == wanted.format("an array of shape (2, 3) 'A'")
    assert message(gradients, graph, leaves, "z") == wanted.format("no node 'z'")


def test_unbroadcast_says_which_shapes_do_not_fit():
    wanted = "shape must broadcast to (2, 3), got (4, 2, 3); is it the shape of the smaller array?"
    assert message(unbroadcast, np.ones((2, 3)), (4, 2, 3)) == wanted


# --- products of vectors and stacks


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ((3,), (3,)),
        ((3,), (3, 2)),
        ((2, 3), (3,)),
        ((3,), (4, 3, 2)),
        ((4, 2, 3), (3,)),
        ((4, 2, 3), (3, 2)),
        ((2, 3), (5, 4, 3, 2)),
        ((5, 1, 2, 3), (4, 3, 2)),
    ],
)
def test_gradients_of_products_have_the_shapes_of_their_factors(a, b):
    rng = np.random.default_rng(0)
    leaves = {"A": rng.normal(size=a), "B": rng.normal(size=b)}
    graph = {"AB": ("matmul", "A", "B"), "squares": ("multiply", "AB", "AB"), "out": ("sum", "squares")}
    _, grads = gradients(graph, leaves, "out")
    assert {name: grads[name].shape for name in leaves} == {"A": a, "B": b}
    agrees_with_differences(graph, leaves, "out")


@pytest.mark.parametrize("z", [-40.0, -700.0, 40.0])
def test_the_sigmoid_and_its_slope_are_right_where_they_are_tiny(z):
    value, grads = gradients({"out": ("sigmoid", "z")}, {"z": z}, "out")
    exact = 1 / (1 + mpmath.exp(-mpmath.mpf(z)))
    assert value == pytest.approx(float(exact), rel=1e-14)
    assert grads["z"] == pytest.approx(float(mpmath.exp(-abs(z)) / (1 + mpmath.exp(-abs(z))) ** 2), rel=1e-14)


def test_a_rule_with_a_gradient_of_another_shape_is_named():
    wrong = (lambda A: A.sum(), lambda U, _, A: (U,))
    assert message(gradients, {"out": (wrong, "A")}, {"A": np.ones(3)}, "out") == (
        "vjp of 'out' must return (3,) for 'A', got shape (); transpose?"
    )


def test_rules_of_ones_own_may_count_in_small_integers():
    counts = (lambda A: np.uint8(200), lambda U, _, A: (np.full(A.shape, 100, np.uint8),))
    graph = {"a": (counts, "A"), "b": (counts, "A"), "out": ("add", "a", "b")}
    value, grads = gradients(graph, {"A": np.ones(2)}, "out")
    assert value == 400 and grads["A"].tolist() == [200, 200]
