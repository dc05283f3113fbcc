"""Grades leave as files that other platforms read, and that no spreadsheet computes."""

import csv
import io
import shutil
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from operator import itemgetter
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from nbgrader.api import Gradebook
from sqlalchemy import text

from autograder.reports.store import Store
from course import CourseError
from course.cli import main
from course.exports.cells import written
from course.exports.forms import FORMS, Content
from course.exports.grades import Grade, Part, grades
from course.exports.table import Wanted, Written
from course.exports.table import export as write
from course.gradebook.database import find_alembic, url
from course.gradebook.exporting import UpToDate
from course.gradebook.presence import goes_with
from course.settings import Late, Settings, load
from tests.reports.conftest import build_check, build_exercise, build_result

ONE, TWO = "01_classification", "11_backpropagation"
DUE = datetime(2026, 11, 1, 12)
DAY = timedelta(days=1)
CLASS = [
    Grade("ada", ONE, 20.0, 23.0, 1.5, "Lovelace", "Ada", "ada@example.org", DUE, DUE),
    Grade("ada", TWO, 9.25, 30.0, 0.0, "Lovelace", "Ada", "ada@example.org"),
    Grade("ben", ONE, None, 23.0),
    Grade("ben", TWO, 1.0, 30.0, 2.0),
]


BROKEN = {"score": None, "status": "grader_error", "reason": "it broke"}
PARTS = {"softmax": Part(2.3 * 3, 8.0), "error_bound": Part(None, 4.0)}


def export(course: Settings, form: str, output: Path, *units: str, **wanted: Any) -> Written:
    return write(course, course.root / "results", output, Wanted(form, units, **wanted))


def table(form: str, found: list[Grade]) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written(FORMS[form](Content(found))).decode())))


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
        ["    Points Possible", "", "", "", "", "23", "30"],
        ["Lovelace, Ada", "", "", "ada", "", "18.5", "9.25"],
        ["ben", "", "", "ben", "", "0", "0"],
    ]


def test_moodle_gets_a_line_for_each_student() -> None:
    assert table("moodle", CLASS) == [
        ["Username", "First name", "Last name", "Email address", "Classification", "Backpropagation"],
        ["ada", "Ada", "Lovelace", "ada@example.org", "18.5", "9.25"],
        ["ben", "", "", "", "0", "0"],
    ]


SIGNS = "=+-@＝＋－＠﹦﹢﹣﹫"
FORMULAS = [
    *(" =1", "\t=1", "\r1", '=HYPERLINK("x")', "@SUM(A1)", "-2+3+cmd|' /C calc'!A0", "\ufeff=1", "\xa0=1", "＠SUM(1)"),
    *("x;=1", "x; =1", "x;;\t+1", "x;-1", "x;@SUM(A1)", "x;＝1", 'x";=1', 'x;"=1', 'x";"=1', "x\n=1", "x\t=1", ";=1"),
    *(f"{sign}1+(1)" for sign in SIGNS),
]


def cells(form: str, found: list[Grade], separator: str) -> list[str]:
    """All cells that a spreadsheet sees which parts them here, blanks aside."""
    lines = csv.reader(io.StringIO(written(FORMS[form](Content(found))).decode(), newline=""), delimiter=separator)
    return [cell.strip(" \t\r\n\xa0\ufeff") for line in lines for cell in line]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("name", FORMULAS)
def test_no_cell_is_a_formula(form: str, separator: str, name: str) -> None:
    hostile = replace(CLASS[0], student=name, last_name=name, first_name=name, email=name)
    assert not [cell for cell in cells(form, [hostile], separator) if cell[:1] in tuple(SIGNS)]


@pytest.mark.parametrize("name", ["x;y", "Müller - Meier", "Ada = 1", "a@b.org", "O'Hara", "x+y", "李雷", 'the "A"'])
def test_names_that_begin_no_formula_stay_as_they_are(name: str) -> None:
    assert table("nbgrader", [replace(CLASS[0], first_name=name)])[1][5] == name


