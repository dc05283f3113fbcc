"""Calls on the record: functions in both directions, and how a transcript with functions is replayed."""

import time
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
import pytest

from autograder.exam.diagnosis import Diagnosis
from autograder.exam.sitting import Sitting
from autograder.exam.transcript import CALLBACKS, Entry
from autograder.intake.ingest import Cell, Script
from autograder.sandbox import Limits, Sandbox
from autograder.scheme import expect
from autograder.scheme.exercises import Exercise, Misconception
from autograder.scheme.in_process import in_process
from autograder.scheme.outcomes import Outcome
from autograder.scheme.student import Student

LIMITS = Limits(call_seconds=0.5)
SETUP = Cell("setup cell", "import numpy as np", "setup")


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def sit(sandbox: Sandbox) -> Iterator[Callable[..., Sitting]]:
    opened: list[Sitting] = []

    def start(source: str, seconds: float = 20, limits: Limits = LIMITS, **given: Any) -> Sitting:
        cells = (SETUP, Cell("your cell 1", source, "own"))
        opened.append(Sitting(sandbox, Script(cells, (), ""), {}, limits, seconds, given))
        return opened[-1]

    yield start
    for sitting in opened:
        sitting.close()


def entries(sitting: Sitting) -> list[Entry]:
    return [entry for exercise in sitting.transcript for entry in sitting.entries(exercise)]


def outcome(call: Callable[..., Any], *args: Any) -> Outcome:
    with pytest.raises(Outcome) as caught:
        call(*args)
    return caught.value


