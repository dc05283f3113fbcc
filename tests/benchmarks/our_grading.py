"""Ours: `course grade` as a command, in a process of its own."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from autograder.reports.store import SEED
from course.settings import ROOT
from tests.benchmarks.graders import Command, Scores


@dataclass(frozen=True)
class CourseGrade:
    """`course grade` with so many workers. In a `home` where it has graded before, results come from its cache."""

    unit: str
    seed: str
    workers: int
    label: str

    def ready(self, submitted: Path, home: Path) -> Command:
        """The command that grades these submissions, its results in `home`."""
        home.mkdir(exist_ok=True)
        (home / SEED).write_text(f"{self.seed}\n", encoding="ascii")
        arguments = ["grade", str(submitted), "--results", str(home), "--workers", str(self.workers)]
        command = [sys.executable, "-m", "course.cli", *arguments]
        return partial(subprocess.run, command, cwd=ROOT, stdout=subprocess.DEVNULL, check=True)

    def scores(self, home: Path) -> Scores:
        """The scores by student and exercise, from the results."""
        stored = self._results(home)
        return {student: {test["name"]: _own(test) for test in result["tests"]} for student, result in stored.items()}

    def isolation(self, home: Path) -> str:
        """How the submissions were kept apart from the machine."""
        environment = next(iter(self._results(home).values()))["environment"]
        return f"isolation level {environment['isolation']} ({environment['isolation_name']})"

    def _results(self, home: Path) -> Mapping[str, Mapping[str, Any]]:
        return {path.parent.name: json.loads(path.read_text("utf-8")) for path in home.glob(f"*/{self.unit}.json")}


def _own(test: Mapping[str, Any]) -> float:
    """An exercise's score without follow-through credit, which no peer has."""
    credit = test["follow_through"]
    return float(credit["earned_before"] if credit else test["score"])
