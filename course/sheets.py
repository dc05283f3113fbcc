"""CSV files that people, spreadsheets and platforms wrote, read with care: what is not whole is refused in one line."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.names import shown
from course import CourseError

if TYPE_CHECKING:
    from _csv import Reader

SEPARATORS = (",", ";", "\t")  # the second where the comma is decimal
LARGEST = 20 << 20  # bytes


@dataclass(frozen=True)
class Sheet:
    """A CSV file: its header, its rows, each as long as the header, and where in the file each row ends."""

    path: Path
    separator: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    lines: tuple[int, ...]
    raw: bytes

    def column(self, name: str) -> int:
        """The place of a column."""
        return self.header.index(name)

    def trouble(self, row: int, what: str) -> CourseError:
        """An error in a row, with file and line."""
        return CourseError(f"{shown(self.path)}, line {self.lines[row]}: {what}")


def read_sheet(path: Path, wanted: Sequence[str], what: str) -> Sheet:
    """Read a CSV file that has at least the `wanted` columns; `what` it should be, for errors.

    CourseError if it cannot be opened, is not UTF-8, lacks a column, has one twice, or has a row of another length.
    """
    raw = _raw(path, what)
    text = _text(path, raw, what)
    for separator in SEPARATORS:
        header = tuple(cell.strip() for cell in next(reader(text, separator), []))
        if set(wanted) <= set(header):
            return _sheet(path, raw, text, separator, header)
    lacking, first = ", ".join(shown(each) for each in wanted), text.partition("\n")[0]
    begins = f"its first line is {shown(first.strip(), 120)!r}" if first.strip() else "it is empty"
    raise CourseError(f"{shown(path)} is not {what}: wanted the columns {lacking}, but {begins}")


def _raw(path: Path, what: str) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise CourseError(f"{shown(path)} is larger than {LARGEST >> 20} MiB, too large for {what}")
        return path.read_bytes()
    except OSError as error:
        raise CourseError(f"{shown(path)} cannot be read ({error.strerror}): {what} is wanted") from None


def _text(path: Path, raw: bytes, what: str) -> str:
    try:
        text = raw.decode().removeprefix("\ufeff")
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:  # a workbook, or UTF-16
        raise CourseError(f"{shown(path)} is not {what}: it is no text in UTF-8; save it as CSV in UTF-8")
    return text


def _sheet(path: Path, raw: bytes, text: str, separator: str, header: tuple[str, ...]) -> Sheet:
    named = [name for name in header if name]
    twice = sorted({name for name in named if named.count(name) > 1})
    if twice:
        raise CourseError(f"{shown(path)} has the column {shown(twice[0])} twice: delete one, or export it again")
    rows, lines = [], []
    whole = reader(text, separator, strict=True)
    try:
        next(whole)
        for row in whole:
            if any(cell.strip() for cell in row):
                _require_whole(path, whole.line_num, row, header)
                rows.append(tuple(cell.strip() for cell in row))
                lines.append(whole.line_num)
    except csv.Error as error:
        advice = "it is damaged or cut off, export it again"
        raise CourseError(f"{shown(path)}, line {whole.line_num}: {error}; {advice}") from None
    return Sheet(path, separator, header, tuple(rows), tuple(lines), raw)


def reader(text: str, separator: str, strict: bool = False) -> "Reader":
    """The rows of a text in CSV, whose cells may hold line ends; csv.Error in them, if strict, for what is cut off."""
    return csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=strict)


def _require_whole(path: Path, line: int, row: Sequence[str], header: Sequence[str]) -> None:
    if len(row) != len(header):
        cells = f"{len(row)} cell{'s' * (len(row) != 1)}, but the header has {len(header)}"
        raise CourseError(f"{shown(path)}, line {line}: {cells}; the file is cut off, or its separators are mixed")
