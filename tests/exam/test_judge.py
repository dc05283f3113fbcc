"""How arguments are shown to a student."""

from typing import Any

import numpy as np
import pytest

from autograder.exam.judge import SHOWN, shown


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
