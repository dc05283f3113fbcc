"""What a platform finds people by comes from the gradebook that it exported, and from nowhere else."""

import csv
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.reports.store import Store
from course import CourseError
from course.cli import main
from course.exports.people import read_people
from course.settings import Settings, load
from tests.reports.conftest import build_check, build_exercise, build_result

CANVAS = """\ufeffStudent,ID,SIS User ID,SIS Login ID,Section,Essay (77),Final Score
,,,,,Manual Posting,
    Points Possible,,,,,10.00,(read only)
"Lovelace, Ada",501,1002,1001,A and B,9.00,90
"Noether, Emmy",502,1001,1002,A,,
"O'Hara; Zoë",503,1003,zoë,B,8.50,85
"Student, Test",509,,,A,,
"""
MOODLE = (
    "First name,Last name,ID number,Email address,Quiz (Real)\n"
    "Ada,Lovelace,7,ada@example.org,-\n"
    "Emmy,Noether,8,emmy@example.org,3.50\n"
)


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """A course that has graded 1001 and 1002, whose logins are the numbers of one another."""
    settings = replace(load(), root=tmp_path)
    monkeypatch.setattr("course.cli.load", lambda: settings)
    monkeypatch.chdir(tmp_path)
    grade(tmp_path, "1001", build_check())
    grade(tmp_path, "1002", build_check("failed"))
    return settings


def grade(root: Path, student: str, check: dict[str, object]) -> None:
    Store(root / "results").save(build_result(build_exercise("softmax", check), student=student), "")


def exported(root: Path, text: str, encoding: str = "utf-8") -> Path:
    path = root / "theirs.csv"
    path.write_bytes(text.encode(encoding))
    return path


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.is_file() else ""


def run(*arguments: str) -> tuple[int, list[list[str]], list[str]]:
    done = CliRunner().invoke(main, ["export", *arguments])
    output = Path(f"{arguments[0]}.csv")
    return done.exit_code, list(csv.reader(_text(output).splitlines())), done.stderr.splitlines()


def test_canvas_gets_its_own_numbers_and_no_grade_goes_to_somebody_else(course: Settings) -> None:
    exported(course.root, CANVAS)
    code, rows, told = run("canvas", "--matching", "theirs.csv")
    assert rows == [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Classification"],
        ["    Points Possible", "", "", "", "", "1"],
        ["Lovelace, Ada", "501", "1002", "1001", "A and B", "1"],
        ["Noether, Emmy", "502", "1001", "1002", "A", "0"],
    ]
    assert (code, told) == (0, ["left out, without a grade: zoë"])


def test_another_column_may_have_the_names_of_the_folders(course: Settings) -> None:
    exported(course.root, CANVAS)
    _, rows, _ = run("canvas", "--matching", "theirs.csv", "--by", "SIS User ID")
    assert [(row[1], row[5]) for row in rows[2:]] == [("502", "1"), ("501", "0")]


def test_who_handed_nothing_in_gets_0_on_request(course: Settings) -> None:
    exported(course.root, CANVAS)
    code, rows, told = run("canvas", "--matching", "theirs.csv", "--missing-as-zero")
    assert rows[-1] == ["O'Hara; Zoë", "503", "1003", "zoë", "B", "0"]
    assert (code, told) == (0, [])


def test_whom_the_platform_does_not_know_is_named_with_who_may_be_meant(course: Settings) -> None:
    exported(course.root, CANVAS)
    grade(course.root, "zoe", build_check())
    grade(course.root, "stranger", build_check())
    code, rows, told = run("canvas", "--matching", "theirs.csv")
    assert code == 1
    assert len(rows) == 4
    assert told[1:] == [
        "left out, a grade without a student: stranger is not in theirs.csv",
        "left out, a grade without a student: zoe is not in theirs.csv; is it zoë?",
    ]


def test_accents_may_be_written_in_two_ways(tmp_path: Path) -> None:
    people = read_people("canvas", exported(tmp_path, CANVAS))
    assert people.of("zoe\u0308")[1] == people.of("zo\u00eb")[1] == "503"


