"""What a mark scheme declares, and every way in which it can contradict itself."""

import sys
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

from autograder import forall
from autograder.scheme.design import DesignError
from autograder.scheme.exercises import (
    Exercise,
    alternate,
    exercise,
    misconception,
    practice,
    required,
    stem_of,
    unit_exercises,
    weight,
)


def double(x: float) -> float:
    return 2 * x


def half(x: float) -> float:
    return x / 2


def check(name: str = "test_one", sentence: str | None = "One is so.", points: float = 1) -> Any:
    def function(self: Any, student: Any) -> None: ...

    function.__name__, function.__doc__ = name, sentence
    return weight(points)(function)


def scheme(reference: Callable[..., Any] = double, **members: Any) -> Any:
    return exercise(reference)(type("TestIt", (), members or {"test_one": check()}))


def read(**members: Any) -> Exercise:
    found: Exercise = scheme(**members).__exercise__
    return found


def test_an_exercise_is_called_as_its_reference() -> None:
    found = read()
    assert (found.name, found.reference) == ("double", double)


def test_checks_keep_their_order_sentence_points_and_function() -> None:
    first, second = check("test_b", "B  is\n        so.", 2), check("test_a", "A.", 0.5)
    checks = read(test_b=first, test_a=second).checks
    assert [(each.name, each.sentence, each.points, each.function) for each in checks] == [
        ("test_b", "B is so.", 2.0, first),
        ("test_a", "A.", 0.5, second),
    ]


def test_points_are_the_sum_of_the_weights() -> None:
    assert read(test_a=check(points=2), test_b=check(points=0.5)).points == 2.5


def test_a_check_is_for_practice_if_it_is_marked_above_or_below_the_others() -> None:
    def drawn(self: Any, student: Any, x: Any) -> None:
        """A sentence."""

    above, below = practice(forall(lambda d: 1)(drawn)), forall(lambda d: 1)(practice(drawn))
    found = read(test_a=weight(1)(above), test_b=weight(1)(below), test_c=check())
    assert [each.practice for each in found.checks] == [True, True, False]


def test_misconceptions_and_alternates_are_found_in_order() -> None:
    @misconception("Double, do not halve.", see="def-double")
    def halved(x: float) -> float:
        return x / 2

    @alternate
    def added(x: float) -> float:
        return x + x

    found = read(test_one=check(), halved=halved, added=added)
    (wrong,), (other,) = found.misconceptions, found.alternates
    assert (wrong.name, wrong.hint, wrong.see) == ("halved", "Double, do not halve.", "def-double")
    assert (wrong.function(4), other.name, other.function(4)) == (2, "added", 8)


def test_equivalent_mutants_are_declared_with_their_reason() -> None:
    assert read().equivalent == {}
    assert read(test_one=check(), EQUIVALENT={"return x * 2": "the same"}).equivalent == {"return x * 2": "the same"}


def test_helpers_and_data_may_stand_in_the_class() -> None:
    assert len(read(test_one=check(), helper=half, N=3).checks) == 1


@pytest.mark.parametrize(
    ("members", "message"),
    [
        ({"helper": half}, r"^TestIt has no checks: name them test_\.\.\.$"),
        ({"test_one": check(sentence=None)}, r"^test_one has no docstring: write the sentence a student reads$"),
        ({"test_one": check(sentence="  ")}, r"^test_one has no docstring"),
        ({"test_one": half.__class__(half.__code__, {}, "test_one")}, r"^test_one has no docstring"),
    ],
)
def test_a_class_without_sentences_is_refused(members: dict[str, Any], message: str) -> None:
    with pytest.raises(DesignError, match=message):
        scheme(**members)


def test_a_check_without_points_is_refused() -> None:
    def test_one(self: Any, student: Any) -> None:
        """One is so."""

    with pytest.raises(DesignError, match=r"^test_one has no points: put @weight\(\.\.\.\) on top of it$"):
        scheme(test_one=test_one)


def test_a_check_for_practice_may_earn_nothing_but_not_every_check() -> None:
    @practice
    def test_one(self: Any, student: Any) -> None:
        """One is so."""

    first, second = read(test_one=test_one, test_two=check("test_two")).checks
    assert (first.practice, first.points, second.practice, second.points) == (True, 0, False, 1)
    with pytest.raises(DesignError, match=r"^TestIt earns nothing: put @weight\(\.\.\.\) on a check$"):
        scheme(test_one=test_one)


