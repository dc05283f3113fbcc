"""Submissions into `submitted/<student>/<unit>/`, as nbgrader has them; nothing that lies there is lost unasked."""

import os
from enum import Enum
from pathlib import Path

from autograder.intake.folders import notebooks
from autograder.names import shown
from course import CourseError
from course.collecting.submissions import Handin
from course.gradebook.beside import TIMESTAMP
from course.weaving import files


class Laid(Enum):
    """What became of a submission."""

    new = "new"
    renewed = "renewed"
    as_before = "as before"
    differs = "differs"


def lay(handin: Handin, into: Path, update: bool) -> Laid:
    """Write a submission's files, all or none; CourseError if they cannot be written.

    Another submission of the same student and unit is left as it is unless it is to be updated.
    """
    folder = into / handin.student.id / handin.unit
    for each in (folder.parent, folder):
        if each.is_symlink():
            raise CourseError(f"{shown(each)} is a link to another place and was not followed: put a folder there")
    wanted = _contents(handin, folder)
    laid = _compared(folder, wanted)
    if laid is Laid.differs and not update:
        return laid
    files.write(wanted | ({} if folder / TIMESTAMP in wanted else _undated(handin, folder / TIMESTAMP, laid)))
    return Laid.renewed if laid is Laid.differs else laid


def _contents(handin: Handin, folder: Path) -> dict[Path, bytes]:
    wanted = {folder / name: path.read_bytes() for name, path in handin.files.items()}
    if handin.when:
        wanted[folder / TIMESTAMP] = f"{handin.when}\n".encode()
    wanted[folder / f"{handin.unit}.ipynb"] = handin.notebook.read_bytes()
    return wanted


def _undated(handin: Handin, note: Path, laid: Laid) -> dict[Path, bytes]:
    """A note that tells no time, so that `course grade` asks for it where none is known, or another submission's."""
    if laid is Laid.differs and os.path.lexists(note):
        return {note: b"not known: what lay here before was another submission\n"}
    late = handin.late and not os.path.lexists(note)
    return {note: b"late, but the download does not say when\n"} if late else {}


def _compared(folder: Path, wanted: dict[Path, bytes]) -> Laid:
    """Whether there is nothing yet, the same, the same in part, or something else."""
    here = notebooks(folder)
    if not here:
        return Laid.new
    differing = [path for path in files.differing(wanted) if path.exists()]
    return Laid.differs if differing or not set(here) & set(wanted) else Laid.as_before
