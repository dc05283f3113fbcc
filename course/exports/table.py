"""Grades as a file that a learning platform reads, one column for each unit or one line for each grade.

A spreadsheet would compute a cell that begins like a formula, and names come from students: such texts are quoted.
"""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from autograder.reports.results import title_of
from course.exports.grades import Grade, grades
from course.settings import Settings
from course.weaving import files

Row = Sequence[object]
NBGRADER = "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score"


def export(settings: Settings, form: str, results: Path, output: Path, unit: str | None = None) -> int:
    """Write the grades, of one unit or all, for the platform called `form`; how many there are."""
    wanted = unit and settings.unit(unit).id
    found = [grade for grade in grades(settings, results) if wanted in (None, grade.unit)]
    files.write({output: written(FORMS[form](found))})
    return len(found)


def written(rows: Iterator[Row]) -> bytes:
    """The rows as a CSV file whose texts no spreadsheet takes for formulas."""
    found = io.StringIO(newline="")
    csv.writer(found, lineterminator="\r\n").writerows([_harmless(value) for value in row] for row in rows)
    return found.getvalue().encode()


def _harmless(value: object) -> object:
    formula = isinstance(value, str) and (value.lstrip()[:1] in tuple("=+-@") or value[:1] in tuple("\t\r\n"))
    return f"'{value}" if formula else value


def nbgrader(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each grade, as `nbgrader export` writes it."""
    yield [*NBGRADER.split(), "max_score"]
    for each in found:
        person = each.student, each.last_name, each.first_name, each.email
        points = each.raw_score or 0.0, each.penalty, each.score or 0.0, each.max_score
        yield each.unit, each.due, each.handed_in, *person, *points


def canvas(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student, after one with the points that can be had; Canvas leaves empty cells as they are."""
    units = _units(found)
    yield "Student", "ID", "SIS User ID", "SIS Login ID", "Section", *map(title_of, units)
    yield "    Points Possible", "", "", "", "", *units.values()
    for student, of in _students(found):
        name = ", ".join(filter(None, (of[0].last_name, of[0].first_name))) or student
        yield name, "", student, student, "", *_scores(of, units)


def moodle(found: Sequence[Grade]) -> Iterator[Row]:
    """A line for each student; on import one says which column is who and which is what."""
    units = _units(found)
    yield "Username", "First name", "Last name", "Email address", *map(title_of, units)
    for student, of in _students(found):
        yield student, of[0].first_name, of[0].last_name, of[0].email, *_scores(of, units)


FORMS: Mapping[str, Callable[[Sequence[Grade]], Iterator[Row]]] = {
    "nbgrader": nbgrader, "canvas": canvas, "moodle": moodle,
}


def _units(found: Sequence[Grade]) -> dict[str, float]:
    return {grade.unit: grade.max_score for grade in found}


def _students(found: Sequence[Grade]) -> Iterator[tuple[str, list[Grade]]]:
    for student in sorted({grade.student for grade in found}):
        yield student, [grade for grade in found if grade.student == student]


def _scores(of: Sequence[Grade], units: Mapping[str, float]) -> list[float | None]:
    scores = {grade.unit: grade.score for grade in of}
    return [scores.get(unit) for unit in units]
