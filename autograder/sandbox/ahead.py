"""Calls that are asked for together, before the first is answered; their answers are taken one by one.

The frames are the same for every submission: they are made once, and an answer that is expected is recognised without
being decoded. The whole request is read before the first answer is written, so neither side waits for the other to
read. Each answer has its own time, from the moment at which the one before it was taken.
"""

import contextlib
import math
import time
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.inside import report, wire
from autograder.inside.seals import Seals
from autograder.sandbox.child import Child, reply
from autograder.sandbox.terms import Reply, SandboxError

NUMBER = 0  # of every such request; the others count from 1


def request(calls: Iterable[tuple[str, tuple[Any, ...], Mapping[str, Any]]]) -> bytes:
    """The frame that asks for these calls: names, arguments, keyword arguments."""
    return wire.dumps((NUMBER, "each", [("call", *call) for call in calls]))


def answer(value: Any, sealed: Seals) -> bytes:
    """The frame in which a call answers this, its arguments sealed so, having given no warning."""
    return wire.dumps((NUMBER, "value", value, sealed, ()))


class Ahead:
    """The answers to one such request, of `count` calls with `seconds` for each, but none after the `end`."""

    def __init__(self, child: Child, frame: bytes, count: int, seconds: float, end: float = math.inf) -> None:
        self.left = count
        self._child, self._most, self._end = child, seconds, end
        self._next()
        with child.exchange(self._seconds):
            child.channel.send_parts([frame], self._deadline)

    def _next(self) -> None:
        self._began = time.monotonic()
        self._seconds = max(min(self._most, self._end - self._began), 0.0)
        self._deadline = self._began + self._seconds

    @property
    def alive(self) -> bool:
        """Whether the process that answers is."""
        return self._child.alive

    def take_if(self, *expected: bytes) -> bytes | None:
        """The next answer, if it is one of these frames; else it is left. Why none comes is for `take` to say."""
        try:
            found = bytes(self._child.channel.peek(self._deadline)) if self.alive else None
        except (wire.TimedOut, wire.Closed, wire.ProtocolError):
            return None
        for frame in expected:
            if found == frame:
                self._child.channel.drop()
                self._taken()
                return frame
        return None

    def take(self, name: str, sealed: Seals) -> Reply:
        """The next answer, to a call of that name with arguments sealed so, as `Child.call` would have returned it."""
        with self._child.exchange(self._seconds):
            found = self._child.hear_out(NUMBER, self._deadline)
        seconds = time.monotonic() - self._began
        self._taken()
        return reply(found, name, seconds, sealed)

    def _taken(self) -> None:
        self.left -= 1
        self._next()

    def discard(self) -> None:
        """Wait for the answers that are left, which nobody asked for; a process that gives none is ended."""
        with contextlib.suppress(SandboxError):
            while self.left and self.alive:
                self._skip()

    def _skip(self) -> None:
        with self._child.exchange(self._seconds):
            found = report.read(self._child.channel.receive(self._deadline), NUMBER)
        if isinstance(found, report.Callback):  # of ours, in whose place nothing is answered
            self._child.close()
        self._taken()
