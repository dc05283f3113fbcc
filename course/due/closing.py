"""When the time of a unit is over: for the last class, and for whoever has an extension."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from course.due.extensions import extensions
from course.settings import Settings


def closes(settings: Settings, name: str, others: Iterable[datetime] = ()) -> datetime | None:
    """When nobody works on a unit any more, None if it is not due; `settings` are those of all classes.

    `others` are extensions that lie elsewhere than those of the classes.
    """
    due = settings.until_the_last_class().unit(name).due
    return due and max([due, *others, *(until for until, _ in extended(settings, name))])


def extended(settings: Settings, name: str) -> Iterator[tuple[datetime, str]]:
    """Until when somebody has an extension for a unit, and who, in all classes."""
    for each in [settings.of_class(found) for found in settings.classes] or [settings]:
        for (student, unit), extension in extensions(each, each.at(None, "results")).rows.items():
            if unit == name:
                yield extension.due, student
