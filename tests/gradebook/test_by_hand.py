"""What people give in formgrader reaches results, pages and exports; what they give in the table, the gradebook."""

import csv
import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from course import cli
from course.by_hand.settling import Settled, settle
from course.by_hand.table import place
from course.exports.grades import Grade, grades
from course.gradebook import recording
from course.marking import ClassRun
from course.settings import Late, Settings, load
from tests.gradebook.conftest import UNIT, Class, found_in, solved

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

BOUND, STEP = "error_at_most_bound", "loss_and_accuracy_both_fall"
CELLS = {BOUND: f"proof-{BOUND}-answer", STEP: f"proof-{STEP}-answer"}
BEN = "greta"  # who wrote one proof of two
DUE = datetime(2026, 11, 1, 12)


def settings(of: Class) -> Settings:
    return replace(load(), root=of.root)


def update(of: Class, gradebook: bool = True) -> Settled:
    """As `course grade` does once the grader is through."""
    found = found_in(of)
    if gradebook:
        run = ClassRun(found, [of.result(each.student) for each in found.submissions])
        assert recording.record(settings(of), run, of.root / "results")
    submissions = {(each.student, each.unit): each.path for each in found.submissions}
    return settle(settings(of), of.root / "results", submissions, [UNIT], gradebook)


def formgrader(of: Class, student: str, cell: str, comment: str | None = None, **changes: Any) -> None:
    """Give points as formgrader does."""
    with of.gradebook as book:
        grade = book.find_grade(cell, UNIT, UNIT, student)
        for field, value in ({"needs_manual_grade": False} | changes).items():
            setattr(grade, field, value)
        if comment is not None:
            book.find_comment(cell, UNIT, UNIT, student).manual_comment = comment
        book.db.commit()


def in_table(of: Class, student: str, proof: str, **changes: str) -> None:
    path = place(of.root / "results", UNIT)
    rows = list(csv.DictReader(path.read_text("utf-8-sig").splitlines()))
    next(row for row in rows if (row["student"], row["proof"]) == (student, proof)).update(changes)
    with path.open("w", encoding="utf-8", newline="") as stream:
        lines = csv.DictWriter(stream, list(rows[0]))
        lines.writeheader()
        lines.writerows(rows)


def row(of: Class, student: str, proof: str) -> Mapping[str, str]:
    path = place(of.root / "results", UNIT)
    rows = csv.DictReader(path.read_text("utf-8-sig").splitlines())
    return next(row for row in rows if (row["student"], row["proof"]) == (student, proof))


def proof(of: Class, student: str, name: str = BOUND) -> dict[str, Any]:
    found: dict[str, Any] = next(each for each in of.result(student)["proofs"] if each["name"] == name)
    return found


def page(of: Class, student: str) -> str:
    return (of.root / "results" / student / f"{UNIT}.html").read_text()


def grade_of(of: Class, student: str) -> Grade:
    return next(each for each in grades(settings(of), of.root / "results") if each.student == student)


@pytest.fixture
def term(fresh: Class) -> Class:
    """The class, recorded, with nothing graded by hand yet."""
    for path in (fresh.root / "submitted" / "two_files").rglob("*.ipynb"):
        path.unlink()
    assert update(fresh) == update(fresh)
    return fresh


def test_proofs_wait_until_formgrader_has_them(term: Class) -> None:
    assert (proof(term, "ada")["score"], proof(term, BEN, STEP)["score"]) == (None, 0.0)
    formgrader(term, "ada", CELLS[BOUND], "Where is K = 2 used?", manual_score=2.5)
    formgrader(term, "ada", CELLS[STEP], manual_score=3.0)
    assert update(term).doubts == []
    assert proof(term, "ada")["score"] == 2.5
    assert "Where is K = 2 used?" in page(term, "ada")
    assert "<strong>44.5</strong> / 46 points" in page(term, "ada")
    assert row(term, "ada", BOUND)["points"] == "2.5"
    assert row(term, "ada", BOUND)["comment"] == "Where is K = 2 used?"
    ada = grade_of(term, "ada")
    assert (ada.raw_score, ada.waits) == (44.5, None)


def test_points_in_the_place_of_the_graders_count_and_the_graders_stay(term: Class) -> None:
    earned = {test["name"]: test["score"] for test in term.result(BEN)["tests"]}
    formgrader(term, BEN, "accuracy", manual_score=4.0)
    with term.gradebook as book:
        book.find_comment("accuracy-answer", UNIT, UNIT, BEN).manual_comment = "Meant rightly."
        book.db.commit()
    for _ in range(2):
        update(term)
        (test,) = (each for each in term.result(BEN)["tests"] if each["name"] == "accuracy")
        assert (test["score"], test["automatic"], test["comment"]) == (4.0, earned["accuracy"], "Meant rightly.")
        assert term.result(BEN)["score"] == sum(earned.values()) - earned["accuracy"] + 4
        assert "Graded by hand: 4 points instead of 3." in page(term, BEN)
        assert term.scores(BEN)["accuracy"] == earned["accuracy"]
    formgrader(term, BEN, "accuracy", manual_score=None)
    update(term)
    assert {test["name"]: test["score"] for test in term.result(BEN)["tests"]} == earned
    assert "instead of" not in page(term, BEN)


