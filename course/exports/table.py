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

from autograder.reports.results import title_of
from course.exports.grades import Grade, grades
from course.settings import Settings
from course.weaving import files

Row = Sequence[object]
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
class Written:
    """How many grades a file has, and who could not stand in it."""

    count: int
    nameless: tuple[str, ...]


def export(settings: Settings, form: str, results: Path, output: Path, unit: str | None = None) -> Written:
    """Write the grades, of one unit or all, for the platform called `form`.

    A folder's name that is no text, as an old archive leaves it, finds nobody on a platform, and a file in UTF-8
    cannot hold it: the others' grades are written.
    """
    wanted = unit and settings.unit(unit).id
    found = [grade for grade in grades(settings, results) if wanted in (None, grade.unit)]
    named = [grade for grade in found if _is_text(grade.student)]
    files.write({output: written(FORMS[form](named))})
    return Written(len(named), tuple(sorted({grade.student for grade in found} - {grade.student for grade in named})))


def _is_text(name: str) -> bool:
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


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
        yield each.unit, each.due, each.handed_in, *person, *points


def canvas(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student, after one with the points that can be had; Canvas leaves empty cells as they are.

    Canvas finds a student by ID, then by SIS User ID, by the login only if neither is there. The kit knows the
    login; as a number in another column it could be that of somebody else.
    """
    units = _units(found)
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(title_of, units)
    yield "    Points Possible", "", "", "", "", *units.values()
    for student, of in _students(found):
        name = ", ".join(filter(None, (of[0].last_name, of[0].first_name))) or student
        yield name, "", "", Identifier(student), "", *_scores(of, units)


def moodle(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student; on import one says which column is who and which is what."""
    units = _units(found)
    yield "Username", "First name", "Last name", "Email address", *map(title_of, units)
    for student, of in _students(found):
        who = Identifier(student), of[0].first_name, of[0].last_name, Identifier(of[0].email)
        yield *who, *_scores(of, units)


FORMS: Mapping[str, Callable[[Sequence[Grade]], Iterator[Row]]] = {
    "nbgrader": nbgrader,
    "canvas": canvas,
    "moodle": moodle,
}


def _units(found: Sequence[Grade]) -> dict[str, float]:
    return {grade.unit: grade.max_score for grade in found}


def _students(found: Sequence[Grade]) -> Iterator[tuple[str, list[Grade]]]:
    for student in sorted({grade.student for grade in found}):
        yield student, [grade for grade in found if grade.student == student]


def _scores(of: Sequence[Grade], units: Mapping[str, float]) -> list[float | None]:
    scores = {grade.unit: grade.score for grade in of}
    return [scores.get(unit) for unit in units]
