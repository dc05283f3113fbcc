"""The command line of the measurements."""

from collections.abc import Callable
from pathlib import Path

import click

from course.settings import load
from tests.benchmarks import building, confinement, endurance, gradebook, grading, profiling
from tests.benchmarks.numerics import measurement as numerics
from tests.benchmarks.otter_assignment import otter_version
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Report

OF_THE_COURSE: dict[str, Callable[[int], Report]] = {
    "build": building.measure,
    "numerics": numerics.measure,
    "confinement": confinement.measure,
}
OF_A_UNIT: dict[str, Callable[[str, Plan], Report]] = {
    "grading": grading.measure,
    "grading-lean": grading.measure_lean,
    "profile": profiling.measure,
    "endurance": endurance.measure,
    "gradebook": gradebook.measure,
}


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice([*OF_THE_COURSE, *OF_A_UNIT]))
@click.option("--unit", "units", multiple=True, type=click.Choice([unit.id for unit in load().units]),
              help="Measure on this unit alone; may be repeated.")  # fmt: skip
@click.option("--rounds", type=click.IntRange(1), default=Plan.rounds, show_default=True, help="Turns of each side.")
@click.option("--batch", type=click.IntRange(2), default=Plan.batch, show_default=True, help="Submissions to grade.")
@click.option("--size", type=click.IntRange(1), default=Plan.size, show_default=True, help="A large class.")
@click.option("--otter", type=click.Path(exists=True, dir_okay=False, path_type=Path),
              help="The Python of an environment that has otter-grader; without it otter is left out.")  # fmt: skip
def main(
    names: tuple[str, ...], units: tuple[str, ...], rounds: int, batch: int, size: int, otter: Path | None
) -> None:
    """Measure what is named, or everything, and keep the tables."""
    if otter:
        otter_version(otter)  # complains now rather than after minutes
    plan = Plan(rounds, batch, otter and otter.absolute(), size)
    for name, measure_course in OF_THE_COURSE.items():
        if name in (names or OF_THE_COURSE):
            measure_course(rounds).publish(name)
    for name, measure_unit in OF_A_UNIT.items():
        if name in (names or OF_A_UNIT):
            for unit in units or [unit.id for unit in load().units]:
                measure_unit(unit, plan).publish(f"{name}-{unit}")


if __name__ == "__main__":
    main()
