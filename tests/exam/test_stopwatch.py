"""Races: what is timed, what gains nothing, and what is said where there is no telling.

Times come from a clock of ours, but for what is said to be measured.
"""

import contextlib
import fcntl
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder import exercise, expect, timed, weight
from autograder.exam import stopwatch
from autograder.exam.sitting import Sitting
from autograder.intake.ingest import Cell, Script
from autograder.sandbox import Child, Limits, Sandbox
from autograder.scheme.design import DesignError
from autograder.scheme.exercises import Exercise
from autograder.scheme.in_process import in_process
from autograder.scheme.outcomes import Outcome
from autograder.scheme.speed import Race, Timed, sources
from autograder.scheme.student import Student
from autograder.verdicts import Verdict

Sit = Callable[..., Sitting]
SETUP = Cell("setup cell", "import numpy as np", "setup")
RIGHT = "def total(X, rng): return float(np.sum(X) + rng.random())"
SECONDS = 3e-3  # that the yardstick takes by the clock of ours


def total(X: Any, rng: Any) -> Any:
    """The sum of X, and one number of rng's."""
    return float(np.sum(X) + rng.random())


def entry_by_entry(X, rng):  # type: ignore[no-untyped-def]  # it runs elsewhere
    found = rng.random()
    for x in X.tolist():
        found += x
    return found


def numbers(rng: np.random.Generator, seed: Any) -> Any:
    return rng.normal(size=8_000), seed


def same(got: Any, wanted: Any, *_: Any) -> None:
    expect.close(got, wanted, "total", atol=1e-6)


@exercise(reference=total)
@timed(entry_by_entry, inputs=numbers, same=same, tiers={2: 1, 4: 2})
class Scheme:
    @weight(1)
    def test_total(self, student: Any) -> None:
        """It is the total."""
        expect.that(student.total(np.ones(2), student.rng(0)) >= 2, "too small")


EXERCISE: Exercise = Scheme.__exercise__  # type: ignore[attr-defined]
TIERS = [check for check in EXERCISE.checks if check.bonus]
RACE = Race(entry_by_entry, numbers, same, {2: 1, 4: 2}, 1, ())


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def sit(sandbox: Sandbox) -> Iterator[Sit]:
    opened: list[Sitting] = []

    def start(source: str, **given: Any) -> Sitting:
        cells = (SETUP, Cell("your cell 1", source, "own"))
        opened.append(Sitting(sandbox, Script(cells, (), ""), {}, Limits(), 20.0, given))
        return opened[-1]

    yield start
    for sitting in opened:
        sitting.close()


