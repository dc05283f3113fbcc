"""For which proofs a person has to look: nothing is written in the answer's cell, and yet there may be an answer.

It may stand in a cell above or below, in the prompt, in a notebook whose marks some editor has taken away, on a photo
beside the notebook. A proof counts as not answered only if its cell is there, under its name and as it was released,
and nothing of the student's is near it.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from autograder.intake.paper import Paper, PaperCell
from autograder.intake.pieces import Piece
from autograder.names import shown

NO_CELL = "its answer cell is not in the notebook, or has lost its name"
NEAR = "its answer cell is empty, and near it stands text that is not of the lesson"
PICTURE = "its answer cell holds a picture and no words"
BESIDE = "its answer cell is empty, and beside the notebook there is {}"


@dataclass(frozen=True)
class Doubt:
    """A proof for whose answer a person has to look; `answer` is the id of its cell."""

    proof: str  # as the notebook calls it, `Proof 1: The error bound`
    answer: str
    why: str


def doubts(
    pieces: Sequence[Piece], paper: Paper, later: Collection[str] = (), beside: Sequence[str] = ()
) -> list[Doubt]:
    """The proofs for which a person has to look.

    `later` are those that the student's notebook could not have, `beside` the student's own files beside it.
    """
    found = []
    for prompt, answer in paper.proofs:
        if answer.exercise in later:
            continue
        copies = [piece for piece in pieces if piece.released is answer]
        if not any(piece.edited for piece in copies) and (why := _doubt(copies, answer, pieces, beside)):
            title = prompt.source.strip().partition("\n")[0].lstrip("# ")
            found.append(Doubt(title, answer.id, why))
    return found


def _doubt(copies: Sequence[Piece], answer: PaperCell, pieces: Sequence[Piece], beside: Sequence[str]) -> str | None:
    if not any(answer.id in piece.cell.ids for piece in copies):
        return NO_CELL
    if any(piece.cell.attachments.strip() not in (b"", b"{}") for piece in copies):
        return PICTURE
    if any(near in (answer.exercise, None) and piece.prose and piece.edited for piece, near in _near(pieces)):
        return NEAR
    return BESIDE.format(shown(", ".join(beside), 200)) if beside else None


def _near(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str | None]]:
    """Each piece with what it may belong to: the exercise or proof in which it stands, and one right below it.

    None is any of them: so what stands below the whole lesson.
    """
    above, waiting = "", []
    for piece in pieces:
        waiting.append(piece)
        if piece.released:
            yield from ((each, piece.released.exercise or "") for each in waiting)
            waiting = []
        above = (piece.released.exercise if piece.released else None) or above
        yield piece, above
    yield from ((piece, None) for piece in waiting)
