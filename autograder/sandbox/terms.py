"""What a submission's process may use, and everything that a call of it can come to.

All exceptions but `SandboxFailure` are the student's doing; that one is ours and must never cost a student anything.
"""

from dataclasses import dataclass
from typing import Any

from autograder.inside import report


class SandboxError(Exception):
    """What a call came to instead of a value."""


class StudentError(SandboxError):
    """The student's code raised or, if `where` is "return", returned what is no plain value."""

    def __init__(self, description: report.Description, warnings: tuple[str, ...] = ()) -> None:
        super().__init__(f"{description.type}: {description.message}")
        self.type, self.mro, self.message = description.type, description.bases, description.message
        self.frames, self.where = description.frames, description.where
        self.warnings = warnings


class Undefined(SandboxError):  # noqa: N818 - it reads as a verdict
    """The submission defines nothing of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not defined")
        self.name = name


class TimedOut(SandboxError):  # noqa: N818 - as above
    """No answer within the time allowed; the process has been killed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds


class OutOfMemory(SandboxError):  # noqa: N818 - as above
    """A MemoryError, which a process survives, or a process ended for want of memory."""


class Died(SandboxError):  # noqa: N818 - as above
    """The process ended, or broke the protocol and has been killed; the text says how."""


class SandboxFailure(SandboxError):  # noqa: N818 - as above
    """Our own failure, never the student's: the machinery is gone or could not be set up."""


@dataclass(frozen=True)
class Limits:
    """What a submission's process may use.

    Times of calls and cells are those of the wall clock, without what the process waits for a busy processor.
    """

    call_seconds: float = 2.0
    cell_seconds: float = 10.0
    memory_bytes: int = 2 << 30  # beyond what Python, NumPy and Matplotlib take
    cpu_seconds: int = 300  # of the process as a whole: a backstop, should an examiner hang
    file_bytes: int = 64 << 20  # each file
    open_files: int = 256
    output_bytes: int = 2048  # kept of what is printed; the rest is counted
    callbacks: int = 10_000  # calls of functions of ours, in one call of the student's


@dataclass(frozen=True)
class Reply:
    """What a call returned."""

    value: Any
    mutated: tuple[int | str, ...]  # positions and keywords of the arguments changed in place
    warnings: tuple[str, ...]  # such as "RuntimeWarning: overflow encountered in exp"
    seconds: float  # as measured on this side


@dataclass(frozen=True)
class Output:
    """What a process has printed: the first bytes, and how many there were in all."""

    first: bytes = b""
    total: int = 0
