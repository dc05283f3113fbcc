"""The calls that the current check is about to make, asked ahead, and their answers as they come.

They are asked turn by turn: the first calls of some draws together, then the second ones, and so on, each turn only
when all answers of the turns before are the model's, byte for byte. So a process is never told more than it would be
by the check itself, which may pass on what it was answered before.

Turns of several draws are not in the order of the check. What keeps something from one call to the next answers
otherwise in another order, and is recognised by the record of calls, which is in that of the check: so a draw with
unexpected answers among such turns is put to the process again.
"""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from autograder.exam.rehearsal import Call, Plan, Turn, value_of
from autograder.sandbox import Ahead, Child, Handle, Reply, SandboxError
from autograder.scheme.copies import alike, size_of

MOST_BYTES = 16 << 20  # of unexpected answers that are kept until the check asks for them
NEVER = -1  # no call of a draw


class Foresight:
    """What is left of a plan, and what was answered; of no plan, nothing."""

    def __init__(self, plan: Plan | None = None) -> None:
        self._draws = plan.draws if plan else ()
        self._blocks = deque(plan.blocks if plan else ())
        self._answers: dict[tuple[int, int], bytes | Reply | SandboxError] = {}  # by draw, and call of the draw
        self._draw, self._call = -1, 0  # which comes next
        self._kept = 0  # bytes, roughly
        self._in_turns = False  # whether the answers have come in another order than that of the check

    def as_expected(
        self, process: Callable[[], Child], seconds: float, end: Callable[[], float]
    ) -> Sequence[Call] | None:
        """The calls of the draw that begins, if all their answers are the expected ones. Asks ahead if need be.

        Each answer has its seconds, and none is waited for beyond the end, which is known when the process is there.
        """
        self._draw, self._call = self._draw + 1, 0
        if self._blocks and self._draw == self._blocks[0].first:
            turns = self._blocks.popleft().turns
            self._in_turns = len(turns) > 1 and len(turns[0].draws) > 1
            self._ask(turns, process(), seconds, end)
        if self._draw >= len(self._draws):
            return None
        calls = self._draws[self._draw]
        found = [self._answers.get((self._draw, number)) for number in range(len(calls))]
        for form in (0, -1):  # of all answers the same: on a mixture of forms the check was not rehearsed
            if all(answer is call.answers[form] for answer, call in zip(found, calls, strict=True)):
                return calls
        if self._in_turns and not any(isinstance(answer, SandboxError) for answer in found):
            self.depart()
        return None

    def _ask(self, turns: Sequence[Turn], child: Child, seconds: float, end: Callable[[], float]) -> None:
        for number, turn in enumerate(turns):
            ahead = Ahead(child, turn.request, len(turn.draws), seconds, end())
            for draw in turn.draws:
                if not ahead.alive or self._kept > MOST_BYTES:
                    ahead.discard()
                    return
                self._answers[draw, number] = self._heard(ahead, self._draws[draw][number])
            if not all(isinstance(self._answers[draw, number], bytes) for draw in turn.draws):
                return

    def _heard(self, ahead: Ahead, call: Call) -> bytes | Reply | SandboxError:
        expected = ahead.take_if(*call.answers)
        if expected is not None:
            return expected
        try:
            reply = ahead.take(call.target, call.sealed)
        except SandboxError as error:
            return error
        self._kept += size_of(reply.value)
        return reply

    def next(self, target: str | Handle, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Call | None:
        """This call as it was planned, if it is the next one of the draw and has been answered."""
        if (self._draw, self._call) not in self._answers:
            return None
        call = self._draws[self._draw][self._call]
        return call if target == call.target and alike([args, dict(kwargs)], call.given) else None

    def take(self) -> Reply:
        """The answer to it."""
        answer = self._answers.pop((self._draw, self._call))
        self._call += 1
        if isinstance(answer, SandboxError):
            raise answer
        return Reply(value_of(answer), (), (), 0.0) if isinstance(answer, bytes) else answer

    def depart(self) -> None:
        """No more of this draw's calls are foreseen: they are asked one by one."""
        self._call = NEVER
