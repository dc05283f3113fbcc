"""`practice.py`: the checks that students can run themselves, cut out of the mark scheme of their unit.

A check marked `@practice` is copied as it is written, and with it the generators, helpers and constants that it uses,
and those that these use. Nothing else comes along: a name that leads to `solutions`, to a misconception or anywhere
else than NumPy, the standard library and what checks are written in is refused, with file and line.
"""

import importlib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType

from autograder.scheme.exercises import CHECKS, Exercise, unit_exercises
from course.weaving.excerpt import Excerpt
from course.weaving.kit_files import kit_files
from course.weaving.unit import Paper

__all__ = ["kit_files", "practice_module", "practised"]

HEADER = '''"""Practice of unit {unit}: `kit.practice(softmax)` runs the checks of `softmax` that stand here.

Made by the build out of the unit's mark scheme, in which there are more of them.
"""
'''


def practice_module(paper: Paper) -> str:
    """The source of a unit's `practice.py`; SourceError for a check that cannot be given to students."""
    exercises = unit_exercises(paper.unit.id)
    excerpt = Excerpt(_sources(paper.unit.stem))
    classes = {name: excerpt.take(*found) for name, exercise in exercises.items() if (found := _marked(exercise))}
    return "\n".join([HEADER.format(unit=paper.unit.id), excerpt.source(), *_tables(paper, classes)])


def practised(unit: str) -> frozenset[str]:
    """The exercises of a unit that have checks for practice."""
    return frozenset(name for name, exercise in unit_exercises(unit).items() if _marked(exercise))


def _marked(exercise: Exercise) -> tuple[str, str, list[str]] | None:
    """Module, class and names of the checks of an exercise that are for practice."""
    marked = [check for check in exercise.checks if check.practice]
    if not marked:
        return None
    function = marked[0].function
    return function.__module__, function.__qualname__.partition(".")[0], [check.name for check in marked]


def _sources(stem: str) -> Mapping[str, Path]:
    """The files of a mark scheme by the names of its modules."""
    scheme = importlib.import_module(f"{CHECKS}.test_{stem}")
    folder = Path(_file(scheme)).parent
    if not hasattr(scheme, "__path__"):
        return {scheme.__name__: Path(_file(scheme))}
    modules = {f"{scheme.__name__}.{path.stem}": path for path in sorted(folder.glob("[a-z]*.py"))}
    return modules | {scheme.__name__: folder / "__init__.py"}


def _file(module: ModuleType) -> str:
    assert module.__file__ is not None
    return module.__file__


def _tables(paper: Paper, classes: Mapping[str, str]) -> Iterator[str]:
    """What `kit.progress` lists: exercises and proofs with their points, and the classes of checks."""
    points = {name: f"{paper.points[name]:g}" for name in paper.points}
    yield f'\nUNIT = "{paper.unit.id}"'
    yield "EXERCISES = {"
    yield from (f'    "{each.name}": {points[each.name]},' for each in paper.lesson.exercises)
    yield "}"
    yield "PROOFS = {"
    yield from (f'    "{each.name}": ({each.title!r}, {points[each.name]}),' for each in paper.lesson.proofs)
    yield "}"
    yield "CHECKS = {"
    yield from (f'    "{name}": {found},' for name, found in classes.items())
    yield "}\n"
