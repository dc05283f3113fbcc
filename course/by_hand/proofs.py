"""The proofs of a unit as it was released, and what a submission has for each."""

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.intake.notebook_file import read_notebook
from autograder.intake.paper import Paper, PaperCell
from autograder.intake.pieces import Piece, pieces_of
from autograder.intake.proofs import doubts
from autograder.problems import UsageProblem
from autograder.reports.by_hand import NO_ANSWER
from course import CourseError
from course.gradebook.enclosures import enclosures
from course.settings import Settings

LENGTH = 8  # letters of a fingerprint


@dataclass(frozen=True)
class Proof:
    """One proof: the name that the lesson has for it, what its heading says, its points, its cell's name."""

    name: str
    title: str
    points: float
    cell: str


def proofs_of(settings: Settings, unit: str) -> list[Proof]:
    """The proofs as students have them; CourseError if course.toml has other points for one since."""
    with _released(settings, unit) as cells:
        headings = {_task(cell): _heading(cell) for cell in cells if cell["metadata"]["mdl"]["role"] == "proof"}
        answers = [cell for cell in cells if cell["metadata"]["mdl"]["role"] == "proof_answer"]
        found = [_proof(cell, headings) for cell in answers]
    for proof in found:
        wanted = settings.points.get(f"{unit}/{proof.name}", proof.points)
        if wanted != proof.points:
            advice = "run `course build`, or delete the line"
            raise CourseError(
                f'[points] "{unit}/{proof.name}" = {wanted:g}, but students have it for {proof.points:g}: {advice}'
            )
    return found


def exercises_of(settings: Settings, unit: str) -> dict[str, float]:
    """What each exercise is worth as students have it."""
    with _released(settings, unit) as cells:
        marks = [mark for cell in cells if (mark := cell["metadata"].get("nbgrader", {})).get("grade")]
        return {str(mark["grade_id"]): float(mark["points"]) for mark in marks if not mark["solution"]}


@contextmanager
def _released(settings: Settings, unit: str) -> Iterator[list[Any]]:
    """The cells of the notebook that students have; UsageProblem if it, or what is read of them, is not as built."""
    path = settings.root / "release" / unit / f"{unit}.ipynb"
    try:
        yield json.loads(path.read_text(encoding="utf-8"))["cells"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise UsageProblem(f"{path} is not what `course build` writes: run it again") from None


def _proof(cell: Any, headings: dict[str, str]) -> Proof:
    name, marks = _task(cell), cell["metadata"]["nbgrader"]
    return Proof(name, headings.get(name, name), float(marks["points"]), str(marks["grade_id"]))


def _task(cell: Any) -> str:
    return str(cell["metadata"]["mdl"]["exercise"])


def _heading(cell: Any) -> str:
    return "".join(cell["source"]).strip().partition("\n")[0].lstrip("# ")


def answers(path: Path, paper: Paper) -> dict[str, str]:
    """By proof a fingerprint of what a submission has for it; Ungradable if it cannot be read.

    NO_ANSWER only if nothing was written and nothing may stand for an answer. Where somebody has to look for one, the
    whole file is what the fingerprint is of.
    """
    notebook = read_notebook(path)
    pieces, later = pieces_of(notebook, paper), paper.later_than(notebook)
    home = path.parent
    beside = enclosures(home, paper).names if home.name == paper.unit else ()
    doubted = {doubt.answer for doubt in doubts(pieces, paper, later, beside)}
    found = {}
    for _, answer in paper.proofs:
        content = _whole(path, beside) if answer.id in doubted else _content(answer, pieces)
        found[answer.exercise or ""] = _fingerprint(content) if content else NO_ANSWER
    return found


def _whole(path: Path, beside: Sequence[str]) -> list[bytes]:
    return [path.read_bytes(), *(name.encode("utf-8", "surrogatepass") for name in beside)]


def _content(answer: PaperCell, pieces: Sequence[Piece]) -> list[bytes]:
    edited = [piece.cell for piece in pieces if piece.released is answer and piece.edited]
    return [part for cell in edited for part in (cell.source.encode("utf-8", "surrogatepass"), cell.attachments)]


def _fingerprint(content: Sequence[bytes]) -> str:
    return hashlib.sha256(b"\0".join(content)).hexdigest()[:LENGTH]
