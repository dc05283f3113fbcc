"""At home in nbgrader: how long a button of formgrader blocks, and how long a class takes into the gradebook."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from tests.benchmarks import machine
from tests.benchmarks.clock import Cost, clocked
from tests.benchmarks.nbgrader_course import nbgrader_environment
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Progress, Report, spread
from tests.benchmarks.submissions import STUDENTS, write_class
from tests.gradebook.conftest import Class, new_class

METHOD = """\
The buttons are called as formgrader calls them, each in a process of its own, which first loads nbgrader as its server
has done: that is not counted. The class of {size} repeats {students} submissions of the sample class. Its results are
there already, as after `course grade` elsewhere; `course grade` finds them unchanged and writes them into a gradebook
that has nobody in it, and then into one that has them all."""

CALL = """\
import json, sys, time, warnings
warnings.simplefilter("ignore")
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
app = NbGrader()
app.initialize([])
api = NbGraderAPI(config=app.config)
name, *arguments = sys.argv[1:]
began = time.perf_counter()
done = getattr(api, name)(*arguments)
print(json.dumps([done["success"], time.perf_counter() - began]))
if not done["success"]:
    sys.exit(done["log"])
"""

# `course grade`, of a course in the working directory.
GRADE = """\
import sys
from dataclasses import replace
from pathlib import Path
from course import marking
from course.gradebook.recording import record
from course.settings import load
settings = replace(load(), root=Path.cwd())
run = marking.grade(settings, Path("submitted"), Path("results"))
record(settings, run, Path("results"))
sys.exit(0 if run.cached == len(run.results) else "not all came from the cache")
"""

Button = tuple[str, str, Sequence[str]]  # what it says, the method behind it, its arguments


def measure(unit: str, plan: Plan) -> Report:
    """Press every button of a new course in turn, then record a large class; `plan.rounds` times."""
    say = Progress(f"gradebook {unit}")
    pressed: dict[str, list[float]] = {label: [] for label, _, _ in _buttons(unit, "")}
    recorded: dict[str, list[Cost]] = {"new": [], "unchanged": []}
    for _ in range(plan.rounds):
        with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
            of = _class(Path(name) / "course", unit)
            first = _hand_in(of, unit, len(STUDENTS[unit]))[0]
            for label, method, arguments in _buttons(unit, first):
                pressed[label].append(_press(of, method, arguments))
                say(f"{pressed[label][-1]:6.2f} s  {label}")
            _enlarge(of, unit, plan.size)
            for what, costs in recorded.items():
                costs.append(clocked(partial(_record, of)))
                say(f"{costs[-1].wall:6.2f} s  {plan.size} cached results, {what}")
    return _report(unit, plan, pressed, recorded)


def _buttons(unit: str, student: str) -> Sequence[Button]:
    """Everything that formgrader's pages about assignments and submissions offer, in the order of a term."""
    return (
        ("generate, with a new gradebook", "generate_assignment", [unit]),
        ("generate again", "generate_assignment", [unit]),
        ("release", "release_assignment", [unit]),
        ("collect", "collect", [unit]),
        ("autograde one, to be run", "autograde", [unit, student]),
        ("autograde one, graded before", "autograde", [unit, student]),
        ("autograde all, the others to be run", "autograde", [unit, "*"]),
        ("feedback for one", "generate_feedback", [unit, student]),
        ("release the feedback of one", "release_feedback", [unit, student]),
    )


def _class(root: Path, unit: str) -> Class:
    root.mkdir()
    return new_class(root, unit)


def _hand_in(of: Class, unit: str, size: int) -> list[str]:
    """Submissions as an exchange collects them: with the time, and the secret by which their feedback is found."""
    names = write_class(unit, of.root / "submitted", size)
    for name in names:
        (of.root / "submitted" / name / unit / "timestamp.txt").write_text("2026-09-01 12:00:00 UTC")
        (of.root / "submitted" / name / unit / "submission_secret.txt").write_text(name)
    return names


def _press(of: Class, method: str, arguments: Sequence[str]) -> float:
    """The seconds that a button blocks."""
    command = [sys.executable, "-c", CALL, method, *arguments]
    environment = nbgrader_environment(of.root)
    done = subprocess.run(command, cwd=of.root, env=environment, capture_output=True, text=True, check=True)
    return float(json.loads(done.stdout.splitlines()[-1])[1])


def _enlarge(of: Class, unit: str, size: int) -> None:
    """Make it a large class whose results are there: a result is found again by what was handed in, not by whom."""
    some = sorted(folder.name for folder in (of.root / "submitted").iterdir())
    shutil.rmtree(of.root / "submitted")
    shutil.rmtree(of.root / "autograded")
    names = _hand_in(of, unit, size)
    for number, name in enumerate(names[len(some) :]):
        model = of.root / "results" / some[number % len(some)]
        folder = of.root / "results" / name
        folder.mkdir()
        result = json.loads((model / f"{unit}.json").read_text("utf-8"))
        (folder / f"{unit}.json").write_text(json.dumps(result | {"student": name}), "utf-8")
        shutil.copy(model / f"{unit}.html", folder)
    _forget(of, unit)


def _forget(of: Class, unit: str) -> None:
    """A gradebook that has the unit and nobody's submission."""
    (of.root / "gradebook.db").unlink()
    _press(of, "generate_assignment", [unit])


def _record(of: Class) -> None:
    done = subprocess.run([sys.executable, "-c", GRADE], cwd=of.root, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"the class was to be recorded, but: {done.stdout[-500:]}{done.stderr[-500:]}")


def _report(
    unit: str, plan: Plan, pressed: dict[str, list[float]], recorded: dict[str, list[Cost]]
) -> Report:
    report = Report(f"Formgrader's buttons, and {plan.size} results of unit {unit} into the gradebook")
    report.say(METHOD.format(size=plan.size, students=len(STUDENTS[unit])))
    report.say(f"{machine.description(['nbgrader'])}.")
    report.say(f"Seconds that a button blocks, min / median / max over {plan.rounds} rounds:")
    report.tabulate(("button", "seconds"), [(label, spread(seconds)) for label, seconds in pressed.items()])
    report.say(f"`course grade` of {plan.size} cached results, into the gradebook and `autograded/`:")
    report.tabulate(
        ("results", "seconds", "processor time"),
        [
            (what, spread([cost.wall for cost in costs]), spread([cost.cpu for cost in costs]))
            for what, costs in recorded.items()
        ],
    )
    return report


