"""A counterexample that passes when it is asked alone is told to depend on earlier calls."""

from collections.abc import Callable

import pytest

from autograder.exam.alone import DEPENDS
from autograder.intake.ingest import Script
from autograder.verdicts import Marking

from .conftest import marked_tests

RIGHT = "    E = np.exp(Z - Z.max(axis=1, keepdims=True))\n    P = E / E.sum(axis=1, keepdims=True)\n"
INDENTED = RIGHT.replace("    ", "        ")
REMEMBERED = f"def softmax(Z, known=dict()):\n    if Z.shape not in known:\n{INDENTED}"
ANSWERS = {
    "a default argument": f"{REMEMBERED}        known[Z.shape] = P\n    return known[Z.shape]",
    "a counter": f"count = [0]\ndef softmax(Z):\n    count[0] += 1\n{RIGHT}    return P if count[0] < 9 else 0 * P",
    "wrong alone too": f"def softmax(Z):\n{RIGHT}    return np.round(P, 1)",
}


@pytest.fixture(scope="module")
def tests(mark: Callable[..., dict[str, Marking]], script: Callable[..., Script]) -> dict[str, Marking]:
    scripts = {label: (lambda source=source: script(softmax=source)) for label, source in ANSWERS.items()}
    return {label: marked_tests(marking)["softmax"] for label, marking in mark(scripts).items()}


@pytest.mark.parametrize("label", ["a default argument", "a counter"])
def test_what_depends_on_earlier_calls_is_told_so_with_some_of_them(tests: dict[str, Marking], label: str) -> None:
    test = tests[label]
    assert (test["verdict"], test["misconception"], test["symptom"]) == ("failed", None, DEPENDS)
    messages = [check["message"] for check in test["checks"] if check["verdict"] == "failed"]
    words = "Asked alone after a fresh start it is answered rightly; asked before were softmax([["
    assert any(words in message for message in messages)


def test_what_is_wrong_alone_too_is_a_counterexample(tests: dict[str, Marking]) -> None:
    test = tests["wrong alone too"]
    assert test["verdict"] == "failed"
    assert test["symptom"] != DEPENDS
    assert not any("Asked alone" in check["message"] for check in test["checks"])
