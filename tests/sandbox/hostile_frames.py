"""Frames that no honest peer sends: valid ones of every kind, damaged as bytes and rebuilt from wrong nodes."""

import random
import struct
from collections.abc import Callable, Iterator
from typing import Any

import msgpack
import numpy as np

from autograder.inside.plain import MAX_FRAME, Function, Seed
from autograder.inside.wire import MAX_HEADER, SIZES, dumps

VALUES: tuple[Any, ...] = (
    None,
    True,
    -7,
    2**64 - 1,
    -(2**300),
    2.5,
    float("nan"),
    float("-inf"),
    1 + 2j,
    "text, ångström",
    b"bytes",
    b"",
    [],
    [1, [2.0, ["three"]]],
    (),
    (1, (2,), [3]),
    {},
    {"W": np.ones((2, 3)), 1: None, False: 2, 2.5: [], None: ()},
    np.arange(6.0).reshape(2, 3),
    np.array([np.nan, np.inf, -0.0], np.float32),
    np.zeros((0, 5)),
    np.float64(3.5),
    np.array([True, False]),
    np.array([1, -1], np.int8),
    np.array([1j, np.nan], np.complex64),
    np.array(["a", "bcd"]),
    [np.ones(2), b"between", np.zeros(1, np.uint16)],
    [Function(True, 1), Function(False, 0)],
    [Seed(3, "9f0c")],
)

# What may stand where a node, a field of one, or the whole is expected.
MISFITS: tuple[Any, ...] = (
    [],
    {},
    [[]],
    "",
    "l",
    -1,
    0,
    1,
    True,
    None,
    2**63,
    2**64 - 1,
    -(2**63),
    float("nan"),
    float("inf"),
    1e308,
    "\0",
    "|O",
    "<M8[D]",
    "<U0",
    "<U9999",
    "<U1024",
    ">f8",
    "f8",
    "<f16",
    "<i4,<i4",
    "V8",
    [0, 2**62],
    [2**62, 4],
    [-1],
    [1] * 17,
    [2**31, 0],
    ["l", []],
    ["l", [["l", [["l", []]]]]],
    ["t", 1],
    ["d", [[1, 2], [1, 3]]],
    ["d", [[["l", []], 1]]],
    ["a", "<f8", [1], 0, False],
    ["a", "<f8", [1], 0, True],
    ["a", "|b1", [2**26], 0, False],
    ["a", "<U1", [2], 1, False],
    ["b", 8, 0],
    ["b", -8, 0],
    ["b", MAX_FRAME, 0],
    ["c", float("nan"), float("inf")],
    ["i", "f" * 3500],
    ["i", "-0"],
    ["f", True, 0],
    ["f", True, 2**64 - 1],
    ["f", False, 1],
    ["f", False, -1],
    ["r", 0, "ff"],
    ["r", -1, "f" * 65],
    ["l", [None] * 3000],
    "x" * 3000,
)

SIZES_TO_CLAIM = (0, 1, 3, 4, 5, MAX_HEADER, MAX_HEADER + 1, MAX_FRAME, MAX_FRAME + 1, 2**31, 2**32 - 1)
OPENING = b"\x80\x90\x91\xa1\xc0\xc1\xc4\xc7\xca\xcb\xcf\xd4\xd9\xdb\xdc\xdd\xde\xdf\xff"
MOST = 1 << 15  # bytes of a frame made here, so that a socket holds it


def seeds() -> list[bytes]:
    """Valid frames of every kind of node."""
    return [dumps(value, lambda found: found if isinstance(found, Function) else None) for value in VALUES]


def damaged(frames: list[bytes], count: int, seed: int) -> Iterator[bytes]:
    """So many frames, made from these by one to four mutations each; now and then one of noise alone."""
    source = random.Random(seed)
    for _ in range(count):
        frame = source.choice(frames) if source.random() < 0.98 else source.randbytes(source.randrange(200))
        for _ in range(source.randint(1, 4)):
            frame = source.choice(MUTATIONS)(frame, source, frames)[:MOST]
        yield frame if source.random() < 0.3 else sized(frame)


