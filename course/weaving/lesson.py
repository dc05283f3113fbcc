"""A lesson, read: MyST Markdown into typed parts, or a SourceError that names file and line.

A code cell carries exactly one marker - `setup`, `given`, `exercise`, `figure` or `show` - as its first
option; a block break `+++ {...}` opens the `hints` of the exercise below it, a `proof`, a `model_answer` or a
`rubric`. All the rest is prose.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course import SourceError
from course.weaving.apart import APART, Apart, check_hints
from course.weaving.cells import Cell, read_cells
from course.weaving.one_liners import Call, figure_call, is_example
from course.weaving.rubric import rubric_points

LONGEST = 600  # minutes that an exercise may announce
RESERVED = ("front", "files", "setup", "given", "progress")  # ids of cells that are called by these words


@dataclass(frozen=True)
class Text:
    """Prose, in Jupyter's Markdown."""

    source: str
    line: int


@dataclass(frozen=True)
class Setup:
    """The imports of the notebook."""

    source: str
    line: int


@dataclass(frozen=True)
class Given:
    """Functions of earlier units, each as `stem.function`."""

    functions: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Exercise:
    """A function to write, with its visible example and, in three steps, its hints."""

    name: str
    example: str
    difficulty: int
    minutes: int
    allowed: str
    line: int
    hints: tuple[str, ...] = ()


@dataclass(frozen=True)
class Figure:
    """A picture: a call of `kit.figure` with a function of the unit's figures and what it draws."""

    name: str
    source: str
    call: Call
    line: int


@dataclass(frozen=True)
class Show:
    """A demonstration."""

    name: str
    source: str
    line: int


@dataclass(frozen=True)
class Proof:
    """A question answered in words and graded by hand."""

    name: str
    title: str
    prompt: str
    points: int
    difficulty: int
    minutes: int
    line: int
    model_answer: str = ""
    rubric: str = ""


Part = Text | Setup | Given | Exercise | Figure | Show | Proof


@dataclass(frozen=True)
class Lesson:
    """A lesson's parts in order, and the title of each anchor."""

    path: Path
    title: str
    parts: tuple[Part, ...]
    anchors: Mapping[str, str]

    @property
    def exercises(self) -> list[Exercise]:
        """The exercises in the lesson's order."""
        return [part for part in self.parts if isinstance(part, Exercise)]

    @property
    def proofs(self) -> list[Proof]:
        """The proofs in the lesson's order."""
        return [part for part in self.parts if isinstance(part, Proof)]


def read(path: Path) -> Lesson:
    """Read a lesson from its file."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, 1, f"the lesson cannot be read: {error}") from None
    return parse(path, text)


def parse(path: Path, text: str) -> Lesson:
    """Read a lesson from its text; the path is for error messages."""
    front, cells = read_cells(path, text)
    title = front.get("title")
    if not isinstance(title, str):
        raise SourceError(path, 1, "the lesson does not begin with its title: --- title: Softmax ---")
    apart, visible = Apart(cells), [cell for cell in cells if cell.marker() not in APART]
    check_hints(cells)
    anchors = _anchors(visible)
    parts = [_completed(READERS[cell.marker()](cell), apart.take(cell)) for cell in visible]
    apart.check_all_taken()
    _check_names(path, parts)
    _check_setup(path, parts)
    return Lesson(path, title, tuple(parts), anchors)


def _exercise(cell: Cell) -> Exercise:
    name, example = cell.name("exercise"), cell.python()
    if not is_example(example, name):
        wanted = f"one function `def _():` under `@kit.example({name})`, and nothing else"
        raise cell.error(f"the example of {name} must be {wanted}")
    difficulty, minutes = cell.whole("difficulty", 1, 5), cell.whole("minutes", 1, LONGEST)
    return Exercise(name, example, difficulty, minutes, cell.text("allowed"), cell.line)


def _figure(cell: Cell) -> Figure:
    name, source = cell.name("figure"), cell.python()
    call = figure_call(source)
    if call is None:
        wanted = "one call, kit.figure(figures.NAME, functions...): what it draws is a function of course/figures"
        raise cell.error(f"the figure {name} must be {wanted}")
    return Figure(name, source, call, cell.line)


def _given(cell: Cell) -> Given:
    if cell.source.strip():
        raise cell.error("a given cell is empty: its functions are woven from solutions into given.py")
    return Given(cell.functions("given"), cell.line)


def _proof(cell: Cell) -> Proof:
    name, title, points = cell.name("proof"), cell.text("title"), cell.whole("points", 1, 100)
    difficulty, minutes = cell.whole("difficulty", 1, 5), cell.whole("minutes", 1, LONGEST)
    return Proof(name, title, cell.markdown(), points, difficulty, minutes, cell.line)


READERS: Mapping[str, Callable[[Cell], Part]] = {
    "text": lambda cell: Text(cell.markdown(), cell.line),
    "setup": lambda cell: Setup(cell.python(), cell.line),
    "given": _given,
    "exercise": _exercise,
    "figure": _figure,
    "show": lambda cell: Show(cell.name("show"), cell.python(), cell.line),
    "proof": _proof,
}


def _completed(part: Part, blocks: Mapping[str, Cell]) -> Part:
    """A part with the blocks that belong to it."""
    match part:
        case Exercise():
            return replace(part, hints=blocks["hints"].hints())
        case Proof():
            answer, rubric = blocks["model_answer"].markdown(), blocks["rubric"].markdown()
            _check_rubric(part, rubric, blocks["rubric"])
            return replace(part, model_answer=answer, rubric=rubric)
    return part


def _check_rubric(proof: Proof, rubric: str, cell: Cell) -> None:
    total = rubric_points(rubric)
    if total not in (None, proof.points):
        raise cell.error(f"the proof {proof.name} has {proof.points} points, but its rubric adds up to {total:g}")


def _anchors(cells: Iterable[Cell]) -> dict[str, str]:
    anchors: dict[str, str] = {}
    for cell in cells:
        for target in [] if cell.code else cell.targets():
            if target.name in anchors:
                raise cell.error(f"a second target ({target.name})=", target.row)
            anchors[target.name] = target.title
    return anchors


def _check_names(path: Path, parts: Iterable[Part]) -> None:
    """Cell ids, grade ids and overridden points go by name alone."""
    lines = dict.fromkeys(RESERVED, 1)
    for part in parts:
        if isinstance(part, Exercise | Figure | Show | Proof):
            if part.name in lines:
                message = f"the name {part.name!r} is taken by line {lines[part.name]}"
                raise SourceError(path, part.line, message)
            lines[part.name] = part.line


def _check_setup(path: Path, parts: list[Part]) -> None:
    setups = [part for part in parts if isinstance(part, Setup)]
    code = [part for part in parts if not isinstance(part, Text)]
    if len(setups) != 1 or code[0] is not setups[0]:
        line = setups[1].line if len(setups) > 1 else code[0].line if code else 1
        raise SourceError(path, line, "a lesson has one setup cell, before all its other cells")
    given = [part for part in parts if isinstance(part, Given)]
    if len(given) > 1:
        message = f"functions are given in line {given[0].line} already: list all in one cell"
        raise SourceError(path, given[1].line, message)
