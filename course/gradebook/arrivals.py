"""Students' folders as they arrive, and what nbgrader may do with them.

Names and files come from people whom nobody checked. Left to itself nbgrader writes any name into formgrader's
scripts, follows links, waits for pipes, and gives up on a student, or on a whole page, at a time that is none.
"""

import os
from collections.abc import Iterator
from glob import escape
from pathlib import Path
from typing import Any

from nbgrader import utils
from nbgrader.apps import zipcollectapp
from nbgrader.apps.api import NbGraderAPI
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import collect

from autograder.intake.folders import refusal
from autograder.names import shown
from course import CourseError
from course.due.arrival import handed_in
from course.due.times import Moment, as_gradebook
from course.gradebook.beside import LARGEST
from course.gradebook.ledger import LONGEST_ID

UNSAFE = "/\\<>&\"'`"  # in a name: formgrader writes names into its scripts as they are


def nameable(student: str) -> str:
    """The name, if the gradebook and a folder can have it; else CourseError."""
    spoken = student.isprintable() and not set(student) & set(UNSAFE)
    if student in (".", "..") or len(student) > LONGEST_ID or not spoken:
        advice = f"a name of at most {LONGEST_ID} printable characters, none of {UNSAFE}, is wanted; rename the folder"
        raise CourseError(f"{shown(student)} cannot stand in the gradebook: {advice}")
    return student


def read_times_with_care() -> None:
    """Let nbgrader's commands and formgrader read times, due dates too, as `times` does.

    A timestamp that tells no time is none, and the log says so; a due date that tells none is refused.
    """

    def existing(folders: Any, path: str) -> Moment | None:
        try:
            return as_gradebook(handed_in(Path(path)))
        except CourseError as error:
            folders.log.warning("%s", error)
            return None

    def submitted(api: Any, unit: str, student: str) -> Moment | None:
        folders = api.coursedir
        return existing(folders, folders.format_path(folders.submitted_directory, student, unit))

    # nbgrader has no settings for them.
    setattr(CourseDirectory, "get_existing_timestamp", existing)  # noqa: B010  mypy would not have the method assigned
    setattr(NbGraderAPI, "get_submitted_timestamp", submitted)  # noqa: B010  the same
    for module in (utils, collect, zipcollectapp):  # the first is where the gradebook looks for it
        setattr(module, "parse_utc", as_gradebook)  # noqa: B010  the same


def vet(converter: Any) -> None:
    """Take out of what `nbgrader autograde` is about to do what it must not touch.

    That is students whose names cannot stand in the gradebook or whose folders are elsewhere, which is said in the
    log, and of the files that it copies all but regular ones of a bearable size.
    """
    for folder in map(Path, list(converter.assignments)):
        try:
            nameable(folder.parent.name)
            _require_no_link(folder)
        except CourseError as error:
            converter.log.warning("%s", error)
            del converter.assignments[str(folder)]
    folders = converter.coursedir
    irregular = [escape(str(path)) for folder in converter.assignments for path in _irregular(folder)]
    # nbgrader means names here, in whatever folder; a path from the root is one file.
    folders.ignore = [each for each in folders.ignore if not os.path.isabs(each)] + irregular


def _require_no_link(folder: Path) -> None:
    """CourseError if a link leads to a unit's or a student's folder."""
    for each in (folder, folder.parent):
        if each.is_symlink():
            raise CourseError(f"{shown(each)} is a link to a folder and was not followed: put the folder there")


def _irregular(folder: str) -> Iterator[Path]:
    """Links, pipes, devices and very large files in a submission."""
    for inside, _, names in os.walk(folder):
        paths = (Path(inside, name) for name in names)
        yield from (path for path in paths if refusal(path, home=None) or path.lstat().st_size > LARGEST)
