"""Points in the grader's place, by command or in formgrader: one truth, which a regrade leaves as it is."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from course.by_hand.overriding import override
from course.exports.grades import grades
from course.gradebook import recording
from course.marking import ClassRun
from course.regrade.choosing import Wanted
from course.regrade.regrading import Doing, regrade
from tests.gradebook.conftest import UNIT, Class, found_in
from tests.gradebook.test_by_hand import formgrader, page, row, settings, update

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

SOFTMAX = f"{UNIT}/softmax"


@pytest.fixture
def term(fresh: Class) -> Class:
    """The class, recorded, with nothing given by hand yet."""
    for path in (fresh.root / "submitted" / "two_files").rglob("*.ipynb"):
        path.unlink()
    update(fresh)
    return fresh


def give(of: Class, points: float | None, why: str = "Copied.") -> int:
    return override(settings(of), of.root / "results", "ada", SOFTMAX, points, why)


def remark(of: Class, text: str) -> None:
    with of.gradebook as book:
        book.find_comment("softmax-answer", UNIT, UNIT, "ada").manual_comment = text
        book.db.commit()


def counted(of: Class) -> tuple[float, float | None]:
    test = next(test for test in of.result("ada")["tests"] if test["name"] == "softmax")
    return test["score"], test.get("automatic")


def in_gradebook(of: Class) -> tuple[float | None, float | None, bool]:
    fields = ("manual_score", "score", "needs_manual_grade")
    manual, score, waits = (of.scores("ada", field)["softmax"] for field in fields)
    return manual, score, bool(waits)


def test_an_override_reaches_formgrader_and_the_grades_and_can_be_withdrawn(term: Class) -> None:
    total = term.total("ada")
    assert give(term, 1.0) == 0
    assert in_gradebook(term) == (1.0, 1.0, False)
    assert (counted(term), term.total("ada")) == ((1.0, 6.0), total - 5)
    grade = next(each for each in grades(settings(term), term.root / "results") if each.student == "ada")
    assert grade.parts["softmax"].score == 1.0
    with term.gradebook as book:
        assert book.find_comment("softmax-answer", UNIT, UNIT, "ada").manual_comment == "Copied."
    assert give(term, None, "") == 0
    assert in_gradebook(term) == (None, 6.0, False)
    assert (counted(term), term.total("ada")) == ((6.0, None), total)


def test_what_formgrader_has_is_in_the_table_and_its_change_is_followed(term: Class) -> None:
    formgrader(term, "ada", "softmax", manual_score=3.0)
    remark(term, "Half.")
    assert not update(term).problems
    assert (row(term, "ada", "softmax")["points"], row(term, "ada", "softmax")["comment"]) == ("3", "Half.")
    formgrader(term, "ada", "softmax", manual_score=2.0)
    assert not update(term).problems
    assert (counted(term), row(term, "ada", "softmax")["points"]) == ((2.0, 6.0), "2")
    formgrader(term, "ada", "softmax", manual_score=None)
    assert not update(term).problems
    assert counted(term) == (6.0, None)
    with pytest.raises(StopIteration):
        row(term, "ada", "softmax")


def test_formgraders_change_of_an_override_is_followed(term: Class) -> None:
    give(term, 1.0)
    formgrader(term, "ada", "softmax", manual_score=4.0)
    assert not update(term).problems
    assert (counted(term), row(term, "ada", "softmax")["points"]) == ((4.0, 6.0), "4")
    assert give(term, 5.0) == 0
    assert in_gradebook(term) == (5.0, 5.0, False)


def test_two_changes_at_once_are_said_and_what_counted_stays(term: Class) -> None:
    give(term, 1.0)
    formgrader(term, "ada", "softmax", manual_score=4.0)
    path = term.root / "results" / f"proofs-{UNIT}.csv"
    path.write_text(path.read_text("utf-8-sig").replace("ada,softmax,1,", "ada,softmax,2,"))
    (problem,) = update(term).problems
    assert problem == f"ada, {SOFTMAX}: 2 points in the table, 4 points in the gradebook: make them agree"
    assert counted(term) == (1.0, 6.0)


def test_a_remark_without_points_is_no_override_and_stays(term: Class) -> None:
    remark(term, "Well done.")
    update(term)
    assert counted(term) == (6.0, None)
    give(term, 1.0)
    update(term)
    assert "Well done.; Copied." in page(term, "ada")


def test_extra_credit_stays_beside_an_override(term: Class) -> None:
    formgrader(term, "ada", "softmax", extra_credit=0.5)
    assert give(term, 1.0) == 0
    assert counted(term) == (1.5, 6.0)
    assert row(term, "ada", "softmax")["points"] == "1"
    assert give(term, None, "") == 0
    assert counted(term) == (6.5, 6.0)


@pytest.mark.parametrize(("regraded", "waits"), [(True, False), (False, True)])
def test_after_a_regrade_an_override_need_not_be_looked_at_again(term: Class, regraded: bool, waits: bool) -> None:
    give(term, 1.0)
    result = term.result("ada")
    softmax = next(test for test in result["tests"] if test["name"] == "softmax")
    softmax["automatic"] = 5.0
    found = found_in(term)
    ada = replace(found, submissions=tuple(each for each in found.submissions if each.student == "ada"))
    assert recording.record(settings(term), ClassRun(ada, [result]), Path(term.root, "results"), regraded=regraded)
    assert term.scores("ada")["softmax"] == 5.0
    assert in_gradebook(term) == (1.0, 1.0, waits)


def test_a_regrade_reaches_the_gradebook_and_leaves_an_override_there(term: Class) -> None:
    total = term.total("ada")
    give(term, 1.0)
    result = term.result("ada")
    accuracy = next(test for test in result["tests"] if test["name"] == "accuracy")
    accuracy["checks"][0] |= {"verdict": "failed", "earned": 0.0}
    accuracy["score"] -= accuracy["checks"][0]["points"]
    result |= {"key": "of an earlier check", "score": result["score"] - accuracy["checks"][0]["points"]}
    (term.root / "results" / "ada" / f"{UNIT}.json").write_text(json.dumps(result))
    update(term)
    assert term.total("ada") == total - 5 - accuracy["checks"][0]["points"]
    wanted, doing = Wanted(never_lower=True), Doing(write=True)
    code = regrade(settings(term), term.root / "submitted", term.root / "results", wanted, doing, student="ada")
    assert code == 0
    assert (term.total("ada"), in_gradebook(term)) == (total - 5, (1.0, 1.0, False))
    assert (term.scores("ada")["accuracy"], counted(term)) == (4.0, (1.0, 6.0))
    grade = next(each for each in grades(settings(term), term.root / "results") if each.student == "ada")
    assert (grade.raw_score, grade.parts["accuracy"].score) == (total - 5, 4.0)
