"""The student of a check: calls by name, and the random numbers of the run."""

import pytest

from autograder.scheme.student import Student, in_process


def test_a_call_is_passed_on_by_name_with_its_arguments() -> None:
    asked = []

    def answer(*call: object) -> str:
        asked.append(call)
        return "answer"

    assert Student(answer, "seed").softmax(1, axis=2) == "answer"
    assert asked == [("softmax", (1,), {"axis": 2})]


def test_in_process_the_functions_themselves_answer() -> None:
    assert in_process({"power": pow}, "seed").power(7, 2, mod=5) == 4


def test_what_a_function_raises_reaches_the_check() -> None:
    with pytest.raises(ZeroDivisionError):
        in_process({"f": divmod}, "seed").f(1, 0)


def test_private_names_are_no_functions_of_the_student() -> None:
    with pytest.raises(AttributeError, match="_softmax"):
        in_process({"_softmax": abs}, "seed")._softmax  # noqa: B018 - looking is what must fail


def test_seed_and_purpose_decide_the_random_numbers() -> None:
    def number(seed: str, purpose: str) -> float:
        return in_process({}, seed)._rng(purpose).random()

    assert number("a", "b") == number("a", "b")
    assert len({number("a", "b"), number("a", "c"), number("c", "b"), number("ab", ""), number("", "ab")}) == 5
