"""A lesson describes each wrong function that is to be caught in the words of its check, formulas aside."""

import re
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from autograder.scheme.exercises import Check, unit_exercises
from autograder.scheme.expect import Failure
from autograder.scheme.in_process import in_process
from course.settings import Unit, load

CAUGHT = "test_catches_"
FORMULA = re.compile(r"\b(?:log|exp|sqrt|tanh|relu)\(.*")  # which a lesson sets in another way
WORD = re.compile(r"[a-z]{3,}")


@pytest.mark.parametrize("unit", load().units, ids=lambda unit: unit.id)
def test_the_lesson_has_the_words_of_each_wrong_function(unit: Unit) -> None:
    lines = load().lesson(unit).read_text(encoding="utf-8").lower().splitlines()
    for exercise in unit_exercises(unit.id).values():
        checks = [check for check in exercise.checks if check.name.startswith(CAUGHT)]
        assert exercise.open_ended or not checks
        for check in checks:
            said = check.sentence.partition(" is wrong: it ")[2].lower()
            words = set(WORD.findall(FORMULA.sub(" ", said)))
            shared = max(sum(word in line for word in words) for line in lines)  # W^T may be the transpose there
            assert shared >= 0.6 * len(words), f"{unit.id}: no line says that it {said}"


def _caught(check: Check, answer: Callable[[], Any]) -> bool:
    scheme = type("Scheme", (), {"__exercise__": SimpleNamespace(name="answer")})
    try:
        check.function(scheme(), in_process({"answer": answer}, "seed"))
    except Failure:
        return False
    return True


def test_every_wrong_function_is_missed_by_a_lazy_answer() -> None:
    """Else its check could not fail. The lazy answers of all are misconceptions, which `course check` runs."""
    exercise = unit_exercises("01_classification")["catch_softmax"]
    missed = {
        check.name
        for lazy in exercise.misconceptions
        for check in exercise.checks
        if check.name.startswith(CAUGHT) and not _caught(check, lazy.function)
    }
    assert missed == {check.name for check in exercise.checks if check.name.startswith(CAUGHT)}
