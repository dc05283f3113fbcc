"""The `student` of a check: calls by name, wherever they are answered."""

import hashlib
import itertools
from collections.abc import Callable, Mapping
from typing import Any, Protocol

import numpy as np

from .plain import Seed
from .arguments import Changes

_NUMBERS = itertools.count()  # of random generators: no two checks share one


class Answer(Protocol):
    """Calls a student's function by name."""

    hasty: bool  # whether no smaller counterexample is wanted
    changes: Changes  # of arguments in place, by the calls of all checks so far

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """The value the function returned; raises what became of it otherwise."""

    def foresee(self, purpose: str) -> None:
        """The draws of that purpose are next: what is known of the calls to come may be asked for already."""

    def as_foreseen(self) -> bool:
        """Whether a draw, which begins now, is over: its one call is answered as by the reference, which passed."""


class Student:
    """`student.softmax(Z)` calls that function wherever the answers come from.

    Arguments and results are plain values. A function among the arguments stays on this side: each time the
    student's code calls it, it is called here, during that one call of the student's. A function among the
    results can be called like any other, as long as the check runs.
    """

    def __init__(self, answer: Answer, seed: str) -> None:
        self._answer = answer
        self._seed = seed

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("_"):
            raise AttributeError(name)
        return lambda *args, **kwargs: self._answer(name, args, kwargs)

    def rng(self, *key: object) -> Seed:
        """A random generator to pass to the student's functions: `student.init(widths, student.rng(3), "he")`.

        It lives in the student's process and goes on from call to call. Equal keys make equal generators; what
        they draw tells nothing about the inputs of this or of any other check.
        """
        return Seed(next(_NUMBERS), self._digest("rng", *key).hex())

    @property
    def _changes(self) -> Changes:
        return self._answer.changes

    @property
    def _hasty(self) -> bool:
        return self._answer.hasty

    def _foresee(self, purpose: str) -> None:
        """The draws of that purpose are next."""
        self._answer.foresee(purpose)

    def _as_foreseen(self) -> bool:
        """Whether the draw that begins now need not be run: it is answered as by the reference, which passed."""
        return self._answer.as_foreseen()

    def _rng(self, purpose: str) -> np.random.Generator:
        """The random numbers of one check: the run's seed and the purpose decide them."""
        return np.random.default_rng(int.from_bytes(self._digest(purpose), "big"))

    def _digest(self, *purpose: object) -> bytes:
        return hashlib.sha256("\0".join([self._seed, *map(str, purpose)]).encode()).digest()
