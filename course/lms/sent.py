"""`results/sent-UNIT.json`: which points were sent, or stood there as they would have been.

Whoever finds other points there knows that a person has entered them.
"""

import json
from pathlib import Path

import msgspec

from autograder.names import normalised, shown
from autograder.reports.store import write
from course import CourseError
from course.lms.place import Place


class Sent:
    """What was sent of one unit to one place; other places have notes of their own in the same file."""

    def __init__(self, results: Path, unit: str, place: Place) -> None:
        self._path = results / f"sent-{unit}.json"
        self._all = _read(self._path)
        self._own = self._all.setdefault(str(place), {})

    def points(self, student: str) -> float | None:
        """What was sent last, None if nothing was."""
        return self._own.get(normalised(student))

    def note(self, student: str, points: float) -> None:
        """Keep that these points stand there; what was noted before is on the disk whatever happens next."""
        if self._own.get(normalised(student)) == points:
            return
        self._own[normalised(student)] = points
        try:
            write(self._path, json.dumps(self._all, indent=1, sort_keys=True) + "\n")
        except OSError as error:
            advice = "free space or fix its permissions, and run the same command again"
            raise CourseError(f"{shown(self._path)} cannot be written ({error.strerror}): {advice}") from None


def _read(path: Path) -> dict[str, dict[str, float]]:
    advice = "restore it, or delete it: grades that stand there are then taken for a person's"
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, dict[str, float]])
    except FileNotFoundError:
        return {}
    except (OSError, msgspec.DecodeError, RecursionError) as error:
        raise CourseError(f"{shown(path)} cannot be read ({shown(error, 80)}): {advice}") from None
