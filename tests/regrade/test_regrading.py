"""`course regrade`: it says what changes and why, writes nothing until it is told to, and then nothing else."""

import csv
import errno
import json
import os
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from autograder.names import safe_name
from autograder.reports.store import Store
from course.by_hand.exercises import FLOOR
from course.regrade import commands
from course.regrade.regrading import BESIDE
from course.settings import load

from .conftest import UNIT, Class

SOFTMAX = f"{UNIT}/softmax"


@pytest.fixture
def changed(mine: Class) -> Class:
    """By the checks of now ada has more points for softmax, and fewer for accuracy; ben is as he was, but outdated."""
    mine.earlier("ada", "softmax", "failed")
    worth = mine.test("ada", "softmax")["checks"][0]["points"]
    assert worth == 6 - mine.test("ada", "softmax")["score"] > 0
    mine.earlier("ben", "softmax", mine.test("ben", "softmax")["checks"][0]["verdict"])
    return mine


def lowered(mine: Class) -> tuple[float, float]:
    """An earlier check gave oskar more for softmax: his points then and now."""
    test = mine.test("oskar", "softmax")
    at = next(at for at, check in enumerate(test["checks"]) if check["verdict"] != "passed")
    now = test["score"]
    mine.earlier("oskar", "softmax", "passed", at)
    return mine.test("oskar", "softmax")["score"], now


def test_the_report_says_who_changes_by_how_much_and_why_and_nothing_is_written(changed: Class) -> None:
    before, had = changed.snapshot(), changed.test("ada", "softmax")["score"]
    done = changed.course("regrade")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert f"{UNIT}: 1 student with more points, 0 with fewer, 0 with as many" in lines
    assert f"  ada  softmax: {had:g} -> 6 of 6 (+{6 - had:g})" in lines
    check = changed.test("ada", "softmax")["checks"][0]
    why = f"{check['name']}: failed, 0 of {check['points']:g} -> passed, {check['points']:g} of {check['points']:g}"
    assert f"      {why}" in lines
    assert "3 results: 2 by other checks or points than now, 1 of them the same" in lines
    assert lines[-1] == "nothing is written yet: the same command with --write takes this over"
    assert changed.snapshot() == before


def test_written_it_is_in_results_pages_and_audit_and_the_next_regrade_finds_nothing(changed: Class) -> None:
    had = changed.test("ada", "softmax")["score"]
    assert changed.course("regrade", "--write").exit_code == 0
    assert changed.result("ada")["score"] == 39
    assert "6 / 6" in changed.page("ada")
    (line,) = changed.rows("audit.csv")
    assert (line["action"], line["student"], line["exercise"]) == ("regrade", "ada", "softmax")
    assert (line["before"], line["after"], line["of"]) == (f"{had:g}", "6", "6")
    assert "failed, 0 of" in line["why"]
    before = changed.snapshot()
    again = changed.course("regrade", "--write")
    assert (again.exit_code, again.stderr) == (0, "")
    assert "3 results: 0 by other checks or points than now" in again.stdout
    assert changed.snapshot() == before


def test_proofs_keep_their_points(changed: Class) -> None:
    table = changed.root / "results" / f"proofs-{UNIT}.csv"
    table.write_text(table.read_text("utf-8-sig").replace("ada,error_at_most_bound,,", "ada,error_at_most_bound,2,"))
    assert changed.course("regrade", "--write").exit_code == 0
    assert [proof["score"] for proof in changed.result("ada")["proofs"]] == [2.0, None]


def test_the_report_as_a_table(changed: Class) -> None:
    assert changed.course("regrade", "--report", "report.csv").exit_code == 0
    (row,) = csv.DictReader(Path("report.csv").read_text("utf-8-sig").splitlines())
    had = changed.test("ada", "softmax")["score"]
    wanted = {"student": "ada", "unit": UNIT, "exercise": "softmax", "before": f"{had:g}", "after": "6", "of": "6"}
    assert row.items() >= (wanted | {"change": f"{6 - had:g}", "the grader's": "6"}).items()
    assert "failed, 0 of" in row["why"]


