"""Temporary files and folders that nobody needs once their maker is dead, and the removal of a killed maker's.

Each is held by a lock, which the system lets go of when the process that took it and its forks have ended, however
they end. Whoever can lock what another has made knows that it was left behind. A maker that was overtaken between
making and locking sees that what it has locked is gone, and makes another.
"""

import contextlib
import fcntl
import os
import stat
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.inside import scratch

MARK = ".held"  # the file in a folder that is locked
ABANDONED = 60.0  # seconds after which what could not be locked at all is nobody's


@dataclass(frozen=True)
class Held:
    """A file or a folder, and the descriptor whose lock holds it."""

    path: Path
    lock: int

    def let_go(self) -> None:
        """Remove it if it is still there; nothing holds it any more."""
        _remove(self.path)
        os.close(self.lock)


def new_folder(prefix: str, place: Path | None = None) -> Held:
    """A new folder for its owner alone, in `place` or where temporary files lie."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=place))
        with contextlib.suppress(FileNotFoundError):
            lock = os.open(path / MARK, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            if _locked(lock, path / MARK):
                return Held(path, lock)


def new_file(prefix: str, place: Path) -> Held:
    """A new empty file for its owner alone; what is written into it goes through the descriptor."""
    while True:
        lock, name = tempfile.mkstemp(prefix=prefix, dir=place)
        if _locked(lock, Path(name)):
            return Held(Path(name), lock)


@contextlib.contextmanager
def folder(prefix: str, place: Path | None = None) -> Iterator[Path]:
    """A new folder as long as this lasts."""
    held = new_folder(prefix, place)
    try:
        yield held.path
    finally:
        held.let_go()


def sweep(place: Path, pattern: str) -> None:
    """Remove what dead makers have left in a place under such names; what is another user's stays."""
    for path in place.glob(pattern):
        with contextlib.suppress(OSError):
            about = path.lstat()
            if about.st_uid == os.geteuid():
                _sweep(path, about)


def _sweep(path: Path, about: os.stat_result) -> None:
    """Remove one if it is dead. A folder without a mark is nobody's if it is empty: its maker came no further."""
    if stat.S_ISDIR(about.st_mode):
        if not (path / MARK).exists():
            if _old(about):
                path.rmdir()
            return
        locked = path / MARK
    elif stat.S_ISREG(about.st_mode):
        locked = path
    else:
        return
    lock = os.open(locked, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _remove(path)
    except BlockingIOError:
        pass  # its maker lives
    except OSError:  # a file system without locks, where only files live for moments
        if _old(about) and locked is path:
            _remove(path)
    finally:
        os.close(lock)


def _old(about: os.stat_result) -> bool:
    return time.time() - about.st_mtime > ABANDONED


def _locked(lock: int, path: Path) -> bool:
    """Whether a file is locked and still there; where nothing can be locked, whether it is there."""
    with contextlib.suppress(OSError):
        fcntl.flock(lock, fcntl.LOCK_EX)
    with contextlib.suppress(FileNotFoundError):
        if os.path.samestat(os.fstat(lock), path.stat()):
            return True
    os.close(lock)
    return False


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        scratch.remove(path)
    else:
        path.unlink(missing_ok=True)
