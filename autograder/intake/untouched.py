"""Whether a cell is still what a release, this one or an earlier one, made of it: a checksum tells.

It is nbgrader's where nbgrader has marked the cell, else the one that the build has put among its own marks.
"""

import hashlib

from msgspec import DecodeError, Struct
from msgspec.json import Decoder

from autograder.intake.notebook_file import NotebookCell


class _Marks(Struct):
    """What nbgrader's checksum is made of, beside the source and the kind of the cell."""

    grade_id: str
    checksum: str
    grade: bool = False
    solution: bool = False
    locked: bool = False
    points: float = 0.0


class _Own(Struct):
    """The build's own checksum."""

    checksum: str


_MARKS, _OWN = Decoder(_Marks), Decoder(_Own)


def digest(source: str) -> str:
    """What tells one source from another, blank ends aside; short, since it is part of cell ids."""
    return hashlib.sha256(source.strip().encode()).hexdigest()[:10]


def untouched(cell: NotebookCell) -> bool:
    """Whether the checksum that a cell came with still holds; not so if it has none."""
    try:
        return _OWN.decode(cell.own_marks).checksum == digest(cell.source)
    except DecodeError:
        pass
    try:
        marks = _MARKS.decode(cell.marks)
    except DecodeError:
        return False
    locked = not marks.solution and (marks.grade or marks.locked)
    flags = "".join(map(str, (marks.grade, marks.solution, locked)))
    points = str(marks.points) if marks.grade else ""
    text = f"{cell.source}{cell.kind}{flags}{marks.grade_id}{points}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() == marks.checksum
