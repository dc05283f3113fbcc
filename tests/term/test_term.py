"""A term from an empty folder to the last export, and every number as in a spreadsheet that the kit never saw."""

import re
import shutil
import zipfile
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import pytest

from autograder.exam import grading
from autograder.exam.examiner import Job
from autograder.verdicts import Marking
from course.cli import STORY, main
from course.settings import ROOT
from tests.term.conftest import ONE, TWO, Term, notebook
from tests.term.people import CLASS, Person, gradebook, roster
from tests.term.spreadsheet import Row

COURSE = """\
[units.01_classification]
chapter = "Chapter 3"
due = 2026-12-10T23:59:00+01:00

[units.02_networks]
chapter = "Chapter 4"
due = 2026-12-17T23:59:00+01:00

[late]
per_day = 0.1
at_most = 0.5
grace_minutes = 15
"""
# What four notebooks earn, as their story says, exercise by exercise.
EXERCISES = {
    ONE: ("softmax", "catch_softmax", "cross_entropy", "confidence", "accuracy", "loss_bounds", "best_scale"),
    TWO: ("affine", "collapse_linear", "mlp_forward", "catch_forward", "xor_network", "softmax_vjp", "init"),
}
WORTH = {ONE: 39 + 7, TWO: 43 + 8}  # init counts 9 in the end
EARNED = {
    ("ada", ONE): (6, 7, 5, 5, 4, 6, 6),
    ("ben", ONE): (6, 7, 5, 5, 4, 6, 6),
    ("carla", ONE): (6, 7, 5, 0, 0, 0, 0),
    ("emma", ONE): (6, 2, 5, 5, 3, 3, 3),
    ("ada", TWO): (6, 5, 7, 6, 4, 6, 6),
    ("ben", TWO): (2, 3, 7, 2, 4, 0, 6),
    ("carla", TWO): (5, 5, 3, 0, 0, 0, 0),
    ("emma", TWO): (6, 3, 3, 3, 1, 0, 4),
}
PROOFS = {
    ONE: {"error_at_most_bound": 4, "loss_and_accuracy_both_fall": 3},
    TWO: {"xor_is_not_affine": 4, "two_logits_for_one": 4},
}
WRITTEN = {("ada", ONE): tuple(PROOFS[ONE]), ("ben", ONE): ("error_at_most_bound",), ("ada", TWO): tuple(PROOFS[TWO])}
AUTHORS = ("ada", "ben", "carla", "emma")  # of the notebooks that the class shares
ABSENT = {ONE: {"s39", "s40"}, TWO: {"s12", "s38", "s39", "s40"}}
# When it came, and how many tenths that costs; who is not here came in time, or nothing says when.
CAME = {
    ("s05", ONE): ("2026-12-11 00:59:00 Europe/Berlin", 1),
    ("s06", ONE): ("2026-12-12T01:00:00+0100", 2),  # has an extension in the end
    ("s07", ONE): ("2026-12-10 23:04:00 UTC", 0),  # minutes of grace
    ("s08", ONE): ("2026-12-25 12:00:00 UTC", 5),  # half at most
    ("s09", ONE): ("2026-12-10 17:59:00 America/New_York", 0),  # on the minute
    ("s13", ONE): ("2026-12-10 23:20:00 CET", 0),  # tells no time
    ("s05", TWO): ("2026-12-19 20:00:00 +01:00", 2),
}
BROKEN, AGAIN = "s10", ("2026-12-13 10:00:00 +01:00", 3)  # cut off; handed in again
LATE_AT_CANVAS = "s05"


def author(person: Person) -> str:
    return AUTHORS[CLASS.index(person) % len(AUTHORS)]


def who_handed_in(unit: str) -> list[Person]:
    return [person for person in CLASS if person.id not in ABSENT[unit]]


