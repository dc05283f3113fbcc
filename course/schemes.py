"""A unit's mark scheme, imported; what is wrong with it is told in a line, with its place."""

import traceback
from collections.abc import Mapping
from pathlib import Path

from autograder.scheme.exercises import Exercise, unit_exercises
from course import SourceError
from course.settings import Settings, Unit


def scheme(settings: Settings, unit: Unit) -> Mapping[str, Exercise]:
    """The exercises of a unit; SourceError with file and line if its mark scheme cannot be imported."""
    try:
        return unit_exercises(unit.id)
    except Exception as error:  # whatever an author's module raises
        path = settings.checks(unit)
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
