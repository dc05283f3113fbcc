"""The command line of the measurements."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from course.settings import load
from tests.benchmarks import building, clear, confinement, endurance, gradebook, grading, profiling, watch
from tests.benchmarks.numerics import measurement as numerics
from tests.benchmarks.otter_assignment import otter_version
from tests.benchmarks.plan import Plan
from tests.benchmarks.report import Report

OF_THE_COURSE: dict[str, Callable[[Plan], Report]] = {
    "build": building.measure,
    "numerics": lambda plan: numerics.measure(plan.rounds, python=str(plan.peers)),
    "confinement": confinement.measure,
    "clear": clear.measure,
}
OF_A_UNIT: dict[str, Callable[[str, Plan], Report]] = {
    "grading": grading.measure,
    "grading-lean": grading.measure_lean,
    "profile": profiling.measure,
    "endurance": endurance.measure,
    "gradebook": gradebook.measure,
    "watch": watch.measure,
}


def _python(help_text: str, default: Path | None = None) -> dict[str, Any]:
    """An option that names a Python. It stays the link that it may be: an environment is known by it."""
    kind = click.Path(exists=True, dir_okay=False, path_type=Path)
    return {"type": kind, "callback": lambda _context, _option, path: path and path.absolute(),
            "default": default, "help": help_text}  # fmt: skip


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("names", nargs=-1, type=click.Choice([*OF_THE_COURSE, *OF_A_UNIT]))
@click.option("--unit", "units", multiple=True, type=click.Choice([unit.id for unit in load().units]),
              help="Measure on this unit alone; may be repeated.")  # fmt: skip
@click.option("--rounds", type=click.IntRange(1), default=Plan.rounds, show_default=True, help="Turns of each side.")
@click.option("--batch", type=click.IntRange(2), default=Plan.batch, show_default=True, help="Submissions to grade.")
@click.option("--size", type=click.IntRange(1), default=Plan.size, show_default=True, help="A large class.")
@click.option("--seconds", type=click.FloatRange(1), default=Plan.seconds, show_default=True,
              help="How long an evening is in which --batch submissions arrive.")  # fmt: skip
@click.option("--otter", **_python("The Python that has otter-grader; without it otter is left out."))
@click.option("--peers", **_python("The Python that has torch and jax, which are left out otherwise.", Plan.peers))
@click.option("--before", type=click.Path(exists=True, file_okay=False, path_type=Path),
              help="A checkout of an earlier commit, whose clear versions are measured as well.")  # fmt: skip
def main(names: tuple[str, ...], units: tuple[str, ...], **amounts: Any) -> None:
    """Measure what is named, or everything, and keep the tables."""
    plan = Plan(**amounts)
    if plan.otter:
        otter_version(plan.otter)  # complains now rather than after minutes
    for name, measure_course in OF_THE_COURSE.items():
        if name in (names or OF_THE_COURSE):
            measure_course(plan).publish(name)
    for name, measure_unit in OF_A_UNIT.items():
        if name in (names or OF_A_UNIT):
            for unit in units or [unit.id for unit in load().units]:
                measure_unit(unit, plan).publish(f"{name}-{unit}")


if __name__ == "__main__":
    main()
