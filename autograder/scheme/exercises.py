"""What a mark scheme declares: exercises, the points of their checks, misconceptions, alternates.

A check class is an ordinary pytest class; `exercise` reads it into one `Exercise` record, which is all
that the rest of the kit looks at. Points are declared once, as the weights of the checks.
"""

import dis
import importlib
import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from autograder.scheme import arguments
from autograder.scheme.design import DesignError
from autograder.scheme.student import Student

Function = Callable[..., Any]
C = TypeVar("C", bound=type)
F = TypeVar("F", bound=Function)

CHECKS = "autograder.checks"


@dataclass(frozen=True)
class Misconception:
    """A wrong function with the exercise's signature, the hint it earns, and where to read again."""

    function: Function
    hint: str
    see: str

    def __set_name__(self, _mark_scheme: type, name: str) -> None:
        """A slip is called what the mark scheme calls it; a function that was written out has its name already."""
        self.function.__name__ = name

    @property
    def name(self) -> str:
        """The function's name, as the class report counts it."""
        return self.function.__name__


@dataclass(frozen=True)
class Alternate:
    """A correct solution by another road; `course check` proves that it gets full marks."""

    function: Function

    @property
    def name(self) -> str:
        """The function's name."""
        return self.function.__name__


@dataclass(frozen=True)
class Check:
    """One test of an exercise: the sentence a student reads, and what it earns."""

    name: str
    sentence: str
    points: float
    function: Function
    practice: bool = False  # whether students can run it in their notebook
    bonus: bool = False  # whether it earns beyond what the exercise is worth (`speed`)


@dataclass(frozen=True)
class Exercise:
    """One exercise as its mark scheme declares it; its id is its reference's name."""

    name: str
    reference: Function
    checks: tuple[Check, ...]
    misconceptions: tuple[Misconception, ...]
    alternates: tuple[Alternate, ...]
    equivalent: Mapping[str, str]  # label of a mutant -> why it is no error
    requires: tuple[str, ...] = ()  # earlier exercises of the unit on which an answer may build
    parts: tuple[str, ...] = ()  # what the contract calls the parts of what is returned, if there are several
    open_ended: bool = False  # many answers are right: a mutant that keeps full marks is one of them
    contract: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # words of a sentence -> checks that test it

    @property
    def points(self) -> float:
        """What it is worth: the sum of the checks' points, without those of a bonus."""
        return sum(check.points for check in self.checks if not check.bonus)

    @property
    def bonus(self) -> float:
        """What can be had beyond that."""
        return sum(check.points for check in self.checks if check.bonus)


def weight(points: float) -> Callable[[F], F]:
    """Declare what a check earns."""
    if not points > 0:  # NaN neither
        raise DesignError(f"a check must be worth something, got {points} points")

    def declare(function: F) -> F:
        function.__weight__ = points  # type: ignore[attr-defined]  # functions carry attributes
        return function

    return declare


def practice(function: F) -> F:
    """Mark a check that students can run in their notebook, by `kit.practice`; without a weight it earns nothing.

    The build copies it and the generators and helpers that it uses into the release, and refuses what would give an
    answer away: it may use `student`, `expect`, NumPy, and what its own module defines without `solutions`.
    """
    function.__practice__ = True  # type: ignore[attr-defined]  # functions carry attributes
    return function


def misconception(hint: str, see: str) -> Callable[[Function], Misconception]:
    """Turn a wrong function into a misconception; `see` is an anchor of the lesson."""
    return lambda function: Misconception(function, hint, see)


def alternate(function: Function) -> Alternate:
    """Mark a correct solution by another road."""
    return Alternate(function)


def require_signature(function: Function, reference: Function) -> None:
    """`DesignError` unless both take the same: called wrongly, any function fails, which would prove nothing."""
    wanted, got = (", ".join(inspect.signature(each).parameters) for each in (reference, function))
    if got != wanted:
        raise DesignError(f"{function.__name__} takes ({got}), wanted ({wanted}) as in {reference.__name__}")


