"""Random inputs for checks: drawn from NumPy, recorded as choices, replayed by the shrinker.

A generator is a pure function of a `Draw`::

    def logits(d):
        return d.array((d.integer(1, 5), d.integer(2, 5)), -1000, 1000)

Every draw is an array of bounded numbers (a size is one of shape (), a choice an index of shape (1,), a
permutation the order of an array), so one kind of choice is recorded and one kind is shrunk.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Array = NDArray[np.float64]
Shape = int | tuple[int, ...]

KEYS = 1 << 20  # sort keys of a permutation: ties are rare and harmless
LARGEST = 1e300  # differences and roundings of such numbers are finite
LARGEST_WHOLE = 2.0**53  # float64 holds every integer up to here
DECIMALS = (0, 1, 2, 3)  # to which a number is rounded, for whoever reads it
MOST_DRAWS = 1000  # a generator that waits for luck would wait forever on the shrinker's simple inputs


def nearest_zero(lo: float, hi: float) -> float:
    """The simplest number in [lo, hi]."""
    return min(max(0.0, lo), hi)


@dataclass(frozen=True)
class Choice:
    """One recorded draw: an array of numbers in [lo, hi], all integers if `whole`."""

    lo: float
    hi: float
    whole: bool
    value: Array

    def with_value(self, value: Array) -> "Choice":
        """The same choice with other numbers."""
        return Choice(self.lo, self.hi, self.whole, np.asarray(value))  # what is computed from shape () is no array

    @cached_property
    def key(self) -> tuple[object, ...]:
        """The same for choices of the same numbers."""
        return self.whole, self.value.shape, self.value.tobytes()

    @property
    def simplest(self) -> float:
        """The number nearest 0 that the bounds admit."""
        return nearest_zero(self.lo, self.hi)

    @property
    def is_size(self) -> bool:
        """Whether this is a lone integer: it decides how much else is drawn, or at least may."""
        return self.whole and not self.value.ndim

    @cached_property
    def is_inside(self) -> bool:
        """Whether the numbers keep to the bounds: proposals for smaller ones may not."""
        return bool((self.value >= self.lo).all() and (self.value <= self.hi).all())

    @cached_property
    def busy(self) -> int:
        """How many numbers are not the simplest one."""
        return int(np.count_nonzero(self.value != self.simplest))

    @cached_property
    def digits(self) -> float:
        """How much there is to read: magnitude, decimals, signs."""
        decimals = sum(np.count_nonzero(self.value != np.round(self.value, places)) for places in DECIMALS)
        magnitude = np.log2(1 + np.abs(self.value)).sum()
        return float(magnitude + 8 * decimals + np.count_nonzero(np.signbit(self.value)) / 2)


class Draw(ABC):
    """What a generator draws from."""

    def __init__(self) -> None:
        self.log: list[Choice] = []

    @abstractmethod
    def _choose(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Choice:
        """Numbers in [lo, hi], of this shape."""

    def _take(self, lo: float, hi: float, shape: Shape, whole: bool) -> Array:
        limit = LARGEST_WHOLE if whole else LARGEST
        if not -limit <= lo <= hi <= limit:
            raise ValueError(f"a draw needs -{limit:g} <= lo <= hi <= {limit:g}, got lo = {lo}, hi = {hi}")
        if len(self.log) >= MOST_DRAWS:
            raise ValueError(f"a generator may draw {MOST_DRAWS} times: construct what it waits for")
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        self.log.append(self._choose(lo, hi, shape, whole))
        return self.log[-1].value.copy()

    def array(self, shape: Shape, lo: float = -10.0, hi: float = 10.0) -> Array:
        """Float64 numbers in [lo, hi]."""
        return self._take(lo, hi, shape, whole=False)

    def integers(self, shape: Shape, lo: int, hi: int) -> NDArray[np.int64]:
        """Integers in [lo, hi], both included."""
        return self._take(lo, hi, shape, whole=True).astype(np.int64)

    def integer(self, lo: int, hi: int) -> int:
        """One integer in [lo, hi], both included, small in early draws: a size. Shrinks towards 0."""
        return int(self._take(lo, hi, (), whole=True))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options, each as likely as any in every draw; shrinks towards the first."""
        return options[int(self.integers(1, 0, len(options) - 1)[0])]

    def boolean(self) -> bool:
        """True or False; shrinks towards False."""
        return self.choice((False, True))

    def permutation(self, n: int) -> NDArray[np.int64]:
        """A permutation of 0..n-1; shrinks towards the identity."""
        return np.argsort(self.integers(n, 0, KEYS), kind="stable")