@pytest.mark.parametrize("student", ["+ada", "-ben", "@cem", "-1", "+49@example.org"])
def test_an_identifier_reaches_the_platform_that_reads_it_as_it_is(student: str) -> None:
    plain = replace(CLASS[0], student=student, email=student)
    assert table("canvas", [plain])[2][3] == student
    assert itemgetter(0, 3)(table("moodle", [plain])[1]) == (student, student)
    assert itemgetter(3, 6)(table("nbgrader", [plain])[1]) == (f"'{student}",) * 2


@pytest.fixture
def course(tmp_path: Path) -> Settings:
    """A course without a gradebook that has graded carla, and failed to grade dmitri."""
    settings = replace(load(), root=tmp_path)
    exercise = build_exercise("softmax", build_check(), build_check("failed"))
    for student, changes in (("carla", {}), ("dmitri", BROKEN)):
        Store(tmp_path / "results").save(build_result(exercise, student=student, **changes), "")
    return settings


def test_without_a_gradebook_the_results_count(course: Settings) -> None:
    carla, dmitri = grades(course, course.root / "results")
    assert carla == Grade("carla", ONE, 1.0, 2.0, parts={"softmax": Part(1.0, 2.0)})
    assert (dmitri.student, dmitri.score, dmitri.waits) == ("dmitri", None, "it broke")


@pytest.mark.parametrize(("points", "written"), [(2.3 * 3, "6.9"), (7.0, "7"), (0.0, "0"), (10.0, "10")])
def test_points_are_written_as_people_write_them(points: float, written: str) -> None:
    grade = Grade("ada", ONE, points, 30.0)
    assert table("canvas", [grade])[2][5] == table("moodle", [grade])[1][4] == written
    assert float(table("nbgrader", [grade])[1][7]) == float(written)


def test_what_is_not_final_is_exported_only_as_such(course: Settings, tmp_path: Path) -> None:
    output = tmp_path / "grades.csv"
    with pytest.raises(CourseError, match=r"1 of 2 grades are not final \(dmitri, 01_class.*: it broke\): grade"):
        export(course, "canvas", output)
    assert not output.exists()
    written = export(course, "canvas", output, provisional=True)
    assert (written.count, written.without) == (1, ("dmitri",))
    assert "dmitri" not in output.read_text()


def test_a_result_that_cannot_be_read_is_not_final(course: Settings, tmp_path: Path) -> None:
    (course.root / "results" / "emma").mkdir()
    (course.root / "results" / "emma" / f"{ONE}.json").write_text("{")
    with pytest.raises(CourseError, match=r"2 of 3 grades are not final.*emma, 01_classification: it is damaged"):
        export(course, "moodle", tmp_path / "grades.csv")


def test_no_cell_is_empty_since_platforms_would_take_a_grade_away(course: Settings, tmp_path: Path) -> None:
    results, output = course.root / "results", tmp_path / "grades.csv"
    Store(results).save(build_result(build_exercise("softmax", build_check()), student="carla", unit=TWO), "")
    Store(results).save(build_result(build_exercise("softmax", build_check()), student="emma", unit=TWO), "")
    with pytest.raises(CourseError, match=r"empty cell.*\(emma has none for 01_.*\): export the units one by"):
        export(course, "moodle", output, provisional=True)
    written = export(course, "moodle", output, TWO)
    assert (written.count, written.without) == (2, ())
    export(course, "moodle", output, provisional=True, missing_as_zero=True)
    assert output.read_text().splitlines()[1:] == ["carla,,,,1,1", "dmitri,,,,0,0", "emma,,,,0,1"]


def test_one_unit_can_be_had_alone(course: Settings) -> None:
    output = course.root / "grades.csv"
    assert export(course, "moodle", output, ONE, provisional=True).count == 1
    assert output.read_text().splitlines()[1] == "carla,,,,1"


def test_a_unit_that_nobody_has_a_grade_of_is_no_empty_file(course: Settings) -> None:
    output = course.root / "grades.csv"
    with pytest.raises(CourseError, match=rf"there is no grade of {TWO} yet: run `course grade`"):
        export(course, "moodle", output, ONE, TWO, provisional=True)
    assert not output.exists()


