"""Several classes in one checkout: nothing of one gets into another, and no command guesses which is meant."""

import csv
import shutil
from pathlib import Path

import nbformat
import pytest
from nbgrader.apps import NbGrader
from nbgrader.apps.api import NbGraderAPI
from traitlets.config import Config

from course.classes import CHOSEN
from course.gradebook.config import configure
from course.gradebook.database import find_alembic
from course.settings import ROOT, load
from course.weaving.build import build
from tests.term.conftest import ONE, Term, notebook

COURSE = """\
[units.01_classification]
chapter = "Chapter 3"
due = 2026-12-10T23:59:00+01:00

[late]
per_day = 0.1

[classes.monday]

[classes.friday.due]
01_classification = 2026-12-14T23:59:00+01:00
"""
CAME = "2026-12-12 12:00:00 +01:00\n"
BOTH = ("monday", "friday")


@pytest.fixture
def two(term: Term) -> Term:
    """Two classes, with a student s1 in each; the one of monday has more points, and both came on one day."""
    term.write("course.toml", COURSE)
    for name, own in (("monday", "ada"), ("friday", "emma")):
        term.write(f"classes/{name}/roster.csv", f"id,name\ns1,{own} of {name}\ns2,Nobody of {name}\n")
        term.pack(f"{name}.zip", {f"{own} of {name}_1_assignsubmission_file/{ONE}.ipynb": notebook(own, ONE)})
    return term


def graded(term: Term) -> None:
    for name in BOTH:
        told = term.course("collect", f"{name}.zip", "--class", name).stdout
        assert told.endswith(f"next: course grade classes/{name}/submitted --class {name}\n")
        term.write(f"classes/{name}/submitted/s1/{ONE}/timestamp.txt", CAME)
        term.course("grade", "--class", name)


