"""What the checks are going to ask, found out once for all submissions: each check is run on the model answers.

A check that draws inputs has a plan: the calls of each draw, and requests for them, turn by turn. The first calls of
some draws are sent together: what they contain was drawn, since no answer has come before, and what a student's
process learns from them is inputs of the check that it is being asked anyway. Then come the second calls of these
draws, and so on. They may contain what was answered before; so a turn is sent only where all answers before it are
the model's. A check that passes a function or a random generator has no plan: its calls are asked one by one.

Answers equal to the model's, byte for byte, pass: on the same input and the same answers the check has passed here.
So do the model's answers in numbers of NumPy instead of Python's, if the check has passed on these too, and has made
the same calls. Everything else is put to the check itself.
"""

import contextlib
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from autograder.scheme.copies import alike
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
        return Entry(self.target, self.asked, value_of(self.answers[0]))

    def in_numpy(self) -> "Call":
        """The same call, of whose answer the last form has numbers of NumPy's."""
        form = ahead.answer(_in_numpy(value_of(self.answers[0])), self.sealed)
        return self if form in self.answers else replace(self, answers=(*self.answers, form))


@dataclass(frozen=True)
class Turn:
    """The calls that are asked for together: the frame, and the draws of which it has a call each."""

    request: bytes
    draws: tuple[int, ...]


@dataclass(frozen=True)
class Block:
    """The turns of some draws, of which the first is given."""

    first: int
    turns: tuple[Turn, ...]


@dataclass(frozen=True)
class Plan:
    """The calls of a check, draw by draw, and how they are asked for."""

    draws: tuple[tuple[Call, ...], ...]
    blocks: tuple[Block, ...]

    @classmethod
    def of(cls, draws: Sequence[Sequence[Call]]) -> "Plan":
        """Plan the calls of these draws."""
        parts = [part for part in (range(len(draws))[:FIRST], range(len(draws))[FIRST:]) if part]
        blocks = (Block(part[0], tuple(_turns(draws, part))) for part in parts)
        return cls(tuple(map(tuple, draws)), tuple(blocks))


def _turns(draws: Sequence[Sequence[Call]], part: Iterable[int]) -> Iterator[Turn]:
    """The first calls of these draws, then the second, and so on."""
    for number in itertools.count():
        asked = tuple(draw for draw in part if number < len(draws[draw]))
        if not asked:
            return
        calls = (draws[draw][number] for draw in asked)
        yield Turn(ahead.request([(call.target, *call.given) for call in calls]), asked)


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
        draw = self._draws[-1]
        value = super().__call__(target, args, kwargs)
        if self.changes.of(target):
            self._give_up()  # the model's answer is to be told from one that leaves the arguments alone
        sealed = sealed_here(*given)
        draw.append(Call(target, asked, given, sealed, (ahead.answer(value, sealed),)))
        return value

    def _give_up(self) -> NoReturn:
        self._unplannable.add(self._purpose)
        raise _Unplannable

    def plans(self) -> Iterator[tuple[str, Plan]]:
        """The plan for what has been run, if it can have one."""
        if self._purpose not in self._unplannable and any(self._draws):
            plan = Plan.of(self._draws)
            if all(len(turn.request) <= MOST_BYTES for block in plan.blocks for turn in block.turns):
                yield self._purpose, plan


class _Reciter:
    """Gives the answers of a plan in their last form, to the calls of the plan alone."""

    hasty = False

    def __init__(self, draws: Iterable[Sequence[Call]]) -> None:
        self.changes = Changes()  # none: such calls are not planned
        self._draws = iter(draws)

    def foresee(self, purpose: str) -> None:
        """It is planned what will be asked."""

    def as_foreseen(self) -> bool:
        """Whether all answers of the next draw have but one form."""
        draw = next(self._draws)
        self._calls = iter(draw)
        return all(len(call.answers) == 1 for call in draw)

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The planned answer."""
        call = next(self._calls)
        if target != call.target or not alike([args, dict(kwargs)], call.given):
            raise _Unplannable
        return value_of(call.answers[-1])


def value_of(frame: bytes) -> Any:
    """The value that a frame answers."""
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
                    other = tuple(tuple(call.in_numpy() for call in calls) for calls in plan.draws)
                    with contextlib.suppress(_Unplannable):
                        run(instance, Student(_Reciter(other), seed))
                        found[purpose] = replace(plan, draws=other)
    return found
