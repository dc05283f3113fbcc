"""One run of the grader over the whole corpus at one level of isolation, with honest work between the attacks."""

import contextlib
import functools
import io
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

import solutions.backpropagation
import solutions.classification
from autograder.exam import examiner, hall, sitting
from autograder.exam.grading import Course, Grading
from autograder.intake.submissions import Problem, Submission, find
from autograder.reports.feedback import render
from autograder.reports.store import Store
from autograder.reports.table import class_table
from autograder.sandbox import Limits, Sandbox
from autograder.scheme.exercises import unit_exercises
from course.settings import ROOT

from .corpus import RIGHT, Attack, Desk, blank_notebook, honest_notebook
from .traps import Traps

RULES = hall.Rules(
    Limits(call_seconds=1.0, cell_seconds=1.5, memory_bytes=256 << 20, cpu_seconds=4), submission_seconds=15
)
EVERY = 16  # attacks, one honest submission is put among them


@dataclass
class Batch:
    """What came of it."""

    traps: Traps
    results: dict[str, list[dict[str, Any]]] = field(default_factory=dict)  # by attack
    problems: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    pages: dict[str, str] = field(default_factory=dict)  # of feedback, by attack
    tables: dict[str, str] = field(default_factory=dict)  # on the instructor's terminal
    honest: list[dict[str, Any]] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)  # of the sandbox's own files

    def score(self, name: str) -> float:
        """The most that the attack has earned."""
        return max((result["score"] or 0.0 for result in self.results.get(name, [])), default=0.0)

    def said(self, name: str) -> str:
        """All words of the grader about the attack, and all that it printed."""
        return json.dumps(self.results.get(name, []), ensure_ascii=False) + str(self.problems.get(name, ""))


def graded(attacks: Sequence[Attack], traps: Traps, folder: Path, level: int) -> Batch:
    """Hand in all attacks and grade them at this level."""
    batch = Batch(traps)
    waiting = list(_handed_in(attacks, batch, folder))
    names = {each.path: name for name, each in waiting}

    def listen(result: dict[str, Any], _cached: bool) -> None:
        name = owners[result["student"]]
        (batch.results.setdefault(name, []) if name else batch.honest).append(result)

    owners = {each.student: names[each.path] for _, each in waiting}
    with _planted(traps.canary, folder, level):
        store = Store(folder / "results")
        store.ready()
        course = Course(ROOT / "release", RULES)
        grading = Grading(course, store, "seed of the corpus", listen, batch.complaints.append)
        grading.run([each for _, each in waiting], workers=2)
    batch.left = [path.name for path in (folder / "tmp").iterdir()]
    for name, results in batch.results.items():
        batch.pages[name] = "".join(map(render, results))
        batch.tables[name] = _table(results, batch.problems[name])
    return batch


def _handed_in(attacks: Sequence[Attack], batch: Batch, folder: Path) -> Iterator[tuple[str, Submission]]:
    """Every submission that is found, with its attack's name, and every so often an honest one, which has none."""
    honest, blank = honest_notebook(batch.traps.canary), blank_notebook()
    exercises = {unit: unit_exercises(unit) for unit in RIGHT}
    for number, attack in enumerate(attacks):
        for unit in RIGHT if number % EVERY == 0 else ():
            desk = Desk(folder / f"honest-{number}-{unit}", f"honest-{number}-{unit}", blank, honest, {}, unit)
            desk.put(honest_notebook(batch.traps.canary, unit))
            yield from (("", each) for each in find(desk.folder, {unit: exercises[unit]}).submissions)
        places = batch.traps.plant(attack.name)
        desk = Desk(folder / "submitted" / attack.name, attack.name, blank, honest, places, attack.unit)
        desk.folder.mkdir(parents=True)
        attack.hand_in(desk)
        found = find(desk.folder, {attack.unit: exercises[attack.unit]})
        batch.problems[attack.name] = found.problems
        yield from ((attack.name, each) for each in found.submissions)


@contextlib.contextmanager
def _planted(canary: str, folder: Path, level: int) -> Iterator[None]:
    """The canary where a grader keeps things, and the sandbox's files where they can be watched."""
    (folder / "tmp").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        for module in (solutions.classification, solutions.backpropagation):
            patch.setattr(module, "CANARY", canary, raising=False)
        patch.setitem(os.environ, "GRADER_SECRET", canary)
        patch.setattr(hall, "Sandbox", functools.partial(Sandbox, level))
        patch.setattr(examiner, "OWN_BYTES", 96 << 20)  # where an attack would fill it, it need not take long
        patch.setattr(sitting, "TRANSCRIPT_BYTES", 8 << 20)
        patch.setattr(tempfile, "tempdir", str(folder / "tmp"))
        yield


def _table(results: list[dict[str, Any]], problems: tuple[Problem, ...]) -> str:
    """What the instructor's terminal gets."""
    terminal = io.StringIO()
    table = class_table(results, [problem.message for problem in problems], 0)
    Console(file=terminal, width=200, force_terminal=False).print(table)
    return terminal.getvalue()
