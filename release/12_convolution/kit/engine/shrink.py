"""Make a counterexample small: greedy descent over the recorded choices of a draw.

A smaller input is kept when the check still fails in the same way. Sizes go first (fewer rows before
simpler entries, and any row may go, not only the last), then whole arrays, then equal entries together,
then entry by entry, each bisected towards 0, until a round changes nothing.
"""

import contextlib
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .draws import DECIMALS, Array, Choice, Generator, Replay

Log = list[Choice]
Key = tuple[tuple[object, ...], ...]

SECONDS = 3.0  # a backstop, for slow answers: of others the attempts decide, however busy the machine is
PLACES = 40  # entries of an array, rows of a matrix that are tried one by one


def shrink(generator: Generator, log: Sequence[Choice], fails: Callable[[Any], bool], attempts: int) -> Log:
    """The smallest log found on which `fails(generator(Replay(log)))` still holds; `log` itself if none.

    `fails` is asked `attempts` times at most.
    """
    descent = _Descent(generator, list(log), fails, attempts)
    with contextlib.suppress(_Enough):
        while descent.round():
            pass
    return descent.log


class _Enough(Exception):  # noqa: N818 - no error: the attempts or the time granted are used up
    """Stop here."""


class _Descent:
    def __init__(self, generator: Generator, log: Log, fails: Callable[[Any], bool], attempts: int) -> None:
        self.generator, self.log, self.fails, self.attempts = generator, log, fails, attempts
        self.size = _size(self.log)
        self.proposed: set[Key] = set()
        self.tried: set[Key] = set()
        self.deadline = time.monotonic() + SECONDS

    def round(self) -> bool:
        """Each choice as far down as it goes, once; False if nothing went down."""
        before = self.log
        for sizes, lower in ((True, self._fewer), (False, self._simpler)):
            index = 0
            while index < len(self.log):  # fewer draws may be left after each step
                if self.log[index].is_size == sizes:
                    lower(index)
                index += 1
        return self.log is not before

    def _try(self, log: Log) -> bool:
        """Keep a smaller log if the check fails on it too. One that was proposed before is no better now."""
        proposal = _key(log)
        if proposal in self.proposed:
            return False
        self.proposed.add(proposal)
        source = Replay(log)
        try:
            drawn = self.generator(source)
        except Exception:
            return False  # bent further than this generator can follow
        key, size = _key(source.log), _size(source.log)
        if key in self.tried or size >= self.size:
            return False
        if len(self.tried) == self.attempts or time.monotonic() > self.deadline:
            raise _Enough
        self.tried.add(key)
        if not self.fails(drawn):
            return False
        self.log, self.size = source.log, size
        return True

    def _put(self, index: int, value: Array) -> bool:
        changed = self.log[index].with_value(value + 0.0)  # no -0.0
        return self._try([*self.log[:index], changed, *self.log[index + 1 :]])

    def _fewer(self, index: int) -> None:
        """Lower a size: first the last rows and columns go, then any others, one by one."""
        size = self.log[index]
        _descend(float(size.value), size.simplest, lambda target: self._put(index, np.asarray(target)))
        while any(self._try(log) for log in _one_fewer(self.log, index)):
            pass

    def _simpler(self, index: int) -> None:
        """Bring the entries of an array closer to the simplest value."""
        choice = self.log[index]
        if self._put(index, np.full_like(choice.value, choice.simplest)):
            return
        for places in _places(choice):
            self._set(index, places, choice.simplest)
        while self._put(index, np.trunc(self.log[index].value / 2)):
            pass
        for places in _places(self.log[index]):
            start = float(self.log[index].value.flat[places[0]])
            _descend(start, choice.simplest, partial(self._set, index, places))

    def _set(self, index: int, places: NDArray[np.intp], target: float) -> bool:
        value = self.log[index].value.copy()
        value.flat[places] = target
        return self._put(index, value)


def _descend(start: float, simplest: float, attempt: Callable[[float], bool]) -> None:
    """Bisect a number towards the simplest as long as attempts succeed."""
    scales = [10.0**decimals for decimals in DECIMALS]
    rounded = [float(side(start * scale)) / scale for scale in scales for side in (np.floor, np.ceil)]
    targets = [simplest, 1.0, *rounded]
    fails = next((target for target in targets if attempt(target)), start)
    passes = simplest
    while (middle := float(np.trunc((passes + fails) / 2))) not in (passes, fails):
        if attempt(middle):
            fails = middle
        else:
            passes = middle


def _one_fewer(log: Log, index: int) -> Iterator[Log]:
    """This size less one, with any one row or any one column left out of the arrays that follow it."""
    size = log[index]
    n = int(size.value)
    if n <= size.lo:
        return
    head = [*log[:index], size.with_value(size.value - 1)]
    for axis in (0, -1):
        for row in range(min(n, PLACES)):
            yield head + [_without(choice, n, axis, row) for choice in log[index + 1 :]]


def _without(choice: Choice, n: int, axis: int, row: int) -> Choice:
    """The choice without this row, if it has n of them."""
    if choice.value.ndim == 0 or choice.value.shape[axis] != n:
        return choice
    return choice.with_value(np.delete(choice.value, row, axis))


def _places(choice: Choice) -> Iterator[NDArray[np.intp]]:
    """What to lower together: equal entries, then each entry alone."""
    busy = np.flatnonzero(choice.value != choice.simplest)
    for value in np.unique(choice.value.flat[busy]):
        equal = np.flatnonzero(choice.value == value)
        if len(equal) > 1:
            yield equal
    yield from busy[:PLACES, np.newaxis]


def _key(log: Log) -> Key:
    """The same for equal logs."""
    return tuple(choice.key for choice in log)


def _size(log: Log) -> tuple[int, float, int, float]:
    """Order of simplicity: number of entries, sizes, entries off the simplest value, digits to read."""
    entries = sum(choice.value.size for choice in log)
    sizes = sum(abs(float(choice.value) - choice.simplest) for choice in log if choice.is_size)
    others = [choice for choice in log if not choice.is_size]
    return entries, sizes, sum(each.busy for each in others), sum(each.digits for each in others)
