"""`course report`: a page about the class, or a line that says why there is none."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.reports.pseudonyms import KEY
from course.cli import main
from course.settings import load

UNIT = "01_classification"
RELEASED = load().root / "release" / UNIT / f"{UNIT}.ipynb"


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The results of a class of two, of whom one handed in what cannot be read."""
    folder = tmp_path_factory.mktemp("graded")
    for student in ("ada", "bo"):
        (folder / "submitted" / student / UNIT).mkdir(parents=True)
    shutil.copy(RELEASED, folder / "submitted" / "ada" / UNIT)
    (folder / "submitted" / "bo" / UNIT / f"{UNIT}.ipynb").write_text('{"cells": [')
    command = ["grade", str(folder / "submitted"), "--results", str(folder / "results")]
    assert CliRunner().invoke(main, command).exit_code == 1
    return folder / "results"


@pytest.fixture
def results(here: Path, graded: Path) -> Path:
    shutil.copytree(graded, here / "results")
    return here / "results"


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def refused(result: Result, words: str) -> bool:
    """A usage error: exit code 2, one line that begins with the command's name, these words in it."""
    (line,) = result.stderr.splitlines()
    return result.exit_code == 2 and line.startswith("course: ") and words in line


def test_what_the_grader_wrote_becomes_a_page(here: Path, results: Path) -> None:
    run = course("report")
    assert (run.exit_code, run.stderr) == (0, "")
    assert run.stdout.splitlines() == [
        "2 submissions of 2 students: 1 graded, 1 ungradable.",
        "class report: report.html",
    ]
    page = (here / "report.html").read_text()
    assert all(words in page for words in ("ada", "the notebook is damaged", "softmax", "not written"))


def test_the_page_goes_where_it_is_wanted(here: Path, results: Path) -> None:
    results.rename(here / "elsewhere")
    assert course("report", "--results", "elsewhere", "--output", "pages/class.html").exit_code == 0
    assert (here / "pages" / "class.html").is_file()


def test_one_unit_can_be_chosen(here: Path, results: Path) -> None:
    other = json.loads((results / "ada" / f"{UNIT}.json").read_text()) | {"unit": "02_networks", "title": "Networks"}
    (results / "ada" / "02_networks.json").write_text(json.dumps(other))
    assert course("report", "--unit", "02_networks").stdout.startswith("1 submission of 1 student")
    assert "Classification" not in (here / "report.html").read_text()
    assert course("report").stdout.startswith("3 submissions of 2 students")


def test_under_pseudonyms_the_page_names_nobody_and_stays_the_same(here: Path, results: Path) -> None:
    run = course("report", "--pseudonyms")
    assert f"results/{KEY}" in run.stdout
    first = (here / "report.html").read_text()
    assert "<th scope=\"row\">ada" not in first
    assert "<th scope=\"row\">bo" not in first
    course("report", "--pseudonyms")
    assert (here / "report.html").read_text() == first


def test_a_file_that_cannot_be_read_is_told_and_stops_nothing(here: Path, results: Path) -> None:
    (results / "ada" / "\x1b[31m.json").write_text("{")
    run = course("report")
    assert run.exit_code == 1
    assert "it is damaged" in run.stderr
    assert "\x1b" not in run.stderr
    assert (here / "report.html").is_file()


def test_a_folder_of_nothing_but_unreadable_files_still_makes_a_page(here: Path) -> None:
    (here / "results" / "ada").mkdir(parents=True)
    (here / "results" / "ada" / f"{UNIT}.json").write_text("{")
    run = course("report")
    assert (run.exit_code, run.stdout.splitlines()[0]) == (1, "There is no result yet.")
    assert "it is damaged" in (here / "report.html").read_text()


@pytest.mark.parametrize("folder", ["nowhere", "empty"])
def test_without_results_the_next_step_is_named(here: Path, folder: str) -> None:
    (here / "empty").mkdir()
    assert refused(course("report", "--results", folder), "holds no results: run `course grade`")
    assert not (here / "report.html").exists()


@pytest.mark.parametrize(
    ("unit", "words"),
    [
        ("01_clasification", f"holds no result of 01_clasification; did you mean {UNIT}?"),
        ("zzz", f"holds no result of zzz; there are results of {UNIT}"),
    ],
)
def test_a_unit_without_results_is_refused(results: Path, unit: str, words: str) -> None:
    assert refused(course("report", "--unit", unit), words)


def test_where_nothing_could_be_read_there_is_no_unit_to_choose(here: Path) -> None:
    (here / "results" / "ada").mkdir(parents=True)
    (here / "results" / "ada" / f"{UNIT}.json").write_text("{")
    assert refused(course("report", "--unit", UNIT), "there are results of no unit")


def test_a_page_that_cannot_be_written_says_why(here: Path, results: Path) -> None:
    (here / "taken").mkdir()
    assert refused(course("report", "--output", "taken"), "cannot write the report to taken: Is a directory")


def test_pseudonyms_without_their_key_are_refused(results: Path) -> None:
    (results / KEY).touch()
    assert refused(course("report", "--pseudonyms"), "it held the key of the pseudonyms")
