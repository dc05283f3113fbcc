"""Examples: one tried at once, what came of it said in a line, and remembered for `kit.progress()`.

An example is told what a function returned last, so that it can say of a forgotten `return`, or of a tuple of the
wrong length, what a beginner needs to hear rather than which line of the example stumbled over it.
"""

import dis
import os
import sys
from collections.abc import Callable
from types import FunctionType, TracebackType
from typing import Any, NamedTuple

import numpy as np

from .mistakes import raised_in, told, where
from .showing import AGREES, DIFFERS, NOT_YET, Badge, say

Function = Callable[..., Any]
NUMBER_WANTED = ("truth value of an array", "unsupported format string", "can be converted to Python scalars")
PLAIN_NUMBERS = "1.25"  # of NumPy, which wrote 0.5 where later versions write np.float64(0.5)


class Result(NamedTuple):
    """What came of an example: whether it agrees, and the message if not."""

    badge: Badge
    message: str

    @property
    def agrees(self) -> bool:
        """Whether the function did what the example asks."""
        return self.badge is AGREES


class Watched:
    """A function, and what it returned last."""

    def __init__(self, function: Function) -> None:
        self.function = function
        self.returned: list[Any] = []  # of the last call, or nothing

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the function."""
        self.returned = []
        value = self.function(*args, **kwargs)
        self.returned = [value]
        return value


_known: dict[str, tuple[object, Result]] = {}  # by name: a function, and what came of its example


def example(function: Function) -> Callable[[Callable[[], object]], None]:
    """Try an example of `function` at once, and say what came of it; no error gets out.

    @kit.example(softmax)
    def _():
        assert np.allclose(softmax(np.zeros((1, 2))), 0.5)
    """
    name = getattr(function, "__name__", "this function")

    def run(body: Callable[[], object]) -> None:
        result = _tried(function, name, body)
        _known[name] = (function, result)
        _finish(name, result)

    return run


def remembered(function: object) -> Result | None:
    """What came of the last example of this very function; None if it has changed since, or had none."""
    found, result = _known.get(getattr(function, "__name__", ""), (None, None))
    return result if found is function else None


def _finish(name: str, result: Result) -> None:
    """Say what came of an example.

    While `nbgrader validate` runs, what does not agree goes where nbgrader looks for failures: else it would call
    a notebook without answers a success.
    """
    if "NBGRADER_VALIDATING" in os.environ and not result.agrees:
        print(f"{name}: {result.message}", file=sys.stderr)
    else:
        say(result.badge, name, result.message)


def _tried(function: Function, name: str, body: Callable[[], object]) -> Result:
    watched = Watched(function)
    try:
        with np.printoptions(legacy=PLAIN_NUMBERS):  # type: ignore[arg-type]  # newer than the stubs
            _watching(body, name, watched)()
    except NotImplementedError as error:
        missing = raised_in(error)
        others = () if missing in (name, getattr(body, "__name__", ""), "<module>") else (f", {missing} comes first",)
        return Result(NOT_YET, "".join(["not yet", *others]))
    except (Exception, SystemExit) as error:
        return Result(DIFFERS, _plainly(error, name, body, watched.returned) + where(error))
    return Result(AGREES, "the example agrees")


def _watching(body: Callable[[], object], name: str, watched: Watched) -> Callable[[], object]:
    """The body, with the function that it calls by this name under watch; names that it sets stay its own."""
    if not (isinstance(body, FunctionType) and body.__globals__.get(name) is watched.function):
        return body
    scope = body.__globals__ | {name: watched}
    return FunctionType(body.__code__, scope, body.__name__, body.__defaults__, body.__closure__)


def _plainly(error: BaseException, name: str, body: Callable[[], object], returned: list[Any]) -> str:
    """What went wrong, told of what the function returned where the example stumbled over that."""
    step = _stumbled(error, body)
    if step is None or not returned:
        return told(error)
    (value,) = returned
    if value is None:
        return f"{name} returned None: is a `return` missing?"
    if wanted := _unpacked(step):
        return f"{name} must return {wanted} values, it returned {_count(value)}"
    if isinstance(error, AssertionError):
        return told(error)
    if any(words in str(error) for words in NUMBER_WANTED):
        return f"{name} must return one number, it returned {_kind(value)}"
    return f"{name} returned {_kind(value)}, which the example cannot use: {told(error)}"


def _stumbled(error: BaseException, body: Callable[[], object]) -> TracebackType | None:
    """The step of an error in the example itself, if none of the notebook's functions was at work below it."""
    found, home = None, getattr(body, "__globals__", {}).get("__name__")
    step = error.__traceback__
    while step:
        if step.tb_frame.f_code is getattr(body, "__code__", None):
            found = step
        elif step.tb_frame.f_globals.get("__name__") == home:
            found = None
        step = step.tb_next
    return found


def _unpacked(step: TracebackType) -> int | None:
    """How many values the example was about to unpack, as in `error, bound = ...`; None if it was not."""
    at = (each for each in dis.get_instructions(step.tb_frame.f_code) if each.offset == step.tb_lasti)
    instruction = next(at, None)
    return instruction.arg if instruction and instruction.opname == "UNPACK_SEQUENCE" else None


def _count(value: Any) -> str:
    several = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim)
    return str(len(value)) if several else _kind(value)


def _kind(value: Any) -> str:
    """What a value is, in the words of the feedback."""
    try:
        from .engine.expect import kind
    except ImportError:  # the kit is there without what `kit.practice` needs
        return f"a value of type {type(value).__name__}"
    return kind(value)
