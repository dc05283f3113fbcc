"""At least 100 000 frames of a hostile peer against the trusted side: the protocol's own exceptions and no other.

None may hang: where the peer has closed, waiting is a failure. Memory is measured as the system counts it, resident
and reserved, so that what a library loses without Python's knowledge counts too.
"""

import gc
import json
import os
import random
import socket
import struct
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.inside.plain import Function, Seed
from autograder.inside.report import MAX_NUMBER
from autograder.inside.wire import MAX_HEADER, Channel, Closed, ProtocolError, TimedOut, dumps, loads
from autograder.sandbox import Ahead, Child, Died, Limits, OutOfMemory, StudentError, Undefined
from autograder.sandbox.ahead import NUMBER
from autograder.sandbox.child import Ends, connect

from . import hostile_frames

LOADED, RECEIVED, ANSWERED, FORESEEN = 80_000, 12_000, 8_000, 4_000
GROWTH = 12 << 20  # bytes: a leak of 150 in each frame is found
PATIENCE = 10.0

ANSWERS: tuple[Any, ...] = (
    (1, "value", 2.5, {}, ()),
    (1, "value", [{"W": Function(True, 3)}], {0: "5f0c9a", "Z": ""}, ("RuntimeWarning: overflow",)),
    (1, "error", ("E", ("E", "Exception"), "text", (("cell 1", 2, "f", "1 / 0"),), "student"), ("w",)),
    (1, "error", ("E", (), "text", (), "return"), ()),
    (1, "undefined"),
    (1, "callback", 1, (1.0, [2]), {}),
    (1, "callback", 1, (Function(False, 1), Function(True, 8)), {"by": 3}),
    (1, "callback", 2, (np.ones(3),), {}),
    (1, "callback", 7, (), {}),
    (2, "value", None, {}, ()),
    (1, "return", 3),
)


def plain(found: Any) -> Any:
    return found if isinstance(found, Function) else None


def memory() -> tuple[int, int]:
    """Bytes of address space, and of it what is resident."""
    gc.collect()
    size, resident = Path("/proc/self/statm").read_text().split()[:2]
    return int(size) * os.sysconf("SC_PAGE_SIZE"), int(resident) * os.sysconf("SC_PAGE_SIZE")


def bombard(frames: Iterable[bytes], one: Callable[[bytes], str]) -> Counter[str]:
    """Try each frame; what came of them. Nothing may have grown in the second half."""
    outcomes: Counter[str] = Counter()
    frames = list(frames)
    for at, frame in enumerate(frames):
        if at == len(frames) // 2:
            before = memory()
        outcomes[one(frame)] += 1
    growth = [after - earlier for after, earlier in zip(memory(), before, strict=True)]
    assert max(growth) < GROWTH
    return outcomes


def load(frame: bytes) -> str:
    try:
        value = loads(frame, lambda thing: thing)
    except ProtocolError:
        return "refused"
    dumps(value, plain)  # what is accepted is a plain value, which can be sent on
    return "accepted"


def receive(frame: bytes) -> str:
    near, far = socket.socketpair()
    with near:
        with far:
            far.sendall(frame)
        try:
            Channel(near, plain, lambda thing: thing).receive(time.monotonic() + PATIENCE)
        except (ProtocolError, Closed) as error:
            return type(error).__name__
        return "accepted"


def hostile_child(answers: bytes) -> tuple[Child, Ends]:
    """The trusted end of a process that has said all this already, whatever it will be asked."""
    near, far = connect()
    far.channel.sendall(answers)
    far.channel.shutdown(socket.SHUT_WR)
    far.status.write(json.dumps({"status": 0, "seconds": 0.0, "peak": 0}).encode())
    return Child(near, Path("/nonexistent"), Limits(call_seconds=PATIENCE, callbacks=3)), far


def verbose(*_args: object, **_options: object) -> None:
    raise ValueError("\ud800" * MAX_HEADER)


def count(*args: object, **kwargs: object) -> int:
    return len(args) + len(kwargs)


def ask(answers: bytes) -> str:
    child, far = hostile_child(answers)
    with child:
        try:
            child.call("f", [count, verbose])
        except (StudentError, Died, OutOfMemory, Undefined) as error:
            return type(error).__name__
        finally:
            far.close()
        return "accepted"


