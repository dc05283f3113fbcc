"""`course new exercise UNIT NAME`: a model answer, a check class and a marker, to be filled in."""

import ast
import builtins
import keyword
import re
from pathlib import Path

from jupytext.myst import get_parser  # type: ignore[import-untyped]  # jupytext ships no types

from course import CourseError, SourceError
from course.settings import Settings
from course.weaving import files
from course.weaving.lesson import parse
from course.weaving.solution import bound_names
from course.weaving.templates import render

LINE = 120  # the longest line of code, as in pyproject.toml


def exercise(settings: Settings, unit_name: str, name: str) -> list[Path]:
    """Write the three stubs of an exercise, or none of them; the files that changed.

    CourseError for a unit that does not exist, a name that no function can have, or one that is taken.
    """
    unit = settings.unit(unit_name)
    check_name(name, "an exercise")
    answer, scheme, marker = (
        render(template, name=name, test_class=class_of(name))
        for template in ("new_answer.py.j2", "new_checks.py.j2", "new_marker.md.j2")
    )
    lesson, answers, checks = settings.lesson(unit), settings.solutions(unit), settings.checks(unit)
    texts = {
        answers: with_answer(module_text(answers, {name}), answer),
        **_schemes(checks, unit.stem, name, scheme),
        lesson: _with_marker(read(lesson), marker),
    }
    parse(lesson, texts[lesson])  # refuses a name that the lesson has already
    return files.write({path: text.encode() for path, text in texts.items()})


def check_name(name: str, what: str) -> None:
    """CourseError for a name that no function, and no module, should have."""
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,40}", name) or keyword.iskeyword(name):
        wanted = "a Python name such as cross_entropy, of at most 41 letters, digits and _"
        raise CourseError(f"{name!r} cannot name {what}: use {wanted}")
    if hasattr(builtins, name):
        raise CourseError(f"{name!r} is a name of Python's own: choose another for the {what.partition(' ')[2]}")


def class_of(name: str) -> str:
    """The name of the class of checks of an exercise."""
    return "Test" + "".join(word.capitalize() for word in name.split("_"))


def with_answer(module: str, stub: str) -> str:
    """The solutions with one more function, below the last one that is not a helper."""
    functions = [node for node in ast.parse(module).body if isinstance(node, ast.FunctionDef)]
    public = [function for function in functions if not function.name.startswith("_")]
    lines = module.splitlines()
    end = public[-1].end_lineno if public else len(lines)
    return "\n".join([*lines[:end], "", "", stub.rstrip(), *lines[end:], ""])


def _schemes(path: Path, stem: str, name: str, stub: str) -> dict[Path, str]:
    """The mark scheme with one more class: in a module of its own, if it is a folder."""
    if path.name != "__init__.py":
        return {path: _with_scheme(path, f"solutions.{stem}", name, stub)}
    module = path.with_name(f"test_{name}.py")
    if module.exists():
        raise SourceError(module, 1, "the file is there already")
    classes = module_text(path, bound_names(stub)).rstrip()
    (test_class,) = (each for each in bound_names(stub) if each.startswith("Test"))
    return {
        module: render("new_module.py.j2", name=name, stem=stem, stub=stub),
        path: f"{classes}\nfrom autograder.checks.test_{stem}.{module.stem} import {test_class}\n",
    }


def _with_scheme(path: Path, origin: str, name: str, stub: str) -> str:
    """The mark scheme with one more class at its end, and the reference imported for it."""
    module = module_text(path, bound_names(stub) | {name})
    statements = ast.parse(module).body
    imports = [node for node in statements if isinstance(node, ast.ImportFrom) and node.module == origin]
    if not imports:
        raise SourceError(path, 1, f"there is no line `from {origin} import ...` to add {name} to")
    first, last = imports[0].lineno - 1, imports[0].end_lineno
    lines = module.splitlines()
    lines[first:last] = _import(origin, sorted([*(each.name for each in imports[0].names), name]))
    return "\n".join([*lines, "", "", stub])


def _import(origin: str, names: list[str]) -> list[str]:
    line = f"from {origin} import {', '.join(names)}"
    if len(line) <= LINE:
        return [line]
    return [f"from {origin} import (", *(f"    {name}," for name in names), ")"]


def _with_marker(lesson: str, stub: str) -> str:
    """The lesson with one more exercise, before its closing section if it has one, else at its end."""
    closing, in_block = _closing(lesson)
    lines = lesson.splitlines()
    before, after = "\n".join(lines[:closing]).rstrip(), "\n".join(lines[closing:])
    back_to_prose = "+++\n\n" if in_block and not after else ""
    return f"{before}\n\n{back_to_prose}{stub}" + (f"\n{after}\n" if after else "")


def _closing(lesson: str) -> tuple[int, bool]:
    """The row of the last heading of level 2 if prose alone follows it, else the number of rows.

    And whether the lesson ends in a block, such as a rubric, that is not prose.
    """
    end = len(lesson.splitlines())
    closing, in_block, target = end, False, None
    for token in get_parser().parse(lesson):
        row = token.map[0] if token.map else end
        if token.type == "heading_open" and token.tag == "h2" and not in_block:
            closing = row if target is None else target
        elif token.type == "myst_block_break" or token.info.startswith("{code-cell}"):
            closing, in_block = end, bool(token.type == "myst_block_break" and token.content)
        target = row if token.type == "myst_target" else None
    return closing, in_block


def module_text(path: Path, names: set[str]) -> str:
    """A module's text; SourceError if it is none, or has one of the new names already."""
    text = read(path)
    try:
        taken = bound_names(text) & names
    except SyntaxError as error:
        raise SourceError(path, error.lineno or 1, error.msg) from None
    if taken:
        raise SourceError(path, 1, f"the name {min(taken)} is taken")
    return text


def read(path: Path) -> str:
    """A file's text; CourseError if it cannot be read."""
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CourseError(f"{path} cannot be read: {error}") from None
