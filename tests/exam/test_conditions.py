"""Where an answer is wrong: told if one property of the input says so, and if chance could not."""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import pytest

from autograder.exam.conditions import Arguments, condition

RNG = np.random.default_rng(3)


def inputs(count: int = 60) -> list[Arguments]:
    """Arrays of many shapes and sizes, a word, a list and a number."""
    found = []
    for n in range(count):
        N, K = 1 + n % 4, 2 + n // 4 % 3
        X = np.round(RNG.normal(size=(N, K)), 3) * (1e4 if n % 5 == 0 else 1.0) + (n % 5 == 0) * 2e3
        act = ("relu", "tanh", "sigmoid")[n % 3]
        found.append({"X": X, "params": [X] * (1 + n // 3 % 3), "act": act, "t": float(n % 6 - 2)})
    return found


def seen(wrong: Callable[[Arguments], bool], of: Sequence[Arguments] | None = None) -> list[Any]:
    return [(given, not wrong(given)) for given in of or inputs()]


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        (lambda given: given["act"] == "sigmoid", 'act is "sigmoid": on all 20 such inputs, and on none of the 40'),
        (lambda given: len(given["params"]) == 1, "params has one entry: on all"),
        (lambda given: len(given["params"]) > 2, "params has more than two entries: on all"),
        (lambda given: given["X"].shape[0] == 1, "axis 0 of X has length 1: on all"),
        (lambda given: given["X"].shape[1] > 2, "axis 1 of X has length 3 or more: on all"),
        (lambda given: given["X"].shape[0] == given["X"].shape[1], "X is square: on all"),
        (lambda given: given["t"] == 0, "t is 0: on all"),
        (lambda given: given["t"] < 0, "t is below 0: on all"),
        (lambda given: bool(np.abs(given["X"]).max() > 1e3), "X has an entry beyond 100: on all 12 such inputs"),
        (lambda given: given["act"] == "relu" and given["t"] > -2, 'act is "relu": on 10 of 20 such inputs'),
    ],
)
def test_the_narrowest_property_is_told(wrong: Callable[[Arguments], bool], words: str) -> None:
    assert condition(seen(wrong)).startswith(f"It is wrong only where {words}")


@pytest.mark.parametrize(
    "wrong",
    [
        lambda _: True,
        lambda _: False,
        lambda given: bool(given["X"][0, 0] > given["X"][-1, -1]),
        lambda given: given["act"] == "relu" and given["t"] == 1,  # as many of few
    ],
)
def test_nothing_is_told_where_nothing_is_seen(wrong: Callable[[Arguments], bool]) -> None:
    assert not condition(seen(wrong, inputs(24)))


def test_inputs_of_one_kind_repeated_tell_nothing() -> None:
    one, other = inputs()[:2]
    assert not condition([(one, False)] * 30 + [(other, True)] * 30)


def test_arguments_that_some_calls_leave_out_are_not_looked_at() -> None:
    found = seen(lambda given: given["act"] == "sigmoid")
    without = [({"X": given["X"]} if n == 7 else given, good) for n, (given, good) in enumerate(found)]
    assert not condition(without)
