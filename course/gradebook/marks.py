"""A result on an answer sheet, where nbgrader looks for scores and where people look for reasons.

nbgrader takes the score of a grade cell from the text of its first `execute_result`. It gives *full* marks where
it finds no output or no number there, and none where there is any on standard error; so that each grade cell
gets exactly this one output, the very number of the result.

A number above what the cell is worth nbgrader refuses. What a result has beyond, a bonus, is noted in the cell, and is
added where scores go into the gradebook: nbgrader sums up what it finds there, and leaves extra credit to people.
"""

import math
from collections.abc import Mapping

import nbformat
from nbformat import NotebookNode
from nbgrader.utils import determine_grade, is_grade, is_solution

from autograder.reports.by_hand import bonus_in, by_grader
from autograder.reports.feedback import exercise_excerpt, submission_excerpt
from autograder.reports.results import Result
from course import CourseError


def mark(sheet: NotebookNode, result: Result) -> None:
    """Put the scores and the report into the outputs of a sheet; CourseError as `_scores`."""
    result = by_grader(result)  # nbgrader takes what people have given from the gradebook
    cells = _grade_cells(sheet)
    earned = _scores(result, {name: float(cell.metadata.nbgrader.points) for name, cell in cells.items()})
    reports = {test["name"]: exercise_excerpt(test) for test in result["tests"]}
    general = submission_excerpt(result)
    if general:
        setup = next(cell for cell in sheet.cells if cell.metadata["mdl"]["role"] == "setup")
        setup.outputs = [_output("display_data", {"text/html": general})]
    beyond = {test["name"]: bonus_in(test) for test in result["tests"]}
    for name, cell in cells.items():
        report = {"text/html": reports[name]} if name in reports else {}
        if beyond.get(name):
            cell.metadata["mdl"]["bonus"] = beyond[name]
        cell.outputs = [_output("execute_result", {"text/plain": repr(earned[name])} | report)]


def score_of(cell: NotebookNode) -> float | None:
    """What goes into the gradebook for a marked cell; None if a person has to look at it."""
    score = determine_grade(cell)[0]
    return None if score is None else score + beyond_in(cell)


def beyond_in(cell: NotebookNode) -> float:
    """What a marked cell has beyond what it is worth."""
    return float(cell.metadata.get("mdl", {}).get("bonus", 0.0))


def ungradable_result(student: str, unit: str, reason: str) -> Result:
    """As a result, that there is nothing which could be graded."""
    nothing: Result = {"tests": [], "notes": [], "output": "", "output_bytes": 0}
    return nothing | {"student": student, "unit": unit, "status": "ungradable", "reason": reason}


def _scores(result: Result, worth: Mapping[str, float]) -> dict[str, float]:
    """The score of each exercise; `worth` says what the gradebook has it worth.

    CourseError if the grader failed as a whole or graded another paper than the gradebook has, or for NaN.
    """
    whose = f"{result['unit']} of {result['student']}"
    if result["status"] == "grader_error":
        raise CourseError(f"the grader failed on {whose} ({result['reason']}): nothing is lost, grade it again")
    if result["status"] == "ungradable":
        return dict.fromkeys(worth, 0.0)
    if {test["name"]: test["max_score"] for test in result["tests"]} != worth:
        known = ", ".join(f"{name} {points:g}" for name, points in worth.items())
        raise CourseError(
            f"{whose} is graded by other points than the gradebook has ({known}): "
            f"run `course build` and `nbgrader generate_assignment {result['unit']}`"
        )
    earned = {test["name"]: float(test["score"]) - bonus_in(test) for test in result["tests"]}
    if not all(map(math.isfinite, earned.values())):  # nbgrader would give full marks for NaN
        raise CourseError(f"the result of {whose} is damaged, a score is no number: delete it and grade again")
    return {name: min(max(score, 0.0), worth[name]) for name, score in earned.items()}


def _grade_cells(sheet: NotebookNode) -> dict[str, NotebookNode]:
    """By exercise the cells whose scores come from the grader; people grade the proofs."""
    marked = [cell for cell in sheet.cells if is_grade(cell) and not is_solution(cell)]
    return {cell.metadata.nbgrader.grade_id: cell for cell in marked}


def _output(kind: str, data: Mapping[str, str]) -> NotebookNode:
    output: dict[str, object] = {"output_type": kind, "metadata": {}, "data": dict(data)}
    if kind == "execute_result":
        output["execution_count"] = None
    found: NotebookNode = nbformat.from_dict(output)  # type: ignore[no-untyped-call]  # nbformat is untyped
    return found
