"""The grades in each platform's form: one column for each unit, or one line for each grade.

On request each exercise and each proof has a column before that of its unit. What a proof that waits for a person is
worth to a student is not known: a platform gets no such column, and nbgrader's form says `pending` there.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from autograder.reports.results import title_of
from course.exports.cells import DECIMALS, Identifier, Row, number
from course.exports.grades import Grade, Part
from course.exports.people import People

NBGRADER = "assignment duedate timestamp student_id last_name first_name email raw_score late_submission_penalty score"
PENDING = "pending"


@dataclass(frozen=True)
class Content:
    """What a file has: the grades, each exercise's points if `exercises`, and who is who if `people` says it."""

    grades: Sequence[Grade]
    exercises: bool = False
    people: People | None = None

    @property
    def students(self) -> Iterator[tuple[str, dict[str, Grade]]]:
        """Each student with the grades by unit."""
        found: dict[str, dict[str, Grade]] = {}
        for grade in self.grades:
            found.setdefault(grade.student, {})[grade.unit] = grade
        yield from sorted(found.items())

    @property
    def units(self) -> dict[str, float]:
        """The points that each unit has; a result that cannot be read does not say it."""
        units: dict[str, float] = {}
        for grade in self.grades:
            units[grade.unit] = max(units.get(grade.unit, 0.0), grade.max_score)
        return units

    @property
    def parts(self) -> dict[tuple[str, str], float]:
        """By unit and name what each exercise and proof is worth."""
        each = {(grade.unit, name): part.max_score for grade in self.grades for name, part in grade.parts.items()}
        return each if self.exercises else {}

    @property
    def pending(self) -> list[tuple[str, str]]:
        """The parts for which somebody waits."""
        return [each for each in self.parts if any(_waits(grade, each) for grade in self.grades)]

    @property
    def columns(self) -> list["Column"]:
        """The columns of points that a platform gets."""
        found, pending = [], self.pending
        for unit, worth in self.units.items():
            own = [(each, points) for each, points in self.parts.items() if each[0] == unit and each not in pending]
            found += [Column(unit, name, points) for (_, name), points in own]
            found.append(Column(unit, None, worth))
        return found


@dataclass(frozen=True)
class Column:
    """Points of a unit, or of one of its exercises and proofs."""

    unit: str
    part: str | None
    worth: float

    @property
    def title(self) -> str:
        """What heads it."""
        return title_of(self.unit) if self.part is None else f"{title_of(self.unit)}: {self.part}"

    def points(self, of: Mapping[str, Grade]) -> str:
        """A student's points in it, 0 where there are none."""
        grade = of.get(self.unit)
        if grade is None or self.part is None:
            return number(grade.score if grade else None)
        return number(grade.parts[self.part].score if self.part in grade.parts else None)


def _waits(grade: Grade, part: tuple[str, str]) -> bool:
    unit, name = part
    return grade.unit == unit and name in grade.parts and grade.parts[name].score is None


def nbgrader(content: Content) -> Iterator[Row]:
    """A line for each grade, as `nbgrader export` writes it."""
    parts = content.parts
    yield [*NBGRADER.split(), "max_score", *("/".join(each) for each in parts)]
    for each in content.grades:
        person = each.student, each.last_name, each.first_name, each.email
        points = each.raw_score or 0.0, each.penalty, each.score or 0.0, each.max_score
        own = [_told(each.parts.get(name)) if unit == each.unit else "" for unit, name in parts]
        yield each.unit, each.due, each.handed_in, *person, *(round(value, DECIMALS) for value in points), *own


def _told(part: Part | None) -> object:
    if part is None:
        return ""
    return PENDING if part.score is None else round(part.score, DECIMALS)


def canvas(content: Content) -> Iterator[Row]:
    """A line for each student, after one with the points that can be had.

    Canvas finds a student by ID, then by SIS User ID, by the login only if neither is there. The kit knows the
    login; as a number in another column it could be that of somebody else.
    """
    people, columns = content.people, content.columns
    header = people.columns if people else ("Student", "ID", "SIS User ID", "SIS Login ID", "Section")
    yield *header, *(column.title for column in columns)
    first = header.index("Student")
    blank = ["    Points Possible" if place == first else "" for place in range(len(header))]
    yield *blank, *(number(column.worth) for column in columns)
    for student, of in content.students:
        grade = next(iter(of.values()))
        name = ", ".join(filter(None, (grade.last_name, grade.first_name))) or student
        who = people.of(student) if people else (name, "", "", student, "")
        cells = [cell if place == first else Identifier(cell) for place, cell in enumerate(who)]
        yield *cells, *(column.points(of) for column in columns)


def moodle(content: Content) -> Iterator[Row]:
    """A line for each student; on import one says which column is who and which is what."""
    people, columns = content.people, content.columns
    header = people.columns if people else ("Username", "First name", "Last name", "Email address")
    yield *header, *(column.title for column in columns)
    for student, of in content.students:
        grade = next(iter(of.values()))
        who = people.of(student) if people else (student, grade.first_name, grade.last_name, grade.email)
        named = ("First name", "Last name", "Surname")
        cells = [cell if title in named else Identifier(cell) for title, cell in zip(header, who, strict=True)]
        yield *cells, *(column.points(of) for column in columns)


FORMS: Mapping[str, Callable[[Content], Iterator[Row]]] = {
    "nbgrader": nbgrader,
    "canvas": canvas,
    "moodle": moodle,
}
