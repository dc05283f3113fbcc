"""Take the wanted parts out of a JSON text and step over the rest without building it.

A notebook may carry 50 MB of outputs, and a hostile one millions of nested lists, which the standard
reader turns into twenty times their size. Here memory grows with what is kept, depth costs nothing, and
the number of steps is bounded. A `Shape` says what is kept; what is kept is decoded by the standard reader.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any, NoReturn, TypeAlias

LONGEST_VALUE = 16 << 20  # bytes of one string, or of one list of lines
MOST_STEPS = 2_000_000  # brackets and values looked at: about two seconds


class Leaf(Enum):
    """Where a shape ends."""

    SCALAR = auto()  # a string, a number, true, false or null
    TEXT = auto()  # a string, or a list of strings, which are joined


class Absent(Enum):
    """What stands for a value that is not of its shape."""

    CONTAINER = auto()
    TOO_LONG = auto()


@dataclass(frozen=True)
class Each:
    """A list; its first `most` items are kept."""

    item: "Shape"
    most: int


Shape: TypeAlias = "Leaf | Each | Mapping[str, Shape]"


class MalformedError(ValueError):
    """The text is no JSON: what is wrong, and in which line and column, from 1."""

    def __init__(self, message: str, raw: bytes, at: int) -> None:
        line = raw.count(b"\n", 0, at) + 1
        column = len(raw[raw.rfind(b"\n", 0, at) + 1 : at].decode(errors="replace")) + 1
        super().__init__(f"{message} (line {line}, column {column})")


class TooManyPartsError(ValueError):
    """Reading on would take unreasonably long."""


_SPACE = re.compile(rb"[ \t\r\n]*+")
_STRING = re.compile(rb'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_ATOM = re.compile(rb'[^\s,:"\[\]{}]++')
_FLAT = re.compile(rb'(?:[^"\[\]{}]++|"(?:[^"\\]++|\\.)*+")*+', re.DOTALL)  # up to the next bracket


def pick(raw: bytes, shape: Shape) -> Any:
    """Return the parts of a UTF-8 JSON text that `shape` names; of a repeated key the last, as everywhere.

    Raises MalformedError if it is no JSON (what is stepped over is only checked for brackets and quotes), and
    TooManyPartsError.
    """
    return _Reader(raw).document(shape)


class _Reader:
    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self.at = 0
        self.steps = 0

    def document(self, shape: Shape) -> Any:
        value = self.value(shape)
        if self.peek():
            self.fail("the end of the file")
        return value

    def value(self, shape: Shape) -> Any:
        first = self.peek()
        if first == b"{" and isinstance(shape, Mapping):
            return self.members(shape)
        if first == b"[" and isinstance(shape, Each):
            return self.items(shape)
        if first == b"[" and shape is Leaf.TEXT:
            return self.lines()
        if first in (b"[", b"{"):
            return self.skip_container()
        return self.decode(self.at, self.skip_scalar(first))

    def members(self, shape: Mapping[str, Shape]) -> dict[str, Any]:
        found = {}
        for _ in self.separated(b"}"):
            if self.peek() != b'"':
                self.fail("a name in quotes")
            key = self.decode(self.at, self.skip_scalar(b'"'))
            if self.peek() != b":":
                self.fail("a colon")
            self.at += 1
            if key in shape:
                found[key] = self.value(shape[key])
            else:
                self.skip()
        return found

    def items(self, shape: Each) -> list[Any]:
        found: list[Any] = []
        for _ in self.separated(b"]"):
            if len(found) < shape.most:
                found.append(self.value(shape.item))
            else:
                self.skip()
        return found

    def separated(self, closing: bytes) -> Iterator[None]:
        """Stand before each item of the container that opens here; at last, behind the container."""
        self.at += 1
        if self.peek() == closing:
            self.at += 1
            return
        while True:
            yield
            after = self.peek()
            if after not in (b",", closing):
                self.fail(f"a comma or {closing.decode()}")
            self.at += 1
            if after == closing:
                return

    def lines(self) -> Any:
        """A list of strings, joined."""
        begin, end = self.at, self.flat(self.at + 1)
        if self.raw[end : end + 1] != b"]":
            return self.skip_container()
        self.at = end + 1
        parts = self.decode(begin, self.at)
        if isinstance(parts, Absent):
            return parts
        return "".join(parts) if all(isinstance(part, str) for part in parts) else Absent.CONTAINER

    def decode(self, begin: int, end: int) -> Any:
        """What the standard reader makes of a scalar or a list of scalars."""
        if end - begin > LONGEST_VALUE:
            return Absent.TOO_LONG
        text = self.raw[begin:end].decode()
        try:  # int() refuses long digits, and nothing here needs more than a float
            return json.loads(text, parse_int=float)
        except json.JSONDecodeError as error:
            at = begin + len(text[: error.pos].encode())
            raise MalformedError(error.msg, self.raw, at) from None

    def skip(self) -> None:
        first = self.peek()
        if first in (b"[", b"{"):
            self.skip_container()
        else:
            self.skip_scalar(first)

    def skip_scalar(self, first: bytes) -> int:
        found = (_STRING if first == b'"' else _ATOM).match(self.raw, self.at)
        if not found:
            self.fail("the end of a string" if first == b'"' else "a value", cut=first == b'"')
        self.at = found.end()
        return self.at

    def skip_container(self) -> Absent:
        """Step over nested lists and objects. Which brackets match is not asked: nothing depends on it."""
        depth = 0
        while True:
            self.step()
            self.at = self.flat(self.at)
            bracket = self.raw[self.at : self.at + 1]
            if bracket in (b"", b'"'):
                self.fail("a closing bracket", cut=True)
            depth += 1 if bracket in (b"[", b"{") else -1
            self.at += 1
            if depth == 0:
                return Absent.CONTAINER

    def flat(self, at: int) -> int:
        found = _FLAT.match(self.raw, at)
        assert found  # it matches the empty text
        return found.end()

    def peek(self) -> bytes:
        """Step over space; the byte that follows, or nothing at the end."""
        self.step()
        space = _SPACE.match(self.raw, self.at)
        assert space  # it matches the empty text
        self.at = space.end()
        return self.raw[self.at : self.at + 1]

    def step(self) -> None:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise TooManyPartsError

    def fail(self, wanted: str, cut: bool = False) -> NoReturn:
        if cut or self.at >= len(self.raw):
            raise MalformedError(f"it is cut off where {wanted} should be", self.raw, len(self.raw))
        raise MalformedError(f"{wanted} is expected", self.raw, self.at)
