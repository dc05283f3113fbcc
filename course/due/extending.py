"""`course extend`: an extension, given, changed or withdrawn, and what becomes of the student's points by it."""

import sys
from collections.abc import Iterator
from pathlib import Path

from autograder.moments import in_words
from autograder.names import normalised, shown
from autograder.reports.by_hand import in_words as points_in_words
from autograder.reports.by_hand import totals
from autograder.reports.lateness import remark
from autograder.reports.loading import load_results
from course import CourseError, audit
from course.by_hand.settling import settle
from course.collecting.matching import question
from course.collecting.roster import Roster
from course.due.extensions import Extensions, Key, extensions, require_due
from course.due.times import Moment, told
from course.settings import Settings


def extend(
    settings: Settings, results: Path, roster: Roster | None, whose: Key, date: str | None, why: str
) -> int:
    """Give an extension until a date, or withdraw it with None; 1 if the results could not follow."""
    key = normalised(whose[0]), whose[1]
    due, found = require_due(settings, key[1]), extensions(settings, results)
    before = found.rows.get(key)
    if date is None:
        if before is None:
            raise CourseError(f"there is nothing to withdraw: {shown(key[0])} has no extension for {key[1]}")
        del found.rows[key]
    else:
        _require_known(key[0], results, roster)
        found.put(key, date, why, _later(date, due, key[1]))
    results.mkdir(parents=True, exist_ok=True)
    now = found.rows[key].cells["due"] if date else due.isoformat()
    was = before.cells["due"] if before else due.isoformat()
    audit.add(results, [audit.Entry("extension" if date else "withdrawn", *key, "", was, now, None, why)])
    found.save()
    print(f"{_words(key, found)}; for all others {in_words(due)}")
    return _counted(settings, results, key)


def _later(date: str, due: Moment, unit: str) -> Moment:
    try:
        moment = told(date.strip())
    except ValueError as error:
        raise CourseError(str(error)) from None
    if moment <= due:
        raise CourseError(f"{unit} is due {in_words(due)} for all: {in_words(moment)} is no extension")
    return moment


def _require_known(student: str, results: Path, roster: Roster | None) -> None:
    """CourseError for who is neither on the roster nor in the results; without a roster that may be right."""
    loaded = load_results(results)
    known = {normalised(result.student) for result in loaded.results}
    known |= {normalised(each.id) for each in roster.students} if roster else set()
    if student in known:
        return
    meant = question(student, sorted(known), roster)
    if roster or meant:
        where = f"on the roster, {shown(roster.path)}," if roster else f"in {shown(results)}"
        raise CourseError(f"{shown(student)} is nobody's id {where}{' or in the results' * bool(roster)}{meant}")
    note = "nothing tells whether the name is right: there is no roster, and nothing was handed in under this name yet"
    print(f"{shown(student)}: {note}", file=sys.stderr)


def _counted(settings: Settings, results: Path, key: Key) -> int:
    """Bring it into results and gradebook, and say what the student has now."""
    settled = settle(settings, results, units=[key[1]])
    for line in settled.problems + settled.doubts + settled.notes:
        print(line, file=sys.stderr)
    result = settled.results.get(key)
    if result:
        late = remark(result.get("lateness", {}) | {"regular": None}) or "in time"
        print(f"{shown(key[0])}, {key[1]}: {late}, {points_in_words(*totals(result))} points")
    return int(bool(settled.problems))


def listed(settings: Settings, results: Path) -> Iterator[str]:
    """A line for each extension of a class."""
    found = extensions(settings, results)
    for key, each in sorted(found.rows.items(), key=lambda row: (row[0][1], row[0][0])):
        due = require_due(settings, key[1])
        idle = f" (not later than for all, {in_words(due)})" if each.due <= due else ""
        yield f"{_words(key, found)}{idle}: {shown(each.why, 200) or 'no reason is given'}"
    if not found.rows:
        yield "there are no extensions"


def _words(key: Key, found: Extensions) -> str:
    each = found.rows.get(key)
    until = f"until {in_words(each.due)}" if each else "no extension any more"
    return f"{shown(key[0])}, {key[1]}: {until}"
