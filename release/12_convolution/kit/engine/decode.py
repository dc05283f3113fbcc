"""From nodes and buffers to plain values, trusting nothing; `plain` says what these are."""

import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np

from .plain import (
    ATOMS,
    MAX_DEPTH,
    MAX_HEX,
    MAX_ITEMS,
    MAX_TEXT,
    NUMERIC,
    Function,
    ProtocolError,
    Seed,
    fits,
    is_boolean,
    is_text,
)

Restore = Callable[[Function | Seed], Any]  # what stands on this side for what has crossed

TEXT = re.compile(r"<U[1-9][0-9]{0,3}")
KEY = re.compile(r"[0-9a-f]{1,64}")
BIG = re.compile(rf"-?[1-9a-f][0-9a-f]{{0,{MAX_HEX - 1}}}")


class Reader:
    """Turns nodes into values, taking their bytes from the buffers in order."""

    def __init__(self, buffers: memoryview, restore: Restore | None = None) -> None:
        self.restore = restore
        self.buffers = buffers
        self.taken = 0  # buffers so far
        self.items = 0

    def value(self, node: Any, depth: int = 0) -> Any:
        """The value of a node; `ProtocolError` unless a `Writer` could have written it."""
        if type(node) in ATOMS:
            return node
        if type(node) is not list or not node or type(node[0]) is not str or node[0] not in DECODERS:
            raise ProtocolError("a node without a known tag")
        decode, kinds = DECODERS[node[0]]
        if tuple(map(type, node[1:])) != kinds:
            raise ProtocolError(f"a malformed node with tag {node[0]!r}")
        return decode(self, depth, *node[1:])

    def values(self, nodes: list[Any], depth: int) -> list[Any]:
        """The values of a container's nodes."""
        self.items += len(nodes)
        if depth >= MAX_DEPTH or self.items > MAX_ITEMS:
            raise ProtocolError("a value nested too deeply or of too many items")
        return [node if type(node) in ATOMS else self.value(node, depth + 1) for node in nodes]

    def buffer(self, index: int, size: int) -> memoryview:
        """The next `size` bytes, which must be buffer number `index`."""
        if index != self.taken or not 0 <= size <= len(self.buffers):
            raise ProtocolError(f"buffer {index} of {size} bytes is out of turn or not there")
        self.taken += 1
        data, self.buffers = self.buffers[:size], self.buffers[size:]
        return data


    def foreign(self, thing: Function | Seed) -> Any:
        """What stands for a function or a random generator."""
        if self.restore is None:
            raise ProtocolError("a function or a random generator where there can be none")
        return self.restore(thing)


def _read_list(reader: Reader, depth: int, nodes: list[Any]) -> list[Any]:
    return reader.values(nodes, depth)


def _read_tuple(reader: Reader, depth: int, nodes: list[Any]) -> tuple[Any, ...]:
    return tuple(reader.values(nodes, depth))


def _read_dict(reader: Reader, depth: int, pairs: list[Any]) -> dict[Any, Any]:
    if not all(type(pair) is list and len(pair) == 2 and type(pair[0]) in ATOMS for pair in pairs):
        raise ProtocolError("a dict that is not made of keys and values")
    values = reader.values([pair[1] for pair in pairs], depth)
    found = {pair[0]: value for pair, value in zip(pairs, values, strict=True)}
    if len(found) != len(pairs):
        raise ProtocolError("a dict with a key twice")
    return found


def _read_array(
    reader: Reader, _depth: int, code: str, shape: list[Any], index: int, is_scalar: bool
) -> Any:
    dtype = NUMERIC.get(code) or (np.dtype(code) if TEXT.fullmatch(code) and not is_scalar else None)
    if dtype is None:
        raise ProtocolError("an array of a dtype that is not sent")
    for extent in shape:
        if type(extent) is not int or extent < 0 or is_scalar:
            raise ProtocolError("an array of an impossible shape")
    if not fits(shape, dtype.itemsize) or dtype.itemsize > 4 * MAX_TEXT:
        raise ProtocolError("an array that is too large")
    data = reader.buffer(index, dtype.itemsize * math.prod(shape))
    if (dtype.kind == "U" and not is_text(data)) or (dtype.kind == "b" and not is_boolean(data)):
        raise ProtocolError(f"an array whose bytes are none of dtype {code}")
    array = np.ndarray(shape, dtype, data).copy()
    return array[()] if is_scalar else array


def _read_bytes(reader: Reader, _depth: int, size: int, index: int) -> bytes:
    return bytes(reader.buffer(index, size))


def _read_complex(_reader: Reader, _depth: int, real: float, imaginary: float) -> complex:
    return complex(real, imaginary)


def _read_integer(_reader: Reader, _depth: int, digits: str) -> int:
    if not BIG.fullmatch(digits):
        raise ProtocolError("an integer that is not written in hexadecimal")
    return int(digits, 16)


def _read_function(reader: Reader, _depth: int, mine: bool, number: int) -> Any:
    return reader.foreign(Function(mine, number))


def _read_seed(reader: Reader, _depth: int, number: int, key: str) -> Any:
    if not KEY.fullmatch(key):
        raise ProtocolError("a seed that is not written in hexadecimal")
    return reader.foreign(Seed(number, key))


# Tag: how to restore the value, and the types of the node's further fields.
DECODERS: dict[str, tuple[Callable[..., Any], tuple[type, ...]]] = {
    "l": (_read_list, (list,)),
    "t": (_read_tuple, (list,)),
    "d": (_read_dict, (list,)),
    "a": (_read_array, (str, list, int, bool)),
    "b": (_read_bytes, (int, int)),
    "c": (_read_complex, (float, float)),
    "i": (_read_integer, (str,)),
    "f": (_read_function, (bool, int)),
    "r": (_read_seed, (int, str)),
}
