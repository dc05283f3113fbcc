"""The zygote: imports NumPy and Matplotlib once, then forks a process for each submission.

Theory of operation. It has one control socket, on which any number of trusted processes send requests;
after the greeting, which they only peek at, nothing is ever sent back on it. A request brings three
descriptors: the submission's channel, the pipe for what it prints, and a status pipe. The zygote forks, introduces
the child on its channel, and is done with that; the child confines itself and serves, so that a submission's bytes
never pass through the zygote. When the child ends, the zygote kills what is left of it, at the levels at which
something can be, says into the status pipe how it ended, and closes it. A status pipe that has lost its reader means
that the examiner is dead: the child is killed and its directory removed. Once the control socket has no other end,
the zygote ends everything.
"""

import contextlib
import gc
import importlib
import itertools
import json
import os
import resource
import secrets
import select
import signal
import socket
import sys
import time
import traceback
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from . import confine, scratch, wire
from .confine import file_system, kernel, processes, seccomp
from .confine.steps import CHANNEL, MAX_DESCRIPTORS
from .jupyter import let_threads_pool
from .report import NO_MEMORY, RECORD
from .worker import Worker

ENDING = 5.0  # seconds given to killed children to vanish


@dataclass(frozen=True)
class Ward:
    """A living child."""

    status: int  # the descriptor of its status pipe
    scratch: Path


class Zygote:
    """The loop over requests, ends of children and lost readers."""

    def __init__(self, control: socket.socket, root: Path, links: Path, level: int) -> None:
        self.control = control
        self.root = root  # holds the children's directories
        self.level = level
        self.cradle = processes.Cradle(level)
        self.readable = tuple(file_system.readable(links)) if level in (2, 3) else ()
        if level >= 2:
            seccomp.beginning(os.uname().machine, level > 2)  # cached for the children
        self.births = itertools.count(secrets.randbelow(len(processes.USERS)))  # unlike another zygote's here
        self.wards: dict[int, Ward] = {}
        self.signals, writing = os.pipe()
        os.set_blocking(writing, False)
        for number in (signal.SIGCHLD, signal.SIGTERM):
            signal.signal(number, lambda *_: None)  # they only have to arrive in the pipe
        signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
        self.poll = select.poll()
        self.poll.register(self.control, select.POLLIN)
        self.poll.register(self.signals, select.POLLIN)

    def serve(self) -> None:
        """Serve until told to stop or until nobody is left to serve."""
        with contextlib.suppress(OSError):  # nobody is left, which the first turn will notice
            self.control.send(json.dumps({"level": self.level}).encode().ljust(RECORD))
        while self.turn():
            pass
        self.end()

    def turn(self) -> bool:
        """Wait for something to happen and see to it; False when it is time to go."""
        ready = {descriptor for descriptor, _ in self.poll.poll()}
        control = self.control.fileno()
        for status in ready - {control, self.signals}:  # first: what follows closes and opens descriptors
            self.abandon(status)
        if self.signals in ready:
            if signal.SIGTERM in os.read(self.signals, 512):
                return False
            self.reap()
        return control not in ready or self.listen()

    def listen(self) -> bool:
        """Take a request; False if there is nobody left to make one."""
        try:
            record, descriptors, _, _ = socket.recv_fds(self.control, RECORD, 3)
        except ConnectionError:  # the other end was closed with our greeting still unread
            return False
        if record:
            self.admit(json.loads(record), descriptors)
        return bool(record)

    def admit(self, request: dict[str, Any], descriptors: list[int]) -> None:
        """Fork a child for a request."""
        channel, output, status = descriptors
        processor = request.pop("processor")
        bounds = self.bounds(channel, output, request)
        try:
            process = self.cradle.fork()
        except OSError as error:
            _tell(status, {"failure": f"no process could be forked: {error}"})
        else:
            if process == 0:
                live(bounds, self.level, processor)
            introduce(channel, process, self.level)
            self.wards[process] = Ward(status, bounds.scratch)
            self.poll.register(status, 0)  # wakes us when the reader is gone
        os.close(channel)
        os.close(output)

    def bounds(self, channel: int, output: int, request: dict[str, Any]) -> confine.Confinement:
        """What the child of a request is to be confined to."""
        directory = self.root / request.pop("scratch")
        return confine.Confinement(
            scratch=file_system.SCRATCH if self.level == 4 else directory,
            channel=channel,
            output=output,
            parent=os.getpid(),
            user=processes.USERS[next(self.births) % len(processes.USERS)],
            readable=self.readable,
            **request,
        )

    def abandon(self, status: int) -> None:
        """Kill the child whose examiner is dead; its end is seen to when it comes."""
        self.poll.unregister(status)
        for process, ward in self.wards.items():
            if ward.status == status:
                _kill(process)

    def reap(self) -> None:
        """See to the ends of children."""
        while (ended := _ended()) is not None:
            process, status, usage = ended
            ward = self.wards.pop(process, None)
            if ward and self.level < 2:  # above, no child can have forked
                _kill_group(process)
            if self.level < 2:
                self.kill_orphans()
            if ward:
                self.bury(ward, status, usage)

    def bury(self, ward: Ward, status: int, usage: resource.struct_rusage) -> None:
        """Tell the examiner how its child ended; tidy up in the place of one that is dead."""
        with contextlib.suppress(KeyError):  # unless abandoned
            self.poll.unregister(ward.status)
        seconds = usage.ru_utime + usage.ru_stime
        told = _tell(ward.status, {"status": status, "seconds": seconds, "peak": usage.ru_maxrss})
        if not told and self.level < 4:  # where it has not vanished with the child
            scratch.remove(ward.scratch)

    def kill_orphans(self) -> None:
        """Kill children that we never forked: what students' processes left behind comes to us."""
        me = os.getpid()
        with contextlib.suppress(OSError):  # no such list on this system
            for process in map(int, Path(f"/proc/{me}/task/{me}/children").read_text().split()):
                if process not in self.wards:
                    _kill(process)

    def end(self) -> None:
        """Kill all children and leave nothing behind."""
        for process in self.wards:
            _kill(process)
        deadline = time.monotonic() + ENDING
        while self.wards and time.monotonic() < deadline:
            self.reap()
            time.sleep(0.001)
        if self.level < 4:  # there the warden does
            scratch.remove(self.root)


