"""An answer sheet: the released notebook with one student's answers in it, as formgrader shows it.

All of nbgrader's marks come from the release, whatever a submission made of them: names, points, what is locked,
the kernel. From the student come the sources of the cells that are the student's to edit, and cells of their own,
in the places that they had. Outputs come from neither.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any

import msgspec
from nbformat import NotebookNode, v4
from nbformat.v4.rwbase import split_lines, strip_transient

from autograder.intake.notebook_file import NotebookCell, read_notebook
from autograder.intake.paper import Paper, PaperCell
from autograder.intake.pieces import Piece, pieces_of
from autograder.intake.proofs import Doubt, doubts

LONGEST_SHOWN = 100_000  # characters of one cell; what a browser can show and a person may read
MOST_ATTACHMENTS = 50  # of one cell; three texts each

_ATTACHMENTS = msgspec.json.Decoder(dict[str, dict[str, str]])


def answer_sheet(path: Path, paper: Paper, beside: Sequence[str] = ()) -> NotebookNode:
    """The answer sheet of the submission at `path`; Ungradable if that cannot be read as a notebook.

    `beside` names the student's own files that came with it, where an answer may be.
    """
    notebook = read_notebook(path)
    pieces, later = pieces_of(notebook, paper), paper.later_than(notebook)
    sheet = blank_sheet(paper)
    chosen = {cell.id: piece for cell in paper.cells if (piece := _standing_for(cell, pieces))}
    for cell in sheet.cells:
        if cell.id in chosen:
            _fill(cell, chosen[cell.id].cell)
    for doubt in doubts(pieces, paper, later, beside):
        _leave_to_a_person(sheet, doubt)
    if later:
        sheet.metadata["mdl"]["later"] = list(later)
    sheet.cells = list(_with_extras(sheet.cells, pieces, set(map(id, chosen.values()))))
    return sheet


def blank_sheet(paper: Paper, reason: str | None = None) -> NotebookNode:
    """The released notebook, nothing answered; `reason` says why a submission could not be read."""
    # Not `nbformat.read`: to validate our own release again for each submission takes longer than all the rest.
    text = paper.path.read_text(encoding="utf-8")
    sheet: NotebookNode = v4.reads(text)  # type: ignore[no-untyped-call]  # nbformat is untyped
    without_files(sheet)
    if reason:
        sheet.metadata["mdl"]["ungradable"] = reason
    return sheet


def without_files(sheet: NotebookNode) -> None:
    """Leave of the cell that brings a lone notebook its files what it says of itself: nobody reads the files here."""
    for cell in sheet.cells:
        if cell.metadata.get("mdl", {}).get("role") == "files":
            cell.source = "\n".join(takewhile(lambda line: line.startswith("#"), cell.source.splitlines()))


def written(sheet: NotebookNode) -> bytes:
    """The file that nbformat would write, byte for byte, in a fifth of its time; the sheet is used up by it."""
    lines = strip_transient(split_lines(sheet))  # type: ignore[no-untyped-call]  # nbformat is untyped
    return msgspec.json.format(msgspec.json.encode(lines, order="sorted"), indent=1) + b"\n"


def _leave_to_a_person(sheet: NotebookNode, doubt: Doubt) -> None:
    """Say in an answer's cell why somebody has to look for the answer.

    To nbgrader a cell that is as it was released has earned nothing, and nobody is asked about it.
    """
    cell = next(each for each in sheet.cells if each.id == doubt.answer)
    cell.source = f"*For whoever grades {doubt.proof}: {doubt.why}.*"
    sheet.metadata["mdl"].setdefault("by_hand", []).append(f"{doubt.proof}: {doubt.why}")


def to_be_known(sheet: NotebookNode) -> list[str]:
    """What whoever grades should know of a sheet: which proofs to look for, what its student's release did not have."""
    mdl = sheet.metadata["mdl"]
    earlier = [f"the notebook is of an earlier release, without {', '.join(mdl['later'])}"] if "later" in mdl else []
    return [*mdl.get("by_hand", ()), *earlier]


def answers(sheet: Mapping[str, Any]) -> dict[str, str]:
    """By the name of each graded cell of a written sheet what a student has put there, or into its answer cell."""
    marks = ((cell, cell["metadata"].get("nbgrader") or {}) for cell in sheet["cells"])
    sources = {mark["grade_id"]: "".join(cell["source"]) for cell, mark in marks if "grade_id" in mark}
    return {name: sources.get(f"{name}-answer", source) for name, source in sources.items()}


def ungradable(sheet: Mapping[str, Any]) -> str | None:
    """Why there are no answers on a sheet, None if there may be."""
    reason = sheet["metadata"]["mdl"].get("ungradable")
    return None if reason is None else str(reason)


def _standing_for(cell: PaperCell, pieces: Sequence[Piece]) -> Piece | None:
    """The piece whose source the cell gets; what is locked keeps its own."""
    copies = [piece for piece in pieces if piece.released is cell]
    if cell.role == "answer":
        return next((piece for piece in copies if piece.role == "answer"), None)
    if cell.role in ("proof_answer", "text", "figure", "show"):
        return next((piece for piece in copies if piece.edited), None)
    return None


def _fill(cell: NotebookNode, theirs: NotebookCell) -> None:
    cell.source = _shown(theirs.source)
    if cell.cell_type == "markdown" and (attachments := _attachments(theirs)):
        cell.attachments = attachments


def _with_extras(
    cells: Sequence[NotebookNode], pieces: Sequence[Piece], used: set[int]
) -> Iterator[NotebookNode]:
    """The cells, each followed by what the student put after it and no cell has yet."""
    extras: dict[str, list[NotebookNode]] = {}
    before, count = "", 0
    for piece in pieces:
        before = piece.released.id if piece.released else before
        if id(piece) not in used and piece.cell.source.strip() and piece.edited:
            count += 1
            extras.setdefault(before, []).append(_own_cell(piece.cell, count))
    yield from extras.pop("", [])
    for cell in cells:
        yield cell
        yield from extras.pop(cell.id, [])


def _own_cell(theirs: NotebookCell, count: int) -> NotebookNode:
    make: Any = v4.new_code_cell if theirs.kind == "code" else v4.new_markdown_cell
    cell: NotebookNode = make(id=f"own-{count}", metadata={"mdl": {"role": "own"}})
    _fill(cell, theirs)
    return cell


def _shown(source: str) -> str:
    hidden = len(source) - LONGEST_SHOWN
    return source if hidden <= 0 else f"{source[:LONGEST_SHOWN]}\n... ({hidden} more characters)"


def _attachments(theirs: NotebookCell) -> Mapping[str, Mapping[str, str]] | None:
    """By name and type; none if there are so many that it is something else."""
    if not 0 < theirs.attachments.count(b'"') <= 6 * MOST_ATTACHMENTS:
        return None
    try:
        return _ATTACHMENTS.decode(theirs.attachments)
    except msgspec.DecodeError:
        return None
