"""The command line: bad input gets a clear line and an exit code, never a traceback."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.sandbox import Isolation, SandboxFailure
from course import marking
from course.cli import main
from course.settings import load

UNIT = "01_classification"
PROOF = "proof-error_at_most_bound-answer"
RELEASED = load().root / "release" / UNIT / f"{UNIT}.ipynb"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def hand_in(folder: Path, student: str, text: str | None = None) -> Path:
    path = folder / "submitted" / student / UNIT / f"{UNIT}.ipynb"
    path.parent.mkdir(parents=True)
    if text is None:
        shutil.copy(RELEASED, path)
    else:
        path.write_text(text)
    return path


def refused(result: Result, words: str) -> bool:
    """A usage error: exit code 2, one line that begins with the command's name, these words in it."""
    (line,) = result.stderr.splitlines()
    return result.exit_code == 2 and line.startswith("course: ") and words in line


def test_grading_writes_a_result_and_a_page_and_prints_the_class(here: Path) -> None:
    hand_in(here, "ada")
    result = course("grade", "submitted")
    assert result.exit_code == 0
    assert result.stdout.startswith("isolation level ")
    assert "ada" in result.stdout
    assert {path.name for path in (here / "results" / "ada").iterdir()} == {f"{UNIT}.json", f"{UNIT}.html"}


def test_proofs_are_graded_in_a_table_and_read_back(here: Path) -> None:
    """From one `course grade` to the next: pending, points that are none, points."""
    path = hand_in(here, "ada")
    tree = json.loads(path.read_text())
    next(cell for cell in tree["cells"] if cell["id"] == PROOF)["source"] = "Thus."
    path.write_text(json.dumps(tree))
    first = course("grade", "submitted")
    table = here / "results" / f"proofs-{UNIT}.csv"
    assert first.exit_code == 0
    assert f"grade them in results/{table.name} or in formgrader, and run this again" in first.stdout
    assert re.search(r"ada .* 0 / 39 +pending +pending", first.stdout)
    for points, code, words in (("5", 1, "must be a number from 0 to 4, got '5'"), ("3", 0, " 0 / 39 3 / 7 3 / 46")):
        table.write_text(re.sub(r"bound,\d?,", f"bound,{points},", table.read_text(encoding="utf-8-sig")))
        done = course("grade", "submitted")
        assert done.exit_code == code
        assert re.search(words, re.sub(r"\s+", " ", done.stdout))


def test_a_table_that_is_damaged_is_said_and_the_class_is_shown(here: Path) -> None:
    hand_in(here, "ada")
    course("grade", "submitted")
    table = here / "results" / f"proofs-{UNIT}.csv"
    table.write_text(table.read_text(encoding="utf-8-sig").replace(",", "|"))
    done = course("grade", "submitted")
    assert done.exit_code == 1
    assert "is not a table of proofs" in re.sub(r"\s+", " ", done.stdout)
    assert "1 submission (1 from the cache)" in done.stdout


LOW = Isolation(1, {4: "own namespaces: no", 3: "own user: no", 2: "landlock of list: Function not implemented"})


def test_below_the_level_that_is_required_nothing_is_graded(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "isolation", lambda: LOW)
    hand_in(here, "ada")
    result = course("grade", "submitted")
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "level 2 failed at landlock of list: Function not implemented" in result.stderr
    assert "lsm=" in result.stderr
    assert not (here / "results").exists()


