"""The mark schemes of the units, imported; what is wrong with one of them is told in a line, with its place."""

import traceback
from collections.abc import Mapping
from pathlib import Path

from autograder.scheme.exercises import Exercise, unit_exercises
from course import SourceError
from course.settings import Settings, Unit


def schemes(settings: Settings) -> Mapping[str, Mapping[str, Exercise]]:
    """The exercises of all units that run, by unit and name; SourceError for the first that cannot be imported."""
    return {unit.id: scheme(settings.checks(unit), unit) for unit in settings.units}


def scheme(path: Path, unit: Unit) -> Mapping[str, Exercise]:
    """The exercises of a unit; SourceError with file and line if its mark scheme cannot be imported."""
    try:
        return unit_exercises(unit.id)
    except Exception as error:  # whatever an author's module raises
        frames = traceback.extract_tb(error.__traceback__)
        places = [(Path(frame.filename), frame.lineno) for frame in frames if _belongs(frame.filename, path)]
        if isinstance(error, SyntaxError) and error.filename:
            places.append((Path(error.filename), error.lineno))
        file, line = places[-1] if places else (path, 1)
        message = f"the mark scheme cannot be imported: {type(error).__name__}: {error}"
        raise SourceError(file, line or 1, message) from None


def _belongs(name: str, scheme: Path) -> bool:
    """Whether a file is the mark scheme, or a module of its folder."""
    return Path(name) == scheme or (scheme.name == "__init__.py" and Path(name).parent == scheme.parent)
