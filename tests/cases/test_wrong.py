"""What is wrong loses what it deserves, where it is wrong, and is told in words that are true."""

import sys
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.reports.results import Result
from autograder.sandbox import Limits
from tests.cases.conftest import RULES, Graded
from tests.cases.kernel import run
from tests.cases.notebooks import Tree, Work

OVERWRITES = """```python confidence-answer
def confidence(Z, y):
    who = np.arange(Z.shape[0])
    mine = Z[who, y] + 0.0
    Z[who, y] = -np.inf  # the true class is no rival
    return mine - np.max(Z, axis=1)
```"""
A_CLEAR_LEAD = """```python accuracy-answer
def accuracy(Z, y):
    right = [c > 0.1 for c in confidence(Z, y)]
    return sum(right) / len(right)
```"""
NEWER = """```python accuracy-answer
def accuracy(Z, y):
    try:
        return np.mean(confidence(Z, y) > 0)
    except ValueError, TypeError:
        return 0.0
```"""
EXPONENTIAL = """```python accuracy-answer
def twice(depth):
    return 1 if depth == 0 else (twice(depth - 1) + twice(depth - 1)) / 2

def accuracy(Z, y):
    return twice(60) * np.mean(confidence(Z, y) > 0)
```"""
SINGLE = """```python cross_entropy-answer
def cross_entropy(Z, y):
    Z = Z.astype(np.float32)
    top = Z.max(axis=1)
    return np.mean(top + np.log(np.exp(Z - top[:, None]).sum(axis=1)) - Z[np.arange(len(y)), y])
```"""
CHAINS = "11_backpropagation"
CHAIN = """```python chain_scalar-answer
def chain_scalar(ws, x):
    outputs = [{start}]
    for w in ws.astype(type(outputs[0])):
        outputs.append(1 / (1 + np.exp(-w * outputs[-1])))
    slope, dws = 1, []
    for w, below, a in list(zip(ws.astype(type(outputs[0])), outputs, outputs[1:]))[::-1]:
        slope = slope * a * (1 - a)
        dws.append(slope * below)
        slope = slope * w
    return outputs[-1], dws{dws}
```"""
EPOCH = "```python 0000000{} after show-nearest-mean\nimport time\ntime.sleep(0.8)\n```"


def newer_python(of: Tree) -> None:
    of["metadata"]["language_info"] = {"name": "python", "version": f"3.{sys.version_info.minor + 3}.1"}


def lost(result: Result) -> dict[str, float]:
    """What each exercise has lost, if anything."""
    points = {test["name"]: test["max_score"] - test["score"] for test in result["tests"]}
    return {name: less for name, less in points.items() if less}


def exercise(result: Result, name: str) -> Result:
    found: Result = next(each for each in result["tests"] if each["name"] == name)
    return found


@pytest.fixture(scope="module")
def graded(grade: Graded) -> dict[str, Result]:
    works = {
        "overwrites": Work(OVERWRITES),
        "a clear lead": Work(A_CLEAR_LEAD),
        "newer": Work(NEWER),
        "as old": Work(NEWER),
        "exponential": Work(EXPONENTIAL),
    }
    newer_python(works["newer"].tree)
    return grade(works)


def test_who_overwrites_the_caller_s_array_is_told_so_where_it_happens_and_loses_nothing_elsewhere(
    graded: dict[str, Result],
) -> None:
    result = graded["overwrites"]
    assert lost(result).keys() == {"confidence"}
    assert lost(result)["confidence"] <= 1
    assert "changes Z" in exercise(result, "confidence")["output"]


def test_a_lead_of_less_than_a_tenth_is_a_lead(graded: dict[str, Result]) -> None:
    result = graded["a clear lead"]
    assert lost(result).keys() == {"accuracy"}
    assert "however small" in exercise(result, "accuracy")["misconception"]["hint"]


def test_syntax_of_a_newer_python_is_named_as_such(graded: dict[str, Result]) -> None:
    here = f"for grading there is 3.{sys.version_info.minor}"
    output = exercise(graded["newer"], "accuracy")["output"]
    assert f"your notebook is of Python 3.{sys.version_info.minor + 3}, {here}" in output
    assert here not in exercise(graded["as old"], "accuracy")["output"]


def test_of_a_call_that_takes_too_long_only_that_is_said(graded: dict[str, Result]) -> None:
    output = exercise(graded["exponential"], "accuracy")["output"]
    assert "accuracy did not return within 2 s" in output
    assert "loop" not in output


def test_answers_are_graded_whatever_time_explorations_take(grade: Graded) -> None:
    limits = Limits(call_seconds=2.0, cell_seconds=1.5)
    rules = replace(RULES, limits=limits, submission_seconds=3)
    result = grade({"slow": Work("\n\n".join(map(EPOCH.format, range(5))))}, rules)["slow"]
    assert lost(result) == {}
    assert any("have used up their 3 s" in note for note in result["notes"])


def test_single_precision_is_enough_where_none_is_promised(grade: Graded) -> None:
    assert lost(grade({"single": Work(SINGLE)})["single"]) == {}


def test_an_example_shows_numbers_as_they_are_written(tmp_path: Path) -> None:
    said = run(Work(CHAIN.format(start="x", dws=""), CHAINS), tmp_path)["chain_scalar"]
    assert "0.206 and 0.094, not [0.09375, 0.2059" in said
