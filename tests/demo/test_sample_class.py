"""Every submission of the sample class earns what `expected.toml` says; its notebooks are up to date."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from autograder.exam.grading import Grading
from autograder.intake.submissions import find
from autograder.reports.by_hand import bonus, bonus_in
from autograder.reports.results import untold
from autograder.reports.store import Store
from autograder.scheme.exercises import unit_exercises
from course import SourceError
from course.marking import course_of
from course.sample_class.make import handed_in, make, released
from course.settings import load
from tests.samples import sample_class

from .conftest import EXPECTED, MARKS, Run

UNITS = {unit: unit_exercises(unit) for unit in EXPECTED}
FIRST = "01_classification"
TO_THE_LIMIT = {"jonas", "kim"}  # they use up a time limit, whatever the questions are


@pytest.mark.parametrize(("unit", "student"), MARKS)
def test_submission_is_marked_as_expected(first_run: Run, unit: str, student: str) -> None:
    assert_as_expected(first_run.result(unit, student))


def test_other_questions_lead_to_the_same_marks(tmp_path: Path, thorough: bool) -> None:
    """Those of one student a unit, by turns, but for a thorough run."""
    settings = load()
    found = find(sample_class(), UNITS)
    results: dict[tuple[str, str], Any] = {}

    def listen(result: dict[str, Any], cached: bool) -> None:
        results[result["unit"], result["student"]] = result

    chosen = [each for each in found.submissions if each.student not in TO_THE_LIMIT]
    if not thorough:
        of = {unit: [each for each in chosen if each.unit == unit] for unit in UNITS}
        chosen = [each[turn % len(each)] for turn, each in enumerate(of.values())]
    assert {each.unit for each in chosen} == UNITS.keys()
    Grading(course_of(settings), Store(tmp_path), "other questions", listen, pytest.fail).run(chosen, workers=2)
    assert results.keys() == {(each.unit, each.student) for each in chosen}
    for result in results.values():
        assert_as_expected(result)


def test_what_is_printed_without_end_is_counted_and_not_kept(first_run: Run) -> None:
    assert first_run.result(FIRST, "mo")["output_bytes"] >= 100_000_000
    assert len(first_run.page(FIRST, "mo")) < 100_000


def test_what_a_student_prints_or_raises_is_no_html_on_the_page(first_run: Run) -> None:
    page = first_run.page(FIRST, "rosa")
    assert "<b>hi</b>" not in page
    assert page.count("&lt;b&gt;hi&lt;/b&gt;") >= 3  # in a message, in the line that raises it, in the output


def test_every_file_of_the_class_is_found_and_none_is_a_problem() -> None:
    found = find(sample_class(), UNITS)
    assert not found.problems
    assert {(each.unit, each.student) for each in found.submissions} == MARKS.keys()


def test_the_class_is_that_of_the_whole_course() -> None:
    assert EXPECTED.keys() == {unit.id for unit in load().units}
    assert len(MARKS) >= 24


@pytest.mark.parametrize("unit", UNITS)
def test_the_class_shows_many_misconceptions_of_a_unit(unit: str) -> None:
    named = {
        (exercise, str(marks[exercise]).split(": ")[1])
        for marks in EXPECTED[unit].values()
        for exercise in marks.keys() & UNITS[unit].keys()
        if ": " in marks[exercise]
    }
    assert len(named) >= 8


@pytest.mark.parametrize("unit", UNITS)
def test_the_class_shows_credit_for_what_builds_on_an_error(unit: str) -> None:
    assert any(", given " in str(said) for marks in EXPECTED[unit].values() for said in marks.values())


def test_a_class_that_is_made_again_is_the_same_and_what_is_none_of_it_is_left_and_named(tmp_path: Path) -> None:
    assert make(tmp_path) == []
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.ipynb")}
    stray = tmp_path / "ada" / "notes.txt"
    stray.write_text("mine")
    assert make(tmp_path) == [stray]
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*.ipynb")} == before
    assert len(before) == len(MARKS)


def test_an_answer_to_a_cell_that_is_not_released_is_named(tmp_path: Path) -> None:
    answers = tmp_path / "ada.md"
    answers.write_text("Ada answers what nobody asked.\n\n```python hardmax-answer\n    return Z\n```\n")
    with pytest.raises(SourceError, match=r"ada\.md:3: the released notebook has no cell hardmax-answer"):
        handed_in(released(FIRST), answers)


def assert_as_expected(result: Mapping[str, Any]) -> None:
    """Compare all that `expected.toml` says of a result, and see that it does not keep silent about a note."""
    wanted = dict(EXPECTED[result["unit"]][result["student"]])
    notes, reason, beyond = wanted.pop("notes", []), wanted.pop("reason", ""), wanted.pop("bonus", 0)
    status = {} if result["status"] == "graded" else {"status": result["status"]}
    marks = {test["name"]: in_words(test) for test in result["tests"]}
    assert status | {"score": None if result["score"] is None else result["score"] - bonus(result)} | marks == wanted
    open_tiers = [check["points"] for test in result["tests"] for check in untold(test["checks"])]
    assert bonus(result) <= beyond <= bonus(result) + sum(open_tiers)  # on a busy machine some may not be told
    assert reason in (result["reason"] or "")
    assert len(result["notes"]) == len(notes)
    assert all(phrase in note for phrase, note in zip(notes, result["notes"], strict=True))


def in_words(test: Mapping[str, Any]) -> str:
    named = f": {test['misconception']['name']}" if test["misconception"] else ""
    credit = test["follow_through"]
    given = f", given {', '.join(credit['of'])}" if credit else ""
    return f"{test['verdict']}, {test['score'] - bonus_in(test):g} of {test['max_score']:g}{given}{named}"
