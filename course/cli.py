"""The `course` command: verb and noun, thin; the work is elsewhere.

Results go to standard output, diagnostics to standard error. Exit code 0: done; 1: some submissions could not
be graded, or something was found wanting; 2: the command could not be carried out as given; 130: interrupted.
"""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Any

import click

from course import CourseError
from course.options import roster_option, workers_option
from course.regrade.commands import override, regrade
from course.settings import load


class Course(click.Group):
    """A group whose commands may raise `CourseError`: a sentence for the user, exit code 2."""

    def invoke(self, context: click.Context) -> object:
        """Run the command; a known trouble is a line, not a traceback."""
        from autograder.problems import UsageProblem

        try:
            return super().invoke(context)
        except (CourseError, UsageProblem) as error:
            click.echo(f"course: {error}", err=True)
            sys.exit(2)
        except KeyboardInterrupt:
            sys.exit(130)


@click.group(cls=Course, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="mdl-course-kit")
def main() -> None:
    """Build, check and grade a course on the mathematics of deep learning."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a student's name is printed, whatever the terminal


@main.command()
@click.argument("units", nargs=-1)
@click.option("--force", is_flag=True, help="Overwrite instructor notebooks that were edited by hand.")
@click.option("--check", is_flag=True, help="Write nothing; say what a build would change.")
def build(units: tuple[str, ...], force: bool, check: bool) -> None:
    """Weave lessons and model answers into notebooks, and make release/."""
    from course.weaving.build import build, compare

    if not check:
        build(load(), units, force=force)
        return
    stale = compare(load(), units)
    for path in stale:
        click.echo(f"{path} is not what a build would write")
    sys.exit(int(bool(stale)))


@main.command()
@click.argument("downloads", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--roster", type=click.Path(path_type=Path), default="roster.csv", show_default=True)
@click.option("--unit", help="Collect this unit alone; notebooks that do not say theirs are of it.")
@click.option("--into", type=click.Path(path_type=Path), default="submitted", show_default=True)
@click.option("--update", is_flag=True, help="Let a newer submission take the place of one collected before.")
def collect(downloads: tuple[Path, ...], roster: Path, unit: str | None, into: Path, update: bool) -> None:
    """Bring in DOWNLOADS of Moodle, Canvas, Gradescope.

    They are zip archives or folders, and go into submitted/. Each submission goes to the student on the roster whose it
    is, and to nobody else: the roster is a CSV file with the columns id, name, email, section, or an exported gradebook
    or list of participants.
    """
    from course.collecting.collect import Wanted, collect

    sys.exit(collect(load(), downloads, roster, Wanted(into, unit, update)))


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--unit", help="The unit, where a notebook does not say it.")
@click.option("--student", help="The student, for a single notebook.")
@click.option("--results", type=click.Path(path_type=Path), default="results", show_default=True)
@click.option("--new-seed", is_flag=True, help="Begin a new run: fresh questions for every submission.")
@click.option(
    "--require-level", type=click.IntRange(0, 4), help="Least isolation of submissions, other than in course.toml."
)
@click.option("--no-gradebook", is_flag=True, help="Leave nbgrader's gradebook as it is.")
@roster_option
@workers_option
def grade(  # noqa: PLR0913, PLR0917  each is an option of the command
    path: Path,
    results: Path,
    new_seed: bool,
    require_level: int | None,
    no_gradebook: bool,
    roster: Path | None,
    workers: int | None,
    **hints: str | None,
) -> None:
    """Grade the submissions at PATH: nbgrader's submitted/, a folder of notebooks, or one notebook.

    Points that people have given for proofs, in formgrader or in RESULTS/proofs-UNIT.csv, are read back.
    """
    from course import marking
    from course.collecting import attendance

    settings = load().requiring(require_level)
    people = attendance.roster_at(roster)
    run = marking.grade(settings, path, results, workers, new_seed=new_seed, gradebook=not no_gradebook, **hints)
    if people and not hints["student"]:
        for line in attendance.told(attendance.attendance(people, attendance.of_class(run.found))):
            click.echo(line)
    sys.exit(run.code)


@main.command()
@click.option("--results", type=click.Path(path_type=Path), default="results", show_default=True)
@click.option("--unit", help="Report on this unit alone.")
@click.option("--pseudonyms", is_flag=True, help="Name nobody; the key stays in the results folder.")
@roster_option
@click.option("--output", type=click.Path(path_type=Path), default="report.html", show_default=True)
def report(results: Path, unit: str | None, pseudonyms: bool, roster: Path | None, output: Path) -> None:
    """Write a page about the class: what to teach again, and the numbers behind it."""
    from course.collecting.attendance import roster_at
    from course.reporting import report

    sys.exit(report(load(), results, output, unit, pseudonyms, roster_at(roster)))


@main.command()
@click.argument("form", type=click.Choice(["nbgrader", "canvas", "moodle", "gradescope"]))
@click.argument("units", nargs=-1)
@click.option("--results", type=click.Path(path_type=Path), default="results", show_default=True)
@click.option("--output", type=click.Path(path_type=Path), help="By default FORM.csv, or gradescope.zip.")
@click.option("--exercises", is_flag=True, help="A column for each exercise and each proof, too.")
@click.option(
    "--matching",
    type=click.Path(path_type=Path),
    help="The gradebook as the platform exported it: whom it finds by which numbers.",
)
@click.option("--by", help="The column there with the names of the students' folders. [SIS Login ID, Username]")
@click.option("--provisional", is_flag=True, help="Write grades that are not final, too.")
@click.option("--missing-as-zero", is_flag=True, help="Write 0 points where nothing was handed in.")
def export(
    form: str, units: tuple[str, ...], results: Path, output: Path | None, matching: Path | None, **options: Any
) -> None:
    """Write the grades of UNITS, or all, for another platform, or the grader of a unit for Gradescope."""
    from course.exporting import export
    from course.exports import gradescope

    output = output or Path("gradescope.zip" if form == "gradescope" else f"{form}.csv")
    if form != "gradescope":
        sys.exit(export(load(), results, output, matching, form=form, units=units, **options))
    if len(units) != 1:
        raise CourseError("an autograder is of one unit: `course export gradescope UNIT`")
    click.echo(f"autograder of {gradescope.export(load(), units[0], output)} files: {output}")


@main.command()
@click.argument("units", nargs=-1)
@click.option("--site", is_flag=True, help="A site of UNITS, or all: lessons to read, notebooks that run in a browser.")
@click.option(
    "--kernel", type=click.Path(path_type=Path), help="Of a site: a folder with Pyodide, to be served from there, too."
)
@click.option("--output", type=click.Path(path_type=Path), help="By default UNIT.zip, or the folder site.")
def release(units: tuple[str, ...], site: bool, kernel: Path | None, output: Path | None) -> None:
    """Pack what a student needs of a unit into one file, or make a site of UNITS."""
    if site:
        from course.site.build import build

        output = output or Path("site")
        count = build(load(), units, output, kernel, click.echo)
        click.echo(f"site, {count} files written: {output}")
        return
    from course.exports.student import release

    if kernel:
        raise CourseError("--kernel is of a site: `course release --site --kernel FOLDER`")
    if len(units) != 1:
        raise CourseError("a file is of one unit, `course release UNIT`; a site of several: `course release --site`")
    click.echo(release(load(), units[0], output))


@main.command()
@click.option("--output", type=click.Path(path_type=Path), default="gallery.html", show_default=True)
def gallery(output: Path) -> None:
    """Write a page of all figures of the course, for teachers."""
    from course.gallery.page import gallery

    count = gallery(load(), output)
    click.echo(f"gallery of {count} figures: {output}")


@main.command()
@click.argument("units", nargs=-1)
@click.option("--seeds", type=click.IntRange(1), default=20, show_default=True, help="Random runs of each.")
@click.option("--wrong", type=click.IntRange(1), help="Random runs of each misconception, if not as many.")
@click.option("--marks", is_flag=True, help="List what each misconception earns, too.")
@click.option("--answers", type=click.Path(path_type=Path), help="Grade the answers in this folder instead.")
@workers_option
def check(
    units: tuple[str, ...], seeds: int, wrong: int | None, marks: bool, answers: Path | None, workers: int | None
) -> None:
    """Prove the grader: reference, starter, misconceptions, alternates, mutants.

    With --answers, a folder with a file UNIT/EXERCISE.py for each exercise, whose functions right_NAME and wrong_NAME
    are answers: which right ones lose points, which wrong ones keep all, and what the others are told.
    """
    if answers:
        from course import reading

        sys.exit(reading.run(load(), units, answers, seeds, workers))
    from autograder.proof.prove import Seeds
    from course.proving import run

    sys.exit(run(load(), units, Seeds(seeds, wrong or seeds), workers, marks))


@main.command()
@click.argument("units", nargs=-1)
@click.option("--seeds", "right", type=click.IntRange(1), default=1000, show_default=True, help="Of right answers.")
@click.option("--wrong", type=click.IntRange(0), default=100, show_default=True, help="Of misconceptions.")
@workers_option
def seeds(units: tuple[str, ...], right: int, wrong: int, workers: int | None) -> None:
    """Try on a thousand seeds whether a mark depends on them.

    Reference, alternates and misconceptions run outside the sandbox, which `course check` takes: many more in the time.
    """
    from autograder.proof.prove import Seeds
    from course.proving import on_many_seeds

    sys.exit(on_many_seeds(load(), units, Seeds(right, min(wrong, right)), workers))


@main.command()
@workers_option
def demo(workers: int | None) -> None:
    """Build the course, grade the bundled sample class, and say where its feedback is."""
    from course.demo import run

    sys.exit(run(load(), workers))


@main.group()
def new() -> None:
    """Start something from a template."""


@new.command("class")
@click.argument("folder", type=click.Path(path_type=Path))
def new_class(folder: Path) -> None:
    """Write the notebooks of imaginary students into FOLDER, a class to try the grader with."""
    from course.sample_class.make import make

    if folder.is_dir() and any(folder.iterdir()):
        raise CourseError(f"{folder} is not empty, and may be a class's: name a new folder")
    make(folder)
    click.echo(folder)


@new.command("exercise")
@click.argument("unit")
@click.argument("name")
def new_exercise(unit: str, name: str) -> None:
    """Write the three stubs of exercise NAME in UNIT: model answer, mark scheme, lesson."""
    from course.new import exercise

    for path in exercise(load(), unit, name):
        click.echo(path)
    click.echo(f"next: fill in the three, then `course build {unit}` and `course check {unit}`")


@new.command("unit")
@click.argument("name")
@click.argument("title")
def new_unit(name: str, title: str) -> None:
    """Write the stubs of unit NAME, such as 14_attention: lesson, figures, model answers, mark scheme, entry."""
    from course.new_unit import FIRST, unit

    for path in unit(load(), name, title):
        click.echo(path)
    click.echo(f"next: write the model answer of {FIRST}, then `course build {name}` and `course check {name}`")


main.add_command(regrade)
main.add_command(override)


if __name__ == "__main__":
    main()
