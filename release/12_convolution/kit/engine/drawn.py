"""Inputs that have been drawn, kept for the next submission that is asked the same questions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from .copies import Live, copied
from .draws import Choice, Draw, Generator, Replay, fresh_draws

Key = tuple[str, str]  # seed and purpose

MOST_KEPT = 8  # keys; a run has one seed, and two purposes: the draws and the probes of a check


@dataclass(frozen=True)
class Input:
    """One input: the choices that lead to it, and its value where that is data."""

    generator: Generator
    log: Sequence[Choice]
    kept: tuple[Any, ...]  # the value, or nothing

    @classmethod
    def drawn(cls, generator: Generator, source: Draw) -> "Input":
        """Draw one."""
        value = generator(source)
        try:
            return cls(generator, source.log, (copied(value),))
        except Live:
            return cls(generator, source.log, ())

    def fresh(self) -> Any:
        """The value, shared with nobody: a check may change it."""
        return copied(self.kept[0]) if self.kept else self.generator(Replay(self.log))


class Drawn:
    """The inputs that a generator has made."""

    def __init__(self, generator: Generator) -> None:
        self._generator = generator
        self._kept: dict[Key, list[Input]] = {}

    def inputs(self, key: Key, rng: Callable[[], np.random.Generator], wanted: slice) -> Iterator[Input]:
        """The inputs `wanted` of `wanted.stop`, simple to complex; kept if all of them are taken."""
        if key in self._kept:
            yield from self._kept[key]
            return
        made = []
        for source in fresh_draws(rng(), wanted.stop)[wanted]:
            made.append(Input.drawn(self._generator, source))
            yield made[-1]
        if len(self._kept) == MOST_KEPT:
            self._kept.clear()
        self._kept[key] = made
