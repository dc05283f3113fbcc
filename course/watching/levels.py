"""What of a result its student may know: verdicts, sentences too, or counterexamples and all else.

The hidden checks are no oracle for whoever hands in again and again. What may be known is listed; what is not listed is
left out. Below counterexamples nothing is told that depends on the inputs but verdicts: no message, since it has values
in it, and nothing that the student's code printed or raised, through which it could tell its inputs.
"""

from collections.abc import Mapping
from typing import Any

from autograder.reports.by_hand import by_grader

Result = Mapping[str, Any]

OF_RESULT = (
    "student", "unit", "title", "key", "status", "reason", "score", "max_score", "seconds", "notes", "environment"
)  # fmt: skip
OF_TEST = ("name", "score", "max_score", "verdict", "bonus", "max_bonus")
EXPLAINED = (*OF_TEST, "misconception", "symptom", "follow_through", "speed")
OF_CHECK = ("name", "sentence", "verdict", "points", "earned", "bonus")

NOTHING: Result = {"misconception": None, "symptom": "", "follow_through": None, "checks": []}
NO_WORDS: Result = {"message": "", "counterexample": [], "where": [], "warnings": []}
WORDS = {
    "verdicts": "For now this page has verdicts alone. Which checks failed, and on which inputs, is told later.",
    "sentences": "For now this page says which checks failed. On which inputs they did is told later.",
    "counterexamples": "",
}


def told(result: Result, level: str) -> dict[str, Any]:
    """The result as the grader left it, with no more in it than the level allows."""
    full = by_grader(dict(result))
    if level == "counterexamples":
        return full
    found = _only(full, OF_RESULT) | {"output": "", "output_bytes": 0}
    found["tests"] = [_verdict(test) if level == "verdicts" else _sentences(test) for test in full["tests"]]
    return found


def _verdict(test: Result) -> dict[str, Any]:
    return {**NOTHING, **_only(test, OF_TEST)}


def _sentences(test: Result) -> dict[str, Any]:
    checks = [{**NO_WORDS, **_only(check, OF_CHECK)} for check in test["checks"]]
    return {**NOTHING, **_only(test, EXPLAINED), "checks": checks}


def _only(full: Result, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: full[name] for name in names if name in full}
