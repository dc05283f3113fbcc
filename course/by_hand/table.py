"""`results/proofs-UNIT.csv`: a row for each proof of each student, to be graded in a spreadsheet or an editor.

An exercise has a row where somebody has given points in the grader's place; without points these are withdrawn.
`course grade` writes the rows and reads them back: the points, empty until somebody has given some, and the comment.
Rows stay in the order that a person gave them, and columns of a person's own stay, too. The last column tells which
answer was graded: with another one a row's points are taken out, and its comment says what they were.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.names import normalised, shown
from course import CourseError
from course.by_hand.agreement import Points
from course.exports.cells import BOM, is_text, number, unescaped, written
from course.sheets import Sheet, read_sheet
from course.weaving import files

COLUMNS = ("student", "proof", "points", "of", "comment", "answer")
WANTED = ("student", "proof", "points")

Key = tuple[str, str]  # a student, as results have the name, and a proof
Row = dict[str, str]


@dataclass
class Table:
    """One unit's table: the rows by student and proof. `trouble` says of rows why their points cannot be read."""

    path: Path
    columns: tuple[str, ...]
    separator: str
    rows: dict[Key, Row]
    trouble: dict[Key, str]
    raw: bytes | None  # as it was read; None if there is no file

    def says(self, key: Key) -> Points | None:
        """What a row says, None without a row."""
        row = self.rows.get(key)
        if row is None:
            return None
        points = row["points"]
        return Points(None if not points or key in self.trouble else _points(points), row.get("comment", ""))

    def answer(self, key: Key) -> str:
        """Which answer a row was about when it was read last, "" if nobody knows."""
        return self.rows[key].get("answer", "") if key in self.rows else ""

    def put(self, key: Key, points: Points, worth: float, answer: str) -> None:
        """Let a row say this; a name that is no text, as an old archive leaves a folder's, can stand in no file."""
        if not is_text(key[0]):
            what = "is not in the table, the name is no text in UTF-8: rename the folder, and grade again"
            self.trouble[key] = f"{shown(self.path)}: {shown(key[0])} {what}"
            return
        row = self.rows.setdefault(key, {"student": key[0], "proof": key[1]})
        score = "" if points.score is None else self._number(points.score)
        if key in self.trouble or _points(row.get("points", "")) != points.score:
            row["points"] = score
        row |= {"of": self._number(worth), "comment": points.comment, "answer": answer}

    def drop(self, key: Key) -> None:
        """Take a row out."""
        self.rows.pop(key, None)

    def _number(self, points: float) -> str:
        return number(points).replace(".", "," if self.separator == ";" else ".")

    def save(self) -> None:
        """Write the file if it says something else than before; CourseError if it was changed or cannot be written."""
        rows = [[row.get(name, "") for name in self.columns] for row in self.rows.values()]
        content = BOM + written([self.columns, *rows], self.separator)
        if content == self.raw or (not self.rows and self.raw is None):
            return
        if self.raw != (self.path.read_bytes() if self.path.exists() else None):
            raise CourseError(f"{shown(self.path)} was changed while it was read: run the command again")
        files.write({self.path: content})


def place(results: Path, unit: str) -> Path:
    """Where a unit's table is."""
    return results / f"proofs-{unit}.csv"


def read_table(path: Path, worth: Mapping[str, float]) -> Table:
    """Read a unit's table, an empty one if there is none; `worth` says what each proof is worth.

    CourseError if it is no such table, is not whole, or has two rows for one proof.
    """
    if not path.exists():
        return Table(path, COLUMNS, ",", {}, {}, None)
    sheet = read_sheet(path, WANTED, "a table of proofs")
    columns = (*sheet.header, *(name for name in COLUMNS if name not in sheet.header))
    table = Table(path, columns, sheet.separator, {}, {}, sheet.raw)
    for number_, row in enumerate(sheet.rows):
        _take(table, sheet, number_, row, worth)
    return table


def _take(table: Table, sheet: Sheet, at: int, cells: Sequence[str], worth: Mapping[str, float]) -> None:
    row = {name: unescaped(cell) for name, cell in zip(sheet.header, cells, strict=True)}
    key = normalised(row["student"]), row["proof"]
    if key in table.rows:
        raise sheet.trouble(at, f"{shown(key[0])} is there a second time for {shown(key[1])}: delete one row")
    table.rows[key] = row
    most = worth.get(key[1])
    points = _points(row["points"])
    if most is not None and points is not None and not 0 <= points <= most:
        what = f"points must be a number from 0 to {most:g}, got {shown(row['points'], 40)!r}"
        table.trouble[key] = str(sheet.trouble(at, what))


def _points(cell: str) -> float | None:
    """A number with a point or a comma; NaN, which is in no range, for what is none."""
    try:
        return float(cell.replace(",", ".")) if cell else None
    except ValueError:
        return math.nan
