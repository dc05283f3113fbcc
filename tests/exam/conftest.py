"""Scripts of unit 01 with some answers replaced, marked as submissions are."""

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

import autograder.checks
from autograder.exam import collection
from autograder.exam.hall import Job, Rules, hold
from autograder.intake.ingest import Cell, Paper, Script
from autograder.intake.paper import load_paper
from autograder.sandbox import Limits
from autograder.verdicts import Marking
from course.settings import load
from course.weaving.unit import read_paper

UNIT = "01_classification"
RULES = Rules(Limits(call_seconds=1.0, cell_seconds=2.0, memory_bytes=512 << 20), submission_seconds=30)


@pytest.fixture(scope="session")
def paper() -> Paper:
    return load_paper(load().root / "release" / UNIT)


@pytest.fixture(scope="session")
def bodies() -> Mapping[str, str]:
    settings = load()
    return {name: each.woven for name, each in read_paper(settings, settings.unit(UNIT)).solutions.items()}


@pytest.fixture(scope="session")
def script(paper: Paper, bodies: Mapping[str, str]) -> Callable[..., Script]:
    """The model answers, with the answers named in `changed` replaced and own cells added at the end."""

    def build(*own: str, **changed: str) -> Script:
        answers = {**bodies, **changed}
        cells = [
            replace(cell, source=answers[cell.exercise]) if cell.exercise else cell
            for cell in paper.script_cells()
        ]
        extra = [Cell(f"your cell {number}", source, "own") for number, source in enumerate(own, 1)]
        return Script((*cells, *extra), (), "")

    return build


@pytest.fixture(scope="session")
def mark(paper: Paper) -> Callable[..., dict[str, Marking]]:
    """Mark scripts side by side; the markings by label."""

    def run(scripts: Mapping[str, Callable[[], Script]], rules: Rules = RULES, seed: str = "s") -> dict[str, Marking]:
        markings = {}
        jobs = [Job(label, UNIT, build, paper.files, seed) for label, build in scripts.items()]
        hold(jobs, [UNIT], lambda job, marking: markings.update({job.label: marking}), rules, workers=2)
        return markings

    return run


@pytest.fixture
def write_toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Mapping[str, str]], None]]:
    """Write the files of mark schemes of their own, in place of ours."""

    def write(files: Mapping[str, str]) -> None:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).write_text(text)
        importlib.invalidate_caches()

    monkeypatch.setattr(collection, "CHECKS", tmp_path)
    monkeypatch.setattr(autograder.checks, "__path__", [str(tmp_path)])
    before = set(sys.modules)
    yield write
    for name in set(sys.modules) - before:
        if "test_toy" in name:
            del sys.modules[name]


def marked_tests(marking: Marking) -> dict[str, Marking]:
    return {test["name"]: test for test in marking["tests"]}


def verdicts(marking: Marking) -> dict[str, str]:
    return {test["name"]: test["verdict"] for test in marking["tests"]}
