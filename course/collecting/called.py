"""`submitted/downloads.csv`: what each submission was called in the download that it came in.

Moodle and Canvas take feedback back by the numbers in these names. Moodle's are of one assignment, Canvas' of one file,
so that no roster has them.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path

from autograder.names import normalised
from course.collecting.parcels import CANVAS, MOODLE
from course.collecting.submissions import Handin
from course.exports.cells import as_text, written
from course.sheets import read_sheet
from course.weaving import files

COLUMNS = ("unit", "student", "called")
WHAT = "what `course collect` notes about downloads"

Called = Mapping[tuple[str, str, str], str]  # by unit, student and platform


def place(submitted: Path) -> Path:
    """Where the file is."""
    return submitted / "downloads.csv"


def note(submitted: Path, handins: Iterable[Handin]) -> None:
    """Write down what the submissions that Moodle or Canvas packed are called; other lines stay."""
    new: dict[tuple[str, str, str], str] = {}
    for each in handins:
        name = as_text(each.said)
        if platform := platform_of(name):
            new[each.unit, each.student.id, platform] = name
    if new:
        lines = sorted({**read(submitted), **new}.items())
        rows = ((unit, student, called) for (unit, student, _), called in lines)
        files.write({place(submitted): written([COLUMNS, *rows])})


def read(submitted: Path) -> Called:
    """What is noted; nothing if no download of Moodle or Canvas was collected there."""
    path = place(submitted)
    if not path.exists():
        return {}
    sheet = read_sheet(path, COLUMNS, WHAT)
    unit, student, called = map(sheet.column, COLUMNS)
    names = [(row[unit], normalised(row[student].removeprefix("'")), row[called]) for row in sheet.rows]
    return {(unit, student, platform): name for unit, student, name in names if (platform := platform_of(name))}


def platform_of(called: str) -> str | None:
    """The platform that gives such names."""
    if MOODLE.fullmatch(called):
        return "moodle"
    return "canvas" if CANVAS.fullmatch(called) else None
