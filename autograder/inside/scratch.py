"""The directory of a student's code: what is put into it, and the removal of what is left there."""

import contextlib
import os
import secrets
from pathlib import Path, PurePosixPath


def inner_path(name: str) -> Path:
    """The path of a file below the working directory; ValueError for a name that would lead out of it."""
    parts = PurePosixPath(name).parts
    if not parts or {"..", "/", "//"} & set(parts) or "\\" in name or "\0" in name:
        raise ValueError(f"{name!r} names no file in the working directory")
    return Path(*parts)


def remove(root: Path) -> None:
    """Remove a directory whatever is in it: nested beyond all bounds, unreadable, full of links.

    Instead of descending, each subdirectory is moved up to the root and emptied there: neither the stack nor
    the length of a path grows with the depth. Links are removed, never followed. What resists, because a
    process still writes there, stays.
    """
    token = secrets.token_hex(8)  # a name that no student can have taken
    waiting, emptied = [root], list[Path]()
    while waiting:
        emptied.append(waiting.pop())
        for entry in _entries(emptied[-1]):
            with contextlib.suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    os.chmod(entry, 0o700)  # needed to move it as well as to read it
                    waiting.append(Path(entry).rename(root / f"{token}-{len(emptied)}-{len(waiting)}"))
                else:
                    os.unlink(entry)
    for directory in reversed(emptied):
        with contextlib.suppress(OSError):
            directory.rmdir()


def _entries(directory: Path) -> list["os.DirEntry[str]"]:
    with contextlib.suppress(OSError):
        directory.chmod(0o700)
        with os.scandir(directory) as entries:
            return list(entries)
    return []