def test_extra_credit_counts(term: Class) -> None:
    formgrader(term, "ada", "softmax", extra_credit=1.5)
    formgrader(term, "ada", CELLS[BOUND], manual_score=4.0, extra_credit=-1.0)
    formgrader(term, "ada", CELLS[STEP], manual_score=0.0)
    update(term)
    assert (term.result("ada")["score"], proof(term, "ada")["score"]) == (40.5, 3.0)
    assert term.total("ada") == 43.5 == grade_of(term, "ada").score


def test_points_of_the_table_go_into_the_gradebook_and_cost_what_lateness_costs(term: Class) -> None:
    with term.gradebook as book:
        book.find_assignment(UNIT).duedate = DUE
        book.find_submission(UNIT, "ada").timestamp = DUE + timedelta(days=1)
        book.db.commit()
    in_table(term, "ada", BOUND, points="2", comment="Half of it.")
    in_table(term, "ada", STEP, points="3")
    late = replace(settings(term), late=Late(per_day=0.1, grace_minutes=0))
    assert settle(late, term.root / "results", units=[UNIT]).problems == []
    assert term.scores("ada", "manual_score")[CELLS[BOUND]] == 2.0
    assert term.scores("ada", "needs_manual_grade")[CELLS[BOUND]] is False
    with term.gradebook as book:
        assert book.find_comment(CELLS[BOUND], UNIT, UNIT, "ada").comment == "Half of it."
    assert term.total("ada") == pytest.approx(44 * 0.9)


def test_the_table_can_change_and_take_back_what_it_gave(term: Class) -> None:
    for points, wanted in (("2", 2.0), ("3", 3.0), ("", None), ("4", 4.0)):
        in_table(term, "ada", BOUND, points=points)
        assert update(term).doubts == []
        assert term.scores("ada", "manual_score")[CELLS[BOUND]] == wanted == proof(term, "ada")["score"]


def test_formgrader_can_change_what_the_table_gave(term: Class) -> None:
    in_table(term, "ada", BOUND, points="2")
    update(term)
    formgrader(term, "ada", CELLS[BOUND], manual_score=3.0)
    for _ in range(2):
        assert update(term).doubts == []
        assert (row(term, "ada", BOUND)["points"], proof(term, "ada")["score"]) == ("3", 3.0)


def test_two_different_changes_wait_and_both_numbers_are_said(term: Class) -> None:
    in_table(term, "ada", BOUND, points="2")
    formgrader(term, "ada", CELLS[BOUND], manual_score=3.0)
    formgrader(term, "ada", CELLS[STEP], manual_score=3.0)
    (doubt,) = update(term).doubts
    words = "2 points in the table, 3 points in the gradebook: make them agree"
    assert doubt == f"ada, {UNIT}/{BOUND}: {words}"
    assert (row(term, "ada", BOUND)["points"], term.scores("ada", "manual_score")[CELLS[BOUND]]) == ("2", 3.0)
    assert words in (grade_of(term, "ada").waits or "")
    in_table(term, "ada", BOUND, points="3")
    assert update(term).doubts == []
    assert grade_of(term, "ada").waits is None


def test_who_hands_in_another_answer_is_graded_again(term: Class) -> None:
    formgrader(term, "ada", CELLS[BOUND], "Half of it.", manual_score=2.0)
    formgrader(term, "ada", CELLS[STEP], manual_score=3.0)
    update(term)
    tree = solved()
    next(each for each in tree["cells"] if each["id"] == CELLS[BOUND])["source"] = "A better proof."
    term.hand_in("ada", tree)
    result = term.result("ada")
    result.pop("proofs")  # as the grader leaves a new submission
    (term.root / "results" / "ada" / f"{UNIT}.json").write_text(json.dumps(result))
    assert update(term).doubts == []
    assert (proof(term, "ada")["score"], proof(term, "ada", STEP)["score"]) == (None, 3.0)
    assert row(term, "ada", BOUND)["points"] == ""
    assert term.scores("ada", "manual_score")[CELLS[BOUND]] == 2.0  # which formgrader shows to whoever looks again
    in_table(term, "ada", BOUND, comment="To be looked at.")
    assert update(term).doubts == []
    assert (row(term, "ada", BOUND)["comment"], term.scores("ada", "manual_score")[CELLS[BOUND]]) == (
        "To be looked at.",
        2.0,
    )
    in_table(term, "ada", BOUND, points="4", comment="All of it.")
    assert update(term).doubts == []
    assert grade_of(term, "ada").score == 46.0


