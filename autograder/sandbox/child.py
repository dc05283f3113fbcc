"""One submission's process, seen from the trusted side, and everything a call of it can come to.

A child is believed in nothing: its answers are decoded and checked as data, its time is measured here, and
whatever it does ends in a value or in one of the exceptions below. All of them but `SandboxFailure` are the
student's doing; that one is ours and must never cost a student anything.
"""

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Self

from autograder.inside import report, scratch, wire

BIRTH_SECONDS = 20.0  # for a new process to introduce itself and take its files, also on a busy machine
END_SECONDS = 5.0  # for the end of a killed process to be reported
PARTING_SECONDS = 2.0  # for the same once a process has closed its channel, as an ending one does
CHUNK = 1 << 16
MAX_CHUNKS = 16  # read at once: more than a pipe holds


class SandboxError(Exception):
    """What a call came to instead of a value."""


class StudentError(SandboxError):
    """The student's code raised or, if `where` is "return", returned what is no plain value."""

    def __init__(self, description: report.Description, warnings: tuple[str, ...] = ()) -> None:
        super().__init__(f"{description.type}: {description.message}")
        self.type, self.mro, self.message = description.type, description.bases, description.message
        self.frames, self.where = description.frames, description.where
        self.warnings = warnings


class Undefined(SandboxError):  # noqa: N818 - this name and the next ones read as verdicts
    """The submission defines nothing of this name."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name} is not defined")
        self.name = name


class TimedOut(SandboxError):  # noqa: N818
    """No answer within the time allowed; the process has been killed."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"no answer within {seconds:g} s")
        self.seconds = seconds


class OutOfMemory(SandboxError):  # noqa: N818
    """A MemoryError, which a process survives, or a process ended for want of memory."""


class Died(SandboxError):  # noqa: N818
    """The process ended, or broke the protocol and has been killed; the text says how."""


class SandboxFailure(SandboxError):  # noqa: N818
    """Our own failure, never the student's: the machinery is gone or could not be set up."""


@dataclass(frozen=True)
class Limits:
    """What a submission's process may use. Times of calls and cells are wall-clock times."""

    call_seconds: float = 2.0
    cell_seconds: float = 10.0
    memory_bytes: int = 2 << 30  # beyond what Python, NumPy and Matplotlib take
    cpu_seconds: int = 300  # of the process as a whole: a backstop, should an examiner hang
    file_bytes: int = 64 << 20  # each file
    open_files: int = 256
    output_bytes: int = 2048  # kept of what is printed; the rest is counted


@dataclass(frozen=True)
class Reply:
    """What a call returned."""

    value: Any
    mutated: tuple[int | str, ...]  # positions and keywords of the arguments changed in place
    warnings: tuple[str, ...]  # such as "RuntimeWarning: overflow encountered in exp"
    seconds: float  # as measured on this side


@dataclass(frozen=True)
class Output:
    """What a process has printed: the first bytes, and how many there were in all."""

    first: bytes = b""
    total: int = 0


@dataclass(frozen=True)
class Ends:
    """One side's ends of the three connections between a child and its examiner."""

    channel: socket.socket
    printed: FileIO
    status: FileIO

    def close(self) -> None:
        """Let go of them."""
        self.channel.close()
        self.printed.close()
        self.status.close()


def connect() -> tuple[Ends, Ends]:
    """The three connections: our ends and the child's."""
    near, far = socket.socketpair()
    pipes = [(FileIO(reading), FileIO(writing, "w")) for reading, writing in (os.pipe(), os.pipe())]
    return Ends(near, pipes[0][0], pipes[1][0]), Ends(far, pipes[0][1], pipes[1][1])


