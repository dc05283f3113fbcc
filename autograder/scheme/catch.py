"""Counterexample exercises: a student returns inputs, and each wrong function of ours must show itself on one of them.

::

    def admissible(Z):
        \"\"\"Z as the functions get it; a failed `expect` says why this input is not admitted.\"\"\"
        Z = expect.finite(Z, "Z")
        expect.that(Z.ndim == 2 and Z.size <= 20, f"Z has shape {Z.shape}, wanted (N, K) with at most 20 entries")
        return Z

    @exercise(reference=catch_softmax)
    @catches(softmax, admissible, at_most=3)
    class TestCatchSoftmax:
        @wrong("sums over the samples, not over the classes")
        def over_samples(Z):
            return np.exp(Z) / np.exp(Z).sum(axis=0)

`@wrong(words, shown="a row ...")` says besides what shows it, for the one whose inputs do not.
Each wrong function makes one check, here `test_catches_over_samples`, worth one point or the `weight` given, with the
sentence "Your inputs show that this softmax is wrong: it sums over the samples, not over the classes." Use the words
that the lesson has for it. It is caught if on some input its answer differs clearly from the right one. No check
passes as long as any input is not admitted, or makes the right function raise an exception.

An input is what the right function takes: its argument, or a tuple of its arguments if there are several; `admissible`
takes and returns the same. It decides what our functions are run on: let it limit sizes and magnitudes. Misconceptions
and alternates are answers, as in every exercise: a lazy one such as zeros, other inputs that catch all. `course check`
tries mutants too, and takes one that keeps full marks for one more right answer.
"""

import inspect
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

import numpy as np

from autograder.scheme import expect
from autograder.scheme.copies import copied
from autograder.scheme.design import DesignError
from autograder.scheme.exercises import Exercise, Function, require_signature, weight
from autograder.scheme.student import Student

C = TypeVar("C", bound=type)

Distance = Callable[[Any, Any], float]

CATCHES = "test_catches_"  # and the wrong function: the name of its check
SHOWN = "what shows it is"  # begins what is said of inputs that do not
CLEARLY = 1e-3  # far above round-off, far below what a wrong idea does on an input that was chosen for it


@dataclass(frozen=True)
class Wrong:
    """A wrong function, the words that the lesson has for it, what it earns to catch it, and what inputs do so."""

    function: Function
    words: str
    points: float
    shown: str = ""


def wrong(words: str, weight: float = 1, shown: str = "") -> Callable[[Function], Wrong]:
    """Turn a function into one to be caught. The words go on after "this softmax is wrong: it".

    `shown` goes on after "what shows it is", and must be true: it is told to everyone whose inputs do not.
    """
    return lambda function: Wrong(function, words, weight, shown)


def distance(got: Any, wanted: Any) -> float:
    """How far an answer is from the right one: the largest |got - wanted| / max(1, |wanted|), entry by entry.

    Lists, tuples and dicts are compared part by part. Infinite if kinds, lengths or shapes differ, or one is not finite
    where the other is; equal infinities agree, and so do two NaN.
    """
    if isinstance(wanted, Mapping):
        if not isinstance(got, Mapping) or got.keys() != wanted.keys():
            return np.inf
        return max((distance(got[key], wanted[key]) for key in wanted), default=0.0)
    if isinstance(wanted, list | tuple):
        if not isinstance(got, list | tuple) or len(got) != len(wanted):
            return np.inf
        return max(map(distance, got, wanted), default=0.0)
    return _entrywise(got, wanted)


@np.errstate(invalid="ignore", over="ignore")  # inf - inf, differences near the largest number
def _entrywise(got: Any, wanted: Any) -> float:
    try:
        a, b = np.asarray(got, float), np.asarray(wanted, float)
    except (TypeError, ValueError):  # words, functions, parts where an array should be
        return 0.0 if type(got) is type(wanted) and got == wanted else np.inf
    if a.shape != b.shape:
        return np.inf
    apart = np.abs(a - b) / np.maximum(1, np.abs(b))
    apart = np.where(np.isfinite(apart), apart, np.inf)
    return float(np.where((a == b) | (np.isnan(a) & np.isnan(b)), 0, apart).max(initial=0.0))


