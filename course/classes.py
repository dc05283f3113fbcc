"""Several classes in one checkout: `[classes.NAME]` in `course.toml`, and a folder `classes/NAME` for what each has.

A class has submissions, results, roster, gradebook, overrides and extensions apart; the course itself is one for all.
"""

import os
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from course.tables import SettingsError, known, known_instead, moment, table_of

CLASSES = "classes"
CHOSEN = "COURSE_CLASS"  # the environment variable that says the class where no option can
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,60}")
FILE = re.compile(r"sqlite:///(?![/\\])(?!:memory:)[^?]+")  # in the class's own folder


@dataclass(frozen=True)
class Class:
    """What one class has otherwise than the course says: due dates by unit, a gradebook, where grades are sent."""

    due: Mapping[str, datetime] = field(default_factory=dict)
    gradebook: str | None = None
    lms: Mapping[str, Any] = field(default_factory=dict)


def chosen() -> str | None:
    """The class that the environment names, for what has no options of the kit, such as nbgrader."""
    return os.environ.get(CHOSEN) or None


def classes(table: dict[str, Any], units: Collection[str], gradebook: str) -> dict[str, Class]:
    """The classes of a course; `gradebook` is the URL where they name none. SettingsError if two would share one."""
    found = {name: _class(name, table_of(name, table), units) for name in table}
    alike: dict[str, str] = {}
    for name in found:
        if NAME.fullmatch(name) is None:
            raise SettingsError(f"[{CLASSES}] {name!r} must be letters, digits, - and _: it names a folder")
        if (other := alike.setdefault(name.casefold(), name)) != name:
            raise SettingsError(f"[{CLASSES}] {other} and {name} differ in capitals alone: rename one")
    _require_apart(found, gradebook)
    return found


def _class(name: str, entry: dict[str, Any], units: Collection[str]) -> Class:
    where = f"[{CLASSES}.{name}]"
    known(where, entry, ["due", "gradebook", "lms"])
    gradebook = entry.get("gradebook")
    if gradebook is not None and not isinstance(gradebook, str):
        raise SettingsError(f"{where} gradebook must be a URL as in [gradebook], got {gradebook!r}")
    return Class(dict(_dues(name, table_of("due", entry), units)), gradebook, table_of("lms", entry))


def _dues(name: str, table: dict[str, Any], units: Collection[str]) -> Iterator[tuple[str, datetime]]:
    for unit, value in table.items():
        if unit not in units:
            raise SettingsError(f"[{CLASSES}.{name}.due] there is no unit {unit!r}{known_instead(unit, units)}")
        if found := moment(f"[{CLASSES}.{name}.due] {unit}", value):
            yield unit, found


def _require_apart(found: Mapping[str, Class], gradebook: str) -> None:
    """SettingsError for a gradebook that two classes would write to; a file lies in each class's own folder."""
    whose: dict[str, str] = {}
    for name, each in found.items():
        url = each.gradebook or gradebook
        if FILE.match(url) and ".." not in url:
            continue
        if (other := whose.setdefault(url, name)) != name:
            advice = f"give each its own, gradebook = ... in [{CLASSES}.{name}]"
            raise SettingsError(f"the classes {other} and {name} have one gradebook, {url!r}: {advice}")
