"""The wire: plain values as frames of bytes, and back, executing nothing.

A frame is  u32 total | u32 header length | header | raw buffers  in little-endian order; the total counts
what follows it. The header is msgpack without maps, binaries or extension types; `plain` says what its nodes
mean. Whatever a hostile peer sends, `loads` returns a plain value or raises `ProtocolError`.
WIRE.md is the whole specification.
"""

import select
import socket
import struct
import time
from collections.abc import Callable, Iterable
from typing import Any

import msgpack
import numpy as np

from .decode import Reader, Restore
from .encode import Export, Writer
from .plain import MAX_FRAME, ProtocolError, Unsendable

__all__ = ["Channel", "Closed", "ProtocolError", "TimedOut", "Unsendable", "dumps", "loads"]

MAX_HEADER = 1 << 20  # bytes; as small objects these can take sixty times as much
SIZES = struct.Struct("<II")
CHUNK = 1 << 16  # bytes read ahead
LONGEST = 1e9  # milliseconds that one poll can wait, about


class Closed(Exception):  # noqa: N818 - a state of the peer
    """The peer is gone."""


class TimedOut(Exception):  # noqa: N818 - a state of the peer
    """The deadline passed before the peer had read or answered."""


def dumps(value: Any, export: Export | None = None) -> bytes:
    """The frame of a plain value; `Unsendable` if it is not one or is too large."""
    return b"".join(_parts(value, export))


def _parts(value: Any, export: Export | None) -> list[bytes | memoryview]:
    writer = Writer(export)
    header = msgpack.packb(writer.node(value))
    if len(header) > MAX_HEADER:
        raise Unsendable(f"a value that takes {len(header)} bytes outside arrays, more than {MAX_HEADER}")
    total = len(header) + sum(map(len, writer.buffers)) + 4
    if total > MAX_FRAME:
        raise Unsendable(f"a value of {total} bytes, more than {MAX_FRAME}")
    return [SIZES.pack(total, len(header)) + header, *writer.buffers]


def loads(frame: bytes | memoryview, restore: Restore | None = None) -> Any:
    """The value of a frame; `ProtocolError` if it is malformed in any way."""
    if len(frame) < SIZES.size:
        raise ProtocolError(f"a frame of {len(frame)} bytes")
    total, size = SIZES.unpack_from(frame)
    body = memoryview(frame)[SIZES.size :]
    if total != len(body) + 4 or total > MAX_FRAME:
        raise ProtocolError(f"a frame of {len(frame)} bytes that announces {total}")
    if size > min(len(body), MAX_HEADER):
        raise ProtocolError(f"a header of {size} bytes")
    reader = Reader(body[size:], restore)
    value = reader.value(_unpack(body[:size]))
    if reader.buffers:
        raise ProtocolError(f"{len(reader.buffers)} bytes after the last buffer")
    return value


def _unpack(header: memoryview) -> Any:
    try:
        return msgpack.unpackb(header, max_map_len=0, max_bin_len=0, max_ext_len=0)
    except Exception as error:  # msgpack raises many kinds
        raise ProtocolError(f"a header that is not msgpack: {type(error).__name__}") from None


class Channel:
    """Frames over a stream socket, each way with a deadline on the clock of `time.monotonic`, None for never.

    What `watch`ed file descriptors bring is handled while waiting, so that a peer that floods one of them
    neither blocks nor is blocked. `export` and `restore` say what stands for functions, if these may cross.
    When a deadline has passed, `more` is asked for seconds that are granted beyond it; they count until `renew`.
    """

    def __init__(
        self,
        peer: socket.socket,
        export: Export | None = None,
        restore: Restore | None = None,
        more: Callable[[], float] | None = None,
    ) -> None:
        self.export, self.restore = export, restore
        self._more, self._granted = more, 0.0
        peer.setblocking(False)
        self._peer = peer
        self._room = np.empty(CHUNK, np.uint8).data  # kept, since fresh memory is slow
        self._have = 0  # bytes in it
        self._watched: dict[int, Callable[[], bool]] = {}
        self._poll = select.poll()
        self._poll.register(peer, select.POLLIN)

    def watch(self, descriptor: int, handle: Callable[[], bool]) -> None:
        """Call `handle` whenever the descriptor has something to read, until it returns False."""
        self._watched[descriptor] = handle
        self._poll.register(descriptor, select.POLLIN)

    def renew(self) -> None:
        """Let deadlines hold again as they are said."""
        self._granted = 0.0

    def send(self, message: Any, deadline: float | None = None) -> None:
        """Send one plain value; `Closed`, `TimedOut`, or `Unsendable` before anything was sent."""
        self.send_parts(_joined(_parts(message, self.export)), deadline)

    def send_parts(self, parts: Iterable[bytes | memoryview], deadline: float | None = None) -> None:
        """Send frames that are made; `Closed` or `TimedOut`."""
        for part in parts:
            rest = memoryview(part)
            while rest:
                try:
                    rest = rest[self._peer.send(rest) :]
                except BlockingIOError:
                    self._wait(select.POLLOUT, deadline)
                except OSError as error:
                    raise Closed(str(error)) from None

    def receive(self, deadline: float | None = None) -> Any:
        """The peer's next plain value; `Closed`, `TimedOut` or `ProtocolError`."""
        value = loads(self.peek(deadline), self.restore)
        self.drop()
        return value

    def peek(self, deadline: float | None = None) -> memoryview:
        """The peer's next frame, left where it is; `Closed`, `TimedOut` or `ProtocolError`."""
        self._fill(SIZES.size, deadline)
        size = 4 + SIZES.unpack_from(self._room)[0]
        if not SIZES.size <= size <= 4 + MAX_FRAME:
            raise ProtocolError(f"a frame that announces {size - 4} bytes")
        self._fill(size, deadline)
        return self._room[:size]

    def drop(self) -> None:
        """Go on to the frame after the one that `peek` shows."""
        size = 4 + SIZES.unpack_from(self._room)[0]
        self._room[: self._have - size] = self._room[size : self._have]
        self._have -= size

    def _fill(self, size: int, deadline: float | None) -> None:
        """Read until there are at least `size` bytes. Untouched room costs nothing until they come."""
        if size > len(self._room):
            larger = np.empty(size, np.uint8).data
            larger[: self._have] = self._room[: self._have]
            self._room = larger
        while self._have < size:
            self._wait(select.POLLIN, deadline)
            try:
                count = self._peer.recv_into(self._room[self._have :])
            except OSError as error:
                raise Closed(str(error)) from None
            if not count:
                raise Closed("end of stream")
            self._have += count

    def _wait(self, event: int, deadline: float | None) -> None:
        """Wait for the peer, minding the watched descriptors."""
        self._poll.modify(self._peer, event)
        peer = self._peer.fileno()
        come = False
        while not come:
            for descriptor, _ in self._poll.poll(None if deadline is None else self._left(deadline)):
                if descriptor == peer:
                    come = True
                elif not self._watched[descriptor]():
                    self._poll.unregister(descriptor)
                    del self._watched[descriptor]

    def _left(self, deadline: float) -> float:
        """Milliseconds to wait, or `TimedOut`."""
        left = deadline + self._granted - time.monotonic()
        if left <= 0 and self._more:
            more = self._more()
            self._granted += more
            left += more
        if left <= 0:
            raise TimedOut
        return min(1000 * left, LONGEST)


def _joined(parts: list[bytes | memoryview]) -> list[bytes | memoryview]:
    """Small parts as one, so that they take one system call; large ones as they are, uncopied."""
    return [b"".join(parts)] if sum(map(len, parts)) <= CHUNK else parts
