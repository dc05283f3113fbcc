"""Students' code, run in processes of its own: where these processes come from.

`Sandbox` starts the zygote, which has imported NumPy and Matplotlib and nothing of ours, and asks it for one
process per submission; `Child` is the trusted end of such a process.
"""

import contextlib
import json
import os
import select
import socket
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Self

from autograder.inside.confine import kernel
from autograder.inside.report import RECORD
from autograder.sandbox import worker_path
from autograder.sandbox.child import BIRTH_SECONDS, END_SECONDS, Child, Ends, connect
from autograder.sandbox.isolation import HIGHEST, NAMESPACED, isolation, room
from autograder.sandbox.terms import Limits, SandboxFailure

SAME_USER = 2  # the level at which submissions run as the user who grades
ZYGOTE_SECONDS = 60.0  # for the zygote's imports, also from a slow disk


def _control_pair() -> tuple[socket.socket, socket.socket]:
    """Two connected sockets that keep the boundaries of messages where the system can; they need not."""
    try:
        return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    except OSError:
        return socket.socketpair()


def only_processor() -> int | None:
    """The processor that this process is bound to, if it is one. Its children keep to it: the two take turns."""
    bound = os.sched_getaffinity(0) if hasattr(os, "sched_getaffinity") else ()
    return min(bound) if len(bound) == 1 else None


class Sandbox:
    """The source of children: a `with` statement, inside which any process forked from this one may use it.

    They are confined as well as this machine can, or `at_most` at that level. Entering does not wait for the zygote;
    the first `start` or `level` waits until it is ready.
    """

    def __init__(self, at_most: int = HIGHEST) -> None:
        self._at_most = at_most
        self._zygote: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self._owner = os.getpid()
        try:
            self._held = room()
            self._root = self._held.path
            with contextlib.ExitStack() as undo:
                undo.callback(self._held.let_go)
                self._open(undo)
                undo.pop_all()
        except (OSError, ImportError) as error:
            raise SandboxFailure(f"the sandbox could not be set up: {error}") from None
        return self

    def _open(self, undo: contextlib.ExitStack) -> None:
        path = self._root / "path"
        path.mkdir()
        (self._root / "scratch").mkdir()
        worker_path.link_packages(path)
        self._isolation = isolation(self._at_most)
        if self._isolation.level == SAME_USER:
            kernel.prctl(kernel.PR_SET_DUMPABLE, 0)  # no process of our user may look into this one
        self._control, far = _control_pair()
        undo.callback(self._control.close)
        self._control.settimeout(BIRTH_SECONDS)
        with far:
            self._zygote = worker_path.launch(path, far.fileno(), self._root, self._isolation.level)

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
        self._held.let_go()

    def revive(self) -> None:
        """Start again if the zygote has died: at a low level of isolation a submission can kill it."""
        if self._zygote is not None and self._zygote.poll() is not None:
            self.__exit__()
            self.__enter__()

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
        words = log.read_text(errors="replace").strip().splitlines() if log.exists() else []
        return SandboxFailure(": ".join(["the process that starts the sandboxed ones is gone", *words[-1:]]))

    def start(self, files: Mapping[str, bytes], limits: Limits | None = None) -> "Child":
        """A new process with these files in its working directory, where it also looks for modules."""
        self._greeting()
        limits = limits or Limits()
        try:
            directory = self._directory()
            near, far = connect()
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

    def _directory(self) -> Path:
        """A new scratch directory; at the highest level the process makes its own, where nobody else can see it."""
        place = self._root / "scratch"
        return place / "own" if self._isolation.level == NAMESPACED else Path(tempfile.mkdtemp(dir=place))

    def _request(self, directory: Path, far: Ends, limits: Limits) -> None:
        words = {
            "scratch": str(directory.relative_to(self._root)),
            "memory_bytes": limits.memory_bytes,
            "cpu_seconds": limits.cpu_seconds,
            "file_bytes": limits.file_bytes,
            "open_files": limits.open_files,
            "processor": only_processor(),
        }
        descriptors = [far.channel.fileno(), far.printed.fileno(), far.status.fileno()]
        try:
            socket.send_fds(self._control, [json.dumps(words).encode().ljust(RECORD)], descriptors)
        except OSError:
            raise self._gone() from None
        finally:
            far.close()
