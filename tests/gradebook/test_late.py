"""What a late submission costs, by due dates and extensions of course.toml or of the gradebook."""

import csv
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from course.by_hand.settling import settle
from course.due.lateness import penalty
from course.exports.grades import grades
from course.gradebook import recording
from course.gradebook.exporting import UpToDate
from course.gradebook.grading import result_of
from course.marking import ClassRun
from course.settings import Late, Settings, load
from tests.gradebook.conftest import UNIT, Class, found_in

pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own sessions cause them

DUE = datetime(2026, 10, 1, 12, 0)
POLICY = Late(per_day=0.1, at_most=0.5, grace_minutes=15)
DAY = 24 * 60 * 60


@pytest.mark.parametrize(
    ("seconds", "share"),
    [(0, 0), (1, 0), (15 * 60, 0), (15 * 60 + 1, 0.1), (DAY, 0.1), (DAY + 15 * 60 + 1, 0.2), (40 * DAY, 0.5)],
)
def test_each_day_begun_costs_its_share_after_the_minutes_of_grace(seconds: float, share: float) -> None:
    assert penalty(POLICY, 20.0, seconds) == pytest.approx(20 * share)


def test_being_late_costs_nothing_unless_the_course_says_so() -> None:
    assert penalty(Late(), 20.0, 40 * DAY) == 0


@pytest.fixture
def overdue(fresh: Class, monkeypatch: pytest.MonkeyPatch) -> Class:
    """The class, and greta a day and a half late."""
    monkeypatch.setattr("course.gradebook.late.load", lambda: replace(load(), late=POLICY))
    with fresh.gradebook as book:
        book.update_or_create_assignment(UNIT, duedate=DUE)
    timestamp = fresh.submission("greta").with_name("timestamp.txt")
    timestamp.write_text(f"{DUE + timedelta(days=1, hours=12)} UTC")
    return fresh


def by_autograde(of: Class) -> None:
    assert of.api().autograde(UNIT, "greta")["success"]


def by_course_grade(of: Class) -> None:
    results = [result_of(str(of.root), "greta", UNIT)]
    run = ClassRun(found_in(of), [result for result in results if result])
    assert recording.record(replace(load(), root=of.root, late=POLICY), run, of.root / "results")


@pytest.mark.parametrize("import_results", [by_autograde, by_course_grade])
def test_a_late_submission_loses_its_share(overdue: Class, import_results) -> None:
    import_results(overdue)
    earned = overdue.result("greta")["score"]
    assert overdue.total("greta") == pytest.approx(earned * 0.8)


def test_a_timestamp_that_tells_no_time_any_more_is_no_reason_for_a_penalty(overdue: Class) -> None:
    by_course_grade(overdue)
    overdue.submission("greta").with_name("timestamp.txt").write_text("2026-10-02 23:00:00 CEST")
    by_course_grade(overdue)
    assert overdue.total("greta") == pytest.approx(overdue.result("greta")["score"])


@pytest.mark.parametrize("import_results", [by_autograde, by_course_grade])
def test_an_extension_of_the_gradebook_counts(overdue: Class, import_results) -> None:
    with overdue.gradebook as book:
        book.update_or_create_student("greta")
        book.update_or_create_submission(UNIT, "greta")
        book.grant_extension(UNIT, "greta", days=1)
    import_results(overdue)
    earned = overdue.result("greta")["score"]
    assert overdue.total("greta") == pytest.approx(earned * 0.9)


@pytest.mark.parametrize("import_results", [by_autograde, by_course_grade])
def test_extra_credit_counts_before_the_share_is_taken(overdue: Class, import_results) -> None:
    with overdue.gradebook as book:
        book.update_or_create_student("greta")
        book.update_or_create_submission(UNIT, "greta")
        book.find_grade("accuracy", UNIT, UNIT, "greta").extra_credit = 2.0
        book.db.commit()
    import_results(overdue)
    earned = overdue.result("greta")["score"]
    assert overdue.total("greta") == pytest.approx((earned + 2) * 0.8)


# Where course.toml says when a unit is due, the gradebook follows.

MORE = "2026-10-02T12:00:00+00:00"


def told_by_toml(of: Class, due: datetime = DUE) -> Settings:
    course = replace(load(), root=of.root, late=POLICY)
    units = tuple(replace(unit, due=due.replace(tzinfo=UTC)) if unit.id == UNIT else unit for unit in course.units)
    return replace(course, units=units)


