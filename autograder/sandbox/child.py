"""One submission's process, seen from the trusted side.

A child is believed in nothing: its answers are decoded and checked as data, its time is measured here, and
whatever it does ends in a value or in one of the exceptions of `terms`.
"""

import contextlib
import json
import os
import select
import signal
import socket
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import FileIO
from pathlib import Path
from typing import Any, Self

from autograder.inside import plain, report, scratch, wire
from autograder.inside.seals import Seals, seals
from autograder.sandbox.callbacks import Callbacks, Handle, Host
from autograder.sandbox.processor import processor_seconds, waiting_seconds
from autograder.sandbox.terms import (
    Died,
    Limits,
    OutOfMemory,
    Output,
    Reply,
    SandboxError,
    SandboxFailure,
    StudentError,
    TimedOut,
    Undefined,
)

BIRTH_SECONDS = 20.0  # for a new process to introduce itself and take its files, also on a busy machine
END_SECONDS = 5.0  # for the end of a killed process to be reported
PARTING_SECONDS = 2.0  # for the same once a process has closed its channel, as an ending one does
CHUNK = 1 << 16
MAX_CHUNKS = 16  # read at once: more than a pipe holds
EXCUSED_SECONDS = 20.0  # for which a process may have waited for a processor, in its life, without its clocks running
MAX_NESTED = 16  # calls inside callbacks inside calls


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
        self.host = Host()
        self._offered = Callbacks()
        self._callbacks = 0  # during the outermost call that runs now
        self._depth = 0
        self._excused = 0.0  # seconds, of EXCUSED_SECONDS
        self._waited = waiting_seconds(None)  # by us, before
        self.channel = wire.Channel(ends.channel, self._export, self._restore, self._excuse)
        self.channel.watch(ends.printed.fileno(), self._listen)
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

    @property
    def alive(self) -> bool:
        """Whether it has not been closed."""
        return not self._closed

    @property
    def handle(self) -> int | None:
        """The descriptor that stands for its process, while there is one."""
        return None if self._closed else self._handle

    def processor_seconds(self) -> float | None:
        """Seconds of a processor that it has used; None where the system does not tell, or it is gone."""
        return processor_seconds(self.handle)

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

    def give(self, functions: Mapping[str, Callable[..., Any]]) -> None:
        """Let functions of ours stand for the submission's own of these names, wherever a cell defines them."""
        numbers = {name: self._offered.add(function) for name, function in functions.items()}
        self._ask("give", self._limits.call_seconds, numbers)

    def call(
        self,
        target: str | Handle,
        args: Iterable[Any] = (),
        kwargs: Mapping[str, Any] | None = None,
        seconds: float | None = None,
    ) -> Reply:
        """Call a function by its name, as bound, else as last defined; or one that a call has returned.

        Functions among the arguments are answered by the host while the call runs, and not after it.
        """
        args, kwargs = list(args), dict(kwargs or {})
        sealed = sealed_here(args, kwargs)
        return self._ask("call", seconds or self._limits.call_seconds, target, args, kwargs, sealed=sealed)

    def _ask(self, operation: str, seconds: float, *details: Any, sealed: Seals | None = None) -> Reply:
        """Ask, answer what is asked back, and read the answer; `sealed` is what was passed."""
        began = time.monotonic()
        with self.exchange(seconds):
            self._number += 1
            self.channel.send((self._number, operation, *details), began + seconds)
            answer = self.hear_out(self._number, began + seconds)
        return reply(answer, details[0], time.monotonic() - began, sealed or {})

    @contextlib.contextmanager
    def exchange(self, seconds: float) -> Iterator[None]:
        """For one exchange: what is offered meanwhile lapses with it, and it ends in an answer or a `SandboxError`."""
        if self._closed:
            raise SandboxFailure("this process has been ended; start another one")
        if self._depth == MAX_NESTED:
            raise RecursionError(f"more than {MAX_NESTED} calls nested in one another")
        if not self._depth:
            self._callbacks = 0
            self.channel.renew()
        self._depth += 1
        try:
            with self._offered.lapsing():
                yield
        except wire.TimedOut:
            self.close()
            raise TimedOut(seconds) from None
        except wire.ProtocolError as error:
            self.close()
            raise Died(f"it broke the protocol with {error}") from None
        except wire.Closed:
            raise self._death() from None
        except BaseException:  # of ours, and the process still waits for an answer
            self.close()
            raise
        finally:
            self._depth -= 1

    def hear_out(self, number: int, deadline: float) -> report.Answer:
        """The answer to a request, after those to what is asked back."""
        answer = report.read(self.channel.receive(deadline), number)
        while isinstance(answer, report.Callback):
            asked = time.monotonic()
            words = self._answer(answer)
            deadline += time.monotonic() - asked  # the student's clock stands still meanwhile
            self.channel.send((number, *words), deadline)
            answer = report.read(self.channel.receive(deadline), number)
        return answer

    def _answer(self, asked: report.Callback) -> tuple[Any, ...]:
        """Call a function of ours for the process, as long as it may."""
        self._callbacks += 1
        if self._callbacks > self._limits.callbacks:
            return "raise", "RuntimeError", f"more than {self._limits.callbacks} calls of functions that were passed"
        return self.host.answer(self._offered.find(asked.function), asked.args, asked.kwargs)

    def _export(self, value: Any) -> plain.Function | None:
        if isinstance(value, Handle):
            if value.child is not self:
                raise Died("it was to be passed a function whose process has ended")
            return plain.Function(False, value.number)
        return plain.Function(True, self._offered.add(value)) if callable(value) else None

    def _restore(self, thing: plain.Function | plain.Seed) -> Any:
        if isinstance(thing, plain.Seed):
            raise wire.ProtocolError("a random generator, which is never sent this way")
        return self.host.adopt(self, thing.number) if thing.mine else self._offered.find(thing.number)

    def _excuse(self) -> float:
        """Seconds for which it or we have waited while others had the processor, and that were not excused before.

        A machine is busy when a class is graded on it: what takes half its time alone must not time out there.
        """
        waited = min(waiting_seconds(self._handle) - self._waited, EXCUSED_SECONDS)
        more, self._excused = max(waited - self._excused, 0.0), max(waited, self._excused)
        return more

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


def sealed_here(args: Sequence[Any], kwargs: Mapping[str, Any]) -> Seals:
    """The seals of arguments on this side, where functions of the student's are handles."""
    return seals(args, kwargs, lambda found: not isinstance(found, Handle))


def reply(answer: report.Answer, target: Any, seconds: float, sealed: Seals) -> Reply:
    """What an answer says, or raises; `sealed` are the seals of the arguments as they were sent."""
    match answer:
        case report.Value(value, after, warnings):
            mutated = tuple(key for key, seal in sealed.items() if after.get(key) != seal)
            return Reply(value, mutated, warnings, seconds)
        case report.Error(description, warnings):
            if "MemoryError" in description.bases:
                raise OutOfMemory(f"{description.type}: {description.message}")
            raise StudentError(description, warnings)
    raise Undefined(target)


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
