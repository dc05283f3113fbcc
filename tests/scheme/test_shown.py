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
        ("y" * 1000, "'" + "y" * 297 + "..." + "y" * 298 + "'"),
        ([["a b c"] * 200], "[[" + ", ".join(["'a b c'"] * 30) + ", ...]]"),
        (list(range(10**6)), "[" + ", ".join(map(str, range(30))) + ", ...]"),
    ],
)
def test_a_value_is_shown_as_one_would_type_it(value: Any, text: str) -> None:
    assert shown(value) == text


LONG = np.arange(1_000_000.0, 1_001_000.0) + 1 / 3


@pytest.mark.parametrize(
    "value",
    [
        LONG,
        LONG.reshape(10, 100),
        LONG.reshape(10, 10, 10),
        LONG.reshape(2, 5, 10, 10),
        LONG.tolist(),
        (LONG[:50],) * 4,
    ],
)
def test_a_long_value_is_cut_between_numbers(value: Any) -> None:
    text = shown(value)
    assert "..." in text
    assert len(text) <= SHOWN
    assert set(re.findall(r"[\d.]*\d[\d.]*", text)) <= {repr(float(number)) for number in LONG} | {
        np.format_float_positional(number, precision=8) for number in LONG
    }


def deep(levels: int) -> Any:
    value: Any = 1.5
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize("levels", [200, 5000])
def test_a_deep_value_is_cut_at_a_level(levels: int) -> None:
    assert shown(deep(levels)) == "[" * 9 + "..." + "]" * 9


@pytest.mark.parametrize(
    "value", [{f"key {k}": ["some words", k] for k in range(200)}, [("a word", np.ones(50))] * 50, [["x" * 99] * 9] * 9]
)
def test_nothing_is_cut_within_a_literal(value: Any) -> None:
    text = shown(value)
    assert len(text) <= SHOWN
    assert "..." in text
    assert [text.count(mark) % 2 for mark in "'"] == [0]
    assert [text.count(one) - text.count(other) for one, other in ("[]", "()", "{}")] == [0, 0, 0]
