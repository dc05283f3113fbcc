"""`course extend`: more time for a student."""

import sys
from pathlib import Path

import click

from course import CourseError
from course.options import class_option, results_option, roster_option
from course.settings import load


@click.command()
@click.argument("student", required=False)
@click.argument("unit", required=False)
@click.argument("date", required=False)
@click.option("--why", default="", help="The reason; the student does not read it.")
@click.option("--withdraw", is_flag=True, help="Let the due date of all count again.")
@results_option
@roster_option
@class_option
def extend(  # noqa: PLR0913, PLR0917  each is an option of the command
    student: str | None,
    unit: str | None,
    date: str | None,
    why: str,
    withdraw: bool,
    results: Path | None,
    roster: Path | None,
    class_name: str | None,
) -> None:
    """Give STUDENT until DATE for UNIT; list who has more time.

    DATE is a date, a clock and a zone: 2026-12-14T23:59:00+01:00, or "2026-12-14 23:59 Europe/Berlin". It counts at
    once, for what is handed in already, too: in results, on pages, in the gradebook. Without arguments all extensions
    are listed.
    """
    from course.collecting.attendance import roster_at
    from course.due.extending import extend, listed

    settings = load().of_class(class_name)
    folder = settings.at(results, "results")
    if student is None:
        for line in listed(settings, folder):
            click.echo(line)
        return
    if unit is None or withdraw == (date is not None):
        raise CourseError("give STUDENT, UNIT and DATE, or STUDENT, UNIT and --withdraw to take back what was given")
    if not withdraw and not why.strip():
        raise CourseError("give the reason with --why: extensions.csv and audit.csv keep it")
    sys.exit(extend(settings, folder, roster_at(settings, roster), (student, unit), date, why.strip()))
