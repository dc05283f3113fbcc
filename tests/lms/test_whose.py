"""Which number is whose: told by the platform, its gradebook or the roster, guessed by nobody."""

from pathlib import Path

import pytest

from course import CourseError
from course.collecting.roster import Roster, load
from course.lms.moodle import User
from course.lms.whose import on_canvas, on_moodle
from tests.lms.conftest import OURS, Push, canvas, moodle
from tests.lms.server import Platform

GRADEBOOK = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Final Score
    Points Possible,,,,,(read only)
"Byron, Ada",501,ben,ada,A,
"Li, Ben",502,ada,ben,A,
"""
USERS = [
    User(7, "ada", "Ada@example.org", "1001"),
    User(8, "ben", "b@example.org", "1002"),
    User(9, "cem", "b@example.org"),
]


def roster(tmp_path: Path, text: str) -> Roster:
    (tmp_path / "roster.csv").write_text(text)
    return load(tmp_path / "roster.csv")


def test_canvas_number_is_in_its_gradebook(tmp_path: Path) -> None:
    path = tmp_path / "theirs.csv"
    path.write_text(GRADEBOOK)
    assert on_canvas(None, path, None) == {"ada": "501", "ben": "502"}
    assert on_canvas(None, path, "SIS User ID") == {"ben": "501", "ada": "502"}


def test_or_on_the_roster(tmp_path: Path) -> None:
    assert on_canvas(roster(tmp_path, "id,name,canvas id\nada,Ada,501\nben,Ben,\n"), None, None) == {"ada": "501"}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("id,name\nada,Ada\n", r"stand in its gradebook's column ID: export it there"),
        ("id,canvas id\nada,501\nben,501\n", "ada and ben would both be number 501 there: mend the roster"),
        ("id,canvas id\nada,../users/3\n", r"the ID of ada is '\.\./users/3': Canvas' is a number"),
        ("id,canvas id\nada,٥٠١\n", "Canvas' is a number"),
    ],
)
def test_a_roster_that_does_not_tell_it_is_refused(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(CourseError, match=words):
        on_canvas(roster(tmp_path, text), None, None)


def test_by_alone_is_of_no_use_on_canvas() -> None:
    with pytest.raises(CourseError, match="name that with --matching"):
        on_canvas(None, None, "SIS User ID")


def test_moodle_number_is_that_of_the_only_user_who_has_the_very_name(tmp_path: Path) -> None:
    students = ["ada", "ben", "dora"]
    assert on_moodle(students, USERS, None, None) == {"ada": "7", "ben": "8"}
    assert on_moodle(["1001", "1002"], USERS, None, "ID number") == {"1001": "7", "1002": "8"}
    people = roster(tmp_path, "id,email\nada,ada@example.org\nben,b@example.org\n")
    assert on_moodle(students, USERS, people, "Email address") == {"ada": "7"}  # two have that of ben


def test_two_students_are_not_one_user(tmp_path: Path) -> None:
    people = roster(tmp_path, "id,email\nada,ada@example.org\nben,ada@example.org\n")
    with pytest.raises(CourseError, match="ada and ben would both be number 7"):
        on_moodle(["ada", "ben"], USERS, people, "Email address")


def test_another_field_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(CourseError, match="by Username, Email address, ID number, not by Shoe size"):
        on_moodle(["ada"], USERS, None, "Shoe size")


@canvas
def test_a_gradebook_goes_before_the_roster(push: Push, lms: Platform) -> None:
    Path("theirs.csv").write_text(GRADEBOOK)
    done = push("--write", "--matching", "theirs.csv", "--by", "SIS User ID")
    assert done.exit_code == 1
    assert (lms["ada"].points, lms["ben"].points) == (OURS["ben"], OURS["ada"])
    assert done.stdout.count("refused  unknown there") == 3


@moodle
def test_moodle_needs_no_gradebook(push: Push, lms: Platform) -> None:
    done = push("--matching", "theirs.csv")
    assert (done.exit_code, done.stderr.splitlines()[-1]) == (
        2,
        "course: Moodle's web service says who is who: leave out --matching",
    )
