"""The closed set of verdicts, and the one word for several checks."""

import json
from itertools import pairwise

import pytest

from autograder.verdicts import EARNS, PRECEDENCE, UNSTABLE, Verdict, worst


def test_every_verdict_has_its_place() -> None:
    assert sorted(PRECEDENCE) == sorted(Verdict)


@pytest.mark.parametrize(("worse", "better"), list(pairwise(PRECEDENCE)))
def test_the_worse_verdict_names_the_exercise(worse: Verdict, better: Verdict) -> None:
    assert worst([better, worse, better]) == worst([worse, better]) == worse


@pytest.mark.parametrize("verdict", Verdict)
def test_one_verdict_on_all_checks_is_that_of_the_exercise(verdict: Verdict) -> None:
    assert worst(iter([verdict, verdict])) is verdict


@pytest.mark.parametrize(
    ("verdicts", "wanted"),
    [
        ("passed missing", "missing"),
        ("missing failed", "failed"),
        ("skipped timed_out passed", "timed_out"),
        ("failed crashed", "crashed"),
        ("passed failed grader_error", "grader_error"),
    ],
)
def test_an_exercise_is_named_by_what_explains_it(verdicts: str, wanted: str) -> None:
    assert worst(map(Verdict, verdicts.split())) == wanted


def test_only_merit_and_our_own_failure_earn() -> None:
    assert {"passed", "grader_error"} == EARNS


def test_what_depends_on_the_machine_is_not_kept() -> None:
    assert {"timed_out", "out_of_memory", "skipped", "grader_error"} == UNSTABLE


def test_a_verdict_is_its_name_in_json() -> None:
    assert json.dumps(list(Verdict)[:2]) == '["passed", "failed"]'
