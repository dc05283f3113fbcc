"""From a marking to the result: points, statuses, summaries, and what may be kept."""

import json
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.reports.results import assemble, settled, title_of
from autograder.verdicts import UNSTABLE, Verdict, worst

UNIT = "07_soft_margin"
HINT = {"name": "over_samples", "hint": "Normalise over classes.", "see": "def-softmax"}


def check(verdict: str = "passed", points: float = 1.0, **changes: Any) -> dict[str, Any]:
    return {
        "name": "test_rows",
        "sentence": "Each row of P sums to 1.",
        "points": points,
        "earned": points if verdict in ("passed", "grader_error") else 0.0,
        "verdict": verdict,
        "message": "",
        "counterexample": None,
        "where": None,
        "warnings": [],
    } | changes


def marked(*checks: dict[str, Any], name: str = "softmax", **changes: Any) -> dict[str, Any]:
    verdict = worst(Verdict(each["verdict"]) for each in checks).value
    test = {"name": name, "verdict": verdict, "seconds": 0.5, "misconception": None, "follow_through": None}
    return test | {"checks": list(checks)} | changes


def result(*tests: dict[str, Any], points: dict[str, float] | None = None, **changes: Any) -> dict[str, Any]:
    """The result of a marking with these tests, worth what their checks are unless `points` overrides it."""
    declared = {test["name"]: sum(each["points"] for each in test["checks"]) for test in tests}
    marking = {"status": "graded", "reason": None, "tests": list(tests), "notes": ["a note of the marking"]}
    submission: Any = SimpleNamespace(student="Ada", unit=UNIT, notes=("a note of the submission",))
    paper: Any = SimpleNamespace(anchors={"def-softmax": "Definition (softmax)"})
    return assemble(marking | changes, submission, paper, declared | (points or {}), "key")


def only(*tests: dict[str, Any], **more: Any) -> dict[str, Any]:
    (test,) = result(*tests, **more)["tests"]
    return test


def test_a_result_says_whose_it_is_and_from_what() -> None:
    found = result(marked(check()))
    assert [found[name] for name in ("format", "student", "unit", "title", "key", "status", "reason")] == [
        1,
        "Ada",
        UNIT,
        "Soft margin",
        "key",
        "graded",
        None,
    ]
    assert found["notes"] == ["a note of the submission", "a note of the marking"]


def test_the_title_of_a_unit_is_its_stem_in_words() -> None:
    assert title_of("01_classification") == "Classification"


def test_points_add_up() -> None:
    found = result(marked(check(), check("failed", 3), check(points=2)), marked(check("crashed"), name="accuracy"))
    assert [(test["score"], test["max_score"]) for test in found["tests"]] == [(3, 6), (0, 1)]
    assert (found["score"], found["max_score"]) == (3, 7)


def test_an_override_scales_every_check() -> None:
    test = only(marked(check(points=1), check("failed", 3)), points={"softmax": 2.0})
    assert (test["score"], test["max_score"]) == (0.5, 2)
    assert [(each["points"], each["earned"]) for each in test["checks"]] == [(0.5, 0.5), (1.5, 0)]


def test_an_exercise_may_be_worth_nothing() -> None:
    found = result(marked(check()), points={"softmax": 0.0})
    assert (found["score"], found["max_score"]) == (0, 0)


WEIGHTS = st.lists(st.sampled_from([0.1, 0.5, 1.0, 2.0, 3.0, 7.0]), min_size=1, max_size=6)


@given(st.lists(WEIGHTS, min_size=1, max_size=4), st.integers(0, 10**8))
def test_passing_every_check_earns_exactly_full_marks(weights: list[list[float]], millionths: int) -> None:
    tests = [marked(*(check(points=p) for p in each), name=str(name)) for name, each in enumerate(weights)]
    found = result(*tests, points={"0": millionths / 10**6})
    assert found["score"] == found["max_score"]
    assert found["tests"][0]["score"] == found["tests"][0]["max_score"]


@pytest.mark.parametrize("verdict", Verdict)
def test_only_a_passed_exercise_has_the_status_passed(verdict: Verdict) -> None:
    test = only(marked(check(), check(verdict)))
    assert test["status"] == ("passed" if verdict == "passed" else "failed")
    assert test["verdict"] == verdict


def test_a_failure_of_the_grader_costs_nothing() -> None:
    found = result(marked(check("grader_error"), check()))
    assert (found["score"], found["max_score"]) == (2, 2)


