"""The access token: a password in all but name. It comes from the environment or a file that nobody else can read."""

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from autograder.names import shown
from course import CourseError

VARIABLE = "COURSE_LMS_TOKEN"
LONGEST = 4096  # bytes


@dataclass(frozen=True)
class Token:
    """It shows itself to nobody who prints it."""

    value: str = field(repr=False)


def read_token(file: Path | None) -> Token:
    """The token in a file that was named, else in the environment; CourseError if there is none that can be used."""
    if file is not None:
        return _token(_content(file.expanduser()), shown(file))
    if VARIABLE in os.environ:
        return _token(os.environ[VARIABLE], f"the environment variable {VARIABLE}")
    advice = f"put it into the environment variable {VARIABLE}, or into a file and name that as token_file in [lms]"
    raise CourseError(f"an access token is wanted, which the platform makes for you: {advice}")


def _content(file: Path) -> str:
    try:
        descriptor = os.open(file, os.O_RDONLY | os.O_NONBLOCK)  # a pipe would let us wait for its writer
        with os.fdopen(descriptor, "rb") as stream:
            state = os.fstat(descriptor)
            if not stat.S_ISREG(state.st_mode) or state.st_uid != os.geteuid():
                raise CourseError(f"{shown(file)} is no file of your own: put the token into one")
            if stat.S_IMODE(state.st_mode) & 0o077:
                raise CourseError(f"others can read {shown(file)}: chmod 600 {shown(file)}, and make a new token")
            return stream.read(LONGEST + 1).decode(errors="replace")
    except OSError as error:
        raise CourseError(f"{shown(file)} cannot be read ({error.strerror}): it shall hold the access token") from None


def _token(text: str, where: str) -> Token:
    value = text.strip()
    if not value or len(value) > LONGEST or not value.isascii() or not value.isprintable() or " " in value:
        raise CourseError(f"what {where} holds is no access token: it is one word of letters and digits")
    return Token(value)
