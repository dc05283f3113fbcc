"""`course new unit 14_attention "Attention"`: lesson, figures, answers, mark scheme and entry, to be filled in."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

from course import CourseError
from course.new import check_name, class_of, module_text, read, with_answer
from course.settings import Settings, Unit
from course.weaving import files
from course.weaving.lesson import parse
from course.weaving.templates import render

FIRST = "first_exercise"
PICTURE = "first_picture"
CHAPTER = "The chapter of the book that it goes with"
ROW = re.compile(r"(\d\d)  \w")  # of the table of contents in solutions/__init__.py


def unit(settings: Settings, name: str, title: str) -> list[Path]:
    """Write the stubs of a unit with one exercise, or none of them; the files that changed.

    CourseError for a name that no unit can have, and for a unit whose lesson or mark scheme is there.
    """
    if not re.fullmatch(r"\d\d_[a-z][a-z0-9_]*", name):
        raise CourseError(f"{name!r} cannot name a unit: use a number of two digits and a word, such as 14_attention")
    new = next((each for each in settings.planned if each.id == name), Unit(name, CHAPTER))
    _check_free(settings, new, title)
    answers, figures, lesson = settings.solutions(new), settings.figures(new), settings.lesson(new)
    words = {"name": FIRST, "stem": new.stem, "title": title, "test_class": class_of(FIRST)}
    marker = render("new_marker.md.j2", **words)
    texts = {
        lesson: render("new_lesson.md.j2", marker=marker, **words),
        figures: _with_last(figures, PICTURE, render("new_figures.py.j2", **words), render("new_plate.py.j2")),
        answers: _with_answer(answers, render("new_solutions.py.j2", **words), render("new_answer.py.j2", **words)),
        settings.checks(new): render("new_scheme.py.j2", **words) + "\n\n" + render("new_checks.py.j2", **words),
        settings.root / "course.toml": _with_entry(read(settings.root / "course.toml"), new),
    }
    contents = answers.with_name("__init__.py")
    texts |= {contents: _with_row(read(contents), new, title)} if contents.is_file() else {}
    parse(lesson, texts[lesson])
    return files.write({path: text.encode() for path, text in texts.items()})


def _check_free(settings: Settings, new: Unit, title: str) -> None:
    if not re.fullmatch(r"[^\W\d_][\w ,'()-]*", title):
        raise CourseError(f"{title!r} cannot be the title of a unit: begin with a letter, as in \"Attention\"")
    check_name(new.stem, "a unit")
    for path in (settings.lesson(new), settings.checks(new)):
        if path.exists():
            there = path.relative_to(settings.root)
            raise CourseError(f"{there} is there already: `course new exercise` adds to a unit")
    for other in (*settings.units, *settings.planned):
        if other.id != new.id and (other.stem == new.stem or other.id[:2] == new.id[:2]):
            raise CourseError(f"{new.id} cannot stand beside {other.id}: choose another number and another name")


def _with_last(path: Path, name: str, head: str, stub: str) -> str:
    """A module with one more function at its end; `head` begins it if it is not there."""
    text = module_text(path, {name}) if path.exists() else head
    return f"{text.rstrip()}\n\n\n{stub}"


def _with_answer(path: Path, head: str, stub: str) -> str:
    return with_answer(module_text(path, {FIRST}) if path.exists() else head.rstrip(), stub)


def _with_entry(text: str, new: Unit) -> str:
    """`course.toml` with the unit among those that run, in the order of their numbers, and no longer planned."""
    before = tomllib.loads(text)
    lines = [line for line in text.splitlines() if not re.match(rf"{new.id}\.chapter\s*=", line)]
    entry = [f"[units.{new.id}]", f"chapter = {json.dumps(new.chapter, ensure_ascii=False)}", ""]
    place = _place(lines, new)
    gap = [""] if place and lines[place - 1].strip() else []
    changed = "\n".join([*lines[:place], *gap, *entry, *lines[place:], ""])
    wanted = before | {"units": before.get("units", {}) | {new.id: {"chapter": new.chapter}}}
    if "planned" in wanted:
        wanted["planned"] = {name: each for name, each in wanted["planned"].items() if name != new.id}
    if _tables(changed) != wanted:
        form = f'{new.id}.chapter = "..."'
        raise CourseError(f"course.toml plans {new.id} in a form not known here: write {form} below [planned]")
    return changed


def _tables(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return None


def _place(lines: list[str], new: Unit) -> int:
    """The row of the first unit of a higher number, else the one below the last unit."""
    headers = [(row, line) for row, line in enumerate(lines) if line.startswith("[units.")]
    higher = [row for row, line in headers if line.removeprefix("[units.") > new.id]
    if higher:
        return higher[0]
    row = headers[-1][0] if headers else len(lines)
    while row < len(lines) and lines[row].strip():
        row += 1
    return min(row + 1, len(lines))


def _with_row(text: str, new: Unit, title: str) -> str:
    """The table of contents of the solutions with a row for the unit, if there is a table without one."""
    lines = text.splitlines()
    rows = [row for row, line in enumerate(lines) if ROW.match(line)]
    if not rows or f"{new.id[:2]}  {new.stem} " in text:
        return text
    end = next((row for row in range(rows[-1], len(lines)) if not lines[row].strip()), len(lines))
    place = next((row for row in rows if lines[row][:2] > new.id[:2]), end)
    column = len(lines[rows[0]]) - len(lines[rows[0]][4:].partition(" ")[2].lstrip())
    row = f"{new.id[:2]}  {new.stem:<{column - 5}} {title}: what its functions are for"
    return "\n".join([*lines[:place], row, *lines[place:], ""])