def test_points_become_fewer_unless_that_is_not_wanted(mine: Class) -> None:
    then, now = lowered(mine)
    assert then > now
    told = mine.course("regrade").stdout
    assert f"softmax: {then:g} -> {now:g} of 6 ({now - then:g})" in told
    told = mine.course("regrade", "--never-lower", "--write").stdout
    assert f"softmax: {then:g} stay, never lower (the grader: {then:g} -> {now:g} of 6)" in told
    test = mine.test("oskar", "softmax")
    assert (test["score"], test["automatic"]) == (then, now)
    assert FLOOR in mine.page("oskar")
    (line,) = mine.rows("audit.csv")
    assert (line["before"], line["after"]) == (f"{then:g}", f"{then:g}")
    assert f"never lowered, the grader gives {now:g}" in line["why"]


def test_points_that_were_kept_go_once_the_grader_gives_as_many(mine: Class) -> None:
    then, now = lowered(mine)
    beside = json.loads(mine.path("oskar", beside=True).read_text())
    mine.course("regrade", "--never-lower", "--write")
    better = mine.result("oskar") | {"key": "of a check in between"}
    softmax = next(test for test in better["tests"] if test["name"] == "softmax")
    assert softmax["automatic"] == now
    mine.path("oskar").write_text(json.dumps(better))
    for test in (test for test in beside["tests"] if test["name"] == "softmax"):
        test["checks"] = [{**check, "verdict": "passed", "earned": check["points"]} for check in test["checks"]]
        test["score"] = 6.0
    mine.path("oskar", beside=True).parent.mkdir(parents=True)
    mine.path("oskar", beside=True).write_text(json.dumps(beside))
    told = mine.course("regrade", "--write").stdout
    assert f"softmax: {then:g} -> 6 of 6 (+{6 - then:g})" in told
    assert mine.test("oskar", "softmax")["score"] == 6
    assert "automatic" not in mine.test("oskar", "softmax")
    assert [row["after"] for row in mine.rows("audit.csv")] == [f"{then:g}", "6"]


def test_an_override_stays_whatever_the_grader_says_and_the_report_says_so(changed: Class) -> None:
    changed.course("override", "ada", SOFTMAX, "1", "--why", "Copied.")
    had = changed.test("ada", "softmax")["automatic"]
    told = changed.course("regrade", "--write").stdout
    assert f"softmax: 1 given by hand stay (the grader: {had:g} -> 6 of 6)" in told
    test = changed.test("ada", "softmax")
    assert (test["score"], test["automatic"], test["comment"]) == (1, 6, "Copied.")
    assert [row["action"] for row in changed.rows("audit.csv")] == ["override"]
    assert changed.course("override", "ada", SOFTMAX, "--withdraw").exit_code == 0
    assert changed.test("ada", "softmax")["score"] == 6


def test_only_one_exercise_is_taken_and_the_others_are_regraded_another_time(changed: Class) -> None:
    changed.earlier("ada", "accuracy", "failed")
    others = changed.test("ada", "accuracy")
    done = changed.course("regrade", "--only", SOFTMAX, "--write")
    assert done.exit_code == 0
    assert "accuracy" not in done.stdout
    assert "the next `course grade` brings them up to date, too" in done.stdout
    assert changed.test("ada", "softmax")["score"] == 6
    assert changed.test("ada", "accuracy") == others
    assert changed.result("ada")["score"] == 35 + others["score"]
    assert [row["exercise"] for row in changed.rows("audit.csv")] == ["softmax"]
    assert "accuracy:" in changed.course("regrade", "submitted").stdout


def test_what_is_new_or_was_handed_in_again_is_no_regrade(changed: Class) -> None:
    path = changed.root / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    path.write_text(path.read_text() + "\n")
    shutil.rmtree(changed.root / "results" / "ben")
    shutil.rmtree(changed.root / "submitted" / "oskar")
    before = changed.snapshot()
    done = changed.course("regrade", "--write")
    assert done.exit_code == 0
    assert done.stderr.splitlines() == [
        f"ada/{UNIT} was handed in again since it was graded: that is for `course grade`",
        f"ben/{UNIT} is not graded yet: that is for `course grade`",
        f"oskar/{UNIT} stays as it is: its submission is not there",
    ]
    assert changed.snapshot() == before


