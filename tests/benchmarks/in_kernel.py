"""What a peer's notebooks and tests call in its kernel: our checks, on the notebook's own functions.

The functions are called directly, and a check stops at its first failure: the search for a smaller counterexample,
which peers do not make, is not charged to them.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any
from unittest import mock

from autograder.scheme.arguments import NAME
from autograder.scheme.exercises import Check, unit_exercises
from autograder.scheme.in_process import in_process
from autograder.scheme.student import Student

Namespace = Mapping[str, Callable[..., Any]]


def earned(unit: str, exercise: str, namespace: Namespace, seed: str) -> float:
    """The points of the checks that the notebook's function passes, as nbgrader's partial credit."""
    student = in_process(namespace, seed)  # the rule about arguments, the last check, looks back on the others' calls
    passed = [check for check in unit_exercises(unit)[exercise].checks if _passes(check, student)]
    return sum(check.points for check in passed) if any(check.name != NAME for check in passed) else 0.0


def require(unit: str, exercise: str, name: str, namespace: Namespace, seed: str) -> None:
    """Run one check, as a test case of otter's: raises what the check raises where it fails."""
    found = {check.name: check for check in unit_exercises(unit)[exercise].checks}
    with _plainly():
        found[name].function(None, in_process(namespace, seed))


def _passes(check: Check, student: Student) -> bool:
    try:
        with _plainly():
            check.function(None, student)
    except Exception:
        return False
    return True


@contextmanager
def _plainly() -> Iterator[None]:
    """Without shrinking, and without warnings: nbgrader takes anything on standard error for a failure."""
    with (
        warnings.catch_warnings(),
        mock.patch("autograder.scheme.forall.shrink", lambda generator, log, fails, attempts: log),
    ):
        warnings.simplefilter("ignore")
        yield
