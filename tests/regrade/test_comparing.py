"""What a regrade changes in a result, and what of it is taken over."""

from typing import Any

import pytest

from course import CourseError
from course.by_hand.exercises import FLOOR
from course.regrade.choosing import Wanted, take
from course.regrade.comparing import Change, changes
from tests.reports.conftest import build_check, build_exercise, build_proof, build_result

UNIT = "01_classification"


def result(*verdicts: str, key: str = "old", points: float = 1.0, **more: Any) -> dict[str, Any]:
    """A result of one exercise, softmax, with checks called a, b, ..."""
    earned = [points * (verdict == "passed") for verdict in verdicts]
    checks = [
        build_check(verdict, name=name, points=points, earned=own)
        for name, verdict, own in zip("abc", verdicts, earned, strict=False)
    ]
    return build_result(build_exercise("softmax", *checks), key=key, **more)


def ungradable(reason: str = "it is no notebook") -> dict[str, Any]:
    return build_result(status="ungradable", reason=reason, score=0.0, max_score=2.0, key="new")


def by_hand(old: dict[str, Any], score: float, comment: str = "") -> dict[str, Any]:
    test = old["tests"][0]
    given = {"score": score, "automatic": test["score"], "given": score, "extra": 0.0, "comment": comment}
    return old | {"tests": [test | given], "proofs": [build_proof(score=2.0)]}


@pytest.mark.parametrize(
    ("old", "new", "why"),
    [
        (result("failed", "passed"), result("passed", "passed"), "a: failed, 0 of 1 -> passed, 1 of 1"),
        (result("passed"), result("passed", "failed"), "b: new, failed, 0 of 1"),
        (result("passed", "failed"), result("passed"), "b: gone, was failed, 0 of 1"),
        (result("passed"), result("passed", points=2.0), "a: passed, 1 of 1 -> passed, 2 of 2"),
        (result("passed", "failed"), ungradable(), "graded -> ungradable (it is no notebook)"),
        (ungradable("it was empty"), result("passed"), "ungradable (it was empty) -> graded"),
    ],
)
def test_the_reason_is_told_check_by_check(old, new, why) -> None:
    (change,) = changes(old, new)
    assert change.why == (why,)
    assert (change.before, change.now) == (old["score"], new["score"])


def test_what_changes_no_points_is_no_change() -> None:
    old, new = result("failed", "failed"), result("failed", "crashed")
    assert not [*changes(old, new)]
    assert take(old, new | {"key": "new"}, Wanted()).result is not None  # its page says other things


def test_a_result_by_the_checks_of_now_is_left_alone() -> None:
    assert take(result("failed"), result("passed"), Wanted()).result is None


def test_where_the_grader_fails_the_result_stays() -> None:
    failed = build_result(status="grader_error", reason="a fault", score=None, max_score=1.0, key="new")
    taken = take(result("passed"), failed, Wanted())
    assert (taken.result, taken.changes) == (None, ())
    assert taken.trouble == "the grader failed (a fault), the result stays as it was"


def test_points_by_hand_and_proofs_go_over_to_the_new_result() -> None:
    taken = take(by_hand(result("failed"), 0.5, "A slip."), result("passed", key="new"), Wanted(never_lower=True))
    assert taken.result
    test = taken.result["tests"][0]
    assert (test["score"], test["automatic"], test["comment"]) == (0.5, 1.0, "A slip.")
    assert (taken.result["score"], taken.result["proofs"][0]["score"]) == (0.5, 2.0)
    (change,) = taken.changes
    assert (change.by_hand, change.by, change.kept) == (0.5, 0.0, False)


@pytest.mark.parametrize(
    ("verdicts", "counts", "by"),
    [(("passed", "passed"), 2.0, 0.5), (("passed", "failed"), 1.5, 0.0)],
)
def test_points_that_a_regrade_kept_count_until_the_grader_gives_as_many(verdicts, counts, by) -> None:
    old = by_hand(result("failed", "failed"), 1.5, FLOOR)
    (change,) = changes(old, result(*verdicts, key="new"))
    assert (change.counts, change.by) == (counts, by)


def test_fewer_points_are_kept_where_they_shall_be() -> None:
    (change,) = take(result("passed"), result("failed", key="new"), Wanted(never_lower=True)).changes
    assert (change.kept, change.counts, change.by, change.now) == (True, 1.0, 0.0, 0.0)
    (change,) = take(result("passed"), result("failed", key="new"), Wanted()).changes
    assert (change.kept, change.counts, change.by) == (False, 0.0, -1.0)


def test_points_beyond_what_the_exercise_is_worth_now_cannot_be_kept() -> None:
    with pytest.raises(CourseError, match="softmax is worth 1 points now, and ada had 2"):
        take(result("passed", points=2.0), result("passed", key="new"), Wanted(never_lower=True))


@pytest.mark.parametrize("pair", [(ungradable(), result("passed")), (result("passed"), ungradable())])
def test_one_exercise_cannot_be_taken_from_what_was_not_graded(pair) -> None:
    old, new = pair
    taken = take(old | {"key": "old"}, new | {"key": "new"}, Wanted(only=(UNIT, "softmax")))
    assert taken.result is None
    assert taken.trouble == "no single exercise can be taken from what was not graded"


def test_of_a_change_by_hand_nothing_counts_but_that() -> None:
    assert Change("ada", UNIT, "softmax", 1.0, 0.0, 1.0, (), by_hand=0.0).by == 0.0
