"""`course demo` as a newcomer sees it."""

import re

import pytest

from autograder.scheme.exercises import unit_exercises

from .conftest import EXPECTED, MARKS, Run

UNSETTLED = {  # timed out: another run may find otherwise
    ("01_classification", "jonas"),
    ("01_classification", "kim"),
    ("11_backpropagation", "jonas"),
}


def test_demo_succeeds_although_some_work_of_the_class_cannot_be_graded(first_run: Run) -> None:
    assert (first_run.code, first_run.errors) == (0, "")


def test_something_is_on_the_screen_before_the_work_is_done(first_run: Run) -> None:
    assert first_run.first.startswith("building notebooks")
    assert "student" not in first_run.first


def test_the_table_of_a_unit_has_a_row_for_every_student(first_run: Run) -> None:
    totals = {unit: sum(each.points for each in unit_exercises(unit).values()) for unit in EXPECTED}
    for (unit, student), marks in MARKS.items():
        row = rf"^{student} .* {marks['score']} / {totals[unit]:g} "
        assert re.search(row, first_run.output, re.MULTILINE), (unit, student)


def test_every_submission_has_a_page(first_run: Run) -> None:
    assert all(student in first_run.page(unit, student) for unit, student in MARKS)


def test_demo_names_a_page_to_open(first_run: Run) -> None:
    named = re.search(r"demo/(\w+)/(\w+)\.html", first_run.output)
    assert named
    assert (named[2], named[1]) in MARKS


@pytest.mark.usefixtures("at_leisure")
def test_a_second_run_grades_nothing_that_is_settled_again(first_run: Run, second_run: Run) -> None:
    again = {work for work, when in second_run.written.items() if when != first_run.written[work]}
    assert again == UNSETTLED
    assert f"{len(MARKS) - len(UNSETTLED)} from the cache" in second_run.output
