"""One submission sitting its examination: its functions called from checks, ours called by its code.

Everything asked and answered is kept in a transcript, from which the diagnosis works.
"""

import contextlib
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.exam.alarm import LEAST, Rung, alarm
from autograder.exam.foresight import Foresight
from autograder.exam.quietly import quietly
from autograder.exam.rehearsal import Call, Plans
from autograder.exam.seat import Seat
from autograder.exam.stopwatch import timed
from autograder.exam.transcript import Entry, Words
from autograder.inside.callbacks import words_of
from autograder.sandbox import (
    Callee,
    Died,
    Handle,
    OutOfMemory,
    Reply,
    SandboxError,
    SandboxFailure,
    StudentError,
    TimedOut,
    Undefined,
)
from autograder.scheme.arguments import Change, Changes
from autograder.scheme.exercises import Exercise
from autograder.scheme.expect import kind
from autograder.scheme.forall import Counterexample
from autograder.scheme.outcomes import Outcome, Unshrinkable, Where
from autograder.scheme.snapshot import Snapshot
from autograder.scheme.speed import Race, Timed
from autograder.scheme.student import Student
from autograder.verdicts import Verdict

TRANSCRIPT_CAP = 24  # calls kept of each check: a failing draw is followed by up to 250 smaller ones
TRANSCRIPT_BYTES = 256 << 20  # kept of a submission; a student may choose the size of answers


