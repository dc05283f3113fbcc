"""`course solutions`: model answers in one file, and not before the unit is due."""

import json
import zipfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from course import CourseError
from course.cli import main
from course.exports.solutions import solutions
from course.settings import Settings, load

UNIT = "01_classification"
DUE = datetime(2026, 12, 10, 23, 59, tzinfo=UTC)


def due(moment: datetime | None) -> Settings:
    settings = load()
    return replace(settings, units=tuple(replace(unit, due=moment) for unit in settings.units))


def test_before_the_unit_is_due_nothing_is_written(tmp_path: Path) -> None:
    output = tmp_path / "s.zip"
    told = r"01_classification is not due before 10 December 2026, 23:59 \(UTC\): wait until then; .* say --early"
    with pytest.raises(CourseError, match=told):
        solutions(due(DUE), UNIT, output, now=DUE - timedelta(seconds=1))
    with pytest.raises(CourseError, match=r"has no due date: write due = .* say --early"):
        solutions(due(None), UNIT, output, now=DUE)
    assert not output.exists()


def test_who_has_an_extension_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    results = tmp_path / "results"
    results.mkdir()
    rows = f"ada,{UNIT},2026-12-12T12:00:00Z,ill\nben,{UNIT},2026-12-11T12:00:00Z,\n"
    (results / "extensions.csv").write_text(f"student,unit,due,why\n{rows}")
    with pytest.raises(CourseError, match=r"ada has until 12 December 2026, 12:00 \(UTC\) for 01_classification"):
        solutions(due(DUE), UNIT, tmp_path / "s.zip", now=DUE + timedelta(days=1))
    assert solutions(due(DUE), UNIT, tmp_path / "s.zip", now=DUE + timedelta(days=2)).is_file()


@pytest.fixture(scope="module")
def packed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return solutions(due(DUE), UNIT, tmp_path_factory.mktemp("out") / "s.zip", now=DUE)


def test_the_notebook_has_the_answers_and_neither_rubrics_nor_marks(packed: Path) -> None:
    name = f"{UNIT}-solutions/{UNIT}-solutions.ipynb"
    text = zipfile.ZipFile(packed).read(name).decode()
    for left_out in ("BEGIN SOLUTION", "END SOLUTION", "MARK SCHEME", "**Rubric**", '"nbgrader"', '"mdl"'):
        assert left_out not in text
    sources = ["".join(cell["source"]) for cell in json.loads(text)["cells"]]
    (softmax,) = (source for source in sources if source.startswith("def softmax("))
    assert "NotImplementedError" not in softmax
    assert "return" in softmax
    assert any("**Model answer**" in source for source in sources)


def test_what_it_needs_lies_beside_it(packed: Path, tmp_path: Path) -> None:
    zipfile.ZipFile(packed).extractall(tmp_path)
    folder = tmp_path / f"{UNIT}-solutions"
    there = {each.name for each in folder.iterdir()}
    assert there >= {"kit", "digits.npz", "figures.py", "practice.py", "requirements.txt", f"{folder.name}.ipynb"}


def test_the_command_refuses_and_can_be_told_otherwise(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(main, ["solutions", UNIT])
    assert (refused.exit_code, "has no due date" in refused.output) == (2, True)
    done = CliRunner().invoke(main, ["solutions", UNIT, "--early"])
    assert done.output == f"{UNIT}-solutions.zip\n"
    assert (tmp_path / f"{UNIT}-solutions.zip").is_file()
