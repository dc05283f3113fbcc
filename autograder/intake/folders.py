"""What lies in a folder that other people filled, seen from outside: nothing is opened here."""

import os
import shutil
import stat
from collections.abc import Iterable
from pathlib import Path

from autograder.names import normalised, shown

ARCHIVES = (*(ending for _, endings, _ in shutil.get_unpack_formats() for ending in endings), ".7z", ".rar")


def entries(folder: Path) -> list[Path]:
    """Return what is in a folder by name, without hidden files and macOS's; nothing if it cannot be read."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [folder / name for name in names if not name.startswith(".") and name != "__MACOSX"]


def is_notebook(path: Path) -> bool:
    """Whether something has the name of a notebook and is no folder; it may still be a pipe or a link."""
    return path.suffix.lower() == ".ipynb" and (path.is_symlink() or not os.path.isdir(path))


def notebooks(folder: Path) -> list[Path]:
    """Return the entries of a folder that have the name of a notebook."""
    return list(filter(is_notebook, entries(folder)))


def obstacle(path: Path) -> str | None:
    """Say what keeps a file from being a notebook that it may well be; None if it is one, or none at all.

    Browsers, mail programs and Windows put a second ending behind the first; zippers put notebooks away.
    """
    name = path.name.lower()
    if is_notebook(path) or os.path.isdir(path):
        return None
    if ".ipynb" in name:
        return "is no notebook by its name: let it end in .ipynb"
    if name.endswith(ARCHIVES):
        return "is an archive, which is not opened: unpack it"
    return None


def is_folder(path: Path) -> bool:
    """Whether a path is a folder itself, not a link to one."""
    return os.path.isdir(path) and not path.is_symlink()


def folders(folder: Path) -> list[Path]:
    """Return the folders in a folder."""
    return list(filter(is_folder, entries(folder)))


def refusal(path: Path, home: Path | None) -> str | None:
    """Say why a file must not be opened, None if it may. A link may if it stays within `home`, if any."""
    try:
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            if home is None or not Path(os.path.realpath(path)).is_relative_to(os.path.realpath(home)):
                return "is a link to another place and was not followed: put the file itself there"
            mode = path.stat().st_mode
    except OSError as error:
        return f"cannot be read ({error.strerror})"
    return None if stat.S_ISREG(mode) else "is no regular file and was not opened: put the notebook there"


def same_name(name: str) -> str:
    """Return what two names share that one file system or one person may take for the same."""
    return normalised(normalised(name).casefold())


def listing(paths: Iterable[Path]) -> str:
    """Return the names of some files for a message."""
    names = [shown(path.name, 60) for path in paths]
    return ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
