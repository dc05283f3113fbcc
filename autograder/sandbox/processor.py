"""How much of a processor a process has used, and how long it has waited for one, read from outside.

The one is the time of the *processor* that all threads of the process have taken together, as the kernel counts it: on
a busy machine the wall clock measures the neighbours, threads of BLAS are part of the work, and what a process does
between two calls is on its account, too. The other is the time for which its first thread was ready to run while others
had the processor; and ours as well, since an answer may lie there that we are not run to read. The process has no part
in this. It is named by the descriptor that stands for it, which no later process can take over.
"""

import re
import time
from pathlib import Path

PROCESS = re.compile(r"^Pid:\s+(\d+)$", re.MULTILINE)


def processor_seconds(handle: int | None) -> float | None:
    """Seconds of a processor since the process began; None where the system does not tell, or the process is gone."""
    try:
        number = _number(handle)
        # As clock_getcpuclockid(3) makes it: a process's number, for all its threads, by the scheduler's count.
        return None if number is None else time.clock_gettime((~number << 3) | 2)
    except OSError:
        return None


def waiting_seconds(handle: int | None) -> float:
    """Seconds for which the process, and this one, were ready and not run; 0 where the system does not tell."""
    try:
        return _waited(_number(handle)) + _waited("self")
    except (OSError, IndexError):
        return 0.0


def _waited(process: int | str | None) -> float:
    """Since the process began, its first thread."""
    # Nanoseconds run and waited, and a count: Documentation/scheduler/sched-stats.rst of Linux.
    return 0.0 if process is None else int(Path(f"/proc/{process}/schedstat").read_text().split()[1]) / 1e9


def _number(handle: int | None) -> int | None:
    """The number of the process that a descriptor stands for, -1 of one that is gone."""
    found = None if handle is None else PROCESS.search(Path(f"/proc/self/fdinfo/{handle}").read_text())
    return int(found[1]) if found else None
