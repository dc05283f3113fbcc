import array
import collections
import contextlib
import enum
import struct
from fractions import Fraction
from typing import Any

import msgpack
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from autograder.inside import wire
from autograder.inside.plain import MAX_DEPTH, MAX_FRAME, MAX_HEX, MAX_ITEMS, MAX_TEXT
from autograder.inside.wire import MAX_HEADER, ProtocolError, Unsendable, dumps, loads

dtypes = st.one_of(
    hnp.boolean_dtypes(),
    hnp.integer_dtypes(),
    hnp.unsigned_integer_dtypes(),
    hnp.floating_dtypes(sizes=(16, 32, 64)),
    hnp.complex_number_dtypes(sizes=(64, 128)),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=10)
shapes = hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)
letters = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=3)
arrays = hnp.arrays(dtypes, shapes) | hnp.arrays("<U3", shapes, elements=letters)
atoms = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), texts, st.complex_numbers(), st.binary())
keys = st.one_of(st.none(), st.booleans(), st.integers(-(2**63), 2**64 - 1), st.floats(allow_nan=False), texts)
scalars = hnp.arrays(dtypes, ()).map(lambda array: array[()])
values = st.recursive(
    st.one_of(atoms, arrays, scalars),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4),
        st.lists(inner, max_size=4).map(tuple),
        st.dictionaries(keys, inner, max_size=4),
    ),
    max_leaves=12,
)


def same(one: Any, other: Any) -> bool:
    """Equal in type and content, bit by bit in arrays."""
    if type(one) is not type(other):
        return False
    if isinstance(one, list | tuple):
        return len(one) == len(other) and all(map(same, one, other))
    if isinstance(one, dict):
        return same(list(one.items()), list(other.items()))
    if isinstance(one, np.ndarray | np.generic):
        native = one.dtype.newbyteorder("=")
        return (native, one.shape, one.astype(native).tobytes()) == (other.dtype, other.shape, other.tobytes())
    return repr(one) == repr(other)


def frame(node: Any, buffers: bytes = b"") -> bytes:
    """A frame with this header, however senseless."""
    header = node if isinstance(node, bytes) else msgpack.packb(node)
    return struct.pack("<II", 4 + len(header) + len(buffers), len(header)) + header + buffers


@given(values)
def test_every_plain_value_survives_the_round_trip(value: Any) -> None:
    assert same(value, loads(dumps(value)))


@given(values)
def test_equal_values_have_equal_frames(value: Any) -> None:
    assert dumps(loads(dumps(value))) == dumps(value)


@given(values, st.data())
def test_a_damaged_frame_gives_a_value_or_a_protocol_error(value: Any, data: st.DataObject) -> None:
    damaged = bytearray(dumps(value))
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(ProtocolError):
        loads(bytes(damaged))


@given(st.binary(max_size=80), st.binary(max_size=20))
def test_any_header_gives_a_value_or_a_protocol_error(header: bytes, buffers: bytes) -> None:
    with contextlib.suppress(ProtocolError):
        loads(frame(header, buffers))


def test_a_restored_array_is_writable_contiguous_and_its_own() -> None:
    array = loads(dumps(["x", np.arange(6.0).reshape(2, 3).T]))[1]
    assert array.flags.writeable
    assert array.flags.c_contiguous
    assert array.flags.aligned
    assert array.flags.owndata


def test_numpy_scalars_stay_numpy_scalars() -> None:
    value = loads(dumps([np.float32(1.5), np.int8(-3), np.bool(True), np.complex64(1j)]))
    assert [type(item) for item in value] == [np.float32, np.int8, np.bool, np.complex64]


def test_a_big_endian_array_arrives_in_native_order() -> None:
    value = loads(dumps(np.array([1, 2], ">i4")))
    assert value.dtype == np.dtype("i4")
    assert value.tolist() == [1, 2]


def test_an_array_of_empty_strings_survives() -> None:
    assert loads(dumps(np.zeros(2, "<U0"))).tolist() == ["", ""]


class Colour(enum.IntEnum):
    red = 1


class Loud(str):
    __slots__ = ()


class Table(np.ndarray):
    pass


Pair = collections.namedtuple("Pair", "a b")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (Pair(1, 2), (1, 2)),
        (collections.OrderedDict(a=1), {"a": 1}),
        (collections.defaultdict(int, a=1), {"a": 1}),
        (Colour.red, 1),
        (Loud("hey"), "hey"),
        (np.str_("hey"), "hey"),
        ({np.int64(3): 0, np.str_("k"): 1}, {3: 0, "k": 1}),
        (np.zeros((1, 2)).view(Table), np.zeros((1, 2))),
        (np.linalg.eigh(np.eye(1)), (np.ones(1), np.ones((1, 1)))),
        ((-1) ** 3 * 2**200, -(2**200)),
        (Fraction(1, 2), 0.5),
        ([Fraction(3, 4)], [0.75]),
    ],
)
def test_what_is_a_plain_value_by_inheritance_travels_as_that(value: Any, plain: Any) -> None:
    assert same(loads(dumps(value)), plain)


