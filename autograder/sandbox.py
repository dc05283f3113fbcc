"""Students' code, run in processes of its own: the trusted side.

`Sandbox` starts the zygote and asks it for one process per submission; `Child` is the trusted end of such a
process. A child is believed in nothing: its answers are decoded and checked as data, its time is measured here,
and whatever it does ends in a value or in one of the exceptions below. All of them but `SandboxFailure` are the
student's doing; that one is ours and must never cost a student anything.
"""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Self

from autograder import worker_path
from autograder.inside import confine, report, scratch, wire
from autograder.inside.zygote import RECORD

ISOLATION = f"level {confine.LEVEL}: {confine.ISOLATION}"

ZYGOTE_SECONDS = 60.0  # for the zygote's imports, also from a slow disk
BIRTH_SECONDS = 20.0  # for a new process to introduce itself and take its files, also on a busy machine
END_SECONDS = 5.0  # for the end of a killed process to be reported
PARTING_SECONDS = 2.0  # for the same once a process has closed its channel, as an ending one does
CHUNK = 1 << 16


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
class _Ends:
    """One side's ends of the three connections between a child and its examiner."""

    channel: socket.socket
    printed: FileIO
    status: FileIO

    def close(self) -> None:
        self.channel.close()
        self.printed.close()
        self.status.close()


def _connect() -> tuple[_Ends, _Ends]:
    near, far = socket.socketpair()
    pipes = [(FileIO(reading), FileIO(writing, "w")) for reading, writing in (os.pipe(), os.pipe())]
    return _Ends(near, pipes[0][0], pipes[1][0]), _Ends(far, pipes[0][1], pipes[1][1])


def _control_pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets that keep the boundaries of messages where the system can; they need not."""
    try:
        return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    except OSError:
        return socket.socketpair()


class Sandbox:
    """The source of children: a `with` statement, inside which any process forked from this one may use it.

    Entering does not wait; the first `start` or `level` waits until the zygote is ready.
    """

    def __init__(self) -> None:
        self._zygote: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._owner = os.getpid()
        try:
            self._root = Path(tempfile.mkdtemp(prefix="sandbox-"))
            path, scratches = self._root / "path", self._root / "scratch"
            path.mkdir()
            scratches.mkdir()
            worker_path.link_packages(path)
            self._control, far = _control_pair()
            with far:
                self._zygote = worker_path.launch(path, far.fileno(), self._root)
        except (OSError, ImportError) as error:
            raise SandboxFailure(f"the sandbox could not be set up: {error}") from None
        self._control.settimeout(BIRTH_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        self._control.close()
        if self._zygote is None or os.getpid() != self._owner:
            return
        self._zygote.terminate()
        try:
            self._zygote.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._zygote.kill()
            self._zygote.wait()
        scratch.remove(self._root)

    @property
    def level(self) -> int:
        """The level of isolation reached, on the project's ladder."""
        return int(self._greeting()["level"])

    def _greeting(self) -> dict[str, Any]:
        """What the zygote says once it is ready; it is only looked at, so that every process can."""
        if self._zygote is None:
            raise SandboxFailure("the sandbox is not open; use it in a with statement")
        ready = select.poll()
        ready.register(self._control, select.POLLIN)
        if not ready.poll(ZYGOTE_SECONDS * 1000):
            raise SandboxFailure(f"the sandbox is not ready after {ZYGOTE_SECONDS:g} s")
        with contextlib.suppress(OSError, ValueError):
            return dict(json.loads(self._control.recv(RECORD, socket.MSG_PEEK)))
        raise self._gone()

    def _gone(self) -> SandboxFailure:
        log = self._root / "log"
        words = log.read_text(errors="replace").split("\n") if log.exists() else []
        last = "".join(f": {line}" for line in words[-2:-1])
        return SandboxFailure(f"the process that starts the sandboxed ones is gone{last}")

    def start(self, files: Mapping[str, bytes], limits: Limits | None = None) -> "Child":
        """A new process with these files in its working directory, which is also where it looks for modules."""
        self._greeting()
        limits = limits or Limits()
        try:
            directory = Path(tempfile.mkdtemp(dir=self._root / "scratch"))
            near, far = _connect()
        except OSError as error:
            raise SandboxFailure(f"no process could be set up: {error}") from None
        child = Child(near, directory, limits)
        try:
            self._request(directory, far, limits)
            child.begin(files)
        except BaseException:
            child.close()
            raise
        return child

    def _request(self, directory: Path, far: _Ends, limits: Limits) -> None:
        words = {
            "scratch": str(directory.relative_to(self._root)),
            "memory_bytes": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "file_bytes": limits.file_bytes,
            "open_files": limits.open_files,
        }
        descriptors = [far.channel.fileno(), far.printed.fileno(), far.status.fileno()]
        try:
            socket.send_fds(self._control, [json.dumps(words).encode().ljust(RECORD)], descriptors)
        except OSError:
            raise self._gone() from None
        finally:
            far.close()


class Child:
    """One submission's process, seen from the trusted side; `Sandbox.start` makes them."""

    def __init__(self, ends: _Ends, directory: Path, limits: Limits) -> None:
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
        """Make the process's acquaintance; whatever goes wrong before a student's code runs is our failure."""
        try:
            self._meet()
            self._ask("files", BIRTH_SECONDS, dict(files))
        except SandboxFailure:
            raise
        except SandboxError as error:
            words = self.output.first.decode(errors="replace").strip()
            raise SandboxFailure(f"a new process failed: {error}. It said: {words}") from None

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
        return self._ask("run", seconds or self._limits.cell_seconds, source, filename)

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
        while not self._closed and self._listen():
            pass
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
        return _ending(self._last_words or {}, self._limits)

    def _hear(self, seconds: float) -> bool:
        """Wait for the zygote's last words on the process; whether they came in time."""
        words = select.poll()
        words.register(self._ends.status, select.POLLIN)
        if not words.poll(seconds * 1000):
            return False
        self._last_words = json.loads(self._ends.status.read() or b"{}")
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


def _ending(words: Mapping[str, Any], limits: Limits) -> SandboxError:
    """What the zygote's words on the end of a process mean; no words come from a zygote that is gone."""
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
