"""What the graded cells of the peer's notebooks call, in the kernel: our checks on the notebook's functions."""

import warnings
from collections.abc import Mapping
from typing import Any

from autograder.scheme.exercises import Check, unit_exercises
from autograder.scheme.outcomes import Unshrinkable
from autograder.scheme.snapshot import Keys
from autograder.scheme.student import Student
from autograder.verdicts import Verdict


class Notebook:
    """Answers with the functions of a notebook, called directly: nothing is charged to the peer but the calls."""

    mutated: Keys = ()

    def __init__(self, namespace: Mapping[str, Any]) -> None:
        self._namespace = namespace

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """What the function returns; a stub's counterexample is not made small, as it is not on our side."""
        function = self._namespace.get(target, _stub)
        try:
            return function(*args, **kwargs)
        except NotImplementedError:
            raise Unshrinkable(Verdict.missing, target) from None


def earned(unit: str, exercise: str, namespace: Mapping[str, Any], seed: str) -> float:
    """The points of the checks that the notebook's function passes, as nbgrader's partial credit."""
    student = Student(Notebook(namespace), seed)
    with warnings.catch_warnings():  # nbgrader takes anything on standard error for a failure
        warnings.simplefilter("ignore")
        checks = unit_exercises(unit)[exercise].checks
        return sum(check.points for check in checks if _passes(check, student))


def _stub(*_args: Any, **_kwargs: Any) -> None:
    raise NotImplementedError


def _passes(check: Check, student: Student) -> bool:
    try:
        check.function(None, student)
    except Exception:
        return False
    return True