def exercise(reference: Function, requires: Sequence[Function] = ()) -> Callable[[C], C]:
    """Read a check class as the mark scheme of `reference`.

    `requires` are the references of earlier exercises of the unit that an answer may call. If one of them has not
    passed, this exercise is tried once more with a right one in its place, so that an error costs once. Where the
    model answer takes what can be changed in place, a check that it is not (`arguments`) joins those of the class.
    Where it returns several values, `PARTS` in the class are their names, for sentences about one of them.
    """
    if hasattr(Student, reference.__name__):
        raise DesignError(f"an exercise cannot be called {reference.__name__}: `student` has a use for the name")

    def read(cls: C) -> C:
        members = vars(cls).values()
        rivals = [member for member in members if isinstance(member, Misconception | Alternate)]
        for rival in rivals:
            require_signature(rival.function, reference)
            _require_independence(rival.function, reference)
        tests = {name: member for name, member in vars(cls).items() if name.startswith("test_")}
        if not tests:
            raise DesignError(f"{cls.__name__} has no checks: name them test_...")
        if rule := arguments.rule(reference):
            tests[arguments.NAME] = weight(1)(rule)
            setattr(cls, arguments.NAME, rule)  # pytest finds it there, after the others
        checks = tuple(_check(name, member) for name, member in tests.items())
        if not any(check.points for check in checks if not check.bonus):
            raise DesignError(f"{cls.__name__} earns nothing: put @weight(...) on a check")
        cls.__exercise__ = Exercise(  # type: ignore[attr-defined]  # found again by `unit_exercises`
            name=reference.__name__,
            reference=reference,
            checks=checks,
            misconceptions=tuple(member for member in rivals if isinstance(member, Misconception)),
            alternates=tuple(member for member in rivals if isinstance(member, Alternate)),
            equivalent=dict(vars(cls).get("EQUIVALENT", {})),
            requires=tuple(each.__name__ for each in requires),
            parts=tuple(vars(cls).get("PARTS", ())),
            open_ended=bool(vars(cls).get("OPEN_ENDED", False)),
            contract={words: _names(checks) for words, checks in vars(cls).get("CONTRACT", {}).items()},
        )
        return cls

    return read


def _names(checks: str | tuple[str, ...]) -> tuple[str, ...]:
    return (checks,) if isinstance(checks, str) else tuple(checks)


def _require_independence(function: Function, reference: Function) -> None:
    """`course check` hands a rival in under its exercise's name: a call of the reference would be one of itself."""
    name = reference.__name__
    if name not in function.__code__.co_names:  # of attributes, too; to tell these apart takes longer
        return
    if any(each.opname == "LOAD_GLOBAL" and each.argval == name for each in dis.get_instructions(function)):
        raise DesignError(f"{function.__name__} uses {name}, which it stands for: write it out")


def _check(name: str, function: Function) -> Check:
    sentence = inspect.getdoc(function)
    if not sentence:
        raise DesignError(f"{name} has no docstring: write the sentence a student reads")
    if len(inspect.signature(function).parameters) != 2:
        raise DesignError(f"{name} has arguments that nobody fills: let it take (self, student), or use @forall(...)")
    practised = hasattr(function, "__practice__")
    points = getattr(function, "__weight__", 0 if practised else None)
    if points is None:
        raise DesignError(f"{name} has no points: put @weight(...) on top of it")
    bonus = hasattr(function, "__bonus__")
    return Check(name, " ".join(sentence.split()), float(points), function, practised, bonus)


def stem_of(unit: str) -> str:
    """`01_classification` -> `classification`, which names the unit's modules."""
    return unit.split("_", 1)[1]


def mark_scheme(folder: Path, unit: str) -> Path:
    """The file with the check classes of a unit in lesson order: `test_STEM.py`, or `test_STEM/__init__.py`.

    A mark scheme is a folder where one file would be long; then `__init__.py` imports the classes from its modules.
    """
    package = folder / f"test_{stem_of(unit)}" / "__init__.py"
    return package if package.is_file() else package.parent.with_suffix(".py")


def unit_exercises(unit: str) -> dict[str, Exercise]:
    """The exercises of a unit in the order of its mark scheme, by name."""
    module = importlib.import_module(f"{CHECKS}.test_{stem_of(unit)}")
    found = [member.__exercise__ for member in vars(module).values() if hasattr(member, "__exercise__")]
    exercises: dict[str, Exercise] = {each.name: each for each in found}
    if len(exercises) < len(found):
        raise DesignError(f"{module.__name__} has two classes for one exercise: put their checks into one")
    _require_order(exercises)
    return exercises


class ByUnit(Mapping[str, Mapping[str, Exercise]]):
    """The exercises of each of these units; a mark scheme is imported, by `read`, when it is asked for."""

    def __init__(
        self, units: Iterable[str], read: Callable[[str], Mapping[str, Exercise]] = unit_exercises
    ) -> None:
        self._units, self._read = tuple(units), read

    def __getitem__(self, unit: str) -> Mapping[str, Exercise]:
        """The exercises of a unit; KeyError if it is not among these."""
        if unit not in self._units:
            raise KeyError(unit)
        return self._read(unit)

    def __contains__(self, unit: object) -> bool:
        return unit in self._units

    def __iter__(self) -> Iterator[str]:
        return iter(self._units)

    def __len__(self) -> int:
        return len(self._units)


def _require_order(exercises: Mapping[str, Exercise]) -> None:
    """Requirements point back only, so they cannot run in a circle."""
    earlier: set[str] = set()
    for each in exercises.values():
        for name in each.requires:
            if name not in earlier:
                raise DesignError(f"{each.name} requires {name}, which is no earlier exercise of the unit")
        earlier.add(each.name)


def required(name: str, exercises: Mapping[str, Exercise]) -> tuple[str, ...]:
    """All exercises on which this one builds, directly or through others, in the order of the unit."""
    found, waiting = set[str](), [name]
    while waiting:
        new = set(exercises[waiting.pop()].requires) - found
        found |= new
        waiting += new
    return tuple(each for each in exercises if each in found)
