"""When a submission came, as the note beside it says."""

import os
from pathlib import Path

from autograder.intake.folders import refusal
from autograder.names import shown
from course import CourseError
from course.due.times import WANTED, Moment, told
from course.gradebook.beside import TIMESTAMP

LONGEST = 200  # bytes that a note has room for


def note(path: Path) -> bytes | None:
    """What nbgrader has noted in a file beside a submission, None if that is no regular file, or a long one."""
    try:
        return None if refusal(path, home=None) or path.stat().st_size > LONGEST else path.read_bytes()
    except OSError:
        return None


def handed_in(folder: Path) -> Moment | None:
    """When a submission was handed in, None if nothing says so; CourseError for a timestamp that tells no time."""
    path = folder / TIMESTAMP
    if not os.path.lexists(path):
        return None
    try:
        return told((note(path) or b"").decode().strip())
    except ValueError:
        advice = f"the submission counts as handed in on time; {WANTED} in a file"
        raise CourseError(f"{shown(path)} tells no time: {advice}") from None


def handed_in_with(notebook: Path, unit: str) -> Moment | None:
    """The same of a notebook, if its folder is its unit's, and so its student's alone; as `handed_in`."""
    return handed_in(notebook.parent) if notebook.parent.name == unit else None
