"""Time of `course build` from clean against `nbgrader generate_assignment` alone, and where it goes."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from course.settings import ROOT, Settings, load
from tests.benchmarks import machine
from tests.benchmarks.clock import Cost, clocked
from tests.benchmarks.nbgrader_course import NbgraderCourse
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, ratios, spread

PARTS = ("course.toml", "pyproject.toml", "course", "autograder", "solutions")
PEER, OURS, OURS_AGAIN = "nbgrader generate_assignment", "course build", "course build, nothing to do"
GENERATED = ("source", "release")
STEPS = "tests.benchmarks.building_steps"
LEAST = 0.005  # seconds; what takes less stands together in one row

METHOD = """\
`course build` runs in a copy of this checkout without source/ and release/. The peer, `nbgrader generate_assignment`,
makes the student version of the same instructor notebooks, which is the last part of what `course build` does, and
enters them into a new gradebook, which is not. It takes one unit at a time, so that it is started once for each. All
are whole commands from start-up to exit, with compiled bytecode."""

Steps = Mapping[str, float]


def measure(plan: Plan) -> Report:
    """Build both ways, alternating."""
    say, settings = Progress("build"), load()
    about = machine.description(["nbgrader", "jupytext", "nbformat"])
    costs: dict[str, list[Cost]] = defaultdict(list)
    steps: list[Steps] = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        checkout = _checkout(folder)
        _build(checkout)  # compiles
        peer = NbgraderCourse(folder / "peer")
        for unit in settings.units:
            peer.write_source(settings, unit.id, "")
        for number in range(plan.rounds):
            course = peer.copy(folder / f"peer-{number}")
            costs[PEER].append(clocked(partial(_generate, course, settings)))
            _clean(checkout)
            costs[OURS].append(clocked(partial(_build, checkout)))
            costs[OURS_AGAIN].append(clocked(partial(_build, checkout)))
            _clean(checkout)
            steps.append(_steps(checkout))
            say(
                f"round {number + 1}: "
                + ", ".join(f"{each[-1].wall:.2f} s {label}" for label, each in costs.items())
            )
    return _report(about, len(settings.units), costs, steps)


def _generate(course: NbgraderCourse, settings: Settings) -> None:
    for unit in settings.units:
        course.run("generate_assignment", unit.id)


def _checkout(folder: Path) -> Path:
    """A copy of what a build reads."""
    copy = folder / "checkout"
    copy.mkdir()
    for part in PARTS:
        if (ROOT / part).is_dir():
            shutil.copytree(ROOT / part, copy / part)
        else:
            shutil.copy2(ROOT / part, copy / part)
    return copy


def _clean(checkout: Path) -> None:
    for name in GENERATED:
        shutil.rmtree(checkout / name, ignore_errors=True)


def _build(checkout: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "course.cli", "build"], cwd=checkout, stdout=subprocess.DEVNULL, check=True
    )


def _steps(checkout: Path) -> Steps:
    """Where the time of a build goes, in the same copy: its packages come first on the path, `tests` from here."""
    path = os.pathsep.join([str(checkout), str(ROOT)])
    done = subprocess.run(
        [sys.executable, "-m", STEPS, checkout / "course.toml"],
        cwd=checkout, env=os.environ | {"PYTHONPATH": path}, stdout=subprocess.PIPE, check=True,
    )  # fmt: skip
    found = json.loads(done.stdout)
    return {**found["steps"], "all of it, without the interpreter's start": found["all"]}


def _report(about: str, units: int, costs: Mapping[str, Sequence[Cost]], steps: Sequence[Steps]) -> Report:
    report = Report("Building the course")
    report.say(METHOD)
    report.say(f"{units} units. {about}.")
    peer = [cost.wall for cost in costs[PEER]]
    rows = [
        (label, spread([cost.wall for cost in each]), spread(ratios(peer, [cost.wall for cost in each])))
        for label, each in costs.items()
    ]
    report.tabulate(("command", "seconds, min / median / max", "nbgrader's over it"), rows)
    report.say("Where a build's time goes, milliseconds:")
    spans = {label: [1e3 * each[label] for each in steps] for label in steps[0]}
    small = {label for label, each in spans.items() if max(each) < 1e3 * LEAST}
    spans[f"{len(small)} steps of less than {1e3 * LEAST:g} ms each"] = [
        sum(spans[label][number] for label in small) for number in range(len(steps))
    ]
    shown = sorted((each, label) for label, each in spans.items() if label not in small)
    report.tabulate(
        ("step", "ms, min / median / max"), [(label, spread(each)) for each, label in reversed(shown)]
    )
    return report
