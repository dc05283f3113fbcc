"""Speed as a bonus: an exercise whose function is timed against a yardstick, in tiers that are announced.

::

    @exercise(reference=train_fast)
    @timed(one_by_one, inputs=digits, same=same_params, tiers={5: 1, 10: 1}, times=8, given=("mlp_backward",))
    class TestTrainFast:
        ...

Each tier makes a check, here `test_5_times_as_fast` with the one point of 5, which counts beyond what the exercise is
worth and only where all other checks have passed. `inputs(rng, seed)` draws the arguments of one call; `seed` stands
for a random generator among them. `one_by_one`, the yardstick, takes the same arguments, and one call of it is
counted as `times` calls. It may use NumPy and the functions `given` with the paper. `same(got, wanted, *arguments)`
fails by `expect` where an answer is not the model's, and each answer that was timed is looked at.

How it is measured says `exam.stopwatch`, how it is decided `tiers`. Where that cannot be told the check is a
`grader_error`, which costs nothing and is not kept: the next run measures again.
"""

import inspect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar, runtime_checkable

import numpy as np

from autograder.inside.plain import Seed
from autograder.scheme import expect
from autograder.scheme.design import DesignError
from autograder.scheme.exercises import Exercise, Function, weight
from autograder.scheme.outcomes import Outcome
from autograder.scheme.student import Student
from autograder.scheme.tiers import Round, Standing, interval, standing
from autograder.verdicts import Verdict

C = TypeVar("C", bound=type)

Inputs = Callable[[np.random.Generator, Seed], tuple[Any, ...]]
RETRY = "nothing is lost, and the next run measures again"


@dataclass(frozen=True)
class Race:
    """A function's yardstick, what both are called on, and what counts as the same answer."""

    yardstick: Function
    inputs: Inputs
    same: Callable[..., None]
    tiers: Mapping[float, float]  # how many times as fast -> points
    times: float
    given: Sequence[str]

    def arguments(self, student: Student, number: int) -> tuple[Any, ...]:
        """Those of a round, which nobody can have seen before."""
        return self.inputs(student._rng(f"race {number}"), student.rng("race", number))


@dataclass(frozen=True)
class Timed:
    """What a race came to: its rounds, or what became of the student's function, or why there is no telling."""

    rounds: Sequence[Round] = ()
    fault: Outcome | expect.Failure | None = None
    trouble: str = ""

    @property
    def told(self) -> str:
        """The measurement in words; none if there were not enough rounds."""
        try:
            low, high = interval(each.ratio for each in self.rounds)
        except ValueError:
            return ""
        return f"{low:.3g} to {high:.3g} times as fast as the yardstick, by {len(self.rounds)} rounds"

    def require(self, tier: float) -> None:
        """Raise what a check of this tier raises, nothing if the tier is reached."""
        if self.fault:
            raise self.fault
        found = standing(tier, self.rounds)
        if found is Standing.open:
            why = self.trouble or self.told or "there were too few rounds"
            raise Outcome(
                Verdict.grader_error, f"whether it is {tier:g} times as fast could not be told: {why}; {RETRY}"
            )
        expect.that(found is Standing.reached, f"{self.told}, wanted {tier:g}")


@runtime_checkable
class Timer(Protocol):
    """What answers in processes of its own, whose times can be taken."""

    def raced(self, student: Student, exercise: Exercise, race: Race) -> Timed:
        """What comes of timing the exercise's function, once for all its tiers."""


def timed(
    yardstick: Function,
    *,
    inputs: Inputs,
    same: Callable[..., None],
    tiers: Mapping[float, float],
    times: float = 1,
    given: Sequence[str] = (),
) -> Callable[[C], C]:
    """Give a check class, below `@exercise`, a check for each tier."""
    race = Race(yardstick, inputs, same, dict(sorted(tiers.items())), times, tuple(given))

    def read(cls: C) -> C:
        for tier, points in race.tiers.items():
            check = _check(race, tier)
            setattr(cls, check.__name__, weight(points)(check))
        return cls

    return read


def _check(race: Race, tier: float) -> Function:
    def check(mark_scheme: Any, student: Student) -> None:
        exercise = mark_scheme.__exercise__
        if not isinstance(student._answer, Timer):
            raise DesignError(f"{exercise.name} can be timed in a sandbox only")
        student._answer.raced(student, exercise, race).require(tier)

    check.__name__ = f"test_{tier:g}_times_as_fast".replace(".", "_")
    check.__doc__ = f"It is at least {tier:g} times as fast as the yardstick."
    check.__bonus__ = True  # type: ignore[attr-defined]  # functions carry attributes
    return check


def sources(race: Race) -> str:
    """The yardstick as a cell of its own."""
    imports = [f"from given import {', '.join(race.given)}\n"] if race.given else []
    return "".join(["import numpy as np\n", *imports, "\n\n", inspect.getsource(race.yardstick)])
