"""Plain values as msgpack nodes and raw buffers, and back.

None, bool, int, float and str stand for themselves, everything else is a list that opens with a tag:

    ["l", [item, ...]]                      list
    ["t", [item, ...]]                      tuple
    ["d", [[key, value], ...]]              dict; keys are None, bool, int, float or str
    ["a", dtype, shape, index, is_scalar]   array or NumPy scalar; its bytes are buffer number `index`
    ["b", size, index]                      bytes, likewise
    ["c", real, imaginary]                  complex
    ["i", "-ff00"]                          integer beyond 64 bits, in hexadecimal
    ["f", mine, number]                     function, of the sender's if `mine`, else of the receiver's
    ["r", number, "9f0c..."]                random generator, made from the seed where it arrives

Buffers are numbered in the order in which they are met. Depth, number of items and all sizes are capped, and
checked against the bytes present before anything is allocated. A function never crosses itself: its number does,
and each side keeps a table of its own functions that the other one may call.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

MAX_FRAME = 64 << 20  # bytes
MAX_DEPTH = 24  # nested lists, tuples and dicts
MAX_ITEMS = 200_000  # in all lists, tuples and dicts of a value together
MAX_DIMENSIONS = 16
MAX_TEXT = 1024  # characters of each string in an array of strings
MAX_HEX = 3500  # digits of a big integer: Python refuses to print more than 4300 decimal ones

KINDS = ["b1", "i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8", "f2", "f4", "f8", "c8", "c16"]
NUMERIC = {np.dtype(kind).str: np.dtype(kind) for kind in KINDS}
ATOMS = frozenset({type(None), bool, int, float, str})


@dataclass(frozen=True)
class Function:
    """A function as it crosses: `mine` if it is the sender's."""

    mine: bool
    number: int


@dataclass(frozen=True)
class Seed:
    """A random generator in the student's process: equal numbers mean one and the same, `key` is its seed."""

    number: int
    key: str  # hexadecimal digits


class ProtocolError(Exception):
    """What came is nothing that our own side would have sent."""


class Unsendable(Exception):  # noqa: N818 - says what the value is, as in "softmax returned <this>"
    """A value that has no place on the wire: what it is, and where it stands in the whole."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what
        self.places: list[str] = []  # innermost first

    def __str__(self) -> str:
        return ", ".join([self.what, *self.places])


def is_text(data: bytes | memoryview) -> bool:
    """Whether these are characters of four bytes each, none of them a surrogate."""
    codes = np.frombuffer(data, "<u4")
    return not ((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF))).any()


def is_boolean(data: memoryview) -> bool:
    """Whether these are zeros and ones; NumPy would count a byte of 7 as 7."""
    return bool(np.frombuffer(data, np.uint8).max(initial=0) <= 1)


def fits(shape: Sequence[int], itemsize: int) -> bool:
    """Whether an array is small enough, even when somebody sums over an axis of length 0."""
    if 0 in shape:
        shape = [extent or 1 for extent in shape]
    return len(shape) <= MAX_DIMENSIONS and itemsize * math.prod(shape) <= MAX_FRAME
