"""A student whose answers are functions of our own: the reference, or a misconception that is to be proven wrong."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from autograder.inside.plain import Seed
from autograder.scheme.arguments import Change, Changes
from autograder.scheme.snapshot import Snapshot, called
from autograder.scheme.student import Student


class InProcess:
    """Answers with functions of our own, under the conditions of a sandbox: what cannot be sent is refused."""

    def __init__(self, functions: Mapping[str, Callable[..., Any]], hasty: bool = False) -> None:
        self.hasty = hasty
        self.changes = Changes()
        self._functions = functions
        self._generators: dict[Seed, np.random.Generator] = {}

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call the function on copies of the arguments."""
        asked = Snapshot.of([args, dict(kwargs)])
        there, named = asked.value(self._here)
        value, mutated = called(self._functions[target], there, named)
        if mutated:
            self.changes.note(target, Change.of(args, kwargs, mutated, len(asked.frame)))
        return value

    def foresee(self, purpose: str) -> None:
        """Nothing is to be gained in process."""

    def as_foreseen(self) -> bool:
        """Each draw is run."""
        return False

    def _here(self, found: Any) -> Any:
        if isinstance(found, Seed):
            return self._generators.setdefault(found, np.random.default_rng(int(found.key, 16)))
        return found


def in_process(functions: Mapping[str, Callable[..., Any]], seed: str, hasty: bool = False) -> Student:
    """A student whose answers are these functions; for our own code only. The hasty want no smaller counterexample."""
    return Student(InProcess(functions, hasty), seed)
