"""A class in folders of its own, and nbgrader driven in this process as formgrader drives it."""

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from nbgrader.api import Gradebook
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI

from autograder.intake.submissions import Found, find
from course.settings import ROOT, load
from course.weaving.build import build
from tests.gradebook.server import binaries, server
from tests.samples import sample_class

UNIT = "01_classification"
SAMPLE_STUDENTS = ("ada", "greta", "lena", "pia", "Zoë Ångström")
Tree = dict[str, Any]


class Class:
    """A folder with a course in it, whose gradebook and notebooks are looked at."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def api(self) -> NbGraderAPI:
        """What formgrader calls; the settings are read anew."""
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(self.root)
            app = NbGrader()
            app.initialize([])
            return NbGraderAPI(config=app.config)

    @property
    def gradebook(self) -> "closing[Gradebook]":
        return closing(Gradebook(f"sqlite:///{self.root}/gradebook.db?timeout=60"))

    def scores(self, student: str, field: str = "auto_score") -> dict[str, float | None]:
        """By grade id one field of a student's grades."""
        with self.gradebook as book:
            notebook = book.find_submission_notebook(UNIT, UNIT, student)
            return {grade.name: getattr(grade, field) for grade in notebook.grades}

    def total(self, student: str) -> float:
        with self.gradebook as book:
            submission = book.find_submission(UNIT, student)
            return float(submission.score - submission.late_submission_penalty)

    def result(self, student: str) -> Tree:
        found: Tree = json.loads((self.root / "results" / student / f"{UNIT}.json").read_text())
        return found

    def submission(self, student: str) -> Path:
        return self.root / "submitted" / student / UNIT / f"{UNIT}.ipynb"

    def autograded(self, student: str) -> Tree:
        found: Tree = json.loads((self.root / "autograded" / student / UNIT / f"{UNIT}.ipynb").read_text())
        return found

    def feedback(self, student: str) -> str:
        return (self.root / "feedback" / student / UNIT / f"{UNIT}.html").read_text()

    def hand_in(self, student: str, tree: Tree | str, name: str = UNIT, timestamp: str | None = None) -> None:
        """Put a notebook, or any text, where nbgrader collects submissions."""
        folder = self.root / "submitted" / student / UNIT
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.ipynb").write_text(tree if isinstance(tree, str) else json.dumps(tree))
        if timestamp:
            (folder / "timestamp.txt").write_text(timestamp)

    def hand_in_sample(self, student: str) -> None:
        shutil.copytree(sample_class() / student / UNIT, self.root / "submitted" / student / UNIT)


def cell(tree: Tree, name: str) -> Tree:
    """The cell of this grade id."""
    found: Tree = next(each for each in tree["cells"] if each["metadata"].get("nbgrader", {}).get("grade_id") == name)
    return found


def solved() -> Tree:
    """A submission with full marks, as its student saved it."""
    found: Tree = json.loads((sample_class() / "ada" / UNIT / f"{UNIT}.ipynb").read_text())
    return found


def without(*names: str) -> Tree:
    tree = solved()
    tree["cells"] = [each for each in tree["cells"] if each["id"] not in names]
    return tree


def doubled() -> Tree:
    """The answer cell of softmax twice under one grade id, the second of them wrong."""
    tree = solved()
    at = tree["cells"].index(cell(tree, "softmax-answer"))
    again = {**tree["cells"][at], "id": "again", "source": "def softmax(Z):\n    return Z"}
    tree["cells"].insert(at + 1, again)
    return tree


def corrupted(name: str, value: object) -> Tree:
    tree = solved()
    cell(tree, name)["metadata"]["nbgrader"] = value
    return tree


def richer() -> Tree:
    """A notebook that claims to be worth more, whose grade cell prints its own score."""
    tree = solved()
    cell(tree, "softmax-answer")["source"] = "def softmax(Z):\n    return Z"
    grade = cell(tree, "softmax")
    grade["metadata"]["nbgrader"] |= {"points": 1000, "locked": False}
    grade["source"] = "1000.0"
    output = {"data": {"text/plain": "1000.0"}, "execution_count": 1, "metadata": {}, "output_type": "execute_result"}
    grade["outputs"] = [output]
    return tree