def sheet() -> dict[tuple[str, str], Row]:
    """The instructor's: what everybody earned, before anything is settled."""
    rows = {}
    for unit in (ONE, TWO):
        for person in who_handed_in(unit):
            own = author(person)
            points = dict(zip(EXERCISES[unit], map(float, EARNED[own, unit]), strict=True))
            proofs = dict.fromkeys(PROOFS[unit], 0.0)
            for at, proof in enumerate(WRITTEN.get((own, unit), ())):
                proofs[proof] = (CLASS.index(person) * 3 + at) % (2 * PROOFS[unit][proof] + 1) / 2
            rows[person.id, unit] = Row(points, proofs, CAME.get((person.id, unit), ("", 0))[1])
    return rows


def moodle(term: Term) -> None:
    """Submissions of the first unit: doubles, a near miss, somebody else's, a file that was cut off."""
    files = {f"{each.moodle}/{ONE}.ipynb": notebook(author(each), ONE) for each in who_handed_in(ONE)}
    mueller = CLASS[0]
    files[f"Andrea Mueller_1_assignsubmission_file/{ONE}.ipynb"] = files.pop(f"{mueller.moodle}/{ONE}.ipynb")
    files[f"Nemo Nobody_7_assignsubmission_file/{ONE}.ipynb"] = notebook("ada", ONE)
    broken = next(each for each in CLASS if each.id == BROKEN)
    files[f"{broken.moodle}/{ONE}.ipynb"] = notebook("ada", ONE)[:5000]
    term.pack("week1.zip", files)


def collect_the_first(term: Term) -> None:
    """What cannot be told is listed, nobody is guessed; the instructor settles it, and the rest comes in."""
    moodle(term)
    first = term.course("collect", "week1.zip", "--unit", ONE, code=1).stdout
    assert f"{ONE}: 35 of 40 handed in (35 new)" in first
    looked = [line for line in first.splitlines() if line.startswith("to look at: ")]
    assert len(looked) == 4
    advice = "may be that of Ben Li (s03) or Ben Li (s04): put in the place of the name"
    assert sum(advice in line for line in looked) == 2
    near = next(line for line in looked if "Andrea Mueller" in line)
    assert "is nobody's on the roster; near is Andrea Müller (s01) or Andreas Müller (s02)" in near
    assert "Nemo Nobody_7_assignsubmission_file: is nobody's on the roster" in "\n".join(looked)
    with zipfile.ZipFile("week1.zip") as archive:
        archive.extractall("week1")
    for each in CLASS[2:4]:
        Path("week1", each.moodle).rename(Path("week1", each.moodle.replace("Ben Li", each.id)))
    shutil.rmtree(next(Path("week1").glob("Nemo*")))
    term.write("roster.csv", roster(also=True))
    second = term.course("collect", "week1", "--unit", ONE).stdout
    assert f"{ONE}: 38 of 40 handed in (3 new, 35 as before)" in second
    assert "nothing was handed in by 2 of 40 on the roster: Tomas Weiß (s39), Tomas Yılmaz (s40)" in second
    date(term, ONE)


def collect_the_second(term: Term) -> None:
    handed_in = who_handed_in(TWO)
    files = {each.canvas(each.id == LATE_AT_CANVAS): notebook(author(each), TWO) for each in handed_in}
    term.pack("week2.zip", files)
    told = term.course("collect", "week2.zip").stdout
    assert f"{TWO}: 36 of 40 handed in (36 new)" in told
    assert f"{TWO}: late, as the download says: Zoë O'Neill (s05)" in told
    told = term.course("grade").output.replace("\n", "")
    assert f"submitted/s05/{TWO}/timestamp.txt tells no time" in told
    date(term, TWO)


def date(term: Term, unit: str) -> None:
    """Write down when those came of whom it is known."""
    for (student, which), (when, _) in CAME.items():
        if which == unit:
            term.write(f"submitted/{student}/{unit}/timestamp.txt", f"{when}\n")


def wrong_check(monkeypatch: pytest.MonkeyPatch) -> None:
    """The grader of the first weeks: a check of `accuracy`, worth 1 of 4 points, rejects every answer."""
    right, digest = grading.hold, grading.sources_digest

    def hold(jobs: object, units: object, on_marked: Callable[[Job, Marking], None], *others: object) -> None:
        def tell(job: Job, marking: Marking) -> None:
            for test in marking["tests"]:
                if test["name"] == "accuracy" and test["verdict"] != "missing":
                    test["verdict"] = "failed"
                    test["checks"][0] |= {"verdict": "failed", "earned": 0.0, "message": "it was wrong"}
            on_marked(job, marking)

        right(jobs, units, tell, *others)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(grading, "hold", hold)
    monkeypatch.setattr(grading, "sources_digest", lambda unit: digest(unit) + " before" * (unit == ONE))


