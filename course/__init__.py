"""The paper: lessons, the notebooks woven from them, and what students receive."""

from os.path import relpath
from pathlib import Path


class CourseError(Exception):
    """Something in the course's own files is wrong; the message says what, where and the next step."""


class SourceError(CourseError):
    """A file that an author writes cannot be used; the message begins with file and line."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{relpath(path)}:{line}: {message}")
