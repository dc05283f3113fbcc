"""The report of a regrade: on standard output, and as a CSV file on request."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from autograder.names import shown
from autograder.reports.pages import counted, points
from course import CourseError
from course.exports.cells import BOM, as_text, number, written
from course.regrade.comparing import Change

COLUMNS = ("student", "unit", "exercise", "before", "after", "change", "of", "the grader's", "why")


def lines(changes: Sequence[Change]) -> Iterator[str]:
    """For people: what becomes of whom, and why."""
    by_unit = sorted(changes, key=lambda each: (each.unit, each.student.casefold(), each.student))
    for unit, some in groupby(by_unit, key=lambda each: each.unit):
        found = list(some)
        yield f"{unit}: {_summary(found)}"
        for change in found:
            yield f"  {shown(change.student)}  {change.exercise}: {_effect(change)}"
            yield from (f"      {shown(why)}" for why in change.why)


def _summary(found: Sequence[Change]) -> str:
    by: dict[str, float] = {}
    for change in found:
        by[change.student] = by.get(change.student, 0.0) + change.by
    more, fewer = sum(each > 0 for each in by.values()), sum(each < 0 for each in by.values())
    return f"{counted(more, 'student')} with more points, {fewer} with fewer, {len(by) - more - fewer} with as many"


def _effect(change: Change) -> str:
    steps = f"{points(change.before)} -> {points(change.now)} of {points(change.of)}"
    if change.by_hand is not None:
        return f"{points(change.by_hand)} given by hand stay (the grader: {steps})"
    if change.kept:
        return f"{points(change.before)} stay, never lower (the grader: {steps})"
    return f"{steps} ({points(change.by) if change.by < 0 else '+' + points(change.by)})"


def save(path: Path, changes: Sequence[Change]) -> None:
    """For a spreadsheet; CourseError if it cannot be written."""
    try:
        path.write_bytes(BOM + written([COLUMNS, *map(_row, changes)]))
    except OSError as error:
        raise CourseError(f"{shown(path)} cannot be written ({error.strerror}): nothing was changed") from None


def _row(change: Change) -> list[str]:
    before = change.counts - change.by
    shown_points = [number(each) for each in (before, change.counts, change.by, change.of, change.now)]
    return [as_text(change.student), change.unit, change.exercise, *shown_points, as_text("; ".join(change.why))]
