"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path

import click

from course.classes import CHOSEN

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
