"""Who is who on a platform, as the gradebook that it exported says: nothing else tells its numbers.

A student is who has, in one column of that file, the very name that the student's folder has. Which column that is
holds for the whole file: logins and numbers may come from one range, and the login of one be the number of another.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.names import nearest, normalised, shown
from course import CourseError
from course.sheets import Sheet, read_sheet

# What each platform finds people by, as far as it says so in English; of another column one has to be told.
IDENTITY: Mapping[str, tuple[str, ...]] = {
    "canvas": ("Student", "ID", "SIS User ID", "SIS Login ID", "Integration ID", "Root Account", "Section"),
    "moodle": ("Username", "First name", "Last name", "Surname", "ID number", "Email address"),
}
KEY: Mapping[str, str] = {"canvas": "SIS Login ID", "moodle": "Username"}


@dataclass(frozen=True)
class People:
    """Those whom a platform knows: the columns that it finds them by, and by folder name the cells of each."""

    columns: tuple[str, ...]
    cells: Mapping[str, tuple[str, ...]]

    def of(self, student: str) -> tuple[str, ...]:
        """The cells of a student who is known."""
        return self.cells[normalised(student)]

    def unknown(self, students: Collection[str]) -> dict[str, str | None]:
        """Those whom the platform does not know, each with the name there that may be meant."""
        here = {normalised(student) for student in students}
        free = [name for name in self.cells if name not in here]
        return {each: nearest(each, free) for each in students if normalised(each) not in self.cells}

    def without(self, students: Collection[str]) -> list[str]:
        """Those whom the platform knows beyond these."""
        here = {normalised(student) for student in students}
        return sorted(name for name in self.cells if name not in here)


def read_people(form: str, path: Path, by: str | None = None) -> People:
    """Read the gradebook that a platform exported; `by` names the column with the names of the students' folders.

    CourseError if it is another file, not whole, or has somebody twice.
    """
    if form not in IDENTITY:
        raise CourseError(f"{form} finds students by the names of their folders: leave out --matching")
    key = by or KEY[form]
    wanted = ["Student", "ID", key] if form == "canvas" else [key]
    try:
        sheet = read_sheet(path, list(dict.fromkeys(wanted)), f"a gradebook that {form.capitalize()} exported")
    except CourseError as error:
        raise CourseError(f"{error}; --by COLUMN names the one with the names of the students' folders") from None
    columns = tuple(name for name in sheet.header if name and (name in IDENTITY[form] or name == key))
    return People(columns, _cells(sheet, columns, key))


def _cells(sheet: Sheet, columns: tuple[str, ...], key: str) -> dict[str, tuple[str, ...]]:
    """By folder name; who has no such name, as Canvas' test student and its row of possible points, is nobody here."""
    places, found = [sheet.column(name) for name in columns], {}
    for number, row in enumerate(sheet.rows):
        student = normalised(row[sheet.column(key)])
        if student in found:
            raise sheet.trouble(number, f"{shown(student)} is there a second time: export the gradebook again")
        if student:
            found[student] = tuple(row[place] for place in places)
    if not found:
        raise CourseError(f"{shown(sheet.path)} has nobody: its column {shown(key)} is empty; name another with --by")
    return found
