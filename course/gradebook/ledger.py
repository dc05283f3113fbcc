"""nbgrader's gradebook, written to in bulk: what `nbgrader autograde` leaves there for one student at a time.

Rows are created where they are missing and then updated in place, always in one order, so that any number of
writers come to the same and no two wait for each other. Manual scores, extra credit, comments by hand and
extensions are never touched.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

from nbformat import NotebookNode
from nbgrader.api import (
    Assignment,
    BaseCell,
    Comment,
    Grade,
    GradeCell,
    Notebook,
    SolutionCell,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.utils import is_grade, is_solution
from sqlalchemy import Boolean, bindparam, case, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from course import CourseError
from course.due.times import Moment

INSERT: Mapping[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
LONGEST_ID = 128  # characters that it has room for
AT_ONCE = 500  # students; each is a parameter of a statement

Row = dict[str, Any]


@dataclass(frozen=True)
class Entry:
    """What the grader says of one submission: by grade id the score, None if a person has to look, and a comment.

    What a person has graded before is to be looked at again, but for what is `as_before`.
    """

    student: str
    timestamp: Moment | None
    scores: Mapping[str, float | None]
    comments: Mapping[str, str | None]
    as_before: Collection[str] = ()


class Ledger:
    """One unit's part of the gradebook."""

    def __init__(self, session: Session, unit: str, assignment: str, notebook: str) -> None:
        self._session, self._unit = session, unit
        self._assignment, self._notebook = assignment, notebook
        self._graded = self._cells(GradeCell, GradeCell.id)
        self._answered = self._cells(SolutionCell, SolutionCell.id)
        self._worth = self._cells(GradeCell, GradeCell.max_score)

    @classmethod
    def of(cls, session: Session, unit: str) -> Self | None:
        """The unit's part, None if the gradebook does not have the unit."""
        asked = select(Assignment.id, Notebook.id)
        asked = asked.join(Notebook, Notebook.assignment_id == Assignment.id)
        found = session.execute(asked.where(Assignment.name == unit, Notebook.name == unit)).one_or_none()
        return None if found is None else cls(session, unit, *found)

    def _cells(self, kind: Any, what: Any) -> dict[str, Any]:
        return dict(self._rows(select(kind.name, what).where(kind.notebook_id == self._notebook)))

    def _rows(self, asked: Any) -> Iterator[Any]:
        return iter(self._session.execute(asked).all())

    def require(self, sheet: NotebookNode) -> None:
        """CourseError unless the gradebook has the cells that a sheet has, at the same points."""
        marks = [cell.metadata.nbgrader for cell in filter(is_grade, sheet.cells)]
        worth = {mark.grade_id: mark.points for mark in marks}
        answers = {cell.metadata.nbgrader.grade_id for cell in filter(is_solution, sheet.cells)}
        other = dict(worth.items() ^ self._worth.items()) or answers ^ set(self._answered)
        if other:
            raise CourseError(
                f"the gradebook has {self._unit} as it was before, with another {', '.join(sorted(other))}: "
                f"run `course build` and `nbgrader generate_assignment {self._unit}`"
            )

    def standing(self, students: Collection[str]) -> dict[str, Entry]:
        """What is written down so far, comments aside."""
        found: dict[str, Entry] = {}
        scores: dict[str, dict[str, float | None]] = {}
        for some in _parts(sorted(students)):
            asked = (
                select(SubmittedAssignment.student_id, SubmittedAssignment.timestamp, BaseCell.name, Grade.auto_score)
                .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
                .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
                .join(BaseCell, BaseCell.id == Grade.cell_id)
                .where(SubmittedNotebook.notebook_id == self._notebook)
                .where(SubmittedAssignment.student_id.in_(some))
            )
            for student, timestamp, cell, score in self._rows(asked):
                scores.setdefault(student, {})[cell] = score
                found[student] = Entry(student, timestamp, scores[student], {})
        return found

    def record(self, entries: Iterable[Entry]) -> None:
        """Write submissions down; to commit is the caller's."""
        for some in _parts(sorted(entries, key=lambda entry: entry.student)):
            notebooks = self._submissions(some)
            self._scores(some, notebooks)
            self._comments(some, notebooks)

    def undate(self, students: Collection[str]) -> None:
        """Forget when these have handed in, which a timestamp does not tell that did before; they are in time."""
        table = SubmittedAssignment.__table__
        for some in _parts(sorted(students)):
            theirs = (table.c.assignment_id == self._assignment) & table.c.student_id.in_(some)
            self._session.execute(update(table).where(theirs, table.c.timestamp.is_not(None)).values(timestamp=None))

    def _submissions(self, entries: Sequence[Entry]) -> dict[str, str]:
        """By student the id of the submitted notebook, made where it is missing."""
        students = [entry.student for entry in entries]
        self._ensure(Student, [{"id": student} for student in students])
        self._ensure(
            SubmittedAssignment, [{"assignment_id": self._assignment, "student_id": each} for each in students]
        )
        mine = (SubmittedAssignment.assignment_id == self._assignment) & SubmittedAssignment.student_id.in_(students)
        ids = dict(self._rows(select(SubmittedAssignment.student_id, SubmittedAssignment.id).where(mine)))
        self._date({ids[entry.student]: entry.timestamp for entry in entries if entry.timestamp})
        of_it = SubmittedNotebook.notebook_id == self._notebook
        self._ensure(
            SubmittedNotebook, [{"notebook_id": self._notebook, "assignment_id": ids[each]} for each in students]
        )
        asked = select(SubmittedAssignment.student_id, SubmittedNotebook.id).where(mine, of_it)
        asked = asked.join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        return dict(self._rows(asked))

    def _date(self, timestamps: Mapping[str, Moment]) -> None:
        rows = [{"which": which, "handed_in": when} for which, when in timestamps.items()]
        self._change(one(SubmittedAssignment).values(timestamp=bindparam("handed_in")), rows)

    def _scores(self, entries: Sequence[Entry], notebooks: Mapping[str, str]) -> None:
        rows = [
            {
                "notebook": notebooks[entry.student],
                "cell": self._graded[cell],
                "score": score,
                "by_hand": score is None,
                "again": cell not in entry.as_before,
            }
            for entry in entries
            for cell, score in entry.scores.items()
        ]
        self._ensure(Grade, [{"notebook_id": row["notebook"], "cell_id": row["cell"]} for row in rows])
        change = {
            "auto_score": bindparam("score"),
            "needs_manual_grade": case(
                (Grade.manual_score.is_(None), bindparam("by_hand", type_=Boolean)),
                else_=or_(Grade.needs_manual_grade, bindparam("again", type_=Boolean)),
            ),
        }
        self._change(_at(Grade).values(change), rows)

    def _comments(self, entries: Sequence[Entry], notebooks: Mapping[str, str]) -> None:
        rows = [
            {"notebook": notebooks[entry.student], "cell": self._answered[cell], "comment": comment}
            for entry in entries
            for cell, comment in entry.comments.items()
        ]
        self._ensure(Comment, [{"notebook_id": row["notebook"], "cell_id": row["cell"]} for row in rows])
        self._change(_at(Comment).values(auto_comment=bindparam("comment")), rows)

    def _ensure(self, table: Any, rows: Sequence[Row]) -> None:
        """Insert what is not there yet, be it another writer who put it there a moment ago."""
        insert = INSERT[self._session.get_bind().dialect.name](table.__table__)
        self._change(insert.on_conflict_do_nothing(), rows)

    def _change(self, statement: Any, rows: Sequence[Row]) -> None:
        if rows:
            self._session.connection().execute(statement, rows)


def one(kind: Any) -> Any:
    """An update of the row with one id."""
    return update(kind.__table__).where(kind.__table__.c.id == bindparam("which"))


def _at(kind: Any) -> Any:
    """An update of the rows of one cell each in one submitted notebook each."""
    table = kind.__table__
    return update(table).where(table.c.notebook_id == bindparam("notebook"), table.c.cell_id == bindparam("cell"))


def _parts(items: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (items[begin : begin + AT_ONCE] for begin in range(0, len(items), AT_ONCE))
