"""One submission sitting its examination: its cells run in a sandbox, its functions called from checks.

A process that dies or hangs is replaced by a fresh one; a cell that was fatal is left out the second time.
Everything asked and answered is kept in a transcript, from which the diagnosis works.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.inside import wire
from autograder.intake.ingest import Cell, Script
from autograder.sandbox import (
    Child,
    Died,
    Limits,
    OutOfMemory,
    Sandbox,
    SandboxFailure,
    StudentError,
    TimedOut,
    Undefined,
)
from autograder.scheme.expect import kind
from autograder.scheme.outcomes import Outcome, Unshrinkable, Where
from autograder.verdicts import UNSTABLE, Verdict

TRANSCRIPT_CAP = 60  # calls kept of each check: a failing draw is followed by up to 250 smaller ones
QUOTED = 50  # characters of a cell's first line
ADVICE = {
    "ModuleNotFoundError": "; for grading there are NumPy and Matplotlib only",
    "NameError": "; examples, figures and demonstrations are not run for grading",
}


@dataclass(frozen=True)
class Entry:
    """One call and its answer: a plain value, or the type of the exception that came instead."""

    name: str
    frame: bytes  # the arguments as sent: neither a check nor a student can have changed them since
    value: Any = None
    raised: str | None = None


@dataclass
class Sitting:
    """The trusted side of one submission, used as the `Answer` of its `Student`."""

    sandbox: Sandbox
    script: Script
    files: Mapping[str, bytes]
    limits: Limits
    seconds: float  # for the whole submission
    exercise: str = ""  # whose checks run now
    check: str = ""
    warnings: list[str] = field(default_factory=list)  # of the current check
    notes: list[str] = field(default_factory=list)
    transcript: dict[str, dict[str, list[Entry]]] = field(default_factory=dict)  # exercise -> check -> calls
    failure: SandboxFailure | None = None
    repeatable: bool = True  # False once a limit has struck outside a check: another run may go differently
    output: bytes = b""
    output_bytes: int = 0

    def __post_init__(self) -> None:
        self._child: Child | None = None
        self._fatal: dict[int, Outcome] = {}  # cells that killed their process
        self._broken: dict[str, Outcome] = {}  # exercises whose answer cell failed
        self._stopped: dict[str, str] = {}  # exercises not to be run any further, and why
        self._end = time.monotonic() + self.seconds

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a student's function; the plain value it returned, or an `Outcome` raised."""
        self._admit()
        frame = wire.dumps([list(args), dict(kwargs)])
        try:
            value = self._call(name, args, kwargs)
        except Outcome as outcome:
            self._record(Entry(name, frame, raised=outcome.kind or outcome.verdict))
            raise
        self._record(Entry(name, frame, value))
        return value

    def stop(self, exercise: str) -> None:
        """Run nothing more of an exercise that has timed out once."""
        self._stopped[exercise] = "not run: an earlier check had already exceeded its time limit"

    def _admit(self) -> None:
        """Refuse work for which no time is left."""
        if self.failure:
            raise Unshrinkable(Verdict.grader_error, str(self.failure))
        if self.exercise in self._stopped:
            raise Unshrinkable(Verdict.skipped, self._stopped[self.exercise])
        if time.monotonic() > self._end:
            message = f"not run: the {self.seconds:g} s for the whole submission are used up"
            raise Unshrinkable(Verdict.skipped, message)

    def _record(self, entry: Entry) -> None:
        calls = self.transcript.setdefault(self.exercise, {}).setdefault(self.check, [])
        if len(calls) < TRANSCRIPT_CAP:
            calls.append(entry)

    def _call(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        try:
            reply = self._ready().call(name, args, kwargs, self.limits.call_seconds)
        except Undefined:
            raise self._broken.get(name) or Unshrinkable(
                Verdict.missing, f"{name} is not defined: its answer cell is empty or was deleted"
            ) from None
        except (StudentError, TimedOut, OutOfMemory, Died, SandboxFailure) as error:
            raise self._outcome(error, name) from None
        self.warnings += [warning for warning in reply.warnings if warning not in self.warnings]
        return reply.value

    def _outcome(self, error: Exception, name: str) -> Outcome:
        """Translate what the sandbox reports into a verdict; what killed the process ends it here."""
        match error:
            case StudentError():
                return self._raised(error, name)
            case TimedOut():
                self.close()
                message = f"{name} gave no answer within {error.seconds:g} s: a loop that never ends?"
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
        absent = error.type == "NameError" and next((each for each in self._broken if f"'{each}'" in error.message), "")
        if absent:
            message = f"{name} calls {absent}, but the {self._broken[absent]}"
            return Unshrinkable(Verdict.crashed, message, where, "NameError")
        return Outcome(Verdict.crashed, f"{error.type}: {error.message}".rstrip(": "), where, error.type)

    def _ready(self) -> Child:
        """A process in which the submission's cells have run."""
        while self._child is None:
            child = self.sandbox.start(self.files, self.limits)
            self._child = child
            for index, cell in enumerate(self.script.cells):
                if index not in self._fatal and not self._run(child, index, cell):
                    break
        return self._child

    def _run(self, child: Child, index: int, cell: Cell) -> bool:
        """Run a cell and bind the exercise it answers; False if the process did not survive it."""
        seconds = min(self.limits.cell_seconds, max(self._end - time.monotonic(), 0.1))
        try:
            child.run(cell.source, cell.label, seconds)
            if cell.exercise:
                child.bind(cell.exercise)
        except StudentError as error:
            line = f" in line {error.frames[-1][1]}" if error.frames else ""
            message = f"{_called(cell)} stopped with {error.type}{line}: {error.message}".rstrip(": ")
            message += ADVICE.get(error.type, "") if cell.role == "own" else ""
            self._trouble(cell, Unshrinkable(Verdict.crashed, message, error.frames, error.type))
        except TimedOut as error:
            message = f"{_called(cell)} did not end within {error.seconds:g} s and is left out: a loop that never ends?"
            return self._fatality(index, cell, Unshrinkable(Verdict.timed_out, message))
        except OutOfMemory:
            message = f"{_called(cell)} needs more memory than there is and is left out"
            return self._fatality(index, cell, Unshrinkable(Verdict.out_of_memory, message))
        except Died as error:
            message = f"{_called(cell)} ended the Python process ({error}) and is left out"
            return self._fatality(index, cell, Unshrinkable(Verdict.crashed, message))
        return True

    def _fatality(self, index: int, cell: Cell, outcome: Outcome) -> bool:
        self._fatal[index] = outcome
        self.repeatable = self.repeatable and outcome.verdict not in UNSTABLE
        self._trouble(cell, outcome)
        self.close()
        return False

    def _trouble(self, cell: Cell, outcome: Outcome) -> None:
        """A cell that failed is a note, and the reason why its exercise has no function."""
        if str(outcome) not in self.notes:
            self.notes.append(str(outcome))
        if cell.exercise:
            self._broken.setdefault(cell.exercise, outcome)

    def close(self) -> None:
        """End the submission's process; what it printed is kept."""
        if self._child is not None:
            self._child.close()
            self.output = self.output or self._child.output.first
            self.output_bytes += self._child.output.total
            self._child = None


def _called(cell: Cell) -> str:
    """What a student knows a cell by: an own cell has no name, so its first line is quoted."""
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    return f"{cell.label} (`{first[:QUOTED]}`)" if cell.role == "own" else cell.label


def last_answer(sitting: Sitting) -> str:
    """What the student's function returned last in the current check, in words."""
    calls = sitting.transcript.get(sitting.exercise, {}).get(sitting.check, [])
    return kind(calls[-1].value) if calls else "nothing"
