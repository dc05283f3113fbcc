"""Name the misconception behind wrong answers, from the transcript of calls alone.

A misconception is named when its answers equal the student's on every recorded call and differ from the
reference's somewhere, and no other misconception does as well. Exceptions answer too, by their type, and so do
arguments that are changed in place. When two fit, or none, nothing is named: a wrong diagnosis is worse than none.
"""

import inspect
import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.exam.conditions import condition
from autograder.exam.quietly import quietly
from autograder.exam.symptoms import symptom
from autograder.exam.transcript import Entry, Replay, calls_of
from autograder.sandbox import Handle
from autograder.scheme.catch import distance
from autograder.scheme.copies import Keys
from autograder.scheme.exercises import Exercise, Function, Misconception

RTOL = 1e-6
ATOL = 1e-9
UNIQUE = 1e-2  # alternates of float32, at logits of 1e4, are off by 1e-3

Answered = tuple[str, Any]  # ("value", plain value) or ("raised", name of the exception type)
Played = tuple[Answered, Keys]  # and the arguments changed in place


class Diagnosis:
    """The misconceptions that may be behind a student's answers: the more calls are heard, the fewer."""

    def __init__(self, exercise: Exercise) -> None:
        self._name, self._parts = exercise.name, exercise.parts
        self._suspects = [(each, _Suspect(each.function)) for each in exercise.misconceptions]
        self._model = Replay(exercise.reference)
        self._alternates = [Replay(each.function) for each in exercise.alternates]
        self._uncompared: list[tuple[Sequence[Entry], _Played]] = []  # of what was heard, with the alternates
        self._ambiguous = False  # whether one of them has answered otherwise
        self._parameters = inspect.signature(exercise.reference)
        self._handles: set[Handle] = set()
        self._heard: list[tuple[Sequence[Entry], _Played]] = []

    def hear(self, entries: Sequence[Entry]) -> None:
        """Exclude the misconceptions that do not explain these calls, which follow on those heard before."""
        calls = calls_of(self._name, entries, self._handles)
        model = _Played(self._model, calls)
        self._heard.append((calls, model))
        self._uncompared.append((calls, model))
        with quietly():
            self._suspects = [each for each in self._suspects if each[1].explains(calls, model)]

    @property
    def open(self) -> bool:
        """Whether any misconception fits."""
        return bool(self._suspects)

    @property
    def named(self) -> Misconception | None:
        """The one misconception that explains all calls, or None."""
        found = [each for each, suspect in self._suspects if suspect.differs]
        return found[0] if len(found) == 1 else None

    def symptom(self) -> str:
        """How the answers relate to the right ones on all calls of the exercise's function; else where they are wrong.

        Where they are wrong can be said only if there is one right answer to each question: so the alternates say.
        """
        with quietly():
            seen = list(self._seen())
            answered = [(arguments, got[1], wanted) for arguments, got, wanted in seen if got[0] == "value"]
            told = symptom(answered, self._parts) if len(answered) == len(seen) else ""
            if told:
                return told
            where = condition([(arguments, same(got, ("value", wanted))) for arguments, got, wanted in seen])
            return where if where and self._unique() else ""  # the alternates come last: to play them is dear

    def _unique(self) -> bool:
        """Whether all alternates answer as the model does, but for the precision of single numbers."""
        while self._uncompared and not self._ambiguous:
            calls, model = self._uncompared.pop(0)
            self._ambiguous = not all(_agrees(replay, calls, model) for replay in self._alternates)
        return not self._ambiguous

    def _seen(self) -> Iterator[tuple[Mapping[str, Any], Answered, Any]]:
        """Each call: its arguments by name, what was answered, and the right value."""
        for calls, model in self._heard:
            for index, call in enumerate(calls):
                wanted, _ = model[index]
                if wanted[0] == "value" and not isinstance(call.target, Handle):
                    args, kwargs = call.asked.value()
                    yield self._parameters.bind(*args, **kwargs).arguments, given(call), wanted[1]


class _Played:
    """What a function of our own answers to these calls: played in their order, as far as is asked for."""

    def __init__(self, replay: Replay, calls: Sequence[Entry]) -> None:
        self._answers = ((answer(replay, call), replay.mutated) for call in calls)
        self._played: list[Played] = []

    def __getitem__(self, index: int) -> Played:
        self._played += itertools.islice(self._answers, max(index + 1 - len(self._played), 0))
        return self._played[index]


def _agrees(alternate: Replay, calls: Sequence[Entry], model: _Played) -> bool:
    """Whether an alternate answers these calls as the model does, but for its precision."""
    for index, call in enumerate(calls):
        (how, wanted), _ = model[index]
        if how == "value" and distance(answer(alternate, call)[1], wanted) > UNIQUE:
            return False
    return True


class _Suspect:
    """A misconception that has explained every call so far; whether it `differs` from the reference in any."""

    def __init__(self, function: Function) -> None:
        self.differs = False
        self._replay = Replay(function)

    def explains(self, calls: Sequence[Entry], model: _Played) -> bool:
        """Whether its answers are the student's, and so are the arguments that it changes.

        A student's function may change more arguments than the candidate does, but not fewer.
        """
        for index, call in enumerate(calls):
            supposed = answer(self._replay, call)
            mutated = self._replay.mutated
            if not same(supposed, given(call)) or not set(mutated) <= set(call.mutated):
                return False
            if not self.differs:
                wanted, kept = model[index]
                self.differs = not same(supposed, wanted) or mutated != kept
        return True


def given(call: Entry) -> Answered:
    """What the student's function answered."""
    return ("raised", call.raised) if call.raised else ("value", call.value)


def answer(replay: Replay, call: Entry) -> Answered:
    """What a function of our own answers to the same call."""
    try:
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
    if a.dtype == b.dtype and a.dtype.kind in "biufc" and a.tobytes() == b.tobytes():  # as it mostly is
        return True
    if a.dtype.kind in "biufc" and b.dtype.kind in "biufc":
        return np.allclose(a, b, rtol=RTOL, atol=ATOL, equal_nan=True)
    if a.dtype.kind == b.dtype.kind and a.dtype.kind in "US":
        return bool(np.array_equal(a, b))
    return type(one) is type(other) and not a.ndim and bool(one == other)


def _nested(values: Sequence[Any]) -> bool:
    """A sequence that is no array of numbers: compared entry by entry."""
    return isinstance(values, tuple) or any(
        isinstance(each, np.ndarray | tuple | Mapping) or callable(each) or (isinstance(each, list) and _nested(each))
        for each in values
    )
