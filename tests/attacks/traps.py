"""What an attack may be after, planted where none of them should reach: a trap that has been touched says so.

Nothing here runs beside the grader: connections and datagrams wait in the kernel until they are looked at.
"""

import contextlib
import os
import py_compile
import secrets
import signal
import socket
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Self

ROOT = Path(__file__).parents[2]
SECRET = "secret.txt"
SHARED_MEMORY = Path("/dev/shm")
PATIENCE = 2.0  # seconds in which a killed process must have vanished


class Traps:
    """Traps for any number of attacks: a folder and a mark for each, listeners and a canary for all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.canary = f"canary-{secrets.token_hex(8)}"
        self.marks: dict[str, str] = {}

    def __enter__(self) -> Self:
        py_compile.compile(str(ROOT / "solutions" / "classification.py"))  # as it is left by most runs
        with contextlib.ExitStack() as undo:
            self._tcp = undo.enter_context(socket.socket())
            self._udp = undo.enter_context(socket.socket(type=socket.SOCK_DGRAM))
            self._local = undo.enter_context(socket.socket(socket.AF_UNIX))
            for listener, address in ((self._tcp, ("127.0.0.1", 0)), (self._udp, ("127.0.0.1", 0))):
                listener.bind(address)
            self._local.bind(str(self.folder / "socket"))
            for listener in (self._tcp, self._local):
                listener.listen(100)
            for listener in (self._tcp, self._udp, self._local):
                listener.setblocking(False)
            self._heard = b""
            self._undo = undo.pop_all()
        return self

    def __exit__(self, *_: object) -> None:
        self._undo.close()
        for mark in self.marks.values():
            (SHARED_MEMORY / mark).unlink(missing_ok=True)

    def plant(self, name: str) -> Mapping[str, str]:
        """What an attack has to know: what stands for `{{OUTSIDE}}` and the like in its submission."""
        self.marks[name] = mark = f"m{secrets.token_hex(5)}"
        outside = self.folder / name
        outside.mkdir()
        (outside / SECRET).write_text(self.canary)
        return {
            "OUTSIDE": str(outside),
            "MARK": mark,
            "TCP": str(self._tcp.getsockname()[1]),
            "UDP": str(self._udp.getsockname()[1]),
            "SOCKET": str(self.folder / "socket"),
            "ROOT": str(ROOT),
        }

    def touched(self, name: str) -> list[str]:
        """What the attack has reached outside, in words."""
        mark, outside = self.marks[name], self.folder / name
        found = [f"made {path}" for path in outside.rglob("*") if path.name != SECRET]
        secret = outside / SECRET
        if not secret.is_file() or secret.read_text() != self.canary:
            found.append("changed the secret file")
        if (SHARED_MEMORY / mark).exists():
            found.append("wrote to shared memory")
        self._heard += b"".join(_received(each) for each in (self._tcp, self._udp, self._local))
        return found + ["was heard on a socket"] * (mark.encode() in self._heard)

    def survivors(self, name: str) -> list[int]:
        """Processes of the attack that still run; they are ended now."""
        end = time.monotonic() + PATIENCE
        while (found := _marked(self.marks[name])) and time.monotonic() < end:
            time.sleep(0.02)
        for process in found:
            with contextlib.suppress(OSError):
                os.kill(process, signal.SIGKILL)
        return found


def _received(listener: socket.socket) -> bytes:
    """All that has come since the last time."""
    heard = b""
    with contextlib.suppress(BlockingIOError):
        while listener.type == socket.SOCK_DGRAM:
            heard += listener.recv(1 << 16)
        while True:
            with listener.accept()[0] as peer, contextlib.suppress(OSError):
                peer.settimeout(0.1)
                heard += peer.recv(1 << 16)
    return heard


def _marked(mark: str) -> list[int]:
    return [process for process, words in _processes() if mark in words]


def _processes() -> Iterator[tuple[int, str]]:
    """Every living process with its name and its command line."""
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name, line = (folder / "comm").read_text(), (folder / "cmdline").read_bytes()
            if (folder / "stat").read_text().rpartition(")")[2].split()[0] not in "ZX":
                yield int(folder.name), name + line.decode(errors="replace")
