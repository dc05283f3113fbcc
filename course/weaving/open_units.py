"""Units that are still open while a later one hands out their answers."""

import ast
from collections.abc import Iterator
from datetime import datetime

from course.settings import Settings, Unit, in_words
from course.weaving.unit import Paper, read_paper


def gives_away(paper: Paper, earlier: Paper) -> list[str]:
    """The exercises of an earlier unit whose answers a unit hands out, in `given.py`."""
    given = {each.name for each in ast.parse(paper.given_source).body if isinstance(each, ast.FunctionDef)}
    return [exercise.name for exercise in earlier.lesson.exercises if exercise.name in given]


def still_open(settings: Settings, paper: Paper, now: datetime) -> Iterator[str]:
    """A sentence for each earlier unit that is not due yet and whose answers a unit hands out."""
    for unit in _not_due(settings, paper.unit, now):
        if names := gives_away(paper, read_paper(settings, unit)):
            answers = f"{', '.join(names)} of {unit.id}"
            assert unit.due is not None
            yield f"{paper.unit.id} hands out {answers}, due {in_words(unit.due)}: do not release it before"


def _not_due(settings: Settings, before: Unit, now: datetime) -> list[Unit]:
    earlier = settings.units[: settings.units.index(before)]
    return [unit for unit in earlier if unit.due is not None and unit.due > now]
