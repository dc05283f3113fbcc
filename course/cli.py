"""The `course` command: verb and noun, thin; the work is elsewhere.

Results go to standard output, diagnostics to standard error. Exit code 0: done; 1: some submissions could not
be graded, or something was found wanting; 2: the command could not be carried out as given; 130: interrupted.
"""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from course import CourseError
from course.due.commands import extend
from course.lms.commands import push
from course.options import (
    class_option,
    level_option,
    path_option,
    results_option,
    roster_option,
    scheduler_option,
    shard_option,
    workers_option,
)
from course.regrade.commands import override, regrade
from course.settings import load

if TYPE_CHECKING:
    from course.shards import Shard

# The commands in the order of a term.
STORY = {
    "Before the term": ("demo", "build", "release", "gallery"),
    "Every week": ("collect", "extend", "grade", "watch", "report", "export", "push", "solutions"),
    "When something was wrong": ("override", "regrade"),
    "For authors": ("new", "check", "seeds"),
}


class Course(click.Group):
    """A group whose commands may raise `CourseError`: a sentence for the user, exit code 2; its help tells a term."""

    def list_commands(self, context: click.Context) -> list[str]:
        """The commands as `STORY` has them, then those that it does not have."""
        told = [name for names in STORY.values() for name in names]
        return told + [name for name in super().list_commands(context) if name not in told]

    def format_commands(self, context: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands chapter by chapter."""
        told = {name for names in STORY.values() for name in names}
        others = tuple(name for name in self.list_commands(context) if name not in told)
        for title, names in {**STORY, "More": others}.items():
            commands = [(name, self.commands[name].get_short_help_str(limit=90)) for name in names]
            if commands:
                with formatter.section(title):
                    formatter.write_dl(commands)

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
    """Build, check and grade a course on the mathematics of deep learning.

    `course COMMAND --help` says more of each. Where course.toml has several classes, --class NAME says which one.
    """
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
@path_option("--roster", "roster.csv")
@click.option("--unit", help="Collect this unit alone; notebooks that do not say theirs are of it.")
@path_option("--into", "submitted")
@click.option("--update", is_flag=True, help="Let a newer submission take the place of one collected before.")
@class_option
def collect(
    downloads: tuple[Path, ...],
    roster: Path | None,
    unit: str | None,
    into: Path | None,
    update: bool,
    class_name: str | None,
) -> None:
    """Bring in DOWNLOADS of Moodle, Canvas, Gradescope, by the roster.

    They are zip archives or folders, and go into submitted/. Each submission goes to the student on the roster whose it
    is, and to nobody else: the roster is a CSV file with the columns id, name, email, section, or an exported gradebook
    or list of participants.
    """
    from course.collecting.collect import Wanted, collect

    settings = load().of_class(class_name)
    wanted = Wanted(settings.at(into, "submitted"), unit, update, settings.class_name)
    sys.exit(collect(settings, downloads, settings.at(roster, "roster.csv"), wanted))


@main.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--unit", help="The unit, where a notebook does not say it.")
@click.option("--student", help="The student, for a single notebook.")
@results_option
@click.option("--new-seed", is_flag=True, help="Begin a new run: fresh questions for every submission.")
@level_option
@click.option("--no-gradebook", is_flag=True, help="Leave nbgrader's gradebook as it is.")
@shard_option
@scheduler_option
@roster_option
@workers_option
@class_option
def grade(  # noqa: PLR0913, PLR0917  each is an option of the command
    path: Path | None,
    results: Path | None,
    new_seed: bool,
    require_level: int | None,
    no_gradebook: bool,
    shard: "Shard | None",
    scheduler: str | None,
    roster: Path | None,
    workers: int | None,
    class_name: str | None,
    **hints: str | None,
) -> None:
    """Grade the submissions at PATH, submitted/ unless it is given.

    PATH may be a folder in nbgrader's layout, a folder of notebooks, or one notebook. Until when work is in time,
    course.toml and `course extend` say.
    Points that people have given for proofs, in formgrader or in RESULTS/proofs-UNIT.csv, are read back.
    """
    from course import marking
    from course.collecting import attendance

    settings = load().of_class(class_name).requiring(require_level)
    people = attendance.roster_at(settings, roster)
    path, results = settings.at(path, "submitted"), settings.at(results, "results")
    if shard:
        if scheduler:
            raise CourseError("--shard is for machines without a scheduler: give one of --shard and --scheduler")
        if new_seed:
            raise CourseError("--new-seed is for all parts at once: `course new seed`, then each --shard")
        sys.exit(marking.grade_shard(settings, path, results, shard, workers, **hints).code)
    graders = marking.Graders(workers, scheduler)
    run = marking.grade(settings, path, results, graders, new_seed=new_seed, gradebook=not no_gradebook, **hints)
    if people and not hints["student"]:
        for line in attendance.told(attendance.attendance(people, attendance.of_class(run.found))):
            click.echo(line)
    sys.exit(run.code)


@main.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@click.option("--unit", help="Watch for this unit alone.")
@results_option
@path_option("--live", "live", "Where pages for students are written.")
@click.option("--metrics", type=click.Path(path_type=Path), help="A file of numbers. [results/metrics.prom]")
@click.option("--once", is_flag=True, help="Stop when nothing is left that may be graded now.")
@level_option
@workers_option
@class_option
def watch(  # noqa: PLR0913, PLR0917  each is an option of the command
    path: Path | None,
    unit: str | None,
    results: Path | None,
    live: Path | None,
    metrics: Path | None,
    once: bool,
    require_level: int | None,
    workers: int | None,
    class_name: str | None,
) -> None:
    """Grade what arrives at PATH as it comes, and tell each student at once.

    PATH is what `course grade` takes, submitted/ unless it is given. How much students are told before a unit is due,
    and how often, [feedback] in course.toml says. What is of the class as a whole `course grade` makes of the same
    results. It can be ended and begun again at any time.
    """
    from course.watching.watch import Places, watch

    course = load()
    settings = course.of_class(class_name).requiring(require_level)
    results = settings.at(results, "results")
    numbers = metrics or results / "metrics.prom"
    places = Places(settings.at(path, "submitted"), results, settings.at(live, "live"), numbers)
    sys.exit(watch(course, settings, places, workers, unit, once))


@main.command()
@results_option
@click.option("--unit", help="Report on this unit alone.")
@click.option("--pseudonyms", is_flag=True, help="Name nobody; the key stays in the results folder.")
@roster_option
@path_option("--output", "report.html")
@class_option
def report(
    results: Path | None,
    unit: str | None,
    pseudonyms: bool,
    roster: Path | None,
    output: Path | None,
    class_name: str | None,
) -> None:
    """Write a page about the class: what to teach again, and the numbers behind it."""
    from course.collecting.attendance import roster_at
    from course.reporting import report

    settings = load().of_class(class_name)
    results, output = settings.at(results, "results"), settings.at(output, "report.html")
    sys.exit(report(settings, results, output, unit, pseudonyms, roster_at(settings, roster)))


@main.command()
@click.argument("form", type=click.Choice(["nbgrader", "canvas", "moodle", "gradescope", "feedback"]))
@click.argument("units", nargs=-1)
@results_option
@click.option("--output", type=click.Path(path_type=Path), help="By default FORM.csv, or FORM.zip.")
@click.option("--exercises", is_flag=True, help="A column for each exercise and each proof, too.")
@click.option(
    "--matching",
    type=click.Path(path_type=Path),
    help="The gradebook as the platform exported it: whom it finds by which numbers.",
)
@click.option("--by", help="The column there with the names of the students' folders. [SIS Login ID, Username]")
@click.option("--provisional", is_flag=True, help="Write grades that are not final, too.")
@click.option("--missing-as-zero", is_flag=True, help="Write 0 points where nothing was handed in.")
@click.option("--for", "platform", type=click.Choice(["moodle", "canvas"]), help="Who hands out the feedback pages.")
@path_option("--submitted", "submitted", "What `course collect` wrote.")
@class_option
def export(  # noqa: PLR0913, PLR0917  each is an option of the command
    form: str,
    units: tuple[str, ...],
    results: Path | None,
    output: Path | None,
    platform: str | None,
    submitted: Path | None,
    class_name: str | None,
    **options: Any,
) -> None:
    """Write the grades of UNITS, or all, for another platform, or what else it takes.

    nbgrader, canvas, moodle: the grades. feedback: the feedback pages of one unit, which Moodle or Canvas hands out.
    Of Gradescope it is the other way round: gradescope packs the grader of one unit, to run there.
    """
    from course import exporting
    from course.exports import gradescope

    if form in exporting.GRADES:
        settings = load().of_class(class_name)
        results, output = settings.at(results, "results"), settings.at(output, f"{form}.csv")
        sys.exit(exporting.export(settings, results, output, form=form, units=units, **options))
    if len(units) != 1:
        raise CourseError(f"an archive is of one unit: `course export {form} UNIT`")
    if form == "feedback":
        settings = load().of_class(class_name)
        pack = exporting.pack_of(units[0], platform, settings.at(submitted, "submitted"), options["provisional"])
        results, output = settings.at(results, "results"), settings.at(output, "feedback.zip")
        sys.exit(exporting.feedback(settings, results, output, pack))
    output = output or Path("gradescope.zip")
    click.echo(f"autograder of {gradescope.export(load(), units[0], output)} files: {output}")


@main.command()
@click.argument("units", nargs=-1)
@click.option("--site", is_flag=True, help="A site of UNITS, or all: lessons to read, notebooks that run in a browser.")
@click.option(
    "--kernel", type=click.Path(path_type=Path), help="Of a site: a folder with Pyodide, to be served from there, too."
)
@click.option("--output", type=click.Path(path_type=Path), help="By default UNIT.zip, or the folder site.")
@class_option
def release(
    units: tuple[str, ...], site: bool, kernel: Path | None, output: Path | None, class_name: str | None
) -> None:
    """Pack what a student needs of a unit into one file, or make a site of UNITS.

    Where classes have due dates of their own, the notebook tells that of the class.
    """
    settings = load().of_class(class_name) if class_name else load().for_all_classes()
    if site:
        from course.site.build import build

        output = settings.at(output, "site")
        count = build(settings, units, output, kernel, click.echo)
        click.echo(f"site, {count} files written: {output}")
        return
    from course.exports.student import release

    if kernel:
        raise CourseError("--kernel is of a site: `course release --site --kernel FOLDER`")
    if len(units) != 1:
        raise CourseError("a file is of one unit, `course release UNIT`; a site of several: `course release --site`")
    click.echo(release(settings, units[0], settings.at(output, f"{units[0]}.zip")))


@main.command()
@click.argument("unit")
@click.option("--output", type=click.Path(path_type=Path), help="By default UNIT-solutions.zip.")
@click.option("--early", is_flag=True, help="Although the unit is not due yet, or has no due date.")
def solutions(unit: str, output: Path | None, early: bool) -> None:
    """Pack UNIT with its model answers into one file, once it is due."""
    from course.exports.solutions import solutions

    click.echo(solutions(load(), unit, output, early=early))


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
@click.option("--every", type=click.IntRange(1), default=1, help="Of alternates and wrong answers only every Nth.")
@click.option("--marks", is_flag=True, help="List what each misconception earns, too.")
@click.option("--answers", type=click.Path(path_type=Path), help="Grade the answers in this folder instead.")
@workers_option
def check(  # noqa: PLR0913, PLR0917  each is an option of the command
    units: tuple[str, ...],
    seeds: int,
    wrong: int | None,
    every: int,
    marks: bool,
    answers: Path | None,
    workers: int | None,
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

    sys.exit(run(load(), units, Seeds(seeds, wrong or seeds, every), workers, marks))


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
    """Build the course and grade the bundled sample class, to see what comes out."""
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


@new.command("seed")
@results_option
@class_option
def new_seed(results: Path | None, class_name: str | None) -> None:
    """Draw the secret of a new run, by which all parts of a class are asked the same fresh questions."""
    from autograder.reports.store import SEED, Store, StoreError

    store = Store(load().of_class(class_name).at(results, "results"))
    try:
        store.seed(renew=True)
    except StoreError as error:
        raise CourseError(str(error)) from None
    click.echo(store.folder / SEED)


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


main.add_command(extend)
main.add_command(regrade)
main.add_command(override)
main.add_command(push)


if __name__ == "__main__":
    main()
