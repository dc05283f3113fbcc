"""Names and files in students' folders that nbgrader alone would trip over, wait for or trust."""

import os
import shutil
from pathlib import Path
from unittest.mock import Mock

import pytest

from course import CourseError
from course.due.arrival import handed_in
from tests.gradebook.conftest import UNIT, Class, solved
from tests.gradebook.test_bulk import record

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

NAMES = ("<script>1", "a\u202eb", "two\nlines", "x" * 129)
TIMES = (
    "yesterday, I think",
    "",
    "2026-06-01 13:30:00 CEST",
    "2026-11-01 12:00:00 +99999999",
    "\0",
    "2026-11-01 12:00:00 UTC" + " " * 10**6,
)


def irregular(of: Class, student: str) -> Path:
    """A submission with a pipe for a timestamp, another one beside it, and a link to what is the teacher's."""
    folder = of.submission(student).parent
    for name in ("timestamp.txt", "pipe.png"):
        os.mkfifo(folder / name)
    (folder / "link.png").symlink_to(of.root / "gradebook.db")
    (folder / "plot.png").write_bytes(b"a plot")
    return folder


@pytest.fixture
def class_of_two(fresh: Class) -> Class:
    """Of the class ada and greta alone have handed in."""
    for each in (fresh.root / "submitted").iterdir():
        if each.name not in ("ada", "greta"):
            shutil.rmtree(each)
    return fresh


def students(of: Class) -> set[str]:
    with of.gradebook as book:
        return {each.id for each in book.students}


@pytest.mark.parametrize("name", NAMES)
def test_autograde_leaves_out_a_name_that_is_not_safe_and_goes_on(class_of_two: Class, name: str) -> None:
    class_of_two.hand_in(name, solved())
    done = class_of_two.api().autograde(UNIT, "*")
    assert done["success"], done
    assert done["log"].count("cannot stand in the gradebook: a name of at most") == 1
    assert students(class_of_two) == {"ada", "greta"}
    assert {each.name for each in (class_of_two.root / "autograded").iterdir()} == {"ada", "greta"}


@pytest.mark.parametrize("text", TIMES)
def test_a_timestamp_that_tells_no_time_is_said_to(tmp_path: Path, text: str) -> None:
    (tmp_path / "timestamp.txt").write_text(text)
    with pytest.raises(CourseError, match=r"timestamp\.txt tells no time: the submission counts as handed in on time"):
        handed_in(tmp_path)


def test_a_timestamp_that_is_no_file_is_not_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "timestamp.txt")
    with pytest.raises(CourseError, match="tells no time"):
        handed_in(tmp_path)


def test_a_timestamp_that_nobody_may_read_is_said_to_tell_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "timestamp.txt").write_text("2026-11-01 12:00:00 UTC")
    monkeypatch.setattr(Path, "read_bytes", Mock(side_effect=PermissionError))
    with pytest.raises(CourseError, match="tells no time"):
        handed_in(tmp_path)


def test_autograde_takes_no_time_for_on_time_and_goes_on(class_of_two: Class) -> None:
    class_of_two.submission("ada").with_name("timestamp.txt").write_text("yesterday, I think")
    done = class_of_two.api().autograde(UNIT, "*")
    assert done["success"], done
    assert "ada/01_classification/timestamp.txt tells no time" in done["log"]
    assert students(class_of_two) == {"ada", "greta"}
    assert class_of_two.api().get_autograded_students(UNIT) == {"ada", "greta"}
    assert class_of_two.api().generate_feedback(UNIT)["success"]


def test_course_grade_takes_no_time_for_on_time_and_goes_on(
    class_of_two: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    class_of_two.submission("ada").with_name("timestamp.txt").write_text("yesterday, I think")
    assert record(class_of_two)
    written = capsys.readouterr()
    assert "gradebook: 2 written" in written.out
    assert "ada/01_classification/timestamp.txt tells no time" in written.err
    assert class_of_two.api().generate_feedback(UNIT)["success"]


def test_autograde_opens_no_pipe_follows_no_link_and_goes_on(class_of_two: Class) -> None:
    irregular(class_of_two, "ada")
    done = class_of_two.api().autograde(UNIT, "*")
    assert done["success"], done
    assert students(class_of_two) == {"ada", "greta"}
    kept = {each.name for each in (class_of_two.root / "autograded" / "ada" / UNIT).iterdir()}
    assert "plot.png" in kept
    assert not kept & {"timestamp.txt", "pipe.png", "link.png"}


def test_course_grade_opens_no_pipe_and_goes_on(class_of_two: Class) -> None:
    irregular(class_of_two, "ada")
    assert record(class_of_two)
    assert students(class_of_two) == {"ada", "greta"}


@pytest.mark.parametrize("linked", ["eve", f"eve/{UNIT}"])
def test_autograde_follows_no_link_to_a_folder_and_goes_on(class_of_two: Class, linked: str) -> None:
    link = class_of_two.root / "submitted" / linked
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(class_of_two.root / "submitted" / "ada" / Path(linked).relative_to("eve"))
    done = class_of_two.api().autograde(UNIT, "*")
    assert done["success"], done
    assert f"{linked} is a link to a folder and was not followed" in done["log"]
    assert students(class_of_two) == {"ada", "greta"}
