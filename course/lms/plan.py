"""What becomes of each grade: what stands there against what the course has, and against what was sent before."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from autograder.names import is_it, nearest, normalised, shown
from course.exports.grades import ROUND_OFF, Grade
from course.lms.platform import Standing
from course.lms.sent import Sent
from course.lms.whose import Numbers


class What(Enum):
    """What becomes, or became, of a grade."""

    new = "new"
    changed = "changed"
    overwritten = "overwritten"
    same = "as before"
    none = "no grade"
    kept = "kept"
    refused = "refused"
    failed = "failed"
    untried = "not tried"


TO_SEND = (What.new, What.changed, What.overwritten)
TROUBLE = (What.kept, What.refused, What.failed, What.untried)


@dataclass(frozen=True)
class Row:
    """One student: the platform's number, the points there and those of the course, what becomes of them and why."""

    student: str
    number: str | None
    there: float | None
    ours: float | None
    what: What
    why: str = ""


@dataclass(frozen=True)
class Rules:
    """What may be sent beyond final grades of one's own."""

    provisional: bool = False
    missing_as_zero: bool = False
    overwrite: Collection[str] = ()  # students whose grades there may go, whoever has entered them


def plan(
    grades: Sequence[Grade], numbers: Numbers, standings: Mapping[str, Standing], sent: Sent, rules: Rules
) -> list[Row]:
    """A row for each grade, in their order."""
    return [_row(grade, numbers, standings, sent, rules) for grade in grades]


def _row(grade: Grade, numbers: Numbers, standings: Mapping[str, Standing], sent: Sent, rules: Rules) -> Row:
    number = numbers.get(normalised(grade.student))
    standing = standings.get(number) if number else None
    ours = 0.0 if grade.score is None and not grade.waits and rules.missing_as_zero else grade.score
    there = standing.points if standing else None
    waits = f"not final: {grade.waits}" if grade.waits else ""
    if waits and (ours is None or not rules.provisional):
        return Row(grade.student, number, there, ours, What.refused, waits)
    if ours is None:
        return Row(grade.student, number, there, ours, What.none, "nothing was handed in")
    if standing is None:
        return Row(grade.student, number, None, ours, What.refused, _stranger(grade.student, number, numbers))
    what, why = _compared(standing, ours, sent.points(grade.student))
    if what is What.kept and grade.student in rules.overwrite:
        what = What.overwritten
    return Row(grade.student, number, there, ours, what, why or waits)


def _compared(standing: Standing, ours: float, before: float | None) -> tuple[What, str]:
    """What becomes of a grade beside what stands there; `before` is what was sent last."""
    there = standing.points
    if standing.kept:
        return What.kept, standing.kept
    if alike(there, ours):
        return What.same, ""
    if alike(there, before):
        return (What.new if there is None else What.changed), ""
    if before is None:
        return What.kept, "entered there, not from here"
    if there is None:
        return What.kept, f"taken away there since {before:g} was sent"
    return What.kept, f"changed there since {before:g} was sent"


def alike(one: float | None, other: float | None) -> bool:
    """Whether two grades are one, as far as platforms keep decimals; none is like none."""
    if one is None or other is None:
        return one is other
    return abs(one - other) < ROUND_OFF


def _stranger(student: str, number: str | None, numbers: Numbers) -> str:
    if number:
        return f"the assignment has no student with the number {number}"
    return f"unknown there{is_it(nearest(normalised(student), numbers))}"


def strangers(rows: Sequence[Row], names: Collection[str]) -> Iterator[str]:
    """Of some names those of which there is no row, each with the one that may be meant."""
    there = {row.student for row in rows}
    for name in names:
        if name not in there:
            meant = nearest(name, there)
            yield shown(name) + (f" (is it {shown(meant)}?)" if meant else "")
