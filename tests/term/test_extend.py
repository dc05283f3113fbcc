"""`course extend`: more time for a student counts wherever lateness does, and can be taken back."""

import json
from pathlib import Path

import pytest

from autograder.reports.store import Store
from tests.reports.conftest import build_check, build_exercise, build_result
from tests.term.conftest import ONE, TWO, Term

COURSE = """\
[units.01_classification]
chapter = "Chapter 3"
due = 2026-12-10T23:59:00+01:00

[units.02_networks]
chapter = "Chapter 4"

[late]
per_day = 0.1
"""
ROSTER = "id,name\nada,Ada Byron\nben,Ben Li\n"
MORE = "2026-12-14 23:59 Europe/Berlin"
DAYS_LATE = "2026-12-12T21:00:00+00:00"  # two days and a bit before three


@pytest.fixture
def late(term: Term) -> Term:
    """Ada and ben have 6 of 9 points, proofs graded; ada was late, of ben nothing says when."""
    term.write("course.toml", COURSE)
    term.write("roster.csv", ROSTER)
    for student, came in (("ada", DAYS_LATE), ("ben", None)):
        exercise = build_exercise("softmax", build_check(), build_check("failed"))
        lateness = {"handed_in": came, "due": None, "regular": None, "seconds": 0.0, "share": 0.0}
        found = build_result(exercise, student=student, proofs=[], lateness=lateness)
        Store(term.root / "results").save(found, "")
    term.course("report")
    proofs = ("error_at_most_bound", "loss_and_accuracy_both_fall")
    term.fill(ONE, {(who, proof): 2.5 for who in ("ada", "ben") for proof in proofs})
    term.course("report")
    return term


def score(term: Term, student: str) -> float:
    term.course("export", "nbgrader", "--provisional")
    return float(next(row["score"] for row in term.rows("nbgrader.csv") if row["student_id"] == student))


def page(student: str) -> str:
    return Path("results", student, f"{ONE}.html").read_text()


def test_lateness_costs_by_the_due_date_of_course_toml(late: Term) -> None:
    assert (score(late, "ada"), score(late, "ben")) == (4.8, 6)
    assert late.result("ada", ONE)["lateness"] == {
        "handed_in": DAYS_LATE,
        "due": "2026-12-10T23:59:00+01:00",
        "regular": None,
        "seconds": float(46 * 3600 + 60),
        "share": 0.2,
    }
    told = page("ada")
    assert "Due 10 December 2026, 23:59 (UTC+01:00)." in told
    assert "Handed in 12 December 2026, 22:00 (UTC+01:00), late by 1 d 22 h, which costs 20 % of 6 points: 4.8" in told
    assert "<strong>4.8</strong> / 9 points" in told
    assert "Nothing says when it was handed in: it counts as in time." in page("ben")


def test_a_due_date_that_is_moved_counts_from_the_next_command_on(late: Term) -> None:
    late.write("course.toml", COURSE.replace("2026-12-10", "2026-12-11"))
    assert score(late, "ada") == 5.4
    late.write("course.toml", COURSE.replace("due = 2026-12-10T23:59:00+01:00\n", ""))
    assert score(late, "ada") == 6
    assert "Due " not in page("ada")


def test_an_extension_counts_at_once_and_is_told(late: Term) -> None:
    told = late.course("extend", "ada", ONE, MORE, "--why", "ill").stdout
    assert told.splitlines() == [
        f"ada, {ONE}: until 14 December 2026, 23:59 (UTC+01:00); for all others 10 December 2026, 23:59 (UTC+01:00)",
        f"ada, {ONE}: in time, 6 / 9 points",
    ]
    assert score(late, "ada") == 6
    assert "an extension of yours; regularly 10 December 2026, 23:59 (UTC+01:00)." in page("ada")
    assert "ill" not in page("ada")
    assert late.course("extend").stdout == f"ada, {ONE}: until 14 December 2026, 23:59 (UTC+01:00): ill\n"
    assert late.rows("results/extensions.csv") == [{"student": "ada", "unit": ONE, "due": MORE, "why": "ill"}]
    late.course("report")
    assert '<td class="small time">extension</td>' in Path("report.html").read_text()


def test_it_can_be_changed_and_withdrawn_and_the_audit_file_has_it_all(late: Term) -> None:
    late.course("extend", "ada", ONE, MORE, "--why", "ill")
    late.course("extend", "ada", ONE, "2026-12-11T23:59:00Z", "--why", "ill, but shorter")
    assert score(late, "ada") == 5.4
    told = late.course("extend", "ada", ONE, "--withdraw").stdout
    assert told.splitlines()[1] == f"ada, {ONE}: late 1 d 22 h, -20 %, 4.8 / 9 points"
    assert late.course("extend").stdout == "there are no extensions\n"
    due = "2026-12-10T23:59:00+01:00"
    assert [(row["action"], row["before"], row["after"], row["why"]) for row in late.rows("results/audit.csv")] == [
        ("extension", due, MORE, "ill"),
        ("extension", MORE, "2026-12-11T23:59:00Z", "ill, but shorter"),
        ("withdrawn", "2026-12-11T23:59:00Z", due, ""),
    ]


