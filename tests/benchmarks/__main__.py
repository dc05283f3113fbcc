"""The command line of the measurements."""

from collections.abc import Callable

import click

from tests.benchmarks import building, grading, profiling
from tests.benchmarks.report import Report

MEASUREMENTS: dict[str, Callable[[int], Report]] = {
    "build": building.measure,
    "grading": grading.measure,
    "grading-lean": grading.measure_lean,
    "profile": profiling.measure,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice(sorted(MEASUREMENTS)))
@click.option("--rounds", type=click.IntRange(1), default=3, show_default=True, help="Turns of each side.")
def main(names: tuple[str, ...], rounds: int) -> None:
    """Measure what is named, or everything, and keep the tables."""
    for name in names or sorted(MEASUREMENTS):
        MEASUREMENTS[name](rounds).publish(name)


if __name__ == "__main__":
    main()
