"""What can be wrong with the files that the grader is given, in the grader's words.

Three kinds, by who has to act: the person at the command line (`UsageProblem`), the person who collects
the submissions (`Problem`), the student who handed in (`Ungradable`). Each message says what was wanted,
what came and the next step, and is safe to print.
"""

from dataclasses import dataclass
from pathlib import Path


class UsageProblem(Exception):  # noqa: N818  it is the caller's mistake, not an error of ours
    """The command cannot start as it was given; the message says what to type or to run instead."""


class Ungradable(Exception):  # noqa: N818  a verdict on a file, not an error of ours
    """This one submission cannot be read as a notebook; `reason` is one sentence for its student."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Problem:
    """Something among the submissions that was not graded, while the others are."""

    path: Path
    message: str
    student: str | None = None
    unit: str | None = None
