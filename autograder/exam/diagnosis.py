"""Name the misconception behind wrong answers, from the transcript of calls alone.

A misconception is named when its answers equal the student's on every recorded call and differ from the
reference's somewhere, and no other misconception does as well. Exceptions answer too, by their type, and so do
arguments that are changed in place. When two fit, or none, nothing is named: a wrong diagnosis is worse than none.
"""

import warnings
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exam.transcript import Entry, Replay, calls_of
from autograder.scheme.exercises import Exercise, Function, Misconception
from autograder.scheme.snapshot import Keys

RTOL = 1e-6
ATOL = 1e-9

Answered = tuple[str, Any]  # ("value", plain value) or ("raised", name of the exception type)
Played = tuple[Answered, Keys]  # and the arguments changed in place


def diagnose(exercise: Exercise, entries: Sequence[Entry]) -> Misconception | None:
    """The one misconception that explains these calls, or None."""
    calls = calls_of(exercise.name, entries)
    if not calls:
        return None
    right = list(_played(exercise.reference, calls))
    found = [each for each in exercise.misconceptions if _explains(_played(each.function, calls), calls, right)]
    return found[0] if len(found) == 1 else None


def _played(function: Function, calls: Sequence[Entry]) -> Iterator[Played]:
    """The answers of a function of our own to the same calls; one after the other, as most are soon excluded."""
    replay = Replay(function)
    for call in calls:
        yield answer(replay, call), replay.mutated


def _explains(candidate: Iterator[Played], calls: Sequence[Entry], right: Sequence[Played]) -> bool:
    """Whether the answers agree, and are wrong somewhere: as values, or in the arguments that they change.

    A student's function may change more arguments than the candidate does, but not fewer.
    """
    differs = False
    for (supposed, mutated), call, (wanted, kept) in zip(candidate, calls, right, strict=True):
        if not same(supposed, given(call)) or not set(mutated) <= set(call.mutated):
            return False
        differs = differs or not same(supposed, wanted) or mutated != kept
    return differs


def given(call: Entry) -> Answered:
    """What the student's function answered."""
    return ("raised", call.raised) if call.raised else ("value", call.value)


def answer(replay: Replay, call: Entry) -> Answered:
    """What a function of our own answers to the same call."""
    try:
        with np.errstate(all="ignore"), warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return "value", replay.answer(call)
    except Exception as error:
        return "raised", type(error).__name__


def same(one: Answered, other: Answered) -> bool:
    """Whether two answers are equal: exceptions by type, numbers to round-off, NaN equal to NaN."""
    return one[0] == other[0] and _equal(one[1], other[1])


def _equal(one: Any, other: Any) -> bool:
    if callable(one) or callable(other):  # their own answers are compared where they are called
        return callable(one) and callable(other)
    if isinstance(one, Mapping) and isinstance(other, Mapping):
        return one.keys() == other.keys() and all(_equal(one[key], other[key]) for key in one)
    if isinstance(one, list | tuple) and isinstance(other, list | tuple) and (_nested(one) or _nested(other)):
        return len(one) == len(other) and all(map(_equal, one, other))
    return _equal_arrays(one, other)


def _equal_arrays(one: Any, other: Any) -> bool:
    try:
        a, b = np.asarray(one), np.asarray(other)
    except ValueError:  # ragged
        return False
    if a.shape != b.shape:
        return False
    if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
        return np.allclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True)
    return bool(one == other) if type(one) is type(other) else False


def _nested(values: Sequence[Any]) -> bool:
    """A sequence that is no array of numbers: compared entry by entry."""
    return isinstance(values, tuple) or any(
        isinstance(each, np.ndarray | tuple | Mapping) or callable(each) or (isinstance(each, list) and _nested(each))
        for each in values
    )
