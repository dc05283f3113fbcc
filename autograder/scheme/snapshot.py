"""A value as it is at one moment: what is done to it in place later does not change the snapshot.

Functions in it, which are no data, are kept as they are.
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from autograder.inside import plain, wire


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


IMMUTABLE = frozenset({type(None), bool, int, float, complex, str, bytes})


class Live(Exception):  # noqa: N818 - no error: such a value is kept in another way
    """No data: a copy of it might share a state with it."""


def copied(value: Any) -> Any:
    """A copy of plain data, its arrays and containers new; `Live` if anything else is in it."""
    kind = type(value)
    if kind in IMMUTABLE or isinstance(value, np.generic):
        return value
    if kind is np.ndarray and value.dtype.kind != "O":
        return value.copy(order="K")
    if kind in (list, tuple):
        return kind(map(copied, value))
    if kind is dict:
        return {key: copied(each) for key, each in value.items()}
    raise Live


def alike(one: Any, other: Any) -> bool:
    """Whether two plain values are the same to the last bit; what is not plain is like nothing."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(alike, one, other))
    if isinstance(one, dict):
        return one.keys() == other.keys() and all(alike(one[key], other[key]) for key in one)
    if isinstance(one, np.ndarray | np.generic):
        return (one.dtype, one.shape, one.tobytes()) == (other.dtype, other.shape, other.tobytes())
    return type(one) in IMMUTABLE and repr(one) == repr(other)  # 0.0 is not -0.0, and NaN is NaN


def size_of(value: Any) -> int:
    """Bytes that a plain value takes, roughly."""
    if isinstance(value, dict):
        return size_of([*value, *value.values()])
    if isinstance(value, list | tuple):
        return sys.getsizeof(value) + sum(map(size_of, value))
    return sys.getsizeof(value)


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


Keys = tuple[int | str, ...]  # arguments by position or keyword


def called(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, Keys]:
    """What a function of ours returns, and which of its arguments it has changed in place."""
    inputs = dict[int | str, Any](enumerate(args)) | dict(kwargs)
    before = {key: Memory(each) for key, each in inputs.items() if _changeable(each)}
    value = function(*args, **kwargs)
    return value, tuple(key for key, memory in before.items() if not memory.is_of(inputs[key]))


def _changeable(value: Any) -> bool:
    return type(value) not in IMMUTABLE and not isinstance(value, np.random.Generator)
