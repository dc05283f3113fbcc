"""The `student` of a check in a notebook: its functions are called right here, under limits, on copies of the data.

As in the grader, arguments and results are plain data: numbers, strings, arrays, and lists, tuples and dicts of them;
functions can be passed, and returned ones called.
"""

import dis
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .engine.plain import Seed, Unsendable
from .engine.arguments import Change, Changes
from .engine.copies import Live, alike, copied, size_of
from .engine.outcomes import Outcome, Unshrinkable
from .engine.verdicts import Verdict

from .limits import PRINTED, Muted, TooLong, TooMuch, limited
from .mistakes import raised_in, told
from .plainly import plain_copy

CALL_SECONDS = 2.0
ALL_SECONDS = 20.0
Function = Callable[..., Any]


@dataclass(frozen=True)
class Call:
    """A call of a student's function: what it was given, and what it returned, if it did."""

    name: str
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    returned: list[Any] = field(default_factory=list)
    changed: list[int | str] = field(default_factory=list)  # arguments, by position or keyword


@dataclass
class Notebook:
    """Answers calls by name: with `function` under its own name, else with what the notebook has of that name."""

    function: Function
    output: Muted
    mechanism: str
    end: float
    hasty: bool = False
    last: Call | None = None
    changes: Changes = field(default_factory=Changes)
    _generators: dict[Seed, np.random.Generator] = field(default_factory=dict)
    _running: bool = False
    _decided: BaseException | None = None  # by a function of ours that the student's code has called

    def __call__(self, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a function by its name."""
        return self._answer(target, self._find(target), args, kwargs)

    def foresee(self, purpose: str) -> None:
        """Nothing is to be gained in a notebook."""

    def as_foreseen(self) -> bool:
        """Each draw is run."""
        return False

    def _find(self, name: str) -> Function:
        if name == getattr(self.function, "__name__", None):
            return self.function
        found = getattr(self.function, "__globals__", vars(sys.modules["__main__"])).get(name)
        if not callable(found):
            raise Unshrinkable(Verdict.crashed, f"{name} is not defined: run its cell first")
        return found  # type: ignore[no-any-return]  # callable is all that is asked

    def _answer(self, name: str, function: Function, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """What a function makes of copies of its arguments, as plain data; an `Outcome` for everything else."""
        call = Call(name, *plain_copy((args, dict(kwargs)), _as_it_is))
        args, kwargs = plain_copy((args, dict(kwargs)), self._ours)
        if self._running:  # within another call, whose limits hold
            return self._run(function, args, kwargs, call)
        left = self.end - time.monotonic()
        if left <= 0:
            raise Unshrinkable(Verdict.skipped, f"stopped: the {ALL_SECONDS:g} s for all checks are used up")
        self._running, self._decided, self.output.of_call = True, None, 0
        self.last = call
        seconds = min(CALL_SECONDS, left)
        try:
            return limited(lambda: self._run(function, args, kwargs, call), seconds, self.mechanism)
        except BaseException as error:
            raise self._decided or _outcome(error, call, seconds) from error
        finally:
            self._running = False

    def _run(self, function: Function, args: tuple[Any, ...], kwargs: Mapping[str, Any], call: Call) -> Any:
        before = {key: _kept(value) for key, value in _inputs(args, kwargs).items()}
        value = function(*args, **kwargs)
        after = _inputs(args, kwargs)
        call.changed.extend(key for key, kept in before.items() if kept and not alike(kept[0], after[key]))
        if call.changed:
            size = size_of([call.args, dict(call.kwargs)])
            self.changes.note(call.name, Change.of(call.args, call.kwargs, tuple(call.changed), size))
        if self._decided:
            raise self._decided
        try:
            call.returned.append(plain_copy(value, self._theirs))
        except Unsendable as fault:
            raise Outcome(Verdict.failed, f"{call.name} returned {fault}", kind="return") from None
        return plain_copy(call.returned[0], _as_it_is)  # a check may change its own

    def _ours(self, found: Any) -> Any:
        """What the student's code gets for a function of a check, or for the seed of a random generator."""
        if isinstance(found, Seed):
            return self._generators.setdefault(found, np.random.default_rng(int(found.key, 16)))

        def ask(*args: Any, **kwargs: Any) -> Any:
            args, kwargs = plain_copy((args, kwargs), self._theirs)
            try:
                return plain_copy(found(*args, **kwargs), self._ours)
            except (Outcome, AssertionError) as error:  # it decides the check, whoever catches it on the way
                self._decided = error
                raise

        ask.__name__, ask.__doc__ = getattr(found, "__name__", "function"), found.__doc__
        return ask

    def _theirs(self, found: Any) -> Any:
        """What a check gets for a function of the student's."""
        return lambda *args, **kwargs: self._answer("the function that was returned", found, args, kwargs)


def _as_it_is(found: Any) -> Any:
    return found


def _inputs(args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> dict[int | str, Any]:
    return dict[int | str, Any](enumerate(args)) | dict(kwargs)


def _kept(value: Any) -> tuple[Any, ...]:
    """A copy of a value that is data, to see later whether it has been changed; nothing for any other."""
    try:
        return (copied(value),)
    except Live:
        return ()


def _outcome(error: BaseException, call: Call, seconds: float) -> BaseException:
    """What becomes of a check when a call of the student's did not return."""
    pressed = isinstance(error, KeyboardInterrupt) and not _by_hand(error)
    if pressed or isinstance(error, Outcome):
        return error
    verdict, message = _for_good(error, call.name, seconds)
    if verdict:
        return Unshrinkable(verdict, message)
    return Outcome(Verdict.crashed, told(error), kind=type(error).__name__)


def _for_good(error: BaseException, name: str, seconds: float) -> tuple[Verdict | None, str]:
    """The verdict on a call that need not be tried on other inputs; None if it may do better there."""
    match error:
        case TooLong():
            return Verdict.timed_out, f"{name} did not return within {seconds:.2g} s"
        case TooMuch():
            message = f"{name} printed more than {PRINTED // 1000} kB in one call: take out what it prints in a loop"
            return Verdict.failed, message
        case MemoryError():
            return Verdict.out_of_memory, f"{name} ran out of memory"
        case NotImplementedError() if raised_in(error) == name:
            return Verdict.missing, "not yet"
        case NotImplementedError():
            return Verdict.crashed, f"{name} calls {raised_in(error)}, which is not written yet"
    return None, ""


def _by_hand(error: BaseException) -> bool:
    """Whether a `raise` raised it, and no key that was pressed."""
    step = error.__traceback__
    while step and step.tb_next:
        step = step.tb_next
    if step is None:
        return False
    at = (each.opname for each in dis.get_instructions(step.tb_frame.f_code) if each.offset == step.tb_lasti)
    return next(at, "") == "RAISE_VARARGS"
