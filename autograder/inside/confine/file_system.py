"""What honest code needs to read, and nothing else: of the file system, all that a submission can get to see.

Directories of installed packages are left out wherever they lie, since this project may be installed there; the
packages of the untrusted side come one by one through the directory of links.
"""

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

from . import kernel

SCRATCH = Path("/scratch")  # the only place to write, where there is a file system of one's own
PACKAGES = ("site-packages", "dist-packages")
DEVICES = tuple(Path("/dev") / name for name in ("null", "zero", "random", "urandom"))
LINKER_CACHE = Path("/etc/ld.so.cache")
LINKS = tuple(Path("/") / name for name in ("lib", "lib32", "lib64"))  # into /usr, on most systems
PASSWD = "student:x:1000:1000:student:/scratch:/bin/false\n"


def libraries(links: Path) -> list[Path]:
    """The standard library, and the directories of the shared libraries that an interpreter needs."""
    python = [Path(entry) for entry in sys.path if Path(entry) != links and Path(entry).is_dir()]
    found = {*python, *(_place(path, python) for path in _mapped())}
    return sorted(path for path in found if not any(parent in found for parent in path.parents))


def _mapped() -> set[Path]:
    """The shared libraries of this process."""
    lines = Path("/proc/self/maps").read_text().splitlines()
    return {Path(line.split(maxsplit=5)[5]) for line in lines if ".so" in line}


def _place(library: Path, python: list[Path]) -> Path:
    """A library's directory, where others like it lie; the library alone if all of Python or packages lie there."""
    shared = any(directory.is_relative_to(library.parent) for directory in python)
    return library if shared or library.parent.name in PACKAGES else library.parent


def packages_in(directory: Path) -> list[Path]:
    """Directories of installed packages in or close below a directory."""
    patterns = (prefix + name for prefix in ("", "*/") for name in PACKAGES)
    return [path for pattern in patterns for path in directory.glob(pattern)]


def without_packages(path: Path) -> Iterator[Path]:
    """A path, in as many parts as it takes to leave installed packages out."""
    if not path.is_dir() or not packages_in(path):
        yield path
        return
    for entry in path.iterdir():
        if entry.name not in PACKAGES:
            yield from without_packages(entry)


def readable(links: Path) -> list[Path]:
    """All that may be read where nothing hides the rest of the file system."""
    parts = [part for path in libraries(links) for part in without_packages(path)]
    return [*parts, links, *(link.resolve() for link in links.iterdir()), *DEVICES, LINKER_CACHE]


def opened(links: Path) -> dict[Path, int]:
    """Descriptors of what the view is made of, by where it is to be seen."""
    paths = [*libraries(links), *links.iterdir(), *DEVICES, *([LINKER_CACHE] if LINKER_CACHE.exists() else [])]
    return {path: os.open(path, os.O_PATH) for path in paths}


def build(sources: dict[Path, int]) -> None:
    """Fill the working directory, an empty file system, with all that can be read."""
    for path, source in sources.items():
        _show(path, source)
    for link in LINKS:
        if link.is_symlink() and not _here(link).exists():
            _here(link).symlink_to(os.readlink(link))
    _here(Path("/etc")).mkdir(exist_ok=True)
    _here(Path("/etc/passwd")).write_text(PASSWD)


def _here(path: Path) -> Path:
    return path.relative_to("/")


def _show(path: Path, source: int) -> None:
    """Let a source be seen at its path."""
    target = _here(path)
    target.parent.mkdir(parents=True, exist_ok=True)
    if stat.S_ISDIR(os.fstat(source).st_mode):
        target.mkdir()
    else:
        target.touch()
    kernel.mount(f"/proc/self/fd/{source}", str(target), None, kernel.MS_BIND | kernel.MS_REC)
    if path in DEVICES:
        return
    for packages in packages_in(target):
        kernel.mount("hidden", str(packages), "tmpfs", kernel.MS_RDONLY, "size=4k")
    kernel.make_read_only(str(target))
