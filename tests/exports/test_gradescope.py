"""The autograder for Gradescope, run in a copy of its directories as root of a container would run it."""

import json
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from course.exports import gradescope, on_gradescope
from course.settings import load
from tests import levels
from tests.samples import sample_class

UNIT = "01_classification"
LEVEL = 3 if levels.ROOTED else 2


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("archive") / "gradescope.zip"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(gradescope, "LEVEL", LEVEL)
        gradescope.export(load(), UNIT, found)
    return found


@pytest.fixture(scope="module")
def autograder(archive: Path) -> Iterator[Path]:
    """`/autograder` as Gradescope makes it of the archive, where every user can read it; Python is this one."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        place.chmod(0o755)
        with zipfile.ZipFile(archive) as file:
            file.extractall(place / "source")
        shutil.copy(place / "source" / "run_autograder", place)
        (place / "run_autograder").chmod(0o755)
        (place / "source" / ".venv").symlink_to(sys.prefix)
        yield place


def handed_in(autograder: Path, *notebooks: Path) -> Path:
    for name in ("submission", "results"):
        shutil.rmtree(autograder / name, ignore_errors=True)
        (autograder / name).mkdir()
    for notebook in notebooks:
        shutil.copy(notebook, autograder / "submission")
    users = [{"email": "", "id": 1, "name": "Student User"}]
    (autograder / "submission_metadata.json").write_text(json.dumps({"users": users}))
    return autograder


def run(autograder: Path) -> int:
    return subprocess.run([autograder / "run_autograder"], cwd=autograder, check=False).returncode


def in_a_container() -> None:
    levels.without(levels.UNSHARE)
    levels.with_few_capabilities()


def results(autograder: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((autograder / "results" / "results.json").read_text())
    return found


def sample(student: str) -> Path:
    return sample_class() / student / UNIT / f"{UNIT}.ipynb"


def test_a_submission_is_graded_in_a_container_without_user_namespaces(
    autograder: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    place = handed_in(autograder, sample("carla"))
    assert levels.there(in_a_container, partial(run, place)) == 0
    assert f"isolation level {LEVEL}:" in capfd.readouterr().out
    found = results(place)
    assert found["score"] == 18 == sum(test["score"] for test in found["tests"])
    assert {test["name"]: test["max_score"] for test in found["tests"]}["softmax"] == 6
    assert {field for test in found["tests"] for field in test} == set(on_gradescope.SHOWN)


@pytest.mark.parametrize("students", [(), ("ada", "carla")])
def test_other_than_one_notebook_earns_nothing_and_is_told(autograder: Path, students: tuple[str, ...]) -> None:
    place = handed_in(autograder)
    for student in students:
        shutil.copy(sample(student), place / "submission" / f"{student}.ipynb")
    assert run(place) == 0
    assert results(place)["score"] == 0
    assert f"there is {', '.join(f'{each}.ipynb' for each in students) or 'none'}" in results(place)["output"]


def test_a_folder_that_was_packed_on_a_mac_holds_one_notebook(tmp_path: Path) -> None:
    shadows = "__MACOSX/unit/._work.ipynb", "unit/._b.ipynb", "unit/.ipynb_checkpoints/work.ipynb"
    for name in ("unit/work.ipynb", *shadows):
        path = tmp_path / "submission" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"\0\5\26\7Mac OS X")
    assert on_gradescope._notebooks(tmp_path / "submission") == [tmp_path / "submission" / "unit" / "work.ipynb"]


def test_a_notebook_that_cannot_be_read_earns_nothing_and_is_told(autograder: Path, tmp_path: Path) -> None:
    (tmp_path / "mine.ipynb").write_text("{")
    place = handed_in(autograder, tmp_path / "mine.ipynb")
    assert run(place) == 0
    assert results(place) == on_gradescope.ungradable(results(place)["output"].partition(": ")[2])


def test_a_machine_that_confines_too_little_reports_nothing(autograder: Path) -> None:
    place = handed_in(autograder, sample("carla"))
    script = place / "run_autograder"
    as_exported = script.read_text()
    script.write_text(as_exported.replace(f"{UNIT} {LEVEL}", f"{UNIT} 4"))
    try:
        assert levels.there(in_a_container, partial(run, place)) == 2
    finally:
        script.write_text(as_exported)
    assert not list((place / "results").iterdir())


@pytest.mark.parametrize("metadata", ["", "{}", '{"users": []}', '{"users": [1]}', "[]"])
def test_who_handed_it_in_need_not_be_known(tmp_path: Path, metadata: str) -> None:
    (tmp_path / "submission_metadata.json").write_text(metadata)
    assert on_gradescope._student(tmp_path) == on_gradescope.NOBODY


def test_the_archive_has_the_kit_and_no_other_unit_and_no_students_work(archive: Path) -> None:
    names = zipfile.ZipFile(archive).namelist()
    assert {"setup.sh", "run_autograder", "requirements.lock", "solutions/classification.py"} <= {*names}
    assert {name.split("/")[1] for name in names if name.startswith("release/")} == {UNIT}
    assert not [name for name in names if "sample_class" in name or "__pycache__" in name]


def test_what_gradescope_calls_is_executable_and_sound(archive: Path) -> None:
    with zipfile.ZipFile(archive) as file:
        for name in gradescope.PROGRAMS:
            assert file.getinfo(name).external_attr >> 16 == 0o755
            subprocess.run(["bash", "-n"], input=file.read(name), check=True)


def test_the_same_kit_makes_the_same_archive(archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gradescope, "LEVEL", LEVEL)
    gradescope.export(load(), UNIT, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == archive.read_bytes()
