"""A peer: an otter-grader assignment whose tests run our checks in the student's kernel.

Otter brings dozens of packages that nothing here needs, so it stands in an environment of its own, see `SET_UP`.
"""

import json
import shutil
import subprocess
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from autograder.scheme.exercises import Exercise, unit_exercises
from course.settings import ROOT
from tests.benchmarks.graders import Command, Scores, jupyter
from tests.benchmarks.nbgrader_course import beside

BATCH = Path(__file__).with_name("otter_batch.py")
SCORES = "scores.json"
SET_UP = 'python3 -m venv ENV && ENV/bin/pip install "otter-grader[grading]" matplotlib msgpack'
NEEDED = ("otter", "ipykernel", "numpy", "matplotlib", "msgpack")

HEAD = """OK_FORMAT = False
from otter.test_files import test_case
from tests.benchmarks.in_kernel import require

name = {exercise!r}
"""

CASE = """
@test_case(name={check!r}, points={points!r})
def {check}(env):
    require({unit!r}, {exercise!r}, {check!r}, env, {seed!r})
"""


@dataclass(frozen=True)
class OtterAssignment:
    """Otter without a container: `grade_submission`, one submission after the other in one process."""

    python: Path
    autograder: Path  # otter's zip: the tests, and what lies beside a notebook
    unit: str
    label: str = "otter grade_submission"

    @classmethod
    def generated(cls, python: Path, folder: Path, unit: str, seed: str) -> "OtterAssignment":
        """Have `otter generate` make the zip of a unit in the new `folder`."""
        (folder / "tests").mkdir(parents=True)
        for exercise in unit_exercises(unit).values():
            (folder / "tests" / f"{exercise.name}.py").write_text(_tests(unit, exercise, seed), encoding="utf-8")
        names = beside(unit)
        for name in names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "release" / unit / name, folder / name)
        made = cls(python, folder / "autograder.zip", unit)
        made._run(folder, "-m", "otter", "generate", "--no-requirements", "--no-environment", *names)
        return made

    def ready(self, submitted: Path, home: Path) -> Command:
        """The command that grades these submissions."""
        home.mkdir()
        notebooks = sorted(str(path) for path in submitted.glob(f"*/{self.unit}/*.ipynb"))
        return partial(self._run, home, str(BATCH), str(self.autograder), str(home / SCORES), *notebooks)

    def scores(self, home: Path) -> Scores:
        """The scores by student and exercise."""
        found = json.loads((home / SCORES).read_text("utf-8"))
        return {Path(path).parts[-3]: scores for path, scores in found.items()}

    def _run(self, folder: Path, *arguments: str) -> None:
        with (folder / "log").open("ab") as log:
            environment = jupyter(folder / "jupyter")
            command = [str(self.python), *arguments]
            subprocess.run(command, cwd=folder, env=environment, stdout=log, stderr=log, check=True)


def _tests(unit: str, exercise: Exercise, seed: str) -> str:
    """Otter's test file of an exercise, a test case for each check."""
    cases = (
        CASE.format(unit=unit, exercise=exercise.name, check=check.name, points=check.points, seed=seed)
        for check in exercise.checks
    )
    return HEAD.format(exercise=exercise.name) + "".join(cases)


def otter_version(python: Path) -> str:
    """The version of the otter-grader that this interpreter has; click.UsageError if it lacks what is needed."""
    program = f"from importlib.metadata import version\nimport {', '.join(NEEDED)}\nprint(version('otter-grader'))"
    try:
        done = subprocess.run([str(python), "-c", program], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError) as error:
        reason = getattr(error, "stderr", None) or str(error)
        raise click.UsageError(
            f"--otter wants the Python of an environment with otter-grader, {python} is none: "
            f"{reason.strip().splitlines()[-1]}. To make one: {SET_UP}"
        ) from None
    return done.stdout.strip()
