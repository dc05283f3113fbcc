"""Wrong functions that agree with the model answers on easy inputs: none gets full marks, whatever the seed.

Those that have a hint are misconceptions of the mark schemes; these have none.
"""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.scheme.exercises import unit_exercises
from autograder.scheme.in_process import InProcess
from autograder.scheme.student import Student
from solutions.backpropagation import gradcheck, graph_gradients
from solutions.classification import confidence, cross_entropy, loss_bounds, softmax

Function = Callable[..., Any]
SEEDS = ("0", "1", "2")


class Hasty(InProcess):
    """No smaller counterexample is wanted."""

    hasty = True


def lost(unit: str, name: str, function: Function, seed: str) -> set[str]:
    """The checks that a function does not pass."""
    exercises = unit_exercises(unit)
    functions = {each.name: each.reference for each in exercises.values()} | {name: function}
    student, failed = Student(Hasty(functions), seed), set()
    for check in exercises[name].checks:
        try:
            check.function(None, student)
        except Exception:  # whatever it is, the check is not passed
            failed.add(check.name)
    return failed


def rounded_probabilities(Z: Any) -> Any:
    return np.round(softmax(Z), 6)


def clipped_probabilities(Z: Any) -> Any:
    return np.clip(softmax(Z), 1e-12, 1)


def four_decimals(Z: Any, y: Any) -> Any:
    return round(cross_entropy(Z, y), 4)


def rounded_confidence(Z: Any, y: Any) -> Any:
    return np.round(confidence(Z, y), 4)


def close_probabilities_tied(Z: Any, y: Any) -> Any:
    P = softmax(Z)
    top = np.isclose(P, P.max(axis=1, keepdims=True))
    return np.mean(top[np.arange(len(y)), y] & (top.sum(axis=1) == 1))


def no_upper_bound_beyond_twelve(Z: Any, y: Any) -> Any:
    lower, upper = loss_bounds(Z, y)
    return lower, np.where(confidence(Z, y) > 12, 0, upper)


def halved(slope: Function, t_max: float, halvings: int) -> tuple[float, float]:
    low, high = 0.0, t_max
    for _ in range(halvings):
        t = (low + high) / 2
        low, high = (low, t) if slope(t) > 0 else (t, high)
    return low, high


def leads(Z: Any, y: Any) -> Any:
    return Z - Z[np.arange(len(y)), y][:, None]


def nan_is_no_rise(Z: Any, y: Any, t_max: float = 100.0) -> Any:
    def slope(t: float) -> Any:
        E = np.exp(t * Z)
        return np.sum(E / E.sum(axis=1, keepdims=True) * leads(Z, y))

    return halved(slope, t_max, 80)[0]


def nan_left_out(Z: Any, y: Any, t_max: float = 100.0) -> Any:
    def slope(t: float) -> Any:
        E = np.exp(t * leads(Z, y))
        return np.nansum(E / E.sum(axis=1, keepdims=True) * leads(Z, y))

    return 0.0 if slope(0.0) >= 0 else halved(slope, t_max, 80)[1]


def forty_halvings(Z: Any, y: Any, t_max: float = 100.0) -> Any:
    return halved(lambda t: np.sum(softmax(t * leads(Z, y)) * leads(Z, y)), t_max, 40)[1]


def six_decimals(Z: Any, y: Any, t_max: float = 100.0) -> Any:
    return round(halved(lambda t: np.sum(softmax(t * leads(Z, y)) * leads(Z, y)), t_max, 80)[1], 6)


def own_step_for_small_ones(f: Any, g: Any, x: Any, h: float) -> Any:
    return gradcheck(f, g, x, max(h, 1e-5))


def flattened(f: Any, g: Any, x: Any, h: float) -> Any:
    return gradcheck(f, lambda v: np.ravel(g(v)), np.ravel(x), h)


def not_without_edges(edges: Any, output: str) -> Any:
    return graph_gradients(edges, output) if edges[0] else {}


def zeros_forgotten(edges: Any, output: str) -> Any:
    """Walks the paths whose derivative is 0 again and again; 10 000 steps are 80 times what it takes."""
    known, steps = {output: 1.0}, 0

    def gradient(u: str) -> float:
        nonlocal steps
        steps += 1
        if steps > 10_000:
            raise TimeoutError
        if not known.get(u):
            known[u] = sum(d * gradient(v) for start, v, d in edges if start == u)
        return known[u]

    return {node: gradient(node) for edge in edges for node in edge[:2]} | {output: 1.0}


def act_after_a_single_layer(params: Any, X: Any, y: Any, act: str) -> Any:
    model = unit_exercises("11_backpropagation")["mlp_backward"].reference
    loss, grads = model(params, X, y, act)
    return loss, [(2 * dW, db) for dW, db in grads] if len(params) == 1 and act != "identity" else grads


WRONG = {
    ("01_classification", "softmax"): [rounded_probabilities, clipped_probabilities],
    ("01_classification", "cross_entropy"): [four_decimals],
    ("01_classification", "confidence"): [rounded_confidence],
    ("01_classification", "accuracy"): [close_probabilities_tied],
    ("01_classification", "loss_bounds"): [no_upper_bound_beyond_twelve],
    ("01_classification", "best_scale"): [nan_is_no_rise, nan_left_out, forty_halvings, six_decimals],
    ("11_backpropagation", "gradcheck"): [own_step_for_small_ones, flattened],
    ("11_backpropagation", "graph_gradients"): [not_without_edges, zeros_forgotten],
    ("11_backpropagation", "mlp_backward"): [act_after_a_single_layer],
}


@pytest.mark.filterwarnings("ignore::RuntimeWarning")  # of what overflows
@pytest.mark.parametrize(
    ("unit", "name", "function"),
    [(*key, function) for key, functions in WRONG.items() for function in functions],
    ids=lambda value: getattr(value, "__name__", str(value)),
)
def test_it_is_caught_whatever_the_seed(unit: str, name: str, function: Function) -> None:
    assert all(lost(unit, name, function, seed) for seed in SEEDS)


@pytest.mark.parametrize("name", ["confidence", "loss_bounds"])
def test_the_model_answer_loses_nothing(name: str) -> None:
    assert not lost("01_classification", name, unit_exercises("01_classification")[name].reference, "0")
