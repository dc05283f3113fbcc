"""Grades as a file that a learning platform reads: what may go into it, what keeps it from being written."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.names import shown
from autograder.reports.pages import first
from course import CourseError
from course.exports.cells import is_text, written
from course.exports.forms import FORMS, Content
from course.exports.grades import Grade, grades
from course.exports.people import People
from course.settings import Settings
from course.weaving import files

LISTED = 5  # of those that keep a file from being written


@dataclass(frozen=True)
class Wanted:
    """What a file shall have; the last two, though they are not what a platform should keep."""

    form: str
    units: Collection[str] = ()  # all that there are, if none is named
    exercises: bool = False  # a column for each exercise, too
    people: People | None = None  # who is who on the platform, if it is told
    provisional: bool = False  # grades that are not final
    missing_as_zero: bool = False  # 0 points where nothing was handed in


@dataclass(frozen=True)
class Written:
    """How many grades a file has, and who and what is left out of it."""

    count: int
    nameless: tuple[str, ...]  # no text, as an old archive leaves a folder's name: no file in UTF-8 can hold it
    unknown: Mapping[str, str | None]  # to the platform; with the name there that may be meant
    without: tuple[str, ...]  # of whom there is no grade
    waiting: tuple[str, ...]  # the grades that are in it and not final
    pending: tuple[str, ...]  # columns that some proof of somebody keeps out
    late: int = 0  # grades of which something is taken for lateness, and how much in all
    taken: float = 0.0


def export(settings: Settings, results: Path, output: Path, wanted: Wanted) -> Written:
    """Write the grades of some units, or all, for a platform.

    CourseError for what is not wanted: a grade that is not final; a grade for one unit and none for another, since
    platforms take an empty cell for a grade that is to go. CourseError, too, for a unit of which there is no grade.
    """
    found = of_units(settings, wanted.units, grades(settings, results))
    nameless = {grade.student for grade in found if not is_text(grade.student)}
    found = [grade for grade in found if grade.student not in nameless]
    unknown = wanted.people.unknown(_students(found)) if wanted.people else {}
    found = [grade for grade in found if grade.student not in unknown]
    if not wanted.provisional:
        require_final(found)
    found, without = _filled(found, unknown, wanted)
    content = Content(found, wanted.exercises, wanted.people)
    files.write({output: written(FORMS[wanted.form](content))})
    count = sum(grade.raw_score is not None for grade in found)
    waiting = tuple(f"{shown(each.student)}, {each.unit}: {shown(each.waits)}" for each in found if each.waits)
    pending = tuple("/".join(each) for each in content.pending) if wanted.form != "nbgrader" else ()
    taken = [grade.penalty for grade in found if grade.raw_score is not None and grade.penalty]
    left_out = tuple(sorted(nameless)), unknown, tuple(without)
    return Written(count, *left_out, waiting, pending, len(taken), sum(taken))


def of_units(settings: Settings, units: Collection[str], found: list[Grade]) -> list[Grade]:
    """The grades of the units that are wanted, of all if none is; CourseError for one that nobody has a grade of."""
    there = {grade.unit for grade in found}
    for unit in units:
        if settings.unit(unit).id not in there:
            raise CourseError(f"there is no grade of {unit} yet: run `course grade`, or leave the unit out")
    return [grade for grade in found if not units or grade.unit in units]


def _students(found: Sequence[Grade]) -> list[str]:
    return sorted({grade.student for grade in found})


def require_final(found: Sequence[Grade]) -> None:
    """CourseError, with whose they are, if some grades are not final."""
    waiting = [f"{shown(each.student)}, {each.unit}: {shown(each.waits)}" for each in found if each.waits]
    if waiting:
        advice = "grade them in proofs-UNIT.csv beside the results, or in formgrader, or export all with --provisional"
        some = "; ".join(first(waiting, LISTED))
        raise CourseError(f"{len(waiting)} of {len(found)} grades are not final ({some}): {advice}")


def _filled(
    found: list[Grade], unknown: Collection[str], wanted: Wanted
) -> tuple[list[Grade], list[str]]:
    """The grades such that no cell of the file is empty, and whom they leave out.

    nbgrader's own file has 0 for who has none.
    """
    absent = wanted.people.without([*_students(found), *unknown]) if wanted.people else []
    if wanted.missing_as_zero:
        units = {grade.unit: grade.max_score for grade in found}
        return found + [Grade(each, unit, None, worth) for each in absent for unit, worth in units.items()], []
    if wanted.form == "nbgrader":
        return found, []
    some = {grade.student for grade in found if grade.score is not None}
    _require_whole([grade for grade in found if grade.student in some])
    without = {grade.student for grade in found} - some
    return [grade for grade in found if grade.student in some], sorted({*absent, *without})


def _require_whole(found: Sequence[Grade]) -> None:
    units = sorted({grade.unit for grade in found})
    there = {(grade.student, grade.unit) for grade in found if grade.score is not None}
    lacking = [
        f"{shown(student)} has none for {unit}"
        for student in _students(found)
        for unit in units
        if (student, unit) not in there
    ]
    if lacking:
        advice = "export the units one by one, or write 0 points with --missing-as-zero"
        some = "; ".join(first(lacking, LISTED))
        raise CourseError(f"a platform takes an empty cell for a grade that is to go ({some}): {advice}")
