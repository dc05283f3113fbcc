"""A value as it is at one moment: what is done to it in place later does not change the snapshot.

Functions in it, which are no data, are kept as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.inside import plain, wire
from autograder.scheme.copies import IMMUTABLE, Keys, Live, alike, copied, size_of


@dataclass(frozen=True)
class Snapshot:
    """The frame of a plain value, with the functions in it by their numbers. Equal values have equal snapshots."""

    frame: bytes
    functions: tuple[Callable[..., Any], ...]

    @classmethod
    def of(cls, value: Any) -> "Snapshot":
        """Take a snapshot; `wire.Unsendable` for what could not be sent to a student's process either."""
        functions: list[Callable[..., Any]] = []

        def number(found: Any) -> plain.Function | None:
            if not callable(found):
                return None
            functions.append(found)
            return plain.Function(True, len(functions) - 1)

        return cls(wire.dumps(value, number), tuple(functions))

    def value(self, stand_in: Callable[[Any], Any] = lambda found: found) -> Any:
        """The value, made afresh; `stand_in` exchanges its functions, and the seeds of its random generators."""

        def restore(thing: plain.Function | plain.Seed) -> Any:
            return stand_in(thing if isinstance(thing, plain.Seed) else self.functions[thing.number])

        return wire.loads(self.frame, restore)


class Memory:
    """A snapshot that is made when it is wanted, which it seldom is; until then, a copy."""

    def __init__(self, value: Any) -> None:
        self.size = size_of(value)
        try:
            self._copy = copied(value)
        except Live:
            self.snapshot = Snapshot.of(value)

    def is_of(self, value: Any) -> bool:
        """Whether a value is as this one was."""
        copy = self.__dict__.get("_copy")
        return self.snapshot == Snapshot.of(value) if copy is None else alike(copy, value)

    @cached_property
    def snapshot(self) -> Snapshot:
        """The value as it was; `wire.Unsendable` as for `Snapshot.of`."""
        return Snapshot.of(self._copy)


def called(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, Keys]:
    """What a function of ours returns, and which of its arguments it has changed in place."""
    inputs = dict[int | str, Any](enumerate(args)) | dict(kwargs)
    before = {key: Memory(each) for key, each in inputs.items() if _changeable(each)}
    value = function(*args, **kwargs)
    return value, tuple(key for key, memory in before.items() if not memory.is_of(inputs[key]))


def _changeable(value: Any) -> bool:
    return type(value) not in IMMUTABLE and not isinstance(value, np.random.Generator)
