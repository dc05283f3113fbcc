"""The peer: a throw-away nbgrader course whose graded cells run our checks in the student's kernel.

Everything else is nbgrader's own: its commands, its Execute preprocessor, its SQLite gradebook.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import nbformat

from course.settings import Settings
from course.weaving.unit import read_paper
from course.weaving.weave import weave
from tests.benchmarks.submissions import UNIT, without_figures

BIN = Path(sys.executable).parent

HIDDEN = """### BEGIN HIDDEN TESTS
from tests.benchmarks.in_kernel import earned
earned({unit!r}, {exercise!r}, globals(), {seed!r})
### END HIDDEN TESTS"""

CONFIG = """c = get_config()
c.CourseDirectory.course_id = "peer"
"""


@dataclass(frozen=True)
class NbgraderCourse:
    """A course folder of nbgrader's, `home`; what it logs goes to `home`/log."""

    home: Path
    root: Path  # of our checkout, which kernels import

    def run(self, *arguments: str) -> None:
        """Run an nbgrader command in the course folder."""
        with (self.home / "log").open("ab") as log:
            command = [str(BIN / "nbgrader"), *arguments]
            environment = self._environment()
            subprocess.run(command, cwd=self.home, env=environment, stdout=log, stderr=log, check=True)

    def _environment(self) -> Mapping[str, str]:
        """Nothing of a user's Jupyter is read; `alembic`, which a new gradebook needs, is on the path."""
        own = self.home.parent / "jupyter"
        return os.environ | {
            "PATH": f"{BIN}{os.pathsep}{os.environ.get('PATH', os.defpath)}",
            "PYTHONPATH": str(self.root),
            "JUPYTER_CONFIG_DIR": str(own / "config"),
            "JUPYTER_DATA_DIR": str(own / "data"),
            "JUPYTER_RUNTIME_DIR": str(own / "runtime"),
            "IPYTHONDIR": str(own / "ipython"),
        }

    def write_source(self, settings: Settings, seed: str, figures: bool) -> None:
        """The instructor notebook, with our checks as hidden tests in the graded cells, and what lies beside it."""
        notebook = weave(read_paper(settings, settings.unit(UNIT)))
        if not figures:
            notebook = without_figures(notebook)
        for cell in notebook.cells:
            if cell.metadata.mdl.role == "example":
                hidden = HIDDEN.format(unit=UNIT, exercise=cell.metadata.mdl.exercise, seed=seed)
                cell.source = f"{cell.source}\n{hidden}"
        folder = self.home / "source" / UNIT
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{UNIT}.ipynb")  # type: ignore[no-untyped-call]  # nbformat is untyped
        for name in ("kit.py", "digits.npz"):
            shutil.copy(settings.root / "release" / UNIT / name, folder)
        (self.home / "nbgrader_config.py").write_text(CONFIG)

    def copy(self, name: str) -> "NbgraderCourse":
        """A copy beside this one, as yet ungraded."""
        home = self.home.parent / name
        shutil.copytree(self.home, home)
        return NbgraderCourse(home, self.root)

    def scores(self, students: Iterable[str]) -> Mapping[str, Mapping[str, float]]:
        """The points by student and exercise, from the gradebook; what is graded by hand left out."""
        from nbgrader.api import Gradebook  # type: ignore[import-untyped]  # nbgrader ships no types

        with Gradebook(f"sqlite:///{self.home / 'gradebook.db'}", "peer") as gradebook:
            return {
                student: {
                    grade.name: float(grade.auto_score)
                    for grade in gradebook.find_submission_notebook(UNIT, UNIT, student).grades
                    if grade.auto_score is not None
                }
                for student in students
            }
