"""What a sitting asked and was answered, and how the same questions are put to another function."""

from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.inside.callbacks import exception_of
from autograder.inside.plain import Seed
from autograder.sandbox import Handle
from autograder.scheme.copies import Keys, size_of
from autograder.scheme.snapshot import Memory, Snapshot, called

Function = Callable[..., Any]
Words = tuple[Any, ...]  # ("return", value) or ("raise", type, message)

CALLBACKS = 500  # kept of one call
CALLBACK_BYTES = 1 << 16  # the longest arguments kept


@dataclass(frozen=True)
class Callback:
    """One call of a function that was passed, and what it returned or raised."""

    function: Function
    asked: Memory
    words: Memory


@dataclass
class Entry:
    """One call and its answer: a value, or the type of the exception that came instead.

    The target is a name, or what an earlier call returned. `callbacks` are those of functions that were passed,
    in their order, up to the first that is too much to keep.
    """

    target: str | Handle
    asked: Snapshot  # of [args, kwargs]
    value: Any = None
    raised: str | None = None
    mutated: Keys = ()  # the arguments changed in place
    callbacks: list[Callback] = field(default_factory=list)
    cut: bool = False  # there were more callbacks than are kept

    @property
    def size(self) -> int:
        """Bytes that it takes to keep, roughly."""
        callbacks = sum(each.asked.size + each.words.size for each in self.callbacks)
        return size_of(self.value) + len(self.asked.frame) + callbacks

    def watch(self, function: Function, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Memory | None:
        """The arguments of a callback as they are now, if it is one to keep."""
        if self.cut or not any(function is each for each in self.asked.functions):
            return None
        self.cut = len(self.callbacks) >= CALLBACKS or size_of([args, kwargs]) > CALLBACK_BYTES
        return None if self.cut else Memory([args, dict(kwargs)])

    def note(self, function: Function, asked: Memory, words: Words) -> None:
        """Keep a callback that was watched, and what came of it."""
        self.callbacks.append(Callback(function, asked, Memory(words)))


class Replay:
    """A function of ours that takes the place of a student's in a transcript.

    The transcript is run as a program. What the function returns in the place of a student's function is called
    where that was called. A function that was passed answers from the transcript as long as it is called as it
    was then, since it need not be stateless, and is called again from the first difference on.
    """

    def __init__(self, function: Function) -> None:
        self.mutated: Keys = ()  # the arguments that the last call changed in place
        self._function = function
        self._bound: dict[Handle, Function] = {}
        self._generators: dict[int, np.random.Generator] = {}

    def answer(self, entry: Entry) -> Any:
        """What our function returns to the same call; it may raise anything."""
        self.mutated = ()
        function = self._bound[entry.target] if isinstance(entry.target, Handle) else self._function
        tape = deque(entry.callbacks)
        args, kwargs = entry.asked.value(lambda found: self._stand_in(found, tape))
        value, self.mutated = called(function, args, kwargs)
        self._bind(entry.value, value)
        return value

    def _stand_in(self, found: Any, tape: deque[Callback]) -> Any:
        if isinstance(found, Seed):
            return self._generators.setdefault(found.number, np.random.default_rng(int(found.key, 16)))
        if isinstance(found, Handle):
            return self._bound.get(found, found)
        return _from_tape(found, tape)

    def _bind(self, theirs: Any, ours: Any) -> None:
        """Remember our functions in the places where the student returned some."""
        if isinstance(theirs, Handle) and callable(ours):
            self._bound[theirs] = ours
        elif isinstance(theirs, list | tuple) and isinstance(ours, list | tuple):
            for one, other in zip(theirs, ours, strict=False):
                self._bind(one, other)
        elif isinstance(theirs, dict) and isinstance(ours, dict):
            for key in theirs.keys() & ours.keys():
                self._bind(theirs[key], ours[key])


def _from_tape(function: Function, tape: deque[Callback]) -> Function:
    def taped(*args: Any, **kwargs: Any) -> Any:
        following = tape[0] if tape else None
        asked = Snapshot.of([args, kwargs])
        if following is None or following.function is not function or following.asked.snapshot != asked:
            tape.clear()
            return function(*args, **kwargs)
        how, *details = tape.popleft().words.snapshot.value()
        if how == "raise":
            raise exception_of(*details)
        return details[0]

    return taped


def calls_of(name: str, entries: Sequence[Entry], handles: set[Handle]) -> list[Entry]:
    """The calls of a function, and of the functions that came from it, which are added to `handles`."""
    found: list[Entry] = []
    for entry in entries:
        if entry.target == name or entry.target in handles:
            found.append(entry)
            handles.update(_handles_in(entry.value))
    return found


def _handles_in(value: Any) -> list[Handle]:
    if isinstance(value, Handle):
        return [value]
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list | tuple) else []
    return [handle for each in inside for handle in _handles_in(each)]
