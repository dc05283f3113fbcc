"""Grades leave as files that other platforms read, and that no spreadsheet computes."""

import csv
import io
from contextlib import closing
from dataclasses import replace
from datetime import datetime
from operator import itemgetter
from pathlib import Path

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from nbgrader.plugins import CsvExportPlugin

from autograder.reports.store import Store
from course import CourseError
from course.cli import main
from course.exports.grades import Grade, grades
from course.exports.table import FORMS, export, written
from course.gradebook.database import find_alembic, url
from course.settings import Settings, load
from tests.reports.conftest import build_check, build_exercise, build_result

ONE, TWO = "01_classification", "11_backpropagation"
DUE = datetime(2026, 11, 1, 12)
CLASS = [
    Grade("ada", ONE, 20.0, 23.0, 1.5, "Lovelace", "Ada", "ada@example.org", DUE, DUE),
    Grade("ada", TWO, 9.25, 30.0, 0.0, "Lovelace", "Ada", "ada@example.org"),
    Grade("ben", ONE, None, 23.0),
    Grade("ben", TWO, 1.0, 30.0, 2.0),
]


def table(form: str, found: list[Grade]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(FORMS[form](found)).decode())))


def test_nbgrader_gets_a_line_for_each_grade() -> None:
    header, first, *_, last = table("nbgrader", CLASS)
    assert dict(zip(header, first, strict=True)) == {
        "assignment": ONE,
        "duedate": "2026-11-01 12:00:00",
        "timestamp": "2026-11-01 12:00:00",
        "student_id": "ada",
        "last_name": "Lovelace",
        "first_name": "Ada",
        "email": "ada@example.org",
        "raw_score": "20.0",
        "late_submission_penalty": "1.5",
        "score": "18.5",
        "max_score": "23.0",
    }
    assert last[7:] == ["1.0", "2.0", "0.0", "30.0"]


def test_canvas_gets_a_line_for_each_student_after_the_points_that_can_be_had() -> None:
    assert table("canvas", CLASS) == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Classification", "Backpropagation"],
        ["    Points Possible", "", "", "", "", "23.0", "30.0"],
        ["Lovelace, Ada", "", "ada", "ada", "", "18.5", "9.25"],
        ["ben", "", "ben", "ben", "", "", "0.0"],
    ]


def test_moodle_gets_a_line_for_each_student() -> None:
    assert table("moodle", CLASS) == [
        ["Username", "First name", "Last name", "Email address", "Classification", "Backpropagation"],
        ["ada", "Ada", "Lovelace", "ada@example.org", "18.5", "9.25"],
        ["ben", "", "", "", "", "0.0"],
    ]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r1", '=HYPERLINK("x")'])
def test_no_cell_is_a_formula(form: str, name: str) -> None:
    hostile = replace(CLASS[0], student=name, last_name=name, first_name=name, email=name)
    cells = [cell for row in table(form, [hostile]) for cell in row]
    assert not [cell for cell in cells if cell.lstrip()[:1] in ("=", "+", "-", "@") or cell[:1] in ("\t", "\r")]
    assert [cell for cell in cells if cell.startswith("'")]


@pytest.fixture
def course(tmp_path: Path) -> Settings:
    """A course without a gradebook that has graded carla, and failed to grade dmitri."""
    settings = replace(load(), root=tmp_path)
    exercise = build_exercise("softmax", build_check(), build_check("failed"))
    for student, changes in (("carla", {}), ("dmitri", {"score": None, "status": "grader_error"})):
        Store(tmp_path / "results").save(build_result(exercise, student=student, **changes), "")
    return settings


def test_without_a_gradebook_the_results_count(course: Settings) -> None:
    assert grades(course, course.root / "results") == [Grade("carla", ONE, 1.0, 2.0)]


def test_one_unit_can_be_had_alone(course: Settings) -> None:
    output = course.root / "grades.csv"
    assert export(course, "moodle", course.root / "results", output, TWO) == 0
    assert export(course, "moodle", course.root / "results", output, ONE) == 1
    assert output.read_text().splitlines()[1] == "carla,,,,1.0"


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A gradebook in which ada has a proof of 3 points graded by hand and a penalty, and ben has nothing."""
    find_alembic()
    course = replace(load(), root=tmp_path_factory.mktemp("course"))
    with closing(Gradebook(url(course, course.root))) as book:
        book.add_assignment(ONE, duedate=DUE)
        book.add_notebook(ONE, ONE)
        book.add_grade_cell("proof", ONE, ONE, max_score=4, cell_type="markdown")
        book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        book.add_student("ben")
        submission = book.add_submission(ONE, "ada", timestamp=DUE)
        submission.notebooks[0].late_submission_penalty = 0.5
        book.find_grade("proof", ONE, ONE, "ada").manual_score = 3
        book.db.commit()
    return course


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
def test_the_gradebook_counts_where_there_is_one(gradebook: Settings) -> None:
    ada, ben = grades(gradebook, gradebook.root / "results")
    assert ada == Grade("ada", ONE, 3.0, 4.0, 0.5, "Lovelace", "Ada", "ada@example.org", DUE, DUE)
    assert (ada.score, ben.score) == (2.5, None)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_totals_are_those_of_nbgraders_own_export(gradebook: Settings, tmp_path: Path) -> None:
    exporter = CsvExportPlugin()
    exporter.to = str(tmp_path / "theirs.csv")
    with closing(Gradebook(url(gradebook, gradebook.root))) as book:
        exporter.export(book)
    header, *theirs = csv.reader((tmp_path / "theirs.csv").read_text().splitlines())
    ours = table("nbgrader", grades(gradebook, gradebook.root / "results"))
    assert ours == [header, *sorted(theirs, key=itemgetter(3))]


def test_without_grades_there_is_nothing_to_write(course: Settings, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"there are no grades yet.*run `course grade`"):
        export(course, "canvas", tmp_path / "elsewhere", tmp_path / "canvas.csv")


def test_the_command_says_what_it_wrote(course: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.cli.load", lambda: course)
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["export", "canvas"]).output == "1 grades: canvas.csv\n"


def test_an_autograder_is_of_one_unit() -> None:
    done = CliRunner().invoke(main, ["export", "gradescope"])
    assert done.exit_code == 2
    assert "course export gradescope UNIT" in done.output
