"""`course demo`, run twice in an empty folder, as a newcomer runs it."""

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from autograder.reports.store import SEED
from course.sample_class.make import HERE

EXPECTED: Mapping[str, Mapping[str, Any]] = tomllib.loads((HERE / "expected.toml").read_text(encoding="utf-8"))
MARKS = {(unit, student): marks for unit, students in EXPECTED.items() for student, marks in students.items()}


@dataclass
class Run:
    """What came of one `course demo`."""

    folder: Path
    code: int
    first: str  # what the first flush put on standard output
    output: str
    errors: str
    written: Mapping[tuple[str, str], int]  # unit and student -> when the result was written, in nanoseconds

    def result(self, unit: str, student: str) -> dict[str, Any]:
        return json.loads((self.folder / student / f"{unit}.json").read_text(encoding="utf-8"))

    def page(self, unit: str, student: str) -> str:
        return (self.folder / student / f"{unit}.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def first_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("newcomer")
    results = folder / "demo"
    results.mkdir()
    (results / SEED).write_text("the same questions in every run of the tests\n")
    return demo(folder)


@pytest.fixture(scope="session")
def second_run(first_run: Run) -> Run:
    return demo(first_run.folder.parent)


def demo(folder: Path) -> Run:
    """Run `course demo` there."""
    command = [sys.executable, "-m", "course.cli", "demo", "--workers", "2"]
    terminal = os.environ | {"COLUMNS": "100", "PYTHONUTF8": "1"}
    errors = folder / "stderr"
    with (
        errors.open("wb") as stream,
        subprocess.Popen(command, cwd=folder, env=terminal, stdout=subprocess.PIPE, stderr=stream) as process,
    ):
        assert process.stdout
        first = os.read(process.stdout.fileno(), 1 << 16)
        output = first + process.stdout.read()
    results = folder / "demo"
    found = [path for unit in EXPECTED for path in results.glob(f"*/{unit}.json")]
    written = {(path.stem, path.parent.name): path.stat().st_mtime_ns for path in found}
    return Run(results, process.returncode, first.decode(), output.decode(), errors.read_text(), written)
