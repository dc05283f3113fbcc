"""A mark scheme on a thousand seeds: only whether a mark depends on the seed is asked, so that no sandbox is needed.

Our own answers run in this process, on the draws that they would meet in the sandbox. The model answer and each
alternate must pass every check on every seed. A misconception must fail the same checks on all of them; one that none
fails here takes too much memory or time, or changes what the sandbox alone sees, and is left to `prove`.
"""

import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import repeat
from multiprocessing import get_context
from typing import TYPE_CHECKING

from autograder.exam.alarm import Rung, alarm
from autograder.exam.collection import collect
from autograder.exam.examination import check_of, exercise_of
from autograder.exam.quietly import quietly
from autograder.proof.prove import Seeds
from autograder.proof.tally import seeds_of
from autograder.scheme.exercises import Function, unit_exercises
from autograder.scheme.in_process import in_process

if TYPE_CHECKING:
    import pytest

CHECK_SECONDS = 60.0  # for a check of an answer of ours; some wrong ones never end
HERE = ("model answer", "alternate", "misconception")


@dataclass(frozen=True)
class Answer:
    """One of our own answers to an exercise."""

    kind: str  # of HERE
    name: str
    exercise: str
    function: Function
    turn: int = 0
    turns: int = 1  # how many take turns, itself among them

    def has_turn(self, seed: int) -> bool:
        """Whether a seed is one of its own."""
        return seed % self.turns == self.turn

    @property
    def right(self) -> bool:
        """Whether it deserves all marks."""
        return self.kind != HERE[-1]


@dataclass
class Outcomes:
    """What became of the answers of a unit: the checks they failed, each with its seeds."""

    seeds: Seeds
    answers: Counter[str] = field(default_factory=Counter)  # by kind
    failed: dict[Answer, dict[str, list[str]]] = field(default_factory=dict)

    def findings(self) -> Iterator[str]:
        """What is wanting, sentence by sentence."""
        for answer, failed in self.failed.items():
            who = f"{answer.kind} {answer.name} of {answer.exercise}"
            for check, seeds in failed.items():
                if answer.right:
                    own = sum(map(answer.has_turn, range(self.seeds.right)))
                    yield f"{who} fails {check} {seeds_of(seeds, own)}"
                elif len(seeds) < self.seeds.wrong:
                    where = seeds_of(seeds, self.seeds.wrong)
                    yield f"{who} fails {check} {where} only: its mark depends on the seed"


def try_seeds(
    unit: str, seeds: Seeds, workers: int, step: Callable[[], None] = lambda: None, turns: bool = False
) -> Outcomes:
    """Try every answer of ours to a unit's exercises on so many seeds, in so many processes; wrong ones on no more.

    The right answers to an exercise may take turns, one a seed.
    """
    collected(unit)  # what is imported here is there in all processes
    found = Outcomes(seeds)
    for answer in answers(unit, turns):
        found.answers[answer.kind] += 1
        found.failed[answer] = defaultdict(list)
    numbered = list(found.failed)
    with ProcessPoolExecutor(workers, get_context("fork")) as pool:
        wrong = [seed < seeds.wrong for seed in range(seeds.right)]
        for seed, failures in enumerate(pool.map(_failures, repeat(unit), range(seeds.right), wrong, repeat(turns))):
            for number, checks in failures.items():
                for check in checks:
                    found.failed[numbered[number]][check].append(str(seed))
            step()
    return found


def answers(unit: str, turns: bool = False) -> Iterator[Answer]:
    """Our own answers to the exercises of a unit; the right ones to an exercise may take turns."""
    for name, exercise in unit_exercises(unit).items():
        right = [(HERE[0], exercise.reference.__name__, exercise.reference)]
        right += [(HERE[1], other.name, other.function) for other in exercise.alternates]
        of = len(right) if turns else 1
        for number, (kind, called, function) in enumerate(right):
            yield Answer(kind, called, name, function, number % of, of)
        yield from (Answer(HERE[2], other.name, name, other.function) for other in exercise.misconceptions)


@cache
def collected(unit: str) -> Mapping[str, "list[pytest.Function]"]:
    """The checks of a unit, by exercise."""
    found: dict[str, list[pytest.Function]] = defaultdict(list)
    for item in collect([unit]):
        if not check_of(item).bonus:  # times are those of processes
            found[exercise_of(item).name].append(item)
    return found


def _failures(unit: str, seed: int, wrong: bool, turns: bool) -> dict[int, list[str]]:
    """The numbers of the answers that fail on a seed, with the checks that they fail; of wrong ones if `wrong`."""
    references = {name: exercise.reference for name, exercise in unit_exercises(unit).items()}
    found = {}
    for number, answer in enumerate(answers(unit, turns)):
        if not (answer.right or wrong) or not answer.has_turn(seed):
            continue
        functions = {**references, answer.exercise: answer.function}
        checks = list(_failed(collected(unit)[answer.exercise], functions, str(seed)))
        if checks:
            found[number] = checks
    return found


def _failed(items: Iterable["pytest.Function"], functions: Mapping[str, Function], seed: str) -> Iterator[str]:
    student = in_process(functions, seed, hasty=True)
    for item in items:
        check = check_of(item)
        try:
            with quietly(), alarm(time.monotonic() + CHECK_SECONDS):
                check.function(item.cls(), student)
        except (Exception, Rung):
            yield check.name
