"""A student's own files beside the notebook reach whoever grades, and nothing else does."""

import os
import shutil
from pathlib import Path

import pytest

from autograder.intake.ingest import load_paper
from course.gradebook import enclosures as module
from course.gradebook.enclosures import Enclosures, copy, enclosures, missing
from course.settings import ROOT
from tests.gradebook.conftest import UNIT, Class, solved
from tests.gradebook.test_bulk import record

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

PROOF = "proof-error_at_most_bound-answer"
PAPER = load_paper(ROOT / "release" / UNIT)
PHOTO = b"a photo of a page"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A submission with two pages by hand, one of them further down."""
    found = tmp_path / "ada" / UNIT
    shutil.copytree(ROOT / "release" / UNIT, found)
    (found / "page1.jpg").write_bytes(PHOTO)
    (found / "scans").mkdir()
    (found / "scans" / "page 2.pdf").write_bytes(PHOTO)
    return found


def test_files_of_the_student_s_are_found_and_none_of_the_release(folder: Path) -> None:
    for name in (".hidden", "timestamp.txt", "more.ipynb", "code.pyc", "__pycache__/x.png", ".git/y.png"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"")
    assert enclosures(folder, PAPER) == Enclosures(folder, ["page1.jpg", "scans/page 2.pdf"], [])


def test_what_is_no_regular_file_is_named_and_stays(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the teacher's")
    (folder / "link.jpg").symlink_to(tmp_path / "secret")
    (folder / "album").symlink_to(tmp_path)
    os.mkfifo(folder / "pipe.jpg")
    found = enclosures(folder, PAPER)
    assert found.names == ["page1.jpg", "scans/page 2.pdf"]
    assert [each.partition(" ")[0] for each in found.left_out] == ["link.jpg", "pipe.jpg"]


def test_what_is_too_large_or_too_many_is_named_and_stays(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with (folder / "film.mp4").open("wb") as film:
        film.truncate(module.LARGEST + 1)
    (left_out,) = enclosures(folder, PAPER).left_out
    assert left_out == "film.mp4 is not copied to autograded/, at most 100 files of 20 MiB, 100 MiB in all are"
    monkeypatch.setattr(module, "MOST_BYTES", len(PHOTO))
    assert enclosures(folder, PAPER).names == ["page1.jpg"]
    monkeypatch.setattr(module, "MOST_FILES", 0)
    assert enclosures(folder, PAPER).names == []


def test_a_copy_is_made_once_and_again_when_the_file_changes(folder: Path, tmp_path: Path) -> None:
    there = tmp_path / "autograded"
    there.mkdir()
    found = enclosures(folder, PAPER)
    copy(found, there)
    assert (there / "page1.jpg").read_bytes() == (there / "scans" / "page 2.pdf").read_bytes() == PHOTO
    assert missing(found, there) == []
    (folder / "page1.jpg").write_bytes(PHOTO * 2)
    assert missing(found, there) == ["page1.jpg"]
    copy(found, there)
    assert sorted(path.name for path in there.iterdir()) == ["page1.jpg", "scans"]


def test_a_file_that_became_a_link_meanwhile_is_not_followed(folder: Path, tmp_path: Path) -> None:
    found = enclosures(folder, PAPER)
    (tmp_path / "secret").write_text("the teacher's")
    (folder / "page1.jpg").unlink()
    (folder / "page1.jpg").symlink_to(tmp_path / "secret")
    with pytest.raises(OSError, match="symbolic links"):
        copy(found, tmp_path)
    assert not (tmp_path / "page1.jpg").exists()


@pytest.fixture
def with_photo(fresh: Class) -> Class:
    """Ada alone, whose first proof is a photo and nothing else."""
    for each in (fresh.root / "submitted").iterdir():
        if each.name != "ada":
            shutil.rmtree(each)
    tree = solved()
    next(each for each in tree["cells"] if each["id"] == PROOF)["source"] = "YOUR ANSWER HERE"
    fresh.hand_in("ada", tree)
    (fresh.submission("ada").parent / "page1.jpg").write_bytes(PHOTO)
    return fresh


def waits(of: Class) -> bool:
    return bool(of.scores("ada", "needs_manual_grade")[PROOF])


def test_both_ways_of_grading_leave_the_photo_and_a_proof_that_waits(
    with_photo: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    photo = with_photo.root / "autograded" / "ada" / UNIT / "page1.jpg"
    assert record(with_photo)
    assert (photo.read_bytes(), waits(with_photo)) == (PHOTO, True)
    assert "ada, Proof 1: The error bound: its answer cell is empty, and beside the" in capsys.readouterr().err
    shutil.rmtree(with_photo.root / "autograded")
    done = with_photo.api().autograde(UNIT, "ada")
    assert done["success"], done
    assert (photo.read_bytes(), waits(with_photo)) == (PHOTO, True)
    assert "Proof 1: The error bound: its answer cell is empty" in done["log"]


def test_a_new_photo_of_a_graded_proof_is_to_be_looked_at(
    with_photo: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    assert record(with_photo)
    with with_photo.gradebook as book:
        grade = book.find_grade(PROOF, UNIT, UNIT, "ada")
        grade.manual_score, grade.needs_manual_grade = 2, False
        book.db.commit()
    assert record(with_photo)
    assert "0 written, 1 as before" in capsys.readouterr().out
    assert not waits(with_photo)
    (with_photo.submission("ada").parent / "page1.jpg").write_bytes(b"a better one")
    assert record(with_photo)
    assert waits(with_photo)
