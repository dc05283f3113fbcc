"""Seconds per submission: `course grade` against `nbgrader autograde`, same submissions, same checks, same run."""

import json
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from course.settings import load
from tests.benchmarks import machine
from tests.benchmarks.clock import Cost, clocked
from tests.benchmarks.nbgrader_course import NbgraderCourse
from tests.benchmarks.report import Progress, Report, ratios, spread
from tests.benchmarks.submissions import STUDENTS, UNIT, write_class

BATCH = 16
SEED = "benchmark"

PEER, PEER_ONE = "nbgrader autograde", "nbgrader autograde, batch of 1"
OURS, OURS_TWO, OURS_CACHE, OURS_ONE = (
    "course grade, one worker",
    "course grade, two workers",
    "course grade, from cache",
    "course grade, one worker, batch of 1",
)

Command = Callable[[], None]
Costs = Mapping[str, Sequence[Cost]]
Scores = Mapping[str, Mapping[str, float]]

METHOD = f"""\
Both sides grade the same {BATCH} submissions of unit {UNIT} ({len(STUDENTS)} different ones) with the same checks and
the same random inputs, as whole commands from start-up to exit. Ours runs each submission in a process of its own,
names misconceptions, gives follow-through credit and writes a result and a feedback page. nbgrader runs the checks
as hidden tests of the graded cells in the student's kernel, with none of that (feedback is another of its
commands), and also executes every other cell: the visible examples, and figures where there are any. It runs one
kernel at a time.
CPU is the processor time of a command and all its descendants; it is less disturbed by what else a machine does."""


@dataclass(frozen=True)
class Trial:
    """One round's folder, and who is graded in it."""

    folder: Path
    root: Path
    peer: NbgraderCourse

    def ours(self, results: str, workers: int) -> None:
        """Grade the submissions with `course grade` into the folder `results`, there or not."""
        path = self.folder / results
        if not path.exists():
            path.mkdir()
            (path / "seed").write_text(f"{SEED}\n", encoding="ascii")
        arguments = [
            "grade",
            str(self.peer.home / "submitted"),
            "--results",
            str(path),
            "--workers",
            str(workers),
        ]
        command = [sys.executable, "-m", "course.cli", *arguments]
        subprocess.run(command, cwd=self.root, stdout=subprocess.DEVNULL, check=True)

    def theirs(self) -> None:
        """Grade the submissions with `nbgrader autograde`."""
        self.peer.run("autograde", UNIT)


def measure(rounds: int, figures: bool = True) -> Report:
    """Grade a class both ways, alternating; `figures` says whether its notebooks still have theirs."""
    say = Progress("grading" if figures else "grading-lean")
    about = machine.description(["nbgrader", "nbclient", "ipykernel", "pytest"])
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        whole, single = _courses(folder, figures, say)
        costs: dict[str, list[Cost]] = defaultdict(list)
        for number in range(rounds):
            for label, command in _steps(folder, number, whole, single):
                costs[label].append(clocked(command))
                say(f"round {number + 1}: {costs[label][-1].wall:6.2f} s  {label}")
        names = _names(whole)
        graded = NbgraderCourse(folder / "whole-0", whole.root)
        scores = _scores(folder / "results-0", names), graded.scores(names)
    return _report(about, costs, scores, figures)


def measure_lean(rounds: int) -> Report:
    """The same, with the figures taken out of the submissions: the least that a kernel can be asked to run."""
    return measure(rounds, figures=False)


def _courses(folder: Path, figures: bool, say: Progress) -> tuple[NbgraderCourse, NbgraderCourse]:
    """Two courses of nbgrader's with the assignment made: with all submissions, and with the first one only."""
    settings = load()
    whole = NbgraderCourse(folder / "whole", settings.root)
    whole.write_source(settings, SEED, figures)
    whole.run("generate_assignment", UNIT)
    say("nbgrader generate_assignment done")
    single = whole.copy("single")
    write_class(settings, whole.home / "submitted", BATCH, figures)
    write_class(settings, single.home / "submitted", 1, figures)
    return whole, single


def _names(course: NbgraderCourse) -> list[str]:
    return sorted(path.name for path in (course.home / "submitted").iterdir())


