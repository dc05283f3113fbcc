"""Feedback pages go back by the names of the download that the submissions came in."""

import json
import re
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.reports.store import Store
from course.cli import main
from course.exports.feedback import for_canvas, for_moodle
from course.settings import Settings, load
from tests.reports.conftest import build_check, build_exercise, build_result

UNIT = "01_classification"
ROSTER = "id,name\nada,Ada Byron\nzoe,Zoë O'Neill\nben,Ben Li\n"
MOODLE = ("Ada Byron_10017_assignsubmission_file/work.ipynb", "Zoë ONeill_10018_assignsubmission_file/final (2).ipynb")
CANVAS = (f"byronada_2041_88017_{UNIT}-1.ipynb", "oneillzoë_LATE_2042_88019_final_2.ipynb")
PARTICIPANTS = {10017: "ada", 10018: "zoe"}
ATTACHMENTS = {(2041, 88017): "ada", (2042, 88019): "zoe"}


def notebook(says: str) -> str:
    cells = [{"cell_type": "markdown", "source": says, "metadata": {}}]
    return json.dumps({"nbformat": 4, "nbformat_minor": 5, "metadata": {"mdl": {"unit": UNIT}}, "cells": cells})


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A course with a roster, in an empty folder."""
    settings = replace(load(), root=tmp_path)
    monkeypatch.setattr("course.cli.load", lambda: settings)
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text(ROSTER)
    return settings


def collected(*names: str) -> None:
    with zipfile.ZipFile("week1.zip", "w") as archive:
        for name in names:
            archive.writestr(name, notebook(name))
    done = CliRunner().invoke(main, ["collect", "week1.zip"])
    assert done.exit_code == 0, done.stdout


def graded(*students: str, page: str = "of", **changes: object) -> None:
    exercise = build_exercise("softmax", build_check())
    for student in students:
        Store(Path("results")).save(build_result(exercise, student=student, **changes), f"<p>{page} {student}")


def export(*options: str) -> Result:
    return CliRunner().invoke(main, ["export", "feedback", UNIT, *options])


def packed() -> dict[str, str]:
    with zipfile.ZipFile("feedback.zip") as archive:
        return {name: archive.read(name).decode() for name in archive.namelist()}


def moodles_reading(name: str) -> tuple[str, str] | None:
    """Whose a file is and what it is called then, as `importziplib.php` of Moodle finds it out."""
    rest = name.split("/")
    if rest[-1][0] in ".~":
        return None
    while rest:
        parts = rest.pop(0).split("_", 4)
        if len(parts) < 4 or not parts[1].isdigit() or int(parts[1]) not in PARTICIPANTS:
            continue
        if (parts[2], parts[3]) != ("assignsubmission", "file"):
            continue
        return PARTICIPANTS[int(parts[1])], "/".join([*parts[4:], *rest])
    return None


def canvas_reading(name: str) -> str | None:
    """Whose a file is, as `infer_comment_context_from_filename` of Canvas finds it out."""
    parts = [part for part in name.split("_") if part != "LATE"]
    numbers = [int(part) for part in parts if re.fullmatch(r"\d+", part)][:2]
    return ATTACHMENTS.get((numbers[0], numbers[1])) if len(numbers) == 2 else None


def test_moodle_finds_each_page_by_the_number_of_its_own_download(course: Settings) -> None:
    collected(*MOODLE)
    graded("ada", "zoe")
    done = export("--for", "moodle")
    assert (done.exit_code, done.stdout, done.stderr) == (0, "2 pages, 0.0 MiB: feedback.zip\n", "")
    assert {moodles_reading(name): page for name, page in packed().items()} == {
        ("ada", f"{UNIT}.html"): "<p>of ada",
        ("zoe", f"{UNIT}.html"): "<p>of zoe",
    }


def test_canvas_finds_each_page_by_the_numbers_of_student_and_file(course: Settings) -> None:
    collected(*CANVAS)
    graded("ada", "zoe")
    assert export("--for", "canvas").exit_code == 0
    assert {canvas_reading(name): page for name, page in packed().items()} == {"ada": "<p>of ada", "zoe": "<p>of zoe"}
    assert all(name.endswith(f"_{UNIT}.html") for name in packed())


def test_a_page_is_the_newest_one_and_the_same_pages_make_the_same_archive(course: Settings) -> None:
    collected(*MOODLE)
    graded("ada", "zoe")
    export("--for", "moodle")
    before = Path("feedback.zip").read_bytes()
    export("--for", "moodle")
    assert Path("feedback.zip").read_bytes() == before
    graded("ada", page="again, of")
    export("--for", "moodle")
    assert "<p>again, of ada" in packed().values()


def test_who_came_in_no_download_of_the_platform_is_named(course: Settings) -> None:
    collected(*MOODLE)
    graded("ada", "zoe", "ben")
    done = export("--for", "moodle")
    assert (done.exit_code, len(packed())) == (1, 2)
    assert done.stderr == "left out, came in no download of Moodle that was collected in submitted: ben\n"
    none = export("--for", "canvas", "--output", "other.zip")
    assert (none.exit_code, Path("other.zip").exists()) == (2, False)
    assert "collect the download of Canvas again, with `course collect`" in none.stderr


def test_downloads_of_two_platforms_are_both_kept(course: Settings) -> None:
    collected(*MOODLE)
    Path("canvas").mkdir()
    for ours, theirs in zip(MOODLE, CANVAS, strict=True):
        Path("canvas", theirs).write_text(notebook(ours))
    assert CliRunner().invoke(main, ["collect", "canvas"]).exit_code == 0
    graded("ada", "zoe")
    for platform in ("moodle", "canvas"):
        assert export("--for", platform).exit_code == 0
        assert len(packed()) == 2


def test_a_new_submission_has_the_number_of_its_new_file(course: Settings) -> None:
    collected(*CANVAS)
    graded("ada", "zoe")
    with zipfile.ZipFile("week2.zip", "w") as archive:
        archive.writestr("byronada_2041_99017_better.ipynb", notebook("better"))
    kept = CliRunner().invoke(main, ["collect", "week2.zip"])
    assert kept.exit_code == 1
    export("--for", "canvas")
    assert f"byronada_2041_88017_{UNIT}.html" in packed()
    CliRunner().invoke(main, ["collect", "week2.zip", "--update"])
    export("--for", "canvas")
    assert sorted(packed()) == [f"byronada_2041_99017_{UNIT}.html", f"oneillzoë_LATE_2042_88019_{UNIT}.html"]


def test_pages_of_grades_that_are_not_final_are_packed_only_as_such(course: Settings) -> None:
    collected(*MOODLE)
    graded("ada")
    graded("zoe", score=None, status="grader_error", reason="it broke")
    done = export("--for", "moodle")
    assert (done.exit_code, Path("feedback.zip").exists()) == (2, False)
    assert "1 of 2 grades are not final (zoe, 01_classification: it broke)" in done.stderr
    assert export("--for", "moodle", "--provisional").exit_code == 0
    assert len(packed()) == 2


def test_one_unit_and_one_platform_are_named(course: Settings) -> None:
    graded("ada")
    assert "for whom" not in export().stderr and "--for moodle`, or `--for canvas`" in export().stderr
    none = CliRunner().invoke(main, ["export", "feedback", "--for", "moodle"])
    assert (none.exit_code, none.stderr) == (2, "course: an archive is of one unit: `course export feedback UNIT`\n")


def test_a_note_that_cannot_be_kept_stops_no_submission(course: Settings) -> None:
    Path("submitted").mkdir()
    Path("submitted/downloads.csv").write_text("unit;who\n")
    Path("one").mkdir()
    Path("one", CANVAS[0]).write_text(notebook("ada"))
    done = CliRunner().invoke(main, ["collect", "one"])
    assert (done.exit_code, Path(f"submitted/ada/{UNIT}/{UNIT}.ipynb").is_file()) == (1, True)
    assert "to look at: submitted/downloads.csv is not what" in done.stdout
    Path("submitted/downloads.csv").unlink()
    assert CliRunner().invoke(main, ["collect", "one"]).exit_code == 0
    assert Path("submitted/downloads.csv").read_text() == f"unit,student,called\n{UNIT},ada,{CANVAS[0]}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('unit,student,called\n01_classification,ada,"Ada', "unexpected end of data"),
        ("unit;who\n", "is not what `course collect` notes about downloads"),
    ],
)
def test_a_note_that_is_not_whole_is_refused(course: Settings, text: str, words: str) -> None:
    graded("ada")
    Path("submitted").mkdir()
    Path("submitted/downloads.csv").write_text(text)
    done = export("--for", "moodle")
    assert (done.exit_code, len(done.stderr.splitlines())) == (2, 1)
    assert words in done.stderr


@pytest.mark.parametrize(
    ("download", "moodle", "canvas"),
    [
        ("Group A-Ada_B_7_assignsubmission_file_", "Group A-Ada B_7_assignsubmission_file_u.html", None),
        ("~Ada_7_assignsubmission_file_x.ipynb", "Ada_7_assignsubmission_file_u.html", None),
        ("ada_7_8_work_1.ipynb", None, "ada_7_8_u.html"),
        ("ada_7_text.html", None, None),
        ("ada.ipynb", None, None),
    ],
)
def test_names_are_those_of_the_download(download: str, moodle: str | None, canvas: str | None) -> None:
    assert (for_moodle(download, "u"), for_canvas(download, "u")) == (moodle, canvas)
