"""Until when work is in time, for all and for each, and what it costs after that."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from course.due.extensions import Key, extensions
from course.due.lateness import Due
from course.due.times import Moment
from course.settings import Late, Settings


@dataclass(frozen=True)
class Terms:
    """What course.toml and a class's extensions say; of a unit that is not in `due`, the gradebook may know more."""

    late: Late = field(default_factory=Late)
    due: Mapping[str, Moment] = field(default_factory=dict)
    extensions: Mapping[Key, Moment] = field(default_factory=dict)

    def of(self, student: str, unit: str) -> Due | None:
        """When a student's unit is due, None if course.toml does not say it."""
        due = self.due.get(unit)
        if due is None:
            return None
        return Due(self.extensions[student, unit], due) if self.longer(student, unit) else Due(due)

    def longer(self, student: str, unit: str) -> datetime.timedelta | None:
        """How much longer than the others a student has, None if no longer."""
        own = self.extensions.get((student, unit))
        due = self.due.get(unit)
        return own - due if own and due and own > due else None


def terms(settings: Settings, results: Path) -> Terms:
    """The terms for the class whose results lie in a folder; CourseError if its extensions cannot be read."""
    due = {unit.id: unit.due for unit in settings.units if unit.due}
    found = {key: each.due for key, each in extensions(settings, results).rows.items()}
    return Terms(settings.late, due, found)
