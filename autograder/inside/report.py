"""What the two sides say to each other, and how the trusted side reads it.

A request is (number, operation, ...), or (number, "each", [(operation, ...), ...]) for several at once, and its answer,
or that of each, with the same number, one of

    (number, "value", value, seals of the arguments, warnings)
    (number, "error", description, warnings)
    (number, "undefined")

Before that the worker may ask, any number of times, for a function of the trusted side,

    (number, "callback", number of the function, arguments, keyword arguments)

and is told (number, "return", value) or (number, "raise", type, message), if need be after further requests.

The worker is the student's: what comes back is checked here for its shape, and its content believed nowhere.
"""

import io
import traceback
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from .plain import ProtocolError
from .seals import Seals

MAX_MESSAGE = 500  # characters
MAX_NAME = 100
MAX_LINE = 200
MAX_NUMBER = 1_000_000  # of a line
MAX_TEXTS = 20  # frames, of which the innermost are kept, bases, warnings
RECORD = 512  # bytes of every message on the zygote's control socket, which need not keep boundaries
NO_MEMORY = 71  # exit status of a worker that had no memory left to answer

Frame = tuple[str, int, str, str]  # label of the cell, line number, function, source line


@dataclass(frozen=True)
class Description:
    """An exception in a student's code, or a returned value that cannot be sent."""

    type: str
    bases: tuple[str, ...]  # names of the class of the exception and of its bases
    message: str
    frames: tuple[Frame, ...]  # of the student's cells only, innermost last
    where: str  # "student", or "return" if the call went well and its value is the trouble


def clip(text: str, size: int) -> str:
    """The beginning of a text as something that can be sent."""
    return str.__str__(text)[:size].encode("utf-8", "backslashreplace").decode()


def message_of(thing: object) -> str:
    """`str(thing)`, which a student's class may have overridden with anything."""
    try:
        return clip(str(thing), MAX_MESSAGE)
    except BaseException as error:  # str() may leave in any way
        return f"(its text cannot be shown: {type(error).__name__})"


def describe(
    error: BaseException, cells: Mapping[str, Sequence[str]], where: str = "student"
) -> tuple[Any, ...]:
    """A `Description` as a plain tuple; `cells` maps labels to source lines."""
    names = tuple(clip(base.__name__, MAX_NAME) for base in type(error).__mro__[:MAX_TEXTS])
    return astuple(Description(names[0], names, message_of(error), _frames(error, cells), where))


def _frames(error: BaseException, cells: Mapping[str, Sequence[str]]) -> tuple[Frame, ...]:
    found: deque[Frame] = deque(maxlen=MAX_TEXTS)
    for frame, line in traceback.walk_tb(error.__traceback__):
        if frame.f_code.co_filename in cells:
            found.append(_frame(frame.f_code.co_filename, line, frame.f_code.co_name, cells))
    if isinstance(error, SyntaxError) and isinstance(error.filename, str) and error.filename in cells:
        found.append(_frame(error.filename, error.lineno, "", cells))
    return tuple(found)


def _frame(label: str, line: object, function: str, cells: Mapping[str, Sequence[str]]) -> Frame:
    number = line if isinstance(line, int) else 0
    source = cells[label][number - 1] if 0 < number <= len(cells[label]) else ""
    return label, number, clip(function, MAX_NAME), clip(source.strip(), MAX_LINE)


def lines_of(source: str) -> list[str]:
    """The lines as the compiler counts them: `str.splitlines` also splits at form feeds and the like."""
    return io.StringIO(source, newline=None).readlines()


@dataclass(frozen=True)
class Value:
    """The call returned."""

    value: Any
    seals: Seals  # of the arguments after the call
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Error:
    """The call raised, or returned what cannot be sent."""

    description: Description
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Undefined:
    """There is no such function."""


@dataclass(frozen=True)
class Callback:
    """A call, not yet over, asks for a function of the trusted side."""

    function: int
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


Answer = Value | Error | Undefined


def read(answer: Any, number: int) -> Answer | Callback:
    """The answer to request `number`; `ProtocolError` if it is none."""
    match answer:
        case (int(count), str(kind), *fields) if count == number:
            pass
        case _:
            raise ProtocolError("an answer out of turn")
    match kind, fields:
        case "value", [value, dict(seals), warnings] if all(type(seal) is str for seal in seals.values()):
            return Value(value, seals, _texts(warnings))
        case "error", [description, warnings]:
            return Error(_description(description), _texts(warnings))
        case "undefined", []:
            return Undefined()
        case "callback", [int(function), tuple(args), dict(kwargs)] if all(type(key) is str for key in kwargs):
            return Callback(function, args, kwargs)
    raise ProtocolError("a malformed answer")


def _texts(value: Any) -> tuple[str, ...]:
    if type(value) is not tuple or not all(type(text) is str for text in value):
        raise ProtocolError("an answer with something else in the place of texts")
    return tuple(clip(text, MAX_MESSAGE) for text in value[:MAX_TEXTS])


def _description(value: Any) -> Description:
    match value:
        case (str(kind), bases, str(message), tuple(frames), str(where)) if where in ("student", "return"):
            return Description(
                clip(kind, MAX_NAME),
                _texts(bases),
                clip(message, MAX_MESSAGE),
                tuple(_clipped(frame) for frame in frames[-MAX_TEXTS:]),
                where,
            )
    raise ProtocolError("a malformed description of an exception")


def _clipped(frame: Any) -> Frame:
    match frame:
        case (str(label), int(line), str(function), str(source)):
            number = min(max(line, 0), MAX_NUMBER)
            return clip(label, MAX_LINE), number, clip(function, MAX_NAME), clip(source, MAX_LINE)
    raise ProtocolError("a malformed frame of an exception")
