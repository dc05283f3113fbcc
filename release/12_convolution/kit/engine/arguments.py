"""The rule that holds in every exercise and has a point of its own: a function leaves its arguments as they were.

No mark scheme declares it. Each exercise whose model answer takes an array, a list or a dict, by its annotations, has
one check more, which looks back on the calls of all its other checks. So a function that works in its caller's array
loses this point and no other, and is replaced for later exercises as every wrong function is (follow-through).
"""

import inspect
import types
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

from .copies import Keys
from .expect import Failure

Function = Callable[..., Any]

NAME = "test_arguments_are_left_unchanged"
SENTENCE = "After the call the arguments are what they were before it."
UNEARNED = "this counts beside a check that passes, and none does"


@dataclass(frozen=True)
class Change:
    """A call that changed some of its arguments in place, and all of them as they were before."""

    given: Mapping[int | str, Any]  # by position or keyword
    keys: Keys
    size: int  # bytes

    @classmethod
    def of(cls, args: Sequence[Any], kwargs: Mapping[str, Any], keys: Keys, size: int) -> "Change":
        """The change of these arguments, which are kept."""
        inputs: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
        return cls(dict(inputs), keys, size)

    def named(self, parameters: Sequence[str]) -> dict[str, Any]:
        """The arguments by the names of a function's parameters."""
        return {_name(key, parameters): value for key, value in self.given.items()}

    def told(self, function: str, parameters: Sequence[str]) -> str:
        """What to say of the function of that name and these parameters."""
        changed = [_name(key, parameters) for key in self.keys]
        which = " and ".join(filter(None, (", ".join(changed[:-1]), changed[-1])))
        return f"{function}({', '.join(self.named(parameters))}) changes {which} in place: work on a copy"


class Changes:
    """Of each function the smallest call so far that changed arguments in place."""

    def __init__(self) -> None:
        self._smallest: dict[str, Change] = {}

    def note(self, target: str, change: Change) -> None:
        """Keep a change, unless one that takes no more to show is kept already."""
        kept = self._smallest.get(target)
        if kept is None or change.size < kept.size:
            self._smallest[target] = change

    def of(self, target: str) -> Change | None:
        """The change by that function, if there was one."""
        return self._smallest.get(target)


def rule(reference: Function) -> Function | None:
    """The check that answers leave their arguments as they were; None if there is nothing that could be changed."""
    parameters = list(inspect.signature(reference).parameters)
    hints = get_type_hints(reference)
    if not any(_can_change(hints.get(name)) for name in parameters):
        return None

    def check(_self: Any, student: Any) -> None:
        change: Change | None = student._changes.of(reference.__name__)
        if change is None:
            return
        failure = Failure(change.told(reference.__name__, parameters))
        failure.counterexample = list(change.named(parameters).items())  # type: ignore[attr-defined]  # for the report
        raise failure

    check.__name__, check.__doc__ = NAME, SENTENCE
    return check


def _name(key: int | str, parameters: Sequence[str]) -> str:
    """What a function calls an argument; one of `*args` has no name but its number."""
    return parameters[key] if isinstance(key, int) and key < len(parameters) else str(key)


def _can_change(hint: Any) -> bool:
    """Whether a value of this type has parts that can be exchanged."""
    origin = get_origin(hint) or hint
    if origin in (tuple, Union, types.UnionType):
        return any(map(_can_change, get_args(hint)))
    return origin in (np.ndarray, list, dict)