def _ended() -> tuple[int, int, resource.struct_rusage] | None:
    try:
        ended = os.wait4(-1, os.WNOHANG)
    except ChildProcessError:
        return None
    return ended if ended[0] else None


def _kill_group(process: int) -> None:
    """Kill the group that a child led. One just reaped may be named: its number is not reused that soon."""
    with contextlib.suppress(OSError):
        os.killpg(process, signal.SIGKILL)


def _kill(process: int) -> None:
    """Kill a child that is not yet reaped, and its group if it leads one."""
    _kill_group(process)
    with contextlib.suppress(OSError):
        os.kill(process, signal.SIGKILL)


def _tell(status: int, words: dict[str, Any]) -> bool:
    """Say the last words into a status pipe; whether somebody may hear them."""
    try:
        os.write(status, json.dumps(words).encode())
    except OSError:
        return False
    finally:
        os.close(status)
    return True


def live(bounds: confine.Confinement, level: int, processor: int | None) -> None:
    """The child's whole life, on one processor if it is given one; never returns."""
    try:
        if processor is not None:
            os.sched_setaffinity(0, {processor})
        confine.confine(bounds, level)
        np.random.seed()  # noqa: NPY002 - the state is the zygote's, and the same for all its children
        Worker(socket.socket(fileno=CHANNEL)).serve()
        os._exit(0)
    except MemoryError:
        os._exit(NO_MEMORY)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(processes.FAILED)


def introduce(channel: int, process: int, level: int) -> None:
    """Send a child's number and, where the system has it, a descriptor that stands for it for good."""
    handles = []
    with contextlib.suppress(OSError, AttributeError):
        handles.append(os.pidfd_open(process))
    if level == 4 and not handles:
        return  # outside, its number is another's: who waits for the introduction gives up, and it is ended
    with socket.socket(fileno=os.dup(channel)) as peer, contextlib.suppress(OSError):  # the examiner may be dead
        socket.send_fds(peer, [wire.dumps(process)], handles)
    for handle in handles:
        os.close(handle)


def warm() -> None:
    """Import and exercise what nearly every submission needs, so that children start with it."""
    for name in ("fft", "linalg", "ma", "polynomial", "random"):
        importlib.import_module(f"numpy.{name}")
    let_threads_pool()
    np.linalg.norm(np.ones((2, 2)) @ np.ones((2, 2)))  # lets the linear algebra library allocate its buffers
    pyplot = importlib.import_module("matplotlib.pyplot")
    figure, axes = pyplot.subplots()
    axes.set_title("fonts")
    figure.canvas.draw()
    pyplot.close(figure)


def main() -> None:
    """Be the zygote; arguments: the directory of links, the control socket's descriptor, the root, the level."""
    links, control, root, level = Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4])
    sys.argv[:] = [""]
    if level:
        confine.limit(resource.RLIMIT_NOFILE, MAX_DESCRIPTORS)
    kernel.prctl(kernel.PR_SET_CHILD_SUBREAPER, 1)
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr] # a text stream
    warm()
    gc.collect()
    gc.freeze()  # children share these pages as long as no collection touches them
    Zygote(socket.socket(fileno=control), root, links, level).serve()
