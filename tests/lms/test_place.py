"""Where grades go, and the token that opens the door there."""

import os
import socket
import sys
from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest

from course import CourseError
from course.lms.client import Client
from course.lms.place import Place, place_of
from course.lms.token import VARIABLE, Token, read_token
from course.settings import Settings, load
from tests.lms.conftest import UNIT, Push, canvas
from tests.lms.server import TOKEN, Answer, Platform

GOOD = {
    "platform": "canvas",
    "address": "https://canvas.example.org/",
    "course": 2041,
    "assignments": {UNIT: 88017},
}


def settings(**changes: object) -> Settings:
    return replace(load(), lms={key: each for key, each in {**GOOD, **changes}.items() if each is not None})


def test_grades_go_nowhere_until_it_is_said() -> None:
    assert load().lms == {}
    with pytest.raises(CourseError, match=r"grades go nowhere until \[lms\] in course.toml says where: platform = "):
        place_of(load(), UNIT)


def test_a_place_is_read() -> None:
    place = place_of(settings(), UNIT)
    assert place == Place("canvas", "https://canvas.example.org", 2041, 88017)
    assert str(place) == "Canvas at https://canvas.example.org, course 2041, assignment 88017"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"platform": "blackboard"}, "platform must be one of canvas, moodle, got 'blackboard'"),
        ({"platfrom": 1}, "unknown key 'platfrom'; did you mean 'platform'?"),
        ({"course": "2041"}, "course must be the number in the address of its page, got '2041'"),
        ({"course": True}, "course must be the number"),
        ({"assignments": {UNIT: -1}}, f"{UNIT} must be the number"),
        ({"assignments": 5}, "assignments must be a table"),
        ({"assignments": {"02_networks": 5}}, f"does not say which assignment {UNIT} is"),
        ({"assignments": {UNIT: 5, "02_netwroks": 5}}, "there is no unit '02_netwroks'; did you mean '02_networks'?"),
        ({"token_file": 5}, "token_file must be a path"),
        ({"address": None}, "address must be that of the platform"),
        ({"address": "canvas.example.org"}, "address must be that of the platform"),
        ({"address": "https://me:secret@canvas.example.org"}, "address must be that of the platform"),
        ({"address": "https://canvas.example.org?access_token=1"}, "address must be that of the platform"),
        ({"address": "https://canvas.example.org/ x"}, "address must be that of the platform"),
        ({"address": "http://canvas.example.org"}, "must begin with https://, or others could read the token"),
        ({"address": "http://localhost.example.org"}, "must begin with https://"),
        ({"address": "ftp://localhost"}, "must begin with https://"),
    ],
)
def test_what_cannot_be_followed_is_said(changes: dict[str, object], words: str) -> None:
    with pytest.raises(CourseError) as caught:
        place_of(settings(**changes), UNIT)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    "address", ["http://localhost:3000", "http://127.0.0.1", "http://[::1]:80", "https://x.org/moodle"]
)
def test_this_machine_needs_no_encryption(address: str) -> None:
    assert place_of(settings(address=address), UNIT).address == address


def test_a_token_comes_from_the_environment_or_a_file_of_ones_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, f" {TOKEN}\n")
    assert read_token(None).value == TOKEN
    file = tmp_path / "token"
    file.write_text("1~other\n")
    file.chmod(0o600)
    assert read_token(file).value == "1~other"
    monkeypatch.setenv("HOME", str(tmp_path))
    assert read_token(Path("~/token")).value == "1~other"


def test_a_token_shows_itself_to_nobody() -> None:
    assert TOKEN not in f"{Token(TOKEN)} {Token(TOKEN)!r}"


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(mode)
    with pytest.raises(CourseError, match=r"others can read .*: chmod 600 .*, and make a new token") as caught:
        read_token(file)
    assert TOKEN not in str(caught.value)


def test_a_file_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "token"
    file.write_text(TOKEN)
    file.chmod(0o600)
    monkeypatch.setattr("course.lms.token.os.geteuid", lambda: file.stat().st_uid + 1)
    with pytest.raises(CourseError, match="is no file of your own: put the token into one"):
        read_token(file)


def test_what_is_no_token_is_not_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(CourseError, match=rf"an access token is wanted.*put it into the .* {VARIABLE}, or into a file"):
        read_token(None)
    for text in ("", " \n", "two words", "line\nline", "tökén", "x" * 5000, "a\x00b"):
        file = tmp_path / "token"
        file.write_text(text)
        file.chmod(0o600)
        with pytest.raises(CourseError, match="holds is no access token: it is one word"):
            read_token(file)


