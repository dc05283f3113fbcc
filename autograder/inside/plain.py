"""Plain values as msgpack nodes and raw buffers, and back.

None, bool, int, float and str stand for themselves, everything else is a list that opens with a tag:

    ["l", [item, ...]]                      list
    ["t", [item, ...]]                      tuple
    ["d", [[key, value], ...]]              dict; keys are None, bool, int, float or str
    ["a", dtype, shape, index, is_scalar]   array or NumPy scalar; its bytes are buffer number `index`
    ["b", size, index]                      bytes, likewise
    ["c", real, imaginary]                  complex
    ["i", "-ff00"]                          integer beyond 64 bits, in hexadecimal

Buffers are numbered in the order in which they are met. Depth, number of items and all sizes are capped, and
checked against the bytes present before anything is allocated.
"""

import math
import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NoReturn

import numpy as np

MAX_FRAME = 64 << 20  # bytes
MAX_DEPTH = 24  # nested lists, tuples and dicts
MAX_ITEMS = 200_000  # in all lists, tuples and dicts of a value together
MAX_DIMENSIONS = 16
MAX_TEXT = 1024  # characters of each string in an array of strings
MAX_HEX = 3500  # digits of a big integer: Python refuses to print more than 4300 decimal ones

NUMERIC = {code: np.dtype(code) for code in "|b1 |i1 <i2 <i4 <i8 |u1 <u2 <u4 <u8 <f2 <f4 <f8 <c8 <c16".split()}
TEXT = re.compile(r"<U[1-9][0-9]{0,3}")
BIG = re.compile(rf"-?[1-9a-f][0-9a-f]{{0,{MAX_HEX - 1}}}")
WORDS = range(-(1 << 63), 1 << 64)  # the integers of msgpack
ATOMS = frozenset({type(None), bool, int, float, str})


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


class Writer:
    """Turns values into nodes and collects their buffers."""

    def __init__(self) -> None:
        self.buffers: list[bytes | memoryview] = []
        self.items = 0

    def node(self, value: Any, depth: int = 0) -> Any:
        """The node of a value; what is a subclass of a plain type travels as that type."""
        encode = ENCODERS.get(type(value)) or next(filter(None, map(ENCODERS.get, type(value).__mro__)), None)
        if encode is None:
            raise Unsendable(f"a value of type {type(value).__name__}")
        return encode(self, value, depth)

    def nodes(self, values: Iterable[Any], depth: int, place: Callable[[int], str]) -> list[Any]:
        """The nodes of a container's values; a fault inside is told its `place`."""
        if depth >= MAX_DEPTH:
            raise Unsendable(f"a value nested more than {MAX_DEPTH} levels deep")
        nodes: list[Any] = []
        try:
            for value in values:
                nodes.append(self.node(value, depth + 1))  # noqa: PERF401 - its length tells where it stopped
        except Unsendable as fault:
            fault.places.append(place(len(nodes)))
            raise
        self.items += len(nodes)
        if self.items > MAX_ITEMS:
            raise Unsendable(f"a value of more than {MAX_ITEMS} items outside arrays")
        return nodes

    def buffer(self, data: bytes | memoryview) -> int:
        """Keep the bytes; their number."""
        self.buffers.append(data)
        return len(self.buffers) - 1


def _atom(_writer: Writer, value: Any, _depth: int) -> Any:
    return value


def _integer(_writer: Writer, value: Any, _depth: int) -> Any:
    plain = int.__int__(value)
    if plain in WORDS:
        return plain
    if plain.bit_length() > 4 * MAX_HEX:
        raise Unsendable(f"an integer of {plain.bit_length()} bits, more than {4 * MAX_HEX}")
    return ["i", f"{plain:x}"]


def _float(_writer: Writer, value: Any, _depth: int) -> float:
    return float.__float__(value)


def _complex(_writer: Writer, value: Any, _depth: int) -> list[Any]:
    plain = complex.__complex__(value)
    return ["c", plain.real, plain.imag]


def _text(_writer: Writer, value: Any, _depth: int) -> str:
    plain = str.__str__(value)
    if not plain.isascii() and any("\ud800" <= character <= "\udfff" for character in plain):
        raise Unsendable("a string with surrogate characters, which are no text")
    return plain


def _bytes(writer: Writer, value: Any, _depth: int) -> list[Any]:
    plain = b"".join([value])
    return ["b", len(plain), writer.buffer(plain)]


def _list(writer: Writer, value: Any, depth: int) -> list[Any]:
    return ["l", writer.nodes(list.__iter__(value), depth, "in element {} of the list".format)]


