"""The cells of a submission beside those of the paper: which is which, and which of them run.

A cell is recognised by its grade id, else by its cell id, else by being a released cell word for word. What has lost
its name and stands where a proof is to be written is that proof. Any other cell is the student's own, but for those
of another release that are as they were there.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from autograder.intake.additions import additions
from autograder.intake.cell_source import as_jupyter_reads, code_lines, defined_names, only_words, without_magics
from autograder.intake.notebook_file import Notebook, NotebookCell
from autograder.intake.paper import Paper, PaperCell
from autograder.intake.untouched import untouched

Bindings = Mapping[int, Sequence[str]]  # by the place of a piece, the exercises that are bound behind it


@dataclass(eq=False)
class Piece:
    """One cell of a submission.

    `released` is the cell of the paper that it is, changed or not; as an earlier release had it, it is not
    changed. `role` says as what it runs, answer or own; if it is empty the cell does not run. `source` is without
    magics, `names` is what it defines (None: it is not Python). Of a released cell that is `added` to, the addition
    runs as the student's own.
    """

    cell: NotebookCell
    released: PaperCell | None = None
    changed: bool = True
    source: str = ""
    names: frozenset[str] | None = None
    ignored: Sequence[tuple[int, str]] = ()
    role: str = ""
    label: str = ""
    added: bool = False

    @property
    def code(self) -> bool:
        """Whether it is a code cell."""
        return self.cell.kind == "code"

    @property
    def answers(self) -> str | None:
        """The exercise whose answer cell this is, or is a copy of."""
        return self.released.exercise if self.released and self.released.role == "answer" else None

    @property
    def shows(self) -> str | None:
        """The exercise whose example this is, as it was released."""
        example = self.released if not self.role or self.added else None
        return example.exercise if example and example.role == "example" else None

    @property
    def exercise(self) -> str | None:
        """The exercise as whose answer it runs."""
        return self.answers if self.role == "answer" else None

    @property
    def edited(self) -> bool:
        """Whether its words are the student's, and not those of this release or of an earlier one."""
        if untouched(self.cell):
            return False
        return self.cell.source.strip() != (self.released.source.strip() if self.released else "")

    @property
    def prose(self) -> bool:
        """Whether it is words, be it in a code cell: comments, strings, or what is no Python at all."""
        if not self.code or self.names is None:
            return True
        return not self.names and bool(self.source.strip()) and only_words(self.source)

    def defines(self, name: str) -> bool:
        """Whether it may define `name` at top level."""
        return name in (self.names or ())


def pieces_of(notebook: Notebook, paper: Paper) -> list[Piece]:
    """Return the cells of a notebook in its order, each with its role and its label."""
    pieces = [_recognised(cell, paper) for cell in notebook.cells]
    _recognise_proofs(pieces, paper)
    for released in paper.cells:
        copies = [piece for piece in pieces if piece.code and piece.released is released]
        if copies:
            _assign(copies, released)
    own = 0
    for piece in pieces:
        own += piece.role == "own" and not piece.added
        piece.label = f"answer cell of {piece.answers}" if piece.exercise else f"your cell {own}"
        if piece.added and piece.released:
            piece.label = f"what you added to cell {piece.released.id}"
    for exercise in paper.exercises:
        _prefer_written(pieces, exercise)
    return pieces


def _recognised(cell: NotebookCell, paper: Paper) -> Piece:
    released = next((paper.by_id[each] for each in cell.ids if each in paper.by_id), None)
    if cell.kind != "code":
        return Piece(cell, released or paper.by_text.get(cell.source.strip()))
    lines = code_lines(cell.source)
    released = released or paper.by_code.get(lines)
    piece = Piece(cell, released, source=cell.source, names=defined_names(cell.source))
    if piece.names is None:
        piece.source, piece.ignored = without_magics(as_jupyter_reads(cell.source))
        piece.names = defined_names(piece.source)
    if released:
        piece.changed = lines != code_lines(released.source) and not untouched(cell)
    elif piece.edited:
        piece.role = "own"
    return piece


def _recognise_proofs(pieces: Sequence[Piece], paper: Paper) -> None:
    """Take the text that follows the prompt of a proof for its answer, where that has lost its name."""
    known = {piece.released for piece in pieces}
    for prompt, answer in paper.proofs:
        if answer not in known:
            for piece, below in pairwise(pieces):
                if piece.released is prompt and not (below.released or below.code):
                    below.released = answer
                    break


def _assign(copies: Sequence[Piece], released: PaperCell) -> None:
    """One copy stands for the released cell; each changed one beside it is the student's own.

    Of several answer cells the first that defines the function is the answer: a rule that a student can
    foresee, where taking the better of two would reward handing in guesses.
    """
    if released.role == "answer":
        changed = [piece for piece in copies if piece.changed]
        defining = [piece for piece in changed if piece.defines(released.exercise or "")]
        first = (defining or changed or copies)[0]
        first.role = "answer"
    else:
        first = next((piece for piece in copies if not piece.changed), copies[0])
        if first.changed and (added := additions(first.source, released.source)):
            first.source, first.names, first.role, first.added = added, defined_names(added), "own", True
    for piece in copies:
        if piece is not first and piece.changed and piece.cell.source.strip():
            piece.role = "own"


def _prefer_written(pieces: Sequence[Piece], exercise: str) -> None:
    """Let an answer cell that was never touched give way to a definition in the student's own cells."""
    if elsewhere(pieces, exercise):
        for piece in pieces:
            if piece.exercise == exercise and not piece.changed:
                piece.role = ""


def bindings(pieces: Sequence[Piece], paper: Paper) -> Bindings:
    """The exercises that are bound behind each piece: where the last example of an exercise stands.

    Behind its answer cell if that comes later, or if the example is gone; nowhere without either.
    """
    bound: dict[int, list[str]] = defaultdict(list)
    last: dict[str | None, int] = {}
    for at, piece in enumerate(pieces):
        last |= {piece.exercise: at, piece.shows: at}
    for exercise in paper.exercises:
        if exercise in last:
            bound[last[exercise]].append(exercise)
    return bound


def graded(pieces: Sequence[Piece], exercise: str, bound: Bindings) -> tuple[list[Piece], list[Piece]]:
    """The pieces that run and define the function of an exercise: up to where it is bound, and below."""
    places = [at for at, names in bound.items() if exercise in names]
    defining = [(at, piece) for at, piece in enumerate(pieces) if piece.role and piece.defines(exercise)]
    above = [piece for at, piece in defining if places and at <= places[0]]
    return above, [piece for _, piece in defining if piece not in above]


def elsewhere(pieces: Sequence[Piece], exercise: str) -> list[Piece]:
    """Return the student's own cells that define the function of an exercise."""
    return [piece for piece in pieces if piece.role == "own" and piece.defines(exercise)]