def test_what_could_not_be_read_is_final_once_somebody_has_graded_all_of_it(term: Class) -> None:
    assert proof(term, "no_json")["score"] is None
    assert grade_of(term, "no_json").waits
    for cell, points in term.scores("no_json").items():
        assert points == 0.0
        formgrader(term, "no_json", cell, manual_score=1.0)
    assert update(term).doubts == []
    assert (term.result("no_json")["score"], grade_of(term, "no_json").waits) == (7.0, None)
    assert grade_of(term, "no_json").score == 9.0
    assert "9</strong> / 46 points" in page(term, "no_json")


def empty() -> dict[str, Any]:
    tree = solved()
    for cell in CELLS.values():
        next(each for each in tree["cells"] if each["id"] == cell)["source"] = "YOUR ANSWER HERE"
    return tree


@pytest.mark.parametrize("comes", [empty(), "[1,"], ids=["a notebook without proofs", "another that cannot be read"])
def test_points_for_a_file_that_could_not_be_read_are_not_those_of_the_next(
    term: Class, comes: dict[str, Any] | str
) -> None:
    for cell in CELLS.values():
        formgrader(term, "no_json", cell, "By mail.", manual_score=1.0)
    update(term)
    assert (proof(term, "no_json")["score"], row(term, "no_json", BOUND)["points"]) == (1.0, "1")
    term.hand_in("no_json", comes)
    result = term.result("no_json" if comes == "[1," else "ada") | {"student": "no_json"}
    result.pop("proofs")  # as the grader leaves a new submission
    (term.root / "results" / "no_json" / f"{UNIT}.json").write_text(json.dumps(result))
    for _ in range(2):
        assert update(term).doubts == []
        assert (proof(term, "no_json")["score"], row(term, "no_json", BOUND)["points"]) == (None, "")
        assert grade_of(term, "no_json").waits
    formgrader(term, "no_json", CELLS[BOUND], manual_score=2.0)
    update(term)
    assert (proof(term, "no_json")["score"], row(term, "no_json", BOUND)["points"]) == (2.0, "2")


def test_results_of_another_run_than_the_gradebooks_are_not_final(term: Class) -> None:
    for cell in CELLS.values():
        formgrader(term, "ada", cell, manual_score=3.0)
    update(term)
    with term.gradebook as book:
        book.find_grade("softmax", UNIT, UNIT, "ada").auto_score = 1.0
        book.db.commit()
    assert grade_of(term, "ada").waits == "the gradebook has 40 points, the results 45: run `course grade`"


def test_a_gradebook_that_is_left_alone_is_neither_read_nor_written(term: Class) -> None:
    in_table(term, "ada", BOUND, points="2")
    before = (term.root / "gradebook.db").read_bytes()
    update(term, gradebook=False)
    assert (term.root / "gradebook.db").read_bytes() == before
    assert proof(term, "ada")["score"] == 2.0
    update(term)
    assert term.scores("ada", "manual_score")[CELLS[BOUND]] == 2.0


def test_a_gradebook_that_cannot_be_used_is_said_and_nothing_changes(term: Class) -> None:
    in_table(term, "ada", BOUND, points="2")
    (term.root / "gradebook.db").write_text("not a database, whatever its name is" * 50)
    (problem,) = settle(settings(term), term.root / "results").problems
    assert "file is not a database" in problem
    assert proof(term, "ada")["score"] is None


def test_export_and_report_bring_in_what_formgrader_has(term: Class, monkeypatch: pytest.MonkeyPatch) -> None:
    for student in ("ada", BEN):
        for cell in CELLS.values():
            formgrader(term, student, cell, manual_score=3.0)
    monkeypatch.chdir(term.root)
    monkeypatch.setattr(cli, "load", lambda: settings(term))
    told = CliRunner().invoke(cli.main, ["export", "moodle", "--provisional"])
    assert told.exit_code == 0, told.output
    rows = {each[0]: each[4] for each in csv.reader(Path("moodle.csv").read_text().splitlines())}
    assert (rows["ada"], rows[BEN]) == ("45", str(int(term.result(BEN)["score"]) + 6))
    assert "<strong>45</strong> / 46 points" in page(term, "ada")
    assert CliRunner().invoke(cli.main, ["report"]).exit_code == 0
    assert "45 / 46" in Path("report.html").read_text()


def test_nbgraders_own_feedback_says_what_is_pending(term: Class) -> None:
    formgrader(term, "ada", CELLS[STEP], "Well done.", manual_score=3.0)
    for pending in (True, False):
        assert term.api().generate_feedback(UNIT, "ada", force=True)["success"]
        text = term.feedback("ada")
        assert (f"{UNIT}, 1 pending (Score: 42.0 / 46.0)" in text) == pending
        assert text.count("Pending: nobody has graded this yet.") == pending
        assert "Well done." in text
        formgrader(term, "ada", CELLS[BOUND], manual_score=0.0)


def test_a_unit_that_the_gradebook_does_not_have_is_graded_in_the_table_alone(term: Class) -> None:
    with term.gradebook as book:
        book.remove_assignment(UNIT)
    in_table(term, "ada", BOUND, points="2")
    assert settle(settings(term), term.root / "results").problems == []
    assert proof(term, "ada")["score"] == 2.0

