"""Grades as a file that a learning platform reads, one column for each unit or one line for each grade.

A spreadsheet would compute a cell that begins like a formula, and names come from students: an apostrophe stands
before whatever begins so. Where the comma is decimal, a spreadsheet parts cells at semicolons, and quotation marks
within such a cell keep nothing together: what stands after a semicolon, a tab or a line end begins a cell, too.

What a platform finds a student by must reach it as it is. An identifier like -ben therefore stays in the files that
platforms read; without brackets, bars and exclamation marks it calls nothing where a spreadsheet opens them.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.names import shown
from autograder.reports.pages import first
from autograder.reports.results import title_of
from course import CourseError
from course.exports.grades import Grade, grades, with_gradebook
from course.settings import Settings
from course.weaving import files

Row = Sequence[object]
DECIMALS = 6  # of points; what is beyond them is round-off
LISTED = 5  # of those that keep a file from being written
NBGRADER = "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score"

SIGNS = r"=+@\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63"  # of any width
UNSEEN = r"\s\0\u200b-\u200f\u2060\ufeff"  # blanks, and what takes no room
PARTING = r";\t-\r\x1c-\x1e\x85\u2028\u2029"
FORMULA = re.compile(rf'(^|[{PARTING}])(?=[{UNSEEN}"]*[{SIGNS}])|^(?=[\t\r\n])')
PLAIN = re.compile(r"[\w.@+-]+")


class Identifier(str):
    """What a platform finds a student by: as it is, if it is letters, digits and `_.@+-`."""

    __slots__ = ()


@dataclass(frozen=True)
class Allowed:
    """What a file may have though it is not what a platform should keep."""

    provisional: bool = False  # grades that are not final
    missing_as_zero: bool = False  # 0 points where nothing was handed in


NOTHING = Allowed()


@dataclass(frozen=True)
class Written:
    """How many grades a file has, who is left out of it, and whether proofs count."""

    count: int
    nameless: tuple[str, ...]  # no text, as an old archive leaves a folder's name: no file in UTF-8 can hold it
    without: tuple[str, ...]  # of whom there is no grade
    proofs: bool


def export(
    settings: Settings, form: str, results: Path, output: Path, unit: str | None = None, allowed: Allowed = NOTHING
) -> Written:
    """Write the grades, of one unit or all, for the platform called `form`.

    CourseError for what is not `allowed`: a grade that is not final; a grade for one unit and none for another, since
    platforms take an empty cell for a grade that is to go.
    """
    wanted = unit and settings.unit(unit).id
    found = [grade for grade in grades(settings, results) if wanted in (None, grade.unit)]
    nameless = {grade.student for grade in found if not _is_text(grade.student)}
    found = [grade for grade in found if grade.student not in nameless]
    if not allowed.provisional:
        _require_final(found)
    without = []
    if form != "nbgrader" and not allowed.missing_as_zero:  # nbgrader's own file has a 0 for them
        without = [student for student, of in _students(found) if all(grade.score is None for grade in of)]
        found = [grade for grade in found if grade.student not in without]
        _require_whole(found)
    files.write({output: written(FORMS[form](found))})
    count = sum(grade.raw_score is not None for grade in found)
    return Written(count, tuple(sorted(nameless)), tuple(without), with_gradebook(settings, results))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def _require_final(found: Sequence[Grade]) -> None:
    waiting = [f"{shown(each.student)}, {each.unit}: {shown(each.waits)}" for each in found if each.waits]
    if waiting:
        advice = "settle them, or export what there is with --provisional"
        some = "; ".join(first(waiting, LISTED))
        raise CourseError(f"{len(waiting)} of {len(found)} grades are not final ({some}): {advice}")


def _require_whole(found: Sequence[Grade]) -> None:
    units = _units(found)
    lacking = [
        f"{shown(student)} has none for {unit}"
        for student, of in _students(found)
        for unit, score in zip(units, _scores(of, units), strict=True)
        if score is None
    ]
    if lacking:
        advice = "export the units one by one, or write 0 points with --missing-as-zero"
        some = "; ".join(first(lacking, LISTED))
        raise CourseError(f"a platform takes an empty cell for a grade that is to go ({some}): {advice}")


def written(rows: Iterator[Row]) -> bytes:
    """The rows as a CSV file whose texts no spreadsheet takes for formulas, plain identifiers aside."""
    found = io.StringIO(newline="")
    csv.writer(found, lineterminator="\r\n").writerows([_harmless(value) for value in row] for row in rows)
    return found.getvalue().encode()


def _harmless(value: object) -> object:
    if not isinstance(value, str) or (isinstance(value, Identifier) and PLAIN.fullmatch(value)):
        return value
    return FORMULA.sub(r"\1'", value)


def nbgrader(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each grade, as `nbgrader export` writes it."""
    yield [*NBGRADER.split(), "max_score"]
    for each in found:
        person = each.student, each.last_name, each.first_name, each.email
        points = each.raw_score or 0.0, each.penalty, each.score or 0.0, each.max_score
        yield each.unit, each.due, each.handed_in, *person, *(round(value, DECIMALS) for value in points)


def canvas(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student, after one with the points that can be had.

    Canvas finds a student by ID, then by SIS User ID, by the login only if neither is there. The kit knows the
    login; as a number in another column it could be that of somebody else.
    """
    units = _units(found)
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(title_of, units)
    yield "    Points Possible", "", "", "", "", *map(_number, units.values())
    for student, of in _students(found):
        name = ", ".join(filter(None, (of[0].last_name, of[0].first_name))) or student
        yield name, "", "", Identifier(student), "", *map(_number, _scores(of, units))


def moodle(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student; on import one says which column is who and which is what."""
    units = _units(found)
    yield "Username", "First name", "Last name", "Email address", *map(title_of, units)
    for student, of in _students(found):
        who = Identifier(student), of[0].first_name, of[0].last_name, Identifier(of[0].email)
        yield *who, *map(_number, _scores(of, units))


FORMS: Mapping[str, Callable[[Sequence[Grade]], Iterator[Row]]] = {
    "nbgrader": nbgrader,
    "canvas": canvas,
    "moodle": moodle,
}


def _number(points: float | None) -> str:
    """Points as people write them: 7, 6.9, and 0 where there are none."""
    return f"{points or 0:.{DECIMALS}f}".rstrip("0").rstrip(".")


def _units(found: Sequence[Grade]) -> dict[str, float]:
    """The points that each unit has; a result that cannot be read does not say it."""
    units: dict[str, float] = {}
    for grade in found:
        units[grade.unit] = max(units.get(grade.unit, 0.0), grade.max_score)
    return units


def _students(found: Sequence[Grade]) -> Iterator[tuple[str, list[Grade]]]:
    for student in sorted({grade.student for grade in found}):
        yield student, [grade for grade in found if grade.student == student]


def _scores(of: Sequence[Grade], units: Mapping[str, float]) -> list[float | None]:
    scores = {grade.unit: grade.score for grade in of}
    return [scores.get(unit) for unit in units]
