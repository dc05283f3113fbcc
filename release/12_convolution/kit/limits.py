"""A call that may take so long and print so much, wherever the notebook runs.

What stops it is an alarm where the system has one (Linux, macOS); a thread that can be given up where it has threads
(Windows, and cells that do not run in the main thread); and else a trace of its lines (Python in a browser).
"""

import contextlib
import ctypes
import io
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from types import FrameType
from typing import Any, NoReturn, TypeVar

from .showing import shell

T = TypeVar("T")
Call = Callable[[], T]

PRINTED = 10_000  # characters that a call may print
AGAIN = 0.05  # seconds after which a call is stopped once more, if it has caught what was to stop it
GRACE = 0.5  # seconds that a stopped thread has to end


class TooLong(BaseException):
    """The time of a call is up."""


class TooMuch(BaseException):
    """A call has printed too much."""


def limited(call: Call[T], seconds: float, mechanism: str) -> T:
    """What the call returns; `TooLong` after so many seconds, whatever it does in Python."""
    value: T = MECHANISMS[mechanism](call, seconds)
    return value


def available() -> str:
    """The best of the mechanisms that there are here."""
    if hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread():
        return "alarm"
    try:
        thread = threading.Thread(target=int, daemon=True)
        thread.start()
    except RuntimeError:  # Python in a browser
        return "trace"
    thread.join()
    return "thread"


def _by_alarm(call: Call[T], seconds: float) -> T:
    before, left = signal.signal(signal.SIGALRM, _ring), signal.getitimer(signal.ITIMER_REAL)[0]
    started = time.monotonic()
    try:
        try:
            signal.setitimer(signal.ITIMER_REAL, seconds, AGAIN)
            return call()
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # in its turn, since the alarm may ring in the one before
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:  # somebody else's
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - started), 0.001))


def _ring(*_: object) -> None:
    raise TooLong


def _by_thread(call: Call[T], seconds: float) -> T:
    outcome: list[Callable[[], T]] = []
    thread = threading.Thread(target=_record, args=(call, outcome), daemon=True)
    thread.start()
    try:
        thread.join(seconds)
    finally:
        if thread.is_alive():
            _stop(thread)
    if thread.is_alive() or not outcome:
        raise TooLong
    return outcome[0]()


def _record(call: Call[T], outcome: list[Callable[[], T]]) -> None:
    """Run the call in a thread, and keep what it comes to."""
    try:
        value = call()
    except BaseException as error:
        outcome.append(partial(_raise, error))
    else:
        outcome.append(lambda: value)


def _raise(error: BaseException) -> NoReturn:
    raise error


def _stop(thread: threading.Thread) -> None:
    """Raise `TooLong` in a thread until it ends; one that sleeps, or computes outside Python, is given up."""
    deadline = time.monotonic() + GRACE
    while thread.is_alive() and time.monotonic() < deadline:
        ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread.ident or 0), ctypes.py_object(TooLong))
        thread.join(AGAIN)


def _by_trace(call: Call[T], seconds: float) -> T:
    end, before = time.monotonic() + seconds, sys.gettrace()

    def step(frame: FrameType, _event: str, _argument: Any) -> Any:
        if time.monotonic() > end:
            raise TooLong
        frame.f_trace_opcodes = True  # a loop in one line may never come to another
        return step

    sys.settrace(step)
    try:
        value = call()
    finally:
        sys.settrace(before)
    if time.monotonic() > end:  # it was not in Python, where it would have been stopped
        raise TooLong
    return value


MECHANISMS: dict[str, Callable[[Call[Any], float], Any]] = {
    "alarm": _by_alarm,
    "thread": _by_thread,
    "trace": _by_trace,
}


class Muted(io.TextIOBase):
    """Where output goes that nobody reads: it is counted, and too much of it stops who prints."""

    def __init__(self) -> None:
        self.total = 0  # characters of all calls
        self.of_call = 0

    def writable(self) -> bool:
        """It can be written to."""
        return True

    def write(self, text: str) -> int:
        """Count the text."""
        self.total += len(text)
        self.of_call += len(text)
        if self.of_call > PRINTED:
            raise TooMuch
        return len(text)


@contextlib.contextmanager
def muted() -> Iterator[Muted]:
    """Count what is printed in this block, and show none of it; what is displayed is not shown either."""
    sink, jupyter = Muted(), shell()
    before = getattr(jupyter, "display_pub", None)
    with contextlib.redirect_stdout(sink), contextlib.redirect_stderr(sink):
        try:
            if before is not None:
                from IPython.core.displaypub import CapturingDisplayPublisher  # it is there, since Jupyter is

                jupyter.display_pub = CapturingDisplayPublisher()  # type: ignore[no-untyped-call]  # IPython is untyped
            yield sink
        finally:
            if before is not None:
                jupyter.display_pub = before