def sized(frame: bytes) -> bytes:
    """The frame with a total that is true, so that the checks behind that one are reached."""
    return struct.pack("<I", max(len(frame) - 4, 0)) + frame[4:]


def flip(frame: bytes, source: random.Random, _frames: list[bytes]) -> bytes:
    if not frame:
        return frame
    changed = bytearray(frame)
    changed[source.randrange(len(changed))] ^= 1 << source.randrange(8)
    return bytes(changed)


def overwrite(frame: bytes, source: random.Random, _frames: list[bytes]) -> bytes:
    """A few bytes in a row, biased to those that open containers, strings and numbers of any length."""
    at = source.randrange(len(frame) + 1)
    opening = bytes(source.choices(OPENING, k=3))
    return frame[:at] + opening + frame[at + 3 :]


def cut(frame: bytes, source: random.Random, _frames: list[bytes]) -> bytes:
    return frame[: source.randrange(len(frame) + 1)]


def splice(frame: bytes, source: random.Random, frames: list[bytes]) -> bytes:
    other = source.choice(frames)
    return frame[: source.randrange(len(frame) + 1)] + other[source.randrange(len(other)) :]


def repeat(frame: bytes, source: random.Random, _frames: list[bytes]) -> bytes:
    """A stretch of the frame again, as with a buffer sent twice."""
    at = source.randrange(len(frame) + 1)
    until = source.randint(at, len(frame))
    return frame[:until] + frame[at:until] * source.randint(1, 9) + frame[until:]


def lie(frame: bytes, source: random.Random, _frames: list[bytes]) -> bytes:
    """Another total, or another length of the header."""
    claim = struct.pack("<I", source.choice([*SIZES_TO_CLAIM, max(len(frame) - 8, 0) & 0xFFFFFFFF]))
    return claim + frame[4:] if source.random() < 0.3 else frame[:4] + claim + frame[8:]


def nest(frame: bytes, source: random.Random, frames: list[bytes]) -> bytes:
    """The whole value inside many others."""
    levels = source.choice([1, 7, 23, 24, 25, 60, 400, 3000])
    opening = source.choice([b"\x91", b"\x92\xa1l\x91", b"\x92\xa1t\x91", b"\x92\xa1d\x91\x92\x01", b"\x81\x01"])
    return with_header(frame, lambda header: opening * levels + header)


def replace_node(frame: bytes, source: random.Random, frames: list[bytes]) -> bytes:
    """A node or field, at a random place, becomes one that does not belong there."""

    def changed(header: bytes) -> bytes:
        try:
            nodes = [msgpack.unpackb(header, strict_map_key=False)]
        except Exception:  # it was damaged before
            return header
        place: Any = nodes
        while True:
            at = source.randrange(len(place))
            if not (isinstance(place[at], list) and place[at]) or source.random() < 0.2:
                break
            place = place[at]
        place[at] = source.choice(MISFITS)
        if source.random() < 0.2:
            place += [source.choice(MISFITS)]
        packed: bytes = msgpack.packb(nodes[0], strict_types=False)
        return packed

    return with_header(frame, changed)


def with_header(frame: bytes, change: Callable[[bytes], bytes]) -> bytes:
    """The frame with another header and true lengths."""
    if len(frame) < SIZES.size:
        return frame
    size = min(SIZES.unpack_from(frame)[1], len(frame) - SIZES.size)
    header, buffers = frame[SIZES.size :][:size], frame[SIZES.size :][size:]
    header = change(header)
    return SIZES.pack(4 + len(header) + len(buffers), len(header)) + header + buffers


MUTATIONS = (flip, flip, overwrite, cut, splice, repeat, lie, nest, replace_node, replace_node, replace_node)
