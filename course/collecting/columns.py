"""What the columns of a roster are called: in one's own file, and in those that learning platforms export."""

from collections.abc import Sequence
from dataclasses import dataclass

# What is known of a student, with the names of the columns that say it; the first one that is there is taken.
NAME = ("name", "full name", "student", "student name")
FIRST_NAME = ("first name", "first_name", "given name")
LAST_NAME = ("last name", "last_name", "surname", "family name")
EMAIL = ("email", "e-mail", "mail", "email address", "e-mail address")
SECTION = ("section", "sections", "group", "groups")
ALSO = ("also",)  # other names that a student goes by, parted by semicolons
CANVAS = ("canvas id", "lms_user_id")  # the number in the names of the files that Canvas packs
MOODLE = ("identifier",)  # the same of Moodle, as its grading worksheet has it: Participant 10017
OTHERS = (NAME, FIRST_NAME, LAST_NAME, EMAIL, SECTION, ALSO, CANVAS, MOODLE)
# By what a student is called; of a file with several of these, by the first.
ID = ("id", "student_id", "student id", "username", "sis login id", "sid", "id number")

OF_CANVAS = {"student", "sis user id", "sis login id"}  # two of them: an exported gradebook, whose ID is Canvas' number
LISTED = "id, name (or first name and last name), email, section"


@dataclass(frozen=True)
class Columns:
    """Where in a row stands what; None for what the file does not have."""

    header: tuple[str, ...]
    id: int
    name: int | None
    first_name: int | None
    last_name: int | None
    email: int | None
    section: int | None
    also: int | None
    canvas: int | None
    moodle: int | None

    @property
    def known(self) -> list[int]:
        """All columns that are read."""
        own = (self.id, self.name, self.first_name, self.last_name, self.email, self.section, self.also)
        return sorted({at for at in (*own, self.canvas, self.moodle) if at is not None})


def columns(header: Sequence[str]) -> Columns | None:
    """The columns of a file by its first line; None if it does not say what students are called."""
    names = [name.strip().casefold() for name in header]
    if len(OF_CANVAS.intersection(names)) > 1:
        names = ["canvas id" if name == "id" else name for name in names]
    name, first_name, last_name, email, section, also, canvas, moodle = (_first(names, each) for each in OTHERS)
    ident = _first(names, ID)
    if ident is None:
        ident = email
    if ident is None:
        return None
    return Columns(tuple(header), ident, name, first_name, last_name, email, section, also, canvas, moodle)


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
