"""The roster, who is in the class: columns id, name, email, section, or those that a platform exports.

A student's `id` is what the folder in `submitted/`, the results and the grades are called by. A file that may have been
cut off, mixed up or written in another encoding is refused as a whole: half a class would be missed by nobody.
"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.intake.folders import same_name
from autograder.names import normalised, shown
from course import CourseError
from course.collecting.columns import LISTED, Columns, columns
from course.sheets import SEPARATORS, reader

LARGEST = 16 << 20  # bytes
LONGEST_ID = 128  # characters; the gradebook has room for them
UNSAFE = "/\\<>&\"'`"  # in an id: a folder's name, which formgrader writes into its scripts
STAFF = ("instructor", "ta", "reader", "teacher", "non-editing teacher", "course creator", "manager")  # by their roles
NO_STUDENT = ("points possible", "student, test")  # rows of Canvas that are nobody's
EXPORT = "export it again as CSV in UTF-8"


@dataclass(frozen=True)
class Student:
    """One of the class; `canvas` and `moodle` are the numbers by which the platforms' downloads name files."""

    id: str
    name: str = ""
    email: str = ""
    section: str = ""
    also: tuple[str, ...] = ()
    canvas: str = ""
    moodle: str = ""

    def __str__(self) -> str:
        return shown(f"{self.name} ({self.id})" if self.name and self.name != self.id else self.id, 80)


@dataclass(frozen=True)
class Roster:
    """The class, in the order of the file; `called_by` is the column that their ids are from."""

    path: Path
    students: tuple[Student, ...]
    called_by: str


def load(path: Path) -> Roster:
    """Read a roster; CourseError says which line cannot be followed."""
    where = shown(path)
    try:
        text = _text(path)
        rows = list(_rows(text))
    except csv.Error as error:
        raise CourseError(f"{where} is no table in CSV ({error}), or is cut off: {EXPORT}") from None
    found = columns(rows[0][1], [row for _, row in rows[1:]]) if rows else None
    if found is None or not rows:
        got = ", ".join(shown(name, 30) for name in rows[0][1][:8]) if rows else "nothing"
        wanted = f"its first line must name {LISTED}, or be that of an export of Canvas, Moodle or Gradescope"
        raise CourseError(f"{where}: {wanted}; it has {got}")
    students = tuple(_students(where, rows[1:], found))
    if not students:
        raise CourseError(f"{where} names no student below its first line: {EXPORT}")
    return Roster(path, students, found.header[found.id].strip())


def _text(path: Path) -> str:
    """The file as text; a byte order mark says how it is written, else it is UTF-8."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST + 1)
    except OSError as error:
        raise CourseError(
            f"{shown(path)} cannot be read ({error.strerror}): write one with the columns {LISTED}, or name "
            "an exported gradebook or list of participants with --roster"
        ) from None
    if len(content) > LARGEST:
        raise CourseError(f"{shown(path)} is larger than {LARGEST >> 20} MiB: no roster is")
    if content.startswith(b"PK\x03\x04"):
        raise CourseError(f"{shown(path)} is a workbook or an archive, no CSV file: {EXPORT}")
    encoding = "utf-16" if content.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return normalised(content.decode(encoding))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise CourseError(f"{shown(path)}, line {line}, is not in UTF-8, names would be garbled: {EXPORT}") from None


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that are not empty with their line numbers; cells are parted as in the first line."""
    first = text.partition("\n")[0]
    separator = max(SEPARATORS, key=first.count)
    found = reader(text, separator, strict=True)
    for row in found:
        if any(cell.strip() for cell in row):
            yield found.line_num, row


def _students(where: str, rows: Sequence[tuple[int, list[str]]], found: Columns) -> Iterator[Student]:
    seen: dict[str, int] = {}
    for line, row in rows:
        place = f"{where}, line {line}"
        if any(row[0].strip().casefold() == each for each in NO_STUDENT):
            continue
        if len(row) > len(found.header) or len(row) <= max(found.known):
            wanted = f"the first line has {len(found.header)}"
            raise CourseError(f"{place}, has {len(row)} cells, {wanted}: it is cut off or mixed up, {EXPORT}")
        staff = found.role is not None and row[found.role].strip().casefold() in STAFF
        if staff or not any(row[at].strip() for at in found.known):
            continue
        student = _student(row, found)
        _require_id(place, student, found)
        if (before := seen.setdefault(same_name(student.id), line)) != line:
            raise CourseError(f"{place}: {shown(student.id)} is in line {before} already: keep one of them")
        yield student


def _student(row: Sequence[str], found: Columns) -> Student:
    def cell(at: int | None) -> str:
        return "" if at is None else " ".join(row[at].split())

    name = cell(found.name) or " ".join(filter(None, (cell(found.first_name), cell(found.last_name))))
    also = tuple(filter(None, (each.strip() for each in cell(found.also).split(";"))))
    number = re.search(r"\d+$", cell(found.moodle))
    moodle = number[0] if number else ""
    return Student(cell(found.id), name, cell(found.email), cell(found.section), also, cell(found.canvas), moodle)


def _require_id(place: str, student: Student, found: Columns) -> None:
    column = shown(found.header[found.id].strip(), 30)
    if not student.id:
        who = shown(student.name) or "somebody"
        raise CourseError(f"{place}: {who} has no {column}: write it, or take the line out")
    if student.id.startswith(".") or len(student.id) > LONGEST_ID or set(student.id) & set(UNSAFE):
        wanted = f"at most {LONGEST_ID} characters, none of {UNSAFE}, and no dot in front"
        raise CourseError(f"{place}: {shown(student.id)} cannot be the name of a folder: {wanted}")
    if not student.id.isprintable():
        raise CourseError(f"{place}: {shown(student.id)} has characters that nobody sees: type it anew")
