"""Calls asked for together: their answers, one by one, and what becomes of those that nobody takes."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from autograder.sandbox import Ahead, Child, Died, SandboxFailure, StudentError, TimedOut, Undefined
from autograder.sandbox.ahead import answer, request
from autograder.sandbox.child import sealed_here

SOURCE = """
import os, time
import numpy as np
def double(x):
    if isinstance(x, str) and x == "loop":
        while True: pass
    if isinstance(x, str) and x == "exit":
        os._exit(3)
    if isinstance(x, str) and x == "sleep":
        time.sleep(0.3)
    return 2 * x
def clear(X):
    X[:] = 0
def ask(x):
    return ours(x)
"""


@pytest.fixture
def student(child: Child) -> Child:
    child.give({"ours": lambda x: x + 1})
    child.run(SOURCE, "cell")
    return child


def ahead(child: Child, *arguments: Any, name: str = "double", seconds: float = 5.0) -> Ahead:
    calls: Sequence[tuple[str, tuple[Any, ...], dict[str, Any]]] = [(name, (each,), {}) for each in arguments]
    return Ahead(child, request(calls), len(calls), seconds)


def test_answers_come_in_the_order_of_the_calls(student: Child) -> None:
    answers = ahead(student, 1, "a", 2.5)
    assert [answers.take("double", {}).value for _ in range(3)] == [2, "aa", 5.0]
    assert answers.left == 0


def test_an_expected_answer_is_recognised_and_taken(student: Child) -> None:
    answers = ahead(student, 1, 2)
    assert answers.take_if(answer(2, {}))
    assert answers.take("double", {}).value == 4


def test_an_answer_of_another_value_or_type_is_left_to_be_taken(student: Child) -> None:
    answers = ahead(student, 1)
    assert not answers.take_if(answer(3, {}))
    assert not answers.take_if(answer(2.0, {}))
    assert answers.take("double", {}).value == 2


def test_an_answer_that_changes_its_argument_is_not_the_expected_one(student: Child) -> None:
    answers, sealed = ahead(student, np.ones(2), name="clear"), sealed_here([np.ones(2)], {})
    assert not answers.take_if(answer(None, sealed))
    assert answers.take("clear", sealed).mutated == (0,)


def test_each_call_has_its_own_time(student: Child) -> None:
    answers = ahead(student, "sleep", "sleep", "sleep", seconds=0.5)
    assert [answers.take("double", {}).value for _ in range(3)] == ["sleepsleep"] * 3


def test_calls_before_one_that_hangs_are_answered(student: Child) -> None:
    answers = ahead(student, 1, "loop", 3, seconds=0.3)
    assert answers.take("double", {}).value == 2
    assert not answers.take_if(answer(None, {}))
    with pytest.raises(TimedOut, match=r"no answer within 0\.3 s"):
        answers.take("double", {})
    assert not answers.alive


def test_calls_before_one_that_ends_the_process_are_answered(student: Child) -> None:
    answers = ahead(student, 1, "exit", 3)
    assert answers.take("double", {}).value == 2
    assert not answers.take_if(answer(None, {}))
    with pytest.raises(Died, match="exit status 3"):
        answers.take("double", {})


def test_a_process_that_has_been_ended_gives_no_answer(student: Child) -> None:
    answers = ahead(student, 1)
    student.close()
    assert not answers.take_if(answer(2, {}))
    with pytest.raises(SandboxFailure, match="has been ended"):
        answers.take("double", {})


def test_exceptions_and_absent_functions_are_told_as_for_single_calls(student: Child) -> None:
    with pytest.raises(StudentError, match="TypeError"):
        ahead(student, None).take("double", {})
    with pytest.raises(Undefined, match="nothing is not defined"):
        ahead(student, 1, name="nothing").take("nothing", {})


def test_a_function_of_ours_can_be_asked_for_meanwhile(student: Child) -> None:
    answers = ahead(student, 1, 2, name="ask")
    assert [answers.take("double", {}).value for _ in range(2)] == [2, 3]


def test_after_discarded_answers_the_process_goes_on(student: Child) -> None:
    answers = ahead(student, 1, None, 3)
    answers.take("double", {})
    answers.discard()
    assert student.call("double", [4]).value == 8


def test_a_discarded_call_that_hangs_ends_the_process(student: Child) -> None:
    ahead(student, 1, "loop", seconds=0.2).discard()
    assert not student.alive


def test_a_discarded_call_that_asks_for_a_function_of_ours_ends_the_process(student: Child) -> None:
    ahead(student, 1, name="ask").discard()
    assert not student.alive


def test_neither_side_waits_for_the_other_to_read(student: Child) -> None:
    arguments = [np.full(40_000, float(number)) for number in range(8)]  # more than a socket holds, both ways
    answers = ahead(student, *arguments)
    assert [answers.take("double", {}).value[0] for _ in arguments] == [2.0 * number for number in range(8)]
