"""The command that sends grades to a platform: `course push`."""

import sys
from pathlib import Path
from typing import Any

import click

from course.options import class_option, results_option, roster_option
from course.settings import load


@click.command()
@click.argument("unit")
@click.option("--write/--dry-run", default=False, help="Send the grades; without --write nothing is sent.  [dry run]")
@results_option
@click.option(
    "--matching", type=click.Path(path_type=Path), help="The gradebook as Canvas exported it, with everybody's number."
)
@click.option("--by", help="What has the names of the students' folders. [SIS Login ID, Username]")
@click.option("--overwrite", multiple=True, metavar="STUDENT", help="Send this one's grade whatever stands there.")
@click.option("--provisional", is_flag=True, help="Send grades that are not final, too.")
@click.option("--missing-as-zero", is_flag=True, help="Send 0 points where nothing was handed in.")
@click.option("--token-file", type=click.Path(path_type=Path), help="Where the access token is, for your eyes alone.")
@click.option("--report", "table", type=click.Path(path_type=Path), help="Write the table as a CSV file, too.")
@roster_option
@class_option
def push(  # noqa: PLR0913, PLR0917  each is an option of the command
    unit: str,
    results: Path | None,
    roster: Path | None,
    overwrite: tuple[str, ...],
    provisional: bool,
    missing_as_zero: bool,
    class_name: str | None,
    **options: Any,
) -> None:
    """Send the grades of UNIT to Canvas or Moodle, as [lms] in course.toml says.

    Without --write it only says what would be sent. What stands there already is not sent again, and what a person has
    entered there stays. The access token is read from the environment variable COURSE_LMS_TOKEN or from a file.
    """
    from autograder.names import normalised
    from course.collecting.attendance import roster_at
    from course.lms.plan import Rules
    from course.lms.push import Wanted, push

    rules = Rules(provisional, missing_as_zero, [*map(normalised, overwrite)])
    settings = load().of_class(class_name)
    wanted = Wanted(unit, rules=rules, roster=roster_at(settings, roster), **options)
    sys.exit(push(settings, settings.at(results, "results"), wanted))
