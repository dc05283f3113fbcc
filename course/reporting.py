"""`course report`: the results folder -> one page about the class."""

import sys
from datetime import date
from pathlib import Path

from rich.console import Console

from autograder.names import nearest, shown
from autograder.reports.class_report import REAL_NAMES, Absent, render, summary
from autograder.reports.links import links
from autograder.reports.loading import Loaded, load_results
from autograder.reports.pseudonyms import KEY, pseudonymous
from autograder.reports.store import StoreError, write
from course import CourseError
from course.by_hand.settling import settle
from course.collecting.attendance import attendance, of_results, told
from course.collecting.roster import Roster
from course.settings import Settings


def report(
    settings: Settings,
    folder: Path,
    output: Path,
    unit: str | None = None,
    pseudonyms: bool = False,
    roster: Roster | None = None,
) -> int:
    """Write the page about the results in `folder` and say where it is; 1 if some of them are not up to date.

    With a roster the page says who handed in nothing.
    """
    settled = settle(settings, folder)
    loaded = _loaded(folder, unit)
    try:
        naming = pseudonymous(folder) if pseudonyms else REAL_NAMES
        today = date.today()
        attended = attendance(roster, of_results(loaded)) if roster else []
        absent = {each.unit: Absent(each.size, [(one.id, str(one)) for one in each.absent]) for each in attended}
        write(output, render(loaded, naming, f"{today.day} {today:%B %Y}", absent, links(loaded, folder, output)))
    except StoreError as error:
        raise CourseError(str(error)) from None
    except OSError as error:
        advice = "choose another file with --output"
        raise CourseError(f"cannot write the report to {shown(output)}: {error.strerror}; {advice}") from None
    for line in (*settled.problems, *settled.doubts, *settled.notes):
        print(shown(line, 600), file=sys.stderr)
    _say(loaded, folder, output, pseudonyms)
    print("\n".join(told(attended)), end="\n" * bool(attended))
    return int(bool(loaded.unreadable or settled.problems))


def _loaded(folder: Path, unit: str | None) -> Loaded:
    """The results to report on; CourseError if there are none."""
    loaded = load_results(folder)
    if not (loaded.results or loaded.unreadable):
        raise CourseError(f"{shown(folder)} holds no results: run `course grade`, or name their folder with --results")
    if unit is None:
        return loaded
    if unit not in loaded.units:
        meant = nearest(unit, loaded.units)
        rest = f"did you mean {meant}?" if meant else f"there are results of {', '.join(loaded.units) or 'no unit'}"
        raise CourseError(f"{shown(folder)} holds no result of {shown(unit)}; {rest}")
    return loaded.of(unit)


def _say(loaded: Loaded, folder: Path, output: Path, pseudonyms: bool) -> None:
    print(summary(loaded))
    errors = Console(stderr=True)
    for each in loaded.unreadable:
        line = f"{shown(folder / each.student / each.file)}: {each.reason}"
        errors.print(shown(line, 600), markup=False, highlight=False, soft_wrap=True)
    if pseudonyms:
        print(f"who is who can be told with {folder / KEY} alone: keep it to yourself")
    print(f"class report: {output}")
