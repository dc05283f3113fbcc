"""Options that several commands have."""

from collections.abc import Callable
from pathlib import Path

import click


def roster_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--roster FILE`, by default `roster.csv` where there is one."""
    words = "The class; who handed in nothing is named. By default roster.csv, if there is one."
    return click.option("--roster", type=click.Path(path_type=Path), help=words)(command)


def workers_option(command: Callable[..., None]) -> Callable[..., None]:
    """`--workers N`, by default as course.toml says, else one for each core."""
    option = click.option("--workers", type=click.IntRange(1), help="Processes that grade side by side.")
    return option(command)
