"""Where a submission is run: a sandboxed process in which its cells have been executed.

A process that dies or hangs is replaced by a fresh one; a cell that was fatal is left out the second time.
"""

import contextlib
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from autograder.intake.ingest import Cell, Script
from autograder.sandbox import Child, Died, Host, Limits, OutOfMemory, Sandbox, StudentError, TimedOut
from autograder.scheme.outcomes import Outcome, Unshrinkable
from autograder.verdicts import UNSTABLE, Verdict

QUOTED = 50  # characters of a cell's first line
QUICK = 0.5  # seconds: a cell that ends sooner runs again in a fresh process, whatever time its student has used
OWN = "own"  # the role of the cells that a student has added
ADVICE = {
    "ModuleNotFoundError": "; for grading there are NumPy and Matplotlib only",
    "NameError": "; examples, figures and demonstrations are not run for grading",
}


class Allowance:
    """Seconds for a submission's cells: for the student's own ones, and for all others, so that answers are reached."""

    def __init__(self, own: float, others: float) -> None:
        self._own = self._left = own
        self._others = others
        self._took: dict[int, float] = {}  # seconds of each cell that has run

    def take(self, role: str, seconds: float, index: int | None) -> None:
        """Take what a cell, or a fresh process, needed."""
        if role == OWN:
            self._left -= seconds
        else:
            self._others -= seconds
        if index is not None:
            self._took[index] = seconds

    def admits(self, role: str, index: int) -> bool:
        """Whether a cell may run.

        A quick one of the student's may run in a fresh process beyond its time, up to twice that: others need it.
        """
        if role != OWN:
            return self._others > 0
        return self._left > 0 or (self._took.get(index, QUICK) < QUICK and self._left > -self._own)


@dataclass
class Seat(Host):
    """The process of a submission, its time, and what went wrong outside the checks.

    Functions `given` stand for the submission's own of these names.
    """

    sandbox: Sandbox
    script: Script
    files: Mapping[str, bytes]
    limits: Limits
    seconds: float  # for all checks, and as many for the student's own cells
    given: Mapping[str, Callable[..., Any]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    repeatable: bool = True  # False once a limit has struck outside a check: another run may go differently
    output: bytes = b""
    output_bytes: int = 0

    def __post_init__(self) -> None:
        self.end = time.monotonic() + self.seconds  # by the clock of the checks, which stands still while cells run
        self.allowance = Allowance(self.seconds, self.limits.cell_seconds * len(self.script.cells))
        self.broken: dict[str, Outcome] = {}  # exercises whose answer cell failed
        self._child: Child | None = None
        self._fatal: dict[int, Outcome] = {}  # cells that killed their process
        self._told = False  # that a cell is left out for want of time

    def ready(self) -> Child:
        """A process in which the submission's cells have run."""
        if self._child and not self._child.alive:  # it was given up in the middle of a call
            self.close()
        while self._child is None:
            with self._standing(OWN):
                child = self.sandbox.start(self.files, self.limits)
            self._child, child.host = child, self
            if self.given:
                child.give(self.given)
            self._set_up(child)
        return self._child

    @contextlib.contextmanager
    def _standing(self, role: str, index: int | None = None) -> Iterator[None]:
        """While this lasts, the clock of the checks stands still; what it takes is taken from another allowance."""
        began = time.monotonic()
        try:
            yield
        finally:
            took = time.monotonic() - began
            self.end += took
            self.allowance.take(role, took, index)

    def _set_up(self, child: Child) -> None:
        """Run the cells, and bind the exercises where they are to be bound, as far as the process survives it."""
        for index, cell in enumerate(self.script.cells):
            if self._may_run(index, cell):
                with self._standing(cell.role, index):
                    survived = self._run(child, index, cell)
                if not survived:
                    return
            for name in cell.binds:
                child.bind(name)

    def _may_run(self, index: int, cell: Cell) -> bool:
        """Whether a cell is run: one that was fatal is not, nor is a slow one of the student's own without time."""
        if index in self._fatal:
            return False
        if self.allowance.admits(cell.role, index):
            return True
        self.repeatable = False
        if cell.role != OWN:
            used_up = f"the time for all cells was used up before {_called(cell)}"
            raise Unshrinkable(Verdict.skipped, f"not run: {used_up}")
        if not self._told:
            self._told = True
            used_up = f"your own cells have used up their {self.seconds:g} s"
            self.note(f"{used_up}: {_called(cell)} and slow ones below it are left out")
        return False

    def _run(self, child: Child, index: int, cell: Cell) -> bool:
        """Run a cell; False if the process did not survive it."""
        try:
            child.run(cell.source, cell.label, self.limits.cell_seconds)
        except StudentError as error:
            line = f" in line {error.frames[-1][1]}" if error.frames else ""
            message = f"{_called(cell)} stopped with {error.type}{line}: {error.message}".rstrip(": ")
            message += ADVICE.get(error.type, "") if cell.role == OWN else ""
            message += _newer(self.script.python) if error.type == "SyntaxError" else ""
            self._trouble(cell, Unshrinkable(Verdict.crashed, message, error.frames, error.type))
        except TimedOut as error:
            message = f"{_called(cell)} did not end within {error.seconds:g} s and is left out"
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
        self.note(str(outcome))
        if cell.exercise:
            self.broken.setdefault(cell.exercise, outcome)

    def note(self, words: str) -> None:
        """Tell the student, once."""
        if words not in self.notes:
            self.notes.append(words)

    def close(self) -> None:
        """End the submission's process; what it printed is kept."""
        if self._child is not None:
            self._child.close()
            self.output = self.output or self._child.output.first
            self.output_bytes += self._child.output.total
            self._child = None


def _newer(python: tuple[int, int] | None) -> str:
    """What may be behind a syntax error here in a notebook that a newer Python has run."""
    here = sys.version_info[:2]
    if python is None or python <= here:
        return ""
    theirs, ours = (".".join(map(str, version)) for version in (python, here))
    return f"; your notebook is of Python {theirs}, for grading there is {ours}, to which newer syntax is an error"


def _called(cell: Cell) -> str:
    """What a student knows a cell by: an own cell has no name, so its first line is quoted."""
    first = next((line.strip() for line in cell.source.splitlines() if line.strip()), "")
    return f"{cell.label} (`{first[:QUOTED]}`)" if cell.role == OWN else cell.label
