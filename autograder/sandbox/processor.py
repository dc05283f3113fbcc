"""How much of a processor a child has used, read from outside.

It is the time of the *processor* that all threads of the process have taken together, in nanoseconds as the kernel
counts it: on a busy machine the wall clock measures the neighbours, threads of BLAS are part of the work, and what a
process does between two calls is on its account, too. The process tells nothing; it has no part in this.
"""

import re
import time
from pathlib import Path

from autograder.sandbox.child import Child

PROCESS = re.compile(r"^Pid:\s+(\d+)$", re.MULTILINE)


def processor_seconds(child: Child) -> float | None:
    """Seconds since the process began; None where the system does not tell, or the process is gone."""
    if child.handle is None:
        return None
    try:
        found = PROCESS.search(Path(f"/proc/self/fdinfo/{child.handle}").read_text())
        # As clock_getcpuclockid(3) makes it: a process's number, for all its threads, by the scheduler's count.
        return time.clock_gettime((~int(found[1]) << 3) | 2) if found else None
    except OSError:
        return None
