"""Grades on their way. What stands there is looked at after each round: that tells which have arrived.

A grade that got no clear answer is sent again only when a look has shown that it did not arrive: nobody is told twice.
"""

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from course import CourseError
from course.lms.client import Refused, Unclear
from course.lms.plan import TO_SEND, Row, What, alike
from course.lms.platform import Platform, Standing
from course.lms.sent import Sent

PAUSES = (0.0, 2.0, 10.0)  # seconds before each round
ENOUGH = 3  # grades in a row without a clear answer: the platform is down
AGAIN = (What.failed, What.untried)


@dataclass(frozen=True)
class Tried:
    """What became of a row when it was sent, that of the row if the platform took it; after `last` nothing is tried."""

    row: Row
    what: What
    why: str = ""
    last: bool = False


def send(platform: Platform, sent: Sent, rows: Sequence[Row]) -> list[Row]:
    """Send what is to be sent, and return the rows as they are then."""
    done = {row.student: row for row in rows}
    todo = [row for row in rows if row.what in TO_SEND]
    for pause in PAUSES:
        if not todo:
            break
        time.sleep(pause)
        tried = list(_round(platform, sent, todo))
        try:
            standings = platform.standings()
        except CourseError as error:
            done |= {each.row.student: _unseen(each, str(error)) for each in tried}
            break
        done |= {each.row.student: _seen(each, standings, sent) for each in tried}
        if any(each.last for each in tried):
            break
        todo = [each.row for each in tried if each.what in AGAIN and done[each.row.student].what in AGAIN]
    return list(done.values())


def _round(platform: Platform, sent: Sent, todo: Sequence[Row]) -> Iterator[Tried]:
    silent, over = 0, ""
    for row in todo:
        if over or silent >= ENOUGH or row.number is None or row.ours is None:
            yield Tried(row, What.untried, over or f"{ENOUGH} grades before it got no answer", bool(over))
            continue
        try:
            platform.send(row.number, row.ours)
            silent = 0
            sent.note(row.student, row.ours)
            yield Tried(row, row.what)
        except Refused as error:
            silent = 0
            yield Tried(row, What.refused, str(error))
        except Unclear as error:
            silent += 1
            yield Tried(row, What.failed, f"the platform {error}")
        except CourseError as error:
            over = str(error)
            yield Tried(row, What.failed, over, last=True)


def _seen(tried: Tried, standings: Mapping[str, Standing], sent: Sent) -> Row:
    """The row, now that it is known what stands there."""
    row = tried.row
    standing = standings.get(row.number or "", Standing(None))
    if row.ours is not None and alike(standing.points, row.ours):
        sent.note(row.student, row.ours)
        return replace(row, why="; ".join(filter(None, (row.why, standing.note))))
    if tried.what is row.what:
        stands = "nothing" if standing.points is None else f"{standing.points:g}"
        return replace(row, what=What.failed, why=f"taken, but {stands} stands there: is it graded by a rubric?")
    return replace(row, what=tried.what, why=tried.why)


def _unseen(tried: Tried, why: str) -> Row:
    if tried.what is tried.row.what:
        return replace(tried.row, why=f"taken, but not looked at again: {why}")
    return replace(tried.row, what=tried.what, why=tried.why)
