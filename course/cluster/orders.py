"""What coordinator, workers and annexes tell each other, as bytes: dask need not understand what it carries."""

import os
from collections.abc import Iterator
from typing import Any

import msgspec

from autograder.exam.hall import Rules

SIZE = 8  # bytes before each message in a pipe, which say how long it is
CHUNK = 1 << 20


class Order(msgspec.Struct, frozen=True):
    """What an annexe needs to know of a run; the rest it has from its own checkout."""

    run: str  # tells runs apart
    units: tuple[str, ...]
    seed: str
    rules: Rules
    points: dict[str, float]  # "unit/exercise" -> points, as in course.toml
    places: int  # submissions at a time
    first: int  # the processor of the first place: annexes on one machine do not sit on each other's
    patience: float  # seconds after which an annexe that has told no marking does not answer


class Proof(msgspec.Struct, frozen=True):
    """What an annexe says of itself before it is sent anything: by what results are decided there, how it isolates."""

    decided_by: dict[str, Any] = {}
    level: int = 0
    isolation: str = ""
    trouble: str = ""  # why it can grade nothing


class Sheet(msgspec.Struct, frozen=True):
    """A submission, by a number that the coordinator has given it."""

    number: int
    unit: str
    notebook: bytes


class Marked(msgspec.Struct, frozen=True):
    """What became of it; the marking is JSON, as an examiner writes it."""

    number: int
    marking: bytes


def encode(message: msgspec.Struct) -> bytes:
    """A message as bytes."""
    return msgspec.msgpack.encode(message)


def framed(message: bytes) -> bytes:
    """A message as it stands in a pipe."""
    return len(message).to_bytes(SIZE) + message


class Inbox:
    """Messages from a pipe, without waiting for any."""

    def __init__(self, pipe: int) -> None:
        os.set_blocking(pipe, False)
        self.pipe, self.closed = pipe, False
        self._received = bytearray()

    def messages(self) -> Iterator[bytes]:
        """Those that have come whole by now; `closed` if none will come any more."""
        self._read()
        while len(self._received) >= SIZE:
            end = SIZE + int.from_bytes(self._received[:SIZE])
            if len(self._received) < end:
                return
            message = bytes(self._received[SIZE:end])
            del self._received[:end]
            yield message

    def _read(self) -> None:
        try:
            while chunk := os.read(self.pipe, CHUNK):
                self._received += chunk
            self.closed = True
        except BlockingIOError:
            return
