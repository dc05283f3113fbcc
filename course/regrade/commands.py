"""The commands about points that are changed afterwards: `course regrade` and `course override`."""

import sys
from pathlib import Path

import click

from course import CourseError
from course.options import class_option, results_option, workers_option
from course.settings import load


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--unit", help="The unit, where a notebook does not say it.")
@click.option("--student", help="Regrade this student alone.")
@results_option
@click.option("--only", metavar="UNIT/EXERCISE", help="Leave the points of all other exercises as they are.")
@click.option("--never-lower", is_flag=True, help="Where the new points would be fewer, the old ones stay.")
@click.option("--write", is_flag=True, help="Take the changes over, into results, pages and gradebook.")
@click.option("--report", type=click.Path(path_type=Path), help="Write the report as a CSV file, too.")
@workers_option
@class_option
def regrade(  # noqa: PLR0913, PLR0917  each is an option of the command
    path: Path | None,
    results: Path | None,
    only: str | None,
    never_lower: bool,
    write: bool,
    report: Path | None,
    workers: int | None,
    class_name: str | None,
    **hints: str | None,
) -> None:
    """Say whose points change by changed checks, and with --write take it over.

    PATH is what was graded, submitted/ unless it is given. Each student whose points change is named, with the checks
    that make the difference; points given by hand stay. What is taken over is noted in audit.csv beside the results.
    """
    from course.by_hand.overriding import exercise_at
    from course.regrade.choosing import Wanted
    from course.regrade.regrading import Doing, regrade

    settings = load().of_class(class_name)
    path, results = settings.at(path, "submitted"), settings.at(results, "results")
    wanted = Wanted(exercise_at(settings, only) if only else None, never_lower)
    sys.exit(regrade(settings, path, results, wanted, Doing(write, report), workers, **hints))


@click.command()
@click.argument("student")
@click.argument("where", metavar="UNIT/EXERCISE")
@click.argument("points", type=float, required=False)
@click.option("--why", default="", help="The reason, which the student reads.")
@click.option("--withdraw", is_flag=True, help="Let the grader's points count again.")
@results_option
@class_option
def override(  # noqa: PLR0913, PLR0917  each is an option of the command
    student: str,
    where: str,
    points: float | None,
    why: str,
    withdraw: bool,
    results: Path | None,
    class_name: str | None,
) -> None:
    """Give STUDENT other POINTS for an exercise than the grader does.

    They survive every regrade, and are shown as given by hand: in the table, on pages, in formgrader.
    """
    from course.by_hand.overriding import override

    if withdraw == (points is not None):
        raise CourseError("give the POINTS, or --withdraw to take back what was given: one of them")
    if not withdraw and not why.strip():
        raise CourseError("give the reason with --why: the student reads it, and audit.csv keeps it")
    settings = load().of_class(class_name)
    sys.exit(override(settings, settings.at(results, "results"), student, where, points, why.strip()))