class Function(Handle):
    """A function of the student's, called like those that have a name."""

    def __init__(self, sitting: "Sitting", child: Callee, number: int) -> None:
        super().__init__(child, number)
        self._sitting = sitting

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it, on the record."""
        return self._sitting(self, args, kwargs)


@dataclass
class Sitting(Seat):
    """The trusted side of one submission: the `Answer` of its `Student`, the `Host` of its process."""

    exercise: str = ""  # whose checks run now
    check: str = ""
    warnings: list[str] = field(default_factory=list)  # of the current check
    transcript: dict[str, dict[str, list[Entry | Call]]] = field(default_factory=dict)  # exercise -> check -> calls
    changes: Changes = field(default_factory=Changes)
    asked_for: set[str] = field(default_factory=set)  # of the given functions, those that were called
    plans: Plans = field(default_factory=dict)
    hasty: bool = False  # no failure is looked into
    failure: SandboxFailure | None = None
    races: dict[str, Timed] = field(default_factory=dict)  # by exercise
    counterexamples: dict[tuple[str, str], Counterexample] = field(default_factory=dict)  # by exercise and check
    faults: list[str] = field(default_factory=list)  # of the grader's that cost nothing; for the instructor

    def __post_init__(self) -> None:
        super().__post_init__()
        self._stopped: dict[str, str] = {}  # exercises not to be run any further, and why
        self._kept = 0  # bytes, roughly, of the transcript
        self._open: list[Entry] = []  # the calls that run now, the innermost last
        self._foresight = Foresight()

    def __call__(self, target: str | Handle, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a student's function; the value it returned, or an `Outcome` raised."""
        self._admit()
        foreseen = None if self._open else self._foresight.next(target, args, kwargs)
        entry = Entry(target, foreseen.asked if foreseen else Snapshot.of([args, dict(kwargs)]))
        self._open.append(entry)
        try:
            entry.value = self._call(entry, args, kwargs, foreseen is not None)
            self._keep_change(entry)
        except Exception as error:
            entry.raised = (error.kind or error.verdict) if isinstance(error, Outcome) else type(error).__name__
            raise
        finally:
            self._open.pop()
            self._record(entry)
        return entry.value

    def _keep_change(self, entry: Entry) -> None:
        if entry.mutated and isinstance(entry.target, str):
            args, kwargs = entry.asked.value()
            self.changes.note(entry.target, Change.of(args, kwargs, entry.mutated, len(entry.asked.frame)))

    def foresee(self, purpose: str) -> None:
        """The draws of that purpose are next: ask ahead for the calls that they will make."""
        self._foresight.discard()
        self._foresight = Foresight(self.plans.get(purpose))

    def raced(self, student: Student, exercise: Exercise, race: Race) -> Timed:
        """What comes of timing a function, once; the clock of the checks stands still meanwhile."""
        self._admit()
        if self.given:
            lent = f"it is timed with your own functions alone, and here {', '.join(self.given)} stood in for yours"
            return Timed(fault=Outcome(Verdict.failed, lent))
        if exercise.name not in self.races:
            began = time.monotonic()
            self.races[exercise.name] = timed(self, student, exercise, race)
            self.end += time.monotonic() - began
        return self.races[exercise.name]

    def as_foreseen(self) -> bool:
        """Whether the draw that begins now is over: its one call is answered as by the reference, which passed."""
        with contextlib.suppress(Outcome, SandboxError):  # it will occur again to the call itself
            self._admit()
            call = self._foresight.as_expected(self.ready, self.limits.call_seconds, lambda: self.end)
            if call:
                self._record(call)
            return call is not None
        return False

    def adopt(self, child: Callee, number: int) -> Handle:
        """What stands for a function of the student's."""
        return Function(self, child, number)

    def answer(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Words:
        """Call a function of ours for the student's code.

        Its exceptions are raised there, except for what decides the check: an expectation that fails, or the
        outcome of a call of the student's.
        """
        self._admit()
        self.asked_for.update(name for name, given in self.given.items() if given is function)
        entry = self._open[-1] if self._open else None
        asked = entry.watch(function, args, kwargs) if entry else None
        words = self._words(function, args, kwargs)
        if entry and asked:
            entry.note(function, asked, words)
        return words

    def _words(self, function: Callable[..., Any], args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Words:
        try:
            with alarm(self.end), quietly():
                return "return", function(*args, **kwargs)
        except (Outcome, AssertionError):
            raise
        except Rung:
            who = _name(self._open[-1].target) if self._open else "a cell"
            message = f"{who} asked too much of a function that was passed to it: the time is used up"
            raise Unshrinkable(Verdict.timed_out, message) from None
        except Exception as error:
            return "raise", *words_of(error)

    def again(self, given: Mapping[str, Callable[..., Any]], hasty: bool = False) -> "Sitting":
        """The same submission in a process of its own, these functions given, in the time that is left."""
        left = max(self.end - time.monotonic(), 0.0)
        again = Sitting(self.sandbox, self.script, self.files, self.limits, left, given)
        again.plans, again.hasty = self.plans, hasty
        again.allowance, again.faults = self.allowance, self.faults
        return again

    def stop(self, exercise: str) -> None:
        """Run nothing more of an exercise that has timed out once."""
        self._stopped[exercise] = "not run: an earlier check had already exceeded its time limit"

    def _admit(self) -> None:
        """Refuse work for which no time is left."""
        if self.failure:
            raise Unshrinkable(Verdict.grader_error, str(self.failure))
        if self.exercise in self._stopped:
            raise Unshrinkable(Verdict.skipped, self._stopped[self.exercise])
        if time.monotonic() > self.end:
            message = f"not run: the {self.seconds:g} s for all checks of the submission are used up"
            raise Unshrinkable(Verdict.skipped, message)

    def entries(self, exercise: str) -> list[Entry]:
        """All calls on the record of an exercise's checks."""
        calls = [call for check in self.transcript.get(exercise, {}).values() for call in check]
        return [call.entry() if isinstance(call, Call) else call for call in calls]

    def _record(self, entry: Entry | Call) -> None:
        calls = self.transcript.setdefault(self.exercise, {}).setdefault(self.check, [])
        self._kept += entry.size if isinstance(entry, Entry) else 0  # others are as small as our own
        if len(calls) < TRANSCRIPT_CAP and self._kept <= TRANSCRIPT_BYTES:
            calls.append(entry)

    def _call(self, entry: Entry, args: tuple[Any, ...], kwargs: Mapping[str, Any], foreseen: bool) -> Any:
        name = _name(entry.target)
        try:
            reply = self._foresight.take() if foreseen else self._asked_now(entry.target, args, kwargs)
        except Undefined:
            raise self.broken.get(name) or Unshrinkable(
                Verdict.missing, f"{name} is not defined: its answer cell is empty or was deleted"
            ) from None
        except (StudentError, TimedOut, OutOfMemory, Died, SandboxFailure) as error:
            raise self.outcome(error, name) from None
        self.warnings += [warning for warning in reply.warnings if warning not in self.warnings]
        entry.mutated = reply.mutated
        return reply.value

    def _asked_now(self, target: str | Handle, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Reply:
        """The answer to a call that was not foreseen: unless it comes from within another, that ends the foresight."""
        if len(self._open) == 1:  # calls keep their order
            self._foresight.discard()
        child = self.ready()
        if isinstance(target, Handle) and target.child is not child:
            raise Died("its Python process has ended")
        return child.call(target, args, kwargs, min(self.limits.call_seconds, self._left()))

    def _left(self) -> float:
        """Seconds that the checks still have."""
        return max(self.end - time.monotonic(), LEAST)

    def outcome(self, error: Exception, name: str) -> Outcome:
        """Translate what the sandbox reports into a verdict; what killed the process ends it here."""
        match error:
            case StudentError():
                return self._raised(error, name)
            case TimedOut():
                self.close()
                message = f"{name} did not return within {error.seconds:.3g} s"
                if error.seconds < self.limits.call_seconds:
                    message = f"{name} was still at work when the {self.seconds:g} s for all checks were used up"
                return Unshrinkable(Verdict.timed_out, message)
            case OutOfMemory():
                self.close()
                return Unshrinkable(Verdict.out_of_memory, f"{name} ran out of memory: {error}")
            case Died():
                self.close()
                return Unshrinkable(Verdict.crashed, f"{name} ended the Python process: {error}", kind="died")
        assert isinstance(error, SandboxFailure)
        self.failure = error
        return Unshrinkable(Verdict.grader_error, str(error))

    def _raised(self, error: StudentError, name: str) -> Outcome:
        """An exception in student code; a stub that is still there is no crash."""
        where: Where = error.frames
        if error.where == "return":
            return Outcome(Verdict.failed, f"{name} returned {error.message}", where, "return")
        if "NotImplementedError" in error.mro:
            stub = where[-1][2] if where else name
            if stub == name:
                return Unshrinkable(Verdict.missing, f"{name} is not written yet", kind="NotImplementedError")
            message = f"{name} calls {stub}, which is not written yet"
            return Unshrinkable(Verdict.crashed, message, where, "NotImplementedError")
        absent = error.type == "NameError" and next((each for each in self.broken if f"'{each}'" in error.message), "")
        if absent:
            message = f"{name} calls {absent}, but the {self.broken[absent]}"
            return Unshrinkable(Verdict.crashed, message, where, "NameError")
        return Outcome(Verdict.crashed, f"{error.type}: {error.message}".rstrip(": "), where, error.type)


def _name(target: str | Handle) -> str:
    return target if isinstance(target, str) else "the function that was returned"


def last_answer(sitting: Sitting) -> str:
    """What the student's function returned last in the current check, in words."""
    calls = sitting.transcript.get(sitting.exercise, {}).get(sitting.check, [])
    entries = [call for call in calls if isinstance(call, Entry)]  # the others are used as it is planned
    return kind(entries[-1].value) if entries else "nothing"
