"""`course demo` as a newcomer sees it."""

import re

from course.sample_class.make import UNIT

from .conftest import EXPECTED, Run

UNSETTLED = {"jonas", "kim"}  # timed out: another run may find otherwise


def test_demo_succeeds_although_some_work_of_the_class_cannot_be_graded(first_run: Run) -> None:
    assert (first_run.code, first_run.errors) == (0, "")


def test_something_is_on_the_screen_before_the_work_is_done(first_run: Run) -> None:
    assert first_run.first.startswith("building notebooks")
    assert "student" not in first_run.first


def test_the_table_has_a_row_for_every_student(first_run: Run) -> None:
    for student, marks in EXPECTED.items():
        assert re.search(rf"^{student} .* {marks['score']} / 23 ", first_run.output, re.MULTILINE)


def test_every_student_has_a_page(first_run: Run) -> None:
    assert all(student in first_run.page(student) for student in EXPECTED)


def test_demo_names_a_page_to_open(first_run: Run) -> None:
    named = re.search(rf"demo/(\w+)/{UNIT}\.html", first_run.output)
    assert named and named[1] in EXPECTED


def test_a_second_run_grades_nothing_that_is_settled_again(first_run: Run, second_run: Run) -> None:
    again = {student for student, when in second_run.written.items() if when != first_run.written[student]}
    assert again == UNSETTLED
    assert "20 from the cache" in second_run.output
