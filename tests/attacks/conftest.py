"""The corpus graded once for each level of isolation, and attack by attack by the naive grader."""

import contextlib
import functools
from collections.abc import Callable, Iterator

import pytest

from autograder.sandbox import footing

from .batch import Batch, graded
from .corpus import Attack, corpus
from .traps import Traps

# Those from which on a submission is confined, as far as this machine has them, the highest first.
LEVELS = [level for level in (4, 3, 2) if footing(level).level == level] or [1]
CORPUS = corpus()


# What the process can do depends on the level; how its answers, its file and its words are taken does not.
WITHIN = ("escape", "exhaust", "read", "tamper")


def applicable(level: int) -> list[Attack]:
    """The attacks to be tried at a level: at the highest all."""
    able = [attack for attack in CORPUS if attack.from_level <= level]
    return able if level == LEVELS[0] else [attack for attack in able if attack.group in WITHIN]


@pytest.fixture(scope="session")
def batches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[int], Batch]]:
    """The corpus graded at a level; at each once."""
    with contextlib.ExitStack() as undo:

        @functools.cache
        def at(level: int) -> Batch:
            traps = undo.enter_context(Traps(tmp_path_factory.mktemp("outside")))
            return graded(applicable(level), traps, tmp_path_factory.mktemp("graded"), level)

        yield at


@pytest.fixture
def batch(batches: Callable[[int], Batch], level: int) -> Batch:
    return batches(level)
