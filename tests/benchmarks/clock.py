"""What a command takes: seconds on the wall, and of processor time with all its descendants."""

import resource
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Cost:
    """Seconds, on the wall and of processor time."""

    wall: float
    cpu: float

    def __sub__(self, other: "Cost") -> "Cost":
        return Cost(self.wall - other.wall, self.cpu - other.cpu)

    def __truediv__(self, count: float) -> "Cost":
        return Cost(self.wall / count, self.cpu / count)


def clocked(command: Callable[[], object]) -> Cost:
    """What `command` takes, which starts processes and waits for them."""
    before = _now()
    command()
    return _now() - before


def _now() -> Cost:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(time.perf_counter(), usage.ru_utime + usage.ru_stime)
