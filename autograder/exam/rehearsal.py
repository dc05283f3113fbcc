"""What the checks are going to ask, found out once for all submissions: each check is run on the model answers.

A check whose every draw makes a single call has a plan. All that its calls contain was drawn, since no answer has
come before; so they can be sent together, and what a student's process learns from them is inputs of the check that
it is being asked anyway. Their order is that of the draws. A check that calls more than once on a draw, or passes a
function or a random generator, has none: its calls are asked one by one.

An answer equal to the model's, byte for byte, passes: on the same input and the same answer the check has passed
here. So does the model's answer in numbers of NumPy instead of Python's, if the check has passed on that one too.
Everything else is put to the check itself.
"""

import contextlib
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NoReturn

import numpy as np

from autograder.exam.alarm import Rung, alarm
from autograder.exam.quietly import quietly
from autograder.exam.transcript import Entry
from autograder.inside import wire
from autograder.inside.seals import Seals
from autograder.sandbox import ahead
from autograder.sandbox.child import sealed_here
from autograder.scheme.arguments import Changes
from autograder.scheme.exercises import Check, Function
from autograder.scheme.in_process import InProcess
from autograder.scheme.snapshot import Snapshot
from autograder.scheme.student import Student

FIRST = 5  # calls asked for at first: a turn of all styles of draws, in which most wrong answers are found out
MOST_BYTES = 1 << 20  # in one request
SECONDS = 5.0  # for one check, which has no plan if it takes longer


@dataclass(frozen=True)
class Call:
    """A call to come: the function's name, its [args, kwargs], the frames of the model's answer in all its forms."""

    target: str
    asked: Snapshot
    given: Any  # the same arguments, unpacked
    sealed: Seals
    answers: tuple[bytes, ...]

    def entry(self) -> Entry:
        """The call on the record, answered so."""
        return Entry(self.target, self.asked, _value(self.answers[0]))

    def in_numpy(self) -> "Call":
        """The same call, of whose answer the last form has numbers of NumPy's."""
        form = ahead.answer(_in_numpy(_value(self.answers[0])), self.sealed)
        return self if form in self.answers else replace(self, answers=(*self.answers, form))


@dataclass(frozen=True)
class Plan:
    """The calls of a check, one for each draw, and the frames that ask for them, with the number of calls in each."""

    calls: tuple[Call, ...]
    requests: tuple[tuple[bytes, int], ...]

    @classmethod
    def of(cls, calls: Sequence[Call]) -> "Plan":
        """Plan these calls."""
        parts = [part for part in (calls[:FIRST], calls[FIRST:]) if part]
        return cls(tuple(calls), tuple((_request(part), len(part)) for part in parts))


def _request(calls: Sequence[Call]) -> bytes:
    return ahead.request([(call.target, *call.given) for call in calls])


class _Unplannable(BaseException):
    """A check that has no plan. No `except Exception` on the way shall catch it."""


def _refuse(_found: Any) -> NoReturn:
    raise wire.Unsendable("a function or a random generator")


Plans = Mapping[str, Plan]  # by purpose, as `foresee` is told it


class _Recorder(InProcess):
    """The model answers; they note what they are asked."""

    def __init__(self, references: Mapping[str, Function]) -> None:
        super().__init__(references)
        self._purpose = ""
        self._draws: list[list[Call]] = []
        self._unplannable = set[str]()  # purposes

    def foresee(self, purpose: str) -> None:
        """Begin anew."""
        self._purpose, self._draws = purpose, []

    def as_foreseen(self) -> bool:
        """A draw begins; where there can be no plan, it is over."""
        self._draws.append([])
        return self._purpose in self._unplannable

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Answer, and note the call."""
        asked = Snapshot.of([args, dict(kwargs)])
        try:
            given = asked.value(_refuse)
        except wire.Unsendable:
            self._give_up()
        if self._draws[-1]:
            self._give_up()
        value = super().__call__(target, args, kwargs)
        if self.changes.of(target):
            self._give_up()  # the model's answer is to be told from one that leaves the arguments alone
        sealed = sealed_here(*given)
        self._draws[-1].append(Call(target, asked, given, sealed, (ahead.answer(value, sealed),)))
        return value

    def _give_up(self) -> NoReturn:
        self._unplannable.add(self._purpose)
        raise _Unplannable

    def plans(self) -> Iterator[tuple[str, Plan]]:
        """The plan for what has been run, if it can have one."""
        if {len(calls) for calls in self._draws} == {1}:
            plan = Plan.of([call for calls in self._draws for call in calls])
            if max(len(frame) for frame, _ in plan.requests) <= MOST_BYTES:
                yield self._purpose, plan


class _Reciter:
    """Gives the answers of a plan, where they have a second form in that."""

    hasty = False

    def __init__(self, calls: Sequence[Call]) -> None:
        self.changes = Changes()  # none: such calls are not planned
        self._calls = iter(calls)

    def foresee(self, purpose: str) -> None:
        """It is planned what will be asked."""

    def as_foreseen(self) -> bool:
        """Whether the next answer has but one form."""
        self._call = next(self._calls)
        return len(self._call.answers) == 1

    def __call__(self, *_args: Any, **_kwargs: Any) -> Any:
        """The planned answer."""
        return _value(self._call.answers[-1])


def _value(frame: bytes) -> Any:
    _, _, value, _, _ = wire.loads(frame)
    return value


def _in_numpy(value: Any) -> Any:
    """The same with numbers of NumPy's in the place of Python's."""
    if isinstance(value, float) and not isinstance(value, np.generic):
        return np.float64(value)
    if isinstance(value, list | tuple):
        return type(value)(map(_in_numpy, value))
    return value


def rehearse(check: Check, instance: Any, references: Mapping[str, Function], seed: str) -> Plans:
    """The plans for a check and for its probe; none for one that fails on the model answer, or takes long."""
    recorder, found = _Recorder(references), dict[str, Plan]()
    for run in (check.function, getattr(check.function, "__probe__", None)):
        if run:
            # Whatever goes wrong will do so again where it counts.
            with contextlib.suppress(Exception, Rung), alarm(time.monotonic() + SECONDS), quietly():
                try:
                    run(instance, Student(recorder, seed))
                except _Unplannable:
                    with contextlib.suppress(_Unplannable):  # of a check that draws nothing
                        run(instance, Student(recorder, seed))  # nothing but the draws, which are kept for all
                for purpose, plan in recorder.plans():
                    found[purpose] = plan
                    other = [call.in_numpy() for call in plan.calls]
                    run(instance, Student(_Reciter(other), seed))
                    found[purpose] = replace(plan, calls=tuple(other))
    return found