def test_a_marking_that_broke_off_has_no_score() -> None:
    found = result(status="grader_error", reason="no sandbox")
    assert (found["score"], found["status"], found["reason"]) == (None, "grader_error", "no sandbox")


def test_what_a_run_took_and_printed_is_kept() -> None:
    kept = {"seconds": 0.25, "output": "hello", "output_bytes": 5, "environment": {"numpy": "2"}}
    none = {"seconds": 0.0, "output": "", "output_bytes": 0, "environment": {}}
    for more, wanted in ((kept, kept), ({}, none)):
        found = result(marked(check()), **more)
        assert {name: found[name] for name in wanted} == wanted


def test_an_unreadable_submission_earns_nothing_of_all_there_is() -> None:
    found = result(points={"softmax": 3.0, "accuracy": 2.0}, status="ungradable", reason="no JSON", notes=[])
    assert (found["score"], found["max_score"], found["tests"], found["reason"]) == (0, 5, [], "no JSON")


def test_a_misconception_says_where_to_read_in_words() -> None:
    test = only(marked(check("failed"), misconception=HINT))
    assert test["misconception"] == HINT | {"read": "Definition (softmax)"}


def test_an_unknown_anchor_leads_nowhere() -> None:
    test = only(marked(check("failed"), misconception=HINT | {"see": "def-nothing"}))
    assert test["misconception"]["read"] == ""


@pytest.mark.parametrize(
    ("checks", "wanted"),
    [
        ([check()], "every check passed"),
        ([check("missing")], "not written yet"),
        ([check("failed"), check("grader_error")], "the grader failed on a check here; its points are credited"),
    ],
)
def test_the_summary_is_a_word_where_one_will_do(checks: list[dict[str, Any]], wanted: str) -> None:
    assert only(marked(*checks))["output"] == wanted


def test_the_summary_of_a_failure_tells_what_how_on_what_and_why() -> None:
    failed = check("failed", message="the row sums: got 2, wanted 1", counterexample=[["Z", "[[0, 0]]"], ["y", "[1]"]])
    assert only(marked(check(), failed, misconception=HINT))["output"].splitlines() == [
        "failed: Each row of P sums to 1.",
        "the row sums: got 2, wanted 1",
        "  Z = [[0, 0]]",
        "  y = [1]",
        "Hint: Normalise over classes.",
    ]


def test_the_summary_tells_of_the_check_that_names_the_exercise() -> None:
    slow = check("timed_out", sentence="It ends.", message="no answer within 2 s")
    checks = [check("failed"), slow, check("skipped")]
    assert only(marked(*checks))["output"] == "timed out: It ends.\nno answer within 2 s"


def test_a_result_is_plain_json() -> None:
    found = result(marked(check("failed", counterexample=[["Z", "[0]"]], where=[["cell", 1, "f", "x"]])))
    assert json.loads(json.dumps(found, allow_nan=False)) == found


@pytest.mark.parametrize("verdict", Verdict)
def test_a_result_is_settled_unless_another_run_may_answer_differently(verdict: Verdict) -> None:
    assert settled(result(marked(check(), check("failed"), check(verdict)))) == (verdict not in UNSTABLE)


def test_a_broken_marking_is_not_settled_but_an_unreadable_submission_is() -> None:
    assert not settled(result(status="grader_error"))
    assert settled(result(status="ungradable"))


def test_a_result_read_back_is_settled_alike() -> None:
    assert not settled(json.loads(json.dumps(result(marked(check("skipped"))))))


def test_follow_through_credit_is_told_and_scaled() -> None:
    credit = {"of": ["softmax"], "earned_before": 1.0}
    test = only(marked(check(), check(), name="loss", follow_through=credit), points={"loss": 10.0})
    assert test["follow_through"] == {"of": ["softmax"], "earned_before": 5.0}
    assert test["output"] == (
        "every check passed\nYour softmax is not right yet; here it was replaced by a right one, "
        "so that its error costs you only once."
    )


def test_several_replaced_functions_are_listed() -> None:
    credit = {"of": ["one_hot", "softmax", "accuracy"], "earned_before": 0.0}
    last = only(marked(check("failed"), follow_through=credit))["output"].splitlines()[-1]
    assert last.startswith("Your one_hot, softmax and accuracy are not right yet; here they were replaced by right")


def test_a_result_without_follow_through_says_null() -> None:
    assert only(marked(check()))["follow_through"] is None
