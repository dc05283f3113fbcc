"""Where grades go: `[lms]` in `course.toml`."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from course import CourseError
from course.settings import Settings
from course.tables import known_instead

PLATFORMS = ("canvas", "moodle")
KEYS = ("platform", "address", "course", "assignments", "token_file")
HERE = ("localhost", "127.0.0.1", "::1")  # whose traffic nobody else reads
EXAMPLE = 'platform = "canvas", address = "https://canvas.example.org", course = 2041, assignments = {UNIT = 88017}'


@dataclass(frozen=True)
class Place:
    """An assignment on a platform, by the numbers in the addresses of its pages."""

    platform: str
    address: str
    course: int
    assignment: int
    token_file: str | None = None

    @property
    def title(self) -> str:
        """The platform as people write it."""
        return self.platform.capitalize()

    def __str__(self) -> str:
        return f"{self.title} at {self.address}, course {self.course}, assignment {self.assignment}"


def place_of(settings: Settings, unit: str) -> Place:
    """Where a unit's grades go; CourseError if `course.toml` does not say it, or not so that it can be followed."""
    table = settings.lms
    if not table:
        raise CourseError(f"grades go nowhere until [lms] in course.toml says where: {EXAMPLE.replace('UNIT', unit)}")
    for key in table:
        if key not in KEYS:
            raise _trouble(f"has an unknown key {key!r}{known_instead(key, KEYS)}")
    platform, assignments = table.get("platform"), table.get("assignments", {})
    if platform not in PLATFORMS:
        raise _trouble(f"platform must be one of {', '.join(PLATFORMS)}, got {platform!r}")
    if not isinstance(assignments, dict):
        raise _trouble(f"assignments must be a table, {{{unit} = 88017}}, got {assignments!r}")
    for name in assignments:
        settings.unit(name)
    if unit not in assignments:
        raise _trouble(f"does not say which assignment {unit} is: assignments = {{{unit} = NUMBER}}")
    token_file = table.get("token_file")
    if token_file is not None and not isinstance(token_file, str):
        raise _trouble(f"token_file must be a path in quotation marks, got {token_file!r}")
    numbers = _number("course", table), _number(unit, assignments)
    return Place(platform, _address(table.get("address")), *numbers, token_file)


def _number(key: str, table: Mapping[str, Any]) -> int:
    value = table.get(key)
    if type(value) is not int or value < 1:
        raise _trouble(f"{key} must be the number in the address of its page, got {value!r}")
    return value


def _address(address: Any) -> str:
    """An address that a token may be sent to: nobody on the way can read it."""
    found = urlsplit(address) if isinstance(address, str) and not re.search(r"\s", address) else None
    if found is None or not found.hostname or found.username or found.query or found.fragment:
        raise _trouble(f'address must be that of the platform, "https://canvas.example.org", got {address!r}')
    if found.scheme != "https" and not (found.scheme == "http" and found.hostname in HERE):
        raise _trouble(f"address must begin with https://, or others could read the token on its way, got {address!r}")
    return found.geturl().rstrip("/")


def _trouble(what: str) -> CourseError:
    return CourseError(f"course.toml: [lms] {what}")
