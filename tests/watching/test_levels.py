"""What a student may know: below counterexamples, nothing from which inputs or right values follow."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from autograder.reports.by_hand import Replaced, with_points
from autograder.reports.feedback import render
from course.settings import TOLD
from course.watching.levels import told
from tests.reports.conftest import build_check, build_exercise, build_proof, build_result

SECRET = "31415926"  # whatever tells an input, or a right value
SENTENCE = "Each row of P sums to 1."

Built = dict[str, Any]


@pytest.fixture
def full() -> Built:
    """A result with a secret wherever there may be one."""
    failed = build_check(
        "failed",
        SENTENCE,
        message=f"wanted {SECRET}",
        counterexample=[["Z", SECRET]],
        where=[["<softmax>", 3, "softmax", f"raise ValueError({SECRET})"]],
        warnings=[f"RuntimeWarning: {SECRET}"],
    )
    mistake = {"name": "over_samples", "hint": "Normalise over classes.", "see": "x", "read": "Definition"}
    test = build_exercise("softmax", failed, build_check(), misconception=mistake, output=f"failed: {SECRET}")
    missing = build_exercise("accuracy", build_check("missing"))
    return build_result(test, missing, output=f"printed {SECRET}", output_bytes=20, faults=[SECRET], anything=SECRET)


def test_counterexamples_are_all_that_there_is(full: Built) -> None:
    assert told(full, "counterexamples") == full


@pytest.mark.parametrize("level", ["verdicts", "sentences"])
def test_no_input_and_no_value_is_told_before(full: Built, level: str) -> None:
    result = told(full, level)
    assert SECRET not in json.dumps(result)
    assert SECRET not in render(result)
    assert "printed" not in render(result)


def test_sentences_say_which_checks_failed_and_which_mistake_it_is(full: Built) -> None:
    page = render(told(full, "sentences"))
    assert all(words in page for words in (SENTENCE, "Normalise over classes.", "1 of 2 passed", "not right yet"))


def test_verdicts_say_no_more_than_the_verdict_and_the_points(full: Built) -> None:
    page = render(told(full, "verdicts"))
    assert "not right yet" in page
    assert "1 / 2" in page
    assert not any(words in page for words in (SENTENCE, "Normalise", "of 2 passed", "this is what will be checked"))


@pytest.mark.parametrize("level", TOLD)
def test_what_people_have_given_waits_for_the_feedback_page(full: Built, level: str) -> None:
    given = with_points(full, [build_proof(score=3.0)], {"softmax": Replaced(2.0, 2.0, "as agreed")})
    result = told(given, level)
    assert "proofs" not in result
    assert result["tests"][0]["score"] == full["tests"][0]["score"]
    assert "as agreed" not in render(result)


@pytest.mark.parametrize("level", TOLD)
@pytest.mark.parametrize("status", ["ungradable", "grader_error"])
def test_what_could_not_be_graded_says_why(result: Callable[..., Built], level: str, status: str) -> None:
    built = result(status=status, reason="it is no notebook", score=None if status == "grader_error" else 0.0)
    assert "It is no notebook" in render(told(built, level))
