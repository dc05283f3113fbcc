"""What a late submission costs, by course.toml, due dates and extensions of the gradebook."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from course.due.lateness import penalty
from course.gradebook import recording
from course.gradebook.grading import result_of
from course.marking import ClassRun
from course.settings import Late, load
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
