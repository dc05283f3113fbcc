"""What the columns of a roster are called: in one's own file, and in those that learning platforms export."""

from collections.abc import Sequence
from dataclasses import dataclass

# What is known of a student, with the names of the columns that say it; the first one that is there is taken.
NAME = ("name", "full name", "student", "student name")
FIRST_NAME = ("first name", "first_name", "given name")
LAST_NAME = ("last name", "last_name", "surname", "family name")
EMAIL = ("email", "e-mail", "mail", "email address", "e-mail address")
SECTION = ("section", "sections", "group", "groups")
ROLE = ("role", "roles")
ALSO = ("also",)  # other names that a student goes by, parted by semicolons
CANVAS = ("canvas id", "lms_user_id")  # the number in the names of the files that Canvas packs
MOODLE = ("identifier",)  # the same of Moodle, as its grading worksheet has it: Participant 10017
OTHERS = (NAME, FIRST_NAME, LAST_NAME, EMAIL, SECTION, ROLE, ALSO, CANVAS, MOODLE)
# By what a student is called; of a file with several of these, by the first one in which anything stands.
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
    role: int | None
    also: int | None
    canvas: int | None
    moodle: int | None

    @property
    def known(self) -> list[int]:
        """All columns that are read."""
        own = (self.id, self.name, self.first_name, self.last_name, self.email, self.section, self.role, self.also)
        return sorted({at for at in (*own, self.canvas, self.moodle) if at is not None})


def columns(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Columns | None:
    """The columns of a file by its first line and those below it; None if none says by what students are called."""
    names = [name.strip().casefold() for name in header]
    if len(OF_CANVAS.intersection(names)) > 1:
        names = ["canvas id" if name == "id" else name for name in names]
    there = [names.index(name) for name in (*ID, *EMAIL) if name in names]
    filled = [at for at in there if any(row[at].strip() for row in rows if at < len(row))]
    if not there:
        return None
    return Columns(tuple(header), (filled or there)[0], *(_first(names, each) for each in OTHERS))


def _first(names: Sequence[str], wanted: Sequence[str]) -> int | None:
    return next((names.index(name) for name in wanted if name in names), None)
