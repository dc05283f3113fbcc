"""What each student has for each unit: from nbgrader's gradebook where there is one, else from the results."""

import datetime
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.names import shown
from autograder.reports.loading import load_results
from course import CourseError
from course.gradebook.database import url
from course.gradebook.recording import made
from course.settings import Late, Settings


@dataclass(frozen=True)
class Grade:
    """One student's unit. `raw_score` is None if nothing was handed in, `penalty` what lateness costs."""

    student: str
    unit: str
    raw_score: float | None
    max_score: float
    penalty: float = 0.0
    last_name: str = ""
    first_name: str = ""
    email: str = ""
    due: datetime.datetime | None = None
    handed_in: datetime.datetime | None = None

    @property
    def score(self) -> float | None:
        """What counts: the raw score less the penalty, nothing below 0."""
        return None if self.raw_score is None else round(max(0.0, self.raw_score - self.penalty), 6)


def grades(settings: Settings, results: Path) -> list[Grade]:
    """All grades, in order of unit and student; CourseError if there are none.

    The gradebook knows the proofs and the due dates, and its penalties are brought up to date first; the results
    are those of the grader alone.
    """
    found = _of_gradebook(url(settings, settings.root), settings.late) if made(settings) else _of_results(results)
    if not found:
        raise CourseError(f"there are no grades yet, neither in a gradebook nor in {results}: run `course grade`")
    return sorted(found, key=lambda grade: (grade.unit, grade.student))


def _of_results(folder: Path) -> list[Grade]:
    found = load_results(folder).results
    return [Grade(each.student, each.unit, each.score, each.max_score) for each in found if each.score is not None]


def _of_gradebook(place: str, late: Late) -> list[Grade]:
    from nbgrader.api import Gradebook
    from sqlalchemy.exc import SQLAlchemyError

    from course.gradebook.ledger import penalise_all

    with closing(Gradebook(place)) as book:
        try:
            penalise_all(book.db(), late)
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
    dates = assignment.duedate, found.timestamp
    return Grade(student.id, assignment.name, score, assignment.max_score, penalty, *person, *dates)