def test_each_has_submissions_results_seed_due_dates_and_exports_of_its_own(
    two: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    graded(two)
    monday, friday = (two.result("s1", ONE, f"classes/{name}/results") for name in BOTH)
    assert (monday["score"], friday["score"]) == (39, 27)
    assert (monday["lateness"]["share"], friday["lateness"]["share"]) == (0.2, 0)
    assert len({Path("classes", name, "results/.seed").read_text() for name in BOTH}) == 2
    assert sorted(path.name for path in Path("classes/monday").iterdir()) == ["results", "roster.csv", "submitted"]
    assert not [path for path in ("results", "submitted", "report.html", "gradebook.db") if Path(path).exists()]

    two.course("override", "s1", f"{ONE}/softmax", "1", "--why", "copied", "--class", "friday")
    two.course("extend", "s1", ONE, "2026-12-13T12:00:00+01:00", "--why", "ill", "--class", "monday")
    monday, friday = (two.result("s1", ONE, f"classes/{name}/results") for name in BOTH)
    assert (monday["score"], friday["score"]) == (39, 22)
    assert monday["lateness"]["share"] == 0
    assert two.course("extend", "--class", "friday").stdout == "there are no extensions\n"
    assert not Path("classes/friday/results/extensions.csv").exists()
    assert len(two.rows("classes/monday/results/audit.csv")) == len(two.rows("classes/friday/results/audit.csv")) == 1

    monkeypatch.setenv(CHOSEN, "friday")
    told = two.course("regrade").stdout
    assert "1 result: 0 by other checks or points than now" in told
    assert f"{ONE}: nothing was handed in by 1 of 2 on the roster: Nobody of friday (s2)" in two.course("report").stdout
    two.course("export", "canvas", "--provisional")
    assert "22" in Path("classes/friday/canvas.csv").read_text()
    assert not Path("classes/monday/canvas.csv").exists()
    assert "there are no classes" not in two.course("export", "canvas", "--provisional", "--class", "monday").stdout
    assert "39" in Path("classes/monday/canvas.csv").read_text()


COMMANDS = (
    ("collect", "monday.zip"), ("grade",), ("watch",), ("report",), ("export", "moodle"), ("regrade",), ("extend",),
    ("override", "s1", f"{ONE}/softmax", "1", "--why", "x"),
)  # fmt: skip


@pytest.mark.parametrize("command", COMMANDS)
def test_which_class_is_meant_is_never_guessed(two: Term, command: tuple[str, ...]) -> None:
    (line,) = two.course(*command, code=2).stderr.splitlines()
    assert line == "course: which class is meant? Say --class NAME; there are: monday, friday"
    (line,) = two.course(*command, "--class", "mondey", code=2).stderr.splitlines()
    assert line == "course: there is no class 'mondey' in course.toml; did you mean 'monday'?"
    assert not list(Path().rglob("results"))


@pytest.mark.parametrize(
    "command",
    [
        ("grade", "classes/friday/submitted"),
        ("grade", "--results", "classes/friday/results"),
        ("grade", "--roster", "classes/friday/roster.csv"),
        ("collect", "monday.zip", "--roster", "classes/friday/roster.csv"),
        ("collect", "monday.zip", "--into", "classes/friday/submitted"),
        ("report", "--results", "classes/friday/results"),
        ("report", "--output", "classes/friday/report.html"),
        ("regrade", "classes/friday/submitted"),
        ("export", "canvas", "--results", "../" + "x/../{here}/classes/friday/results"),
        ("extend", "--results", "classes/friday/results"),
        ("release", ONE, "--output", "classes/friday/one.zip"),
    ],
)
def test_what_is_another_classs_is_refused(two: Term, command: tuple[str, ...]) -> None:
    arguments = [each.replace("../x/../{here}", f"../{two.root.name}") for each in command]
    before = sorted(Path("classes").rglob("*"))
    (line,) = two.course(*arguments, "--class", "monday", code=2).stderr.splitlines()
    assert line.endswith("is the class friday's, this is about monday: say --class friday, or name another path")
    assert sorted(Path("classes").rglob("*")) == before


def test_without_classes_there_is_nothing_to_say(term: Term) -> None:
    term.write("course.toml", COURSE.partition("[classes")[0])
    (line,) = term.course("extend", "--class", "monday", code=2).stderr.splitlines()
    assert line == "course: there is no class 'monday' in course.toml; there are none yet"
    assert term.course("extend").stdout == "there are no extensions\n"


def test_a_notebook_tells_the_due_date_of_its_class_and_none_if_it_is_for_all(two: Term) -> None:
    def front(*arguments: str) -> str:
        made = two.course("release", ONE, *arguments).stdout.strip()
        shutil.unpack_archive(made, "out")
        cells = nbformat.read(f"out/{ONE}/{ONE}.ipynb", as_version=4).cells
        return next(str(cell.source) for cell in cells if "Exercise" in cell.source or "points" in cell.source)

    assert "due 10 December 2026, 23:59 (UTC+01:00)" in front("--class", "monday")
    assert "due 14 December 2026, 23:59 (UTC+01:00)" in front("--class", "friday")
    assert "due" not in front()
    assert Path("classes/friday", f"{ONE}.zip").is_file()


def test_a_notebook_of_a_class_is_graded_like_that_of_all(two: Term) -> None:
    made = two.course("release", ONE, "--class", "friday").stdout.strip()
    shutil.unpack_archive(made, "classes/friday/submitted/s1")
    result = two.course("grade", "--class", "friday")
    assert "note" not in result.stdout
    assert two.result("s1", ONE, "classes/friday/results")["notes"] == []


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
def test_nbgrader_has_folders_gradebook_and_exchange_of_the_class(
    two: Term, monkeypatch: pytest.MonkeyPatch
) -> None:
    find_alembic()
    monkeypatch.setenv(CHOSEN, "friday")
    found = Config()
    configure(found, two.root)
    folders = found.CourseDirectory
    assert folders.db_url == f"sqlite:///{two.root}/classes/friday/gradebook.db?timeout=60"
    assert folders.course_id == "mathematics-of-deep-learning-friday"
    own = [folders.submitted_directory, folders.autograded_directory, folders.feedback_directory]
    own.append(found.ZipCollectApp.downloaded_directory)
    assert own == [f"classes/friday/{name}" for name in ("submitted", "autograded", "feedback", "downloaded")]
    monkeypatch.delenv(CHOSEN)
    with pytest.raises(Exception, match="which class is meant"):
        configure(Config(), two.root)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ("[classes.a]\nname = 1\n", r"[classes.a] has an unknown key 'name'"),
        ("[classes.'a/b']\n", "[classes] 'a/b' must be letters, digits, - and _: it names a folder"),
        ("[classes.'..']\n", "[classes] '..' must be letters, digits"),
        ("[classes.a]\n[classes.A]\n", "[classes] a and A differ in capitals alone: rename one"),
        ("[classes.a.due]\n01_clas = 2026-12-10T23:59:00Z\n", "[classes.a.due] there is no unit '01_clas'"),
        ("[classes.a.due]\n01_classification = 2026-12-10\n", "[classes.a.due] 01_classification must be a date and"),
        ("[classes.a]\ngradebook = 1\n", "[classes.a] gradebook must be a URL as in [gradebook], got 1"),
        (
            "[gradebook]\nurl = 'postgresql://h/db'\n[classes.a]\n[classes.b]\n",
            "the classes a and b have one gradebook, 'postgresql://h/db': give each its own, gradebook = ... in",
        ),
        (
            "[classes.a]\ngradebook = 'sqlite:////tmp/x.db'\n[classes.b]\ngradebook = 'sqlite:////tmp/x.db'\n",
            "the classes a and b have one gradebook, 'sqlite:////tmp/x.db'",
        ),
        ("classes = ['a']\n", "classes must be a table, [classes], got ['a']"),
    ],
)
def test_a_table_of_classes_that_cannot_be_followed_is_refused(term: Term, table: str, words: str) -> None:
    units = COURSE.partition("[classes")[0]
    term.write("course.toml", table + units if table.startswith("classes =") else units + table)
    (line,) = term.course("extend", code=2).stderr.splitlines()
    assert words in line


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # the same
def test_a_class_goes_through_nbgrader_in_folders_of_its_own(two: Term, monkeypatch: pytest.MonkeyPatch) -> None:
    (two.root / "release").unlink()
    shutil.copy(ROOT / "nbgrader_config.py", two.root)
    build(load(two.root / "course.toml"), [ONE], report=lambda _: None)
    graded(two)
    monkeypatch.setattr("course.gradebook.reading.grade_missing", lambda folders, log: None)
    monkeypatch.setenv(CHOSEN, "monday")
    app = NbGrader()
    app.initialize([])
    api = NbGraderAPI(config=app.config)
    assert api.generate_assignment(ONE)["success"]
    done = api.autograde(ONE, "*")
    assert done["success"], done
    assert Path("classes/monday/autograded/s1", ONE, f"{ONE}.ipynb").is_file()
    assert api.generate_feedback(ONE)["success"]
    assert Path("classes/monday/feedback/s1", ONE, f"{ONE}.html").is_file()
    (submission,) = [each for each in api.get_submissions(ONE) if each["autograded"]]
    assert (submission["student"], submission["score"]) == ("s1", 39)
    two.course("grade")
    two.course("export", "nbgrader", "--provisional")
    (row,) = csv.DictReader(_lines("monday"))
    assert (row["raw_score"], row["late_submission_penalty"], row["duedate"]) == ("39.0", "7.8", "2026-12-10 22:59:00")
    assert not Path("classes/friday/gradebook.db").exists()
    assert not Path("gradebook.db").exists()
    two.course("grade", "--class", "friday")
    two.course("export", "nbgrader", "--provisional", "--class", "friday")
    assert [row["score"] for row in csv.DictReader(_lines("friday"))] == ["27.0"]


def _lines(name: str) -> list[str]:
    return Path("classes", name, "nbgrader.csv").read_text("utf-8-sig").splitlines()
