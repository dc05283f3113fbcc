"""A peer: a throw-away nbgrader course whose graded cells run our checks in the student's kernel.

Everything else is nbgrader's own: its commands, its Execute preprocessor, its SQLite gradebook.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import nbformat

from course.settings import ROOT, Settings
from course.weaving.unit import read_paper
from course.weaving.weave import weave
from tests.benchmarks.graders import Command, Scores, jupyter
from tests.benchmarks.submissions import without_figures

BIN = Path(sys.executable).parent

HIDDEN = """### BEGIN HIDDEN TESTS
from tests.benchmarks.in_kernel import earned
earned({unit!r}, {exercise!r}, globals(), {seed!r})
### END HIDDEN TESTS"""

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "peer"
"""


def beside(unit: str) -> list[str]:
    """What lies beside a unit's notebook and is imported or opened by it, by the paths from there."""
    folder = ROOT / "release" / unit
    files = (path.relative_to(folder) for path in folder.rglob("*") if path.suffix in (".py", ".npz"))
    return sorted(path.as_posix() for path in files)


def nbgrader_environment(home: Path) -> Mapping[str, str]:
    """Of nbgrader in a course folder: nobody's settings, and `alembic`, which a new gradebook needs, on the path."""
    path = f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}"
    return jupyter(home.parent / "jupyter") | {"PATH": path}


@dataclass(frozen=True)
class NbgraderCourse:
    """A course folder of nbgrader's, `home`; what it logs goes to `home`/log."""

    home: Path

    def run(self, *arguments: str) -> None:
        """Run an nbgrader command in the course folder."""
        with (self.home / "log").open("ab") as log:
            command = [str(BIN / "nbgrader"), *arguments]
            environment = nbgrader_environment(self.home)
            subprocess.run(command, cwd=self.home, env=environment, stdout=log, stderr=log, check=True)

    def write_source(self, settings: Settings, unit: str, seed: str, figures: bool = True) -> None:
        """A unit's instructor notebook, with our checks as hidden tests in the graded cells, and what lies beside."""
        notebook = weave(read_paper(settings, settings.unit(unit)))
        if not figures:
            notebook = without_figures(notebook)
        for cell in notebook.cells:
            if cell.metadata.mdl.role == "example":
                hidden = HIDDEN.format(unit=unit, exercise=cell.metadata.mdl.exercise, seed=seed)
                cell.source = f"{cell.source}\n{hidden}"
        folder = self.home / "source" / unit
        for name in beside(unit):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / "release" / unit / name, folder / name)
        nbformat.write(notebook, folder / f"{unit}.ipynb")  # type: ignore[no-untyped-call]  # nbformat is untyped
        (self.home / "nbgrader_config.py").write_text(CONFIG)

    def copy(self, home: Path) -> "NbgraderCourse":
        """A copy elsewhere."""
        shutil.copytree(self.home, home)
        return NbgraderCourse(home)


@dataclass(frozen=True)
class Autograde:
    """`nbgrader autograde` of one unit; `course` has the assignment made and no submissions."""

    course: NbgraderCourse
    unit: str
    label: str = "nbgrader autograde"

    def ready(self, submitted: Path, home: Path) -> Command:
        """The command that grades these submissions, in a copy of the course."""
        course = self.course.copy(home)
        shutil.copytree(submitted, home / "submitted")
        return partial(course.run, "autograde", self.unit)

    def scores(self, home: Path) -> Scores:
        """The points by student and exercise, from the gradebook; what is graded by hand left out."""
        from nbgrader.api import Gradebook  # type: ignore[import-untyped]  # nbgrader ships no types

        with Gradebook(f"sqlite:///{home / 'gradebook.db'}", "peer") as gradebook:
            return {
                submission.student.id: {
                    grade.name: float(grade.auto_score)
                    for grade in gradebook.find_submission_notebook(self.unit, self.unit, submission.student.id).grades
                    if grade.auto_score is not None
                }
                for submission in gradebook.assignment_submissions(self.unit)
            }
