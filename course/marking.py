"""`course grade`: submissions -> results, with progress and a table."""

import os
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Self

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from autograder.examination import MarkSchemeError
from autograder.exercises import unit_exercises
from autograder.grading import Course, Grading
from autograder.hall import Rules
from autograder.results import Result
from autograder.sandbox import ISOLATION, Limits
from autograder.store import Store, StoreError
from autograder.submissions import Found, find, shown
from autograder.table import class_table
from course import CourseError
from course.settings import Settings


def course_of(settings: Settings) -> Course:
    """The grader's view of the course."""
    limits = settings.limits
    rules = Rules(
        Limits(
            call_seconds=limits.call_seconds,
            cell_seconds=limits.cell_seconds,
            memory_bytes=limits.memory_mib << 20,
        ),
        limits.submission_seconds,
    )
    return Course(settings.root / "release", rules, settings.points)


def cores(settings: Settings, workers: int | None) -> int:
    """How many submissions to grade side by side."""
    return workers or settings.limits.workers or len(os.sched_getaffinity(0))


class Bar:
    """Progress on standard error: a bar in a terminal, nothing elsewhere.

    It is redrawn only when something happened: a thread that redraws could hold a lock while the hall forks.
    """

    def __init__(self, what: str, total: int) -> None:
        console = Console(stderr=True)
        columns = (TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        self._progress = Progress(*columns, console=console, auto_refresh=False, transient=True)
        self._shown = console.is_terminal and total > 0
        self._task = self._progress.add_task(what, total=total)

    def __enter__(self) -> Self:
        if self._shown:
            self._progress.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._shown:
            self._progress.stop()

    def step(self) -> None:
        """One more is done."""
        if self._shown:
            self._progress.advance(self._task)
            self._progress.refresh()

    def say(self, line: str) -> None:
        """A line on standard error, above the bar."""
        self._progress.console.print(line, markup=False, highlight=False, soft_wrap=True)


def run(
    settings: Settings,
    path: Path,
    results: Path,
    workers: int | None,
    new_seed: bool = False,
    **hints: str | None,
) -> int:
    """Grade what is at `path` into the folder `results`; the exit code.

    `hints` are the `unit` and the `student`, where the path does not tell.
    """
    print(f"isolation {ISOLATION}", flush=True)
    store = Store(results)
    try:
        store.ready()
        found = find(path, {each.id: unit_exercises(each.id) for each in settings.units}, **hints)
        outcome = grade(settings, found, store, store.seed(renew=new_seed), cores(settings, workers))
    except (StoreError, MarkSchemeError) as error:
        raise CourseError(str(error)) from None
    outcome.show(found, store)
    return outcome.code(found)


@dataclass
class Outcome:
    """What a run has graded so far."""

    results: list[Result] = field(default_factory=list)
    cached: int = 0
    unsaved: int = 0
    interrupted: bool = False

    def add(self, result: Result, cached: bool) -> None:
        """One more result."""
        self.results.append(result)
        self.cached += cached

    def show(self, found: Found, store: Store) -> None:
        """The table on standard output, and where the feedback is."""
        problems = [f"{shown(problem.path)}: {problem.message}" for problem in found.problems]
        Console().print(class_table(self.results, problems, self.cached))
        if self.results:
            print(f"\nresults and feedback: {store.folder / '<student>' / '<unit>'}.json, .html")
        if self.interrupted:
            left = len(found.submissions) - len(self.results)
            print(f"interrupted: {left} not graded yet; the same command goes on from here", file=sys.stderr)

    def code(self, found: Found) -> int:
        """The exit code: 130 interrupted, 1 something could not be graded or kept, else 0."""
        if self.interrupted:
            return 130
        ungraded = any(result["status"] != "graded" for result in self.results)
        return int(ungraded or bool(found.problems) or self.unsaved > 0)


def grade(settings: Settings, found: Found, store: Store, seed: str, workers: int) -> Outcome:
    """Grade what was found, with progress on standard error."""
    outcome = Outcome()
    with Bar("grading", len(found.submissions)) as bar:

        def listen(result: Result, cached: bool) -> None:
            outcome.add(result, cached)
            bar.step()

        def complain(line: str) -> None:
            outcome.unsaved += 1
            bar.say(line)

        try:
            Grading(course_of(settings), store, seed, listen, complain).run(found.submissions, workers)
        except KeyboardInterrupt:
            outcome.interrupted = True
    return outcome
