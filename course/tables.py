"""What is read from the tables of `course.toml`, or refused with what was wanted."""

from collections.abc import Collection
from datetime import date, datetime, time
from typing import Any

from autograder.names import nearest
from course import CourseError


class SettingsError(CourseError):
    """`course.toml` cannot be followed."""


def known_instead(word: str, known: Collection[str]) -> str:
    """What to add to "there is no ...": the nearest known word, or all of them."""
    meant = nearest(word, known)
    if meant:
        return f"; did you mean {meant!r}?"
    return f"; there are: {', '.join(known)}" if known else "; there are none yet"


def table_of(name: str, table: dict[str, Any]) -> dict[str, Any]:
    """The table of a name, empty if there is none; SettingsError if it is something else."""
    found = table.get(name, {})
    if not isinstance(found, dict):
        raise SettingsError(f"{name} must be a table, [{name}], got {found!r}")
    return found


def known(where: str, table: dict[str, Any], names: Collection[str]) -> None:
    """SettingsError for a key of a table that has no meaning."""
    for key in table:
        if key not in names:
            raise SettingsError(f"{where} has an unknown key {key!r}{known_instead(key, sorted(names))}")


def moment(where: str, due: Any) -> datetime | None:
    """A moment, which a date or a clock without its offset from UTC is not."""
    if due is None or (isinstance(due, datetime) and due.tzinfo):
        return due
    got = due.isoformat() if isinstance(due, date | time) else repr(due)
    wanted = "a date and time with its offset from UTC, without quotes: due = 2026-12-10T23:59:00+01:00"
    raise SettingsError(f"{where} must be {wanted}; got {got}")


def is_number(value: Any) -> bool:
    """Whether it is a number, which a truth value is not."""
    return isinstance(value, int | float) and not isinstance(value, bool)