def totals(term: Term, unit: str, folder: str = "results") -> dict[str, str]:
    """What the platform would have, of the exports that go to Canvas and Moodle: both must say the same."""
    found = {}
    for form, student in (("canvas", "SIS Login ID"), ("moodle", "Username")):
        term.write(f"{form}-people.csv", gradebook(form))
        term.course("export", form, unit, "--matching", f"{form}-people.csv", "--output", f"{form}.csv")
        title = {ONE: "Classification", TWO: "Networks"}[unit]
        found[form] = {row[student]: row[title] for row in term.rows(f"{form}.csv") if row[student]}
    assert found["canvas"] == found["moodle"]
    return found["canvas"]


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them
@pytest.mark.parametrize("gradebook", [False, True], ids=["alone", "with nbgrader"])
def test_a_term(  # noqa: PLR0915  a term is long
    at_leisure_unless: Callable[[bool], None],
    term: Term,
    monkeypatch: pytest.MonkeyPatch,
    once: list[str],
    gradebook: bool,
) -> None:
    at_leisure_unless(gradebook)
    mine = sheet()
    term.write("course.toml", COURSE)
    term.write("roster.csv", roster())
    if gradebook:
        term.assign(ONE, TWO)
    collect_the_first(term)

    # Graded, by a check that is wrong.
    with monkeypatch.context() as patch:
        wrong_check(patch)
        told = term.course("grade", code=1).output
    assert len(once) == len(AUTHORS) + 1  # the cut-off one
    assert f"{ONE}: Due 10 December 2026, 23:59 (UTC+01:00): 2 in time, 3 late, 33 that nothing dates" in told
    assert "submitted/s13/01_classification/timestamp.txt tells no time" in told.replace("\n", "")
    for person in who_handed_in(ONE):
        wanted = mine[person.id, ONE].exercises
        lost = person.id != BROKEN and author(person) != "carla"
        got = {test["name"]: test["score"] for test in term.result(person.id, ONE)["tests"]}
        assert got == ({} if person.id == BROKEN else {**wanted, "accuracy": wanted["accuracy"] - lost})

    # Grades are final only when proofs are graded and nothing is ungradable.
    refused = term.course("export", "canvas", ONE, code=2).stderr
    assert "of 38 grades are not final" in refused
    term.fill(ONE, {(who, proof): points for (who, unit), row in mine.items() if unit == ONE
                    for proof, points in row.proofs.items()})  # fmt: skip
    term.pack("again.zip", {f"{BROKEN}/{ONE}.ipynb": notebook("ben", ONE)})
    assert "(1 renewed)" in term.course("collect", "again.zip", "--update").stdout
    term.write(f"submitted/{BROKEN}/{ONE}/timestamp.txt", AGAIN[0])
    mine[BROKEN, ONE].tenths = AGAIN[1]

    # More time for one, points by hand for another.
    term.course("extend", "s06", ONE, "2026-12-14 23:59 Europe/Berlin", "--why", "ill")
    mine["s06", ONE].tenths = 0
    with monkeypatch.context() as patch:
        wrong_check(patch)
        term.course("grade")
    term.fill(ONE, {(BROKEN, "error_at_most_bound"): mine[BROKEN, ONE].proofs["error_at_most_bound"] or 0})
    term.course("override", "s03", f"{ONE}/softmax", "4.5", "--why", "Copied a line.")
    mine["s03", ONE].overrides["softmax"] = 4.5

    # The check is mended: who handed in an answer to accuracy has one point more.
    told = term.course("regrade", "--unit", ONE).stdout
    gained = [each for each in who_handed_in(ONE) if author(each) != "carla"]
    assert f"{ONE}: {len(gained)} students with more points, 0 with fewer, 0 with as many" in told
    assert "test_fraction_right: failed, 0 of 1 -> passed, 1 of 1" in told
    assert "nothing is written yet" in told
    term.course("regrade", "--unit", ONE, "--write")
    assert {row["student"] for row in term.rows("results/audit.csv") if row["action"] == "regrade"} == {
        each.id for each in gained
    }

    # Every number, as the platforms get it.
    assert totals(term, ONE) == {who: row.score for (who, unit), row in mine.items() if unit == ONE}

    # The second unit, from Canvas; then an exercise is worth more.
    collect_the_second(term)
    term.course("grade")
    term.fill(TWO, {(who, proof): points for (who, unit), row in mine.items() if unit == TWO
                    for proof, points in row.proofs.items()})  # fmt: skip
    assert totals(term, TWO) == {who: row.score for (who, unit), row in mine.items() if unit == TWO}
    term.write("course.toml", COURSE + f'\n[points]\n"{TWO}/init" = 9\n')
    if gradebook:
        term.assign(TWO)
    told = term.course("regrade", "--write").stdout
    for (_, unit), row in mine.items():
        if unit == TWO:
            row.overrides["init"] = row.exercises["init"] * 9 / 6
    changed = sum(row.exercises["init"] > 0 for (_, unit), row in mine.items() if unit == TWO)
    assert f"{TWO}: {changed} students with more points, 0 with fewer, 9 with as many" in told
    assert totals(term, TWO) == {who: row.score for (who, unit), row in mine.items() if unit == TWO}
    assert totals(term, ONE) == {who: row.score for (who, unit), row in mine.items() if unit == ONE}

    # What nbgrader's readers get, points and lateness apart; feedback and report say the same.
    told = term.course("export", "nbgrader").stdout
    late = [row for row in mine.values() if row.tenths and row.raw]
    assert told.splitlines()[1].startswith(f"{len(late)} grades for late work, ")
    rows = {(row["student_id"], row["assignment"]): row for row in term.rows("nbgrader.csv")}
    nothing = {(who, TWO) for who in ("s12", "s38")} if gradebook else set()  # as nbgrader has it, of whom it knows
    assert rows.keys() == mine.keys() | nothing
    assert {rows[key]["score"] for key in nothing} <= {"0.0"}
    for key, row in mine.items():
        got = [Fraction(rows[key][name]) for name in ("raw_score", "late_submission_penalty")]
        assert got == [row.raw, pytest.approx(row.taken, abs=1e-6)], key
        assert rows[key]["max_score"] == f"{WORTH[key[1]]}.0"
    assert rows["s06", ONE]["duedate"] == "2026-12-14 22:59:00"
    term.course("report")
    page = Path("report.html").read_text()
    told = "3 in time, 3 late, 32 that nothing dates, which count as in time; 1 of them has an extension."
    assert f"Due 10 December 2026, 23:59 (UTC+01:00): {told}" in page
    assert "<td class=\"small time\">late 14 d 13 h, -50 %</td>" in page
    for (who, unit), row in mine.items():
        shown = f"{round(float(row.raw - row.taken), 2):g}"
        assert f"<td class=\"number\">{shown} / {WORTH[unit]}</td>" in page
        own = Path("results", who, f"{unit}.html").read_text()
        assert f"<strong>{shown}</strong> / {WORTH[unit]} points" in own
        assert ("late by" in own) == bool(row.tenths)


def test_the_help_is_the_story_of_a_term(term: Term) -> None:
    lines = term.course("--help").stdout.splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line.split()[0] in main.commands]
    assert set(listed) == set(main.commands)
    story = ["build", "release", "collect", "extend", "grade", "report", "export", "override", "regrade"]
    assert [name for name in listed if name in story] == story
    assert [line for line in lines if line.startswith("  ") and line.endswith("...")] == []


def test_the_readme_tells_the_commands_in_the_order_of_the_help() -> None:
    found = re.findall(r"^    \.venv/bin/course (\w+)", (ROOT / "README.md").read_text(), re.MULTILINE)
    first = list(dict.fromkeys(found[found.index("build") :]))
    told = [name for names in STORY.values() for name in names]
    assert len(first) > 10
    assert first == sorted(first, key=told.index)