def test_a_check_whose_arguments_nobody_fills_is_refused() -> None:
    @weight(1)
    def test_one(self: Any, student: Any, Z: Any) -> None:
        """One is so."""

    with pytest.raises(DesignError, match=r"^test_one has arguments that nobody fills: let it take \(self, student\)"):
        scheme(test_one=test_one)


@pytest.mark.parametrize("points", [0, -1, float("nan")])
def test_a_worthless_check_is_refused(points: float) -> None:
    with pytest.raises(DesignError, match=f"^a check must be worth something, got {points} points$"):
        weight(points)


@pytest.mark.parametrize("declare", [alternate, misconception("Hint.", see="def-double")])
@pytest.mark.parametrize(
    ("function", "arguments"),
    [(lambda self, x: x, "self, x"), (lambda: 0, ""), (lambda y: y, "y"), (lambda x, *more: x, "x, more")],
)
def test_a_function_with_other_arguments_than_the_exercise_is_refused(
    declare: Callable[..., Any], function: Callable[..., Any], arguments: str
) -> None:
    function.__name__ = "other"
    with pytest.raises(DesignError, match=rf"^other takes \({arguments}\), wanted \(x\) as in double$"):
        scheme(test_one=check(), other=declare(function))


def test_the_stem_of_a_unit_is_what_follows_its_number() -> None:
    assert stem_of("07_soft_margin") == "soft_margin"


@pytest.fixture
def module(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """A mark scheme that is no file."""
    module = ModuleType("autograder.checks.test_throw_away")
    monkeypatch.setitem(sys.modules, module.__name__, module)
    return module


def test_the_exercises_of_a_unit_come_by_name_in_the_order_of_the_mark_scheme(module: ModuleType) -> None:
    module.TestHalf, module.helper, module.TestDouble = scheme(half), double, scheme(double)
    found = unit_exercises("99_throw_away")
    assert list(found) == ["half", "double"]
    assert found["half"].reference is half


def test_two_classes_for_one_exercise_are_refused(module: ModuleType) -> None:
    module.TestDouble, module.TestAgain = scheme(double), scheme(double)
    with pytest.raises(DesignError, match=r"test_throw_away has two classes for one exercise"):
        unit_exercises("99_throw_away")


def test_a_rival_that_calls_its_own_reference_is_refused() -> None:
    with pytest.raises(DesignError, match="wrong uses reference, which it stands for"):

        @exercise(reference=reference)
        class TestReference:
            @weight(1)
            def test_something(self, student: Any) -> None:
                """Something."""

            @misconception("A hint.", see="def-x")
            def wrong(x: Any) -> Any:
                return 2 * reference(x)


def reference(x: Any) -> Any:
    return x


def test_an_exercise_requires_nothing_unless_it_says_so() -> None:
    assert read().requires == ()


def test_what_an_exercise_requires_is_kept_by_name() -> None:
    cls = exercise(reference=double, requires=(half, abs))(type("TestIt", (), {"test_one": check()}))
    assert cls.__exercise__.requires == ("half", "abs")  # type: ignore[attr-defined]  # set by the decorator


def chain(module: ModuleType, *links: tuple[Callable[..., Any], tuple[Callable[..., Any], ...]]) -> None:
    for number, (function, requires) in enumerate(links):
        cls = exercise(function, requires)(type("TestIt", (), {"test_one": check()}))
        setattr(module, f"Test{number}", cls)


def third(x: float) -> float:
    return x / 3


def test_requirements_are_followed_through_others_in_the_order_of_the_unit(module: ModuleType) -> None:
    chain(module, (double, ()), (half, (double,)), (third, (half,)), (reference, ()))
    found = unit_exercises("99_throw_away")
    assert required("third", found) == ("double", "half")
    assert required("half", found) == ("double",)
    assert required("reference", found) == ()


@pytest.mark.parametrize(
    ("links", "message"),
    [
        ([(double, (half,)), (half, ())], "double requires half, which is no earlier exercise of the unit"),
        ([(double, (half,)), (half, (double,))], "double requires half, which is no earlier exercise"),
        ([(double, (double,))], "double requires double, which is no earlier exercise"),
        ([(double, (abs,))], "double requires abs, which is no earlier exercise"),
    ],
)
def test_a_requirement_that_is_not_earlier_is_refused(module: ModuleType, links: Any, message: str) -> None:
    chain(module, *links)
    with pytest.raises(DesignError, match=message):
        unit_exercises("99_throw_away")


def test_an_exercise_cannot_have_the_name_of_something_of_the_students() -> None:
    def other(x: float) -> float:
        return x

    other.__name__ = "rng"
    with pytest.raises(DesignError, match="cannot be called rng: `student` has a use for the name"):
        scheme(other)
