"""What people downloaded: a folder, a zip archive or a notebook, opened so that it is a folder in any case."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.intake.archives import CAPS, ArchiveError, Caps, is_zip, unpack
from autograder.intake.folders import is_notebook, obstacle
from autograder.names import shown
from autograder.problems import Problem, UsageProblem
from course import CourseError
from course.collecting.matching import Clues
from course.collecting.parcels import File, Parcel, clues_in, one_file, parcels
from course.gradebook.beside import SECRET, TIMESTAMP

OF_ONE = Caps(files=1000, file_bytes=CAPS.file_bytes, bytes=256 << 20)  # what one student may pack into an archive
ZIP = b"PK\x03\x04"
NOT_THEIRS = (TIMESTAMP, SECRET)  # nbgrader's notes: nobody dates their own work


@dataclass(frozen=True)
class Download:
    """A download by the name that somebody typed, and the folder where an archive's files are."""

    path: Path
    folder: Path

    def called(self, path: Path) -> str:
        """A path in it as the person who downloaded it knows it."""
        inside = path.is_relative_to(self.folder)
        return shown(self.path / path.relative_to(self.folder) if inside else path)

    def clues(self, path: Path, knows: Callable[[str], bool]) -> Clues | None:
        """Whose something in it is that could not be read, if its path tells."""
        return clues_in(path.relative_to(self.folder), knows) if path.is_relative_to(self.folder) else None

    def parcels(self, knows: Callable[[str], bool]) -> Iterator[Parcel | Problem]:
        """Everybody's files; UsageProblem for what is no download, CourseError for one that cannot be read."""
        if self.path.is_dir():
            yield from parcels(self.path, knows)
        elif self.path.is_file() and (is_zip(self.path) or _begins_as_zip(self.path)):
            yield from self._unpacked()
            yield from parcels(self.folder, knows)
        elif self.path.is_file() and is_notebook(self.path):
            yield from one_file(self.path)
        else:
            what = obstacle(self.path) if self.path.is_file() else "is not there"
            wanted = "a folder, a zip archive or a notebook is wanted"
            raise UsageProblem(f"{shown(self.path)} {what or 'is no download'}: {wanted}")

    def _unpacked(self) -> Iterator[Problem]:
        try:
            self.folder.mkdir()
            for each in unpack(self.path, self.folder):
                yield Problem(self.folder / each.name, each.reason)
        except ArchiveError as error:
            raise CourseError(f"{shown(self.path)} {error}") from None


def _begins_as_zip(path: Path) -> bool:
    """Whether it is an archive in spite of its name."""
    try:
        with path.open("rb") as stream:
            return stream.read(len(ZIP)) == ZIP
    except OSError:
        return False


def opened(parcel: Parcel, folder: Path) -> tuple[list[File], list[str]]:
    """A parcel's files with those in archives that the student packed, and what is in the way of more."""
    files: list[File] = []
    reasons = list(parcel.refused)
    for number, file in enumerate(parcel.files):
        if is_zip(file.path):
            inside, left = _inside(file, folder / f"archive-{number}")
            files += inside
            reasons += left
        elif reason := obstacle(file.path):
            reasons.append(f"{shown(file.name)} {reason}")
        elif not _dates(file.name) or (parcel.ours and file.name.count("/") == 1):  # nbgrader's, in a unit's folder
            files.append(file)
    return files, reasons


def _dates(name: str) -> bool:
    return name.rpartition("/")[2].casefold() in NOT_THEIRS


def _inside(archive: File, folder: Path) -> tuple[list[File], list[str]]:
    folder.mkdir(parents=True)
    try:
        left = unpack(archive.path, folder, OF_ONE)
    except ArchiveError as error:
        return [], [f"{shown(archive.name)} {error}"]
    found = [path for path in sorted(folder.rglob("*")) if path.is_file() and not _dates(path.name)]
    reasons = [f"{shown(archive.name)}: {shown(each.name)} {each.reason}" for each in left]
    reasons += [f"{shown(archive.name)}: {shown(path.name)} {reason}" for path in found if (reason := obstacle(path))]
    return [File(path, path.relative_to(folder).as_posix()) for path in found if not obstacle(path)], reasons
