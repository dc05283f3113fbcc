"""What is handed in while somebody watches: notebooks that are new, or other than they were, and whole.

The folder is looked through again and again, by the time and size of each file. The system would tell of changes
unasked, but not of those that another machine makes in a network folder, which is where submissions come from; and to
look through five thousand students takes a fraction of a second. Whether the contents are new, the digest in a
result's key decides.
"""

import os
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from autograder.intake.submissions import Found, Submission

STILL = 1.5  # seconds for which a file must not have changed
PATIENCE = 60.0  # seconds after which one that is not whole is handed on as it is
LARGEST = 50 << 20  # bytes; a larger one is not looked into
DEEPEST = 3  # folders below the top: a student's, a unit's, and one that is a mistake

Version = tuple[int, int, int]


class Arrivals:
    """A folder of submissions, which `find` knows how to read."""

    def __init__(self, top: Path, find: Callable[[], Found]) -> None:
        self._top, self._find = top, find
        self._versions: dict[Path, Version] = {}
        self._changed: dict[Path, float] = {}  # when a change was first seen, of files that are not handed on yet
        self._handed: dict[tuple[str, str], tuple[Path, Version]] = {}
        self.found = Found((), ())  # when something last arrived or went

    def look(self, now: float) -> list[tuple[Submission, float]]:
        """What has arrived, each with the moment when it was first seen."""
        versions = dict(_versions(self._top))
        gone = self._versions.keys() - versions.keys()
        for path in gone:
            self._changed.pop(path, None)
        for path, version in versions.items():
            if self._versions.get(path) != version:
                self._changed[path] = now
        self._versions = versions
        ripe = {path: since for path, since in self._changed.items() if _ripe(path, now - since)}
        if not (ripe or gone):
            return []
        for path in ripe:
            del self._changed[path]
        self.found = self._find()
        return [(each, ripe.get(each.path, now)) for each in self.found.submissions if self._new(each)]

    @property
    def unripe(self) -> bool:
        """Whether something has changed that is not handed on yet."""
        return bool(self._changed)

    def _new(self, submission: Submission) -> bool:
        key, version = (submission.student, submission.unit), self._versions.get(submission.path)
        if version is None or submission.path in self._changed:
            return False  # it came after the look, or is not whole yet
        if self._handed.get(key) == (submission.path, version):
            return False
        self._handed[key] = submission.path, version
        return True


def _versions(folder: Path, depth: int = DEEPEST) -> Iterator[tuple[Path, Version]]:
    """The notebooks in a folder, or the one that it is, each with what changes when it does."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except NotADirectoryError:
        yield folder, _version(os.stat(folder))
        return
    except OSError:
        return  # `find` says what is wrong with it
    for entry in entries:
        if not entry.name.startswith("."):
            yield from _of_entry(folder / entry.name, entry, depth)


def _of_entry(path: Path, entry: "os.DirEntry[str]", depth: int) -> Iterator[tuple[Path, Version]]:
    if entry.is_dir(follow_symlinks=False):
        if depth:
            yield from _versions(path, depth - 1)
    elif path.suffix.lower() == ".ipynb":
        try:
            yield path, _version(entry.stat())
        except OSError:
            return  # it has gone again, or leads nowhere


def _version(about: os.stat_result) -> Version:
    return about.st_mtime_ns, about.st_size, about.st_ino


def _ripe(path: Path, age: float) -> bool:
    return age >= STILL and (age >= PATIENCE or _whole(path))


def _whole(path: Path) -> bool:
    """Whether a file is a text in JSON to its end; what is no file of a sensible size is not to be waited for."""
    try:
        about = path.stat()
        if not stat.S_ISREG(about.st_mode) or about.st_size > LARGEST:
            return True
        msgspec.json.decode(path.read_bytes(), type=msgspec.Raw)
    except OSError:
        return True  # the grader says what is wrong with it
    except (msgspec.DecodeError, RecursionError):
        return False
    return True
