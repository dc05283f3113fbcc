"""How a check that stumbles is judged, and how arguments are shown to a student."""

from types import SimpleNamespace

import pytest

from autograder.exam.judge import Rerun, judge
from autograder.scheme.exercises import Check


def greedy(_self: object, _student: object) -> None:
    raise MemoryError


@pytest.mark.parametrize(
    ("error", "verdict"), [(MemoryError(), "out_of_memory"), (TypeError("no array"), "failed")], ids=str
)
def test_memory_that_a_students_answers_have_filled_is_no_error_of_the_grader(error: Exception, verdict: str) -> None:
    check = Check("test_greedy", "All fits.", 2.0, greedy)
    sitting = SimpleNamespace(warnings=[], transcript={}, exercise="softmax", check="test_greedy")
    report = judge(check, error, sitting, Rerun(check, None, {}, "seed"))
    assert (report["verdict"], report["earned"]) == (verdict, 0.0)