@dataclass(frozen=True)
class _Hunt:
    """What is right, on what inputs, and what counts as a difference."""

    reference: Function
    admissible: Function
    at_most: int
    distance: Distance
    clearly: float

    def check(self, name: str, wrong: Wrong) -> Function:
        """The check that a wrong function is caught, under this name."""

        def check(mark_scheme: Any, student: Student) -> None:
            exercise = mark_scheme.__exercise__.name
            inputs = self._inputs(getattr(student, exercise)(), f"{exercise}()")
            with np.errstate(all="ignore"), warnings.catch_warnings(action="ignore"):
                seen = max([self._seen(wrong.function, index, each) for index, each in enumerate(inputs)])
            expect.that(seen > self.clearly, self._missed(len(inputs), seen, wrong.shown))

        check.__name__ = name
        check.__doc__ = f"Your inputs show that this {self.reference.__name__} is wrong: it {wrong.words}."
        return weight(wrong.points)(check)

    @property
    def names(self) -> list[str]:
        """What the right function calls its arguments."""
        return list(inspect.signature(self.reference).parameters)

    def _inputs(self, answer: Any, what: str) -> list[tuple[Any, ...]]:
        """The inputs of an answer, each a tuple of arguments, all of them admitted."""
        names = self.names
        bare = len(names) > 1 and _sequence_of(answer, len(names))
        if bare and not any(_sequence_of(each, len(names)) for each in answer):
            wanted = f"wanted a list of 1 to {self.at_most} inputs"
            raise expect.Failure(f"{what} is one input ({', '.join(names)}) without a list around it, {wanted}")
        entries = enumerate(expect.entries(answer, what, self.at_most, "input", "inputs"))
        return [self._arguments(entry, f"input {index}") for index, entry in entries]

    def _arguments(self, entry: Any, what: str) -> tuple[Any, ...]:
        names = self.names
        several = len(names) > 1
        if several and not _sequence_of(entry, len(names)):
            count = f" of {len(entry)}" if isinstance(entry, list | tuple) else ""
            raise expect.Failure(f"{what} is {expect.kind(entry)}{count}, wanted a tuple ({', '.join(names)})")
        try:
            admitted = self.admissible(*entry) if several else self.admissible(entry)
        except expect.Failure as failure:
            raise expect.Failure(f"{what}: {failure}") from None
        return tuple(admitted) if several else (admitted,)

    def _seen(self, wrong: Function, index: int, arguments: tuple[Any, ...]) -> float:
        """How far the wrong function is from the right one on an input."""
        try:
            wanted = self.reference(*copied(arguments))
        except Exception as error:  # of a guard
            name = self.reference.__name__
            raise expect.Failure(f"input {index} is not for {name}: {type(error).__name__}: {error}") from None
        try:
            got = wrong(*copied(arguments))
        except Exception:  # as wrong as can be
            return np.inf
        return self.distance(got, wanted)

    def _missed(self, inputs: int, seen: float, shown: str) -> str:
        name = self.reference.__name__
        where = "your input" if inputs == 1 else f"all your {inputs} inputs"
        hint = f"; {SHOWN} {shown}" if shown else ""
        if seen:
            return f"on {where} this {name} is off by {seen:.1g} at most, wanted more than {self.clearly:g}{hint}"
        return f"on {where} this {name} gives the right answer{hint}"


def hunts(exercise: Exercise) -> bool:
    """Whether an exercise asks for counterexamples: its checks are its wrong functions."""
    return any(check.name.startswith(CATCHES) for check in exercise.checks)


def _sequence_of(value: Any, count: int) -> bool:
    return isinstance(value, list | tuple) and len(value) == count


def catches(
    reference: Function,
    admissible: Function,
    at_most: int = 3,
    distance: Distance = distance,
    clearly: float = CLEARLY,
) -> Callable[[C], C]:
    """Give a check class, below `@exercise`, a check for each of its wrong functions.

    `reference` is the right function of that kind, not the exercise's own. `admissible` takes the arguments of one
    input and returns them as our functions get them. `distance(got, wanted)` compares two answers of those, and what
    is above `clearly` is a difference.
    """
    hunt = _Hunt(reference, admissible, at_most, distance, clearly)

    def read(cls: C) -> C:
        found = {name: member for name, member in vars(cls).items() if isinstance(member, Wrong)}
        if not found:
            raise DesignError(f"{cls.__name__} has nothing to catch: mark the wrong functions with @wrong(...)")
        require_signature(admissible, reference)
        for name, each in found.items():
            require_signature(each.function, reference)
            check = hunt.check(f"{CATCHES}{name}", each)
            setattr(cls, check.__name__, check)
        cls.OPEN_ENDED = True  # type: ignore[attr-defined]  # read by `exercise`
        return cls

    return read
