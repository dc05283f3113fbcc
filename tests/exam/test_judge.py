"""How a check that stumbles is judged, and how arguments are shown to a student."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from autograder.exam.judge import SHOWN, Rerun, judge, shown


def greedy(_self: object, _student: object) -> None:
    raise MemoryError


@pytest.mark.parametrize(
    ("error", "verdict"), [(MemoryError(), "out_of_memory"), (TypeError("no array"), "failed")], ids=str
)
def test_memory_that_a_students_answers_have_filled_is_no_error_of_the_grader(error: Exception, verdict: str) -> None:
    check = SimpleNamespace(function=greedy, name="test_greedy", sentence="All fits.", points=2.0)
    sitting = SimpleNamespace(warnings=[], transcript={}, exercise="softmax", check="test_greedy")
    report = judge(check, error, sitting, Rerun(check, None, {}, "seed"))
    assert (report["verdict"], report["earned"]) == (verdict, 0.0)


def cube(x: float) -> float:
    """x -> x ** 3."""
    return x**3


def bare(x: float) -> float:
    return x


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 2.5]), "[1. , 2.5]"),
        ([1, "a"], "[1, 'a']"),
        (cube, "x -> x ** 3."),
        (bare, "the function bare"),
        ("y" * 1000, "'" + "y" * (SHOWN - 1)),
    ],
)
def test_an_argument_is_shown_as_one_would_type_it(value: Any, text: str) -> None:
    assert shown(value) == text
