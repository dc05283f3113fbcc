"""A small class, graded, and its results as an earlier check would have left them."""

import csv
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from course.cli import main
from course.regrade.regrading import BESIDE
from tests.samples import sample_class

UNIT = "01_classification"
STUDENTS = ("ada", "ben", "oskar")  # 39 points, some, some


class Class:
    """A folder with submissions and results, worked on by the command line."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def course(self, *arguments: str) -> Result:
        return CliRunner().invoke(main, arguments)

    def path(self, student: str, beside: bool = False) -> Path:
        return self.root / "results" / (BESIDE if beside else "") / student / f"{UNIT}.json"

    def result(self, student: str) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.path(student).read_text())
        return found

    def test(self, student: str, name: str) -> dict[str, Any]:
        return next(test for test in self.result(student)["tests"] if test["name"] == name)

    def page(self, student: str) -> str:
        return self.path(student).with_suffix(".html").read_text()

    def earlier(self, student: str, name: str, verdict: str, check: int = 0) -> None:
        """Let a result be one of an earlier check, which had another verdict."""
        result = self.result(student)
        test = next(test for test in result["tests"] if test["name"] == name)
        changed = test["checks"][check]
        changed |= {"verdict": verdict, "earned": changed["points"] * (verdict == "passed")}
        test["score"] = sum(each["earned"] for each in test["checks"])
        result["score"] = sum(test["score"] for test in result["tests"])
        result["key"] = "of an earlier check"
        self.path(student).write_text(json.dumps(result))

    def rows(self, name: str) -> list[dict[str, str]]:
        path = self.root / "results" / name
        return list(csv.DictReader(path.read_text("utf-8-sig").splitlines())) if path.exists() else []

    def snapshot(self) -> dict[str, bytes]:
        """All that is in the results, what a regrade keeps beside them aside."""
        files = [path for path in (self.root / "results").rglob("*") if path.is_file() and BESIDE not in path.parts]
        return {str(path.relative_to(self.root)): path.read_bytes() for path in files}


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The class after `course grade`, what a regrade would find already beside it; only to be copied."""
    root = tmp_path_factory.mktemp("class")
    for student in STUDENTS:
        shutil.copytree(sample_class() / student / UNIT, root / "submitted" / student / UNIT)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(root)
        done = CliRunner().invoke(main, ["grade", "submitted"])
    assert done.exit_code == 0, done.output
    for student in STUDENTS:
        shutil.copytree(root / "results" / student, root / "results" / BESIDE / student)
    return root


@pytest.fixture
def mine(graded: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """A copy to work on, and in."""
    shutil.copytree(graded, tmp_path / "class")
    monkeypatch.chdir(tmp_path / "class")
    return Class(tmp_path / "class")


@pytest.fixture
def refused() -> Callable[[Result, str], bool]:
    """A usage error: exit code 2, one line that begins with the command's name, these words in it."""

    def check(result: Result, words: str) -> bool:
        (line,) = result.stderr.splitlines()
        return result.exit_code == 2 and line.startswith("course: ") and words in line

    return check
