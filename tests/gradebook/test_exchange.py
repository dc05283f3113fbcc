"""From release to feedback through nbgrader's exchange, as formgrader's and a student's buttons do it."""

import json
import shutil
from pathlib import Path

import pytest
from nbgrader.apps.api import NbGraderAPI
from nbgrader.utils import get_username

from autograder.reports.store import Store
from tests.gradebook.conftest import UNIT, Class, solved
from tests.gradebook.test_bulk import record

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them


def student_does(api: NbGraderAPI, step: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one of the exchange's steps in a student's folder."""
    monkeypatch.chdir(folder)
    getattr(api.exchange, step)(coursedir=api.coursedir, authenticator=api.authenticator, parent=api).start()


@pytest.fixture
def exchanging(mine: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
    """The class with an exchange, before anybody has handed in."""
    (mine.root / "exchange").mkdir()
    (mine.root / "exchange").chmod(0o777)
    shutil.rmtree(mine.root / "submitted")
    monkeypatch.setenv("HOME", str(mine.root))
    return mine


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "desk").mkdir()
    return tmp_path / "desk"


def test_an_assignment_goes_to_a_student_and_comes_back(
    exchanging: Class, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api = exchanging.api()
    assert api.release_assignment(UNIT)["success"]
    api.coursedir.assignment_id = UNIT
    student_does(api, "FetchAssignment", desk, monkeypatch)
    beside = {"figures.py", "practice.py", "digits.npz", "kit"}
    assert {path.name for path in (desk / UNIT).iterdir()} >= {f"{UNIT}.ipynb", *beside}
    assert (desk / UNIT / "kit" / "engine" / "draws.py").is_file()
    student_does(api, "Submit", desk, monkeypatch)
    assert api.collect(UNIT)["success"]
    (submitted,) = (exchanging.root / "submitted").glob(f"*/{UNIT}/{UNIT}.ipynb")
    assert submitted.read_bytes() == (desk / UNIT / f"{UNIT}.ipynb").read_bytes()
    assert (submitted.parent / "timestamp.txt").exists()
    listed = api.get_assignment(UNIT)
    assert (listed["status"], submitted.parent.parent.name in api.get_submitted_students(UNIT)) == ("released", True)
    assert api.unrelease(UNIT)["success"]
    assert api.get_assignment(UNIT)["status"] == "draft"


# nbgrader misspells `authenticator` when it makes ReleaseFeedback, and leaves a file open there.
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")
@pytest.mark.parametrize("recorded", [False, True], ids=["autograde", "course grade"])
def test_feedback_goes_back_to_its_student(
    exchanging: Class, desk: Path, monkeypatch: pytest.MonkeyPatch, recorded: bool
) -> None:
    api = exchanging.api()
    assert api.release_assignment(UNIT)["success"]
    api.coursedir.assignment_id = UNIT
    student_does(api, "FetchAssignment", desk, monkeypatch)
    (desk / UNIT / f"{UNIT}.ipynb").write_text(json.dumps(solved()))
    student_does(api, "Submit", desk, monkeypatch)
    assert api.collect(UNIT)["success"]
    student = get_username()
    result = exchanging.result("ada") | {"student": student}
    Store(exchanging.root / "results").save(result, "")
    assert record(exchanging) if recorded else api.autograde(UNIT, student)["success"]
    for done in (api.generate_feedback(UNIT, student), api.release_feedback(UNIT)):
        assert done["success"], done
    student_does(api, "FetchFeedback", desk, monkeypatch)
    (page,) = (desk / UNIT / "feedback").glob("*/*.html")
    assert "(Score: 39.0 / 46.0)" in page.read_text()


@pytest.mark.filterwarnings("ignore:Passing unrecognized arguments:DeprecationWarning")  # as above
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # as above
def test_who_handed_in_without_the_exchange_keeps_nobody_from_feedback(exchanging: Class) -> None:
    for student in ("[ada]", "ben", "cem"):
        folder = exchanging.root / "feedback" / student / UNIT
        folder.mkdir(parents=True)
        (folder / f"{UNIT}.html").write_text(student)
        if student != "ben":
            (folder / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
            (folder / "submission_secret.txt").write_text(student * 20)
    done = exchanging.api().release_feedback(UNIT)
    assert done["success"], done
    released = (exchanging.root / "exchange").rglob("*.html")
    assert sorted(page.read_text() for page in released) == ["[ada]", "cem"]
    assert f"ben/{UNIT} is not released: there is no timestamp.txt and submission_secret.txt" in done["log"]


def test_an_assignment_that_is_no_unit_is_not_autograded(
    exchanging: Class, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()  # the process that grades is to be asked
    for step in ("source/hw1", "submitted/eve/hw1"):
        (exchanging.root / step).mkdir(parents=True)
        (exchanging.root / step / "hw1.ipynb").write_text(json.dumps(solved()))
    api = exchanging.api()
    assert api.generate_assignment("hw1")["success"]
    done = api.autograde("hw1", "eve")
    assert not done["success"]
    assert "there is no unit hw1" in done["log"]
