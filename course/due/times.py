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


def told(text: str) -> Moment:
    """The moment that a text tells, with its offset from UTC; ValueError if it tells none, or might tell two."""
    found = WRITTEN.fullmatch(text)
    if not found:
        raise ValueError(f"{text[:80]!r} tells no time: {WANTED}")
    try:
        if found["offset"]:
            moment = Moment.fromisoformat(found["clock"] + found["offset"])
        else:
            moment = _shown_in(Moment.fromisoformat(found["clock"]), found["zone"])
        moment.astimezone(UTC)  # at either end of time there may be no such moment
    except (ValueError, OverflowError) as error:
        raise ValueError(f"{text!r} tells no time ({error}): {WANTED}") from None
    return moment


def in_utc(text: str) -> Moment:
    """The moment that a text tells, in UTC and without a zone; ValueError as `told`."""
    return without_zone(told(text))


def without_zone(moment: Moment) -> Moment:
    """In UTC, as the gradebook keeps moments."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def as_gradebook(said: Moment | str | None) -> Moment | None:
    """What nbgrader has `parse_utc` for: a text as `in_utc`, a moment in UTC; without a zone it is in UTC already."""
    if isinstance(said, str):
        return in_utc(said.strip())
    return said if said is None or said.tzinfo is None else without_zone(said)


def _shown_in(clock: Moment, name: str) -> Moment:
    """The one moment at which clocks in a zone show this; ValueError if there is none, or two."""
    if name in ("UTC", "GMT"):
        return clock.replace(tzinfo=UTC)
    if name not in _zones():
        raise ValueError(f"there is no zone {name}")
    zone = zoneinfo.ZoneInfo(name)
    first, second = (clock.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    if first.utcoffset() != second.utcoffset():  # in the gap of spring the two differ, too
        raise ValueError(f"clocks in {name} show it twice or never")
    return first.replace(tzinfo=datetime.timezone(first.utcoffset() or datetime.timedelta()))


@cache
def _zones() -> set[str]:
    return zoneinfo.available_timezones()
