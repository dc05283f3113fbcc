"""The `student` of a check: calls by name, answered in a sandbox or, for the reference, in process."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np


class Answer(Protocol):
    """Calls a student's function by name."""

    def __call__(self, name: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The plain value the function returned; raises what became of it otherwise."""


class Student:
    """`student.softmax(Z)` calls that function wherever the answers come from."""

    def __init__(self, answer: Answer, seed: str) -> None:
        self._answer = answer
        self._seed = seed

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._answer(name, args, kwargs)

    def _rng(self, purpose: str) -> np.random.Generator:
        """The random numbers of one check: the run's seed and the purpose decide them."""
        digest = hashlib.sha256(f"{self._seed}\0{purpose}".encode()).digest()
        return np.random.default_rng(int.from_bytes(digest, "big"))


def in_process(functions: Mapping[str, Callable[..., Any]], seed: str) -> Student:
    """A student whose answers are these functions; for our own code only."""
    return Student(lambda name, args, kwargs: functions[name](*args, **kwargs), seed)
