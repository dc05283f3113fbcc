"""`python -m tests.cli.killing SECONDS SEED KILLS PATH`: `course grade PATH` is killed at random moments, and resumed.

A line of JSON for each kill: when it was, and which processes are left a second later. This process adopts whatever
loses its parent, so that all that the run has started stays below it. With 0 kills the run is left alone.
"""

import contextlib
import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from autograder.inside.confine import kernel
from course import cli
from course.settings import Limits, load

SHORT = Limits(call_seconds=1.5, cell_seconds=3.0, submission_seconds=60.0, workers=2)
GONE = 1.0  # seconds after which nothing may be left


def main() -> None:
    """Kill, and say what is left."""
    longest, seed, kills, path = float(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    moments = random.Random(seed)
    for _ in range(kills):
        grading = graded(path)
        after = moments.uniform(0, longest)
        time.sleep(after)
        grading.kill()
        began = time.monotonic()
        while left() and time.monotonic() < began + GONE:
            time.sleep(0.01)
        print(json.dumps({"after": after, "gone": time.monotonic() - began, "left": list(left())}), flush=True)
    if not kills:
        sys.exit(graded(path).wait())


def graded(path: str) -> "subprocess.Popen[bytes]":
    """`course grade` at work, with short limits."""
    command = [sys.executable, "-c", "from tests.cli import killing; killing.grade()", "grade", path, "--no-gradebook"]
    return subprocess.Popen(command, stdout=sys.stderr)


def grade() -> None:
    """Be that process."""
    settings = replace(load(), limits=SHORT)
    setattr(cli, "load", lambda: settings)  # noqa: B010  mypy would not have the function assigned
    cli.main()


def left() -> list[str]:
    """What the living processes below this one are; the dead ones are buried."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return []
    return list(below(os.getpid()))


def below(process: int) -> Iterator[str]:
    """The processes below one, by number, state and command."""
    for task in Path(f"/proc/{process}/task").glob("*/children"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            for child in map(int, task.read_text().split()):
                yield " ".join(Path(f"/proc/{child}/stat").read_text().split()[:4])
                yield from below(child)


if __name__ == "__main__":
    main()