class Box:
    pass


def nested(levels: int) -> list[Any]:
    value: list[Any] = []
    for _ in range(levels - 1):
        value = [value]
    return value


def cyclic() -> list[Any]:
    value: list[Any] = []
    value.append(value)
    return value


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (Box(), "a value of type Box"),
        (len, "a value of type builtin_function_or_method"),
        ((i for i in ()), "a value of type generator"),
        ({1, 2}, "a value of type set"),
        (Fraction(10**400), "a value of type Fraction, which is no float"),
        (np.array([None]), "an array of dtype object"),
        (np.array(["2020-01-01"], "M8[D]"), "an array of dtype datetime64[D]"),
        (np.ma.masked_array([1.0], mask=[True]), "a masked array (its method filled gives a plain one)"),
        (np.zeros((1,) * 17), "too large to send"),
        (np.zeros((0, MAX_FRAME)), "too large to send"),
        (np.zeros(1, f"<U{MAX_TEXT + 1}"), f"an array of strings of {MAX_TEXT + 1} characters"),
        (np.array(["\ud800"]), "an array of strings with surrogate characters"),
        ("\ud800", "a string with surrogate characters"),
        (1 << (4 * MAX_HEX), f"an integer of {4 * MAX_HEX + 1} bits"),
        ({(1, 2): 3}, "a dict with a key of type tuple"),
        ([(0, len)], "a value of type builtin_function_or_method, in element 1 of the tuple, in element 0 of the list"),
        ({"W": [None, {1}]}, "a value of type set, in element 1 of the list, in entry 'W' of the dict"),
        (nested(MAX_DEPTH + 1), f"a value nested more than {MAX_DEPTH} levels deep"),
        (nested(300), f"a value nested more than {MAX_DEPTH} levels deep"),
        (cyclic(), f"a value nested more than {MAX_DEPTH} levels deep"),
        ([None] * (MAX_ITEMS + 1), f"a value of more than {MAX_ITEMS} items outside arrays"),
        ("x" * MAX_HEADER, f"outside arrays, more than {MAX_HEADER}"),
        ([np.empty(MAX_FRAME // 16)] * 2, f"more than {MAX_FRAME}"),
    ],
)
def test_an_unsendable_value_is_named_and_located(value: Any, words: str) -> None:
    with pytest.raises(Unsendable) as caught:
        dumps(value)
    assert words in str(caught.value)


def test_the_deepest_sendable_value_arrives() -> None:
    assert loads(dumps(nested(MAX_DEPTH))) == nested(MAX_DEPTH)


def deep(tags: int) -> bytes:
    """A header of lists in lists, written without recursion."""
    return b"\x92\xa1l\x91" * tags + b"\xc0"


@pytest.mark.parametrize(
    "malformed",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\0" * 7, id="shorter than the sizes"),
        pytest.param(struct.pack("<II", 6, 1) + b"\xc0", id="a total that is too large"),
        pytest.param(struct.pack("<II", 5, 1) + b"\xc0\xc0", id="a total that is too small"),
        pytest.param(struct.pack("<II", 5, 2) + b"\xc0", id="a header beyond the end"),
        pytest.param(frame(b""), id="no header"),
        pytest.param(frame(b"\xc1"), id="not msgpack"),
        pytest.param(frame(b"\xc0\xc0"), id="two values"),
        pytest.param(frame({"a": 1}), id="a map"),
        pytest.param(frame(b"\xc4\x01a"), id="a binary"),
        pytest.param(frame(msgpack.ExtType(1, b"a")), id="an extension"),
        pytest.param(frame(msgpack.Timestamp(1)), id="a timestamp"),
        pytest.param(frame(b"\xa1\xff"), id="a string that is not UTF-8"),
        pytest.param(frame(b"\xa3\xed\xa0\x80"), id="a string with a surrogate"),
        pytest.param(frame([]), id="no tag"),
        pytest.param(frame([1]), id="a tag that is no string"),
        pytest.param(frame([["l"], []]), id="a tag that is a list"),
        pytest.param(frame(["z", []]), id="an unknown tag"),
        pytest.param(frame(["l"]), id="a field missing"),
        pytest.param(frame(["l", [], 1]), id="a field too many"),
        pytest.param(frame(["l", "ab"]), id="a list of characters"),
        pytest.param(frame(["t", None]), id="a tuple of nothing"),
        pytest.param(frame(["d", [1]]), id="a dict without pairs"),
        pytest.param(frame(["d", [[1]]]), id="a dict with half a pair"),
        pytest.param(frame(["d", [[["l", []], 1]]]), id="a dict with a list for a key"),
        pytest.param(frame(["d", [[1, 2], [True, 3]]]), id="a dict with a key twice"),
        pytest.param(frame(["c", 1, 2]), id="a complex number of integers"),
        pytest.param(frame(["i", ""]), id="a big integer without digits"),
        pytest.param(frame(["i", "0x1"]), id="a big integer with a prefix"),
        pytest.param(frame(["i", "1_0"]), id="a big integer with an underscore"),
        pytest.param(frame(["i", "1\n"]), id="a big integer with a line end"),
        pytest.param(frame(["i", "f" * (MAX_HEX + 1)]), id="a big integer beyond the cap"),
        pytest.param(frame(["a", "|O", [1], 0, False], b"\0" * 8), id="an array of objects"),
        pytest.param(frame(["a", "<M8[D]", [1], 0, False], b"\0" * 8), id="an array of dates"),
        pytest.param(frame(["a", "<i4,<i4", [1], 0, False], b"\0" * 8), id="an array of records"),
        pytest.param(frame(["a", "float64", [1], 0, False], b"\0" * 8), id="a dtype in other words"),
        pytest.param(frame(["a", "<U0", [1], 0, False]), id="strings of no character"),
        pytest.param(frame(["a", "<U9999", [0], 0, False]), id="strings beyond the cap"),
        pytest.param(frame(["a", "<U1", [], 0, True], b"a\0\0\0"), id="a string for a scalar"),
        pytest.param(frame(["a", "<f8", [-1], 0, False]), id="a negative shape"),
        pytest.param(frame(["a", "<f8", [1.0], 0, False], b"\0" * 8), id="a fractional shape"),
        pytest.param(frame(["a", "<f8", [True], 0, False], b"\0" * 8), id="a shape of booleans"),
        pytest.param(frame(["a", "<f8", [1] * 17, 0, False], b"\0" * 8), id="too many dimensions"),
        pytest.param(frame(["a", "<f8", [1], 0, True], b"\0" * 8), id="a scalar with a shape"),
        pytest.param(frame(["a", "<f8", [2**62, 4], 0, False], b"\0" * 8), id="a size that overflows"),
        pytest.param(frame(["a", "<f8", [0, 2**62], 0, False]), id="an empty array of monstrous shape"),
        pytest.param(frame(["a", "<f8", [2], 0, False], b"\0" * 15), id="an array larger than its bytes"),
        pytest.param(frame(["a", "<f8", [1], 0, False], b"\0" * 9), id="bytes left over"),
        pytest.param(frame(["a", "<f8", [1], 1, False], b"\0" * 8), id="a buffer out of turn"),
        pytest.param(frame(["l", [["b", 1, 0], ["b", 1, 0]]], b"ab"), id="a buffer used twice"),
        pytest.param(frame(["b", -1, 0], b"ab"), id="a buffer of negative size"),
        pytest.param(frame(["b", 3, 0], b"ab"), id="bytes that are not there"),
        pytest.param(frame(["a", "|b1", [1], 0, False], b"\x07"), id="a boolean of seven"),
        pytest.param(frame(["a", "<U1", [1], 0, False], b"\xff" * 4), id="a character that does not exist"),
        pytest.param(frame(["a", "<U1", [1], 0, False], b"\0\xd8\0\0"), id="a surrogate character"),
        pytest.param(frame(deep(MAX_DEPTH + 1)), id="one level too deep"),
        pytest.param(frame(deep(300)), id="300 levels deep"),
        pytest.param(frame(b"\x91" * 100_000 + b"\xc0"), id="100 000 levels deep"),
        pytest.param(frame(["l", [None] * (MAX_ITEMS + 1)]), id="too many items"),
        pytest.param(frame(b"\xdd\xff\xff\xff\xff"), id="more items announced than bytes present"),
        pytest.param(frame(b"\xdb\xff\xff\xff\xff"), id="more characters announced than bytes present"),
        pytest.param(frame(b"\xc0" * (MAX_HEADER + 1)), id="a header beyond the cap"),
    ],
)
def test_a_malformed_frame_is_refused(malformed: bytes) -> None:
    with pytest.raises(ProtocolError):
        loads(malformed)


def test_a_frame_beyond_the_cap_is_refused() -> None:
    with pytest.raises(ProtocolError):
        loads(frame(["b", MAX_FRAME, 0], bytes(MAX_FRAME)))


def test_the_wire_knows_no_pickle() -> None:
    assert not hasattr(wire, "pickle")
    with pytest.raises(ProtocolError):
        loads(b"\x80\x04\x95\x0b\x00\x00\x00\x00\x00\x00\x00\x8c\x02os\x94.")


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.array([1, 0.1], "g"), np.array([1, 0.1])),
        (np.array([1j], "G"), np.array([1j])),
        (np.exp(np.longdouble(1e4)), np.float64(np.inf)),
        (np.ma.masked_array([[1.0, 2.0]]), np.array([[1.0, 2.0]])),
        (range(3), [0, 1, 2]),
        (collections.deque([1.5, "x"]), [1.5, "x"]),
        (array.array("d", [1, 2]), [1.0, 2.0]),
        (collections.defaultdict(float, x=1.0), {"x": 1.0}),
    ],
)
def test_what_is_nearly_the_wanted_type_arrives_as_that(value: Any, plain: Any) -> None:
    assert same(plain, loads(dumps(value)))
