"""The student of a check: calls by name, and the random numbers of the run."""

from collections.abc import Mapping
from typing import Any

import numpy as np
import pytest

from autograder.inside.plain import Unsendable
from autograder.scheme.arguments import Changes
from autograder.scheme.in_process import in_process
from autograder.scheme.student import Student


class Recorder:
    def __init__(self) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self.changes = Changes()

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
        self.asked.append((target, args, kwargs))
        return "answer"


def test_a_call_is_passed_on_by_name_with_its_arguments() -> None:
    answer = Recorder()
    assert Student(answer, "seed").softmax(1, axis=2) == "answer"
    assert answer.asked == [("softmax", (1,), {"axis": 2})]


def test_what_a_call_has_changed_is_asked_of_whoever_answers() -> None:
    answer = Recorder()
    assert Student(answer, "seed")._changes is answer.changes


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


def test_in_process_arguments_are_copies_and_changes_are_noticed() -> None:
    def spoil(x: Any, y: Any, rest: Any) -> None:
        x[0] = 9
        rest[0]["deep"].append(1)

    student = in_process({"spoil": spoil, "keep": lambda x: x}, "seed")
    x = np.zeros(2)
    student.spoil(x, y=[1], rest=[{"deep": []}])
    change = student._changes.of("spoil")
    assert change is not None
    assert change.keys == (0, "rest")
    assert x.tolist() == [0, 0]
    student.keep(x)
    assert student._changes.of("keep") is None


def test_in_process_functions_go_both_ways() -> None:
    student = in_process({"compose": lambda f, g: lambda x: f(g(x))}, "seed")
    assert student.compose(abs, lambda x: x - 5)(2) == 3
    assert student._changes.of("compose") is None


def test_in_process_what_could_not_be_sent_is_refused() -> None:
    with pytest.raises(Unsendable):
        in_process({"f": abs}, "seed").f(object())


def test_in_process_a_seed_becomes_a_generator_that_goes_on() -> None:
    student = in_process({"f": lambda rng: rng.random()}, "seed")
    rng = student.rng("any", 1)
    first, second = student.f(rng), student.f(rng)
    assert student.f(student.rng("any", 1)) == first != second
    assert student.f(student.rng("any", 2)) != first
    assert student._changes.of("f") is None


def test_the_seed_of_a_generator_depends_on_the_run_and_the_key() -> None:
    seeds = [in_process({}, seed).rng(*key) for seed, key in [("a", (1,)), ("b", (1,)), ("a", (2,)), ("a", (1, 2))]]
    assert len({seed.key for seed in seeds}) == 4
    assert len({seed.number for seed in seeds}) == 4
