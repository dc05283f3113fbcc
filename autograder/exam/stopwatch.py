"""The time that a student's function takes, against a yardstick, measured from the trusted side.

Theory of operation. The yardstick, a function of ours, runs in a sibling: a process as confined as the student's, on
the same processor, that has never seen the submission. In each round both get the same arguments, drawn for this round
alone, and take turns: first the one, then the other, in the next round the other way round. What is compared is the
time of the processor that the two *processes* have used from the beginning of the round to its end. So whatever a
submission does while it is not asked, in threads or for later, is on its account; it cannot slow the yardstick
without paying as much, and what it says of time is not asked. Every answer is looked at: one that is wrong ends the
race. Only one race is run at a time by all examiners of a user on a machine.
"""

import contextlib
import fcntl
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.sandbox import Child, SandboxError, SandboxFailure
from autograder.scheme import expect
from autograder.scheme.exercises import Exercise
from autograder.scheme.in_process import in_process
from autograder.scheme.outcomes import Outcome
from autograder.scheme.speed import Race, Timed, sources
from autograder.scheme.student import Student
from autograder.scheme.tiers import Round, settled

if TYPE_CHECKING:
    from autograder.exam.sitting import Sitting

Clock = Callable[[Child], float | None]

LEVEL = 2  # of isolation: below, work can be given to another process
CALL_SECONDS = 10.0  # for one call, on a busy machine
RACE_SECONDS = 30.0  # after which no further round begins
WAIT_SECONDS = 90.0  # for the races of other examiners
LONGEST = WAIT_SECONDS + RACE_SECONDS + 2 * CALL_SECONDS
NAP = 0.05

NO_CLOCK = "this system does not tell how long another process has worked"


def timed(
    sitting: "Sitting", student: Student, exercise: Exercise, race: Race, clock: Clock = Child.processor_seconds
) -> Timed:
    """Time a student's function; whatever comes between is said, not raised."""
    if sitting.sandbox.level < LEVEL:
        return Timed(trouble=f"times can be relied on from level {LEVEL} of isolation on")
    with _turn() as ours:
        if not ours:
            return Timed(trouble=f"other races had not ended after {WAIT_SECONDS:g} s")
        try:
            with contextlib.closing(_sibling(sitting, race)) as sibling:
                return Timed(_Track(sitting, sibling, student, exercise, race, clock).rounds())
        except (Outcome, expect.Failure) as fault:
            return Timed(fault=fault)
        except SandboxError as error:  # the sibling's, or our own
            return Timed(trouble=str(error))


def _sibling(sitting: "Sitting", race: Race) -> Child:
    """A process for the yardstick."""
    child = sitting.sandbox.start(sitting.files, sitting.limits)
    try:
        child.run(sources(race), "<yardstick>")
    except BaseException:
        child.close()
        raise
    return child


class _Track:
    """Where a race is run: the two processes, and what they are asked."""

    def __init__(
        self, sitting: "Sitting", sibling: Child, student: Student, exercise: Exercise, race: Race, clock: Clock
    ) -> None:
        self.sitting, self.sibling, self.student = sitting, sibling, student
        self.exercise, self.race, self.clock = exercise, race, clock
        self.child = sitting.ready()
        self.end = time.monotonic() + RACE_SECONDS

    def rounds(self) -> Sequence[Round]:
        """The rounds, as many as are wanted; the one before them warms both up."""
        found: list[Round] = []
        self._round(0)
        while not settled(self.race.tiers, found) and time.monotonic() < self.end:
            found.append(self._round(len(found) + 1))
        return found

    def _round(self, number: int) -> Round:
        arguments = self.race.arguments(self.student, number)
        before = self._clocks()
        if number % 2:
            self._yardstick(arguments)
        answer = self._asked(arguments)
        if not number % 2:
            self._yardstick(arguments)
        used, theirs = (after - first for after, first in zip(self._clocks(), before, strict=True))
        self._look(answer, arguments, number)
        if not (used > 0 and theirs > 0):
            raise SandboxFailure(NO_CLOCK)
        return Round(used, theirs * self.race.times)

    def _clocks(self) -> tuple[float, float]:
        mine, theirs = self.clock(self.child), self.clock(self.sibling)
        if mine is None or theirs is None:
            raise SandboxFailure(NO_CLOCK)
        return mine, theirs

    def _yardstick(self, arguments: tuple[Any, ...]) -> None:
        self.sibling.call(self.race.yardstick.__name__, arguments, seconds=CALL_SECONDS)

    def _asked(self, arguments: tuple[Any, ...]) -> Any:
        try:
            return self.child.call(self.exercise.name, arguments, seconds=CALL_SECONDS).value
        except SandboxFailure:
            raise
        except SandboxError as error:
            raise self.sitting.outcome(error, self.exercise.name) from None

    def _look(self, answer: Any, arguments: tuple[Any, ...], number: int) -> None:
        """An answer that is not the model's ends the race."""
        function = getattr(in_process({self.exercise.name: self.exercise.reference}, ""), self.exercise.name)
        wanted = function(*arguments)
        try:
            self.race.same(answer, wanted, *arguments)
        except expect.Failure as failure:
            raise expect.Failure(f"when it was timed, its answer was wrong in round {number}: {failure}") from None


@contextlib.contextmanager
def _turn(seconds: float = WAIT_SECONDS) -> Iterator[bool]:
    """Wait until no other examiner of this user times anything; False if that takes too long, or cannot be seen to."""
    try:
        path = Path(tempfile.gettempdir()) / f"course-stopwatch-{os.getuid()}.lock"
        lock = os.open(path, os.O_CREAT | os.O_RDWR | os.O_CLOEXEC | os.O_NOFOLLOW, 0o600)
    except OSError:
        yield False
        return
    try:
        yield _locked(lock, time.monotonic() + seconds)
    finally:
        os.close(lock)


def _locked(lock: int, end: float) -> bool:
    while True:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            if time.monotonic() > end:
                return False
            time.sleep(NAP)
        else:
            return True
