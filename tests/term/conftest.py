"""A course in an empty folder, worked on by the command line alone; what is graded alike is graded once."""

import copy
import csv
import json
import shutil
import zipfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI

from autograder.exam import grading
from autograder.exam.examiner import Job
from autograder.exam.hall import hold
from autograder.verdicts import Marking
from course.cli import main
from course.settings import ROOT, load
from course.weaving.build import build
from tests.samples import sample_class

ONE, TWO = "01_classification", "02_networks"
LOADED = ("cli", "due.commands", "regrade.commands", "gradebook.grading", "gradebook.config", "gradebook.exporting")
KIT = ("solutions", "autograder", "release", "pyproject.toml")
WRITTEN = ("README.md", "pictures")  # in `course`, by a build of all units


class Term:
    """The folder, and the commands in it."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def course(self, *arguments: str, code: int = 0) -> Result:
        done = CliRunner().invoke(main, arguments)
        assert done.exit_code == code, f"{arguments}: {done.output}{done.stderr}"
        return done

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def assign(self, *units: str) -> None:
        """Build units, and let nbgrader make their assignments, as whoever works with formgrader does."""
        if (self.root / "release").is_symlink():
            (self.root / "release").unlink()
            shutil.copy(ROOT / "nbgrader_config.py", self.root)
        build(load(self.root / "course.toml"), units, report=lambda _: None)
        app = NbGrader()
        app.initialize([])
        for unit in units:
            assert NbGraderAPI(config=app.config).generate_assignment(unit)["success"]

    def pack(self, name: str, files: Mapping[str, bytes]) -> Path:
        with zipfile.ZipFile(self.root / name, "w") as archive:
            for path, content in files.items():
                archive.writestr(path, content)
        return self.root / name

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader((self.root / name).read_text("utf-8-sig").splitlines()))

    def result(self, student: str, unit: str, folder: str = "results") -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.root / folder / student / f"{unit}.json").read_text())
        return found

    def fill(self, unit: str, points: Mapping[tuple[str, str], float], folder: str = "results") -> None:
        """Grade proofs as a person does in a spreadsheet; what nobody has said anything of stays as it is."""
        path = self.root / folder / f"proofs-{unit}.csv"
        rows = self.rows(f"{folder}/proofs-{unit}.csv")
        for row in rows:
            if (given := points.get((row["student"], row["proof"]))) is not None:
                row["points"] = str(given)
        with path.open("w", encoding="utf-8", newline="") as stream:
            lines = csv.DictWriter(stream, list(rows[0]))
            lines.writeheader()
            lines.writerows(rows)


def notebook(student: str, unit: str) -> bytes:
    """What a student of the sample class has handed in."""
    return (sample_class() / student / unit / f"{unit}.ipynb").read_bytes()


@pytest.fixture
def once(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Each notebook is marked once, really, and its marking is that of all who handed in the same; who was marked."""
    marked: list[str] = []

    def hold_once(
        jobs: Iterable[Job], units: Iterable[str], on_marked: Callable[[Job, Marking], None], *others: Any
    ) -> None:
        same: dict[tuple[str, bytes], list[Job]] = {}
        for job in jobs:
            same.setdefault((job.unit, job.script.args[0].read_bytes()), []).append(job)  # type: ignore[attr-defined]  # a partial

        def tell(job: Job, marking: Marking) -> None:
            marked.append(job.label)
            for each in next(jobs for jobs in same.values() if jobs[0] is job):
                on_marked(each, copy.deepcopy(marking))

        hold([jobs[0] for jobs in same.values()], units, tell, *others)

    monkeypatch.setattr(grading, "hold", hold_once)
    return marked


@pytest.fixture
def term(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, once: list[str]) -> Term:
    """The folder with nothing but the kit."""
    (tmp_path / "course").mkdir()
    inside = [f"course/{path.name}" for path in (ROOT / "course").iterdir() if path.name not in WRITTEN]
    for name in (*KIT, *inside):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "course" / "README.md", tmp_path / "course")
    shutil.copytree(ROOT / "course" / "pictures", tmp_path / "course" / "pictures")
    for name in LOADED:
        monkeypatch.setattr(f"course.{name}.load", lambda: load(tmp_path / "course.toml"))
    for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):  # what is configured on this machine does not count
        monkeypatch.setenv(name, str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return Term(tmp_path)
