"""A limit on the time of our own code, where a student has chosen its arguments."""

import contextlib
import signal
import time
from collections.abc import Iterator
from typing import NoReturn

LEAST = 0.01  # seconds


class Rung(BaseException):
    """The time is up. No `except Exception` on the way shall catch it."""


@contextlib.contextmanager
def alarm(end: float) -> Iterator[None]:
    """Raise `Rung` in this block once `time.monotonic()` passes `end`; inside another alarm, that one counts.

    For the main thread, and for code in which Python comes to its turn: no single NumPy call is interrupted.
    """
    if signal.getitimer(signal.ITIMER_REAL)[0]:
        yield
        return
    before = signal.signal(signal.SIGALRM, _ring)
    signal.setitimer(signal.ITIMER_REAL, max(end - time.monotonic(), LEAST))
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _ring(*_: object) -> NoReturn:
    raise Rung