def test_who_has_handed_in_nothing_yet_may_have_one(late: Term) -> None:
    late.write("roster.csv", ROSTER + "cem,Cem\n")
    assert len(late.course("extend", "cem", ONE, MORE, "--why", "ill").stdout.splitlines()) == 1
    Path("roster.csv").unlink()
    told = late.course("extend", "somebody", ONE, MORE, "--why", "ill")
    assert "nothing tells whether the name is right" in told.stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("ada", ONE, "2026-12-14 23:59", "--why", "x"), "'2026-12-14 23:59' tells no time: one like 2026-11-01"),
        (("ada", ONE, "2026-12-14 23:59 CET", "--why", "x"), "'2026-12-14 23:59 CET' tells no time: one like"),
        (("ada", "01_clasification", MORE, "--why", "x"), "did you mean '01_classification'?"),
        (("ada", TWO, MORE, "--why", "x"), f"{TWO} has no due date that could be extended: write due = "),
        (("adaa", ONE, MORE, "--why", "x"), "adaa is nobody's id on the roster, roster.csv, or in the results; is it "),
        (("Ben Li", ONE, MORE, "--why", "x"), "roster.csv, or in the results; is it Ben Li (ben)?"),
        (("ada", ONE, "2026-12-10T22:59:00Z", "--why", "x"), "10 December 2026, 22:59 (UTC) is no extension"),
        (("ada", ONE, MORE), "give the reason with --why"),
        (("ada", ONE, "--withdraw"), f"there is nothing to withdraw: ada has no extension for {ONE}"),
        (("ada", ONE, MORE, "--withdraw"), "give STUDENT, UNIT and DATE, or STUDENT, UNIT and --withdraw"),
        (("ada",), "give STUDENT, UNIT and DATE, or"),
    ],
)
def test_what_is_no_extension_is_refused_in_a_line_and_nothing_changes(
    late: Term, arguments: tuple[str, ...], words: str
) -> None:
    (line,) = late.course("extend", *arguments, code=2).stderr.splitlines()
    assert line.startswith("course: ") and words in line
    assert not Path("results/extensions.csv").exists()
    assert not Path("results/audit.csv").exists()


HEADER = "student,unit,due,why\n"
GIVEN = f"{HEADER}ada,{ONE},{MORE},ill\n"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (GIVEN.replace(",", "|"), "is not a table of extensions: wanted the columns student, unit, due"),
        (GIVEN[:-10], "line 2: 3 cells, but the header has 4; the file is cut off, or its separators are mixed"),
        (GIVEN + f'ben,{ONE},"2026-12', "cut off, export it again"),
        (GIVEN + GIVEN.removeprefix(HEADER), f"line 3: ada is there a second time for {ONE}: delete one row"),
        (GIVEN.replace("ill", "Übel").encode("latin-1"), "it is no text in UTF-8; save it as CSV in UTF-8"),
        (GIVEN.encode("utf-16"), "it is no text in UTF-8; save it as CSV in UTF-8"),
        (GIVEN.replace(MORE, "14.12.2026 23:59"), "line 2: '14.12.2026 23:59' tells no time: one like"),
        (GIVEN.replace(ONE, "01_klassen"), "line 2: there is no unit '01_klassen'"),
        (GIVEN.replace(ONE, TWO), f"line 2: {TWO} has no due date that could be extended"),
    ],
)
@pytest.mark.parametrize("command", [("report",), ("export", "canvas"), ("extend",), ("grade",)])
def test_a_file_that_cannot_be_read_is_a_line_and_nothing_is_lost(
    late: Term, content: str | bytes, words: str, command: tuple[str, ...]
) -> None:
    path = Path("results/extensions.csv")
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    before = {each: each.read_bytes() for each in Path("results").rglob("*") if each.is_file()}
    (line,) = late.course(*command, code=2).stderr.splitlines()
    assert line.startswith("course: ") and words in line
    assert {each: each.read_bytes() for each in Path("results").rglob("*") if each.is_file()} == before


def test_a_table_of_ones_own_keeps_its_separator_and_columns(late: Term) -> None:
    path = Path("results/extensions.csv")
    path.write_text(f"unit;student;due;who allowed it\n{ONE};ada;{MORE};the dean\n")
    assert score(late, "ada") == 6
    late.course("extend", "ben", ONE, "2026-12-13T12:00:00+01:00", "--why", "=cmd|' /C calc'!A0")
    header, first, second = path.read_text("utf-8-sig").splitlines()
    assert header == "unit;student;due;who allowed it;why"
    assert first == f"{ONE};ada;{MORE};the dean;"
    assert second == f"{ONE};ben;2026-12-13T12:00:00+01:00;;'=cmd|' /C calc'!A0"
    assert "=cmd" in late.course("extend").stdout.splitlines()[1]


def test_an_extension_that_all_have_by_now_is_idle(late: Term) -> None:
    late.course("extend", "ada", ONE, MORE, "--why", "ill")
    late.write("course.toml", COURSE.replace("2026-12-10", "2026-12-20"))
    assert "(not later than for all, 20 December 2026, 23:59 (UTC+01:00)): ill" in late.course("extend").stdout
    late.course("report")
    assert late.result("ada", ONE)["lateness"]["regular"] is None


def test_what_was_known_of_the_time_survives_a_new_check(late: Term) -> None:
    """Until the results are brought up to date, those of a regrade have what those before had."""
    from course.regrade.choosing import Wanted, take

    old = late.result("ada", ONE)
    new = json.loads(json.dumps(old)) | {"key": "another"}
    new = {name: value for name, value in new.items() if name not in ("lateness", "proofs", "agreed")}
    taken = take(old, new, Wanted()).result
    assert taken and taken["lateness"] == old["lateness"]