@pytest.fixture(scope="module")
def gradebook(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """A gradebook in which ada, a day late, has a proof of 3 points graded by hand, and ben has nothing."""
    find_alembic()
    late = Late(per_day=0.1)
    course = replace(load(), root=tmp_path_factory.mktemp("course"), late=late)
    with closing(Gradebook(url(course, course.root))) as book:
        book.add_assignment(ONE, duedate=DUE)
        book.add_notebook(ONE, ONE)
        book.add_grade_cell("proof", ONE, ONE, max_score=4, cell_type="markdown")
        book.add_student("ada", first_name="Ada", last_name="Lovelace", email="ada@example.org")
        book.add_student("ben")
        book.add_submission(ONE, "ada", timestamp=DUE + DAY)
        proof = book.find_grade("proof", ONE, ONE, "ada")
        proof.manual_score, proof.needs_manual_grade = 3, False
        book.db.commit()
    return course


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
def test_the_gradebook_counts_where_there_is_one(gradebook: Settings) -> None:
    ada, ben = grades(gradebook, gradebook.root / "results")
    assert goes_with(gradebook, gradebook.root / "results")
    wanted = Grade("ada", ONE, 3.0, 4.0, 0.3, "Lovelace", "Ada", "ada@example.org", DUE, DUE + DAY)
    wanted = replace(wanted, parts={"proof": Part(3.0, 4.0)})
    assert replace(ada, penalty=round(ada.penalty, 9)) == wanted
    assert (ada.score, ben.score) == (2.7, None)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_another_class_than_that_of_the_gradebook_is_exported_as_it_is(gradebook: Settings, tmp_path: Path) -> None:
    Store(tmp_path).save(build_result(build_exercise("softmax", build_check()), student="carla"), "")
    assert not goes_with(gradebook, tmp_path)
    assert [grade.student for grade in grades(gradebook, tmp_path)] == ["carla"]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_what_the_gradebook_does_not_have_of_the_last_run_is_not_final(gradebook: Settings) -> None:
    results = gradebook.root / "results"
    exercise = build_exercise("softmax", build_check())
    try:
        for student, changes in (("ada", BROKEN), ("ben", {}), ("carla", {})):
            Store(results).save(build_result(exercise, student=student, **changes), "")
        ada, ben, carla = grades(gradebook, results)
    finally:
        shutil.rmtree(results)
    assert (ada.raw_score, ada.waits) == (3.0, "it broke")
    assert ben.waits == carla.waits == "graded, but not in the gradebook: run `course grade`"
    assert ben.raw_score is carla.raw_score is None


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_who_is_left_in_the_gradebook_alone_is_not_exported_as_final(gradebook: Settings) -> None:
    results, submitted = gradebook.root / "results", gradebook.root / "submitted"
    Store(results).save(build_result(build_exercise("softmax", build_check()), student="carla"), "")
    try:
        for there in (False, True):  # as a folder that was renamed leaves it; as `nbgrader autograde` does
            if there:
                (submitted / "ada" / ONE).mkdir(parents=True)
            ada, ben, _ = grades(gradebook, results)
            assert (ada.waits is None, ben.waits) == (there, None)
            assert there or "run `nbgrader db student remove ada --force`" in str(ada.waits)
    finally:
        shutil.rmtree(results)
        shutil.rmtree(submitted)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_a_proof_that_waits_for_a_person_is_not_final(gradebook: Settings) -> None:
    with closing(Gradebook(url(gradebook, gradebook.root))) as book:
        for waiting in (True, False):
            book.find_grade("proof", ONE, ONE, "ada").needs_manual_grade = waiting
            book.db.commit()
            (ada, _) = grades(gradebook, gradebook.root / "results")
            assert ada.waits == ("to be graded by hand: proof" if waiting else None)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_a_penalty_follows_the_proofs_and_the_due_date_at_every_export(gradebook: Settings) -> None:
    def score() -> float | None:
        return grades(gradebook, gradebook.root / "results")[0].score

    with closing(Gradebook(url(gradebook, gradebook.root))) as book:
        for points, due, wanted in ((4, DUE, 3.6), (4, DUE - DAY, 3.2), (4, DUE + DAY, 4), (3, DUE, 2.7)):
            book.find_grade("proof", ONE, ONE, "ada").manual_score = points
            book.find_assignment(ONE).duedate = due
            book.db.commit()
            assert score() == wanted


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_penalties_that_cannot_be_brought_up_to_date_are_said(gradebook: Settings) -> None:
    with closing(Gradebook(url(gradebook, gradebook.root))) as book:
        refusal = "BEGIN SELECT RAISE(FAIL, 'no'); END"
        book.db.execute(text(f"CREATE TRIGGER no BEFORE UPDATE ON submitted_notebook {refusal}"))
        book.find_grade("proof", ONE, ONE, "ada").manual_score = 1
        book.db.commit()
        with pytest.raises(CourseError, match=r"penalties cannot be brought up to date \(.*no\): let it be written"):
            grades(gradebook, gradebook.root / "results")
        book.db.execute(text("DROP TRIGGER no"))
        book.find_grade("proof", ONE, ONE, "ada").manual_score = 3
        book.db.commit()


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_totals_are_those_of_nbgraders_own_export(
    gradebook: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("course.gradebook.exporting.load", lambda: gradebook)
    exporter = UpToDate()
    exporter.to = str(tmp_path / "theirs.csv")
    with closing(Gradebook(url(gradebook, gradebook.root))) as book:
        book.find_grade("proof", ONE, ONE, "ada").manual_score = 2
        book.db.commit()
        exporter.export(book)
        book.find_grade("proof", ONE, ONE, "ada").manual_score = 3
        book.db.commit()
        exporter.export(book)
    header, *theirs = csv.reader((tmp_path / "theirs.csv").read_text().splitlines())
    ours = table("nbgrader", grades(gradebook, gradebook.root / "results"))
    assert ours == [header, *(_rounded(row) for row in sorted(theirs, key=itemgetter(3)))]


def _rounded(row: list[str]) -> list[str]:
    return [*row[:7], *(str(round(float(points), 6)) for points in row[7:])]


def test_without_grades_there_is_nothing_to_write(course: Settings, tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"there are no grades yet.*run `course grade`"):
        write(course, tmp_path / "elsewhere", tmp_path / "canvas.csv", Wanted("canvas"))


def test_the_command_says_what_it_wrote(course: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.cli.load", lambda: course)
    monkeypatch.chdir(tmp_path)
    refused = CliRunner().invoke(main, ["export", "canvas"])
    assert (refused.exit_code, refused.stdout) == (2, "")
    told = CliRunner().invoke(main, ["export", "canvas", "--provisional"])
    assert (told.exit_code, told.stdout) == (0, "1 grade: canvas.csv\n")
    assert told.stderr.splitlines() == ["left out, without a grade: dmitri"]


@pytest.mark.parametrize("form", FORMS)
def test_a_name_that_is_no_text_stops_nobody_elses_grade(
    course: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    exercise = build_exercise("softmax", build_check())
    Store(tmp_path / "results").save(build_result(exercise, student="M\udcfcller"), "")
    monkeypatch.setattr("course.cli.load", lambda: course)
    monkeypatch.chdir(tmp_path)
    told = CliRunner().invoke(main, ["export", form, "--provisional"])
    assert (told.exit_code, told.stdout) == (1, f"1 grade: {form}.csv\n")
    assert told.stderr.splitlines()[-1].startswith("M\\udcfcller is left out, the name is no text in UTF-8: rename")
    assert "carla" in (tmp_path / f"{form}.csv").read_text(encoding="utf-8")


def test_an_autograder_is_of_one_unit() -> None:
    done = CliRunner().invoke(main, ["export", "gradescope"])
    assert done.exit_code == 2
    assert "course export gradescope UNIT" in done.output
