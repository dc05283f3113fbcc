"""The command line of this measurement."""

import sys

import click

from tests.benchmarks.numerics.measurement import measure
from tests.benchmarks.numerics.worker import SCALING, cells


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--cell", "names", multiple=True, type=click.Choice([*cells(), SCALING]), metavar="NAME",
              help="Measure this alone; may be repeated. Nothing is kept then.")  # fmt: skip
@click.option("--list", "listed", is_flag=True, help="List the cells.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="Turns of each side.")
@click.option("--python", default=sys.executable, help="The Python that has the peers; otherwise this one.")
def main(names: tuple[str, ...], listed: bool, rounds: int, python: str) -> None:
    """Measure everything and keep the tables and pictures, or some cells."""
    if listed:
        click.echo("\n".join([*cells(), SCALING]))
    elif names:
        click.echo("\n\n".join(measure(rounds, names, python).blocks))
    else:
        measure(rounds, python=python).publish("numerics")


if __name__ == "__main__":
    main()