def test_a_lower_level_can_be_accepted_for_a_run(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(marking, "isolation", lambda: LOW)
    hand_in(here, "ada")
    result = course("grade", "submitted", "--require-level", "1")
    assert result.exit_code == 0
    assert result.stdout.startswith("isolation level 1: ")


def test_a_level_that_does_not_exist_is_refused(here: Path) -> None:
    assert course("grade", "submitted", "--require-level", "5").exit_code == 2


def test_a_sandbox_that_cannot_be_tried_out_is_a_line(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> Isolation:
        raise SandboxFailure("the sandbox could not be tried out: no Python")

    monkeypatch.setattr(marking, "isolation", fail)
    assert refused(course("grade", "submitted"), "could not be tried out: no Python")


def test_a_second_run_is_served_from_the_cache(here: Path) -> None:
    hand_in(here, "ada")
    course("grade", "submitted")
    assert "1 submission (1 from the cache)" in course("grade", "submitted").stdout


def test_what_a_renamed_student_left_behind_is_told(here: Path) -> None:
    for student in ("andrea", "bo"):
        hand_in(here, student)
    assert "handed in nothing here" not in course("grade", "submitted").output
    (here / "submitted/andrea").rename(here / "submitted/andreas")
    told = " ".join(course("grade", "submitted").output.split())
    assert "results of students who handed in nothing here (andrea): reports and exports count them" in told
    assert "handed in nothing here" not in course("grade", "submitted/bo").output


def test_a_new_class_is_written_where_nothing_is(here: Path) -> None:
    assert course("new", "class", "submitted").exit_code == 0
    assert (here / "submitted" / "ada" / UNIT / f"{UNIT}.ipynb").stat().st_size > 10_000


def test_a_new_class_is_not_written_over_another(here: Path) -> None:
    notebook = hand_in(here, "ada", "mine")
    result = course("new", "class", "submitted")
    assert refused(result, "submitted is not empty, and may be a class's: name a new folder")
    assert [path for path in here.rglob("*") if path.is_file()] == [notebook]
    assert notebook.read_text() == "mine"


def test_a_new_class_cannot_take_the_place_of_a_file(here: Path) -> None:
    (here / "submitted").write_text("mine")
    assert refused(course("new", "class", "submitted"), "nothing was written")


def test_a_new_seed_begins_a_new_run(here: Path) -> None:
    hand_in(here, "ada")
    course("grade", "submitted")
    assert "1 submission (0 from the cache)" in course("grade", "submitted", "--new-seed").stdout


def test_one_notebook_can_be_graded_for_a_named_student(here: Path) -> None:
    shutil.copy(RELEASED, here / "work.ipynb")
    result = course("grade", "work.ipynb", "--student", "a/../b\x1b[31m")
    assert result.exit_code == 0
    (folder,) = (path for path in (here / "results").iterdir() if path.is_dir())
    assert "/" not in folder.name and "\x1b" not in folder.name
    assert "\x1b[31m" not in result.stdout


def test_what_cannot_be_graded_is_said_and_the_rest_goes_on(here: Path) -> None:
    hand_in(here, "ada")
    hand_in(here, "bo", '{"cells": [')
    result = course("grade", "submitted")
    assert result.exit_code == 1
    assert "2 submissions (0 from the cache): 1 graded, 1 ungradable" in result.stdout
    assert (here / "results" / "bo" / f"{UNIT}.html").exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["grade", "nowhere"], "nowhere is not there"),
        (["grade", "text.txt"], "is no file whose name ends in .ipynb"),
        (["grade", "empty"], "holds no notebook"),
        (["grade", "work.ipynb", "--unit", "01_clasification"], "01_classification"),
        (["build", "02_nothing"], "there is no unit '02_nothing'"),
        (["check", "02_nothing"], "there is no unit '02_nothing'"),
        (["grade", "work.ipynb", "--results", "text.txt"], "results in text.txt"),
    ],
)
def test_a_command_that_cannot_be_carried_out_says_why(here: Path, arguments: list[str], words: str) -> None:
    (here / "text.txt").write_text("no notebook")
    (here / "empty").mkdir()
    shutil.copy(RELEASED, here / "work.ipynb")
    assert refused(course(*arguments), words)


def test_without_a_release_the_next_step_is_named(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_in(here, "ada")
    copy = here / "copy"
    shutil.copytree(load().root / "course" / "lessons", copy / "course" / "lessons")
    shutil.copy(load().root / "course.toml", copy)
    settings = load(copy / "course.toml")
    monkeypatch.setattr("course.cli.load", lambda: settings)
    assert refused(course("grade", "submitted"), "run `course build`")


def test_the_release_in_the_repository_is_what_a_build_makes() -> None:
    result = course("build", "--check")
    assert (result.exit_code, result.output) == (0, "")


def test_help_names_every_command() -> None:
    text = course("--help").stdout
    assert all(command in text for command in ("build", "check", "demo", "grade", "new", "report"))


def test_the_command_is_there_without_its_script() -> None:
    told = subprocess.run([sys.executable, "-m", "course", "--help"], capture_output=True, text=True, check=True)
    assert told.stdout.startswith("Usage: course [OPTIONS] COMMAND")


@pytest.mark.usefixtures("heeding")
def test_ctrl_c_keeps_what_is_graded_and_says_how_to_go_on(here: Path) -> None:
    hand_in(here, "ada")
    hang = RELEASED.read_text().replace("raise NotImplementedError()", "while True: pass")
    for student in ("bo", "cy", "di"):
        hand_in(here, student, hang)
    command = [str(Path(sys.executable).with_name("course")), "grade", "submitted", "--workers", "1"]
    grading = subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    wait_for(here / "results" / "ada" / f"{UNIT}.json")
    os.killpg(grading.pid, signal.SIGINT)
    _, errors = grading.communicate(timeout=60)
    assert grading.returncode == 130
    assert "the same command goes on from here" in errors
    assert "Traceback" not in errors
    assert not list((here / "results").rglob(".writing-*"))


def wait_for(path: Path) -> None:
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} did not appear")


def test_as_many_are_graded_side_by_side_as_there_are_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(load(), limits=replace(load().limits, workers=None))
    assert marking.cores(settings, None) == len(os.sched_getaffinity(0))
    monkeypatch.delattr(os, "sched_getaffinity")  # as on macOS
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    assert marking.cores(settings, None) == 3
    assert marking.cores(settings, 7) == 7
