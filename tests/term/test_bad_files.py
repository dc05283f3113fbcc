"""Each file of a term, spoiled in each way: one clear line, and nothing is lost or half done."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.reports.store import Store
from course.cli import main
from tests.reports.conftest import build_check, build_exercise, build_proof, build_result
from tests.term.conftest import ONE, Term

COURSE = f"""\
[units.{ONE}]
chapter = "Über Klassen"
due = 2026-12-10T23:59:00+01:00
"""
ROSTER = "id,name,email,section\nada,Zoë Byron,ada@example.org,A\nben,Ben Li,ben@example.org,A\n"
EXTENSIONS = f"student,unit,due,why\nada,{ONE},2026-12-14T23:59:00Z,Übelkeit\nben,{ONE},2026-12-15T23:59:00Z,\n"
PROOFS = (
    "student,proof,points,of,comment,answer\nada,error_at_most_bound,2,4,schön,3fa94c1b\n"
    "ben,error_at_most_bound,1,4,,3fa94c1b\n"
)
CANVAS = "Student,ID,SIS User ID,SIS Login ID,Section\n    Points Possible,,,,\nZoë,1,,ada,A\nBen,2,,ben,A\n"
MOODLE = "Username,First name,Last name,ID number,Email address\nada,Zoë,Byron,1,a@x.org\nben,Ben,Li,2,b@x.org\n"
DOWNLOADS = f"unit,student,called\n{ONE},ada,Zoë_1_assignsubmission_file\n{ONE},ben,Ben_2_assignsubmission_file\n"

# Of each kind where it lies, what is in it, and a command that reads it.
FILES: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "roster": ("roster.csv", ROSTER, ("report",)),
    "extensions": ("results/extensions.csv", EXTENSIONS, ("export", "canvas", "--provisional")),
    "proofs": (f"results/proofs-{ONE}.csv", PROOFS, ("export", "canvas")),
    "Canvas' gradebook": ("their.csv", CANVAS, ("export", "canvas", "--provisional", "--matching", "their.csv")),
    "Moodle's grades": ("their.csv", MOODLE, ("export", "moodle", "--provisional", "--matching", "their.csv")),
    "downloads": (
        "submitted/downloads.csv", DOWNLOADS, ("export", "feedback", ONE, "--for", "moodle", "--provisional"),
    ),
    "course.toml": ("course.toml", COURSE, ("report",)),
}
SPOILED: dict[str, Callable[[str], bytes]] = {
    "cut within a row": lambda text: text.rstrip().rsplit(",", 1)[0].encode(),
    "cut within quotes": lambda text: (text.rstrip() + ',"').encode(),
    "cut within a letter": lambda text: text.encode()[: text.encode().index(b"\xc3") + 1],
    "twice in one file": lambda text: (text * 2).encode(),
    "a row twice": lambda text: (text + text.splitlines()[-1] + "\n").encode(),
    "latin-1": lambda text: text.encode("latin-1"),
    "utf-16 without a mark": lambda text: text.encode("utf-16-le"),
    "another separator": lambda text: text.replace(",", "|").encode(),
    "separators mixed": lambda text: text[::-1].replace(",", ";", 2)[::-1].encode(),
    "a workbook": lambda text: b"PK\x03\x04" + b"\x14\x00\x06\x00" * 40,
    "a web page": lambda text: b"<!DOCTYPE html>\n<title>Log in</title>\n",
    "empty": lambda text: b"",
    "zeros": lambda text: bytes(len(text)),
    "columns renamed": lambda text: text.replace(text.partition(",")[0], "Wer", 1).encode(),
}
# A TOML file has neither rows nor columns.
TOML = ("cut within a letter", "latin-1", "utf-16 without a mark", "a workbook", "a web page", "twice in one file")
LIKELY = [(file, how) for file in FILES for how in SPOILED if file != "course.toml" or how in TOML]
HARMLESS = (
    ("roster", "columns renamed"),  # then the ids are the addresses
    ("downloads", "twice in one file"),  # a name noted twice is the same name
    ("downloads", "a row twice"),
)
CASES = [case for case in LIKELY if case not in HARMLESS]


@pytest.fixture
def class_(term: Term) -> Term:
    """Ada and ben are graded, their proofs too, and everything is as it should be."""
    term.write("course.toml", COURSE)
    for student, score in (("ada", 2.0), ("ben", 1.0)):
        exercise = build_exercise("softmax", build_check(), build_check("failed"))
        proof = build_proof(score=score, comment="schön" if student == "ada" else "")
        Store(term.root / "results").save(build_result(exercise, student=student, proofs=[proof]), "")
    for path, text, _ in FILES.values():
        if path != "their.csv":
            term.write(path, text)
    term.course("report")  # what people have given is in the results
    return term


def everything(root: Path) -> dict[str, bytes]:
    """What the class has, by its place; pages are made anew each time."""
    files = [*root.glob("*"), *(root / "results").rglob("*"), *(root / "submitted").rglob("*")]
    return {str(path): path.read_bytes() for path in files if path.is_file() and path.suffix != ".html"}


@pytest.mark.parametrize("file", FILES)
def test_as_it_should_be_it_is_read(class_: Term, file: str) -> None:
    path, text, command = FILES[file]
    class_.write(path, text)
    done = CliRunner().invoke(main, command)
    assert Path(path).name not in done.stderr, done.stderr
    assert done.exit_code == 2 * (file == "proofs")  # the second proof of the unit waits


@pytest.mark.parametrize(("file", "how"), CASES)
def test_what_is_spoiled_gets_one_line_and_nothing_changes(class_: Term, file: str, how: str) -> None:
    path, text, command = FILES[file]
    (class_.root / path).write_bytes(SPOILED[how](text))
    before = everything(class_.root)
    done = CliRunner().invoke(main, command)
    assert done.exit_code == 2, done.output
    assert isinstance(done.exception, SystemExit)
    (line,) = done.stderr.splitlines()
    assert line.startswith("course: ") and Path(path).name in line, line
    assert len(line) < 600 and line.isprintable()
    assert everything(class_.root) == before


def test_a_roster_whose_ids_are_nobodys_says_which_column_they_are_from(class_: Term) -> None:
    class_.write("roster.csv", ROSTER.replace("id,", "Wer,", 1))
    advice = "its column email should have the names of the students' folders"
    assert f"{ONE}: not on the roster: ada, ben: {advice}" in class_.course("report").stdout