def test_answers_are_kept_up_to_a_size(sit: Callable[..., Sitting], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("autograder.exam.sitting.TRANSCRIPT_BYTES", 10_000)
    sitting = sit("def f(n): return {'W': [np.zeros(n)]}")
    for _ in range(5):
        Student(sitting, "seed").f(400)
    assert len(entries(sitting)) == 2


def test_functions_go_both_ways(sit: Callable[..., Sitting]) -> None:
    student = Student(sit("def compose(f, g): return lambda x: f(g(x))\ndef use(h, x): return h(x)"), "seed")
    minus = student.compose(np.negative, np.abs)
    with pytest.raises(Outcome, match="passed to a call that is over"):
        minus(3)
    sitting = sit("def line(a): return lambda x: a * x\ndef use(h, x): return h(x)")
    student = Student(sitting, "seed")
    assert student.use(student.line(3), np.ones(2)).tolist() == [3, 3]


def test_a_call_of_a_returned_function_is_on_the_record(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def line(a): return lambda x: a * x")
    line = Student(sitting, "seed").line(2)
    assert line(4) == 8
    first, second = entries(sitting)
    assert (first.target, first.value) == ("line", line)
    assert (second.target, second.value) == (line, 8)


def test_a_returned_function_that_loops_is_timed_out_and_gone(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def make():\n    def loop():\n        while True: pass\n    return loop, abs")
    loop, absolute = Student(sitting, "seed").make()
    found = outcome(loop)
    assert (found.verdict, str(found)) == (
        "timed_out",
        "the function that was returned did not return within 0.5 s",
    )
    gone = outcome(absolute, 1)
    assert (gone.verdict, str(gone)) == (
        "crashed",
        "the function that was returned ended the Python process: its Python process has ended",
    )


def test_an_expectation_in_a_function_that_was_passed_fails_the_check(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def f(g):\n    try: return g([1, 2])\n    except Exception: return 0")
    student = Student(sitting, "seed")
    with pytest.raises(expect.Failure, match=r"^x has shape \(2,\), wanted \(3,\)$"):
        student.f(lambda x: expect.shape(x, (3,), "x"))
    assert student.f(lambda x: 5) == 5  # in a new process
    assert [entry.raised for entry in entries(sitting)] == ["Failure", None]


def test_what_became_of_a_call_inside_a_callback_becomes_of_the_check(sit: Callable[..., Sitting]) -> None:
    student = Student(sit("def f(g):\n    try: return g(lambda: [][0])\n    except Exception: return 0"), "seed")
    found = outcome(student.f, lambda h: h())
    assert (found.verdict, found.kind) == ("crashed", "IndexError")


def test_an_exception_of_a_function_that_was_passed_crashes_the_student_only_if_not_caught(
    sit: Callable[..., Sitting],
) -> None:
    def g(x: float) -> float:
        raise ValueError(f"x is {x}")

    source = "def f(g): return g(2)\ndef h(g):\n    try: g(3)\n    except ValueError as error: return str(error)"
    student = Student(sit(source), "seed")
    assert str(outcome(student.f, g)) == "ValueError: x is 2"
    assert student.h(g) == "x is 3"


def test_a_callback_that_takes_for_ever_ends_with_the_submission(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def f(g): return g(10 ** 12)", seconds=0.6)

    def count(n: int) -> int:
        return sum(1 for _ in range(n))

    found = outcome(Student(sitting, "seed").f, count)
    assert found.verdict == "timed_out"
    assert str(found) == "f asked too much of a function that was passed to it: the time is used up"


def test_no_callback_begins_after_the_end_of_the_submission(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def f(g):\n    while True: g(1)", seconds=0.4)
    asked: list[int] = []

    def slow(x: int) -> None:
        asked.append(x)
        time.sleep(0.15)

    assert outcome(Student(sitting, "seed").f, slow).verdict in ("skipped", "timed_out")
    assert len(asked) <= 3


def test_what_is_warned_of_on_our_side_stays_there(sit: Callable[..., Sitting]) -> None:
    student = Student(sit("def f(g): return g(np.zeros(1))"), "seed")
    assert student.f(lambda x: 1 / x) == np.inf


def test_the_smallest_call_that_changed_arguments_is_kept_as_it_was(sit: Callable[..., Sitting]) -> None:
    source = "def f(x, y, z=None):\n    y[0][1] = 5\n    if z is not None: z += 1\ndef g(x): pass"
    sitting = sit(source)
    student, x = Student(sitting, "seed"), np.zeros(2)
    student.f(x, [[x, 5]])
    student.g(x)
    assert (sitting.changes.of("f"), sitting.changes.of("g")) == (None, None)
    student.f(x, [[x, x]], z=x)
    student.f(np.zeros(9), [[x, x]], z=x)
    change = sitting.changes.of("f")
    assert change and change.keys == (1, "z")
    assert change.told("f", ["x", "y", "z"]) == "f(x, y, z) changes y and z in place: work on a copy"
    assert [np.shape(value) for value in change.named(["x", "y", "z"]).values()] == [(2,), (1, 2, 2), (2,)]
    assert change.given["z"].tolist() == [0, 0]


def test_a_random_generator_lives_in_the_students_process(sit: Callable[..., Sitting]) -> None:
    student = Student(sit("def f(rng): return rng.normal(size=3)"), "seed")
    rng = student.rng(1)
    first, second = student.f(rng), student.f(rng)
    assert student.f(student.rng(1)).tolist() == first.tolist() != second.tolist()
    assert student.f(student.rng(2)).tolist() != first.tolist()


def test_the_reference_in_process_draws_as_the_student_does(sit: Callable[..., Sitting]) -> None:
    student = Student(sit("def f(rng): return rng.normal(size=3)"), "seed")
    ours = in_process({"f": lambda rng: rng.normal(size=3)}, "seed")
    assert student.f(student.rng("x", 1)).tolist() == ours.f(ours.rng("x", 1)).tolist()


def test_given_functions_stand_for_the_submissions_own(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def f(x): return 0\ndef g(x): return 1 + f(x)", f=lambda x: 10 * x)
    assert Student(sitting, "seed").g(4) == 41


# Replays: functions of ours in the place of the student's.


def slope(f: Any, x: Any, h: Any) -> Any:
    return (f(x + h) - f(x - h)) / (2 * h)


def one_sided(f: Any, x: Any, h: Any) -> Any:
    return (f(x + h) - f(x)) / h


def undivided(f: Any, x: Any, h: Any) -> Any:
    return f(x + h) - f(x - h)


def line(a: Any) -> Any:
    return lambda x: a * x


def shifted(a: Any) -> Any:
    return lambda x: a + x


def nested(a: Any) -> Any:
    return {"f": [lambda x: a * x * x], "a": a}


def exercise(reference: Callable[..., Any], *wrong: Callable[..., Any]) -> Exercise:
    misconceptions = tuple(Misconception(each, "a hint", "def-x") for each in wrong)
    return Exercise(reference.__name__, reference, (), misconceptions, (), {})


def named(exercise: Exercise, sitting: Sitting) -> str | None:
    diagnosis = Diagnosis(exercise)
    diagnosis.hear(entries(sitting))
    found = diagnosis.named
    return found.name if found else None


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("return (f(x + h) - f(x)) / h", "one_sided"),
        ("a = f(x)\n    return (f(x + h) - a) / h", "one_sided"),
        ("return f(x + h) - f(x - h)", "undivided"),
        ("return f(x + h)", None),
        ("return (f(x + h) - f(x - h)) / 2 / h", None),
    ],
)
def test_a_function_that_was_passed_is_called_again_in_a_replay(
    sit: Callable[..., Sitting], source: str, name: str | None
) -> None:
    sitting = sit(f"def slope(f, x, h):\n    {source}")
    student = Student(sitting, "seed")
    for x in (1.0, 2.0):
        student.slope(lambda z: z**3, x, 0.25)
    assert named(exercise(slope, one_sided, undivided), sitting) == name


def test_a_function_with_a_memory_answers_in_a_replay_as_it_did(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def slope(f, x, h): return (f(x + h) - f(x)) / h")
    count = iter(range(100))
    Student(sitting, "seed").slope(lambda z: z**2 + next(count), 1.0, 0.5)
    assert named(exercise(slope, one_sided, undivided), sitting) == "one_sided"
    assert next(count) > 2  # the others were asked for more


def test_a_callback_that_raised_raises_again_in_a_replay(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def slope(f, x, h): return f(x - h)")
    times = iter([ValueError("once")])

    def root(z: float) -> float:
        error = next(times, None)
        if error:
            raise error
        return z

    def wrong(f: Any, x: Any, h: Any) -> Any:
        return f(x - h)

    with pytest.raises(Outcome, match="once"):
        Student(sitting, "seed").slope(root, 1.0, 0.5)
    assert named(exercise(slope, one_sided, wrong), sitting) == "wrong"


def test_only_so_many_callbacks_are_kept(sit: Callable[..., Sitting]) -> None:
    patient = Limits(call_seconds=10)
    sitting = sit("def f(g, big):\n    for i in range(600): g(i)\n    g(np.zeros(10 ** 5)); g(1)", limits=patient)
    Student(sitting, "seed").f(lambda x: 0, 1)
    (entry,) = entries(sitting)
    assert len(entry.callbacks) == CALLBACKS


def test_functions_that_were_returned_are_called_in_a_replay(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def line(a): return lambda x: a + x")
    student = Student(sitting, "seed")
    for a in (1.0, 2.0):
        student.line(a)(3.0)
    assert named(exercise(line, shifted), sitting) == "shifted"
    assert named(exercise(line, lambda a: a), sitting) is None


def test_returned_functions_are_told_apart_by_what_they_answer(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def line(a): return lambda x: a + x")
    Student(sitting, "seed").line(2.0)(2.0)
    assert named(exercise(line, shifted), sitting) is None  # 2 * 2 and 2 + 2


def test_functions_inside_what_is_returned_are_bound_too(sit: Callable[..., Sitting]) -> None:
    def right(a: Any) -> Any:
        return {"f": [lambda x: a * x], "a": a}

    sitting = sit("def right(a): return {'a': a, 'f': [lambda x: a * x * x]}")
    Student(sitting, "seed").right(2.0)["f"][0](3.0)
    assert named(exercise(right, nested), sitting) == "nested"


def test_a_students_function_among_the_arguments_is_ours_in_a_replay(sit: Callable[..., Sitting]) -> None:
    sitting = sit("def power(a): return a if callable(a) else (lambda x: 3 * x if a is None else x)")
    student = Student(sitting, "seed")
    assert student.power(student.power(None))(5) == 15

    def twice(a: Any) -> Any:
        return (lambda x: a(a(x))) if callable(a) else lambda x: 3 * x

    def same(a: Any) -> Any:
        return a if callable(a) else lambda x: 3 * x

    assert named(exercise(twice, same), sitting) is None  # another name
    twice.__name__ = "power"
    assert named(exercise(twice, same), sitting) == "same"


def test_random_generators_draw_the_same_in_a_replay(sit: Callable[..., Sitting]) -> None:
    def draw(rng: Any) -> Any:
        return rng.normal()

    def uniform(rng: Any) -> Any:
        return rng.random()

    sitting = sit("def draw(rng): return rng.random()")
    student = Student(sitting, "seed")
    rng = student.rng(3)
    student.draw(rng)
    student.draw(rng)
    assert named(exercise(draw, uniform), sitting) == "uniform"


def test_nested_lists_of_arrays_are_compared_entry_by_entry(sit: Callable[..., Sitting]) -> None:
    def pairs(x: Any) -> Any:
        return 0.0, [(x, x[0]), (2 * x, x[0])]

    def halves(x: Any) -> Any:
        return 0.0, [(x, x[0]), (x / 2, x[0])]

    sitting = sit("def pairs(x): return [np.float64(0), ((x, x[0]), [0.5 * x, x[0]])]")
    Student(sitting, "seed").pairs(np.arange(1.0, 4.0))
    assert named(exercise(pairs, halves), sitting) == "halves"


def test_a_misconception_that_only_changes_its_argument_is_named(sit: Callable[..., Sitting]) -> None:
    def doubled(x: Any) -> Any:
        return 2 * x

    def in_place(x: Any) -> Any:
        x *= 2
        return x

    tidy, spoilt, other = "return 2 * x", "x += x\n    return x", "x += x\n    return 3 * x"
    for source, name in ((tidy, None), (spoilt, "in_place"), (other, None)):
        sitting = sit(f"def doubled(x):\n    {source}")
        Student(sitting, "seed").doubled(np.ones(3))
        assert named(exercise(doubled, in_place), sitting) == name


def test_a_wrong_answer_is_named_although_it_changes_an_argument_besides(sit: Callable[..., Sitting]) -> None:
    def doubled(x: Any) -> Any:
        return 2 * x

    def tripled(x: Any) -> Any:
        return 3 * x

    sitting = sit("def doubled(x):\n    x *= 3\n    return x")
    Student(sitting, "seed").doubled(np.ones(3))
    assert named(exercise(doubled, tripled), sitting) == "tripled"


def test_no_answer_is_waited_for_beyond_the_end_of_the_submission(sit: Callable[..., Sitting]) -> None:
    sitting = sit("import time\ndef f(x):\n    time.sleep(10)", seconds=0.5, limits=Limits(call_seconds=10))
    began = time.monotonic()
    found = outcome(Student(sitting, "seed").f, 1)
    assert str(found) == "f was still at work when the 0.5 s for all checks were used up"
    assert found.verdict == "timed_out"
    assert time.monotonic() - began < 5


def test_the_clock_of_the_checks_stands_still_while_cells_run(sit: Callable[..., Sitting]) -> None:
    sitting = sit("import time\ntime.sleep(1)\ndef f(): return 1", seconds=0.5)
    assert Student(sitting, "seed").f() == 1


def test_slow_cells_of_the_students_are_left_out_when_their_time_is_used_up(sandbox: Sandbox) -> None:
    slow = "import time\ntime.sleep(0.6)"
    own = [Cell(f"your cell {number}", source, "own") for number, source in enumerate([slow, slow, "x = 1", slow], 1)]
    answer = Cell("answer cell of f", "def f(): return 1", "answer", "f", ("f",))
    sitting = Sitting(sandbox, Script((SETUP, *own, answer), (), ""), {}, LIMITS, 1.0)
    try:
        assert Student(sitting, "seed").f() == 1
    finally:
        sitting.close()
    (told,) = sitting.notes
    assert told == (
        "your own cells have used up their 1 s: your cell 3 (`x = 1`) and slow ones below it are left out"
    )
    assert not sitting.repeatable


def test_cells_that_end_their_process_again_and_again_do_not_keep_the_grader(sandbox: Sandbox) -> None:
    cells = [Cell(f"your cell {number}", "import os\nos._exit(1)", "own") for number in range(200)]
    sitting = Sitting(sandbox, Script((SETUP, *cells), (), ""), {}, LIMITS, 0.3)
    began = time.monotonic()
    with pytest.raises(Outcome):
        Student(sitting, "seed").f()
    assert time.monotonic() - began < 20
    sitting.close()