def extend(of: Class, student: str = "greta") -> None:
    (of.root / "results" / "extensions.csv").write_text(f"student,unit,due\n{student},{UNIT},{MORE}\n")


def graded(of: Class, course: Settings) -> list[str]:
    """Results into the gradebook and back, as `course grade` does; what is told of it."""
    run = ClassRun(found_in(of), [result for result in [result_of(str(of.root), "greta", UNIT)] if result])
    assert recording.record(course, run, of.root / "results")
    return settle(course, of.root / "results", units=[UNIT]).notes


def test_due_date_and_extension_of_the_course_go_into_the_gradebook_and_count(overdue: Class) -> None:
    course = told_by_toml(overdue, DUE - timedelta(hours=1))
    graded(overdue, course)
    earned = overdue.result("greta")["score"]
    assert overdue.total("greta") == pytest.approx(earned * 0.8)
    assert overdue.result("greta")["lateness"]["share"] == pytest.approx(0.2)
    extend(overdue)
    assert graded(overdue, course) == []
    assert overdue.total("greta") == pytest.approx(earned * 0.9)
    with overdue.gradebook as book:
        found = book.find_submission(UNIT, "greta")
        assert (found.assignment.duedate, found.duedate) == (DUE - timedelta(hours=1), DUE + timedelta(days=1))
    by_autograde(overdue)
    assert overdue.total("greta") == pytest.approx(earned * 0.9)
    (overdue.root / "results" / "extensions.csv").unlink()
    graded(overdue, course)
    assert overdue.total("greta") == pytest.approx(earned * 0.8)


def test_a_due_date_that_the_gradebook_had_otherwise_is_told(
    overdue: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    graded(overdue, told_by_toml(overdue, DUE + timedelta(days=7)))
    was, now = "1 October 2026, 12:00 (UTC)", "8 October 2026, 12:00 (UTC)"
    assert f"gradebook: {UNIT} was due {was}; it is due {now} now, as course.toml says" in capsys.readouterr().err
    graded(overdue, told_by_toml(overdue, DUE + timedelta(days=7)))
    assert "was due" not in capsys.readouterr().err


def test_an_extension_that_stood_in_the_gradebook_alone_is_told(
    overdue: Class, capsys: pytest.CaptureFixture[str]
) -> None:
    graded(overdue, told_by_toml(overdue))
    with overdue.gradebook as book:
        book.grant_extension(UNIT, "greta", days=1)
    told = graded(overdue, told_by_toml(overdue))
    said = f"greta has no extension for {UNIT} any more: `course extend` gives one"
    assert said in capsys.readouterr().err + "\n".join(told)


def test_a_due_date_of_the_gradebook_reaches_results_and_pages(overdue: Class) -> None:
    """Of a unit for which course.toml says none."""
    with overdue.gradebook as book:
        book.update_or_create_student("greta")
        book.update_or_create_submission(UNIT, "greta")
        book.grant_extension(UNIT, "greta", days=1)
    graded(overdue, replace(load(), root=overdue.root, late=POLICY))
    found = overdue.result("greta")["lateness"]
    assert (found["due"], found["regular"]) == ("2026-10-02T12:00:00+00:00", "2026-10-01T12:00:00+00:00")
    assert (found["handed_in"], found["share"]) == ("2026-10-03T00:00:00+00:00", 0.1)
    page = (overdue.root / "results" / "greta" / f"{UNIT}.html").read_text()
    assert "late by 12 h, which costs 10 % of" in page


@pytest.mark.parametrize("given", [True, False])
def test_exports_and_nbgraders_own_have_the_same_penalty(
    overdue: Class, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: bool
) -> None:
    course = told_by_toml(overdue)
    graded(overdue, course)
    if given:
        extend(overdue)
    (ours,) = [each for each in grades(course, overdue.root / "results") if each.student == "greta"]
    assert ours.penalty == pytest.approx((ours.raw_score or 0) * (0.1 if given else 0.2))
    assert ours.due == DUE + timedelta(days=given)
    monkeypatch.setattr("course.gradebook.exporting.load", lambda: course)
    exporter = UpToDate()
    exporter.to = str(tmp_path / "theirs.csv")
    with overdue.gradebook as book:
        exporter.export(book)
    rows = csv.DictReader((tmp_path / "theirs.csv").read_text().splitlines())
    theirs = next(row for row in rows if row["student_id"] == "greta" and row["raw_score"] != "0.0")
    assert float(theirs["score"]) == pytest.approx(ours.score)
