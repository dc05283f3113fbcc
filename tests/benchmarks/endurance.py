"""A large class: how many submissions a second, and what the grader's memory does meanwhile."""

import os
import tempfile
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

from autograder.exam.grading import Grading
from autograder.intake.submissions import find
from autograder.reports.store import Store
from autograder.sandbox import isolation
from course.marking import course_of
from course.settings import load
from tests.benchmarks import machine
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report
from tests.benchmarks.submissions import write_class

MARKS = 10  # how often the memory is looked at
MIB = 1 << 20


class Watch:
    """Looks at the memory of the hall and of its living children, whenever another part of the class is done."""

    def __init__(self, size: int, say: Progress) -> None:
        self.marks: list[tuple[int, float, float, float]] = []  # submissions, seconds, MiB of the hall, of its children
        self._every, self._done, self._say = max(1, size // MARKS), 0, say
        self._began = time.perf_counter()

    def __call__(self, _result: dict[str, Any], _cached: bool) -> None:
        """A submission is done."""
        self._done += 1
        if self._done % self._every == 0:
            children = sum(map(_resident, _descendants(os.getpid())))
            self.marks.append((self._done, time.perf_counter() - self._began, _resident(os.getpid()), children))
            self._say(f"{self._done} submissions")


def measure(unit: str, plan: Plan) -> Report:
    """Grade a large class of a unit once with one worker and once with two."""
    report = Report(f"A class of {plan.size} in unit {unit}")
    report.say(
        f"{machine.description()}; {isolation().words}.\n\n"
        "Memory is what is resident, shared pages counted in each process: of the grader itself, and of the processes\n"
        "that live at that moment, which are the sandbox's and the current examiners and submissions."
    )
    for workers in (1, 2):
        marks = _graded(unit, plan.size, workers)
        rows = [(0, 0.0, 0.0, 0.0), *marks]
        report.say(f"{workers} worker{'s' * (workers > 1)}: {marks[-1][0] / marks[-1][1]:.3g} submissions a second.")
        report.tabulate(
            ("submissions", "submissions a second since the line above", "grader, MiB", "other processes, MiB"),
            [
                (str(done), f"{(done - before) / (at - since):.3g}", f"{own:.0f}", f"{others:.0f}")
                for (before, since, _, _), (done, at, own, others) in pairwise(rows)
            ],
        )
    return report


def _graded(unit: str, size: int, workers: int) -> list[tuple[int, float, float, float]]:
    course = course_of(load())
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        write_class(unit, folder / "submitted", size)
        found = find(folder / "submitted", {unit: tuple(course.points(unit))})
        watch = Watch(size, Progress(f"endurance {unit}, {workers} workers"))
        Grading(course, Store(folder / "results"), "a seed", watch, print).run(found.submissions, workers)
    return watch.marks


def _resident(process: int) -> float:
    """MiB of a process in memory; 0 if it has ended."""
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGESIZE") / MIB
    except OSError:
        return 0.0


def _descendants(process: int) -> list[int]:
    """All living processes below this one."""
    try:
        children = [int(child) for child in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    except OSError:
        return []
    return [each for child in children for each in (child, *_descendants(child))]
