"""What each student has for each unit, and what is not final yet.

The gradebook goes with the course's own results; with those of another folder goes nothing but themselves.
"""

import datetime
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from autograder.names import normalised, shown
from autograder.reports.loading import Answer, ByHand, Result, load_results
from course import CourseError
from course.due.terms import Terms, terms
from course.due.times import without_zone
from course.gradebook.database import url
from course.gradebook.presence import goes_with
from course.settings import Settings

NOT_RECORDED = "graded, but not in the gradebook: run `course grade`"
LEFT_BEHIND = "in the gradebook alone: if the name is not used any more, run `nbgrader db student remove {} --force`"
ROUND_OFF = 1e-4


@dataclass(frozen=True)
class Part:
    """Points of an exercise or a proof, None while a person has still to give them."""

    score: float | None
    max_score: float


@dataclass(frozen=True)
class Grade:
    """One student's unit; `penalty` is what lateness costs.

    `raw_score` is None if nothing was handed in, or if what was has no score: then `waits` says why. Where there is a
    score, `waits` says what keeps it from being final.
    """

    student: str
    unit: str
    raw_score: float | None
    max_score: float
    penalty: float = 0.0
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    due: datetime.datetime | None = None  # for this student; in UTC, as the gradebook has moments
    handed_in: datetime.datetime | None = None
    waits: str | None = None
    parts: Mapping[str, Part] = field(default_factory=dict)  # what makes up the raw score

    @property
    def score(self) -> float | None:
        """What counts: the raw score less the penalty, nothing below 0."""
        return None if self.raw_score is None else round(max(0.0, self.raw_score - self.penalty), 6)


def grades(settings: Settings, results: Path) -> list[Grade]:
    """All grades, in order of unit and student; CourseError if there are none.

    The gradebook is brought up to date first; without it the results say what lateness costs.
    """
    told = _of_results(results)
    found = told
    if goes_with(settings, results):
        recorded = _of_gradebook(url(settings, settings.home), terms(settings, results))
        found = _compared(recorded, told, settings.home / "submitted")
    if not found:
        raise CourseError(f"there are no grades yet, neither in a gradebook nor in {results}: run `course grade`")
    return sorted(found, key=lambda grade: (grade.unit, grade.student))


def _of_results(folder: Path) -> list[Grade]:
    loaded = load_results(folder)
    known = [_of_result(each) for each in loaded.results]
    strange = [Grade(each.student, Path(each.file).stem, None, 0.0, waits=each.reason) for each in loaded.unreadable]
    return known + strange


def _of_result(result: Result) -> Grade:
    scored: list[Answer | ByHand] = [*result.answers, *result.by_hand, *result.proofs]
    parts = {each.name: Part(each.score, each.max_score) for each in scored}
    raw = result.so_far
    penalty = round((raw or 0.0) * result.share, 6)
    times = result.lateness
    due, came = (times.due, times.handed_in) if times else (None, None)
    return Grade(
        result.student,
        result.unit,
        raw,
        result.worth,
        penalty,
        due=due and without_zone(due),
        handed_in=came and without_zone(came),
        waits=result.waits,
        parts=parts,
    )


def _compared(recorded: list[Grade], told: list[Grade], submitted: Path) -> list[Grade]:
    """The gradebook's grades, where they are those of the last run: it keeps an earlier one's, or never had any."""
    results = {(normalised(grade.student), grade.unit): grade for grade in told}
    units = {grade.unit for grade in told}
    found = []
    for grade in recorded:
        result = results.pop((normalised(grade.student), grade.unit), None)
        if result:
            waits = _waits(grade, result)
        else:
            waits = _left_behind(grade, submitted) if grade.unit in units else grade.waits
        found.append(replace(grade, waits=waits))
    return found + [replace(each, raw_score=None, waits=each.waits or NOT_RECORDED) for each in results.values()]


def _left_behind(grade: Grade, submitted: Path) -> str | None:
    """What keeps a grade from being final that the results do not have, though they have others of the unit.

    A folder that was renamed leaves one behind; what was autograded alone is submitted.
    """
    gone = grade.raw_score is not None and not (submitted / grade.student / grade.unit).is_dir()
    return LEFT_BEHIND.format(shown(grade.student)) if gone else grade.waits


def _waits(grade: Grade, result: Grade) -> str | None:
    """What keeps a grade of the gradebook from being final, by the result of the last run."""
    if result.waits or grade.raw_score is None or result.raw_score is None:
        return result.waits or NOT_RECORDED
    if grade.waits or abs(grade.raw_score - result.raw_score) < ROUND_OFF:
        return grade.waits
    return f"the gradebook has {grade.raw_score:g} points, the results {result.raw_score:g}: run `course grade`"


def _of_gradebook(place: str, agreed: Terms) -> list[Grade]:
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    from course.gradebook.deadlines import all_up_to_date

    with closing(Gradebook(place)) as book:
        try:
            all_up_to_date(book.db(), agreed)
            book.db.commit()
        except SQLAlchemyError as error:
            what = shown(str(error).partition("\n")[0], 300)
            advice = "let it be written, and export again"
            raise CourseError(f"the gradebook's penalties cannot be brought up to date ({what}): {advice}") from None
        return [_of(book, assignment, student) for assignment in book.assignments for student in book.students]


def _of(book: Any, assignment: Any, student: Any) -> Grade:
    """As `nbgrader export` has it, but that who handed nothing in has no score."""
    from nbgrader.api import MissingEntry

    person = student.last_name or "", student.first_name or "", student.email or ""
    try:
        found = book.find_submission(assignment.name, student.id)
    except MissingEntry:
        return Grade(student.id, assignment.name, None, assignment.max_score, 0.0, *person, due=assignment.duedate)
    score, penalty = found.score, found.late_submission_penalty or 0.0
    dates = found.duedate, found.timestamp  # the student's own due date, with an extension
    marks = [grade for notebook in found.notebooks for grade in notebook.grades]
    by_hand = [mark.name for mark in marks if mark.needs_manual_grade]
    waits = f"to be graded by hand: {', '.join(by_hand)}" if by_hand else None
    parts = {_task(mark.name): Part(None if mark.needs_manual_grade else mark.score, mark.max_score) for mark in marks}
    return Grade(student.id, assignment.name, score, assignment.max_score, penalty, *person, *dates, waits, parts)


def _task(cell: str) -> str:
    """The exercise or proof that a cell's points are of."""
    return cell.removeprefix("proof-").removesuffix("-answer") if cell.startswith("proof-") else cell
