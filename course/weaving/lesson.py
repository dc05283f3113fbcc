"""A lesson, read: MyST Markdown into typed parts, or a SourceError that names file and line.

A code cell carries exactly one marker - `setup`, `given`, `exercise`, `figure` or `show` - as its first
option; a block break `+++ {...}` opens a `proof`, a `model_answer` or a `rubric`. All the rest is prose.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from course import SourceError
from course.weaving.cells import Cell, read_cells

LONGEST = 600  # minutes that an exercise may announce
RESERVED = ("front", "setup")  # ids of cells that every notebook has


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
    """A function to write, with its visible example."""

    name: str
    example: str
    difficulty: int
    minutes: int
    allowed: str
    line: int


@dataclass(frozen=True)
class Figure:
    """A picture drawn through `kit.figure`."""

    name: str
    source: str
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
    visible = [cell for cell in cells if cell.marker() not in ANSWERS]
    answers = _answers(cell for cell in cells if cell.marker() in ANSWERS)
    anchors = _anchors(visible)
    parts = [_answered(READERS[cell.marker()](cell), answers, cell) for cell in visible]
    for marker, name in answers:
        raise answers[marker, name].error(f"there is no proof {name!r} for this {marker}")
    _check_names(path, parts)
    _check_setup(path, parts)
    return Lesson(path, title, tuple(parts), anchors)


def _exercise(cell: Cell) -> Exercise:
    name = cell.name("exercise")
    if f"kit.example({name})" not in cell.source:
        raise cell.error(f"the example of {name} must stand inside `with kit.example({name}):`")
    difficulty, minutes = cell.whole("difficulty", 1, 5), cell.whole("minutes", 1, LONGEST)
    return Exercise(name, cell.python(), difficulty, minutes, cell.text("allowed"), cell.line)


def _given(cell: Cell) -> Given:
    if cell.source.strip():
        raise cell.error("a given cell is empty: its functions are woven from solutions")
    return Given(cell.functions("given"), cell.line)


def _proof(cell: Cell) -> Proof:
    points, difficulty = cell.whole("points", 1, 100), cell.whole("difficulty", 1, 5)
    return Proof(
        cell.name("proof"), cell.markdown(), points, difficulty, cell.whole("minutes", 1, LONGEST), cell.line
    )


READERS: Mapping[str, Callable[[Cell], Part]] = {
    "text": lambda cell: Text(cell.markdown(), cell.line),
    "setup": lambda cell: Setup(cell.python(), cell.line),
    "given": _given,
    "exercise": _exercise,
    "figure": lambda cell: Figure(cell.name("figure"), cell.python(), cell.line),
    "show": lambda cell: Show(cell.name("show"), cell.python(), cell.line),
    "proof": _proof,
}
ANSWERS = ("model_answer", "rubric")
Answers = dict[tuple[str, str], Cell]


def _answers(cells: Iterable[Cell]) -> Answers:
    answers: Answers = {}
    for cell in cells:
        key = cell.marker(), cell.name(cell.marker())
        if key in answers:
            raise cell.error(f"the {key[0]} of {key[1]} stands in line {answers[key].line} already")
        answers[key] = cell
    return answers


def _answered(part: Part, answers: Answers, cell: Cell) -> Part:
    """A proof with its model answer and its rubric, which are then no longer to be placed."""
    if not isinstance(part, Proof):
        return part
    for marker in ANSWERS:
        if (marker, part.name) not in answers:
            raise cell.error(f'the proof {part.name} has no {marker}: add +++ {{"{marker}": "{part.name}"}}')
    model_answer, rubric = (answers.pop((marker, part.name)).markdown() for marker in ANSWERS)
    return replace(part, model_answer=model_answer, rubric=rubric)


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
