"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from course.classes import CHOSEN

if TYPE_CHECKING:
    from course.shards import Shard

Command = Callable[..., None]


def class_option(command: Command) -> Command:
    """`--class NAME`, which may stand in the environment, too."""
    words = f"Which class of several, as in course.toml; also by the variable {CHOSEN}."
    return click.option("--class", "class_name", metavar="NAME", envvar=CHOSEN, help=words)(command)


def results_option(command: Command) -> Command:
    """`--results FOLDER`, by default the class's."""
    return path_option("--results", "results", "Where results are kept.")(command)


def roster_option(command: Command) -> Command:
    """`--roster FILE`, by default `roster.csv` where there is one."""
    words = "The class; who handed in nothing is named. By default roster.csv, if there is one."
    return click.option("--roster", type=click.Path(path_type=Path), help=words)(command)


def path_option(name: str, default: str, words: str | None = None) -> Callable[[Command], Command]:
    """A path that is the class's `default` unless it is given: `Settings.at` says which that is."""
    return click.option(name, type=click.Path(path_type=Path), show_default=default, help=words)


def workers_option(command: Command) -> Command:
    """`--workers N`, by default as course.toml says, else one for each core."""
    option = click.option("--workers", type=click.IntRange(1), help="Processes that grade side by side.")
    return option(command)


def level_option(command: Command) -> Command:
    """`--require-level N`, by default as course.toml says."""
    words = "Least isolation of submissions, other than in course.toml."
    return click.option("--require-level", type=click.IntRange(0, 4), help=words)(command)


def shard_option(command: Command) -> Command:
    """`--shard i/n`: one part of the class of so many, None for all of it."""
    words = "Grade the I-th of N parts, apart; the next `course grade` takes over all parts."
    return click.option("--shard", metavar="I/N", callback=_shard, help=words)(command)


def scheduler_option(command: Command) -> Command:
    """`--scheduler ADDRESS`: a cluster that grades, None for this machine."""
    words = (
        "Grade on the workers of the dask scheduler at ADDRESS, such as tcp://host:8786; on each worker as many"
        " submissions at a time as it has threads, unless --workers says how many."
    )
    return click.option("--scheduler", metavar="ADDRESS", callback=_scheduler, help=words)(command)


def _scheduler(_context: click.Context, _parameter: click.Parameter, address: str | None) -> str | None:
    if address is not None and not address.strip():  # of a variable that is not set
        raise click.BadParameter("the address of a scheduler is wanted, such as tcp://host:8786, this one is empty")
    return address


def _shard(_context: click.Context, _parameter: click.Parameter, text: str | None) -> "Shard | None":
    from course.shards import Shard

    try:
        return None if text is None else Shard.told(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
