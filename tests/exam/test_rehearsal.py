"""Plans for checks; a check that has a plan comes to what it comes to without one."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder import Draw, expect, forall
from autograder.exam import foresight, rehearsal
from autograder.exam.rehearsal import FIRST, Plans, rehearse
from autograder.exam.sitting import Sitting
from autograder.inside import wire
from autograder.intake.ingest import Cell, Script
from autograder.sandbox import Limits, Sandbox
from autograder.scheme.exercises import Check
from autograder.scheme.forall import DRAWS, PROBES
from autograder.scheme.in_process import in_process
from autograder.scheme.student import Student

Body = Callable[..., None]


def f(x: Any) -> Any:
    return x + 0.625


def apply(g: Any, x: Any) -> Any:
    return g(x)


def total(x: Any) -> Any:
    return float(np.sum(x))


def adder(x: Any) -> Any:
    return lambda y: x + y


def sample(rng: Any) -> Any:
    return rng.normal()


def vectors(d: Draw) -> Any:
    return d.array(d.integer(1, 5), -100, 100)


def once(self: Any, student: Any, x: Any) -> None:
    expect.close(student.f(x), f(x), "f(x)")


def of_either_kind(self: Any, student: Any, x: Any) -> None:
    expect.close(student.total(x), total(x), "total(x)")


def of_python_alone(self: Any, student: Any, x: Any) -> None:
    expect.that(type(student.total(x)) is float, "total(x) is no float")


def twice(self: Any, student: Any, x: Any) -> None:
    expect.close(student.f(x), f(x), "f(x)")
    expect.close(student.f(2 * x), f(2 * x), "f(2 x)")


def in_turn(self: Any, student: Any, x: Any) -> None:
    expect.close(student.f(student.f(x)), f(f(x)), "f(f(x))")


def more_often_for_long_ones(self: Any, student: Any, x: Any) -> None:
    for factor in range(len(x) - 1):
        expect.close(student.f(factor * x), f(factor * x), f"f({factor} x)")


def of_either_kind_twice(self: Any, student: Any, x: Any) -> None:
    first = student.total(x)
    expect.close(student.total(-x), -first, "total(-x)")


def of_one_kind(self: Any, student: Any, x: Any) -> None:
    expect.that(type(student.total(x)) is type(student.total(-x)), "total(-x) is of another type")


def passing_on(self: Any, student: Any, x: Any) -> None:
    student.f(student.total(x))


def with_a_function(self: Any, student: Any, x: Any) -> None:
    student.apply(abs, x)


def with_a_generator(self: Any, student: Any, x: Any) -> None:
    student.sample(student.rng("x"))


def with_a_function_for_an_answer(self: Any, student: Any, x: Any) -> None:
    student.adder(x)


def failing(self: Any, student: Any, x: Any) -> None:
    expect.that(student.f(x) is None, "f(x) is not None")


def slow(self: Any, student: Any, x: Any) -> None:
    time.sleep(0.1)
    student.f(x)


def check(body: Body) -> Check:
    return Check(body.__name__, "It holds.", 1.0, forall(vectors)(body))


def plans(body: Body) -> Plans:
    return rehearse(check(body), None, {each.__name__: each for each in (f, total, apply, adder, sample)}, "seed")


def test_a_check_and_its_probe_have_a_plan_for_each_draw() -> None:
    found = plans(once)
    assert {purpose: len(plan.draws) for purpose, plan in found.items()} == {"once": DRAWS, "probe once": PROBES}
    blocks = [[turn.draws for turn in block.turns] for block in found["once"].blocks]
    assert blocks == [[tuple(range(FIRST))], [tuple(range(FIRST, DRAWS))]]


def test_the_calls_of_a_draw_are_asked_in_turns() -> None:
    plan = plans(more_often_for_long_ones)["more_often_for_long_ones"]
    lengths = [len(calls) for calls in plan.draws]
    assert set(lengths) == {0, 1, 2, 3, 4}
    for block in plan.blocks:
        for number, turn in enumerate(block.turns):
            assert {lengths[draw] > number for draw in turn.draws} == {True}
            assert len(wire.loads(turn.request)[2]) == len(turn.draws)
    asked = [draw for block in plan.blocks for turn in block.turns for draw in turn.draws]
    assert [asked.count(draw) for draw in range(DRAWS)] == lengths


@pytest.mark.parametrize("body", [with_a_function, with_a_generator, with_a_function_for_an_answer, failing])
def test_what_cannot_be_asked_ahead_is_not_planned(body: Body) -> None:
    assert body.__name__ not in plans(body)


def test_a_check_that_takes_long_has_no_plan(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "SECONDS", 0.2)
    assert plans(slow) == {}


def test_a_large_request_is_not_planned(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rehearsal, "MOST_BYTES", 100)
    assert plans(once) == {}


@pytest.mark.parametrize("body", [once, twice, in_turn])
def test_no_answer_of_the_model_is_in_a_request_before_it_has_been_given(body: Body) -> None:
    for plan in plans(body).values():
        for block in plan.blocks:
            known = set[float]()
            answers = {v for calls in plan.draws for call in calls for v in call.entry().value.tolist()}
            for number, turn in enumerate(block.turns):
                _, _, calls = wire.loads(turn.request)
                assert [name for _, name, *_ in calls] == ["f"] * len(calls)
                asked = {value for _, _, (x,), _ in calls for value in x.tolist()}
                assert not asked & answers - known
                known |= {v for draw in turn.draws for v in plan.draws[draw][number].entry().value.tolist()}


def test_a_turn_is_asked_only_where_all_answers_before_are_the_models(sit: Callable[..., Sitting]) -> None:
    source = "asked = []\ndef f(x):\n    asked.append(x.tolist())\n    return x * 2\ndef seen():\n    return asked"
    sitting = sit(source, plans(in_turn))
    told(sitting, in_turn)
    model = {value for calls in plans(in_turn)["in_turn"].draws for value in calls[0].entry().value.tolist()}
    seen = sitting.ready().call("seen").value
    assert len(seen) >= FIRST
    assert not model & {value for x in seen for value in x}


def test_a_draw_whose_turns_differ_from_the_models_is_asked_in_the_order_of_the_check(
    sit: Callable[..., Sitting],
) -> None:
    source = "n = 0\ndef f(x):\n    global n\n    n += 1\n    return x + n\ndef counted():\n    return n"

    def any_answers(self: Any, student: Any, x: Any) -> None:
        numbers.extend(float(np.mean(student.f(value) - value)) for value in (x, 2 * x))

    numbers: list[float] = []
    known = plans(any_answers)
    numbers.clear()
    sitting = sit(source, known)
    told(sitting, any_answers)
    assert len(numbers) >= 2 * DRAWS
    assert np.all(np.diff(numbers) > 0)
    assert sitting.ready().call("counted").value > len(numbers)  # some have been asked ahead


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def sit(sandbox: Sandbox) -> Iterator[Callable[..., Sitting]]:
    opened: list[Sitting] = []

    def start(source: str, plans: Plans, seconds: float = 20) -> Sitting:
        cells = (Cell("setup cell", "import numpy as np", "setup"), Cell("answer cell of f", source, "answer", "f"))
        limits = Limits(call_seconds=0.3)
        opened.append(Sitting(sandbox, Script(cells, (), ""), {}, limits, seconds, plans=plans))
        return opened[-1]

    yield start
    for sitting in opened:
        sitting.close()


ANSWERS = {
    "right": "def f(x): return x + 0.625",
    "right in other bits": "def f(x): return x + (0.625 + 1e-12)",
    "right as a list": "def f(x): return [v + 0.625 for v in x]",
    "right, and prints": "def f(x):\n    print(x)\n    return x + 0.625",
    "right, and warns": "def f(x):\n    np.log(0.0 * x)\n    return x + 0.625",
    "right, and changes its argument": "def f(x):\n    x += 0.625\n    return x",
    "right, and remembers": "seen = []\ndef f(x):\n    seen.append(x)\n    return x + 0.625 * (len(seen) > 0)",
    "wrong": "def f(x): return x",
    "wrong on large numbers": "def f(x): return x + 0.625 * (abs(x).max() < 30)",
    "wrong from the eighth call on": "n = 0\ndef f(x):\n    global n\n    n += 1\n    return x + 0.625 * (n < 8)",
    "missing": "def f(x): raise NotImplementedError",
    "not defined": "g = 1",
    "crashes on long vectors": "def f(x):\n    if len(x) > 3: raise ValueError(len(x))\n    return x + 0.625",
    "hangs on long vectors": "def f(x):\n    while len(x) > 4: pass\n    return x + 0.625",
    "wrong, and hangs on long vectors": "def f(x):\n    while len(x) > 4: pass\n    return x",
    "ends on long vectors": "import os\ndef f(x):\n    if len(x) > 4: os._exit(0)\n    return x + 0.625",
    "wrong, and ends on long vectors": "import os\ndef f(x):\n    if len(x) > 4: os._exit(0)\n    return x",
    "forges a frame": "import os\ndef f(x):\n    os.write(3, b'x' * 99)\n    return x + 0.625",
    "cannot be sent": "def f(x): return object()",
}


def told(sitting: Sitting, body: Body) -> tuple[Any, ...]:
    """What a check comes to: its error, the counterexample, the calls on the record, the warnings."""
    sitting.exercise, sitting.check = "f", body.__name__
    error: Any = None
    try:
        check(body).function(None, Student(sitting, "seed"))
    except Exception as raised:
        error = raised
    counterexample = getattr(error, "counterexample", None)
    shown = counterexample and [(name, value.tolist()) for name, value in counterexample]
    entries = [
        (entry.target, entry.asked.frame, entry.raised, np.asarray(entry.value).tolist(), entry.mutated)
        for entry in sitting.entries("f")
        if entry.raised or not callable(entry.value)
    ]
    return type(error), str(error), getattr(error, "verdict", None), shown, entries, sitting.warnings


@pytest.mark.parametrize("body", [once, twice, in_turn, more_often_for_long_ones])
@pytest.mark.parametrize("source", ANSWERS.values(), ids=ANSWERS)
def test_a_check_comes_to_the_same_with_a_plan(sit: Callable[..., Sitting], source: str, body: Body) -> None:
    with_plan, without = told(sit(source, plans(body)), body), told(sit(source, {}), body)
    if "n < 8" in source and body is not once:  # the eighth call is another one
        with_plan, without = with_plan[:1], without[:1]
    assert with_plan == without


def test_answers_equal_to_the_models_are_not_put_to_the_check(sit: Callable[..., Sitting]) -> None:
    run: list[Any] = []

    def watched(self: Any, student: Any, x: Any) -> None:
        run.append(x)
        student.f(x)

    known = plans(watched)
    run.clear()
    told(sit(ANSWERS["right"], known), watched)
    assert run == []
    told(sit(ANSWERS["right in other bits"], known), watched)
    assert run


def test_the_inputs_of_a_check_without_a_plan_are_drawn_for_all_submissions() -> None:
    drawn: list[Any] = []

    def noted(d: Draw) -> Any:
        drawn.append(vectors(d))
        return drawn[-1]

    each = Check("with_a_function", "It holds.", 1.0, forall(noted)(with_a_function))
    assert rehearse(each, None, {"apply": apply}, "seed") == {}
    before = len(drawn)
    each.function(None, in_process({"apply": apply}, "seed"))
    assert len(drawn) == before


@pytest.mark.parametrize(
    ("body", "forms"), [(of_either_kind, 2), (of_python_alone, 1), (of_either_kind_twice, 2), (passing_on, 1)]
)
def test_numbers_of_numpy_are_foreseen_where_the_check_passes_on_them(body: Body, forms: int) -> None:
    first = [calls[0] for calls in plans(body)[body.__name__].draws]
    assert {len(call.answers) for call in first} == {forms}


TOTALS = {
    "of NumPy": "def total(x): return np.sum(x)",
    "of Python": "def total(x): return float(np.sum(x))",
    "of either": "def total(x): return np.sum(x) if x[0] > 0 else float(np.sum(x))",
}


@pytest.mark.parametrize("source", TOTALS.values(), ids=TOTALS)
@pytest.mark.parametrize("body", [of_either_kind, of_python_alone, of_either_kind_twice, of_one_kind])
def test_a_check_of_numbers_comes_to_the_same_with_a_plan(
    sit: Callable[..., Sitting], body: Body, source: str
) -> None:
    assert told(sit(source, plans(body)), body) == told(sit(source, {}), body)


def test_large_unexpected_answers_are_not_kept(
    sit: Callable[..., Sitting], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(foresight, "MOST_BYTES", 0)
    source = ANSWERS["right in other bits"]
    assert told(sit(source, plans(twice)), twice) == told(sit(source, {}), twice)


def test_a_check_that_asks_for_something_else_than_planned_is_answered(sit: Callable[..., Sitting]) -> None:
    planned = plans(once)

    def once_(self: Any, student: Any, x: Any) -> None:
        expect.close(student.f(-x), f(-x), "f(-x)")

    once_.__qualname__ = "once"
    assert told(sit(ANSWERS["right in other bits"], planned), once_)[0] is type(None)


def test_nothing_is_asked_ahead_once_the_time_is_used_up(sit: Callable[..., Sitting]) -> None:
    sitting = sit(ANSWERS["right"], plans(once), seconds=0.0)
    _, message, verdict, *_ = told(sitting, once)
    assert (verdict, message) == ("skipped", "not run: the 0 s for all checks of the submission are used up")


def test_two_checks_follow_on_one_another(sit: Callable[..., Sitting]) -> None:
    sitting = sit(ANSWERS["wrong on large numbers"], plans(once))
    assert told(sitting, once)[:2] == told(sitting, once)[:2]
