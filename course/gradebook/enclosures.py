"""A student's own files beside the notebook, such as photos of a proof: they go along to whoever grades by hand.

They are copied as they are and never looked into. Links, pipes and devices are not, nor what is larger than a photo or
a scan may be, nor what the release itself has beside the notebook.
"""

import filecmp
import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile

from autograder.intake.folders import refusal
from autograder.intake.paper import Paper
from autograder.names import shown
from course.gradebook.beside import LARGEST, SECRET, TIMESTAMP

MIB = 1 << 20
MOST_BYTES = 100 * MIB  # of one submission
MOST_FILES = 100
NOT_THEIRS = {TIMESTAMP, SECRET, "__pycache__", "__MACOSX", "feedback"}


@dataclass(frozen=True)
class Enclosures:
    """The names of the files in a submission's folder that go along, and of others why they do not."""

    folder: Path
    names: Sequence[str] = ()
    left_out: Sequence[str] = ()


def enclosures(folder: Path, paper: Paper) -> Enclosures:
    """What a student has put beside the notebook."""
    names: list[str] = []
    left_out: list[str] = []
    room = MOST_BYTES
    for path in _theirs(folder, paper):
        size, name = path.lstat().st_size, path.relative_to(folder).as_posix()
        if refused := refusal(path, home=None):
            left_out.append(f"{shown(name)} {refused}")
        elif size > min(room, LARGEST) or len(names) == MOST_FILES:
            most = f"at most {MOST_FILES} files of {LARGEST // MIB} MiB, {MOST_BYTES // MIB} MiB in all"
            left_out.append(f"{shown(name)} is not copied to autograded/, {most} are")
            if len(left_out) > MOST_FILES:
                break
        else:
            names.append(name)
            room -= size
    return Enclosures(folder, names, left_out)


def _theirs(folder: Path, paper: Paper) -> Iterator[Path]:
    """The files that are neither notebooks, nor hidden, nor of the release."""
    released = {path.name for path in paper.path.parent.iterdir()} | NOT_THEIRS
    for inside, folders, names in os.walk(folder):
        top = Path(inside) == folder
        folders[:] = sorted(each for each in folders if not (each.startswith(".") or each in NOT_THEIRS))
        folders[:] = [each for each in folders if not (top and each in released)]
        for name in sorted(names):
            if not (name.startswith(".") or name.lower().endswith((".ipynb", ".pyc")) or (top and name in released)):
                yield Path(inside, name)


def missing(of: Enclosures, folder: Path) -> list[str]:
    """The names that are not in `folder` as they came."""
    return [name for name in of.names if not _same(of.folder / name, folder / name)]


def _same(one: Path, other: Path) -> bool:
    try:
        return filecmp.cmp(one, other)  # of one size and time, or of one content
    except OSError:
        return False


def copy(of: Enclosures, folder: Path) -> None:
    """Put those that are missing into `folder`; OSError if one cannot be."""
    for name in missing(of, folder):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(of.folder / name, target)


def _copy(source: Path, target: Path) -> None:
    """A copy with the time of the original, there as a whole or not at all."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(source, flags), "rb") as stream:
        found = os.fstat(stream.fileno())
        if not stat.S_ISREG(found.st_mode):
            raise OSError(f"{shown(source)} is no regular file any more")
        with NamedTemporaryFile(dir=target.parent, prefix=".writing-", delete=False) as new:
            try:
                shutil.copyfileobj(stream, new)
                new.close()
                os.chmod(new.name, 0o644)
                os.utime(new.name, ns=(found.st_atime_ns, found.st_mtime_ns))
                os.replace(new.name, target)
            except BaseException:
                os.unlink(new.name)
                raise
