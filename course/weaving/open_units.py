"""Units that are still open while a later one hands out their answers."""

import ast
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache

from autograder.moments import in_words
from course.settings import Settings, Unit
from course.weaving.unit import Paper


def gives_away(paper: Paper, earlier: Paper) -> list[str]:
    """The exercises of an earlier unit whose answers a unit hands out, in `given.py`."""
    given = _defined(paper.given_source)
    return [exercise.name for exercise in earlier.lesson.exercises if exercise.name in given]


@cache
def _defined(source: str) -> frozenset[str]:
    return frozenset(each.name for each in ast.parse(source).body if isinstance(each, ast.FunctionDef))


def still_open(settings: Settings, paper: Paper, now: datetime, read: Callable[[Unit], Paper]) -> Iterator[str]:
    """A sentence for each earlier unit that is not due yet and whose answers a unit hands out; `read` reads a unit."""
    for unit in _not_due(settings, paper.unit, now):
        if names := gives_away(paper, read(unit)):
            answers = f"{', '.join(names)} of {unit.id}"
            assert unit.due is not None
            yield f"{paper.unit.id} hands out {answers}, due {in_words(unit.due)}: do not release it before"


def _not_due(settings: Settings, before: Unit, now: datetime) -> list[Unit]:
    earlier = settings.units[: [unit.id for unit in settings.units].index(before.id)]
    return [unit for unit in earlier if unit.due is not None and unit.due > now]
