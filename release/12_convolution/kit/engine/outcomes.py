"""What becomes of a call that returns no usable value, as seen by a check."""

from collections.abc import Sequence
from typing import Any

from .verdicts import Verdict

Where = Sequence[tuple[str, int, str, str]]  # file label, line number, function, source line


class Outcome(Exception):  # noqa: N818 - an outcome of the student's call, no error of ours
    """A call came to nothing; `verdict` is what that makes of the check."""

    counterexample: Sequence[tuple[str, Any]] | None = None

    def __init__(self, verdict: Verdict, message: str, where: Where = (), kind: str = "") -> None:
        super().__init__(message)
        self.verdict = verdict
        self.where = where
        self.kind = kind  # tells two crashes apart: the exception's type


class Unshrinkable(Outcome):
    """An outcome not to be tried again on smaller inputs: a time-out, a dead process, a missing function."""
