"""The paper: a unit as it was released, and the script of cells that a submission of it runs."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any

from autograder.intake.cell_source import code_lines, defined_names
from autograder.intake.notebook_file import Notebook
from autograder.problems import UsageProblem

LOCKED = ("setup", "given")  # run as released, whatever a submission made of them
CODE = (*LOCKED, "files", "answer", "example", "figure", "show")
TEXT = ("text", "proof", "proof_answer")
NOT_NEEDED = (
    "README.md",
    "requirements.txt",
    "practice.py",
    "kit/engine",
)  # what people read, what they try themselves
FIGURES = "figures.py"
NO_FIGURES = b'''"""Stands for the figures while work is graded: they are not drawn."""


def __getattr__(name):
    if name.startswith("__"):
        raise AttributeError(name)
    return lambda *_arguments, **_options: None
'''


@dataclass(frozen=True)
class Cell:
    """One cell to run. `label` names it in notes and tracebacks; `exercise` is the one that it answers."""

    label: str
    source: str
    role: str  # setup, given, answer or own
    exercise: str | None = None
    binds: tuple[str, ...] = ()  # exercises whose function is the one that is defined when this cell has run


@dataclass(frozen=True)
class PaperCell:
    """One cell of the released notebook; `id` is its cell id and its grade id."""

    id: str
    role: str
    exercise: str | None
    source: str

    def script_cell(self) -> Cell:
        """This cell as one to run."""
        if self.role == "answer":
            binds = (self.exercise,) if self.exercise else ()
            return Cell(f"answer cell of {self.exercise}", self.source, self.role, self.exercise, binds)
        label = f"{self.role} cell" if self.id == self.role else f"{self.role} cell {self.id}"
        return Cell(label, self.source, self.role)


@dataclass(frozen=True)
class Paper:
    """A released unit.

    `files` are what the cells may import or open beside the notebook, by their paths from there; its figures do
    nothing. `anchors` are the readable titles of the places that feedback points to, and `digest` changes with
    anything that grading takes from the release.
    """

    unit: str
    path: Path
    cells: tuple[PaperCell, ...]
    anchors: Mapping[str, str]
    files: Mapping[str, bytes]
    digest: str

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """The exercises in the order of the paper."""
        return tuple(cell.exercise for cell in self.cells if cell.role == "answer" and cell.exercise)

    @cached_property
    def tasks(self) -> tuple[str, ...]:
        """The exercises and the proofs."""
        return (*self.exercises, *(answer.exercise for _, answer in self.proofs if answer.exercise))

    def later_than(self, notebook: Notebook) -> tuple[str, ...]:
        """The tasks that came into the unit after a notebook was released; none if it does not tell."""
        return () if notebook.tasks is None else tuple(each for each in self.tasks if each not in notebook.tasks)

    @cached_property
    def by_id(self) -> Mapping[str, PaperCell]:
        """The cells by id."""
        return {cell.id: cell for cell in self.cells}

    @cached_property
    def by_code(self) -> Mapping[tuple[str, ...], PaperCell]:
        """The code cells by their lines."""
        code = (cell for cell in self.cells if cell.role in CODE)
        return {lines: cell for cell in code if (lines := code_lines(cell.source))}

    @cached_property
    def by_text(self) -> Mapping[str, PaperCell]:
        """The cells of text by their words; those for answers, which all have the same, are not among them."""
        return {cell.source.strip(): cell for cell in self.cells if cell.role in ("text", "proof")}

    @cached_property
    def proofs(self) -> tuple[tuple[PaperCell, PaperCell], ...]:
        """The prompt and the cell for the answer of each proof."""
        prompts = {cell.exercise: cell for cell in self.cells if cell.role == "proof" and cell.exercise}
        answers = (cell for cell in self.cells if cell.role == "proof_answer")
        return tuple((prompts[cell.exercise], cell) for cell in answers if cell.exercise in prompts)

    def script_cells(self) -> tuple[Cell, ...]:
        """The released notebook as cells to run, its answers as they were released."""
        return tuple(cell.script_cell() for cell in self.cells if cell.role in (*LOCKED, "answer"))


def load_paper(folder: Path) -> Paper:
    """Read the release folder of a unit, `release/01_classification`.

    UsageProblem if it is not there or is not what `course build` writes.
    """
    path = folder / f"{folder.name}.ipynb"
    try:
        raw = path.read_bytes()
        files = {name: _content(folder, name) for name in _support(folder)}
    except OSError as error:
        what = "is missing" if isinstance(error, FileNotFoundError) else f"cannot be read ({error.strerror})"
        raise UsageProblem(f"the released notebook {path} {what}: run `course build`") from None
    try:
        tree = json.loads(raw)
        mdl = tree["metadata"]["mdl"]
        cells = tuple(_cell(cell) for cell in tree["cells"])
        paper = Paper(mdl["unit"], path, cells, dict(mdl["anchors"]), files, _digest(raw, files))
        _require_sound(paper, folder.name)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        what = f"{type(error).__name__}: {error}"
        raise UsageProblem(f"{path} is not what `course build` writes ({what}): run it again") from None
    for cell in paper.by_code.values():
        defined_names(cell.source)  # remembered for the submissions, as is the rest
    _ = paper.by_id, paper.by_text, paper.tasks
    return paper


def _support(folder: Path) -> list[str]:
    """What the notebook needs beside it, by name."""
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file() and path.suffix != ".ipynb")
    return sorted(path.as_posix() for path in files if not _left_out(path))


def _left_out(path: PurePath) -> bool:
    """Whether a file is hidden, or compiled, or not needed for grading."""
    places = [path, *path.parents]
    return any(part.startswith(".") or part == "__pycache__" for part in path.parts) or any(
        place.as_posix() in NOT_NEEDED for place in places
    )


def _content(folder: Path, name: str) -> bytes:
    return NO_FIGURES if name == FIGURES else (folder / name).read_bytes()


def _cell(tree: dict[str, Any]) -> PaperCell:
    mdl, source = tree["metadata"]["mdl"], tree["source"]
    source = source if isinstance(source, str) else "".join(source)
    return PaperCell(tree["id"], mdl["role"], mdl.get("exercise"), source)


def _require_sound(paper: Paper, unit: str) -> None:
    roles = [cell.role for cell in paper.cells]
    answers = [cell.exercise for cell in paper.cells if cell.role == "answer"]
    troubles = {
        f"it says that it is of the unit {paper.unit}, not {unit}": paper.unit != unit,
        "it has no exercises": not answers,
        "an answer cell does not say of which exercise": None in answers,
        "two of its exercises have one name": len(set(answers)) < len(answers),
        "two of its cells have one id": len(paper.by_id) < len(paper.cells),
        "a cell has a role that is not known": not set(roles) <= {*CODE, *TEXT},
    }
    for trouble, found in troubles.items():
        if found:
            raise UsageProblem(f"{paper.path} is not what `course build` writes ({trouble}): run it again")


def _digest(raw: bytes, files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256(raw)
    for name, content in files.items():
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
