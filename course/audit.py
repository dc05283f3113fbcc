"""`results/audit.csv`: which points and due dates were changed, when, by whom and why; lines are only added."""

import datetime
import getpass
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.names import shown
from course import CourseError
from course.exports.cells import BOM, as_text, number, written

COLUMNS = ("time", "by", "action", "student", "unit", "exercise", "before", "after", "of", "why")


@dataclass(frozen=True)
class Entry:
    """One change of the points of an exercise, or of when a unit is due for somebody.

    Points are None where there were none, or will be none; moments are texts, and then no exercise is named.
    """

    action: str
    student: str
    unit: str
    exercise: str
    before: float | str | None
    after: float | str | None
    of: float | None
    why: str


def place(results: Path) -> Path:
    """Where the file is."""
    return results / "audit.csv"


def add(results: Path, entries: Sequence[Entry]) -> None:
    """Write down what is about to be changed, in one piece and to the disk; CourseError if that cannot be done."""
    if not entries:
        return
    time, by = datetime.datetime.now().astimezone().isoformat(timespec="seconds"), _by()
    content = written([time, by, *_cells(each)] for each in entries)
    path = place(results)
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "ab") as stream:
            length = os.fstat(descriptor).st_size
            if not length:
                content = BOM + written([COLUMNS]) + content
            elif os.pread(descriptor, 1, length - 1) != b"\n":  # a line was cut off: the next one begins anew
                content = b"\r\n" + content
            stream.write(content)
            stream.flush()
            os.fsync(descriptor)
    except OSError as error:
        advice = "nothing was changed; free space or fix its permissions, and try again"
        raise CourseError(f"{shown(path)} cannot be written ({error.strerror}): {advice}") from None


def _cells(entry: Entry) -> list[str]:
    changed = [_cell(each) for each in (entry.before, entry.after, entry.of)]
    return [entry.action, as_text(entry.student), entry.unit, entry.exercise, *changed, as_text(entry.why)]


def _cell(value: float | str | None) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else number(value)


def _by() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # an account without a name
        return str(os.getuid())