def foreign_kernel() -> Tree:
    tree = solved()
    tree["metadata"]["kernelspec"] = {"name": "evil; rm -rf /", "display_name": "x", "language": "bash"}
    return tree


# The worst notebooks that this class has handed in, and what each must earn of 39 points.
WORST: Mapping[str, tuple[Callable[[], Tree | str], float]] = {
    "corrupt_id": (lambda: corrupted("softmax-answer", {"grade_id": ["a", {}], "schema_version": "x"}), 39),
    "corrupt_marks": (lambda: corrupted("softmax", "no object"), 39),
    "deleted_answer": (lambda: without("accuracy-answer"), 35),
    "deleted_cells": (lambda: without("setup", "softmax", "accuracy", "proof-error_at_most_bound-answer"), 39),
    "duplicate_ids": (doubled, 33),
    "foreign_kernel": (foreign_kernel, 39),
    "future_schema": (lambda: corrupted("softmax", {"schema_version": 99, "grade": True}), 39),
    "no_json": (lambda: "{'cells': [", 0),
    "no_notebook": (lambda: "[1, 2, 3]", 0),
    "richer": (richer, 33),
}


def found_in(of: Class) -> Found:
    """The submissions of a class, as `course grade` finds them."""
    return find(of.root / "submitted", {UNIT: ()})


def new_class(root: Path, unit: str = UNIT) -> Class:
    """A course with a unit's notebooks built, and no submissions yet."""
    for name in ("course", "solutions", "autograder", "pyproject.toml", "course.toml"):
        (root / name).symlink_to(ROOT / name)
    config = (ROOT / "nbgrader_config.py").read_text()
    (root / "nbgrader_config.py").write_text(f"{config}\nc.Exchange.root = str(Path(__file__).parent / 'exchange')\n")
    build(load(root / "course.toml"), [unit], report=lambda _: None)
    return Class(root)


@pytest.fixture(scope="session")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Nobody's home: what is configured on this machine does not count."""
    with pytest.MonkeyPatch.context() as patch:
        for name in ("HOME", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR"):
            patch.setenv(name, str(tmp_path_factory.mktemp("home")))
        yield


@pytest.fixture(scope="session")
def graded(tmp_path_factory: pytest.TempPathFactory, elsewhere: None) -> Class:
    """The class after one `autograde` of all; it is only looked at."""
    found = new_class(tmp_path_factory.mktemp("class"))
    for student in SAMPLE_STUDENTS:
        found.hand_in_sample(student)
    for student, (make, _) in WORST.items():
        found.hand_in(student, make())
    found.hand_in("two_files", solved(), "one")
    found.hand_in("two_files", solved(), "other")
    done = found.api().generate_assignment(UNIT)
    assert done["success"], done
    shutil.copy(found.root / "gradebook.db", found.root / "empty.db")
    done = found.api().autograde(UNIT, "*")
    assert done["success"], done
    (found.root / "log").write_text(done["log"])
    return found


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a server that runs as long as the tests."""
    programs = binaries()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: `apt-get install postgresql`; CI has it")
    with server(programs) as url:
        yield url


@pytest.fixture
def mine(graded: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    """A copy of the class to change. Results count as fresh: no process is started for them."""
    shutil.copytree(graded.root, tmp_path / "class", symlinks=True)
    monkeypatch.setattr("course.gradebook.reading.grade_missing", lambda folders, log: None)
    return Class(tmp_path / "class")


@pytest.fixture
def fresh(mine: Class) -> Class:
    """The class, graded, with a gradebook that has nobody in it."""
    shutil.copy(mine.root / "empty.db", mine.root / "gradebook.db")
    shutil.rmtree(mine.root / "autograded")
    return mine
