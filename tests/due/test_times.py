"""A moment is read in one way or not at all."""

from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbgrader.api import Gradebook

from course.due.times import as_gradebook, in_utc
from course.gradebook.arrivals import read_times_with_care
from course.gradebook.database import find_alembic

NOON = datetime(2026, 6, 1, 12)
NOONS = (
    "2026-06-01 12:00:00 UTC", "2026-06-01 12:00 GMT", "2026-06-01T12:00Z", "2026-06-01 12:00:00.000000 UTC",
    "2026-06-01 13:00:00 +0100", "2026-06-01 13:00:00+01:00", "2026-06-01 13:00:00 +01", "2026-06-01T06:30:00-0530",
    "2026-06-01 14:00:00 Europe/Berlin", "2026-06-01 08:00 America/New_York", "20260601T140000+0200",
    "2026-06-01 09:00 America/Argentina/Buenos_Aires", "2026-06-01 13:00 Etc/GMT-1", "2026-06-01 12:00:00,0 UTC",
)  # fmt: skip
NONE = (
    "2026-06-01 13:30:00 CEST", "2026-06-01 13:30:00 CET", "2026-06-01 13:30:00 EST", "2026-06-01 13:30:00 UTC+1",
    "2026-06-01 12:00:00", "2026-06-01", "2026-06-01 UTC", "06/01/2026 12:00 UTC", "1 June 2026 12:00 UTC",
    "2026-10-25 02:30:00 Europe/Berlin", "2026-03-29 02:30:00 Europe/Berlin",
    "2026-06-01 12:00 Europe", "2026-06-01 12:00 America/Argentina", "2026-06-01 12:00 Europe/Nowhere",
    "2026-06-01 12:00 right/Europe/Berlin", "2026-06-01 12:00 ../etc/passwd", "2026-06-01 12:00 100", "1780315200",
    "2026-06-01 12:00 +01:75", "2026-06-01 12:00 +30", "2026-06-31 12:00 UTC", "2026-06-01 24:30 UTC",
    "0001-01-01 00:00 +01:00", "9999-12-31 23:00 America/New_York", "2026-06-01 12:00 UTC\x00", "٢٠٢٦-06-01 12:00 UTC",
)  # fmt: skip


@pytest.mark.parametrize("text", NOONS)
def test_offsets_and_names_of_zones_are_read(text: str) -> None:
    assert in_utc(text) == NOON


@pytest.mark.parametrize("text", NONE)
def test_what_could_be_read_in_two_ways_tells_no_time(text: str) -> None:
    with pytest.raises(ValueError, match=r"tells no time.*one like 2026-11-01 12:00:00 UTC"):
        in_utc(text)


OFFSETS = st.integers(-23 * 60, 23 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


@given(st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS), st.sampled_from([" ", "T"]))
def test_all_that_python_writes_is_read_back(moment: datetime, separator: str) -> None:
    assert in_utc(moment.isoformat(separator)) == moment.astimezone(UTC).replace(tzinfo=None)
    assert in_utc(moment.strftime(f"{moment.year:04}-%m-%d %H:%M:%S.%f %z")) == moment.astimezone(UTC).replace(
        tzinfo=None
    )


@given(st.text())
def test_any_text_is_a_moment_or_an_error_of_ours(text: str) -> None:
    try:
        in_utc(text)
    except ValueError as error:
        assert "tells no time" in str(error)  # noqa: PT017  any other error fails as well


def test_moments_of_programs_go_into_the_gradebook_in_utc() -> None:
    assert as_gradebook(None) is None
    assert as_gradebook(NOON) == NOON
    assert as_gradebook(NOON.replace(tzinfo=timezone(timedelta(hours=1)))) == NOON - timedelta(hours=1)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
def test_due_dates_are_read_in_the_same_way(tmp_path: Path) -> None:
    find_alembic()
    read_times_with_care()
    with Gradebook(f"sqlite:///{tmp_path}/gradebook.db") as book:
        assert book.add_assignment("one", duedate="2026-06-01 13:00:00 +0100").duedate == NOON
        assert book.update_or_create_assignment("one", duedate="2026-06-01T14:00 +0200").duedate == NOON
        with pytest.raises(ValueError, match="tells no time"):
            book.update_or_create_assignment("one", duedate="2026-06-01 13:00:00 CEST")