def test_points_of_course_toml_are_regraded_and_lower_for_all_are_not_kept(
    changed: Class, refused, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "load", lambda: replace(load(), points={SOFTMAX: 3.0}))
    told = changed.course("regrade").stdout
    assert "  ben  softmax: " in told and " of 3 (" in told
    before = changed.snapshot()
    assert refused(changed.course("regrade", "--never-lower", "--write"), "is worth 3 points now, and ")
    assert changed.snapshot() == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--results", "elsewhere"], "there are no results in elsewhere: run `course grade` first"),
        (["--only", f"{UNIT}/sofmax"], "did you mean softmax?"),
        (["nowhere"], "nowhere"),
        (["--report", "missing/report.csv", "--write"], "missing/report.csv cannot be written"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(changed: Class, refused, arguments, words) -> None:
    before = changed.snapshot()
    done = changed.course("regrade", *arguments)
    assert done.exit_code == 2 and words in done.stderr and len(done.stderr.splitlines()) == 1
    assert changed.snapshot() == before


def test_without_its_lines_in_the_audit_nothing_is_changed(changed: Class) -> None:
    (changed.root / "results" / "audit.csv").mkdir()
    before = changed.snapshot()
    done = changed.course("regrade", "--write")
    assert done.exit_code == 2 and "audit.csv cannot be written" in done.stderr
    assert changed.snapshot() == before


def test_a_submission_that_cannot_be_read_any_more_is_left_as_it_was(changed: Class) -> None:
    path = changed.root / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb"
    path.write_bytes(path.read_bytes()[:1000])
    before = changed.result("ada")
    changed.course("regrade", "--write")
    assert changed.result("ada") == before


def test_what_could_not_be_written_is_said_and_the_next_run_goes_on_from_there(
    changed: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    then, now = lowered(changed)
    save = Store.save

    def full(store: Store, result: dict[str, Any], page: str) -> None:
        if result["student"] == "oskar" and store.folder.name == "results":
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        save(store, result, page)

    with monkeypatch.context() as patch:
        patch.setattr(Store, "save", full)
        done = changed.course("regrade", "--never-lower", "--write")
    assert done.exit_code == 1
    assert f"oskar/{UNIT}: regraded, but could not be written: No space left on device" in done.stderr
    assert changed.test("ada", "softmax")["score"] == 6
    assert changed.test("oskar", "softmax")["score"] == then
    assert changed.course("regrade", "--never-lower", "--write").exit_code == 0
    assert (changed.test("oskar", "softmax")["score"], changed.test("oskar", "softmax")["automatic"]) == (then, now)


def test_a_name_that_is_no_text_is_told_and_stops_nobody(changed: Class) -> None:
    then, _ = lowered(changed)
    name = os.fsdecode(b"osk\xe9r")
    for folder in ("results", "submitted", f"results/{BESIDE}"):
        (changed.root / folder / "oskar").rename(changed.root / folder / safe_name(name))
    (changed.root / "submitted" / safe_name(name)).rename(changed.root / "submitted" / name)
    for path in (changed.path(safe_name(name)), changed.path(safe_name(name), beside=True)):
        path.write_text(json.dumps(json.loads(path.read_text()) | {"student": name}))
    done = changed.course("regrade", "--never-lower", "--write", "--report", "report.csv")
    assert done.exit_code == 1
    assert "osk\\udce9r is not in the table, the name is no text in UTF-8" in done.stderr
    assert "osk\\udce9r" in Path("report.csv").read_text("utf-8-sig")
    assert changed.test(safe_name(name), "softmax")["score"] == then
    assert changed.result("ada")["score"] == 39
    assert changed.course("regrade", "--write").exit_code == 1  # its row for the proofs is missing still
    assert "osk\\udce9r" in [row["student"] for row in changed.rows("audit.csv")]
