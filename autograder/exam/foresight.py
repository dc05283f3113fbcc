"""The calls that the current check is about to make, asked ahead, and their answers as they come."""

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from autograder.exam.rehearsal import Call, Plan
from autograder.sandbox import Ahead, Child, Handle, Reply
from autograder.scheme.copies import alike


class Foresight:
    """What is left of a plan; of none, nothing."""

    def __init__(self, plan: Plan | None = None) -> None:
        self._calls = deque(plan.calls if plan else ())
        self._requests = deque(plan.requests if plan else ())
        self._ahead: Ahead | None = None

    def as_expected(self, process: Callable[[], Child], seconds: float, end: Callable[[], float]) -> Call | None:
        """The next call, if its answer is the expected one, which is then taken. Asks ahead if need be.

        Each answer has its seconds, and none is waited for beyond the end, which is known when the process is there.
        """
        if self._calls and not (self._ahead and self._ahead.left):
            self._ahead = Ahead(process(), *self._requests.popleft(), seconds, end())
        if self._calls and self._ahead and self._ahead.is_next(*self._calls[0].answers):
            return self._calls.popleft()
        return None

    def next(self, target: str | Handle, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Call | None:
        """This call as it was planned, if it has been asked ahead and is the next to be answered."""
        if not (self._ahead and self._ahead.left and self._ahead.alive):
            return None
        call = self._calls[0]
        return call if target == call.target and alike([args, dict(kwargs)], call.given) else None

    def take(self) -> Reply:
        """The next answer."""
        assert self._ahead
        call = self._calls.popleft()
        return self._ahead.take(call.target, call.sealed)

    def discard(self) -> None:
        """Foresee nothing any more."""
        if self._ahead:
            self._ahead.discard()
        self._calls.clear()