def test_moodle_exports_no_login_so_that_a_column_is_named(course: Settings) -> None:
    exported(course.root, MOODLE.replace(",7,", ",1001,").replace(",8,", ",1002,"))
    code, rows, told = run("moodle", "--matching", "theirs.csv")
    assert (code, rows, len(told)) == (2, [], 1)
    assert "wanted the columns Username" in told[0]
    assert "--by COLUMN names the one with the names of the students' folders" in told[0]
    _, rows, _ = run("moodle", "--matching", "theirs.csv", "--by", "ID number")
    assert rows == [
        ["First name", "Last name", "ID number", "Email address", "Classification"],
        ["Ada", "Lovelace", "1001", "ada@example.org", "1"],
        ["Emmy", "Noether", "1002", "emmy@example.org", "0"],
    ]


def test_a_column_of_any_language_may_have_the_names(tmp_path: Path) -> None:
    people = read_people("moodle", exported(tmp_path, "Vorname;E-Mail-Adresse\nAda;ada@x.org\n"), "E-Mail-Adresse")
    assert (people.columns, people.of("ada@x.org")) == (("E-Mail-Adresse",), ("ada@x.org",))


@pytest.mark.parametrize("separator", [";", "\t"])
def test_the_separator_is_what_the_platform_was_told_to_use(tmp_path: Path, separator: str) -> None:
    text = 'Student,ID,SIS Login ID\n"Lovelace, Ada",501,ada\n'.replace(",", separator)
    assert read_people("canvas", exported(tmp_path, text)).of("ada")[1] == "501"


def cut(text: str) -> str:
    return text[: text.index("Noether") + 3]


def doubled(text: str) -> str:
    return text + text.splitlines(keepends=True)[-3]


BAD: dict[str, tuple[Callable[[str], str], str, str]] = {
    "cut off within quotes": (cut, "utf-8", r"line \d: unexpected end of data; it is damaged or cut off"),
    "cut off within a row": (lambda t: t[: t.index(",1002,A")], "utf-8", "line 5: 3 cells, but the header has 7"),
    "a row doubled": (doubled, "utf-8", "line 8: 1002 is there a second time: export the gradebook again"),
    "a column doubled": (lambda t: t.replace("Final Score", "ID"), "utf-8", "has the column ID twice"),
    "another encoding": (str, "utf-16", "it is no text in UTF-8; save it as CSV in UTF-8"),
    "Latin-1": (lambda t: t[1:], "latin-1", "it is no text in UTF-8; save it as CSV in UTF-8"),
    "another separator": (lambda t: t.replace(",", "|"), "utf-8", "wanted the columns Student, ID, SIS Login ID, but"),
    "another platform's": (lambda t: MOODLE, "utf-8", "is not a gradebook that Canvas exported: wanted the columns"),
    "nothing": (lambda t: "", "utf-8", "but it is empty"),
    "nobody": (lambda t: t[: t.index('"Love')], "utf-8", "has nobody: its column SIS Login ID is empty"),
    "mixed separators": (lambda t: t.replace("502,1001", "502;1001"), "utf-8", "line 5: 6 cells, but the header has 7"),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_not_whole_gets_one_line_and_nothing_is_written(course: Settings, kind: str) -> None:
    spoil, encoding, words = BAD[kind]
    path = exported(course.root, spoil(CANVAS), encoding)
    with pytest.raises(CourseError, match=words):
        read_people("canvas", path)
    code, rows, told = run("canvas", "--matching", "theirs.csv")
    assert (code, rows, len(told)) == (2, [], 1)


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(CourseError, match=r"cannot be read \(No such file.*a gradebook that Canvas exported is"):
        read_people("canvas", tmp_path / "theirs.csv")


def test_a_file_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("course.sheets.LARGEST", 100)
    with pytest.raises(CourseError, match="too large for a gradebook that Canvas exported"):
        read_people("canvas", exported(tmp_path, CANVAS))


def test_options_that_do_nothing_are_refused(course: Settings) -> None:
    exported(course.root, CANVAS)
    assert run("canvas", "--by", "ID") == (
        2,
        [],
        ["course: --by names a column of a gradebook that the platform exported: name that with --matching"],
    )
    assert "leave out --matching" in run("nbgrader", "--matching", "theirs.csv")[2][0]
