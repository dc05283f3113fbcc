"""One check of `practice.py`, run on fresh inputs: what came of it, and the smallest input on which it fails."""

import contextlib
import inspect
import os
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from .engine.arguments import SENTENCE
from .engine.copies import alike
from .engine.expect import kind
from .engine.outcomes import Outcome, Unshrinkable
from .engine.shown import in_line, shown
from .engine.student import Student
from .engine.verdicts import Verdict

from .answering import Call, Notebook
from .mistakes import where

Check = Callable[[Any, Student], None]


@dataclass
class Trial:
    """What came of one check."""

    sentence: str
    draws: int | None  # None: no inputs are drawn
    verdict: Verdict = Verdict.passed
    message: str = ""
    values: list[tuple[str, str]] = field(default_factory=list)  # of the counterexample, and what came of it
    warnings: list[str] = field(default_factory=list)

    @property
    def passed(self) -> bool:
        """Whether the check holds."""
        return self.verdict is Verdict.passed


def trials(checks: type, notebook: Notebook) -> Iterator[Trial]:
    """The checks of a class, one by one; those after a time-out, or of a function that is missing, are left out."""
    for name in names_of(checks):
        trial = _tried(checks(), vars(checks)[name], notebook)
        yield trial
        if trial.verdict in (Verdict.missing, Verdict.timed_out, Verdict.skipped, Verdict.out_of_memory):
            return


def names_of(checks: type) -> list[str]:
    """The checks of a class, in its order."""
    return [name for name in vars(checks) if name.startswith("test_")]


def left_unchanged(function: Callable[..., Any], notebook: Notebook) -> Iterator[Trial]:
    """What breaks the rule that a function leaves its arguments as they were, if any call did."""
    change = notebook.changes.of(function.__name__)
    if change:
        parameters = list(inspect.signature(function).parameters)
        values = [(name, shown(value)) for name, value in change.named(parameters).items()]
        yield Trial(SENTENCE, None, Verdict.failed, change.told(function.__name__, parameters), values)


def _tried(instance: Any, check: Check, notebook: Notebook) -> Trial:
    sentence = " ".join((inspect.getdoc(check) or "").split())
    trial = Trial(sentence, getattr(check, "__draws__", None))
    student = Student(notebook, os.urandom(16).hex())
    with warnings.catch_warnings(record=True) as heard:
        warnings.simplefilter("always")
        try:
            check(instance, student)
        except Exception as error:
            trial.verdict, trial.message = _judged(error, notebook)
            counterexample = getattr(error, "counterexample", None) or ()
            trial.values = [(name, shown(value)) for name, value in counterexample]
            if not isinstance(error, Unshrinkable):
                trial.values += _again(instance, check, student, notebook, counterexample)
    trial.warnings = list(dict.fromkeys(f"{each.category.__name__}: {each.message}" for each in heard))
    return trial


def _judged(error: Exception, notebook: Notebook) -> tuple[Verdict, str]:
    """The verdict on a check that raised this, and what to tell."""
    if isinstance(error, Outcome):
        return error.verdict, str(error) + (where(error.__cause__) if error.__cause__ else "")
    if isinstance(error, AssertionError):
        return Verdict.failed, str(error)
    returned = kind(notebook.last.returned[0]) if notebook.last and notebook.last.returned else "nothing"
    return Verdict.failed, f"the answer cannot be used: {returned} ({type(error).__name__}: {error})"


def _again(
    instance: Any, check: Check, student: Student, notebook: Notebook, counterexample: Sequence[tuple[str, Any]]
) -> Iterator[tuple[str, str]]:
    """What the student's function returns for the counterexample: the shrinker tried other inputs after it."""
    named = dict(counterexample)
    with contextlib.suppress(Exception):  # it has been judged
        if named:
            check.__again__(instance, student, counterexample)  # type: ignore[attr-defined]  # `forall` gives it one
    if notebook.last:
        yield from _told(notebook.last, named)


def _told(call: Call, named: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """A call in terms of the arguments of the check, and what it returned."""
    inside = [_argument(value, named) for value in call.args]
    inside += [f"{key}={_argument(value, named)}" for key, value in call.kwargs.items()]
    if call.returned:
        yield f"{call.name}({', '.join(inside)})", shown(call.returned[0])
    if call.changed:
        places = [inside[key] if isinstance(key, int) else key for key in call.changed]
        yield "changed in place", ", ".join(places)


def _argument(value: Any, named: dict[str, Any]) -> str:
    for name, known in named.items():
        if alike(value, known):
            return name
    return in_line(value)
