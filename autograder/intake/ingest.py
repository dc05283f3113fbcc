"""From a student's notebook to the script of cells that is run for it. Nothing is executed here.

Locked cells come from the paper, in the paper's places, or from the release that the student has, if that was an
earlier one and they are as they were there. Answer cells and the student's own cells keep the
student's order. Examples, figures and text are left out. An exercise is bound where its example stands: the function
that the example has seen is graded, among the names that it has seen. Whatever was decided is said in a note.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.intake.notebook_file import MAX_BYTES, parse_notebook, read_bytes
from autograder.intake.paper import LOCKED, Cell, Paper, PaperCell, load_paper
from autograder.intake.pieces import Bindings, Piece, bindings, pieces_of
from autograder.intake.remarks import remarks
from autograder.names import shown
from autograder.problems import Ungradable

__all__ = ["Cell", "Paper", "PaperCell", "Script", "Ungradable", "load_paper", "read", "read_bytes", "script_of"]

MOST_NOTES = 40


@dataclass(frozen=True)
class Script:
    """What is run for a submission: its cells in order, notes for its student, the SHA-256 of its file.

    `python` is the version by which its student ran it, if the notebook tells.
    """

    cells: tuple[Cell, ...]
    notes: tuple[str, ...]
    digest: str
    python: tuple[int, int] | None = None


def read(submission_path: Path, paper: Paper, max_bytes: int = MAX_BYTES) -> Script:
    """Read a submission of the paper's unit; Ungradable says why a file cannot be read as a notebook."""
    return script_of(read_bytes(submission_path, max_bytes), paper)


def script_of(raw: bytes, paper: Paper) -> Script:
    """The same of a submission whose bytes have been read, here or on another machine."""
    notebook = parse_notebook(raw)
    notes = list(notebook.notes)
    if notebook.unit not in (None, paper.unit):
        notes.append(f"the notebook says that it is of {shown(notebook.unit)}; it is graded as {paper.unit}")
    pieces = pieces_of(notebook, paper)
    bound = bindings(pieces, paper)
    notes += remarks(pieces, paper, bound, paper.later_than(notebook))
    if len(notes) > MOST_NOTES:
        notes[MOST_NOTES:] = [f"there are {len(notes) - MOST_NOTES} more notes like these"]
    return Script(tuple(_in_order(pieces, paper, bound)), tuple(notes), notebook.digest, notebook.python)


def _in_order(pieces: Sequence[Piece], paper: Paper, bound: Bindings) -> Iterator[Cell]:
    """The cells that run, each locked one before whatever follows it in the paper."""
    places = dict(_places(pieces, paper))
    as_then = {piece.released.id: piece.cell.source for piece in pieces if piece.released and not piece.changed}
    last: Cell | None = None  # the cell before, which is not out yet: an exercise may be bound behind it
    for at, piece in enumerate([*pieces, None]):
        here = (cell for cell in paper.cells if places.get(cell.id) == at)
        for cell in _running(piece, [replace(cell, source=as_then.get(cell.id, cell.source)) for cell in here]):
            if last:
                yield last
            last = cell
        if last and at in bound:
            last = replace(last, binds=(*last.binds, *bound[at]))
    if last:
        yield last


def _running(piece: Piece | None, locked: Sequence[PaperCell]) -> Iterator[Cell]:
    """What runs at one place of a submission: locked cells, then the cell that stands there."""
    yield from (cell.script_cell() for cell in locked)
    if piece and piece.role:
        yield Cell(piece.label, piece.source, piece.role, piece.exercise)


def _places(pieces: Sequence[Piece], paper: Paper) -> Iterator[tuple[str, int]]:
    """Each locked cell with the index of the piece before which it runs."""
    present: dict[str, int] = {}
    for at, piece in enumerate(pieces):
        if piece.released:
            present.setdefault(piece.released.id, at)
    for rank, cell in enumerate(paper.cells):
        if cell.role in LOCKED:
            before = [present[each.id] + 1 for each in paper.cells[:rank] if each.id in present]
            after = [present[each.id] for each in paper.cells[rank + 1 :] if each.id in present]
            place = present.get(cell.id, before[-1] if before else 0)
            yield cell.id, min([place, *after])
