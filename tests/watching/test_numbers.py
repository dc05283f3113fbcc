"""The status line and the file of numbers."""

import io
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families
from rich.console import Console

from course import progress
from course.progress import Line
from course.watching.metrics import LAST, Metrics


def line(terminal: bool) -> tuple[Line, io.StringIO]:
    shown, stream = Line(), io.StringIO()
    shown._console = Console(file=stream, force_terminal=terminal, width=20)
    return shown, stream


def test_in_a_terminal_the_line_changes_and_fits_and_what_is_said_stays_above() -> None:
    shown, stream = line(terminal=True)
    shown.show("x" * 50)
    shown.say("[b]ada[/b]: no notebook in it, whatever")
    shown.show("done")
    assert stream.getvalue() == f"\r\x1b[K{'x' * 19}\r\x1b[K[b]ada[/b]: no notebook in it, whatever\n\r\x1b[Kdone"


def test_in_a_log_there_is_a_line_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    shown, stream = line(terminal=False)
    now = [1000.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    shown.show("first")
    shown.show("second")
    now[0] += progress.SELDOM + 1
    shown.show("third")
    assert stream.getvalue() == "first\nthird\n"


def test_the_pace_is_that_of_the_last_submissions() -> None:
    metrics = Metrics()
    assert metrics.pace() == ""
    for seconds in [999.0, *(1.0, 3.0) * (LAST // 2)]:
        metrics.took(seconds)
    assert metrics.pace() == "; of the last 200, half told within 2.0 s, all within 3.0 s"


def test_the_file_is_in_the_format_of_prometheus_and_replaced_as_a_whole(tmp_path: Path) -> None:
    metrics, path = Metrics(), tmp_path / "new" / "metrics.prom"
    metrics.graded.inc(3)
    metrics.write(path)
    with path.open() as before:
        metrics.graded.inc()
        metrics.took(4.0)
        metrics.write(path)
        assert "course_watch_graded_total 3.0" in before.read()
    families = {family.name: family for family in text_string_to_metric_families(path.read_text())}
    assert families["course_watch_graded"].samples[0].value == 4
    buckets = {each.labels.get("le"): each.value for each in families["course_watch_feedback_seconds"].samples}
    assert (buckets["3.0"], buckets["5.0"]) == (0, 1)
    assert [each.name for each in path.parent.iterdir()] == ["metrics.prom"]


@pytest.mark.parametrize("trouble", ["ungradable", "faults", "unsaved"])
def test_a_watch_is_sound_until_something_could_not_be_done(trouble: str) -> None:
    metrics = Metrics()
    metrics.graded.inc()
    assert metrics.sound
    getattr(metrics, trouble).inc()
    assert not metrics.sound
