"""From release to feedback through nbgrader's exchange, as formgrader's and a student's buttons do it."""

import shutil
from pathlib import Path

import pytest
from nbgrader.apps.api import NbGraderAPI

from tests.gradebook.conftest import UNIT, Class

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them


def student_does(api: NbGraderAPI, step: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run one of the exchange's steps in a student's folder."""
    monkeypatch.chdir(folder)
    getattr(api.exchange, step)(coursedir=api.coursedir, authenticator=api.authenticator, parent=api).start()


@pytest.fixture
def exchanging(mine: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
    (mine.root / "exchange").mkdir(mode=0o777)
    (mine.root / "exchange").chmod(0o777)
    shutil.rmtree(mine.root / "submitted")
    shutil.rmtree(mine.root / "autograded")
    monkeypatch.setenv("HOME", str(mine.root))
    return mine


def test_an_assignment_goes_to_a_student_and_comes_back(
    exchanging: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    api, desk = exchanging.api(), tmp_path / "desk"
    desk.mkdir()
    assert api.release_assignment(UNIT)["success"]
    api.coursedir.assignment_id = UNIT
    student_does(api, "FetchAssignment", desk, monkeypatch)
    assert {path.name for path in (desk / UNIT).iterdir()} >= {f"{UNIT}.ipynb", "kit.py", "digits.npz"}
    student_does(api, "Submit", desk, monkeypatch)
    assert api.collect(UNIT)["success"]
    (submitted,) = (exchanging.root / "submitted").glob(f"*/{UNIT}/{UNIT}.ipynb")
    assert submitted.read_bytes() == (desk / UNIT / f"{UNIT}.ipynb").read_bytes()
    assert (submitted.parent / "timestamp.txt").exists()
    listed = api.get_assignment(UNIT)
    assert (listed["status"], listed["num_submissions"]) == ("released", 1)
