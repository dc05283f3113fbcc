"""Builders of results as the grader writes them: a check, an exercise of checks, a result of exercises."""

from collections.abc import Callable
from typing import Any

import pytest

Built = dict[str, Any]


def build_check(verdict: str = "passed", sentence: str = "Each row of P sums to 1.", **changes: Any) -> Built:
    return {
        "name": "test_rows",
        "sentence": sentence,
        "points": 1.0,
        "earned": float(verdict == "passed"),
        "verdict": verdict,
        "message": "",
        "counterexample": None,
        "where": None,
        "warnings": [],
    } | changes


def build_exercise(name: str, *checks: Built, **changes: Any) -> Built:
    worst = next((check["verdict"] for check in checks if check["verdict"] != "passed"), "passed")
    return {
        "name": name,
        "score": sum(check["earned"] for check in checks),
        "max_score": sum(check["points"] for check in checks),
        "status": "passed" if worst == "passed" else "failed",
        "verdict": worst,
        "visibility": "after_published",
        "output": "a summary for Gradescope",
        "seconds": 0.02,
        "misconception": None,
        "symptom": "",
        "follow_through": None,
        "checks": list(checks),
    } | changes


def build_proof(name: str = "error_at_most_bound", score: float | None = None, **changes: Any) -> Built:
    return {
        "name": name,
        "title": f"Proof 1: {name.replace('_', ' ').capitalize()}",
        "score": score,
        "max_score": 4.0,
        "comment": "",
        "why": "",
        "answer": "3fa94c1b",
        "agreed": [score, ""],
    } | changes


def build_result(*tests: Built, **changes: Any) -> Built:
    return {
        "format": 1,
        "student": "ada",
        "unit": "01_classification",
        "key": "3fa94c1b7e0d22aa",
        "title": "Classification",
        "status": "graded",
        "reason": None,
        "score": sum(test["score"] for test in tests),
        "max_score": sum(test["max_score"] for test in tests),
        "seconds": 0.08,
        "notes": [],
        "environment": {
            "isolation": 1,
            "isolation_name": "fresh process, resource limits",
            "numpy": "2.4.6",
            "python": "3.11.7",
        },
        "output": "",
        "output_bytes": 0,
        "tests": list(tests),
    } | changes


@pytest.fixture
def check() -> Callable[..., Built]:
    return build_check


@pytest.fixture
def exercise() -> Callable[..., Built]:
    return build_exercise


@pytest.fixture
def result() -> Callable[..., Built]:
    return build_result


@pytest.fixture
def misconception() -> Built:
    return {
        "name": "over_samples",
        "hint": "Normalise over classes (axis 1), not samples.",
        "see": "def-softmax",
        "read": "Definition (softmax)",
    }