class Clock:
    """A clock by which a child takes the same time in each round, whatever it does: these seconds, by child."""

    def __init__(self, sitting: Sitting, student: Callable[[int], float], yardstick: Callable[[int], float]) -> None:
        self.sitting, self.seconds = sitting, {True: student, False: yardstick}
        self.looks = {True: count(), False: count()}
        self.now = {True: 0.0, False: 0.0}

    def __call__(self, child: Child) -> float:
        mine = child is self.sitting.ready()
        look = next(self.looks[mine])
        if look % 2:
            self.now[mine] += self.seconds[mine](look // 2)
        return self.now[mine]


def raced(sitting: Sitting, student: Callable[[int], float], yardstick: Callable[[int], float] | None = None) -> Timed:
    """A race with these seconds for each round."""
    clock = Clock(sitting, student, yardstick or (lambda _: SECONDS))
    return stopwatch.timed(sitting, Student(sitting, "seed"), EXERCISE, RACE, clock)


def marks(found: Timed) -> list[str]:
    """What becomes of the two tiers."""
    return [outcome(partial(found.require, tier)) for tier in (2, 4)]


def outcome(check: Callable[[], object]) -> str:
    try:
        check()
    except Outcome as told:
        return told.verdict.value
    except expect.Failure:
        return "failed"
    return "passed"


@pytest.mark.parametrize(
    ("times", "expected"),
    [(1.0, ["failed", "failed"]), (3.0, ["passed", "failed"]), (8.0, ["passed", "passed"])],
)
def test_tiers_follow_the_ratio(sit: Sit, times: float, expected: list[str]) -> None:
    found = raced(sit(RIGHT), lambda _: SECONDS / times)
    assert len(found.rounds) == 10
    assert marks(found) == expected
    assert found.told == f"{times:g} to {times:g} times as fast as the yardstick, by 10 rounds"


def test_what_is_near_a_tier_is_not_told_and_the_other_tier_is(sit: Sit) -> None:
    found = raced(sit(RIGHT), lambda number: SECONDS / (3.8 if number % 2 else 4.2))
    assert len(found.rounds) == 40
    assert marks(found) == ["passed", "grader_error"]


def test_what_could_not_be_told_says_so_and_what_was_seen(sit: Sit) -> None:
    found = raced(sit(RIGHT), lambda number: SECONDS / (3.8 if number % 2 else 4.2))
    with pytest.raises(Outcome, match=r"whether it is 4 times .* 3.8 to 4.2 times .* 40 rounds; nothing is lost"):
        found.require(4)


def test_on_an_unsteady_machine_nothing_is_told(sit: Sit) -> None:
    wild = [1.0, 2.0, 3.0, 4.0]
    found = raced(sit(RIGHT), lambda n: SECONDS * wild[n % 4] / 50, lambda n: SECONDS * wild[n % 4])
    assert marks(found) == ["grader_error", "grader_error"]


def test_without_such_a_clock_nothing_is_told(sit: Sit) -> None:
    sitting = sit(RIGHT)
    for clock in (lambda _: None, lambda _: 1.0):  # none at all; one that stands still
        found = stopwatch.timed(sitting, Student(sitting, "seed"), EXERCISE, RACE, clock)
        assert found.trouble == stopwatch.NO_CLOCK
        assert marks(found) == ["grader_error", "grader_error"]


def test_below_level_2_nothing_is_told() -> None:
    with Sandbox(at_most=1) as sandbox:
        sitting = Sitting(sandbox, Script((SETUP, Cell("1", RIGHT, "own")), (), ""), {}, Limits(), 20.0)
        found = raced(sitting, lambda _: SECONDS)
    assert "from level 2 of isolation on" in found.trouble


def test_a_yardstick_that_fails_is_our_failure(sit: Sit) -> None:
    sitting = sit(RIGHT)
    broken = Race(entry_by_entry, numbers, same, {2: 1}, 1, ("nothing_that_is_given",))
    found = stopwatch.timed(sitting, Student(sitting, "seed"), EXERCISE, broken)
    assert "given" in found.trouble
    assert outcome(partial(found.require, 2)) == "grader_error"


@pytest.mark.parametrize(
    ("cheat", "expected"),
    [
        ("seen = []\ndef total(X, rng): seen.append(np.sum(X) + rng.random()); return float(seen[0])", "failed"),
        ("def total(X, rng): return float(2 * np.sum(X[::2]))", "failed"),
        ("calls = []\ndef total(X, rng):\n    calls.append(1)\n    if len(calls) == 4: raise ValueError\n"
         "    return float(np.sum(X) + rng.random())",
         "crashed"),
        ("import os\ncalls = []\ndef total(X, rng):\n    calls.append(1)\n    if len(calls) == 4: os._exit(0)\n"
         "    return float(np.sum(X) + rng.random())", "crashed"),
    ],
    ids=["the first answer again", "half of the work", "an exception later", "an end later"],
)  # fmt: skip
def test_an_answer_that_is_not_right_in_each_round_earns_nothing(sit: Sit, cheat: str, expected: str) -> None:
    assert marks(raced(sit(cheat), lambda _: SECONDS / 50)) == [expected, expected]


def test_a_wrong_answer_is_told_with_its_round(sit: Sit) -> None:
    found = raced(sit("def total(X, rng): return 1.0"), lambda _: SECONDS)
    with pytest.raises(expect.Failure, match="when it was timed, its answer was wrong in round 0: total"):
        found.require(2)


def test_each_round_has_arguments_of_its_own(sit: Sit) -> None:
    student = Student(sit(RIGHT), "seed")
    drawn = [RACE.arguments(student, number) for number in range(5)]
    assert len({X.tobytes() for X, _ in drawn}) == len({seed.key for _, seed in drawn}) == 5


def test_a_process_is_charged_for_its_threads_and_for_what_it_does_unasked(sit: Sit) -> None:
    busy = (
        "import threading, time\n"
        "def burn():\n    while True: sum(range(1000))\n"
        "def start(): threading.Thread(target=burn, daemon=True).start()\n"
        "def wait(): time.sleep(0.3)\n"
    )
    sitting = sit(busy)
    child = sitting.ready()
    quiet = child.processor_seconds()
    child.call("wait")
    idle = child.processor_seconds()
    child.call("start")
    child.call("wait")
    burnt = child.processor_seconds()
    assert quiet is not None and idle is not None and burnt is not None
    assert burnt - idle > 10 * (idle - quiet)


def test_there_is_no_time_of_a_process_that_is_gone(sit: Sit) -> None:
    child = sit(RIGHT).ready()
    child.close()
    assert child.processor_seconds() is None


def test_a_thread_that_works_all_the_time_makes_no_one_faster(sit: Sit) -> None:
    """Measured: the same function with and without a thread beside it."""
    thread = (
        "import threading\ndef burn():\n    while True: sum(range(1000))\n"
        f"threading.Thread(target=burn, daemon=True).start()\n{RIGHT}"
    )
    plain, helped = (
        stopwatch.timed(sitting, Student(sitting, "seed"), EXERCISE, RACE) for sitting in (sit(RIGHT), sit(thread))
    )
    without, beside = (np.median([each.ratio for each in timed.rounds]) for timed in (plain, helped))
    assert beside < 1.25 * without  # it takes half of its processor; a busy machine takes from either


def test_functions_that_were_lent_are_not_timed(sit: Sit) -> None:
    found = sit(RIGHT, other=abs).raced(Student(sit(RIGHT), "seed"), EXERCISE, RACE)
    with pytest.raises(Outcome, match="timed with your own functions alone, and here other stood in"):
        found.require(2)


def test_a_race_is_run_once_and_the_checks_clock_stands_still(sit: Sit, monkeypatch: pytest.MonkeyPatch) -> None:
    sitting, found = sit(RIGHT), Timed(trouble="no telling")
    runs: list[int] = []
    monkeypatch.setattr("autograder.exam.sitting.timed", lambda *_: runs.append(1) or found)
    now = iter([1.0, 1.0, 31.0, 31.0])
    monkeypatch.setattr("autograder.exam.sitting.time.monotonic", lambda: next(now))
    end = sitting.end
    for _ in range(2):
        assert sitting.raced(Student(sitting, "seed"), EXERCISE, RACE) is found
    assert (len(runs), sitting.end) == (1, end + 30)


def test_another_examiner_is_waited_for_but_not_for_ever(
    sit: Sit, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(stopwatch.tempfile, "gettempdir", lambda: str(tmp_path))
    held = os.open(tmp_path / f"course-stopwatch-{os.getuid()}.lock", os.O_CREAT | os.O_RDWR)
    fcntl.flock(held, fcntl.LOCK_EX)
    with stopwatch._turn(seconds=0.1) as ours:
        assert not ours
    os.close(held)
    with stopwatch._turn(seconds=0.1) as ours:
        assert ours


def test_a_lock_that_somebody_else_has_made_is_not_followed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(stopwatch.tempfile, "gettempdir", lambda: str(tmp_path))
    (tmp_path / f"course-stopwatch-{os.getuid()}.lock").symlink_to(tmp_path / "elsewhere")
    with stopwatch._turn() as ours:
        assert not ours
    assert not (tmp_path / "elsewhere").exists()


def test_the_yardstick_is_sent_as_it_stands() -> None:
    namespace: dict[str, Any] = {}
    exec(sources(RACE), namespace)
    assert namespace["entry_by_entry"](np.ones(3), np.random.default_rng(0)) > 3
    given = Race(entry_by_entry, numbers, same, {2: 1}, 1, ("affine", "softmax"))
    assert "from given import affine, softmax\n" in sources(given)


def test_times_are_not_taken_in_process() -> None:
    student = in_process({"total": total}, "seed")
    with pytest.raises(DesignError, match="total can be timed in a sandbox only"):
        TIERS[0].function(Scheme(), student)


def test_a_bonus_is_no_part_of_what_an_exercise_is_worth() -> None:
    assert (EXERCISE.points, EXERCISE.bonus) == (1, 3)
    assert [(check.name, check.points) for check in TIERS] == [("test_2_times_as_fast", 1), ("test_4_times_as_fast", 2)]


@contextlib.contextmanager
def burners(number: int) -> Iterator[None]:
    """Processes that keep every processor busy."""
    command = [sys.executable, "-c", "import numpy as np\nA = np.ones((200, 200))\nwhile True: A @ A"]
    running = [subprocess.Popen(command) for _ in range(number)]
    try:
        yield
    finally:
        for each in running:
            each.send_signal(signal.SIGKILL)
            each.wait()


def test_ten_runs_on_a_busy_machine_do_not_contradict_each_other(sit: Sit) -> None:
    """Measured: a tier is reached, missed, or could not be told; none is reached in one run and missed in another."""
    sitting = sit(RIGHT)
    with burners(2 * (os.cpu_count() or 1)):
        runs = [stopwatch.timed(sitting, Student(sitting, f"seed {number}"), EXERCISE, RACE) for number in range(10)]
    for tier in (1 / 8, 2, 4, 1000):
        found = {outcome(partial(run.require, tier)) for run in runs}
        assert not {"passed", "failed"} <= found
    assert outcome(partial(runs[0].require, 1000)) in ("failed", Verdict.grader_error)
