"""Name the misconception behind wrong answers, from the transcript of calls alone.

A misconception is named when its answers equal the student's on every recorded call and differ from the
reference's somewhere, and no other misconception does as well. Exceptions answer too: by their type. When two
fit, or none, nothing is named: a wrong diagnosis is worse than none.
"""

import warnings
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exam.sitting import Entry
from autograder.inside import wire
from autograder.scheme.exercises import Exercise, Misconception

RTOL = 1e-6
ATOL = 1e-9

Answered = tuple[str, Any]  # ("value", plain value) or ("raised", name of the exception type)


def diagnose(exercise: Exercise, entries: Sequence[Entry]) -> Misconception | None:
    """The one misconception that explains these calls, or None."""
    calls = [entry for entry in entries if entry.name == exercise.name]
    if not calls:
        return None
    reference = [answer(exercise.reference, call) for call in calls]
    found = [each for each in exercise.misconceptions if _explains(each, calls, reference)]
    return found[0] if len(found) == 1 else None


def _explains(candidate: Misconception, calls: Sequence[Entry], reference: Sequence[Answered]) -> bool:
    differs = False
    for call, right in zip(calls, reference, strict=True):
        supposed = answer(candidate.function, call)
        if not same(supposed, given(call)):
            return False
        differs = differs or not same(supposed, right)
    return differs


def given(call: Entry) -> Answered:
    """What the student's function answered."""
    return ("raised", call.raised) if call.raised else ("value", call.value)


def answer(function: Callable[..., Any], call: Entry) -> Answered:
    """What our own `function` answers to the same call."""
    args, kwargs = wire.loads(call.frame)
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return "value", function(*args, **kwargs)
    except Exception as error:
        return "raised", type(error).__name__


def same(one: Answered, other: Answered) -> bool:
    """Whether two answers are equal: exceptions by type, numbers to round-off, NaN equal to NaN."""
    return one[0] == other[0] and _equal(one[1], other[1])


def _equal(one: Any, other: Any) -> bool:
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if _nested(one) or _nested(other):
        return (
            isinstance(one, list | tuple)
            and isinstance(other, list | tuple)
            and len(one) == len(other)
            and all(map(_equal, one, other))
        )
    try:
        a, b = np.asarray(one), np.asarray(other)
    except ValueError:  # ragged
        return False
    if a.shape != b.shape:
        return False
    if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
        return np.allclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True)
    return bool(one == other) if type(one) is type(other) else False


def _nested(value: Any) -> bool:
    """A sequence that is no array of numbers: compared entry by entry."""
    if isinstance(value, list):
        return any(isinstance(each, np.ndarray) for each in value)
    return isinstance(value, tuple)