def foresee(answers: bytes) -> str:
    """The same answers to calls that were asked ahead."""
    child, far = hostile_child(answers)
    with child:
        try:
            ahead = Ahead(child, b"", 3, PATIENCE)
            ahead.take_if(dumps((NUMBER, *ANSWERS[0][1:])))
            if ahead.left > 1:
                ahead.take("f", {0: "5f0c9a"})
            ahead.discard()
        except (StudentError, Died, OutOfMemory, Undefined) as error:
            return type(error).__name__
        finally:
            far.close()
        return "accepted"


def conversations(count: int, seed: int, number: int) -> Iterator[bytes]:
    """What a process says when asked: up to two good answers, one that is not, and a good one."""
    source = random.Random(seed)
    good = [dumps((number, *answer[1:]), plain) for answer in ANSWERS]
    for bad in hostile_frames.damaged(good, count, seed):
        yield b"".join([*source.choices(good, k=source.randrange(3)), bad, source.choice(good)])


def test_loading_a_hostile_frame_gives_a_plain_value_or_a_protocol_error() -> None:
    outcomes = bombard(hostile_frames.damaged(hostile_frames.seeds(), LOADED, seed=1), load)
    assert outcomes.total() == LOADED
    assert outcomes["accepted"] > LOADED / 50  # else most are refused at the door, and little is tested
    assert outcomes["refused"] > LOADED / 2


def test_a_channel_survives_any_hostile_peer() -> None:
    outcomes = bombard(hostile_frames.damaged(hostile_frames.seeds(), RECEIVED, seed=2), receive)
    assert outcomes.keys() == {"accepted", "ProtocolError", "Closed"}


def test_whatever_answers_a_call_ends_in_a_value_or_in_the_students_failure() -> None:
    outcomes = bombard(conversations(ANSWERED, seed=3, number=1), ask)
    assert outcomes.keys() == {"accepted", "StudentError", "Died", "Undefined"}


def test_whatever_answers_calls_asked_ahead_ends_in_the_same() -> None:
    outcomes = bombard(conversations(FORESEEN, seed=4, number=NUMBER), foresee)
    assert outcomes.keys() == {"accepted", "StudentError", "Died", "Undefined"}


def test_the_frames_tried_are_a_hundred_thousand() -> None:
    assert LOADED + RECEIVED + ANSWERED + FORESEEN >= 100_000


def header(data: bytes) -> bytes:
    return struct.pack("<II", 4 + len(data), len(data)) + data


ANNOUNCED = b"\xdd" + struct.pack(">I", MAX_HEADER - 6000)


@pytest.mark.parametrize(
    "costly",
    [
        pytest.param(header(b"\x92\xa1l" + ANNOUNCED + b"\x90" * (MAX_HEADER - 6000)), id="a million empty lists"),
        pytest.param(header(ANNOUNCED * 1000 + b"\xc0" * (MAX_HEADER - 6000)), id="a thousand lists of a million"),
        pytest.param(header(b"\x92\xa1l" + ANNOUNCED + b"\x91\xc0" * 521_000), id="half a million lists of one"),
        pytest.param(header(b"\xdb" + struct.pack(">I", 1_000_000) + b"\xff" * 1_000_000), id="a million bad bytes"),
        pytest.param(struct.pack("<II", 64 << 20, 1 << 20), id="64 MiB announced, none sent"),
    ],
)
def test_the_costliest_frames_take_less_than_a_hundred_times_their_header(costly: bytes) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ProtocolError):
            loads(costly)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 100 * MAX_HEADER
    before = memory()[0]
    for _ in range(4):
        with pytest.raises(ProtocolError):
            loads(costly)
    assert memory()[0] - before < GROWTH


def test_the_line_number_of_a_frame_is_clamped() -> None:
    description = ("E", (), "text", (("cell 1", 16**3400, "f", "1 / 0"), ("cell 1", -3, "f", "")), "student")
    child, far = hostile_child(dumps((1, "error", description, ()), plain))
    with child, pytest.raises(StudentError) as caught:
        child.call("f")
    assert [line for _, line, _, _ in caught.value.frames] == [MAX_NUMBER, 0]
    far.close()


def test_out_of_band_data_is_no_frame() -> None:
    near, far = socket.socketpair()
    with near, far:
        far.send(b"x", socket.MSG_OOB)
        with pytest.raises((Closed, TimedOut)):
            Channel(near).receive(time.monotonic() + 0.2)


def test_a_random_generator_that_comes_from_a_student_breaks_the_protocol() -> None:
    child, far = hostile_child(dumps((1, "value", Seed(1, "ff"), {}, ()), plain))
    with child, pytest.raises(Died, match="a random generator"):
        child.call("f")
    far.close()
