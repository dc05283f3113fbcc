"""Who of the roster handed in nothing, and what was handed in by somebody who is not on it."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from pathlib import Path

from autograder.intake.submissions import Found
from autograder.names import normalised, shown
from autograder.reports.loading import Loaded
from autograder.reports.pages import first
from course.collecting.roster import Roster, Student, load
from course.settings import Settings

LISTED = 60  # names in one line

Present = Mapping[str, Set[str]]  # of each unit those who handed it in, or something that may be it


@dataclass(frozen=True)
class Attendance:
    """A unit's absentees and strangers, in a class of so many whom the roster calls by one of its columns."""

    unit: str
    size: int
    absent: tuple[Student, ...]
    strangers: tuple[str, ...]
    called_by: str


def roster_at(settings: Settings, path: Path | None) -> Roster | None:
    """The roster that was named, else the class's `roster.csv` if there is one."""
    place = settings.at(path, "roster.csv")
    return load(place) if path or place.exists() else None


def attendance(roster: Roster, present: Present) -> list[Attendance]:
    """Each unit's, in the order of their names."""
    known = {student.id for student in roster.students}
    found = []
    for unit, students in sorted(present.items()):
        absent = tuple(student for student in roster.students if student.id not in students)
        strangers = tuple(sorted(students - known))
        found.append(Attendance(unit, len(roster.students), absent, strangers, roster.called_by))
    return found


def of_class(found: Found) -> Present:
    """Who handed in what in a class; nothing where a single student's work was graded.

    A file whose unit nobody can tell may be of any.
    """
    unclear = {each.student for each in found.problems if each.student and each.unit is None}
    units: dict[str, set[str]] = {each.unit: set(unclear) for each in found.submissions}
    sound = [(each.unit, each.student) for each in found.submissions]
    for unit, student in (*sound, *((each.unit, each.student) for each in found.problems)):
        if student and unit in units:
            units[unit].add(student)
    everybody = set[str]().union(*units.values())
    return units if len(everybody) > 1 else {}


def of_results(loaded: Loaded) -> Present:
    """Of whom there are results, those that cannot be read among them."""
    units: dict[str, set[str]] = {unit: set() for unit in loaded.units}
    for result in loaded.results:
        units[result.unit].add(result.student)
    for each in loaded.unreadable:
        units.get(Path(each.file).stem, set()).add(normalised(each.student))
    return units


def told(attended: list[Attendance]) -> Iterator[str]:
    """A line for each unit that somebody is missing from, and for strangers."""
    for each in attended:
        if each.absent:
            who = named([str(student) for student in each.absent])
            yield f"{each.unit}: nothing was handed in by {len(each.absent)} of {each.size} on the roster: {who}"
        if each.strangers:
            nobody = f": its column {shown(each.called_by, 40)} should have the names of the students' folders"
            advice = nobody if len(each.absent) == each.size else ""
            yield f"{each.unit}: not on the roster: {named([shown(name, 80) for name in each.strangers])}{advice}"


def named(names: list[str]) -> str:
    """Names for a message."""
    return ", ".join(first(names, LISTED))
