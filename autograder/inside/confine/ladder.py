"""Finds the level of confinement that this machine has, by trying: from above, each in processes thrown away."""

import json
import os
import sys
import tempfile
import threading
from pathlib import Path
from typing import NoReturn

from .. import scratch
from . import file_system, kernel, processes
from .steps import Confinement, confine

FOREIGN = "namespaces, Landlock and filters of system calls are Linux's; this is {}"


def main() -> None:
    """Print the highest level that works, and why those above do not; arguments: the links, the highest to try."""
    links, highest = Path(sys.argv[1]), int(sys.argv[2])
    failures = dict[int, str]()
    for level in range(highest, 0, -1):
        reason = refusal(level, links)
        if not reason:
            break
        failures[level] = reason
    else:
        level = 0
    print(json.dumps({"level": level, "failures": failures}))


def refusal(level: int, links: Path) -> str:
    """Why this level cannot be had here; nothing if it can."""
    if level > 1 and sys.platform != "linux":
        return FOREIGN.format(sys.platform)
    root = Path(tempfile.mkdtemp(dir=links.parent))
    reading, writing = os.pipe()
    try:
        process = os.fork()
        if process == 0:
            attempt(level, root, links, writing)
        os.close(writing)
        with os.fdopen(reading, errors="replace") as words:  # to the end: all that were forked have then gone
            said = words.read().strip().splitlines()
        failed = os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    finally:
        scratch.remove(root)
    return (said or ["it ended without a word"])[-1] if failed else ""


def attempt(level: int, root: Path, links: Path, words: int) -> NoReturn:
    """Do as the zygote and one of its children would, and end with 0 if all went well."""
    kernel.die_with_parent()
    os.dup2(words, 2)
    try:
        own = root / "scratch"
        own.mkdir()
        processes.settle(level, root, links)
        bounds = Confinement(
            scratch=file_system.SCRATCH if level == 4 else own,
            channel=0,
            output=2,
            parent=os.getpid(),
            memory_bytes=1 << 30,
            cpu_seconds=60,
            file_bytes=1 << 20,
            open_files=64,
            user=processes.USERS[0],
            readable=tuple(file_system.readable(links)) if level in (2, 3) else (),
        )
        process = processes.Cradle(level).fork()
        if process == 0:
            confine(bounds, level)
            use(links)
            os._exit(0)
        os._exit(min(1, os.waitpid(process, 0)[1]))
    except Exception as error:  # whatever it is, this level cannot be had
        print(error, file=sys.stderr, flush=True)
    finally:
        os._exit(processes.FAILED)


def use(links: Path) -> None:
    """What honest code must still be able to do: read modules, write a file, start a thread."""
    for module in (Path(os.__file__), links / "inside" / "__init__.py"):
        module.read_bytes()
    Path("file").write_text("x")
    thread = threading.Thread(target=int)
    thread.start()
    thread.join()
