"""Counterexample exercises: what counts as caught, what is admitted, and what an author may get wrong."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from autograder import catches, exercise, expect, misconception, wrong
from autograder.scheme.catch import distance
from autograder.scheme.design import DesignError
from autograder.scheme.exercises import Exercise, weight
from autograder.scheme.in_process import in_process

NAN, INF = float("nan"), float("inf")


def total(v: Any) -> Any:
    if np.min(v) < -5:
        raise ValueError("v must be > -5")
    return np.sum(v)


def admissible(v: Any) -> Any:
    v = expect.finite(v, "v")
    expect.that(v.shape == (2,), f"v has shape {v.shape}, wanted (2,)")
    return v


def catch_total() -> Any:
    return [[1, 2]]


@exercise(reference=catch_total)
@catches(total, admissible, at_most=2)
class Scheme:
    @wrong("takes the mean", shown="entries whose sum is not 0")
    def mean(v: Any) -> Any:
        return np.mean(v)

    @wrong("leaves out what is negative", weight=2)
    def positive(v: Any) -> Any:
        v[v < 0] = 0
        return np.sum(v)

    @wrong("divides by the first entry and multiplies by it")
    def through_the_first(v: Any) -> Any:
        return v[0] / v[0] * np.sum(v)

    @wrong("has no answer to a large entry")
    def afraid(v: Any) -> Any:
        if v.max() > 4:
            raise RuntimeError("too large")
        return np.sum(v)

    @wrong("is off by a little")
    def rounded(v: Any) -> Any:
        return np.sum(v) * (1 + 5e-4 * (v[0] == 3))

    @misconception("No entry, no sum.", see="def-total")
    def zeros() -> Any:
        return [[0, 0]]


def declared(scheme: Any = Scheme) -> Exercise:
    found: Exercise = scheme.__exercise__
    return found


def said(answer: Any, scheme: Any = Scheme) -> dict[str, str]:
    """What the checks say to an answer, by the names of the wrong functions; nothing of those that pass."""
    messages = {}
    for check in declared(scheme).checks:
        try:
            check.function(scheme(), in_process({declared(scheme).name: lambda: answer}, "s"))
        except expect.Failure as failure:
            messages[check.name.removeprefix("test_catches_")] = str(failure)
    return messages


def missed(answer: Any) -> set[str]:
    return set(said(answer))


def test_each_wrong_function_is_a_check_with_its_sentence_and_points() -> None:
    checks = declared().checks
    assert [check.points for check in checks] == [1, 2, 1, 1, 1]
    assert checks[1].name == "test_catches_positive"
    assert checks[1].sentence == "Your inputs show that this total is wrong: it leaves out what is negative."
    assert declared().misconceptions[0].name == "zeros"


def test_an_input_catches_what_answers_differently_on_it() -> None:
    assert missed([[1, 2]]) == {"positive", "through_the_first", "afraid", "rounded"}
    assert missed([[1, -2]]) == {"through_the_first", "afraid", "rounded"}


def test_what_one_of_several_inputs_catches_is_caught() -> None:
    assert missed([[1, 2], [-1, 2]]) == {"through_the_first", "afraid", "rounded"}


def test_answers_that_are_not_finite_or_raised_are_caught() -> None:
    assert missed([[0, 3]]) == {"positive", "afraid", "rounded"}
    assert missed([[1, 5]]) == {"positive", "through_the_first", "rounded"}


def test_what_is_off_by_a_little_is_not_caught_and_it_is_said_by_how_much() -> None:
    assert said([[3, 0]])["rounded"] == "on your input this total is off by 0.0005 at most, wanted more than 0.001"


def test_a_miss_says_on_how_many_inputs() -> None:
    assert said([[1, 2]])["positive"] == "on your input this total gives the right answer"
    assert said([[1, 2], [2, 2]])["positive"] == "on all your 2 inputs this total gives the right answer"


def test_a_miss_says_what_would_have_shown_the_wrong_function_where_the_mark_scheme_does() -> None:
    assert said([[1, -1]])["mean"].endswith("gives the right answer; what shows it is entries whose sum is not 0")


def test_nothing_is_caught_if_an_input_is_not_admitted() -> None:
    found = said([[1, -2], [1, 2, 3]])
    assert set(found) == {"mean", "positive", "through_the_first", "afraid", "rounded"}
    assert set(found.values()) == {"input 1: v has shape (3,), wanted (2,)"}


def test_nothing_is_caught_if_the_right_function_refuses_an_input() -> None:
    found = said([[1, -6]])
    assert len(found) == 5
    assert set(found.values()) == {"input 0 is not for total: ValueError: v must be > -5"}


def test_a_wrong_function_that_changes_an_input_does_not_spoil_it_for_the_others() -> None:
    both = [[1.0, -2.0], [-1.0, 4.5]]
    assert missed(both) == {"through_the_first", "rounded"}
    assert both == [[1.0, -2.0], [-1.0, 4.5]]


@pytest.mark.parametrize("answer", [([1, -2],), np.array([[1.0, -2.0]]), [np.array([1, -2])]])
def test_inputs_come_as_list_tuple_or_array(answer: Any) -> None:
    assert missed(answer) == {"through_the_first", "afraid", "rounded"}


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (None, "catch_total() is None (is a `return` missing?), wanted a list of 1 to 2 inputs"),
        ([], "catch_total() has length 0, wanted a list of 1 to 2 inputs"),
        ([[1, 2]] * 3, "catch_total() has length 3, wanted a list of 1 to 2 inputs"),
        ([[NAN, 2]], "input 0: v is NaN at [0]"),
        ([["a", "b"]], "input 0: v holds a string, wanted real numbers"),
    ],
)
def test_what_is_no_list_of_inputs_is_told(answer: Any, message: str) -> None:
    assert set(said(answer).values()) == {message}


def scaled(v: Any, factor: Any) -> Any:
    return {"v": [v * factor, (factor,)]}


def two(v: Any, factor: Any) -> Any:
    return admissible(v), expect.number(factor, "factor")


def catch_scaled() -> Any:
    return [([1, 2], 2)]


def hunt(**options: Any) -> Any:
    @exercise(reference=catch_scaled)
    @catches(scaled, two, at_most=1, **options)
    class Hunt:
        @wrong("adds")
        def added(v: Any, factor: Any) -> Any:
            return {"v": [v + factor, (factor,)]}

    return Hunt


def test_an_input_of_several_arguments_is_a_tuple() -> None:
    scheme = hunt()
    assert not said([([1, 3], 2)], scheme)
    assert said([([2, 2], 2)], scheme)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ((1, 2, 3), "input 0 is a tuple of 3, wanted a tuple (v, factor)"),
        (np.ones(2), "input 0 is an array of shape (2,) and dtype float64, wanted a tuple (v, factor)"),
        (([1, 2], [1]), "input 0: factor is a list, wanted one number"),
    ],
)
def test_a_tuple_of_other_arguments_is_told(entry: Any, message: str) -> None:
    assert said([entry], hunt())["added"] == message


def test_the_author_may_say_what_a_difference_is() -> None:
    assert said([([1, 3], 2)], hunt(clearly=10))
    assert said([([1, 3], 2)], hunt(distance=lambda *_: 0.0))


@pytest.mark.parametrize(
    ("got", "wanted", "far"),
    [
        (1.5, 1.0, 0.5),
        ([1.0, 150.0], [1.0, 100.0], 0.5),
        (np.ones(2), np.ones(2), 0),
        (np.ones(2), np.ones((1, 2)), INF),
        (INF, INF, 0),
        (INF, -INF, INF),
        (NAN, NAN, 0),
        (NAN, 1.0, INF),
        (1.0, NAN, INF),
        (INF, 1.0, INF),
        ([], [], 0),
        ([1.0], [1.0, 1.0], INF),
        (1.0, [1.0], INF),
        (None, np.ones(2), INF),
        ({"a": (np.zeros(2), [2.0])}, {"a": (np.zeros(2), [2.5])}, 0.2),
        ({"b": 1.0}, {"a": 1.0}, INF),
        (1.0, {"a": 1.0}, INF),
        ({}, {}, 0),
        ("relu", "relu", 0),
        ("relu", "tanh", INF),
        (1.0, "tanh", INF),
        ("tanh", 1.0, INF),
        (True, False, 1),
    ],
)
def test_distance_is_relative_above_one_and_part_by_part(got: Any, wanted: Any, far: float) -> None:
    assert distance(got, wanted) == pytest.approx(far)


def test_a_mutant_of_the_inputs_that_catches_all_is_right_as_well() -> None:
    assert declared().open_ended


@pytest.mark.parametrize(
    ("admitting", "member", "message"),
    [
        (admissible, {}, "It has nothing to catch: mark the wrong functions with @wrong(...)"),
        (two, {"mean": wrong("is wrong")(np.min)}, "two takes (v, factor), wanted (v) as in total"),
        (admissible, {"mean": wrong("is")(lambda x: x)}, "<lambda> takes (x), wanted (v) as in total"),
        (admissible, {"mean": wrong("is", weight=0)(total)}, "a check must be worth something, got 0 points"),
    ],
)
def test_a_mark_scheme_that_contradicts_itself_is_refused(
    admitting: Callable[..., Any], member: dict[str, Any], message: str
) -> None:
    with pytest.raises(DesignError) as caught:
        catches(total, admitting)(type("It", (), member))
    assert str(caught.value) == message


def test_checks_of_the_author_stand_beside_those_that_are_made() -> None:
    @weight(1)
    def test_own(self: Any, student: Any) -> None:
        """There is an input."""
        expect.entries(student.catch_total(), "catch_total()", 2)

    own = type("It", (), {"test_own": test_own, "mean": wrong("takes the mean")(admissible)})
    found = exercise(catch_total)(catches(total, admissible)(own))
    assert [check.name for check in declared(found).checks] == ["test_own", "test_catches_mean"]
