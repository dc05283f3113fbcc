"""The corpus graded once for each level of isolation, and attack by attack by the naive grader."""

import contextlib
import functools
import pickle
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.sandbox import isolation
from tests.levels import there

from .batch import Batch, graded
from .corpus import Attack, corpus
from .traps import Traps


def as_it_is() -> None:
    """Take nothing away from a machine whose Python every user can reach."""


def within_reach(level: int) -> bool:
    """Whether a level can be had, if need be in a process that lets every user reach Python."""
    return isolation(level).level == level or there(as_it_is, lambda: isolation(level).level) == level


# Those from which on a submission is confined, as far as this machine has them, the highest first.
LEVELS = [level for level in (4, 3, 2) if within_reach(level)] or [1]
CORPUS = corpus()


# What the process can do depends on the level; how its answers, its file and its words are taken does not.
WITHIN = ("escape", "exhaust", "read", "tamper")


def applicable(level: int, thorough: bool) -> list[Attack]:
    """The attacks to be tried at a level: at the highest all, and at lower ones every sixth, unless thorough."""
    able = [attack for attack in CORPUS if attack.from_level <= level]
    if level == LEVELS[0]:
        return able
    step = 1 if thorough else 6
    return [attack for attack in able if attack.group in WITHIN][LEVELS.index(level) % step :: step]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Attacks with the levels at which they are tried."""
    if {"level", "attack"} <= {*metafunc.fixturenames}:
        thorough = metafunc.config.getoption("--thorough")
        cases = [(level, attack) for level in LEVELS for attack in applicable(level, thorough)]
        metafunc.parametrize(("level", "attack"), cases, ids=str)


def graded_there(attacks: list[Attack], traps: Traps, folder: Path, level: int) -> Batch:
    """As `graded`, in a process of its own that lets every user reach Python."""
    kept = folder / "batch"

    def grade() -> None:
        batch = graded(attacks, traps, folder, level)
        kept.write_bytes(pickle.dumps((vars(batch) | {"traps": None}, traps.marks)))

    there(as_it_is, grade)
    found, traps.marks = pickle.loads(kept.read_bytes())
    return Batch(**found | {"traps": traps})


@pytest.fixture(scope="session")
def batches(tmp_path_factory: pytest.TempPathFactory, thorough: bool) -> Iterator[Callable[[int], Batch]]:
    """The corpus graded at a level; at each once."""
    with contextlib.ExitStack() as undo:

        @functools.cache
        def at(level: int) -> Batch:
            traps = undo.enter_context(Traps(tmp_path_factory.mktemp("outside")))
            folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="attacks-")))
            folder.chmod(0o755)  # pytest's own directories are closed to the users of level 3
            grade = graded if isolation(level).level == level else graded_there
            return grade(applicable(level, thorough), traps, folder, level)

        yield at


@pytest.fixture
def batch(batches: Callable[[int], Batch], level: int) -> Batch:
    return batches(level)
