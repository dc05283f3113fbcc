"""What became of each grade: a table for people, and one for spreadsheets on request."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from rich.cells import cell_len

from autograder.names import shown
from autograder.reports.pages import counted
from course import CourseError
from course.exports.cells import BOM, as_text, number, written
from course.lms.place import Place
from course.lms.plan import TO_SEND, TROUBLE, Row, What

COLUMNS = ("student", "unit", "number there", "there", "here", "what", "why")
HEAD = ("student", "there", "here", "", "")


def say(place: Place, unit: str, rows: Sequence[Row], sent: bool) -> None:
    """Print what is not as before, how many there are of each kind, and what to do next."""
    for line in _table([row for row in rows if row.what is not What.same]):
        print(line)
    counts = {what: sum(row.what is what for row in rows) for what in What}
    kinds = ", ".join(f"{count} {what.value}" for what, count in counts.items() if count)
    print(f"{unit} -> {place}: {kinds}")
    to_send = sum(counts[what] for what in TO_SEND)
    if to_send and not sent:
        print(f"nothing is sent yet: the same command with --write sends {counted(to_send, 'grade')}")
    if counts[What.kept]:
        print("kept is what a person may have entered there: --overwrite STUDENT puts the grade from here in its place")
    if counts[What.failed] or counts[What.untried]:
        print("the same command goes on where this one stopped: what has arrived is not sent again")


def in_trouble(rows: Sequence[Row]) -> bool:
    """Whether some grade is neither there nor to be sent."""
    return any(row.what in TROUBLE for row in rows)


def _table(rows: Sequence[Row]) -> Iterator[str]:
    """The rows with their columns under one another."""
    if not rows:
        return
    cells = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(cell_len(each[at]) for each in cells) for at in range(4)]
    for each in cells:
        padded = (cell + " " * (width - cell_len(cell)) for cell, width in zip(each[:4], widths, strict=True))
        yield "  ".join([*padded, each[4]]).rstrip()


def _cells(row: Row) -> tuple[str, str, str, str, str]:
    return shown(row.student, 40), _points(row.there, "-"), _points(row.ours, "-"), row.what.value, shown(row.why, 300)


def _points(points: float | None, none: str) -> str:
    return none if points is None else number(points)


def save(path: Path, unit: str, rows: Sequence[Row]) -> None:
    """Every row, for a spreadsheet; CourseError if the file cannot be written."""
    lines = [_line(unit, row) for row in rows]
    try:
        path.write_bytes(BOM + written([COLUMNS, *lines]))
    except OSError as error:
        advice = "what was said above is all the same so"
        raise CourseError(f"{shown(path)} cannot be written ({error.strerror}): {advice}") from None


def _line(unit: str, row: Row) -> list[str]:
    points = [_points(row.there, ""), _points(row.ours, "")]
    return [as_text(row.student), unit, row.number or "", *points, row.what.value, as_text(row.why)]