class Child:
    """One submission's process, seen from the trusted side; `Sandbox.start` makes them."""

    def __init__(self, ends: Ends, directory: Path, limits: Limits) -> None:
        self._ends, self._directory, self._limits = ends, directory, limits
        self._channel = wire.Channel(ends.channel)
        self._channel.watch(ends.printed.fileno(), self._listen)
        os.set_blocking(ends.printed.fileno(), False)
        self._process: int | None = None
        self._handle: int | None = None  # stands for the process, where the system has such a thing
        self._last_words: dict[str, Any] | None = None  # the zygote's, on how the process ended
        self._output = Output()
        self._number = 0  # of the last request
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def begin(self, files: Mapping[str, bytes]) -> None:
        """Make the process's acquaintance; what goes wrong before a student's code runs is our failure."""
        try:
            self._meet()
            self._ask("files", BIRTH_SECONDS, dict(files))
        except SandboxFailure:
            raise
        except SandboxError as error:
            words = self.output.first.decode(errors="replace").strip().splitlines()
            raise SandboxFailure(": ".join(["a new process failed", str(error), *words[-1:]])) from None

    def _meet(self) -> None:
        hello = select.poll()
        hello.register(self._ends.channel, select.POLLIN)
        if not hello.poll(BIRTH_SECONDS * 1000):
            raise TimedOut(BIRTH_SECONDS)
        words, handles, _, _ = socket.recv_fds(self._ends.channel, CHUNK, 1)
        if not words:
            raise self._death()
        self._process = wire.loads(words)
        for self._handle in handles:
            os.set_inheritable(self._handle, False)

    def run(self, source: str, filename: str, seconds: float | None = None) -> Reply:
        """Execute a cell; `filename` is its label in the frames of exceptions."""
        # As bytes: what comes out of a notebook may be long, or have half a surrogate pair in it.
        code = source.encode("utf-8", "surrogatepass")
        return self._ask("run", seconds or self._limits.cell_seconds, code, filename)

    def bind(self, name: str) -> bool:
        """Let later calls of `name` go to what it means now; whether it means anything."""
        return bool(self._ask("bind", self._limits.call_seconds, name).value)

    def call(
        self,
        name: str,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Call a function by its name: as bound, else as last defined."""
        return self._ask("call", seconds or self._limits.call_seconds, name, list(args), dict(kwargs or {}))

    def _ask(self, operation: str, seconds: float, *details: Any) -> Reply:
        if self._closed:
            raise SandboxFailure("this process has been ended; start another one")
        self._number += 1
        began = time.monotonic()
        try:
            self._channel.send((self._number, operation, *details), began + seconds)
            answer = report.read(self._channel.receive(began + seconds), self._number)
        except wire.TimedOut:
            self.close()
            raise TimedOut(seconds) from None
        except wire.ProtocolError as error:
            self.close()
            raise Died(f"it broke the protocol with {error}") from None
        except wire.Closed:
            raise self._death() from None
        match answer:
            case report.Undefined():
                raise Undefined(details[0])
            case report.Error(description, warnings):
                if "MemoryError" in description.bases:
                    raise OutOfMemory(f"{description.type}: {description.message}")
                raise StudentError(description, warnings)
            case report.Value(value, mutated, warnings):
                return Reply(value, mutated, warnings, time.monotonic() - began)

    @property
    def output(self) -> Output:
        """What the process has printed up to now."""
        for _ in range(MAX_CHUNKS):
            if self._closed or not self._listen():
                break
        return self._output

    def _listen(self) -> bool:
        """Take what has been printed; False if there is nothing to take."""
        chunk = self._ends.printed.read(CHUNK)
        if chunk:
            first = self._output.first + chunk[: self._limits.output_bytes - len(self._output.first)]
            self._output = Output(first, self._output.total + len(chunk))
        return bool(chunk)

    def _death(self) -> SandboxError:
        """How a process whose channel is closed has ended."""
        heard = self._hear(PARTING_SECONDS)
        self.close()
        if not heard:
            return Died("it closed its channel")
        return ending(self._last_words or {}, self._limits)

    def _hear(self, seconds: float) -> bool:
        """Wait for the zygote's last words on the process; whether they came in time."""
        words = select.poll()
        words.register(self._ends.status, select.POLLIN)
        if not words.poll(seconds * 1000):
            return False
        self._last_words = json.loads(self._ends.status.read(CHUNK) or b"{}")
        return True

    def close(self) -> None:
        """Kill the process with its whole group, wait for its end and remove its directory."""
        if self._closed:
            return
        if self._last_words is None and self._process is not None:
            self._kill(self._process)
            self._hear(END_SECONDS)
        _ = self.output  # what was printed until the end
        self._closed = True
        self._ends.close()
        if self._handle is not None:
            os.close(self._handle)
        scratch.remove(self._directory)

    def _kill(self, process: int) -> None:
        with contextlib.suppress(ProcessLookupError):
            if self._handle is None:
                os.kill(process, signal.SIGKILL)
            else:
                signal.pidfd_send_signal(self._handle, signal.SIGKILL)


def ending(words: Mapping[str, Any], limits: Limits) -> SandboxError:
    """What the zygote's words on the end of a process mean; a zygote that is gone says none."""
    if "status" not in words:
        return SandboxFailure(words.get("failure", "the process that starts the sandboxed ones is gone"))
    code = os.waitstatus_to_exitcode(words["status"])
    if words["seconds"] >= limits.cpu_seconds or code == -signal.SIGXCPU:
        return TimedOut(limits.cpu_seconds)
    if code == -signal.SIGKILL:
        return OutOfMemory("the system ended the process, as it does when memory runs short")
    if code == report.NO_MEMORY:
        return OutOfMemory("there was none left to answer with")
    return Died(f"killed by {_signal_name(-code)}" if code < 0 else f"exit status {code}")


def _signal_name(number: int) -> str:
    try:
        return signal.Signals(number).name
    except ValueError:  # a real-time signal
        return f"signal {number}"
