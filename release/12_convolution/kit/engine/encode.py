"""From plain values to nodes and buffers; `plain` says what these are."""

import array as arrays
from collections import deque
from collections.abc import Callable, Iterable
from numbers import Real
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
    Seed,
    Unsendable,
    fits,
    is_text,
)

Export = Callable[[Any], Function | None]  # as what a value that is not plain crosses; None: not at all

SMALL = 4096  # bytes, which are copied faster than looked at in place
WORDS = range(-(1 << 63), 1 << 64)  # the integers of msgpack


class Writer:
    """Turns values into nodes and collects their buffers."""

    def __init__(self, export: Export | None = None) -> None:
        self.export = export
        self.buffers: list[bytes | memoryview] = []
        self.items = 0

    def node(self, value: Any, depth: int = 0) -> Any:
        """The node of a value; what is a subclass of a plain type travels as that type."""
        encode = ENCODERS.get(type(value)) or next(filter(None, map(ENCODERS.get, type(value).__mro__)), None)
        if encode is None and isinstance(value, Real):
            encode = _real
        if encode is None:
            return self.function(value)
        return encode(self, value, depth)

    def function(self, value: Any) -> list[Any]:
        """The node of what is no plain value."""
        function = self.export(value) if self.export else None
        if function is None:
            raise Unsendable(f"a value of type {type(value).__name__}")
        return ["f", function.mine, function.number]

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


def _real(_writer: Writer, value: Any, _depth: int) -> float:
    """A number of another kind, such as a Fraction, that NumPy compares with floats."""
    try:
        return float(value)
    except (OverflowError, TypeError, ValueError) as error:
        raise Unsendable(f"a value of type {type(value).__name__}, which is no float: {error}") from None


def _complex(_writer: Writer, value: Any, _depth: int) -> list[Any]:
    plain = complex.__complex__(value)
    return ["c", plain.real, plain.imag]


def _text(_writer: Writer, value: Any, _depth: int) -> str:
    plain = str.__str__(value)
    try:
        plain.encode()
    except UnicodeEncodeError:
        raise Unsendable("a string with surrogate characters, which are no text") from None
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
    if array.dtype.str not in NUMERIC:
        array = _unusual(array)
    if not fits(array.shape, array.itemsize):
        raise Unsendable(f"an array of shape {array.shape}, too large to send")
    small = array.nbytes <= SMALL
    index = writer.buffer(array.tobytes() if small else array.reshape(-1).view(np.uint8).data)
    return ["a", array.dtype.str, list(array.shape), index, isinstance(value, np.generic)]


def _unusual(array: Any) -> Any:
    """An array that is none of native numbers, as it can be sent."""
    if not array.dtype.isnative:
        array = array.astype(array.dtype.newbyteorder("="))
    if array.dtype.kind == "U":
        return _text_array(array)
    if array.dtype.str not in NUMERIC and array.dtype.kind in "fc":  # of more digits than a double, which is enough
        with np.errstate(over="ignore"):
            array = array.astype(np.float64 if array.dtype.kind == "f" else np.complex128)
    if array.dtype.str not in NUMERIC:
        raise Unsendable(f"an array of dtype {array.dtype}")
    return array


def _text_array(array: Any) -> Any:
    if array.itemsize > 4 * MAX_TEXT:
        raise Unsendable(f"an array of strings of {array.itemsize // 4} characters, more than {MAX_TEXT}")
    if array.itemsize == 0:  # no character anywhere
        return array.astype("<U1")
    if not is_text(array.tobytes()):
        raise Unsendable("an array of strings with surrogate characters, which are no text")
    return array


def _masked(writer: Writer, value: Any, depth: int) -> list[Any]:
    if np.ma.getmaskarray(value).any():
        raise Unsendable("a masked array (its method filled gives a plain one)")
    return _array(writer, np.ma.getdata(value), depth)


def _sequence(writer: Writer, value: Any, depth: int) -> list[Any]:
    """What `np.asarray` takes for the list of its values, so that an example finds nothing wrong with it."""
    if len(value) > MAX_ITEMS:
        raise Unsendable(f"a {type(value).__name__} of more than {MAX_ITEMS} items")
    return _list(writer, [*value], depth)


def _seed(_writer: Writer, value: Seed, _depth: int) -> list[Any]:
    return ["r", value.number, value.key]


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
    range: _sequence,
    deque: _sequence,
    arrays.array: _sequence,
    np.ma.MaskedArray: _masked,
    np.ndarray: _array,
    np.generic: _array,
    Seed: _seed,
}
