"""Whether a cell is still what a release, this one or an earlier one, made of it: nbgrader's checksum tells."""

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


_MARKS = Decoder(_Marks)


def untouched(cell: NotebookCell) -> bool:
    """Whether the checksum that a cell came with still holds; not so if it has none."""
    try:
        marks = _MARKS.decode(cell.marks)
    except DecodeError:
        return False
    locked = not marks.solution and (marks.grade or marks.locked)
    flags = "".join(map(str, (marks.grade, marks.solution, locked)))
    points = str(marks.points) if marks.grade else ""
    text = f"{cell.source}{cell.kind}{flags}{marks.grade_id}{points}"
    return hashlib.md5(text.encode(), usedforsecurity=False).hexdigest() == marks.checksum
