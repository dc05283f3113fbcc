"""Moments as people and programs write them: a date, a clock, and how far it is from UTC, or no time at all.

    2026-11-01 12:00:00 UTC            2026-11-01T12:00:00.123Z
    2026-11-01 13:00:00 +0100          2026-11-01T13:00+01:00        ISO 8601, a blank before the offset or none
    2026-11-01 13:00:00 Europe/Berlin                                the zone by its name in the IANA data base

nbgrader's `parse_utc` takes "+0100" after a blank for 100 seconds, CEST for UTC and 01/02/2026 for one of two days.
What could be read in two ways is not read here: abbreviations of zones, a clock without a zone, a clock that a zone
shows twice in autumn or never in spring. The gradebook keeps moments in UTC, without a zone.
"""

import datetime
import re
import zoneinfo
from functools import cache

UTC = datetime.UTC
WANTED = "one like 2026-11-01 12:00:00 UTC, 2026-11-01 13:00:00 +0100 or 2026-11-01 13:00:00 Europe/Berlin is wanted"
WRITTEN = re.compile(
    r"(?P<clock>\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?|\d{8}T\d{4}(\d\d([.,]\d+)?)?)"
    r"( ?(?P<offset>Z|[+-]\d\d(:?[0-5]\d)?)| (?P<zone>UTC|GMT|\w+(/[\w+-]+)+))",
    re.ASCII,
)

Moment = datetime.datetime


def in_utc(text: str) -> Moment:
    """The moment that a text tells, in UTC and without a zone; ValueError if it tells none, or might tell two."""
    found = WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:80]!r} tells no time: {WANTED}")
    try:
        if found["offset"]:
            told = Moment.fromisoformat(found["clock"] + found["offset"])
        else:
            told = _shown_in(Moment.fromisoformat(found["clock"]), found["zone"])
        return told.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} tells no time ({error}): {WANTED}") from None


def as_gradebook(told: Moment | str | None) -> Moment | None:
    """What nbgrader has `parse_utc` for: a text as `in_utc`, a moment in UTC; without a zone it is in UTC already."""
    if isinstance(told, str):
        return in_utc(told.strip())
    return told if told is None or told.tzinfo is None else told.astimezone(UTC).replace(tzinfo=None)


def _shown_in(clock: Moment, name: str) -> Moment:
    """The one moment at which clocks in a zone show this; ValueError if there is none, or two."""
    if name in ("UTC", "GMT"):
        return clock.replace(tzinfo=UTC)
    if name not in _zones():
        raise ValueError(f"there is no zone {name}")
    zone = zoneinfo.ZoneInfo(name)
    readings = {clock.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1)}
    if len(readings) > 1:  # in the gap of spring the two differ, too
        raise ValueError(f"clocks in {name} show it twice or never")
    return readings.pop()


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