def test_a_token_file_is_a_file(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"cannot be read \(No such file"):
        read_token(tmp_path / "none")
    with pytest.raises(CourseError, match=r"cannot be read \(Is a directory"):
        read_token(tmp_path)
    os.mkfifo(tmp_path / "pipe", 0o600)
    with pytest.raises(CourseError, match="is no file of your own"):
        read_token(tmp_path / "pipe")


@canvas
def test_the_file_of_the_course_is_read(push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    assert push().exit_code == 2
    Path("token").write_text(TOKEN)
    Path("token").chmod(0o600)
    assert push("--token-file", "token").exit_code == 0


def test_a_password_of_netrc_does_not_take_the_place_of_the_token(
    push: Push, lms: Platform, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = tmp_path / ".netrc"
    netrc.write_text("default login ada password secret\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("NETRC", str(netrc))
    assert push("--write").exit_code == 0
    assert len(lms.written) == 5


@canvas
def test_an_address_with_a_capital_has_a_second_page(
    push: Push, lms: Platform, course: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    lms.address = lms.address.replace("127.0.0.1", "localhost")
    capital = lms.address.replace("localhost", "LocalHost")
    monkeypatch.setattr("course.lms.commands.load", lambda: replace(course, lms={**course.lms, "address": capital}))
    assert push("--write").exit_code == 0
    assert len(lms.written) == 5


@canvas
def test_a_page_elsewhere_is_not_asked_for_with_the_token(push: Push, lms: Platform) -> None:
    link = '<https://elsewhere.example.org/api/v1/x?page=2>; rel="next"'
    lms.fail("/submissions?", Answer(200, "[]", {"Link": link}))
    done = push("--write")
    assert (done.exit_code, lms.written) == (2, [])
    assert "says that its next page is at https://elsewhere.example.org/api/v1/x, where no token is sent" in done.stderr


@canvas
def test_pages_end(push: Push, lms: Platform, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.lms.client.MOST_PAGES", 20)
    link = f'<{lms.address}/api/v1/courses/2041/assignments/88017/submissions?page=1>; rel="next"'
    lms.fail("/submissions?", Answer(200, "[]", {"Link": link}), times=100)
    done = push()
    assert (done.exit_code, len(lms.asked)) == (2, 21)
    assert "has no end of pages" in done.stderr


def test_without_the_extra_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(CourseError, match=r"`course push` needs httpx: pip install -e .\[lms\]"):
        Client("https://canvas.example.org", Token(TOKEN))


def test_a_platform_that_is_not_there_is_one_line(monkeypatch: pytest.MonkeyPatch, pauses: list[float]) -> None:
    client = Client("http://127.0.0.1:9", Token(TOKEN))
    with pytest.raises(CourseError, match=r"127.0.0.1:9 cannot be reached \(.*\): try again later"):
        client.look("GET", "/api")
    assert pauses == [1.0, 2.0, 4.0, 8.0]
    client.close()


def test_a_platform_that_does_not_answer_is_not_waited_for_for_ever(
    monkeypatch: pytest.MonkeyPatch, pauses: list[float]
) -> None:
    monkeypatch.setattr("course.lms.client.SECONDS", 0.05)
    begun = monotonic()
    with socket.create_server(("127.0.0.1", 0)) as silent:
        client = Client(f"http://127.0.0.1:{silent.getsockname()[1]}", Token(TOKEN))
        with pytest.raises(CourseError, match=r"did not answer within 0.05 seconds: try again later"):
            client.look("GET", "/api")
        client.close()
    assert monotonic() - begun < 20  # five tries; without an end of its own each takes at least five seconds


CLASSES = """
[units.01_classification]
chapter = "one"
[lms]
platform = "canvas"
address = "https://canvas.example.org"
course = 1
[classes.a.lms]
course = 2041
assignments = { 01_classification = 88017 }
[classes.b]
"""


def test_each_class_has_a_place_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "course/lessons").mkdir(parents=True)
    (tmp_path / f"course/lessons/{UNIT}.md").touch()
    (tmp_path / "course.toml").write_text(CLASSES)
    course = load(tmp_path / "course.toml")
    assert place_of(course.of_class("a"), UNIT) == Place("canvas", "https://canvas.example.org", 2041, 88017)
    with pytest.raises(CourseError, match=f"does not say which assignment {UNIT} is"):
        place_of(course.of_class("b"), UNIT)
