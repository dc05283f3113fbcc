"""`course export feedback UNIT`: the feedback pages of a unit as an archive that Moodle or Canvas hands out.

Both find whose a page is by numbers in its name, which are those of the download that the submission came in. Moodle
reads `NAME_NUMBER_assignsubmission_file_PAGE`, and parts it at underscores. Canvas takes the first two parts that are
digits alone for the student's number and that of a file which the student has handed in.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.names import normalised, shown
from autograder.reports.store import Store
from course import CourseError
from course.collecting import called
from course.collecting.parcels import CANVAS, MOODLE
from course.exports.grades import grades
from course.exports.table import of_units, require_final
from course.settings import Settings
from course.weaving import files
from course.weaving.pack import packed


@dataclass(frozen=True)
class Pack:
    """The pages of one unit, for one platform; `submitted` is where its download was collected."""

    unit: str
    platform: str
    submitted: Path = Path("submitted")
    provisional: bool = False  # of grades that are not final, too


@dataclass(frozen=True)
class Pages:
    """How many pages an archive has and how large it is, and who has a page that is not in it."""

    count: int
    size: int
    without: tuple[str, ...]


def for_moodle(download: str, unit: str) -> str | None:
    """What a page has to be called for Moodle, if the download was one of Moodle's."""
    named = MOODLE.fullmatch(download)
    if named is None:
        return None
    name = named["name"].replace("_", " ").lstrip(".~'") or "student"  # Moodle passes over files that begin so
    return f"{name}_{named['number']}_assignsubmission_file_{unit}.html"


def for_canvas(download: str, unit: str) -> str | None:
    """What a page has to be called for Canvas, if the download was a file of one of Canvas'."""
    named = CANVAS.fullmatch(download)
    if named is None or named["file"] is None:
        return None
    return f"{download.removesuffix(named['file'])}{unit}.html"


NAMES: Mapping[str, Callable[[str, str], str | None]] = {"moodle": for_moodle, "canvas": for_canvas}


def export(settings: Settings, results: Path, output: Path, pack: Pack) -> Pages:
    """Pack the feedback pages of everybody whose submission came in a download of the platform.

    CourseError if some grades are not final, unless that is wanted, and if there is no page to pack.
    """
    unit = settings.unit(pack.unit).id
    found = of_units(settings, [unit], grades(settings, results))
    if not pack.provisional:
        require_final(found)
    downloads = called.read(pack.submitted)
    pages: dict[str, bytes] = {}
    without = []
    for student in sorted({grade.student for grade in found}):
        page = Store(results).path(student, unit, ".html")
        file = NAMES[pack.platform](downloads.get((unit, normalised(student), pack.platform), ""), unit)
        if file and page.is_file():
            pages[file] = page.read_bytes()
        elif page.is_file():
            without.append(student)
    if not pages:
        where = shown(called.place(pack.submitted))
        advice = f"collect the download of {pack.platform.capitalize()} again, with `course collect`"
        raise CourseError(f"there is no page to pack: {where} names no submission of {unit}; {advice}")
    content = packed(pages)
    files.write({output: content})
    return Pages(len(pages), len(content), tuple(without))