class Fresh(Draw):
    """Draw `index` of `count`: sizes and magnitudes grow with the index, styles take turns.

    Magnitudes run geometrically from 1 to the whole range. The styles make sure that ties, the bounds
    themselves, the largest sizes and entries of very different size occur in every run rather than with
    some probability.
    """

    STYLES = ("small integers", "uniform", "ties", "extremes", "mixed sizes")

    def __init__(self, rng: np.random.Generator, index: int, count: int) -> None:
        super().__init__()
        self.rng = rng
        self.level = (index + 1) / count
        self.style = self.STYLES[index % len(self.STYLES)]

    def _choose(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Choice:
        return Choice(lo, hi, whole, self._numbers(lo, hi, shape, whole))

    def _numbers(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Array:
        if not whole:
            return np.asarray(np.clip(self._styled(lo, hi, shape), lo, hi) + 0.0)  # no -0.0
        if shape == ():
            return np.asarray(self._size(int(lo), int(hi)), dtype=np.float64)
        return self.rng.integers(int(lo), int(hi), size=shape, endpoint=True).astype(np.float64)

    def _size(self, lo: int, hi: int) -> int:
        simplest = int(nearest_zero(lo, hi))
        low = simplest - round((simplest - lo) * self.level)
        high = simplest + round((hi - simplest) * self.level)
        match self.style:
            case "extremes":
                return high
            case "mixed sizes":  # the largest beside the smallest: more rows than columns, for one
                return low if len(self.log) % 2 else high
        return int(self.rng.integers(low, high, endpoint=True))

    def _styled(self, lo: float, hi: float, shape: tuple[int, ...]) -> Array:
        rng, centre = self.rng, nearest_zero(lo, hi)
        radius = max(hi - centre, centre - lo)
        reach = min(1.0, radius) * max(1.0, radius) ** self.level
        # Without -0.0: from 0.0 to there NumPy draws nothing.
        low, high = max(lo, centre - reach) + 0.0, min(hi, centre + reach) + 0.0
        numbers = np.asarray(rng.uniform(low, high, shape))
        match self.style:
            case "small integers":
                return np.asarray(np.round(numbers))
            case "ties":
                return np.asarray(rng.choice(np.round([low, (low + high) / 2, high]), shape))
            case "extremes":  # of the whole range, from the first of these draws on
                return np.where(rng.random(shape) < 0.5, rng.choice([lo, hi], shape), numbers)
            case "mixed sizes":
                return np.asarray(centre + (numbers - centre) * 10.0 ** rng.uniform(-6, 0, shape))
        return numbers


class Replay(Draw):
    """Answers from a recorded log, bent to whatever bounds and shapes the generator asks for now."""

    def __init__(self, log: Sequence[Choice]) -> None:
        super().__init__()
        self._given = iter(log)

    def _choose(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Choice:
        old = next(self._given, None)
        if old is None or old.whole != whole or old.value.ndim != len(shape):
            return Choice(lo, hi, whole, np.full(shape, nearest_zero(lo, hi), dtype=np.float64))
        if (old.lo, old.hi, old.value.shape) == (lo, hi, shape) and old.is_inside:
            return old
        value = np.full(shape, nearest_zero(lo, hi), dtype=np.float64)
        overlap = tuple(slice(0, min(a, b)) for a, b in zip(old.value.shape, shape, strict=True))
        value[overlap] = old.value[overlap]
        return Choice(lo, hi, whole, np.asarray(np.clip(value, lo, hi)))


def fresh_draws(rng: np.random.Generator, count: int) -> list[Fresh]:
    """`count` sources, simple to complex."""
    return [Fresh(rng, index, count) for index in range(count)]


Generator = Callable[[Draw], Any]
