"""Where a submission is run: a sandboxed process in which its cells have been executed.

A process that dies or hangs is replaced by a fresh one; a cell that was fatal is left out the second time.
"""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.intake.ingest import Cell, Script
from autograder.sandbox import Child, Died, Host, Limits, OutOfMemory, Sandbox, StudentError, TimedOut
from autograder.scheme.outcomes import Outcome, Unshrinkable
from autograder.verdicts import UNSTABLE, Verdict

QUOTED = 50  # characters of a cell's first line
ADVICE = {
    "ModuleNotFoundError": "; for grading there are NumPy and Matplotlib only",
    "NameError": "; examples, figures and demonstrations are not run for grading",
}


@dataclass
class Seat(Host):
    """The process of a submission, its time, and what went wrong outside the checks.

    Functions `given` stand for the submission's own of these names.
    """

    sandbox: Sandbox
    script: Script
    files: Mapping[str, bytes]
    limits: Limits
    seconds: float  # for the whole submission
    given: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    repeatable: bool = True  # False once a limit has struck outside a check: another run may go differently
    output: bytes = b""
    output_bytes: int = 0

    def __post_init__(self) -> None:
        self.end = time.monotonic() + self.seconds
        self.broken: dict[str, Outcome] = {}  # exercises whose answer cell failed
        self._child: Child | None = None
        self._fatal: dict[int, Outcome] = {}  # cells that killed their process

    def ready(self) -> Child:
        """A process in which the submission's cells have run."""
        if self._child and not self._child.alive:  # it was given up in the middle of a call
            self.close()
        while self._child is None:
            child = self.sandbox.start(self.files, self.limits)
            self._child, child.host = child, self
            if self.given:
                child.give(self.given)
            for index, cell in enumerate(self.script.cells):
                if time.monotonic() > self.end:
                    used_up = f"the {self.seconds:g} s for the whole submission were used up before {_called(cell)}"
                    raise Unshrinkable(Verdict.skipped, f"not run: {used_up}")
                if index not in self._fatal and not self._run(child, index, cell):
                    break
        return self._child

    def _run(self, child: Child, index: int, cell: Cell) -> bool:
        """Run a cell and bind the exercise it answers; False if the process did not survive it."""
        seconds = min(self.limits.cell_seconds, max(self.end - time.monotonic(), 0.1))
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
            self.broken.setdefault(cell.exercise, outcome)

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
