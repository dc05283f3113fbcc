"""`extensions.csv` beside the results: who has until when for which unit, and why.

`course extend` writes it; it may be edited, too. Rows and columns of a person's own stay as they are.
"""

from dataclasses import dataclass
from pathlib import Path

from autograder.names import normalised, shown
from course import CourseError
from course.due.times import Moment, told
from course.exports.cells import BOM, unescaped, written
from course.settings import Settings
from course.sheets import Sheet, read_sheet
from course.weaving import files

COLUMNS = ("student", "unit", "due", "why")
WANTED = ("student", "unit", "due")

Key = tuple[str, str]  # a student, as results have the name, and a unit


@dataclass(frozen=True)
class Extension:
    """Until when somebody has, as it was written, too, and why."""

    due: Moment
    cells: dict[str, str]

    @property
    def why(self) -> str:
        """The reason."""
        return self.cells.get("why", "")


@dataclass
class Extensions:
    """The file: its rows by student and unit."""

    path: Path
    rows: dict[Key, Extension]
    columns: tuple[str, ...] = COLUMNS
    separator: str = ","
    raw: bytes | None = None  # as it was read; None if there is no file

    def put(self, key: Key, due: str, why: str, moment: Moment) -> None:
        """Give an extension until a moment, which `due` tells."""
        before = self.rows[key].cells if key in self.rows else {}
        own = {"student": key[0], "unit": key[1], "due": due, "why": why}
        self.rows[key] = Extension(moment, before | own)

    def save(self) -> None:
        """Write the file; CourseError if it was changed meanwhile or cannot be written."""
        if self.raw != (self.path.read_bytes() if self.path.exists() else None):
            raise CourseError(f"{shown(self.path)} was changed while it was read: run the command again")
        rows = [[each.cells.get(name, "") for name in self.columns] for each in self.rows.values()]
        files.write({self.path: BOM + written([self.columns, *rows], self.separator)})


def place(results: Path) -> Path:
    """Where the file is."""
    return results / "extensions.csv"


def extensions(settings: Settings, results: Path) -> Extensions:
    """Read the file, nothing if there is none.

    CourseError says which line has no time that can be told, a unit that is not there or is never due, or a student
    who has another extension for it already.
    """
    path = place(results)
    if not path.exists():
        return Extensions(path, {})
    sheet = read_sheet(path, WANTED, "a table of extensions")
    columns = (*sheet.header, *(name for name in COLUMNS if name not in sheet.header))
    found = Extensions(path, {}, columns, sheet.separator, sheet.raw)
    for at, row in enumerate(sheet.rows):
        _take(settings, found, sheet, at, dict(zip(sheet.header, map(unescaped, row), strict=True)))
    return found


def _take(settings: Settings, found: Extensions, sheet: Sheet, at: int, cells: dict[str, str]) -> None:
    key = normalised(cells["student"]), cells["unit"]
    if key in found.rows:
        raise sheet.trouble(at, f"{shown(key[0])} is there a second time for {shown(key[1])}: delete one row")
    try:
        require_due(settings, key[1])
        found.rows[key] = Extension(told(cells["due"]), cells)
    except (CourseError, ValueError) as error:
        raise sheet.trouble(at, str(error)) from None


def require_due(settings: Settings, unit: str) -> Moment:
    """When a unit is due; CourseError if there is no such unit, or course.toml does not say when."""
    due = settings.unit(unit).due
    if due is None:
        advice = f"write due = 2026-12-10T23:59:00+01:00, or when it is, below [units.{unit}] in course.toml"
        raise CourseError(f"{unit} has no due date that could be extended: {advice}")
    return due
