"""`course grade` and `course report` say who on the roster handed in nothing."""

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.intake.submissions import find
from course.cli import main
from course.collecting.attendance import attendance, of_class, told
from course.collecting.roster import load
from course.settings import load as settings
from tests.collecting.conftest import OTHER, UNIT, lay, notebook

RELEASED = settings().root / "release" / UNIT / f"{UNIT}.ipynb"
UNITS = {UNIT: ["softmax"], OTHER: ["affine"]}


def course(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Results of two on the roster and of one who is not."""
    folder = tmp_path_factory.mktemp("graded")
    for student in ("ada", "zoe", "eve"):
        (folder / "submitted" / student / UNIT).mkdir(parents=True)
        shutil.copy(RELEASED, folder / "submitted" / student / UNIT)
    run = course("grade", str(folder / "submitted"), "--results", str(folder / "results"))
    assert run.exit_code == 0, run.output
    return folder


@pytest.fixture
def class_here(here: Path, graded: Path) -> Path:
    shutil.copytree(graded, here, dirs_exist_ok=True)
    return here


ABSENT = "Andrea Müller (amueller), Ben Li (ben), Ben Li (bli2)"
LINES = [
    f"{UNIT}: nothing was handed in by 3 of 5 on the roster: {ABSENT}",
    f"{UNIT}: not on the roster: eve",
]


def test_grading_a_class_says_who_is_missing_and_who_is_a_stranger(class_here: Path) -> None:
    run = course("grade", "submitted")
    assert run.exit_code == 0
    assert [line for line in run.stdout.splitlines() if "the roster" in line] == LINES


def test_grading_one_students_work_says_nothing_of_others(class_here: Path) -> None:
    for path in ("submitted/ada", f"submitted/ada/{UNIT}/{UNIT}.ipynb"):
        assert "on the roster" not in course("grade", path).stdout
    assert "on the roster" not in course("grade", "submitted", "--student", "ada").stdout


def test_without_a_roster_nobody_is_missed(class_here: Path) -> None:
    (class_here / "roster.csv").rename(class_here / "class.csv")
    assert "on the roster" not in course("grade", "submitted").stdout
    assert LINES[0] in course("grade", "submitted", "--roster", "class.csv").stdout


def test_a_roster_that_cannot_be_read_is_refused_before_anything_is_graded(class_here: Path) -> None:
    shutil.rmtree(class_here / "results")
    (class_here / "roster.csv").write_text("nothing\n")
    for command in (("grade", "submitted"), ("report",), ("grade", "submitted", "--roster", "gone.csv")):
        run = course(*command)
        assert run.exit_code == 2
        assert run.stderr.startswith("course: ") and len(run.stderr.splitlines()) == 1
    assert not (class_here / "results").exists()


def test_the_report_names_them(class_here: Path) -> None:
    run = course("report")
    assert run.exit_code == 0
    assert run.stdout.splitlines()[-2:] == LINES
    page = (class_here / "report.html").read_text()
    assert "Handed in nothing" in page
    assert f"3 of 5 on the roster: {ABSENT}" in page


def test_the_report_under_pseudonyms_names_nobody(class_here: Path) -> None:
    course("report", "--pseudonyms")
    page = (class_here / "report.html").read_text()
    assert "3 of 5 on the roster: " in page
    assert not any(name in page for name in ("Andrea", "amueller", "Ben Li", "bli2"))


def test_a_result_that_cannot_be_read_is_somebodys(class_here: Path) -> None:
    (class_here / "results/ben").mkdir()
    (class_here / f"results/ben/{UNIT}.json").write_text("{")
    run = course("report")
    assert "nothing was handed in by 2 of 5 on the roster: Andrea Müller (amueller), Ben Li (bli2)" in run.stdout


def test_the_report_says_nothing_where_all_are_there_or_no_roster_is(class_here: Path) -> None:
    (class_here / "roster.csv").write_text("id,name\nada,Ada\nzoe,Zoe\neve,Eve\n")
    assert "the roster" not in course("report").stdout
    assert "Handed in nothing" not in (class_here / "report.html").read_text()
    (class_here / "roster.csv").unlink()
    assert course("report").exit_code == 0


def test_a_hostile_name_is_text_on_the_page(class_here: Path) -> None:
    (class_here / "roster.csv").write_text("id,name\nx,<script>alert(1)</script>\n")
    course("report")
    page = (class_here / "report.html").read_text()
    assert "<script>" not in page and "&lt;script&gt;" in page


def test_whoever_handed_in_what_cannot_be_graded_is_not_missing(here: Path) -> None:
    lay(
        here / "submitted",
        {
            f"ada/{UNIT}/{UNIT}.ipynb": notebook(),
            f"zoe/{UNIT}/photo.jpg": "",
            "ben/strange.ipynb": notebook(unit=None),
            f"bli2/{OTHER}/{OTHER}.ipynb": notebook(unit=OTHER),
        },
    )
    found = attendance(load(here / "roster.csv"), of_class(find(here / "submitted", UNITS)))
    assert [(each.unit, [one.id for one in each.absent], each.strangers) for each in found] == [
        (UNIT, ["amueller", "bli2"], ()),
        (OTHER, ["ada", "zoe", "amueller"], ()),
    ]


def test_many_names_are_listed_in_part(here: Path) -> None:
    (here / "roster.csv").write_text("id\n" + "".join(f"s{number}\n" for number in range(70)))
    (line,) = told(attendance(load(here / "roster.csv"), {UNIT: set()}))
    assert line.startswith(f"{UNIT}: nothing was handed in by 70 of 70 on the roster: s0, s1,")
    assert line.endswith("s59, … and 10 more")
