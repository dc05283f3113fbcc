"""What people have given in the gradebook, and what a table of proofs adds to it."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SubmittedAssignment,
    SubmittedNotebook,
)
from sqlalchemy import create_engine, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from autograder.names import normalised, shown
from course import CourseError
from course.due.lateness import Due
from course.due.terms import Terms
from course.due.times import UTC, Moment
from course.gradebook.deadlines import bring_up_to_date

Key = tuple[str, str]  # a student, as results have the name, and a cell


@dataclass(frozen=True)
class Given:
    """What the gradebook has for a cell; `waits` if somebody has still to look at it."""

    automatic: float | None
    manual: float | None
    extra: float
    waits: bool
    worth: float
    comment: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether a person has given it, or something beyond what the grader gives."""
        return self.manual is not None or self.extra != 0

    @property
    def score(self) -> float | None:
        """What counts, None while somebody has still to look at it."""
        if self.waits:
            return None
        return (self.manual if self.manual is not None else self.automatic or 0.0) + self.extra


class HandBook:
    """One unit in the gradebook, as far as people have graded it; by student, as results have the name, and cell."""

    def __init__(self, session: Session, notebook: str, notes: Sequence[str] = ()) -> None:
        self._session, self._notebook = session, notebook
        self._grades: dict[Key, str] = {}
        self._comments: dict[Key, str] = {}
        said = self._said()
        self.given: dict[str, dict[str, Given]] = {}
        for (student, cell), row in self._marked().items():
            self.given.setdefault(student, {})[cell] = self._given((student, cell), row, said)
        self.came: dict[str, Moment | None] = {}
        self.due: dict[str, Due] = {}
        self._date()
        self.notes = notes  # what is to be known of due dates and extensions
        self.changed = False

    def _date(self) -> None:
        """When each submission came, and when it was due."""
        what = SubmittedAssignment.student_id, SubmittedAssignment.timestamp, SubmittedAssignment.extension
        asked = select(*what, Assignment.duedate).join(Assignment, Assignment.id == SubmittedAssignment.assignment_id)
        asked = asked.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        asked = asked.where(SubmittedNotebook.notebook_id == self._notebook)
        for name, came, longer, due in self._session.execute(asked):
            student = normalised(name)
            self.came[student] = came and came.replace(tzinfo=UTC)
            if due:
                regular = due.replace(tzinfo=UTC)
                self.due[student] = Due(regular + longer, regular) if longer else Due(regular)

    def _said(self) -> dict[Key, str]:
        """What people have written; that there is no response, nbgrader says of itself."""
        found = {}
        for student, cell, which, comment in self._rows(Comment, Comment.id, Comment.manual_comment):
            self._comments[normalised(student), cell] = which
            found[normalised(student), cell] = (comment or "").replace("\r\n", "\n").strip()
        return found

    def _marked(self) -> dict[Key, Any]:
        """What stands in the rows of the grades."""
        asked = Grade.auto_score, Grade.manual_score, Grade.extra_credit, Grade.needs_manual_grade
        found = {}
        for student, cell, which, *row in self._rows(Grade, Grade.id, *asked):
            self._grades[normalised(student), cell] = which
            found[normalised(student), cell] = row
        return found

    def _given(self, key: Key, row: Sequence[Any], said: Mapping[Key, str]) -> Given:
        automatic, manual, extra, waits = row
        student, cell = key
        comment = said.get(key) or said.get((student, f"{cell}-answer"), "")  # an exercise's is at its answer cell
        return Given(automatic, manual, extra or 0.0, waits, self._worth[cell], comment)

    @cached_property
    def _worth(self) -> dict[str, float]:
        asked = select(GradeCell.name, GradeCell.max_score).where(GradeCell.notebook_id == self._notebook)
        return dict(iter(self._session.execute(asked).all()))

    def _rows(self, kind: Any, *what: Any) -> Iterator[Any]:
        asked = (
            select(SubmittedAssignment.student_id, BaseCell.name, *what)
            .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
            .join(kind, kind.notebook_id == SubmittedNotebook.id)
            .join(BaseCell, BaseCell.id == kind.cell_id)
            .where(SubmittedNotebook.notebook_id == self._notebook)
        )
        return iter(self._session.execute(asked).all())

    def override(self, student: str, cell: str, score: float | None, comment: str) -> None:
        """Write points in the grader's place down, as formgrader would; None lets the grader's count again."""
        change = update(Grade).where(Grade.id == self._grades[student, cell])
        self._session.execute(change.values(manual_score=score, needs_manual_grade=False))
        at = (student, cell), (student, f"{cell}-answer")
        which = next((self._comments[key] for key in at if key in self._comments), None)
        said = update(Comment).where(Comment.id == which)
        self._session.execute(said.values(manual_comment=comment or None))
        self.changed = True

    def give(self, student: str, cell: str, score: float | None, comment: str) -> None:
        """Write points and a comment down, as formgrader would; None takes them back. To commit is the caller's.

        What waits to be looked at again keeps the points that it had: formgrader shows them.
        """
        key = student, cell
        if score is not None or not self.given[student][cell].waits:
            grade = update(Grade).where(Grade.id == self._grades[key])
            self._session.execute(grade.values(manual_score=score, needs_manual_grade=score is None))
        said = update(Comment).where(Comment.id == self._comments.get(key))
        self._session.execute(said.values(manual_comment=comment or None))
        self.changed = True


@contextmanager
def hand_book(url: str, unit: str, terms: Terms) -> Iterator[HandBook | None]:
    """The unit in the gradebook, None if it is not there; what is given meanwhile is written down, penalties with it.

    CourseError if the gradebook cannot be used, with nothing written.
    """
    engine = create_engine(url)
    try:
        with Session(engine) as session:
            asked = select(Notebook.id).join(Assignment, Notebook.assignment_id == Assignment.id)
            notebook = session.scalars(asked.where(Assignment.name == unit, Notebook.name == unit)).one_or_none()
            notes = bring_up_to_date(session, unit, terms)
            book = None if notebook is None else HandBook(session, notebook, notes)
            yield book
            if book and book.changed:
                bring_up_to_date(session, unit, terms)
            session.commit()
    except SQLAlchemyError as error:
        what = shown(str(error).partition("\n")[0], 300)
        raise CourseError(f"the gradebook {engine.url!r} cannot be used ({what}): {unit} stays as it was") from None
    finally:
        engine.dispose()
