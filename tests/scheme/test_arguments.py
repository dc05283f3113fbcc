"""The rule that a function leaves its arguments as they were."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder.scheme.arguments import NAME, SENTENCE, Change, Changes, rule
from autograder.scheme.expect import Failure
from autograder.scheme.in_process import in_process

Params = list[tuple[np.ndarray, np.ndarray]]


def of_array(X: np.ndarray, k: int) -> float: ...
def of_optional(y: np.ndarray | None) -> float: ...
def of_tuple(pair: tuple[float, list[float]]) -> float: ...
def of_params(params: Params) -> float: ...
def of_dict(graph: dict[str, float]) -> float: ...
def of_numbers(a: float, n: int, kind: str, flag: bool) -> float: ...
def of_a_function(f: Callable[[np.ndarray], float], rng: np.random.Generator) -> float: ...
def of_nothing() -> np.ndarray: ...


@pytest.mark.parametrize("reference", [of_array, of_optional, of_tuple, of_params, of_dict])
def test_what_takes_arrays_lists_or_dicts_has_the_rule(reference: Any) -> None:
    check = rule(reference)
    assert check is not None
    assert (check.__name__, check.__doc__) == (NAME, SENTENCE)


@pytest.mark.parametrize("reference", [of_numbers, of_a_function, of_nothing])
def test_where_nothing_can_be_changed_there_is_no_rule(reference: Any) -> None:
    assert rule(reference) is None


def test_the_rule_passes_until_a_call_changes_something_and_shows_it_as_it_was() -> None:
    def answer(X: np.ndarray, k: int) -> None:
        X *= k

    check = rule(of_array)
    assert check is not None
    student = in_process({"of_array": answer, "other": answer}, "seed")
    student.of_array(np.zeros(2), 3)
    student.of_array(np.ones(2), 1)
    student.other(np.ones(2), 2)
    check(None, student)
    student.of_array(np.ones(3), 2)
    student.of_array(np.array([5.0]), k=4)
    with pytest.raises(Failure, match=r"^of_array\(X, k\) changes X in place: work on a copy$") as caught:
        check(None, student)
    shown = caught.value.counterexample  # type: ignore[attr-defined]  # carried to the report
    assert [(name, np.asarray(value).tolist()) for name, value in shown] == [("X", [5]), ("k", 4)]


def test_of_two_changes_the_smaller_one_is_kept() -> None:
    one, other = Change.of([1], {}, (0,), 5), Change.of([2], {"z": 3}, (0, "z"), 5)
    changes = Changes()
    assert changes.of("f") is None
    for each in (one, other):
        changes.note("f", each)
        assert changes.of("f") is one
    assert other.told("f", []) == "f(0, z) changes 0 and z in place: work on a copy"
