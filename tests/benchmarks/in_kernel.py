"""What the graded cells of the peer's notebooks call, in the kernel: our checks on the notebook's functions."""

import warnings
from collections.abc import Mapping
from typing import Any

from autograder.scheme.exercises import Check, unit_exercises
from autograder.scheme.outcomes import Unshrinkable
from autograder.scheme.student import Student
from autograder.verdicts import Verdict


def earned(unit: str, exercise: str, namespace: Mapping[str, Any], seed: str) -> float:
    """The points of the checks that the notebook's function passes, as nbgrader's partial credit."""

    def answer(name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        if name not in namespace:
            raise Unshrinkable(Verdict.missing, name)
        try:
            return namespace[name](*args, **kwargs)
        except NotImplementedError:  # shrinking a stub's counterexample would be wasted on either side
            raise Unshrinkable(Verdict.missing, name) from None

    student = Student(answer, seed)
    with warnings.catch_warnings():  # nbgrader takes anything on standard error for a failure
        warnings.simplefilter("ignore")
        checks = unit_exercises(unit)[exercise].checks
        return sum(check.points for check in checks if _passes(check, student))


def _passes(check: Check, student: Student) -> bool:
    try:
        check.function(None, student)
    except Exception:
        return False
    return True
