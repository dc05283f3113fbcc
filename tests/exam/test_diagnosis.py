"""Which misconception a transcript names, and when none is named."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.exam.diagnosis import Diagnosis, same
from autograder.exam.transcript import Entry
from autograder.scheme.exercises import Exercise, Misconception
from autograder.scheme.snapshot import Snapshot

INPUTS = (np.array([1.0, 2.0]), np.array([[3.0, -1.0], [0.5, 4.0]]))


def total(x: Any) -> Any:
    return np.sum(x)


def mean(x: Any) -> Any:
    return np.mean(x)


def average(x: Any) -> Any:
    return np.average(x)


def first(x: Any) -> Any:
    return x[0]


def raising(x: Any) -> Any:
    raise KeyError(len(x))


def exercise(*wrong: Callable[..., Any]) -> Exercise:
    misconceptions = tuple(Misconception(function, "a hint", "def-x") for function in wrong)
    return Exercise("total", total, (), misconceptions, (), {})


def transcript(function: Callable[..., Any], inputs: Any = INPUTS) -> list[Entry]:
    return [Entry("total", Snapshot.of([[x], {}]), function(x)) for x in inputs]


def name(exercise: Exercise, entries: list[Entry]) -> str | None:
    diagnosis = Diagnosis(exercise)
    diagnosis.hear(entries)
    found = diagnosis.named
    return found.name if found else None


def test_the_misconception_with_the_same_answers_is_named() -> None:
    assert name(exercise(first, mean), transcript(mean)) == "mean"


def test_an_answer_that_equals_no_misconceptions_names_none() -> None:
    assert name(exercise(first, mean), transcript(lambda x: np.sum(x) + 1)) is None


def test_two_misconceptions_with_the_same_answers_name_none() -> None:
    assert name(exercise(mean, average), transcript(mean)) is None


def test_a_misconception_that_agrees_with_the_reference_everywhere_is_not_named() -> None:
    assert name(exercise(mean), transcript(mean, [np.array([2.0])])) is None


def test_one_differing_answer_is_enough_to_exclude_a_misconception() -> None:
    entries = [*transcript(mean), *transcript(total, [np.array([7.0, 9.0])])]
    assert name(exercise(mean), entries) is None


def test_exceptions_are_answers_by_type() -> None:
    entries = [Entry("total", Snapshot.of([[x], {}]), raised="KeyError") for x in INPUTS]
    assert name(exercise(raising), entries) == "raising"
    others = [Entry("total", Snapshot.of([[x], {}]), raised="IndexError") for x in INPUTS]
    assert name(exercise(raising), others) is None


def test_calls_of_other_functions_are_not_looked_at() -> None:
    other = Entry("another", Snapshot.of([[INPUTS[0]], {}]), 0.0)
    assert name(exercise(mean), [other, *transcript(mean)]) == "mean"
    assert name(exercise(mean), [other]) is None


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        (1.0, np.float64(1.0), True),
        (np.array([1.0, np.nan]), np.array([1.0, np.nan]), True),
        (np.array([1.0]), np.array([1.0 + 1e-9]), True),
        (np.array([1.0]), np.array([1.001]), False),
        (np.ones(2), np.ones((1, 2)), False),
        ([1, 2], np.array([1, 2]), True),
        ((np.ones(2), 3), [np.ones(2), 3], True),
        ((1, 2), (1, 2, 3), False),
        ({"a": np.ones(2)}, {"a": np.ones(2)}, True),
        ({"a": 1}, {"b": 1}, False),
        ("x", "x", True),
        (None, None, True),
        (None, 0.0, False),
        ([[1], [1, 2]], np.ones(2), False),
    ],
)
def test_answers_are_compared_as_plain_values(one: Any, other: Any, equal: bool) -> None:
    assert same(("value", one), ("value", other)) is equal


def test_an_exception_is_no_value() -> None:
    assert not same(("value", "KeyError"), ("raised", "KeyError"))
