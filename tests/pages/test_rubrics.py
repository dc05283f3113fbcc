"""Rubrics and model answers stand on formgrader's page, and on no other."""

import pytest
from nbformat import NotebookNode, v4

from course.gradebook.rubrics import ShowRubrics
from tests.gradebook.conftest import UNIT


def answer() -> NotebookNode:
    cell = v4.new_markdown_cell("mine", id="proof-error_at_most_bound-answer")
    cell.metadata["nbgrader"] = {"grade_id": cell.id}
    return v4.new_notebook(cells=[cell, v4.new_markdown_cell("text", id="text")])


def names(resources: dict[str, str]) -> list[str]:
    shown, _ = ShowRubrics().preprocess(answer(), resources)
    return [cell.id for cell in shown.cells]


def test_formgraders_page_has_the_rubric_after_its_proof() -> None:
    shown = names({"submission_id": "s", "assignment_id": UNIT})
    assert shown == ["proof-error_at_most_bound-answer", "rubric-error_at_most_bound", "text"]


@pytest.mark.parametrize("resources", [{"nbgrader": UNIT}, {"submission_id": "s", "assignment_id": "ps1"}])
def test_feedback_and_assignments_of_another_course_have_none(resources: dict[str, str]) -> None:
    assert names(resources) == ["proof-error_at_most_bound-answer", "text"]
