"""Students' pages: each result is told once, more of it when the unit is over, and it is known after a restart."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from course.settings import Feedback
from course.watching.telling import Telling
from tests.reports.conftest import build_check, build_exercise, build_result

UNIT = "01_classification"
SENTENCE = "Each row of P sums to 1."
DUE = datetime(2026, 12, 10, 23, 59, tzinfo=UTC)
BEFORE, AFTER = DUE.timestamp() - 3600, DUE.timestamp()
RESULT: dict[str, Any] = build_result(build_exercise("softmax", build_check("failed", SENTENCE, message="wanted 7")))
KEY = ("ada", UNIT)


@pytest.fixture
def telling(tmp_path: Path) -> Telling:
    return begun(tmp_path)


def begun(folder: Path, **policy: Any) -> Telling:
    return Telling(folder / "live", Feedback(**{"before": "verdicts", **policy}), {UNIT: DUE})


def page(folder: Path) -> str:
    return (folder / "live" / "ada" / f"{UNIT}.html").read_text()


def test_a_result_is_told_once(telling: Telling, tmp_path: Path) -> None:
    assert telling.tell(RESULT, BEFORE)
    assert not telling.tell(RESULT, BEFORE + 1)
    assert telling.tell({**RESULT, "key": "another"}, BEFORE + 2)
    told = telling.told(KEY)
    assert told and (told.key, told.level, told.at) == ("another", "verdicts", BEFORE + 2)
    assert "For now this page has verdicts alone." in page(tmp_path)


def test_after_a_restart_it_is_known_what_was_told(telling: Telling, tmp_path: Path) -> None:
    telling.tell(RESULT, BEFORE)
    again = begun(tmp_path)
    assert again.told(KEY) == telling.told(KEY)
    assert not again.tell(RESULT, BEFORE + 99)


@pytest.mark.parametrize("damaged", ["", "{", "{}", '{"key": 1}'])
def test_what_cannot_be_read_is_told_again(telling: Telling, tmp_path: Path, damaged: str) -> None:
    telling.tell(RESULT, BEFORE)
    (beside,) = (tmp_path / "live" / "ada").glob(".*.json")
    beside.write_text(damaged)
    again = begun(tmp_path)
    assert again.told(KEY) is None
    assert again.tell(RESULT, BEFORE + 9)


def test_when_the_unit_is_over_more_is_told_and_that_is_no_new_lesson(telling: Telling, tmp_path: Path) -> None:
    telling.tell(RESULT, BEFORE)
    assert telling.more(BEFORE) == []
    assert telling.more(AFTER) == [KEY]
    assert telling.tell(RESULT, AFTER)
    assert "wanted 7" in page(tmp_path)
    told = telling.told(KEY)
    assert told and told.at == BEFORE
    assert telling.more(AFTER) == []


def test_when_somebody_gets_more_time_pages_say_less_again(telling: Telling, tmp_path: Path) -> None:
    telling.tell(RESULT, AFTER)
    telling.closes = {UNIT: datetime(2026, 12, 20, tzinfo=UTC)}
    assert telling.more(AFTER) == [KEY]
    telling.tell(RESULT, AFTER)
    assert "wanted 7" not in page(tmp_path)


def test_a_unit_that_is_never_due_is_never_over(telling: Telling) -> None:
    telling.closes = {}
    assert telling.level(UNIT, AFTER + 1e9) == "verdicts"


def test_the_page_says_when_more_can_be_learned(tmp_path: Path) -> None:
    begun(tmp_path, every_minutes=10).tell(RESULT, 1_800_000_000)
    then = datetime.fromtimestamp(1_800_000_600).astimezone().strftime("%H:%M")
    assert f", {then}" in page(tmp_path).split("you learn more from")[1].split("on.")[0]


def test_without_a_limit_no_time_is_named(tmp_path: Path) -> None:
    begun(tmp_path, every_minutes=0).tell(RESULT, BEFORE)
    assert "you learn more from" not in page(tmp_path)


def test_what_cannot_be_written_is_an_error_and_is_not_taken_for_told(telling: Telling, tmp_path: Path) -> None:
    (tmp_path / "live").write_text("no folder")
    with pytest.raises(OSError, match="Not a directory"):
        telling.tell(RESULT, BEFORE)
    assert telling.told(KEY) is None