def _tuple(writer: Writer, value: Any, depth: int) -> list[Any]:
    return ["t", writer.nodes(tuple.__iter__(value), depth, "in element {} of the tuple".format)]


def _dict(writer: Writer, value: Any, depth: int) -> list[Any]:
    keys = [_key(writer, key) for key in dict.keys(value)]
    nodes = writer.nodes(dict.values(value), depth, lambda index: f"in entry {keys[index]!r} of the dict")
    return ["d", [[key, node] for key, node in zip(keys, nodes, strict=True)]]


def _key(writer: Writer, key: Any) -> Any:
    node = writer.node(key.item() if isinstance(key, np.generic) else key)
    if type(node) not in ATOMS:
        raise Unsendable(f"a dict with a key of type {type(key).__name__}")
    return node


def _array(writer: Writer, value: Any, _depth: int) -> list[Any]:
    array = np.asarray(value, order="C")
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if array.dtype.kind == "U":
        array = _text_array(array)
    elif array.dtype.str not in NUMERIC:
        raise Unsendable(f"an array of dtype {array.dtype}")
    if not _fits(array.shape, array.itemsize):
        raise Unsendable(f"an array of shape {array.shape}, too large to send")
    index = writer.buffer(array.reshape(-1).view(np.uint8).data)
    return ["a", array.dtype.str, list(array.shape), index, isinstance(value, np.generic)]


def _text_array(array: Any) -> Any:
    if array.itemsize > 4 * MAX_TEXT:
        raise Unsendable(f"an array of strings of {array.itemsize // 4} characters, more than {MAX_TEXT}")
    if array.itemsize == 0:  # no character anywhere
        return array.astype("<U1")
    if not _is_text(array.tobytes()):
        raise Unsendable("an array of strings with surrogate characters, which are no text")
    return array


def _is_text(data: bytes | memoryview) -> bool:
    codes = np.frombuffer(data, "<u4")
    return not ((codes > 0x10FFFF) | ((codes >= 0xD800) & (codes <= 0xDFFF))).any()


def _is_boolean(data: memoryview) -> bool:
    return bool(np.frombuffer(data, np.uint8).max(initial=0) <= 1)  # NumPy would count a byte of 7 as 7


def _fits(shape: Sequence[int], itemsize: int) -> bool:
    """Whether an array is small enough, even when somebody sums over an axis of length 0."""
    return len(shape) <= MAX_DIMENSIONS and itemsize * math.prod(extent or 1 for extent in shape) <= MAX_FRAME


def _masked(_writer: Writer, _value: Any, _depth: int) -> NoReturn:
    raise Unsendable("a masked array (its method filled gives a plain one)")


# The first match in a type's method resolution order decides; a new kind of value is one more line here.
ENCODERS: dict[type, Callable[[Writer, Any, int], Any]] = {
    type(None): _atom,
    bool: _atom,
    int: _integer,
    float: _float,
    complex: _complex,
    str: _text,
    bytes: _bytes,
    list: _list,
    tuple: _tuple,
    dict: _dict,
    np.ma.MaskedArray: _masked,
    np.ndarray: _array,
    np.generic: _array,
}


class Reader:
    """Turns nodes into values, taking their bytes from the buffers in order."""

    def __init__(self, buffers: memoryview) -> None:
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


def _read_array(  # noqa: PLR0913 - the fields of the node
    reader: Reader, _depth: int, code: str, shape: list[Any], index: int, is_scalar: bool
) -> Any:
    dtype = NUMERIC.get(code) or (np.dtype(code) if TEXT.fullmatch(code) else None)
    if dtype is None:
        raise ProtocolError("an array of a dtype that is not sent")
    if not all(type(extent) is int and extent >= 0 for extent in shape) or (is_scalar and shape):
        raise ProtocolError("an array of an impossible shape")
    if not _fits(shape, dtype.itemsize) or dtype.itemsize > 4 * MAX_TEXT:
        raise ProtocolError("an array that is too large")
    data = reader.buffer(index, dtype.itemsize * math.prod(shape))
    if (dtype.kind == "U" and not _is_text(data)) or (dtype.kind == "b" and not _is_boolean(data)):
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


# Tag: how to restore the value, and the types of the node's further fields.
DECODERS: dict[str, tuple[Callable[..., Any], tuple[type, ...]]] = {
    "l": (_read_list, (list,)),
    "t": (_read_tuple, (list,)),
    "d": (_read_dict, (list,)),
    "a": (_read_array, (str, list, int, bool)),
    "b": (_read_bytes, (int, int)),
    "c": (_read_complex, (float, float)),
    "i": (_read_integer, (str,)),
}
