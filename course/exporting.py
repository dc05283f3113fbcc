"""`course export`: grades and feedback -> files for other platforms, and what is to be known of them."""

import sys
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from autograder.names import is_it, shown
from autograder.reports.pages import counted, first, points
from course import CourseError
from course.by_hand.settling import Settled, settle
from course.exports.feedback import Pack
from course.exports.feedback import export as write_pages
from course.exports.forms import FORMS
from course.exports.people import read_people
from course.exports.table import LISTED, Wanted, Written
from course.exports.table import export as write
from course.settings import Settings

GRADES = tuple(FORMS)


def export(
    settings: Settings, results: Path, output: Path, *, matching: Path | None, by: str | None, **wanted: Any
) -> int:
    """Write the file and say what it has; 1 if somebody who has a grade is left out of it.

    `matching` is a gradebook that the platform exported, `by` its column with the names of the students' folders.
    """
    if by and not matching:
        raise CourseError("--by names a column of a gradebook that the platform exported: name that with --matching")
    people = read_people(wanted["form"], matching, by) if matching else None
    settled = _settled(settings, results, wanted["units"], wanted["provisional"])
    done = write(settings, results, output, Wanted(people=people, **wanted))
    print(f"{counted(done.count, 'grade')}: {output}")
    if done.late:
        print(f"{counted(done.late, 'grade')} for late work, {points(done.taken)} points taken for it in all")
    for line in (*settled.problems, *settled.doubts, *settled.notes, *_told(done, matching)):
        print(line, file=sys.stderr)
    return int(bool(done.nameless or done.unknown))


def pack_of(unit: str, platform: str | None, submitted: Path, provisional: bool) -> Pack:
    """What pages to pack for whom; CourseError if nobody is named."""
    if platform is None:
        raise CourseError("say who hands the pages out: `course export feedback UNIT --for moodle`, or `--for canvas`")
    return Pack(unit, platform, submitted, provisional)


def feedback(settings: Settings, results: Path, output: Path, pack: Pack) -> int:
    """Pack the feedback pages of a unit and say how many; 1 if somebody's is left out."""
    settled = _settled(settings, results, [pack.unit], pack.provisional)
    done = write_pages(settings, results, output, pack)
    print(f"{counted(done.count, 'page')}, {done.size / 2**20:.1f} MiB: {output}")
    for line in (*settled.problems, *settled.doubts, *settled.notes):
        print(line, file=sys.stderr)
    if done.without:
        why = f"came in no download of {pack.platform.capitalize()} that was collected in {shown(pack.submitted)}"
        print(f"left out, {why}: {', '.join(map(shown, done.without))}", file=sys.stderr)
    return int(bool(done.without))


def _settled(settings: Settings, results: Path, units: Collection[str], provisional: bool) -> Settled:
    """The results with all points that people gave; CourseError, unless it is to be provisional, if some are not in."""
    settled = settle(settings, results, units=units)
    if settled.problems and not provisional:
        advice = "mend it, or export what there is with --provisional"
        raise CourseError(f"not all points that people gave are in the results ({settled.problems[0]}): {advice}")
    return settled


def _told(done: Written, matching: Path | None) -> Iterator[str]:
    if done.waiting:
        some = "; ".join(first(done.waiting, LISTED))
        yield f"{counted(len(done.waiting), 'grade')} in it not final ({some})"
    for name in done.pending:
        yield f"left out, a column that waits for a person: {name}"
    if done.without:
        yield f"left out, without a grade: {', '.join(map(shown, done.without))}"
    for name, meant in done.unknown.items():
        yield f"left out, a grade without a student: {shown(name)} is not in {shown(matching)}{is_it(meant)}"
    for name in done.nameless:
        advice = "rename the folder, delete its results, and grade again"
        yield f"{shown(name)} is left out, the name is no text in UTF-8: {advice}"
