"""Functions that cross between the trusted side and the student's process, as they stand in the latter.

A function of the trusted side is borrowed: a plain Python function that sends its arguments there and returns
or raises what comes back. A function of the student's is lent by its number. Random generators that checks
pass live here, made from the seed that was sent.
"""

import builtins
import contextlib
import types
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from .plain import Function, Seed
from .report import MAX_MESSAGE, clip

Ask = Callable[[int, str, tuple[Any, ...], Mapping[str, Any]], Any]


class Callbacks:
    """The functions lent to the trusted side and borrowed from it; `ask` calls one of the latter."""

    def __init__(self, ask: Ask) -> None:
        self.ask = ask
        self.lent: list[Any] = []
        self.generators: dict[int, np.random.Generator] = {}

    def export(self, value: Any) -> Function | None:
        """As what a value that is not plain leaves: what was borrowed goes back as the trusted side's own."""
        number = borrowed_as(value)
        if number is not None:
            return Function(False, number)
        if not callable(value):
            return None
        self.lent.append(value)
        return Function(True, len(self.lent) - 1)

    def restore(self, thing: Function | Seed) -> Any:
        """What stands here for what has come."""
        if isinstance(thing, Seed):
            if thing.number not in self.generators:
                self.generators[thing.number] = np.random.default_rng(int(thing.key, 16))
            return self.generators[thing.number]
        return self.borrow(thing.number) if thing.mine else self.lent[thing.number]

    def borrow(self, number: int, name: str = "function") -> types.FunctionType:
        """A function that the trusted side answers."""

        def borrowed(*args: Any, **kwargs: Any) -> Any:
            return self.ask(number, name, args, kwargs)

        borrowed.__name__ = borrowed.__qualname__ = name
        borrowed.__callback__ = (borrowed, number)  # type: ignore[attr-defined]  # functions carry attributes
        assert isinstance(borrowed, types.FunctionType)
        return borrowed


def borrowed_as(value: Any) -> int | None:
    """The number of a function of the trusted side; None for anything else."""
    if type(value) is types.FunctionType:
        # A decorator may have copied the attribute to a function of the student's.
        function, number = value.__dict__.get("__callback__", (None, 0))
        if function is value:
            return int(number)
    return None


def words_of(error: Exception) -> tuple[str, str]:
    """What `exception_of` needs to know of an exception: the nearest builtin type, so that `except` finds it."""
    kind = next(base.__name__ for base in type(error).__mro__ if base.__module__ == "builtins")
    # The text of a KeyError would be quoted once more each time that it crosses.
    text = error.args[0] if len(error.args) == 1 and isinstance(error.args[0], str) else str(error)
    return kind, clip(text, MAX_MESSAGE)


def exception_of(kind: str, message: str) -> Exception:
    """The builtin exception of that type; a RuntimeError if there is none, or none that says anything."""
    found = getattr(builtins, kind, None)
    if isinstance(found, type) and issubclass(found, Exception) and found is not Exception:
        with contextlib.suppress(TypeError):  # it needs more than a message
            return found(message)
    return RuntimeError(message)