def _steps(
    folder: Path, number: int, whole: NbgraderCourse, single: NbgraderCourse
) -> Iterable[tuple[str, Command]]:
    """What to run in a round, in its order; every other round begins with ours."""
    many = Trial(folder, whole.root, whole.copy(f"whole-{number}"))
    one = Trial(folder, whole.root, single.copy(f"single-{number}"))
    theirs: list[tuple[str, Command]] = [(PEER_ONE, one.theirs), (PEER, many.theirs)]
    ours: list[tuple[str, Command]] = [
        (OURS_ONE, partial(one.ours, f"one-{number}", 1)),
        (OURS, partial(many.ours, f"results-{number}", 1)),
        (OURS_TWO, partial(many.ours, f"two-{number}", 2)),
        (OURS_CACHE, partial(many.ours, f"results-{number}", 1)),
    ]
    return theirs + ours if number % 2 == 0 else ours + theirs


def _scores(results: Path, students: Iterable[str]) -> Scores:
    stored = {each: json.loads((results / each / f"{UNIT}.json").read_text("utf-8")) for each in students}
    return {each: {test["name"]: _own(test) for test in result["tests"]} for each, result in stored.items()}


def _own(test: Mapping[str, Any]) -> float:
    """An exercise's score without follow-through credit, which nbgrader does not have."""
    credit = test["follow_through"]
    return float(credit["earned_before"] if credit else test["score"])


def _report(about: str, costs: Costs, scores: tuple[Scores, Scores], figures: bool) -> Report:
    which = "as released" if figures else "without its figures"
    report = Report(f"Grading unit {UNIT}, the notebook {which}")
    report.say(METHOD)
    report.say(about + ".")
    differing, all_of_them = _differences(*scores), sum(map(len, scores[0].values()))
    report.say(f"Scores that differ, follow-through credit left out: {differing} of {all_of_them}.")
    report.tabulate(
        ("command", "submissions", "seconds, min / median / max", "CPU seconds"),
        [
            (label, _size(label), spread([cost.wall for cost in each]), spread([cost.cpu for cost in each]))
            for label, each in costs.items()
        ],
    )
    report.say(
        f"Seconds per submission; marginal is (batch of {BATCH} - batch of 1) / {BATCH - 1}, "
        "start-up is what remains of a batch of 1."
    )
    report.tabulate(("", "nbgrader", "ours, one worker", "ratio", "ratio of CPU"), _comparison(costs))
    peer, one, two, cache = [_of(costs[label], "wall") for label in (PEER, OURS, OURS_TWO, OURS_CACHE)]
    report.say(
        f"nbgrader's time over that of `course grade` for the whole batch: two workers "
        f"{spread(ratios(peer, two))}, from cache {spread(ratios(peer, cache))}. "
        f"One worker over two: {spread(ratios(one, two))}."
    )
    return report


def _size(label: str) -> str:
    return "1" if "batch of 1" in label else str(BATCH)


def _of(costs: Sequence[Cost], what: str) -> list[float]:
    return [getattr(cost, what) for cost in costs]


def _comparison(costs: Costs) -> Iterable[Sequence[str]]:
    """Rows: a label, theirs, ours, and the ratios."""
    theirs = _parts(costs[PEER], costs[PEER_ONE])
    ours = _parts(costs[OURS], costs[OURS_ONE])
    for label in theirs:
        walls = _of(theirs[label], "wall"), _of(ours[label], "wall")
        cpus = _of(theirs[label], "cpu"), _of(ours[label], "cpu")
        yield label, spread(walls[0]), spread(walls[1]), spread(ratios(*walls)), spread(ratios(*cpus))


def _parts(many: Sequence[Cost], one: Sequence[Cost]) -> Mapping[str, Sequence[Cost]]:
    marginal = [(each - single) / (BATCH - 1) for each, single in zip(many, one, strict=True)]
    return {
        f"whole batch / {BATCH}": [each / BATCH for each in many],
        "marginal": marginal,
        "start-up, once": [single - each for single, each in zip(one, marginal, strict=True)],
    }


def _differences(ours: Scores, theirs: Scores) -> int:
    return sum(theirs[student][name] != score for student, own in ours.items() for name, score in own.items())
