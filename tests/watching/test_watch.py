"""`course watch` at work: whatever happens to it, nothing is lost, and nothing is graded or told twice."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from prometheus_client.parser import text_string_to_metric_families

from autograder.intake.submissions import Submission
from course.cli import main
from course.settings import Feedback, Settings, load
from course.watching import watch
from course.watching.watch import Places, Watch
from tests.samples import sample_class

UNIT = "01_classification"
NOT_SAID = "The smallest input found"
HANGS = "def softmax(Z):\n    while True: pass"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "submitted").mkdir()
    return tmp_path


@pytest.fixture
def setting(monkeypatch: pytest.MonkeyPatch) -> Callable[[Settings], None]:
    return lambda settings: monkeypatch.setattr("course.cli.load", lambda: settings)


def hand_in(student: str, work: str, answer: str = "") -> Path:
    """A notebook of the sample class, handed in by this student."""
    text = (sample_class() / work / UNIT / f"{UNIT}.ipynb").read_text()
    if answer:
        tree = json.loads(text)
        next(cell for cell in tree["cells"] if cell["id"] == "softmax-answer")["source"] = answer
        text = json.dumps(tree)
    path = Path("submitted") / student / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def once() -> Result:
    """Until nothing is left to be graded now."""
    return course("watch", "--unit", UNIT, "--once")


def over() -> Settings:
    """The course with the unit due a minute ago."""
    settings, due = load(), datetime.now(UTC) - timedelta(minutes=1)
    return replace(
        settings, units=tuple(replace(unit, due=due) if unit.id == UNIT else unit for unit in settings.units)
    )


def numbers() -> dict[str, float]:
    families = text_string_to_metric_families(Path("results/metrics.prom").read_text())
    return {sample.name: sample.value for family in families for sample in family.samples}


def page(student: str) -> str:
    return Path("live", student, f"{UNIT}.html").read_text()


def kept(folder: str = "results") -> dict[str, tuple[int, bytes]]:
    """Each file of results, or of pages, and when it was written."""
    return {str(path): (path.stat().st_mtime_ns, path.read_bytes()) for path in Path(folder).glob("[!.]*/*")}


def test_what_arrives_is_graded_and_told_once_and_course_grade_makes_the_rest_of_it() -> None:
    for student in ("ada", "greta"):
        hand_in(student, student)
    done = once()
    assert done.exit_code == 0, done.output
    assert "For now this page says which checks failed" in page("greta")
    assert NOT_SAID not in page("greta")
    assert NOT_SAID in Path("results/greta", f"{UNIT}.html").read_text()
    counted = numbers()
    assert (counted["course_watch_graded_total"], counted["course_watch_told_total"]) == (2, 2)
    assert counted["course_watch_feedback_seconds_count"] == 2
    before = kept(), kept("live")
    assert once().exit_code == 0
    assert (kept(), kept("live")) == before
    assert numbers()["course_watch_graded_total"] == 0
    assert "2 submissions (2 from the cache)" in course("grade", "--no-gradebook").stdout


def test_pages_that_were_not_written_any_more_are_written_after_a_restart_without_grading() -> None:
    hand_in("ada", "ada")
    once()
    shutil.rmtree("live")
    before = kept()
    once()
    assert "39 / 39" in page("ada")
    assert kept() == before


def test_who_hands_in_again_too_soon_waits_also_after_a_restart() -> None:
    hand_in("ada", "carla")
    once()
    before = page("ada")
    hand_in("ada", "ada")
    hand_in("ben", "ben")
    once()
    assert page("ada") == before
    assert page("ben")
    assert numbers()["course_watch_held"] == 1
    record = next(Path("live/ada").glob(".*.json"))
    told = json.loads(record.read_text())
    record.write_text(json.dumps(told | {"at": told["at"] - 600}))
    once()
    assert "39 / 39" in page("ada")
    assert numbers()["course_watch_held"] == 0


def test_when_the_unit_is_over_all_is_told_and_late_work_too(setting: Callable[[Settings], None]) -> None:
    hand_in("greta", "greta")
    once()
    assert NOT_SAID not in page("greta")
    setting(over())
    hand_in("late", "greta")
    before = kept()["results/greta/01_classification.json"]
    once()
    assert NOT_SAID in page("greta")
    assert NOT_SAID in page("late")
    assert kept()["results/greta/01_classification.json"] == before


@pytest.mark.parametrize("until", ["2099-01-01 12:00 UTC", "2001-01-01 12:00 UTC"])
def test_an_extension_keeps_the_unit_open_for_all(setting: Callable[[Settings], None], until: str) -> None:
    setting(over())
    hand_in("greta", "greta")
    Path("results").mkdir()
    Path("results/extensions.csv").write_text(f"student,unit,due,why\nill,{UNIT},{until},ill\n")
    once()
    assert (NOT_SAID in page("greta")) == until.startswith("2001")


def test_what_timed_out_is_not_graded_again_by_a_restart(setting: Callable[[Settings], None]) -> None:
    settings = load()
    setting(replace(settings, limits=replace(settings.limits, call_seconds=0.5)))
    hand_in("ada", "ada", HANGS)
    once()
    before = kept()
    assert "took too long" in page("ada")
    once()
    assert kept() == before


def test_what_cannot_be_graded_is_told_and_said(setting: Callable[[Settings], None]) -> None:
    setting(replace(load(), feedback=Feedback(every_minutes=0)))
    hand_in("ada", "ada").write_text('{"cells": 1}')
    (Path("submitted") / "ben" / UNIT).mkdir(parents=True)
    done = once()
    assert done.exit_code == 1
    assert "could not be graded" in page("ada")
    assert done.stderr.count("no notebook in it") == 1
    assert numbers()["course_watch_ungradable_total"] == 1


def test_pages_and_numbers_that_cannot_be_written_are_said() -> None:
    hand_in("ada", "ada")
    Path("live").write_text("no folder")
    Path("results").mkdir()
    Path("results/metrics.prom").mkdir()
    done = once()
    assert done.exit_code == 1
    assert f"ada/{UNIT}: no page could be written: Not a directory" in done.stderr
    assert "results/metrics.prom cannot be written" in done.stderr
    assert Path("results/ada", f"{UNIT}.json").exists()


def test_extensions_that_cannot_be_read_are_said_and_grading_goes_on(setting: Callable[[Settings], None]) -> None:
    setting(over())
    hand_in("ada", "ada")
    Path("results").mkdir()
    Path("results/extensions.csv").write_text("nonsense\n")
    done = once()
    assert "extensions.csv" in done.stderr
    assert "39 / 39" in page("ada")


def test_a_folder_that_is_not_there_is_refused(here: Path) -> None:
    (here / "submitted").rmdir()
    done = once()
    assert (done.exit_code, done.stderr) == (
        2,
        "course: submitted is not there: make the folder that submissions come to\n",
    )


def test_a_folder_without_submissions_is_watched() -> None:
    assert once().exit_code == 0
    assert numbers()["course_watch_graded_total"] == 0


def test_a_second_watch_over_the_same_results_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watch, "FREED", 0.0)
    once()
    with Path("results", watch.LOCK).open() as first:
        fcntl.flock(first, fcntl.LOCK_EX)
        done = once()
    assert done.exit_code == 2
    assert "another `course watch` is at work on results: end it first" in done.stderr


def test_what_arrives_while_the_student_is_served_waits_and_its_time_is_its_own(here: Path) -> None:
    settings = replace(load(), feedback=Feedback(every_minutes=0))
    watching = Watch(settings, settings, Places(here / "submitted", here / "results", here / "live", here / "m"), UNIT)
    watching._stands = lambda submission: False
    path = hand_in("ada", "ada")
    watching._receive(Submission("ada", UNIT, path), since=100.0)
    turns = watching._turns(once=False)
    assert next(turns) == Submission("ada", UNIT, path)
    watching._receive(Submission("ada", UNIT, path, ("newer",)), since=200.0)
    assert next(turns) is None
    assert watching._since["ada", UNIT] == 100.0
    watching.queue.done("ada", UNIT, 0.0)
    assert next(turns) == Submission("ada", UNIT, path, ("newer",))
    assert watching._since["ada", UNIT] == 200.0


@pytest.mark.usefixtures("heeding")
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_killed_at_any_moment_and_begun_again_it_loses_nothing_and_repeats_nothing(how: signal.Signals) -> None:
    students = [f"student {number}" for number in range(8)]
    works = ("ada", "ben", "carla", "greta")
    for number, student in enumerate(students):
        hand_in(student, works[number % len(works)])
    watching = begin()
    wait_for(lambda: len(list(Path("live").glob("*/*.html"))) >= 2)
    watching.send_signal(how)
    errors = watching.communicate(timeout=60)[1]
    assert watching.returncode == (0 if how == signal.SIGINT else -signal.SIGKILL)
    assert "Traceback" not in errors
    before = {path: each for path, each in kept().items() if path.endswith(".json")}
    assert 2 <= len(before) < len(students)
    assert once().exit_code == 0
    after = kept()
    assert {path: after[path] for path in before} == before
    assert len(list(Path("live").glob("*/*.html"))) == len(students)
    assert numbers()["course_watch_graded_total"] == len(students) - len(before)
    assert not [path for folder in ("results", "live") for path in Path(folder).rglob(".writing-*")]


@pytest.mark.usefixtures("heeding")
def test_it_goes_on_watching_and_a_half_written_file_is_waited_for() -> None:
    watching = begin()
    hand_in("ada", "carla")
    wait_for(lambda: Path("live/ada").exists())
    whole = hand_in("ben", "ben").read_text()
    path = Path("submitted/cy", UNIT, f"{UNIT}.ipynb")
    path.parent.mkdir(parents=True)
    path.write_text(whole[:-20])
    wait_for(lambda: Path("live/ben", f"{UNIT}.html").exists())
    time.sleep(2.5)
    assert not Path("results/cy").exists()
    with path.open("a") as stream:
        stream.write(whole[-20:])
    wait_for(lambda: Path("live/cy", f"{UNIT}.html").exists())
    assert "39 / 39" in page("cy")
    watching.send_signal(signal.SIGINT)
    assert "what is of the class as a whole" in watching.communicate(timeout=60)[0]


def begin() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "course", "watch", "--unit", UNIT, "--workers", "1"]
    root = Path(watch.__file__).parents[2]
    return subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": str(root)},
    )


def wait_for(holds: Callable[[], bool]) -> None:
    for _ in range(1200):
        if holds():
            return
        time.sleep(0.05)
    raise AssertionError("it did not come to that within a minute")
