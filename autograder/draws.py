"""Random inputs for checks: drawn from NumPy, recorded as choices, replayed by the shrinker.

A generator is a pure function of a `Draw`::

    def logits(d):
        return d.array((d.integer(1, 5), d.integer(2, 5)), -1000, 1000)

Every draw is an array of bounded numbers (an integer is one of shape (), a permutation is the order
of an array), so one kind of choice is recorded and one kind is shrunk.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

T = TypeVar("T")
Array = NDArray[np.float64]
Shape = int | tuple[int, ...]

KEYS = 1 << 20  # sort keys of a permutation: ties are rare and harmless


@dataclass(frozen=True)
class Choice:
    """One recorded draw: an array of numbers in [lo, hi], all integers if `whole`."""

    lo: float
    hi: float
    whole: bool
    value: Array

    @property
    def simplest(self) -> float:
        """The number nearest 0 that the bounds admit."""
        return min(max(0.0, self.lo), self.hi)


class Draw(ABC):
    """What a generator draws from."""

    def __init__(self) -> None:
        self.log: list[Choice] = []

    @abstractmethod
    def _numbers(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Array:
        """Numbers in [lo, hi], of this shape."""

    def _take(self, lo: float, hi: float, shape: Shape, whole: bool) -> Array:
        if lo > hi:
            raise ValueError(f"a draw needs lo <= hi, got {lo} > {hi}")
        shape = (shape,) if isinstance(shape, int) else tuple(shape)
        value = self._numbers(lo, hi, shape, whole)
        self.log.append(Choice(lo, hi, whole, value))
        return value.copy()

    def array(self, shape: Shape, lo: float = -10.0, hi: float = 10.0) -> Array:
        """Float64 numbers in [lo, hi]."""
        return self._take(lo, hi, shape, whole=False)

    def integers(self, shape: Shape, lo: int, hi: int) -> NDArray[np.int64]:
        """Integers in [lo, hi], both included."""
        return self._take(lo, hi, shape, whole=True).astype(np.int64)

    def integer(self, lo: int, hi: int) -> int:
        """One integer in [lo, hi], both included; shrinks towards 0."""
        return int(self._take(lo, hi, (), whole=True))

    def boolean(self) -> bool:
        """True or False; shrinks towards False."""
        return bool(self.integer(0, 1))

    def choice(self, options: Sequence[T]) -> T:
        """One of the options; shrinks towards the first."""
        return options[self.integer(0, len(options) - 1)]

    def permutation(self, n: int) -> NDArray[np.int64]:
        """A permutation of 0..n-1; shrinks towards the identity."""
        return np.argsort(self.integers(n, 0, KEYS), kind="stable")


class Fresh(Draw):
    """Draw `index` of `count`: sizes and magnitudes grow with the index, styles take turns.

    Magnitudes run geometrically from 1 to the whole range. The styles make sure that ties, extremes and
    entries of very different size occur in every run rather than with some probability.
    """

    STYLES = ("small integers", "uniform", "ties", "extremes", "mixed sizes")

    def __init__(self, rng: np.random.Generator, index: int, count: int) -> None:
        super().__init__()
        self.rng = rng
        self.level = index / max(count - 1, 1)
        self.style = self.STYLES[index % len(self.STYLES)]

    def _numbers(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Array:
        if whole:
            return self._whole(int(lo), int(hi), shape)
        centre = min(max(0.0, lo), hi)
        radius = max(hi - centre, centre - lo)
        reach = min(1.0, radius) * max(1.0, radius) ** self.level
        low, high = max(lo, centre - reach), min(hi, centre + reach)
        return np.clip(self._styled(low, high, shape), lo, hi)

    def _whole(self, lo: int, hi: int, shape: tuple[int, ...]) -> Array:
        if shape == ():  # a size: small ones first, the largest in reach from time to time
            hi = lo + round((hi - lo) * self.level)
        return np.asarray(self.rng.integers(lo, hi, size=shape, endpoint=True), dtype=np.float64)

    def _styled(self, low: float, high: float, shape: tuple[int, ...]) -> Array:
        rng = self.rng
        numbers = np.asarray(rng.uniform(low, high, shape), dtype=np.float64)
        if self.style == "small integers":
            return np.asarray(np.round(numbers))
        if self.style == "ties":
            return np.asarray(rng.choice(np.round([low, (low + high) / 2, high]), shape), dtype=np.float64)
        if self.style == "extremes":
            return np.asarray(np.where(rng.random(shape) < 0.5, rng.choice([low, high], shape), numbers))
        if self.style == "mixed sizes":
            return np.asarray(numbers * 10.0 ** rng.uniform(-6, 0, shape))
        return numbers


class Replay(Draw):
    """Answers from a recorded log, bent to whatever bounds and shapes the generator asks for now."""

    def __init__(self, log: Sequence[Choice]) -> None:
        super().__init__()
        self._given = iter(log)

    def _numbers(self, lo: float, hi: float, shape: tuple[int, ...], whole: bool) -> Array:
        value = np.full(shape, min(max(0.0, lo), hi))
        old = next(self._given, None)
        if old is not None and old.whole == whole and old.value.ndim == value.ndim:
            overlap = tuple(slice(0, min(a, b)) for a, b in zip(old.value.shape, shape, strict=True))
            value[overlap] = old.value[overlap]
        return np.asarray(np.clip(value, lo, hi))


def fresh_draws(rng: np.random.Generator, count: int) -> list[Fresh]:
    """`count` sources, simple to complex."""
    return [Fresh(rng, index, count) for index in range(count)]


Generator = Callable[[Draw], Any]
