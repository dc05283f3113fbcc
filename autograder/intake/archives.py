"""A zip archive that other people made, read as data.

Its files are written below one folder and nowhere else, as plain files. What would lead out of that folder, is a link,
is encrypted or damaged, stands there twice, or is larger than a submission may be is left out and named. No more is
read than an archive declares, and what it declares is limited before anything is written.
"""

import errno
import lzma
import stat
import struct
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from autograder.intake.notebook_file import MAX_BYTES
from autograder.names import shown

CHUNK = 1 << 20  # bytes
UTF_8 = 0x800  # of a member's flags: its name says how it is written
ENCRYPTED = 0x1
DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error,
    EOFError, NotImplementedError, RuntimeError, ValueError, OverflowError, IndexError,
)  # fmt: skip
AGAIN = "is no zip archive that can be read, or is cut off: download it again"


class ArchiveError(Exception):
    """The archive as a whole cannot be read; the message goes on from its name."""


@dataclass(frozen=True)
class Caps:
    """What an archive may hold."""

    files: int = 20_000
    file_bytes: int = MAX_BYTES
    bytes: int = 4 << 30  # of all files together


CAPS = Caps()


@dataclass(frozen=True)
class Left:
    """A file that was left out, by its name in the archive, and why."""

    name: str
    reason: str


def is_zip(path: Path) -> bool:
    """Whether something has the name of a zip archive."""
    return path.suffix.lower() == ".zip"


def unpack(archive: Path, folder: Path, caps: Caps = CAPS) -> list[Left]:
    """Write an archive's files into a folder, and return what was left out.

    ArchiveError if nothing can be read of it, or if it holds too much; OSError if the folder cannot be written to.
    """
    with _opened(archive) as opened:
        members = list(_members(opened))
        _require_bearable([member for member, _ in members], caps)
        names = Counter(_folded(path) for _, path in members if path)
        left = []
        for member, path in members:
            reason = _refusal(member, path, caps)
            if not reason and path and names[_folded(path)] > 1:
                reason = "stands in the archive twice, and nothing says which one counts: pack it anew"
            if not reason and path:
                reason = _write(opened, member, folder / path)
            if reason:
                left.append(Left(_name(member), reason))
    return left


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        opened = zipfile.ZipFile(archive)
    except OSError as error:
        raise ArchiveError(f"cannot be read ({error.strerror})") from None
    except DAMAGED:
        raise ArchiveError(AGAIN) from None
    with opened:
        yield opened


def _members(opened: zipfile.ZipFile) -> Iterator[tuple[zipfile.ZipInfo, PurePosixPath | None]]:
    """The files with their paths, None for one that leads elsewhere; not what a system hides beside them."""
    for member in opened.infolist():
        parts = _name(member).replace("\\", "/").split("/")
        if not member.is_dir() and not any(_hidden(part) for part in parts):
            yield member, None if _leaves(parts) else PurePosixPath(*parts)


def _name(member: zipfile.ZipInfo) -> str:
    """A member's name; macOS writes UTF-8 and does not say so."""
    if not member.flag_bits & UTF_8:
        try:
            return member.filename.encode("cp437").decode()
        except UnicodeError:
            pass
    return member.filename


def _hidden(part: str) -> bool:
    return part == "__MACOSX" or (part.startswith(".") and part not in (".", ".."))


def _leaves(parts: list[str]) -> bool:
    """Whether a path may lead out of its folder: up, from the root of a disk, or by an empty name."""
    return any(part in ("", ".", "..") for part in parts) or parts[0][1:2] == ":"


def _folded(path: PurePosixPath) -> str:
    return str(path).casefold()  # one file where capitals make no difference


def _require_bearable(members: list[zipfile.ZipInfo], caps: Caps) -> None:
    if len(members) > caps.files:
        raise ArchiveError(f"holds {len(members)} files, at most {caps.files} are read: unpack it, and name the folder")
    size = sum(member.file_size for member in members if member.file_size <= caps.file_bytes)
    if size > caps.bytes:
        most = f"at most {caps.bytes >> 20} MiB are read"
        raise ArchiveError(f"would unpack to {size >> 20} MiB, {most}: unpack it, and name the folder")


def _refusal(member: zipfile.ZipInfo, path: PurePosixPath | None, caps: Caps) -> str | None:
    if path is None:
        return "has a path that leads out of the archive's folder"
    if stat.S_ISLNK(member.external_attr >> 16):
        return "is a link and was not followed: pack the file itself"
    if member.flag_bits & ENCRYPTED:
        return "is encrypted: pack it without a password"
    if member.file_size > caps.file_bytes:
        return f"is larger than {caps.file_bytes >> 20} MiB"
    return None


def _write(opened: zipfile.ZipFile, member: zipfile.ZipInfo, path: Path) -> str | None:
    """Write one file, or say why it cannot be; the half of a damaged one is removed."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        target = path.open("xb")
    except (FileExistsError, NotADirectoryError):
        return "has the name of a folder, or lies in a file, of the same archive: pack it anew"
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return "has too long a name: give it a shorter one and pack it anew"
        raise
    with target:
        try:
            for chunk in _chunks(opened, member):
                target.write(chunk)
        except ArchiveError as error:
            path.unlink()
            return str(error)
    return None


def _chunks(opened: zipfile.ZipFile, member: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a file; ArchiveError if it is damaged, which decompressors say in many ways."""
    try:
        with opened.open(member) as source:
            while chunk := source.read(CHUNK):
                yield chunk
    except (OSError, *DAMAGED) as error:
        raise ArchiveError(f"is damaged ({shown(error, 80)}): download the archive again") from None
