"""Which student is which number on a platform: told by the platform or its exports, guessed by nobody."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from autograder.intake.folders import same_name
from autograder.names import normalised, shown
from course import CourseError
from course.collecting.roster import Roster
from course.exports.people import KEY, People, read_people
from course.lms.moodle import User

Numbers = Mapping[str, str]  # by the name of the student's folder
FIELDS: Mapping[str, str] = {"Username": "username", "Email address": "email", "ID number": "idnumber"}  # of Moodle


def on_canvas(roster: Roster | None, exported: Path | None, by: str | None) -> Numbers:
    """By the ID of the gradebook that Canvas exported, or of a roster that has it."""
    if exported:
        return _of_gradebook(read_people("canvas", exported, by), exported)
    if by:
        raise CourseError("--by names a column of a gradebook that Canvas exported: name that with --matching")
    found = {normalised(each.id): each.canvas for each in roster.students if each.canvas} if roster else {}
    if not found:
        advice = "export it there (Grades, Export), and give it to --matching or as the roster"
        raise CourseError(f"the students' numbers on Canvas stand in its gradebook's column ID: {advice}")
    return _require_numbers(found, roster.path if roster else Path())


def _of_gradebook(people: People, path: Path) -> Numbers:
    place = people.columns.index("ID")
    return _require_numbers({student: cells[place] for student, cells in people.cells.items()}, path)


def _require_numbers(found: Mapping[str, str], path: Path) -> Numbers:
    for student, number in found.items():
        if not (number.isascii() and number.isdecimal()):
            raise CourseError(f"{shown(path)}: the ID of {shown(student)} is {shown(number)!r}: Canvas' is a number")
    return _require_different(found)


def _require_different(found: Mapping[str, str]) -> Numbers:
    whose: dict[str, str] = {}
    for student, number in found.items():
        if (other := whose.setdefault(number, student)) != student:
            both = f"{shown(other)} and {shown(student)}"
            raise CourseError(f"{both} would both be number {number} there: mend the roster or the gradebook")
    return found


def on_moodle(students: Iterable[str], users: Sequence[User], roster: Roster | None, by: str | None) -> Numbers:
    """By a field that Moodle shows of its users and that is the folder's name, or the e-mail address on the roster."""
    title = by or KEY["moodle"]
    if title not in FIELDS:
        raise CourseError(f"Moodle's web service finds people by {', '.join(FIELDS)}, not by {shown(title)}")
    there: dict[str, list[str]] = {}
    for user in users:
        if value := same_name(getattr(user, FIELDS[title])):
            there.setdefault(value, []).append(str(user.id))
    if not there:
        others = " or ".join(f"--by {each!r}" for each in FIELDS if each != title)
        advice = f"try {others}, or ask for the right to see it"
        raise CourseError(f"Moodle shows the token's owner nobody's {title}: {advice}")
    emails = {normalised(each.id): each.email for each in roster.students if each.email} if roster else {}
    names = {each: emails.get(normalised(each), each) if title == "Email address" else each for each in students}
    found = {normalised(each): there.get(same_name(name), []) for each, name in names.items()}
    return _require_different({student: numbers[0] for student, numbers in found.items() if len(numbers) == 1})
