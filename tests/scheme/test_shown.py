"""Arguments and answers as a student reads them."""

import re
from typing import Any

import numpy as np
import pytest

from autograder.scheme.shown import SHOWN, shown


def cube(x: float) -> float:
    """x -> x ** 3."""
    return x**3


def bare(x: float) -> float:
    return x


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (np.array([1.0, 2.5]), "[1. , 2.5]"),
        (np.array(2.5), "2.5"),
        ([1, "a"], "[1, 'a']"),
        (np.float64(0.1), "0.1"),
        ((np.float32(0.5), np.int64(3), np.True_), "(0.5, 3, True)"),
        (None, "None"),
        (cube, "x -> x ** 3."),
        (bare, "the function bare"),
        ("y" * 1000, "'" + "y" * (SHOWN - 5) + " ..."),
    ],
)
def test_a_value_is_shown_as_one_would_type_it(value: Any, text: str) -> None:
    assert shown(value) == text


LONG = np.arange(1_000_000.0, 1_001_000.0) + 1 / 3


@pytest.mark.parametrize(
    "value",
    [LONG, LONG.reshape(10, 100), LONG.reshape(10, 10, 10), LONG.reshape(2, 5, 10, 10), LONG.tolist(), (LONG[:50],) * 4],
)
def test_a_long_value_is_cut_between_numbers(value: Any) -> None:
    text = shown(value)
    assert "..." in text
    assert len(text) <= SHOWN
    assert set(re.findall(r"[\d.]*\d[\d.]*", text)) <= {repr(float(number)) for number in LONG} | {
        np.format_float_positional(number, precision=8) for number in LONG
    }
