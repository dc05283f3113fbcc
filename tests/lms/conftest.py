"""A class of five with grades, and a platform that has never heard of them."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from click.testing import CliRunner, Result

from autograder.reports.store import Store
from course.cli import main
from course.settings import Settings, load
from tests.lms.server import ASSIGNMENT, COURSE, TOKEN, Canvas, Moodle, Person, Platform, serving
from tests.reports.conftest import build_check, build_exercise, build_result

UNIT = "01_classification"
LOGINS = ("ada", "ben", "cem", "dora", "eva")
ROSTER = "id,name,email,canvas id\n" + "".join(
    f"{login},{login.title()} B,{login}@example.org,{501 + at}\n" for at, login in enumerate(LOGINS)
)
OURS = {"ada": 2.0, "ben": 1.0, "cem": 0.0, "dora": 2.0, "eva": 1.0}

Push = Callable[..., Result]


def grade(student: str, earned: float, **changes: object) -> None:
    """A result of 2 points at most."""
    checks = [build_check("passed" if at < earned else "failed") for at in range(2)]
    Store(Path("results")).save(build_result(build_exercise("softmax", *checks), student=student, **changes), "")


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long was waited, without waiting."""
    found: list[float] = []
    clock = SimpleNamespace(sleep=found.append)
    monkeypatch.setattr("course.lms.client.time", clock)
    monkeypatch.setattr("course.lms.sending.time", clock)
    return found


@pytest.fixture(params=[Canvas, Moodle])
def lms(request: pytest.FixtureRequest) -> Iterator[Platform]:
    """A platform, one after the other."""
    people = [Person(501 + at, login, f"{login}@example.org") for at, login in enumerate(LOGINS)]
    platform: Platform = request.param(people)
    with serving(platform):
        yield platform


canvas = pytest.mark.parametrize("lms", [Canvas], indirect=True)
moodle = pytest.mark.parametrize("lms", [Moodle], indirect=True)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lms: Platform, pauses: list[float]) -> Settings:
    """A course that has graded the class, and whose grades go to the platform."""
    place = {
        "platform": type(lms).__name__.lower(),
        "address": lms.address,
        "course": COURSE,
        "assignments": {UNIT: ASSIGNMENT},
    }
    settings = replace(load(), root=tmp_path, lms=place)
    monkeypatch.setattr("course.lms.commands.load", lambda: settings)
    monkeypatch.setenv("COURSE_LMS_TOKEN", TOKEN)
    monkeypatch.chdir(tmp_path)
    Path("roster.csv").write_text(ROSTER)
    for student, earned in OURS.items():
        grade(student, earned)
    return settings


@pytest.fixture
def push(course: Settings) -> Push:
    """`course push`, which never says the token."""

    def run(*options: str) -> Result:
        done = CliRunner().invoke(main, ["push", UNIT, *options])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        assert TOKEN not in done.output
        return done

    return run
