"""A value as it is at one moment: what is done to it in place later does not change the snapshot.

Functions in it, which are no data, are kept as they are.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
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


Keys = tuple[int | str, ...]  # arguments by position or keyword


def called(function: Callable[..., Any], args: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, Keys]:
    """What a function of ours returns, and which of its arguments it has changed in place."""
    inputs = dict[int | str, Any](enumerate(args)) | dict(kwargs)
    before = {key: _moment(each) for key, each in inputs.items()}
    value = function(*args, **kwargs)
    return value, tuple(key for key, each in inputs.items() if _moment(each) != before[key])


def _moment(value: Any) -> object:
    if type(value) is np.ndarray and value.dtype.kind != "O":
        return value.dtype, value.shape, value.tobytes()
    return None if isinstance(value, np.random.Generator) else Snapshot.of(value)
