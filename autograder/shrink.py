"""Make a counterexample small: greedy descent over the recorded choices of a draw.

A candidate is kept when the check still fails in the same way. Sizes go first (fewer rows before simpler
entries), then whole arrays towards 0, then entries one by one, until a round changes nothing.
"""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

import numpy as np

from autograder.draws import Array, Choice, Generator, Replay

Log = list[Choice]

ATTEMPTS = 250
SECONDS = 1.0


def shrink(generator: Generator, log: Sequence[Choice], fails: Callable[[Any], bool]) -> Log:
    """The smallest log found on which `fails(generator(Replay(log)))` still holds."""
    return _Descent(generator, fails).down(list(log))


class _Descent:
    def __init__(self, generator: Generator, fails: Callable[[Any], bool]) -> None:
        self.generator = generator
        self.fails = fails
        self.attempts = ATTEMPTS
        self.deadline = time.monotonic() + SECONDS

    def down(self, log: Log) -> Log:
        while (smaller := self._round(log)) is not log:
            log = smaller
        return log

    def _round(self, log: Log) -> Log:
        """Each choice as far down as it goes, once; the same object if nothing could go down."""
        index = 0
        while index < len(log):
            while (smaller := self._step(log, index)) is not None:
                log = smaller
                if index >= len(log):
                    break
            index += 1
        return log

    def _step(self, log: Log, index: int) -> Log | None:
        choice = log[index]
        for value in _simpler(choice):
            if self.attempts <= 0 or time.monotonic() > self.deadline:
                return None
            self.attempts -= 1
            bounded = replace(choice, value=np.clip(value, choice.lo, choice.hi))
            source = Replay([*log[:index], bounded, *log[index + 1 :]])
            drawn = self.generator(source)
            if _size(source.log) < _size(log) and self.fails(drawn):
                return source.log
        return None


def _size(log: Log) -> tuple[int, float, int, float]:
    """Order of simplicity: number of entries, sizes, entries off the simplest value, their digits."""
    entries = sum(choice.value.size for choice in log)
    scalars = sum(abs(float(choice.value) - choice.simplest) for choice in log if choice.value.ndim == 0)
    arrays = [choice for choice in log if choice.value.ndim]
    busy = sum(int(np.count_nonzero(choice.value != choice.simplest)) for choice in arrays)
    return entries, scalars, busy, sum(_digits(choice.value) for choice in arrays)


def _digits(value: Array) -> float:
    """How much there is to read: magnitude, and a penalty for entries that are no integers."""
    fractional = np.count_nonzero(value != np.round(value))
    return float(np.log2(1 + np.abs(value)).sum() + 8 * fractional)


def _simpler(choice: Choice) -> Iterator[Array]:
    value, simplest = choice.value, choice.simplest
    if value.ndim == 0:
        for target in (simplest, np.trunc((value + simplest) / 2), value - np.sign(value - simplest)):
            if target != value:
                yield np.asarray(target, dtype=np.float64)
        return
    yield np.full_like(value, simplest)
    yield np.round(value)
    yield np.trunc(value / 2)
    yield from _entrywise(value, simplest)


def _entrywise(value: Array, simplest: float) -> Iterator[Array]:
    busy = np.argwhere(value != simplest)
    for position in islice(map(tuple, busy), 40):
        old = value[position]
        for target in dict.fromkeys((simplest, 1.0, np.sign(old), np.round(old), np.trunc(old / 2))):
            if target != old and abs(target) <= abs(old):
                simpler = value.copy()
                simpler[position] = target
                yield simpler
