"""Due dates, extensions and penalties in the gradebook, which follow course.toml, extensions.csv, scores and proofs.

A unit for which course.toml says no due date keeps the gradebook's, and extensions with it.
"""

import datetime
from collections.abc import Sequence
from typing import Any

from nbgrader.api import Assignment, Grade, SubmittedAssignment, SubmittedNotebook
from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from autograder.moments import in_words
from autograder.names import normalised, shown
from course.due.lateness import penalty
from course.due.terms import Terms
from course.due.times import UTC, Moment, without_zone
from course.gradebook.ledger import one
from course.settings import Late


def all_up_to_date(session: Session, terms: Terms) -> None:
    """Bring all units up to date; to commit is the caller's."""
    for unit in session.scalars(select(Assignment.name).order_by(Assignment.name)).all():
        bring_up_to_date(session, unit, terms)


def bring_up_to_date(session: Session, unit: str, terms: Terms) -> list[str]:
    """Bring a unit's due date, extensions and penalties up to date, and tell what else stood there."""
    found = session.execute(select(Assignment.id, Assignment.duedate).where(Assignment.name == unit)).one_or_none()
    if found is None:
        return []
    assignment, due = found
    told = []
    if unit in terms.due:
        told = _date(session, unit, assignment, due, terms.due[unit]) + _extend(session, unit, assignment, terms)
        due = without_zone(terms.due[unit])
    if due:
        _penalise(session, assignment, due, terms.late)
    return told


def _date(session: Session, unit: str, assignment: str, before: Moment | None, due: Moment) -> list[str]:
    if before == without_zone(due):
        return []
    session.execute(one(Assignment).values(duedate=without_zone(due)), {"which": assignment})
    if before is None:
        return []
    was = in_words(before.replace(tzinfo=UTC))
    return [f"{unit} was due {was}; it is due {in_words(due)} now, as course.toml says"]


def _extend(session: Session, unit: str, assignment: str, terms: Terms) -> list[str]:
    what = SubmittedAssignment.student_id, SubmittedAssignment.id, SubmittedAssignment.extension
    asked = select(*what).where(SubmittedAssignment.assignment_id == assignment)
    rows, told = [], []
    for student, which, extension in _sorted(session, asked):
        longer = terms.longer(normalised(student), unit)
        if longer != (extension or None):
            rows.append({"which": which, "longer": longer})
            if longer is None:
                told.append(f"{shown(student)} has no extension for {unit} any more: `course extend` gives one")
    _change(session, one(SubmittedAssignment).values(extension=bindparam("longer")), rows)
    return told


def _penalise(session: Session, assignment: str, due: Moment, late: Late) -> None:
    """Take from what all have now, by hand or not, what their being late costs by the due date as it is now."""
    what = (
        SubmittedAssignment.student_id,
        SubmittedNotebook.id,
        SubmittedAssignment.timestamp,
        SubmittedAssignment.extension,
        SubmittedNotebook.late_submission_penalty,
    )
    asked = (
        select(*what, func.sum(Grade.score))
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .where(SubmittedAssignment.assignment_id == assignment)
        .group_by(*what)
    )
    rows = []
    for _, notebook, timestamp, extension, before, score in _sorted(session, asked):
        now = _penalty(late, score, timestamp, due + (extension or datetime.timedelta()))
        if now != before:
            rows.append({"which": notebook, "penalty": now})
    _change(session, one(SubmittedNotebook).values(late_submission_penalty=bindparam("penalty")), rows)


def _penalty(late: Late, score: float, timestamp: Moment | None, due: Moment) -> float | None:
    """As nbgrader has it: None in time."""
    if timestamp is None or timestamp <= due:
        return None
    return penalty(late, score, (timestamp - due).total_seconds())


def _sorted(session: Session, asked: Any) -> Sequence[Any]:
    """In one order for all writers, so that no two wait for each other."""
    return sorted(session.execute(asked).all(), key=lambda row: row[0])


def _change(session: Session, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        session.connection().execute(statement, rows)
