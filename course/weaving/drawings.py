"""A unit's figures, read as text: which there are, and which of the student's functions each of them draws."""

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from course import SourceError
from course.tables import known_instead
from course.weaving.lesson import Figure, Lesson


@dataclass(frozen=True)
class Drawings:
    """The module `course/figures/STEM.py`: its text, and the functions that each figure takes after the axes."""

    path: Path
    source: str = ""
    takes: Mapping[str, tuple[str, ...]] | None = None  # None if there is no such module


def read_drawings(path: Path) -> Drawings:
    """Read a module of figures, which need not be there; SourceError if it is not Python."""
    try:
        source = path.read_text(encoding="utf-8")
        tree = ast.parse(source)
    except FileNotFoundError:
        return Drawings(path)
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(path, 1, f"the figures cannot be read: {error}") from None
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, error.msg) from None
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    return Drawings(path, source, {each.name: _after_axes(each) for each in functions if _is_plate(each)})


def check_figures(lesson: Lesson, drawings: Drawings) -> None:
    """SourceError where the lesson calls for a figure that there is not, or not with what it takes."""
    figures = [part for part in lesson.parts if isinstance(part, Figure)]
    for part in figures:
        name, takes = part.call.figure, drawings.takes
        if takes is None:
            message = f"there is no {drawings.path.name} in course/figures with the figure {name}: write it"
            raise SourceError(lesson.path, part.line, message)
        if name not in takes:
            message = f"there is no figure {name!r} in course/figures/{drawings.path.name}"
            raise SourceError(lesson.path, part.line, message + known_instead(name, list(takes)))
        if takes[name] != part.call.functions:
            wanted = _call(name, takes[name])
            message = f"figures.{name} takes other functions, by their own names: write {wanted}"
            raise SourceError(lesson.path, part.line, message)


def _is_plate(node: ast.FunctionDef) -> bool:
    """Whether a function is a figure: it is decorated with `@plate(...)`."""
    calls = (each.func for each in node.decorator_list if isinstance(each, ast.Call))
    return any(ast.unparse(call).rpartition(".")[2] == "plate" for call in calls)


def _after_axes(node: ast.FunctionDef) -> tuple[str, ...]:
    """The names of a figure's parameters but the first."""
    return tuple(argument.arg for argument in node.args.args[1:])


def _call(name: str, functions: Iterable[str]) -> str:
    return f"kit.figure({', '.join([f'figures.{name}', *functions])})"
