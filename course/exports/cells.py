"""Rows as a CSV file that no spreadsheet computes.

A spreadsheet would compute a cell that begins like a formula, and names come from students: an apostrophe stands
before whatever begins so. Where the comma is decimal, a spreadsheet parts cells at semicolons, and quotation marks
within such a cell keep nothing together: what stands after a semicolon, a tab or a line end begins a cell, too.

What a platform finds a student by must reach it as it is. An identifier like -ben therefore stays in the files that
platforms read; without brackets, bars and exclamation marks it calls nothing where a spreadsheet opens them.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence

Row = Sequence[object]
BOM = "\ufeff".encode()  # in front of a file, or a spreadsheet would take names for Latin-1
DECIMALS = 6  # of points; what is beyond them is round-off

SIGNS = r"=+@\-\uff1d\uff0b\uff20\uff0d\ufe66\ufe62\ufe6b\ufe63"  # of any width
UNSEEN = r"\s\0\u200b-\u200f\u2060\ufeff"  # blanks, and what takes no room
PARTING = r";\t-\r\x1c-\x1e\x85\u2028\u2029"
FORMULA = re.compile(rf'(^|[{PARTING}])(?=[{UNSEEN}"]*[{SIGNS}])|^(?=[\t\r\n])')
PLAIN = re.compile(r"[\w.@+-]+")


class Identifier(str):
    """What a platform finds a student by: as it is, if it is letters, digits and `_.@+-`."""

    __slots__ = ()


def written(rows: Iterable[Row], separator: str = ",") -> bytes:
    """The rows as a CSV file whose texts no spreadsheet takes for formulas, plain identifiers aside."""
    found = io.StringIO(newline="")
    lines = csv.writer(found, delimiter=separator, lineterminator="\r\n")
    lines.writerows([harmless(value) for value in row] for row in rows)
    return found.getvalue().encode()


def harmless(value: object) -> object:
    """A cell's value, a text behind an apostrophe if it would be a formula."""
    if not isinstance(value, str) or (isinstance(value, Identifier) and PLAIN.fullmatch(value)):
        return value
    return FORMULA.sub(r"\1'", value)


def unescaped(cell: str) -> str:
    """A cell as it was before an apostrophe kept it from being a formula."""
    cell = cell.replace("\r\n", "\n")
    return cell[1:] if cell.startswith("'") and harmless(cell[1:]) == cell else cell


def number(points: float | None) -> str:
    """Points as people write them: 7, 6.9, and 0 where there are none."""
    return f"{points or 0:.{DECIMALS}f}".rstrip("0").rstrip(".")


def as_text(words: str) -> str:
    """The words as a file in UTF-8 can hold them, for people to read."""
    return words.encode(errors="backslashreplace").decode()


def is_text(name: str) -> bool:
    """Whether a file in UTF-8 can hold it."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True
