"""The cells of a lesson as jupytext reads them, each with its line, its one marker and its options."""

import ast
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml  # type: ignore[import-untyped]  # no stubs are installed
from jupytext.myst import (  # type: ignore[import-untyped]  # jupytext ships no types
    MystMetadataParsingError,
    myst_to_notebook,
)
from nbformat import NotebookNode, ValidationError

from course import SourceError
from course.tables import known_instead
from course.weaving import hints, myst
from course.weaving.fences import left_open

# Each marker with the options that come with it.
CODE = {
    "setup": (),
    "given": (),
    "exercise": ("difficulty", "minutes", "allowed"),
    "figure": (),
    "show": (),
}
BLOCKS = {
    "hints": (),
    "proof": ("title", "points", "difficulty", "minutes"),
    "model_answer": (),
    "rubric": (),
}


@dataclass(frozen=True)
class Cell:
    """One cell; what its options hold is checked as it is asked for."""

    path: Path
    line: int
    code: bool
    options: Mapping[str, Any]
    source: str

    def error(self, message: str, row: int = 0) -> SourceError:
        """An error at this cell, or `row` lines into it."""
        return SourceError(self.path, self.line + row, message)

    def marker(self) -> str:
        """What the cell is, "text" for prose; its options are then exactly those of its marker."""
        if not (self.code or self.options):
            return "text"
        table = CODE if self.code else BLOCKS
        markers = [option for option in self.options if option in table]
        if len(markers) != 1:
            found = " and ".join(markers) or ", ".join(map(str, self.options)) or "none"
            raise self.error(f"a cell has one marker of {', '.join(table)}; this one has {found}")
        known = (markers[0], *table[markers[0]])
        for option in self.options:
            if option not in known:
                raise self.error(f"{markers[0]} has no option {option!r}{known_instead(str(option), known)}")
        for option in known:
            if option not in self.options:
                raise self.error(f"{markers[0]} {self.options[markers[0]]} must say its {option}")
        return markers[0]

    def name(self, option: str) -> str:
        """A name that cell ids can be made of."""
        name = self.options[option]
        if not (isinstance(name, str) and re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]{0,40}", name)):
            raise self.error(f"{option} needs a name of letters, digits, - and _, at most 41; got {name!r}")
        return name

    def whole(self, option: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        number = self.options[option]
        if type(number) is not int or not low <= number <= high:
            raise self.error(f"{option} must be a whole number from {low} to {high}, got {number!r}")
        return number

    def text(self, option: str) -> str:
        """A text that is not empty."""
        text = self.options[option]
        if not (isinstance(text, str) and text.strip()):
            raise self.error(f"{option} must be a text, got {text!r}")
        return text.strip()

    def functions(self, option: str) -> tuple[str, ...]:
        """A list of `stem.function`."""
        names = self.options[option]
        fits = isinstance(names, list) and all(re.fullmatch(r"\w+\.\w+", str(name)) for name in names)
        if not (names and fits):
            raise self.error(f"{option} must be a list like [classification.softmax], got {names!r}")
        return tuple(names)

    def targets(self) -> list[myst.Target]:
        """The targets in the prose."""
        try:
            return myst.targets(self.source)
        except myst.MystError as error:
            raise self.error(str(error), error.row) from None

    def hints(self) -> tuple[str, ...]:
        """The prose as three hints."""
        try:
            return hints.three(self.source)
        except myst.MystError as error:
            raise self.error(str(error), error.row) from None

    def markdown(self) -> str:
        """The prose for a notebook, its targets turned into anchors."""
        return myst.plain(self.source, self.targets())

    def python(self) -> str:
        """The code, which must be Python as it stands."""
        try:
            ast.parse(self.source)
        except SyntaxError as error:
            raise self.error(f"{error.msg}: {(error.text or '').strip()!r}") from None
        return self.source


def read_cells(path: Path, text: str) -> tuple[Mapping[str, Any], list[Cell]]:
    """The front matter and the cells of a lesson."""
    if found := left_open(text):
        raise SourceError(path, found[0] + 1, found[1])
    try:
        notebook = myst_to_notebook(text, add_source_map=True)
    except (MystMetadataParsingError, yaml.YAMLError, ValidationError) as error:
        line = re.search(r"at line (\d+)", str(error))
        message = " ".join(str(error).split("\n\n")[0].split())
        raise SourceError(path, int(line[1]) if line else 1, message) from None
    lines = text.splitlines()
    starts = notebook.metadata["source_map"]
    return notebook.metadata, [
        _cell(path, cell, start, lines) for cell, start in zip(notebook.cells, starts, strict=True)
    ]


def _cell(path: Path, cell: NotebookNode, start: int, lines: list[str]) -> Cell:
    """`start` counts from 1 at a code cell's fence, from 0 at the blank lines before a text."""
    code = cell.cell_type != "markdown"
    if not code:
        start = next(i for i in range(start, len(lines)) if lines[i].strip()) + 1
    found = Cell(path, start, code, dict(cell.metadata), cell.source)
    if cell.cell_type == "raw":
        raise found.error("a lesson has no raw cells: use prose or a code cell")
    return found
