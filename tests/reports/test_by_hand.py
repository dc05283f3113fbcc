"""Points that people give are put into a result, and taken out of it again, without touching the grader's."""

import msgspec
import pytest

from autograder.reports.by_hand import Replaced, by_grader, settled_by_hand, totals, with_points
from autograder.reports.loading import Result
from tests.reports.conftest import Built, build_check, build_exercise, build_proof, build_result


def graded() -> Built:
    return build_result(
        build_exercise("softmax", build_check(), build_check("failed")), build_exercise("accuracy", build_check())
    )


def ungradable() -> Built:
    return build_result(status="ungradable", reason="it is empty", score=0.0, max_score=3.0)


PROOFS = [build_proof(score=2.5), build_proof("other", 0.0)]
REPLACED = {"softmax": Replaced(2.0, 2.0, "Meant rightly."), "accuracy": Replaced(None, 1.0, extra=0.5)}


def read(result: Built) -> Result:
    return msgspec.convert(result, Result)


def test_what_people_give_counts_and_the_graders_points_stay() -> None:
    found = with_points(graded(), PROOFS, REPLACED)
    assert [(test["score"], test["automatic"]) for test in found["tests"]] == [(2.0, 1.0), (1.5, 1.0)]
    assert (found["score"], totals(found)) == (3.5, (6.0, 11.0))
    assert (read(found).so_far, read(found).worth, read(found).waits) == (6.0, 11.0, None)


@pytest.mark.parametrize("result", [graded(), ungradable()])
def test_it_can_be_taken_out_and_put_in_any_number_of_times(result: Built) -> None:
    once = with_points(result, PROOFS, REPLACED)
    assert by_grader(once) == result
    assert with_points(once, PROOFS, REPLACED) == once
    assert with_points(once, [], {}) == result | {"proofs": []}


def test_a_pending_proof_leaves_the_total_open() -> None:
    found = with_points(graded(), [build_proof(), build_proof("other", 1.0)], {})
    assert totals(found) == (None, 11.0)
    assert read(found).so_far == 3.0
    assert read(found).waits == "to be graded by hand: Proof 1: Error at most bound"


def test_why_a_proof_waits_is_said() -> None:
    found = with_points(graded(), [build_proof(why="2 here, 3 there")], {})
    assert (read(found).waits or "").endswith("Error at most bound (2 here, 3 there)")


@pytest.mark.parametrize(
    ("replaced", "score", "settled"),
    [
        ({}, 0.0, False),
        ({"softmax": Replaced(2.0, 2.0)}, 2.0, False),
        ({"softmax": Replaced(2.0, 2.0), "accuracy": Replaced(0.5, 1.0)}, 2.5, True),
    ],
)
def test_what_could_not_be_graded_is_settled_when_all_of_it_is(
    replaced: dict[str, Replaced], score: float, settled: bool
) -> None:
    found = with_points(ungradable(), PROOFS, replaced)
    assert (found["score"], settled_by_hand(found)) == (score, settled)
    assert read(found).waits == (None if settled else "it is empty")


def test_a_failure_of_the_grader_has_no_score_until_somebody_gives_one() -> None:
    broken = build_result(status="grader_error", reason="it broke", score=None, max_score=2.0)
    assert totals(with_points(broken, PROOFS, {}))[0] is None
    given = with_points(broken, PROOFS, {"softmax": Replaced(2.0, 2.0)})
    assert totals(given) == (4.5, 10.0)
    assert by_grader(given) == broken
