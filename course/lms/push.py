"""`course push`: the grades of a unit -> an assignment on Canvas or Moodle. Nothing is sent unless it is asked for."""

import sys
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from course import CourseError
from course.by_hand.settling import settle
from course.collecting.roster import Roster
from course.exports.grades import Grade, grades
from course.exports.table import of_units
from course.lms import report
from course.lms.canvas import Canvas
from course.lms.moodle import Moodle
from course.lms.place import Place, place_of
from course.lms.plan import Row, Rules, What, plan, strangers
from course.lms.sending import send
from course.lms.sent import Sent
from course.lms.token import Token, read_token
from course.lms.whose import Numbers, on_canvas, on_moodle
from course.settings import Settings


@dataclass(frozen=True)
class Wanted:
    """What is pushed and how: nothing is sent unless `write`."""

    unit: str
    write: bool = False
    rules: Rules = field(default_factory=Rules)
    roster: Roster | None = None
    matching: Path | None = None  # the gradebook as the platform exported it
    by: str | None = None
    token_file: Path | None = None
    table: Path | None = None


def push(settings: Settings, results: Path, wanted: Wanted) -> int:
    """Compare, send if that is wanted, and say what became of each grade; 1 if some was kept, refused or failed."""
    unit = settings.unit(wanted.unit).id
    place = place_of(settings, unit)
    token = read_token(wanted.token_file or (Path(place.token_file) if place.token_file else None))
    settled = settle(settings, results, units=[unit])
    if settled.problems and not wanted.rules.provisional:
        advice = "mend it, or send what there is with --provisional"
        raise CourseError(f"not all points that people gave are in the results ({settled.problems[0]}): {advice}")
    found = of_units(settings, [unit], grades(settings, results))
    sent = Sent(results, unit, place)
    with closing(_platform(place, token)) as platform:
        platform.require_fit(max(grade.max_score for grade in found))
        numbers = _numbers(platform, found, wanted)
        rows = plan(found, numbers, platform.standings(), sent, wanted.rules)
        if unknown := list(strangers(rows, wanted.rules.overwrite)):
            raise CourseError(f"--overwrite names students without a grade here: {', '.join(unknown)}")
        if wanted.write:
            _agree(rows, sent)
            rows = send(platform, sent, rows)
    report.say(place, unit, rows, wanted.write)
    for line in (*settled.problems, *settled.doubts, *settled.notes):
        print(line, file=sys.stderr)
    if wanted.table:
        report.save(wanted.table, unit, rows)
    return int(report.in_trouble(rows))


def _platform(place: Place, token: Token) -> Canvas | Moodle:
    return Canvas(place, token) if place.platform == "canvas" else Moodle(place, token)


def _numbers(platform: Canvas | Moodle, found: Sequence[Grade], wanted: Wanted) -> Numbers:
    if isinstance(platform, Canvas):
        return on_canvas(wanted.roster, wanted.matching, wanted.by)
    if wanted.matching:
        raise CourseError("Moodle's web service says who is who: leave out --matching")
    return on_moodle([grade.student for grade in found], platform.users(), wanted.roster, wanted.by)


def _agree(rows: Sequence[Row], sent: Sent) -> None:
    """Where the same stands there and here, that is what a later grade is compared with."""
    for row in rows:
        if row.what is What.same and row.ours is not None:
            sent.note(row.student, row.ours)
